"""Rows to reports: how many reports a document holds, and which rows belong to which.

A table printed a second time may be a second report, or the same one again. It is a second report if most of its rows
come again and the same holds for another table, or a title stands between. What belongs together is told by the order
of whole reports, by their titles, by the years printed over the tables, or by standing side by side throughout; if none
of these tells, tables are not put together.
"""

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.editions import classes
from govdisclosure.forms.registry import remembered
from govdisclosure.model.notices import REPORTS_NOT_PAIRED, REPORTS_SIDE_BY_SIDE, Notice
from govdisclosure.readers.grid import Block, Document, Grid, Paragraph
from govdisclosure.readers.labels import Label, Path, Role, rows_by_path
from govdisclosure.readers.recognise.found import Found, Loose, Row, Spot
from govdisclosure.readers.recognise.sections import title_of_line
from govdisclosure.readers.recognise.titles import Title, may_be_one_report, titles

TABLES: Final = ("proactive", "requests", "remedies")
HEADINGS: Final = 3
"""Titles of sections that make of lines without tables an annual report that has lost them."""


Titled = tuple[int, Title]
"""The title of a report and the block with which it begins."""


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
    def spot(self) -> Spot:
        """Where it begins: words of it may stand in another table before."""
        return next((row for row in self.rows if row.held), self.rows[0]).spot

    @property
    def first(self) -> int:
        return self.rows[0].spot.block

    @property
    def last(self) -> int:
        return self.rows[-1].spot.block


def split(document: Document, found: Found) -> tuple[Part, ...]:
    """The reports in a document, in its order."""
    printed = [row for row in found.rows if row.printed]
    rows = _worthwhile(printed)
    kept = set(map(id, rows))
    found.loose.extend(
        Loose(row.words, row.place, row.spot) for row in printed if id(row) not in kept and row.has_number
    )
    titled = _titles(document, range(len(document.blocks)))
    starts = _starts(document, titled)
    stretches = list(_stretches(document, titled))
    begins = [inside.start for inside in stretches]
    own: list[tuple[list[Row], list[Titled]]] = [([], []) for _ in stretches]
    for row in rows:
        own[bisect.bisect(begins, row.spot.block) - 1][0].append(row)
    for each in titled:
        own[bisect.bisect(begins, each[0]) - 1][1].append(each)
    parts = [
        part for each, inside in zip(own, stretches, strict=True) for part in _parts(document, *each, starts, inside)
    ]
    bare = [row for row in found.rows if not row.printed and row.anchored]
    return tuple(_with_bare(parts, bare) if bare else parts)


def titled_sections(blocks: Iterable[Block]) -> int:
    """How many different titles of sections some blocks are."""
    names = {title_of_line(block.text) for block in blocks if isinstance(block, Paragraph)}
    return len(names - {""})


@attrs.define
class _Opened:
    """A report as far as it has been gone through: the block it begins with, its title, the titles of its sections."""

    begin: int
    title: Title | None = None
    sections: set[str] = attrs.field(factory=set[str])


def _stretches(document: Document, titled: Sequence[Titled]) -> Iterator[range]:
    """The blocks of each report that has a title and sections of its own; all blocks where no two reports have.

    Which tables it has does not count: it may have lost them. A title that no sections follow names no report.
    """
    own = _Opened(0)
    other: _Opened | None = None  # the next report, if enough of its sections come before another title
    of_block = dict(titled)
    for number, block in enumerate(document.blocks):
        if (title := of_block.get(number)) is not None:
            if other is not None and not may_be_one_report(other.title, title):
                own.sections |= other.sections
                other = None
            if len(own.sections) < HEADINGS:
                own.title = title
            elif other is None and not may_be_one_report(own.title, title):
                other = _Opened(number - bool(title.before), title)
        elif isinstance(block, Paragraph) and (name := title_of_line(block.text)):
            (other or own).sections.add(name)
            if other is not None and len(other.sections) >= HEADINGS:
                yield range(own.begin, other.begin)
                own, other = other, None
    yield range(own.begin, len(document.blocks))


