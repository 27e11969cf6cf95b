"""A workbook as its file stores it, whatever the format: values, formulas, styles, merges, what is hidden."""

from collections.abc import Callable, Iterable, Mapping, Set
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.readers.colours import WHITE, Colour, near
from govdisclosure.readers.looks import PLAIN, Look, Note, Seen, settled
from govdisclosure.readers.looks import Run as LookedAt
from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.numbers import GENERAL
from govdisclosure.readers.symbols import in_pictures, is_of_pictures

LAST_ROW: Final = 1_048_575
LAST_COLUMN: Final = 16_383
"""The last slot of the largest sheet there is."""


@attrs.frozen(kw_only=True)
class Area:
    """A rectangle of slots, its edges included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, slot: Slot) -> bool:
        """Whether a slot is one of its own."""
        return self.top <= slot[0] <= self.bottom and self.left <= slot[1] <= self.right

    @property
    def size(self) -> int:
        """How many slots it has; none if its edges are crossed."""
        return max(self.bottom - self.top + 1, 0) * max(self.right - self.left + 1, 0)


_TINY: Final = 2.0
"""Points; nobody sees text of this size."""


@attrs.frozen(kw_only=True)
class Font:
    """The font of a cell or of a piece of its text: ``size`` in points, 0 where it is not known.

    ``shift`` is how far it stands above the line, in its own size; ``ink`` is None where programs choose a colour that
    can be seen; ``symbolic`` fonts show pictures in the places of letters and digits.
    """

    struck: bool = False
    shift: float = 0.0
    size: float = 0.0
    ink: Colour | None = None
    symbolic: bool = False

    def look(self, ground: Colour) -> Look:
        """How text in this font looks on a ground of this colour."""
        seen = Seen.PERHAPS if self.ink is not None and near(self.ink, (ground,)) else Seen.YES
        if 0 < self.size <= _TINY:
            seen = Seen.NO
        return Look(seen=seen, shift=self.shift, size=self.size, struck=self.struck)


def is_symbolic(name: str, charset: int) -> bool:
    """Whether a font of this name and number of its set of characters is one of pictures."""
    return is_of_pictures(name) or (charset == _SYMBOLS and name.lower() != "symbol")


_SYMBOLS: Final = 2


@attrs.frozen(kw_only=True)
class Run:
    """A piece of a text in one font; None where that is the font of the cell."""

    text: str
    font: Font | None = None


def _is_plain(style: "Style") -> bool:
    look = style.font.look(style.ground)
    return look == attrs.evolve(PLAIN, size=look.size, shift=look.shift) and not style.font.symbolic


@attrs.frozen(kw_only=True, cache_hash=True)
class Style:
    """What the style of a cell does to what is seen: its number format, lines around it, its font and its ground.

    ``repeated`` tells that the content is repeated until it fills the cell.
    """

    format: str = GENERAL
    ruled: bool = False
    font: Font = Font()
    ground: Colour = WHITE
    repeated: bool = False
    plain: bool = attrs.field(init=False, eq=False, default=attrs.Factory(_is_plain, takes_self=True))
    """Whether a whole text in this style is shown as it is."""


def kept_text(runs: Iterable[Run], style: Style) -> tuple[str, tuple[Note, ...]]:
    """The text of a cell of this style without what is no part of it by its looks, and what there is to say."""
    runs = tuple(runs)
    if style.plain and all(run.font is None for run in runs):
        return "".join(run.text for run in runs), ()
    looked = [
        LookedAt(in_pictures(run.text) if font.symbolic else run.text, font.look(style.ground))
        for run, font in ((run, run.font or style.font) for run in runs)
    ]
    found = settled(looked)
    return found.text, found.notes


@attrs.frozen(kw_only=True)
class StoredCell:
    """What a file stores of one cell that is not blank.

    ``value`` is a number, or the text of anything else (TRUE and #REF! included; ``error`` tells the latter).
    ``formula`` is None for a typed value, and "?" where the format hides how the value comes about. ``stored`` is
    False where there is a formula and no value that a program ever computed. ``notes`` tell what was left out of a text
    that is typed, which has its looks behind it.
    """

    value: Decimal | str
    error: bool = False
    style: Style = Style()
    formula: str | None = None
    stored: bool = True
    notes: tuple[Note, ...] = ()


@attrs.frozen(kw_only=True)
class Condition:
    """A condition on the cells of ``areas``: where it holds, ``restyled`` gives the style they show.

    ``holds`` is None where that cannot be told for a value.
    """

    areas: tuple[Area, ...]
    holds: Callable[[Decimal | str], bool | None]
    restyled: Callable[[Style], Style]


@attrs.frozen(kw_only=True)
class StoredSheet:
    """One sheet; ``ruled`` are the columns of each row around whose slot a line is drawn, blank slots included.

    ``text_boxes`` are the texts of shapes that float over the sheet, ``pictures`` counts those without text, and
    ``covers`` are the slots under any of them, each with the code of what covers it. ``conditions`` may change the
    style of cells. ``without_zeros`` tells that no nought shows, ``with_formulas`` that formulas show, not results.
    """

    name: str
    cells: Mapping[Slot, StoredCell]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: Set[int] = frozenset()
    hidden_columns: Set[int] = frozenset()
    ruled: Mapping[int, Set[int]] = attrs.Factory(dict[int, Set[int]])
    text_boxes: tuple[str, ...] = ()
    pictures: int = 0
    covers: tuple[tuple[Area, str], ...] = ()
    conditions: tuple[Condition, ...] = ()
    without_zeros: bool = False
    with_formulas: bool = False


@attrs.frozen(kw_only=True)
class Workbook:
    """All sheets in order.

    ``recalculated`` tells that programs compute every formula anew on opening, so that a stored value need not be one.
    ``unread`` names the sheets that hold no cells (charts, dialogs).
    """

    sheets: tuple[StoredSheet, ...]
    recalculated: bool = False
    from_1904: bool = False
    unread: tuple[str, ...] = ()
