"""`schema`: the columns of reports as each library and SQL declare them, and the relations that hold between them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal, cast, overload

from govdisclosure.forms import demands
from govdisclosure.forms.declare import Table
from govdisclosure.forms.editions import classes
from govdisclosure.forms.identities import Identity, table_identities
from govdisclosure.forms.registry import FORMS
from govdisclosure.forms.values import Gap
from govdisclosure.frames.columns import TABLES, edition_column
from govdisclosure.frames.native import SQL, ArrowSchema, Engine, demand_engine, library, polars_types
from govdisclosure.frames.tables import reports
from govdisclosure.kernel import SQL as DIALECT
from govdisclosure.kernel import condition
from govdisclosure.model.access import column_name
from govdisclosure.model.columns import NOT_ON_FORM, columns

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
    import polars as pl


@overload
def schema(engine: Literal["polars"] = "polars") -> "pl.Schema": ...
@overload
def schema(engine: Literal["pandas"]) -> "dict[str, pd.ArrowDtype]": ...
@overload
def schema(engine: Literal["pyarrow"]) -> ArrowSchema: ...
@overload
def schema(engine: Literal["duckdb"]) -> dict[str, str]: ...
@overload
def schema(engine: Literal["sql", "postgresql"]) -> str: ...
def schema(engine: Engine | Literal["sql", "postgresql"] = "polars") -> object:
    """Every column that a frame of reports may have, in order, with its type.

    For polars and pyarrow a schema; for pandas the types by name, as ``astype`` and ``read_csv`` take them; for duckdb
    the names of types by name, as its ``read_csv`` takes them. "sql" is the text of a ``CREATE TABLE`` that refuses a
    number beside a reason why there is none, a reason that is none, and a report whose balancing relations fail for
    certain; one that cannot be evaluated is let in. "postgresql" is the same with the names of `postgresql_name`.
    """
    demand_engine(engine, "sql", "postgresql")
    if engine == "sql":
        return _ddl()
    if engine == "postgresql":
        return re.sub('"([^"]*)"', lambda name: f'"{postgresql_name(name[1])}"', _ddl())
    held = {column.name: column.holds for column in reports().columns}
    if engine == "duckdb":
        return {name: SQL[holds] for name, holds in held.items()}
    if engine == "polars":
        types = polars_types()
        return library(engine).Schema({name: types[holds] for name, holds in held.items()})
    from govdisclosure.frames import arrow

    found = arrow.schema(reports().columns)
    return {each.name: library(engine).ArrowDtype(each.type) for each in found} if engine == "pandas" else found


# ---------------------------------------------------------------------------------------------------- SQL

_LONGEST: Final = 63
"""Bytes of a name in PostgreSQL, which cuts longer ones off without a word of refusal."""


def postgresql_name(name: str) -> str:
    """What a column is called in PostgreSQL, which knows no names of more than 63 bytes.

    A longer one is its first 54 bytes, an underscore, and the first eight digits of the SHA-256 of its whole name:
    always the same, and no two alike. polars renames all columns of a frame by ``frame.rename(postgresql_name)``.
    """
    demands.demand(name, str, "name")
    whole = name.encode()
    if len(whole) <= _LONGEST:
        return name
    return f"{whole[:54].decode(errors='ignore')}_{hashlib.sha256(whole).hexdigest()[:8]}"


def _ddl() -> str:
    lines = [f'"{column.name}" {SQL[column.holds]}' for column in reports().columns]
    lines += (f'CONSTRAINT "{name}" CHECK ({held})' for name, held in _constraints())
    return "CREATE TABLE reports (\n    {}\n)".format(",\n    ".join(lines))


def _constraints() -> Iterator[tuple[str, str]]:
    """Names of constraints, and what each holds a row to."""
    for table in TABLES:
        own = edition_column(table)
        yield own, f'"{own}" IS NOT NULL AND "{own}" IN ({_words(FORMS)})'
    words = _words([*(gap.value for gap in Gap), NOT_ON_FORM])
    for column in columns():
        if column.lacks:
            why = column.reason.name
            yield why, f'"{why}" IS NULL OR ("{why}" IN ({words}) AND "{column.name}" IS NULL)'
    for table in TABLES:
        for cls in cast("tuple[type[Table], ...]", classes(table)):
            editions = [form.edition for form in FORMS.values() if cls in form.tables]
            other = f'"{edition_column(table)}" NOT IN ({_words(editions)})'
            for identity in table_identities(cls):
                yield f"{identity.instance} {' '.join(editions)}", f"{other} OR NOT ({_failed(identity.under(table))})"


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _failed(identity: Identity) -> str:
    return condition(identity, _number, _gap, DIALECT).failed


def _number(address: str) -> str:
    return f'coalesce("{column_name(address)}", 0)'


def _gap(address: str) -> str:
    return f'CASE WHEN "{column_name(address)}" IS NULL THEN 1 ELSE 0 END'
