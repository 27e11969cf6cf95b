"""Tables as published reports lay them out: years in heads, misprints, explained labels, blanks, print downwards."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.model.access import values
from govdisclosure.readers.recognise.costs import OF_LAYOUTS, OF_ROWS
from govdisclosure.readers.recognise.layouts import LAYOUTS
from readers.papers import TITLE, codes, figures, said

B, U, A = gd.Gap.BLANK, gd.Gap.UNREADABLE, gd.Gap.ABSENT
RULES = ("规章", "1", "0", "4")
NORMATIVE = ("行政规范性文件", "3", "2", "5")
HEADS = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RECEIVED = ("一、本年新收政府信息公开申请数量", "5", "0", "0", "0", "0", "0", "5")
TWO = "二、主动公开政府信息情况"
THREE = "三、收到和处理政府信息公开申请情况"
FOUR = "四、政府信息公开行政复议、行政诉讼情况"
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def html(*blocks):
    """A page of lines and tables; a table is a list of rows."""
    parts = [
        f"<p>{block}</p>"
        if isinstance(block, str)
        else "<table>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in block)
        + "</table>"
        for block in (TITLE[2:], *blocks)
    ]
    return gd.read("".join(parts).encode(), format="html")


def text(*blocks, joint="\t"):
    """The same as text, its cells parted by tabs, pipes or line breaks."""
    lines = [TITLE[2:]]
    for block in blocks:
        lines += [block] if isinstance(block, str) else [joint.join(row) for row in block]
    return gd.read("\n".join(lines).encode(), format="text")


WAYS = [html, text, lambda *blocks: text(*blocks, joint=" | "), lambda *blocks: text(*blocks, joint="\n")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "heads",
    [
        ("本年(2023)制发件数", "本年（2023）废止件数", "现行有效件数"),
        ("2023年制发件数", "2023年度废止件数", "现行有效件数"),
        ("本年(本年度)制发件数", "本年废止件数", "现行有效件数（2023年）"),
    ],
)
def test_a_year_in_the_heads(heads, way):
    """It is left aside."""
    reading = way(TWO, [(HEADS[0], *heads), RULES, NORMATIVE])

    assert [1, 0, 4] == figures(reading, "proactive.government_rules.")
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "heads",
    [
        ("本年发件", "本年废止件数", "现行有效件"),
        ("制发", "本年废止件数", "有效"),
        ("本年制发件数", "作废", "现行有效件数"),
    ],
)
def test_misprinted_heads(heads, way):
    """The others stand in their places of the form: the order tells, and that is said."""
    reading = way(TWO, [(HEADS[0], *heads), RULES, NORMATIVE])

    assert [1, 0, 4] == figures(reading, "proactive.government_rules.")
    assert "header-by-order" in codes(reading)


@pytest.mark.parametrize("way", WAYS)
def test_a_head_in_the_place_of_another(way):
    """What is printed somewhere else than the form has it is not read by the order."""
    reading = way(TWO, [(HEADS[0], "本年废止件数", "发件", "现行有效件数"), RULES, NORMATIVE])

    assert [U] * 3 == figures(reading, "proactive.government_rules.")
    assert codes(reading) & {"header-unclear", "row-incomplete"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "explanation",
    [
        "（设区的市、自治州人民政府应提供相关数据）",
        "(指行政机关制定的决定、公告，以及标题用“办法”“细则”（试行）的文件，不含转发的)",
    ],
)
def test_explanations_behind_labels(explanation, way):
    """A label is what stands before them."""
    reading = way(
        TWO, [HEADS, (f"{RULES[0]}{explanation}", *RULES[1:]), (f"{NORMATIVE[0]}{explanation}", *NORMATIVE[1:])]
    )

    assert [1, 0, 4] == figures(reading, "proactive.government_rules.")
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")


@pytest.mark.parametrize("way", WAYS[:3])
def test_a_row_of_many_words_that_is_none_of_the_form(way):
    """Its figures are told."""
    other = (
        "其他主动公开文件（含以本单位或本单位办公室名义正式签发的、除规范性文件以外的主动公开文件，可参考网站栏目数据，仅供内部参考）",
        "186",
        "86",
        "255",
    )
    reading = way(TWO, [HEADS, RULES, NORMATIVE, other])

    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")
    assert any("186" in notice.detail and "255" in notice.detail for notice in reading.notices)


def four(*row):
    """Table four as the form prints it, with a row of figures."""
    first = '<tr><td colspan="5" rowspan="2">行政复议</td><td colspan="10">行政诉讼</td></tr>'
    second = '<tr><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>'
    cells = "".join(f"<td>{each}</td>" for each in OUTCOMES * 3)
    figures_ = "".join(f"<td>{each}</td>" for each in row)
    return f"<table>{first}{second}<tr>{cells}</tr><tr>{figures_}</tr></table>"


def test_one_case_in_table_four():
    """Two figures alike and thirteen blanks are its row."""
    page = f"<p>{TITLE[2:]}</p><p>{FOUR}</p>{four('1', '', '', '', '1', *[''] * 10)}"
    reading = gd.read(page.encode(), format="html")

    assert [1, B, B, B, 1, *[B] * 10] == figures(reading, "remedies.")


DOWNWARDS = """行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结 结 其 尚
结 结 其 尚 结 结 其 尚
果 果 他 未
总计 果 果 他 未 总 果 果 他 未 总
维 纠 结 审
维 纠 结 审 计 维 纠 结 审 计
持 正 果 结
持 正 果 结 持 正 果 结"""


def test_heads_printed_downwards():
    """Their letters are all there, whatever lines they are on: the columns are those of the form, which is said."""
    figures_ = " ".join(map(str, range(1, 16)))
    reading = text(FOUR, DOWNWARDS, figures_)

    assert list(range(1, 16)) == figures(reading, "remedies.")
    assert said(reading, "header-by-order")


@pytest.mark.parametrize(
    "line",
    ["2023 年，本机关办理了有关事项。", "3 个方面有待加强。", "12345 热线受理情况良好。", "第 5 次培训如期举行。"],
)
def test_a_line_after_table_four_that_begins_with_a_number(line):
    """It is no row, and says nothing of one."""
    heads = f"行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n{' '.join(OUTCOMES * 3)}"
    reading = text(
        FOUR, heads, " ".join(map(str, range(1, 16))), "五、存在的主要问题及改进情况", "一是内容有待提升。", line
    )

    assert list(range(1, 16)) == figures(reading, "remedies.")
    assert not said(reading, "number-not-placed")


@pytest.mark.parametrize("way", WAYS)
def test_the_heads_of_another_edition(way):
    """The rows below them are not read, and their figures are told."""
    older = ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
    reading = way(
        TWO, "第二十条第（一）项", [older, RULES, NORMATIVE],
        "第二十条第（五）项", [("信息内容", "本年处理决定数量"), ("行政许可", "12")],
        "第二十条第（六）项", [("信息内容", "本年处理决定数量"), ("行政处罚", "7"), ("行政强制", "8")],
    )  # fmt: skip

    assert [12] == [values(reading.report)["proactive.licensing.decisions"]]
    assert [A] * 3 == figures(reading, "proactive.normative_documents.")
    assert any("3 | 2 | 5" in notice.detail for notice in said(reading, "editions-mixed"))


def test_a_row_of_another_edition():
    """It is told with its figures."""
    reading = html(
        TWO, [HEADS, RULES, NORMATIVE],
        [("信息内容", "本年处理决定数量"), ("行政许可", "12"), ("其他对外管理服务事项", "33")],
    )  # fmt: skip

    assert ["其他对外管理服务事项 | 33"] == [notice.detail for notice in said(reading, "editions-mixed")]


@pytest.mark.parametrize("joint", ["\t", " | "])
def test_rows_all_blank(joint):
    """The layout still shows their cells: they are blanks, and what is printed elsewhere is read."""
    blank = ("二、上年结转政府信息公开申请数量", *[""] * 7)
    total = ("（七）总计", *map(str, range(1, 8)))
    last = ("四、结转下年度继续办理", *[""] * 7)
    reading = text(THREE, [("申请人情况", *APPLICANTS), RECEIVED, blank, total, last], joint=joint)

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert list(range(1, 8)) == figures(reading, "requests.outcomes.total.")
    assert {B, U} >= set(figures(reading, "requests.carried_over_in."))


def test_places_between_pipes_on_lines_of_their_own():
    """Every figure is on its own line."""
    lines = "|\n信息内容\n|\n上一年项目数量\n|\n本年增/减\n|\n处理决定数量\n|\n行政许可\n|\n1215\n|\n-35\n|\n1180\n|"
    reading = text(TWO, "第二十条第（五）项", lines)

    assert [1215, -35, 1180] == figures(reading, "proactive.licensing.")
    assert 15 == dict(reading.places)["proactive.licensing.items_last_year"].line


@pytest.mark.parametrize("more", [("",), ("", "", ""), ("校验",), ("校验", "")])
@pytest.mark.parametrize("heads", [("自然囗", *APPLICANTS[1:]), ("自然人", "商业", *APPLICANTS[2:])])
def test_misprinted_heads_beside_other_columns(heads, more):
    """Those that can be read say where the columns of the form are among them."""
    beside = ["0" if each else "" for each in more]
    reading = html(THREE, [("申请人情况", *heads, *more), (*RECEIVED, *beside), ("（七）总计", *"1234567", *beside)])

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert list(range(1, 8)) == figures(reading, "requests.outcomes.total.")
    assert "header-by-order" in codes(reading)


@pytest.mark.parametrize("at", [0, 2, 7, 14])
def test_a_misprinted_head_of_table_four(at):
    """All others stand in their places of the form, whichever group it is in."""
    before, *heads = f"<p>{TITLE[2:]}</p><p>{FOUR}</p>{four(*map(str, range(1, 16)))}".split("<td>")
    heads[at] = f"囗{heads[at][1:]}"
    reading = gd.read("<td>".join((before, *heads)).encode(), format="html")

    assert list(range(1, 16)) == figures(reading, "remedies.")


def test_misprinted_heads_that_may_stand_in_two_places():
    """With a column more and the heads around it gone nothing tells which it is."""
    heads = ("自然", "商业", "科研", "公益", "法律", "其它", "合计", "总")
    reading = html(THREE, [("申请人情况", *heads), (*RECEIVED, "9"), ("（七）总计", *"12345678")])

    assert [U] * 7 == figures(reading, "requests.received.")


def test_a_column_of_checks_beside_copies_of_labels():
    """Copies of a label have no cells of their own, and do not tell where the lines of a wider sheet end."""
    labels = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（二）部分公开",
        "（七）总计",
    ]
    rows = [[*["申请人情况"] * 3, *APPLICANTS, "校验"]]
    rows += [[*[label] * 3, *map(str, range(at, at + 7)), "√"] for at, label in enumerate(labels)]
    rows += [["行政复议"] * 5 + ["行政诉讼"] * 10]
    lines = [TITLE[2:], THREE, *(",".join(row) for row in rows)]
    reading = gd.read("\n".join(lines).encode(), format="csv")

    assert list(range(7)) == figures(reading, "requests.received.")
    assert list(range(4, 11)) == figures(reading, "requests.outcomes.total.")


def test_tabs_for_every_cell():
    """Lines with as many tabs keep their slots: a column more among those under one head is told by its head."""
    rows = [
        ("申请人情况", "", "", "", "", "", "", "", ""),
        ("", "自然人", "法人或其他组织", "", "", "", "", "", "总计"),
        ("", "", *APPLICANTS[1:6], "小计", ""),
        (*RECEIVED[:7], "0", RECEIVED[7]),
        ("（七）总计", *map(str, (1, 2, 3, 4, 5, 6, 20, 21))),
    ]
    reading = text(THREE, rows)

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert [1, 2, 3, 4, 5, 6, 21] == figures(reading, "requests.outcomes.total.")


# ---------------------------------------------------------------------------------------------------- in doubt


def test_a_number_behind_a_row_that_is_all_blank():
    """It may be none of table four, whose first blank the lines of its heads may hide."""
    heads = [("行政复议", "行政诉讼"), (*OUTCOMES, "未经复议直接起诉", "复议后起诉"), OUTCOMES * 2]
    reading = text(FOUR, heads, "", *["|"] * 14, "", "18", "五、存在的主要问题及改进情况", joint="\n|\n")

    assert 18 not in figures(reading, "remedies.")


@pytest.mark.parametrize(("after", "read"), [("5", [5, 0, 0, 0, 0, 0, 5]), ("", [U] * 7), ("\n22", [U] * 7)])
def test_the_last_cell_behind_pipes_on_lines_of_their_own(after, read):
    """An empty line may be its blank, and a number below that another's."""
    row = (*RECEIVED[:7], after)
    reading = text(THREE, [("申请人情况", *APPLICANTS), row], "五、存在的主要问题及改进情况", joint="\n|\n")

    assert read == figures(reading, "requests.received.")


