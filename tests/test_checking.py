"""Checking: verdicts, gaps, both policies for blanks, tables alone, and what a result says as a whole."""

import datetime
import os
import subprocess
import sys

import attrs
import pytest

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure.rules.identities import IDENTITY_RULES
from govdisclosure.rules.rule import Subject

SUQIAN = report(REPORTS["suqian-2024"])


def outcome(result, instance):
    """The outcome of that instance."""
    (found,) = [each for each in result.outcomes if each.instance == instance]
    return found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, gd.Verdict.PASSED),
        ({"requests.received.total": 3526}, gd.Verdict.FAILED),
        ({"requests.received.total": gd.Gap.BLANK}, gd.Verdict.NOT_EVALUATED),
        ({"requests.received.total": gd.Gap.PLACEHOLDER}, gd.Verdict.NOT_EVALUATED),
        ({"requests.received.total": gd.Gap.ABSENT}, gd.Verdict.NOT_EVALUATED),
        ({"requests.received.total": gd.Gap.UNREADABLE}, gd.Verdict.NOT_EVALUATED),
        ({"proactive.licensing.decisions": gd.Gap.BLANK}, gd.Verdict.PASSED),
        ({"proactive.licensing.decisions": gd.Gap.ABSENT}, gd.Verdict.NOT_EVALUATED),
        ({"proactive.licensing.decisions": gd.Gap.UNREADABLE}, gd.Verdict.NOT_EVALUATED),
        ({"proactive.licensing.decisions": -1}, gd.Verdict.FAILED),
        ({"proactive.government_rules.in_force": 1}, gd.Verdict.PASSED),  # fewer than were issued: a warning
    ],
)
def test_verdict(changes, expected):
    """A result passes only if every identity did, no error was found, and no cell is absent or unreadable."""
    result = gd.check(gd.replace(SUQIAN, changes))

    assert expected is result.verdict
    assert result.ok is (expected is gd.Verdict.PASSED)


def test_numbers_of_a_failure():
    """A failure has both sums, the difference, the addends with their sides and signs, and every address."""
    found = outcome(gd.check(gd.replace(SUQIAN, {"requests.carried_over_out.total": 124})), "REQ001@total")

    assert gd.Verdict.FAILED is found.verdict
    assert gd.Severity.ERROR is found.severity
    assert (3646, 3645, 1) == (found.left, found.right, found.difference)
    assert [
        ("requests.received.total", "left", 1, 3525),
        ("requests.carried_over_in.total", "left", 1, 121),
        ("requests.outcomes.total.total", "right", 1, 3521),
        ("requests.carried_over_out.total", "right", 1, 124),
    ] == [(each.address, each.side, each.sign, each.value) for each in found.addends]
    assert tuple(each.address for each in found.addends) == found.addresses
    assert () == found.gaps
    assert gd.Verdict.FAILED is found.if_blank_zero


def test_gap_is_not_evaluated():
    """A gap makes its identities not evaluated; the side that is known is still summed up."""
    found = outcome(gd.check(gd.replace(SUQIAN, {"requests.received.total": gd.Gap.BLANK})), "REQ003@received")

    assert gd.Verdict.NOT_EVALUATED is found.verdict
    assert (3525, None, None) == (found.left, found.right, found.difference)
    assert ("requests.received.total",) == found.gaps
    assert gd.Verdict.FAILED is found.if_blank_zero


@pytest.mark.parametrize(
    ("parts", "total", "expected"),
    [
        (gd.Gap.BLANK, 170, gd.Verdict.NOT_EVALUATED),
        (gd.Gap.BLANK, 81, gd.Verdict.FAILED),
        (gd.Gap.ABSENT, 81, gd.Verdict.FAILED),
        (gd.Gap.BLANK, gd.Gap.BLANK, gd.Verdict.NOT_EVALUATED),
        (88, gd.Gap.BLANK, gd.Verdict.NOT_EVALUATED),
    ],
)
def test_certain_failure(parts, total, expected):
    """Where no number that a count can be would make it hold, an identity over a gap has failed."""
    changes = {"remedies.reconsideration.upheld": parts, "remedies.reconsideration.total": total}
    found = outcome(gd.check(gd.replace(SUQIAN, changes)), "REM001@reconsideration")

    assert expected is found.verdict
    assert found.gaps
    assert ("certain" if expected is gd.Verdict.FAILED else "") == found.reason


