"""``govdisclosure aggregate``: many reports added up into one."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from govdisclosure.cli.output import Target
from govdisclosure.cli.readings import Read, all_read
from govdisclosure.errors import UsageError
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap
from govdisclosure.model.aggregate import Aggregate, aggregate
from govdisclosure.model.reading import Reading
from govdisclosure.writers.documents import document, format_of, needed
from govdisclosure.writers.files import put
from govdisclosure.writers.json import to_json

_NOT_ADDED: Final = Text("有读不了的报告，没有相加", "nothing was added up, because not every report could be read")


def run(arguments: argparse.Namespace, found: Iterable[Read], lang: Lang) -> int:
    """Add up; 2 if some source could not be read (nothing is written then), 1 if the sum lacks something, else 0."""
    read = all_read(found, lang)
    if read is None:
        print(_NOT_ADDED.get(lang), file=sys.stderr)
        return 2
    parts = [reading for _, reading in read]
    total = aggregate(parts, organ=arguments.organ or Gap.ABSENT, year=_year(arguments.year, parts))
    if arguments.output is None:
        print(total.message(lang))
    else:
        _write(arguments, total, lang)
        print(total.message(lang), file=sys.stderr)
    return 1 if _lacking(total) else 0


def _lacking(total: Aggregate) -> bool:
    """Whether there is something to make sure of before the sum is used."""
    return any((total.gaps, total.unplaced, total.twice, total.other_years, total.undated, total.unnamed))


def _year(given: int | None, parts: Sequence[Reading]) -> int | Gap:
    """The year that was given, failing that the one that all parts are on."""
    years = {part.report.year for part in parts}
    if given is not None or len(years) == 1:
        return years.pop() if given is None else given
    raise UsageError(
        "the reports are on several years; say which one the sum is on: --year YEAR",
        zh="各份报告的年度不同；请用 --year 指明和是哪一年度的",
    )


def _write(arguments: argparse.Namespace, total: Aggregate, lang: Lang) -> None:
    target = Target(arguments.output)
    target.refuse_inputs(arguments.files)
    if Path(arguments.output).suffix.lower() == ".json":
        data = (to_json(total.report, indent=2) + "\n").encode()
    elif (format := format_of(arguments.output, None)) == "xlsx":
        needed("xlsxwriter", format)
        data = cast("bytes", import_module("govdisclosure.writers.sums").document(total, lang=lang))
    else:
        data = document(total.report, format, lang=lang)
    with target.alone():
        put(target.name, data)
