"""Blank totals filled in from their parts, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values

TOTALS = sorted({each.right[0].address for each in gd.identities(gd.zeros(2023)) if len(each.right) == 1})
TOTAL = "requests.outcomes.total.total"


@given(gst.reports(edition="2021"), st.sets(st.sampled_from(TOTALS)))
def test_blank_totals_come_back(report, blanked):
    """Whichever totals are blank: their parts give them, totals of totals included."""
    blank = gd.replace(report, dict.fromkeys(blanked, gd.Gap.BLANK))

    assert report == gd.complete(blank)


@given(gst.reports(max_blanks=8))
def test_nothing_else_changes(report):
    """A number stays, and a blank that is no total."""
    done = values(gd.complete(report))

    for address, value in values(report).items():
        if value is not gd.Gap.BLANK or address not in {each.right[0].name for each in gd.identities(report)}:
            assert value == done[address]


def test_a_wrong_total_stays():
    """It was printed."""
    wrong = gd.replace(gd.zeros(2023), {"requests.received.total": 5})

    assert wrong == gd.complete(wrong)


def test_only_blanks_are_filled():
    """A placeholder says something, and what is not in a document or cannot be read may be anything."""
    for gap in (gd.Gap.PLACEHOLDER, gd.Gap.ABSENT, gd.Gap.UNREADABLE):
        report = gd.replace(gd.zeros(2023), {"requests.received.total": gap})
        assert report == gd.complete(report)


def test_a_part_without_a_number_leaves_the_total_blank():
    """A blank is no zero."""
    gaps = {"requests.received.total": gd.Gap.BLANK, "requests.received.natural_persons": gd.Gap.BLANK}
    report = gd.replace(gd.zeros(2023), gaps)

    assert report == gd.complete(report)


def test_where_row_and_column_disagree_the_total_stays_blank():
    """Neither is taken."""
    report = gd.replace(gd.zeros(2023), {TOTAL: gd.Gap.BLANK, "requests.outcomes.disclosed.total": 1})
    one_way = gd.replace(report, {"requests.outcomes.total.natural_persons": gd.Gap.PLACEHOLDER})

    assert gd.Gap.BLANK is gd.get(gd.complete(report), TOTAL)
    assert 1 == gd.get(gd.complete(one_way), TOTAL)


def test_a_sum_that_no_cell_holds_is_not_filled_in():
    """It has thirteen digits."""
    most = {f"remedies.reconsideration.{name}": 10**12 - 1 for name in ("upheld", "corrected")}
    table = gd.replace(gd.zeros(2023), {**most, "remedies.reconsideration.total": gd.Gap.BLANK}).remedies

    assert table == gd.complete(table)
