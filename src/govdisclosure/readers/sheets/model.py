"""A workbook as its file stores it, whatever the format: values, formulas, styles, merges, what is hidden."""

from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.numbers import GENERAL

STRUCK: Final = "struck-text"
RAISED: Final = "raised-mark"

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


@attrs.frozen
class Note:
    """What a person would want to know of a cell and its text does not show: a code of `NOTICES` and its detail."""

    code: str
    detail: str


@attrs.frozen(kw_only=True)
class Run:
    """A piece of a text in one font; ``struck`` is None where the font of the cell decides."""

    text: str
    struck: bool | None = None
    raised: bool = False


def kept_text(runs: Sequence[Run], *, struck: bool) -> tuple[str, Note | None]:
    """The text without what is struck through or raised (a mark that would join a number), and a note on that.

    ``struck`` tells whether the font of the cell strikes through.
    """
    gone = [run for run in runs if (struck if run.struck is None else run.struck)]
    standing = [run for run in runs if run not in gone]
    notes = (
        Note(STRUCK, "".join(run.text for run in gone).strip()),
        Note(RAISED, "".join(run.text for run in standing if run.raised).strip()),
    )
    text = "".join(run.text for run in standing if not run.raised)
    return text, next((note for note in notes if note.detail), None)


@attrs.frozen(kw_only=True)
class Style:
    """What the style of a cell does to what is seen: its number format, lines around it, a line through its text."""

    format: str = GENERAL
    ruled: bool = False
    struck: bool = False


@attrs.frozen(kw_only=True)
class StoredCell:
    """What a file stores of one cell that is not blank.

    ``value`` is a number, or the text of anything else (TRUE and #REF! included; ``error`` tells the latter).
    ``formula`` is None for a typed value, and "?" where the format hides how the value comes about. ``stored`` is
    False where there is a formula and no value that a program ever computed. ``note`` tells what was left out of the
    text.
    """

    value: Decimal | str
    error: bool = False
    style: Style = Style()
    formula: str | None = None
    stored: bool = True
    note: Note | None = None


@attrs.frozen(kw_only=True)
class StoredSheet:
    """One sheet; ``ruled`` are the columns of each row around whose slot a line is drawn, blank slots included.

    ``text_boxes`` are the texts of shapes that float over the sheet, ``pictures`` counts those without text.
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
