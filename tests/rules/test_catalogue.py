"""The catalogue: every rule is a whole value, codes are unique, and both languages say the same."""

import json
import re
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.render.rule_page import markdown
from govdisclosure.rules.identities import IDENTITY_RULES

CODE = re.compile(r"(REQ|REM|TIE|VAL|STR|PLA|NAR|YR|ROL)[0-9]{3}")


def test_words_show_as_they_are_written():
    """Verdicts, severities and needs show as a program names them."""
    assert "Verdict.NOT_EVALUATED" == repr(gd.Verdict.NOT_EVALUATED)
    assert "Severity.INFO" == repr(gd.Severity.INFO)
    assert "Needs.DOCUMENT" == repr(gd.Needs.DOCUMENT)
    assert "REQ003" == str(gd.RULES[0])


def test_codes_are_unique():
    """A code names one rule."""
    codes = [rule.code for rule in gd.RULES]

    assert len(set(codes)) == len(codes)
    assert all(CODE.fullmatch(code) for code in codes)


def test_order():
    """Identities first, in the order of the form; then figures, structure, plausibility, years, text, organs below."""
    families = list(dict.fromkeys(rule.code.rstrip("0123456789") for rule in gd.RULES))

    assert ["REQ003", "REQ002", "REQ001", "REM001"] == [rule.code for rule in gd.RULES[:4]]
    assert ["REQ", "REM", "TIE", "VAL", "STR", "PLA", "YR", "NAR", "ROL"] == families


@pytest.mark.parametrize("rule", gd.RULES, ids=str)
def test_rule_is_whole(rule):
    """A rule says what must hold, why, what usually lies behind a failure and when it is open, in both languages."""
    for text in (rule.title, rule.basis, rule.cause, rule.unknown):
        assert text.zh
        assert text.en
        assert re.search("[\u4e00-\u9fff]", text.zh)


@pytest.mark.parametrize("rule", gd.RULES, ids=str)
def test_sentences_have_the_same_places(rule):
    """A sentence fills in the same things in both languages."""
    for text in rule.texts.values():
        assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en))


def test_structure_is_never_an_error():
    """What was not found may be our reading's fault, so no rule on structure makes a report fail."""
    assert [] == [r.code for r in gd.RULES if r.code.startswith("STR") and r.severity is gd.Severity.ERROR]


def test_identities_are_essential():
    """A result cannot pass while an identity, a carry-over or a roll-up has not."""
    assert {"REQ001", "REQ002", "REQ003", "REM001", "YR001", "ROL001"} == {r.code for r in gd.RULES if r.essential}
    assert tuple(rule for rule in gd.RULES if rule.code.startswith("RE")) == IDENTITY_RULES


def test_fees_are_never_compared():
    """No outcome looks at the handling fee (yuan) and the fees of table two (10,000 yuan) at once."""
    report = gd.zeros(2023)
    outcomes = gd.check(gd.Reading(report=report), previous=gd.zeros(2022)).outcomes

    assert [] == [
        o
        for o in outcomes
        if "handling_fee" in o.addresses and any(address != "handling_fee" for address in o.addresses)
    ]


def test_rows_that_are_missing_are_named():
    """Up to five; of more it says how many there are."""
    table = gd.zeros(2023).requests
    gone = {name: gd.Gap.ABSENT for name in gd.addresses(table) if name.startswith("outcomes.")}
    (found,) = [each for each in gd.check(gd.replace(table, gone)).findings if each.rule.code == "STR002"]

    assert "：缺 22 行：三、本年度办理结果 / （一）予以公开、" in found.message("zh")
    assert " / 3.危及“三安全一稳定” 等 22 项；" in found.message("zh")


def test_reading_and_report_give_the_same_instances():
    """A check of a reading and of its report looks at the same things in the same order; only verdicts may differ."""
    report = gd.zeros(2023)
    of_reading = gd.check(gd.Reading(report=report)).outcomes
    of_report = gd.check(report).outcomes

    assert [outcome.instance for outcome in of_report] == [outcome.instance for outcome in of_reading]
    assert {gd.Verdict.NOT_APPLICABLE} == {
        outcome.verdict for outcome in of_report if outcome.rule.needs is gd.Needs.DOCUMENT
    }


