"""How a run of a Word document looks: its own properties on top of those of its styles, as a `Look`.

Properties are kept as they are written and put together level by level (defaults, table, paragraph, characters, the
run itself); what they come to is decided once for each run.
"""

import re
from collections.abc import Mapping
from typing import Final

import attrs

from govdisclosure.readers.colours import BLACK, WHITE, Colour, hexadecimal, mixed, near
from govdisclosure.readers.looks import Look, Seen
from govdisclosure.readers.symbols import is_of_pictures
from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import Properties, properties, setting, switched_on, value

_TELLING: Final = frozenset(
    {
        "w:vanish", "w:specVanish", "w:strike", "w:dstrike", "w:vertAlign", "w:position", "w:sz", "w:w", "w:spacing",
        "w:color", "w:shd", "w:highlight", "w:rFonts", "w:eastAsianLayout", "w14:textFill",
    }
)  # fmt: skip
_TOGGLED: Final = ("w:vanish", "w:strike")
_TWICE: Final = "toggled twice"
"""Stands among properties where two styles switch the same thing on: to some programs that switches it off."""
TURNED: Final = "w:bdo"
"""Stands among properties where the characters are shown in the opposite order."""

_UNSAID: Final = 20.0
"""The size of text of which nothing says the size."""
_TINY: Final = 4.0
"""Nobody sees text up to this size."""
_NARROW: Final = 10.0
"""Nobody sees characters up to this share of their width, in percent."""
_OVERLAPPING: Final = 0.3
"""Characters moved together by more than this share of their size stand on each other."""
_RAISED: Final[Mapping[str, float]] = {"superscript": 0.33, "subscript": -0.15}
_COMBINED: Final = 0.5
"""The size of two lines in one, against that of the text beside them."""

