"""The kernel: identities compiled once, for one report and for columns, and what can be said where numbers are missing.

An identity over cells without a number is still known to fail where no number makes it hold: none that counts things is
negative (one of a change, 本年增/减, may be). So there are three answers, and all of them follow from three sums over
the terms: left minus right of the numbers there are, how many gaps can raise it, and how many can lower it.

Rules, diagnosis and strategies compile here; nobody else turns an identity into code.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import attrs

from govdisclosure.forms.demands import Word
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.values import Gap, Number, Value, zeroable

Spell = Callable[[str], str]
"""How a cell is written, from its name: a subscript, a name of a column, a reference of a sheet."""

Factors = tuple[tuple[int, int], ...]
"""Pairs of a number (of a cell or an identity) and the factor it comes with."""

Sums = tuple[Number, ...]
Residuals = tuple[int, ...]
"""Left minus right of every identity."""


class Verdict(Word):
    """What a rule says of one thing it looked at, or a result says of everything."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_EVALUATED = "not_evaluated"
    """Something needed is not known; this is never a pass."""
    NOT_APPLICABLE = "not_applicable"
    """The rule does not speak of such a thing (a rule on documents, and a report built in a script)."""

    def __repr__(self) -> str:
        return f"Verdict.{self.name}"


# ---------------------------------------------------------------------------------------------------- one identity


class Side(NamedTuple):
    """One side of an identity: the sum of its numbers, and how many gaps can raise it and lower it.

    A gap in a cell that may be negative can do both. ``lost`` are those among the gaps that are no blanks, so that no
    policy reads them as zero.
    """

    known: Number
    raising: int = 0
    lowering: int = 0
    lost_raising: int = 0
    lost_lowering: int = 0

    @property
    def sum(self) -> Number | None:
        """The sum; None if a gap keeps it from being known."""
        return None if self.raising or self.lowering else self.known

    @property
    def with_zeros(self) -> "Side":
        """The side with its blanks read as zero."""
        return Side(self.known, self.lost_raising, self.lost_lowering, self.lost_raising, self.lost_lowering)


def side(terms: Sequence[Term], values: Sequence[Value]) -> Side:
    """What is known of one side, from what its cells hold in order."""
    known: Number = 0
    raising = lowering = lost_raising = lost_lowering = 0
    for term, value in zip(terms, values, strict=True):
        if not isinstance(value, Gap):
            known += value * term.sign
            continue
        lost = not zeroable(value)
        if term.raises:
            raising += 1
            lost_raising += lost
        if term.lowers:
            lowering += 1
            lost_lowering += lost
    return Side(known, raising, lowering, lost_raising, lost_lowering)


def sides(identity: Identity, values: Sequence[Value]) -> tuple[Side, Side]:
    """Both sides of an identity, from what its cells hold in order."""
    middle = len(identity.left)
    return side(identity.left, values[:middle]), side(identity.right, values[middle:])


def verdict_of(left: Side, right: Side, *, more_left: int = 0, more_right: int = 0) -> Verdict:
    """Whether two sides are equal, as far as can be said.

    With gaps it is not evaluated, unless no numbers that these cells can hold could make it hold. Amounts that are
    missing altogether (``more_left``, ``more_right``) count as gaps.
    """
    difference = left.known - right.known
    raising = left.raising + right.lowering + more_left
    lowering = left.lowering + right.raising + more_right
    if (difference > 0 and not lowering) or (difference < 0 and not raising):
        return Verdict.FAILED
    return Verdict.NOT_EVALUATED if raising or lowering else Verdict.PASSED


def judge(identity: Identity, values: Mapping[str, Value]) -> Verdict:
    """Whether an identity holds over these values by name, as far as can be said."""
    return verdict_of(*sides(identity, [values[name] for name in identity.addresses]))


# ---------------------------------------------------------------------------------------------------- as text


def formula(terms: Iterable[Term], cell: Spell) -> str:
    """The sum over the terms as text, each cell spelled by ``cell``: ``B5+C5-D5``; 0 if there are none."""
    signed = "".join(f"{'+' if term.sign > 0 else '-'}{cell(term.name)}" for term in terms)
    return signed.removeprefix("+") or "0"


Spot = tuple[int, int]
"""A row and a column of a sheet, counted from 0."""


