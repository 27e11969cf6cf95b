"""``govdisclosure convert``: reports as data."""

import argparse
import csv
import io
import itertools
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


def run(arguments: argparse.Namespace, readings: Iterator[Read], done: frozenset[str], lang: Lang) -> int:
    """Write every reading but those of ``done``; 2 if some source could not be read."""
    kind = _kind(arguments)
    write = {"json": _json, "jsonl": _jsonl, "csv": _csv}[kind]
    failed = False
    with _output(arguments.output, append=bool(done)) as stream:
        if kind == "csv" and not done:
            csv.writer(stream).writerow(COLUMNS)
        for name, found in _only_one(readings) if kind == "json" else readings:
            if name in done:
                continue
            write(stream, name, found)
            if isinstance(found, GovDisclosureError):
                failed = True
                print(f"{name}{Text('：', ': ').get(lang)}{found.message(lang)}", file=sys.stderr)
            elif found.notices:
                print(_noticed(name, len(found.notices), lang), file=sys.stderr)
    return 2 if failed else 0


def _kind(arguments: argparse.Namespace) -> str:
    return arguments.to or ("json" if len(arguments.files) == 1 and not _many(arguments) else "jsonl")


def _only_one(readings: Iterator[Read]) -> Iterator[Read]:
    """The first reading; a second one is refused before anything is written, since JSON holds one report."""
    first = list(itertools.islice(readings, 2))
    if len(first) > 1:
        raise UsageError(
            "json holds one report; use --to jsonl or csv", zh="json 只能装一份报告；多份请用 --to jsonl 或 csv"
        )
    yield from first


def _noticed(name: str, number: int, lang: Lang) -> str:
    text = Text("{}：{} 条读取提示，用 check 查看", "{}: {} notices of the reading, see check").get(lang)
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


def already_there(arguments: argparse.Namespace) -> frozenset[str]:
    """The sources that an earlier, perhaps broken off, run has read and written, if it is to be resumed.

    What it could not read, and a half-written last line, are taken out of the output: they are tried again.
    """
    if not arguments.resume:
        return frozenset()
    kind = _kind(arguments)
    if kind == "json" or arguments.output is None:
        raise UsageError(
            "--resume needs --output, and --to jsonl or csv", zh="--resume 要有 --output，格式为 jsonl 或 csv"
        )
    output = Path(arguments.output)
    if not output.exists():
        return frozenset()
    data = output.read_bytes()
    try:
        kept, done = _KEPT[kind](data[: data.rfind(b"\n") + 1].decode("utf-8"))
    except (ValueError, LookupError, TypeError, csv.Error):
        raise UsageError(
            f"{output} was not written as {kind} before and cannot be resumed",
            zh=f"{output} 不是以前写下的 {kind}，不能接着写",
        ) from None
    if (whole := kept.encode("utf-8")) != data:
        beside = output.with_name(f"{output.name}.part")
        beside.write_bytes(whole)
        beside.replace(output)  # in one step: what was read is not lost if this is broken off as well
    return done


Kept = tuple[str, frozenset[str]]
"""The text of an output without the errors in it, and the sources that it holds the report of."""


def _kept_lines(text: str) -> Kept:
    # not splitlines: a line of JSON may hold other characters that end a line for Python
    lines = [(line, json.loads(line)) for line in text.split("\n") if line]
    named = [(line, item["source"], "error" in item) for line, item in lines]
    read = [(line, source) for line, source, failed in named if not failed]
    return "".join(f"{line}\n" for line, _ in read), frozenset(source for _, source in read)


def _kept_rows(text: str) -> Kept:
    head, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [list(COLUMNS)]
    if head != list(COLUMNS):
        raise ValueError
    read = [row for row in rows if not row[COLUMNS.index("error")]]
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([head, *read] if read else ())
    return stream.getvalue(), frozenset(_untext(row[0]) for row in read)


_KEPT = {"jsonl": _kept_lines, "csv": _kept_rows}


def _json(stream: TextIO, name: str, found: Reading | GovDisclosureError) -> None:
    """One report by itself, as `govdisclosure.from_json` reads it."""
    if isinstance(found, Reading):
        stream.write(to_json(found.report, indent=2) + "\n")


def _jsonl(stream: TextIO, name: str, found: Reading | GovDisclosureError) -> None:
    """A line for each source: its report and the notices of the reading, or the error."""
    stream.write(json.dumps(_line(name, found), ensure_ascii=False) + "\n")


def _line(name: str, found: Reading | GovDisclosureError) -> Json:
    if isinstance(found, GovDisclosureError):
        return {"source": name, "error": {"type": type(found).__name__, "message": found.message("en")}}
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
        message = "; ".join(str(found).splitlines())  # a row that is broken off must not look whole
        row: list[object] = [_text(name), _text(f"{type(found).__name__}: {message}"), ""]
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


def _untext(text: str) -> str:
    """What `_text` was given."""
    return text[1:] if text.startswith("'") and _text(text[1:]) == text else text
