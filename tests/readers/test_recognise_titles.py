"""Who reports about which year and period: as the title says, failing that the preface and the name of the file."""

import datetime
import io

import pytest

import govdisclosure as gd
from readers.papers import ORGAN, TITLE, TWO, codes, read, said, written

NONE = gd.Gap.ABSENT


def titled(*lines):
    """What is read of a report that begins with these lines: organ, year, and the notices about them."""
    reading = read(*lines, TWO)
    about = {notice.code for notice in reading.notices if set(notice.addresses) & {"organ.name", "year"}}
    return reading.report.organ.name, reading.report.year, about


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("临澜县水务局2023年政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("2023年临澜县水务局政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("临澜县水务局2023年度政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("临澜县水务局2023年政府信息公开工作报告", "临澜县水务局", 2023),
        ("临澜县水务局2023年政府信息公开年度报告", "临澜县水务局", 2023),
        ("临澜县水务局2023年信息公开年度报告", "临澜县水务局", 2023),
        ("临澜县水务局2023年政务信息公开年度报告", "临澜县水务局", 2023),
        ("临澜县水务局政府信息公开工作2023年度报告", "临澜县水务局", 2023),
        ("临澜县水务局政府信息公开工作报告(2023年)", "临澜县水务局", 2023),
        ("临澜县水务局政府信息公开工作年度报告〔2023〕", "临澜县水务局", 2023),
        ("关于临澜县水务局2023年度政府信息公开情况的报告", "临澜县水务局", 2023),
        ("临澜县水务局2023年政府信息公开工作告年度报", "临澜县水务局", 2023),
        ("临澜县水务局二〇二三年政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("临澜县水务局二0二三年政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("临 澜 县 水 务 局 ２０２３ 年政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("《临澜县水务局2023年政府信息公开工作年度报告》", "临澜县水务局", 2023),
        ("标题：临澜县水务局2023年政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("临澜县人民政府2023年政府信息公开工作年度报告", "临澜县人民政府", 2023),
        ("临澜县根据地纪念馆2023年政府信息公开工作年度报告", "临澜县根据地纪念馆", 2023),
        ("临澜县委机构编制委员会办公室2023年政府信息公开工作年度报告", "临澜县委机构编制委员会办公室", 2023),
        ("临澜县人民政府信息公开工作年度报告（2023年度）", "临澜县人民政府", 2023),
        ("首页 > 政务公开 > 年报 > 临澜县水务局2023年政府信息公开工作年度报告", "临澜县水务局", 2023),
        ("首页 > 政务公开 > 政府信息公开年报 > 通知公告", NONE, NONE),
        ("2023年政府信息公开工作年度报告", NONE, 2023),
        ("关于2023年度政府信息公开情况的报告", NONE, 2023),
        ("临澜县水务局政府信息公开工作年度报告", "临澜县水务局", NONE),
        ("临澜县水务局2023年政府信息公开工作年度报告已经印发，请各单位认真学习。", NONE, NONE),
        ("关于印发临澜县水务局2023年政府信息公开工作年度报告的通知", NONE, NONE),
    ],
)
def test_titles(title, organ, year):
    """In every wording seen; a sentence, a notice and a trail of links are no titles."""
    missing = {code for code, value in (("organ-missing", organ), ("year-missing", year)) if value is NONE}

    assert (organ, year, missing) == titled(title)


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("临澜县水务局2023年政府信息公开年报", ORGAN),
        ("2023年临澜县水务局信息公开年报", ORGAN),
        ("临澜县水务局2023年度政府信息公开工作年报", ORGAN),
        ("临澜县水务局政务公开年报（2023年）", ORGAN),
        ("临澜县水务局政府信息公开2023年年报", ORGAN),
        ("临澜县水务局政府信息公开工作2023年报", ORGAN),
        ("临澜县水务局政府信息公开年报2023年度", ORGAN),
        ("临澜县水务局二〇二三年度政府信息公开年度工作年报", ORGAN),
        ("《临澜县水务局2023年政府信息公开年报》", ORGAN),
        ("临澜县人民政府信息公开年报（2023年度）", "临澜县人民政府"),
        ("2023年临澜县互联网信息办公室信息公开年报", "临澜县互联网信息办公室"),
        ("首页 > 政府信息公开年报 > 临澜县水务局2023年信息公开年报", ORGAN),
        ("首页/政府信息公开年报/临澜县水务局2023年信息公开年报/正文", ORGAN),
        ("首页 > 政府信息公开年度报告 > 临澜县水务局2023年信息公开年报", ORGAN),
        ("政府信息公开年报 临澜县水务局2023年政府信息公开年报", ORGAN),
        ("临澜县水务局2023年政府信息公开年报——临澜县人民政府", ORGAN),
        ("临澜县水务局2023年政府信息公开年报_政府信息公开年报_临澜县", ORGAN),
    ],
)
def test_the_short_word_for_a_report(title, organ):
    """A title may have it, with the year before, in or after it."""
    assert (organ, 2023, set()) == titled(title)


@pytest.mark.parametrize(
    "lines",
    [
        ("首页 > 政府信息公开年报 > 2022年",),
        ("首页/ 政府信息公开 / 政府信息公开年报 / 镇街 / 2022年 / 正文",),
        ("临澜县人民政府 政务公开 政府信息公开年报 2022年",),
        ("临澜县人民政府 政府信息公开年报 2022年",),
        ("首页 > 临澜县2022年政府信息公开年报 > 县水务局",),
        ("2022年政府信息公开年报",),
        ("临澜县政府信息公开年报",),
        ("临澜县人民政府", "政府信息公开年报", "2022年"),
        ("临澜县水务局 政府信息公开年报 2022-01-20",),
        ("2022-01-20 临澜县水务局政府信息公开年报",),
        ("上一篇：临澜县水务局2022年政府信息公开年报",),
        ("关于印发临澜县水务局2022年政府信息公开年报的通知",),
        ("临澜县水务局2022年政府信息公开年报专栏",),
        ("正文" * 50 + "2022年政府信息公开年报",),
    ],
)
def test_a_column_with_the_short_word(lines):
    """What a site calls so, or links to, is no title; the one below counts, and nothing speaks against it."""
    assert (NONE, NONE) == titled(*lines, "正文。")[:2]
    assert (ORGAN, 2023, set()) == titled(*lines, TITLE.removeprefix("# "))


def test_a_template_with_the_short_word():
    """It is refused like any other."""
    with pytest.raises(gd.NotAReportError, match="template"):
        read("# XX县水务局2023年政府信息公开年报", TWO)


@pytest.mark.parametrize(
    ("lines", "organ", "year"),
    [
        (("临澜县水务局", "2023年政府信息公开工作年度报告"), "临澜县水务局", 2023),
        (("临澜县水务局", "政府信息公开工作年度报告", "（2023年度）"), "临澜县水务局", NONE),
        (("临澜县水务局2023年", "政府信息公开工作年度报告"), "临澜县水务局", 2023),
        (("2023年临澜县水务局", "政府信息公开工作年度报告"), "临澜县水务局", 2023),
        (("发布时间：2024-01-20", "2023年政府信息公开工作年度报告"), NONE, 2023),
        (("2023年通知", "政府信息公开工作年度报告"), NONE, NONE),
        (("信息公开", "2023年政府信息公开工作年度报告"), NONE, 2023),
        (("临澜县经济和信息化局", "2023年政府信息公开工作年度报告"), "临澜县经济和信息化局", 2023),
        (("临澜县经济和信息化局2023年", "政府信息公开工作年度报告"), "临澜县经济和信息化局", 2023),
    ],
)
def test_the_line_before_a_title(lines, organ, year):
    """It is the beginning of the title, or names the organ; or it is something else."""
    assert (organ, year) == titled(*lines)[:2]


def test_the_last_heading_is_the_title():
    """Links to the reports of other years stand before it, and count for nothing where a heading is marked."""
    reading = read("临澜县水务局2021年政府信息公开工作年度报告", TITLE, TWO)

    assert (ORGAN, 2023, set()) == (reading.report.organ.name, reading.report.year, codes(reading) & {"year-doubtful"})


def test_without_a_heading_every_title_counts():
    """Nothing tells which of two years is meant: the last one is taken, and the doubt is said."""
    organ, year, about = titled(
        "临澜县水务局2021年政府信息公开工作年度报告", "临澜县水务局2023年政府信息公开工作年度报告"
    )

    assert (ORGAN, 2023, {"year-doubtful"}) == (organ, year, about)


def test_the_organ_of_another_title():
    """A title without an organ has that of the only other one that names one."""
    other = "临澜县水务局政府信息公开工作年度报告"

    assert (ORGAN, 2023, set()) == titled(other, "2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("other", "doubtful"), [("水务局", False), ("临澜县水务局机关", False), ("北屿市水务局", True)]
)
def test_two_names(other, doubtful):
    """A name may leave out the place or the end of the other; two different ones are a doubt that is said."""
    reading = read(f"{other}2023年政府信息公开工作年度报告", "临澜县水务局2023年政府信息公开工作年度报告", TWO)

    assert ORGAN == reading.report.organ.name
    assert [f"{' / '.join(sorted([other, ORGAN]))}"] * doubtful == [
        each.detail for each in said(reading, "organ-doubtful")
    ]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("临澜新区水务局", "区水务局"),
        (ORGAN, "县水务局"),
        (ORGAN, "水务局"),
        ("临澜县卫生健康委员会", "县卫生健康委"),
        ("临澜县卫生健康委员会", "临澜县卫生健康委"),
        ("临澜县人民政府办公室", "县政府办"),
        ("临澜县东关街道办事处", "东关街道办"),
        ("北屿市临澜县水务局", ORGAN),
    ],
)
def test_the_fuller_of_two_names(full, short):
    """The organ is called by its whole name where another title has it, and that they differ is said."""
    reading = read(
        f"{full}2023年政府信息公开工作年度报告", "发布日期：2024-01-20", f"2023年度{short}政府信息公开工作年度报告", TWO
    )

    assert full == reading.report.organ.name
    assert [" / ".join(sorted([full, short]))] == [each.detail for each in said(reading, "organ-doubtful")]


