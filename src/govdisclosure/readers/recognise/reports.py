"""Rows to reports: how many reports a document holds, and which rows belong to which.

A table printed a second time may be a second report, or the same one again. It is a second report if most of its rows
come again and the same holds for another table, or a title stands between. What belongs together is told by the order of
whole reports, by the years printed over the tables, or by standing side by side throughout; if none of these tells,
tables are not put together.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.model.notices import Notice
from govdisclosure.readers.grid import Document, Grid, Paragraph
from govdisclosure.readers.labels import Path, Role, rows_by_path
from govdisclosure.readers.recognise.columns import classes
from govdisclosure.readers.recognise.found import Found, Row
from govdisclosure.readers.recognise.sections import title_of_line
from govdisclosure.readers.recognise.titles import title_in

TABLES: Final = ("proactive", "requests", "remedies")


@attrs.frozen(kw_only=True)
class Part:
    """One report: its rows, the blocks of the document that are about it, and the year printed over its tables.

    ``alone`` says that the text of the document is the report's own.
    """

    rows: tuple[Row, ...]
    start: int
    stop: int
    year: int | None = None
    alone: bool = True
    notices: tuple[Notice, ...] = ()


@attrs.frozen(eq=False)
class _Instance:
    """A table printed once: its rows, in order."""

    table: str
    side: int
    rows: tuple[Row, ...]

    @property
    def first(self) -> int:
        return self.rows[0].spot.block

    @property
    def last(self) -> int:
        return self.rows[-1].spot.block


def split(document: Document, found: Found) -> tuple[Part, ...]:
    """The reports in a document, in its order."""
    rows = _worthwhile(found.rows)
    whole = Part(rows=rows, start=0, stop=len(document.blocks))
    tables = {name: list(_instances(name, rows)) for name in TABLES}
    many = [name for name in TABLES[:2] if len(tables[name]) > 1]
    if not many or (len(many) < 2 and not any(_are_apart(document, tables[name]) for name in many)):
        return (whole,)
    instances = sorted(itertools.chain(*tables.values()), key=lambda each: each.rows[0].spot)
    count = max(len(tables[name]) for name in many)
    return (
        _one_after_another(document, instances, count)
        or _by_year(document, instances, tables)
        or _side_by_side(document, instances, count)
        or tuple(_unpaired(document, each) for each in instances)
    )


_MOST_BY_CHANCE: Final = 3
"""Rows with as many values as table three has columns that may stand in a table of something else."""


def _worthwhile(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without labels that stand alone, where the same label has values elsewhere, and without stray words."""
    valued = {(row.table, path) for row in rows if row.printed for path in _paths(row)}
    anchored = {row.table for row in rows if row.anchored}
    if len({path for row in rows if row.held and row.table == "requests" for path in _paths(row)}) > _MOST_BY_CHANCE:
        anchored.add("requests")
    return tuple(
        row
        for row in rows
        if (row.printed or not any((row.table, path) in valued for path in _paths(row)))
        and (row.anchored or (row.held and row.table == "requests" and row.table in anchored))
    )


def _paths(row: Row) -> tuple[Path, ...]:
    if row.table == "remedies":
        return tuple(entry.path for entry in row.label.of(Role.GROUP, row.table)) or ((),)
    return tuple(entry.path for entry in row.label.entries if entry.role in (Role.ROW, Role.GROUP))


# --- instances -------------------------------------------------------------------------------------------------------


def _instances(table: str, rows: Sequence[Row]) -> Iterator[_Instance]:
    """Each time that a table is printed. One printed twice with the same words counts once."""
    order = _order(table)
    mine = [row for row in rows if row.table == table]
    seen: list[tuple[str, ...]] = []
    for side in sorted({row.spot.side for row in mine}):
        for each in _rounds([row for row in mine if row.spot.side == side], order):
            words = tuple(sorted(row.place.text for row in each))
            if words not in seen:
                seen.append(words)
                yield _Instance(table, side, tuple(each))


def _order(table: str) -> dict[Path, int]:
    paths = [path for cls in classes(table) for path in rows_by_path(cls)]
    groups = [path[:length] for path in paths for length in range(len(path))]
    return {path: number for number, path in enumerate(sorted({*paths, *groups}, key=lambda path: _place(path, paths)))}


def _place(path: Path, paths: Sequence[Path]) -> tuple[int, int]:
    return min(number for number, each in enumerate(paths) if each[: len(path)] == path), len(path)


def _rounds(rows: Sequence[Row], order: dict[Path, int]) -> Iterator[list[Row]]:
    """The rows cut where the table begins anew: where most of what follows in order has been there already."""
    current: list[Row] = []
    seen: set[Path] = set()
    all_paths = {_paths(row)[0] for row in rows}
    for run in _runs(rows, order):
        paths = {_paths(row)[0] for row in run}
        apart = run[0].table != "remedies" or (bool(current) and run[0].spot.block != current[-1].spot.block)
        if apart and paths & seen and 2 * len(paths & seen) >= len(all_paths):
            yield current
            current, seen = [], set()
        current = [*current, *run]
        seen |= paths
    if current:
        yield current