def test_a_lone_row_between_pipes():
    """A blank before the figures of table four may be what stands between rows."""
    heads = "".join(f"{each} |\n" for each in ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *OUTCOMES * 3))
    row = "|\n" + "".join(f"{each} |\n" for each in ("12", "", "", "6", "25", *[""] * 10))
    reading = text(FOUR, heads + row)

    assert [U] * 15 == figures(reading, "remedies.")


def test_a_figure_more_than_columns_in_one_row():
    """Which of them has no head may be any."""
    for row in (map(str, range(1, 17)), ("", *map(str, range(1, 5)), "", *map(str, range(5, 15)))):
        page = f"<p>{TITLE[2:]}</p><p>{FOUR}</p>{four(*row)}"
        reading = gd.read(page.encode(), format="html")

        assert {U} == set(figures(reading, "remedies."))


@pytest.mark.parametrize(("last", "wanted"), [("见附件", [U] * 3), ("含暂行的", [1, 0, 4])])
def test_words_behind_the_columns_of_one_row(last, wanted):
    """They are a remark, but where words like them stand for figures: then a cell may have moved them there."""
    permits = [("第二十条第（五）项",), ("信息内容", "本年处理决定数量"), ("行政许可", "7")]
    rows = [(*HEADS, ""), (*RULES, last), (NORMATIVE[0], "见附件", "2", "5", "")]
    reading = html(TWO, [*rows, *((*row, *[""] * (5 - len(row))) for row in permits)])

    assert wanted == figures(reading, "proactive.government_rules.")
    assert [U, 2, 5] == figures(reading, "proactive.normative_documents.")


