"""One wrong cell: found, corrected, and called unique exactly where nothing else fits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure import strategies as gst
from govdisclosure.diagnosis import diagnose

ROOT = Path(__file__).resolve().parents[2]


def included():
    """Every report that comes with the project: examples, reports of the conformance suite, figures of real ones."""
    yield from ((path.stem, gd.read(path).report) for path in sorted((ROOT / "examples").iterdir()))
    for path in sorted((ROOT / "conformance" / "reports").iterdir()):
        yield path.stem, gd.from_json(path.read_text(encoding="utf-8"))
    yield from ((name, report(figures)) for name, figures in REPORTS.items())


WHOLE = {name: x for name, x in included() if gd.diagnose(x).assessment is gd.Assessment.CONSISTENT}
"""The reports without gaps and contradictions."""


def other_digit(value):
    """The number with its last digit changed."""
    return value - value % 10 + (value % 10 + 3) % 10


def test_most_reports_are_whole():
    """The reports below are not an empty list: all but one with wrong cells and those with gaps."""
    assert {
        *("linlan-county-2025", "linlan-water-2022"),
        *("balanced-2019", "balanced-2021", "zeros-2021"),
        *("suqian-2023", "suqian-2024", "shuyang-2025", "hongze-2024"),
    } == set(WHOLE)
    assert {"linlan-water-2023", "linlan-development-2023", "shuyang-development-2023"} == {
        name for name, _ in included()
    } - set(WHOLE)


@pytest.mark.slow
@pytest.mark.parametrize("right", WHOLE.values(), ids=WHOLE.keys())
def test_every_cell_of_table_three(right):
    """A changed digit in any cell of table three is found, corrected, explained, and nothing else fits."""
    cells = [address for address in gd.addresses(right) if address.startswith("requests.")]
    for address in cells:
        wrong = gd.replace(right, {address: other_digit(gd.get(right, address))})
        found = gd.diagnose(wrong)
        (explanation,) = found.explanations

        assert gd.Assessment.EXPLAINED is found.assessment
        assert {address: gd.get(right, address)} == explanation.changes
        assert gd.Certainty.UNIQUE is explanation.certainty
        assert 0 == explanation.alternatives
        assert explanation.evidence
        assert str(gd.get(right, address)) in explanation.message("en")
        assert right == explanation.apply(wrong)
    assert {gd.Requests2021: 175, gd.Requests2019: 161}[type(right.requests)] == len(cells)


@given(gst.one_wrong_cell())
def test_truth_is_among_the_explanations(case):
    """Whatever the wrong cell, the right number for it is proposed, and the failures named are those of the check."""
    found = gd.diagnose(case.report)

    assert {case.address: case.right} in [dict(each.changes) for each in found.explanations]
    assert set(case.broken) == {instance for component in found.components for instance in component.failures}


@given(gst.one_wrong_cell())
def test_applying_a_proposal_mends_what_it_names(case):
    """After a proposal is applied every identity it names holds; the report at hand stays as it is."""
    before = gd.to_dict(case.report)
    for explanation in gd.diagnose(case.report).explanations:
        outcomes = {outcome.instance: outcome for outcome in gd.check(explanation.apply(case.report)).outcomes}

        assert explanation.repairs
        assert {gd.Verdict.PASSED} == {outcomes[instance].verdict for instance in explanation.repairs}
    assert before == gd.to_dict(case.report)


BROKEN = (gd.Verdict.PASSED, gd.Verdict.FAILED)


def verdicts(x):
    """The verdict on every identity."""
    return {each.instance: each.verdict for each in gd.check(x).outcomes if each.identity is not None}


@settings(max_examples=50, deadline=None)
@given(gst.reports(), st.data())
def test_applying_any_proposal_mends_what_it_names(right, data):
    """The same whatever is wrong: several numbers of any table, with blanks beside them. And nothing else is broken."""
    cells = [address for address in gd.addresses(right) if not address.startswith("proactive.")]
    wrong = data.draw(st.dictionaries(st.sampled_from(cells), st.integers(0, 40), max_size=3))
    blank = data.draw(st.lists(st.sampled_from(cells), max_size=6))
    x = gd.replace(right, dict.fromkeys(blank, gd.Gap.BLANK) | wrong)
    before = gd.to_dict(x)
    for explanation in gd.diagnose(x).explanations:
        if not explanation.undetermined:
            after = verdicts(explanation.apply(x))

            assert {gd.Verdict.PASSED} >= {after[instance] for instance in explanation.repairs}
            assert not [at for at, verdict in verdicts(x).items() if (verdict, after[at]) == BROKEN]
        assert explanation.message("zh") != explanation.message("en")
    assert before == gd.to_dict(x)


@given(gst.one_wrong_cell())
def test_same_report_same_diagnosis(case):
    """Nothing depends on chance."""
    assert gd.diagnose(case.report) == gd.diagnose(case.report)
    assert gd.diagnose(case.report).to_dict() == gd.diagnose(case.report).to_dict()


SCRIPT = """
import govdisclosure as gd
x = gd.replace(gd.zeros(2024), {"remedies.reconsideration.total": 3, "requests.outcomes.disclosed.total": 2,
    "requests.outcomes.total.total": 2, "requests.received.natural_persons": 1})
