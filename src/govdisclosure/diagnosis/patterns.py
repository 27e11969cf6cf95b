"""One slip that changes many cells: each hypothesis is worked out from what fails, then verified in full.

Where one line accounts for everything, the identities that cross it say what each of its cells would have to be. So the
line as it should be is computed first, and only then is it asked how the printed line can have come from it.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import attrs

from govdisclosure.diagnosis.causes import LEFT, RIGHT, Cause, CauseKind
from govdisclosure.diagnosis.layout import Axis, Family, Layout, RowOrColumn
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.forms.text import Text
from govdisclosure.kernel import Factors

Printed = Sequence[int | None]
Target = Sequence[int | None]
"""A line as it should be; None where the identities do not say."""


@attrs.frozen
class Hypothesis:
    """A slip, and what the cells would hold without it."""

    cause: Cause
    changes: tuple[tuple[int, int], ...]


def hypotheses(problem: Problem, layout: Layout) -> Iterator[Hypothesis]:
    """Every slip after whose correction all identities of the problem hold."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    for cause, cells, target in _candidates(problem, layout):
        changes = tuple(
            sorted(
                (cell, value)
                for cell, value in zip(cells, target, strict=True)
                if value is not None and value != problem.values[cell]
            )
        )
        if changes and changes not in seen and problem.mended_by(dict(changes)):
            seen.add(changes)
            yield Hypothesis(cause, changes)


Candidate = tuple[Cause, Sequence[int], Target]


def _candidates(problem: Problem, layout: Layout) -> Iterator[Candidate]:
    yield from _swapped(problem, layout)
    for family in layout.families:
        yield from _totals_left_empty(problem, family)
        yield from _omitted(problem, family)
    for axis in layout.axes:
        if not axis.identities.isdisjoint(problem.conflict):
            broken = axis.own.intersection(problem.failing)
            yield from _one_line(problem, axis, broken)
            if not broken:  # whole lines that change places keep their own sums
                yield from _exchanged(problem, axis)


# ---------------------------------------------------------------------------------------------- one line


def _one_line(problem: Problem, axis: Axis, broken: frozenset[int]) -> Iterator[Candidate]:
    needed: dict[int, list[int | None] | None] = {}
    for at, line in enumerate(axis.lines):
        if not broken.issubset(line.own):
            continue
        if line.role not in needed:
            needed[line.role] = _needed(problem, line.crossing)
        needs = needed[line.role]
        if needs is not None and any(d is None or d for d in needs):
            printed = [problem.values[cell] for cell in line.cells]
            target = [None if v is None or d is None else v + d for v, d in zip(printed, needs, strict=True)]
            above = [problem.values[cell] for cell in axis.lines[at - 1].cells] if at else []
            before = [problem.previous.get(cell) for cell in line.cells]
            for cause, corrected in _explained(axis, line, printed, target, above=above, before=before):
                yield cause, line.cells, _completed(problem, line, corrected)


