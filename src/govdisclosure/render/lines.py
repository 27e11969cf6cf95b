"""Lines for a terminal: text in pieces that say what they are, folded where people expect a line to end.

What a piece is decides how it is painted where there is colour; without colour nothing is lost.
"""

import enum
import re
from collections.abc import Iterator, Sequence
from typing import Final

from govdisclosure.plain import width


class Tone(enum.Enum):
    """What a piece of a line is."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    DOUBT = "doubt"
    HEAD = "head"
    FAINT = "faint"


Line = tuple[tuple[str, Tone], ...]
"""Pieces of text, each with what it is."""


def line(text: str, tone: Tone = Tone.PLAIN) -> Line:
    """A line of one piece."""
    return ((text, tone),)


def plain(lines: Line) -> str:
    """The text alone, without blanks at its end."""
    return "".join(text for text, _ in lines).rstrip()


_WIDE: Final = "\u2018-\u201f\u2026\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_UNITS: Final = re.compile(f"[{_WIDE}]|[^\\s{_WIDE}]+|\\s+")
_CLOSING: Final = frozenset("，。；：、？！）」』》〉】〕”’…,.;:!?)]}%")
_OPENING: Final = frozenset("（「『《〈【〔“‘([{")


def folded(text: str, columns: int, *, hyphen: bool = False) -> list[str]:
    """The text in lines of at most so many columns.

    A line ends at a blank or beside a Chinese character, never before a mark that closes or behind one that opens. A
    longer word stays whole, or is parted by a hyphen if asked for.
    """
    lines, room = [""], columns
    for unit in _units(text):
        for piece in _parted(unit, columns) if hyphen else (unit,):
            if width(piece.rstrip()) > room and lines[-1]:
                lines.append("")
                room = columns
            piece = piece if lines[-1] or piece.strip() == "" else piece.lstrip()
            lines[-1] += piece if lines[-1] else piece.lstrip()
            room = columns - width(lines[-1])
    return [each.rstrip() for each in lines]


def _units(text: str) -> Iterator[str]:
    """What is never parted, in order."""
    unit = ""
    for part in _UNITS.findall(text):
        if unit and not unit[-1].isspace() and (part[0] in _CLOSING or unit[-1] in _OPENING or part.isspace()):
            unit += part
            continue
        if unit:
            yield unit
        unit = part
    if unit:
        yield unit


def _parted(word: str, columns: int) -> Iterator[str]:
    """A word in pieces that fit, each but the last with a hyphen: its own where it has one."""
    while width(word.rstrip()) > columns:
        own = word.rfind("-", 0, columns) + 1
        yield word[:own] if own else f"{word[: columns - 1]}-"
        word = word[own or columns - 1 :]
    yield word


def paragraph(
    text: str, columns: int | None, *, head: Line = (), indent: int = 0, tone: Tone = Tone.PLAIN
) -> list[Line]:
    """The text behind a head, in lines that all begin where the text of the first one does.

    ``indent`` is how far the head stands from the edge; without ``columns`` nothing is folded.
    """
    before = " " * indent
    lead = width(before + plain_of(head))
    room = None if columns is None else columns - lead
    if room is not None and room < _NARROW and head:
        rest = paragraph(text, columns, indent=indent + 2, tone=tone)
        return [((before, Tone.PLAIN), *head), *rest]
    first, *others = [text] if room is None else folded(text, max(room, 1))
    rest_lines = [((" " * lead, Tone.PLAIN), (each, tone)) for each in others]
    return [((before, Tone.PLAIN), *head, (first, tone)), *rest_lines]


_NARROW: Final = 20
"""Columns that a text must have beside its head, or it goes below it."""


def plain_of(head: Sequence[tuple[str, Tone]]) -> str:
    """The text of a head with its blanks."""
    return "".join(text for text, _ in head)
