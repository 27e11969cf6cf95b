"""Flat records."""

import datetime
from decimal import Decimal

import attrs
import pytest

import figures
import govdisclosure as gd
from govdisclosure.model.access import column_name

REPORT = attrs.evolve(
    figures.report(figures.SUQIAN_2024), period=gd.Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
)
OLD = gd.blank(2020)


@pytest.mark.parametrize(
    "x", [REPORT, OLD, gd.zeros(2023), REPORT.requests, OLD.proactive, OLD.remedies, REPORT.remedies]
)
@pytest.mark.parametrize("separator", [".", "__"])
def test_nothing_is_lost(x, separator):
    """A record is read back equal, also with names for columns."""
    again = gd.from_record(gd.to_record(x, separator=separator), separator=separator)

    assert x == again
    assert gd.to_record(x) == gd.to_record(again)


def test_what_it_looks_like():
    """From address to what the cell holds, in official order, with organ, year and period before."""
    record = gd.to_record(REPORT)

    assert ["organ.name", "year", "period.start", "period.end"] == list(record)[:4]
    assert list(gd.addresses(REPORT)) == [name for name in record if name in set(gd.addresses(REPORT))]
    assert 3525 == record["requests.received.total"]
    assert Decimal("72701.2578") == record["proactive.fees.amount"]
    assert datetime.date(2024, 12, 31) == record["period.end"]
    assert "2021" == record["requests.edition"]
    assert gd.Unit.UNKNOWN is gd.to_record(OLD)["proactive.central_procurement.amount_unit"]
    assert all(name.isidentifier() for name in gd.to_record(REPORT, separator="__"))
    assert column_name("requests.received.total") in gd.to_record(REPORT, separator="__")


def test_the_text_is_left_out():
    """A row of figures has no place for the sections."""
    with_text = attrs.evolve(REPORT, sections=gd.Sections(overview=gd.Section(text="略")))

    assert REPORT == gd.from_record(gd.to_record(with_text))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"requests.received.total": None}, "required field missing: requests.received.total"),
        ({"year": None}, "required field missing: year"),
        ({"requests.edition": None}, "required field missing: requests.edition"),
        ({"author": 1}, "unknown field author"),
        ({"requests.outcomes.other_handling.total": 1}, "unknown field requests.outcomes.other_handling.total"),
        ({"requests.edition": "2014"}, "no table 'requests' of edition '2014'"),
    ],
)
def test_a_record_of_another_shape(change, message):
    """What is missing or unknown is named."""
    record = gd.to_record(REPORT) | change
    record = {name: value for name, value in record.items() if name == "period.start" or value is not None}
    with pytest.raises(gd.InvalidDocumentError, match=message) as caught:
        gd.from_record(record)

    assert len(caught.value.problems) == len(caught.value.message("zh").split("\n"))
    assert caught.value.message("zh").startswith(("不认识的字段 ", "缺少必填的字段：", "没有 "))


def test_a_record_of_no_table():
    """A table is named by one of three words."""
    with pytest.raises(gd.InvalidDocumentError, match="no table 'x' of edition '2021'"):
        gd.from_record({"table": "x", "edition": "2021"})


def test_values_are_checked():
    """A float in a record is refused as everywhere; a data frame has to give whole numbers."""
    with pytest.raises(gd.InvalidTypeError, match=r"ApplicantCounts\.total must be an int"):
        gd.from_record(gd.to_record(REPORT) | {"requests.received.total": 7.0})
