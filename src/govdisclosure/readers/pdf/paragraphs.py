"""Lines outside tables as paragraphs: a line that fills the measure goes on in the next one that is not indented."""

import math
import re
from collections.abc import Iterable, Iterator

import attrs

from govdisclosure.readers.pdf.ink import Box
from govdisclosure.readers.pdf.lines import Line

_FULL = 1.6
"""A line is full if it ends no further than this (font sizes) from the right edge of the text."""
_ENOUGH = 3
_INDENT = 0.5
_DEEPEST = 3.0
"""The first line of a paragraph is indented by no more than this."""
_LEADING = 2.4
"""Lines further apart than this are not of one paragraph."""
_SAME_SIZE = 0.1
_ENUMERATED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)．.]")


Edges = tuple[float, float]
"""Where the text of a page starts at the left and ends at the right."""


@attrs.frozen
class TextLines:
    """A paragraph: the page it starts on, the number of its first line there, and all its lines."""

    page: int
    line: int
    lines: tuple[Line, ...]
    edges: Edges

    @property
    def text(self) -> str:
        """The lines in one, with a space only where words of letters meet."""
        text = ""
        for line in self.lines:
            apart = _ends_in_letter(text) and _ends_in_letter(line.text[:1])
            text += " " + line.text if apart else line.text
        return text.strip()

    @property
    def box(self) -> Box:
        """Where its first line stands."""
        return self.lines[0].box

    @property
    def running(self) -> bool:
        """Whether it is a line that is printed on page after page."""
        return self.lines[0].running

    def goes_on_in(self, following: "TextLines") -> bool:
        """Whether the text at the top of the next page is the rest of this paragraph."""
        return _is_full(self.lines[-1], self.edges) and _is_rest(self.lines[-1], following.lines[0], following.edges)


def _ends_in_letter(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalpha()


def paragraphs(page: int, lines: Iterable[Line], width: float) -> Iterator[TextLines]:
    """The paragraphs of a page of that width, each column of the page from top to bottom."""
    numbered = enumerate(sorted(lines, key=lambda line: (round(line.box.top), line.box.x0)), 1)
    columns = _columns(list(numbered))
    for column in columns:
        edges = _edges([line for _, line in column], width if len(columns) == 1 else math.inf)
        start = 0
        for end in range(1, len(column) + 1):
            if end == len(column) or not _goes_on(column[end - 1][1], column[end][1], edges):
                yield TextLines(page, column[start][0], tuple(line for _, line in column[start:end]), edges)
                start = end


_Column = list[tuple[int, Line]]
"""Lines below each other, with their numbers on the page."""


def _columns(lines: _Column) -> list[_Column]:
    """The lines in columns that share nothing of the width."""
    columns: list[_Column] = []
    end = 0.0
    for number, line in sorted(lines, key=lambda numbered: numbered[1].box.x0):
        if not columns or line.box.x0 > end:
            columns.append([])
        columns[-1].append((number, line))
        end = max(end, line.box.x1)
    return [sorted(column, key=lambda numbered: numbered[0]) for column in columns]


def _edges(lines: list[Line], width: float) -> Edges:
    """The edges of the text of a sheet of some width.

    Too few long lines do not show the right edge, which then is as far from the side as the left one.
    """
    left = min((line.box.x0 for line in lines), default=0.0)
    right = max((line.box.x1 for line in lines), default=0.0)
    full = sum(_is_full(line, (left, right)) for line in lines)
    return left, right if full >= _ENOUGH else max(right, width - left)


def _goes_on(line: Line, following: Line, edges: Edges) -> bool:
    near = 0 < following.baseline - line.baseline <= _LEADING * max(line.size, following.size)
    return near and _is_full(line, edges) and _is_rest(line, following, edges)


def _is_full(line: Line, edges: Edges) -> bool:
    return line.box.x1 >= edges[1] - _FULL * line.size


def _is_rest(line: Line, following: Line, edges: Edges) -> bool:
    size = max(line.size, following.size)
    return (
        following.box.x0 <= edges[0] + _INDENT * size
        and line.box.x0 - following.box.x0 <= _DEEPEST * size
        and abs(line.size - following.size) <= _SAME_SIZE * size
        and not (line.running or following.running)
        and not _ENUMERATED.match(following.text)
    )
