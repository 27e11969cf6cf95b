"""Plain text and Markdown to paragraphs and tables.

Tables come with their rows in pipes or tabs, or with one cell to a line and pipes between. Only a table of pipes with
its line of dashes, all of whose rows have as many cells, has columns; of every other one the order of the cells is all
that is known. Lines without pipes and tabs are paragraphs, whatever they hold. A table in HTML, as programs for text
recognition write it into Markdown, is read as HTML.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final

import attrs

from govdisclosure.model.place import Place
from govdisclosure.optional import require
from govdisclosure.readers import ruled
from govdisclosure.readers.charset import decode
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.numbers import is_numeric

_DASHES: Final = re.compile(r"\s*\|?\s*{0}\s*(?:[|+]\s*{0}\s*)*\|?\s*".format("(?::-+:?|-+:|-{3,})"))
"""The line under the head of a table in Markdown, as other programs join its dashes as well. A dash alone in a cell is
a mark for nothing.
"""
_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HTML_TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)
_HTML_END: Final = re.compile(r"</table\s*>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:nbsp|#160|#xa0);|<br\s*/?>", re.IGNORECASE)

_SHORT: Final = 60
"""Characters of a line that may be a cell of a table with pipes between its lines."""
_APART: Final = 48
"""Lines without a pipe that may stand between two with one, in a table of one cell to a line."""


@attrs.frozen
class _Line:
    number: int
    text: str

    @property
    def piped(self) -> bool:
        return "|" in self.text

    @property
    def tabbed(self) -> bool:
        return "\t" in self.text.strip()


def read(data: bytes, *, name: str = "", limits: Limits) -> Document:
    """The document in a text."""
    limits.hold("document_bytes", len(data))
    decoded = decode(data, declared=None)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    remarks: list[Remark] = list(decoded.remarks)
    blocks: list[Block] = []
    for piece, number in _pieces(text):
        if isinstance(piece, str):
            blocks.extend(_blocks([_Line(number + at, line) for at, line in enumerate(piece.split("\n"))], limits))
        else:
            inner = _html(piece, limits)
            before = sum(isinstance(block, Grid) for block in blocks)
            remarks.extend(_moved(remark, before) for remark in inner.remarks)
            blocks.extend(inner.blocks)
    return Document(blocks=tuple(_numbered(blocks)), name=name, remarks=tuple(remarks))


def _pieces(text: str) -> Iterator[tuple[str | bytes, int]]:
    """The text with the tables in HTML taken out as bytes; each piece with the number of its first line."""
    at, line = 0, 1
    while start := _HTML_TABLE.search(text, at):
        end = _end_of_table(text, start.start())
        yield text[at : start.start()], line
        line += text.count("\n", at, start.start())
        yield text[start.start() : end].encode(), line
        line += text.count("\n", start.start(), end)
        at = end
    yield text[at:], line


def _end_of_table(text: str, start: int) -> int:
    """Where the table that begins at ``start`` ends, tables inside it included."""
    depth, at = 0, start
    for match in re.finditer(r"<(/?)table\b[^>]*>?", text[start:], re.IGNORECASE):
        depth += -1 if match[1] else 1
        at = start + match.end()
        if depth <= 0:
            return at
    return len(text)


def _html(data: bytes, limits: Limits) -> Document:
    require("selectolax", extra="html", purpose="reading a table in HTML", purpose_zh="读取 HTML 表格")
    module = import_module("govdisclosure.readers.web.html")
    document: Document = module.read(b"<meta charset=utf-8>" + data, name="", limits=limits)
    return document


def _moved(remark: Remark, tables: int) -> Remark:
    """The remark about a place that so many tables stand before."""
    place = remark.place
    return (
        remark if place.table is None else attrs.evolve(remark, place=attrs.evolve(place, table=place.table + tables))
    )


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the tables counted from 1."""
    table = 0
    for block in blocks:
        if isinstance(block, Grid):
            table += 1
            cells = tuple(attrs.evolve(cell, place=attrs.evolve(cell.place, table=table)) for cell in block.cells)
            yield attrs.evolve(block, cells=cells, place=attrs.evolve(block.place, table=table))
        else:
            yield block