_MEASURE: Final = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(pt|%|)")
_THEME: Final[Mapping[str, Colour]] = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
_INKS: Final[Mapping[str, Colour]] = {
    "black": BLACK, "white": WHITE, "red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "cyan": (0, 255, 255), "magenta": (255, 0, 255), "darkRed": (128, 0, 0),
    "darkGreen": (0, 128, 0), "darkBlue": (0, 0, 128), "darkYellow": (128, 128, 0), "darkCyan": (0, 128, 128),
    "darkMagenta": (128, 0, 128), "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip


def marks(holder: Element | None, name: str = "w:rPr") -> Properties:
    """What the run properties in the child ``name`` say of looks; a font only where it is one for digits."""
    found = properties(holder, name)
    told = {each: found[each] for each in found.keys() & _TELLING}
    if "w:rFonts" in told and not _font(told["w:rFonts"]):
        del told["w:rFonts"]
    return told


def over(base: Properties, given: Properties) -> Properties:
    """The properties of one style on top of those of another kind of style."""
    merged = {**base, **given}
    for name in _TOGGLED:
        if switched_on(base.get(name)) and switched_on(given.get(name)):
            merged[_TWICE] = given[name]
    return merged


def directly(base: Properties, given: Properties) -> Properties:
    """The properties of a run itself on top of those of all its styles."""
    merged = {**base, **given}
    if any(name in given for name in _TOGGLED):
        merged.pop(_TWICE, None)
    return merged


def ground(shading: Element | None) -> Colour | None:
    """The colour that a shading property puts behind the text; None where what lies below shows."""
    if shading is None or setting(shading) == "nil":
        return None
    fill = hexadecimal(value(shading, "fill") or "") or _THEME.get(value(shading, "themeFill") or "")
    pattern = setting(shading)
    share = 1.0 if pattern == "solid" else _measured(pattern.removeprefix("pct"), 0) / 100
    if not share:
        return fill
    return mixed(fill or WHITE, hexadecimal(value(shading, "color") or "") or BLACK, share)


@attrs.frozen(kw_only=True)
class Around:
    """What a place brings to the text in it: the marks of the style of its table, the ground, and room to be seen.

    ``grounds`` are the colours that may lie behind the text.
    """

    marks: Properties = attrs.Factory(dict[str, Element])
    grounds: tuple[Colour, ...] = (WHITE,)
    hidden: bool = False


def is_symbolic(given: Properties, fonts: frozenset[str]) -> bool:
    """Whether the font of a run shows pictures in place of digits; ``fonts`` are those the document says do."""
    name = _font(given["w:rFonts"]).lower() if "w:rFonts" in given else ""
    return is_of_pictures(name) or (name in fonts and name != "symbol")


def look(given: Properties, around: Around) -> Look:
    """How a run with these marks, those of all its styles among them, looks in its place."""
    if not given and not around.hidden:
        return _PLAIN
    size = _half_points(given.get("w:sz"), _UNSAID)
    apart = _half_points(given.get("w:spacing"), 0.0) / 10  # twentieths of a point
    combined = "w:eastAsianLayout" in given and value(given["w:eastAsianLayout"], "combine") in ("1", "true", "on")
    return Look(
        seen=_seen(given, around, size),
        shift=_RAISED.get(setting(given.get("w:vertAlign")), 0.0) + _half_points(given.get("w:position"), 0.0) / size,
        size=size * _COMBINED if combined else size,
        struck=_TWICE not in given and any(switched_on(given.get(name)) for name in ("w:strike", "w:dstrike")),
        certain=TURNED not in given and apart > -_OVERLAPPING * size,
    )


_PLAIN: Final = Look(size=_UNSAID)


def _seen(given: Properties, around: Around, size: float) -> Seen:
    if _TWICE in given:
        return Seen.PERHAPS
    if switched_on(given.get("w:vanish")) or switched_on(given.get("w:specVanish")):
        return Seen.GONE
    if around.hidden or size <= _TINY or _half_points(given.get("w:w"), 100.0) <= _NARROW:
        return Seen.NO
    own = _INKS.get(setting(given.get("w:highlight"))) or ground(given.get("w:shd"))
    inks = _inks(given)
    return Seen.PERHAPS if any(near(ink, (own,) if own else around.grounds) for ink in inks) else Seen.YES


def _inks(given: Properties) -> list[Colour]:
    """The colours that the text may have; none where programs choose one that can be seen."""
    filled = given.get("w14:textFill")
    if filled is not None:
        return _fills(filled)
    colour = given.get("w:color")
    if colour is None:
        return []
    themed = None if value(colour, "themeTint") or value(colour, "themeShade") else value(colour, "themeColor")
    ink = _THEME.get(themed or "") or hexadecimal(setting(colour))
    return [] if ink is None else [ink]


def _fills(filled: Element) -> list[Colour]:
    """The colours of a text filled like a drawing; white where it is not filled or cannot be seen through."""
    found: list[Colour] = []
    for inner in filled.iter():
        name, said = inner.tag.rpartition("}")[2], setting(inner)
        if name == "noFill" or (name == "alpha" and _measured(said.removesuffix("%"), 0) >= _CLEAR):
            found.append(WHITE)
        elif name == "srgbClr":
            found.append(hexadecimal(said) or BLACK)
        elif name == "schemeClr" and not len(inner):
            found.append(WHITE if said in ("bg1", "lt1") else BLACK)
    return found


_CLEAR: Final = 90_000
"""Thousandths of a percent; a text that is this transparent cannot be seen."""


def _font(fonts: Element) -> str:
    """The font that shows digits; one of the theme has letters."""
    return "theme" if value(fonts, "asciiTheme") else value(fonts, "ascii") or ""


def _half_points(element: Element | None, otherwise: float) -> float:
    return otherwise if element is None else _measured(setting(element), otherwise)


def _measured(text: str, otherwise: float) -> float:
    """A number as it stands, one in points twice."""
    match = _MEASURE.fullmatch(text)
    return otherwise if match is None else float(match[1]) * (2 if match[2] == "pt" else 1)
