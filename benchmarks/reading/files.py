"""Papers as CSV, workbooks and Word documents. Pages, text and Markdown are the layouts of the library's strategies."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from xml.sax.saxutils import escape

import attrs
import xlsxwriter
from benchmarks.reading.looks_xlsx import Looks
from xlsxwriter.exceptions import OverlappingRange

from govdisclosure.forms.values import Gap
from govdisclosure.strategies.layouts import Block, Line, Paper
from govdisclosure.writers.printed import EMPTY, Box, Boxes, Sheet, slots

# ---------------------------------------------------------------------------------------------------- CSV


def as_csv(paper: Paper, rng: Random) -> str:
    """Lines in a field each, tables slot by slot; the slots of merged cells empty or with their text."""
    stream = io.StringIO()
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(stream, delimiter=rng.choice(",,,;\t"), quoting=quoting)
    copied = rng.random() < 0.2
    for block in paper:
        rows = [[block.text]] if isinstance(block, Line) else _texts(slots(block, copied=copied))
        writer.writerows(rows)
    return stream.getvalue()


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[box.text for box in row] for row in sheet]


# ---------------------------------------------------------------------------------------------------- Word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


_STYLES = _RELATIONS.replace('officeDocument" ', 'styles" ').replace("word/document.xml", "styles.xml")
_STYLED = re.compile("<w:styles>.*?</w:styles>")


def document_xml(paper: Paper, *, merged: bool = True) -> str:
    """The main part of a Word document; without ``merged`` rows skip the slots that a cell from above takes."""
    body = "".join(_paragraph(block.text) if isinstance(block, Line) else _table_xml(block, merged) for block in paper)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def packed(xml: str) -> bytes:
    """The document as a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", _STYLED.sub("", xml))
        if styles := _STYLED.search(xml):
            spaces = xml[xml.index("<w:document") + len("<w:document") : xml.index(">", xml.index("<w:document"))]
            archive.writestr("word/styles.xml", styles[0].replace("<w:styles", f"<w:styles{spaces}", 1))
            archive.writestr("word/_rels/document.xml.rels", _STYLES)
    return stream.getvalue()


def _paragraph(text: str) -> str:
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in text.split("\n")
    )
    return f"<w:p>{runs if text else ''}</w:p>"


@attrs.frozen
class _Slot:
    """What stands in a row from a slot on: a box, or the continuation of one from above."""

    column: int
    box: Box
    begins: bool


def _slotted(sheet: Sheet) -> Iterator[list[_Slot]]:
    below: dict[int, list[_Slot]] = {}
    for number, row in enumerate(sheet):
        line = below.pop(number, [])
        taken = {slot.column + at for slot in line for at in range(slot.box.colspan)}
        column = 0
        for box in row:
            while column in taken:
                column += 1
            line.append(_Slot(column, box, begins=True))
            for down in range(1, box.rowspan):
                below.setdefault(number + down, []).append(_Slot(column, box, begins=False))
            column += box.colspan
        yield sorted(line, key=lambda slot: slot.column)


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _table_xml(sheet: Sheet, merged: bool) -> str:
    border = '<w:tblPr><w:tblBorders>{}</w:tblBorders></w:tblPr>'.format(
        "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)
    )  # fmt: skip
    width = sum(box.colspan for box in sheet[0])
    grid = "<w:tblGrid>" + f'<w:gridCol w:w="{9000 // width}"/>' * width + "</w:tblGrid>"
    rows = "".join(_row_xml(line, merged) for line in _slotted(sheet))
    return f"<w:tbl>{border}{grid}{rows}</w:tbl><w:p/>"


def _row_xml(line: list[_Slot], merged: bool) -> str:
    skipped = 0
    if not merged:
        while line and not line[0].begins:
            skipped += line[0].box.colspan
            line = line[1:]
    before = f'<w:trPr><w:gridBefore w:val="{skipped}"/></w:trPr>' if skipped else ""
    return f"<w:tr>{before}{''.join(map(_cell_xml, line))}</w:tr>"


def _cell_xml(slot: _Slot) -> str:
    box = slot.box
    merge = "" if box.rowspan == 1 else '<w:vMerge w:val="restart"/>' if slot.begins else "<w:vMerge/>"
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(box.text if slot.begins else '')}</w:tc>"


# ---------------------------------------------------------------------------------------------------- workbooks


