"""``diagnose``: which cell is wrong, and what it should be."""

import json

import attrs
import pytest

import govdisclosure as gd

GOOD = gd.zeros(2023, organ="甲局")
WRONG = gd.replace(GOOD, {"requests.outcomes.disclosed.natural_persons": 3})
AMBIGUOUS = gd.replace(GOOD, {"remedies.reconsideration.total": 5})


@pytest.fixture
def files(tmp_path):
    """Reports as files in the current folder."""
    for name, report in {"good": GOOD, "wrong": WRONG, "ambiguous": AMBIGUOUS}.items():
        (tmp_path / f"{name}.json").write_text(gd.to_json(report), encoding="utf-8")
    (tmp_path / "none.json").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "code"),
    [("good", 0), ("wrong", 1), ("good wrong", 1), ("none", 2), ("none wrong", 2), ("wrong none good", 2)],
)
@pytest.mark.parametrize("option", [[], ["--json"]])
def test_exit_codes(names, code, option, files, command):
    """0 nothing wrong, 1 something wrong, 2 not read, whatever the others are."""
    assert code == command("diagnose", "--processes", 1, *option, *(f"{name}.json" for name in names.split())).code


def test_the_wrong_cell_is_shown(files, command):
    """The sentence, and below it the rows of the official table with the proposed number beside the suspect."""
    zh, en = command("diagnose", "wrong.json"), command("diagnose", "wrong.json", "--lang", "en")

    assert "wrong.json：" == zh.out.splitlines()[0]
    assert "3→0" in zh.out
    assert zh.out.splitlines()[-1] == "→ 后是应填的数；全部行列：--table all"
    assert zh.out.index("一格有误即可解释") < zh.out.index("3→0")
    assert "1.属于国家秘密" in command("diagnose", "wrong.json", "--table", "all").out
    assert "wrong.json:" == en.out.splitlines()[0]
    assert "3→0" in en.out
    assert "disclosed" in en.out


def test_the_table_can_be_left_out(files, command):
    """The sentences alone."""
    ran = command("diagnose", "wrong.json", "--table", "never")

    assert "3→0" not in ran.out
    assert "予以公开" in ran.out


def test_nothing_wrong_needs_no_table(files, command):
    """A report that ties is named and said to tie."""
    lines = command("diagnose", "good.json").out.splitlines()

    assert 2 == len(lines)
    assert "good.json：" == lines[0]


def test_json(files, command):
    """One list with an item for each source; an error stands in its place."""
    found = json.loads(command("diagnose", "--processes", 1, "--json", "wrong.json", "none.json", "good.json").out)[
        "entries"
    ]

    assert ["wrong.json", "none.json", "good.json"] == [item["source"] for item in found]
    assert "requests.outcomes.disclosed.natural_persons" in json.dumps(found[0]["diagnosis"])
    assert {"type", "message"} == found[1]["error"].keys()


def test_json_of_nothing(tmp_path, command):
    """An empty folder is an empty list, and nothing to look at."""
    (tmp_path / "empty").mkdir()
    ran = command("diagnose", "--json", "empty")

    assert (2, []) == (ran.code, json.loads(ran.out)["entries"])


def test_a_source_that_cannot_be_read_is_told(files, command):
    """On the error stream; the others are diagnosed all the same."""
    ran = command("diagnose", "--processes", 1, "none.json", "wrong.json")

    assert ran.err.startswith("none.json：应有政府信息公开工作年度报告的表格")
    assert "3→0" in ran.out


def test_previous_tells_more(files, command):
    """Last year's closing figure says which of two totals is wrong."""
    before = gd.replace(
        gd.zeros(2022, organ="甲局"), {"requests.carried_over_out.total": 5, "requests.received.total": 5}
    )
    (files / "before.json").write_text(gd.to_json(before), encoding="utf-8")
    alone = command("diagnose", "good.json")
    beside = command("diagnose", "good.json", "--previous", "before.json")

    assert 0 == alone.code
    assert 1 == beside.code
    assert alone.out != beside.out


def test_what_one_cause_explains_is_marked_once(files, command):
    """Two totals left at zero are one slip; the table shows its numbers, not those of another explanation of a part."""
    cells = {"reconsideration.upheld": 10, "reconsideration.corrected": 1, "litigation_direct.upheld": 5}
    report = gd.replace(GOOD, {f"remedies.{address}": number for address, number in cells.items()})
    (files / "totals.json").write_text(gd.to_json(report), encoding="utf-8")
    ran = command("diagnose", "totals.json")

    assert "0→11" in ran.out
    assert "0→5" in ran.out
    assert "5→0" not in ran.out


def test_a_cell_that_cannot_be_settled_is_marked(files, command):
    """Where a cause is known and the number is not, a question mark stands for it."""
    report = gd.replace(
        GOOD,
        {
            "remedies.reconsideration.upheld": 9,
            "remedies.reconsideration.corrected": gd.Gap.BLANK,
            "remedies.reconsideration.total": 4,
        },
    )
    (files / "blank.json").write_text(gd.to_json(report), encoding="utf-8")

    assert "→?" in command("diagnose", "blank.json").out


