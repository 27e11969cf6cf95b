"""Reports that nearly tie, each with the truth beside it."""

import itertools
from fractions import Fraction

import attrs
import pytest
from hypothesis.errors import InvalidArgument

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.strategies.near import raised
from strategies.helpers import IDENTITIES, every, failed, some

BASES = pytest.mark.parametrize("edition", ["2021", "2019", None])


def broken_is_what_fails(near):
    """The check finds exactly the identities that the strategy says fail, and the truth ties."""
    assert near.broken
    assert set(near.broken) == failed(gd.check(near.report), *IDENTITIES)


def restored(near):
    """The report with the right values."""
    right = near.right if isinstance(near, gst.Changed) else {near.address: near.right}
    return gd.replace(near.report, right)


@BASES
@pytest.mark.parametrize("strategy", [gst.one_wrong_cell, gst.swapped_cells, gst.shifted_row])
def test_the_truth_is_told(strategy, edition):
    """What is broken fails and nothing else, and with the right values everything holds."""

    def holds(near):
        broken_is_what_fails(near)
        assert gd.check(restored(near)).ok

    every(strategy(gst.reports(edition=edition)), holds, examples=50)


def test_one_wrong_cell_breaks_the_identities_that_hold_it():
    """The cells that all broken identities share contain the wrong one, and no other cell is in the same ones."""

    def holds(near):
        holding = [identity for identity in gd.identities(near.report) if near.address in identity.addresses]
        assert tuple(identity.instance for identity in holding) == near.broken
        assert near.right != gd.get(near.report, near.address)

    every(gst.one_wrong_cell(), holds)


@pytest.mark.parametrize("by", [1, -1, 9, 10])
def test_wrong_values_are_such_as_people_write(by):
    """One more, one less, two digits in the other order, a digit too many: all of these occur."""

    def wanted(near):
        wrong = gd.get(near.report, near.address)
        return near.right > 1 and wrong == (near.right * 10 if by == 10 else near.right + by)

    some(gst.one_wrong_cell(), wanted)


def test_one_wrong_cell_reaches_all_kinds_of_cells():
    """Any cell that an identity covers can be the wrong one: many are within a few hundred examples."""
    seen = set()
    every(gst.one_wrong_cell(gst.reports(max_cells=2)), lambda near: seen.add(near.address), examples=400)

    assert 60 < len(seen)
    assert {"requests", "remedies"} == {address.partition(".")[0] for address in seen}
    assert {"total", "natural_persons"} < {address.rpartition(".")[2] for address in seen}


def test_swapped_cells_are_neighbours_with_unlike_numbers():
    """Two cells beside each other or one above the other, which held different numbers."""

    def holds(near):
        one, other = near.right
        assert near.right[one] == gd.get(near.report, other) != near.right[other] == gd.get(near.report, one)

    every(gst.swapped_cells(), holds)
    some(gst.swapped_cells(), lambda near: len({address.rpartition(".")[0] for address in near.right}) == 1)
    some(gst.swapped_cells(), lambda near: len({address.rpartition(".")[2] for address in near.right}) == 1)


def test_two_equal_cells_are_told_apart_before_they_are_swapped():
    """Whichever neighbours a report of zeros is asked to swap, there is something to see."""
    report = gd.zeros(2023)
    every(gst.swapped_cells(gst.reports(max_cells=0)), broken_is_what_fails, examples=100)
    assert report == gd.zeros(2023)


def test_a_shifted_row_loses_its_last_figure():
    """Every figure stands one column to the right, a zero before them."""

    def holds(near):
        right, now = list(near.right.values()), [gd.get(near.report, address) for address in near.right]
        assert [0, *right[:-1]] == now
        assert right[0] != 0

    every(gst.shifted_row(), holds)
    every(gst.shifted_row(gst.reports(max_cells=0)), holds, examples=30)


@BASES
def test_an_undetectable_change_is_not_detected(edition):
    """Four cells are wrong, and no rule can see it."""

    def holds(near):
        assert () == near.broken
        assert 4 == len([address for address, right in near.right.items() if right != gd.get(near.report, address)])
        assert gd.check(near.report).ok
        assert gd.check(restored(near)).ok
        assert 0 <= min(value for address, value in values(near.report).items() if address.startswith("requests"))

    every(gst.undetectable_change(gst.reports(edition=edition)), holds)


# ---------------------------------------------------------------------------------------------------- identities


