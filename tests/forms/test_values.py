"""What a cell may hold."""

import copy
import pickle
from decimal import Decimal, localcontext
from fractions import Fraction

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.forms.values import check_count, in_ten_thousands

COUNTS = {field.name: 0 for field in attrs.fields(gd.ApplicantCounts)}


class MyInt(int):
    """An int that is not exactly an int."""


@pytest.mark.parametrize("value", [0, 12, -3, 10**12 - 1, 1 - 10**12, *gd.Gap])
def test_a_count_may_hold(value):
    """Any int below 10**12, negative ones too, since what was printed must be representable; and every gap."""
    assert value is gd.ApplicantCounts(**COUNTS | {"total": value}).total


@pytest.mark.parametrize(
    "value", [True, False, 1.0, "12", None, Decimal(3), Fraction(3), MyInt(3), float("nan"), gd.Unit.YUAN, (1,)]
)
def test_a_count_refuses_a_type(value):
    """A bool, a float, text and anything else that is not exactly an int is refused by name of the field."""
    with pytest.raises(gd.InvalidTypeError, match=r"ApplicantCounts\.total must be an int or a Gap \(got "):
        gd.ApplicantCounts(**COUNTS | {"total": value})


@pytest.mark.parametrize("value", [10**12, -(10**12), 10**400])
def test_a_count_refuses_a_size(value):
    """A number beyond the bound is refused by name of the field."""
    with pytest.raises(gd.InvalidValueError, match=r"ApplicantCounts\.natural_persons must lie between"):
        gd.ApplicantCounts(**COUNTS | {"natural_persons": value})


@pytest.mark.parametrize("value", [0, 10**12 - 1, 1 - 10**12, *gd.Gap])
def test_what_a_count_may_be(value):
    """Nothing is said of it."""
    assert check_count("a number", value) is None


def test_a_refused_count_is_named_in_both_languages():
    """By the name it has in both languages, or by one in each."""
    with pytest.raises(gd.InvalidValueError, match=r"^a number must") as caught:
        check_count("a number", 10**12, where_zh="件数")
    assert caught.value.message("zh").startswith("件数 须")
    with pytest.raises(gd.InvalidTypeError, match=r"^Row\.total must") as caught:
        check_count("Row.total", "12")
    assert caught.value.message("zh").startswith("Row.total 须")


@pytest.mark.parametrize("value", ["0", "12629.28", "-5", "999999999999.999999", "1E+3", "0.000001", "0E+2", *gd.Gap])
def test_an_amount_may_hold(value):
    """A Decimal of at most 12 digits before and 6 after the point, and every gap."""
    amount = value if isinstance(value, gd.Gap) else Decimal(value)

    assert amount == gd.Fees2021(amount=amount).amount


@pytest.mark.parametrize("value", [1, 1.5, "12.50", True, None])
def test_an_amount_refuses_a_type(value):
    """An amount is a Decimal; even an int is refused, since its unit was not thought of."""
    with pytest.raises(gd.InvalidTypeError, match=r"Fees2021\.amount must be a Decimal or a Gap \(got "):
        gd.Fees2021(amount=value)


@pytest.mark.parametrize("value", ["1000000000000", "1E+12", "0.0000001", "1E-7", "0E-7", "0E+12"])
def test_an_amount_refuses_a_size(value):
    """Too many digits on either side of the point are refused."""
    with pytest.raises(gd.InvalidValueError, match=r"Fees2021\.amount must have at most 12 digits before and 6"):
        gd.Fees2021(amount=Decimal(value))


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_an_amount_is_finite(value):
    """What is no number is refused."""
    with pytest.raises(gd.InvalidValueError, match=r"Fees2021\.amount must be a finite amount"):
        gd.Fees2021(amount=Decimal(value))


def test_a_row_must_be_a_row():
    """A table holds objects of the declared class only."""
    report = gd.zeros(2023)

    with pytest.raises(gd.InvalidTypeError, match=r"Requests2021\.received must be ApplicantCounts \(got a Remedies\)"):
        attrs.evolve(report.requests, received=report.remedies)


@pytest.mark.parametrize("unit", [gd.Unit.YUAN, gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.UNKNOWN])
def test_procurement_keeps_its_unit(unit):
    """The 2019 form prints no unit for the amount, so the companion keeps it."""
    assert unit is gd.Procurement2019(projects=1, amount=Decimal(5), amount_unit=unit).amount_unit


@pytest.mark.parametrize("unit", [gd.Unit.PIECES, "yuan", None])
def test_procurement_refuses_a_unit(unit):
    """Only units of money, or unknown."""
    with pytest.raises(gd.InvalidValueError, match=r"Procurement2019\.amount_unit must be"):
        gd.Procurement2019(projects=1, amount=Decimal(5), amount_unit=unit)


def test_remedies_edition():
    """Table four is the same in both editions: nothing but the edition tells one from the other, and it is compared."""
    new, old = gd.zeros(2023).remedies, gd.zeros(2020).remedies

    assert ("2021", "2019") == (new.edition, old.edition)
    assert new != old
    assert new == attrs.evolve(old, edition="2021")
    with pytest.raises(gd.InvalidValueError, match="edition must be '2019' or '2021'"):
        attrs.evolve(new, edition="2023")
    with pytest.raises(gd.InvalidValueError, match="edition must be '2019' or '2021'"):
        attrs.evolve(new, edition=["2021"])


def test_units_as_printed():
    """A unit knows its Chinese sign; the unknown one has none."""
    assert ["件", "项", "元", "万元", ""] == [unit.zh for unit in gd.Unit]


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        ("251000", gd.Unit.YUAN, Decimal("25.1")),
        ("999999999999.999999", gd.Unit.YUAN, Decimal("99999999.9999999999")),
        ("25.10", gd.Unit.TEN_THOUSAND_YUAN, Decimal("25.1")),
        ("25", gd.Unit.UNKNOWN, gd.Gap.UNREADABLE),
        ("0", gd.Unit.UNKNOWN, 0),
        (gd.Gap.BLANK, gd.Unit.YUAN, gd.Gap.BLANK),
    ],
)
def test_amounts_are_converted_exactly(amount, unit, expected):
    """Whatever precision the caller works with; nothing in an unknown unit is still nothing."""
    with localcontext(prec=3):
        found = in_ten_thousands(amount if isinstance(amount, gd.Gap) else Decimal(amount), unit)

    assert expected == found


@pytest.mark.parametrize("value", [gd.Gap.BLANK, gd.Unit.YUAN, gd.zeros(2020), gd.zeros(2023)], ids=repr)
def test_copies_are_equal(value):
    """Pickle and copy give the same again."""
    assert value == pickle.loads(pickle.dumps(value))
    assert value == copy.copy(value)
    assert value == copy.deepcopy(value)
    assert hash(value) == hash(copy.deepcopy(value))


def test_repr_shows_what_is_not_zero():
    """Two hundred zeros are not shown; a gap is."""
    table = gd.replace(gd.zeros(2023).requests, {"received.total": 7, "carried_over_in.total": gd.Gap.BLANK})

    assert (
        "Requests2021.zeros(received=ApplicantCounts.zeros(total=7), "
        "carried_over_in=ApplicantCounts.zeros(total=Gap.BLANK))"
    ) == repr(table)
    assert "Proactive2021.zeros(fees=Fees2021(amount=Decimal('1.50')))" == repr(
        gd.replace(gd.zeros(2023).proactive, {"fees.amount": Decimal("1.50")})
    )
    assert "Unit.YUAN" == repr(gd.Unit.YUAN)
