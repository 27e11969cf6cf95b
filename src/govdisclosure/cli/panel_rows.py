"""The rows of a panel while they wait for all to be read: a line for each report, and what it says in every table."""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, BinaryIO, Final

import attrs

from govdisclosure import __version__
from govdisclosure.checking import check
from govdisclosure.cli.kept import Kept, Origin, State
from govdisclosure.cli.kinds import Found, Kind, origin
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.text import Lang
from govdisclosure.frames.tables import (
    ERRORS,
    FINDINGS,
    MENTIONS,
    NOTICES,
    Row,
    Table,
    error_row,
    finding_rows,
    key,
    mention_rows,
    notice_rows,
)
from govdisclosure.model.columns import INPUT, Holds
from govdisclosure.render import flat
from govdisclosure.render.entry import Entry, Style
from govdisclosure.render.json import written

REPORTS: Final = Table("reports", tuple(column for column in flat.columns(INPUT) if column.name != "error"))
"""The columns that a CSV file has but that of errors, which have a table of their own."""
FAILED: Final = attrs.evolve(ERRORS, columns=(*ERRORS.columns, *INPUT))
TABLES: Final = (REPORTS, NOTICES, MENTIONS, FINDINGS, FAILED)

_Rows = Iterable[Iterable[Row]]
"""The rows of each of the tables."""


class Lines:
    """Readings as lines and back; ``read`` says whether there is one among them."""

    def __init__(self, lang: Lang) -> None:
        self._style = Style(lang=lang)
        self.read = False
        self.used: set[str] = set()
        """The columns of reasons that say something."""
        head = {"govdisclosure": __version__, "columns": [table.names for table in TABLES]}
        self.kind = Kind("parquet", written(head) + "\n", self._text, self._row, lambda half: half.startswith(b"{"))

    def _text(self, row: Origin, now: State, found: Found) -> str:
        packed = [
            [[_as_json(each.get(name)) for name in table.names] for each in some]
            for table, some in zip(TABLES, self._rows(row, now, found), strict=True)
        ]
        self._note(packed)
        return written({"source": row.source, "part": row.part, "sha256": row.sha256, "rows": packed}) + "\n"

    def _rows(self, row: Origin, now: State, found: Found) -> _Rows:
        held = dict(zip((column.name for column in INPUT), (row.part, *attrs.astuple(now)), strict=True))
        if isinstance(found, GovDisclosureError):
            return (), (), (), (), (error_row(found, row.name) | held,)
        entry = Entry(source=row.name, reading=found, result=(result := check(found)))
        head = key(found.report, row.name)
        beside = (notice_rows(found), mention_rows(found), finding_rows(result))
        report: Row = dict(flat.values(entry, self._style, held))
        return (report,), *([head | each for each in some] for some in beside), ()

    def _row(self, text: str) -> Origin:
        line = json.loads(text)
        self._note(line["rows"])
        return origin(line["source"], line["part"], line["sha256"], read=bool(line["rows"][0]))

    def _note(self, packed: list[list[list[Any]]]) -> None:
        for row in packed[0]:
            self.read = True
            self.used.update(name for at, name in _REASONS if row[at] is not None)


_REASONS: Final = tuple((at, name) for at, name in enumerate(REPORTS.names) if name in REPORTS.reasons)
"""The columns of reasons, each with its place."""


def _as_json(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


_OF_JSON: Final[Mapping[Holds, Callable[[str], object]]] = {
    Holds.MONEY: Decimal,
    Holds.NUMBER: Decimal,
    Holds.DAY: datetime.date.fromisoformat,
}


def rows(file: BinaryIO, kept: Kept) -> Iterator[tuple[Table, Row]]:
    """The rows that count, each with its table."""
    at = len(file.readline())
    for line in file:
        if kept.counts(at):
            for table, some in zip(TABLES, json.loads(line)["rows"], strict=True):
                yield from ((table, _row(table, each)) for each in some)
        at += len(line)


def _row(table: Table, values: Iterable[Any]) -> Row:
    found: dict[str, object] = {}
    for column, value in zip(table.columns, values, strict=True):
        made = _OF_JSON.get(column.holds)
        found[column.name] = value if made is None or value is None else made(value)
    return found
