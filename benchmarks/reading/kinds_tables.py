"""Deviations of rows, columns and the make-up of tables."""

from collections.abc import Callable, Iterable
from random import Random

import attrs
from benchmarks.reading.draft import (
    Draft,
    cells_in,
    inserted,
    lost,
    on_tables,
    split_row,
    table_of,
    value_rows,
    width_of,
    with_row,
)
from benchmarks.reading.kind import ALL, FLOWING, MARKED_UP, SLOTTED, TEXTS, Kind, deviation

from govdisclosure.forms.values import Gap
from govdisclosure.strategies.deviations import columns_of, cut
from govdisclosure.strategies.layouts import Block, Line
from govdisclosure.writers.printed import EMPTY, Box, Boxes, Sheet, header_of

# ---------------------------------------------------------------------------------------------------- rows


def _ordinary(sheet: Sheet) -> list[int]:
    """The rows of figures in which no merged cell over several rows begins."""
    return [number for number in value_rows(sheet) if all(box.rowspan == 1 for box in sheet[number])]


def _tail(row: Boxes) -> tuple[Boxes, Boxes]:
    """A row as the groups before its label, and its label with the figures."""
    at = max((n for n, box in enumerate(row) if box.label is not None and not box.value), default=0)
    return row[:at], row[at:]


def _exchanged(sheet: Sheet, rng: Random) -> Sheet:
    """Two rows with labels as wide as each other, exchanged."""
    rows = [n for n in value_rows(sheet) if n >= len(header_of(sheet))]
    pairs = [
        (a, b)
        for a in rows
        for b in rows
        if a < b and _shape(_tail(sheet[a])[1]) == _shape(_tail(sheet[b])[1]) and _same_group(sheet[a], sheet[b])
    ]
    if not pairs:
        return sheet
    a, b = rng.choice(pairs)
    (before_a, tail_a), (before_b, tail_b) = _tail(sheet[a]), _tail(sheet[b])
    return with_row(with_row(sheet, a, (*before_a, *tail_b)), b, (*before_b, *tail_a))


def _shape(row: Boxes) -> tuple[tuple[int, int], ...]:
    return tuple((box.colspan, box.rowspan) for box in row)


def _same_group(first: Boxes, second: Boxes) -> bool:
    """Whether two rows stand under the same groups and captions: exchanging others would change what they mean."""
    one, two = cells_in(first)[0], cells_in(second)[0]
    return one.groups == two.groups and len(one.path) == len(two.path)


def _repeated(sheet: Sheet, rng: Random) -> Sheet:
    rows = _ordinary(sheet)
    if not rows:
        return sheet
    number = rng.choice(rows)
    return inserted(sheet, number, sheet[number])


def _contradictory(sheet: Sheet, rng: Random) -> Sheet:
    """A row twice, with another number the second time: nobody can tell which holds."""
    rows = _ordinary(sheet)
    if not rows:
        return sheet
    number = rng.choice(rows)
    row = sheet[number]
    places = [at for at, box in enumerate(row) if box.value]
    at = rng.choice(places)
    first = (*row[:at], attrs.evolve(row[at], means=Gap.UNREADABLE), *row[at + 1 :])
    other = attrs.evolve(row[at], text=str(10_007 + rng.randrange(999)), means=Gap.UNREADABLE)
    return inserted(with_row(sheet, number, first), number, (*row[:at], other, *row[at + 1 :]))


def _subtotals(sheet: Sheet, rng: Random) -> Sheet:
    """A row of subtotals under each group of reasons, or the subtotals beside its label in a row of their own."""
    if table_of(sheet) != "requests":
        return sheet
    beside = rng.random() < 0.5
    for number in reversed(range(len(sheet))):
        row = sheet[number]
        group = next((box for box in row if box.label is not None and box.rowspan > 1 and box.text[0] == "（"), None)
        if group is None or not row[-1].value:
            continue
        members = sheet[number : number + group.rowspan]
        sums = tuple(Box(str(_sum(members, at))) for at in range(-7, 0))
        if beside:
            sheet = inserted(sheet, number, (Box(group.text, 2, 1), *sums))
            sheet = _moved_groups(sheet, number)
        else:
            sheet = inserted(sheet, number + group.rowspan, (Box("小计"), *sums))
            sheet = _stretched(sheet, number, group)
    return sheet


