"""XML spreadsheets of Excel 2003, mostly named .xls, as a `Workbook`: what systems write that write no real one."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.errors import DamagedDocumentError, UnsupportedFormatError
from govdisclosure.readers.colours import WHITE, hexadecimal
from govdisclosure.readers.limits import Budget
from govdisclosure.readers.package import guard_xml
from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.model import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Font,
    Run,
    StoredCell,
    StoredSheet,
    Style,
    Workbook,
    is_symbolic,
    kept_text,
)
from govdisclosure.readers.sheets.numbers import GENERAL, stored_number
from govdisclosure.readers.sheets.xml_stream import ElementReader, local_name

_Element = ElementTree.Element

_WHOLE: Final = {"Style", "Cell", "Visible", "DoNotDisplayZeros", "DisplayFormulas"}
_OPENING: Final = frozenset({"Workbook", "Worksheet", "Row", "Column"})
_NAMED: Final[Mapping[str, str]] = {
    "General Number": GENERAL, "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Currency": "¥#,##0.00",
    "Scientific": "0.00E+00", "Short Date": "yyyy/m/d", "Long Date": 'yyyy"年"m"月"d"日"',
}  # fmt: skip
"""The formats that such a file names in words."""
_RAISED: Final[Mapping[str, float]] = {"Superscript": 0.33, "Subscript": -0.15}
_MARKED: Final[Mapping[str, float]] = {"Sup": 0.33, "Sub": -0.15}
_STRIKES: Final = frozenset({"S", "Strike", "Del"})
_LOW: Final = Decimal(2)
"""Points of a row or column in which nobody sees any text."""


def read_workbook(data: bytes, budget: Budget) -> Workbook:
    """The workbook in the XML ``data``."""
    budget.hold("document_bytes", len(data))
    sheets: list[_Sheet] = []
    styles: dict[str, Style] = {}
    elements = ElementReader(budget).elements(
        guard_xml(data, name="workbook"), name="workbook", whole=_WHOLE, opening=_OPENING
    )
    for number, element in enumerate(elements):
        name = local_name(element.tag)
        if number == 0 and name != "Workbook":
            break
        if name == "Style":
            styles[_said(element, "ID")] = _style(element, styles)
        elif name == "Worksheet":
            sheets.append(_Sheet(name=_said(element, "Name"), styles=styles, budget=budget))
        elif sheets:
            sheets[-1].add(name, element)
    if not sheets:
        raise UnsupportedFormatError(
            "an XML file that holds no sheets of Excel; save it as .xlsx",
            zh="XML 文件中没有 Excel 工作表；请另存为 .xlsx",
        )
    return Workbook(sheets=tuple(sheet.stored() for sheet in sheets))


def _said(element: _Element | None, name: str, otherwise: str = "") -> str:
    """An attribute, whatever its namespace."""
    attributes = () if element is None else element.items()
    return next((value for key, value in attributes if local_name(key) == name), otherwise)


def _style(element: _Element, styles: Mapping[str, Style]) -> Style:
    """A style on top of the one that it names as its parent, or of that of all cells."""
    base = styles.get(_said(element, "Parent", "Default"), Style())
    inside = {local_name(child.tag): child for child in element}
    form = _said(inside.get("NumberFormat"), "Format", base.format)
    return Style(
        format=_NAMED.get(form, form),
        ruled=any(_said(line, "LineStyle", "None") != "None" for line in inside["Borders"])
        if "Borders" in inside
        else base.ruled,
        font=_font(inside["Font"]) if "Font" in inside else base.font,
        ground=_ground(inside["Interior"]) if "Interior" in inside else base.ground,
        repeated=_said(inside["Alignment"], "Horizontal") == "Fill" if "Alignment" in inside else base.repeated,
    )


def _ground(interior: _Element) -> tuple[int, int, int]:
    filled = _said(interior, "Pattern", "None") != "None"
    return (hexadecimal(_said(interior, "Color")) if filled else None) or WHITE


def _font(element: _Element) -> Font:
    return _fonted(Font(shift=_RAISED.get(_said(element, "VerticalAlign"), 0.0)), element, name="FontName")


def _fonted(font: Font, element: _Element, *, name: str) -> Font:
    """The font with what an element says of it; ``name`` is what it calls the name of a font."""
    size, charset = stored_number(_said(element, "Size")), _said(element, "CharSet")
    return attrs.evolve(
        font,
        struck=font.struck or _said(element, "StrikeThrough") == "1",
        size=font.size if size is None else float(size),
        ink=hexadecimal(_said(element, "Color")) or font.ink,
        symbolic=is_symbolic(_said(element, name), 2 if charset == "2" else 0) or font.symbolic,
    )


def _runs(element: _Element, font: Font | None, base: Font) -> Iterator[Run]:
    """The pieces of a text with marks of HTML; ``font`` is None where that of the cell holds."""
    if element.text:
        yield Run(text=element.text, font=font)
    for child in element:
        name = local_name(child.tag)
        inner = _fonted(font or base, child, name="Face")
        inner = attrs.evolve(inner, shift=_MARKED.get(name, inner.shift), struck=inner.struck or name in _STRIKES)
        yield from _runs(child, inner, base)
        if child.tail:
            yield Run(text=child.tail, font=font)


@attrs.define(kw_only=True)
class _Sheet:
    """What has been met of a sheet so far."""

    name: str
    styles: Mapping[str, Style]
    budget: Budget
    cells: dict[Slot, StoredCell] = attrs.field(factory=dict[Slot, StoredCell], init=False)
    merges: list[Area] = attrs.field(factory=list[Area], init=False)
    ruled: dict[int, set[int]] = attrs.field(factory=dict[int, set[int]], init=False)
    hidden_rows: set[int] = attrs.field(factory=set[int], init=False)
    hidden_columns: set[int] = attrs.field(factory=set[int], init=False)
    said: dict[str, str] = attrs.field(factory=dict[str, str], init=False)
    row: int = attrs.field(default=-1, init=False)
    after: int = attrs.field(default=0, init=False)
    """The next row, and below it the next cell and column, that has no number of its own."""
    column: int = attrs.field(default=0, init=False)
    counted: int = attrs.field(default=0, init=False)

    def add(self, name: str, element: _Element) -> None:
        """Add a cell, or what is said of a row, of columns or of the sheet."""
        match name:
            case "Row":
                self.row = _placed(element, self.after, LAST_ROW)
                self.after, self.column = self.row + 1 + _spare(element, "Span", LAST_ROW), 0
                if _is_hidden(element, "Height"):
                    self.hidden_rows.update(range(self.row, self.after))
            case "Column":
                first = _placed(element, self.counted, LAST_COLUMN)
                self.counted = first + 1 + _spare(element, "Span", LAST_COLUMN)
                if _is_hidden(element, "Width"):
                    self.hidden_columns.update(range(first, self.counted))
            case "Cell":
                self._add_cell(element)
            case _:
                self.said[name] = (element.text or "").strip()

    def _add_cell(self, element: _Element) -> None:
        column = _placed(element, self.column, LAST_COLUMN)
        across, down = _spare(element, "MergeAcross", LAST_COLUMN), _spare(element, "MergeDown", LAST_ROW)
        self.column = column + 1 + across
        if across or down:
            self.merges.append(Area(top=self.row, left=column, bottom=self.row + down, right=column + across))
        style = self.styles.get(_said(element, "StyleID", "Default"), Style())
        if style.ruled:
            self.ruled.setdefault(self.row, set()).add(column)
        cell = _cell(element, style)
        if cell.value != "" or cell.formula is not None or cell.notes:
            self.cells[self.row, column] = cell
        self.budget.take("slots", of="cells")

    def stored(self) -> StoredSheet:
        """The sheet, all of it met."""
        return StoredSheet(
            name=self.name,
            cells=self.cells,
            merges=tuple(self.merges),
            hidden=self.said.get("Visible", "SheetVisible") != "SheetVisible",
            hidden_rows=self.hidden_rows,
            hidden_columns=self.hidden_columns,
            ruled=self.ruled,
            without_zeros="DoNotDisplayZeros" in self.said,
            with_formulas="DisplayFormulas" in self.said,
        )


def _placed(element: _Element, following: int, last: int) -> int:
    """The row or column of an element, which counts on where it has no number of its own."""
    text = _said(element, "Index") or str(following + 1)
    number = int(text) - 1 if text.isascii() and text.isdigit() and len(text) <= 7 else -1
    if not following <= number <= last:
        raise DamagedDocumentError(
            f"{text[:20]!r} is no row or column of a sheet here; save the workbook again",
            zh=f"{text[:20]!r} 不是此处的行号或列号；请重新保存工作簿",
        )
    return number


def _spare(element: _Element, name: str, last: int) -> int:
    """How many rows or columns more an element takes."""
    text = _said(element, name)
    return min(int(text), last) if text.isascii() and text.isdigit() and len(text) <= 7 else 0


def _is_hidden(element: _Element, size: str) -> bool:
    extent = stored_number(_said(element, size))
    return _said(element, "Hidden") == "1" or (extent is not None and extent <= _LOW)


def _cell(element: _Element, style: Style) -> StoredCell:
    data = next((child for child in element if local_name(child.tag) == "Data"), None)
    formula = "?" if _said(element, "Formula") else None
    if data is None:
        return StoredCell(value="", style=style, formula=formula, stored=formula is None)
    kind, text = _said(data, "Type"), "".join(data.itertext())
    if kind == "Number" and (number := stored_number(text.strip())) is not None:
        return StoredCell(value=number, style=style, formula=formula)
    if kind == "Boolean":
        return StoredCell(value="TRUE" if text.strip() == "1" else "FALSE", style=style, formula=formula)
    text, notes = kept_text(_runs(data, None, style.font), style)
    return StoredCell(value=text, error=kind == "Error", style=style, formula=formula, notes=notes)
