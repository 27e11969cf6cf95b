"""``diagnose -o slip.docx`` and ``--mark``: what goes back to an organ."""

import io
import re
import zipfile

import attrs
import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from openpyxl.comments import Comment

import govdisclosure as gd
from govdisclosure.model.place import Place
from govdisclosure.writers.marks import Mark
from govdisclosure.writers.office import marked_docx, marked_xlsx

ORGAN = "临澜县水务局"
WRONG = gd.read("examples/linlan-water-2023.html").report
TABLE_THREE = WRONG.requests.title.zh
UNEXPLAINED = gd.replace(
    gd.zeros(2023, organ=ORGAN),
    {
        "requests.outcomes.disclosed.natural_persons": 1000,
        "requests.outcomes.total.natural_persons": 10000,
        "requests.received.commercial_enterprises": 77,
        "requests.carried_over_out.legal_service_institutions": 31,
        "requests.received.total": 5,
    },
)


@pytest.fixture
def report(tmp_path):
    """Writes a report into the current folder under a name."""

    def put(name, report=WRONG):
        if name.endswith(".json"):
            (tmp_path / name).write_text(gd.to_json(report), encoding="utf-8")
        else:
            gd.write(report, tmp_path / name)
        return tmp_path / name

    return put


def slip(command, *more):
    """The paragraphs and the rows of the table of a slip."""
    command("diagnose", "1.json", *more, "-o", "slip.docx")
    found = docx.Document("slip.docx")
    rows = [[cell.text for cell in row.cells] for table in found.tables for row in table.rows]
    return [each.text for each in found.paragraphs], rows


# ---------------------------------------------------------------------------------------------------- the slip


def test_a_slip_says_which_cell_holds_what_and_should_hold_what(report, command):
    """In official order, in official words, with the relations that do not hold."""
    report("1.json")
    texts, rows = slip(command)

    assert ["年度报告数据核对意见", "临澜县水务局："] == texts[:2]
    assert "贵单位《临澜县水务局2023年政府信息公开工作年度报告》中有数字前后不一致" in texts[2]
    assert [
        ["表中位置", "现填", "应填", "说明"],
        ["三、本年度办理结果 / （一）予以公开 / 自然人", "5", "50", "由其他各数推出"],
        ["行政复议 / 总计", "0", "11", "也可能是相关的另一格有误"],
        ["行政诉讼 / 未经复议直接起诉 / 总计", "0", "5", "也可能是相关的另一格有误"],
    ] == rows
    assert "三、本年度办理结果 / （一）予以公开：各项之和 5，总计填 50，相差 45。依据：格式表三各行。" in texts
    assert "以上应填数字由各数之间的关系推算，一切以原始资料为准。" == texts[-2]


def test_a_slip_has_no_terms_of_programmers(report, command):
    """No code of a rule, no address."""
    report("1.json")
    texts, rows = slip(command)

    assert not re.search(r"REQ|REM|@|_|\bNone\b|JSON", "".join([*texts, *(text for row in rows for text in row)]))


def test_a_slip_where_nothing_explains_it(report, command):
    """It proposes no numbers."""
    report("1.json", UNEXPLAINED)
    texts, rows = slip(command)

    assert {"这一格或相关的另一格有误"} <= {row[3] for row in rows}
    assert any("贵单位" in text for text in texts)


def test_a_slip_over_last_year_alone(report, command):
    """If only the figure of last year is wrong by the best explanation, or nothing of this report is, it says so."""
    last = gd.replace(
        gd.zeros(2022, organ=ORGAN),
        {"requests.carried_over_out.natural_persons": 2, "requests.carried_over_out.total": 2},
    )
    report("1.json", gd.zeros(2023, organ=ORGAN))
    report("2022.json", last)
    texts, _ = slip(command, "--previous", "2022.json")

    assert "不一致之处" in texts


def test_a_slip_where_nothing_is_wrong(report, command):
    """And where cells hold no number, which are to be filled in."""
    report("1.json", gd.zeros(2023))
    right, _ = slip(command)
    report("1.json", gd.replace(gd.zeros(2023, organ=ORGAN), {"requests.received.total": gd.Gap.BLANK}))
    blank, _ = slip(command)
    as_zero, _ = slip(command, "--blank-as-zero")

    assert ["贵单位：", "经核对，贵单位《2023年政府信息公开工作年度报告》中的数字相互一致，没有需要更正的。"] == right[
        1:3
    ]
    assert "有 1 格没有数字，不能核对完毕：一、本年新收政府信息公开申请数量 / 总计" in blank[2]
    assert "没有需要更正的" in as_zero[2]


