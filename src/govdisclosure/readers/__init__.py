"""Reading documents: every format to a report, and many files at once.

What a document is shows in its content; its name decides only between kinds of text. The module of a format is imported
when the first document of that format comes.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from govdisclosure.errors import GovDisclosureError
from govdisclosure.readers.formats import FORMATS, SUFFIXES
from govdisclosure.readers.limits import Limits

if TYPE_CHECKING:
    from govdisclosure.model.reading import Reading

Source = str | os.PathLike[str] | bytes | BinaryIO
"""A document: its path, its bytes, or a binary file that is open."""

AnyPath = TypeVar("AnyPath", bound=str | os.PathLike[str])


def read(source: Source, *, format: str | None = None, limits: Limits | None = None) -> "Reading":
    """The report in a document, with where each number stands and everything that was not plain.

    ``format`` is one of `FORMATS`, needed only where the content does not tell. Errors: `NotAReportError` for
    a document that is something else, `SeveralReportsError` for one of several reports (see `read_all`),
    `UnsupportedFormatError`, `DamagedDocumentError`, `LimitExceededError`, `MissingExtraError`.
    """
    from govdisclosure.readers.one import the_only

    return the_only(read_all(source, format=format, limits=limits))


def read_all(source: Source, *, format: str | None = None, limits: Limits | None = None) -> "tuple[Reading, ...]":
    """Every report in a document, in its order; at least one."""
    from govdisclosure.readers.one import document_readings

    return document_readings(source, format, limits or Limits())


def read_many(
    paths: Iterable[AnyPath], *, format: str | None = None, limits: Limits | None = None, processes: int | None = None
) -> "Iterator[tuple[AnyPath, Reading | GovDisclosureError]]":
    """The report in each of many files, or the error that it gives, in the order of the paths.

    The files are read in ``processes`` processes (as many as there are processors, if not given). A file that brings
    its process down gives an error like any other. At any time only a few results are held, however many paths there
    are.
    """
    from govdisclosure.readers.many import read_each

    return read_each(paths, format, limits or Limits(), processes)


__all__ = ["FORMATS", "SUFFIXES", "Limits", "Source", "read", "read_all", "read_many"]
