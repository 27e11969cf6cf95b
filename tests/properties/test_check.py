"""What the check owes: every wrong cell is noticed, and what is not known is never a pass."""

import importlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.strategies.consistent import report_of, shapes, size

QUICK = settings(max_examples=60, deadline=None)
KINDS = ("REQ001", "REQ002", "REQ003", "REM001")
CONFORMANCE = Path(__file__).resolve().parents[2] / "conformance"


def cases_of(path):
    """The cases in a file of the conformance suite."""
    return json.loads(path.read_text(encoding="utf-8"))["cases"]


def dense(year):
    """A report whose every cell is above zero, and whose every identity holds."""
    (shape,) = shapes(None, year)
    report = report_of(shape, gd.Organ("云栖州教育局"), year, [3 + number % 5 for number in range(size(shape))])
    assert gd.check(report).ok
    return report


DENSE = {year: dense(year) for year in (2023, 2020)}
COVERED = [
    (year, address)
    for year, report in DENSE.items()
    for address in dict.fromkeys(a for identity in gd.identities(report) for a in identity.addresses)
]


def identities_with(report, address):
    """The instances of the identities that a cell takes part in."""
    return {identity.instance for identity in gd.identities(report) if address in identity.addresses}


@pytest.mark.slow
@pytest.mark.parametrize("year", DENSE)
def test_any_single_cell_that_is_wrong_is_noticed(year):
    """Every covered cell of both editions, one more or one less: the identities that hold it fail, and no others."""
    report = DENSE[year]
    for address in (address for of, address in COVERED if of == year):
        for by in (1, -1):
            wrong = gd.replace(report, {address: gd.get(report, address) + by})
            result = gd.check(wrong)

            assert {o.instance for o in result.findings if o.rule.code in KINDS} == identities_with(report, address)
            assert gd.Verdict.FAILED is gd.verdict(wrong) is result.verdict


def test_all_covered_cells_are_looked_at():
    """175 and 15 cells of one edition, 161 and 15 of the other."""
    assert 190 == sum(year == 2023 for year, _ in COVERED)
    assert 176 == sum(year == 2020 for year, _ in COVERED)


@QUICK
@given(gst.one_wrong_cell(), st.integers(1, 10**6))
def test_any_wrong_value_is_noticed(near, by):
    """Whatever a cell holds instead of the right value, the check fails."""
    assert gd.Verdict.FAILED is gd.check(near.report).verdict
    assert gd.Verdict.FAILED is gd.verdict(gd.replace(near.report, {near.address: near.right + by}))


WRONG = st.one_of(gst.one_wrong_cell(), gst.swapped_cells(), gst.shifted_row()).map(lambda near: near.report)


@st.composite
def gappy(draw, reports):
    """A report, and the same one with gaps of any kind in some cells."""
    report = draw(reports)
    known = gd.addresses(report)
    which = draw(st.lists(st.integers(0, len(known) - 1), min_size=1, max_size=6))
    return report, gd.replace(report, {known[number]: draw(st.sampled_from(gd.Gap)) for number in which})


def verdicts(report, **options):
    """The verdict of every outcome."""
    return {outcome.instance: outcome.verdict for outcome in gd.check(report, **options).outcomes}


@pytest.mark.slow
@QUICK
@given(gappy(WRONG))
def test_a_gap_never_turns_a_failure_into_a_pass(pair):
    """What failed with all numbers there fails or is not evaluated without some of them."""
    whole, with_gaps = pair
    before, after = verdicts(whole), verdicts(with_gaps)

    for instance, verdict in before.items():
        if instance.partition("@")[0] in KINDS and verdict is gd.Verdict.FAILED:
            assert after[instance] in (gd.Verdict.FAILED, gd.Verdict.NOT_EVALUATED)
    assert gd.Verdict.PASSED is not gd.check(with_gaps).verdict
    assert not gd.check(with_gaps).ok


