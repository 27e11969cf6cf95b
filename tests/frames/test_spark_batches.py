"""What Spark gives out and gets back, batch by batch, without Spark: a table of Arrow plays its frame."""

import sys
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import govdisclosure as gd
from frames.reports import families
from govdisclosure import frames
from govdisclosure.frames import rollup, spark
from govdisclosure.frames.tables import FOUND, SUMMARY
from govdisclosure.frames.years import check_years
from govdisclosure.model.reading import Reading
from govdisclosure.writers.documents import write

FINE = Reading(report=gd.zeros(2023, organ="甲局"), source="1.html")
WRONG = Reading(report=gd.replace(FINE.report, {"requests.received.total": 3}), source="2.html")


class Frame:
    """A frame of Spark, as far as it is used, over a table of Arrow in batches of two rows."""

    def __init__(self, table):
        self.table = table
        self.columns = table.column_names
        self.by = []

    def repartition(self, name):
        self.by.append(name)
        return self

    def select(self, *columns):
        return Frame(self.table.select(list(columns)))

    def selectExpr(self, *expressions):
        named = [(old, new or old) for old, _, new in (each.partition(" AS ") for each in expressions)]
        return Frame(pa.table({new: self.table[old] for old, new in named}))

    def union(self, other):
        return Frame(pa.concat_tables([self.table, other.table]))

    def distinct(self):
        return Frame(self.table.group_by(self.columns).aggregate([]))

    def join(self, other, name):
        own = self.table.append_column("at", pa.array(range(len(self.table))))
        pairs = own.select([name, "at"]).join(other.table, name, join_type="inner").sort_by("at")
        return Frame(self.table.take(pairs["at"]).append_column("government", pairs["government"]))

    def collect(self):
        return [tuple(row.values()) for row in self.table.to_pylist()]

    def filter(self, condition):
        assert "error IS NULL" == condition
        return Frame(self.table.filter(pc.is_null(self.table["error"])))

    def mapInArrow(self, func, schema):
        batches = list(func(iter(self.table.to_batches(max_chunksize=2))))
        names = [each.partition("`")[0] for each in schema.removeprefix("`").split(", `")]
        assert all(names == each.schema.names for each in batches)
        return Frame(pa.Table.from_batches(batches)) if batches else batches

    def groupBy(self, name):
        return SimpleNamespace(sum=lambda *names: self._summed(name, names))

    def _summed(self, name, names):
        table = self.table.group_by(name).aggregate([(each, "sum") for each in names])
        named = lambda *columns: Frame(table.select([name, *(f"{n}_sum" for n in names)]).rename_columns(list(columns)))  # noqa: E731
        return SimpleNamespace(toDF=lambda *columns: _Ordered(named(*columns)))


class _Ordered(Frame):
    def __init__(self, frame):
        super().__init__(frame.table)

    def orderBy(self, name):
        return Frame(self.table.sort_by(name))


def test_findings_and_counts_are_those_of_frames(monkeypatch):
    """Whatever the batches; rows of documents that could not be read are passed over."""
    monkeypatch.setattr(spark, "_TOGETHER", 2)
    table = frames.to_frame([FINE, WRONG, FINE], engine="pyarrow")
    error = pa.table({"source": ["3.html"], "error": ["NotAReportError: no"]})
    both = Frame(pa.concat_tables([table, error], promote_options="default"))

    found, counts = spark.check(both).table, spark.summary(both).table
    assert frames.check(table).to_pylist() == found.to_pylist()
    assert frames.summary(table).to_pylist() == counts.to_pylist()
    assert ([*FOUND.names], [*SUMMARY.names]) == (found.column_names, counts.column_names)


def test_a_partition_without_rows_says_nothing():
    assert [] == spark.check(Frame(frames.to_frame([], engine="pyarrow")))


