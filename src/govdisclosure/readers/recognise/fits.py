"""A row held against a way of laying out its table: which cell is which column, what stands beside them, the cost."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import FORMS, Edition, remembered
from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import HEADER_BY_ORDER, HEADER_MISSING, HEADER_UNCLEAR
from govdisclosure.readers.grid import GridCell
from govdisclosure.readers.labels import Entry, Role
from govdisclosure.readers.numbers import is_numeric, parse
from govdisclosure.readers.recognise.columns import is_whole, leads_of, match, options_of
from govdisclosure.readers.recognise.costs import LOOSE, NO_CELL, SPARE
from govdisclosure.readers.recognise.found import Form, Header, Leaf, Unplaced, shared
from govdisclosure.readers.recognise.layouts import PAD, Layout

WORDS: Final = "words"
NUMBER: Final = "number"
MARK: Final = "mark"

Beside = tuple[Leaf | None, GridCell, int]
"""Something beside the columns of a row: the head over it, the cell, and at which place."""


@attrs.frozen(eq=False)
class Frame:
    """The columns over a row: their heads, those beside them, or how many there may be in which edition without heads.

    ``slots`` says that the heads stand where the columns do. ``codes`` are notices about them, ``over`` is what else is
    printed there.
    """

    core: tuple[Leaf, ...] = ()
    before: tuple[Leaf, ...] = ()
    after: tuple[Leaf, ...] = ()
    sizes: Mapping[Edition | None, int] = attrs.field(factory=dict[Edition | None, int])
    slots: bool = False
    codes: tuple[str, ...] = ()
    over: str = ""
    leads: tuple[int, ...] = (0,)
    """How many more cells may stand before the columns, as the label is less deep than those of the form may be."""

    def size(self, edition: Edition | None) -> int:
        """How many columns the row has; 0 if an edition does not have the row."""
        return self.sizes.get(None, self.sizes.get(edition, 0))


@attrs.define(eq=False)
class Fit:
    """A row in one way: the cells of its columns, what stands beside them, and what that costs.

    ``merged`` are the numbers of the columns that share their figure with others. ``extra`` stands under heads of
    columns that are not of the form, ``surplus`` under none. ``beside`` is the pattern of both, ``short`` says that
    cells are missing there in a row of a stream, ``doubtful`` that some of the figures beside may be those of a column.
    """

    cells: tuple[GridCell, ...]
    merged: frozenset[int] = frozenset()
    extra: tuple[tuple[Leaf, GridCell], ...] = ()
    surplus: tuple[GridCell, ...] = ()
    beside: tuple[tuple[int, str], ...] = ()
    cost: float = 0.0
    short: bool = False
    doubtful: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What is read in the columns."""
        return tuple([cell.text.strip() for cell in self.cells])

    @property
    def full(self) -> bool:
        """Whether something stands in every column."""
        return all(self.texts)

    @property
    def is_remark(self) -> bool:
        """Whether all that stands beside the columns is one text behind them."""
        return len(self.surplus) == len(self.beside) == 1 and self.beside[0][0] > 0 and self.beside[0][1] == WORDS

    @property
    def has_nameless_number(self) -> bool:
        """Whether a figure stands beside the columns under no head."""
        return bool(self.surplus) and any(kind == NUMBER for _, kind in self.beside)


def fitted(row: Unplaced, frame: Frame, layout: Layout, edition: Edition | None, ends: Mapping[int, int]) -> Fit | None:
    """The fit of a row in a way; none if it does not stand so.

    ``edition`` is the one whose columns a row without heads has, ``ends`` the slot at which the lines of a block end.
    """
    return _in_slots(row, frame, ends) if layout.slots else _in_order(row, frame, layout, edition)


def spare(row: Unplaced, frame: Frame, edition: Edition | None) -> Fit | None:
    """The fit of a row with as many filled cells as columns, side by side: in any way with nothing else beside them."""
    cells, size = inner(row.printed), frame.size(edition)
    behind = size == 1 and bool(cells) and not is_filled(row.printed[0])  # a figure behind blanks may be any
    if len(cells) != size or behind or not all(map(is_filled, cells)) or (row.slotted and _holes(cells)):
        return None
    return Fit(cells, cost=SPARE.worth)