def sheet_sum(terms: Iterable[Term], spot: Callable[[str], Spot], area: Callable[[Spot, Spot], str]) -> str:
    """The sum over the terms as a spreadsheet writes it: ``SUM(C5:H5,C7)-SUM(D9)``.

    ``spot`` says where a cell stands and ``area`` spells the cells from one to another. Neighbours become one area.
    """
    sums = {1: "", -1: ""}
    by_sign: dict[int, list[Spot]] = {}
    for term in terms:
        by_sign.setdefault(term.sign, []).append(spot(term.name))
    for sign, spots in by_sign.items():
        sums[sign] = f"SUM({','.join(area(*each) for each in _areas(spots))})"
    return (sums[1] or "0") + (f"-{sums[-1]}" if sums[-1] else "")


def _areas(spots: Sequence[Spot]) -> Iterable[tuple[Spot, Spot]]:
    """The first and the last of each run of spots that stand beside or below each other, in order."""
    found: list[tuple[Spot, Spot]] = []
    for row, column in spots:
        if found:
            (top, left), (bottom, right) = found[-1]
            if (row == top == bottom and column == right + 1) or (column == left == right and row == bottom + 1):
                found[-1] = (top, left), (row, column)
                continue
        found.append(((row, column), (row, column)))
    return found


@attrs.frozen
class Dialect:
    """How a language writes that two things are equal, that both hold, and that one of them does."""

    equal: str
    both: str
    either: str


OPERATORS: Final = Dialect("==", "&", "|")
"""Python: integers, numpy arrays, and the expressions of data frames (polars, narwhals, pyspark)."""
SQL: Final = Dialect("=", "AND", "OR")


@attrs.frozen
class Condition:
    """Whether an identity passes and whether it fails, as text over columns; where neither is true, it is open."""

    passed: str
    failed: str


def condition(identity: Identity, number: Spell, gap: Spell, dialect: Dialect = OPERATORS) -> Condition:
    """The three answers as text: ``number`` spells the number of a cell (0 for a gap), ``gap`` 1 for a gap, else 0."""
    difference = f"({formula(identity.terms, number)})"
    raising = f"({_count(identity.terms, gap, lambda term: term.raises)})"
    lowering = f"({_count(identity.terms, gap, lambda term: term.lowers)})"
    equal, both = dialect.equal, dialect.both
    none = f"({raising} {equal} 0) {both} ({lowering} {equal} 0)"
    return Condition(
        passed=f"({difference} {equal} 0) {both} {none}",
        failed=_failing(difference, raising, lowering, dialect),
    )


def _failing(difference: str, raising: str, lowering: str, dialect: Dialect) -> str:
    equal, both, either = dialect.equal, dialect.both, dialect.either
    return (
        f"(({difference} > 0) {both} ({lowering} {equal} 0)) {either} (({difference} < 0) {both} ({raising} {equal} 0))"
    )


def _count(terms: Iterable[Term], gap: Spell, counts: Callable[[Term], bool]) -> str:
    return "+".join(gap(term.name) for term in terms if counts(term)) or "0"


Added = Callable[[Sequence[str]], Any]
"""Adds up columns of cells by their names: arrays, or expressions of a data frame; 0 of none."""


def in_columns(identity: Identity, numbers: Added, gaps: Added) -> tuple[Any, Any, Any]:
    """``(left, right, failed)``: both sums with 0 for a gap, and whether the identity fails for certain.

    ``numbers`` adds up cells with 0 for a gap, ``gaps`` counts the gaps in them. Where there are none, the identity
    passes if both sums are equal; ``failed`` is right of every row, with or without gaps.
    """
    left, right = (_signed_sum(side, numbers) for side in (identity.left, identity.right))
    raising = gaps([term.name for term in identity.terms if term.raises])
    lowering = gaps([term.name for term in identity.terms if term.lowers])
    return left, right, _fails(left - right, raising, lowering)


def _signed_sum(terms: Sequence[Term], numbers: Added) -> Any:
    more, less = ([term.name for term in terms if term.sign == sign] for sign in (1, -1))
    return numbers(more) - numbers(less) if less else numbers(more)


# ---------------------------------------------------------------------------------------------------- many, compiled


def _made(name: str, lines: Iterable[str]) -> Callable[..., Any]:
    """The function of this name; its source is made of names and numbers of cells and of nothing else."""
    namespace: dict[str, Callable[..., Any]] = {}
    exec("\n".join(lines), {"__builtins__": {}}, namespace)
    return namespace[name]


_fails: Final = _made(
    "fails", ["def fails(difference, up, down):", f"    return {_failing('difference', 'up', 'down', OPERATORS)}"]
)


