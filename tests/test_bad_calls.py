"""Whatever a caller passes where something else is wanted, an error of the library says so, in both languages.

Every public function, class and method is called with everything that is of another kind than what it takes.
"""

import datetime
import enum
import functools
import inspect
import io
import os
from decimal import Decimal
from pathlib import Path

import attrs
import cattrs
import pytest

import govdisclosure as gd
import test_travel
from govdisclosure import plots, testing
from govdisclosure import strategies as gst
from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.model.access import cells_of
from govdisclosure.model.compare import Passage
from govdisclosure.policy import from_file, load
from govdisclosure.render import render

REPORT = gd.zeros(2023, organ="甲局")
READING = gd.Reading(report=gd.replace(REPORT, {"requests.received.total": 4}))
IDENTITIES = gd.identities(REPORT)
DATA = gd.to_json(REPORT).encode()


class BytesPath(os.PathLike):
    """A path of bytes."""

    def __fspath__(self):
        return b"report.html"


BAD = [
    [int],
    *(None, 0, -1, 2, True, 1.5, float("nan"), 10**5000, Decimal("NaN"), Decimal("1e999")),
    *("", "x", "no", "\0", "\ud800", "x" * 5000, b"x", bytearray(b"x")),
    *([], ["a"], [1], [[1]], [None], (), {}, {"a": 1}, {1: 2}, {"requests.received.total": {}}, set(), frozenset({1})),
    *(object(), int, len, iter([1]), io.StringIO("x"), BytesPath(), datetime.date(2020, 1, 1)),
    *(REPORT, READING, gd.Gap.BLANK, gd.Severity.ERROR, gd.RULES, gd.RULES[0], IDENTITIES, gd.Text("a", "b")),
]

CALLS = {
    "addresses": {"x": REPORT},
    "aggregate": {"parts": [REPORT], "organ": "x", "year": 2023},
    "analyse": {"identities": IDENTITIES[-3:], "addresses": ("x",), "fixed": ("x",)},
    "blank": {"year": 2023, "organ": "x", "edition": "2021"},
    "check": {"x": REPORT, "blank_as_zero": False, "rules": gd.RULES, "previous": REPORT},
    "check_rollup": {
        "parent": REPORT,
        "own": REPORT,
        "departments": [REPORT],
        "governments": [REPORT],
        "expected": ["x"],
        "rules": gd.RULES,
        "blank_as_zero": False,
    },
    "check_years": {"reports": [REPORT], "rules": gd.RULES, "blank_as_zero": False},
    "compare": {"before": REPORT, "after": READING},
    "complete": {"x": REPORT},
    "diagnose": {
        "x": READING,
        "previous": REPORT,
        "blank_as_zero": False,
        "stated": {"requests.received.total": 4},
        "identities": (),
        "references": {"a": 1},
    },
    "from_dict": {"data": gd.to_dict(REPORT), "cls": gd.AnnualReport},
    "from_json": {"text": DATA, "cls": gd.AnnualReport},
    "from_record": {"record": gd.to_record(REPORT), "cls": gd.AnnualReport, "separator": "."},
    "get": {"x": REPORT, "address": "requests.received.total"},
    "identities": {"x": REPORT},
    "json_schema": {},
    "label": {"lang": "zh"},
    "mentions": {"text": "收到申请7件。", "year": 2023, "organ": "x"},
    "number": {"value": 4},
    "read": {"source": DATA, "format": "json", "limits": None},
    "read_all": {"source": DATA, "format": "json", "limits": None},
    "read_many": {"paths": [], "format": None, "limits": None, "processes": 1},
    "register": {"converter": cattrs.Converter()},
    "replace": {"x": REPORT, "changes": {}},
    "to_dict": {"x": REPORT},
    "to_json": {"x": REPORT, "indent": None},
    "to_record": {"x": REPORT, "separator": ".", "gaps": "word", "figures": True},
    "verdict": {"x": REPORT, "blank_as_zero": False},
    "write": {"x": REPORT, "target": io.BytesIO(), "format": "md"},
    "write_workbook": {"readings": [READING], "target": io.BytesIO(), "previous": [REPORT], "expected": ["x"]},
    "zeros": {"year": 2023, "organ": "x", "edition": "2021"},
}
"""A good call of every public function."""

