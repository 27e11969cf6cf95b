"""XLSX: the parts of a package as a `Workbook`.

Read here and not through a library, because what decides whether a blank is a blank is what libraries leave out: error
values, formulas without a stored result, hidden rows, drawn rules. Cells are kept one by one, so that two cells in
opposite corners of a sheet take no more room than two in a row.
"""

import posixpath
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError, UnsupportedFormatError
from govdisclosure.model.notices import IMAGE_CELL, OBJECT_UNREAD
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.looks import Note
from govdisclosure.readers.package import open_package
from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.conditions import conditions
from govdisclosure.readers.sheets.floating import ANCHORS, Floating, Sizes, covered, floating
from govdisclosure.readers.sheets.formulas import column_number, moved
from govdisclosure.readers.sheets.model import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Condition,
    Run,
    StoredCell,
    StoredSheet,
    Style,
    Workbook,
    kept_text,
)
from govdisclosure.readers.sheets.numbers import stored_number
from govdisclosure.readers.sheets.xlsx_styles import (
    SMALL,
    STYLE_PARTS,
    TRUE,
    Colours,
    Styles,
    children,
    font_of,
    styles_of,
    theme_colours,
)
from govdisclosure.readers.sheets.xml_stream import ElementReader, local_name

_Element = ElementTree.Element

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOW, _NARROW = Decimal(2), Decimal("0.2")
"""Points of a row and characters of a column in which nobody sees any text."""
_POINT, _CHARACTER, _MARGIN = 12_700, 66_675, 47_625
"""A point, a character and the margin of a column in the units of drawings."""


@attrs.frozen(kw_only=True)
class _Link:
    """Where one part points to: the kind of relationship (the last word of its type) and the part."""

    kind: str
    part: str


class _Parts:
    """The parts of the package."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        self._package = open_package(data, budget)
        self._names = {name.casefold(): name for name in self._package.names}
        self._reader = ElementReader(budget)

    def has(self, part: str) -> bool:
        return part in self._package.names

    def elements(self, part: str, *, whole: set[str], opening: frozenset[str] = frozenset()) -> Iterator[_Element]:
        return self._reader.elements(self._package.xml_bytes(part), name=part, whole=whole, opening=opening)

    def links(self, part: str) -> Mapping[str, _Link]:
        """The relationships of ``part`` by their id; "" is the package itself."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(name):
            return {}
        found = self.elements(name, whole={"Relationship"})
        return {
            link.get("Id", ""): _Link(
                kind=link.get("Type", "").rpartition("/")[2], part=self._part(folder, link.get("Target", ""))
            )
            for link in found
            if link.get("TargetMode") != "External"
        }

    def _part(self, folder: str, target: str) -> str:
        """The part that ``target`` names; the case of letters does not count in a package."""
        path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
        return self._names.get(path.casefold(), path)


class _Texts:
    """The texts that cells share, each made once however many cells name it."""

    def __init__(self, runs: Iterable[tuple[Run, ...]], limits: Budget) -> None:
        self._runs = list(runs)
        self._limits = limits
        self._characters = 0
        self._made: dict[tuple[int, Style], tuple[str, tuple[Note, ...]]] = {}

    def get(self, index: str, style: Style) -> tuple[str, tuple[Note, ...]]:
        """The text in a cell of this style, and what was left out of it."""
        if not SMALL.fullmatch(index) or int(index) >= len(self._runs):
            raise DamagedDocumentError(
                f"the workbook has no text number {index[:20]!r}; save it again",
                zh=f"工作簿中没有第 {index[:20]!r} 号文字；请重新保存",
            )
        key = (int(index), style)
        if key not in self._made:
            text, _ = self._made[key] = kept_text(self._runs[key[0]], style)
            # Every style makes a text of its own of a long one.
            self._characters += len(text)
            self._limits.hold("unpacked_bytes", self._characters)
        return self._made[key]


@attrs.frozen(kw_only=True, eq=False)
class _Shared:
    """What every sheet needs of the rest of the package."""

    parts: _Parts
    texts: _Texts
    styles: Styles


