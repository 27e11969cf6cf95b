"""Web pages saved as one file (MHTML, as Word and WPS write them): the HTML parts and their declared charsets.

The email package of the standard library is not used to take them apart: it takes quadratic time for long headers and
calls itself for parts in parts, and nothing is needed of it but three header fields.
"""

import binascii
import re
from collections.abc import Iterator
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError

_HEAD: Final = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_END_OF_HEAD: Final = re.compile(rb"\n\r?\n")
_LONGEST_HEAD: Final = 16_384
_DEEPEST: Final = 10


@attrs.frozen(kw_only=True)
class Part:
    """One HTML part: its bytes and the charset its header declares."""

    data: bytes
    charset: str | None = None


def parts(data: bytes) -> tuple[Part, ...]:
    """The HTML parts of a page saved as one file, the page itself first; empty if ``data`` is no such file."""
    head = _HEAD.match(data[:_LONGEST_HEAD])
    if not head or b"mime-version:" not in head[0].lower():
        return ()
    found = tuple(_parts(data.lstrip(), 0))
    if not found:
        raise DamagedDocumentError(
            "the page saved as one file has no HTML part; open it and save it as plain HTML",
            zh="单文件网页中没有 HTML；请打开后另存为普通 HTML",
        )
    return found


def _parts(data: bytes, depth: int) -> Iterator[Part]:
    if depth > _DEEPEST:
        raise DamagedDocumentError(
            "the page saved as one file holds parts nested too deep; save it as plain HTML",
            zh="单文件网页的各部分嵌套过深；请另存为普通 HTML",
        )
    end = _END_OF_HEAD.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    fields = re.sub(rb"\r?\n[ \t]+", b" ", head[:_LONGEST_HEAD]).decode("latin-1")
    kind = _field(fields, "Content-Type")
    boundary = _parameter(kind, "boundary")
    if kind.lower().startswith("multipart/") and boundary:
        line = rb"(?m)^--" + re.escape(boundary.encode("latin-1")) + rb"(?:--)?[ \t]*\r?$"
        for piece in re.split(line, body)[1:]:
            yield from _parts(piece.lstrip(b"\r\n"), depth + 1)
    elif kind.lower().startswith("text/html"):
        encoding = _field(fields, "Content-Transfer-Encoding").strip().lower()
        yield Part(data=_unpacked(body, encoding), charset=_parameter(kind, "charset"))


def _field(fields: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*([^\r\n]*)", fields, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _parameter(value: str, name: str) -> str | None:
    found = re.search(rf"""[;\s]{name}[ \t]*=[ \t]*(?:"([^"]+)"|([^\s;"]+))""", value, re.IGNORECASE)
    return found[1] or found[2] if found else None


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "base64":
        try:
            return binascii.a2b_base64(body)
        except binascii.Error as error:
            raise DamagedDocumentError(
                f"a part of the page saved as one file is damaged ({error})", zh="单文件网页中有一部分已损坏"
            ) from error
    return body
