"""Markup measured before a parser sees it, in one pass, so that no page can make the parser work for long.

Parsers of HTML take quadratic time, or worse, for elements nested too deep, attributes too many, and formatting left
open. What is measured must therefore be what the parser meets, and that is made sure of by taking out what this scan
does not look into: comments, what looks like a tag in scripts and styles, pictures drawn in markup, and the rules of
their own that formatting and choices have, which become elements without rules (``b`` becomes ``x-b``). How deep
elements are nested is estimated, with no tag closing more than the HTML standard lets it close.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from govdisclosure.errors import LimitExceededError
from govdisclosure.readers.limits import Bounds, Budget, Limits

_SPACE: Final = r"[\t\n\f\r ]"
_NAME: Final = r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
_VALUE: Final = r"""(?>"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)"""
_ATTRIBUTE: Final = re.compile(rf"{_NAME}(?>{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+")
_TOKEN: Final = re.compile(
    rf"<(?:(/?)([a-zA-Z][^\t\n\f\r />]*+)((?>[\t\n\f\r /]++|{_ATTRIBUTE.pattern})*+)(>?)"
    r"|(!--)|![dD][oO][cC][^>]*+(>?)|[!?/])"
)

# Runs that no one writes by hand: a picture or the state of a form, encoded into a value. They hold no attributes.
_BLOB: Final = re.compile(r"[A-Za-z0-9+/=%_.:;,-]{1000,}+")
_CROWDED: Final = 100
"""Attributes no tag has; what has more counts against ten tags of the most attributes, all together."""

# Bounds below which nothing that a page holds takes the parser a tenth of a second, found by trying.
_FEW_TAGS: Final = 8_000
_FEW_ATTRIBUTES: Final = 400_000_000
_FEW_REPEATED: Final = 400_000
_OPEN_VALUE: Final = re.compile(rf"""={_SPACE}*+(?:"[^">]*+(?:>|\Z)|'[^'>]*+(?:>|\Z))""")
_NOSCRIPT: Final = re.compile("<[nN][oO][sS]")

_REPEATED: Final = 4
"""What an element that browsers repeat counts, in tags that are written."""
_WEIGHT: Final = 50_000
"""Elements open, summed over all start tags, for each element of the depth allowed: real pages have a thousandth."""


_Frame = tuple[int, int, int, int, int, int]
"""What the tags that follow can close: positions in the list of open elements, -1 for none.

The first two are the walls: the innermost elements that keep end tags from closing what is outside, one for elements
whose tags have rules of their own, one for all others. Then come what other tags close: the paragraph, the item of a
list, the cell, and the table.
"""
_OUTSIDE: Final[_Frame] = (-1, -1, -1, -1, -1, -1)

_Value = TypeVar("_Value")


def _each(names: str, value: _Value) -> dict[str, _Value]:
    return dict.fromkeys(names.split(), value)


def _frames(names: str, change: Callable[[_Frame, int], _Frame]) -> dict[str, Callable[[_Frame, int], _Frame]]:
    return _each(names, change)


# The frame inside each element whose tags have rules of their own, from the frame around it and its position.
_INSIDE: Final[Mapping[str, Callable[[_Frame, int], _Frame]]] = MappingProxyType(
    _frames("p", lambda f, i: (f[0], i, i, f[3], f[4], f[5]))
    | _frames("address div", lambda f, i: (f[0], i, f[2], f[3], f[4], f[5]))
    | _frames("li dd dt", lambda f, i: (f[0], i, f[2], i, f[4], f[5]))
    | _frames(
        "article aside blockquote center details dialog dir dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
        "h6 header hgroup listing main menu nav ol plaintext pre search section summary ul",
        lambda f, i: (f[0], i, f[2], -1, f[4], f[5]),
    )
    | _frames("button", lambda f, i: (f[0], i, -1, -1, f[4], f[5]))
    | _frames("applet marquee object", lambda f, i: (i, i, -1, -1, f[4], f[5]))
    | _frames("caption td th", lambda f, i: (i, i, -1, -1, i, f[5]))
    | _frames("table", lambda _, i: (i, i, -1, -1, -1, i))
    | _frames("template", lambda _, i: (i, i, -1, -1, -1, -1))
)
_ITEMS: Final = MappingProxyType({"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")})
_CELLS: Final = frozenset({"caption", "td", "th"})
_PARTS: Final = _CELLS | {"col", "colgroup", "tbody", "tfoot", "thead", "tr"}
_RUBY: Final = frozenset({"rb", "rp", "rt", "rtc"})
_IMPLIED: Final = _RUBY | {"dd", "dt", "li", "optgroup", "option", "p"}
"""Elements whose end tag may be left out, and which some tags close wherever they are innermost."""
_LEAVES_PARAGRAPH: Final = _PARTS | {"applet", "button", "marquee", "object", "option", "template"} | _RUBY
_MAKES_ROOM: Final = _INSIDE.keys() - _LEAVES_PARAGRAPH | _PARTS | _RUBY | {"button", "option"}
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_DROPPED: Final = frozenset({"script", "noscript", "iframe", "noembed", "noframes"})
_DRAWN: Final = frozenset({"svg", "math"})
_RAW: Final = _DROPPED | _DRAWN | {"style", "title", "textarea", "xmp"}

