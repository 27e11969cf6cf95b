"""`to_frame` and `from_frame`: reports as the rows of a data frame, and back."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, overload

from govdisclosure.checking import DATA_FORMAT, WHOLE
from govdisclosure.errors import InvalidDocumentError
from govdisclosure.forms import demands
from govdisclosure.forms.editions import forms_with
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.values import Gap
from govdisclosure.frames.columns import edition_column
from govdisclosure.frames.engine import here, known
from govdisclosure.frames.native import ArrowTable, Engine, demand_engine, library, polars_types
from govdisclosure.frames.tables import Row, Table, in_columns, report_row, reports
from govdisclosure.model.access import every_cell
from govdisclosure.model.columns import NOT_ON_FORM, by_name, columns
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.writers.record import from_record, is_missing

if TYPE_CHECKING:
    import duckdb
    import pandas as pd  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
    import polars as pl

Readings = Iterable[Reading | AnnualReport]


@overload
def to_frame(readings: Readings, *, engine: Literal["polars"] = "polars") -> "pl.DataFrame": ...
@overload
def to_frame(readings: Readings, *, engine: Literal["pandas"]) -> "pd.DataFrame": ...
@overload
def to_frame(readings: Readings, *, engine: Literal["pyarrow"]) -> ArrowTable: ...
@overload
def to_frame(readings: Readings, *, engine: Literal["duckdb"]) -> "duckdb.DuckDBPyRelation": ...
def to_frame(readings: Readings, *, engine: Engine = "polars") -> object:
    """The reports as a data frame of a library, a row each, with a column for each address of every edition.

    Before them stand the source, the organ, the year, the period and the edition of each table, behind them the
    handling fee and the figures that the text states and no table holds (``figures__…``). A column of numbers holds
    numbers or nothing, and why there is nothing stands beside it, under its name and ``__gap``: the word of a `Gap`, or
    ``not_on_form`` where the form of the edition has no such cell. A column of reasons is there only if there are any.
    Counts are integers of 64 bits, amounts decimal(18, 6), days dates. The text itself has no place in a row.
    """
    demand_engine(engine)
    found = demands.every(readings, WHOLE, "readings")
    rows = (_row(each) for each in found)
    return framed(reports(), rows, engine)


def _row(x: Reading | AnnualReport) -> Row:
    return report_row(x.report, x.source or None) if isinstance(x, Reading) else report_row(x, None)


def framed(table: Table, rows: Iterable[Row], engine: Engine) -> object:
    """The rows of a table as a frame of a library."""
    if engine == "polars":
        filled, types = in_columns(table, rows), polars_types()
        given = {column.name: types[column.holds] for column in table.columns if column.name in filled}
        return library("polars").DataFrame(filled, schema=given)
    from govdisclosure.frames import arrow

    found = arrow.table(table, rows)
    if engine == "pandas":
        return found.to_pandas(types_mapper=library("pandas").ArrowDtype)
    return library("duckdb").from_arrow(found) if engine == "duckdb" else found


# ---------------------------------------------------------------------------------------------------- and back

_MOST: Final = 20
"""How many rows an error tells of before it stops."""


def from_frame(frame: object) -> tuple[Reading, ...]:
    """The reports in a frame with the columns of `to_frame`, each with its source; it may have others beside them.

    A number that is missing without a reason is `Gap.ABSENT`, so nothing passes for zero. The texts of the sections,
    notices and places are not in a frame and do not come back. `InvalidDocumentError` tells of each row what is wrong.
    """
    found: list[Reading] = []
    problems: list[tuple[str, str]] = []
    wrong = 0
    for number, row in enumerate(here(known(frame)).iter_rows(named=True), start=1):
        source = row.get("source")
        try:
            report = from_record(_plain(row), AnnualReport, separator="__")
        except InvalidDocumentError as error:
            wrong += 1
            of = f" ({source})" if isinstance(source, str) and source else ""
            told = zip(error.problems, error.zh.splitlines(), strict=True)
            problems += ((f"row {number}{of}: {en}", f"第 {number} 行{of}：{zh}") for en, zh in told)
        else:
            name = source if isinstance(source, str) else ""
            found.append(Reading(report=report, source=name, format=DATA_FORMAT))
        if wrong == _MOST:
            break
    if problems:
        raise InvalidDocumentError(tuple(en for en, _ in problems), zh=tuple(zh for _, zh in problems))
    return tuple(found)


def _plain(given: Mapping[str, Any]) -> dict[str, object]:
    """What a record holds: our columns, None for whatever is missing, and a reason wherever there is no number."""
    plain: dict[str, object] = {name: _or_none(given[name]) for name in by_name() if name in given}
    for column in columns():
        if column.lacks and column.name in plain and plain[column.name] is None and not plain.get(column.reason.name):
            plain[column.reason.name] = _why(column.address, plain)
    return plain


def _or_none(value: object) -> object:
    return None if is_missing(value, but_text=True) else value


def _why(address: str, row: Mapping[str, object]) -> str:
    """Why there is no number, where nothing says so."""
    editions, own = _editions(address), row.get(edition_column(address.partition(".")[0]))
    return NOT_ON_FORM if editions and own not in editions else Gap.ABSENT.value


@remembered()
def _editions(address: str) -> frozenset[str]:
    """The editions whose form has the cell; none of what is no cell."""
    return frozenset(form.edition for form in forms_with(address)) if address in every_cell() else frozenset()