def _fit(
    cells: tuple[GridCell, ...], beside: Sequence[Beside], cost: float, merged: frozenset[int], *, short: bool = False
) -> Fit:
    return Fit(
        cells,
        merged,
        extra=tuple([(head, cell) for head, cell, _ in beside if head]),
        surplus=tuple([cell for head, cell, _ in beside if not head]),
        beside=tuple([(at, _kind(cell)) for _, cell, at in beside]),
        cost=cost,
        short=short,
    )


# --- in order --------------------------------------------------------------------------------------------------------


def _in_order(row: Unplaced, frame: Frame, layout: Layout, edition: Edition | None) -> Fit | None:
    """The fit of a row whose columns are cells one after another; none if there are too few or too many, or several."""
    size = frame.size(edition)
    padded = bool((layout.after == PAD and row.edge) or (row.ending and layout.after))
    found: list[Fit] = []
    for lead in frame.leads if layout.depth else (0,):
        before = max(0, layout.before + lead)
        rest = len(row.printed) - before - size
        fits = size > 0 and (rest == max(0, layout.after) or (padded and rest >= 0))
        if fits and (fit := _from(row, frame, layout, before, size)):
            found.append(fit)
    if len(found) > 1:
        found = [fit for fit in found if not fit.surplus]
    return found[0] if len(found) == 1 else None


def _from(row: Unplaced, frame: Frame, layout: Layout, before: int, size: int) -> Fit | None:
    """The fit of a row with so many cells before so many columns."""
    inner, rest = row.printed[before : before + size], row.printed[before + size :]
    cost = _cost_of_end(row, layout, inner, rest)
    if cost is None or (row.slotted and _holes(inner)):
        return None
    if not before and not rest and not frame.before and not frame.after and layout.after <= 0:
        return Fit(inner, cost=cost)
    unled, unheaded = max(0, len(frame.before) - before), max(0, before - len(frame.before))
    heads = [*[None] * unheaded, *frame.before[unled:], *[*frame.after, *[None] * len(rest)][: len(rest)]]
    places = [*range(-before, 0), *range(size, size + len(rest))]
    cells = (*row.printed[:before], *rest)
    beside: list[Beside] = [
        (head if head and not head.blank else None, cell, at)
        for head, cell, at in zip(heads, cells, places, strict=True)
        if is_filled(cell)
    ]
    if any(head is None and at < 0 and _kind(cell) != WORDS for head, cell, at in beside):
        return None
    missing = sum(not leaf.blank for leaf in (*frame.before[:unled], *frame.after[len(rest) :]))
    short = missing > 0 or len(rest) < layout.after
    return _fit(inner, beside, cost + NO_CELL.worth * missing, frozenset(), short=short)


def _cost_of_end(row: Unplaced, layout: Layout, inner: Sequence[GridCell], rest: Sequence[GridCell]) -> float | None:
    """What the cells behind the columns cost; none if they are not those of the way."""
    exact = len(rest) == max(0, layout.after)
    if not exact and any(map(is_filled, rest)):
        return None
    short = len(rest) < layout.after or (layout.after == PAD and not rest and not row.edge)
    if short and not is_filled(inner[-1]):
        return None  # its last cell is a blank, or what stands between rows
    return LOOSE.worth if row.ending and layout.after != PAD and not exact else 0.0


def _holes(cells: Sequence[GridCell]) -> bool:
    if cells[-1].column - cells[0].column < len(cells):
        return False  # a slot for each
    return any(left.column + left.colspan < right.column for left, right in itertools.pairwise(cells))


# --- in slots --------------------------------------------------------------------------------------------------------


def _in_slots(row: Unplaced, frame: Frame, ends: Mapping[int, int]) -> Fit | None:
    """The fit of a row whose columns stand under their heads; none if one has no cell, or several texts."""
    if not (row.slotted and frame.core and row.printed):
        return None
    if frame.slots:
        return _under_heads(row, frame, ends)
    moved = attrs.evolve(frame, core=_moved(frame.core, row.printed[0].column))
    return _under_heads(row, frame, ends) or _under_heads(row, moved, ends)  # of a piece without a head of its own


