"""Plain text and Markdown to paragraphs and tables.

Tables come with their rows in pipes or tabs, or with one cell to a line and pipes between. Only a table of pipes with
its line of dashes, all of whose rows have as many cells, has columns; of every other one the order of the cells is all
that is known. Lines without pipes and tabs are paragraphs, whatever they hold. A table in HTML, as programs for text
recognition write it into Markdown, is read as HTML.
"""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Final, TypeVar

import attrs

from govdisclosure.model.place import Place
from govdisclosure.readers import ruled
from govdisclosure.readers.charset import decode
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.labels import find
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.lines import cut, line_cut
from govdisclosure.readers.numbers import is_numeric

_Item = TypeVar("_Item", Paragraph, GridCell)

_DASHES: Final = re.compile(":-++:?|-++:|-{3,}+")
"""A cell of the line under the head of a table in Markdown. A dash alone in a cell is a mark for nothing."""
_DEEPEST_HEADING: Final = 6
_MOST_INDENTED: Final = 3
"""Blanks that may stand before a heading."""
_EMPHASIS: Final = ("**", "__")
_HTML_TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_TAG: Final = re.compile(r"<(/?)table\b[^>]*+>?", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:nbsp|#160|#xa0);|<br\s*/?>", re.IGNORECASE)

_MARKDOWN: Final = (".md", ".markdown")
"""How the names of files end in which a backslash and an ampersand are marks."""
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_BAR: Final = re.compile("[｜￨│┃║∣]")
_BARRED: Final = re.compile(f"^[^|\n{_BAR.pattern[1:-1]}]*{_BAR.pattern}[^|\n]*{_BAR.pattern}", re.MULTILINE)
"""A line with two bars at least, and no pipe before them."""
_FEW_BARRED: Final = 3
_FRAME: Final = re.compile("[\u250c-\u254b\u2552-\u256f]")
"""Where lines of a drawn frame meet."""

_SHORT: Final = 60
"""Characters of a line that may be a cell of a table with pipes between its lines."""
_Piece = tuple[int, str]
"""A text, with the number of its line before it."""
_Pieces = Sequence[_Piece]
"""The lines that a cell consists of."""

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


def read(data: bytes, *, name: str = "", limits: Bounds) -> Document:
    """The document in a text."""
    budget = Budget.of(limits)
    budget.hold("document_bytes", len(data))
    decoded = decode(data, declared=None)
    text = _with_pipes(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    budget.hold("lines", text.count("\n"))
    remarks: list[Remark] = list(decoded.remarks)
    blocks: list[Block] = []
    tables = 0
    for piece, number in _pieces(text):
        if isinstance(piece, str):
            lines = [_cut(_Line(number + at, line), budget, remarks) for at, line in enumerate(piece.split("\n"))]
            found = tuple(_with_characters(_blocks(lines, budget), lines))
            found = tuple(map(_unescaped, found)) if name.lower().endswith(_MARKDOWN) else found
        else:
            inner = _html(piece, budget)
            remarks.extend(_moved(remark, tables) for remark in inner.remarks)
            found = inner.blocks
        blocks.extend(found)
        tables += sum(isinstance(block, Grid) for block in found)
    return Document(blocks=tuple(_numbered(blocks)), name=name, remarks=tuple(remarks))


def _cut(line: _Line, budget: Budget, remarks: list[Remark]) -> _Line:
    """The line, of one longer than any real one the beginning."""
    text = cut(line.text, budget.limits.line_characters)
    if len(text) == len(line.text):
        return line
    remarks.append(line_cut(line.text, text, Place(line=line.number)))
    return attrs.evolve(line, text=text)


def _with_pipes(text: str) -> str:
    """The text with pipes for the wide bars, or those of drawn lines, that part the cells of its tables.

    Where frames are drawn, the bars are left to whoever reads frames.
    """
    if _FRAME.search(text) or len(_BARRED.findall(text)) < _FEW_BARRED:
        return text
    return "\n".join(line if "|" in line else _BAR.sub("|", line) for line in text.split("\n"))


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
    depth = 0
    for match in _TABLE_TAG.finditer(text, start):
        depth += -1 if match[1] else 1
        at = match.end()
        if depth <= 0:
            return at
    return len(text)


def _with_characters(blocks: Iterable[Block], lines: Sequence[_Line]) -> Iterator[Block]:
    """The blocks, each cell of a table with the character of its line that it begins with."""
    texts = {line.number: line.text for line in lines}
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        reached: dict[int, int] = {}
        cells: list[GridCell] = []
        for cell in block.cells:
            number = cell.place.line or 0
            words = cell.text.partition("\n")[0]
            at = texts[number].find(words, reached.get(number, 0)) if words else -1
            if at >= 0:
                reached[number] = at + len(words)
                cell = attrs.evolve(cell, place=attrs.evolve(cell.place, character=at + 1))
            cells.append(cell)
        yield attrs.evolve(block, cells=tuple(cells))


def _unescaped(block: Block) -> Block:
    """The block with its characters that are escaped as Markdown escapes them."""
    if isinstance(block, Paragraph):
        return _with_text(block)
    return attrs.evolve(block, cells=tuple(map(_with_text, block.cells)))


def _with_text(item: _Item) -> _Item:
    text = _ESCAPE.sub(lambda mark: mark[1] or html.unescape(mark[0]), item.text).strip()
    return attrs.evolve(item, text=text, place=attrs.evolve(item.place, text=text))


def _html(data: bytes, limits: Bounds) -> Document:
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


def _blocks(lines: Sequence[_Line], budget: Budget) -> Iterator[Block]:
    at, drawn = 0, 0  # up to where lines have been tried as one drawing
    while at < len(lines):
        line = lines[at]
        if at >= drawn and ruled.begins(line.text):
            drawn, grids = _drawn(lines, at, budget)
            yield from grids
            at = drawn if grids else at
            continue
        end = _end_of_pipes(lines, at) if line.piped else _end_of_tabs(lines, at) if line.tabbed else at
        if end > at:
            yield from _table(lines[at:end], budget)
            at = end
        else:
            yield from _paragraph(line)
            at += 1


def _drawn(lines: Sequence[_Line], start: int, budget: Budget) -> tuple[int, list[Grid]]:
    """The line after those that may be one drawing, and the table that they draw, if they draw one."""
    end = next((at for at in range(start, len(lines)) if not ruled.goes_on(lines[at].text)), len(lines))
    cells = ruled.cells([(line.number, line.text) for line in lines[start:end]])
    budget.take("slots", sum(cell.rowspan * cell.colspan for cell in cells))
    return end, [Grid(cells=cells, place=Place(line=lines[start].number))] if cells else []


def _paragraph(line: _Line) -> Iterator[Paragraph]:
    heading = _heading(line.text)
    text = _plain(line.text if heading is None else heading)
    if text:
        yield Paragraph(text=text, place=Place(line=line.number, text=text), heading=heading is not None)


def _heading(text: str) -> str | None:
    """The words of a heading without the marks around them; None if the line is none."""
    plain = text.lstrip()
    words = plain.lstrip("#")
    depth = len(plain) - len(words)
    if len(text) - len(plain) > _MOST_INDENTED or not 0 < depth <= _DEEPEST_HEADING or not words[:1].isspace():
        return None
    return words.strip().rstrip("#").strip()


def _plain(text: str) -> str:
    plain = _ENTITY.sub(" ", text)
    for mark in _EMPHASIS:
        plain = _without_emphasis(plain, mark)
    return plain.strip()


def _without_emphasis(text: str, mark: str) -> str:
    """The text without the pairs of a mark that stand right around words."""
    kept: list[str] = []
    at = start = 0
    while (start := text.find(mark, start)) >= 0:
        inside = start + len(mark)
        if text[inside : inside + 1].isspace():
            start = inside
        elif (end := _closing(text, mark, inside + 1)) < 0:
            break
        else:
            kept += text[at:start], text[inside:end]
            at = start = end + len(mark)
    return "".join((*kept, text[at:]))


def _closing(text: str, mark: str, at: int) -> int:
    """Where the next mark is that has no white space before it; -1 if there is none."""
    while (end := text.find(mark, at)) >= 0 and text[end - 1].isspace():
        at = end + 1
    return end


_FEW_ROWS: Final = 3
"""Rows that may be equally long by chance."""


def _end_of_tabs(lines: Sequence[_Line], start: int) -> int:
    """The line after the table with tabs; blank lines inside it are none of its rows.

    A line of words with nothing but tabs behind them is a row all of whose cells are blank.
    """
    end = start
    for at in range(start, len(lines)):
        if lines[at].tabbed or (lines[at].text.strip() and lines[at].text.endswith("\t")):
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
    table = lines[start:end]
    goes_on = end < len(lines) and not _is_apart(lines[end]) and _are_one_line(list(_between_pipes(table)), table)
    return end + goes_on  # with the cell behind the last pipe


def _begins_marked(lines: Sequence[_Line], at: int) -> bool:
    """Whether the line at ``at`` is the head of a table with a line of dashes under it."""
    if _is_dashes(lines[at]):
        return False
    below = next((line for line in lines[at + 1 : at + 3] if line.text.strip()), None)
    return below is not None and below.piped and _is_dashes(below)


def _is_apart(line: _Line) -> bool:
    """Whether a line is no cell of a table: a title, a sentence, or a long text other than an explained label."""
    text = line.text.strip()
    if "。" in text or _heading(line.text) is not None:
        return True
    return len(text) > _SHORT and not find(text).entries


def _table(lines: Sequence[_Line], budget: Budget) -> Iterator[Block]:
    rows = [line for line in lines if line.text.strip()]
    if not rows[0].piped:
        cells = [_on_line(line, line.text.split("\t")) for line in rows]
        yield from _grid(cells, budget, aligned=_keep_slots(cells))
    elif any(_is_dashes(line) for line in rows) and all(line.piped for line in rows):
        cut = [_on_line(line, _fields(line.text)) for line in rows if not _is_dashes(line)]
        yield from _grid(cut, budget, aligned=len({len(_fields(line.text)) for line in rows}) == 1)
    else:
        yield from _grid(list(_rows_between_pipes(lines)), budget, aligned=False)


def _keep_slots(rows: Sequence[Sequence[_Piece]]) -> bool:
    """Whether rows parted by tabs have a cell for every slot: they are many and equally long, and blanks are kept."""
    blank = any(not text.strip() for row in rows for _, text in row)
    return len(rows) > _FEW_ROWS and len(set(map(len, rows))) == 1 and blank


def _is_dashes(line: _Line) -> bool:
    cells = re.split("[|+]", line.text.strip().removeprefix("|").removesuffix("|"))  # some programs join dashes by +
    return all(_DASHES.fullmatch(cell.strip()) for cell in cells)


def _fields(text: str) -> list[str]:
    """The cells between the pipes of a row, without what is outside the first and the last pipe."""
    return re.split(r"(?<!\\)\|", text.strip().removeprefix("|").removesuffix("|"))


def _on_line(line: _Line, cells: Iterable[str]) -> list[_Piece]:
    """Cells that stand on one line."""
    return [(line.number, text) for text in cells]


def _rows_between_pipes(lines: Sequence[_Line]) -> Iterator[list[_Piece]]:
    """The cells between pipes, each with its line, by the line on which they begin.

    Where every pipe has a line of its own, nothing parts a row from the next but the end of a line: an empty line or a
    number before words is the last cell of a row. What follows it may be the number of a row. Several numbers below
    words are one cell of the next row, as nothing parts them.
    """
    cells = list(_between_pipes(lines))
    if not _are_one_line(cells, lines):
        joined = (_joined(part) for pair in itertools.pairwise([[(0, "")], *cells]) for part in _parted(*pair))
        for _, group in itertools.groupby(joined, key=lambda cell: cell[0]):
            yield list(group)
        return
    row: list[_Piece] = []
    for pieces, (_, after) in zip(cells, [*map(_joined, cells[1:]), (0, "")], strict=True):
        first, *rest = pieces[1:-1] or pieces  # without what is left of the lines of the pipes
        follows = _joined(rest) if rest else (0, "")
        ends = (not first[1].strip() or is_numeric(first[1])) and _begins_row(follows[1], after)
        ends = ends or (len(rest) > 1 and not is_numeric(first[1]) and all(is_numeric(text) for _, text in rest))
        row.append(_joined([first] if ends else pieces))
        if ends:
            yield row
            row = [follows]
    yield row


def _begins_row(text: str, after: str) -> bool:
    """Whether a cell may be the first of a row: words, or a number before words."""
    return bool(text) and (not is_numeric(text) or (bool(after) and not is_numeric(after)))


def _opened(lines: Sequence[_Line]) -> frozenset[int]:
    """The numbers of the lines whose first pipe only opens their row: all begin with one that begin a row."""
    begun: dict[int, bool] = {}
    ended = True
    for line in lines:
        text = line.text.strip()
        if ended:
            begun[line.number] = text.startswith("|") and text != "|"
        ended = text.endswith("|") and text != "|"
    return frozenset(begun) if all(begun.values()) else frozenset()


def _between_pipes(lines: Sequence[_Line]) -> Iterator[_Pieces]:
    """What stands between pipes; a cell may go on on the next line.

    Where every row begins and ends with a pipe, nothing stands between the two.
    """
    pending: list[_Piece] = []
    opened = _opened(lines)
    for line in lines:
        opens = line.number in opened
        pending = [] if opens else pending
        *closed, rest = (line.text.lstrip().removeprefix("|") if opens else line.text).split("|")
        for text in closed:
            yield [*pending, (line.number, text)]
            pending = []
        pending.append((line.number, rest))
    if len(pending) > 1 or pending[0][1].strip():
        yield [*pending, (pending[-1][0], "")]  # as if a pipe came after it


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


def _joined(pieces: _Pieces) -> _Piece:
    first = next((number for number, text in pieces if text.strip()), pieces[-1][0])
    return first, "\n".join(text.strip() for _, text in pieces if text.strip())


def _grid(rows: Sequence[Sequence[_Piece]], budget: Budget, *, aligned: bool) -> Iterator[Grid]:
    budget.take("slots", sum(map(len, rows)))
    cells = tuple(
        GridCell(text=text, row=row, column=column, place=Place(row=row + 1, column=column + 1, line=number, text=text))
        for row, fields in enumerate(rows)
        for column, (number, text) in enumerate((number, _plain(text)) for number, text in fields)
    )
    if cells:
        yield Grid(cells=cells, place=Place(line=cells[0].place.line), aligned=aligned)
