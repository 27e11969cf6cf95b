"""Old binary workbooks (XLS and ET): the same as their XLSX, from records and compound files of every make."""

import io
import shutil
import struct
import subprocess

import attrs
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError, UnsupportedFormatError
from govdisclosure.model.place import Place
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sheets.compound import open_compound
from readers.workbooks import (
    BEGIN,
    END,
    FREE,
    cells_of,
    compound,
    entry,
    formula,
    label,
    number,
    opened,
    outline,
    record,
    said,
    text,
    texts_at,
    texts_of,
    words,
    xls,
)

MARK = b"\xff\xff"


def only(*records, **front):
    """What stands at each slot of a workbook of one sheet with these records, in order."""
    return dict(sorted(texts_at(opened(xls(b"".join(records), **front))).items()))


# Another writer


@given(st.lists(st.lists(st.one_of(st.integers(0, 10**9), st.text("Ab政府㙍", min_size=1)), max_size=6), max_size=6))
def test_what_another_library_writes(grid):
    """Every value comes out at its slot, its text whole."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("年报")
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    stream = io.BytesIO()
    book.save(stream)

    assert {
        (row + 1, column + 1): str(value) for row, values in enumerate(grid) for column, value in enumerate(values)
    } == texts_at(opened(stream.getvalue()))


def test_a_table_of_another_library():
    """Merged cells, formats, lines, hidden rows and formulas without results are read as in XLSX."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("年报")
    lined = xlwt.easyxf("borders: left thin")
    sheet.write_merge(0, 0, 0, 2, "题")
    sheet.write_merge(1, 2, 0, 0, "组", lined)
    for row, numbers in enumerate(((1, 2.5), (3, None)), 1):
        for column, value in enumerate(numbers, 1):
            sheet.write(row, column, value, lined)
    sheet.write(3, 0, "和", lined)
    sheet.write(3, 1, xlwt.Formula("SUM(B2:B3)"), lined)
    sheet.write(3, 2, 0.125, xlwt.easyxf("borders: left thin", num_format_str='0.0%"的"'))
    sheet.write(4, 0, "隐藏")
    sheet.row(4).hidden = True
    sheet.col(3).hidden = True
    sheet.write(3, 3, 9)
    stream = io.BytesIO()
    book.save(stream)
    document = opened(stream.getvalue())

    assert ["# 年报", "题", [["组", "1", "2.5"], ["3", ""], ["和", "4", "12.5%的"]]] == outline(document)
    assert [("hidden-cells", "年报: D4, A5"), ("formula-evaluated", "=SUM(B2:B3)")] == said(document)
    assert Place(sheet="年报", row=4, column=2, text="4") == document.remarks[1].place


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_a_line_on_any_side_of_a_blank(side):
    """It says that the blank is a cell of the first row."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("年报")
    lined = xlwt.easyxf(f"borders: {side} thin")
    for at, value in {(0, 0): "规章", (0, 1): None, (1, 0): "文件", (1, 1): 1}.items():
        sheet.write(*at, value, lined)
    stream = io.BytesIO()
    book.save(stream)

    assert ["# 年报", [["规章", ""], ["文件", "1"]]] == outline(opened(stream.getvalue()))


@pytest.mark.system
def test_what_an_office_program_saves(tmp_path):
    """A workbook saved as XLS by LibreOffice reads like the XLSX it came from."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.merge_cells("A1:C1")
    sheet["A1"], sheet["A2"], sheet["B2"], sheet["C2"] = "题" * 5000, "规章", 1, 2.25
    for row in range(3, 60):
        sheet.append([f"标签{'长' * row}", row, f"=SUM(A{row}:B{row})", f"=B{row}+C{row}-1"])
    book.save(tmp_path / "a.xlsx")
    subprocess.run(
        [
            *(soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--convert-to", "xls", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    ours = opened((tmp_path / "a.xlsx").read_bytes())
    theirs = opened((tmp_path / "a.xls").read_bytes())

    assert outline(ours) == outline(theirs)
    assert [(each.row, each.column, each.rowspan, each.colspan) for each in cells_of(ours)] == [
        (each.row, each.column, each.rowspan, each.colspan) for each in cells_of(theirs)
    ]


# Cells


def short(packed):
    """A cell A1 with a number in 30 bits."""
    return record(0x27E, struct.pack("<HHHI", 0, 0, 0, packed & 0xFFFFFFFF))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (number(0, 0, 4068.208), "4068.208"),
        (number(0, 0, 12.0), "12"),
        (number(0, 0, float("nan")), "#NUM!"),
        (short(12 << 2 | 2), "12"),
        (short(-12 << 2 | 2), "-12"),
        (short(4068208 << 2 | 3), "40682.08"),
        (short(0x3FF80000), "1.5"),
        (short(0x40590001), "1"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 1, 0)), "TRUE"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0, 0)), "FALSE"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0x17, 1)), "#REF!"),
        (record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0x99, 1)), "#N/A"),
        (label(0, 0, "行政处罚"), "行政处罚"),
        (record(0xD6, struct.pack("<HHH", 0, 0, 0) + text("Rich", wide=False) + b"\1\0\0\0"), "Rich"),
    ],
)
def test_cells(written, expected):
    """Each kind of cell is printed as it was typed."""
    assert {(1, 1): expected} == only(written)


ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    **dict.fromkeys((0x01, 0x08, 0x10, 0x18, 0x1E, 0x25, 0x2B), "#N/A"),
}


