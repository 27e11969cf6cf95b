"""Reports on Spark: documents are read and reports are checked where they lie, by what reads and checks them anywhere.

Spark gives out batches of Arrow, and each is read or judged in a Python process of its own by the functions of this
library, which has to be installed there with the extra ``spark``. Nothing here plans, shuffles or stores: Spark does.
"""

import itertools
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar, cast, overload

from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms import demands
from govdisclosure.frames import arrow
from govdisclosure.frames.checking import check as check_table
from govdisclosure.frames.checking import summary as summary_of_table
from govdisclosure.frames.columns import ORGAN
from govdisclosure.frames.native import SQL
from govdisclosure.frames.rollup import check_rollup as rollup_of_table
from govdisclosure.frames.rollup import demand_members
from govdisclosure.frames.tables import FOUND, SUMMARY, Row, Table, report_row, reports
from govdisclosure.frames.years import check_years as years_of_table
from govdisclosure.model.columns import SOURCE, Holds
from govdisclosure.model.reading import Readings
from govdisclosure.optional import require
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.many import read_each

Batches = Iterator[Any]
"""Record batches of Arrow."""


class SparkFrame(Protocol):
    """What is used of a `pyspark.sql.DataFrame`."""

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        ...

    def select(self, *columns: Any) -> Any:
        """Some of its columns."""
        ...

    def selectExpr(self, *expressions: str) -> Any:
        """Some columns, as SQL has them."""
        ...

    def filter(self, condition: Any) -> Any:
        """Some of its rows."""
        ...

    def mapInArrow(self, func: Any, schema: Any) -> Any:
        """What a function makes of batches of Arrow."""
        ...

    def join(self, *args: Any, **kwargs: Any) -> Any:
        """A join with another."""
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
            yield from _of_document(waiting.popleft(), found)


def _of_document(source: str, found: Readings) -> Iterator[Row]:
    if isinstance(found, GovDisclosureError):
        yield {"source": source, "error": f"{type(found).__name__}: {found.message('en')}"}
        return
    for number, reading in enumerate(found, start=1):
        name = source if len(found) == 1 else f"{source}#{number}"
        yield {"notices": len(reading.notices), **report_row(reading.report, name)}


# ---------------------------------------------------------------------------------------------------- checking

_TOGETHER: Final = 100_000
"""Rows that are judged together, if a partition has as many: to plan what is asked of them takes as long for one."""


def check(dataframe: FrameT, *, blank_as_zero: bool = False) -> FrameT:
    """What is not fine in the reports, a row each, as `govdisclosure.frames.check` says it of frames in memory.

    Each partition is judged where it lies, and only findings leave it. Rows of `read_documents` with an error hold no
    report and are passed over. Errors are those of that function, raised when Spark runs it.
    """
    judge = partial(check_table, blank_as_zero=blank_as_zero)
    return cast("FrameT", _told(_reports(dataframe), judge, FOUND, most=_TOGETHER))


def summary(dataframe: FrameT, *, blank_as_zero: bool = False) -> FrameT:
    """How often each rule passed, failed and could not be evaluated, as `govdisclosure.frames.summary` counts it."""
    judge = partial(summary_of_table, blank_as_zero=blank_as_zero)
    parts = _told(_reports(dataframe), judge, SUMMARY, most=_TOGETHER)
    return cast("FrameT", parts.groupBy("code").sum(*SUMMARY.names[1:]).toDF(*SUMMARY.names).orderBy("code"))


def check_years(dataframe: FrameT) -> FrameT:
    """What is not fine over the years of each organ, as `govdisclosure.frames.check_years` says it.

    Spark brings the reports of each organ together (an exchange by the name of the organ), and each partition is held
    against itself as a whole: a partition has to fit into the memory of one Python process.
    """
    return cast("FrameT", _told(_reports(dataframe).repartition(ORGAN), years_of_table, FOUND, most=None))


def check_rollup(dataframe: FrameT, members: SparkFrame) -> FrameT:
    """What is not fine between governments and the organs below them, as `govdisclosure.frames.check_rollup` says it.

    ``members`` has the columns organ and government; it is held in memory, by Spark's driver and by each process. Spark
    joins it and brings the reports of each government and its organs together, a report of an organ that is a
    government as well to both. A partition has to fit into the memory of one Python process.
    """
    demand_members(members.columns)
    listed = [tuple(row) for row in members.select("organ", "government").collect()]
    whose = members.selectExpr(f"organ AS {ORGAN}", "government")
    own = members.selectExpr(f"government AS {ORGAN}", "government")
    groups = _reports(dataframe).join(whose.union(own).distinct(), ORGAN).repartition("government")
    return cast("FrameT", _told(groups, partial(_rolled_up, listed), FOUND, most=None))


_OF: Final = "\x1f"
"""What stands between a government and an organ where an organ has a name for each of its governments."""


def _rolled_up(listed: Sequence[tuple[str, str]], found: Any) -> Any:
    """What is said of the groups of a partition; a report may be in several, under a name of its own in each."""
    pc, at = arrow.pc, found.column_names.index(ORGAN)
    here = {*found["government"].to_pylist()}
    named = pc.binary_join_element_wise(found["government"], found[ORGAN], _OF)
    pairs = [(f"{whose}{_OF}{organ}", f"{whose}{_OF}{whose}") for organ, whose in listed if whose in here]
    organs, governments = map(list, zip(*pairs, strict=True))
    members = arrow.pa.table({"organ": organs, "government": governments})
    told = rollup_of_table(found.set_column(at, ORGAN, named).drop(["government"]), members)
    name = pc.list_element(pc.split_pattern(told["organ"], _OF), 1)
    return told.set_column(told.column_names.index("organ"), "organ", name)


def _told(reports: Any, judge: Callable[[Any], Any], told: Table, *, most: int | None) -> Any:
    return reports.mapInArrow(partial(_judged, judge, told, most), ddl(told))


def _reports(dataframe: SparkFrame) -> Any:
    """The rows that hold a report."""
    return dataframe.filter("error IS NULL") if "error" in dataframe.columns else dataframe


def _judged(judge: Callable[[Any], Any], told: Table, most: int | None, batches: Batches) -> Batches:
    """What is said of the reports of a partition, so many at a time."""
    schema = arrow.schema(told.columns)
    for some in _together(batches, most):
        yield from arrow.aligned(judge(some), schema).to_batches()


def _together(batches: Batches, most: int | None) -> Iterator[Any]:
    waiting: list[Any] = []
    for batch in batches:
        waiting.append(batch)
        if most is not None and sum(map(len, waiting)) >= most:
            yield arrow.pa.Table.from_batches(waiting)
            waiting.clear()
    if any(map(len, waiting)):
        yield arrow.pa.Table.from_batches(waiting)
