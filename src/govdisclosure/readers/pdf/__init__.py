"""Digital PDF as paragraphs and grids: glyphs and ruling lines, tables from the lines, cells from the glyphs.

The order of the work, one module each:

`glyphs` what is drawn on each page, held by `ink` (`letters` with `outlines` and `characters` with `radicals`,
`colours`, `comments`, `paths` and `sight` help) · `strikes` lines through text · `ruling` tables from lines · `runs`
the cell of each stretch of text · `lines` text from glyphs, by their looks · `wrapping` numbers on several lines ·
`columns` tables without lines · `sheet` one page, `pieces` its tables · `furniture` page numbers and running lines ·
`paragraphs` · `joining` tables across pages, with the rows that are torn (`tearing`) · `pages` the document.

All of it runs in a process of its own (`govdisclosure.readers.process`), and within bounds on its work (`guard`).
"""

from typing import Final

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.optional import require
from govdisclosure.readers.apart import CONVERTER, READER, question
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Bounds, Budget, Limits
from govdisclosure.readers.process import Message, inside

_MARK: Final = b"%PDF-"
_MARK_WITHIN: Final = 1024
"""Readers look for the mark in so many bytes at the beginning, because mail and web servers put things before it."""


def read(data: bytes, *, name: str = "", limits: Bounds) -> Document:
    """The document of a PDF, parsed in a process of its own within the limits; the process is kept for the next one."""
    bounds = Budget.of(limits).limits
    bounds.hold("package_bytes", len(data))
    if _MARK not in data[:_MARK_WITHIN]:
        raise DamagedDocumentError(
            "the file does not begin like a PDF; look at what it is and name its format",
            zh="文件开头不像 PDF；请查看它是什么文件，并指明格式",
        )
    require("pdfminer", extra="pdf", purpose="reading PDF", purpose_zh="读取 PDF")
    if inside():
        return _parsed(data, name, bounds)
    found = READER.ask(question(__name__, {"name": name}, data), bounds)
    return CONVERTER.structure(found.head["document"], Document)


def answer(asked: Message, limits: Limits) -> Message:
    """The document as it is sent, in the process that was asked."""
    return Message({"document": CONVERTER.unstructure(_parsed(asked.body, asked.head["name"], limits))})


def _parsed(data: bytes, name: str, limits: Limits) -> Document:
    from govdisclosure.readers.pdf.pages import parse  # who asks needs none of it

    return parse(data, name=name, limits=limits)
