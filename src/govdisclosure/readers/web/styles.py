"""What declarations make of a text: whether and how a person sees it, from the looks of what stands around it.

Only what changes the reading of a text is known: seen or not, struck out, off the line, its size and colour, kept white
space, a line of its own, a heading. What else bears on looks makes them unclear, which is a doubt only where a number
is put together from several pieces.
"""

import re
from collections.abc import Callable, Mapping
from math import nan
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.readers.colours import BLACK, WHITE, Colour, mixed, near
from govdisclosure.readers.looks import PLAIN, Look, Seen
from govdisclosure.readers.web.colours import colour
from govdisclosure.readers.web.css import Declared

_FAINT: Final = 0.1
"""What is no more opaque than this may not be seen."""
_FAR: Final = 500.0
"""Pixels by which something is moved that is to be out of sight."""
_PART: Final = 0.6
"""Font sizes: a box that is no wider or higher, and cuts off what is too much, shows a part of a number at most."""
_NO_SIZE: Final = 1.0
_TINY: Final = 3.0
"""Font sizes in pixels that show nothing, and that may not be seen."""
_USUAL_SIZE: Final = 16.0
_SAME_SIZE: Final = 0.05
_INK: Final = (BLACK, 1.0)


@attrs.frozen(eq=False, kw_only=True)
class Mode:
    """How a text right inside an element looks, and what that is made of.

    ``ink`` (a colour and how opaque it is) and ``ground`` are None where they are not one known colour. ``line`` is the
    font size of the line, in pixels as ``size`` is, and ``shift`` is in font sizes of it. ``leftward`` are lines that
    begin on the right. ``cut`` is what no element inside can undo, as it can what is not ``visible``.
    """

    ink: tuple[Colour, float] | None = _INK
    opaque: float = 1.0
    ground: Colour | None = WHITE
    size: float = _USUAL_SIZE
    line: float = _USUAL_SIZE
    shift: float = 0.0
    visible: bool = True
    cut: Seen = Seen.YES
    struck: bool = False
    certain: bool = True
    clear: bool = True
    leftward: bool = False
    kept: bool = False
    heading: bool = False
    look: Look = attrs.field(init=False, default=attrs.Factory(lambda mode: mode.as_look(), takes_self=True))
    apart: bool = attrs.field(init=False, default=attrs.Factory(lambda mode: mode.is_apart(), takes_self=True))
    """Whether a text needs more than being put behind the one before."""

    def as_look(self) -> Look:
        """How a text looks, beside others in its line."""
        share = self.size / self.line if self.line else 1.0
        return Look(
            seen=self._seen(),
            shift=self.shift,
            size=1.0 if abs(share - 1) <= _SAME_SIZE else share,
            struck=self.struck,
            certain=self.certain,
            clear=self.clear,
        )

    def is_apart(self) -> bool:
        """Whether it looks otherwise than its line, or its blanks are kept."""
        return self.kept or self.look != LINE

    def _seen(self) -> Seen:
        opaque = self.opaque * (self.ink[1] if self.ink else 1.0)
        if self.cut in (Seen.GONE, Seen.NO):
            return self.cut
        if self.size < _NO_SIZE:
            return Seen.GONE
        if not self.visible or opaque <= 0:
            return Seen.NO
        faint = opaque <= _FAINT or self.size <= _TINY or self.cut is Seen.PERHAPS
        return Seen.PERHAPS if faint or self._is_alike(opaque) else Seen.YES

    def _is_alike(self, opaque: float) -> bool:
        if self.ink is None or self.ground is None:
            return False
        return near(mixed(self.ground, self.ink[0], opaque), (self.ground,))


LINE: Final = attrs.evolve(PLAIN, size=1.0)
"""How a text looks that is like the line it stands in."""


@attrs.frozen
class Dressed:
    """An element: the mode inside it, and how it is placed ("none", "block", "inline", "cell", or "" as usual)."""

    mode: Mode
    display: str = ""


