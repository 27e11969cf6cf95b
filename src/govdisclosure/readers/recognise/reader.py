"""From lines to rows of the form: one reader for grids, and for streams, of which only the order is known.

Every line is looked at by itself: what labels stand in it, and what stands after them. What stands over the next row is
kept: the header in force, the caption, the title of the section. A table may begin and end anywhere, share a grid with
another, or stand beside a second one of its kind.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.forms.editions import classes
from govdisclosure.forms.registry import remembered
from govdisclosure.model.notices import LABEL_NEAR, NUMBERING_LEFT_OUT, PAGE_FURNITURE, ROW_INCOMPLETE
from govdisclosure.readers.grid import Grid, GridCell
from govdisclosure.readers.labels import (
    CAPTION,
    LONGEST,
    NO_LABEL,
    Label,
    Path,
    Role,
    compact,
    find,
    near,
    rows_by_path,
)
from govdisclosure.readers.recognise.columns import forms_of, in_force, is_whole, usable
from govdisclosure.readers.recognise.fits import inner
from govdisclosure.readers.recognise.found import LINES, MOST_OF_HEAD, Found, Header, Loose, Spot, Unplaced, shared
from govdisclosure.readers.recognise.heads import header_of, is_corner, is_over_columns
from govdisclosure.readers.recognise.lexer import LONGEST_UNIT, PAGE_NUMBER, Token, What, is_figure, without
from govdisclosure.readers.recognise.lines import (
    NOTE,
    SHORT,
    Kind,
    Line,
    are_beside,
    is_below,
    is_row,
    lines_of_grid,
    lines_of_stream,
    near_row,
    proves_nothing,
    table_of,
    usual_width,
    width,
)
from govdisclosure.readers.recognise.numbering import without_serials
from govdisclosure.readers.recognise.slots import carried, header_in_order, header_in_slots

_PIECES: Final = 20
"""Pieces of work that a line of a grid counts for."""
_LONGEST_HEAD: Final = 12
"""Characters of the label of a column that is not on the form."""
_REMARK: Final = re.compile("[：:。；;，,]")
_SHORTEST_GROUP: Final = 5
"""Columns of a group of table four."""
_BY_CHANCE: Final = 3
"""Labels of the form that may stand in a table of another kind."""
_NARROWEST: Final = 2
"""Letters of the shortest figure that is broken."""


def read_grid(grid: Grid, block: int, found: Found) -> None:
    """Add the rows of the form that stand in ``grid``, block number ``block`` of the document, to ``found``."""
    lines = lines_of_grid(grid, block)
    labelled = any(token.label.entries for line in lines for token in line.tokens)
    (usual, often), *_ = Counter(line.end for line in lines).most_common(1) or [(0, 0)]
    reader = _Reader(found, slotted=True, edge=usual if 4 * often >= 3 * len(lines) else -1)
    reader.anchors |= {"proactive"} if found.captioned else set()
    wanted = labelled or (found.headers.get("remedies") is not None and "remedies" not in found.served)
    for line in lines:
        if line.words == 1 and not line.values:
            found.mend(reader.rows or found.unplaced, line.texts[0])
        if wanted:
            found.budget.work(_PIECES)
            reader.take(line)
    reader.end()
    found.add(reader.rows)
    if reader.rows or (found.section == "remedies" and "remedies" not in found.served):
        found.loose.extend(_loose(lines, reader.rows))


def read_stream(tokens: Sequence[Token], found: Found) -> None:
    """Add the rows of the form in a run of texts to ``found``."""
    if not any(token.what is What.LABEL for token in tokens):
        return
    pages = [token for token in tokens if token.what is What.TEXT and PAGE_NUMBER.fullmatch(token.text)]
    found.loose.extend(Loose(each.text, each.cell.place, _spot(each.line), PAGE_FURNITURE) for each in pages)
    tokens = without(tokens, pages)
    tokens, serials = without_serials(_without_leads(tokens))
    if serials:
        counted, first = " ".join(token.text.strip() for token in serials), serials[0]
        found.loose.append(Loose(counted, first.cell.place, _spot(first.line), NUMBERING_LEFT_OUT))
    reader = _Reader(found, slotted=False, ends={token.line: token.cell.column for token in tokens})
    for line in lines_of_stream(tokens):
        found.budget.work(len(line.tokens))
        reader.take(line)
    reader.end()
    found.add(list(reader.in_order()))


def _spot(line: int) -> Spot:
    return Spot(*divmod(line, LINES))


def _without_leads(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the empty cell at the beginning of each line, where nearly every line begins with one."""
    firsts = {token.line: token for token in reversed(tokens) if token.hard}
    leads = [token for token in firsts.values() if token.what is What.BLANK]
    if 10 * len(leads) < 8 * len(firsts) or not leads:
        return tokens
    return without(tokens, leads)


