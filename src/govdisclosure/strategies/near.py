"""Strategies for reports that nearly tie, each with the truth beside it."""

import itertools
from collections.abc import Sequence
from typing import TypeVar, cast

import attrs
from hypothesis import strategies as st

from govdisclosure.analysis import analyse
from govdisclosure.forms.declare import cells, rows
from govdisclosure.forms.demands import flag
from govdisclosure.forms.values import Gap
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import identities, replace, values
from govdisclosure.model.report import AnnualReport, zeros
from govdisclosure.plain import quoted
from govdisclosure.strategies import balance
from govdisclosure.strategies.consistent import reports
from govdisclosure.strategies.refusal import InvalidStrategyError, based

T = TypeVar("T")

Reports = st.SearchStrategy[AnnualReport]


@attrs.frozen(kw_only=True)
class Changed:
    """A report that was changed: what each changed cell should hold, and the identities that fail because of it."""

    report: AnnualReport
    right: FrozenMap[str, int]
    broken: tuple[str, ...]


@attrs.frozen(kw_only=True)
class WrongCell:
    """A report with one wrong cell: its address, what it should hold, and the identities that fail because of it."""

    report: AnnualReport
    address: str
    right: int
    broken: tuple[str, ...]


@attrs.frozen(kw_only=True)
class WrongIdentity:
    """A report in which an identity fails: the cell that was changed, and the fewest that can fail with it."""

    report: AnnualReport
    instance: str
    address: str
    right: int
    broken: tuple[str, ...]


def _counts(report: AnnualReport) -> dict[str, int]:
    """What the cells hold that some identity covers."""
    found = values(report)
    covered = dict.fromkeys(address for identity in identities(report) for address in identity.addresses)
    if any(isinstance(found[address], Gap) for address in covered):
        raise InvalidStrategyError(
            "near misses are made of reports whose every total can be checked; this one has gaps",
            zh="近似的报告要由每个合计都能核对的报告变来；这一份有空缺",
        )
    return {address: cast("int", found[address]) for address in covered}


def broken(report: AnnualReport) -> tuple[str, ...]:
    """The instances of the identities that do not hold; every cell that they cover must hold a number."""
    found = _counts(report)
    return tuple(
        identity.instance
        for identity in identities(report)
        if sum(found[term.address] * term.sign for term in identity.terms)
    )


def _changed(report: AnnualReport, changes: dict[str, int]) -> Changed:
    before = _counts(report)
    wrong = replace(report, changes)
    right = FrozenMap({address: before[address] for address in changes})
    return Changed(report=wrong, right=right, broken=broken(wrong))


def raised(report: AnnualReport, address: str, by: int) -> AnnualReport:
    """The report with more in one cell of table three, and in as few others as it takes for all to tie again."""
    table, known = type(report.requests), _counts(report)
    names = [f"requests.{cell.address}" for cell in cells(table)]
    before = [known[name] for name in names]
    after = balance.raised(table, before, names.index(address), by)
    return replace(report, {name: new for name, old, new in zip(names, before, after, strict=True) if old != new})


# ---------------------------------------------------------------------------------------------------- one cell


