"""Cells by address, the same for a report and for one table alone (addresses are then relative to the table)."""

import datetime
import difflib
import functools
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast, overload

import attrs

from govdisclosure.errors import InvalidTypeError, UnknownAddressError, language
from govdisclosure.forms.declare import Cell, Table, cells
from govdisclosure.forms.demands import mapping
from govdisclosure.forms.editions import AnyTable, table_classes
from govdisclosure.forms.identities import Identity, report_identities, table_identities
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Unit, Value
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import quoted

Tabular = AnnualReport | AnyTable
"""What has cells: a report, or one table alone."""

X = TypeVar("X", bound=Tabular)

Shape = tuple[type[AnyTable], ...]
"""The table classes of a report, or the one class of a table alone."""


def tables(x: Tabular) -> tuple[AnyTable, ...]:
    """The tables of ``x`` in official order."""
    if isinstance(x, AnnualReport):
        return (x.proactive, x.requests, x.remedies)
    if isinstance(x, table_classes()):
        return (x,)
    names = ", ".join(table.__name__ for table in table_classes())
    raise InvalidTypeError(
        f"expected an AnnualReport or one of {names} (got a {type(x).__name__})",
        zh=f"应为 AnnualReport，或 {names} 之一（现为 {type(x).__name__}）",
    )


def _first(*others: object) -> None:
    """A report or table among the other arguments stands where it is not looked for."""
    if any(isinstance(each, (AnnualReport, *table_classes())) for each in others):
        raise InvalidTypeError(
            "the report or table comes first, then the address or the changes",
            zh="报告或表写在最前面，然后是地址或改动",
        )


def is_report(x: Tabular) -> bool:
    """Whether addresses of ``x`` start with the name of a table."""
    return isinstance(x, AnnualReport)


@remembered()
def _cells(shape: Shape, *, prefixed: bool) -> Mapping[str, Cell]:
    found: dict[str, Cell] = {}
    for table in shape:
        for cell in cells(table):
            under = _under(table.name, cell) if prefixed else cell
            found[under.address] = under
    return MappingProxyType(found)


def _under(name: str, cell: Cell) -> Cell:
    return attrs.evolve(cell, address=f"{name}.{cell.address}", path=(name, *cell.path))


def shape(x: Tabular) -> Shape:
    """The classes of the tables of ``x``."""
    return tuple(type(table) for table in tables(x))


def cells_of(x: Tabular) -> Mapping[str, Cell]:
    """Every cell of ``x`` by its address, in official order."""
    return _cells(shape(x), prefixed=is_report(x))


def cells_of_shape(shape: Shape) -> Mapping[str, Cell]:
    """Every cell of reports of these table classes by its address, in official order."""
    return _cells(shape, prefixed=True)


def addresses(x: Tabular) -> tuple[str, ...]:
    """The address of every cell of ``x``, in official order."""
    return tuple(cells_of(x))


def identities(x: Tabular) -> tuple[Identity, ...]:
    """Every identity of the editions at hand, in official order, with addresses as `addresses` gives them."""
    return identities_of(shape(x), prefixed=is_report(x))


def identities_of(shape: Shape, *, prefixed: bool) -> tuple[Identity, ...]:
    """The identities of these table classes; ``prefixed`` for addresses of a report."""
    classes = cast("tuple[type[Table], ...]", shape)
    return report_identities(classes) if prefixed else table_identities(classes[0])


def _known(x: Tabular, address: str) -> Cell:
    _first(address)
    known = cells_of(x)
    if isinstance(address, str) and address in known:  # pyright: ignore[reportUnnecessaryIsInstance]
        return known[address]
    raise unknown(address, tuple(known))


def unknown(address: object, known: tuple[str, ...]) -> UnknownAddressError:
    """The error for an address that is not among ``known``, with the nearest one that is."""
    if not isinstance(address, str):
        return UnknownAddressError(quoted(address))
    near = difflib.get_close_matches(address, known, n=1, cutoff=0.5)
    return UnknownAddressError(address, near[0] if near else None)


def get(x: Tabular, address: str) -> Value:
    """What the cell at ``address`` holds; `UnknownAddressError` if this edition has no such cell."""
    return cast("Value", functools.reduce(getattr, _known(x, address).path, cast("Any", x)))


def unit(x: Tabular, cell: Cell) -> Unit:
    """The unit of a cell of ``x``: that of the form, or the one kept beside it where the form prints none."""
    if not cell.column.companion:
        return cell.unit
    return cast("Unit", functools.reduce(getattr, (*cell.path[:-1], cell.column.companion), cast("Any", x)))


Fact = Value | str | Unit | datetime.date | None
"""What stands beside the cells: a name, a year, a day, an edition, a unit, or nothing."""


HANDLING_FEE: Final = "handling_fee"

