"""Word documents (.docx, and the XML of Word 2003): what a person sees of them, as paragraphs and tables.

Read as if every tracked change had been accepted, with a remark that there were some. Not read as text, each with a
remark where it occurs: pictures, embedded objects and documents, footnotes, and the labels of automatic numbering (a
heading printed as "一、总体情况" may come without its "一、"). Headers and footers are not part of the text; a header
serves as the title if the file stores none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.word.text import LineReader
from govdisclosure.readers.word.xml import (
    Element,
    Properties,
    Styles,
    WordFile,
    beside,
    child,
    count,
    is_shaded,
    kind,
    open_word,
    plain_text,
    properties,
    revisions,
    setting,
    styles_of,
    switched_on,
    value,
    visible,
)

_BLOCKS: Final = frozenset({"w:p", "w:tbl", "w:altChunk", "w:subDoc"})
_ROWS: Final = frozenset({"w:tr"})
_CELLS: Final = frozenset({"w:tc"})
_CONTENT: Final = ("t", "tbl", "sym", "drawing", "pict", "object")

# Said once for the document, with their number; everything else is said for each place.
_COUNTED: Final = frozenset({"pictures-unread", "list-label-unread"})
_REVISED: Final = "unaccepted-revisions"
_DETAIL: Final = 200


def read(data: bytes, *, name: str = "", limits: Limits) -> Document:
    """The Word document in ``data``: a package, a flat package, or the XML of Word 2003."""
    word = open_word(data, limits)
    body = child(word.main, "w:body")
    if body is None:
        raise DamagedDocumentError("the Word document has no body; save it again", zh="Word 文档没有正文；请重新保存")
    styles = styles_of(word)
    lines = LineReader(styles, _footnotes(word))
    walk = _Walk(limits=limits, styles=styles, lines=lines, revisions=sum(1 for _ in revisions(word.main)))
    blocks = tuple(walk.blocks(body))
    return Document(blocks=blocks, title=word.title(), name=name, remarks=walk.said())


def _footnotes(word: WordFile) -> Mapping[tuple[str, str], str]:
    """The text of each footnote and endnote, by the kind of the reference to it and its id."""
    return {
        (f"{kind(note.tag)}Reference", value(note, "id") or ""): plain_text(note)
        for relation in ("footnotes", "endnotes")
        for notes in word.related(relation)
        for note in notes
    }


@attrs.define(kw_only=True)
class _Cell:
    """A cell while its table is being read; ``inside`` are the tables and text boxes in it."""

    row: int
    column: int
    merges: bool
    goes_on: bool
    notes: list[tuple[str, str]]
    colspan: int
    rowspan: int = 1
    lines: list[str] = attrs.field(factory=list[str])
    inside: list[Element] = attrs.field(factory=list[Element])

    @property
    def text(self) -> str:
        """The text of all paragraphs, line by line."""
        return "\n".join(filter(None, self.lines))

    def swallow(self, covered: "_Cell") -> None:
        """Note what a cell holds that is merged into this one: it is in the file and not shown."""
        self.notes.extend(covered.notes)
        text = "\n".join([covered.text, *map(plain_text, covered.inside)]).strip()
        if text:
            self.notes.append(("hidden-text", text))


@attrs.frozen
class _Row:
    """A row of a table: what is set on it, and its cells but for those deleted, each with what is set on it."""

    given: Properties
    cells: tuple[tuple[Element, Properties], ...]


@attrs.define(kw_only=True)
class _Walk:
    """One walk through a document, in reading order; ``depth`` counts the tables and text boxes around a place."""

    limits: Limits
    styles: Styles
    lines: LineReader
    revisions: int
    remarks: list[Remark] = attrs.field(factory=list[Remark], init=False)
    counted: Counter[str] = attrs.field(factory=Counter[str], init=False)
    tables: int = attrs.field(default=0, init=False)
    slots: int = attrs.field(default=0, init=False)

    def said(self) -> tuple[Remark, ...]:
        """Every remark: those on the whole document first."""
        numbers = {_REVISED: self.revisions, **self.counted}
        return (*(Remark(code=code, detail=str(number)) for code, number in numbers.items() if number), *self.remarks)

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables in a body, a cell or a text box."""
        self.limits.hold("table_depth", depth)
        for name, element in visible(parent, _BLOCKS):
            if name == "w:p":
                yield from self._paragraph(element, depth)
            elif name == "w:tbl":
                yield from self._table(element, depth)
            else:
                self._say([("embedded-document-unread", "")], Place())

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block]:
        line = self.lines.read(element)
        self._say(line.notes, Place(text=line.text))
        for text in filter(None, line.text.split("\n")):
            yield Paragraph(text=text, place=Place(text=text), heading=line.heading)
        for box in line.boxes:
            yield from self.blocks(box, depth + 1)

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        self.limits.hold("table_depth", depth)
        rows = list(_rows(table))
        if _is_layout(table, rows):
            for cell, _ in (cell for row in rows for cell in row.cells):
                yield from self.blocks(cell, depth + 1)
            return
        cells = self._merged(table, rows)
        if cells:
            self.tables += 1
            yield self._grid(cells, _width(table, cells))
        for inside in (inside for cell in cells for inside in cell.inside):
            is_table = inside.tag == table.tag
            yield from self._table(inside, depth + 1) if is_table else self.blocks(inside, depth + 1)

    def _grid(self, cells: list[_Cell], width: int) -> Grid:
        number = self.tables
        grid: list[GridCell] = []
        for cell in cells:
            text = cell.text
            place = Place(table=number, row=cell.row + 1, column=cell.column + 1, text=text)
            self._say(cell.notes, place)
            grid.append(
                GridCell(
                    text=text,
                    row=cell.row,
                    column=cell.column,
                    rowspan=cell.rowspan,
                    colspan=min(cell.colspan, width - cell.column),
                    place=place,
                    note=next((code for code, _ in cell.notes), "table-in-cell" if cell.inside and not text else ""),
                )
            )
        return Grid(cells=tuple(grid), place=Place(table=number))

    def _merged(self, table: Element, rows: list[_Row]) -> list[_Cell]:
        """The cells of the table, vertical merges joined, in order."""
        shaded = self.styles.of(properties(table, "w:tblPr").get("w:tblStyle")).shaded
        merged: list[_Cell] = []
        above: dict[int, _Cell] = {}
        number = 0
        for row in rows:
            cells = self._row(row, number, shaded=shaded)
            if _is_hidden(row, cells):
                self._say((note for cell in cells for note in cell.notes), Place(table=self.tables + 1))
                continue
            here = [_joined(cell, above) for cell in cells]
            merged.extend(cell for cell, joined in zip(cells, here, strict=True) if cell is joined)
            above = {cell.column: cell for cell in here if cell.merges}
            number += 1
        return merged

    def _row(self, row: _Row, number: int, *, shaded: bool) -> list[_Cell]:
        """The cells of a row, horizontal merges joined, with the columns they stand in."""
        cells: list[_Cell] = []
        column = count(row.given.get("w:gridBefore"), 0)
        for element, given in row.cells:
            cell = self._cell(element, given, number, column, shaded=shaded or is_shaded(given.get("w:shd")))
            column += cell.colspan
            if cells and _goes_on(given.get("w:hMerge")):
                cells[-1].colspan += cell.colspan
                cells[-1].swallow(cell)
            else:
                cells.append(cell)
        self.slots += column
        self.limits.hold("slots", self.slots)
        return cells

    def _cell(self, element: Element, given: Properties, row: int, column: int, *, shaded: bool) -> _Cell:
        cell = _Cell(
            row=row,
            column=column,
            colspan=max(1, count(given.get("w:gridSpan"), 1)),
            merges="w:vMerge" in given,
            goes_on=_goes_on(given.get("w:vMerge")),
            notes=[(_REVISED, "")] if self.revisions and any(True for _ in revisions(element)) else [],
        )
        for name, block in visible(element, _BLOCKS):
            if name == "w:p":
                line = self.lines.read(block, shaded=shaded)
                cell.lines.append(line.text)
                cell.notes.extend(line.notes)
                cell.inside.extend(line.boxes)
            elif name == "w:tbl":
                cell.inside.append(block)
            else:
                cell.notes.append(("embedded-document-unread", ""))
        return cell

    def _say(self, notes: Iterable[tuple[str, str]], place: Place) -> None:
        for code, detail in notes:
            if code in _COUNTED:
                self.counted[code] += 1
            elif code != _REVISED:
                self.remarks.append(Remark(code=code, place=place, detail=detail[:_DETAIL]))


