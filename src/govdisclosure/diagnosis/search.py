"""Every change of one cell, and every change of two, that makes failing identities hold.

Both searches are complete and use the equalities alone: whether a value may be negative is asked later, so that it can
be said whether that question decided.

One cell: it must take part in exactly the identities that fail, and one difference must mend them all.

Two cells: every identity that fails contains at least one of them. If some failing identity contains only one, that
identity fixes its difference, and the other cell is looked up as the single cell that mends what is left. Otherwise
each failing identity contains both; then an identity that holds contains both or neither, so the two cells take part in
the same identities: these pairs (`System.twins`) are few, and known beforehand.
"""

from collections.abc import Mapping

from govdisclosure.unknowns.system import System

Correction = tuple[int, int]
"""A cell and the difference to add to it."""

Failing = Mapping[int, int]
"""Identity to residual (left minus right), for those that fail."""


def common_difference(system: System, cell: int, failing: Failing) -> int | None:
    """The difference of ``cell`` that makes all its identities hold; None if they do not agree on one."""
    found: int | None = None
    for identity, factor, _ in system.columns[cell]:
        difference, rest = divmod(-failing.get(identity, 0), factor)
        if rest or (found is not None and found != difference):
            return None
        found = difference
    return found


def singles(system: System, failing: Failing) -> list[Correction]:
    """Every change of one cell after which all identities hold, in order of the cells."""
    found: list[Correction] = []
    for cell in system.alike.get(system.bits(failing), ()):
        difference = common_difference(system, cell, failing)
        if difference is not None:
            found.append((cell, difference))
    return found


def pairs(system: System, failing: Failing) -> list[tuple[Correction, Correction]]:
    """Every change of two cells, neither of which does it alone, after which all identities hold."""
    mask = system.bits(failing)
    found: dict[tuple[int, int], tuple[Correction, Correction]] = {}
    for identity, left in failing.items():
        for cell, factor in system.suspects[identity]:
            difference, rest = divmod(-left, factor)
            if not rest:
                for other in _complements(system, failing, mask, (cell, difference)):
                    pair = ((cell, difference), other) if cell < other[0] else (other, (cell, difference))
                    found[pair[0][0], pair[1][0]] = pair
    for shared, first, second in system.twins:
        if shared & mask == mask:
            found.update(_solved(system, failing, first, second))
    return [found[key] for key in sorted(found)]


def _complements(system: System, failing: Failing, mask: int, change: Correction) -> list[Correction]:
    """The single changes that mend what ``change`` leaves or breaks."""
    cell, difference = change
    moved: dict[int, int] = {}
    for identity, factor, bit in system.columns[cell]:
        left = failing.get(identity, 0) + factor * difference
        moved[identity] = left
        mask = mask | bit if left else mask & ~bit
    candidates = system.alike.get(mask, ()) if mask else ()
    if not candidates:
        return []
    rest = {identity: left for identity, left in {**failing, **moved}.items() if left}
    found = ((other, common_difference(system, other, rest)) for other in candidates)
    return [(other, change) for other, change in found if change is not None]


def _solved(
    system: System, failing: Failing, first: int, second: int
) -> dict[tuple[int, int], tuple[Correction, Correction]]:
    """The changes of two cells in the same identities, if there are such that make all hold."""
    rows = [(x, y, -failing.get(at, 0)) for (at, x, _), (_, y, _) in _sides(system, first, second)]
    a, b, c = rows[0]
    d, e, f = next((x, y, z) for x, y, z in rows if a * y != b * x)
    determinant = a * e - b * d
    one, rest_one = divmod(c * e - b * f, determinant)
    two, rest_two = divmod(a * f - c * d, determinant)
    if rest_one or rest_two or not one or not two or any(x * one + y * two != z for x, y, z in rows):
        return {}
    return {(first, second): ((first, one), (second, two))}


def _sides(system: System, first: int, second: int) -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    return list(zip(system.columns[first], system.columns[second], strict=True))
