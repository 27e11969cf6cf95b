"""Results as SARIF 2.1.0, for code scanning: findings with logical locations (table, row, column) and fingerprints.

Every message carries what the cells should hold, and where their place in the text is known there are fixes as well,
one for each explanation. The line is that of the wrong cell if known and else the first. What could
not be evaluated and keeps the result from passing is a result of kind *open*, of the rule *not_evaluated* where no one
rule is concerned; a source that could not be read is one of the rule *unreadable*.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from govdisclosure.diagnosis import Diagnosis, Explanation
from govdisclosure.forms.say import digits
from govdisclosure.forms.text import Lang, Text
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import cells_of, every_cell
from govdisclosure.plain import visible
from govdisclosure.render.entry import TOP, Accepted, Entry, Span, Style, described
from govdisclosure.render.json import written
from govdisclosure.render.proposals import NONE, diagnosis_of, proposals
from govdisclosure.rules.rule import Outcome, Rule, Severity

Json = dict[str, Any]

LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
UNREADABLE: Final = "unreadable"
NOT_EVALUATED: Final = Verdict.NOT_EVALUATED.value
OF_SOURCES: Final = {
    UNREADABLE: Text("文件能够读取", "the source can be read"),
    NOT_EVALUATED: Text("可以得出结论", "a verdict can be given"),
}
"""What must hold of a source as a whole, told like the rules."""
FINGERPRINT: Final = "govdisclosureInstance/v1"
MOST_LOCATIONS: Final = 100
"""How many cells a result names; code scanning shows no more of them."""

SCHEMA_NAME: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def uri(source: str) -> str:
    """The name of a source as a URI reference, every character that is not plain ASCII percent-encoded."""
    path = Path(source)
    try:
        return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
    except UnicodeEncodeError:  # half a character that no file system gave
        return quote(visible(source))


def fingerprint(entry: Entry, instance: str) -> str:
    """The same for the same finding in the same report, whatever file it is in and whatever the numbers are.

    Where organ and year do not tell whose report it is, the name of the source does.
    """
    known = entry.organ is not None and entry.year is not None
    parts = (instance, entry.organ or "", str(entry.year or ""), "" if known else entry.source)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def rule(given: Rule, lang: Lang, help_uri: str = "") -> Json:
    """A rule as SARIF describes it."""
    leads = {"helpUri": help_uri.replace("{code}", quote(given.code))} if help_uri else {}
    told = [text.get(lang) for text in (given.title, given.basis, given.cause, given.unknown) if text.get(lang)]
    return {
        "id": given.code,
        "shortDescription": {"text": given.title.get(lang)},
        "fullDescription": {"text": given.title.get(lang)},
        "help": {"text": "\n".join(told)},
        "defaultConfiguration": {"level": LEVELS[given.severity]},
        **leads,
    }


def _of_source(code: str, lang: Lang) -> Json:
    text = {"text": OF_SOURCES[code].get(lang)}
    return {"id": code, "shortDescription": text, "fullDescription": text, "defaultConfiguration": {"level": "error"}}


def logical(entry: Entry, address: str) -> Json:
    """Where a cell is on the form: table, row and column by their official labels."""
    label, _, rest = address.rpartition(":")
    own = None if entry.data is None else cells_of(entry.data).get(rest)
    cell = own or every_cell().get(rest)
    if cell is None:
        return {"name": rest, "fullyQualifiedName": address.replace(":", "/")}
    labels = [part.zh for part in (*cell.groups, cell.row.text, *cell.heads, cell.column.text)]
    table = {"proactive": "二", "requests": "三", "remedies": "四"}.get(cell.path[0])
    path = [part for part in (label, table) if part] + labels
    return {"name": cell.column.zh, "fullyQualifiedName": "/".join(path), "decoratedName": address, "kind": "value"}


def _artifact(entry: Entry, style: Style) -> Json:
    name = style.named(entry.file)
    below = style.root is not None and not Path(name).is_absolute()
    return {"uri": uri(name), "uriBaseId": "%SRCROOT%"} if below else {"uri": uri(name)}


def _region(span: Span) -> Json:
    columns = {} if span.start is None or span.end is None else {"startColumn": span.start, "endColumn": span.end}
    return {"startLine": span.line, **columns}


def _location(entry: Entry, style: Style, outcome: Outcome | None = None, first: Iterable[str] = ()) -> Json:
    span = TOP if outcome is None else entry.span(outcome, first=first)
    found: Json = {"physicalLocation": {"artifactLocation": _artifact(entry, style), "region": _region(span)}}
    addresses = outcome.addresses[:MOST_LOCATIONS] if outcome else ()
    if addresses:
        found["logicalLocations"] = [logical(entry, address) for address in addresses]
    return found


def _fixes(entry: Entry, explanations: Iterable[Explanation], style: Style) -> list[Json]:
    """The explanations whose every cell has a number to hold and a known place in the text of the file."""
    return [
        {
            "description": {"text": each.message(style.lang)},
            "artifactChanges": [
                {
                    "artifactLocation": _artifact(entry, style),
                    "replacements": [
                        {
                            "deletedRegion": _region(entry.spans[address]),
                            "insertedContent": {"text": digits(each.changes[address])},
                        }
                        for address in each.printed
                    ],
                }
            ],
        }
        for each in explanations
        if all(address in each.changes and _is_exact(entry.spans.get(address)) for address in each.printed)
    ]


def _is_exact(span: Span | None) -> bool:
    return span is not None and span.start is not None


def result(entry: Entry, outcome: Outcome, style: Style, diagnosis: Diagnosis | None = None) -> Json:
    """One outcome that failed or is open."""
    failed = outcome.verdict is Verdict.FAILED
    found = NONE if entry.data is None else proposals(diagnosis, entry.data)
    first = [each.address for each in found.of(outcome.instance)]
    made: Json = {
        "ruleId": outcome.rule.code,
        "kind": "fail" if failed else "open",
        "level": LEVELS[outcome.severity] if failed else "none",
        "message": {"text": found.told(outcome, style.lang)},
        "locations": [_location(entry, style, outcome, first)],
        "partialFingerprints": {FINGERPRINT: fingerprint(entry, outcome.instance)},
        "properties": {"instance": outcome.instance, "if_blank_zero": outcome.if_blank_zero.value},
    }
    if fixes := _fixes(entry, _explanations(diagnosis, outcome.instance), style):
        made["fixes"] = fixes
    return made | _suppressed(entry, outcome.instance, style.lang)


def _explanations(diagnosis: Diagnosis | None, instance: str) -> tuple[Explanation, ...]:
    """Those of the first component that has any for a failure."""
    components = () if diagnosis is None else diagnosis.components
    return next((each.explanations for each in components if instance in each.failures and each.explanations), ())


def _suppressed(entry: Entry, instance: str, lang: Lang) -> Json:
    known = entry.accepted.get(instance)
    if known is None:
        return {}
    kind = "inSource" if known is Accepted.INLINE else "external"
    return {"suppressions": [{"kind": kind, "justification": known.value.get(lang)}]}


def _whole(entry: Entry, code: str, message: str, style: Style) -> Json:
    """One result about a source as a whole."""
    failed = code == UNREADABLE
    return {
        "ruleId": code,
        "kind": "fail" if failed else "open",
        "level": "error" if failed else "none",
        "message": {"text": message},
        "locations": [_location(entry, style)],
        "partialFingerprints": {FINGERPRINT: fingerprint(entry, code)},
        **_suppressed(entry, code, style.lang),
    }


def _results(entry: Entry, style: Style) -> Iterator[Json]:
    if entry.error is not None:
        yield _whole(entry, UNREADABLE, described(entry.error, style.lang), style)
    if doubt := entry.doubt:
        yield _whole(entry, NOT_EVALUATED, doubt.get(style.lang), style)
    diagnosis = diagnosis_of(entry, style)
    for outcome in entry.outcomes:
        open_ = outcome.verdict is Verdict.NOT_EVALUATED and outcome.rule.essential
        if outcome.verdict is Verdict.FAILED or open_:
            yield result(entry, outcome, style, diagnosis)


def _driver(rules: Iterable[Rule], style: Style) -> Json:
    lang = style.lang
    driver: Json = {
        "name": "govdisclosure",
        "language": "zh-CN" if lang == "zh" else "en",
        "rules": [
            *(rule(each, lang, style.help_uri) for each in rules),
            *(_of_source(code, lang) for code in OF_SOURCES),
        ],
    }
    return driver | {"version": style.version} if style.version else driver


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One log with one run, its results written as the sources come; the rules last, when all that were run are known.

    Rules that gave an outcome and are not among those of the style are described as well.
    """
    yield f'{{"$schema": "{SCHEMA_NAME}", "version": "2.1.0", "runs": [{{\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": ['
    before, looked, readable = "\n", False, True
    rules = {each.code: each for each in style.rules}
    for each in entries:
        looked, readable = True, readable and each.error is None
        for outcome in each.outcomes:
            rules.setdefault(outcome.rule.code, outcome.rule)
        for found in _results(each, style):
            yield before + written(found)
            before = ",\n"
    yield f'\n],\n"invocations": [{written({"executionSuccessful": looked and readable})}],\n'
    yield f'"tool": {written({"driver": _driver(rules.values(), style)})}\n}}]}}\n'
