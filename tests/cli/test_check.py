"""``check``: verdicts, exit codes, policy, formats, and the tables with marks."""

import json
import re

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.forms.sections import TITLES

SECTIONS = {name: gd.Section(heading=title.zh, text="一年的工作。") for name, title in TITLES.items()}
GOOD = attrs.evolve(gd.zeros(2023, organ="甲局"), sections=gd.Sections(**SECTIONS))
BAD = gd.replace(GOOD, {"remedies.reconsideration.total": 5})
OPEN = gd.replace(GOOD, {"remedies.reconsideration.total": gd.Gap.UNREADABLE})
BLANK = gd.replace(GOOD, {"remedies.reconsideration.total": gd.Gap.BLANK})
WARNED = gd.replace(GOOD, {"proactive.normative_documents.issued": 2})


@pytest.fixture
def files(tmp_path):
    """Reports as files in the current folder."""
    reports = {"good": GOOD, "bad": BAD, "open": OPEN, "blank": BLANK, "warned": WARNED}
    for name, report in reports.items():
        (tmp_path / f"{name}.json").write_text(gd.to_json(report), encoding="utf-8")
    (tmp_path / "none.json").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("good.json", 0),
        ("bad.json", 1),
        ("open.json", 1),
        ("blank.json", 1),
        ("blank.json --blank-as-zero", 0),
        ("warned.json", 0),
        ("warned.json --fail-on warning", 1),
        ("warned.json --fail-on warning --ignore PLA", 0),
        ("warned.json --fail-on warning --select req,rem", 0),
        ("none.json", 2),
        ("missing.json", 2),
        ("good.json bad.json", 1),
        ("bad.json none.json", 2),
        ("none.json bad.json good.json", 2),
        ("bad.json --exit-zero", 0),
        ("open.json --exit-zero", 0),
        ("none.json --exit-zero", 2),
        ("bad.json none.json --exit-zero", 2),
        ("good.json --select NONE", 2),
        ("good.json --limit slots", 2),
        ("good.json --limit slot=5", 2),
        ("good.json --limit slots=-5", 2),
        ("good.json --limit slots=500000 --limit seconds=1.5", 0),
        ("good.json --previous missing.json", 2),
        ("good.json bad.json --processes 0", 2),
    ],
)
def test_exit_codes(arguments, code, files, command):
    """0 passed, 1 something found or not known, 2 not read or a wrong call, whatever the others are."""
    assert code == command("check", "--processes", 1, *arguments.split()).code


def test_all_files_are_tried(files, command):
    """A file that cannot be read stops nobody; the last line counts."""
    ran = command("check", "--processes", 1, "none.json", "bad.json", "good.json")
    lines = ran.out.splitlines()

    assert lines[0].startswith("none.json：无法读取")
    assert "bad.json：甲局 2023 年度：不通过" in ran.out
    assert "good.json" not in ran.out
    assert "共 3 份：通过 1，不通过 1，无法读取 1" in lines


def test_a_finding_has_its_numbers(files, command):
    """Both sides, the difference, the basis; in English on request."""
    zh, en = command("check", "bad.json"), command("check", "bad.json", "--lang", "en")

    assert "因为：表四 行政复议：各项结果之和等于总计，但各项之和 0，总计填 5，相差 -5" in zh.out
    assert "because: table 4, administrative reconsideration: the results add up to the total, but the" in en.out
    assert "bad.json: 甲局 2023: failed (" in en.out


def test_the_answer_comes_first(files, command):
    """Which cell is wrong and what it should hold, then why; one fault is told once, and codes stand with the basis."""
    wrong = gd.replace(GOOD, {"requests.outcomes.disclosed.natural_persons": 3})
    (files / "wrong.json").write_text(gd.to_json(wrong), encoding="utf-8")
    zh, en = command("check", "wrong.json", "--ignore", "NAR"), command("check", "wrong.json", "--lang", "en")

    assert "wrong.json：甲局 2023 年度：不通过（1 处错误" in zh.out.splitlines()[0]
    assert "  错误 「三、本年度办理结果 / （一）予以公开 / 自然人」现为 3，应为 0" == zh.out.splitlines()[1]
    assert 2 == zh.out.count("因为：")
    assert ["（规则 REQ003、REQ002、VAL004）"] == re.findall("（规则 .*）", zh.out)
    assert "(the" not in en.out.splitlines()[1]
    assert "should be 0" in en.out.splitlines()[1]


@pytest.mark.parametrize(("selected", "faults"), [("REQ", 1), ("REM", 1), ("STR", 0), ("REQ,REM", 2)])
def test_what_was_not_selected_is_not_told(selected, faults, files, command):
    """An error in table three is not explained where only rules of table four were asked for."""
    wrong = gd.replace(BAD, {"requests.outcomes.disclosed.natural_persons": 3})
    (files / "wrong.json").write_text(gd.to_json(wrong), encoding="utf-8")
    ran = command("check", "wrong.json", "--select", selected)

    assert faults == ran.out.count("  错误 ")
    assert ("现为 3，应为 0" in ran.out) is ("REQ" in selected)


