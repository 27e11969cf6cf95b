"""Rows that the end of a page may have torn: a part of what they print stands on the other page.

A word processor may break a row between its lines, so that "16306" is "1630" above and "6" below, or the label stands
on one page and its numbers on the other. What is only a part is not told from a whole by its looks. So the cells of
which a part may be missing are named, and no number or blank is taken from them.
"""

import re
from collections.abc import Iterable, Sequence

from govdisclosure.readers.pdf.pieces import Cell, Piece
from govdisclosure.readers.pdf.runs import is_number_part

_BEGINS_ITEM = re.compile(
    r"\s*(?:[(（]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．])"
)
"""The ordinal with which the label of a row begins, and no later line of it."""

Torn = frozenset[tuple[int, int]]
"""Cells, by row and column, that may be parts of what they print."""

NONE: Torn = frozenset()


def torn(above: Piece, below: Piece, first: int) -> tuple[Torn, Torn]:
    """The cells that may be torn between the last row of a part and the row ``first`` of the next."""
    upper = [cell for cell in above.cells if cell.row == above.rows - 1]
    lower = [cell for cell in below.cells if cell.row == first]
    if not upper or not lower:
        return NONE, NONE
    numbers, others = _numbers(upper), _numbers(lower)
    if numbers and others and _goes_on(lower, numbers, others):
        return _at(upper, numbers & others), _at(lower, {cell.column for cell in lower})
    return _blanks(upper), _blanks(lower)


def _numbers(cells: Iterable[Cell]) -> frozenset[int]:
    """The columns of the cells that hold a number."""
    return frozenset(cell.column for cell in cells if _is_number(cell.text))


def _is_number(text: str) -> bool:
    plain = "".join(text.split())
    return is_number_part(plain) and any(map(str.isdigit, plain))


def _goes_on(lower: Sequence[Cell], numbers: frozenset[int], others: frozenset[int]) -> bool:
    """Whether a row may be the rest of the one above it: it begins no item, and has no label or not every number."""
    words = [cell.text for cell in lower if cell.text and not _is_number(cell.text)]
    return not any(map(_BEGINS_ITEM.match, words)) and (not words or not numbers <= others)


def _blanks(cells: Sequence[Cell]) -> Torn:
    """The empty cells of a row that has words and no number: its numbers may stand on the other page."""
    if _numbers(cells) or not any(cell.text for cell in cells):
        return NONE
    return _at([cell for cell in cells if not cell.text], {cell.column for cell in cells})


def _at(cells: Iterable[Cell], columns: Iterable[int]) -> Torn:
    wanted = frozenset(columns)
    return frozenset((cell.row, cell.column) for cell in cells if cell.column in wanted)