def _needed(problem: Problem, role: tuple[Factors, ...]) -> list[int | None] | None:
    """What a line of this role would have to gain in each cell; None if no line of the role explains the failures."""
    needs: list[int | None] = []
    for crossing in role:
        lefts = ((factor, problem.residuals[identity]) for identity, factor in crossing)
        differences = {-left // factor for factor, left in lefts if left is not None}
        if len(differences) > 1:
            return None
        needs.append(differences.pop() if differences else None)
    return needs


def _explained(
    axis: Axis, line: RowOrColumn, printed: Printed, target: Target, *, above: Printed, before: Printed
) -> Iterator[tuple[Cause, list[int | None]]]:
    if not any(value is None or value for value in printed):
        yield Cause(CauseKind.LINE_LEFT_EMPTY, (line.label,)), list(target)
    elif axis.rows:
        if printed == before and None not in printed:
            yield Cause(CauseKind.COPIED_FROM_LAST_YEAR, (line.label,)), list(target)
        if printed == above and None not in printed:
            yield Cause(CauseKind.ROW_COPIED, (line.label,)), list(target)
        yield from _shifted(line.label, printed, target)
        yield from _split(line.label, printed, target)


def _shifted(label: Text, printed: Printed, target: Target) -> Iterator[tuple[Cause, list[int | None]]]:
    """The row without a shift by one; the cell that was pushed out is what the identities say."""
    if not printed[0] and None not in printed[1:] and _agree(target[:-1], printed[1:]):
        yield Cause(CauseKind.ROW_SHIFTED, (label,), RIGHT), [*printed[1:], target[-1]]
    if not printed[-1] and None not in printed[:-1] and _agree(target[1:], printed[:-1]):
        yield Cause(CauseKind.ROW_SHIFTED, (label,), LEFT), [target[0], *printed[:-1]]


def _agree(target: Target, given: Printed) -> bool:
    return all(wanted is None or wanted == value for wanted, value in zip(target, given, strict=True))


def _split(label: Text, printed: Printed, target: Target) -> Iterator[tuple[Cause, list[int | None]]]:
    """The row with two pieces joined to the number they were, what follows moved back, and the last one restored."""
    at = next(
        (k for k, (v, t) in enumerate(zip(printed, target, strict=True)) if t is not None and v != t), len(printed)
    )
    if at + 2 <= len(printed) and None not in printed:
        whole = target[at]
        if is_joined(whole, printed[at], printed[at + 1]) and _agree(target[at + 1 : -1], printed[at + 2 :]):
            moved = [*printed[at + 2 :], target[-1]] if at + 2 < len(printed) else [target[-1]]
            yield Cause(CauseKind.NUMBER_SPLIT, (label,)), [*printed[:at], whole, *moved]


def is_joined(whole: int | None, first: int | None, second: int | None) -> bool:
    """Whether a number is two others written one after the other (zeros that began the second are lost)."""
    if whole is None or first is None or second is None or first <= 0 or second < 0:
        return False
    head, digits = str(first), str(whole)
    rest = digits.removeprefix(head)
    return len(rest) < len(digits) and rest != "" and int(rest) == second


def _completed(problem: Problem, line: RowOrColumn, corrected: list[int | None]) -> list[int | None]:
    """The one cell that is still open, from an identity of the line's own; as it is if that gives none."""
    if corrected.count(None) != 1:
        return corrected
    at = corrected.index(None)
    return [*corrected[:at], next(_solutions(problem, line, corrected, at), None), *corrected[at + 1 :]]


def _solutions(problem: Problem, line: RowOrColumn, corrected: Sequence[int | None], at: int) -> Iterator[int]:
    held = dict(zip(line.cells, corrected, strict=True))
    for identity in line.own:
        row = dict(problem.system.factors[identity])
        factor = row.pop(line.cells[at], 0)
        others = [(each, held.get(cell, problem.values[cell])) for cell, each in row.items()]
        known = [each * value for each, value in others if value is not None]
        if factor and len(known) == len(others):
            yield -sum(known) // factor


# ---------------------------------------------------------------------------------------------- two lines


def _exchanged(problem: Problem, axis: Axis) -> Iterator[Candidate]:
    for first, second in combinations(axis.roles, 2):
        gains = _gains(problem, first[0].crossing, second[0].crossing)
        if gains is not None:
            for one in first:
                for other in second:
                    yield from _pair(problem, one, other, gains)


def _gains(problem: Problem, first: tuple[Factors, ...], second: tuple[Factors, ...]) -> list[int | None] | None:
    """How much more each cell of the second line must hold than the first, if exchanging them explains the failures."""
    gains: list[int | None] = []
    for one, other in zip(first, second, strict=True):
        effect = dict(one)
        for identity, factor in other:
            effect[identity] = effect.get(identity, 0) - factor
        wanted: set[int | None] = set()
        for identity, factor in effect.items():
            left = problem.residuals[identity]
            if left is not None and (factor or left):
                wanted.add(-left // factor if factor else None)
        if len(wanted) > 1 or None in wanted:
            return None
        gains.append(wanted.pop() if wanted else None)
    return gains


def _pair(problem: Problem, one: RowOrColumn, other: RowOrColumn, gains: Sequence[int | None]) -> Iterator[Candidate]:
    values = problem.values
    for a, b, gain in zip(one.cells, other.cells, gains, strict=True):
        x, y = values[a], values[b]
        if x is None or y is None or (gain is not None and y - x != gain):
            return
    cells = (*one.cells, *other.cells)
    swapped = [values[cell] for cell in (*other.cells, *one.cells)]
    yield Cause(CauseKind.LINES_EXCHANGED, (one.label, other.label)), cells, swapped


def _swapped(problem: Problem, layout: Layout) -> Iterator[Candidate]:
    """Neighbouring cells that hold each other's numbers."""
    # without blanks every failing identity must be mended, so the pairs that can mend the first one are all there are
    for identity in problem.conflict if problem.gaps else problem.conflict[:1]:
        left = problem.residuals[identity]
        for a, b, factor in layout.swaps.get(identity, ()):
            x, y = problem.values[a], problem.values[b]
            if x is not None and y is not None and x != y and (left is None or factor * (y - x) == -left):
                yield Cause(CauseKind.NEIGHBOURS_SWAPPED, (layout.labels[a], layout.labels[b])), (a, b), (y, x)


# ---------------------------------------------------------------------------------------------- totals


def _omitted(problem: Problem, family: Family) -> Iterator[Candidate]:
    """Totals that leave out one part, or take it twice, in every identity of the family at hand."""
    members = [k for k, identity in enumerate(family.identities) if identity in problem.identities]
    residuals = [problem.residuals[family.identities[k]] for k in members]
    first = next((at for at, left in enumerate(residuals) if left), None)
    if first is None or None in residuals:
        return
    values, totals = problem.values, [family.totals[k] for k in members]
    for label, addends in zip(family.labels, family.addends, strict=True):
        for kind, sign in ((CauseKind.TOTAL_OMITS, 1), (CauseKind.TOTAL_COUNTS_TWICE, -1)):
            if values[addends[members[first]]] == sign * (residuals[first] or 0):
                parts = [values[addends[k]] for k in members]
                if all(part == sign * (left or 0) for part, left in zip(parts, residuals, strict=True)):
                    yield Cause(kind, (label,)), totals, _corrected(problem, totals, residuals)


def _corrected(problem: Problem, totals: Sequence[int], residuals: Sequence[int | None]) -> list[int | None]:
    held = [problem.values[total] for total in totals]
    return [None if v is None or r is None else v + r for v, r in zip(held, residuals, strict=True)]


def _totals_left_empty(problem: Problem, family: Family) -> Iterator[Candidate]:
    """Totals that are zero set to the sum of their parts."""
    totals: list[int] = []
    sums: list[int | None] = []
    for identity, total in zip(family.identities, family.totals, strict=True):
        left = problem.residuals[identity]
        if identity in problem.identities and problem.values[total] == 0 and left:
            totals.append(total)
            sums.append(left)
    if len(totals) > 1:
        names = tuple(problem.system.identities[at].subject for at in problem.failing if at in family.identities)
        yield Cause(CauseKind.TOTALS_LEFT_EMPTY, names), totals, sums
