"""The schemas of what the commands write: every output follows its own, and nothing that is changed does."""

import json

import pytest
from jsonschema import Draft202012Validator

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure.render import Entry, render
from govdisclosure.render.schemas import SCHEMAS, schema

BAD = gd.replace(report(REPORTS["suqian-2024"]), {"remedies.reconsideration.total": 171})
OPEN = gd.replace(gd.blank(2019, organ="甲局"), {"requests.received.natural_persons": 5})
READING = gd.Reading(
    report=BAD,
    notices=(gd.Notice("number-unreadable", ("proactive.fees.amount",), gd.Place(page=2), "约三万"),),
    places=(("remedies.reconsideration.total", gd.Place(page=3, line=7, sheet="表四", text="171")),),
)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_what_it_is(name):
    found = schema(name)
    Draft202012Validator.check_schema(found)

    assert f"urn:govdisclosure:{name}:1" == found["$id"]
    assert found["title"]


def test_there_is_no_other():
    with pytest.raises(gd.InvalidValueError, match=r"schema must be one of report, check, .* \(got 'checks'\)"):
        schema("checks")


def problems(name, document):
    """What does not follow the schema."""
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(document)]


def parts_of(node, path=()):
    """Every object of a document, with the way to it."""
    if isinstance(node, dict):
        yield path, node
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from parts_of(value, (*path, key))


def entries():
    looked_at = [READING, OPEN, BAD.requests, gd.zeros(2023)]
    read = [
        Entry(
            source=str(number),
            reading=each if isinstance(each, gd.Reading) else None,
            data=each.report if isinstance(each, gd.Reading) else each,
            result=gd.check(each),
        )
        for number, each in enumerate(looked_at)
    ]
    return [*read, Entry(source="x", error=gd.NotAReportError("nothing"))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_results_of_checks(lang):
    document = json.loads("".join(render("json", entries(), lang=lang)))

    assert [] == problems("check", document)
    for line in "".join(render("jsonl", entries(), lang=lang)).splitlines():
        assert [] == problems("check", {"schema": "govdisclosure-check/1", "entries": [without_schema(line)]})


def without_schema(line):
    found = json.loads(line)
    assert "govdisclosure-check/1" == found.pop("schema")
    return found


def test_what_is_added_or_left_out_does_not_follow():
    """A key more or a key less, anywhere, is another format."""
    text = "".join(render("json", entries()[:1]))

    ways = {tuple(each for each in path if isinstance(each, str)): path for path, _ in parts_of(json.loads(text))}
    by_address = {"changes", "printed", "places", "ranges", "undetermined"}
    for path in ways.values():
        if not by_address.isdisjoint(path):
            continue
        whole = json.loads(text)
        inner = whole
        for step in path:
            inner = inner[step]
        inner["more"] = 1
        assert problems("check", whole), path
    for key in ("entries", "schema"):
        assert problems("check", {name: value for name, value in json.loads(text).items() if name != key})


@pytest.mark.parametrize("document", ["years", "rollup"])
def test_results_on_several_reports(document):
    if document == "years":
        result = gd.check_years([gd.zeros(2022), gd.replace(BAD, {"requests.carried_over_in.total": 1})])
    else:
        result = gd.check_rollup(BAD, departments=[gd.zeros(2024, organ="乙局")], expected=["乙局", "丙局"])
    entry = Entry(source="宿迁市人民政府", result=result, parts=("2022.json", "2024.json"))
    found = json.loads("".join(render("json", [entry], document=document)))

    assert [] == problems(document, found)
    assert f"govdisclosure-{document}/1" == found["schema"]
    assert ["2022.json", "2024.json"] == found["entries"][0]["parts"]
