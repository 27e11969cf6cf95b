"""Identities compiled to plain integers, so that a search looks cells up instead of trying them.

Nothing here knows a form: cells are numbers, identities are signed sums over them that must be zero.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from govdisclosure.forms.identities import Identity

Factors = tuple[tuple[int, int], ...]
"""Pairs of a number (of a cell or an identity) and the factor it comes with."""

Residuals = tuple[int, ...]
"""Left minus right of every identity."""


@attrs.frozen(eq=False, kw_only=True)
class System:
    """A set of identities over numbered cells.

    ``rows`` has the cells of each identity, ``columns`` the identities of each cell with the bit of each. ``suspects``
    are the cells of each identity that may be wrong: all but the fixed ones. ``alike`` maps a set of identities, as
    bits, to the suspects that take part in exactly these. ``twins`` are pairs of suspects in the same identities with
    different signs. ``blocks`` are the sets of identities that share suspects, directly or through others: what fails
    in one is explained without looking at another; ``block_of`` is the one of each identity. ``compute`` gives the
    residuals, and raises TypeError if a cell holds no number. No mapping here is ever changed.
    """

    identities: tuple[Identity, ...]
    cells: tuple[str, ...]
    number: Mapping[str, int]
    fixed: frozenset[int]
    rows: tuple[Factors, ...]
    columns: tuple[tuple[tuple[int, int, int], ...], ...]
    suspects: tuple[Factors, ...]
    alike: Mapping[int, tuple[int, ...]]
    twins: tuple[tuple[int, int, int], ...]
    blocks: tuple[frozenset[int], ...]
    block_of: tuple[int, ...]
    compute: Callable[[Sequence[object]], Residuals]

    def __reduce__(self) -> tuple[Callable[..., "System"], tuple[tuple[Identity, ...], tuple[str, ...]]]:
        return _rebuilt, (self.identities, tuple(self.cells[cell] for cell in sorted(self.fixed)))

    def bits(self, identities: Iterable[int]) -> int:
        """A set of identities as one integer."""
        return sum(1 << number for number in identities)

    def cells_of(self, identities: Iterable[int]) -> tuple[int, ...]:
        """The cells that take part in any of these identities, in order."""
        return tuple(sorted({cell for number in identities for cell, _ in self.rows[number]}))


def compiled(identities: Sequence[Identity], *, fixed: Collection[str] = ()) -> System:
    """The system of these identities; the cells named in ``fixed`` are references that cannot be wrong."""
    cells = tuple(dict.fromkeys(name for identity in identities for name in identity.addresses))
    number = {name: at for at, name in enumerate(cells)}
    rows = tuple(_row(identity, number) for identity in identities)
    still = frozenset(number[name] for name in fixed if name in number)
    columns = _columns(rows, len(cells))
    alike = _alike(columns, still)
    suspects = tuple(tuple((cell, factor) for cell, factor in row if cell not in still) for row in rows)
    marks = _marks(suspects)
    blocks = tuple(dict.fromkeys(marks))
    return System(
        identities=tuple(identities),
        cells=cells,
        number=number,
        fixed=still,
        rows=rows,
        columns=columns,
        suspects=suspects,
        alike=alike,
        twins=tuple(_twins(alike, columns)),
        blocks=tuple(frozenset(at for at, mark in enumerate(marks) if mark == block) for block in blocks),
        block_of=tuple(blocks.index(mark) for mark in marks),
        compute=_straight_line(rows),
    )


def _rebuilt(identities: tuple[Identity, ...], fixed: tuple[str, ...]) -> System:
    """A system from what it was compiled from: the generated function cannot be pickled."""
    return compiled(identities, fixed=fixed)


def _row(identity: Identity, number: Mapping[str, int]) -> Factors:
    row: dict[int, int] = {}
    for term in identity.terms:
        cell = number[term.name]
        row[cell] = row.get(cell, 0) + term.sign
    return tuple((cell, factor) for cell, factor in row.items() if factor)


def _columns(rows: tuple[Factors, ...], count: int) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    columns: list[list[tuple[int, int, int]]] = [[] for _ in range(count)]
    for at, row in enumerate(rows):
        for cell, factor in row:
            columns[cell].append((at, factor, 1 << at))
    return tuple(map(tuple, columns))


def _alike(columns: tuple[tuple[tuple[int, int, int], ...], ...], fixed: frozenset[int]) -> dict[int, tuple[int, ...]]:
    alike: dict[int, tuple[int, ...]] = {}
    for cell, column in enumerate(columns):
        if column and cell not in fixed:
            mask = sum(bit for _, _, bit in column)
            alike[mask] = (*alike.get(mask, ()), cell)
    return alike


def _twins(
    alike: Mapping[int, tuple[int, ...]], columns: tuple[tuple[tuple[int, int, int], ...], ...]
) -> Iterator[tuple[int, int, int]]:
    for mask, cells in alike.items():
        for at, first in enumerate(cells):
            for second in cells[at + 1 :]:
                if not parallel(columns[first], columns[second]):
                    yield mask, first, second


def parallel(first: Sequence[tuple[int, int, int]], second: Sequence[tuple[int, int, int]]) -> bool:
    """Whether two cells of the same identities move them in the same proportion."""
    a, b = first[0][1], second[0][1]
    return all(x * b == y * a for (_, x, _), (_, y, _) in zip(first, second, strict=True))


def _marks(suspects: tuple[Factors, ...]) -> list[int]:
    """One mark for all identities that share suspects; an identity over fixed cells alone has its own."""
    marks = list(range(len(suspects)))
    first: dict[int, int] = {}
    for at, row in enumerate(suspects):
        for cell, _ in row:
            other = marks[first.setdefault(cell, at)]
            if other != marks[at]:
                old, new = max(other, marks[at]), min(other, marks[at])
                marks = [new if mark == old else mark for mark in marks]
    return marks


def _straight_line(rows: tuple[Factors, ...]) -> Callable[[Sequence[object]], Residuals]:
    """One function without loops: values by number of the cell to all residuals."""
    sums = ",".join("0" + "".join(_addend(cell, factor) for cell, factor in row) for row in rows)
    namespace: dict[str, Callable[[Sequence[object]], Residuals]] = {}
    exec(f"def residuals(v):\n    return ({sums}{',' if rows else ''})", {"__builtins__": {}}, namespace)
    return namespace["residuals"]


def _addend(cell: int, factor: int) -> str:
    if abs(factor) == 1:
        return f"{'+' if factor > 0 else '-'}v[{cell}]"
    return f"{factor:+d}*v[{cell}]"


def residual(row: Factors, values: Sequence[int | None]) -> int | None:
    """Left minus right of one identity; None if a cell holds no number."""
    total = 0
    for cell, factor in row:
        value = values[cell]
        if value is None:
            return None
        total += factor * value
    return total
