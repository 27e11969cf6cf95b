"""Diagnosis of a report or table: what fails is split into problems, and each problem is explained."""

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod
from typing import Final, TypeVar

import attrs

from govdisclosure.checking import HELD_AGAINST_PREVIOUS, whole_report
from govdisclosure.diagnosis.case import Case, Setting, Stated, laid, refuse_unknown, without
from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.engine import Found, across, assess, explain
from govdisclosure.diagnosis.evidence import Claim
from govdisclosure.diagnosis.explanation import explanations, in_one_line
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.result import Component, Diagnosis, Unknowns
from govdisclosure.diagnosis.statements import Assessment, Certainty, Contradiction
from govdisclosure.diagnosis.years import NOTHING, Joined, unrelated
from govdisclosure.errors import InvalidValueError
from govdisclosure.forms import demands
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Value, check_count, check_money
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import Tabular
from govdisclosure.model.mentions import stated_by
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose
from govdisclosure.unknowns.conflicts import conflicts

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

    ``previous`` is the same organ's report of the year before: its closing figures must be this year's opening figures,
    and its numbers are evidence. `InvalidValueError` if it is of another organ or another year, `InvalidTypeError` if
    ``x`` is a table alone, of which neither is known. Under ``blank_as_zero`` a printed blank or placeholder
    counts as zero. ``stated`` are the figures that the text of the report states, as evidence; without it those of its
    settled mentions. ``identities`` are further ones, over cells of ``x`` and over ``references``: figures of other
    reports, by any name, that cannot be wrong (`linked` gives both).
    Nothing is changed: an explanation is a proposal.
    """
    _refuse(previous, stated, references, blank_as_zero=blank_as_zero)
    identities = demands.every(identities, Identity, "identities")
    setting = Setting(
        data=x.report if isinstance(x, Reading) else x,
        reading=x if isinstance(x, Reading) else None,
        previous=previous.report if isinstance(previous, Reading) else previous,
        zero=blank_as_zero,
        stated=_told(x) if stated is None else stated,
    )
    if setting.previous is not None:
        _refuse_unrelated(x, setting.previous)
    extra = NOTHING
    if identities or references:
        held = FrozenMap(references or {})
        extra = Joined(identities=identities, held=held, fixed=frozenset(held))
    refuse_unknown(setting, extra)
    return _diagnosis(laid(setting, extra))


def _told(x: Reading | Tabular) -> Stated:
    """What the text of the report states for certain of its own cells; nothing of a table alone."""
    report = x.report if isinstance(x, Reading) else x
    return stated_by(report) if isinstance(report, AnnualReport) else {}


def _refuse(previous: object, stated: object, references: object, *, blank_as_zero: object) -> None:
    """`InvalidTypeError` for what is of a wrong type, whether or not it would be looked at."""
    if previous is not None:
        demands.demand(previous, (Reading, AnnualReport), "previous")
    for name, check, given in (("stated", _stated, stated), ("references", _reference, references)):
        for key, value in demands.mapping({} if given is None else given, name).items():
            demands.demand(key, str, name)
            check(f"{name}[{key!r}]", value)
    demands.flag(blank_as_zero, "blank_as_zero")


def _refuse_unrelated(x: Reading | Tabular, previous: AnnualReport) -> None:
    whole = whole_report(x, what=HELD_AGAINST_PREVIOUS)
    why = unrelated(whole.report if isinstance(whole, Reading) else whole, previous)
    if why is not None:
        raise InvalidValueError(why.en, zh=why.zh)


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
    names = problem.system.identities
    found = conflicts(problem.system, problem.values, problem.identities) if problem.gaps else zip(problem.failing)
    for each in found:
        yield Contradiction(instances=tuple(names[at].instance for at in each))


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
            components.append(_component(case, attrs.evolve(whole, sole=_weakest(parts)), 0))
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


def _weakest(parts: Sequence[Found]) -> Certainty:
    """What can be said of several explanations together."""
    order = list(Certainty)
    return max((part.sole for part in parts), key=order.index)


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
            sole=found.sole,
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
    leaves = (*found.leaves, *claim.leaves)
    return tuple(names[at].instance for at in mended), tuple(names[at].instance for at in leaves)


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
    links = dict(_links(case, problem, set(others).intersection(problem.conflict)))
    claims = tuple(each for each in (_copied(case, problem, links), _restated(case, problem, links)) if each)
    return Found(problem=problem, claims=claims, assessment=assess(claims)) if claims else found


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


Links = Mapping[int, int]
"""Cells of this report and the ones of last year's that they should be equal to, and are not."""


def _links(case: Case, problem: Problem, left: Collection[int]) -> Iterator[tuple[int, int]]:
    for at in sorted(case.form.between.intersection(left)):
        cells = [cell for cell, _ in case.form.system.factors[at]]
        here, there = sorted(cells, key=case.form.mine.__contains__, reverse=True)
        if problem.values[here] is not None:
            yield here, there


def _copied(case: Case, problem: Problem, links: Links) -> Claim | None:
    """The table repeats last year's, so its opening figures are last year's; None if a figure differs.

    What the opening figures should be is known, and nothing else: after it the sums of the table fail.
    """
    system, values = case.form.system, list(problem.values)
    own = case.form.mine.intersection(system.cells_of(problem.identities))
    if not links or any(values[cell] is None or values[cell] != problem.previous.get(cell) for cell in own):
        return None
    changes: list[tuple[int, int]] = []
    for here, there in sorted(links.items()):
        value = values[here] = values[there]
        assert value is not None  # a figure that is not known ties nothing
        changes.append((here, value))
    leaves = tuple(at for at in sorted(problem.identities) if system.residual(at, values))
    return Claim(changes=tuple(changes), cause=Cause(CauseKind.COPIED_FROM_LAST_YEAR, (_THE_TABLE,)), leaves=leaves)


_THE_TABLE: Final = Text("表三整表", "the whole of table three")


def _restated(case: Case, problem: Problem, links: Links) -> Claim | None:
    """Each report is right in itself, so last year's figures were restated; None if last year's report is not."""
    changes = {there: value for here, there in links.items() if (value := problem.values[here]) is not None}
    if not changes or not case.form.system.fixed.issuperset(changes):
        return None
    return Claim(changes=tuple(sorted(changes.items())), cause=Cause(CauseKind.RESTATED))


# ---------------------------------------------------------------------------------------------- in one line


def hint(x: Diagnosis | Reading | Tabular, lang: Lang = "zh") -> str | None:
    """One line on what is wrong where exactly one explanation fits; None where none does, or several."""
    diagnosis = x if isinstance(x, Diagnosis) else diagnose(x)
    alone = [each for each in diagnosis.explanations if not each.alternatives]
    return prose(in_one_line(alone[0], len(alone) - 1, lang)) if alone else None
