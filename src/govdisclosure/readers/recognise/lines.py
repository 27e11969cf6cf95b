"""Lines: those of a grid as they are printed, those of a stream as they belong together.

A stream is a grid of which only the order is known. A row of it may stand on one line of the document or on twenty, so
its lines are made here: a label and what follows it up to the next one, heads that follow each other, a text.
"""

import enum
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import Gap
from govdisclosure.readers.grid import Grid
from govdisclosure.readers.labels import CAPTION, Entry, Label, Path, Role, begun, find, near
from govdisclosure.readers.numbers import is_numeric, parse
from govdisclosure.readers.recognise.columns import forms_of
from govdisclosure.readers.recognise.found import LINES, Spot
from govdisclosure.readers.recognise.lexer import PAGE_NUMBER, WORD, Token, What, is_figure, token_of

NOTE: Final = re.compile(r"[(（]|备注|续|注")
"""How a text begins that stands in no cell of a row."""
_REMARK: Final = re.compile(r"[(（]?(?:续(?:上|前)?表|注[:：])[^0-9]*+")
"""A line that may stand among heads and is none."""
_UNITS: Final = re.compile(r"(?:计量)?单位\s*[:：]")
"""How a line begins that says in what a table counts."""
SHORT: Final = 60
"""Characters of a text that may be a label nobody knows."""


class Kind(enum.Enum):
    """What a line of a stream is."""

    ROW = "row"
    """A label, or a text in place of one, and the cells of its row."""
    VALUES = "values"
    """Cells before which no label stands."""
    HEAD = "head"
    """Labels of columns, or over columns, and what stands among them."""
    OTHER = "other"
    """A title, a caption, a group, or another text."""


@attrs.define(eq=False)
class Line:
    """A line: the cells that start in it, and those that reach into it from above (in a stream, the group over it).

    ``kind`` is none in a grid. ``torn`` says that not all of its figures stand in it, ``ordinal`` that its last value
    may be the ordinal of the next label, ``followed`` that another row comes right after it.
    """

    number: int
    tokens: tuple[Token, ...]
    above: tuple[Token, ...] = ()
    kind: Kind | None = None
    torn: bool = False
    ordinal: bool = False
    followed: bool = False
    values: int = attrs.field(init=False)
    """How many cells hold a number or a placeholder."""
    numerals: int = attrs.field(init=False)
    """How many cells hold a number."""
    words: int = attrs.field(init=False)
    """How many cells hold other text."""
    labelled: list[Token] = attrs.field(init=False)
    """The cells with a label of the form."""

    def __attrs_post_init__(self) -> None:
        """Count the cells."""
        kinds = [token.what for token in self.tokens]
        self.values = kinds.count(What.VALUE)
        self.words = len(kinds) - self.values - kinds.count(What.BLANK)
        self.numerals = len([each for each in self.tokens if each.what is What.VALUE and is_numeric(each.cell.text)])
        self.labelled = [token for token in self.tokens if token.label.entries]

    @property
    def spot(self) -> Spot:
        """Where it stands in the document."""
        return Spot(*divmod(self.number, LINES))

    @property
    def texts(self) -> list[str]:
        """What is printed in its cells, where anything is."""
        return [token.text for token in self.tokens if token.is_filled]

    @property
    def is_copied(self) -> bool:
        """Whether all cells hold the same text, which is no label and does not mean nothing: one cell, copied."""
        if len(self.tokens) < 2 or not self.tokens[0].is_filled or len({token.text for token in self.tokens}) != 1:
            return False
        return not self.tokens[0].label.entries and parse(self.tokens[0].text).value not in (0, Gap.PLACEHOLDER)

    @property
    def end(self) -> int:
        """The slot at which it ends, cells that reach into it counted."""
        return max([each.cell.column + each.cell.colspan for each in (*self.tokens, *self.above)], default=0)

    def names(self, role: Role, table: str = "", path: Path | None = None) -> bool:
        """Whether a label of this role (of a table, for something) stands in the line."""
        return bool(self.labelled) and any(token.names(role, table, path) for token in self.labelled)


