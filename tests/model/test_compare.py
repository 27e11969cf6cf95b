"""Two reports held against each other: cells, what stands beside them, text."""

import datetime
import json
import time
from decimal import Decimal, localcontext

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import cells_of, values
from govdisclosure.model.compare import TextComparison
from govdisclosure.strategies.balance import UNITS

ZEROS = gd.zeros(2023, organ="北屿市水务局")
CELL = "requests.received.total"
AMOUNT = "proactive.central_procurement.amount"
UNIT = "proactive.central_procurement.amount_unit"
YUAN, TEN_THOUSAND, UNKNOWN = gd.Unit.YUAN, gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.UNKNOWN


def procured(amount, unit):
    """A report of the 2019 edition with an amount of procurement."""
    report = gd.replace(gd.zeros(2020), {AMOUNT: amount if isinstance(amount, gd.Gap) else Decimal(amount)})
    row = attrs.evolve(report.proactive.central_procurement, amount_unit=unit)
    return attrs.evolve(report, proactive=attrs.evolve(report.proactive, central_procurement=row))


def written(overview="", problems="", **more):
    """A report with text in its sections."""
    sections = gd.Sections(
        overview=gd.Section(heading="一、总体情况", text=overview, **more),
        problems=gd.Section(heading="五、存在的主要问题及改进情况", text=problems),
    )
    return attrs.evolve(ZEROS, sections=sections)


# ---------------------------------------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("before", "after", "difference", "zh", "en"),
    [
        (1, 3, 2, "1 → 3（+2）", "1 → 3 (+2)"),
        (3, 1, -2, "3 → 1（-2）", "3 → 1 (-2)"),
        (gd.Gap.BLANK, 0, None, "空白 → 0", "blank → 0"),
        (0, gd.Gap.ABSENT, None, "0 → 文中没有", "0 → not in the document"),
        (gd.Gap.BLANK, gd.Gap.PLACEHOLDER, None, "空白 → 占位符", "blank → a placeholder"),
    ],
)
def test_a_changed_cell(before, after, difference, zh, en):
    """Both values, each in its own words, and the difference if both are numbers."""
    found = gd.compare(gd.replace(ZEROS, {CELL: before}), gd.replace(ZEROS, {CELL: after}))
    (change,) = found.changes

    assert (CELL, before, after, difference) == (change.address, change.before, change.after, change.difference)
    assert f"一、本年新收政府信息公开申请数量 / 总计：{zh}" == change.message("zh")
    assert f"requests newly received this year / total: {en}" == change.message("en")
    assert not found.same
    assert (200, (), TextComparison()) == (found.cells, found.particulars, found.text)


def test_nothing_differs():
    """Of two equal reports the count of cells is said, and that none differs."""
    found = gd.compare(ZEROS, attrs.evolve(ZEROS))

    assert found.same
    assert "200 格中有 0 格不同" == found.message("zh")
    assert "0 of 200 cells differ" == found.message("en")


def test_readings_and_tables():
    """Of a reading its report is taken; addresses of a table alone are relative to it."""
    other = gd.replace(ZEROS, {CELL: 3})
    tables = gd.compare(ZEROS.requests, other.requests)

    assert gd.compare(ZEROS, other) == gd.compare(gd.Reading(report=ZEROS), gd.Reading(report=other))
    assert [CELL.removeprefix("requests.")] == [change.address for change in tables.changes]
    assert 175 == tables.cells


def test_two_editions():
    """A cell that one edition does not have is None there, in official order table by table."""
    found = gd.compare(gd.zeros(2020), gd.zeros(2023))
    gone = next(change for change in found.changes if change.after is None)
    new = next(change for change in found.changes if change.before is None)
    tables = [change.address.partition(".")[0] for change in found.changes]

    assert 226 == found.cells
    assert sorted(tables, key=["proactive", "requests", "remedies"].index) == tables
    assert (None, None, None) == (gone.difference, gone.unit, new.difference)
    assert (gd.Unit.PIECES, None) == gone.units
    assert gone.message("zh").endswith("：0 → 表中没有这一格")
    assert gone.message("en").endswith(": 0 → no such cell")
    assert new.message("zh").endswith("：表中没有这一格 → 0")
    assert {"proactive.edition", "requests.edition", "year"} < {each.name for each in found.particulars}


