"""How many reports a document holds, and which tables belong to which of them."""

import pytest

import govdisclosure as gd
from govdisclosure.strategies.layouts import Line, paper
from govdisclosure.writers.printed import Box
from readers.papers import ORGAN, REPORT, SLOTLESS, TITLE, codes, differences, read_all, said, unlike

EARLIER = unlike(2022, start=3001)
OTHER = unlike(2023, organ="北屿市水务局", start=5001)
PLAIN = ["page", "page with fillers", "tabs", "lines", "markdown", "rows of pipes"]
"""Layouts of all kinds."""


def tables(report):
    """The three tables of a report."""
    return [block for block in paper(report) if not isinstance(block, Line)]


def found(*items, layout="page"):
    """The organs and years of the reports in a document."""
    return [(each.report.organ.name, each.report.year) for each in read_all(*items, layout=layout)]


def assert_reads(readings, *reports):
    """Each reading has every cell of its report."""
    assert len(reports) == len(readings)
    assert [{}] * len(reports) == [differences(*pair) for pair in zip(readings, reports, strict=True)]


# ---------------------------------------------------------------------------------------------------- one after another


@pytest.mark.parametrize("layout", PLAIN)
@pytest.mark.parametrize("second", [EARLIER, OTHER], ids=["year", "organ"])
def test_whole_reports_one_after_another(second, layout):
    """Each has its own tables, organ, year and text, and there is nothing to say."""
    readings = read_all(*paper(REPORT), *paper(second), layout=layout)

    assert_reads(readings, REPORT, second)
    assert [(ORGAN, 2023), (second.organ.name, second.year)] == [
        (each.report.organ.name, each.report.year) for each in readings
    ]
    assert [set(), set()] == [codes(each) - SLOTLESS for each in readings]


@pytest.mark.parametrize("layout", ["page", "tabs", "lines"])
@pytest.mark.parametrize(("organ", "year"), [(ORGAN, 2022), ("北屿市水务局", 2023)])
def test_two_reports_of_the_same_figures(organ, year, layout):
    """Reports full of zeros are alike and yet two: another organ or year stands over the second."""
    both = gd.zeros(2023, organ=ORGAN), gd.zeros(year, organ=organ)

    assert [(ORGAN, 2023), (organ, year)] == found(*paper(both[0]), *paper(both[1]), layout=layout)


@pytest.mark.parametrize(
    "title", [(TITLE,), ("# 2023年政府信息公开工作年度报告",), (), ("# 水务局2023年政府信息公开工作年度报告",)]
)
def test_one_report_printed_twice(title):
    """The same figures under the same title, or under one that leaves out the name, are one report."""
    (reading,) = read_all(*paper(REPORT), *title, *paper(REPORT)[1:])

    assert {} == differences(reading)
    assert {"row-repeated"} == codes(reading) - {"organ-doubtful"}


def test_one_report_without_a_title_printed_twice():
    """The same figures where no title stands over either of them are one report."""
    (reading,) = read_all(*tables(REPORT), *tables(REPORT))

    assert {} == differences(reading)
    assert "row-repeated" in codes(reading)


def test_what_is_said_belongs_to_one_report():
    """A number that belongs nowhere is said of the report that it stands in."""
    other = [("栏目", "条数"), ("行政许可", "71"), ("网站", "72")]
    first, second = read_all(*paper(REPORT), *paper(EARLIER)[:-1], other)

    assert [] == said(first, "number-not-placed")
    assert {"行政许可 | 71", "网站 | 72"} == {notice.detail for notice in said(second, "number-not-placed")}
    assert {} == differences(second, EARLIER)


def test_reports_without_titles():
    """The title of the first section begins the second one."""
    readings = read_all(*paper(REPORT)[1:], *paper(EARLIER)[1:])

    assert_reads(readings, REPORT, EARLIER)
    assert [{"organ-missing", "year-missing"}] * 2 == list(map(codes, readings))


def test_reports_of_which_one_has_neither_title_nor_first_section():
    """It begins with its first table; whose it is nobody can tell."""
    readings = read_all(*paper(REPORT), *tables(EARLIER))

    assert_reads(readings, REPORT, EARLIER)
    assert [ORGAN, gd.Gap.ABSENT] == [each.report.organ.name for each in readings]