def _rows(table: Element) -> Iterator[_Row]:
    """The rows of a table but for those deleted."""
    for _, row in visible(table, _ROWS):
        given = properties(row, "w:trPr")
        if "w:del" not in given:
            cells = ((cell, properties(cell, "w:tcPr")) for _, cell in visible(row, _CELLS))
            yield _Row(given, tuple(cell for cell in cells if "w:cellDel" not in cell[1]))


def _is_hidden(row: _Row, cells: list[_Cell]) -> bool:
    """Whether a row is marked as hidden and so is everything in it; Word shows what is not."""
    return switched_on(row.given.get("w:hidden")) and not any(cell.text or cell.inside for cell in cells)


def _is_layout(table: Element, rows: list[_Row]) -> bool:
    """Whether the table is a frame around a document rather than a table.

    That is one single cell, or a table around others with no two cells beside each other that hold anything.
    """
    if sum(len(row.cells) for row in rows) == 1:
        return True
    is_around_others = sum(1 for _ in table.iter(table.tag)) > 1
    return is_around_others and all(sum(_holds_anything(cell) for cell, _ in row.cells) <= 1 for row in rows)


def _holds_anything(cell: Element) -> bool:
    return any(True for _ in cell.iter(*beside(cell, _CONTENT)))


def _goes_on(merge: Element | None) -> bool:
    """Whether a cell goes on with the merged one before or above it; a merge that says nothing does."""
    return merge is not None and setting(merge) != "restart"


def _joined(cell: _Cell, above: Mapping[int, _Cell]) -> _Cell:
    """The cell that ``cell`` belongs to: the one above that it goes on with, if it is as wide, else itself."""
    anchor = above.get(cell.column)
    if not cell.goes_on or anchor is None or anchor.colspan != cell.colspan:
        return cell
    anchor.rowspan += 1
    anchor.swallow(cell)
    return anchor


def _width(table: Element, cells: list[_Cell]) -> int:
    """The columns of the table: those it declares, unless cells begin beyond them."""
    grid = child(table, "w:tblGrid")
    declared = sum(1 for column in (grid if grid is not None else ()) if kind(column.tag) == "w:gridCol")
    if declared > max(cell.column for cell in cells):
        return declared
    return max(cell.column + cell.colspan for cell in cells)
