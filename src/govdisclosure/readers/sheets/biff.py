"""Records of old binary workbooks (BIFF8): numbers at an offset, and texts that may go on in the next record."""

import itertools
import struct
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError

_CONTINUE: Final = 0x3C


def damaged(reason: str, *, zh: str) -> DamagedDocumentError:
    """The error of a workbook that breaks its format, with the reason in both languages."""
    return DamagedDocumentError(
        f"the workbook is damaged: {reason}; save it again", zh=f"工作簿已损坏：{zh}；请重新保存"
    )


@attrs.frozen
class Record:
    """A record and its continuations; ``end`` is where the next one begins."""

    kind: int
    pieces: tuple[bytes, ...]
    end: int

    @property
    def body(self) -> bytes:
        """The record itself, without its continuations."""
        return self.pieces[0]

    def unpack(self, form: str, offset: int = 0) -> tuple[int, ...]:
        """The whole numbers at ``offset``."""
        try:
            return struct.unpack_from(f"<{form}", self.body, offset)
        except struct.error as error:
            raise damaged(f"a record is too short ({error})", zh="有一条记录过短") from error

    def real(self, offset: int) -> float:
        """The real number at ``offset``."""
        (value,) = struct.unpack("<d", struct.pack("<Q", *self.unpack("Q", offset)))
        return float(value)


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """The records from ``start`` on, each with its continuations."""
    position = start
    kind, pieces = 0, list[bytes]()
    while position + 4 <= len(stream):
        following, length = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + length]
        if len(body) < length:
            raise damaged("it breaks off", zh="文件中断")
        if pieces and following != _CONTINUE:
            yield Record(kind, tuple(pieces), position)
            pieces = []
        kind = kind if pieces else following
        pieces.append(body)
        position += 4 + length
    if pieces:
        yield Record(kind, tuple(pieces), position)


InFonts = tuple[tuple[str, int | None], ...]
"""Pieces of a text and the number of the font of each; None for the font of the cell."""


def _pieces(text: str, starts: Sequence[int], fonts: Sequence[int]) -> Iterator[tuple[str, int | None]]:
    """``text`` cut where its font changes, counted in units of two bytes."""
    content = text.encode("utf-16-le")
    edges = sorted((0, *(min(2 * start, len(content)) for start in starts), len(content)))
    for (start, end), font in zip(itertools.pairwise(edges), (None, *fonts), strict=True):
        yield content[start:end].decode("utf-16-le", "replace"), font


class Texts:
    """Reads texts from a record that may break inside one."""

    def __init__(self, pieces: Sequence[bytes], offset: int = 0) -> None:
        self._pieces = pieces
        self._piece = 0
        self._offset = offset

    def more(self) -> bool:
        """Whether anything is left."""
        return self._room() > 0 or any(self._pieces[number] for number in range(self._piece + 1, len(self._pieces)))

    def text(self, *, length_bytes: int = 2) -> str:
        """The next text, whatever its fonts."""
        return "".join(text for text, _ in self.in_fonts(length_bytes=length_bytes))

    def in_fonts(self, *, length_bytes: int = 2) -> InFonts:
        """The next text as pieces with the number of their font, without how it is pronounced."""
        length = self._number(length_bytes)
        flags = self._number(1)
        changes = self._number(2) if flags & 0x8 else 0
        spoken = self._number(4) if flags & 0x4 else 0
        text = self.characters(length, wide=flags & 0x1)
        fonts = struct.unpack(f"<{2 * changes}H", self._take(4 * changes))
        self._take(spoken)
        return tuple(_pieces(text, fonts[::2], fonts[1::2])) if changes else ((text, None),)

    def characters(self, length: int, *, wide: int = 0) -> str:
        """``length`` characters; each new piece says whether its characters take one byte or two."""
        text = bytearray()
        left = length
        while left:
            if self._room() <= 0:
                self._next_piece()
                wide = self._number(1) & 0x1
            taken = self._take(min(left * 2, self._room() // 2 * 2) if wide else min(left, self._room()))
            if not taken:
                raise damaged("a text breaks off inside a character", zh="有一段文字在字符中间中断")
            text += taken if wide else taken.decode("latin-1").encode("utf-16-le")
            left -= len(taken) // 2 if wide else len(taken)
        return text.decode("utf-16-le", "replace")

    def _number(self, size: int) -> int:
        return int.from_bytes(self._take(size), "little")

    def _take(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size:
            if self._room() <= 0:
                self._next_piece()
            some = self._pieces[self._piece][self._offset : self._offset + size - len(taken)]
            self._offset += len(some)
            taken += some
        return bytes(taken)

    def _room(self) -> int:
        return len(self._pieces[self._piece]) - self._offset

    def _next_piece(self) -> None:
        if self._piece + 1 == len(self._pieces):
            raise damaged("a text breaks off", zh="有一段文字中断")
        self._piece, self._offset = self._piece + 1, 0