POSITIONAL = {"label": (REPORT, "requests.received.total")}
"""What comes before these, without a name."""

FUNCTIONS = {name: getattr(gd, name) for name in gd.__all__ if inspect.isfunction(getattr(gd, name))}
VALUES = {type(each): each for each in test_travel.everything(test_travel.VALUES)}
CLASSES = [
    each
    for name in gd.__all__
    if inspect.isclass(each := getattr(gd, name)) and not issubclass(each, Exception | enum.Enum)
]
ENUMS = [each for name in gd.__all__ if inspect.isclass(each := getattr(gd, name)) and issubclass(each, enum.Enum)]


def refused(call, *, others=()):
    """Call it with everything that is wrong; whatever it raises is ours and speaks both languages."""
    found = []
    for bad in BAD:
        try:
            given = call(bad)
            if inspect.isgenerator(given):
                list(given)
        except gd.GovDisclosureError as error:
            found.append(error)
        except others:
            pass
    for error in found:
        assert error.message("zh")
        assert error.message("zh") != error.message("en")
        assert "\n" not in str(error) or isinstance(error, gd.InvalidDocumentError)
    return bool(found)


def test_every_function_is_called():
    """A new one needs a line above."""
    assert FUNCTIONS.keys() == CALLS.keys()


@pytest.mark.parametrize(("name", "argument"), [(name, each) for name, call in CALLS.items() for each in call])
def test_an_argument_of_a_wrong_kind(name, argument, tmp_path, monkeypatch):
    """No bare exception, wherever the value would break something."""
    monkeypatch.chdir(tmp_path)  # some of what is wrong is the name of a file
    assert refused(lambda bad: FUNCTIONS[name](*POSITIONAL.get(name, ()), **CALLS[name] | {argument: bad}))


@pytest.mark.parametrize("place", [0, 1])
def test_what_comes_first(place):
    """A label is asked for by a report and an address, in this order."""
    good = POSITIONAL["label"]

    assert refused(lambda bad: gd.label(*good[:place], bad, *good[place + 1 :]))
    for call in (lambda: gd.get(good[1], REPORT), lambda: gd.label(good[1], REPORT), lambda: gd.replace({}, REPORT)):
        with pytest.raises(gd.InvalidTypeError, match="the report or table comes first"):
            call()
    for given in ((REPORT,), (*good, "zh", "en"), (good[1], "zh", "en")):
        with pytest.raises(gd.InvalidTypeError, match="label takes a report or table, or none, then an address"):
            gd.label(*given)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_class_with_a_value_of_a_wrong_kind(cls):
    """Classes refuse what they cannot hold, or take it and let the next call refuse it."""
    good = {each.alias: getattr(VALUES[cls], each.name) for each in attrs.fields(cls) if each.init}
    for name in good:
        refused(lambda bad, name=name: cls(**good | {name: bad}))


@pytest.mark.parametrize("cls", ENUMS, ids=lambda cls: cls.__name__)
def test_a_word_that_an_enumeration_does_not_have(cls):
    """It says which it has."""
    with pytest.raises(gd.InvalidValueError, match=f"is not a valid {cls.__name__}; there are: ") as caught:
        cls("x\n")

    assert caught.value.message("zh").startswith(f"{cls.__name__} 没有 ")
    assert isinstance(caught.value, ValueError)


RECORD = gd.to_record(gd.zeros(2019, organ="甲局"))


@pytest.mark.parametrize(
    "field", [each for each in RECORD if "." not in each or not each[-5:].isalpha() or "edition" in each]
)
def test_a_record_with_a_value_of_a_wrong_kind(field):
    """Heads, editions and units as well as figures."""
    assert refused(lambda bad: gd.from_record(RECORD | {field: bad}))


def paths(data, before=()):
    """Where something stands in nested mappings, the first few of each."""
    for key in list(data)[:3]:
        yield (*before, key)
        if isinstance(data[key], dict):
            yield from paths(data[key], (*before, key))


def changed(data, path, value):
    """The same mapping with one value replaced."""
    first, *rest = path
    return data | {first: changed(data[first], rest, value) if rest else value}


@pytest.mark.parametrize("path", list(paths(gd.to_dict(REPORT))), ids=".".join)
def test_a_mapping_with_a_value_of_a_wrong_kind(path):
    """At every level."""
    assert refused(lambda bad: gd.from_dict(changed(gd.to_dict(REPORT), path, bad)))


