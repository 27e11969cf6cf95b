"""Which character a code of a font shows in a PDF, and when nobody can know."""

import struct

import pytest

from govdisclosure.readers.pdf.characters import printed
from govdisclosure.readers.pdf.outlines import Compact, TrueType
from readers.pdf_paper import stream
from readers.test_pdf_cells import BASELINE, blank, cells, read

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
WIDTHS = "/FirstChar 48 /LastChar 57 /Widths [500 500 500 500 500 500 500 500 500 500]"
DESCRIPTOR = (
    "/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags {flags} /FontBBox [0 -120 1000 880] {program} >>"
)


def shown(codes: str, font: str, *objects: str | bytes) -> tuple[str, str]:
    """The text of a cell that is drawn with a font, and its note; the objects are numbered from 20 on."""
    page = blank(2).text(90, BASELINE, "总计").raw(f"BT /Odd 10 Tf 1 0 0 1 180 {842 - BASELINE} Tm <{codes}> Tj ET")
    found = cells(read(page, fonts=f"/Odd {font}", objects=["<< >>", *objects]))[1]
    return found.text, found.note


def simple(encoding: str = "", *, flags: int = 4, program: str = "", kind: str = "Type1", more: str = "") -> str:
    """A font of one byte a code."""
    return (
        f"<< /Type /Font /Subtype /{kind} /BaseFont /XYZABC+Song {WIDTHS} {encoding} {more} "
        f"{DESCRIPTOR.format(flags=flags, program=program)} >>"
    )


def composite(more: str = "", *, kind: str = "CIDFontType2", encoding: str = "/Identity-H", inner: str = "",
              ordering: str = "Identity", program: str = "") -> str:  # fmt: skip
    """A font of two bytes a code."""
    descendant = (
        f"<< /Type /Font /Subtype /{kind} /BaseFont /Song /DW 500 {inner} "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> "
        f"{DESCRIPTOR.format(flags=4, program=program)} >>"
    )
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding {encoding} /DescendantFonts [{descendant}] {more} >>"
    )


def to_unicode(**codes: str) -> bytes:
    """A map of codes ("c35") to characters in hexadecimal digits."""
    pairs = "\n".join(f"<{code[1:]}> <{target}>" for code, target in codes.items())
    return stream(f"begincmap {len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap".encode())


DIGITS = {f"c3{digit}": f"003{digit}" for digit in range(10)}
TWO_BYTES = {f"c003{digit}": f"003{digit}" for digit in range(10)}


# ------------------------------------------------------------------------------------------- names and encodings


@pytest.mark.parametrize(
    "name", ["g17", "G21", "cid_5", "c5", ".notdef", "glyph12", "five.sups", "five.inferior", "uniD835"]
)
def test_name_that_nobody_knows_is_an_unknown_character(name):
    """It is not the letter that a standard encoding has at that place; nor is a raised variant a digit."""
    assert (f"1{UNKNOWN}", "text-damaged") == shown(
        "3135", simple(f"/Encoding << /Differences [49 /one 53 /{name}] >>")
    )


def test_names_that_are_known_are_read():
    """By their names in the list of Adobe, by their numbers, and with a variant that is a digit all the same."""
    names = "49 /one /two (no name) 53 /uni0035 /six.oldstyle"

    assert ("1256", "") == shown("31323536", simple(f"/Encoding << /Differences [{names}] >>"))


@pytest.mark.parametrize(
    ("font", "text"),
    [
        (simple("/Encoding << /Differences [49 /one] >>"), f"1{UNKNOWN}"),
        (simple("/Encoding << /Differences [49 /one] >>", flags=32), "15"),
        (simple("/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [49 /one] >>"), "15"),
        (simple("/Encoding /WinAnsiEncoding"), "15"),
        (simple("/Encoding /MacExpertEncoding", flags=32), UNKNOWN * 2),
        (simple(flags=32), "15"),
        (simple(), UNKNOWN * 2),
        (simple(kind="TrueType"), UNKNOWN * 2),
        (simple("/Encoding /WinAnsiEncoding", more="/BaseFont /Wingdings-Regular"), UNKNOWN * 2),
    ],
)
def test_codes_without_names(font, text):
    """A symbolic font without an encoding says nothing of its codes; a font of letters has the standard ones."""
    assert text == shown("3135", font)[0]


# ------------------------------------------------------------------------------------------- maps


