"""Lines that strike text out, told from the lines of tables.

What lies on the middle of a glyph over its width strikes it, wherever it ends: a strike may begin at the border of a
cell and run to the next. No table has a line there, so what strikes a number, or a mark for nothing, is no line of a
table, between the borders of that cell. A line on words alone strikes them if it is about as long as they are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.readers.pdf.ink import Glyph, Sight, Slope, Stroke
from govdisclosure.readers.pdf.runs import gap, is_level, is_mark_for_nothing, is_number_part, is_space
from govdisclosure.readers.pdf.work import spend

_OVER_BORDER: Final = 1.0
"""A line goes on in the next cell if it reaches so many points beyond the border."""
_LOW: Final = 0.12
_HIGH: Final = 0.6
"""A line between these heights above the baseline (font sizes) is on the middle of a character."""
_WIDTH: Final = 0.6
"""It covers at least this share of the width of the character."""
_BEYOND: Final = 1.0
"""It is about as long as the words if it ends no further from them than this (font sizes)."""
_APART: Final = 1.0
"""Characters further apart than this (font sizes) are struck each for itself."""
_NEAR: Final = 0.25
"""A slope that passes the middle of a character this near (font sizes) strikes it."""


def struck(
    glyphs: Sequence[Glyph], across: Iterable[Stroke], down: Sequence[Stroke], slopes: Iterable[Slope]
) -> tuple[tuple[Glyph, ...], tuple[Stroke, ...]]:
    """The glyphs, those that are struck out marked, and the lines across without the stretches that strike them."""
    level = _Level.of(glyphs)
    hit: set[int] = set()
    kept: list[Stroke] = []
    for rule in across:
        spend(1 + len(down) // 16)
        under = [number for number in level.between(rule.at, rule.at) if _strikes(rule, glyphs[number])]
        groups = _groups(under, glyphs)
        if not any(is_number_part(glyphs[number].text) for number in under):
            groups = [group for group in groups if _strikes_words(rule, [glyphs[number] for number in group])]
        hit.update(number for group in groups for number in group)
        if groups and any(
            rule.start + _OVER_BORDER < each.at < rule.end - _OVER_BORDER for each in _crossing(rule, down)
        ):
            # It comes from another cell: of a number here it would leave a part that nobody means.
            hit.update(number for group in groups for one in group for number in _number_around(one, glyphs))
        kept += _rest(rule, [[glyphs[number] for number in group] for group in groups], down)
    for slope in slopes:
        top, bottom = sorted((slope[0][1], slope[1][1]))
        crossed = [number for number in level.between(top, bottom) if _crosses(slope, glyphs[number])]
        hit.update(number for one in crossed for number in _number_around(one, glyphs))
    marked = (attrs.evolve(glyph, struck=True) if number in hit else glyph for number, glyph in enumerate(glyphs))
    return tuple(marked), tuple(kept)


@attrs.frozen
class _Level:
    """The characters that lines across may strike, by their baselines."""

    baselines: list[float]
    numbers: list[int]
    high: float

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> "_Level":
        found = sorted(
            (glyph.origin[1], number)
            for number, glyph in enumerate(glyphs)
            if glyph.sight in (Sight.VISIBLE, Sight.PALE) and is_level(glyph) and not is_space(glyph)
        )
        largest = max((glyphs[number].size for _, number in found), default=0.0)
        return cls([baseline for baseline, _ in found], [number for _, number in found], largest * _HIGH)

    def between(self, top: float, bottom: float) -> list[int]:
        """The characters over which something between two heights may lie."""
        found = self.numbers[bisect_left(self.baselines, top) : bisect_right(self.baselines, bottom + self.high)]
        spend(len(found) // 8)
        return found


def _strikes(rule: Stroke, glyph: Glyph) -> bool:
    covered = min(rule.end, glyph.box.x1) - max(rule.start, glyph.box.x0)
    height = (glyph.origin[1] - rule.at) / glyph.size
    return _LOW <= height <= _HIGH and covered >= _WIDTH * glyph.box.width


def _groups(under: Iterable[int], glyphs: Sequence[Glyph]) -> list[list[int]]:
    """The characters under a line, in groups that stand apart."""
    groups: list[list[int]] = []
    for number in sorted(under, key=lambda number: glyphs[number].box.x0):
        glyph = glyphs[number]
        if not groups or glyph.box.x0 - glyphs[groups[-1][-1]].box.x1 > _APART * glyph.em:
            groups.append([])
        groups[-1].append(number)
    return groups


def _strikes_words(rule: Stroke, group: Sequence[Glyph]) -> bool:
    """Whether a line ends where the characters do that it lies on, or those are a mark for nothing, as a number is."""
    if is_mark_for_nothing("".join(glyph.text for glyph in group)):
        return True
    beyond = _BEYOND * max(glyph.size for glyph in group)
    return rule.start >= group[0].box.x0 - beyond and rule.end <= group[-1].box.x1 + beyond


def _rest(rule: Stroke, groups: Iterable[Sequence[Glyph]], down: Sequence[Stroke]) -> Iterator[Stroke]:
    """What is left of a line without the cells in which it strikes something."""
    start = rule.start
    for group in groups:
        spend(1 + len(down) // 16)
        crossing = [each.at for each in _crossing(rule, down)]
        left = max((at for at in crossing if at <= group[0].box.middle[0]), default=rule.start)
        right = min((at for at in crossing if at > group[-1].box.middle[0]), default=rule.end)
        if left > start:
            yield Stroke(rule.at, start, left)
        start = max(start, right)
    if start < rule.end or start == rule.start:
        yield Stroke(rule.at, start, rule.end)


def _crossing(rule: Stroke, down: Iterable[Stroke]) -> Iterator[Stroke]:
    return (each for each in down if each.start < rule.at < each.end)


def _crosses(slope: Slope, glyph: Glyph) -> bool:
    """Whether a sloping line passes the middle of a character that is part of a number."""
    (xa, ya), (xb, yb) = slope
    x, y = glyph.box.middle[0], glyph.origin[1] - glyph.size * (_LOW + _HIGH) / 2
    long = (xb - xa) ** 2 + (yb - ya) ** 2
    along = ((x - xa) * (xb - xa) + (y - ya) * (yb - ya)) / long
    off = abs((x - xa) * (yb - ya) - (y - ya) * (xb - xa)) / long**0.5
    return 0 <= along <= 1 and off <= _NEAR * glyph.size and is_number_part(glyph.text)


def _number_around(number: int, glyphs: Sequence[Glyph]) -> Iterator[int]:
    """The parts of the number that a character is a part of: they are crossed out with it."""
    for step in (-1, 1):
        at = number
        while is_number_part(glyphs[at].text):
            yield at
            beside = at + step
            if not 0 <= beside < len(glyphs) or not _touch(glyphs[at], glyphs[beside]):
                break
            at = beside


def _touch(one: Glyph, other: Glyph) -> bool:
    return abs(one.origin[1] - other.origin[1]) <= _NEAR * one.size and abs(gap(one, other)) <= _NEAR
