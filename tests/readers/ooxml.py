"""Word documents for tests, written as OOXML strings into a zip."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)

NAMESPACES = {
    "w": W,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "unknown": "urn:unknown",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": _OFFICE,
}


def root(name: str, content: str, *, w: str = W) -> str:
    """A part of the document with every namespace declared."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in (NAMESPACES | {"w": w}).items())
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {declared}>{content}</w:{name}>'


def relations(targets: Mapping[str, str], *, mode: str = "Internal") -> str:
    """A relationships part: the kind of each relation and what it points to."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}">{entries}</Relationships>'


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(
    body: str,
    *,
    styles: str = "",
    footnotes: str = "",
    header: str = "",
    title: str = "",
    w: str = W,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document with this body, and the other parts where something is given for them."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": relations(
            {"officeDocument": "word/document.xml", "metadata/core-properties": "docProps/core.xml"}
        ),
        "word/document.xml": root("document", f"<w:body>{body}<w:sectPr/></w:body>", w=w),
        "word/_rels/document.xml.rels": relations(
            {"styles": "styles.xml", "footnotes": "/word/footnotes.xml", "header": "header1.xml"}
        ),
    }
    if styles:
        parts["word/styles.xml"] = root("styles", styles, w=w)
    if footnotes:
        parts["word/footnotes.xml"] = root("footnotes", footnotes, w=w)
    if header:
        parts["word/header1.xml"] = root("hdr", header, w=w)
    if title:
        parts["docProps/core.xml"] = core_properties(title)
    return zipped(parts | (dict(extra) if extra else {}))


def core_properties(title: str) -> str:
    """The properties of a file with this title."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator/><dc:title>{title}</dc:title></cp:coreProperties>'
    )


def run(text: str, properties: str = "") -> str:
    """A run of text with these run properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs; what is not markup becomes one."""
    content = "".join(part if part.startswith("<") or not part else run(part) for part in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(*inner: str, properties: str = "") -> str:
    """A cell; what is not markup becomes a paragraph."""
    content = "".join(part if part.startswith("<") else paragraph(part) for part in inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or paragraph()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; what is not markup becomes a cell."""
    content = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def table(*rows: str, columns: int = 0, properties: str = "") -> str:
    """A table; ``columns`` is what its grid declares, if anything."""
    grid = "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * columns + "</w:tblGrid>" if columns else ""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join(rows)}</w:tbl>"