def _total(terms: Iterable[Term], cell: Spell) -> str:
    """A sum that is a number or raises TypeError; of one term alone, the sum of a gap would be the gap."""
    return f"0+{formula(terms, cell)}"


def _returned(sums: Iterable[str]) -> str:
    return f"    return ({''.join(f'{each},' for each in sums)})"


@attrs.frozen(eq=False, kw_only=True)
class Kernel:
    """Identities over numbered cells, and the straight-line functions that add them up.

    ``cells`` are the names of the cells and ``number`` the place of each. ``factors`` has the cells of each identity,
    left minus right. Each function raises TypeError if a cell that it needs holds no number. No mapping here is ever
    changed.
    """

    identities: tuple[Identity, ...]
    cells: tuple[str, ...]
    number: Mapping[str, int]
    factors: tuple[Factors, ...]

    @cached_property
    def signed(self) -> frozenset[int]:
        """The cells whose number may be negative."""
        terms = (term for identity in self.identities for term in identity.terms)
        return frozenset(self.number[term.name] for term in terms if term.signed)

    @cached_property
    def sums(self) -> Callable[[Mapping[str, Value]], Sums]:
        """From the values by name: left, right, left, right ... of every identity."""
        both = (side for identity in self.identities for side in (identity.left, identity.right))
        sums = [_total(side, lambda name: f"v[{name!r}]") for side in both]
        return _made("sums", ["def sums(v):", _returned(sums)])

    @cached_property
    def residuals(self) -> Callable[[Sequence[object]], Residuals]:
        """From the values by number: left minus right of every identity."""
        sums = ["0" + "".join(_addend(*each) for each in factors) for factors in self.factors]
        return _made("residuals", ["def residuals(v):", _returned(sums)])

    @cached_property
    def holds(self) -> Callable[[object], bool]:
        """From an object whose attributes the cells are: whether every identity holds. It reads each row once."""
        local = {name: f"c{number}" for number, name in enumerate(self.cells)}
        rows: dict[str, list[str]] = {}
        for name in self.cells:
            rows.setdefault(name.rpartition(".")[0], []).append(name)
        lines = ["def holds(x):"]
        for row, inside in rows.items():
            lines.append(f"    r = x.{row}")
            lines += (f"    {local[name]} = r.{name.rpartition('.')[2]}" for name in inside)
        ties = [
            f"({_total(each.left, local.__getitem__)} == {_total(each.right, local.__getitem__)})"
            for each in self.identities
        ]
        # every sum is worked out, so that a gap anywhere raises: `and` would stop at the first sum that does not hold
        return _made("holds", [*lines, f"    return {' & '.join(ties) or 'True'}"])

    def residual(self, identity: int, values: Sequence[int | None]) -> int | None:
        """Left minus right of one identity, from the values by number; None if a cell holds no number."""
        total = 0
        for cell, factor in self.factors[identity]:
            value = values[cell]
            if value is None:
                return None
            total += factor * value
        return total

    def solved(self, identity: int, cell: int) -> Factors:
        """The other cells of an identity with the factors by which they give this one; its own must be 1 or -1."""
        own = dict(self.factors[identity])[cell]
        return tuple((each, -factor * own) for each, factor in self.factors[identity] if each != cell)

    def solution(self, identity: int, cell: int) -> Callable[[Sequence[int]], int]:
        """From the numbers of the other cells of an identity: the number that makes it hold."""
        total = "".join(_addend(*each) for each in self.solved(identity, cell))
        return _made("solution", ["def solution(v):", f"    return 0{total}"])


def _addend(cell: int, factor: int) -> str:
    return f"{'-+'[factor > 0]}v[{cell}]" if abs(factor) == 1 else f"{factor:+d}*v[{cell}]"


def compiled(identities: Iterable[Identity], *, cells: Iterable[str] = ()) -> Kernel:
    """The kernel of these identities; ``cells`` are named first, in this order, whether they take part or not."""
    found = tuple(identities)
    names = tuple(dict.fromkeys([*cells, *(name for identity in found for name in identity.addresses)]))
    number = {name: at for at, name in enumerate(names)}
    factors = tuple(_factors(identity, number) for identity in found)
    return Kernel(identities=found, cells=names, number=number, factors=factors)


def _factors(identity: Identity, number: Mapping[str, int]) -> Factors:
    """Left minus right; a cell that stands on both sides counts with what is left of it."""
    found: dict[int, int] = {}
    for term in identity.terms:
        cell = number[term.name]
        found[cell] = found.get(cell, 0) + term.sign
    return tuple((cell, factor) for cell, factor in found.items() if factor)
