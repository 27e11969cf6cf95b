"""A copy of a Word document with some cells of its tables marked, each with a comment."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from govdisclosure.model.place import Place
from govdisclosure.writers.marks import AUTHOR, RED, Mark, by_table, not_found

Element = Any
"""A node of XML; lxml comes without types."""

Cells = Mapping[tuple[int, int], Element]
"""The cells of a table by the row and the column of their first slot, counted from 1."""


def marked(data: bytes, marks: Sequence[Mark], places: Mapping[str, Place]) -> bytes:
    """The copy. ``places`` are those of every figure: a table is known by all of them, not by its number alone."""
    document = docx.Document(io.BytesIO(data))
    body: Element = document.element
    known = [_cells(table) for table in body.iter(qn("w:tbl"))]
    tables = {number: _the_one(known, figures) for number, figures in by_table(places).items()}
    for mark in marks:
        cells = tables.get(mark.place.table or 0)
        cell = None if cells is None else cells.get((mark.place.row or 0, mark.place.column or 0))
        if cell is None:
            raise not_found(mark.place)
        _shade(cell)
        document.add_comment(_run(cell, document), text=mark.comment, author=AUTHOR, initials="g")
    copy = io.BytesIO()
    document.save(copy)
    return copy.getvalue()


def _the_one(known: Sequence[Cells], figures: Sequence[Place]) -> Cells | None:
    """The table in which every figure stands where reading found it; None if that is none, or several."""
    fitting = [
        cells
        for cells in known
        if all(
            (cell := cells.get((place.row or 0, place.column or 0))) is not None and _text(cell) == _plain(place.text)
            for place in figures
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _cells(table: Element) -> Cells:
    found: dict[tuple[int, int], Element] = {}
    for number, row in enumerate(table.tr_lst, start=1):
        column = 1 + row.grid_before
        for cell in row.tc_lst:
            found[number, column] = cell
            column += cell.grid_span
    return found


def _text(cell: Element) -> str:
    return _plain("".join(text.text or "" for text in cell.iter(qn("w:t"))))


def _plain(text: str) -> str:
    return "".join(text.split())


def _shade(cell: Element) -> None:
    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{RED}"/>')
    after = [qn(f"w:{name}") for name in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")]
    following = next((each for each in properties if each.tag in after), None)
    if following is None:
        properties.append(shading)
    else:
        following.addprevious(shading)


def _run(cell: Element, document: Any) -> Run:
    """The first run of the cell; an empty one where there is none."""
    paragraph = Paragraph(cell.p_lst[0] if cell.p_lst else cell.add_p(), document)
    return paragraph.runs[0] if paragraph.runs else paragraph.add_run("")