FACTS: Mapping[str, Text] = MappingProxyType(
    {
        "organ.name": Text("行政机关名称", "name of the organ"),
        "year": Text("报告年度", "reporting year"),
        "period.start": Text("统计期限第一日", "first day of the period"),
        "period.end": Text("统计期限最后一日", "last day of the period"),
        HANDLING_FEE: Text("信息处理费（元）", "information handling fee (yuan)"),
    }
)
"""What stands beside the cells of a report whatever its editions are, in words."""


def head(x: Tabular) -> dict[str, Fact]:
    """Organ, year, period and the edition of each table; of a table alone its name and edition."""
    if not isinstance(x, AnnualReport):
        return {"table": x.name, edition_of(x, x): x.edition}
    period = x.period
    return {
        "organ.name": x.organ.name,
        "year": x.year,
        "period.start": None if period is None else period.start,
        "period.end": None if period is None else period.end,
        **{edition_of(x, table): table.edition for table in tables(x)},
    }


def edition_of(x: Tabular, table: AnyTable) -> str:
    """The name that the edition of a table of ``x`` goes by."""
    return f"{table.name}.edition" if is_report(x) else "edition"


def companion(cell: Cell) -> str:
    """The address of the field that keeps a unit beside the cell; empty where the form prints the unit."""
    return ".".join((*cell.path[:-1], cell.column.companion)) if cell.column.companion else ""


def kept(x: Tabular) -> dict[str, Fact]:
    """What is kept beside the cells: units that the form does not print, and the handling fee of a report."""
    units: dict[str, Fact] = {companion(cell): unit(x, cell) for cell in cells_of(x).values() if cell.column.companion}
    return {**units, HANDLING_FEE: x.handling_fee} if isinstance(x, AnnualReport) else units


@remembered()
def _reader(shape: Shape, *, prefixed: bool) -> tuple[tuple[str, ...], Callable[[object], tuple[Value, ...]]]:
    known = _cells(shape, prefixed=prefixed)
    return tuple(known), cast("Callable[[object], tuple[Value, ...]]", operator.attrgetter(*known))


def values(x: Tabular) -> Mapping[str, Value]:
    """What every cell holds, by address, in official order."""
    names, read = _reader(shape(x), prefixed=is_report(x))
    return MappingProxyType(dict(zip(names, read(x), strict=True)))


class _Tree(dict[str, Any]):
    """What is to be changed below a part, by the name of the field: no value that a cell could be given."""


def replace(x: X, changes: Mapping[str, Value]) -> X:
    """A new object with the cells in ``changes`` replaced; ``x`` stays as it is."""
    _first(changes)
    tables(x)
    tree = _Tree()
    for address, value in mapping(changes, "changes").items():
        *above, leaf = _known(x, address).path
        node = tree
        for step in above:
            node = node.setdefault(step, _Tree())
        node[leaf] = value
    return cast("X", _evolved(x, tree))


def _evolved(node: Any, changes: _Tree) -> Any:
    return attrs.evolve(
        node,
        **{
            name: _evolved(getattr(node, name), value) if isinstance(value, _Tree) else value
            for name, value in changes.items()
        },
    )


@remembered()
def every_cell() -> Mapping[str, Cell]:
    """Every cell of a report of any edition by its address; the newest edition is taken that has it."""
    found: dict[str, Cell] = {}
    for table in reversed(table_classes()):
        for address, cell in _cells((table,), prefixed=True).items():
            found.setdefault(address, cell)
    return MappingProxyType(found)


@overload
def label(address: str, /, lang: Lang = "zh") -> str: ...
@overload
def label(x: Tabular, address: str, /, lang: Lang = "zh") -> str: ...
def label(x: Tabular | str, /, *given: str, lang: str = "zh") -> str:  # pyright: ignore[reportInconsistentOverload]
    """The official label of a cell with its group and column, outermost first.

    With a report or table before the address, its edition counts, and the address is one that `addresses` gives of it.
    Without, the address is one of a report, and the newest edition is taken that has it.
    """
    *of, address, chosen = _arranged(x, given, lang)
    cell = _known(cast("Tabular", of[0]), cast("str", address)) if of else _of_any_edition(address)
    return cell.label(language(chosen))


def _arranged(x: object, given: tuple[object, ...], lang: object) -> tuple[object, ...]:
    """The report or table if there is one, the address and the language."""
    _first(*given)
    wanted = 3 if isinstance(x, (AnnualReport, *table_classes())) else 2
    found = (x, *given, *(() if len(given) + 1 == wanted else (lang,)))
    if len(found) == wanted:
        return found
    raise InvalidTypeError(
        "label takes a report or table, or none, then an address, then a language",
        zh="label 的参数依次为：报告或表（可以不写）、地址、语言",
    )


def _of_any_edition(address: object) -> Cell:
    every = every_cell()
    if not isinstance(address, str) or address not in every:
        raise unknown(address, tuple(every))
    return every[address]


def column_name(address: str) -> str:
    """The address as the name of a column: two underscores for each dot, a plain SQL identifier."""
    return address.replace(".", "__")
