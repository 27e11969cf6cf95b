"""Numbers that programs put around a table: one before each line, counted from 0, and one over each column.

They are none of the document. Left where they are, the lines of a header would hold a figure and be rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.model.notices import NUMBERING_LEFT_OUT
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark

_FEWEST: Final = 3
"""Lines, or columns, that make a count."""


def without_numbering(document: Document) -> Document:
    """The document without the numbers of lines and columns, of which a remark says that they are left out."""
    remarks: list[Remark] = []
    blocks: list[Block] = []
    for run in _runs(document.blocks):
        if isinstance(run, Grid):
            blocks.append(_of_grid(run, remarks))
        else:
            blocks.extend(_of_lines(run, remarks))
    if not remarks:
        return document
    return attrs.evolve(document, blocks=tuple(blocks), remarks=(*document.remarks, *remarks))


def _runs(blocks: Sequence[Block]) -> Iterator[Grid | list[Paragraph]]:
    """The grids, and the paragraphs between them."""
    lines: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block)
            continue
        yield from [lines] if lines else []
        yield block
        lines = []
    yield from [lines] if lines else []


def _counts(texts: Sequence[str]) -> bool:
    """Whether some texts are the numbers from 0 on."""
    return len(texts) >= _FEWEST and all(text == str(number) for number, text in enumerate(texts))


# --- grids -----------------------------------------------------------------------------------------------------------


def _of_grid(grid: Grid, remarks: list[Remark]) -> Grid:
    rows = [row for row in grid.rows() if row]
    if rows and _counts([cell.text.strip() for cell in rows[0] if cell.text.strip()]):
        grid = _left_out(grid, rows[0], remarks)
        rows = rows[1:]
    firsts = [row[0] for row in rows]
    over = firsts[:1] if firsts and not firsts[0].text.strip() else []  # the head over the numbers
    numbers = firsts[len(over) :]
    if all(cell.column == 0 for cell in firsts) and _counts([cell.text.strip() for cell in numbers]):
        grid = _left_out(grid, numbers, remarks)
        kept = (cell for cell in grid.cells if cell.column or cell.text.strip())
        grid = attrs.evolve(grid, cells=tuple(attrs.evolve(cell, column=cell.column - 1) for cell in kept))
    return grid


def _left_out(grid: Grid, cells: Sequence[GridCell], remarks: list[Remark]) -> Grid:
    remarks.append(_remark(cells[0].place, (cell.text.strip() for cell in cells)))
    gone = set(map(id, cells))
    return attrs.evolve(grid, cells=tuple(cell for cell in grid.cells if id(cell) not in gone))


# --- lines -----------------------------------------------------------------------------------------------------------


def _first(line: Paragraph) -> str:
    """The first word of a line."""
    return next(iter(line.text.split(maxsplit=1)), "")


def _remark(place: Place, numbers: Iterable[str]) -> Remark:
    return Remark(code=NUMBERING_LEFT_OUT, place=attrs.evolve(place, text=""), detail=" ".join(numbers))


def _of_lines(lines: Sequence[Paragraph], remarks: list[Remark]) -> Iterator[Paragraph]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _first(lines[end]) == str(end - at):
            end += 1
        if end - at < _FEWEST or any(line.text.strip().isdigit() for line in lines[at:end]):
            words = lines[at].text.split()
            following = _first(lines[at + 1]) if at + 1 < len(lines) else ""
            if _counts(words) and following == "0":
                remarks.append(_remark(lines[at].place, words))
            else:
                yield lines[at]
            at += 1
            continue
        remarks.append(_remark(lines[at].place, map(str, range(end - at))))
        for line in lines[at:end]:
            yield attrs.evolve(line, text=line.text.strip().removeprefix(_first(line)).strip())
        at = end
