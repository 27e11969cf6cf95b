"""One page as tables with the text of their cells, and the lines that stand outside tables."""

import enum
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from govdisclosure.model.notices import (
    CELL_COVERED,
    HIDDEN_TEXT,
    NOTE_NOT_READ,
    PAGE_DAMAGED,
    TABLE_PART_UNCLEAR,
    TABLE_WITHOUT_LINES,
    TEXT_ACROSS_RULES,
    TEXT_SLANTED,
)
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Remark, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.looks import DOUBTS, Note
from govdisclosure.readers.pdf.columns import rows_with_values, unruled
from govdisclosure.readers.pdf.ink import Box, Glyph, PageInk, Point, Sight, Turn, spanned, upright
from govdisclosure.readers.pdf.lines import Line, gravest, lines, segments, separate_lines
from govdisclosure.readers.pdf.pieces import Cell, Piece
from govdisclosure.readers.pdf.ruling import TOUCH, Ruled, Slot, ruling
from govdisclosure.readers.pdf.runs import Overlay, Placed, Spot, place, runs
from govdisclosure.readers.pdf.strikes import struck
from govdisclosure.readers.pdf.work import spend, spend_pairs
from govdisclosure.readers.pdf.wrapping import continued

_WHOLE = 0.8
"""A picture over this share of the page is its ground."""
_EDGE = 1.0
_FREE = 0.5
"""A patch of colour so far from the edge of a cell is not its ground."""
_GROUND = 0.8
"""A drawing as wide and as high as this share of a cell is its ground."""
_PART = 0.2
"""What covers so much of a cell without its edge, or stands in it with so much of itself, is in it."""
_LONGEST_DETAIL = 200


@attrs.frozen(kw_only=True)
class Sheet:
    """A page taken apart; ``remarks`` say what was left out or is doubtful."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    loose: tuple[Line, ...]
    pictures: tuple[Box, ...] = ()
    remarks: tuple[Remark, ...] = ()


def sheet(page: PageInk, limits: Limits) -> Sheet:
    """The page taken apart by its ruling lines, and by the alignment of numbers where there are none."""
    page = upright(page)
    glyphs, across = struck(page.glyphs, page.across, page.down, page.slopes)
    page = attrs.evolve(page, glyphs=glyphs)
    ruled = ruling(across, page.down, limits)
    groups = _sorted_out(page)
    text = _Text.of(groups, ruled.tables)
    text.lay(page)
    numbers = range(len(ruled.tables))
    framing = [table for table in numbers if text.only_frames(table, page.number)]
    text.release(framing)
    pieces = [text.piece(table, page.number) for table in numbers if table not in framing]
    pieces = [piece for piece in pieces if any(cell.lines for cell in piece.cells)]
    aligned = unruled(page.number, text.kept(segments(text.outside)))
    loose = text.kept(separate_lines(_without(aligned, text.outside)))
    said = {
        TEXT_SLANTED: "".join(glyph.text for glyph in groups[Fate.SLANTED]).strip(),
        HIDDEN_TEXT: _joined(lines(groups[Fate.HIDDEN])),
        TEXT_ACROSS_RULES: _joined(line for overlay in text.overlays for line in lines(overlay.glyphs)),
        TABLE_PART_UNCLEAR: _joined(line for line in loose if any(box.holds(line.box.middle) for box in ruled.unclear)),
    }
    return Sheet(
        number=page.number,
        width=page.width,
        height=page.height,
        pieces=(*pieces, *aligned),
        loose=loose,
        pictures=page.pictures,
        remarks=tuple(_remarks(page, [*said.items(), *text.said], len(aligned))),
    )


def _without(pieces: tuple[Piece, ...], glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs that stand in none of the lines of tables."""
    taken = [line.box for piece in pieces for cell in piece.cells for line in cell.lines]
    spend_pairs(len(glyphs), len(taken))
    return [glyph for glyph in glyphs if not any(box.holds(glyph.box.middle) for box in taken)]


def _joined(found: Iterable[Line]) -> str:
    return " ".join(line.text for line in found)


class Fate(enum.Enum):
    """What becomes of a glyph; the value is the code of the notice where it is not read."""

    READ = ""
    HIDDEN = HIDDEN_TEXT
    SLANTED = TEXT_SLANTED


def _sorted_out(page: PageInk) -> dict[Fate, list[Glyph]]:
    """The glyphs to be read, and those that are not."""
    groups: dict[Fate, list[Glyph]] = {fate: [] for fate in Fate}
    for glyph in page.glyphs:
        seen = glyph.sight in (Sight.VISIBLE, Sight.PALE)
        groups[Fate.HIDDEN if not seen else Fate.SLANTED if glyph.turn is Turn.SLANTED else Fate.READ].append(glyph)
    return groups


