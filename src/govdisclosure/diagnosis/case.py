"""A report laid against its identities: what each cell holds, what each identity leaves, and what belongs together."""

import functools
import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import cast

import attrs

from govdisclosure.diagnosis.evidence import Facts
from govdisclosure.diagnosis.layout import Layout, laid_out
from govdisclosure.diagnosis.problem import Problem
from govdisclosure.diagnosis.subject import Diagnosed
from govdisclosure.diagnosis.years import NOTHING, Joined, carried_over, speaks_of_requests, suspected
from govdisclosure.errors import InvalidValueError
from govdisclosure.forms.declare import Cell, Kind, cells
from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import COUNT_BOUND, MONEY_DIGITS, MONEY_PLACES, Gap, Value, zeroable
from govdisclosure.model.access import Shape, Tabular, identities_of, is_report, shape, unknown, values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.unknowns.conflicts import can_hold_with_zeros
from govdisclosure.unknowns.system import System, system_of

Stated = Mapping[str, int | Collection[int]]
"""Address to the number, or the numbers, that the text states for it."""


@attrs.frozen(eq=False, kw_only=True)
class Setting:
    """What was asked to be diagnosed, and what is known beside it."""

    data: Tabular
    reading: Reading | None = None
    previous: AnnualReport | None = None
    zero: bool = False
    stated: Stated


@attrs.frozen(eq=False, kw_only=True)
class Form:
    """What is the same for every report of a shape: compiled identities, layout, and how to read the cells.

    ``mine`` are the cells of the report, all others are of other reports. ``between`` are the identities that tie
    reports together.
    """

    system: System
    layout: Layout
    read: Callable[[Tabular], tuple[Value, ...]]
    mine: frozenset[int]
    money: frozenset[int]
    between: frozenset[int]


@attrs.frozen(eq=False, kw_only=True)
class Case:
    """A report laid against its identities: the cells as printed and as numbers, and left minus right of each."""

    setting: Setting
    joined: Joined
    form: Form
    printed: tuple[Value, ...]
    values: tuple[int | None, ...]
    residuals: tuple[int | None, ...]

    @functools.cached_property
    def subject(self) -> Diagnosed:
        """What explanations speak of."""
        form, setting = self.form, self.setting
        return Diagnosed(
            data=setting.data, reading=setting.reading, system=form.system, layout=form.layout, money=form.money
        )

    @functools.cached_property
    def blanks(self) -> bool:
        """Whether some identity cannot be evaluated."""
        return None in self.residuals

    @functools.cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The blocks in which something fails, in official order."""
        return tuple(_problems(self))

    @functools.cached_property
    def previous(self) -> Mapping[int, int]:
        """Last year's numbers of the cells of the report, as far as they are known."""
        return dict(_last_year(self))

    @functools.cached_property
    def facts(self) -> Facts:
        """What is known beside the identities."""
        return _facts(self)

    def problem(self, identities: frozenset[int], failing: Mapping[int, int]) -> Problem:
        """Some identities as a problem, not yet known to be one."""
        system = self.form.system
        return Problem(
            system=system,
            identities=identities,
            values=self.values,
            residuals=self.residuals,
            failing=failing,
            conflict=tuple(failing),
            previous=self.previous,
            gaps=self.blanks and any(self.residuals[at] is None for at in identities),
            bound=10 ** (MONEY_DIGITS + MONEY_PLACES) if self.form.money else COUNT_BOUND,
        )


# ---------------------------------------------------------------------------------------------- what fails


def _problems(case: Case) -> Iterator[Problem]:
    system = case.form.system
    failing: dict[int, dict[int, int]] = {}
    for at, left in enumerate(case.residuals):
        if left:
            failing.setdefault(system.block_of[at], {})[at] = left
    for number, block in enumerate(system.blocks):
        if number in failing or case.blanks:
            problem = narrowed(case.problem(block, failing.get(number, {})))
            if problem is not None:
                yield problem


def narrowed(problem: Problem) -> Problem | None:
    """The problem with its conflict; None if there is none, because the blanks can hold numbers that fit."""
    if not problem.gaps:
        return problem if problem.failing else None
    if not problem.failing and can_hold_with_zeros(problem.system, problem.values, problem.identities):
        return None
    fit = problem.fit()
    return None if fit.feasible else attrs.evolve(problem, conflict=tuple(sorted({*fit.conflict, *problem.failing})))


def _facts(case: Case) -> Facts:
    setting = case.setting
    notices = () if setting.reading is None else setting.reading.notices
    doubted = {address for notice in notices for address in notice.addresses}
    return Facts(
        values=case.values,
        printed=case.printed,
        previous=case.previous,
        stated={at: _several(setting.stated[name]) for at, name in _named(case, setting.stated)},
        doubted=frozenset(at for at, _ in _named(case, doubted)),
    )


def _last_year(case: Case) -> Iterator[tuple[int, int]]:
    if case.setting.previous is not None:
        before = values(case.setting.previous)
        for at in case.form.mine:
            value = before.get(case.form.system.cells[at])
            if isinstance(value, int):
                yield at, value


def _named(case: Case, names: Collection[str]) -> Iterator[tuple[int, str]]:
    number = case.form.system.number
    return ((number[name], name) for name in names if name in number)


def _several(stated: int | Collection[int]) -> frozenset[int]:
    return frozenset((stated,) if isinstance(stated, int) else stated)


