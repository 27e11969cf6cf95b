"""Spreadsheets (XLSX, XLS, ET): what a person sees in the visible sheets, as paragraphs and grids.

What is hidden is left out, and said so. A number is printed exactly; a formula without a trusted result is printed as
a formula or computed, never as a blank or a nought.
"""

import decimal
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Final

from govdisclosure.errors import UnsupportedFormatError
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Block, Document, GridCell, Paragraph, Remark
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sheets import xls, xlsx
from govdisclosure.readers.sheets.areas import Lattice, Slot, SlotBudget, blocks
from govdisclosure.readers.sheets.compound import MAGIC
from govdisclosure.readers.sheets.formulas import Key, Result, column_letters, settle
from govdisclosure.readers.sheets.model import STRUCK, Area, Note, StoredCell, StoredSheet, Style, Workbook
from govdisclosure.readers.sheets.numbers import shown

HIDDEN_SHEET: Final = "hidden-sheet"
HIDDEN_CELLS: Final = "hidden-cells"
OVERLAPPING_MERGES: Final = "merged-cells-overlap"
PICTURES: Final = "pictures-unread"
OTHER_SHEET: Final = "sheet-unread"
SHOWN_OTHERWISE: Final = "number-format"

_ZIP: Final = b"PK"
_EXACT: Final = decimal.Context(prec=60)
"""Wide enough for every sum of numbers of 15 digits, whatever context the caller has set."""
_DETAIL: Final = 60
"""Characters of a formula or text that a remark repeats."""
_NAMED: Final = 10
"""Cells that a remark names; of more it names the first."""
_VISITS_PER_SLOT: Final = 10
"""Cells that formulas may look at, for each slot that a document may have."""


def read(data: bytes, *, name: str = "", limits: Limits) -> Document:
    """The document in the workbook ``data``; the name of each sheet is a heading above what it holds."""
    workbook = _workbook(data, limits)
    with decimal.localcontext(_EXACT):
        results = settle(workbook, visits=limits.slots * _VISITS_PER_SLOT)
        parts = list(_parts(workbook, results, limits))
    return Document(
        blocks=tuple(part for part in parts if not isinstance(part, Remark)),
        name=name.replace("\\", "/").rpartition("/")[2],
        remarks=tuple(part for part in parts if isinstance(part, Remark)),
    )


def _workbook(data: bytes, limits: Limits) -> Workbook:
    if data.startswith(MAGIC):
        return xls.read_workbook(data, limits)
    if data.startswith(_ZIP):
        return xlsx.read_workbook(data, limits)
    raise UnsupportedFormatError(
        "not a workbook; a web page or a text under the name of one is read with format=...",
        zh="不是工作簿；以工作簿为名的网页或文本，请用 format=... 指明格式",
    )


def _parts(workbook: Workbook, results: Mapping[Key, Result], limits: Limits) -> Iterator[Block | Remark]:
    budget, tables = SlotBudget(limits), itertools.count(1)
    for title in workbook.unread:
        yield Remark(code=OTHER_SHEET, place=Place(sheet=title), detail=title)
    for number, sheet in enumerate(workbook.sheets):
        place = Place(sheet=sheet.name)
        if sheet.hidden:
            yield Remark(code=HIDDEN_SHEET, place=place, detail=sheet.name)
            continue
        if sheet.pictures:
            yield Remark(code=PICTURES, place=place, detail=str(sheet.pictures))
        lattice, remarks = _seen(sheet, _texts(workbook, number, results, limits), limits)
        yield from remarks
        content = [*blocks(lattice, tables=tables, budget=budget), *_floating(sheet)]
        if content:
            yield Paragraph(text=sheet.name, place=place, heading=True)
        yield from content


_Texts = Mapping[Slot, tuple[str, Note | None]]
"""What is printed in each cell that is not blank, and what there is to say about it."""


