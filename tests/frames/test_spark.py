"""Reports on Spark: the same as on one machine. A session of Spark takes its time to start: one for all tests."""

import sys
from functools import cache

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from frames.reports import families
from govdisclosure import frames, strategies
from govdisclosure.frames.tables import FOUND
from govdisclosure.model.reading import Reading

pytestmark = [pytest.mark.system, pytest.mark.filterwarnings("ignore")]  # Spark warns of whatever is newer than itself
ROWS = 20_000


@pytest.fixture(scope="module")
def session():
    """A session in this process, which speaks to nobody else."""
    pyspark = pytest.importorskip("pyspark.sql")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "5000",
    }
    builder = pyspark.SparkSession.builder.master("local[2]").appName("tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)  # no option of a session says which Python its workers run
        found = builder.getOrCreate()
        found.sparkContext.setLogLevel("ERROR")
        yield found
        found.stop()


@cache
def panel():
    """Twenty thousand reports of three years, made of some thirty; a few of them do not tie or lack something."""
    made = []

    @settings(max_examples=12, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def make(data):
        fine = data.draw(strategies.reports(year=2022, max_count=50))
        wrong = data.draw(strategies.one_wrong_cell()).report
        made.extend([fine, wrong, gd.replace(fine, {"requests.received.total": gd.Gap.BLANK})])

    make()
    readings = [Reading(report=attrs.evolve(report, year=2022), source="a") for report in made]
    few = frames.to_frame(readings)
    rows = few.select(pl.all().gather(pl.int_range(ROWS) % len(few)))
    number = pl.int_range(ROWS)
    return rows.with_columns(
        pl.format("{}.html", number).alias("source"),
        pl.format("organ {}", number // 3).alias("organ__name"),
        (number % 3 + 2021).alias("year"),
        pl.lit(None, pl.String).alias("organ__name__gap"),
    ).select(*["source", *(name for name in frames.schema() if name in few.columns and name != "source")])


@pytest.fixture(scope="module")
def dataframe(session):
    """The same as a frame of Spark."""
    return session.createDataFrame(panel().to_arrow()).repartition(4)


def rows(frame):
    """The rows in some order."""
    return sorted(map(tuple, frame.collect() if hasattr(frame, "collect") else frame.rows()), key=str)


def test_findings_are_those_of_one_machine(dataframe):
    """Over twenty thousand reports, in four partitions."""
    from govdisclosure.frames import spark

    found = spark.check(dataframe)
    expected = frames.check(panel())

    assert [*FOUND.names] == found.columns
    assert rows(expected) == rows(found)
    assert len(expected) > ROWS / 4


def test_counts_are_those_of_one_machine(dataframe):
    from govdisclosure.frames import spark

    assert rows(frames.summary(panel())) == rows(spark.summary(dataframe))


def test_years_are_those_of_one_machine(dataframe):
    from govdisclosure.frames import spark, years

    found = spark.check_years(dataframe)

    assert rows(years.check_years(panel())) == rows(found)
    assert found.count() > 0


def test_documents_are_read_where_they_lie(session, tmp_path):
    """One bad file is a row; what was read can be checked at once."""
    from govdisclosure.frames import spark

    (tmp_path / "one").mkdir()
    for number in range(3):
        text = gd.to_json(gd.replace(gd.zeros(2023, organ=f"organ {number}"), {"requests.received.total": number}))
        (tmp_path / "one" / f"{number}.json").write_text(text, encoding="utf-8")
    (tmp_path / "bad.html").write_text("no", encoding="utf-8")
    found = spark.read_documents([str(tmp_path)], session=session).cache()
    names = {row["source"].rpartition("/")[2]: row["error"] for row in found.collect()}

    assert {"0.json", "1.json", "2.json", "bad.html"} == {*names}
    assert names["bad.html"].startswith("NotAReportError")
    assert {"organ 1", "organ 2"} == {row["organ"] for row in spark.check(found).collect()}


def test_governments_are_held_against_their_organs(session):
    """An organ that is a government as well is one of both groups."""
    from govdisclosure.frames import spark

    reports, pairs = families(2)
    pairs = [*pairs, ("政府1", "政府0")]
    table = frames.to_frame(reports)
    members = pl.DataFrame(pairs, schema=["organ", "government"], orient="row")
    listed = session.createDataFrame(members.to_arrow())

    found = spark.check_rollup(session.createDataFrame(table.to_arrow()), listed)

    assert rows(frames.check_rollup(table, members)) == rows(found)
    assert found.count() > 0
