"""Notices of Word documents: the first rows of table two, one cell of which holds more than a number."""

from govdisclosure.forms.text import Text
from readers.examples.example import ORGAN, Example
from readers.odf import odt
from readers.ooxml import cell, docx, paragraph, row, table

_TITLE = f"{ORGAN}2023年政府信息公开工作年度报告"
_REVISED = "<w:del><w:r><w:delText>19</w:delText></w:r></w:del><w:ins><w:r><w:t>16</w:t></w:r></w:ins>"
_MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
_NOTE = f'<w:footnote w:id="2">{paragraph("含简易程序2件。")}</w:footnote>'
_EMBEDDED = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'


def _document(penalties: str, *, after: str = "", footnotes: str = "") -> bytes:
    """A report whose cell of the penalties holds this, and what comes after its table."""
    rows = (
        row(cell("第二十条第（六）项", properties='<w:gridSpan w:val="2"/>')),
        row("信息内容", "本年处理决定数量"),
        row("行政处罚", cell(penalties)),
        row("行政强制", "2"),
    )
    body = paragraph(_TITLE) + paragraph("二、主动公开政府信息情况") + table(*rows, columns=2) + after
    return docx(body, footnotes=footnotes)


def _example(code: str, zh: str, en: str, content: bytes) -> Example:
    return Example(code=code, what=Text(zh, en), content=content, name="report.docx")


_RICH = (
    r"{\rtf1\ansi\ansicpg936\uc0 \trowd\cellx4000\cellx8000 \intbl NAME\cell HEAD\cell\row"
    r"\trowd\cellx4000\cellx8000 \intbl ROW\cell 16\cell\row \pard TITLE\par}"
)


def _opendocument(penalties: str) -> bytes:
    """A report as an OpenDocument text whose cell of the penalties holds this."""
    rows = (("信息内容", "本年处理决定数量"), ("行政处罚", penalties), ("行政强制", "2"))
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    inside = "".join(f"<table:table-row>{''.join(map(cells.format, row))}</table:table-row>" for row in rows)
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return odt(
        f"<text:p>{_TITLE}</text:p><text:p>二、主动公开政府信息情况</text:p><table:table>{columns}{inside}</table:table>"
    )


def _escaped(text: str) -> str:
    """Text as RTF writes it."""
    return "".join(f"\\u{ord(letter)} " for letter in text)


def _rtf() -> bytes:
    words = {"NAME": "第二十条第（六）项 信息内容", "HEAD": "本年处理决定数量", "ROW": "行政处罚", "TITLE": _TITLE}
    text = _RICH
    for word, meaning in words.items():
        text = text.replace(word, _escaped(meaning))
    return text.encode("ascii")


NOTICES = (
    _example(
        "unaccepted-revisions",
        "行政处罚由 19 改为 16，修订没有接受。",
        "The penalties were changed from 19 to 16, and the changes are not accepted.",
        _document(paragraph(_REVISED)),
    ),
    _example(
        "footnote",
        "行政处罚的 16 后面有脚注“含简易程序2件。”。",
        "The 16 of the penalties has the footnote 含简易程序2件。",
        _document(paragraph("16", _MARK), footnotes=_NOTE),
    ),
    _example(
        "field-without-result",
        "行政处罚一格是求和域，没有保存结果。",
        "The cell of the penalties is a field with a sum that was never computed.",
        _document(paragraph('<w:fldSimple w:instr=" =SUM(BELOW) "/>')),
    ),
    _example(
        "object-unread",
        "表后嵌入了一张 Excel 工作表。",
        "A worksheet of Excel is embedded after the table.",
        _document("16", after=paragraph(_EMBEDDED)),
    ),
    _example(
        "embedded-document-unread",
        "表后嵌入了另一份文档（altChunk），文件里却没有它。",
        "Another document is embedded after the table (altChunk), and the file does not hold it.",
        _document("16", after='<w:altChunk r:id="r1"/>'),
    ),
    Example(
        code="converted-by-office",
        what=Text("文件是 RTF 格式，里面是一张表。", "The file is RTF and holds a table."),
        content=_rtf(),
        name="report.rtf",
        needs="LibreOffice",
        detail="RTF",
    ),
    Example(
        code="conversion-differs",
        what=Text(
            "文件是 ODT 格式，一格里是页数字段：文件里写着 16，LibreOffice 转换时重新算过。",
            "The file is ODT, and a cell is the number of pages: it says 16, and LibreOffice counts anew.",
        ),
        content=_opendocument("<text:page-count>16</text:page-count>"),
        name="report.odt",
        needs="LibreOffice",
    ),
)
