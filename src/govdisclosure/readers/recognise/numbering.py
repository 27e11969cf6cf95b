"""Numbers that count the lines or the rows of a table.

Programs put one before each line, counted from 0, and one over each column: they are none of the document, and left
where they are the lines of a header would hold a figure and be rows. Authors put one before each row: where only the
order is known it would be the last figure of the row before.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.model.notices import NUMBERING_LEFT_OUT
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.labels import Role
from govdisclosure.readers.recognise.lexer import Token, What, without

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
    first = grid.cells[0].row if grid.cells else 0
    edge = [cell for cell in grid.cells if cell.column == 0 or cell.row == first]
    if not any(cell.text.strip() == "0" for cell in edge):
        return grid  # as most
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


# --- rows of a stream ------------------------------------------------------------------------------------------------

_FEWEST_BEFORE: Final = 5
"""Rows that make a count that stands before their labels."""
_FEWEST_BEHIND: Final = 10
"""Rows that make one behind them, where figures stand as well."""
_NUMBERS: Final = (What.VALUE, What.BLANK)


@attrs.frozen
class _Words:
    """The texts that stand one after another, from ``start`` to before ``stop``.

    ``table`` is the one of which they label a row, and ``marks`` are the ordinals that the first of them may have.
    """

    start: int
    stop: int
    table: str
    marks: frozenset[str]


def without_serials(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The tokens without those that count all rows of a table from 1 on, before or behind their labels; and these."""
    words = list(_words(tokens))
    gone = _serials(tokens, [(each.start - 1, each) for each in words], _FEWEST_BEFORE)
    gone = gone or _serials(tokens, [(each.stop, each) for each in words], _FEWEST_BEHIND)
    return without(tokens, gone), gone


def _words(tokens: Sequence[Token]) -> Iterator[_Words]:
    at = 0
    for is_number, group in itertools.groupby(tokens, key=lambda token: token.what in _NUMBERS):
        own = list(group)
        if not is_number:
            labels = [token.label for token in own if not token.label.of(Role.COLUMN)]
            table = next((entry.table for label in labels for entry in label.of(Role.ROW)), "")
            yield _Words(at, at + len(own), table, frozenset(entry.mark for entry in own[0].label.entries))
        at += len(own)


def _serials(tokens: Sequence[Token], places: Sequence[tuple[int, _Words]], fewest: int) -> list[Token]:
    """The tokens at some places that count the texts they stand at: all rows of a table, if these are many.

    Not where they are the ordinals of the labels.
    """
    counts: list[list[tuple[Token, _Words]]] = [[]]
    missed: set[str] = set()
    for at, words in places:
        token = tokens[at] if 0 <= at < len(tokens) else None
        number = token.cell.text.strip() if token else ""
        if token and number == str(len(counts[-1]) + 1):
            counts[-1].append((token, words))
        elif token and number == "1":
            counts.append([(token, words)])
        else:
            missed.add(words.table)
    return [
        token
        for count in counts
        if len(count) >= fewest
        and any(each.cell.text.strip() not in own.marks for each, own in count)
        and missed.isdisjoint(own.table for _, own in count if own.table)
        for token, _ in count
    ]