def read_workbook(data: bytes, limits: Bounds) -> Workbook:
    """The workbook in the XLSX package ``data``."""
    parts = _Parts(data, Budget.of(limits))
    main = next((link.part for link in parts.links("").values() if link.kind == "officeDocument"), "xl/workbook.xml")
    if main.endswith(".bin"):
        raise UnsupportedFormatError(
            "a binary workbook (.xlsb); save it as .xlsx", zh="这是二进制工作簿（.xlsb）；请另存为 .xlsx"
        )
    if not parts.has(main):
        raise UnsupportedFormatError(
            "a zip package that holds no workbook of Excel; save it as .xlsx",
            zh="压缩包中没有 Excel 工作簿；请另存为 .xlsx",
        )
    front = _front(parts, main)
    if not front.sheets:
        raise UnsupportedFormatError(
            "a document of Office that is no workbook, or one without sheets",
            zh="这是 Office 文件，但不是工作簿，或工作簿中没有工作表",
        )
    links = parts.links(main)
    kinds = {link.kind: link.part for link in links.values()}
    styles = _styles(parts, kinds)
    shared = _Shared(
        parts=parts,
        texts=_Texts(
            _strings(parts, kinds["sharedStrings"], styles.colours) if "sharedStrings" in kinds else (), parts.budget
        ),
        styles=styles,
    )
    parted = [(entry, _part_of(entry, links)) for entry in front.sheets]
    return Workbook(
        sheets=tuple(_sheet(shared, entry, link.part) for entry, link in parted if link.kind == "worksheet"),
        recalculated=front.recalculated,
        from_1904=front.from_1904,
        unread=tuple(entry.name for entry, link in parted if link.kind != "worksheet"),
    )


@attrs.frozen(kw_only=True)
class _SheetEntry:
    """What the workbook says of a sheet; ``link`` is the id of the relationship to its part."""

    name: str
    link: str
    hidden: bool


@attrs.frozen(kw_only=True)
class _Front:
    """What the part of the workbook itself says."""

    sheets: tuple[_SheetEntry, ...]
    recalculated: bool
    from_1904: bool


def _front(parts: _Parts, main: str) -> _Front:
    sheets: list[_SheetEntry] = []
    recalculated = from_1904 = False
    for element in parts.elements(main, whole={"sheet", "calcPr", "workbookPr"}):
        match local_name(element.tag):
            case "calcPr":
                recalculated = element.get("fullCalcOnLoad") in TRUE
            case "workbookPr":
                from_1904 = element.get("date1904") in TRUE
            case _:
                hidden = element.get("state", "visible") != "visible"
                sheets.append(_SheetEntry(name=element.get("name", ""), link=_attribute(element, "id"), hidden=hidden))
    return _Front(sheets=tuple(sheets), recalculated=recalculated, from_1904=from_1904)


def _part_of(entry: _SheetEntry, links: Mapping[str, _Link]) -> _Link:
    if entry.link not in links:
        raise DamagedDocumentError(
            f"the workbook has no part for its sheet {entry.name!r}; save it again",
            zh=f"工作簿中缺少工作表 {entry.name!r} 的内容；请重新保存",
        )
    return links[entry.link]


def _attribute(element: _Element, name: str) -> str:
    """An attribute whatever its namespace; both editions of the format name the same ones."""
    return next((value for key, value in element.items() if local_name(key) == name), "")


def _styles(parts: _Parts, kinds: Mapping[str, str]) -> Styles:
    if "styles" not in kinds:
        return Styles()
    made_of = dict(children(parts.elements(kinds["styles"], whole=set(STYLE_PARTS))))
    theme = parts.elements(kinds["theme"], whole={"clrScheme"}) if parts.has(kinds.get("theme", "")) else ()
    return styles_of(made_of, theme_colours(theme))


def _strings(parts: _Parts, part: str, colours: Colours) -> Iterator[tuple[Run, ...]]:
    return (tuple(_runs(item, colours)) for item in parts.elements(part, whole={"si"}))


def _runs(item: _Element, colours: Colours) -> Iterator[Run]:
    """The runs of a text; how it is pronounced (rPh) is no part of it."""
    for child in item:
        tag = local_name(child.tag)
        if tag == "t":
            yield Run(text=_unescaped(child.text or ""))
        elif tag == "r":
            marks = [mark for look in child for mark in look]
            yield Run(
                text=_unescaped("".join(text.text or "" for text in child if local_name(text.tag) == "t")),
                font=font_of(marks, colours) if marks else None,
            )


