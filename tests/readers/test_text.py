"""Plain text and Markdown: paragraphs and tables as they are written, in every layout seen in published text."""

import sys

import pytest

import govdisclosure as gd
from govdisclosure.model.access import values
from govdisclosure.readers.grid import Grid
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.text import read
from readers.papers import figures
from readers.workbooks import outline, said

B, U = gd.Gap.BLANK, gd.Gap.UNREADABLE


def opened(content, **limits):
    """The document in a text."""
    return read(content.encode("utf-8"), limits=Limits(**limits))


def lines_of(document):
    """The line on which each block begins, None where it is not known."""
    return [block.place.line for block in document.blocks]


# ---------------------------------------------------------------------------------------------------- paragraphs


def test_paragraphs():
    """A line is a paragraph, whatever ends it; blank lines are none; each knows its line."""
    document = opened("甲\r乙\r\n\n \u3000\n  丙  \n")

    assert ["甲", "乙", "丙"] == outline(document)
    assert [1, 2, 5] == lines_of(document)


@pytest.mark.parametrize("content", ["", "\n \n", "|---|---|", "\t\n"])
def test_nothing(content):
    """A text without any words has no blocks."""
    assert [] == outline(opened(content))


def test_markdown_in_lines():
    """Marks of headings, emphasis, breaks and spaces are taken off; what only looks like a mark stays."""
    content = "# 题 #\n### **一、总体情况**\n__很__ 长&nbsp;的<br>行\n#不是题\n####### 也不是\n2 * 3 ** 4"

    assert ["# 题", "# 一、总体情况", "很 长 的 行", "#不是题", "####### 也不是", "2 * 3 ** 4"] == outline(
        opened(content)
    )


def test_marks_with_space_inside_are_none():
    """A mark opens before a word and closes behind one, the next that does."""
    content = "** 甲**\n**乙 **丙** 丁\n**戊 **"

    assert ["** 甲**", "乙 **丙 丁", "**戊 **"] == outline(opened(content))


# ---------------------------------------------------------------------------------------------------- tables


def test_a_table_of_markdown():
    """The line of dashes is no row; the columns are those of the document."""
    document = opened("前文\n|甲|乙|\n|---|:-:|\n| 1 | **2** |\n|3||\n后文")
    grid = document.blocks[1]

    assert ["前文", [["甲", "乙"], ["1", "2"], ["3", ""]], "后文"] == outline(document)
    assert isinstance(grid, Grid)
    assert grid.aligned
    assert [(1, 1, 2), (2, 2, 4), (3, 2, 5)] == [
        (cell.place.row, cell.place.column, cell.place.line)
        for cell in grid.cells[:1] + grid.cells[3:4] + grid.cells[5:]
    ]


@pytest.mark.parametrize(
    ("content", "outlined"),
    [
        ("|甲|乙|\n\n|---|---|\n\n|1|2|", [[["甲", "乙"], ["1", "2"]]]),
        ("甲|乙\n-|-:\n1|2", [[["甲", "乙\n-"], ["-:\n1"], ["2"]]]),
        (
            "|甲|乙|\n|---|---|\n|1|2|\n|丙|丁|\n|---|---|\n|3|4|",
            [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]],
        ),
        ("|甲|乙|\n|---|---|\n|1|2|\n短行\n|3|4|", [[["甲", "乙"], ["1", "2"]], "短行", [["3", "4"]]]),
        ("|甲|乙|丙|\n|---|---|\n|1|2|", [[["甲", "乙", "丙"], ["1", "2"]]]),
    ],
)
def test_where_a_table_of_markdown_ends(content, outlined):
    """With its last row; the next one begins with the head over its own dashes. A dash alone is a mark for nothing."""
    assert outlined == outline(opened(content))


def test_only_rows_of_one_length_have_columns():
    """Where a row is shorter than the others, nobody knows which of its cells is missing."""
    even, uneven = opened("|甲|乙|\n|---|---|\n|1|2|").blocks, opened("|甲|乙|\n|---|---|\n|1|").blocks

    assert (True, False) == (even[0].aligned, uneven[0].aligned)


