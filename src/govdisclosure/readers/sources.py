"""The bytes of a document: of a file by its path, of standard input, of a file that is open.

A regular file ends. A pipe, a device or a terminal need not: of these no more than `Limits.document_bytes` is read,
and nobody waits for them longer than `Limits.seconds` by the clock. (On Windows, which cannot say whether there is
something to read, the wait is not bounded.)
"""

import os
import re
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, cast

from govdisclosure.errors import InvalidValueError, LimitExceededError
from govdisclosure.forms.demands import demand, demand_path, refuse
from govdisclosure.forms.text import Text
from govdisclosure.plain import quoted
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.waiting import readable

Source = str | os.PathLike[str] | bytes | BinaryIO
"""A document: its path, its bytes, or a binary file that is open."""

_CONTENT: Final = re.compile(r"[\r\n]|<[^<>]*>|^\s*\{\s*\"")
_LONGEST_PATH: Final = 4_096
_PIECE: Final = 65_536
_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0)
"""A pipe that nobody writes to is opened all the same; what is read from it is waited for."""


def content(source: Source, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a source, not more than any reader takes, and the name of the file."""
    _refuse(source)
    if isinstance(source, bytes):
        return _held(source, "package_bytes", _most(limits), limits), ""
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        with open(path, "rb", opener=_open) as file:
            return read_open(file, limits), path.name
    named: object = getattr(source, "name", "")
    return read_open(source, limits), Path(named).name if isinstance(named, str) else ""


def _refuse(source: object) -> None:
    """`InvalidTypeError` or `InvalidValueError` for what can be no document."""
    if isinstance(source, str) and _is_content(source):
        raise InvalidValueError(
            f"a str is taken for a path, and this is content: give it as bytes, text.encode() (got {quoted(source)})",
            zh=f"str 视为路径，这里给的却是内容：请以 bytes 给出，如 text.encode()（现为 {quoted(source)}）",
        )
    if isinstance(source, (str, os.PathLike)):
        demand_path(cast("object", source), "source")
    elif not isinstance(source, bytes) and not callable(getattr(source, "read", None)):
        refuse("source", Text("路径、bytes 或二进制文件", "a path, bytes or a binary file"), source)


def _is_content(text: str) -> bool:
    """Whether it is plainly what stands in a document and no path: lines, tags, JSON, or longer than any path."""
    content = _CONTENT.search(text) is not None or len(text) > _LONGEST_PATH
    return content and not os.path.exists(text)


def read_open(file: BinaryIO, limits: Limits) -> bytes:
    """What is left to read of an open file."""
    if not _may_go_on(file):
        most = _most(limits)
        return _held(_bytes(file.read(most + 1)), "package_bytes", most, limits)
    data = bytearray()
    until = time.monotonic() + limits.seconds
    while len(data) <= limits.document_bytes:
        if not readable(file, max(0.0, until - time.monotonic())):
            raise LimitExceededError("seconds", limits.seconds)
        piece = _piece(file)
        if not piece:
            break
        data += piece
    return _held(bytes(data), "document_bytes", limits.document_bytes, limits)


def _may_go_on(file: BinaryIO) -> bool:
    """Whether it is a pipe, a device or a terminal."""
    try:
        mode = os.fstat(file.fileno()).st_mode
    except (AttributeError, OSError):  # it is none of the system
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _piece(file: BinaryIO) -> bytes:
    """What there is to read, without waiting for more."""
    read = cast("Callable[[int], bytes | None]", getattr(file, "read1", file.read))
    return _bytes(read(_PIECE) or b"")


def _bytes(data: object) -> bytes:
    """What a file gave, if it was opened as one of bytes."""
    demand(data, bytes, "source.read()", Text(" bytes：请以二进制方式打开文件", "bytes: open the file in binary mode"))
    return cast("bytes", data)


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)


def _most(limits: Limits) -> int:
    return int(max(limits.package_bytes, limits.document_bytes))


def _held(data: bytes, name: str, most: int, limits: Limits) -> bytes:
    if len(data) > most:
        raise LimitExceededError(name, getattr(limits, name))
    return data
