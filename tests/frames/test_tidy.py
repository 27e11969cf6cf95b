"""A row for each cell, with what the form prints."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure import frames
from govdisclosure.frames.native import ENGINES
from govdisclosure.frames.tidying import COLUMNS
from govdisclosure.model.access import cells_of, unit
from govdisclosure.model.reading import Reading

ONE = gd.replace(gd.zeros(2023, organ="甲局"), {"proactive.fees.amount": Decimal("75.45")})
TWO = gd.replace(gd.zeros(2019, organ="乙局"), {"requests.received.total": gd.Gap.BLANK})
EXPECTED = sorted(
    (
        report.organ.name,
        report.year,
        source,
        *address.partition(".")[::2][:1],
        getattr(report, address.partition(".")[0]).edition,
        address,
        " / ".join((*(g.zh for g in cell.groups), cell.row.zh)),
        " / ".join((*(h.en for h in cell.heads), cell.column.en)),
        unit(report, cell).value,
        None if isinstance(value := gd.get(report, address), gd.Gap) else float(value),
        value.value if isinstance(value, gd.Gap) else None,
    )
    for report, source in ((ONE, "1.html"), (TWO, "2.html"))
    for address, cell in cells_of(report).items()
)
ASKED = ("organ", "year", "source", "table", "edition", "address", "row_zh", "column_en", "unit", "value", "gap")


def rows(frame):
    """The rows of a frame of any library."""
    found = frames.tidy(frame)
    names = list(getattr(found, "columns", COLUMNS))
    if hasattr(found, "fetchall"):
        taken = found.fetchall()
    elif hasattr(found, "to_pylist"):
        names, taken = found.column_names, [tuple(row.values()) for row in found.to_pylist()]
    elif hasattr(found, "itertuples"):
        taken = [tuple(row) for row in found.astype(object).where(found.notna(), None).itertuples(index=False)]
    else:
        taken = found.rows()
    assert [*COLUMNS] == names
    return sorted(tuple(dict(zip(names, row, strict=True))[name] for name in ASKED) for row in taken)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_for_each_cell_of_the_edition(engine):
    """With the labels of that edition; a gap has no value, and what is not on the form has no row."""
    readings = [Reading(report=ONE, source="1.html"), Reading(report=TWO, source="2.html")]

    assert EXPECTED == rows(frames.to_frame(readings, engine=engine))


def test_what_is_lazy_stays_lazy():
    frame = frames.to_frame([ONE]).lazy()
    found = frames.tidy(frame.drop("source"))

    assert type(frame) is type(found)
    assert len(gd.addresses(ONE)) == len(found.filter(found.collect()["source"].is_null()).collect())


def test_no_report_gives_no_rows():
    found = frames.tidy(frames.to_frame([]))

    assert ([*COLUMNS], 0) == (found.columns, len(found))
