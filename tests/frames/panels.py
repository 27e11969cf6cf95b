"""Frames of every kind that is claimed, made from the same reports, and what comes back as plain rows."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from govdisclosure.model.columns import Holds, row, with_reasons

TYPES = {
    Holds.COUNT: pa.int64(),
    Holds.MONEY: pa.decimal128(18, 6),
    Holds.TEXT: pa.string(),
    Holds.DAY: pa.date32(),
}
SCHEMA = pa.schema(
    [pa.field("source", pa.string()), *(pa.field(each.name, TYPES[each.holds]) for each in with_reasons())]
)
AMOUNTS = [each.name for each in with_reasons() if each.holds is Holds.MONEY]
NULLABLE = {
    pa.int64(): pd.Int64Dtype(),
    pa.string(): pd.StringDtype(),
    pa.decimal128(18, 6): pd.ArrowDtype(pa.decimal128(18, 6)),
}


def table(reports):
    """A row for each report, whose source is its number."""
    rows = [{"source": f"r{number}", **row(report)} for number, report in enumerate(reports)]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def numpy(found):
    """As `pandas.read_csv` has it: floats where numbers are missing."""
    frame = found.to_pandas()
    return frame.assign(**{name: frame[name].astype(float) for name in AMOUNTS if name in frame})


def relation(found):
    """A relation of a connection of its own."""
    return duckdb.connect().from_arrow(found)


KINDS = {
    "polars": pl.from_arrow,
    "polars lazy": lambda found: pl.from_arrow(found).lazy(),
    "pyarrow": lambda found: found,
    "duckdb": relation,
    "pandas numpy": numpy,
    "pandas nullable": lambda found: found.to_pandas(types_mapper=NULLABLE.get),
    "pandas pyarrow": lambda found: found.to_pandas(types_mapper=pd.ArrowDtype),
}


def in_each(kinds=KINDS):
    """A test for each kind of frame: at once for polars, among the slow ones for the others."""
    found = (pytest.param(kind, marks=[] if kind == "polars" else pytest.mark.slow) for kind in kinds)
    return pytest.mark.parametrize("kind", list(found))


def rows(frame):
    """The rows of a frame of any kind; a missing number is None."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        found = frame.to_dicts()
    elif isinstance(frame, pa.Table):
        found = frame.to_pylist()
    elif isinstance(frame, pd.DataFrame):
        found = frame.to_dict("records")
    else:
        found = frame.to_arrow_table().to_pylist()
    return [
        {name: None if value is pd.NA or value != value else value for name, value in each.items()} for each in found
    ]
