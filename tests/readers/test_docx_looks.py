"""Looks of Word documents: the same as in every other format, whatever Word says them with."""

import pytest

import govdisclosure as gd
from govdisclosure.readers.grid import Grid, Paragraph
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.word.docx import read
from readers.ooxml import NAMESPACES, PACKAGE, cell, docx, paragraph, relations, root, row, run, table

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
DRAWING = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def looked(content, *, properties="", table_="", **parts):
    """The text and note of the first of two cells, beside 2 and above 3."""
    first = content if content.startswith(("<w:tc", "<w:sdt")) else cell(content)
    rows = (row(first, "2", properties=properties), row("3", "4"))
    document = read(docx(table(*rows, columns=2, properties=table_), **parts), limits=Limits())
    found = next(block for block in document.blocks if isinstance(block, Grid)).cells[0]
    return found.text, found.note


def style(marks, kind="character", more="", name="S"):
    return f'<w:style w:type="{kind}" w:styleId="{name}" {more}><w:rPr>{marks}</w:rPr></w:style>'


def colour(value):
    return f'<w:color w:val="{value}"/>'


def shade(fill, pattern="clear", ink="auto"):
    return f'<w:shd w:val="{pattern}" w:color="{ink}" w:fill="{fill}"/>'


def filled(inner):
    return f'<w14:textFill xmlns:w14="{W14}">{inner}</w14:textFill>'


LEFT_OUT = {
    '<w:position w:val="6"/>': "raised-mark",
    '<w:position w:val="-6"/>': "raised-mark",
    '<w:position w:val="3pt"/>': "raised-mark",
    '<w:position w:val="8"/><w:sz w:val="12"/>': "raised-mark",
    '<w:vertAlign w:val="subscript"/>': "raised-mark",
    '<w:sz w:val="4"/>': "hidden-text",
    '<w:w w:val="1"/>': "hidden-text",
    "<w:specVanish/>": "hidden-text",
    "<w:dstrike/>": "struck-text",
}
IN_DOUBT = {
    '<w:sz w:val="12"/>': "look-unclear",
    '<w:eastAsianLayout w:combine="1"/>': "look-unclear",
    colour("FEFEFE"): "white-text",
    '<w:color w:val="123456" w:themeColor="background1"/>': "white-text",
    colour("FFFF00") + '<w:highlight w:val="yellow"/>': "white-text",
    colour("0000FF") + shade("FFFFFF", "solid", "0000FF"): "white-text",
    colour("000000") + shade("FFFFFF", "pct95"): "white-text",
    filled("<w14:noFill/>"): "white-text",
    filled('<w14:srgbClr w14:val="FFFFFF"/>'): "white-text",
    filled('<w14:schemeClr w14:val="bg1"/>'): "white-text",
    filled('<w14:srgbClr w14:val="000000"><w14:alpha w14:val="95000"/></w14:srgbClr>'): "white-text",
    '<w:spacing w:val="-200"/>': "text-damaged",
}
PLAIN = (
    colour("FF0000"),
    colour("auto"),
    '<w:color w:val="FFFFFF" w:themeColor="background1" w:themeShade="80"/>'.replace("FFFFFF", "808080"),
    colour("FFFFFF") + '<w:highlight w:val="black"/>',
    colour("FFFFFF") + shade("4472C4"),
    filled('<w14:srgbClr w14:val="0070C0"/>'),
    filled('<w14:schemeClr w14:val="tx1"/>'),
    filled('<w14:schemeClr w14:val="bg1"><w14:lumMod w14:val="50000"/></w14:schemeClr>'),
    '<w:rFonts w:hint="eastAsia"/><w:b/>',
    '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Wingdings"/>',
    '<w:rFonts w:ascii="Symbol"/>',
    '<w:sz w:val="19"/>',
    '<w:position w:val="x"/>',
    '<w:spacing w:val="-4"/>',
    shade("FFFFFF", "nil"),
)


