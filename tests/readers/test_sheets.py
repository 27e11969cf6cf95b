"""Spreadsheets: every printed cell at its slot, nothing hidden, and no formula that reads as a blank or a nought."""

import io
import zipfile
from decimal import Decimal, localcontext
from xml.sax.saxutils import quoteattr

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError, UnsupportedFormatError
from govdisclosure.model.notices import NOTICES
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Grid, GridCell, Paragraph
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sheets.workbook import read
from readers.ooxml import docx, relations, zipped
from readers.workbooks import (
    OFFICE,
    STRICT_MAIN,
    cell,
    cells_of,
    compound,
    merges,
    opened,
    outline,
    rows,
    said,
    table,
    texts_at,
    xlsx,
)

# Slots and merged cells


def test_a_sheet_is_a_heading_and_a_grid():
    """The name of the sheet comes first; each cell stands at its slot and knows where it is in the sheet."""
    document = read(xlsx(table(["信息内容", "数量"], ["规章", 3], top=2)), name="dir/年报.xlsx", limits=Limits())

    assert "年报.xlsx" == document.name
    assert (
        Paragraph(text="一", place=Place(sheet="一"), heading=True),
        Grid(
            cells=(
                GridCell(text="信息内容", row=0, column=0, place=Place(sheet="一", row=2, column=1, text="信息内容")),
                GridCell(text="数量", row=0, column=1, place=Place(sheet="一", row=2, column=2, text="数量")),
                GridCell(text="规章", row=1, column=0, place=Place(sheet="一", row=3, column=1, text="规章")),
                GridCell(text="3", row=1, column=1, place=Place(sheet="一", row=3, column=2, text="3")),
            ),
            place=Place(sheet="一", table=1, row=2, column=1),
        ),
    ) == document.blocks


def test_merged_cells_are_one_cell():
    """A merged cell is kept once with its spans, blank or not, and covers nothing outside the table."""
    data = xlsx(
        table(["组", "列", None], [None, 1, 2], [None, None, None], ["丁", 3, 4])
        + merges("A1:A3", "B1:C1", "B3:Z3", "Y9:Z9")
    )

    assert [
        ("组", 0, 0, 3, 1),
        ("列", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("", 2, 1, 1, 2),
        ("丁", 3, 0, 1, 1),
        ("3", 3, 1, 1, 1),
        ("4", 3, 2, 1, 1),
    ] == [(each.text, each.row, each.column, each.rowspan, each.colspan) for each in cells_of(opened(data))]


def test_blank_merged_cells_beside_a_table():
    """What is merged and blank outside the table is no cell of it."""
    data = xlsx(table(["甲", 1], ["乙", 2], [], [None, None, None, "丙", 3]) + merges("D1:E2", "A4:B4"))

    assert [[["甲", "1"], ["乙", "2"]], [["丙", "3"]]] == outline(opened(data))[1:]


def test_content_under_a_merged_cell_is_left_out_and_named():
    """What a merged cell covers is not seen by a person."""
    document = opened(xlsx(table(["甲", "盖住", 1], ["乙", 2, 3]) + merges("A1:B1")))

    assert [["甲", "1"], ["乙", "2", "3"]] == outline(document)[1]
    assert [("hidden-cells", "一: B1")] == said(document)


def test_many_unseen_cells_are_named_by_the_first():
    """A remark stays short."""
    document = opened(xlsx(table(["甲", *range(12)], ["乙", *range(12)]) + merges("A1:M1")))

    assert [("hidden-cells", "一: B1, C1, D1, E1, F1, G1, H1, I1, J1, K1, …")] == said(document)


def test_overlapping_merged_cells():
    """Of two merged cells that overlap the later one counts as not merged, and a remark names it."""
    document = opened(xlsx(table(["甲", "乙", 1], ["丙", "丁", 2]) + merges("A1:A2", "A2:B2", "B1:B1")))

    assert [["甲", "乙", "1"], ["丁", "2"]] == outline(document)[1]
    assert [("hidden-cells", "一: A2"), ("merged-cells-overlap", "一: A2")] == said(document)


def test_tables_side_by_side_keep_their_columns():
    """Two tables beside each other stay one grid; the blank column between them has no cells."""
    document = opened(xlsx(table(["规章", 1, None, "许可", 2], ["文件", None, None, "处罚", 4])))

    assert [[("规章", 0), ("1", 1), ("许可", 3), ("2", 4)], [("文件", 0), ("", 1), ("处罚", 3), ("4", 4)]] == [
        [(each.text, each.column) for each in row] for row in document.blocks[1].rows()
    ]


ROWS = 6
COLUMNS = 6


@st.composite
def sheets(draw):
    """Non-overlapping areas with a value each, as row, column, last row, last column, value."""
    areas, taken = [], set()
    texts = st.text("Ab9政府公开（）、。／-#㙍䶮𬭎", min_size=1, max_size=5)
    values = st.one_of(st.integers(0, 10**12), texts)
    for _ in range(draw(st.integers(0, 12))):
        top, left = draw(st.integers(1, ROWS)), draw(st.integers(1, COLUMNS))
        bottom, right = top + draw(st.integers(0, 2)), left + draw(st.integers(0, 2))
        slots = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not slots & taken:
            taken |= slots
            areas.append((top, left, bottom, right, draw(values)))
    return areas


@given(sheets())
def test_what_is_written_is_read_at_the_same_slot(areas):
    """Every value comes out once, at its row and column and with its span; nothing else does."""
    book = openpyxl.Workbook()
    for top, left, bottom, right, value in areas:
        book.active.cell(top, left, value)
        if (top, left) != (bottom, right):
            book.active.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    stream = io.BytesIO()
    book.save(stream)

    document = opened(stream.getvalue())

    assert {(top, left): str(value) for top, left, _, _, value in areas} == texts_at(document)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right, _ in areas}
    for each in cells_of(document):
        assert spans.get((each.place.row, each.place.column), (1, 1)) == (each.rowspan, each.colspan)


