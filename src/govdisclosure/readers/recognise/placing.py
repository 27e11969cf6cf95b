"""All rows of a table against all ways in which it may be laid out: the best way, its rivals, and what they agree on.

Each way is scored over all rows of the table, in all its pieces: what it costs that rows do not stand so, and what the
way itself costs (`layouts`). A row is read as the leading ways say, unless another that is nearly as good says
something else of it. What that leaves open stays unread.
"""

import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.model.notices import HEADER_UNCLEAR, ROW_INCOMPLETE
from govdisclosure.readers.grid import GridCell, Sure
from govdisclosure.readers.labels import Role, rows_by_path
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.recognise.costs import ABSENT, LOOSE, NAMELESS, NAMELESS_FEW, NO_FIT, REMARK
from govdisclosure.readers.recognise.fits import NUMBER, Fit, Frame, fitted, frame_of, spare
from govdisclosure.readers.recognise.found import Leaf, Row, Unplaced
from govdisclosure.readers.recognise.layouts import FAR, FEW, LAYOUTS, LEADING, NEAR, PAD, Layout, margin


@attrs.frozen(eq=False)
class Scored:
    """A way held against the rows of a table: those that stand in it, by identity, and what it costs altogether.

    ``edition`` is the one whose columns rows without heads would have.
    """

    layout: Layout
    edition: Edition | None
    fits: Mapping[int, Fit]
    cost: float


@attrs.frozen(eq=False)
class Weighed:
    """The ways in which some rows of a table stand, by their cost, and how many of them lead: none if none is taken."""

    rows: int
    ways: tuple[Scored, ...]
    leading: int


@attrs.frozen(eq=False)
class Told:
    """What was made of a table: its rows, and what was weighed of all of them, then of those that it left."""

    slotted: bool
    rows: tuple[Row, ...]
    weighed: tuple[Weighed, ...]


def place(rows: Sequence[Unplaced], told: list[Told] | None = None) -> Iterator[Row]:
    """Each row with its values in their columns where that is certain; ``told`` gets what was weighed."""
    groups: dict[tuple[str, int, bool], list[Unplaced]] = {}
    for row in rows:
        groups.setdefault((row.table, row.spot.side, row.slotted), []).append(row)
    tall = frozenset(id(cell) for row in rows for cell in row.above)
    kept: list[bool] = []  # whether the streams before keep their blanks
    printed = [own for group in groups.values() for own in _printings(group)]
    for own in sorted(printed, key=lambda own: own[0].table == "remedies"):
        table = _Table(own, tall, keeps_blanks=bool(kept) and all(kept), thorough=told is not None)
        placed = table.placed()
        counted = _counted(own)
        numbers = {id(cell) for row in counted for cell in row.serial}
        held = {id(cell) for row in placed for cell in row.held}
        if counted and (not held or held & numbers):
            table = _Table(counted, tall, keeps_blanks=False, thorough=told is not None)
            placed = table.placed()
        if told is not None:
            told.append(Told(table.slotted, tuple(placed), tuple(table.weighed)))
        yield from placed
        kept += [] if table.slotted else [table.is_tight]


def _printings(rows: Sequence[Unplaced]) -> Iterator[Sequence[Unplaced]]:
    """The rows of a table; of table two without heads those of each report, which may be of different editions.

    It begins again with its first row.
    """
    first = rows[0].label.of(Role.ROW, "proactive")
    cuts = [at for at, row in enumerate(rows) if at and row.label.of(Role.ROW, "proactive") == first]
    if not first or all(row.header is not None for row in rows):
        cuts = []
    for start, stop in itertools.pairwise((0, *cuts, len(rows))):
        yield rows[start:stop]


_COUNTED: Final = 10
"""Rows that make a count."""


