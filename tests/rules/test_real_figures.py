"""What the whole catalogue says of the figures of real reports."""

import pytest

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure.forms.declare import declared


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("suqian-2023", []),
        ("suqian-2024", []),
        ("shuyang-2025", []),
        ("hongze-2024", ["STR014@requests", "STR015"]),
    ],
)
def test_clean_report_is_ok(name, expected):
    """A report that ties is ok; an old edition of table three is a warning and no more."""
    result = gd.check(report(REPORTS[name]))

    assert result.ok
    assert expected == [outcome.instance for outcome in result.findings]


def test_blanks_are_a_warning():
    """The report with 125 blanks cannot be evaluated; read as zero everything holds."""
    found = report(REPORTS["shuyang-development-2023"])
    result = gd.check(found)

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert ["STR005@requests"] == [outcome.instance for outcome in result.findings]
    assert 125 == len(result.findings[0].addresses)
    assert 35 == sum(o.verdict is gd.Verdict.NOT_EVALUATED for o in result.outcomes if o.identity is not None)
    assert gd.check(found, blank_as_zero=True).ok


def test_zeros_are_ok():
    """A form of zeros has nothing to be found, in either edition."""
    for year in (2019, 2023):
        result = gd.check(gd.zeros(year))

        assert result.ok
        assert () == result.findings


def test_suqian_ties_over_the_years():
    """What 宿迁 carried over out of 2023 it carried over into 2024, in all seven columns; its stocks tie too."""
    years = [report(REPORTS["suqian-2024"]), report(REPORTS["suqian-2023"])]
    result = gd.check_years(years)
    links = [outcome for outcome in result.outcomes if outcome.rule.code == "YR001"]
    stocks = [outcome for outcome in result.outcomes if outcome.rule.code == "YR002"]

    assert result.ok
    assert [f"YR001@2024.{column.name}" for column, _ in declared(gd.ApplicantCounts)] == [o.instance for o in links]
    assert [118, 3, 0, 0, 0, 0, 121] == [outcome.left for outcome in links]
    assert all(outcome.verdict is gd.Verdict.PASSED and outcome.left == outcome.right for outcome in links)
    assert [(12, 12), (420, 420)] == [(outcome.left, outcome.right) for outcome in stocks]
    assert gd.check(years[0], previous=years[1]).ok
