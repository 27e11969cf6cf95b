"""The work a PDF takes is counted: what never ends is refused, and what ends is read as pdfminer reads it."""

import contextlib
import functools
import io
import random
import zlib

import pytest
from benchmarks.hostile import pdf as hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer import ascii85, lzw, pdffont, pdftypes, psparser, runlength
from pdfminer.arcfour import Arcfour
from pdfminer.cmapdb import CMapDB, FileUnicodeMap
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT, PSEOF, PSBaseParser

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf import guard, work
from govdisclosure.readers.pdf.guard import guarded
from govdisclosure.readers.pdf.pages import parse

SMALL = Limits(pdf_steps=20_000, part_bytes=1_000_000, unpacked_bytes=2_000_000)
"""Bounds under which a hostile document is done with at once."""


@contextlib.contextmanager
def within(limits=SMALL):
    """Read with pdfminer within bounds."""
    with work.counted(limits), guarded():
        yield work.work()


# --------------------------------------------------------------------------------------------- whole documents


@pytest.mark.parametrize(
    "family",
    [
        hostile._references,
        hostile._pages,
        functools.partial(hostile._tables_of_objects, 1_000_000),
        functools.partial(hostile._streams, 1_000_000),
        functools.partial(hostile._content, 1_000_000),
        hostile._forms,
        hostile._fonts,
        hostile._drawing,
        hostile._encryption,
    ],
)
def test_hostile_documents(family):
    """Each is read or refused within the work that is allowed; a refusal says in both languages what to do."""
    for name, data in family():
        refused: DocumentError | None = None
        try:
            parse(data, name="", limits=SMALL)
        except DocumentError as error:
            refused = error
        if refused is not None:
            assert refused.message("zh") != refused.message("en"), name
            assert "; " in str(refused), name


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("two references to each other", DamagedDocumentError, "references lead to each other"),
        ("a reference to itself as a box", DamagedDocumentError, "references lead to each other"),
        ("lengths of streams that are streams", DamagedDocumentError, "objects contain each other"),
        ("lists of lists of lists, ten times each", LimitExceededError, "limit pdf_steps is 20,000"),
        ("3,000 tables of objects", DamagedDocumentError, "tables of objects lead to each other"),
        ("an object stream in itself", DamagedDocumentError, "objects contain each other"),
        ("forms in forms, two each, 40 deep", LimitExceededError, "limit pdf_steps is 20,000"),
        ("forms in forms, 1,000 deep", DamagedDocumentError, "forms contain each other"),
        ("widths of 2,000,000,000 characters", LimitExceededError, "limit pdf_steps is 20,000"),
        ("meanings of 4,000,000,000 codes", LimitExceededError, "limit pdf_steps is 20,000"),
    ],
)
def test_what_is_said_of_it(name, kind, said):
    """The refusal names what is wrong, or the bound that was passed."""
    families = hostile._references, hostile._tables_of_objects, hostile._forms, hostile._fonts
    data = next(data for family in families for each, data in family() if each == name)
    with pytest.raises(kind, match=said):
        parse(data, name="", limits=SMALL)


def test_a_key_of_senseless_length():
    """It would be hashed a hundred times over."""
    with pytest.raises(DamagedDocumentError, match="keys of a senseless length"):
        parse(dict(hostile._encryption())["a key of a million bytes"], name="", limits=Limits())


@pytest.mark.parametrize(
    ("content", "limits", "said"),
    [
        (b"q " * 5_000, Limits(), "saves its state without end"),
        (b"(" + b"2" * 5_000_000, Limits(), "a text in it has no end"),
        (b" " * 2_000_000, SMALL, "limit part_bytes is 1,000,000"),
        (b" " * 900_000, Limits(unpacked_bytes=800_000), "limit unpacked_bytes is 800,000"),
        (b"1 " * 100_000, SMALL, "limit pdf_steps is 20,000"),
    ],
)
def test_content_that_never_ends(content, limits, said):
    """It is refused by the bound that it passes."""
    with pytest.raises(DocumentError, match=said):
        parse(hostile.file(hostile.page(content, packed=True)), name="", limits=limits)


def test_a_table_of_objects_before_itself():
    """It says nothing new: the document is read."""
    data = dict(hostile._tables_of_objects())["a table of objects before itself"]

    assert ["2024"] == [block.text for block in parse(data, name="", limits=Limits()).blocks]


def test_pages_by_the_numbers_of_objects():
    """Where no list of pages is to be found, every object that there is is looked at, once."""
    parts = hostile.page(hostile.TEXT) | {1: b"<< /Type /Catalog >>"}
    head = b"%PDF-1.6\n"
    places = []
    for number, content in parts.items():
        places.append(len(head))
        head += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"\0\0\0" + b"".join(b"\1" + place.to_bytes(2, "big") for place in places)
    table = hostile.stream(entries, "/Type /XRef /Root 1 0 R /W [1 2 0] /Size 6")
    data = head + b"9 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)

    assert ["2024"] == [block.text for block in parse(data, name="", limits=Limits()).blocks]


