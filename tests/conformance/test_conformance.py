"""The conformance suite holds, is complete, and agrees with itself under both policies for blanks."""

import copy
import importlib
import json
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.rules.rule import template

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "conformance").glob("*.json"))
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")
    for path in FILES
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]
]
RULES = {rule.code: rule for rule in gd.RULES}


@pytest.fixture
def suite(monkeypatch):
    """The runner that the pages of the rules use as well."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    return importlib.import_module("generators.conformance")


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case_holds(code, case, suite):
    """The rule gives exactly the outcomes that the case states."""
    assert [] == list(suite.differences(case, code))


@pytest.mark.slow
@pytest.mark.parametrize(("code", "case"), CASES)
def test_messages_are_whole(code, case, suite):
    """Every outcome of every rule has a sentence in both languages with nothing left to fill in."""
    for outcome in suite.result(case).outcomes:
        for lang in ("zh", "en"):
            message = outcome.message(lang)

            assert message.startswith(outcome.rule.code)
            assert "{" not in message


@pytest.mark.slow
@pytest.mark.parametrize(("code", "case"), [each for each in CASES if "options" not in each.values[1]])
def test_if_blank_zero_is_the_verdict_of_the_other_policy(code, case, suite):
    """What an outcome says of the other policy is what a check under that policy says, for every rule."""
    outcomes = suite.result(case).outcomes
    under_zero = suite.result({**case, "options": {"blank_as_zero": True}}).outcomes

    assert [(o.instance, o.if_blank_zero) for o in outcomes] == [(o.instance, o.verdict) for o in under_zero]


def test_every_rule_has_a_file():
    """No rule is without cases, and no file is without a rule."""
    assert sorted(RULES) == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_complete(path):
    """A file names its rule as the catalogue does, has a passing and a failing case, and names no case twice."""
    data = json.loads(path.read_text(encoding="utf-8"))
    rule = RULES[data["rule"]]
    names = [case["name"] for case in data["cases"]]

    assert path.stem == data["rule"]
    assert {"zh": rule.title.zh, "en": rule.title.en} == data["title"]
    assert {"passes", "fails"} <= set(names)
    assert len(names) == len(set(names))


def sources(case):
    """The reports of a case by the place that each has in it."""
    found = {name: case[name] for name in ("previous", "parent", "own") if case.get(name)}
    for name in ("years", "departments", "governments"):
        found |= {(name, number): each for number, each in enumerate(case.get(name, ()))}
    return {**found, "": case} if "report" in case else found


@pytest.mark.parametrize("code", sorted(RULES))
def test_passing_and_failing_case(code, suite):
    """One case passes throughout; one fails, and nothing in it is changed that the failure does not need."""
    cases = {case["name"]: case for case in suite.cases(code)}

    def verdicts(case):
        return {outcome.verdict for outcome in suite.outcomes(case, code)}

    assert gd.Verdict.PASSED in verdicts(cases["passes"])
    assert gd.Verdict.FAILED not in verdicts(cases["passes"])
    assert gd.Verdict.FAILED in verdicts(cases["fails"])
    common = sources(cases["passes"])
    for at, source in sources(cases["fails"]).items():
        shared = common.get(at, {}).get("changes", {})
        for path in [path for path, value in source.get("changes", {}).items() if shared.get(path) != value]:
            if path == "period":  # it goes with the year
                continue
            less = copy.deepcopy(cases["fails"])
            changes = sources(less)[at]["changes"]
            del changes[path]
            if path in shared:
                changes[path] = shared[path]

            assert gd.Verdict.FAILED not in verdicts(less), f"{at} {path} is not needed"


def test_every_sentence_occurs(suite):
    """Each sentence that a rule has is that of an outcome in some case; rules of one kind share their sentences."""
    outcomes = [o for code in RULES for case in suite.cases(code) for o in suite.outcomes(case, code)]
    said = {template(outcome) for outcome in outcomes}

    assert {} == {
        code: [name for name, text in rule.texts.items() if text not in said]
        for code, rule in RULES.items()
        if not said.issuperset(rule.texts.values())
    }


def test_differences_are_noticed(suite):
    """The runner does not pass whatever it is given."""
    case = suite.cases("REQ001")[0]
    expected = {"REQ001@total": {"verdict": "failed", "left": 13}, "REQ001@nobody": {}}
    wrong = case | {"expect": expected, "others": "failed"}
    found = list(suite.differences(wrong, "REQ001"))

    assert "REQ001@total verdict: expected 'failed', found 'passed'" in found
    assert "REQ001@nobody: no such outcome" in found
    assert "REQ001@natural_persons: expected 'failed', found 'passed'" in found
