"""What is written can be read again, is valid under the schema, and is the same the second time."""

import datetime
import json
from decimal import Decimal

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst

VALIDATOR = jsonschema.Draft202012Validator(gd.json_schema())
ANY = st.one_of(gst.reports(), gst.reports(max_blanks=5), gst.requests(max_blanks=2), gst.proactive(), gst.remedies())
QUICK = settings(max_examples=60, deadline=None)


class Word(str):
    """A text of another kind, as libraries for pages and arrays give them."""

    __slots__ = ()


def constructed(make, *parts):
    """Whatever the constructor makes of these parts; what it refuses is left out."""

    def made(given):
        try:
            return make(*given)
        except gd.GovDisclosureError:
            return None

    return st.tuples(*parts).map(made).filter(lambda found: found is not None)


def _section(heading, text, subsections):
    return gd.Section(heading=heading, text=text, subsections=subsections)


def _sections(overview, problems, other_matters):
    return gd.Sections(overview=overview, problems=problems, other_matters=other_matters)


GAPS = st.sampled_from(gd.Gap)
EVERY_CHARACTER = st.characters(exclude_categories=())
TEXTS = st.text(EVERY_CHARACTER, max_size=20) | st.text("\ud83d\ude00\x00\r\n\x85\u2028#[:：a一", max_size=8)
WORDS = TEXTS | TEXTS.map(Word) | st.sampled_from([gap.value for gap in gd.Gap])
AMOUNTS = st.one_of(
    GAPS,
    st.sampled_from([*map(Decimal, ("1E+3", "-0", "0E+5", "0.10", "-1.000000", "999999999999.999999", "NaN"))]),
    st.builds(Decimal, st.tuples(st.integers(0, 1), st.lists(st.integers(0, 9)).map(tuple), st.integers(-9, 13))),
    st.decimals(),
)
COUNTS = GAPS | st.integers() | st.booleans()
ORGANS = constructed(gd.Organ, WORDS | GAPS)
PERIODS = constructed(gd.Period, st.dates() | st.datetimes(), st.dates())
SECTION = st.deferred(lambda: constructed(_section, WORDS, WORDS, st.lists(SECTION, max_size=2).map(tuple)))
SECTIONS = constructed(_sections, SECTION | GAPS, SECTION | GAPS, SECTION | GAPS)


def _report(base, year, organ, period, sections, amounts, count, edition):
    fee, amount = amounts
    report = attrs.evolve(
        base,
        year=year,
        organ=organ,
        period=period,
        sections=sections,
        handling_fee=fee,
        remedies=attrs.evolve(base.remedies, edition=edition),
    )
    money = [address for address in gd.addresses(report) if address.endswith(".amount")]
    return gd.replace(report, {money[0]: amount, "requests.received.total": count})


REPORTS = constructed(
    _report,
    gst.reports() | gst.reports(max_blanks=5),
    GAPS | st.integers(0, 10_000) | st.booleans(),
    ORGANS,
    st.none() | PERIODS,
    SECTIONS,
    st.tuples(AMOUNTS, AMOUNTS),
    COUNTS,
    st.sampled_from(["2019", "2021", "2014"]).flatmap(lambda edition: st.sampled_from([edition, Word(edition)])),
)


@QUICK
@given(ANY)
def test_json_round_trip(x):
    """A report or a table alone comes back as it was, and its text does not change."""
    text = gd.to_json(x)

    assert x == gd.from_json(text)
    assert text == gd.to_json(gd.from_json(text))


PUBLIC = {name: getattr(gd, name) for name in gd.__all__}


@pytest.mark.slow
@settings(max_examples=100)
@given(REPORTS)
def test_whatever_is_constructed_comes_back(x):
    """Any text, amount, number and edition that a constructor takes; as a record all but the text of the sections."""
    text = gd.to_json(x)

    assert x == gd.from_json(text) == gd.from_json(text.encode())
    assert text == gd.to_json(gd.from_json(text))
    assert attrs.evolve(x, sections=gd.Sections()) == gd.from_record(gd.to_record(x))
    assert x == eval(repr(x), PUBLIC | {"datetime": datetime, "Decimal": Decimal})


@pytest.mark.parametrize(
    "amounts", [["0.10", "0.1", "0.100000"], ["-0", "0", "0.00", "-0E-3", "0E+3"], ["1E+3", "1000", "1000.0"]]
)
def test_what_is_equal_is_written_alike(amounts):
    """However an amount is noted down, one number is one text."""
    fees = [gd.Fees2021(amount=Decimal(amount)) for amount in amounts]
    reports = [attrs.evolve(gd.zeros(2024), handling_fee=fee.amount) for fee in fees]
    tables = [attrs.evolve(gd.zeros(2024).proactive, fees=fee) for fee in fees]

    assert 1 == len({*fees}) == len({*map(gd.to_json, reports)}) == len({*map(gd.to_json, tables)})


@QUICK
@given(ANY)
def test_what_is_written_is_valid(x):
    """The schema takes whatever the writer writes."""
    VALIDATOR.validate(json.loads(gd.to_json(x)))


@QUICK
@given(ANY, st.integers(0, 300), st.sampled_from([-1, 1.5, 1.0, True, None, "12", "gap", 10**12, [], {}]))
def test_schema_and_converter_agree(x, number, value):
    """One cell of any report replaced by anything: both take it or both refuse it."""
    document = gd.to_dict(x)
    *above, last = gd.addresses(x)[number % len(gd.addresses(x))].split(".")
    node = document
    for step in above:
        node = node[step]
    node[last] = value

    try:
        gd.from_dict(document)
    except gd.InvalidDocumentError:
        taken = False
    else:
        taken = True
    integral = isinstance(value, float) and value.is_integer()
    assert taken is (VALIDATOR.is_valid(document) and not integral)