def _wrong_value(draw: st.DrawFn, right: int) -> int:
    """Another count: one more or less, a digit more or less, or any."""
    near = {right + 1, right - 1, right * 10, right // 10, right + 9}
    some = sorted(value for value in near if value >= 0 and value != right)
    any_other = st.integers(0, 9_999).map(lambda value: value if value < right else value + 1)
    return draw(st.sampled_from(some) | any_other)


@st.composite
def _one_wrong_cell(draw: st.DrawFn, base: Reports) -> WrongCell:
    report = draw(base)
    before = _counts(report)
    address = draw(st.sampled_from(list(before)))
    wrong = replace(report, {address: _wrong_value(draw, before[address])})
    return WrongCell(report=wrong, address=address, right=before[address], broken=broken(wrong))


def one_wrong_cell(base: Reports | None = None) -> st.SearchStrategy[WrongCell]:
    """A report with one wrong cell, among those that some identity covers: which it is can always be told."""
    return _one_wrong_cell(based(base, reports))


# ---------------------------------------------------------------------------------------------------- several cells


def _rows(report: AnnualReport) -> list[list[str]]:
    """The addresses of each row of table three."""
    return [[f"requests.{cell.address}" for cell in row] for row in rows(type(report.requests)).values()]


def _neighbours(report: AnnualReport) -> list[tuple[str, str]]:
    """Any two cells of table three that stand beside each other or one above the other."""
    grid = _rows(report)
    beside = [pair for row in grid for pair in itertools.pairwise(row)]
    above = [pair for row, below in itertools.pairwise(grid) for pair in zip(row, below, strict=True)]
    return beside + above


@st.composite
def _swapped_cells(draw: st.DrawFn, base: Reports) -> Changed:
    report = draw(base)
    one, other = draw(st.sampled_from(_neighbours(report)))
    before = _counts(report)
    if before[one] == before[other]:
        report = _told_apart(report, one, other)
        before = _counts(report)
    return _changed(report, {one: before[other], other: before[one]})


def _told_apart(report: AnnualReport, one: str, other: str) -> AnnualReport:
    """The report, still tying, with unlike numbers in two cells that held the same."""
    candidates = (raised(report, address, 1) for address in (one, other))
    return next(each for each in candidates if len({_counts(each)[one], _counts(each)[other]}) == 2)


def swapped_cells(base: Reports | None = None) -> st.SearchStrategy[Changed]:
    """A report in which two neighbouring cells of table three, with unlike numbers, have changed places."""
    return _swapped_cells(based(base, reports))


@st.composite
def _shifted_row(draw: st.DrawFn, base: Reports) -> Changed:
    report = draw(base)
    row = draw(st.sampled_from(_rows(report)))
    if not _counts(report)[row[0]]:
        report = raised(report, row[0], draw(st.integers(1, 99)))
    before = [_counts(report)[address] for address in row]
    return _changed(report, dict(zip(row, [0, *before[:-1]], strict=True)))


def shifted_row(base: Reports | None = None) -> st.SearchStrategy[Changed]:
    """A report in which a row of table three stands one column to the right: a zero before it, its last figure lost."""
    return _shifted_row(based(base, reports))


def _outcome_rows(report: AnnualReport) -> list[list[str]]:
    """The rows of table three that are added up to the total of outcomes."""
    summed = {term.address for each in identities(report) if each.code == "REQ002" for term in each.left}
    return [row for row in _rows(report) if row[0] in summed]


@st.composite
def _undetectable_change(draw: st.DrawFn, base: Reports) -> Changed:
    report = draw(base)
    first, second = _two(draw, _outcome_rows(report))
    left, right = _two(draw, range(len(first) - 1))
    by = draw(st.integers(1, 99))
    report = raised(raised(report, first[left], by), second[right], by)
    before = _counts(report)
    corners = {first[left]: -by, first[right]: by, second[left]: by, second[right]: -by}
    return _changed(report, {address: before[address] + change for address, change in corners.items()})


def _two(draw: st.DrawFn, of: Sequence[T]) -> tuple[T, T]:
    """Two different ones, in their order."""
    return draw(st.sampled_from([(one, other) for number, one in enumerate(of) for other in of[number + 1 :]]))


def undetectable_change(base: Reports | None = None) -> st.SearchStrategy[Changed]:
    """A report with four wrong cells that no identity can notice: corners of a rectangle, more and less in turn.

    138 directions of this kind there are in a table of 175 cells with 37 independent identities; a check that says
    nothing about such a report is right to say nothing, and a diagnosis must not claim that there is nothing.
    """
    return _undetectable_change(based(base, reports))


# ---------------------------------------------------------------------------------------------------- identities


@st.composite
def _wrong_identity(draw: st.DrawFn, code: str, base: Reports) -> WrongIdentity:
    report = draw(base)
    before, every = _counts(report), identities(report)
    identity = draw(st.sampled_from([each for each in every if each.code == code]))
    uses = {address: sum(address in each.addresses for each in every) for address in identity.addresses}
    fewest = min(uses.values())
    address = draw(st.sampled_from([address for address, number in uses.items() if number == fewest]))
    right = before[address]
    wrong = replace(report, {address: _wrong_value(draw, right)})
    return WrongIdentity(report=wrong, instance=identity.instance, address=address, right=right, broken=broken(wrong))


def wrong_identity(code: str, *, alone: bool = False, base: Reports | None = None) -> st.SearchStrategy[WrongIdentity]:
    """A report in which an identity of this code fails, together with as few others as can be.

    An identity of table three never fails alone: they depend on each other, so that at least one more fails with it,
    and two more with the row sum of （七）总计. ``alone=True`` asks for one that fails by itself, which only the sums
    of table four can; for any other it raises an error that is hypothesis's InvalidArgument as well.
    """
    every = identities(zeros(Gap.ABSENT))
    known = {identity.instance for identity in every if identity.code == code}
    if not known:
        codes = ", ".join(dict.fromkeys(identity.code for identity in every))
        raise InvalidStrategyError(
            f"no identity has the code {quoted(code)}; there are: {codes}",
            zh=f"没有代码为 {quoted(code)} 的勾稽关系；有：{codes}",
        )
    flag(alone, "alone")
    if alone and not known <= set(analyse(every).independent):
        raise InvalidStrategyError(
            f"no identity of code {code} can fail alone: those of table three depend on each other",
            zh=f"代码为 {code} 的勾稽关系不会单独不成立：表三的各条相互依存",
        )
    return _wrong_identity(code, based(base, reports))
