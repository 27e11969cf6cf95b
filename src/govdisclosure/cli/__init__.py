"""The command line. Every command calls the library and prints; what a command needs is imported when it runs."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from govdisclosure import __version__
from govdisclosure.cli.language import choose, language_configured
from govdisclosure.cli.parser import build, parsed
from govdisclosure.cli.streams import Status, standard
from govdisclosure.errors import GovDisclosureError, UsageError, system_text
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.plain import visible
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.process import ended_by_sigterm

if TYPE_CHECKING:
    from govdisclosure.cli.readings import How, Read

T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 for all well, 1 for findings, 2 for what could not be read or a wrong call."""
    given = sys.argv[1:] if argv is None else list(argv)
    lang = choose(given, os.environ, language_configured)
    with standard() as status:
        arguments = parsed(build(lang, __version__), given)
        try:
            with ended_by_sigterm():
                code = _run(arguments, lang, status)
            sys.stdout.flush()  # here, where what the system refuses can still be told
            return code
        except GovDisclosureError as error:
            told = error.message(lang)
        except OSError as error:
            where = f"{visible(str(error.filename))}{COLON.get(lang)}" if error.filename else ""
            told = f"{where}{system_text(error, lang)}"
        except KeyboardInterrupt:
            return 130
        print(f"govdisclosure: {told}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace, lang: Lang, status: Status) -> int:
    if arguments.command in ("rules", "explain", "schema"):
        from govdisclosure.cli import catalogue

        return catalogue.run(arguments, lang)
    if arguments.command == "completion":
        from govdisclosure.cli import completion

        return completion.run(arguments, build(lang, __version__))
    if arguments.command == "new":
        from govdisclosure.cli import new
        from govdisclosure.cli.readings import How

        return new.run(arguments, How(), lang)
    return _with_files(arguments, lang, status)


class _Counted:
    """What passes through, counted."""

    def __init__(self) -> None:
        self.number = 0

    def through(self, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            self.number += 1
            yield item


def _with_files(arguments: argparse.Namespace, lang: Lang, status: Status) -> int:
    from govdisclosure.cli.progress import Progress
    from govdisclosure.cli.readings import How, Read, readings
    from govdisclosure.cli.sources import Source, count, expand

    if arguments.command == "check" and _names_a_panel(arguments.files):
        from govdisclosure.cli import panel_check

        return panel_check.run(arguments, lang)
    how = How(format=arguments.input, limits=_limits(arguments.limit), processes=arguments.processes)
    skipped = _left_out(lang)
    counted = _Counted()
    progress = Progress(lang, status, lambda: count(arguments.files))

    def read(sources: Iterable[Source]) -> Iterator[Read]:
        return counted.through(readings(sources, how, progress.step))

    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as workspace:

        def sources(names: Iterable[str]) -> Iterator[Source]:
            found = expand(names, Path(tempfile.mkdtemp(dir=workspace)), how.limits, skipped)
            if arguments.command == "check":
                from govdisclosure.cli import check

                found = check.wanted(arguments, found, lang)
            return counted.through(found)

        if arguments.command == "convert":
            code = _converted(arguments)(arguments, sources(arguments.files), read, how, lang)
        elif arguments.command == "rollup":
            from govdisclosure.cli import rollup

            code = rollup.run(arguments, lambda names: read(sources(names)), lang, __version__)
        else:
            code = _looked(arguments, read(sources(arguments.files)), how, lang)
    if not counted.number and not getattr(arguments, "only_reports", False):
        raise UsageError(
            "nothing to look at: there is no file of a kind that reports come in",
            zh="没有可看的文件：所给之处没有报告格式的文件",
        )
    return code


def _names_a_panel(files: Sequence[str]) -> bool:
    """Whether panels are to be checked, and no documents."""
    panels = [Path(name).suffix.lower() == ".parquet" for name in files]
    if any(panels) and not all(panels):
        raise UsageError("panels are checked by themselves, without documents", zh="面板数据与报告文件须分开核对")
    return any(panels)


def _converted(arguments: argparse.Namespace) -> Callable[..., int]:
    """What runs the conversion that is asked for."""
    from govdisclosure.cli import convert, document

    if document.asked_for(arguments):
        return document.run
    if arguments.explain or convert.kind_of(arguments) != "parquet":
        return convert.run
    from govdisclosure.cli import panel

    return panel.run


def _looked(arguments: argparse.Namespace, found: Iterator["Read"], how: "How", lang: Lang) -> int:
    """Run one of the commands that look at what was read."""
    if arguments.command == "check":
        from govdisclosure.cli import check

        return check.run(arguments, found, how, lang, __version__)
    if arguments.command == "years":
        from govdisclosure.cli import years

        return years.run(arguments, found, lang, __version__)
    if arguments.command == "compare":
        from govdisclosure.cli import compare

        return compare.run(arguments, found, lang)
    if arguments.command == "aggregate":
        from govdisclosure.cli import aggregate

        return aggregate.run(arguments, found, lang)
    from govdisclosure.cli import diagnose

    return diagnose.run(arguments, found, how, lang)


def _left_out(lang: Lang) -> Callable[[str], None]:
    text = Text("跳过（不是报告文件的格式）：{}", "left out (not a kind of file that reports come in): {}").get(lang)

    def told(name: str) -> None:
        print(text.format(visible(name)), file=sys.stderr)

    return told


def _limits(given: Sequence[str]) -> Limits:
    limits = Limits()
    for setting in given:
        limits = limits.raised(setting)
    return limits
