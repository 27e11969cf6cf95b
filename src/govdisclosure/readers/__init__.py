"""Reading documents: every format to a report, and many files at once.

What a document is shows in its content; its name decides only between kinds of text. The module of a format is imported
when the first document of that format comes.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final, TypeVar, cast

from govdisclosure.errors import GovDisclosureError, InvalidValueError, refused
from govdisclosure.forms.demands import demand, refuse
from govdisclosure.forms.text import Text
from govdisclosure.plain import quoted
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

    _refuse(source)
    try:
        return document_readings(source, *_how(format, limits))
    except OSError as error:
        raise error if isinstance(error, GovDisclosureError) else refused(error) from error


def _refuse(source: object) -> None:
    """`InvalidTypeError` or `InvalidValueError` for what can be no document."""
    if isinstance(source, (str, os.PathLike)):
        _path(cast("object", source), "source")
    elif not isinstance(source, bytes) and not callable(getattr(source, "read", None)):
        refuse("source", Text("路径、bytes 或二进制文件", "a path, bytes or a binary file"), source)


def _path(given: object, name: str) -> None:
    """The same for a path, which holds no NUL and nothing that the system cannot encode."""
    path: object = os.fspath(cast("os.PathLike[str]", given)) if isinstance(given, os.PathLike) else given
    demand(path, str, name, Text("路径（str 或 Path）", "a path (str or Path)"))
    try:
        nul = b"\0" in os.fsencode(cast("str", path))
    except UnicodeEncodeError:
        nul = True
    if nul:
        raise InvalidValueError(
            f"{name} holds what no path can: {quoted(path)}", zh=f"{name} 中有路径不能有的字符：{quoted(path)}"
        )


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
    return read_each(_each(paths), *_how(format, limits), processes)


_MOST: Final = 1_000
"""Processes, at most."""


def _each(paths: Iterable[AnyPath]) -> Iterator[AnyPath]:
    for path in paths:
        _path(path, "paths")
        yield path


__all__ = ["FORMATS", "SUFFIXES", "Limits", "Source", "read", "read_all", "read_many"]
