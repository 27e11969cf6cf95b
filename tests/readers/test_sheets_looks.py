"""Looks of workbooks: the same as in every other format, whatever a spreadsheet says them with."""

import struct
import xml.etree.ElementTree as ElementTree
from itertools import product

import pytest
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.writer.theme import theme_xml

import govdisclosure as gd
from govdisclosure.readers.colours import hexadecimal
from govdisclosure.readers.sheets.floating import Sizes, covered
from govdisclosure.readers.sheets.model import LAST_COLUMN, LAST_ROW
from govdisclosure.readers.sheets.xlsx_styles import Colours, styles_of, theme_colours
from readers.ooxml import relations
from readers.workbooks import OFFICE, cell, cells_of, merges, number, opened, outline, record, said, text, xls, xlsx

SHARED = '<c r="A1" s="1" t="s"><v>0</v></c>'
REST = (cell("B1", 2), cell("A2", 3), cell("B2", 4))
BLACK = '<sz val="11"/><color theme="1"/>'


def styles(font="", fill="", form="General", alignment="", rest=""):
    """Two styles: a plain one, and one with these looks."""
    return (
        f'<numFmts><numFmt numFmtId="180" formatCode="{form}"/></numFmts><fonts><font/><font>{font}</font></fonts>'
        f'<fills><fill/><fill><patternFill patternType="gray125"/></fill><fill>{fill}</fill></fills>'
        '<cellXfs><xf/><xf numFmtId="180" fontId="1" fillId="2" borderId="7">'
        f"{alignment}</xf></cellXfs>{rest}"
    )


def sheet(first, *, before="", after=""):
    """A sheet of two rows and columns of which the first cell is given."""
    return f"{before}<sheetData><row r=''>{first}{''.join(REST)}</row></sheetData>{after}"


def looked(first, *, before="", after="", pieces="", more=None, **looks):
    """The text and note of A1, beside numbers."""
    data = xlsx(sheet(first, before=before, after=after), texts=f"<si>{pieces}</si>", styles=styles(**looks), more=more)
    found = cells_of(opened(data))[0]
    return found.text, found.note


def piece(content, marks):
    return f"<r><rPr>{marks}</rPr><t>{content}</t></r>"


LEFT_OUT = {
    '<vertAlign val="superscript"/>': "raised-mark",
    '<vertAlign val="subscript"/>': "raised-mark",
    "<strike/>": "struck-text",
    '<sz val="1"/>': "hidden-text",
}
IN_DOUBT = {
    '<sz val="6"/>': "look-unclear",
    '<color rgb="FFFFFFFF"/>': "white-text",
    '<color theme="0"/>': "white-text",
    '<color theme="0" tint="-0.05"/>': "white-text",
    '<color indexed="9"/>': "white-text",
    '<color indexed="1"/>': "white-text",
    '<color indexed="65"/>': "white-text",
}


@pytest.mark.parametrize(("marks", "code"), [*LEFT_OUT.items(), *IN_DOUBT.items()])
def test_pieces_of_a_text(marks, code):
    """A digit that is raised, struck or tiny is left out; one that may not be seen, or is small, leaves a doubt."""
    text_ = "105" if marks in LEFT_OUT else "1057"
    pieces = piece("105", BLACK) + piece("7", marks)

    assert (text_, code) == looked(SHARED, pieces=pieces)
    assert (text_, code) == looked(f'<c r="A1" t="inlineStr"><is>{pieces}</is></c>')


@pytest.mark.parametrize(
    "marks",
    [
        '<color rgb="FFFF0000"/><sz val="12"/>',
        '<color auto="1"/>',
        '<color theme="99"/>',
        '<color indexed="64"/>',
        '<color theme="4" tint="0.4"/>',
        '<strike val="0"/><vertAlign val="baseline"/>',
        '<rFont val="Symbol"/><charset val="2"/>',
    ],
)
def test_looks_that_change_nothing(marks):
    """Colours that can be seen, nearly the same size, a font whose digits are digits."""
    assert ("1057", "") == looked(SHARED, pieces=piece("105", BLACK) + piece("7", marks))


@pytest.mark.parametrize("marks", ['<rFont val="Wingdings"/>', '<rFont val="Eigene"/><charset val="2"/>'])
def test_fonts_of_pictures(marks):
    """What is written in a font of pictures is no digit."""
    assert "105\uf037" == looked(SHARED, pieces=piece("105", BLACK) + piece("7", marks))[0]
    assert "\uf031\uf030\uf035" == looked('<c r="A1" s="1"><v>105</v></c>', font=marks.replace("rFont", "name"))[0]