def test_a_number_on_the_line_below_a_label_beside_others():
    """Where labels have their figures beside them it may be the number of a page."""
    rows = [("信息内容", "本年处理决定数量"), ("行政处罚", ""), ("行政强制", "7"), ("行政许可", "8")]
    reading = text(TWO, rows, [("信息内容", "本年收费金额（单位：万元）"), ("行政事业性收费", "")], "6")

    assert 8 == values(reading.report)["proactive.licensing.decisions"]
    assert 6 != values(reading.report)["proactive.fees.amount"]


def test_the_total_before_the_others_under_copies_of_merged_heads():
    """The line that has the total first says so, however often the head beside it is copied."""
    row = ("一、本年新收政府信息公开申请数量",) * 3
    reading = html(
        THREE,
        [("总计", "自然人", *["法人或其他组织"] * 5)],
        [APPLICANTS[1:6]],
        [(*row, *map(str, (21, 1, 2, 3, 4, 5, 6)))],
    )

    assert [1, 2, 3, 4, 5, 6, 21] == figures(reading, "requests.received.")


def test_totals_among_the_heads_of_their_groups():
    """A total told between the other columns of its group stands there: one after the other says nothing."""
    heads = "\n".join(("结果维持", "结果纠正", "总计", "其他结果", "尚未审结"))
    reading = text(
        FOUR, "行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉", heads, heads, heads, " ".join(map(str, range(1, 16)))
    )

    assert [U] * 15 == figures(reading, "remedies.")


