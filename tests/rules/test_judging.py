"""How one identity is judged, and what a check brings to its rules: each choice, and each default."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.checking import subject_of
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.model.access import values
from govdisclosure.rules import identities
from govdisclosure.rules.identities import IDENTITY_RULES, outcome_of, worst

BLANK, ABSENT = gd.Gap.BLANK, gd.Gap.ABSENT
TEXT = gd.Text("", "")
ZEROS = gd.zeros(2023, organ="北屿市水务局")
TOTAL = "remedies.reconsideration.total"
GAPPY = gd.replace(ZEROS, {TOTAL: BLANK})


def identity(*signs, right=(1,)):
    """An identity over as many cells as there are signs."""
    left = tuple(Term(f"l{number}", sign) for number, sign in enumerate(signs))
    others = tuple(Term(f"r{number}", sign) for number, sign in enumerate(right))
    return Identity(code="X", instance="X@x", left=left, right=others, subject=TEXT, title=TEXT, basis=TEXT)


def test_an_outcome_counts_no_blank_as_zero_unless_asked():
    """The default is the strict policy; the verdict under the other one is there as well."""
    rule = IDENTITY_RULES[0]
    found = outcome_of(rule, identity(1, 1), (3, BLANK, 3))
    zeroed = outcome_of(rule, identity(1, 1), (3, BLANK, 3), blank_as_zero=True)

    assert (gd.Verdict.NOT_EVALUATED, gd.Verdict.PASSED) == (found.verdict, found.if_blank_zero)
    assert ((None, 3), ("l1",), ()) == ((found.left, found.right), found.gaps, found.zeroed)
    assert (gd.Verdict.PASSED, (3, 3), (), ("l1",)) == (
        zeroed.verdict,
        (zeroed.left, zeroed.right),
        zeroed.gaps,
        zeroed.zeroed,
    )


def test_identities_keep_their_signs_below_a_prefix():
    """A cell that is taken away is taken away in a report as well."""
    below = identity(1, -1, right=(-1,)).under("t")

    assert [("t.l0", 1), ("t.l1", -1)] == [(term.address, term.sign) for term in below.left]
    assert [("t.r0", -1)] == [(term.address, term.sign) for term in below.right]


# ---------------------------------------------------------------------------------------------------- defaults


def test_by_default_a_blank_is_no_zero():
    """Nothing takes a blank for a zero unless it is told to."""
    for judged in (gd.verdict(GAPPY), worst(GAPPY), gd.check(GAPPY).verdict, gd.check_years([GAPPY]).verdict):
        assert gd.Verdict.NOT_EVALUATED is judged
    assert gd.Verdict.PASSED is worst(GAPPY, blank_as_zero=True) is gd.verdict(GAPPY, blank_as_zero=True)
    plain = subject_of(ZEROS)
    assert (False, False, "", ()) == (plain.blank_as_zero, plain.series, plain.label, plain.previous)
    assert "x" == subject_of(ZEROS, label="x").label


@pytest.mark.parametrize(("zero", "verdict"), [(False, "not_evaluated"), (True, "passed")])
def test_the_year_before_is_under_the_same_policy(zero, verdict):
    """A blank that was carried out is a zero only where blanks are."""
    before = gd.replace(gd.zeros(2022), {"requests.carried_over_out.total": BLANK})
    result = gd.check(ZEROS, previous=before, blank_as_zero=zero)

    assert verdict == {o.instance: o.verdict.value for o in result.outcomes}["YR001@total"]
    unpaid = gd.replace(gd.zeros(2022), {"proactive.fees.amount": BLANK})
    found = {o.rule.code: o.verdict.value for o in gd.check(ZEROS, previous=unpaid, blank_as_zero=zero).outcomes}
    assert verdict == found["YR008"]


def test_without_a_year_before_no_rule_on_years_is_run():
    """A report whose year is not known is not told that it cannot be compared, since nobody asked."""
    undated = attrs.evolve(ZEROS, year=gd.Gap.ABSENT)

    assert [] == [o.instance for o in gd.check(undated).outcomes if o.rule.code.startswith("YR")]
    assert [] != [o for o in gd.check(undated, previous=ZEROS).outcomes if o.rule.code.startswith("YR")]


def test_years_judged_by_rules_that_are_no_essential_ones():
    """What was not asked cannot be unknown: without the rule on the carry-over the years at hand can pass."""
    orders = [rule for rule in gd.RULES if rule.code == "YR004"]
    essential = [rule for rule in gd.RULES if rule.code in ("YR001", "REQ001")]

    assert gd.Verdict.PASSED is gd.check_years([ZEROS], rules=orders).verdict
    assert gd.Verdict.PASSED is gd.check_years([ZEROS, gd.zeros(2024)], rules=essential).verdict
    carried = [rule for rule in gd.RULES if rule.code in ("YR001", "YR004")]
    assert gd.Verdict.NOT_EVALUATED is gd.check_years([ZEROS], rules=carried).verdict


def test_a_rule_on_documents_and_a_report_that_was_built():
    """It does not apply, and the outcome says why."""
    (found,) = [o for o in gd.check(ZEROS).outcomes if o.rule.code == "VAL002"]

    assert (gd.Verdict.NOT_APPLICABLE, "built", "VAL002") == (found.verdict, found.reason, found.instance)


def test_places_of_cells_with_and_without_gaps():
    """Every outcome of a reading says where its cells stand, on the short way and on the long one."""
    place = gd.Place(row=3, text="7")
    for report in (ZEROS, GAPPY):
        reading = gd.Reading(report=report, places=((TOTAL, place),), format="html")
        found = {o.instance: o.places for o in gd.check(reading).outcomes}

        assert ((TOTAL, place),) == found["REM001@reconsideration"]
        assert () == found["REM001@litigation_direct"]


# ---------------------------------------------------------------------------------------------------- parts


def test_parts_without_a_name_are_told_apart():
    """A part is called by its name, or by what it is; a second one of the same name by a number."""
    nameless = attrs.evolve(ZEROS, organ=gd.Organ())
    named = attrs.evolve(ZEROS, organ=gd.Organ("甲局"))
    result = gd.check_rollup(
        ZEROS, own=nameless, departments=[nameless, nameless, named, named], governments=[nameless]
    )
    outcome = next(o for o in result.outcomes if o.instance == "ROL001@requests.received.total")

    assert ["own", "department", "department#2", "甲局", "甲局#2", "government"] == [
        name.partition(":")[0] for name in outcome.addresses[1:]
    ]


@pytest.mark.parametrize(("zero", "verdict"), [(False, "not_evaluated"), (True, "passed")])
def test_parts_are_under_the_same_policy(zero, verdict):
    """A blank of a part is a zero only where blanks are."""
    part = gd.replace(attrs.evolve(ZEROS, organ=gd.Organ("甲局")), {"requests.received.total": BLANK})
    result = gd.check_rollup(ZEROS, departments=[part], expected=["甲局"], blank_as_zero=zero)

    assert verdict == {o.instance: o.verdict.value for o in result.outcomes}["ROL001@requests.received.total"]


@pytest.mark.parametrize("zero", [False, True])
def test_a_rule_of_ones_own_finds_every_report_under_the_policy(zero):
    """Whatever reports a rule is given beside the one it looks at, their blanks count as the caller said."""
    seen = []

    def look(rule, subject):
        seen.extend(each.blank_as_zero for each in (subject, *subject.previous, *subject.all_parts.all))
        return ()

    over_years, over_parts = (
        attrs.evolve(IDENTITY_RULES[0], look=look, needs=needs) for needs in (gd.Needs.PREVIOUS, gd.Needs.PARTS)
    )
    gd.check(ZEROS, previous=gd.zeros(2022), rules=[over_years], blank_as_zero=zero)
    gd.check_years([ZEROS, gd.zeros(2022)], rules=[over_years], blank_as_zero=zero)
    gd.check_rollup(ZEROS, own=ZEROS, departments=[ZEROS], rules=[over_parts], blank_as_zero=zero)

    assert [zero] * 8 == seen


# ---------------------------------------------------------------------------------------------------- both ways


@pytest.mark.parametrize("rule", IDENTITY_RULES, ids=lambda rule: rule.code)
def test_rules_of_identities(rule):
    """Errors without which nothing passes, with the sentences that all of them share."""
    made = identities._rule(rule.code, rule.title, rule.basis, rule.cause)

    assert rule == made
    assert (gd.Severity.ERROR, True, identities.look) == (made.severity, made.essential, made.look)
    assert identities.IDENTITY_TEXTS == made.texts
    assert identities.IDENTITY_UNKNOWN == made.unknown


def test_what_the_long_way_and_the_short_way_say():
    """A report with numbers only, judged by generated sums and by adding up, gives the same outcomes."""
    broken = gd.replace(ZEROS, {"requests.received.total": 3, "remedies.reconsideration.upheld": 2})
    rule = next(rule for rule in IDENTITY_RULES if rule.code == "REQ003")
    short = list(rule.look(rule, gd.Subject(data=broken)))
    held = values(broken)
    long = [
        outcome_of(rule, each, tuple(held[a] for a in each.addresses))
        for each in gd.identities(broken)
        if each.code == "REQ003"
    ]

    assert long == short
    assert [o.addends for o in long] == [o.addends for o in short]


@pytest.mark.parametrize(
    ("row", "bound"),
    [
        ("government_rules.issued", 1_000),
        ("normative_documents.issued", 100_000),
        ("licensing.decisions", 1_000_000_000),
    ],
)
def test_size_that_a_count_of_table_two_usually_has(row, bound):
    """The bound itself is passed over; one more is perhaps two numbers run together."""
    found = [
        [each.rule.code for each in gd.check(gd.replace(ZEROS, {f"proactive.{row}": value})).findings]
        for value in (bound, bound + 1)
    ]

    assert [0, 1] == [codes.count("VAL004") for codes in found]
