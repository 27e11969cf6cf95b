"""Identities that fail together, and the question whether a change of some cells would make them hold."""

from collections.abc import Mapping

import attrs

from govdisclosure.unknowns.blanks import Fit, fitted
from govdisclosure.unknowns.system import System

Changes = Mapping[int, int]
"""Cell to the number it should hold."""


@attrs.frozen(eq=False, kw_only=True)
class Problem:
    """One or more blocks of identities in which something fails.

    ``values`` are the cells as printed (None for no number), ``residuals`` left minus right of every identity (None if
    that is not known), ``failing`` the identities with a residual other than zero. ``gaps`` says that some cell of the
    identities holds no number. ``conflict`` are identities that cannot hold together whatever the blanks are; without
    blanks, all that fail. ``previous`` are last year's numbers of these cells, as far as they are known.
    """

    system: System
    identities: frozenset[int]
    values: tuple[int | None, ...]
    residuals: tuple[int | None, ...]
    failing: Mapping[int, int]
    conflict: tuple[int, ...]
    gaps: bool
    previous: Mapping[int, int] = attrs.field(factory=dict[int, int])
    bound: int = 10**12

    def may_hold(self, cell: int, value: int) -> bool:
        """Whether a cell can hold a number: none is too large, and a count is not negative."""
        return value < self.bound and (value >= 0 or (cell in self.system.signed and value > -self.bound))

    def mended_by(self, changes: Changes) -> bool:
        """Whether every identity holds after the changes (or can hold, where cells without a number remain).

        That is asked of the identities of this problem, and of those elsewhere whose cells are changed: they must hold,
        or can, before and after. What mends them as well is for both problems together.
        """
        if not all(self.may_hold(cell, value) for cell, value in changes.items()):
            return False
        touched = self.identities.union(at for cell in changes for at, _, _ in self.system.columns[cell])
        if self.gaps or any(self.residuals[at] is None for at in touched):
            elsewhere = touched - self.identities
            return fitted(self.system, self.values, elsewhere).feasible and self._possible(changes, touched)
        return self._exact(changes)

    def _exact(self, changes: Changes) -> bool:
        left = dict(self.failing)
        for cell, value in changes.items():
            printed = self.values[cell]
            assert printed is not None
            for identity, factor, _ in self.system.columns[cell]:
                left[identity] = left.get(identity, 0) + factor * (value - printed)
        return not any(left.values())

    def _possible(self, changes: Changes, identities: frozenset[int]) -> bool:
        values = list(self.values)
        for cell, value in changes.items():
            values[cell] = value
        return fitted(self.system, values, identities).feasible

    def fit(self) -> Fit:
        """What can be said of the blanks of these identities."""
        return fitted(self.system, self.values, self.identities)
