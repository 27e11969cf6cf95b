"""What is written can be read again, is valid under the schema, and is the same the second time."""

import json

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst

VALIDATOR = jsonschema.Draft202012Validator(gd.json_schema())
ANY = st.one_of(gst.reports(), gst.reports(max_blanks=5), gst.requests(max_blanks=2), gst.proactive(), gst.remedies())
QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(ANY)
def test_json_round_trip(x):
    """A report or a table alone comes back as it was, and its text does not change."""
    text = gd.to_json(x)

    assert x == gd.from_json(text)
    assert text == gd.to_json(gd.from_json(text))


@QUICK
@given(ANY)
def test_what_is_written_is_valid(x):
    """The schema takes whatever the writer writes."""
    VALIDATOR.validate(json.loads(gd.to_json(x)))


@QUICK
@given(ANY, st.integers(0, 300), st.sampled_from([-1, 1.5, 1.0, True, None, "12", "gap", 10**12, [], {}]))
def test_schema_and_converter_agree(x, number, value):
    """One cell of any report replaced by anything: both take it or both refuse it."""
    document = gd.to_dict(x)
    *above, last = gd.addresses(x)[number % len(gd.addresses(x))].split(".")
    node = document
    for step in above:
        node = node[step]
    node[last] = value

    try:
        gd.from_dict(document)
    except gd.InvalidDocumentError:
        taken = False
    else:
        taken = True
    integral = isinstance(value, float) and value.is_integer()
    assert taken is (VALIDATOR.is_valid(document) and not integral)