def test_at_the_end_everything_is_as_it_was():
    """pdfminer is replaced while a document is read, and only then; what it keeps for the next one is bounded."""
    before = [(owner, name, owner.__dict__.get(name)) for owner, name, _ in guard._HOOKS]
    with contextlib.suppress(LimitExceededError), within() as counted:
        assert pdffont.range is guard._range
        CMapDB._cmap_cache.update({f"map {number}": None for number in range(9)})
        counted.spend(10**9)

    assert before == [(owner, name, owner.__dict__.get(name)) for owner, name, _ in guard._HOOKS]
    assert {} == CMapDB._cmap_cache
    work.spend(10**9)  # with no document at hand nothing is bounded


def test_an_error_that_pdfminer_passes_over():
    """It is raised all the same."""
    with pytest.raises(LimitExceededError), within() as counted, contextlib.suppress(ValueError):
        counted.spend(10**9)


# --------------------------------------------------------------------------------------------- the same as pdfminer

RANDOM = random.Random(5)


def tokens(data):
    """What a parser finds in content, and the lines and pictures in it."""
    parser = PDFContentParser([PDFStream({}, data)])
    found = []
    with contextlib.suppress(PSEOF):
        while True:
            found.append(repr(parser.nextobject()[1]))
    return found


def lines(data):
    """The lines of a file."""
    parser = PSBaseParser(io.BytesIO(data))
    found = []
    with contextlib.suppress(PSEOF):
        while True:
            found.append(parser.nextline())
    return found


SHORT = b"<48 65 6>|<4|> |BI /W 1 ID |EI |E|E I|\r\n|\n|\r|q |1.5 |/a#20b |[|] |<< /A 1 >> |% x\n|\0".split(b"|")
PIECES = st.lists(
    st.sampled_from([*SHORT, b"(a\\n\\101(b))", b"x" * 4095, b" " * 4094]),
    max_size=12,
).map(b"".join)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_what_is_parsed(data):
    """Tokens, lines and pictures within content are those of pdfminer, wherever its buffer ends."""

    def outcome(read):
        try:
            return read(data)
        except Exception as error:  # noqa: BLE001 - whatever pdfminer does
            return type(error)

    expected = outcome(tokens), outcome(lines)
    with within(Limits()):
        assert expected == (outcome(tokens), outcome(lines))


TEXT = b"2024 " * 400


def unpacked(stream):
    """What a stream unpacks to; the kind of the error if it does not."""
    try:
        return stream.get_data()
    except Exception as error:  # noqa: BLE001 - whatever pdfminer does
        return type(error)


@pytest.mark.parametrize(
    "data",
    [
        zlib.compress(TEXT),
        zlib.compress(TEXT) + b"more",
        zlib.compress(TEXT)[:-1],
        zlib.compress(TEXT)[:-2] + b"xx",
        zlib.compress(TEXT)[:-4] + b"xxxx",
        zlib.compress(TEXT)[:9],
        zlib.compress(TEXT)[:9] + b"xxxxxxxxx",
        zlib.compress(TEXT) + b"x" * 2,
        b"",
        b"no",
        b"nothing packed",
    ],
)
def test_deflated(data):
    """Whole, broken off, with a wrong checksum and damaged."""
    attrs = {"Filter": LIT("FlateDecode")}
    expected = unpacked(PDFStream(attrs, data))
    with within():
        assert expected == unpacked(PDFStream(attrs, data))


@pytest.mark.parametrize(
    ("data", "whole"), [(zlib.compress(TEXT), True), (zlib.compress(TEXT)[:-1], False), (b"no", False)]
)
def test_whether_it_is_whole(data, whole):
    """One that breaks off or is damaged is not; nothing is said of what is packed otherwise or has been unpacked."""
    with within():
        assert whole is guard.is_whole(PDFStream({"Filter": LIT("FlateDecode")}, data))
        assert guard.is_whole(PDFStream({"Filter": LIT("LZWDecode")}, data))
        assert guard.is_whole(PDFStream({}, data))
        done = PDFStream({}, data)
        done.get_data()
        assert guard.is_whole(done)


