"""Glyphs as lines of text: sorted along their baseline, with the spaces a person sees.

What of a line belongs to its text by its looks (marks above it, struck digits) is decided by `looks`; here it is said
how each glyph looks beside the others of its line.
"""

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

import attrs

from govdisclosure.model.notices import NUMBER_CONTINUED, NUMBER_JOINED, NUMBER_WRAPPED, TEXT_OVERLAPS
from govdisclosure.readers.looks import DOUBTS, Look, Note, Run, Seen, settled
from govdisclosure.readers.pdf.ink import UNKNOWN_CHARACTER, Box, Glyph, Sight, Turn, around, turned_point
from govdisclosure.readers.pdf.runs import is_number_part, is_space
from govdisclosure.readers.pdf.work import spend_pairs

_SAME_LINE = 0.4
"""Baselines this near (in font sizes) are one line."""
_SAME_GLYPH = 0.2
"""The same character drawn again within this share of its width is one character in bold."""
_OVERLAP = 0.5
"""Different characters that share this much of the narrower one cannot both be read."""
_RAISED_LEAST = 0.12
_RAISED_MOST = 0.65
"""A mark that stands on a baseline of its own is off that of its line by these shares of the font size."""
_SAME_SIZE = 0.9
"""Characters of at least this share of the largest size of a line show where the line stands."""
_ONE_SIZE = 0.95
"""Digits smaller than this share of the largest size of a line are not set like the others."""
_BESIDE = 0.3
_OVER = 0.3
"""A mark is no further than this (font sizes) from a character of its line, and over so much of its width at most."""
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

_DOUBTS = ("", NUMBER_CONTINUED, NUMBER_WRAPPED, NUMBER_JOINED)
"""Doubts about a text that leave it as it is, the gravest last."""


@attrs.frozen
class Line:
    """A line of text where it stands; ``doubt`` is the code of a notice on how its text was put together.

    ``notes`` say what of it was left out, or is in doubt. The text is empty where nothing of it is text.
    """

    text: str
    box: Box
    baseline: float
    size: float
    doubt: str = ""
    notes: tuple[Note, ...] = ()
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
    return max(doubts, key=_gravity, default="")


def _gravity(code: str) -> int:
    return _DOUBTS.index(code) if code in _DOUBTS else len(_DOUBTS) + (code in DOUBTS)


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
        found += [line for row in _rows([each for _, each in group]) for line in _pieces(row, cut)]
    return tuple(found)


def _turn_of(directed: tuple[int, _Set]) -> int:
    return directed[0]


def _direction(glyph: Glyph) -> tuple[int, _Set]:
    """The glyph in the direction of its text; lines of vertical writing follow each other as if turned right."""
    turn = Turn.DOWN if glyph.downward else glyph.turn
    box = glyph.box.turned(turn, 0, 0)
    return turn.value, _Set(box.x0, box.x1, turned_point(glyph.origin, turn, 0, 0)[1], glyph)


_Sets = list[_Set]


def _rows(sets: _Sets) -> Iterator[_Sets]:
    """The glyphs by baseline and along it, each row with the marks beside its characters."""
    rows: list[_Sets] = []
    for each in sorted(sets, key=lambda each: each.baseline):
        before = rows[-1] if rows else []
        if before and each.baseline - before[-1].baseline <= _SAME_LINE * max(each.glyph.size, before[-1].glyph.size):
            before.append(each)
        else:
            rows.append([each])
    owners = {
        id(mark): number
        for number, row in enumerate(rows)
        for near in rows[max(0, number - 1) : number] + rows[number + 1 : number + 2]
        for mark in _marks(row, near)
    }
    whole: list[_Sets] = [[] for _ in rows]
    for number, row in enumerate(rows):
        for each in row:
            whole[owners.get(id(each), number)].append(each)
    return (sorted(row, key=_start) for row in whole if row)


def _start(each: _Set) -> float:
    return each.start


def _marks(row: _Sets, near: _Sets) -> Iterator[_Set]:
    """Glyphs of a row, few in a sequence, right beside a larger glyph of the row below or above.

    Glyphs of the same size are marks where they are fewer than the glyphs beside which they stand.
    """
    base = max(row, key=lambda each: each.glyph.size)
    size = base.glyph.size
    least = _SAME_SIZE * size if len(near) >= len(row) else size
    small = [
        each
        for each in near
        if each.glyph.size <= least
        and _RAISED_LEAST * size <= abs(each.baseline - base.baseline) <= _RAISED_MOST * size
        and not is_space(each.glyph)
    ]
    large = [each for each in row if each.glyph.size > _SAME_SIZE * size and not is_space(each.glyph)]
    chains: list[_Sets] = []
    for each in sorted(small, key=_start):
        if not chains or each.start - chains[-1][-1].end > _BESIDE * size:
            chains.append([])
        chains[-1].append(each)
    spend_pairs(len(chains), len(large))
    return (mark for chain in chains if _stands_beside(chain, large, size) for mark in chain)


