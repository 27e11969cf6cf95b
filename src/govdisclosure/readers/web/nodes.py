"""What the reader of web pages sees of a page, whichever parser made the tree: lexbor, or a browser.

The names of a node are those of selectolax, whose nodes are walked through as they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

Attributes = Mapping[str, str | None]

ICON: Final = "i[class], [class*=icon], [class*=glyph], [class*=fa-], [class*=sprite]"
"""Elements that style sheets draw a sign in, as a rule."""
ICON_IN_CELL: Final = f"td :is({ICON}), th :is({ICON})"

_PSEUDO_CLASS: Final = re.compile(r"(?<!:):([\w-]+)")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_UNDERSTOOD: Final = frozenset(
    [
        "active",
        "any-link",
        "disabled",
        "empty",
        "first-child",
        "first-of-type",
        "focus",
        "has",
        "hover",
        "is",
        "last-child",
        "last-of-type",
        "link",
        "not",
        "nth-child",
        "nth-last-child",
        "nth-last-of-type",
        "nth-of-type",
        "only-child",
        "only-of-type",
        "required",
        "root",
        "where",
    ]
)
"""Pseudo-classes that mean the same to every parser."""


class Node(Protocol):
    """An element, or a text (``-text``), a comment (``-comment``) or a document type (``-doctype``)."""

    @property
    def tag(self) -> str | None:
        """The name in lower case."""
        ...

    @property
    def mem_id(self) -> int:
        """The number of the element."""
        ...

    @property
    def attributes(self) -> Attributes:
        """The attributes, without a value or with one."""
        ...

    @property
    def text_content(self) -> str | None:
        """The text of a text."""
        ...

    @property
    def parent(self) -> "Node | None":
        """The node that this one stands in."""
        ...

    @property
    def first_child(self) -> "Node | None":
        """The first node inside."""
        ...

    @property
    def next(self) -> "Node | None":
        """The node behind this one in the same parent."""
        ...

    def traverse(self, *, include_text: bool = False) -> "Iterator[Node]":
        """This node and all inside in document order, texts only if they are asked for."""
        ...

    def text(self) -> str:
        """All text inside."""
        ...


class Page(Protocol):
    """The tree of a page."""

    @property
    def root(self) -> Node | None:
        """The outermost element."""
        ...

    @property
    def body(self) -> Node | None:
        """What is shown."""
        ...

    def elements(self) -> Iterable[Node]:
        """All elements in document order."""
        ...

    def named(self) -> Iterable[Node]:
        """The elements that have a class or an id."""
        ...

    def tagged(self, tag: str) -> Sequence[Node]:
        """The elements of this name in document order."""
        ...

    def matching(self, selector: str) -> frozenset[int]:
        """The numbers of the elements that a selector matches; `LookupError` where it is not understood."""
        ...


Parser = Callable[[str], Page]
"""What makes the tree of a page; `DamagedDocumentError` where that cannot be done."""


def is_understood(selector: str) -> bool:
    """Whether every parser takes the pseudo-classes of a selector for the same."""
    return _UNDERSTOOD.issuperset(map(str.lower, _PSEUDO_CLASS.findall(_QUOTED.sub("", selector))))
