"""From a grid whose slots are those of the document to rows of the form.

Every line of the grid is looked at by itself: what labels stand in it, and what stands after them. A table may begin
and end anywhere in a grid, share it with another, or stand beside a second one of its kind.
"""

import functools
import itertools
import re
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
from govdisclosure.readers.grid import Grid, GridCell
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
from govdisclosure.readers.numbers import is_numeric, parse
from govdisclosure.readers.recognise.columns import (
    forms_of,
    in_force,
    is_official,
    remedies_forms,
    usable,
)
from govdisclosure.readers.recognise.found import (
    MOST_OF_HEAD,
    Form,
    Found,
    Header,
    Labelled,
    Leaf,
    Loose,
    Spot,
    Unplaced,
    shared,
)
from govdisclosure.readers.recognise.heads import header_of
from govdisclosure.readers.recognise.lexer import LONGEST_UNIT, Token, What, is_figure

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_PIECES: Final = 20
"""Pieces of work that a line counts for."""
_MOST_LINES_OF_HEAD: Final = 20
"""Lines of one head; what goes on for longer is none, and begins anew."""


@attrs.frozen(eq=False)
class Line:
    """One line of a grid: the cells that start in it, and those that reach into it from above."""

    number: int
    cells: tuple[Labelled, ...]
    above: tuple[Labelled, ...]

    @functools.cached_property
    def numbers(self) -> int:
        """How many cells hold a number or a placeholder."""
        return sum(is_value(cell) for cell, _ in self.cells)

    @functools.cached_property
    def numerals(self) -> int:
        """How many cells hold a number."""
        return sum(is_numeric(cell.text) for cell, _ in self.cells)

    @functools.cached_property
    def words(self) -> int:
        """How many cells hold other text."""
        return sum(bool(cell.text.strip()) for cell, _ in self.cells) - self.numbers

    @property
    def text(self) -> str:
        """Everything that stands in the line."""
        return "".join(cell.text for cell, _ in self.cells)

    @property
    def differs(self) -> bool:
        """Whether not all that stands in the line is one text."""
        return len({cell.text for cell, _ in self.cells if cell.text.strip()}) > 1

    @functools.cached_property
    def is_copied(self) -> bool:
        """Whether all cells hold the same text, which is no label and does not mean nothing: one cell, copied."""
        filled = [(cell, label) for cell, label in self.cells if cell.text.strip()]
        same = len({cell.text for cell, _ in filled}) == 1 and not any(label.entries for _, label in filled)
        return (
            same and len(filled) == len(self.cells) > 1 and parse(filled[0][0].text).value not in (0, Gap.PLACEHOLDER)
        )

    def has(self, role: Role, path: Path | None = None) -> bool:
        """Whether a label of this role stands in the line (a frame of this kind)."""
        return any(
            entry.role is role and path in (None, entry.path) for _, label in self.cells for entry in label.entries
        )


@attrs.frozen(eq=False, kw_only=True)
class Raw:
    """A row as it stands in its line: its label, what comes after it, and the header over it."""

    table: str
    label: Label
    cell: GridCell | None
    groups: tuple[Path, ...]
    values: tuple[GridCell, ...]
    stop: int
    line: Line
    side: int
    header: Header | None
    codes: tuple[str, ...] = ()
    part: int = 0


def is_value(cell: GridCell) -> bool:
    """Whether a cell holds a number or a placeholder."""
    text = cell.text
    return len(text) < 40 and (is_numeric(text) or parse(text).value is Gap.PLACEHOLDER)


def is_word(cell: GridCell) -> bool:
    """Whether a cell holds words: something that is neither blank nor a value, however badly printed."""
    return bool(_HAN.search(cell.text)) and not is_value(cell)


def read_grid(grid: Grid, block: int, found: Found) -> None:
    """Add the rows of the form that stand in ``grid``, block number ``block`` of the document, to ``found``."""
    lines = _lines(grid)
    labelled = any(label.entries for line in lines for _, label in line.cells)
    found.tails.extend((Spot(block, line.number), line.text) for line in lines if line.words == 1 and not line.numbers)
    if not labelled and (not found.headers.get("remedies") or "remedies" in found.served):
        if found.section == "remedies" and "remedies" not in found.served:
            found.loose.extend(_loose(lines, (), block))
        return
    reader = _Reader(block, found)
    for line in lines:
        found.budget.work(_PIECES)
        reader.take(line)
    reader.end()
    ends = Counter(_end(line) for line in lines)
    rows = [_unplaced(raw, reader, ends) for raw in reader.raws]
    found.unplaced.extend(rows)
    found.served.update(row.table for row in rows if row.has_text)
    if rows:
        found.loose.extend(_loose(lines, rows, block))


