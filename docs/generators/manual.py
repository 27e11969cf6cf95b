"""The man page in both languages, from the parser itself."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import govdisclosure as gd
from govdisclosure.cli.parser import COMMANDS, Command, Parser, build
from govdisclosure.forms.text import Lang, Text

_HEADS = {
    "name": Text("名称", "NAME"),
    "synopsis": Text("用法", "SYNOPSIS"),
    "description": Text("说明", "DESCRIPTION"),
    "commands": Text("命令", "COMMANDS"),
    "exit": Text("退出码", "EXIT STATUS"),
    "environment": Text("环境变量", "ENVIRONMENT"),
}
_CALL = Text("命令 [参数]", "COMMAND [OPTIONS]")
_EXITS = (
    ("0", Text("没有问题", "nothing was found")),
    ("1", Text("有问题，或者无法判断", "something was found, or cannot be evaluated")),
    (
        "2",
        Text(
            "有文件读不了，调用有误，或者没有可看的文件",
            "a file could not be read, the call is wrong, or there is nothing to look at",
        ),
    ),
)
_ENVIRONMENT = (
    ("GOVDISCLOSURE_LANG", Text("语言，zh 或 en；--lang 优先", "the language, zh or en; --lang goes before it")),
    ("COLUMNS", Text("每行的宽度", "how wide lines are")),
    ("NO_COLOR", Text("不用颜色", "no colours")),
)


def escaped(text: str) -> str:
    """The text as it stands in a man page: nothing in it is a command of roff."""
    found = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{found}" if found.startswith((".", "'")) else found


def _items(pairs: tuple[tuple[str, Text], ...], lang: Lang) -> Iterator[str]:
    for name, text in pairs:
        yield f".TP\n.B {escaped(name)}\n{escaped(text.get(lang))}"


def _argument(action: argparse.Action) -> str:
    """How an argument is written."""
    value = "" if action.nargs == 0 else str(action.metavar or "|".join(map(str, action.choices or ())))
    names = [f"\\fB{escaped(option)}\\fR" for option in action.option_strings]
    return " ".join(filter(None, (", ".join(names), f"\\fI{escaped(value)}\\fR" if value else "")))


def _command(command: Command, parser: Parser, lang: Lang) -> Iterator[str]:
    yield f".SS {command.name}\n{escaped(command.does.get(lang))}"
    for action in parser.arguments:
        if action.dest not in ("help", "lang"):
            yield f".TP\n{_argument(action)}\n{escaped(action.help or '')}"
    yield ".PP\n" + "\n.br\n".join(escaped(each) for each in (parser.epilog or "").split("\n"))


def page(lang: Lang) -> str:
    """The whole page."""
    parser = build(lang, gd.__version__)
    head = {name: f".SH {text.get(lang)}" for name, text in _HEADS.items()}
    general = (action for action in parser.arguments if action.dest != "command")
    parts = [
        f'.TH GOVDISCLOSURE 1 "" "govdisclosure {gd.__version__}"',
        f"{head['name']}\ngovdisclosure \\- {escaped(parser.description or '')}",
        f"{head['synopsis']}\n.B govdisclosure\n{escaped(_CALL.get(lang))}",
        head["description"],
        *(f".TP\n{_argument(action)}\n{escaped(action.help or '')}" for action in general),
        head["commands"],
        *(part for each in COMMANDS for part in _command(each, parser.commands[each.name], lang)),
        head["exit"],
        *_items(_EXITS, lang),
        head["environment"],
        *_items(_ENVIRONMENT, lang),
    ]
    return "\n".join(parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "man/govdisclosure.1": partial(page, "en"),
    "man/govdisclosure.zh_CN.1": partial(page, "zh"),
}
"""Path below docs/ to the function that makes the page."""
