"""Tables drawn with characters: ``+---+`` grids, and frames of box-drawing characters.

The lines say where cells begin and end, also those that span several rows or columns; what stands between them is the
text of the cells. A frame whose lines do not meet is none.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.model.place import Place
from govdisclosure.readers.grid import GridCell

_DOWN: Final = frozenset("|│┃║┆┇┊┋")
_ACROSS: Final = frozenset("-=─━═┄┅┈┉╌╍")
_CROSSING: Final = frozenset("+" + "".join(map(chr, range(0x250C, 0x254C))) + "".join(map(chr, range(0x2552, 0x2571))))
_FEW_RULES: Final = 3
"""Lines across of a frame that has them only around it and below its header: each line between is a row."""
_WIDTHS: Final[tuple[dict[str, int], ...]] = ({"W": 2, "F": 2}, {"W": 2, "F": 2, "A": 2}, {})
"""How many columns characters take, by their East Asian width: as on a terminal, as in a Chinese font, or all one."""

Line = tuple[int, str]
"""A line and its number."""


def begins(text: str) -> bool:
    """Whether a table may begin with this line."""
    return text.strip()[:1] in _CROSSING and is_rule(text)


def goes_on(text: str) -> bool:
    """Whether a line may belong to a table that has begun."""
    return text.strip()[:1] in _CROSSING | _DOWN


def is_rule(text: str) -> bool:
    """Whether a line is one across a table from its left to its right edge, or part of the way."""
    text = text.strip()
    edges = text[:1] in _CROSSING | _DOWN and text[-1:] in _CROSSING | _DOWN
    return len(text) > _FEW_RULES and edges and any(_is_crossing(text, at) for at in range(len(text)))


def _is_crossing(text: str, at: int) -> bool:
    """Whether a line across begins or ends at a character."""
    return text[at] in _CROSSING and bool({*text[max(0, at - 1) : at], *text[at + 1 : at + 2]} & _ACROSS)


def cells(lines: Sequence[Line]) -> tuple[GridCell, ...]:
    """The cells of the table that some lines draw; none if they draw no table."""
    for widths in _WIDTHS:
        drawn = _Drawing.of(lines, widths)
        if drawn.is_whole:
            return tuple(drawn.cells())
    return ()


def _measured(text: str, widths: dict[str, int]) -> dict[int, str]:
    """The characters of a line by the column at which they begin."""
    found: dict[int, str] = {}
    at = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        found[at] = character
        at += widths.get(unicodedata.east_asian_width(character), 1)
    return found


@attrs.define
class _Drawing:
    """A table as lines and columns of characters.

    ``edges`` are the columns in which lines go down, ``bands`` what stands between two lines across: the lines of text
    of a row, and the line across above it if text of a cell that spans rows may stand in that.
    """

    lines: list[tuple[int, dict[int, str]]]
    edges: list[int]
    rules: list[int]
    bands: list[list[int]]

    @classmethod
    def of(cls, lines: Sequence[Line], widths: dict[str, int]) -> "_Drawing":
        """The drawing, with characters as wide as ``widths`` says."""
        measured = [(number, _measured(text, widths)) for number, text in lines]
        rules = [at for at, (_, text) in enumerate(lines) if is_rule(text)]
        edges = {at for rule in rules for at, character in measured[rule][1].items() if character in _CROSSING}
        inner = [at for at in range(len(lines)) if at not in rules]
        if len(rules) <= _FEW_RULES:
            bands = [[at] for at in inner]
        else:
            bands = [list(range(above + 1, below)) for above, below in itertools.pairwise(rules) if below > above + 1]
        return cls(measured, sorted(edges), rules, bands)

    @property
    def is_whole(self) -> bool:
        """Whether lines across close it above and below, and all that goes down does so at the edges."""
        if len(self.edges) < _FEW_RULES or not self.bands or {0, len(self.lines) - 1} - {*self.rules}:
            return False
        first, last = self.edges[0], self.edges[-1]
        return all(
            min(at for at, character in text.items() if character != " ") == first
            and text.get(last, " ") in _DOWN | _CROSSING
            and all(
                at in self.edges for at, character in text.items() if character in _DOWN and at not in (first, last)
            )
            for _, text in self.lines
        )

    def _is_apart(self, band: int, edge: int) -> bool:
        """Whether a line goes down between the cells left and right of an edge."""
        return any(self.lines[at][1].get(self.edges[edge], " ") in _DOWN for at in self.bands[band])

    def _is_closed(self, band: int, column: int) -> bool:
        """Whether a line goes across below a slot."""
        if band + 1 == len(self.bands) or self.bands[band + 1][0] == self.bands[band][-1] + 1:
            return True
        rule = self.lines[self.bands[band][-1] + 1][1]
        between = range(self.edges[column] + 1, self.edges[column + 1])
        return all(rule[at] in _ACROSS for at in between if at in rule)  # wide ones take two columns

    def _text(self, at: int, left: int, right: int) -> str:
        """What stands in a line between two edges."""
        between = range(self.edges[left] + 1, self.edges[right])
        return "".join(self.lines[at][1].get(column, "") for column in between).strip()

    def cells(self) -> Iterator[GridCell]:
        """The cells, by row and column."""
        taken: set[tuple[int, int]] = set()
        for band, column in itertools.product(range(len(self.bands)), range(len(self.edges) - 1)):
            if (band, column) in taken:
                continue
            right = column + 1
            while right < len(self.edges) - 1 and not self._is_apart(band, right):
                right += 1
            below = band + 1
            while not all(self._is_closed(below - 1, slot) for slot in range(column, right)):
                below += 1
            taken |= {*itertools.product(range(band, below), range(column, right))}
            yield self._cell(band, below, column, right)

    def _cell(self, band: int, below: int, column: int, right: int) -> GridCell:
        at = range(self.bands[band][0], self.bands[below - 1][-1] + 1)
        texts = [(self.lines[line][0], self._text(line, column, right)) for line in at]
        filled = [(number, text) for number, text in texts if text]
        text = "\n".join(text for _, text in filled)
        number = filled[0][0] if filled else texts[0][0]
        place = Place(row=band + 1, column=column + 1, line=number, text=text)
        return GridCell(text=text, row=band, column=column, rowspan=below - band, colspan=right - column, place=place)
