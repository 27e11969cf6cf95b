"""Word documents (.docx, and the XML of Word 2003): what a person sees of them, as paragraphs and tables.

Read as if every tracked change had been accepted, with a remark that there were some. Documents inside it (altChunk)
are read in their place if they are pages, texts or Word documents. Not read as text, each with a remark where it
occurs: pictures, embedded objects, footnotes, and the labels of automatic numbering (a heading printed as
"一、总体情况" may come without its "一、"). Headers and footers are not part of the text; a header serves as the title
if the file stores none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.model.notices import (
    EMBEDDED_DOCUMENT_UNREAD,
    FIELD_WITHOUT_RESULT,
    HIDDEN_TEXT,
    LIST_LABEL_UNREAD,
    LOOK_UNCLEAR,
    OBJECT_UNREAD,
    PICTURES_UNREAD,
    TABLE_IN_CELL,
    UNACCEPTED_REVISIONS,
)
from govdisclosure.model.place import Place
from govdisclosure.readers.colours import WHITE, hexadecimal
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.looks import Note, gravest
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.word.chunks import Chunks
from govdisclosure.readers.word.looks import Around
from govdisclosure.readers.word.numbering import running_on
from govdisclosure.readers.word.styles import Styles, styles_of
from govdisclosure.readers.word.tables import Ground
from govdisclosure.readers.word.text import LineReader
from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import (
    Properties,
    WordFile,
    beside,
    child,
    count,
    kind,
    open_word,
    plain_text,
    properties,
    revisions,
    setting,
    switched_on,
    value,
    visible,
)

_BLOCKS: Final = frozenset({"w:p", "w:tbl", "w:altChunk", "w:subDoc"})
_ROWS: Final = frozenset({"w:tr"})
_CELLS: Final = frozenset({"w:tc"})
_CONTENT: Final = ("t", "tbl", "sym", "drawing", "pict", "object")

# Said once for the document, with their number; everything else is said for each place.
_COUNTED: Final = frozenset({PICTURES_UNREAD, LIST_LABEL_UNREAD})
_SHOWN: Final = frozenset({PICTURES_UNREAD, OBJECT_UNREAD, FIELD_WITHOUT_RESULT, EMBEDDED_DOCUMENT_UNREAD})
"""What stands in a cell and shows, nobody knows what."""
_CONTROLS: Final = ("showingPlcHdr", "dataBinding")
"""What makes a content control show a prompt, or data of its own whatever the document has stored."""
_DETAIL: Final = 200


_CHUNKS_IN_A_ROW: Final = 3
"""Word documents inside each other."""


def read(data: bytes, *, name: str = "", limits: Bounds) -> Document:
    """The Word document in ``data``: a package, a flat package, or the XML of Word 2003."""
    return attrs.evolve(_read(data, Budget.of(limits), depth=0), name=name)


def _read(data: bytes, budget: Budget, *, depth: int) -> Document:
    word = open_word(data, budget)
    body = child(word.main, "w:body")
    if body is None:
        raise DamagedDocumentError("the Word document has no body; save it again", zh="Word 文档没有正文；请重新保存")
    styles = styles_of(word)
    deeper = depth < _CHUNKS_IN_A_ROW
    walk = _Walk(
        budget=budget,
        styles=styles,
        lines=LineReader(styles, _footnotes(word), frozenset(_symbolic_fonts(word)), frozenset(running_on(word))),
        chunks=Chunks(word, budget, (lambda inner: _read(inner, budget, depth=depth + 1)) if deeper else None),
        page=_page(word, styles),
        revisions=sum(1 for _ in revisions(word.main)),
        controls=any(True for _ in word.main.iter(*beside(word.main, _CONTROLS))),
    )
    blocks = tuple(walk.blocks(body, walk.page))
    return Document(blocks=blocks, title=word.title(), remarks=walk.said())


def _page(word: WordFile, styles: Styles) -> Around:
    """What surrounds text outside tables; a page may be printed white whatever colour it has on the screen."""
    background = child(word.main, "w:background")
    colour = None if background is None else hexadecimal(value(background, "color") or "")
    return Around(marks=styles.defaults, grounds=(WHITE, colour) if colour else (WHITE,))


def _symbolic_fonts(word: WordFile) -> Iterator[str]:
    """The fonts that have pictures in place of letters, as far as the document says so."""
    for fonts in (*word.related("fontTable"), *filter(None, [child(word.main, "w:fonts")])):
        for font in fonts:
            charset = child(font, "w:charset")
            if charset is not None and setting(charset).removeprefix("0") == "2":
                yield (value(font, "name") or "").lower()


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
    """A cell while its table is being read; ``inside`` are the tables and text boxes in it.

    ``controlled`` tells that a content control shows a prompt in it, or data of its own.
    """

    row: int
    column: int
    merges: bool
    goes_on: bool
    notes: list[Note]
    colspan: int
    controlled: bool
    rowspan: int = 1
    lines: list[str] = attrs.field(factory=list[str])
    inside: list[Element | Grid] = attrs.field(factory=list["Element | Grid"])

    @property
    def text(self) -> str:
        """The text of all paragraphs, line by line."""
        return "\n".join(filter(None, self.lines))

    def swallow(self, covered: "_Cell") -> None:
        """Note what a cell holds that is merged into this one: it is in the file and not shown."""
        self.notes.extend(covered.notes)
        text = "\n".join([covered.text, *map(_text_inside, covered.inside)]).strip()
        if text:
            self.notes.append((HIDDEN_TEXT, text))

    def doubt(self) -> None:
        """Leave a number in doubt if something stands beside it that was not read, or a program fills it in."""
        unread = self.inside or any(code in _SHOWN for code, _ in self.notes)
        if (unread or self.controlled) and is_numeric(self.text):
            self.notes.append((LOOK_UNCLEAR, self.text))


def _text_inside(inside: Element | Grid) -> str:
    return " ".join(cell.text for cell in inside.cells) if isinstance(inside, Grid) else plain_text(inside)


@attrs.frozen
class _WordRow:
    """A row of a table: what is set on it, and its cells but for those deleted, each with what is set on it."""

    given: Properties
    cells: tuple[tuple[Element, Properties], ...]

    def around(self, behind: Ground, row: int, column: int) -> Around:
        """What surrounds the text of a cell of this row, which is the one numbered ``row``."""
        shading = self.cells[column][1].get("w:shd")
        return behind.around(row, self.given.get("w:trHeight"), column, len(self.cells), shading)


@attrs.define(kw_only=True)
class _Walk:
    """One walk through a document, in reading order; ``depth`` counts the tables and text boxes around a place."""

    budget: Budget
    styles: Styles
    lines: LineReader
    chunks: Chunks
    page: Around
    revisions: int
    controls: bool
    remarks: list[Remark] = attrs.field(factory=list[Remark], init=False)
    counted: Counter[str] = attrs.field(factory=Counter[str], init=False)
    tables: int = attrs.field(default=0, init=False)

    def said(self) -> tuple[Remark, ...]:
        """Every remark: those on the whole document first."""
        numbers = {UNACCEPTED_REVISIONS: self.revisions, **self.counted}
        return (*(Remark(code=code, detail=str(number)) for code, number in numbers.items() if number), *self.remarks)

    def blocks(self, parent: Element, around: Around, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables in a body, a cell or a text box."""
        self.budget.hold("table_depth", depth)
        for name, element in visible(parent, _BLOCKS):
            if name == "w:p":
                yield from self._paragraph(element, around, depth)
            elif name == "w:tbl":
                yield from self._table(element, around, depth)
            else:
                yield from self._chunk(element)

    def _paragraph(self, element: Element, around: Around, depth: int) -> Iterator[Block]:
        self.budget.take("lines")
        line = self.lines.read(element, around)
        self._say(line.notes, Place(text=line.text))
        for text in filter(None, line.text.split("\n")):
            yield Paragraph(text=text, place=Place(text=text), heading=line.heading)
        for box in line.boxes:
            yield from self.blocks(box, self.page, depth + 1)

    def _chunk(self, element: Element) -> Iterator[Block]:
        """A document in the document, in its place."""
        document = self.chunks.read(element)
        if document is None:
            self._say([(EMBEDDED_DOCUMENT_UNREAD, "")], Place())
            return
        before = self.tables
        self.remarks += (_moved(remark, before) for remark in document.remarks)
        for block in document.blocks:
            yield self._numbered(block) if isinstance(block, Grid) else block

    def _numbered(self, grid: Grid) -> Grid:
        """A table of a document in the document, counted as the next one."""
        self.tables += 1
        number = self.tables
        cells = (attrs.evolve(cell, place=attrs.evolve(cell.place, table=number)) for cell in grid.cells)
        return attrs.evolve(grid, cells=tuple(cells), place=attrs.evolve(grid.place, table=number))

    def _table(self, table: Element, around: Around, depth: int) -> Iterator[Block]:
        self.budget.hold("table_depth", depth)
        rows = list(_rows(table))
        given = properties(table, "w:tblPr")
        behind = Ground(
            style=self.styles.of(given.get("w:tblStyle")),
            defaults=self.styles.defaults,
            given=given,
            grounds=around.grounds,
            rows=len(rows),
        )
        if _is_layout(table, rows):
            for number, row in enumerate(rows):
                for column, (cell, _) in enumerate(row.cells):
                    yield from self.blocks(cell, row.around(behind, number, column), depth + 1)
            return
        cells = self._merged(rows, behind)
        if cells:
            self.tables += 1
            yield self._grid(cells, _width(table, cells))
        for inside in (inside for cell in cells for inside in cell.inside):
            yield from self._inside(inside, table.tag, depth + 1)

    def _inside(self, inside: Element | Grid, table: str, depth: int) -> Iterator[Block]:
        """What stands in a cell beside its text: a table (of the tag ``table``), or a text box."""
        if isinstance(inside, Grid):
            yield self._numbered(inside)
        elif inside.tag == table:
            yield from self._table(inside, self.page, depth)
        else:
            yield from self.blocks(inside, self.page, depth)

    def _grid(self, cells: list[_Cell], width: int) -> Grid:
        number = self.tables
        grid: list[GridCell] = []
        for cell in cells:
            text = cell.text
            place = Place(table=number, row=cell.row + 1, column=cell.column + 1, text=text)
            cell.doubt()
            self._say(cell.notes, place)
            grid.append(
                GridCell(
                    text=text,
                    row=cell.row,
                    column=cell.column,
                    rowspan=cell.rowspan,
                    colspan=min(cell.colspan, width - cell.column),
                    place=place,
                    note=gravest(cell.notes) or (TABLE_IN_CELL if cell.inside else ""),
                )
            )
        return Grid(cells=tuple(grid), place=Place(table=number))

    def _merged(self, rows: list[_WordRow], behind: Ground) -> list[_Cell]:
        """The cells of the table, vertical merges joined, in order."""
        merged: list[_Cell] = []
        above: dict[int, _Cell] = {}
        number = 0
        for place, row in enumerate(rows):
            cells = self._row(row, number, [row.around(behind, place, column) for column in range(len(row.cells))])
            if _is_hidden(row, cells):
                self._say((note for cell in cells for note in cell.notes), Place(table=self.tables + 1))
                continue
            here = [_joined(cell, above) for cell in cells]
            merged.extend(cell for cell, joined in zip(cells, here, strict=True) if cell is joined)
            above = {cell.column: cell for cell in here if cell.merges}
            number += 1
        return merged

    def _row(self, row: _WordRow, number: int, around: list[Around]) -> list[_Cell]:
        """The cells of a row, horizontal merges joined, with the columns they stand in."""
        cells: list[_Cell] = []
        column = count(row.given.get("w:gridBefore"), 0)
        for (element, given), here in zip(row.cells, around, strict=True):
            cell = self._cell(element, given, number, column, here)
            column += cell.colspan
            if cells and _goes_on(given.get("w:hMerge")):
                cells[-1].colspan += cell.colspan
                cells[-1].swallow(cell)
            else:
                cells.append(cell)
        self.budget.take("slots", column)
        return cells

    def _cell(self, element: Element, given: Properties, row: int, column: int, around: Around) -> _Cell:
        cell = _Cell(
            row=row,
            column=column,
            colspan=max(1, count(given.get("w:gridSpan"), 1)),
            merges="w:vMerge" in given,
            goes_on=_goes_on(given.get("w:vMerge")),
            controlled=self.controls and _is_controlled(element),
            notes=[(UNACCEPTED_REVISIONS, "")] if self.revisions and any(True for _ in revisions(element)) else [],
        )
        for name, block in visible(element, _BLOCKS):
            if name == "w:p":
                self.budget.take("lines", of="cells")
                line = self.lines.read(block, around)
                cell.lines.append(line.text)
                cell.notes.extend((*line.notes, *([(OBJECT_UNREAD, "")] if line.drawn else ())))
                cell.inside.extend(line.boxes)
            elif name == "w:tbl":
                cell.inside.append(block)
            else:
                self._chunk_inside(cell, block)
        return cell

    def _chunk_inside(self, cell: _Cell, element: Element) -> None:
        """A document in a cell: its paragraphs are the text of the cell."""
        document = self.chunks.read(element)
        if document is None:
            cell.notes.append((EMBEDDED_DOCUMENT_UNREAD, ""))
            return
        cell.notes.extend((remark.code, remark.detail) for remark in document.remarks)
        for block in document.blocks:
            if isinstance(block, Grid):
                cell.inside.append(block)
            else:
                cell.lines.append(block.text)

    def _say(self, notes: Iterable[Note], place: Place) -> None:
        for code, detail in notes:
            if code in _COUNTED:
                self.counted[code] += 1
            elif code != UNACCEPTED_REVISIONS:
                self.remarks.append(Remark(code=code, place=place, detail=detail[:_DETAIL]))