def test_a_slip_in_english(report, command):
    """The words around the labels."""
    report("1.json")
    texts, rows = slip(command, "--lang", "en")

    assert "To 临澜县水务局:" == texts[1]
    assert "follows from the other figures" in [row[3] for row in rows]


# ---------------------------------------------------------------------------------------------------- marked copies


def test_a_marked_word_document(report, command):
    """Wrong cells are red and have a comment; the rest reads the same, and the original is as it was."""
    path = report("1.docx")
    before = path.read_bytes()
    ran = command("diagnose", "1.docx", "--mark", "2.docx")
    found = docx.Document("2.docx")
    red = [
        cell.text for table in found.tables for row in table.rows for cell in row.cells
        if cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}") is not None
    ]  # fmt: skip

    assert (1, "") == (ran.code, ran.out)
    assert ["5", "0", "0"] == red
    assert {"应为 50：只有这一格说得通。", "应为 11：3 种解释之一。", "应为 5：3 种解释之一。"} == {
        each.text for each in found.comments
    }
    assert before == path.read_bytes()
    assert gd.compare(gd.read("1.docx"), gd.read("2.docx")).same


def test_a_marked_workbook(report, command):
    """The same; formulas keep what they show."""
    path = report("1.xlsx")
    before = path.read_bytes()
    ran = command("diagnose", "1.xlsx", "--mark", "2.xlsx")
    cells = [
        (sheet.title, cell.coordinate, cell.comment.text)
        for sheet in openpyxl.load_workbook("2.xlsx").worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.fill.fgColor.rgb == "FFFFC7CE"
    ]

    assert (1, "") == (ran.code, ran.out)
    assert (TABLE_THREE, "D7", "应为 50：只有这一格说得通。") == cells[0]
    assert 3 == len(cells)
    assert before == path.read_bytes()
    assert gd.compare(gd.read("1.xlsx"), gd.read("2.xlsx")).same


def test_a_workbook_with_comments_of_its_own(report, command, tmp_path):
    """They stay, and the new ones stand beside them; so do tables that come after the drawing in the sheet."""
    book = openpyxl.load_workbook(report("1.xlsx"))
    book[TABLE_THREE]["D5"].comment = Comment("原有批注", "甲")
    book.save(tmp_path / "own.xlsx")
    command("diagnose", "own.xlsx", "--mark", "2.xlsx")
    command("diagnose", "2.xlsx", "--mark", "3.xlsx")
    sheet = openpyxl.load_workbook("3.xlsx")[TABLE_THREE]

    assert "原有批注" == sheet["D5"].comment.text
    assert "应为 50" in sheet["D7"].comment.text


def test_cells_that_nothing_explains_are_marked_as_well(report, command):
    """With a comment that proposes nothing."""
    report("1.xlsx", UNEXPLAINED)
    command("diagnose", "1.xlsx", "--mark", "2.xlsx", "-o", "slip.docx")
    texts = {
        cell.comment.text
        for sheet in openpyxl.load_workbook("2.xlsx").worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }

    assert "这一格或同一关系中的另一格有误，请核对。" in texts
    assert docx.Document("slip.docx").paragraphs