def test_a_hint_counts_blanks_as_the_check_does(files, command):
    """With blanks read as zero the wrong cell is the only one, and is named."""
    blank = dict.fromkeys(
        (f"requests.outcomes.disclosed.{who}" for who in ("commercial_enterprises", "other_organizations")),
        gd.Gap.BLANK,
    )
    wrong = gd.replace(GOOD, {**blank, "requests.outcomes.disclosed.natural_persons": 3})
    (files / "wrong.json").write_text(gd.to_json(wrong), encoding="utf-8")

    assert "现为 3，应为 0" in command("check", "wrong.json", "--blank-as-zero").out


def test_what_cannot_be_told_apart_is_called_possible(files, command):
    """A sum of table four can be mended in five ways: the first is told, and how to see the others."""
    out = command("check", "bad.json", "--select", "REQ,REM").out

    assert "  错误 可能是：「行政复议 / 结果维持」现为 0，应为 5" in out
    assert "另有 4 种解释：govdisclosure diagnose 全部列出" in out
    assert "0→5?" in out


@pytest.mark.parametrize(
    ("options", "rows", "all_"), [("", True, False), ("--table rows", True, False), ("--table all", True, True)]
)
def test_which_rows_are_shown(options, rows, all_, files, command):
    """Of one report those that are wrong, with their neighbours; everything on request; what marks mean."""
    ran = command("check", "bad.json", *options.split())

    assert rows is ("0→5?" in ran.out)
    assert all_ is ("1.属于国家秘密" in ran.out)
    assert all_ is ("全部行列：--table all" not in ran.out)
    assert "→ 后是应填的数，有 ? 的不确定" in ran.out


def test_no_rows(files, command):
    """None on request, and none of many reports unless asked for."""
    assert "→5?" not in command("check", "bad.json", "--table", "never").out
    assert "→5?" not in command("check", "bad.json", "good.json", "--processes", 1).out
    assert "→5?" in command("check", "bad.json", "good.json", "--processes", 1, "--table", "rows").out


def many(command, *more):
    """All files that can be read, and how they are told."""
    names = ("good.json", "bad.json", "open.json", "warned.json")
    return command("check", "--processes", 1, *names, "copy.json", *more).out


@pytest.fixture
def copied(files):
    """A copy of the report that is wrong."""
    (files / "copy.json").write_bytes((files / "bad.json").read_bytes())


def test_many_reports_are_told_in_short(copied, command):
    """Those that did not pass, and what all come to; copies are told by name only."""
    out = many(command)

    assert ["bad.json", "open.json", "copy.json"] == [
        line.partition("：")[0] for line in out.splitlines() if ".json：" in line
    ]
    assert "  与 bad.json 是同一份报告（机关、年度、各数相同），问题不再重复\n" in out
    assert "共 5 份：通过 2，不通过 2，无法判断 1；其中 1 份是前面某一份的副本\n" in out
    assert "    2  错误 各项结果之和等于总计（REM001）\n" in out
    assert "  甲局：不通过 2，无法判断 1\n" in out
    assert "依据：" not in out


def test_many_reports_are_told_at_length(copied, command):
    """Every report with everything."""
    out = many(command, "--verbose")

    assert "good.json：甲局 2023 年度：通过" in out
    assert "依据：" in out
    assert "共 5 份" in out


def test_many_reports_are_told_in_a_line_each(copied, command):
    """Only those that did not pass."""
    lines = many(command, "--quiet").splitlines()

    assert ["bad.json", "open.json", "copy.json"] == [line.partition("：")[0] for line in lines]
    assert "" == command("check", "good.json", "--quiet").out
    assert 1 == command("check", "none.json", "--quiet").out.count("\n")


def test_many_reports_are_only_counted(copied, command):
    """By rule, year and organ; of a single report everything is told all the same."""
    out = many(command, "--statistics")

    assert out.startswith("共 5 份：")
    assert command("check", "bad.json").out == command("check", "bad.json", "--statistics").out


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "json"]])
def test_json(arguments, files, command):
    """One document with every source, and nothing else on the output."""
    document = json.loads(command("check", "--processes", 1, *arguments, "bad.json", "none.json").out)
    bad, none = document["entries"]

    assert ("bad.json", "failed", 2023) == (bad["source"], bad["verdict"], bad["year"])
    assert "REM001@reconsideration" in [each["instance"] for each in bad["outcomes"] if each["verdict"] == "failed"]
    assert "none.json" == none["source"]
    assert {"type", "message"} == none["error"].keys()


