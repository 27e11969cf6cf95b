"""Whether a correction along one line is the only one of its size: counted, not searched.

One cell and two are searched in full; of more, only this can be known. If the cells that change lie in one row, each in
a column whose sums fail, then no correction changes fewer: every failing column needs a cell of its own. One that
changes as many has exactly one cell in each of these columns, off by as much as the sums of the column say. So it
differs from the one at hand in columns whose correction stands in another row, where it must not show: there, the
differences cancel out. Whether some do is asked row by row. The same holds with rows and columns exchanged.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from govdisclosure.diagnosis.layout import Layout, RowOrColumn
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.statements import Certainty

MOST_SUMS = 4096
"""Beyond so many different sums it is taken for granted that differences can cancel out."""


Moves = Mapping[int, int]
"""Sums by number, and the difference that a correction makes in each."""


@attrs.frozen
class Instead:
    """A cell that can be corrected in place of one of the line, and what that moves in the sums along its own line."""

    cell: int
    value: int
    moves: Moves


def certainty_along(problem: Problem, layout: Layout, changes: Sequence[tuple[int, int]]) -> Certainty:
    """What can be said of a correction if no other is known: whether none of its size fits.

    *Ambiguous* if another can fit, and wherever the count above does not hold: several lines, sums that do not fail
    column by column.
    """
    wanted = dict(changes)
    for axis in layout.axes:
        for line in axis.lines:
            if wanted.keys() <= set(line.cells):
                return _certainty(problem, line, wanted)
    return Certainty.AMBIGUOUS


def _certainty(problem: Problem, line: RowOrColumn, wanted: dict[int, int]) -> Certainty:
    crossing = {cell: dict(each) for cell, each in zip(line.cells, line.crossing, strict=True) if cell in wanted}
    others: list[Instead] = []
    for cell, factors in crossing.items():
        elsewhere = frozenset(at for other, each in crossing.items() if other != cell for at in each)
        found = _instead(problem, cell, wanted[cell], factors, barred=elsewhere.union(line.own))
        if found is None:
            return Certainty.AMBIGUOUS
        others += found
    if _can_cancel([each for each in others if problem.may_hold(each.cell, each.value)]):
        return Certainty.AMBIGUOUS
    return Certainty.UNIQUE_IF_NONNEGATIVE if _can_cancel(others) else Certainty.UNIQUE


def _instead(
    problem: Problem, cell: int, value: int, factors: dict[int, int], *, barred: frozenset[int]
) -> list[Instead] | None:
    """The cells that mend what ``cell`` mends across its line; None if one takes part in sums that are ``barred``."""
    system, printed = problem.system, problem.values
    found: list[Instead] = []
    for other in sorted({other for at in factors for other, _ in system.suspects[at]} - {cell}):
        column = {at: factor for at, factor, _ in system.columns[other]}
        if not barred.isdisjoint(column):
            return None
        difference = _difference(column, factors, value - _number(printed, cell))
        if difference is not None:
            moves = {at: factor * difference for at, factor in column.items() if at not in factors}
            found.append(Instead(other, _number(printed, other) + difference, moves))
    return found if factors else None


def _number(values: Sequence[int | None], cell: int) -> int:
    value = values[cell]
    assert value is not None  # only asked where no cell is blank
    return value


def _difference(column: dict[int, int], factors: dict[int, int], wanted: int) -> int | None:
    """By how much another cell must change to do in these sums what ``wanted`` does; None if it cannot."""
    found: set[int | None] = set()
    for at, factor in factors.items():
        own = column.get(at, 0)
        found.add(factor * wanted // own if own and not factor * wanted % own else None)
    return found.pop() if len(found) == 1 else None


def _can_cancel(others: Collection[Instead]) -> bool:
    """Whether some of the cells could be corrected together without showing in the sums along their lines."""
    return any(map(_zero_among, _apart([each.moves for each in others])))


def _apart(moves: list[Moves]) -> list[list[Moves]]:
    """The moves by the sums they share, without those that no other can cancel out."""
    count = Counter(at for each in moves for at in each)
    kept = [each for each in moves if all(count[at] > 1 for at in each)]
    if len(kept) < len(moves):
        return _apart(kept)
    groups: list[list[Moves]] = []
    for each in moves:
        tied = [group for group in groups if any(not each.keys().isdisjoint(other) for other in group)]
        groups = [group for group in groups if group not in tied]
        groups.append([other for group in tied for other in group] + [each])
    return groups


def _zero_among(moves: Sequence[Moves]) -> bool:
    """Whether some of these add up to nothing."""
    names = sorted({at for each in moves for at in each})
    sums: set[tuple[int, ...]] = set()
    for one in moves:
        step = tuple(one.get(at, 0) for at in names)
        sums.update([step, *_added(sums, step)])
        if not all(map(any, sums)) or len(sums) > MOST_SUMS:
            return True
    return False


def _added(sums: Collection[tuple[int, ...]], step: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return (tuple(a + b for a, b in zip(each, step, strict=True)) for each in [*sums])
