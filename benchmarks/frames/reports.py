"""Reports made up by the million: seeded, sparse as real ones are, 1 % with a wrong number, 3 % with gaps.

Every report is of the 2021 edition and balanced before one number of it is changed; an organ has five years, and what
one of them carries over the next takes in.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import govdisclosure as gd
from govdisclosure.model.access import column_name
from govdisclosure.model.columns import Holds, with_reasons

YEARS = 5
ROW_GROUP = 10_000
TYPES = {
    Holds.COUNT: pa.int64(),
    Holds.MONEY: pa.decimal128(18, 6),
    Holds.TEXT: pa.string(),
    Holds.DAY: pa.date32(),
}
SCHEMA = pa.schema(
    [pa.field("source", pa.string()), *(pa.field(each.name, TYPES[each.holds]) for each in with_reasons())]
)
FORM = gd.zeros(2023)
CELLS = gd.addresses(FORM)
KINDS = ("natural_persons", "commercial_enterprises", "research_institutions", "public_welfare_organizations",
         "legal_service_institutions", "other_organizations")  # fmt: skip
TIED = [address for address in CELLS if not address.startswith("proactive.")]


def numbers(organs, rng):
    """The counts of every cell, by address; rows are organs by year."""
    n = organs * YEARS
    found = {address: np.zeros(n, np.int64) for address in CELLS}
    rows = list(dict.fromkeys(a.rpartition(".")[0] for a in CELLS if a.startswith("requests.outcomes.")))
    rows.remove("requests.outcomes.total")
    busy = rng.random(n) < 0.6
    for kind in KINDS:
        rate = 3.0 if kind == "natural_persons" else 0.1
        done = np.zeros(n, np.int64)
        for row in rows:
            share = 4 if row.endswith(".disclosed") else 0.3
            part = rng.poisson(rate * share / 6, n) * busy
            found[f"{row}.{kind}"] = part
            done += part
        out = (rng.random(n) * (done + 1) * 0.2).astype(np.int64)
        into = np.zeros(n, np.int64)
        by_year = out.reshape(organs, YEARS)
        into.reshape(organs, YEARS)[:, 1:] = by_year[:, :-1]
        short = np.maximum(into - out - done, 0)
        found[f"requests.outcomes.disclosed.{kind}"] += short
        done += short
        found[f"requests.outcomes.total.{kind}"] = done
        found[f"requests.carried_over_in.{kind}"] = into
        found[f"requests.carried_over_out.{kind}"] = out
        found[f"requests.received.{kind}"] = done + out - into
    for total in (a for a in CELLS if a.startswith("requests.") and a.endswith(".total")):
        row = total.removesuffix(".total")
        if f"{row}.natural_persons" in found:
            found[total] = sum(found[f"{row}.{kind}"] for kind in KINDS)
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = [f"remedies.{group}.{each}" for each in ("upheld", "corrected", "other_result", "pending")]
        for part in parts:
            some = found["requests.received.total"] > 0
            found[part] = (rng.random(n) < 0.02).astype(np.int64) * rng.integers(1, 4, n) * some
        found[f"remedies.{group}.total"] = sum(found[part] for part in parts)
    force = rng.integers(0, 60, n)
    found["proactive.normative_documents.in_force"] = force
    found["proactive.normative_documents.issued"] = np.minimum(rng.poisson(1, n), force)
    found["proactive.licensing.decisions"] = rng.integers(0, 3000, n) * (rng.random(n) < 0.3)
    found["proactive.penalties.decisions"] = rng.integers(0, 900, n) * (rng.random(n) < 0.3)
    found["proactive.fees.amount"] = rng.integers(0, 10**4, n) * (rng.random(n) < 0.1)
    return found


def batch(first, organs, seed):
    """A table of reports of these many organs, the numbers of which start from ``first``."""
    rng = np.random.default_rng((seed, first))
    n = organs * YEARS
    found = numbers(organs, rng)
    for at in np.flatnonzero(rng.random(n) < 0.01):
        found[TIED[rng.integers(len(TIED))]][at] += rng.integers(1, 50)
    lacking = {address: np.zeros(n, bool) for address in CELLS}
    for at in np.flatnonzero(rng.random(n) < 0.03):
        for address in rng.choice(len(CELLS), rng.integers(1, 12), replace=False):
            lacking[CELLS[address]][at] = True
    organ = np.repeat(np.arange(first, first + organs), YEARS)
    columns = {
        "source": pa.array(
            [f"{each}-{year}.html" for each, year in zip(organ, np.tile(range(YEARS), organs), strict=True)]
        ),
        "organ__name": pa.array([f"第{each}县人民政府" for each in organ]),
        "year": pa.array(np.tile(np.arange(2021, 2021 + YEARS), organs)),
        **{f"{table}__edition": pa.array(["2021"] * n) for table in ("proactive", "requests", "remedies")},
    }
    for address in CELLS:
        name, gaps = column_name(address), lacking[address]
        values = pa.array(found[address], mask=gaps)
        if SCHEMA.field(name).type != pa.int64():
            values = values.cast(pa.decimal128(19, 0))
        columns[name] = values
        columns[f"{name}__gap"] = pa.array(np.where(gaps, "blank", ""), mask=~gaps)
    for field in SCHEMA:
        if field.name not in columns:
            off = field.name.endswith("__gap") and not field.name.startswith(("organ", "year"))
            word = "absent" if field.name.startswith("handling_fee") else "not_on_form"
            columns[field.name] = pa.array([word if off else None] * n, field.type)
    return pa.table([columns[field.name].cast(field.type) for field in SCHEMA], schema=SCHEMA)


def write(path: Path, n: int, seed: int = 20260101) -> Path:
    """A Parquet file of so many reports, in row groups of 10,000."""
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for start in range(0, n // YEARS, ROW_GROUP // YEARS):
            writer.write_table(batch(start, min(ROW_GROUP // YEARS, n // YEARS - start), seed))
    return path
