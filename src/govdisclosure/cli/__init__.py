"""The command line. Every command calls the library and prints; what a command needs is imported when it runs."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from govdisclosure import __version__
from govdisclosure.cli.language import choose
from govdisclosure.cli.parser import build
from govdisclosure.errors import GovDisclosureError, system_text
from govdisclosure.forms.text import Lang, Text
from govdisclosure.readers.limits import Limits


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 for all well, 1 for findings, 2 for what could not be read or a wrong call."""
    given = sys.argv[1:] if argv is None else list(argv)
    lang = choose(given, os.environ)
    arguments = build(lang, __version__).parse_args(given)
    _speak_utf8()
    try:
        code = _run(arguments, lang)
        sys.stdout.flush()  # here, where a pipe that nobody reads any more can still be dealt with
        return code
    except GovDisclosureError as error:
        print(f"govdisclosure: {error.message(lang)}", file=sys.stderr)
        return 2
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        where = f"{error.filename}{Text('：', ': ').get(lang)}" if error.filename else ""
        print(f"govdisclosure: {where}{system_text(error, lang)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _speak_utf8() -> None:
    """Chinese on every terminal and in every pipe, whatever the locale says of the encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: argparse.Namespace, lang: Lang) -> int:
    if arguments.command in ("rules", "explain", "schema"):
        from govdisclosure.cli import catalogue

        return catalogue.run(arguments, lang)
    return _with_files(arguments, lang)


def _with_files(arguments: argparse.Namespace, lang: Lang) -> int:
    from govdisclosure.cli.readings import How, Progress, readings
    from govdisclosure.cli.sources import expand

    how = How(format=arguments.input, limits=_limits(arguments.limit), processes=arguments.processes)
    left_out = Text("跳过（不是报告文件的格式）：{}", "left out (not a kind of file that reports come in): {}").get(
        lang
    )
    done: frozenset[str] = frozenset()
    if arguments.command == "convert":
        from govdisclosure.cli import convert

        done = convert.already_there(arguments)
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as workspace:
        sources = expand(
            arguments.files, Path(workspace), how.limits, lambda name: print(left_out.format(name), file=sys.stderr)
        )
        found = Progress(lang).through(readings((each for each in sources if each.name not in done), how))
        if arguments.command == "check":
            from govdisclosure.cli import check

            return check.run(arguments, found, how, lang, __version__)
        if arguments.command == "convert":
            from govdisclosure.cli import convert

            return convert.run(arguments, found, done, lang)
        from govdisclosure.cli import diagnose

        return diagnose.run(arguments, found, how, lang)


def _limits(given: Sequence[str]) -> Limits:
    limits = Limits()
    for setting in given:
        limits = limits.raised(setting)
    return limits