def test_a_report_with_one_table_only():
    """A second table three under a title of its own is a second report; what it lacks is said."""
    first, second = read_all(
        *paper(REPORT), "# 北屿市2022年政府信息公开工作年度报告", tables(EARLIER)[1]
    )  # fmt: skip

    assert {} == differences(first)
    assert {"proactive", "remedies"} == {address.split(".")[0] for address in differences(second, EARLIER)}
    assert 2 == len(said(second, "table-missing"))


def test_a_second_table_without_a_title_is_a_contradiction():
    """Table three printed twice with other figures: which of them holds cannot be told."""
    (reading,) = read_all(*paper(REPORT), tables(EARLIER)[1])

    assert {gd.Gap.UNREADABLE} == set(differences(reading).values())
    assert 175 == len(differences(reading))
    assert 25 == len(said(reading, "row-contradictory"))


@pytest.mark.parametrize("rows", [1, 2, 20], ids=str)
def test_the_beginning_of_a_table_before_the_whole(rows):
    """A table that begins again after a few rows, as where a page shows a preview, is one table."""
    beginning = tables(REPORT)[1][: 3 + rows]
    (reading,) = read_all(TITLE, tables(REPORT)[0], beginning, *tables(REPORT)[1:])

    assert {} == differences(reading)


def test_tables_in_any_order_under_their_titles():
    """Titles part the reports, whatever comes first in each of them."""
    (two, three, four), others = tables(REPORT), tables(EARLIER)
    title = f"# {ORGAN}2022年政府信息公开工作年度报告"

    assert_reads(read_all(TITLE, three, two, four, title, others[2], others[0], others[1]), REPORT, EARLIER)
    assert 6 == len(read_all(TITLE, three, two, four, others[2], others[0], others[1]))
    assert 5 == len(read_all(TITLE, three, two, others[0], title, others[1], four))


# ---------------------------------------------------------------------------------------------------- by years


def by_kind(*words):
    """The tables of two years by kind, with some words over each of them: 0 for the later year, 1 for the other."""
    return [
        item
        for pair in zip(tables(REPORT), tables(EARLIER), strict=True)
        for number, table in enumerate(pair)
        for item in (*[words[number]][: words[number] != ""], table)
    ]


@pytest.mark.parametrize("words", [("2023年", "2022年"), ("表一（2023年度）", "表一（2022年度）")])
@pytest.mark.parametrize("layout", ["page", "markdown"])
def test_tables_by_kind_with_their_years(words, layout):
    """What belongs together is told by the year over each table; the text belongs to neither."""
    readings = read_all(TITLE, "统计期限自2023年1月1日起至2023年12月31日止。", *by_kind(*words), layout=layout)

    assert_reads(readings, REPORT, EARLIER)
    assert [2023, 2022] == [each.report.year for each in readings]
    assert [2023, None] == [period and period.end.year for period in (each.report.period for each in readings)]
    assert [{"section-missing"}] * 2 == list(map(codes, readings))


@pytest.mark.parametrize(
    ("between", "count"), [(["单位：件"], 2), (["单位：件", "（含派出机构）"], 2), (["甲", "乙", "丙"], 6)]
)
def test_lines_between_a_year_and_its_table(between, count):
    """Two are not too many."""
    items = by_kind("2023年", "2022年")
    spread = [one for item in items for one in ([item, *between] if isinstance(item, str) else [item])]

    assert count == len(read_all(TITLE, *spread))


def test_a_table_whose_rows_stand_in_another_order():
    """A table that begins with its last row begins there, however much of the other one stands before it."""
    items = by_kind("2023年", "2022年")
    sheet = items[7]
    items[7] = (*sheet[:3], sheet[-1], *sheet[3:-1])

    assert_reads(read_all(TITLE, *items), REPORT, EARLIER)


