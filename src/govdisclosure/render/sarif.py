"""Results as SARIF 2.1.0, for code scanning: findings with logical locations (table, row, column) and fingerprints.

A finding of a document has no column of text, so the line is that of the place if known and else the first. What could
not be evaluated and keeps the result from passing is a result of kind *open*; a source that could not be read is one of
the rule *unreadable*.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.access import cells_of
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.rules.rule import Outcome, Rule, Severity, Verdict

Json = dict[str, Any]

LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
UNREADABLE: Final = "unreadable"
UNREADABLE_TEXT: Final = Text("文件能够读取", "the source can be read")
FINGERPRINT: Final = "govdisclosureInstance/v1"
MOST_LOCATIONS: Final = 100
"""How many cells a result names; code scanning shows no more of them."""

SCHEMA_NAME: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def uri(source: str) -> str:
    """The name of a source as a URI reference, every character that is not plain ASCII percent-encoded."""
    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def fingerprint(entry: Entry, instance: str) -> str:
    """The same for the same finding in the same report, whatever file it is in and whatever the numbers are."""
    parts = (instance, entry.organ or "", str(entry.year or ""))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def rule(given: Rule, lang: Lang) -> Json:
    """A rule as SARIF describes it."""
    told = [text.get(lang) for text in (given.title, given.basis, given.cause, given.unknown) if text.get(lang)]
    return {
        "id": given.code,
        "shortDescription": {"text": given.title.get(lang)},
        "fullDescription": {"text": given.title.get(lang)},
        "help": {"text": "\n".join(told)},
        "defaultConfiguration": {"level": LEVELS[given.severity]},
    }


def _unreadable(lang: Lang) -> Json:
    text = {"text": UNREADABLE_TEXT.get(lang)}
    return {
        "id": UNREADABLE,
        "shortDescription": text,
        "fullDescription": text,
        "defaultConfiguration": {"level": "error"},
    }


def logical(entry: Entry, address: str) -> Json:
    """Where a cell is on the form: table, row and column by their official labels."""
    label, _, rest = address.rpartition(":")
    cell = None if entry.data is None else cells_of(entry.data).get(rest)
    if cell is None:
        return {"name": rest, "fullyQualifiedName": address.replace(":", "/")}
    labels = [part.zh for part in (*cell.groups, cell.row.text, *cell.heads, cell.column.text)]
    table = {"proactive": "二", "requests": "三", "remedies": "四"}.get(cell.path[0])
    path = [part for part in (label, table) if part] + labels
    return {"name": cell.column.zh, "fullyQualifiedName": "/".join(path), "decoratedName": address, "kind": "value"}


def _location(entry: Entry, outcome: Outcome | None = None) -> Json:
    line = next((place.line for _, place in outcome.places if place.line), 1) if outcome else 1
    found: Json = {"physicalLocation": {"artifactLocation": {"uri": uri(entry.source)}, "region": {"startLine": line}}}
    addresses = outcome.addresses[:MOST_LOCATIONS] if outcome else ()
    if addresses:
        found["logicalLocations"] = [logical(entry, address) for address in addresses]
    return found


def result(entry: Entry, outcome: Outcome, lang: Lang) -> Json:
    """One outcome that failed or is open."""
    failed = outcome.verdict is Verdict.FAILED
    return {
        "ruleId": outcome.rule.code,
        "kind": "fail" if failed else "open",
        "level": LEVELS[outcome.severity] if failed else "none",
        "message": {"text": outcome.message(lang)},
        "locations": [_location(entry, outcome)],
        "partialFingerprints": {FINGERPRINT: fingerprint(entry, outcome.instance)},
        "properties": {"instance": outcome.instance, "if_blank_zero": outcome.if_blank_zero.value},
    }


def _error(entry: Entry, error: Exception, lang: Lang) -> Json:
    return {
        "ruleId": UNREADABLE,
        "kind": "fail",
        "level": "error",
        "message": {"text": described(error, lang)},
        "locations": [_location(entry)],
        "partialFingerprints": {FINGERPRINT: fingerprint(entry, f"{UNREADABLE}@{entry.source}")},
    }


def _results(entry: Entry, lang: Lang) -> Iterator[Json]:
    if entry.error is not None:
        yield _error(entry, entry.error, lang)
    for outcome in entry.outcomes:
        open_ = outcome.verdict is Verdict.NOT_EVALUATED and outcome.rule.essential
        if outcome.verdict is Verdict.FAILED or open_:
            yield result(entry, outcome, lang)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One log with one run, its results written as the sources come."""
    lang = style.lang
    driver: Json = {
        "name": "govdisclosure",
        "language": "zh-CN" if lang == "zh" else "en",
        "rules": [*(rule(each, lang) for each in style.rules), _unreadable(lang)],
    }
    if style.version:
        driver["version"] = style.version
    yield f'{{"$schema": "{SCHEMA_NAME}", "version": "2.1.0", "runs": [{{\n'
    yield f'"tool": {_json({"driver": driver})},\n"columnKind": "unicodeCodePoints",\n"results": ['
    before, readable = "\n", True
    for each in entries:
        readable = readable and each.error is None
        for found in _results(each, lang):
            yield before + _json(found)
            before = ",\n"
    yield f'\n],\n"invocations": [{_json({"executionSuccessful": readable})}]\n}}]}}\n'
