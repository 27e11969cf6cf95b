"""PDFs for tests, written object by object, so that each hazard is drawn exactly as some producer draws it.

Coordinates are points from the upper left of the page, as the reader gives them back. Characters of ASCII are half as
wide as the font size, all others as wide.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import cycle

WIDTH, HEIGHT = 595, 842


class Page:
    """A page to draw on; every method returns it."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, extra: str = "") -> None:
        self.width, self.height, self.extra = width, height, extra
        self.characters: set[str] = set()
        self.content: list[str] = []
        self.annotations: list[str] = []

    def raw(self, *operators: str) -> "Page":
        """Operators as they are (coordinates from the lower left)."""
        self.content += operators
        return self

    def text(self, x: float, y: float, text: str, size: float = 10, *, font: str = "F", before: str = "") -> "Page":
        """Text with its baseline at ``y``, drawn in one go; ``before`` are operators inside the text object."""
        return self.turned(f"1 0 0 1 {x} {self.height - y}", text, size, font=font, before=before)

    def turned(self, matrix: str, text: str, size: float = 10, *, font: str = "F", before: str = "") -> "Page":
        """Text with a matrix of its own."""
        self.characters |= set(text)
        code = text.encode("utf-16-be").hex()
        return self.raw(f"q BT /{font} {size} Tf {before} {matrix} Tm <{code}> Tj ET Q")

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> "Page":
        """A stroked line."""
        return self.raw(f"{width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "f") -> "Page":
        """A rectangle, filled unless another operator is given."""
        return self.raw(f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re {paint}")

    def annotation(self, entries: str, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """An annotation: its subtype with what else it says, and where it stands."""
        rect = f"{x0} {self.height - y1} {x1} {self.height - y0}"
        self.annotations.append(f"<< /Type /Annot /Subtype {entries} /Rect [{rect}] >>")
        return self

    def paragraph(self, y: float, *lines: str, x: float = 72, size: float = 12, leading: float = 20) -> "Page":
        """Lines of text below each other."""
        for number, line in enumerate(lines):
            self.text(x, y + number * leading, line, size)
        return self


Spans = tuple[int, int, int, int, str]
"""A cell: row, column, rows, columns, text."""


def strokes(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """A cell as four stroked lines."""
    for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        page.line(*line)


def stroked_box(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """A cell as a stroked rectangle."""
    page.box(x0, y0, x1, y1, "S")


def thin_fills(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """A cell as thin filled rectangles with the corners as pieces of their own, as word processors print it."""
    for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
        page.box(x, y, x + 0.48, y + 0.48)
    for y in (y0, y1):
        page.box(x0 + 0.48, y, x1, y + 0.48)
    for x in (x0, x1):
        page.box(x, y0 + 0.48, x + 0.48, y1)


def ring(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """A cell as the ring between two rectangles of one path, as browsers print it."""
    page.box(x0, y0, x1, y1, "").box(x0 + 1, y0 + 1, x1 - 1, y1 - 1, "f*")


def dots(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """A cell in dotted lines."""
    for x in range(int(x0), int(x1) + 1, 2):
        page.box(x, y0, x + 1, y0 + 1).box(x, y1, x + 1, y1 + 1)
    for y in range(int(y0), int(y1) + 1, 2):
        page.box(x0, y, x0 + 1, y + 1).box(x1, y, x1 + 1, y + 1)


STYLES: Sequence[Callable[[Page, float, float, float, float], None]] = (strokes, stroked_box, thin_fills, ring, dots)


def table(
    page: Page,
    cells: Iterable[Spans],
    *,
    x: float = 72,
    y: float = 100,
    widths: Sequence[float],
    height: float = 20,
    styles: Sequence[Callable[[Page, float, float, float, float], None]] = (strokes,),
) -> Page:
    """A table with its lines around each cell and its text in the middle of it; styles take turns."""
    edges = [x + sum(widths[:number]) for number in range(len(widths) + 1)]
    for (row, column, rows, columns, text), style in zip(cells, cycle(styles), strict=False):
        x0, x1 = edges[column], edges[column + columns]
        y0, y1 = y + row * height, y + (row + rows) * height
        style(page, x0, y0, x1, y1)
        wide = sum(5 if character.isascii() else 10 for character in text)
        if text:
            page.text((x0 + x1 - wide) / 2, (y0 + y1) / 2 + 3, text)
    return page


def rows(*texts: Sequence[str], start: int = 0) -> list[Spans]:
    """Cells without spans, one sequence a row."""
    return [(row, column, 1, 1, text) for row, line in enumerate(texts, start) for column, text in enumerate(line)]


# ------------------------------------------------------------------------------------------------ the file


def pdf(
    *pages: Page,
    objects: Sequence[str | bytes] = (),
    resources: str = "",
    catalog: str = "",
    title: bytes | None = None,
    packed: Callable[[bytes], bytes] | None = None,
    count: int | None = None,
    password: str | None = None,
    fonts: str = "",
) -> bytes:
    """The file.

    ``objects`` are numbered from 20 on; ``packed`` compresses contents; ``count`` is the number of pages the file
    claims; with ``password`` (of the user, may be empty) it is encrypted. ``fonts`` are more fonts, with their names.
    """
    characters = sorted(set().union(*(page.characters for page in pages)))
    kids = [100 + 2 * number for number in range(len(pages))]
    fonts = f"<< /F 5 0 R /V 8 0 R /U 9 0 R {fonts} >>"
    body: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: (
            f"<< /Type /Pages /Count {len(pages) if count is None else count} "
            f"/Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Resources << /Font {fonts} {resources} >> >>"
        ).encode(),
        5: _font("Identity-H", "/ToUnicode 7 0 R"),
        6: (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) "
            b"/Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor 10 0 R >>"
        ),
        7: stream(_to_unicode(characters)),
        8: _font("Identity-V", "/ToUnicode 7 0 R"),
        9: _font("Identity-H", ""),
        10: (
            b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 /Descent -120 /ItalicAngle 0 "
            b"/FontBBox [0 -120 1000 880] /StemV 80 /CapHeight 700 >>"
        ),
    }
    for number, each in enumerate(objects, 20):
        body[number] = each if isinstance(each, bytes) else each.encode()
    for kid, page in zip(kids, pages, strict=True):
        content = "\n".join(page.content).encode()
        notes = f"/Annots [{' '.join(page.annotations)}]" if page.annotations else ""
        body[kid] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Contents {kid + 1} 0 R "
            f"{page.extra} {notes} >>"
        ).encode()
        body[kid + 1] = stream(content) if packed is None else stream(packed(content), "/Filter /FlateDecode")
    trailer = "/Root 1 0 R"
    if title is not None:
        body[3] = b"<< /Title <" + title.hex().encode() + b"> >>"
        trailer += " /Info 3 0 R"
    if password is not None:
        body, trailer = _encrypted(body, trailer, password.encode())
    return _file(body, trailer)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def _font(encoding: str, entries: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} /DescendantFonts [6 0 R] {entries} >>"
    ).encode()


def _to_unicode(characters: Sequence[str]) -> bytes:
    """What each code means; codes are UTF-16, so that tests can write any character."""
    codes = [character.encode("utf-16-be").hex() for character in characters]
    pairs = "\n".join(f"<{code}> <{code}>" for code in codes)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /C def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()


def _file(body: dict[int, bytes], trailer: str) -> bytes:
    data = b"%PDF-1.6\n"
    places = {}
    for number, content in sorted(body.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    size = max(body) + 1
    table = "".join(
        f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n" for number in range(size)
    )
    return data + f"xref\n0 {size}\n{table}trailer << /Size {size} {trailer} >>\nstartxref\n{len(data)}\n%%EOF".encode()


# ------------------------------------------------------------------------------------- encryption (40 bits)

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    result = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        result.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(result)


def _encrypted(body: dict[int, bytes], trailer: str, password: bytes) -> tuple[dict[int, bytes], str]:
    """The streams encrypted as PDF 1.1 does it (strings outside them must not occur, but for a title in hex)."""
    md5 = partial(hashlib.md5, usedforsecurity=False)
    user = (password + _PAD)[:32]
    owner = _rc4(md5((b"owner" + _PAD)[:32]).digest()[:5], user)
    permissions = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = md5(user + owner + permissions + b"0123456789abcdef").digest()[:5]
    encrypted = {}
    for number, content in body.items():
        head, mark, rest = content.partition(b"stream\n")
        if mark:
            own = md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            rest = _rc4(own, rest[: -len(b"\nendstream")]) + b"\nendstream"
        encrypted[number] = head + mark + rest
    entries = f"/O <{owner.hex()}> /U <{_rc4(key, _PAD).hex()}> /P -4"
    encrypted[4] = f"<< /Filter /Standard /V 1 /R 2 {entries} >>".encode()
    identity = b"0123456789abcdef".hex()
    return encrypted, f"{trailer} /Encrypt 4 0 R /ID [<{identity}> <{identity}>]"


flate = zlib.compress
