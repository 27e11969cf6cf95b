"""XLSX: the parts of a package as a `Workbook`.

Read here and not through a library, because what decides whether a blank is a blank is what libraries leave out: error
values, formulas without a stored result, hidden rows, drawn rules. Cells are kept one by one, so that two cells in
opposite corners of a sheet take no more room than two in a row.
"""

import posixpath
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError, UnsupportedFormatError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import open_package
from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.formulas import column_number, moved
from govdisclosure.readers.sheets.model import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Note,
    Run,
    StoredCell,
    StoredSheet,
    Style,
    Workbook,
    kept_text,
)
from govdisclosure.readers.sheets.numbers import BUILT_IN, GENERAL, stored_number
from govdisclosure.readers.sheets.xml_stream import ElementReader, local_name

_Element = ElementTree.Element

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SMALL: Final = re.compile(r"[0-9]{1,7}")
_TRUE: Final = frozenset({"1", "true", "on"})


@attrs.frozen(kw_only=True)
class _Link:
    """Where one part points to: the kind of relationship (the last word of its type) and the part."""

    kind: str
    part: str


class _Parts:
    """The parts of the package; all that is read of them counts, so that naming one part often gains nothing."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self._package = open_package(data, limits)
        self._names = {name.casefold(): name for name in self._package.names}
        self._reader = ElementReader(limits)
        self._bytes_read = 0

    def has(self, part: str) -> bool:
        return part in self._package.names

    def elements(self, part: str, *, whole: set[str], opening: frozenset[str] = frozenset()) -> Iterator[_Element]:
        data = self._package.xml_bytes(part)
        self._bytes_read += len(data)
        self.limits.hold("unpacked_bytes", self._bytes_read)
        return self._reader.elements(data, name=part, whole=whole, opening=opening)

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

    def __init__(self, runs: Iterable[tuple[Run, ...]]) -> None:
        self._runs = list(runs)
        self._made: dict[tuple[int, bool], tuple[str, Note | None]] = {}

    def get(self, index: str, *, struck: bool) -> tuple[str, Note | None]:
        """The text and what was left out of it; ``struck`` tells whether the font of the cell strikes through."""
        if not _SMALL.fullmatch(index) or int(index) >= len(self._runs):
            raise DamagedDocumentError(
                f"the workbook has no text number {index[:20]!r}; save it again",
                zh=f"工作簿中没有第 {index[:20]!r} 号文字；请重新保存",
            )
        key = (int(index), struck)
        if key not in self._made:
            self._made[key] = kept_text(self._runs[key[0]], struck=struck)
        return self._made[key]


@attrs.frozen(kw_only=True, eq=False)
class _Shared:
    """What every sheet needs of the rest of the package."""

    parts: _Parts
    texts: _Texts
    styles: Sequence[Style]


def read_workbook(data: bytes, limits: Limits) -> Workbook:
    """The workbook in the XLSX package ``data``."""
    parts = _Parts(data, limits)
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
    shared = _Shared(
        parts=parts,
        texts=_Texts(_strings(parts, kinds["sharedStrings"]) if "sharedStrings" in kinds else ()),
        styles=list(_styles(parts, kinds["styles"])) if "styles" in kinds else (),
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
                recalculated = element.get("fullCalcOnLoad") in _TRUE
            case "workbookPr":
                from_1904 = element.get("date1904") in _TRUE
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


def _strings(parts: _Parts, part: str) -> Iterator[tuple[Run, ...]]:
    return (tuple(_runs(item)) for item in parts.elements(part, whole={"si"}))


def _runs(item: _Element) -> Iterator[Run]:
    """The runs of a text; how it is pronounced (rPh) is no part of it."""
    for child in item:
        tag = local_name(child.tag)
        if tag == "t":
            yield Run(text=_unescaped(child.text or ""))
        elif tag == "r":
            font = {local_name(mark.tag): mark.get("val", "1") for look in child for mark in look}
            yield Run(
                text=_unescaped("".join(text.text or "" for text in child if local_name(text.tag) == "t")),
                struck=font.get("strike", "0") in _TRUE if font else None,
                raised=font.get("vertAlign", "baseline") != "baseline",
            )


def _unescaped(text: str) -> str:
    """``text`` with the characters that XML cannot hold and the format writes as _x000D_."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code < 0xE000 else chr(code)

    return _ESCAPE.sub(character, text)


