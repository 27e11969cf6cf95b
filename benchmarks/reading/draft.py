"""A document before it is written: what stands on the paper, and what it means."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from random import Random

import attrs

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import addresses, replace
from govdisclosure.model.report import AnnualReport
from govdisclosure.strategies.layouts import Line, Paper, paper
from govdisclosure.writers.printed import Box, Boxes, Sheet

Dates = tuple[datetime.date, datetime.date]


@attrs.frozen
class Draft:
    """What stands on the paper and, beside the cells (which carry their own meaning), what the words around them say.

    ``organs`` are the names that a reading may give; none if none is printed. ``year`` and ``period`` are None where
    the document does not tell them; ``telling`` says whether a reading without them has missed something.
    """

    report: AnnualReport
    paper: Paper
    organs: frozenset[str]
    year: int | None
    period: Dates | None
    telling: bool = True


@attrs.frozen
class Truth:
    """What a reading of a document must give."""

    report: AnnualReport
    organs: frozenset[str]
    year: int | None
    period: Dates | None
    telling: bool


def drafted(report: AnnualReport) -> Draft:
    """The report as the form prints it."""
    organ, year, period = report.organ.name, report.year, report.period
    return Draft(
        report=report,
        paper=paper(report),
        organs=frozenset() if isinstance(organ, Gap) else frozenset({organ}),
        year=None if isinstance(year, Gap) else year,
        period=None if period is None else (period.start, period.end),
    )


def truth(draft: Draft) -> Truth:
    """What the paper says: a cell that is not on it is absent."""
    held: dict[str, Value] = {}
    for block in draft.paper:
        if not isinstance(block, Line) and (name := table_of(block)):
            held |= {f"{name}.{box.cell.address}": _means(box) for row in block for box in row if box.cell is not None}
    known = addresses(draft.report)
    report = replace(draft.report, {address: held.get(address, Gap.ABSENT) for address in known})
    return Truth(report, draft.organs, draft.year, draft.period, draft.telling)


def _means(box: Box) -> Value:
    return Gap.ABSENT if box.means is None else box.means


# ---------------------------------------------------------------------------------------------------- tables

_TABLES: Mapping[str, str] = {
    **dict.fromkeys(("reconsideration", "litigation_direct", "litigation_after_reconsideration"), "remedies"),
    **dict.fromkeys(("received", "carried_over_in", "outcomes", "carried_over_out"), "requests"),
}


def cells_in(row: Sequence[Box]) -> list[Cell]:
    """The cells of the form in a row."""
    return [box.cell for box in row if box.cell is not None]


def table_of(sheet: Sheet) -> str:
    """The table of the form that a sheet is, or a piece of it with figures; empty if it has none."""
    first = next((cell for row in sheet for cell in cells_in(row)), None)
    return "" if first is None else _TABLES.get(first.path[0], "proactive")


Change = Callable[[Sheet, Random], Sheet]


def on_tables(*names: str, change: Change) -> Callable[[Draft, Random], Draft]:
    """The change made to the tables of these names; to all of them if none is given."""

    def changed(draft: Draft, rng: Random) -> Draft:
        blocks = [
            change(block, rng)
            if not isinstance(block, Line) and (name := table_of(block)) and (not names or name in names)
            else block
            for block in draft.paper
        ]
        return attrs.evolve(draft, paper=tuple(block for block in blocks if isinstance(block, Line) or block))

    return changed


def split_row(row: Boxes) -> tuple[Boxes, Boxes]:
    """A row of figures as what stands before its figures and the figures with all after them."""
    at = next((number for number, box in enumerate(row) if box.value), len(row))
    return row[:at], row[at:]


def value_rows(sheet: Sheet) -> list[int]:
    """The numbers of the rows with figures and a label before them."""
    return [number for number, row in enumerate(sheet) if any(box.value for box in row) and not row[0].value]


def with_row(sheet: Sheet, number: int, row: Boxes) -> Sheet:
    """The sheet with one row replaced."""
    return (*sheet[:number], row, *sheet[number + 1 :])


def inserted(sheet: Sheet, at: int, row: Boxes) -> Sheet:
    """The sheet with a row more; merged cells that reach over it become longer."""
    above = tuple(
        tuple(attrs.evolve(box, rowspan=box.rowspan + (number + box.rowspan > at)) for box in each)
        for number, each in enumerate(sheet[:at])
    )
    return (*above, row, *sheet[at:])


def width_of(sheet: Sheet) -> int:
    """Slots of the first row."""
    return sum(box.colspan for box in sheet[0])


def lost(row: Boxes) -> Boxes:
    """The row with figures of which nobody can tell what they are."""
    return tuple(attrs.evolve(box, means=Gap.UNREADABLE) if box.value else box for box in row)


def tables_of(report: AnnualReport) -> tuple[AnyTable, AnyTable, AnyTable]:
    """The three tables."""
    return report.proactive, report.requests, report.remedies
