"""Long lists on sheets of a workbook: a head that stays in sight, filters, widths, and a new sheet when one is full."""

from collections.abc import Sequence
from typing import Final

import attrs

from govdisclosure.forms.values import Number
from govdisclosure.kernel import Spot
from govdisclosure.plain import printable, width
from govdisclosure.writers.book import LONGEST_CELL, Book, Cached, Sheet, area

MOST_ROWS: Final = 1_000_000
"""Rows of a sheet; a spreadsheet has a few more."""
_LINE_HEIGHT: Final = 15
_MOST_LINES: Final = 25
"""Points of a line, and lines that a row shows at most; a spreadsheet shows few more."""


@attrs.frozen
class Formula:
    """A formula, and what it shows now."""

    text: str
    cached: Cached


Item = str | Number | Formula | None
"""What a cell of a list holds; None for nothing."""

Column = tuple[str, int]
"""A head and how wide the column is."""


class Rows:
    """A list that is written row by row; ``at`` says where the next row will stand."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, most: int = MOST_ROWS) -> None:
        self._book = book
        self._name = name
        self._columns = columns
        self._most = most
        self.extents: list[tuple[str, int]] = []
        """The sheets that are full or done, each with its last row."""
        self._begin()

    def _begin(self) -> None:
        before = len(self.extents)
        self.sheet: Sheet = self._book.sheet(f"{self._name} {before + 1}" if before else self._name)
        for column, (head, wide) in enumerate(self._columns):
            self.sheet.worksheet.set_column(column, column, wide)
            self.sheet.text((0, column), head, bold=True, border=1, bg_color="#EEEEEE", text_wrap=True)
        self.sheet.worksheet.freeze_panes(1, 0)
        self.sheet.printed(high=0, wide=True)
        self._row = 1

    @property
    def at(self) -> tuple[str, Spot]:
        """The sheet and the first slot of the next row."""
        if self._row > self._most:
            self.end()
            self._begin()
        return self.sheet.name, (self._row, 0)

    def add(self, items: Sequence[Item]) -> None:
        """Write a row."""
        _, (row, _) = self.at
        texts = [printable(item)[:LONGEST_CELL] if isinstance(item, str) else item for item in items]
        lines = [
            -(-width(text) // wide)
            for text, (_, wide) in zip(texts, self._columns, strict=False)
            if isinstance(text, str)
        ]
        tall = bool(lines) and max(lines) > 1
        if tall:
            self.sheet.worksheet.set_row(row, _LINE_HEIGHT * min(max(lines), _MOST_LINES))
        for column, text in enumerate(texts):
            _put(self.sheet, (row, column), text, tall=tall)
        self._row += 1

    def end(self) -> None:
        """Nothing follows on this sheet."""
        last = max(1, self._row - 1)
        self.sheet.worksheet.autofilter(0, 0, last, len(self._columns) - 1)
        self.extents.append((self.sheet.name, last))


def _put(sheet: Sheet, at: Spot, item: Item, *, tall: bool) -> None:
    if item is None or item == "":
        return
    if isinstance(item, str):
        sheet.text(at, item, text_wrap=True, valign="top")
    elif isinstance(item, Formula):
        sheet.formula(at, item.text, item.cached, valign="top")
    elif tall:
        sheet.number(at, item, valign="top")
    else:
        sheet.bare(at, item)


def link(to: tuple[str, Spot], shown: int) -> Formula:
    """A number that leads to a place in the workbook; the name of the sheet is one of ours."""
    name, spot = to
    return Formula(f"HYPERLINK(\"#'{name}'!{area(spot, spot)}\",{shown})", shown)
