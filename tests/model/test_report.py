"""The report, and cells by address."""

import datetime
from decimal import Decimal

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.forms.editions import table_classes
from govdisclosure.model.access import cells_of, column_name, values


@pytest.mark.parametrize(("edition", "count"), [("2021", 200), ("2019", 198)])
def test_zeros_and_blank_fill_the_whole_form(edition, count):
    """A form to start from has every cell at zero, or every cell printed empty."""
    zeros, blank = gd.zeros(2023, organ="某局", edition=edition), gd.blank(2023, edition=edition)

    assert count == len(values(zeros)) == len(values(blank))
    assert {0} == set(values(zeros).values())
    assert {gd.Gap.BLANK} == set(values(blank).values())
    assert gd.Organ("某局") == zeros.organ
    assert gd.Organ(gd.Gap.ABSENT) == blank.organ
    assert (Decimal(0), gd.Gap.BLANK) == (zeros.handling_fee, blank.handling_fee)
    assert {edition} == {t.edition for t in (zeros.proactive, zeros.requests, zeros.remedies)}


def test_the_edition_follows_the_year():
    """Without `edition` the one that the form prescribes for the year."""
    assert gd.zeros(2020) == gd.zeros(2020, edition="2019")
    assert gd.zeros(2021) == gd.zeros(2021, edition="2021")


def test_an_unknown_edition():
    """There are two."""
    with pytest.raises(gd.InvalidValueError, match=r"edition must be one of '2019', '2021' \(got '2014'\)"):
        gd.zeros(2016, edition="2014")


def test_editions_mix():
    """A report with the 2021 table two and the 2019 table three exists, and every verb takes it."""
    mixed = attrs.evolve(gd.zeros(2024), requests=gd.zeros(2020).requests)

    assert 10 + 161 + 15 == len(gd.addresses(mixed))
    assert 40 == len(gd.identities(mixed))
    assert 5 == gd.get(
        gd.replace(mixed, {"requests.outcomes.other_handling.total": 5}), "requests.outcomes.other_handling.total"
    )


def test_get_and_replace_on_a_report_and_on_a_table():
    """The same verbs; on a table alone the address is relative to it."""
    report = gd.zeros(2023)
    changed = gd.replace(
        report,
        {"requests.received.total": 7, "requests.received.natural_persons": 6, "proactive.fees.amount": Decimal("2.5")},
    )

    assert 7 == gd.get(changed, "requests.received.total") == changed.requests.received.total
    assert 6 == gd.get(changed.requests, "received.natural_persons")
    assert changed.requests == gd.replace(report.requests, {"received.total": 7, "received.natural_persons": 6})
    assert Decimal("2.5") == changed.proactive.fees.amount
    assert gd.zeros(2023) == report


def test_replace_checks_what_it_puts_in():
    """A value that no cell may hold is refused as in the constructor."""
    with pytest.raises(gd.InvalidTypeError, match=r"RemedyOutcomes\.total must be an int"):
        gd.replace(gd.zeros(2023), {"remedies.reconsideration.total": "3"})


def test_replace_keeps_the_rest():
    """Organ, year, text and the unit of procurement stay as they are."""
    old = gd.zeros(2020)
    procurement = attrs.evolve(old.proactive.central_procurement, amount_unit=gd.Unit.YUAN)
    old = attrs.evolve(old, proactive=attrs.evolve(old.proactive, central_procurement=procurement))
    changed = gd.replace(old, {"proactive.central_procurement.amount": Decimal(5)})

    assert gd.Unit.YUAN is changed.proactive.central_procurement.amount_unit
    assert attrs.evolve(procurement, amount=Decimal(5)) == changed.proactive.central_procurement


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("requests.received", "requests.received.total"),
        ("requests.outcomes.other_handling.total", "requests.outcomes.other_handling.other.total"),
        ("requests__received__total", "requests.received.total"),
        ("", None),
        ("organ.name", None),
    ],
)
@pytest.mark.parametrize("verb", [gd.get, lambda x, a: gd.replace(x, {a: 1})], ids=["get", "replace"])
def test_an_address_of_no_cell(verb, address, hint):
    """The error is a KeyError of ours, with the nearest right address where there is one."""
    with pytest.raises(KeyError, match="no cell") as caught:
        verb(gd.zeros(2023), address)

    assert isinstance(caught.value, gd.UnknownAddressError)
    assert address == caught.value.address
    assert hint == caught.value.suggestion