def test_an_empty_line_is_no_row_of_table_four():
    """Nothing says that blanks without a label and a head are its figures."""
    lines = [",".join([f'"{each}"' for each in row]) for row in (OUTCOMES * 3, [""] * 15, map(str, range(1, 16)))]
    reading = gd.read("\n".join([f'"{TITLE[2:]}"', f'"{FOUR}"', *lines]).encode(), format="csv")

    assert B not in figures(reading, "remedies.")


def test_what_is_weighed_can_be_told():
    """Every way and every cost has words in both languages; no two ways have the same."""
    assert len(LAYOUTS) == len({each.message("en") for each in LAYOUTS}) == len({each.message() for each in LAYOUTS})
    assert all(each.worth > 0 and each.text.zh and each.text.en and each.example for each in (*OF_LAYOUTS, *OF_ROWS))


def test_a_last_row_that_may_have_gained_a_blank():
    """Where the last row of one part has a blank more, the blank at the end of another may be none of its figures."""
    parts = [
        (
            ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            ("规章", "1", "0", "4"),
            ("行政规范性文件", "3", "2", "5", ""),
        ),
        (("信息内容", "本年处理决定数量"), ("行政许可", "7", "")),
        (("信息内容", "上一年项目数量", "本年增/减"), ("行政事业性收费", "6", "")),
    ]
    lines = [" |\n".join(row) + " |" for part in parts for row in part]
    reading = text(TWO, *lines)

    assert B not in figures(reading, "proactive.fees.")


