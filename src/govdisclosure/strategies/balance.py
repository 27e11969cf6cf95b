"""Figures that tie, made from plain numbers: some cells are free, every other follows from the identities.

Nothing is drawn here and nothing filtered. All free cells of a report together are one sequence of numbers, which may
come from one string of bytes: that is one choice for hypothesis, where two hundred integers would be two hundred.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import Literal, cast

import attrs

from govdisclosure.forms.declare import Cell, Kind, Table, cells
from govdisclosure.forms.editions import AnyTable, assemble
from govdisclosure.forms.identities import Identity, table_identities
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import COUNT_BOUND, Unit, Value
from govdisclosure.kernel import Kernel, compiled

Give = Literal["in", "out"]
"""Which figure gives way when more was carried in than there was to handle: what was carried in, or what is carried
out (the requests are then still open)."""

UNITS = (Unit.UNKNOWN, Unit.TEN_THOUSAND_YUAN, Unit.YUAN)
"""What the companion of an amount may be, the plainest first."""


@attrs.frozen(eq=False)
class Step:
    """One cell that follows from others, all by their place in the table: ``value`` works it out.

    ``adds`` are those that raise it. ``carried`` are the places of what is carried in and out, where the cell must not
    fall below zero.
    """

    cell: int
    value: Callable[[Sequence[int]], int]
    adds: tuple[int, ...]
    carried: tuple[int, int] | None = None


@attrs.frozen(eq=False)
class Plan:
    """How a table is filled: the places of its free cells, the steps that give the rest, the companions of amounts."""

    table: type[AnyTable]
    free: tuple[int, ...]
    steps: tuple[Step, ...]
    signed: tuple[int, ...]
    money: tuple[int, ...]
    companions: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many numbers fill the table."""
        return len(self.free) + len(self.companions)

    @property
    def begin(self) -> int:
        """The first free cell that shows alone: what is carried in is nothing while there is nothing to handle."""
        carried_in = {step.carried[0] for step in self.steps if step.carried}
        return next(number for number, place in enumerate(self.free) if place not in carried_in)


@remembered()
def plan(table: type[AnyTable]) -> Plan:
    """How this table is filled; worked out once."""
    known = cells(table)
    identities = table_identities(cast("type[Table]", table))
    follows = {_result(identity) for identity in identities}
    free = [cell.address for cell in known if cell.address not in follows]
    kernel = compiled(_order(identities, free), cells=(cell.address for cell in known))
    places = tuple(kernel.number[address] for address in free)
    return Plan(
        table=table,
        free=places,
        steps=tuple(_step(kernel, at, places) for at in range(len(kernel.identities))),
        signed=_of_kind(known, Kind.CHANGE),
        money=_of_kind(known, Kind.MONEY),
        companions=tuple(".".join((*cell.path[:-1], cell.column.companion)) for cell in known if cell.column.companion),
    )


def _of_kind(known: Sequence[Cell], kind: Kind) -> tuple[int, ...]:
    return tuple(number for number, cell in enumerate(known) if cell.kind is kind)


def _result(identity: Identity) -> str:
    """The cell that an identity gives: the total it names, or in a balance what was received."""
    total, *others = identity.right
    return identity.left[0].address if others else total.address


def _order(identities: Sequence[Identity], free: Iterable[str]) -> list[Identity]:
    """Each identity that gives a new cell, in an order in which all others that it needs are known."""
    known, found = set(free), list[Identity]()
    waiting = sorted(identities, key=lambda identity: _ORDER.index(identity.code))
    while ready := next((each for each in waiting if set(each.addresses) - known == {_result(each)}), None):
        found.append(ready)
        known.add(_result(ready))
    return found


_ORDER = ("REQ002", "REQ001", "REQ003", "REM001")
"""Balances go before the sums of rows: a balance may still change what was carried."""


def _step(kernel: Kernel, identity: int, free: Collection[int]) -> Step:
    cell = kernel.number[_result(kernel.identities[identity])]
    adds = tuple(each for each, factor in kernel.solved(identity, cell) if factor > 0)
    takes = tuple(each for each, factor in kernel.solved(identity, cell) if factor < 0)
    carried = (takes[0], adds[-1]) if takes and takes[0] in free else None
    return Step(cell, kernel.solution(identity, cell), adds, carried)