@pytest.mark.parametrize(
    ("others", "own"),
    [
        (["临澜县环境卫生局"], "卫生局"),
        (["北屿市水务局"], ORGAN),
        (["北屿市水务局"], "县水务局"),
        ([f"{ORGAN}机关"], ORGAN),
        (["临澜县水务局", "北屿市水务局"], "水务局"),
    ],
)
def test_a_longer_name_of_another_organ(others, own):
    """It counts for nothing, nor do two that put different places before the name."""
    lines = [f"{name}2023年政府信息公开工作年度报告" for name in [*others, own]]

    assert own == titled(*lines)[0]


def test_names_of_two_places():
    """Which of them is meant cannot be told from the name without a place: that is said."""
    lines = [f"{name}2023年政府信息公开工作年度报告" for name in (ORGAN, "北屿市水务局", "水务局")]

    assert {"organ-doubtful"} == titled(*lines)[2]


def test_a_title_without_a_name_beside_others():
    """Nobody is named where two other titles name different organs."""
    lines = [f"{name}2023年政府信息公开工作年度报告" for name in (ORGAN, "北屿市水务局", "")]

    assert (NONE, {"organ-missing"}) == titled(*lines, "本报告由临澜县水务局根据《条例》编制。")[::2]


@pytest.mark.parametrize("words", ["点击查看", "参照", "现公布"])
@pytest.mark.parametrize("name", ["政府信息公开工作年度报告", "政府信息公开年报"])
def test_a_sentence_that_ends_like_a_title(words, name):
    """Its words before the name are of a sentence, and the line is no title; nor is one that goes on after a comma."""
    lines = (f"{words}北屿市水务局2022年{name}", f"北屿市水务局2022年{name}，欢迎监督")

    assert (ORGAN, 2023, set()) == titled(*lines, TITLE.removeprefix("# "))