def _loose(lines: Sequence[Line], rows: Sequence[Unplaced]) -> Iterator[Loose]:
    """The lines with numbers that are no row of the form, each as one text."""
    taken = {row.spot.line for row in rows}
    for line in lines:
        if line.numerals and line.spot.line not in taken:
            text = " | ".join(token.text for token in line.tokens)
            yield Loose(text, attrs.evolve(line.tokens[0].cell.place, text=text), line.spot)


@attrs.define
class _Reader:
    """Goes through lines and keeps what stands over the next one."""

    found: Found
    slotted: bool
    edge: int = -1
    """The slot at which nearly all lines end."""
    ends: dict[int, int] = attrs.field(factory=dict[int, int])
    """The last slot of each line of a stream."""
    rows: list[Unplaced] = attrs.field(factory=list[Unplaced])
    lines: list[Line] = attrs.field(factory=list[Line])
    """The line of each row."""
    heads: list[Token] = attrs.field(factory=list[Token])
    """The cells of the header that is being printed."""
    beside: list[str] = attrs.field(factory=list[str])
    """Other texts since it began."""
    used: bool = False
    """Whether a row has come since the header began."""
    stale: bool = False
    """Whether one has come since its columns were named, and only a group of them after it."""
    header: Header | None = None
    since: int = 0
    """How many rows came before the last title of a section."""
    anchors: set[str] = attrs.field(factory=set[str])
    """The tables of which a header or caption has come since that title."""
    strange: bool = False
    """Whether words that are no label have come since the title of a section: heads of another table, maybe."""
    narrow: bool = False
    """Whether labels of columns are broken over lines, as figures may be."""

    def take(self, line: Line) -> None:
        """Read one line."""
        if line.names(Role.TITLE) and line.words == 1 and line.values == 0 and line.kind in (None, Kind.OTHER):
            self._title(line)
            return
        captioned = line.names(Role.FRAME, path=CAPTION) and line.numerals <= 1
        if captioned:
            self._caption()
        if len(set(line.texts)) > 1 if captioned else _is_header(line):
            self._open(line)
        elif rows := list(self._rows(line)):
            self.found.budget.take("rows", len(rows))
            self.rows.extend(rows)
            self.lines.extend([line] * len(rows))
            filled = any(row.has_text for row in rows)
            if filled or any(row.cell for row in rows):
                self.found.pieces.clear()
            self.used = self.used or filled or not self.slotted
        elif not captioned and self._is_more_of_header(line):
            self._open(line)

    def _is_more_of_header(self, line: Line) -> bool:
        """Whether words are part of the header that is being printed."""
        if self.slotted:
            more = line.numerals == 0 and line.words > 1 and not line.is_copied
        elif line.kind is Kind.VALUES or line.tokens[0].label.entries:
            return False
        else:
            text = line.tokens[0].text
            more = len(text) <= SHORT
            if len(text) > LONGEST:
                self._forget()
            if not self.heads and len(text) <= _LONGEST_HEAD and not NOTE.match(text):
                self.strange = True
        return more and bool(self.heads) and not self.used

    def end(self) -> None:
        """Keep the header that is printed last for the next piece of its table."""
        self._anchor()
        header = self._built()
        if header is None or self.used:
            return
        pieces = self.found.pieces.setdefault(header.table, [])
        if len(pieces) > MOST_OF_HEAD:
            pieces.clear()
        several = bool(pieces)
        pieces.extend(self.heads)
        whole = header_in_order(pieces, header.table) if several and header.table != "proactive" else None
        if whole is not None:
            self.found.keep(header.table, whole, _words(self.heads))

    # --- over the rows

    def _title(self, line: Line) -> None:
        """Begin a section: the headers of other tables stand over no row to come."""
        self._anchor()
        self._forget()
        self.strange = False
        self.found.enter(next(entry.table for token in line.tokens for entry in token.label.of(Role.TITLE)))

    def _forget(self) -> None:
        self.heads, self.beside, self.used, self.stale, self.header = [], [], False, False, None

    def _anchor(self) -> None:
        """Say of the rows of a grid since the last title that they are of a table, if several labels are."""
        rows = self.rows[self.since :] if self.slotted else []
        labels = Counter(table for table, _ in {(row.table, row.label.body) for row in rows})
        self.rows[len(self.rows) - len(rows) :] = [
            row if row.anchored or labels[row.table] <= _BY_CHANCE else attrs.evolve(row, anchored=True) for row in rows
        ]
        self.since = len(self.rows)
        self.anchors.clear()

    def _caption(self) -> None:
        """Begin a new header; what stands beside its caption belongs to it: the head of a column beside the table."""
        self._built()  # the top of a page may stand between a header and its rows
        self._forget()
        self.found.keep("proactive", None)
        self.anchors.add("proactive")

    def _open(self, line: Line) -> None:
        """Add a line to the header that is being printed, or begin another one."""
        tokens = [token for token in line.tokens if self.slotted or _may_be_head(token)]
        if any(map(is_corner, self.heads)) and any(map(is_corner, tokens)):  # a header of table two has one line
            self._built()
            self.used = True
        table = _table_of_heads(self.heads)
        tables = {entry.table for token in tokens for entry in token.label.entries}
        if table and tables and table not in tables and not self.used:
            self._forget()
        if self.used:
            over = not self.slotted and all(is_over_columns(token) and not token.names(Role.COLUMN) for token in tokens)
            kept = [token for token in self.heads if not is_over_columns(token)] if over and table == "remedies" else []
            self._forget()
            self.heads, self.stale = kept, bool(kept)
        elif self.stale and any(token.names(Role.COLUMN) for token in tokens):
            self.heads, self.stale = [token for token in self.heads if is_over_columns(token)], False
        elif self.heads and self.slotted:  # an empty line inside the header is no row
            since = bisect_left(self.rows, self.heads[0].line % LINES, key=lambda row: row.spot.line)
            self.rows[since:] = [row for row in self.rows[since:] if row.cell]
        self.heads.extend(tokens)
        self.beside.extend(token.text for token in line.tokens if token.what is What.TEXT)
        self.header = None
        if sum(token.is_filled for token in self.heads) > MOST_OF_HEAD or len(self.beside) > MOST_OF_HEAD:
            self._forget()
            self.anchors.clear()
            self.strange = True

    def _built(self, line: int = -1) -> Header | None:
        """The header over the next row: one printed here, else none (one printed before is asked for by table)."""
        if self.header is None and self.heads:
            table = _table_of_heads(self.heads)
            self.header = self._in_slots(table) if self.slotted else self._in_order(table, line)
            if self.header and table and (not self.header.leaves or self.header.columns):
                if self.slotted or self.header.columns:
                    self.anchors.add(table)
                self.found.keep(table, carried(self.header), _words(self.heads))
        return self.header

    def _in_slots(self, table: str) -> Header:
        header = header_in_slots(self.heads, table)
        before = self.found.pieces.get(table) if table != "proactive" else None
        whole = header_in_order([*before, *self.heads], table) if before else None
        return whole if whole is not None and len(whole.leaves) > len(header.columns) else header

    def _in_order(self, table: str, line: int) -> Header | None:
        """The header in the labels of a stream, above its first row on a line; none if they name no column."""
        named = [token for token in self.heads if token.names(Role.COLUMN, table)]
        if not named or not table:
            return None
        even = len({self.ends[token.line] for token in named}) == 1
        return header_of(self.heads, table, line=line, even=even) or Header(table, (), by_order=True)

    def _header(self, table: str, label: Label, line: Line, end: int) -> Header | None:
        """The header over a row of ``table``: the one printed here, else the one of the piece before.

        ``end`` is the slot at which the label of the row ends.
        """
        header = self._built(line.tokens[0].line)
        before = self.found.headers.get(table)
        own = header is not None and header.table in (table, "")
        if header is None or not own or (before and header.table and header.leaves and not header.columns):
            header, own = before, False
        forms = forms_of(table, label)
        if header is None or (table in self.found.repeated and not header.unclear):  # the top of a page may repeat it
            header = in_force(header, self.found.earlier.get(table, ()), forms, table, end)
        header = _in_group(header, label)
        return usable(header, forms, table) if header and header.by_order and not own else header

    # --- rows

    def _rows(self, line: Line) -> Iterator[Unplaced]:
        segments = list(_segments(line))
        side = 0
        for number, (token, groups, values) in enumerate(segments):
            side += bool(number and segments[number - 1][-1])  # labels that are copied stand in one table
            stop = segments[number + 1][0].cell.column if number + 1 < len(segments) else 1 << 30
            table = table_of(token.label)
            if self.slotted and token.names(Role.GROUP, "requests") and values and _may_be_label(values[0]):
                words = [each for each in values if each.is_word and each.text == values[0].text]  # copies of it
                yield from self._misprinted(line, words[-1], table)
                continue
            yield self._row(line, table, token.label, token, values, groups=groups, side=side, stop=stop)
        if not segments:
            yield from self._unlabelled(line)

    def _unlabelled(self, line: Line) -> Iterator[Unplaced]:
        """A row without a label of the form: of table four, or one that has its label in a heading or misprinted."""
        header = self._built() or (self.found.headers.get("remedies") if not self.rows else None)
        table = header.table if header and header.table else self._table_at_hand()
        words = [token for token in line.tokens if token.is_filled and not token.is_value]
        heading = self.found.heading
        if not self.slotted:
            table = _table_of_heads(self.heads) or table
            first, *values = line.tokens
            if line.kind is Kind.OTHER:
                return
            if table == "remedies" and self.heads:
                if line.kind is Kind.ROW and not self.used:
                    self._open(attrs.evolve(line, tokens=(first,)))
                yield from self._remedies_in_order(line, values if line.kind is Kind.ROW else line.tokens)
            elif line.kind is Kind.ROW and table:
                yield from self._misprinted(line, first, table)
        elif line.numerals and not words and (before := self._goes_on(line)):
            printed, above, last = _standing(line, line.tokens)
            spot, edge = before.spot._replace(line=line.spot.line), last == self.edge
            yield attrs.evolve(before, printed=printed, above=above, last=last, edge=edge, spot=spot)
        elif table == "remedies" and line.tokens:  # none of its own where cells of other rows reach over it
            yield from self._remedies(line, header)
        elif table and words and line.values:
            yield from self._misprinted(line, _last_before_values(line, words), table)
        elif line.values and not words and heading and heading.of(Role.ROW, table):
            yield self._row(line, table, heading, None, line.tokens)

    def _table_at_hand(self) -> str:
        """The table of the last row, unless the title of another section has come since."""
        known = len(self.rows) > self.since or self.found.section != "sections"
        return self.rows[-1].table if self.rows and known else ""

    def _goes_on(self, line: Line) -> Unplaced | None:
        """The row that a line of figures may go on: its label reaches into the line, or has nothing beside it."""
        before = self.rows[-1] if self.rows else None
        if before is None or before.cell is None or before.table == "remedies":
            return None
        tall = before.cell in [token.cell for token in line.above]
        bare = before.spot.line + 1 == line.spot.line and not before.has_text
        return before if tall or bare else None

    def _remedies(self, line: Line, header: Header | None) -> Iterator[Unplaced]:
        if line.is_copied or (line.words + line.values == 1 and (line.words or not _is_complete(header))):
            return  # the number of a page, or a remark
        lead = _lead(line.tokens, header)
        if line.words > len(lead) and not line.values and line.words < _SHORTEST_GROUP:
            return
        over = line.tokens[0].label if lead else (self.found.heading or NO_LABEL)
        label = over if over.of(Role.GROUP, "remedies") else NO_LABEL
        yield self._row(line, "remedies", label, None, line.tokens[len(lead) :])

    def _remedies_in_order(self, line: Line, values: Sequence[Token]) -> Iterator[Unplaced]:
        over = [token for token in self.heads if is_over_columns(token) and not token.names(Role.COLUMN)]
        row = self._row(line, "remedies", _group_alone(over), None, values)
        yield attrs.evolve(row, anchored=row.anchored or len(self.heads) > 1)

    def _misprinted(self, line: Line, word: Token, table: str) -> Iterator[Unplaced]:
        entries, at = near_row(word.text, table), line.tokens.index(word)
        values = line.tokens[at + 1 :]
        if sum(token.is_value for token in line.tokens[:at]) > 1:
            return  # the figures stand before the label
        if entries or not self.slotted or (table == "requests" and sum(token.is_value for token in values) > 1):
            row = self._row(line, table, attrs.evolve(find(word.text), entries=entries), word, values)
            yield attrs.evolve(row, codes=(LABEL_NEAR,) if entries else ())

    def _row(
        self, line: Line, table: str, label: Label, token: Token | None, values: Sequence[Token], *,
        groups: tuple[Path, ...] = (), side: int = 0, stop: int = 1 << 30,
    ) -> Unplaced:  # fmt: skip
        """A row as it stands in its line."""
        end = token.cell.column + token.cell.colspan if token else 0
        header = self._header(table, label, line, end if self.slotted else 0)
        own = header is not None and header is self.header and header.table == table
        named = header is not None and (header.unclear or bool(header.columns))
        titled = not self.slotted and table != "requests" and self.found.section == table and not self.strange
        if own and not self.slotted:
            self.narrow = self.narrow or any(head.broken and not is_over_columns(head) for head in self.heads)
        printed, above, last = _standing(line, values)
        return Unplaced(
            table=table, label=label, cell=token.cell if token else None, groups=groups, header=header,
            forms=forms_of(table, label), slotted=self.slotted, start=token.cell.column if token and side else 0,
            end=end, stop=stop,
            printed=printed, above=above, last=last, edge=last == self.edge,
            headed=own and named,
            anchored=named or table in self.anchors or (titled and not _are_of_another(self.heads)),
            ending=not self.slotted and not line.followed, over=" ".join(self.beside),
            spot=line.spot._replace(side=side),
        )  # fmt: skip

    # --- what all rows of a stream show

    def in_order(self) -> Iterator[Unplaced]:
        """The rows of a stream, with what only all of them tell."""
        pairs = list(zip(self.rows, self.lines, strict=True))
        longest = self._longest()
        of_table: dict[str, list[Line]] = {}
        for row, line in pairs:
            of_table.setdefault(row.table, []).extend([line] if row.cell else [])
        usual = {table: usual_width(lines) for table, lines in of_table.items()}
        beside = {table: are_beside(lines) for table, lines in of_table.items()}
        for row, line in pairs:
            if row.has_text or row.label.entries:
                row = _settled(row, line)
                refused = ROW_INCOMPLETE in row.codes or proves_nothing(line) or (beside[row.table] and is_below(line))
                torn = longest and any(len(cell.text) == longest for cell in inner(row.printed)[:-1])
                edge = row.cell is not None and width(line) == usual[row.table] > 0
                yield attrs.evolve(row, edge=edge, refused=refused or bool(torn))

    def _longest(self) -> int:
        """The letters of the longest value, where a number in two pieces beside one that did vanish looks whole."""
        short = (0 < len(row.printed) < min(_sizes(row), default=0) for row in self.rows)
        longest = max((len(cell.text) for row in self.rows for cell in row.printed), default=0)
        return longest if self.narrow and longest >= _NARROWEST and any(short) else 0


