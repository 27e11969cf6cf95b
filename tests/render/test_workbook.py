"""One workbook on many reports: a sheet for each question."""

import io
from decimal import Decimal

import attrs
import openpyxl
import pytest

import govdisclosure as gd
from govdisclosure.render.rows import Rows
from govdisclosure.writers.book import Book

WATER, SCHOOLS = "临澜县水务局", "临澜县教育局"
EARLIER, WRONG = (gd.read(f"examples/linlan-water-{year}.html") for year in (2022, 2023))
SOUND = gd.replace(gd.zeros(2023, organ=SCHOOLS), {"proactive.fees.amount": Decimal("12.5")})


def sheets(*reports, values=True, **options):
    """The rows of each sheet, as they are shown or with their formulas."""
    buffer = io.BytesIO()
    gd.write_workbook(reports, buffer, **options)
    book = openpyxl.load_workbook(buffer, data_only=values)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def column(rows, head):
    """What stands below a head."""
    at = rows[0].index(head)
    return [row[at] for row in rows[1:]]


def test_a_row_for_each_report():
    """Organ, year, verdict and counts, in the order in which they came."""
    rows = sheets(WRONG, SOUND)["报告"]

    assert [
        "机关",
        "年度",
        "结论",
        "错误",
        "警告",
        "提示",
        "不能判断",
        "没有数字的格",
        "读取提示",
        "文件",
        "说明",
    ] == rows[0]
    assert [WATER, 2023, "不通过", 4, 1] == rows[1][:5]
    assert "linlan-water-2023.html" == rows[1][9]
    assert [SCHOOLS, 2023, "通过", 0, 0, 0, 0, 0, None, None, None] == rows[2]


def test_findings_say_which_cell_what_it_holds_and_what_it_should():
    """With the place, the certainty, what is printed, and a link to the report."""
    shown, formulas = sheets(SOUND, WRONG)["问题"], sheets(SOUND, WRONG, values=False)["问题"]
    first = dict(zip(shown[0], shown[1], strict=True))

    assert ("REQ003", "错误", "三、本年度办理结果 / （一）予以公开 / 自然人") == (
        first["规则"],
        first["级别"],
        first["格"],
    )
    assert (5, 50, "只有这一格说得通") == (first["现为"], first["应为"], first["把握"])
    assert ("第 2 个表第 6 行第 4 列", "5", 3) == (first["位置"], first["原文"], first["报告行"])
    assert "各项之和 5，总计填 50，相差 -45" in first["说明"]
    assert "=HYPERLINK(\"#'报告'!A3\",3)" == formulas[1][0]
    assert "0；0" in column(shown, "现为")
    assert "VAL004" == shown[-1][3]
    assert shown[-1][7] is None


def test_a_place_in_a_workbook_is_told_as_a_spreadsheet_does(tmp_path):
    """With the sheet and the cell."""
    gd.write(WRONG.report, tmp_path / "a.xlsx")

    assert (
        "工作表“三、收到和处理政府信息公开申请情况”单元格 D7"
        == column(sheets(gd.read(tmp_path / "a.xlsx"))["问题"], "位置")[0]
    )


def test_a_finding_that_nothing_explains_names_what_it_speaks_of():
    """No cell is proposed, none is made up."""
    numbers = {f"requests.outcomes.{name}.natural_persons": 10**n for n, name in enumerate(("disclosed", "total"), 3)}
    more = {"requests.received.commercial_enterprises": 77, "requests.carried_over_out.legal_service_institutions": 31}
    rows = sheets(gd.replace(SOUND, {**numbers, **more, "requests.received.total": 5}))["问题"]

    assert None in column(rows, "应为")
    assert all(column(rows, "格"))