def test_code_that_the_map_leaves_out_is_an_unknown_character():
    """A map that exists says all there is to know, whatever the encoding says."""
    known = {code: target for code, target in DIGITS.items() if code != "c35"}
    font = simple("/Encoding /WinAnsiEncoding", more="/ToUnicode 21 0 R")

    assert (f"1{UNKNOWN}", "text-damaged") == shown("3135", font, to_unicode(**known))
    assert ("15", "") == shown("3135", font, stream(b"begincmap endcmap"))


@pytest.mark.parametrize(
    "target",
    ["0020", "00A0", "3000", "2003", "00AD", "200B", "200D", "2060", "FEFF", "FE00", "034F", "2800", "", "00350036"],
)
def test_digit_that_the_map_calls_a_blank_is_an_unknown_character(target):
    """A space, a soft hyphen, nothing: a code that moves the pen and is no space shows something; so do two digits."""
    composed = composite("/ToUnicode 21 0 R"), to_unicode(**{**TWO_BYTES, "c0035": target})
    plain = simple(more="/ToUnicode 21 0 R"), to_unicode(**{**DIGITS, "c35": target})

    assert f"1{UNKNOWN}0" == shown("003100350030", *composed)[0]
    assert f"1{UNKNOWN}0" == shown("313530", *plain)[0]


def test_spaces_are_spaces():
    """Codes of spaces, and codes that are the space they are said to be, leave nothing."""
    spaces = {"c0020": "0020", "c0003": "0020", "c3000": "3000", "c2003": "2003", "c200B": "200B"}
    font = composite("/ToUnicode 21 0 R"), to_unicode(**{**TWO_BYTES, **spaces})
    plain = simple(more="/ToUnicode 21 0 R"), to_unicode(**{**DIGITS, "c20": "0020", "cA0": "00A0"})

    assert ("", "") == shown("0020000330002003200B", *font)
    assert "1" == shown("003100200003", *font)[0]
    assert ("1", "") == shown("31A020", *plain)


def test_what_takes_no_room_and_shows_nothing_is_nothing():
    """A zero-width sign of no width."""
    font = composite("/ToUnicode 21 0 R", inner="/W [53 [0]]")

    assert ("10", "") == shown("003100350030", font, to_unicode(**{**TWO_BYTES, "c0035": "200B"}))


def test_radical_mapped_together_with_its_character_is_one():
    """A font that has both in one glyph shows one character; two equal characters are two."""
    assert ("入", "入入", "门入") == (printed("⼊入"), printed("入入"), printed("⻔⼊"))
    assert "入5" == shown("00310035", composite("/ToUnicode 21 0 R"), to_unicode(c0031="2F0A5165", c0035="0035"))[0]


# ------------------------------------------------------------------------------------------- composite fonts


def test_collection_of_characters_says_what_its_numbers_are():
    """The encoding has turned codes into numbers of a collection, by which no map of codes goes."""
    font = composite("/ToUnicode 21 0 R", kind="CIDFontType0", encoding="/GBK-EUC-H", ordering="GB1")
    plain = composite(kind="CIDFontType0", ordering="GB1")

    assert ("15", "") == shown("3135", font, to_unicode(c0012="0039"))
    assert "15" == shown("00120016", plain)[0]
    assert UNKNOWN == shown("3135", composite(encoding="/GBK-EUC-H"))[0][:1]


@pytest.mark.parametrize(
    ("program", "text"), [("", "15"), ("/FontFile2 21 0 R", UNKNOWN * 2), ("/FontFile3 21 0 R", UNKNOWN * 2)]
)
def test_map_by_name_is_believed_without_a_program(program, text):
    """Codes said to be Unicode are glyphs of the program where there is one."""
    assert text == shown("00310035", composite("/ToUnicode /Identity-H", program=program), stream(b""))[0]


def test_few_characters_with_high_numbers_are_few():
    """Widths and meanings take the work of those that are told, whatever their numbers."""
    inner = "/W [48 57 500 2000000000 2000000009 500 2000000010 [500 500]]"
    font = composite("/ToUnicode 21 0 R", inner=inner)
    high = b"1 beginbfrange <FFFFFFF0> <FFFFFFFF> <4E00> endbfrange 1 beginbfrange <0030> <0039> <0030> endbfrange"

    assert ("15", "") == shown("00310035", font, stream(b"begincmap " + high + b" endcmap"))