def test_cells_between_pipes_go_on_on_the_next_line():
    """Without a line of dashes a cell ends with its pipe, wherever that is; short lines belong to a cell."""
    assert [[["甲"], ["乙\n丙"], ["1", "2"]]] == outline(opened("甲 |\n乙\n丙 |\n1 | 2 |"))
    assert [[["甲", "乙\n1"], ["2"]]] == outline(opened("甲 | 乙\n1 | 2"))


@pytest.mark.parametrize(
    "line",
    ["这是一个完整的句子。", "长" * 61, "## 三、收到和处理政府信息公开申请情况"],
    ids=["sentence", "long", "heading"],
)
def test_what_ends_a_table_of_pipes(line):
    """A sentence, a long line and a heading are no cells."""
    document = opened(f"甲 | 1 |\n{line}\n乙 | 2 |")

    assert [[["甲", "1"]], [["乙", "2"]]] == [each for each in outline(document) if isinstance(each, list)]
    assert [1, 2, 3] == lines_of(document)


def test_a_few_lines_may_stand_between_two_pipes():
    """In a table of one cell to a line; more of them are text that has nothing to do with it."""
    few, many = (opened("甲 |" + "\n字" * count + "\n乙 |") for count in (48, 49))

    assert 1 == len(few.blocks)
    assert 51 == len(many.blocks)


def test_tabs():
    """A row is a line; blank lines are no rows, and a line without a tab ends the table."""
    document = opened("甲\t乙\n\n1\t\t2\n正文\n3\t4")

    assert [[["甲", "乙"], ["1", "", "2"]], "正文", [["3", "4"]]] == outline(document)
    assert [1, 4, 5] == lines_of(document)
    assert [1, 2] == [block.place.table for block in document.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize(
    ("content", "outlined", "lines"),
    [
        (
            "前文\n<table><tr><td>甲</td>\n<td>1</td></tr></table>\n后文",
            ["前文", [["甲", "1"]], "后文"],
            [1, None, 4],
        ),
        (
            "<table><tr><td><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>后文",
            [[["甲", "1"]], "后文"],
            [None, 1],
        ),
        ("|甲|1|\n<TABLE class=x><tr><td>乙<td>2", [[["甲", "1"]], [["乙", "2"]]], [1, None]),
    ],
    ids=["between lines", "nested", "never closed"],
)
def test_tables_of_html_in_markdown(content, outlined, lines):
    """They are read as HTML, and the lines after them are counted through."""
    document = opened(content)

    assert outlined == outline(document)
    assert lines == lines_of(document)


def test_remarks_of_tables_of_html():
    """What the reader of HTML has to say of a cell is said of its place among all the tables of the text."""
    table = "<table><tr><td>规章<td>1 <s>4</s>2</table>"
    document = opened(f"甲\t1\n{table}\n乙\t2\n{table}")

    assert [("struck-text", "4"), ("struck-text", "4")] == said(document)
    assert [2, 4] == [remark.place.table for remark in document.remarks]
    assert [1, 2, 3, 4] == [block.place.table for block in document.blocks]


def test_remarks_of_a_table_that_is_hidden():
    """What is left out of a table of HTML is said of the whole text."""
    assert [("hidden-text", "9")] == said(opened("<table><tr style='display:none'><td>9<tr><td>规章<td>1"))


def test_a_table_of_html_needs_a_package(monkeypatch):
    """Text alone needs none; the message says what the table needs."""
    monkeypatch.setitem(sys.modules, "selectolax", None)

    assert ["正文"] == outline(opened("正文"))
    with pytest.raises(gd.MissingExtraError, match=r"reading HTML needs selectolax; .*\[html\]"):
        opened("<table><tr><td>1")


def test_bounds():
    """What would take the machine is refused, and the bound is named."""
    with pytest.raises(gd.LimitExceededError, match="limit document_bytes is 5, this document has 6"):
        opened("甲乙", document_bytes=5)
    with pytest.raises(gd.LimitExceededError, match="limit slots is 3, this document has 4"):
        opened("1\t2\n3\t4", slots=3)


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("###### 题", True, "题"),
        ("####### 题", False, "####### 题"),
        ("   # 题", True, "题"),
        ("    # 题", False, "# 题"),
        ("#题", False, "#题"),
    ],
)
def test_what_is_a_heading(line, heading, text):
    """Up to six marks, a blank behind them, three blanks before them; anything else is a text like any other."""
    (block,) = opened(line).blocks

    assert (heading, text) == (block.heading, block.text)