def _standing(line: Line, values: Sequence[Token]) -> tuple[tuple[GridCell, ...], tuple[GridCell, ...], int]:
    """The cells of a row, those that reach into its line from above, and the slot at which all of them end."""
    printed, above = tuple([token.cell for token in values]), tuple([token.cell for token in line.above])
    return printed, above, max([cell.column + cell.colspan for cell in (*printed, *above)], default=0)


def _sizes(row: Unplaced) -> frozenset[int]:
    """How many values a row may have."""
    if row.header is not None and is_whole(row.header.leaves, row.forms, row.table):
        return frozenset({len(row.header.leaves)})
    return frozenset(len(form.cells) for form in row.forms if form.alone)


def _settled(row: Unplaced, line: Line) -> Unplaced:
    """The row without the last value if that is the ordinal of the next label, one too many; if not, nothing tells."""
    if line.torn or (line.ordinal and len(row.printed) in _sizes(row)):
        return attrs.evolve(row, codes=(*row.codes, ROW_INCOMPLETE))
    if line.ordinal and len(row.printed) - 1 in _sizes(row):
        return attrs.evolve(row, printed=row.printed[:-1])
    return row


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """What is printed in some cells."""
    return (compact(token.text) for token in tokens if token.is_filled)


@remembered(512)
def _in_group(header: Header | None, label: Label) -> Header | None:
    """The header with the group of columns that stands before a row of table four, where it prints none."""
    groups = label.of(Role.GROUP, "remedies")
    if header is None or not groups or any(leaf.group is not None for leaf in header.leaves):
        return header
    return attrs.evolve(
        header, leaves=tuple(shared(attrs.evolve(leaf, group=groups[0].path)) for leaf in header.leaves)
    )


