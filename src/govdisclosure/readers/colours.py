"""Colours, as far as they decide whether a text can be told from what it stands on."""

import colorsys
import re
from collections.abc import Iterable
from typing import Final

Colour = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)

NEAR: Final = 32
"""Two colours that differ by no more than this in red, green and blue cannot be told apart with certainty."""


def hexadecimal(text: str) -> Colour | None:
    """The colour of six digits, or of eight with its opacity before them; None for what is no colour."""
    if not re.fullmatch("#?(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", text):
        return None
    red, green, blue = bytes.fromhex(text[-6:])
    return red, green, blue


def near(ink: Colour, grounds: Iterable[Colour]) -> bool:
    """Whether text in the colour ``ink`` can hardly be seen on one of these grounds."""
    return any(max(abs(one - other) for one, other in zip(ink, ground, strict=True)) <= NEAR for ground in grounds)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """The colour ``one`` with this share of ``other`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def tinted(colour: Colour, tint: float) -> Colour:
    """A colour of a theme made lighter (up to 1) or darker (down to -1), as spreadsheets do."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
    return red, green, blue