@pytest.mark.parametrize("words", [("", ""), ("2023年", "2023年"), ("2023年", ""), ("2022年至2023年", "2022年")])
def test_tables_by_kind_without_their_years(words):
    """Nothing tells what belongs together: each table is a reading of its own, of a year that is not known."""
    readings = read_all(TITLE, *by_kind(*words))

    assert 6 == len(readings)
    assert {gd.Gap.UNREADABLE} == {each.report.year for each in readings}
    assert all({"reports-not-paired", "year-doubtful", "table-missing"} <= codes(each) for each in readings)
    for reading, (name, report) in zip(
        readings, [(name, each) for name in ("proactive", "requests", "remedies") for each in (REPORT, EARLIER)],
        strict=True,
    ):  # fmt: skip
        assert getattr(report, name) == getattr(reading.report, name)


def test_tables_that_cannot_be_paired_in_a_document_without_a_year():
    """Then there is no year to doubt."""
    readings = read_all(f"# {ORGAN}政府信息公开工作年度报告", *by_kind("", ""))

    assert {gd.Gap.ABSENT} == {each.report.year for each in readings}
    assert all("year-missing" in codes(each) for each in readings)


# ---------------------------------------------------------------------------------------------------- side by side


def beside(left, right, *heads):
    """Two tables in one, an empty column between; ``heads`` stand over each of them."""
    width = [sum(box.colspan for box in sheet[0]) for sheet in (left, right)]
    empty = Box("", rowspan=len(left))
    rows = [
        (*one, *((empty,) if number == 0 else ()), *other)
        for number, (one, other) in enumerate(zip(left, right, strict=True))
    ]
    over = [(Box(heads[0], width[0]), Box(""), Box(heads[1], width[1]))] if heads else []
    return (*over, *rows)


def test_tables_side_by_side():
    """Those on the left are one report, those on the right the other; whose year it is nobody can tell."""
    readings = read_all(TITLE, *map(beside, tables(REPORT)[:2], tables(EARLIER)[:2]))

    assert [gd.Gap.UNREADABLE] * 2 == [each.report.year for each in readings]
    assert all({"reports-side-by-side", "year-doubtful"} <= codes(each) for each in readings)
    for reading, report in zip(readings, (REPORT, EARLIER), strict=True):
        assert report.proactive == reading.report.proactive
        assert report.requests == reading.report.requests


def test_tables_side_by_side_with_their_years():
    """The year over each table counts for more than its side; a table stacked the other way finds its report."""
    two, three = (
        beside(*pair, "2023年", "2022年") for pair in zip(tables(REPORT)[:2], tables(EARLIER)[:2], strict=True)
    )
    readings = read_all(TITLE, two, three, "2022年", tables(EARLIER)[2], "2023年", tables(REPORT)[2])

    assert_reads(readings, REPORT, EARLIER)
    assert [2023, 2022] == [each.report.year for each in readings]


def test_one_table_side_by_side_and_one_alone():
    """A table that only one of them has belongs to neither."""
    readings = read_all(
        TITLE,
        beside(tables(REPORT)[0], tables(EARLIER)[0]),
        beside(tables(REPORT)[1], tables(EARLIER)[1]),
        tables(REPORT)[2],
    )

    assert 5 == len(readings)
    assert all("reports-not-paired" in codes(each) for each in readings)


# ---------------------------------------------------------------------------------------------------- what is a table


def test_words_of_the_form_in_another_table():
    """A few labels without a header or caption are words; their numbers are said to belong nowhere."""
    other = [("栏目", "条数"), ("规章", "71"), ("行政许可", "72"), ("其他", "73")]
    (reading,) = read_all(TITLE, other, *tables(REPORT))

    assert {} == differences(reading)
    assert ["规章 | 71", "行政许可 | 72"] == [each.detail for each in said(reading, "number-not-placed")][:2]


def test_a_label_alone_in_its_row():
    """A row of table three of which only the label is printed is a row without values, not one that is missing."""
    sheet = tables(REPORT)[1]
    bare = tuple(each[:1] if each[0].text == "四、结转下年度继续办理" else each for each in sheet)
    (reading,) = read_all(TITLE, tables(REPORT)[0], bare, tables(REPORT)[2])

    assert set(differences(reading)) == {
        address for address in gd.addresses(REPORT) if address.startswith("requests.carried_over_out.")
    }
    assert {gd.Gap.UNREADABLE} == set(differences(reading).values())