@pytest.mark.parametrize(("code", "expected"), ERRORS.items())
def test_errors(code, expected):
    """Each is printed by its name, typed or the result of a formula; one that nobody knows is none of the others."""
    typed = record(0x205, struct.pack("<HHHBB", 0, 0, 0, code, 1))

    assert {(1, 1): expected} == only(typed)
    assert {(1, 1): expected} == only(formula(0, 0, struct.pack("<HH2x", 2, code) + MARK))


def test_rows_of_numbers_and_blanks():
    """One record may hold several cells; blanks are cells where something is printed beside them."""
    numbers = record(0xBD, struct.pack("<HH", 0, 1) + struct.pack("<HI", 0, 1 << 2 | 2) * 3 + struct.pack("<H", 3))
    blanks = record(0xBE, struct.pack("<HHHHHH", 1, 1, 0, 0, 0, 3)) + record(0x201, struct.pack("<HHH", 1, 4, 0))
    document = opened(xls(label(0, 0, "甲") + numbers + label(1, 0, "乙") + blanks + number(2, 1, 5.0)))

    assert [["甲", "1", "1", "1"], ["乙", "", "", ""], ["", "5", "", ""]] == outline(document)[1]


# Shared texts


def shared(*pieces):
    """The texts that cells share, broken over records as given; and a cell for each of ``count``."""
    first, *rest = pieces
    return record(0xFC, struct.pack("<II", 9, 9) + first) + b"".join(record(0x3C, piece) for piece in rest)


def cell(row, index, *, style=0):
    """A cell with a shared text."""
    return record(0xFD, struct.pack("<HHHI", row, 0, style, index))


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([text("甲乙"), text("丙")], ["甲乙", "丙"]),
        ([text("甲乙")[:5], b"\1" + "乙".encode("utf-16-le") + text("丙")], ["甲乙", "丙"]),
        ([text("甲b")[:5], b"\0b" + text("c", wide=False)], ["甲b", "c"]),
        ([text("ab", wide=False)[:4], b"\1" + "乙".encode("utf-16-le"), text("丙")], ["a乙", "丙"]),
        ([text("甲") + text("乙"), b"", text("丙")], ["甲", "乙", "丙"]),
        ([struct.pack("<HBH", 2, 9, 1) + "甲乙".encode("utf-16-le") + b"\1\0", b"\0\0" + text("丙")], ["甲乙", "丙"]),
        ([struct.pack("<HBI", 1, 5, 3) + "甲".encode("utf-16-le") + b"xyz" + text("丙")], ["甲", "丙"]),
    ],
)
def test_texts_that_go_on_in_the_next_record(pieces, expected):
    """A text may break anywhere; each piece says how wide its characters are; runs and pronunciation are skipped."""
    cells = b"".join(cell(row, row) for row in range(len(expected)))

    assert expected == list(only(cells, front=shared(*pieces)).values())