def _under_heads(row: Unplaced, frame: Frame, ends: Mapping[int, int]) -> Fit | None:
    core = frame.core
    if core[0].start < row.end:
        return None
    reaching = [cell for cell in row.above if cell.column >= core[0].start]
    slots = {slot: cell for cell in row.printed for slot in range(cell.column, cell.column + cell.colspan)}
    held = [_under(leaf, slots, reaching) for leaf in core]
    named = [leaf for leaf in (*frame.before, *frame.after) if not leaf.blank]
    outside = [
        cell for cell in row.printed if cell.column + cell.colspan <= core[0].start or cell.column >= core[-1].end
    ]
    missing = sum([not any(_touch(cell, leaf) for cell in (*row.printed, *reaching)) for leaf in named])
    if not _ends_well(row, frame, outside, named, ends) or (missing and row.spot.block not in ends):
        return None
    cells = tuple([cell for cell in held if cell is not None])
    if len(cells) < len(core):
        return None
    beside: list[Beside] = [
        (next((leaf for leaf in named if _touch(cell, leaf)), None), cell, cell.column)
        for cell in outside
        if is_filled(cell)
    ]
    shared = {id(left) for left, right in itertools.pairwise(cells) if left is right}
    merged = [at for at, cell in enumerate(cells) if (id(cell) in shared or cell in reaching) and is_numeric(cell.text)]
    return _fit(cells, beside, NO_CELL.worth * missing, frozenset(merged))


def _ends_well(
    row: Unplaced, frame: Frame, outside: Sequence[GridCell], named: Sequence[Leaf], ends: Mapping[int, int]
) -> bool:
    """Whether a row ends where the lines of its block do, failing a usual end with one of the heads."""
    last = row.printed[-1].column + row.printed[-1].colspan
    beyond = [cell for cell in outside if is_filled(cell) or cell.column >= frame.core[0].start]
    headed = all(any(_touch(cell, leaf) for leaf in named) for cell in beyond)
    exact = headed and last in [leaf.end for leaf in (frame.core[-1], *named)]
    if not exact and not frame.slots:
        return False
    return ends.get(row.spot.block, row.last if exact else -1) == row.last


def _touch(cell: GridCell, leaf: Leaf) -> bool:
    return cell.column < leaf.end and leaf.start < cell.column + cell.colspan


def _under(leaf: Leaf, slots: Mapping[int, GridCell], reaching: Sequence[GridCell]) -> GridCell | None:
    """What stands under a head; none if nothing does, or several texts do.

    What reaches down from above counts where the row has no cell of its own, or if it is a figure.
    """
    if not reaching and leaf.end - leaf.start == 1:
        return slots.get(leaf.start)  # as nearly all
    own = list({id(slots[at]): slots[at] for at in range(leaf.start, leaf.end) if at in slots}.values())
    above = [cell for cell in reaching if _touch(cell, leaf) and (not own or is_numeric(cell.text))]
    filled = [cell for cell in (*own, *above) if is_filled(cell)]
    copies = leaf.copied and len({cell.text for cell in filled}) == 1
    if not (own or above) or (len(filled) > 1 and not copies):
        return None
    return (filled or own or above)[0]


# --- the columns of a row --------------------------------------------------------------------------------------------


def frame_of(row: Unplaced) -> Frame:
    """The columns over a row, and how deep its label stands."""
    return _frame(row.table, row.header, row.forms, leads_of(row.table, row.label), (row.start, row.end, row.stop))


@remembered(4096)
def _frame(
    table: str, header: Header | None, forms: tuple[Form, ...], leads: tuple[int, ...], slots: tuple[int, int, int]
) -> Frame:
    """The same for the rows with the same label under the same header; ``slots`` are their start, end and stop."""
    if header is not None and header.unclear:
        return Frame(codes=(HEADER_UNCLEAR,), leads=leads)
    leaves = _leaves_over(header, *slots)
    named = {number for number, leaf in enumerate(leaves) if leaf.entries}
    numbers = sorted(named.union(_misprinted(leaves, forms, table)))
    if header is None or not numbers:
        return _headless(header, leaves, forms, leads)
    first, last = numbers[0], numbers[-1] + 1
    core, codes = leaves[first:last], (HEADER_BY_ORDER,) if header.assumed else ()
    whole = is_whole(leaves, tuple(form for form in forms if form.alone), table)
    if official := None if whole else _official(leaves, forms):
        first, core = official
        last, codes = first + len(core), (HEADER_BY_ORDER,)
    elif not is_whole(leaves, forms, table):
        return Frame(codes=(HEADER_UNCLEAR,), leads=leads)
    return Frame(core, leaves[:first], leaves[last:], {None: len(core)}, not header.by_order, codes, leads=leads)


