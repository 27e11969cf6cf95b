"""A document to the reports in it."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

import attrs

from govdisclosure.forms.editions import Proactive, Requests, edition_for
from govdisclosure.forms.registry import Edition
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import (
    FEE_UNREADABLE,
    LABEL_NEAR,
    NOTICES,
    ORGAN_DOUBTFUL,
    ORGAN_INFERRED,
    ORGAN_MISSING,
    PAGE_FURNITURE,
    PERIOD_DOUBTFUL,
    ROW_INCOMPLETE,
    ROW_UNKNOWN,
    YEAR_DOUBTFUL,
    Notice,
)
from govdisclosure.model.place import NOWHERE, Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport, Organ
from govdisclosure.readers.grid import Block, Document, Grid, GridCell, Paragraph
from govdisclosure.readers.labels import LONGEST, Label, Role, find
from govdisclosure.readers.limits import Budget, Limits
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.recognise.fill import Filled, absent, edition_of, fill
from govdisclosure.readers.recognise.found import LINES, Found, Loose, Row, Spot
from govdisclosure.readers.recognise.lexer import PAGE_NUMBER, Token, tokens_of_grid, tokens_of_lines
from govdisclosure.readers.recognise.numbering import without_numbering
from govdisclosure.readers.recognise.placing import Told, place
from govdisclosure.readers.recognise.preface import Named, named_in
from govdisclosure.readers.recognise.reader import read_grid, read_stream
from govdisclosure.readers.recognise.refusals import refuse_lookalike, refuse_traditional, refuse_unknown
from govdisclosure.readers.recognise.reports import HEADINGS, TABLES, Part, split, titled_sections
from govdisclosure.readers.recognise.sections import Narrative, handling_fee, narrative_of, title_of_line, unfolded
from govdisclosure.readers.recognise.titles import (
    Dated,
    Dating,
    Title,
    fuller,
    may_be_one_organ,
    period_in,
    title_of,
    year_of,
)

_TAILS: Final = 3
"""Lines or tables after a row that was cut among which the rest of it may be: the number of a page may come first."""


def recognise(document: Document, *, format: str = "", budget: Budget | None = None) -> tuple[Reading, ...]:
    """Every annual report in a document; `NotAReportError` if there is none."""
    budget = budget or Budget(Limits())
    document = _prepared(document)
    found = find_rows(document, budget)
    parts = split(document, found)
    tables = len({row.table for part in parts for row in part.rows})
    title, _ = title_of(_head(document, parts[0]), document.title)
    refuse_lookalike(document, title=title.text if title else "", tables=tables)
    refuse_traditional(document)
    if not tables and not (title and titled_sections(document.blocks) >= HEADINGS):
        refuse_unknown(document, title.text if title else "")
    return tuple(_reading(document, part, found, format) for part in parts)


def _prepared(document: Document) -> Document:
    """The document with its lines parted again, and without the numbering of its lines."""
    return without_numbering(attrs.evolve(document, blocks=tuple(_unfolded(document.blocks))))


# --- rows ------------------------------------------------------------------------------------------------------------


def _unfolded(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with a report that has lost its line breaks cut at its section titles."""
    standing = titled_sections(blocks) >= HEADINGS
    for block in blocks:
        if isinstance(block, Grid) or standing:
            yield block
        else:
            yield from unfolded(block)


def layouts_in(document: Document, budget: Budget) -> tuple[Told, ...]:
    """How each table of a document may be laid out, with what speaks for and against."""
    told: list[Told] = []
    find_rows(_prepared(document), budget, told)
    return tuple(told)


def find_rows(document: Document, budget: Budget, told: list[Told] | None = None) -> Found:
    """Every row of the form in a document, in its order; ``told`` gets what was weighed of each table."""
    found = Found(budget=budget)
    waiting: list[tuple[int, Block]] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid) and block.aligned and not _is_one_column(block):
            _read_waiting(waiting, found)
            read_grid(block, number, found)
            found.heading = None
        else:
            waiting.append((number, block))
            found.heading = _heading(block)
            if isinstance(block, Paragraph) and len(block.text) <= LONGEST:
                found.tails.append((Spot(number, 0), block.text))
    _read_waiting(waiting, found)
    budget.tick()
    _take_placed(found, told if told is not None else [])
    _mend_cut_labels(found)
    found.rows.sort(key=lambda row: row.spot)
    _doubt_torn(found)
    _doubt_blank_across_pages(found)
    return found


