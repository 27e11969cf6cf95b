"""Texts that stand one after another, cut into labels of the form, values and other text.

Where columns are not known a table is a stream of texts: one to a line, several on a line, or all on one line. A label
may be broken over several pieces; a number never is.
"""

import enum
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import Gap
from govdisclosure.readers.grid import Grid, GridCell, Paragraph
from govdisclosure.readers.labels import (
    LONGEST,
    NO_LABEL,
    Label,
    Path,
    Role,
    compact,
    find,
    glued,
    may_begin,
    may_begin_labels,
    near,
)
from govdisclosure.readers.numbers import is_numeric, parse


class What(enum.Enum):
    """What a token is."""

    LABEL = "label"
    VALUE = "value"
    """A number or placeholder."""
    BLANK = "blank"
    """An empty cell, where the layout still shows it."""
    TEXT = "text"


@attrs.define(eq=False)
class Token:
    """One text of the stream: what it is, where it stands, and the line it is on.

    ``hard`` says that the layout itself marks it as a cell, ``broken`` that it stands on several lines, of which
    ``line`` is the last. Nobody changes it: to freeze what is made for every cell would cost as much as making it.
    """

    what: What
    cell: GridCell
    line: int
    label: Label = NO_LABEL
    hard: bool = False
    broken: bool = False

    @property
    def text(self) -> str:
        """What is printed."""
        return self.cell.text

    @property
    def is_filled(self) -> bool:
        """Whether anything is printed."""
        return self.what is not What.BLANK

    @property
    def is_value(self) -> bool:
        """Whether it is a number or a placeholder."""
        return self.what is What.VALUE

    @property
    def is_word(self) -> bool:
        """Whether it is words: neither blank nor a value, however badly printed."""
        return bool(_HAN.search(self.text)) and not self.is_value

    def names(self, role: Role, table: str = "", path: Path | None = None) -> bool:
        """Whether its label names something of this role (and table, and path)."""
        entries = self.label.of(role, table)
        return bool(entries) and (path is None or any(path == entry.path for entry in entries))


def token_of(cell: GridCell, line: int) -> Token:
    """The token that a cell of a grid is."""
    what, label = _meant(cell.text)
    return Token(what, cell, line, label, True)


@remembered(4096)
def _meant(text: str) -> tuple[What, Label]:
    """What the text of a cell is."""
    if not text.strip():
        return What.BLANK, NO_LABEL
    label = find(text)
    return What.VALUE if is_value(text) else What.LABEL if label.entries else What.TEXT, label


def without(tokens: Sequence[Token], some: Iterable[Token]) -> Sequence[Token]:
    """The tokens without some of them."""
    gone = set(map(id, some))
    return [token for token in tokens if id(token) not in gone]


@attrs.frozen(eq=False)
class _Piece:
    text: str
    cell: GridCell
    line: int


_HAN: Final = re.compile("[\u4e00-\u9fff]")
_MOST_PIECES: Final = 64
"""Pieces that a label may be broken into."""
_ENDS_IN_NUMBER: Final = re.compile(r"(.*[^0-9\s.,，])([0-9][0-9.,，]*)", re.DOTALL)


def tokens_of_lines(lines: Iterable[tuple[int, Paragraph]]) -> Iterator[Token]:
    """The tokens of lines of text that follow each other, each with its number."""
    pieces = [piece for number, line in lines for piece in _pieces(line.text, _as_cell(line), number)]
    yield from _tokens(pieces)


def tokens_of_grid(grid: Grid, line: int) -> Iterator[Token]:
    """The tokens of a table whose slots are not known; its lines are numbered from ``line`` on.

    Where a cell ends one line and begins the next, what stands after it is on that one.
    """
    behind: list[Token] | None = None  # empty cells behind the number of a page
    at, row, printed = line, 0, 0  # the line at hand, its row of the grid, and where it stands in the document
    for cell in grid.cells:
        if PAGE_NUMBER.fullmatch(cell.text.strip()):
            yield from behind or ()
            behind = []
            continue
        start = cell.place.line or 0
        at += cell.row > row and (start == 0 or start != printed)
        row, first = cell.row, at
        for token in _tokens_of_cell(cell, first):
            at = token.line
            printed = start + at - first
            if behind is not None and token.what is What.BLANK:
                behind.append(token)
                continue
            if behind and token.what is not What.LABEL and not _is_rest(behind, token):
                yield from behind  # some of them may be values
            behind = None
            yield token