def test_missing_organs_are_named():
    """Those on the list without a report; those that are not on it; those with several reports for one year."""
    twice = [WRONG, SOUND, attrs.evolve(SOUND, organ=gd.Organ(" 临澜县教育局"))]

    assert [["机关", "说明"], ["没有给出应报机关的名单，不能知道缺谁的。", None]] == sheets(SOUND)["缺报"]
    assert [["名单上的机关都有报告。", None]] == sheets(SOUND, expected=[SCHOOLS])["缺报"][1:]
    assert [
        ["临澜县民政局", "没有报告"],
        [WATER, "不在名单上"],
        [" 临澜县教育局", "2023 年度有 2 份报告"],
    ] == sheets(*twice, expected=[SCHOOLS, "临澜县民政局"])["缺报"][1:]


def test_years_stand_side_by_side():
    """What was carried over has to be the same; a stock follows from the changes; totals are set against each other."""
    last = gd.replace(
        gd.zeros(2022, organ=SCHOOLS),
        {"requests.carried_over_out.total": 2, "proactive.government_rules.in_force": 5, "requests.received.total": 40},
    )
    this = gd.replace(
        SOUND,
        {
            "requests.carried_over_in.natural_persons": gd.Gap.BLANK,
            "proactive.government_rules.issued": 3,
            "proactive.government_rules.repealed": 1,
            "proactive.government_rules.in_force": 7,
            "requests.received.total": 30,
        },
    )
    rows = {row[2]: row[3:] for row in sheets(this, previous=[last])["年度对照"][1:]}

    assert [2, 0, -2, -100, "不相等"] == rows["结转：总计"]
    assert [0, None, " ", " ", "不能判断"] == rows["结转：自然人"]
    stock = "第二十条第（一）项 / 规章 / 现行有效件数（由上年推算）"
    assert [7, 7, 0, 0, "相等"] == rows[stock]
    assert [40, 30, -10, -25, None] == rows["一、本年新收政府信息公开申请数量 / 总计"]


def test_years_of_one_call_are_held_against_each_other_as_well():
    """Reports on several years may come at once; where several claim a year nothing is compared."""
    assert {WATER} == set(column(sheets(EARLIER, WRONG)["年度对照"], "机关"))
    assert 1 == len(sheets(EARLIER, EARLIER, WRONG)["年度对照"])
    assert 1 == len(sheets(WRONG, previous=[EARLIER, EARLIER.report])["年度对照"])
    assert 1 == len(sheets(gd.zeros(2023), previous=[gd.zeros(2022), EARLIER])["年度对照"])


def test_last_year_counts_for_the_findings():
    """A carry-over that differs is one."""
    last = gd.replace(gd.zeros(2022, organ=SCHOOLS), {"requests.carried_over_out.total": 2})

    assert "YR001" in column(sheets(SOUND, previous=[last])["问题"], "规则")
    assert 1 == len(sheets(SOUND)["问题"])


def test_a_stock_whose_changes_are_not_known_is_not_worked_out():
    """Nor is one of which the form tells no changes."""
    gap = gd.replace(SOUND, {"proactive.government_rules.issued": gd.Gap.BLANK})
    old = [gd.zeros(year, organ=SCHOOLS) for year in (2019, 2020)]
    rows = {row[2]: row[3:] for row in sheets(gap, previous=[gd.zeros(2022, organ=SCHOOLS)])["年度对照"][1:]}

    assert [None, 0] == rows["第二十条第（一）项 / 规章 / 现行有效件数（由上年推算）"][:2]
    assert len(sheets(*old)["年度对照"]) > 8


def test_sums_are_formulas_over_the_parts():
    """By year; a stock is not added up; what has no number is counted."""
    gap = gd.replace(SOUND, {"requests.received.total": gd.Gap.BLANK})
    shown, formulas = sheets(WRONG, gap)["合计"], sheets(WRONG, gap, values=False)
    rows = {row[0]: row[1:] for row in shown[1:]}
    spelled = {row[0]: row[1] for row in formulas["合计"][1:]}

    assert ["格", "2023 年度合计", "2023 年度没有数字的报告"] == shown[0]
    assert [WRONG.report.requests.received.total, 1] == rows["一、本年新收政府信息公开申请数量 / 总计"]
    assert ["存量，不相加", None] == rows["第二十条第（一）项 / 规章 / 现行有效件数"]
    assert spelled["行政复议 / 结果维持"].startswith("=SUMIFS('数据'!")
    assert spelled["行政复议 / 结果维持"].endswith("'数据'!B2:B3,2023)")