@pytest.mark.parametrize("code", IDENTITIES)
def test_an_identity_is_broken_with_as_few_others_as_can_be(code):
    """The instance that was asked for fails; with the sums of table three one other does, or two."""

    def holds(near):
        broken_is_what_fails(near)
        assert gd.check(restored(near)).ok
        assert code == near.instance.partition("@")[0]
        assert near.instance in near.broken
        assert FEWEST[near.instance] == len(near.broken)

    every(gst.wrong_identity(code), holds, examples=40)


def fewest_with(identity, dependencies):
    """The fewest identities that can fail if this one does: the smallest set in which every dependency can be kept."""
    names = [name for name in NAMES if name != identity]
    sizes = (
        size
        for size in range(4)
        for more in itertools.combinations(names, size)
        if can_fail((identity, *more), dependencies)
    )
    return 1 + next(sizes)


def can_fail(names, dependencies):
    """Whether numbers other than zero for all of these, and zero for all others, satisfy every dependency."""
    rows = [[Fraction(dict(each.terms).get(name, 0)) for name in names] for each in dependencies]
    return all(any(row[:at] + row[at + 1 :]) or not row[at] for row in rows for at in range(len(names))) and solvable(
        rows
    )


def solvable(rows):
    """Whether no combination of the rows leaves a single name alone."""
    combined = [*rows, *([a * s + b * t for a, b in zip(*rows, strict=True)] for s in (1, -1) for t in (1, -1))]
    return all(sum(1 for number in row if number) != 1 for row in combined)


REPORTS = (gd.zeros(2023), gd.zeros(2020))
NAMES = list(dict.fromkeys(identity.instance for report in REPORTS for identity in gd.identities(report)))
FEWEST = {
    identity.instance: fewest_with(identity.instance, gd.analyse(gd.identities(report)).dependencies)
    for report in REPORTS
    for identity in gd.identities(report)
}
"""Worked out from the dependencies of the identities alone, not from any strategy."""


def test_what_is_fewest():
    """Sums of table four fail alone, those of table three in pairs, and the row of （七）总计 with two others."""
    assert {1} == {number for name, number in FEWEST.items() if name.startswith("REM001")}
    assert 3 == FEWEST["REQ003@outcomes.total"]
    assert {2} == {n for name, n in FEWEST.items() if name.startswith("REQ") and name != "REQ003@outcomes.total"}


def test_an_identity_that_can_fail_alone():
    """With ``alone`` the sums of table four are broken by themselves."""
    every(gst.wrong_identity("REM001", alone=True), lambda near: broken_is_what_fails(near), examples=20)


@pytest.mark.parametrize("code", ["REQ001", "REQ002", "REQ003"])
def test_no_identity_of_table_three_fails_alone(code):
    """It is said at once that this cannot be had."""
    with pytest.raises(InvalidArgument, match=f"no identity of code {code} can fail alone"):
        gst.wrong_identity(code, alone=True)


def test_an_unknown_code_is_refused():
    """The codes that there are, are named."""
    with pytest.raises(
        InvalidArgument, match="no identity has the code 'YR001'; there are: REQ003, REQ002, REQ001, REM001"
    ):
        gst.wrong_identity("YR001")


# ---------------------------------------------------------------------------------------------------- bases


@pytest.mark.parametrize("strategy", [gst.one_wrong_cell, gst.swapped_cells, gst.shifted_row, gst.undetectable_change])
def test_a_base_with_gaps_is_refused(strategy):
    """What is broken cannot be told where a total cannot be checked."""
    base = gst.reports(year=2023, max_cells=2).map(
        lambda r: gd.replace(r, {"remedies.reconsideration.total": gd.Gap.BLANK})
    )

    with pytest.raises(InvalidArgument, match="this one has gaps"):
        every(strategy(base), lambda near: None, examples=1)


def test_a_base_may_have_gaps_where_nothing_is_checked():
    """A blank in table two is no hindrance."""
    base = gst.reports(year=2023).map(lambda r: gd.replace(r, {"proactive.fees.amount": gd.Gap.BLANK}))

    every(gst.one_wrong_cell(base), lambda near: broken_is_what_fails(near), examples=5)


def test_raising_leaves_what_it_need_not_touch():
    """Another year, organ and the tables two and four stay."""
    report = some(gst.reports(), lambda report: True)
    found = raised(report, "requests.received.total", 2)

    assert 2 == found.requests.received.total - report.requests.received.total
    assert attrs.evolve(found, requests=report.requests) == report
