"""A copy of a workbook with some of its cells marked, each with a comment; everything else is copied byte for byte.

A library that reads and writes workbooks would drop what it does not know and the results of formulas, so the few parts
that change are changed as XML.
"""

import copy
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from docx.opc import oxml
from docx.oxml import parse_xml

from govdisclosure.model.place import Place, column_letters
from govdisclosure.writers.marks import AUTHOR, RED, Mark, not_found

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_VML: Final = "urn:schemas-microsoft-com:vml"
_EXCEL: Final = "urn:schemas-microsoft-com:office:excel"
_AFTER_DRAWING: Final = (
    "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What stands after the drawing of comments in a sheet."""

Element = Any
"""A node of XML; lxml comes without types."""


def marked(data: bytes, marks: Sequence[Mark], places: Mapping[str, Place]) -> bytes:
    """The copy."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = _Package(package)
        by_sheet: dict[str, list[Mark]] = {}
        for mark in marks:
            by_sheet.setdefault(mark.place.sheet or "", []).append(mark)
        for name, own in by_sheet.items():
            _mark_sheet(book, book.sheet(name, own[0].place), own)
        return book.copied()


class _Package:
    """The parts of a package: those that change as XML, the others as they are."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = set(package.namelist())
        self._changed: dict[str, Element] = {}
        self.styles: dict[str, str] = {}
        """For a number of a format the number of the same on a red ground."""

    def part(self, name: str) -> Element:
        """A part as XML, which is written anew."""
        if name not in self._changed:
            self._changed[name] = parse_xml(self._package.read(name))
        return self._changed[name]

    def add(self, name: str, root: Element) -> None:
        """A new part."""
        self._changed[name] = root

    def free(self, pattern: str) -> str:
        """The first name of a pattern that no part has."""
        number = 1
        while pattern.format(number) in self._names or pattern.format(number) in self._changed:
            number += 1
        return pattern.format(number)

    def relations(self, name: str) -> Element:
        """The relations of a part; none so far for one that has none."""
        folder, file = posixpath.split(name)
        path = f"{folder}/_rels/{file}.rels"
        if path not in self._names and path not in self._changed:
            self.add(
                path,
                parse_xml(f'<Relationships xmlns="{_PACKAGE}/relationships"/>'),
            )
        return self.part(path)

    def related(self, name: str, wanted: Callable[[Element], bool]) -> str | None:
        """The part that one is related to by a relation like this."""
        found = (each.get("Target", "") for each in self.relations(name) if wanted(each))
        return next((_resolved(name, target) for target in found), None)

    def relate(self, name: str, kind: str, target: str) -> str:
        """Relate a part to another; the id of the relation."""
        relations = self.relations(name)
        taken = {each.get("Id") for each in relations}
        identity = next(each for each in (f"rId{number}" for number in range(1, len(taken) + 2)) if each not in taken)
        _below(relations, f"{{{_PACKAGE}/relationships}}Relationship", Id=identity, Type=kind, Target=f"/{target}")
        return identity

    def sheet(self, title: str, place: Place) -> str:
        """The part of a sheet, by its title."""
        book = next(name for name in self._names if name.endswith("workbook.xml"))
        for sheet in self.part(book).iter(f"{{{_MAIN}}}sheet"):
            if sheet.get("name") == title:
                return self.related(book, _with_id(sheet.get(f"{{{_REL}}}id"))) or ""
        raise not_found(place)

    def red(self, style: str) -> str:
        """The number of the format that is this one on a red ground."""
        if style not in self.styles:
            root = self.part(next(name for name in self._names if name.endswith("styles.xml")))
            fills, formats = root.find(f"{{{_MAIN}}}fills"), root.find(f"{{{_MAIN}}}cellXfs")
            assert fills is not None
            assert formats is not None
            fill = _below(_below(fills, f"{{{_MAIN}}}fill"), f"{{{_MAIN}}}patternFill", patternType="solid")
            _below(fill, f"{{{_MAIN}}}fgColor", rgb=f"FF{RED}")
            _below(fill, f"{{{_MAIN}}}bgColor", indexed="64")
            new = copy.deepcopy(formats[int(style)])
            new.set("fillId", str(len(fills) - 1))
            new.set("applyFill", "1")
            formats.append(new)
            fills.set("count", str(len(fills)))
            formats.set("count", str(len(formats)))
            self.styles[style] = str(len(formats) - 1)
        return self.styles[style]

    def declare(self, *, part: str, kind: str) -> None:
        """Say of which kind a new part is."""
        types = self.part("[Content_Types].xml")
        _below(types, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{part}", ContentType=kind)

    def copied(self) -> bytes:
        """The package with its changed and new parts."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._package.infolist():
                if info.filename not in self._changed:
                    target.writestr(info, self._package.read(info), zipfile.ZIP_DEFLATED)
            for name, root in self._changed.items():
                target.writestr(name, cast("Any", oxml).serialize_part_xml(root))
        return buffer.getvalue()


def _with_id(identity: str) -> Callable[[Element], bool]:
    return lambda each: bool(each.get("Id") == identity)


def _below(parent: Element, tag: str, **attributes: str) -> Element:
    """A new last child."""
    child = parent.makeelement(tag, attributes)
    parent.append(child)
    return child


def _resolved(part: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


# ---------------------------------------------------------------------------------------------------- one sheet


def _mark_sheet(book: _Package, name: str, marks: Sequence[Mark]) -> None:
    sheet = book.part(name)
    for mark in marks:
        cell = _cell(sheet, mark.place)
        cell.set("s", book.red(cell.get("s", "0")))
    comments, shapes = _commented(book, name, sheet)
    authors = comments.find(f"{{{_MAIN}}}authors")
    listed = comments.find(f"{{{_MAIN}}}commentList")
    assert authors is not None
    assert listed is not None
    author = _below(authors, f"{{{_MAIN}}}author")
    author.text = AUTHOR
    for number, mark in enumerate(marks):
        row, column = (mark.place.row or 1) - 1, (mark.place.column or 1) - 1
        comment = _below(
            listed, f"{{{_MAIN}}}comment", ref=f"{column_letters(column)}{row + 1}", authorId=str(len(authors) - 1)
        )
        text = _below(_below(comment, f"{{{_MAIN}}}text"), f"{{{_MAIN}}}t")
        text.text = mark.comment
        shapes.append(_shape(row, column, number))


def _cell(sheet: Element, place: Place) -> Element:
    """The cell at a place; a new one where a blank has none."""
    row, column = place.row or 0, place.column or 0
    reference = f"{column_letters(column - 1)}{row}"
    found = sheet.find(f".//{{{_MAIN}}}row[@r='{row}']")
    if found is None:
        raise not_found(place)
    for at, cell in enumerate(found):
        if cell.get("r") == reference:
            return cell
        if _number(cell.get("r", "")) > column:
            new = found.makeelement(f"{{{_MAIN}}}c", {"r": reference})
            found.insert(at, new)
            return new
    return _below(found, f"{{{_MAIN}}}c", r=reference)


def _number(reference: str) -> int:
    """The column of a cell, counted from 1."""
    number = 0
    for letter in re.sub("[^A-Z]", "", reference):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _commented(book: _Package, name: str, sheet: Element) -> tuple[Element, Element]:
    """The comments of a sheet and the drawing that shows them, which are made where there are none."""
    return _comments(book, name), _shapes(book, name, sheet)


def _comments(book: _Package, name: str) -> Element:
    there = book.related(name, lambda each: each.get("Type", "").endswith("/comments"))
    if there is not None:
        return book.part(there)
    listed = parse_xml(f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>')
    part = book.free("xl/comments{}.xml")
    book.add(part, listed)
    book.relate(name, f"{_REL}/comments", part)
    book.declare(part=part, kind="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
    return listed


def _shapes(book: _Package, name: str, sheet: Element) -> Element:
    """The drawing that the sheet names; that of its headers is another one."""
    named = sheet.find(f"{{{_MAIN}}}legacyDrawing")
    if named is not None:
        there = book.related(name, _with_id(named.get(f"{{{_REL}}}id")))
        return book.part(there or "")
    shapes = parse_xml(_SHAPES)
    part = book.free("xl/drawings/vmlDrawing{}.vml")
    book.add(part, shapes)
    book.declare(part=part, kind="application/vnd.openxmlformats-officedocument.vmlDrawing")
    new = sheet.makeelement(f"{{{_MAIN}}}legacyDrawing", {})
    new.set(f"{{{_REL}}}id", book.relate(name, f"{_REL}/vmlDrawing", part))
    following = next((each for each in sheet if each.tag.rpartition("}")[2] in _AFTER_DRAWING), None)
    if following is None:
        sheet.append(new)
    else:
        following.addprevious(new)
    return shapes


_SHAPES: Final = f"""<xml xmlns:v="{_VML}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{_EXCEL}">
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""


def _shape(row: int, column: int, number: int) -> Element:
    """The box of one comment, hidden until somebody points at its cell."""
    return parse_xml(
        f'<v:shape xmlns:v="{_VML}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{_EXCEL}" '
        f'id="govdisclosure_{row}_{column}_{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
        'style="position:absolute;width:240pt;height:70pt;z-index:1;visibility:hidden">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
