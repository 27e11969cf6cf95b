"""What the recogniser finds in grids and running text before it is decided what it means."""

import functools
from collections.abc import Iterable
from typing import Final, NamedTuple

import attrs

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.registry import Edition, remembered
from govdisclosure.model.notices import LABEL_NEAR, NUMBER_NOT_PLACED, ROW_INCOMPLETE
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import GridCell
from govdisclosure.readers.labels import Entry, Label, Path, Role, find
from govdisclosure.readers.limits import Budget, Limits
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.recognise.lexer import Token


@attrs.frozen(eq=False)
class Leaf:
    """A column as its header prints it: the labels stacked over it, and the slots it takes (an order, in a stream).

    ``entries`` are the columns of the form that the label may name, ``group`` the group of columns that stands over it
    in table four. ``copied`` says that the same label is printed in every slot of it.
    """

    text: str
    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    group: Path | None = None
    frame: bool = False
    copied: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed over the column."""
        return not self.text


def shared(leaf: Leaf) -> Leaf:
    """The one leaf that says the same: rows with the same columns are told by identity then."""
    return _one(leaf.text, leaf.start, leaf.end, leaf.entries, leaf.group, leaf.frame, leaf.copied)


_one: Final = remembered(4096)(Leaf)


@attrs.frozen(eq=False)
class Form:
    """The columns that one edition of the form has in one row (in table four, in the whole table or a part of it).

    ``alone`` says that values without a header may be taken for these columns.
    """

    edition: Edition | None
    path: Path
    cells: tuple[Cell, ...]
    alone: bool = True

    @functools.cached_property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of its cells in the table."""
        return tuple(cell.address for cell in self.cells)

    @functools.cached_property
    def paths(self) -> tuple[Path, ...]:
        """The columns with the groups over them."""
        return tuple(cell.path for cell in self.cells)

    @functools.cached_property
    def names(self) -> tuple[Path, ...]:
        """The columns without, the same in every row of table three."""
        return tuple(cell.path[-1:] for cell in self.cells)


@attrs.frozen(eq=False)
class Header:
    """The columns that stand over the rows of a table, in their order; ``by_order`` if their slots say nothing.

    ``unclear`` says that labels of columns are printed whose order cannot be told, ``assumed`` that they are all those
    of the form and stand here in its order, because that of the document is not one of columns.
    """

    table: str
    leaves: tuple[Leaf, ...]
    by_order: bool = False
    unclear: bool = False
    assumed: bool = False

    @functools.cached_property
    def columns(self) -> tuple[Leaf, ...]:
        """The leaves that are columns of the form."""
        return tuple(leaf for leaf in self.leaves if leaf.entries)


MOST_OF_HEAD: Final = 200
"""Cells, labels and words of one head: the form has 17 at most, broken into single characters some 90. What goes on for
longer is no head."""


LINES: Final = 1_000_000
"""Lines that a block may have: the number of a line is this times the block, plus the line in the block."""


class Spot(NamedTuple):
    """Where a row stands in the document: block, line in the block, and which of several tables side by side."""

    block: int
    line: int
    side: int = 0


@attrs.define(eq=False, kw_only=True)
class PrintedRow:
    """A row of a table as it is printed: ``cell`` with its label, none if it has none of its own, and those after it.

    ``codes`` are notices about the row as a whole. ``anchored`` says that a header or caption of the table stands over
    the row, so that the label is not just a word in some other table, and ``headed`` that it is a header which names
    columns of the table. ``over`` is what a header prints of which no column could be told.
    """

    table: str
    label: Label
    cell: GridCell | None
    printed: tuple[GridCell, ...] = ()
    groups: tuple[Path, ...] = ()
    codes: tuple[str, ...] = ()
    anchored: bool = True
    headed: bool = False
    over: str = ""
    spot: Spot

    @property
    def text(self) -> str:
        """The label as printed."""
        return self.cell.text if self.cell else ""

    @property
    def has_text(self) -> bool:
        """Whether anything is printed in it."""
        return any(cell.text.strip() for cell in self.printed)

    @property
    def has_number(self) -> bool:
        """Whether a number is printed in it."""
        return any(is_numeric(cell.text) for cell in self.printed)

    @property
    def place(self) -> Place:
        """Where the row stands, with everything that is printed in it."""
        first = self.cell or next(iter(self.printed), None)
        return attrs.evolve(first.place, text=self.words) if first else Place(text=self.words)

    @property
    def words(self) -> str:
        """Everything that is printed in it."""
        return " | ".join([cell.text for cell in (*((self.cell,) if self.cell else ()), *self.printed)])


@attrs.define(eq=False, kw_only=True)
class Row(PrintedRow):
    """A row with a label of its own, and what stands in its columns.

    ``leaves`` are the columns of ``held``, one for each; without leaves the header is not known and ``held`` is in the
    order of the document. ``held`` is empty where it cannot be told which value belongs to which column; ``merged`` are
    the numbers of those that stand in several columns, or in rows below as well.
    """

    leaves: tuple[Leaf, ...] = ()
    held: tuple[GridCell, ...] = ()
    merged: frozenset[int] = frozenset()
    surplus: tuple[GridCell, ...] = ()


