"""Which glyphs a person sees: paint on a page hides what lies under it, and ink of the paper's colour shows nothing."""

from collections.abc import Iterable

import attrs

from govdisclosure.readers.pdf.ink import Box, Glyph, Sight

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

WHITE: Colour = (1.0, 1.0, 1.0)
_SAME = 0.03
"""Colours that differ by no more than this in each part look alike (8 of 255 steps)."""


@attrs.frozen
class Fill:
    """An area painted over.

    It has no colour where it is not one opaque colour (a pattern, a picture, a rounded shape). It ``hides`` what was
    drawn before if it leaves nothing of that to be seen.
    """

    order: int
    box: Box
    colour: Colour | None
    hides: bool


@attrs.frozen
class Drawn:
    """A glyph as drawn, when in the course of the page, and in which colour if that is known."""

    order: int
    glyph: Glyph
    colour: Colour | None


def colour_of(space: str, parts: tuple[float, ...]) -> Colour | None:
    """A colour by its parts in a colour space, where the space says plainly enough what they mean."""
    match space, parts:
        case (("Indexed" | "Lab" | "Pattern" | "DeviceN"), _):
            return None
        case "Separation", (tint,):
            return 1 - tint, 1 - tint, 1 - tint
        case _, (level,):
            return level, level, level
        case _, (red, green, blue):
            return red, green, blue
        case _, (cyan, magenta, yellow, black):
            return 1 - min(1, cyan + black), 1 - min(1, magenta + black), 1 - min(1, yellow + black)
        case _:
            return None


def looked_at(drawn: Iterable[Drawn], fills: list[Fill]) -> tuple[Glyph, ...]:
    """The glyphs in order, each with what a person sees of it."""
    return tuple(_looked_at(each, fills) for each in drawn)


def _looked_at(drawn: Drawn, fills: list[Fill]) -> Glyph:
    if drawn.glyph.sight is not Sight.VISIBLE:
        return drawn.glyph
    under: Colour | None = WHITE
    x, y = drawn.glyph.box.middle
    for fill in fills:
        box = fill.box
        if not (box.x0 <= x <= box.x1 and box.top <= y <= box.bottom):  # the innermost loop, so without a call
            continue
        if fill.order < drawn.order:
            under = fill.colour
        elif fill.hides:
            return attrs.evolve(drawn.glyph, sight=Sight.COVERED)
    if under is not None and drawn.colour is not None and _alike(under, drawn.colour):
        return attrs.evolve(drawn.glyph, sight=Sight.SAME_COLOUR)
    return drawn.glyph


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