def test_a_long_text_over_many_records():
    """A text of 20,000 characters is whole."""
    content = "政府信息公开" * 4000
    whole = text(content)
    pieces = [whole[:8003], *(b"\1" + whole[start : start + 8000] for start in range(8003, len(whole), 8000))]

    assert {(1, 1): content} == only(cell(0, 0), front=shared(*pieces))


FONTS = b"".join(
    record(0x31, struct.pack("<HHHHH", 200, marks, 0, 400, raised))
    for marks, raised in ((0, 0), (0, 0), (8, 0), (0, 1), (8, 0))  # numbers 0 to 3, then 5: no font has the number 4
)


def styles(*given):
    """The styles of a workbook as number of font, of format, and lines."""
    return b"".join(
        record(0xE0, struct.pack("<HHHBBBBI", font, form, 0, 0, 0, 0, 0, lines) + bytes(6))
        for font, form, lines in given
    )


def test_struck_and_raised_text():
    """What is struck through or raised is no part of a text; where no run says, the font of the cell does."""
    rich = struct.pack("<HBH", 3, 9, 2) + "123".encode("utf-16-le") + struct.pack("<HHHH", 1, 3, 2, 5)
    front = FONTS + styles((0, 0, 0), (2, 0, 0), (99, 0, 0)) + shared(rich + text("全") + text("整"))
    cells = [
        cell(0, 0),
        cell(1, 1, style=1),
        number(2, 0, 5.0, style=1),
        cell(3, 2, style=2),
        label(4, 0, "末", style=9),
    ]
    document = opened(xls(b"".join(cells), front=front))

    assert {(1, 1): "1", (4, 1): "整", (5, 1): "末"} == texts_at(document)
    assert [("raised-mark", "2"), *(("struck-text", each) for each in "3全5")] == said(document)


def test_formats_and_dates():
    """Formats of the file come before those known by number; days may count from 1904."""
    front = record(0x22, b"\1\0") + styles((0, 14, 0), (0, 2, 0), (0, 164, 0), (0, 10, 0))
    front += record(0x41E, struct.pack("<H", 164) + text('0"件"')) + record(0x41E, struct.pack("<H", 2) + text("0%"))
    cells = [number(row, 0, value, style=row) for row, value in enumerate((43831.0, 0.5, 7.0, 0.5))]

    assert ["2024/1/2", "50%", "7件", "50%"] == list(only(*cells, front=front).values())


# Formulas

CELL_A1, CELL_A2, AREA, ADD, SUBTRACT = b"\x44\0\0\0\xc0", b"\x44\1\0\0\xc0", b"\x25\0\0\1\0\0\xc0\0\xc0", b"\3", b"\4"
SUM_OF_AREA, SUM_OF_TWO, INTEGER = AREA + b"\x19\x10\0\0", b"\x42\2\4\0", b"\x1e\5\0"


def summed(tokens, *, result=0.0, flags=0):
    """The text and note of C1 with a formula, beside 2 in A1 and 3 in A2."""
    document = opened(xls(number(0, 0, 2.0) + number(1, 0, 3.0) + formula(0, 2, result, tokens, flags=flags)))
    (each,) = [each for each in cells_of(document) if (0, 2) == (each.row, each.column)]
    return each.text, each.note


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (SUM_OF_AREA, "5"),
        (b"\x19\x01\0\0" + SUM_OF_AREA, "5"),
        (CELL_A1 + CELL_A2 + ADD, "5"),
        (b"\x19\x40\0\1" + CELL_A1 + CELL_A2 + ADD + CELL_A2 + ADD, "8"),
        (b"\x19\x41\0\1" + CELL_A1, "2"),
        (CELL_A1 + b"\x15" * 251, "2"),
        (INTEGER + CELL_A1 + CELL_A2 + SUBTRACT + SUBTRACT, "6"),
        (INTEGER + CELL_A1 + b"\x15\x13" + ADD, "3"),
        (CELL_A1 + b"\x12", "2"),
        (b"\x1f" + struct.pack("<d", 0.25) + AREA + SUM_OF_TWO, "5.25"),
    ],
)
def test_sums_are_computed(tokens, expected):
    """A sum whose result nobody computed is computed here, in whatever tokens it is written."""
    assert (expected, "formula-evaluated") == summed(tokens)