def _is_rest(blanks: Sequence[Token], after: Token) -> bool:
    """Whether empty cells are what is left of a merged one: several on a line of their own."""
    lines = {token.line for token in blanks}
    return len(blanks) > 1 and len(lines) == 1 and after.line not in lines


def _tokens_of_cell(cell: GridCell, line: int) -> Iterator[Token]:
    if "\n" in cell.text:
        cell = _without_page_numbers(cell)
    words = cell.text.split()
    label = find(cell.text)
    if not words:
        yield Token(What.BLANK, cell, line, hard=True)
    elif label.entries and all(map(compact, words)):
        yield Token(What.LABEL, cell, line, label, hard=True)
    elif is_value(cell.text) and not any(find(word).entries for word in words[1:]):
        yield Token(What.VALUE, cell, line, hard=True)
    else:
        lines = enumerate(cell.text.split("\n"), line)  # what comes after the last figure of a row may be the next one
        pieces = [piece for number, text in lines for piece in _pieces(text, cell, number)]
        inner = list(_tokens(pieces)) if len(words) > 1 else []
        kinds = {token.what for token in inner}
        if What.LABEL in kinds and (What.TEXT not in kinds or _parts_rows(inner) or _is_stack(inner, cell)):
            yield from (attrs.evolve(token, hard=not _is_stack(inner, cell)) for token in inner)
        elif parted := _over_words(cell):
            yield from (attrs.evolve(token, line=line + number) for number, token in enumerate(parted))
        else:
            yield Token(What.TEXT, cell, line, hard=True)


def _over_words(cell: GridCell) -> tuple[Token, ...]:
    """The last value of a row, or label of a header, and the misprinted label below it; or a label, and a figure."""
    first, _, rest = cell.text.partition("\n")
    label = find(first)
    head = (attrs.evolve(_hard(What.LABEL, cell, first), label=label), _hard(What.TEXT, cell, rest))
    if label.entries and is_figure(rest) and any(map(str.isdigit, rest)):
        return head
    if len(compact(rest)) <= LONGEST_UNIT or not _HAN.search(rest) or is_figure(rest):
        return ()
    if is_value(first):
        return (_hard(What.VALUE, cell, first), _hard(What.TEXT, cell, rest))
    if label.entries and any(near(find(rest).body, Role.ROW, table) for table in ("proactive", "requests")):
        return head
    return ()


def _hard(what: What, cell: GridCell, text: str) -> Token:
    return Token(what, _part(cell, text.strip()), 0, hard=True)


def _part(cell: GridCell, text: str) -> GridCell:
    return attrs.evolve(cell, text=text, place=attrs.evolve(cell.place, text=text))


def _is_stack(tokens: Sequence[Token], cell: GridCell) -> bool:
    """Whether texts are several rows one below the other: each label and value has a line, and none is a sentence."""
    labels, values = ([token for token in tokens if token.what is what] for what in (What.LABEL, What.VALUE))
    lines = cell.text.count("\n") + 1
    return len(labels) > 1 and len(values) > 1 and lines >= len(labels) + len(values) and "。" not in cell.text


LONGEST_UNIT: Final = 4
"""Characters of a unit or code that may stand between a label and its values."""
WORD: Final = 8
"""Characters of a text that may stand in a cell for figures."""
_FIGURE: Final = re.compile(
    r"(?:[约第近超共]|不足|≥|>)?[0-9](?>[余多注次件条个项宗份起例年月]|[^\u4e00-\u9fff、.．])*+"
)
"""A number with something at it that leaves it open which number it is."""


def is_figure(text: str) -> bool:
    """Whether a text that is no number stands in place of one: a mark of a note, "about", or two numbers."""
    return len(text) < 24 and (not _HAN.search(text) or _FIGURE.fullmatch(text) is not None)


def _stands_for_figure(text: str) -> bool:
    """Whether the first of several texts is a figure that cannot be read, or a word for one, and begins no label."""
    if _FIGURE.fullmatch(text) or (not _HAN.search(text) and len(text) < 24 and not _MARK.fullmatch(text)):
        return any(map(str.isdigit, text))
    return len(text) <= LONGEST_UNIT and not may_begin(text)