def ways(marks):
    """A digit with these marks behind 105: by itself, and by the style of its characters."""
    styles = style(marks) + style("", more="", name="T").replace("<w:rPr>", '<w:basedOn w:val="S"/><w:rPr>')
    yield paragraph("105", run("7", marks)), {}
    yield paragraph("105", run("7", '<w:rStyle w:val="S"/>')), {"styles": styles}
    yield paragraph("105", run("7", '<w:rStyle w:val="T"/>')), {"styles": styles}


@pytest.mark.parametrize(("marks", "code"), LEFT_OUT.items())
def test_what_is_no_part_of_a_number(marks, code):
    """Raised, tiny, narrow, hidden and struck digits are left out with a note, whoever says so."""
    for content, parts in ways(marks):
        assert ("105", code) == looked(content, **parts)


@pytest.mark.parametrize(("marks", "code"), IN_DOUBT.items())
def test_what_leaves_a_number_in_doubt(marks, code):
    """A digit of another size, in the colour of its ground, or over others keeps its place, and the cell its doubt."""
    for content, parts in ways(marks):
        assert ("1057", code) == looked(content, **parts)


@pytest.mark.parametrize("marks", PLAIN)
def test_looks_that_change_nothing(marks):
    """Colours that can be seen, nearly the same size, fonts of letters."""
    for content, parts in ways(marks):
        assert ("1057", "") == looked(content, **parts)


@pytest.mark.parametrize(("marks", "code"), [("<w:vanish/>", "hidden-text"), ("<w:strike/>", "struck-text")])
@pytest.mark.parametrize(
    ("styles", "properties", "table_"),
    [
        ("<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>", "", ""),
        ('<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr>{}</w:rPr></w:style>', "", ""),
        ('<w:style w:type="paragraph" w:styleId="p"><w:rPr>{}</w:rPr></w:style>', '<w:pStyle w:val="p"/>', ""),
        ('<w:style w:type="table" w:styleId="t"><w:rPr>{}</w:rPr></w:style>', "", '<w:tblStyle w:val="t"/>'),
    ],
)
def test_whole_figures_hidden_or_struck_by_styles(marks, code, styles, properties, table_):
    """A figure that shows nothing or is struck out is no blank: the note says what it was. A run may say otherwise."""
    shown = cell(paragraph(run("105", marks.replace("/", ' w:val="0"/')), properties=properties))
    parts = {"styles": styles.format(marks), "table_": table_}

    assert ("", code) == looked(paragraph("105", properties=properties), **parts)
    assert ("105", "") == looked(shown, **parts)


def test_a_default_that_is_none():
    """A style of paragraphs that says it is not the usual one."""
    styles = '<w:style w:type="paragraph" w:default="0" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'

    assert ("105", "") == looked("105", styles=styles)


def test_a_style_that_switches_off_what_another_switched_on():
    """Two styles that both strike out: to Word that is not struck, to others it is. The run has the last word."""
    styles = style("<w:strike/>") + style("<w:strike/>", "paragraph", name="p")
    both = '<w:rStyle w:val="S"/>'

    def struck(marks):
        return looked(paragraph(run("105", marks), properties='<w:pStyle w:val="p"/>'), styles=styles)

    assert ("105", "white-text") == struck(both)
    assert ("", "struck-text") == struck(both + "<w:strike/>")


BLUE = colour("0070C0")


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (cell(paragraph(run("105", BLUE)), properties=shade("0072C4")), {}),
        (paragraph(run("105", BLUE), properties=shade("0070C0")), {}),
        (paragraph(run("105", BLUE)), {"table_": shade("0070C0")}),
        (cell(paragraph(run("105", colour("FFFFFF"))), properties=shade("FFFFFF")), {"table_": shade("0070C0")}),
        (
            paragraph(run("105", BLUE), properties='<w:pStyle w:val="p"/>'),
            {"styles": f'<w:style w:type="paragraph" w:styleId="p"><w:pPr>{shade("0070C0")}</w:pPr></w:style>'},
        ),
        (
            paragraph(run("105", BLUE)),
            {
                "styles": f'<w:style w:type="table" w:styleId="t"><w:tcPr>{shade("0070C0")}</w:tcPr></w:style>',
                "table_": '<w:tblStyle w:val="t"/>',
            },
        ),
        (
            cell(paragraph(run("105", colour("FFFFFF"))), properties='<w:shd w:fill="x" w:themeFill="background1"/>'),
            {"table_": shade("0070C0")},
        ),
    ],
)
def test_the_colour_of_the_ground(content, parts):
    """Text is held against what lies right behind it: paragraph, cell, table, the style of either."""
    assert ("105", "white-text") == looked(content, **parts)


