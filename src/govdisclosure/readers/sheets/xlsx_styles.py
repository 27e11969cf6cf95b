"""The styles of an XLSX workbook: what each does to what is seen of a cell."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import attrs

from govdisclosure.readers.colours import BLACK, WHITE, Colour, hexadecimal, mixed, tinted
from govdisclosure.readers.sheets.model import Font, Style, is_symbolic
from govdisclosure.readers.sheets.numbers import BUILT_IN, GENERAL
from govdisclosure.readers.sheets.xml_stream import local_name

Element = ElementTree.Element

SMALL: Final = re.compile(r"[0-9]{1,7}")
TRUE: Final = frozenset({"1", "true", "on"})
STYLE_PARTS: Final = frozenset({"numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs", "indexedColors"})
"""What styles are made of, as the part with the styles has it."""

_DECIMAL: Final = re.compile(r"-?[0-9]{1,4}(?:\.[0-9]{1,17})?")
_THEME: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order in which a style counts them."""
_OFFICE: Final[tuple[Colour, ...]] = (
    WHITE, BLACK, (238, 236, 225), (31, 73, 125), (79, 129, 189), (192, 80, 77), (155, 187, 89), (128, 100, 162),
    (75, 172, 198), (247, 150, 70), (0, 0, 255), (128, 0, 128),
)  # fmt: skip
"""Those of a workbook that brings none."""
_SYSTEM: Final[Mapping[int, Colour]] = {64: BLACK, 65: WHITE}
_EIGHTS: Final = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF",
    "800000008000000080808000800080008080C0C0C0808080",
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF",
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF",
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99",
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696",
    "003366339966003300333300993300993366333399333333",
)
PALETTE: Final[tuple[Colour, ...]] = tuple(
    (row[at], row[at + 1], row[at + 2]) for row in map(bytes.fromhex, _EIGHTS) for at in range(0, len(row), 3)
)
"""The colours that files name by number, from 8 on; 0 to 7 are the first eight as well."""
SHARES: Final[Mapping[str, float]] = {
    "solid": 1.0, "darkGray": 0.75, "mediumGray": 0.5, "lightGray": 0.25, "gray125": 0.125, "gray0625": 0.0625,
}  # fmt: skip
"""How much of the ground a pattern covers with its own colour; others about half."""
RAISED: Final[Mapping[str, float]] = {"superscript": 0.33, "subscript": -0.15}


def theme_colours(elements: Iterable[Element]) -> tuple[Colour, ...]:
    """The colours of a theme, from the elements of its scheme."""
    found = {local_name(each.tag): next((inner for inner in each), None) for scheme in elements for each in scheme}
    return tuple(_theme_colour(found.get(name)) for name in _THEME) if found else _OFFICE


def _theme_colour(colour: Element | None) -> Colour:
    text = "" if colour is None else colour.get("lastClr", colour.get("val", ""))
    return hexadecimal(text) or (WHITE if text == "window" else BLACK)


@attrs.frozen
class Colours:
    """The colours that a workbook names by number."""

    theme: Sequence[Colour] = _OFFICE
    palette: Sequence[Colour] = PALETTE

    def of(self, element: Element | None) -> Colour | None:
        """The colour that an element names; None for one that programs choose, or that is not known."""
        if element is None or element.get("auto") in TRUE:
            return None
        number = element.get("theme") or element.get("indexed") or ""
        colour = hexadecimal(element.get("rgb", ""))
        if SMALL.fullmatch(number):
            colour = self._numbered(int(number), self.theme if element.get("theme") else None)
        tint = element.get("tint", "")
        return tinted(colour, float(tint)) if colour and _DECIMAL.fullmatch(tint) else colour

    def _numbered(self, number: int, theme: Sequence[Colour] | None) -> Colour | None:
        if theme is not None:
            return theme[number] if number < len(theme) else None
        index = number - 8 if number >= 8 else number
        return self.palette[index] if index < len(self.palette) else _SYSTEM.get(number)


def font_of(marks: Iterable[Element], colours: Colours) -> Font:
    """The font that the marks of a style or of a piece of text make."""
    found = {local_name(mark.tag): mark for mark in marks}
    name = next((found[each].get("val", "") for each in ("rFont", "name") if each in found), "")
    size = found["sz"].get("val", "") if "sz" in found else ""
    charset = found["charset"].get("val", "") if "charset" in found else ""
    return Font(
        struck="strike" in found and found["strike"].get("val", "1") in TRUE,
        shift=RAISED.get(found["vertAlign"].get("val", ""), 0.0) if "vertAlign" in found else 0.0,
        size=float(size) if _DECIMAL.fullmatch(size) else 0.0,
        ink=colours.of(found.get("color")),
        symbolic=is_symbolic(name, int(charset) if SMALL.fullmatch(charset) else 0),
    )


