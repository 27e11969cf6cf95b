"""Diagnosis by trying everything, to compare the search with."""

from itertools import combinations, product

from govdisclosure.unknowns.system import System

Changes = tuple[tuple[int, int], ...]
"""Cells with the difference of each."""


def solved(system: System, failing: dict[int, int], cells: tuple[int, ...]) -> Changes | None:
    """Differences of these cells, none of them zero, that make every identity hold; None if there are none.

    The first cell is solved from each of its identities in turn, as no more than two cells are tried.
    """
    columns = [{at: factor for at, factor, _ in system.columns[cell]} for cell in cells]
    touched = {at for column in columns for at in column} | failing.keys()
    rows = [(*(column.get(at, 0) for column in columns), -failing.get(at, 0)) for at in touched]
    for differences in _candidates(rows, len(cells)):
        if all(differences) and all(
            sum(f * d for f, d in zip(row, differences, strict=False)) == row[-1] for row in rows
        ):
            return tuple(zip(cells, differences, strict=True))
    return None


def _candidates(rows: list[tuple[int, ...]], count: int) -> list[tuple[int, ...]]:
    if count == 1:
        return [(right // factor,) for factor, right in rows if factor]
    for (a, b, c), (d, e, f) in combinations(rows, 2):
        determinant = a * e - b * d
        if determinant:
            return [((c * e - b * f) // determinant, (a * f - c * d) // determinant)]
    return []


def smallest(system: System, failing: dict[int, int], cells: list[int]) -> set[Changes]:
    """Every change of one cell that mends everything; if there is none, every change of two."""
    for size in (1, 2):
        found = {
            change for chosen in combinations(cells, size) if (change := solved(system, failing, chosen)) is not None
        }
        if found:
            return found
    return set()


def fillings(
    system: System, values: list[int | None], unknown: tuple[int, ...], numbers: range
) -> list[tuple[int, ...]]:
    """Every way to give the unknown cells numbers so that all identities hold."""
    held = list(values)
    found: list[tuple[int, ...]] = []
    for chosen in product(numbers, repeat=len(unknown)):
        for cell, value in zip(unknown, chosen, strict=True):
            held[cell] = value
        if not any(system.residuals(held)):
            found.append(chosen)
    return found