_VOID, _RAW_TEXT, _FORMAT, _CHOICE, _ELEMENT = range(5)
_KINDS: Final[Mapping[str, int]] = MappingProxyType(
    _each("area base basefont bgsound br col embed frame hr image img input keygen link meta param source track", _VOID)
    | _each("body head html wbr", _VOID)
    | dict.fromkeys(_RAW, _RAW_TEXT)
    | _each("a b big code em font i nobr s small strike strong tt u", _FORMAT)
    | _each("select", _CHOICE)
    | dict.fromkeys(_PARTS | _INSIDE.keys() | {"o:p", "option", "span"}, _ELEMENT)
)
# Start tags of formatting; a quick pattern that takes in a few names that do not exist.
_FORMATTING: Final = re.compile(r"<[bcefinstuBCEFINSTU](?:ig|m|mall|obr|ode|ont|t|trike|trong)?(?=[\t\n\f\r />])[^>]*+")
_KEPT, _RENAMED, _GONE = range(3)
"""What becomes of a tag of formatting."""
_PILED: Final = 250
"""Elements open, of which no page that was written with care has so many."""
_TELLING: Final = re.compile(r"hid|none|through|super|sub|collapse", re.IGNORECASE)

_END_OF_COMMENT: Final = re.compile("--!?>")
_END_OF_SCRIPT: Final = re.compile(r"<!--|-->|</?script(?=[\t\n\f\r />])", re.IGNORECASE)
_END: Final = MappingProxyType(
    {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RAW - _DRAWN - {"script"}}
)
# What ends a drawing: its end tag, or a start tag that the standard lets break out of it.
_END_OF_DRAWING: Final = re.compile(
    r"</(?:svg|math)(?=[\t\n\f\r />])[^>]*+>?|(?=<(?:b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]"
    r"|head|hr|i|img|li|listing|menu|meta|nobr|ol|p|pre|ruby|s|small|span|strike|strong|sub|sup|table|tt|u|ul|var)"
    r"[\t\n\f\r />])",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Markup:
    """Markup that is safe to parse, and the bodies of scripts that were taken out of it."""

    text: str
    scripts: tuple[str, ...] = ()


def prescan(text: str, *, limits: Bounds) -> str:
    """``text`` fit to be parsed, or `LimitExceededError` where parsing it would take too long."""
    tags = text.count("<")
    budget = Budget.of(limits)
    budget.take("markup_tags", tags)
    return text if _is_harmless(text, tags, budget.limits) else strip(text, limits=budget).text


def strip(text: str, *, limits: Bounds) -> Markup:
    """``text`` without what no one sees, which is measured on the way."""
    return _Scan(text, Budget.of(limits)).run()


def _is_harmless(text: str, tags: int, limits: Limits) -> bool:
    """Whether a page is too small to take long, whatever it holds; most are, and this is much quicker than a scan.

    A value in quotes that holds no end of a tag cannot make a tag longer than the distance between two such ends, and
    so the longest distance bounds the attributes of all tags.
    """
    return (
        tags <= _FEW_TAGS
        and _ends_come_within(
            text, min(2 * limits.tag_attributes, limits.tag_bytes // 4, _FEW_ATTRIBUTES // max(1, len(text)))
        )
        and 3 * len(set(_FORMATTING.findall(text))) * tags <= _FEW_REPEATED
        and not _OPEN_VALUE.search(text)
        and not _NOSCRIPT.search(text)
    )


def _ends_come_within(text: str, distance: int) -> bool:
    """Whether nowhere in a text more than so many characters hold no end of a tag."""
    last = -1
    while len(text) - last - 1 > distance:
        start = last + 1
        last = text.rfind(">", start, start + distance + 1)
        if last < 0:
            return False
    return True


class _Open:
    """The elements open at a point, from the outermost: no fewer than a browser would have open."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._frames: list[_Frame] = [_OUTSIDE]

    def cut(self, depth: int) -> None:
        """Close all but the outermost ``depth`` elements; nothing if ``depth`` is negative."""
        if depth >= 0:
            del self.names[depth:], self._frames[depth + 1 :]

    def make_room(self, name: str) -> None:
        """Close what a start tag closes before it opens an element."""
        scope, _, _, item, cell, table = self._frames[-1]
        if name in _PARTS:
            self.cut(table + 1 if table >= 0 else -1)
        elif name == "option" and self.names[-1:] == [name]:
            self.cut(len(self.names) - 1)
        elif name in _RUBY and self._innermost("ruby", scope) >= 0:
            while self.names[-1] in _IMPLIED:
                self.cut(len(self.names) - 1)
        elif name == "button":
            self.cut(self._innermost(name, scope))
        elif name == "table" and cell < 0:
            self.cut(table)
        elif name in _ITEMS and item >= 0 and self.names[item] in _ITEMS[name]:
            self.cut(item)
        if name not in _LEAVES_PARAGRAPH:
            self.cut(self._frames[-1][2])

    def push(self, name: str) -> None:
        """Open an element; parts of tables only in one, and only those that hold something."""
        if name in _PARTS and (name not in _CELLS or self._frames[-1][5] < 0):
            return
        inside = _INSIDE.get(name)
        frame = self._frames[-1]
        self._frames.append(inside(frame, len(self.names)) if inside else frame)
        self.names.append(name)

    def end(self, name: str) -> None:
        """Close an element and what is open in it, if its end tag can reach it."""
        if self.names and self.names[-1] == name:
            self.names.pop()
            self._frames.pop()
            return
        scope, ordinary, paragraph, _, cell, table = self._frames[-1]
        if name == "table":
            self.cut(table)
        elif name in _PARTS:
            inner = self.names[cell : cell + 1]
            self.cut(cell if inner == [name] or (name == "tr" and inner in (["td"], ["th"])) else -1)
        elif name == "p":
            self.cut(paragraph)
        elif name == "li":
            self.cut(self._innermost(name, max(scope, self._innermost("ol", scope), self._innermost("ul", scope))))
        elif name == "template":
            self.cut(self._innermost(name, -1))
        elif name in _HEADINGS:
            self.cut(max(self._innermost(heading, scope) for heading in _HEADINGS))
        elif name != "form":  # whose end tag leaves open what is open inside
            self.cut(self._innermost(name, scope if name in _INSIDE else ordinary))

    def _innermost(self, name: str, wall: int) -> int:
        """Where the innermost element of this name is, at the wall or inside; -1 if there is none."""
        reach = self.names[max(wall, 0) :]
        return len(self.names) - 1 - reach[::-1].index(name) if name in reach else -1


class _Scan:
    """One pass over a page."""

    def __init__(self, text: str, budget: Budget) -> None:
        self._text = text
        self._budget = budget
        self._limits = limits = budget.limits
        self._long = min(4 * _CROWDED, 2 * limits.tag_attributes, limits.tag_bytes // 4)
        self._kept: list[str] = []
        self._copied = 0
        self._scripts: list[str] = []
        self._open = _Open()
        self._waiting = ""  # a start tag not opened yet: most elements are closed at once, and cost nothing then
        self._formatting: defaultdict[str, list[int]] = defaultdict(list)
        self._active = 0
        self._framesets = 0  # which close nothing, are ignored in some places and nested in others
        self._repeated = 0
        self._weight = 0
        self._crowded = 0
        self._endless = False

    def run(self) -> Markup:
        position = 0
        while position < len(self._text):
            position = self._stretch(position)
            self._weigh()
        self._budget.tick()
        self._kept.append(self._text[self._copied :])
        return Markup(text="".join(self._kept), scripts=tuple(self._scripts))

    def _stretch(self, position: int) -> int:
        """Scan up to the next thing that is skipped; the position after it."""
        for token in _TOKEN.finditer(self._text, position):
            slash, name, attributes, whole, comment, doctype = token.groups()
            if name is None:
                if doctype:
                    continue
                return self._cut_comment(token.start(), comment)
            if not whole or len(attributes) > self._long:
                self._measure(name + attributes)
                if not whole:
                    return self._cut(token.start(), len(self._text))
            kind = _KINDS.get(name)
            if kind is None:
                name = name.lower()
                kind = _KINDS.get(name, _ELEMENT)
            if kind == _ELEMENT:
                self._element(name, slash)
            elif kind == _FORMAT:
                self._format(token, name, slash, attributes)
            elif kind == _CHOICE:
                self._rename(token.start(), token.end(), name, slash, attributes)
            elif kind == _RAW_TEXT and not slash:
                return self._raw(token, name)
        return len(self._text)

    def _element(self, name: str, slash: str) -> None:
        if name == "frameset":
            self._framesets += not slash
            return
        waiting, self._waiting = self._waiting, ""
        if slash and waiting == name:
            return
        if waiting:
            self._push(waiting)
        if slash:
            self._open.end(name)
        else:
            self._waiting = name
            self._weight += len(self._open.names)
            self._repeated += self._active
            if name in _MAKES_ROOM:
                self._open.make_room(name)

    def _push(self, name: str) -> None:
        """Open an element and hold what is open against its bounds."""
        self._open.push(name)
        self._hold_depth()
        if name == "table":
            self._limits.hold("table_depth", self._open.names.count(name))

    def _hold_depth(self) -> None:
        depth = len(self._open.names) + self._active + self._framesets
        if depth > self._limits.markup_depth:
            self._limits.hold("markup_depth", depth)

    def _weigh(self) -> None:
        """Hold the work that all of the page so far makes against its bounds."""
        self._hold_depth()
        if _REPEATED * self._repeated > self._limits.markup_tags:
            raise LimitExceededError("markup_tags", self._limits.markup_tags)
        if self._weight > _WEIGHT * self._limits.markup_depth:
            raise LimitExceededError("markup_depth", self._limits.markup_depth)

    def _measure(self, tag: str) -> None:
        """Hold a long tag against its bounds."""
        plain = _BLOB.sub("", tag)
        self._limits.hold("tag_bytes", len(plain.encode()))
        attributes = len(_ATTRIBUTE.findall(plain)) - 1
        self._limits.hold("tag_attributes", attributes)
        self._crowded += attributes if attributes > _CROWDED else 0
        if self._crowded > 10 * self._limits.tag_attributes:
            raise LimitExceededError("tag_attributes", self._limits.tag_attributes)

    def _format(self, token: re.Match[str], name: str, slash: str, attributes: str) -> None:
        """Make formatting an element like any other: left open, browsers would repeat it in every paragraph after.

        What may hide or strike out stays as it is, and counts for what it may be repeated. Deep inside, where tags
        that cross each other have piled up, formatting goes without a trace.
        """
        opened = self._formatting[name]
        if slash:
            fate = opened.pop() if opened else _GONE
            self._active -= fate == _KEPT
        else:
            closes = name in ("a", "nobr") and opened[-1:] != []
            fate = _GONE if len(self._open.names) > _PILED and not attributes.strip() else _RENAMED
            if name in ("s", "strike") or _TELLING.search(attributes) or (closes and opened[-1] == _KEPT):
                fate = _KEPT
            elif closes and opened[-1] == _RENAMED:
                self._rename(token.start(), token.start(), name, "/")
            opened.append(fate)
            self._active += fate == _KEPT
            self._hold_depth()
        if fate == _RENAMED:
            self._rename(token.start(), token.end(), name, slash, attributes)
        elif fate == _GONE:
            self._cut(token.start(), token.end())

    def _rename(self, start: int, end: int, name: str, slash: str, attributes: str = "") -> None:
        self._cut(start, end, f"<{slash}x-{name}{attributes}>")
        self._element(f"x-{name}", slash)

    def _cut(self, start: int, end: int, instead: str = "") -> int:
        """Leave a piece of the text out; the position after it."""
        self._kept.append(self._text[self._copied : start])
        self._kept.append(instead)
        self._copied = end
        return end

    def _cut_comment(self, start: int, comment: str | None) -> int:
        """Leave out a comment, up to the end of the text if it has no end, or what browsers take for one."""
        if comment:
            found = _END_OF_COMMENT.search(self._text, start + 2)
            return self._cut(start, found.end() if found else len(self._text))
        return self._cut(start, self._text.find(">", start) + 1 or len(self._text))

    def _raw(self, token: re.Match[str], name: str) -> int:
        """Skip an element whose content is no markup, and make sure that no parser takes it for markup."""
        if name in _DRAWN:
            return self._cut_drawing(token)
        start = token.end()
        end = self._end_of_script(start) if name == "script" else self._end(name, start)
        body = self._text[start:end]
        if name in _DROPPED:
            self._scripts.append(body)
            return self._cut(start, end, body.replace("<", " ") if name == "script" else "")
        if name == "xmp":
            text = body.replace("&", "&amp;").replace("<", "&lt;")
            return self._cut(token.start(), end, f"<pre{token[3]}>{text}</pre>")
        return self._cut(start, end, body.replace("<", " " if name == "style" else "&lt;"))

    def _end(self, name: str, start: int) -> int:
        found = _END[name].search(self._text, start)
        return found.start() if found else len(self._text)

    def _end_of_script(self, start: int) -> int:
        """Where a script ends: not at an end tag that it writes itself inside a comment."""
        commented = nested = False
        for found in _END_OF_SCRIPT.finditer(self._text, start):
            match found[0].lower():
                case "<!--":
                    commented = True
                case "-->":
                    commented = nested = False
                case "<script":
                    nested = commented
                case _ if nested:
                    nested = False
                case _:
                    return found.start()
        return len(self._text)

    def _cut_drawing(self, token: re.Match[str]) -> int:
        """Put a picture in place of a drawing; where one has no end, what is in it counts as plain elements."""
        found = None
        if not self._endless and not token[3].endswith("/"):
            found = _END_OF_DRAWING.search(self._text, token.end())
            self._endless = found is None
        return self._cut(token.start(), found.end() if found else token.end(), f"<img{token[3]}>")
