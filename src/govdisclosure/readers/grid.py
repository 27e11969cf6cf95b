"""What every format reader makes of a document: paragraphs and grids, in the order of the document.

A format reader knows its format and nothing of annual reports. It decides no meaning, joins no tables, drops no text
a person would see, and shows none that a person would not. The recogniser reads only what is declared here.
"""

import enum
from collections.abc import Iterator

import attrs

from govdisclosure.model.place import NOWHERE, Place


class Sure(enum.Enum):
    """How sure a format reader is that a text stands in this cell and nowhere else."""

    CERTAIN = "certain"
    """The format itself says so (a cell of a marked-up table)."""
    GEOMETRY = "geometry"
    """Inferred from positions, with rules or lines to confirm them."""
    GUESSED = "guessed"
    """Inferred with nothing to confirm it: columns without lines, a number joined from two pieces."""


@attrs.frozen(kw_only=True)
class GridCell:
    """One cell of a table as printed: merged cells are one cell, kept once, at their upper left slot.

    ``row`` and ``column`` are 0-based slots after all spans are resolved; ``rowspan`` and ``colspan`` are at least 1
    and never reach beyond the table. ``text`` is as printed, without the text of nested tables; lines are separated by
    a newline. An empty text is an empty cell; a slot that no cell covers does not exist in the document.
    ``note`` says what a person would want to know about the cell and the text does not show, as a code of
    `govdisclosure.model.NOTICES` (for example a formula without a stored value); empty for nothing.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place = NOWHERE
    sure: Sure = Sure.CERTAIN
    note: str = ""


@attrs.frozen(kw_only=True)
class Grid:
    """A table: its cells in reading order (by row, then column).

    ``aligned`` is True where the slots are those of the document, so that two cells with the same column stand one
    above the other. It is False for a table recovered from a stream of texts, where only the order within a row is
    known and empty cells may be missing.
    """

    cells: tuple[GridCell, ...]
    place: Place = NOWHERE
    aligned: bool = True

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """The cells that start in each row, in order; a row wholly covered from above is an empty tuple."""
        cells = self.cells
        start = number = 0
        for at, cell in enumerate(cells):
            while cell.row > number:
                yield cells[start:at]
                start, number = at, number + 1
        if cells:
            yield cells[start:]


@attrs.frozen(kw_only=True)
class Paragraph:
    """A line or paragraph of text outside tables, without surrounding white space; ``heading`` if marked up as one."""

    text: str
    place: Place = NOWHERE
    heading: bool = False


Block = Paragraph | Grid


@attrs.frozen(kw_only=True)
class Remark:
    """Something a format reader has to say about the document as a whole or one place in it.

    ``code`` is one of `govdisclosure.model.NOTICES`.
    """

    code: str
    place: Place = NOWHERE
    detail: str = ""


@attrs.frozen(kw_only=True)
class Document:
    """A document as its format reader sees it: blocks in reading order.

    A table nested in another (a layout table around the content) is a block of its own, at the place where it stands.
    ``title`` is the title the format itself stores (the title element of a page), which is not part of the text.
    ``name`` is the name of the file, without folders, where there is one.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    name: str = ""
    remarks: tuple[Remark, ...] = ()