def test_a_label_cut_within_its_words():
    """The figures stand beside its beginning, and the blanks beside its end are not its figures."""
    rows = [
        RECEIVED, ("（四）无法提供", *map(str, range(1, 8))), ("没有现成信息需要另行制作", *map(str, range(11, 18))),
        ("补正", *map(str, range(21, 28))), ("后申请内容仍不明确", *[""] * 7), ("（七）总计", *map(str, range(31, 38))),
    ]  # fmt: skip
    reading = text(THREE, [("申请人情况", *APPLICANTS), *rows], joint=" | ")

    assert list(range(31, 38)) == figures(reading, "requests.outcomes.total.")
    assert B not in figures(reading, "requests.outcomes.unable_to_provide.still_unclear.")


def test_two_reports_of_different_editions_without_heads():
    """Each table is told by its own rows: a single figure of one edition is not the first of three of the other."""
    older = [
        ("规章", "1", "0", "4"),
        ("规范性文件", "3", "2", "5"),
        ("行政许可", "7", "1", "8"),
        ("其他对外管理服务事项", "6", "1", "7"),
    ]
    older += [
        ("行政处罚", "7", "1", "8"),
        ("行政强制", "7", "1", "8"),
        ("行政事业性收费", "7", "1"),
        ("政府集中采购", "7", "1.5"),
    ]
    newer = [
        ("规章", "1", "0", "4"),
        ("行政规范性文件", "3", "2", "5"),
        ("行政许可", "7", "", ""),
        ("行政处罚", "8", "", ""),
    ]
    newer += [("行政强制", "9", "", ""), ("行政事业性收费", "0.5", "", "")]
    page = "".join(
        f"<p>{organ}{year}年政府信息公开工作年度报告</p><p>一、总体情况</p><p>{TWO}</p><table>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        + f"</table><p>{THREE}</p><p>{FOUR}</p><p>五、存在的主要问题及改进情况</p>"
        for organ, year, rows in (("临澜县水务局", 2020, older), ("云岭县水务局", 2023, newer))
    )
    first, second = gd.read_all(page.encode(), format="html")

    assert [7, 1, 8] == figures(first, "proactive.licensing.")
    assert {7, U} >= set(figures(second, "proactive.licensing."))


