"""Reading documents: every format to a report, and many files at once.

What a document is shows in its content; its name decides only between kinds of text. The module of a format is imported
when the first document of that format comes.
"""

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final, TypeVar, cast

from govdisclosure.errors import GovDisclosureError, SeveralReportsError, refused
from govdisclosure.forms.demands import demand, demand_path, refuse
from govdisclosure.forms.text import Text
from govdisclosure.readers.formats import FORMATS, SUFFIXES
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sources import Source

if TYPE_CHECKING:
    from govdisclosure.model.reading import Reading, Readings

AnyPath = TypeVar("AnyPath", bound=str | os.PathLike[str])


def read(source: Source, *, format: str | None = None, limits: Limits | None = None) -> "Reading":
    """The report in a document, with where each number stands and everything that was not plain.

    ``format`` is one of `FORMATS`, needed only where the content does not tell. Errors: `NotAReportError` for
    a document that is something else, `SeveralReportsError` for one of several reports (see `read_all`),
    `UnsupportedFormatError`, `DamagedDocumentError`, `LimitExceededError`, `MissingExtraError`.
    """
    from govdisclosure.model.reading import the_only

    found = the_only(read_all(source, format=format, limits=limits))
    if isinstance(found, SeveralReportsError):
        raise found
    return found


def read_all(source: Source, *, format: str | None = None, limits: Limits | None = None) -> "tuple[Reading, ...]":
    """Every report in a document, in its order; at least one."""
    from govdisclosure.readers.one import document_readings

    try:
        return document_readings(source, *_how(format, limits))
    except OSError as error:
        raise error if isinstance(error, GovDisclosureError) else refused(error) from error


def _how(format: object, limits: object) -> tuple[str | None, Limits]:
    if format is not None:
        demand(format, str, "format")
    if limits is not None:
        demand(limits, Limits, "limits")
    return cast("str | None", format), cast("Limits | None", limits) or Limits()


def read_many(
    paths: Iterable[AnyPath], *, format: str | None = None, limits: Limits | None = None, processes: int | None = None
) -> "Iterator[tuple[AnyPath, Reading | GovDisclosureError]]":
    """The report in each of many files, or the error that it gives, in the order of the paths.

    A file of several reports gives a `SeveralReportsError`.

    The files are read in ``processes`` processes (as many as there are processors, if not given). A file that brings
    its process down gives an error like any other. At any time only a few results are held, however many paths there
    are.
    """
    from govdisclosure.readers.many import read_each

    if isinstance(paths, (str, bytes)) or not hasattr(paths, "__iter__"):
        refuse("paths", Text("若干路径的列表", "an iterable of paths"), paths)
    if processes is not None:
        demand(processes, int, "processes")
        processes = min(processes, _MOST)
    return _singly(read_each(_each(paths), *_how(format, limits), processes))


def _singly(
    found: "Generator[tuple[AnyPath, Readings]]",
) -> "Iterator[tuple[AnyPath, Reading | GovDisclosureError]]":
    from govdisclosure.model.reading import the_only

    with closing(found):  # its processes end with it
        for path, each in found:
            yield path, each if isinstance(each, GovDisclosureError) else the_only(each)


_MOST: Final = 1_000
"""Processes, at most."""


def _each(paths: Iterable[AnyPath]) -> Iterator[AnyPath]:
    for path in paths:
        demand_path(path, "paths")
        yield path


__all__ = ["FORMATS", "SUFFIXES", "Limits", "Source", "read", "read_all", "read_many"]
