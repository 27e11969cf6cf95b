"""From a grid whose slots are those of the document to rows of the form.

Every line of the grid is looked at by itself: what labels stand in it, and what stands after them. A table may begin
and end anywhere in a grid, share it with another, or stand beside a second one of its kind.
"""

import functools
import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.editions import classes
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.shared import ORGANIZATIONS
from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import LABEL_NEAR
from govdisclosure.readers.grid import Grid
from govdisclosure.readers.labels import (
    CAPTION,
    CORNER,
    NO_LABEL,
    Label,
    Path,
    Role,
    begun,
    compact,
    find,
    near,
    rows_by_path,
)
from govdisclosure.readers.numbers import parse
from govdisclosure.readers.recognise.columns import forms_of, in_force, is_official, usable
from govdisclosure.readers.recognise.found import (
    MOST_OF_HEAD,
    Found,
    Header,
    Leaf,
    Loose,
    Spot,
    Unplaced,
    shared,
)
from govdisclosure.readers.recognise.heads import header_of
from govdisclosure.readers.recognise.lexer import LONGEST_UNIT, Token, is_figure, token_of

_PIECES: Final = 20
"""Pieces of work that a line counts for."""
_MOST_LINES_OF_HEAD: Final = 20
"""Lines of one head; what goes on for longer is none, and begins anew."""


@attrs.frozen(eq=False)
class Line:
    """One line of a grid: the cells that start in it, and those that reach into it from above."""

    number: int
    tokens: tuple[Token, ...]
    above: tuple[Token, ...]

    @functools.cached_property
    def values(self) -> int:
        """How many cells hold a number or a placeholder."""
        return sum(token.is_value for token in self.tokens)

    @functools.cached_property
    def numerals(self) -> int:
        """How many cells hold a number."""
        return sum(token.is_numeral for token in self.tokens)

    @functools.cached_property
    def words(self) -> int:
        """How many cells hold other text."""
        return sum(token.is_filled for token in self.tokens) - self.values

    @property
    def texts(self) -> list[str]:
        """What is printed in its cells, where anything is."""
        return [token.text for token in self.tokens if token.is_filled]

    @functools.cached_property
    def is_copied(self) -> bool:
        """Whether all cells hold the same text, which is no label and does not mean nothing: one cell, copied."""
        one = len(self.texts) == len(self.tokens) > 1 and len(set(self.texts)) == 1
        first = next(iter(self.tokens), None)
        return bool(one and first and not first.label.entries) and parse(self.texts[0]).value not in (
            0,
            Gap.PLACEHOLDER,
        )

    @property
    def end(self) -> int:
        """The slot at which it ends, cells that reach into it counted."""
        return max((each.cell.column + each.cell.colspan for each in (*self.tokens, *self.above)), default=0)

    def names(self, role: Role, table: str = "", path: Path | None = None) -> bool:
        """Whether a label of this role (of a table, for something) stands in the line."""
        return any(token.names(role, table, path) for token in self.tokens)


def read_grid(grid: Grid, block: int, found: Found) -> None:
    """Add the rows of the form that stand in ``grid``, block number ``block`` of the document, to ``found``."""
    lines = _lines(grid)
    labelled = any(token.label.entries for line in lines for token in line.tokens)
    found.tails.extend(
        (Spot(block, line.number), line.texts[0]) for line in lines if line.words == 1 and not line.values
    )
    if not labelled and (not found.headers.get("remedies") or "remedies" in found.served):
        if found.section == "remedies" and "remedies" not in found.served:
            found.loose.extend(_loose(lines, (), block))
        return
    (usual, often), *_ = Counter(line.end for line in lines).most_common(1)
    reader = _Reader(block, found, usual if 4 * often >= 3 * len(lines) else -1)
    for line in lines:
        found.budget.work(_PIECES)
        reader.take(line)
    reader.end()
    found.add(reader.rows)
    if reader.rows:
        found.loose.extend(_loose(lines, reader.rows, block))


