"""How a run of text looks, and what of it belongs to the number of its cell: one decision for every format.

A person reads what is seen, stands on the line at about the size of the text around it, and is not struck out. Each
format reader translates its own means (a style sheet, a colour beside another, a line through glyphs) into a `Look`;
`settled` says what the text is, what is left out of it with a note, and what leaves the cell in doubt. A cell in doubt
keeps its text, and the recogniser takes no number from it.
"""

import enum
import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

import attrs

from govdisclosure.model.notices import (
    CELL_COVERED,
    CONVERSION_DIFFERS,
    HIDDEN_TEXT,
    LOOK_UNCLEAR,
    RAISED_MARK,
    SCRIPTED_TEXT,
    STRUCK_TEXT,
    TEXT_DAMAGED,
    TEXT_OVERLAPS,
    WHITE_TEXT,
)

Note = tuple[str, str]
"""A code of `govdisclosure.model.NOTICES` and its detail."""


DOUBTS: Final = frozenset(
    {WHITE_TEXT, LOOK_UNCLEAR, SCRIPTED_TEXT, TEXT_DAMAGED, TEXT_OVERLAPS, CELL_COVERED, CONVERSION_DIFFERS}
)
"""Codes of notices that leave a cell without a number, whatever its text."""

GAP: Final = "\ud800"
"""In the text of a run: something that shows and is no text, so that digits on both sides of it are two numbers."""

_SHIFTED: Final = 0.12
"""Text this far above or below its line (in font sizes of the line) is a mark beside it."""
_SMALLER: Final = 0.8
"""Digits of no more than this share of the size of those beside them are of another size."""
_LONGEST_MARK: Final = 2
"""Digits of a mark; what has more may be a part of the number."""

_GAP_IN_NUMBER: Final = re.compile(f"(?<=[\\d.,．，]){GAP}+(?=[\\d.,．，])")
_DIGIT: Final = re.compile(r"\d")
_PART_OF_NUMBER: Final = re.compile(r"[\d.,．，]")
_SIGN: Final = re.compile("[-+−－＋﹣﹢–—]")
"""What may stand before a number, with or without a space."""


class Seen(enum.Enum):
    """Whether a person sees a text."""

    YES = "yes"
    PERHAPS = "perhaps"
    """In a colour like that of its ground, as far as the reader can tell what that is."""
    NO = "no"
    """It takes its room, and nothing shows."""
    GONE = "gone"
    """It takes no room: what stands on both sides of it touches."""


@attrs.frozen(kw_only=True)
class Look:
    """How a run of text looks. A format says what it knows; what it does not say looks plain.

    ``shift`` is how far the text stands above its line (below if negative), in font sizes of the line. ``size`` is the
    size of its characters in any unit that the runs of one line share, 0 where it is not known. ``certain`` is False
    where its characters may be others than the text says (a font of symbols, a code without a character). ``clear`` is
    False where the document says something of its looks that the reader does not understand.
    """

    seen: Seen = Seen.YES
    shift: float = 0.0
    size: float = 0.0
    struck: bool = False
    certain: bool = True
    clear: bool = True


PLAIN: Final = Look()


@attrs.frozen
class Run:
    """A text all of which looks alike."""

    text: str
    look: Look = PLAIN

    @property
    def blank(self) -> bool:
        """Whether it shows nothing, however it looks."""
        return not self.text.replace(GAP, "").strip()


@attrs.frozen
class Settled:
    """What the runs of a line come to: the text, and what there is to say about it in order."""

    text: str
    notes: tuple[Note, ...] = ()