@pytest.mark.parametrize(
    "tokens",
    [
        b"",
        CELL_A1 + CELL_A2,
        CELL_A1 + CELL_A2 + b"\5",
        CELL_A1[:3],
        b"\3",
        b"\4",
        b"\x12",
        b"\x13",
        b"\x15",
        b"\x19\x10\0\0",
        b"\x19\x08\0\0",
        CELL_A1 + b"\x42\2\4\0",
        CELL_A1 + b"\x42\1\5\0",
        b"\x1f" + struct.pack("<d", 1e300),
        (CELL_A1 + CELL_A1 + ADD) + (CELL_A1 + ADD) * 50,
        CELL_A1 + b"\x15" * 252,
        b"\x19\x02\0\0" + CELL_A1,
        b"\x19\x42\0\0" + CELL_A1,
        b"\1\0",
        b"\1\0\0\0\0",
    ],
)
def test_other_formulas(tokens):
    """A formula that does more keeps its stored result; where that is to be computed on opening there is none."""
    assert ("7", "") == summed(tokens, result=7.0)
    assert ("0", "") == summed(tokens)
    printed, note = summed(tokens, flags=2)
    assert (printed[0], note) == ("=", "formula-without-value")


@pytest.mark.parametrize(
    ("result", "after", "expected"),
    [
        (b"\0\0\0\0\0\0" + MARK, record(0x207, text("一致")), "一致"),
        (b"\0\0\0\0\0\0" + MARK, b"", "=?"),
        (b"\1\0\1\0\0\0" + MARK, b"", "TRUE"),
        (b"\2\0\x07\0\0\0" + MARK, b"", "#DIV/0!"),
        (b"\3\0\0\0\0\0" + MARK, b"", None),
        (7.0, record(0x207, text("无关")), "7"),
    ],
)
def test_results_of_formulas(result, after, expected):
    """A text follows in a record of its own; an empty one is a blank if any formula was ever computed."""
    document = opened(xls(formula(0, 0, result) + after + formula(0, 1, 1.0) + number(1, 0, 5.0)))

    assert expected == texts_at(document).get((1, 1))


def test_formulas_that_were_never_computed():
    """Where every formula has an empty text for a result, no program ever computed one."""
    empty = b"\3\0\0\0\0\0" + MARK
    sheet = number(0, 0, 2.0) + number(1, 0, 3.0) + formula(2, 0, empty, SUM_OF_AREA) + formula(3, 0, empty)

    assert {(1, 1): "2", (2, 1): "3", (3, 1): "5", (4, 1): "=?"} == only(sheet)


def test_shared_formulas():
    """A formula written once counts from each cell that shares it, around the edge of the sheet too."""
    sharing = b"\1\0\0\1\0"
    near = b"\x2d\0\0\0\0\xff\xc0\xff\xc0" + b"\x19\x10\0\0" + b"\x2c\1\0\0\0" + ADD  # the cell to the left, and A2
    first = record(0x4BC, struct.pack("<HHBBBBH", 0, 1, 1, 1, 0, 2, len(near)) + near)
    sheet = number(0, 0, 2.0) + formula(0, 1, 0.0, sharing) + first + number(1, 0, 3.0) + formula(1, 1, 0.0, sharing)

    assert {(1, 1): "2", (1, 2): "5", (2, 1): "3", (2, 2): "6"} == only(sheet)


def test_a_shared_formula_without_a_cell():
    """It says nothing."""
    assert {(1, 1): "1"} == only(record(0x4BC, bytes(10)), number(0, 0, 1.0))


# Sheets


def test_hidden_sheets_and_charts():
    """Hidden sheets are left out, charts are no sheets of cells, and a chart inside a sheet is passed over."""
    inside = number(0, 0, 1.0) + BEGIN + number(0, 0, 2.0) + END + number(0, 1, 3.0)
    assert ["# 甲", [["1", "3"]]] == outline(opened(xls(inside)))
    assert [("hidden-sheet", "甲")] == said(opened(xls(inside, state=1)))
    document = opened(xls(inside, b"", kinds=[0, 2]))
    assert ["# 甲", [["1", "3"]]] == outline(document)
    assert [("sheet-unread", "乙")] == said(document)


