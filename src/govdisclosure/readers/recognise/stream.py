"""From a stream of texts, of which only the order is known, to rows of the form.

A row is a label of the form and the values up to the next text. Only as many values as the table has columns make a
row: blank cells may have vanished, a number may have fallen in two, a page number may have slipped in, and nothing
tells at which end.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import attrs

from govdisclosure.forms.editions import classes
from govdisclosure.model.notices import LABEL_NEAR, NUMBERING_LEFT_OUT, PAGE_FURNITURE, ROW_INCOMPLETE
from govdisclosure.readers.labels import (
    CAPTION,
    LONGEST,
    NO_LABEL,
    Entry,
    Label,
    Path,
    Role,
    begun,
    compact,
    find,
    near,
    rows_by_path,
)
from govdisclosure.readers.recognise.columns import (
    forms_of,
    in_force,
    is_whole,
    remedies_forms,
    usable,
)
from govdisclosure.readers.recognise.found import MOST_OF_HEAD, Form, Found, Header, Loose, Spot, Unplaced
from govdisclosure.readers.recognise.heads import header_of
from govdisclosure.readers.recognise.lexer import PAGE_NUMBER, WORD, Token, What, is_figure
from govdisclosure.readers.recognise.numbering import without_serials

LINES: Final = 1_000_000
"""Lines that a block may have: a line number of the stream is this times the block, plus the line in the block."""

_LONGEST_HEAD: Final = 12
"""Characters of the label of a column that is not on the form."""
_REMARK: Final = re.compile("[：:。；;，,]")
_NOTE: Final = re.compile(r"[(（]|备注|续|注")
"""How a text begins that stands in no cell of a row."""
_UNITS: Final = re.compile(r"(?:计量)?单位\s*[:：]")
"""How a line begins that says in what a table counts."""
_SHORT: Final = 60
"""Characters of a text that may be a label nobody knows."""


def spot(line: int) -> Spot:
    """Where a line of the stream stands in the document."""
    return Spot(*divmod(line, LINES))


@attrs.define
class _Row:
    """A row while it is being read."""

    table: str
    label: Label
    token: Token | None
    header: Header | None
    groups: tuple[Path, ...] = ()
    values: list[Token] = attrs.field(factory=list[Token])
    codes: tuple[str, ...] = ()
    anchored: bool = False
    headed: bool = False
    over: str = ""
    ordinal: bool = False
    """Whether the last value may be the ordinal of the label after it."""
    narrow: bool = False
    """Whether labels of its columns are broken over lines, as its figures may be."""
    last: bool = True
    """Whether something else than a row of its table comes after it."""

    @property
    def line(self) -> int:
        """The line on which the label ends."""
        return self.token.line if self.token else -1


def read_tokens(tokens: Sequence[Token], found: Found) -> None:
    """Add the rows of the form in a run of texts to ``found``."""
    if not any(token.what is What.LABEL for token in tokens):
        return
    tokens, serials = without_serials(_without_leads(tokens))
    if serials:
        counted = attrs.evolve(serials[0].cell, text=" ".join(token.cell.text.strip() for token in serials))
        found.loose.append(Loose(counted, spot(serials[0].line), NUMBERING_LEFT_OUT))
    reader = _Reader(found)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        found.budget.work(1)
        reader.take(token, following)
    reader.end()
    of_table: dict[str, list[_Row]] = {}
    for row in reader.rows:
        of_table.setdefault(row.table, []).append(row)
    widths = {table: _usual_width(own) for table, own in of_table.items()}
    beside = {table: _are_beside(own) for table, own in of_table.items()}
    # where blanks vanish, a number in two pieces beside one that did looks whole
    torn = any(row.narrow for row in reader.rows) and any(map(_is_short, reader.rows))
    longest = _longest(reader.rows) if torn else 0
    rows = [_unplaced(row, widths[row.table], longest, beside=beside[row.table]) for row in reader.rows]
    found.unplaced.extend(rows)
    found.served.update(row.table for row in rows if row.has_text)


def _without_leads(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the empty cell at the beginning of each line, where nearly every line begins with one."""
    firsts = {token.line: token for token in reversed(tokens) if token.hard}
    leads = [token for token in firsts.values() if token.what is What.BLANK]
    if 10 * len(leads) < 8 * len(firsts) or not leads:
        return tokens
    dropped = set(map(id, leads))
    return [token for token in tokens if id(token) not in dropped]