def _lines(grid: Grid) -> list[Line]:
    reaching: dict[int, list[Token]] = {}
    lines: list[Line] = []
    for number, row in enumerate(grid.rows()):
        tokens = tuple(token_of(cell, number) for cell in row)
        for token in tokens:
            for below in range(number + 1, number + token.cell.rowspan) if token.cell.rowspan > 1 else ():
                reaching.setdefault(below, []).append(token)
        lines.append(Line(number, tokens, tuple(reaching.pop(number, ()))))
    return lines


@attrs.define
class _Reader:
    """Goes through the lines of a grid and keeps what stands over the next one."""

    block: int
    found: Found
    edge: int
    """The slot at which nearly all lines end."""
    rows: list[Unplaced] = attrs.field(factory=list[Unplaced])
    open: list[Line] = attrs.field(factory=list[Line])
    """The lines of the header that is being printed."""
    used: bool = False
    """Whether a row has come since the header began."""
    header: Header | None = None
    since: int = 0
    """How many rows came before the last title of a section."""
    anchors: set[str] = attrs.field(factory=set[str])
    """The tables of which a header or caption has come since that title."""

    def take(self, line: Line) -> None:
        """Read one line."""
        if line.names(Role.TITLE) and line.words == 1 and line.values == 0:
            self._anchor()
            self.open, self.used, self.header = [], False, None
        captioned = line.names(Role.FRAME, path=CAPTION) and line.numerals <= 1
        if captioned:
            self._caption()
        if len(set(line.texts)) > 1 if captioned else _is_header(line):
            self._open(line)
        elif rows := list(self._rows(line)):
            self.found.budget.take("rows", len(rows))
            self.rows.extend(rows)
            filled = any(row.has_text for row in rows)
            if filled or any(row.cell for row in rows):
                self.found.pieces.clear()
            self.used = self.used or filled
        elif self.open and not self.used and line.numerals == 0 and line.words > 1 and not line.is_copied:
            self._open(line)

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
        pieces.extend(token for line in self.open for token in line.tokens)
        whole = _read_in_order(pieces, header.table) if several and header.table != "proactive" else None
        if whole is not None:
            self.found.keep(header.table, whole, _words(self.open))

    def _anchor(self) -> None:
        """Say of the rows since the last title of a section whether they are of a table, or words in some other."""
        rows = self.rows[self.since :]
        labels: dict[str, set[str]] = {}
        for row in rows:
            labels.setdefault(row.table, set()).add(row.label.body)
        many = {table for table, own in labels.items() if len(own) > 3}
        self.rows[self.since :] = [
            attrs.evolve(row, anchored=row.anchored or row.table in self.anchors | many) for row in rows
        ]
        self.since = len(self.rows)
        self.anchors.clear()

    def _caption(self) -> None:
        """Begin a new header; what stands beside its caption belongs to it: the head of a column beside the table."""
        self._built()  # the top of a page may stand between a header and its rows
        self.open, self.used, self.header = [], False, None
        self.found.keep("proactive", None)
        self.anchors.add("proactive")

    def _open(self, line: Line) -> None:
        if any(map(_has_corner, self.open)) and _has_corner(line):  # a header of table two has one line
            self._built()
            self.used = True
        if self.used:
            self.open, self.used = [], False
        elif self.open:  # an empty line inside the header is no row
            since = bisect_left(self.rows, self.open[0].number, key=lambda row: row.spot.line)
            self.rows[since:] = [row for row in self.rows[since:] if row.cell]
        if len(self.open) == _MOST_LINES_OF_HEAD:
            self.open = []
        self.open.append(line)
        self.header = None

    def _built(self) -> Header | None:
        """The header over the next row: of this grid, else none (one of an earlier grid is asked for by table)."""
        if self.header is None and self.open:
            self.header = build(self.open)
            before = self.found.pieces.get(self.header.table) if self.header.table != "proactive" else None
            if before:
                own = [token for line in self.open for token in line.tokens]
                whole = _read_in_order([*before, *own], self.header.table)
                if whole is not None and len(whole.leaves) > len(self.header.columns):
                    self.header = whole
            if self.header.table and (not self.header.leaves or self.header.columns):
                self.anchors.add(self.header.table)
                self.found.keep(self.header.table, carried(self.header), _words(self.open))
        return self.header

    def header_for(self, table: str) -> Header | None:
        """The header over a row of ``table``: the one printed in this grid, else the one of the piece before."""
        header = self._built()
        before = self.found.headers.get(table)
        if header is None or header.table not in (table, ""):
            return before
        only_frame = header.table == table and header.leaves and not header.columns
        return before if only_frame and before is not None else header

    def _rows(self, line: Line) -> Iterator[Unplaced]:
        segments = list(_segments(line))
        side = 0
        for number, (token, groups, values) in enumerate(segments):
            side += bool(number and segments[number - 1][-1])  # labels that are copied stand in one table
            stop = segments[number + 1][0].cell.column if number + 1 < len(segments) else 1 << 30
            table = _table_of(token.label)
            if _group_paths(token.label) and values and _may_be_label(values[0]):
                words = [each for each in values if each.is_word and each.text == values[0].text]  # copies of it
                yield from self._misprinted(line, words[-1], table)
                continue
            row = self._row(line, table, token.label, token, values, groups=groups, side=side)
            yield attrs.evolve(row, stop=stop)
        if not segments:
            yield from self._unlabelled(line)

    def _unlabelled(self, line: Line) -> Iterator[Unplaced]:
        """A row without a label of the form: of table four, or one that has its label in a heading or misprinted."""
        header = self._built() or (self.found.headers.get("remedies") if not self.rows else None)
        table = header.table if header and header.table else self.rows[-1].table if self.rows else ""
        words = [token for token in line.tokens if token.is_filled and not token.is_value]
        heading = self.found.heading
        if line.numerals and not words and (before := self._goes_on(line)):
            yield self._with(before, line, line.tokens)
        elif table == "remedies" and line.tokens:  # none of its own where cells of other rows reach over it
            yield from self._remedies(line, header)
        elif table and words and line.values:
            yield from self._misprinted(line, _last_before_values(line, words), table)
        elif line.values and not words and heading and heading.of(Role.ROW, table):
            yield self._row(line, table, heading, None, line.tokens)

    def _goes_on(self, line: Line) -> Unplaced | None:
        """The row that a line of figures may go on: its label reaches into the line, or has nothing beside it."""
        before = self.rows[-1] if self.rows else None
        if before is None or before.cell is None or before.table == "remedies":
            return None
        tall = before.cell in [token.cell for token in line.above]
        bare = before.spot.line + 1 == line.number and not before.has_text
        return before if tall or bare else None

    def _remedies(self, line: Line, header: Header | None) -> Iterator[Unplaced]:
        if line.is_copied or (line.words + line.values == 1 and (line.words or not _is_complete(header))):
            return  # the number of a page, or a remark
        lead = _lead(line.tokens, header)
        if line.words > len(lead) and not line.values and line.words < _SHORTEST_GROUP:
            return
        over = line.tokens[0].label if lead else (self.found.heading or NO_LABEL)
        label = over if over.of(Role.GROUP, "remedies") else NO_LABEL
        yield self._row(line, "remedies", label, None, line.tokens[len(lead) :], header=header)

    def _misprinted(self, line: Line, word: Token, table: str) -> Iterator[Unplaced]:
        entries = near(word.label.body, Role.ROW, table) or begun(word.label.body, Role.ROW, table)
        values = tuple(token for token in line.tokens if token.cell.column > word.cell.column)
        if sum(token.is_value for token in line.tokens if token.cell.column < word.cell.column) > 1:
            return  # the figures stand before the label
        if entries or (table == "requests" and sum(token.is_value for token in values) > 1):
            row = self._row(line, table, attrs.evolve(word.label, entries=entries), word, values)
            yield attrs.evolve(row, codes=(LABEL_NEAR,) if entries else ())

    def _row(
        self, line: Line, table: str, label: Label, token: Token | None, values: Sequence[Token], *,
        header: Header | None = None, groups: tuple[Path, ...] = (), side: int = 0,
    ) -> Unplaced:  # fmt: skip
        """A row as it stands in its line."""
        forms = forms_of(table, label)
        header = header or self.header_for(table)
        if token and table in self.found.repeated:  # the top of a page repeats a header that is not its own
            header = in_force(header, self.found.earlier.get(table, ()), forms, table)
        header = _in_group(header, label)
        if header and header.by_order:
            header = usable(header, forms, table)
        row = Unplaced(
            table=table, label=label, cell=token.cell if token else None, groups=groups, header=header, forms=forms,
            slotted=True, start=token.cell.column if token and side else 0,
            end=token.cell.column + token.cell.colspan if token else 0,
            headed=header is not None and not header.by_order and bool(header.columns),
            anchored=(header is not None and (header.unclear or bool(header.columns)))
            or (table == "remedies" and self.found.headers.get(table) is not None),
            spot=Spot(self.block, line.number, side),
        )  # fmt: skip
        return self._with(row, line, values)

    def _with(self, row: Unplaced, line: Line, values: Sequence[Token]) -> Unplaced:
        """The row with the values that stand in a line."""
        printed, above = (tuple(token.cell for token in tokens) for tokens in (values, line.above))
        last = max((cell.column + cell.colspan for cell in (*printed, *above)), default=0)
        spot = attrs.evolve(row.spot, line=line.number)
        return attrs.evolve(row, printed=printed, above=above, last=last, edge=last == self.edge, spot=spot)


