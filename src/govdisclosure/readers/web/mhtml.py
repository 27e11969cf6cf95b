"""Web pages saved as one file (MHTML, as Word and WPS write them): the HTML parts and their declared charsets.

The email package of the standard library is not used to take them apart: it takes quadratic time for long headers and
calls itself for parts in parts, and nothing is needed of it but three header fields.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Budget

_HEAD: Final = re.compile(rb"\s*+(?>[A-Za-z-]++:[^\n]*+\n(?>[ \t][^\n]*+\n)*+)++")
_END_OF_HEAD: Final = re.compile(rb"\n\r?\n")
_LONGEST_HEAD: Final = 16_384
_DEEPEST: Final = 10
_FOLD: Final = re.compile(rb"\r?\n[ \t]++")
_PARAMETER: Final = re.compile(r"""[;\s]([\w-]++)[ \t]*+=[ \t]*+(?:"([^"]++)"|([^\s;"]++))""")


@attrs.frozen(kw_only=True)
class Part:
    """One HTML part: its bytes and the charset its header declares."""

    data: bytes
    charset: str | None = None


def parts(data: bytes, budget: Budget) -> tuple[Part, ...]:
    """The HTML parts of a page saved as one file, the page itself first; empty if ``data`` is no such file."""
    head = _HEAD.match(data[:_LONGEST_HEAD])
    if not head or b"mime-version:" not in head[0].lower():
        return ()
    found = tuple(_parts(data.lstrip(), 0, budget))
    if not found:
        raise DamagedDocumentError(
            "the page saved as one file has no HTML part; open it and save it as plain HTML",
            zh="单文件网页中没有 HTML；请打开后另存为普通 HTML",
        )
    return found


def _parts(data: bytes, depth: int, budget: Budget) -> Iterator[Part]:
    if depth > _DEEPEST:
        raise DamagedDocumentError(
            "the page saved as one file holds parts nested too deep; save it as plain HTML",
            zh="单文件网页的各部分嵌套过深；请另存为普通 HTML",
        )
    end = _END_OF_HEAD.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    fields = _fields(head[:_LONGEST_HEAD])
    kind = fields.get("content-type", "")
    boundary = _parameter(kind, "boundary")
    if kind.lower().startswith("multipart/") and boundary:
        for piece in _between(body, b"--" + boundary.encode("latin-1")):
            budget.take("package_parts")
            yield from _parts(piece.lstrip(b"\r\n"), depth + 1, budget)
    elif kind.lower().startswith("text/html"):
        encoding = fields.get("content-transfer-encoding", "").lower()
        yield Part(data=_unpacked(body, encoding), charset=_parameter(kind, "charset"))


def _fields(head: bytes) -> Mapping[str, str]:
    """The fields of a head by their names in small letters; of two with one name the first."""
    lines = _FOLD.sub(b" ", head).decode("latin-1").split("\n")
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in reversed(lines))}


def _parameter(value: str, name: str) -> str | None:
    found = {each[1].lower(): each[2] or each[3] for each in reversed(list(_PARAMETER.finditer(value)))}
    return found.get(name)


def _between(body: bytes, line: bytes) -> Iterator[bytes]:
    """What stands behind each line that is the boundary, up to the next; two dashes may end such a line."""
    start = -1
    at = body.find(line)
    while at >= 0:
        end = (body.find(b"\n", at) + 1 or len(body) + 1) - 1
        if body[at - 1 : at] in (b"", b"\n") and body[at + len(line) : end].rstrip() in (b"", b"--"):
            if start >= 0:
                yield body[start:at]
            start = end
        at = body.find(line, end)
    if start >= 0:
        yield body[start:]


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