@pytest.mark.parametrize(("between", "tables"), [("字" * 60, 1), ("字" * 61, 2), ("x\n" * 48, 1), ("x\n" * 49, 2)])
def test_lines_between_two_with_pipes(between, tables):
    """Few and short ones are cells of one table; a long one, or one too many, parts two tables."""
    blocks = opened(f"甲 | 乙\n{between.strip()}\n丙 | 丁").blocks

    assert tables == sum(isinstance(block, Grid) for block in blocks)


@pytest.mark.parametrize(("lines", "is_table"), [(2, False), (3, True)])
def test_how_many_lines_with_wide_bars_make_a_table(lines, is_table):
    """Fewer may be a line of links."""
    blocks = opened("规章｜1｜2\n" * lines).blocks

    assert is_table == any(isinstance(block, Grid) for block in blocks)


# ---------------------------------------------------------------------------------------------------- layouts

TWO = (
    ("第二十条第（一）项",),
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "1", "0", "4"),
    ("行政规范性文件", "3", "2", "5"),
    ("第二十条第（五）项",),
    ("信息内容", "本年处理决定数量"),
    ("行政许可", "12"),
    ("第二十条第（六）项",),
    ("信息内容", "本年处理决定数量"),
    ("行政处罚", "40"),
    ("行政强制", "0"),
)
THREE = (
    ("申请人情况",),
    ("自然人", "法人或其他组织", "总计"),
    ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    ("一、本年新收政府信息公开申请数量", "7", "1", "0", "0", "0", "0", "8"),
    ("二、上年结转政府信息公开申请数量", "2", "0", "0", "0", "0", "1", "3"),
    ("（一）予以公开", "9", "1", "0", "0", "0", "1", "11"),
    ("（七）总计", "9", "1", "0", "0", "0", "1", "11"),
    ("四、结转下年度继续办理", "0", "0", "0", "0", "0", "0", "0"),
)
FOUR = (
    ("行政复议", "行政诉讼"),
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"),
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 2,
    ("1", "0", "0", "1", "2", "3", "0", "0", "0", "3", "0", "0", "0", "0", "0"),
)
TEXT = (
    "临澜县水务局2023年政府信息公开工作年度报告",
    "二、主动公开政府信息情况",
    TWO,
    "三、收到和处理政府信息公开申请情况",
    THREE,
    "四、政府信息公开行政复议、行政诉讼情况",
    FOUR,
)


def cells(rows):
    """The texts of all cells that are not blank, in order."""
    return [text for row in rows for text in row if text]


def remnants(row):
    """The pipes that are left of the cells that a merged one covers."""
    return "|" * (4 - len(row)) if len(row) < 4 else ""


SHOWN = {
    "a pipe on a line between cells": lambda rows: "\n".join("\n|\n".join(row) for row in rows),
    "a pipe behind each cell": lambda rows: "\n".join(f"{text} |" if text else "|" for row in rows for text in row),
    "a pipe behind each cell, more for merged ones": lambda rows: "\n".join(
        "\n".join(f"{text} |" if text else "|" for text in row) + f"\n{remnants(row)}" for row in rows
    ),
    "rows of pipes": lambda rows: "\n".join(" | ".join(row) + " |" for row in rows),
    "rows of pipes, more for merged cells": lambda rows: "\n".join(
        " | ".join(row) + f" | {remnants(row)}" for row in rows
    ),
    "rows between pipes": lambda rows: "\n".join("| " + " | ".join(row) + " |" for row in rows),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
}
"""Layouts that show a blank cell."""

HIDDEN = {
    "a cell to a line": lambda rows: "\n".join(cells(rows)),
    "a cell to a line, blank lines between": lambda rows: "\n\n".join(cells(rows)),
    "the first row in pipes": lambda rows: "\n".join([" | ".join(rows[0]) + " |", *cells(rows[1:])]),
    "a pipe on a line before each row": lambda rows: "\n".join("|\n" + "\n".join(cells([row])) for row in rows),
    "cells of several lines": lambda rows: "\n".join("| \n " + "  | \n ".join(cells([row])) + "  |" for row in rows),
    "printed text": lambda rows: "\n".join(" ".join(cells([row])) for row in rows),
}
"""Layouts in which a blank cell vanishes."""


