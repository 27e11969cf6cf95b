"""Diagnosis of a report or table: what fails is split into problems, and each problem is explained."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod
from typing import TypeVar

import attrs

from govdisclosure.diagnosis.case import Case, Setting, Stated, failing_alone, laid, refuse_unknown, without
from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.engine import Found, across, assess, explain
from govdisclosure.diagnosis.evidence import Claim
from govdisclosure.diagnosis.explanation import explanations, in_one_line
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.result import Component, Diagnosis, Unknowns
from govdisclosure.diagnosis.statements import Assessment, Certainty, Contradiction
from govdisclosure.diagnosis.years import NOTHING, Joined
from govdisclosure.forms import demands
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.text import Lang
from govdisclosure.forms.values import Value, check_count, check_money
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import Tabular
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose

T = TypeVar("T")


def diagnose(
    x: Reading | Tabular,
    *,
    previous: Reading | AnnualReport | None = None,
    blank_as_zero: bool = False,
    stated: Stated | None = None,
    identities: Sequence[Identity] = (),
    references: Mapping[str, Value] | None = None,
) -> Diagnosis:
    """Find which cells can be wrong and what they should hold, and what the identities say of blanks.

    ``previous`` is the report of the year before, for a report (a table alone has none): its closing figures must be
    this year's opening figures, and its numbers are evidence. Under ``blank_as_zero`` a printed blank or placeholder
    counts as zero. ``stated`` are the figures that the text of the report states, as evidence. ``identities`` are
    further ones, over cells of ``x`` and over ``references``: figures of other reports, by any name, that cannot be
    wrong (`linked` gives both).
    Nothing is changed: an explanation is a proposal.
    """
    _refuse(previous, stated, references, blank_as_zero=blank_as_zero)
    identities = demands.every(identities, Identity, "identities")
    setting = Setting(
        data=x.report if isinstance(x, Reading) else x,
        reading=x if isinstance(x, Reading) else None,
        previous=previous.report if isinstance(previous, Reading) else previous,
        zero=blank_as_zero,
        stated=stated or {},
    )
    extra = NOTHING
    if identities or references:
        held = FrozenMap(references or {})
        extra = Joined(identities=identities, held=held, fixed=frozenset(held))
        refuse_unknown(setting, extra)
    return _diagnosis(laid(setting, extra))


def _refuse(previous: object, stated: object, references: object, *, blank_as_zero: object) -> None:
    """`InvalidTypeError` for what is of a wrong type, whether or not it would be looked at."""
    if previous is not None:
        demands.demand(previous, (Reading, AnnualReport), "previous")
    for name, check, given in (("stated", _stated, stated), ("references", _reference, references)):
        for key, value in demands.mapping({} if given is None else given, name).items():
            demands.demand(key, str, name)
            check(f"{name}[{key!r}]", value)
    demands.flag(blank_as_zero, "blank_as_zero")


def _stated(name: str, value: object) -> None:
    if not isinstance(value, int):
        demands.every(value, int, name)


def _reference(name: str, value: object) -> None:
    (check_money if isinstance(value, Decimal) else check_count)(name, value)


def _diagnosis(case: Case) -> Diagnosis:
    problems = case.problems
    components = _components(case) if problems else ()
    return Diagnosis(
        assessment=_assessment(case, components),
        components=components,
        contradictions=tuple(each for problem in problems for each in _contradictions(problem)),
        unknowns=Unknowns(subject=case.subject, parts=_parts_with_blanks(case)),
    )


def _parts_with_blanks(case: Case) -> tuple[Problem, ...]:
    if not case.blanks:
        return ()
    failing = {at for problem in case.problems for at in problem.identities}
    parts = (case.problem(block, {}) for block in case.form.system.blocks if failing.isdisjoint(block))
    return tuple(part for part in parts if part.gaps)


_WORST_FIRST = (Assessment.NO_SMALL_EXPLANATION, Assessment.NOT_A_SINGLE_CELL, Assessment.EXPLAINED)


def _assessment(case: Case, components: tuple[Component, ...]) -> Assessment:
    for assessment in _WORST_FIRST if components else ():
        if any(component.assessment is assessment for component in components):
            return assessment
    unknown = case.blanks or not case.residuals
    return Assessment.NOT_EVALUATED if unknown else Assessment.CONSISTENT


def _contradictions(problem: Problem) -> Iterator[Contradiction]:
    found = list(failing_alone(problem)) if problem.gaps else list(problem.failing)
    names = problem.system.identities
    for at in found:
        yield Contradiction(instances=(names[at].instance,))
    if not found:
        yield Contradiction(instances=tuple(names[at].instance for at in problem.conflict))


# ---------------------------------------------------------------------------------------------- components


def _components(case: Case) -> tuple[Component, ...]:
    layout = case.form.layout
    found = [_found(case, problem) for problem in case.problems]
    if len(found) == 1:
        return (_component(case, found[0], 0),)
    components: list[Component] = []
    wholes = [0] * len(found)
    replaced: set[int] = set()
    for whole, numbers in across(case.problems, layout):
        parts = [found[at] for at in numbers]
        if _says_the_same(whole, parts):
            components.append(_component(case, attrs.evolve(whole, fits=prod(part.fits for part in parts)), 0))
            replaced.update(numbers)
            continue
        components.append(_component(case, whole, prod(len(part.claims) for part in parts)))
        for at in numbers:
            wholes[at] += len(whole.claims)
    left = [at for at in range(len(found)) if at not in replaced]
    return (*components, *(_component(case, found[at], wholes[at]) for at in left))


def _says_the_same(whole: Found, parts: Sequence[Found]) -> bool:
    """Whether one slip proposes what the parts propose by themselves, each in one way: then it says more than they."""
    if len(whole.claims) != 1 or any(len(part.claims) != 1 for part in parts):
        return False
    together = sorted(change for part in parts for change in part.claims[0].changes)
    return sorted(whole.claims[0].changes) == together


def _component(case: Case, found: Found, besides: int) -> Component:
    problem, names = found.problem, case.form.system.identities
    return Component(
        failures=tuple(names[at].instance for at in problem.conflict),
        assessment=found.assessment,
        with_blanks=any(problem.residuals[at] is None for at in problem.conflict),
        explanations=explanations(
            case.subject,
            case.facts,
            found.claims,
            fits=found.fits,
            besides=besides,
            repairs=functools.partial(_repairs, found),
        ),
    )


def _repairs(found: Found, claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The instances that hold again after a claim, and those that go on failing."""
    problem, names = found.problem, found.problem.system.identities
    mended: Sequence[int] = [at for at in problem.conflict if at not in found.leaves]
    if problem.gaps:
        held = list(problem.values)
        for cell, value in (*claim.changes, *claim.filled):
            held[cell] = value
        mended = [at for at in mended if problem.system.residual(at, held) == 0]
    return tuple(names[at].instance for at in mended), tuple(names[at].instance for at in found.leaves)


