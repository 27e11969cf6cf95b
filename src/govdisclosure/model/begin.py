"""A report to be filled in: its form, and what is known before anything is."""

import datetime

import attrs

from govdisclosure.errors import InvalidValueError
from govdisclosure.forms.declare import Nature
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import cells_of, replace, values
from govdisclosure.model.report import AnnualReport, Period, Section, Sections, blank


@attrs.frozen
class Begun:
    """A report to be filled in; ``known`` are the cells that last year's report settles."""

    report: AnnualReport
    known: frozenset[str] = frozenset()


def begin(organ: str, year: int, previous: AnnualReport | None = None) -> Begun:
    """A blank report on a whole year with its sections; what last year carried over is filled in where it is known.

    `InvalidValueError` if ``previous`` is not the report on the year before.
    """
    empty = blank(year, organ=organ)
    sections = Sections(**{name: Section(heading=title.zh) for name, title in TITLES.items()})
    period = Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    report = attrs.evolve(empty, period=period, sections=sections, handling_fee=Gap.ABSENT)
    if previous is None:
        return Begun(report)
    if previous.year != year - 1:
        told = "?" if isinstance(previous.year, Gap) else previous.year
        raise InvalidValueError(
            f"the previous report must be that on {year - 1} (it is on {told})",
            zh=f"上一年的报告应为 {year - 1} 年度的（现为 {told} 年度）",
        )
    opening = _carried(report, previous)
    return Begun(replace(report, opening), frozenset(opening))


def _carried(report: AnnualReport, previous: AnnualReport) -> dict[str, Value]:
    """What each opening cell holds by last year's closing ones, as far as those hold numbers."""
    held = values(previous)
    closing = [address for address, cell in cells_of(previous).items() if cell.nature is Nature.CLOSING]
    opening = [address for address, cell in cells_of(report).items() if cell.nature is Nature.OPENING]
    return {to: held[taken] for to, taken in zip(opening, closing, strict=True) if not isinstance(held[taken], Gap)}