def _sum(rows: Iterable[Boxes], at: int) -> int:
    return sum(row[at].means for row in rows if isinstance(row[at].means, int))


def _moved_groups(sheet: Sheet, number: int) -> Sheet:
    """The outer group, if it began in the row that has moved down, begins in the new one."""
    row, new = sheet[number + 1], sheet[number]
    outer = [box for box in row if box.rowspan > 1 and box.label is not None and box.text[:2] == "三、"]
    if not outer:
        return sheet
    longer = attrs.evolve(outer[0], rowspan=outer[0].rowspan + 1)
    kept = tuple(box for box in row if box is not outer[0])
    return with_row(with_row(sheet, number, (longer, *new)), number + 1, kept)


def _stretched(sheet: Sheet, number: int, group: Box) -> Sheet:
    row = tuple(attrs.evolve(box, rowspan=box.rowspan + 1) if box is group else box for box in sheet[number])
    return with_row(sheet, number, row)


def _empty_rows(sheet: Sheet, rng: Random) -> Sheet:
    for at in sorted(rng.sample(range(1, len(sheet)), min(2, len(sheet) - 1)), reverse=True):
        sheet = inserted(sheet, at, (EMPTY,) * _free(sheet, at))
    return sheet


def _unit_line(sheet: Sheet, rng: Random) -> Sheet:
    text = rng.choice(("单位：件", "计量单位：件（万元）", "单位: 某局 2023年度", "填报单位：办公室"))
    return ((Box(text, width_of(sheet)),), *sheet)


def _title_row(sheet: Sheet, rng: Random) -> Sheet:
    texts = ("收到和处理政府信息公开申请情况", "统计表", "表三 收到和处理政府信息公开申请情况统计表", "附表2")
    return ((Box(rng.choice(texts), width_of(sheet)),), *sheet)


def _free(sheet: Sheet, at: int) -> int:
    """Slots of a new row at ``at`` that no merged cell from above takes."""
    taken = sum(box.colspan for number, row in enumerate(sheet[:at]) for box in row if number + box.rowspan > at)
    return max(1, width_of(sheet) - taken)


def _page_numbers(sheet: Sheet, rng: Random) -> Sheet:
    at = rng.randrange(1, len(sheet))
    text = rng.choice(("{}", "- {} -", "— {} —", "第{}页", "第{}页 共9页", "{}/9")).format(rng.randrange(2, 9))
    return inserted(sheet, at, (Box(text, _free(sheet, at)),))


def _marked_pages(sheet: Sheet, rng: Random) -> Sheet:
    at = rng.randrange(1, len(sheet))
    text = rng.choice(("- {} -", "— {} —", "第{}页")).format(rng.randrange(2, 9))
    return inserted(sheet, at, (Box(text, _free(sheet, at)),))


def _notes(sheet: Sheet, rng: Random) -> Sheet:
    texts = ("注：本表数据由各科室提供。", "注：1.本表按件统计；2.不含2019年以前的文件。", "备注", "（续表）", "续上表")
    at = rng.choice((len(sheet), rng.randrange(1, len(sheet))))
    return inserted(sheet, at, (Box(rng.choice(texts), _free(sheet, at)),))


def _cell_missing(sheet: Sheet, rng: Random) -> Sheet:
    """A row with a cell too few, which may be any: what the others belong to, nobody can tell."""
    rows = [number for number in _ordinary(sheet) if len(cells_in(sheet[number])) > 1]
    if not rows:
        return sheet
    number = rng.choice(rows)
    row = sheet[number]
    at = rng.choice([place for place, box in enumerate(row) if box.value and box.colspan == 1])
    return with_row(sheet, number, lost((*row[:at], *row[at + 1 :])))


def _cell_more(sheet: Sheet, rng: Random) -> Sheet:
    """A row with a zero too many among its figures."""
    rows = _ordinary(sheet)
    if not rows:
        return sheet
    number = rng.choice(rows)
    row = sheet[number]
    at = rng.choice([place for place, box in enumerate(row) if box.value])
    return with_row(sheet, number, lost((*row[:at], Box("0"), *row[at:])))


