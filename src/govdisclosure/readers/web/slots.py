"""Cells with row and column spans to slots, by the rules browsers follow.

A cell goes to the first slot of its row that nothing from above covers. It may cover slots to the right that a cell
from above covers as well: both keep their place. A span that reaches beyond the rows of its group is cut there.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

Span = tuple[int, int]
"""How many columns and rows a cell asks for; 0 rows are all that are left of its group."""

Slot = tuple[int, int, int, int]
"""Row and column, counted from 0, and how many rows and columns the cell covers."""

_NUMBER: Final = re.compile("[\t\n\f\r ]*\\+?0*([0-9]+)")
_MOST_COLUMNS: Final = 1_000
_MOST_ROWS: Final = 65_534


def span(columns: str | None, rows: str | None) -> Span:
    """The span that the attributes colspan and rowspan ask for; what is not a number counts as absent."""
    return (
        max(1, min(_number(columns), _MOST_COLUMNS)) if columns else 1,
        min(_number(rows), _MOST_ROWS) if rows else 1,
    )


def _number(text: str) -> int:
    found = _NUMBER.match(text)
    return int(found[1][:6]) if found else 1


def place(group: Sequence[Sequence[Span]], *, first: int, take: Callable[[int], None]) -> list[Slot]:
    """The slots of the cells of one row group, whose first row is the row ``first`` of the table, in order.

    ``take`` is told how many slots the cells of each row cover, and raises when they are too many.
    """
    covered: list[int] = []  # for each column the row at which it is free again
    placed: list[Slot] = []
    for row, spans in enumerate(group):
        left = len(group) - row
        column = slots = 0
        for columns, rows in spans:
            while column < len(covered) and covered[column] > row:
                column += 1
            height = rows if 0 < rows < left else left
            slots += columns * height
            if columns == 1 and column < len(covered):
                covered[column] = row + height  # it was free
            else:
                _cover(covered, column, columns, row + height)
            placed.append((first + row, column, height, columns))
            column += columns
        take(slots)
    return placed


def _cover(covered: list[int], column: int, columns: int, until: int) -> None:
    covered.extend([0] * (column + columns - len(covered)))
    for index in range(column, column + columns):
        covered[index] = max(covered[index], until)