WAYS = (
    '<c r="A1" s="1"><v>105</v></c>',
    '<c r="A1" s="1"><f>100+5</f><v>105</v></c>',
    '<c r="A1" s="1" t="str"><f>UPPER("105")</f><v>105</v></c>',
    '<c r="A1" s="1" t="inlineStr"><is><t>105</t></is></c>',
)


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize(
    ("looks", "read_as"),
    [
        ({"font": "<strike/>"}, ("", "struck-text")),
        ({"font": '<sz val="2"/>'}, ("", "hidden-text")),
        ({"font": '<color theme="0"/>'}, ("105", "white-text")),
        ({"font": '<vertAlign val="superscript"/>'}, ("105", "")),
        ({"font": '<sz val="6"/>'}, ("105", "")),
        ({"form": ";;;"}, ("", "hidden-text")),
        ({"alignment": '<alignment horizontal="fill"/>'}, ("105", "look-unclear")),
        ({"alignment": '<alignment horizontal="center"/>'}, ("105", "")),
    ],
)
def test_whole_cells(first, looks, read_as):
    """A struck or hidden figure is no blank, however it got into the cell; where all is raised it is the text."""
    assert read_as == looked(first, **looks)


SOLID = '<patternFill patternType="solid"><fgColor {}/></patternFill>'
THEME = {
    "xl/theme/theme1.xml": (
        '<a:theme xmlns:a="a"><a:clrScheme><a:dk1><a:sysClr val="windowText"/></a:dk1><a:lt1><a:sysClr val="window"/>'
        '</a:lt1><a:dk2><a:srgbClr val="FFFFFE"/></a:dk2><a:lt2/></a:clrScheme></a:theme>'
    ),
    "xl/_rels/workbook.xml.rels": "<Relationships>"
    f'<Relationship Id="s0" Type="{OFFICE}/worksheet" Target="worksheets/sheet0.xml"/>'
    f'<Relationship Id="f" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="t" Type="{OFFICE}/theme" Target="theme/theme1.xml"/></Relationships>',
}


@pytest.mark.parametrize(
    ("looks", "more", "code"),
    [
        ({"font": '<color theme="4"/>', "fill": SOLID.format('theme="4"')}, None, "white-text"),
        ({"font": '<color rgb="FF000000"/>', "fill": SOLID.format('indexed="8"')}, None, "white-text"),
        ({"font": '<color theme="0"/>', "fill": SOLID.format('rgb="FF0070C0"')}, None, ""),
        ({"font": '<color theme="0"/>', "fill": SOLID.format('theme="0"')}, None, "white-text"),
        ({"font": '<color theme="0"/>', "fill": '<patternFill patternType="darkGray"/>'}, None, ""),
        ({"font": '<color theme="0"/>', "fill": '<patternFill patternType="gray0625"/>'}, None, "white-text"),
        ({"font": '<color rgb="FF808080"/>', "fill": '<patternFill patternType="lightUp"/>'}, None, "white-text"),
        (
            {
                "font": '<color rgb="FFFF0000"/>',
                "fill": '<gradientFill><stop position="0"><color rgb="FFFF0000"/></stop></gradientFill>',
            },
            None,
            "white-text",
        ),
        ({"font": '<color theme="3"/>'}, THEME, "white-text"),
        ({"font": '<color theme="1"/>'}, THEME, ""),
        ({"font": '<color theme="2"/>'}, THEME, ""),
        (
            {
                "font": '<color indexed="8"/>',
                "rest": "<colors><indexedColors>" + "<rgbColor rgb='00FFFFFF'/>" * 64 + "</indexedColors></colors>",
            },
            None,
            "white-text",
        ),
    ],
)
def test_colours_against_their_ground(looks, more, code):
    """A colour like that behind it may not be seen: fills, patterns, the theme and the palette of the workbook."""
    more = more and {name: part.replace("styles.xml", "STYLES.xml") for name, part in more.items()}

    assert ("105", code) == looked(WAYS[0], more=more, **looks)


def test_colours_by_number():
    """They are those that another library knows, and 64 and 65 are those of text and ground."""
    found = [Colours().of(ElementTree.fromstring(f'<color indexed="{number_}"/>')) for number_ in range(67)]

    assert [*map(hexadecimal, COLOR_INDEX), (0, 0, 0), (255, 255, 255), None] == found


