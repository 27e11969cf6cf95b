"""The tree of a web page by lexbor, a parser that follows the standard as browsers do."""

from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.web.nodes import is_understood


class LexborPage:
    """A page that lexbor has parsed."""

    def __init__(self, text: str) -> None:
        """Parse a page; without events, which take quadratic time for the options of a list."""
        try:
            self._tree: Final = LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)
        except SelectolaxError as error:
            raise DamagedDocumentError(
                f"the page cannot be parsed ({error}); open it and save it again", zh="网页无法解析；请打开后重新保存"
            ) from error
        self.root = self._tree.root
        self.body = self._tree.body

    def elements(self) -> Sequence[LexborNode]:
        """All elements in document order."""
        return self._tree.css("*")

    def named(self) -> Sequence[LexborNode]:
        """The elements that have a class or an id."""
        return self._tree.css("[class], [id]")

    def tagged(self, tag: str) -> Sequence[LexborNode]:
        """The elements of this name in document order."""
        return self._tree.tags(tag)

    def matching(self, selector: str) -> frozenset[int]:
        """The numbers of the elements that a selector matches; `LookupError` where it is not understood."""
        if not is_understood(selector):
            raise LookupError(selector)
        try:
            return frozenset(node.mem_id for node in self._tree.css(selector))
        except SelectolaxError:
            raise LookupError(selector) from None