# ---------------------------------------------------------------------------------------------- laying out


def laid(setting: Setting, extra: Joined) -> Case:
    """The report with last year's closing figures as references; with last year's table as suspects if it must be."""
    previous = setting.previous
    if previous is None:
        return _case(setting, extra)
    assert isinstance(setting.data, AnnualReport)  # a table alone was refused
    carried = carried_over(setting.data, previous, blank_as_zero=setting.zero)
    case = _case(setting, carried.and_(extra))
    tied = any(not case.form.between.isdisjoint(problem.identities) for problem in case.problems)
    if tied and _contradicts_itself(previous, zero=setting.zero):
        return _case(setting, suspected(carried, previous).and_(extra))
    return case


def without(case: Case, identities: Collection[int]) -> Case:
    """The same with some identities over other reports left out, and what remains of these reports taken as right."""
    left = {case.form.system.identities[at].instance for at in identities}
    return _case(case.setting, case.joined.without(left))


def _contradicts_itself(previous: AnnualReport, *, zero: bool) -> bool:
    """Whether the table that the closing figures come from cannot be right."""
    case = _case(Setting(data=previous, zero=zero, stated={}), NOTHING)
    names = case.form.system.identities
    return any(speaks_of_requests(names[at]) for problem in case.problems for at in problem.conflict)


def _case(setting: Setting, joined: Joined) -> Case:
    data = setting.data
    amounts = frozenset(name for name, value in joined.held.items() if isinstance(value, Decimal))
    form = _form(shape(data), joined.identities, joined.fixed, joined.between, amounts, prefixed=is_report(data))
    printed = form.read(data)
    if len(form.mine) < len(form.system.cells):
        printed = _with_others(form, printed, joined.held)
    try:
        residuals: tuple[int | None, ...] = form.system.residuals(printed)
        numbers = cast("tuple[int | None, ...]", printed)
    except TypeError:
        residuals, numbers = (), ()
    if form.money or not residuals:
        numbers = tuple(_plain(value, zero=setting.zero) for value in printed)
        residuals = tuple(form.system.residual(at, numbers) for at in range(len(form.system.factors)))
    return Case(setting=setting, joined=joined, form=form, printed=printed, values=numbers, residuals=residuals)


def _plain(value: Value, *, zero: bool) -> int | None:
    """A cell as an integer of the search: an amount in millionths, None for no number."""
    if isinstance(value, Gap):
        return 0 if zero and zeroable(value) else None
    return int(value.scaleb(MONEY_PLACES)) if isinstance(value, Decimal) else value


def _with_others(form: Form, own: tuple[Value, ...], held: Mapping[str, Value]) -> tuple[Value, ...]:
    """The cells of the report and of the others, in the order of the system."""
    here = iter(own)
    return tuple(next(here) if at in form.mine else held[name] for at, name in enumerate(form.system.cells))


@remembered(32)
def _form(
    shape: Shape,
    extra: tuple[Identity, ...],
    fixed: frozenset[str],
    between: frozenset[str],
    amounts: frozenset[str],
    *,
    prefixed: bool,
) -> Form:
    system = system_of((*identities_of(shape, prefixed=prefixed), *extra), fixed=fixed)
    tables = [_cells(table, prefixed=prefixed) for table in shape]
    known = {name: cell for table in tables for name, cell in table.items()}
    own = tuple(at for at, name in enumerate(system.cells) if name in known)
    money = {at for at in own if known[system.cells[at]].kind is Kind.MONEY}
    form = Form(
        system=system,
        layout=laid_out(system, tables, [table.name for table in shape]),
        read=_getter([system.cells[at] for at in own]),
        mine=frozenset(own),
        money=frozenset(money | {system.number[name] for name in amounts if name in system.number}),
        between=frozenset(at for at, identity in enumerate(system.identities) if identity.instance in between),
    )
    _refuse_mixed(form)
    return form


def _cells(table: type[AnyTable], *, prefixed: bool) -> dict[str, Cell]:
    prefix = f"{table.name}." if prefixed else ""
    return {prefix + cell.address: cell for cell in cells(table)}


def _getter(paths: list[str]) -> Callable[[Tabular], tuple[Value, ...]]:
    """A function that reads cells by their paths; ``attrgetter`` alone gives no tuple for less than two."""
    if len(paths) > 1:
        return cast("Callable[[Tabular], tuple[Value, ...]]", operator.attrgetter(*paths))
    readers = [cast("Callable[[Tabular], Value]", operator.attrgetter(path)) for path in paths]
    return lambda data: tuple(read(data) for read in readers)


def _refuse_mixed(form: Form) -> None:
    """Counts and amounts do not add up."""
    for at, row in enumerate(form.system.factors):
        if len({cell in form.money for cell, _ in row}) > 1:
            instance = form.system.identities[at].instance
            raise InvalidValueError(f"{instance} mixes counts and amounts", zh=f"{instance} 把件数与金额混在一起")


def refuse_unknown(setting: Setting, joined: Joined) -> None:
    """Every cell that the text states must be on the form, and those of further identities there or referred to."""
    if setting.stated or joined.identities:
        known = {name for table in shape(setting.data) for name in _cells(table, prefixed=is_report(setting.data))}
        named = {name for identity in joined.identities for name in identity.addresses}
        for name in sorted((named - joined.held.keys()).union(setting.stated) - known):
            raise unknown(name, tuple(sorted(known)))