def _words(lines: Sequence[Line]) -> Iterator[str]:
    """What is printed in the cells of some lines."""
    return (compact(text) for line in lines for text in line.texts)


def _in_group(header: Header | None, label: Label) -> Header | None:
    """The header with the group of columns that stands before a row of table four, where it prints none."""
    groups = label.of(Role.GROUP, "remedies")
    if header is None or not groups or any(leaf.group is not None for leaf in header.leaves):
        return header
    return attrs.evolve(header, leaves=tuple(attrs.evolve(leaf, group=groups[0].path) for leaf in header.leaves))


# --- lines -----------------------------------------------------------------------------------------------------------


def _is_header(line: Line) -> bool:
    """Whether a line belongs to a header: columns are named in it, or it is all words without a row of the form."""
    filled = [token for token in line.tokens if token.is_filled]
    named = sum(_names_column(token.label) for token in filled)
    if line.numerals:  # one number after all labels stands in a column of its own, beside the table
        return line.numerals == 1 and filled[-1].is_value and named > 1
    if line.is_copied or named:
        return not line.is_copied
    return line.words >= 3 and line.values == 0 and 2 * line.words > len(line.tokens) and not _is_row(filled[0].label)


def _may_be_label(token: Token) -> bool:
    """Whether words may be a label that is misprinted: more than a unit, and no figure with a remark."""
    return token.is_word and len(token.text) > LONGEST_UNIT and not is_figure(token.text)