# ---------------------------------------------------------------------------------------------- across years


def _found(case: Case, problem: Problem) -> Found:
    """The explanations of a problem; if there are none with last year's report, those without it."""
    found = explain(problem, case.form.layout)
    if found.claims or case.form.between.isdisjoint(problem.identities):
        return found
    others = [at for at in problem.identities if not _stands_alone(case, problem, at)]
    if set(others).isdisjoint(problem.conflict):
        return found
    alone = without(case, others)
    mine = {case.form.system.identities[at].instance for at in problem.identities}
    for within in alone.problems:
        names = {alone.form.system.identities[at].instance for at in within.conflict}
        if not names.isdisjoint(mine):
            leaves = [at for at in problem.conflict if case.form.system.identities[at].instance not in names]
            return _carried_back(explain(within, alone.form.layout), problem, leaves)
    return _restated(case, problem, tuple(set(others).intersection(problem.conflict))) or found


def _carried_back(found: Found, problem: Problem, leaves: Sequence[int]) -> Found:
    """Explanations found with fewer identities, in the numbers of the cells with all of them: no cell mends all."""
    names, number = found.problem.system.cells, problem.system.number

    def renumbered(pairs: Iterable[tuple[int, T]]) -> tuple[tuple[int, T], ...]:
        return tuple((number[names[cell]], value) for cell, value in pairs)

    claims = tuple(
        attrs.evolve(
            claim,
            changes=renumbered(claim.changes),
            open=renumbered(claim.open),
            filled=renumbered(claim.filled),
        )
        for claim in found.claims
    )
    assessment = Assessment.NOT_A_SINGLE_CELL if claims else found.assessment
    return attrs.evolve(found, problem=problem, claims=claims, leaves=tuple(leaves), assessment=assessment)


def _stands_alone(case: Case, problem: Problem, identity: int) -> bool:
    """Whether an identity is kept without last year's report: one of this report, or a carry-over that holds."""
    system = case.form.system
    others = [cell for cell, _ in system.factors[identity] if cell not in case.form.mine]
    tied = identity in case.form.between or system.fixed.issuperset(others)
    holds = problem.residuals[identity] == 0 or identity not in problem.conflict
    return not others or (tied and holds)


def _restated(case: Case, problem: Problem, left: tuple[int, ...]) -> Found | None:
    """Each report is right in itself, so last year's figures were restated; None if last year's report is not."""
    system, mine = case.form.system, case.form.mine
    changes: dict[int, int] = {}
    for at in case.form.between.intersection(left):
        here, there = sorted((cell for cell, _ in system.factors[at]), key=mine.__contains__, reverse=True)
        value = problem.values[here]
        if value is not None:
            changes[there] = value
    if not changes or not system.fixed.issuperset(changes):
        return None
    claim = Claim(changes=tuple(sorted(changes.items())), cause=Cause(CauseKind.RESTATED))
    return Found(problem=problem, claims=(claim,), fits=1, assessment=assess((claim,)))


# ---------------------------------------------------------------------------------------------- in one line


def hint(x: Diagnosis | Reading | Tabular, lang: Lang = "zh") -> str | None:
    """One line on what is wrong where exactly one explanation fits; None where none does, or several."""
    diagnosis = x if isinstance(x, Diagnosis) else diagnose(x)
    certain = [each for each in diagnosis.explanations if each.certainty is not Certainty.AMBIGUOUS]
    if not certain:
        return None
    return prose(in_one_line(certain[0], len(certain) - 1, lang))