def test_no_number_has_no_sum():
    """Where no report has a number the sum is empty, not 0: a blank in all, or a cell of another edition."""
    gap = gd.replace(SOUND, {"requests.received.total": gd.Gap.BLANK})
    rows = {row[0]: row[1:] for row in sheets(gap)["合计"][1:]}

    assert [None, 1] == rows["一、本年新收政府信息公开申请数量 / 总计"]
    assert [0, 0] == rows["一、本年新收政府信息公开申请数量 / 自然人"]
    assert [None, 1] == rows["第二十条第（九）项 / 政府集中采购 / 采购项目数量"]


def test_figures_are_numbers_or_the_word_of_a_gap():
    """A cell that an edition does not have is empty; an amount in another unit is converted."""
    old = gd.zeros(2020, organ=WATER)
    procurement = attrs.evolve(old.proactive.central_procurement, amount=Decimal("20000"), amount_unit=gd.Unit.YUAN)
    old = attrs.evolve(old, proactive=attrs.evolve(old.proactive, central_procurement=procurement))
    long = gd.replace(SOUND, {"proactive.fees.amount": Decimal("123456789012.345678")})
    rows = sheets(gd.replace(old, {"requests.received.total": gd.Gap.PLACEHOLDER}), long, gd.zeros(gd.Gap.ABSENT))[
        "数据"
    ]

    assert 2 == column(rows, "第二十条第（九）项 / 政府集中采购 / 采购总金额（万元）")[0]
    assert "占位符" == column(rows, "一、本年新收政府信息公开申请数量 / 总计")[0]
    assert [None, "123456789012.345678", 0] == column(
        rows, "第二十条第（八）项 / 行政事业性收费 / 本年收费金额（单位：万元）"
    )
    assert [WATER, 2020] == rows[1][:2]
    assert [None, None] == rows[3][:2]


def test_the_workbook_speaks_english_as_well():
    """Names of sheets, heads and words."""
    found = sheets(WRONG, lang="en", expected=[SCHOOLS])

    assert ["Reports", "Findings", "Missing", "Years", "Sums", "Figures"] == list(found)
    assert "failed" == found["Reports"][1][2]
    assert [SCHOOLS, "no report"] == found["Missing"][1]


def test_nothing_acts_in_the_workbook():
    """A name is never a formula."""
    book = sheets(attrs.evolve(SOUND, organ=gd.Organ('=HYPERLINK("http://example.org")')), values=False)

    assert '=HYPERLINK("http://example.org")' == book["报告"][1][0]
    buffer = io.BytesIO()
    gd.write_workbook([attrs.evolve(SOUND, organ=gd.Organ("=1+1"))], buffer)
    assert "s" == openpyxl.load_workbook(buffer)["报告"]["A2"].data_type


def test_a_list_goes_on_on_a_new_sheet():
    """When one is full; links and sums follow."""
    book = Book("题")
    rows = Rows(book, "数据", [("甲", 10)], most=2)
    places = []
    for number in range(5):
        places.append(rows.at)
        rows.add([number])
    rows.end()
    found = openpyxl.load_workbook(io.BytesIO(book.data()))

    assert [("数据", 2), ("数据 2", 2), ("数据 3", 1)] == rows.extents
    assert ["数据", "数据", "数据 2", "数据 2", "数据 3"] == [name for name, _ in places]
    assert ["甲", 4] == [cell.value for cell in found["数据 3"]["A"]]


def test_wrong_calls():
    """What is no report, and names that are none."""
    with pytest.raises(gd.InvalidTypeError):
        gd.write_workbook(["report"], io.BytesIO())
    with pytest.raises(gd.InvalidTypeError):
        gd.write_workbook([], io.BytesIO(), expected=[1])
