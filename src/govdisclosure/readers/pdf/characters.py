"""Characters as a font or a file names them, as the characters that are printed."""

from itertools import pairwise
from typing import Final
from unicodedata import category, normalize

from govdisclosure.readers.pdf.ink import UNKNOWN_CHARACTER
from govdisclosure.readers.pdf.radicals import SUPPLEMENT

_FILLERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Characters besides those of format that show nothing of their own."""
_EMPTY_SIGN: Final = "\N{BRAILLE PATTERN BLANK}"


def printed(text: str) -> str:
    """The characters a person sees: ordinary ones for radicals, a space for every kind of space.

    A radical beside the character it stands for is one character, which a font has twice.
    """
    if len(text) == 1:
        return _printed(text)
    shown = [(char, _printed(char)) for char in text]
    again = [one != other and seen == same for (one, seen), (other, same) in pairwise(shown)]
    return "".join(seen for (_, seen), doubled in zip(shown, (False, *again), strict=bool(shown)) if not doubled)


def decoded(data: bytes) -> str:
    """A text that the file stores beside its pages; little-endian and GBK are not allowed there and occur."""
    if data.startswith(b"\xff\xfe"):
        text = data[2:].decode("utf-16-le", "replace")
    elif data.startswith(b"\xfe\xff"):
        text = data[2:].decode("utf-16-be", "replace")
    else:
        text = data.decode("gb18030", "replace")
    return printed(text).strip()


def _printed(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if character.isspace() or character == _EMPTY_SIGN:
        return " "
    if category(character) == "Cc":
        return UNKNOWN_CHARACTER
    if category(character) == "Cf" or character in _FILLERS:
        return ""
    # Kangxi radicals and compatibility ideographs; the other compatibility characters are kept as they are printed.
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufaff":
        return normalize("NFKC", character)
    return SUPPLEMENT.get(character, character)
