"""``aggregate``: many reports added up, as words, a workbook of formulas, or a document."""

from decimal import Decimal

import openpyxl
import pytest

import govdisclosure as gd

WATER = gd.replace(
    gd.zeros(2023, organ="临澜县水务局"),
    {"requests.received.total": 95, "requests.outcomes.other_handling.fee_unpaid.total": 1},
)
SCHOOLS = gd.replace(
    gd.zeros(2023, organ="临澜县教育局"),
    {"requests.received.total": 30, "proactive.fees.amount": Decimal("123456789012.345678")},
)
ORGAN = ("--organ", "临澜县人民政府")


@pytest.fixture
def parts(tmp_path):
    """Two reports in a folder of the current one."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "1.json").write_text(gd.to_json(WATER), encoding="utf-8")
    (tmp_path / "parts" / "2.json").write_text(gd.to_json(SCHOOLS), encoding="utf-8")
    return tmp_path


def put(folder, name, report):
    """Another report beside them."""
    (folder / "parts" / name).write_text(gd.to_json(report), encoding="utf-8")


def test_without_an_output_it_is_told(parts, command):
    """What was added up, and what was not."""
    ran = command("aggregate", "--processes", 1, "parts")

    assert (0, "") == (ran.code, ran.err)
    assert ran.out.startswith("2 份报告之和：临澜县水务局、临澜县教育局\n存量及其增减不相加")


def test_the_workbook_has_formulas_over_the_parts(parts, command):
    """The official tables of the sum, which read back, and a sheet with a row for each part."""
    ran = command("aggregate", "--processes", 1, "parts", *ORGAN, "-o", "sum.xlsx")
    book, shown = (openpyxl.load_workbook(parts / "sum.xlsx", data_only=only) for only in (False, True))
    cell = book[WATER.requests.title.zh]["J5"].value
    sheet, column = shown["各份"], cell.removeprefix("=SUM('各份'!").partition("2:")[0]
    report = gd.read(parts / "sum.xlsx").report

    assert (0, "") == (ran.code, ran.out)
    assert f"=SUM('各份'!{column}2:{column}3)" == cell
    assert ["一、本年新收政府信息公开申请数量 / 总计", 95, 30] == [each.value for each in sheet[column]]
    assert ["机关", "临澜县水务局", "临澜县教育局"] == [each.value for each in sheet["A"]]
    assert ("临澜县人民政府", 2023, 125) == (report.organ.name, report.year, report.requests.received.total)
    assert Decimal("123456789012.345678") == report.proactive.fees.amount
    assert gd.Gap.UNREADABLE is report.proactive.government_rules.in_force


def test_a_gap_is_no_sum(parts, command):
    """It is told, it stands among the parts, and the exit code says that the sum lacks something."""
    put(parts, "3.json", gd.replace(gd.zeros(2023, organ="临澜县民政局"), {"requests.received.total": gd.Gap.BLANK}))
    ran = command("aggregate", "--processes", 1, "parts", *ORGAN, "-o", "sum.xlsx")

    assert 1 == ran.code
    assert "临澜县民政局" in ran.err
    assert "缺" == openpyxl.load_workbook(parts / "sum.xlsx")[WATER.requests.title.zh]["J5"].value


def test_editions_are_added_up_as_far_as_the_form_lets_them(parts, command):
    """Three rows of one are one of the other."""
    put(parts, "3.json", gd.replace(gd.zeros(2020, organ="甲"), {"requests.outcomes.other_handling.total": 4}))
    ran = command("aggregate", "--processes", 1, "parts", "--year", 2020, *ORGAN, "-o", "sum.xlsx")
    report = gd.read(parts / "sum.xlsx").report

    assert 1 == ran.code
    assert 5 == report.requests.outcomes.other_handling.total
    assert "年度" in ran.err


@pytest.mark.parametrize("name", ["sum.json", "sum.docx", "sum.md"])
def test_other_documents(name, parts, command):
    """By suffix."""
    command("aggregate", "--processes", 1, "parts", *ORGAN, "-o", name)

    assert 125 == gd.read(parts / name).report.requests.received.total


@pytest.mark.parametrize(
    ("more", "told"),
    [(["-o", "sum.odt"], "报告可以写成"), (["-o", "parts/1.json"], "就是要读取的文件之一")],
)
def test_wrong_calls(more, told, parts, command):
    """Another suffix, or an input as the output."""
    ran = command("aggregate", "--processes", 1, "parts/1.json", *more)

    assert 2 == ran.code
    assert told in ran.err


def test_several_years_need_one(parts, command):
    """Nobody knows which one is meant."""
    put(parts, "3.json", gd.zeros(2022))

    assert "--year" in command("aggregate", "--processes", 1, "parts", "-o", "a.json").err


def test_a_source_that_cannot_be_read_adds_up_to_nothing(parts, command):
    """The rest is not the sum."""
    (parts / "parts" / "3.json").write_text("{", encoding="utf-8")
    ran = command("aggregate", "--processes", 1, "parts", "-o", "sum.xlsx")

    assert 2 == ran.code
    assert ran.err.endswith("有读不了的报告，没有相加\n")
    assert not (parts / "sum.xlsx").exists()


def test_devices(parts, command):
    """They are written to, not replaced."""
    assert 2 == command("aggregate", "--processes", 1, "parts", "-o", "/dev/null").code
