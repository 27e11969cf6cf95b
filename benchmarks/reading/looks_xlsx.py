"""How workbooks draw the looks of figures: runs and styles of cells, formats, conditions, and what lies over them."""

import io
import struct
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

import attrs
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

_Look = dict[str, Any]

_RAISED: tuple[_Look, ...] = ({"font_script": 1}, {"font_script": 2})
_STRUCK: tuple[_Look, ...] = ({"font_strikeout": True}, {"font_strikeout": True, "font_color": "red"})
_WHITE: tuple[_Look, ...] = (
    {"font_color": "white"}, {"font_color": "#FFFFFE"}, {"font_color": "#F8F8F8"},
    {"font_color": "#0070C0", "bg_color": "#0070C0", "pattern": 1},
    {"font_color": "black", "bg_color": "black", "pattern": 1},
)  # fmt: skip
_TINY: tuple[_Look, ...] = ({"font_size": 1}, {"font_size": 2})
_SMALL: tuple[_Look, ...] = ({"font_size": 6}, {"font_size": 7})
_SYMBOLS: tuple[_Look, ...] = ({"font_name": "Wingdings", "font_charset": 2}, {"font_name": "Webdings"})
_HIDING: tuple[_Look, ...] = tuple({"num_format": code} for code in (";;;", '[<99999999]"";0', '""', "[>=0];0", "_ "))
_SHOWING: tuple[_Look, ...] = tuple({"num_format": code} for code in ('"7"', "0*7", '[>=0]"7";0', '"已办结"'))
_HARMLESS: tuple[_Look, ...] = (
    {"bold": True}, {"font_color": "red"}, {"font_color": "#595959"}, {"bg_color": "yellow"}, {"font_size": 14},
    {"font_color": "white", "bg_color": "#1F4E79"}, {"num_format": "#,##0"}, {"num_format": "[Red]0;[Blue]-0"},
    {"num_format": "[>=0]0;0"}, {"font_name": "宋体"}, {"align": "center", "shrink": True}, {"num_format": "0_ "},
)  # fmt: skip


def _png() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    )


_PICTURE = _png()

_Draw = Callable[["Looks", Worksheet, int, int, str], None]


@attrs.define
class Looks:
    """Draws some figures of a workbook as its looks have it."""

    book: xlsxwriter.Workbook
    names: frozenset[str]
    rng: Random

    def draws(self, sheet: Worksheet, row: int, column: int, figure: str) -> bool:
        """Draw a figure, if it is one of those that look like something."""
        wanted = [draw for name, draw in DRAWN.items() if name in self.names]
        if not wanted or self.rng.random() > (0.5 if "looks of whole figures" in self.names else 0.25):
            return False
        self.rng.choice(wanted)(self, sheet, row, column, figure)
        return True

    def format(self, look: _Look) -> Any:
        """A format of the book that looks like this."""
        return self.book.add_format(look)

    def other(self) -> int:
        """Another figure."""
        return self.rng.randrange(10_000, 99_999)


def _beside(*looks: _Look) -> _Draw:
    """A digit beside or in a figure, in a run of its own."""

    def draw(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
        rng = book.rng
        where = rng.choice((len(figure), len(figure), 0, rng.randrange(len(figure) + 1)))
        plain = book.format({"font_size": 11})
        extra = (book.format({"font_size": 11, **rng.choice(looks)}), str(rng.randrange(1, 10)))
        parts: list[Any] = [each for text in (figure[:where],) if text for each in (plain, text)]
        parts += [*extra, *(each for text in (figure[where:],) if text for each in (plain, text))]
        sheet.write_rich_string(row, column, *parts)

    return draw


def _instead(*looks: _Look) -> _Draw:
    """Another figure that nobody sees, or that is struck out; typed, as a text, or the result of a formula."""

    def draw(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
        look, other = book.format(book.rng.choice(looks)), book.other()
        match book.rng.randrange(3):
            case 0 if not any("num_format" in each for each in looks):
                sheet.write_string(row, column, str(other), look)
            case 1:
                sheet.write_formula(row, column, f"={other}+0", look, other)
            case _:
                sheet.write_number(row, column, other, look)

    return draw


def _conditioned(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
    """Another figure that a condition hides."""
    other = book.other()
    sheet.write_number(row, column, other)
    changed = book.format(book.rng.choice(({"font_color": "white"}, {"num_format": ";;;"}, {"font_strikeout": True})))
    match book.rng.randrange(4):
        case 0:
            rule: _Look = {"type": "cell", "criteria": "==", "value": other, "format": changed}
        case 1:
            rule = {"type": "formula", "criteria": "=1=1", "format": changed}
        case 2:
            rule = {"type": "data_bar", "bar_only": True}
        case _:
            rule = {"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}
    sheet.conditional_format(row, column, row, column, rule)


def _covered(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
    """A picture or a text box over a cell with another figure, or over a blank one."""
    if book.rng.random() < 0.5:
        sheet.write_number(row, column, book.other())
    if book.rng.random() < 0.5:
        options = {"image_data": io.BytesIO(_PICTURE), "x_scale": 40, "y_scale": 15, "x_offset": 2, "y_offset": 2}
        sheet.insert_image(row, column, "a.png", options)
    else:
        box = {"width": 50, "height": 16, "x_offset": 2, "y_offset": 2}
        sheet.insert_textbox(row, column, figure, box)


def _noughts(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
    """A nought in a sheet that shows none."""
    sheet.hide_zero()
    sheet.write_number(row, column, 0)


def _repeated(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
    """A digit that fills its cell."""
    sheet.write_number(row, column, book.rng.randrange(1, 9), book.format({"align": "fill"}))


def _dressed(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
    sheet.write_number(row, column, float(figure), book.format(book.rng.choice(_HARMLESS)))


def _one_of(*draws: _Draw) -> _Draw:
    def draw(book: Looks, sheet: Worksheet, row: int, column: int, figure: str) -> None:
        book.rng.choice(draws)(book, sheet, row, column, figure)

    return draw


DRAWN: dict[str, _Draw] = {
    "marks above or below the line": _beside(*_RAISED),
    "small digits beside figures": _beside(*_SMALL),
    "struck digits beside figures": _beside(*_STRUCK),
    "figures struck out": _instead(*_STRUCK),
    "hidden figures": _one_of(_instead(*_HIDING), _instead(*_SHOWING), _conditioned, _noughts),
    "digits in the colour of paper": _one_of(_beside(*_WHITE[:3]), _instead(*_WHITE)),
    "digits too small to be seen": _one_of(_beside(*_TINY), _instead(*_TINY)),
    "digits moved out of their place": _repeated,
    "digits of unknown characters": _one_of(_beside(*_SYMBOLS), _instead(*_SYMBOLS)),
    "figures shown by other means": _covered,
    "looks of whole figures": _dressed,
}