def test_the_colour_of_the_page():
    """A page may have a colour on the screen and none on paper: on either a text must be seen."""
    body = "<w:body>" + paragraph(run("甲", colour("FFFF00")), run("乙", colour("FFFFFF")), run("丙", colour("FF0000")))
    part = root("document", f'<w:background w:color="FFFF00"/>{body}</w:body>')

    document = read(docx("", extra={"word/document.xml": part}), limits=Limits())

    assert [("white-text", "甲乙")] == [(each.code, each.detail) for each in document.remarks]


@pytest.mark.parametrize(
    ("kind", "look", "code"),
    [
        ("firstRow", '<w:tblLook w:val="0020"/>', "hidden-text"),
        ("firstRow", '<w:tblLook w:val="0000"/>', ""),
        ("firstRow", '<w:tblLook w:val="x"/>', ""),
        ("firstRow", "", "hidden-text"),
        ("firstRow", '<w:tblLook w:firstRow="1" w:noHBand="1"/>', "hidden-text"),
        ("firstRow", '<w:tblLook w:firstRow="0"/>', ""),
        ("lastRow", '<w:tblLook w:lastRow="1"/>', ""),
        ("firstCol", '<w:tblLook w:firstColumn="1"/>', "hidden-text"),
        ("lastCol", '<w:tblLook w:lastColumn="1"/>', ""),
        ("nwCell", '<w:tblLook w:firstColumn="1" w:firstRow="1"/>', "hidden-text"),
        ("nwCell", '<w:tblLook w:firstColumn="1"/>', ""),
        ("seCell", '<w:tblLook w:lastColumn="1" w:lastRow="1"/>', ""),
        ("band1Horz", '<w:tblLook w:val="0000"/>', "hidden-text"),
        ("band2Horz", '<w:tblLook w:val="0020"/>', ""),
        ("band1Horz", '<w:tblLook w:noHBand="1"/>', ""),
        ("band1Vert", '<w:tblLook w:val="0000"/>', "hidden-text"),
        ("band1Vert", '<w:tblLook w:noVBand="1"/>', ""),
        ("wholeTable", '<w:tblLook w:val="0000"/>', "hidden-text"),
    ],
)
def test_parts_of_the_style_of_a_table(kind, look, code):
    """A style of tables may hide the text of some of its cells; a table says which of them it shows."""
    styles = (
        f'<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="{kind}"><w:rPr><w:vanish/></w:rPr>'
        "</w:tblStylePr></w:style>"
    )

    assert code == looked("105", styles=styles, table_=f'<w:tblStyle w:val="t"/>{look}')[1]


SIDES = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
EVERY = range(4)
PARTS = {
    "wholeTable": {(row_, column) for row_ in EVERY for column in EVERY},
    "firstRow": {(0, column) for column in EVERY},
    "lastRow": {(3, column) for column in EVERY},
    "firstCol": {(row_, 0) for row_ in EVERY},
    "lastCol": {(row_, 3) for row_ in EVERY},
    "nwCell": {(0, 0)},
    "neCell": {(0, 3)},
    "swCell": {(3, 0)},
    "seCell": {(3, 3)},
    "band1Horz": {(row_, column) for row_ in (1, 3) for column in EVERY},
    "band2Horz": {(2, column) for column in EVERY},
    "band1Vert": {(row_, column) for row_ in EVERY for column in (1, 3)},
    "band2Vert": {(row_, 2) for row_ in EVERY},
}
"""The cells of a table of four rows and columns that a part of a style is for, where all its parts are shown."""


def in_part(part, look):
    """The cells of such a table that a style makes white where they belong to a part."""
    styles = (
        f'<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="{part}"><w:rPr>{colour("FFFFFF")}</w:rPr>'
        "</w:tblStylePr></w:style>"
    )
    body = table(*[row(*"1234")] * 4, columns=4, properties=f'<w:tblStyle w:val="t"/>{look}')
    (grid,) = read(docx(body, styles=styles), limits=Limits()).blocks
    return {(each.row, each.column) for each in grid.cells if each.note == "white-text"}