@pytest.mark.parametrize("own", ["我局", "本单位", "本机关"])
def test_a_title_that_says_we(own):
    """It names the year, and nobody."""
    assert (NONE, 2023, {"organ-missing"}) == titled(f"{own}2023年政府信息公开工作年度报告")


def test_the_announcement_of_a_report():
    """The name in it is that of the organ."""
    assert (ORGAN, 2023, set()) == titled("关于公布临澜县水务局2023年政府信息公开工作年度报告的公告")


def test_the_title_that_a_page_stores():
    """It counts where the text has none, without the name of the site behind it."""
    page = written("临澜县水务局", TWO).decode()
    stored = page.replace("<html>", f"<html><head><title>{TITLE[2:]}_临澜县人民政府</title></head>")
    reading = gd.read(stored.encode())

    assert (ORGAN, 2023) == (reading.report.organ.name, reading.report.year)


# ---------------------------------------------------------------------------------------------------- year


def year_of(*lines, name=""):
    """The year of a report whose title names none, and the notices about it."""
    stream = io.BytesIO(written(f"{ORGAN}政府信息公开工作年度报告", *lines, TWO))
    stream.name = name
    reading = gd.read(stream)
    return reading.report.year, {each.code: each.detail for each in reading.notices if each.addresses == ("year",)}


PERIOD = "统计期限自{0}年1月1日起至{0}年12月31日止。"


