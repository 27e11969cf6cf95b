"""Style sheets taken apart: rules, the media they are for, and declarations as far as they bear on how a text looks.

One pattern finds what may hold a separator that is none (strings, comments, escapes, brackets); all else is cut at
separators. A tokenizer written in Python takes longer for the style sheet of a page than all the rest of reading it.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

Declared = Mapping[str, str]
"""Properties and their values, in lower case but for texts."""

SCREEN: Final = 1
PRINT: Final = 2

_STRING: Final = r"""(?:"(?>[^"\\\n]|\\[\s\S])*+(?:"|(?=\n)|\Z)|'(?>[^'\\\n]|\\[\s\S])*+(?:'|(?=\n)|\Z))"""
_COMMENT: Final = re.compile(rf"({_STRING})|/\*[^*]*+(?>\*(?!/)[^*]*+)*+(?:\*/|\Z)|<?!--|-->")
_BRACE: Final = re.compile(rf"[{{}};]|{_STRING}|\burl\([^)\"']*+\)?|\\[\s\S]")
_PIECE: Final = re.compile(rf"(?>[^;\"'(\\]++|{_STRING}|\\[\s\S]|\((?>[^()\"'\\]++|{_STRING}|\\[\s\S])*+\)?)++")
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|(\r?\n)|([^\n\r]))")
_IMPORTANT: Final = "important"

_DEEPEST: Final = 6
"""Rules in rules in rules: what is nested deeper is not looked into."""
_LONGEST_NESTED: Final = 2_000
"""Characters of the selectors that a nested rule and those around it make together."""
_LONGEST_QUERY: Final = 1_000

_SAME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "-webkit-background-clip": "background-clip",
        "-webkit-mask": "mask",
        "-webkit-transform": "transform",
        "animation": "animation-name",
        "background-color": "background",
        "flex-flow": "flex-direction",
        "font": "font-size",
        "margin": "margin-left",
        "mask-image": "mask",
        "overflow-x": "overflow",
        "overflow-y": "overflow",
        "text-decoration-line": "text-decoration",
    }
)
"""Properties that are read as another one: of those that mean the same the last declared counts."""
_LIST: Final = """
-webkit-text-fill-color -webkit-text-security animation-name background background-clip background-image bottom clip
clip-path color content content-visibility direction display filter flex-direction float font-family
font-feature-settings font-size font-variant-position height inset left letter-spacing margin-left mask max-height
max-width mix-blend-mode mso-hide mso-outline-level mso-text-raise opacity order overflow position right rotate scale
text-decoration text-indent top transform translate unicode-bidi vertical-align visibility white-space width zoom
"""
_NAMES: Final = frozenset(_SAME) | frozenset(_LIST.split())
"""The properties that bear on how a text looks."""
_TELLING: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_NAMES, reverse=True))})\s*:|\\", re.IGNORECASE)

