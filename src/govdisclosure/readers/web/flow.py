"""A page in the making: lines of text, and the tables between and around them.

What must never happen is that something that is no part of a number is glued to it; what is, looks decide
(`govdisclosure.readers.looks`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Final

from govdisclosure.readers.looks import Look, Note, Run, settled
from govdisclosure.readers.web.slots import Slot, Span, place
from govdisclosure.readers.web.styles import LINE

# Stand for blanks that are kept: separators that are blanks, which no text shows.
_KEPT: Final = str.maketrans(" \t", "\x1e\x1f")
_RESTORED: Final = str.maketrans("\x1e\x1f", " \t")

_BLANKS: Final = re.compile("[ \t\n\f\r]+")


def collapsed(text: str) -> str:
    """One line, white space as browsers show it."""
    return text if text.isalnum() else _BLANKS.sub(" ", text).strip()


class Heading(str):
    """A line that is marked up as a heading."""

    __slots__ = ()


class Flow:
    """Lines being gathered, and what else there is to say about the place they stand in.

    ``lines`` are those that stand in no table inside; ``items`` are all lines, and the tables where they stand.
    """

    __slots__ = ("_items", "_mixed", "_pieces", "lines", "notes", "pictures")

    def __init__(self) -> None:
        """Start with nothing."""
        self.lines: list[str] = []
        self.notes: list[Note] = []
        self.pictures = 0
        self._items: list[str | Table] | None = None  # None while there are lines only
        self._pieces: list[str | Run] = []
        self._mixed = False

    @property
    def items(self) -> "Sequence[str | Table]":
        """Everything in order."""
        return self.lines if self._items is None else self._items

    @property
    def holds_tables(self) -> bool:
        """Whether there is more than lines."""
        return self._items is not None

    def add(self, text: str) -> None:
        """Put text whose white space collapses behind what there is."""
        self._pieces.append(text)

    def add_kept(self, text: str, look: Look, *, heading: bool) -> None:
        """Put text whose blanks and line ends count behind what there is."""
        for number, line in enumerate(text.translate(_KEPT).split("\n")):
            if number:
                self.end_line(heading=heading)
            self.add_apart(line, look)

    def add_apart(self, text: str, look: Look) -> None:
        """Put text that looks unlike its line, or is of another kind, behind what there is."""
        self._pieces.append(Run(text, look))
        self._mixed = True

    def end_line(self, *, heading: bool = False) -> None:
        """Begin a new line, unless nothing was added since the last one began."""
        if self._pieces:
            text = self._mixed_line() if self._mixed else collapsed("".join(map(str, self._pieces)))
            self._pieces.clear()
            if text:
                self.add_line(Heading(text) if heading else text)

    def add_line(self, line: str) -> None:
        """Put a whole line behind those there are."""
        self.lines.append(line)
        if self._items is not None:
            self._items.append(line)

    def _mixed_line(self) -> str:
        self._mixed = False
        found = settled(Run(piece, LINE) if isinstance(piece, str) else piece for piece in self._pieces)
        self.notes.extend((code, collapsed(detail.translate(_RESTORED))) for code, detail in found.notes)
        return collapsed(found.text).translate(_RESTORED).strip()

    def absorb(self, other: "Flow | Plain") -> None:
        """Take over all that another holds, as if it had been gathered here."""
        if self.holds_tables or other.holds_tables:
            self.nest(other.items)
        self.lines.extend(other.lines)
        self.notes.extend(other.notes)
        self.pictures += other.pictures

    def nest(self, items: "Iterable[str | Table]") -> None:
        """Take over what stands in a table, which makes it no text of this place."""
        if self._items is None:
            self._items = list(self.lines)
        self._items.extend(items)


class Plain:
    """What nearly every cell holds: one line at most, and nothing to say about it."""

    __slots__ = ("lines",)

    notes: Final = ()
    pictures: Final = 0
    holds_tables: Final = False

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Hold a line, or nothing."""
        self.lines = lines

    @property
    def items(self) -> Sequence[str]:
        """Everything in order."""
        return self.lines


Cell = Flow | Plain
Placed = list[tuple[Span, Cell]]
"""The cells of a row, each with the span it asks for."""


class Table:
    """A table being gathered: row groups, and what stands in it outside of cells (its caption).

    ``cells`` are all its cells with their slots, once it is complete.
    """

    __slots__ = ("cells", "flow", "groups", "outer", "row")

    def __init__(self, outer: Flow) -> None:
        """Start without rows, in the place ``outer``."""
        self.outer = outer
        self.flow = Flow()
        self.groups: list[tuple[str, list[Placed]]] = []
        self.row: Placed = []
        self.cells: list[tuple[Slot, Cell]] = []

    def begin_group(self, tag: str) -> None:
        """Begin a head, a body or a foot."""
        self.groups.append((tag, []))

    def begin_row(self) -> None:
        """Begin a row of the group begun last."""
        self.row = []
        self.groups[-1][1].append(self.row)

    def drop_row(self) -> None:
        """Take the row begun last back if nothing stands in it, but for what there is to say about it."""
        if not any(cell.items or cell.pictures for _, cell in self.row):
            self.groups[-1][1].pop()
            self.flow.notes.extend(note for _, cell in self.row for note in cell.notes)

    def settle(self, *, take: Callable[[int], None]) -> None:
        """Give every cell its slot, and hand everything to the place around the table."""
        self._place(take)
        outer = self.outer
        cells = [cell for _, cell in self.cells]
        if len(cells) > 1 and any(cell.items or cell.pictures for cell in cells):
            around = any(cell.holds_tables for cell in cells)
            if not around or self._has_neighbours():
                outer.nest([*self.flow.items, self])
            else:
                outer.nest(self.flow.items)
                outer.notes.extend(chain(self.flow.notes, *(cell.notes for cell in cells)))
            for cell in cells if around else ():
                outer.nest(cell.items)
                outer.pictures += cell.pictures
        else:
            for flow in (self.flow, *cells):
                outer.absorb(flow)

    def _place(self, take: Callable[[int], None]) -> None:
        first = 0
        for rows in _as_shown(self.groups):
            placed = place([[span for span, _ in row] for row in rows], first=first, take=take)
            first += len(rows)
            self.cells.extend(zip(placed, (cell for row in rows for _, cell in row), strict=True))

    def _has_neighbours(self) -> bool:
        """Whether two cells beside each other hold text of their own."""
        rows = Counter(slot[0] for slot, cell in self.cells if cell.lines)
        return max(rows.values(), default=0) > 1


def _as_shown(groups: Iterable[tuple[str, list[Placed]]]) -> list[list[Placed]]:
    """The rows of each group, the first head on top and the first foot at the bottom, wherever they are written."""
    shown: dict[str, list[list[Placed]]] = {"thead": [], "tbody": [], "tfoot": []}
    for tag, rows in groups:
        shown["tbody" if shown[tag] else tag].append(rows)
    return [*shown["thead"], *shown["tbody"], *shown["tfoot"]]
