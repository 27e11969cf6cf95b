"""``rules``, ``explain`` and ``schema``: what the library holds to be true."""

import json
import subprocess
import sys

import pytest

import govdisclosure as gd
from govdisclosure.render.text import SEVERITIES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_lists_every_rule(lang, command):
    """A line for each rule, in the order of the catalogue: code, severity, what must hold."""
    ran = command("rules", "--lang", lang)
    expected = [(rule.code, SEVERITIES[rule.severity].get(lang), rule.title.get(lang)) for rule in gd.RULES]

    assert 0 == ran.code
    assert expected == [tuple(line.split("  ", 2)) for line in ran.out.splitlines()]


def test_rules_as_json(command):
    """Every rule with its texts in both languages."""
    found = json.loads(command("rules", "--json").out)

    assert [rule.code for rule in gd.RULES] == [rule["code"] for rule in found]
    assert all(rule[key].keys() == {"zh", "en"} for rule in found for key in ("title", "basis", "cause", "unknown"))
    assert {"error", "warning", "info"} >= {rule["severity"] for rule in found}


@pytest.mark.parametrize("code", ["REQ001", "req001", "REQ001@natural_persons"])
def test_explain_takes_a_code_or_an_instance(code, command):
    """What check prints can be asked about as it stands there."""
    ran = command("explain", code)
    rule = next(rule for rule in gd.RULES if rule.code == "REQ001")

    assert 0 == ran.code
    assert f"REQ001  {rule.title.zh}" == ran.out.splitlines()[0]
    assert f"依据：{rule.basis.zh}" in ran.out


def test_explain_in_english(command):
    """The same in English, with every part that the rule has."""
    rule = next(rule for rule in gd.RULES if rule.cause.en and rule.unknown.en)
    lines = command("explain", rule.code, "--lang", "en").out.splitlines()

    assert f"  usual cause: {rule.cause.en}" in lines
    assert f"  not evaluated when: {rule.unknown.en}" in lines


def test_explain_says_nothing_of_what_a_rule_does_not_have(command, monkeypatch):
    """A rule without a usual cause has no line for it."""
    bare = gd.Rule(
        code="REQ001", severity=gd.Severity.INFO, title=gd.Text("题", "t"), basis=gd.Text("据", "b"), look=lambda *_: ()
    )
    monkeypatch.setattr("govdisclosure.cli.catalogue.RULES", (bare,))

    assert "REQ001  题\n  级别：提示\n  依据：据\n" == command("explain", "REQ001").out


def test_explain_as_json(command):
    """One rule as an object."""
    assert "REM001" == json.loads(command("explain", "REM001", "--json").out)["code"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "没有规则 REQ999；有：REQ003"), ("en", "no rule REQ999; there are:")]
)
def test_explain_an_unknown_code(lang, words, command):
    """A wrong call that names the rules there are."""
    ran = command("explain", "REQ999", "--lang", lang)

    assert (2, "") == (ran.code, ran.out)
    assert words in ran.err


def test_schema(command):
    """The JSON Schema of the data format."""
    assert gd.json_schema() == json.loads(command("schema").out)


@pytest.mark.parametrize("arguments", [["rules"], ["schema"], ["explain", "REQ001"]])
def test_what_needs_no_document_loads_no_reader(arguments):
    """A question about a rule starts as fast as the library itself."""
    code = (
        "import sys; from govdisclosure.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or len({'selectolax', 'pdfminer', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, check=False)

    assert 0 == done.returncode