# --- heads -----------------------------------------------------------------------------------------------------------


def _is_header(line: Line) -> bool:
    """Whether a line belongs to a header: columns are named in it, or it is all words without a row of the form."""
    if line.kind is not None:
        return line.kind is Kind.HEAD
    named = len([token for token in line.labelled if _names_column(token.label)])
    if line.numerals > 1:
        return False
    filled = [token for token in line.tokens if token.what is not What.BLANK]
    if line.numerals:  # one number after all labels stands in a column of its own, beside the table
        return filled[-1].is_value and named > 1
    if line.is_copied or named:
        return not line.is_copied
    return line.words >= 3 and line.values == 0 and 2 * line.words > len(line.tokens) and not is_row(filled[0].label)


@remembered(1024)
def _names_column(label: Label) -> bool:
    """Whether a label names a column (or what stands over columns) and cannot name a row."""
    if not label.entries or label.of(Role.ROW):
        return False
    return any(
        entry.role is Role.COLUMN
        or (entry.role is Role.FRAME and entry.path != CAPTION)
        or (entry.role is Role.GROUP and entry.table == "remedies")
        for entry in label.entries
    )


def _table_of_heads(tokens: Sequence[Token]) -> str:
    """The table that most labels of a header belong to; empty if none is named by a label of its own."""
    named = [table for token in tokens for table in _tables_of_head(token.label)]
    return max(dict.fromkeys(named), key=named.count, default="")