# --- lines to blocks -------------------------------------------------------------------------------------------------


def _blocks(lines: Sequence[_Line], limits: Limits) -> Iterator[Block]:
    at, drawn = 0, 0  # up to where lines have been tried as one drawing
    while at < len(lines):
        line = lines[at]
        if at >= drawn and ruled.begins(line.text):
            drawn, grids = _drawn(lines, at, limits)
            yield from grids
            at = drawn if grids else at
            continue
        end = _end_of_pipes(lines, at) if line.piped else _end_of_tabs(lines, at) if line.tabbed else at
        if end > at:
            yield from _table(lines[at:end], limits)
            at = end
        else:
            yield from _paragraph(line)
            at += 1


def _drawn(lines: Sequence[_Line], start: int, limits: Limits) -> tuple[int, list[Grid]]:
    """The line after those that may be one drawing, and the table that they draw, if they draw one."""
    end = next((at for at in range(start, len(lines)) if not ruled.goes_on(lines[at].text)), len(lines))
    cells = ruled.cells([(line.number, line.text) for line in lines[start:end]])
    limits.hold("slots", sum(cell.rowspan * cell.colspan for cell in cells))
    return end, [Grid(cells=cells, place=Place(line=lines[start].number))] if cells else []


def _paragraph(line: _Line) -> Iterator[Paragraph]:
    heading = _HEADING.fullmatch(line.text)
    text = _plain(heading[2] if heading else line.text)
    if text:
        yield Paragraph(text=text, place=Place(line=line.number, text=text), heading=heading is not None)


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _ENTITY.sub(" ", text)).strip()


def _end_of_tabs(lines: Sequence[_Line], start: int) -> int:
    """The line after the table with tabs; blank lines inside it are none of its rows."""
    end = start
    for at in range(start, len(lines)):
        if lines[at].tabbed:
            end = at + 1
        elif lines[at].text.strip():
            break
    return end


def _end_of_pipes(lines: Sequence[_Line], start: int) -> int:
    """The line after the table with pipes that begins at ``start``.

    One with a line of dashes ends with its last row. In any other a few short lines without a pipe may be cells of it.
    """
    marked = _begins_marked(lines, start)
    end = start
    for at in range(start, len(lines)):
        line = lines[at]
        if line.piped:
            if at > start and _begins_marked(lines, at):
                break
            end = at + 1
        elif line.text.strip() and (
            marked or _is_apart(line) or sum(bool(each.text.strip()) for each in lines[end:at]) >= _APART
        ):
            break
    return end


def _begins_marked(lines: Sequence[_Line], at: int) -> bool:
    """Whether the line at ``at`` is the head of a table with a line of dashes under it."""
    if _is_dashes(lines[at]):
        return False
    below = next((line for line in lines[at + 1 : at + 3] if line.text.strip()), None)
    return below is not None and below.piped and _is_dashes(below)


def _is_apart(line: _Line) -> bool:
    return len(line.text.strip()) > _SHORT or "。" in line.text or bool(_HEADING.fullmatch(line.text))


def _table(lines: Sequence[_Line], limits: Limits) -> Iterator[Block]:
    rows = [line for line in lines if line.text.strip()]
    if not rows[0].piped:
        yield from _grid([(line.number, line.text.split("\t")) for line in rows], limits, aligned=False)
    elif any(_is_dashes(line) for line in rows) and all(line.piped for line in rows):
        cut = [(line.number, _fields(line.text)) for line in rows if not _is_dashes(line)]
        yield from _grid(cut, limits, aligned=len({len(_fields(line.text)) for line in rows}) == 1)
    else:
        yield from _grid(list(_rows_between_pipes(lines)), limits, aligned=False)


def _is_dashes(line: _Line) -> bool:
    return _DASHES.fullmatch(line.text) is not None and "-" in line.text


