"""Documents only an office program can read (.doc, .wps, .rtf, .odt): LibreOffice makes a .docx of them, read as such.

LibreOffice is not a Python package: it is looked for where GOVDISCLOSURE_SOFFICE says, on the path, and where its
installers put it. It runs in a folder and with a profile of its own, so that it neither meets nor disturbs one that is
open. The profile forbids macros and everything a document links to: a document must not make the reader fetch an
address or copy a local file into the text. A process of ours starts it and is ended with all its children when the time
is up, or when nobody waits for it any more (`govdisclosure.readers.process`). On Linux its memory is bounded as well.
"""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.etree.ElementTree import ParseError, XMLParser

import attrs

from govdisclosure.errors import DamagedDocumentError, MissingExtraError, UnsupportedFormatError
from govdisclosure.model.notices import CONVERSION_DIFFERS, CONVERTED_BY_OFFICE
from govdisclosure.readers.apart import READER, question
from govdisclosure.readers.grid import Document, Grid, GridCell, Remark
from govdisclosure.readers.limits import Bounds, Budget, Limits
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.package import open_package
from govdisclosure.readers.process import Json, Message, inside
from govdisclosure.readers.word import docx

_PROGRAMS: Final = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_VARIABLE: Final = "GOVDISCLOSURE_SOFFICE"

# What LibreOffice is to take a document for, by how it begins: names lie, and .wps means several formats to it.
_BEGINNINGS: Final[Mapping[bytes, str]] = {
    bytes.fromhex("D0CF11E0A1B11AE1"): ".doc",
    rb"{\rtf": ".rtf",
    b"PK": ".odt",
}
_OFFICE_OPEN_XML: Final = "[Content_Types].xml"

_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),  # never
    # A proxy that refuses everything (port 9 of this machine), should anything be fetched all the same.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(data: bytes, *, name: str = "", suffix: str = "", limits: Bounds) -> Document:
    """The document in ``data`` by way of LibreOffice; a Word document that needs none is read directly."""
    budget = Budget.of(limits)
    suffix = suffix or Path(name).suffix
    ending = _ending(data, budget)
    if ending == ".docx":
        return docx.read(data, name=name, limits=budget)
    converted = to_docx({name: data}, budget.limits).get(name)
    if converted is None:
        raise DamagedDocumentError(
            f"LibreOffice cannot convert this {suffix} document: it is damaged, password protected or needs more "
            "memory than limits.office_memory_bytes; open it in Word or WPS and save it as .docx",
            zh=f"LibreOffice 无法转换这份 {suffix} 文档：文档已损坏、有密码，"
            "或所需内存超过 limits.office_memory_bytes；请用 Word 或 WPS 打开后另存为 .docx",
        )
    document = docx.read(converted, name=name, limits=budget)
    if ending == ".odt":
        document = _as_printed(document, _rows(data, budget))
    remark = Remark(code=CONVERTED_BY_OFFICE, detail=suffix.lstrip(".").upper())
    return attrs.evolve(document, remarks=(remark, *document.remarks))


_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW: Final = f"{_TABLE}table-row"
_CELL: Final = f"{_TABLE}table-cell"
_ASIDE: Final = (
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}note",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
)
"""What stands in a cell and is no text of it."""
_COPIES: Final = 100
"""So many cells of a row are looked at that are printed alike and written once."""

_Figures = tuple[str, ...]


class _Rows:
    """Takes the figures in every row of the tables of an OpenDocument text, in order."""

    def __init__(self) -> None:
        self.rows: set[_Figures] = set()
        self._open: list[list[str]] = []
        self._cells: list[tuple[str, list[str]]] = []
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._aside += tag in _ASIDE
        if tag == _ROW:
            self._open.append([])
        elif tag == _CELL:
            self._cells.append((attributes.get(f"{_TABLE}number-columns-repeated", "1"), []))

    def data(self, text: str) -> None:
        if self._cells and not self._aside:
            self._cells[-1][1].append(text)

    def end(self, tag: str) -> None:
        self._aside -= tag in _ASIDE
        if tag == _ROW:
            self.rows.add(_figures(self._open.pop()))
        elif tag == _CELL:
            copies, texts = self._cells.pop()
            for row in self._open[-1:]:
                row += ["".join(texts)] * (min(int(copies), _COPIES) if copies.isdecimal() else 1)


def _rows(data: bytes, budget: Budget) -> Set[_Figures]:
    """The figures in every row, as the document itself has them."""
    content = open_package(data, budget).xml_bytes("content.xml")
    budget.take("markup_tags", content.count(b"<"))
    found = _Rows()
    parser = XMLParser(target=found)
    try:
        parser.feed(content)
        parser.close()
    except ParseError as error:
        raise DamagedDocumentError(
            f"'content.xml' is not well-formed XML ({error}); save the document again",
            zh="'content.xml' 不是格式正确的 XML；请重新保存文档",
        ) from error
    return found.rows


def _figures(texts: Iterable[str]) -> _Figures:
    squeezed = ("".join(text.split()) for text in texts)
    return tuple(text for text in squeezed if any(map(str.isdigit, text)) and is_numeric(text))


