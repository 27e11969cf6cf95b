"""`tidy`: a row for each cell, with the labels that the form prints, for whoever plots."""

from collections.abc import Iterator
from typing import Any, Final, cast

from govdisclosure.forms.declare import Cell, Kind
from govdisclosure.frames.columns import ORGAN, SOURCE, TABLES, YEAR, edition_column
from govdisclosure.frames.engine import Expr, Frame, IntoFrameT, like, nw
from govdisclosure.frames.intake import MILLION, Panel, panel
from govdisclosure.model.access import column_name, companion

COLUMNS: Final = (
    *("organ", "year", "source", "table", "edition", "address"),
    *("row_zh", "row_en", "column_zh", "column_en", "unit", "value", "gap"),
)
"""Whose cell it is, where it stands, what the form prints there, and what it holds."""


def tidy(frame: IntoFrameT) -> IntoFrameT:
    """The reports of a frame with a row for each cell of the form that each has, for pictures and for grouping.

    The columns are organ, year, source, table, edition, address; the labels of row (with its groups) and column in both
    languages; unit, value and gap. ``value`` is a float, as pictures want it: amounts as they are in the frame are
    exact. ``gap`` says why there is no value. The frame is as for `check`, and so are the errors; what comes back is of
    the same kind.
    """
    looked = panel(frame)
    ready = looked.frame
    rows = [each for table in TABLES for each in _cells(looked, ready, table)]
    return like(nw.concat(cast("list[Any]", rows or [_nothing(ready)])), frame)


def _nothing(ready: Frame) -> Frame:
    """The columns, of a frame without reports."""
    texts = {name: nw.col(ORGAN) for name in COLUMNS}
    return ready.select(**texts | {"year": nw.col(YEAR), "value": nw.col(YEAR).cast(nw.Float64)})


def _cells(looked: Panel, ready: Frame, table: str) -> Iterator[Frame]:
    """The rows of each cell of a table, in official order, those of the older edition first."""
    for layout, editions in looked.layouts.get(table, {}).values():
        applies = looked.of(table, editions)
        own = ready if applies is None else ready.filter(applies)
        for address, cell in zip(layout.addresses, layout.cells, strict=True):
            yield own.select(**_row(looked, table, address, cell))


def _row(looked: Panel, table: str, address: str, cell: Cell) -> dict[str, Expr]:
    name = column_name(address)
    row = tuple(" / ".join(text.get(lang) for text in (*cell.groups, cell.row.text)) for lang in ("zh", "en"))
    column = tuple(" / ".join(text.get(lang) for text in (*cell.heads, cell.column.text)) for lang in ("zh", "en"))
    number, nothing = nw.col(name).cast(nw.Float64), nw.when(nw.col(YEAR) != nw.col(YEAR)).then(nw.col(ORGAN))
    beside = f"{table}.{companion(cell)}" if companion(cell) else ""
    return {
        "organ": nw.col(ORGAN),
        "year": nw.col(YEAR),
        "source": nw.col(SOURCE) if SOURCE in looked.frame.collect_schema() else nothing,
        "table": nw.lit(table),
        "edition": nw.col(edition_column(table)),
        "address": nw.lit(address),
        **dict(zip(("row_zh", "row_en", "column_zh", "column_en"), map(nw.lit, (*row, *column)), strict=True)),
        "unit": nw.col(column_name(beside)) if beside else nw.lit(cell.unit.value),
        "value": number / MILLION if cell.kind is Kind.MONEY else number,
        "gap": nw.col(f"{name}__gap") if f"{name}__gap" in looked.names else nothing,
    }
