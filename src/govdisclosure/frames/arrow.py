"""The one place where pyarrow is imported: tables of Arrow, and the files of Parquet."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.frames.tables import Row, Table, in_columns
from govdisclosure.model.columns import Column, Holds
from govdisclosure.optional import require

# before what needs narwhals: the extra that brings pyarrow brings both, so that it is the one to name
pa: Any = require("pyarrow", extra="parquet", purpose="tables of Arrow", purpose_zh="Arrow 表")
pc: Any = require("pyarrow.compute", extra="parquet", purpose="tables of Arrow", purpose_zh="Arrow 表")
pq: Any = require("pyarrow.parquet", extra="parquet", purpose="Parquet files", purpose_zh="Parquet 文件")

from govdisclosure.frames.native import MONEY, NUMBER  # noqa: E402

GROUP: Final = 10_000
"""Rows of a group of a Parquet file: whoever reads it holds one group at a time."""

TYPES: Final = {
    Holds.COUNT: pa.int64(),
    Holds.MONEY: pa.decimal128(*MONEY),
    Holds.NUMBER: pa.decimal128(*NUMBER),
    Holds.TEXT: pa.string(),
    Holds.DAY: pa.date32(),
    Holds.FLAG: pa.bool_(),
}


def schema(columns: Iterable[Column]) -> Any:
    """The columns as a schema of Arrow."""
    return pa.schema([(column.name, TYPES[column.holds]) for column in columns])


def table(of: Table, rows: Iterable[Row]) -> Any:
    """The rows as a table of Arrow, without the columns of reasons that say nothing."""
    filled = in_columns(of, rows)
    return pa.table(filled, schema=schema(column for column in of.columns if column.name in filled))


def read(files: Iterable[str]) -> Any:
    """The rows of Parquet files as one table, with null where a file has no such column."""
    return pa.concat_tables([pq.read_table(file, partitioning=None) for file in files], promote_options="default")


def aligned(found: Any, schema: Any) -> Any:
    """The rows of a table in the columns of a schema and of its types, with null for what it lacks."""
    has = set(found.column_names)
    columns = (found[each.name] if each.name in has else pa.nulls(len(found), each.type) for each in schema)
    return pa.table([column.cast(each.type) for column, each in zip(columns, schema, strict=True)], schema=schema)


@contextmanager
def writing(file: BinaryIO, schema: Any) -> Generator[Callable[[Any], None]]:
    """What takes tables and writes their rows to a Parquet file, so many a group, however few come at once."""
    waiting: list[Any] = []

    def write(*, least: int) -> None:
        rows = pa.concat_tables(waiting)
        waiting.clear()
        while len(rows) >= least:
            writer.write_table(rows[:GROUP])
            rows = rows[GROUP:]
        waiting.append(rows)

    def add(found: Any) -> None:
        waiting.append(aligned(found, schema))
        if sum(map(len, waiting)) >= GROUP:
            write(least=GROUP)

    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield add
        if any(map(len, waiting)):
            write(least=1)


def groups(path: str, *, size: int = GROUP) -> Iterator[Any]:
    """The rows of a Parquet file, so many at a time; `DamagedDocumentError` if it is none."""
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise DamagedDocumentError(f"{path} is no Parquet file ({error})", zh=f"{path} 不是 Parquet 文件") from error
    with file:
        for batch in file.iter_batches(batch_size=size):
            yield pa.Table.from_batches([batch])


def names(path: str) -> tuple[str, ...]:
    """The names of the columns of a Parquet file."""
    return tuple(pq.read_schema(path).names)
