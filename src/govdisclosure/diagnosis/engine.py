"""The order of the search: one cell first, then two cells and one slip over several; each is complete in itself.

A component of failures gets the explanations of the smallest size: if one cell can account for it, two are not looked
for. Slips over several cells are looked for unless exactly one single cell satisfies the equalities.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from govdisclosure.diagnosis.blanks import Bounds
from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.evidence import Claim
from govdisclosure.diagnosis.layout import Layout
from govdisclosure.diagnosis.patterns import hypotheses, is_joined
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.search import Correction, pairs, singles
from govdisclosure.diagnosis.statements import Assessment
from govdisclosure.diagnosis.suspects import Search, Suspicion

LARGEST = 2
"""How many wrong cells an explanation may have, unless one slip accounts for more."""


@attrs.frozen(kw_only=True)
class Found:
    """The explanations of one problem, how many satisfy the equalities alone, and what that makes of it.

    ``leaves`` are identities that go on failing whichever explanation is right.
    """

    problem: Problem
    claims: tuple[Claim, ...] = ()
    fits: int = 0
    assessment: Assessment = Assessment.NO_SMALL_EXPLANATION
    leaves: tuple[int, ...] = ()


def explain(problem: Problem, layout: Layout) -> Found:
    """Every small explanation of a problem."""
    return _with_blanks(problem, layout) if problem.gaps else _without_blanks(problem, layout)


def assess(claims: tuple[Claim, ...]) -> Assessment:
    """What the explanations of some failures make of them."""
    if any(len(claim.changes) + len(claim.open) == 1 for claim in claims):
        return Assessment.EXPLAINED
    return Assessment.NOT_A_SINGLE_CELL if claims else Assessment.NO_SMALL_EXPLANATION


# ---------------------------------------------------------------------------------------------- without blanks


def _without_blanks(problem: Problem, layout: Layout) -> Found:
    system, failing = problem.system, problem.failing
    one = singles(system, failing)
    fitting = [((cell, value),) for cell, value in _new(problem, one) if problem.may_hold(cell, value)]
    if len(fitting) == len(one) == 1:
        claim = Claim(changes=fitting[0])
        return Found(problem=problem, claims=(claim,), fits=1, assessment=Assessment.EXPLAINED)
    plain = [Claim(changes=changes) for changes in fitting]
    fits = len(one)
    if not plain:
        two = pairs(system, failing)
        fits += len(two)
        plain = [_named(problem, layout, changes) for changes in _two(problem, two)]
        plain += _shared(problem, [cell for cell, _ in one])
    claims = _merged(plain, problem, layout)
    fits += len(claims) - len(plain)
    return Found(problem=problem, claims=claims, fits=fits, assessment=assess(claims))


def _new(problem: Problem, changes: Iterable[Correction]) -> Iterator[tuple[int, int]]:
    for cell, difference in changes:
        printed = problem.values[cell]
        assert printed is not None
        yield cell, printed + difference


def _two(problem: Problem, found: Iterable[tuple[Correction, Correction]]) -> Iterator[tuple[tuple[int, int], ...]]:
    for pair in found:
        changes = tuple(_new(problem, pair))
        if all(problem.may_hold(cell, value) for cell, value in changes):
            yield changes


def _shared(problem: Problem, cells: list[int]) -> list[Claim]:
    """Two cells that share a difference neither can take alone without becoming negative."""
    return _suspected(problem, _search(problem).among(cells, LARGEST)) if len(cells) > 1 else []


def _search(problem: Problem) -> Search:
    return Search(system=problem.system, identities=problem.identities, values=problem.values, signed=problem.signed)


def _named(problem: Problem, layout: Layout, changes: tuple[tuple[int, int], ...]) -> Claim:
    """Two cells, with the cause if they are the pieces of one number."""
    (first, whole), (second, _) = changes
    values = problem.values
    if layout.right_of.get(first) == second and is_joined(whole, values[first], values[second]):
        lines = (layout.labels[first], layout.labels[second])
        return Claim(changes=changes, cause=Cause(CauseKind.NUMBER_SPLIT, lines))
    return Claim(changes=changes)


def _merged(plain: list[Claim], problem: Problem, layout: Layout) -> tuple[Claim, ...]:
    """Plain changes and slips; where both propose the same, the slip says more."""
    found = {claim.changes if not claim.open else (claim.changes, claim.open): claim for claim in plain}
    for hypothesis in hypotheses(problem, layout):
        found[hypothesis.changes] = Claim(changes=hypothesis.changes, cause=hypothesis.cause)
    return tuple(found.values())


# ---------------------------------------------------------------------------------------------- with blanks


def _with_blanks(problem: Problem, layout: Layout) -> Found:
    search = _search(problem)
    plain = _suspected(problem, search.smallest(LARGEST))
    anything = frozenset(problem.system.cells_of(problem.identities))
    fits = len(plain)
    if fits == 1:
        fits = len(attrs.evolve(search, signed=anything).smallest(LARGEST))
        if fits == 1 and len(plain[0].changes) + len(plain[0].open) == 1:
            return Found(problem=problem, claims=tuple(plain), fits=1, assessment=Assessment.EXPLAINED)
    claims = _merged([_pieces(problem, layout, claim) for claim in plain], problem, layout)
    fits += len(claims) - len(plain)
    return Found(problem=problem, claims=claims, fits=fits, assessment=assess(claims))


def _pieces(problem: Problem, layout: Layout, claim: Claim) -> Claim:
    if len(claim.changes) != 2 or claim.open:
        return claim
    return attrs.evolve(claim, cause=_named(problem, layout, claim.changes).cause)


def _suspected(problem: Problem, suspicions: Iterable[Suspicion]) -> list[Claim]:
    """Sets of suspects as explanations, but for those that need a number no cell can hold."""
    claims = (_claim(problem, each) for each in suspicions)
    return [claim for claim in claims if all(problem.may_hold(cell, value) for cell, value in claim.changes)]


def _claim(problem: Problem, suspicion: Suspicion) -> Claim:
    """Numbers where only one is possible, ranges elsewhere."""
    changes: list[tuple[int, int]] = []
    still_open: list[tuple[int, Bounds]] = []
    for cell, bounds in zip(suspicion.cells, suspicion.bounds, strict=True):
        if bounds.low is not None and bounds.single:
            changes.append((cell, bounds.low))
        else:
            still_open.append((cell, bounds))
    return Claim(changes=tuple(changes), open=tuple(still_open), filled=tuple(_filled(problem, suspicion)))


def _filled(problem: Problem, suspicion: Suspicion) -> Iterator[tuple[int, int]]:
    """The blanks of the identities in conflict whose number follows from the explanation."""
    for cell in problem.system.cells_of(problem.conflict):
        if problem.values[cell] is None:
            bounds = suspicion.fit.bounds(cell)
            if bounds.low is not None and bounds.single:
                yield cell, bounds.low


# ---------------------------------------------------------------------------------------------- beyond


def joint(parts: Sequence[Problem]) -> Problem:
    """Several problems as one, for a slip that went across them."""
    first = parts[0]
    return attrs.evolve(
        first,
        identities=frozenset(at for part in parts for at in part.identities),
        failing={at: left for part in parts for at, left in part.failing.items()},
        conflict=tuple(sorted(at for part in parts for at in part.conflict)),
        gaps=any(part.gaps for part in parts),
    )


def across(problems: Sequence[Problem], layout: Layout) -> Iterator[tuple[Found, tuple[int, ...]]]:
    """Slips along one printed line that account for several problems at once, and the numbers of these problems."""
    for axis in layout.axes:
        for line in axis.lines:
            numbers = tuple(at for at, each in enumerate(problems) if not each.identities.isdisjoint(line.own))
            if len(numbers) > 1:
                problem = joint([problems[at] for at in numbers])
                claims = _merged([], problem, layout)
                if claims:
                    yield Found(problem=problem, claims=claims, fits=len(claims), assessment=assess(claims)), numbers