def solve(how: Plan, found: list[int], *, gives: Give = "in") -> None:
    """Fill in every cell that follows; ``found`` holds the free ones, each at its place in the table."""
    for step in how.steps:
        value = step.value(found)
        if value < 0 and step.carried:
            carried_in, carried_out = step.carried
            if gives == "in":
                found[carried_in] += value
            else:
                found[carried_out] -= value
            value = 0
        found[step.cell] = value


def filled(table: type[AnyTable], numbers: Sequence[int], *, gives: Give = "in", **extra: object) -> AnyTable:
    """The table whose free cells, and companions of amounts, are made from these numbers; a missing one counts as zero.

    A number is a count as it is, a hundredth of an amount, and for a change 0, 1, -1, 2, -2 and so on.
    """
    how = plan(table)
    found = [0] * len(cells(table))
    for place, number in zip(how.free, numbers, strict=False):
        found[place] = number
    for place in how.signed:
        found[place] = (found[place] + 1) // 2 if found[place] % 2 else -found[place] // 2
    solve(how, found, gives=gives)
    units = {
        name: UNITS[number % len(UNITS)] for name, number in zip(how.companions, numbers[len(how.free) :], strict=False)
    }
    return assemble(table, _typed(how, found), **units, **extra)


def _typed(how: Plan, found: Sequence[int]) -> Sequence[Value]:
    if not how.money:
        return found
    values: list[Value] = list(found)
    for place in how.money:
        values[place] = Decimal(found[place]) / 100
    return values


def raised(table: type[AnyTable], values: Sequence[int], place: int, by: int) -> list[int]:
    """The cells of a table that ties, with one of them larger and as few others as it takes to tie again."""
    how, found = plan(table), list(values)
    for each in _feeding(how, place):
        found[each] += by
    solve(how, found)
    return found


def _feeding(how: Plan, place: int) -> tuple[int, ...]:
    """The free cells to raise so that this one rises: itself, or the first that it is the sum of.

    What is carried in can only rise together with what there is to handle, so what is carried out rises as well.
    """
    step = next((step for step in how.steps if step.cell == place), None)
    if step is not None:
        return _feeding(how, step.adds[0])
    return next((step.carried for step in how.steps if step.carried and step.carried[0] == place), (place,))


LARGEST = COUNT_BOUND // 10_000
"""The largest number that a free cell may hold, so that no total of a family reaches the bound."""


# ---------------------------------------------------------------------------------------------- numbers from choices

Numbers = Sequence[int]
"""What fills the free cells of one or several tables."""

Fill = Callable[[int, int], Numbers]
"""As many numbers as are asked for; the second argument is where to begin: the cell that shows most."""


def from_bytes(data: bytes, largest: int, size: int, begin: int) -> Numbers:
    """One number for each byte: zero for its lower half, then 1 to 128, scaled down to ``largest``."""
    if largest >= 128:
        return [byte - 127 if byte > 127 else 0 for byte in data[:size]]
    return [-(-(byte - 127) * largest // 128) if byte > 127 else 0 for byte in data[:size]]


def from_pairs(data: bytes, largest: int, size: int, begin: int) -> Numbers:
    """One number for two bytes: zero for their lower half, then 1 to 32,768, scaled to ``largest``."""
    pairs = (int.from_bytes(data[i : i + 2], "big") - 32_767 for i in range(0, min(len(data) - 1, 2 * size), 2))
    return [-(-pair * largest // 32_768) if pair > 0 else 0 for pair in pairs]


def from_entries(entries: Iterable[tuple[int, int]], size: int, begin: int) -> Numbers:
    """Zeros, and a number for each entry: which one, counted from ``begin``, and how much."""
    numbers = [0] * size
    for place, number in entries:
        numbers[(begin + place) % size] = number
    return numbers


def from_one(entry: int, largest: int, size: int, begin: int) -> Numbers:
    """Zeros for zero; else one number: the quotient by ``largest`` says which one, the remainder how much."""
    place, less_one = divmod(entry - 1, largest)
    return from_entries([(place, less_one + 1)] if entry else [], size, begin)
