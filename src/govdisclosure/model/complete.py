"""Blank totals filled in from their parts."""

from collections.abc import Mapping

from govdisclosure.forms.values import Gap, Value, is_count
from govdisclosure.model.access import X, identities, replace, values


def complete(x: X) -> X:
    """A new report or table whose blank totals are the sums of their parts; nothing else changes.

    A total is a cell that the form says is the sum of others. It stays blank where a part holds no number, where the
    row and the column it ends do not give the same sum, and where a cell cannot hold the sum.
    """
    held = dict(values(x))
    filled: dict[str, Value] = {}
    ties: dict[str, list[tuple[str, ...]]] = {}
    for each in identities(x):
        if len(each.right) == 1 and held[each.right[0].name] is Gap.BLANK:
            ties.setdefault(each.right[0].name, []).append(tuple(term.name for term in each.left))
    while found := _sums(ties, held, every=True) or _sums(ties, held, every=False):
        held |= found
        filled |= found
        ties = {total: parts for total, parts in ties.items() if total not in found}
    return replace(x, filled)


def _sums(ties: Mapping[str, list[tuple[str, ...]]], held: Mapping[str, Value], *, every: bool) -> dict[str, Value]:
    """The totals that are known: with ``every`` only those all of whose sums are, so that all of them are compared."""
    found: dict[str, Value] = {}
    for total, sums in ties.items():
        known = [numbers for parts in sums if len(numbers := _numbers(parts, held)) == len(parts)]
        said = {sum(numbers) for numbers in known}
        if len(said) == 1 and (len(known) == len(sums) or not every) and is_count(number := said.pop()):
            found[total] = number
    return found


def _numbers(parts: tuple[str, ...], held: Mapping[str, Value]) -> list[int]:
    return [value for each in parts if isinstance(value := held[each], int)]
