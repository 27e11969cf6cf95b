"""What a kind of deviation is."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import attrs
from benchmarks.reading.draft import Draft

from govdisclosure.strategies.deviations import DEVIATIONS
from govdisclosure.strategies.layouts import LAYOUTS, Layout

FORMATS = ("html", "text", "markdown", "csv", "xlsx", "docx", "pdf", "office")
MARKED_UP = frozenset({"html", "docx", "office"})
"""Formats in which the cells of a row flow from the left, so that one too few moves all after it (LibreOffice makes the
last cell wider)."""
SLOTTED = frozenset({"csv", "xlsx"})
TEXTS = frozenset({"text", "markdown"})
ALL = frozenset(FORMATS)

Change = Callable[[Draft, Random], Draft]
MarkUp = Callable[[str, Random], str]
Encode = Callable[[str, Random], bytes]


@attrs.frozen(kw_only=True)
class Kind:
    """One way in which documents deviate from the form.

    Exactly one of ``change`` (what stands on the paper), ``markup`` (how a format writes it; ``markups`` where each
    does it in its own way) and ``encode`` (its bytes) does the work, or the writer of the format knows the name
    (``drawn``).

    ``keeps`` says that everything can still be read by somebody who sees the document; ``parts`` that it is asked for
    only where something parts cells; ``breaks`` that it puts line breaks into cells, which are all that parts rows in
    some layouts, and ``words`` that it puts words where figures should be, which some layouts do not tell from labels;
    ``moves`` that rows begin further left than others, which leaves it open what a blank at their beginning is;
    ``blanks`` that it leaves cells empty and ``adds`` that it puts numbers beside
    the figures: where empty cells vanish and only white space parts cells, both together cannot be told from a whole
    row, and are not asked for. ``reorders`` says that the order of columns is another, which needs their heads, and
    ``beheads`` that heads are gone or say less than they should, ``tops`` that something else stands where layouts look
    for them. ``cuts`` says that tables come in pieces, which is
    done after all that needs them whole; ``around`` that other tables come in, which is done last. ``layouts`` are the
    only ones that it is asked for in.
    ``stores`` says that it stores texts or other numbers than those that are meant.
    ``says`` are codes of notices, one of which the reading must have; ``spares`` are codes of which it must have none.
    """

    name: str
    change: Change | None = None
    markup: MarkUp | None = None
    markups: Mapping[str, MarkUp] = {}
    encode: Encode | None = None
    drawn: bool = False
    formats: frozenset[str] = ALL
    keeps: bool = True
    parts: bool = False
    breaks: bool = False
    words: bool = False
    moves: bool = False
    blanks: bool = False
    adds: bool = False
    reorders: bool = False
    beheads: bool = False
    tops: bool = False
    cuts: bool = False
    around: bool = False
    layouts: frozenset[str] | None = None
    stores: bool = False
    says: frozenset[str] = frozenset()
    spares: frozenset[str] = frozenset()

    def writes(self, format: str) -> MarkUp | None:
        """How a format writes it; None where that is left to the writer of the format."""
        return self.markups.get(format, self.markup)

    def fits(self, format: str, layout: Layout | None) -> bool:
        """Whether the kind is asked for in this format and layout."""
        if format not in self.formats or (self.parts and layout is not None and not layout.parts):
            return False
        if self.layouts is not None and layout is not None and layout.name not in self.layouts:
            return False
        return not ((self.reorders or self.tops) and layout is not None and layout.name in HEADLESS)


FLOWING = frozenset(
    {"page", "word page", "page in a table", "page of bare cells", "tabs", "rows of pipes", "rows between pipes"}
    | {"lines between pipes", "lines before pipes", "cells of several lines", "lines", "mixture", "printed text"}
    | {"spaces", "one line"}
)
"""Layouts without a cell for each slot: where a cell is missing, those after it move."""

LINED = frozenset(layout.name for layout in LAYOUTS) - {"one line"}
"""Layouts in which lines can be told apart."""

HEADLESS = frozenset({"printed text"})
"""Layouts that lose the heads of columns."""


_TITLES = frozenset(
    {
        "title variants",
        "title without organ",
        "title without year",
        "title over several lines",
        "title twice",
        "no title",
    }
    | {"owner of the site over the title", "document number and salutation", "years at odds"}
)
_SENTENCES = frozenset(
    {
        "figures in the text",
        "sentences with words of the tables",
        "outline with the titles of all sections",
    }
)
"""Those that put sentences between any two lines."""
_DATED = frozenset({"years at odds", "period variants", "digits lost in the period", "period in the last section"})

_AS_THE_OTHER = frozenset({"heads of the other edition", "rows lost"})
"""The rows that are left under such heads may be those of that edition."""


def together(kinds: tuple[Kind, ...], layout: Layout | None) -> bool:
    """Whether these kinds may be asked for in one document: not if nobody could tell what it means."""
    names = {kind.name for kind in kinds}
    if len(names) < len(kinds) or sum(kind.encode is not None for kind in kinds) > 1:
        return False
    told_by_heads = any(kind.reorders for kind in kinds) or "heads of the other edition" in names
    if told_by_heads and any(kind.beheads for kind in kinds):
        return False
    if sum(kind.name in _TITLES for kind in kinds) > 1 or sum(kind.cuts for kind in kinds) > 1:
        return False
    if sum(kind.name in _DATED for kind in kinds) > 1 or names >= _AS_THE_OTHER:
        return False
    if "title over several lines" in names and names & _SENTENCES:
        return False  # nobody looks for the rest of a title behind a sentence
    if any(kind.stores for kind in kinds) and any(name.startswith("totals as formulas") for name in names):
        return False  # a sum leaves texts out, and counts what nobody sees: the workbook shows another total
    if "split numbers" in names and any(kind.stores for kind in kinds):
        return False  # nobody can tell of which piece a look says something
    if "rows contradictory" in names and any(kind.blanks for kind in kinds):
        return False  # a label with nothing beside it is as well a heading
    if "a cell too many in a row" in names and any(kind.blanks for kind in kinds):
        return False  # a blank at the end of the row takes what the cell has moved
    if "a cell too few in a row" in names and any(kind.adds for kind in kinds):
        return False  # what was added takes the place of the one that is missing
    if "page inside a script" in names and any(kind.markups for kind in kinds):
        return False  # its style sheets stay outside
    vanish = layout is not None and not layout.parts
    return not (vanish and any(kind.blanks for kind in kinds) and any(kind.adds for kind in kinds))


def deviation(name: str, **more: Any) -> Kind:
    """A deviation of the strategies of the library, by its name there."""
    function = DEVIATIONS[name]

    def change(draft: Draft, rng: Random) -> Draft:
        return attrs.evolve(draft, paper=function(draft.paper, rng.randbytes(17)))

    return Kind(name=name, change=change, **more)
