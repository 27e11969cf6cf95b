"""Glyphs as lines of text: sorted along their baseline, with the spaces a person sees."""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

import attrs

from govdisclosure.readers.pdf.ink import UNKNOWN_CHARACTER, Box, Glyph, Turn, around, turned_point
from govdisclosure.readers.pdf.runs import is_number_part, is_space

_SAME_LINE = 0.4
"""Baselines this near (in font sizes) are one line."""
_SAME_GLYPH = 0.15
"""The same character drawn again this near is one character in bold."""
_OVERLAP = 0.5
"""Different characters that share this much of the narrower one cannot both be read."""
_SMALL = 0.75
_RAISED_LEAST = 0.12
_RAISED_MOST = 0.5
"""A mark is smaller than its line by the first factor, and off its baseline by these shares of its font size."""
_BESIDE = 0.3
_LONGEST_MARK = 4
_NO_GAP = 0.15
_NUMBER_GAP = 0.4
_WORD_GAP = 0.2
_WIDE_GAP = 0.5
_BETWEEN_NUMBERS = 0.2
_BESIDE_NUMBER = 0.35
_BETWEEN_WORDS = 1.2
"""Text further apart than these may stand in different columns of a table without lines."""
_BETWEEN_COLUMNS = 2.5
"""Text further apart than this stands in different columns of the page."""

NUMBER_JOINED = "number-joined"
NUMBER_CONTINUED = "number-continued"
NUMBER_WRAPPED = "number-wrapped"
TEXT_OVERLAPS = "text-overlaps"
TEXT_DAMAGED = "text-damaged"
_DOUBTS = ("", NUMBER_CONTINUED, NUMBER_WRAPPED, NUMBER_JOINED, TEXT_OVERLAPS, TEXT_DAMAGED)
"""Doubts about a text, the gravest last."""


@attrs.frozen
class Line:
    """A line of text where it stands; ``doubt`` is the code of a notice on how its text was put together."""

    text: str
    box: Box
    baseline: float
    size: float
    doubt: str = ""
    marks: str = ""
    """Small raised or lowered characters beside it, such as the number of a footnote, which are no part of it."""
    running: bool = False
    """Set for the first of the lines that stand in the same place on page after page."""


@attrs.frozen
class _Set:
    """A glyph as seen along its own direction: where it starts and ends, and its baseline."""

    start: float
    end: float
    baseline: float
    glyph: Glyph


def gravest(doubts: Iterable[str]) -> str:
    """The one doubt to state of several."""
    return max(doubts, key=_DOUBTS.index, default="")


