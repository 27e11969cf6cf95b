"""Tables that go on across pages: joined by the edges of their columns, repeated headers dropped.

A table goes on where nothing stands between its last part and the next, and the next has the same outer edges and no
column edge that crosses a column. Pages may be set off against each other (margins for binding): edges are compared
from the left edge of the part.
"""

import itertools
from collections.abc import Sequence

import attrs

from govdisclosure.model.notices import HEADER_REPEATED, ROW_REJOINED, ROW_TORN
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Grid, GridCell, Remark
from govdisclosure.readers.pdf.ink import Box
from govdisclosure.readers.pdf.pieces import Cell, Piece
from govdisclosure.readers.pdf.tearing import Slot, rejoined, torn

_SAME_EDGE = 4.0
_SHIFT = 0.15
"""A part may be set off sideways by this share of its width."""
_HEADER_ROWS = 4
"""A header has no more rows than this."""


@attrs.frozen
class Chain:
    """The parts of one table, from page to page."""

    pieces: tuple[Piece, ...]

    @property
    def page(self) -> int:
        """The page it starts on."""
        return self.pieces[0].page

    @property
    def box(self) -> Box:
        """Where its first part stands."""
        return self.pieces[0].box

    @property
    def slots(self) -> int:
        """The slots of all its parts."""
        return (len(self.edges()) - 1) * sum(piece.rows for piece in self.pieces)

    def extended(self, piece: Piece) -> "Chain":
        """The table with one more part."""
        return Chain((*self.pieces, piece))

    @property
    def last(self) -> Piece:
        """The part on the last page so far."""
        return self.pieces[-1]

    def takes(self, piece: Piece) -> bool:
        """Whether the columns of a part are those of the table."""
        width = self.last.box.width
        if abs(piece.box.width - width) > _SAME_EDGE or abs(piece.box.x0 - self.last.box.x0) > _SHIFT * width:
            return False
        mine, others = self.edges(), _from_left(piece)
        return _within(others, mine) or _within(mine, others)

    def edges(self) -> list[float]:
        """Where the columns of all parts are, from the left edge."""
        edges: list[float] = []
        for edge in sorted(edge for piece in self.pieces for edge in _from_left(piece)):
            if not edges or edge - edges[-1] > _SAME_EDGE:
                edges.append(edge)
        return edges


def _from_left(piece: Piece) -> list[float]:
    return [x - piece.xs[0] for x in piece.xs]


def _within(some: Sequence[float], edges: Sequence[float]) -> bool:
    return all(min(abs(edge - other) for other in edges) <= _SAME_EDGE for edge in some)


def grid(chain: Chain, table: int) -> tuple[Grid, tuple[Remark, ...]]:
    """The table as one grid, and a remark for each header that was repeated and is dropped."""
    edges = chain.edges()
    parts = [_aligned(piece, edges) for piece in chain.pieces]
    header = _header(parts[0])
    skipped = [_repeated(part, header) if number else 0 for number, part in enumerate(parts)]
    notes = _mended(parts, skipped)
    cells: list[GridCell] = []
    remarks: list[Remark] = []
    start = 0
    for part, top, noted in zip(parts, skipped, notes, strict=True):
        if top:
            remarks.append(_dropped(part, top, table))
        cells += [
            _cell(part.page, cell, start - top, table, noted.get((cell.row, cell.column), ""))
            for cell in part.cells
            if cell.row >= top
        ]
        start += part.rows - top
    return Grid(cells=tuple(cells), place=Place(page=parts[0].page, table=table)), tuple(remarks)


def _mended(parts: list[Piece], skipped: Sequence[int]) -> list[dict[Slot, str]]:
    """Put the rows together that the ends of pages have torn, where that is certain; the notes on the cells of each
    part, also where it is not.
    """
    notes: list[dict[Slot, str]] = [{} for _ in parts]
    for number in range(len(parts) - 1):
        first = skipped[number + 1]
        parts[number], parts[number + 1], whole = rejoined(parts[number], parts[number + 1], first)
        if whole:
            notes[number].update(dict.fromkeys(whole, ROW_REJOINED))
        else:
            upper, lower = torn(parts[number], parts[number + 1], first)
            notes[number].update(dict.fromkeys(upper, ROW_TORN))
            notes[number + 1].update(dict.fromkeys(lower, ROW_TORN))
    return notes


def _aligned(piece: Piece, edges: Sequence[float]) -> Piece:
    """The part with the columns of the whole table."""
    columns = [min(range(len(edges)), key=lambda index: abs(edges[index] - edge)) for edge in _from_left(piece)]
    cells = (
        attrs.evolve(
            cell,
            column=columns[cell.column],
            colspan=columns[cell.column + cell.colspan] - columns[cell.column],
        )
        for cell in piece.cells
    )
    return attrs.evolve(piece, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


_Cells = tuple[tuple[int, int, str], ...]
"""What a row looks like: the column, width and text of each cell that starts in it."""


def _rows(piece: Piece) -> list[_Cells]:
    rows: list[list[tuple[int, int, str]]] = [[] for _ in range(piece.rows)]
    for cell in piece.cells:
        rows[cell.row].append((cell.column, cell.colspan, "".join(cell.text.split())))
    return list(map(tuple, rows))


def _header(piece: Piece) -> list[_Cells]:
    """The rows at the top without a number."""
    worded = itertools.takewhile(
        lambda row: not any(any(map(str.isdigit, text)) and text.isascii() for *_, text in row), _rows(piece)
    )
    return list(itertools.islice(worded, _HEADER_ROWS))


def _repeated(piece: Piece, header: list[_Cells]) -> int:
    """How many rows at the top of a part repeat the header of the table, or its upper or lower part."""
    rows = _rows(piece)
    for count in range(min(len(header), len(rows)), 0, -1):
        top = rows[:count]
        if top in (header[:count], header[-count:]) and any(text for row in top for *_, text in row):
            return count if all(cell.row + cell.rowspan <= count for cell in piece.cells if cell.row < count) else 0
    return 0


def _dropped(piece: Piece, rows: int, table: int) -> Remark:
    texts = " ".join("".join(cell.text.split()) for cell in piece.cells if cell.row < rows and cell.text)
    return Remark(code=HEADER_REPEATED, place=Place(page=piece.page, table=table, text=texts), detail=texts)


def _cell(page: int, cell: Cell, shift: int, table: int, note: str) -> GridCell:
    row = cell.row + shift
    return GridCell(
        text=cell.text,
        row=row,
        column=cell.column,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        place=Place(page=page, table=table, row=row + 1, column=cell.column + 1, text=cell.text),
        sure=cell.sure,
        note=cell.doubt or note,
    )
