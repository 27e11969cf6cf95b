"""What looks like an annual report and is none: refused by name; and what must not be taken for such a thing."""

import pytest

import govdisclosure as gd
from readers.papers import ORGAN, THREE, TITLE, TWO, read, read_all

COUNTS = (("指标", "数量"), ("主动公开信息", "128"))
"""A table of something else."""


def refusal(*items):
    """The message in which a document is refused, in English and Chinese."""
    with pytest.raises(gd.NotAReportError) as refused:
        read_all(*items)
    return str(refused.value), refused.value.message("zh")


@pytest.mark.parametrize(
    ("title", "en", "zh"),
    [
        ("临澜县2023年上半年政府信息公开数据统计", "half a year, a quarter or a month", "半年、季度或月度统计"),
        ("临澜县2023年第三季度政府信息公开情况统计", "half a year, a quarter or a month", "半年、季度或月度统计"),
        ("临澜县2023年4月份政务公开工作情况", "half a year, a quarter or a month", "半年、季度或月度统计"),
        ("政府网站工作年度报表（2023年度）", "the annual sheet of a government website", "政府网站工作年度报表"),
        ("临澜县水务局2023年法治政府建设年度报告", "a report on law-based government", "法治政府建设年度报告"),
        ("临澜县水务局政府信息公开指南", "a guide or catalogue", "政府信息公开指南或目录"),
        ("政府信息公开目录_临澜县水务局", "a guide or catalogue", "政府信息公开指南或目录"),
        ("临澜县第一中学2022-2023学年信息公开年度报告", "a school year", "学年信息公开报告"),
        ("政府信息公开统计调查制度", "a statistical reporting system", "统计制度"),
        ("XX县水务局2023年政府信息公开工作年度报告", "a template with placeholders", "模板"),
        ("临澜县水务局20××年政府信息公开工作年度报告", "a template with placeholders", "模板"),
        ("政府信息公开工作年度报告模板", "a template with placeholders", "模板"),
    ],
)
def test_lookalikes_are_refused_by_name(title, en, zh):
    """As a heading, as a line, or as the head of a table; the message quotes the title."""
    for items in ([f"# {title}", COUNTS], [title, "正文。", COUNTS], [((title,), *COUNTS)]):
        english, chinese = refusal(*items)

        assert "this is " in english
        assert en in english
        assert zh in chinese
        assert title[:60] in english
        assert title[:60] in chinese


@pytest.mark.parametrize(
    "title",
    [
        "临澜县2023年上半年政府信息公开数据统计",
        "临澜县第一中学2022-2023学年信息公开年度报告",
        "XX县水务局2023年政府信息公开工作年度报告",
    ],
)
def test_a_title_counts_for_more_than_the_tables_under_it(title):
    """Statistics of half a year and templates copy the tables of the form."""
    assert "this is" in refusal(f"# {title}", TWO, THREE)[0]


@pytest.mark.parametrize(
    "line",
    [
        "临澜县水务局政府信息公开指南",
        "政府网站工作年度报表（2022年度）",
        "临澜县水务局2022年法治政府建设年度报告",
        "政府信息公开统计制度",
    ],
)
def test_a_link_to_a_lookalike_refuses_nothing(line):
    """Pages link to all of them; a document with a title and tables of the form is what its title says."""
    for items in ((line, TITLE, TWO), (TITLE, line, TWO), (line, TWO)):
        assert 2 <= sum(not isinstance(value, gd.Gap) for value in figures(read(*items)))


def figures(reading):
    """The values of table two."""
    return [gd.get(reading.report, address) for address in gd.addresses(reading.report) if address.startswith("pro")]


@pytest.mark.parametrize(
    "line", ["2023年上半年，公开工作有序开展。", "一、上半年公开情况较好，报告如下；下半年" + "继续努力，" * 20]
)
def test_prose_refuses_nothing(line):
    """A sentence or a long line is no title."""
    assert "looked for the tables" in refusal("临澜县水务局", line, COUNTS)[0]
    assert ORGAN == read(TITLE, line, TWO).report.organ.name


OLD = ("临澜县2016年统计表", (("统计指标", "数量"), ("一、主动公开政府信息数", "5")))
"""The form of the years before 2019."""


@pytest.mark.parametrize(
    ("items", "en", "zh"),
    [
        (OLD, "the statistics form of 2014 to 2018", "2014 至 2018 年"),
        (("政府信息公開年度報告", (("結果維持", "5"),)), "a copy in traditional characters", "繁体转写"),
        ((" ",), "found no text at all", "没有任何文字"),
        (("会议通知", COUNTS, COUNTS), "found 2 other tables and 9 lines of text", "只有 2 张其他表格和 9 行文字"),
    ],
    ids=["old form", "traditional", "nothing", "something else"],
)  # fmt: skip
def test_what_is_something_else_altogether(items, en, zh):
    """The message says what was looked for and what was found."""
    english, chinese = refusal(*items)

    assert en in english
    assert zh in chinese