_QUERY: Final = re.compile(
    r"\s*+(?:(not|only)\s++)?([a-z]++)?((?>\s*+(?:\band\b)?\s*+\([^()]*+\))*+)\s*+", re.IGNORECASE
)
_FEATURE: Final = re.compile(r"\(\s*+([a-z-]++)\s*+(?::([^()]*+))?\)", re.IGNORECASE)
_WIDTHS: Final = {SCREEN: 1280.0, PRINT: 720.0}
"""The pixels across a screen, and across a page between its margins."""
_UNITS: Final = {"px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 37.8, "in": 96.0}


@attrs.frozen(kw_only=True)
class StyleRule:
    """A rule: its selectors and its declarations as written, and the media it is for."""

    selectors: str
    body: str
    media: int


def rules(css: str, *, media: int) -> Iterator[StyleRule]:
    """The rules of a style sheet that declare anything of how a text looks, in order."""
    if _TELLING.search(css):
        yield from _rules(uncommented(css), media, _DEEPEST, "")


def uncommented(css: str) -> str:
    """A style sheet without comments, and the marks of HTML around it, of which `prescan` leaves a part."""
    if "/*" not in css and "!--" not in css and "-->" not in css:
        return css
    return _COMMENT.sub(lambda found: found[1] or " ", css)


def declarations(text: str) -> tuple[Declared, Declared]:
    """What a style attribute or a block declares of how a text looks: plainly, and as important."""
    plain: dict[str, str] = {}
    important: dict[str, str] = {}
    if not _TELLING.search(text):
        return plain, important
    for piece in _PIECE.findall(text):
        name, colon, value = piece.partition(":")
        name = unescaped(name).strip().lower()
        if not colon or name not in _NAMES:
            continue
        marked = _unmarked(value)
        into = plain if marked == value else important
        marked = marked.strip()
        for each, one in _longhands(name, marked if name == "content" else unescaped(marked).lower()):
            into.pop(each, None)
            into[each] = one
    return plain, important


def _unmarked(value: str) -> str:
    """A value without the mark that it counts before all others; the value itself if it has none."""
    before = value.rstrip()
    if not before.lower().endswith(_IMPORTANT):
        return value
    before = before[: -len(_IMPORTANT)].rstrip()
    return before[:-1].rstrip() if before.endswith("!") else value


def unescaped(text: str) -> str:
    """A name or a value without its escapes."""
    return text if "\\" not in text else _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        code = int(escape[1], 16)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
    return escape[3] or ""


_FONT_SIZE: Final = re.compile(
    r"(?:^|\s)((?:[0-9]*\.)?[0-9]+(?:[a-z]+|%)?|(?:xx?-)?(?:small|large)(?:er)?|medium)(?=\s*/|\s+[^\s])"
)


def _longhands(name: str, value: str) -> list[tuple[str, str]]:
    """A declaration as those of the properties that are read."""
    if name == "inset":
        return list(zip(("top", "right", "bottom", "left"), _sides(value), strict=True))
    if name == "margin":
        return [("margin-left", _sides(value)[3])]
    if name == "font":
        # A number alone is a weight, but for 0.
        sizes = [size for size in _FONT_SIZE.findall(value) if not size.isdigit() or size == "0"]
        return [("font-family", value), *(("font-size", size) for size in sizes[:1])]
    return [(_SAME.get(name, name), value)]


def _sides(value: str) -> list[str]:
    """The values of the four sides, from the top, of one to four."""
    parts = value.split()[:4] or [""]
    return [
        parts[0],
        parts[min(1, len(parts) - 1)],
        parts[0 if len(parts) < 3 else 2],
        parts[(0, 1, 1, 3)[len(parts) - 1]],
    ]


def media(query: str) -> int:
    """The media that a list of media queries is for; a feature that nobody can tell is taken to be there."""
    if not query.strip() or len(query) > _LONGEST_QUERY:
        return SCREEN | PRINT
    found = 0
    for each in query.split(","):
        parts = _QUERY.fullmatch(each)
        if parts:
            found |= sum(medium for medium in (SCREEN, PRINT) if _is_for(parts, medium))
    return found


def _is_for(query: re.Match[str], medium: int) -> bool:
    names = {SCREEN: ("all", "screen"), PRINT: ("all", "print")}[medium]
    fits = (query[2] or "all").lower() in names
    fits = fits and all(_has(name.lower(), value.strip().lower(), medium) for name, value in _FEATURE.findall(query[3]))
    return fits is not ((query[1] or "").lower() == "not")


def _has(feature: str, value: str, medium: int) -> bool:
    number = re.fullmatch(r"([0-9.]+)\s*(px|em|rem|pt|cm|in)", value)
    width = float(number[1]) * _UNITS[number[2]] if number and number[1].count(".") < 2 and number[1] != "." else None
    if feature in ("min-width", "min-device-width") and width is not None:
        return _WIDTHS[medium] >= width
    if feature in ("max-width", "max-device-width") and width is not None:
        return _WIDTHS[medium] <= width
    if feature == "orientation":
        return value == {SCREEN: "landscape", PRINT: "portrait"}[medium]
    return value not in ("dark", "reduce", "more", "active", "none", "coarse")


def _rules(css: str, seen_by: int, depth: int, around: str) -> Iterator[StyleRule]:
    """The rules of a sheet, or of a rule with the selectors ``around`` what is nested in it."""
    own: list[str] = []
    for prelude, body in _blocks(css):
        prelude = prelude.strip()
        if body is None:
            own.append(prelude)
        elif not depth:
            continue
        elif not prelude.startswith("@"):
            selectors = _nested(around, prelude)
            yield from _rules(body, seen_by, depth - 1, selectors) if "{" in body else _rule(body, seen_by, selectors)
        else:
            name, _, condition = prelude[1:].partition(" ")
            yield from _conditional(name.lower(), condition, body, seen_by, depth, around)
    if around and own:
        yield from _rule(";".join(own), seen_by, around)


def _rule(body: str, seen_by: int, selectors: str) -> Iterator[StyleRule]:
    if _TELLING.search(body):
        yield StyleRule(selectors=selectors, body=body, media=seen_by)


def _conditional(name: str, condition: str, body: str, seen_by: int, depth: int, around: str) -> Iterator[StyleRule]:
    name, bracket, rest = name.partition("(")
    if name == "media":
        seen_by &= media(bracket + rest + " " + condition)
    elif name == "supports" and "not" in condition.lower().split():
        seen_by = 0
    elif name not in ("supports", "layer", "container", "scope", "starting-style"):
        return
    if seen_by:
        yield from _rules(body, seen_by, depth - 1, around)


def _nested(around: str, selectors: str) -> str:
    """The selectors of a rule in another: what stands around takes the place of & or goes before."""
    if not around:
        return selectors
    outer, inner = (text.split(",") if "(" not in text else [text] for text in (around, selectors))
    if len(outer) * len(selectors) + len(inner) * len(around) > _LONGEST_NESTED:
        return f":nested {inner[-1]}"  # which nobody understands
    return ",".join(one.replace("&", each) if "&" in one else f"{each} {one}" for one in inner for each in outer)


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """What stands before each block and what is in it, and what ends without one; blocks in blocks are not cut."""
    start = opened = depth = 0
    for token in _BRACE.finditer(css):
        mark = token[0]
        if mark == "{":
            if not depth:
                opened = token.start()
            depth += 1
        elif mark == "}" and depth:
            depth -= 1
            if not depth:
                yield css[start:opened], css[opened + 1 : token.start()]
                start = token.end()
        elif mark in (";", "}") and not depth:
            yield css[start : token.start()], None
            start = token.end()
    if depth:
        yield css[start:opened], css[opened + 1 :]
    elif start < len(css):
        yield css[start:], None