def _with_bare(parts: Sequence[Part], bare: Sequence[Row]) -> Iterator[Part]:
    """The reports with the rows of which only the label is printed, each in the one whose table it stands in.

    Not where the same label has values in it: then this one is a heading or stands in a header.
    """
    paths = [{(row.table, path) for row in part.rows for path in _paths(row)} for part in parts]
    added: list[list[Row]] = [[] for _ in parts]
    for row, number in _with_part_before(bare, parts):
        own = {(row.table, path) for path in _paths(row)}
        if paths[number].isdisjoint(own):
            paths[number] |= own
            added[number].append(row)
    for part, more in zip(parts, added, strict=True):
        yield attrs.evolve(part, rows=tuple(sorted((*part.rows, *more), key=lambda row: row.spot))) if more else part


def _with_part_before(bare: Sequence[Row], parts: Sequence[Part]) -> Iterator[tuple[Row, int]]:
    """Each of some rows with the last of the reports whose table begins before it, where there is one."""
    begun: dict[str, list[tuple[Spot, int]]] = {}
    for number, part in enumerate(parts):
        for table in TABLES:
            spots = [row.spot for row in part.rows if row.table == table]
            begun.setdefault(table, []).extend([(min(spots), number)] if spots else [])
    for own in begun.values():
        own.sort()
    last = {table: list(itertools.accumulate((number for _, number in own), max)) for table, own in begun.items()}
    for row in bare:
        if at := bisect.bisect_left(begun[row.table], (row.spot, -1)):
            yield row, last[row.table][at - 1]


def _parts(
    document: Document, rows: Sequence[Row], titled: Sequence[Titled], starts: Sequence[int], inside: range
) -> tuple[Part, ...]:
    """The reports in a stretch of the document."""
    whole = Part(rows=tuple(rows), start=inside.start, stop=inside.stop)
    tables = {name: list(_instances(name, rows, starts, titled)) for name in TABLES}
    many = [name for name in TABLES[:2] if len(tables[name]) > 1]
    if not many or (len(many) < 2 and not any(_are_apart(titled, tables[name]) for name in many)):
        return (whole,)
    years = [pair for group in tables.values() for pair in _years_over(document, group)]
    years.sort(key=lambda pair: pair[0].spot)
    count = max(len(tables[name]) for name in many)
    return tuple(_paired(document, titled, inside, years, count))


_MOST_BY_CHANCE: Final = 3
"""Rows with as many values as table three has columns that may stand in a table of something else."""


