"""The tree of one XML part, built by the parser of the standard library: no entities, no network, bounded depth."""

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.package import guard_xml

_DEEPEST: Final = 256
"""Elements inside each other: no program writes a tenth of it, and what walks through a tree calls itself."""
_UTF8: Final = re.compile(rb"""^[^<]{0,4}<\?xml[^>]{0,200}?encoding\s*=\s*["']utf8["']""", re.IGNORECASE)
"""A spelling of the encoding that the parser does not know and others do."""


class Element:
    """An element: its tag and attributes as ``{namespace}name``, and the text before the first of its children."""

    __slots__ = ("_children", "_prefixes", "attrib", "parent", "tag", "text")

    def __init__(
        self, tag: str, attrib: dict[str, str], prefixes: dict[str | None, str], parent: "Element | None"
    ) -> None:
        """An element without text and children; ``prefixes`` are those of the namespaces that it declares itself."""
        self.tag = tag
        self.attrib = attrib
        self.text = ""
        self.parent = parent
        self._children: list[Element] = []
        self._prefixes = prefixes
        if parent is not None:
            parent._children.append(self)

    def __iter__(self) -> "Iterator[Element]":
        """Its children in order."""
        return iter(self._children)

    def __len__(self) -> int:
        """The number of its children."""
        return len(self._children)

    def get(self, key: str) -> str | None:
        """An attribute."""
        return self.attrib.get(key)

    def namespace(self, prefix: str) -> str:
        """The namespace that a prefix stands for here; empty where it stands for none."""
        element: Element | None = self
        while element is not None:
            if prefix in element._prefixes:
                return element._prefixes[prefix]
            element = element.parent
        return ""

    def iter(self, *tags: str) -> "Iterator[Element]":
        """Itself and everything inside it in document order; only what has one of the ``tags``, if any are given."""
        left: list[Element] = [self]
        while left:
            element = left.pop()
            if not tags or element.tag in tags:
                yield element
            left.extend(reversed(element._children))


def parse(data: bytes, limits: Bounds, *, name: str) -> Element:
    """The root of the XML in the part ``name``; `DamagedDocumentError` where it is not well-formed or too deep."""
    guard_xml(data, name=name)
    Budget.of(limits).take("markup_tags", data.count(b"<"))
    builder = _Builder("utf-8" if _UTF8.match(data) else None)
    try:
        return builder.built(data)
    except (expat.ExpatError, _TooDeepError, LookupError, ValueError) as error:
        raise DamagedDocumentError(
            f"{name!r} is not well-formed XML ({error}); save the document again",
            zh=f"{name!r} 不是格式正确的 XML；请重新保存文档",
        ) from error


class _TooDeepError(Exception):
    """There are too many elements inside each other."""


class _Builder:
    """Builds a tree from what the parser meets."""

    def __init__(self, encoding: str | None) -> None:
        self._text: list[str] = []
        self._parser = parser = expat.ParserCreate(encoding, "}")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        self._open: list[Element] = []
        self._root: Element | None = None
        self._prefixes: dict[str | None, str] = {}
        self._names: dict[str, str] = {}

    def built(self, data: bytes) -> Element:
        """The root of the tree."""
        self._parser.Parse(data, True)
        assert self._root is not None
        return self._root

    def _declare(self, prefix: str | None, namespace: str | None) -> None:
        self._prefixes[prefix] = namespace or ""

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._settle()
        if len(self._open) == _DEEPEST:
            raise _TooDeepError(f"depth above {_DEEPEST}")
        names = map(self._name, attributes[::2])
        around = self._open[-1] if self._open else None
        element = Element(self._name(tag), dict(zip(names, attributes[1::2], strict=True)), self._prefixes, around)
        if self._root is None:
            self._root = element
        self._open.append(element)
        self._prefixes = {}

    def _end(self, tag: str) -> None:
        self._settle()
        self._open.pop()

    def _settle(self) -> None:
        """Give an element its text, once another one begins in it or it ends; what stands behind others is no text."""
        if self._text:
            element = self._open[-1]
            if not len(element):
                element.text = "".join(self._text)
            self._text.clear()

    def _name(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = "{" + name if "}" in name else name
        return found
