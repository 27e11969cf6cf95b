"""Lines that strike text out, told from the lines of tables.

What lies on the middle of a glyph over its width strikes it, wherever it ends: a strike may begin at the border of a
cell and run to the next. No table has a line there, so what strikes a number is no line of a table, between the borders
of that cell. A line that strikes words is one if it is about as long as they are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.readers.pdf.ink import Glyph, Rule, Sight, Slope
from govdisclosure.readers.pdf.runs import is_level, is_number_part, is_space

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
    glyphs: Sequence[Glyph], across: Iterable[Rule], down: Sequence[Rule], slopes: Iterable[Slope]
) -> tuple[tuple[Glyph, ...], tuple[Rule, ...]]:
    """The glyphs, those that are struck out marked, and the lines across without the stretches that strike them."""
    level = [
        (glyph.origin[1], number)
        for number, glyph in enumerate(glyphs)
        if glyph.sight in (Sight.VISIBLE, Sight.PALE) and is_level(glyph) and not is_space(glyph)
    ]
    level.sort()
    largest = max((glyphs[number].size for _, number in level), default=0.0)
    hit: set[int] = set()
    kept: list[Rule] = []
    for rule in across:
        near = level[bisect_left(level, (rule.at,)) : bisect_right(level, (rule.at + largest * _HIGH, len(glyphs)))]
        under = [number for _, number in near if _strikes(rule, glyphs[number])]
        groups = [group for group in _groups(under, glyphs) if _counts(rule, group)]
        hit.update(number for number in under for group in groups if glyphs[number] in group)
        kept += _rest(rule, groups, down)
    for slope in slopes:
        hit.update(number for _, number in level if _crosses(slope, glyphs[number]))
    marked = (attrs.evolve(glyph, struck=True) if number in hit else glyph for number, glyph in enumerate(glyphs))
    return tuple(marked), tuple(kept)


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    covered = min(rule.end, glyph.box.x1) - max(rule.start, glyph.box.x0)
    height = (glyph.origin[1] - rule.at) / glyph.size
    return _LOW <= height <= _HIGH and covered >= _WIDTH * glyph.box.width


def _groups(under: Iterable[int], glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs under a line, in groups that stand apart."""
    groups: list[list[Glyph]] = []
    for glyph in sorted((glyphs[number] for number in under), key=lambda glyph: glyph.box.x0):
        if not groups or glyph.box.x0 - groups[-1][-1].box.x1 > _APART * glyph.em:
            groups.append([])
        groups[-1].append(glyph)
    return groups


def _counts(rule: Rule, group: Sequence[Glyph]) -> bool:
    """Whether a line strikes a group of characters out: it strikes a number, or ends where they do."""
    beyond = _BEYOND * max(glyph.size for glyph in group)
    ends = rule.start >= group[0].box.x0 - beyond and rule.end <= group[-1].box.x1 + beyond
    return ends or all(is_number_part(glyph.text) for glyph in group)


def _rest(rule: Rule, groups: Iterable[Sequence[Glyph]], down: Sequence[Rule]) -> Iterator[Rule]:
    """What is left of a line without the cells in which it strikes something."""
    start = rule.start
    for group in groups:
        crossing = [each.at for each in down if each.start < rule.at < each.end]
        left = max((at for at in crossing if at <= group[0].box.middle[0]), default=rule.start)
        right = min((at for at in crossing if at > group[-1].box.middle[0]), default=rule.end)
        if left > start:
            yield Rule(rule.at, start, left)
        start = max(start, right)
    if start < rule.end or start == rule.start:
        yield Rule(rule.at, start, rule.end)


def _crosses(slope: Slope, glyph: Glyph) -> bool:
    """Whether a sloping line passes the middle of a character that is part of a number."""
    (xa, ya), (xb, yb) = slope
    x, y = glyph.box.middle[0], glyph.origin[1] - glyph.size * (_LOW + _HIGH) / 2
    long = (xb - xa) ** 2 + (yb - ya) ** 2
    along = ((x - xa) * (xb - xa) + (y - ya) * (yb - ya)) / long
    off = abs((x - xa) * (yb - ya) - (y - ya) * (xb - xa)) / long**0.5
    return 0 <= along <= 1 and off <= _NEAR * glyph.size and is_number_part(glyph.text)