def segments(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """The lines of glyphs cut where another column may begin: at wide gaps, and at any gap beside a number."""
    return lines(glyphs, cut=_may_be_columns)


def separate_lines(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """The lines of glyphs cut at gaps that a line of text does not have: what follows is another column of the page."""
    return lines(glyphs, cut=_are_columns)


def _are_columns(before: Glyph, after: Glyph, wide: float) -> bool:
    return wide > _BETWEEN_COLUMNS


def _may_be_columns(before: Glyph, after: Glyph, wide: float) -> bool:
    numbers = before.text.isdigit() + after.text.isdigit()
    return wide > (_BETWEEN_WORDS, _BESIDE_NUMBER, _BETWEEN_NUMBERS)[numbers]


def _never(before: Glyph, after: Glyph, wide: float) -> bool:
    return False


Cut = Callable[[Glyph, Glyph, float], bool]
"""Whether a line ends between two glyphs that are so many font sizes apart."""


def lines(glyphs: Iterable[Glyph], *, cut: Cut = _never) -> tuple[Line, ...]:
    """The lines of glyphs, upright ones first."""
    found: list[Line] = []
    for _, group in itertools.groupby(sorted(map(_direction, glyphs), key=_turn_of), key=_turn_of):
        found += [line for row in _rows([each for _, each in group]) for line in _pieces(*row, cut)]
    return tuple(found)


def _turn_of(directed: tuple[int, _Set]) -> int:
    return directed[0]


def _direction(glyph: Glyph) -> tuple[int, _Set]:
    """The glyph in the direction of its text; lines of vertical writing follow each other as if turned right."""
    turn = Turn.DOWN if glyph.downward else glyph.turn
    box = glyph.box.turned(turn, 0, 0)
    return turn.value, _Set(box.x0, box.x1, turned_point(glyph.origin, turn, 0, 0)[1], glyph)


_Row = list[_Set]


def _rows(sets: _Row) -> Iterator[tuple[_Row, _Row]]:
    """The glyphs by baseline and along it, each row with the marks beside its characters."""
    rows: list[_Row] = []
    for each in sorted(sets, key=lambda each: each.baseline):
        before = rows[-1] if rows else []
        if before and each.baseline - before[-1].baseline <= _SAME_LINE * max(each.glyph.size, before[-1].glyph.size):
            before.append(each)
        else:
            rows.append([each])
    marks = [_marks(row, [one for near in rows[max(0, n - 1) : n + 2] for one in near]) for n, row in enumerate(rows)]
    taken = {id(mark) for row in marks for mark in row}
    for row, beside in zip(rows, marks, strict=True):
        text = [each for each in row if id(each) not in taken]
        if text:
            yield sorted(text, key=_start), beside


def _start(each: _Set) -> float:
    return each.start


def _marks(row: _Row, near: _Row) -> _Row:
    """Small glyphs, few in a sequence, above or below the baseline and right beside a larger glyph of the row."""
    base = max(row, key=lambda each: each.glyph.size)
    size = base.glyph.size
    small = [
        each
        for each in near
        if each.glyph.size <= _SMALL * size
        and _RAISED_LEAST * size <= abs(each.baseline - base.baseline) <= _RAISED_MOST * size
        and not is_space(each.glyph)
    ]
    large = [each for each in row if each.glyph.size > _SMALL * size and not is_space(each.glyph)]
    chains: list[_Row] = []
    for each in sorted(small, key=_start):
        if not chains or each.start - chains[-1][-1].end > _BESIDE * size:
            chains.append([])
        chains[-1].append(each)
    return [mark for chain in chains if _stands_beside(chain, large, size) for mark in chain]


def _stands_beside(chain: _Row, large: _Row, size: float) -> bool:
    beside = (min(abs(chain[0].start - each.end), abs(each.start - chain[-1].end)) <= _BESIDE * size for each in large)
    return len(chain) <= _LONGEST_MARK and any(beside)


def _pieces(row: _Row, marks: _Row, cut: Cut) -> Iterator[Line]:
    spaces = [each.start for each in row if is_space(each.glyph)]
    pieces: list[_Row] = []
    for each in _single([each for each in row if not is_space(each.glyph)]):
        if not pieces or _is_cut(pieces[-1][-1], each, cut):
            pieces.append([])
        pieces[-1].append(each)
    starts = [piece[0].start for piece in pieces[1:]]
    for number, piece in enumerate(pieces):
        beside = [mark.glyph.text for mark in marks if bisect_right(starts, mark.start) == number]
        yield _line(piece, spaces, "".join(beside))


def _is_cut(before: _Set, after: _Set, cut: Cut) -> bool:
    return cut(before.glyph, after.glyph, (after.start - before.end) / max(before.glyph.size, after.glyph.size))


def _single(row: _Row) -> _Row:
    """The row without characters that were drawn twice to look bold."""
    kept: _Row = []
    for each in row:
        near = [one for one in kept[-3:] if each.start - one.start <= _SAME_GLYPH * each.glyph.size]
        if not any(one.glyph.text == each.glyph.text for one in near):
            kept.append(each)
    return kept


def _line(row: _Row, spaces: list[float], marks: str) -> Line:
    text = row[0].glyph.text
    doubts: list[str] = []
    for before, after in itertools.pairwise(row):
        between, doubt = _between(before, after, spaces)
        text += between + after.glyph.text
        doubts.append(doubt)
    if UNKNOWN_CHARACTER in text:
        doubts.append(TEXT_DAMAGED)
    baselines = [each.baseline for each in row]
    return Line(
        text=text,
        box=around([each.glyph.box for each in row]),
        baseline=min(baselines),
        size=max(each.glyph.size for each in row),
        doubt=gravest(doubts),
        marks=marks,
    )


def _between(before: _Set, after: _Set, spaces: list[float]) -> tuple[str, str]:
    """What stands between two neighbours (a space or nothing), and the doubt about it."""
    size = max(before.glyph.size, after.glyph.size)
    wide = (after.start - before.end) / size
    narrower = min(before.end - before.start, after.end - after.start)
    if before.end - after.start > _OVERLAP * narrower:
        return "", TEXT_OVERLAPS
    if wide > _NO_GAP and any(before.end - _NO_GAP * size <= space < after.start for space in spaces):
        return " ", ""
    if is_number_part(before.glyph.text) and is_number_part(after.glyph.text):
        if wide <= _NO_GAP:
            return "", ""
        return ("", NUMBER_JOINED) if wide <= _NUMBER_GAP else (" ", "")
    latin = before.glyph.text.isascii() and after.glyph.text.isascii()
    return (" " if wide > (_WORD_GAP if latin else _WIDE_GAP) else "", "")


def is_beside(one: Line, other: Line) -> bool:
    """Whether two lines stand on one baseline."""
    return abs(one.baseline - other.baseline) <= _SAME_LINE * max(one.size, other.size)