def _take_placed(found: Found, told: list[Told]) -> None:
    """The rows with their values in their columns; those of which the label is not on the form apart."""
    slotted = {id(row) for row in found.unplaced if row.slotted}
    for unplaced, row in place(found.unplaced, told):
        if row.label.entries or row.table == "remedies":
            found.rows.append(row)
        elif id(unplaced) in slotted:
            found.cut.append(row)
        else:
            found.loose.append(Loose(_as_one(row), row.spot, ROW_UNKNOWN))


def _as_one(row: Row) -> GridCell:
    """A row as one text."""
    return GridCell(text=row.place.text, row=0, column=0, place=row.place)


def _mend_cut_labels(found: Found) -> None:
    """Give each row whose label is not on the form the rest of it, if the next few words after it are that."""
    found.tails.sort(key=_spot_of_tail)
    for row in found.cut:
        first = bisect.bisect_right(found.tails, row.spot, key=_spot_of_tail)
        after = [text.strip() for _, text in found.tails[first : first + _TAILS]]
        whole = [label for label in (find(row.text + text) for text in after) if label.of(Role.ROW, row.table)]
        if whole:
            found.rows.append(attrs.evolve(row, label=whole[0], codes=(LABEL_NEAR, *row.codes)))
        else:
            found.loose.append(Loose(_as_one(row), row.spot, ROW_UNKNOWN))


def _spot_of_tail(tail: tuple[Spot, str]) -> Spot:
    return tail[0]


def _doubt_torn(found: Found) -> None:
    """Take the figures from a row with the rest of a label, if its beginning stands right before, with figures as well.

    The figures of both are pieces then.
    """
    spots = [row.spot for row in found.rows]
    for row in found.cut:
        at = bisect.bisect_right(spots, row.spot)
        if at < len(spots) and row.has_number and _is_rest_of(found.rows[at], row):
            rest = found.rows[at]
            found.rows[at] = attrs.evolve(rest, leaves=(), held=(), codes=(*rest.codes, ROW_INCOMPLETE))


def _is_rest_of(row: Row, before: Row) -> bool:
    """Whether a label without its ordinal and what stands before it are the same label."""
    paths = {entry.path for entry in find(before.text + row.text).of(Role.ROW, before.table)}
    return not row.label.mark and bool(paths) and paths == {entry.path for entry in row.label.of(Role.ROW)}


def _doubt_blank_across_pages(found: Found) -> None:
    """Take the blanks from a row if figures that are of no row of the form stand right before it or after it.

    The end of a page may have cut the row between its label and its figures.
    """
    stray = [loose.spot for loose in found.loose if any(map(is_numeric, loose.cell.text.split(" | ")))]
    for number, row in enumerate(found.rows):
        if any(cell.text.strip() for cell in row.printed) or not row.held:
            continue
        before, after = found.rows[max(0, number - 1) : number], found.rows[number + 1 : number + 2]
        groups = [each.spot for each in (*before, *after) if _is_of_a_group(each)]
        first = before[0].spot if before else Spot(-1, 0)
        last = after[0].spot if after else Spot(1 << 60, 0)
        near = [spot for spot in stray if first < spot < last]
        apart = [abs(spot.block - row.spot.block) for spot in near]
        apart += [away for spot in groups if (away := abs(spot.block - row.spot.block))]
        if any(away <= _TAILS for away in apart):
            found.rows[number] = attrs.evolve(row, leaves=(), held=(), codes=(*row.codes, ROW_INCOMPLETE))


def _is_of_a_group(row: Row) -> bool:
    """Whether figures stand beside the name of a group, which has none of its own."""
    return bool(row.label.of(Role.GROUP, "requests")) and any(is_numeric(cell.text) for cell in row.printed)


def _is_one_column(grid: Grid) -> bool:
    return all(cell.column == 0 for cell in grid.cells)


def _heading(block: Block) -> Label | None:
    """The label of a row or group that stands alone in a line."""
    label = find(block.text) if isinstance(block, Paragraph) else None
    return label if label and any(entry.role in (Role.ROW, Role.GROUP) for entry in label.entries) else None


