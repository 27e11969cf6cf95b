"""Results for people: the answer first, one fault told once, places, what is open, and what many come to."""

from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.plain import width
from govdisclosure.render import Entry, Style, render
from govdisclosure.render.lines import plain
from govdisclosure.render.text import Detail, Manner, Tables, told

ROOT = Path(__file__).resolve().parents[2]
WATER = gd.read(ROOT / "examples/linlan-water-2023.html")
OPEN = gd.read(ROOT / "examples/linlan-development-2023.html")
SOUND = gd.read(ROOT / "examples/linlan-water-2022.html")


def entry(x, **options):
    """An entry for a reading, a report or a table."""
    reading = x if isinstance(x, gd.Reading) else None
    data = x.report if isinstance(x, gd.Reading) else x
    source = options.pop("source", "a.html")
    return Entry(source=source, reading=reading, data=data, result=gd.check(x, **options))


def text(*entries, lang="zh", style=None, **manner):
    """What is told, as plain lines."""
    found = told(entries, style or Style(lang=lang), Manner(**manner))
    return [plain(line) for line in found]


def only(lines, start):
    """The lines that begin so, without it."""
    return [line.strip().removeprefix(start) for line in lines if line.strip().startswith(start)]


def test_the_first_lines_are_the_answer():
    """Organ, year, verdict with counts; then the surest fault with its number, certainty, place and reasons."""
    lines = text(entry(WATER))

    assert lines[:3] == [
        "a.html：临澜县水务局 2023 年度：不通过（2 处错误，86 项符合）",
        "  错误 「三、本年度办理结果 / （一）予以公开 / 自然人」现为 5，应为 50",
        "    把握：只有这一格说得通；线索：漏写一位数字",
    ]
    assert "    位置：表三 第 6 行 自然人" == lines[3]
    assert lines[4].endswith("各项之和 5，总计填 50，相差 -45（表三 第 6 行 自然人至总计）")
    assert lines[5].endswith("总计填 95，相差 -45（表三 第 6–27 行 自然人）")
    (basis,) = only(lines[:7], "依据：")
    assert basis.endswith("格式表三（一）至（七）（规则 REQ003、REQ002）")


def test_one_fault_is_told_once():
    """What one explanation repairs is told with it: two sums and a warning are one fault, and counted as one."""
    lines = text(entry(WATER))

    assert 2 == len(only(lines, "错误 "))
    assert [] == only(lines, "警告 ")
    assert ["四、政府信息公开行政复议、行政诉讼情况：有 3 个数超过应有的上限 0"] == [
        each.rpartition("：")[0] for each in only(lines, "连带：")
    ]
    assert 4 == len(only(lines, "因为："))


