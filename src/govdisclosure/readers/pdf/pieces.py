"""The part of a table that stands on one page: its cells with their lines, and where its columns are."""

import attrs

from govdisclosure.model.notices import NUMBER_CONTINUED, NUMBER_WRAPPED
from govdisclosure.readers.grid import Sure
from govdisclosure.readers.pdf.ink import Box
from govdisclosure.readers.pdf.lines import Line, gravest
from govdisclosure.readers.pdf.runs import is_number_part


@attrs.frozen(kw_only=True)
class Cell:
    """A cell of a table on one page: its slots and its lines."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    lines: tuple[Line, ...] = ()
    placed: Sure = Sure.GEOMETRY
    """How sure it is that its text stands in this cell."""
    unsure: str = ""
    """What leaves it in doubt besides its lines, as the code of a notice."""
    continued: bool = False
    """Whether its lines are one number that it is too narrow for."""

    @property
    def text(self) -> str:
        """The lines of the cell."""
        return ("" if self.continued else "\n").join(line.text for line in self.lines)

    @property
    def doubt(self) -> str:
        """The gravest doubt about its text, as the code of a notice."""
        wrapped = len(self.lines) > 1 and all(is_number_part(line.text) for line in self.lines)
        lines = NUMBER_CONTINUED if self.continued else NUMBER_WRAPPED
        return gravest([lines] * wrapped + [line.doubt for line in self.lines] + [self.unsure])

    @property
    def sure(self) -> Sure:
        """How sure its text is, whether for its place or for how it was put together."""
        return Sure.GUESSED if self.doubt else self.placed


@attrs.frozen(kw_only=True)
class Piece:
    """A table, or the part of one that stands on this page: where its columns are, and its cells by row and column."""

    page: int
    xs: tuple[float, ...]
    box: Box
    rows: int
    cells: tuple[Cell, ...]