def test_blank_total_below_zero_parts():
    """A blank total fails for certain only if the parts come to less than nothing."""
    changes = {"remedies.reconsideration.upheld": -100, "remedies.reconsideration.total": gd.Gap.BLANK}
    found = outcome(gd.check(gd.replace(SUQIAN, changes)), "REM001@reconsideration")

    assert gd.Verdict.FAILED is found.verdict


def test_blank_as_zero():
    """Under the other policy blanks and placeholders are zero and named as such; what is absent is not."""
    changes = {
        "remedies.litigation_direct.upheld": gd.Gap.BLANK,
        "remedies.litigation_direct.corrected": gd.Gap.PLACEHOLDER,
        "remedies.litigation_after_reconsideration.corrected": gd.Gap.ABSENT,
    }
    result = gd.check(gd.replace(SUQIAN, changes), blank_as_zero=True)
    direct = outcome(result, "REM001@litigation_direct")
    after = outcome(result, "REM001@litigation_after_reconsideration")

    assert gd.Verdict.FAILED is direct.verdict
    assert ((), ("remedies.litigation_direct.upheld", "remedies.litigation_direct.corrected")) == (
        direct.gaps,
        direct.zeroed,
    )
    assert (gd.Verdict.NOT_EVALUATED, gd.Verdict.NOT_EVALUATED) == (after.verdict, after.if_blank_zero)
    assert () == after.zeroed


@pytest.mark.parametrize(
    ("changes", "instance", "zh", "en"),
    [
        (
            {"requests.carried_over_out.total": 124},
            "REQ001@total",
            "REQ001 [总计]：第一项加第二项之和，等于第三项加第四项之和，但第一、二项之和 3525 + 121 = 3646，"
            "第三、四项之和 3521 + 124 = 3645，相差 +1；依据：国办公开办函〔2021〕30号，格式表三表头注",
            "REQ001 [total] items 1 and 2 together equal items 3 and 4 together, but items 1 and 2 add up to "
            "3525 + 121 = 3646, items 3 and 4 add up to 3521 + 124 = 3645, difference +1; "
            "basis: 国办公开办函〔2021〕30号, note in the head of table 3",
        ),
        (
            {"requests.carried_over_out.total": gd.Gap.BLANK},
            "REQ001@total",
            "REQ001 [总计]：第一项加第二项之和，等于第三项加第四项之和，因 1 个格没有数字而无法判断："
            "第一、二项之和 3525 + 121 = 3646，第三、四项之和 3521 加 1 个没有数字的格；"
            "空缺：四、结转下年度继续办理 / 总计；空白按零计则不符合；"
            "依据：国办公开办函〔2021〕30号，格式表三表头注",
            "REQ001 [total] items 1 and 2 together equal items 3 and 4 together: cannot be evaluated; "
            "cells without a number: 1; items 1 and 2 add up to 3525 + 121 = 3646, "
            "items 3 and 4 add up to 3521 plus 1 cell without a number; "
            "gaps: carried over to next year / total; with blanks read as zero it fails; "
            "basis: 国办公开办函〔2021〕30号, note in the head of table 3",
        ),
        (
            {"requests.carried_over_out.total": gd.Gap.BLANK, "requests.received.total": gd.Gap.ABSENT},
            "REQ001@total",
            "REQ001 [总计]：第一项加第二项之和，等于第三项加第四项之和，因 2 个格没有数字而无法判断："
            "第一、二项之和 121 加 1 个没有数字的格，第三、四项之和 3521 加 1 个没有数字的格；"
            "空缺：一、本年新收政府信息公开申请数量 / 总计，四、结转下年度继续办理 / 总计；"
            "依据：国办公开办函〔2021〕30号，格式表三表头注",
            "REQ001 [total] items 1 and 2 together equal items 3 and 4 together: cannot be evaluated; "
            "cells without a number: 2; items 1 and 2 add up to 121 plus 1 cell without a number, "
            "items 3 and 4 add up to 3521 plus 1 cell without a number; "
            "gaps: requests newly received this year / total, carried over to next year / total; "
            "basis: 国办公开办函〔2021〕30号, note in the head of table 3",
        ),
        (
            {"requests.outcomes.total.natural_persons": 1},
            "REQ002@natural_persons",
            "REQ002 [自然人]：各项办理结果之和等于（七）总计，但各项之和 3440，总计填 1，相差 +3439；"
            "依据：国办公开办函〔2021〕30号，格式表三（一）至（七）",
            "REQ002 [natural persons] the outcomes add up to row (7), total, but the parts add up to 3440, "
            "the total is 1, difference +3439; basis: 国办公开办函〔2021〕30号, form, table 3, rows (1) to (7)",
        ),
    ],
)
def test_message(changes, instance, zh, en):
    """The sentence has both sides, the difference, the basis, and what the other policy would say."""
    found = outcome(gd.check(gd.replace(SUQIAN, changes)), instance)

    assert zh == found.message("zh")
    assert en == found.message("en")


