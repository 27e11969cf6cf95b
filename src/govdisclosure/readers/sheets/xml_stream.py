"""XML parts read as a stream of elements, so that neither their size nor their depth builds up in memory."""

import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Set
from typing import Final

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Budget

_CHUNK: Final = 1_048_576
_BATCH: Final = 256
"""Tags that are counted together."""


def local_name(tag: str) -> str:
    """A name without its namespace; both editions of the office formats then read the same."""
    return tag.rpartition("}")[2]


class ElementReader:
    """Reads the XML parts of one document; the tags of all of them count together against the bound."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def elements(
        self, data: bytes, *, name: str, whole: Set[str], opening: Set[str] = frozenset()
    ) -> Iterator[ElementTree.Element]:
        """The outermost elements named in ``whole``, complete; those in ``opening`` as they open, with attributes only.

        ``name`` is the name of the part, for messages.
        """
        depth = inside = tags = 0
        deepest = self._budget.limits.markup_depth
        for event, element in _events(data, name):
            tag = local_name(element.tag)
            if event == "start":
                depth, tags = depth + 1, tags + 1
                if depth > deepest:
                    self._budget.hold("markup_depth", depth)
                if tags == _BATCH:
                    self._budget.take("markup_tags", tags)
                    tags = 0
                inside += tag in whole
                if tag in opening:
                    yield element
                continue
            depth -= 1
            inside -= tag in whole
            if inside:
                continue
            if tag in whole:
                yield element
            element.clear()
        self._budget.take("markup_tags", tags)


class _Chunks(io.BytesIO):
    """Gives a megabyte at a time: a parser scans a tag anew with every piece of it that it gets.

    In the 16 kB that `iterparse` asks for, a single tag of 11 MB took 18 seconds, like this it takes 2. An element
    takes 3 bytes, so at most 350,000 open before the depth is looked at, which the interpreter was seen to bear.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(max(size or 0, _CHUNK))


def _events(data: bytes, name: str) -> Iterator[tuple[str, ElementTree.Element]]:
    try:
        yield from ElementTree.iterparse(_Chunks(data), events=("start", "end"))
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise DamagedDocumentError(
            f"the part {name!r} is not well-formed XML ({error}); save it again",
            zh=f"其中的 {name!r} 不是格式正确的 XML；请重新保存文件",
        ) from error
