"""The order of the search: one cell first, then two cells and one slip over several; each is complete in itself.

A component of failures gets the explanations of the smallest size: if one cell can account for it, two are not looked
for. Slips over several cells are looked for unless exactly one single cell satisfies the equalities.

An explanation that stands alone is called the only one of its size if that is known: of one cell and two, because all
are looked for; of more along one line, because it can be counted (`govdisclosure.diagnosis.alone`). A cell that stands
alone only because the others that satisfy the equalities would be negative is never called so: it can share the
difference with any of them.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from govdisclosure.diagnosis.alone import certainty_along
from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.evidence import Claim
from govdisclosure.diagnosis.layout import Layout
from govdisclosure.diagnosis.patterns import hypotheses, is_joined
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.search import Correction, pairs, singles
from govdisclosure.diagnosis.statements import Assessment, Certainty
from govdisclosure.diagnosis.suspects import Search, Suspicion
from govdisclosure.unknowns.blanks import Bounds

LARGEST = 2
"""How many wrong cells an explanation may have, unless one slip accounts for more."""


@attrs.frozen(kw_only=True)
class Found:
    """The explanations of one problem, and what that makes of it.

    ``sole`` is what can be said of an explanation that stands alone. ``leaves`` are identities that go on failing
    whichever explanation is right.
    """

    problem: Problem
    claims: tuple[Claim, ...] = ()
    sole: Certainty = Certainty.AMBIGUOUS
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
        return Found(problem=problem, claims=(claim,), sole=Certainty.UNIQUE, assessment=Assessment.EXPLAINED)
    plain = [Claim(changes=changes) for changes in fitting]
    sole = Certainty.AMBIGUOUS
    if not plain:
        two = pairs(system, failing)
        plain = [_named(problem, layout, changes) for changes in _two(problem, two)]
        plain += _shared(problem, [cell for cell, _ in one])
        sole = Certainty.UNIQUE if len(two) == 1 and not one else Certainty.UNIQUE_IF_NONNEGATIVE
    return _found(problem, layout, plain, sole)


def _found(problem: Problem, layout: Layout, plain: Sequence[Claim], sole: Certainty) -> Found:
    """What is found with the slips; ``sole`` holds of the plain changes."""
    claims = _merged(plain, problem, layout)
    if not plain:
        known = len(claims) == 1 and not problem.gaps
        sole = certainty_along(problem, layout, claims[0].changes) if known else Certainty.AMBIGUOUS
    return Found(problem=problem, claims=claims, sole=sole, assessment=assess(claims))


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
    return Search(
        system=problem.system, identities=problem.identities, values=problem.values, signed=problem.system.signed
    )


def _named(problem: Problem, layout: Layout, changes: tuple[tuple[int, int], ...]) -> Claim:
    """Two cells, with the cause if they are the pieces of one number."""
    (first, whole), (second, _) = changes
    values = problem.values
    if layout.right_of.get(first) == second and is_joined(whole, values[first], values[second]):
        lines = (layout.labels[first], layout.labels[second])
        return Claim(changes=changes, cause=Cause(CauseKind.NUMBER_SPLIT, lines))
    return Claim(changes=changes)


def _merged(plain: Sequence[Claim], problem: Problem, layout: Layout) -> tuple[Claim, ...]:
    """Plain changes and slips; where both propose the same, the slip says more."""
    found = {claim.changes if not claim.open else (claim.changes, claim.open): claim for claim in plain}
    for hypothesis in hypotheses(problem, layout):
        found[hypothesis.changes] = Claim(changes=hypothesis.changes, cause=hypothesis.cause)
    return tuple(found.values())


# ---------------------------------------------------------------------------------------------- with blanks


def _with_blanks(problem: Problem, layout: Layout) -> Found:
    search = _search(problem)
    suspicions = search.smallest(LARGEST)
    plain = _suspected(problem, suspicions)
    sole = _sole(search, suspicions[0].cells) if len(plain) == len(suspicions) == 1 else Certainty.AMBIGUOUS
    if sole is Certainty.UNIQUE and len(suspicions[0].cells) == 1:
        return Found(problem=problem, claims=tuple(plain), sole=sole, assessment=Assessment.EXPLAINED)
    return _found(problem, layout, [_pieces(problem, layout, claim) for claim in plain], sole)


def _sole(search: Search, cells: tuple[int, ...]) -> Certainty:
    """What can be said of the only cell, or pair of cells, that can be wrong."""
    anything = frozenset(search.system.cells_of(search.identities))
    others = [each.cells for each in attrs.evolve(search, signed=anything).smallest(LARGEST) if each.cells != cells]
    if not others:
        return Certainty.UNIQUE
    shared = len(cells) == 1 and any(not search.fit((*cells, *other)).bounds(*other).single for other in others)
    return Certainty.AMBIGUOUS if shared else Certainty.UNIQUE_IF_NONNEGATIVE


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
                    yield Found(problem=problem, claims=claims, assessment=assess(claims)), numbers
