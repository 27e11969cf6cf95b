"""A report as one flat mapping, a row of a data frame, and back."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, cast

from govdisclosure.errors import InvalidDocumentError, InvalidValueError
from govdisclosure.forms.declare import Cell, cells
from govdisclosure.forms.demands import every, mapping
from govdisclosure.forms.editions import AnyTable, Proactive, Requests, build
from govdisclosure.forms.registry import FORMS
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Value
from govdisclosure.model.access import Fact, Tabular, companion, head, kept, tables, values
from govdisclosure.model.report import AnnualReport, Organ, Period
from govdisclosure.plain import quoted

RecordValue = Fact
Record = dict[str, RecordValue]


def companions(known: Iterable[Cell]) -> list[str]:
    """The addresses of the fields that keep a unit beside a cell."""
    return list(filter(None, map(companion, known)))


def to_record(x: Tabular, *, separator: str = ".") -> Record:
    """Every figure of a report or one table in one flat mapping from address to value.

    A report's record starts with organ, year and period and has the edition of each table; a table's has ``table`` and
    ``edition``. Values are what the cells hold: int, Decimal or Gap. ``separator="__"`` gives names that are plain SQL
    identifiers. The text of the sections is left out; it has no place in a row of figures.
    """
    tables(x)
    _separating(separator)
    record: Record = {**head(x), **values(x), **kept(x)}
    return {name.replace(".", separator): value for name, value in record.items()}


def _separating(separator: object) -> None:
    if not isinstance(separator, str) or not separator:
        raise InvalidValueError(
            f"separator must be a text that is not empty (got {quoted(separator)})",
            zh=f"separator 须为非空的文本（现为 {quoted(separator)}）",
        )


def from_record(record: Mapping[str, RecordValue], *, separator: str = ".") -> AnnualReport | AnyTable:
    """The report or table that `to_record` wrote; `InvalidDocumentError` names what is missing, unknown or wrong."""
    every(mapping(record, "record"), str, "record")
    _separating(separator)
    rest: Record = {name.replace(separator, "."): value for name, value in record.items()}
    found = _table(rest, "") if "table" in rest else _report(rest)
    if rest:
        raise InvalidDocumentError(
            tuple(f"unknown field {name}" for name in rest), zh=tuple(f"不认识的字段 {name}" for name in rest)
        )
    return found


def _missing(names: Iterable[str]) -> InvalidDocumentError:
    texts = [Text(f"缺少必填的字段：{name}", f"required field missing: {name}") for name in names]
    return InvalidDocumentError(tuple(text.en for text in texts), zh=tuple(text.zh for text in texts))


def _take(record: Record, name: str) -> Any:
    if name not in record:
        raise _missing((name,))
    return record.pop(name)


def _report(record: Record) -> AnnualReport:
    name, year = _take(record, "organ.name"), _take(record, "year")
    start, end = _take(record, "period.start"), _take(record, "period.end")
    record["proactive.table"], record["requests.table"], record["remedies.table"] = "proactive", "requests", "remedies"
    return AnnualReport(
        organ=Organ(name),
        year=year,
        period=None if start is None and end is None else Period(cast("datetime.date", start), end),
        proactive=cast("Proactive", _table(record, "proactive.")),
        requests=cast("Requests", _table(record, "requests.")),
        remedies=cast("Remedies", _table(record, "remedies.")),
        handling_fee=_take(record, "handling_fee"),
    )


def _class(name: object, edition: object) -> type[AnyTable] | None:
    """The class of the table of this name in this edition, if there is one."""
    tables = (table for form in FORMS.values() if form.edition == edition for table in form.tables)
    return next((table for table in tables if table.name == name), None)


def _table(record: Record, prefix: str) -> AnyTable:
    name, edition = _take(record, prefix + "table"), _take(record, prefix + "edition")
    cls = _class(name, edition)
    if cls is None:
        raise InvalidDocumentError(
            (f"no table {quoted(name)} of edition {quoted(edition)}",),
            zh=(f"没有 {quoted(edition)} 版的表 {quoted(name)}",),
        )
    missing = [prefix + cell.address for cell in cells(cls) if prefix + cell.address not in record]
    if missing:
        raise _missing(missing)
    extra = {address: _take(record, prefix + address) for address in companions(cells(cls))}
    if cls is Remedies:
        extra["edition"] = edition
    return build(cls, lambda cell: cast("Value", record.pop(prefix + cell.address)), **extra)
