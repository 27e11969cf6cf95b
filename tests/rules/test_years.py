"""Several years of one organ: any order, missing years, two reports for a year, names, restated figures."""

import itertools
from decimal import Decimal

import attrs
import pytest

import govdisclosure as gd
from figures import REPORTS, report

S23, S24 = report(REPORTS["suqian-2023"]), report(REPORTS["suqian-2024"])


def verdicts(result, code):
    """Verdict by instance of one rule."""
    return {o.instance: o.verdict for o in result.outcomes if o.rule.code == code}


def test_order_does_not_matter():
    """The same reports in any order give the same result."""
    S25 = attrs.evolve(gd.zeros(2025, organ="宿迁市人民政府"), proactive=S24.proactive)
    results = [gd.check_years(order) for order in itertools.permutations([S23, S24, S25])]

    assert all(results[0] == each for each in results)
    assert gd.Verdict.FAILED is results[0].verdict


def test_only_rules_over_years_are_run():
    """What is wrong within a report is the business of `check`."""
    bad = gd.replace(S24, {"remedies.reconsideration.total": 1})

    assert gd.check_years([S23, bad]).ok


@pytest.mark.parametrize("reports", [[], [S23]], ids=["none", "one"])
def test_nothing_to_compare(reports):
    """With fewer than two reports nothing ties, so nothing has passed."""
    result = gd.check_years(reports)

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert not result.ok


def test_a_table_alone_has_no_year():
    """It is refused, whether among the years, as this year's or as last year's report; none is passed over."""
    table = gd.zeros(2024).requests
    calls = (
        lambda: gd.check_years([S23, S24, table]),
        lambda: gd.check(table, previous=S23),
        lambda: gd.check(S24, previous=table),
        lambda: gd.check_years([{"year": 2023}]),
    )
    for call in calls:
        with pytest.raises(gd.InvalidTypeError, match="must be a Reading or an AnnualReport"):
            call()


def test_missing_year():
    """A year between two reports that is not there is named, and their figures are not held against each other."""
    result = gd.check_years([gd.zeros(2021), gd.zeros(2024)])
    (gap,) = [o for o in result.findings if o.rule.code == "YR004"]

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert {gd.Verdict.NOT_EVALUATED} == set(verdicts(result, "YR001").values())
    assert gap.message("en").startswith("YR004 [2024] missing between 2021 and 2024: 2022; 2023;")


def test_a_misread_year_makes_no_endless_sentence():
    """Of very many missing years the first are named and all are counted."""
    result = gd.check_years([gd.zeros(2023), attrs.evolve(gd.zeros(2023), year=9999)])
    (gap,) = [o for o in result.findings if o.rule.code == "YR004"]

    assert "2033 等 7975 项；" in gap.message("zh")
    assert "2033 and 7965 more; " in gap.message("en")


def test_two_reports_that_agree_where_it_matters():
    """Two reports for one year do not keep a link open that both of them state alike."""
    other = gd.replace(S23, {"proactive.licensing.decisions": 1})
    result = gd.check_years([S23, other, S24])

    assert {gd.Verdict.PASSED} == set(verdicts(result, "YR001").values())
    assert {"YR005@2023": gd.Verdict.PASSED, "YR005@2023#2": gd.Verdict.FAILED, "YR005@2024": gd.Verdict.PASSED} == (
        verdicts(result, "YR005")
    )
    assert {"YR007@2023#2": gd.Verdict.FAILED} == verdicts(result, "YR007")


def test_two_reports_with_an_amount_in_two_units():
    """The same digits in another unit are another amount; a cell of another edition is no figure stated twice."""
    amount = "proactive.central_procurement.amount"
    one = gd.replace(gd.zeros(2020), {amount: Decimal(25)})
    row = attrs.evolve(one.proactive.central_procurement, amount_unit=gd.Unit.YUAN)
    other = attrs.evolve(one, proactive=attrs.evolve(one.proactive, central_procurement=row))
    (found,) = [o for o in gd.check_years([one, other]).findings if o.rule.code == "YR007"]

    assert (f"2020:{amount}", f"2020#2:{amount}") == found.addresses
    assert "采购总金额 25（没有印出单位） 与 25 元；" in found.message("zh")
    assert "total amount 25 (no unit is printed) and 25 (yuan); " in found.message("en")
    later = attrs.evolve(gd.zeros(2021), year=2020)
    assert {"YR007@2020#2": gd.Verdict.PASSED} == verdicts(gd.check_years([gd.zeros(2020), later]), "YR007")


