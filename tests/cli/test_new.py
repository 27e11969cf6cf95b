"""``new``: a form to be filled in, and the report that comes of it."""

import shutil
import subprocess

import openpyxl
import pytest
from openpyxl.cell import MergedCell

import govdisclosure as gd

ORGAN = "临澜县水务局"
LEFT = {"requests.carried_over_out.natural_persons": 2, "requests.carried_over_out.total": 2}
LAST_YEAR = gd.replace(gd.zeros(2023, organ=ORGAN), LEFT)
TABLE_THREE = LAST_YEAR.requests.title.zh


@pytest.fixture
def previous(tmp_path):
    """Last year's report in the current folder."""
    (tmp_path / "2023.json").write_text(gd.to_json(LAST_YEAR), encoding="utf-8")
    return tmp_path


def begun(command, *more):
    """The call that starts a form."""
    return command("new", "--organ", ORGAN, "--year", 2024, *more, "-o", "form.xlsx")


def test_a_form_is_blank_and_official(tmp_path, command):
    """Every cell is blank, the sections have their headings, and the period is the year."""
    assert (0, "", "") == begun(command)
    reading = gd.read(tmp_path / "form.xlsx")
    report = reading.report

    assert () == reading.notices
    assert {gd.Gap.BLANK} == {gd.get(report, address) for address in gd.addresses(report)}
    assert (ORGAN, 2024, "2024-12-31") == (report.organ.name, report.year, str(report.period.end))
    assert "五、存在的主要问题及改进情况" == report.sections.problems.heading


def test_what_was_carried_over_is_filled_in_and_locked(previous, command):
    """A closing figure of last year is an opening one of this; nobody types over it, nor over a total."""
    assert (0, "", "") == begun(command, "--previous", "2023.json")
    report = gd.read(previous / "form.xlsx").report
    sheet = openpyxl.load_workbook(previous / "form.xlsx")[TABLE_THREE]

    assert (2, 0, 2) == (
        report.requests.carried_over_in.natural_persons,
        report.requests.carried_over_in.commercial_enterprises,
        report.requests.carried_over_in.total,
    )
    assert sheet.protection.sheet
    assert [True, True, False, True] == [sheet[at].protection.locked for at in ("D6", "J6", "D5", "J5")]
    assert '=IF(COUNT(D5:I5)=6,SUM(D5:I5),"")' == sheet["J5"].value


def test_a_gap_of_last_year_is_left_open(previous, command):
    """What last year's report does not say is to be filled in, and is no zero."""
    blank = gd.replace(LAST_YEAR, {"requests.carried_over_out.natural_persons": gd.Gap.BLANK})
    (previous / "2023.json").write_text(gd.to_json(blank), encoding="utf-8")
    begun(command, "--previous", "2023.json")
    sheet = openpyxl.load_workbook(previous / "form.xlsx")[TABLE_THREE]
    row = gd.read(previous / "form.xlsx").report.requests.carried_over_in

    assert (gd.Gap.BLANK, 2) == (row.natural_persons, row.total)
    assert not sheet["D6"].protection.locked


def test_another_organ_is_noted(previous, command):
    """It may have got a new name."""
    ran = command("new", "--organ", "临澜县水利局", "--year", 2024, "--previous", "2023.json", "-o", "form.xlsx")

    assert (0, "注意：上一年的报告是 临澜县水务局 的\n") == (ran.code, ran.err)
    nameless = gd.zeros(2023)
    (previous / "2023.json").write_text(gd.to_json(nameless), encoding="utf-8")
    assert "上一年的报告是 ? 的" in begun(command, "--previous", "2023.json").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--year", 2025, "--previous", "2023.json", "-o", "a.xlsx"], "应为 2024 年度的（现为 2023 年度）"),
        (["--year", 2024, "--previous", "undated.json", "-o", "a.xlsx"], "现为 ? 年度"),
        (["--year", 2024, "-o", "a.docx"], "空表是工作簿"),
        (["--year", 2024, "-o", "a.odt"], "报告可以写成"),
        (["--year", 0, "-o", "a.xlsx"], "四位数"),
        (["--year", 2024], "缺少参数"),
    ],
)
def test_wrong_calls(arguments, told, previous, command):
    """A year that does not follow, another kind of file, no output."""
    (previous / "undated.json").write_text(gd.to_json(gd.zeros(gd.Gap.ABSENT)), encoding="utf-8")
    ran = command("new", "--organ", ORGAN, *arguments)

    assert 2 == ran.code
    assert told in ran.err
    assert not list(previous.glob("a.*"))


def test_the_form_can_be_in_english(tmp_path, command):
    """What is not the form's own: the sheet of checks and what it tells."""
    begun(command, "--lang", "en")
    checks = openpyxl.load_workbook(tmp_path / "form.xlsx")["Checks"]

    assert "cannot be judged" == openpyxl.load_workbook(tmp_path / "form.xlsx", data_only=True)["Checks"]["A5"].value
    assert checks["B3"].value.startswith("Fill in the white cells")


@pytest.mark.system
def test_a_form_that_was_filled_in_becomes_the_report(previous, command):
    """LibreOffice computes the totals and the checks; the report is made of what it stores."""
    begun(command, "--previous", "2023.json")
    book = openpyxl.load_workbook(previous / "form.xlsx")
    for sheet in book.worksheets[1:-1]:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell, MergedCell) and not cell.protection.locked:
                    cell.value = 0
    book[TABLE_THREE]["D5"].value = 5
    book[TABLE_THREE]["D7"].value = 6
    book["文字"]["A4"].value = "本机关按规定公开政府信息。"
    book.save(previous / "filled.xlsx")
    office = shutil.which("soffice")
    subprocess.run(
        [office, "--headless", "--convert-to", "xlsx", "--outdir", previous / "computed", previous / "filled.xlsx"],
        check=True,
        capture_output=True,
    )
    computed = previous / "computed" / "filled.xlsx"
    shown = openpyxl.load_workbook(computed, data_only=True)["核对"]
    ran = command("convert", computed, "-o", "report.docx")
    report = gd.read(previous / "report.docx").report

    assert 0 == ran.code
    assert ["不相等", "自然人：第一、二项之和 7，第三、四项之和 6，相差 1"] in [
        [c.value for c in row] for row in shown.rows
    ]
    assert "不相等的关系：2" == shown["B1"].value
    assert (5, 6, 6, 2) == (
        report.requests.received.total,
        report.requests.outcomes.total.natural_persons,
        report.requests.outcomes.total.total,
        report.requests.carried_over_in.total,
    )
    assert "本机关按规定公开政府信息。" == report.sections.overview.text