def _has_corner(line: Line) -> bool:
    """Whether the head over the labels of table two stands in a line."""
    return line.names(Role.FRAME, "proactive", CORNER)


def _last_before_values(line: Line, words: Sequence[Token]) -> Token:
    """The last of some words that stands before all values: those after may be figures that cannot be read."""
    first = next(token.cell.column for token in line.tokens if token.is_value)
    before = [token for token in words if token.cell.column < first]
    return next((token for token in reversed(before) if _may_be_label(token)), words[-1])


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


@remembered(1024)
def _is_row(label: Label) -> bool:
    return bool(label.of(Role.ROW) or label.of(Role.GROUP, "requests"))


def _table_of(label: Label) -> str:
    return next(entry.table for entry in label.entries if entry.role in (Role.ROW, Role.GROUP))


def _segments(line: Line) -> Iterator[tuple[Token, tuple[Path, ...], tuple[Token, ...]]]:
    """Each row label of a line with the groups before it and the cells after it, up to the next one."""
    groups = [path for token in line.above for path in _group_paths(token.label)]
    current: Token | None = None
    values: list[Token] = []
    for token in line.tokens:
        if not _is_row(token.label):
            values.append(token)
            continue
        if current is None and sum(value.is_value for value in values) > 1:
            return  # the figures stand before the label
        if current and not values and not token.names(Role.ROW) and current.names(Role.ROW, _table_of(token.label)):
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


# --- headers ---------------------------------------------------------------------------------------------------------


