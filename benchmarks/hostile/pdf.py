"""PDF files that are small and cost much, unless the reader counts what it does."""

import hashlib
import random
import struct
import zlib
from collections.abc import Iterator, Mapping
from itertools import count

Objects = dict[int, bytes]
"""The objects of a file by number; 1 is the catalogue, 2 the pages, 3 the page, 4 what is drawn, 5 the font."""

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F 10 Tf 72 700 Td (2024) Tj ET\n"


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document: what it is, the suffix of its file, its content."""
    for part in (_references, _pages, _tables_of_objects, _streams, _content, _forms, _fonts, _drawing, _encryption):
        for name, data in part():
            yield name, ".pdf", data


# --- how a file is put together --------------------------------------------------------------------------------------


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def bomb(pattern: bytes, size: int, layers: int = 1) -> bytes:
    """A pattern repeated up to a size, packed in layers, as a stream."""
    packer = zlib.compressobj(9)
    piece = pattern * max(1, 65_536 // len(pattern))
    data = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter [{'/FlateDecode ' * layers}]")


def page(content: bytes = b"", *, resources: str = "", entries: str = "", packed: bool = False) -> Objects:
    """The objects of a file of one page."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F 5 0 R >> {resources} >> {entries} >>".encode(),
        4: stream(content, packed=packed),
        5: FONT,
    }


def file(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """The file: objects, their table, and where it is."""
    data = bytearray(b"%PDF-1.6\n")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n"
    for number, place in sorted(places.items()):
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    data += f"trailer << /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(data)


def with_streams(objects: Mapping[int, bytes], table: int, columns: str, entries: bytes, more: str = "") -> bytes:
    """A file whose table of objects is a stream."""
    data = bytearray(b"%PDF-1.6\n")
    for number, content in objects.items():
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    head = f"/Type /XRef /Root 1 0 R /W [{columns}] {more}"
    data += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, stream(entries, head, packed=True), start)
    return bytes(data)


# --- the kinds -------------------------------------------------------------------------------------------------------


def _references() -> Iterator[tuple[str, bytes]]:
    yield "two references to each other", file(page() | {4: b"5 0 R", 5: b"4 0 R"})
    yield "a reference to itself as a box", file(page(TEXT, entries="/CropBox [9 0 R 0 9 9]") | {9: b"9 0 R"})
    chain: Objects = {number: b"%d 0 R" % (number + 1) for number in range(10, 30_000)}
    yield "a chain of 30,000 references", file(page(TEXT, entries="/Rotate 10 0 R") | chain | {30_000: b"0"})
    lengths = {
        number: b"<< /Length %d 0 R >>\nstream\n\nendstream" % (number + 1 if number < 900 else 10)
        for number in range(10, 901)
    }
    yield "lengths of streams that are streams", file(page() | {4: b"10 0 R"} | lengths)
    doubling = {number: b"[%s]" % (b"%d 0 R " % (number + 1) * 10) for number in range(10, 40)} | {40: b"1"}
    yield "lists of lists of lists, ten times each", file(_cid_font(page(TEXT), "/W [1 10 0 R]") | doubling)
    yield (
        "a box of lists of lists",
        file(page(TEXT) | {5: _simple("/FontDescriptor << /FontBBox 10 0 R >>")} | doubling),
    )


