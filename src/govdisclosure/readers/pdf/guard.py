"""Bounds on the work that pdfminer does for one document.

pdfminer follows whatever a file says: references that go round in circles, forms drawn within forms, ranges of two
thousand million widths, streams packed a thousand times over. A few hundred bytes are enough to keep it busy for ever.
While a document is read, the functions of pdfminer that such files drive are replaced by ones that do the same and
count it, in steps of about 5 µs each (`Limits.pdf_steps`); bytes unpacked count against `Limits.part_bytes` and
`Limits.unpacked_bytes`. Some do it in linear time where pdfminer's take quadratic. What they give is what pdfminer
gives for every file that stays within the bounds.
"""

# pyright: reportPrivateUsage=false
# What is replaced stands inside pdfminer.

import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final, cast

from pdfminer import cmapdb, pdffont, psparser
from pdfminer.arcfour import Arcfour
from pdfminer.ascii85 import asciihexdecode
from pdfminer.encodingdb import EncodingDB
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFNoPageLabels, PDFXRefStream
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import (
    PDFContentParser,
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFStackT,
    PDFTextState,
)
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_DCT_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_JBIG2_DECODE,
    LITERALS_JPX_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFNotImplementedError,
    PDFObjRef,
    PDFStream,
    dict_value,
    int_value,
    resolve1,
)
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSBaseParser, PSLiteral, PSStackParser
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor, nunpack

from govdisclosure.readers.pdf.work import work

_DEEPEST: Final = 50
"""Objects that need each other to be parsed, references that lead to references, forms within forms."""
_SAVED: Final = 4_000
"""Graphics states that are saved on one page and not restored; a page should have no more than 28."""
_LONGEST_TOKEN: Final = 4_000_000
"""Bytes of one string, name or number."""
_LONGEST_KEY: Final = 1_000
"""Bytes of an entry of the encryption dictionary, which are hashed a hundred times over."""
_TAIL: Final = 1_000_000
"""Bytes at the end of a file in which it must say where its table of objects is."""
_ROW: Final = 65_536
"""Bytes of a row of a predictor that need no data to justify them."""
_CMAPS: Final = 8
"""Character maps of pdfminer's own that are kept for the next document."""


_work = work()
"""That of the document at hand."""


@contextmanager
def guarded() -> Generator[None]:
    """Read with pdfminer within the limits of the document at hand; at the end everything is as it was."""
    global _work
    _work = work()
    originals = [(owner, name, owner.__dict__.get(name, _NOTHING)) for owner, name, _ in _HOOKS]
    try:
        for owner, name, ours in _HOOKS:
            setattr(owner, name, ours)
        yield
        if _work.error is not None:
            raise _work.error
    finally:
        for owner, name, original in originals:
            if original is _NOTHING:
                delattr(owner, name)
            else:
                setattr(owner, name, original)
        _forget()


_NOTHING: Final = object()
"""What a module has of a name that stands for a builtin in it."""


def _forget() -> None:
    maps = cmapdb.CMapDB
    if len(maps._cmap_cache) + len(maps._umap_cache) > _CMAPS:
        maps._cmap_cache.clear()
        maps._umap_cache.clear()


# --- the document: references, tables of objects, encryption ---------------------------------------------------------