def _counted(rows: Sequence[Unplaced]) -> Sequence[Unplaced]:
    """The rows without the numbers behind their labels that count them one by one; nothing if there are none.

    The columns of a table that prints such numbers are read by their heads.
    """
    at = {id(row): number for row in rows for number in [*_filled(row)][:1]}
    own = [row for row in rows if row.printed]
    cells = [row.printed[at[id(row)]] for row in own if id(row) in at]
    numbers = [cell.text.strip() for cell in cells]
    first = int(numbers[0]) if numbers and numbers[0].isascii() and numbers[0].isdigit() else 0
    counted = [str(number) for number in range(first, first + len(own))]
    if len(own) < _COUNTED or numbers != counted:
        return ()
    end = max(cell.column for cell in cells) + 1
    return [
        attrs.evolve(row, printed=row.printed[stop + 1 :], serial=row.printed[stop : stop + 1], end=end)
        if (stop := at.get(id(row))) is not None
        else row
        for row in rows
    ]


def _filled(row: Unplaced) -> Iterator[int]:
    """The numbers of the cells in which something is printed."""
    return (number for number, cell in enumerate(row.printed) if cell.text.strip())


class _Table:
    """The rows of one table, in all its pieces."""

    def __init__(self, rows: Sequence[Unplaced], tall: frozenset[int], *, keeps_blanks: bool, thorough: bool) -> None:
        self.rows, self.tall, self.keeps_blanks, self.thorough = rows, tall, keeps_blanks, thorough
        self.weighed: list[Weighed] = []
        self.slotted = rows[0].slotted
        self.is_tight = False
        self.frames = {id(row): frame_of(row) for row in rows}
        self.ends = _usual_ends(rows)
        self.editions = _editions(rows, self.frames)

    @functools.cached_property
    def shifted(self) -> frozenset[int]:
        """The rows, by identity, that a cell from above has moved."""
        return _shifted(self.rows, self.frames)

    @functools.cached_property
    def is_overfull(self) -> bool:
        """Whether, where only the order is known, figures stand beside the columns: some rows have more than columns.

        One with heads beside them has, or several have.
        """
        headed = any(self.frames[key].before or self.frames[key].after for key in self.crowded)
        return not self.slotted and (headed or len(self.crowded) > max(1, len(self.rows) // 10))

    @functools.cached_property
    def crowded(self) -> frozenset[int]:
        """The rows, by identity, with more figures than columns: there is one more, which others may have filled."""
        return frozenset(
            id(row)
            for row in self.rows
            if (sizes := self.frames[id(row)].sizes.values())
            and sum(is_numeric(cell.text) for cell in row.printed) > max(sizes)
        )

    def placed(self) -> list[Row]:
        """Every row, once."""
        choice: dict[int, Fit] = {}
        left = [row for row in self.rows if self.frames[id(row)].sizes and not row.refused]
        for _ in range(2):  # what is left may be laid out in a way of its own, if it is much
            voters = [row for row in left if row.has_number] or left
            scored = self._scored(left, voters)
            leading = self._leading(voters, scored)
            scored = [*leading, *(each for each in scored if each not in leading)]
            found = self._agreed(left, voters, scored, leading) if leading else {}
            self.weighed.append(Weighed(len(left), tuple(scored), len(leading)))
            choice.update(found)
            left = [row for row in left if id(row) not in found]
            few = sum(row.has_number for row in left) <= FEW
            if few or not scored or any(fit.beside for fit in scored[0].fits.values()):
                break
        held = self._borne_out(choice) if self.slotted else choice
        return [self._row(row, held.get(id(row))) for row in self.rows]

    # --- ways

    def _scored(self, rows: Sequence[Unplaced], voters: Sequence[Unplaced]) -> list[Scored]:
        """The ways in which any row stands, the best first; ``voters`` tell which.

        No further than a way may be that has a say, unless somebody is told of it.
        """
        far = FAR if self.thorough else margin(len(voters), slotted=self.slotted) + LEADING
        found: list[Scored] = []
        least = math.inf
        deep = any(self.frames[id(row)].leads != (0,) for row in rows)
        for layout in LAYOUTS if deep else [each for each in LAYOUTS if not each.depth]:
            for edition, against in self.editions.items():
                own = layout.cost + against
                most = math.inf if layout.slots else least + far - own
                if fits := self._fits(rows, voters, layout, edition, most):
                    found.append(Scored(layout, edition, fits, own + _cost(fits, voters)))
                    least = min(least, found[-1].cost)
        return sorted(found, key=lambda each: each.cost)

    def _fits(
        self,
        rows: Sequence[Unplaced],
        voters: Sequence[Unplaced],
        layout: Layout,
        edition: Edition | None,
        most: float,
    ) -> dict[int, Fit]:
        """The rows that stand in a way, by identity, with what stands beside the columns of most if it has no head.

        None if they cost more than ``most``.
        """
        fits: dict[int, Fit] = {}
        for row in voters:
            fit = self._fitted(row, layout, edition)
            most -= fit.cost if fit else NO_FIT.worth
            if most < 0:
                return {}
            if fit:
                fits[id(row)] = fit
        voting = list(fits.values())
        for row in rows if len(voters) < len(rows) else ():
            if not row.has_number and (fit := self._fitted(row, layout, edition)):
                fits[id(row)] = fit
        numbers = sum([fit.has_nameless_number for fit in voting])
        few = max(1, len(voting) // 10)
        crowded = sum([id(row) in self.crowded and id(row) not in fits for row in voters]) if edition is None else 0
        if not layout.slots and (numbers > (few if len(voting) > FEW else 0) or crowded > few):
            return {key: attrs.evolve(fit, doubtful=True) for key, fit in fits.items()}
        patterns = Counter([fit.beside for fit in voting])
        found = fits
        if any(fit.surplus or (fit.extra and not self.slotted) for fit in fits.values()):
            found = _with_usual(fits, patterns, slotted=self.slotted)
        if patterns and patterns.most_common(1)[0][0] == () and len(found) < len(rows):
            for row in rows:
                if id(row) not in found and (full := spare(row, self.frames[id(row)], edition)):
                    found[id(row)] = full
        return found

    def _fitted(self, row: Unplaced, layout: Layout, edition: Edition | None) -> Fit | None:
        """The fit of a row in a way; none where what is missing may as well be a figure of its columns."""
        fit = fitted(row, self.frames[id(row)], layout, edition, self.ends)
        return None if fit is not None and fit.short and self.is_overfull else fit

    # --- rows

    def _leading(self, voters: Sequence[Unplaced], scored: Sequence[Scored]) -> Sequence[Scored]:
        """The best way and those that are as good; none if most rows that keep their blanks do not stand in it."""
        whole = [row for row in voters if self.slotted or not self._is_short(row)]
        if not scored or not _fits_most(scored[0], whole):
            return ()
        best = scored[0]
        near = [each for each in scored if each.cost <= best.cost + LEADING]
        if not self.slotted:
            near = [each for each in near if _starts_like(each, best)]
        headed = self.slotted and any(self.frames[id(row)].core for row in voters)
        return near if headed else [each for each in near if _is_borne(each, voters)]

    def _agreed(
        self, rows: Sequence[Unplaced], voters: Sequence[Unplaced], scored: Sequence[Scored], leading: Sequence[Scored]
    ) -> dict[int, Fit]:
        """The fits of the rows of which the leading ways say one thing, and none that is nearly as good another."""
        layout = scored[0].layout
        near = scored[0].cost + margin(len(voters), slotted=self.slotted)
        rivals = [each for each in scored[len(leading) :] if each.cost <= near or each.layout.slots]  # heads have a say
        found = self._undisputed(rows, leading, rivals)
        if not self.slotted:
            found = self._without_doubtful_ends(found, whole=not any(map(self._is_short, voters)))
            self.is_tight = self.is_tight or (layout.before == 0 and layout.after in (0, PAD) and len(found) > 1)
        return found

    def _undisputed(
        self, rows: Sequence[Unplaced], leading: Sequence[Scored], rivals: Sequence[Scored]
    ) -> dict[int, Fit]:
        """The fits of the rows which no rival reads in another way, nor a cell from above may have moved."""
        slots = next((each for each in (*leading, *rivals) if each.layout.slots), None)
        moved = self.shifted if slots and 2 * len(slots.fits) > len(rows) else frozenset[int]()
        found: dict[int, Fit] = {}
        for row in rows:
            fit = _common([each.fits.get(id(row)) for each in leading], [each.fits.get(id(row)) for each in rivals])
            if fit and (id(row) not in moved or fit.full):
                found[id(row)] = fit
        return found

    def _borne_out(self, found: dict[int, Fit]) -> dict[int, Fit]:
        """The fits without those that begin with a blank which may as well be one that the label spans.

        It may where the labels of other rows as deep end further on: a cell beside them is gone, and a blank may stand
        for it. And where rows whose labels end there begin with a figure in another slot, or are not read.
        """
        ends: defaultdict[tuple[int, tuple[int, ...]], set[int]] = defaultdict(set)
        starts: defaultdict[tuple[int, tuple[int, ...], int], set[int | None]] = defaultdict(set)
        blank: list[tuple[int, tuple[int, tuple[int, ...], int]]] = []
        for row in self.rows:
            if not row.has_number:
                continue
            fit, alike = found.get(id(row)), (row.spot.block, self.frames[id(row)].leads)
            ends[alike].add(row.end)
            if fit is None or fit.texts[0]:
                starts[*alike, row.end].add(fit.cells[0].column if fit else None)
            elif fit.cells[-1] is not row.printed[-1]:  # there is room for one further
                blank.append((id(row), (*alike, row.end)))
        doubtful = {
            key
            for key, (block, leads, end) in blank
            if max(ends[block, leads]) > end or starts[block, leads, end] - {found[key].cells[0].column}
        }
        return {key: fit for key, fit in found.items() if key not in doubtful}

    def _without_doubtful_ends(self, found: dict[int, Fit], *, whole: bool) -> dict[int, Fit]:
        """The fits without those whose first or last cell is a blank which may as well stand between rows.

        It does not where no row is too short (``whole``) or blanks stand among figures, and several rows that have
        figures at both ends are as long.
        """
        full = {key: fit for key, fit in found.items() if fit.texts[0] and fit.texts[-1]}
        ends = {id(row) for row in self.rows if row.ending}
        if any(key in ends and fit.cost >= LOOSE.worth for key, fit in found.items()):  # others have gained blanks
            found = {key: fit for key, fit in found.items() if key in full or key not in ends}
        found = self._as_usual_behind(found, full.keys(), ends)
        kept = any(not fit.full for fit in full.values())
        if (whole or kept) and (len(full) > 1 or (self.keeps_blanks and len(found) == 1)):
            return found
        return full

    def _as_usual_behind(self, found: dict[int, Fit], full: Collection[int], ends: Collection[int]) -> dict[int, Fit]:
        """The fits without those behind whose columns other blanks stand than behind the ``full`` ones.

        One with fewer has lost a figure, and where there may be more nobody knows. Rows that reach the usual end of
        the lines are not asked, and what ends a table (``ends``) tells only if nothing else does. A row with figures
        and blanks that is as long as none of the full ones may have lost one as well.
        """
        lengths = {len(row.printed) for row in self.rows if id(row) in full}
        odd = {id(row) for row in self.rows if row.has_number and lengths and len(row.printed) not in lengths}
        behind = {id(row): _behind(row, found[id(row)]) for row in self.rows if id(row) in found and not row.edge}
        told = [key for key in full if key in behind]
        usual = {behind[key] for key in told if key not in ends} or {behind[key] for key in told}
        return {
            key: fit
            for key, fit in found.items()
            if key in full or (key not in odd and (not usual or key not in behind or {behind[key]} == usual))
        }

    def _is_short(self, row: Unplaced) -> bool:
        """Whether a row of which blanks may have vanished has fewer cells than columns."""
        return len(row.printed) < min(self.frames[id(row)].sizes.values())

    def _row(self, row: Unplaced, fit: Fit | None) -> Row:
        frame = self.frames[id(row)]
        code = _refused(row, frame, fit)
        held: tuple[GridCell, ...] = ()
        leaves: tuple[Leaf, ...] = ()
        merged: frozenset[int] = frozenset()
        if fit is not None and not code:
            held = (*fit.cells, *[cell for _, cell in fit.extra]) if fit.extra else fit.cells
            merged = fit.merged | self._tall(held) if self.tall else fit.merged
            leaves = (*frame.core, *(leaf for leaf, _ in fit.extra)) if frame.core else ()
        return Row(
            table=row.table, label=row.label, cell=row.cell, groups=row.groups, leaves=leaves, held=held,
            merged=merged, printed=row.printed, surplus=(*row.serial, *fit.surplus) if fit and held else (),
            codes=tuple(dict.fromkeys((*row.codes, *((code,) if code else frame.codes)))), anchored=row.anchored,
            headed=row.headed, over=f"{frame.over} {row.over}", spot=row.spot,
        )  # fmt: skip

    def _tall(self, cells: Sequence[GridCell]) -> frozenset[int]:
        """The numbers of the figures that stand in the rows below as well."""
        return frozenset(at for at, cell in enumerate(cells) if id(cell) in self.tall and is_numeric(cell.text))


def _refused(row: Unplaced, frame: Frame, fit: Fit | None) -> str:
    """Why a row is not read; empty if it is."""
    if fit is None:
        return HEADER_UNCLEAR if HEADER_UNCLEAR in frame.codes or frame.over.strip() else ROW_INCOMPLETE
    if frame.core:
        return ""
    if all(cell.sure is Sure.GUESSED for cell in fit.cells):
        return HEADER_UNCLEAR  # neither their order nor that they are columns is printed
    if row.cell is None and not row.has_text:
        return ROW_INCOMPLETE  # nothing says that it is a row
    return ""


def _cost(fits: Mapping[int, Fit], voters: Sequence[Unplaced]) -> float:
    """What the rows cost in a way, and the figures beside them."""
    nameless = NAMELESS if len(voters) > FEW else NAMELESS_FEW
    doubt = nameless.worth if any(fit.doubtful for fit in fits.values()) else 0.0
    return doubt + sum([fits[id(row)].cost if id(row) in fits else NO_FIT.worth for row in voters])


def _with_usual(
    fits: Mapping[int, Fit], patterns: Counter[tuple[tuple[int, str], ...]], *, slotted: bool
) -> dict[int, Fit]:
    """The fits with nothing beside their columns under no head, unless it is what most rows have, or a remark.

    Where only the order is known, a figure under a head beside them may as well be that of a row with one too many:
    most rows have to have one.
    """
    usual = {
        beside
        for beside, count in patterns.items()
        if count > FEW and 4 * count >= 3 * patterns.total() and not _has_number(beside)
    }
    figures = sum(count for beside, count in patterns.items() if _has_number(beside))
    odd = not slotted and 2 * figures < patterns.total()
    found: dict[int, Fit] = {}
    remarked = any(fit.is_remark for fit in fits.values())
    inside = {text for fit in fits.values() for text in fit.texts} if remarked else set[str]()
    for key, fit in fits.items():
        if fit.beside in usual or not (fit.surplus or (odd and _has_number(fit.beside))):
            found[key] = fit
        elif fit.is_remark and fit.surplus[0].text.strip() not in inside:  # what stands for figures is no remark
            found[key] = attrs.evolve(fit, cost=fit.cost + REMARK.worth)
    return found


def _has_number(beside: tuple[tuple[int, str], ...]) -> bool:
    return any(kind == NUMBER for _, kind in beside)


def _fits_most(way: Scored, rows: Sequence[Unplaced]) -> bool:
    """Whether at least half of some rows stand in a way."""
    return 2 * sum(id(row) in way.fits and way.fits[id(row)].cost < NO_FIT.worth for row in rows) >= len(rows)


def _starts_like(way: Scored, best: Scored) -> bool:
    """Whether a way has the columns where the best has them, or has all its rows: both may be right then."""
    same = (way.layout.before, way.layout.depth) == (best.layout.before, best.layout.depth)
    return same or way.fits.keys() >= best.fits.keys()


def _is_borne(way: Scored, voters: Sequence[Unplaced]) -> bool:
    """Whether a row of those without heads shows that the blanks beside the columns are none of them.

    One without such blanks does, one with several figures, and one that begins with its first. Without a figure at all
    there is nothing to show.
    """
    own = [(row.printed, way.fits[id(row)]) for row in voters if id(row) in way.fits]
    return not any(row.has_number for row in voters) or any(
        len(printed) == len(fit.cells) or sum(map(bool, fit.texts)) > 1 or (fit.texts[0] and fit.cells[0] is printed[0])
        for printed, fit in own
    )


def _behind(row: Unplaced, fit: Fit) -> int:
    """How many cells stand behind the columns of a row."""
    return next(number for number, cell in enumerate(reversed(row.printed)) if cell is fit.cells[-1])


def _common(leading: Sequence[Fit | None], rivals: Sequence[Fit | None]) -> Fit | None:
    """The fit of a row in the leading ways; none if another that is nearly as good says something else.

    Where a figure stands in every column, no way in which figures have no head speaks against it.
    """
    own = [fit for fit in leading if fit is not None]
    if not own:
        return None
    every = [*own, *(fit for fit in rivals if fit is not None)]
    if not any(fit.doubtful or fit.cells != own[0].cells for fit in every):
        return own[0]
    whole = [fit for fit in own if fit.full and not fit.doubtful]
    first = (whole or own)[0]
    others = [fit for fit in every if not (whole and fit.doubtful)]
    least = min(fit.cost for fit in (first, *others))
    heard = [first, *(fit for fit in others if fit.cost <= least + NEAR)]
    return first if len({fit.texts for fit in heard}) == 1 and not any(fit.doubtful for fit in heard) else None


def _usual_ends(rows: Sequence[Unplaced]) -> dict[int, int]:
    """The slot at which nearly all rows of a table end, for each block; nothing where they end anywhere."""
    ends: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for row in rows:
        ends[row.spot.block][row.last] += bool(row.printed)
    usual = {block: count.most_common(1)[0] for block, count in ends.items()}
    return {block: end for block, (end, often) in usual.items() if 4 * often >= 3 * ends[block].total()}


def _shifted(rows: Sequence[Unplaced], frames: Mapping[int, Frame]) -> frozenset[int]:
    """The rows, by identity, whose labels end at another slot than most as deep: a cell from above has moved them."""
    ends: defaultdict[tuple[int, tuple[int, ...]], Counter[int]] = defaultdict(Counter)
    for row in rows:
        ends[row.spot.block, frames[id(row)].leads][row.end] += bool(row.printed)
    most = {key: count.most_common(1)[0] for key, count in ends.items()}
    usual = {key: end for key, (end, often) in most.items() if often > 1 and 2 * often > ends[key].total()}
    return frozenset(id(row) for row in rows if row.end != usual.get((row.spot.block, frames[id(row)].leads), row.end))


def _editions(rows: Sequence[Unplaced], frames: Mapping[int, Frame]) -> Mapping[Edition | None, float]:
    """The editions between which rows without heads have to be told, and what speaks against each.

    The rows that its form has and the table does not print, and those printed that it does not have.
    """
    several: set[Edition] = {edition for frame in frames.values() for edition in frame.sizes if edition is not None}
    if not several:
        return {None: 0.0}
    printed = {entry.path: entry.editions for row in rows for entry in row.label.of(Role.ROW, row.table)}
    cost: dict[Edition | None, float] = {}
    for edition in several:
        absent = sum(path not in printed for path in rows_by_path(FORMS[edition].table(rows[0].table)))
        strange = sum(edition not in editions for editions in printed.values())
        cost[edition] = ABSENT.worth * absent + NO_FIT.worth * strange
    return cost
