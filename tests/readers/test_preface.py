"""Organ and year as a sentence before the first section names them, where no title does."""

import pytest

import govdisclosure as gd
from readers.papers import ORGAN, TITLE, TWO, codes, read, said

NONE = gd.Gap.ABSENT
REPORT = "2023年政府信息公开工作年度报告"


def named(*lines):
    """Organ and year of a report that begins with these lines."""
    report = read(*lines, TWO).report
    return report.organ.name, report.year


@pytest.mark.parametrize(
    "sentence",
    [
        f"现公布临澜县水务局{REPORT}。",
        f"根据《中华人民共和国政府信息公开条例》（以下简称《条例》）要求，现公布临澜县水务局{REPORT}。",
        "按照《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
        f"（国办公开办函〔2021〕30号）要求，特编制临澜县水务局{REPORT}，全文包括总体情况。",
        f"编制临澜县水务局{REPORT}，欢迎监督。",
        f"根据《条例》第五十条要求，由临澜县水务局编制的{REPORT}。",
        f"临澜县水务局现将{REPORT}公布如下：",
        f"为保障知情权，临澜县水务局特向社会公布{REPORT}。",
        f"临澜县水务局严格按照《条例》，认真编制并发布{REPORT}。",
        f"本报告是临澜县水务局根据《条例》编制的{REPORT}。",
        "临澜县水务局根据《条例》规定，现将本局2023年政府信息公开年报公布如下。",
        "临澜县水务局现将本单位2023年政府信息公开工作情况报告如下。",
        f"根据《条例》规定，现公布《临澜县水务局{REPORT}》。",
        f"现公布“临澜县水务局{REPORT}”。",
        "现公布2023年临澜县水务局政务公开工作年报。",
        "现公布临澜县水务局政府信息公开工作年度报告（2023年度）。",
        "现将临澜县水务局2023年度政府信息公开工作开展情况报告如下：",
        f"临澜县水务局{REPORT}根据《条例》编制。",
        f"临澜县水务局{REPORT}，由总体情况等六部分组成。",
        f"临澜县水务局（以下简称县水务局）{REPORT}按照《条例》编制。",
        f"北屿市人民政府2022年政府信息公开工作年度报告已经发布。现公布临澜县水务局{REPORT}。",
        f"参照北屿市水务局2022年政府信息公开工作年度报告，现公布临澜县水务局{REPORT}。",
    ],
)
def test_the_report_that_is_issued(sentence):
    """Its organ and year are taken, and notices say from where."""
    reading = read(sentence, TWO)

    assert (ORGAN, 2023) == (reading.report.organ.name, reading.report.year)
    assert [(ORGAN, sentence)] == [(each.detail, each.place.text) for each in said(reading, "organ-inferred")]
    assert ["2023"] == [each.detail for each in said(reading, "year-inferred")]
    assert not codes(reading) & {"organ-missing", "year-missing"}


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告由临澜县水务局根据《条例》编制。",
        "本年度报告由临澜县水务局（以下简称本局）依据《条例》第四十九条之规定编制而成。",
        "本报告由临澜县水务局负责编写。",
    ],
)
def test_the_organ_that_draws_a_report_up(sentence):
    """It is the one that reports; such a sentence names no year."""
    assert (ORGAN, NONE) == named(sentence)


@pytest.mark.parametrize("organ", ["临澜县委组织部", "临澜县影视制作中心", "临澜县林业局", "临澜县东关镇人民政府"])
def test_names_of_organs_that_draw_up(organ):
    """Words of the sentence that are a part of the name do not end it."""
    assert (organ, NONE) == named(f"本报告由{organ}严格按照《条例》编制。")
    assert (organ, 2023) == named(f"{organ}根据《条例》规定，现公布{REPORT}。")


def test_a_name_that_begins_like_a_sentence():
    """What is no name of an organ as a whole is cut to none."""
    assert (NONE, 2023) == named(f"临澜县根据地纪念馆根据《条例》编制{REPORT}。")


@pytest.mark.parametrize(
    "organ",
    [
        "临澜县", "临澜县东关镇", "临澜县东关镇人民政府", "临澜市高新技术产业开发区管理委员会",
        "国家税务总局临澜县税务局",
        "将乐县水务局", "全州县水务局", "和平区水务局", "临澜县委机构编制委员会办公室", "临澜县人力资源和社会保障局",
        "临澜大学", "临澜县第一中学", "中国人民银行临澜支行", "临澜县消防救援大队", "临澜县人民政府", "本溪市水务局",
    ],
)  # fmt: skip
def test_names(organ):
    """Of every kind, among them such as contain words of the sentences around them."""
    assert (organ, 2023) == named(f"现将{organ}{REPORT}公布如下。")