def _end(line: Line) -> int:
    """The slot at which a line ends, cells that reach into it counted."""
    return max((cell.column + cell.colspan for cell, _ in (*line.cells, *line.above)), default=0)


def _lines(grid: Grid) -> list[Line]:
    reaching: dict[int, list[Labelled]] = {}
    lines: list[Line] = []
    for number, row in enumerate(grid.rows()):
        cells = tuple((cell, find(cell.text)) for cell in row)
        for cell, label in cells:
            for below in range(number + 1, number + cell.rowspan) if cell.rowspan > 1 else ():
                reaching.setdefault(below, []).append((cell, label))
        lines.append(Line(number, cells, tuple(reaching.pop(number, ()))))
    return lines


@attrs.define
class _Reader:
    """Goes through the lines of a grid and keeps what stands over the next one."""

    block: int
    found: Found
    raws: list[Raw] = attrs.field(factory=list[Raw])
    open: list[Line] = attrs.field(factory=list[Line])
    """The lines of the header that is being printed."""
    used: bool = False
    """Whether a row has come since the header began."""
    header: Header | None = None
    part: int = 0
    """How many titles of sections have come in this grid."""
    anchors: set[tuple[int, str]] = attrs.field(factory=set[tuple[int, str]])
    """The tables of which a header or caption stands in a part of this grid."""

    @functools.cached_property
    def labels(self) -> Mapping[tuple[int, str], set[str]]:
        """The labels of the rows of each table, by the part of the grid."""
        found: dict[tuple[int, str], set[str]] = {}
        for raw in self.raws:
            found.setdefault((raw.part, raw.table), set()).add(raw.label.body)
        return found

    def take(self, line: Line) -> None:
        """Read one line."""
        if line.has(Role.TITLE) and line.words == 1 and line.numbers == 0:
            self.part += 1
            self.open, self.used, self.header = [], False, None
        captioned = line.has(Role.FRAME, CAPTION) and line.numerals <= 1
        if captioned:
            self._caption()
        if line.differs if captioned else _is_header(line):
            self._open(line)
        elif raws := list(self._rows(line)):
            self.found.budget.take("rows", len(raws))
            self.raws.extend(raws)
            filled = any(cell.text.strip() for raw in raws for cell in raw.values)
            if filled or any(raw.cell for raw in raws):
                self.found.pieces.clear()
            self.used = self.used or filled
        elif self.open and not self.used and line.numerals == 0 and line.words > 1 and not line.is_copied:
            self._open(line)

    def end(self) -> None:
        """Keep the header that is printed last for the next piece of its table."""
        header = self._built()
        if header is None or self.used:
            return
        pieces = self.found.pieces.setdefault(header.table, [])
        if len(pieces) > MOST_OF_HEAD:
            pieces.clear()
        several = bool(pieces)
        pieces.extend(labelled for line in self.open for labelled in line.cells)
        whole = _read_in_order(pieces, header.table) if several and header.table != "proactive" else None
        if whole is not None:
            self.found.keep(header.table, whole, _words(self.open))

    def _caption(self) -> None:
        """Begin a new header; what stands beside its caption belongs to it: the head of a column beside the table."""
        self._built()  # the top of a page may stand between a header and its rows
        self.open, self.used, self.header = [], False, None
        self.found.keep("proactive", None)
        self.anchors.add((self.part, "proactive"))

    def _open(self, line: Line) -> None:
        if any(map(_has_corner, self.open)) and _has_corner(line):  # a header of table two has one line
            self._built()
            self.used = True
        if self.used:
            self.open, self.used = [], False
        elif self.open:  # an empty line inside the header is no row
            since = bisect_left(self.raws, self.open[0].number, key=lambda raw: raw.line.number)
            self.raws[since:] = [raw for raw in self.raws[since:] if raw.cell]
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
                own = [labelled for line in self.open for labelled in line.cells]
                whole = _read_in_order([*before, *own], self.header.table)
                if whole is not None and len(whole.leaves) > sum(bool(leaf.entries) for leaf in self.header.leaves):
                    self.header = whole
            if self.header.table and (not self.header.leaves or any(leaf.entries for leaf in self.header.leaves)):
                self.anchors.add((self.part, self.header.table))
                self.found.keep(self.header.table, carried(self.header), _words(self.open))
        return self.header

    def header_for(self, table: str) -> Header | None:
        """The header over a row of ``table``: the one printed in this grid, else the one of the piece before."""
        header = self._built()
        before = self.found.headers.get(table)
        if header is None or header.table not in (table, ""):
            return before
        only_frame = header.table == table and header.leaves and not any(leaf.entries for leaf in header.leaves)
        return before if only_frame and before is not None else header

    def _in_force(self, header: Header | None, table: str, label: Label) -> Header | None:
        """The header over a row; where the top of a page repeats one that is not its own, one before it."""
        if header is not None and table not in self.found.repeated:
            return header
        return in_force(header, self.found.earlier.get(table, ()), forms_of(table, label), table)

    def _rows(self, line: Line) -> Iterator[Raw]:
        segments = list(_segments(line))
        side = 0
        for number, (cell, label, groups, values) in enumerate(segments):
            side += bool(number and segments[number - 1][-1])  # labels that are copied stand in one table
            stop = segments[number + 1][0].column if number + 1 < len(segments) else 1 << 30
            table = _table_of(label)
            if _group_paths(label) and values and _may_be_label(values[0]):
                words = [value for value in values if is_word(value) and value.text == values[0].text]  # copies of it
                yield from self._misprinted(line, words[-1], table)
                continue
            yield Raw(
                table=table, label=label, cell=cell, groups=groups, values=values, stop=stop, line=line, side=side,
                header=self._in_force(self.header_for(table), table, label), part=self.part,
            )  # fmt: skip
        if not segments:
            yield from self._unlabelled(line)

    def _unlabelled(self, line: Line) -> Iterator[Raw]:
        """A row without a label of the form: of table four, or one that has its label in a heading or misprinted."""
        header = self._built() or (self.found.headers.get("remedies") if not self.raws else None)
        table = header.table if header and header.table else self._table_at_hand()
        words = [cell for cell, _ in line.cells if cell.text.strip() and not is_value(cell)]
        if line.numerals and not words and (before := self._goes_on(line)):
            yield attrs.evolve(before, values=tuple(cell for cell, _ in line.cells), line=line, part=self.part)
        elif table == "remedies" and line.cells:  # none of its own where cells of other rows reach over it
            yield from self._remedies(line, header)
        elif table and words and line.numbers:
            yield from self._misprinted(line, _last_before_values(line, words), table)
        elif line.numbers and not words and self.found.heading and self.found.heading.of(Role.ROW, table):
            yield self._raw(line, table, self.found.heading, None, tuple(cell for cell, _ in line.cells))

    def _goes_on(self, line: Line) -> Raw | None:
        """The row that a line of figures may go on: its label reaches into the line, or has nothing beside it."""
        before = self.raws[-1] if self.raws else None
        if before is None or before.cell is None or before.table == "remedies":
            return None
        tall = before.cell in [cell for cell, _ in line.above]
        bare = before.line.number + 1 == line.number and not any(cell.text.strip() for cell in before.values)
        return before if tall or bare else None

    def _table_at_hand(self) -> str:
        return self.raws[-1].table if self.raws else ""

    def _remedies(self, line: Line, header: Header | None) -> Iterator[Raw]:
        if line.is_copied or (line.words + line.numbers == 1 and (line.words or not _is_complete(header))):
            return  # the number of a page, or a remark
        cells = tuple(cell for cell, _ in line.cells)
        lead = _lead(cells, header)
        if line.words > len(lead) and not line.numbers and line.words < _SHORTEST_GROUP:
            return
        over = (find(cells[0].text),) if lead else (self.found.heading or NO_LABEL,)
        label = next((label for label in over if label.of(Role.GROUP, "remedies")), NO_LABEL)
        yield self._raw(line, "remedies", label, None, cells[len(lead) :], header)

    def _misprinted(self, line: Line, word: GridCell, table: str) -> Iterator[Raw]:
        label = find(word.text)
        entries = near(label.body, Role.ROW, table) or begun(label.body, Role.ROW, table)
        values = tuple(cell for cell, _ in line.cells if cell.column > word.column)
        if sum(is_value(cell) for cell, _ in line.cells if cell.column < word.column) > 1:
            return  # the figures stand before the label
        if entries or (table == "requests" and sum(map(is_value, values)) > 1):
            codes = (LABEL_NEAR,) if entries else ()
            yield attrs.evolve(self._raw(line, table, attrs.evolve(label, entries=entries), word, values), codes=codes)

    def _raw(
        self, line: Line, table: str, label: Label, cell: GridCell | None, values: tuple[GridCell, ...],
        header: Header | None = None,
    ) -> Raw:  # fmt: skip
        return Raw(
            table=table, label=label, cell=cell, groups=(), values=values, stop=1 << 30, line=line, side=0,
            header=header or self.header_for(table), part=self.part,
        )  # fmt: skip