@remembered(1024)
def _tables_of_head(label: Label) -> tuple[str, ...]:
    """The table of everything that the head of a column may name."""
    return tuple(e.table for e in label.entries if e.role is not Role.TITLE) if _names_column(label) else ()


def _are_of_another(heads: Sequence[Token]) -> bool:
    """Whether the heads over a row are those of a table of another kind: none of them is a column of the form."""
    named = (token.names(Role.COLUMN) or near(find(token.text).body, Role.COLUMN, "proactive") for token in heads)
    return any(token.what is What.TEXT for token in heads) and not any(named)


def _may_be_head(token: Token) -> bool:
    """Whether a text of a stream may be the label of a column."""
    return bool(token.label.entries) or (len(token.text) <= _LONGEST_HEAD and not _REMARK.search(token.text))


def _is_complete(header: Header | None) -> bool:
    """Whether every label of a header of table four is a column, or none can be read and it will not get better."""
    return header is None or all(leaf.entries or leaf.blank for leaf in header.leaves)


# --- labels of rows --------------------------------------------------------------------------------------------------


def _may_be_label(token: Token) -> bool:
    """Whether words may be a label that is misprinted: more than a unit, and no figure with a remark."""
    return token.is_word and len(token.text) > LONGEST_UNIT and not is_figure(token.text)


