"""What identities say of cells that hold no number: values they determine, ranges, and contradictions.

Two plain deductions come first, because a person can follow them: an identity with one unknown gives it, and where
unknowns that only add up are left with nothing, each of them is zero. What these leave open goes to an exact solver
(`govdisclosure.unknowns.linear`), so that ranges are the narrowest there are, and a contradiction is found if there is
one. On the official forms the answers are whole numbers by themselves: the identities are those of a flow in a network.
"""

import enum
from collections.abc import Collection, Iterable, Sequence

import attrs

from govdisclosure.unknowns.linear import Combination, Equation, Exact, Tableau
from govdisclosure.unknowns.system import System

Values = Sequence[int | None]
"""What every cell of a system holds; None for no number."""


class Because(enum.Enum):
    """Why a value follows."""

    ONLY_UNKNOWN = "only_unknown"
    """Every other cell of the identity is known."""
    NOTHING_LEFT = "nothing_left"
    """The known cells of the identity use the sum up, and no count is negative."""
    COMBINED = "combined"
    """The identities named leave no other value when they are taken together."""

    def __repr__(self) -> str:
        return f"Because.{self.name}"


@attrs.frozen
class Deduction:
    """One step: the cell, its value, the identities it follows from."""

    cell: int
    value: int
    because: Because
    identities: tuple[int, ...]


@attrs.frozen
class Bounds:
    """The least and greatest value of a cell, both included; None where there is no bound."""

    low: int | None
    high: int | None

    @property
    def single(self) -> bool:
        """Whether only one value is left."""
        return self.low is not None and self.low == self.high


class Fit:
    """Whether unknown cells can be given numbers so that every identity holds.

    ``conflict`` are identities that cannot hold together, or empty. ``made`` are the plain deductions in their order.
    """

    def __init__(
        self,
        system: System,
        identities: Iterable[int],
        values: Sequence[int | None],
        *,
        unknown: Collection[int],
        signed: Collection[int] = (),
    ) -> None:
        self.system = system
        self.signed = signed
        self.values: list[int | None] = list(values)
        for cell in unknown:
            self.values[cell] = None
        self.unknown = frozenset(unknown)
        self.made: dict[int, Deduction] = {}
        self.conflict: tuple[int, ...] = ()
        self.open = list(identities)
        self._deduce()
        self.tableau = None if self.conflict else self._solve()

    @property
    def feasible(self) -> bool:
        """Whether there are such numbers."""
        return not self.conflict

    # ------------------------------------------------------------------------------------------ plain deductions

    def _deduce(self) -> None:
        waiting = True
        while waiting and not self.conflict:
            waiting = False
            for identity in tuple(self.open):
                waiting = self._look(identity) or waiting
                if self.conflict:
                    return

    def _look(self, identity: int) -> bool:
        """Use one identity; True if it gave something."""
        known = 0
        unknown: list[tuple[int, int]] = []
        for cell, factor in self.system.factors[identity]:
            value = self.values[cell]
            if value is None:
                unknown.append((cell, factor))
            else:
                known += factor * value
        if not unknown:
            return self._finish(identity, holds=known == 0)
        if len(unknown) == 1:
            return self._solve_one(identity, unknown[0], -known)
        return self._share_out(identity, unknown, -known)

    def _finish(self, identity: int, *, holds: bool) -> bool:
        self.open.remove(identity)
        if not holds:
            self.conflict = self.support((identity,))
        return False

    def _solve_one(self, identity: int, unknown: tuple[int, int], equals: int) -> bool:
        cell, factor = unknown
        value, rest = divmod(equals, factor)
        if rest or (value < 0 and cell not in self.signed):
            self.conflict = self.support((identity,))
            return False
        self.open.remove(identity)
        self._set(Deduction(cell, value, Because.ONLY_UNKNOWN, (identity,)))
        return True

    def _share_out(self, identity: int, unknown: list[tuple[int, int]], equals: int) -> bool:
        signs = {factor > 0 for _, factor in unknown}
        if len(signs) > 1 or any(cell in self.signed for cell, _ in unknown):
            return False
        left = equals if signs == {True} else -equals
        if left < 0:
            self.conflict = self.support((identity,))
        elif left == 0:
            self.open.remove(identity)
            for cell, _ in unknown:
                self._set(Deduction(cell, 0, Because.NOTHING_LEFT, (identity,)))
        return left == 0

    def _set(self, deduction: Deduction) -> None:
        self.values[deduction.cell] = deduction.value
        self.made[deduction.cell] = deduction

    def support(self, identities: Iterable[int]) -> tuple[int, ...]:
        """These identities and those that gave the values used in them."""
        found: dict[int, None] = {}
        waiting = list(identities)
        while waiting:
            identity = waiting.pop()
            if identity not in found:
                found[identity] = None
                cells = (cell for cell, _ in self.system.factors[identity] if cell in self.made)
                waiting.extend(source for cell in cells for source in self.made[cell].identities)
        return tuple(sorted(found))

    def premises(self, deduction: Deduction) -> set[int]:
        """The blanks whose number a deduction uses: those of its identities that others gave."""
        cells = (cell for at in deduction.identities for cell, _ in self.system.factors[at] if cell in self.made)
        return {cell for cell in cells if self.made[cell].identities != deduction.identities}

    # ------------------------------------------------------------------------------------------ the rest

    def _solve(self) -> Tableau | None:
        if not self.open:
            return None
        tableau = Tableau([self._equation(identity) for identity in self.open], self.signed)
        if tableau.conflict is not None:
            self.conflict = self.support(tableau.conflict)
        return tableau

    def _equation(self, identity: int) -> Equation:
        factors: dict[int, int] = {}
        equals = 0
        for cell, factor in self.system.factors[identity]:
            value = self.values[cell]
            if value is None:
                factors[cell] = factor
            else:
                equals -= factor * value
        return Equation(identity, factors, equals)

    def bounds(self, cell: int) -> Bounds:
        """The least and greatest value that ``cell`` can have; only to be asked where there are numbers at all."""
        value = self.values[cell]
        if value is not None:
            return Bounds(value, value)
        assert self.tableau is not None
        return Bounds(_up(self.tableau.least(cell).value), _down(self.tableau.greatest(cell).value))

    def combined(self, cell: int) -> tuple[int, ...]:
        """The identities that together leave ``cell`` one value, for a cell that no plain deduction gave."""
        assert self.tableau is not None
        proofs: tuple[Combination, ...] = (self.tableau.least(cell).proof, self.tableau.greatest(cell).proof)
        return self.support({identity for proof in proofs for identity in proof})


def fitted(system: System, values: Values, identities: Collection[int]) -> Fit:
    """Whether the cells of these identities that hold no number can be given some, so that all of them hold."""
    unknown = [cell for cell in system.cells_of(identities) if values[cell] is None]
    return Fit(system, sorted(identities), values, unknown=unknown, signed=system.signed)


def _up(value: Exact | None) -> int | None:
    return None if value is None else -((-value.numerator) // value.denominator)


def _down(value: Exact | None) -> int | None:
    return None if value is None else value.numerator // value.denominator
