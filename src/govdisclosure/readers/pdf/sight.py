"""Which glyphs a person sees: paint on a page hides what lies under it, and ink of the paper's colour shows nothing."""

from collections.abc import Iterable

import attrs

from govdisclosure.readers.pdf.ink import Box, Glyph, Point, Sight

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

WHITE: Colour = (1.0, 1.0, 1.0)
_SAME = 0.03
"""Colours that differ by no more than this in each part look alike (8 of 255 steps)."""
_PALE = 0.12
"""Colours that differ by no more than this can hardly be told apart."""
_LIGHT = 0.8
"""A colour with no part below this is not seen on paper, and may be seen on a picture."""
_SPOTS = (0.2, 0.5, 0.8)
"""Where on its width a glyph is looked at."""


@attrs.frozen
class Fill:
    """An area painted over.

    It has no colour where it is not one colour (a pattern, a picture, a rounded shape). It ``hides`` what was drawn
    before if it leaves nothing of that to be seen; ``alpha`` is how much of what is under it it takes away.
    """

    order: int
    box: Box
    colour: Colour | None
    hides: bool
    alpha: float = 1.0


@attrs.frozen
class Drawn:
    """A glyph as drawn, when in the course of the page, and in which colour if that is known."""

    order: int
    glyph: Glyph
    colour: Colour | None
    alpha: float = 1.0


def looked_at(drawn: Iterable[Drawn], fills: list[Fill]) -> tuple[Glyph, ...]:
    """The glyphs in order, each with what a person sees of it."""
    return tuple(_looked_at(each, fills) for each in drawn)


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
    for fill in fills:
        if not fill.box.holds(point):
            continue
        if fill.order < drawn.order:
            under = _mixed(fill.colour, under, fill.alpha)
        elif fill.hides:
            return Sight.COVERED
    return _against(drawn, under)


def _against(drawn: Drawn, under: Colour | None) -> Sight:
    """What is seen of the colour of a glyph on its ground."""
    if drawn.colour is None:
        return Sight.PALE
    if under is None:
        return Sight.PALE if min(drawn.colour) >= _LIGHT else Sight.VISIBLE
    apart = max(abs(one - other) for one, other in zip(drawn.colour, under, strict=True)) * drawn.alpha
    return Sight.SAME_COLOUR if apart <= _SAME else Sight.PALE if apart <= _PALE else Sight.VISIBLE


def _mixed(over: Colour | None, under: Colour | None, alpha: float) -> Colour | None:
    """What a colour looks like that lets another shine through."""
    if over is None or alpha >= 1:
        return over
    if under is None:
        return None
    red, green, blue = (alpha * one + (1 - alpha) * other for one, other in zip(over, under, strict=True))
    return red, green, blue