@attrs.define(eq=False, kw_only=True)
class Unplaced(PrintedRow):
    """A row of which it is not known yet which of its cells stands in which column.

    ``slotted`` says that their slots are those of the document: ``start`` is then the slot from which its columns may
    stand, ``end`` that at which its label ends, ``last`` that at which its line ends, ``stop`` that at which the next
    table begins, ``above`` what reaches into it from above. ``edge`` says that its line is as long as nearly all
    others, ``ending`` that in a stream another row does not follow at once: blanks of other lines may have come to it,
    or its own have gone; ``refused`` that no count of its cells proves anything. ``serial`` is its number, where all
    rows of its table are counted behind their labels.
    """

    header: Header | None
    forms: tuple[Form, ...]
    slotted: bool
    start: int = 0
    end: int = 0
    last: int = 0
    stop: int = 1 << 30
    above: tuple[GridCell, ...] = ()
    edge: bool = False
    ending: bool = False
    refused: bool = False
    serial: tuple[GridCell, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether its label is not on the form: the end of a page may have cut it."""
        return self.slotted and self.cell is not None and not self.label.entries


def _is_rest_of(row: Unplaced, before: Unplaced) -> bool:
    """Whether a label without its ordinal and what stands before it are the same label."""
    paths = {entry.path for entry in find(before.text + row.text).of(Role.ROW, before.table)}
    return not row.label.mark and bool(paths) and paths == {entry.path for entry in row.label.of(Role.ROW)}


@attrs.frozen(eq=False)
class Loose:
    """A number in a table of the form that belongs to no row found, or a row that belongs to none."""

    text: str
    place: Place
    spot: Spot
    code: str = NUMBER_NOT_PLACED


_EARLIER: Final = 16
"""Headers that a table may have had before one that the top of a page repeats."""


@attrs.define
class Found:
    """Everything found so far, in the order of the document."""

    budget: Budget = attrs.field(factory=lambda: Budget(Limits()))
    unplaced: list[Unplaced] = attrs.field(factory=list[Unplaced])
    rows: list[Row] = attrs.field(factory=list[Row])
    loose: list[Loose] = attrs.field(factory=list[Loose])
    headers: dict[str, Header | None] = attrs.field(factory=dict[str, "Header | None"])
    """The header last seen of each table, for pieces of it that print none."""
    earlier: dict[str, list[Header]] = attrs.field(factory=dict[str, "list[Header]"])
    """The headers of each table before the one last seen, the last of them first; no more than `_EARLIER`."""
    repeated: set[str] = attrs.field(factory=set[str])
    """The tables whose header last seen has no words but those of headers before."""
    printed: set[tuple[str, str]] = attrs.field(factory=set[tuple[str, str]])
    """The words in the cells of all headers, each with the name of its table."""
    served: set[str] = attrs.field(factory=set[str])
    """The tables of which values have come since a header was last seen."""
    pieces: dict[str, list[Token]] = attrs.field(factory=dict[str, list[Token]])
    """The cells of a header that is printed as a table of its own, or as several, before the rows come."""
    heading: Label | None = None
    """The label that stood alone before the next table, where there was one."""
    captioned: bool = False
    """Whether a caption of table two stood there."""
    section: str = ""
    """The table whose title came last, or "sections" for the title of a section of text."""

    def enter(self, section: str) -> None:
        """Begin a section: the headers of other tables stand over no row to come."""
        self.section = section
        for table in [name for name in self.headers if name != section]:
            del self.headers[table]
            self.earlier.pop(table, None)

    def add(self, rows: Iterable[Unplaced]) -> None:
        """Add the rows of a grid or a stream; one with the rest of the label before it has not all its figures."""
        for row in rows:
            before = self.unplaced[-1] if self.unplaced else None
            if before and before.is_cut and before.has_number and _is_rest_of(row, before):
                row = attrs.evolve(row, refused=True, codes=(*row.codes, ROW_INCOMPLETE))
            self.unplaced.append(row)
            if row.has_text:
                self.served.add(row.table)

    def mend(self, rows: list[Unplaced], text: str) -> None:
        """Give the last row the rest of its label, if the end of a page cut it and words that stand alone are that."""
        if rows and rows[-1].is_cut:
            row, label = rows[-1], find(rows[-1].text + text.strip())
            if label.of(Role.ROW, row.table):
                rows[-1] = attrs.evolve(row, label=label, codes=(LABEL_NEAR, *row.codes))

    def keep(self, table: str, header: Header | None, words: Iterable[str] = ()) -> None:
        """Keep the header of a table for the rows to come; none if its caption has begun another part of it.

        ``words`` are those of its cells.
        """
        if (before := self.headers.get(table)) is not None:
            self.earlier[table] = [before, *self.earlier.get(table, ())][:_EARLIER]
        self.headers[table] = header
        self.served.discard(table)
        if header is None:
            return
        own = {(table, word) for word in words}
        (self.repeated.add if own <= self.printed else self.repeated.discard)(table)
        self.printed |= own