def test_a_doubtful_explanation_says_how_to_see_the_others():
    """It is called possible, and its numbers have a question mark."""
    lines = text(entry(WATER), lang="en")

    assert ["one of 3 explanations; 2 more explanations: govdisclosure diagnose lists them"] == [
        each for each in only(lines, "certainty: ") if "one of" in each
    ]
    assert any(line.startswith("  error possibly: ") for line in lines)
    assert any("0→11?" in line for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_identifier(lang):
    """Neither the name of an instance nor an address is told to a person."""
    for each in (WATER, OPEN):
        for line in text(entry(each), lang=lang, detail=Detail.VERBOSE):
            assert "@" not in line
            assert "requests." not in line
            assert "remedies." not in line


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_fit_on_the_terminal(columns, lang):
    """All of them, in both languages, with every table."""
    for each in (WATER, OPEN):
        for which in Tables:
            lines = text(entry(each), lang=lang, columns=columns, tables=which)
            assert max(map(width, lines)) <= columns


def test_what_is_open_is_told_by_its_kind():
    """With the first few and how to see the others; where the blanks stand; everything on request."""
    lines = text(entry(OPEN))
    whole = text(entry(OPEN), detail=Detail.VERBOSE)

    assert "无法判断（1 处警告，35 条勾稽关系无法判断，54 项符合）" in lines[0]
    assert [25, 5, 5] == [
        int(each.split("，")[-1].partition(" 处")[0])
        for each in (
            line.partition("（")[0] if "等于（七）" not in line else line.replace("（七）", "").partition("（")[0]
            for line in only(lines, "无法判断：")
        )
    ]
    assert all(each.endswith("等；--verbose 全部列出）") for each in only(lines, "无法判断："))
    assert ["表三 第 4–28 行 商业企业至其他"] == only(lines, "没有数字的格：")
    assert not any("--verbose" in line for line in whole)
    assert any(each.count("、") > 100 for each in only(whole, "各格："))


def test_a_sum_that_nothing_explains_has_its_cells_and_marks():
    """Three cells are wrong: what fails is told one by one, and the totals are marked."""
    cells = {
        "requests.received.total": 1,
        "requests.outcomes.disclosed.commercial_enterprises": 2,
        "requests.outcomes.partially_disclosed.natural_persons": 3,
    }
    lines = text(entry(gd.replace(gd.zeros(2023), cells)))

    assert len(only(lines, "错误 ")) > 3
    assert "带 * 的格与各项之和不符；全部行列：--table all" == lines[-1]


def test_a_number_that_does_not_follow():
    """A wrong cell beside a blank may be any number of a range: it is marked, and no number is made up."""
    cells = {"upheld": gd.Gap.BLANK, "corrected": 5, "total": 3}
    report = gd.replace(gd.zeros(2023), {f"remedies.reconsideration.{name}": each for name, each in cells.items()})
    lines = text(entry(report))

    assert 1 == len(only(lines, "错误 "))
    assert any("→?" in line for line in lines)


def test_notices_are_shortened():
    """A handful is told, of more the first ones and how to see the rest."""
    notices = tuple(
        gd.Notice("number-unreadable", ("proactive.fees.amount",), gd.Place(page=2), str(n)) for n in range(5)
    )
    few, many = (entry(attrs.evolve(SOUND, notices=notices[:number])) for number in (4, 5))

    assert 4 == len(only(text(few), "读取 "))
    assert 3 == len(only(text(many), "读取 "))
    assert ["另有 2 条读取提示；--verbose 全部列出"] == [line.strip() for line in text(many) if "另有" in line]
    assert 5 == len(only(text(many, detail=Detail.VERBOSE), "读取 "))


def test_what_is_missing_is_told_once():
    """By the finding; the remark of the reader is told where no finding says the same."""
    nameless = attrs.evolve(SOUND.report, organ=gd.Organ(gd.Gap.ABSENT))
    notices = (gd.Notice("organ-missing", ("organ.name",)), gd.Notice("section-missing", ("sections.problems",)))
    lines = text(entry(attrs.evolve(SOUND, report=nameless, notices=notices)))

    assert ["没有机关名称"] == only(lines, "警告 ")
    assert 1 == len(only(lines, "读取 没有找到章节"))
    assert 1 == len(only(lines, "读取 "))


def test_what_could_not_be_read_says_why():
    """Line by line; a source that was neither read nor refused has its name alone."""
    error = gd.InvalidDocumentError(("no table", "looked for 3"))
    lines = text(Entry(source="a,b:c%.pdf", error=error), Entry(source="x", error=None))

    assert ["a,b:c%.pdf：无法读取", "  no table", "  looked for 3", "x：无法读取", "共 2 份：无法读取 2"] == lines


def test_a_table_alone_and_rules_that_were_not_asked_for():
    """It has no organ; what was left out is counted, and what passed is said to have passed in part."""
    table = text(entry(gd.zeros(2023).requests))
    part = text(entry(SOUND, rules=gd.Policy(select=("REM",)).rules()))

    assert table[0].startswith("a.html：通过（")
    assert "：所查部分通过（3 项符合）" in part[0]
    assert "  没有检查的勾稽关系 39 条" == part[1]


def test_what_many_come_to():
    """By rule, by year and by organ; long lists are cut, and it is said how to see the rest."""
    wrong = [
        entry(gd.replace(gd.zeros(2023, organ=f"{n}局"), {"remedies.reconsideration.total": 5}), source=f"{n}.json")
        for n in range(13)
    ]
    lines = text(*wrong, entry(SOUND))
    whole = text(*wrong, entry(SOUND), detail=Detail.STATISTICS)

    assert "共 14 份：通过 1，不通过 13" in lines
    assert "   13  错误 各项结果之和等于总计（REM001）" in lines
    assert ["不通过 13"] == only(lines, "2023 年度：")
    assert "  另有 3 行：--statistics 全部列出" in lines
    assert whole[0] == "共 14 份：通过 1，不通过 13"
    assert 13 == sum("局：不通过 1" in line for line in whole)
    assert [] == text()


def test_a_previous_report_counts():
    """What was checked with last year's report is explained with it."""
    last = gd.replace(gd.zeros(2022, organ="甲局"), {"requests.carried_over_out.total": 3})
    this = gd.zeros(2023, organ="甲局")
    found = Entry(source="a", data=this, result=gd.check(this, previous=last))
    lines = text(found, style=Style(previous=last))

    assert any("上年" in line for line in lines)


def test_text_of_the_library_is_the_same_in_a_file():
    """``render`` gives the lines without tables."""
    assert [*text(entry(WATER), tables=Tables.NEVER)] == "".join(render("text", [entry(WATER)])).splitlines()
