"""Documents inside a Word document (altChunk): pages, texts and Word documents, which Word shows in their place."""

from collections.abc import Callable
from importlib import import_module
from typing import Final, Protocol, cast

import attrs

from govdisclosure.errors import DamagedDocumentError, UnsupportedFormatError
from govdisclosure.readers.formats import FORMATS
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Bounds
from govdisclosure.readers.sniff import sniff
from govdisclosure.readers.word.tree import Element
from govdisclosure.readers.word.xml import WordFile, kind


class _Reader(Protocol):
    def read(self, data: bytes, *, name: str, limits: Bounds) -> Document:
        """The document in ``data``."""
        ...


_READ: Final = frozenset({"html", "text"})


@attrs.define
class Chunks:
    """The documents in a Word document; ``nested`` reads those that are Word documents, if any deeper ones are read."""

    _word: WordFile
    _limits: Bounds
    _nested: Callable[[bytes], Document] | None
    _taken: set[str] = attrs.field(factory=set[str], init=False)

    def read(self, element: Element) -> Document | None:
        """What a reference shows; None where that is not known. A part is read once, however often it is named."""
        identity = next((held for name, held in element.attrib.items() if kind(name) == "r:id"), "")
        name, data = self._word.part(identity)
        if name in self._taken or not data:
            return None
        self._taken.add(name)
        try:
            return self._document(data, name)
        except (UnsupportedFormatError, DamagedDocumentError):
            return None

    def _document(self, data: bytes, name: str) -> Document | None:
        chosen = sniff(data, name, self._limits)
        if chosen == "docx":
            return self._nested(data) if self._nested else None
        if chosen not in _READ:
            return None
        return cast("_Reader", import_module(f"govdisclosure.readers.{FORMATS[chosen].module}")).read(
            data, name="", limits=self._limits
        )