def _texts(workbook: Workbook, number: int, results: Mapping[Key, Result], limits: Limits) -> _Texts:
    texts: dict[Slot, tuple[str, Note | None]] = {}
    characters = 0
    for slot, cell in workbook.sheets[number].cells.items():
        result = results.get((number, slot), Result(value=cell.value, note=cell.note))
        text, note = _printed(result.value, cell.style, from_1904=workbook.from_1904)
        if text and cell.style.struck and not _in_runs(cell):
            text, note = "", Note(STRUCK, text)
        # Many cells may name one long text.
        characters += len(text)
        limits.hold("unpacked_bytes", characters)
        if text or note or result.note:
            texts[slot] = (text, result.note or note)
    return texts


def _printed(value: Decimal | str, style: Style, *, from_1904: bool) -> tuple[str, Note | None]:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip(), None
    text, as_shown = shown(value, style.format, from_1904=from_1904)
    return text, None if as_shown else Note(SHOWN_OTHERWISE, style.format)


def _in_runs(cell: StoredCell) -> bool:
    """Whether the cell holds a text whose struck runs are already gone."""
    return cell.formula is None and isinstance(cell.value, str)


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


def _seen(sheet: StoredSheet, texts: _Texts, limits: Limits) -> tuple[Lattice, list[Remark]]:
    """A sheet as a person sees it: merged cells as one, hidden rows and columns gone, and what that leaves out."""
    areas, dropped = _merges(sheet, texts, limits)
    covered = {slot for area in areas.values() for slot in _slots(area)}
    rows, columns = _Axis(sheet.hidden_rows), _Axis(sheet.hidden_columns)
    cells: list[GridCell] = []
    remarks: list[Remark] = []
    unseen: list[Slot] = []
    for slot in sorted({*texts, *areas}):
        area = areas.get(slot, Area(top=slot[0], left=slot[1], bottom=slot[0], right=slot[1]))
        row, column = rows.position(area.top), columns.position(area.left)
        rowspan, colspan = rows.position(area.bottom + 1) - row, columns.position(area.right + 1) - column
        text, note = texts.get(slot, ("", None))
        if (slot in covered and slot not in areas) or not rowspan or not colspan:
            unseen += [slot] if text else []
            continue
        place = Place(sheet=sheet.name, row=slot[0] + 1, column=slot[1] + 1, text=text)
        remarks += [Remark(code=note.code, place=place, detail=note.detail[:_DETAIL])] if note else []
        cells.append(
            GridCell(
                text=text,
                row=row,
                column=column,
                rowspan=rowspan,
                colspan=colspan,
                place=place,
                note=note.code if note else "",
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
    found = ((HIDDEN_CELLS, unseen), (OVERLAPPING_MERGES, [(area.top, area.left) for area in dropped]))
    return lattice, [_remark(code, sheet, slots) for code, slots in found if slots] + remarks


def _remark(code: str, sheet: StoredSheet, slots: Sequence[Slot]) -> Remark:
    names = [f"{column_letters(column)}{row + 1}" for row, column in slots[:_NAMED]]
    more = ["…"] if len(slots) > _NAMED else []
    return Remark(code=code, place=Place(sheet=sheet.name), detail=f"{sheet.name}: {', '.join(names + more)}")


def _merges(sheet: StoredSheet, texts: _Texts, limits: Limits) -> tuple[dict[Slot, Area], list[Area]]:
    """The merged cells that matter, by their upper left slot, and those left out because they overlap one of them.

    An empty merged cell matters as far as it lies among the texts; programs merge whole blank columns.
    """
    printed = {slot for slot, (text, _) in texts.items() if text}
    boxes = [area for area in sheet.merges if (area.top, area.left) in printed]
    boxes += (Area(top=row, left=column, bottom=row, right=column) for row, column in printed)
    if not boxes:
        return {}, []
    around = Area(
        top=min(box.top for box in boxes),
        left=min(box.left for box in boxes),
        bottom=max(box.bottom for box in boxes),
        right=max(box.right for box in boxes),
    )
    cut = [_common(area, around) for area in sheet.merges]
    inside = [area for area in cut if area.top <= area.bottom and area.left <= area.right]
    limits.hold("slots", sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in inside))
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