def test_a_row_moved_by_a_cell_from_above():
    """Its label ends where no other as deep does: where a blank is among its figures it is not read."""
    head = "".join(f"<td>{each}</td>" for each in ("申请人情况", *APPLICANTS))
    rows = [("二、上年结转政府信息公开申请数量", *map(str, range(1, 8))), ("（七）总计", *map(str, range(11, 18)))]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (RECEIVED, *rows))
    moved = f"<tr>{''.join(f'<td>{cell}</td>' for cell in ('四、结转下年度继续办理', '', '1', '2', '3', '', '6'))}</tr>"
    tall = lines.replace("<td>（七）总计", '<td rowspan="2">（七）总计')
    reading = gd.read(
        f"<p>{TITLE[2:]}</p><p>{THREE}</p><table><tr>{head}</tr>{tall}{moved}</table>".encode(), format="html"
    )

    assert list(range(11, 18)) == figures(reading, "requests.outcomes.total.")
    assert {U} == set(figures(reading, "requests.carried_over_out."))


def test_a_blank_between_a_label_and_the_first_figure_of_a_table():
    """It may be what stands before the table: the row has six figures."""
    rows = ["1", "2", "3", "4", "5", "6"]
    table = "\n|\n".join(["", *rows])
    explained = (
        "（指申请人在“阳光政务”平台和窗口提出、已经登记编号的，电话咨询、信访转办和重复提交的都不计在内，口径相同）"
    )
    label = f"{RECEIVED[0]}{explained}"
    last = "\n|\n".join(["（七）总计", *map(str, range(11, 18))])
    reading = text(THREE, "\n|\n".join(["申请人情况", *APPLICANTS]), label, table, last)

    assert {U, A} >= set(figures(reading, "requests.received."))


def test_a_row_torn_within_its_label():
    """Figures beside the beginning of a label and others beside the rest of it are pieces: neither are its figures."""
    torn = [("一", *map(str, range(185, 192))), ("、本年新收政府信息公开申请数量", *map(str, range(7)))]
    last = [("二、上年结转政府信息公开申请数量", *map(str, range(21, 28))), ("（七）总计", *map(str, range(11, 18)))]
    reading = html(THREE, [("申请人情况", *APPLICANTS), *torn, *last])
    whole = html(THREE, [("申请人情况", *APPLICANTS), torn[1], *last])

    assert [U] * 7 == figures(reading, "requests.received.")
    assert list(range(21, 28)) == figures(reading, "requests.carried_over_in.")
    assert list(range(7)) == figures(whole, "requests.received.")


FIRST, FIFTH = "第二十条第（一）项", "第二十条第（五）项"
HEADED = {"header-missing", "header-unclear"}


@pytest.mark.parametrize("copies", [1, 3])
def test_the_one_head_of_a_table_is_misprinted(copies):
    """It is read as what it nearly is, and said; copies of it are one head."""
    heads, row = (HEADS[0], *["本年处理定数量"] * copies), ("行政许可", *["7"] * copies)
    reading = html(TWO, FIRST, [HEADS, RULES], FIFTH, [heads, row])

    assert 7 == reading.report.proactive.licensing.decisions
    assert ["本年处理定数量"] == [notice.detail for notice in said(reading, "label-near")]


@pytest.mark.parametrize(("copies", "figure", "told"), [(1, 7, "header-missing"), (2, U, "header-unclear")])
def test_the_one_head_of_a_table_names_nothing(copies, figure, told):
    """The caption that stands before the table says of what it is; of copies nothing tells what they are."""
    heads, row = (HEADS[0], *["本年理数"] * copies), ("行政许可", *["7"] * copies)
    reading = html(TWO, FIRST, [HEADS, RULES], FIFTH, [heads, row])

    assert figure == reading.report.proactive.licensing.decisions
    assert {told} == codes(reading) & HEADED


@pytest.mark.parametrize("more", [(), ("", "", "")])
def test_one_of_two_heads_is_misprinted(more):
    """The other stands where it does on the form of its edition, blanks behind them left aside."""
    reading = html(TWO, [(HEADS[0], "上一年项量", "本年增/减", *more), ("行政事业性收费", "8", "-1", *more)])

    assert [8, -1] == figures(reading, "proactive.fees.")
    assert "header-by-order" in codes(reading)


