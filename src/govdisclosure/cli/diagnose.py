"""``govdisclosure diagnose``: which cell is wrong, and what it should be."""

import argparse
import io
import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from govdisclosure.cli.check import previous_report
from govdisclosure.cli.convert import only_one
from govdisclosure.cli.output import Target, text_output
from govdisclosure.cli.readings import How, Read, not_read
from govdisclosure.cli.tables import show
from govdisclosure.diagnosis import Assessment, Certainty, Diagnosis, diagnose
from govdisclosure.diagnosis.years import unrelated
from govdisclosure.errors import GovDisclosureError, InvalidValueError
from govdisclosure.forms.say import COLON, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.reading import Reading
from govdisclosure.plain import visible
from govdisclosure.render.json import written
from govdisclosure.writers.files import put

LEGEND = Text(
    "→ 后面是建议的数字，有 ? 的不确定；带 * 的格参与了尚无解释的勾稽关系",
    "→ stands before the proposed number, ? after it if it is not certain; "
    "cells with * take part in a relation that nothing explains",
)
UNEXPLAINED = "*"
RENAMED = Text(
    "机关改名的，请用 govdisclosure convert 把上年的报告存成 JSON，把其中的机关名称改成本年的，再以该文件作 "
    "--previous；不与上年比较的，去掉 --previous",
    "if the organ was renamed, save last year's report as JSON with govdisclosure convert, write this year's name of "
    "the organ there, and give that file; to do without last year's report, leave out --previous",
)
"""What a person at a command line can do about the two names of an organ."""


def run(arguments: argparse.Namespace, found: Iterable[Read], how: How, lang: Lang) -> int:
    """Explain everything that was read; 2 if some source could not be read, 1 if something is wrong, else 0."""
    previous = previous_report(arguments.previous, how)
    if arguments.output is None and arguments.mark is None:
        return _told(arguments, found, previous, lang)
    if Path(arguments.output or "").suffix.lower() != ".docx" and arguments.mark is None:
        with text_output(arguments.output, arguments.files) as write, redirect_stdout(io.StringIO()) as printed:
            code = _told(arguments, found, previous, lang)
            write(printed.getvalue())
        return code
    return _corrected(arguments, found, previous, lang)


def _told(arguments: argparse.Namespace, found: Iterable[Read], previous: Reading | None, lang: Lang) -> int:
    """Explain everything on the output."""
    tell = _Json() if arguments.json else _Text(lang, arguments.table)
    worst = 0
    for name, item in found:
        if isinstance(item, GovDisclosureError):
            tell.error(name, item)
            worst = 2
            continue
        why = previous and unrelated(item.report, previous.report, called="--previous", renamed=RENAMED)
        if why:
            tell.error(name, InvalidValueError(why.en, zh=why.zh))
            worst = 2
            continue
        diagnosis = diagnose(item, previous=previous, blank_as_zero=arguments.blank_as_zero)
        tell.diagnosis(name, item, diagnosis)
        worst = max(worst, 0 if diagnosis.assessment is Assessment.CONSISTENT else 1)
    tell.end()
    return worst


def _corrected(arguments: argparse.Namespace, found: Iterable[Read], previous: Reading | None, lang: Lang) -> int:
    """Write the slip for one report, and its marked copy."""
    from govdisclosure.render import corrections

    targets = [Target(name) for name in (arguments.output, arguments.mark) if name is not None]
    for target in targets:
        target.refuse_inputs(arguments.files)
    for name, item in only_one(iter(found), "docx"):
        if isinstance(item, GovDisclosureError):
            not_read(name, item, lang)
            return 2
        why = previous and unrelated(item.report, previous.report, called="--previous", renamed=RENAMED)
        if why:
            raise InvalidValueError(why.en, zh=why.zh)
        diagnosis = diagnose(item, previous=previous, blank_as_zero=arguments.blank_as_zero)
        asked = corrections.Asked(item, diagnosis, previous, arguments.blank_as_zero, lang)
        if arguments.output is not None:
            put(arguments.output, corrections.slip(asked))
        if arguments.mark is not None:
            put(arguments.mark, corrections.marked(asked, Path(arguments.files[0])))
        return 0 if diagnosis.assessment is Assessment.CONSISTENT else 1
    return 0


class _Text:
    """Sentences and marked tables for people."""

    def __init__(self, lang: Lang, table: str) -> None:
        self._lang: Lang = lang
        self._table = table

    def error(self, name: str, error: GovDisclosureError) -> None:
        print(f"{visible(name)}{COLON.get(self._lang)}{error.message(self._lang)}", file=sys.stderr)

    def diagnosis(self, name: str, reading: Reading, diagnosis: Diagnosis) -> None:
        print(f"{visible(name)}{COLON.get(self._lang).rstrip()}")
        if self._table != "never":
            show(reading.report, marks(diagnosis, self._lang), self._lang, legend=LEGEND)
        print(diagnosis.message(self._lang))

    def end(self) -> None:
        pass


class _Json:
    """One JSON document, an entry for each source, written as they come."""

    def __init__(self) -> None:
        self._separator = '{"schema": "govdisclosure-diagnose/1", "entries": [\n'

    def error(self, name: str, error: GovDisclosureError) -> None:
        self._write({"source": name, "error": {"type": type(error).__name__, "message": error.message("en")}})

    def diagnosis(self, name: str, reading: Reading, diagnosis: Diagnosis) -> None:
        self._write({"source": name, "diagnosis": diagnosis.to_dict()})

    def _write(self, item: dict[str, Any]) -> None:
        sys.stdout.write(self._separator + written(item, indent=1))
        self._separator = ",\n"

    def end(self) -> None:
        sys.stdout.write("\n]}\n" if self._separator == ",\n" else f"{self._separator}]}}\n")


def marks(diagnosis: Diagnosis, lang: Lang) -> Mapping[str, str]:
    """Beside each suspect cell the number that the best explanation proposes, and beside each blank what follows.

    Where other explanations fit as well, a question mark says so. Failures that one explanation across several
    components accounts for are not explained a second time; those without an explanation mark their cells.
    """
    found = {each.address: f"→{shown(each.value, lang)}" for each in diagnosis.determined}
    explained: set[str] = set()
    for component in diagnosis.components:
        if explained.issuperset(component.failures):
            continue
        explained.update(component.failures)
        if not component.explanations:
            found.update(dict.fromkeys(diagnosis.sums(component), UNEXPLAINED))
        for explanation in component.explanations[:1]:
            mark = "→{}?" if explanation.certainty is Certainty.AMBIGUOUS else "→{}"
            found.update({address: mark.format(shown(value, lang)) for address, value in explanation.changes.items()})
            found.update(dict.fromkeys(explanation.undetermined, "→?"))
    return found
