"""Results as JSON: one document (``json``), or one object a line (``jsonl``)."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs

from govdisclosure.forms.text import Lang
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.model.notices import Notice
from govdisclosure.model.place import Place
from govdisclosure.plain import json_safe
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.rules.rule import Outcome, Verdict

SCHEMA = "govdisclosure-check/1"
"""Which kind of document this is; the number changes when a reader of it would have to."""

Json = dict[str, Any]


def value(given: Value) -> int | str:
    """A value as JSON has it: a count as an integer, an amount as a string, a gap by its word."""
    return given.value if isinstance(given, Gap) else str(given) if isinstance(given, Decimal) else given


def _sum(given: Number | None) -> int | str | None:
    return None if given is None else value(given)


def place(given: Place) -> Json:
    """What is known of a place."""
    return {name: each for name, each in attrs.asdict(given).items() if each not in (None, "")}


def outcome(given: Outcome, lang: Lang) -> Json:
    """An outcome; one that passed or does not apply is named only."""
    short: Json = {
        "rule": given.rule.code,
        "instance": given.instance,
        "verdict": given.verdict.value,
        "severity": given.severity.value,
    }
    if given.verdict in (Verdict.PASSED, Verdict.NOT_APPLICABLE):
        return short
    return short | {
        "message": given.message(lang),
        "left": _sum(given.left),
        "right": _sum(given.right),
        "difference": _sum(given.difference),
        "addresses": list(given.addresses),
        "values": [value(each) for each in given.values],
        "gaps": list(given.gaps),
        "zeroed": list(given.zeroed),
        "if_blank_zero": given.if_blank_zero.value,
        "places": {address: place(each) for address, each in given.places},
    }


def _notice(given: Notice, lang: Lang) -> Json:
    found: Json = {"code": given.code, "message": given.message(lang), "addresses": list(given.addresses)}
    return found if given.place is None else found | {"place": place(given.place)}


def entry(given: Entry, lang: Lang) -> Json:
    """One source."""
    head: Json = {"source": given.source}
    if given.error is not None:
        return head | {"error": {"type": type(given.error).__name__, "message": described(given.error, lang)}}
    head |= {"organ": given.organ, "year": given.year}
    if given.result is not None:
        head |= {
            "verdict": given.result.verdict.value,
            "ok": given.result.ok,
            "unasked": list(given.result.unasked),
            "outcomes": [outcome(each, lang) for each in given.outcomes],
        }
    notices = () if given.reading is None else given.reading.notices
    return head | {"notices": [_notice(each, lang) for each in notices]}


def written(data: object, *, indent: int | None = None) -> str:
    """The data as JSON, on one line without ``indent``; Chinese stays readable, and what would act is escaped."""
    return json_safe(json.dumps(data, ensure_ascii=False, indent=indent))


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One document with every source, written as they come."""
    yield f'{{"schema": "{SCHEMA}", "entries": ['
    before = "\n"
    for each in entries:
        yield before + written(entry(each, style.lang))
        before = ",\n"
    yield "\n]}\n"


def lines(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One object for each source, each on a line of its own."""
    for each in entries:
        yield written({"schema": SCHEMA} | entry(each, style.lang)) + "\n"