@pytest.mark.parametrize(
    "words",
    [
        "我局", "本单位", "本机关", "我县", "全县", "县水务局", "各单位", "", "临澜县水务局及所属单位",
        "临澜县水务局、林业局", "上级", "水务局", "临澜县有关部门",
    ],
)  # fmt: skip
def test_words_that_name_no_organ(words):
    """The year is known, the organ is not."""
    assert (NONE, 2023) == named(f"根据国务院办公厅要求，现将{words}{REPORT}公布如下。")


@pytest.mark.parametrize(
    "sentence",
    [
        f"经临澜县人民政府同意，现将{REPORT}公布如下。",
        f"按照临澜县人民政府办公室要求，现将{REPORT}公布如下。",
        f"按照《中华人民共和国政府信息公开工作年度报告格式》，现公布{REPORT}。",
        f"临澜县人民政府办公室根据《条例》编制{REPORT}。",
        f"临澜市人民政府按照国务院部署推进，现将我局{REPORT}公布如下。",
        f"本报告由临澜县人民政府办公室编制。现公布{REPORT}。",
        f"本报告由临澜县水务局、临澜县林业局编制。现公布{REPORT}。",
        f"《政府信息公开指南》由临澜县水务局编制，报告另行公布。现公布{REPORT}。",
        f"水资源由临澜县水务局负责。现公布{REPORT}。",
        f"本报告由临澜县水务局负责解释。现公布{REPORT}。",
        f"现公布临澜县水务局{REPORT}。现公布临澜县林业局{REPORT}。",
    ],
)
def test_organs_that_are_not_the_reporter(sentence):
    """Who asked for the report, or drew it up for another organ, is not who reports; nor is one of two."""
    assert (NONE, 2023) == named(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "根据临澜县人民政府办公室关于做好2022年政府信息公开工作年度报告编制工作的通知要求，现将有关情况报告如下。",
        "根据《关于编制2022年政府信息公开工作年度报告的通知》要求，编制本报告。",
        "根据临澜县人民政府2022年政府信息公开工作年度报告的要求，编制本报告。",
        "如需了解2022年临澜县水务局政府信息公开工作年度报告，请查阅网站。",
        "参照北屿市水务局2022年政府信息公开工作年度报告，编制本报告。",
        "临澜县水务局已编制2022年政府信息公开工作年度报告。",
        "临澜县水务局2022年政府信息公开工作年度报告已经印发，请学习。",
        "结合临澜县水务局2022年政府信息公开工作情况，编制本报告。",
        "现公布2021年、2022年政府信息公开工作年度报告。",
        "现公布2021年政府信息公开工作年度报告。现公布2022年政府信息公开工作年度报告。",
        f"现公布临澜县水务局{REPORT}，" + "公开工作有序开展，" * 50 + "。",
        "现公布有关情况。",
    ],
)
def test_reports_of_other_years(sentence):
    """What asks for a report, links to another one or speaks of several names neither organ nor year."""
    assert (NONE, NONE) == named(sentence)


def test_a_sentence_over_several_lines():
    """It goes on where a line is full, wherever the name is broken."""
    trail = "首页 > 政务公开 > 政府信息公开年报 > 2022年"
    lines = ("根据《条例》要求，现公布临澜县市场监督", f"管理局{REPORT}，所列数据", "截至12月31日。")

    assert ("临澜县市场监督管理局", 2023) == named(trail, *lines)


@pytest.mark.parametrize(
    "above",
    [
        "发布日期：2024-01-20 来源：县水务局 浏览次数：12",
        "首页 > 政务公开 > 政府信息公开年报 > 2022年",
        "临澜县人民政府",
    ],
)
def test_a_sentence_below_what_a_site_prints(above):
    """It begins with its own line."""
    assert (ORGAN, 2023) == named(above, f"临澜县水务局{REPORT}根据《条例》编制。")


def test_a_preface_under_a_title():
    """The title counts for more; what it leaves out is taken from the preface."""
    preface = f"现公布北屿市水务局{REPORT.replace('3', '2')}。"

    assert (ORGAN, 2023) == named(TITLE, preface)
    assert ("北屿市水务局", 2023) == named(f"# {REPORT}", preface)
    assert (ORGAN, 2022) == named("# 临澜县水务局政府信息公开工作年度报告", preface)


def test_a_preface_that_names_another_year_than_the_period():
    """The period counts, and the doubt is said."""
    reading = read(f"现公布临澜县水务局{REPORT}，统计期限自2022年1月1日起至2022年12月31日止。", TWO)

    assert 2022 == reading.report.year
    assert ["2022 / 2023"] == [each.detail for each in said(reading, "year-doubtful")]


def test_a_sentence_inside_a_section():
    """It is no preface: reports of others may be spoken of there."""
    assert (NONE, NONE) == named("# 一、总体情况", f"现公布临澜县水务局{REPORT}。")
