"""Documents that are refused: what looks like an annual report and is none, other formats, damage, what is missing."""

import os
import sys
from functools import partial
from unittest import mock

import govdisclosure as gd
from govdisclosure.forms.text import Text
from readers.examples.example import ORGAN, Example
from readers.examples.web import PAGE, TABLES, edited
from readers.ooxml import docx, paragraph, relations, root, zipped
from readers.pdf_paper import Page, pdf, stream
from readers.workbooks import BEGIN, END, compound

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _titled(title: str) -> str:
    """A page with this title and a table of something else."""
    return (
        f"<h1>{title}</h1>\n<p>本机关按规定公开政府信息。</p>\n"
        "<table>\n<tr><td>指标</td><td>数量</td></tr>\n<tr><td>主动公开信息</td><td>128</td></tr>\n</table>"
    )


def _page(zh: str, en: str, text: str, *, excerpt: str = "") -> Example:
    """A page that is no annual report."""
    what = Text(zh, en)
    return Example(code="NotAReportError", what=what, content=text.encode(), name="page.html", excerpt=excerpt or text)


def _title(zh: str, en: str, title: str) -> Example:
    """A page that its title says to be something else."""
    return _page(zh, en, _titled(title), excerpt=f"<h1>{title}</h1>")


LOOKALIKES = (
    _title("半年的统计。", "Statistics of half a year.", "临澜县2023年上半年政府信息公开情况统计"),
    _title("政府网站工作年度报表。", "The annual sheet of a government website.", "政府网站工作年度报表（2023年度）"),
    _title("法治政府建设年度报告。", "A report on law-based government.", "临澜县2023年法治政府建设年度报告"),
    _title("政府信息公开指南。", "A guide to disclosure.", f"{ORGAN}政府信息公开指南"),
    _title("学校的学年报告。", "The report of a school year.", "临澜县第一中学2022-2023学年信息公开年度报告"),
    _title("统计制度。", "A statistical reporting system.", "政府信息公开统计制度"),
)
"""One for each kind of document that is refused by its title, but for the template."""

_OLD_FORM = """<h1>临澜县2016年政府信息公开情况统计表</h1>
<table>
<tr><td>统计指标</td><td>单位</td><td>数量</td></tr>
<tr><td>一、主动公开政府信息数</td><td>条</td><td>128</td></tr>
<tr><td>二、回应公众关注热点或重大舆情数</td><td>次</td><td>2</td></tr>
</table>"""
_TRADITIONAL = """<h1>臨瀾縣水務局2023年政府信息公開工作年度報告</h1>
<table>
<tr><td>行政處罰</td><td>16</td></tr>
<tr><td>本年新收政府信息公開申請數量</td><td>95</td></tr>
</table>"""

_TEMPLATE = f"<h1>XX县水务局20XX年政府信息公开工作年度报告</h1>\n{TABLES[0]}"
_NEWS = "<h1>县水务局召开2023年度总结大会</h1>\n<p>会议总结了全年工作。</p>"

_OTHERS = (
    _page(
        "模板，机关和年份没有填写。",
        "A template with placeholders for the organ and the year.",
        _TEMPLATE,
        excerpt=_TEMPLATE.partition("\n")[0],
    ),
    _page("2014 至 2018 年的统计表。", "The form of 2014 to 2018.", _OLD_FORM),
    _page("繁体转写。", "A copy in traditional characters.", _TRADITIONAL),
    _page(
        "网页里只有图片。",
        "The page holds pictures only.",
        '<p><img src="page-1.png"></p>\n<p><img src="page-2.png"></p>',
    ),
    _page("网页是空的。", "The page is empty.", "<html><body></body></html>"),
    _page("新闻。", "News.", _NEWS),
    Example(
        code="NotAReportError",
        what=Text("一张表的 JSON。", "The JSON of one table."),
        content=gd.to_json(gd.zeros(2023).remedies).encode(),
        name="remedies.json",
    ),
)

_TWO = f"<h1>{ORGAN}2022年政府信息公开工作年度报告</h1>\n{TABLES[0]}\n{TABLES[1].replace('>0<', '>7<')}"

_SEVERAL = Example(
    code="SeveralReportsError",
    what=Text("一个网页里有两个年度的报告。", "A page holds the reports of two years."),
    content=edited({'<div class="footer">': f'{_TWO}\n<div class="footer">'}),
    name="report.html",
    excerpt=_TWO.partition("\n")[0],
)


def _other(zh: str, en: str, name: str, content: bytes) -> Example:
    return Example(code="UnsupportedFormatError", what=Text(zh, en), content=content, name=name)