_LENGTH: Final = re.compile(r"([+-]?(?:[0-9]*\.)?[0-9]+)([a-z]+|%)?")
_PIXELS: Final[Mapping[str, float]] = MappingProxyType(
    {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "rem": 16.0, "vw": 12.8}
    | {"vh": 8.0, "vmin": 8.0, "vmax": 12.8}
)
_OF_SIZE: Final[Mapping[str, float]] = MappingProxyType({"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2})
_SIZES: Final[Mapping[str, float]] = MappingProxyType(
    {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}
    | {"xxx-large": 48.0}
)
_SMALLER: Final = 0.8
"""What is called smaller is so on purpose: by less, browsers draw it, but it is no part of the number beside it."""
_LARGER: Final = 1.2
_AS_USUAL: Final = frozenset({"", "inherit", "initial", "unset", "revert", "revert-layer"})
_SYMBOLS: Final = re.compile(r"wingdings|webdings|zapf ?dingbats|(?:^|[\s,\"'])symbol(?:$|[\s,\"'])")
_BLOCK: Final = re.compile("block|flex|grid|flow-root|list-item|table")
_AREA: Final = re.compile(r"rect\(([^()]*)\)")
_NO_AREA: Final = re.compile(r"inset\(\s*(?:[5-9][0-9]|100)(?:\.[0-9]+)?%|circle\(\s*0|polygon\((?:[\s,]|0[a-z%]*)*\)")
_NO_SCALE: Final = re.compile(r"scale[xy3d]*\(\s*0(?:\.0*)?\s*[,)]|matrix\(\s*0\s*,\s*0\s*,\s*0\s*,\s*0\s*,")
_MOVE: Final = re.compile(r"translate[xy3d]*\(([^()]*)\)")
_NO_OPACITY: Final = re.compile(r"opacity\(\s*0(?:\.0*)?%?\s*\)")

_HARMLESS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        name: re.compile(pattern)
        for name, pattern in (
            ("animation-name", "none.*"),
            ("clip-path", "none"),
            ("content-visibility", "visible|auto"),
            ("filter", r"none|alpha\(.*|progid:.*|(?:grayscale|drop-shadow|brightness|contrast|saturate)\(.*"),
            ("float", "none"),
            ("font-feature-settings", r"normal|[\"'](?:tnum|lnum|pnum|kern|palt).*"),
            ("font-variant-position", "normal"),
            ("mask", "none"),
            ("mix-blend-mode", "normal"),
            ("order", "0"),
            ("rotate", "none|0[a-z]*"),
            ("scale", "none|1(?: 1)?"),
            ("transform", "none"),
            ("translate", "none|0[a-z]*(?: 0[a-z]*)?"),
        )
    }
)
"""Properties that bear on looks and are not followed, and the values with which they change nothing."""


def length(text: str, size: float, whole: float | None = None) -> float | None:
    """A length in pixels, where the font size is ``size`` and 100 % are ``whole``; None if it is none or not known."""
    found = _LENGTH.fullmatch(text)
    if found is None:
        return None
    number, unit = float(found[1]), found[2] or "px"
    if unit == "%":
        return None if whole is None else number * whole / 100
    scale = _OF_SIZE[unit] * size if unit in _OF_SIZE else _PIXELS.get(unit)
    return None if scale is None else number * scale


@attrs.define
class _Making:
    """The mode inside an element being made from the one outside and what is declared of the element."""

    declared: Declared
    display: str
    ink: tuple[Colour, float] | None
    opaque: float
    ground: Colour | None
    size: float
    line: float
    shift: float
    visible: bool
    cut: Seen
    struck: bool
    certain: bool
    clear: bool
    leftward: bool
    kept: bool
    heading: bool

    def value(self, name: str) -> str:
        """What is declared of a property; empty for nothing, and for what only asks for the usual."""
        value = self.declared.get(name, "")
        return "" if value in _AS_USUAL else value

    @property
    def is_inline(self) -> bool:
        """Whether the element is a part of a line."""
        return self.display not in ("block", "cell")

    @property
    def is_loose(self) -> bool:
        """Whether the element takes no room in its line."""
        return self.value("position") in ("absolute", "fixed")

    @property
    def is_boxed(self) -> bool:
        """Whether its width and height count, and cut off what is inside."""
        inline = self.value("display").startswith("inline-") or self.value("float") in ("left", "right")
        return self.display == "block" or inline or self.is_loose

    def pixels(self, name: str, *, whole: float | None = None) -> float | None:
        """A length that is declared."""
        return length(self.value(name), self.size, whole)

    def hide(self, seen: Seen) -> None:
        """Nobody sees what is inside, or perhaps nobody does."""
        self.cut = max(self.cut, seen, key=_BY_SIGHT.index)

    def blur(self) -> None:
        """It is not known how what is inside looks, beside what stands in its line."""
        self.clear = self.clear and not self.is_inline

    def lift(self, pixels: float | None) -> None:
        """Put a part of a line above it; where that is, may not be known."""
        if pixels is None:
            self.blur()
        elif self.is_inline and self.line:
            self.shift += pixels / self.line


_TRAITS: Final = tuple(field.name for field in attrs.fields(Mode) if field.init)
"""What a mode is made of."""
_BY_SIGHT: Final = (Seen.YES, Seen.PERHAPS, Seen.NO, Seen.GONE)


