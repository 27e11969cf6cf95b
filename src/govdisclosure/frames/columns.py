"""Which columns a frame of reports has: the row of `govdisclosure.model.columns`, and what the rules need of it."""

from typing import Final

ORGAN: Final = "organ__name"
YEAR: Final = "year"
SOURCE: Final = "source"
KEYS: Final = (ORGAN, YEAR, SOURCE)
"""What tells one report from another, wherever a table says something of one; a frame need not have the source."""

TABLES: Final = ("proactive", "requests", "remedies")


def edition_column(table: str) -> str:
    """The column that says of which edition the table of this name is."""
    return f"{table}__edition"
