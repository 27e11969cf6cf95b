"""How the cells of a form lie on the page, as far as a slip of one hand can move several of them.

Lines are printed rows and columns. A line has identities of its own (they take several of its cells: the sum of a row)
and identities that cross it (they take one: the sum of a column). Lines with the same crossing identities play the same
role, so that no identity can tell them apart. Families are identities of one kind, whose totals lie in one line.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from govdisclosure.errors import UnknownAddressError
from govdisclosure.forms.declare import Cell
from govdisclosure.forms.text import Text
from govdisclosure.kernel import Factors
from govdisclosure.model.access import label
from govdisclosure.unknowns.system import System

ONE_ROW = {"remedies": Text("表四", "table four")}
"""Tables whose groups the form prints side by side in one row; the declaration has them one below the other."""


@attrs.frozen(kw_only=True)
class RowOrColumn:
    """A printed row or column: its label, its cells in order, its own identities, and its role (a number)."""

    label: Text
    cells: tuple[int, ...]
    own: tuple[int, ...]
    crossing: tuple[Factors, ...]
    role: int


@attrs.frozen(kw_only=True)
class Axis:
    """All rows of a table, or all its columns, by themselves and by role.

    ``identities`` are those that any of the cells takes part in, ``own`` the ones that some line has for itself.
    """

    rows: bool
    identities: frozenset[int]
    own: frozenset[int]
    lines: tuple[RowOrColumn, ...]
    roles: tuple[tuple[RowOrColumn, ...], ...]


@attrs.frozen(kw_only=True)
class Family:
    """Identities of one kind, each with one total: ``addends[k]`` is the k-th addend of every identity."""

    identities: tuple[int, ...]
    totals: tuple[int, ...]
    addends: tuple[tuple[int, ...], ...]
    labels: tuple[Text, ...]
    rows: bool


@attrs.frozen(eq=False, kw_only=True)
class Layout:
    """The label of every cell, the lines of every table, and families of identities.

    ``swaps`` has for each identity the neighbouring cells whose exchange moves it, with the factor of the difference;
    ``right_of`` is the next cell of the row.
    """

    labels: tuple[Text, ...]
    axes: tuple[Axis, ...]
    swaps: Mapping[int, tuple[tuple[int, int, int], ...]]
    right_of: Mapping[int, int]
    families: tuple[Family, ...]


def laid_out(system: System, tables: Sequence[Mapping[str, Cell]], names: Sequence[str]) -> Layout:
    """The layout of these tables; ``names`` are theirs, and cells that no identity takes part in are left out."""
    axes: list[Axis] = []
    for cells, name in zip(tables, names, strict=True):
        grid = _grid(system, cells)
        if not grid:
            continue
        if name in ONE_ROW:
            axes.append(_axis(system, [(ONE_ROW[name], tuple(cell for _, row in grid for cell in row))], rows=True))
        else:
            axes.append(_axis(system, grid, rows=True))
            axes.append(_axis(system, _columns(system, cells), rows=False))
    known = {system.number[at]: cell for cells in tables for at, cell in cells.items() if at in system.number}
    across = [pair for axis in axes if axis.rows for line in axis.lines for pair in pairwise(line.cells)]
    down = [pair for axis in axes if not axis.rows for line in axis.lines for pair in pairwise(line.cells)]
    return Layout(
        labels=tuple(_label(known.get(at), name) for at, name in enumerate(system.cells)),
        axes=tuple(axes),
        swaps=_swaps(system, [*across, *down]),
        right_of=dict(across),
        families=tuple(_families(system, known)),
    )


def _swaps(system: System, neighbours: list[tuple[int, int]]) -> dict[int, tuple[tuple[int, int, int], ...]]:
    swaps: dict[int, list[tuple[int, int, int]]] = {}
    for a, b in neighbours:
        factors = {at: factor for at, factor, _ in system.columns[a]}
        for at, factor, _ in system.columns[b]:
            factors[at] = factors.get(at, 0) - factor
        for at, factor in factors.items():
            if factor:
                swaps.setdefault(at, []).append((a, b, factor))
    return {at: tuple(pairs) for at, pairs in swaps.items()}


def _label(cell: Cell | None, name: str) -> Text:
    return _of_another(name) if cell is None else cell.text


def _of_another(name: str) -> Text:
    """What a figure of another report is called: the report and the official label, or its name if it is no cell."""
    report, _, address = name.partition(":")
    try:
        return Text(f"{report} / {label(address, 'zh')}", f"{report} / {label(address, 'en')}")
    except UnknownAddressError:
        return Text(name, name)


def row_label(cell: Cell) -> Text:
    """The label of a row with the headings above it."""
    parts = (*cell.groups, cell.row.text)
    return Text(" / ".join(part.zh for part in parts), " / ".join(part.en for part in parts))


def column_label(cell: Cell) -> Text:
    """The label of a column."""
    return cell.column.text


Labelled = tuple[Text, tuple[int, ...]]


def _grid(system: System, cells: Mapping[str, Cell]) -> list[Labelled]:
    rows: dict[str, tuple[Text, list[int]]] = {}
    for address, cell in cells.items():
        if address in system.number:
            rows.setdefault(address.rpartition(".")[0], (row_label(cell), []))[1].append(system.number[address])
    return [(name, tuple(row)) for name, row in rows.values()]


def _columns(system: System, cells: Mapping[str, Cell]) -> list[Labelled]:
    """The columns of a table all of whose rows have the same; none for another."""
    columns: dict[str, tuple[Text, list[int]]] = {}
    for address, cell in cells.items():
        if address in system.number:
            name = address.rpartition(".")[2]
            columns.setdefault(name, (column_label(cell), []))[1].append(system.number[address])
    sizes = {len(column) for _, column in columns.values()}
    return [(name, tuple(column)) for name, column in columns.values()] if len(sizes) == 1 else []


def _axis(system: System, grid: list[Labelled], *, rows: bool) -> Axis:
    roles: dict[tuple[Factors, ...], int] = {}
    lines: list[RowOrColumn] = []
    for name, cells in grid:
        own = _own(system, cells)
        crossing = tuple(
            tuple((at, factor) for at, factor, _ in system.columns[cell] if at not in own) for cell in cells
        )
        role = roles.setdefault(crossing, len(roles))
        lines.append(RowOrColumn(label=name, cells=cells, own=own, crossing=crossing, role=role))
    return Axis(
        rows=rows,
        identities=frozenset(at for line in lines for cell in line.cells for at, _, _ in system.columns[cell]),
        own=frozenset(at for line in lines for at in line.own),
        lines=tuple(lines),
        roles=tuple(tuple(line for line in lines if line.role == role) for role in roles.values()),
    )


def _own(system: System, cells: Sequence[int]) -> tuple[int, ...]:
    seen: dict[int, int] = {}
    for cell in cells:
        for at, _, _ in system.columns[cell]:
            seen[at] = seen.get(at, 0) + 1
    return tuple(sorted(at for at, count in seen.items() if count > 1))


def _families(system: System, labels: Mapping[int, Cell]) -> Iterator[Family]:
    by_code: dict[tuple[str, int], list[int]] = {}
    for at, identity in enumerate(system.identities):
        if len(identity.right) == 1 and identity.right[0].sign == 1 and all(term.sign == 1 for term in identity.left):
            by_code.setdefault((identity.code, len(identity.left)), []).append(at)
    for members in by_code.values():
        addends = [[system.number[term.name] for term in system.identities[at].left] for at in members]
        totals = [system.number[system.identities[at].right[0].name] for at in members]
        if all(cell in labels for cells in (totals, *addends) for cell in cells):
            yield _family(members, totals, addends, labels)


def _family(members: list[int], totals: list[int], addends: list[list[int]], labels: Mapping[int, Cell]) -> Family:
    head, total = labels[addends[0][0]], labels[totals[0]]
    rows = row_label(head) != row_label(total)
    name = row_label if rows else column_label
    return Family(
        identities=tuple(members),
        totals=tuple(totals),
        addends=tuple(zip(*addends, strict=True)),
        labels=tuple(name(labels[cell]) for cell in addends[0]),
        rows=rows,
    )