@attrs.define
class _Reader:
    """Goes through the tokens and keeps what stands over the next row."""

    found: Found
    rows: list[_Row] = attrs.field(factory=list[_Row])
    open: _Row | None = None
    heads: list[Token] = attrs.field(factory=list[Token])
    """The labels of columns, and what stands among them, since the last row."""
    over: list[Token] = attrs.field(factory=list[Token])
    """The groups of columns of table four since its last values."""
    over_used: bool = False
    used: bool = False
    """Whether values have come since the columns were named."""
    table: str = ""
    strange: bool = False
    """Whether words that are no label have come since the title of a section: heads of another table, maybe."""
    caption: bool = False
    groups: tuple[Path, ...] = ()
    bare: list[Token] = attrs.field(factory=list[Token])
    last: Token | None = None
    starts_line: bool = True
    noted: int = -1
    """The line of the last text that stands in no row."""
    beside: list[str] = attrs.field(factory=list[str])
    """Other texts since the columns were named."""
    after_head: bool = False
    """Whether the last text was a label of columns, or over columns."""
    ends: dict[int, int] = attrs.field(factory=dict[int, int])
    """The last slot of each line."""
    built: tuple[tuple[object, ...], Header | None] = ((), None)
    """What the header over the last row was made of, and the header."""
    below: int = -1
    """The line on which the label of the last row went on below its figures."""

    def take(self, token: Token, following: Token | None) -> None:
        """Read one token."""
        self.ends[token.line] = token.cell.column
        if token.what is What.LABEL:
            self._drop_ordinal(token)
            self._label(token, following)
        elif token.what is What.TEXT:
            self._text(token, following)
        elif self.open:
            self.open.values.append(token)
        elif token.line == self.below and token.what is What.VALUE:
            self.rows[-1].codes = (*self.rows[-1].codes, ROW_INCOMPLETE)  # the rest of a figure
        elif self._is_over_values() and not (token.what is What.BLANK and token.line == self.noted):
            self.bare.append(token)
        if token.what is not What.BLANK:
            self.after_head = token.what is What.LABEL and self.open is None
        self.starts_line = self.last is None or self.last.line != token.line
        self.last = token

    def _drop_ordinal(self, token: Token) -> None:
        """Take back a value that is the ordinal of the label after it, at the beginning of their line.

        Further on in a line it may be either.
        """
        last, row = self.last, self.open
        if token.label.mark or not (row and row.values and last and last is row.values[-1]):
            return
        if last.line == token.line and any(entry.mark == last.cell.text for entry in token.label.entries):
            if self.starts_line:
                row.values.pop()
            else:
                row.ordinal = True

    def _label(self, token: Token, following: Token | None) -> None:
        label = token.label
        if label.of(Role.TITLE) and not label.of(Role.COLUMN):
            self.end()
            self._reset("")
            self.found.enter(label.of(Role.TITLE)[0].table)
            self.strange = False
        elif any(entry.path == CAPTION for entry in label.of(Role.FRAME)):
            self.end()
            self._reset("proactive")
            self.caption = True
            self.found.keep("proactive", None)
        elif self._is_row(token, following):
            self._row(token)
        elif label.of(Role.GROUP, "requests") and not label.of(Role.COLUMN):
            self._next("requests")
            self.groups = tuple(entry.path for entry in label.of(Role.GROUP, "requests"))
        else:
            self._head(token)

    def _reset(self, table: str) -> None:
        self.heads, self.over, self.beside, self.used, self.caption, self.groups = [], [], [], False, False, ()
        self.table = table

    def _is_row(self, token: Token, following: Token | None) -> bool:
        """Whether a label names a row here: some words name a row and a column, or a group that may have values."""
        label = token.label
        rows = label.of(Role.ROW)
        valued = following is not None and following.what in (What.VALUE, What.BLANK)
        if not rows:
            return valued and bool(label.of(Role.GROUP, "requests")) and not label.of(Role.COLUMN)
        if not label.of(Role.COLUMN):
            return True
        return valued and not self.after_head

    def _row(self, token: Token) -> None:
        table = next(entry.table for entry in token.label.entries if entry.role in (Role.ROW, Role.GROUP))
        self._next(table)
        self.open = self._begun(token, token.label, table)

    def _begun(self, token: Token | None, label: Label, table: str) -> _Row:
        header = self._header(table, label, token.line if token else -1)
        named = header is not None and (header.unclear or any(leaf.entries for leaf in header.leaves))
        titled = self.found.section == table and not self.strange and not self._is_under_others(table)
        anchored = named or (table == "proactive" and (self.caption or titled))
        own = self.table == table and bool(self.heads) and named
        over = " ".join(self.beside)
        narrow = self.table == table and any(head.broken for head in self.heads)
        return _Row(table, label, token, header, self.groups, anchored=anchored, headed=own, over=over, narrow=narrow)

    def _is_under_others(self, table: str) -> bool:
        """Whether the heads over the next row are those of another table: none of them is a column of the form."""
        heads = [token for token in self.heads if token.what is What.TEXT]
        return self.table == table and bool(heads) and not any(map(_near_column, self.heads))

    def _header(self, table: str, label: Label, line: int) -> Header | None:
        self.used = True
        if self.table == table and any(token.label.of(Role.COLUMN, table) for token in self.heads):
            header = self._built(table, line)
            if header is not None:
                self.found.keep(table, header, [compact(token.cell.text) for token in self.heads])
            return header
        forms = _forms(table, label)
        if self.found.headers.get(table) is None:  # a caption has come since, which the top of a page may repeat
            return in_force(None, self.found.earlier.get(table, ()), forms, table)
        return usable(self.found.headers.get(table), forms, table)

    def _built(self, table: str, line: int) -> Header | None:
        """The header that the labels since the last row make up, made once for all the rows under it."""
        key = (table, len(self.heads), *map(id, (self.heads[-1], *self.over)))
        if key != self.built[0]:
            ends = {self.ends[token.line] for token in self.heads if token.label.of(Role.COLUMN, table)}
            self.built = key, header_of(self.heads, self.over, table, line=line, even=len(ends) == 1)
        return self.built[1]

    def _head(self, token: Token) -> None:
        """A label of columns, or over columns."""
        self.end()
        tables = {entry.table for entry in token.label.entries if entry.role is not Role.TITLE}
        table = self.table if self.table in tables else next(iter(sorted(tables)))
        if table != self.table:
            before = self._heads_of(table)
            self._reset(table)
            self.heads = before
        if table == "remedies" and not token.label.of(Role.COLUMN):
            self.over = [token] if self.over_used else [*self.over, token]
            self.over_used = False
        else:
            if self.used:
                self.heads, self.beside, self.used = [], [], False
            self.heads.append(token)
        self._end_of_head()

    def _end_of_head(self) -> None:
        """What goes on for longer than any head is none, and stands over no row."""
        if max(len(self.heads), len(self.over), len(self.beside)) > MOST_OF_HEAD:
            self._reset("")

    def _heads_of(self, table: str) -> list[Token]:
        """The labels of columns since the last row, if all of them may be of a table: the first ones of its header."""
        own = all(token.label.of(Role.COLUMN, table) for token in self.heads if token.what is What.LABEL)
        return self.heads if own and not self.used else []

    def _text(self, token: Token, following: Token | None) -> None:
        if _UNITS.match(token.cell.text):
            return
        if PAGE_NUMBER.fullmatch(token.cell.text):
            self.found.loose.append(Loose(token.cell, spot(token.line), PAGE_FURNITURE))
            return
        if self._add_to_row(token):
            return
        self.end()
        self.noted = token.line
        valued = following is not None and (
            following.what is What.VALUE
            or _has_digits(following)
            or (following.what is What.BLANK and bool(_near_row(token, self.table)))
        )
        if len(token.cell.text) > _SHORT and not (token.hard and valued):
            if len(token.cell.text) > LONGEST:
                self._reset("")
            return
        spaced = self.used and token.hard and following is not None and following.what is What.BLANK
        table = self.table or (self.rows[-1].table if self.rows and self.found.section != "sections" else "")
        if (valued or spaced) and table not in ("", "remedies") and (self.rows or self.heads):
            self.open = self._begun(token, NO_LABEL, table)
        elif (self.heads or (len(token.cell.text) == 1 and self._is_over_values())) and not self.used:
            self.beside.append(token.cell.text)
            if len(token.cell.text) <= _LONGEST_HEAD and not _REMARK.search(token.cell.text):
                self.heads.append(token)
            self._end_of_head()
        elif len(token.cell.text) <= _LONGEST_HEAD and not _NOTE.match(token.cell.text):
            self.strange = True

    def _add_to_row(self, token: Token) -> bool:
        """Add a text to the row at hand: as a value, or as the rest of its label; False if it is neither."""
        row = self.open
        odd = is_figure(token.cell.text)
        if row and ((token.hard and token.line == row.line) or odd or _is_word_for_figure(row, token)):
            row.values.append(token)
            return True
        if self._is_bare(token, odd=odd):
            self.bare.append(token)
            return True
        if row and row.token and row.token.what is What.TEXT:
            whole = find(row.token.cell.text + token.cell.text)
            if whole.of(Role.ROW, row.table):
                row.label = whole
                self.end()
                self.below = token.line
                return True
        return False

    def _is_bare(self, token: Token, *, odd: bool) -> bool:
        """Whether a text stands for a figure of table four: for the first one only if it has digits."""
        if self.bare:
            return odd or (token.hard and len(token.cell.text) <= WORD and not _NOTE.match(token.cell.text))
        return self.open is None and self._is_over_values() and _has_digits(token)

    def _is_over_values(self) -> bool:
        """Whether heads of table four stand over what comes."""
        return self.table == "remedies" and bool(self.heads or self.over)

    def _next(self, table: str) -> None:
        """End the row at hand, as another one of a table follows."""
        if self.open:
            self.open.last = self.open.table != table
        self.end()

    def end(self) -> None:
        """End the row at hand."""
        row, self.open = self.open, None
        if row and (row.label.entries or any(token.what is not What.BLANK for token in row.values)):
            row.values = _on_its_line(row)
            if row.ordinal and row.values:
                _settle_ordinal(row)
            self.found.budget.take("rows")
            self.rows.append(_named(row))
            self.table = row.table
        bare, self.bare = self.bare, []
        count = len(bare)
        while bare and bare[-1].what is What.BLANK and len(bare) not in (5, 10, 15):
            bare.pop()
        if any(token.what is What.VALUE for token in bare):
            label = _group_alone(self.over)
            row = self._begun(None, label, "remedies")
            row.values = bare
            if len(bare) < count and _is_over_lines(bare):
                row.codes = (ROW_INCOMPLETE,)
            row.anchored = bool(self.heads) or len(self.over) > 1 or self.found.section == "remedies"
            self.found.budget.take("rows")
            self.rows.append(row)
            self.over_used = True


