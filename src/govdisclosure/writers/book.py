"""Sheets of a workbook as others fill them: formats, texts that stay texts, numbers that stay exact, boxes of a form.

The one module that knows XlsxWriter.
"""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any, Final, cast

from govdisclosure.forms.say import digits
from govdisclosure.forms.values import Number
from govdisclosure.kernel import Spot
from govdisclosure.model.place import column_letters

_XLSXWRITER: Final[Any] = import_module("xlsxwriter")
"""It comes without types."""

FONT: Final = "宋体"
A4: Final = 9
LONGEST_CELL: Final = 16_000
"""Characters of a text that surely fit a cell, each of which may count for two."""
_SIGNIFICANT: Final = 15
"""Digits that a spreadsheet keeps of a number."""
_WHOLE: Final = 10**_SIGNIFICANT

Cached = Number | str
"""What a formula shows until it is computed again."""


class Book:
    """A workbook in the making; `data` is the whole file, once."""

    def __init__(self, title: str, *, large: bool = False) -> None:
        """``large`` keeps no row in memory once the next one has begun; rows are written in order then."""
        self._buffer = io.BytesIO()
        memory = {"constant_memory": True} if large else {"in_memory": True}
        options = {**memory, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = _XLSXWRITER.Workbook(self._buffer, options)
        self.workbook.set_properties({"title": title})
        self._formats: dict[tuple[tuple[str, object], ...], object] = {}

    def sheet(self, name: str) -> "Sheet":
        """A new sheet of this name."""
        return Sheet(self, self.workbook.add_worksheet(name))

    def style(self, **properties: object) -> object:
        """The format with these properties."""
        key = tuple(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"font_name": FONT, "valign": "vcenter", **properties})
        return self._formats[key]

    def look(self, properties: Mapping[str, object]) -> object:
        """A format that changes how a cell looks while a condition holds."""
        return self.workbook.add_format(dict(properties))

    def data(self) -> bytes:
        """The file; nothing can be added to it any more."""
        self.close()
        return self._buffer.getvalue()

    def close(self) -> None:
        """Let go of what was put aside on the disk."""
        self.workbook.close()


class Sheet:
    """A sheet: texts, numbers and formulas at slots counted from 0."""

    def __init__(self, book: Book, worksheet: Any) -> None:
        self.book = book
        self.worksheet = worksheet
        self.name: str = worksheet.get_name()

    def text(self, at: Spot, text: str, **style: object) -> None:
        """A text, which is never a formula, a link or a number."""
        self.worksheet.write_string(*at, text, self.book.style(**style))

    def number(self, at: Spot, number: Number, **style: object) -> None:
        """A number with exactly its digits; as text where a spreadsheet would round it."""
        if not exact(number):
            self.text(at, digits(number), **style)
        else:
            self.worksheet.write_number(*at, number, self.book.style(num_format=_pattern(number), **style))

    def bare(self, at: Spot, number: Number) -> None:
        """A number without a format of its own; it takes half the time."""
        if exact(number):
            self.worksheet.write_number(*at, number)
        else:
            self.text(at, digits(number))

    def blank(self, at: Spot, **style: object) -> None:
        """Nothing, drawn as a cell."""
        self.worksheet.write_blank(*at, None, self.book.style(**style))

    def formula(self, at: Spot, formula: str, cached: Cached, **style: object) -> None:
        """A formula with what it shows now; an empty text as a blank, which XlsxWriter would not store."""
        style = {"num_format": _pattern(cached), **style} if not isinstance(cached, str) else style
        self.worksheet.write_formula(*at, f"={formula}", self.book.style(**style), " " if cached == "" else cached)

    def merged(self, at: Spot, rows: int, columns: int, **style: object) -> None:
        """Slots that are one; what stands in the first is written afterwards."""
        self.worksheet.merge_range(*at, at[0] + rows - 1, at[1] + columns - 1, "", self.book.style(**style))

    def validated(self, areas: Sequence[Sequence[int]], rule: Mapping[str, object], message: str) -> None:
        """Let only what a rule allows be typed into some areas (first row, first column, last row, last column)."""
        first = areas[0]
        options = {**rule, "error_message": message, "other_cells": [list(each) for each in areas[1:]]}
        self.worksheet.data_validation(*first, options)

    def protect(self) -> None:
        """Keep what is locked from being changed by mistake; there is no password."""
        self.worksheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})

    def printed(self, *, high: int, wide: bool = False) -> None:
        """On paper: A4, upright or ``wide``, one page wide, and so many pages high (0 for as many as it takes)."""
        self.worksheet.set_paper(A4)
        if wide:
            self.worksheet.set_landscape()
        self.worksheet.fit_to_pages(1, high)
        self.worksheet.set_margins(0.5, 0.5, 0.6, 0.6)


def exact(number: Number) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    if isinstance(number, int):
        return -_WHOLE < number < _WHOLE
    return len(digits(number).lstrip("-0.").replace(".", "")) <= _SIGNIFICANT


def _pattern(number: Number) -> str:
    places = -cast("int", number.as_tuple().exponent) if isinstance(number, Decimal) else 0
    return f"0.{'0' * places}" if places > 0 else "0"


def area(first: Spot, last: Spot, sheet: str = "") -> str:
    """The cells from one to another as a formula names them, on this sheet or on another."""
    before = f"'{sheet}'!" if sheet else ""
    spelled = [f"{column_letters(column)}{row + 1}" for row, column in dict.fromkeys((first, last))]
    return before + ":".join(spelled)


def quoted(text: str) -> str:
    """A text as a formula writes it."""
    return '"{}"'.format(text.replace('"', '""'))
