"""Strategies for several reports that belong together: the years of an organ, a government and the organs below it."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, cast

import attrs
from hypothesis import strategies as st

from govdisclosure.forms.declare import declared
from govdisclosure.forms.demands import demand, every, whole
from govdisclosure.forms.editions import edition_for
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.shared import ApplicantCounts
from govdisclosure.forms.values import Unit, Value
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import get, replace, values
from govdisclosure.model.aggregate import adding_up, aggregate
from govdisclosure.model.compare import changes
from govdisclosure.model.report import AnnualReport, Organ, zeros
from govdisclosure.strategies import balance
from govdisclosure.strategies.balance import Fill, Numbers
from govdisclosure.strategies.consistent import (
    LAST_YEAR,
    OFFICES,
    PLACES,
    Shape,
    filling,
    numbers,
    organs,
    report_of,
    shapes,
    size,
    years,
)
from govdisclosure.strategies.near import raised
from govdisclosure.strategies.refusal import InvalidStrategyError, based, within

Panel = tuple[AnnualReport, ...]
"""The reports of one organ for consecutive years, in their order."""


def _shape(edition: Edition) -> Shape:
    return FORMS[edition].proactive, FORMS[edition].requests, edition


# ---------------------------------------------------------------------------------------------------- years


def _panel(organ: Organ, first: int, found: Iterable[Fill]) -> Panel:
    """One report for each sequence of numbers; what a year carries out is what the next carries in."""
    reports: list[AnnualReport] = []
    for year, fill in enumerate(found, start=first):
        shape = _shape(edition_for(year))
        carried = _carried(reports[-1], shape) if reports else _NOTHING
        filled = [carried.get(place, number) for place, number in enumerate(filling(shape, fill))]
        reports.append(report_of(shape, organ, year, filled, gives="out"))
    return tuple(reports)


_NOTHING: Mapping[int, int] = MappingProxyType({})


def _carried(before: AnnualReport, shape: Shape) -> Mapping[int, int]:
    """What the year before carried out, by the place of the number that it is to be carried in as."""
    third = balance.plan(shape[1])
    start = balance.plan(shape[0]).size
    inner = [step.carried[0] for step in third.steps if step.carried]
    return {
        start + third.free.index(place): cast("int", get(before, f"requests.carried_over_out.{name}"))
        for place, name in zip(inner, _columns(), strict=False)
    }


def _columns() -> list[str]:
    return [attribute.name for attribute, _ in declared(ApplicantCounts)]


MOST_YEARS = 100
"""Years in a panel, at most."""


def panels(
    *,
    first_year: int | None = None,
    min_years: int = 2,
    max_years: int = 5,
    max_count: int | None = None,
    max_cells: int | None = None,
) -> st.SearchStrategy[Panel]:
    """The reports of one organ for consecutive years, each in the edition made for its year.

    In every year all identities hold, and what a year carries over to the next is what the next carries in. Stocks
    (现行有效件数) are not tied from year to year. ``max_count`` and ``max_cells`` are those of `reports`.
    """
    whole(min_years, "min_years", low=-MOST_YEARS, high=MOST_YEARS)
    whole(max_years, "max_years", low=-MOST_YEARS, high=MOST_YEARS)
    if not 1 <= min_years <= max_years:
        raise InvalidStrategyError(
            f"there must be 1 <= min_years <= max_years (got {min_years!r} and {max_years!r})",
            zh=f"须有 1 <= min_years <= max_years（现为 {min_years!r} 和 {max_years!r}）",
        )
    if first_year is not None:
        within("first_year", first_year, 1, 9999 - max_years)
    oldest = next(iter(FORMS.values())).first_year
    first = st.integers(oldest, LAST_YEAR) if first_year is None else st.just(first_year)
    longest = max(size(_shape(edition)) for edition in FORMS)
    one = numbers(longest, max_count=max_count, max_cells=max_cells)
    return st.builds(_panel, organs(), first, st.lists(one, min_size=min_years, max_size=max_years))


@attrs.frozen(kw_only=True)
class BrokenYearLink:
    """A panel in which a year carries in something else than the year before carries out.

    Each report ties by itself. ``right`` is what the cells of ``year`` should hold that are carried in, if the year
    before is right; ``broken`` are the instances of YR001 that fail.
    """

    panel: Panel
    year: int
    right: FrozenMap[str, int]
    broken: tuple[str, ...]


@st.composite
def _broken_year_link(draw: st.DrawFn, base: st.SearchStrategy[Panel]) -> BrokenYearLink:
    panel = every(draw(base), AnnualReport, "base")
    if len(panel) < 2:
        raise InvalidStrategyError(
            "a link needs two years; give panels with min_years=2 or more",
            zh="衔接需要两个年度；请给出 min_years 不小于 2 的若干年报告",
        )
    at = draw(st.integers(1, len(panel) - 1))
    report = panel[at]
    column = draw(st.sampled_from(_columns()[:-1]))
    carried = {name: f"requests.carried_over_in.{name}" for name in (column, "total")}
    right = FrozenMap({address: cast("int", get(report, address)) for address in carried.values()})
    changed = _carries_in(report, column, draw(_another(right[carried[column]])) - right[carried[column]])
    return BrokenYearLink(
        panel=(*panel[:at], changed, *panel[at + 1 :]),
        year=cast("int", report.year),
        right=right,
        broken=tuple(f"YR001@{report.year}.{name}" for name in carried),
    )


def _another(right: int) -> st.SearchStrategy[int]:
    """A count that is not ``right``."""
    return st.integers(0, 9_999).map(lambda value: value if value < right else value + 1)


def _carries_in(report: AnnualReport, column: str, by: int) -> AnnualReport:
    """The report with more (or less) carried in, and as much less received, so that it ties by itself."""
    if by > 0:
        report = raised(report, f"requests.outcomes.total.{column}", by)
    signs = {f"requests.{row}.{name}": sign for row, sign in _SIGNS.items() for name in (column, "total")}
    return replace(report, {address: cast("int", get(report, address)) + sign * by for address, sign in signs.items()})


_SIGNS = {"carried_over_in": 1, "received": -1}


def broken_year_link(base: st.SearchStrategy[Panel] | None = None) -> st.SearchStrategy[BrokenYearLink]:
    """A panel whose every report ties by itself, and in which one year does not follow from the year before.

    A link never breaks alone: the columns of a row that ties add up to its total, so the link of the total breaks too.
    ``base`` gives panels of two years and more.
    """
    return _broken_year_link(based(base, panels))


# ---------------------------------------------------------------------------------------------------- families

DEPARTMENTS = tuple(office for office in OFFICES if office != "人民政府")
GOVERNMENTS = ("柳溪镇人民政府", "平桥镇人民政府", "石门乡人民政府", "新港街道办事处")


@attrs.frozen(kw_only=True)
class Family:
    """The report of a government, and those that it adds up: its own level, its departments, lower governments."""

    parent: AnnualReport
    own: AnnualReport
    departments: tuple[AnnualReport, ...]
    governments: tuple[AnnualReport, ...]

    @property
    def parts(self) -> tuple[AnnualReport, ...]:
        """Every report that is added up."""
        return (self.own, *self.departments, *self.governments)

    @property
    def expected(self) -> tuple[str, ...]:
        """The names of all organs among the parts, as `govdisclosure.check_rollup` takes them."""
        return tuple(cast("str", part.organ.name) for part in self.parts)


def _known_unit(shape: Shape, found: Numbers) -> list[int]:
    """The numbers with every companion of an amount set to 10,000 yuan: amounts without a unit cannot be added up."""
    second = balance.plan(shape[0])
    units = range(len(second.free), second.size)
    known = balance.UNITS.index(Unit.TEN_THOUSAND_YUAN)
    return [known if place in units else number for place, number in enumerate(found)]


def summed(parent: AnnualReport, parts: Sequence[AnnualReport]) -> AnnualReport:
    """The parent with every flow replaced by the sum over the parts (of no parts: zero); stocks stay as they are."""
    nobody = zeros(parent.year, edition=parent.requests.edition)
    found = values(aggregate([nobody, *parts], organ=parent.organ.name, year=parent.year).report)
    return replace(parent, {address: found[address] for address in adding_up(parent)})


def _family(shape: Shape, place: str, year: int, parent: Fill, own: Fill, below: tuple[Sequence[Fill], ...]) -> Family:
    def report(name: str, fill: Fill) -> AnnualReport:
        return report_of(shape, Organ(place + name), year, _known_unit(shape, filling(shape, fill)))

    departments = tuple(map(report, DEPARTMENTS, below[0]))
    governments = tuple(map(report, GOVERNMENTS, below[1]))
    office = report("人民政府办公室", own)
    whole = summed(report("人民政府", parent), (office, *departments, *governments))
    return Family(parent=whole, own=office, departments=departments, governments=governments)


def _of_shape(
    shape: Shape, year: int | None, max_count: int | None, max_cells: int | None
) -> st.SearchStrategy[Family]:
    one = numbers(size(shape), max_count=max_count, max_cells=max_cells)
    below = st.tuples(st.lists(one, max_size=len(DEPARTMENTS)), st.lists(one, max_size=len(GOVERNMENTS)))
    return st.builds(_family, st.just(shape), st.sampled_from(PLACES), years(shape, year), one, one, below)


def families(
    *,
    edition: Edition | None = None,
    year: int | None = None,
    max_count: int | None = None,
    max_cells: int | None = None,
) -> st.SearchStrategy[Family]:
    """A government with its own level, departments and lower governments; every flow of the whole is their sum.

    All reports are of one year and one edition; every identity holds in each. Stocks are not added up, since a document
    in force belongs to several levels. The arguments are those of `reports`.
    """
    of_one_edition = [shape for shape in shapes(edition, year) if shape[0].edition == shape[1].edition]
    return st.one_of([_of_shape(shape, year, max_count, max_cells) for shape in of_one_edition])


# ---------------------------------------------------------------------------------------------------- broken families

Cause = Literal["left_out", "counted_twice", "one_figure"]
CAUSES: tuple[Cause, ...] = ("one_figure", "left_out", "counted_twice")


@attrs.frozen(kw_only=True)
class BrokenRollup:
    """A family whose parent is not the sum of its parts, though it ties by itself.

    ``organ`` is the part that was left out or counted twice (empty where one figure of the parent was changed),
    ``right`` what the changed cells of the parent should hold, ``broken`` the instances of ROL001 that fail.
    """

    family: Family
    cause: Cause
    organ: str
    right: FrozenMap[str, Value]
    broken: tuple[str, ...]


def _wrong_parent(draw: st.DrawFn, family: Family, cause: Cause) -> tuple[AnnualReport, Family, str]:
    """Another parent, the family with parts that show the difference, and the organ at fault."""
    if cause == "one_figure":
        outcomes = [f"requests.outcomes.total.{name}" for name in _columns()]
        return raised(family.parent, draw(st.sampled_from(outcomes)), draw(st.integers(1, 99))), family, ""
    at = draw(st.integers(0, len(family.parts) - 1))
    part = family.parts[at]
    if not any(values(part)[address] for address in adding_up(part)):
        family = _with_request(family, at)
    part = family.parts[at]
    counted = [*family.parts, part] if cause == "counted_twice" else [*family.parts[:at], *family.parts[at + 1 :]]
    return summed(family.parent, counted), family, cast("str", part.organ.name)


def _with_request(family: Family, at: int) -> Family:
    """The family with one request more at one of its parts, and in the sum."""
    parts = list(family.parts)
    parts[at] = raised(parts[at], f"requests.received.{_columns()[0]}", 1)
    end = 1 + len(family.departments)
    return Family(
        parent=summed(family.parent, parts),
        own=parts[0],
        departments=tuple(parts[1:end]),
        governments=tuple(parts[end:]),
    )


@st.composite
def _broken_rollup(draw: st.DrawFn, base: st.SearchStrategy[Family]) -> BrokenRollup:
    cause = draw(st.sampled_from(CAUSES))
    drawn = draw(base)
    demand(drawn, Family, "base")
    wrong, family, organ = _wrong_parent(draw, drawn, cause)
    right = {change.address: cast("Value", change.before) for change in changes(family.parent, wrong)}
    return BrokenRollup(
        family=attrs.evolve(family, parent=wrong),
        cause=cause,
        organ=organ,
        right=FrozenMap(right),
        broken=tuple(f"ROL001@{address}" for address in right),
    )


def broken_rollup(base: st.SearchStrategy[Family] | None = None) -> st.SearchStrategy[BrokenRollup]:
    """A family whose every report ties by itself, and whose parent is not the sum of its parts.

    A part was left out, counted twice, or a figure of the parent is too large.
    """
    return _broken_rollup(based(base, families))