def _misprinted(leaves: tuple[Leaf, ...], forms: Sequence[Form], table: str) -> tuple[int, ...]:
    """The numbers of the leaves that misprint columns of a row where all others are named; nothing if not all are."""
    found = ((match(leaves, form, table), len(form.cells)) for form in forms if form.alone)
    return next((each.near for each, size in found if len(each.leaf_of) == size), ())


def _headless(header: Header | None, leaves: Sequence[Leaf], forms: Sequence[Form], leads: tuple[int, ...]) -> Frame:
    """As many columns as each edition has in the row."""
    sizes: dict[Edition | None, int] = {form.edition: len(form.cells) for form in forms if form.alone}
    if len(set(sizes.values())) == 1:
        sizes = {None: next(iter(sizes.values()))}
    assumed = (HEADER_BY_ORDER,) if header is not None and header.assumed else ()
    over = " ".join(leaf.text for leaf in leaves)
    return Frame(sizes=sizes, codes=(HEADER_MISSING, *assumed), over=over, leads=leads)


def _moved(core: Sequence[Leaf], start: int) -> tuple[Leaf, ...]:
    """The columns as wide as they are, from another slot on."""
    by = start - core[0].start
    return tuple(attrs.evolve(leaf, start=leaf.start + by, end=leaf.end + by) for leaf in core)


def _leaves_over(header: Header | None, start: int, end: int, stop: int) -> tuple[Leaf, ...]:
    """The leaves that stand over a row, without what is printed over its labels."""
    if header is None:
        return ()
    if header.by_order:
        return header.leaves
    inside = [leaf for leaf in header.leaves if start <= leaf.start and leaf.end <= stop and not leaf.frame]
    first = next((number for number, leaf in enumerate(inside) if leaf.entries), 0)
    return tuple(
        leaf for number, leaf in enumerate(inside) if number >= first or (leaf.start >= end and not leaf.blank)
    )


def _official(leaves: Sequence[Leaf], forms: Sequence[Form]) -> tuple[int, tuple[Leaf, ...]] | None:
    """What the leaves of a header are of which some name nothing, if the others stand where the form has them.

    With the number of the first of them: leaves that name nothing may stand around those of the form.
    """
    fitting = [(form, at) for form in forms for at in range(len(leaves)) if _stands_from(leaves, at, form)]
    if len({at for _, at in fitting}) != 1:
        return None
    (form, first), *more = fitting
    every: frozenset[Edition] = frozenset(FORMS) if form.edition is None or more else frozenset((form.edition,))
    return first, tuple(
        shared(attrs.evolve(leaf, entries=(Entry(Role.COLUMN, "", cell.path[-1:], every, official=True),)))
        for leaf, cell in zip(leaves[first:], form.cells, strict=False)
    )


def _stands_from(leaves: Sequence[Leaf], first: int, form: Form) -> bool:
    """Whether all leaves that name a column stand, counted from one of them, where a form has their columns.

    Half of them at least have to, where others stand around them.
    """
    inside = range(first, first + len(form.cells))
    named = [at for at, leaf in enumerate(leaves) if leaf.entries]
    printed = [at for at, leaf in enumerate(leaves) if not leaf.blank]
    enough = len(leaves) == len(inside) or printed == [*inside] or 2 * len(named) >= len(inside)
    fits = inside.stop <= len(leaves) and all(at in inside for at in named)
    return enough and fits and all(at - first in options_of(leaves[at], form) for at in named)


# --- cells -----------------------------------------------------------------------------------------------------------


def is_filled(cell: GridCell) -> bool:
    """Whether anything is printed in a cell."""
    return bool(cell.text.strip())


def inner(cells: tuple[GridCell, ...]) -> tuple[GridCell, ...]:
    """What stands between the first and the last of some cells that are filled, those included."""
    filled = [number for number, cell in enumerate(cells) if is_filled(cell)]
    return cells[filled[0] : filled[-1] + 1] if filled else ()


def _kind(cell: GridCell) -> str:
    """What stands beside the columns: a number, a nought or a mark for nothing, or words."""
    value = parse(cell.text).value
    if value == 0 or value is Gap.PLACEHOLDER:
        return MARK
    return NUMBER if any(map(str.isdigit, cell.text)) else WORDS
