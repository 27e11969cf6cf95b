"""Every format of documents for people: its suffixes, the module that writes it, and the package that this needs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs


@attrs.frozen
class Format:
    """A format: the module of `govdisclosure.writers` that writes it, its suffixes, and the package that it needs."""

    module: str
    suffixes: tuple[str, ...]
    needs: str = ""


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "docx": Format("docx", (".docx",)),
        "xlsx": Format("xlsx", (".xlsx",), "xlsxwriter"),
        "html": Format("html", (".html", ".htm")),
        "md": Format("markdown", (".md", ".markdown")),
        "pdf": Format("pdf", (".pdf",), "typst"),
    }
)
"""The formats by name, as the argument ``format`` takes it."""

SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}
)
"""The format that the name of a file asks for, by its suffix."""