COPY = (
    "一、總體情況",
    "二、主動公開政府信息情況",
    (
        ("信息內容", "本年制發件數", "本年廢止件數", "現行有效件數"),
        ("規章", "1", "2", "3"),
        ("行政規範性文件", "4", "5", "6"),
    ),
    (("信息內容", "本年處理決定數量"), ("行政許可", "7"), ("行政處罰", "8"), ("行政強制", "9")),
    "三、收到和處理政府信息公開申請情況",
)
"""The beginning of a report in traditional characters."""
TWO_ROWS = {"規章": "规章", "行政許可": "行政许可"}
WRITTEN_ALIKE = (
    {},
    {"規章": "规章"},
    TWO_ROWS,
    TWO_ROWS | {"信息內容": "信息内容", "本年處理決定數量": "本年处理决定数量"},
    TWO_ROWS | {"一、總體情況": "一、总体情况", "二、主動公開政府信息情況": "二、主动公开政府信息情况"},
)
"""Labels of it that happen to be written as in simplified characters."""


def rewritten(item, changes):
    """A line or table with some texts replaced."""
    if isinstance(item, str):
        return changes.get(item, item)
    return tuple(tuple(changes.get(cell, cell) for cell in row) for row in item)


@pytest.mark.parametrize("layout", ["page", "rows of pipes", "tabs", "spaces", "markdown"])
@pytest.mark.parametrize("changes", WRITTEN_ALIKE)
@pytest.mark.parametrize("title", [(), (TITLE,)], ids=["", "title"])
def test_a_copy_in_traditional_characters(layout, changes, title):
    """It is refused though some of its labels could be read: the rest would be missing."""
    with pytest.raises(gd.NotAReportError) as refused:
        read_all(*title, *(rewritten(item, changes) for item in COPY), layout=layout)

    assert "found a copy in traditional characters" in str(refused.value)
    assert "但这是繁体转写，可能与发布的内容不同；请读取已发布的网页" in refused.value.message("zh")


@pytest.mark.parametrize(
    "lines",
    [
        ("首頁 | 繁體 | 政府信息公開", "臨瀾縣水務局政府信息公開年報"),
        ("規章", "行政許可"),
        ("規章", "總計", "行政許可", "行政處罰"),
    ],
    ids=["links", "two labels", "labels"],
)
def test_traditional_characters_beside_a_report(lines):
    """A report in simplified ones is read, whatever stands around it."""
    found = figures(read(TITLE, *lines, TWO, THREE))

    assert found == figures(read(TITLE, TWO, THREE))


def test_headings_without_tables():
    """With a title and three headings it is a report that has lost its tables; with fewer it is something else."""
    headings = ("# 一、总体情况", "正文。", "# 二、主动公开政府信息情况", "# 三、收到和处理政府信息公开申请情况")

    assert (ORGAN, 2023) == (read(TITLE, *headings).report.organ.name, read(TITLE, *headings).report.year)
    assert "looked for" in refusal(TITLE, *headings[:3])[0]
    assert "looked for" in refusal("会议通知", *headings)[0]


CUT = (
    "# 一、总体情况",
    "今年公开信息 85 条。",
    "二、主动公开政府政府情况",
    "第二十条第（一）项",
    "信息内容",
    "本年制发件数",
)


def test_a_report_that_breaks_off():
    """What is there is named: the title, the titles of sections, and the table that is cut with its last label."""
    english, chinese = refusal(TITLE, *CUT)

    for said in (
        f"found the title '{ORGAN}2023年政府信息公开工作年度报告'",
        "titles of 2 sections (一、总体情况、二、主动公开政府政府情况)",
        "a part of the table 二、主动公开政府信息情况 that breaks off after '本年制发件数'",
        "no table that can be read among 7 lines of text",
    ):
        assert said in english
    for said in (
        "有标题“临澜县水务局2023年政府信息公开工作年度报告”",
        "有 2 个章节的标题（一、总体情况、二、主动公开政府政府情况）",
        "表“二、主动公开政府信息情况”不全，只到“本年制发件数”",
        "共 7 行文字，没有可读的表格",
    ):
        assert said in chinese