def test_colours_of_the_usual_theme():
    """A workbook that brings no theme has the one that another library puts into its workbooks."""
    scheme = next(each for each in ElementTree.fromstring(theme_xml).iter() if each.tag.endswith("}clrScheme"))
    found = [Colours().of(ElementTree.fromstring(f'<color theme="{number_}"/>')) for number_ in range(13)]

    assert [*theme_colours([scheme]), None] == found
    assert theme_colours([]) == theme_colours([scheme])


SHARES = {
    "darkGray": 0.75,
    "mediumGray": 0.5,
    "lightGray": 0.25,
    "gray125": 0.125,
    "gray0625": 0.0625,
    **dict.fromkeys(("lightUp", "darkGrid", "darkTrellis", ""), 0.5),
}


@pytest.mark.parametrize(("pattern", "share"), SHARES.items())
def test_patterns_that_cover_a_part_of_the_ground(pattern, share):
    """The ground is as dark as the pattern covers of it; one without colours is black on white."""
    fill = '<fill><patternFill patternType="{}">{}</patternFill></fill>'
    marks = ("", '<fgColor rgb="FFFF0000"/>', '<bgColor rgb="FF0000FF"/>')
    parts = {
        "fills": [ElementTree.fromstring(fill.format(pattern, mark)) for mark in marks],
        "cellXfs": [ElementTree.fromstring(f'<xf fillId="{number_}"/>') for number_ in range(3)],
    }
    light = round(255 - 255 * share)

    assert [(light,) * 3, (255, light, light), (0, 0, round(255 * (1 - share)))] == [
        style.ground for style in styles_of(parts, ()).cells
    ]


@pytest.mark.parametrize(
    ("view", "first", "read_as"),
    [
        ('showZeros="0"', '<c r="A1"><v>0</v></c>', ("", "hidden-text")),
        ('showZeros="0"', '<c r="A1"><f>1-1</f><v>0</v></c>', ("", "hidden-text")),
        ('showZeros="0"', '<c r="A1"><v>105</v></c>', ("105", "")),
        ('showZeros="0"', '<c r="A1" t="inlineStr"><is><t>0</t></is></c>', ("0", "")),
        ('showZeros="1"', '<c r="A1"><v>0</v></c>', ("0", "")),
        ('showFormulas="1"', '<c r="A1"><f>100+5</f><v>105</v></c>', ("105", "look-unclear")),
        ('showFormulas="1"', '<c r="A1"><v>105</v></c>', ("105", "")),
    ],
)
def test_what_a_sheet_does_not_show(view, first, read_as):
    """Noughts that a sheet hides are no blanks, and a formula that it shows is no number."""
    assert read_as == looked(first, before=f"<sheetViews><sheetView {view}/></sheetViews>")


def test_rows_and_columns_too_small_to_be_seen():
    """They are left out as hidden ones are."""
    columns = '<cols><col min="1" max="1" width="0.1"/></cols>'
    low = '<sheetData><row r="1" ht="1" customHeight="1"><c r="A1"><v>7</v></c></row>' + "".join(
        f'<row r="{number_}" ht="15">{cell(f"B{number_}", number_)}{cell(f"C{number_}", 9)}</row>' for number_ in (2, 3)
    )
    document = opened(xlsx(f"{columns}{low}</sheetData>"))

    assert [["2", "9"], ["3", "9"]] == outline(document)[1]
    assert [("hidden-cells", "一: A1")] == said(document)


# Conditional formats

WHITE = '<dxf><font><color theme="0"/></font></dxf>'
STRIKES = "<dxf><font><strike/></font></dxf>"
HIDES = '<dxf><numFmt formatCode=";;;"/></dxf>'
COVERS = '<dxf><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill></dxf>'
RED = '<dxf><font><strike val="0"/><color rgb="FF9C0006"/></font><fill><patternFill patternType="none"/></fill></dxf>'


def condition(rule, area="A1 C3:D4"):
    return f'<conditionalFormatting sqref="{area}">{rule}</conditionalFormatting>'


def rule(kind, *bounds, operator=""):
    formulas = "".join(f"<formula>{bound}</formula>" for bound in bounds)
    return condition(f'<cfRule type="{kind}" dxfId="0" operator="{operator}">{formulas}</cfRule>')


@pytest.mark.parametrize(
    ("dxf", "text_", "code"),
    [
        (WHITE, "105", "white-text"),
        (STRIKES, "", "struck-text"),
        (HIDES, "", "hidden-text"),
        (COVERS, "105", "white-text"),
        (RED, "105", ""),
    ],
)
@pytest.mark.parametrize("first", [WAYS[0], WAYS[1]])
def test_a_condition_that_holds(dxf, text_, code, first):
    """What a condition does to a cell is what a person sees."""
    looks = {"font": '<color rgb="FF000000"/>', "rest": f"<dxfs>{dxf}</dxfs>"}

    assert (text_, code) == looked(first, after=rule("cellIs", 105, operator="equal"), **looks)
    assert ("105", "") == looked(first, after=rule("cellIs", 105, operator="notEqual"), **looks)
    assert ("105", "look-unclear" if code else "") == looked(first, after=rule("expression", "B1=2"), **looks)


