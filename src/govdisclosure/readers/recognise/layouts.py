"""Which cell of a row stands in which column: the ways in which a table may be laid out, scored over all its rows.

A table is laid out in one way. So the ways that are met in documents are listed, each is held against all rows of the
table in all its pieces, and a row is read only where every way that is nearly as good as the best says the same of it.
"""

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import CELLS_MERGED, HEADER_BY_ORDER, HEADER_MISSING, HEADER_UNCLEAR, ROW_INCOMPLETE
from govdisclosure.readers.grid import GridCell, Sure
from govdisclosure.readers.labels import Entry, Role, rows_by_path
from govdisclosure.readers.numbers import is_numeric, parse
from govdisclosure.readers.recognise.columns import is_whole, leads_of, options_of
from govdisclosure.readers.recognise.found import Form, Held, Leaf, Row, Unplaced

PAD: Final = -1
"""Any number of empty cells after the columns, up to the usual end of the lines."""


@attrs.frozen
class Layout:
    """A way in which the rows of a table may stand: so many cells before their columns, so many after them.

    ``depth`` says that there are as many more before them as the label is less deep than those of the form may be (one
    less of them where ``before`` is -1: the labels stand in fewer columns),
    ``slots`` instead of all this that every column stands where its head does. ``cost`` speaks against the way itself.
    """

    before: int = 0
    after: int = 0
    depth: bool = False
    slots: bool = False
    cost: float = 0.0


LAYOUTS: Final = (
    Layout(slots=True),
    *(
        Layout(before, after, depth, cost=cost + (0.05 * after if after != PAD else 0.05))
        for before, depth, cost in (
            (0, False, 0.0),
            (0, True, 0.05),
            (-1, True, 1.2),
            (1, False, 1.2),
            (1, True, 1.2),
            (2, False, 1.2),
        )
        for after in (0, 1, 2, 3, PAD)
    ),
)

NO_FIT: Final = 1.0
"""What a row costs that does not stand in a way."""
NO_CELL: Final = 0.4
"""What a column costs that has a head beside those of the form, and no cell in a row."""
NAMELESS: Final = (1.0, 3.0)
"""What a way costs in which a column of figures has no head: of a few rows, and of more."""
LOOSE: Final = 0.25
"""What the last row before something else costs that has lost or gained blanks."""
SPARE: Final = NO_FIT
"""What a row costs that has a figure in every column, and other blanks beside them than the rest of its table."""
ABSENT: Final = 0.6
"""What a row of the form costs that a table does not print, where it has to be told which edition it is."""
REMARK: Final = 0.3
"""What words cost that stand beyond the columns of a row, under no head."""
NEAR: Final = 0.5
"""How much worse than the best way a row may stand in another that has a say in it."""
WORDS: Final = "words"
NUMBER: Final = "number"
MARK: Final = "mark"
LEADING: Final = 0.3
"""How much worse than the best a way may be that is as good as the best."""
FEW: Final = 3
"""Rows that may look alike by chance."""


def _margin(voters: int, *, slotted: bool) -> float:
    """How much worse than the best a way may be that is still believed."""
    if voters > FEW:
        return 1.0
    return 0.5 if slotted else 1.5


@attrs.frozen(eq=False)
class Frame:
    """The columns that a row has: the heads over them, those beside them, or how many there may be without heads."""

    core: tuple[Leaf, ...] = ()
    before: tuple[Leaf, ...] = ()
    after: tuple[Leaf, ...] = ()
    sizes: Mapping[Edition | None, int] = attrs.field(factory=dict[Edition | None, int])
    slots: bool = False
    codes: tuple[str, ...] = ()
    over: str = ""


@attrs.frozen(eq=False)
class Fit:
    """A row in one way: what stands in its columns, what stands beside them, and what that costs."""

    held: tuple[Held, ...]
    extra: tuple[tuple[Leaf, GridCell], ...]
    surplus: tuple[GridCell, ...]
    beside: tuple[tuple[int, str], ...]
    bare: bool
    cost: float = 0.0
    doubtful: bool = False

    @functools.cached_property
    def texts(self) -> tuple[str, ...]:
        """What is read in the columns."""
        return tuple(each.cell.text.strip() for each in self.held)


