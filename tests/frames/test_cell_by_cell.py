"""What columns cannot tell of several reports for a year, or of a copied table three, is said and never passes."""

from decimal import Decimal

import attrs
import polars as pl
import pytest

import govdisclosure as gd
from frames.panels import KINDS, in_each, rows, table
from govdisclosure import frames

CELL = "requests__received__natural_persons"
GAP = f"{CELL}__gap"
UNIT = "proactive__central_procurement__amount_unit"
LARGE = [each.replace(".", "__") for each in gd.addresses(gd.zeros(2021)) if each.startswith("requests.")][:12]
"""Cells whose sum, of such numbers, no longer fits into 64 bits."""
PLAIN = gd.replace(gd.zeros(2021), {"requests.received.natural_persons": 3})
OLDER = attrs.evolve(PLAIN, requests=gd.zeros(2020).requests)
NOTHING = gd.zeros(2021)


def bought(amount):
    """A report of the form that leaves the unit of an amount open."""
    report = gd.zeros(2019)
    group = attrs.evolve(report.proactive.central_procurement, amount=Decimal(amount))
    return attrs.evolve(report, proactive=attrs.evolve(report.proactive, central_procurement=group))


SEVERAL = {
    "the same": (PLAIN, PLAIN, {}, None),
    "no reason in both": (PLAIN, PLAIN, {CELL: [None, None]}, "not_evaluated"),
    "no reason in one": (PLAIN, PLAIN, {CELL: [3, None]}, "not_evaluated"),
    "a reason in one": (PLAIN, PLAIN, {CELL: [None, None], GAP: ["blank", None]}, "not_evaluated"),
    "no such reason": (PLAIN, PLAIN, {CELL: [None, None], GAP: ["smudged", "smudged"]}, "not_evaluated"),
    "another reason": (PLAIN, PLAIN, {CELL: [None, None], GAP: ["blank", "absent"]}, "failed"),
    "a reason and a zero": (PLAIN, PLAIN, {CELL: [None, 0], GAP: ["blank", None]}, "failed"),
    "contradicted": (PLAIN, PLAIN, {GAP: ["blank", "blank"]}, "not_evaluated"),
    "too large": (PLAIN, PLAIN, {CELL: [10**12, 10**12]}, "not_evaluated"),
    "one too large": (PLAIN, PLAIN, {CELL: [10**12, 3]}, "not_evaluated"),
    "off the form": (PLAIN, PLAIN, {"requests__outcomes__other_handling__total": [5, 5]}, "not_evaluated"),
    "another table": (PLAIN, PLAIN, {CELL: [10**12, 3], "remedies__litigation_direct__upheld": [0, 1]}, "failed"),
    "a reason off the form": (
        OLDER,
        NOTHING,
        {"requests__outcomes__other_handling__total__gap": [None, "blank"]},
        None,
    ),
    "two forms": (OLDER, PLAIN, {}, "failed"),
    "units": (bought(7), bought(7), {UNIT: ["yuan", "unknown"]}, "failed"),
    "one unit": (bought(7), bought(7), {UNIT: ["yuan", "yuan"]}, None),
    "no unit in one": (bought(7), bought(7), {UNIT: ["yuan", None]}, "not_evaluated"),
    "zero in any unit": (bought(0), bought(0), {UNIT: ["yuan", None]}, None),
}
"""Two reports for a year, what their columns say instead, and what YR007 says."""

TWO_YEARS = {
    "copied": ({}, "failed"),
    "one cell": ({CELL: [3, 4]}, None),
    "all zero": ({CELL: [0, 0]}, None),
    "a gap": ({CELL: [3, None]}, "not_evaluated"),
    "gaps and zeros": ({CELL: [None, 0]}, "not_evaluated"),
    "a gap and another cell": ({CELL: [None, 4], "requests__received__total": [3, 4]}, None),
    "too large": ({CELL: [10**12, 10**12]}, "not_evaluated"),
    "one too large": ({CELL: [10**12, 3]}, "not_evaluated"),
    "wrapping": ({each: [9 * 10**17] * 2 for each in LARGE}, "not_evaluated"),
    "another sign": ({CELL: [3, -3]}, None),
    "negative": ({CELL: [-3, -3]}, "failed"),
    "one sum": ({CELL: [3, 2], "requests__received__commercial_enterprises": [0, 1]}, None),
    "a year apart": ({"year": [2021, 2023]}, "not_evaluated"),
}
"""A report and that of the year after it, what their columns say instead, and what YR009 says."""


def pair(organ, first, second, columns):
    """Both reports of this organ in a row each."""
    some = pl.from_arrow(table([attrs.evolve(each, organ=gd.Organ(organ)) for each in (first, second)]))
    return some.with_columns(**{name: pl.Series(values, dtype=some.schema[name]) for name, values in columns.items()})


def panel():
    """All of them, each of an organ of its own, which is called after what is to be seen of it."""
    several = [pair(organ, first, second, columns) for organ, (first, second, columns, _) in SEVERAL.items()]
    next_year = attrs.evolve(PLAIN, year=2022)
    years = [pair(f"{organ}, next year", PLAIN, next_year, columns) for organ, (columns, _) in TWO_YEARS.items()]
    return pl.concat([*several, *years])


def told(frame):
    """What the two rules say, by organ and report."""
    found = rows(frames.check_years(frame))
    names = ("organ", "source", "code", "verdict")
    return sorted(tuple(each[name] for name in names) for each in found if each["code"] in ("YR007", "YR009"))


@in_each()
@pytest.mark.filterwarnings("ignore::pandas.errors.PerformanceWarning")
def test_what_is_not_known_neither_passes_nor_fails(kind):
    """A number missing without a reason may be any; a table that no report can hold says nothing."""
    expected = [
        (organ, source, "YR007", verdict)
        for organ, (_, _, _, verdict) in SEVERAL.items()
        for source in ("r0", "r1")
        if verdict is not None
    ]
    expected += [
        (f"{organ}, next year", "r1", "YR009", verdict)
        for organ, (_, verdict) in TWO_YEARS.items()
        if verdict is not None
    ]

    assert sorted(expected) == told(KINDS[kind](panel().to_arrow()))


def test_without_columns_of_reasons_a_missing_number_is_not_known():
    """It may be missing for one reason in one report and for another in the other."""
    some = pair("甲局", PLAIN, PLAIN, {CELL: [None, None]}).select(pl.exclude("^.*__gap$"))

    assert ["not_evaluated"] * 2 == [verdict for *_, verdict in told(some)]


def test_nothing_is_close():
    """Of one report there is nothing to compare, and of none as well."""
    one = pair("甲局", PLAIN, PLAIN, {}).head(1)

    assert [] == rows(frames.check_years(one))
    assert [] == rows(frames.check_years(one.head(0)))
