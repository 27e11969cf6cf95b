"""What a set of identities can tell: its rank, its dependencies, what it covers, and which cells look alike to it."""

import functools
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product

import attrs

from govdisclosure.forms import demands
from govdisclosure.forms.identities import Identity

Rectangle = tuple[str, str, str, str]
"""Two cells of a row and the two below or above them in another."""

Weights = dict[str, Fraction]
"""Factors by name: of the cells of an identity, of the identities of a cell, or of identities that are added up."""


@attrs.frozen(kw_only=True)
class Dependency:
    """Identities that say the same twice: the signed sum of all of them is zero whatever the cells hold."""

    terms: tuple[tuple[str, int], ...]
    """Instance and factor of each, in order: the smallest whole numbers, of which the first is positive."""


@attrs.frozen(kw_only=True)
class Analysis:
    """What a set of identities can and cannot notice; each part is worked out when it is asked for.

    ``addresses`` are all cells there are, so that those no identity speaks of can be named; ``fixed`` are cells that
    cannot be wrong.
    """

    identities: tuple[Identity, ...]
    addresses: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()

    @functools.cached_property
    def _rows(self) -> Mapping[str, Weights]:
        return {identity.instance: _row(identity) for identity in self.identities}

    @functools.cached_property
    def _columns(self) -> Mapping[str, Weights]:
        columns: dict[str, Weights] = {}
        for instance, row in self._rows.items():
            for address, factor in row.items():
                columns.setdefault(address, {})[instance] = factor
        return columns

    @functools.cached_property
    def _space(self) -> "_Space":
        return _Space(self._rows)

    @functools.cached_property
    def _doubtful(self) -> Mapping[str, Weights]:
        """The cells that can be wrong and show it, with the identities they take part in."""
        fixed = frozenset(self.fixed)
        return {address: column for address, column in self._columns.items() if address not in fixed}

    @property
    def rank(self) -> int:
        """How many identities do not follow from the others."""
        return len(self._space.pivots)

    @property
    def dependencies(self) -> tuple[Dependency, ...]:
        """What makes the others follow."""
        return tuple(_dependency(made_of, self._rows) for made_of in self._space.cancelled)

    @property
    def independent(self) -> tuple[str, ...]:
        """The instances that can fail alone."""
        dependent = {name for made_of in self._space.cancelled for name in made_of}
        return tuple(name for name in self._rows if name not in dependent)

    @property
    def never_single(self) -> tuple[str, ...]:
        """The instances that one wrong number cannot make fail alone."""
        alone = {instance for column in self._doubtful.values() if len(column) == 1 for instance in column}
        return tuple(name for name in self._rows if name not in alone)

    @property
    def covered(self) -> tuple[str, ...]:
        """The cells that an identity speaks of; one that cancels itself there (left and right) is not."""
        return tuple(self._columns)

    @functools.cached_property
    def uncovered(self) -> tuple[str, ...]:
        """The cells among ``addresses`` in which nothing shows."""
        return tuple(address for address in self.addresses if address not in self._columns)

    @functools.cached_property
    def signatures(self) -> tuple[tuple[str, ...], ...]:
        """The cells that can be wrong, by the identities and signs they take part in.

        Two cells in one group cannot be told apart by a single wrong number.
        """
        return _grouped((_signature(column), address) for address, column in self._doubtful.items())

    @property
    def unique(self) -> tuple[str, ...]:
        """The cells in which one wrong number is found and corrected: its signature is its own."""
        return tuple(group[0] for group in self.signatures if len(group) == 1)

    @property
    def ambiguous(self) -> tuple[tuple[str, ...], ...]:
        """The groups of cells of which any can be the wrong one."""
        return tuple(group for group in self.signatures if len(group) > 1)

    @functools.cached_property
    def alike_rows(self) -> tuple[tuple[str, ...], ...]:
        """Groups of rows of which any two can exchange all their numbers unseen."""
        return _alike_lines(self._space, self._doubtful, row_of, column_of)

    @functools.cached_property
    def alike_columns(self) -> tuple[tuple[str, ...], ...]:
        """Groups of columns of which any two can exchange all their numbers unseen."""
        return _alike_lines(self._space, self._doubtful, column_of, row_of)

    @property
    def alike_cells(self) -> tuple[tuple[str, ...], ...]:
        """Groups of cells of which any two can exchange their numbers unseen."""
        groups = _grouped((tuple(column.items()), address) for address, column in self._doubtful.items())
        return tuple(group for group in groups if len(group) > 1)

    @functools.cached_property
    def rectangles(self) -> tuple[Rectangle, ...]:
        """Cells that can be off by one amount in all four corners, with signs that cancel out, unseen."""
        return tuple(_rectangles(self._doubtful))