@pytest.mark.parametrize(
    ("before", "after", "difference", "unit"),
    [
        (("1", YUAN), ("3", YUAN), Decimal(2), YUAN),
        (("1", TEN_THOUSAND), ("3", TEN_THOUSAND), Decimal(2), TEN_THOUSAND),
        (("251000", YUAN), ("25.1", TEN_THOUSAND), Decimal(0), TEN_THOUSAND),
        (("25", YUAN), ("25", TEN_THOUSAND), Decimal("24.9975"), TEN_THOUSAND),
        (("0", UNKNOWN), ("25", TEN_THOUSAND), Decimal(25), TEN_THOUSAND),
        (("24", UNKNOWN), ("25", UNKNOWN), None, None),
        (("25", UNKNOWN), ("25", YUAN), None, None),
        ((gd.Gap.BLANK, UNKNOWN), ("25", YUAN), None, None),
    ],
)
def test_amounts_of_different_units(before, after, difference, unit):
    """Amounts are taken from each other in one unit, and not at all where one is not known."""
    with localcontext(prec=2):
        found = gd.compare(procured(*before), procured(*after))
    (change,) = found.changes

    assert (AMOUNT, difference, unit) == (change.address, change.difference, change.unit)
    assert (before[1], after[1]) == change.units
    assert [UNIT] * (before[1] is not after[1]) == [each.name for each in found.particulars]


def test_an_amount_says_its_unit():
    """Each value with its own, and the difference with that of neither where they differ."""
    label = "第二十条第（九）项 / 政府集中采购 / 采购总金额"
    known = gd.compare(procured("25", YUAN), procured("25", TEN_THOUSAND))
    unknown = gd.compare(procured("24.5", UNKNOWN), procured("25", UNKNOWN))
    alike = gd.compare(procured("24.5", TEN_THOUSAND), procured("25", TEN_THOUSAND))

    assert f"{label}：25 元 → 25 万元（+24.9975 万元）" == known.changes[0].message("zh")
    assert known.changes[0].message("en").endswith(": 25 (yuan) → 25 (10,000 yuan) (+24.9975 (10,000 yuan))")
    assert f"{label} / 单位：元 → 万元" == known.particulars[0].message("zh")
    assert known.particulars[0].message("en").endswith("total amount / unit: yuan → 10,000 yuan")
    assert f"{label}：24.5（没有印出单位） → 25（没有印出单位）" == unknown.changes[0].message("zh")
    assert unknown.changes[0].message("en").endswith(": 24.5 (no unit is printed) → 25 (no unit is printed)")
    assert f"{label}：24.5 万元 → 25 万元（+0.5）" == alike.changes[0].message("zh")


@pytest.mark.parametrize("value", ["0", gd.Gap.BLANK])
def test_nothing_in_another_unit_is_the_same(value):
    """Zero and a blank are told beside the cells only."""
    found = gd.compare(procured(value, YUAN), procured(value, TEN_THOUSAND))

    assert () == found.changes
    assert [UNIT] == [each.name for each in found.particulars]
    assert not found.same


# ---------------------------------------------------------------------------------------------------- beside the cells