def _is_over_lines(tokens: Sequence[Token]) -> bool:
    """Whether texts stand on several lines, and not each on one of its own."""
    lines = {token.line for token in tokens}
    return 1 < len(lines) < len(tokens)


def _near_column(token: Token) -> bool:
    """Whether a text names a column of table two, or nearly."""
    return bool(token.label.of(Role.COLUMN) or near(find(token.cell.text).body, Role.COLUMN, "proactive"))


def _near_row(token: Token, table: str) -> tuple[Entry, ...]:
    """The row of a table whose label a text misprints or begins; nothing if it is near none, or several."""
    body = find(token.cell.text).body
    return near(body, Role.ROW, table) or begun(body, Role.ROW, table)


def _has_digits(token: Token) -> bool:
    """Whether a token is a figure that cannot be read."""
    return token.what is What.TEXT and is_figure(token.cell.text) and any(map(str.isdigit, token.cell.text))


def _is_word_for_figure(row: _Row, token: Token) -> bool:
    """Whether a word or two in a cell of their own stand in a row for one of its figures."""
    if not token.hard or row.token is None or len(token.cell.text) > WORD or token.label.entries:
        return False
    return not _near_row(token, row.table) and sum(v.what is not What.BLANK for v in row.values) < max(
        _sizes(row), default=0
    )


