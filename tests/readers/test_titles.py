"""Organ and year where the title does not stand on a line of its own."""

import pytest

import govdisclosure as gd

OUTCOMES = "结果维持 结果纠正 其他结果 尚未审结 总计"
REMEDIES = [
    "四、政府信息公开行政复议、行政诉讼情况",
    "行政复议 行政诉讼",
    f"{OUTCOMES} 未经复议直接起诉 复议后起诉",
    f"{OUTCOMES} {OUTCOMES}",
    "1 0 0 0 1 0 0 0 0 0 0 0 0 0 0",
]
PREFACE = "本报告根据有关规定编制，所列数据的统计期限为2023年1月1日至2023年12月31日。"


def organ_and_year(*lines):
    """Whose report it is, and of which year, as a text with table four says."""
    report = gd.read("\n".join([*lines, PREFACE, *REMEDIES]).encode()).report
    return report.organ.name, report.year


@pytest.mark.parametrize(
    "above", ["浏览次数：345 字体：大 中 小", "来源：本站 发布日期：2024-01-18", "索引号 lls/2024-12"]
)
def test_what_a_site_prints_begins_no_title(above):
    """A broken title below the furniture of a site does not begin with it, nor is the day of publication its year."""
    lines = ("政府信息公开年报", above, "临岚市水务局", "2023年政府信息公开", "工作年度报告")

    assert ("临岚市水务局", 2023) == organ_and_year(*lines)


SECTIONS = [
    "一、总体情况 全年公开顺利。 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况",
    *REMEDIES,
    "五、存在的主要问题及改进情况 人手不足。 六、其他需要报告的事项 无。",
]


@pytest.mark.parametrize("column", ["政府信息公开年报", "政府信息公开目录", "信息公开专栏"])
def test_the_part_of_a_site_before_the_title_is_no_part_of_the_name(column):
    """Where a page has lost its line breaks, the last link of a trail stands right before the title."""
    line = " ".join([f"首页 > {column} 临岚市水务局2023年政府信息公开工作年度报告", PREFACE, *SECTIONS])
    report = gd.read(line.encode()).report

    assert ("临岚市水务局", 2023) == (report.organ.name, report.year)


def test_a_title_whose_year_stands_in_a_cell_of_its_own():
    """The rest of the year is no part of the name, and the year is taken from the period."""
    lines = [
        "临岚市水务局",
        "2023",
        "年政府信息公开工作年度报告",
        PREFACE,
        "第二十条第（六）项,",
        "信息内容,本年处理决定数量",
        "行政强制,3",
    ]
    report = gd.read("\n".join(lines).encode(), format="csv").report

    assert ("临岚市水务局", 2023) == (report.organ.name, report.year)


@pytest.mark.parametrize(
    "column", ["政府信息公开年度报告", "政务公开 政府信息公开年度报告", "首页 > 政府信息公开 > 政府信息公开年度报告"]
)
def test_the_title_after_a_link_that_is_called_like_it(column):
    """The name before the second one is that of the organ."""
    assert ("临岚市水务局", 2023) == organ_and_year(f"{column} 临岚市水务局2023年政府信息公开工作年度报告")


@pytest.mark.parametrize("after", ["", "_临岚市人民政府"])
def test_a_report_on_one_line_begins_with_its_title(after):
    """A report that lost its line breaks says whose it is at its beginning; the name of the site may follow."""
    line = " ".join([f"临岚市水务局2023年政府信息公开工作年度报告{after}", PREFACE, *SECTIONS])
    report = gd.read(line.encode()).report

    assert ("临岚市水务局", 2023) == (report.organ.name, report.year)
    assert 1 == report.remedies.reconsideration.upheld
