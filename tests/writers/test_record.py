"""Flat records: of figures, of texts as a CSV file has them, of what data frames make of both."""

import csv
import datetime
import io
from decimal import Decimal

import attrs
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import figures
import govdisclosure as gd
from govdisclosure import strategies as gs
from govdisclosure.model.access import column_name

REPORT = attrs.evolve(
    figures.report(figures.SUQIAN_2024), period=gd.Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
)
OLD = gd.blank(2020)
MIXED = gd.replace(REPORT, {"requests.received.total": gd.Gap.BLANK, "proactive.fees.amount": gd.Gap.UNREADABLE})
TOTAL = "requests.received.total"
MODES = ("gap", "word", "none")


@pytest.mark.parametrize(
    "x", [REPORT, OLD, MIXED, gd.zeros(2023), REPORT.requests, OLD.proactive, OLD.remedies, REPORT.remedies]
)
@pytest.mark.parametrize("separator", [".", "__"])
@pytest.mark.parametrize("gaps", MODES)
def test_nothing_is_lost(x, separator, gaps):
    """A record is read back equal, also with names for columns, whatever stands for a gap."""
    record = gd.to_record(x, separator=separator, gaps=gaps)
    again = gd.from_record(record, type(x), separator=separator)

    assert x == again
    assert gd.to_record(x) == gd.to_record(again)


