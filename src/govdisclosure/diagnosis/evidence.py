"""What speaks for one explanation and against another, when all of them make the identities hold.

The order of explanations is the order of their ranks. A rank has its parts in the order of their weight, so that the
reason why one explanation comes before another is the first part in which they differ. No part is a probability.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import attrs

from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.digits import USUAL, Slip, Stroke, stroke
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Value
from govdisclosure.unknowns.blanks import Bounds
from govdisclosure.unknowns.system import System

SLIP = 2
"""What one slip costs, such as one wrong keystroke; a cause that explains many cells is one slip."""


@attrs.frozen(kw_only=True)
class Claim:
    """An explanation in numbers: what cells should hold, what they can hold where that is open, and the one cause.

    ``leaves`` are identities that fail after it, because more is wrong than these cells.
    """

    changes: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, Bounds], ...] = ()
    filled: tuple[tuple[int, int], ...] = ()
    cause: Cause | None = None
    leaves: tuple[int, ...] = ()


@attrs.frozen(eq=False, kw_only=True)
class Facts:
    """What cells hold, as numbers of the search and as printed, and what is known beside the identities.

    ``previous`` are last year's values, ``stated`` what the text states, ``doubted`` the cells the reader doubted.
    """

    values: tuple[int | None, ...]
    printed: tuple[Value, ...]
    previous: Mapping[int, int]
    stated: Mapping[int, frozenset[int]]
    doubted: frozenset[int]


class Rank(NamedTuple):
    """Why an explanation stands where it does; less is better in every part."""

    contradicted: int
    """Cells whose printed number the text states as well."""
    unstated: int
    """Minus the cells whose proposed number the text states."""
    trusted: int
    """0 if the reader doubted every cell that would change."""
    effort: int
    """How much must have gone wrong: 2 for each likely slip of a hand."""
    cells: int
    """How many cells change."""
    unusual: int
    """Cells whose slip is none of the usual ones; so is a single total that leaves out a part: small numbers agree."""
    unlike: int
    """Cells whose proposed number is farther from last year's than the printed one, minus those that are nearer."""
    place: tuple[int, ...]
    """Where the cells stand on the form: no evidence, but an order."""


_BETTER: Final = {
    "contradicted": Text("正文与原数相符的格较少", "the text agrees with fewer of the printed numbers it changes"),
    "unstated": Text("正文写明的数与建议值相符", "the text states more of the numbers it proposes"),
    "trusted": Text("只改动读取时有疑问的格", "it changes only cells that the reader was not sure of"),
    "effort": Text("所需的笔误更少", "it takes fewer slips"),
    "cells": Text("改动的格更少", "it changes fewer cells"),
    "unusual": Text("笔误更常见", "its slips are more usual"),
    "unlike": Text("建议值更接近上年", "the numbers it proposes are nearer to last year's"),
    "place": Text("证据相同，按表格顺序排列", "the evidence is equal; the order is that of the form"),
}
"""What is said for an explanation that is better in a part of its rank."""


def reason(ranks: Sequence[Rank], position: int) -> Text:
    """Why an explanation stands before the next one, or the last one behind the one before."""
    if len(ranks) == 1:
        return Text("没有其他解释", "there is no other explanation")
    if position + 1 < len(ranks):
        better = _better(ranks[position], ranks[position + 1])
        return Text(f"先于下一种：{better.zh}", f"before the next one: {better.en}")
    better = _better(ranks[position - 1], ranks[position])
    return Text(f"排在最后；前一种{better.zh}", f"last; of the one before: {better.en}")


def _better(one: Rank, other: Rank) -> Text:
    return next(text for part, text in _BETTER.items() if getattr(one, part) != getattr(other, part))


class EvidenceKind(enum.Enum):
    """What speaks for or against an explanation; the value is the id used in JSON."""

    SLIP = "slip"
    """How the proposed number can have become the printed one."""
    STATED = "stated"
    """The text states the proposed number."""
    CONTRADICTED = "contradicted"
    """The text states the printed number."""
    DOUBTED = "doubted"
    """The reader was not sure of this cell."""
    LAST_YEAR = "last_year"
    """Last year's number is the proposed one."""
    NEARER_LAST_YEAR = "nearer_last_year"
    """The proposed number is nearer to last year's than the printed one."""
    LEFT_OUT = "left_out"
    """The difference is one addend of the total: it was left out."""
    COUNTED_TWICE = "counted_twice"
    """The difference is one addend of the total: it was taken twice."""
    MOVED_TOGETHER = "moved_together"
    """Two cells are off by the same, and an identity ties them: one may have been worked out from the other."""
    EXCHANGED = "exchanged"
    """Two cells hold each other's numbers."""

    def __repr__(self) -> str:
        return f"EvidenceKind.{self.name}"


@attrs.frozen
class Sign:
    """One piece of evidence on the cells it concerns; ``slip`` and ``number`` where the kind has them."""

    kind: EvidenceKind
    cells: tuple[int, ...]
    slip: Slip | None = None
    number: int | None = None