@pytest.mark.parametrize(
    ("operator", "bounds", "holds"),
    [
        ("lessThan", (106,), True),
        ("lessThan", (105,), False),
        ("lessThanOrEqual", (105,), True),
        ("greaterThan", (104,), True),
        ("greaterThanOrEqual", (106,), False),
        ("between", (200, 100), True),
        ("notBetween", (100, 200), False),
        ("equal", ("B1",), None),
        ("equal", (), None),
        ("unheard", (105,), None),
    ],
)
def test_which_conditions_hold(operator, bounds, holds):
    """Those that compare with a number are told; of all others nobody knows, and the cell is in doubt."""
    code = {True: "struck-text", False: "", None: "look-unclear"}[holds]
    after = rule("cellIs", *bounds, operator=operator)

    assert code == looked(WAYS[0], after=after, rest=f"<dxfs>{STRIKES}</dxfs>")[1]


@pytest.mark.parametrize(
    ("operator", "below", "same", "above"),
    [
        ("lessThan", False, False, True),
        ("lessThanOrEqual", False, True, True),
        ("equal", False, True, False),
        ("notEqual", True, False, True),
        ("greaterThanOrEqual", True, True, False),
        ("greaterThan", True, False, False),
    ],
)
def test_conditions_at_their_bound(operator, below, same, above):
    """Held against a number below it, the same and above it, each condition says what its name does."""
    for bound, holds in ((104, below), (105, same), (106, above)):
        found = looked(WAYS[0], after=rule("cellIs", bound, operator=operator), rest=f"<dxfs>{STRIKES}</dxfs>")
        assert (("", "struck-text") if holds else ("105", "")) == found


@pytest.mark.parametrize("bounds", list(product((103, 104, 105, 106, 107), repeat=2)))
def test_conditions_between_two_bounds(bounds):
    """Both bounds belong to it, whichever stands first."""
    between = min(bounds) <= 105 <= max(bounds)
    found = [
        looked(WAYS[0], after=rule("cellIs", *bounds, operator=operator), rest=f"<dxfs>{STRIKES}</dxfs>")[1]
        for operator in ("between", "notBetween")
    ]

    assert (["struck-text", ""] if between else ["", "struck-text"]) == found


def test_conditions_on_texts():
    """A text is not compared with a number; where it is certain that nothing changes, nothing is said."""
    first = '<c r="A1" s="1" t="inlineStr"><is><t>105</t></is></c>'

    assert (
        "look-unclear" == looked(first, after=rule("cellIs", 105, operator="equal"), rest=f"<dxfs>{STRIKES}</dxfs>")[1]
    )
    assert "" == looked(first, after=rule("cellIs", 105, operator="equal"), rest=f"<dxfs>{RED}</dxfs>")[1]


@pytest.mark.parametrize("kind", ["dataBar", "iconSet"])
def test_bars_and_signs_in_place_of_numbers(kind):
    """A bar or sign may stand there instead of the number."""
    hiding = condition(f'<cfRule type="{kind}"><{kind} showValue="0"/></cfRule>')
    showing = condition(f'<cfRule type="{kind}"><{kind}/></cfRule>')

    assert ("", "hidden-text") == looked(WAYS[0], after=hiding)
    assert ("105", "") == looked(WAYS[3], after=hiding)
    assert ("105", "") == looked(WAYS[0], after=showing)


def test_conditions_of_newer_programs():
    """They stand in an extension, and bring what they change with them."""
    inner = f'<x14:cfRule type="expression"><xm:f>TRUE</xm:f>{STRIKES.replace("dxf", "x14:dxf")}</x14:cfRule>'
    after = (
        '<extLst><ext xmlns:x14="x" xmlns:xm="m"><x14:conditionalFormattings><x14:conditionalFormatting>'
        f"{inner}<xm:sqref>A1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )

    assert ("105", "look-unclear") == looked(WAYS[0], after=after)
    assert ("105", "") == looked(WAYS[0], after=condition('<cfRule type="expression" dxfId="7"/>'))


def test_conditions_on_many_cells_are_bounded():
    """A file may put a condition on more areas than anybody has time to look at."""
    data = xlsx(
        sheet(WAYS[0], after=condition('<cfRule type="x" dxfId="0"/>', "A1 " * 100)),
        styles=styles(rest=f"<dxfs>{RED}</dxfs>"),
    )

    with pytest.raises(gd.LimitExceededError):
        opened(data, slots=8)


# What floats over cells

PICTURE = "<xdr:pic><xdr:cNvPr/></xdr:pic>"
SHAPES = {
    PICTURE: "image-cell",
    "<xdr:sp/>": "object-unread",
    "<xdr:cxnSp/>": "object-unread",
    "<xdr:graphicFrame/>": "object-unread",
}


def corner(name, column, row, beyond=(0, 0)):
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{beyond[0]}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{beyond[1]}</xdr:rowOff></xdr:{name}>"
    )


