"""`tidy`: a row for each cell, with the labels that the form prints, for whoever plots."""

from collections.abc import Iterator, Sequence
from typing import Final, cast

from govdisclosure.forms.declare import Cell, cells
from govdisclosure.forms.editions import classes, editions_of
from govdisclosure.forms.registry import Edition, remembered
from govdisclosure.frames.columns import ORGAN, SOURCE, TABLES, YEAR, edition_column
from govdisclosure.frames.engine import Expr, Frame, IntoFrameT, known, nw
from govdisclosure.model.access import column_name

COLUMNS: Final = (
    "organ",
    "year",
    "source",
    "table",
    "edition",
    "address",
    "row_zh",
    "row_en",
    "column_zh",
    "column_en",
    "unit",
    "value",
    "gap",
)
"""The columns of a tidy table: whose cell it is, where it stands, what the form prints there, and what it holds."""
