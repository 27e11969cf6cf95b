"""Reports as documents for people: one function that writes them all."""

import os
from collections.abc import Callable, Collection
from importlib import import_module
from pathlib import Path
from typing import cast

from govdisclosure.errors import InvalidValueError, language
from govdisclosure.forms.demands import TEXT, demand
from govdisclosure.forms.text import Lang
from govdisclosure.model.access import Tabular, tables
from govdisclosure.model.report import AnnualReport
from govdisclosure.optional import require
from govdisclosure.plain import quoted
from govdisclosure.writers.files import Target, demand_target, put
from govdisclosure.writers.formats import FORMATS, SUFFIXES


def format_of(target: Target, format: str | None) -> str:
    """The format that is asked for, failing that the one that the name of the target ends with."""
    demand_target(target)
    if format is not None:
        demand(format, str, "format", TEXT)
        if format in FORMATS:
            return format
        asked = quoted(format)
    elif isinstance(target, (str, os.PathLike)):
        suffix = Path(target).suffix.lower()
        if suffix in SUFFIXES:
            return SUFFIXES[suffix]
        asked = quoted(suffix)
    else:
        asked = "None"
    known = ", ".join(FORMATS)
    raise InvalidValueError(
        f"reports are written as {known}: by the suffix of the target, or format=... (got {asked})",
        zh=f"报告可以写成 {known}：由目标的后缀决定，或用 format=... 指明（现为 {asked}）",
    )


def document(x: Tabular, format: str, *, lang: Lang = "zh") -> bytes:
    """The report or table as a document of this format."""
    chosen = FORMATS[format]
    if chosen.needs:
        needed(chosen.needs, format)
    module = import_module(f"govdisclosure.writers.{chosen.module}")
    return cast("Callable[..., bytes]", module.document)(x, lang=language(lang))


def needed(package: str, format: str) -> None:
    """`MissingExtraError` unless the package is there that this format needs."""
    require(package, extra="writers", purpose=f"writing {format}", purpose_zh=f"写 {format}")


def write(x: Tabular, target: Target, *, format: str | None = None, lang: Lang = "zh") -> None:
    """A report or table as a document in the official layout: docx, xlsx, html, md or pdf, as the suffix says.

    ``target`` is a path, or a binary file (``format`` is needed then). A file that exists is replaced only when the new
    one is whole. ``lang`` is the language of what the form does not print: the sheet of checks of a workbook.
    """
    tables(x)
    chosen = format_of(target, format)
    put(target, document(x, chosen, lang=lang))


def form(report: AnnualReport, *, locked: Collection[str] = (), lang: Lang = "zh") -> bytes:
    """The report as a workbook to be filled in: totals are formulas, and the ``locked`` cells are not typed over."""
    needed("xlsxwriter", "xlsx")
    from govdisclosure.writers import xlsx

    return xlsx.document(report, lang=language(lang), form=xlsx.Form(locked))