@pytest.mark.parametrize(("part", "cells"), PARTS.items())
def test_the_cells_of_each_part_of_a_table(part, cells):
    """Sides, corners and bands lie where Word has them, whichever way the table says that it shows them."""
    sides = " ".join(f'w:{name}="1"' for name in SIDES)

    for look in ("", f"<w:tblLook {sides}/>", f'<w:tblLook w:val="{sum(SIDES.values()):04X}"/>'):
        assert cells == in_part(part, look)


@pytest.mark.parametrize(
    ("part", "needed"),
    [
        ("firstRow", {"firstRow"}),
        ("lastRow", {"lastRow"}),
        ("firstCol", {"firstColumn"}),
        ("lastCol", {"lastColumn"}),
        ("nwCell", {"firstRow", "firstColumn"}),
        ("neCell", {"firstRow", "lastColumn"}),
        ("swCell", {"lastRow", "firstColumn"}),
        ("seCell", {"lastRow", "lastColumn"}),
    ],
)
def test_which_parts_of_a_table_are_shown(part, needed):
    """A side is shown if the table says so, and a corner if both its sides are."""
    for number_ in range(16):
        shown = {name for at, name in enumerate(SIDES) if number_ >> at & 1}
        bits = sum(SIDES[name] for name in shown)
        assert (PARTS[part] if needed <= shown else set()) == in_part(part, f'<w:tblLook w:val="{bits:04X}"/>')


@pytest.mark.parametrize(("part", "bit"), [("band1Horz", 0x200), ("band2Horz", 0x200), ("band1Vert", 0x400)])
def test_bands_of_a_table(part, bit):
    """They are counted behind the first row and column, where those are shown, and may be switched off."""
    moved = {
        "band1Horz": {(row_, column) for row_ in (0, 2) for column in EVERY},
        "band2Horz": {(row_, column) for row_ in (1, 3) for column in EVERY},
        "band1Vert": {(row_, column) for row_ in EVERY for column in (0, 2)},
    }

    assert moved[part] == in_part(part, '<w:tblLook w:val="0000"/>')
    assert moved[part] == in_part(part, f'<w:tblLook w:val="{0x600 - bit:04X}"/>')
    assert set() == in_part(part, f'<w:tblLook w:val="{bit:04X}"/>')


@pytest.mark.parametrize(
    ("within", "beyond", "codes"),
    [
        ('<w:sz w:val="17"/>', '<w:sz w:val="16"/>', ("", "look-unclear")),
        ('<w:sz w:val="5"/>', '<w:sz w:val="4"/>', ("look-unclear", "hidden-text")),
        ('<w:sz w:val="2.5pt"/>', '<w:sz w:val="2pt"/>', ("look-unclear", "hidden-text")),
        ('<w:w w:val="11"/>', '<w:w w:val="10"/>', ("", "hidden-text")),
        ('<w:w w:val="11%"/>', '<w:w w:val="10%"/>', ("", "hidden-text")),
        ('<w:spacing w:val="-59"/>', '<w:spacing w:val="-60"/>', ("", "text-damaged")),
        ('<w:position w:val="2"/>', '<w:position w:val="3"/>', ("", "raised-mark")),
        ('<w:position w:val="-2"/>', '<w:position w:val="-3"/>', ("", "raised-mark")),
        (colour("DEDEDE"), colour("DFDFDF"), ("", "white-text")),
        (
            filled('<w14:srgbClr w14:val="000000"><w14:alpha w14:val="89999"/></w14:srgbClr>'),
            filled('<w14:srgbClr w14:val="000000"><w14:alpha w14:val="90000"/></w14:srgbClr>'),
            ("", "white-text"),
        ),
        (colour("BFBFBF") + shade("FFFFFF", "pct12"), colour("BFBFBF") + shade("FFFFFF", "pct13"), ("", "white-text")),
        (colour("00A000") + shade("00FF00", "pct24"), colour("00A000") + shade("00FF00", "pct25"), ("", "white-text")),
    ],
)
def test_looks_on_both_sides_of_a_bound(within, beyond, codes):
    """A little less is something else than a little more."""
    assert codes == tuple(looked(paragraph("105", run("7", each)))[1] for each in (within, beyond))


