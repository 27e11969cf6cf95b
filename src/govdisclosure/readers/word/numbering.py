"""Automatic numbering: the lists whose labels run into the text behind them."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import WordFile, child, kind, setting, value

_LEVELS: Final = 9
"""The levels that a list has in Word."""

Level = tuple[str, str]
"""The number of a list and the level in it."""


def level_of(numbering: Element | None) -> Level:
    """The list and level that a property of a paragraph names."""
    return setting(child(numbering, "w:numId")), setting(child(numbering, "w:ilvl")) or "0"


def running_on(word: WordFile) -> Iterator[Level]:
    """The levels whose label ends with its number and has nothing behind it: before a number it looks a part of it."""
    for part in word.related("numbering"):
        levels = {
            value(kinds, "abstractNumId") or "": [
                value(level, "ilvl") or "0" for level in _levels(kinds) if _runs_on(level)
            ]
            for kinds in part
            if kind(kinds.tag) == "w:abstractNum"
        }
        for number in part:
            identity = value(number, "numId") or ""
            yield from ((identity, level) for level in levels.get(setting(child(number, "w:abstractNumId")), ()))


def _levels(kinds: Element) -> Iterator[Element]:
    return islice((level for level in kinds if kind(level.tag) == "w:lvl"), _LEVELS)


def _runs_on(level: Element) -> bool:
    return setting(child(level, "w:suff")) == "nothing" and setting(child(level, "w:lvlText"))[-1:].isdigit()