def test_an_address_that_is_no_text():
    """Not even then a bare TypeError."""
    with pytest.raises(gd.UnknownAddressError, match="no cell '3'"):
        gd.get(gd.zeros(2023), 3)


@pytest.mark.parametrize("verb", [gd.addresses, gd.identities, gd.check, gd.to_dict, cells_of])
def test_what_is_no_report(verb):
    """An object of another kind is refused by the names of the right ones."""
    with pytest.raises(gd.InvalidTypeError, match=r"expected an AnnualReport or one of .*Remedies \(got a dict\)"):
        verb({"requests": 1})


def test_column_names():
    """As the name of a column an address is a plain SQL identifier."""
    names = {column_name(address) for table in table_classes() for address in gd.addresses(gd.zeros(2023))}

    assert "requests__received__total" in names
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize("year", [True, 2023.0, "2023", None])
def test_year_of_a_wrong_type(year):
    """A year is an int or a gap."""
    with pytest.raises(gd.InvalidTypeError, match=r"AnnualReport\.year must be an int or a Gap"):
        gd.zeros(year)


@pytest.mark.parametrize("year", [0, 10000, -1])
def test_year_out_of_range(year):
    """A year has four digits at most."""
    with pytest.raises(gd.InvalidValueError, match=r"AnnualReport\.year must be a year of four digits"):
        attrs.evolve(gd.zeros(2023), year=year)


def test_organ_name():
    """A name is text or a gap; the words that stand for gaps in JSON are no names."""
    with pytest.raises(gd.InvalidTypeError, match=r"Organ\.name must be a str or a Gap"):
        gd.Organ(3)
    with pytest.raises(gd.InvalidValueError, match=r"Organ\.name must not be the word of a gap"):
        gd.Organ("absent")


def test_sections_hold_sections():
    """The text of a section keeps its subsections; what is not there is a gap."""
    overview = gd.Section(heading="一、总体情况", subsections=(gd.Section(heading="（一）主动公开", text="略"),))

    assert gd.Gap.ABSENT is gd.Sections(overview=overview).problems
    with pytest.raises(gd.InvalidTypeError, match=r"Sections\.overview must be a Section or a Gap"):
        gd.Sections(overview="text")


def test_period():
    """A period is two dates."""
    period = gd.Period(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))

    assert period == attrs.evolve(gd.zeros(2023), period=period).period
    with pytest.raises(TypeError, match="start"):
        gd.Period("2023-01-01", datetime.date(2023, 12, 31))


def test_handling_fee_is_an_amount():
    """The information handling fee is checked like any amount."""
    with pytest.raises(gd.InvalidTypeError, match=r"AnnualReport\.handling_fee must be a Decimal"):
        attrs.evolve(gd.zeros(2023), handling_fee=380)


def test_where_of_a_reading():
    """A reading knows where a cell stands; an address of no cell is an error here too."""
    place = gd.Place(table=2, row=3, column=1, text="7")
    reading = gd.Reading(report=gd.zeros(2023), places=(("requests.received.total", place),))

    assert place == reading.where("requests.received.total")
    assert reading.where("requests.received.natural_persons") is None
    with pytest.raises(gd.UnknownAddressError, match="did you mean"):
        reading.where("requests.received.totals")


