"""Fonts that show pictures in the places of letters and digits: what is written in them is no letter and no digit."""

from typing import Final

_DINGBATS: Final = ("wingdings", "webdings", "zapf", "monotype sorts", "marlett", "mt extra", "bookshelf symbol")


def is_of_pictures(font: str) -> bool:
    """Whether a font is known to have pictures in the places of letters and digits."""
    return font.lower().startswith(_DINGBATS)


def in_pictures(text: str) -> str:
    """The characters of such a font by their private numbers (F021 to F0FF), so that none passes for a digit."""
    return "".join(chr(0xF000 + ord(each)) if " " < each <= "\xff" else each for each in text)
