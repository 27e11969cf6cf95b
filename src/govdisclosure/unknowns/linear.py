"""Linear equations over unknowns that are not negative, solved exactly: no floats, no tolerance.

The simplex method on sparse rows with Bland's rule, so that it always ends. Every row remembers which equations it was
made of, so that an answer comes with its proof: the combination of equations that shows it.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import attrs

Exact = int | Fraction
Combination = Mapping[int, Exact]
"""Equation to factor."""


@attrs.frozen
class Equation:
    """A sum over unknowns that equals a number; ``name`` is given back in proofs."""

    name: int
    factors: Mapping[int, int]
    equals: int


@attrs.frozen
class Extreme:
    """The least or greatest value of an unknown (None: there is none), and the equations that prove it."""

    value: Exact | None
    proof: Combination


@attrs.define
class _Reduced:
    """One equation in terms of the unknowns outside the basis: ``factors`` dot unknowns equals ``equals``."""

    factors: dict[int, Exact]
    equals: Exact
    made_of: dict[int, Exact]

    def add(self, other: "_Reduced", factor: Exact) -> None:
        self.equals = _whole(self.equals + factor * other.equals)
        _add(self.factors, other.factors, factor)
        _add(self.made_of, other.made_of, factor)

    def divide(self, by: Exact) -> None:
        self.equals = _ratio(self.equals, by)
        self.factors = {key: _ratio(value, by) for key, value in self.factors.items()}
        self.made_of = {key: _ratio(value, by) for key, value in self.made_of.items()}


def _add(to: dict[int, Exact], other: Mapping[int, Exact], factor: Exact) -> None:
    for key, value in other.items():
        total = to.get(key, 0) + factor * value
        if total:
            to[key] = _whole(total)
        else:
            to.pop(key, None)


def _whole(value: Exact) -> Exact:
    return value.numerator if value.denominator == 1 else value


def _ratio(value: Exact, by: Exact) -> Exact:
    return value if by == 1 else _whole(Fraction(value) / by)


class Tableau:
    """Equations brought to a solution in which no unknown is negative.

    An unknown that may be negative is the difference of two that may not: ``x`` and ``~x``. Artificial unknowns, one an
    equation, start the method and are gone once a solution is found.
    """

    def __init__(self, equations: Sequence[Equation], free: Collection[int]) -> None:
        self.rows: list[_Reduced] = []
        self.basis: list[int | None] = []
        self.conflict: Combination | None = None
        self.free = free
        for equation in equations:
            self._take(equation)
        self._find_solution()

    def _take(self, equation: Equation) -> None:
        sign = -1 if equation.equals < 0 else 1
        factors: dict[int, Exact] = {}
        for unknown, factor in equation.factors.items():
            factors[unknown] = sign * factor
            if unknown in self.free:
                factors[~unknown] = -sign * factor
        self.rows.append(_Reduced(factors, sign * equation.equals, {equation.name: sign}))
        self.basis.append(None)

    def _find_solution(self) -> None:
        """Drive the artificial unknowns (None in the basis) to zero, or find the combination that forbids it."""
        goal = _Reduced({}, 0, {})
        for row in self.rows:
            goal.add(row, -1)
        self._improve(goal)
        if goal.equals:
            self.conflict = goal.made_of
        else:
            self._drop_artificial()

    def _drop_artificial(self) -> None:
        for at in reversed(range(len(self.rows))):
            if self.basis[at] is None:
                row = self.rows[at]
                if row.factors:
                    self._pivot(at, min(row.factors), _Reduced({}, 0, {}))
                else:
                    del self.rows[at], self.basis[at]

    def _improve(self, goal: _Reduced) -> bool:
        """Lower the goal as far as it goes; False if there is no end to it."""
        while True:
            entering = min((unknown for unknown, factor in goal.factors.items() if factor < 0), default=None)
            if entering is None:
                return True
            leaving = self._leaving(entering)
            if leaving is None:
                return False
            self._pivot(leaving, entering, goal)

    def _leaving(self, entering: int) -> int | None:
        best: tuple[Exact, int, int] | None = None
        for at, row in enumerate(self.rows):
            factor = row.factors.get(entering, 0)
            if factor > 0:
                basic = self.basis[at]
                rank = (_ratio(row.equals, factor), -(1 << 60) if basic is None else basic, at)
                best = rank if best is None else min(best, rank)
        return None if best is None else best[2]

    def _pivot(self, at: int, entering: int, goal: _Reduced) -> None:
        row = self.rows[at]
        row.divide(row.factors[entering])
        self.basis[at] = entering
        for other in (*self.rows, goal):
            if other is not row:
                factor = other.factors.get(entering, 0)
                if factor:
                    other.add(row, -factor)

    def least(self, unknown: int) -> Extreme:
        """The least value that ``unknown`` has in any solution."""
        goal = self._goal(unknown, 1)
        return Extreme(_whole(-goal.equals), goal.made_of) if self._improve(goal) else Extreme(None, {})

    def greatest(self, unknown: int) -> Extreme:
        """The greatest value that ``unknown`` has in any solution."""
        goal = self._goal(unknown, -1)
        return Extreme(_whole(goal.equals), goal.made_of) if self._improve(goal) else Extreme(None, {})

    def _goal(self, unknown: int, sign: int) -> _Reduced:
        goal = _Reduced({unknown: sign}, 0, {})
        if unknown in self.free:
            goal.factors[~unknown] = -sign
        for row, basic in zip(self.rows, self.basis, strict=True):
            factor = goal.factors.get(basic, 0) if basic is not None else 0
            if factor:
                goal.add(row, -factor)
        return goal
