"""The classes of tables, over all forms, and how one of them is built.

The two unions are what type checkers know; at run time all is asked of the forms that are registered. A new form is one
more module: here it is registered, and its classes are named for type checkers.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar, cast

import attrs

from govdisclosure.errors import InvalidValueError
from govdisclosure.forms import form2019, form2021
from govdisclosure.forms.declare import Cell, cells, cells_by_address, declared
from govdisclosure.forms.form2019 import Proactive2019, Requests2019
from govdisclosure.forms.form2021 import Proactive2021, Requests2021
from govdisclosure.forms.registry import FORMS, Edition, OfficialForm, newest, register, remembered
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap, Value

register(form2019.FORM, form2021.FORM)

Proactive = Proactive2021 | Proactive2019
Requests = Requests2021 | Requests2019
AnyTable = Proactive | Requests | Remedies

T = TypeVar("T")


@remembered()
def classes(name: str) -> tuple[type[AnyTable], ...]:
    """The classes of the table of this name, the oldest edition first; none where no table has it."""
    return tuple(dict.fromkeys(table for form in FORMS.values() for table in form.tables if table.name == name))


@remembered()
def table_classes() -> tuple[type[AnyTable], ...]:
    """Every table class, by table and then by edition."""
    return (*classes("proactive"), *classes("requests"), *classes("remedies"))


@remembered()
def editions_of(table: type) -> frozenset[Edition]:
    """The editions whose form prints this table."""
    return frozenset(form.edition for form in FORMS.values() if table in form.tables)


def forms_with(address: str) -> tuple[OfficialForm, ...]:
    """The forms that print the cell at an address of a report, the oldest first."""
    name, _, at = address.partition(".")
    return tuple(form for form in FORMS.values() if at in cells_by_address(form.table(name)))


def cell_at(address: str) -> Cell:
    """The cell at an address of a report as the newest form prints it that has it, for sentences that quote a label."""
    name, _, at = address.partition(".")
    return cells_by_address(forms_with(address)[-1].table(name))[at]


def edition_for(year: int | Gap) -> Edition:
    """The edition that the form prescribes for a reporting year; the first one before that, the newest if unknown."""
    if not isinstance(year, int):
        return newest().edition
    first, *later = FORMS.values()
    return [first, *(form for form in later if form.first_year <= year)][-1].edition


def last_year(edition: Edition) -> int | None:
    """The last reporting year that an edition is made for; None for the newest."""
    first = FORMS[edition].first_year
    return next((form.first_year - 1 for form in FORMS.values() if form.first_year > first), None)


def build(table: type[T], value: Callable[[Cell], Value], **extra: object) -> T:
    """A table whose every cell holds what ``value`` gives for it.

    ``extra`` are fields beside the cells, by the path of the row and the name, as in
    ``{"central_procurement.amount_unit": Unit.YUAN}``; a table's own by its name.
    """
    return assemble(table, tuple(map(value, cells(table))), **extra)


def assemble(table: type[T], values: Sequence[Value], **extra: object) -> T:
    """A table whose cells hold these values, given in official order; ``extra`` as for `build`."""
    if len(values) != len(cells(table)):
        raise InvalidValueError(
            f"{table.__name__} has {len(cells(table))} cells (got {len(values)} values)",
            zh=f"{table.__name__} 有 {len(cells(table))} 个单元格（给出了 {len(values)} 个值）",
        )
    beside: dict[str, dict[str, object]] = {}
    for path, given in extra.items():
        above, _, name = path.rpartition(".")
        beside.setdefault(above, {})[name] = given
    return cast("T", _assembled(_layout(cast("type", table)), values, beside))


@attrs.frozen
class _Part:
    """A row, group or table: its class, its path, the run of cells that it holds, and its parts (none of a row)."""

    cls: type
    path: str
    cells: slice
    parts: "tuple[_Part, ...]"


def _assembled(part: _Part, values: Sequence[Value], beside: Mapping[str, Mapping[str, object]]) -> object:
    own = beside.get(part.path, _NOTHING)
    if not part.parts:
        return part.cls(*values[part.cells], **own)
    return part.cls(*[_assembled(each, values, beside) for each in part.parts], **own)


_NOTHING: Mapping[str, object] = MappingProxyType({})


@remembered()
def _layout(table: type) -> _Part:
    return _part(table, (), 0)


def _part(cls: type, path: tuple[str, ...], start: int) -> _Part:
    parts: list[_Part] = []
    stop = start
    for attribute, label in declared(cls):
        if label.kind is None:
            parts.append(_part(cast("type", attribute.type), (*path, attribute.name), stop))
            stop = parts[-1].cells.stop
        else:
            stop += 1
    return _Part(cls, ".".join(path), slice(start, stop), tuple(parts))