def build(lines: Sequence[Line]) -> Header:
    """The header that some lines make up: its columns by the labels stacked in each slot."""
    stacks: dict[int, list[Token]] = {}
    over: dict[int, Path] = {}
    for line in lines:
        for token in line.tokens:
            for slot in range(token.cell.column, token.cell.column + token.cell.colspan):
                stacks.setdefault(slot, []).append(token)
        over.update(_groups_over(line))
    table = _header_table(lines)
    if table and _is_garbled(lines, table, stacks, over):
        return _in_official_order(lines, table)
    leaves: list[Leaf] = []
    ends: list[Token] = []
    for slot in sorted(stacks):
        leaf, end = _leaf(slot, stacks[slot], table, over.get(slot))
        if ends and ends[-1] is end and leaves[-1].end == slot:
            leaves[-1] = attrs.evolve(leaves[-1], end=slot + 1)
        elif leaves and leaves[-1].end == slot and ends[-1].line == end.line and _is_copy(leaf, leaves[-1]):
            leaves[-1] = attrs.evolve(leaves[-1], end=slot + 1, copied=True)
        else:
            leaves.append(leaf)
            ends.append(end)
    return Header(table, tuple(map(shared, leaves)))


def _header_table(lines: Sequence[Line]) -> str:
    """The table that most labels of a header belong to; empty if none is named by a label of its own."""
    named = [
        entry.table
        for line in lines
        for token in line.tokens
        if _names_column(token.label)
        for entry in token.label.entries
        if entry.role is not Role.TITLE
    ]
    return max(dict.fromkeys(named), key=named.count, default="")


def _is_garbled(
    lines: Sequence[Line], table: str, stacks: Mapping[int, Sequence[Token]], over: Mapping[int, Path]
) -> bool:
    """Whether the slots of a header contradict its labels, as they do where its spans are lost.

    Columns that have a head over them must stand under that head, if it is printed, and no other column may.
    """
    if table == "remedies":
        named = [slot for slot, stack in stacks.items() if any(token.names(Role.COLUMN, table) for token in stack)]
        return bool(over) and not all(slot in over for slot in named)
    covered = set(_under_heads(lines)) if table == "requests" else set[int]()
    if not covered:
        return False
    inner = _inner()
    for slot, stack in stacks.items():
        entries = [entry for token in stack for entry in token.label.of(Role.COLUMN, table)]
        names = {entry.path[0] for entry in entries if entry.official or entry.path[0] in inner}
        if names and bool(names & inner) != (slot in covered):
            return True
    return False


@remembered()
def _inner() -> frozenset[str]:
    """The columns of table three that have a head over them."""
    (form, *_) = rows_by_path(classes("requests")[0]).values()
    return frozenset(cell.path[-1] for cell in form if cell.heads)


def _under_heads(lines: Sequence[Line]) -> Iterator[int]:
    """The slots under the head over some columns of table three; empty cells after it belong to it.

    Not those below the label of a column, which reach down from it.
    """
    named: set[int] = set()
    for line in lines:
        inside = False
        for token in line.tokens:
            if token.is_filled or token.cell.column in named:
                inside = token.label.body == compact(ORGANIZATIONS.zh)
            if inside:
                yield from range(token.cell.column, token.cell.column + token.cell.colspan)
        named.update(token.cell.column for token in line.tokens if token.names(Role.COLUMN, "requests"))


def _in_official_order(lines: Sequence[Line], table: str) -> Header:
    """The header whose slots are no use, if its labels may be those of the form in its order, no others among them."""
    if table == "requests" and any(map(_has_another_column, lines)):
        return Header(table, (), unclear=True)
    header = _read_in_order([token for line in lines for token in line.tokens], table)
    if header is None or is_official(header, table):
        return Header(table, (), assumed=header is not None and header.assumed)
    return header if header.assumed else Header(table, (), unclear=True)


def _has_another_column(line: Line) -> bool:
    """Whether a line of a header names all the columns under one head, and another among them."""
    names = [{entry.path[0] for entry in token.label.of(Role.COLUMN, "requests")} & _inner() for token in line.tokens]
    at = [number for number, found in enumerate(names) if found]
    between = [token for token in line.tokens[at[0] : at[-1] + 1] if not token.label.entries] if at else []
    return set().union(*names) == _inner() and any(token.is_word for token in between)