@pytest.mark.parametrize(("height", "code"), [("80", "hidden-text"), ("81", ""), ("x", ""), ("", ""), ("10000", "")])
def test_how_low_a_row_or_line_may_be(height, code):
    """Four points are too low for any text, and what is no number says nothing."""
    line = f'<w:spacing w:line="{height}" w:lineRule="exact"/>'

    assert code == looked(paragraph("105"), properties=f'<w:trHeight w:val="{height}" w:hRule="exact"/>')[1]
    assert code == looked(paragraph("105", properties=line))[1]


HIGHLIGHTS = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "00FF00", "blue": "0000FF", "yellow": "FFFF00",
    "cyan": "00FFFF", "magenta": "FF00FF", "darkRed": "800000", "darkGreen": "008000", "darkBlue": "000080",
    "darkYellow": "808000", "darkCyan": "008080", "darkMagenta": "800080", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
"""The colours of highlighters (ECMA-376, part 1, 17.18.40)."""


@pytest.mark.parametrize(("name", "number_"), HIGHLIGHTS.items())
def test_colours_of_highlighters(name, number_):
    """Text in the colour of its highlighter, or in one hardly another, may not be seen."""
    parts = bytes.fromhex(number_)

    for at, step in ((at, step) for at in range(3) for step in (32, 33)):
        moved = [part + (step if part < 128 else -step) * (at == index) for index, part in enumerate(parts)]
        found = looked(paragraph("105", run("7", colour(bytes(moved).hex()) + f'<w:highlight w:val="{name}"/>')))
        assert ("1057", "white-text" if step == 32 else "") == found


def test_the_ground_of_a_part_of_a_table():
    """White text in a dark header that the style of the table draws is seen."""
    styles = (
        '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        f"{shade('0070C0')}</w:tcPr></w:tblStylePr></w:style>"
    )
    white = paragraph(run("105", colour("FFFFFF")))

    assert "" == looked(white, styles=styles, table_='<w:tblStyle w:val="t"/><w:tblLook w:firstRow="1"/>')[1]
    assert "white-text" == looked(white, styles=styles, table_='<w:tblStyle w:val="t"/><w:tblLook w:lastRow="1"/>')[1]


@pytest.mark.parametrize(
    ("height", "line", "code"),
    [
        ('<w:trHeight w:val="10" w:hRule="exact"/>', "", "hidden-text"),
        ('<w:trHeight w:val="10" w:hRule="atLeast"/>', "", ""),
        ('<w:trHeight w:val="300" w:hRule="exact"/>', "", ""),
        ("", '<w:spacing w:line="20" w:lineRule="exact"/>', "hidden-text"),
        ("", '<w:spacing w:line="240" w:lineRule="auto"/>', ""),
        ("", '<w:spacing w:before="20"/>', ""),
    ],
)
def test_rows_and_lines_too_low_to_be_seen(height, line, code):
    """Where a height is fixed so low that no text shows, nothing is seen."""
    assert code == looked(paragraph("105", properties=line), properties=height)[1]


@pytest.mark.parametrize("font", ["Wingdings", "Webdings", "ZapfDingbats", "Marlett", "Eigene Zeichen"])
def test_fonts_of_pictures(font):
    """What is written in a font of pictures is no digit: the fonts known, and those that the document says are some."""
    fonts = '<w:font w:name="Eigene Zeichen"><w:charset w:val="02"/></w:font><w:font w:name="Symbol"/>'
    extra = {
        "word/fontTable.xml": root("fonts", fonts),
        "word/_rels/document.xml.rels": relations({"fontTable": "fontTable.xml"}),
    }
    marks = f'<w:rFonts w:ascii="{font}"/>'

    assert ("105\uf037", "") == looked(paragraph("105", run("7", marks)), extra=extra)
    assert ("规章", "") == looked(paragraph(run("规章", marks)), extra=extra)


