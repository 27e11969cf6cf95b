"""Workbooks for tests: XLSX as XML strings in a zip, XLS as records in a compound file; and what was read, in short."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from govdisclosure.readers.grid import Document, Grid, GridCell, Paragraph
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sheets.workbook import read
from readers.ooxml import relations, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Value = str | int | float


# XLSX


def cell(reference: str, value: Value, *, style: int = 0) -> str:
    """A cell: a number, or a text inside the sheet."""
    if isinstance(value, str):
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}" s="{style}"><v>{value!r}</v></c>'


def rows(*cells: str) -> str:
    """The data of a sheet."""
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>"


def table(*lines: Sequence[Value | None], top: int = 1) -> str:
    """The data of a sheet, line by line from row ``top`` on; None is no cell at all."""
    return rows(
        *(
            cell(f"{chr(65 + column)}{top + number}", value)
            for number, line in enumerate(lines)
            for column, value in enumerate(line)
            if value is not None
        )
    )


def merges(*references: str) -> str:
    """The merged cells of a sheet."""
    listed = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return f"<mergeCells>{listed}</mergeCells>"


def xlsx(
    sheets: Mapping[str, str] | str,
    *,
    texts: str = "",
    styles: str = "",
    front: str = "",
    states: Mapping[str, str] | None = None,
    main: str = MAIN,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of these sheets (the XML inside ``worksheet``); one sheet is named 一.

    ``front`` stands before the list of sheets; ``more`` adds or replaces parts.
    """
    named = {"一": sheets} if isinstance(sheets, str) else sheets
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number + 1}" state="{(states or {}).get(name, "visible")}" r:id="s{number}"/>'
        for number, name in enumerate(named)
    )
    links = "".join(
        f'<Relationship Id="s{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(len(named))
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}">{front}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}"
        f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="f" Type="{OFFICE}/styles" Target="STYLES.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    for number, content in enumerate(named.values()):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}" xmlns:r="{OFFICE}">{content}</worksheet>'
        )
    return zipped(parts | dict(more or {}))


# XLS


def record(kind: int, body: bytes) -> bytes:
    """A record of a binary workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def text(content: str, *, length: str = "H", wide: bool = True) -> bytes:
    """A text of a binary workbook."""
    encoded = content.encode("utf-16-le" if wide else "latin-1")
    return struct.pack(f"<{length}B", len(content), wide) + encoded


BEGIN = record(0x809, struct.pack("<HHII", 0x600, 0x10, 0, 0))
END = record(0x0A, b"")


def number(row: int, column: int, value: float, *, style: int = 0) -> bytes:
    """A cell with a number."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, content: str, *, style: int = 0) -> bytes:
    """A cell with a text of its own."""
    return record(0x204, struct.pack("<HHH", row, column, style) + text(content))


def formula(row: int, column: int, result: bytes | float, tokens: bytes = b"", *, flags: int = 0) -> bytes:
    """A cell with a formula; ``result`` is a number or the eight bytes that stand for something else."""
    value = struct.pack("<d", result) if isinstance(result, float) else result
    return record(0x06, struct.pack("<HHH8sHIH", row, column, 0, value, flags, 0, len(tokens)) + tokens)


def xls(
    *sheets: bytes, front: bytes = b"", state: int = 0, kinds: Sequence[int] = (), stream: str = "Workbook"
) -> bytes:
    """A binary workbook; each sheet is the records between its beginning and its end, and is named by a letter."""
    bodies = [BEGIN + sheet + END for sheet in sheets]
    kinds = [*kinds, *[0] * len(bodies)]

    def whole(start: int) -> bytes:
        listed = b"".join(
            record(0x85, struct.pack("<IBB", start + sum(map(len, bodies[:index])), state, kinds[index]) + name)
            for index, name in enumerate(text(name, length="B") for name in "甲乙丙丁"[: len(bodies)])
        )
        return record(0x809, struct.pack("<HHII", 0x600, 0x05, 0, 0)) + front + listed + END

    return compound({stream: whole(len(whole(0))) + b"".join(bodies)})


FREE, LAST = 0xFFFFFFFF, 0xFFFFFFFE


