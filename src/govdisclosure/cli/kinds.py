"""The kinds of data that ``convert`` writes: a report by itself, lines of JSON, and rows for analysis."""

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any, Final, TextIO

import attrs

from govdisclosure.checking import check
from govdisclosure.cli.kept import Origin, State
from govdisclosure.errors import GovDisclosureError
from govdisclosure.model.columns import INPUT, Item
from govdisclosure.model.reading import Reading
from govdisclosure.plain import uncell
from govdisclosure.render import flat
from govdisclosure.render.entry import Entry, Style
from govdisclosure.render.json import written
from govdisclosure.writers.json import to_dict, to_json

Json = dict[str, Any]
Found = Reading | GovDisclosureError


@attrs.frozen
class Kind:
    """A kind of output: its name, the line before the rows, a row as text and back, and how half a file begins.

    ``whole`` makes what is wanted of all that was written, where that is known only at the end.
    """

    name: str
    head: str
    text: Callable[[Origin, State, Found], str]
    row: Callable[[str], Origin]
    begins: Callable[[bytes], bool]
    whole: Callable[[TextIO], Iterator[str]] | None = None


def kinds(style: Style) -> dict[str, Kind]:
    """Every kind by its name."""
    head = flat.heads(style, INPUT)
    return {
        "json": Kind("json", "", _json, _no_row, lambda half: False),
        "jsonl": Kind("jsonl", "", _jsonl, _row_of_line, _begins_line),
        "csv": Kind(
            "csv",
            head,
            lambda row, now, found: flat.line(_values(row, now, found, style).values()),
            _row_of_cells,
            lambda half: head.encode().startswith(half),
            lambda whole: flat.thinned(whole, INPUT),
        ),
        FLAT: Kind(
            "jsonl",
            "",
            lambda row, now, found: flat.json_line(_values(row, now, found, style)),
            _row_of_object,
            _begins_line,
        ),
    }


FLAT: Final = "flat"
"""Lines of JSON without anything inside anything."""
_START: Final = b'{"source": "'


def _begins_line(half: bytes) -> bool:
    return half[: len(_START)] == _START[: len(half)]


def origin(name: object, part: object, sha256: object, *, read: bool) -> Origin:
    """Where a row comes from, as it is kept there; `TypeError` if that is nothing of ours."""
    if not isinstance(name, str) or not isinstance(part, int) or not isinstance(sha256, str):
        raise TypeError
    return Origin(name.removesuffix(f"#{part}") if part else name, part, sha256, read)


# ---------------------------------------------------------------------------------------------------- documents


def _json(row: Origin, now: State, found: Found) -> str:
    """One report by itself, as `govdisclosure.from_json` reads it; nothing for an error."""
    return to_json(found.report, indent=2) + "\n" if isinstance(found, Reading) else ""


def _no_row(text: str) -> Origin:
    raise ValueError


def _jsonl(row: Origin, now: State, found: Found) -> str:
    """A line for each source: the file it was read from, its report with notices and mentions, or the error."""
    head: Json = {"source": row.name, "input": {"part": row.part, **attrs.asdict(now)}}
    if isinstance(found, GovDisclosureError):
        return written(head | {"error": {"type": type(found).__name__, "message": found.message("en")}}) + "\n"
    notices = [
        {"code": notice.code, "addresses": list(notice.addresses), "message": notice.message("en")}
        for notice in found.notices
    ]
    told = [each.to_dict() for each in found.mentions]
    return written(head | {"report": to_dict(found.report), "notices": notices, "mentions": told}) + "\n"


def _row_of_line(text: str) -> Origin:
    line = json.loads(text)
    if ("error" in line) == ("report" in line):
        raise ValueError
    held = line["input"]
    return origin(line["source"], held["part"], held["sha256"], read="report" in line)


# ---------------------------------------------------------------------------------------------------- rows


def _values(row: Origin, now: State, found: Found, style: Style) -> dict[str, Item]:
    """The row of a source, judged by every rule as it is declared."""
    if isinstance(found, Reading):
        entry = Entry(source=row.name, reading=found, result=check(found))
    else:
        entry = Entry(source=row.name, error=found)
    held = (row.part, *attrs.astuple(now))
    return flat.values(entry, style, dict(zip((column.name for column in INPUT), held, strict=True)))


def _row_of_cells(text: str) -> Origin:
    [values] = csv.reader([text])
    names = (column.name for column in flat.columns(INPUT))
    found = dict(zip(names, values, strict=True))
    return origin(uncell(found["source"]), int(found["input__part"]), found["input__sha256"], read=not found["error"])


def _row_of_object(text: str) -> Origin:
    line = json.loads(text)
    return origin(line["source"], line["input__part"], line["input__sha256"], read=line["error"] is None)