def _words(lines: Sequence[Line]) -> Iterator[str]:
    """What is printed in the cells of some lines."""
    return (compact(cell.text) for line in lines for cell, _ in line.cells if cell.text.strip())


# --- lines -----------------------------------------------------------------------------------------------------------


def _is_header(line: Line) -> bool:
    """Whether a line belongs to a header: columns are named in it, or it is all words without a row of the form."""
    if line.numerals:  # one number after all labels stands in a column of its own, beside the table
        *_, last = (cell for cell, _ in line.cells if cell.text.strip())
        named = sum(_names_column(label) for _, label in line.cells)
        return line.numerals == 1 and is_value(last) and named > 1
    if line.is_copied:
        return False
    if any(_names_column(label) for _, label in line.cells):
        return True
    first = next((label for cell, label in line.cells if cell.text.strip()), NO_LABEL)
    return line.words >= 3 and line.numbers == 0 and 2 * line.words > len(line.cells) and not _is_row_label(first)


def _may_be_label(cell: GridCell) -> bool:
    """Whether words may be a label that is misprinted: more than a unit, and no figure with a remark."""
    return is_word(cell) and len(cell.text) > LONGEST_UNIT and not is_figure(cell.text)


def _has_corner(line: Line) -> bool:
    """Whether the head over the labels of table two stands in a line."""
    return any(entry.path == CORNER for _, label in line.cells for entry in label.of(Role.FRAME, "proactive"))


