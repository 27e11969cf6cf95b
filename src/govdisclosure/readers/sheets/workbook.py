"""Spreadsheets (XLSX, XLS, ET): what a person sees in the visible sheets, as paragraphs and grids.

What is hidden is left out, and said so. A number is printed exactly; a formula without a trusted result is printed as
a formula or computed, never as a blank or a nought.
"""

import decimal
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.errors import UnsupportedFormatError
from govdisclosure.model.notices import (
    HIDDEN_CELLS,
    HIDDEN_SHEET,
    HIDDEN_TEXT,
    LOOK_UNCLEAR,
    MERGED_CELLS_OVERLAP,
    NUMBER_FORMAT,
    PICTURES_UNREAD,
    SHEET_UNREAD,
)
from govdisclosure.model.place import Place, column_letters
from govdisclosure.readers.grid import Block, Document, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.looks import Note, gravest
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.sheets import xls, xlsx, xml2003
from govdisclosure.readers.sheets.areas import Lattice, Slot, blocks
from govdisclosure.readers.sheets.compound import MAGIC
from govdisclosure.readers.sheets.formulas import Computed, Key, settle
from govdisclosure.readers.sheets.model import (
    Area,
    Condition,
    Run,
    StoredCell,
    StoredSheet,
    Style,
    Workbook,
    kept_text,
)
from govdisclosure.readers.sheets.numbers import plain, shown, shown_text

_ZIP: Final = b"PK"
_BEGINNING: Final = 4096
_SPACE: Final = b"\xef\xbb\xbf \t\r\n"
_EXACT: Final = decimal.Context(prec=60)
"""Wide enough for every sum of numbers of 15 digits, whatever context the caller has set."""
_DETAIL: Final = 60
"""Characters of a formula or text that a remark repeats."""
_NAMED: Final = 10
"""Cells that a remark names; of more it names the first."""
_VISITS_PER_SLOT: Final = 2
"""Cells that formulas may look at, for each slot that a document may have."""


def read(data: bytes, *, name: str = "", limits: Bounds) -> Document:
    """The document in the workbook ``data``; the name of each sheet is a heading above what it holds."""
    budget = Budget.of(limits)
    workbook = _workbook(data, budget)
    with decimal.localcontext(_EXACT):
        results = settle(workbook, visits=budget.limits.slots * _VISITS_PER_SLOT)
        parts = list(_parts(workbook, results, budget))
    return Document(
        blocks=tuple(part for part in parts if not isinstance(part, Remark)),
        name=name.replace("\\", "/").rpartition("/")[2],
        remarks=tuple(part for part in parts if isinstance(part, Remark)),
    )


def _workbook(data: bytes, budget: Budget) -> Workbook:
    if data.startswith(MAGIC):
        return xls.read_workbook(data, budget)
    if data.startswith(_ZIP):
        return xlsx.read_workbook(data, budget)
    if data.lstrip(_SPACE).startswith(b"<") and b"Workbook" in data[:_BEGINNING]:
        return xml2003.read_workbook(data, budget)
    raise UnsupportedFormatError(
        "not a workbook; a web page or a text under the name of one is read with format=...",
        zh="不是工作簿；以工作簿为名的网页或文本，请用 format=... 指明格式",
    )


def _parts(workbook: Workbook, results: Mapping[Key, Computed], budget: Budget) -> Iterator[Block | Remark]:
    tables = itertools.count(1)
    for title in workbook.unread:
        yield Remark(code=SHEET_UNREAD, place=Place(sheet=title), detail=title)
    for number, sheet in enumerate(workbook.sheets):
        place = Place(sheet=sheet.name)
        if sheet.hidden:
            yield Remark(code=HIDDEN_SHEET, place=place, detail=sheet.name)
            continue
        if sheet.pictures:
            yield Remark(code=PICTURES_UNREAD, place=place, detail=str(sheet.pictures))
        lattice, remarks = _seen(sheet, _texts(workbook, number, results, budget), budget)
        yield from remarks
        content = [*blocks(lattice, tables=tables, budget=budget), *_floating(sheet)]
        if content:
            yield Paragraph(text=sheet.name, place=place, heading=True)
        yield from content


_Texts = dict[Slot, tuple[str, tuple[Note, ...]]]
"""What is printed in each cell that is not blank, and what there is to say about it."""


