"""A report as a Word document: headings are headings, merged cells are merged, heads of tables are repeated."""

import io
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from govdisclosure.forms.text import Lang
from govdisclosure.model.access import Tabular
from govdisclosure.writers.layout import Block, Grid, Line, Slot, laid_out

TEXT_FONT: Final = "仿宋"
HEAD_FONT: Final = "黑体"
_PAPER: Final = (210, 297)
_MARGINS: Final = (20, 18)
"""Millimetres at the top and bottom, at the sides."""
_TWIPS: Final = 56.7
"""In a millimetre."""
_LATIN: Final = "Times New Roman"


def document(x: Tabular, *, lang: Lang) -> bytes:
    """The document."""
    return drawn(laid_out(x))


def drawn(blocks: Sequence[Block]) -> bytes:
    """Lines and tables as a document; the first line is its title."""
    made = started()
    made.core_properties.title = next(block.text for block in blocks if isinstance(block, Line))
    for block in blocks:
        if isinstance(block, Line):
            add_line(made, block)
        else:
            add_table(made, block)
    return finished(made)


def started() -> Document:
    """A document of A4 pages without anything in it, with the fonts of such papers."""
    made = docx.Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(_PAPER[0]), Mm(_PAPER[1])
    page.top_margin = page.bottom_margin = Mm(_MARGINS[0])
    page.left_margin = page.right_margin = Mm(_MARGINS[1])
    _font(made, "Normal", TEXT_FONT, 14)
    _font(made, "Title", HEAD_FONT, 20)
    for level in range(1, 6):
        _font(made, f"Heading {level}", HEAD_FONT, 16 if level == 1 else 14)
    properties = made.core_properties
    properties.author = properties.comments = ""
    return made


def _font(made: Document, name: str, font: str, size: int) -> None:
    style = made.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name = _LATIN
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    element: Any = style.element
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    if name == "Title":
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for border in element.iter(qn("w:pBdr")):
            border.getparent().remove(border)


def finished(made: Document) -> bytes:
    """The file."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def add_line(made: Document, line: Line) -> None:
    """A heading or a paragraph."""
    if line.level:
        made.add_heading(line.text, line.level - 1)
    else:
        made.add_paragraph(line.text).paragraph_format.first_line_indent = Pt(28)


# ---------------------------------------------------------------------------------------------------- tables


def add_table(made: Document, grid: Grid) -> None:
    """A table, as wide as the text."""
    element: Any = made.element
    element.body.insert(-1, parse_xml(_table(grid)))  # before what says how pages look


def _table(grid: Grid) -> str:
    wide = (_PAPER[0] - 2 * _MARGINS[1]) * _TWIPS
    widths = [round(wide * each / sum(grid.widths)) for each in grid.widths]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{each}{chr(34)}/>' for each in widths)}</w:tblGrid>"
        f"{''.join(_rows(grid, widths))}</w:tbl>"
    )


def _rows(grid: Grid, widths: list[int]) -> Iterator[str]:
    """Every row; a cell that a merged one reaches from above into is there and goes on with it."""
    rows: list[dict[int, str]] = [{} for _ in grid.sheet]
    for slot in grid.slots:
        wide = sum(widths[slot.column : slot.column + slot.box.colspan])
        for row in range(slot.row, slot.row + slot.box.rowspan):
            rows[row][slot.column] = _cell(slot, wide, goes_on=row > slot.row, last=row + 1 == len(rows))
    for number, cells in enumerate(rows):
        repeated = "<w:tblHeader/>" if number < grid.head else ""
        inside = "".join(cells[column] for column in sorted(cells))
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def _cell(slot: Slot, wide: int, *, goes_on: bool, last: bool) -> str:
    """A cell; all rows but the last are kept with the next one, so that a table that fits a page stands on one."""
    box = slot.box
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    merge = "" if box.rowspan == 1 else "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
    kept = "" if last else "<w:keepNext/>"
    text = "" if goes_on else f'<w:r>{_SIZE}<w:t xml:space="preserve">{escape(box.text)}</w:t></w:r>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{kept}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{"left" if slot.left else "center"}"/></w:pPr>{text}</w:p></w:tc>'
    )


_SIZE: Final = '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
