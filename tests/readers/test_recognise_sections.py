"""The sections of text: found by their titles, with their subsections, and the fee that the last one states."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.forms.sections import TITLES
from readers.papers import TITLE, TWO, codes, read, said

PLAIN = "本机关按规定公开政府信息。"
ABSENT, UNREADABLE = gd.Gap.ABSENT, gd.Gap.UNREADABLE


def sections(*lines, layout="page"):
    """The sections of a report with these lines after its title."""
    return read(TITLE, *lines, layout=layout).report.sections


def test_the_six_sections():
    """Text belongs to the section whose title came last; what stands under the title of a table belongs to none."""
    found = sections(
        "前言。", "# 一、总体情况", PLAIN, "# 二、主动公开政府信息情况", "表格如下：", TWO, "注：以上为全年数据。",
        "# 五、存在的主要问题及改进情况", "人手不足。", "将加强培训。", "# 六、其他需要报告的事项", "无。",
    )  # fmt: skip

    assert (
        gd.Sections(
            overview=gd.Section(heading="一、总体情况", text=PLAIN),
            problems=gd.Section(heading="五、存在的主要问题及改进情况", text="人手不足。\n将加强培训。"),
            other_matters=gd.Section(heading="六、其他需要报告的事项", text="无。"),
        )
        == found
    )


@pytest.mark.parametrize(
    ("heading", "said_of"),
    [
        ("# 四、主动公开政府信息情况", ["四、主动公开政府信息情况"]),
        ("# 二、主动公开政府信息情况", []),
        ("# 主动公开政府信息情况", []),
    ],
)
def test_the_number_of_the_title_of_a_table(heading, said_of):
    """Another one than on the form is said, once; none at all is not another."""
    reading = read(TITLE, "# 一、总体情况", PLAIN, heading, TWO, heading)

    assert said_of == [notice.detail for notice in said(reading, "heading-renumbered")]


def test_sections_that_are_missing():
    """Each is absent, and one notice names all of them."""
    reading = read(TITLE, TWO, "# 五、存在的主要问题及改进情况", "人手不足。")
    (notice,) = said(reading, "section-missing")

    assert ABSENT is reading.report.sections.overview is reading.report.sections.other_matters
    assert ("sections.overview", "sections.other_matters") == notice.addresses
    assert "一、总体情况；六、其他需要报告的事项" == notice.detail


@pytest.mark.parametrize("name", TITLES)
def test_every_wording_of_a_title(name):
    """With its ordinal and a mark of punctuation behind it."""
    title = TITLES[name]
    ordinal = title.zh[:2]
    for wording in (title.zh, *(f"{ordinal}{each.zh}" for each in title.variants)):
        for heading in (wording, f"{wording}：", wording.replace("、", "、 ")):
            section = getattr(sections(heading, PLAIN, TWO), name)

            assert (heading, PLAIN) == (section.heading, section.text)


@pytest.mark.parametrize(
    "line",
    ["概述", "（一）总体情况", "基本情况", "一、总体情况说明如下：" + "全年公开顺利。" * 6, "存在的主要问题"],
)
def test_what_is_no_title(line):
    """Another wording than the form's counts only with a main ordinal: the same words name subsections."""
    found = sections("# 一、总体情况", "开头。", line, PLAIN, TWO)

    assert PLAIN in (found.overview.text + "".join(part.text for part in found.overview.subsections))
    assert ABSENT is found.problems


