"""What is to be known of a panel before its years are compared."""

import attrs
import pytest

import govdisclosure as gd
from frames.panels import KINDS, rows, table
from govdisclosure import frames


def report(organ, year, out=0, taken=0):
    """A report that carries over so many requests."""
    kinds = ("natural_persons", "total")
    changes = {f"requests.carried_over_out.{kind}": out for kind in kinds}
    changes |= {f"requests.carried_over_in.{kind}": taken for kind in kinds}
    return gd.replace(gd.zeros(year, organ=organ), changes)


PANEL = [
    report("甲局", 2021),
    report("甲局", 2024),
    report("乙局", 2022),
    report("乙局", 2022),
    report("乙局", 2023),
    report("乙 局", 2024),
    report("旧局", 2021, out=3),
    report("旧局", 2022, out=7, taken=3),
    report("新局", 2023, taken=7),
    report("别局", 2023, taken=8),
    attrs.evolve(report("甲局", 2021), year=gd.Gap.ABSENT),
    attrs.evolve(report("甲局", 2022), organ=gd.Organ()),
]


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "pyarrow", "duckdb", "pandas numpy"])
def test_everything_is_told(kind):
    """Years that are missing or there twice, names written in two ways, and an organ that goes on under another."""
    frame = KINDS[kind](table(PANEL))

    found = frames.continuity(frame)

    assert type(frame) is type(found)
    assert [
        ("乙局", 2022, "duplicate", 2, None),
        ("甲局", 2022, "missing_year", 0, None),
        ("甲局", 2023, "missing_year", 0, None),
        ("旧局", 2022, "renamed", 1, "新局"),
        ("乙 局", None, "spelling", 1, "乙局"),
        (None, 2022, "unknown", 1, None),
        ("甲局", None, "unknown", 1, None),
    ] == [tuple(each.values()) for each in rows(found)]
