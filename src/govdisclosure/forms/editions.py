"""Every table class there is, by table and edition. A new form is one more module and its classes named here."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar, cast

from govdisclosure.forms.declare import Cell, Edition, Kind, cells_by_address, declared
from govdisclosure.forms.form2019 import Proactive2019, Requests2019
from govdisclosure.forms.form2021 import Proactive2021, Requests2021
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap, Value

AnyTable = Proactive2021 | Proactive2019 | Requests2021 | Requests2019 | Remedies
Proactive = Proactive2021 | Proactive2019
Requests = Requests2021 | Requests2019

PROACTIVE: Mapping[Edition, type[Proactive]] = MappingProxyType({"2019": Proactive2019, "2021": Proactive2021})
REQUESTS: Mapping[Edition, type[Requests]] = MappingProxyType({"2019": Requests2019, "2021": Requests2021})

TABLES: tuple[type[AnyTable], ...] = (Proactive2019, Proactive2021, Requests2019, Requests2021, Remedies)
"""Every table class, by table and then by edition."""

FIRST_YEAR: Mapping[Edition, int] = MappingProxyType({"2019": 2019, "2021": 2021})
"""The first reporting year that each edition is made for."""

T = TypeVar("T")


def edition_for(year: int | Gap) -> Edition:
    """The edition that the form prescribes for a reporting year; 2021 if the year is not known."""
    if isinstance(year, Gap) or year >= FIRST_YEAR["2021"]:
        return "2021"
    return "2019"


def build(table: type[T], value: Callable[[Cell], Value], **extra: object) -> T:
    """A table whose every cell holds what ``value`` gives for it.

    ``extra`` are fields beside the cells, by the path of the row and the name, as in
    ``{"central_procurement.amount_unit": Unit.YUAN}``; a table's own by its name.
    """
    by_address = cells_by_address(table)
    return cast("T", _build(table, "", lambda address: value(by_address[address]), extra))


def _build(cls: type, prefix: str, value: Callable[[str], Value], extra: Mapping[str, object]) -> object:
    fields: dict[str, Any] = {
        attribute.name: value(prefix + attribute.name)
        if label.kind is not None
        else _build(cast("type", attribute.type), f"{prefix}{attribute.name}.", value, extra)
        for attribute, label in declared(cls)
    }
    depth = prefix.count(".")
    for name, given in extra.items():
        if name.startswith(prefix) and name.count(".") == depth:
            fields[name.removeprefix(prefix)] = given
    return cls(**fields)


def zero(cell: Cell) -> Value:
    """The number zero of the cell's kind."""
    return Decimal(0) if cell.kind is Kind.MONEY else 0
