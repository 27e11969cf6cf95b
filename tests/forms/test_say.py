"""How numbers, gaps and lists are written, in words and in JSON: in one way, wherever they are written."""

import json
from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.forms import say
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.text import Text
from govdisclosure.render.entry import Entry, Style
from govdisclosure.render.json import document

THOUSAND = Decimal("1E+3")
FEE = "proactive.fees.amount"
NONE = Text("", "")


@pytest.mark.parametrize(
    ("number", "plain", "signed"),
    [
        (1000, "1000", "+1000"),
        (0, "0", "+0"),
        (-3, "-3", "-3"),
        (THOUSAND, "1000", "+1000"),
        (Decimal("-12.50"), "-12.50", "-12.50"),
        (Decimal("0.000001"), "0.000001", "+0.000001"),
    ],
)
def test_digits(number, plain, signed):
    """Plain digits, never an exponent; with a sign if asked for."""
    assert (plain, signed) == (say.digits(number), say.digits(number, "+"))


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        (gd.Unit.PIECES, "+3", "+3"),
        (gd.Unit.ITEMS, "+3", "+3"),
        (gd.Unit.YUAN, "+3 元", "+3 (yuan)"),
        (gd.Unit.TEN_THOUSAND_YUAN, "+3 万元", "+3 (10,000 yuan)"),
        (gd.Unit.UNKNOWN, "+3（没有印出单位）", "+3 (no unit is printed)"),
    ],
)
def test_an_amount_with_its_unit(unit, zh, en):
    """A count is told by its label; an amount says in what it is, or that nobody knows."""
    assert (zh, en) == (say.measured(3, unit, "zh", "+"), say.measured(3, unit, "en", "+"))


def test_values_in_words_and_in_json():
    """A count, an amount, a gap, and what is not known."""
    assert ["7", "1000", "空白", "?"] == [say.shown(each, "zh") for each in (7, THOUSAND, gd.Gap.BLANK, None)]
    assert [7, "1000", "blank", None] == [say.as_json(each) for each in (7, THOUSAND, gd.Gap.BLANK, None)]


def test_an_amount_is_written_the_same_everywhere():
    """A round amount has no exponent in the JSON of a report, of a check and of a diagnosis, nor in a sentence."""
    last, now = (gd.replace(gd.zeros(year), {FEE: fee}) for year, fee in ((2023, THOUSAND), (2024, Decimal("1E+7"))))
    as_before = Identity(
        code="T", instance="T@fee", left=(Term(FEE),), right=(Term("last"),), subject=NONE, title=NONE, basis=NONE
    )
    diagnosis = gd.diagnose(now, identities=[as_before], references={"last": THOUSAND})
    result = gd.check(now, previous=last)
    (entry,) = json.loads("".join(document([Entry(source="2024.html", result=result)], Style())))["entries"]
    compared = [each["values"] for each in entry["outcomes"] if "1000" in each.get("values", ())]

    assert [["1000", "10000000"]] == list(map(sorted, compared))
    assert {FEE: "1000"} == diagnosis.to_dict()["components"][0]["explanations"][0]["changes"]
    assert "10000000" == gd.to_dict(now)["proactive"]["fees"]["amount"]
    assert "应为 1000；" in diagnosis.message()


def test_lists():
    """The parts with their marks, without the empty ones."""
    assert ("甲、乙", "a, b") == (say.listed(["甲", "", "乙"], "zh"), say.listed(["a", "", "b"], "en"))
    assert "a; b" == say.listed(["a", "b"], "en", say.CLAUSES)
    assert ("「甲」", "“a”") == (say.in_quotes("甲", "zh"), say.in_quotes("a", "en"))


def test_templates():
    """Details are filled in as they are, and Chinese has no space before Chinese."""
    template = Text("现为 {held}，应为 {right}", "holds {held}, not {right}")

    assert "现为空白，应为 3" == say.filled(template, "zh", held="空白", right="3", other="")
    assert "holds {right}, not 空白" == say.filled(template, "en", held="{right}", right="空白")