@pytest.mark.parametrize(
    ("changed", "name", "zh", "en"),
    [
        (
            {"organ": gd.Organ("北屿市水利局")},
            "organ.name",
            "行政机关名称：「北屿市水务局」 → 「北屿市水利局」",
            "name of the organ: “北屿市水务局” → “北屿市水利局”",
        ),
        ({"year": 2024}, "year", "报告年度：2023 → 2024", "reporting year: 2023 → 2024"),
        ({"year": gd.Gap.ABSENT}, "year", "报告年度：2023 → 文中没有", "reporting year: 2023 → not in the document"),
        (
            {"handling_fee": Decimal(100)},
            "handling_fee",
            "信息处理费（元）：0 → 100",
            "information handling fee (yuan): 0 → 100",
        ),
        (
            {"sections": gd.Sections(overview=gd.Section())},
            "sections.overview",
            "一、总体情况 / 标题：文中没有 → 「」",
            "1. Overview / heading: not in the document → “”",
        ),
        (
            {"proactive": gd.zeros(2020).proactive},
            "proactive.edition",
            "二、主动公开政府信息情况 / 版次：「2021」 → 「2019」",
            "2. Proactive disclosure of government information / edition: “2021” → “2019”",
        ),
    ],
)
def test_what_stands_beside_the_cells(changed, name, zh, en):
    """Everything that is no cell and no text is told with both values."""
    found = {each.name: each for each in gd.compare(ZEROS, attrs.evolve(ZEROS, **changed)).particulars}

    assert zh == found[name].message("zh")
    assert en == found[name].message("en")


def test_a_period():
    """Both days by themselves; without a period there is none."""
    period = gd.Period(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    found = gd.compare(ZEROS, attrs.evolve(ZEROS, period=period))

    assert [
        "统计期限第一日：没有 → 2023-01-01",
        "统计期限最后一日：没有 → 2023-12-31",
    ] == [each.message("zh") for each in found.particulars]
    assert "first day of the period: none → 2023-01-01" == found.particulars[0].message("en")


def test_a_table_that_editions_share():
    """Table four has the same cells in all editions; the one it came with is told like that of the other tables."""
    found = gd.compare(gd.zeros(2020).remedies, gd.zeros(2023).remedies)

    assert (15, ()) == (found.cells, found.changes)
    assert [("edition", "2019", "2021")] == [(each.name, each.before, each.after) for each in found.particulars]
    assert "remedies.edition" in {each.name for each in gd.compare(gd.zeros(2020), ZEROS).particulars}


@pytest.mark.parametrize(("one", "other"), [(ZEROS, ZEROS.requests), (ZEROS.requests, ZEROS.remedies)])
def test_what_cannot_be_compared(one, other):
    """A report and a table, or two different tables."""
    with pytest.raises(gd.InvalidTypeError, match="must be two reports, or two tables of one name") as caught:
        gd.compare(one, other)

    assert caught.value.message("zh").startswith("before 和 after 须同为报告，或同为一种表（现为 ")


# ---------------------------------------------------------------------------------------------------- text


def test_what_became_of_the_text():
    """Repeated, reworded, new and dropped passages, by section and in the order of the later text."""
    before = written("全年公开信息713条。加强了组织领导。\n网站改版。", "公开的时效仍需提高。")
    after = written("全年公开信息650条。加强了组织领导。\n建成新媒体矩阵，粉丝三万。", "公开的时效仍需提高。")
    text = gd.compare(before, after).text

    assert ["changed", "repeated", "added", "removed", "repeated"] == [each.kind for each in text.passages]
    assert ["加强了组织领导。", "公开的时效仍需提高。"] == [each.after for each in text.repeated]
    assert (18, 42) == text.characters
    assert 18 / 42 == text.repeated_share
    assert [
        "文字：后一份 42 字中有 18 字与前一份逐字相同（42.9%，不计空白和各部分标题）",
        "一、总体情况：改动：「全年公开信息713条。」 → 「全年公开信息650条。」",
        "一、总体情况：新增：「建成新媒体矩阵，粉丝三万。」",
        "一、总体情况：删去：「网站改版。」",
    ] == text.message("zh").splitlines()
    assert [
        "text: 18 of the 42 characters of the later one are repeated word for word "
        "(42.9%; blanks and section titles left out)",
        "1. Overview: changed: “全年公开信息713条。” → “全年公开信息650条。”",
        "1. Overview: added: “建成新媒体矩阵，粉丝三万。”",
        "1. Overview: removed: “网站改版。”",
    ] == text.message("en").splitlines()
    assert "一、总体情况：照录：「加强了组织领导。」" == text.repeated[0].message("zh")
    assert "1. Overview: repeated: “加强了组织领导。”" == text.repeated[0].message("en")


def test_no_text():
    """Without a later text there is no share; what was dropped is told."""
    dropped = gd.compare(written("网站改版。"), ZEROS).text

    assert gd.compare(ZEROS, ZEROS).text.repeated_share is None
    assert "" == gd.compare(ZEROS, ZEROS).text.message()
    assert dropped.repeated_share is None
    assert "一、总体情况：删去：「网站改版。」" == dropped.message()


def test_headings_of_subsections_are_passages():
    """They are the organ's own words; the title of the section is the form's."""
    inner = gd.Section(heading="（一）主动公开", text="甲。", subsections=(gd.Section(heading="1.网站", text="乙。"),))
    text = gd.compare(ZEROS, written("丙。", subsections=(inner,))).text

    assert ["丙。", "（一）主动公开", "甲。", "1.网站", "乙。"] == [each.after for each in text.passages]


def test_passages():
    """A sentence or clause with the marks that close it; blanks are not held against anybody."""
    text = gd.compare(ZEROS, written("他说“好。”再说；\r\n  \u3000三、 末句无句号\n\n。。。")).text

    assert ["他说“好。”", "再说；", "三、 末句无句号", "。。。"] == [each.after for each in text.passages]


def test_as_often_as_it_stands():
    """A sentence that stood there once is repeated once."""
    text = gd.compare(written("做好。"), written("做好。做好。")).text

    assert ["repeated", "added"] == [each.kind for each in text.passages]
    assert 0.5 == text.repeated_share


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (written("甲甲。乙乙。"), written("乙乙。甲甲。")),
        (written("甲甲。", "乙乙。"), written("甲甲。乙乙。")),
        (written("甲甲。"), written("甲 甲。")),
        (written("甲甲。\n乙乙。"), written("甲甲。乙乙。")),
        (written("甲甲。", subsections=(gd.Section(text="乙乙。"),)), written("甲甲。乙乙。")),
    ],
    ids=["order", "section", "spaced", "lines", "subsections"],
)
def test_rearranged(before, after):
    """The same words arranged or divided otherwise are repeated, and that is said."""
    found = gd.compare(before, after)

    assert (True, ()) == (found.text.rearranged, found.text.changed)
    assert not found.same
    assert found.message("zh").endswith("\n文字的次序、所在部分、分段或空白也有不同")
    assert found.message("en").endswith(
        "\npassages also stand in another order or section, or are divided or spaced otherwise"
    )