def entry(name: str, kind: int, *, child: int = FREE, after: int = FREE, start: int = LAST, size: int = 0) -> bytes:
    """An entry of the directory of a compound file."""
    encoded = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIII", encoded, len(encoded) + 2, kind, 1, FREE, after, child, start, size, 0)


class Sectors:
    """Contents put into sectors of one size one after the other, and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.table: list[int] = []
        self.content = b""

    def put(self, content: bytes) -> int:
        """The first sector of ``content``."""
        start, count = len(self.table), -(-len(content) // self.size)
        self.table += [*range(start + 1, start + count), LAST] if count else []
        self.content += content.ljust(count * self.size, b"\0")
        return start if count else LAST


def words(numbers: Iterable[int]) -> bytes:
    """Numbers of four bytes."""
    return b"".join(struct.pack("<I", number) for number in numbers)


def compound(streams: Mapping[str, bytes], *, cutoff: int = 0, shift: int = 9) -> bytes:
    """A compound file; streams shorter than ``cutoff`` go into the mini stream."""
    mini, sectors = Sectors(64), Sectors(1 << shift)
    starts = {
        name: mini.put(content) if len(content) < cutoff else sectors.put(content) for name, content in streams.items()
    }
    root = entry("Root Entry", 5, child=1, start=sectors.put(mini.content), size=len(mini.content))
    mini_table = sectors.put(words(mini.table))
    names = list(streams)
    entries = [
        entry(name, 2, after=FREE if name == names[-1] else index + 2, start=starts[name], size=len(streams[name]))
        for index, name in enumerate(names)
    ]
    directory = sectors.put(root + b"".join(entries))
    # The table has an entry for each sector, its own sectors among them; the lists beyond 109 need a chain of lists.
    each, used = sectors.size // 4, len(sectors.table)
    own = next(n for n in range(1, used) if n * each >= used + n + -(-max(n - 109, 0) // (each - 1)))
    listed = list(range(used, used + own))
    more = [listed[109:][start : start + each - 1] for start in range(0, max(own - 109, 0), each - 1)]
    table = [*sectors.table, *listed, *(FREE for _ in more)]
    lists = b"".join(
        words([*part, *[FREE] * (each - 1 - len(part)), used + own + index + 1 if part != more[-1] else LAST])
        for index, part in enumerate(more)
    )
    header = struct.pack(
        "<8s16xHHHHH6xIII", bytes.fromhex("D0CF11E0A1B11AE1"), 62, 3, 0xFFFE, shift, 6, 0, own, directory
    )
    header += struct.pack("<4xIIIII", cutoff, mini_table, len(mini.table), used + own if more else LAST, len(more))
    header += words([*listed, *[FREE] * 109][:109])
    return (
        header.ljust(sectors.size, b"\0")
        + sectors.content
        + words([*table, *[FREE] * (own * each - len(table))])
        + lists
    )


# What was read


def opened(data: bytes, **limits: int) -> Document:
    """The document in ``data``."""
    return read(data, limits=Limits(**limits))


def texts_of(grid: Grid) -> list[list[str]]:
    """The texts of a grid, row by row."""
    return [[each.text for each in row] for row in grid.rows()]


def outline(document: Document) -> list[str | list[list[str]]]:
    """A paragraph as its text, a grid as its texts; a heading is marked."""
    return [
        texts_of(block) if isinstance(block, Grid) else "# " * block.heading + block.text for block in document.blocks
    ]


def cells_of(document: Document) -> list[GridCell]:
    """All cells of all grids."""
    return [each for block in document.blocks if isinstance(block, Grid) for each in block.cells]


def texts_at(document: Document) -> dict[tuple[int | None, int | None], str]:
    """What stands at each row and column of a sheet, in a grid or outside; blank cells left out."""
    found: Iterable[GridCell | Paragraph] = [
        *cells_of(document),
        *(block for block in document.blocks if isinstance(block, Paragraph) and not block.heading),
    ]
    return {(each.place.row, each.place.column): each.text for each in found if each.text}


def said(document: Document) -> list[tuple[str, str]]:
    """The remarks, as code and detail."""
    return [(remark.code, remark.detail) for remark in document.remarks]