def _runs(rows: Sequence[Row], order: dict[Path, int]) -> Iterator[list[Row]]:
    """The longest stretches of rows in official order."""
    run: list[Row] = []
    for row in rows:
        if run and order[_paths(row)[0]] <= order[_paths(run[-1])[0]]:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _are_apart(document: Document, instances: Sequence[_Instance]) -> bool:
    """Whether a title stands between two printings of a table."""
    return any(
        isinstance(block, Paragraph) and title_in(block.text)
        for before, after in itertools.pairwise(instances)
        for block in document.blocks[before.last + 1 : after.first]
    )


# --- which belong together -------------------------------------------------------------------------------------------


def _one_after_another(document: Document, instances: Sequence[_Instance], count: int) -> tuple[Part, ...]:
    """Whole reports, each with its tables in official order; nothing if the tables do not stand so."""
    groups: list[list[_Instance]] = []
    for each in instances:
        if each.side:
            return ()
        if not groups or TABLES.index(each.table) <= TABLES.index(groups[-1][-1].table):
            groups.append([])
        groups[-1].append(each)
    if len(groups) != count:
        return ()
    edges = [
        0,
        *(_begin(document, before, after) for before, after in itertools.pairwise(groups)),
        len(document.blocks),
    ]
    return tuple(
        Part(rows=tuple(row for each in group for row in each.rows), start=start, stop=stop)
        for group, start, stop in zip(groups, edges, edges[1:], strict=False)
    )


def _begin(document: Document, before: Sequence[_Instance], after: Sequence[_Instance]) -> int:
    """The block with which a report begins: its title, failing that its first section, failing that its first table."""
    between = range(before[-1].last + 1, after[0].first)
    lines = [(number, block) for number in between if isinstance(block := document.blocks[number], Paragraph)]
    titled = [number for number, line in lines if title_in(line.text)]
    opened = [number for number, line in lines if title_of_line(line.text) == "overview"]
    return next(iter((*titled, *opened, after[0].first)))


_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=\s*年|$)")
_BACK: Final = 3
"""Blocks before a table in which its year may be printed."""


def _by_year(
    document: Document, instances: Sequence[_Instance], tables: dict[str, list[_Instance]]
) -> tuple[Part, ...]:
    """Reports of several years, each table with its year over it; nothing if a table has none or two have the same."""
    years = {id(each): _year_over(document, each) for each in instances}
    for group in tables.values():
        found = [years[id(each)] for each in group]
        if None in found or len(set(found)) < len(found):
            return ()
    parts = {year: [each for each in instances if years[id(each)] == year] for year in dict.fromkeys(years.values())}
    return tuple(
        Part(
            rows=tuple(row for each in group for row in each.rows),
            start=0, stop=len(document.blocks), year=year, alone=False,
        )
        for year, group in parts.items()
    )  # fmt: skip


def _year_over(document: Document, instance: _Instance) -> int | None:
    """The one year that is printed over a table: in the grid above its columns, else right before it."""
    row = instance.rows[0]
    block = document.blocks[row.spot.block]
    cells = block.cells if isinstance(block, Grid) else ()
    left = row.cell.column if row.cell else 0
    right = max(cell.column + cell.colspan for cell in row.printed)
    over = [
        cell.text
        for cell in cells
        if cell.row < row.spot.line and left <= cell.column and cell.column + cell.colspan <= right
    ]
    before: list[str] = []
    for number in range(row.spot.block - 1, max(-1, row.spot.block - 1 - _BACK), -1):
        line = document.blocks[number]
        if isinstance(line, Grid):
            break
        before.append(line.text)
    for texts in (over, *([text] for text in before)):
        years = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def _side_by_side(document: Document, instances: Sequence[_Instance], count: int) -> tuple[Part, ...]:
    """Reports whose tables all stand beside each other in the same order; nothing if one table does not."""
    sides = range(count)
    tables = {each.table for each in instances}
    if sorted((each.table, each.side) for each in instances) != sorted(
        (table, side) for table in tables for side in sides
    ):
        return ()
    notice = Notice("reports-side-by-side")
    return tuple(
        Part(
            rows=tuple(row for each in instances if each.side == side for row in each.rows),
            start=0, stop=len(document.blocks), alone=False, notices=(notice,),
        )
        for side in sides
    )  # fmt: skip


def _unpaired(document: Document, instance: _Instance) -> Part:
    return Part(
        rows=instance.rows, start=0, stop=len(document.blocks), year=_year_over(document, instance), alone=False,
        notices=(Notice("reports-not-paired"),),
    )  # fmt: skip