# ---------------------------------------------------------------------------------------------------- merged cells


def _without_groups(sheet: Sheet, rng: Random) -> Sheet:
    """The labels of groups gone, their cells left."""
    return tuple(
        tuple(attrs.evolve(box, text="") if _is_group(box) and not row[0].value else box for box in row)
        for row in sheet
    )


def _is_group(box: Box) -> bool:
    return box.label is not None and box.rowspan > 1 and not box.value and box.text[:1] in ("（", "三")


def _groups_gone(sheet: Sheet, rng: Random) -> Sheet:
    """The cells of groups gone, so that the rows below them begin further left."""
    return tuple(tuple(box for box in row if not _is_group(box)) for row in sheet)


def _groups_repeated(sheet: Sheet, rng: Random) -> Sheet:
    """The label of its group before each row."""
    found: list[Boxes] = []
    for number, row in enumerate(sheet):
        before = [
            (column, box)
            for above, (each, places) in enumerate(zip(sheet[:number], columns_of(sheet), strict=False))
            for box, column in zip(each, places, strict=True)
            if _is_group(box) and above + box.rowspan > number
        ]
        own = zip(columns_of(sheet)[number], row, strict=True)
        whole = sorted([*before, *own], key=lambda pair: pair[0])
        found.append(tuple(attrs.evolve(box, rowspan=1) if _is_group(box) else box for _, box in whole))
    return tuple(found)


def _spanned(by: Callable[[int, Random], int]) -> Callable[[Draft, Random], Draft]:
    def change(sheet: Sheet, rng: Random) -> Sheet:
        return tuple(
            tuple(
                attrs.evolve(box, rowspan=max(1, by(box.rowspan, rng)))
                if _is_group(box) and rng.random() < 0.6
                else box
                for box in row
            )
            for row in sheet
        )

    return on_tables("requests", change=change)


# ---------------------------------------------------------------------------------------------------- pieces


def _pieces(make: Callable[[Sheet, Random], list[Block]], *names: str) -> Callable[[Draft, Random], Draft]:
    def changed(draft: Draft, rng: Random) -> Draft:
        blocks: list[Block] = []
        for block in draft.paper:
            wanted = not isinstance(block, Line) and (not names or table_of(block) in names)
            blocks.extend(make(block, rng) if wanted and not isinstance(block, Line) else [block])
        return attrs.evolve(draft, paper=tuple(blocks))

    return changed


def _one_per_row(sheet: Sheet, rng: Random) -> list[Block]:
    """Each row a table of its own, as programs for text recognition write them."""
    return [(_alone(row),) for row in sheet]


def _alone(row: Boxes) -> Boxes:
    return tuple(attrs.evolve(box, rowspan=1) for box in row)


def _in_pieces(sheet: Sheet, rng: Random) -> list[Block]:
    """A table cut at several places, without headers."""
    return _cut(sheet, rng, lambda header: ())


def _cut(sheet: Sheet, rng: Random, begins: Callable[[Sheet], Sheet]) -> list[Block]:
    header = header_of(sheet)
    found: list[Block] = []
    rest = sheet
    first = len(header) + 1
    while len(rest) - first > 1 and len(found) < 3:
        above, rest = cut(rest, rng.randrange(first, len(rest)), text=rng.random() < 0.3)
        found.append(above if not found else (*begins(header), *above))
        first = 1
    return [*found, rest if not found else (*begins(header), *rest)]


