"""Printed numbers: however one is printed, it is read as itself or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.forms.declare import Kind
from govdisclosure.model.notices import NUMBER_ANNOTATED, NUMBER_CLEANED, NUMBER_CONVERTED, NUMBER_UNREADABLE
from govdisclosure.readers.numbers import Parsed, is_numeric, parse

COUNT, CHANGE, MONEY = Kind.COUNT, Kind.CHANGE, Kind.MONEY
YUAN, WAN, UNKNOWN, PIECES = gd.Unit.YUAN, gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.UNKNOWN, gd.Unit.PIECES
LOST = Parsed(gd.Gap.UNREADABLE, codes=(NUMBER_UNREADABLE,))
QUICK = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", Parsed(0)),
        ("12", Parsed(12)),
        ("99999999999", Parsed(99_999_999_999)),
        ("999999999999", Parsed(999_999_999_999)),
        ("1000000000000", LOST),
        ("9999999999999", LOST),
        (" 12 ", Parsed(12)),
        ("\u300012\u00a0", Parsed(12)),
        ("１２", Parsed(12)),
        ("-12", Parsed(-12)),
        ("−12", Parsed(-12)),
        ("－１２", Parsed(-12)),
        ("- 12", Parsed(-12)),
        ("﹣3", Parsed(-3)),
        ("1,234", Parsed(1234)),
        ("1，234", Parsed(1234)),
        ("12,345,678", Parsed(12_345_678)),
        ("12件", Parsed(12)),
        ("12 件次", Parsed(12)),
        ("7宗", Parsed(7)),
        ("12.0", Parsed(12, codes=(NUMBER_CLEANED,))),
        ("12.00", Parsed(12, codes=(NUMBER_CLEANED,))),
        ("0.0", Parsed(0, codes=(NUMBER_CLEANED,))),
        ("1\u200b2", Parsed(12, codes=(NUMBER_CLEANED,))),
        ("\ufeff12", Parsed(12, codes=(NUMBER_CLEANED,))),
        ("12(含上年)", Parsed(12, annotation="(含上年)", codes=(NUMBER_ANNOTATED,))),
        ("12（含上年）", Parsed(12, annotation="(含上年)", codes=(NUMBER_ANNOTATED,))),
        ("12（新！～）", Parsed(12, annotation="(新!~)", codes=(NUMBER_ANNOTATED,))),
        ("\u200b12.0件(注)", Parsed(12, annotation="(注)", codes=(NUMBER_CLEANED, NUMBER_CLEANED, NUMBER_ANNOTATED))),
        ("1.5万件", Parsed(15_000, codes=(NUMBER_CONVERTED,))),
        ("2万", Parsed(20_000, codes=(NUMBER_CONVERTED,))),
        ("0.0002亿", Parsed(20_000, codes=(NUMBER_CONVERTED,))),
        ("3万(约)", Parsed(30_000, annotation="(约)", codes=(NUMBER_CONVERTED, NUMBER_ANNOTATED))),
    ],
)
def test_counts(text, expected):
    """A count in any dress that leaves no doubt, with what was done to read it."""
    assert expected == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "12.000", "12.5", "1.234", "0.5", "1,23", "1,2345", ",123", "1,234,56", "012", "00", "-0", "0,123", "12%",
        "1 2", "1\n2", "12-13", "+12", "增12", "减12", "12元", "12万元", "1.00001万", "10000亿", "十二", "约12", "12人",
        "1e3", "1_000", "٣", "²", "１.２.３", "12(3)",
        "12(", "(12)", "12()", "\u202e12", "见附件", "--12", "1O", "0x10", "12.", ".5",
        "12345678901234", "1.0万5", "12 (含) (注)", "1.1234567890123",
    ],
)  # fmt: skip
def test_what_is_no_count(text):
    """Whatever could be two things, or is none, is not read."""
    assert LOST == parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+21", 21), ("增1558", 1558), ("减38", -38), ("增加3", 3), ("减少 4", -4), ("-5", -5), ("5", 5), ("＋7", 7),
        ("0", 0), ("+0", 0), ("增1.2万", 12_000), ("减1万", -10_000),
    ],
)  # fmt: skip
def test_changes(text, expected):
    """An increase or decrease may have a sign or a word."""
    assert expected == parse(text, CHANGE).value


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b", "\n", "\u00a0\u00a0"])
@pytest.mark.parametrize("kind", Kind)
def test_blanks(text, kind):
    """Nothing anybody sees is a blank, and there is nothing to say about it."""
    assert Parsed(gd.Gap.BLANK) == parse(text, kind)


@pytest.mark.parametrize(
    "text",
    ["/", "\\", "//", "无", "暂无", "不适用", "N/A", "n/a", "NA", "N.A.",
     "-", "—", "——", "–", "───", "‐", "‑‑", "‒", "―", " / ", "／"],
)  # fmt: skip
def test_placeholders(text):
    """A mark for nothing is neither a blank nor a zero."""
    assert Parsed(gd.Gap.PLACEHOLDER) == parse(text)
    assert Parsed(gd.Gap.PLACEHOLDER) == parse(text, MONEY, WAN)


@pytest.mark.parametrize("text", ["-------", "///", "无无", "na", "暂 无"])
def test_what_is_no_placeholder(text):
    """A longer mark is not known to mean nothing."""
    assert LOST == parse(text)


@pytest.mark.parametrize(
    ("text", "unit", "header", "value", "found", "codes"),
    [
        ("12.5", WAN, "", "12.5", None, ()),
        ("12", WAN, "", "12", None, ()),
        ("1,234.50", WAN, "", "1234.50", None, ()),
        ("-3.2", WAN, "", "-3.2", None, ()),
        ("12.5万元", WAN, "", "12.5", WAN, ()),
        ("12.5万", WAN, "", "12.5", WAN, ()),
        ("251000元", WAN, "", "25.1", WAN, (NUMBER_CONVERTED,)),
        ("1.5亿元", WAN, "", "15000.0", WAN, (NUMBER_CONVERTED,)),
        ("2亿", WAN, "", "20000", WAN, (NUMBER_CONVERTED,)),
        ("-2万元", WAN, "", "-2", WAN, ()),
        ("3百万元", WAN, "", "300", WAN, (NUMBER_CONVERTED,)),
        ("0元", WAN, "", "0", WAN, (NUMBER_CONVERTED,)),
        ("100", WAN, "元", "0.01", WAN, (NUMBER_CONVERTED,)),
        ("100", WAN, "万元", "100", WAN, ()),
        ("100元", WAN, "万元", "0.01", WAN, (NUMBER_CONVERTED,)),
        ("100", UNKNOWN, "", "100", None, ()),
        ("100元", UNKNOWN, "", "100", YUAN, ()),
        ("100万元", UNKNOWN, "", "100", WAN, ()),
        ("1亿元", UNKNOWN, "", "10000", WAN, (NUMBER_CONVERTED,)),
        ("2百万元", UNKNOWN, "", "200", WAN, (NUMBER_CONVERTED,)),
        ("100", UNKNOWN, "元", "100", YUAN, ()),
        ("1.5万元", YUAN, "", "15000.0", YUAN, (NUMBER_CONVERTED,)),
        ("5元", YUAN, "", "5", YUAN, ()),
        ("0.123456", WAN, "", "0.123456", None, ()),
        ("0.1234560", WAN, "", "0.123456", None, ()),
        ("0.100", WAN, "", "0.100", None, ()),
        ("12.0000000", WAN, "", "12.000000", None, ()),
        ("0.0000000", WAN, "", "0.000000", None, ()),
        ("0.00", WAN, "", "0.00", None, ()),
        ("999999999999", WAN, "", "999999999999", None, ()),
        ("12\u200b.5", WAN, "", "12.5", None, (NUMBER_CLEANED,)),
    ],
)
def test_amounts(text, unit, header, value, found, codes):
    """An amount in the unit of the form, converted exactly where another is printed; the cell counts for the head."""
    parsed = parse(text, MONEY, unit, header)

    assert Parsed(Decimal(value), found, codes=codes) == parsed
    assert value == str(parsed.value)


@pytest.mark.parametrize(
    ("text", "value", "found", "codes"),
    [
        ("12.5(概算)", "12.5", None, (NUMBER_ANNOTATED,)),
        ("12.5万元（概算）", "12.5", WAN, (NUMBER_ANNOTATED,)),
        ("12.5元（概算）", "0.00125", WAN, (NUMBER_CONVERTED, NUMBER_ANNOTATED)),
    ],
)
def test_amounts_with_a_remark(text, value, found, codes):
    """What stands in brackets is kept beside the amount."""
    assert Parsed(Decimal(value), found, "(概算)", codes) == parse(text, MONEY, WAN)


@pytest.mark.parametrize(
    "text",
    ["0.1234567", "1元2", "12件", "+5", "增5", "增加5", "减5元", "减少5元", "1000000000000", "0.001元",
     "1.234,5", "012.5", "1万件", "十万元", "-0"],
)  # fmt: skip
def test_what_is_no_amount(text):
    """Too many digits, another unit, a sign of change: none of them is an amount."""
    assert LOST == parse(text, MONEY, WAN)


@pytest.mark.parametrize("header", ["元", "万元", "亿元"])
def test_counts_below_a_head_of_money(header):
    """A number under a unit of money is no count, printed plainly or not."""
    assert LOST == parse("12", COUNT, PIECES, header)
    assert LOST == parse("1,200", COUNT, PIECES, header)
    assert Parsed(12) == parse("12", COUNT, PIECES, "件")
    assert LOST == parse("12", MONEY, WAN, "件")


@pytest.mark.parametrize(
    ("text", "numeric"),
    [
        ("12", True),
        ("12.5", True),
        ("+3", True),
        ("12元", True),
        ("无", False),
        ("", False),
        ("总计", False),
        ("1 2", False),
    ],
)
def test_what_is_numeric(text, numeric):
    """One number as some cell prints it."""
    assert numeric is is_numeric(text)


DRESS = st.sampled_from(["{}", " {}", "{}件", "{} 件", "\u00a0{}\u3000", "{}（注）", "\u200b{}", "{}.0", "{}.00"])
WIDE = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789,.-"}


@QUICK
@given(st.integers(-(10**12) + 1, 10**12 - 1), DRESS, st.booleans(), st.booleans())
def test_any_count_in_any_dress(number, dress, wide, grouped):
    """White space, units, remarks, width and groups of thousands change nothing."""
    text = dress.format(f"{number:,}" if grouped else str(number))

    assert number == parse(text.translate(WIDE) if wide else text).value


@QUICK
@given(
    st.integers(10, 10**12 - 1),
    st.integers(1, 11),
    st.sampled_from([" ", "\n", "\t", "、", ";", "/", "-", "\u3000", "|"]),
)
def test_a_number_in_two_pieces_is_no_number(number, at, between):
    """Digits that stand apart are never read as a part of what is printed, nor put together."""
    digits = str(number)
    at = 1 + at % (len(digits) - 1)

    assert LOST == parse(digits[:at] + between + digits[at:])


@QUICK
@given(st.decimals(0, 10**6, places=4), st.sampled_from(["", "元", "万元", "亿元"]))
def test_any_amount_is_converted_exactly(amount, unit):
    """What is read, times its unit, is what was printed."""
    factor = {"": 1, "元": Decimal("0.0001"), "万元": 1, "亿元": 10_000}[unit]
    parsed = parse(f"{amount:f}{unit}", MONEY, WAN)

    if isinstance(parsed.value, Decimal):
        assert amount * factor == parsed.value
    else:
        assert unit == "元"


@QUICK
@given(st.text(max_size=8), st.sampled_from(Kind), st.sampled_from(["", "元", "件"]))
def test_anything_printed_is_a_number_or_a_gap(text, kind, header):
    """No text brings the reader down, and no number is read from a text without a digit."""
    parsed = parse(text, kind, WAN if kind is MONEY else PIECES, header)

    assert isinstance(parsed.value, (int, Decimal, gd.Gap))
    if not isinstance(parsed.value, gd.Gap):
        assert any(char.isdigit() for char in text)