def dressed(outer: Mode, declared: Declared, *, display: str = "", reveal: bool = False) -> Dressed:
    """An element of which this is declared, inside of an element with the mode ``outer``.

    ``display`` is "cell" for one of a table, whatever is declared. With ``reveal`` what is hidden is taken as seen.
    """
    asked = declared.get("display", "")
    if asked == "none" or declared.get("mso-hide") == "all":
        display = "none"
    elif asked not in _AS_USUAL and not display:
        display = "block" if _BLOCK.match(asked) else "inline"
    made = _Making(declared, display, *(getattr(outer, name) for name in _TRAITS))
    if not made.is_inline:
        made.clear, made.shift = True, 0.0
    for names, follow in _FOLLOWED:
        if not names.isdisjoint(declared):
            follow(made)
    if any("var(" in value and not name.startswith("background") for name, value in declared.items()):
        made.blur()
    if not made.is_inline:
        made.line = made.size
    if reveal:
        made.display = "" if display == "none" else display
        made.visible, made.cut = True, Seen.YES
    traits = tuple(getattr(made, name) for name in _TRAITS)
    is_same = traits == tuple(getattr(outer, name) for name in _TRAITS)
    return Dressed(outer if is_same else Mode(**dict(zip(_TRAITS, traits, strict=True))), made.display)


def _font_size(made: _Making) -> None:
    value = made.value("font-size")
    if value in ("smaller", "larger"):
        made.size *= _SMALLER if value == "smaller" else _LARGER
    elif value:
        size = _SIZES.get(value) or length(value, made.size, made.size)
        if size is None:
            made.blur()
        else:
            made.size = max(0.0, size)


def _zoom(made: _Making) -> None:
    """The size of all that is inside; 0 changes nothing."""
    made.size *= length(made.value("zoom"), 1.0, 1.0) or 1.0


def _family(made: _Making) -> None:
    if value := made.value("font-family"):
        made.certain = not _SYMBOLS.search(value)


def _security(made: _Making) -> None:
    """Dots in place of characters."""
    made.certain = made.certain and made.value("-webkit-text-security") in ("", "none")


def _white_space(made: _Making) -> None:
    if value := made.value("white-space"):
        made.kept = value.startswith(("pre", "break-spaces"))


def _outline(made: _Making) -> None:
    made.heading = made.heading or made.declared["mso-outline-level"][:1] in set("123456789")


def _ink(made: _Making) -> None:
    value = made.value("-webkit-text-fill-color") or made.value("color")
    if value and value != "currentcolor":
        made.ink = colour(value)
        if made.ink is None:
            made.blur()


def _ground(made: _Making) -> None:
    """The ground: a plain colour, or a picture, which is not known."""
    parts = re.findall(r"[\w-]+\((?:[^()]|\([^()]*\))*\)|[^\s()]+", made.value("background"))
    found = next(filter(None, map(colour, parts)), None)
    if made.value("background-image") not in ("", "none") or any(
        part.endswith(")") and not colour(part) for part in parts
    ):
        made.ground = None
    elif found:
        (paint, opaque), under = found, made.ground
        made.ground = paint if opaque >= 1 else under and mixed(under, paint, opaque)
    if made.value("background-clip") == "text":
        made.ink = made.ground = None


def _visibility(made: _Making) -> None:
    if value := made.value("visibility"):
        made.visible = value not in ("hidden", "collapse")


def _opacity(made: _Making) -> None:
    if value := made.value("opacity"):
        share = length(value, 1.0, 1.0)
        if share is None:
            made.blur()
        else:
            made.opaque *= min(1.0, max(0.0, share))


def _decoration(made: _Making) -> None:
    made.struck = made.struck or "line-through" in made.value("text-decoration")


def _vertical(made: _Making) -> None:
    """What stands above or below its line; what is aligned by its edges does so only if it is smaller."""
    value = made.value("vertical-align")
    share = 1 - made.size / made.line if made.line else 0.0
    by_name = {
        "super": 0.33, "sub": -0.2, "top": 0.8 * share, "text-top": 0.8 * share, "middle": 0.35 * share,
        "bottom": -0.2 * share, "text-bottom": -0.2 * share, "baseline": 0.0,
    }  # fmt: skip
    if value in by_name:
        made.lift(by_name[value] * made.line)
    elif value:
        made.lift(made.pixels("vertical-align", whole=1.2 * made.size))


def _raise(made: _Making) -> None:
    """What Word raises, and says again for browsers as a position."""
    if made.value("position") != "relative":
        made.lift(made.pixels("mso-text-raise"))


def _position(made: _Making) -> None:
    """What is moved: out of sight, above or below its line, or elsewhere."""
    position = made.value("position")
    if position not in ("relative", "absolute", "fixed"):
        return
    sides = {
        name: made.pixels(name) for name in ("left", "right", "top", "bottom") if made.value(name) not in ("", "auto")
    }
    if any(by is not None and (by <= -_FAR or (by >= 4 * _FAR and position != "relative")) for by in sides.values()):
        made.hide(Seen.NO if position == "relative" else Seen.GONE)
    elif made.is_loose or None in sides.values():
        made.blur()
    else:
        if sides.get("left") or sides.get("right"):
            made.blur()
        made.lift(-(sides["top"] or 0.0) if "top" in sides else sides.get("bottom") or 0.0)


