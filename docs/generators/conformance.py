"""The cases of ``conformance/``: how one is read and run. The tests and the pages of the rules take them from here."""

import copy
import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import govdisclosure as gd

FOLDER = Path(__file__).resolve().parents[2] / "conformance"

Json = dict[str, Any]
Case = Mapping[str, Any]


def load(path: Path) -> Json:
    """A JSON file."""
    return cast("Json", json.loads(path.read_text(encoding="utf-8")))


def files() -> tuple[Path, ...]:
    """The files with cases, one for each rule."""
    return tuple(sorted(FOLDER.glob("*.json")))


def cases(code: str) -> tuple[Case, ...]:
    """The cases of a rule."""
    return tuple(load(FOLDER / f"{code}.json")["cases"])


@functools.cache
def _base(name: str) -> Json:
    return load(FOLDER / "reports" / f"{name}.json")


def report(source: Case) -> gd.AnnualReport:
    """A report: a whole one by name, with some values replaced by the path of keys to each."""
    data = copy.deepcopy(_base(source["report"]))
    for path, value in source.get("changes", {}).items():
        *above, last = path.split(".")
        node = data
        for key in above:
            node = node[key]
        node[last] = value
    return cast("gd.AnnualReport", gd.from_dict(data))


def subject(source: Case) -> gd.AnnualReport | gd.Reading:
    """What is looked at: the report, or with a document the reading of one."""
    document = source.get("document")
    if document is None:
        return report(source)
    said = document.get("notices", [])
    notices = tuple(gd.Notice(each["code"], tuple(each["addresses"]), detail=each["detail"]) for each in said)
    places = tuple((address, gd.Place(text=text)) for address, text in document.get("printed", {}).items())
    return gd.Reading(report=report(source), notices=notices, places=places)


def result(case: Case) -> gd.Result:
    """What the library says of a case."""
    options = case.get("options", {})
    if "years" in case:
        return gd.check_years([subject(each) for each in case["years"]], **options)
    if "parent" in case:
        own = None if case.get("own") is None else subject(case["own"])
        return gd.check_rollup(
            subject(case["parent"]),
            own=own,
            departments=map(subject, case.get("departments", ())),
            governments=map(subject, case.get("governments", ())),
            expected=case.get("expected"),
            **options,
        )
    previous = None if case.get("previous") is None else subject(case["previous"])
    return gd.check(subject(case), previous=previous, **options)


def outcomes(case: Case, code: str) -> tuple[gd.Outcome, ...]:
    """The outcomes of one rule in a case."""
    return tuple(outcome for outcome in result(case).outcomes if outcome.rule.code == code)


def telling(case: Case, code: str) -> gd.Outcome | None:
    """The outcome that a case is about: of those it names, the first that failed or is open, else the first."""
    found = outcomes(case, code)
    named = [outcome for outcome in found if outcome.instance in case["expect"]] or list(found)
    grave = (gd.Verdict.FAILED, gd.Verdict.NOT_EVALUATED)
    return next((each for verdict in grave for each in named if each.verdict is verdict), named[0] if named else None)


def told(outcome: gd.Outcome) -> Json:
    """An outcome as an expectation states it."""
    data: Json = {"verdict": outcome.verdict.value, "if_blank_zero": outcome.if_blank_zero.value}
    for name in ("left", "right", "difference"):
        value = getattr(outcome, name)
        data[name] = value if value is None or isinstance(value, int) else str(value)
    return data | {name: list(getattr(outcome, name)) for name in ("addresses", "gaps", "zeroed")}


def differences(case: Case, code: str) -> Iterator[str]:
    """What is not as the case expects it, one line each."""
    found = {outcome.instance: told(outcome) for outcome in outcomes(case, code)}
    for instance, wanted in case["expect"].items():
        got = found.pop(instance, None)
        if got is None:
            yield f"{instance}: no such outcome"
            continue
        yield from (f"{instance} {k}: expected {v!r}, found {got[k]!r}" for k, v in wanted.items() if got[k] != v)
    for instance, got in found.items():
        if got["verdict"] != case.get("others"):
            yield f"{instance}: expected {case.get('others')!r}, found {got['verdict']!r}"
