"""A report as a Word document: headings are headings, merged cells are merged, heads of tables are repeated.

The package is written here: five parts, of which only the document and its title differ from report to report.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

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
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that one report gives one file."""

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold."""


def document(x: Tabular, *, lang: Lang) -> bytes:
    """The document."""
    return drawn(laid_out(x))


def drawn(blocks: Sequence[Block]) -> bytes:
    """Lines and tables as a document; the first line is its title."""
    title = next(block.text for block in blocks if isinstance(block, Line))
    body = "".join(_line(block) if isinstance(block, Line) else _table(block) for block in blocks)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in _parts(title, body).items():
            package.writestr(zipfile.ZipInfo(name, _WRITTEN), _XML + part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _parts(title: str, body: str) -> dict[str, str]:
    """The parts of the package by their names."""
    wide, high = (round(each * _TWIPS) for each in _PAPER)
    upright, aside = (round(each * _TWIPS) for each in _MARGINS)
    page = (
        f'<w:pgSz w:w="{wide}" w:h="{high}"/><w:pgMar w:top="{upright}" w:right="{aside}" w:bottom="{upright}"'
        f' w:left="{aside}" w:header="720" w:footer="720" w:gutter="0"/>'
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_TYPE}-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}-officedocument.wordprocessingml'
            '.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}-officedocument.wordprocessingml.styles+xml"/>'
            f'<Override PartName="/docProps/core.xml" ContentType="{_TYPE}-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations((f"{_OFFICE}/styles", "styles.xml")),
        "word/document.xml": f"<w:document {_W}><w:body>{body}<w:sectPr>{page}</w:sectPr></w:body></w:document>",
        "word/styles.xml": _STYLES,
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_text(title)}</dc:title></cp:coreProperties>'
        ),
    }


def _relations(*found: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _text(text: str) -> str:
    return escape(_CONTROL.sub("\ufffd", text))


def _run(text: str) -> str:
    """A text as the inside of a run; ends of lines and tabs are elements."""
    pieces = re.split("([\n\t])", text)
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(marks.get(each) or f'<w:t xml:space="preserve">{_text(each)}</w:t>' for each in pieces if each)


def _line(line: Line) -> str:
    """A heading or a paragraph."""
    style = "Title" if line.level == 1 else f"Heading{line.level - 1}"
    how = f'<w:pStyle w:val="{style}"/>' if line.level else '<w:ind w:firstLine="560"/>'
    return f"<w:p><w:pPr>{how}</w:pPr><w:r>{_run(line.text)}</w:r></w:p>"


# ---------------------------------------------------------------------------------------------------- styles


def _style(name: str, identity: str, paragraph: str, font: str, size: int, more: str = "") -> str:
    """A style of paragraphs; sizes are half points."""
    based = ' w:default="1"' if identity == "Normal" else ""
    above = "" if based else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{based} w:styleId="{identity}"><w:name w:val="{name}"/>{above}<w:qFormat/>'
        f'<w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{font}"/>'
        f'{more}<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


_STYLES: Final = (
    f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    + _style("Normal", "Normal", '<w:spacing w:after="200" w:line="276" w:lineRule="auto"/>', TEXT_FONT, 28)
    + _style(
        "Title",
        "Title",
        '<w:spacing w:after="300" w:line="240" w:lineRule="auto"/><w:contextualSpacing/><w:jc w:val="center"/>',
        HEAD_FONT,
        40,
    )
    + "".join(
        _style(
            f"heading {level}",
            f"Heading{level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{480 if level == 1 else 200}" w:after="0"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            HEAD_FONT,
            32 if level == 1 else 28,
            "<w:b/><w:bCs/>",
        )
        for level in range(1, 6)
    )
    + "</w:styles>"
)


# ---------------------------------------------------------------------------------------------------- tables


def _table(grid: Grid) -> str:
    """A table, as wide as the text."""
    wide = (_PAPER[0] - 2 * _MARGINS[1]) * _TWIPS
    widths = [round(wide * each / sum(grid.widths)) for each in grid.widths]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
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
    text = "" if goes_on else f"<w:r>{_SIZE}{_run(box.text)}</w:r>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{kept}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{"left" if slot.left else "center"}"/></w:pPr>{text}</w:p></w:tc>'
    )


_SIZE: Final = '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