def _group_alone(over: Sequence[Token]) -> Label:
    """The label of the one group of columns that stands over some values; no label if there may be more."""
    groups = [token.label for token in over if len(token.label.of(Role.GROUP, "remedies")) == 1]
    framed = any(token.label.of(Role.FRAME, "remedies") for token in over)
    if len(groups) != 1 or (framed and not _is_framed(groups[0])):
        return NO_LABEL
    return groups[0]


def _is_framed(label: Label) -> bool:
    """Whether the group has a head over it that it shares with another."""
    (entry,) = label.of(Role.GROUP, "remedies")
    return entry.path != next(iter(rows_by_path(classes("remedies")[0])))


def _settle_ordinal(row: _Row) -> None:
    """Take the last value for the ordinal of the next label if it is one too many; if not, nothing tells."""
    sizes = _sizes(row)
    if len(row.values) in sizes:
        row.codes = (*row.codes, ROW_INCOMPLETE)
    elif len(row.values) - 1 in sizes:
        row.values.pop()


def _on_its_line(row: _Row) -> list[Token]:
    """The values of a row, without the empty cells with which the line after its own begins."""
    values = list(row.values)
    lines = [token.line for token in values if token.what is not What.BLANK]
    if (len(lines) > 1 and lines[-1] == lines[-2]) or lines[-1:] == [row.line]:
        while values[-1].what is What.BLANK and values[-1].line != lines[-1]:
            values.pop()
    return values