def test_more_changed_text_than_can_be_paired():
    """Long texts without a common passage take no time that grows with their square, and it is said."""
    one, other = ("。".join(f"{word}{number}" * 9 for number in range(5000)) for word in "甲乙")
    start = time.process_time()
    text = gd.compare(written(one), written(other)).text

    assert time.process_time() - start < 20
    assert text.bounded
    assert 10000 == len(text.changed)
    assert text.message("zh").endswith("\n改动的文字太多，没有逐段配对，有的改动列为删去和新增")
    assert text.message("en").endswith(
        "\ntoo much of the text changed to pair every passage: some that were reworded are told as removed and added"
    )


def test_what_fits_is_still_paired():
    """A passage too long to be held against others keeps no short one from being paired."""
    text = gd.compare(written("甲" * 5000 + "。全年公开713条。"), written("乙" * 5000 + "。全年公开650条。")).text

    assert text.bounded
    assert ["added", "changed", "removed"] == [each.kind for each in text.passages]


# ---------------------------------------------------------------------------------------------------- all together


def test_everything_in_one_message_and_in_json():
    """Cells, what stands beside them, text; JSON types only, null where there is no such cell."""
    before = procured("25", YUAN)
    after = attrs.evolve(written("甲。"), proactive=before.proactive, period=None)
    found = gd.compare(before, gd.replace(after, {AMOUNT: Decimal(26), CELL: gd.Gap.BLANK}))
    data = found.to_dict()

    assert data == json.loads(json.dumps(data))
    assert {
        "address": AMOUNT,
        "before": "25",
        "after": "26",
        "difference": "1",
        "units": ["yuan", "yuan"],
    } == data["changes"][0]
    assert "blank" == next(each["after"] for each in data["changes"] if each["address"] == CELL)
    assert any(each["units"] == [None, "pieces"] and each["before"] is None for each in data["changes"])
    assert {"name": "year", "before": 2020, "after": 2023} in data["particulars"]
    assert {"name": "organ.name", "before": "absent", "after": "北屿市水务局"} in data["particulars"]
    assert {
        "repeated_share": 0.0,
        "rearranged": False,
        "bounded": False,
        "passages": [{"section": "overview", "kind": "added", "before": None, "after": "甲。"}],
    } == data["text"]
    assert len(data["changes"]) + len(data["particulars"]) + 3 == len(found.message().splitlines())


