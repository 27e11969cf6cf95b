"""One page as tables with the text of their cells, and the lines that stand outside tables."""

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Remark, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.columns import rows_with_values, unruled
from govdisclosure.readers.pdf.ink import Box, Glyph, PageInk, Rule, Sight, Turn, upright
from govdisclosure.readers.pdf.lines import Line, lines, segments, separate_lines
from govdisclosure.readers.pdf.pieces import Cell, Piece
from govdisclosure.readers.pdf.ruling import Ruled, Slot, ruling
from govdisclosure.readers.pdf.runs import Overlay, Spot, is_level, place, runs
from govdisclosure.readers.pdf.wrapping import continued

_STRUCK_HIGH, _STRUCK_LOW = 0.5, 0.15
"""A line between these heights above the baseline (font sizes) strikes a character through."""
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
    ruled = ruling(page.across, page.down, limits)
    read, left_out = _sorted_out(page, ruled.stray)
    text = _Text.of(read, ruled.tables)
    numbers = range(len(ruled.tables))
    framing = [table for table in numbers if text.only_frames(table, page.number)]
    text.release(framing)
    pieces = [text.piece(table, page.number) for table in numbers if table not in framing]
    pieces = [piece for piece in pieces if any(cell.lines for cell in piece.cells)]
    aligned = unruled(page.number, segments(text.outside))
    loose = separate_lines(_without(aligned, text.outside))
    said = {
        **left_out,
        "text-across-rules": _joined(line for overlay in text.overlays for line in lines(overlay.glyphs)),
        "table-part-unclear": _joined(
            line for line in loose if any(box.holds(line.box.middle) for box in ruled.unclear)
        ),
    }
    return Sheet(
        number=page.number,
        width=page.width,
        height=page.height,
        pieces=(*pieces, *aligned),
        loose=loose,
        pictures=page.pictures,
        remarks=tuple(_remarks(page, said, _marks([*pieces, *aligned], loose), len(aligned))),
    )


def _without(pieces: tuple[Piece, ...], glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs that stand in none of the lines of tables."""
    taken = [line.box for piece in pieces for cell in piece.cells for line in cell.lines]
    return [glyph for glyph in glyphs if not any(box.holds(glyph.box.middle) for box in taken)]


def _joined(found: Iterable[Line]) -> str:
    return " ".join(line.text for line in found)


def _sorted_out(page: PageInk, strikes: tuple[Rule, ...]) -> tuple[list[Glyph], dict[str, str]]:
    """The glyphs to be read, and the text of those that are not, by the code of the notice about them."""
    groups: dict[str, list[Glyph]] = defaultdict(list)
    for glyph in page.glyphs:
        groups[_left_out(glyph, strikes)].append(glyph)
    read = groups.pop("", [])
    slanted = "".join(glyph.text for glyph in groups.pop("text-slanted", ())).strip()
    return read, {"text-slanted": slanted} | {code: _joined(lines(glyphs)) for code, glyphs in groups.items()}


def _left_out(glyph: Glyph, strikes: tuple[Rule, ...]) -> str:
    """The code of the notice that says why a glyph is not read; empty if it is."""
    if glyph.sight is not Sight.VISIBLE:
        return "hidden-text"
    if glyph.turn is Turn.SLANTED:
        return "text-slanted"
    return "struck-text" if is_level(glyph) and any(_strikes(rule, glyph) for rule in strikes) else ""


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    height = (glyph.origin[1] - rule.at) / glyph.size
    return _STRUCK_LOW <= height <= _STRUCK_HIGH and rule.start <= glyph.box.middle[0] <= rule.end


@attrs.define
class _Text:
    """The glyphs of each region of each table, and what does not fit any."""

    tables: tuple[Ruled, ...]
    glyphs: dict[Spot, list[Glyph]]
    guessed: set[Spot]
    overlays: list[Overlay]

    @classmethod
    def of(cls, glyphs: Iterable[Glyph], ruled: tuple[Ruled, ...]) -> "_Text":
        """The glyphs where they stand among the tables."""
        text = cls(ruled, defaultdict(list), set(), [])
        locate = _Locator.of(ruled)
        for part in itertools.chain.from_iterable(place(run, locate) for run in runs(glyphs)):
            if isinstance(part, Overlay):
                text.overlays.append(part)
                continue
            text.glyphs[part.spot] += part.glyphs
            if part.guessed:
                text.guessed.add(part.spot)
        return text

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
        rows = sum(map(rows_with_values, unruled(page, segments(glyphs))))
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
        kept = [cell for cell, region in zip(cells, ruled.regions, strict=True) if cell.lines or not region.open]
        return Piece(page=page, xs=ruled.xs, box=ruled.box, rows=len(ruled.ys) - 1, cells=continued(kept, ruled.xs))

    def _cell(self, spot: tuple[int, int]) -> Cell:
        region = self.tables[spot[0]].regions[spot[1]]
        return Cell(
            row=region.row,
            column=region.column,
            rowspan=region.rowspan,
            colspan=region.colspan,
            lines=lines(self.glyphs.get(spot, ())),
            placed=Sure.GUESSED if spot in self.guessed else Sure.GEOMETRY,
        )


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

    def __call__(self, glyph: Glyph) -> Spot:
        x, y = glyph.box.middle
        for number, table, regions in self.tables:
            slot = bisect_right(table.ys[1:-1], y), bisect_right(table.xs[1:-1], x)
            if table.box.holds((x, y)) and slot in regions:
                return number, regions[slot]
        return None


def _marks(pieces: list[Piece], loose: tuple[Line, ...]) -> list[str]:
    found = itertools.chain(loose, (line for piece in pieces for cell in piece.cells for line in cell.lines))
    return [line.marks for line in found if line.marks]


def _remarks(page: PageInk, said: dict[str, str], marks: list[str], aligned: int) -> Iterator[Remark]:
    """What is on the page and is not handed on as text, or not where it stands."""
    details = [*said.items(), *(("raised-mark", mark) for mark in marks)]
    details += [("note-not-read", note) for note in page.notes]
    if page.damaged:
        yield Remark(code="page-damaged", place=Place(page=page.number))
    for _ in range(aligned):
        yield Remark(code="table-without-lines", place=Place(page=page.number))
    for code, detail in details:
        if detail:
            detail = detail if len(detail) <= _LONGEST_DETAIL else detail[:_LONGEST_DETAIL] + "…"
            yield Remark(code=code, place=Place(page=page.number, text=detail), detail=detail)
