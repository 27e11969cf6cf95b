"""How printed reports differ from the form, one function for each way that published ones show.

A deviation changes what stands on the paper and keeps beside it what that means (`Box.means`): an imitation of a
document knows its own truth. What it touches is chosen by bytes, of which zeros choose nothing.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from govdisclosure.forms.declare import Kind, Printed
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap
from govdisclosure.strategies.layouts import Block, Line, Paper
from govdisclosure.writers.printed import EMPTY, Box, Boxes, Sheet, header_of

Deviation = Callable[[Paper, bytes], Paper]

_Change = Callable[[Box, int], Box]
"""A box and a number above zero to the box that takes its place."""


# ---------------------------------------------------------------------------------------------------- walking


def _picked(data: bytes) -> Iterator[int]:
    """For one thing after the other: 0 to leave it alone, or a number that chooses among the ways to change it."""
    return ((byte + 1) // 2 if byte % 2 else 0 for byte in itertools.cycle(data or b"\0"))


def _boxes(paper: Paper, wanted: Callable[[Box], bool], change: _Change, data: bytes) -> Paper:
    """The paper with some of the wanted boxes changed."""
    numbers = _picked(data)

    def changed(box: Box) -> Box:
        number = next(numbers) if wanted(box) else 0
        return change(box, number) if number else box

    return tuple(
        block if isinstance(block, Line) else tuple(tuple(map(changed, row)) for row in block) for block in paper
    )


def _is_figure(box: Box) -> bool:
    return box.value and box.text != ""


_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def _is_plain(box: Box) -> bool:
    """Whether it is a figure printed as a number and nothing else, as no other deviation has touched it."""
    return box.value and _PLAIN.fullmatch(box.text) is not None


def _is_zero(box: Box) -> bool:
    return box.value and box.means == 0


def _is_label(box: Box) -> bool:
    return not box.value and box.text != ""


def _reads(text: Callable[[Box, int], str]) -> _Change:
    """A change of what is printed that leaves what it means."""
    return lambda box, number: attrs.evolve(box, text=text(box, number))


def _means(text: str, gap: Gap) -> _Change:
    """A change of what is printed to something that is no number."""
    return lambda box, number: attrs.evolve(box, text=text, means=gap)


# ---------------------------------------------------------------------------------------------------- figures


def thousands_separators(paper: Paper, data: bytes) -> Paper:
    """Counts of four digits and more with a comma for the thousands."""
    change = _reads(lambda box, number: _grouped(box.text))
    return _boxes(paper, _is_plain, change, data)


def _grouped(text: str) -> str:
    """A whole number with a comma for each thousand."""
    if "." in text:
        return text
    digits = text.removeprefix("-")
    first = len(digits) % 3 or 3
    groups = (digits[at : at + 3] for at in range(first, len(digits), 3))
    return text.removesuffix(digits) + ",".join((digits[:first], *groups))


_FULL_WIDTH = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.-+"}


def full_width_digits(paper: Paper, data: bytes) -> Paper:
    """Digits as wide as Chinese characters."""
    return _boxes(paper, _is_figure, _reads(lambda box, number: box.text.translate(_FULL_WIDTH)), data)


_SPACES = ("  {}", " {} ", "\u00a0{}", "{}\u3000", "\n{}\n", "{}\u200b", "\ufeff{}")


def padded_figures(paper: Paper, data: bytes) -> Paper:
    """White space of several kinds, and characters that nobody sees, around figures."""
    return _boxes(paper, _is_figure, _reads(lambda box, number: _SPACES[number % len(_SPACES)].format(box.text)), data)


def split_numbers(paper: Paper, data: bytes) -> Paper:
    """A number broken into two by a blank or a line: it may be read as the whole or not at all, never as a part."""

    def split(box: Box, number: int) -> str:
        at = 1 + number % (len(box.text) - 1) if len(box.text) > 1 else 1
        return (box.text[:at] + " \n"[number % 2] + box.text[at:]).strip()

    return _boxes(paper, _is_plain, _reads(split), data)


def units_in_cells(paper: Paper, data: bytes) -> Paper:
    """The unit printed behind the number."""
    return _boxes(paper, _is_plain, _reads(lambda box, number: box.text + _unit(box)), data)


def _unit(box: Box) -> str:
    return "" if box.cell is None else box.cell.unit.zh


def signs(paper: Paper, data: bytes) -> Paper:
    """Changes with a plus sign, or the words for more and less."""

    def signed(box: Box, number: int) -> str:
        amount = box.text.lstrip("-")
        word = ("减" if box.text.startswith("-") else "增") + amount
        return word if number % 2 or box.text.startswith("-") else f"+{amount}"

    return _boxes(paper, _is_change, _reads(signed), data)


def _is_change(box: Box) -> bool:
    return _is_plain(box) and box.cell is not None and box.cell.kind is Kind.CHANGE and box.means != 0


def blank_zeros(paper: Paper, data: bytes) -> Paper:
    """Nothing printed for some of the zeros."""
    return _boxes(paper, _is_zero, _means("", Gap.BLANK), data)


def all_zeros_blank(paper: Paper, data: bytes) -> Paper:
    """Nothing printed for any zero."""
    return blank_zeros(paper, b"\1")


def blank_figures(paper: Paper, data: bytes) -> Paper:
    """Cells left empty, whatever belongs there."""
    return _boxes(paper, _is_figure, _means("", Gap.BLANK), data)


_MARKS = ("/", "-", "—", "——", "无", "不适用")


def placeholders(paper: Paper, data: bytes) -> Paper:
    """A mark for nothing printed for some of the zeros."""
    return _boxes(
        paper, _is_zero, lambda box, number: _means(_MARKS[number % len(_MARKS)], Gap.PLACEHOLDER)(box, 1), data
    )


def unreadable_figures(paper: Paper, data: bytes) -> Paper:
    """Something in a cell that is not one number."""
    words = ("见附件", "约12", "3、5", "1O", "12%")
    return _boxes(
        paper, _is_figure, lambda box, number: _means(words[number % len(words)], Gap.UNREADABLE)(box, 1), data
    )


# ---------------------------------------------------------------------------------------------------- labels

_ORDINAL = re.compile(r"(?:（[一二三四五六七八九十]）|[一二三四五六七八九十]、|\d\.)")


def wording(label: Printed, number: int) -> str:
    """One of the wordings seen for a label, with the ordinal of the official one or as it was seen."""
    variant = label.variants[number % len(label.variants)].zh
    ordinal = _ORDINAL.match(label.zh)
    bare = number // len(label.variants) % 2
    return variant if bare or ordinal is None or _ORDINAL.match(variant) else ordinal[0] + variant


def label_variants(paper: Paper, data: bytes) -> Paper:
    """Labels in the other wordings seen in published documents, misprints among them."""

    def varied(box: Box, number: int) -> str:
        return wording(box.label, number) if box.label is not None else box.text

    return _boxes(paper, lambda box: box.label is not None and bool(box.label.variants), _reads(varied), data)


_HALF_WIDTH = str.maketrans("（）：，“”", '():,""')


def half_width_labels(paper: Paper, data: bytes) -> Paper:
    """Brackets and punctuation of labels half as wide."""
    return _boxes(paper, _is_label, _reads(lambda box, number: box.text.translate(_HALF_WIDTH)), data)


def spaced_labels(paper: Paper, data: bytes) -> Paper:
    """Labels broken over lines, or with blanks in them."""

    def spaced(box: Box, number: int) -> str:
        ordinal = _ORDINAL.match(box.text)
        start = ordinal.end() if ordinal else 0
        at = start + number // 2 % (len(box.text) - start)
        return box.text[:at] + " \n"[number % 2] + box.text[at:]

    return _boxes(paper, _is_label, _reads(spaced), data)


def labels_without_ordinals(paper: Paper, data: bytes) -> Paper:
    """Labels without the number that the form prints before them."""
    return _boxes(paper, _is_label, _reads(lambda box, number: _ORDINAL.sub("", box.text, count=1) or box.text), data)


def heading_variants(paper: Paper, data: bytes) -> Paper:
    """Headings of sections in the other wordings seen in published documents."""
    titles = {title.zh: title for title in (*TITLES.values(), *(table.title for table in table_classes()))}
    numbers = _picked(data)

    def varied(block: Block) -> Block:
        title = titles.get(block.text) if isinstance(block, Line) else None
        number = 0 if title is None else next(numbers)
        return Line(wording(title, number), heading=True) if title is not None and number else block

    return tuple(map(varied, paper))


def headings_lost(paper: Paper, data: bytes) -> Paper:
    """Headings of sections left out."""
    numbers = _picked(data)
    first, *rest = paper
    return (first, *(block for block in rest if not (isinstance(block, Line) and block.heading and next(numbers))))


# ---------------------------------------------------------------------------------------------------- tables


def _sheets(paper: Paper, change: Callable[[Sheet, int], Iterable[Block]], data: bytes) -> Paper:
    """The paper with some tables replaced by other blocks."""
    numbers = _picked(data)
    found: list[Block] = []
    for block in paper:
        number = 0 if isinstance(block, Line) else next(numbers)
        found.extend(change(block, number) if number and not isinstance(block, Line) else [block])
    return tuple(found)


def page_breaks(paper: Paper, data: bytes) -> Paper:
    """Tables in two pieces with the number of the page between; merged cells begin again, empty or with their text."""
    return _sheets(paper, lambda sheet, number: _broken(sheet, number, repeat=False), data)


def page_breaks_with_headers(paper: Paper, data: bytes) -> Paper:
    """Tables in two pieces, the second of which repeats the header."""
    return _sheets(paper, lambda sheet, number: _broken(sheet, number, repeat=True), data)


def _broken(sheet: Sheet, number: int, *, repeat: bool) -> list[Block]:
    header = header_of(sheet)
    places = range(len(header) + 1, len(sheet))
    if not places:
        return [sheet]
    at = places[number % len(places)]
    before, after = cut(sheet, at, text=number % 3 == 0)
    return [before, Line(f"- {1 + number % 20} -"), (*header, *after) if repeat else after]


def cut(sheet: Sheet, at: int, *, text: bool) -> tuple[Sheet, Sheet]:
    """The rows above and from ``at`` on; a merged cell that reaches over it begins again, with its text or empty."""
    columns = columns_of(sheet)
    above = tuple(
        tuple(attrs.evolve(box, rowspan=min(box.rowspan, at - number)) for box in row)
        for number, row in enumerate(sheet[:at])
    )
    begun = [
        (column, attrs.evolve(box, rowspan=number + box.rowspan - at, text=box.text if text else ""))
        for number, (row, places) in enumerate(zip(sheet[:at], columns, strict=False))
        for box, column in zip(row, places, strict=True)
        if number + box.rowspan > at
    ]
    first = sorted([*begun, *zip(columns[at], sheet[at], strict=True)], key=lambda each: each[0])
    return above, (tuple(box for _, box in first), *sheet[at + 1 :])


def columns_of(sheet: Sheet) -> list[list[int]]:
    """The column in which each box of each row begins."""
    taken: set[tuple[int, int]] = set()
    found: list[list[int]] = []
    for number, row in enumerate(sheet):
        places: list[int] = []
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            places.append(column)
            taken.update(itertools.product(range(number, number + box.rowspan), range(column, column + box.colspan)))
        found.append(places)
    return found


def tables_lost(paper: Paper, data: bytes) -> Paper:
    """Tables left out, as when they are pictures."""
    return _sheets(paper, lambda sheet, number: (), data)


def rows_lost(paper: Paper, data: bytes) -> Paper:
    """Rows of figures left out, with the label that stands beside them."""
    numbers = _picked(data)

    def shrunk(sheet: Sheet) -> Sheet:
        lost = [number for number, row in enumerate(sheet) if _may_go(row) and next(numbers)]
        return functools.reduce(without, reversed(lost), sheet)

    return tuple(block if isinstance(block, Line) else shrunk(block) for block in paper)


def _may_go(row: Boxes) -> bool:
    """Whether it is a row of figures with a label of its own that begins no merged cell over several rows."""
    return any(box.value for box in row) and not row[0].value and all(box.rowspan == 1 for box in row)


def without(sheet: Sheet, at: int) -> Sheet:
    """The table without one row; merged cells that reach over it become shorter."""
    return tuple(
        tuple(attrs.evolve(box, rowspan=box.rowspan - (number + box.rowspan > at > number)) for box in row)
        for number, row in enumerate(sheet)
        if number != at
    )


def empty_rows_and_columns(paper: Paper, data: bytes) -> Paper:
    """An empty row below some tables, an empty column beside them."""

    def widened(sheet: Sheet, number: int) -> list[Block]:
        rows = tuple((*row, EMPTY) for row in sheet) if number % 2 else sheet
        width = sum(box.colspan for box in rows[0])
        return [(*rows, (EMPTY,) * width)]

    return _sheets(paper, widened, data)


# ---------------------------------------------------------------------------------------------------- surroundings

_ABOVE = (
    Line("首页 > 政务公开 > 政府信息公开年报"),
    Line("字体：[大 中 小]  浏览次数：1024"),
    ((Box("索引号"), Box("000014349/2024-00017")), (Box("发布机构"), Box("办公室")), (Box("文号"), Box("无"))),
    Line("发布日期：2024-01-31 来源：本站"),
)
_BELOW = (
    Line("上一篇：公告（第3号）"),
    Line("附件：1.统计表.xlsx 2.说明.doc"),
    Line("主办单位：办公室  网站标识码：3200000012  备案号：00012345"),
    ((Box("相关链接"), Box("2024"), Box("2023"), Box("2022")),),
)


def site_furniture(paper: Paper, data: bytes) -> Paper:
    """What a site prints around the report: paths, counters, dates, a table about the document, links, numbers."""
    numbers = _picked(data)
    above = tuple(block for block in _ABOVE if next(numbers))
    below = tuple(block for block in _BELOW if next(numbers))
    return (*above, *paper, *below)


_SAYS = (
    "全年主动公开政府信息128条，其中门户网站96条，新媒体32条。",
    "1.政策解读12篇。",
    "共收到咨询35件。",
    "2024年，新增专栏3个；2023年为2个。",
)


def figures_in_the_text(paper: Paper, data: bytes) -> Paper:
    """Lines of prose with numbers in them, anywhere between the blocks."""
    numbers = _picked(data)
    lines = ((block, next(numbers)) for block in paper)
    return tuple(
        each for block, number in lines for each in ([block, Line(_SAYS[number % len(_SAYS)])] if number else [block])
    )


DEVIATIONS: Mapping[str, Deviation] = MappingProxyType(
    {
        function.__name__.replace("_", " "): function
        for function in (
            padded_figures,
            thousands_separators,
            full_width_digits,
            units_in_cells,
            signs,
            split_numbers,
            blank_zeros,
            all_zeros_blank,
            blank_figures,
            placeholders,
            unreadable_figures,
            half_width_labels,
            spaced_labels,
            labels_without_ordinals,
            label_variants,
            heading_variants,
            headings_lost,
            page_breaks,
            page_breaks_with_headers,
            empty_rows_and_columns,
            rows_lost,
            tables_lost,
            site_furniture,
            figures_in_the_text,
        )
    }
)
"""Every deviation by name, the mildest first."""


def figures_on(paper: Paper) -> Mapping[str, Box]:
    """The boxes of the figures on the paper, by the address of their cell within its table."""
    rows = (row for block in paper if not isinstance(block, Line) for row in block)
    return {box.cell.address: box for row in rows for box in row if box.cell is not None}