def _last_before_values(line: Line, words: Sequence[Token]) -> Token:
    """The last of some words that stands before all values: those after may be figures that cannot be read."""
    first = next(token.cell.column for token in line.tokens if token.is_value)
    before = [token for token in words if token.cell.column < first]
    return next((token for token in reversed(before) if _may_be_label(token)), words[-1])


def _segments(line: Line) -> Iterator[tuple[Token, tuple[Path, ...], tuple[Token, ...]]]:
    """Each row label of a line with the groups before it and the cells after it, up to the next one."""
    groups = [path for token in line.above for path in _group_paths(token.label)]
    current: Token | None = None
    values: list[Token] = []
    for token in line.tokens:
        if not is_row(token.label) or (line.kind and current):
            values.append(token)
            continue
        if current is None and sum(value.is_value for value in values) > 1:
            return  # the figures stand before the label
        if current and not values and not token.names(Role.ROW) and current.names(Role.ROW, table_of(token.label)):
            continue  # the copy of a group that stands over other rows
        if current and _is_over(current.label, token.label, values):
            groups.extend(_group_paths(current.label))
        elif current:
            yield current, tuple(groups), tuple(values)
        current, values = token, []
    if current and (values or not line.names(Role.GROUP)):
        yield current, tuple(groups), tuple(values)


