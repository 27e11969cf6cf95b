"""Delimited text (CSV, TSV): one lattice of texts. It has no merged cells; a blank field is a blank cell."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

import attrs

from govdisclosure.errors import DamagedDocumentError
from govdisclosure.model.notices import QUOTE_UNCLOSED
from govdisclosure.model.place import Place
from govdisclosure.readers.charset import decode
from govdisclosure.readers.grid import Document, GridCell, Remark
from govdisclosure.readers.limits import Bounds, Budget
from govdisclosure.readers.sheets.areas import Lattice, blocks

_DELIMITERS: Final = (",", "\t", ";", "|")
_DECLARED: Final = re.compile(r'"?sep=(\t|[^\w\s"])"?\n', re.IGNORECASE)
"""The first line with which a file tells Excel its delimiter."""
_AS_TEXT: Final = re.compile(r'^="([^"]*)"$')
"""How a file keeps Excel from making a number of a text."""
_SAMPLE: Final = 200
"""Records that decide on the delimiter."""
_END: Final = "\x1e"
"""A record put after the last one; it is not found as such if a quote is opened and never closed."""


@attrs.frozen
class _Record:
    """A record that is more than an empty line: its row, the line on which it begins, its fields."""

    row: int
    line: int
    fields: list[str]


def read(data: bytes, *, name: str = "", limits: Bounds) -> Document:
    """The document in the delimited text ``data``; the delimiter is the one that cuts most records alike."""
    budget = Budget.of(limits)
    budget.hold("document_bytes", len(data))
    decoded = decode(data, declared=None)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    delimiter = declared[1] if declared else _delimiter(text)
    records = _quoted(text[start:], delimiter, budget)
    remarks = decoded.remarks if records is not None else (*decoded.remarks, Remark(code=QUOTE_UNCLOSED))
    if records is None:
        records = _unquoted(text[start:], delimiter, budget)
    return Document(
        blocks=tuple(blocks(_lattice(records, budget), tables=itertools.count(1), budget=budget)),
        name=name.replace("\\", "/").rpartition("/")[2],
        remarks=remarks,
    )


def _delimiter(text: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How many records of the sample have the commonest number of fields above one, and that number."""
    records = itertools.islice(csv.reader(io.StringIO(text), delimiter=delimiter), _SAMPLE)
    try:
        widths = Counter(len(record) for record in records if len(record) > 1)
    except csv.Error:
        return (0, 0)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _quoted(text: str, delimiter: str, budget: Budget) -> list[_Record] | None:
    """The records, with delimiters and line breaks inside quotes kept; None if a quote is never closed."""
    try:
        *records, last = _parsed(f"{text}\n{_END}", delimiter, budget, quoting=csv.QUOTE_MINIMAL)
    except csv.Error:
        return None
    return records if last.fields == [_END] else None


def _unquoted(text: str, delimiter: str, budget: Budget) -> list[_Record]:
    """The records with quotes as they stand."""
    try:
        return list(_parsed(text, delimiter, budget, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise DamagedDocumentError(
            f"a field is too long to be one of a table ({error})", zh="有一个字段过长，不可能是表格中的一格"
        ) from error


def _parsed(text: str, delimiter: str, budget: Budget, *, quoting: Literal[0, 3]) -> Iterator[_Record]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting)
    line = 1
    found = 0
    for row, fields in enumerate(reader):
        if len(fields) > 1 or any(fields):
            found += 1
            budget.hold("slots", found - 1)  # the record put at the end is none
            yield _Record(row, line, fields)
        line = reader.line_num + 1


def _lattice(records: list[_Record], budget: Budget) -> Lattice:
    lines = {record.row: record.line for record in records}
    cells: list[GridCell] = []
    for record in records:
        budget.take("slots", len(record.fields), of="fields")
        for column, field in enumerate(record.fields):
            if text := _AS_TEXT.sub(r"\1", field).strip():
                place = Place(line=record.line, row=record.row + 1, column=column + 1, text=text)
                cells.append(GridCell(text=text, row=record.row, column=column, place=place))
    return Lattice(
        cells=cells,
        place=lambda row, column: Place(line=lines[row], row=row + 1, column=column + 1),
        empty={record.row for record in records if not any(map(str.strip, record.fields))},
    )