def _pages() -> Iterator[tuple[str, bytes]]:
    pages = page(TEXT)
    yield "pages that contain themselves", file(pages | {2: b"<< /Type /Pages /Count 1 /Kids [2 0 R 3 0 R 2 0 R] >>"})
    tree = {number: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] >>" % (number + 1, number + 1) for number in range(10, 60)}
    yield "a tree of pages that doubles 50 times", file(pages | {2: tree[10]} | tree | {60: pages[3]})
    deep = {number: b"<< /Type /Pages /Kids [%d 0 R] >>" % (number + 1) for number in range(10, 5_000)}
    yield "a tree of pages 5,000 deep", file(pages | {2: deep[10]} | deep | {5_000: pages[3]})
    yield "one page a million times", file(pages | {2: b"<< /Type /Pages /Kids [%s] >>" % (b"3 0 R " * 1_000_000)})
    many = dict.fromkeys(range(10, 20010), pages[3])
    kids = b"".join(b"%d 0 R " % number for number in many)
    yield "20,000 pages", file(pages | {2: b"<< /Type /Pages /Kids [%s] >>" % kids} | many)
    wide = b"<< /Type /Page %s >>" % b"".join(b"/K%d 1 " % number for number in range(100_000))
    kids = b"".join(b"%d 0 R " % number for number in range(10, 2_010))
    same = dict.fromkeys(range(10, 2010), b"9 0 R")
    yield "2,000 references to a wide page", file(pages | {2: b"<< /Type /Pages /Kids [%s] >>" % kids, 9: wide} | same)
    labels = {number: b"<< /Kids [%d 0 R %d 0 R] >>" % (number + 1, number + 1) for number in range(10, 60)}
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /PageLabels 10 0 R >>"
    yield "numbers of pages that double 50 times", file(pages | {1: catalogue} | labels | {60: b"<< /Nums [0 <<>>] >>"})
    note = b"<< /Subtype /FreeText /Contents (%s) >>" % (b"2024 " * 20_000)
    kids = b"".join(b"%d 0 R " % number for number in range(10, 300))
    noted = {number: pages[3].replace(b"/Type /Page ", b"/Type /Page /Annots 9 0 R ") for number in range(10, 300)}
    yield (
        "one long note on 290 pages",
        file(pages | {2: b"<< /Type /Pages /Kids [%s] >>" % kids, 8: note, 9: b"[%s]" % (b"8 0 R " * 20)} | noted),
    )


