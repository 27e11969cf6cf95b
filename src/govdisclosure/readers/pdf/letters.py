"""Which character a code of a font shows, where the font says so, and a sign for an unknown one everywhere else.

pdfminer answers in more cases than it should: for a name that nobody knows with the letter at that place of a standard
encoding, for a code that the map of a font leaves out in the same way, and for a code that a map calls a space or
nothing at all though its outline is a digit.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from typing import Final, cast

import attrs
from pdfminer.cmapdb import (
    CMap,
    CMapBase,
    CMapDB,
    CMapParser,
    IdentityCMap,
    IdentityUnicodeMap,
    UnicodeMap,
)
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFSimpleFont, PDFType3Font
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import LIT, PSLiteral, literal_name

from govdisclosure.readers.pdf.characters import printed
from govdisclosure.readers.pdf.guard import BoundedManager
from govdisclosure.readers.pdf.ink import UNKNOWN_CHARACTER
from govdisclosure.readers.pdf.outlines import Compact, TrueType
from govdisclosure.readers.pdf.work import spend, words

_EXPERT: Final = LIT("MacExpertEncoding")
_SYMBOLIC: Final = 4
"""Flag of a font whose codes are no letters of a standard encoding."""
_PICTURES: Final = ("dingbats", "wingdings", "webdings")
"""Fonts that show pictures for letters and digits, whatever their map says."""
_RAISED_NAMES: Final = ("sups", "superior", "subs", "inferior", "sinf", "numr", "dnom")
"""Variants of a glyph, behind the point of its name, that are marks."""
_SPACES: Final = frozenset({0x20, 0xA0})
"""Codes of spaces in the encodings of simple fonts."""
_FIRST_GLYPHS: Final = frozenset({1, 3})
"""Numbers that programs give to the glyph of the space."""
_COLLECTIONS: Final = frozenset({"Adobe-GB1", "Adobe-CNS1", "Adobe-Japan1", "Adobe-Korea1"})
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_PAINTS: Final = frozenset(b"f F f* B B* b b* S s Do sh Tj TJ EI".split())

Spec = Mapping[str, object]


class Fonts(BoundedManager):
    """The fonts of a document, each with what its codes show."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._letters: dict[PDFFont, Letters] = {}

    def get_font(self, objid: object, spec: Spec) -> PDFFont:
        """A font by its description, which pdfminer has completed where it is that of a composite font."""
        font = super().get_font(objid, _without_program(spec))
        if font not in self._letters:
            if isinstance(font, PDFCIDFont):
                _with_own_codes(font, spec)
            self._letters[font] = Letters(font, spec)
        return font

    def text(self, font: PDFFont, code: int) -> str:
        """What a code shows: a space for a blank, the sign for an unknown character, nothing for what takes no room."""
        return self._letters[font].text(code)


def _without_program(spec: Spec) -> Spec:
    """A description of a font without its program, which pdfminer opens only to read a map, and reads wrong."""
    if "FontFile2" not in _description(spec):
        return spec
    return {**spec, "FontDescriptor": {key: value for key, value in _description(spec).items() if key != "FontFile2"}}


