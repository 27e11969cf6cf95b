"""Results as text and for machines. Every format is written as the sources come, so any number of them fits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from govdisclosure.errors import InvalidValueError, language
from govdisclosure.forms.text import Lang
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.render.entry import Document, Entry, Style
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Rule, Severity

__all__ = ["FORMATS", "Entry", "Style", "render"]

Pieces = Callable[[Iterable[Entry], Style], Iterator[str]]

FORMATS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "text": ("text", "document"),
        "json": ("json", "document"),
        "jsonl": ("json", "lines"),
        "sarif": ("sarif", "document"),
        "junit": ("junit", "document"),
        "github": ("github", "annotations"),
        "html": ("page", "document"),
        "csv": ("flat", "document"),
    }
)
"""Every format by its name: the module that makes it, imported when it is used, and the function."""


def render(
    format: str,
    entries: Iterable[Entry],
    *,
    lang: Lang = "zh",
    rules: Sequence[Rule] = RULES,
    fail_on: Severity = Severity.ERROR,
    version: str = "",
    previous: Reading | AnnualReport | None = None,
    blank_as_zero: bool = False,
    excel: bool = False,
    labels: bool = False,
    root: Path | None = None,
    help_uri: str = "",
    document: Document = "check",
) -> Iterator[str]:
    """The entries in a format, as pieces of text in order; nothing is kept once it is written.

    ``rules`` are those that were run (a format may describe them), ``fail_on`` the severity from which a finding is a
    failure to a test runner, ``version`` that of the program, for formats that name it. ``previous`` and
    ``blank_as_zero`` are what the entries were checked with, for formats that propose what cells should hold. Of a CSV
    ``excel`` says that Excel will open it, and ``labels`` that official labels stand above its columns.
    Formats for CI tell the names of files relative to ``root``; ``help_uri`` is where the page of a rule is, with
    ``{code}`` for its code. ``document`` is the command whose results they are, as JSON names it.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise InvalidValueError(
            f"format must be one of {known} (got {format!r})", zh=f"format 只能是 {known} 之一（现为 {format!r}）"
        )
    module, function = FORMATS[format]
    pieces = cast("Pieces", getattr(import_module(f"{__name__}.{module}"), function))
    style = Style(
        lang=language(lang),
        rules=rules,
        fail_on=fail_on,
        version=version,
        previous=previous,
        blank_as_zero=blank_as_zero,
        excel=excel,
        labels=labels,
        root=root,
        help_uri=help_uri,
        document=document,
    )
    return pieces(entries, style)