def test_hidden_rows_and_columns():
    """Rows and columns that are hidden or have no width are left out."""
    marks = record(0x208, struct.pack("<HHHHHHHH", 1, 0, 9, 0, 0, 0, 0x20, 0)) + record(0x208, bytes(16))
    widths = b"".join(
        record(0x7D, struct.pack("<HHHHHH", first, last, width, 0, flags, 0))
        for first, last, width, flags in ((0, 0, 9, 0), (1, 1, 9, 1), (3, 3, 0, 0))
    )
    numbers = b"".join(number(row, column, row * 10.0 + column) for row in range(3) for column in range(5))

    assert [["0", "2", "4"], ["20", "22", "24"]] == outline(opened(xls(marks + widths + numbers)))[1]


def test_merged_cells_and_lines():
    """Merged cells are one cell; lines around blanks say that their row is one of a table."""
    front = FONTS + styles((0, 0, 0), (0, 0, 0x11))
    merged = record(0xE5, struct.pack("<HHHHHHHHH", 2, 0, 0, 0, 1, 1, 2, 0, 0))
    drawn = label(1, 0, "组", style=1) + record(0x201, struct.pack("<HHH", 1, 1, 1)) + number(2, 1, 5.0, style=1)
    document = opened(xls(label(0, 0, "题") + merged + drawn, front=front))

    assert ["# 甲", "题", [["组", ""], ["5"]]] == outline(document)
    assert [2, 1, 1] == [each.rowspan for each in cells_of(document)]


def shape(kind, *pieces):
    """A shape over the sheet and its text."""
    content = record(0x1B6, struct.pack("<10xHI", 2, 0) + bytes(2)) + b"".join(record(0x3C, piece) for piece in pieces)
    return record(0x5D, struct.pack("<HHH", 0x15, 0x12, kind) + bytes(16)) + content


def test_text_boxes_pictures_and_comments():
    """The text of a shape is seen, that of a comment is not; pictures are counted."""
    sheet = shape(6, b"\1" + "正文".encode("utf-16-le")) + shape(0x19, b"\0no") + shape(8) + shape(6, b"\0ab", b"\0\0")
    document = opened(xls(sheet))

    assert ["# 甲", "正文", "ab"] == outline(document)
    assert [("pictures-unread", "1")] == said(document)


# Compound files


def test_small_streams():
    """A stream below the bound of the file stands in the mini stream."""
    content = {"A": b"a" * 100, "Workbook": b"w" * 1000, "C": b"c" * 5000, "D": b""}
    file = open_compound(compound(content, cutoff=4096), Limits())

    assert tuple(content) == file.names
    assert content == {name: file.read(name) for name in file.names}


