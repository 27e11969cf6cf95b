"""One workbook on many reports, for whoever collects them."""

from collections.abc import Iterable
from importlib import import_module
from typing import cast

from govdisclosure.errors import language
from govdisclosure.forms.demands import every, iterable
from govdisclosure.forms.text import Lang
from govdisclosure.render.checked import Checked, Earlier, Held, checked
from govdisclosure.writers.documents import needed
from govdisclosure.writers.files import Target, demand_target, put


def write_workbook(
    readings: Iterable[Held],
    target: Target,
    *,
    previous: Iterable[Held] | None = None,
    expected: Iterable[str] | None = None,
    lang: Lang = "zh",
) -> None:
    """One workbook on many reports: reports, findings, missing organs, years side by side, sums, figures.

    ``readings`` may be any number; they are looked at as they come. ``previous`` are reports on earlier years, which
    this year's are held against. ``expected`` are the names of all organs that have to report; without it nobody can
    know who is missing, and the sheet says so. A file that exists is replaced only when the new one is whole.
    """
    demand_target(target)
    iterable(readings, "readings")
    if previous is not None:
        iterable(previous, "previous")
    before = Earlier(previous or ())
    names = None if expected is None else every(expected, str, "expected")
    put(target, workbook(checked(readings, before), lang=language(lang), before=before, expected=names))


def workbook(items: Iterable[Checked], *, lang: Lang, before: Earlier, expected: Iterable[str] | None = None) -> bytes:
    """The workbook; sources that could not be read are listed with the reason."""
    needed("xlsxwriter", "xlsx")
    sheets = import_module("govdisclosure.render.sheets").Sheets(lang)
    try:
        for each in items:
            sheets.add(each)
        return cast("bytes", sheets.finished(before.items, expected))
    except BaseException:
        sheets.abandon()
        raise