def lines_of_grid(grid: Grid, block: int) -> list[Line]:
    """The lines of a grid, block number ``block`` of the document."""
    reaching: dict[int, list[Token]] = {}
    lines: list[Line] = []
    for number, row in enumerate(grid.rows(), block * LINES):
        tokens = tuple([token_of(cell, number) for cell in row])
        for token in tokens:
            if token.cell.rowspan > 1:
                for below in range(number + 1, number + token.cell.rowspan):
                    reaching.setdefault(below, []).append(token)
        lines.append(Line(number, tokens, tuple(reaching.pop(number, ()))))
    return lines


def lines_of_stream(tokens: Sequence[Token]) -> list[Line]:
    """The lines that the texts of a stream make up."""
    cutter = _Cutter()
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        cutter.take(token, following)
    cutter.cut(Kind.OTHER)
    _tear(cutter.lines)
    return cutter.lines


def _tear(lines: Sequence[Line]) -> None:
    """Mark the rows that may end earlier or later than their line.

    Behind the values of some, on their line, a word stands that stands for figures in other rows; the last values of
    others may be the number of a page.
    """
    beside = [
        (line, after)
        for line, after in itertools.pairwise(lines)
        if line.kind is Kind.ROW and after.tokens[0].what is What.TEXT and after.tokens[0].line == line.tokens[-1].line
    ]
    words = Counter(after.tokens[0].text for _, after in beside if after.kind is Kind.ROW)
    for line, after in beside:
        line.torn = line.torn or words[after.tokens[0].text] > 1
    for line in lines:
        line.torn = line.torn or (line.kind is Kind.ROW and _ends_in_page_number(line.tokens))