_PICTURE = stream(b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1")
_SCANNED = pdf(
    Page().raw("q 595 0 0 842 0 0 cm /Scan Do Q"), resources="/XObject << /Scan 20 0 R >>", objects=[_PICTURE]
)
_EXCEL_2003 = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'

_FORMATS = (
    _other("扫描的 PDF。", "A scanned PDF.", "report.pdf", _SCANNED),
    _other("PDF 里没有文字。", "A PDF without text.", "report.pdf", pdf(Page().line(72, 100, 300, 100))),
    _other("PNG 图片。", "A picture (PNG).", "report.png", b"\x89PNG\r\n\x1a\n"),
    _other("OFD 文件。", "An OFD document.", "report.ofd", zipped({"OFD.xml": "<OFD/>"})),
    _other("演示文稿。", "A presentation.", "report.pptx", zipped({"ppt/presentation.xml": "<p/>"})),
    _other(
        "OpenDocument 表格。",
        "An OpenDocument spreadsheet.",
        "report.ods",
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    ),
    _other(
        "ZIP 压缩包，直接交给 read。", "A ZIP archive, given to read itself.", "reports.zip", zipped({"a.html": PAGE})
    ),
    _other("RAR 压缩包。", "A RAR archive.", "reports.rar", b"Rar!\x1a\x07\x00"),
    _other("7z 压缩包。", "A 7z archive.", "reports.7z", b"7z\xbc\xaf\x27\x1c"),
    _other("gzip 压缩包。", "A gzip archive.", "report.gz", b"\x1f\x8b\x08\x00"),
    _other("程序。", "A program.", "report.exe", b"MZ\x90\x00"),
    _other(
        "Excel 2003 的 XML 表格，没有工作表。",
        "An XML spreadsheet of Excel 2003 without sheets.",
        "report.xml",
        _EXCEL_2003.encode(),
    ),
    _other(
        "Excel 二进制工作簿。",
        "A binary workbook of Excel.",
        "report.xlsb",
        zipped(
            {
                "_rels/.rels": relations({"officeDocument": "xl/workbook.bin"}),
                "xl/workbook.bin": "",
            }
        ),
    ),
    _other("Excel 95 的工作簿。", "A workbook of Excel 95.", "report.xls", compound({"Book": BEGIN + END})),
    _other(
        "旧版 Office 文件，既非文档也非工作簿。",
        "An old Office file that is neither a document nor a workbook.",
        "report.ppt",
        _OLE,
    ),
    _other("不是文本。", "No text at all.", "report.bin", bytes(64)),
)


def _damaged(zh: str, en: str, name: str, content: bytes) -> Example:
    return Example(code="DamagedDocumentError", what=Text(zh, en), content=content, name=name)


_DOCUMENT = docx(paragraph(f"{ORGAN}2023年政府信息公开工作年度报告"))
_DOCTYPE = {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}
_LONG = "规章," + "1" * 200_000 + "\n"

_DAMAGE = (
    _damaged(
        "PDF 要密码才能打开。",
        "A PDF that needs a password.",
        "report.pdf",
        pdf(Page().text(72, 100, "正文"), password="secret"),
    ),
    _damaged("DOCX 加了密码。", "An encrypted DOCX.", "report.docx", _OLE + "EncryptedPackage".encode("utf-16-le")),
    _damaged(
        "DOCX 没有下载完。",
        "A DOCX that was not downloaded to its end.",
        "report.docx",
        _DOCUMENT[: len(_DOCUMENT) // 2],
    ),
    _damaged(
        "DOCX 里没有正文。",
        "A DOCX without a body.",
        "report.docx",
        zipped({"word/document.xml": root("document", "")}),
    ),
    _damaged("DOCX 的 XML 里声明了实体。", "A DOCX whose XML declares entities.", "report.docx", zipped(_DOCTYPE)),
    _damaged(
        "CSV 有一格二十万个字符。",
        "A CSV file with a field of two hundred thousand characters.",
        "report.csv",
        _LONG.encode(),
    ),
    _damaged(
        "单文件网页里没有网页。",
        "A page saved as one file without a page in it.",
        "report.mht",
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx",
    ),
)

_MISSING = (
    Example(
        code="MissingExtraError",
        what=Text("没有安装 pdfminer.six，读取 PDF。", "A PDF is read, and pdfminer.six is not installed."),
        content=pdf(Page().text(72, 100, "正文")),
        name="report.pdf",
        around=partial(mock.patch.dict, sys.modules, {"pdfminer": None}),
    ),
    Example(
        code="MissingExtraError",
        what=Text("没有安装 LibreOffice，读取 .doc。", "A .doc is read, and LibreOffice is not installed."),
        content=compound({"WordDocument": b"x"}),
        name="report.doc",
        around=partial(mock.patch.dict, os.environ, {"GOVDISCLOSURE_SOFFICE": "soffice-24"}),
    ),
)

REFUSALS = (*LOOKALIKES, *_OTHERS, _SEVERAL, *_FORMATS, *_DAMAGE, *_MISSING)