def _stands_beside(chain: _Sets, large: _Sets, size: float) -> bool:
    start, end = chain[0].start, chain[-1].end
    gaps = [max(start - each.end, each.start - end) for each in large]
    return len(chain) <= _LONGEST_MARK and -_OVER * (end - start) <= min(gaps, default=size) <= _BESIDE * size


def _pieces(row: _Sets, cut: Cut) -> Iterator[Line]:
    spaces = [each.start for each in row if is_space(each.glyph)]
    piece: _Sets = []
    for each in _single([each for each in row if not is_space(each.glyph)]):
        if piece and _is_cut(piece[-1], each, cut):
            yield _line(piece, spaces)
            piece = []
        piece.append(each)
    if piece:
        yield _line(piece, spaces)


def _is_cut(before: _Set, after: _Set, cut: Cut) -> bool:
    return cut(before.glyph, after.glyph, (after.start - before.end) / max(before.glyph.em, after.glyph.em))


def _single(row: _Sets) -> _Sets:
    """The row without characters that were drawn twice to look bold."""
    kept: _Sets = []
    for each in row:
        near = _SAME_GLYPH * (each.end - each.start)
        if not any(each.start - one.start < near and _is_again(each, one) for one in kept[-3:]):
            kept.append(each)
    return kept


def _is_again(one: _Set, other: _Set) -> bool:
    level = abs(one.baseline - other.baseline) <= _SAME_GLYPH * one.glyph.size
    return level and one.glyph.text == other.glyph.text


def _line(row: _Sets, spaces: list[float]) -> Line:
    looks = _looks(row)
    between = [("", ""), *(_between(before, after, spaces) for before, after in itertools.pairwise(row))]
    texts = [space + each.glyph.text for (space, _), each in zip(between, row, strict=True)]
    alike = itertools.groupby(zip(texts, looks, strict=True), key=lambda pair: pair[1])
    found = settled([Run("".join(text for text, _ in pairs), look) for look, pairs in alike])
    doubts = [doubt for _, doubt in between]
    doubts += [code for code, _ in found.notes if code in DOUBTS]
    text = [each for each, look in zip(row, looks, strict=True) if not (look.struck or look.shift)] or row
    return Line(
        text=found.text.strip(),
        box=around([each.glyph.box for each in text]),
        baseline=min(each.baseline for each in text),
        size=max(each.glyph.size for each in text),
        doubt=gravest(doubts),
        notes=found.notes,
    )


def _looks(row: _Sets) -> list[Look]:
    """How each glyph of a line looks beside the others."""
    base, clear = _base(row)
    size = max(each.glyph.size for each in row)
    shifts = [round((base - each.baseline) / size, 2) for each in row]
    looks: list[Look] = []
    for off, group in itertools.groupby(zip(row, shifts, strict=True), key=lambda each: abs(each[1]) >= _RAISED_LEAST):
        pairs = list(group)
        counts = off and _may_be_mark([each.glyph for each, _ in pairs], size)
        looks += [
            Look(
                seen=Seen.PERHAPS if each.glyph.sight is Sight.PALE else Seen.YES,
                shift=shift if counts and clear else 0.0,
                size=round(each.glyph.size, 1),
                struck=each.glyph.struck,
                certain=UNKNOWN_CHARACTER not in each.glyph.text,
                clear=(clear or not counts) and (each.glyph.size >= _ONE_SIZE * size or not each.glyph.text.isdigit()),
            )
            for each, shift in pairs
        ]
    return looks


def _may_be_mark(glyphs: list[Glyph], size: float) -> bool:
    """Whether it matters that glyphs stand off the line: words that do are words, if they are not small."""
    small = len(glyphs) <= _LONGEST_MARK and all(glyph.size < _SAME_SIZE * size for glyph in glyphs)
    return small or any(is_number_part(glyph.text) or glyph.text.isdigit() for glyph in glyphs)


def _base(row: _Sets) -> tuple[float, bool]:
    """The baseline of a line, and whether it is clear which of several it is: the one of most of the large glyphs."""
    size = max(each.glyph.size for each in row)
    large = sorted(each.baseline for each in row if each.glyph.size >= _SAME_SIZE * size)
    groups: list[list[float]] = []
    for baseline in large:
        if not groups or baseline - groups[-1][0] >= _RAISED_LEAST * size:
            groups.append([])
        groups[-1].append(baseline)
    groups.sort(key=len, reverse=True)
    begins = row[0].glyph.size < _SAME_SIZE * size or row[0].baseline in groups[0]  # a number stands before its mark
    return groups[0][0], len(groups) == 1 or (begins and len(groups[0]) > len(groups[1]))


def _between(before: _Set, after: _Set, spaces: list[float]) -> tuple[str, str]:
    """What stands between two neighbours (a space or nothing), and the doubt about it."""
    em = max(before.glyph.em, after.glyph.em)
    wide = (after.start - before.end) / em
    narrower = min(before.end - before.start, after.end - after.start)
    if before.end - after.start > _OVERLAP * narrower or not narrower:
        return "", TEXT_OVERLAPS
    first = bisect_left(spaces, before.end - _NO_GAP * em) if wide > _NO_GAP else len(spaces)
    if first < len(spaces) and spaces[first] < after.start:
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