def settled(runs: Iterable[Run]) -> Settled:
    """The text of the runs of one line, in order, and what was left out of it or is in doubt.

    Left out, with a note, is what is not seen, what is struck out, and a mark above or below the line; between two
    digits a space takes its place, so that "12" and "3" around a mark do not become "123". A mark after a letter is
    part of a unit (m2), and where everything is raised it is the text. In doubt is what may not be seen, what may be
    other characters, and a number that is put together from runs of different sizes or of looks nobody understands.
    """
    runs = [run for run in runs if not (run.look.seen is Seen.GONE and run.blank)]
    base = _base(runs)
    notes: list[Note] = []
    shown: list[Run] = []
    before = ""
    for number, run in enumerate(runs):
        code = _fate(run, base, before, "".join(each.text for each in runs[number + 1 : number + 2]))
        if code:
            notes.append((code, run.text))
        if code in DOUBTS or not code:
            shown.append(run)
            before = run.text or before
        elif run.look.seen is not Seen.GONE:
            shown.append(_REMOVED)
    notes += ((LOOK_UNCLEAR, one.text + other.text) for one, other in pairwise(shown) if _at_odds(one, other))
    text = _GAP_IN_NUMBER.sub(" ", "".join(run.text for run in shown)).replace(GAP, "")
    struck = [run for run in runs if run.look.struck and _DIGIT.search(run.text)]
    if struck and (_is_rest(text) or _is_smaller(shown, max(run.look.size for run in struck))):
        notes.append((LOOK_UNCLEAR, text))
    return Settled(text, joined(notes))


def _is_smaller(shown: Sequence[Run], size: float) -> bool:
    """Whether all digits that are shown are smaller than this, as those of a mark are."""
    sizes = [run.look.size for run in shown if _DIGIT.search(run.text)]
    return bool(sizes) and 0 < max(sizes) <= _SMALLER * size


def _is_rest(text: str) -> bool:
    """Whether there are signs only, and no word or figure that they could stand for or before."""
    return bool(text.strip()) and not any(map(str.isalnum, text))


def gravest(notes: Iterable[Note]) -> str:
    """The code that a cell with these notes carries: one that leaves it in doubt if there is any, else the first."""
    codes = [code for code, _ in notes]
    return next((code for code in codes if code in DOUBTS), codes[0] if codes else "")


def joined(notes: Iterable[Note]) -> tuple[Note, ...]:
    """One note for neighbours of one kind: each digit may be in a run of its own."""
    groups = groupby(notes, key=itemgetter(0))
    return tuple((code, _collapsed("".join(detail for _, detail in group))) for code, group in groups)


_REMOVED: Final = Run(GAP)


def _collapsed(detail: str) -> str:
    return " ".join(detail.replace(GAP, "").split())


def _base(runs: Sequence[Run]) -> float:
    """Where the line stands: the text nearest to it that is seen, so that where all is raised nothing is."""
    shifts = (run.look.shift for run in runs if not run.blank and not _out_of_text(run.look))
    return min(shifts, key=abs, default=0.0)


def _out_of_text(look: Look) -> str:
    """The code of what takes a run out of the text, whatever stands beside it."""
    if look.seen in (Seen.NO, Seen.GONE):
        return HIDDEN_TEXT
    return STRUCK_TEXT if look.struck else ""


def _fate(run: Run, base: float, before: str, behind: str) -> str:
    """The code of what is to be said of a run between the texts beside it; empty where it is plain text."""
    if run.blank:
        return ""
    if code := _out_of_text(run.look):
        return code
    is_unit = before[-1:].isascii() and before[-1:].isalpha()
    if abs(run.look.shift - base) >= _SHIFTED and not is_unit:
        return RAISED_MARK if _is_mark(run.text, before, behind) else LOOK_UNCLEAR
    if run.look.seen is Seen.PERHAPS:
        return WHITE_TEXT
    return "" if run.look.certain else TEXT_DAMAGED


def _is_mark(text: str, before: str, behind: str) -> bool:
    """Whether a text off the line is a mark: few digits, and not the first digits of a number."""
    digits = len(_DIGIT.findall(text))
    begins = not _DIGIT.match(before[-1:]) and _DIGIT.match(behind)
    return not digits or (digits <= _LONGEST_MARK and not begins)


def _at_odds(one: Run, other: Run) -> bool:
    """Whether two runs are put together to one number, or a sign and its number, though they may not look alike."""
    touch = _PART_OF_NUMBER.match(one.text[-1:]) and _PART_OF_NUMBER.match(other.text)
    signed = _SIGN.match(one.text.rstrip()[-1:]) and _DIGIT.match(other.text.lstrip())
    if not (touch or signed):
        return False
    small, large = sorted((one.look.size, other.look.size))
    return not (one.look.clear and other.look.clear) or 0 < small <= _SMALLER * large