def _last_before_values(line: Line, words: Sequence[GridCell]) -> GridCell:
    """The last of some words that stands before all values: those after may be figures that cannot be read."""
    first = next(cell.column for cell, _ in line.cells if is_value(cell))
    before = [cell for cell in words if cell.column < first]
    return next((cell for cell in reversed(before) if _may_be_label(cell)), words[-1])


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
def _is_row_label(label: Label) -> bool:
    return any(
        entry.role is Role.ROW or (entry.role is Role.GROUP and entry.table == "requests") for entry in label.entries
    )


def _table_of(label: Label) -> str:
    return next(entry.table for entry in label.entries if entry.role in (Role.ROW, Role.GROUP))


Segment = tuple[GridCell, Label, tuple[Path, ...], tuple[GridCell, ...]]


def _segments(line: Line) -> Iterator[Segment]:
    """Each row label of a line with the groups before it and the cells after it, up to the next one."""
    groups = [path for _, label in line.above for path in _group_paths(label)]
    current: Labelled | None = None
    values: list[GridCell] = []
    for cell, label in line.cells:
        if not _is_row_label(label):
            values.append(cell)
            continue
        if current is None and sum(map(is_value, values)) > 1:
            return  # the figures stand before the label
        if current and not values and not label.of(Role.ROW) and current[1].of(Role.ROW, _table_of(label)):
            continue  # the copy of a group that stands over other rows
        if current and _is_over(current[1], label, values):
            groups.extend(_group_paths(current[1]))
        elif current:
            yield (*current, tuple(groups), tuple(values))
        current, values = (cell, label), []
    if current and (values or not line.has(Role.GROUP)):
        yield (*current, tuple(groups), tuple(values))


def _group_paths(label: Label) -> tuple[Path, ...]:
    return tuple(entry.path for entry in label.of(Role.GROUP, "requests"))


def _is_over(upper: Label, lower: Label, between: Sequence[GridCell]) -> bool:
    """Whether the first of two labels in a line is the group of the second, with nothing between but what is merged."""
    if any(cell.text.strip() for cell in between):
        return False
    paths = [entry.path for entry in lower.entries if entry.role in (Role.ROW, Role.GROUP)]
    return any(path[: len(group)] == group and path != group for group in _group_paths(upper) for path in paths)


# --- headers ---------------------------------------------------------------------------------------------------------


