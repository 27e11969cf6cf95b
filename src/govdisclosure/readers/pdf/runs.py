"""Glyphs drawn in one go, and the cells they belong to.

What was drawn in one go shows what a glyph alone does not: that a heading was laid over a table (it runs on through
rule after rule), that a label is a little too long for its cell, that a number begins where the label before it ends.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median_low

import attrs

from govdisclosure.readers.pdf.ink import Glyph, Point, Turn

_LEVEL = 0.25
"""How far (in font sizes) glyphs of one run may stand off its baseline."""
_REACH = 0.6
"""How far apart glyphs of one run may stand."""
_CLEAR = 0.15
"""A rule stands clear between two glyphs if the gap there is wider than usual in the run by this much."""
_CLOSE_CALL = 0.25
"""A share of a run this large on the wrong side of a rule makes the right side a guess."""

_NUMBER = frozenset("0123456789.,，．０１２３４５６７８９")
_FOR_NOTHING = frozenset("/-—–－无")

Run = tuple[Glyph, ...]
Spot = tuple[int, int] | None
"""A table of the page and a region of it; None outside tables."""


@attrs.frozen
class Placed:
    """Glyphs and the spot they belong to; ``guessed`` if a rule between their parts had to be overruled.

    ``unsure`` says that they may be numbers of two spots.
    """

    spot: Spot
    glyphs: Run
    guessed: bool = False
    unsure: bool = False
    deprived: Spot = None
    """A spot on which some of them stand that are parts of a number."""
    reached: Spot = None
    """A spot on which some of them stand, none of which is a part of a number."""


@attrs.frozen
class Overlay:
    """A run that crosses more rules than text of a cell can: something drawn over the table."""

    glyphs: Run
    spots: frozenset[Spot] = frozenset()
    """Where it stands."""


def runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    """The glyphs, in the order of drawing, cut where the pen moved on."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield tuple(run)
            run = []
        run.append(glyph)
    if run:
        yield tuple(run)


def is_numeric(glyphs: Iterable[Glyph]) -> bool:
    """Whether the glyphs are a number and nothing else."""
    text = "".join(glyph.text for glyph in glyphs if not is_space(glyph))
    return is_number_part(text) and any(character.isdigit() for character in text)


def is_space(glyph: Glyph) -> bool:
    """Whether the glyph leaves no ink."""
    return glyph.text.isspace()


def is_number_part(text: str) -> bool:
    """Whether a character may stand in a number."""
    return _NUMBER.issuperset(text)


def is_mark_for_nothing(text: str) -> bool:
    """Whether a text is what is printed in place of a number where there is none."""
    return _FOR_NOTHING.issuperset(text)


def gap(one: Glyph, other: Glyph) -> float:
    """The space between two glyphs in font sizes along the line; below zero where they overlap."""
    a, b = one.box, other.box
    distance = max(b.x0 - a.x1, a.x0 - b.x1, b.top - a.bottom, a.top - b.bottom)
    return distance / max(one.em, other.em)


def is_level(glyph: Glyph) -> bool:
    """Whether the next glyph of its run stands to the right or left."""
    return glyph.turn in (Turn.RIGHT, Turn.LEFT) and not glyph.downward


def place(run: Run, locate: Callable[[Point], Spot]) -> Iterator[Placed | Overlay]:
    """The parts of a run, each with the spot that ``locate`` says its glyphs stand on.

    A run that reaches over one rule belongs where most of it stands, unless one side of the rule is a number and the
    other is not: a number that follows a label is a number of the next cell. A run over more rules is an overlay.
    """
    inked = [glyph for glyph in run if not is_space(glyph)]
    parts = _parts(run, locate)
    if len(parts) < 2:
        return (Placed(*part) for part in parts)
    usual = min(_REACH, median_low([gap(*pair) for pair in itertools.pairwise(inked)]))
    groups = [parts[:1]]
    for before, after in itertools.pairwise(parts):
        last = next(glyph for glyph in reversed(before[1]) if not is_space(glyph))
        if gap(last, after[1][0]) - usual >= _CLEAR:
            groups.append([])
        groups[-1].append(after)
    return itertools.chain.from_iterable(map(_settle, groups))


def _parts(run: Run, locate: Callable[[Point], Spot]) -> list[tuple[Spot, Run]]:
    """The run cut where the spot changes; spaces stay with what they follow, and lead nothing."""
    parts: list[tuple[Spot, list[Glyph]]] = []
    for glyph in run:
        if is_space(glyph):
            spot = parts[-1][0] if parts else None
        else:
            spot = locate(glyph.box.middle)
        if parts and parts[-1][0] == spot:
            parts[-1][1].append(glyph)
        elif not is_space(glyph):
            parts.append((spot, [glyph]))
    return [(spot, tuple(glyphs)) for spot, glyphs in parts]


def _settle(parts: Sequence[tuple[Spot, Run]]) -> Iterator[Placed | Overlay]:
    glyphs = tuple(glyph for _, part in parts for glyph in part)
    if len(parts) == 1:
        yield Placed(parts[0][0], glyphs)
    elif len(parts) > 2:
        yield Overlay(glyphs, frozenset(spot for spot, _ in parts))
    elif len({is_numeric(part) for _, part in parts}) == 2:
        yield from (Placed(spot, part, guessed=True) for spot, part in parts)
    else:
        larger, smaller = sorted(parts, key=lambda part: len(part[1]), reverse=True)
        close = len(smaller[1]) >= _CLOSE_CALL * len(glyphs)
        numeric = is_numeric(glyphs)
        of_number = any(is_number_part(glyph.text) for glyph in smaller[1])
        deprived, reached = (smaller[0], None) if of_number else (None, smaller[0])
        yield Placed(larger[0], glyphs, close or numeric, unsure=close and numeric, deprived=deprived, reached=reached)


def _follows(one: Glyph, other: Glyph) -> bool:
    if (one.turn, one.downward) != (other.turn, other.downward):
        return False
    along = 1 if is_level(one) else 0
    off = abs(one.origin[along] - other.origin[along])
    return off <= _LEVEL * one.size and -_REACH <= gap(one, other) <= _REACH
