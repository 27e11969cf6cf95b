"""XML spreadsheets of Excel 2003: read like any other workbook, whatever the file is called."""

import pytest

import govdisclosure as gd
from govdisclosure.readers.sniff import sniff
from readers.workbooks import cells_of, opened, outline, said, texts_at

SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40"'
)


def cell(value, *, attributes="", kind=""):
    """A cell; a number unless it is something else."""
    kind = kind or ("Number" if isinstance(value, int | float) else "String")
    return f'<Cell {attributes}><ss:Data ss:Type="{kind}">{value}</ss:Data></Cell>'


def row(*cells, attributes=""):
    content = "".join(each if str(each).startswith("<") else cell(each) for each in cells)
    return f"<Row {attributes}>{content}</Row>"


def workbook(*rows, styles="", columns="", options="", name="一", sheets=""):
    return (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {SPACES}>'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="{name}"><Table>{columns}{"".join(rows)}</Table>'
        f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{options}</WorksheetOptions></Worksheet>'
        f"{sheets}</Workbook>"
    ).encode()


def test_a_sheet():
    """Cells stand where they say, or after the one before them; merged ones are one cell."""
    data = workbook(
        row("信息内容", cell("数量", attributes='ss:MergeAcross="1"'), "注"),
        row(cell("规章", attributes='ss:MergeDown="1"'), 1, 2.50),
        row(cell("7", attributes='ss:Index="3"', kind="Number"), "<Cell/>", cell(1, kind="Boolean")),
        row("文件", cell("#REF!", kind="Error"), cell("x", kind="Number"), cell(0, kind="Boolean")),
    )

    found = texts_at(opened(data))

    spans = {each.text: (each.rowspan, each.colspan) for each in cells_of(opened(data))}

    assert {
        (1, 1): "信息内容", (1, 2): "数量", (1, 4): "注", (2, 1): "规章", (2, 2): "1", (2, 3): "2.5",
        (3, 3): "7", (3, 5): "TRUE", (4, 1): "文件", (4, 2): "#REF!", (4, 3): "x", (4, 4): "FALSE",
    } == found  # fmt: skip
    assert ((1, 2), (2, 1)) == (spans["数量"], spans["规章"])


def test_what_is_hidden():
    """Hidden sheets, rows and columns are left out, and said."""
    columns = '<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Column ss:Width="1"/><Column ss:Width="50"/>'
    data = workbook(
        row("规章", 7, 8, 9, 1),
        row("密", 5, attributes='ss:Hidden="1" ss:Span="1"'),
        row("文件", 7, 8, 9, 2, attributes='ss:Height="15"'),
        row("末", attributes='ss:Height="1"'),
        columns=columns,
        sheets='<Worksheet ss:Name="二"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>'
        "</x:WorksheetOptions></Worksheet>",
    )
    document = opened(data)

    assert ["# 一", [["规章", "1"], ["文件", "2"]]] == outline(document)
    assert [("hidden-cells", "一: B1, C1, D1, A2, B2, B4, C4, D4, A5"), ("hidden-sheet", "二")] == said(document)


@pytest.mark.parametrize(("extent", "texts"), [("2", ["1"]), ("2.1", ["1", "2", "3", "4"])])
def test_rows_and_columns_on_both_sides_of_being_seen(extent, texts):
    """Two points show no text; a little more may."""
    columns = f'<Column ss:Index="2" ss:Width="{extent}"/>'
    data = workbook(row(1, 2), row(3, 4, attributes=f'ss:Height="{extent}"'), columns=columns)

    assert texts == list(texts_at(opened(data)).values())


@pytest.mark.parametrize("side", ["Left", "Right", "Top", "Bottom"])
def test_a_line_on_any_side_of_a_blank(side):
    """It says that the blank is a cell of the first row; a line of no style is none."""
    rows = (row(cell("规章"), '<Cell ss:StyleID="s"/>'), row("文件", 1))

    def found(style):
        others = "".join(
            f'<Border ss:Position="{each}" ss:LineStyle="None"/>' for each in ("Left", "Right", "Top", "Bottom")
        )
        own = f'<Border ss:Position="{side}" ss:LineStyle="{style}"/>'
        styles = f'<Style ss:ID="s"><Borders>{others}{own}</Borders></Style>'
        return outline(opened(workbook(*rows, styles=styles)))[1:]

    assert [[["规章", ""], ["文件", "1"]]] == found("Continuous")
    assert ["规章", [["文件", "1"]]] == found("None")


STYLES = (
    '<Style ss:ID="Default"><Borders><Border ss:LineStyle="Continuous"/></Borders></Style>'
    '<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>'
    '<Style ss:ID="inherits" ss:Parent="struck"><Borders><Border/></Borders><Alignment/></Style>'
    '<Style ss:ID="white"><Font ss:Color="#FFFFFF" ss:Size="11"/></Style>'
    '<Style ss:ID="dark"><Font ss:Color="#FFFFFF"/><Interior ss:Color="#0070C0" ss:Pattern="Solid"/></Style>'
    '<Style ss:ID="open"><Font ss:Color="#FFFFFF"/><Interior ss:Color="#0070C0"/></Style>'
    '<Style ss:ID="nothing"><NumberFormat ss:Format=";;;"/></Style>'
    '<Style ss:ID="money"><NumberFormat ss:Format="Standard"/></Style>'
    '<Style ss:ID="fills"><Alignment ss:Horizontal="Fill"/></Style>'
    '<Style ss:ID="signs"><Font ss:FontName="Wingdings" x:CharSet="2"/></Style>'
    '<Style ss:ID="raised"><Font ss:VerticalAlign="Superscript"/></Style>'
)