def laid_out(layout, change=lambda rows: rows, *, between="\n"):
    """The text with its tables in a layout; ``change`` is made to each of them."""
    return between.join(block if isinstance(block, str) else layout(change(block)) for block in TEXT)


def assert_is_read(reading):
    """Every figure of the text is read, and no other."""
    assert [1, 0, 4] == figures(reading, "proactive.government_rules.")
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")
    assert [12, 40, 0] == figures(reading, "proactive.")[6:9]
    assert [7, 1, 0, 0, 0, 0, 8] == figures(reading, "requests.received.")
    assert [2, 0, 0, 0, 0, 1, 3] == figures(reading, "requests.carried_over_in.")
    assert [1, 0, 0, 1, 2, 3, 0, 0, 0, 3, 0, 0, 0, 0, 0] == figures(reading, "remedies.")
    assert 59 == sum(not isinstance(value, gd.Gap) for value in values(reading.report).values())
    assert ("临澜县水务局", 2023) == (reading.report.organ.name, reading.report.year)


@pytest.mark.parametrize("name", [*SHOWN, *HIDDEN])
def test_each_layout_is_read(name):
    """In every way in which site software lays out a table as text."""
    reading = gd.read(laid_out((SHOWN | HIDDEN)[name]).encode())

    assert "text" == reading.format
    assert_is_read(reading)


def test_a_report_on_one_line():
    """The whole report without a line break: title and headings are found in it."""
    line = laid_out(lambda rows: " ".join(cells(rows)), between=" ")
    prose = "一、总体情况 本机关按规定公开政府信息。 "
    reading = gd.read(line.replace("二、主动", prose + "二、主动").encode())

    assert_is_read(reading)
    assert ("一、总体情况", "本机关按规定公开政府信息。") == (
        reading.report.sections.overview.heading,
        reading.report.sections.overview.text,
    )


def test_a_page():
    """The same tables as HTML, with a space that does not break for a blank."""
    page = laid_out(
        lambda rows: "<table>" + "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}" for row in rows) + "</table>",
        between="\n<p>",
    )

    assert "html" == gd.read(page.encode(), format="html").format
    assert_is_read(gd.read(page.encode(), format="html"))


def test_tables_that_are_lost():
    """Headings without tables: all cells are absent, and it is said of each table."""
    text = "\n".join(block for block in TEXT if isinstance(block, str))
    reading = gd.read(text.encode())

    assert {gd.Gap.ABSENT} == set(values(reading.report).values())
    assert 3 == sum(notice.code == "table-missing" for notice in reading.notices)


def blanked(*at):
    """A change that leaves some figures of the first row of a table blank, counted from its label."""

    def change(rows):
        number = next(number for number, row in enumerate(rows) if row[-1].isdigit())
        row = tuple(
            "" if place in at and len(rows[number]) > place else text for place, text in enumerate(rows[number])
        )
        return (*rows[:number], row, *rows[number + 1 :])

    return change


@pytest.mark.parametrize("name", SHOWN)
def test_a_blank_that_is_shown_is_a_blank(name):
    """Among figures: it is no zero, and moves no other figure."""
    reading = gd.read(laid_out(SHOWN[name], blanked(2)).encode())

    assert [1, B, 4] == figures(reading, "proactive.government_rules.")
    assert [7, B, 0, 0, 0, 0, 8] == figures(reading, "requests.received.")


@pytest.mark.parametrize("name", HIDDEN)
def test_a_blank_that_vanishes_makes_its_row_unreadable(name):
    """A row of fewer values than columns is never filled up from one side; the notice names it."""
    reading = gd.read(laid_out(HIDDEN[name], blanked(2)).encode())
    said = [notice for notice in reading.notices if notice.code == "row-incomplete"]

    assert {U} == set(figures(reading, "proactive.government_rules.")) == set(figures(reading, "requests.received."))
    assert [2, 0, 0, 0, 0, 1, 3] == figures(reading, "requests.carried_over_in.")
    assert "requests.received.total" in [address for notice in said for address in notice.addresses]


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_the_number_of_a_page_among_figures(blank, name):
    """It is no figure, and the empty cells behind it stay what they are: the row has too few figures."""
    row = ("规章", "- 3 -", *[""] * blank, "0", "4")
    reading = gd.read(laid_out(SHOWN[name], lambda rows: (*rows[:2], row, *rows[3:]) if rows is TWO else rows).encode())

    assert figures(reading, "proactive.government_rules.") in ([U] * 3, [B, 0, 4])
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")