class BoundedDocument(PDFDocument):
    """pdfminer's document; references that lead nowhere end, and each look at an object counts."""

    def __init__(self, data: bytes) -> None:
        self._open: list[int] = []
        self._tables: set[int] = set()
        self._look_up = 0
        self._tail = data[-_TAIL:]
        super().__init__(PDFParser(BytesIO(data)))

    def getobj(self, objid: int) -> object:
        """An object by its number; never a reference to another one."""
        found: object = PDFObjRef(self, objid)
        steps = 0
        while isinstance(found, PDFObjRef):
            found = self._object(found.objid)
            steps += 1
            if steps > _DEEPEST:
                _work.refuse("its references lead to each other", "其中的引用互相指向")
        return found

    def _object(self, objid: int) -> object:
        if objid not in self._cached_objs:
            _work.spend(4 + self._look_up)
            if objid in self._open or len(self._open) > _DEEPEST:
                _work.refuse("its objects contain each other", "其中的对象互相包含")
        self._open.append(objid)
        try:
            found = super().getobj(objid)
        finally:
            self._open.pop()
        _work.spend(1 + _length(found) // 32)  # who asks for a list or a dictionary goes through it
        return found

    def find_xref(self, parser: PDFParser) -> int:
        """Where the table of objects is, as the end of the file says."""
        return super().find_xref(PDFParser(BytesIO(self._tail)))

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """The table of objects at a place in the file and those before it, each once."""
        if start in self._tables:  # a table that names itself as the one before it says nothing new
            return
        self._tables.add(start)
        if len(self._tables) > _DEEPEST * 4:
            _work.refuse("its tables of objects lead to each other", "其中的对象表互相指向")
        super().read_xref_from(parser, start, xrefs)
        ranges = sum(len(table.ranges) for table in xrefs if isinstance(table, PDFXRefStream))
        self._look_up = len(xrefs) // 4 + ranges // 16

    def get_page_labels(self) -> Iterator[str]:
        """None."""
        raise PDFNoPageLabels  # nobody asks for them

    def _initialize_password(self, password: str = "") -> None:
        param = cast("tuple[object, dict[str, object]]", self.encryption)[1]
        values = map(resolve1, param.values())
        if any(len(value) > _LONGEST_KEY for value in values if isinstance(value, bytes)):
            _work.refuse("its encryption has keys of a senseless length", "加密信息的长度不合理")
        super()._initialize_password(password)
        decipher = self.decipher
        assert decipher is not None

        def counted(objid: int, genno: int, data: bytes, attrs: dict[str, Any] | None = None) -> bytes:
            _work.spend(12)
            return decipher(objid, genno, data, attrs)

        self.decipher = counted


def _length(found: object) -> int:
    return len(cast("list[object]", found)) if isinstance(found, (list, dict)) else 0


def _object_numbers(self: PDFXRefStream) -> Iterator[int]:
    """The numbers of the objects in a table of objects: one that promises more than it has is read to its end."""
    assert self.entlen is not None
    assert self.data is not None
    for start, count in self.ranges:
        for number in range(count):
            _work.spend(1)
            entry = self.data[self.entlen * number : self.entlen * (number + 1)]
            if nunpack(entry[: self.fl1], 1) in (1, 2):
                yield start + number


def _arcfour(self: Arcfour, data: bytes) -> bytes:
    """RC4 in linear time."""
    _work.spend(len(data) // 12)
    i, j, s = self.i, self.j, self.s
    result = bytearray(len(data))
    for number, code in enumerate(data):
        i = (i + 1) & 255
        j = (j + s[i]) & 255
        s[i], s[j] = s[j], s[i]
        result[number] = code ^ s[(s[i] + s[j]) & 255]
    self.i, self.j = i, j
    return bytes(result)


# --- streams ---------------------------------------------------------------------------------------------------------


def _decode(self: PDFStream) -> None:
    """Unpack a stream, filter by filter."""
    data = self.rawdata
    assert data is not None
    if self.decipher:
        assert self.objid is not None
        assert self.genno is not None
        data = self.decipher(self.objid, self.genno, data, self.attrs)
    for name, parameters in self.get_filters():
        _work.spend(1)
        data = _unpacked(name, data)
        _work.unpack(len(data))
        data = _predicted(data, parameters)
    self.data = data
    self.rawdata = None


def _unpacked(name: object, data: bytes) -> bytes:
    for names, unpack in _FILTERS:
        if name in names:
            return unpack(data)
    # Pictures: as content they make no sense, and as pictures they are not looked at.
    raise PDFNotImplementedError(f"Unsupported filter: {name!r}")


def _inflate(data: bytes) -> tuple[bytes, bool]:
    """What a packed stream holds, and whether it is whole.

    One that breaks off is taken up to there, one with an error holds nothing unless only the checksum at its end is
    wrong: so pdfminer does it.
    """
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(data, _work.room), unpacker.eof
    except zlib.error:
        pass
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data[:-3], _work.room)
    except zlib.error:
        return b"", False
    return found + _last_bytes(unpacker, data[-3:]), False


def _last_bytes(unpacker: "zlib._Decompress", rest: bytes) -> bytes:
    found = b""
    try:
        for number in range(len(rest)):  # pragma: no branch - the error comes
            found += unpacker.decompress(rest[number : number + 1], _work.room)
    except zlib.error:
        pass
    return found


def is_whole(stream: PDFStream) -> bool:
    """Whether a packed stream unpacks to its end; pdfminer takes what it can get and says nothing."""
    if stream.decipher or stream.rawdata is None:
        return True
    filters = [name for name, _ in stream.get_filters()]
    return not filters or filters[0] not in LITERALS_FLATE_DECODE or _inflate(stream.rawdata)[1]


def _inflated(data: bytes) -> bytes:
    return _inflate(data)[0]


def _lzw(data: bytes) -> bytes:
    found = bytearray()
    for piece in LZWDecoder(BytesIO(data)).run():
        found += piece
        _work.spend(1)
        if len(found) >= _work.room:
            break
    return bytes(found)


def _run_length(data: bytes) -> bytes:
    _work.spend(len(data) // 32)
    found = bytearray()
    place = 0
    while place < len(data) and data[place] != 128 and len(found) < _work.room:
        length = data[place]
        literal = data[place + 1 : place + 2 + length] if length < 128 else data[place + 1 : place + 2]
        if len(literal) != (length + 1 if length < 128 else 1):
            raise EOFError("a stream breaks off")
        found += literal if length < 128 else literal * (257 - length)
        place += len(literal) + 1
    return bytes(found)


def _ascii85(data: bytes) -> bytes:
    """Between the marks at the beginning and the end, of which a part may be missing."""
    _work.spend(len(data) // 24)
    data = data.strip()
    start = data.removeprefix(b"<").lstrip()
    if start.startswith(b"~"):
        data = start[1:].lstrip()
    end = data.removesuffix(b">").rstrip()
    if end.endswith(b"~"):
        data = end[:-1].rstrip()
    return a85decode(data)


def _same(data: bytes) -> bytes:
    return data


_FILTERS: Final[Sequence[tuple[tuple[object, ...], Callable[[bytes], bytes]]]] = (
    (LITERALS_FLATE_DECODE, _inflated),
    (LITERALS_LZW_DECODE, _lzw),
    (LITERALS_ASCII85_DECODE, _ascii85),
    (LITERALS_ASCIIHEX_DECODE, asciihexdecode),
    (LITERALS_RUNLENGTH_DECODE, _run_length),
    ((*LITERALS_DCT_DECODE, *LITERALS_JBIG2_DECODE, *LITERALS_JPX_DECODE), _same),
)


def _predicted(data: bytes, parameters: Mapping[str, object] | None) -> bytes:
    kind = int_value(parameters["Predictor"]) if parameters and "Predictor" in parameters else 1
    if parameters is None or kind == 1:
        return data
    _work.spend(len(data) // 24)
    colors, columns, bits = (
        int_value(parameters.get(key, default))
        for key, default in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if max(columns, colors * columns) > max(len(data), _ROW):
        _work.refuse("a stream has rows longer than all of it", "某个数据流的行比整个数据流还长")
    if kind == 2:
        return apply_tiff_predictor(colors, columns, bits, data)
    if kind >= 10:
        return apply_png_predictor(kind, colors, columns, bits, data)
    raise PDFNotImplementedError(f"Unsupported predictor: {kind!r}")


# --- what is parsed --------------------------------------------------------------------------------------------------


def _fillbuf(self: PSBaseParser) -> bool:
    """Once for each token, and each step within one."""
    _work.left -= 1
    if self.charpos < len(self.buf):
        return False
    _check(self)
    self.bufpos = self.fp.tell()
    self.buf = self.fp.read(self.BUFSIZ)
    if not self.buf:
        raise PSEOF("Unexpected EOF")
    self.charpos = 0
    return False


def _fillbuf_of_content(self: PDFContentParser) -> bool:
    _work.left -= 1
    if self.charpos < len(self.buf):
        return False
    _check(self)
    return _ORIGINAL_FILLBUF(self)


_ORIGINAL_FILLBUF: Final = PDFContentParser.fillbuf


def _check(parser: PSBaseParser) -> None:
    _work.spend(3 + len(parser._curtoken) // 32_768)  # the token is copied each time it grows
    if len(parser._curtoken) > _LONGEST_TOKEN:
        _work.refuse("a text in it has no end", "其中的一段文字没有结尾")


def _string(self: PSBaseParser, s: bytes, i: int) -> int:
    _work.left -= len(self._curtoken) // 32_768  # it is copied for each escape and each bracket in it
    return _ORIGINAL_STRING(self, s, i)


_ORIGINAL_STRING: Final = PSBaseParser._parse_string


def _nextline(self: PSBaseParser) -> tuple[int, bytes]:
    """The next line, put together from pieces in linear time."""
    start = self.bufpos + self.charpos
    line = bytearray()
    while True:
        self.fillbuf()
        if line.endswith(b"\r"):
            if self.buf[self.charpos : self.charpos + 1] == b"\n":
                line += b"\n"
                self.charpos += 1
            break
        match = psparser.EOL.search(self.buf, self.charpos)
        end = match.end(0) if match else len(self.buf)
        line += self.buf[self.charpos : end]
        self.charpos = end
        if line.endswith(b"\n"):
            break
    return start, bytes(line)


def _inline_data(self: PDFContentParser, pos: int, target: bytes = b"EI") -> tuple[int, bytes]:
    """The bytes of a picture within the content, up to the mark at its end, in linear time."""
    self.seek(pos)
    found = bytearray()
    matched = 0
    while matched <= len(target):
        self.fillbuf()
        if matched:
            code = self.buf[self.charpos : self.charpos + 1]
            found += code
            self.charpos += 1
            ends = matched == len(target) and code.isspace()
            matched = matched + 1 if ends or code == target[matched : matched + 1] else 0
            continue
        place = self.buf.find(target[0], self.charpos)
        end = place + 1 if place >= 0 else len(self.buf)
        found += self.buf[self.charpos : end]
        self.charpos = end
        matched = int(place >= 0)
    return pos, _LAST_EOL.sub(b"", found[: -(len(target) + 1)])


_LAST_EOL: Final = re.compile(rb"(\x0d\x0a|[\x0d\x0a])$")


def _start_type(self: PSStackParser[Any], pos: int, type: str) -> None:
    if len(self.context) > _BRACKETS:
        _work.refuse("its lists and dictionaries have no end", "其中的列表和字典没有结尾")
    self.context.append((pos, self.curtype, self.curstack))
    self.curtype, self.curstack = type, []


_BRACKETS: Final = 500
"""Lists and dictionaries within each other."""


def _hexadecimal(self: PSBaseParser, s: bytes, i: int) -> int:
    """A string in hexadecimal; a digit left over at its end is a byte of its own."""
    match = psparser.END_HEX_STRING.search(s, i)
    end = match.start(0) if match else len(s)
    self._curtoken += s[i:end]
    if match:
        digits = psparser.SPC.sub(b"", self._curtoken).decode()
        even = len(digits) // 2 * 2
        self._add_token(bytes.fromhex(digits[:even]) + (bytes((int(digits[even:], 16),)) if digits[even:] else b""))
        self._parse1 = self._parse_main
    return end


def _range(*bounds: int) -> range:
    """A range over character codes: what is done for each of them counts before it is done."""
    numbers = range(*bounds)
    _work.spend(1 + max(0, numbers.stop - numbers.start) // 16)
    return numbers


def _range_of_meanings(*bounds: int) -> range:
    numbers = range(*bounds)
    _work.spend(1 + max(0, numbers.stop - numbers.start) // 3)
    return numbers


def _resolve_all(x: object, default: object = None) -> Any:
    while isinstance(x, PDFObjRef):
        x = x.resolve(default=default)
    if isinstance(x, list):
        items = cast("list[object]", x)
        _work.spend(1 + len(items) // 16)
        return [_resolve_all(each, default) for each in items]
    if isinstance(x, dict):
        entries = cast("dict[object, object]", x)
        _work.spend(1 + len(entries) // 16)
        for key, each in entries.items():
            entries[key] = _resolve_all(each, default)
    return cast("Any", x)


_ORIGINAL_MAP: Final = cmapdb.CMapDB.__dict__["_load_data"].__func__


def _load_map(cls: type[cmapdb.CMapDB], name: str) -> type[Any]:
    _work.spend(_MAP_STEPS)
    return cast("type[Any]", _ORIGINAL_MAP(cls, name))


_MAP_STEPS: Final = 20_000


def _add_meaning(self: cmapdb.FileUnicodeMap, cid: int, code: PSLiteral | bytes | int) -> None:
    if isinstance(code, bytes):
        _work.spend(len(code) // 256)
    _ORIGINAL_ADD(self, cid, code)


_ORIGINAL_ADD: Final = cmapdb.FileUnicodeMap.add_cid2unichr


def _widths(seq: Sequence[object]) -> dict[str | int, float]:
    _work.spend(len(seq) // 16)
    return _ORIGINAL_WIDTHS(seq)


def _widths_of_vertical(seq: Sequence[object]) -> dict[int, tuple[float, tuple[float, float]]]:
    _work.spend(len(seq) // 16)
    return _ORIGINAL_WIDTHS_OF_VERTICAL(seq)


_ORIGINAL_WIDTHS: Final = pdffont.get_widths
_ORIGINAL_WIDTHS_OF_VERTICAL: Final = pdffont.get_widths2


def _encoding(cls: type[EncodingDB], name: str, diff: Sequence[object] | None = None) -> dict[int, str]:
    names = [each.name for each in diff or () if isinstance(each, PSLiteral)]
    _work.spend(len(diff or ()) // 8 + sum(map(len, names)) // 8)
    return cast("dict[int, str]", _ORIGINAL_ENCODING(cls, name, diff))


_ORIGINAL_ENCODING: Final = EncodingDB.__dict__["get_encoding"].__func__


# --- fonts and drawing -----------------------------------------------------------------------------------------------


class BoundedManager(PDFResourceManager):
    """Fonts, each of which counts when it is made."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """A font by its description."""
        if not objid or objid not in self._cached_fonts:
            _work.spend(60)
        return super().get_font(objid, spec)


class BoundedDevice(PDFTextDevice):
    """A device that is given only as much text as may be."""

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Draw text."""
        _work.spend(1 + sum(_GLYPH * len(each) if isinstance(each, bytes) else 1 for each in seq))
        super().render_string(textstate, seq, ncs, graphicstate)


_GLYPH: Final = 8
"""Steps for each byte of text that is drawn; most glyphs of Chinese text have two."""


class BoundedInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter within bounds: forms within forms, saved states, resources and operands."""

    def init_resources(self, resources: dict[object, object]) -> None:
        """Look at what is there to draw with."""
        for each in dict_value(resources).values():
            _work.spend(1 + _length(each) // 4)
        super().init_resources(resources)

    def execute(self, streams: Sequence[object]) -> None:
        """Draw a page or a form."""
        _work.spend(20)
        if _work.forms > _DEEPEST:
            _work.refuse("its forms contain each other", "其中的图形对象互相包含")
        _work.forms += 1
        try:
            super().execute(streams)
        finally:
            _work.forms -= 1

    def pop(self, n: int) -> list[PDFStackT]:
        """The last operands, without a copy of all others."""
        start = max(0, len(self.argstack) - n)
        operands = self.argstack[start:]
        del self.argstack[start:]
        return operands

    def do_q(self) -> None:
        """Save the state."""
        _work.spend(3)
        if len(self.gstack) >= _SAVED:
            _work.refuse("it saves its state without end", "其中不断保存图形状态而不恢复")
        super().do_q()


_HOOKS: Final[Sequence[tuple[Any, str, Any]]] = (
    (PDFXRefStream, "get_objids", _object_numbers),
    (Arcfour, "process", _arcfour),
    (Arcfour, "decrypt", _arcfour),
    (Arcfour, "encrypt", _arcfour),
    (PDFStream, "decode", _decode),
    (PSBaseParser, "fillbuf", _fillbuf),
    (PSBaseParser, "nextline", _nextline),
    (PSBaseParser, "_parse_string", _string),
    (PDFContentParser, "fillbuf", _fillbuf_of_content),
    (PDFContentParser, "get_inline_data", _inline_data),
    (PSBaseParser, "_parse_hexstring", _hexadecimal),
    (PSStackParser, "start_type", _start_type),
    (pdffont, "resolve_all", _resolve_all),
    (pdffont, "range", _range),
    (pdffont, "get_widths", _widths),
    (pdffont, "get_widths2", _widths_of_vertical),
    (EncodingDB, "get_encoding", classmethod(_encoding)),
    (cmapdb, "range", _range_of_meanings),
    (cmapdb.FileUnicodeMap, "add_cid2unichr", _add_meaning),
    (cmapdb.CMapDB, "_load_data", classmethod(_load_map)),
)
"""What is replaced while a document is read."""