TABLES = [
    pytest.param(make(year), name, id=f"{make.__name__}-{year}-{name}")
    for make in (gd.zeros, gd.blank)
    for year in (2019, 2021)
    for name in ("proactive", "requests", "remedies")
]
LOOKS_AT = {
    **{key: {"2019-requests", "2021-requests"} for key in ("REQ001", "REQ002", "REQ003", "TIE001")},
    "REM001": {"2019-remedies", "2021-remedies"},
    **{key: {"2019-proactive", "2021-proactive"} for key in ("VAL003", "PLA002")},
    **{key: {"2019-proactive"} for key in ("PLA004", "PLA005")},
}
"""The tables of rules that do not look at all three."""
EVERY = {f"{edition}-{name}" for edition in (2019, 2021) for name in ("proactive", "requests", "remedies")}


@pytest.mark.parametrize(("report", "name"), TABLES)
@pytest.mark.parametrize("rule", gd.RULES, ids=str)
def test_what_a_rule_says_of_a_table_alone(rule, report, name):
    """Something, if its page says so, and otherwise why it does not apply; never nothing where a page promises it."""
    outcomes = gd.check(getattr(report, name), rules=[rule]).outcomes
    reasons = {(each.verdict, each.reason) for each in outcomes}
    if rule.needs is gd.Needs.NOTHING:
        assert bool(outcomes) is (f"{report.year}-{name}" in LOOKS_AT.get(rule.code, EVERY))
    elif rule.needs in (gd.Needs.REPORT, gd.Needs.DOCUMENT):
        reason = "table" if rule.needs is gd.Needs.REPORT else "built"
        assert {(gd.Verdict.NOT_APPLICABLE, reason)} == reasons
    else:
        assert set() == reasons


@pytest.mark.parametrize("rule", [each for each in gd.RULES if each.needs is gd.Needs.REPORT], ids=str)
def test_a_rule_on_reports_finds_nothing_in_a_table(rule):
    """Whoever calls its function with one gets no outcome, and no error."""
    assert [] == [each for name in TITLES for each in rule.look(rule, gd.Subject(data=getattr(gd.zeros(2020), name)))]


TITLES = {"proactive": "格式表二", "requests": "格式表三", "remedies": "格式表四"}


@pytest.mark.parametrize("rule", gd.RULES, ids=str)
def test_the_page_says_which_tables_alone(rule):
    """The page names the tables of which the rule says something, with the edition if it is not that of all."""
    (line,) = [each for each in markdown(rule).splitlines() if each.startswith("- 适用于：")]
    told = line.partition("单独的表：")[2]
    looks = LOOKS_AT.get(rule.code, EVERY) if rule.needs is gd.Needs.NOTHING else set()
    names = [name for name in TITLES if f"2019-{name}" in looks]
    only = "（2019年格式）" if looks == {"2019-proactive"} else ""

    assert "、".join(f"{TITLES[name]}{only}" for name in names) == told


def test_a_table_alone_is_told_why():
    """A rule on whole reports says that a table alone is none, and not what it says of a report without something."""
    (outcome,) = gd.check(gd.zeros(2023).requests, rules=[r for r in gd.RULES if r.code == "PLA006"]).outcomes

    assert outcome.message("zh").startswith("PLA006：不适用于单独一张表：信息处理费是十元的整数倍；")
    assert outcome.message("en").startswith("PLA006 not applicable to a table alone: the information handling fee is ")


def test_instances_are_unique():
    """An instance names one outcome of a result."""
    for year in (2020, 2023):
        outcomes = gd.check(gd.Reading(report=gd.zeros(year)), previous=gd.zeros(year - 1)).outcomes
        instances = [outcome.instance for outcome in outcomes]

        assert len(set(instances)) == len(instances)


MESSAGES = json.loads((Path(__file__).parent / "messages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", [rule.code for rule in gd.RULES])
def test_messages(code, monkeypatch):
    """Every rule says exactly this, in both languages, in the cases of the conformance suite."""
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "docs")
    import importlib

    suite = importlib.import_module("generators.conformance")
    found = {case["name"]: suite.telling(case, code) for case in suite.cases(code)}
    said = {name: {"zh": o.message("zh"), "en": o.message("en")} for name, o in found.items() if o is not None}

    assert MESSAGES[code] == said


def test_messages_speak_of_the_form():
    """A sentence calls sums what the form calls them; left and right are words of programmers."""
    said = [message for cases in MESSAGES.values() for both in cases.values() for message in both.values()]

    assert [] == [each for each in said if re.search(r"左边|右边|\b(?:left|right) (?:\d|plus)", each)]