@pytest.mark.parametrize("value", [gd.Gap.BLANK, gd.Gap.PLACEHOLDER])
def test_two_reports_that_agree_under_the_policy_for_blanks(value):
    """A printed blank and a zero are the same figure where blanks are agreed to be zero, for every rule over years."""
    cells = ("requests.carried_over_out.research_institutions", "proactive.government_rules.in_force")
    zero, now = gd.zeros(2023), gd.zeros(2024)
    blank = gd.replace(zero, dict.fromkeys(cells, value))
    instances = ("YR001@2024.research_institutions", "YR002@2024.government_rules")
    found, agreed = (gd.check_years([zero, blank, now], blank_as_zero=policy) for policy in (False, True))

    for instance in instances:
        (outcome,) = [o for o in found.outcomes if o.instance == instance]
        assert (gd.Verdict.NOT_EVALUATED, "restated", gd.Verdict.PASSED) == (
            outcome.verdict,
            outcome.reason,
            outcome.if_blank_zero,
        )
        assert (f"2023#2:{cells[instances.index(instance)]}",) == outcome.gaps
        assert gd.Verdict.PASSED in [o.verdict for o in agreed.outcomes if o.instance == instance]
    assert {"YR007@2023#2": gd.Verdict.FAILED} == verdicts(found, "YR007")
    assert {"YR007@2023#2": gd.Verdict.PASSED} == verdicts(agreed, "YR007")


def test_two_reports_with_other_fees():
    """Of two reports for last year neither is taken for the one that counts, for the fees as for every figure."""
    fees = "proactive.fees.amount"
    one, other = (gd.replace(S23, {fees: Decimal(amount)}) for amount in (1, 2))
    now = gd.replace(S24, {fees: Decimal(10_000)})

    assert gd.Verdict.FAILED is verdicts(gd.check_years([one, one, now]), "YR008")["YR008@2024.fees.amount"]
    assert gd.Verdict.NOT_EVALUATED is verdicts(gd.check_years([one, other, now]), "YR008")["YR008@2024.fees.amount"]


# ---------------------------------------------------------------------------------------------------- one organ


def named(year, name):
    """A report of zeros."""
    return gd.zeros(year, organ=name)


def test_several_organs_at_once():
    """Reports of several organs for one year are refused, with some of their names and what to do."""
    organs = [f"示例{number}局" for number in range(50)]
    reports = [named(year, name) for name in organs for year in (2022, 2023)]
    with pytest.raises(gd.InvalidValueError) as caught:
        gd.check_years(reports)

    assert (
        "reports must be those of one organ; for 2022 there are several: 示例0局; 示例1局; 示例2局 and 47 more. "
        "Group them by report.organ.name and call check_years for each group"
    ) in caught.value.message("en")
    assert (
        "2022 年度有几个机关的：示例0局、示例1局、示例2局 等 50 项。请按 report.organ.name 分组，逐组调用 check_years；"
        in (caught.value.message("zh"))
    )


@pytest.mark.parametrize(
    ("reports", "renamed"),
    [
        ([named(2022, "甲局"), named(2023, "乙局")], ["YR006@2023"]),
        ([named(2021, "甲局"), named(2022, "乙局"), named(2023, "丙局")], ["YR006@2022", "YR006@2023"]),
        ([named(2022, "甲局"), named(2023, "甲局"), named(2023, "甲 局")], []),
        ([named(2023, "示例县（高新区）局"), named(2023, "示例县(高新区)局")], []),
        ([named(2023, "甲局"), named(2023, gd.Gap.ABSENT)], []),
        ([named(gd.Gap.ABSENT, "甲局"), named(gd.Gap.ABSENT, "乙局")], []),
    ],
)
def test_one_organ_may_be_renamed(reports, renamed):
    """A name that changes from year to year is a warning; one spelt with blanks, or not known, is no other organ."""
    assert renamed == [o.instance for o in gd.check_years(reports).findings if o.rule.code == "YR006"]