def test_a_font_for_other_characters_leaves_that_of_the_style():
    """A run that names a font for Chinese characters only shows its digits in the font of its style."""
    marks = '<w:rStyle w:val="S"/><w:rFonts w:eastAsia="宋体"/>'
    styles = style('<w:rFonts w:ascii="Wingdings"/>')

    assert ("105\uf037", "") == looked(paragraph("105", run("7", marks)), styles=styles)


@pytest.mark.parametrize(
    ("charset", "read_as"), [("2", "\uf037"), ("02", "\uf037"), ("00", "7"), ("86", "7"), ("20", "7"), ("", "7")]
)
def test_fonts_that_a_document_says_have_pictures(charset, read_as):
    """Only the charset number 2 means pictures; a font of letters, or one of which nothing is said, has digits."""
    fonts = f'<w:font w:name="A"><w:charset w:val="{charset}"/></w:font><w:font w:name="B"/>'
    extra = {
        "word/fontTable.xml": root("fonts", fonts),
        "word/_rels/document.xml.rels": relations({"fontTable": "fontTable.xml"}),
    }

    assert (f"105{read_as}", "") == looked(paragraph("105", run("7", '<w:rFonts w:ascii="A"/>')), extra=extra)
    assert ("1057", "") == looked(paragraph("105", run("7", '<w:rFonts w:ascii="B"/>')), extra=extra)


def test_characters_in_the_opposite_order():
    """Digits that are shown from the right are others than those of the text."""
    assert ("105", "text-damaged") == looked(paragraph(f'<w:bdo w:val="rtl">{run("105")}</w:bdo>'))
    assert ("105", "") == looked(paragraph(f'<w:bdo w:val="ltr">{run("105")}</w:bdo>'))


@pytest.mark.parametrize("mark", ["pgNum", "yearLong", "dayShort"])
def test_what_word_puts_in_by_itself(mark):
    """The number of a page and the date of today are not in the file."""
    assert "105\N{REPLACEMENT CHARACTER}" == looked(paragraph("105", f"<w:r><w:{mark}/></w:r>"))[0]


def test_a_footnote_mark_that_is_not_raised():
    """A mark that stands on the line looks like a digit of the number."""
    assert ("105", "look-unclear") == looked(paragraph("105", '<w:r><w:footnoteReference w:id="2"/></w:r>'))


# Fields, equations, controls


def field(instruction):
    steps = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    return f"{steps[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{steps[1]}"


@pytest.mark.parametrize(
    "instruction", ["EQ \\o(105,7)", "FORMTEXT", "FORMCHECKBOX", "AUTONUM", "REF a", "ADVANCE \\u6"]
)
def test_fields_whose_result_is_not_stored(instruction):
    """What a field shows is not known: its cell is no blank, and a number beside it is in doubt."""
    assert ("", "field-without-result") == looked(paragraph(field(instruction)))
    assert ("105", "look-unclear") == looked(paragraph("105", field(instruction)))
    assert ("1 5", "field-without-result") == looked(paragraph("1", field(instruction), "5"))


@pytest.mark.parametrize("instruction", [" XE 规章", "xe a", "XE a&#10;b", "TC a", "HYPERLINK x", ""])
def test_fields_that_show_nothing(instruction):
    """Marks of an index and the like leave a number alone."""
    assert ("105", "") == looked(paragraph("105", field(instruction)))


def equation(inner):
    return paragraph(f"<m:oMath>{inner}</m:oMath>")


PIECE = "<m:r>{}<m:t>105</m:t></m:r>"


@pytest.mark.parametrize("part", ["rad", "d", "phant", "borderBox", "sSup"])
def test_equations(part):
    """What an equation builds around a number may hide it, strike it out or make it another; plain pieces do not."""
    piece = PIECE.format("")

    assert ("105", "look-unclear") == looked(equation(f"<m:{part}><m:e>{piece}</m:e></m:{part}>"))
    assert ("105", "") == looked(equation(piece))
    assert ("", "hidden-text") == looked(equation(PIECE.format("<w:rPr><w:vanish/></w:rPr>")))