def _worthwhile(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that are of a table of the form: not words that stand somewhere else.

    Table three may go on without its heads, and so many rows as full as its own are of it wherever they stand.
    """
    own = [row for row in rows if row.table == "requests"]
    begins = min((row.spot for row in own if row.anchored), default=None)
    many = len({path for row in own if row.held for path in _paths(row)}) > _MOST_BY_CHANCE
    goes_on = {id(row) for row in own if row.held and (begins < row.spot if begins else many)}
    return tuple(row for row in rows if row.anchored or id(row) in goes_on)


def _paths(row: Row) -> tuple[Path, ...]:
    return _paths_of(row.table, row.label)


@remembered(1024)
def _paths_of(table: str, label: Label) -> tuple[Path, ...]:
    if table == "remedies":
        return tuple(entry.path for entry in label.of(Role.GROUP, table)) or ((),)
    return tuple(entry.path for entry in label.entries if entry.role in (Role.ROW, Role.GROUP))


# --- instances -------------------------------------------------------------------------------------------------------


def _titles(document: Document, blocks: Sequence[int]) -> list[Titled]:
    """The titles of reports among some blocks."""
    lines = [(number, block) for number in blocks if isinstance(block := document.blocks[number], Paragraph)]
    return [(lines[at][0], title) for at, title in titles([line for _, line in lines])]


def _starts(document: Document, titled: Sequence[Titled]) -> Sequence[int]:
    """The blocks with which a report may begin: a title of a report or of its first section."""
    opened = (
        number
        for number, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and title_of_line(block.text) == "overview"
    )
    return sorted({*opened, *(number for number, _ in titled)})


def _instances(table: str, rows: Sequence[Row], starts: Sequence[int], titled: Sequence[Titled]) -> Iterator[_Instance]:
    """Each time that a table is printed. One printed twice with the same words, under no other title, counts once."""
    order = _order(table)
    mine = [row for row in rows if row.table == table]
    seen: dict[tuple[str, ...], list[Title | None]] = {}
    for side in sorted({row.spot.side for row in mine}):
        for own in _under_titles([row for row in mine if row.spot.side == side], titled):
            for each in _rounds(_with_label_or_value(own), order, starts):
                words = tuple(sorted(row.words for row in each))
                over = _title_over(each[0], titled)
                if not any(may_be_one_report(over, title) for title in seen.setdefault(words, [])):
                    seen[words].append(over)
                    yield _Instance(table, side, tuple(each))


def _with_label_or_value(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without lines of empty cells that no label makes rows, unless they are all there is."""
    return [row for row in rows if row.cell or any(cell.text.strip() for cell in row.printed)] or rows


def _title_over(row: Row, titled: Sequence[Titled]) -> Title | None:
    before = bisect.bisect_left(titled, (row.spot.block,))
    return titled[before - 1][1] if before else None


def _under_titles(rows: Sequence[Row], titled: Sequence[Titled]) -> Iterator[list[Row]]:
    """The rows cut where the title of another report stands between."""
    current: list[Row] = []
    for row in rows:
        if current and not may_be_one_report(_title_over(current[-1], titled), _title_over(row, titled)):
            yield current
            current = []
        current.append(row)
    yield current


@remembered()
def _order(table: str) -> Mapping[Path, int]:
    paths = [path for cls in classes(table) for path in rows_by_path(cls)]
    groups = [path[:length] for path in paths for length in range(len(path))]
    return {path: number for number, path in enumerate(sorted({*paths, *groups}, key=lambda path: _place(path, paths)))}


def _place(path: Path, paths: Sequence[Path]) -> tuple[int, int]:
    return min(number for number, each in enumerate(paths) if each[: len(path)] == path), len(path)


def _rounds(rows: Sequence[Row], order: Mapping[Path, int], starts: Sequence[int]) -> Iterator[list[Row]]:
    """The rows cut where the table begins anew: where most of what follows in order has been there already.

    Where a report may begin in between, some of it is enough.
    """
    current: list[list[Row]] = []
    all_paths = {_paths(row)[0] for row in rows}
    seen: set[Path] = set()
    for run, follows in _runs(rows, order, starts):
        again = {_paths(row)[0] for row in run} & seen
        coming = {_paths(row)[0] for row in follows} & seen
        apart = run[0].table != "remedies" or (bool(current) and run[0].spot.block != current[-1][-1].spot.block)
        started = len(coming) > 1 and 4 * len(coming) >= len(follows)
        if current and apart and (started or (again and 2 * len(again) >= len(all_paths))):
            begun = _begun_before(current, run)
            yield [row for earlier in current[: len(current) - len(begun)] for row in earlier]
            current = begun
            seen = {_paths(row)[0] for earlier in current for row in earlier}
        current.append(run)
        seen.update(_paths(row)[0] for row in run)
    yield [row for earlier in current for row in earlier]


def _begun_before(runs: Sequence[list[Row]], run: Sequence[Row]) -> list[list[Row]]:
    """The runs just before one with which a table begins anew that stand in its grid, and not with the first of all."""
    begun: list[list[Row]] = []
    for earlier in reversed(runs[1:]):
        if earlier[0].spot.block != run[0].spot.block or earlier[0].spot.block == runs[0][0].spot.block:
            break
        begun.insert(0, earlier)
    return begun


def _runs(
    rows: Sequence[Row], order: Mapping[Path, int], starts: Sequence[int]
) -> Iterator[tuple[list[Row], Sequence[Row]]]:
    """The longest stretches of rows in official order; with the first after a place where a report may begin, all rows
    from there to the next such place.
    """
    for number, (_, group) in enumerate(itertools.groupby(rows, key=lambda row: _started(row, starts))):
        piece = list(group)
        run: list[Row] = []
        first = number > 0
        for row in piece:
            if run and order[_paths(row)[0]] <= order[_paths(run[-1])[0]]:
                yield run, piece if first else ()
                run, first = [], False
            run.append(row)
        yield run, piece if first else ()


def _started(row: Row, starts: Sequence[int]) -> int:
    """How many places where a report may begin stand before a row."""
    return bisect.bisect_left(starts, row.spot.block)


def _are_apart(titled: Sequence[Titled], instances: Sequence[_Instance]) -> bool:
    """Whether a title stands between two printings of a table."""
    return any(
        before.last < number < after.first for before, after in itertools.pairwise(instances) for number, _ in titled
    )


# --- which belong together -------------------------------------------------------------------------------------------


def _paired(
    document: Document,
    titled: Sequence[Titled],
    inside: range,
    years: Sequence[tuple[_Instance, int | None]],
    count: int,
) -> Iterator[Part]:
    """The reports that some printings of tables, each with the year over it, are of.

    They are told by the first of these that tells it of every printing: whole reports one after another, the title over
    each, the year over each, the side on which each stands.
    """
    instances, over = [each for each, _ in years], [year for _, year in years]
    whole = _told(instances, _in_order(instances), count) or _told(instances, _by_title(instances, titled), count)
    if whole:
        begun = [_begin(document, before, after) for before, after in itertools.pairwise(whole)]
        for group, start, stop in zip(whole, [inside.start, *begun], [*begun, inside.stop], strict=True):
            yield Part(rows=_rows_of(group), start=start, stop=stop)
        return
    notices: tuple[Notice, ...] = ()
    groups = _told(instances, over)
    if not groups:
        sides = [each.side for each in instances]
        beside = max(sides) < count and len(instances) == count * len({each.table for each in instances})
        groups = _told(instances, sides, count) if beside else []
        notices = (Notice(REPORTS_SIDE_BY_SIDE if groups else REPORTS_NOT_PAIRED),)
        over = [None] * len(over) if groups else over
    year_of = dict(zip(map(id, instances), over, strict=True))
    for group in groups or [[each] for each in instances]:
        year = year_of[id(group[0])]
        yield Part(rows=_rows_of(group), start=inside.start, stop=inside.stop, year=year, alone=False, notices=notices)


def _told(instances: Sequence[_Instance], keys: Iterable[int | None], count: int = 0) -> list[list[_Instance]]:
    """The printings by their keys; nothing if one has none, a report has a table twice, or there are not so many."""
    groups: dict[int | None, list[_Instance]] = {}
    for each, key in zip(instances, keys, strict=True):
        groups.setdefault(key, []).append(each)
    once = all(len({each.table for each in group}) == len(group) for group in groups.values())
    return list(groups.values()) if None not in groups and once and count in (0, len(groups)) else []


def _rows_of(group: Sequence[_Instance]) -> tuple[Row, ...]:
    return tuple(row for each in group for row in each.rows)


def _in_order(instances: Sequence[_Instance]) -> Iterator[int | None]:
    """The number of the report of each printing, where a new one begins as often as the official order does."""
    number, last = 0, -1
    for each in instances:
        at = TABLES.index(each.table)
        number += at <= last
        last = at
        yield None if each.side else number


def _by_title(instances: Sequence[_Instance], titled: Sequence[Titled]) -> Iterator[int | None]:
    """The number of the title over each printing; none where it stands beside others, or under none or several."""
    starts = [number for number, _ in titled]
    for each in instances:
        before, within = bisect.bisect(starts, each.first), bisect.bisect(starts, each.last)
        yield None if each.side or before != within else before or None


def _begin(document: Document, before: Sequence[_Instance], after: Sequence[_Instance]) -> int:
    """The block with which a report begins: its title, failing that its first section, failing that its first table."""
    between = range(before[-1].last + 1, after[0].first)
    lines = [(number, block) for number in between if isinstance(block := document.blocks[number], Paragraph)]
    titled = [number - bool(title.before) for number, title in _titles(document, between)]
    opened = [number for number, line in lines if title_of_line(line.text) == "overview"]
    return next(iter((*titled, *opened, after[0].first)))


_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=\s*年|$)")
_BACK: Final = 3
"""Blocks before a table in which its year may be printed."""


def _years_over(document: Document, group: Sequence[_Instance]) -> list[tuple[_Instance, int | None]]:
    """The year printed over each printing of a table; not known if one has none, or two have the same."""
    found = [_year_over(document, each) for each in group]
    known = None not in found and len(set(found)) == len(found)
    return [(each, year if known else None) for each, year in zip(group, found, strict=True)]


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
        if years:
            return years.pop() if len(years) == 1 else None
    return None