OUTCOME = ("三、本年度办理结果", "（一）予以公开")
LATER = [(*OUTCOME, "3", *RECEIVED[1:]), ("", "（二）部分公开", "4", *["0"] * 7)]


@pytest.mark.parametrize(
    ("heads", "whole"), [(APPLICANTS, True), (("自然人", "科研机构", "商业企业", *APPLICANTS[3:]), False)]
)
def test_heads_again_without_those_that_stood_before_them(heads, whole):
    """They stand over the labels, and tell the order of their columns: what is before them is known from above."""
    reading = html(THREE, [("", "行次", *APPLICANTS), (RECEIVED[0], "1", *RECEIVED[1:])], [heads, *LATER])

    assert ([5, 0, 0, 0, 0, 0, 5] if whole else [U] * 7) == figures(reading, "requests.outcomes.disclosed.")


NAMES = (
    "（一）予以公开", "（二）部分公开", "1.属于国家秘密", "2.其他法律行政法规禁止公开", "4.保护第三方合法权益",
    "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "（七）总计", "四、结转下年度继续办理",
)  # fmt: skip


@pytest.mark.parametrize("lead", [(), ("", "")])
def test_rows_counted_behind_their_labels(lead):
    """Where no head stands over the numbers and no way reads the table with them, it is read without; they are told."""
    rows = [(name, *lead, str(number), *RECEIVED[1:]) for number, name in enumerate(NAMES, 3)]
    reading = html(THREE, [("", *lead, *APPLICANTS), *rows])

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.outcomes.disclosed.")
    assert "column-extra" in codes(reading)


@pytest.mark.parametrize("wrong", [1, 7])
def test_rows_that_are_not_counted_throughout(wrong):
    """A number that does not fit the count may be a figure: nothing is read."""
    rows = [(name, str(number + number // 7 * wrong), *RECEIVED[1:]) for number, name in enumerate(NAMES, 3)]
    reading = html(THREE, [("", *APPLICANTS), *rows])

    assert [U] * 7 == figures(reading, "requests.outcomes.disclosed.")


def test_a_column_of_numbers_beside_rows_that_are_blank_but_for_it():
    """Rows with more figures than columns show that there is one more; no blank row beside them is read by order."""
    full = [(label, "1", *RECEIVED[1:], "") for label in (RECEIVED[0], "二、上年结转政府信息公开申请数量")]
    blank = [(name, "3", *[""] * 8) for name in NAMES[:5]]
    reading = html(THREE, [("", "", "", *APPLICANTS), *full, *blank])

    assert not [name for name, value in values(reading.report).items() if value == 3]


@pytest.mark.parametrize(("unit", "figure"), [("计量单位：件（万元）", 5), ("计量单位：万元", U)])
def test_a_unit_over_all_columns(unit, figure):
    """Figures are counts where it says so, if of amounts as well; a unit of money alone makes them none."""
    reading = html(THREE, [[*[unit] * 7, ""], ("", *APPLICANTS), RECEIVED])

    assert figure == reading.report.requests.received.natural_persons


def test_copies_of_a_misprinted_head_beside_a_head():
    """They are one column, as copies of a head without a misprint are."""
    heads, row = (HEADS[0], "采购项目数量", *["采囗总金额"] * 2), ("政府集中采购", "2", "1.25", "1.25")
    reading = html(TWO, FIRST, [(HEADS[0], "本年新制作数量", "本年新公开数量", "对外公开总数量"), RULES], [heads, row])

    assert [2, Decimal("1.25")] == figures(reading, "proactive.central_procurement.")
    assert ["采囗总金额"] == [notice.detail for notice in said(reading, "label-near")]


def test_figures_that_stand_apart_behind_blanks_of_table_four():
    """They may be those of the blank row: it is not read, and they are told."""
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    over = ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    reading = html(THREE, [("", *APPLICANTS), RECEIVED], FOUR, [over, heads, [""] * 15], [("1", "1")])

    assert {U} == set(figures(reading, "remedies."))
    assert ["1 | 1"] == [notice.detail for notice in said(reading, "number-not-placed")]
