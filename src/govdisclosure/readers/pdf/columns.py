"""Tables without lines: rows by their baselines, columns by what stands above each other. Everything here is a guess.

A table is only looked for where at least two rows, close together, hold two numbers each, or one row holds four: text
set in columns, or a list with figures at its right edge, is no table.
"""

import itertools
from collections.abc import Iterable, Iterator

import attrs

from govdisclosure.model.notices import NUMBER_JOINED, TABLE_WITHOUT_LINES
from govdisclosure.readers.grid import Sure
from govdisclosure.readers.pdf.ink import around
from govdisclosure.readers.pdf.lines import Line, is_beside
from govdisclosure.readers.pdf.pieces import Cell, Piece
from govdisclosure.readers.pdf.runs import is_mark_for_nothing, is_number_part
from govdisclosure.readers.pdf.work import spend_pairs

_CLOSE = 4.0
"""Rows further apart than this (font sizes) are not of one table."""
_WRAPPED = 1.7
"""A line of a label this near to a row (font sizes) is a part of it."""
_LARGER = 1.15
"""A line set larger than a row by this factor is a heading."""
_WIDE_ROW = 4
"""A single row is a table if it holds so many numbers."""

_Lines = tuple[Line, ...]


def unruled(page: int, segments: Iterable[Line]) -> tuple[Piece, ...]:
    """The tables among lines that are cut wherever another column may begin."""
    rows = _rows(segments)
    return tuple(_piece(page, rows[start:end]) for start, end in _spans(rows))


def rows_with_values(piece: Piece) -> int:
    """How many rows of a table hold more than one number."""
    spend_pairs(piece.rows, len(piece.cells))
    rows = ([line for cell in piece.cells if cell.row == row for line in cell.lines] for row in range(piece.rows))
    return sum(_values(row) > 1 for row in rows)


def _rows(segments: Iterable[Line]) -> list[_Lines]:
    rows: list[list[Line]] = []
    for line in sorted(segments, key=lambda line: line.baseline):
        if rows and is_beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(sorted(row, key=lambda line: line.box.x0)) for row in rows]


def _spans(rows: list[_Lines]) -> Iterator[tuple[int, int]]:
    """Where tables start and end among the rows."""
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _is_next(rows[end - 1], rows[end]):
            end += 1
        full = [index for index in range(start, end) if len(rows[index]) > 1]
        if _is_table(rows[start:end]):
            yield full[0], full[-1] + 1 + _label_lines(rows, full[-1] + 1, end)
        start = end


def _is_next(last: _Lines, row: _Lines) -> bool:
    size = max(line.size for line in (*last, *row))
    heading = len(row) == 1 and row[0].size > _LARGER * min(line.size for line in last)
    return not heading and row[0].baseline - last[0].baseline <= _CLOSE * size


def _label_lines(rows: list[_Lines], start: int, end: int) -> int:
    """How many lines after the last full row are the rest of its label."""
    near = [_distance(rows[start - 1], rows[index]) <= _WRAPPED * rows[index][0].size for index in range(start, end)]
    return 1 if near[:1] == [True] and rows[start][0].box.x0 < rows[start - 1][-1].box.x0 else 0


def _distance(one: _Lines, other: _Lines) -> float:
    return abs(one[0].baseline - other[0].baseline)


def _values(row: Iterable[Line]) -> int:
    """How many numbers, or signs for none, stand in a row."""
    return sum(is_number_part(line.text) or is_mark_for_nothing(line.text) for line in row)


def _is_table(rows: list[_Lines]) -> bool:
    values = sorted(map(_values, rows))
    return values[-1] >= _WIDE_ROW or (len(values) > 1 and values[-2] > 1)


def _piece(page: int, rows: list[_Lines]) -> Piece:
    columns = _columns(rows)
    groups = _with_labels(rows)
    cells = _with_doubts([list(_cells(number, lines, columns)) for number, lines in enumerate(groups)])
    box = around([line.box for row in rows for line in row])
    edges = ((left[1] + right[0]) / 2 for left, right in itertools.pairwise(columns))
    return Piece(page=page, xs=(box.x0, *edges, box.x1), box=box, rows=len(groups), cells=cells)


