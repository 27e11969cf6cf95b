"""``check -o``: findings as a page, as a workbook, and in any other format in a file."""

import json

import openpyxl
import pytest

import govdisclosure as gd

WRONG = gd.replace(gd.zeros(2023, organ="临澜县水务局"), {"requests.received.total": 3})


@pytest.fixture
def reports(tmp_path):
    """A wrong report, a right one, one that cannot be read, and a list of organs in the current folder."""
    (tmp_path / "1.json").write_text(gd.to_json(WRONG), encoding="utf-8")
    (tmp_path / "2.json").write_text(gd.to_json(gd.zeros(2023, organ="临澜县教育局")), encoding="utf-8")
    (tmp_path / "3.json").write_text("{", encoding="utf-8")
    (tmp_path / "organs.txt").write_text("临澜县水务局\n\n 临澜县民政局 \n", encoding="utf-8-sig")
    return tmp_path


def check(command, *arguments):
    """Check all three without printing more than is asked for."""
    return command("check", "--no-config", "--processes", 1, "1.json", "2.json", "3.json", *arguments)


def test_a_page(reports, command):
    """By its suffix; nothing is printed, and the exit code is that of every check."""
    ran = check(command, "-o", "a.html")
    page = (reports / "a.html").read_text(encoding="utf-8")

    assert (2, "") == (ran.code, ran.out)
    assert 3 == page.count("<section ")
    assert 'data-organ="临澜县水务局"' in page


def test_a_workbook(reports, command):
    """Sources that cannot be read are in it; missing organs by the list."""
    ran = check(command, "-o", "a.xlsx", "--expected", "organs.txt")
    book = openpyxl.load_workbook(reports / "a.xlsx", data_only=True)
    rows = [[cell.value for cell in row] for row in book["报告"].rows]

    assert (2, "") == (ran.code, ran.out)
    assert ["不通过", "通过", "无法读取"] == [row[2] for row in rows[1:]]
    assert "3.json" == rows[3][9]
    assert "应有政府信息公开工作年度报告的表格" in rows[3][10]
    assert ["临澜县民政局", "没有报告"] == [cell.value for cell in book["缺报"][2]]


def test_last_year_counts(reports, command):
    """For the workbook as for everything else."""
    last = gd.replace(gd.zeros(2022, organ="临澜县教育局"), {"requests.carried_over_out.total": 2})
    (reports / "2022.json").write_text(gd.to_json(last), encoding="utf-8")
    command("check", "--no-config", "2.json", "--previous", "2022.json", "-o", "a.xlsx")
    book = openpyxl.load_workbook(reports / "a.xlsx", data_only=True)

    assert "YR001" in [cell.value for cell in book["问题"]["D"]]
    assert book["年度对照"].max_row > 1


@pytest.mark.slow
@pytest.mark.parametrize(("name", "more"), [("a.json", ()), ("a.txt", ("--format", "json")), ("a.txt", ("--json",))])
def test_any_other_format(name, more, reports, command):
    """By suffix or by name."""
    check(command, *more, "-o", name)

    assert 3 == len(json.loads((reports / name).read_text(encoding="utf-8"))["entries"])


def test_text_in_a_file(reports, command):
    """The same as on the output, in lines as long as they are."""
    ran = command("check", "--no-config", "1.json", "-o", "a.txt", "--table", "all")

    assert (1, "") == (ran.code, ran.out)
    text = (reports / "a.txt").read_text(encoding="utf-8")
    assert text.startswith("1.json：临澜县水务局 2023 年度：不通过")
    assert text == command("check", "--no-config", "1.json", "--table", "all").out


@pytest.mark.parametrize("name", ["1.json", "2.json"])
@pytest.mark.parametrize("more", [(), ("--format", "html")])
def test_an_input_is_not_written_to(name, more, reports, command):
    """By whatever format."""
    before = (reports / name).read_bytes()

    assert 2 == check(command, *more, "-o", name).code
    assert before == (reports / name).read_bytes()


def test_a_list_needs_a_workbook(reports, command):
    """Elsewhere nobody would see who is missing; a list that is not there is told."""
    assert "--expected 要与 -o 名称.xlsx 同用" in check(command, "--expected", "organs.txt").err
    assert "no.txt：没有这个文件" in check(command, "-o", "a.xlsx", "--expected", "no.txt").err
    assert not (reports / "a.xlsx").exists()


def test_devices(reports, command):
    """They are written to, not replaced."""
    assert 2 == check(command, "-o", "/dev/null").code
    assert 1 == command("check", "--no-config", "1.json", "--format", "html", "-o", "/dev/null").code