def as_workbook(paper: Paper, names: frozenset[str], rng: Random) -> tuple[bytes, Paper]:
    """The paper as a workbook, with the deviations of these names; and the paper as it means then."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy"})
    writer = _Writer(book, names, rng)
    meant = tuple(writer.write(block) for block in paper)
    writer.finish()
    book.close()
    return stream.getvalue(), meant


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, names: frozenset[str], rng: Random) -> None:
        self.book, self.names, self.rng = book, names, rng
        self.plain = book.add_format()
        self.framed = book.add_format({"border": 1})
        self.formats = [
            book.add_format({"num_format": each}) for each in ("#,##0", "0", "General", "0_ ", "@", "#,##0;-#,##0")
        ]
        self.looks = Looks(book, names, rng)
        self.sheet = book.add_worksheet("报告")
        self.at = 0

    def write(self, block: Block) -> Block:
        """Write a block below what is there; the block as it means then."""
        if isinstance(block, Line):
            self.sheet.write_string(self.at, 0, block.text)
            self.at += 1
            return block
        if "one sheet for each table" in self.names:
            self.sheet, self.at = self.book.add_worksheet(), 0
        apart = "merged cells taken apart" in self.names
        sheet = slots(block, copied=self.rng.random() < 0.3) if apart else block
        meant = self._sheet(sheet)
        self.at += len(sheet) + 1
        return meant

    def _sheet(self, sheet: Sheet) -> Sheet:
        found: list[Boxes] = []
        for number, line in enumerate(_slotted(sheet)):
            own = [slot for slot in line if slot.begins]
            figures = [slot for slot in own if slot.box.value]
            total = figures[-1] if self._is_formula(figures) else None
            for slot in own:
                if slot is total:
                    self._formula(number, figures)
                else:
                    self._box(number, slot.column, slot.box)
            found.append(tuple(slot.box for slot in own))
        if "hidden rows and columns" in self.names:
            self._hidden(len(sheet), sum(box.colspan for box in sheet[0]))
        return tuple(found)

    def _is_formula(self, figures: list[_Slot]) -> bool:
        """Whether the last figure of a row can be written as the sum of the others without changing what it shows."""
        wanted = any(name.startswith("totals as formulas") for name in self.names)
        numbers = [slot.box.means for slot in figures]
        if not wanted or len(figures) != 7 or not all(type(number) is int for number in numbers):
            return False
        plain = all(slot.box.text == str(slot.box.means) for slot in figures)
        return plain and sum(numbers[:-1]) == numbers[-1]  # type: ignore[arg-type]

    def _formula(self, number: int, figures: list[_Slot]) -> None:
        first, last, total = figures[0], figures[-2], figures[-1]
        row = self.at + number + 1
        formula = f"=SUM({_letters(first.column)}{row}:{_letters(last.column)}{row})"
        shown = "totals as formulas with results" in self.names
        means = total.box.means
        self.sheet.write_formula(self.at + number, total.column, formula, self.plain, means if shown else "")

    def _box(self, number: int, column: int, box: Box) -> None:
        row = self.at + number
        if box.colspan > 1 or box.rowspan > 1:
            last = row + box.rowspan - 1, column + box.colspan - 1
            with suppress(OverlappingRange):  # as a table whose rows are too long
                self.sheet.merge_range(row, column, *last, "", self.plain)
        if box.value and not box.text and "rows all blank" in self.names:
            self.sheet.write_blank(row, column, None, self.framed)  # a frame is all that shows that there is a row
        if box is EMPTY or not box.text:
            return
        as_text = "figures stored as text" in self.names and self.rng.random() < 0.7
        as_number = box.value and box.text.isdecimal() and str(int(box.text)) == box.text
        if as_number and self.looks.draws(self.sheet, row, column, box.text):
            return
        if box.value and not as_text and not isinstance(box.means, Gap) and box.text == str(box.means):
            formats = self.formats if "number formats" in self.names and "." not in box.text else [self.plain]
            self.sheet.write_number(row, column, float(box.text), self.rng.choice(formats))
        else:
            self.sheet.write_string(row, column, box.text, self.plain)

    def _hidden(self, rows: int, width: int) -> None:
        """A hidden row below the table and a hidden column beside it, with numbers."""
        below = self.at + rows
        self.sheet.write_string(below, 0, "（一）予以公开")
        for column in range(1, 9):
            self.sheet.write_number(below, column, self.rng.randrange(100))
        self.sheet.set_row(below, None, None, {"hidden": True})
        for row in range(self.at, below):
            self.sheet.write_number(row, 40, 7)
        self.sheet.set_column(40, 40, None, None, {"hidden": True})
        self.at += 1

    def finish(self) -> None:
        """What a workbook has beside its report."""
        self.book.set_properties({"created": datetime.datetime(2024, 1, 1)})


def _letters(column: int) -> str:
    return chr(ord("A") + column)