def _read_waiting(waiting: list[tuple[int, Block]], found: Found) -> None:
    """Read the texts that came since the last grid as one stream."""
    tokens: list[Token] = []
    lines: list[tuple[int, Paragraph]] = []
    for number, block in waiting:
        if isinstance(block, Grid):
            tokens.extend(tokens_of_lines(lines))
            lines = []
            tokens.extend(tokens_of_grid(block, number * LINES))
        elif PAGE_NUMBER.fullmatch(block.text.strip()):
            cell = GridCell(text=block.text, row=0, column=0, place=block.place)
            found.loose.append(Loose(cell, Spot(number, 0), PAGE_FURNITURE))
        else:
            lines.append((number * LINES, block))
    tokens.extend(tokens_of_lines(lines))
    waiting.clear()
    read_stream(tokens, found)


# --- reading ---------------------------------------------------------------------------------------------------------


def _lines(document: Document, part: Part) -> list[Paragraph | str]:
    """The lines about a report, with the name of a table in place of what it consists of."""
    items: list[Paragraph | str] = []
    inside = _blocks_of_tables(part)
    for number in range(part.start, part.stop):
        block = document.blocks[number]
        if number in inside:
            items.append(inside[number])
        elif isinstance(block, Paragraph):
            items.append(block)
    return items


def _blocks_of_tables(part: Part) -> dict[int, str]:
    """The blocks that a table takes up, from its first row to its last."""
    inside: dict[int, str] = {}
    for table in TABLES:
        blocks = [row.spot.block for row in part.rows if row.table == table]
        inside.update(dict.fromkeys(range(min(blocks, default=0), max(blocks, default=-1) + 1), table))
    return inside


def _head(document: Document, part: Part) -> list[Paragraph]:
    """The lines before the first section and the first table."""
    lines: list[Paragraph] = []
    for line in _lines(document, part):
        if isinstance(line, str) or title_of_line(line.text):
            break
        lines.append(line)
    return lines


def _reading(document: Document, part: Part, found: Found, format: str) -> Reading:
    items = _lines(document, part)
    narrative = narrative_of(items if part.alone else ())
    known = _who_and_when(document, part, narrative, [item for item in items if isinstance(item, Paragraph)])
    tables = _tables(part, edition_for(known.dating.year))
    fee = handling_fee(narrative.sections)
    report = AnnualReport(
        organ=known.organ, year=known.dating.year, period=known.dated.period, sections=narrative.sections,
        handling_fee=fee.amount, proactive=cast("Proactive", tables[0].table),
        requests=cast("Requests", tables[1].table), remedies=cast("Remedies", tables[2].table),
    )  # fmt: skip
    places = tuple(
        (f"{name}.{address}", place)
        for name, filled in zip(TABLES, tables, strict=True)
        for address, place in filled.places
    )
    said = tuple(_quoting(document, (notice for filled in tables for notice in filled.notices)))
    doubt = (Notice(FEE_UNREADABLE, ("handling_fee",), None, fee.doubtful),) if fee.doubtful else ()
    notices = (
        *_remarks(document, said), *part.notices, *known.notices, *narrative.notices, *said,
        *_loose(found, part), *doubt,
    )  # fmt: skip
    return Reading(report=report, notices=notices, places=places, source=document.name, format=format)


def _tables(part: Part, otherwise: Edition) -> tuple[Filled, Filled, Filled]:
    """Tables two, three and four. One that shows no edition has that of the other, failing that of the year."""
    by_table = {name: [row for row in part.rows if row.table == name] for name in TABLES}
    shown: dict[str, Edition | None] = {name: edition_of(name, by_table[name]) for name in TABLES}
    first, second, last = TABLES
    proactive = _table(
        first, by_table[first], shown[first] or (shown[second] if by_table[first] else None) or otherwise
    )
    requests = _table(
        second, by_table[second], shown[second] or (shown[first] if by_table[second] else None) or otherwise
    )
    edition = cast("Requests", requests.table).edition if by_table[second] else otherwise
    return proactive, requests, _table(last, by_table[last], edition)


