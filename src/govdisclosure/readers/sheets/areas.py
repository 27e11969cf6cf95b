"""From printed cells at their slots to paragraphs and grids: what spreadsheets and delimited text have in common.

Both formats are one large lattice in which a person sees several things below each other: a title, a heading, tables,
remarks. Nothing marks where one ends. What decides here is blank rows, merged cells and drawn rules, never a word.

A row that holds a single text may be a heading, or a row of a table whose values are all blank. Taking such a row out
of its table would turn its blanks into cells that do not exist, so in doubt it stays in the grid.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Final

import attrs

from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Grid, GridCell, Paragraph
from govdisclosure.readers.limits import Budget

Slot = tuple[int, int]
"""A row and a column, counted from 0."""

_NUMBER: Final = re.compile(r"[-+−(（]?[0-9０-９][0-9０-９,，.．\s]*[%％)）]?")
_LONGEST_LABEL: Final = 60
"""Characters; the longest label of an official form has 40."""


@attrs.frozen(kw_only=True)
class Lattice:
    """The cells of one sheet at their slots, without the blank ones that nothing merges.

    ``ruled`` are the columns of each row in which a line is drawn around the slot, as far as known; ``empty`` are rows
    that are there with nothing in them, as far as a format has such; ``place`` says where a slot stands in the
    document. Cells do not overlap.
    """

    cells: Sequence[GridCell]
    place: Callable[[int, int], Place]
    ruled: Mapping[int, Set[int]] = attrs.Factory(dict[int, Set[int]])
    empty: Set[int] = frozenset()


_ByRow = dict[int, list[GridCell]]
"""For each row the cells that stand in it, those that reach into it from above included."""


@attrs.frozen(kw_only=True)
class _Standing:
    """Where the cells of a lattice stand: all of them, and those with text, by which the rows are told apart."""

    every: _ByRow
    printed: _ByRow
    ruled: Mapping[int, Set[int]]
    last: Set[int]
    """Empty rows with which a table may end, and after which no table goes on."""


def blocks(lattice: Lattice, *, tables: Iterator[int], budget: Budget) -> Iterator[Block]:
    """The paragraphs and grids of ``lattice`` in reading order; ``tables`` numbers the grids."""
    standing = _standing(lattice)
    for area in _areas(standing):
        for item in _items(area, standing):
            if isinstance(item, GridCell):
                budget.take("lines", 1 + item.text.count("\n"))
                yield from _paragraphs(item)
            else:
                yield _grid(item, standing, lattice.place, table=next(tables), budget=budget)


def _standing(lattice: Lattice) -> _Standing:
    every: _ByRow = {}
    printed: _ByRow = {}
    for cell in lattice.cells:
        for row in _rows(cell):
            every.setdefault(row, []).append(cell)
            if cell.text:
                printed.setdefault(row, []).append(cell)
    # A row of blanks drawn right below a table is a row of it; of more than one, nobody knows where the table ends.
    for row in [row + 1 for row in printed if row + 1 in lattice.ruled]:
        printed.setdefault(row, [])
    last = {row + 1 for row in printed if row + 1 in lattice.empty and row + 1 not in printed}
    for row in last:
        printed[row] = []
    return _Standing(every=every, printed=printed, ruled=lattice.ruled, last=last)


def _rows(cell: GridCell) -> range:
    return range(cell.row, cell.row + cell.rowspan)


def _columns(cell: GridCell) -> range:
    return range(cell.column, cell.column + cell.colspan)


def _areas(standing: _Standing) -> Iterator[range]:
    """The longest runs of rows without a blank row between them."""
    rows = sorted(standing.printed)
    ends = [row for row, after in itertools.pairwise((*rows, -1)) if after != row + 1 or row in standing.last]
    starts = [row for before, row in itertools.pairwise((-2, *rows)) if before + 1 != row or before in standing.last]
    yield from (range(start, end + 1) for start, end in zip(starts, ends, strict=True))


def _items(area: range, standing: _Standing) -> Iterator[GridCell | range]:
    """``area`` cut into texts that stand apart and the runs of rows that are a table."""
    start = area.start
    for cell in _texts_apart(area, standing.printed, standing.ruled):
        yield from _table(range(start, cell.row), standing.printed)
        yield cell
        start = cell.row + cell.rowspan
    yield from _table(range(start, area.stop), standing.printed)


def _table(rows: range, printed: _ByRow) -> Iterator[range]:
    """``rows`` if anything is printed in them: lines may be drawn around blanks below a heading."""
    if any(printed[row] for row in rows):
        yield rows


def _texts_apart(area: range, printed: _ByRow, ruled: Mapping[int, Set[int]]) -> Iterator[GridCell]:
    """The texts that have their rows to themselves and that nothing ties to a table.

    A text above every table of the area is one. Further down, it is one if the rows of the tables are drawn and the
    text is outside the drawing; if they are not, if it is merged over all that stands above it or is running text.
    """
    cells = [cell for row in area for cell in printed[row] if cell.row == row]
    alone = [all(len(printed[row]) == 1 for row in _rows(cell)) for cell in cells]
    drawn = _is_drawn([row for row in area if len(printed[row]) > 1], ruled)
    prose = _near_prose(cells, alone)
    leading = True
    above = range(0)
    for index, cell in enumerate(cells):
        leading = leading and alone[index]
        if drawn:
            outside = cell.column not in ruled.get(cell.row, ())
        else:
            outside = prose[index] or (cell.colspan > 1 and _covers(_columns(cell), above))
        if alone[index] and (leading or outside) and _may_stand_apart(cell, ruled):
            above = range(0)
            yield cell
        else:
            above = _around(above, _columns(cell))


def _is_drawn(rows: Sequence[int], ruled: Mapping[int, Set[int]]) -> bool:
    """Whether nearly every row has lines; some tables have them around the header and under the last row only."""
    return bool(rows) and 4 * sum(row in ruled for row in rows) >= 3 * len(rows)


def _covers(columns: range, others: range) -> bool:
    return not others or (columns.start <= others.start and others.stop <= columns.stop)


def _around(columns: range, others: range) -> range:
    """The shortest range that holds both."""
    if not columns:
        return others
    return range(min(columns.start, others.start), max(columns.stop, others.stop))


def _near_prose(cells: Sequence[GridCell], alone: Sequence[bool]) -> list[bool]:
    """For each cell whether it is running text, comes after some, or is the heading right above some."""
    near: list[bool] = []
    after = False
    for index, cell in enumerate(cells):
        after = alone[index] and (after or _is_prose(cell))
        near.append(after or (alone[index] and any(alone[index + 1 : index + 2]) and _is_prose(cells[index + 1])))
    return near


def _is_prose(cell: GridCell) -> bool:
    return "。" in cell.text or len(cell.text) > _LONGEST_LABEL


def _may_stand_apart(cell: GridCell, ruled: Mapping[int, Set[int]]) -> bool:
    """Whether nothing makes the row one of a table: the text is no number, and no blank cell is drawn beside it."""
    if _NUMBER.fullmatch(cell.text):
        return False
    return all(column in _columns(cell) for row in _rows(cell) for column in ruled.get(row, ()))


def _paragraphs(cell: GridCell) -> Iterator[Paragraph]:
    for line in cell.text.splitlines():
        if text := line.strip():
            yield Paragraph(text=text, place=cell.place)


def _grid(rows: range, standing: _Standing, place: Callable[[int, int], Place], *, table: int, budget: Budget) -> Grid:
    """The cells of ``rows``, each blank slot a cell of its own; a column in which nothing is printed has none."""
    columns = sorted({column for row in rows for cell in standing.printed[row] for column in _columns(cell)})
    budget.take("slots", len(rows) * len(columns))
    box = (rows, range(columns[0], columns[-1] + 1))
    cells = [
        moved
        for row in rows
        for cell in standing.every.get(row, ())
        if row in (cell.row, rows.start) and (moved := _inside(cell, *box)) is not None
    ]
    taken = {(row, column) for cell in cells for row in _rows(cell) for column in _columns(cell)}
    for row, column in itertools.product(rows, columns):
        slot = (row - rows.start, column - columns[0])
        if slot not in taken:
            cells.append(GridCell(text="", row=slot[0], column=slot[1], place=place(row, column)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(cells=tuple(cells), place=attrs.evolve(place(rows.start, columns[0]), table=table))


def _inside(cell: GridCell, rows: range, columns: range) -> GridCell | None:
    """The part of ``cell`` inside the box, counted from its corner; None if there is none."""
    top, bottom = max(cell.row, rows.start), min(_rows(cell).stop, rows.stop)
    left, right = max(cell.column, columns.start), min(_columns(cell).stop, columns.stop)
    if top >= bottom or left >= right:
        return None
    return attrs.evolve(
        cell, row=top - rows.start, column=left - columns.start, rowspan=bottom - top, colspan=right - left
    )