def _unescaped(text: str) -> str:
    """``text`` with the characters that XML cannot hold and the format writes as _x000D_."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code < 0xE000 else chr(code)

    return _ESCAPE.sub(character, text)


def _sheet(shared: _Shared, entry: _SheetEntry, part: str) -> StoredSheet:
    parts, content = shared.parts, _SheetContent(shared)
    for element in parts.elements(part, whole=_WHOLE, opening=_OPENING):
        content.add(element)
    drawings = [link.part for link in parts.links(part).values() if link.kind == "drawing"]
    above = [shape for drawing in drawings for shape in _floating(parts, drawing, content.sizes)]
    return StoredSheet(
        name=entry.name,
        cells=content.cells,
        merges=tuple(content.merges),
        hidden=entry.hidden,
        hidden_rows=content.hidden_rows,
        hidden_columns=content.hidden_columns,
        ruled=content.ruled,
        text_boxes=tuple(shape.text for shape in above if shape.text),
        pictures=sum(shape.code == IMAGE_CELL for shape in above),
        covers=(*((shape.area, shape.code) for shape in above), *((area, OBJECT_UNREAD) for area in content.anchored)),
        conditions=tuple(content.conditions),
        without_zeros=content.without_zeros,
        with_formulas=content.with_formulas,
    )


_SLOTS_PER_DRAWING: Final = 20
"""What floats over a sheet counts as so many slots: to find what it covers takes as long."""
_WHOLE: Final = {"c", "col", "mergeCell", "sheetView", "conditionalFormatting", "anchor"}
_OPENING: Final = frozenset({"row"})


def _floating(parts: _Parts, drawing: str, sizes: Sizes) -> Iterator[Floating]:
    for number, anchor in enumerate(parts.elements(drawing, whole=set(ANCHORS))):
        parts.budget.hold("slots", number * _SLOTS_PER_DRAWING)
        yield from floating(anchor, sizes)


class _SheetContent:
    """What has been met of a sheet so far."""

    def __init__(self, shared: _Shared) -> None:
        self.cells: dict[Slot, StoredCell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.ruled: dict[int, set[int]] = {}
        self.conditions: list[Condition] = []
        self.sizes = Sizes(columns={}, rows={})
        self.without_zeros = self.with_formulas = False
        self.anchored: list[Area] = []
        self._texts = shared.texts
        self._styles = shared.styles
        self._budget = shared.parts.budget
        self._row = -1
        self._column = -1
        self._columns_named = 0
        self._shared: dict[str, tuple[str, Slot]] = {}

    def add(self, element: _Element) -> None:
        match local_name(element.tag):
            case "row":
                self.open_row(element)
            case "c":
                self.add_cell(element)
            case "col":
                self.add_columns(element)
            case "sheetView":
                self.without_zeros = element.get("showZeros", "1") not in TRUE
                self.with_formulas = element.get("showFormulas") in TRUE
            case "conditionalFormatting":
                self.conditions.extend(conditions(element, self._styles, _area))
            case "anchor":
                self.anchored.append(covered(element, self.sizes))
                self._budget.hold("slots", len(self.anchored) * _SLOTS_PER_DRAWING)
            case _:
                self.merges.append(_area(element.get("ref", "")))
                self._budget.take("slots", of="merged cells")

    def open_row(self, element: _Element) -> None:
        number = element.get("r")
        self._row = _counted(number) - 1 if number else self._row + 1
        self._column = -1
        if self._row > LAST_ROW:
            raise DamagedDocumentError(
                f"a sheet has no row {self._row + 1}; save the workbook again",
                zh=f"工作表不可能有第 {self._row + 1} 行；请重新保存工作簿",
            )
        height = stored_number(element.get("ht", ""))
        if height is not None:
            self.sizes.rows[self._row] = int(height * _POINT)
        no_height = element.get("customHeight") in TRUE and height is not None and height <= _LOW
        if element.get("hidden") in TRUE or no_height:
            self.hidden_rows.add(self._row)

    def add_columns(self, element: _Element) -> None:
        """Note hidden columns; a file names each column once, so many overlapping ranges are an attack."""
        first, last = _counted(element.get("min", "")), min(_counted(element.get("max", "")), LAST_COLUMN + 1)
        self._columns_named += max(last - first + 1, 0)
        if self._columns_named > LAST_COLUMN + 1:
            raise DamagedDocumentError(
                "the widths of columns are given twice; save the workbook again", zh="列宽重复给出；请重新保存工作簿"
            )
        width = stored_number(element.get("width", ""))
        if width is not None:
            self.sizes.columns.update(dict.fromkeys(range(first - 1, last), int(width * _CHARACTER) + _MARGIN))
        if element.get("hidden") in TRUE or (width is not None and width <= _NARROW):
            self.hidden_columns.update(range(first - 1, last))

    def add_cell(self, element: _Element) -> None:
        reference = element.get("r")
        slot = _slot(reference) if reference else (self._row, self._column + 1)
        self._row, self._column = slot
        style = self._styles.of(element.get("s"))
        if style.ruled and self._budget.has("slots", of="lines"):  # more lines tell nothing more about tables
            self.ruled.setdefault(slot[0], set()).add(slot[1])
        if not len(element):
            return
        cell = self._stored(element, slot, style)
        if cell.value == "" and cell.formula is None and not cell.notes:
            return
        if slot in self.cells:
            raise DamagedDocumentError(
                f"the workbook gives a cell twice ({reference}); save it again",
                zh=f"工作簿中单元格 {reference} 重复；请重新保存",
            )
        self.cells[slot] = cell
        self._budget.take("slots", of="cells")

    def _stored(self, element: _Element, slot: Slot, style: Style) -> StoredCell:
        children = {local_name(child.tag): child for child in element}
        kind, held = element.get("t", "n"), children.get("v")
        text = "" if held is None else held.text or ""
        stored = bool(text) or (kind == "str" and held is not None) or kind == "inlineStr"
        notes: tuple[Note, ...] = ()
        value: Decimal | str = _unescaped(text)
        if kind == "s" and text:
            value, notes = self._texts.get(text, style)
        elif kind == "inlineStr" and "is" in children:
            value, notes = kept_text(_runs(children["is"], self._styles.colours), style)
        elif kind == "b" and text:
            value = "TRUE" if text in TRUE else "FALSE"
        elif kind == "n":
            number = stored_number(text.strip())
            value = text.strip() if number is None else number
        formula = self._formula(children["f"], slot) if "f" in children else None
        return StoredCell(value=value, error=kind == "e", style=style, formula=formula, stored=stored, notes=notes)

    def _formula(self, element: _Element, slot: Slot) -> str:
        """The formula of a cell; one that is shared is written once and moves with the cell."""
        text, key = element.text or "", element.get("si")
        if element.get("t") == "shared" and key is not None:
            if text:
                self._shared[key] = (text, slot)
            first, origin = self._shared.get(key, ("", slot))
            # Copies of a long formula add up; a sum that is not known costs nothing where its result is stored.
            known = self._budget.has("slots", len(first), of="formulas")
            text = moved(first, rows=slot[0] - origin[0], columns=slot[1] - origin[1]) if known else ""
        return text or "?"


def _counted(text: str) -> int:
    """A row or column number, counted from 1."""
    if not SMALL.fullmatch(text) or int(text) == 0:
        raise DamagedDocumentError(
            f"{text[:20]!r} is no row or column of a sheet; save the workbook again",
            zh=f"{text[:20]!r} 不是工作表的行号或列号；请重新保存工作簿",
        )
    return int(text)


def _slot(reference: str) -> Slot:
    match = _REFERENCE.fullmatch(reference)
    slot = (int(match[2]) - 1, column_number(match[1])) if match else (-1, -1)
    if not (0 <= slot[0] <= LAST_ROW and 0 <= slot[1] <= LAST_COLUMN):
        raise DamagedDocumentError(
            f"{reference[:20]!r} is no cell of a sheet; save the workbook again",
            zh=f"{reference[:20]!r} 不是工作表的单元格；请重新保存工作簿",
        )
    return slot


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _slot(first), _slot(last or first)
    return Area(top=min(top, bottom), left=min(left, right), bottom=max(top, bottom), right=max(left, right))
