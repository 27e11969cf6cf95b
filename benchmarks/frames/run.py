"""One way of checking a Parquet file of reports, in a process of its own: CPU seconds, peak memory, and what it found.

python -m benchmarks.frames.run WAY FILE
"""

import functools
import json
import operator
import os
import resource
import sys
import time

from benchmarks.frames.reports import SCHEMA

import govdisclosure as gd
from govdisclosure.forms.identities import report_identities
from govdisclosure.forms.registry import FORMS
from govdisclosure.model.access import column_name

TEXTS = [field.name for field in SCHEMA if str(field.type) == "string"]
NUMBERS = [field.name for field in SCHEMA if field.name not in TEXTS and str(field.type) != "date32[day]"]
FORM = FORMS["2021"]
SUMS = [
    ([column_name(term.address) for term in each.left], [column_name(term.address) for term in each.right])
    for each in report_identities(FORM.tables)
]
CELLS = {column_name(address) for address in gd.addresses(gd.zeros(2023))}


def limit(path):
    """Every column read once: numbers added up, texts counted."""
    import polars as pl

    return pl.scan_parquet(path).select(pl.col(NUMBERS).sum(), pl.col(TEXTS).count()).collect().height


def limit_numbers(path):
    """Numbers alone."""
    import polars as pl

    return pl.scan_parquet(path).select(pl.col(NUMBERS).sum()).collect().height


def summary_polars(path):
    import polars as pl

    from govdisclosure import frames

    return frames.summary(pl.scan_parquet(path)).collect()["failed"].sum()


def findings_polars(path):
    import polars as pl

    from govdisclosure import frames

    return frames.check(pl.scan_parquet(path)).collect().height


def identities_polars(path):
    import polars as pl

    from govdisclosure import frames
    from govdisclosure.rules.identities import IDENTITY_RULES

    return frames.summary(pl.scan_parquet(path), rules=IDENTITY_RULES).collect()["failed"].sum()


def summary_duckdb(path):
    import duckdb

    from govdisclosure import frames

    return sum(row[2] for row in frames.summary(duckdb.read_parquet(path)).fetchall())


def findings_duckdb(path):
    import duckdb

    from govdisclosure import frames

    return len(frames.check(duckdb.read_parquet(path)).to_arrow_table())


def _tie(left, right):
    """Whether two sums of columns are equal, in polars: missing where a number is."""
    import polars as pl

    one, other = (functools.reduce(operator.add, map(pl.col, side)) for side in (left, right))
    return one == other


def hand_polars(path):
    """The same sums by hand, passed and failed counted: two answers, and nothing of gaps, bounds or reasons."""
    import polars as pl

    ties = [_tie(left, right) for left, right in SUMS]
    found = pl.scan_parquet(path).select(
        *(tie.sum().alias(f"passed{n}") for n, tie in enumerate(ties)),
        *((~tie).sum().alias(f"failed{n}") for n, tie in enumerate(ties)),
    )
    return sum(found.collect().row(0)[len(ties) :])


def hand_polars_all(path):
    """By hand what `summary` does for the sums: what is quickly seen of all reports, three answers for the few."""
    import polars as pl

    cells = [name for name in NUMBERS if name in CELLS]
    ties = [_tie(left, right) for left, right in SUMS]
    fine = pl.all_horizontal(
        (pl.col(cells) >= 0), (pl.col(cells) < 10**12), pl.col([f"{name}__gap" for name in cells]).is_null(), *ties
    )
    seen = pl.scan_parquet(path).with_columns(fine=fine.fill_null(False))  # the filter alone is planned for seconds
    few = seen.filter(~pl.col("fine")).collect().lazy()
    asked = []
    for number, (left, right) in enumerate(SUMS):
        difference = pl.sum_horizontal(left) - pl.sum_horizontal(right)
        up, down = (pl.sum_horizontal(pl.col(side).is_null()) for side in (left, right))
        failed = ((difference > 0) & (down == 0)) | ((difference < 0) & (up == 0))
        passed = (difference == 0) & (up == 0) & (down == 0)
        asked += [failed.sum().alias(f"failed{number}"), (~failed & ~passed).sum().alias(f"open{number}")]
    return sum(few.select(asked).collect().row(0)[::2])


