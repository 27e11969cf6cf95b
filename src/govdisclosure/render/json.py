"""Results as JSON: one document (``json``), or one object a line (``jsonl``)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govdisclosure.forms.say import as_json
from govdisclosure.forms.text import Lang
from govdisclosure.kernel import Verdict
from govdisclosure.model.notices import Notice
from govdisclosure.plain import json_safe
from govdisclosure.render.entry import Accepted, Entry, Style, described
from govdisclosure.render.proposals import diagnosis_of
from govdisclosure.rules.rule import Outcome


def schema_of(style: Style) -> str:
    """Which kind of document this is; the number changes when a reader of it would have to."""
    return f"govdisclosure-{style.document}/1"


Json = dict[str, Any]


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
        "left": as_json(given.left),
        "right": as_json(given.right),
        "difference": as_json(given.difference),
        "addresses": list(given.addresses),
        "values": [as_json(each) for each in given.values],
        "gaps": list(given.gaps),
        "zeroed": list(given.zeroed),
        "if_blank_zero": given.if_blank_zero.value,
        "places": {address: each.to_dict() for address, each in given.places},
    }


def _with_reason(found: Json, accepted: Mapping[str, Accepted]) -> Json:
    """The same, with why it does not count if it does not."""
    known = accepted.get(found["instance"])
    return found if known is None else found | {"accepted": known.name.lower()}


def _notice(given: Notice, lang: Lang) -> Json:
    found: Json = {"code": given.code, "message": given.message(lang), "addresses": list(given.addresses)}
    return found if given.place is None else found | {"place": given.place.to_dict()}


def entry(given: Entry, style: Style) -> Json:
    """One source, with what is wrong where relations fail."""
    lang = style.lang
    head: Json = {"source": given.source}
    if given.error is not None:
        return head | {"error": {"type": type(given.error).__name__, "message": described(given.error, lang)}}
    if given.parts:
        head["parts"] = list(given.parts)
    head |= {"organ": given.organ, "year": given.year}
    if given.result is not None:
        head |= {
            "verdict": given.result.verdict.value,
            "ok": given.result.ok,
            "asked": given.result.asked.value,
            "unasked": list(given.result.unasked),
            "outcomes": [_with_reason(outcome(each, lang), given.accepted) for each in given.outcomes],
        }
        diagnosis = diagnosis_of(given, style)
        head["diagnosis"] = None if diagnosis is None else diagnosis.to_dict()
    notices = () if given.reading is None else given.reading.notices
    return head | {"notices": [_notice(each, lang) for each in notices]}


def written(data: object, *, indent: int | None = None) -> str:
    """The data as JSON, on one line without ``indent``; Chinese stays readable, and what would act is escaped."""
    return json_safe(json.dumps(data, ensure_ascii=False, indent=indent))


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One document with every source, written as they come."""
    yield f'{{"schema": "{schema_of(style)}", "entries": ['
    before = "\n"
    for each in entries:
        yield before + written(entry(each, style))
        before = ",\n"
    yield "\n]}\n"


def lines(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One object for each source, each on a line of its own."""
    for each in entries:
        yield written({"schema": schema_of(style)} | entry(each, style)) + "\n"