@given(st.lists(st.lists(st.one_of(st.integers(-(10**9), 10**9), st.integers(1, 10**9).map(lambda n: n / 1000)))))
def test_numbers_agree_with_another_reader(grid):
    """A workbook of another writer, read by another reader: the same numbers at the same slots."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, numbers in enumerate(grid):
            sheet.write_row(row, 0, numbers)
    other = python_calamine.load_workbook(io.BytesIO(stream.getvalue())).get_sheet_by_index(0)
    theirs = {
        (row + 1, column + 1): Decimal(repr(value))
        for row, line in enumerate(other.to_python(skip_empty_area=False))
        for column, value in enumerate(line)
        if value != ""
    }

    assert theirs == {slot: Decimal(text) for slot, text in texts_at(opened(stream.getvalue())).items()}


# Numbers and texts


def styled(code, *, number=164):
    """The styles of a workbook whose style 0 has the number format ``code``."""
    return (
        f'<numFmts><numFmt numFmtId="{number}" formatCode={quoteattr(code)}/></numFmts>'
        f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    )


def shown(stored, code="General", *, styles=""):
    """The text and the note of the one cell of a workbook with the number ``stored`` in the format ``code``."""
    document = opened(xlsx(rows(f'<c s="0"><v>{stored}</v></c>'), styles=styles or styled(code)))
    (each,) = cells_of(document) or [document.blocks[1]]
    notes = [remark.code for remark in document.remarks]
    assert notes == ([each.note] if isinstance(each, GridCell) and each.note else notes)
    return each.text, *notes


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("12", "12"),
        ("12.0", "12"),
        ("-0", "0"),
        ("4068.208", "4068.208"),
        ("4068.2080000000001", "4068.208"),
        ("0.30000000000000004", "0.3"),
        ("59237.2449", "59237.2449"),
        ("1E3", "1000"),
        ("1.5E-3", "0.0015"),
        ("123456789012345678", "123456789012345678"),
        ("1.234567890123457E+16", "12345678901234570"),
        (" 7 ", "7"),
        ("+.5", "0.5"),
    ],
)
def test_numbers_are_printed_exactly(stored, text):
    """Whole numbers without a point, others without the noise of binary fractions, none with an exponent."""
    assert (text,) == shown(stored)


@pytest.mark.parametrize("stored", ["1e999", "1_000", "１２", "nan", "0x1F", "12 34"])
def test_what_is_no_number_stays_as_it_is(stored):
    """Only what every program takes for a number is one."""
    assert (stored,) == shown(stored)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        (1234, "#,##0", "1234"),
        (12.5, "0.00", "12.5"),
        (0.125, "0.0%", "12.5%"),
        (12.3, '0.00"万元"', "12.3万元"),
        (12, "General\\件", "12件"),
        (12, "[$¥-804]#,##0.00", "¥12"),
        (12, "[Red]0_);[蓝色](0)", "12"),
        (12, "@", "12"),
        (12, "[>10]0;0.0", "12"),
        (12, "[<10]0,;0", "12"),
        (12, "[>20]0,;[<5]0,;0", "12"),
        (5, "* 0_ ", "5"),
        (105, '0"7"', "1057"),
        (-5, "0", "-5"),
        (-5, "0;-0", "-5"),
        (-5, "#,##0_);(#,##0)", "-5"),
        (0, "0;-0;0", "0"),
        (45293, "yyyy/m/d", "2024/1/2"),
        (45293, 'yyyy"年"m"月"d"日";@', "2024年1月2日"),
        (45293.75, "yy-mm-dd hh:mm:ss", "24-01-02 18:00:00"),
        (45293.5, "h:m", "12:0"),
        (45293.5, "mm:ss", "00:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
    ],
)
def test_number_formats_that_are_plain(stored, code, text):
    """Units, signs of percent and currency, and dates are printed; digits that say nothing are not."""
    assert (text,) == shown(stored, code)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        (4068.208, "0.00", "4068.208"),
        (0, '#,##0;-#,##0;"-"', "0"),
        (-5, "0;[Red]0", "-5"),
        (0.12345, "0.0%", "0.12345"),
        (12, "0%%", "12"),
        (1234567, "#,##0,", "1234567"),
        (1234567, "0.0,", "1234567"),
        (251000, '0!.0,"万"', "251000"),
        (12345, "0.00E+00", "12345"),
        (0.5, "# ?/?", "0.5"),
        (12, "[DBNum1]General", "12"),
        (12, "[>10]0,;0.0", "12"),
        (12, "[>20]0,;[<5]0;0,", "12"),
        (12, "[h]:mm", "12"),
        (12, "0" * 256, "12"),
        (60, "yyyy-mm-dd", "60"),
        (0, "yyyy-mm-dd", "0"),
        (3_000_000, "yyyy-mm-dd", "3000000"),
        (45293, "yyyy-mmm-dd", "2024-01-02 00:00:00"),
        (45293.5, "h:mm AM/PM", "2024-01-02 12:00:00"),
    ],
)
def test_number_formats_that_show_something_else(stored, code, text):
    """The number is printed as stored, or the date in full, and a note says that the cell shows something else."""
    assert (text, "number-format") == shown(stored, code)


@pytest.mark.parametrize(
    ("stored", "code"),
    [(0, "#,###"), (0, "0;-0;;@"), (5, ";;;"), (-5, "0;"), (0, '[=0]"";0'), (5, '" "'), (5, "[<10];0"), (7, ";;;")],
)
def test_number_formats_that_show_nothing(stored, code):
    """A number that its format hides is no blank: the note says what it is."""
    beside = [f'<c r="A1" s="0"><v>{stored}</v></c>', cell("B1", 1, style=1), cell("A2", 2, style=1)]
    styles = styled(code).replace("</cellXfs>", "<xf numFmtId='0'/></cellXfs>")
    document = opened(xlsx(rows(*beside), styles=styles))

    assert [("", "hidden-text"), ("1", "")] == [(each.text, each.note) for each in cells_of(document)][:2]
    assert [("hidden-text", str(stored))] == said(document)


@pytest.mark.parametrize(
    ("stored", "code"),
    [(5, '"7"'), (5, '[<10]"7";0'), (5, "0*7"), (5, '"已办结"'), (5, "[>10]0"), (1050, '0,"7"'), (5, '0"7"0')],
)
def test_number_formats_that_show_other_digits(stored, code):
    """A number in whose place a format shows words or digits of its own is in doubt."""
    assert (str(stored), "look-unclear") == shown(stored, code)


@pytest.mark.parametrize(
    ("code", "text", "note"),
    [
        (";;;", "", "hidden-text"),
        ("0;0;0;", "", "hidden-text"),
        ('@"7"', "57", ""),
        ('0;0;0;@"件"', "5件", ""),
        ("0", "5", ""),
        (";;", "5", ""),
        ("[DBNum1]@", "5", ""),
        ('0;0;0;"无此项"', "5", "look-unclear"),
        ("@" * 256, "5", ""),
    ],
)
def test_formats_of_texts(code, text, note):
    """A text is shown by the section of its format for texts, if there is one."""
    styles = styled(code).replace("</cellXfs>", "<xf numFmtId='0'/></cellXfs>")
    document = opened(xlsx(rows(cell("A1", "5"), cell("B1", 1, style=1), cell("A2", 2, style=1)), styles=styles))

    assert (text, note) == (cells_of(document)[0].text, cells_of(document)[0].note)


def test_a_note_repeats_the_format():
    """The remark on a cell stands at the cell and carries the format."""
    document = opened(xlsx(rows(cell("B3", 1234567)), styles=styled("#,##0,")))

    assert [("number-format", "#,##0,")] == said(document)
    assert Place(sheet="一", row=3, column=2, text="1234567") == document.remarks[0].place


def test_a_note_on_a_long_format():
    """It repeats the first sixty characters."""
    code = "0," + "_x" * 40

    assert [("number-format", code[:60])] == said(opened(xlsx(rows(cell("B3", 1234567)), styles=styled(code))))


@pytest.mark.parametrize(("number", "text"), [(14, "2024/1/2"), (31, "2024年1月2日"), (1, "45293"), (99, "45293")])
def test_formats_known_by_number(number, text):
    """The formats that no file spells out are those of a Chinese office; an unknown one is plain."""
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'

    assert {(1, 1): text} == texts_at(opened(xlsx(rows(cell("A1", 45293)), styles=styles)))


YEAR_AND_MONTH, MONTH_AND_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
HALF_DAY, HALF_DAY_WITH_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
PUBLISHED = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    # Those of Chinese programs: lists of every language leave them out, or have the order of days of another country.
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00",
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm",
    27: YEAR_AND_MONTH, 28: MONTH_AND_DAY, 29: MONTH_AND_DAY, 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: HALF_DAY, 35: HALF_DAY_WITH_SECONDS, 36: YEAR_AND_MONTH,
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    50: YEAR_AND_MONTH, 51: MONTH_AND_DAY, 52: YEAR_AND_MONTH, 53: MONTH_AND_DAY, 54: MONTH_AND_DAY,
    55: HALF_DAY, 56: HALF_DAY_WITH_SECONDS, 57: YEAR_AND_MONTH, 58: MONTH_AND_DAY,
}  # fmt: skip
"""The formats that ECMA-376 gives numbers (part 1, 18.8.30), in a program that speaks Chinese."""


@pytest.mark.parametrize("number", [*range(60), 80, 81, 163])
def test_the_published_formats(number):
    """A number of a format says what the published list says; one that is not listed says nothing."""
    styles, code = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>', PUBLISHED.get(number, "General")

    for stored in ("45293.75843", "45293", "1234567", "0.5", "0", "-5", "-0.05"):
        assert shown(stored, code) == shown(stored, styles=styles)


@pytest.mark.parametrize("style", ['s="9"', 's="x"', ""])
def test_a_style_that_does_not_exist(style):
    """Such a cell is printed plainly."""
    assert {(1, 1): "0.5"} == texts_at(opened(xlsx(rows(f"<c {style}><v>0.5</v></c>"), styles=styled("0%"))))


def test_a_format_number_that_is_none():
    """Such a style is plain."""
    styles = '<cellXfs><xf numFmtId="zero"/></cellXfs>'

    assert {(1, 1): "0.5"} == texts_at(opened(xlsx(rows(cell("A1", 0.5)), styles=styles)))


def test_days_counted_from_1904():
    """A workbook of an old Macintosh counts its days from 1904."""
    front = '<workbookPr date1904="1"/>'

    document = opened(xlsx(rows(cell("A1", 43831)), styles=styled("yyyy-m-d"), front=front))

    assert {(1, 1): "2024-1-2"} == texts_at(document)


@pytest.mark.parametrize(
    ("stored", "from_1900", "from_1904"),
    [
        ("0.999", "0.999", "0.999"),
        ("1", "1900-1-1", "1904-1-2"),
        ("59", "1900-2-28", "1904-2-29"),
        ("59.999", "1900-2-28", "1904-2-29"),
        ("60", "60", "1904-3-1"),
        ("60.999", "60.999", "1904-3-1"),
        ("61", "1900-3-1", "1904-3-2"),
        ("2957003", "9995-12-30", "9999-12-31"),
        ("2957004", "9995-12-31", "2957004"),
        ("2958465", "9999-12-31", "2958465"),
        ("2958466", "2958466", "2958466"),
    ],
)
def test_the_first_and_last_days(stored, from_1900, from_1904):
    """Of each way to count; what no program shows as a day, and 29 February 1900, stays a number."""
    for count, text in (("0", from_1900), ("1", from_1904)):
        front = f'<workbookPr date1904="{count}"/>'
        document = opened(xlsx(rows(f"<c s='0'><v>{stored}</v></c>"), styles=styled("yyyy-m-d"), front=front))
        assert ({(1, 1): text}, ["number-format"] * (text == stored)) == (
            texts_at(document),
            [code for code, _ in said(document)],
        )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('<c t="str"><v>文字</v></c>', "文字"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2024-01-02</v></c>', "2024-01-02"),
        ('<c t="s"><v>0</v></c>', "行政处罚"),
        ('<c t="s"><v>1</v></c>', "007"),
        (
            '<c t="inlineStr"><is><r><t>行政</t></r><r><rPr/><t xml:space="preserve"> 强制 </t></r></is></c>',
            "行政 强制",
        ),
        ('<c t="str"><v>甲_x000D_\n乙_x005F_x000D_</v></c>', "甲\n乙_x000D_"),
        ('<c t="str"><v>_xD83D_</v></c>', "_xD83D_"),
        ('<c t="str"><v>甲&#13;乙</v></c>', "甲\n乙"),
    ],
)
def test_texts(written, text):
    """All runs of a text belong to it; how it is pronounced does not; escapes are resolved."""
    texts = (
        "<si><r><rPr><b/></rPr><t>行政</t></r><r><t>处罚</t></r>"
        '<rPh sb="0" eb="2"><t>しょばつ</t></rPh><phoneticPr fontId="1"/></si><si><t>007</t></si>'
    )
    data = xlsx(rows(written, '<c r="B1"><v>1</v></c>'), texts=texts)

    assert [[text, "1"]] == outline(opened(data))[1]


@pytest.mark.parametrize(
    "written",
    [
        "<c/>",
        "<c><v/></c>",
        '<c t="s"/>',
        '<c t="inlineStr"/>',
        '<c t="b"/>',
        '<c t="str"><v> \n</v></c>',
        '<c t="e"/>',
    ],
)
def test_blanks(written):
    """A cell without a value, or with white space only, is blank."""
    document = opened(xlsx(rows(cell("A1", "规章"), written, cell("C1", 1), cell("B2", 2))))

    assert [["规章", "", "1"], ["", "2", ""]] == outline(document)[1]


def test_struck_and_raised_text():
    """What is struck through or raised is no part of the text; the note says what it was."""
    texts = (
        "<si><r><t>1</t></r><r><rPr><strike/></rPr><t>2</t></r><r><rPr><strike val='0'/></rPr><t>3</t></r></si>"
        "<si><r><t>12</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>①</t></r></si>"
        "<si><t>全部</t></si>"
        "<si><r><t>旧</t></r><r><rPr><sz val='9'/></rPr><t>新</t></r></si>"
    )
    styles = "<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId='0'/><xf fontId='1'/></cellXfs>"
    plain = [f'<c s="0" t="s"><v>{index}</v></c>' for index in (0, 1)]
    struck = ['<c s="1" t="s"><v>2</v></c>', '<c s="1"><v>9</v></c>', '<c s="1" t="s"><v>3</v></c>']
    document = opened(xlsx(rows(*plain, *struck, cell("F1", 7)), texts=texts, styles=styles))

    assert [["1 3", "12", "", "", "新", "7"]] == outline(document)[1]
    assert [
        ("struck-text", "2"),
        ("raised-mark", "①"),
        ("struck-text", "全部"),
        ("struck-text", "9"),
        ("struck-text", "旧"),
    ] == said(document)
    assert ["struck-text", "raised-mark", "struck-text", "struck-text", "struck-text", ""] == [
        each.note for each in cells_of(document)
    ]


# Formulas


def summed(formula, *, value="", kind="n", front="", more=""):
    """The text and note of C1 with ``formula``, beside 2 in A1, 3.5 in B1 and the text 文 in A2."""
    held = f"<v>{value}</v>" if value is not None else ""
    written = f'<c r="C1" t="{kind}"><f>{formula}</f>{held}</c>'
    document = opened(
        xlsx(
            {
                "一": rows(cell("A1", 2), cell("B1", 3.5), written, cell("A2", "文"), more),
                "二 '年'": rows(cell("A1", 40)),
            },
            front=front,
        )
    )
    (each,) = [each for each in cells_of(document) if (0, 2) == (each.row, each.column)]
    assert [(each.note, each.place)] * bool(each.note) == [
        (remark.code, remark.place) for remark in document.remarks if remark.place.column == 3
    ]
    return each.text, each.note


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("SUM(A1:B1)", "5.5"),
        ("sum(A1:B1,10, $A$1)", "17.5"),
        ("A1+B1", "5.5"),
        ("B1-A1", "1.5"),
        ("-A1+10-(B1-(1-2))", "3.5"),
        ("A1--B1", "5.5"),
        ("A1+Z99", "2"),
        ("SUM(A1:XFD1048576)-C1+C1", "?"),
        ("SUM(A1:A9)", "2"),
        ("SUM(B9:A1)", "5.5"),
        ("'二 ''年'''!A1 + A1", "42"),
        ("一!A1", "2"),
        ("A1+0.1+0.2", "2.3"),
    ],
)
def test_sums_without_a_stored_result_are_computed(formula, text):
    """Sums and differences are exact and follow the program: a sum passes over text and blanks."""
    expected = (text, "formula-evaluated") if text != "?" else (f"={formula}", "formula-without-value")

    assert expected == summed(formula)
    assert expected == summed(formula, value=None)


@pytest.mark.parametrize(
    "formula",
    [
        "A1*B1",
        "A1%",
        "A1+A2",
        "SUM(A1:B1",
        "A1)",
        "A1+",
        "A1 B1",
        "(A1",
        "()",
        "A1:B1",
        "SUM(A1,,B1)",
        "SUM(A1+B1)",
        "SUM(IF(A1,1))",
        "三!A1",
        "[1]一!A1",
        "C1",
        "SUM(C1:D1)",
        "1" * 2000,
        "IF(A1,1,2)",
    ],
)
def test_other_formulas_without_a_stored_result(formula):
    """They are printed as formulas, which nobody takes for a blank or a number."""
    assert (f"={formula}", "formula-without-value") == summed(formula)


@pytest.mark.parametrize(("spaces", "note"), [(0, "formula-evaluated"), (1, "formula-without-value")])
def test_how_long_a_sum_may_be(spaces, note):
    """What is longer than anybody writes is not computed."""
    assert note == summed("A1" + " " * spaces + "+0" * 511)[1]


def test_formulas_that_need_each_other():
    """Formulas are computed in the order of their dependencies; a circle has no value, nor has what needs it."""
    formulas = {"A3": "A2+1", "A2": "A1+1", "B1": "B2", "B2": "B1+1", "B3": "B2+1", "C1": "SUM(A1:A3)"}
    written = [f'<c r="{reference}"><f>{formula}</f></c>' for reference, formula in formulas.items()]
    document = opened(xlsx(rows(cell("A1", 1), *written)))

    assert [["1", "=B2", "6"], ["2", "=B1+1", ""], ["3", "=B2+1", ""]] == outline(document)[1]


def test_a_long_chain_of_formulas():
    """No depth of dependencies exhausts the stack."""
    chain = "".join(f'<c r="A{row}"><f>A{row - 1}+1</f></c>' for row in range(3000, 1, -1))

    assert "3000" == texts_at(opened(xlsx(rows(cell("A1", 1), chain))))[3000, 1]


def test_sums_over_errors():
    """An error has no value, nor has a sum over it; the same for a formula that gave an error."""
    wrong = '<c r="A2" t="e"><v>#N/A</v></c><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    sums = '<c r="B2"><f>SUM(A1:A2)</f></c><c r="B3"><f>A3+1</f></c>'
    document = opened(xlsx(rows(cell("A1", 1), wrong, sums)))

    assert [["1", ""], ["#N/A", "=SUM(A1:A2)"], ["#DIV/0!", "=A3+1"]] == outline(document)[1]


def test_the_work_of_formulas_is_bounded():
    """When sums have looked at ten times as many cells as there may be slots, the rest is not computed."""
    sums = "".join(f'<c r="B{row}"><f>SUM(A1:A10)</f></c>' for row in range(1, 100))
    numbers = "".join(cell(f"A{row}", 1) for row in range(1, 11))
    document = opened(xlsx(rows(numbers, sums)), slots=200)

    assert {"10", "=SUM(A1:A10)"} == {each.text for each in cells_of(document) if each.column == 1}


@pytest.mark.parametrize(
    ("kind", "value", "text", "note"),
    [
        ("n", "5.5", "5.5", ""),
        ("n", "5.5000000000000009", "5.50000000000000", ""),
        ("n", "7", "7", "formula-differs"),
        ("n", "0", "5.5", "formula-evaluated"),
        ("str", "", "5.5", "formula-evaluated"),
        ("str", "多", "多", "formula-differs"),
    ],
)
def test_stored_results_of_sums(kind, value, text, note):
    """A stored result is printed, with a note if the sum is another; a nought that cannot be is no result."""
    assert (text.rstrip("0").rstrip(".") if "." in text else text, note) == summed("SUM(A1:B1)", value=value, kind=kind)


@pytest.mark.parametrize(
    ("kind", "value", "text", "note"),
    [
        ("n", "7", "7", ""),
        ("n", "0", "0", ""),
        ("str", "", "", ""),
        ("str", "勾稽一致", "勾稽一致", ""),
        ("b", "1", "TRUE", ""),
        ("e", "#REF!", "#REF!", ""),
    ],
)
def test_stored_results_of_other_formulas(kind, value, text, note):
    """They are printed as stored; an empty text is a blank that a formula asked for."""
    assert (text, note) == summed("IF(A1,1,2)", value=value, kind=kind, more=cell("C2", 1))


@pytest.mark.parametrize(
    ("formula", "value", "text", "note"),
    [
        ("SUM(A1:B1)", "0", "5.5", "formula-evaluated"),
        ("SUM(A1:B1)", "7", "5.5", "formula-evaluated"),
        ("SUM(A1:B1)", "5.5", "5.5", ""),
        ("A1*B1", "0", "=A1*B1", "formula-without-value"),
        ("A1*B1", "7", "7", ""),
    ],
)
def test_results_of_a_workbook_that_is_recalculated_on_opening(formula, value, text, note):
    """Some libraries store a nought for every formula and leave the rest to the program that opens the file."""
    assert (text, note) == summed(formula, value=value, front='<calcPr fullCalcOnLoad="1"/>')


def test_formulas_of_common_writers():
    """Neither a result that is missing nor one that stands in for it reads as a blank or a nought."""
    one = openpyxl.Workbook()
    for row, value in enumerate((1, 2, "=SUM(A1:A2)"), 1):
        one.active.cell(row, 1, value)
    stream, other = io.BytesIO(), io.BytesIO()
    one.save(stream)
    with xlsxwriter.Workbook(other, {"in_memory": True}) as book:
        book.add_worksheet().write_column(0, 0, [1, 2, "=SUM(A1:A2)"])

    assert "3" == texts_at(opened(stream.getvalue()))[3, 1]
    assert "3" == texts_at(opened(other.getvalue()))[3, 1]


def test_shared_formulas():
    """A formula that is written once counts from each cell that shares it."""
    shared = (
        '<c r="C1"><f t="shared" ref="C1:C3" si="0">SUM($A1:B1)+A$3</f></c><c r="C2"><f t="shared" si="0"/></c>'
        '<c r="D1"><f t="shared" si="7"/></c><c r="D2"><f/></c><c r="D3"><f t="array" ref="D3">A1+B1</f></c>'
    )
    document = opened(xlsx(rows(*(cell(f"{c}{r}", r) for r in (1, 2, 3) for c in "AB"), shared)))

    assert [["1", "1", "5", "=?"], ["2", "2", "7", "=?"], ["3", "3", "", "2"]] == outline(document)[1]
    assert ("formula-evaluated", "=SUM($A2:B2)+A$3") in said(document)


def test_copies_of_shared_formulas_are_bounded():
    """A long formula that many cells share is not copied without end; the results that are stored stay."""
    shared = f'<c r="A1"><f t="shared" si="0">{"B1+" * 20}1</f><v>7</v></c>'
    copies = "".join(f'<c r="A{row}"><f t="shared" si="0"/><v>7</v></c>' for row in range(2, 9))
    document = opened(xlsx(rows(shared, copies)), slots=100)

    assert {(row, 1): "7" for row in range(1, 9)} == texts_at(document)


def test_sums_do_not_depend_on_the_context_of_the_caller():
    """Sums are exact whatever precision the caller works with."""
    with localcontext() as context:
        context.prec = 3
        assert ("123456.75", "formula-evaluated") == summed("SUM(A1:B1,123451.25)")


# What is hidden


def test_hidden_sheets_are_left_out():
    """Nothing of a hidden sheet is read, and a remark names it."""
    data = xlsx(
        {"甲": table(["规章", 1]), "乙": table(["机密", 2]), "丙": ""}, states={"乙": "hidden", "丙": "veryHidden"}
    )
    document = opened(data)

    assert ["# 甲", [["规章", "1"]]] == outline(document)
    assert [("hidden-sheet", "乙"), ("hidden-sheet", "丙")] == said(document)


def test_hidden_rows_and_columns_are_left_out():
    """The rest closes up, merged cells are as large as what is seen of them, and places stay those of the sheet."""
    data = xlsx(
        '<cols><col min="1" max="1" width="9"/><col min="3" max="3" hidden="1"/><col min="5" max="5" width="0"/></cols>'
        '<sheetData><row r="1">'
        + cell("A1", "题")
        + '</row><row r="2" hidden="true">'
        + cell("A2", "组")
        + cell("B2", 8)
        + "</row><row r='3'>"
        + cell("B3", 1)
        + cell("C3", 8)
        + cell("D3", 2)
        + cell("E3", 8)
        + '</row><row r="4" ht="0" customHeight="1">'
        + cell("B4", 8)
        + '</row><row r="5" ht="0">'
        + cell("B5", 3)
        + cell("D5", 4)
        + '</row><row r="6" hidden="1"/></sheetData>'
        + merges("A1:E1", "A2:A5", "C5:C6")
    )
    document = opened(data)

    assert ["# 一", "题", [["组", "1", "2"], ["3", "4"]]] == outline(document)
    assert [("hidden-cells", "一: B2, C3, E3, B4")] == said(document)
    assert [(2, 1, 2, 1), (3, 2, 1, 1), (3, 4, 1, 1), (5, 2, 1, 1), (5, 4, 1, 1)] == [
        (each.place.row, each.place.column, each.rowspan, each.colspan) for each in cells_of(document)
    ]


@pytest.mark.parametrize(("height", "width", "shown_"), [("2", "0.2", False), ("2.1", "0.21", True)])
def test_rows_and_columns_on_both_sides_of_being_seen(height, width, shown_):
    """Two points of a row, or a fifth of a character of a column, show no text; a little more may."""
    columns = f'<cols><col min="2" max="2" width="{width}"/></cols>'
    low = f'<row r="2" ht="{height}" customHeight="1">{cell("A2", 3)}{cell("B2", 4)}</row>'
    data = xlsx(f'{columns}<sheetData><row r="1">{cell("A1", 1)}{cell("B1", 2)}</row>{low}</sheetData>')

    assert ({(1, 1): "1", (1, 2): "2", (2, 1): "3", (2, 2): "4"} if shown_ else {(1, 1): "1"}) == texts_at(opened(data))


def test_places_of_blanks_skip_what_is_hidden():
    """A blank cell after a hidden column stands where the sheet has it."""
    data = xlsx(
        '<cols><col min="2" max="2" hidden="1"/></cols>' + table(["规章", None, None, 1], ["文件", None, 2, None])
    )

    assert [1, 3, 4, 1, 3, 4] == [each.place.column for each in cells_of(opened(data))]


def test_hidden_numbers_still_count():
    """A formula adds up what is hidden, as the program does."""
    data = xlsx(
        '<sheetData><row r="1" hidden="1">'
        + cell("A1", 5)
        + '</row><row r="2">'
        + cell("A2", "和")
        + '<c r="B2"><f>A1+1</f></c></row></sheetData>'
    )

    assert [["和", "6"]] == outline(opened(data))[1]


def test_text_boxes_and_pictures():
    """The text of a shape is seen; a fallback repeats it; a picture is only counted."""
    shape = (
        "<xdr:sp><xdr:txBody><a:p/><a:p><a:r><a:t>2024</a:t></a:r><a:r><a:t>年</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    drawing = (
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:mc="m"><xdr:twoCellAnchor>'
        + shape
        + f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
        + "<xdr:grpSp><xdr:pic/><xdr:pic/></xdr:grpSp><xdr:graphicFrame/></xdr:twoCellAnchor>"
        + f"<mc:Fallback><xdr:twoCellAnchor>{shape}</xdr:twoCellAnchor></mc:Fallback></xdr:wsDr>"
    )
    more = {
        "xl/worksheets/_rels/sheet0.xml.rels": relations({"drawing": "../drawings/one.xml", "comments": "../c.xml"}),
        "xl/drawings/one.xml": drawing,
    }
    document = opened(xlsx("", more=more))

    assert ["# 一", "2024年"] == outline(document)
    assert [("pictures-unread", "2")] == said(document)


def test_sheets_without_cells():
    """A sheet that is only a chart is named."""
    link = f'<Relationship Id="s0" Type="{OFFICE}/chartsheet" Target="chartsheets/one.xml"/>'
    more = {"xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>"}
    document = opened(xlsx({"图": ""}, more=more))

    assert () == document.blocks
    assert [("sheet-unread", "图")] == said(document)


def test_every_remark_is_declared():
    """The codes that these readers use have a text in both languages."""
    used = {
        "hidden-sheet", "hidden-cells", "merged-cells-overlap", "pictures-unread", "sheet-unread", "number-format",
        "formula-evaluated", "formula-without-value", "formula-differs", "struck-text", "raised-mark", "quote-unclosed",
    }  # fmt: skip

    assert used <= set(NOTICES)


# Paragraphs and grids


def drawn(lines, *, ruled, top=1, more=(), side="left"):
    """A workbook written by another library: lines of values, with borders in the cells named in ``ruled``."""
    book = openpyxl.Workbook()
    sheet = book.active
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is not None:
                sheet.cell(top + number, column + 1, value)
    border = Border(**{each: Side("thin" if each == side else None) for each in ("left", "right", "top", "bottom")})
    for reference in ruled:
        for row in sheet[reference]:
            for each in row:
                each.border = border
    for reference in more:
        sheet.merge_cells(reference)
    stream = io.BytesIO()
    book.save(stream)
    return outline(opened(stream.getvalue()))[1:]


def test_blank_rows_separate():
    """What is separated by a blank row is separate; texts that stand alone are paragraphs."""
    data = xlsx(
        table(
            ["某局年度报告"], [], ["一、总体情况"], ["第一行\n\n 第二行"], [], ["规章", 1], [], ["许可", 2], ["注：略"]
        )
    )

    assert [
        "# 一",
        "某局年度报告",
        "一、总体情况",
        "第一行",
        "第二行",
        [["规章", "1"]],
        [["许可", "2"], ["注：略", ""]],
    ] == outline(opened(data))


def test_texts_above_a_table_stand_apart():
    """Title and headings need no blank row below them."""
    assert ["# 一", "题", "二、情况", [["规章", "1"]]] == outline(
        opened(xlsx(table(["题"], ["二、情况"], ["规章", 1])))
    )


def test_a_title_of_two_rows():
    """A text merged over rows and columns is one paragraph."""
    assert ["# 一", "题", [["规章", "1"]]] == outline(opened(xlsx(table(["题"], [], ["规章", 1]) + merges("A1:B2"))))


def test_a_row_without_values_stays_in_its_table():
    """A label whose cells are blank is no heading, whether in the middle of a table or at its end."""
    blank = table(["信息内容", "数量", "备注"], ["规章"], ["文件"], ["许可", 1], ["处罚"])

    assert [
        ["信息内容", "数量", "备注"],
        ["规章", "", ""],
        ["文件", "", ""],
        ["许可", "1", ""],
        ["处罚", "", ""],
    ] == outline(opened(xlsx(blank)))[1]


def test_a_label_merged_over_part_of_the_width_stays_in_its_table():
    """Only what is merged over all that stands above it can be a heading between tables."""
    lines = table(["内容", None, "数量"], ["规章"], ["二、标题"], ["许可", None, 2])

    assert [
        [["内容", "数量"], ["规章", ""]],
        "二、标题",
        [["许可", "2"]],
    ] == outline(opened(xlsx(lines + merges("A1:B1", "A2:B2", "A3:C3", "A4:B4"))))[1:]


def test_running_text_stands_apart():
    """Sentences after a table are no rows of it, nor is the heading right above them or what follows."""
    long = "字" * 61
    lines = table(
        ["规章", 1], ["文件"], ["五、问题"], ["存在不足。"], ["六、其他"], ["无"], ["许可", 2], ["小计"], [long]
    )

    assert [
        [["规章", "1"], ["文件", ""]],
        "五、问题",
        "存在不足。",
        "六、其他",
        "无",
        [["许可", "2"]],
        "小计",
        long,
    ] == outline(opened(xlsx(lines)))[1:]


def test_lines_around_a_table_decide():
    """Where tables are drawn, a text outside the lines stands apart and one inside does not."""
    lines = [["题"], ["第一项"], ["规章", 1], ["第二项"], ["许可"], ["处罚", 2], ["四、标题"], ["复议", 3], ["注"]]

    assert [
        "题",
        "第一项",
        [["规章", "1"], ["第二项", ""], ["许可", ""], ["处罚", "2"]],
        "四、标题",
        [["复议", "3"]],
        "注",
    ] == drawn(lines, ruled=["A2:A2", "A3:B3", "A4:A4", "A5:B6", "A8:B8"])


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_a_first_row_with_blank_cells_drawn_beside_it_is_part_of_the_table(side):
    """Lines around blanks say that they are cells of the row; a line on any side is one."""
    lines = [["规章"], ["文件", 1]]

    assert [[["规章", ""], ["文件", "1"]]] == drawn(lines, ruled=["A1:B2"], side=side)
    assert ["规章", [["文件", "1"]]] == drawn(lines, ruled=[])


def test_a_blank_row_that_is_drawn_belongs_to_the_table_above():
    """A table whose only row of values is blank has that row; of more than one nobody knows where the table ends."""
    assert [[["维持", "纠正"], ["", ""]]] == drawn([["维持", "纠正"]], ruled=["A1:B9"])


@pytest.mark.parametrize(
    ("ruled", "rows_"),
    [(["A1:B1"], 1), (["A1:B2"], 2), (["A1:B3"], 2), (["A1:B1", "A3:B3"], 1), (["A2:B2"], 2), (["A3:B3"], 1)],
)
def test_which_blank_rows_belong_to_the_table_above(ruled, rows_):
    """The one right below it, if that is drawn; what is drawn further down is none of its rows."""
    assert [[["维持", "纠正"], ["", ""]][:rows_]] == drawn([["维持", "纠正"]], ruled=ruled)


@pytest.mark.parametrize(("ruled", "apart"), [("A1:B5", True), ("A1:B3", True), ("A1:B2", False), ("A1:B1", False)])
def test_how_many_rows_are_drawn_where_tables_are(ruled, apart):
    """Three of four are enough for a text outside of the lines to stand apart."""
    lines = [["规章", 1], ["文件", 2], ["许可", 3], ["标题"], ["复议", 4]]
    upper, lower = [["规章", "1"], ["文件", "2"], ["许可", "3"]], [["复议", "4"]]
    first, _, last = ruled.partition(":")
    rows_ = [f"A{row}:B{row}" for row in range(int(first[1:]), int(last[1:]) + 1) if row != 4]

    assert ([upper, "标题", lower] if apart else [[*upper, ["标题", ""], *lower]]) == drawn(lines, ruled=rows_)


@pytest.mark.parametrize(("length", "apart"), [(60, False), (61, True)])
def test_how_long_a_label_may_be(length, apart):
    """A text below a table is a row of it if it may be a label."""
    long = "字" * length
    blocks = outline(opened(xlsx(table(["规章", 1], ["许可", 2], [long]))))[1:]

    assert ([[["规章", "1"], ["许可", "2"]], long] if apart else [[["规章", "1"], ["许可", "2"], [long, ""]]]) == blocks


def test_a_heading_with_lines_around_blanks_below():
    """Lines around nothing are no table; between a heading and its table they are a blank row of it."""
    lines = [["题"], [], [], ["二、情况"], [], ["规章", 1], ["文件", 2]]

    assert ["题", "二、情况", [["", ""], ["规章", "1"], ["文件", "2"]]] == drawn(
        lines, ruled=["A1:A2", "A4:A4", "A5:B7"]
    )


def test_a_table_with_few_lines():
    """Lines around the header and under the last row say nothing about the rows between."""
    lines = [["内容", "数量"], ["规章"], ["文件", 1], ["许可", 2], ["处罚", 3]]

    assert [[["内容", "数量"], ["规章", ""], ["文件", "1"], ["许可", "2"], ["处罚", "3"]]] == drawn(
        lines, ruled=["A1:B1", "A5:B5"]
    )


def test_a_number_alone_is_a_table():
    """A number is never a heading."""
    assert ["# 一", [["1,234"]]] == outline(opened(xlsx(rows(cell("A1", "1,234")))))


def test_several_reports_in_one_workbook():
    """Each sheet has its heading and its places; grids are numbered through."""
    document = opened(xlsx({"甲镇": table(["规章", 1]), "空": "", "乙镇": table(["规章", 2])}))

    assert ["# 甲镇", [["规章", "1"]], "# 乙镇", [["规章", "2"]]] == outline(document)
    assert [("甲镇", 1), ("乙镇", 2)] == [
        (block.place.sheet, block.place.table) for block in document.blocks if isinstance(block, Grid)
    ]


# Packages


def test_strict_workbooks():
    """The strict edition of the format reads the same."""
    assert ["# 一", [["规章", "1"]]] == outline(opened(xlsx(table(["规章", 1]), main=STRICT_MAIN)))


def test_a_workbook_without_texts_and_styles():
    """Neither part has to exist."""
    link = f'<Relationship Id="s0" Type="{OFFICE}/worksheet" Target="worksheets/sheet0.xml"/>'
    document = opened(
        xlsx(
            rows("<c s='0'><v>1</v></c>"), more={"xl/_rels/workbook.xml.rels": f"<Relationships>{link}</Relationships>"}
        )
    )

    assert {(1, 1): "1"} == texts_at(document)


def test_links_out_of_the_package_are_not_followed():
    """A target outside is no part."""
    more = {"xl/worksheets/_rels/sheet0.xml.rels": relations({"drawing": "file:///etc/passwd"}, mode="External")}

    assert ["# 一", [["规章", "1"]]] == outline(opened(xlsx(table(["规章", 1]), more=more)))


def test_rows_and_cells_without_numbers():
    """They follow one another."""
    data = xlsx(
        "<sheetData><row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row>"
        "<row><c><v>4</v></c></row></sheetData>"
    )

    assert {(1, 1): "1", (1, 4): "2", (1, 5): "3", (2, 1): "4"} == texts_at(opened(data))


@pytest.mark.parametrize(
    ("data", "error", "match"),
    [
        (b"", UnsupportedFormatError, "not a workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", UnsupportedFormatError, "web page"),
        (docx("<w:p/>"), UnsupportedFormatError, "no workbook"),
        (zipped({"content.xml": "<a/>", "mimetype": "x"}), UnsupportedFormatError, "no workbook of Excel"),
        (
            zipped({"_rels/.rels": relations({"officeDocument": "xl/workbook.bin"}), "xl/workbook.bin": b""}),
            UnsupportedFormatError,
            r"\.xlsb",
        ),
        (compound({"EncryptedPackage": b"x" * 9}), DamagedDocumentError, "password"),
        (xlsx(table(["规章", 1]))[:-30], DamagedDocumentError, "zip"),
        (xlsx("<sheetData>"), DamagedDocumentError, "not well-formed"),
        (xlsx(rows("<c t='s'><v>5</v></c>")), DamagedDocumentError, "no text number '5'"),
        (xlsx(rows("<c t='s'><v>-1</v></c>")), DamagedDocumentError, "no text number '-1'"),
        (xlsx(rows(cell("A1", 1), cell("A1", 2))), DamagedDocumentError, r"a cell twice \(A1\)"),
        (xlsx(rows(cell("AAAA1", 1))), DamagedDocumentError, "'AAAA1' is no cell"),
        (xlsx(rows(cell("XFE1", 1))), DamagedDocumentError, "'XFE1' is no cell"),
        (xlsx(rows(cell("A0", 1))), DamagedDocumentError, "'A0' is no cell"),
        (xlsx(rows(cell("A1048577", 1))), DamagedDocumentError, "is no cell"),
        (xlsx("<sheetData><row r='1048577'/></sheetData>"), DamagedDocumentError, "no row 1048577"),
        (xlsx("<sheetData><row r='0'/></sheetData>"), DamagedDocumentError, "'0' is no row"),
        (xlsx("<sheetData><row r='x'/></sheetData>"), DamagedDocumentError, "'x' is no row"),
        (xlsx(table([1]) + merges("A1:1")), DamagedDocumentError, "'1' is no cell"),
        (xlsx("<cols>" + "<col min='1' max='16384'/>" * 2 + "</cols>"), DamagedDocumentError, "given twice"),
        (xlsx("", front='<sheets><sheet name="丁" r:id="none"/></sheets>'), DamagedDocumentError, "sheet '丁'"),
    ],
)
def test_documents_that_cannot_be_read(data, error, match):
    """They are refused by name."""
    with pytest.raises(error, match=match):
        opened(data)


# Hostile documents


def test_two_cells_in_opposite_corners_are_two_cells():
    """The rectangle between them, of 17 thousand million slots, is never made."""
    data = xlsx("<dimension ref='A1:XFD1048576'/>" + rows(cell("A1", 1), cell("XFD1048576", 2)))

    assert {(1, 1): "1", (1_048_576, 16_384): "2"} == texts_at(opened(data))


@pytest.mark.parametrize(
    ("data", "bounds", "limit"),
    [
        (xlsx(rows(*(cell(f"{get_column_letter(n)}{n}", n) for n in range(1, 600)))), {}, "slots"),
        (xlsx(table([1]) + merges("A1:XFD1048576")), {}, "slots"),
        (xlsx(table([1, 2]) + merges("A1:A200001")), {}, "slots"),
        (xlsx(merges(*["A1:A2"] * 50)), {"slots": 49}, "slots"),
        (xlsx(table(*[[1] * 26] * 4)), {"slots": 103}, "slots"),
        (xlsx("<a>" * 2001), {}, "markup_depth"),
        (xlsx("<sheetData><row><c>" + "<a>" * 2001), {}, "markup_depth"),
        (xlsx("<sheetData>" + "<row/>" * 99 + "</sheetData>"), {"markup_tags": 99}, "markup_tags"),
        (xlsx("", texts="<si><t>" + "字" * 11_000_000 + "</t></si>"), {}, "part_bytes"),
        (xlsx(rows(*["<c t='s'><v>0</v></c>"] * 99), texts=f"<si><t>{'字' * 650_000} </t></si>"), {}, "unpacked_bytes"),
        (xlsx("", front="<sheets>" + '<sheet name="甲" r:id="s0"/>' * 9 + "</sheets>",
              more={"xl/worksheets/sheet0.xml": b"<a>" + b" " * 10_000_000 + b"</a>"}), {}, "unpacked_bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_bounds(data, bounds, limit):
    """What would take the machine is refused, and the bound is named."""
    with pytest.raises(LimitExceededError) as caught:
        opened(data, **bounds)

    assert limit == caught.value.limit


def test_an_attack_on_the_entity_parser():
    """A part that declares entities is refused before it is parsed."""
    attack = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'

    with pytest.raises(DamagedDocumentError, match="document type"):
        opened(xlsx("", more={"xl/worksheets/sheet0.xml": attack}))


def test_many_empty_texts():
    """Cells that hold nothing are none, however many there are."""
    empty = [cell(f"A{number}", "") for number in range(2, 99)]

    assert {(1, 1): "1"} == texts_at(opened(xlsx(rows(cell("A1", 1), *empty)), slots=50))


def test_many_lines_around_blanks():
    """More lines than there may be slots are no reason to refuse a document."""
    styles = '<borders><border><left style="thin"/></border></borders><cellXfs><xf borderId="0"/></cellXfs>'
    document = opened(xlsx(rows(cell("A1", "题"), *['<c s="0"/>'] * 99, cell("A2", 1)), styles=styles), slots=50)

    assert "1" == texts_at(document)[2, 1]


SEEDS = [
    xlsx(
        table(["题"], ["规章", 1], ["文件", 2.5]) + merges("A1:B1"), texts="<si><t>甲</t></si>", styles=styled("0.0%")
    ),
    xlsx(rows('<c r="A1"><f>SUM(B1:C1)</f></c>', cell("B1", 1), '<c r="C1" t="s"><v>0</v></c>'), texts="<si><t/></si>"),
]


@given(st.sampled_from(SEEDS), st.data())
def test_damaged_workbooks(seed, data):
    """Whatever is damaged in a part, a document comes out or an error about the document."""
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name])))
    length = data.draw(st.integers(0, 3))
    piece = data.draw(st.sampled_from([b"", b"<", b'"', b"9999999999", b"-1", b"<c/>", b"<f/>", b"\xff", b"A1"]))
    parts[name] = parts[name][:start] + piece + parts[name][start + length :]

    try:
        document = opened(zipped(parts))
    except DocumentError:
        return
    assert all(remark.code in NOTICES for remark in document.remarks)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")]))
def test_any_bytes(content, front):
    """Bytes that are no workbook raise an error about the document and nothing else."""
    with pytest.raises(DocumentError):
        opened(front + content)
