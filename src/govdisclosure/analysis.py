"""What a set of identities can tell: its rank, its dependencies, what it covers, and which cells look alike to it."""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from govdisclosure.forms.identities import Identity


@attrs.frozen(kw_only=True)
class Dependency:
    """Identities that say the same twice: the signed sum of all of them is zero whatever the cells hold."""

    terms: tuple[tuple[str, int], ...]
    """Instance and factor of each, in order; the first factor is positive."""


@attrs.frozen(kw_only=True)
class Analysis:
    """What a set of identities can and cannot notice.

    ``signatures`` groups the covered cells by the identities (and signs) they take part in: two cells in one group
    cannot be told apart by a single wrong number. ``independent`` names the identities that can fail alone.
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


Row = dict[str, Fraction]


def _row(identity: Identity) -> Row:
    row: Row = {}
    for term in identity.terms:
        row[term.name] = row.get(term.name, Fraction(0)) + term.sign
    return {address: factor for address, factor in row.items() if factor}


def _add(row: Row, other: Row, factor: Fraction) -> None:
    for key, value in other.items():
        total = row.get(key, Fraction(0)) + factor * value
        if total:
            row[key] = total
        else:
            row.pop(key, None)


def _eliminate(identities: Sequence[Identity]) -> tuple[int, list[Row]]:
    """The rank, and the combinations of identities that cancel out."""
    pivots: list[tuple[str, Row, Row]] = []
    cancelled: list[Row] = []
    for identity in identities:
        row, made_of = _row(identity), {identity.instance: Fraction(1)}
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


def _dependency(made_of: Row, order: dict[str, int]) -> Dependency:
    names = sorted(made_of, key=order.__getitem__)
    scale = made_of[names[0]]
    return Dependency(terms=tuple((name, int(made_of[name] / scale)) for name in names))


def _signature(address: str, identities: Sequence[Identity]) -> tuple[tuple[str, int], ...]:
    found = [
        (identity.instance, term.sign) for identity in identities for term in identity.terms if term.name == address
    ]
    sign = found[0][1]
    return tuple((instance, factor * sign) for instance, factor in found)


def analyse(identities: Sequence[Identity]) -> Analysis:
    """Rank, exact dependencies by name, cover, and what each cell can be told apart from."""
    order = {identity.instance: number for number, identity in enumerate(identities)}
    rank, cancelled = _eliminate(identities)
    covered = tuple(dict.fromkeys(address for identity in identities for address in identity.addresses))
    groups: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for address in covered:
        groups.setdefault(_signature(address, identities), []).append(address)
    dependent = {name for made_of in cancelled for name in made_of}
    return Analysis(
        identities=tuple(identities),
        rank=rank,
        dependencies=tuple(_dependency(made_of, order) for made_of in cancelled),
        covered=covered,
        signatures=tuple(map(tuple, groups.values())),
        independent=tuple(name for name in order if name not in dependent),
    )