print(gd.diagnose(x).message("en"))
"""


def test_order_does_not_depend_on_hashing():
    """Two interpreters that hash text differently give the same lines."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(outputs)
    assert "one of" in outputs.pop()


def test_table_alone():
    """A table alone is diagnosed with addresses of its own."""
    right = WHOLE["suqian-2024"].requests
    wrong = gd.replace(right, {"outcomes.disclosed.natural_persons": 1480})
    (explanation,) = gd.diagnose(wrong).explanations

    assert {"outcomes.disclosed.natural_persons": 1408} == explanation.changes
    assert right == explanation.apply(wrong)


@pytest.mark.parametrize("cell", ["upheld", "corrected", "other_result", "pending", "total"])
def test_table_four_is_five_fold_ambiguous(cell):
    """A sum of table four does not say which of its five cells is wrong."""
    address = f"remedies.reconsideration.{cell}"
    right = gd.replace(
        WHOLE["suqian-2024"],
        {f"remedies.reconsideration.{name}": 50 for name in ("upheld", "corrected", "other_result", "pending")}
        | {"remedies.reconsideration.total": 200},
    )
    wrong = gd.replace(right, {address: gd.get(right, address) - 7})
    found = gd.diagnose(wrong)
    one_cell = [each for each in found.explanations if len(each.changes) == 1]

    assert 5 == len(one_cell)
    assert {address: gd.get(right, address)} in [dict(each.changes) for each in one_cell]
    assert {gd.Certainty.AMBIGUOUS} == {each.certainty for each in found.explanations}
    assert {len(found.explanations) - 1} == {each.alternatives for each in found.explanations}


def test_a_difference_that_can_be_shared():
    """Four results of zero cannot go down, so one cell alone can only be the total: two cells can still share it."""
    wrong = gd.replace(gd.zeros(2024), {"remedies.reconsideration.total": -2})
    two = {"remedies.reconsideration.upheld": 1, "remedies.reconsideration.total": 1}
    (explanation,) = gd.diagnose(wrong).explanations

    assert {"remedies.reconsideration.total": 0} == explanation.changes
    assert gd.check(gd.replace(wrong, two)).ok
    assert gd.Certainty.AMBIGUOUS is explanation.certainty
    assert 0 == explanation.alternatives
    assert "单独一格只有这一格说得通，但差额也可由几格分担" in explanation.message("zh")


def test_failures_apart_are_explained_apart():
    """A wrong cell in table three and one in table four are two components, with no combinations of both."""
    right = WHOLE["suqian-2024"]
    wrong = gd.replace(right, {"requests.received.total": 3255, "remedies.reconsideration.total": 171})
    three, four = gd.diagnose(wrong).components

    assert [{"requests.received.total": 3525}] == [dict(each.changes) for each in three.explanations]
    assert gd.Certainty.UNIQUE is three.explanations[0].certainty
    assert all(instance.startswith("REM") for instance in four.failures)
    assert {"remedies.reconsideration.total": 170} in [dict(each.changes) for each in four.explanations]


def test_two_sums_of_table_four():
    """Two sums that fail for reasons of their own are two components, with no slip made up for both."""
    right = WHOLE["suqian-2024"]
    wrong = gd.replace(right, {"remedies.reconsideration.total": 171, "remedies.litigation_direct.upheld": 9})

    assert 2 == len(gd.diagnose(wrong).components)


def test_table_without_identities():
    """Table two alone is tied by nothing, which is no reason to call it consistent."""
    found = diagnose(gd.zeros(2024).proactive)

    assert gd.Assessment.NOT_EVALUATED is found.assessment
    assert () == found.explanations


def test_wrong_type():
    """What is neither a report nor a table is refused."""
    with pytest.raises(gd.InvalidTypeError, match="expected an AnnualReport or one of"):
        gd.diagnose("2024.html")
