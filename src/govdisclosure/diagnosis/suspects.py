"""The smallest sets of cells that may be wrong, where some cells hold no number.

With blanks a difference need not be one number, so cells are not looked up as in `govdisclosure.diagnosis.search`.
Instead a set of suspects is tried as further unknowns. If that leaves a conflict between identities, one more suspect
must be a cell of that conflict, so only those are tried next: the search is complete, and mostly short.
"""

from collections.abc import Collection, Iterable, Sequence

import attrs

from govdisclosure.unknowns.blanks import Bounds, Fit
from govdisclosure.unknowns.system import System


@attrs.frozen
class Suspicion:
    """Cells that may be wrong together, each with what it can be instead, and the cells that may be so as well."""

    cells: tuple[int, ...]
    bounds: tuple[Bounds, ...]
    fit: Fit = attrs.field(eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Search:
    """A block of identities that cannot hold, and which of its cells hold no number or may be negative."""

    system: System
    identities: frozenset[int]
    values: tuple[int | None, ...]
    signed: Collection[int] = frozenset()

    def fit(self, suspects: Iterable[int] = ()) -> Fit:
        """The block with these cells unknown as well as the blanks."""
        cells = self.system.cells_of(self.identities)
        unknown = {cell for cell in cells if self.values[cell] is None} | set(suspects)
        return Fit(self.system, sorted(self.identities), self.values, unknown=unknown, signed=self.signed)

    def smallest(self, most: int) -> list[Suspicion]:
        """Every set of the smallest size up to ``most`` whose cells can be given values so that all identities hold."""
        return self.among(None, most)

    def among(self, allowed: Sequence[int] | None, most: int) -> list[Suspicion]:
        """The same, with cells outside ``allowed`` taken as right (None: any may be wrong)."""
        level: dict[tuple[int, ...], Fit] = {(): self.fit()}
        for _ in range(most):
            level = self._next(level, allowed)
            found = [self._suspicion(cells, fit) for cells, fit in sorted(level.items(), key=_cells) if fit.feasible]
            if found:
                return found
        return []

    def _next(self, level: dict[tuple[int, ...], Fit], allowed: Sequence[int] | None) -> dict[tuple[int, ...], Fit]:
        following: dict[tuple[int, ...], Fit] = {}
        for cells, fit in level.items():
            for cell in self._known(fit.conflict, allowed):
                more = tuple(sorted({*cells, cell}))
                if len(more) > len(cells) and more not in following:
                    following[more] = self.fit(more)
        return following

    def _known(self, conflict: Iterable[int], allowed: Sequence[int] | None) -> list[int]:
        candidates = {cell for identity in conflict for cell, _ in self.system.suspects[identity]}
        return sorted(
            cell for cell in candidates if self.values[cell] is not None and (allowed is None or cell in allowed)
        )

    def _suspicion(self, cells: tuple[int, ...], fit: Fit) -> Suspicion:
        return Suspicion(cells, tuple(fit.bounds(cell) for cell in cells), fit)


def _cells(item: tuple[tuple[int, ...], Fit]) -> tuple[int, ...]:
    return item[0]