def _with_doubts(rows: list[list[Cell]]) -> tuple[Cell, ...]:
    """The cells of all rows; where a row may not be one, or one of its numbers is in doubt, all of them are.

    Two rows nearer than the lines of a label, of which not the same columns hold numbers, may be one row with a number
    that is printed on two lines.
    """
    unsure = {number for number, row in enumerate(rows) if any(cell.doubt not in ("", NUMBER_JOINED) for cell in row)}
    for number, (one, other) in enumerate(itertools.pairwise(map(_filled, rows))):
        if one and other and one.keys() != other.keys() and _are_near(one.values(), other.values()):
            unsure |= {number, number + 1}
    return tuple(
        attrs.evolve(cell, unsure=TABLE_WITHOUT_LINES) if number in unsure and _filled([cell]) else cell
        for number, row in enumerate(rows)
        for cell in row
    )


def _filled(row: list[Cell]) -> dict[int, Line]:
    """The numbers of a row by their columns."""
    return {cell.column: line for cell in row for line in cell.lines if _values([line])}


def _are_near(one: Iterable[Line], other: Iterable[Line]) -> bool:
    lines, others = list(one), list(other)
    apart = min(line.baseline for line in others) - max(line.baseline for line in lines)
    return apart <= _WRAPPED * max(line.size for line in lines + others)


def _columns(rows: list[_Lines]) -> list[tuple[float, float]]:
    """What the segments cover from left to right in the rows with the most numbers.

    In a row with fewer, numbers may stand so close that they were taken for one.
    """
    most = max(map(_values, rows))
    columns: list[tuple[float, float]] = []
    for line in sorted((line for row in rows if _values(row) == most for line in row), key=lambda line: line.box.x0):
        if columns and line.box.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], line.box.x1))
        else:
            columns.append((line.box.x0, line.box.x1))
    return columns


def _with_labels(rows: list[_Lines]) -> list[list[Line]]:
    """The rows, each with the lines of a label that stand by themselves just above or below it."""
    full = [index for index, row in enumerate(rows) if len(row) > 1]
    groups: dict[int, list[Line]] = {index: list(rows[index]) for index in full}
    spend_pairs(len(rows) - len(full), len(full))
    for index, row in enumerate(rows):
        if index not in groups:
            nearest = min(full, key=lambda other: _distance(rows[other], row))
            near = _distance(rows[nearest], row) <= _WRAPPED * row[0].size
            groups.setdefault(nearest if near else index, []).extend(row)
    return [groups[index] for index in sorted(groups)]


def _cells(number: int, lines: list[Line], columns: list[tuple[float, float]]) -> Iterator[Cell]:
    """The cells of one row; in a row with values a column without text is an empty cell."""
    spend_pairs(len(lines), len(columns) + len(lines))
    slots = {line: _slots(line, columns) for line in sorted(lines, key=lambda line: line.box.x0)}
    starts = sorted({first for first, _ in slots.values()})
    ends = [*(start - 1 for start in starts[1:]), len(columns) - 1]
    taken: set[int] = set()
    for start, end in zip(starts, ends, strict=True):
        found = sorted((line for line in slots if slots[line][0] == start), key=lambda line: line.baseline)
        last = min(end, max(slots[line][1] for line in found))
        yield Cell(row=number, column=start, colspan=last - start + 1, lines=tuple(found), placed=Sure.GUESSED)
        taken.update(range(start, last + 1))
    # Of a row without values it is not known whether they are blank or stand beside another line of the label.
    empty = set(range(len(columns))) - taken if _values(lines) else ()
    for slot in sorted(empty):
        yield Cell(row=number, column=slot, placed=Sure.GUESSED)


def _slots(line: Line, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column that the line stands in; the nearest one if it stands between columns."""
    under = [index for index, (x0, x1) in enumerate(columns) if line.box.x0 < x1 and x0 < line.box.x1]
    if not under:
        middle = line.box.middle[0]
        under = [min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))]
    return under[0], under[-1]