def build(lines: Sequence[Line]) -> Header:
    """The header that some lines make up: its columns by the labels stacked in each slot."""
    stacks: dict[int, list[Labelled]] = {}
    over: dict[int, Path] = {}
    for line in lines:
        for cell, label in line.cells:
            for slot in range(cell.column, cell.column + cell.colspan):
                stacks.setdefault(slot, []).append((cell, label))
        over.update(_groups_over(line))
    table = _header_table(lines)
    if table and _is_garbled(lines, table, stacks, over):
        return _in_official_order(lines, table)
    leaves: list[Leaf] = []
    ends: list[GridCell] = []
    for slot in sorted(stacks):
        leaf, end = _leaf(slot, stacks[slot], table, over.get(slot))
        if ends and ends[-1] is end and leaves[-1].end == slot:
            leaves[-1] = attrs.evolve(leaves[-1], end=slot + 1)
        elif leaves and leaves[-1].end == slot and ends[-1].row == end.row and _is_copy(leaf, leaves[-1]):
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
        for _, label in line.cells
        if _names_column(label)
        for entry in label.entries
        if entry.role is not Role.TITLE
    ]
    return max(dict.fromkeys(named), key=named.count, default="")


def _is_garbled(
    lines: Sequence[Line], table: str, stacks: Mapping[int, Sequence[Labelled]], over: Mapping[int, Path]
) -> bool:
    """Whether the slots of a header contradict its labels, as they do where its spans are lost.

    Columns that have a head over them must stand under that head, if it is printed, and no other column may.
    """
    if table == "remedies":
        named = [slot for slot, stack in stacks.items() if any(label.of(Role.COLUMN, table) for _, label in stack)]
        return bool(over) and not all(slot in over for slot in named)
    covered = set(_under_heads(lines)) if table == "requests" else set[int]()
    if not covered:
        return False
    (form, *_) = rows_by_path(classes(table)[0]).values()
    inner = {cell.path[-1] for cell in form if cell.heads}
    for slot, stack in stacks.items():
        entries = [entry for _, label in stack for entry in label.of(Role.COLUMN, table)]
        names = {entry.path[0] for entry in entries if entry.official or entry.path[0] in inner}
        if names and bool(names & inner) != (slot in covered):
            return True
    return False


def _under_heads(lines: Sequence[Line]) -> Iterator[int]:
    """The slots under the head over some columns of table three; empty cells after it belong to it.

    Not those below the label of a column, which reach down from it.
    """
    named: set[int] = set()
    for line in lines:
        inside = False
        for cell, label in line.cells:
            if cell.text.strip() or cell.column in named:
                inside = label.body == compact(ORGANIZATIONS.zh)
            if inside:
                yield from range(cell.column, cell.column + cell.colspan)
        named.update(cell.column for cell, label in line.cells if label.of(Role.COLUMN, "requests"))


def _in_official_order(lines: Sequence[Line], table: str) -> Header:
    """The header whose slots are no use, if its labels may be those of the form in its order, no others among them."""
    if table == "requests" and any(map(_has_another_column, lines)):
        return Header(table, (), unclear=True)
    header = _read_in_order([labelled for line in lines for labelled in line.cells], table)
    if header is None or is_official(header, table):
        return Header(table, (), assumed=header is not None and header.assumed)
    return header if header.assumed else Header(table, (), unclear=True)


def _has_another_column(line: Line) -> bool:
    """Whether a line of a header names all the columns under one head, and another among them."""
    (form, *_) = rows_by_path(classes("requests")[0]).values()
    inner = {cell.path[-1] for cell in form if cell.heads}
    names = [{entry.path[0] for entry in label.of(Role.COLUMN, "requests")} & inner for _, label in line.cells]
    at = [number for number, found in enumerate(names) if found]
    between = [cell for cell, label in line.cells[at[0] : at[-1] + 1] if not label.entries] if at else []
    return set().union(*names) == inner and any(map(is_word, between))


def _read_in_order(cells: Sequence[Labelled], table: str) -> Header | None:
    """The header that some cells make up, of which only the order counts."""
    turns = (after.column <= before.column for (before, _), (after, _) in itertools.pairwise(cells))
    lines = itertools.accumulate(turns, initial=0)
    tokens = [
        Token(What.LABEL if label.entries else What.TEXT, cell, line, label)
        for line, (cell, label) in zip(lines, cells, strict=True)
        if label.entries or is_word(cell)
    ]
    over = [token for token in tokens if not token.label.of(Role.COLUMN, table) and _is_over_columns(token.label)]
    return header_of([token for token in tokens if token not in over], over, table)


