"""Reports on Spark: documents are read and reports are checked where they lie, by what reads and checks them anywhere.

Spark gives out batches of Arrow, and each is read or judged in a Python process of its own by the functions of this
library, which has to be installed there with the extra ``spark``. Nothing here plans, shuffles or stores: Spark does.
"""

import itertools
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar, cast, overload

from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms import demands
from govdisclosure.frames import arrow
from govdisclosure.frames.native import SQL
from govdisclosure.frames.tables import Row, Table, report_row, reports
from govdisclosure.model.columns import SOURCE, Holds
from govdisclosure.model.reading import Readings
from govdisclosure.optional import require
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.many import read_each

Batches = Iterator[Any]
"""Record batches of Arrow."""


class SparkFrame(Protocol):
    """What is used of a `pyspark.sql.DataFrame`."""

    def select(self, *columns: str) -> Any:
        """The columns of these names."""
        ...

    def mapInArrow(self, func: Any, schema: str) -> Any:
        """What the function makes of batches of Arrow."""
        ...


FrameT = TypeVar("FrameT", bound=SparkFrame)
FrameT_co = TypeVar("FrameT_co", bound=SparkFrame, covariant=True)


class SparkReader(Protocol[FrameT_co]):
    """What is used of a `pyspark.sql.DataFrameReader`."""

    def load(self, path: list[str], format: str, **options: str) -> FrameT_co:
        """What is in the files."""
        ...


class SparkSession(Protocol[FrameT_co]):
    """What is used of a `pyspark.sql.SparkSession`."""

    @property
    def read(self) -> SparkReader[FrameT_co]:
        """What reads files."""
        ...


_TYPES: Final = {**SQL, Holds.TEXT: "STRING"}


def ddl(table: Table) -> str:
    """The columns of a table as Spark declares them."""
    return ", ".join(f"`{column.name}` {_TYPES[column.holds]}" for column in table.columns)


# ---------------------------------------------------------------------------------------------------- reading

_READ: Final = Table("read", (*SOURCE, *reports().columns[1:]))
"""A document that could not be read has a row as well: its source, and the error."""
_ROWS: Final = 500
"""Rows of the batches that come back."""


@overload
def read_documents(paths: Iterable[str], *, format: str | None = None, limits: Limits | None = None) -> SparkFrame: ...
@overload
def read_documents(
    paths: Iterable[str],
    *,
    session: SparkSession[FrameT],
    format: str | None = None,
    limits: Limits | None = None,
) -> FrameT: ...
def read_documents(
    paths: Iterable[str],
    *,
    session: "SparkSession[Any] | None" = None,
    format: str | None = None,
    limits: Limits | None = None,
) -> SparkFrame:
    """The reports in documents that Spark can open, a row each: its source, and the columns of `to_frame`.

    ``paths`` are files, folders (with all below them) or patterns, wherever Spark finds them. One that cannot be
    read has a row with its ``error`` and nothing else; one that brings its process down is such a document. One of
    several reports has as many rows, whose sources end in ``#1``, ``#2``. ``notices`` counts what the reading remarked.

    Spark hands over so many documents at once as ``spark.sql.execution.arrow.maxRecordsPerBatch`` says, which is 10,000
    unless it is set; a hundred are better where memory is short.
    """
    given = list(demands.every(paths, str, "paths"))
    options = {"recursiveFileLookup": "true"}
    found = (session or _session()).read.load(given, "binaryFile", **options)
    reading = partial(_documents, format=format, limits=limits or Limits())
    return cast("SparkFrame", found.select("path", "content").mapInArrow(reading, ddl(_READ)))


def _session() -> SparkSession[Any]:
    sql: Any = require("pyspark.sql", extra="spark", purpose="reports on Spark", purpose_zh="在 Spark 上处理报告")
    return cast("SparkSession[Any]", sql.SparkSession.builder.getOrCreate())


def _documents(batches: Batches, *, format: str | None, limits: Limits) -> Batches:
    """The rows of documents, which are read in a process that may fall without taking this one with it."""
    rows = _rows(batches, format, limits)
    schema = arrow.schema(_READ.columns)
    while some := list(itertools.islice(rows, _ROWS)):
        yield from arrow.aligned(arrow.table(_READ, some), schema).to_batches()


def _rows(batches: Batches, format: str | None, limits: Limits) -> Iterator[Row]:
    waiting: deque[str] = deque()
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as folder:

        def files() -> Iterator[Path]:
            documents = (pair for batch in batches for pair in zip(batch["path"], batch["content"], strict=True))
            for number, (path, content) in enumerate(documents):
                waiting.append(path.as_py())
                file = Path(folder, f"{number}{Path(waiting[-1]).suffix}")
                file.write_bytes(content.as_py())
                yield file

        for file, found in read_each(files(), format, limits, 1):
            file.unlink()
            yield from _told(waiting.popleft(), found)


def _told(source: str, found: Readings) -> Iterator[Row]:
    if isinstance(found, GovDisclosureError):
        yield {"source": source, "error": f"{type(found).__name__}: {found.message('en')}"}
        return
    for number, reading in enumerate(found, start=1):
        name = source if len(found) == 1 else f"{source}#{number}"
        yield {"notices": len(reading.notices), **report_row(reading.report, name)}