@attrs.define
class _Cutter:
    """Cuts a stream into lines."""

    lines: list[Line] = attrs.field(factory=list[Line])
    kind: Kind = Kind.OTHER
    """What the line at hand is, and its texts so far."""
    tokens: list[Token] = attrs.field(factory=list[Token])
    above: tuple[Token, ...] = ()
    ordinal: bool = False
    used: bool = False
    """Whether a row has come since the columns were named."""
    last: Token | None = None
    starts: bool = True
    """Whether the last text began its line of the document."""
    noted: int = -1
    """The line of the last text that stands in no row."""
    below: int = -1
    """The line on which the label of the last row went on below its figures."""
    columns: int = 0
    """How many columns the last heads have named."""
    over_values: bool = False
    """Whether heads of table four stand over what comes."""
    after_head: bool = False
    """Whether the last text was a label of columns, or over columns."""

    def take(self, token: Token, following: Token | None) -> None:
        """Read one text."""
        if token.what is What.LABEL:
            self._drop_ordinal(token)
            self._label(token, following)
        elif token.what is What.TEXT:
            self._text(token, following)
        elif self.kind in (Kind.ROW, Kind.VALUES):
            self.tokens.append(token)
        elif token.is_value and token.line == self.below:
            self.lines[-1] = attrs.evolve(self.lines[-1], torn=True)
        elif self.over_values and (token.is_value or token.line != self.noted):
            self.cut(Kind.VALUES, token)
        if token.is_filled:
            self.after_head = self.kind is Kind.HEAD and token.what is What.LABEL
        self.starts = self.last is None or self.last.line != token.line
        self.last = token

    def cut(self, kind: Kind, token: Token | None = None, *, followed: bool = False) -> None:
        """End the line at hand, and begin another one; ``followed`` says that both are rows of a table."""
        tokens, torn = self.tokens, False
        if self.kind is Kind.ROW:
            tokens = _on_its_line(tokens)
        elif self.kind is Kind.VALUES:
            while tokens and not tokens[-1].is_filled and len(tokens) not in (5, 10, 15):
                tokens.pop()
                torn = not tokens or not tokens[0].is_filled  # the one too many may as well be the first
        if tokens and (self.kind is not Kind.VALUES or any(each.is_value for each in tokens)):
            number = tokens[0].line
            self.lines.append(
                Line(number, tuple(tokens), self.above, self.kind, torn, ordinal=self.ordinal, followed=followed)
            )
        self.kind, self.tokens, self.ordinal = kind, [token] if token else [], False

    def _drop_ordinal(self, token: Token) -> None:
        """Take back a value that is the ordinal of the label after it, at the beginning of their line.

        Further on in a line it may be either.
        """
        last = self.last
        if last is None or token.label.mark or self.kind is not Kind.ROW or last not in self.tokens[-1:]:
            return
        if (
            last is not self.tokens[0]
            and last.line == token.line
            and any(entry.mark == last.text for entry in token.label.entries)
        ):
            if self.starts:
                self.tokens.pop()
            else:
                self.ordinal = True

    def _label(self, token: Token, following: Token | None) -> None:
        is_column = token.names(Role.COLUMN)
        if (token.names(Role.TITLE) and not is_column) or token.names(Role.FRAME, path=CAPTION):
            self.cut(Kind.OTHER, token)
            self.above, self.used, self.over_values = (), False, False
        elif is_row(token.label) and self._is_row(token, following):
            self.cut(Kind.ROW, token, followed=self._is_of(table_of(token.label)))
            self.used = True
        elif token.names(Role.GROUP, "requests") and not is_column:
            self.cut(Kind.OTHER, token, followed=self._is_of("requests"))
            self.above = (token,)
        else:
            tables = {entry.table for entry in token.label.entries}
            if self.kind is Kind.HEAD:
                self.tokens.append(token)
            else:
                self.cut(Kind.HEAD, token)
                self.used, self.columns = False, 0
            self.columns += is_column
            self.above = self.above if "requests" in tables else ()
            self.over_values = "remedies" in tables and (self.over_values or len(tables) == 1)

    def _is_of(self, table: str) -> bool:
        """Whether the line at hand is a row of a table, as far as its label tells."""
        return self.kind is Kind.ROW and table_of(self.tokens[0].label) in ("", table)

    def _is_row(self, token: Token, following: Token | None) -> bool:
        """Whether a label names a row here: some words name a row and a column, or a group that may have values."""
        valued = following is not None and following.what in (What.VALUE, What.BLANK)
        if not token.names(Role.ROW):
            return valued and not token.names(Role.COLUMN)
        return not token.names(Role.COLUMN) or (valued and not self.after_head)

    def _text(self, token: Token, following: Token | None) -> None:
        remark = self.kind is Kind.HEAD and not token.hard and _REMARK.fullmatch(token.text)
        if remark or _UNITS.match(token.text) or self._goes_on(token):
            return
        valued = following is not None and (following.is_value or _has_digits(following))
        blank = following is not None and following.what is What.BLANK
        valued = valued or (blank and (bool(near_row(token.text)) or (self.used and token.hard)))
        self.noted = token.line
        if valued and (len(token.text) <= SHORT or token.hard):
            self.cut(Kind.ROW, token)
        elif self.kind is Kind.HEAD and len(token.text) <= SHORT:
            self.tokens.append(token)
        else:
            self.cut(Kind.OTHER, token)

    def _goes_on(self, token: Token) -> bool:
        """Whether a text belongs to the line at hand: as a value, or as the rest of its label."""
        odd = is_figure(token.text)
        if self.kind is Kind.ROW:
            first = self.tokens[0]
            if (token.hard and token.line == first.line) or odd or self._stands_for_figure(token):
                self.tokens.append(token)
                return True
            whole = find(first.text + token.text) if first.what is What.TEXT else first.label
            if first.what is What.TEXT and whole.of(Role.ROW):
                self.tokens[0] = attrs.evolve(first, what=What.LABEL, label=whole)
                self.cut(Kind.OTHER)
                self.below = token.line
                return True
        elif self.kind is Kind.VALUES:
            if odd or (token.hard and len(token.text) <= WORD and not NOTE.match(token.text)):
                self.tokens.append(token)
                return True
        elif self.over_values and _has_digits(token):
            self.cut(Kind.VALUES, token)
            return True
        return False

    def _stands_for_figure(self, token: Token) -> bool:
        """Whether a word or two in a cell of their own stand in a row for one of its figures."""
        first, *values = self.tokens
        if not token.hard or len(token.text) > WORD or NOTE.match(token.text) or near_row(token.text):
            return False
        table = table_of(first.label) or "requests"
        sizes = {len(form.cells) for form in forms_of(table, first.label)}
        most = self.columns if self.columns in sizes else max(sizes, default=0)
        return sum(value.is_filled for value in values) < most


