"""Automatic numbering: the lists whose labels run into the text behind them."""

from collections.abc import Iterator

from govdisclosure.readers.word.xml import Element, WordFile, child, kind, setting, value

Level = tuple[str, str]
"""The number of a list and the level in it."""


def level_of(numbering: Element | None) -> Level:
    """The list and level that a property of a paragraph names."""
    return setting(child(numbering, "w:numId")), setting(child(numbering, "w:ilvl")) or "0"


def running_on(word: WordFile) -> Iterator[Level]:
    """The levels whose label ends with its number and has nothing behind it: before a number it looks a part of it."""
    for part in word.related("numbering"):
        levels = {
            (value(kinds, "abstractNumId") or "", value(level, "ilvl") or "0"): _runs_on(level)
            for kinds in part
            if kind(kinds.tag) == "w:abstractNum"
            for level in kinds
        }
        for number in part:
            named = setting(child(number, "w:abstractNumId"))
            identity = value(number, "numId") or ""
            yield from ((identity, level) for (kinds, level), runs_on in levels.items() if kinds == named and runs_on)


def _runs_on(level: Element) -> bool:
    return setting(child(level, "w:suff")) == "nothing" and setting(child(level, "w:lvlText"))[-1:].isdigit()