def two(column, row, beyond=(500_000, 150_000)):
    return "twoCellAnchor", corner("from", column, row) + corner("to", column, row, beyond)


def one(column, row, width, height):
    return "oneCellAnchor", corner("from", column, row) + f'<xdr:ext cx="{width}" cy="{height}"/>'


def drawn(shape, anchor):
    """The parts of a workbook with this over its cells."""
    name, place = anchor
    inner = f"<xdr:{name}>{place}{shape}</xdr:{name}>"
    return {
        "xl/worksheets/_rels/sheet0.xml.rels": relations({"drawing": "../drawings/one.xml"}),
        "xl/drawings/one.xml": f'<xdr:wsDr xmlns:xdr="x" xmlns:a="a">{inner}</xdr:wsDr>',
    }


@pytest.mark.parametrize(("shape", "code"), SHAPES.items())
@pytest.mark.parametrize(
    ("anchor", "covers"),
    [
        (two(0, 0), True),
        (two(1, 1), False),
        (two(0, 2), False),
        (one(0, 0, 600_000, 180_000), True),
        (one(1, 0, 600_000, 180_000), False),
        (("absoluteAnchor", '<xdr:pos x="10000" y="5000"/><xdr:ext cx="500000" cy="150000"/>'), True),
        (("absoluteAnchor", '<xdr:pos x="650000" y="5000"/><xdr:ext cx="500000" cy="150000"/>'), False),
        (("absoluteAnchor", "<xdr:pos/>"), True),
        (("twoCellAnchor", corner("from", 0, 0) + corner("to", 1, 1)), True),
        (("twoCellAnchor", corner("from", 1, 1) + corner("to", 0, 0)), False),
        (("twoCellAnchor", corner("from", 99_999_999, 99_999_999) + corner("to", 0, 0)), False),
    ],
)
def test_cells_under_a_drawing(shape, code, anchor, covers):
    """A blank cell under one shows something, and a number there may be covered or struck out."""
    more = drawn(shape, anchor)

    assert ("105", "look-unclear" if covers else "") == looked(WAYS[0], more=more)
    assert ("", code if covers else "") == looked("", more=more)


COLUMN, ROW, EDGE, MOST = 609_600, 190_500, 50_000, 300
"""A usual column and row, how far a drawing may reach into a cell, and how many it is looked for in."""


def under(anchor, **sizes):
    """The first and last row and column under an anchor."""
    name, place = anchor
    element = ElementTree.fromstring(f'<xdr:{name} xmlns:xdr="x">{place}</xdr:{name}>')
    found = covered(element, Sizes(**({"columns": {}, "rows": {}} | sizes)))
    return (found.top, found.bottom), (found.left, found.right)


@pytest.mark.parametrize(("beyond", "more"), [(0, 0), (EDGE - 1, 0), (EDGE, 1)])
def test_a_drawing_that_ends_in_a_cell(beyond, more):
    """It covers that cell if it reaches far enough into it; rows and columns each count for themselves."""
    start = corner("from", 1, 2)

    for right, down in ((beyond, 0), (0, beyond), (beyond, beyond)):
        last = (3 + (more if right else 0), 5 + (more if down else 0))
        anchor = ("twoCellAnchor", start + corner("to", 4, 6, (right, down)))
        assert ((2, last[1]), (1, last[0])) == under(anchor)
    assert ((2, 2), (1, 1)) == under(("twoCellAnchor", start + corner("to", 1, 2, (beyond, beyond))))