def _on_its_line(tokens: Sequence[Token]) -> list[Token]:
    """A label and its values, without the empty cells with which the line after its own begins."""
    first, *values = tokens
    lines = [token.line for token in values if token.is_filled]
    if (len(lines) > 1 and lines[-1] == lines[-2]) or lines[-1:] == [first.line]:
        while not values[-1].is_filled and values[-1].line != lines[-1]:
            values.pop()
    return [first, *values]


def _ends_in_page_number(tokens: Sequence[Token]) -> bool:
    """Whether the last texts, in no cells of their own, are a number between dashes, and no other dash is there."""
    last = tokens[-3:]
    if any(token.hard for token in last) or not PAGE_NUMBER.fullmatch(" ".join(token.text for token in last)):
        return False
    return [token.text for token in tokens].count(last[0].text) == 1 + (last[0].text == last[-1].text)


@remembered(4096)
def is_row(label: Label) -> bool:
    """Whether a label names a row, or a group that may have values."""
    return bool(label.of(Role.ROW) or label.of(Role.GROUP, "requests"))


@remembered(4096)
def table_of(label: Label) -> str:
    """The table of which a label names a row or a group; empty if it names none."""
    return next((entry.table for entry in label.entries if entry.role in (Role.ROW, Role.GROUP)), "")


def near_row(text: str, *tables: str) -> tuple[Entry, ...]:
    """The row of a table whose label a text misprints or begins; nothing if it is near none, or several."""
    body = find(text).body
    found = (
        near(body, Role.ROW, table) or begun(body, Role.ROW, table) for table in tables or ("proactive", "requests")
    )
    return next(filter(None, found), ())


def _has_digits(token: Token) -> bool:
    """Whether a token is a figure that cannot be read."""
    return token.what is What.TEXT and is_figure(token.text) and any(map(str.isdigit, token.text))


# --- what the lines of a stream show ----------------------------------------------------------------------------------


def width(line: Line) -> int:
    """The cells of the line of the document that a row is, if it is one."""
    first, *values = line.tokens
    if not first.hard or any(token.line != first.line for token in values):
        return 0
    return values[-1].cell.column + 1 if values else 0


def usual_width(lines: Sequence[Line]) -> int:
    """The cells of nearly all rows; 0 if they have now so many, now so many."""
    widths = Counter(found for line in lines if (found := width(line)))
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    return usual if 10 * count >= 8 * len(lines) and count > 2 else 0


def are_beside(lines: Sequence[Line]) -> bool:
    """Whether most labels have values on their own line."""
    valued = [[token.line for token in line.tokens] for line in lines if len(line.tokens) > 1]
    return 2 * sum(first in rest for first, *rest in valued) > len(valued)


def is_below(line: Line) -> bool:
    """Whether the one value of a row stands on another line than its label: it may be none of it."""
    first, *values = line.tokens
    lines = [token.line for token in values if token.is_filled]
    if line.kind is Kind.VALUES or first.broken or "\n" in first.text.strip():
        return False
    return len(lines) == 1 and lines[0] != first.line


def proves_nothing(line: Line) -> bool:
    """Whether no count of cells proves anything: values stand on the line of the label and on others, or in pieces.

    Lines of one value mixed with lines of several: a number may have fallen in two, or two together.
    """
    label, values = (line.tokens[:1], line.tokens[1:]) if line.kind is Kind.ROW else ((), line.tokens)
    lines = {token.line for token in values}
    for first in label:
        if values and not values[0].is_filled and values[0].line // LINES != first.line // LINES:
            return True  # what stands before the first cell of a table, or the first figure
        if first.line in lines and len(lines) > 1:
            return True
    if len({token.hard for token in values if token.is_filled or not label}) > 1:
        return True  # the last may be none of its table, whose own is blank
    ragged = Counter(token.line for token in values if not token.hard)
    return line.torn or (len(ragged) > 1 and max(ragged.values()) > 1)
