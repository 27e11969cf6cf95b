"""What kind of document some bytes are, by what they hold; the name decides only between kinds of text."""

import re
from collections import Counter
from pathlib import PurePath
from typing import Final

from govdisclosure.errors import DamagedDocumentError, UnsupportedFormatError
from govdisclosure.forms.text import Text
from govdisclosure.readers.charset import decode
from govdisclosure.readers.formats import SUFFIXES
from govdisclosure.readers.limits import Bounds, Limits
from govdisclosure.readers.package import beginnings

_PDF_WITHIN: Final = 1024
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_BEGINNING: Final = 65_536
"""Bytes of a text that are looked at."""

_PICTURES: Final = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_OTHER: Final = {
    b"Rar!": Text("一个 RAR 压缩包；请解压后读取其中的文件", "a RAR archive; unpack it and read the documents in it"),
    b"7z\xbc\xaf": Text(
        "一个 7z 压缩包；请解压后读取其中的文件", "a 7z archive; unpack it and read the documents in it"
    ),
    b"\x1f\x8b": Text(
        "一个 gzip 压缩包；请解压后读取其中的文件", "a gzip archive; unpack it and read the document in it"
    ),
    b"\x7fELF": Text("一个程序", "a program"),
    b"MZ": Text("一个程序", "a program"),
}
_PACKAGES: Final = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("OFD.xml", "ofd"),
    ("ppt/", "pptx"),
)
_MIMETYPES: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_STREAMS: Final = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_UNREAD: Final = {
    "ofd": Text(
        "一份 OFD 文件；请用 OFD 阅读软件另存为 PDF 后读取",
        "an OFD document; save it as PDF with the program that shows it and read that",
    ),
    "pptx": Text(
        "一份演示文稿；请把其中的文字另存为 PDF 或 DOCX 后读取",
        "a presentation; save its text as PDF or DOCX and read that",
    ),
    "ods": Text(
        "一份 OpenDocument 表格；请另存为 XLSX 后读取", "an OpenDocument spreadsheet; save it as XLSX and read that"
    ),
    "zip": Text(
        "一个 ZIP 压缩包；请解压后读取其中的文件（命令行可以直接读取）",
        "a ZIP archive; unpack it and read the documents in it (the command line reads them as it is)",
    ),
}

_MARKUP: Final = re.compile(
    r"\s*(?>(?:<!--.*?-->\s*)*)"
    r"(?:<!--|<(?:!doctype|html|head|body|table|div|p|span|meta|title|h[1-6]|center|font|style|script)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML_OFFICE: Final = re.compile(r'progid="(?:Word|(Excel))\.|<pkg:package|<w:wordDocument|<(?:ss:)?(Workbook)\s')
_ARCHIVE_OF_PAGE: Final = re.compile(r"(?:^|\n)(?:MIME-Version|Content-Type: multipart/related)", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"\s*#{1,6} \S")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_TAG: Final = re.compile(r"</?(?:table|tr|td|p|div|span|br|o:p)\b[^<>]*+>", re.IGNORECASE)
_WORKBOOKS: Final = frozenset({"xls", "xlsx"})
_TEXTS: Final = frozenset({"text", "csv", "html", "json"})


def sniff(data: bytes, name: str = "", limits: Bounds | None = None) -> str:
    """The format of a document; `UnsupportedFormatError` for what no reader exists for, with what to do instead."""
    named = SUFFIXES.get(PurePath(name).suffix.lower(), "")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_package(data, limits or Limits())
    if data.startswith(_OLE):
        return _of_compound(data, named)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    _refuse_pictures(data)
    return _of_text(data, named)


def _of_package(data: bytes, limits: Bounds) -> str:
    try:
        names, mimetype = beginnings(data, "mimetype", limits)
    except DamagedDocumentError as error:
        raise DamagedDocumentError(
            f"the file begins like a zip package and is damaged ({error})", zh="文件开头是 ZIP 压缩包，但内容已损坏"
        ) from error
    kind = _MIMETYPES.get(mimetype.strip()) or next(
        (kind for prefix, kind in _PACKAGES if any(each.startswith(prefix) for each in names)), "zip"
    )
    if kind in _UNREAD:
        raise UnsupportedFormatError(f"this is {_UNREAD[kind].en}", zh=f"这是{_UNREAD[kind].zh}")
    return kind


def _of_compound(data: bytes, named: str) -> str:
    """The format of an old Office document, by the names of the streams in it."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DamagedDocumentError(
            "the document is encrypted; open it with its password and save it without one",
            zh="文档已加密；请用密码打开，取消密码后另存",
        )
    if named in ("doc", "xls"):
        return named
    raise UnsupportedFormatError(
        "this is an old Office file that is neither a document nor a workbook; save it as DOCX",
        zh="这是旧版 Office 文件，既不是文档也不是工作簿；请另存为 DOCX",
    )


def _refuse_pictures(data: bytes) -> None:
    picture = next((kind for mark, kind in _PICTURES.items() if data.startswith(mark)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        picture = "WEBP"
    if picture:
        raise UnsupportedFormatError(
            f"this is a picture ({picture}); put it through text recognition (OCR) and read the result, "
            "or read the published page",
            zh=f"这是图片（{picture}）；请先做文字识别（OCR）再读取，或读取已发布的网页",
        )
    for mark, what in _OTHER.items():
        if data.startswith(mark):
            raise UnsupportedFormatError(f"this is {what.en}", zh=f"这是{what.zh}")


def _of_text(data: bytes, named: str) -> str:
    beginning = data[:_BEGINNING]
    text = decode(beginning, declared=None).text
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) // 50:
        raise UnsupportedFormatError(
            "this is neither text nor any kind of document that is known here",
            zh="这既不是文本，也不是本库认识的任何一种文件",
        )
    office = _XML_OFFICE.search(text[:4096])
    if office:
        return "xls" if office[1] or office[2] else "docx"
    if text.lstrip("\ufeff \t\r\n").startswith("{") and named in ("", "json") and '"schema"' in text:
        return "json"
    if _is_markup(text, named):
        return "html"
    if named in ("text", "csv"):
        return named
    return "csv" if _has_equal_commas(text) or (named in _WORKBOOKS and _is_delimited(text)) else "text"


def _is_markup(text: str, named: str) -> bool:
    """Whether a text is a page: it begins like one, or its name says so, or it consists of tags for the most part."""
    if _MARKUP.match(text) or _ARCHIVE_OF_PAGE.search(text[:2000]):
        return named != "text" or "<html" in text[:2000].lower() or _mostly_tags(text)
    return named == "html" or (named not in ("text", "csv") and not _MARKDOWN.match(text) and _mostly_tags(text))


def _mostly_tags(text: str) -> bool:
    tags = _TAG.findall(text)
    return len(tags) > 20 and sum(map(len, tags)) * 5 > len(text)


def _is_delimited(text: str) -> bool:
    """Whether most lines have commas or tabs in them: of a text that is named as a workbook they part the cells."""
    lines = [line for line in text.splitlines() if line.strip()]
    return 2 * sum("," in line or "\t" in line for line in lines) > len(lines)


def _has_equal_commas(text: str) -> bool:
    """Whether most lines have the same number of commas, three at least, as a table with commas between its cells."""
    counts = Counter(line.count(",") for line in text.splitlines()[:-1] if line.strip())
    commas, lines = max(counts.items(), key=lambda count: count[1], default=(0, 0))
    return lines * 2 > counts.total() and commas > 2