def _tables_of_objects(size: int = 16_000_000) -> Iterator[tuple[str, bytes]]:
    yield "a table of objects before itself", _previous(file(page(TEXT)))
    plain = file(page(TEXT))
    tables = bytearray(plain[: plain.rindex(b"xref\n0") if b"xref\n0" in plain else len(plain)])
    last = int(plain.split(b"startxref\n")[1].split()[0])
    for _ in range(3_000):
        here = len(tables)
        tables += b"\nxref\n0 0\ntrailer << /Root 1 0 R /Prev %d >>\n" % last
        last = here + 1
    yield "3,000 tables of objects", bytes(tables) + b"startxref\n%d\n%%%%EOF" % last
    big = b"xref\n1 50000\n" + b"0000000009 00000 n \n" * 50_000
    offsets = file(page(TEXT))
    start = len(offsets)
    body = offsets + big + b"trailer << /Root 1 0 R /XRefStm %d /Prev %d >>\n" % (start + 1, start + 2)
    yield "a large table read from every place in it", body + b"startxref\n%d\n%%%%EOF" % start
    entries = b"\x01\x00\x00\x00\x09\x00" * 10
    yield (
        "a table that promises 2,000,000,000 objects",
        with_streams({1: b"<< /Type /Catalog >>"}, 5, "1 4 1", entries, "/Size 9 /Index [0 2000000000]"),
    )
    ranges = " ".join(f"{number} 1" for number in range(100_000, 300_000))
    many = with_streams(page(TEXT), 9, "1 4 1", entries, f"/Size 9 /Index [{ranges}]")
    yield "a table in 200,000 parts", many
    yield "16 MB without an end of line", b"%PDF-1.6 " + b"1 " * (size // 2)
    yield "16 MB of ends of line", b"%PDF-1.6 " + b"\n" * size
    objects = b"".join(b"%d 0 obj [" % number for number in range(100_000))
    yield "objects without an end", b"%PDF-1.6\n" + objects.replace(b"[", b"[\n")
    inside = page(TEXT) | {9: stream(b"9 0 8 3 [] []", "/Type /ObjStm /N 2 /First 8")}
    yield "an object stream in itself", with_streams(inside, 8, "1 1 1", b"\x02\x09\x00" * 20, "/Size 20")
    packed = {9: stream(b"1 0 " * 1_000_000, "/Type /ObjStm /N 1000000 /First 8", packed=True)}
    yield "an object stream of a million objects", b"%PDF-1.6\n" + file(page(TEXT) | packed)[9:-40]
    overlapping = b"".join(b"%d 0 obj << /Length 9999999 >>\nstream\n" % number for number in range(10, 20_000))
    whole = b"%PDF-1.6\n" + overlapping + b"\n" * 10_000_000
    places: list[bytes] = []
    at = 9
    for number in range(10, 20_000):
        places.append(b"%d 1\n%010d 00000 n \n" % (number, at))
        at += len(b"%d 0 obj << /Length 9999999 >>\nstream\n" % number)
    kids = b"".join(b"%d 0 R " % number for number in range(10, 20_000))
    head = b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [%s] >> endobj\n" % kids
    first, second = len(whole), len(whole) + head.index(b"2 0 obj")
    table = b"xref\n1 1\n%010d 00000 n \n2 1\n%010d 00000 n \n" % (first, second) + b"".join(places)
    end = b"trailer << /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (first + len(head))
    yield "streams within streams", whole + head + table + end


def _previous(data: bytes) -> bytes:
    start = data.split(b"startxref\n")[1].split()[0]
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %s" % start)


def _streams(size: int = 200_000_000) -> Iterator[tuple[str, bytes]]:
    yield "content of 200 MB of blanks", file(page() | {4: bomb(b" ", size)})
    yield "content of 30 MB of zeros", file(page() | {4: bomb(b"\0", 30_000_000)})
    yield "content packed in four layers", file(page() | {4: bomb(b"q ", size // 2, layers=4)})
    yield "500 filters", file(page() | {4: stream(b"20" * 1_000, f"/Filter [{'/AHx ' * 500}]")})
    yield "two million filters", file(page() | {4: stream(b"", f"/Filter [{'/AHx ' * 2_000_000}]")})
    yield "4 MB of RunLength", file(page() | {4: stream(b"\x81 " * 2_000_000, "/Filter /RunLengthDecode")})
    yield "400 KB of LZW", file(page() | {4: stream(_lzw(400_000), "/Filter /LZWDecode")})
    yield "10 MB of ASCII85", file(page() | {4: stream(b"z" * 10_000_000, "/Filter /ASCII85Decode")})
    yield "1 MB of blanks as ASCII85", file(page() | {4: stream(b" " * 1_000_000 + b"x", "/Filter /ASCII85Decode")})
    parameters = "/DecodeParms << /Predictor 12 /Columns {} >>"
    wide = stream(b"\0" * 100, parameters.format(2_000_000_000))
    yield "a row of 2,000,000,000 bytes", file(page() | {4: wide.replace(b"/Length", b"/Filter /AHx /Length")})
    rows = zlib.compress(b"\4" + b"\1" * 30_000_000, 9)
    yield (
        "30 MB with a predictor",
        file(page() | {4: stream(rows, "/Filter /FlateDecode " + parameters.format(30_000_000))}),
    )
    fax = "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1000000000 /Rows 1000000000 >>"
    yield "content as a fax", file(page() | {4: stream(b"\x55" * 10_000, fax)})
    wrong = bytearray(zlib.compress(random.Random(1).randbytes(2_000_000)))
    wrong[-2] ^= 1
    yield "2 MB with a wrong checksum", file(page() | {4: stream(bytes(wrong), "/Filter /FlateDecode")})
    parts = b"[%s]" % (b"6 0 R " * 200_000)
    yield "200,000 pieces of content", file(page() | {4: parts, 6: stream(b"q Q ")})


def _lzw(size: int) -> bytes:
    """Codes that each stand for the longest text known, which grows by one character with each of them."""
    bits = [format(256, "09b"), format(65, "09b")]
    width = 9
    for code in range(258, 4_095):
        bits.append(format(code, f"0{width}b"))
        width = {511: 10, 1_023: 11, 2_047: 12}.get(code + 1, width)
    bits.append(format(4_094, "012b") * (size * 8 // 12))
    text = "".join(bits)
    text = text[: len(text) // 8 * 8]
    return int(text, 2).to_bytes(len(text) // 8, "big")


def _content(size: int = 30_000_000) -> Iterator[tuple[str, bytes]]:
    for name, pattern in (
        ("states saved 15,000,000 times", b"q "),
        ("states saved and restored", b"q Q "),
        ("numbers without an operator", b"1 "),
        ("comments without an end", b"%\n"),
        ("brackets without an end", b"["),
        ("brackets of dictionaries", b"<< /A "),
        ("escapes in a text", rb"(\n\n\n\n) "),
        ("unknown operators", b"xy "),
        ("names", b"/a#20b "),
        ("empty texts", b"()Tj "),
        ("pictures in the content", b"BI /W 1 /H 1 ID x EI "),
        ("points of a path", b"1 1 l "),
        ("colours", b"1 0 0 rg "),
    ):
        yield name, file(page() | {4: bomb(pattern, size)})
    for name, head, pattern in (
        ("a text of 30 MB", b"BT /F 1 Tf (", b"2"),
        ("a hexadecimal text of 30 MB", b"BT /F 1 Tf <", b"20"),
        ("a name of 30 MB", b"/", b"a"),
        ("a number of 30 MB", b"", b"1"),
        ("a dash pattern without an end", b"[", b"1 "),
        ("a picture in the content without an end", b"BI /W 1 /H 1 ID ", b"E"),
    ):
        yield name, file(page(head + pattern * (size // len(pattern)), packed=True))
    path = b"0 0 m " + b"1 1 l " * 20_000 + b"W " * 20_000
    yield "20,000 clips of a long path", file(page(path, packed=True))
    tags = b"/A BMC " * 50_000 + TEXT * 3_000
    yield "50,000 marks without an end", file(page(tags, packed=True))
    layers = f"/Properties << /L << /OCGs [{'1 0 R ' * 50_000}] >> >>"
    yield "20,000 uses of 50,000 layers", file(page(b"/OC /L BDC EMC " * 20_000, resources=layers, packed=True))


def _forms() -> Iterator[tuple[str, bytes]]:
    page_of = page(b"/X Do", resources="/XObject << /X 10 0 R >>")
    head = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>"
    doubling = {number: stream(b"/X Do /X Do", head.format(number + 1)) for number in range(10, 50)}
    yield "forms in forms, two each, 40 deep", file(page_of | doubling | {50: stream(b"", head.format(9))})
    deep = {number: stream(b"/X Do", head.format(number + 1)) for number in range(10, 1_000)}
    yield "forms in forms, 1,000 deep", file(page_of | deep | {1_000: stream(b"", head.format(9))})
    yield "a form in itself", file(page_of | {10: stream(b"/X Do /X Do", head.format(10))})
    many = page(b"/X Do " * 300_000, resources="/XObject << /X 10 0 R >>", packed=True)
    fonts = " ".join(f"/F{number} << /Subtype /Type1 /BaseFont /Helvetica >>" for number in range(2_000))
    form = stream(b"", f"/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << {fonts} >> >>")
    yield "a form with 2,000 fonts drawn 300,000 times", file(many | {10: form})
    filters = stream(b"", f"/Subtype /Form /BBox [0 0 9 9] /Filter [{'/AHx ' * 300_000}]")
    yield "a form with 300,000 filters drawn 300,000 times", file(many | {10: filters})
    blanks = bomb(b" ", 20_000_000).replace(b"/Length", b"/Subtype /Form /BBox [0 0 9 9] /Length", 1)
    yield "a form of 20 MB drawn 300,000 times", file(many | {10: blanks})
    long = stream(b"(" + b"2" * 3_000_000 + b")", "/Subtype /Form /BBox [0 0 9 9]", packed=True)
    yield "a form with a long text drawn 300,000 times", file(many | {10: long})
    hexadecimal = stream(b"<" + b"20" * 1_500_000 + b">", "/Subtype /Form /BBox [0 0 9 9]", packed=True)
    yield "a form with a long hexadecimal text drawn 300,000 times", file(many | {10: hexadecimal})


def _simple(entries: str, kind: str = "Type1") -> bytes:
    return f"<< /Type /Font /Subtype /{kind} /BaseFont /Mine {entries} >>".encode()


def _cid_font(objects: Objects, entries: str, encoding: str = "/Identity-H", more: str = "") -> Objects:
    """The same page with a font of many characters."""
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding {encoding} /DescendantFonts [6 0 R] {more} >>"
    below = f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /FontDescriptor 7 0 R {entries} >>"
    return objects | {5: font.encode(), 6: below.encode(), 7: b"<< /FontName /Song >>"}


def _fonts() -> Iterator[tuple[str, bytes]]:
    text = page(TEXT)
    yield "widths of 2,000,000,000 characters", file(_cid_font(text, "/W [0 2000000000 500]"))
    yield "widths of 65,536 characters 20,000 times", file(_cid_font(text, f"/W [{'0 65535 500 ' * 20_000}]"))
    yield (
        "widths of 2,000,000,000 characters downward",
        file(_cid_font(text, "/W2 [0 2000000000 1 1 1]", "/Identity-V")),
    )
    for name, body in (
        ("meanings of 4,000,000,000 codes", b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
        ("meanings of 65,536 codes 20,000 times", b"beginbfrange <0000> <FFFF> <0041> endbfrange " * 20_000),
        ("numbers of 4,000,000,000 codes", b"1 begincidrange <00000000> <FFFFFFFF> 1 endcidrange"),
        ("long meanings of 65,536 codes", b"beginbfrange <0000> <FFFF> <%s> endbfrange " % (b"0041" * 2_000) * 100),
        ("meanings without an end", b"beginbfchar " + b"<01> <0041> " * 2_000_000),
    ):
        yield name, file(_cid_font(text, "", more="/ToUnicode 8 0 R") | {8: stream(body, packed=True)})
    groups = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0, 0x10FFFF, 0) * 200
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + groups[:12] + struct.pack(">I", 200) + groups[16:]
    table = struct.pack(">4sHHHH", b"\0\1\0\0", 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap
    identity = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >>"
    fonts = _cid_font(text, identity) | {7: b"<< /FontFile2 8 0 R >>", 8: stream(table, packed=True)}
    yield "a font of 200,000,000 characters", file(fonts)
    kinds = "UniGB-UCS2 UniGB-UTF16 GBK-EUC GBKp-EUC GBK2K GB-EUC UniCNS-UTF16 UniJIS-UTF16 UniKS-UTF16 UniGB-UTF8 "
    kinds += "UniJIS-UTF8 UniCNS-UTF8 UniKS-UTF8 UniGB-UTF32 UniJIS-UTF32 UniCNS-UTF32 UniKS-UTF32 KSCms-UHC 90ms-RKSJ "
    kinds += "UniJIS2004-UTF32 UniJIS2004-UTF16 UniJIS2004-UTF8 HKscs-B5 ETen-B5 CNS-EUC"
    below = {6: b"<< /Subtype /CIDFontType2 /BaseFont /Song >>"}
    maps = " ".join(
        f"/M{number} << /Subtype /Type0 /Encoding /{name}-{way} /DescendantFonts [6 0 R] >>"
        for number, (name, way) in enumerate((name, way) for name in kinds.split() for way in "HV")
    )
    yield "50 character maps", file(page(TEXT) | {3: page(b"")[3].replace(b"/F 5 0 R", maps.encode())} | below)
    shared = " ".join(
        f"/M{number} << /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [6 0 R] >>" for number in range(20_000)
    )
    wide = {6: b"<< /Subtype /CIDFontType2 /BaseFont /Song /W [%s] >>" % (b"1 [] " * 100_000)}
    yield (
        "20,000 fonts with the same widths",
        file(page(TEXT) | {3: page()[3].replace(b"/F 5 0 R", shared.encode())} | wide),
    )
    named = " ".join(f"/M{number} << /Subtype /Type1 /Encoding 6 0 R >>" for number in range(20_000))
    differences = {6: b"<< /Differences [0 /%s] >>" % (b"_a" * 300_000)}
    yield (
        "20,000 fonts with the same long name",
        file(page(TEXT) | {3: page()[3].replace(b"/F 5 0 R", named.encode())} | differences),
    )
    loop = b"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    yield "a font that descends from itself", file(page(TEXT) | {5: loop})
    third = "/FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /Widths [{}]".format("1 " * 1_000_000)
    yield "a font of drawings with a million widths", file(page(TEXT) | {5: _simple(third, "Type3")})


def _drawing() -> Iterator[tuple[str, bytes]]:
    lattice = b"".join(b"0 %d.%d m 595 %d.%d l S\n" % (*divmod(n, 10), *divmod(n, 10)) for n in range(0, 8_400, 4))
    lattice += b"".join(b"%d.%d 0 m %d.%d 842 l S\n" % (*divmod(n, 10), *divmod(n, 10)) for n in range(0, 5_900, 4))
    yield "a lattice of 3,500 lines", file(page(lattice + TEXT, packed=True))
    tiny = b"".join(b"%d %d m %d %d l %d %d l S\n" % (x, y, x + 5, y, x + 5, y + 5) for x, y in _grid(60, 80, 9, 10))
    yield "4,800 corners of lines", file(page(tiny + TEXT, packed=True))
    boxes = b"".join(b"%d %d 7 7 re S\n" % (x, y) for x, y in _grid(60, 80, 9, 10))
    yield "4,800 boxes", file(page(boxes + TEXT * 100, packed=True))
    fills = b"".join(b"%d %d 595 842 re f\n" % (-n, -n) for n in range(20_000))
    yield "20,000 areas under 3,000 characters", file(page(fills + TEXT * 750, packed=True))
    letters = b"BT /F 1 Tf " + b"".join(b"1 0 0 1 %d %d Tm (23) Tj " % (x, y) for x, y in _grid(110, 160, 5, 5)) + b"ET"
    yield "35,200 characters on a page", file(page(letters, packed=True))
    same = b"BT /F 10 Tf " + b"1 0 0 1 72 700 Tm (2024) Tj " * 9_000 + b"ET"
    yield "36,000 characters in one place", file(page(same, packed=True))
    row = b"BT /F 1 Tf " + b"".join(b"1 0 0 1 %d 700 Tm (2) Tj " % n for n in range(20_000)) + b"ET"
    yield "20,000 characters in a row", file(page(row, packed=True))
    column = b"BT /F 1 Tf " + b"".join(b"1 0 0 1 72 %d Tm (2) Tj " % n for n in range(20_000)) + b"ET"
    yield "20,000 characters in a column", file(page(column, packed=True))
    mixed = letters[: len(letters) // 4] + b" ET " + lattice[: len(lattice) // 6] + lattice[-len(lattice) // 6 :]
    yield "text over a lattice", file(page(mixed[mixed.index(b"BT") :].replace(b"S\n0", b"S\n0"), packed=True))
    noise = random.Random(7)
    scattered = b"BT /F 8 Tf " + b"".join(
        b"1 0 0 1 %d %d Tm (%d) Tj " % (noise.randrange(595), noise.randrange(842), noise.randrange(99))
        for _ in range(15_000)
    )
    yield "15,000 numbers scattered", file(page(scattered + b"ET", packed=True))
    strikes = b"".join(b"72 %d.%03d m 500 %d.%03d l S\n" % (700, n % 1000, 700, n % 1000) for n in range(10_000))
    yield "10,000 lines through a row", file(page(strikes + same[: len(same) // 4] + b" ET", packed=True))
    full = (
        b"BT /F 10 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (2024) Tj " % (x, y) for x, y in _grid(20, 40, 25, 20))
        + b"ET "
        + b"".join(b"0 %d m 595 %d l S 0 0 m %d 842 l S " % (y, y, y) for y in range(0, 800, 20))
    )
    pages = page(full, packed=True)
    kids = b"".join(b"%d 0 R " % number for number in range(10, 310))
    many = dict.fromkeys(range(10, 310), pages[3])
    yield "300 full pages", file(pages | {2: b"<< /Type /Pages /Count 300 /Kids [%s] >>" % kids} | many)


def _grid(columns: int, rows: int, across: int, up: int) -> Iterator[tuple[int, int]]:
    return ((x * across, y * up) for y in range(rows) for x in range(columns))


def _encryption() -> Iterator[tuple[str, bytes]]:
    identity = "/ID [<00> <00>]"
    long = "00" * 1_000_000
    entries = f"<< /Filter /Standard /V 5 /R 6 /P -4 /O <{long}> /U <{long}> /OE <00> /UE <00> "
    entries += "/CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF >>"
    yield "a key of a million bytes", file(page(TEXT) | {9: entries.encode()}, f"/Encrypt 9 0 R {identity}")
    head = _rc4_key()
    texts = b"<< /Type /Page /MediaBox [0 0 9 9] /A [%s] >>" % (b"(1)" * 300_000)
    yield "300,000 encrypted texts", file(page(TEXT) | {3: texts, 9: head}, f"/Encrypt 9 0 R {identity}")
    yield "8 MB encrypted", file(page(b"\0" * 8_000_000) | {9: head}, f"/Encrypt 9 0 R {identity}")


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4_key() -> bytes:
    """The encryption of a file that opens without a password (40 bits)."""
    owner = bytes(32)
    key = hashlib.md5(_PAD + owner + b"\xfc\xff\xff\xff" + b"\0", usedforsecurity=False).digest()[:5]
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % 5]) % 256
        state[i], state[j] = state[j], state[i]
    user = bytearray()
    j = 0
    for i, byte in zip(count(1), _PAD, strict=False):
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        user.append(byte ^ state[(state[i] + state[j]) % 256])
    return f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>".encode()