def _aside(made: _Making) -> None:
    """What is shifted out of sight by a margin or an indent, or over what stands beside it."""
    for name, counts in (("margin-left", True), ("text-indent", not made.is_inline or made.is_boxed)):
        by = made.pixels(name) or 0.0
        if by <= -_FAR and counts:
            made.hide(Seen.NO)
        elif by < -0.3 * made.size:
            made.blur()
    spacing = made.pixels("letter-spacing") or 0.0
    if spacing < -0.4 * made.size:
        made.certain = False


def _box(made: _Making) -> None:
    """What does not fit into its box, where that cuts off what is too much."""
    given = (made.pixels(name, whole=_USUAL_SIZE) for name in ("width", "max-width", "height", "max-height"))
    if made.value("overflow") in ("", "visible") or made.display == "cell":
        return
    least = min((size for size in given if size is not None), default=_USUAL_SIZE)
    if least <= _NO_SIZE and made.is_boxed:
        made.hide(Seen.GONE if made.is_loose else Seen.NO)
    elif least < _PART * made.size:
        made.blur()
        if made.is_boxed:
            made.hide(Seen.PERHAPS)


def _clip(made: _Making) -> None:
    area = _AREA.fullmatch(made.value("clip"))
    if not made.is_loose or area is None:
        return
    found = [length(edge, made.size) for edge in re.split(r"[\s,]+", area[1].strip())]
    edges = [nan if edge is None else edge for edge in found]
    if len(edges) == 4 and (edges[2] - edges[0] <= _NO_SIZE or edges[1] - edges[3] <= _NO_SIZE):
        made.hide(Seen.GONE)


def _clip_path(made: _Making) -> None:
    if _NO_AREA.match(made.value("clip-path")):
        made.hide(Seen.GONE if made.is_loose else Seen.NO)


def _transform(made: _Making) -> None:
    scale, by = made.value("scale"), made.value("translate").replace(" ", ",")
    value = f"{made.value('transform')} scale({scale}) translate({by})"
    moves = (length(part.strip(), made.size) or 0.0 for found in _MOVE.findall(value) for part in found.split(","))
    if (_NO_SCALE.search(value) or any(abs(by) >= _FAR for by in moves)) and (made.is_boxed or made.display):
        made.hide(Seen.NO)


def _skipped(made: _Making) -> None:
    if made.value("content-visibility") == "hidden" and (made.is_boxed or made.display):
        made.hide(Seen.NO)


def _filter(made: _Making) -> None:
    if _NO_OPACITY.search(made.value("filter")):
        made.hide(Seen.NO)


def _order(made: _Making) -> None:
    """What turns the order of what stands inside around, or of pieces that are set apart where lines run leftward."""
    if "reverse" in made.value("flex-direction") or "override" in made.value("unicode-bidi"):
        made.certain = False
    if made.leftward and (made.is_boxed or "isolate" in made.value("unicode-bidi")):
        made.blur()
    if value := made.value("direction"):
        made.leftward = value == "rtl"


def _unknown(made: _Making) -> None:
    for name, harmless in _HARMLESS.items():
        value = made.value(name)
        if value and not harmless.fullmatch(value):
            made.blur()


def _by(names: str) -> frozenset[str]:
    return frozenset(names.split())


_FOLLOWED: Final[tuple[tuple[frozenset[str], Callable[[_Making], None]], ...]] = (
    (_by("font-size"), _font_size),
    (_by("zoom"), _zoom),
    (_by("font-family"), _family),
    (_by("-webkit-text-security"), _security),
    (_by("white-space"), _white_space),
    (_by("mso-outline-level"), _outline),
    (_by("color -webkit-text-fill-color"), _ink),
    (_by("background background-image background-clip"), _ground),
    (_by("visibility"), _visibility),
    (_by("opacity"), _opacity),
    (_by("text-decoration"), _decoration),
    (_by("vertical-align"), _vertical),
    (_by("mso-text-raise"), _raise),
    (_by("position"), _position),
    (_by("margin-left text-indent letter-spacing"), _aside),
    (_by("overflow"), _box),
    (_by("clip"), _clip),
    (_by("clip-path"), _clip_path),
    (_by("transform scale translate"), _transform),
    (_by("content-visibility"), _skipped),
    (_by("filter"), _filter),
    (_by("direction display flex-direction unicode-bidi"), _order),
    (frozenset(_HARMLESS), _unknown),
)
"""How declarations are followed, in turn: lengths are given in font sizes, and so the size comes first."""
