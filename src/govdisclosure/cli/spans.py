"""Where in the text of a file the numbers of a report stand: line and columns, for tools that mark or mend them there.

What was read says of a cell its line (text, Markdown), or its table, row and column (pages). Here that place is found
again in the text of the file, and taken only where just what was read stands there. Where it is not found, nothing is
said; that goes for other formats as well.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Final

import attrs

from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.readers.charset import decode
from govdisclosure.readers.web.slots import Span as Spread
from govdisclosure.readers.web.slots import place, span
from govdisclosure.render.entry import Span

MOST_BYTES: Final = 5_000_000
"""What is larger is not looked through again."""
_DECLARED: Final = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE)
_BEGINNING: Final = 16_384
_BLANKS: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[\w.,，－-]+")

Spans = dict[str, Span]


def spans(path: Path, reading: Reading) -> Spans:
    """Where each number of a reading stands in the file, by address, as far as it is found there."""
    find = _FINDERS.get(reading.format)
    if find is None:
        return {}
    try:
        if path.stat().st_size > MOST_BYTES:
            return {}
        data = path.read_bytes()
    except OSError:
        return {}
    declared = _DECLARED.search(data[:_BEGINNING])
    text = decode(data, declared=None if declared is None else declared[1].decode("ascii", "replace")).text
    return find(text.replace("\r\n", "\n").replace("\r", "\n"), dict(reading.places))


# ---------------------------------------------------------------------------------------------------- text


def _in_text(text: str, places: Mapping[str, Place]) -> Spans:
    lines = text.split("\n")
    return {
        address: _in_line(lines[at.line - 1], at) for address, at in places.items() if at.line and at.line <= len(lines)
    }


def _in_line(line: str, at: Place) -> Span:
    """Where a text stands in its line: in its field between pipes, failing that where it stands alone."""
    number = at.line or 1
    if not at.text:
        return Span(number)
    if (start := _field(line, at)) is not None:
        return Span(number, start + 1, start + 1 + len(at.text))
    alone = [word for word in _WORD.finditer(line) if word[0] == at.text]
    if len(alone) == 1:
        return Span(number, alone[0].start() + 1, alone[0].end() + 1)
    return Span(number)


def _field(line: str, at: Place) -> int | None:
    """Where the text begins in its field between pipes; None unless it is all that stands there."""
    if at.column is None or "|" not in line or "\\|" in line:
        return None
    fields = line.split("|")
    number = at.column if line.lstrip().startswith("|") else at.column - 1
    if number >= len(fields) or fields[number].strip() != at.text:
        return None
    return sum(len(field) + 1 for field in fields[:number]) + fields[number].index(at.text)


# ---------------------------------------------------------------------------------------------------- pages

_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?:script|style)\b.*?(?:</(?:script|style)\b[^<>]*>|\Z)"
    r"|<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th)\b(?P<attributes>[^<>]*)>"
    r"|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""\b(colspan|rowspan)\s{0,9}=\s{0,9}["']?\s{0,9}(\d{1,6})""", re.IGNORECASE)


@attrs.define
class _Cell:
    """A cell: how many slots it asks for, where it begins, and its pieces of text with where each begins."""

    spread: Spread
    start: int
    pieces: list[tuple[int, str]] = attrs.Factory(list)

    @property
    def text(self) -> str:
        return _without_blanks("".join(html.unescape(piece) for _, piece in self.pieces))


@attrs.define
class _Table:
    """A table: its rows by groups."""

    groups: list[list[list[_Cell]]] = attrs.Factory(lambda: [[]])
    open: _Cell | None = None

    def tag(self, name: str, attributes: str, start: int, *, end: bool) -> None:
        self.open = None
        if name in ("td", "th"):
            if not end:
                asked = {key.lower(): value for key, value in _ATTRIBUTE.findall(attributes)}
                self.open = _Cell(span(asked.get("colspan"), asked.get("rowspan")), start)
                group = self.groups[-1]
                if not group:
                    group.append([])
                group[-1].append(self.open)
        elif name == "tr":
            if not end:
                self.groups[-1].append([])
        else:
            self.groups.append([])

    def cells(self) -> dict[tuple[int, int], _Cell]:
        """The cells by row and column, counted from 1."""
        found: dict[tuple[int, int], _Cell] = {}
        first = 0
        for group in self.groups:
            slots = place([[cell.spread for cell in row] for row in group], first=first, take=lambda slots: None)
            cells = (cell for row in group for cell in row)
            found |= {(row + 1, column + 1): cell for (row, column, _, _), cell in zip(slots, cells, strict=True)}
            first += len(group)
        return found


def _tables(page: str) -> Iterator[_Table]:
    """Every table of a page, with the text that stands in its cells and in no table inside."""
    above: list[_Table] = []
    at = 0
    for token in _TOKEN.finditer(page):
        if above and above[-1].open is not None and token.start() > at:
            above[-1].open.pieces.append((at, page[at : token.start()]))
        at = token.end()
        name = (token["name"] or "").lower()
        if name == "table" and not token["end"]:
            above.append(_Table())
            yield above[-1]
        elif name == "table":
            del above[-1:]
        elif name and above:
            above[-1].tag(name, token["attributes"], token.end(), end=bool(token["end"]))


def _in_page(page: str, places: Mapping[str, Place]) -> Spans:
    wanted: dict[int, dict[str, Place]] = {}
    for address, at in places.items():
        if at.table is not None and at.row is not None and at.column is not None:
            wanted.setdefault(at.table, {})[address] = at
    tables = [table.cells() for table in list(_tables(page))]
    starts = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
    found: Spans = {}
    for group in wanted.values():
        standing = [
            {address: cell for address, at in group.items() if (cell := _standing(table, at)) is not None}
            for table in tables
        ]
        best = max(map(len, standing), default=0)
        fitting = [each for each in standing if len(each) == best > len(group) // 2]
        if len(fitting) == 1:
            found |= {address: _of_cell(cell, group[address], starts) for address, cell in fitting[0].items()}
    return found


def _standing(table: Mapping[tuple[int, int], _Cell], at: Place) -> _Cell | None:
    """The cell of a table where a text was read, if just that stands in it."""
    cell = table.get((at.row or 0, at.column or 0))
    return cell if cell is not None and cell.text == _without_blanks(at.text) else None


def _of_cell(cell: _Cell, at: Place, starts: list[int]) -> Span:
    """The span of the one piece that is the text; the line of the cell where it is in several, or written otherwise."""
    pieces = [(start, piece) for start, piece in cell.pieces if piece.strip()]
    start, piece = pieces[0] if pieces else (cell.start, "")
    start += len(piece) - len(piece.lstrip())
    line = bisect_right(starts, start)
    if len(pieces) != 1 or piece.strip() != at.text:
        return Span(line)
    column = start - starts[line - 1] + 1
    return Span(line, column, column + len(at.text))


def _without_blanks(text: str) -> str:
    return _BLANKS.sub("", text)


_FINDERS: Final[Mapping[str, Callable[[str, Mapping[str, Place]], Spans]]] = {"text": _in_text, "html": _in_page}
