"""Ruling lines as tables: which slots the lines separate, and which slots are one cell.

Positions are clustered before collinear pieces are merged, since the pieces of one border differ by fractions of a
point. Slots with no line between them are one cell, so merged cells need no rule of their own. A region that is no
rectangle is no cell: it is the ground on which tables stand (a frame around a page, a card).
"""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

import attrs

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.ink import Box, Stroke
from govdisclosure.readers.pdf.work import spend, spend_pairs

TOUCH = 3.0
"""Lines this near (points) are the same line, or meet."""
_SHORTEST = 4.0
"""A shorter line separates nothing."""
_FEWEST = 3
"""Lines of a table."""

_SLOT = 6
"""Steps for each slot of a lattice."""

Node = TypeVar("Node", bound=Hashable)
Slot = tuple[int, int]
"""A row and a column."""


@attrs.frozen(kw_only=True)
class Region:
    """One cell by its lines: its slots in its table and where it stands.

    ``open`` says that two sides that meet have no line: it lies at a corner outside the lines, or the lines are
    incomplete there.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    open: bool = False

    def slots(self) -> Iterator[Slot]:
        """The slots it covers."""
        rows = range(self.row, self.row + self.rowspan)
        return itertools.product(rows, range(self.column, self.column + self.colspan))


@attrs.frozen(kw_only=True)
class Ruled:
    """A table by its lines: the positions of its columns and rows, and its regions by row and column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def box(self) -> Box:
        """The rectangle it covers."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@attrs.frozen(kw_only=True)
class Ruling:
    """What the lines of a page make, from top to bottom.

    ``unclear`` are parts of tables that are no rectangle, or are cut off from their table by one: text there is the
    text of no cell. ``stray`` are lines across that are part of no table.
    """

    tables: tuple[Ruled, ...]
    unclear: tuple[Box, ...]
    stray: tuple[Stroke, ...]


def ruling(across: Iterable[Stroke], down: Iterable[Stroke], limits: Limits) -> Ruling:
    """The tables that lines make; a frame around a single region is not a table."""
    rows, columns = _merged(across), _merged(down)
    spend_pairs(len(rows), len(columns))
    meetings = [
        (row, len(rows) + column)
        for row, one in enumerate(rows)
        for column, other in enumerate(columns)
        if _meet(one, other)
    ]
    tables: list[Ruled] = []
    unclear: list[Box] = []
    for group in unions(range(len(rows) + len(columns)), meetings):
        lattice = _lattice(
            [rows[number] for number in group if number < len(rows)],
            [columns[number - len(rows)] for number in group if number >= len(rows)],
            limits,
        )
        if lattice is not None:
            found, rest = _sorted_out(lattice)
            tables += found
            unclear += rest
    meeting = {row for row, _ in meetings}
    return Ruling(
        tables=tuple(sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))),
        unclear=tuple(unclear),
        stray=tuple(rule for row, rule in enumerate(rows) if row not in meeting),
    )


def unions(nodes: Iterable[Node], pairs: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """The nodes in groups such that the nodes of each pair are in the same group (union-find)."""
    parent = {node: node for node in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in pairs:
        parent[root(other)] = root(one)
    groups: dict[Node, list[Node]] = defaultdict(list)
    for node in parent:
        groups[root(node)].append(node)
    return list(groups.values())


def clusters(positions: Iterable[float], tolerance: float = TOUCH) -> list[list[float]]:
    """Positions in order, in groups no wider than the tolerance."""
    groups: list[list[float]] = []
    for position in sorted(positions):
        if groups and position - groups[-1][0] <= tolerance:
            groups[-1].append(position)
        else:
            groups.append([position])
    return groups


def _merged(rules: Iterable[Stroke]) -> list[Stroke]:
    """One rule for all pieces of a line."""
    remaining = iter(sorted(rules))
    merged: list[Stroke] = []
    for group in clusters(rule.at for rule in rules):
        pieces = sorted(itertools.islice(remaining, len(group)), key=lambda rule: rule.start)
        merged += [rule for rule in map(_whole, _runs(pieces)) if rule.end - rule.start >= _SHORTEST]
    return merged


def _runs(pieces: list[Stroke]) -> Iterator[list[Stroke]]:
    """Pieces in groups without a gap."""
    run, end = pieces[:1], pieces[0].end
    for piece in pieces[1:]:
        if piece.start - end > TOUCH:
            yield run
            run = []
        run.append(piece)
        end = max(end, piece.end)
    yield run


def _whole(run: list[Stroke]) -> Stroke:
    return Stroke(sum(piece.at for piece in run) / len(run), run[0].start, max(piece.end for piece in run))


def _meet(across: Stroke, down: Stroke) -> bool:
    return across.start - TOUCH <= down.at <= across.end + TOUCH and down.start - TOUCH <= across.at <= down.end + TOUCH


def _lattice(across: list[Stroke], down: list[Stroke], limits: Limits) -> "_Lattice | None":
    if not across or not down or len(across) + len(down) < _FEWEST:
        return None
    xs, ys = _positions(down, across), _positions(across, down)
    limits.hold("slots", (len(xs) - 1) * (len(ys) - 1))
    spend((len(xs) - 1) * (len(ys) - 1) * _SLOT)
    spend_pairs(len(xs) + len(ys), len(across) + len(down))
    return _Lattice(xs, ys, _walls(across, ys, xs), _walls(down, xs, ys))


def _sorted_out(lattice: "_Lattice") -> tuple[list[Ruled], list[Box]]:
    """The tables of a lattice, and the boxes of its slots that should be but are not part of one."""
    regions: list[Region] = []
    rest: list[Slot] = []
    for slots in lattice.groups():
        if region := lattice.region(slots):
            regions.append(region)
        elif not lattice.is_ground(slots):
            rest += slots
    groups = _adjoining(regions)
    tables = [_compact(group, lattice.xs, lattice.ys) for group in groups if len(group) > 1]
    if rest:
        rest += [slot for group in groups if len(group) == 1 for slot in group[0].slots()]
    return tables, [lattice.box(slot) for slot in rest]


def _positions(rules: list[Stroke], crossing: list[Stroke]) -> list[float]:
    """Where rules stand, and where the rules they cross begin and end beyond them: an open side is a side."""
    positions = [sum(group) / len(group) for group in clusters(rule.at for rule in rules)]
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if positions[0] - first > TOUCH else []
    after = [last] if last - positions[-1] > TOUCH else []
    return before + positions + after


def _walls(rules: list[Stroke], positions: list[float], edges: list[float]) -> frozenset[Slot]:
    """Which stretches between neighbouring edges have a rule, as (position, stretch)."""
    walls: set[Slot] = set()
    for rule in rules:
        position = min(range(len(positions)), key=lambda index: abs(positions[index] - rule.at))
        for stretch, (start, end) in enumerate(itertools.pairwise(edges)):
            if min(rule.end, end) - max(rule.start, start) > (end - start) / 2:
                walls.add((position, stretch))
    return frozenset(walls)


@attrs.frozen
class _Lattice:
    """Positions of rows and columns, and the walls on them: (row edge, column) and (column edge, row)."""

    xs: list[float]
    ys: list[float]
    across: frozenset[Slot]
    down: frozenset[Slot]

    def groups(self) -> list[list[Slot]]:
        """Slots in groups with no line between them."""
        rows, columns = range(len(self.ys) - 1), range(len(self.xs) - 1)
        beside = (
            ((row, column - 1), (row, column))
            for row, column in itertools.product(rows, columns[1:])
            if (column, row) not in self.down
        )
        below = (
            ((row - 1, column), (row, column))
            for row, column in itertools.product(rows[1:], columns)
            if (row, column) not in self.across
        )
        return unions(itertools.product(rows, columns), itertools.chain(beside, below))

    def box(self, slot: Slot) -> Box:
        """Where a slot stands."""
        row, column = slot
        return Box(self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1])

    def is_ground(self, slots: list[Slot]) -> bool:
        """Whether the slots reach all four sides: a frame or card with tables on it."""
        rows, columns = {row for row, _ in slots}, {column for _, column in slots}
        return {0, len(self.ys) - 2} <= rows and {0, len(self.xs) - 2} <= columns

    def region(self, slots: list[Slot]) -> Region | None:
        """The slots as one region; None if they are no rectangle."""
        rows, columns = [row for row, _ in slots], [column for _, column in slots]
        top, bottom, left, right = min(rows), max(rows) + 1, min(columns), max(columns) + 1
        if len(slots) != (bottom - top) * (right - left):
            return None
        level = [all((row, column) in self.across for column in range(left, right)) for row in (top, bottom)]
        sheer = [all((column, row) in self.down for row in range(top, bottom)) for column in (left, right)]
        return Region(
            row=top,
            column=left,
            rowspan=bottom - top,
            colspan=right - left,
            box=Box(self.xs[left], self.ys[top], self.xs[right], self.ys[bottom]),
            open=not all(level) and not all(sheer),
        )


def _adjoining(regions: list[Region]) -> list[list[Region]]:
    """Regions in groups that share more than corners."""
    owner = {slot: region for region in regions for slot in region.slots()}
    pairs = (
        (region, owner[neighbour])
        for (row, column), region in owner.items()
        for neighbour in ((row + 1, column), (row, column + 1))
        if neighbour in owner
    )
    return unions(regions, pairs)


def _compact(group: list[Region], xs: list[float], ys: list[float]) -> Ruled:
    """A table of some of the regions, with only the positions these regions have."""
    columns = sorted({edge for region in group for edge in (region.column, region.column + region.colspan)})
    rows = sorted({edge for region in group for edge in (region.row, region.row + region.rowspan)})
    regions = [
        attrs.evolve(
            region,
            row=rows.index(region.row),
            column=columns.index(region.column),
            rowspan=rows.index(region.row + region.rowspan) - rows.index(region.row),
            colspan=columns.index(region.column + region.colspan) - columns.index(region.column),
        )
        for region in group
    ]
    return Ruled(
        xs=tuple(xs[index] for index in columns),
        ys=tuple(ys[index] for index in rows),
        regions=tuple(sorted(regions, key=lambda region: (region.row, region.column))),
    )