def test_message_names_the_gaps():
    """Of many cells without a number the first three are named; in a table alone they are named by address."""
    row = [address for address in gd.addresses(SUQIAN) if address.startswith("requests.received.")]
    blank = gd.replace(SUQIAN, dict.fromkeys(row[:-1], gd.Gap.BLANK))
    found = outcome(gd.check(blank), "REQ003@received")
    alone = outcome(gd.check(blank.requests), "REQ003@received")

    assert "；空缺：一、本年新收政府信息公开申请数量 / 自然人，" in found.message("zh")
    assert " / 科研机构 等 6 格；" in found.message("zh")
    assert " / research institutions and 3 more; " in found.message("en")
    assert "gaps: received.natural_persons, received.commercial_enterprises, " in alone.message("en")


def test_message_points_at_the_gap():
    """What cannot be evaluated is placed where the gap is, and not where the first of all cells stands."""
    gap, first = "proactive.licensing.decisions", gd.addresses(SUQIAN)[0]
    places = ((first, gd.Place(row=3)), (gap, gd.Place(row=7)))
    reading = gd.Reading(report=gd.replace(SUQIAN, {gap: gd.Gap.BLANK}), places=places)
    found = outcome(gd.check(reading), "VAL001@proactive")

    assert first == found.addresses[0]
    assert found.message("zh").endswith("；第 7 行")


def test_message_of_a_reading_says_where():
    """Where the document was read from, the sentence ends with the first place that is known."""
    places = (
        ("requests.received.total", gd.Place(page=4, table=2, row=3, column=8, text="3525")),
        ("requests.carried_over_in.total", gd.Place(line=9)),
    )
    bad = gd.replace(SUQIAN, {"requests.carried_over_out.total": 124})
    found = outcome(gd.check(gd.Reading(report=bad, places=places)), "REQ001@total")

    assert places == found.places
    assert found.message("zh").endswith("；第 4 页第 2 个表第 3 行第 8 列")
    assert found.message("en").endswith("; page 4, table 2, row 3, column 8")
    assert found == outcome(gd.check(bad), "REQ001@total")


def test_two_gaps_are_plural():
    """English counts more than one cell without a number as cells."""
    changes = dict.fromkeys(
        ["requests.received.natural_persons", "requests.received.other_organizations"], gd.Gap.BLANK
    )
    found = outcome(gd.check(gd.replace(SUQIAN, changes)), "REQ003@received")

    assert "the parts add up to 82 plus 2 cells without a number, the total is 3525; " in found.message("en")