@attrs.define
class _Text:
    """The glyphs of each region of each table, and what does not fit any."""

    tables: tuple[Ruled, ...]
    locate: "_Locator"
    glyphs: dict[Spot, list[Glyph]] = attrs.field(factory=lambda: defaultdict(list))
    guessed: set[Spot] = attrs.field(factory=set[Spot])
    unsure: set[Spot] = attrs.field(factory=set[Spot])
    """Regions with what may be numbers of two."""
    overlays: list[Overlay] = attrs.field(factory=list[Overlay])
    lost: dict[Spot, str] = attrs.field(factory=dict[Spot, str])
    """What stands in a region and is no text, as the code of a notice."""
    covered: list[Box] = attrs.field(factory=list[Box])
    """Where something is laid over the page."""
    said: list[Note] = attrs.field(factory=list[Note])
    """What was left out of lines."""

    @classmethod
    def of(cls, groups: Mapping[Fate, Sequence[Glyph]], ruled: tuple[Ruled, ...]) -> "_Text":
        """The glyphs where they stand among the tables."""
        text = cls(ruled, _Locator.of(ruled))
        spend_pairs(sum(map(len, groups.values())), len(ruled))
        for part in itertools.chain.from_iterable(place(run, text.locate) for run in runs(groups[Fate.READ])):
            text.put(part)
        for part in itertools.chain.from_iterable(place(run, text.locate) for run in runs(groups[Fate.HIDDEN])):
            if isinstance(part, Placed):
                text.lost[part.spot] = Fate.HIDDEN.value
        for glyph in groups[Fate.SLANTED]:
            spot = text.locate(glyph.box.middle)
            if spot is not None and glyph.size <= text.box(spot).height:
                text.lost[spot] = Fate.SLANTED.value
        return text

    def put(self, part: Placed | Overlay) -> None:
        """Put glyphs where they belong; a region on which parts of a number stand as well is in doubt."""
        if isinstance(part, Overlay):
            self.overlays.append(part)
            self.lost.update(dict.fromkeys(part.spots, TEXT_ACROSS_RULES))
            return
        self.glyphs[part.spot] += part.glyphs
        if part.guessed:
            self.guessed.add(part.spot)
        if part.deprived is not None:
            self.unsure.add(part.deprived)
        if part.reached is not None:
            self.lost.setdefault(part.reached, TEXT_ACROSS_RULES)
        if part.unsure:
            self.unsure.add(part.spot)

    def lay(self, page: PageInk) -> None:
        """Find the regions over which something stands that is no text, and where comments do."""
        lines_across = (Box(rule.start, rule.at, rule.end, rule.at) for rule in page.across)
        lines_down = (Box(rule.at, rule.start, rule.at, rule.end) for rule in page.down)
        found = [
            *((box, _is_sign) for box in page.shapes),
            *((box, _is_inside) for box in (*lines_across, *lines_down)),
        ]
        spend_pairs(len(found) + len(page.slopes), len(self.tables))
        spend_pairs(len(page.pictures), sum(len(table.regions) for table in self.tables))
        for box, shows in found:
            spot = self.locate(box.middle)
            if spot is not None and shows(box, self.box(spot)):
                self.lost[spot] = CELL_COVERED
        for box in page.patches:
            spot = self.locate(box.middle)
            if spot is not None and _is_inside(box, self.box(spot), _FREE):
                self.lost[spot] = CELL_COVERED
        for start, end in page.slopes:
            spot = self.locate(spanned(start, end).middle)
            if spot is not None:
                self.lost[spot] = CELL_COVERED
        whole = _WHOLE * page.width * page.height
        for box in page.pictures:
            if box.width * box.height < whole:
                self.lost.update(dict.fromkeys(self._under(box), CELL_COVERED))
        self.covered = [comment.box for comment in page.comments]

    def box(self, spot: tuple[int, int]) -> Box:
        """Where a region stands."""
        return self.tables[spot[0]].regions[spot[1]].box

    def _under(self, box: Box) -> Iterator[Spot]:
        """The regions of which something covers a part."""
        return (spot for spot in self.locate.meeting(box) if _covers(box, self.box(spot)))

    def kept(self, found: Iterable[Line]) -> tuple[Line, ...]:
        """The lines with text; what was left out of them is said, and what is laid over one leaves it in doubt."""
        texts: list[Line] = []
        for line in found:
            spend(1 + len(self.covered) // 4)
            self.said += [note for note in line.notes if note[0] not in DOUBTS]
            if line.text:
                doubted = any(_covers(box, line.box) for box in self.covered)
                texts.append(attrs.evolve(line, doubt=CELL_COVERED) if doubted else line)
        return tuple(texts)

    @property
    def outside(self) -> list[Glyph]:
        """The glyphs that stand in no table."""
        return self.glyphs[None]

    def only_frames(self, table: int, page: int) -> bool:
        """Whether lines only frame a table without lines: one column with columns in it, or one row with rows in it."""
        ruled = self.tables[table]
        if min(len(ruled.xs), len(ruled.ys)) > 2:
            return False
        glyphs = (glyph for region in range(len(ruled.regions)) for glyph in self.glyphs.get((table, region), ()))
        texts = tuple(line for line in segments(glyphs) if line.text)
        rows = sum(map(rows_with_values, unruled(page, texts)))
        return rows > (1 if len(ruled.ys) == 2 else 0)

    def release(self, tables: list[int]) -> None:
        """Take the text out of tables, as if their lines were not there."""
        for table in tables:
            for region in range(len(self.tables[table].regions)):
                self.outside.extend(self.glyphs.pop((table, region), ()))

    def piece(self, table: int, page: int) -> Piece:
        """A table with its text; a region at a corner outside the lines is a cell only if something stands there."""
        ruled = self.tables[table]
        cells = tuple(self._cell((table, region)) for region in range(len(ruled.regions)))
        kept = [
            cell
            for cell, region in zip(cells, ruled.regions, strict=True)
            if cell.lines or cell.unsure or not region.open
        ]
        return Piece(page=page, xs=ruled.xs, box=ruled.box, rows=len(ruled.ys) - 1, cells=continued(kept, ruled.xs))

    def _cell(self, spot: tuple[int, int]) -> Cell:
        region = self.tables[spot[0]].regions[spot[1]]
        found = lines(self.glyphs.get(spot, ()))
        texts = self.kept(found)
        lost = gravest(note for line in found for note, _ in line.notes) or self.lost.get(spot, "")
        doubt = TEXT_ACROSS_RULES if spot in self.unsure else "" if texts else lost
        return Cell(
            row=region.row,
            column=region.column,
            rowspan=region.rowspan,
            colspan=region.colspan,
            lines=texts,
            placed=Sure.GUESSED if spot in self.guessed else Sure.GEOMETRY,
            unsure=CELL_COVERED if any(_covers(box, region.box) for box in self.covered) else doubt,
        )


def _is_sign(box: Box, cell: Box) -> bool:
    """Whether a drawing in a cell is no part of its frame, and not its ground."""
    x, y = box.middle
    framed = Box(cell.x0 + _EDGE, cell.top + _EDGE, cell.x1 - _EDGE, cell.bottom - _EDGE)
    return framed.holds((x, y)) and (box.width < _GROUND * cell.width or box.height < _GROUND * cell.height)


def _is_inside(box: Box, cell: Box, free: float = TOUCH) -> bool:
    """Whether a line or a patch of colour stands free in a cell, so that it is no part of its frame or ground."""
    across = cell.x0 + free < box.x0 and box.x1 < cell.x1 - free
    return across and cell.top + free < box.top and box.bottom < cell.bottom - free


def _covers(box: Box, cell: Box) -> bool:
    """Whether something covers a part of a cell that is not small for one of both."""
    common = box.common(Box(cell.x0 + _EDGE, cell.top + _EDGE, cell.x1 - _EDGE, cell.bottom - _EDGE))
    if common is None:
        return False
    smaller = min(box.width, cell.width) * min(box.height, cell.height)
    return common.width * common.height >= _PART * smaller


@attrs.frozen
class _Locator:
    """Finds the region on which a glyph stands, in the innermost table."""

    tables: tuple[tuple[int, Ruled, dict[Slot, int]], ...]

    @classmethod
    def of(cls, ruled: tuple[Ruled, ...]) -> "_Locator":
        found = [
            (number, table, {slot: index for index, region in enumerate(table.regions) for slot in region.slots()})
            for number, table in enumerate(ruled)
        ]
        return cls(tuple(sorted(found, key=lambda each: each[1].box.width * each[1].box.height)))

    def __call__(self, point: Point) -> tuple[int, int] | None:
        x, y = point
        for number, table, regions in self.tables:
            slot = bisect_right(table.ys[1:-1], y), bisect_right(table.xs[1:-1], x)
            if table.box.holds((x, y)) and slot in regions:
                return number, regions[slot]
        return None

    def meeting(self, box: Box) -> Iterator[tuple[int, int]]:
        """The regions that a box meets."""
        for number, table, regions in self.tables:
            if table.box.common(box) is None:
                continue
            rows = range(bisect_right(table.ys[1:-1], box.top), bisect_right(table.ys[1:-1], box.bottom) + 1)
            columns = range(bisect_right(table.xs[1:-1], box.x0), bisect_right(table.xs[1:-1], box.x1) + 1)
            slots = itertools.product(rows, columns)
            yield from {(number, regions[slot]) for slot in slots if slot in regions}


def _remarks(page: PageInk, said: Iterable[Note], aligned: int) -> Iterator[Remark]:
    """What is on the page and is not handed on as text, or not where it stands."""
    details = [*said, *((NOTE_NOT_READ, comment.text) for comment in page.comments)]
    if page.damaged:
        yield Remark(code=PAGE_DAMAGED, place=Place(page=page.number))
    for _ in range(aligned):
        yield Remark(code=TABLE_WITHOUT_LINES, place=Place(page=page.number))
    for code, detail in details:
        if detail:
            detail = detail if len(detail) <= _LONGEST_DETAIL else detail[:_LONGEST_DETAIL] + "…"
            yield Remark(code=code, place=Place(page=page.number, text=detail), detail=detail)
