"""The rows of a table aligned to those of the form, in one sweep over both.

What a row may be is said by its label. Where that leaves several, the groups over it and the order of the rows around
it tell, never its place alone. Every way through the table has a cost; a row is what it is on the cheapest one, unless
another, on which it is something else, costs nearly as little.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.readers.labels import Path, Role, longer
from govdisclosure.readers.recognise.costs import BACKWARDS, GAP, LEFT_OUT, MAY_BE_CUT, NO_ROW, OTHER_GROUP, REPEATED
from govdisclosure.readers.recognise.found import Row

APART: Final = 0.25
"""How much more another way must cost that the row may be said to be this one."""

_Costs = Mapping[int, float]
"""What each row of the form, by its number, costs as the one at hand; -1 for before them all."""


@attrs.frozen
class Aligned:
    """What a row is on the form, and whether its label alone would not have told; no path if nothing tells."""

    path: Path | None
    by_order: bool = False


def aligned(rows: Sequence[Row], paths: Sequence[Sequence[Path]], order: Sequence[Path]) -> list[Aligned]:
    """What each row is on the form; ``paths`` is what its label may name, ``order`` the rows of the form in theirs."""
    number = {path: at for at, path in enumerate(order)}
    own = [
        {number[path]: cost for path, cost in _costs(row, possible).items() if path in number}
        for row, possible in zip(rows, paths, strict=True)
    ]
    if all(len(costs) < 2 for costs in own):  # every label tells
        return [Aligned(order[next(iter(costs))] if costs else None) for costs in own]
    forward = _swept(own, 1)
    backward = _swept(own[::-1], -1)[::-1]
    return [_settled(each, before, after, order) for each, before, after in zip(own, forward, backward, strict=True)]


def _costs(row: Row, possible: Sequence[Path]) -> Mapping[Path, float]:
    """What speaks against each row of the form that a label names, or may be the beginning of."""
    marks = {entry.mark.strip("()") for entry in row.label.entries if entry.path in possible}
    whole = not possible or row.label.mark.strip("()") in marks
    costs = dict.fromkeys(() if whole else longer(row.label.body, Role.ROW, row.table), MAY_BE_CUT.worth)
    costs |= dict.fromkeys(possible, 0.0)
    return {path: cost + OTHER_GROUP.worth * _is_away(row, path) for path, cost in costs.items()}


def _is_away(row: Row, path: Path) -> bool:
    """Whether a row stands under the name of a group in which the form does not have it."""
    return bool(row.groups) and not all(path[: len(group)] == group for group in row.groups)


def _swept(own: Sequence[_Costs], way: int) -> list[_Costs]:
    """The cheapest way to each candidate of each row, itself included, from the beginning (1) or the end (-1)."""
    states: dict[int, float] = {}
    found: list[_Costs] = []
    for costs in own:
        here = {
            at: cost + min((before + _step(last, at, way) for last, before in states.items()), default=0.0)
            for at, cost in costs.items()
        }
        found.append(here)
        passed = {last: before + NO_ROW.worth for last, before in states.items()}
        states = {
            at: min(cost for cost in (here.get(at), passed.get(at)) if cost is not None) for at in {*here, *passed}
        }
        least = min(states.values(), default=0.0)
        states = {at: cost for at, cost in states.items() if cost <= least + NO_ROW.worth}
    return found


def _step(last: int, at: int, way: int) -> float:
    """What it costs to come from one row of the form to another."""
    ahead = (at - last) * way
    if ahead <= 0:
        return BACKWARDS.worth if ahead else REPEATED.worth
    return GAP.worth + LEFT_OUT.worth * (ahead - 1) if ahead > 1 else 0.0


def _settled(own: _Costs, before: _Costs, after: _Costs, order: Sequence[Path]) -> Aligned:
    """The row of the form on the cheapest way; none if another one is nearly as cheap."""
    ranked = sorted((before[at] + after[at] - own[at], at) for at in own)
    if not ranked or (len(ranked) > 1 and ranked[1][0] < ranked[0][0] + APART):
        return Aligned(None)
    return Aligned(order[ranked[0][1]], by_order=sum(cost < OTHER_GROUP.worth for cost in own.values()) > 1)