class Letters:
    """What the codes of one font show."""

    def __init__(self, font: PDFFont, spec: Spec) -> None:
        """Look at what the font says of its codes."""
        self._font = font
        self._spec = spec
        self._known: dict[int, str] = {}
        self._says = _says(font, spec)

    def text(self, code: int) -> str:
        """The character of a code."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self._text(code)
        return found

    def _text(self, code: int) -> str:
        said = self._says.character(code)
        text = UNKNOWN_CHARACTER if said is None else printed(said)
        if self._is_picture(text) or (len(text) > 1 and any(map(str.isdigit, text))):
            return UNKNOWN_CHARACTER  # no glyph is two digits
        if said is not None and text.strip():
            return text
        if self._leaves_ink(code, said):
            return UNKNOWN_CHARACTER
        return " " if self._font.char_width(code) else ""

    def _is_picture(self, text: str) -> bool:
        name = str(self._font.fontname).lower() + str(getattr(self._font, "basefont", "")).lower()
        return text.isascii() and text.isalnum() and any(each in name for each in _PICTURES)

    def _leaves_ink(self, code: int, said: str | None) -> bool:
        """Whether a code shows something that its font calls a blank or nothing, or does not know."""
        ink = self._program.ink(code)
        if ink is not None:
            return ink
        if said is None or _SOFT_HYPHEN in said:
            return True
        if said.isspace():
            return not (self._program.embedded or self._says.is_space(code, said))
        return bool(self._font.char_width(code)) and said != _character(code)

    @cached_property
    def _program(self) -> "_Program":
        return _Program(self._font, self._spec)


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else ""


# ------------------------------------------------------------------------------------------ what the font says


@attrs.frozen
class _Said:
    """The characters of codes: by a map, or else by an encoding without the codes whose names say nothing."""

    codes: UnicodeMap | Mapping[int, str] | None
    spaces: frozenset[int] | None = None
    """Codes that may be spaces where no program shows it; None for a collection of characters, which is known."""

    def character(self, code: int) -> str | None:
        """The character of a code; None where nothing says it."""
        if self.codes is None:
            return None
        try:
            return self.codes.get_unichr(code) if isinstance(self.codes, UnicodeMap) else self.codes[code]
        except KeyError:
            return None

    def is_space(self, code: int, said: str) -> bool:
        """Whether it may be believed that a code is a space."""
        return self.spaces is None or code in self.spaces or said == _character(code)


def _says(font: PDFFont, spec: Spec) -> _Said:
    if isinstance(font, PDFCIDFont):
        return _of_cids(font, spec)
    assert isinstance(font, PDFSimpleFont)
    if _holds(font.unicode_map):
        return _Said(font.unicode_map, _SPACES)
    return _Said(_of_names(font, spec), _SPACES)


def _holds(codes: UnicodeMap | None) -> bool:
    return codes is not None and (isinstance(codes, IdentityUnicodeMap) or bool(codes.cid2unichr))


def _of_cids(font: PDFCIDFont, spec: Spec) -> _Said:
    if not isinstance(font.cmap, IdentityCMap):
        # The map of the font is by codes, and codes have become numbers of a collection, which says the same.
        known = font.cidcoding in _COLLECTIONS
        return _Said(CMapDB.get_unicode_map(font.cidcoding, font.cmap.is_vertical()) if known else None)
    if isinstance(font.unicode_map, IdentityUnicodeMap):
        return _Said(None if _Program(font, spec).embedded else font.unicode_map, frozenset())
    if "ToUnicode" in spec and _holds(font.unicode_map):
        return _Said(font.unicode_map, _FIRST_GLYPHS)
    if font.cidcoding in _COLLECTIONS:
        return _Said(CMapDB.get_unicode_map(font.cidcoding, font.cmap.is_vertical()))
    return _Said(_Program(font, spec).characters(), _FIRST_GLYPHS)


def _of_names(font: PDFSimpleFont, spec: Spec) -> Mapping[int, str] | None:
    """The characters of the codes of a simple font without a map."""
    encoding = resolve1(spec.get("Encoding"))
    if isinstance(encoding, dict):
        named = dict(_differences(cast(dict[str, object], encoding)))
        base = {} if _is_symbolic(font, spec) and "BaseEncoding" not in encoding else font.cid2unicode
        return {
            **{code: base[code] for code in base.keys() - named},
            **{code: name for code, name in named.items() if name},
        }
    own = encoding is None and _is_symbolic(font, spec) and "FontFile" not in _description(spec)
    return None if own or encoding is _EXPERT else font.cid2unicode


def _is_symbolic(font: PDFFont, spec: Spec) -> bool:
    flags = resolve1(_description(spec).get("Flags", 0))
    return isinstance(font, PDFType3Font) or (isinstance(flags, int) and bool(flags & _SYMBOLIC))


def _description(spec: Spec) -> dict[str, object]:
    """The descriptor of a font, for which pdfminer puts one of its own where it knows the name."""
    return dict_value(spec.get("FontDescriptor", {}))


def _differences(encoding: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """The codes whose glyphs are named one by one, with their characters; nothing for a name that nobody knows."""
    for code, name in _names(encoding):
        character = ""
        if name.rpartition(".")[2] not in _RAISED_NAMES:
            with suppress(KeyError, ValueError):
                character = name2unicode(name)
        yield code, character


def _names(encoding: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    code = 0
    for each in map(resolve1, list_value(encoding.get("Differences", []))):
        if isinstance(each, int):
            code = each
        elif isinstance(each, PSLiteral):
            name = literal_name(each)
            spend(1 + len(name) // 8)
            yield code, name
            code += 1


# ------------------------------------------------------------------------------------------- codes of its own


def _with_own_codes(font: PDFCIDFont, spec: Spec) -> None:
    """Give a font whose codes are told in a stream of its own those codes, by which its map goes, and their widths.

    pdfminer knows only the encodings that have a name, and draws nothing where it does not know one.
    """
    if isinstance(font.cmap, IdentityCMap) or not isinstance(font.cmap, CMap) or font.cmap.code2cid:
        return
    stream = spec.get("Encoding")
    told = _Codes()
    if isinstance(stream, PDFStream):
        CMapParser(told, BytesIO(stream.get_data())).run()
    numbers = {int.from_bytes(code, "big"): cid for code, cid in told.numbers.items()}
    font.widths = {code: font.widths[cid] for code, cid in numbers.items() if cid in font.widths}
    single = bool(numbers) and max(map(len, told.numbers)) == 1
    font.cmap = CMapDB.get_cmap("OneByteIdentityH" if single else "Identity-H")


class _Codes(CMapBase):
    """The numbers of codes, as the parser of pdfminer tells them."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[bytes, int] = {}

    def add_cid2unichr(self, cid: int, code: PSLiteral | bytes | int) -> None:
        if isinstance(code, bytes):
            self.numbers[code] = cid