def test_a_title_without_its_ordinal():
    """The wording of the form is a title without it, or with another kind of number."""
    assert "总体情况" == sections("总体情况", PLAIN, TWO).overview.heading
    assert "1.总体情况" == sections("1.总体情况", PLAIN, TWO).overview.heading


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("一、工作成效及亮点", "overview"),
        ("一、", "overview"),
        ("五、问题及整改", "problems"),
        ("六、需要说明的其他事项。", "other_matters"),
    ],
)
def test_a_title_of_unknown_wording(heading, name):
    """By its ordinal and most of its words; the very first one by its ordinal alone. The guess is said."""
    before = () if name == "overview" else ("# 一、总体情况", PLAIN)
    reading = read(TITLE, *before, heading, "正文。", TWO)

    assert (heading, "正文。") == (
        getattr(reading.report.sections, name).heading,
        getattr(reading.report.sections, name).text,
    )
    assert [(heading, (f"sections.{name}",))] == [
        (notice.detail, notice.addresses) for notice in said(reading, "heading-variant")
    ]


@pytest.mark.parametrize(
    "line", ["五、下年度工作安排", "二、存在的主要问题", "五、问题。改进。", "五、存在" + "的" * 44, "（五）存在的问题"]
)
def test_what_is_not_taken_for_a_title(line):
    """Other words, another ordinal, a sentence or a long line stay text."""
    reading = read(TITLE, "# 一、总体情况", line, "正文。", TWO)

    assert ABSENT is reading.report.sections.problems
    assert "heading-variant" not in codes(reading)


def test_a_title_that_comes_twice():
    """The section goes on; its heading is the first. A guess never opens a section that is there."""
    found = sections("# 一、总体情况", "甲。", TWO, "# 一、概述", "乙。", "一、工作成效及亮点", "丙。")

    assert ("一、总体情况", "甲。\n乙。\n一、工作成效及亮点\n丙。") == (found.overview.heading, found.overview.text)


# ---------------------------------------------------------------------------------------------------- subsections


SENTENCE = "（一）全年按照规定，及时、准确、全面地公开了应当公开的各类政府信息，没有遗漏。"


@pytest.mark.parametrize(
    ("lines", "text", "parts"),
    [
        (
            ("总起。", "（一）主动公开", "甲。", "(二) 依申请公开：", "乙。"),
            "总起。",
            [("（一）主动公开", "甲。"), ("(二) 依申请公开：", "乙。")],
        ),
        (
            ("（一）主动公开。全年10条。多于上年。", "㈡ 依申请公开：共5件。"),
            "",
            [("（一）主动公开。", "全年10条。多于上年。"), ("㈡ 依申请公开：", "共5件。")],
        ),
        (
            ("1.主动公开情况", "甲。", "2、依申请公开。乙。", "3.2023年新增专栏"),
            "",
            [("1.主动公开情况", "甲。"), ("2、依申请公开。", "乙。\n3.2023年新增专栏")],
        ),
        (("（一）主动公开", "1.门户网站", "2.新媒体"), "", [("（一）主动公开", "1.门户网站\n2.新媒体")]),
        (("一是公开。", SENTENCE), f"一是公开。\n{SENTENCE}", []),
        (
            ("（一）主动公开", "（二）", "（三）监督保障"),
            "",
            [("（一）主动公开", ""), ("（二）", ""), ("（三）监督保障", "")],
        ),
    ],
    ids=["on lines of their own", "before their text", "with figures", "both kinds", "only sentences", "empty"],
)
def test_subsections(lines, text, parts):
    """Their headings stand on a line of their own or before a point or colon; figures count where nothing else does."""
    overview = sections("# 一、总体情况", *lines, TWO).overview

    assert text == overview.text
    assert parts == [(part.heading, part.text) for part in overview.subsections]


# ---------------------------------------------------------------------------------------------------- on one line


def one_line(*, before="", after=""):
    """The report whose text stands on one line, but for some lines before and after."""
    line = " ".join(
        [
            TITLE[2:],
            "一、总体情况",
            PLAIN * 16,
            "二、主动公开政府信息情况",
            "第二十条第（六）项",
            "信息内容 本年处理决定数量 行政处罚 3 行政强制 4",
            "五、存在的主要问题及改进情况",
            "人手不足。六、其他需要报告的事项",
            "无。",
        ]
    )
    return gd.read("\n".join(filter(None, (before, line, after))).encode(), format="text").report