def package(**parts):
    """A package of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return buffer.getvalue()


def test_a_cell_that_is_not_stored_is_made(report):
    """A blank may have no cell in the file: before others, after them; a row that is not there is not made."""
    data = gd_xlsx(gd.blank(2023, organ=ORGAN).remedies)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(r'<c r="[AO]5"[^>]*/>', "", parts[name]).replace("</sheetData>", "</sheetData>")
    parts[name] = parts[name].replace("</worksheet>", '<tableParts count="0"/></worksheet>')
    title = WRONG.remedies.title.zh
    places = [Place(sheet=title, row=5, column=column) for column in (1, 15)]
    copy = marked_xlsx.marked(package(**parts), [Mark(place, "空") for place in places], {})
    sheet = openpyxl.load_workbook(io.BytesIO(copy))[title]

    assert ["空", "空"] == [sheet[at].comment.text for at in ("A5", "O5")]
    with zipfile.ZipFile(io.BytesIO(copy)) as result:
        text = result.read(name).decode()
    assert text.index("<legacyDrawing") < text.index("<tableParts")
    for wrong in (Place(sheet=title, row=99, column=1), Place(sheet="无", row=5, column=1)):
        with pytest.raises(gd.DocumentError, match="not found again"):
            marked_xlsx.marked(package(**parts), [Mark(wrong, "空")], {})


def test_the_drawing_of_a_header_is_none_of_comments(report):
    """A sheet may have both."""
    data = gd_xlsx(WRONG.remedies)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    name, relations = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
    parts[relations] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    parts["xl/drawings/vmlDrawing1.vml"] = "<xml/>"
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts[name] = parts[name].replace("</worksheet>", f'<legacyDrawingHF {space} r:id="rId1"/></worksheet>')
    mark = Mark(Place(sheet=WRONG.remedies.title.zh, row=5, column=5), "错")
    copy = marked_xlsx.marked(package(**parts), [mark], {})

    with zipfile.ZipFile(io.BytesIO(copy)) as result:
        assert b"<xml/>" == result.read("xl/drawings/vmlDrawing1.vml")
        assert b"Note" in result.read("xl/drawings/vmlDrawing2.vml")
        assert b'Id="rId2"' in result.read(relations)


def gd_xlsx(x):
    """A workbook as bytes."""
    buffer = io.BytesIO()
    gd.write(x, buffer, format="xlsx")
    return buffer.getvalue()


def test_a_table_is_known_by_all_its_figures(report):
    """Where two tables hold the same, or none does, nothing is marked in the wrong place."""
    path = report("1.docx")
    reading = gd.read(path)
    places = dict(reading.places)
    address = "requests.received.natural_persons"
    twice = docx.Document(path)
    table = twice.tables[1]._tbl
    table.addnext(docx.oxml.parse_xml(docx.opc.oxml.serialize_part_xml(table)))
    buffer = io.BytesIO()
    twice.save(buffer)
    moved = {**places, address: attrs.evolve(places[address], text="甲")}

    for data, known in ((buffer.getvalue(), places), (path.read_bytes(), moved)):
        with pytest.raises(gd.DocumentError, match="not found again"):
            marked_docx.marked(data, [Mark(places[address], "空")], known)


def test_old_shading_goes_and_a_blank_cell_has_a_comment(report):
    """A cell has one ground; a comment needs a run."""
    blank = gd.replace(WRONG, {"requests.received.natural_persons": gd.Gap.BLANK})
    path = report("1.docx", blank)
    document = docx.Document(path)
    for cell in document.tables[1].rows[3].cells:
        shading = docx.oxml.OxmlElement("w:shd")
        cell._tc.get_or_add_tcPr().insert(0, shading)
        for run in list(cell._tc.iter(qn("w:r"))):
            if not cell.text:
                run.getparent().remove(run)
        for last in list(cell._tc.iter(qn("w:vAlign"))):
            last.getparent().remove(last)
    document.save(path)
    places = dict(gd.read(path).places)
    copy = docx.Document(
        io.BytesIO(
            marked_docx.marked(path.read_bytes(), [Mark(places["requests.received.natural_persons"], "空")], places)
        )
    )
    cell = copy.tables[1].rows[3].cells[3]

    assert ["FFC7CE"] == [each.get(qn("w:fill")) for each in cell._tc.iter(qn("w:shd"))]
    assert ["空"] == [each.text for each in copy.comments]


# ---------------------------------------------------------------------------------------------------- calls


def test_what_is_told_can_be_written_to_a_file(report, command, tmp_path):
    """As text or JSON; nothing is printed."""
    report("1.json")
    told = command("diagnose", "1.json")
    ran = command("diagnose", "1.json", "-o", "a.txt")

    assert (1, "") == (ran.code, ran.out)
    assert told.out == (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["1.json", "--mark", "2.docx"], "只能在 DOCX 和 XLSX 文件里标出（现为 json）"),
        (["bad.json", "-o", "slip.docx"], "bad.json："),
        (["1.json", "1.json", "-o", "slip.docx"], "docx 只能装一份报告"),
        (["1.json", "-o", "slip.docx", "--previous", "1.json"], "不是 2023 年度的上一年度"),
        (["1.docx", "--mark", "1.docx"], "就是要读取的文件之一"),
    ],
)
def test_wrong_calls(arguments, told, report, command, tmp_path):
    """Nothing is written."""
    report("1.json")
    report("1.docx")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    ran = command("diagnose", "--processes", 1, *arguments)

    assert 2 == ran.code
    assert told in ran.err
    assert {"1.json", "1.docx", "bad.json"} == {each.name for each in tmp_path.iterdir()}


def test_nothing_to_look_at(command, tmp_path):
    """An empty folder."""
    (tmp_path / "empty").mkdir()

    assert 2 == command("diagnose", "empty", "-o", "slip.docx").code