def test_encoding_in_a_stream_of_its_own():
    """Its codes are kept, since the map goes by codes, and its widths; without a map nothing is known."""
    names = b"1 beginbfrange <0039> <0039> [/nine] endbfrange"
    two = b"begincmap 1 begincidrange <0030> <0039> 7 endcidrange " + names + b" endcmap"
    one = b"begincmap 1 begincidrange <30> <39> 7 endcidrange endcmap"
    coded = "/Type /CMap /CMapName /Own"
    inner = "/W [8 [500] 12 [500]]"
    font = composite("/ToUnicode 21 0 R", encoding="22 0 R", inner=inner)

    assert "15" == shown("00310035", font, to_unicode(**TWO_BYTES), stream(two, coded))[0]
    assert "15" == shown("3135", font, to_unicode(**DIGITS), stream(one, coded))[0]
    assert UNKNOWN * 2 == shown("00310035", composite(encoding="22 0 R", inner=inner), "<< >>", stream(two, coded))[0]
    assert UNKNOWN * 2 == shown("00310035", composite(encoding="/Nobodys-H"))[0]


# ------------------------------------------------------------------------------------------- font programs


def true_type(
    *, empty: tuple[int, ...] = (), maps: dict[tuple[int, int], bytes] | None = None, long: bool = False
) -> bytes:
    """A program of eight glyphs, some of them empty."""
    ends = [0]
    for glyph in range(8):
        ends.append(ends[-1] + (0 if glyph in empty else 4))
    maps = maps or {}
    head, body, at = b"", b"", 4 + 8 * len(maps)
    for (platform, encoding), data in maps.items():
        head += struct.pack(">HHL", platform, encoding, at + len(body))
        body += data
    tables = {
        b"head": bytes(50) + struct.pack(">H", int(long)) + bytes(2),
        b"loca": struct.pack(f">{len(ends)}L", *ends)
        if long
        else struct.pack(f">{len(ends)}H", *(end // 2 for end in ends)),
        b"cmap": struct.pack(">HH", 0, len(maps)) + head + body,
    }
    start = 12 + 16 * len(tables)
    directory, content = b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 0, 0, 0), b""
    for tag, table in tables.items():
        directory += struct.pack(">4sLLL", tag, 0, start + len(content), len(table))
        content += table
    return directory + content


def segments(*parts: tuple[int, int, int, list[int]]) -> bytes:
    """A map of format 4: first and last code, what is added, and glyphs by a list where there is one."""
    count, words, listed = len(parts), [], []
    for number, (_, _, _, glyphs) in enumerate(parts):
        words.append(2 * (len(parts) - number + len(listed)) if glyphs else 0)
        listed += glyphs
    fields = [part[1] for part in parts] + [0] + [part[0] for part in parts] + [part[2] & 0xFFFF for part in parts]
    return struct.pack(
        f">7H{len(fields) + len(words) + len(listed)}H", 4, 0, 0, 2 * count, 0, 0, 0, *fields, *words, *listed
    )


MAPS = {
    (3, 1): segments((0x31, 0x33, -0x30, []), (0x41, 0x42, 1, [4, 0])),
    (3, 0): segments((0xF035, 0xF036, 0, [3, 4])),
    (1, 0): struct.pack(">HHHHH2H", 6, 0, 0, 0x37, 2, 5, 6),
    (0, 3): struct.pack(">HHHH4L3L", 12, 0, 0, 0, 0, 0, 1, 0, 0x1F600, 0x1F601, 6)[:12]
    + struct.pack(">L3L", 1, 0x1F600, 0x1F601, 6),
    (0, 4): b"\0\4\0",
    (3, 10): struct.pack(">H", 99),
}


def test_program_of_true_type_glyphs():
    """Which glyphs are empty, which code and which character has which; a damaged map has none."""
    for long in (False, True):
        font = TrueType(true_type(empty=(3,), long=long, maps=MAPS))
        assert [True, False, True, None] == [font.ink(glyph) for glyph in (2, 3, 7, 99)]
        assert {0x35: 3, 0x36: 4, 0x37: 5, 0x38: 6} == font.by_code()
        assert {1: "1", 2: "2", 3: "3", 5: "A", 6: "\U0001f600", 7: "\U0001f601"} == font.characters()
    cut = struct.pack(">LHHHH4sLLL", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, 8) + struct.pack(">HHL", 0, 2, 0)
    assert {} == TrueType(cut).characters()
    assert (None, b"", {}) == ((lost := TrueType(b"")).ink(0), lost.cff(), lost.characters())


def test_map_beyond_the_last_character():
    """The last character there can be is one; a code behind it is none."""
    last = struct.pack(">HH2L", 12, 0, 0, 0) + struct.pack(">L3L", 1, 0x10FFFF, 0x110000, 6)

    assert {6: "\U0010ffff"} == TrueType(true_type(maps={(3, 10): last})).characters()


def test_map_of_bytes():
    """The oldest format has a glyph for each of 256 codes."""
    assert 7 == TrueType(true_type(maps={(1, 0): bytes(6 + 0x31) + b"\7" + bytes(206)})).by_code()[0x31]


@pytest.mark.parametrize(("empty", "note"), [((), "text-damaged"), ((3,), "")])
def test_outline_says_whether_a_blank_is_one(empty, note):
    """Of an embedded font it is known: an empty outline is a blank, and any other shows something."""
    program = stream(true_type(empty=empty))
    font = composite("/ToUnicode 22 0 R", program="/FontFile2 21 0 R")
    moved = composite("/ToUnicode 22 0 R", program="/FontFile2 21 0 R", inner="/CIDToGIDMap 23 0 R")
    moved_map = stream(bytes(2 * 5) + b"\0\3")

    assert note == shown("0003", font, program, to_unicode(c0003="0020"))[1]
    assert note == shown("0003", font, program, to_unicode(c0004="0031"))[1]
    assert note == shown("0005", moved, program, to_unicode(c0005="0020"), moved_map)[1]


def test_simple_font_with_a_program():
    """Its codes go to glyphs by the map for symbols; where it has none, a space is believed and nothing is not."""
    more = "/ToUnicode 22 0 R"
    font = simple(kind="TrueType", program="/FontFile2 21 0 R", more=more)
    program = stream(true_type(empty=(3,), maps=MAPS))

    assert ["", "text-damaged", ""] == [
        shown(code, font, program, to_unicode(**{f"c{code}": "0020"}))[1] for code in ("35", "36", "39")
    ]
    assert "text-damaged" == shown("39", font, program, to_unicode(c39="200B"))[1]


def test_characters_by_the_program_where_nothing_else_says_them():
    """Glyphs have the characters of the program, also behind a map of numbers to glyphs."""
    program = stream(true_type(maps=MAPS))
    mapped = composite(program="/FontFile2 21 0 R", inner="/CIDToGIDMap 22 0 R")

    assert "12" == shown("00010002", composite(program="/FontFile2 21 0 R"), program)[0]
    assert f"2{UNKNOWN}" == shown("00010003", mapped, program, stream(b"\0\0\0\2\0\3"))[0]
    assert UNKNOWN == shown("0001", composite())[0]


@pytest.mark.parametrize(("procedure", "note"), [(b"500 0 d0 0 0 500 700 re f", "text-damaged"), (b"500 0 d0", "")])
def test_font_that_draws_its_own_glyphs(procedure, note):
    """What its procedure does is known: a space draws nothing."""
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 53 "
        "/LastChar 54 /Widths [500 500] /CharProcs << /a 21 0 R >> /ToUnicode 22 0 R "
        "/Encoding << /Differences [53 /a] >> >>"
    )

    assert note == shown("35", font, stream(procedure), to_unicode(c35="0020"))[1]
    assert "" == shown("36", font, stream(procedure), to_unicode(c36="0020"))[1]
    assert (
        ""
        == shown(
            "36",
            font.replace("/Encoding << /Differences [53 /a] >>", "/Encoding /WinAnsiEncoding"),
            stream(procedure),
            to_unicode(c36="0020"),
        )[1]
    )


