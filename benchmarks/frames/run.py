"""One way of checking a Parquet file of reports, in a process of its own: CPU seconds, peak memory, and what it found.

python -m benchmarks.frames.run WAY FILE
"""

import json
import resource
import sys
import time

from benchmarks.frames.reports import SCHEMA

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


def hand_polars(path):
    """The same sums by hand, passed and failed counted: two answers, and nothing of gaps, bounds or reasons."""
    import polars as pl

    def total(names):
        first, *rest = map(pl.col, names)
        for each in rest:
            first = first + each
        return first

    ties = [total(left) == total(right) for left, right in SUMS]
    found = pl.scan_parquet(path).select(
        *(tie.sum().alias(f"passed{n}") for n, tie in enumerate(ties)),
        *((~tie).sum().alias(f"failed{n}") for n, tie in enumerate(ties)),
    )
    return sum(found.collect().row(0)[len(ties) :])


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
    import polars as pl

    def check(left, right):
        def total(names):
            return sum(map(pl.col, names[1:]), pl.col(names[0]))

        return pa.Check(lambda data: data.lazyframe.select(total(left) == total(right)))

    schema = pa.DataFrameSchema({}, checks=[check(left, right) for left, right in SUMS])
    try:
        schema.validate(_small(path), lazy=True)
    except pa.errors.SchemaErrors as errors:
        return len(errors.failure_cases)
    return 0


def pointblank(path):
    import pointblank as pb
    import polars as pl

    def total(names):
        return sum(map(pl.col, names[1:]), pl.col(names[0]))

    validate = pb.Validate(_small(path))
    for left, right in SUMS:
        validate = validate.col_vals_expr(total(left) == total(right))
    return sum(validate.interrogate(collect_extracts=False).n_failed().values())


def dataframely(path):
    import dataframely as dy
    import polars as pl

    def total(names):
        return sum(map(pl.col, names[1:]), pl.col(names[0]))

    names = sorted({name for left, right in SUMS for name in (*left, *right)})
    body = {name: dy.Int64(nullable=True) for name in names}
    for n, (left, right) in enumerate(SUMS):
        body[f"tie{n}"] = dy.rule()(lambda cls, left=left, right=right: total(left) == total(right))
    schema = type("Schema", (dy.Schema,), body)
    return sum(schema.filter(_small(path), cast=False).failure.counts().values())


def loop(path):
    """`govdisclosure.check` on each report made from its row; the first 2,000 rows only, and told by that many."""
    import polars as pl

    import govdisclosure as gd

    found = 0
    for record in pl.scan_parquet(path).head(2_000).collect().to_dicts():
        source = record.pop("source")
        assert source
        record = {n: v for n, v in record.items() if record.get(f"{n}__gap") != "not_on_form" and v != "not_on_form"}
        record = {n: v for n, v in record.items() if "central_procurement" not in n and not n.startswith("figures")}
        found += len(gd.check(gd.from_record(record, separator="__")).findings)
    return found


WAYS = {
    each.__name__: each
    for each in (
        limit_numbers, limit, identities_polars, summary_polars, findings_polars, summary_duckdb, findings_duckdb,
        hand_polars, hand_duckdb, dataframely, pointblank, pandera, loop,
    )
}  # fmt: skip


def main():
    way, path = sys.argv[1:]
    started, clock = time.process_time(), time.perf_counter()
    found = WAYS[way](path)
    cpu, wall = time.process_time() - started, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"way": way, "cpu": cpu, "wall": wall, "peak": peak, "found": int(found)}))


if __name__ == "__main__":
    main()