def place(rows: Sequence[Unplaced]) -> Iterator[tuple[Unplaced, Row]]:
    """Each row, and the same with its values in their columns, where that is certain."""
    groups: dict[tuple[str, int, bool], list[Unplaced]] = {}
    for row in rows:
        groups.setdefault((row.table, row.spot.side, row.slotted), []).append(row)
    tall = _tall(rows)
    kept: list[bool] = []  # whether the streams before keep their blanks
    for key in sorted(groups, key=lambda key: key[0] == "remedies"):
        table = _Table(groups[key], tall, keeps_blanks=bool(kept) and all(kept))
        yield from table.placed()
        kept += [] if table.slotted else [table.is_tight]


def _tall(rows: Iterable[Unplaced]) -> frozenset[int]:
    """The cells of figures that reach into another row, by identity."""
    rows = [row for row in rows if row.above]
    above = {id(cell) for row in rows for cell in row.above}
    return frozenset(above)


class _Table:
    """The rows of one table, in all its pieces."""

    def __init__(self, rows: Sequence[Unplaced], tall: frozenset[int], *, keeps_blanks: bool) -> None:
        self.rows, self.tall, self.keeps_blanks = rows, tall, keeps_blanks
        self.is_tight = False
        self.slotted = rows[0].slotted
        self.frames = {id(row): _frame(row) for row in rows}
        self.ends = _usual_ends(rows)
        self.editions = self._editions()

    def _editions(self) -> Mapping[Edition | None, float]:
        """The editions between which rows without heads have to be told, and what speaks against each.

        The rows that its form has and the table does not print, and those printed that it does not have.
        """
        several = {edition for frame in self.frames.values() for edition in frame.sizes if edition}
        if not several:
            return {None: 0.0}
        printed = {entry.path: entry.editions for row in self.rows for entry in row.label.of(Role.ROW, row.table)}
        cost: dict[Edition | None, float] = {}
        for edition in several:
            form = rows_by_path(FORMS[edition].table(self.rows[0].table))
            absent = sum(path not in printed for path in form)
            strange = sum(edition not in editions for editions in printed.values())
            cost[edition] = ABSENT * absent + NO_FIT * strange
        return cost

    def placed(self) -> Iterator[tuple[Unplaced, Row]]:
        """Every row, once."""
        choice: dict[int, Fit] = {}
        left = [row for row in self.rows if self.frames[id(row)].sizes and not row.refused]
        for _ in range(2):
            found, bare = self._chosen(left)
            choice.update(found)
            left = [row for row in left if id(row) not in found]
            if bare or len([row for row in left if _has_figure(row)]) <= FEW:
                break
        for row in self.rows:
            yield row, self._row(row, choice.get(id(row)))

    def _chosen(self, rows: Sequence[Unplaced]) -> tuple[Mapping[int, Fit], bool]:
        """The fits of the rows that all near ways read alike; whether any has a filled column without a head."""
        voters = [row for row in rows if _has_figure(row)] or rows
        ways = [(layout, edition) for layout in LAYOUTS for edition in self.editions]
        fits = {way: self._fits(rows, voters, *way) for way in ways}
        costs = {
            (layout, edition): layout.cost
            + self.editions[edition]
            + (NAMELESS[len(voters) > FEW] if any(fit.doubtful for fit in own.values()) else 0.0)
            + sum(own[id(row)].cost if id(row) in own else NO_FIT for row in voters)
            for (layout, edition), own in fits.items()
            if own
        }
        if not costs:
            return {}, False
        best = min(costs, key=lambda layout: costs[layout])
        counted = [row for row in voters if self.slotted or not self._is_short(row)]
        if 2 * sum(id(row) in fits[best] and fits[best][id(row)].cost < NO_FIT for row in counted) < len(counted):
            return {}, False
        limit = costs[best] + _margin(len(voters), slotted=self.slotted)
        near = sorted((way for way in costs if costs[way] <= limit), key=lambda way: costs[way])
        leading = [way for way in near if costs[way] <= costs[best] + LEADING]
        found: dict[int, Fit] = {}
        for row in rows:
            own = [fits[way].get(id(row)) for way in near]
            if fit := _agreed(own[: len(leading)], own):
                found[id(row)] = fit
        if not self.slotted:
            found = self._without_doubtful_ends(found, counted == voters)
            self.is_tight = self.is_tight or (best[0].after == best[0].before == 0 and len(found) > 1)
        return found, any(fit.beside for fit in fits[best].values())

    def _without_doubtful_ends(self, found: dict[int, Fit], whole: bool) -> dict[int, Fit]:
        """The fits without those whose first or last cell is a blank which may as well stand between rows.

        It does not where no row is too short (``whole``) or blanks stand among figures, and several rows that have
        figures at both ends are as long.
        """
        full = [fit for fit in found.values() if all(is_filled(fit.held[end].cell) for end in (0, -1))]
        kept = any(not is_filled(each.cell) for fit in full for each in fit.held)
        if (whole or kept) and (len(full) > 1 or (self.keeps_blanks and len(found) == 1)):
            return found
        return {key: fit for key, fit in found.items() if fit in full}

    def _is_short(self, row: Unplaced) -> bool:
        """Whether a row of which blanks may have vanished has fewer cells than columns."""
        return len(row.cells) < min(self.frames[id(row)].sizes.values())

    def _fits(
        self, rows: Sequence[Unplaced], voters: Sequence[Unplaced], layout: Layout, edition: Edition | None
    ) -> dict[int, Fit]:
        """The rows that stand in a way, by identity, with what stands beside the columns of most if it has no head."""
        fits = {id(row): fit for row in rows if (fit := self._fit(row, layout, edition))}
        patterns = Counter(fits[id(row)].beside for row in voters if id(row) in fits)
        bare = [fits[id(row)].beside for row in voters if id(row) in fits and fits[id(row)].bare]
        numbers = sum(any(kind == NUMBER for _, kind in beside) for beside in bare)
        many = patterns.total() > FEW
        if not layout.slots and numbers > (
            max(1, patterns.total() // 10) if many else 0
        ):  # which of the figures has no head may be any
            return {key: attrs.evolve(fit, doubtful=True) for key, fit in fits.items()}
        usual = {
            beside
            for beside, count in patterns.items()
            if count > FEW and 4 * count >= 3 * patterns.total() and all(kind != NUMBER for _, kind in beside)
        }
        found: dict[int, Fit] = {}
        for key, fit in fits.items():
            if not fit.bare or fit.beside in usual:
                found[key] = fit
            elif len(fit.surplus) == 1 and _is_remark(fit.beside):
                found[key] = attrs.evolve(fit, bare=False, cost=fit.cost + REMARK)
        if patterns and patterns.most_common(1)[0][0] == ():
            for row in rows:
                if id(row) not in found and (full := _filled(row, self.frames[id(row)], edition)):
                    found[id(row)] = full
        return found

    def _fit(self, row: Unplaced, layout: Layout, edition: Edition | None) -> Fit | None:
        frame = self.frames[id(row)]
        if layout.slots:
            return _in_slots(row, frame, self.ends)
        return _in_order(row, frame, layout, edition)

    def _row(self, row: Unplaced, fit: Fit | None) -> Row:
        frame = self.frames[id(row)]
        codes = frame.codes
        held: tuple[Held, ...] = ()
        leaves: tuple[Leaf, ...] = ()
        if fit is None:
            codes = codes if HEADER_UNCLEAR in codes else (ROW_INCOMPLETE,)
        else:
            held = tuple(self._unshared(each) for each in (*fit.held, *(Held(cell) for _, cell in fit.extra)))
            leaves = (*frame.core, *(leaf for leaf, _ in fit.extra)) if frame.core else ()
            if not frame.core and all(each.cell.sure is Sure.GUESSED for each in held):
                held, codes = (), (HEADER_UNCLEAR,)  # neither their order nor that they are columns is printed
            elif not frame.core and row.cell is None and not any(map(is_filled, row.cells)):
                held, codes = (), (ROW_INCOMPLETE,)  # nothing says that it is a row
        return Row(
            table=row.table, label=row.label, cell=row.cell, groups=row.groups, leaves=leaves if held else (),
            held=held, printed=row.cells, surplus=fit.surplus if fit and held else (),
            codes=tuple(dict.fromkeys((*row.codes, *codes))), anchored=row.anchored, headed=row.headed,
            over=f"{frame.over} {row.over}", spot=row.spot,
        )  # fmt: skip

    def _unshared(self, held: Held) -> Held:
        """What stands in a column; in doubt where it stands in the rows below as well."""
        several = id(held.cell) in self.tall and is_numeric(held.cell.text)
        return Held(held.cell, CELLS_MERGED) if several else held


def _agreed(leading: Sequence[Fit | None], near: Sequence[Fit | None]) -> Fit | None:
    """The fit of a row in the leading ways; none if another that is nearly as good says something else.

    Where a figure stands in every column, no way in which figures have no head speaks against it.
    """
    own = [fit for fit in leading if fit is not None]
    whole = [fit for fit in own if not fit.doubtful and all(is_filled(each.cell) for each in fit.held)]
    first = next(iter((*whole, *own)), None)
    if first is None:
        return None
    others = [fit for fit in near if fit is not None and not (whole and fit.doubtful)]
    least = min(fit.cost for fit in (first, *others))
    heard = [first, *(fit for fit in others if fit.cost <= least + NEAR)]
    return first if len({fit.texts for fit in heard}) == 1 and not any(fit.doubtful for fit in heard) else None


def _has_figure(row: Unplaced) -> bool:
    return any(is_numeric(cell.text) for cell in row.cells)


def _usual_ends(rows: Sequence[Unplaced]) -> dict[int, int]:
    """The slot at which nearly all rows of a table end, for each block; nothing where they end anywhere."""
    ends: dict[int, Counter[int]] = {}
    for row in rows:
        ends.setdefault(row.spot.block, Counter())[row.last] += 1
    usual = {block: count.most_common(1)[0] for block, count in ends.items()}
    return {block: end for block, (end, often) in usual.items() if 4 * often >= 3 * ends[block].total()}


# --- the columns of a row --------------------------------------------------------------------------------------------


def _frame(row: Unplaced) -> Frame:
    """The columns over a row."""
    header, forms = row.header, row.forms
    if header is not None and header.unclear:
        return Frame(codes=(HEADER_UNCLEAR,))
    leaves = _leaves_over(row)
    assumed = (HEADER_BY_ORDER,) if header is not None and header.assumed else ()
    over = " ".join(leaf.text for leaf in leaves)
    if any(leaf.entries for leaf in leaves):
        if is_whole(leaves, forms, row.table):
            numbers = [number for number, leaf in enumerate(leaves) if leaf.entries]
            first, last = numbers[0], numbers[-1] + 1
            assert header is not None
            core = leaves[first:last]
            if header.by_order and row.cells:
                core = _moved(core, row.cells[0].column)
            return Frame(core, leaves[:first], leaves[last:], {None: len(core)}, not header.by_order, assumed)
        official = _official(leaves, forms)
        if official is None:
            return Frame(codes=(HEADER_UNCLEAR,))
        core = tuple(attrs.evolve(leaf, entries=entries) for leaf, entries in zip(leaves, official, strict=True))
        return Frame(core, sizes={None: len(core)}, slots=not header.by_order, codes=(HEADER_BY_ORDER,))
    sizes = {form.edition: len(form.cells) for form in forms if form.alone}
    if len(set(sizes.values())) == 1:
        sizes = {None: next(iter(sizes.values()))}
    return Frame(sizes=sizes, codes=(HEADER_MISSING, *assumed), over=over)


def _moved(core: Sequence[Leaf], start: int) -> tuple[Leaf, ...]:
    """The columns as wide as they are, from another slot on."""
    by = start - core[0].start
    return tuple(attrs.evolve(leaf, start=leaf.start + by, end=leaf.end + by) for leaf in core)


def _leaves_over(row: Unplaced) -> tuple[Leaf, ...]:
    """The leaves that stand over a row, without what is printed over its labels."""
    header = row.header
    if header is None:
        return ()
    if header.by_order:
        return header.leaves
    inside = [leaf for leaf in header.leaves if row.start <= leaf.start and leaf.end <= row.stop and not leaf.frame]
    first = next((number for number, leaf in enumerate(inside) if leaf.entries), 0)
    return tuple(
        leaf for number, leaf in enumerate(inside) if number >= first or (leaf.start >= row.end and not leaf.blank)
    )


def _official(leaves: Sequence[Leaf], forms: Sequence[Form]) -> tuple[tuple[Entry, ...], ...] | None:
    """What the leaves of a header are in which some labels name nothing, if the others stand where the form has them."""
    fitting = [
        form
        for form in forms
        if len(leaves) == len(form.cells)
        and all(number in options_of(leaf, form) or not leaf.entries for number, leaf in enumerate(leaves))
    ]
    if not fitting:
        return None
    edition = fitting[0].edition
    every = frozenset(FORMS) if edition is None or len(fitting) > 1 else frozenset({edition})
    return tuple((Entry(Role.COLUMN, "", cell.path[-1:], every, official=True),) for cell in fitting[0].cells)


# --- rows in a way ---------------------------------------------------------------------------------------------------


def _in_order(row: Unplaced, frame: Frame, layout: Layout, edition: Edition | None) -> Fit | None:
    """The fit of a row whose columns are cells one after another; none if there are too few or too many, or several."""
    leads = [max(0, layout.before + lead) for lead in (leads_of(row.table, row.label) if layout.depth else (0,))]
    sizes = [size for each, size in frame.sizes.items() if each in (edition, None)]
    fits = [_from(row, frame, layout, before, size) for before, size in itertools.product(leads, sizes)]
    found = [fit for fit in fits if fit is not None]
    bare = [fit for fit in found if not fit.bare]
    return found[0] if len(found) == 1 else bare[0] if len(bare) == 1 else None


def _filled(row: Unplaced, frame: Frame, edition: Edition | None) -> Fit | None:
    """The fit of a row that has just as many filled cells as columns, side by side: in any way that has no others."""
    at = [number for number, cell in enumerate(row.cells) if is_filled(cell)]
    inner = row.cells[at[0] : at[-1] + 1] if at else ()
    sizes = {size for each, size in frame.sizes.items() if each in (edition, None)}
    if len(at) != len(inner) or len(inner) not in sizes or (row.slotted and _holes(inner)):
        return None
    return _fitted(list(map(Held, inner)), (), SPARE)


def _from(row: Unplaced, frame: Frame, layout: Layout, before: int, size: int) -> Fit | None:
    """The fit of a row with so many cells before so many columns."""
    inner, rest = row.cells[before : before + size], row.cells[before + size :]
    if len(inner) < size or (row.slotted and _holes(inner)):
        return None
    padded = (layout.after == PAD and row.edge) or (row.ending and layout.after)
    if len(rest) != max(0, layout.after) and not (padded and not any(map(is_filled, rest))):
        return None
    short = len(rest) < layout.after or (layout.after == PAD and not rest and not row.edge)
    if short and not is_filled(inner[-1]):
        return None  # its last cell is a blank, or what stands between rows
    loose = LOOSE if row.ending and layout.after != PAD and len(rest) != layout.after else 0.0
    heads = [None] * (before - len(frame.before)) + list(frame.before[max(0, len(frame.before) - before) :])
    heads += [*frame.after, *[None] * len(rest)][: len(rest)]
    missing = [*frame.before[: max(0, len(frame.before) - before)], *frame.after[len(rest) :]]
    places = [*range(-before, 0), *range(size, size + len(rest))]
    sides = list(zip(heads, (*row.cells[:before], *rest), places, strict=True))
    filled = [(head if head and not head.blank else None, cell, at) for head, cell, at in sides if is_filled(cell)]
    if any(head is None and at < 0 and kind_of(cell) != WORDS for head, cell, at in filled):
        return None
    return _fitted(list(map(Held, inner)), filled, loose + NO_CELL * sum(not leaf.blank for leaf in missing))


def _fitted(held: Sequence[Held], beside: Sequence[tuple[Leaf | None, GridCell, int]], cost: float) -> Fit:
    """A fit, with what stands beside the columns under heads of its own and under none."""
    return Fit(
        held=tuple(held),
        extra=tuple((head, cell) for head, cell, _ in beside if head),
        surplus=tuple(cell for head, cell, _ in beside if not head),
        beside=tuple((at, kind_of(cell)) for _, cell, at in beside),
        bare=any(head is None for head, _, _ in beside),
        cost=cost,
    )


def _holes(cells: Sequence[GridCell]) -> bool:
    return any(left.column + left.colspan < right.column for left, right in itertools.pairwise(cells))


def _in_slots(row: Unplaced, frame: Frame, ends: Mapping[int, int]) -> Fit | None:
    """The fit of a row whose columns stand under their heads; none if one has no cell, or several texts."""
    core = frame.core
    if not (row.slotted and core and row.cells) or core[0].start < row.end:
        return None
    reaching = [cell for cell in row.above if cell.column >= core[0].start]
    cells = (*row.cells, *reaching)
    held = [_under(leaf, cells, core, reaching) for leaf in core]
    outside = [cell for cell in row.cells if not any(_touch(cell, leaf) for leaf in core)]
    named = [leaf for leaf in (*frame.before, *frame.after) if not leaf.blank]
    headed = all(any(_touch(cell, leaf) for leaf in named) for cell in outside)
    exact = headed and row.cells[-1].column + row.cells[-1].colspan in [leaf.end for leaf in (core[-1], *named)]
    if not exact and not frame.slots:
        return None
    if ends.get(row.spot.block, row.last if exact else -1) != row.last:
        return None
    if any(each is None for each in held):
        return None
    missing = sum(not any(_touch(cell, leaf) for cell in cells) for leaf in named)
    if missing and row.spot.block not in ends:
        return None
    over = [(next((leaf for leaf in named if _touch(cell, leaf)), None), cell) for cell in outside if is_filled(cell)]
    filled = [(head, cell, cell.column) for head, cell in over]
    return _fitted([each for each in held if each], filled, NO_CELL * missing)


def _touch(cell: GridCell, leaf: Leaf) -> bool:
    return cell.column < leaf.end and leaf.start < cell.column + cell.colspan


def _under(leaf: Leaf, cells: Sequence[GridCell], core: Sequence[Leaf], reaching: Sequence[GridCell]) -> Held | None:
    """What stands under a head; none if nothing does, or several texts do."""
    hits = [cell for cell in cells if _touch(cell, leaf)]
    own = [cell for cell in hits if cell not in reaching]
    hits = [*own, *(cell for cell in hits if cell in reaching and (not own or is_numeric(cell.text)))]
    filled = [cell for cell in hits if is_filled(cell)]
    copies = leaf.copied and len({cell.text for cell in filled}) == 1
    if not hits or (len(filled) > 1 and not copies):
        return None
    cell = (filled or hits)[0]
    shared = cell in reaching or sum(_touch(cell, other) for other in core) > 1
    return Held(cell, CELLS_MERGED if shared and is_numeric(cell.text) else "")


# --- cells -----------------------------------------------------------------------------------------------------------


def is_filled(cell: GridCell) -> bool:
    """Whether anything is printed in a cell."""
    return bool(cell.text.strip())


def kind_of(cell: GridCell) -> str:
    """What stands beside the columns: a number, a zero or a mark for nothing, or words."""
    value = parse(cell.text).value
    if value == 0 or value is Gap.PLACEHOLDER:
        return MARK
    return NUMBER if any(map(str.isdigit, cell.text)) else WORDS


def _is_remark(pattern: Sequence[tuple[int, str]]) -> bool:
    """Whether all that stands beside the columns is one text behind them."""
    return len(pattern) == 1 and pattern[0][0] > 0 and pattern[0][1] == WORDS