def test_a_mapping_with_a_key_of_a_wrong_kind():
    """A key need not be a text for its error to be told."""
    keys = [each for each in BAD if getattr(type(each), "__hash__", None) is not None]
    for key in keys:
        with pytest.raises(gd.InvalidDocumentError):
            gd.from_dict(gd.to_dict(REPORT) | {key: 1})


RESULT = gd.check(READING)
DIAGNOSIS = gd.diagnose(READING)
OWN = {"code": "X1", "severity": gd.Severity.ERROR, "title": gd.Text("a", "b"), "basis": gd.Text("a", "b")}

METHODS = {
    "Reading.where": READING.where,
    "Outcome.message": RESULT.outcomes[0].message,
    "Notice.message": gd.Notice("year-missing").message,
    "Diagnosis.message": DIAGNOSIS.message,
    "Diagnosis.sums": DIAGNOSIS.sums,
    "Explanation.message": DIAGNOSIS.explanations[0].message,
    "Explanation.label": DIAGNOSIS.explanations[0].label,
    "Explanation.apply": DIAGNOSIS.explanations[0].apply,
    "Comparison.message": gd.compare(REPORT, READING).message,
    "Change.message": gd.compare(REPORT, READING).changes[0].message,
    "Particular.message": gd.compare(REPORT, gd.zeros(2020)).particulars[0].message,
    "TextComparison.message": gd.compare(REPORT, READING).text.message,
    "Passage.message": Passage(section="overview", before=None, after="x").message,
    "Aggregate.message": gd.aggregate([REPORT], organ="x", year=2023).message,
    "Limits.raised": gd.Limits().raised,
    "Limits.hold": lambda bad: gd.Limits().hold(bad, 1),
    "Limits.slots": lambda bad: gd.Limits(slots=bad),
    "Policy.rules": gd.Policy().rules,
    "the cell of a report": lambda bad: gd.replace(REPORT, {"requests.received.total": bad}),
    "an amount of a report": lambda bad: gd.replace(REPORT, {"proactive.fees.amount": bad}),
    "what a text states": lambda bad: gd.diagnose(READING, stated={"requests.received.total": bad}),
    "a figure referred to": lambda bad: gd.diagnose(READING, references={"a": bad}),
    "what a rule finds": lambda bad: gd.check(REPORT, rules=[gd.Rule(**OWN, look=lambda rule, subject: bad)]),
    "paths": lambda bad: list(gd.read_many([bad], processes=1)) if not isinstance(bad, str) else None,
    "plots.requests_heat_map": plots.requests_heat_map,
    "plots.organ_over_years": plots.organ_over_years,
    "plots.organ_over_years, addresses": lambda bad: plots.organ_over_years([REPORT], addresses=bad),
    "plots.findings_by_rule": plots.findings_by_rule,
    "plots.save": lambda bad: plots.save(bad, "a.svg"),
    "plots.save, target": lambda bad: plots.save(plots.findings_by_rule([]), bad),
    "plots.save, format": lambda bad: plots.save(plots.findings_by_rule([]), io.BytesIO(), format=bad),
    "testing.assert_consistent": testing.assert_consistent,
    "testing.assert_consistent, lang": lambda bad: testing.assert_consistent(REPORT, lang=bad),
    "testing.assert_reader": lambda bad: None if callable(bad) else testing.assert_reader(bad),
    **{
        f"testing.assert_reader, {name}": lambda bad, name=name: testing.assert_reader(
            lambda data: {}, **{"formats": ("text",), "max_examples": 1, name: bad}
        )
        for name in ("formats", "layouts", "deviations", "refusals", "max_examples", "keep")
    },
}


def found_out():
    """What diagnoses say beside what they hold: determined and bounded cells, evidence, what to look at, causes."""
    determined = {"requests.received.total": gd.Gap.BLANK}
    bounded = dict.fromkeys(("remedies.reconsideration.upheld", "remedies.reconsideration.corrected"), gd.Gap.BLANK)
    for changes in (determined, bounded, {"requests.received.total": 4}):
        diagnosis = gd.diagnose(gd.replace(REPORT, {**changes, "remedies.reconsideration.total": 5}))
        yield from (diagnosis.determined, list(diagnosis.ranges.values()))
        for each in diagnosis.explanations:
            yield from (each.evidence, each.tells_apart)
    yield from (Cause(CauseKind.ROW_SHIFTED), *cells_of(REPORT).values())