def _is_over_columns(label: Label) -> bool:
    return bool(label.of(Role.GROUP, "remedies") or label.of(Role.FRAME, "remedies"))


def _groups_over(line: Line) -> Iterator[tuple[int, Path]]:
    """The group of columns over each slot; empty cells after it belong to it, as they do where spans are lost."""
    group: Path | None = None
    for cell, label in line.cells:
        if cell.text.strip():
            groups = label.of(Role.GROUP, "remedies")
            group = groups[0].path if groups else None
        if group is not None:
            yield from ((slot, group) for slot in range(cell.column, cell.column + cell.colspan))


def _leaf(slot: int, stack: Sequence[Labelled], table: str, group: Path | None) -> tuple[Leaf, GridCell]:
    """The leaf at a slot and the cell that ends it: the lowest that is not empty."""
    filled = [labelled for labelled in stack if labelled[0].text.strip()] or list(stack[-1:])
    end = filled[-1][0]
    corner = any(entry.path == CORNER for _, label in filled for entry in label.entries)
    for first in range(max(0, len(filled) - 3), len(filled)):
        text = "".join(cell.text for cell, _ in filled[first:])
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


def _lead(cells: Sequence[GridCell], header: Header | None) -> Sequence[GridCell]:
    """The cells of a row of table four that stand before its columns and label it."""
    first = next((leaf.start for leaf in header.leaves if leaf.entries), 0) if header and not header.by_order else 0
    if first and not all(map(is_value, cells)):
        return [cell for cell in cells if cell.column + cell.colspan <= first]
    return cells[:1] if is_word(cells[0]) and len(cells) % _SHORTEST_GROUP == 1 else ()


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


# --- rows ------------------------------------------------------------------------------------------------------------


def _unplaced(raw: Raw, reader: _Reader, ends: Counter[int]) -> Unplaced:
    forms = _forms(raw)
    header = _header_of(raw, forms)
    above = tuple(cell for cell, _ in raw.line.above)
    last = max((cell.column + cell.colspan for cell in (*raw.values, *above)), default=0)
    (usual, often), *_ = ends.most_common(1)
    return Unplaced(
        table=raw.table, label=raw.label, cell=raw.cell, groups=raw.groups, printed=raw.values, header=header,
        forms=forms, codes=raw.codes, slotted=True, start=raw.cell.column if raw.cell and raw.side else 0,
        end=raw.cell.column + raw.cell.colspan if raw.cell else 0, last=last, stop=raw.stop, above=above,
        edge=last == usual and 4 * often >= 3 * ends.total(),
        headed=header is not None and not header.by_order and bool(header.columns),
        anchored=_is_anchored(raw, header, reader), spot=Spot(reader.block, raw.line.number, raw.side),
    )  # fmt: skip


def _forms(raw: Raw) -> tuple[Form, ...]:
    if raw.table == "remedies":
        return remedies_forms(raw.label.of(Role.GROUP, "remedies"))
    return forms_of(raw.table, raw.label)


def _header_of(raw: Raw, forms: Sequence[Form]) -> Header | None:
    """The header over a row: in table four with the group that stands over it or before the row, where it prints none.

    A header that an earlier piece of the table printed counts only if it names every column of the row.
    """
    header, groups = raw.header, raw.label.of(Role.GROUP, "remedies")
    if header and groups and all(leaf.group is None for leaf in header.leaves):
        header = attrs.evolve(header, leaves=tuple(attrs.evolve(leaf, group=groups[0].path) for leaf in header.leaves))
    return usable(header, forms, raw.table) if header and header.by_order else header


def _is_anchored(raw: Raw, header: Header | None, reader: _Reader) -> bool:
    named = header is not None and (header.unclear or bool(header.columns))
    if raw.table == "remedies" and reader.found.headers.get(raw.table) is not None:
        return True
    return (raw.part, raw.table) in reader.anchors or named or len(reader.labels[raw.part, raw.table]) > 3


def _loose(lines: Sequence[Line], rows: Sequence[Unplaced], block: int) -> Iterator[Loose]:
    """The lines with numbers that are no row of the form, each as one text."""
    taken = {row.spot.line for row in rows}
    for line in lines:
        if line.numerals and line.number not in taken:
            text = " | ".join(cell.text for cell, _ in line.cells)
            first = line.cells[0][0]
            yield Loose(
                attrs.evolve(first, text=text, place=attrs.evolve(first.place, text=text)), Spot(block, line.number)
            )
