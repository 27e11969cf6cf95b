"""``govdisclosure convert``: reports as data."""

import argparse
import csv
import json
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from govdisclosure.cli.readings import Read
from govdisclosure.errors import GovDisclosureError, UsageError
from govdisclosure.forms.declare import cells
from govdisclosure.forms.editions import TABLES
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Unit
from govdisclosure.model.access import column_name
from govdisclosure.model.reading import Reading
from govdisclosure.writers.json import to_dict, to_json
from govdisclosure.writers.record import to_record

Json = dict[str, Any]


def run(arguments: argparse.Namespace, readings: Iterator[Read], lang: Lang) -> int:
    """Write every reading; 2 if some source could not be read."""
    kind: str = arguments.to or ("json" if len(arguments.files) == 1 and not _many(arguments) else "jsonl")
    done = _already_there(Path(arguments.output), kind) if arguments.resume and arguments.output else frozenset[str]()
    write = {"json": _json, "jsonl": _jsonl, "csv": _csv}[kind]
    failed = False
    with _output(arguments.output, append=bool(done)) as stream:
        if kind == "csv" and not done:
            csv.writer(stream).writerow(COLUMNS)
        for name, found in readings:
            if name in done:
                continue
            write(stream, name, found)
            if isinstance(found, GovDisclosureError):
                failed = True
                print(f"{name}: {found}", file=sys.stderr)
            elif found.notices:
                print(_noticed(name, len(found.notices), lang), file=sys.stderr)
    return 2 if failed else 0


def _noticed(name: str, number: int, lang: Lang) -> str:
    text = Text("{}：{} 条读取说明，用 check 查看", "{}: {} notices of the reading, see check").get(lang)
    return text.format(name, number)


def _many(arguments: argparse.Namespace) -> bool:
    name = Path(arguments.files[0])
    return name.is_dir() or name.suffix.lower() == ".zip"


@contextmanager
def _output(name: str | None, *, append: bool) -> Generator[TextIO]:
    if name is None:
        yield sys.stdout
        return
    with Path(name).open("a" if append else "w", encoding="utf-8", newline="") as stream:
        yield stream


def _already_there(output: Path, kind: str) -> frozenset[str]:
    """The sources that an earlier, perhaps broken off, run has written; a half-written last line is taken away."""
    if kind == "json":
        raise UsageError("--resume needs --to jsonl or csv")
    if not output.exists():
        return frozenset()
    data = output.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) != len(data):
        output.write_bytes(whole)
    lines = whole.decode("utf-8").splitlines()
    if kind == "jsonl":
        return frozenset(json.loads(line)["source"] for line in lines)
    return frozenset(row["source"] for row in csv.DictReader(lines))


def _json(stream: TextIO, name: str, found: Reading | GovDisclosureError) -> None:
    """One report by itself, as `govdisclosure.from_json` reads it."""
    if isinstance(found, Reading):
        stream.write(to_json(found.report, indent=2) + "\n")


def _jsonl(stream: TextIO, name: str, found: Reading | GovDisclosureError) -> None:
    """A line for each source: its report and the notices of the reading, or the error."""
    stream.write(json.dumps(_line(name, found), ensure_ascii=False) + "\n")


def _line(name: str, found: Reading | GovDisclosureError) -> Json:
    if isinstance(found, GovDisclosureError):
        return {"source": name, "error": {"type": type(found).__name__, "message": str(found)}}
    notices = [
        {"code": notice.code, "addresses": list(notice.addresses), "message": notice.message("en")}
        for notice in found.notices
    ]
    return {"source": name, "report": to_dict(found.report), "notices": notices}


_HEAD = ("organ.name", "year", "period.start", "period.end")
_EDITIONS = ("proactive.edition", "requests.edition", "remedies.edition")
_CELLS = tuple(dict.fromkeys(f"{table.name}.{cell.address}" for table in TABLES for cell in cells(table)))
_FIELDS = (*_HEAD, *_EDITIONS, *_CELLS, "proactive.central_procurement.amount_unit", "handling_fee")
COLUMNS = ("source", "error", "notices", *map(column_name, _FIELDS))
"""The columns of a panel: every address of every edition, so that reports of all years stand in one table."""


def _csv(stream: TextIO, name: str, found: Reading | GovDisclosureError) -> None:
    """A row for each source; a cell the edition does not have is empty, a gap is its word."""
    if isinstance(found, GovDisclosureError):
        row: list[object] = [_text(name), _text(f"{type(found).__name__}: {found}"), ""]
        csv.writer(stream).writerow(row + [""] * len(_FIELDS))
        return
    record = to_record(found.report)
    values = [_value(record.get(field, "")) for field in _FIELDS]
    csv.writer(stream).writerow([_text(name), "", len(found.notices), *values])


def _value(value: object) -> object:
    if isinstance(value, (Gap, Unit)):
        return value.value
    return _text(value) if isinstance(value, str) else "" if value is None else value


def _text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and text != "-" else text