def _table(name: str, rows: Sequence[Row], edition: Edition) -> Filled:
    return fill(name, rows, otherwise=edition) if rows else absent(name, edition)


@attrs.frozen(eq=False)
class _Known:
    """Who reports about which year, and what there is to say about it."""

    organ: Organ
    dating: Dating
    dated: Dated
    notices: tuple[Notice, ...]


def _who_and_when(document: Document, part: Part, narrative: Narrative, lines: Sequence[Paragraph]) -> _Known:
    head = _head(document, part)
    title, others = title_of(head, document.title if part.alone else "")
    named = named_in(head)
    dated = period_in(narrative.preface)
    if dated.period is None:
        later = period_in(lines)
        dated = later if later.period else Dated(None, dated.doubtful or later.doubtful)
    overview = narrative.sections.overview
    opening = "" if isinstance(overview, Gap) else overview.text
    dating = year_of(title, others, dated, opening, document.name, named.year)
    if not part.alone:
        dating, dated = _of_part(part, dating, dated)
    organ, doubts = _organ_of(title, others, named)
    notices = [*dating.notices, *doubts]
    if dated.doubtful:
        notices.append(Notice(PERIOD_DOUBTFUL, ("period",), None, dated.doubtful))
    return _Known(organ, dating, dated, tuple(notices))


def _organ_of(title: Title | None, others: Sequence[Title], named: Named) -> tuple[Organ, list[Notice]]:
    """Who reports, and what there is to say about it: as the title says, failing that another one or the preface."""
    names = {each.organ for each in (title, *others) if each and each.organ}
    if title and title.organ:
        organ = fuller(title, others)
        longest = max(sorted(names), key=len)
        one = all(may_be_one_organ(organ, name) and may_be_one_organ(longest, name) for name in names)
        if one and organ == title.organ and not title.before:
            return Organ(organ), []
        found = [*sorted(names), *([title.before + title.organ] if title.before else [])]
        return Organ(organ), [Notice(ORGAN_DOUBTFUL, ("organ.name",), title.place, " / ".join(found))]
    if len(names) == 1:
        return Organ(names.pop()), []
    if named.organ and not names:
        return Organ(named.organ), [Notice(ORGAN_INFERRED, ("organ.name",), named.place, named.organ)]
    return Organ(), [Notice(ORGAN_MISSING, ("organ.name",))]


def _of_part(part: Part, dating: Dating, dated: Dated) -> tuple[Dating, Dated]:
    """Year and period of one of several reports that share their text: only the year over its tables is its own."""
    if part.year is not None:
        own = dated.period is None or dated.period.end.year == part.year
        return Dating(part.year), dated if own else Dated()
    if isinstance(dating.year, Gap):
        return dating, Dated()
    doubt = Notice(YEAR_DOUBTFUL, ("year",), None, str(dating.year))
    return Dating(Gap.UNREADABLE, (doubt,)), Dated()


def _quoting(document: Document, said: Iterable[Notice]) -> Iterator[Notice]:
    """Notices of cells, with what the format reader left out or met there, where it says so, in place of their text."""
    details: dict[tuple[str, Place | None], str] = {}
    for remark in document.remarks:
        key = remark.code, _where(remark.place)
        details[key] = f"{details[key]}；{remark.detail}" if key in details else remark.detail
    for notice in said:
        of_all = details.get((notice.code, None), notice.detail)
        yield attrs.evolve(notice, detail=details.get((notice.code, notice.place), of_all))


def _remarks(document: Document, said: Sequence[Notice]) -> Iterator[Notice]:
    """What the format reader has to say, without what has been said of a cell already."""
    already = {(notice.code, notice.place) for notice in said}
    for remark in document.remarks:
        place = _where(remark.place)
        if remark.code in NOTICES and (remark.code, place) not in already:
            yield Notice(remark.code, (), place, remark.detail)


def _where(place: Place) -> Place | None:
    return None if place == NOWHERE else place


def _loose(found: Found, part: Part) -> Iterator[Notice]:
    """The numbers and rows near the tables of a report that belong to none of its cells."""
    for loose in found.loose:
        if part.start <= loose.spot.block < part.stop:
            place = loose.cell.place
            yield Notice(loose.code, (), place, loose.cell.text)