# ------------------------------------------------------------------------------------------- the font program


class _Program:
    """The program of a font, as far as it is embedded and can be read."""

    def __init__(self, font: PDFFont, spec: Spec) -> None:
        self._font = font
        self._spec = spec
        self._description = _description(spec)
        self.embedded = isinstance(font, PDFType3Font) or any(name.startswith("FontFile") for name in self._description)

    def ink(self, code: int) -> bool | None:
        """Whether the glyph of a code leaves ink; None where it is not known."""
        if isinstance(self._font, PDFType3Font):
            return self._paints(code)
        if isinstance(self._font, PDFCIDFont):
            glyph = self._glyphs(code)
            if self._true_type is not None:
                return self._true_type.ink(glyph)
            return self._compact.ink(code) if self._compact is not None else None
        found = self._by_code.get(code)
        return self._true_type.ink(found) if self._true_type is not None and found is not None else None

    def characters(self) -> Mapping[int, str] | None:
        """The characters of the CIDs of a font by the map in its program, which is by glyphs."""
        if self._true_type is None:
            return None
        by_glyph = self._true_type.characters()
        spend(len(by_glyph) // 16 + len(self._glyph_map) // 16)
        if not self._glyph_map:
            return by_glyph
        glyphs = (
            int.from_bytes(bytes(pair), "big")
            for pair in zip(self._glyph_map[::2], self._glyph_map[1::2], strict=False)
        )
        return {cid: by_glyph[glyph] for cid, glyph in enumerate(glyphs) if glyph in by_glyph}

    def _paints(self, code: int) -> bool:
        procedures = dict_value(self._spec.get("CharProcs", {}))
        encoding = resolve1(self._spec.get("Encoding"))
        names = dict(_names(cast(dict[str, object], encoding))) if isinstance(encoding, dict) else {}
        procedure = resolve1(procedures.get(names.get(code, "")))
        return isinstance(procedure, PDFStream) and not _PAINTS.isdisjoint(words(procedure.get_data()))

    def _glyphs(self, cid: int) -> int:
        listed = self._glyph_map
        return int.from_bytes(listed[2 * cid : 2 * cid + 2], "big") if listed else cid

    @cached_property
    def _glyph_map(self) -> bytes:
        """Two bytes for the glyph of each CID; empty where they are the same."""
        listed = resolve1(self._spec.get("CIDToGIDMap"))
        return listed.get_data() if isinstance(listed, PDFStream) else b""

    @cached_property
    def _by_code(self) -> Mapping[int, int]:
        return self._true_type.by_code() if self._true_type is not None else {}

    @cached_property
    def _true_type(self) -> TrueType | None:
        return TrueType(self._data("FontFile2")) if "FontFile2" in self._description else None

    @cached_property
    def _compact(self) -> Compact | None:
        if "FontFile3" not in self._description:
            return None
        data = self._data("FontFile3")
        return Compact(TrueType(data).cff() if data[:4] == b"OTTO" else data)

    def _data(self, name: str) -> bytes:
        return stream_value(self._description[name]).get_data()