@pytest.mark.parametrize(
    ("inside", "size", "first", "last"),
    [
        (0, 0, 0, 0),
        (0, EDGE, 0, 0),
        (0, 1.0, 0, 0),
        (0, 1.0 + (EDGE - 1) / COLUMN, 0, 0),
        (0, 1.0 + EDGE / COLUMN, 0, 1),
        (0, 3.0 + EDGE / COLUMN, 0, 3),
        (0.5, 0.5 + (EDGE - 1) / COLUMN, 0, 0),
        (0.5, 0.5 + EDGE / COLUMN, 0, 1),
        (1 - 1 / COLUMN, 0, 0, 0),
        (1, 0, 1, 1),
        (2.5, 1, 2, 3),
        (1, 1_000, 1, 1 + MOST),
        (1_000, 1, MOST, 2 * MOST),
    ],
)
def test_how_far_a_drawing_of_a_size_reaches(inside, size, first, last):
    """Over as many columns as are as wide as it, and a little more; the same for rows, and from any place."""
    right, width = round(inside * COLUMN), round(size * COLUMN) if size != EDGE else EDGE
    ext = f'<xdr:ext cx="{width}" cy="{width}"/>'
    square = dict.fromkeys(range(700), COLUMN)

    assert (first, last) == under(("oneCellAnchor", corner("from", 0, 0, (right, 0)) + ext))[1]
    assert (first + 5, last + 5) == under(("oneCellAnchor", corner("from", 5, 0, (right, 0)) + ext))[1]
    assert (first, last) == under(("oneCellAnchor", corner("from", 0, 0, (0, right)) + ext), rows=square)[0]
    assert (first, last) == under(("absoluteAnchor", f'<xdr:pos x="{right}" y="0"/>{ext}'))[1]
    assert (first, last) == under(("absoluteAnchor", f'<xdr:pos x="0" y="{right}"/>{ext}'), rows=square)[0]


def test_how_high_a_usual_row_is():
    """A drawing of its height and a little less than the edge is over that row only."""
    assert (0, 0) == under(one(0, 0, 0, ROW + EDGE - 1))[0]
    assert (0, 1) == under(one(0, 0, 0, ROW + EDGE))[0]


def test_sizes_of_rows_and_columns_under_a_drawing():
    """Each column and row counts with its own; one of no size at all takes nothing."""
    anchor = one(0, 0, 1_000_000, 1_000_000)

    assert ((0, 4), (0, 1)) == under(anchor)
    assert ((1, 1), (0, 0)) == under(anchor, rows={0: 0, 1: 2_000_000}, columns={0: 950_001})
    assert ((0, 5), (0, 1)) == under(anchor, rows={2: 0}, columns={0: 950_000})


@pytest.mark.parametrize("number_", ["-5", "x", "", " ", "1.5", "１", "1" * 13])
def test_places_of_drawings_that_are_no_numbers(number_):
    """They count as nought."""
    assert ((0, 0), (0, 0)) == under(("oneCellAnchor", corner("from", number_, number_)))


def test_drawings_beyond_the_sheet():
    """They cover its last row and column."""
    beyond = 999_999_999_999

    assert ((LAST_ROW, LAST_ROW), (LAST_COLUMN, LAST_COLUMN)) == under(one(beyond, beyond, 1, 1))
    assert ((0, LAST_ROW), (0, LAST_COLUMN)) == under(
        ("twoCellAnchor", corner("from", 0, 0) + corner("to", beyond, beyond))
    )


def test_how_far_a_drawing_reaches():
    """The sizes of columns and rows count, and what is hidden covers nothing."""
    wide = '<cols><col min="1" max="1" width="40"/></cols>'
    far = one(0, 0, 1_300_000, 180_000)

    def notes(anchor, shape=PICTURE, before=""):
        data = xlsx(sheet(WAYS[0], before=before), styles=styles(), more=drawn(shape, anchor))
        return [each.note for each in cells_of(opened(data))]

    assert ["look-unclear", "look-unclear", "", ""] == notes(far)
    assert ["look-unclear", "", "", ""] == notes(far, before=wide)
    assert ["look-unclear"] * 4 == notes(one(0, 0, 10**11, 10**11))
    assert ["", "", "", ""] == notes(far, '<xdr:pic><xdr:cNvPr hidden="1"/></xdr:pic>')
    assert ["", "", "", "look-unclear"] == notes(
        ("oneCellAnchor", corner("from", 0, 0, (650_000, 200_000)) + '<xdr:ext cx="90000" cy="90000"/>')
    )