def test_the_years_of_an_organ_come_together(monkeypatch):
    """All reports of a partition are held against each other, however many batches they come in."""
    monkeypatch.setattr(spark, "_TOGETHER", 1)
    later = gd.replace(gd.zeros(2024, organ="甲局"), {"requests.carried_over_in.total": 2})
    readings = [FINE, WRONG, Reading(report=later, source="3.html")]
    table = frames.to_frame(readings, engine="pyarrow")
    frame = Frame(table)

    assert check_years(table).to_pylist() == spark.check_years(frame).table.to_pylist()
    assert ["organ__name"] == frame.by


def test_governments_are_held_against_their_organs(monkeypatch):
    """An organ that is a government as well is one of both groups, and no report is counted twice."""
    monkeypatch.setattr(rollup, "_cells", lambda looked: ["requests__received__total", "proactive__fees__amount"])
    reports, pairs = families(2)
    pairs = [*pairs, ("政府1", "政府0")]
    table = frames.to_frame(reports, engine="pyarrow")
    members = pa.table({"organ": [organ for organ, _ in pairs], "government": [whose for _, whose in pairs]})

    found = spark.check_rollup(Frame(table), Frame(members)).table

    expected = frames.check_rollup(table, members)
    key = [(name, "ascending") for name in ("organ", "year", "instance")]
    assert expected.sort_by(key).to_pylist() == found.sort_by(key).to_pylist()
    assert len(expected)
    with pytest.raises(gd.InvalidDocumentError, match="missing column government"):
        spark.check_rollup(Frame(table), Frame(members.drop(["government"])))


# ---------------------------------------------------------------------------------------------------- documents


class Session:
    """A session of Spark that finds these documents."""

    def __init__(self, documents):
        self.documents = documents
        self.asked = None
        self.read = self

    def load(self, path, format, **options):
        self.asked = (path, format, options)
        paths, contents = zip(*self.documents, strict=True)
        return Frame(pa.table({"path": list(paths), "length": [0] * len(paths), "content": list(contents)}))


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """A page of one report, one of two, and one that is none."""
    folder = tmp_path_factory.mktemp("pages")
    pages = []
    for name in ("甲局", "乙局"):
        write(gd.zeros(2023, organ=name), folder / "page.html")
        pages.append((folder / "page.html").read_bytes())
    return [("s3://a/1.html", pages[0]), ("s3://a/2.html", b"".join(pages)), ("s3://a/3.html", b"no")]


def test_documents_are_rows(documents, monkeypatch):
    """One that cannot be read is a row too; one of several reports has as many."""
    monkeypatch.setattr(spark, "_ROWS", 2)
    session = Session(documents)
    found = spark.read_documents(["s3://a"], session=session).table
    rows = found.to_pylist()

    assert (["s3://a"], "binaryFile", {"recursiveFileLookup": "true"}) == session.asked
    names = ["s3://a/1.html", "s3://a/2.html#1", "s3://a/2.html#2", "s3://a/3.html"]
    assert names == [row["source"] for row in rows]
    assert ["甲局", "甲局", "乙局", None] == [row["organ__name"] for row in rows]
    assert [False, False, False, True] == [row["notices"] is None for row in rows]
    assert [None, None, None, "NotAReportError"] == [(row["error"] or "").partition(":")[0] or None for row in rows]
    assert {*frames.schema()} < {*found.column_names}
    assert 3 == len(frames.from_frame(found.filter(pc.is_null(found["error"]))))


def test_the_session_is_the_one_that_there_is(documents, monkeypatch):
    """Where none is given; format and limits are those of `govdisclosure.read`."""
    session = Session(documents[:1])
    builder = SimpleNamespace(getOrCreate=lambda: session)
    module = SimpleNamespace(SparkSession=SimpleNamespace(builder=builder))
    monkeypatch.setitem(sys.modules, "pyspark", SimpleNamespace(sql=module))
    monkeypatch.setitem(sys.modules, "pyspark.sql", module)
    found = spark.read_documents(["a"], limits=gd.Limits(document_bytes=10)).table

    assert "LimitExceededError" in found["error"][0].as_py()


def test_paths_are_a_list():
    with pytest.raises(gd.UsageError, match="paths"):
        spark.read_documents("a.html")
