"""Frames of every kind are told exactly what each report by itself is told."""

import re
from collections import Counter
from decimal import Decimal

import pyarrow as pa
import pytest

import govdisclosure as gd
from frames.panels import KINDS, in_each, rows, table
from frames.reports import corrupted, families, restated, series
from govdisclosure import frames
from govdisclosure.frames import rollup
from govdisclosure.frames.checking import RULES
from govdisclosure.frames.years import RULES as YEAR_RULES
from govdisclosure.rules.amounts import VAL001
from govdisclosure.rules.identities import REM001

REPORTS = corrupted(36)
SERIES = series(12)
RESTATED = restated(16)
FAMILIES, MEMBERS = families(3)
COLUMNS = ["organ", "year", "source", "code", "instance", "left", "right", "difference", "verdict"]
OPEN = ("failed", "not_evaluated")
SLOW = ("pandas numpy", "pandas nullable", "pandas pyarrow")
"""Kinds that take so long for a single call that a part has to do; the whole is done by the others."""
LONG = ("REQ002", "REQ003")
"""Rules of many instances, all of one sort: that sort is in the shorter ones as well."""
SHORT = tuple(rule for rule in RULES if rule.code not in LONG)


def rules_for(kind):
    return RULES if kind not in SLOW else SHORT if kind == "pandas numpy" else (REM001, VAL001)


@pytest.fixture(scope="module")
def outcomes():
    """What `govdisclosure.check` says of each report."""
    return [gd.check(report, rules=RULES).outcomes for report in REPORTS]


def text(value):
    return None if isinstance(value, gd.Gap) else value


@in_each()
@pytest.mark.filterwarnings("ignore::pandas.errors.PerformanceWarning")
def test_findings_are_those_of_each_report(kind, outcomes):
    """The same instances with the same numbers and verdicts, of the same kind of frame as was given."""
    rules = rules_for(kind)
    frame = KINDS[kind](table(REPORTS))
    codes = {rule.code for rule in rules}
    expected = Counter(
        (
            *(text(report.organ.name), text(report.year), f"r{number}", each.rule.code, each.instance),
            *(each.left, each.right, each.difference, each.verdict.value),
        )
        for number, (report, found) in enumerate(zip(REPORTS, outcomes, strict=True))
        for each in found
        if each.verdict.value in OPEN and each.rule.code in codes
    )

    found = frames.check(frame, rules=rules)

    assert type(frame) is type(found)
    told = rows(found)
    assert COLUMNS == list(told[0])
    assert expected == Counter(tuple(each.values()) for each in told)


@in_each(["polars", "pyarrow", "duckdb"])
def test_blanks_count_as_zero_where_that_is_asked(kind):
    """Blanks and placeholders; other gaps, and a number that is missing without a reason, stay unknown."""
    rules = RULES if kind == "polars" else SHORT
    frame = KINDS[kind](table(REPORTS))
    expected = Counter(
        (f"r{number}", each.instance, each.left, each.right, each.verdict.value)
        for number, report in enumerate(REPORTS)
        for each in gd.check(report, rules=rules, blank_as_zero=True).outcomes
        if each.verdict.value in OPEN
    )

    found = rows(frames.check(frame, rules=rules, blank_as_zero=True))

    names = ("source", "instance", "left", "right", "verdict")
    assert expected == Counter(tuple(each[name] for name in names) for each in found)
    counts = rows(frames.summary(frame, rules=(REM001, VAL001), blank_as_zero=True))
    open_ = Counter(each["code"] for each in found if each["verdict"] == "not_evaluated")
    assert {"REM001": open_["REM001"], "VAL001": open_["VAL001"]} == {
        each["code"]: each["not_evaluated"] for each in counts
    }


@in_each(["polars", "polars lazy", "pyarrow", "duckdb", "pandas numpy"])
def test_the_summary_counts_outcomes(kind, outcomes):
    """How often each rule passed, failed and was not evaluated."""
    rules = RULES if kind == "polars lazy" else (REM001, VAL001) if kind in SLOW else SHORT
    frame = KINDS[kind](table(REPORTS))
    every = Counter((each.rule.code, each.verdict.value) for found in outcomes for each in found)

    found = frames.summary(frame, rules=rules)

    assert type(frame) is type(found)
    assert [
        {"code": code, **{verdict: every[code, verdict] for verdict in ("passed", *OPEN)}}
        for code in sorted(rule.code for rule in rules)
    ] == rows(found)