def speaking():
    """Everything public that is told in a language, by name: methods of values, functions, entry points for tests."""
    values = VALUES | {type(each): each for each in test_travel.everything(list(found_out()))}
    for kind, value in values.items():
        for name, _ in inspect.getmembers(kind, inspect.isfunction):
            method = getattr(value, name)
            if not name.startswith("_") and "lang" in inspect.signature(method).parameters:
                given = {"address": value.addresses[0]} if name == "label" and hasattr(value, "addresses") else {}
                yield pytest.param(functools.partial(method, **given), id=f"{kind.__name__}.{name}")
    for name, function in FUNCTIONS.items():
        if "lang" in inspect.signature(function).parameters:
            good = {key: each for key, each in CALLS[name].items() if key != "lang"}
            yield pytest.param(functools.partial(function, *POSITIONAL.get(name, ()), **good), id=name)
    yield pytest.param(functools.partial(testing.assert_consistent, REPORT), id="assert_consistent")
    yield pytest.param(gd.InvalidValueError("x", zh="某").message, id="GovDisclosureError.message")
    yield pytest.param(functools.partial(render, "text", []), id="render")


@pytest.mark.parametrize("lang", ["fr", "ZH", "", None])
@pytest.mark.parametrize("say", list(speaking()))
def test_nothing_is_told_in_another_language(say, lang):
    """What speaks Chinese and English says so where it is asked for something else, and does not fall back to one."""
    with pytest.raises(gd.InvalidValueError, match=r'lang must be "zh" or "en" \(got ') as caught:
        say(lang=lang)

    assert "lang 只能是" in caught.value.message("zh")


@pytest.mark.parametrize("name", METHODS)
def test_a_method_with_a_value_of_a_wrong_kind(name, tmp_path, monkeypatch):
    """And what is given inside of a mapping, and the entry points for tests."""
    monkeypatch.chdir(tmp_path)  # in which a reader that fails may leave its document
    assert refused(METHODS[name], others=AssertionError if name.startswith("testing.") else ())


STRATEGIES = {name: each for name in gst.__all__ if inspect.isfunction(each := getattr(gst, name))}


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, each) for name, strategy in STRATEGIES.items() for each in inspect.signature(strategy).parameters],
)
def test_a_strategy_with_a_value_of_a_wrong_kind(name, argument):
    """It is said when the strategy is asked for."""
    code = {"code": "REQ001"} if name == "wrong_identity" else {}

    assert refused(lambda bad: STRATEGIES[name](**code | {argument: bad}))


@pytest.mark.parametrize("call", [from_file, load])
@pytest.mark.parametrize("text", ["x = ", "x = " + "9" * 5000, "x = " + "[" * 5000, "\ufffe", "select = 1"])
def test_a_configuration_that_is_none(call, text, tmp_path):
    """Whatever is in the file."""
    file = tmp_path / "govdisclosure.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(gd.ConfigurationError) as caught:
        call(file if call is from_file else tmp_path)

    assert caught.value.message("zh") != caught.value.message("en")


def test_a_file_that_the_system_does_not_give(tmp_path):
    """An error of this library, of documents, and the one that everybody knows, with the file in it."""
    missing, folder = tmp_path / "none.html", tmp_path
    with pytest.raises(FileNotFoundError) as one:
        gd.read(missing)
    with pytest.raises(gd.FileError) as other:
        gd.read(folder)

    assert isinstance(one.value, gd.MissingFileError | gd.DocumentError)
    assert f"{missing}: No such file or directory" == str(one.value)
    assert f"{missing}：没有这个文件或文件夹" == one.value.message("zh")
    assert (2, str(missing)) == (one.value.errno, str(one.value.filename))
    assert not isinstance(other.value, FileNotFoundError)
    assert isinstance(other.value, OSError)


@pytest.mark.parametrize("path", [b"a.html", BytesPath(), "a\0b", Path("a\0b"), "\ud800", 1])
def test_paths_that_are_none(path):
    """Alone and among others; those before it have been read."""
    with pytest.raises(gd.UsageError) as caught:
        list(gd.read_many([path]))

    assert "paths" in str(caught.value)