def test_two_reports_for_the_later_year():
    """Each of two reports for a year is held against the year before."""
    other = gd.replace(S24, {"requests.carried_over_in.total": 120})
    result = gd.check_years([S23, S24, other])
    found = verdicts(result, "YR001")

    assert gd.Verdict.PASSED is found["YR001@2024.total"]
    assert gd.Verdict.FAILED is found["YR001@2024#2.total"]


def test_unknown_year_is_compared_with_nothing():
    """A report without a year keeps the result open, whatever the others say."""
    result = gd.check_years([S23, S24, attrs.evolve(S24, year=gd.Gap.ABSENT)])

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert gd.Verdict.NOT_EVALUATED is verdicts(result, "YR004")["YR004@unknown"]
    assert gd.Verdict.PASSED is verdicts(result, "YR001")["YR001@2024.total"]


def test_addresses_name_the_report():
    """Cells of several reports are told apart by the year, and so are the addends and the places."""
    place = gd.Place(page=2, text="121")
    before = gd.Reading(report=S23, places=(("requests.carried_over_out.total", place),))
    (found,) = [o for o in gd.check_years([S24, before]).outcomes if o.instance == "YR001@2024.total"]

    assert ("2023:requests.carried_over_out.total", "2024:requests.carried_over_in.total") == found.addresses
    assert ["2023", "2024"] == [each.report for each in found.addends]
    assert (("2023:requests.carried_over_out.total", place),) == found.places
    assert ("2023:requests.carried_over_out.total", "2024:requests.carried_over_in.total") == tuple(
        term.name for term in found.identity.terms
    )


def test_blank_as_zero():
    """The policy for blanks reaches over the years."""
    blank = gd.replace(S23, {"requests.carried_over_out.research_institutions": gd.Gap.BLANK})

    assert gd.Verdict.NOT_EVALUATED is gd.check_years([blank, S24]).verdict
    assert gd.check_years([blank, S24], blank_as_zero=True).ok


def test_rules_can_be_chosen():
    """Rules that are left out are not run; without the carry-over nothing else decides."""
    rules = gd.Policy(select=("YR006",)).rules()

    assert ["YR006@2024"] == [o.instance for o in gd.check_years([S23, S24], rules=rules).outcomes]


@pytest.mark.parametrize("gap", list(gd.Gap))
def test_a_change_that_is_not_known_may_be_negative(gap):
    """Whatever the items of both years are, some increase or decrease makes them follow: nothing is certain to fail."""
    before = gd.replace(gd.zeros(2019), {"proactive.penalties.items_last_year": 40, "proactive.penalties.change": gap})
    now = gd.replace(gd.zeros(2020), {"proactive.penalties.items_last_year": 30})
    found = verdicts(gd.check_years([before, now]), "YR003")

    assert gd.Verdict.NOT_EVALUATED is found["YR003@2020.penalties"]
    known = gd.replace(before, {"proactive.penalties.change": -10})
    assert gd.Verdict.PASSED is verdicts(gd.check_years([known, now]), "YR003")["YR003@2020.penalties"]


ONE_REQUEST = {
    f"requests.{row}.{column}": 1
    for row in ("received", "outcomes.disclosed", "outcomes.total")
    for column in ("natural_persons", "total")
}
GAP = "requests.received.research_institutions"


def copied(before, now, **options):
    """What YR009 finds in two reports."""
    (outcome,) = [o for o in gd.check_years([before, now], **options).outcomes if o.rule.code == "YR009"]
    return outcome