@pytest.mark.parametrize(("beyond", "notes"), [(EDGE - 1, ["look-unclear", "", "", ""]), (EDGE, ["look-unclear"] * 4)])
def test_sizes_that_a_sheet_gives(beyond, notes):
    """A column of ten characters and its margin, and a row of twenty points, are as large as on the screen."""
    columns = '<cols><col min="1" max="1" width="10"/></cols>'
    lines = f'<row r="1" ht="20">{cell("A1", 1)}{cell("B1", 2)}</row><row r="2">{cell("A2", 3)}{cell("B2", 4)}</row>'
    more = drawn(PICTURE, one(0, 0, 10 * 66_675 + 47_625 + beyond, 20 * 12_700 + beyond))
    data = xlsx(f"{columns}<sheetData>{lines}</sheetData>", more=more)

    assert notes == [each.note for each in cells_of(opened(data))]


def test_a_drawing_over_a_merged_cell():
    """A drawing that touches a slot that a merged cell covers, over texts, and over a sheet without any."""
    data = xlsx(sheet(cell("A1", 105), after=merges("A1:A2")), styles=styles(), more=drawn(PICTURE, two(0, 1)))

    assert [("105", ""), ("2", ""), ("4", "")] == [(each.text, each.note) for each in cells_of(opened(data))]
    assert ("规章", "") == looked(cell("A1", "规章"), more=drawn(PICTURE, two(0, 0)))
    assert () == opened(xlsx("", more=drawn(PICTURE, two(0, 0)))).blocks


def test_controls_and_objects():
    """What programs put over a sheet stands in the sheet itself."""
    anchor = f"<anchor>{corner('from', 0, 0)}{corner('to', 0, 0, (500_000, 150_000))}</anchor>"
    after = f'<controls xmlns:xdr="x"><control><controlPr>{anchor}</controlPr></control></controls>'

    assert ("", "object-unread") == looked("", after=after)


def test_bounds_on_what_floats_and_on_texts():
    """A file may put any number of drawings over a sheet, and show a long text in any number of styles."""
    anchor = f"<anchor>{corner('from', 0, 0)}</anchor>"
    many = sheet(WAYS[0], after=f'<controls xmlns:xdr="x">{anchor * 9}</controls>')
    cells = "".join(f'<c r="A{row}" s="{row}" t="s"><v>0</v></c>' for row in range(1, 60))
    fonts = "".join(f'<font><color rgb="FF0000{number_:02X}"/></font>' for number_ in range(60))
    numbered = "".join(f'<xf fontId="{each}"/>' for each in range(60))
    looks = f"<fonts>{fonts}</fonts><cellXfs>{numbered}</cellXfs>"
    written = f"<sheetData><row>{cells}</row></sheetData>"
    long = xlsx(written, texts=f"<si><t>{'长' * 4000}</t></si>", styles=looks, states={"一": "hidden"})
    fronts = [font(ink=8 + each) for each in range(50)] + [
        record(0xE0, struct.pack("<HHHBBBBIIH", each + (each > 3), 0, 0, 0, 0, 0, 0, 0, 0, 0)) for each in range(50)
    ]
    shared = record(0xFC, struct.pack("<II", 1, 1) + text("长" * 4000))
    named = b"".join(record(0xFD, struct.pack("<HHHI", each, 0, each, 0)) for each in range(50))

    for data, bound in (
        (xlsx(many), {"slots": 100}),
        (xlsx(sheet(WAYS[0]), more=drawn(PICTURE, two(0, 0)) | _with_many()), {"slots": 100}),
        (long, {"unpacked_bytes": 150_000}),
        (xls(named, front=b"".join(fronts) + shared, state=1), {"unpacked_bytes": 150_000}),
    ):
        with pytest.raises(gd.LimitExceededError):
            opened(data, **bound)
        opened(data)


def _with_many():
    anchor = "<xdr:twoCellAnchor/>" * 9
    return {"xl/drawings/one.xml": f'<xdr:wsDr xmlns:xdr="x">{anchor}</xdr:wsDr>'}


# The old binary workbook

ZEROS_HIDDEN, FORMULAS = struct.pack("<H", 0x6A6), struct.pack("<H", 0x6B7)
BLACK_INK, WHITE_INK, AUTOMATIC = 8, 9, 0x7FFF


def font(*, size=220, marks=0, ink=AUTOMATIC, raised=0, name="宋体", charset=134, wide=True):
    said = struct.pack("<HHHHHBBBB", size, marks, ink, 400, raised, 0, 0, charset, 0)
    return record(0x31, said + text(name, length="B", wide=wide))


def styled(*, horizontal=0, pattern=0, fore=64, back=65):
    return record(0xE0, struct.pack("<HHHBBBBIIH", 1, 0, 0, horizontal, 0, 0, 0, 0, pattern << 26, fore | back << 7))