def analyse(
    identities: Sequence[Identity], *, addresses: Collection[str] = (), fixed: Collection[str] = ()
) -> Analysis:
    """Rank, exact dependencies by name, cover, and what each cell can be told apart from.

    ``addresses`` are all cells of the form, so that those no identity takes part in are named; ``fixed`` are cells that
    cannot be wrong, such as figures of last year's report.
    """
    return Analysis(
        identities=demands.every(identities, Identity, "identities"),
        addresses=demands.every(addresses, str, "addresses"),
        fixed=demands.every(fixed, str, "fixed"),
    )


def row_of(address: str) -> str:
    """The row of a cell: its address without the last part."""
    return address.rpartition(".")[0]


def column_of(address: str) -> str:
    """The column of a cell: the last part of its address."""
    return address.rpartition(".")[2]


def _grouped(keyed: Iterator[tuple[object, str]]) -> tuple[tuple[str, ...], ...]:
    groups: dict[object, list[str]] = {}
    for key, address in keyed:
        groups.setdefault(key, []).append(address)
    return tuple(map(tuple, groups.values()))


def _signature(column: Weights) -> tuple[tuple[str, Fraction], ...]:
    first = next(iter(column.values()))
    return tuple((instance, factor / first) for instance, factor in column.items())


# ---------------------------------------------------------------------------------------------- sums of identities


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


class _Space:
    """All sums of some identities: how many of them are needed, and which combinations cancel out."""

    def __init__(self, rows: Mapping[str, Weights]) -> None:
        self.rows = rows
        self.pivots: list[tuple[str, Weights, Weights]] = []
        self.cancelled: list[Weights] = []
        for instance, row in rows.items():
            rest, made_of = self._reduced(row)
            made_of[instance] = Fraction(1)
            if rest:
                self.pivots.append((next(iter(rest)), rest, made_of))
            else:
                self.cancelled.append(made_of)

    def _reduced(self, row: Weights) -> tuple[Weights, Weights]:
        """What is left of a sum without the pivots, and how often each identity was added for that."""
        rest, made_of = dict(row), Weights()
        for address, pivot, pivot_made_of in self.pivots:
            if address in rest:
                factor = -rest[address] / pivot[address]
                _add(rest, pivot, factor)
                _add(made_of, pivot_made_of, factor)
        return rest, made_of

    def unchanged_by(self, exchange: Mapping[str, str]) -> bool:
        """Whether every identity still follows from all of them when cells take each other's places."""
        known = [*self.rows.values()]
        moved = ({exchange.get(cell, cell): factor for cell, factor in row.items()} for row in known)
        return all(row in known or not self._reduced(row)[0] for row in moved)


def _dependency(made_of: Weights, rows: Mapping[str, Weights]) -> Dependency:
    names = [name for name in rows if name in made_of]
    shares = {name: made_of[name] / made_of[names[0]] for name in names}
    whole = math.lcm(*(share.denominator for share in shares.values()))
    return Dependency(terms=tuple((name, int(share * whole)) for name, share in shares.items()))


# ---------------------------------------------------------------------------------------------- exchanges


def _lines(
    cells: Collection[str], line_of: Callable[[str], str], place_of: Callable[[str], str]
) -> Mapping[str, Mapping[str, str]]:
    """The cells by line and by their place in it."""
    lines: dict[str, dict[str, str]] = {}
    for cell in cells:
        lines.setdefault(line_of(cell), {})[place_of(cell)] = cell
    return lines


def _alike_lines(
    space: _Space, cells: Collection[str], line_of: Callable[[str], str], place_of: Callable[[str], str]
) -> tuple[tuple[str, ...], ...]:
    """Groups of lines of which any two can be exchanged unseen."""
    lines = _lines(cells, line_of, place_of)
    groups: list[list[str]] = []
    for name, line in lines.items():
        for group in groups:
            other = lines[group[0]]
            if other.keys() == line.keys() and space.unchanged_by(_exchange(line, other)):
                group.append(name)
                break
        else:
            groups.append([name])
    return tuple(tuple(group) for group in groups if len(group) > 1)


def _exchange(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {one[place]: other[place] for place in one} | {other[place]: one[place] for place in one}


# ---------------------------------------------------------------------------------------------- rectangles


def _rectangles(columns: Mapping[str, Weights]) -> Iterator[Rectangle]:
    for one, other in combinations(_lines(columns, row_of, column_of).values(), 2):
        shared = [name for name in one if name in other]
        for a, b in combinations(shared, 2):
            corners = (one[a], one[b], other[a], other[b])
            held = [columns[cell] for cell in corners]
            if _cancel_out(held) and not _cancel_out(held[:2]):
                yield corners


def _cancel_out(corners: Sequence[Weights]) -> bool:
    """Whether differences of one size in all of them, with some signs, leave every identity as it is."""
    instances = {instance for corner in corners for instance in corner}
    parts = [[corner.get(at, 0) for corner in corners] for at in instances]
    return any(
        all(part[0] + sum(sign * factor for sign, factor in zip(signs, part[1:], strict=True)) == 0 for part in parts)
        for signs in product((1, -1), repeat=len(corners) - 1)
    )
