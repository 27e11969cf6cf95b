"""How the elements of one page look: what browsers do by themselves, old attributes, style sheets and style attributes.

A page is looked at on a screen. Where it looks otherwise in print, or where nobody can tell here whether a rule
applies, the looks of an element are unclear; where style sheets are not in the page, so are those of named elements.
"""

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.readers.limits import Budget
from govdisclosure.readers.looks import Seen
from govdisclosure.readers.web import css
from govdisclosure.readers.web.cascade import NOTHING, Context, Sheet, Style, declared, given, is_counting
from govdisclosure.readers.web.css import PRINT, SCREEN, Declared
from govdisclosure.readers.web.nodes import Attributes, Node, Page
from govdisclosure.readers.web.styles import Dressed, Mode, dressed

_EVERYWHERE: Final = SCREEN | PRINT


def _usual(names: str, **looks: str) -> dict[str, Declared]:
    declared = {name.replace("_", "-"): value for name, value in looks.items()}
    return dict.fromkeys(names.split(), declared)


_USUAL: Final[Mapping[str, Declared]] = MappingProxyType(
    _usual(
        "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure"
        " footer form header hgroup hr legend li main menu nav ol optgroup option p search section summary ul",
        display="block",
    )
    | _usual("h1 h2 h3 h4 h5 h6", display="block", mso_outline_level="1")
    | _usual("listing plaintext pre xmp", display="block", white_space="pre")
    | _usual("textarea", white_space="pre")
    | _usual("del s strike", text_decoration="line-through")
    | _usual("rt sup", vertical_align="super", font_size="smaller")
    | _usual("sub", vertical_align="sub", font_size="smaller")
    | _usual("small", font_size="smaller")
    | _usual("big", font_size="larger")
    | _usual("mark", background="yellow")
    | _usual("bdi", unicode_bidi="isolate")
)
"""What browsers do with elements that nothing is declared of."""
_OF_TABLES: Final = frozenset({"table", "tbody", "td", "tfoot", "th", "thead", "tr"})
_WRAPPERS: Final = frozenset({"center", "div", "p"})
_FONT_SIZES: Final = ("x-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_HIDING: Final = frozenset({"hidden", "popover"})
"""Attributes that hide an element, whatever their value."""
_HINTS: Final = ("style", "color", "bgcolor", "background", "hidden", "popover", "role", "size", "dir", "open")
_TELLING: Final = frozenset(_HINTS)
"""Attributes that say how an element looks, whatever its names."""
_STANDARD: Final = re.compile(r"\s*<!doctype", re.IGNORECASE)
"""How a page begins in which the case of names counts."""
_PLAIN_NAMES: Final = re.compile(r"Mso\w+", re.IGNORECASE)
_MOST_CSS: Final = 1_000_000
"""Characters of all style sheets; sheets beyond count as those that are not in the page."""
_AROUND: Final = 100
"""Elements in an element, where it is asked what is in it."""
_MOST_COUNTED: Final = 100_000_000
"""Elements that the engine of the parser may count past, over a whole page."""


@attrs.frozen(eq=False)
class Drawn:
    """A text that style sheets put before or after what is in an element, as declared, and how it looks.

    It is not ``sure`` where it may not be there.
    """

    content: str
    mode: Mode
    sure: bool


@attrs.frozen(eq=False)
class Worn:
    """How an element looks, what is put before and after what is in it, and whether print shows what is hidden."""

    mode: Mode
    display: str = ""
    before: Drawn | None = None
    after: Drawn | None = None
    printed: bool = False
    is_drawn: bool = attrs.field(init=False, default=attrs.Factory(lambda worn: worn.draws(), takes_self=True))

    def draws(self) -> bool:
        """Whether style sheets put any text into the element."""
        return self.before is not None or self.after is not None


BARE: Final = Worn(Mode())
DRESSED: Final = frozenset(_USUAL) | {"table"}
"""Elements that look in some way of their own, without attributes and style sheets."""


_Sheet = tuple[str, str]
Mark = tuple[float, bool]
"""What makes a text unlike others in its line, though it is a text of it: its size and whether its look is clear."""

UNMARKED: Final[Mark] = (1.0, True)
"""What an element has of which nothing is said; one of which something is said may have an equal one."""


class Wardrobe:
    """How all elements of one page look."""

    def __init__(self, page: Page, text: str, sheets: Sequence[_Sheet] = (), *, budget: Budget, reveal: bool) -> None:
        """Read the style sheets that stand in the page ``text``, behind those that are given.

        With ``reveal`` what is hidden is taken as seen.
        """
        self._reveal = reveal
        self._tree = page
        sheets = [*sheets, *((node.attributes.get("media") or "", node.text()) for node in page.tagged("style"))]
        if "<?xml-stylesheet" in text or any(_is_sheet(node.attributes) for node in page.tagged("link")):
            sheets.append(("", "@import"))
        self._elsewhere = any("@import" in sheet for _, sheet in sheets)
        self._counted = 0
        self._crowd = 0
        ends = list(itertools.accumulate(len(sheet) for _, sheet in sheets))
        if ends and ends[-1] > _MOST_CSS:
            sheets = sheets[: bisect_right(ends, _MOST_CSS)]
            self._elsewhere = True
        self.sheets = sheets
        """The media and the texts of the style sheets."""
        rules = [rule for medium, sheet in sheets for rule in css.rules(sheet, media=css.media(medium))]
        self._sheet = Sheet(
            rules,
            names=self._names() if rules else frozenset(),
            find=self._find,
            quirks=not _STANDARD.match(text),
            budget=budget,
        )
        self._styled = bool(self._sheet)
        tags = self._sheet.tags
        self.styled = tags | {f"x-{tag}" for tag in tags}
        """Elements of which style sheets may say something without any attribute."""
        self.unlike = self.styled | DRESSED | {f"x-{tag}" for tag in DRESSED}
        """Elements that may look otherwise than what is around them without any attribute."""
        self.is_any_unlike = "" in tags
        """Whether all elements may."""
        self.place = Context() if self._sheet.chained else None
        self._worn: dict[tuple[object, ...], Worn] = {}
        self._marks: dict[tuple[object, ...], Mark | None] = {}
        self.mode = self._page()

    def _page(self) -> Mode:
        """The mode inside the body of the page. What hides all of it, scripts take away."""
        mode = BARE.mode
        for node in (self._tree.root, self._tree.body):
            if node is not None and (node.attributes or self._styled):
                worn, self.place = self.dress(node, node.tag or "", node.attributes, mode, self.place)
                mode = attrs.evolve(worn.mode, visible=True, cut=Seen.YES, opaque=1.0)
        return mode

    def _names(self) -> Iterator[str]:
        """All names given to elements of the page."""
        for node in self._tree.named():
            yield from given(node.attributes.get("class"), node.attributes.get("id"))

    def _find(self, rest: str) -> frozenset[int]:
        if is_counting(rest):
            self._counted += self._counting() * (_AROUND if ":has(" in rest.lower() else 1)
            if self._counted > _MOST_COUNTED:
                raise LookupError(rest)
        return self._tree.matching(f"*{rest}")

    def _counting(self) -> int:
        """How many elements are counted past where each counts those beside it."""
        if not self._crowd:
            parents = Counter(node.parent.mem_id for node in self._tree.elements() if node.parent is not None)
            self._crowd = sum(count * count for count in parents.values())
        return self._crowd

    def dress(
        self, node: Node, tag: str, attributes: Attributes, outer: Mode, place: Context | None
    ) -> tuple[Worn, Context | None]:
        """How an element looks inside of one with the mode ``outer``, and the place inside it."""
        tag = _named(tag)
        styles: tuple[Style, ...] = ()
        if self._styled and (steps := self._sheet.steps(tag, attributes.get("class"), attributes.get("id"))):
            styles, taken = self._sheet.matched(steps, node.mem_id, place or Context())
            place = place and place.enter(taken)
        elif place is not None:
            place = place.enter(frozenset())
        told = self._told(attributes) if attributes else ()
        if outer is BARE.mode and not told and not styles and tag != "dialog":
            return _USUALLY.get(tag, BARE), place
        key = (outer, tag, styles, told)
        worn = self._worn.get(key)
        if worn is None:
            worn = self._worn[key] = self._made(tag, attributes, outer, styles)
        return worn, place

    def _told(self, attributes: Attributes) -> tuple[object, ...]:
        """What attributes say of looks, and the names that style sheets which are not in the page may ask for."""
        if self._elsewhere and ("class" in attributes or "id" in attributes):
            names = attributes.get("class"), attributes.get("id")
            return (not _HIDING.isdisjoint(attributes), *names, *map(attributes.get, _HINTS))
        if _TELLING.isdisjoint(attributes):
            return ()
        return (not _HIDING.isdisjoint(attributes), *map(attributes.get, _HINTS))

    def mark(self, tag: str, attributes: Attributes, outer: Mode) -> Mark | None:
        """What sets a text in an element apart, wherever that stands; None where it may need a closer look.

        Asked of elements that browsers show without looks of their own, but that some begin a line.
        """
        told = self._told(attributes)
        if not (told or self._styled):
            return UNMARKED
        tag = _named(tag)
        names = (attributes.get("class"), attributes.get("id")) if self._styled else ()
        key = (outer, tag, told, names)
        if key not in self._marks:
            self._marks[key] = self._mark(tag, attributes, outer)
        return self._marks[key]

    def _mark(self, tag: str, attributes: Attributes, outer: Mode) -> Mark | None:
        steps = self._sheet.steps(tag, attributes.get("class"), attributes.get("id")) if self._styled else ()
        styles = [step.style for step in steps if step.style]
        if not (styles or self._told(attributes)):
            return UNMARKED
        if any(style.drawn for style in styles) or len(styles) > 8:
            return None
        sets = (styles, styles[:0], *([style] for style in styles)) if styles else (styles,)
        found = {self._plain(tag, attributes, outer, each) for each in sets}
        return found.pop() if len(found) == 1 else None

    def _plain(self, tag: str, attributes: Attributes, outer: Mode, styles: Sequence[Style]) -> Mark | None:
        worn = self._made(tag, attributes, outer, styles)
        mode, display = worn.mode, worn.display
        as_usual = display == "block" if tag in _WRAPPERS else display in ("", "inline")
        look = attrs.evolve(mode.look, size=outer.look.size, clear=True)
        same = look == outer.look and mode.ground == outer.ground and mode.leftward == outer.leftward
        if not (as_usual and same) or mode.kept or mode.heading:
            return None
        return mode.size / outer.size if outer.size else 0.0, mode.clear

    def _made(self, tag: str, attributes: Attributes, outer: Mode, styles: Sequence[Style]) -> Worn:
        usual = _hints(tag, attributes) if attributes or tag == "dialog" else _USUAL.get(tag, {})
        inline = css.declarations(attributes.get("style") or "") if attributes else NOTHING
        own = [style for style in styles if not style.drawn]
        display = "cell" if tag in _OF_TABLES else ""

        def worn(chosen: Sequence[Style], media: int) -> Dressed:
            return dressed(outer, declared(chosen, inline, usual, media=media), display=display, reveal=self._reveal)

        sure = [style for style in own if style.sure]
        found = worn(sure, SCREEN)
        others = [worn(own, SCREEN)] if len(sure) < len(own) else []
        if any(style.media != _EVERYWHERE for style in own):
            others.append(worn(sure, PRINT))
        mode = found.mode
        if self._is_unclear(found, attributes) or any(_differ(found, other) for other in others):
            mode = attrs.evolve(mode, clear=False)
        if any(style.drawn.startswith("first-") and style.drawn for style in styles):
            mode = self._in_parts(mode, styles)
        return Worn(
            mode,
            found.display,
            self._drawn("before", styles, mode),
            self._drawn("after", styles, mode),
            found.display == "none" and any(other.display != "none" for other in others),
        )

    def _is_unclear(self, found: Dressed, attributes: Attributes) -> bool:
        """Whether style sheets that are not in the page may say more of an element."""
        named = (
            (attributes.get("class") or attributes.get("id"))
            if self._elsewhere and found.display in ("", "inline")
            else None
        )
        return bool(named and not _PLAIN_NAMES.fullmatch(named.strip()))

    def _in_parts(self, mode: Mode, styles: Sequence[Style]) -> Mode:
        """The mode where a part of a text looks otherwise than the rest."""
        parts = [style for style in styles if style.drawn.startswith("first-")]
        part = dressed(mode, declared(parts, NOTHING, {}, media=_EVERYWHERE)).mode
        return mode if part.look == mode.look else attrs.evolve(mode, certain=False)

    def _drawn(self, where: str, styles: Sequence[Style], mode: Mode) -> Drawn | None:
        chosen = [style for style in styles if style.drawn == where]
        if not chosen:
            return None
        sure = all(style.sure and style.media == _EVERYWHERE for style in chosen)
        asked = declared(chosen, NOTHING, {}, media=_EVERYWHERE)
        found = dressed(mode, asked)
        content = asked.get("content", "")
        if content in ("", "none", "normal", "''", '""') or found.display == "none":
            return None
        return Drawn(content, found.mode, sure)


def _usually(tag: str) -> Worn:
    found = dressed(BARE.mode, _USUAL.get(tag, {}), display="cell" if tag in _OF_TABLES else "")
    return Worn(found.mode, found.display)


_USUALLY: Final[Mapping[str, Worn]] = MappingProxyType({tag: _usually(tag) for tag in DRESSED | _OF_TABLES})
"""How elements look in the text of a page, of which nothing is declared."""


def _is_sheet(link: Attributes) -> bool:
    return "stylesheet" in (link.get("rel") or "").lower()


def _named(tag: str) -> str:
    """The name of an element without what keeps a parser from treating it as formatting."""
    return tag.removeprefix("x-")


def _differ(one: Dressed, other: Dressed) -> bool:
    """Whether a text looks otherwise in one than in the other."""
    return (one.mode.look, one.display == "none") != (other.mode.look, other.display == "none")


def _hints(tag: str, attributes: Attributes) -> Declared:
    """What an element looks like without any style: as usual, and as its other attributes say."""
    return {**_USUAL.get(tag, {}), **dict(_hinted(tag, attributes))}


def _hinted(tag: str, attributes: Attributes) -> Iterator[tuple[str, str]]:
    if color := attributes.get("color"):
        yield "color", color.strip().lower()
    if ground := attributes.get("bgcolor"):
        yield "background", ground.strip().lower()
    if attributes.get("background"):
        yield "background-image", "url()"
    if tag == "font" and (size := attributes.get("size")):
        yield from _font_size(size.strip())
    if attributes.get("role") == "heading":
        yield "mso-outline-level", "1"
    if (attributes.get("dir") or "").lower() == "rtl":
        yield "direction", "rtl"
        yield "unicode-bidi", "bidi-override" if tag == "bdo" else "isolate"
    if not _HIDING.isdisjoint(attributes) or (tag == "dialog" and "open" not in attributes):
        yield "display", "none"


def _font_size(size: str) -> Iterator[tuple[str, str]]:
    """The size that the attribute of a font asks for: from 1 to 7, or by so many more or less than 3."""
    found = re.fullmatch(r"([+-]?)([0-9])", size)
    if found:
        step = int(found[2]) if not found[1] else 3 + int(found[0])
        yield "font-size", _FONT_SIZES[min(7, max(0, step))]


_CONTENT: Final = re.compile(
    r"""("(?>[^"\\]|\\[\s\S]?)*+(?:"|\Z)|'(?>[^'\\]|\\[\s\S]?)*+(?:'|\Z))"""
    r"""|attr\(\s*+([\w-]++)\s*+\)|(open-quote|close-quote)|[^\s"']+"""
)


def content(declared_: str, attributes: Attributes) -> str | None:
    """The text that a declared content shows; None where that is more than texts and attributes of the element."""
    text = ""
    for found in _CONTENT.finditer(declared_):
        string, attribute, quote = found.groups()
        if string is not None:
            text += css.unescaped(string[1:].removesuffix(string[0]))  # the end of a value closes it as well
        elif attribute is not None:
            text += attributes.get(attribute.lower()) or ""
        elif quote is not None:
            text += '"'
        elif found[0] == "/":
            break
        else:
            return None
    return text
