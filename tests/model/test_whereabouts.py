"""Where cells stand, as the program shows it in which a person opens the document."""

import pytest

import govdisclosure as gd
from govdisclosure.model.whereabouts import whereabouts
from govdisclosure.readers.grid import Grid
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.text import read as read_text

REPORT = gd.zeros(2023, organ="临澜县水务局")
IDENTITIES = {each.instance: each.addresses for each in gd.identities(REPORT)}
CELL = ["requests.outcomes.disclosed.natural_persons"]
NAMES = ("REQ003@outcomes.disclosed", "REQ002@total", "REQ001@total")
ROW, COLUMN, BALANCE = map(IDENTITIES.__getitem__, NAMES)
GROUP = IDENTITIES["REM001@litigation_direct"]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The report as written in a format and read again."""
    folder = tmp_path_factory.mktemp("written")

    def written(suffix):
        path = folder / f"report.{suffix}"
        gd.write(REPORT, path)
        return gd.read(path), path

    return written


@pytest.mark.parametrize(
    ("addresses", "zh", "en"),
    [
        (CELL, "表三 第 6 行 自然人", "table 3, row 6, natural persons"),
        (ROW, "表三 第 6 行 自然人至总计", "table 3, row 6, natural persons to total"),
        (COLUMN, "表三 第 6–27 行 总计", "table 3, rows 6–27, total"),
        (BALANCE, "表三 第 4、5、27、28 行 总计", "table 3, rows 4, 5, 27, 28, total"),
        (
            GROUP,
            "表四 第 4 行 未经复议直接起诉 结果维持至未经复议直接起诉 总计",
            "table 4, row 4, sued directly upheld to sued directly total",
        ),
        (
            [*CELL, "requests.received.total", GROUP[0]],
            "表三 第 4 行 总计；表三 第 6 行 自然人；表四 第 4 行 未经复议直接起诉 结果维持",
            "table 3, row 4, total; table 3, row 6, natural persons; table 4, row 4, sued directly upheld",
        ),
        ((), "", ""),
    ],
)
def test_a_document_is_told_by_rows_and_heads(addresses, zh, en, read):
    """The table as officials call it, its row counted from the top, and the heads of the columns."""
    reading, _ = read("docx")

    assert (zh, en) == (whereabouts(reading, addresses, "zh"), whereabouts(reading, addresses, "en"))


def test_a_page_is_named_where_there_are_pages():
    """Behind the rows; several pages are all named."""
    places = tuple((address, gd.Place(page=page, table=2, row=5 + page)) for page, address in enumerate(COLUMN[:3], 2))
    reading = gd.Reading(report=REPORT, places=places, format="pdf")

    assert "表三 第 7 行 总计（第 2 页）" == whereabouts(reading, COLUMN[:1], "zh")
    assert "table 3, rows 7–9, total (page 2–4)" == whereabouts(reading, COLUMN, "en")


def test_a_spreadsheet_is_told_by_its_cells(read):
    """Areas of one row or column, the sheet before them."""
    reading, _ = read("xlsx")
    sheet = "工作表“三、收到和处理政府信息公开申请情况” "

    assert f"{sheet}D7" == whereabouts(reading, CELL, "zh")
    assert f"{sheet}D7:J7" == whereabouts(reading, ROW, "zh")
    assert f"{sheet}J5:J6、J28:J29" == whereabouts(reading, BALANCE, "zh")
    assert whereabouts(reading, [*CELL, GROUP[0]], "en").startswith(
        "sheet 三、收到和处理政府信息公开申请情况, D7, sheet 四"
    )


def test_a_csv_opens_in_a_spreadsheet():
    """It has one sheet, which has no name."""
    reading = gd.Reading(report=REPORT, places=((CELL[0], gd.Place(line=9, row=9, column=4)),), format="csv")

    assert "D9" == whereabouts(reading, CELL, "en")


def test_a_text_is_told_by_line_and_column(read):
    """One cell as an editor shows it, several by their lines and heads."""
    reading, path = read("md")
    line = reading.where(CELL[0])
    assert line is not None
    lines = path.read_text(encoding="utf-8").splitlines()

    assert whereabouts(reading, CELL, "zh") == f"第 {line.line} 行第 {line.character} 列"
    assert "0" == lines[line.line - 1][line.character - 1]
    assert whereabouts(reading, ROW, "zh") == f"第 {line.line} 行 自然人至总计"
    assert whereabouts(reading, COLUMN, "en").startswith("lines ")


def test_characters_count_what_stands_before():
    """The same number twice in a line stands at two places; a blank has none."""
    text = "某年的数\n\n| 行 | 3 |  | 3 |\n|---|---|---|---|\n| 列 | 0 | 1 | 2 |\n"
    (grid,) = [block for block in read_text(text.encode(), limits=Limits()).blocks if isinstance(block, Grid)]

    assert [3, 7, None, 14] == [cell.place.character for cell in grid.cells[:4]]


def test_what_is_not_in_the_document_has_no_place():
    """Nor has what stands on no row."""
    reading = gd.Reading(report=REPORT, places=((CELL[0], gd.Place(page=2)),), format="pdf")

    assert "" == whereabouts(gd.Reading(report=REPORT), ROW, "zh")
    assert "（第 2 页）" == whereabouts(reading, ROW, "zh")