def written(records):
    """Records through the text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, records[0])
    writer.writeheader()
    writer.writerows(records)
    return list(csv.DictReader(io.StringIO(text.getvalue())))


REPORTS = gs.reports(edition="2021", max_blanks=9) | gs.reports(edition="2019", max_blanks=9)


@given(REPORTS, st.sampled_from(["word", "none"]))
def test_a_csv_file_loses_nothing(report, gaps):
    """Every value as the text that is printed of it, and back."""
    report = attrs.evolve(report, sections=gd.Sections())
    (read,) = written([gd.to_record(report, gaps=gaps)])

    assert all(isinstance(value, str) for value in read.values())
    assert report == gd.from_record(read)


@given(st.lists(gs.reports(edition="2021", max_blanks=9), min_size=1, max_size=4), st.sampled_from(["word", "none"]))
def test_a_data_frame_loses_nothing(reports, gaps):
    """Columns of numbers with nulls, through polars; with words there are texts in them."""
    reports = [attrs.evolve(report, sections=gd.Sections()) for report in reports]
    records = [gd.to_record(each, separator="__", gaps=gaps) for each in reports]
    if gaps == "none":
        amounts = {name for each in records for name, value in each.items() if isinstance(value, Decimal)}
        types = dict.fromkeys(amounts, pl.Decimal(18, 6))
        frame = pl.DataFrame(records, schema_overrides=types, infer_schema_length=None)
        assert frame[column_name(TOTAL)].dtype in (pl.Int64, pl.Null)
    else:
        texts = [{name: None if value is None else str(value) for name, value in each.items()} for each in records]
        frame = pl.DataFrame(texts, infer_schema_length=None)
    assert reports == [gd.from_record(row, separator="__") for row in frame.to_dicts()]


def test_what_pandas_makes_of_a_column():
    """Floats where one is missing, its own integers, midnights, and values that are not equal to themselves."""

    class Unsure:
        """As the NA of pandas."""

        def __eq__(self, other):
            return self

        __ne__ = __eq__
        __hash__ = None

        def __bool__(self):
            raise TypeError

    record = gd.to_record(MIXED, gaps="none")
    record |= {
        TOTAL: float("nan"),
        "proactive.fees.amount": Unsure(),
        "year": np.int64(2024),
        "remedies.edition.gap": None,
    }
    record |= {"remedies.litigation_direct.total": float(record["remedies.litigation_direct.total"])}
    record |= {"period.start": datetime.datetime(2024, 1, 1), f"{TOTAL}.gap": gd.Gap.BLANK}
    del record["remedies.edition.gap"]

    assert MIXED == gd.from_record(record)


def test_an_amount_in_any_digits():
    """An integer, an exponent, a text: the same amount."""
    record = gd.to_record(REPORT)
    for given_ in (12, Decimal("1.2E+1"), "12", "1.2e1", "12.0"):
        assert Decimal(12) == gd.from_record(record | {"handling_fee": given_}).handling_fee


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
    assert "unknown" == gd.to_record(OLD, gaps="word")["proactive.central_procurement.amount_unit"]
    assert all(name.isidentifier() for name in gd.to_record(REPORT, separator="__"))
    assert column_name("requests.received.total") in gd.to_record(REPORT, separator="__")


def test_what_stands_for_a_gap():
    """The gap itself, its word, or nothing with the word beside it."""
    found = {gaps: gd.to_record(MIXED, gaps=gaps) for gaps in MODES}

    assert [gd.Gap.BLANK, "blank", None] == [found[gaps][TOTAL] for gaps in MODES]
    assert ("blank", None) == (found["none"][f"{TOTAL}.gap"], found["none"]["requests.carried_over_in.total.gap"])
    assert {*found["gap"]} == {*found["word"]}
    more = {*gd.addresses(MIXED), "organ.name", "year", "handling_fee"}
    assert {*found["none"]} == {*found["gap"]} | {f"{name}.gap" for name in more}
    assert "requests__received__total__gap" in gd.to_record(MIXED, gaps="none", separator="__")


def test_the_text_is_left_out():
    """A row of figures has no place for the sections."""
    with_text = attrs.evolve(REPORT, sections=gd.Sections(overview=gd.Section(text="略")))

    assert REPORT == gd.from_record(gd.to_record(with_text))


GONE = object()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({TOTAL: GONE}, r"required field missing @ \$\.requests\.received\.total"),
        ({"year": GONE}, r"required field missing @ \$\.year"),
        ({"period.end": GONE}, r"required field missing @ \$\.period\.end"),
        ({"requests.edition": GONE}, r"required field missing @ \$\.requests\.edition"),
        ({TOTAL: None}, r"got null @ \$\.requests\.received\.total"),
        ({TOTAL: ""}, r"got null @ \$\.requests\.received\.total"),
        ({TOTAL: "12 件"}, r"got '12 件', a str @ \$\.requests\.received\.total"),
        ({TOTAL: 7.5}, r"got 7\.5, a float @ \$\.requests\.received\.total"),
        ({TOTAL: True}, r"got true, a boolean @ \$\.requests\.received\.total"),
        ({TOTAL: Decimal(7)}, r"a Decimal @ \$\.requests\.received\.total"),
        ({TOTAL: [1]}, r"got a list @ \$\.requests\.received\.total"),
        ({TOTAL: np.array([1, 2])}, r"a ndarray @ \$\.requests\.received\.total"),
        ({TOTAL: 10**12}, r"must lie .* @ \$\.requests\.received\.total"),
        ({f"{TOTAL}.gap": "blank"}, r"got '3525 \(blank\)', a str @ \$\.requests\.received\.total"),
        ({TOTAL: None, f"{TOTAL}.gap": "unknown"}, r"got 'unknown', a str @ \$\.requests\.received\.total"),
        ({"proactive.fees.amount": 1.5}, r"got 1\.5, a float @ \$\.proactive\.fees\.amount"),
        ({"proactive.fees.amount": Decimal("NaN")}, r"got null @ \$\.proactive\.fees\.amount"),
        ({"proactive.fees.amount": Decimal("Infinity")}, r"got 'Infinity', a str @ \$\.proactive\.fees\.amount"),
        ({"period.start": datetime.datetime(2024, 1, 1, 9)}, r"expected a date .* @ \$\.period\.start"),
        ({"author": 1}, r"unknown field author @ \$"),
        ({"author.gap": "blank"}, r"unknown field author @ \$"),
        ({7: 1}, r"unknown field 7 @ \$"),
        ({f"{TOTAL}.more": 1}, r"unknown field requests\.received\.total\.more @ \$"),
        (
            {"requests.outcomes.other_handling.total": 1},
            r"unknown field total @ \$\.requests\.outcomes\.other_handling",
        ),
        ({"requests.edition": "2014"}, r"expected .2021., got '2014', a str @ \$\.requests\.edition"),
        ({"sections.overview": "略"}, r"required field missing @ \$\.sections\.problems"),
        ({"table": "x"}, r"table must be one of proactive, requests, remedies"),
    ],
)
def test_a_record_of_another_shape(change, message):
    """What is missing, unknown or wrong is named with its path, in one kind of error."""
    record = {name: value for name, value in (gd.to_record(REPORT) | change).items() if value is not GONE}
    with pytest.raises(gd.InvalidDocumentError, match=message) as caught:
        gd.from_record(record)

    assert len(caught.value.problems) == len(caught.value.message("zh").split("\n"))


def test_all_problems_at_once():
    """Whoever mends a file mends it once."""
    record = gd.to_record(REPORT) | {"year": "二〇二四", TOTAL: "x", "author": 1, "requests.edition": "2019"}
    with pytest.raises(gd.InvalidDocumentError) as caught:
        gd.from_record(record)

    told = {each.rpartition(" @ ")[2] for each in caught.value.problems}
    assert {"$.year", f"$.{TOTAL}", "$", "$.requests.outcomes.other_handling"} <= told


@pytest.mark.parametrize("record", [None, [], "x", 7])
def test_no_mapping_at_all(record):
    """The same error as for JSON that is no object."""
    with pytest.raises(gd.InvalidDocumentError, match="expected an object that describes a report or a table"):
        gd.from_record(record)


def test_a_wrong_call():
    """The words for gaps are three, and a separator has letters."""
    with pytest.raises(gd.InvalidValueError, match='gaps must be "gap", "word" or "none"'):
        gd.to_record(REPORT, gaps="null")
    with pytest.raises(gd.InvalidDocumentError, match="expected Remedies, got AnnualReport"):
        gd.from_record(gd.to_record(REPORT), gd.Remedies)
