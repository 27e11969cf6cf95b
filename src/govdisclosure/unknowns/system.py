"""The kernel laid out for a search, so that cells are looked up instead of tried.

Nothing here knows a form: cells are numbers, identities are signed sums over them that must be zero.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from govdisclosure.forms.identities import Identity
from govdisclosure.kernel import Factors, Kernel, compiled


@attrs.frozen(eq=False, kw_only=True)
class System(Kernel):
    """A kernel with what a search asks of it.

    ``columns`` has the identities of each cell with the bit of each. ``suspects`` are the cells of each identity that
    may be wrong: all but the ``fixed`` ones. ``alike`` maps a set of identities, as bits, to the suspects that take
    part in exactly these. ``twins`` are pairs of suspects in the same identities with different signs. ``blocks`` are
    the sets of identities that share suspects, directly or through others: what fails in one is explained without
    looking at another; ``block_of`` is the one of each identity. No mapping here is ever changed.
    """

    fixed: frozenset[int]
    columns: tuple[tuple[tuple[int, int, int], ...], ...]
    suspects: tuple[Factors, ...]
    alike: Mapping[int, tuple[int, ...]]
    twins: tuple[tuple[int, int, int], ...]
    blocks: tuple[frozenset[int], ...]
    block_of: tuple[int, ...]

    def __reduce__(self) -> tuple[Callable[..., "System"], tuple[tuple[Identity, ...], tuple[str, ...]]]:
        return _rebuilt, (self.identities, tuple(self.cells[cell] for cell in sorted(self.fixed)))

    def bits(self, identities: Iterable[int]) -> int:
        """A set of identities as one integer."""
        return sum(1 << number for number in identities)

    def cells_of(self, identities: Iterable[int]) -> tuple[int, ...]:
        """The cells that take part in any of these identities, in order."""
        return tuple(sorted({cell for number in identities for cell, _ in self.factors[number]}))


def system_of(identities: Sequence[Identity], *, fixed: Collection[str] = ()) -> System:
    """The system of these identities; the cells named in ``fixed`` are references that cannot be wrong."""
    kernel = compiled(identities)
    still = frozenset(kernel.number[name] for name in fixed if name in kernel.number)
    columns = _columns(kernel.factors, len(kernel.cells))
    alike = _alike(columns, still)
    suspects = tuple(tuple((cell, factor) for cell, factor in each if cell not in still) for each in kernel.factors)
    marks = _marks(suspects)
    blocks = tuple(dict.fromkeys(marks))
    return System(
        identities=kernel.identities,
        cells=kernel.cells,
        number=kernel.number,
        factors=kernel.factors,
        fixed=still,
        columns=columns,
        suspects=suspects,
        alike=alike,
        twins=tuple(_twins(alike, columns)),
        blocks=tuple(frozenset(at for at, mark in enumerate(marks) if mark == block) for block in blocks),
        block_of=tuple(blocks.index(mark) for mark in marks),
    )


def _rebuilt(identities: tuple[Identity, ...], fixed: tuple[str, ...]) -> System:
    """A system from what it was compiled from: generated functions cannot be pickled."""
    return system_of(identities, fixed=fixed)


def _columns(factors: tuple[Factors, ...], count: int) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    columns: list[list[tuple[int, int, int]]] = [[] for _ in range(count)]
    for at, each in enumerate(factors):
        for cell, factor in each:
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
