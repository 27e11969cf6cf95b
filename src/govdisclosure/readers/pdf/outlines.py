"""Whether a glyph of an embedded font leaves ink, from the font program alone.

A map of a font may call a glyph a space, or nothing at all, and be wrong; the outline shows whether anything is drawn.
Everything here answers None where the program does not say, or is not as it should be: nothing is guessed.
"""

import itertools
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from govdisclosure.readers.pdf.work import spend

_LONG: Final = 1
"""The format of ``loca`` with offsets of four bytes."""
_SYMBOLS: Final = 0xF000
"""Where symbolic fonts keep their codes."""


class TrueType:
    """The tables of a TrueType program that say which glyphs there are, which are empty, and which code has which."""

    def __init__(self, data: bytes) -> None:
        """Find the tables; one that is missing is empty."""
        self._tables: dict[bytes, bytes] = {}
        count = int.from_bytes(data[4:6], "big")
        for at in range(12, min(12 + 16 * count, len(data) - 15), 16):
            tag, _, start, size = struct.unpack_from(">4sLLL", data, at)
            self._tables[tag] = table = data[start : start + size]
            spend(1 + len(table) // 32_768)

    def ink(self, glyph: int) -> bool | None:
        """Whether the outline of a glyph has any length."""
        head, loca = self._table(b"head"), self._table(b"loca")
        size = 4 if head[50:52] == _LONG.to_bytes(2, "big") else 2
        start, end = loca[glyph * size : (glyph + 1) * size], loca[(glyph + 1) * size : (glyph + 2) * size]
        return start != end if len(end) == size else None

    def cff(self) -> bytes:
        """The program in the other kind of outlines, if the file holds one."""
        return self._table(b"CFF ")

    def by_code(self) -> Mapping[int, int]:
        """The glyph of each code of a symbolic font: what it keeps for symbols, or else for its oldest platform."""
        maps = self._maps()
        symbols = maps.get((3, 0), {})
        return {code & 0xFF: glyph for code, glyph in symbols.items() if code >= _SYMBOLS} | maps.get((1, 0), {})

    def characters(self) -> Mapping[int, str]:
        """The character of each glyph, as far as the program maps Unicode."""
        maps = self._maps()
        unicode = [maps[key] for key in sorted(maps) if key[0] == 0 or key in ((3, 1), (3, 10))]
        return {
            glyph: chr(code) for each in unicode for code, glyph in each.items() if glyph and code <= sys.maxunicode
        }

    def _table(self, tag: bytes) -> bytes:
        return self._tables.get(tag, b"")

    def _maps(self) -> dict[tuple[int, int], dict[int, int]]:
        """The glyphs by code for each platform and encoding, for the formats in use."""
        table = self._table(b"cmap")
        found: dict[tuple[int, int], dict[int, int]] = {}
        for number in range(int.from_bytes(table[2:4], "big")):
            entry = table[4 + 8 * number : 12 + 8 * number]
            if len(entry) == 8:
                platform, encoding, at = struct.unpack(">HHL", entry)
                spend(1 + len(table) // 256)
                found[platform, encoding] = _read(table[at:])
                spend(len(found[platform, encoding]) // 8)
        return found


_Codes = Iterator[tuple[int, int]]
"""Codes, each with the number of its glyph."""


def _bytes_map(data: bytes) -> _Codes:
    return zip(range(256), data[6:262], strict=False)


def _segments_map(data: bytes) -> _Codes:
    words = [word for (word,) in struct.iter_unpack(">H", data[: len(data) // 2 * 2])]
    count = words[3] // 2
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, offsets = words[8 + 2 * count : 8 + 3 * count], words[8 + 3 * count : 8 + 4 * count]
    for place, (start, end, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=False), 8 + 3 * count
    ):
        for code in range(start, end + 1):
            listed = words[place + offset // 2 + code - start] if offset else code
            yield code, (listed + delta) & 0xFFFF if listed or not offset else 0


def _trimmed_map(data: bytes) -> _Codes:
    first, count = struct.unpack_from(">HH", data, 6)
    return zip(range(first, first + count), struct.unpack_from(f">{count}H", data, 10), strict=True)


def _groups_map(data: bytes) -> _Codes:
    for start, end, glyph in struct.iter_unpack(">LLL", data[16 : 16 + 12 * int.from_bytes(data[12:16], "big")]):
        yield from zip(range(start, end + 1), itertools.count(glyph), strict=False)


_FORMATS: Final[Mapping[int, Callable[[bytes], _Codes]]] = {
    0: _bytes_map,
    4: _segments_map,
    6: _trimmed_map,
    12: _groups_map,
}
_MOST_CODES: Final = 0x20000
"""Codes of one map that are looked at; a font has no more, whatever it says."""


def _read(data: bytes) -> dict[int, int]:
    """The glyphs by code of one map, nothing of one that is damaged or of another format."""
    read = _FORMATS.get(int.from_bytes(data[:2], "big"))
    try:
        return dict(itertools.islice(read(data), _MOST_CODES)) if read else {}
    except (IndexError, struct.error):
        return {}


# ------------------------------------------------------------------------------------------------ compact fonts

_END_OF_GLYPH: Final = 14
_HINTS: Final = frozenset({1, 3, 18, 23})
_OUTLINES: Final = (17,)
_CHARSET: Final = (15,)
_OF_CIDS: Final = (12, 30)
"""Operators of the dictionary: where the outlines are, where the numbers of glyphs are, and that these are CIDs."""


class Compact:
    """The glyphs of a program in the compact font format (CFF)."""

    def __init__(self, data: bytes) -> None:
        """Find the outlines, and the number of each glyph."""
        at = data[2] if len(data) > 2 else 0
        _, at = _index(data, at)
        tops, at = _index(data, at)
        top = _dictionary(tops[0]) if tops else {}
        place = top.get(_OUTLINES, 0)
        self._outlines = _index(data, place)[0] if place > 0 else []
        self._numbers = _charset(data, top.get(_CHARSET, 0), len(self._outlines)) if _OF_CIDS in top else None

    def ink(self, number: int) -> bool | None:
        """Whether the glyph of a CID draws anything."""
        glyph = number if self._numbers is None else self._numbers.get(number, len(self._outlines))
        return _draws(self._outlines[glyph]) if glyph < len(self._outlines) else None


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The pieces of an index, and where it ends."""
    count, size = int.from_bytes(data[at : at + 2], "big"), data[at + 2] if len(data) > at + 2 else 0
    if not count or not size:
        return [], at + 2
    spend(count // 4)
    offsets = [int.from_bytes(data[at + 3 + n * size : at + 3 + (n + 1) * size], "big") for n in range(count + 1)]
    base = at + 2 + (count + 1) * size
    pieces = [data[base + one : base + other] for one, other in itertools.pairwise(offsets)]
    return pieces, base + offsets[-1]


def _dictionary(data: bytes) -> dict[tuple[int, ...], int]:
    """The last number given with each operator (all that are asked for here are whole)."""
    found: dict[tuple[int, ...], int] = {}
    last = at = 0
    while at < len(data):
        byte = data[at]
        if byte <= 21:
            key = (byte, *data[at + 1 : at + 2]) if byte == 12 else (byte,)
            found[key] = last
            at += len(key)
        elif byte == 30:
            spend(1 + len(data) // 32_768)
            at += 1 + next((n for n, each in enumerate(data[at + 1 :], 1) if 0xF in (each >> 4, each & 0xF)), len(data))
        else:
            last, at = _number(data, at)
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number, and where the next thing stands."""
    byte, more = data[at], data[at + 1] if at + 1 < len(data) else 0
    if byte == 28:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if byte in (29, 255):
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if byte >= 251:
        return -(byte - 251) * 256 - more - 108, at + 2
    return ((byte - 247) * 256 + more + 108, at + 2) if byte >= 247 else (byte - 139, at + 1)


def _charset(data: bytes, at: int, count: int) -> dict[int, int]:
    """The glyph of each CID; of none where nothing says where they are."""
    if at <= 0:
        return {}
    found = {0: 0}
    kind, at = data[at] if at < len(data) else 0, at + 1
    left = {0: 0, 1: 1, 2: 2}.get(kind, 0)
    while len(found) < count and at + 2 + left <= len(data):
        spend(1)
        first, more = int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 2 : at + 2 + left], "big")
        for number in range(first, first + more + 1):
            found.setdefault(number, len(found))
        at += 2 + left
    return found


def _draws(outline: bytes) -> bool:
    """Whether an outline does more than give its width and hints, and end."""
    at = 0
    while at < len(outline):
        byte = outline[at]
        if byte == _END_OF_GLYPH:
            return False
        if byte in _HINTS:
            at += 1
        elif byte >= 32 or byte == 28:
            _, at = _number(outline, at)
        else:
            return True
    return False
