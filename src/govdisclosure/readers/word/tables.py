"""What a table brings to the text in each of its cells: the ground behind it, and the marks of its style."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.readers.colours import Colour
from govdisclosure.readers.word.looks import Around, ground, over
from govdisclosure.readers.word.styles import Style
from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import Properties, setting, value

_BITS: Final[Mapping[str, int]] = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_NO_BITS: Final[Mapping[str, int]] = {"noHBand": 0x200, "noVBand": 0x400}

_LOWEST: Final = 80
"""Twentieths of a point: in a row or line of exactly this height or less nobody sees any text."""


@attrs.frozen(kw_only=True)
class Ground:
    """What lies behind and around the cells of a table; ``grounds`` are the colours that the page may have."""

    style: Style
    defaults: Properties
    given: Properties
    grounds: tuple[Colour, ...]
    rows: int

    def around(self, row: int, height: Element | None, column: int, columns: int, shading: Element | None) -> Around:
        """What surrounds the text of a cell, the ``column``-th of its row, with the shading of its own."""
        parts = [self.style.parts[kind] for kind in self._kinds(row, column, columns) if kind in self.style.parts]
        marks = {**self.defaults, **self.style.marks}
        for part in parts:
            marks = {**marks, **part.marks}
        behind = (
            ground(shading),
            ground(self.given.get("w:shd")),
            *(part.ground for part in reversed(parts)),
            self.style.ground,
        )
        own = next(filter(None, behind), None)
        return Around(marks=marks, grounds=(own,) if own else self.grounds, hidden=is_low(height, "val", "hRule"))

    def _kinds(self, row: int, column: int, columns: int) -> Iterator[str]:
        """The parts of the style that a cell belongs to, the most particular last."""
        if not self.style.parts:
            return
        on = {name: _is_on(self.given.get("w:tblLook"), name) for name in (*_BITS, *_NO_BITS)}
        yield "wholeTable"
        across, down = column - on["firstColumn"], row - on["firstRow"]
        if across >= 0 and not on["noVBand"]:
            yield f"band{1 + across % 2}Vert"
        if down >= 0 and not on["noHBand"]:
            yield f"band{1 + down % 2}Horz"
        edge = {self.rows - 1: "lastRow", 0: "firstRow"}.get(row, "")
        side = {columns - 1: "lastColumn", 0: "firstColumn"}.get(column, "")
        yield from (name.replace("Column", "Col") for name in (side, edge) if on.get(name))
        if on.get(edge) and on.get(side):
            yield ("s" if edge == "lastRow" else "n") + ("e" if side == "lastColumn" else "w") + "Cell"


def _is_on(look: Element | None, name: str) -> bool:
    """Whether a table shows this part of its style; one that does not say shows them all."""
    if look is None:
        return name in _BITS
    said = value(look, name)
    if said is not None:
        return said not in ("0", "false", "off")
    bits = setting(look)
    return bool(int(bits, 16) & {**_BITS, **_NO_BITS}[name]) if _is_hexadecimal(bits) else False


def _is_hexadecimal(text: str) -> bool:
    return 0 < len(text) <= 8 and all(each in "0123456789abcdefABCDEF" for each in text)


def is_low(height: Element | None, name: str, rule: str) -> bool:
    """Whether the height ``name`` of a row or line is fixed by its ``rule``, and too low for any text to show."""
    text = "" if height is None or value(height, rule) != "exact" else value(height, name) or ""
    return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= _LOWEST


def inside(around: Around, style: Style, given: Properties) -> Around:
    """What surrounds the text of a paragraph with this style and these properties, in a place."""
    if not (given or style.marks or style.paragraph):
        return around
    spacing = (properties.get("w:spacing") for properties in (given, style.paragraph))
    line = next((each for each in spacing if each is not None and value(each, "line")), None)
    own = ground(given.get("w:shd")) or ground(style.paragraph.get("w:shd"))
    return Around(
        marks=over(around.marks, style.marks),
        grounds=(own,) if own else around.grounds,
        hidden=around.hidden or is_low(line, "line", "lineRule"),
    )
