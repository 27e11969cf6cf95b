"""ZIP archives that unpack to more than a machine has, or list more than it can."""

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document: what it is, the suffix of its file, its content."""
    zeros = 200_000_000
    for method, packed in (
        (zipfile.ZIP_DEFLATED, _deflated(zeros)),
        (zipfile.ZIP_BZIP2, bz2.compress(bytes(zeros))),
        (zipfile.ZIP_LZMA, _lzma(zeros)),
    ):
        name = {zipfile.ZIP_DEFLATED: "deflate", zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "lzma"}[method]
        yield f"mimetype of 200 MB in {name}", ".zip", _one("mimetype", packed, zeros, method)
        yield f"document of 200 MB in {name}", ".docx", _one("word/document.xml", packed, zeros, method)
        yield f"size that is not true in {name}", ".docx", _one("word/document.xml", packed, 100, method)
    yield "mimetype that is damaged", ".odt", _one("mimetype", b"\xff" * 1_000, 100, zipfile.ZIP_DEFLATED)
    yield "a method that nobody knows", ".odt", _one("mimetype", b"x" * 1_000, 100, 99)
    yield "a million entries", ".zip", _many(1_000_000)
    yield "as many entries as allowed", ".docx", _many(9_900)
    yield "names of 60,000 characters", ".zip", _long_names(900)
    yield "nothing but the end", ".zip", b"PK\x05\x06" + bytes(18)
    yield "an end that points nowhere", ".docx", b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18
    yield "archives in archives", ".zip", _nested(40)


def _deflated(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bytes(size)) + packer.flush()


def _lzma(size: int) -> bytes:
    options = [{"id": lzma.FILTER_LZMA1, "preset": 1}]
    packed = lzma.compress(bytes(size), format=lzma.FORMAT_ALONE, filters=options)
    return struct.pack("<BBH", 9, 4, 5) + packed[:5] + packed[13:]


def _entry(name: bytes, packed: bytes, size: int, method: int, at: int) -> tuple[bytes, bytes]:
    """A member with its entry of the directory."""
    facts = struct.pack("<HHHHIIIHH", 0, method, 0, 0x21, 0, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 20) + facts + name + packed
    listed = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    return local, listed


def _zip(locals_: bytes, listed: bytes, count: int) -> bytes:
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(listed), len(locals_), 0)
    return locals_ + listed + b"PK\x05\x06" + end


def _one(name: str, packed: bytes, size: int, method: int) -> bytes:
    types = _entry(b"[Content_Types].xml", b"<x/>", 4, zipfile.ZIP_STORED, 0)
    member = _entry(name.encode(), packed, size, method, len(types[0]))
    return _zip(types[0] + member[0], types[1] + member[1], 2)


def _many(count: int) -> bytes:
    local, _ = _entry(b"a", b"", 0, zipfile.ZIP_STORED, 0)
    listed = b"".join(_entry(b"%d" % number, b"", 0, zipfile.ZIP_STORED, 0)[1] for number in range(count))
    return _zip(local, listed, count)


def _long_names(count: int) -> bytes:
    local, _ = _entry(b"a", b"", 0, zipfile.ZIP_STORED, 0)
    names = (b"%d" % number + b"x" * 60_000 for number in range(count))
    return _zip(local, b"".join(_entry(name, b"", 0, zipfile.ZIP_STORED, 0)[1] for name in names), count)


def _nested(depth: int) -> bytes:
    data = b"x"
    for _ in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.zip", data)
        data = stream.getvalue()
    return data
