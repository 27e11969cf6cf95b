"""Page numbers and running lines: recognised by standing in the same place page after page, and left out.

Only what is certain goes. A bare number at the foot of a single page may be a figure, and stays; of a line that is
printed on every page the first stays, because some reports have their title nowhere else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from unicodedata import normalize

import attrs

from govdisclosure.model.notices import PAGE_FURNITURE
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Remark
from govdisclosure.readers.pdf.lines import Line
from govdisclosure.readers.pdf.pieces import Piece
from govdisclosure.readers.pdf.sheet import Sheet
from govdisclosure.readers.pdf.work import spend_pairs

_DASH = "[-‐‑–—―−·•~]{1,3}"
_DECORATED = re.compile(
    rf"{_DASH}\s*(\d{{1,4}})\s*{_DASH}|第\s*(\d{{1,4}})\s*页\W*(?:共\s*\d+\s*页)?|Page\s+(\d{{1,4}})(?:\s+of\s+\d+)?"
)
_BARE = re.compile(r"(\d{1,3})(?:\s*/\s*\d{1,3})?")
_FOOT = 0.85
_HEAD = 0.10
"""Page numbers stand below or above these shares of the height; running lines nearer to the edge still."""
_EDGE_FOOT = 0.92
_EDGE_HEAD = 0.09
_SAME_PLACE = 6.0
_MANY = 3


@attrs.frozen
class _Number:
    """A line that may be a page number: how far it is ahead of the count of pages, and whether it is set as one."""

    sheet: Sheet
    line: Line
    ahead: int
    decorated: bool

    def stands_like(self, other: "_Number") -> bool:
        """Whether both count alike and stand at the same height."""
        height = self.line.baseline - other.line.baseline
        return self.ahead == other.ahead and abs(height) <= _SAME_PLACE


def without_furniture(sheets: tuple[Sheet, ...]) -> tuple[tuple[Sheet, ...], tuple[Remark, ...]]:
    """The sheets without page numbers and repeated running lines, and one remark on what was left out."""
    numbers = _page_numbers(sheets)
    running = _running_lines(sheets)
    first = {lines[0] for lines in running}
    repeated = {line for lines in running for line in lines[1:]}
    cleaned = tuple(_cleaned(sheet, numbers | repeated, first) for sheet in sheets)
    texts = [*sorted({lines[0][1].text for lines in running}), *(line.text for _, line in sorted(numbers, key=_page))]
    return cleaned, (_remark(texts),) if texts else ()


_Found = tuple[int, Line]
"""A line and the number of its page."""


def _page(found: _Found) -> int:
    return found[0]


def _remark(texts: list[str]) -> Remark:
    detail = " ".join(texts)
    return Remark(code=PAGE_FURNITURE, place=Place(text=detail), detail=detail)


def _cleaned(sheet: Sheet, dropped: set[_Found], running: set[_Found]) -> Sheet:
    kept = (line for line in sheet.loose if (sheet.number, line) not in dropped)
    loose = tuple(attrs.evolve(line, running=(sheet.number, line) in running) for line in kept)
    return attrs.evolve(sheet, loose=loose, pieces=tuple(_cleaned_piece(piece, dropped) for piece in sheet.pieces))


def _cleaned_piece(piece: Piece, dropped: set[_Found]) -> Piece:
    cells = tuple(
        attrs.evolve(cell, lines=tuple(line for line in cell.lines if (piece.page, line) not in dropped))
        for cell in piece.cells
    )
    return attrs.evolve(piece, cells=cells)


def _page_numbers(sheets: Iterable[Sheet]) -> set[_Found]:
    loose = [number for sheet in sheets for number in _numbers(sheet, _outermost(sheet))]
    spend_pairs(len(loose), len(loose))
    certain = [
        number
        for number in loose
        if number.decorated or any(other.stands_like(number) for other in loose if other.sheet is not number.sheet)
    ]
    numbered = {number.sheet.number for number in certain}
    boxed = [number for sheet in sheets if sheet.number not in numbered for number in _numbers(sheet, _boxed(sheet))]
    spend_pairs(len(boxed), len(certain))
    certain += [number for number in boxed if any(_is_same(number, other) for other in certain)]
    return {(number.sheet.number, number.line) for number in certain}


def _is_same(boxed: _Number, outside: _Number) -> bool:
    """Whether a number inside a table is where page numbers of other pages are, so that it is one as well."""
    beside = abs(boxed.line.box.middle[0] - outside.line.box.middle[0]) <= _SAME_PLACE
    return boxed.stands_like(outside) and (beside or boxed.decorated)


def _numbers(sheet: Sheet, lines: Iterable[Line]) -> Iterator[_Number]:
    for line in lines:
        text = normalize("NFKC", line.text)
        for pattern in (_DECORATED, _BARE):
            if found := pattern.fullmatch(text):
                number = next(int(group) for group in found.groups() if group)
                yield _Number(sheet, line, number - sheet.number, pattern is _DECORATED)


def _outermost(sheet: Sheet) -> Iterator[Line]:
    """The lines outside tables with nothing below them, at the foot, and with nothing above them, at the head."""
    baselines = [line.baseline for line in (*sheet.loose, *_boxed(sheet))]
    last, first = max(baselines, default=0.0), min(baselines, default=0.0)
    for line in sheet.loose:
        below = line.baseline > _FOOT * sheet.height and line.baseline >= last - 1
        above = line.baseline < _HEAD * sheet.height and line.baseline <= first + 1
        if below or above:
            yield line


def _boxed(sheet: Sheet) -> tuple[Line, ...]:
    return tuple(line for piece in sheet.pieces for cell in piece.cells for line in cell.lines)


def _running_lines(sheets: tuple[Sheet, ...]) -> list[list[_Found]]:
    """Lines with the same text at the same height on every page, or on three at least, each group by page."""
    groups: dict[tuple[str, int], list[_Found]] = defaultdict(list)
    for sheet in sheets:
        body = Counter(round(line.size) for line in sheet.loose).most_common(1)
        for line in sheet.loose:
            at_edge = not _EDGE_HEAD * sheet.height < line.baseline < _EDGE_FOOT * sheet.height
            if at_edge and round(line.size) <= body[0][0]:
                groups[line.text, round(line.baseline / _SAME_PLACE)].append((sheet.number, line))
    return [group for group in groups.values() if len(group) >= min(_MANY, max(2, len(sheets)))]