def test_days_and_units_in_json():
    """A day in ISO 8601, a unit by its word, an amount as a string."""
    period = gd.Period(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    other = attrs.evolve(procured("0", YUAN), period=period, handling_fee=Decimal("1.50"))
    found = {each.name: each.to_dict() for each in gd.compare(procured("0", UNKNOWN), other).particulars}

    assert {"name": "period.start", "before": None, "after": "2020-01-01"} == found["period.start"]
    assert {"name": UNIT, "before": "unknown", "after": "yuan"} == found[UNIT]
    assert {"name": "handling_fee", "before": "0", "after": "1.50"} == found["handling_fee"]


def test_nothing_acts():
    """What a document says is made visible in messages."""
    assert "\\u001b" in gd.compare(ZEROS, attrs.evolve(written("\x1b[2J"), organ=gd.Organ("\x1b"))).message()


# ---------------------------------------------------------------------------------------------------- properties


@settings(deadline=None, max_examples=30)
@given(gst.reports())
def test_a_report_is_the_same_as_itself(report):
    """Whatever it holds, and read from JSON again."""
    assert gd.compare(report, report).same
    assert gd.compare(report, gd.from_json(gd.to_json(report))).same


@settings(deadline=None, max_examples=30)
@given(gst.reports(), st.data())
def test_exactly_what_was_replaced_is_changed(report, data):
    """Each changed cell is told, with both values, and no other; the other way round the other way round."""
    chosen = data.draw(st.lists(st.sampled_from(gd.addresses(report)), max_size=5, unique=True))
    cells = cells_of(report)
    kinds = {"money": st.integers(0, 99).map(Decimal), "count": st.integers(0, 99), "change": st.integers(-9, 9)}
    new = {each: data.draw(kinds[cells[each].kind.value] | st.sampled_from(gd.Gap)) for each in chosen}
    other = gd.replace(report, new)
    old = values(report)
    wanted = {each: (old[each], value) for each, value in new.items() if old[each] != value}
    there, back = gd.compare(report, other), gd.compare(other, report)

    assert wanted == {each.address: (each.before, each.after) for each in there.changes}
    assert wanted == {each.address: (each.after, each.before) for each in back.changes}
    assert there.particulars == back.particulars == ()
    assert (there.text.changed, there.same) == ((), not wanted)


@settings(deadline=None, max_examples=30)
@given(gst.proactive(edition="2019"), st.sampled_from(UNITS))
def test_no_amount_is_ever_taken_from_another_unit(table, unit):
    """Converted, the difference is none exactly where the amount is the same."""
    row = attrs.evolve(table.central_procurement, amount_unit=unit)
    found = gd.compare(table, attrs.evolve(table, central_procurement=row))
    same_unit = table.central_procurement.amount_unit is unit

    assert found.same is same_unit
    assert bool(found.changes) is (not same_unit and bool(row.amount))


TEXTS = st.text("甲乙丙。；\n ", max_size=30)


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_no_passage_is_lost(before, after):
    """All of the later text is told, all of the earlier one too, and nothing differs only where the texts do not."""
    found = gd.compare(written(before), written(after))
    text = found.text

    def letters(parts):
        return sorted("".join("".join(part.split()) for part in parts if part is not None))

    assert letters([before]) == letters(each.before for each in text.passages)
    assert letters([after]) == letters(each.after for each in text.passages)
    assert (before == after) is found.same
    assert text.repeated_share is None or 0 <= text.repeated_share <= 1