@pytest.mark.parametrize(
    ("style", "read_as"),
    [
        ("Default", ("105", "")),
        ("struck", ("", "struck-text")),
        ("inherits", ("", "struck-text")),
        ("white", ("105", "white-text")),
        ("dark", ("105", "")),
        ("open", ("105", "white-text")),
        ("nothing", ("", "hidden-text")),
        ("money", ("105", "")),
        ("fills", ("105", "look-unclear")),
        ("signs", ("\uf031\uf030\uf035", "")),
        ("raised", ("105", "")),
    ],
)
def test_styles(style, read_as):
    """The same looks as in other workbooks."""
    data = workbook(row(cell(105, attributes=f'ss:StyleID="{style}"'), 2), row(3, 4), styles=STYLES)
    found = cells_of(opened(data))[0]

    assert read_as == (found.text, found.note)


@pytest.mark.parametrize(
    ("content", "read_as"),
    [
        ("105<html:Sup>7</html:Sup>", ("105", "raised-mark")),
        ("<html:Sub>7</html:Sub>", ("7", "")),
        ("105<html:S>7</html:S>", ("105", "struck-text")),
        ('105<html:Font html:Color="#FFFFFF">7</html:Font>', ("1057", "white-text")),
        ('<html:Font html:Size="11">105<html:B>7</html:B>8</html:Font>9', ("105789", "")),
        ('105<html:Font html:Face="Wingdings">7</html:Font>', ("105\uf037", "")),
    ],
)
def test_marks_in_a_text(content, read_as):
    """A text may have marks of HTML in it."""
    found = cells_of(opened(workbook(row(cell(content), 2), row(3, 4))))[0]

    assert read_as == (found.text, found.note)


def test_what_a_sheet_does_not_show():
    """Noughts that are hidden are no blanks; a formula is trusted if its result is stored."""
    rows = (
        row(0, 2),
        row(3, cell(5, attributes='ss:Formula="=R[-1]C+3"')),
        row(cell("", attributes='ss:Formula="=1"')),
    )
    hidden = opened(workbook(*rows, options="<DoNotDisplayZeros/>"))
    formulas = opened(workbook(*rows, options="<DisplayFormulas/>"))

    assert ["hidden-text", "", "", ""] == [each.note for each in cells_of(hidden)][:4]
    assert ["", "", "", "look-unclear"] == [each.note for each in cells_of(formulas)][:4]
    assert "formula-without-value" in {
        each.note for each in cells_of(opened(workbook(row(1, 2), row("<Cell ss:Formula='=1'/>", 3))))
    }


@pytest.mark.parametrize(
    "data",
    [
        workbook(row(cell(1, attributes='ss:Index="0"'))),
        workbook(row(cell(1, attributes='ss:Index="x"'))),
        workbook(row(1, cell(1, attributes='ss:Index="1"'))),
        workbook(row(cell(1, attributes='ss:Index="16385"'))),
        workbook(row(1, attributes='ss:Index="1048577"')),
        workbook(row(1)).replace(b"</Workbook>", b""),
        b'<?xml version="1.0"?><!DOCTYPE x><Workbook>',
    ],
)
def test_damaged_files(data):
    """A cell outside of any sheet, or before the last one, is an error and no guess."""
    with pytest.raises(gd.DamagedDocumentError):
        opened(data)


@pytest.mark.parametrize("data", [b"<Workbook/>", b"<Worksheet><Workbook/></Worksheet>", b"<a>Workbook</a>"])
def test_other_xml(data):
    """XML that holds no sheets is refused."""
    with pytest.raises(gd.UnsupportedFormatError, match="no sheets"):
        opened(data)


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [
        ("General Number", 0.5, ("0.5", "")),
        ("Fixed", 0.5, ("0.5", "")),
        ("Fixed", 0.125, ("0.125", "number-format")),
        ("Standard", 1234.56, ("1234.56", "")),
        ("Standard", 0.125, ("0.125", "number-format")),
        ("Percent", 0.125, ("12.5%", "")),
        ("Currency", 12, ("¥12", "")),
        ("Scientific", 12, ("12", "number-format")),
        ("Short Date", 45293, ("2024/1/2", "")),
        ("Long Date", 45293, ("2024年1月2日", "")),
        ("0.0%", 0.125, ("12.5%", "")),
        ("0.0&quot;万元&quot;", 0.5, ("0.5万元", "")),
    ],
)
def test_formats_of_numbers(name, value, read_as):
    """Formats named in words show what they do in Excel; days are counted from 1900."""
    styles = f'<Style ss:ID="s"><NumberFormat ss:Format="{name}"/></Style>'
    found = cells_of(opened(workbook(row(cell(value, attributes='ss:StyleID="s"'), 2), row(3, 4), styles=styles)))[0]

    assert read_as == (found.text, found.note)


def test_bounds():
    """Cells count against the bound on slots."""
    with pytest.raises(gd.LimitExceededError):
        opened(workbook(row(*range(20))), slots=10)


@pytest.mark.parametrize("name", ["a.xls", "a.xml", ""])
def test_it_is_known_by_what_it_holds(name):
    """With the mark of Excel, or by its first element."""
    data = workbook(row(1))

    assert "xls" == sniff(data, name)
    assert "xls" == sniff(data.replace(b'<?mso-application progid="Excel.Sheet"?>', b""), name)
    assert "xls" == sniff(b"<ss:Workbook xmlns:ss='x'>", name)
