"""A rule of one's own is run, selected, reported and documented like ours."""

import json

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.render import FORMATS, Entry, render
from govdisclosure.render.rule_page import Example, markdown


def look(rule, subject):
    """Licences are entered by hand in our office, so a round thousand is looked at again."""
    if subject.report is None:
        return
    address = "proactive.licensing.decisions"
    value = subject.values[address]
    verdict = gd.Verdict.FAILED if value == 1000 else gd.Verdict.PASSED
    yield gd.Outcome(rule=rule, instance=rule.code, verdict=verdict, addresses=(address,), values=(value,))


MINE = gd.Rule(
    code="OUR001",
    severity=gd.Severity.ERROR,
    title=gd.Text("行政许可不是整一千", "licences are no round thousand"),
    basis=gd.Text("本单位规定", "our office"),
    look=look,
)
RULES = (*gd.RULES, MINE)
BAD = gd.replace(gd.zeros(2023), {"proactive.licensing.decisions": 1000})


def test_it_is_run():
    """Its outcome stands after ours and decides the verdict like any error."""
    result = gd.check(BAD, rules=RULES)

    assert "OUR001" == result.outcomes[-1].instance
    assert gd.Verdict.FAILED is result.verdict
    assert [MINE] == [outcome.rule for outcome in result.findings]


def test_sentences_and_details_are_kept_in_a_mapping_that_cannot_change():
    """A plain dict will do, and what is made of it can be a member of a set."""
    rule = attrs.evolve(MINE, texts={"failed": gd.Text("有 {number} 件", "{number} of them")})
    outcome = gd.Outcome(rule=rule, instance="OUR001", verdict=gd.Verdict.FAILED, details={"number": 7})

    assert 1 == len({outcome, attrs.evolve(outcome)})
    assert ("OUR001：有 7 件；依据：本单位规定", outcome.message("zh")) == (outcome.message(), outcome.message("zh"))
    assert "OUR001 7 of them; basis: our office" == outcome.message("en")


def test_an_identity_with_values_that_do_not_fit_it():
    """Addends are not made up for terms without a value."""
    identity = gd.identities(gd.zeros(2023))[0]
    outcome = gd.Outcome(rule=MINE, instance="X", verdict=gd.Verdict.PASSED, identity=identity, values=(1, 2))

    with pytest.raises(ValueError, match="shorter"):
        _ = outcome.addends


def test_passing_rule_leaves_the_result_alone():
    """A report that it has nothing to say of stays ok."""
    assert gd.check(gd.zeros(2023), rules=RULES).ok


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", "OUR001：不符合：行政许可不是整一千；依据：本单位规定"),
        ("en", "OUR001 does not hold: licences are no round thousand; basis: our office"),
    ],
)
def test_message_without_sentences_of_its_own(lang, expected):
    """A rule that brings no sentences is described by its title and basis."""
    assert expected == gd.check(BAD, rules=RULES).findings[0].message(lang)


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "csv"])  # which counts findings
def test_it_is_reported(format):
    """Every format names it."""
    entry = Entry(source="a.html", data=BAD, result=gd.check(BAD, rules=RULES))

    assert "OUR001" in "".join(render(format, [entry], rules=RULES))


def test_sarif_describes_it():
    """The run's rules have it with its title."""
    log = json.loads("".join(render("sarif", [], rules=RULES, lang="en")))
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert "licences are no round thousand" == rules["OUR001"]["shortDescription"]["text"]


@pytest.mark.parametrize(
    "check",
    [
        lambda rules: gd.check(BAD, rules=rules),
        lambda rules: gd.check_years([], rules=rules),
        lambda rules: gd.check_rollup(BAD, rules=rules),
    ],
    ids=["check", "check_years", "check_rollup"],
)
def test_a_code_of_ours_is_taken(check):
    """Two rules of one code could not be told apart in what is reported; one in place of ours can."""
    variant = attrs.evolve(next(rule for rule in gd.RULES if rule.code == "STR005"), severity=gd.Severity.ERROR)

    with pytest.raises(gd.InvalidValueError, match=r"given twice: STR005\)") as caught:
        check((*gd.RULES, variant))
    assert "重复：STR005" in caught.value.message("zh")
    assert check(tuple(variant if rule.code == variant.code else rule for rule in gd.RULES)) is not None


