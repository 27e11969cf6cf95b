"""Notices of PDFs: pages with the first rows of table two, on which something is drawn as no form has it."""

from govdisclosure.forms.text import Text
from readers.examples.example import ORGAN, Example
from readers.pdf_paper import Page, flate, pdf, rows, stream, table

_WIDTHS = (160, 160)
_ROWS = (("信息内容", "本年处理决定数量"), ("行政处罚", "16"), ("行政强制", "2"))
_OF_FOUR = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"),
    ("行政规范性文件", "3", "0", "8"),
)
_MIDDLE, _BASELINE = 312, 153
"""The middle of the cell of the penalties, and the baseline of its text."""
_PICTURE = stream(b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1")
_WHOLE = "q 595 0 0 842 0 0 cm /Scan Do Q"
_SCAN = {"resources": "/XObject << /Scan 20 0 R >>", "objects": [_PICTURE]}


def _titled() -> Page:
    """A page with the title of a report and of its table two."""
    page = Page().text(72, 60, f"{ORGAN}2023年政府信息公开工作年度报告", 14)
    return page.text(72, 90, "二、主动公开政府信息情况", 12)


def _page(penalties: str = "16", *, height: float = 20) -> Page:
    """A page with the table; what is printed as the number of penalties may be nothing."""
    caption = [(0, 0, 1, 2, "第二十条第（六）项")]
    lines = (("信息内容", "本年处理决定数量"), ("行政处罚", penalties), ("行政强制", "2"))
    return table(_titled(), [*caption, *rows(*lines, start=1)], widths=_WIDTHS, height=height)


def _example(code: str, zh: str, en: str, *pages: Page, **more: object) -> Example:
    return Example(code=code, what=Text(zh, en), content=pdf(*pages, **more), name="report.pdf")


def _typed() -> Page:
    """The page with a number typed into a field of a form."""
    page = _page("")
    page.extra = "/Annots [20 0 R]"
    return page


def _turned_over() -> tuple[Page, Page]:
    """Two pages with a table that goes on from one to the other, its header printed on both."""
    first = table(_titled(), rows(*_ROWS[:2]), y=740, widths=_WIDTHS)
    return first, table(Page(), rows(_ROWS[0], _ROWS[2]), y=72, widths=_WIDTHS)


def _narrow() -> Page:
    """A page with a column so narrow that its head and a number need several lines."""
    page = table(_titled(), rows(("信息内容", ""), ("行政处罚", ""), ("行政强制", "2")), widths=(160, 18), height=40)
    for number, text in enumerate(("本年", "处理", "决定", "数量")):
        page.text(233, 110 + 9 * number, text, 8)
    return page.text(233, 155, "123").text(233, 166, "4")


def _rejoined() -> tuple[Page, Page]:
    """Two pages with a row whose label goes on overleaf."""
    first = table(_titled(), rows(_ROWS[0], ("1.行政", "16")), y=740, widths=_WIDTHS)
    return first, table(Page(), rows(("处罚", ""), ("2.行政强制", "2")), y=72, widths=_WIDTHS)


def _torn() -> tuple[Page, Page]:
    """Two pages with a row that stands on both: the label and a part of the number above, the rest below."""
    first = table(_titled(), rows(_ROWS[0], ("行政处罚", "16")), y=740, widths=_WIDTHS)
    return first, table(Page(), rows(("", "05"), _ROWS[2]), y=72, widths=_WIDTHS)


def _unruled() -> Page:
    """A page whose table has no lines."""
    page = _titled().text(72, 120, "第二十条第（一）项")
    for number, line in enumerate(_OF_FOUR):
        for text, x in zip(line, (72, 180, 270, 360), strict=True):
            page.text(x, 140 + 20 * number, text)
    return page


def _stub() -> Page:
    """A page with a line that ends in the middle of a cell."""
    rows_and_one = [*rows(*_ROWS), (3, 0, 1, 2, "")]
    page = table(_titled(), rows_and_one, widths=_WIDTHS, height=40)
    return page.line(72, 240, 232, 240).line(232, 240, 232, 260).text(90, 234, "行政征收").text(90, 254, "行政裁决")


def _damaged() -> Example:
    """A report whose second page does not unpack to its end."""
    second = Page().raw(*(f"{number} {number} m" for number in range(400)))
    content = pdf(_page(), second, packed=lambda data: flate(data)[:-20] if b" 399 m" in data else flate(data))
    what = Text("第二页的内容解压到一半就断了。", "The content of the second page breaks off while it is unpacked.")
    return Example(code="page-damaged", what=what, content=content, name="report.pdf")


NOTICES = (
    _example(
        "number-joined",
        "16 的两个数字之间有空隙，不足一个数字宽。",
        "There is a gap between the digits of 16, less than a digit wide.",
        _page("").text(_MIDDLE - 8, _BASELINE, "1").text(_MIDDLE, _BASELINE, "6"),
    ),
    _example(
        "number-continued",
        "格子只有 18 点宽，1234 印成上下两行，123 后面放不下 4。",
        "The cell is 18 points wide: 1234 stands on two lines, since the 4 does not fit behind 123.",
        _narrow(),
    ),
    _example(
        "number-wrapped",
        "一格里 163 和 05 上下两行。",
        "163 and 05 stand below each other in one cell.",
        _page("", height=40).text(_MIDDLE - 8, 195, "163").text(_MIDDLE - 5, 209, "05"),
    ),
    _example(
        "text-overlaps",
        "16 上面又印了 19。",
        "19 is printed over 16.",
        _page("16").text(_MIDDLE - 4, _BASELINE, "19"),
    ),
    _example(
        "cell-covered",
        "处罚数量的格子上有一个文本批注。",
        "A comment in a box of its own lies over the cell of the penalties.",
        _page("").annotation(
            "/FreeText /DA (/F1 9 Tf 0 g) /Contents (16)", _MIDDLE - 12, _BASELINE - 8, _MIDDLE + 12, _BASELINE + 3
        ),
    ),
    _example(
        "text-across-rules",
        "一行大字横跨几条竖线，压在表上。",
        "Large letters run over the table across its vertical lines.",
        table(_titled(), rows(*_OF_FOUR), widths=(100, 80, 80, 80)).text(80, 137, "以上数据截至2023年12月31日", 22),
    ),
    _example(
        "text-slanted",
        "页面上有斜排的水印“内部资料”。",
        "The page has a slanted watermark.",
        _page().turned("0.7 0.7 -0.7 0.7 150 600", "内部资料", 30),
    ),
    _example(
        "header-repeated",
        "表格跨页，第二页又印了表头。",
        "A table goes on overleaf, where its header is printed again.",
        *_turned_over(),
    ),
    _example(
        "row-rejoined",
        "“1.行政处罚”一行在分页处断开，下页只有“处罚”两字。",
        "The row 1.行政处罚 is cut by the end of the page: only 处罚 is overleaf.",
        *_rejoined(),
    ),
    _example(
        "row-torn",
        "一行在分页处断开：上页是“行政处罚”和 16，下页是 05。",
        "A row is cut by the end of the page: 行政处罚 and 16 above, 05 on the next page.",
        *_torn(),
    ),
    _example("table-without-lines", "表格没有框线。", "The table has no lines.", _unruled()),
    _example(
        "page-is-image",
        "第二页是扫描的图片。",
        "The second page is a scanned picture.",
        _page(),
        Page().raw(_WHOLE),
        **_SCAN,
    ),
    _example(
        "table-part-unclear",
        "表格下方有一条线画到一半就停了，两边有文字。",
        "A line at the foot of the table stops halfway, with text on both sides of it.",
        _stub(),
    ),
    _damaged(),
    _example(
        "pages-missing",
        "文件写明有 3 页，实有 1 页。",
        "The file says that it has 3 pages and has 1.",
        _page(),
        count=3,
    ),
    _example(
        "note-not-read",
        "16 填在表单域里。",
        "16 is typed into a field of a form.",
        _typed(),
        objects=["<< /Type /Annot /Subtype /Widget /FT /Tx /V (16) /Rect [300 680 340 700] >>"],
    ),
)