@pytest.mark.parametrize(("size", "shift"), [(1_000, 9), (7_300_000, 9), (15_000_000, 9), (1_000_000, 12)])
def test_streams_of_every_size(size, shift):
    """Large files list their allocation table in a chain of lists; sectors may be of 4096 bytes."""
    content = bytes(range(250)) * (size // 250)

    assert content == open_compound(compound({"Workbook": content}, shift=shift), Limits()).read("Workbook")


def test_a_workbook_inside_an_embedded_document():
    """Only the outermost folder counts."""
    data = compound({"Workbook": b"x" * 600})
    assert ("Workbook",) == open_compound(data, Limits()).names
    stream, folder = entry("Workbook", 2, start=0, size=600), entry("Workbook", 1, start=0, size=600)

    assert () == open_compound(data.replace(stream[:68], folder[:68]), Limits()).names


WHOLE = xls(label(0, 0, "规章") + number(0, 1, 1.0))


def patched(old, new, data=WHOLE):
    """The workbook with one marked place changed; a test whose mark is gone must fail."""
    assert old in data
    return data.replace(old, new, 1)


def header(offset, value):
    """The workbook with four bytes of its header changed."""
    return WHOLE[:offset] + words([value]) + WHOLE[offset + 4 :]


@pytest.mark.parametrize(
    ("data", "error", "match"),
    [
        (WHOLE[:100], DamagedDocumentError, "only the beginning"),
        (WHOLE[:600], DamagedDocumentError, "breaks off"),
        (header(30, 0x0006000B), DamagedDocumentError, "sectors of a size"),
        (header(48, 999), DamagedDocumentError, "chained wrongly"),
        (header(48, 0xFFFFFFFE), DamagedDocumentError, "no directory"),
        (header(68, 0), DamagedDocumentError, "breaks off before|chained wrongly"),
        (patched(entry("Workbook", 2)[:68], entry("Workpad", 2)[:68]), UnsupportedFormatError, "no workbook"),
        (patched(entry("Workbook", 2)[:68], entry("Book", 2)[:68]), UnsupportedFormatError, "Excel 95"),
        (patched(entry("Workbook", 2)[:68], entry("WORKBOOK", 2)[:68]), None, ""),
        (xls(b"", stream="WordDocument"), UnsupportedFormatError, "no workbook"),
        (patched(struct.pack("<HH", 0x600, 5), struct.pack("<HH", 0x500, 5)), UnsupportedFormatError, "Excel 95"),
        (patched(BEGIN[:4], b"\x0a\x02\x10\0"), UnsupportedFormatError, "Excel 95"),
        (xls(b"", front=record(0x2F, b"\1\0")), DamagedDocumentError, "password"),
        (xls(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 3))), DamagedDocumentError, "no text number 3"),
        (xls(number(0, 0, 1.0)[:-4] + b"\0\0\0\0", front=b""), None, ""),
        (xls(record(0x203, bytes(8))), DamagedDocumentError, "too short"),
        (xls(number(0, 0, 1.0) * 2), DamagedDocumentError, r"twice.*row 1, column 1"),
        (xls(number(0, 16_384, 1.0)), DamagedDocumentError, "outside the sheet"),
        (xls(record(0x204, struct.pack("<HHHHB", 0, 0, 0, 9, 0) + b"ab")), DamagedDocumentError, "breaks off"),
        (xls(cell(0, 0), front=shared(text("甲乙")[:4], b"\1\1")), DamagedDocumentError, "inside a character"),
        (xls(record(0x7D, struct.pack("<HHHHHH", 0, 9000, 9, 0, 0, 0)) * 2), DamagedDocumentError, "given twice"),
        (xls(record(0xE5, b"\xff\xff")), DamagedDocumentError, "too short"),
    ],
)
def test_documents_that_cannot_be_read(data, error, match):
    """They are refused by name; what looks like them is not."""
    if error is None:
        assert opened(data).blocks
        return
    with pytest.raises(error, match=match):
        opened(data)


def test_a_stream_that_breaks_off():
    """A stream shorter than its size, and one that ends inside a record, are damaged."""
    longer = patched(struct.pack("<I", len(xls_stream(WHOLE))), struct.pack("<I", 60_000))
    with pytest.raises(DamagedDocumentError, match="breaks off inside 'Workbook'"):
        opened(longer)
    for cut in (1, 4, 10, 20):
        with pytest.raises(DamagedDocumentError, match="breaks off"):
            opened(compound({"Workbook": xls_stream(WHOLE)[:-cut]}))
    for cut in (3, 20, 30, 50):
        with pytest.raises(DamagedDocumentError, match="breaks off"):
            opened(compound({"Workbook": xls_stream(WHOLE)[:cut]}))


def xls_stream(data):
    """The stream of a workbook."""
    return open_compound(data, Limits()).read("Workbook")


def test_a_missing_stream():
    """A stream that is not there is named."""
    with pytest.raises(DamagedDocumentError, match="no stream 'Absent'"):
        open_compound(WHOLE, Limits()).read("Absent")


# Hostile files

NINE_STYLES = FONTS + styles(*((0, form, 0) for form in (0, 1, 2, 3, 4, 9, 10, 11, 12))) + shared(text("字" * 1_000))
"""A long text, and styles that each make another of it, though its sheet is hidden."""