def _headers_halved(sheet: Sheet, rng: Random) -> list[Block]:
    """A table cut at several places; each piece repeats the upper or the lower half of the header."""
    upper = rng.random() < 0.5

    def half(header: Sheet) -> Sheet:
        if len(header) < 2:
            return ()
        chosen = header[: len(header) // 2] if upper else header[len(header) // 2 :]
        return tuple(_alone(row) if upper else row for row in chosen)

    return _cut(sheet, rng, half)


def _broken_in_a_label(sheet: Sheet, rng: Random) -> list[Block]:
    """A page break through a row: its label ends on the next page, in a row without figures."""
    rows = [n for n in _ordinary(sheet) if n > len(header_of(sheet)) and len(split_row(sheet[n])[0][-1].text) > 7]
    if not rows:
        return [sheet]
    number = rng.choice(rows)
    head, figures = split_row(sheet[number])
    at = rng.randrange(5, len(head[-1].text) - 1)
    first = (*head[:-1], attrs.evolve(head[-1], text=head[-1].text[:at]), *figures)
    rest = (attrs.evolve(head[-1], text=head[-1].text[at:]), *(attrs.evolve(EMPTY, colspan=b.colspan) for b in figures))
    whole = inserted(with_row(sheet, number, first), number + 1, rest)
    return list(cut(whole, number + 1, text=False))


def _beheaded(sheet: Sheet, rng: Random) -> Sheet:
    """Without the header."""
    return tuple(row for row in sheet if any(box.value for box in row))


def _lower_header(sheet: Sheet, rng: Random) -> Sheet:
    """With the lowest line of the header only."""
    header = header_of(sheet)
    return sheet[len(header) - 1 :] if len(header) > 1 and table_of(sheet) != "proactive" else sheet


def _header_amid(sheet: Sheet, rng: Random) -> Sheet:
    """The header again in the middle of a table that is not cut."""
    header = header_of(sheet)
    rows = [n for n in _ordinary(sheet) if n > len(header) and not _reached(sheet, n)]
    if not rows or table_of(sheet) == "proactive":
        return sheet
    at = rng.choice(rows)
    return (*sheet[:at], *header, *sheet[at:])


def _reached(sheet: Sheet, at: int) -> bool:
    return any(number + box.rowspan > at for number, row in enumerate(sheet[:at]) for box in row)


def _tables_exchanged(draft: Draft, rng: Random) -> Draft:
    """Two tables in each other's place, with their headings."""
    places = [n for n, block in enumerate(draft.paper) if not isinstance(block, Line) and n and table_of(block)]
    if len(places) < 2:
        return draft
    a, b = sorted(rng.sample(places, 2))
    blocks = list(draft.paper)
    for shift in (-1, 0):
        blocks[a + shift], blocks[b + shift] = blocks[b + shift], blocks[a + shift]
    return attrs.evolve(draft, paper=tuple(blocks))


# ---------------------------------------------------------------------------------------------------- columns


def _permuted(sheet: Sheet, rng: Random) -> Sheet:
    """The columns in another order, with their heads."""
    name = table_of(sheet)
    if name == "requests" and len(header_of(sheet)) == 3:
        return _permuted_requests(sheet, rng)
    if name == "remedies" and len(sheet) == 4:
        return _permuted_remedies(sheet, rng)
    return _permuted_proactive(sheet, rng) if name == "proactive" else sheet


def _permuted_requests(sheet: Sheet, rng: Random) -> Sheet:
    inner = rng.sample(range(5), 5)
    ends = rng.random() < 0.5
    while ends and inner == sorted(inner):  # told without lines it is the head of a report whose total stands last
        rng.shuffle(inner)
    order = [6, 0, *(1 + at for at in inner)] if ends else [0, *(1 + at for at in inner), 6]
    first, second, third = sheet[:3]
    heads = (second[2], second[0], second[1]) if ends else second
    below = tuple(third[at] for at in inner)
    rows = tuple((*row[:-7], *(row[len(row) - 7 + at] for at in order)) if len(row) >= 7 else row for row in sheet[3:])
    return (first, heads, below, *rows)


def _permuted_remedies(sheet: Sheet, rng: Random) -> Sheet:
    order = rng.sample(range(5), 5)
    whole = [block + at for block in (0, 5, 10) for at in order]
    first, second, third, row = sheet
    if len(second) != 7 or len(third) != 10 or len(row) != 15:
        return sheet
    return (
        first,
        (*(second[at] for at in order), *second[5:]),
        tuple(third[at] for at in whole[:5] + whole[5:10]),
        tuple(row[at] for at in whole),
    )


def _permuted_proactive(sheet: Sheet, rng: Random) -> Sheet:
    rows = list(sheet)
    for number, row in enumerate(sheet):
        figures = [at for at, box in enumerate(row) if box.value]
        if len(figures) < 2 or number == 0 or sheet[number - 1][0].text != "信息内容":
            continue
        order = rng.sample(figures, len(figures))
        last = number
        while last < len(sheet) and [at for at, box in enumerate(sheet[last]) if box.value] == figures:
            last += 1
        for each in range(number - 1, last):
            rows[each] = _reordered(sheet[each], figures, order)
    return tuple(rows)


def _reordered(row: Boxes, places: list[int], order: list[int]) -> Boxes:
    """The boxes in another order, as wide as those that stood there."""
    boxes = list(row)
    for place, source in zip(places, order, strict=True):
        boxes[place] = attrs.evolve(row[source], colspan=row[place].colspan)
    return tuple(boxes)


def _subtotal_column(sheet: Sheet, rng: Random) -> Sheet:
    """A column for all legal persons together."""
    if table_of(sheet) != "requests" or len(header_of(sheet)) != 3:
        return sheet
    first, second, third = sheet[:3]
    word = rng.choice(("小计", "合计", "法人小计"))
    after = 0 if second[-1].colspan > 1 else 1  # figures that stand after those of legal persons

    def row(each: Boxes) -> Boxes:
        at = len(each) - after
        return (
            *each[:at],
            Box(str(sum(box.means for box in each[at - 5 : at] if isinstance(box.means, int)))),
            *each[at:],
        )

    wide = tuple(attrs.evolve(box, colspan=8) if box.colspan == 7 else box for box in first)
    heads = tuple(attrs.evolve(box, colspan=6) if box.colspan == 5 else box for box in second)
    return (wide, heads, (*third, Box(word)), *map(row, sheet[3:]))


def _check_column(sheet: Sheet, rng: Random) -> Sheet:
    """What a check of the sums says, beside the table."""
    words = rng.choice((("校验", "√"), ("勾稽关系", "一致"), ("校验", "0"), ("", "正确"), ("核对", "TRUE"), ("", "0")))
    header = len(header_of(sheet))
    top = Box(words[0], 1, header)
    return tuple(
        (*row, top) if number == 0 else (*row, Box(words[1])) if number >= header else row
        for number, row in enumerate(sheet)
    )


def _line_numbers(sheet: Sheet, rng: Random) -> Sheet:
    """The number of each line before its label."""
    header = len(header_of(sheet))
    if table_of(sheet) != "requests" or not header:
        return sheet
    top = Box(rng.choice(("序号", "行次")), 1, header)
    return tuple(
        (top, *row) if number == 0 else (Box(str(number - header + 1)), *row) if number >= header else row
        for number, row in enumerate(sheet)
    )


def _codes(sheet: Sheet, rng: Random) -> Sheet:
    """A code or unit between label and figures."""
    header = len(header_of(sheet))
    if table_of(sheet) != "requests" or not header:
        return sheet
    word, numbered = rng.choice((("单位", False), ("代码", True), ("行次", True)))
    found: list[Boxes] = []
    for number, row in enumerate(sheet):
        if number == 0:
            found.append((row[0], Box(word, 1, header), *row[1:]))
        elif number >= header:
            head, figures = split_row(row)
            found.append((*head, Box(str(number - header + 1) if numbered else "件"), *figures))
        else:
            found.append(row)
    return tuple(found)


def _both_years(sheet: Sheet, rng: Random) -> Sheet:
    """The figures of the year before in columns beside those of table two, under a head that says so."""
    if table_of(sheet) != "proactive":
        return sheet
    found: list[Boxes] = []
    for row in sheet:
        if len(row) == 1:
            found.append((attrs.evolve(row[0], colspan=row[0].colspan + 1),))
        elif any(box.value for box in row):
            found.append((*row, Box(str(rng.randrange(5000, 9000)))))
        else:
            found.append((*row, Box("备注" if rng.random() < 0.5 else "2018年")))
    return tuple(found)


_HTML = frozenset({"html"})
_EXTRA = frozenset({"column-extra", "row-incomplete", "header-unclear", "number-not-placed"})
_ROW = frozenset(
    {"row-extra", "row-unknown", "number-not-placed", "row-incomplete", "row-contradictory", "row-repeated"}
)
_TWICE = frozenset({"row-repeated"})
_LOST = frozenset(
    {"row-incomplete", "cells-merged", "number-not-placed", "header-unclear", "row-missing", "number-unreadable"}
)

_tables = on_tables
KINDS = (
    Kind(name="columns in another order", change=_tables(change=_permuted), reorders=True),
    Kind(name="column of subtotals", change=_tables("requests", change=_subtotal_column), adds=True),
    Kind(name="column of checks", change=_tables("requests", "proactive", change=_check_column), adds=True),
    Kind(name="column of line numbers", change=_tables("requests", change=_line_numbers), adds=True),
    Kind(name="column of codes or units", change=_tables("requests", change=_codes), adds=True),
    Kind(name="column of remarks or another year", change=_tables("proactive", change=_both_years), adds=True),
    Kind(name="line of units over the table", change=_tables(change=_unit_line), tops=True),
    Kind(name="title inside the table", change=_tables(change=_title_row), tops=True),
    deviation("page breaks", cuts=True),
    deviation("page breaks with headers", cuts=True),
    deviation("empty rows and columns", blanks=True),
    deviation("rows lost"),
    deviation("tables lost", cuts=True, says=frozenset({"table-missing"})),
    Kind(name="rows exchanged", change=_tables(change=_exchanged)),
    Kind(name="rows repeated", change=_tables("proactive", "requests", change=_repeated), says=_TWICE),
    Kind(
        name="rows contradictory", change=_tables("proactive", "requests", change=_contradictory),
        says=frozenset({"row-contradictory", "row-incomplete"}),
    ),
    Kind(name="rows of subtotals", change=_tables("requests", change=_subtotals), adds=True, says=_ROW),
    Kind(name="empty rows", change=_tables(change=_empty_rows), blanks=True),
    Kind(name="page numbers inside the table", change=_tables(change=_page_numbers), parts=True, adds=True),
    Kind(name="marked page numbers inside the table", change=_tables(change=_marked_pages)),
    Kind(name="notes inside the table", change=_tables(change=_notes)),
    Kind(
        name="a cell too few in a row", change=_tables("proactive", "requests", change=_cell_missing), blanks=True,
        formats=(MARKED_UP | TEXTS) - {"office"}, layouts=FLOWING, keeps=False, says=_LOST,
    ),
    Kind(
        name="a cell too many in a row", change=_tables("proactive", "requests", change=_cell_more), adds=True,
        formats=MARKED_UP | TEXTS | SLOTTED, keeps=False, says=_LOST | _EXTRA,
    ),
    Kind(name="groups without labels", change=_tables("requests", change=_without_groups), blanks=True),
    Kind(name="cells of groups gone", change=_tables("requests", change=_groups_gone), moves=True),
    Kind(name="groups repeated in each row", change=_tables("requests", change=_groups_repeated)),
    Kind(
        name="merged cells cut short", change=_spanned(lambda n, rng: n - rng.randrange(1, n)), formats=_HTML,
        moves=True,
    ),
    Kind(name="merged cells too long", change=_spanned(lambda n, rng: n + 1), formats=_HTML),
    Kind(name="one table for each row", cuts=True, change=_pieces(_one_per_row), formats=ALL - SLOTTED),
    Kind(name="tables in pieces", cuts=True, change=_pieces(_in_pieces)),
    Kind(name="headers halved", cuts=True, change=_pieces(_headers_halved)),
    Kind(name="label cut by the end of a page", cuts=True, change=_pieces(_broken_in_a_label, "requests")),
    Kind(name="tables without header", cuts=True, change=_tables(change=_beheaded), beheads=True, keeps=False),
    Kind(
        name="only the last line of the header", cuts=True, change=_tables(change=_lower_header), beheads=True,
        keeps=False,
    ),
    Kind(name="header again inside the table", change=_tables(change=_header_amid)),
    Kind(name="tables exchanged", cuts=True, change=_tables_exchanged),
)  # fmt: skip
