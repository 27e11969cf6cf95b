"""Compound files (OLE2), the container of old binary Office formats: the streams of the outermost folder, by name.

Every chain of sectors is bounded by the file itself, so no count in the file can make it longer.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Bounds

MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")

_HEADER: Final = 512
_ENTRY: Final = 128
_MINI_SECTOR: Final = 64
_LAST_REGULAR: Final = 0xFFFFFFFA
"""Sector numbers above it are marks: end of chain, free, part of the allocation table."""
_NONE: Final = 0xFFFFFFFF
_STREAM: Final = 2


@attrs.frozen(kw_only=True)
class _Entry:
    """One entry of the directory: a folder or a stream."""

    name: str
    kind: int
    before: int
    after: int
    child: int
    start: int
    size: int


@attrs.frozen(kw_only=True, eq=False)
class Compound:
    """The streams of the outermost folder."""

    names: tuple[str, ...]
    _streams: Mapping[str, _Entry] = attrs.field(repr=False, alias="streams")
    _sectors: "_Sectors" = attrs.field(repr=False, alias="sectors")
    _mini: "_Sectors" = attrs.field(repr=False, alias="mini")
    _cutoff: int = attrs.field(repr=False, alias="cutoff")

    def read(self, name: str) -> bytes:
        """The content of the stream ``name``."""
        entry = self._streams.get(name)
        if entry is None:
            raise DamagedDocumentError(f"the document has no stream {name!r}", zh=f"文档中没有数据流 {name!r}")
        sectors = self._mini if entry.size < self._cutoff else self._sectors
        content = sectors.chain(entry.start)
        if len(content) < entry.size:
            raise DamagedDocumentError(
                f"the document breaks off inside {name!r}; fetch or save it again",
                zh=f"文档在 {name!r} 中途中断；请重新下载或保存",
            )
        return content[: entry.size]


@attrs.frozen(kw_only=True, eq=False)
class _Sectors:
    """Sectors of one size and the table that chains them."""

    data: bytes
    size: int
    offset: int = 0
    table: Sequence[int] = ()

    def one(self, number: int) -> bytes:
        start = self.offset + number * self.size
        return self.data[start : start + self.size]

    def chain(self, start: int) -> bytes:
        """The content of the chain that begins at ``start``."""
        return b"".join(self.one(number) for number in self._numbers(start))

    def _numbers(self, start: int) -> Iterator[int]:
        number, left = start, len(self.table)
        while number <= _LAST_REGULAR:
            if number >= len(self.table) or not left:
                raise DamagedDocumentError(
                    "the sectors of the document are chained wrongly; save it again",
                    zh="文档的扇区链接有误；请重新保存",
                )
            yield number
            number, left = self.table[number], left - 1


def open_compound(data: bytes, limits: Bounds) -> Compound:
    """The compound file in ``data``."""
    limits.hold("document_bytes", len(data))
    if not data.startswith(MAGIC) or len(data) < _HEADER:
        raise DamagedDocumentError(
            "not an old binary Office document, or only the beginning of one",
            zh="不是旧版二进制 Office 文件，或只有文件的开头",
        )
    shift, _ = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12):
        raise DamagedDocumentError(
            "the document has sectors of a size that no program writes", zh="文档的扇区大小不是任何程序会写出的"
        )
    directory_start, cutoff, mini_start, _, tables_start, _ = struct.unpack_from("<I4xIIIII", data, 48)
    plain = _Sectors(data=data, size=1 << shift, offset=1 << shift)
    sectors = attrs.evolve(plain, table=_table(plain, struct.unpack_from("<109I", data, 76), tables_start))
    entries = list(_entries(sectors.chain(directory_start)))
    if not entries:
        raise DamagedDocumentError("the document has no directory; save it again", zh="文档没有目录；请重新保存")
    root = entries[0]
    mini_table = _words(sectors.chain(mini_start)) if mini_start <= _LAST_REGULAR else ()
    container = sectors.chain(root.start) if mini_table else b""
    streams = {entry.name: entry for entry in _siblings(entries, root.child) if entry.kind == _STREAM}
    return Compound(
        names=tuple(streams),
        streams=streams,
        sectors=sectors,
        mini=_Sectors(data=container, size=_MINI_SECTOR, table=mini_table),
        cutoff=cutoff,
    )


def _words(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _table(sectors: _Sectors, first: Sequence[int], more: int) -> Sequence[int]:
    """The allocation table: its sectors are listed in the header and then in a chain of lists."""
    most = len(sectors.data) // sectors.size
    listed = [number for number in first if number <= _LAST_REGULAR]
    for _ in range(most):
        if more > _LAST_REGULAR:
            break
        *numbers, more = _words(sectors.one(more)) or (_NONE,)
        listed += (number for number in numbers if number <= _LAST_REGULAR)
    pieces = [sectors.one(number) for number in dict.fromkeys(listed)]
    if any(len(piece) < sectors.size for piece in pieces):
        raise DamagedDocumentError(
            "the document breaks off before its table of contents; fetch or save it again",
            zh="文档在扇区分配表之前中断；请重新下载或保存",
        )
    return _words(b"".join(pieces))[:most]


def _entries(directory: bytes) -> Iterator[_Entry]:
    for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        name, length, kind, before, after, child, start, size = struct.unpack_from("<64sHBxIII36xII", directory, offset)
        yield _Entry(
            name=name[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"),
            kind=kind,
            before=before,
            after=after,
            child=child,
            start=start,
            size=size,
        )


def _siblings(entries: Sequence[_Entry], start: int) -> Iterator[_Entry]:
    """The entries of one folder, which the format keeps as a tree."""
    pending, seen = [start], set[int]()
    while pending:
        number = pending.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            yield entries[number]
            pending += (entries[number].before, entries[number].after)