def _named(row: _Row) -> _Row:
    """The row; one whose label is not on the form under the label it nearly is, where there is such a one."""
    if row.label.entries or row.token is None:
        return row
    if entries := _near_row(row.token, row.table):
        row.label = attrs.evolve(find(row.token.cell.text), entries=entries)
        row.codes = (LABEL_NEAR,)
    return row


# --- values ----------------------------------------------------------------------------------------------------------


def _forms(table: str, label: Label) -> tuple[Form, ...]:
    return remedies_forms(label.of(Role.GROUP, table)) if table == "remedies" else forms_of(table, label)


def _sizes(row: _Row) -> frozenset[int]:
    """How many values the row may have."""
    forms = _forms(row.table, row.label)
    header = row.header
    if header is not None and is_whole(header.leaves, forms, row.table):
        return frozenset({len(header.leaves)})
    return frozenset(len(form.cells) for form in forms if form.alone)


def _width(row: _Row) -> int:
    """The cells of the line that a row is, if it is one line."""
    if not row.token or not row.token.hard or any(token.line != row.line for token in row.values):
        return 0
    return row.values[-1].cell.column + 1 if row.values else 0


def _usual_width(rows: Sequence[_Row]) -> int:
    """The cells of nearly all lines that are rows; 0 if they have now so many, now so many."""
    widths = Counter(width for row in rows if row.values and (width := _width(row)))
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return width if 10 * count >= 8 * len(rows) and count > 2 else 0


def _is_short(row: _Row) -> bool:
    """Whether a row has fewer values than columns."""
    return 0 < len(row.values) < min(_sizes(row), default=0)


def _are_beside(rows: Sequence[_Row]) -> bool:
    """Whether most labels have their values on the same line."""
    lines = [row.line in {token.line for token in row.values} for row in rows if row.token and row.values]
    return 2 * sum(lines) > len(lines)


def _unplaced(row: _Row, width: int, longest: int, *, beside: bool) -> Unplaced:
    first = row.token or row.values[0]
    return Unplaced(
        table=row.table, label=row.label, cell=row.token.cell if row.token else None, groups=row.groups,
        printed=tuple(token.cell for token in row.values), header=row.header, forms=_forms(row.table, row.label),
        codes=row.codes, slotted=False, anchored=row.anchored, headed=row.headed, over=row.over,
        edge=_width(row) == width > 0, ending=row.last, spot=spot(first.line),
        refused=_is_refused(row, longest) or (beside and _is_below(row)),
    )  # fmt: skip


def _is_below(row: _Row) -> bool:
    """Whether the one value stands on another line than the label: it may be none of it."""
    lines = [token.line for token in row.values if token.what is not What.BLANK]
    if row.token is None or row.token.broken or "\n" in row.token.cell.text.strip():
        return False
    return len(lines) == 1 and lines[0] != row.line


def _is_refused(row: _Row, longest: int) -> bool:
    """Whether no count of its values proves anything: they stand on its line and others, or are broken over lines."""
    lines = {token.line for token in row.values}
    if len({token.hard for token in row.values if token.what is not What.BLANK}) > 1:
        return True  # the last may be none of its table, whose own is blank
    if row.values and row.values[0].what is What.BLANK and spot(row.values[0].line).block != spot(row.line).block:
        return row.token is not None  # what stands before the first cell of a table, or the first figure
    if ROW_INCOMPLETE in row.codes or (row.line in lines and len(lines) > 1) or _is_ragged(row.values):
        return True
    return bool(longest) and any(len(token.cell.text) == longest for token in _trimmed(row.values)[:-1])


_NARROWEST: Final = 2
"""Letters of the shortest figure that is broken."""


def _longest(rows: Sequence[_Row]) -> int:
    """The letters of the longest value of some rows; 0 if a figure of so many is broken nowhere."""
    longest = max((len(token.cell.text) for row in rows for token in row.values), default=0)
    return longest if longest >= _NARROWEST else 0


def _trimmed(values: Sequence[Token]) -> Sequence[Token]:
    filled = [number for number, token in enumerate(values) if token.what is not What.BLANK]
    return values[filled[0] : filled[-1] + 1] if filled else ()


def _is_ragged(values: Sequence[Token]) -> bool:
    """Whether lines of one value are mixed with lines of several: a number may have fallen in two, or two together."""
    lines = Counter(token.line for token in values if not token.hard)
    return len(lines) > 1 and max(lines.values()) > 1
