"""Digital PDF as paragraphs and grids: glyphs and ruling lines, tables from the lines, cells from the glyphs.

The order of the work, one module each:

`glyphs` what is drawn on each page, held by `ink` (`characters` with `radicals`, `paths` and `sight` help) ·
`ruling` tables from lines · `runs` the cell of each stretch of text · `lines` text from glyphs · `wrapping` numbers
on several lines · `columns` tables without lines · `sheet` one page, `pieces` its tables · `furniture` page numbers
and running lines · `paragraphs` · `joining` tables across pages, with the rows that are torn (`tearing`) · `pages`
the document.

All of it runs in a process of its own (`worker` starts it, `child` is it, `wire` is what they say to each other).
"""

from typing import Final

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.optional import require
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf import wire
from govdisclosure.readers.pdf.worker import Worker

_WORKER: Final = Worker()
_MARK: Final = b"%PDF-"
_MARK_WITHIN: Final = 1024
"""Readers look for the mark in so many bytes at the beginning, because mail and web servers put things before it."""


def read(data: bytes, *, name: str = "", limits: Limits) -> Document:
    """The document of a PDF, parsed in a process of its own within the limits; the process is kept for the next one."""
    limits.hold("package_bytes", len(data))
    if _MARK not in data[:_MARK_WITHIN]:
        raise DamagedDocumentError(
            "the file does not begin like a PDF; look at what it is and name its format",
            zh="文件开头不像 PDF；请查看它是什么文件，并指明格式",
        )
    require("pdfminer", extra="pdf", purpose="reading PDF", purpose_zh="读取 PDF")
    return _WORKER.read(wire.Request(data=data, name=name, limits=limits))
