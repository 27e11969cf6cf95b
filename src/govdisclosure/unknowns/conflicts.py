"""Identities that cannot hold, alone or together, whatever number a cell without one holds."""

from collections.abc import Collection, Iterator

from govdisclosure.unknowns.blanks import Values, fitted
from govdisclosure.unknowns.system import System


def conflicts(system: System, values: Values, identities: Collection[int]) -> Iterator[tuple[int, ...]]:
    """Sets of identities that cannot hold together; without any of its members, a set could.

    First those that cannot hold alone, then what the others cannot do together; no identity is in two sets. When all of
    these are left out, the rest can hold.
    """
    alone = [at for at in sorted(identities) if not _can_hold_alone(system, values, at)]
    yield from zip(alone)
    left = sorted(set(identities).difference(alone))
    while not can_hold_with_zeros(system, values, left):
        found = fitted(system, values, left).conflict
        if not found:
            return
        smallest = _without_what_is_not_needed(system, values, found)
        left = [at for at in left if at not in smallest]
        yield smallest


def _can_hold_alone(system: System, values: Values, at: int) -> bool:
    """Whether some numbers make one identity hold; a cell whose factor is 1 takes any, upwards or downwards."""
    left = sum(factor * value for cell, factor in system.factors[at] if (value := values[cell]) is not None)
    unknown = [(cell, factor) for cell, factor in system.factors[at] if values[cell] is None]
    if any(abs(factor) != 1 for _, factor in unknown):
        return fitted(system, values, (at,)).feasible
    signed = any(cell in system.signed for cell, _ in unknown)
    raised, lowered = any(factor > 0 for _, factor in unknown), any(factor < 0 for _, factor in unknown)
    return left == 0 or signed or (raised if left < 0 else lowered)


def can_hold_with_zeros(system: System, values: Values, identities: Collection[int]) -> bool:
    """Whether identities hold if each cell without a number is zero: quickly asked, and often the case."""
    held = [0 if value is None else value for value in values]
    return not any(system.residual(at, held) for at in identities)


def _without_what_is_not_needed(system: System, values: Values, found: tuple[int, ...]) -> tuple[int, ...]:
    kept = list(found)
    for at in found:
        rest = [each for each in kept if each != at]
        if not _can_hold(system, values, rest):
            kept = rest
    return tuple(kept)


def _can_hold(system: System, values: Values, identities: Collection[int]) -> bool:
    return can_hold_with_zeros(system, values, identities) or fitted(system, values, identities).feasible