def _group_paths(label: Label) -> tuple[Path, ...]:
    return tuple(entry.path for entry in label.of(Role.GROUP, "requests"))


def _is_over(upper: Label, lower: Label, between: Sequence[Token]) -> bool:
    """Whether the first of two labels in a line is the group of the second, with nothing between but what is merged."""
    if any(token.is_filled for token in between):
        return False
    paths = [entry.path for entry in lower.entries if entry.role in (Role.ROW, Role.GROUP)]
    return any(path[: len(group)] == group and path != group for group in _group_paths(upper) for path in paths)


# --- table four ------------------------------------------------------------------------------------------------------


def _lead(tokens: Sequence[Token], header: Header | None) -> Sequence[Token]:
    """The cells of a row of table four that stand before its columns and label it."""
    first = next((leaf.start for leaf in header.columns), None) if header and not header.by_order else None
    if first is not None and not all(token.is_value for token in tokens):
        return [token for token in tokens if token.cell.column + token.cell.colspan <= first]
    word = tokens[0].is_word and not is_figure(tokens[0].text)
    return tokens[:1] if word and len(tokens) % _SHORTEST_GROUP == 1 else ()


def _group_alone(over: Sequence[Token]) -> Label:
    """The label of the one group of columns that stands over some values; no label if there may be more."""
    groups = [token.label for token in over if len(token.label.of(Role.GROUP, "remedies")) == 1]
    framed = any(token.names(Role.FRAME, "remedies") for token in over)
    if len(groups) != 1 or (framed and not _is_framed(groups[0])):
        return NO_LABEL
    return groups[0]


def _is_framed(label: Label) -> bool:
    """Whether the group has a head over it that it shares with another."""
    (entry,) = label.of(Role.GROUP, "remedies")
    return entry.path != next(iter(rows_by_path(classes("remedies")[0])))
