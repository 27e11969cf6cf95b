"""Deviations of how figures look: what stands beside or in a figure and is no part of it, as each format draws it.

The figure that a person sees stays that of the paper; a reading that gives any other, or a blank, is wrong. One that
gives none and says so is not.
"""

from collections.abc import Mapping

from benchmarks.reading import looks_docx, looks_html, looks_pdf, looks_xlsx
from benchmarks.reading.kind import Kind, MarkUp

LOOKS = (
    "marks above or below the line",
    "small digits beside figures",
    "struck digits beside figures",
    "figures struck out",
    "hidden digits beside figures",
    "hidden figures",
    "digits in the colour of paper",
    "digits too small to be seen",
    "digits moved out of their place",
    "digits of unknown characters",
    "figures shown by other means",
    "blanks that show something",
    "looks of whole figures",
)
"""What a person sees; the last are looks that change nothing, and every figure with them can be read."""

_MARKUPS: Mapping[str, Mapping[str, MarkUp]] = {
    "html": looks_html.MARKUPS,
    "docx": looks_docx.MARKUPS,
}
"""How a format writes some of the looks as text (markup). One that is not a text is drawn by its writer."""

_DRAWN: Mapping[str, frozenset[str]] = {"pdf": frozenset(looks_pdf.DRAWN), "xlsx": frozenset(looks_xlsx.DRAWN)}
"""The looks that the writer of a format draws, by format."""


_EMPTY = frozenset(
    {"figures struck out", "hidden figures", "digits too small to be seen", "figures shown by other means"}
)
"""The looks that leave cells without a text, as blanks are."""


def _kind(name: str) -> Kind:
    markups = {format: markups[name] for format, markups in _MARKUPS.items() if name in markups}
    drawn = frozenset(format for format, names in _DRAWN.items() if name in names)
    return Kind(
        name=name,
        markups=markups,
        drawn=bool(drawn),
        formats=frozenset(markups) | drawn,
        keeps=name == LOOKS[-1],
        blanks=name in _EMPTY,
        stores=name != LOOKS[-1],
    )


KINDS = tuple(kind for kind in map(_kind, LOOKS) if kind.formats)
