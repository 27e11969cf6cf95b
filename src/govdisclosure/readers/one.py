"""One document, whatever its format, to the reports in it."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final, Protocol, cast

import attrs

from govdisclosure.errors import NotAReportError, UsageError, unopened
from govdisclosure.forms.text import Lang
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.optional import require
from govdisclosure.readers.formats import FORMATS, SUFFIXES
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Budget, Limits
from govdisclosure.readers.lines import bounded
from govdisclosure.readers.recognise import layouts_in, recognise
from govdisclosure.readers.sniff import sniff
from govdisclosure.readers.sources import Source, content


class _Reader(Protocol):
    """What the module of a format offers."""

    def read(self, data: bytes, *, name: str, limits: Budget) -> Document:
        """The document in ``data``."""
        ...


def document_readings(source: Source, format: str | None, limits: Limits) -> tuple[Reading, ...]:
    """Every report in a document: whoever reads one, in this process or in another, reads it here and only once."""
    data, name = content(source, limits)
    budget = Budget(limits)
    chosen = _chosen(format, data, name, budget)
    if chosen == "json":
        return (_from_json(data, name, budget),)
    return recognise(_document(chosen, data, name, budget), format=chosen, budget=budget)


def file_readings(path: str, format: str | None, limits: Limits) -> tuple[Reading, ...]:
    """The same for a file among others; what the system says of it is an error of the document."""
    try:
        return document_readings(path, format, limits)
    except OSError as error:
        raise unopened(error) from error


def explained(path: str, format: str | None, limits: Limits, lang: Lang) -> Iterator[str]:
    """How the tables of a file are laid out, and what else they might be, line by line."""
    from govdisclosure.readers.recognise.telling import NO_TABLES, said

    try:
        data, name = content(path, limits)
    except OSError as error:
        raise unopened(error) from error
    budget = Budget(limits)
    chosen = _chosen(format, data, name, budget)
    if chosen == "json":
        yield NO_TABLES.get(lang)
    else:
        yield from said(layouts_in(_document(chosen, data, name, budget), budget), lang)


def _chosen(format: str | None, data: bytes, name: str, budget: Budget) -> str:
    """The format that is asked for, failing that the one that the content is of."""
    return _known(format) if format else sniff(data, name, budget)


def _known(format: str) -> str:
    """The format of this name, which may be a suffix as well."""
    name = format.lower()
    name = name if name in FORMATS else SUFFIXES.get(f".{name}", "")
    if not name:
        known = ", ".join(sorted(FORMATS))
        raise UsageError(
            f"format must be one of {known} (got {format!r})", zh=f"format 只能是 {known} 之一（现为 {format!r}）"
        )
    return name


def _document(format: str, data: bytes, name: str, budget: Budget) -> Document:
    chosen = FORMATS[format]
    if chosen.needs:
        kind = format.upper()
        require(chosen.needs, extra=chosen.extra, purpose=f"reading {kind}", purpose_zh=f"读取 {kind}")
    module = cast("_Reader", import_module(f"govdisclosure.readers.{chosen.module}"))
    document = bounded(module.read(data, name=name, limits=budget), budget)
    return document if document.name == name else attrs.evolve(document, name=name)


_PUNCTUATION: Final = (b"[", b"{", b",", b":")
"""What stands before each value and after each name of JSON; more of it stands in texts, so that none is missed."""


def _from_json(data: bytes, name: str, budget: Budget) -> Reading:
    """A report in the JSON of this library. Its module is named here and not imported: readers stand below writers."""
    budget.hold("document_bytes", len(data))
    budget.take("nodes", sum(data.count(mark) for mark in _PUNCTUATION))
    from_json = cast("Callable[[bytes], object]", import_module("govdisclosure.writers.json").from_json)
    report = from_json(data)
    if not isinstance(report, AnnualReport):
        raise NotAReportError(
            f"this is the JSON of one table ({type(report).__name__}), not of a report",
            zh=f"这是一张表（{type(report).__name__}）的 JSON，不是一份报告的",
        )
    return Reading(report=report, source=name, format="json")