def test_what_is_not_certain_is_marked_so(files, command):
    """The number of one explanation among several has a question mark; a blank has the number that follows."""
    cells = {"upheld": 30, "corrected": 30, "total": 61}
    report = gd.replace(GOOD, {f"remedies.reconsideration.{name}": number for name, number in cells.items()})
    report = gd.replace(report, {"remedies.litigation_direct.upheld": gd.Gap.BLANK})
    (files / "several.json").write_text(gd.to_json(report), encoding="utf-8")
    out = command("diagnose", "several.json").out
    [line] = [line for line in out.splitlines() if line.startswith("  行政复议")]
    [other] = [line for line in out.splitlines() if line.startswith("    未经复议")]

    assert ["行政复议", "30→31?", "30", "0", "0", "61"] == line.split()
    assert ["未经复议直接起诉", "空白→0", "0", "0", "0", "0"] == other.split()


def test_cells_that_nothing_explains_are_marked(files, command):
    """Where there is no small explanation the table shows which sums are wrong, and both sides of a balance."""
    report = gd.replace(
        GOOD,
        {
            "requests.received.total": 1,
            "requests.outcomes.disclosed.commercial_enterprises": 2,
            "requests.outcomes.partially_disclosed.natural_persons": 3,
        },
    )
    (files / "three.json").write_text(gd.to_json(report), encoding="utf-8")
    out = command("diagnose", "three.json").out
    lines = [line for line in out.splitlines() if "*" in line and "→" not in line and "带 *" not in line]

    assert ["一、本年新收", "二、上年结转", "（一）予以公", "（二）部分公", "（七）总计", "四、结转下年"] == [
        line.split()[0][: len(name)] for line, name in zip(lines, NAMES, strict=True)
    ]
    assert "一格、两格或一次已知的失误都不能解释" in out


NAMES = ["一、本年新收", "二、上年结转", "（一）予以公", "（二）部分公", "（七）总计", "四、结转下年"]


def test_blanks_as_zero(files, command):
    """A blank that may be what its sums leave is a zero on request, as ``check`` has it: then they are wrong."""
    threes = [f"requests.{row}" for row in ("received", "outcomes.disclosed", "outcomes.total")]
    held = {f"{row}.{column}": 3 for row in threes for column in ("natural_persons", "total")}
    report = gd.replace(GOOD, {**held, "requests.outcomes.disclosed.natural_persons": gd.Gap.BLANK})
    (files / "blank.json").write_text(gd.to_json(report), encoding="utf-8")

    verdicts = [
        json.loads(command("diagnose", "blank.json", "--json", *option).out)["entries"][0]["diagnosis"]["assessment"]
        for option in ([], ["--blank-as-zero"])
    ]

    assert ["not_evaluated", "explained"] == verdicts


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"year": 2021}, {"organ": gd.Organ("乙局")}])
def test_a_previous_report_that_is_none(change, files, command):
    """A report of another organ or of an earlier year is no last year's: it is said, and the others are diagnosed."""
    before = attrs.evolve(GOOD, **({"year": 2022} | change))
    (files / "before.json").write_text(gd.to_json(before), encoding="utf-8")
    undated = attrs.evolve(WRONG, year=gd.Gap.ABSENT, organ=gd.Organ())
    (files / "undated.json").write_text(gd.to_json(undated), encoding="utf-8")
    ran = command("diagnose", "wrong.json", "undated.json", "--previous", "before.json", "--lang", "en")

    assert 2 == ran.code
    assert "wrong.json: --previous is the report " in ran.err
    assert "undated.json:" in ran.out
    assert "should be 0" in ran.out


def test_a_previous_report_under_another_name(files, command):
    """What is said can be done: the report is saved as JSON, its name is changed there, and it is last year's."""
    (files / "before.json").write_text(gd.to_json(gd.zeros(2022, organ="甲县局")), encoding="utf-8")
    zh, en = (command("diagnose", "good.json", "--previous", "before.json", "--lang", lang) for lang in ("zh", "en"))
    name = "jia.json"
    command("convert", "before.json", "-o", name)
    (files / name).write_text((files / name).read_text(encoding="utf-8").replace("甲县局", "甲局"), encoding="utf-8")
    told = command("diagnose", "good.json", "--previous", "before.json", "--json")

    assert (2, "") == (zh.code, zh.out)
    assert zh.err.startswith(
        "good.json：--previous 是“甲县局”的报告，不是“甲局”的；机关改名的，请用 govdisclosure convert "
    )
    assert "if the organ was renamed, save last year's report as JSON with govdisclosure convert, " in en.err
    assert "attrs" not in zh.err + en.err + told.out
    assert "InvalidValueError" == json.loads(told.out)["entries"][0]["error"]["type"]
    assert 0 == command("diagnose", "good.json", "--previous", name).code