@pytest.mark.parametrize("name", [*SHOWN, *HIDDEN])
@pytest.mark.parametrize("at", [(1,), (3,), (7,), (1, 2, 3, 4, 5, 6, 7), (6, 7)])
def test_no_blank_moves_a_figure(at, name):
    """Wherever blanks stand: what is read stands there in the text."""
    reading = gd.read(laid_out((SHOWN | HIDDEN)[name], blanked(*at)).encode())
    for start, printed in (
        ("proactive.government_rules.", (1, 0, 4)),
        ("requests.received.", (7, 1, 0, 0, 0, 0, 8)),
        ("requests.carried_over_in.", (2, 0, 0, 0, 0, 1, 3)),
    ):
        left = [None if number in at and "_in" not in start else value for number, value in enumerate(printed, 1)]
        read = figures(reading, start)

        assert [] == [value for value, stands in zip(read, left, strict=True) if value not in (*gd.Gap, stands)]


@pytest.mark.parametrize("bar", "｜￨│┃║∣")
def test_wide_bars_part_cells(bar):
    """Bars as wide as a character, and those of drawn lines without a frame, are pipes."""
    rows = ["信息内容|本年制发件数|现行有效件数", "规章|1|2", "行政规范性文件|3|4"]
    text = "\n".join(["题", *rows, "完"])

    assert outline(read(text.replace("|", bar).encode(), limits=Limits())) == outline(
        read(text.encode(), limits=Limits())
    )


def test_bars_that_part_no_cells():
    """A bar here and there is text; in a line with pipes those part its cells; frames have a reader of their own."""
    few = "首页｜公开｜年报\n责任编辑：某｜校对：某\n正文。"
    mixed = "甲｜一|乙\n" + "规章｜1｜2\n" * 3

    assert few.split("\n") == outline(read(few.encode(), limits=Limits()))
    assert "甲｜一" in str(outline(read(mixed.encode(), limits=Limits())))
    assert "│" in str(outline(read(("┌──┐\n" + "规章│1│2\n" * 3).encode(), limits=Limits())))


@pytest.mark.parametrize("name", ["a.md", "A.MARKDOWN"])
def test_escapes_of_markdown_stand_for_what_they_escape(name):
    """In files of that name: a backslash before a mark, and entities; elsewhere they are what stands there."""
    text = b"\\# a \\*b\\* &amp; &#124; c:\\d\n\n| x | \\- |\n|---|---|\n| &lt;y&gt; | 1 |\n"
    document = read(text, name=name, limits=Limits())
    cells = [cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells]

    assert "# a *b* & | c:\\d" == document.blocks[0].text == document.blocks[0].place.text
    assert ["x", "-", "<y>", "1"] == cells
    assert "\\*b\\* &amp;" == read(b"\\*b\\* &amp;", limits=Limits()).blocks[0].text


def test_a_number_on_two_lines_below_words_is_one_cell():
    """Every pipe has a line of its own, and none stands between the two: nobody knows what the number is."""
    kinds = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    heads = [
        *("行政复议", "行政诉讼\n结果维持"),
        *kinds[1:],
        "未经复议直接起诉",
        "复议后起诉\n结果维持",
        *kinds[1:],
        *kinds,
    ]
    values = ["1\n0", "0", "0", "0", "10", *["0"] * 10]
    table = "\n|\n".join([*heads[:-1], f"{heads[-1]}\n{values[0]}", *values[1:]])
    title = "甲局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况"
    text = f"{title}\n{table}\n五、存在的主要问题及改进情况\n"
    reading = gd.read(text.encode(), format="text")
    cases = reading.report.remedies.reconsideration

    assert (gd.Gap.UNREADABLE, 0, 10) == (cases.upheld, cases.pending, cases.total)
    assert ("number-unreadable", "1\n0") in [(each.code, each.detail) for each in reading.notices]
