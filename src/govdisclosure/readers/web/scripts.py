"""HTML that a page carries as data: in the strings of its scripts, or of a file that is nothing but data.

Strings count as one piece where the script does no more than join them. Where it computes something in between, the
piece would have holes that look like blank cells, so it is not taken.
"""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

import attrs

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.web.nodes import Node
from govdisclosure.readers.web.prescan import strip

_TABLE: Final = re.compile(r"<table[\s>]", re.IGNORECASE)
_END_OF_TABLE: Final = re.compile(r"</table[\s>]", re.IGNORECASE)
_PACKED_TABLE: Final = re.compile(r"(?:<|&lt;|\\u003c|\\x3c)table", re.IGNORECASE)
_MARKUP: Final = re.compile(r"\s*(?:<|&lt;)[a-zA-Z]")
_DATA_FILE: Final = re.compile(r"\s*(?:[\[{]|(?:var|let|const)\s|[\w.$]+\s*(?:=|\(\s*[\[{\"']))")

# A comment, or a string; one without an end is taken to the end of its line, so that no quote is looked at twice.
_LITERAL: Final = re.compile(
    r"//[^\n]*+|/\*(?>[^*]++|\*(?!/))*+(?:\*/)?"
    r"""|"((?>[^"\\\n]++|\\[\s\S])*+)"?|'((?>[^'\\\n]++|\\[\s\S])*+)'?|`((?>[^`\\]++|\\[\s\S])*+)`?"""
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,5})\}|x([0-9a-fA-F]{2})|(\r?\n)|([\s\S]))")
_CONTROL: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}

# What may stand between two strings of one piece: + or a comma, the end of one call and the beginning of the next
# (document.write), or += to a variable.
_JOINT: Final = re.compile(r"(?:[+,]|\)? ?;? ?[\w.$]+ ?(?:\(|\+=))")
_LONGEST_JOINT: Final = 100
_LONGEST: Final = 4_000_000


@attrs.frozen(kw_only=True)
class Fragments:
    """Pieces of HTML in order, and how many were left out because the script computes parts of them."""

    pieces: tuple[str, ...] = ()
    left_out: int = 0


def is_data(text: str) -> bool:
    """Whether a file starts as JSON or a script does; no markup does."""
    return _DATA_FILE.match(text) is not None


def may_hold_table(text: str) -> bool:
    """Whether there is the beginning of a table in a text, escaped or not."""
    return _PACKED_TABLE.search(text) is not None


def values(text: str) -> tuple[str, ...]:
    """The strings of a data file that hold markup or Chinese and are not names of something, in order.

    Of a file longer than any report only the beginning is read; a table cut there is not whole, and is left out.
    """
    found = (value for _, value, after in _strings(text[:_LONGEST]) if not after.lstrip().startswith(":"))
    return tuple(value for value in map(_markup, found) if "<" in value or not value.isascii())


def fragments(script: str) -> Fragments:
    """The pieces of HTML with a table in the strings of a script, or the script itself if it is HTML."""
    if not may_hold_table(script):
        return Fragments()
    if _MARKUP.match(script):
        return Fragments(pieces=(_markup(script),))
    if len(script) > _LONGEST:
        return Fragments(left_out=1)
    found = [piece for piece in map(_markup, _pieces(script)) if _TABLE.search(piece)]
    whole = tuple(piece for piece in found if len(_TABLE.findall(piece)) == len(_END_OF_TABLE.findall(piece)))
    return Fragments(pieces=whole, left_out=len(found) - len(whole))


def _pieces(script: str) -> Iterator[str]:
    """Strings of a script, joined where nothing but joining stands between them."""
    piece: list[str] = []
    for before, value, _ in _strings(script):
        joint = " ".join(before[: 2 * _LONGEST_JOINT].split())
        if len(before) > _LONGEST_JOINT or not _JOINT.fullmatch(joint):
            yield "".join(piece)
            piece = []
        piece.append(value)
    yield "".join(piece)


def _strings(script: str) -> Iterator[tuple[str, str, str]]:
    """Each string of a script, with the code before it and the characters right after it."""
    code: list[str] = []
    position = 0
    for found in _LITERAL.finditer(script):
        code.append(script[position : found.start()])
        position = found.end()
        value = next((text for text in found.groups() if text is not None), None)
        if value is not None:
            yield "".join(code), _unescaped(value), script[position : position + 20]
            code = []


def _unescaped(text: str) -> str:
    """A string without its escapes; halves of a character that escapes gave apart are joined."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_escaped, text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _escaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(int(code, 16))
    return "" if escape[4] else _CONTROL.get(escape[5], escape[5])


def _markup(text: str) -> str:
    """HTML, also where it was escaped as a whole to be the text of an element."""
    return text if _TABLE.search(text) or "&lt;" not in text else html.unescape(text)


_WRITES: Final = re.compile(
    r"document\s*\.\s*write(?:ln)?\s*\(|(?:inner|outer)(?:HTML|Text)\b|textContent\b|insertAdjacent|\.\s*createTextNode"
    r"|\.\s*(?:html|text|append|prepend|replaceWith|after|before|val)\s*\("
)
_SCRIPT: Final = re.compile("<[sS][cC][rR][iI][pP][tT]|[oO][nN][lL][oO][aA][dD]")
_HANDLER: Final = re.compile(r"""\sonload\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_WRITES_HERE: Final = re.compile(r"document\s*\.\s*write(?:ln)?\s*\([^\n]{0,80}|currentScript")
_BY_POSITION: Final = re.compile(r"\bcells\b|insertCell|[\"'\s,>]t[dh](?:[\s\"',:.\[>]|\Z)")
_BINDING: Final = re.compile(
    r"(?:v-|ng-|x-|:|th:|data-ng-|data-bind\b|\[)(?:text|html|bind|innertext|innerhtml)?.*", re.IGNORECASE
)


_STRING: Final = re.compile(r"[\"'`]([^\"'`\n]{1,200})(?=[\"'`])")
_NAME: Final = re.compile(r"[\w-]+")


def written(script: str) -> str:
    """What a script writes where it stands, as it says so itself; empty if it writes nothing there."""
    found = _WRITES_HERE.search(script)
    return found[0] if found else ""


class Writers:
    """The scripts of a page that write into its elements, by what they name."""

    def __init__(self, text: str, limits: Limits) -> None:
        """Look into the scripts of the page ``text`` once somebody asks."""
        self._text, self._limits = text, limits

    @cached_property
    def _scripts(self) -> str:
        if not (_SCRIPT.search(self._text) and _WRITES.search(self._text)):
            return ""
        found = (*strip(self._text, limits=self._limits).scripts, *_HANDLER.findall(self._text))
        return "\n".join(script for script in found if _WRITES.search(script))

    @cached_property
    def _named(self) -> frozenset[str]:
        """The names in the strings of those scripts."""
        strings = _STRING.findall(self._scripts)
        return frozenset(name for string in strings for name in _NAME.findall(string))

    @cached_property
    def _counts_cells(self) -> bool:
        """Whether those scripts ask for cells by where they stand."""
        return _BY_POSITION.search(self._scripts) is not None

    def fill(self, blank: Node) -> bool:
        """Whether a script may write into an element that is blank."""
        for attributes in filter(None, (node.attributes for node in blank.traverse())):
            if any(map(_BINDING.fullmatch, attributes)) or not self._named.isdisjoint(_names(attributes)):
                return True
        return self._counts_cells


def _names(attributes: Mapping[str, str | None]) -> list[str]:
    """The names by which a script may ask for an element."""
    return [name for key in ("id", "class", "name") for name in (attributes.get(key) or "").split()]