@pytest.mark.parametrize(
    ("table", "count"), [(SUQIAN.requests, 39), (SUQIAN.remedies, 3), (SUQIAN.proactive, 0)], ids=["3", "4", "2"]
)
def test_table_alone(table, count):
    """One table is checked by itself: what the report says of it, with addresses relative to it."""
    of_report = [o for o in gd.check(SUQIAN).outcomes if o.identity and o.addresses[0].startswith(f"{table.name}.")]
    found = [o for o in gd.check(table).outcomes if o.identity]

    assert gd.check(table).ok
    assert count == len(found)
    assert [(o.instance, o.verdict, o.left, o.right, o.values) for o in of_report] == [
        (o.instance, o.verdict, o.left, o.right, o.values) for o in found
    ]
    assert [o.addresses for o in of_report] == [tuple(f"{table.name}.{a}" for a in o.addresses) for o in found]


def test_a_wrong_table_alone_fails():
    """With the instance, the numbers and the addresses of the table."""
    (found,) = gd.check(gd.replace(SUQIAN.remedies, {"reconsideration.total": 171})).findings

    assert ("REM001@reconsideration", 170, 171) == (found.instance, found.left, found.right)
    assert ("reconsideration.upheld", "reconsideration.total") == (found.addresses[0], found.addresses[-1])


BAD = gd.replace(SUQIAN, {"requests.received.total": 1, "remedies.reconsideration.upheld": gd.Gap.BLANK})


def said(report):
    """Everything that a check says of a report, in order."""
    return [f"{each.instance} {each.message('zh')}" for each in gd.check(report).outcomes]


def test_checking_has_no_memory():
    """What was checked before, here or elsewhere, changes nothing: neither the outcomes nor their order."""
    fresh = (
        "import sys, govdisclosure as gd\n"
        "for each in gd.check(gd.from_json(sys.stdin.buffer.read())).outcomes:\n"
        "    print(each.instance, each.message('zh'))\n"
    )
    before = said(SUQIAN)
    wrong = said(BAD)

    assert before != wrong
    assert before == said(gd.from_json(gd.to_json(SUQIAN)))
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", fresh],
            input=gd.to_json(BAD).encode(),
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        )
        assert wrong == done.stdout.decode().splitlines()


def test_equal_reports_have_equal_outcomes():
    """Outcomes are values: of two equal reports they are equal and can be looked up by each other, else not."""
    found, again, wrong = (gd.check(each).outcomes for each in (SUQIAN, gd.from_json(gd.to_json(SUQIAN)), BAD))

    assert {each: each.instance for each in found} == {each: each.instance for each in again}
    assert outcome(gd.check(SUQIAN), "REQ003@received") not in wrong


def test_unasked():
    """A result that leaves out identities is not ok, whatever the rules that were run have found."""
    result = gd.check(SUQIAN, rules=IDENTITY_RULES[:3])

    assert (gd.Verdict.NOT_EVALUATED, gd.Verdict.PASSED) == (result.verdict, result.asked)
    assert not result.ok
    assert (
        "REM001@reconsideration",
        "REM001@litigation_direct",
        "REM001@litigation_after_reconsideration",
    ) == result.unasked


def test_nothing_asked():
    """Where nothing was looked at, nothing has passed."""
    result = gd.check(SUQIAN, rules=())

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert not result.ok


def test_identity_of_lesser_severity_still_fails():
    """An identity that does not hold fails a result even where a policy calls it a warning."""
    rules = gd.Policy(severity={"RE": gd.Severity.WARNING}).rules()
    result = gd.check(gd.replace(SUQIAN, {"requests.received.total": 3526}), rules=rules)

    assert gd.Verdict.FAILED is result.verdict
    assert {gd.Severity.WARNING} == {found.severity for found in result.findings}


ROWS = {
    "a row": ("requests.outcomes.not_disclosed.state_secrets.", None),
    "a cell": ("requests.outcomes.not_disclosed.state_secrets.", 1),
    "all but a cell": ("requests.outcomes.not_disclosed.state_secrets.", -1),
    "a table": ("remedies.", None),
}


