"""Results as rows for analysis, one a source: verdict, findings, best explanation, and every figure of the report.

The same columns as CSV and as lines of JSON, those of `govdisclosure.model.columns`. A column of numbers holds numbers
or nothing; why there is nothing stands beside it.
"""

import csv
import datetime
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TextIO

from govdisclosure.diagnosis import Certainty, Explanation
from govdisclosure.forms.say import CLAUSES, digits, listed
from govdisclosure.forms.text import Lang
from govdisclosure.model.columns import JUDGED, REASON, SOURCE, Column, Item, row, with_reasons
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import cell, json_safe
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.render.proposals import proposed

BOM: Final = "\ufeff"
"""What tells Excel that a CSV file is UTF-8."""


def columns(between: Sequence[Column] = ()) -> tuple[Column, ...]:
    """Every column in order; ``between`` are those of the caller, behind what the source is."""
    return (*SOURCE, *between, *JUDGED, *with_reasons())


def values(entry: Entry, style: Style, between: Mapping[str, Item] | None = None) -> dict[str, Item]:
    """What stands in every column, by name; ``between`` is what the caller's columns hold."""
    error, reading = entry.error, entry.reading
    head: dict[str, Item] = {
        "source": entry.source,
        "error": None if error is None else _error(error, style.lang),
        "notices": None if reading is None else len(reading.notices),
    }
    report = entry.data if isinstance(entry.data, AnnualReport) else None
    rest: dict[str, Item] = dict.fromkeys(each.name for each in with_reasons()) if report is None else row(report)
    return {**head, **(between or {}), **_judged(entry, style), **rest}


def _error(error: Exception, lang: Lang) -> str:
    return f"{type(error).__name__}: {listed(described(error, lang).splitlines(), lang, CLAUSES)}"


def _judged(entry: Entry, style: Style) -> dict[str, Item]:
    found: dict[str, Item] = dict.fromkeys(each.name for each in JUDGED)
    if entry.result is None:
        return found
    counted = Counter(outcome.severity.value for outcome in entry.result.findings)
    found |= {"verdict": entry.result.verdict.value, "not_evaluated": len(entry.open)}
    found |= {name: counted[name.rpartition("__")[2]] for name in found if name.startswith("findings__")}
    explained = proposed(entry, style).best
    if explained:
        found["explanation"] = listed((each.message(style.lang) for each in explained), style.lang, CLAUSES)
        found["explanation__certainty"] = _certainty(explained).value
        found["explanation__changes"] = "; ".join(change for each in explained for change in _changes(each))
    return found


def _certainty(explained: Iterable[Explanation]) -> Certainty:
    """The least of them."""
    return max((each.certainty for each in explained), key=list(Certainty).index)


def _changes(explanation: Explanation) -> Iterator[str]:
    for address in explanation.printed:
        proposed = explanation.changes.get(address)
        yield f"{address}={'?' if proposed is None else digits(proposed)}"


# ---------------------------------------------------------------------------------------------------- CSV


def line(items: Iterable[Item]) -> str:
    """A line of CSV; what is text cannot act in a spreadsheet."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([_text(item) for item in items])
    return stream.getvalue()


def _text(item: Item) -> str:
    if isinstance(item, datetime.date):
        return item.isoformat()
    return cell(item) if isinstance(item, str) else "" if item is None else digits(item)


def heads(style: Style, between: Sequence[Column] = ()) -> str:
    """The line above the rows: names of columns, or official labels where they are asked for."""
    named = [each.title.get(style.lang) if style.labels else each.name for each in columns(between)]
    return (BOM if style.excel else "") + line(named)


def thinned(whole: TextIO, between: Sequence[Column] = ()) -> Iterator[str]:
    """The lines of a CSV without the columns of reasons in which no row has any; the head counts for no row."""
    reasons = {at for at, column in enumerate(columns(between)) if column.address.endswith(f".{REASON}")}
    whole.seek(0)
    used: set[int] = set()
    for number, items in enumerate(csv.reader(whole)):
        used.update(at for at in reasons - used if number and items[at])
    whole.seek(0)
    empty = reasons - used
    for items in csv.reader(whole):
        yield _joined(item for at, item in enumerate(items) if at not in empty)


def _joined(items: Iterable[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(items)
    return stream.getvalue()


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """A row for each source under one head; the rows wait in a file until it is known which columns are used."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as whole:
        whole.write(heads(style))
        for each in entries:
            whole.write(line(values(each, style).values()))
        yield from thinned(whole)


# ---------------------------------------------------------------------------------------------------- lines of JSON


def json_line(items: Mapping[str, Item]) -> str:
    """A row as an object on a line: numbers as numbers, nothing as null, and a reason only where there is one."""
    known = {name: item for name, item in items.items() if item is not None or not name.endswith(f"__{REASON}")}
    return "{" + ", ".join(f'"{name}": {_literal(item)}' for name, item in known.items()) + "}\n"


def _literal(item: Item) -> str:
    if isinstance(item, Decimal):
        return digits(item)
    return json_safe(json.dumps(item.isoformat() if isinstance(item, datetime.date) else item, ensure_ascii=False))


def lines(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """An object for each source, each on a line of its own."""
    return (json_line(values(each, style)) for each in entries)
