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


def test_headings_without_tables():
    """With a title and three headings it is a report that has lost its tables; with fewer it is something else."""
    headings = ("# 一、总体情况", "正文。", "# 二、主动公开政府信息情况", "# 三、收到和处理政府信息公开申请情况")

    assert (ORGAN, 2023) == (read(TITLE, *headings).report.organ.name, read(TITLE, *headings).report.year)
    assert "looked for" in refusal(TITLE, *headings[:3])[0]
    assert "looked for" in refusal("会议通知", *headings)[0]
