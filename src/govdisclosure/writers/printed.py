"""The tables of a report as the form prints them: rows of boxes, each with the slots it takes.

Labels, merged cells and their order follow from the declarations. Whatever writes a document, or imitates one, lays out
these boxes.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, cast

import attrs

from govdisclosure.forms.declare import Cell, Printed, declared, rows
from govdisclosure.forms.editions import AnyTable, Proactive, Requests
from govdisclosure.forms.say import digits
from govdisclosure.forms.shared import APPLICANTS, BALANCE_NOTE, SUBJECT, Remedies
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import unit, values


@attrs.frozen
class Box:
    """One printed cell and the slots it takes, to the right and down.

    ``label`` is the declaration of what it names, ``cell`` and ``means`` the cell of the form it stands for and what
    that holds; all are None for a heading that is no field.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    label: Printed | None = None
    cell: Cell | None = None
    means: Value | None = None

    @property
    def value(self) -> bool:
        """Whether it is one of the figures."""
        return self.cell is not None


Boxes = tuple[Box, ...]
Sheet = tuple[Boxes, ...]

GAPS: Final = {Gap.BLANK: "", Gap.PLACEHOLDER: "/", Gap.ABSENT: "缺", Gap.UNREADABLE: "不清"}
"""What is printed where there is no number. A cell of which nothing is known is never printed empty: a blank may be
taken for zero."""


def shown(value: Value) -> str:
    """What a table prints for a value: plain digits, nothing for a blank."""
    return GAPS[value] if isinstance(value, Gap) else digits(value)


def sheet(table: AnyTable) -> Sheet:
    """The table with the official labels in the official places."""
    if table.name == "proactive":
        return proactive_sheet(table)
    return requests_sheet(table) if table.name == "requests" else remedies_sheet(table)


_Figures = dict[tuple[str, ...], tuple[Box, ...]]


def _figures(table: AnyTable) -> _Figures:
    """The boxes of the figures of each row, by the path of the row."""
    held = values(table)
    return {
        path: tuple(_figure(table, cell, held[cell.address]) for cell in row) for path, row in rows(type(table)).items()
    }


def _figure(table: AnyTable, cell: Cell, value: Value) -> Box:
    """The box of a figure; where the form has no unit, the known one is printed behind the number."""
    known = unit(table, cell).zh if cell.column.companion and not isinstance(value, Gap) else ""
    return Box(shown(value) + known, cell=cell, means=value)


def _named(label: Printed, colspan: int = 1, rowspan: int = 1) -> Box:
    return Box(label.zh, colspan, rowspan, label)


def _cells(row: Sequence[Box]) -> list[Cell]:
    return [box.cell for box in row if box.cell is not None]


def proactive_sheet(table: Proactive) -> Sheet:
    """Table two: a caption and a header over each group of rows; a short row ends in a wide box."""
    figures = _figures(table).values()
    width = 1 + max(map(len, figures))
    found: list[Boxes] = []
    last = None
    for row in figures:
        cells = _cells(row)
        caption = cells[0].groups[-1]
        if caption != last:
            heads = tuple(_named(cell.column) for cell in cells)
            found += [(Box(caption.zh, width),), (Box(SUBJECT.zh), *_stretched(heads, width - 1))]
        found.append((_named(cells[0].row), *_stretched(row, width - 1)))
        last = caption
    return tuple(found)


def _stretched(row: Boxes, width: int) -> Boxes:
    """The boxes with the last one as wide as it takes to fill the row."""
    return (*row[:-1], attrs.evolve(row[-1], colspan=width - len(row) + 1))


def requests_sheet(table: Requests) -> Sheet:
    """Table three: three lines of header, and labels that take one to three columns."""
    figures = _figures(table)
    first, *inner, last = _cells(next(iter(figures.values())))
    depth = max(map(len, figures))
    return (
        (Box(BALANCE_NOTE.zh, depth, 3), Box(APPLICANTS.zh, 2 + len(inner))),
        (_named(first.column, 1, 2), Box(inner[0].heads[0].zh, len(inner)), _named(last.column, 1, 2)),
        tuple(_named(cell.column) for cell in inner),
        *_lines_below(type(table), (), figures, depth),
    )


def _lines_below(cls: type, path: tuple[str, ...], figures: _Figures, width: int) -> Sheet:
    lines: list[Boxes] = []
    for attribute, label in declared(cls):
        here = (*path, attribute.name)
        if here in figures:
            lines.append((_named(label, width), *figures[here]))
        else:
            first, *rest = _lines_below(cast("type", attribute.type), here, figures, width - 1)
            lines += [(_named(label, 1, 1 + len(rest)), *first), *rest]
    return tuple(lines)


def remedies_sheet(table: Remedies) -> Sheet:
    """Table four: one group, two groups under a head, and one line of figures."""
    figures = list(_figures(table).values())
    columns = [tuple(_named(cell.column) for cell in _cells(row)) for row in figures]
    alone, *under = [_cells(row)[0] for row in figures]
    head = under[0].groups[-1]
    return (
        (_named(alone.row, len(columns[0])), Box(head.zh, sum(map(len, columns[1:])))),
        (
            *(attrs.evolve(box, rowspan=2) for box in columns[0]),
            *(_named(cell.row, len(row)) for cell, row in zip(under, columns[1:], strict=True)),
        ),
        tuple(box for row in columns[1:] for box in row),
        tuple(box for row in figures for box in row),
    )


def header_of(sheet: Sheet) -> Sheet:
    """The rows above the first figure; all of them where there is none."""
    return tuple(itertools.takewhile(lambda row: not any(box.value for box in row), sheet))


def placed(sheet: Sheet) -> Iterator[tuple[int, int, Box]]:
    """Every box with the row and the column of its first slot, counted from 0."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(sheet):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            yield number, column, box
            taken.update((number + down, column + right) for down in range(box.rowspan) for right in range(box.colspan))


def slots(sheet: Sheet, *, copied: bool = False) -> Sheet:
    """A box for every slot; those that a merged cell covers beside its first are empty, or copies of it."""
    taken: dict[tuple[int, int], Box] = {}
    for row, column, box in placed(sheet):
        alone = attrs.evolve(box, colspan=1, rowspan=1)
        for down in range(box.rowspan):
            for right in range(box.colspan):
                taken[row + down, column + right] = alone if copied or not (down or right) else EMPTY
    width = 1 + max(column for _, column in taken)
    return tuple(tuple(taken.get((number, column), EMPTY) for column in range(width)) for number in range(len(sheet)))


EMPTY = Box("")
"""A slot with nothing of its own."""
