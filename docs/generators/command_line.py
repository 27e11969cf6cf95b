"""The page of the command line: every command and argument in both languages, from the parser itself."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import govdisclosure as gd
from generators.markdown import table
from govdisclosure.cli.parser import Parser, build

INTRODUCTION = """# 命令行

```text
govdisclosure 命令 [参数]
python -m govdisclosure 命令 [参数]
```

每个命令和参数都列在下面，左为中文说明，右为英文说明，均取自程序本身；`govdisclosure 命令 --help` 显示同样的内容。
Every command and argument, from the program itself; `govdisclosure COMMAND --help` says the same.

## 语言 Language

依次看 `--lang`、环境变量 `GOVDISCLOSURE_LANG`、配置中的 `lang`、\
`LC_ALL`、`LC_MESSAGES`、`LANG`；都不是中文或英文时用中文。
帮助、结果和错误只用一种语言，不混用。
`--lang`, then GOVDISCLOSURE_LANG, then `lang` of the configuration, then a Chinese or English locale, else Chinese.

## 编码 Encoding

`-o` 写的文件总是 UTF-8；标准输出也是，设了 `PYTHONIOENCODING` 的照它，其中没有的字写成 `\\uXXXX`。
A file is always UTF-8, and so is the output unless PYTHONIOENCODING says otherwise; what that lacks is `\\uXXXX`.

## 退出码 Exit code

| 退出码 | 含义 | Meaning |
| --- | --- | --- |
| 0 | 没有问题 | nothing wrong |
| 1 | `check` 发现了达到 `--fail-on` 级别的问题，或者有勾稽关系无法判断；`diagnose` 发现不平或空缺；\
`compare` 发现不同；`aggregate` 的和有空缺或待核对 | `check` found something at or above \
`--fail-on`, or a balancing relation could not be evaluated; `diagnose` found that something fails or \
is blank; `compare` found a difference; the sum of `aggregate` lacks something |
| 2 | 有文件读不了，调用有误，或者没有可看的文件（空文件夹、空压缩包、只有图片） | a file could not be \
read, the call is wrong, or there is nothing to look at (an empty folder or archive, only pictures) |

一个文件读不了，其余照样处理；同时有 1 和 2 时为 2。
`--exit-zero` 只把 1 变为 0，不改变 2。
输出的读者提前离开（如 `| head`）或标准输出已关闭，不改变退出码：要看的照样看完。
All files are tried; 2 wins over 1, and `--exit-zero` turns 1 into 0 but never 2.
Who stops reading the output early changes no exit code: everything is looked at all the same.

## 文件、文件夹和压缩包 Files, folders and archives

直接写出的文件一律读取，不管扩展名；文件夹和 ZIP 里只读报告常用的格式，其余逐个提示后跳过，隐藏文件不算。
ZIP 里未声明编码的文件名按 GB18030 解读。
一份文件里有几份报告时，分别叫作 `名称#1`、`名称#2`。
A file named by itself is always read; in folders and archives only the kinds of files that reports come in are, \
and the rest is named on the error stream and left out."""


def actions(parser: Parser) -> Sequence[argparse.Action]:
    """Every argument of a parser, the choice of a command among them."""
    return parser._actions  # pyright: ignore[reportPrivateUsage] - argparse has no other way


def commands(parser: Parser) -> Mapping[str, Parser]:
    """The parsers of the commands by name."""
    (found,) = (action.choices for action in actions(parser) if action.dest == "command")
    return cast("Mapping[str, Parser]", found)


def name(action: argparse.Action) -> str:
    """How an argument is written."""
    value = "" if action.nargs == 0 else action.metavar or "|".join(map(str, action.choices or ()))
    assert isinstance(value, str)
    if not action.option_strings:
        return f"`{value}`" + (" …" if action.nargs == "+" else "")
    return "<br>".join(f"`{option} {value}`" if value else f"`{option}`" for option in action.option_strings)


def argument_lines(zh: Parser, en: Parser) -> Iterator[tuple[str, str, str]]:
    """A line for each argument."""
    for chinese, english in zip(actions(zh), actions(en), strict=True):
        if chinese.dest != "command":
            yield name(english), chinese.help or "", english.help or ""


def command_section(command: str, zh: Parser, en: Parser) -> str:
    """One command."""
    example = (en.epilog or "").partition(": ")[2]
    return f"""## {command}

{zh.description}。
{en.description}.

```text
{example}
```

{table(("参数 Argument", "含义", "Meaning"), argument_lines(zh, en))}"""


def page() -> str:
    """The whole page."""
    zh, en = build("zh", gd.__version__), build("en", gd.__version__)
    general = table(("参数 Argument", "含义", "Meaning"), argument_lines(zh, en))
    inside = commands(en)
    sections = [command_section(command, parser, inside[command]) for command, parser in commands(zh).items()]
    return "\n\n".join([INTRODUCTION, *sections, "## 不带命令", general])
