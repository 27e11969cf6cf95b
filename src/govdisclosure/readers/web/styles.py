"""What style attributes and style sheets say about whether and how a person sees a text.

Only what changes the reading of a text is known: hidden, struck out, raised, the colour of paper, kept white space, a
line of its own, a heading. Of style sheets only those in the page count, and of these only selectors of one element
(``td.x``, ``#y``) with at most two names, outside conditions such as @media: what needs more than that stays visible.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

GONE: Final = 1
"""Not there at all: takes no room, and its cell no slot."""
UNSEEN: Final = 2
"""There and invisible."""
SEEN: Final = 4
"""Visible in something invisible."""
STRUCK: Final = 8
RAISED: Final = 16
KEPT: Final = 32
"""White space and line ends are kept."""
FLOWED: Final = 64
"""White space is not kept, in something that keeps it."""
BLOCK: Final = 128
INLINE: Final = 256
HEADING: Final = 512
FAINT: Final = 1024
"""White, of no size or wholly transparent."""
PLAIN: Final = 2048
"""Of a colour that can be seen, in something that is faint."""
GROUND: Final = 4096
"""On a ground of another colour than paper, on which white can be seen."""

_PAPER: Final = (
    r"(?:white|transparent|#fff(?:fff)?|rgba?\(\s*255[\s,]+255[\s,]+255\b[^)]*\)|rgba\([^)]*,\s*0\))(?![\w-])"
)
"""Colours of paper, in which nothing can be seen on it."""

_MEANINGS: Final[Mapping[str, tuple[tuple[str, int], ...]]] = MappingProxyType(
    {
        "display": (("none", GONE), ("inline|contents", INLINE), ("block|flex|grid|flow-root|list-item|table", BLOCK)),
        "mso-hide": (("all", GONE),),
        "visibility": (("hidden|collapse", UNSEEN), ("visible", SEEN)),
        "text-decoration": (("(?:.* )?line-through", STRUCK),),
        "text-decoration-line": (("(?:.* )?line-through", STRUCK),),
        "vertical-align": (("super|sub", RAISED),),
        "white-space": (("pre|break-spaces", KEPT), ("normal|nowrap", FLOWED)),
        "mso-outline-level": (("[1-9]", HEADING),),
        "color": ((_PAPER, FAINT), ("[a-z#]", PLAIN)),
        "opacity": ((r"0(?:\.0*)?\s*(?:!|$)", FAINT),),
        "font-size": ((r"0(?:\.0*)?(?:[a-z]+|%)?\s*(?:!|$)", FAINT),),
        "background": ((f"{_PAPER}|none|inherit|initial", 0), (".", GROUND)),
        "background-color": ((f"{_PAPER}|none|inherit|initial", 0), (".", GROUND)),
    }
)
_DECLARATION: Final = re.compile(rf"(?<![\w-])({'|'.join(_MEANINGS)})\s*:\s*([^;]*)")

_TELLING: Final = re.compile(r"(?:display|visibility|mso-hide)\s*:|line-through", re.IGNORECASE)
# Comments, and the marks of HTML around a sheet.
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<?!--|-->", re.DOTALL)
_MOST_CLASSES: Final = 8
_MOST_CSS: Final = 1_000_000
_SELECTOR: Final = re.compile(r"([a-z][\w:\\-]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)


Declared = dict[str, str]
"""Properties and the values declared last for each."""


def declarations(style: str) -> Declared:
    """What a style attribute, or the block of a rule, declares of the properties that count here."""
    return dict(_DECLARATION.findall(style.lower()))


def coloured(ink: str | None, ground: str | None) -> int:
    """The flags that follow from the attributes ``color`` and ``bgcolor``."""
    given = (("color", ink), ("background-color", ground))
    return flags({name: value.strip().lower() for name, value in given if value})


def flags(declared: Mapping[str, str]) -> int:
    """The flags of this module that follow from declarations."""
    found = 0
    for name, value in declared.items():
        found |= next((flag for pattern, flag in _MEANINGS[name] if re.match(pattern, value)), 0)
    return found


_Names = frozenset[str]
_Selector = tuple[str, _Names]


@attrs.frozen
class Sheet:
    """The rules of the style sheets of a page that hide or strike out, by tag (or none) and names of their selector."""

    _rules: Mapping[_Selector, tuple[int, Declared]]

    def __bool__(self) -> bool:
        """Whether there is any such rule."""
        return bool(self._rules)

    def declared(self, tag: str, attributes: Mapping[str, str | None]) -> Declared:
        """What the sheets declare for an element; its style attribute counts for more."""
        names = [f".{name}" for name in (attributes.get("class") or "").split()[:_MOST_CLASSES]]
        if identity := attributes.get("id"):
            names.append(f"#{identity}")
        found = [
            (_weight(selector), *self._rules[selector])
            for chosen in _subsets(names)
            for selector in ((tag, chosen), ("", chosen))
            if selector in self._rules
        ]
        merged: Declared = {}
        for *_, declared in sorted(found, key=lambda rule: rule[:2]):
            merged.update(declared)
        return merged


def _subsets(names: list[str]) -> Iterator[_Names]:
    """The names alone and in pairs, and none; rules with longer selectors are not kept."""
    for size in range(3):
        yield from map(frozenset, itertools.combinations(names, size))


def _weight(selector: _Selector) -> tuple[int, int, bool]:
    tag, names = selector
    identities = sum(name.startswith("#") for name in names)
    return identities, len(names) - identities, bool(tag)


def sheet(css: str) -> Sheet:
    """The telling rules of style sheets; what is beyond any real sheet in length is not read."""
    css = css[:_MOST_CSS]
    rules: dict[_Selector, tuple[int, Declared]] = {}
    if _TELLING.search(css):
        for number, (selectors, style) in enumerate(_plain_rules(_COMMENT.sub(" ", css))):
            for selector in filter(None, map(_selector, selectors.split(",") if _TELLING.search(style) else ())):
                rules[selector] = number, rules.get(selector, (0, {}))[1] | declarations(style)
    return Sheet(MappingProxyType(rules))


def _selector(text: str) -> _Selector | None:
    """A selector; None if it is of more than one element, of a state, or of more than two names."""
    found = _SELECTOR.fullmatch(text.strip())
    if not found or not found[0]:
        return None
    names: _Names = frozenset(re.findall(r"[.#][\w-]+", found[2]))
    if len(names) > 2:
        return None
    return (found[1] or "").replace("\\", "").lower(), names


def _plain_rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other (@media and the like)."""
    depth = 0
    selectors = ""
    parts = re.split("([{}])", css)
    for text, brace in zip(parts[::2], parts[1::2], strict=False):
        if brace == "{":
            depth += 1
            selectors = text.rpartition(";")[2] if depth == 1 else selectors
        else:
            if depth == 1 and "@" not in selectors:
                yield selectors, text
            depth = max(0, depth - 1)