@QUICK
@given(gappy(gst.reports()))
def test_a_gap_never_turns_a_pass_into_a_failure(pair):
    """Where everything held, a missing number makes an identity not evaluated, and nothing fails."""
    whole, with_gaps = pair
    covered = {address for identity in gd.identities(whole) for address in identity.addresses}
    missing = {address for address, value in values(with_gaps).items() if isinstance(value, gd.Gap)}
    result = gd.check(with_gaps)

    assert [] == [outcome for outcome in result.findings if outcome.rule.code in KINDS]
    assert result.ok is (missing.isdisjoint(covered) and not has_unknown(with_gaps))


def has_unknown(report):
    """Whether a cell is absent or unreadable."""
    return not {gd.Gap.ABSENT, gd.Gap.UNREADABLE}.isdisjoint(values(report).values())


def of_identities(found):
    """The verdicts of the identities alone."""
    return {instance: verdict for instance, verdict in found.items() if instance.partition("@")[0] in KINDS}


@QUICK
@given(gappy(st.one_of(WRONG, gst.reports())))
def test_blank_as_zero_is_what_it_says(pair):
    """Under the policy a blank or placeholder counts as the number zero would, and nothing else does."""
    _, with_gaps = pair
    zero = {
        address: 0 * gd.get(pair[0], address)
        for address, value in values(with_gaps).items()
        if value in (gd.Gap.BLANK, gd.Gap.PLACEHOLDER)
    }
    filled = gd.replace(with_gaps, zero)

    under_policy, with_zeros = verdicts(with_gaps, blank_as_zero=True), verdicts(filled)
    assert {i: v for i, v in under_policy.items() if i[:6] in KINDS} == {
        i: v for i, v in with_zeros.items() if i[:6] in KINDS
    }
    assert gd.verdict(with_gaps, blank_as_zero=True) is gd.verdict(filled)


@QUICK
@given(st.one_of(WRONG, gst.reports(), gst.reports(max_blanks=5)))
def test_the_quick_verdict_and_the_check_agree(report):
    """The one that says nothing more says the same."""
    looked = [outcome.verdict for outcome in gd.check(report).outcomes if outcome.rule.code in KINDS]
    expected = next(v for v in (gd.Verdict.FAILED, gd.Verdict.NOT_EVALUATED, gd.Verdict.PASSED) if v in looked)

    assert expected is gd.verdict(report)


@QUICK
@given(st.one_of(WRONG, gst.reports(max_blanks=5)))
def test_a_check_is_the_same_each_time(report):
    """The same report gives the same outcomes in the same order, built or read from its own JSON."""
    assert gd.check(report).outcomes == gd.check(gd.from_json(gd.to_json(report))).outcomes


# ---------------------------------------------------------------------------------------------------- conformance

CASES = [
    (path.stem, case) for path in sorted(CONFORMANCE.glob("*.json")) if path.stem in KINDS for case in cases_of(path)
]


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}-{case['name']}" for code, case in CASES])
def test_check_conformance_and_plain_addition_agree(code, case, suite):
    """What the suite states of an identity over numbers is what adding them up gives, and what the check says."""
    report = suite.report(case)
    found = verdicts(report, **case.get("options", {}))
    zero = case.get("options", {}).get("blank_as_zero", False)
    for identity in (identity for identity in gd.identities(report) if identity.code == code):
        held = [(counted(gd.get(report, term.address), zero=zero), term.sign) for term in identity.terms]
        stated = case["expect"].get(identity.instance, {}).get("verdict", case.get("others"))
        if not any(isinstance(value, gd.Gap) for value, _ in held):
            added = "failed" if sum(value * sign for value, sign in held) else "passed"
            assert added == found[identity.instance].value == stated


def counted(value, *, zero):
    """What a cell counts as under the policy for blanks."""
    return 0 if zero and value in (gd.Gap.BLANK, gd.Gap.PLACEHOLDER) else value


@pytest.fixture
def suite(monkeypatch):
    """The runner of the conformance suite."""
    monkeypatch.syspath_prepend(CONFORMANCE.parent / "docs")
    return importlib.import_module("generators.conformance")
