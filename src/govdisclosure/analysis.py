"""What a set of identities can tell: its rank, its dependencies, what it covers, and which cells look alike to it."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from govdisclosure.forms import demands
from govdisclosure.forms.identities import Identity


@attrs.frozen(kw_only=True)
class Dependency:
    """Identities that say the same twice: the signed sum of all of them is zero whatever the cells hold."""

    terms: tuple[tuple[str, int], ...]
    """Instance and factor of each, in order: the smallest whole numbers, of which the first is positive."""


@attrs.frozen(kw_only=True)
class Analysis:
    """What a set of identities can and cannot notice.

    ``covered`` are the cells that an identity speaks of; one that cancels itself there (left and right) is not.
    ``signatures`` groups them by the identities (and signs) they take part in: two cells in one group cannot be told
    apart by a single wrong number. ``independent`` names the identities that can fail alone.
    """

    identities: tuple[Identity, ...]
    rank: int
    dependencies: tuple[Dependency, ...]
    covered: tuple[str, ...]
    signatures: tuple[tuple[str, ...], ...]
    independent: tuple[str, ...]

    @property
    def unique(self) -> tuple[str, ...]:
        """The cells whose single error has a signature of its own."""
        return tuple(group[0] for group in self.signatures if len(group) == 1)

    @property
    def ambiguous(self) -> tuple[tuple[str, ...], ...]:
        """The groups of cells whose single errors look the same."""
        return tuple(group for group in self.signatures if len(group) > 1)


Weights = dict[str, Fraction]
"""Factors by name: of the cells of an identity, or of identities that are added up."""


def _row(identity: Identity) -> Weights:
    row: Weights = {}
    for term in identity.terms:
        row[term.name] = row.get(term.name, Fraction(0)) + term.sign
    return {address: factor for address, factor in row.items() if factor}


def _add(row: Weights, other: Weights, factor: Fraction) -> None:
    for key, value in other.items():
        total = row.get(key, Fraction(0)) + factor * value
        if total:
            row[key] = total
        else:
            del row[key]


def _eliminate(rows: Mapping[str, Weights]) -> tuple[int, list[Weights]]:
    """The rank, and the combinations of identities that cancel out."""
    pivots: list[tuple[str, Weights, Weights]] = []
    cancelled: list[Weights] = []
    for instance, given in rows.items():
        row, made_of = dict(given), {instance: Fraction(1)}
        for address, pivot, pivot_made_of in pivots:
            if address in row:
                factor = -row[address] / pivot[address]
                _add(row, pivot, factor)
                _add(made_of, pivot_made_of, factor)
        if row:
            pivots.append((next(iter(row)), row, made_of))
        else:
            cancelled.append(made_of)
    return len(pivots), cancelled


def _dependency(made_of: Weights, rows: Mapping[str, Weights]) -> Dependency:
    names = [name for name in rows if name in made_of]
    shares = {name: made_of[name] / made_of[names[0]] for name in names}
    whole = math.lcm(*(share.denominator for share in shares.values()))
    return Dependency(terms=tuple((name, int(share * whole)) for name, share in shares.items()))


def _signature(address: str, rows: Mapping[str, Weights]) -> tuple[tuple[str, Fraction], ...]:
    found = [(instance, row[address]) for instance, row in rows.items() if address in row]
    first = found[0][1]
    return tuple((instance, factor / first) for instance, factor in found)


def analyse(identities: Sequence[Identity]) -> Analysis:
    """Rank, exact dependencies by name, cover, and what each cell can be told apart from."""
    identities = demands.every(identities, Identity, "identities")
    rows = {identity.instance: _row(identity) for identity in identities}
    rank, cancelled = _eliminate(rows)
    covered = tuple(dict.fromkeys(address for row in rows.values() for address in row))
    groups: dict[tuple[tuple[str, Fraction], ...], list[str]] = {}
    for address in covered:
        groups.setdefault(_signature(address, rows), []).append(address)
    dependent = {name for made_of in cancelled for name in made_of}
    return Analysis(
        identities=identities,
        rank=rank,
        dependencies=tuple(_dependency(made_of, rows) for made_of in cancelled),
        covered=covered,
        signatures=tuple(map(tuple, groups.values())),
        independent=tuple(name for name in rows if name not in dependent),
    )