def _moved(remark: Remark, tables: int) -> Remark:
    """The remark about a place in a document in the document, before which so many tables stand."""
    place = remark.place
    return (
        remark if place.table is None else attrs.evolve(remark, place=attrs.evolve(place, table=place.table + tables))
    )


def _is_controlled(cell: Element) -> bool:
    """Whether a content control in the cell or around it shows a prompt, or data that it fills in by itself."""
    content = cell.parent
    control = None if content is None or kind(content.tag) != "w:sdtContent" else content.parent
    every: list[Element] = [*cell.iter(*beside(cell, ("sdtPr",))), *([] if control is None else control)]
    return any(switched_on(child(each, name)) for each in every for name in map("w:{}".format, _CONTROLS))


def _rows(table: Element) -> Iterator[_WordRow]:
    """The rows of a table but for those deleted."""
    for _, row in visible(table, _ROWS):
        given = properties(row, "w:trPr")
        if "w:del" not in given:
            cells = ((cell, properties(cell, "w:tcPr")) for _, cell in visible(row, _CELLS))
            yield _WordRow(given, tuple(cell for cell in cells if "w:cellDel" not in cell[1]))


def _is_hidden(row: _WordRow, cells: list[_Cell]) -> bool:
    """Whether a row is marked as hidden and so is everything in it; Word shows what is not."""
    return switched_on(row.given.get("w:hidden")) and not any(cell.text or cell.inside for cell in cells)


def _is_layout(table: Element, rows: list[_WordRow]) -> bool:
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
