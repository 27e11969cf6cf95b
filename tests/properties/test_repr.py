"""What is shown can be pasted: the text of a value, evaluated, is an equal value."""

import datetime
import inspect
import pprint
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure._hypothesis import setup

NAMES = {name: getattr(gd, name) for name in gd.__all__} | {"datetime": datetime, "Decimal": Decimal}
"""What there is after ``from govdisclosure import *``, ``import datetime`` and ``from decimal import Decimal``."""
EXAMPLES = {name: getattr(gst, name) for name in gst.__all__}

CLASSES = [name for name in gd.__all__ if inspect.isclass(getattr(gd, name))]
ENUMS = [name for name in CLASSES if issubclass(getattr(gd, name), Enum)]
GIVEN = ["Aggregate", "Change", "Comparison", "Diagnosis", "Explanation", "Outcome", "Result", "Rule", "Subject"]
"""What the library works out, and rules, which are code: shown to be read."""
VALUES = [
    name
    for name in CLASSES
    if name not in (*ENUMS, *GIVEN) and not issubclass(getattr(gd, name), gd.GovDisclosureError)
]

ANY = st.one_of(
    gst.reports(),
    gst.reports(max_blanks=5),
    gst.proactive(),
    gst.requests(),
    gst.remedies(),
    gst.remedies(max_blanks=2),
)
QUICK = settings(max_examples=40, deadline=None)


@QUICK
@given(ANY)
def test_reports_and_tables(x):
    """In every edition, with gaps and amounts; the same through pprint."""
    assert x == eval(repr(x), NAMES)
    assert x == eval(pprint.pformat(x), NAMES)


@QUICK
@given(
    gst.one_wrong_cell()
    | gst.wrong_identity("REQ001")
    | gst.swapped_cells()
    | gst.families()
    | gst.panels()
    | gst.broken_rollup()
    | gst.broken_year_link()
)
def test_examples_of_strategies(found):
    """What a failing test shows becomes a test of its own."""
    assert found == eval(repr(found), NAMES | EXAMPLES)


@pytest.mark.parametrize("name", ENUMS)
def test_members(name):
    """By the name of the class."""
    assert [*getattr(gd, name)] == [eval(repr(each), NAMES) for each in getattr(gd, name)]


@pytest.mark.parametrize("name", VALUES)
def test_every_other_value(name):
    """Rows, groups, readings, notices, places and what else there is."""
    setup()

    @settings(max_examples=10, deadline=None)
    @given(st.from_type(getattr(gd, name)))
    def holds(found):
        assert found == eval(repr(found), NAMES)

    holds()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (gd.zeros(2024).requests, "Requests2021.zeros()"),
        (gd.zeros(2024).remedies, "Remedies.zeros()"),
        (gd.zeros(2019).remedies, "Remedies.zeros(edition='2019')"),
        (gd.RemedyOutcomes(1, 0, 0, 0, 1), "RemedyOutcomes.zeros(upheld=1, total=1)"),
        (gd.Decisions2021(decisions=5), "Decisions2021(decisions=5)"),
        (gd.Fees2021(amount=Decimal("1.50")), "Fees2021(amount=Decimal('1.50'))"),
        (gd.Procurement2019(projects=2, amount=Decimal(3)), "Procurement2019(projects=2, amount=Decimal('3'))"),
        (
            gd.Procurement2019(projects=0, amount=Decimal(0), amount_unit=gd.Unit.YUAN),
            "Procurement2019.zeros(amount_unit=Unit.YUAN)",
        ),
    ],
)
def test_it_is_short(value, shown):
    """What is zero is not shown; what is whole is made without ``zeros``."""
    assert shown == repr(value)
    assert value == eval(shown, NAMES)


def test_zeros_are_asked_for():
    """A field that is forgotten is an error and no zero; one that there is not is one too."""
    with pytest.raises(TypeError, match="missing"):
        gd.RemedyOutcomes(upheld=1)
    with pytest.raises(TypeError, match="unexpected"):
        gd.RemedyOutcomes.zeros(withdrawn=1)
    with pytest.raises(gd.InvalidTypeError, match=r"RemedyOutcomes\.upheld must be an int or a Gap"):
        gd.RemedyOutcomes.zeros(upheld="1")
