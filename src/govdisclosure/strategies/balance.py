"""Figures that tie, made from bytes: the free cells are given, every other follows from the identities.

Nothing is drawn here and nothing filtered. One string of bytes is one choice for hypothesis, where two hundred integers
would be two hundred, and an empty byte is a zero, so that a counterexample shrinks to the cells that matter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

import attrs

from govdisclosure.forms.declare import Kind, Table, cells
from govdisclosure.forms.editions import AnyTable, build
from govdisclosure.forms.identities import Identity, Term, table_identities
from govdisclosure.forms.values import Value


@attrs.frozen
class Step:
    """One cell that follows from others: the signed sum of ``terms``."""

    address: str
    terms: tuple[Term, ...]


@attrs.frozen
class Plan:
    """How a table is filled: its free cells in official order, and the steps that give the rest.

    ``capped`` pairs a free cell with the step that must not go below zero: what was carried in is at most what there
    was to handle.
    """

    table: type[AnyTable]
    free: tuple[str, ...]
    steps: tuple[Step, ...]
    capped: Mapping[str, str]


def _solved(identity: Identity, known: set[str]) -> Step | None:
    """The identity solved for its one unknown cell; None if it has more or none."""
    unknown = [term for term in identity.terms if term.address not in known]
    if len(unknown) != 1:
        return None
    term = unknown[0]
    rest = tuple(Term(t.address, -t.sign * term.sign) for t in identity.terms if t.address != term.address)
    return Step(term.address, rest)


def _steps(identities: Sequence[Identity], free: Iterable[str]) -> tuple[Step, ...]:
    """Solve one identity after the other for the one cell it leaves open."""
    known = set(free)
    steps: list[Step] = []
    found = True
    while found:
        found = False
        for identity in identities:
            step = _solved(identity, known)
            if step is not None:
                steps.append(step)
                known.add(step.address)
                found = True
    return tuple(steps)


_plans: dict[type[AnyTable], Plan] = {}


def plan(table: type[AnyTable]) -> Plan:
    """How this table is filled; worked out once."""
    if table not in _plans:
        _plans[table] = _plan(table)
    return _plans[table]


def _plan(table: type[AnyTable]) -> Plan:
    identities = table_identities(cast("type[Table]", table))
    totals = {term.address for identity in identities for term in identity.right if len(identity.right) == 1}
    received = {term.address for identity in identities if identity.code == "REQ001" for term in identity.left[:1]}
    free = tuple(cell.address for cell in cells(table) if cell.address not in totals | received)
    by_code = sorted(identities, key=lambda identity: ("REQ002", "REQ001", "REQ003", "REM001").index(identity.code))
    open_ = {identity.left[0].address: identity.left[1].address for identity in identities if identity.code == "REQ001"}
    steps = _steps(by_code, free)
    capped = {step.address: open_[step.address] for step in steps if open_.get(step.address) in free}
    return Plan(table, free, steps, capped)


def solve(how: Plan, given: Mapping[str, int]) -> dict[str, int]:
    """Every cell of the table from the free ones; what was carried in is lowered to what there is to handle."""
    found = dict(given)
    for step in how.steps:
        value = sum(found[term.address] * term.sign for term in step.terms)
        if value < 0 and step.address in how.capped:
            found[how.capped[step.address]] += value
            value = 0
        found[step.address] = value
    return found


def filled(table: type[AnyTable], given: Mapping[str, int]) -> AnyTable:
    """The table with these free cells (what is missing is zero) and everything that follows."""
    how = plan(table)
    found = solve(how, {address: given.get(address, 0) for address in how.free})
    return build(table, lambda cell: _typed(found[cell.address], cell.kind))


def _typed(value: int, kind: Kind) -> Value:
    return Decimal(value) / 100 if kind is Kind.MONEY else value


def small(byte: int) -> int:
    """A count from one byte: zero for the lower half, then 1 to 128."""
    return max(0, byte - 127)


def from_bytes(table: type[AnyTable], data: bytes, count: Callable[[int], int] = small) -> AnyTable:
    """The table whose free cells are these bytes, one each."""
    return filled(table, dict(zip(plan(table).free, map(count, data), strict=False)))


def from_wide_bytes(table: type[AnyTable], data: bytes) -> AnyTable:
    """The table whose free cells are these bytes, two each: counts up to 32,767, half of them zero."""
    numbers = (max(0, int.from_bytes(data[i : i + 2], "big") - 32_768) for i in range(0, len(data) - 1, 2))
    return filled(table, dict(zip(plan(table).free, numbers, strict=False)))


def from_entries(table: type[AnyTable], entries: Iterable[tuple[int, int]]) -> AnyTable:
    """The table with a few free cells, each by its number and its count."""
    free = plan(table).free
    given: dict[str, int] = {}
    for number, value in entries:
        address = free[number % len(free)]
        given[address] = given.get(address, 0) + value
    return filled(table, given)
