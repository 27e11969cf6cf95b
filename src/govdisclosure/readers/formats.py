"""Every format that is read: its suffixes, the module that reads it, and the extra that brings what that needs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs


@attrs.frozen
class Format:
    """A format: the module of `govdisclosure.readers` that reads it, and what it takes to do so.

    ``needs`` is the package that the module imports at its top and ``extra`` the extra that brings it, both empty for
    none.
    """

    module: str
    suffixes: tuple[str, ...]
    needs: str = ""
    extra: str = ""


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "html": Format("web.html", (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml")),
        "text": Format("text", (".txt", ".text", ".md", ".markdown")),
        "csv": Format("sheets.delimited", (".csv", ".tsv")),
        "json": Format("", (".json",)),
        "docx": Format("word.docx", (".docx", ".docm", ".dotx")),
        "doc": Format("office", (".doc", ".wps", ".dot")),
        "rtf": Format("office", (".rtf",)),
        "odt": Format("office", (".odt",)),
        "xlsx": Format("sheets.workbook", (".xlsx", ".xlsm")),
        "xls": Format("sheets.workbook", (".xls", ".et")),
        "pdf": Format("pdf", (".pdf",), "pdfminer", "pdf"),
    }
)
"""The formats by name, as the argument ``format`` takes it."""

SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}
)
"""The format that the name of a file promises, by its suffix; the content counts for more."""
