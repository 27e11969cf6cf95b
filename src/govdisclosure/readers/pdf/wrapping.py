"""Numbers that stand on several lines because their cell is too narrow for them.

Two numbers below each other in a cell look the same. They are one number where not even the first digit of the lower
one would fit beside the upper one; and where that is so but for the padding of the cells, if the table has several such
cells, and no number on one line of a cell as wide is wider.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import attrs

from govdisclosure.model.notices import NUMBER_WRAPPED
from govdisclosure.readers.pdf.lines import Line
from govdisclosure.readers.pdf.pieces import Cell
from govdisclosure.readers.pdf.runs import is_number_part

_PADDING: Final = 12.0
"""Points that word processors leave free beside the text of a cell, at both sides together, at most."""
_LEADING: Final = 2.0
"""Font sizes between the baselines of two lines of a number, at most."""
_SEVERAL: Final = 3
"""Cells that show together how much fits into one."""


def continued(cells: Sequence[Cell], xs: Sequence[float]) -> tuple[Cell, ...]:
    """The cells, with those marked whose lines are one number; ``xs`` are the edges of the columns in points."""
    widths = [xs[cell.column + cell.colspan] - xs[cell.column] for cell in cells]
    widest: dict[int, float] = {}
    for cell, width in zip(cells, widths, strict=True):
        figures = (line.box.width for line in cell.lines if is_number_part(line.text))
        widest[round(width)] = max(widest.get(round(width), 0), *figures, 0)
    wrapped = {
        cell: width
        for cell, width in zip(cells, widths, strict=True)
        if cell.doubt == NUMBER_WRAPPED and _is_close(cell.lines)
    }
    padded = [cell for cell, width in wrapped.items() if _is_full(cell, max(width - _PADDING, widest[round(width)]))]
    proven = {cell for cell, width in wrapped.items() if _is_full(cell, width)}
    proven.update(padded if len(padded) >= _SEVERAL else ())
    return tuple(attrs.evolve(cell, continued=True) if cell in proven else cell for cell in cells)


def _is_close(lines: Sequence[Line]) -> bool:
    """Whether the lines follow each other, as those of one text do."""
    return all(lower.baseline - upper.baseline <= _LEADING * upper.size for upper, lower in pairwise(lines))


def _is_full(cell: Cell, width: float) -> bool:
    """Whether each line is too wide for so many points with the next character, which stands on the line below."""
    return all(upper.box.width + lower.box.width / len(lower.text) > width for upper, lower in pairwise(cell.lines))
