"""The functions that are generated from the identities say what adding up says."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.model.access import shape, values
from govdisclosure.rules import identities

TEXT = gd.Text("", "")


def identity(left, right, name="X"):
    """An identity over terms."""
    return Identity(code="X", instance=name, left=left, right=right, subject=TEXT, title=TEXT, basis=TEXT)


def test_sums_of_both_sides():
    """Left and right of each identity in turn, with signs, over whatever the addresses are."""
    sums = identities.compile_sums(
        [
            identity((Term("a"), Term("b", -1)), (Term("c.d"),)),
            identity((Term("c.d", -1),), (Term("a", 1, "2023"), Term("b"))),
        ]
    )

    assert (7, 4, -4, 103) == sums({"a": 10, "b": 3, "c.d": 4, "2023:a": 100})
    assert (Decimal("0.5"), 0, 0, Decimal("1.5")) == sums(
        {"a": Decimal("1.5"), "b": 1, "c.d": 0, "2023:a": Decimal("0.5")}
    )


def test_sums_over_a_gap_are_refused():
    """A gap is no number; whoever calls takes the long way."""
    with pytest.raises(TypeError):
        identities.compile_sums([identity((Term("a"),), (Term("b"),))])({"a": gd.Gap.BLANK, "b": 1})


def test_no_sums():
    """Of no identity there is nothing to say."""
    assert () == identities.compile_sums([])({})


REPORT = gd.zeros(2023)
ADDRESSES = tuple(dict.fromkeys(a for each in gd.identities(REPORT) for a in each.addresses))


@pytest.mark.parametrize("x", [REPORT, REPORT.requests, REPORT.remedies, gd.zeros(2020)])
def test_holds(x):
    """True where every identity holds; false with any one cell changed; a gap is refused wherever it is."""
    holds = identities.compile_holds(shape(x), prefixed=isinstance(x, gd.AnnualReport))
    covered = dict.fromkeys(a for each in gd.identities(x) for a in each.addresses)

    assert holds(x) is True
    for address in covered:
        assert holds(gd.replace(x, {address: 1})) is False
        with pytest.raises(TypeError):
            holds(gd.replace(x, {address: gd.Gap.BLANK}))


def test_nothing_to_hold():
    """Table two has no identity, so there is none that does not hold."""
    assert identities.compile_holds((gd.Proactive2021,), prefixed=False)(REPORT.proactive) is True


def test_a_gap_is_refused_even_beside_a_sum_that_fails():
    """It must not depend on the order whether a gap is seen."""
    broken = gd.replace(REPORT, {ADDRESSES[0]: 5, ADDRESSES[-1]: gd.Gap.ABSENT})
    holds = identities.compile_holds(shape(REPORT), prefixed=True)

    with pytest.raises(TypeError):
        holds(broken)


@pytest.mark.parametrize("rule", identities.IDENTITY_RULES, ids=lambda rule: rule.code)
def test_rules_of_identities(rule):
    """Errors without which nothing passes, with the sentences that all of them share."""
    made = identities._rule(rule.code, rule.title, rule.basis, rule.cause)

    assert rule == made
    assert (gd.Severity.ERROR, True, identities.look) == (made.severity, made.essential, made.look)
    assert identities.IDENTITY_TEXTS == made.texts
    assert identities.IDENTITY_UNKNOWN == made.unknown


def test_what_the_long_way_and_the_short_way_say():
    """A report with numbers only, judged by generated sums and by adding up, gives the same outcomes."""
    broken = gd.replace(REPORT, {"requests.received.total": 3, "remedies.reconsideration.upheld": 2})
    rule = next(rule for rule in identities.IDENTITY_RULES if rule.code == "REQ003")
    short = list(rule.look(rule, gd.Subject(data=broken)))
    held = values(broken)
    long = [
        identities.outcome_of(rule, each, tuple(held[a] for a in each.addresses))
        for each in gd.identities(broken)
        if each.code == "REQ003"
    ]

    assert long == short
    assert [o.addends for o in long] == [o.addends for o in short]