def _styles(parts: _Parts, part: str) -> Iterator[Style]:
    """The style of each number that a cell may name; what styles are made of comes before the styles."""
    formats: dict[str, str] = {}
    struck: set[str] = set()
    ruled: set[str] = set()
    for element in parts.elements(part, whole={"numFmts", "fonts", "borders", "cellXfs"}):
        match local_name(element.tag):
            case "numFmts":
                formats |= {item.get("numFmtId", ""): item.get("formatCode", GENERAL) for item in element}
            case "fonts":
                struck |= {str(number) for number, item in enumerate(element) if _strikes(item)}
            case "borders":
                ruled |= {str(number) for number, item in enumerate(element) if _is_drawn(item)}
            case _:
                for item in element:
                    number = item.get("numFmtId", "")
                    built_in = BUILT_IN.get(int(number), GENERAL) if _SMALL.fullmatch(number) else GENERAL
                    yield Style(
                        format=formats.get(number, built_in),
                        ruled=item.get("borderId") in ruled,
                        struck=item.get("fontId") in struck,
                    )


def _strikes(font: _Element) -> bool:
    return any(local_name(mark.tag) == "strike" and mark.get("val", "1") in _TRUE for mark in font)


def _is_drawn(border: _Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def _sheet(shared: _Shared, entry: _SheetEntry, part: str) -> StoredSheet:
    parts, content = shared.parts, _SheetContent(shared)
    for element in parts.elements(part, whole={"c", "col", "mergeCell"}, opening=frozenset({"row"})):
        match local_name(element.tag):
            case "row":
                content.open_row(element)
            case "c":
                content.add_cell(element)
            case "col":
                content.add_columns(element)
            case _:
                content.merges.append(_area(element.get("ref", "")))
                parts.limits.hold("slots", len(content.merges))
    drawings = [link.part for link in parts.links(part).values() if link.kind == "drawing"]
    floating = [shape for drawing in drawings for shape in _shapes(parts, drawing)]
    return StoredSheet(
        name=entry.name,
        cells=content.cells,
        merges=tuple(content.merges),
        hidden=entry.hidden,
        hidden_rows=content.hidden_rows,
        hidden_columns=content.hidden_columns,
        ruled=content.ruled,
        text_boxes=tuple(shape for shape in floating if shape),
        pictures=floating.count(None),
    )


class _SheetContent:
    """What has been met of a sheet so far."""

    def __init__(self, shared: _Shared) -> None:
        self.cells: dict[Slot, StoredCell] = {}
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.ruled: dict[int, set[int]] = {}
        self._texts = shared.texts
        self._styles = shared.styles
        self._limits = shared.parts.limits
        self._row = -1
        self._column = -1
        self._columns_named = 0
        self._ruled = 0
        self._moved = 0
        self._shared: dict[str, tuple[str, Slot]] = {}

    def open_row(self, element: _Element) -> None:
        number = element.get("r")
        self._row = self._row + 1 if number is None else _counted(number) - 1
        self._column = -1
        if self._row > LAST_ROW:
            raise DamagedDocumentError(
                f"a sheet has no row {self._row + 1}; save the workbook again",
                zh=f"工作表不可能有第 {self._row + 1} 行；请重新保存工作簿",
            )
        no_height = element.get("customHeight") in _TRUE and stored_number(element.get("ht", "")) == 0
        if element.get("hidden") in _TRUE or no_height:
            self.hidden_rows.add(self._row)

    def add_columns(self, element: _Element) -> None:
        """Note hidden columns; a file names each column once, so many overlapping ranges are an attack."""
        first, last = _counted(element.get("min", "")), min(_counted(element.get("max", "")), LAST_COLUMN + 1)
        self._columns_named += max(last - first + 1, 0)
        if self._columns_named > LAST_COLUMN + 1:
            raise DamagedDocumentError(
                "the widths of columns are given twice; save the workbook again", zh="列宽重复给出；请重新保存工作簿"
            )
        if element.get("hidden") in _TRUE or stored_number(element.get("width", "")) == 0:
            self.hidden_columns.update(range(first - 1, last))

    def add_cell(self, element: _Element) -> None:
        reference = element.get("r")
        slot = (self._row, self._column + 1) if reference is None else _slot(reference)
        self._row, self._column = slot
        style = self._style(element.get("s"))
        if style.ruled and self._ruled < self._limits.slots:  # more lines tell nothing more about tables
            self._ruled += 1
            self.ruled.setdefault(slot[0], set()).add(slot[1])
        cell = self._stored(element, slot, style)
        if cell.value == "" and cell.formula is None and not cell.note:
            return
        if slot in self.cells:
            raise DamagedDocumentError(
                f"the workbook gives a cell twice ({reference}); save it again",
                zh=f"工作簿中单元格 {reference} 重复；请重新保存",
            )
        self.cells[slot] = cell
        self._limits.hold("slots", len(self.cells))

    def _style(self, number: str | None) -> Style:
        if number is None or not _SMALL.fullmatch(number) or int(number) >= len(self._styles):
            return Style()
        return self._styles[int(number)]

    def _stored(self, element: _Element, slot: Slot, style: Style) -> StoredCell:
        children = {local_name(child.tag): child for child in element}
        kind, held = element.get("t", "n"), children.get("v")
        text = "" if held is None else held.text or ""
        stored = bool(text) or (kind == "str" and held is not None) or kind == "inlineStr"
        note: Note | None = None
        value: Decimal | str = _unescaped(text)
        if kind == "s" and text:
            value, note = self._texts.get(text, struck=style.struck)
        elif kind == "inlineStr" and "is" in children:
            value, note = kept_text(tuple(_runs(children["is"])), struck=style.struck)
        elif kind == "b" and text:
            value = "TRUE" if text in _TRUE else "FALSE"
        elif kind == "n":
            number = stored_number(text.strip())
            value = text.strip() if number is None else number
        formula = self._formula(children["f"], slot) if "f" in children else None
        return StoredCell(value=value, error=kind == "e", style=style, formula=formula, stored=stored, note=note)

    def _formula(self, element: _Element, slot: Slot) -> str:
        """The formula of a cell; one that is shared is written once and moves with the cell."""
        text, key = element.text or "", element.get("si")
        if element.get("t") == "shared" and key is not None:
            if text:
                self._shared[key] = (text, slot)
            first, origin = self._shared.get(key, ("", slot))
            self._moved += len(first)
            # Copies of a long formula add up; a sum that is not known costs nothing where its result is stored.
            known = self._moved < self._limits.slots
            text = moved(first, rows=slot[0] - origin[0], columns=slot[1] - origin[1]) if known else ""
        return text or "?"


def _counted(text: str) -> int:
    """A row or column number, counted from 1."""
    if not _SMALL.fullmatch(text) or int(text) == 0:
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


def _shapes(parts: _Parts, part: str) -> Iterator[str | None]:
    """The text of each text box, a paragraph a line; None for a picture. A fallback repeats what stands beside it."""
    for element in parts.elements(part, whole={"sp", "pic", "Fallback"}):
        match local_name(element.tag):
            case "sp":
                paragraphs = (item for item in element.iter() if local_name(item.tag) == "p")
                yield "\n".join(
                    "".join(item.text or "" for item in paragraph.iter() if local_name(item.tag) == "t")
                    for paragraph in paragraphs
                )
            case "pic":
                yield None
            case _:
                pass
