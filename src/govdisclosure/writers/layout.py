"""A report as the form lays it out: title, period, headings, text and tables, in order; every writer draws these.

Nothing here knows a format. The words around the tables are those of the form; the text is that of the report, line by
line, with whatever would act on a program that shows it made visible.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import Tabular, tables
from govdisclosure.model.report import AnnualReport, Period, Section
from govdisclosure.plain import printable, width
from govdisclosure.writers.printed import GAPS, Box, Boxes, Sheet, header_of, placed, sheet

_FEE: Final = "信息处理费"
MISSING: Final = "文中没有这张表。"
"""What stands in the place of a table none of whose cells is in the document."""


@attrs.frozen
class Line:
    """A line of text outside tables; ``level`` is that of a heading (1 the title of all, 2 a section), 0 for text."""

    text: str
    level: int = 0


@attrs.frozen
class Slot:
    """A box with its row and column, counted from 0; ``left`` if it is the label of a row, and not in the middle."""

    row: int
    column: int
    box: Box
    left: bool


@attrs.frozen
class Grid:
    """A table: its name, what the form calls it, its boxes, and how wide each column is, in characters.

    ``head`` is how many rows are repeated on top of every page.
    """

    name: str
    title: str
    sheet: Sheet
    slots: tuple[Slot, ...]
    widths: tuple[int, ...]
    head: int


Block = Line | Grid
Layout = tuple[Block, ...]
"""What stands in a document, in its order."""

TITLE: Final = 1
SECTION: Final = 2
_DEEPEST: Final = 6


def laid_out(x: Tabular) -> Layout:
    """The whole of a report, or one table below its title."""
    return tuple(block for _, blocks in parts(x) for block in blocks)


def parts(x: Tabular) -> tuple[tuple[str, Layout], ...]:
    """What a document consists of, by name: ``head``, then the tables and sections, in official order."""
    if not isinstance(x, AnnualReport):
        return tuple((table.name, _table(table)) for table in tables(x))
    sections = {name: _section(name, getattr(x.sections, name)) for name in TITLES}
    overview = sections.pop("overview")
    below = [(table.name, _table(table)) for table in tables(x)]
    if not isinstance(x.handling_fee, Gap) and not _states(x.sections.other_matters, x.handling_fee):
        own = sections["other_matters"] or (_heading("other_matters"),)
        sections["other_matters"] = (*own, Line(fee_line(x.handling_fee)))
    return (("head", _head(x)), ("overview", overview), *below, *sections.items())


def _head(report: AnnualReport) -> Layout:
    period = () if report.period is None else (Line(period_line(report.period)),)
    return (Line(title_line(report), TITLE), *period)


def title_line(report: AnnualReport) -> str:
    """The title of a report, with the organ and the year as far as they are known."""
    organ = "" if isinstance(report.organ.name, Gap) else report.organ.name
    year = "" if isinstance(report.year, Gap) else report.year
    return printable(f"{organ}{year}年政府信息公开工作年度报告" if year else f"{organ}政府信息公开工作年度报告")


def period_line(period: Period) -> str:
    """The sentence that states the statistical period."""
    start, end = (f"{day.year}年{day.month}月{day.day}日" for day in (period.start, period.end))
    return f"本报告所列数据的统计期限自{start}起至{end}止。"


def fee_line(fee: Decimal) -> str:
    """The sentence that states the information handling fee."""
    return f"本年度收取{_FEE}{fee:f}元。"


def _states(section: Section | Gap, fee: Decimal) -> bool:
    """Whether section six states this fee already; to speak of none is enough where there is none."""
    said = "" if isinstance(section, Gap) else "".join(line.text for line in _below(section, 0))
    return _FEE in said and (not fee or f"{fee:f}" in said)


def _section(name: str, section: Section | Gap) -> Layout:
    """The heading as printed or official, and the text; nothing of a section that is not in the document."""
    if section is Gap.ABSENT:
        return ()
    if isinstance(section, Gap):
        return _heading(name), *_lines(GAPS[section])
    heading = attrs.evolve(section, heading=section.heading.strip() or TITLES[name].zh)
    return tuple(_below(heading, SECTION))


def _heading(name: str) -> Line:
    return Line(TITLES[name].zh, SECTION)


def _below(section: Section, level: int) -> Iterator[Line]:
    yield from (Line(line.text, min(level, _DEEPEST)) for line in _lines(section.heading))
    yield from _lines(section.text)
    for each in section.subsections:
        yield from _below(each, level + 1)


def _lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank."""
    yield from (Line(line) for each in text.splitlines() if (line := printable(each).strip()))


# ---------------------------------------------------------------------------------------------------- tables


def _table(table: AnyTable) -> Layout:
    title = Line(table.title.zh, SECTION)
    drawn = sheet(table)
    if all(box.means is Gap.ABSENT for row in drawn for box in row if box.value):
        return title, Line(MISSING)
    head = len(header_of(drawn))
    # table two has a head over each group; table four is one row, which nothing parts from its head
    repeated = head if table.name != "proactive" and len(drawn) - head > 1 else 0
    found = tuple(Slot(row, column, box, _is_row_label(box, drawn[row])) for row, column, box in placed(drawn))
    return title, Grid(table.name, table.title.zh, drawn, found, widths(found), repeated)


def listing(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Grid:
    """A plain table with a head; ``widths`` are those of the columns."""
    drawn = tuple(tuple(Box(printable(text)) for text in row) for row in (heads, *rows))
    slots = tuple(Slot(row, column, box, left=row > 0) for row, column, box in placed(drawn))
    return Grid("", "", drawn, slots, tuple(widths), head=1)


def _is_row_label(box: Box, row: Boxes) -> bool:
    return box.label is not None and box.label.kind is None and any(each.value for each in row)


_NARROWEST: Final = 6
_WIDEST: Final = 28
_ORDINAL: Final = 8
_LINES: Final = 2
"""Columns a text takes at least and at most, what an ordinal in brackets takes, and lines that a label may take in each
of its rows."""


def widths(slots: Iterable[Slot]) -> tuple[int, ...]:
    """How wide each column is, counted as characters of a terminal are: figures whole, labels over a few lines."""
    needs: dict[int, int] = {}
    figures: dict[int, int] = {}
    for slot in slots:
        column, box = slot.column, slot.box
        if box.value:
            needs.setdefault(column, _NARROWEST)
            figures[column] = max(figures.get(column, _NARROWEST), -(-width(box.text) // box.colspan))
        elif box.colspan == 1:
            need = min(_WIDEST, -(-width(box.text) // (_LINES * box.rowspan)) + 1)
            needs[column] = max(needs.get(column, _NARROWEST), need)
    even = max(*figures.values(), *(needs[column] for column in figures))
    return tuple(max(needs[column], even if column in figures else _ORDINAL) for column in sorted(needs))


def lines_of_rows(grid: Grid) -> tuple[int, ...]:
    """Over how many lines the texts of each row go at these widths; a text of several rows counts for the last."""
    lines = [1] * len(grid.sheet)
    for slot in grid.slots:
        room = sum(grid.widths[slot.column : slot.column + slot.box.colspan])
        needed = -(-width(slot.box.text) // room)
        last = slot.row + slot.box.rowspan - 1
        lines[last] = max(lines[last], needed - sum(lines[slot.row : last]))
    return tuple(lines)
