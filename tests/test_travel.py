"""Values travel: whatever the library gives can be pickled, copied, and worked on by other processes."""

import copy
import datetime
import enum
import inspect
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.rules.rule import Subject

ROOT = Path(__file__).resolve().parents[1]
READING = gd.read(ROOT / "examples" / "linlan-county-2025.html")
WRONG = gd.replace(
    gd.zeros(2024, organ="甲局"),
    {"requests.received.total": 3, "remedies.litigation_direct.pending": gd.Gap.BLANK},
)
RESULT = gd.check(READING, previous=gd.zeros(2024))
IDENTITIES = gd.identities(WRONG)

VALUES = [
    *gd.RULES,
    gd.RULES,
    READING,
    READING.notices,
    READING.places,
    WRONG,
    gd.zeros(2019),
    gd.Section(heading="一", subsections=(gd.Section(text="二"),)),
    RESULT,
    gd.check(WRONG, rules=gd.Policy(severity={"REQ": gd.Severity.INFO}).rules()),
    gd.check_years([gd.zeros(2023), WRONG, READING]),
    gd.check_rollup(WRONG, own=gd.zeros(2024), departments=[gd.zeros(2024, organ="乙局")], expected=["乙局", "丙局"]),
    gd.diagnose(WRONG),
    gd.diagnose(READING, previous=attrs.evolve(READING.report, year=2024)),
    gd.analyse(IDENTITIES, addresses=gd.addresses(WRONG)),
    gd.compare(READING, WRONG),
    gd.aggregate([READING, WRONG, gd.zeros(2019)], organ="甲县", year=2024),
    gd.Policy(select=("REQ",), severity={"REQ001": gd.Severity.INFO}),
    gd.Limits(seconds=3),
    Subject(data=WRONG),
    gd.Text("中", "en"),
    gd.Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)),
    gd.Place(page=1, sheet="表"),
    gd.Notice("pictures-unread", ("year",), gd.Place(row=1), "2"),
    *gd.mentions("收到政府信息公开申请7件。", year=2024),
]

WAYS = [
    lambda value: pickle.loads(pickle.dumps(value)),
    copy.copy,
    copy.deepcopy,
]


def kind(value):
    """What a value is called in the list of tests."""
    return getattr(value, "code", type(value).__name__)


@pytest.mark.parametrize("way", WAYS, ids=["pickled", "copied", "deeply copied"])
@pytest.mark.parametrize("value", VALUES, ids=kind)
def test_a_value_is_the_same_after_its_way(value, way):
    """Equal, of the same type, and telling the same."""
    again = way(value)

    assert (value, type(value), repr(value)) == (again, type(again), repr(again))


@pytest.mark.parametrize("value", [RESULT, gd.diagnose(WRONG)], ids=kind)
def test_it_says_the_same_after_its_way(value):
    """What takes no part in comparing travels as well: places, evidence, sentences."""
    again = pickle.loads(pickle.dumps(value))
    told = value.findings if isinstance(value, gd.Result) else value.explanations

    assert told
    for one, other in zip(told, again.findings if isinstance(again, gd.Result) else again.explanations, strict=True):
        assert (one.message("zh"), one.message("en")) == (other.message("zh"), other.message("en"))
        assert (getattr(one, "places", None), getattr(one, "evidence", None)) == (
            getattr(other, "places", None),
            getattr(other, "evidence", None),
        )


@pytest.mark.parametrize("name", gd.__all__)
def test_every_public_class_is_among_them(name):
    """So that a new one is tried; classes and enums themselves travel by name, and errors have a test of their own."""
    exported = getattr(gd, name)
    if not inspect.isclass(exported) or issubclass(exported, gd.GovDisclosureError | enum.Enum):
        return

    assert exported in {type(each) for each in everything(VALUES)}


def everything(value, seen=None):
    """A value and all that it is made of."""
    seen = {} if seen is None else seen
    if id(value) not in seen:
        seen[id(value)] = value
        inside = (
            value
            if isinstance(value, list | tuple)
            else [getattr(value, each.name) for each in getattr(type(value), "__attrs_attrs__", ())]
        )
        for each in inside:
            everything(each, seen)
        if hasattr(value, "findings"):
            everything(value.findings, seen)
        if hasattr(value, "explanations"):
            everything(value.explanations, seen)
    return seen.values()


def test_other_processes_check_and_diagnose():
    """Rules, readings and results go to a pool of processes and come back equal; started anew, as on every system."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        result = pool.submit(gd.check, READING, rules=gd.RULES, previous=gd.zeros(2024)).result()
        found = pool.submit(gd.diagnose, WRONG).result()

    assert (RESULT, gd.diagnose(WRONG)) == (result, found)
    assert [each.message() for each in RESULT.findings] == [each.message() for each in result.findings]