def test_a_place_says_itself():
    """A place is told in words, with nothing in them that acts, and in JSON; what is not known is left out."""
    place = gd.Place(sheet="年报\n1", row=3, column=2, text="7")

    assert "工作表“年报 1”单元格 B3" == place.message()
    assert "sheet S, cell AB7" == gd.Place(sheet="S", row=7, column=28).message("en")
    assert "page 3, table 1, line 4" == gd.Place(page=3, table=1, line=4).message("en")
    assert {"sheet": "年报\n1", "row": 3, "column": 2, "text": "7"} == place.to_dict()
    assert ("", {}) == (gd.Place().message(), gd.Place().to_dict())
    with pytest.raises(gd.InvalidValueError, match="lang must be"):
        place.message("de")


def test_notices_speak_both_languages():
    """A notice fills its sentence with what was printed."""
    notice = gd.Notice("charset-guessed", detail="GB18030")

    assert "GB18030" in notice.message("zh")
    assert "GB18030" in notice.message("en")
    assert notice.message("zh") != notice.message("en")


def test_a_notice_without_a_detail_ends_where_the_detail_would_begin():
    """No colon stands before nothing."""
    notice = gd.Notice("scripted-text")

    assert "此处的文字由脚本或样式表写入，未读入" == notice.message("zh")
    assert "a script or a style sheet writes text here, which was not read" == notice.message("en")
    assert gd.Notice("scripted-text", detail="7").message("zh").endswith("：7")


class Inner(gd.Section):
    """A section of one's own."""


@pytest.mark.parametrize(
    ("given", "got"), [(("略",), "str"), ([gd.Section()], "list"), ((Inner(),), "Inner"), ("略", "str")]
)
def test_subsections_are_sections(given, got):
    """A tuple of sections themselves: anything else could be written and not read, or be read as something else."""
    with pytest.raises(gd.InvalidTypeError, match=rf"Section\.subsections\S* must be .* \(got a {got}\)"):
        gd.Section(subsections=given)


def test_parts_are_of_their_class():
    """What is made from a class of the model would come back from JSON as that class, so it is refused at once."""
    zeros = gd.zeros(2024)
    with pytest.raises(gd.InvalidTypeError, match=r"Sections\.problems must be a Section or a Gap \(got a Inner\)"):
        gd.Sections(problems=Inner())
    for name in ("organ", "sections", "remedies", "requests"):
        part = getattr(zeros, name)
        made = type("Mine", (type(part),), {})(**attrs.asdict(part, recurse=False))
        with pytest.raises(gd.InvalidTypeError, match=rf"AnnualReport\.{name} must be .* \(got a Mine\)"):
            attrs.evolve(zeros, **{name: made})


def test_a_period_has_no_time_of_day():
    """A datetime is a date to Python, and would be written with its time."""
    with pytest.raises(
        gd.InvalidTypeError, match=r"Period\.start must be a date without a time of day; take its \.date\(\)"
    ) as caught:
        gd.Period(datetime.datetime(2024, 1, 1), datetime.date(2024, 12, 31))

    assert "Period.start 须为不带时刻的日期；请用它的 .date()" in caught.value.message("zh")
    with pytest.raises(gd.InvalidTypeError, match=r"Period\.end must be a date \(got a str\)"):
        gd.Period(datetime.date(2024, 1, 1), "2024-12-31")


class Word(str):
    """A text of another kind, as libraries for pages and arrays give them."""

    __slots__ = ()


def test_texts_are_plain():
    """A text of another kind is kept as a str, and two halves of a character as that character."""
    section = gd.Section(heading=Word("一"), text="\ud83d\ude00\ud83d")

    assert (str, str) == (type(section.heading), type(gd.Organ(Word("某局")).name))
    assert "\U0001f600\ud83d" == section.text
    with pytest.raises(gd.InvalidValueError, match="must not be the word of a gap"):
        gd.Organ(Word("blank"))


class Amount(Decimal):
    """An amount of one's own."""


def test_an_amount_is_a_decimal():
    """Exactly, as a count is exactly an int."""
    with pytest.raises(gd.InvalidTypeError, match=r"AnnualReport\.handling_fee must be a Decimal or a Gap"):
        attrs.evolve(gd.zeros(2024), handling_fee=Amount("1"))
