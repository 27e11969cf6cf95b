"""A document to the reports in it."""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

import attrs

from govdisclosure.forms.editions import Proactive, Requests, edition_for
from govdisclosure.forms.registry import Edition
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import (
    FEE_UNREADABLE,
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
from govdisclosure.readers.grid import Block, Document, Grid, Paragraph
from govdisclosure.readers.labels import CAPTION, LONGEST, Label, Role, find
from govdisclosure.readers.limits import Budget, Limits
from govdisclosure.readers.numbers import is_numeric
from govdisclosure.readers.recognise.fill import Filled, absent, edition_of, fill
from govdisclosure.readers.recognise.found import LINES, Found, Loose, Spot
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

_FAR: Final = 3
"""Lines or tables between the pieces of a row that was cut: the number of a page may come first."""


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
            found.heading, found.captioned = None, False
        else:
            waiting.append((number, block))
            found.heading, found.captioned = _heading(block), _is_caption(block)
            if isinstance(block, Paragraph) and len(block.text) <= LONGEST:
                found.mend(found.unplaced, block.text)
    _read_waiting(waiting, found)
    budget.tick()
    _doubt_blank_across_pages(found)
    for row in place(found.unplaced, told):
        if row.label.entries or row.table == "remedies":
            found.rows.append(row)
        else:
            found.loose.append(Loose(row.words, row.place, row.spot, ROW_UNKNOWN))
    found.rows.sort(key=lambda row: row.spot)
    return found


def _doubt_blank_across_pages(found: Found) -> None:
    """Take the blanks from a row if figures that are of no row of the form stand right before it or after it.

    The end of a page may have cut the row between its label and its figures.
    """
    if not any(row.printed and not row.has_text for row in found.unplaced):
        return
    loose = {each.spot for each in found.loose if any(map(is_numeric, each.text.split(" | ")))}
    loose |= {row.spot for row in found.unplaced if row.is_cut and row.has_number}
    groups = {row.spot for row in found.unplaced if row.label.of(Role.GROUP, "requests") and row.has_number}
    spots = sorted(loose | {row.spot for row in found.unplaced})
    for number, row in enumerate(found.unplaced):
        at = bisect.bisect_left(spots, row.spot)
        beside = spots[max(0, at - 1) : at + 2]
        apart = [abs(spot.block - row.spot.block) for spot in beside if spot in loose]
        apart += [away for spot in beside if spot in groups and (away := abs(spot.block - row.spot.block))]
        if row.printed and not row.has_text and any(away <= _FAR for away in apart):
            found.unplaced[number] = attrs.evolve(row, refused=True, codes=(*row.codes, ROW_INCOMPLETE))


def _is_one_column(grid: Grid) -> bool:
    return all(cell.column == 0 for cell in grid.cells)


def _heading(block: Block) -> Label | None:
    """The label of a row or group that stands alone in a line."""
    label = find(block.text) if isinstance(block, Paragraph) else None
    return label if label and any(entry.role in (Role.ROW, Role.GROUP) for entry in label.entries) else None


def _is_caption(block: Block) -> bool:
    """Whether a line is a caption of table two."""
    return isinstance(block, Paragraph) and any(entry.path == CAPTION for entry in find(block.text).of(Role.FRAME))


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
            found.loose.append(Loose(block.text, block.place, Spot(number, 0), PAGE_FURNITURE))
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
    """The lines before the first section and the first table, those with which another table ends among them."""
    lines: list[Paragraph] = []
    inside = _blocks_of_tables(part)
    for number in range(part.start, part.stop):
        block = document.blocks[number]
        if number in inside or (isinstance(block, Paragraph) and title_of_line(block.text)):
            break
        lines.extend([block] if isinstance(block, Paragraph) else _last_lines(block))
    return lines


def _last_lines(grid: Grid) -> list[Paragraph]:
    """The rows with which a table ends that hold one text each: lines that stand right below it, in a sheet."""
    alone = [[cell for cell in row if cell.text.strip()] for row in grid.rows()]
    found = itertools.takewhile(lambda row: len(row) == 1, reversed(alone))
    return [Paragraph(text=cell.text.strip(), place=cell.place) for (cell,) in found][::-1]


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
        [
            (f"{name}.{address}", place)
            for name, filled in zip(TABLES, tables, strict=True)
            for address, place in filled.places
        ]
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
    rows = {name: [row for row in part.rows if row.table == name] for name in TABLES}
    shown: dict[str, Edition | None] = {name: edition_of(name, rows[name]) for name in TABLES}

    def table(name: str, edition: Edition) -> Filled:
        return fill(name, rows[name], edition, shown=bool(shown[name])) if rows[name] else absent(name, edition)

    first, second, last = TABLES
    known: dict[str, Edition] = {
        name: shown[name] or (shown[other] if rows[name] else None) or otherwise
        for name, other in ((first, second), (second, first))
    }
    requests = table(second, known[second])
    edition = cast("Requests", requests.table).edition if rows[second] else otherwise
    return table(first, known[first]), requests, table(last, edition)


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
            yield Notice(loose.code, (), loose.place, loose.text)