def _parts_rows(tokens: Sequence[Token]) -> bool:
    """Whether texts end one row and begin the next: a figure comes first, or a row's label last."""
    *before, last = tokens
    first = tokens[0]
    if first.what is What.VALUE or (first.what is What.TEXT and _stands_for_figure(first.cell.text)):
        return True
    named = any(entry.mark == last.label.mark for entry in last.label.of(Role.ROW)) and bool(last.label.mark)
    return named and last.what is What.LABEL and all(token.what is not What.LABEL for token in before)


PAGE_NUMBER: Final = re.compile(
    r"[-—–－]\s*+[0-9]{1,3}\s*+[-—–－]|第\s*+[0-9]{1,3}\s*+页(?:\s*+(?:[,，/]\s*+)?共\s*+[0-9]{1,3}\s*+页)?"
)
"""A line that is the number of a page, marked as one."""


def _without_page_numbers(cell: GridCell) -> GridCell:
    lines = [line for line in cell.text.split("\n") if not PAGE_NUMBER.fullmatch(line.strip())]
    return attrs.evolve(cell, text="\n".join(lines))


def _as_cell(line: Paragraph) -> GridCell:
    return GridCell(text=line.text, row=0, column=0, place=line.place)


@functools.lru_cache(maxsize=4096)
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
            broken = pieces[at].line != pieces[end - 1].line
            yield Token(What.LABEL, _cell(pieces[end - 1], text), pieces[end - 1].line, label, broken=broken)
            at = end
            continue
        at += 1
        if is_value(piece.text):
            text = piece.text
            while (
                at < len(pieces)
                and pieces[at].line == piece.line
                and _REST.match(pieces[at].text)
                and not find(pieces[at].text).entries
                and is_value(text + pieces[at].text)
            ):
                text += pieces[at].text
                at += 1
            yield Token(What.VALUE, _cell(piece, text), piece.line)
            continue
        end, labels = (at, glued(piece.text)) if glued(piece.text) else _glued_at(pieces, at - 1)
        if labels:
            at = end
            yield from (Token(What.LABEL, _cell(piece, body), pieces[end - 1].line, find(body)) for body in labels)
        else:
            yield Token(What.TEXT, _cell(piece, piece.text), piece.line)


def _label_at(pieces: Sequence[_Piece], start: int) -> tuple[int, Label]:
    """The longest label that begins at a piece and where it ends; no label if there is none."""
    found, end, text = NO_LABEL, start, ""
    if parse(pieces[start].text).value is Gap.PLACEHOLDER:
        return end, found  # what follows may be a label that has words before it
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
    whole = "".join(piece.text for piece in pieces[start : end + 1])
    if found.entries and end < len(pieces) and _REST.match(pieces[end].text) and find(whole).entries:
        return end + 1, find(whole)  # the unit behind it
    return end, found


_MOST_GLUED: Final = 16
"""Pieces over which labels that nothing separates may be broken."""


def _glued_at(pieces: Sequence[_Piece], start: int) -> tuple[int, tuple[str, ...]]:
    """The labels with nothing between them that begin at a piece, and where they end; none if there are none."""
    text = ""
    last = start + _MOST_GLUED if may_begin_labels(pieces[start].text) else start
    for end in range(start, min(last, len(pieces))):
        text += pieces[end].text
        if len(pieces[end].text) > WORD or not _HAN.search(pieces[end].text):
            break
        if labels := glued(text):
            return end + 1, labels
    return start, ()


_REST: Final = re.compile(r"[(（]|[件项个宗条份起例次元万亿]|百万")
"""How the unit or the remark begins that stands behind a number with a space between."""
_MARK: Final = re.compile(r"[(（]?[0-9]{1,2}\s*[、.．)）]?")
"""The ordinal before a label."""
_NUMERAL: Final = re.compile("[一二三四五六七八九十]{1,2}|[0-9]{1,2}")


def _is_split_ordinal(pieces: Sequence[_Piece], start: int) -> bool:
    """Whether a piece is an ordinal whose point stands in the next one."""
    after = pieces[start + 1].text[:1] if start + 1 < len(pieces) else ""
    return after != "" and after in "、.．)）" and _NUMERAL.fullmatch(pieces[start].text) is not None


def _cell(piece: _Piece, text: str) -> GridCell:
    return piece.cell if piece.cell.text == text else _part(piece.cell, text)
