"""The command line's arguments, with every help text in both languages."""

import argparse
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NoReturn

import attrs

from govdisclosure.forms.text import Lang, Text
from govdisclosure.plain import prose
from govdisclosure.readers.formats import FORMATS as READABLE
from govdisclosure.writers.formats import FORMATS as WRITABLE

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "html", "csv")
SCHEMAS = ("report", "check", "diagnose", "compare", "years", "rollup", "baseline")
INPUTS = tuple(READABLE)
FILE = Text("文件", "FILE")
"""What an argument that names a file is called."""
SHELLS = ("bash", "zsh", "tcsh")

_ERRORS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(f"^{message}$"), translation)
    for message, translation in (
        (r"the following arguments are required: (.*)", r"缺少参数：\1"),
        (r"argument ([^:]*): invalid choice: ([^(]*) \(choose from (.*)\)", r"参数 \1 不能是 \2；可选：\3"),
        (r"argument ([^:]*): invalid (?:int|\w+) value: (.*)", r"参数 \1 的值不对：\2"),
        (r"argument ([^:]*): expected one argument", r"参数 \1 要有一个值"),
        (r"argument ([^:]*): not allowed with argument (.*)", r"参数 \1 不能与 \2 同用"),
        (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
        (r"ambiguous option: ([^ ]*) could match (.*)", r"参数 \1 不明确，可能是 \2"),
    )
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language."""

    lang: Lang = "zh"
    commands: "Mapping[str, Parser]" = MappingProxyType({})
    """The parser of each command by its name."""

    @property
    def arguments(self) -> Sequence[argparse.Action]:
        """Every argument, the choice of a command among them."""
        return self._actions

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, what may have been meant, and how to get help; exit code 2."""
        near = _nearest(message, self)
        if self.lang == "zh":
            for pattern, translation in _ERRORS:
                message = pattern.sub(translation, message)
        meant = Text("是否指 {}？\n", "did you mean {}?\n").get(self.lang).format(near) if near else ""
        hint = Text("用 {} --help 看用法", "see {} --help").get(self.lang).format(self.prog)
        self.exit(2, f"{self.prog}: {prose(message)}\n{meant}{hint}\n")

    def format_help(self) -> str:
        """The help, with argparse's own words in the language."""
        text = super().format_help()
        return text.replace("usage: ", "用法：", 1) if self.lang == "zh" else text


def parsed(parser: Parser, given: Sequence[str]) -> argparse.Namespace:
    """The arguments; what is not known of a command is an error of that command."""
    arguments, unknown = parser.parse_known_args(given)
    if unknown:
        parser.commands[arguments.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


def _nearest(message: str, parser: Parser) -> str | None:
    """The command, option or value that may have been meant."""
    wrong, _, choices = message.partition("invalid choice: '")[2].partition("' (choose from ")
    if choices:
        known = re.findall(r"[\w-]+", choices)
    elif message.startswith("unrecognized arguments: "):
        wrong = message.partition(": ")[2].partition(" ")[0].partition("=")[0]
        known = [option for action in parser.arguments for option in action.option_strings]
    else:
        return None
    return next(iter(difflib.get_close_matches(wrong, known, n=1)), None)


def _make(parser: Parser, lang: Lang) -> None:
    parser.lang = lang
    if lang == "zh":
        for group in parser._action_groups:  # pyright: ignore[reportPrivateUsage] - argparse has no other way
            group.title = {"positional arguments": "参数", "options": "选项"}.get(group.title or "", group.title)


Adder = Callable[..., Any]
Translate = Callable[[str, str], str]


@attrs.frozen
class Command:
    """One command: its name, what it does, an example, and what adds its arguments."""

    name: str
    does: Text
    example: str
    arguments: Callable[[Adder, Translate], None]
    note: Text | None = None


def build(lang: Lang, version: str) -> Parser:
    """The whole parser in one language."""

    def t(zh: str, en: str) -> str:
        return Text(zh, en).get(lang)

    parser = Parser(
        prog="govdisclosure",
        description=t(
            "读取政府信息公开工作年度报告，检查勾稽关系，指出哪一格不对。",
            "Read annual reports on open government information work, check that they tie, and name the wrong cells.",
        ),
        add_help=False,
        allow_abbrev=False,
    )
    _common(parser, t)
    parser.add_argument("--version", action="version", version=version, help=t("显示版本", "show the version"))
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=t("命令", "COMMAND"), title=t("命令", "commands"), parser_class=Parser
    )
    subs: dict[str, Parser] = {}
    for command in COMMANDS:
        sub: Parser = commands.add_parser(
            command.name,
            help=command.does.get(lang),
            description=command.does.get(lang),
            epilog=_epilog(command, lang),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        _common(sub, t)
        command.arguments(sub.add_argument, t)
        _make(sub, lang)
        subs[command.name] = sub
    _make(parser, lang)
    parser.commands = subs
    return parser


def _epilog(command: Command, lang: Lang) -> str:
    example = Text("例：", "example: ").get(lang) + f"govdisclosure {command.name} {command.example}".rstrip()
    return example if command.note is None else f"{example}\n{command.note.get(lang)}"


def _common(parser: argparse.ArgumentParser, t: Translate) -> None:
    parser.add_argument("-h", "--help", action="help", help=t("显示帮助", "show this help"))
    parser.add_argument("--lang", choices=("zh", "en"), help=t("语言", "language"))


def _input_arguments(add: Adder, t: Translate) -> None:
    add(
        "files",
        nargs="+",
        metavar=t("文件", "FILE"),
        help=t("报告文件、文件夹或 ZIP；- 为标准输入", "report, folder or ZIP; - for standard input"),
    )
    _reading_arguments(add, t)


def _reading_arguments(add: Adder, t: Translate) -> None:
    add(
        "--input", choices=INPUTS, help=t("输入格式（默认由内容判断）", "format of the input (default: by its content)")
    )
    add(
        "--processes",
        type=int,
        metavar="N",
        help=t("并行进程数（默认为处理器数）", "processes to use (default: one for each processor)"),
    )
    add(
        "--limit",
        action="append",
        default=[],
        metavar=t("名称=值", "NAME=VALUE"),
        help=t("提高一项读取上限", "raise one limit of the readers"),
    )


def _check_arguments(add: Adder, t: Translate) -> None:
    _input_arguments(add, t)
    _result_arguments(add, t)
    add(
        "--baseline",
        metavar=t("文件", "FILE"),
        help=t("已知问题清单：其中的问题不计", "findings that are known and do not count"),
    )
    add(
        "--write-baseline",
        action="store_true",
        help=t("把这次发现的全部问题写入 --baseline 的文件", "write all that is found to the file of --baseline"),
    )
    add(
        "--only-reports",
        action="store_true",
        help=t("不是年度报告的文件一律跳过（供钩子用）", "pass over files that are no annual reports (for hooks)"),
    )
    add(
        "--expected",
        metavar=t("文件", "FILE"),
        help=t("应报机关名单，一行一个（.xlsx 用）", "the organs that have to report, one a line (for .xlsx)"),
    )
    _previous_argument(add, t)


def _years_arguments(add: Adder, t: Translate) -> None:
    _input_arguments(add, t)
    _result_arguments(add, t)


def _rollup_arguments(add: Adder, t: Translate) -> None:
    add("parent", metavar=t("文件", "FILE"), help=t("一级政府的报告", "the report of the government"))
    add(
        "--own",
        metavar=t("文件", "FILE"),
        help=t("政府本机关（办公室）自己的报告", "the report of the government's own level, that of its office"),
    )
    for name, zh, en in (
        ("--departments", "各部门的报告：文件、文件夹或 ZIP", "the reports of its departments: files, folders or ZIP"),
        ("--governments", "下级政府的报告：同上", "the reports of the governments below it, in the same way"),
    ):
        add(name, nargs="+", default=[], metavar=t("文件", "FILE"), help=t(zh, en))
    add(
        "--expected",
        metavar=t("文件", "FILE"),
        help=t(
            "应有的机关名单，一行一个；不给就无从知道有没有缺的",
            "all organs that should be among them, one a line; without it nobody can know that none is missing",
        ),
    )
    _reading_arguments(add, t)
    _result_arguments(add, t)


def _completion_arguments(add: Adder, t: Translate) -> None:
    add("shell", choices=SHELLS, help=t("命令行程序", "the shell"))


def _result_arguments(add: Adder, t: Translate) -> None:
    """What the commands share that say what was found."""
    add(
        "--format",
        choices=FORMATS,
        default=None,
        help=t("输出格式（默认 text）", "format of the output (default: text)"),
    )
    _csv_arguments(add, t)
    add("--json", action="store_true", help=t("同 --format json", "the same as --format json"))
    add(
        "-o",
        "--output",
        metavar=t("文件", "FILE"),
        help=t(
            "写入文件；.html 为网页，.xlsx 为工作簿（默认标准输出）",
            "write to a file; .html is a page, .xlsx a workbook (default: stdout)",
        ),
    )
    add(
        "--fail-on",
        choices=("error", "warning", "info"),
        help=t("达到这一级别的问题即退出码 1（默认 error）", "exit 1 from this severity on (default: error)"),
    )
    add("--exit-zero", action="store_true", help=t("有问题也以 0 退出", "exit 0 even with findings"))
    add(
        "--select",
        metavar=t("代码", "CODES"),
        help=t("只用这些规则，逗号分隔", "only these rules, separated by commas"),
    )
    add("--ignore", metavar=t("代码", "CODES"), help=t("不用这些规则", "not these rules"))
    _blank_argument(add, t)
    add(
        "--config",
        metavar=t("文件", "FILE"),
        help=t("配置文件（默认向上查找）", "configuration (default: found upwards)"),
    )
    add("--no-config", action="store_true", help=t("不读配置文件", "read no configuration"))
    _table_argument(add, t)
    _detail_arguments(add, t)


def _detail_arguments(add: Adder, t: Translate) -> None:
    add("-v", "--verbose", action="store_true", help=t("每份都列出，不省略", "tell every report, shorten nothing"))
    add("-q", "--quiet", action="store_true", help=t("未通过的一份一行", "a line for each report that did not pass"))
    add(
        "--statistics",
        action="store_true",
        help=t("只按规则、年度、机关计数", "only count by rule, year and organ"),
    )


def _table_argument(add: Adder, t: Translate) -> None:
    add(
        "--table",
        choices=("rows", "all", "never"),
        help=t(
            "显示有误的行及其上下行（一份报告的默认）、全部表格或不显示",
            "show the rows that are wrong with their neighbours (default for one report), all tables, or none",
        ),
    )


def _convert_arguments(add: Adder, t: Translate) -> None:
    _input_arguments(add, t)
    add(
        "--to",
        choices=("json", "jsonl", "csv", "parquet", *WRITABLE),
        help=t(
            "json（单个报告）、jsonl、csv、parquet，或供人阅读的一份文件（默认看输出文件的后缀）",
            "json (one report), jsonl, csv, parquet, or one document for people (default: by the suffix of the output)",
        ),
    )
    _output_argument(add, t)
    _csv_arguments(add, t)
    add(
        "--flat",
        action="store_true",
        help=t(
            "jsonl 每行不分层，与 CSV 的列相同，数字就是数字",
            "lines of JSON as flat rows: the columns of the CSV, numbers as numbers",
        ),
    )
    add(
        "--resume",
        action="store_true",
        help=t(
            "接着写：输出中已有的报告不再读，以前读不了的再试",
            "go on: reports that the output has are not read again, what could not be read is tried again",
        ),
    )
    add(
        "--explain",
        action="store_true",
        help=t(
            "不转换，只说明每张表的排法是怎样认出的：各种可能、代价、未读的行",
            "convert nothing, tell how each table was recognised: ways of laying it out, costs, rows left unread",
        ),
    )


def _csv_arguments(add: Adder, t: Translate) -> None:
    add(
        "--excel",
        action="store_true",
        help=t("CSV 带 BOM，供 Excel 直接打开", "CSV with a byte order mark, for Excel to open"),
    )
    add(
        "--headings",
        choices=("addresses", "labels"),
        help=t(
            "CSV 的列名：地址（默认）或官方标签",
            "what stands above the columns of a CSV: addresses (default) or labels",
        ),
    )


def _diagnose_arguments(add: Adder, t: Translate) -> None:
    _input_arguments(add, t)
    _blank_argument(add, t)
    _previous_argument(add, t)
    _json_argument(add, t)
    add(
        "-o",
        "--output",
        metavar=t("文件", "FILE"),
        help=t(
            "写入文件；.docx 为给机关的更正意见（默认标准输出）",
            "write to a file; .docx is a slip for the organ (default: stdout)",
        ),
    )
    add(
        "--mark",
        metavar=t("文件", "FILE"),
        help=t(
            "另写一份标出错格并加批注的副本（DOCX、XLSX），原件不动",
            "write a copy with the wrong cells marked and commented (DOCX, XLSX); the original stays as it is",
        ),
    )
    _table_argument(add, t)


def _compare_arguments(add: Adder, t: Translate) -> None:
    _input_arguments(add, t)
    add(
        "--format",
        choices=("text", "json", "html"),
        help=t("输出格式（默认 text，或看输出文件的后缀）", "format (default: text, or by the suffix of the output)"),
    )
    _output_argument(add, t)


def _aggregate_arguments(add: Adder, t: Translate) -> None:
    _input_arguments(add, t)
    add("--organ", metavar=t("名称", "NAME"), help=t("和的机关名称", "the organ that the sum is of"))
    add(
        "--year",
        type=int,
        metavar=t("年度", "YEAR"),
        help=t("和的年度（默认为各份共同的年度）", "the year of the sum (default: that of all reports)"),
    )
    add(
        "-o",
        "--output",
        metavar=t("文件", "FILE"),
        help=t(
            "写入文件：.xlsx（各数为各份之和的公式）、.docx、.html、.md、.pdf 或 .json",
            "write to a file: .xlsx (formulas over the parts), .docx, .html, .md, .pdf or .json",
        ),
    )


def _output_argument(add: Adder, t: Translate) -> None:
    add(
        "-o",
        "--output",
        metavar=t("文件", "FILE"),
        help=t("写入文件（默认标准输出）", "write to a file (default: stdout)"),
    )


def _new_arguments(add: Adder, t: Translate) -> None:
    add("--organ", required=True, metavar=t("名称", "NAME"), help=t("行政机关名称", "the name of the organ"))
    add("--year", required=True, type=int, metavar=t("年度", "YEAR"), help=t("报告年度", "the reporting year"))
    _previous_argument(add, t)
    add("-o", "--output", required=True, metavar=t("文件", "FILE"), help=t("写入工作簿", "write to a workbook"))


def _explain_arguments(add: Adder, t: Translate) -> None:
    add("code", metavar=t("代码", "CODE"), help=t("规则代码，如 REQ001", "code of a rule, such as REQ001"))
    _json_argument(add, t)


def _blank_argument(add: Adder, t: Translate) -> None:
    add("--blank-as-zero", action="store_true", help=t("把空白和占位符当作零", "read blanks and placeholders as zero"))


def _json_argument(add: Adder, t: Translate) -> None:
    add("--json", action="store_true", help=t("输出 JSON", "print JSON"))


def _previous_argument(add: Adder, t: Translate) -> None:
    add(
        "--previous",
        metavar=t("文件", "FILE"),
        help=t("上一年的报告，用于核对结转", "last year's report, for the carry-over"),
    )


def _schema_arguments(add: Adder, t: Translate) -> None:
    add(
        "of",
        nargs="?",
        choices=SCHEMAS,
        default="report",
        help=t("哪种数据：报告（默认），或某个命令的输出", "of a report (default), or of what a command writes"),
    )


COMMANDS = (
    Command(
        "check",
        Text("检查报告的勾稽关系和其他规则", "check reports against the identities and the other rules"),
        "2024.html",
        _check_arguments,
    ),
    Command(
        "convert",
        Text("把报告转为数据，或写成另一种文件", "turn reports into data, or into documents"),
        "2024.html -o 2024.docx",
        _convert_arguments,
    ),
    Command(
        "diagnose",
        Text("找出哪一格错了，应该是多少", "find the wrong cell and what it should be"),
        "2024.html",
        _diagnose_arguments,
    ),
    Command(
        "compare",
        Text("比对两份报告：两稿或两年", "compare two reports: two drafts, or two years"),
        "draft.docx final.docx -o changes.html",
        _compare_arguments,
    ),
    Command(
        "years",
        Text("核对各机关相连的年度", "hold the years of each organ against each other"),
        "reports/",
        _years_arguments,
    ),
    Command(
        "rollup",
        Text("核对一级政府的报告与下属各机关之和", "hold a government's report against those of the organs below it"),
        "county.html --own office.html --departments departments/ --expected organs.txt",
        _rollup_arguments,
    ),
    Command(
        "aggregate",
        Text("把多份报告加成一份", "add up many reports into one"),
        "reports/ --organ 临澜县人民政府 -o sum.xlsx",
        _aggregate_arguments,
    ),
    Command(
        "new",
        Text("开始一份报告：空表，总计自动相加", "start a report: an empty form whose totals add up by themselves"),
        "--organ 临澜县水务局 --year 2024 --previous 2023.html -o form.xlsx",
        _new_arguments,
    ),
    Command("rules", Text("列出全部规则", "list every rule"), "", _json_argument),
    Command("explain", Text("说明一条规则", "explain one rule"), "REQ001", _explain_arguments),
    Command(
        "schema",
        Text("输出数据格式的 JSON Schema", "print the JSON Schema of a data format"),
        "check",
        _schema_arguments,
    ),
    Command(
        "completion",
        Text("输出命令行补全脚本", "print a script with which a shell completes commands and options"),
        "bash > ~/.local/share/bash-completion/completions/govdisclosure",
        _completion_arguments,
        Text(
            "zsh：存为 $fpath 中某个文件夹里的 _govdisclosure\ntcsh：存为文件，在 ~/.tcshrc 里写 source",
            "zsh: save it as _govdisclosure in a folder of $fpath\ntcsh: save it, and source it in ~/.tcshrc",
        ),
    ),
)
"""Every command, in the order of the help."""