def _as_printed(document: Document, rows: Set[_Figures]) -> Document:
    """The document with a note on the figures of rows that the original does not have: the last cell is gone, say.

    A row with one cell too many moves all of them, and LibreOffice leaves out what stands beyond the last column.
    """
    return attrs.evolve(
        document, blocks=tuple(_noted(each, rows) if isinstance(each, Grid) else each for each in document.blocks)
    )


def _noted(grid: Grid, rows: Set[_Figures]) -> Grid:
    cells: list[GridCell] = []
    for row in grid.rows():
        figures = _figures(cell.text for cell in row)
        known = not figures or figures in rows
        cells += row if known else (attrs.evolve(cell, note=cell.note or CONVERSION_DIFFERS) for cell in row)
    return attrs.evolve(grid, cells=tuple(cells))


def to_docx(documents: Mapping[str, bytes], limits: Limits) -> Mapping[str, bytes]:
    """The documents as .docx, by the same names, converted by one start of LibreOffice.

    Those that LibreOffice cannot convert are missing; ``limits.seconds`` is for all of them together.
    """
    program = _program()
    if inside():
        return _converted(documents, program, limits)
    asked = question(__name__, {"program": program, **_sizes(documents)}, b"".join(documents.values()))
    return _files(READER.ask(asked, limits))


def answer(asked: Message, limits: Limits) -> Message:
    """The same in the process that was asked."""
    found = _converted(_files(asked), asked.head["program"], limits)
    return Message(_sizes(found), b"".join(found.values()))


def _sizes(files: Mapping[str, bytes]) -> Json:
    return {"names": list(files), "sizes": list(map(len, files.values()))}


def _files(message: Message) -> dict[str, bytes]:
    content = io.BytesIO(message.body)
    return {name: content.read(size) for name, size in zip(message.head["names"], message.head["sizes"], strict=True)}


def _converted(documents: Mapping[str, bytes], program: str, limits: Limits) -> Mapping[str, bytes]:
    """The same in this process, which may be ended with all that it started."""
    with TemporaryDirectory(prefix="govdisclosure-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        sources = [
            _written(home / f"{number}{_ending(data, limits)}", data) for number, data in enumerate(documents.values())
        ]
        _write_profile(home / "profile")
        _run(_command(program, home, sources), home, limits)
        return dict(_results(home / "out", documents, limits))


def _ending(data: bytes, limits: Bounds) -> str:
    """The suffix of what the content is, whatever the name says; hostile packages are refused here."""
    limits.hold("package_bytes", len(data))
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") or (start.startswith(b"PK") and _OFFICE_OPEN_XML in open_package(data, limits).names):
        return ".docx"
    for beginning, ending in _BEGINNINGS.items():
        if start.startswith(beginning):
            return ending
    raise UnsupportedFormatError(
        "the content is no Word, WPS, RTF or OpenDocument text, whatever the name says; "
        "a page saved from a browser is read as HTML",
        zh="无论文件名如何，内容不是 Word、WPS、RTF 或 OpenDocument 文档；从浏览器另存的网页请按 HTML 读取",
    )


def _program() -> str:
    """The path of LibreOffice."""
    chosen = os.environ.get(_VARIABLE)
    for candidate in (chosen,) if chosen else _PROGRAMS:
        if found := shutil.which(candidate):
            return found
    where = f" ({_VARIABLE} says {chosen!r}, which cannot be run)" if chosen else ""
    where_zh = f"（{_VARIABLE} 指定的 {chosen!r} 无法运行）" if chosen else ""
    raise MissingExtraError(
        f"reading .doc, .wps, .rtf and .odt needs LibreOffice{where}; install it (on Debian: apt install "
        f"libreoffice-writer-nogui) or give its path in {_VARIABLE}, or save the document as .docx",
        zh=f"读取 .doc、.wps、.rtf、.odt 需要 LibreOffice{where_zh}；请安装（Debian：apt install "
        f"libreoffice-writer-nogui），或用 {_VARIABLE} 指定其路径，或把文档另存为 .docx",
    )


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', encoding="utf-8"
    )


def _command(program: str, home: Path, sources: list[Path]) -> list[str]:
    options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    convert = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"))
    return [program, profile, *options, *convert, *map(str, sources)]


def _run(command: list[str], home: Path, limits: Limits) -> None:
    """Run to the end; who asked this process ends it, with all that it started, when the time is up."""
    environment = os.environ | {"HOME": str(home), "TMPDIR": str(home)}
    null = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=home, env=environment, stdin=null, stdout=null, stderr=null) as process:
        _bound(process, limits)


def _bound(process: subprocess.Popen[bytes], limits: Limits) -> None:
    """Its memory is its own; of its time only that by the clock counts, which who asked this process keeps."""
    if sys.platform == "linux":  # pragma: no branch - other systems do not hold it
        import resource  # exists on Unix only

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (limits.office_memory_bytes, limits.office_memory_bytes))
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (hard, hard))


def _results(folder: Path, documents: Mapping[str, bytes], limits: Limits) -> Iterator[tuple[str, bytes]]:
    for number, name in enumerate(documents):
        result = folder / f"{number}.docx"
        if result.is_file():
            limits.hold("package_bytes", result.stat().st_size)
            yield name, result.read_bytes()