@pytest.mark.parametrize(
    ("lines", "name", "year", "notices"),
    [
        ((PERIOD.format(2023),), "", 2023, {"year-inferred": "2023"}),
        ((PERIOD.format(2023),), "年报2021.html", 2023, {"year-inferred": "2023"}),
        ((), "临澜县水务局2022年报.html", 2022, {"year-inferred": "2022"}),
        ((), "20230105.html", NONE, {"year-missing": ""}),
        ((), "2024-01-20.html", NONE, {"year-missing": ""}),
        ((), "2021-2022.html", NONE, {"year-missing": ""}),
        (("# 一、总体情况", "2023年，本机关认真开展公开工作。"), "", NONE, {"year-missing": ""}),
        (
            ("# 一、总体情况", "2022年，本机关认真开展公开工作。", PERIOD.format(2023)),
            "",
            2023,
            {"year-inferred": "2023 / 2022", "year-doubtful": "2023 / 2022"},
        ),
    ],
)
def test_a_title_without_a_year(lines, name, year, notices):
    """The period tells it, failing that the name of the file, where that holds one year and no date."""
    assert (year, notices) == year_of(*lines, name=name)


def test_a_title_that_names_two_years():
    """Which of them is meant cannot be told: the year is unreadable."""
    reading = read("# 临澜县水务局2022年至2023年政府信息公开工作年度报告", TWO)

    assert gd.Gap.UNREADABLE is reading.report.year
    assert ["year-doubtful"] == [each.code for each in reading.notices if each.addresses == ("year",)]


@pytest.mark.parametrize(
    ("lines", "detail"),
    [
        ((PERIOD.format(2022),), "2023 / 2022"),
        (("# 一、总体情况", "2021年以来，公开工作有序开展。"), "2023 / 2021"),
        ((PERIOD.format(2023), "# 一、总体情况", "2023年度，公开工作有序开展。"), None),
    ],
)
def test_years_at_odds(lines, detail):
    """The title counts, and what speaks against it is said."""
    reading = read(TITLE, *lines, TWO)

    assert 2023 == reading.report.year
    assert ([] if detail is None else [detail]) == [each.detail for each in said(reading, "year-doubtful")]


# ---------------------------------------------------------------------------------------------------- period

YEAR = (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "数据统计时间为2023年1月1日至2023年12月31日。",
        "统计时限从2023年1月1日到2023年12月31日止。",
        "统计期限：2023年1月1日-2023年12月31日",
        "统计期限自 2023 年 1 月 1 日起，至 12 月 31 日止",
        "自2023年1月1日起至12月31日止",
        "现将2023年1月1日至2023年12月31日期间的工作情况报告如下。联系电话略；地址略",
        "统计期限自2023年01月01日——2023年12月31日",
    ],
)
def test_periods(sentence):
    """In every wording seen, before the first section."""
    reading = read(TITLE, sentence, TWO)
    period = reading.report.period

    assert YEAR == (period.start, period.end)
    assert set() == codes(reading) & {"period-doubtful", "year-doubtful"}


@pytest.mark.parametrize("place", ["overview", "other matters"])
def test_a_period_inside_a_section(place):
    """Where the preface has none, that of a section counts."""
    sentence = PERIOD.format(2023)
    lines = ("# 一、总体情况", sentence, TWO) if place == "overview" else (TWO, "# 六、其他需要报告的事项", sentence)
    period = read(TITLE, *lines).report.period

    assert YEAR == (period.start, period.end)


def test_a_period_that_is_no_year():
    """It counts where the sentence calls it the period of the statistics, and only there."""
    named = read(TITLE, "统计期限自2023年3月20日起至2023年12月31日止。", TWO).report.period
    other = read(TITLE, "2023年3月20日至2023年4月2日开展培训。", TWO).report.period

    assert (datetime.date(2023, 3, 20), datetime.date(2023, 12, 31)) == (named.start, named.end)
    assert other is None


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        ("统计期限自20231月1日起至202312月31日止。", "统计期限自20231月1日起至202312月31日止"),
        ("统计期限自2023年2月30日起至2023年12月31日止。", "统计期限自2023年2月30日起至2023年12月31日止"),
        ("统计期限自2023年12月31日起至2023年1月1日止。", "统计期限自2023年12月31日起至2023年1月1日止"),
        (PERIOD.format(2023) + PERIOD.format(2022), "2023-01-01-2023-12-31 / 2022-01-01-2022-12-31"),
    ],
    ids=["digits lost", "no such day", "backwards", "two of them"],
)
def test_periods_that_cannot_be_read(sentence, detail):
    """No period is better than a wrong one; the sentence is said."""
    reading = read(TITLE, sentence, TWO)

    assert reading.report.period is None
    assert [detail] == [each.detail for each in said(reading, "period-doubtful")]


def test_a_report_that_says_nothing_of_its_period():
    """Then there is none, and nothing to say about it."""
    reading = read(TITLE, "本报告自2024年1月31日起在网站公布。", TWO)

    assert reading.report.period is None
    assert "period-doubtful" not in codes(reading)