@pytest.mark.parametrize(
    ("name", "start"), [("jsonl", '{"schema"'), ("sarif", "{"), ("junit", "<?xml"), ("github", "::error file=bad.json")]
)
def test_formats(name, start, files, command):
    """Every format comes out whole, without the sentences for people."""
    ran = command("check", "bad.json", "--format", name)

    assert 1 == ran.code
    assert ran.out.startswith(start)
    assert "→ 后是" not in ran.out


def test_standard_input(files, command):
    """A dash reads a report from standard input."""
    ran = command("check", "-", stdin=gd.to_json(BAD).encode())

    assert 1 == ran.code
    assert ran.out.startswith("-：甲局 2023 年度：不通过")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "跳过（不是报告文件的格式）"), ("en", "left out (not a kind of file that reports come in)")],
)
def test_what_is_left_out_of_a_folder_is_told(lang, words, tmp_path, command):
    """On the error stream, by name, so that nothing vanishes in silence."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "good.json").write_text(gd.to_json(GOOD), encoding="utf-8")
    (tmp_path / "reports" / "photo.jpg").write_bytes(b"")
    ran = command("check", "reports", "--lang", lang)

    assert 0 == ran.code
    assert words in ran.err
    assert "photo.jpg" in ran.err


def test_previous(files, command):
    """Last year's report ties the carry-over."""
    before = gd.replace(gd.zeros(2022, organ="甲局"), {"requests.carried_over_out.total": 3})
    (files / "before.json").write_text(gd.to_json(before), encoding="utf-8")
    ran = command("check", "good.json", "--previous", "before.json", "--select", "REQ,REM,YR")

    assert "YR001" in ran.out
    assert "YR001" not in command("check", "good.json").out


def test_previous_of_several_reports(files, command, monkeypatch):
    """Last year's report must be one; which of several is not for us to guess."""
    two = [(f"bad.json#{number}", gd.Reading(report=GOOD)) for number in (1, 2)]
    monkeypatch.setattr("govdisclosure.cli.check.readings", lambda sources, how: iter(two))
    ran = command("check", "good.json", "--previous", "bad.json", "--lang", "en")

    assert 2 == ran.code
    assert "bad.json#1; bad.json#2" in ran.err


def test_configuration_is_found_upwards(files, command, monkeypatch):
    """The nearest configuration counts, arguments go before it, and it can be left alone."""
    (files / "govdisclosure.toml").write_text('fail-on = "warning"\nignore = ["REM"]\n', encoding="utf-8")
    (files / "below").mkdir()
    monkeypatch.chdir(files / "below")

    assert 1 == command("check", files / "warned.json").code
    assert 0 == command("check", files / "warned.json", "--fail-on", "error", "--ignore", "STR").code
    assert 0 == command("check", files / "warned.json", "--no-config").code


def test_configuration_by_name(files, command):
    """A file named by hand; one that means nothing is a wrong call."""
    (files / "mine.toml").write_text("blank-as-zero = true\n", encoding="utf-8")
    (files / "wrong.toml").write_text("blanks = true\n", encoding="utf-8")

    assert 0 == command("check", "blank.json", "--config", "mine.toml").code
    wrong = command("check", "blank.json", "--config", "wrong.toml")
    assert 2 == wrong.code
    assert "不认识的键 'blanks'" in wrong.err


def test_a_severity_of_the_configuration_counts(files, command):
    """A rule that is made an error makes the result fail."""
    (files / "govdisclosure.toml").write_text('[severity]\nPLA = "error"\n', encoding="utf-8")

    assert 1 == command("check", "warned.json").code


def test_notices_are_shown(files, command, monkeypatch):
    """What reading a document had to say stands below its findings."""
    noticed = gd.Reading(report=GOOD, notices=(gd.Notice("pictures-unread", detail="2"),))
    monkeypatch.setattr("govdisclosure.readers.one.file_readings", lambda *arguments: (noticed,))

    assert "读取 图片未读入（2 幅）" in command("check", "good.json").out


def test_a_hint_beside_a_previous_report_that_is_none(files, command):
    """Another organ's report is a finding, and the hint does without it."""
    wrong = gd.replace(GOOD, {"requests.outcomes.disclosed.natural_persons": 3})
    (files / "wrong.json").write_text(gd.to_json(wrong), encoding="utf-8")
    (files / "before.json").write_text(gd.to_json(gd.zeros(2022, organ="乙局")), encoding="utf-8")
    ran = command("check", "wrong.json", "--previous", "before.json", "--lang", "en")

    assert 1 == ran.code
    assert "YR006" in ran.out
    assert "holds 3, should be 0" in ran.out
    assert "certainty: the only single cell that explains it" in ran.out