def index(*pieces: bytes) -> bytes:
    """An index of a compact font."""
    if not pieces:
        return b"\0\0"
    ends = [1]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return struct.pack(">HB", len(pieces), 1) + bytes(ends) + b"".join(pieces)


def compact(*outlines: bytes, charset: bytes = b"") -> bytes:
    """A compact font with these outlines."""

    def top(charset_at: int, outlines_at: int) -> bytes:
        numbers = b"\x1d" + struct.pack(">l", charset_at) + b"\x0f\x1d" + struct.pack(">l", outlines_at) + b"\x11"
        cids = b"\x8b\x8b\x8b\x0c\x1e" if charset else b"\xf7\x00\x01\xfb\x00\x02\x1c\x01\x00\x03\x1e\x0a\xff\x04"
        return (cids if charset else b"") + numbers + (b"" if charset else cids)

    head = b"\1\0\4\1" + index(b"A")
    size = len(head) + len(index(top(0, 0))) + 4
    return head + index(top(size, size + len(charset))) + index() + index() + charset + index(*outlines)


EMPTY, DRAWN, HINTED, LONG = b"\x8b\x0e", b"\x8b\x15\x0e", b"\x8b\x8b\x01\x0e", b"\xff\0\1\0\0\x1c\0\1\xf7\0\xfb\0\x0e"