def test_a_table_three_that_repeats():
    """Every cell as last year's and many of them not zero: the outcome names these, of both years."""
    found = copied(S23, attrs.evolve(S23, year=2024))
    same = [a for a in gd.addresses(S23) if a.startswith("requests.") and gd.get(S23, a)]

    assert (gd.Verdict.FAILED, gd.Severity.WARNING, "YR009@2024.requests") == (
        found.verdict,
        found.severity,
        found.instance,
    )
    assert (*(f"2023:{a}" for a in same), *(f"2024:{a}" for a in same)) == found.addresses
    assert f"与2023 年度完全相同，{len(same)} 个不为零的数一个不差，可能照抄上年；" in found.message("zh")
    assert f" in every cell, {len(same)} of them not zero: perhaps copied from last year; " in found.message("en")


@pytest.mark.parametrize(
    "address", ["requests.received.total", "requests.outcomes.not_processed.repeat_requests.total"]
)
def test_one_other_cell_is_enough(address):
    """A table that differs in one cell is not the same, whatever else is not known."""
    now = gd.replace(attrs.evolve(S23, year=2024), {address: gd.get(S23, address) + 1})

    assert gd.Verdict.PASSED is copied(S23, now).verdict
    assert gd.Verdict.PASSED is copied(gd.replace(S23, {GAP: gd.Gap.ABSENT}), now).verdict


@pytest.mark.parametrize(
    ("changes", "expected", "reason"), [({}, gd.Verdict.PASSED, "zero"), (ONE_REQUEST, gd.Verdict.FAILED, "")]
)
def test_zeros_repeat_no_figure(changes, expected, reason):
    """All zero in both years is no copy; a single request that repeats is worth a warning, which counts the cells."""
    assert all(address.startswith("requests.") for address in changes)
    found = copied(gd.replace(gd.zeros(2023), changes), gd.replace(gd.zeros(2024), changes))

    assert (expected, reason) == (found.verdict, found.reason)


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("gap", list(gd.Gap))
def test_a_gap_leaves_open_whether_a_table_repeats(year, gap):
    """While all known figures agree a gap of either year leaves it open; a blank that is agreed to be zero does not."""
    reports = [
        gd.replace(each, {GAP: gap}) if each.year == year else each for each in (S23, attrs.evolve(S23, year=2024))
    ]
    found, zero = copied(*reports), copied(*reports, blank_as_zero=True)
    blank = gap in (gd.Gap.BLANK, gd.Gap.PLACEHOLDER)
    wanted = gd.Verdict.FAILED if blank else gd.Verdict.NOT_EVALUATED

    assert (gd.Verdict.NOT_EVALUATED, wanted) == (found.verdict, found.if_blank_zero)
    assert (f"{year}:{GAP}",) == found.gaps
    assert wanted is zero.verdict
    assert ((f"{year}:{GAP}",) if blank else ()) == zero.zeroed


@pytest.mark.parametrize(
    ("reports", "reason"),
    [
        ([attrs.evolve(S23, year=2021), S23], "apart"),
        ([S23, attrs.evolve(S24, year=2023), S24], "restated"),
        ([attrs.evolve(gd.zeros(2019), year=2022), gd.zeros(2023)], "not_applicable"),
    ],
)
def test_what_a_table_that_repeats_is_held_against(reports, reason):
    """As for every link: the years must follow, last year's reports agree, and the tables be of one edition."""
    found = [o for o in gd.check_years(reports).outcomes if o.rule.code == "YR009"][-1]

    assert reason in (found.reason, found.verdict.value)
    assert found.verdict in (gd.Verdict.NOT_EVALUATED, gd.Verdict.NOT_APPLICABLE)


def test_a_table_three_repeats_beside_another_table_two():
    """The edition of table two is nothing to table three; what is given as last year's report is believed."""
    old = attrs.evolve(S23, proactive=gd.zeros(2020).proactive)
    unknown = attrs.evolve(S23, year=gd.Gap.ABSENT)

    assert gd.Verdict.FAILED is copied(old, attrs.evolve(S23, year=2024)).verdict
    (found,) = [o for o in gd.check(S24, previous=unknown).outcomes if o.rule.code == "YR009"]
    assert gd.Verdict.PASSED is found.verdict
