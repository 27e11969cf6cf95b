"""The tree of a web page by a browser, which hands it over flat, as a list in document order.

A text of the page is a string, an element opens with a list of its name and its attributes, if any, and closes with 0;
a comment is 1. What selectors match is asked of the browser as well. It cannot be waited for: what is not known yet is
asked for all at once, and the document is read once more with the answers. `Answers` keeps them.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final, TypeVar, cast

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.web.nodes import ICON, ICON_IN_CELL, is_understood

_Found = TypeVar("_Found")

_NONE: Final[Mapping[str, str | None]] = {}
_CLOSE: Final = 0


class FlatNode:
    """A node of a page; nothing of it changes once the page is built."""

    __slots__ = ("attributes", "first_child", "mem_id", "next", "parent", "tag", "text_content")

    def __init__(
        self,
        tag: str,
        parent: "FlatNode | None",
        *,
        number: int = -1,
        attributes: Mapping[str, str | None] = _NONE,
        text: str | None = None,
    ) -> None:
        """A node with nothing inside; ``number`` counts elements from 0."""
        self.tag = tag
        self.mem_id = number
        self.attributes = attributes
        self.text_content = text
        self.parent = parent
        self.first_child: FlatNode | None = None
        self.next: FlatNode | None = None

    def traverse(self, *, include_text: bool = False) -> "Iterator[FlatNode]":
        """This node and all inside in document order, texts only if they are asked for."""
        left: list[FlatNode] = []
        node: FlatNode | None = self
        while node is not None:
            if include_text or node.tag != "-text":
                yield node
            behind = node.next if node is not self else None
            if behind is not None:
                left.append(behind)
            node = node.first_child or (left.pop() if left else None)

    def text(self) -> str:
        """All text inside."""
        return "".join(node.text_content or "" for node in self.traverse(include_text=True))


@attrs.frozen
class Questions:
    """What the browser is to answer before a document can be read: pages by their text, each with its selectors."""

    pages: Mapping[str, tuple[str, ...]]


class _UnansweredError(Exception):
    """There is no tree of a page yet."""


class Answers:
    """What a browser has said of the pages in one document; `parse` is a parser."""

    def __init__(self) -> None:
        """Nothing has been said yet."""
        self._trees: dict[str, str | None] = {}
        self._matched: dict[tuple[str, str], frozenset[int] | None] = {}
        self._missing: dict[str, dict[str, None]] = {}

    def parse(self, text: str) -> "FlatPage":
        """The tree of a page."""
        if text not in self._trees:
            self._missing[text] = dict.fromkeys((ICON, ICON_IN_CELL))
            raise _UnansweredError
        tree = self._trees[text]
        if tree is None:
            raise DamagedDocumentError(
                "elements are nested deeper than a browser bears; open the page and save it again",
                zh="元素嵌套过深，浏览器无法如实解析；请打开后重新保存",
            )
        return FlatPage(cast("list[object]", json.loads(tree)), lambda selector: self._find(text, selector))

    def _find(self, text: str, selector: str) -> frozenset[int]:
        """What a selector matches; nothing as long as that is not known."""
        if (text, selector) not in self._matched:
            self._missing.setdefault(text, {})[selector] = None
            return frozenset()
        found = self._matched[text, selector]
        if found is None:
            raise LookupError(selector)
        return found

    def ask(self, read: Callable[[], _Found]) -> "_Found | Questions":
        """What ``read`` gives, or what there is to ask before it can give it."""
        self._missing = {}
        with suppress(_UnansweredError):
            found = read()
            if not self._missing:
                return found
        return Questions({text: tuple(selectors) for text, selectors in self._missing.items()})

    def tell(self, text: str, tree: str | None, matched: Mapping[str, Sequence[int] | None]) -> None:
        """Keep an answer: the flat tree as JSON, and the elements that each selector matches, by their numbers.

        There is no tree where elements stand so deep inside each other that the browser puts them beside each other.
        """
        self._trees[text] = tree
        for selector, numbers in matched.items():
            self._matched[text, selector] = None if numbers is None else frozenset(numbers)


class FlatPage:
    """A page that was handed over flat."""

    def __init__(self, items: Sequence[object], find: Callable[[str], frozenset[int]]) -> None:
        """Build the tree; ``find`` says what a selector matches."""
        self._find = find
        self._elements: list[FlatNode] = []
        self._build(items)
        self.root: FlatNode | None = self._elements[0] if self._elements else None
        self.body: FlatNode | None = next(
            (node for node in self._elements if node.tag == "body" and node.parent is self.root), None
        )

    def _build(self, items: Sequence[object]) -> None:
        around: FlatNode | None = None
        before: FlatNode | None = None
        for item in items:
            if item == _CLOSE and around is not None:
                before, around = around, around.parent
                continue
            node = self._node(item, around)
            if before is not None:
                before.next = node
            elif around is not None:
                around.first_child = node
            before = node
            if isinstance(item, list):
                around, before = node, None

    def _node(self, item: object, around: FlatNode | None) -> FlatNode:
        if isinstance(item, str):
            return FlatNode("-text", around, text=item)
        if not isinstance(item, list):
            return FlatNode("-comment", around)
        tag, *rest = cast("list[object]", item)
        attributes = cast("Mapping[str, str | None]", rest[0]) if rest else _NONE
        node = FlatNode(cast(str, tag), around, number=len(self._elements), attributes=attributes)
        self._elements.append(node)
        return node

    def elements(self) -> Sequence[FlatNode]:
        """All elements in document order."""
        return self._elements

    def named(self) -> Iterator[FlatNode]:
        """The elements that have a class or an id."""
        return (node for node in self._elements if "class" in node.attributes or "id" in node.attributes)

    def tagged(self, tag: str) -> Sequence[FlatNode]:
        """The elements of this name in document order."""
        return [node for node in self._elements if node.tag == tag]

    def matching(self, selector: str) -> frozenset[int]:
        """The numbers of the elements that a selector matches; `LookupError` where it is not understood."""
        if not is_understood(selector):
            raise LookupError(selector)
        return self._find(selector)