@pytest.mark.parametrize("title", [TITLE, "临澜县水务局2023年信息公开年报"])
@pytest.mark.parametrize("trail", [(), ("首页/ 政府信息公开 / 政府信息公开年报 / 镇街 / 2021年 / 正文",)])
@pytest.mark.parametrize(
    ("cut", "last"),
    [
        (("第二十条第（一）项", "信息内容", "本年制发件数"), "本年制发件数"),
        ((("信息内容", "本年制发件数", "本年废止件数"),), "本年废止件数"),
        (("信息内容 | 本年制发件数 |",), "本年制发件数"),
        (("信息内容\t本年制发件数",), "本年制发件数"),
        (("第二十条第（一）项", "信息内容 本年制发件数 本年废止件数"), "本年废止件数"),
        (("第二十条第（一）项", "信息内容 本年制发件数 本年废止"), "本年制发件数"),
        (("第二十条第（一）项", "信息内容 见附件"), "第二十条第（一）项"),
    ],
    ids=["lines", "table", "pipes", "tabs", "spaces", "inside a label", "words"],
)
def test_a_report_that_breaks_off_inside_table_two(title, trail, cut, last):
    """Whatever its title and its cells look like, the message names both, and counts no other tables."""
    items = [(part,) if isinstance(part, tuple) else part for part in cut]
    english, chinese = refusal(*trail, title, "一、总体情况", "正文。", "二、主动公开政府信息情况", *items)

    assert f"found the title '{title.removeprefix('# ')}'; titles of 2 sections" in english
    assert f"a part of the table 二、主动公开政府信息情况 that breaks off after '{last}'" in english
    assert f"表“二、主动公开政府信息情况”不全，只到“{last}”" in chinese
    assert "other tables" not in english


def test_sections_without_a_title():
    """Titles of the form's own sections show what the document is part of; other headings do not."""
    assert "found titles of 1 sections (一、总体情况); no table" in refusal("一、总体情况", "正文。")[0]
    assert "lines of text, beginning '一、会议议程'" in refusal("一、会议议程", "正文。")[0]
    assert "beginning '一、'" in refusal("一、", "正" * 90)[0]


def page(body):
    """Why a page with the title of a report and this is refused, in English and Chinese."""
    with pytest.raises(gd.NotAReportError) as refused:
        gd.read(f"<html><body>{body}</body></html>".encode(), format="html")
    return str(refused.value), refused.value.message("zh")


HEADING = f"<h1>{TITLE.removeprefix('# ')}</h1>"


@pytest.mark.parametrize(
    ("body", "file"),
    [
        ('<iframe src="/attach/2023nb.pdf"></iframe>', "/attach/2023nb.pdf"),
        ('<iframe src="/web/viewer.html?file=/a/nb.pdf"></iframe>', "/web/viewer.html?file=/a/nb.pdf, /a/nb.pdf"),
        ('<embed src="nb.pdf" type="application/pdf">', "nb.pdf"),
        ('<object data="nb.pdf"></object>', "nb.pdf"),
        ('<p>附件：<a href="P02.docx">年度报告</a></p>', "P02.docx"),
        ("<p>附件：年度报告.xls</p>", "年度报告.xls"),
        ("<script>PDFObject.embed('/a/nb.PDF', '#x')</script>", "/a/nb.PDF"),
        ("<p>.pdf 文件</p><a href=a.pdf>甲</a><a href=A.PDF>乙</a>", "a.pdf"),
        ("".join(f"<a href={number}.pdf>{number}</a>" for number in range(9)), "0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf"),
    ],
)
def test_a_report_in_another_file(body, file):
    """A page that shows its report in a frame, or links to it, names the file."""
    english, chinese = page(HEADING + body)

    assert english.endswith(f"read that: {file}")
    assert chinese.endswith(f"请读取：{file.replace(', ', '、')}")


def test_the_frame_over_a_workbook():
    """The page that Excel saves for a workbook holds no sheet and names them all."""
    sheets = "".join(f'<x:WorksheetSource HRef="nb.files/sheet00{number}.htm"/>' for number in (1, 2))
    body = '<frameset><frame src="nb.files/sheet001.htm"><noframes><body>frames</body></noframes></frameset>'
    content = f'<html><head><meta name="Excel Workbook Frameset"><!--[if gte mso 9]>{sheets}<![endif]--></head>{body}'
    with pytest.raises(gd.NotAReportError) as refused:
        gd.read(content.encode(), format="html")

    assert "found no text at all" in str(refused.value)
    assert str(refused.value).endswith("read that: nb.files/sheet001.htm, nb.files/sheet002.htm")


def test_pages_of_pictures():
    """They are called so where they are, and a page with anything else beside is not."""
    assert "found only pictures" in page("<img src=a.jpg>")[0]
    assert "found no text at all" in page("<iframe src=a.html></iframe>")[0]
    assert "; 2 pictures, which text recognition (OCR) may read" in page(HEADING + "<img src=a.jpg><img src=b.jpg>")[0]
    assert "pictures" not in page(HEADING + "<iframe src=a.html></iframe>")[0]
    assert "pictures" not in page(HEADING)[0]


def test_a_file_beside_a_report():
    """A page that shows its tables says nothing of its attachments."""
    reading = read(TITLE, "附件：年度报告.docx", TWO)

    assert "attachment-unread" not in {notice.code for notice in reading.notices}