def test_every_code_that_is_taken_is_named():
    """Once each, in the order of the rules."""
    with pytest.raises(gd.InvalidValueError, match=r"given twice: REQ003, REQ002\)"):
        gd.check(BAD, rules=(*gd.RULES[:2], *gd.RULES[:2], gd.RULES[0]))


def test_sarif_describes_it_without_being_told():
    """Whoever renders a result need not say again which rules were run."""
    log = json.loads("".join(render("sarif", [Entry(source="a", data=BAD, result=gd.check(BAD, rules=RULES))])))
    (run,) = log["runs"]

    assert {found["ruleId"] for found in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert "OUR001" in {found["ruleId"] for found in run["results"]}


def test_policy_knows_it():
    """It can be selected, left out and given another severity."""
    assert (MINE,) == gd.Policy(select=("OUR",)).rules(RULES)
    assert gd.RULES == gd.Policy(ignore=("OUR001",)).rules(RULES)
    assert gd.Severity.INFO is gd.Policy(severity={"OUR": gd.Severity.INFO}).rules(RULES)[-1].severity


def test_it_is_documented():
    """Its page has what ours have."""
    outcome = gd.check(BAD, rules=RULES).findings[0]
    page = markdown(MINE, [Example(text=gd.Text("整一千", "a round thousand"), outcome=outcome)])

    assert page.startswith("# OUR001\n\n行政许可不是整一千。\n\nLicences are no round thousand.")
    assert "不通过的例子 An example that fails" in page
    assert outcome.message("zh") in page
    assert "无法判断" not in page


def test_pages_of_our_rules():
    """A page of the catalogue says what must hold, why, when it is open, and what usually lies behind a failure."""
    rule = next(rule for rule in gd.RULES if rule.code == "REQ001")
    page = markdown(rule)

    for text in (rule.title, rule.basis, rule.unknown, rule.cause):
        assert text.zh in page
    assert rule.unknown.en in page
    assert "例子" not in page


def test_rule_on_documents_is_not_applicable_to_a_built_report():
    """A rule that needs a document is not run without one, and says so."""
    rule = gd.Rule(
        code="OUR002",
        severity=gd.Severity.ERROR,
        title=gd.Text("读自网页", "read from a page"),
        basis=gd.Text("本单位规定", "our office"),
        needs=gd.Needs.DOCUMENT,
        look=lambda rule, subject: [
            gd.Outcome(
                rule=rule, instance=rule.code, verdict=gd.Verdict.PASSED, details={"n": len(subject.reading.notices)}
            )
        ],
    )
    report = gd.zeros(2023)

    assert [gd.Verdict.NOT_APPLICABLE] == [o.verdict for o in gd.check(report, rules=(rule,)).outcomes]
    assert [gd.Verdict.PASSED] == [o.verdict for o in gd.check(gd.Reading(report=report), rules=(rule,)).outcomes]
    assert "OUR002 not applicable: read from a page; basis: our office" == gd.check(report, rules=(rule,)).outcomes[
        0
    ].message("en")


def test_rule_over_the_years():
    """A rule that needs the year before is run by check_years, and by check with ``previous``."""

    def look_back(rule, subject):
        for before in subject.previous:
            yield gd.Outcome(rule=rule, instance=f"{rule.code}@{before.label}", verdict=gd.Verdict.PASSED)

    rule = gd.Rule(
        code="OUR003",
        severity=gd.Severity.INFO,
        title=gd.Text("有上年报告", "there is a report of last year"),
        basis=gd.Text("本单位规定", "our office"),
        needs=gd.Needs.PREVIOUS,
        look=look_back,
    )
    now, before = gd.zeros(2023), gd.zeros(2022)

    assert ["OUR003@2022"] == [o.instance for o in gd.check_years([now, before], rules=(rule,)).outcomes]
    assert ["OUR003@2022"] == [o.instance for o in gd.check(now, rules=(rule,), previous=before).outcomes]
    assert () == gd.check(now, rules=(rule,)).outcomes
