"""What a set of identities can tell apart, cell by cell, and which errors it can never see."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product

import attrs

from govdisclosure.analysis import Dependency, analyse
from govdisclosure.diagnosis.linear import Exact
from govdisclosure.forms import demands
from govdisclosure.forms.identities import Identity

Rectangle = tuple[str, str, str, str]
"""Two cells of a row and the two below or above them in another."""


@attrs.frozen(kw_only=True)
class Identifiability:
    """What can be said of wrong numbers from these identities alone.

    One wrong number in a cell of ``unique`` is found and corrected; in a group of ``ambiguous`` any of its cells can be
    the wrong one; in a cell of ``uncovered`` nothing shows. ``never_single`` are the instances that one wrong number
    cannot make fail alone. Exchanging all numbers of two rows of one group in ``alike_rows`` is never noticed, nor of
    two columns in ``alike_columns``, nor of two cells in ``alike_cells``. Each of ``rectangles`` can be off by one
    amount in its corners, with signs that cancel out, unseen.
    """

    identities: tuple[Identity, ...]
    rank: int
    dependencies: tuple[Dependency, ...]
    unique: tuple[str, ...]
    ambiguous: tuple[tuple[str, ...], ...]
    uncovered: tuple[str, ...]
    never_single: tuple[str, ...]
    alike_rows: tuple[tuple[str, ...], ...]
    alike_columns: tuple[tuple[str, ...], ...]
    alike_cells: tuple[tuple[str, ...], ...]
    rectangles: tuple[Rectangle, ...]


def identifiability(
    identities: Sequence[Identity], *, addresses: Collection[str] = (), fixed: Collection[str] = ()
) -> Identifiability:
    """Work out what these identities can tell apart.

    ``addresses`` are all cells of the form, so that those no identity takes part in are named; ``fixed`` are cells that
    cannot be wrong, such as figures of last year's report.
    """
    identities = demands.every(identities, Identity, "identities")
    addresses = demands.every(addresses, str, "addresses")
    fixed = demands.every(fixed, str, "fixed")
    analysis = analyse(identities)
    groups = [tuple(cell for cell in group if cell not in fixed) for group in analysis.signatures]
    columns = _columns(identities)
    cells = [cell for cell in analysis.covered if cell not in fixed]
    space = _Space(identities)
    return Identifiability(
        identities=identities,
        rank=analysis.rank,
        dependencies=analysis.dependencies,
        unique=tuple(group[0] for group in groups if len(group) == 1),
        ambiguous=tuple(group for group in groups if len(group) > 1),
        uncovered=tuple(address for address in addresses if address not in columns),
        never_single=tuple(_never_single(identities, [columns[cell] for cell in cells])),
        alike_rows=_alike_lines(space, cells, row_of, column_of),
        alike_columns=_alike_lines(space, cells, column_of, row_of),
        alike_cells=tuple(_alike_cells(groups, columns)),
        rectangles=tuple(_rectangles(cells, columns)),
    )


def row_of(address: str) -> str:
    """The row of a cell: its address without the last part."""
    return address.rpartition(".")[0]


def column_of(address: str) -> str:
    """The column of a cell: the last part of its address."""
    return address.rpartition(".")[2]


Column = Mapping[str, int]
"""Instance to factor: what a cell takes part in."""


def _columns(identities: Sequence[Identity]) -> dict[str, dict[str, int]]:
    columns: dict[str, dict[str, int]] = {}
    for identity in identities:
        for term in identity.terms:
            column = columns.setdefault(term.name, {})
            column[identity.instance] = column.get(identity.instance, 0) + term.sign
    return columns


def _never_single(identities: Sequence[Identity], columns: Sequence[Column]) -> Iterator[str]:
    alone = {next(iter(column)) for column in columns if len(column) == 1}
    return (identity.instance for identity in identities if identity.instance not in alone)


# ---------------------------------------------------------------------------------------------- exchanges


class _Space:
    """All combinations of some identities; says whether a further sum is one of them."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self.rows = [_row(identity) for identity in identities]
        self.pivots: dict[str, dict[str, Exact]] = {}
        for row in self.rows:
            rest = self._reduced(row)
            if rest:
                self.pivots[next(iter(rest))] = rest

    def _reduced(self, row: Mapping[str, Exact]) -> dict[str, Exact]:
        rest = dict(row)
        for name, pivot in self.pivots.items():
            factor = rest.get(name, 0)
            if factor:
                ratio = Fraction(factor) / pivot[name]
                for key, value in pivot.items():
                    rest[key] = rest.get(key, 0) - ratio * value
                rest = {key: value for key, value in rest.items() if value}
        return rest

    def unchanged_by(self, exchange: Mapping[str, str]) -> bool:
        """Whether every identity still follows from all of them when cells take each other's places."""
        moved = ({exchange.get(cell, cell): factor for cell, factor in row.items()} for row in self.rows)
        return all(row in self.rows or not self._reduced(row) for row in moved)


def _row(identity: Identity) -> dict[str, Exact]:
    row: dict[str, Exact] = {}
    for term in identity.terms:
        row[term.name] = row.get(term.name, 0) + term.sign
    return row


def _alike_lines(
    space: _Space, cells: Sequence[str], line_of: Callable[[str], str], place_of: Callable[[str], str]
) -> tuple[tuple[str, ...], ...]:
    """Groups of lines of which any two can be exchanged unseen."""
    lines: dict[str, dict[str, str]] = {}
    for cell in cells:
        lines.setdefault(line_of(cell), {})[place_of(cell)] = cell
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


def _alike_cells(groups: Sequence[Sequence[str]], columns: Mapping[str, Column]) -> Iterator[tuple[str, ...]]:
    """Cells that take the same part in the same identities."""
    for group in groups:
        parts: dict[tuple[tuple[str, int], ...], list[str]] = {}
        for cell in group:
            parts.setdefault(tuple(columns[cell].items()), []).append(cell)
        yield from (tuple(part) for part in parts.values() if len(part) > 1)


# ---------------------------------------------------------------------------------------------- rectangles


def _rectangles(cells: Sequence[str], columns: Mapping[str, Column]) -> Iterator[Rectangle]:
    lines: dict[str, dict[str, str]] = {}
    for cell in cells:
        lines.setdefault(row_of(cell), {})[column_of(cell)] = cell
    for one, other in combinations(lines.values(), 2):
        shared = [name for name in one if name in other]
        for a, b in combinations(shared, 2):
            corners = (one[a], one[b], other[a], other[b])
            held = [columns[cell] for cell in corners]
            if _cancel_out(held) and not _cancel_out(held[:2]):
                yield corners


def _cancel_out(corners: Sequence[Column]) -> bool:
    """Whether differences of one size in all of them, with some signs, leave every identity as it is."""
    instances = {instance for corner in corners for instance in corner}
    parts = [[corner.get(at, 0) for corner in corners] for at in instances]
    return any(
        all(part[0] + sum(sign * factor for sign, factor in zip(signs, part[1:], strict=True)) == 0 for part in parts)
        for signs in product((1, -1), repeat=len(corners) - 1)
    )
