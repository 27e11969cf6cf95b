"""Years of an organ, and a government with the organs below it."""

import pytest
from hypothesis.errors import InvalidArgument

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from strategies.helpers import every, failed, some


def rolled_up(family, **more):
    """The check of a family with the names of all parts."""
    return gd.check_rollup(
        family.parent,
        own=family.own,
        departments=family.departments,
        governments=family.governments,
        expected=family.expected,
        **more,
    )


# ---------------------------------------------------------------------------------------------------- years


def test_panels_are_tied():
    """Every year ties by itself, and each carries in what the one before carries out."""

    def holds(panel):
        assert all(gd.check(report).ok for report in panel)
        assert gd.check_years(panel).ok
        assert 1 == len({report.organ for report in panel})
        assert [panel[0].year + number for number in range(len(panel))] == [report.year for report in panel]
        assert all(report.requests.edition == ("2019" if report.year < 2021 else "2021") for report in panel)

    every(gst.panels(), holds, examples=40)
    some(gst.panels(), lambda panel: holds(panel) is None and all(each.requests.received.total for each in panel))


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 2), (3, 6)])
def test_panels_have_as_many_years_as_asked_for(low, high):
    """The number of years lies within the bounds, both of which occur, from the year asked for."""
    strategy = gst.panels(first_year=2020, min_years=low, max_years=high, max_cells=2)

    every(strategy, lambda panel: low <= len(panel) <= high and panel[0].year == 2020, examples=20)
    for wanted in (low, high):
        some(strategy, lambda panel, wanted=wanted: len(panel) == wanted)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (3, 2)])
def test_panels_of_no_years_are_refused(low, high):
    """There is at least one year, and no fewer than at least."""
    with pytest.raises(InvalidArgument, match="1 <= min_years <= max_years"):
        gst.panels(min_years=low, max_years=high)


def test_something_is_carried_over():
    """Panels are not tied by carrying nothing; a panel may cross the change of the form."""
    some(gst.panels(), lambda panel: panel[1].requests.carried_over_in.total > 0)
    some(
        gst.panels(),
        lambda panel: panel[0].year == 2020 and panel[1].requests.carried_over_in.research_institutions > 0,
    )


def test_a_broken_link():
    """Every year ties by itself, exactly the links said to break do, and with the right values none does."""

    def holds(near):
        assert all(gd.check(report).ok for report in near.panel)
        assert set(near.broken) == failed(gd.check_years(near.panel), "YR001")
        mended = [gd.replace(r, near.right) if r.year == near.year else r for r in near.panel]
        assert set() == failed(gd.check_years(mended), "YR001")
        assert 2 == len(near.broken)

    every(gst.broken_year_link(), holds, examples=40)


@pytest.mark.parametrize("more", [True, False])
def test_a_link_breaks_both_ways(more):
    """More is carried in than was carried out, or less."""
    column = "requests.carried_over_in.total"

    def wanted(near):
        report = next(report for report in near.panel if report.year == near.year)
        return (gd.get(report, column) > near.right[column]) is more

    some(gst.broken_year_link(), wanted)


@pytest.mark.parametrize("column", ["natural_persons", "other_organizations"])
def test_a_link_breaks_in_any_column(column):
    """That of the first kind of applicants and that of the last."""
    some(gst.broken_year_link(), lambda near: any(name.endswith(f".{column}") for name in near.broken))


def test_a_link_needs_two_years():
    """Panels of one year have nothing to break."""
    with pytest.raises(InvalidArgument, match="a link needs two years"):
        every(gst.broken_year_link(gst.panels(min_years=1, max_years=1)), lambda near: None, examples=1)


# ---------------------------------------------------------------------------------------------------- families


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2021", "2019", None])
def test_families_are_tied(edition):
    """Every report ties by itself, and the whole is the sum of its parts, none of which is missing."""

    def holds(family):
        assert all(gd.check(report).ok for report in (family.parent, *family.parts))
        assert rolled_up(family).ok
        assert len(family.parts) == len(set(family.expected))

    every(gst.families(edition=edition), holds, examples=20)


def test_families_of_a_year():
    """All of a family are of the year asked for."""

    def holds(family):
        assert {(2020, "2019")} == {(each.year, each.requests.edition) for each in (family.parent, *family.parts)}

    every(gst.families(year=2020, max_cells=2), holds, examples=5)


def test_families_have_departments_and_governments():
    """A family may be an office alone, or have all kinds of parts."""
    alone = some(gst.families(), lambda family: True, simplest=True)

    assert (alone.own,) == alone.parts
    some(gst.families(), lambda family: family.own and family.departments and family.governments)


def test_stocks_are_not_added_up():
    """A family in which the stock of the whole is not that of the parts is as it should be."""
    address = "proactive.normative_documents.in_force"
    family = some(
        gst.families(edition="2021"),
        lambda family: gd.get(family.parent, address) != sum(gd.get(part, address) for part in family.parts),
    )

    assert rolled_up(family).ok


def test_amounts_of_a_family_have_a_unit():
    """Amounts without a unit could not be added up; with one they are, and there are some to be added."""
    address, sums = "proactive.central_procurement.amount", []

    def holds(family):
        assert {gd.Unit.TEN_THOUSAND_YUAN} == {
            report.proactive.central_procurement.amount_unit for report in (family.parent, *family.parts)
        }
        sums.append(sum(gd.get(part, address) for part in family.parts))
        assert sums[-1] == gd.get(family.parent, address)

    every(gst.families(edition="2019"), holds, examples=40)
    assert any(sums)


@pytest.mark.slow
def test_a_broken_rollup():
    """Every report ties by itself, exactly the sums said to break do, and with the right values none does."""

    def holds(near):
        family = near.family
        assert all(gd.check(report).ok for report in (family.parent, *family.parts))
        assert near.broken
        assert set(near.broken) == failed(rolled_up(family), "ROL001")
        assert rolled_up(gst.Family(
            parent=gd.replace(family.parent, near.right),
            own=family.own,
            departments=family.departments,
            governments=family.governments,
        )).ok  # fmt: skip
        assert (near.organ in family.expected) is (near.cause != "one_figure")

    every(gst.broken_rollup(), holds, examples=30)


@pytest.mark.parametrize(("cause", "sign"), [("left_out", 1), ("counted_twice", -1)])
def test_the_organ_at_fault_is_the_difference(cause, sign):
    """What the whole lacks, or has too much of, is what the organ reports."""
    base = gst.families(max_cells=3)
    near = some(gst.broken_rollup(base), lambda near: near.cause == cause and len(near.broken) > 3)
    part = next(part for part in near.family.parts if part.organ.name == near.organ)

    for address, right in near.right.items():
        assert sign * values(part)[address] == right - gd.get(near.family.parent, address)


@pytest.mark.parametrize("cause", ["left_out", "counted_twice", "one_figure"])
def test_families_of_zeros_can_be_broken(cause):
    """Where nobody reports anything, somebody is made to."""
    near = some(gst.broken_rollup(gst.families(max_cells=0)), lambda near: near.cause == cause)
    figures = [value for part in near.family.parts for value in values(part).values() if value]

    assert near.broken
    assert set(near.broken) == failed(rolled_up(near.family), "ROL001")
    assert bool(figures) is (cause != "one_figure")
