"""Small documents of lines and tables, in any layout, and what is read of them."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import attrs

import govdisclosure as gd
from govdisclosure.forms.values import Value
from govdisclosure.model.access import values
from govdisclosure.strategies.deviations import figures_on
from govdisclosure.strategies.layouts import LAYOUTS, Block, Line, Paper, paper
from govdisclosure.writers.printed import Box, Boxes, Sheet

ORGAN = "临澜县水务局"
TITLE = f"# {ORGAN}2023年政府信息公开工作年度报告"
LAYOUT = {layout.name: layout for layout in LAYOUTS}

Item = str | Block | Sequence[Sequence[str | Box]]
"""A line ("# " before a heading), or the rows of a table."""


def block(item: Item) -> Block:
    """What an item is on paper."""
    if isinstance(item, Line):
        return item
    if isinstance(item, str):
        return Line(item.removeprefix("# "), heading=item.startswith("# "))
    return tuple(tuple(Box(cell) if isinstance(cell, str) else cell for cell in row) for row in item)


def written(*items: Item, layout: str = "page") -> bytes:
    """The document."""
    return LAYOUT[layout].lay_out(tuple(map(block, items))).encode()


def read_all(*items: Item, layout: str = "page", **options: str) -> tuple[gd.Reading, ...]:
    """Every report in the document."""
    format = "html" if LAYOUT[layout].format == "html" else "text"
    return gd.read_all(written(*items, layout=layout), format=format, **options)


def read(*items: Item, layout: str = "page") -> gd.Reading:
    """The report in the document."""
    (reading,) = read_all(*items, layout=layout)
    return reading


# ---------------------------------------------------------------------------------------------------- whole reports


def unlike(year: int = 2023, *, organ: str = ORGAN, start: int = 1001) -> gd.AnnualReport:
    """A report of which no two figures are the same, so that any shift shows."""
    zeros = gd.zeros(year, organ=organ)
    figures = {address: start + number for number, address in enumerate(gd.addresses(zeros))}
    return gd.replace(zeros, figures | {each: Decimal("9.62") for each in figures if each.endswith(".amount")})


REPORT = unlike()
PAPER = paper(REPORT)
TWO, THREE, FOUR = (item for item in PAPER if not isinstance(item, Line))
"""The tables as the form prints them."""

Change = Callable[[Sheet], Sheet]


def with_tables(
    given: Paper = PAPER, *, two: Change | None = None, three: Change | None = None, four: Change | None = None
) -> Paper:
    """The paper with some of its tables changed."""
    changes = iter((two, three, four))
    found: list[Block] = []
    for item in given:
        change = None if isinstance(item, Line) else next(changes)
        found.append(change(item) if change and not isinstance(item, Line) else item)
    return tuple(found)


def relabelled(old: str, new: str) -> Change:
    """A change of one text of a table."""

    def change(sheet: Sheet) -> Sheet:
        found = tuple(tuple(attrs.evolve(box, text=new) if box.text == old else box for box in each) for each in sheet)
        assert found != sheet
        return found

    return change


def differences(reading: gd.Reading, report: gd.AnnualReport = REPORT) -> dict[str, Value | None]:
    """The cells that are read otherwise than they are in a report, with what is read of them."""
    found = values(reading.report)
    cells = values(report)
    return {address: found.get(address) for address in {**cells, **found} if found.get(address) != cells.get(address)}


def figures(reading: gd.Reading, start: str) -> list[Value]:
    """What was read in the cells whose addresses begin so."""
    return [value for address, value in values(reading.report).items() if address.startswith(start)]


def said(reading: gd.Reading, code: str) -> list[gd.Notice]:
    """The notices of a kind."""
    return [notice for notice in reading.notices if notice.code == code]


SLOTLESS = {"header-missing", "header-by-order"}
"""What is said of a header that is lost, or of which only the order is left."""


def codes(reading: gd.Reading) -> set[str]:
    """The kinds of all notices."""
    return {notice.code for notice in reading.notices}


def faults(given: Paper, layout: str) -> list[str]:
    """What is read of the paper and does not stand there, and what stands there and is neither read nor said."""
    reading = read(*given, layout=layout)
    found, boxes = values(reading.report), figures_on(given)
    noticed = {address for notice in reading.notices for address in notice.addresses}
    bad: list[str] = []
    for address, value in found.items():
        box = boxes.get(address.partition(".")[2])
        stands = gd.Gap.ABSENT if box is None or box.means is None else box.means
        if value != stands and (not isinstance(value, gd.Gap) or address not in noticed):
            bad.append(f"{address}: printed {stands!r}, read {value!r}")
    return bad


def unread(given: Paper, layout: str) -> set[str]:
    """The cells of which a number stands on the paper and is not read."""
    found, boxes = values(read(*given, layout=layout).report), figures_on(given)
    return {
        address
        for address, value in found.items()
        if isinstance(value, gd.Gap)
        and (box := boxes.get(address.partition(".")[2]))
        and box.means is not None
        and not isinstance(box.means, gd.Gap)
    }


def lost(each: Boxes) -> Boxes:
    """The row with figures of which nobody can tell what they are."""
    return tuple(attrs.evolve(box, means=gd.Gap.UNREADABLE) if box.value else box for box in each)