def _read_in_order(tokens: Sequence[Token], table: str) -> Header | None:
    """The header that some cells make up, of which only the order counts."""
    turns = (after.cell.column <= before.cell.column for before, after in itertools.pairwise(tokens))
    lines = itertools.accumulate(turns, initial=0)
    words = [
        attrs.evolve(token, line=line)
        for line, token in zip(lines, tokens, strict=True)
        if token.label.entries or token.is_word
    ]
    over = [token for token in words if not token.names(Role.COLUMN, table) and _is_over_columns(token)]
    return header_of([token for token in words if token not in over], over, table)


def _is_over_columns(token: Token) -> bool:
    return token.names(Role.GROUP, "remedies") or token.names(Role.FRAME, "remedies")


def _groups_over(line: Line) -> Iterator[tuple[int, Path]]:
    """The group of columns over each slot; empty cells after it belong to it, as they do where spans are lost."""
    group: Path | None = None
    for token in line.tokens:
        if token.is_filled:
            groups = token.label.of(Role.GROUP, "remedies")
            group = groups[0].path if groups else None
        if group is not None:
            yield from ((slot, group) for slot in range(token.cell.column, token.cell.column + token.cell.colspan))


def _leaf(slot: int, stack: Sequence[Token], table: str, group: Path | None) -> tuple[Leaf, Token]:
    """The leaf at a slot and the cell that ends it: the lowest that is not empty."""
    filled = [token for token in stack if token.is_filled] or list(stack[-1:])
    end = filled[-1]
    corner = any(entry.path == CORNER for token in filled for entry in token.label.entries)
    for first in range(max(0, len(filled) - 3), len(filled)):
        text = "".join(token.text for token in filled[first:])
        entries = find(text).of(Role.COLUMN, table)
        if entries:
            return Leaf(text, slot, slot + 1, entries, group), end
    return Leaf(end.text, slot, slot + 1, (), group, corner), end


def _is_copy(leaf: Leaf, before: Leaf) -> bool:
    """Whether a label is the one before it again: it names one column of the form, which is there once."""
    names = {entry.path for entry in leaf.entries if not entry.note}
    return (
        len(names) == 1 and leaf.text == before.text and leaf.group == before.group and leaf.entries == before.entries
    )


_SHORTEST_GROUP: Final = 5
"""Columns of a group of table four."""


def _lead(tokens: Sequence[Token], header: Header | None) -> Sequence[Token]:
    """The cells of a row of table four that stand before its columns and label it."""
    first = next((leaf.start for leaf in header.columns), 0) if header and not header.by_order else 0
    if first and not all(token.is_value for token in tokens):
        return [token for token in tokens if token.cell.column + token.cell.colspan <= first]
    return tokens[:1] if tokens[0].is_word and len(tokens) % _SHORTEST_GROUP == 1 else ()


def _is_complete(header: Header | None) -> bool:
    """Whether every label of a header of table four is a column, or none can be read and it will not get better."""
    return header is None or all(leaf.entries or leaf.blank for leaf in header.leaves)


def carried(header: Header) -> Header | None:
    """The header for a later piece of its table that prints none: its columns in order, their slots forgotten.

    What stands around them are heads of columns beside the table.
    """
    numbers = [number for number, leaf in enumerate(header.leaves) if leaf.entries]
    if header.unclear:
        return Header(header.table, (), by_order=True, unclear=True)
    if not numbers:
        return header if header.assumed else None
    first, last = numbers[0], numbers[-1] + 1
    before = [leaf for leaf in header.leaves[1:first] if not (leaf.blank or leaf.frame)]  # the first is over labels
    after = [leaf for leaf in header.leaves[last:] if not leaf.blank]
    return Header(header.table, (*before, *header.leaves[first:last], *after), by_order=True)


def _loose(lines: Sequence[Line], rows: Sequence[Unplaced], block: int) -> Iterator[Loose]:
    """The lines with numbers that are no row of the form, each as one text."""
    taken = {row.spot.line for row in rows}
    for line in lines:
        if line.numerals and line.number not in taken:
            text = " | ".join(token.text for token in line.tokens)
            first = line.tokens[0].cell
            yield Loose(
                attrs.evolve(first, text=text, place=attrs.evolve(first.place, text=text)), Spot(block, line.number)
            )