@pytest.mark.parametrize("around", [{}, {"before": "首页", "after": "附件"}])
def test_a_report_without_line_breaks(around):
    """It is cut at its titles, and its title is found before the first one."""
    report = one_line(**around)

    assert ("临澜县水务局", 2023) == (report.organ.name, report.year)
    assert ("一、总体情况", PLAIN * 16) == (report.sections.overview.heading, report.sections.overview.text)
    assert "人手不足。" == report.sections.problems.text
    assert report.sections.other_matters.text.startswith("无。")
    assert (3, 4) == (
        gd.get(report, "proactive.penalties.decisions"),
        gd.get(report, "proactive.compulsion.decisions"),
    )


def test_titles_inside_prose_cut_nothing():
    """Where the titles stand on lines of their own, the same words in a long paragraph are just words."""
    outline = "本报告分为六个部分： 一、总体情况 二、主动公开政府信息情况 五、存在的主要问题及改进情况。" + PLAIN * 12
    found = sections(
        outline,
        "# 一、总体情况",
        PLAIN,
        "# 二、主动公开政府信息情况",
        TWO,
        "# 五、存在的主要问题及改进情况",
        "人手不足。",
    )

    assert (PLAIN, "人手不足。") == (found.overview.text, found.problems.text)


def test_one_title_in_a_long_paragraph_cuts_nothing():
    """A single one is a mention."""
    assert (
        "见五、存在的主要问题及改进情况"
        in sections("# 一、总体情况", "详 见五、存在的主要问题及改进情况 " + PLAIN * 16, TWO).overview.text
    )


# ---------------------------------------------------------------------------------------------------- fee


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("本年度未收取信息处理费。", 0),
        ("2023年没有发生信息公开处理费。", 0),
        ("收取信息处理费0元。", 0),
        ("信息处理费：零", 0),
        ("收取信息处理费1,200元。", 1200),
        ("本年度收取信息处理费 35.5 元。", "35.5"),
        ("收取信息处理费1.2万元", 12000),
        ("信息公开处理费为30元。", 30),
        ("收取信息处理费30元。\n（一）说明。\n收取信息处理费30元。", 30),
        ("按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），未收取信息处理费。", 0),
        ("没有其他需要报告的事项。", ABSENT),
        ("按照《政府信息公开信息处理费管理办法》执行。", ABSENT),
        ("全年培训费3000元。", ABSENT),
    ],
)
def test_a_fee(text, fee):
    """The one amount that is stated, in yuan; nothing where none is spoken of."""
    reading = read(TITLE, TWO, "# 六、其他需要报告的事项", *text.split("\n"))

    assert (fee if isinstance(fee, gd.Gap) else Decimal(fee)) == reading.report.handling_fee
    assert "fee-unreadable" not in codes(reading)


@pytest.mark.parametrize(
    "text",
    [
        "信息处理费收费标准为每页10元",
        "上年收取信息处理费20元,本年0元",
        "去年收取信息处理费20元",
        "收取信息处理费20元,退还10元",
        "收取信息处理费见附件",
        "收取信息处理费12.345.6元",
        "收取信息处理费30元 收取信息处理费40元",
    ],
)
def test_a_fee_that_cannot_be_told(text):
    """A rate, another year, two amounts or none: the sentence is said, and no amount is read."""
    reading = read(TITLE, TWO, "# 六、其他需要报告的事项", *text.split(" "))

    assert UNREADABLE is reading.report.handling_fee
    assert [text] == [notice.detail for notice in said(reading, "fee-unreadable")]


def test_the_fee_is_stated_in_the_last_section_only():
    """What another section says of fees is prose."""
    reading = read(TITLE, "# 一、总体情况", "收取信息处理费20元。", TWO)

    assert ABSENT is reading.report.handling_fee