def over_years(series):
    """What `govdisclosure.check_years` says of the reports of each organ."""
    by_organ: dict[str, list] = {}
    for report in series:
        by_organ.setdefault(report.organ.name, []).append(report)
    codes = {rule.code for rule in YEAR_RULES}
    for organ, reports in by_organ.items():
        for each in gd.check_years(reports).outcomes:
            if each.rule.code in codes and each.verdict.value in OPEN:
                instance = re.sub(r"(?<=YR007@\d{4})#.*|#\d|(?<=unknown)\..*", "", each.instance)
                yield organ, each.rule.code, instance, each.verdict.value


@in_each()
@pytest.mark.parametrize("series", [SERIES, RESTATED], ids=["series", "restated"])
@pytest.mark.filterwarnings("ignore::pandas.errors.PerformanceWarning")
def test_years_are_held_against_each_other(kind, series):
    """As `check_years` does for each organ; reports of one year are not numbered."""
    frame = KINDS[kind](table(series))
    expected = set(over_years(series))
    assert {("YR007", "failed"), ("YR009", "failed"), ("YR009", "not_evaluated")} <= {each[1::2] for each in expected}

    found = frames.check_years(frame)

    assert type(frame) is type(found)
    told = rows(found)
    assert expected == {(each["organ"], each["code"], each["instance"], each["verdict"]) for each in told}
    sums = [each for each in told if each["verdict"] == "failed" and each["code"] == "YR001"]
    assert sums
    assert all(each["left"] - each["right"] == each["difference"] != 0 for each in sums)
    twice = Counter((each["organ"], each["instance"][5:]) for each in told if each["code"] == "YR005")
    restated = Counter((each["organ"], each["instance"][5:]) for each in told if each["code"] == "YR007")
    assert restated.items() <= twice.items()


FEW = (
    "requests__received__total",
    "requests__carried_over_out__natural_persons",
    "remedies__reconsideration__total",
    "proactive__licensing__decisions",
    "proactive__fees__amount",
)
"""Columns of each sort: all of them are held to the rules by polars, these by every kind."""


def rolled_up():
    """What `govdisclosure.check_rollup` says of each government and year."""
    for whole in FAMILIES:
        if whole.organ.name not in {government for _, government in MEMBERS}:
            continue
        listed = [organ for organ, government in MEMBERS if government == whole.organ.name]
        parts = [each for each in FAMILIES if each.year == whole.year and each.organ.name in listed]
        for each in gd.check_rollup(whole, departments=parts, expected=listed).outcomes:
            if each.verdict.value in OPEN:
                numbers = [None if isinstance(side, Decimal) else side for side in (each.left, each.right)]
                amount = "amount" in each.instance
                sides = [None, None] if amount else numbers
                yield whole.organ.name, whole.year, each.instance, *sides, each.verdict.value


@in_each(["polars", "polars lazy", "pyarrow", "duckdb", "pandas numpy"])
@pytest.mark.filterwarnings("ignore::pandas.errors.PerformanceWarning")
def test_governments_are_held_against_their_organs(kind, monkeypatch):
    """As `check_rollup` does for each government and year, and the sums are those of `aggregate`."""
    some = lambda names: names if kind == "polars" else [each for each in names if each in FEW]  # noqa: E731
    every = rollup._cells
    monkeypatch.setattr(rollup, "_cells", lambda looked: some(every(looked)))
    frame = KINDS[kind](table(FAMILIES))
    organs, governments = zip(*MEMBERS, strict=True)
    members = KINDS[kind](pa.table({"organ": organs, "government": governments}))

    found = frames.check_rollup(frame, members)
    sums = frames.aggregate(frame, members)

    assert type(frame) is type(found) is type(sums)
    told = rows(found)
    names = ("organ", "year", "instance", "left", "right", "verdict")
    kept = [each for each in rolled_up() if "@" not in each[2] or some([each[2].partition("@")[2].replace(".", "__")])]
    assert Counter(kept) == Counter(tuple(each[name] for name in names) for each in told)
    for each in rows(sums):
        listed = [organ for organ, government in MEMBERS if government == each["organ__name"]]
        parts = [part for part in FAMILIES if part.year == each["year"] and part.organ.name in listed]
        whole = gd.aggregate(parts, organ=each["organ__name"], year=each["year"]).report
        assert (4, len(parts)) == (each["organs"], each["reports"])
        for name in FEW:
            value = gd.get(whole, name.replace("__", "."))
            assert each[name] == (None if isinstance(value, gd.Gap) else value)
        assert "proactive__normative_documents__in_force" not in each