def control(properties, content):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize("properties", ["<w:showingPlcHdr/>", '<w:dataBinding w:xpath="/a"/>'])
def test_content_controls_that_fill_themselves_in(properties):
    """A prompt, and data that a control keeps elsewhere, are no number that somebody wrote into the cell."""
    assert ("105", "look-unclear") == looked(paragraph(control(properties, run("105"))))
    assert ("105", "look-unclear") == looked(cell(control(properties, paragraph("105"))))
    assert ("105", "look-unclear") == looked(control(properties, cell("105")))
    assert ("105", "") == looked(control("<w:text/>", cell("105")) + control(properties, cell("规章")))


# What stands in a cell and is not text

PICTURE = "<w:r><w:drawing><wp:inline><pic:pic><pic:blipFill/></pic:pic></wp:inline></w:drawing></w:r>"
WORDS = '<w:r><w:pict><v:shape><v:textpath string="105"/></v:shape></w:pict></w:r>'
LINE = "<w:r><w:pict><v:line/></w:pict></w:r>"
CHART = f"<w:r><w:drawing><wp:inline><c:chart {DRAWING}/></wp:inline></w:drawing></w:r>"
INK = "<w:r><w:contentPart/></w:r>"


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (PICTURE, "pictures-unread"),
        (CHART, "pictures-unread"),
        (WORDS, "object-unread"),
        (LINE, "object-unread"),
        (INK, "object-unread"),
    ],
)
def test_drawings_in_cells(drawn, code):
    """A cell with a drawing is no blank; a number beside one is in doubt, since nobody knows what it shows."""
    assert ("", code) == looked(paragraph(drawn))
    assert ("105", "look-unclear") == looked(paragraph("105", drawn))
    assert ("规章", code) == looked(paragraph("规章", drawn))


@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        (WORDS, "105"),
        (WORDS.replace(' string="105"', ""), ""),
        ('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>', "Excel.Sheet.12"),
        ("<w:r><w:object><o:OLEObject/></w:object></w:r>", ""),
        ("<w:r><w:object/></w:r>", ""),
    ],
)
def test_objects_are_named(drawn, named):
    """By the words drawn along a line, or by the program that made them, so that a person finds what was not read."""
    document = read(docx(table(row("规章", cell(paragraph(drawn))), row("文件", "1"))), limits=Limits())

    assert [("object-unread", named)] == [(remark.code, remark.detail) for remark in document.remarks]


def test_a_line_drawn_in_the_text():
    """Lines that adorn a page are nothing to speak of."""
    assert () == read(docx(paragraph("正文", LINE)), limits=Limits()).remarks


def test_automatic_labels_that_run_into_a_number():
    """A label right before a number looks a part of it; one with a point or room behind it does not."""
    levels = (
        '<w:lvl w:ilvl="0"><w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:suff w:val="nothing"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = (
        f'<w:numPicBullet/><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    extra = {
        "word/numbering.xml": root("numbering", numbering),
        "word/_rels/document.xml.rels": relations({"numbering": "numbering.xml"}),
    }

    def labelled(level, number=1, text="105"):
        given = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return looked(paragraph(text, properties=given), extra=extra)[1]

    assert ["look-unclear", *["list-label-unread"] * 4] == [
        labelled(0), labelled(1), labelled(2), labelled(0, 2), labelled(0, text="规章")
    ]  # fmt: skip


# Documents in the document

CHUNK = '<w:altChunk r:id="c1"/>'


def with_chunks(**chunks):
    """The parts of a document that holds others."""
    links = "".join(
        f'<Relationship Id="c{number}" Type="http://x/aFChunk" Target="/word/{name.replace("_", ".")}"/>'
        for number, name in enumerate(chunks, 1)
    )
    outside = '<Relationship Id="c9" Type="http://x/aFChunk" Target="http://example.org/" TargetMode="External"/>'
    return {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}{outside}</Relationships>',
        **{f"word/{name.replace('_', '.')}": content for name, content in chunks.items()},
    }


PAGE = "<html><body><p>{}</p></body></html>"


