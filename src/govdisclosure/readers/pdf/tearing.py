"""Rows that the end of a page may have torn: a part of what they print stands on the other page.

A word processor may break a row between its lines, so that "16306" is "1630" above and "6" below, or the label
stands on one page and its numbers on the other. Where only words are overleaf, and they go on with the label of the
row above or are the label that it lacks, the two are put together. Otherwise what is only a part is not told from a
whole by its looks: the cells of which a part may be missing are named, and no number or blank is taken from them.
"""

import re
from collections.abc import Iterable, Sequence

import attrs

from govdisclosure.readers.pdf.pieces import Cell, Piece
from govdisclosure.readers.pdf.runs import is_number_part

_BEGINS_ITEM = re.compile(
    r"\s*(?:[(（]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．])"
)
"""The ordinal with which the label of a row begins, and no later line of it."""

Slot = tuple[int, int]
Torn = frozenset[Slot]
"""Cells, by row and column, that may be parts of what they print."""

NONE: Torn = frozenset()


def rejoined(above: Piece, below: Piece, first: int) -> tuple[Piece, Piece, Torn]:
    """Both parts with the row ``first`` of the lower one put to the last row of the upper, and the cells it went to.

    They stay as they are where that row is not surely the rest of the other.
    """
    lower = [cell for cell in below.cells if cell.row == first]
    upper = [_counterpart(above, cell) for cell in lower]
    pairs = [(one, other) for one, other in zip(upper, lower, strict=True) if one is not None]
    if below.rows - first < 2 or len(pairs) < len(lower) or not _is_rest(pairs):
        return above, below, NONE
    added = {(one.row, one.column): other.lines for one, other in pairs}
    whole = [attrs.evolve(cell, lines=(*cell.lines, *added.get((cell.row, cell.column), ()))) for cell in above.cells]
    rest = [_moved(cell, first) for cell in below.cells if cell.row != first or cell.rowspan > 1]
    last = frozenset(
        (one.row, one.column) for one, other in pairs if one.row == above.rows - 1 and (one.lines or other.lines)
    )
    return (
        attrs.evolve(above, cells=tuple(whole)),
        attrs.evolve(below, cells=tuple(rest), rows=below.rows - 1),
        last,
    )


def _counterpart(above: Piece, lower: Cell) -> Cell | None:
    """The cell of the last row of a part, or that reaches into it, with the columns of a cell."""
    return next(
        (
            cell
            for cell in above.cells
            if cell.row + cell.rowspan == above.rows and (cell.column, cell.colspan) == (lower.column, lower.colspan)
        ),
        None,
    )


def _moved(cell: Cell, row: int) -> Cell:
    """A cell of a part that loses a row: what is merged over it and later ones begins below it, without its text."""
    if cell.row == row:
        return attrs.evolve(cell, rowspan=cell.rowspan - 1, lines=())
    return cell if cell.row < row else attrs.evolve(cell, row=cell.row - 1)


def _is_rest(pairs: Sequence[tuple[Cell, Cell]]) -> bool:
    """Whether a row is the rest of the one above it: it has words only, which go on with labels or are the one missing.

    Words go on with a label that begins with an ordinal if they do not begin with one. A label is missing where the
    upper row has none at all, and a number in each column in which the lower one has nothing.
    """
    lower = [other for _, other in pairs]
    worded = [(one, other) for one, other in pairs if other.text]
    if _numbers(lower) or not worded:
        return False
    if all(one.text for one, _ in worded):
        return all(_BEGINS_ITEM.match(one.text) and not _BEGINS_ITEM.match(other.text) for one, other in worded)
    alone = [(one, other) for one, other in pairs if one.rowspan == 1 and other.rowspan == 1]
    return (
        len(worded) == 1
        and worded[0] in alone
        and all(_is_number(one.text) != bool(other.text) for one, other in alone)
        and not any(one.text for one, _ in alone if not _is_number(one.text))
    )


def torn(above: Piece, below: Piece, first: int) -> tuple[Torn, Torn]:
    """The cells that may be torn between the last row of a part and the row ``first`` of the next."""
    upper = [cell for cell in above.cells if cell.row == above.rows - 1]
    lower = [cell for cell in below.cells if cell.row == first]
    if not upper or not lower:
        return NONE, NONE
    numbers, others = _numbers(upper), _numbers(lower)
    if numbers and others and _goes_on(lower, numbers, others):
        return _at(upper, others), _at(lower, {cell.column for cell in lower})
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