def _child(element: Element | None, name: str) -> Element | None:
    return next((each for each in (() if element is None else element) if local_name(each.tag) == name), None)


def _ground(fill: Element, colours: Colours, *, solid: str = "fgColor") -> Colour | None:
    """The colour of a fill; None for no fill. ``solid`` names the colour of one that covers the ground."""
    pattern, gradient = _child(fill, "patternFill"), _child(fill, "gradientFill")
    if gradient is not None:
        return colours.of(next((inner for inner in gradient.iter() if local_name(inner.tag) == "color"), None))
    kind = "none" if pattern is None else pattern.get("patternType", "none" if solid == "fgColor" else "solid")
    if kind == "none":
        return None
    if kind == "solid":
        return colours.of(_child(pattern, solid))
    fore, back = (colours.of(_child(pattern, name)) for name in ("fgColor", "bgColor"))
    return mixed(back or WHITE, fore or BLACK, SHARES.get(kind, 0.5))


_UNSTYLED: Final = Style()


@attrs.frozen(kw_only=True)
class Styles:
    """The styles by number, and those that conditions give (each as what it changes)."""

    cells: Sequence[Style] = ()
    changes: Sequence["CellFormat"] = ()
    colours: Colours = Colours()

    def of(self, number: str | None) -> Style:
        """The style of a number as a cell names it; a plain one where there is none."""
        known = number is not None and SMALL.fullmatch(number) and int(number) < len(self.cells)
        return self.cells[int(number)] if known and number is not None else _UNSTYLED


@attrs.frozen(kw_only=True)
class CellFormat:
    """What a condition changes of the style of a cell; None for what it leaves."""

    ink: Colour | None = None
    ground: Colour | None = None
    struck: bool | None = None
    format: str | None = None

    def restyled(self, style: Style) -> Style:
        """The style with the changes made."""
        font = attrs.evolve(
            style.font,
            ink=self.ink or style.font.ink,
            struck=style.font.struck if self.struck is None else self.struck,
        )
        ground = self.ground or style.ground
        return attrs.evolve(style, font=font, ground=ground, format=self.format or style.format)


def styles_of(parts: Mapping[str, Sequence[Element]], theme: Sequence[Colour]) -> Styles:
    """The styles made of these parts, each the elements in it."""
    palette = tuple(hexadecimal(each.get("rgb", "")) or BLACK for each in parts.get("indexedColors", ()))
    colours = Colours(theme, palette[8:] or PALETTE)
    formats = {item.get("numFmtId", ""): item.get("formatCode", GENERAL) for item in parts.get("numFmts", ())}
    fonts = [font_of(item, colours) for item in parts.get("fonts", ())]
    grounds = [_ground(item, colours) for item in parts.get("fills", ())]
    ruled = [_is_drawn(item) for item in parts.get("borders", ())]
    cells = (
        Style(
            format=_format(item.get("numFmtId", ""), formats),
            ruled=_nth(ruled, item.get("borderId"), False),
            font=_nth(fonts, item.get("fontId"), Font()),
            ground=_nth(grounds, item.get("fillId"), None) or WHITE,
            repeated=any(each.get("horizontal") == "fill" for each in item),
        )
        for item in parts.get("cellXfs", ())
    )
    return Styles(
        cells=list(cells), changes=[change_of(item, colours) for item in parts.get("dxfs", ())], colours=colours
    )


_T = TypeVar("_T")


def _nth(found: Sequence[_T], number: str | None, otherwise: _T) -> _T:
    known = number is not None and SMALL.fullmatch(number) and int(number) < len(found)
    return found[int(number)] if known and number is not None else otherwise


def _format(number: str, formats: Mapping[str, str]) -> str:
    built_in = BUILT_IN.get(int(number), GENERAL) if SMALL.fullmatch(number) else GENERAL
    return formats.get(number, built_in)


def _is_drawn(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def change_of(element: Element, colours: Colours) -> CellFormat:
    """What a condition changes, as the file says it."""
    font, fill, form = (_child(element, name) for name in ("font", "fill", "numFmt"))
    struck = _child(font, "strike")
    return CellFormat(
        ink=colours.of(_child(font, "color")),
        ground=None if fill is None else _ground(fill, colours, solid="bgColor"),
        struck=None if struck is None else struck.get("val", "1") in TRUE,
        format=None if form is None else form.get("formatCode"),
    )


def children(elements: Iterable[Element]) -> Iterator[tuple[str, list[Element]]]:
    """What is inside each element, by its name; kept beyond the element, which its reader empties."""
    for element in elements:
        yield local_name(element.tag), list(element)