@pytest.mark.parametrize(
    ("front", "read_as"),
    [
        (font() + styled(), ("105", "")),
        (font(marks=8) + styled(), ("", "struck-text")),
        (font(size=20) + styled(), ("", "hidden-text")),
        (font(size=40) + styled(), ("", "hidden-text")),
        (font(size=41) + styled(), ("105", "")),
        (font(ink=WHITE_INK) + styled(), ("105", "white-text")),
        (font(ink=WHITE_INK) + styled(pattern=1, fore=12), ("105", "")),
        (font(ink=12) + styled(pattern=1, fore=12), ("105", "white-text")),
        (font(ink=BLACK_INK) + styled(pattern=2, fore=BLACK_INK), ("105", "")),
        (font(ink=BLACK_INK) + styled(pattern=1), ("105", "white-text")),
        (font(ink=23) + styled(pattern=9), ("105", "white-text")),
        (font() + styled(horizontal=4), ("105", "look-unclear")),
        (font(name="Wingdings", charset=2) + styled(), ("\uf031\uf030\uf035", "")),
        (font(ink=8) + styled() + record(0x92, struct.pack("<H4B", 1, 255, 255, 255, 0)), ("105", "white-text")),
    ],
)
def test_old_workbooks(front, read_as):
    """The same looks in the records of a binary workbook."""
    cells = number(0, 0, 105.0) + number(0, 1, 2.0, style=9) + number(1, 0, 3.0, style=9)
    found = cells_of(opened(xls(cells, front=font() + front)))[0]

    assert read_as == (found.text, found.note)


@pytest.mark.parametrize(
    ("pattern", "share"), [(2, 0.5), (3, 0.75), (4, 0.25), (17, 0.125), (18, 0.0625), (1, 1), (5, 0.5), (16, 0.5)]
)
def test_patterns_of_old_workbooks(pattern, share):
    """They cover as much of the ground as in any other; with the palette of the workbook every grey can be tried."""
    for grey in range(0, 256, 5):
        palette = record(0x92, struct.pack("<H12B", 3, *(grey,) * 3, 0, *(0,) * 4, *(255,) * 3, 0))
        front = font() + font(ink=8) + styled(pattern=pattern, fore=9, back=10) + palette
        found = cells_of(opened(xls(number(0, 0, 105.0) + number(0, 1, 2.0, style=9) + number(1, 0, 3.0), front=front)))
        assert ("white-text" if abs(grey - round(255 * (1 - share))) <= 32 else "") == found[0].note


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize(
    ("name", "charset", "symbolic"),
    [
        *(("Wingdings", 0, True), ("Wingdings 3", 1, True), ("Webdings", 0, True), ("Marlett", 0, True)),
        *(("Eigene", 2, True), ("Eigene", 1, False), ("Symbol", 2, False), ("Arial", 0, False)),
    ],
)
def test_fonts_of_pictures_in_old_workbooks(name, charset, symbolic, wide):
    """They are known by their whole name, in characters of one byte or of two, or by their set of characters."""
    front = font() + font(name=name, charset=charset, wide=wide) + styled()
    found = cells_of(opened(xls(number(0, 0, 7.0) + number(0, 1, 2.0, style=9) + number(1, 0, 3.0), front=front)))[0]

    assert ("\uf037" if symbolic else "7") == found.text


@pytest.mark.parametrize("count", [1, 3, 56])
def test_colours_that_an_old_workbook_brings(count):
    """Each number is the colour that stands there, with red, green and blue in their places."""
    for at, part in product({0, count // 2, count - 1}, (None, 0, 1, 2)):
        colours = [[0, 0, 0, 0] for _ in range(count)]
        colours[at] = [0 if part == each else 255 for each in range(3)] + [0]
        palette = record(0x92, struct.pack("<H", count) + b"".join(map(bytes, colours)))
        front = font() + font(ink=8 + at) + styled() + palette
        found = cells_of(opened(xls(number(0, 0, 105.0) + number(0, 1, 2.0, style=9) + number(1, 0, 3.0), front=front)))
        assert ("white-text" if part is None else "") == found[0].note


def test_old_workbooks_that_hide_noughts():
    """A sheet says that it shows none, or that it shows formulas."""
    cells = number(0, 0, 0.0) + number(0, 1, 2.0) + number(1, 0, 3.0)
    hidden = cells_of(opened(xls(cells + record(0x23E, ZEROS_HIDDEN))))

    assert ["hidden-text", "", "", ""] == [each.note for each in hidden]
    assert [("2", "")] == [(each.text, each.note) for each in cells_of(opened(xls(cells + record(0x23E, FORMULAS))))][
        1:2
    ]