def rank(system: System, facts: Facts, claim: Claim) -> Rank:
    """Where an explanation stands among those of the same failures."""
    stated, values = facts.stated, facts.values
    touched = _touched(claim)
    strokes = [] if claim.cause is not None else list(_strokes(facts, claim))
    return Rank(
        contradicted=sum(values[cell] in stated.get(cell, ()) for cell, _ in claim.changes) if stated else 0,
        unstated=-sum(value in stated.get(cell, ()) for cell, value in claim.changes) if stated else 0,
        trusted=int(not facts.doubted.issuperset(touched)),
        effort=_effort(facts, claim, strokes),
        cells=len(touched),
        unusual=_unusual(claim, strokes),
        unlike=sum(_unlike(facts, cell, value) for cell, value in claim.changes) if facts.previous else 0,
        place=touched,
    )


def _touched(claim: Claim) -> tuple[int, ...]:
    return tuple(sorted([cell for cell, _ in claim.changes] + [cell for cell, _ in claim.open]))


def _unlike(facts: Facts, cell: int, value: int) -> int:
    printed, before = facts.values[cell], facts.previous.get(cell)
    if printed is None or before is None:
        return 0
    near, far = abs(value - before), abs(printed - before)
    return (near > far) - (near < far)


def _effort(facts: Facts, claim: Claim, strokes: list[Stroke]) -> int:
    """How much must have gone wrong for the printed numbers to stand where the proposed ones belong."""
    if claim.cause is not None:
        return 2 * SLIP if claim.cause.kind is CauseKind.RESTATED else SLIP  # it takes two reports that differ
    total = sum(each.cost for each in strokes)
    return min(total, SLIP + 1) if exchanged(facts, claim) else total


def _unusual(claim: Claim, strokes: list[Stroke]) -> int:
    if claim.cause is not None:
        return int(len(claim.changes) == 1)
    return sum(each.slip not in USUAL for each in strokes)


def _strokes(facts: Facts, claim: Claim) -> Iterator[Stroke]:
    """What happened to each number; of a range, to the nearest number in it."""
    for cell, value in claim.changes:
        printed = facts.values[cell]
        assert printed is not None  # a blank is filled, never changed
        yield stroke(printed, value)
    for cell, bounds in claim.open:
        held = facts.values[cell]
        assert held is not None
        yield stroke(held, _nearest(held, bounds))


def _nearest(printed: int, bounds: Bounds) -> int:
    if bounds.low is not None and printed < bounds.low:
        return bounds.low
    return bounds.high if bounds.high is not None and printed > bounds.high else printed


def exchanged(facts: Facts, claim: Claim) -> bool:
    """Whether two cells hold each other's numbers."""
    if len(claim.changes) != 2 or claim.open:
        return False
    (first, one), (second, other) = claim.changes
    return facts.values[first] == other and facts.values[second] == one


def moved_together(system: System, facts: Facts, claim: Claim) -> bool:
    """Whether two cells are off by the same and an identity over both holds as printed: one follows from the other."""
    if len(claim.changes) != 2 or claim.open:
        return False
    (first, one), (second, other) = claim.changes
    a, b = facts.values[first], facts.values[second]
    if a is None or b is None or one - a != other - b:
        return False
    factors = {identity: factor for identity, factor, _ in system.columns[first]}
    return any(factors.get(identity) == -factor for identity, factor, _ in system.columns[second])


def signs(system: System, facts: Facts, claim: Claim) -> tuple[Sign, ...]:
    """Every piece of evidence on an explanation, in the order of the cells."""
    found: list[Sign] = []
    if claim.cause is None:
        cells = _touched(claim)
        if exchanged(facts, claim):
            found.append(Sign(EvidenceKind.EXCHANGED, cells))
        elif moved_together(system, facts, claim):
            found.append(Sign(EvidenceKind.MOVED_TOGETHER, cells))
    for cell, value in claim.changes:
        found.extend(_cell_signs(system, facts, claim, cell, value))
    found.extend(Sign(EvidenceKind.DOUBTED, (cell,)) for cell in _touched(claim) if cell in facts.doubted)
    return tuple(found)


def _cell_signs(system: System, facts: Facts, claim: Claim, cell: int, value: int) -> list[Sign]:
    printed, before = facts.values[cell], facts.previous.get(cell)
    stated = facts.stated.get(cell, frozenset())
    found: list[Sign] = []
    if printed is None:
        return found
    if claim.cause is None:
        found.append(Sign(EvidenceKind.SLIP, (cell,), stroke(printed, value).slip))
        if len(claim.changes) == 1:
            found.extend(_addend_signs(system, facts, cell, value - printed))
    if value in stated:
        found.append(Sign(EvidenceKind.STATED, (cell,), number=value))
    if printed in stated:
        found.append(Sign(EvidenceKind.CONTRADICTED, (cell,), number=printed))
    if before is not None and before == value:
        found.append(Sign(EvidenceKind.LAST_YEAR, (cell,), number=before))
    elif _unlike(facts, cell, value) < 0:
        found.append(Sign(EvidenceKind.NEARER_LAST_YEAR, (cell,), number=before))
    return found


def _addend_signs(system: System, facts: Facts, cell: int, difference: int) -> list[Sign]:
    """The addends of this total whose number is the whole difference."""
    found: list[Sign] = []
    for identity, _, _ in system.columns[cell]:
        right = system.identities[identity].right
        if len(right) == 1 and system.number[right[0].name] == cell:
            for addend, _ in system.factors[identity]:
                value = facts.values[addend]
                if addend != cell and value and abs(value) == abs(difference):
                    kind = EvidenceKind.LEFT_OUT if value == difference else EvidenceKind.COUNTED_TWICE
                    found.append(Sign(kind, (addend,), number=value))
    return found
