"""Strategies for tables and reports whose figures tie by construction."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TypeVar, cast

import attrs
from hypothesis import strategies as st

from govdisclosure.forms.editions import (
    AnyTable,
    Proactive,
    Requests,
    edition_for,
    last_year,
)
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.sections import OTHER_MATTERS, OVERVIEW, PROBLEMS
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import Tabular, addresses, replace
from govdisclosure.model.report import AnnualReport, Organ, Period, Section, Sections
from govdisclosure.plain import quoted
from govdisclosure.strategies import balance
from govdisclosure.strategies.balance import LARGEST, Fill, Give, Numbers
from govdisclosure.strategies.refusal import InvalidStrategyError, within

T = TypeVar("T", bound=Tabular)

Shape = tuple[type[Proactive], type[Requests], Edition]
"""The classes of tables two and three, and the edition that table four came with."""

LAST_YEAR = 2030
"""The last reporting year that is drawn."""

MANY = 32_768
"""The largest free cell where nothing else is asked for."""

FEW = 8
"""Free cells that are not zero, at most, in a sparse table."""

PLACES = ("临澜县", "青浦桥区", "云栖州", "北屿市", "沙洲镇")
OFFICES = ("水务局", "教育局", "人民政府", "档案馆", "综合行政执法局")


TEXTS = (
    Sections(),
    Sections(
        overview=Section(heading=OVERVIEW.zh, text="本机关按规定公开政府信息。"),
        problems=Section(heading=PROBLEMS.zh, text="公开的时效仍需提高。"),
        other_matters=Section(heading=OTHER_MATTERS.zh, text=f"没有{OTHER_MATTERS.zh.partition('、')[2]}。"),
    ),
)
"""What the sections of text say: nothing, or a sentence each."""


def organs() -> st.SearchStrategy[Organ]:
    """An organ with an invented name."""
    return st.sampled_from([Organ(place + office) for place in PLACES for office in OFFICES])


# ---------------------------------------------------------------------------------------------------- numbers


def numbers(size: int, *, max_count: int | None = None, max_cells: int | None = None) -> st.SearchStrategy[Fill]:
    """What fills up to ``size`` free cells: one of them, a few, or all with one byte or two for each.

    Hypothesis prefers fewer choices, then earlier branches: a report with one figure is one number, as all bytes are
    one string, and stands first. Without that branch, counterexamples would end as many small figures. Small numbers
    are by far the likeliest to be drawn, so cells are counted from one that shows. Nothing around this is a `one_of` or
    a `map`: hypothesis varies an example by putting one part in the place of another of its kind, and what does not fit
    there becomes zeros.
    """
    largest = _within("max_count", max_count, MANY, 1, LARGEST)
    few = _within("max_cells", max_cells, FEW, 0, size)
    one = st.integers(0, size * largest if few else 0).map(lambda entry: partial(balance.from_one, entry, largest))
    entry = st.tuples(st.integers(0, size - 1), st.integers(1, largest))
    some = st.lists(entry, max_size=few).map(lambda entries: partial(balance.from_entries, entries))
    if max_cells is not None:
        return one | some
    small = st.binary(min_size=size, max_size=size).map(lambda data: partial(balance.from_bytes, data, largest))
    if largest <= 128:
        return st.one_of(one, some, small)
    pairs = st.binary(min_size=2 * size, max_size=2 * size)
    return st.one_of(one, some, small, pairs.map(lambda data: partial(balance.from_pairs, data, largest)))


def _within(name: str, given: int | None, default: int, low: int, high: int) -> int:
    if given is None:
        return min(default, high)
    within(name, given, low, high)
    return given


def _editions(edition: Edition | None) -> tuple[Edition, ...]:
    """The edition asked for, or all of them: the newest first, since hypothesis shrinks to it."""
    every = tuple(FORMS)[::-1]
    if edition is None:
        return every
    if not isinstance(edition, str) or edition not in every:  # pyright: ignore[reportUnnecessaryIsInstance]
        known = ", ".join(map(repr, every))
        raise InvalidStrategyError(
            f"edition must be one of {known} or None (got {quoted(edition)})",
            zh=f"edition 只能是 {known} 之一，或 None（现为 {quoted(edition)}）",
        )
    return (edition,)


# ---------------------------------------------------------------------------------------------------- tables


def proactive(
    *,
    edition: Edition | None = None,
    max_count: int | None = None,
    max_cells: int | None = None,
    max_blanks: int = 0,
) -> st.SearchStrategy[Proactive]:
    """Table two of one edition, or of any; the arguments are those of `reports`."""
    classes = [FORMS[each].proactive for each in _editions(edition)]
    found = _tables(classes, max_count, max_cells)
    return _blanked(cast("st.SearchStrategy[Proactive]", found), max_blanks)


def requests(
    *,
    edition: Edition | None = None,
    max_count: int | None = None,
    max_cells: int | None = None,
    max_blanks: int = 0,
) -> st.SearchStrategy[Requests]:
    """Table three of one edition, or of any; every identity holds. The arguments are those of `reports`."""
    classes = [FORMS[each].requests for each in _editions(edition)]
    found = _tables(classes, max_count, max_cells)
    return _blanked(cast("st.SearchStrategy[Requests]", found), max_blanks)


def remedies(
    *,
    edition: Edition | None = None,
    max_count: int | None = None,
    max_cells: int | None = None,
    max_blanks: int = 0,
) -> st.SearchStrategy[Remedies]:
    """Table four; every identity holds. The arguments are those of `reports`."""
    table = cast("st.SearchStrategy[Remedies]", _tables([Remedies], max_count, max_cells))
    dated = st.builds(_with_edition, table, st.sampled_from(_editions(edition)))
    return _blanked(dated, max_blanks)


def _with_edition(table: Remedies, edition: Edition) -> Remedies:
    return attrs.evolve(table, edition=edition)


def _tables(
    classes: Sequence[type[AnyTable]], max_count: int | None, max_cells: int | None
) -> st.SearchStrategy[AnyTable]:
    most = max(balance.plan(each).size for each in classes)
    return st.builds(_filled, st.sampled_from(classes), numbers(most, max_count=max_count, max_cells=max_cells))


def _filled(table: type[AnyTable], fill: Fill) -> AnyTable:
    plan = balance.plan(table)
    return balance.filled(table, fill(plan.size, plan.begin))


MOST_BLANKS = 1_000
"""More than a report has cells."""


def _blanked(found: st.SearchStrategy[T], max_blanks: int) -> st.SearchStrategy[T]:
    """With up to ``max_blanks`` cells printed empty."""
    within("max_blanks", max_blanks, 0, MOST_BLANKS)
    if not max_blanks:
        return found
    return st.builds(_blank_out, found, st.lists(st.integers(0, 255), max_size=max_blanks))


def _blank_out(x: T, which: Sequence[int]) -> T:
    known = addresses(x)
    return replace(x, {known[number % len(known)]: Gap.BLANK for number in which})


# ---------------------------------------------------------------------------------------------------- reports


def size(shape: Shape) -> int:
    """How many numbers fill a report: those of its tables, and one for the handling fee."""
    return balance.plan(shape[0]).size + balance.plan(shape[1]).size + balance.plan(Remedies).size + 1


def filling(shape: Shape, fill: Fill) -> Numbers:
    """The numbers that fill a report, beginning with table three, which every report is about."""
    return fill(size(shape), balance.plan(shape[0]).size + balance.plan(shape[1]).begin)


def report_of(
    shape: Shape, organ: Organ, year: int, found: Numbers, *, gives: Give = "in", text: Sections | None = None
) -> AnnualReport:
    """The report whose free cells these numbers fill, in official order, the handling fee last."""
    second, third = shape[0], shape[1]
    at = balance.plan(second).size
    at_remedies = at + balance.plan(third).size
    at_fee = at_remedies + balance.plan(Remedies).size
    fee = found[at_fee] if len(found) > at_fee else 0
    return AnnualReport(
        organ=organ,
        year=year,
        period=Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31)),
        proactive=cast("Proactive", balance.filled(second, found[:at])),
        requests=cast("Requests", balance.filled(third, found[at:at_remedies], gives=gives)),
        remedies=cast("Remedies", balance.filled(Remedies, found[at_remedies:at_fee], edition=shape[2])),
        sections=text or Sections(),
        handling_fee=Decimal(10 * fee) if fee else Gap.ABSENT,
    )


def shapes(edition: Edition | None, year: int | None) -> list[Shape]:
    """The editions that a report may be made of; any mixture where neither edition nor year is asked for."""
    if year is not None:
        within("year", year, 1, 9999)
    if edition is None and year is not None:
        edition = edition_for(year)
    chosen = _editions(edition)
    return [(FORMS[second].proactive, FORMS[third].requests, third) for second in chosen for third in chosen]


def span(shape: Shape) -> range:
    """The years that the editions are made for."""
    newest = [form for form in FORMS.values() if {*form.tables} & {*shape}][-1]
    last = last_year(newest.edition) or max(newest.first_year, LAST_YEAR)
    return range(newest.first_year, last + 1)


def years(shape: Shape, year: int | None) -> st.SearchStrategy[int]:
    """The reporting year asked for, or one that the editions are made for."""
    return st.just(year) if year is not None else st.sampled_from(span(shape))


def _report(shape: Shape, organ: Organ, year: int | None, after: int, fill: Fill, text: Sections) -> AnnualReport:
    """The report for the year, or for one that the editions are made for."""
    made_for = span(shape)
    chosen = made_for[after % len(made_for)] if year is None else year
    return report_of(shape, organ, chosen, filling(shape, fill), text=text)


def reports(
    *,
    edition: Edition | None = None,
    year: int | None = None,
    max_count: int | None = None,
    max_cells: int | None = None,
    max_blanks: int = 0,
) -> st.SearchStrategy[AnnualReport]:
    """A whole report whose every identity holds.

    ``edition`` is one of those of the form; without it the one made for ``year`` is taken, and without either any
    mixture. ``max_count`` bounds each free cell (totals may be larger), ``max_cells`` says how many of them may be
    anything but zero; without it sparse and full reports are mixed. ``max_blanks`` cells at most are printed empty,
    whatever they are; the identities over those are not evaluated.
    """
    every = shapes(edition, year)
    fill = numbers(max(map(size, every)), max_count=max_count, max_cells=max_cells)
    after = st.integers(0, max(len(span(shape)) for shape in every) - 1)
    found = st.builds(_report, st.sampled_from(every), organs(), st.just(year), after, fill, st.sampled_from(TEXTS))
    return _blanked(found, max_blanks)
