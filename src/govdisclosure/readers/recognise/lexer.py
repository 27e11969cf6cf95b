"""Texts that stand one after another, cut into labels of the form, values and other text.

Where columns are not known a table is a stream of texts: one to a line, several on a line, or all on one line. A label
may be broken over several pieces; a number never is.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.forms.values import Gap
from govdisclosure.readers.grid import Grid, GridCell, Paragraph
from govdisclosure.readers.labels import LONGEST, NO_LABEL, Label, Role, compact, find, glued, may_begin
from govdisclosure.readers.numbers import is_numeric, parse


class What(enum.Enum):
    """What a token is."""

    LABEL = "label"
    VALUE = "value"
    """A number or placeholder."""
    BLANK = "blank"
    """An empty cell, where the layout still shows it."""
    TEXT = "text"


@attrs.frozen(eq=False)
class Token:
    """One text of the stream: what it is, where it stands, and the line it is on.

    ``hard`` says that the layout itself marks it as a cell.
    """

    what: What
    cell: GridCell
    line: int
    label: Label = NO_LABEL
    hard: bool = False


@attrs.frozen(eq=False)
class _Piece:
    text: str
    cell: GridCell
    line: int


_MOST_PIECES: Final = 64
"""Pieces that a label may be broken into."""
_ENDS_IN_NUMBER: Final = re.compile(r"(.*[^0-9\s.,，])([0-9][0-9.,，]*)", re.DOTALL)


def tokens_of_lines(lines: Iterable[tuple[int, Paragraph]]) -> Iterator[Token]:
    """The tokens of lines of text that follow each other, each with its number."""
    pieces = [piece for number, line in lines for piece in _pieces(line.text, _as_cell(line), number)]
    yield from _tokens(pieces)


def tokens_of_grid(grid: Grid, line: int) -> Iterator[Token]:
    """The tokens of a table whose slots are not known; its lines are numbered from ``line`` on."""
    for cell in grid.cells:
        yield from _tokens_of_cell(cell, line + cell.row)


def _tokens_of_cell(cell: GridCell, line: int) -> Iterator[Token]:
    if PAGE_NUMBER.fullmatch(cell.text.strip()):
        return
    if "\n" in cell.text:
        cell = _without_page_numbers(cell)
    words = cell.text.split()
    label = find(cell.text)
    if not words:
        yield Token(What.BLANK, cell, line, hard=True)
    elif label.entries and all(map(compact, words)):
        yield Token(What.LABEL, cell, line, label, hard=True)
    elif is_value(cell.text):
        yield Token(What.VALUE, cell, line, hard=True)
    else:
        inner = list(_tokens(list(_pieces(cell.text, cell, line)))) if len(words) > 1 else []
        kinds = {token.what for token in inner}
        if What.LABEL in kinds and (What.TEXT not in kinds or _parts_rows(inner)):
            yield from (attrs.evolve(token, hard=True) for token in inner)
        else:
            yield Token(What.TEXT, cell, line, hard=True)


def _parts_rows(tokens: Sequence[Token]) -> bool:
    """Whether texts are the end of one row and the beginning of the next: a value comes first, or a row's label last."""
    *before, last = tokens
    if tokens[0].what is What.VALUE:
        return True
    named = any(entry.mark == last.label.mark for entry in last.label.of(Role.ROW)) and bool(last.label.mark)
    return named and last.what is What.LABEL and all(token.what is not What.LABEL for token in before)


PAGE_NUMBER: Final = re.compile(
    r"[-—–－]\s*[0-9]{1,3}\s*[-—–－]|第\s*[0-9]{1,3}\s*页(?:\s*[,，/]?\s*共\s*[0-9]{1,3}\s*页)?"
)
"""A line that is the number of a page, marked as one."""


def _without_page_numbers(cell: GridCell) -> GridCell:
    lines = [line for line in cell.text.split("\n") if not PAGE_NUMBER.fullmatch(line.strip())]
    return attrs.evolve(cell, text="\n".join(lines))


def _as_cell(line: Paragraph) -> GridCell:
    return GridCell(text=line.text, row=0, column=0, place=line.place)


def is_value(text: str) -> bool:
    """Whether a text is a number or a placeholder."""
    return len(text) < 40 and (is_numeric(text) or parse(text).value is Gap.PLACEHOLDER)


def _pieces(text: str, cell: GridCell, line: int) -> Iterator[_Piece]:
    for word in text.split():
        match = _ENDS_IN_NUMBER.fullmatch(word) if word[-1].isdigit() and len(word) < LONGEST else None
        if match and find(match[1]).entries:
            yield _Piece(match[1], cell, line)
            yield _Piece(match[2], cell, line)
        else:
            yield _Piece(word, cell, line)


def _tokens(pieces: Sequence[_Piece]) -> Iterator[Token]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        end, label = _label_at(pieces, at)
        if label.entries:
            text = "".join(each.text for each in pieces[at:end])
            yield Token(What.LABEL, _cell(pieces[end - 1], text), pieces[end - 1].line, label)
            at = end
            continue
        at += 1
        if is_value(piece.text):
            text = piece.text
            while (
                at < len(pieces)
                and pieces[at].line == piece.line
                and _REST.match(pieces[at].text)
                and is_value(text + pieces[at].text)
            ):
                text += pieces[at].text
                at += 1
            yield Token(What.VALUE, _cell(piece, text), piece.line)
        elif labels := glued(piece.text):
            yield from (Token(What.LABEL, _cell(piece, body), piece.line, find(body)) for body in labels)
        else:
            yield Token(What.TEXT, _cell(piece, piece.text), piece.line)


def _label_at(pieces: Sequence[_Piece], start: int) -> tuple[int, Label]:
    """The longest label that begins at a piece and where it ends; no label if there is none."""
    found, end, text = NO_LABEL, start, ""
    split = _is_split_ordinal(pieces, start)
    for number in range(start, min(start + _MOST_PIECES, len(pieces))):
        if found.entries and is_value(pieces[number].text):
            break  # a placeholder after the label is none of its punctuation
        text += pieces[number].text
        if len(text) > LONGEST:
            break
        label = find(text)
        if label.entries:
            found, end = label, number + 1
        if not may_begin(text) and not (split and number == start):
            break
    return end, found


_REST: Final = re.compile(r"[(（]|[件项个宗条份起例次元万亿]|百万")
"""How the unit or the remark begins that stands behind a number with a space between."""
_NUMERAL: Final = re.compile("[一二三四五六七八九十]{1,2}|[0-9]{1,2}")


def _is_split_ordinal(pieces: Sequence[_Piece], start: int) -> bool:
    """Whether a piece is an ordinal whose point stands in the next one."""
    after = pieces[start + 1].text[:1] if start + 1 < len(pieces) else ""
    return after != "" and after in "、.．)）" and _NUMERAL.fullmatch(pieces[start].text) is not None


def _cell(piece: _Piece, text: str) -> GridCell:
    if piece.cell.text == text:
        return piece.cell
    return attrs.evolve(piece.cell, text=text, place=attrs.evolve(piece.cell.place, text=text))
