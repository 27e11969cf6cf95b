"""The JSON Schema, and that it and the converter agree."""

import copy
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from writers_examples import DOCUMENTS

SCHEMA = gd.json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def accepted(document):
    """Whether the converter takes a document."""
    try:
        gd.from_dict(document)
    except gd.InvalidDocumentError:
        return False
    return True


def has_integral_float(value):
    """What the converter refuses and JSON Schema cannot see."""
    if isinstance(value, dict):
        return any(map(has_integral_float, value.values()))
    if isinstance(value, list):
        return any(map(has_integral_float, value))
    return isinstance(value, float) and value.is_integer()


def paths(value, path=()):
    """The path of every node of a document."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


def test_it_is_a_schema():
    """Draft 2020-12, JSON types only, with the official labels as titles."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA == json.loads(json.dumps(SCHEMA))
    assert "自然人" == SCHEMA["$defs"]["ApplicantCounts"]["properties"]["natural_persons"]["title"]
    assert "requests newly received this year" in json.dumps(SCHEMA["$defs"]["Requests2021"])


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_it_takes_what_is_written(document):
    """Every document of ours is valid."""
    VALIDATOR.validate(document)


LEAVES = st.one_of(
    st.sampled_from(["blank", "absent", "x", "", "12", "12.5", "-0", "1e3", "12\n", "２", "2021", "2019", "yuan"]),
    st.sampled_from(["2024-02-29", "2023-02-29", "2023-04-31", "0000-01-01", "1900-02-29", "2000-02-29", "requests"]),
    st.sampled_from([0, -1, 12, 10**12 - 1, 10**12, -(10**12), 2023, 10000, 1.5, 2.0, True, False, None]),
    st.just([]),
    st.just({}),
)  # fmt: skip


@given(document=st.sampled_from(list(DOCUMENTS.values())), data=st.data())
def test_schema_and_converter_agree(document, data):
    """One change anywhere: a value replaced, a key taken away or added; both say yes or both say no."""
    document = copy.deepcopy(document)
    path = data.draw(st.sampled_from([path for path in paths(document) if path]))
    node = document
    for step in path[:-1]:
        node = node[step]
    how = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if how == "replace":
        node[path[-1]] = data.draw(LEAVES)
    elif how == "remove":
        del node[path[-1]]
    elif isinstance(node, dict):
        node[data.draw(st.sampled_from(["extra", "edition", "table", "total", "amount_unit"]))] = data.draw(LEAVES)

    assert accepted(document) == (VALIDATOR.is_valid(document) and not has_integral_float(document))


@pytest.mark.parametrize("day", ["2023-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2023-11-30"])
@pytest.mark.parametrize("other", ["", "\n", "x"])
def test_dates_agree(day, other):
    """The pattern of a date takes the days that exist, and nothing behind them."""
    document = copy.deepcopy(DOCUMENTS["full"])
    document["period"]["start"] = day + other

    assert accepted(document) == VALIDATOR.is_valid(document) == (not other)