@pytest.mark.parametrize(
    ("lost", "found"),
    [("a row", ["STR002@requests"]), ("a cell", ["STR003@requests"]), ("all but a cell", ["STR003@requests"]),
     ("a table", ["STR001@remedies"])],
)  # fmt: skip
def test_what_is_missing_is_told_once(lost, found):
    """A missing row is no row with missing cells, nor the other way round; a missing table has neither."""
    start, count = ROWS[lost]
    cells = [address for address in gd.addresses(SUQIAN) if address.startswith(start)][:count]
    result = gd.check(gd.replace(SUQIAN, dict.fromkeys(cells, gd.Gap.ABSENT)))

    assert found == [o.instance for o in result.findings if o.rule.code.startswith("STR")]
    (finding,) = [o for o in result.findings if o.rule.code.startswith("STR")]
    assert tuple(cells) == finding.addresses


@pytest.mark.parametrize(
    ("year", "expected", "said"),
    [
        (1, gd.Verdict.FAILED, "1 年度，而条例自 2008 年起施行"),
        (2007, gd.Verdict.FAILED, "2007 年度，而条例自 2008 年起施行"),
        (2008, gd.Verdict.PASSED, "2008 年度"),
        (2031, gd.Verdict.PASSED, "2031 年度"),
        (2032, gd.Verdict.FAILED, "2032 年度，晚于明年"),
        (9999, gd.Verdict.FAILED, "9999 年度，晚于明年"),
        (gd.Gap.ABSENT, gd.Verdict.NOT_EVALUATED, "不知道报告年度"),
    ],
)
def test_the_year_can_be_one(year, expected, said):
    """A year before the Regulations or after the next is a warning; a rule is told what day it is."""
    (rule,) = [each for each in gd.RULES if each.code == "VAL005"]
    subject = Subject(data=attrs.evolve(SUQIAN, year=year), today=datetime.date(2030, 12, 31))
    (found,) = rule.look(rule, subject)

    assert (expected, gd.Severity.WARNING) == (found.verdict, found.severity)
    assert f"VAL005：{said}；依据：" in found.message("zh")
    assert [] == list(rule.look(rule, Subject(data=SUQIAN.requests)))


def test_a_check_asks_the_clock(monkeypatch):
    """What is next year is next year when a report is checked, not when the library was loaded."""

    class Clock(datetime.date):
        @classmethod
        def today(cls):
            return cls(2030, 12, 31)

    monkeypatch.setattr("govdisclosure.rules.rule.datetime.date", Clock)
    next_year, later = (outcome(gd.check(gd.zeros(year)), "VAL005") for year in (2031, 2032))

    assert (gd.Verdict.PASSED, gd.Verdict.FAILED) == (next_year.verdict, later.verdict)


@pytest.mark.parametrize("gap", [gd.Gap.BLANK, gd.Gap.PLACEHOLDER])
@pytest.mark.parametrize("policy", [False, True])
@pytest.mark.parametrize("name", ["proactive", "requests", "remedies"])
def test_a_blank_table_is_told_once(name, policy, gap):
    """A table that is blank throughout is one fault: PLA003 names it, and STR005 points there."""
    cells = [address for address in gd.addresses(SUQIAN) if address.startswith(f"{name}.")]
    blank = gd.replace(SUQIAN, dict.fromkeys(cells, gap))
    result = gd.check(blank, blank_as_zero=policy)
    pointer = outcome(result, f"STR005@{name}")

    assert [f"PLA003@{name}"] == [o.instance for o in result.findings if o.rule.code in ("STR005", "PLA003")]
    assert gd.Verdict.NOT_APPLICABLE is pointer.verdict
    assert "：整张表都是空白，见 PLA003；" in pointer.message("zh")
    assert " the whole table is blank, see PLA003; " in pointer.message("en")
    one_filled = gd.check(gd.replace(blank, {cells[0]: 0}))
    assert [f"STR005@{name}"] == [o.instance for o in one_filled.findings if o.rule.code in ("STR005", "PLA003")]


