"""Two years of one organ beside each other: what was carried over, what there is now, and how much came in."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from govdisclosure.forms.declare import Cell, Nature
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Number, Value, number
from govdisclosure.model.access import Shape, cells_of_shape, shape
from govdisclosure.model.report import AnnualReport

CARRIED: Final = Text("结转：{}", "carried over: {}")
STOCK: Final = Text("{}（由上年推算）", "{} (worked out from the year before)")
_TOTALS: Final = ("requests.received.total", "requests.outcomes.total.total")
"""What is set against the year before without having to be equal to it."""


@attrs.frozen
class Compared:
    """One thing in two years; ``equal`` if both have to be the same. A number that is not known is None."""

    item: str
    was: Number | None
    now: Number | None
    equal: bool


@attrs.frozen
class Kept:
    """What is kept of a report to be held against the next: cells of these kinds, by address, and their values."""

    cells: Mapping[str, Cell]
    values: tuple[Value, ...]

    @property
    def held(self) -> dict[str, Value]:
        """The values by address."""
        return dict(zip(self.cells, self.values, strict=True))


def kept(report: AnnualReport, held: Mapping[str, Value]) -> Kept:
    """The figures of a report that another year is held against."""
    cells = _wanted(shape(report))
    return Kept(cells, tuple(held[address] for address in cells))


@remembered()
def _wanted(shape: Shape) -> Mapping[str, Cell]:
    """The cells that are kept of reports of these editions; the same mapping for all of them."""
    cells = cells_of_shape(shape)
    stocks = {address.rpartition(".")[0] for address, cell in cells.items() if cell.nature is Nature.STOCK}
    return {
        address: cell
        for address, cell in cells.items()
        if cell.nature in (Nature.OPENING, Nature.CLOSING) or address in _TOTALS or address.rpartition(".")[0] in stocks
    }


def side_by_side(last: Kept, this: Kept, lang: Lang) -> Iterator[Compared]:
    """What was carried over, by column; what there is now, by row; and the totals."""
    was, now = last.held, this.held
    closing = [address for address, cell in last.cells.items() if cell.nature is Nature.CLOSING]
    opening = [address for address, cell in this.cells.items() if cell.nature is Nature.OPENING]
    for left, taken in zip(closing, opening, strict=True):
        label = CARRIED.get(lang).format(this.cells[taken].column.text.get(lang))
        yield Compared(label, number(was[left]), number(now[taken]), equal=True)
    for address, cell in this.cells.items():
        if cell.nature is Nature.STOCK and address in was:
            label = STOCK.get(lang).format(cell.label(lang))
            yield Compared(label, _grown(was[address], address, this), number(now[address]), equal=True)
    for address in _TOTALS:
        yield Compared(this.cells[address].label(lang), number(was[address]), number(now[address]), equal=False)


def _grown(stock: Value, address: str, this: Kept) -> Number | None:
    """Last year's stock with what this year added to it and took from it; None if one of the numbers is not known."""
    row = address.rpartition(".")[0]
    moved = [
        (value, cell.column.moves)
        for (at, cell), value in zip(this.cells.items(), this.values, strict=True)
        if cell.column.moves and at.rpartition(".")[0] == row
    ]
    if not moved or isinstance(stock, Gap) or any(isinstance(value, Gap) for value, _ in moved):
        return None
    return stock + sum(value * sign for value, sign in moved if not isinstance(value, Gap))