@pytest.mark.parametrize(
    ("data", "bounds", "limit"),
    [
        (WHOLE, {"document_bytes": 999}, "document_bytes"),
        (xls(b"".join(number(n, n % 256, 1.0) for n in range(9000))), {}, "slots"),
        (xls(b"".join(number(n, 0, 1.0) for n in range(50))), {"slots": 49}, "slots"),
        (xls(number(0, 0, 1.0) + record(0xE5, struct.pack("<HHHHH", 1, 0, 65535, 0, 255))), {}, "slots"),
        (xls(record(0xE5, struct.pack("<H", 9) + struct.pack("<HHHH", 0, 1, 0, 1) * 9)), {"slots": 8}, "slots"),
        (xls(b"".join(cell(n, 0, style=n) for n in range(9)), state=1, front=NINE_STYLES), {"unpacked_bytes": 8_999},
         "unpacked_bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_bounds(data, bounds, limit):
    """What would take the machine is refused, and the bound is named."""
    with pytest.raises(LimitExceededError) as caught:
        opened(data, **bounds)

    assert limit == caught.value.limit


def test_what_is_within_a_bound_is_read():
    """A long text in as many styles as are allowed."""
    data = xls(b"".join(cell(n, 0, style=n) for n in range(9)), state=1, front=NINE_STYLES)

    assert [("hidden-sheet", "甲")] == said(opened(data, unpacked_bytes=9_000))


def test_a_lie_about_the_size_changes_nothing():
    """The size that a sheet declares is not used; cells in opposite corners are two cells."""
    lie = record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))

    assert {(1, 1): "1", (65_536, 256): "2"} == only(lie, number(0, 0, 1.0), number(65_535, 255, 2.0))


def test_chains_of_sectors_without_end():
    """A chain that comes back to itself ends with an error."""
    data = compound({"Workbook": b"x" * 2000})
    looped = data.replace(struct.pack("<III", 1, 2, 3), struct.pack("<III", 1, 2, 0), 1)

    assert looped != data
    with pytest.raises(DamagedDocumentError, match="chained wrongly"):
        open_compound(looped, Limits()).read("Workbook")


def test_lists_of_sectors_without_end():
    """A chain of lists that comes back to itself is followed no further than the file is long."""
    data = compound({"Workbook": words([1] * 500)})
    looped = data[:68] + words([1]) + data[72:]

    assert ("Workbook",) == open_compound(looped, Limits()).names


def test_folders_without_end():
    """Entries that point at each other are looked at once."""
    data = compound({"A": b"a" * 600, "B": b"b" * 600})
    second = entry("B", 2, start=2, size=600)
    looped = data.replace(second, entry("B", 2, after=1, start=2, size=600))

    assert looped != data
    assert ("A", "B") == open_compound(looped, Limits()).names


def test_a_sheet_that_is_not_where_it_should_be():
    """A sheet outside the file, or at a place where none begins, is no blank sheet."""
    stream = xls_stream(xls(number(0, 0, 1.0)))
    begin = struct.pack("<I", stream.index(BEGIN, 1))
    for wrong in (len(stream) + 9, len(stream) - 4):
        with pytest.raises(DamagedDocumentError, match="'甲' is not where"):
            opened(compound({"Workbook": patched(begin, struct.pack("<I", wrong), stream)}))


def test_sheets_that_share_bytes():
    """All sheets together are read no further than the stream is long: many at one place would make a large task."""
    stream = xls_stream(xls(label(1, 0, "长" * 200), b"", b"", b""))
    first = stream.index(BEGIN, 1)
    for start in (first + len(BEGIN + END) + 413 + 28 * step for step in range(4)):
        stream = stream.replace(struct.pack("<I", start), struct.pack("<I", first), 1)

    with pytest.raises(DamagedDocumentError, match="shares its place"):
        opened(compound({"Workbook": stream}))


def test_many_lines_around_blanks():
    """More lines than there may be slots are no reason to refuse a document."""
    front = styles((0, 0, 0x11))
    blanks = record(0xBE, struct.pack("<HH", 0, 1) + bytes(2 * 99) + struct.pack("<H", 99))

    assert "1" == texts_at(opened(xls(label(0, 0, "题") + blanks + number(1, 0, 1.0), front=front), slots=50))[2, 1]


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4), st.integers(0, len(WHOLE)))
def test_damaged_workbooks(start, piece, end):
    """Whatever is damaged, a document comes out or an error about the document."""
    damaged = WHOLE[:start] + piece + WHOLE[start + len(piece) :]
    for data in (damaged, damaged[:end]):
        try:
            document = opened(data)
        except DocumentError:
            continue
        assert attrs.has(type(document))


def test_helpers_make_what_they_say():
    """The compound files of these tests mark the end of what is free; a test on them would not see it otherwise."""
    assert FREE == struct.unpack_from("<I", WHOLE, 76 + 4 * 108)[0]
    assert [["规章", "1"]] == texts_of(opened(WHOLE).blocks[1])
