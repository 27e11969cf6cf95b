"""How one identity is judged, and what a check brings to its rules: each choice, and each default."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.checking import subject_of
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.rules.identities import IDENTITY_RULES, Side, compare, judge, outcome_of, side, worst

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


@pytest.mark.parametrize(
    ("signs", "values", "expected"),
    [
        ((1, -1), (5, 2), Side(3)),
        ((1, 1, 1), (1, BLANK, BLANK), Side(1, adding=2)),
        ((1, 1, 1), (ABSENT, 4, ABSENT), Side(4, adding=2, lost_adding=2)),
        ((-1, -1, 1), (BLANK, BLANK, 4), Side(4, taking=2)),
        ((-1, -1, 1), (ABSENT, BLANK, ABSENT), Side(0, adding=1, taking=2, lost_adding=1, lost_taking=1)),
        ((-1, -1, -1), (ABSENT, ABSENT, 1), Side(-1, taking=2, lost_taking=2)),
    ],
)
def test_what_is_known_of_a_side(signs, values, expected):
    """The sum of the numbers, and how many gaps add to it and take from it, with those that are no blanks."""
    assert expected == side(identity(*signs).left, values)


def test_a_side_with_its_blanks_as_zeros():
    """Only what is lost for good is still missing."""
    assert Side(3, 1, 2, 1, 2) == Side(3, adding=4, taking=5, lost_adding=1, lost_taking=2).with_zeros
    assert (None, 3) == (Side(3, adding=1).sum, Side(3, adding=1).with_zeros.sum)


def test_a_side_needs_a_value_for_each_term():
    """None is dropped."""
    with pytest.raises(ValueError, match="shorter"):
        side(identity(1, 1).left, (1,))


@pytest.mark.parametrize(
    ("left", "right", "more", "verdict"),
    [
        (Side(3), Side(3), {}, "passed"),
        (Side(3), Side(2), {}, "failed"),
        (Side(2, adding=1), Side(3), {}, "not_evaluated"),
        (Side(4, adding=1), Side(3), {}, "failed"),
        (Side(2, taking=1), Side(3), {}, "failed"),
        (Side(4, taking=1), Side(3), {}, "not_evaluated"),
        (Side(3), Side(4, adding=1), {}, "failed"),
        (Side(3), Side(2, adding=1), {}, "not_evaluated"),
        (Side(3), Side(2, taking=1), {}, "failed"),
        (Side(3), Side(4, taking=1), {}, "not_evaluated"),
        (Side(3, adding=1), Side(9, adding=1), {}, "not_evaluated"),
        (Side(3, adding=1), Side(9, adding=1), {"more_left": 1}, "not_evaluated"),
        (Side(9, adding=1), Side(3, taking=1), {}, "failed"),
        (Side(3, adding=1), Side(3, taking=1), {}, "not_evaluated"),
        (Side(3, taking=1), Side(3, adding=1), {}, "not_evaluated"),
        (Side(3, taking=1), Side(3), {"more_right": 1}, "not_evaluated"),
        (Side(3, adding=1), Side(3), {"more_left": 1}, "not_evaluated"),
        (Side(3, taking=1), Side(9, adding=1), {}, "failed"),
        (Side(9, adding=1), Side(3), {"more_left": 1}, "failed"),
        (Side(3, taking=1), Side(9), {"more_right": 1}, "failed"),
        (Side(3), Side(3), {"more_left": 1}, "not_evaluated"),
        (Side(4), Side(3), {"more_left": 1}, "failed"),
        (Side(3), Side(4), {"more_right": 1}, "failed"),
        (Side(4), Side(3), {"more_right": 1}, "not_evaluated"),
    ],
)
def test_two_sides_compared(left, right, more, verdict):
    """With gaps it fails only where no count that could stand there makes it hold."""
    assert verdict == compare(left, right, **more).value


def test_judging_by_address():
    """The values are taken by the addresses of the terms."""
    found = {"l0": 3, "l1": 2, "r0": 5}

    assert gd.Verdict.PASSED is judge(identity(1, 1), found)
    assert gd.Verdict.FAILED is judge(identity(1, 1), {**found, "r0": 6})
    assert gd.Verdict.NOT_EVALUATED is judge(identity(1, 1), {**found, "l1": BLANK})


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