def _fields(text: str) -> list[str]:
    """The cells between the pipes of a row, without what is outside the first and the last pipe."""
    return re.split(r"(?<!\\)\|", text.strip().removeprefix("|").removesuffix("|"))


def _rows_between_pipes(lines: Sequence[_Line]) -> Iterator[tuple[int, list[str]]]:
    """The cells between pipes by the line on which they begin.

    Where every pipe has a line of its own, nothing parts a row from the next but the end of a line: an empty line or a
    number before words is the last cell of a row. What follows it may be the number of a row.
    """
    cells = list(_between_pipes(lines))
    if not _are_one_line(cells, lines):
        joined = (_joined(part) for pair in itertools.pairwise([[(0, "")], *cells]) for part in _parted(*pair))
        for number, group in itertools.groupby(joined, key=lambda cell: cell[0]):
            yield number, [text for _, text in group]
        return
    row: list[tuple[int, str]] = []
    for pieces, (_, after) in zip(cells, [*map(_joined, cells[1:]), (0, "")], strict=True):
        first, *rest = pieces[1:-1] or pieces  # without what is left of the lines of the pipes
        follows = _joined(rest) if rest else (0, "")
        ends = (not first[1].strip() or is_numeric(first[1])) and _begins_row(follows[1], after)
        row.append(_joined([first] if ends else pieces))
        if ends:
            yield row[0][0], [text for _, text in row]
            row = [follows]
    yield row[0][0], [text for _, text in row]


def _begins_row(text: str, after: str) -> bool:
    """Whether a cell may be the first of a row: words, or a number before words."""
    return bool(text) and (not is_numeric(text) or (bool(after) and not is_numeric(after)))


_Pieces = Sequence[tuple[int, str]]
"""The lines that a cell consists of, each with its number."""


def _between_pipes(lines: Sequence[_Line]) -> Iterator[_Pieces]:
    """What stands between pipes; a cell may go on on the next line."""
    pending: list[tuple[int, str]] = []
    for line in lines:
        *closed, rest = line.text.split("|")
        for text in closed:
            yield [*pending, (line.number, text)]
            pending = []
        pending.append((line.number, rest))
    if any(text.strip() for _, text in pending):
        yield pending


_ACROSS: Final = 2
"""Lines of a cell that is the last of one row and the first of the next."""


def _parted(before: _Pieces, pieces: _Pieces) -> Iterator[_Pieces]:
    """A cell, or the last cell of a row and the first of the next: a number after another, and words below it.

    A number that has none before it on its line may be the ordinal of the words.
    """
    filled = [number for number, (_, text) in enumerate(pieces) if text.strip()]
    number, text = pieces[0]
    if len(filled) == _ACROSS and before[-1][0] == number and is_numeric(text) and is_numeric(_joined(before)[1]):
        yield pieces[:1]
        pieces = pieces[filled[1] :]
    yield pieces


def _are_one_line(cells: Sequence[_Pieces], lines: Sequence[_Line]) -> bool:
    """Whether every pipe has a line to itself, and most cells have the one line between two of them."""
    if any(line.piped and line.text.strip() != "|" for line in lines):
        return False
    return 2 * sum(len(pieces) == 3 for pieces in cells) > len(cells)


def _joined(pieces: _Pieces) -> tuple[int, str]:
    first = next((number for number, text in pieces if text.strip()), pieces[-1][0])
    return first, "\n".join(text.strip() for _, text in pieces if text.strip())


def _grid(rows: Sequence[tuple[int, Sequence[str]]], limits: Limits, *, aligned: bool) -> Iterator[Grid]:
    limits.hold("slots", sum(len(fields) for _, fields in rows))
    cells = tuple(
        GridCell(text=text, row=row, column=column, place=Place(row=row + 1, column=column + 1, line=number, text=text))
        for row, (number, fields) in enumerate(rows)
        for column, text in enumerate(map(_plain, fields))
    )
    if cells:
        yield Grid(cells=cells, place=Place(line=rows[0][0]), aligned=aligned)
