"""A report as Markdown: headings, paragraphs and tables of pipes; what is text stays text, whatever stands in it."""

import re
from typing import Final

from govdisclosure.forms.text import Lang
from govdisclosure.model.access import Tabular
from govdisclosure.writers.layout import Grid, Line, laid_out
from govdisclosure.writers.printed import slots

_MARKS: Final = re.compile(r"[\\`*_{\[\]<#~|&$]|:(?=/)|(?<=www)\.", re.IGNORECASE)
"""What may begin markup or a link, wherever it stands in a line."""
_FIRST: Final = re.compile(r"^(?:[-+=>]|\d{1,9}(?=[.)](?:\s|$)))")
"""What may begin a list, a rule or a heading at the start of a line."""


def document(x: Tabular, *, lang: Lang) -> bytes:
    """The text in UTF-8."""
    return "\n\n".join(_line(each) if isinstance(each, Line) else _grid(each) for each in laid_out(x)).encode() + b"\n"


def _line(line: Line) -> str:
    text = _first_escaped(escaped(line.text))
    return f"{'#' * line.level} {text}" if line.level else text


def _grid(grid: Grid) -> str:
    """A table of pipes; it has no merged cells, so that the slots they cover beside the first are empty."""
    first, *rest = ("| " + " | ".join(escaped(box.text) for box in row) + " |" for row in slots(grid.sheet))
    return "\n".join([first, "|" + " --- |" * len(grid.widths), *rest])


def escaped(text: str) -> str:
    """The text with a backslash before whatever could be markup; a pipe as its number, since it would end a cell."""
    return _MARKS.sub(lambda mark: "&#124;" if mark[0] == "|" else f"\\{mark[0]}", text)


def _first_escaped(text: str) -> str:
    match = _FIRST.match(text)
    if match is None:
        return text
    at = match.end() if match[0][0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"
