"""Characters as a font or a file names them, as the characters that are printed."""

from unicodedata import category, normalize

from govdisclosure.readers.pdf.ink import UNKNOWN_CHARACTER
from govdisclosure.readers.pdf.radicals import SUPPLEMENT

_UNPRINTED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def printed(text: str) -> str:
    """The characters a person sees: ordinary ones for radicals, a space for every kind of space."""
    return "".join(map(_printed, text.translate(_UNPRINTED)))


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
    if character.isspace():
        return " "
    if category(character) == "Cc":
        return UNKNOWN_CHARACTER
    # Kangxi radicals and compatibility ideographs; the other compatibility characters are kept as they are printed.
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufaff":
        return normalize("NFKC", character)
    return SUPPLEMENT.get(character, character)
