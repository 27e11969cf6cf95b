"""What a document is shows in its content; its name decides only between kinds of text."""

import struct
import zipfile
from io import BytesIO

import pytest

import govdisclosure as gd
from govdisclosure.readers.sniff import sniff
from readers.ooxml import zipped

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ODF = "application/vnd.oasis.opendocument."
ROWS = "规章,1,0,4\n行政规范性文件,3,2,5\n"


def stream(name):
    """A compound file with a stream of this name, as far as its directory shows."""
    return OLE + bytes(504) + name.encode("utf-16-le")


def short(value):
    """The id of an argument: what stands in a package differs from run to run."""
    return value if isinstance(value, str) and value.isascii() else ""


def locked(name):
    """A package with one member that is said to be encrypted."""
    data = bytearray(zipped({name: "x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(signature) + offset, 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\r\n" + b"x" * 1000 + b"%PDF-1.4", "pdf"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "docx"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (zipped({"mimetype": f"{ODF}text\n", "content.xml": ""}), "odt"),
        (stream("WordDocument"), "doc"),
        (stream("Workbook"), "xls"),
        (stream("Book"), "xls"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\xef\xbb\xbf \r\n{\\rtf1\\ansi}", "rtf"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "xls"),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x">', "docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "docx"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "docx"),
        (b'\xef\xbb\xbf\n{"schema": "x"}', "json"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\n<!-- saved from --> <!-- twice --><Table><tr>", "html"),
        (b"<!-- never closed", "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "html"),
        (b"From: x\ncontent-type: multipart/related; boundary=x\n", "html"),
        ("正文".encode() + b"<tr><td>1</td></tr>" * 6, "html"),
        ("# 标题\n".encode() + b"<tr><td>1</td></tr>" * 6, "text"),  # Markdown with tables in HTML
        ("正文\n第二行\n".encode("gb18030"), "text"),
        ("\ufeff正文\n".encode("utf-16-le"), "text"),
        ("甲,乙\n".encode(), "text"),
        (ROWS.encode(), "csv"),
        (b"", "text"),
    ],
    ids=short,
)
def test_what_the_content_shows(data, format):
    """Without a name, and whatever the name promises where the content is no text."""
    binary = format not in ("html", "text", "csv", "json")

    assert format == sniff(data)
    assert not binary or {format} == {sniff(data, name) for name in ("报告.html", "报告.pdf", "报告.DOCX", "报告.txt")}


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (ROWS.encode(), {"报告.csv": "csv", "报告.TSV": "csv", "报告.txt": "text", "报告.html": "html", "报告": "csv"}),
        ("正文。\n".encode(), {"报告.csv": "csv", "报告.md": "text", "报告.shtml": "html", "报告.pdf": "text"}),
        (b'{"schema": 1}', {"report.json": "json", "report.txt": "text", "report": "json"}),
        (b'{"title": 1}', {"report.json": "text"}),
        (b"<p>x</p>", {"报告.txt": "text", "报告.md": "text", "报告.csv": "html", "报告.dat": "html"}),
        (b"<p>x</p><HTML>", {"报告.txt": "html"}),
        (b"<table>" + b"<tr><td>1</td></tr>" * 9, {"报告.md": "html"}),
        (b"x" + b"<tr><td>1</td></tr>" * 9, {"报告.md": "text", "报告.csv": "csv", "报告": "html"}),
        (b"x" * 9000 + b"<tr><td>1</td></tr>" * 9, {"报告": "text"}),
        (OLE, {"报告.doc": "doc", "报告.wps": "doc", "报告.et": "xls"}),
    ],
    ids=short,
)
def test_the_name_decides_between_kinds_of_text(data, named):
    """And between old documents and workbooks whose directory says nothing."""
    assert named == {name: sniff(data, name) for name in named}


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        ("年度报告\n规章,1,0,4\n行政许可,87\n", "a.xls", "csv"),
        ("年度报告\n规章\t1\t0\t4\n行政许可\t87\n", "a.xlsx", "csv"),
        ("年度报告\n规章,1,0,4\n行政许可,87\n", "a.txt", "text"),
        ("年度报告\n规章,1,0,4\n行政许可,87\n", "", "text"),
        ("年度报告\n正文。\n规章,1\n", "a.xls", "text"),
    ],
)
def test_texts_that_are_named_as_workbooks(text, name, format):
    """Systems export tables as text with commas or tabs under the name of a workbook."""
    assert format == sniff(text.encode(), name)


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (zipped({"OFD.xml": ""}), "an OFD document; save it as PDF", "OFD 文件；请用 OFD 阅读软件另存为 PDF"),
        (zipped({"ppt/presentation.xml": ""}), "a presentation", "演示文稿"),
        (zipped({"mimetype": f"{ODF}spreadsheet"}), "an OpenDocument spreadsheet; save it as XLSX", "另存为 XLSX"),
        (zipped({"a.html": ""}), "a ZIP archive; unpack it", "ZIP 压缩包；请解压"),
        (zipped({}), "a ZIP archive", "ZIP 压缩包"),
        (b"\x89PNG\r\n\x1a\n", r"a picture \(PNG\).*OCR", "图片（PNG）；请先做文字识别"),
        (b"\xff\xd8\xff\xe0", r"a picture \(JPEG\)", "图片（JPEG）"),
        (b"II*\x00", r"a picture \(TIFF\)", "图片（TIFF）"),
        (b"RIFF\x00\x00\x00\x00WEBP", r"a picture \(WEBP\)", "图片（WEBP）"),
        (b"Rar!\x1a\x07", "a RAR archive; unpack it", "RAR 压缩包；请解压"),
        (b"\x1f\x8b\x08", "a gzip archive; unpack it", "gzip 压缩包；请解压"),
        (b"MZ\x90", "a program", "一个程序"),
        (b"RIFF\x00\x00\x00\x00WAVE", "neither text nor any kind of document", "既不是文本"),
        (bytes(64), "neither text nor any kind of document", "既不是文本"),
        (b"\x01\x02\x03 some text", "neither text nor any kind of document", "既不是文本"),
        (OLE, "neither a document nor a workbook; save it as DOCX", "请另存为 DOCX"),
    ],
    ids=short,
)
def test_what_is_refused(data, said, zh):
    """The message says what it is and what to do, in both languages."""
    with pytest.raises(gd.UnsupportedFormatError, match=said) as refused:
        gd.read(data)

    assert zh in refused.value.message("zh")


@pytest.mark.parametrize(
    ("data", "said", "zh"),
    [
        (b"PK\x03\x04 and then something else", "begins like a zip package and is damaged", "内容已损坏"),
        (locked("mimetype"), "begins like a zip package and is damaged", "内容已损坏"),
        (stream("EncryptedPackage"), "is encrypted; open it with its password", "文档已加密"),
    ],
    ids=short,
)
def test_what_is_damaged(data, said, zh):
    """A package that cannot be opened is not taken for another kind of document."""
    with pytest.raises(gd.DamagedDocumentError, match=said) as refused:
        gd.read(data)

    assert zh in refused.value.message("zh")


def test_a_text_is_looked_at_only_at_its_beginning():
    """However long a text is, its kind is told at once; what comes later counts for nothing."""
    assert "text" == sniff(b"x" * 70_000 + b"\x00" * 100)


def test_a_truncated_package_is_damaged():
    """A download that broke off has lost its directory."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("word/document.xml", "x" * 100)

    with pytest.raises(gd.DamagedDocumentError):
        gd.read(whole.getvalue()[:-30])