def _texts(workbook: Workbook, number: int, results: Mapping[Key, Computed], budget: Budget) -> _Texts:
    sheet = workbook.sheets[number]
    conditions = _conditions(sheet, budget)
    texts: _Texts = {}
    for slot, cell in sheet.cells.items():
        result = results.get((number, slot), Computed(value=cell.value))
        printed = _Printed(sheet=sheet, cell=cell, value=result.value, from_1904=workbook.from_1904)
        text, notes = printed.under(conditions.get(slot, ()))
        # Many cells may name one long text.
        budget.take("unpacked_bytes", len(text), of="texts")
        notes = notes if result.note is None else (result.note, *notes)
        if text or notes:
            texts[slot] = (text, notes)
    return texts


def _conditions(sheet: StoredSheet, budget: Budget) -> Mapping[Slot, Sequence[Condition]]:
    """The conditions on each cell that is not blank."""
    found: dict[Slot, list[Condition]] = {}
    budget.hold("slots", len(sheet.cells) * sum(len(each.areas) for each in sheet.conditions) // _VISITS_PER_SLOT)
    for condition in sheet.conditions:
        for slot in sheet.cells:
            if any(slot in area for area in condition.areas):
                found.setdefault(slot, []).append(condition)
    return found


@attrs.frozen(kw_only=True)
class _Printed:
    """A cell with the value that it shows, in one style or another."""

    sheet: StoredSheet
    cell: StoredCell
    value: Decimal | str
    from_1904: bool

    def under(self, conditions: Sequence[Condition]) -> tuple[str, tuple[Note, ...]]:
        """What is printed, in the style that conditions give; in doubt where nobody knows whether they hold."""
        style = self.cell.style
        if not conditions:
            return self.styled(style)
        held = [(each, each.holds(self.value)) for each in conditions]
        for condition, holds in held:
            style = condition.restyled(style) if holds else style
        text, notes = self.styled(style)
        if any(holds is None and self.styled(each.restyled(style)) != (text, notes) for each, holds in held):
            notes = (*notes, (LOOK_UNCLEAR, text))
        return text, notes

    def styled(self, style: Style) -> tuple[str, tuple[Note, ...]]:
        """What is printed in this style."""
        text, code = self._formatted(style)
        notes = [(code, style.format if code == NUMBER_FORMAT else self._stored())] if code else []
        if text and (style.repeated or (self.sheet.with_formulas and self.cell.formula is not None)):
            notes.append((LOOK_UNCLEAR, text))
        if style is self.cell.style and self.cell.formula is None and isinstance(self.cell.value, str):
            return text, (*self.cell.notes, *notes)
        if style.plain:
            return text, tuple(notes)
        text, left_out = kept_text([Run(text=text)], style)
        return text, (*notes, *left_out)

    def _formatted(self, style: Style) -> tuple[str, str]:
        if isinstance(self.value, str):
            return shown_text(self._stored(), style.format)
        if self.value == 0 and self.sheet.without_zeros:
            return "", HIDDEN_TEXT
        return shown(self.value, style.format, from_1904=self.from_1904)

    def _stored(self) -> str:
        if isinstance(self.value, str):
            return self.value.replace("\r\n", "\n").replace("\r", "\n").strip()
        return plain(self.value)


def _covered(sheet: StoredSheet, texts: _Texts, budget: Budget) -> Mapping[Slot, str]:
    """The blank cells under what floats over the sheet, with its code; numbers under it are in doubt."""
    printed = [slot for slot, (text, _) in texts.items() if text]
    if not (printed and sheet.covers):
        return {}
    around = _around(map(_single, printed))
    covers = [(_common(area, around), code) for area, code in sheet.covers]
    budget.hold("slots", sum(area.size for area, _ in covers))
    blank: dict[Slot, str] = {}
    for slot, code in ((slot, code) for area, code in covers for slot in _slots(area)):
        text, notes = texts.get(slot, ("", ()))
        if is_numeric(text):
            texts[slot] = (text, (*notes, (LOOK_UNCLEAR, text)))
        elif not text:
            blank[slot] = code
    return blank


def _floating(sheet: StoredSheet) -> Iterator[Paragraph]:
    for box in sheet.text_boxes:
        for line in box.splitlines():
            if text := line.strip():
                yield Paragraph(text=text, place=Place(sheet=sheet.name, text=text))


class _Axis:
    """The rows or the columns of a sheet: their numbers in the file against their order without the hidden ones."""

    def __init__(self, hidden: Set[int]) -> None:
        self._hidden = sorted(hidden)
        self._before = [number - index for index, number in enumerate(self._hidden)]

    def position(self, number: int) -> int:
        """How many visible ones come before ``number``."""
        return number - bisect_left(self._hidden, number)

    def number(self, position: int) -> int:
        """The number in the file of the visible one at ``position``."""
        return position + bisect_right(self._before, position)


def _seen(sheet: StoredSheet, texts: _Texts, budget: Budget) -> tuple[Lattice, list[Remark]]:
    """A sheet as a person sees it: merged cells as one, hidden rows and columns gone, and what that leaves out."""
    areas, dropped = _merges(sheet, texts, budget)
    blank = _covered(sheet, texts, budget)
    covered = {slot for area in areas.values() for slot in _slots(area)}
    rows, columns = _Axis(sheet.hidden_rows), _Axis(sheet.hidden_columns)
    cells: list[GridCell] = []
    remarks: list[Remark] = []
    unseen: list[Slot] = []
    for slot in sorted({*texts, *areas, *(blank.keys() - covered)}):
        area = areas.get(slot, Area(top=slot[0], left=slot[1], bottom=slot[0], right=slot[1]))
        row, column = rows.position(area.top), columns.position(area.left)
        rowspan, colspan = rows.position(area.bottom + 1) - row, columns.position(area.right + 1) - column
        text, notes = texts.get(slot, ("", ()))
        if (slot in covered and slot not in areas) or not rowspan or not colspan:
            unseen += [slot] if text else []
            continue
        place = Place(sheet=sheet.name, row=slot[0] + 1, column=slot[1] + 1, text=text)
        remarks += [Remark(code=code, place=place, detail=detail[:_DETAIL]) for code, detail in notes]
        cells.append(
            GridCell(
                text=text,
                row=row,
                column=column,
                rowspan=rowspan,
                colspan=colspan,
                place=place,
                note=gravest(notes) or blank.get(slot, ""),
            )
        )
    lattice = Lattice(
        cells=cells,
        ruled={
            rows.position(row): {columns.position(column) for column in drawn - sheet.hidden_columns}
            for row, drawn in sheet.ruled.items()
            if row not in sheet.hidden_rows
        },
        place=lambda row, column: Place(sheet=sheet.name, row=rows.number(row) + 1, column=columns.number(column) + 1),
    )
    found = ((HIDDEN_CELLS, unseen), (MERGED_CELLS_OVERLAP, [(area.top, area.left) for area in dropped]))
    return lattice, [_remark(code, sheet, slots) for code, slots in found if slots] + remarks


def _remark(code: str, sheet: StoredSheet, slots: Sequence[Slot]) -> Remark:
    names = [f"{column_letters(column)}{row + 1}" for row, column in slots[:_NAMED]]
    more = ["…"] if len(slots) > _NAMED else []
    return Remark(code=code, place=Place(sheet=sheet.name), detail=f"{sheet.name}: {', '.join(names + more)}")


def _merges(sheet: StoredSheet, texts: _Texts, budget: Budget) -> tuple[dict[Slot, Area], list[Area]]:
    """The merged cells that matter, by their upper left slot, and those left out because they overlap one of them.

    An empty merged cell matters as far as it lies among the texts; programs merge whole blank columns.
    """
    printed = {slot for slot, (text, _) in texts.items() if text}
    boxes = [area for area in sheet.merges if (area.top, area.left) in printed]
    boxes += map(_single, printed)
    if not boxes:
        return {}, []
    around = _around(boxes)
    inside = [area for area in (_common(each, around) for each in sheet.merges) if area.size]
    budget.take("slots", sum(area.size for area in inside), of="merges")
    kept: dict[Slot, Area] = {}
    dropped: list[Area] = []
    taken: set[Slot] = set()
    for area in inside:
        slots = set(_slots(area))
        if taken.isdisjoint(slots):
            taken |= slots
            kept[area.top, area.left] = area
        else:
            dropped.append(area)
    return kept, dropped


def _single(slot: Slot) -> Area:
    row, column = slot
    return Area(top=row, left=column, bottom=row, right=column)


def _around(areas: Iterable[Area]) -> Area:
    """The smallest area with all of these in it."""
    edges = ((area.top, area.left, area.bottom, area.right) for area in areas)
    tops, lefts, bottoms, rights = zip(*edges, strict=True)
    return Area(top=min(tops), left=min(lefts), bottom=max(bottoms), right=max(rights))


def _common(area: Area, other: Area) -> Area:
    """What two areas have in common; its edges are crossed if that is nothing."""
    return Area(
        top=max(area.top, other.top),
        left=max(area.left, other.left),
        bottom=min(area.bottom, other.bottom),
        right=min(area.right, other.right),
    )


def _slots(area: Area) -> Iterator[Slot]:
    return itertools.product(range(area.top, area.bottom + 1), range(area.left, area.right + 1))