def test_previous_of_unknown_year_is_taken_at_its_word():
    """Who gives last year's report without a year is believed; its cells are labelled so."""
    before = attrs.evolve(report(REPORTS["suqian-2023"]), year=gd.Gap.ABSENT)
    result = gd.check(SUQIAN, previous=gd.Reading(report=before))
    found = outcome(result, "YR001@total")

    assert gd.Verdict.PASSED is found.verdict
    assert ("previous:requests.carried_over_out.total", "requests.carried_over_in.total") == found.addresses
    assert [("requests.carried_over_out.total", "previous"), ("requests.carried_over_in.total", "")] == [
        (each.address, each.report) for each in found.addends
    ]
    assert gd.Verdict.NOT_EVALUATED is outcome(result, "YR004").verdict


def test_data_is_no_document():
    """A report read from our own JSON is judged like one built in a script, not like a document."""
    reading = gd.Reading(report=SUQIAN, format="json")

    def not_applicable(x):
        return {o.instance for o in gd.check(x).outcomes if o.reason == "built"}

    assert gd.check(SUQIAN) == gd.check(reading)
    assert {rule.code for rule in gd.RULES if rule.needs is gd.Needs.DOCUMENT} == not_applicable(reading)
    assert set() == not_applicable(gd.Reading(report=SUQIAN, format="html"))


def test_not_tabular():
    """What is no report and no table is refused with what was expected."""
    for call in (gd.check, gd.verdict):
        with pytest.raises(gd.InvalidTypeError, match="expected an AnnualReport or one of"):
            call("2024.html")


@pytest.mark.parametrize(
    ("changes", "policy", "expected"),
    [
        ({}, False, gd.Verdict.PASSED),
        ({"requests.received.total": 1}, False, gd.Verdict.FAILED),
        ({"requests.received.total": gd.Gap.BLANK}, False, gd.Verdict.NOT_EVALUATED),
        ({"requests.received.total": gd.Gap.BLANK}, True, gd.Verdict.FAILED),
        ({"requests.received.total": gd.Gap.BLANK, "remedies.reconsideration.total": 1}, False, gd.Verdict.FAILED),
        ({"remedies.litigation_direct.corrected": gd.Gap.BLANK}, True, gd.Verdict.PASSED),
        ({"proactive.licensing.decisions": -1}, False, gd.Verdict.PASSED),
    ],
)
def test_verdict_of_the_identities_alone(changes, policy, expected):
    """`verdict` says what the identities say together, and agrees with their outcomes."""
    found = gd.replace(SUQIAN, {"remedies.litigation_direct.corrected": 0, **changes})
    verdicts = {each.verdict for each in gd.check(found, blank_as_zero=policy, rules=IDENTITY_RULES).outcomes}
    gravest = next(v for v in (gd.Verdict.FAILED, gd.Verdict.NOT_EVALUATED, gd.Verdict.PASSED) if v in verdicts)

    assert expected is gd.verdict(found, blank_as_zero=policy)
    assert expected is gd.verdict(gd.Reading(report=found), blank_as_zero=policy)
    assert expected is gravest


def test_verdict_of_tables_alone():
    """A table has the verdict of its own identities, and one that has none is no subject of them."""
    assert gd.Verdict.PASSED is gd.verdict(SUQIAN.requests)
    assert gd.Verdict.PASSED is gd.verdict(SUQIAN.remedies)
    assert gd.Verdict.NOT_APPLICABLE is gd.verdict(SUQIAN.proactive)


@pytest.mark.parametrize("address", sorted({a for each in gd.identities(SUQIAN) for a in each.addresses}))
def test_any_changed_cell_is_noticed(address):
    """A single wrong number in a covered cell never leaves a report passing, by either way of looking."""
    changed = gd.replace(SUQIAN, {address: gd.get(SUQIAN, address) + 1})

    assert gd.Verdict.FAILED is gd.verdict(changed)
    assert gd.Verdict.FAILED is gd.check(changed, rules=IDENTITY_RULES).verdict