def hand_duckdb(path):
    import duckdb

    ties = [f"{'+'.join(left)} = {'+'.join(right)}" for left, right in SUMS]
    counts = ",".join(f"count(*) FILTER ({tie}), count(*) FILTER (NOT ({tie}))" for tie in ties)
    return sum(duckdb.sql(f"SELECT {counts} FROM '{path}'").fetchall()[0][1::2])


def _small(path):
    import polars as pl

    names = sorted({name for left, right in SUMS for name in (*left, *right)})
    return pl.read_parquet(path, columns=names)


def pandera(path):
    """The same sums as checks of pandera on polars."""
    import pandera.polars as pa

    def check(left, right):
        return pa.Check(lambda data: data.lazyframe.select(_tie(left, right)))

    schema = pa.DataFrameSchema({}, checks=[check(left, right) for left, right in SUMS])
    try:
        schema.validate(_small(path), lazy=True)
    except pa.errors.SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def pointblank(path):
    import pointblank as pb

    validate = pb.Validate(_small(path))
    for left, right in SUMS:
        validate = validate.col_vals_expr(_tie(left, right))
    return sum(validate.interrogate(collect_extracts=False).n_failed().values())


def dataframely(path):
    import dataframely as dy

    names = sorted({name for left, right in SUMS for name in (*left, *right)})
    body = {name: dy.Int64(nullable=True) for name in names}
    for n, (left, right) in enumerate(SUMS):
        body[f"tie{n}"] = dy.rule()(lambda cls, left=left, right=right: _tie(left, right))
    schema = type("Schema", (dy.Schema,), body)
    return sum(schema.filter(_small(path), cast=False).failure.counts().values())


LOOPED = 2_000
"""Reports that the loop looks at: it is told as if it had looked at all."""


def loop(path):
    """`govdisclosure.check` on each report made from its row, by the same rules; the first rows only."""
    import polars as pl

    from govdisclosure.frames.checking import RULES

    found = 0
    for record in pl.scan_parquet(path).head(LOOPED).collect().to_dicts():
        source = record.pop("source")
        assert source
        record = {n: v for n, v in record.items() if record.get(f"{n}__gap") != "not_on_form" and v != "not_on_form"}
        record = {n: v for n, v in record.items() if "central_procurement" not in n and not n.startswith("figures")}
        found += len(gd.check(gd.from_record(record, separator="__"), rules=RULES).findings)
    return found


def _on_spark(name, path):
    """On two cores of this machine, with the session and all that it takes to start it."""
    from pyspark.sql import SparkSession

    from govdisclosure.frames import spark

    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "4g",
        "spark.ui.enabled": "false",
        "spark.sql.files.maxPartitionBytes": str(os.path.getsize(path) // 4 + 1),
    }
    os.environ["PYSPARK_PYTHON"] = sys.executable  # what the workers run
    builder = SparkSession.builder.master("local[2]")
    for setting, value in settings.items():
        builder = builder.config(setting, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    rows = getattr(spark, name)(session.read.parquet(path))
    found = rows.count() if name == "check" else sum(row["failed"] for row in rows.collect())
    session.stop()
    session.sparkContext._gateway.shutdown()
    session.sparkContext._gateway.proc.stdin.close()  # its process ends by that, and is counted when it has ended
    session.sparkContext._gateway.proc.wait()
    return found


def spark_summary(path):
    return _on_spark("summary", path)


def spark_findings(path):
    return _on_spark("check", path)


WAYS = {
    each.__name__: each
    for each in (
        limit_numbers, limit, identities_polars, summary_polars, findings_polars, summary_duckdb, findings_duckdb,
        hand_polars, hand_polars_all, hand_duckdb, dataframely, pointblank, pandera, loop,
        spark_summary, spark_findings,
    )
}  # fmt: skip


def main():
    way, path = sys.argv[1:]
    started, clock = used(), time.perf_counter()
    found = WAYS[way](path)
    told = {"way": way, "cpu": used() - started, "wall": time.perf_counter() - clock, "found": int(found)}
    own, others = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told["peak"] = own + others
    if way == "loop":
        told["reports"] = LOOPED
    print(json.dumps(told))


def used():
    """CPU seconds of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