def test_program_of_compact_glyphs():
    """Outlines that only give widths and hints are blanks; the glyphs of a font by CIDs are found by them."""
    plain = Compact(compact(EMPTY, DRAWN, HINTED, LONG, b"\x8b"))
    listed = Compact(compact(EMPTY, DRAWN, HINTED, charset=b"\0\0\7\0\x09"))
    ranged = Compact(compact(EMPTY, DRAWN, HINTED, charset=b"\1\0\7\1"))

    assert [False, True, False, False, False, None] == [plain.ink(number) for number in range(6)]
    assert [True, False, None] == [listed.ink(number) for number in (7, 9, 8)]
    assert [True, False, None] == [ranged.ink(number) for number in (7, 8, 9)]
    assert [None, None] == [Compact(data).ink(0) for data in (b"", b"\1\0\4\1")]


def placed(number: str, place: int, more: str = "") -> bytes:
    """A compact font whose dictionary says with a number where its outlines are, and these at a place of it."""
    head = b"\1\0\4\1" + index(b"A") + index(bytes.fromhex(number + "11" + more)) + index() + index()
    return head.ljust(place, b"\0") + index(DRAWN, EMPTY)


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("f6", 107),
        ("f700", 108),
        ("f7ff", 363),
        ("f800", 364),
        ("faff", 1131),
        ("1c007f", 0x7F),
        ("1c00ff", 0xFF),
        ("1c0180", 0x180),
        ("1c7fff", 0x7FFF),
        ("1d000000ff", 0xFF),
        ("1d0000ff80", 0xFF80),
        ("1d00010180", 0x10180),
    ],
)
def test_numbers_of_a_compact_font_in_all_their_forms(number, place):
    """Every form in which a font may say where its outlines are, at its ends, and with each byte that matters."""
    font = Compact(placed(number, place))

    assert [True, False, None] == [font.ink(glyph) for glyph in range(3)]


@pytest.mark.parametrize(
    ("number", "value"),
    [("20", -107), ("fb00", -108), ("feff", -1131), ("1cff80", -0x80), ("1c8000", -0x8000), ("1dffffff80", -0x80)],
)
def test_outlines_at_a_negative_place_are_none(number, value):
    """Nothing is said of a glyph where the place is a damaged number, whatever stands there from the end."""
    outlines = index(DRAWN, EMPTY)
    from_the_end = placed(number, 0x10000)[: -len(outlines)] + outlines.ljust(-value, b"\0")
    without_a_sign = placed(number, value & 0xFFFF)

    assert [None, None] == [Compact(program).ink(0) for program in (from_the_end, without_a_sign)]
    assert None is Compact(placed("1dfffe0000", 107)).ink(0)


@pytest.mark.parametrize("charset", ["", "8b0f", "8a0f", "1cff800f", "1dfffe00000f"])
def test_glyphs_of_a_font_by_numbers_that_nothing_lists_are_unknown(charset):
    """The list of the numbers is left out, or is at a place that is none; the document is read all the same."""
    font = Compact(placed("f6", 107, f"{charset}8b8b8b0c1e"))

    assert [None] * 3 == [font.ink(number) for number in range(3)]


@pytest.mark.parametrize(
    ("charset", "known"),
    [
        ("0000070109", {7: False, 0x109: True}),
        ("00000701", {7: False}),
        ("000007", {7: False}),
        ("0000", {}),
        ("01000701", {7: False, 8: True}),
        ("010007", {}),
        ("0200070001", {7: False, 8: True}),
        ("02000700", {}),
        ("020000010001090000", {1: False, 2: True}),
        ("030007", {7: False}),
    ],
)
def test_list_of_numbers_that_is_cut_off(charset, known):
    """What is left of it holds; half a number is none, and half a range neither."""
    outlines = index(DRAWN, EMPTY, DRAWN)
    place = 107 + len(outlines)
    head = placed("f6", 107, f"f7{place - 108:02x}0f8b8b8b0c1e")[:107]
    font = Compact(head + outlines + bytes.fromhex(charset))

    assert known == {number: ink for number in range(1, 0x300) if (ink := font.ink(number)) is not None}


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize(("outline", "note"), [(DRAWN, "text-damaged"), (EMPTY, "")])
def test_outline_of_a_compact_font_says_whether_a_blank_is_one(outline, note, wrapped):
    """The program stands alone, or in an OpenType file."""
    program = compact(EMPTY, outline)
    if wrapped:
        program = b"OTTO" + struct.pack(">HHHH4sLLL", 1, 0, 0, 0, b"CFF ", 0, 28, len(program)) + program
    font = composite("/ToUnicode 22 0 R", kind="CIDFontType0", program="/FontFile3 21 0 R")

    assert note == shown("0001", font, stream(program), to_unicode(c0001="0020"))[1]