@pytest.mark.parametrize(
    ("chunks", "read_as"),
    [
        ({"a_htm": PAGE.format("105")}, ("105", "")),
        ({"a_htm": PAGE.format("105<sup>7</sup>")}, ("105", "raised-mark")),
        ({"a_htm": PAGE.format('105<span style="color:white">7</span>')}, ("1057", "white-text")),
        ({"a_htm": "<table><tr><td>1</td><td>2</td></tr></table>"}, ("", "table-in-cell")),
        ({"a_txt": "105"}, ("105", "")),
        ({"a_docx": docx(paragraph("105"))}, ("105", "")),
        ({"a_rtf": r"{\rtf1 105}"}, ("", "embedded-document-unread")),
        ({"a_bin": b"\x89PNG"}, ("", "embedded-document-unread")),
        ({"b_htm": ""}, ("", "embedded-document-unread")),
    ],
)
def test_documents_in_cells(chunks, read_as):
    """Pages, texts and Word documents in a cell are its text; of others it is said that something stands there."""
    assert read_as == looked(cell(CHUNK, paragraph()), extra=with_chunks(**chunks))


def test_documents_in_the_text():
    """They are read in their place, their tables counted with the others; each part once, however often it is named."""
    page = PAGE.format("一") + "<table><tr><td>1<sup>7</sup></td><td>2</td></tr></table>" * 2
    body = table(row("甲", "乙")) + CHUNK + CHUNK + '<w:altChunk r:id="c9"/><w:altChunk/>' + paragraph("末")
    document = read(docx(body, extra=with_chunks(a_htm=page)), limits=Limits())
    tables = [block.place.table if isinstance(block, Grid) else block.text for block in document.blocks]

    assert [1, "一", 2, 3, "末"] == tables
    assert [2, 3] == [each.place.table for each in document.remarks if each.code == "raised-mark"]
    assert 3 == sum(each.code == "embedded-document-unread" for each in document.remarks)


def test_a_covered_cell_with_a_document_in_it():
    """What a page says in a cell that is merged away is said with the rest of it."""
    joined = "<w:vMerge{}/>"
    inner = cell(CHUNK, paragraph(), properties=joined.format(""))
    rows = (row(cell("甲", properties=joined.format(' w:val="restart"')), "乙"), row(inner, "丙"))
    page = "<table><tr><td>1</td><td>2</td></tr></table>"
    document = read(docx(table(*rows), extra=with_chunks(a_htm=page)), limits=Limits())

    assert [("hidden-text", "1 2")] == [(each.code, each.detail) for each in document.remarks]


def test_documents_inside_each_other():
    """Only so deep: a package may hold itself."""
    inner = docx(paragraph("底"))
    for number in range(5):
        inner = docx(paragraph(str(number)) + CHUNK, extra=with_chunks(a_docx=inner))
    document = read(inner, limits=Limits())

    assert ["4", "3", "2", "1"] == [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert ["embedded-document-unread"] == [each.code for each in document.remarks]


def test_a_document_in_xml_has_no_others_in_it():
    """A package written out flat, and the XML of Word 2003, hold no parts of other formats."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    old = NAMESPACES["w"], "http://schemas.microsoft.com/office/word/2003/wordml"
    data = f"<w:wordDocument {spaces.replace(*old)}><w:body>{CHUNK}</w:body></w:wordDocument>".encode()
    link = '<Relationship Id="c1" Type="http://x/aFChunk" Target="a.htm"/>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    flat = (
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData><Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
        f'Type="{kind}" Target="word/document.xml"/></Relationships></pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document {spaces}><w:body>{CHUNK}</w:body>'
        "</w:document></pkg:xmlData></pkg:part>"
        f'<pkg:part pkg:name="/word/_rels/document.xml.rels"><pkg:xmlData><Relationships xmlns="{PACKAGE}">{link}'
        "</Relationships></pkg:xmlData></pkg:part></pkg:package>"
    ).encode()

    for each in (data, flat):
        assert ["embedded-document-unread"] == [one.code for one in read(each, limits=Limits()).remarks]


def test_a_report_that_is_a_page_in_a_word_document():
    """As web sites export it: the whole report is one page."""
    with open("examples/linlan-water-2023.html", "rb") as page:
        content = docx(CHUNK, extra=with_chunks(a_htm=page.read()))

    assert gd.read(content).report == gd.read("examples/linlan-water-2023.html").report