@pytest.mark.parametrize(
    ("name", "plain", "data"),
    [
        ("ASCII85Decode", ascii85.ascii85decode, each)
        for each in (b"<~87cURD~>", b" <~ 87cURD ~ > ", b"87cURD~>", b"87cURD", b"~87cURD~", b"<~>", b"zz~>", b"", b"v")
    ]
    + [
        ("RunLengthDecode", runlength.rldecode, each)
        for each in (b"\x02abc\xfea\x80x", b"\x00a", b"\xffa", b"", b"\x80")
    ]
    + [("LZWDecode", lzw.lzwdecode, each) for each in (bytes.fromhex("800B6050220C0C8501"), b"", b"\x80")]
    + [("ASCIIHexDecode", ascii85.asciihexdecode, each) for each in (b"48 65>", b"486>", b"xy")],
)
def test_other_filters(name, plain, data):
    """Every mark that may be missing, and what is no such text."""

    def outcome(unpack):
        try:
            return unpack()
        except Exception as error:  # noqa: BLE001 - whatever pdfminer does
            return type(error)

    with within():
        found = outcome(lambda: PDFStream({"Filter": LIT(name)}, data).get_data())
    assert outcome(lambda: plain(data)) == found


def test_lzw_that_never_ends():
    """It is given up when there is more than may be."""
    with pytest.raises(LimitExceededError, match="limit part_bytes is 1,000,000"), within():
        PDFStream({"Filter": LIT("LZWDecode")}, hostile._lzw(3_000)).get_data()


def test_lzw_that_says_nothing():
    """Codes that only begin anew are work, too."""
    anew = int("100000000" * 8, 2).to_bytes(9, "big")
    with pytest.raises(LimitExceededError, match="limit pdf_steps is 20,000"), within():
        PDFStream({"Filter": LIT("LZWDecode")}, anew * 3_000).get_data()


def test_meanings_of_codes():
    """As numbers, names and texts."""
    meanings = FileUnicodeMap()
    with within():
        for code, meaning in enumerate((65, LIT("B"), b"\0C")):
            meanings.add_cid2unichr(code, meaning)

    assert {0: "A", 1: "B", 2: "C"} == meanings.cid2unichr


@pytest.mark.parametrize("name", ["CCITTFaxDecode", "Crypt", "Nothing"])
def test_what_makes_no_sense_as_content(name):
    """A picture, or a filter that nobody knows."""
    with within(), pytest.raises(pdftypes.PDFNotImplementedError, match="Unsupported filter"):
        PDFStream({"Filter": LIT(name)}, b"").get_data()


@pytest.mark.parametrize("name", ["DCTDecode", "JPXDecode", "JBIG2Decode"])
def test_pictures_stay_as_they_are(name):
    """Nobody looks at them."""
    with within():
        assert b"x" == PDFStream({"Filter": LIT(name)}, b"x").get_data()


@pytest.mark.parametrize("data", [b"\x05a", b"\x00", b"\xfe"])
def test_run_lengths_that_break_off(data):
    """pdfminer falls over them; they are damaged."""
    with within(), pytest.raises(EOFError):
        PDFStream({"Filter": LIT("RunLengthDecode")}, data).get_data()


@pytest.mark.parametrize(
    "parameters",
    [
        {"Predictor": 1},
        {"Predictor": 12, "Columns": 4},
        {"Predictor": 2, "Columns": 5},
        {"Columns": 5},
        {"Predictor": 5},
    ],
)
def test_predictors(parameters):
    """The same as pdfminer, or the same error."""
    attrs = {"Filter": LIT("FlateDecode"), "DecodeParms": parameters}
    data = zlib.compress(bytes([2, 1, 1, 1, 1]) * 20)
    expected = unpacked(PDFStream(attrs, data))
    with within():
        assert expected == unpacked(PDFStream(attrs, data))


def test_rows_longer_than_all_of_it():
    """They would take memory for nothing."""
    attrs = {"Filter": LIT("FlateDecode"), "DecodeParms": {"Predictor": 12, "Columns": 10**9}}
    with pytest.raises(DamagedDocumentError, match="rows longer than all of it"), within():
        PDFStream(attrs, zlib.compress(b"1")).get_data()


def test_rc4():
    """The same bytes, in linear time, also when they come in pieces."""
    data = RANDOM.randbytes(300)
    expected = Arcfour(b"key").process(data)
    with within():
        cipher = Arcfour(b"key")
        assert expected == cipher.decrypt(data[:100]) + cipher.process(data[100:])


def test_resolved():
    """Lists and dictionaries through and through."""
    document = type("Document", (), {"getobj": lambda self, number: [number]})()
    reference = pdftypes.PDFObjRef(document, 7)
    with within():
        assert {"a": [[7], 1], "b": 2} == pdffont.resolve_all({"a": [reference, 1], "b": 2})


def test_hexadecimal():
    """A digit left over is a byte of its own; white space is none."""
    with within():
        assert [repr(b"He\x06")] == tokens(b"<48 65\n6>")
        assert psparser.PSBaseParser._parse_hexstring is guard._hexadecimal
