"""Which glyphs a person sees: paint on a page hides what lies under it, and ink of the paper's colour shows nothing."""

from collections.abc import Iterable
from itertools import pairwise
from math import hypot

import attrs

from govdisclosure.readers.colours import NEAR
from govdisclosure.readers.pdf.ink import Box, Glyph, Point, Sight
from govdisclosure.readers.pdf.work import spend

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

WHITE: Colour = (1.0, 1.0, 1.0)
_SAME = 0.03
"""Colours that differ by no more than this in each part look alike (8 of 255 steps)."""
PALE = NEAR / 255
"""Colours that differ by no more than this can hardly be told apart, as in every format."""
_LIGHT = 0.8
"""A colour with no part below this is not seen on paper, and may be seen on a picture."""
_SPOTS = (0.2, 0.5, 0.8)
"""Where on its width a glyph is looked at."""


@attrs.frozen
class Fill:
    """An area painted over.

    It has no colour where it is not one colour (a pattern, a picture, a rounded shape). It ``hides`` what was drawn
    before if it leaves nothing of that to be seen; ``alpha`` is how much of what is under it it takes away. Within its
    ``outline`` nobody may see what was drawn before, as curves are known by their corners only.
    """

    order: int
    box: Box
    colour: Colour | None
    hides: bool
    alpha: float = 1.0
    outline: tuple[Point, ...] = ()

    def may_hide(self, point: Point) -> bool:
        """Whether the point lies within the outline."""
        spend(len(self.outline) // 4)
        x, y = point
        crossed = False
        for (xa, ya), (xb, yb) in pairwise((*self.outline, *self.outline[:1])):
            if (ya > y) != (yb > y) and x < xa + (y - ya) * (xb - xa) / (yb - ya):
                crossed = not crossed
        return crossed


@attrs.frozen
class Drawn:
    """A glyph as drawn, when in the course of the page, and in which colour if that is known."""

    order: int
    glyph: Glyph
    colour: Colour | None
    alpha: float = 1.0


def looked_at(drawn: Iterable[Drawn], fills: list[Fill]) -> tuple[Glyph, ...]:
    """The glyphs in order, each with what a person sees of it.

    What is left of a number that is covered or cut off in part may be seen, and is not what it says.
    """
    seen = [(_looked_at(each, fills), each) for each in drawn]
    parted = {
        number
        for number, ((one, drawn_one), (other, drawn_other)) in enumerate(pairwise(seen))
        if (one.sight in _TAKEN) != (other.sight in _TAKEN)
        and drawn_one.colour == drawn_other.colour
        and _touch(one, other)
    }
    for number in parted:
        for at, step in ((number, -1), (number + 1, 1)):
            _fade(seen, at, step)
    return tuple(glyph for glyph, _ in seen)


_TAKEN = (Sight.COVERED, Sight.CUT)
_CLOSE = 0.05
"""Characters of one number drawn in one go are no further apart (font sizes)."""


def _touch(one: Glyph, other: Glyph) -> bool:
    digits = one.text.isdigit() and other.text.isdigit()
    return digits and one.size == other.size and _apart(one.box, other.box) <= _CLOSE * one.em


def _apart(one: Box, other: Box) -> float:
    """How far the one ends from where the other begins."""
    return hypot(one.x1 - other.x0, one.bottom - other.bottom)


def _fade(seen: list[tuple[Glyph, Drawn]], at: int, step: int) -> None:
    """Say of the digits that follow each other from here on that they may be seen or not."""
    while True:
        glyph, drawn = seen[at]
        if glyph.sight is Sight.VISIBLE:
            seen[at] = attrs.evolve(glyph, sight=Sight.PALE), drawn
        at += step
        if not (0 <= at < len(seen) and _touch(seen[at - step][0], seen[at][0])):
            return


def _looked_at(drawn: Drawn, fills: list[Fill]) -> Glyph:
    if drawn.glyph.sight is not Sight.VISIBLE:
        return drawn.glyph
    box = drawn.glyph.box
    middle = (box.top + box.bottom) / 2
    around = [fill for fill in fills if fill.box.x0 <= box.x1 and box.x0 <= fill.box.x1]
    around = [fill for fill in around if fill.box.top <= middle <= fill.box.bottom]
    sights = {_seen_at(drawn, (box.x0 + spot * box.width, middle), around) for spot in _SPOTS} if around else ()
    sight = _seen_at(drawn, box.middle, around) if len(sights) < 2 else Sight.PALE
    return drawn.glyph if sight is Sight.VISIBLE else attrs.evolve(drawn.glyph, sight=sight)


def _seen_at(drawn: Drawn, point: Point, fills: list[Fill]) -> Sight:
    under: Colour | None = WHITE
    doubtful = False
    for fill in fills:
        if not fill.box.holds(point):
            continue
        if fill.order < drawn.order:
            under = _mixed(fill.colour, under, fill.alpha)
        elif fill.hides:
            return Sight.COVERED
        else:
            doubtful = doubtful or fill.may_hide(point)
    seen = _against(drawn, under)
    return Sight.PALE if doubtful and seen is Sight.VISIBLE else seen


def _against(drawn: Drawn, under: Colour | None) -> Sight:
    """What is seen of the colour of a glyph on its ground."""
    if drawn.colour is None:
        return Sight.PALE
    if under is None:
        return Sight.PALE if min(drawn.colour) >= _LIGHT else Sight.VISIBLE
    apart = max(abs(one - other) for one, other in zip(drawn.colour, under, strict=True)) * drawn.alpha
    return Sight.SAME_COLOUR if apart <= _SAME else Sight.PALE if apart <= PALE else Sight.VISIBLE


def _mixed(over: Colour | None, under: Colour | None, alpha: float) -> Colour | None:
    """What a colour looks like that lets another shine through."""
    if over is None or alpha >= 1:
        return over
    if under is None:
        return None
    red, green, blue = (alpha * one + (1 - alpha) * other for one, other in zip(over, under, strict=True))
    return red, green, blue
