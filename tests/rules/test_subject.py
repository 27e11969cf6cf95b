"""What a rule is given to look at: the cells under both policies, their places, and what tells reports apart."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.rules.rule import Parts

TOTAL = "requests.received.total"
UPHELD = "remedies.reconsideration.upheld"
REPORT = gd.replace(
    gd.zeros(2023, organ="北屿市水务局"),
    {TOTAL: gd.Gap.BLANK, UPHELD: gd.Gap.PLACEHOLDER, "proactive.fees.amount": gd.Gap.ABSENT},
)
READING = gd.Reading(report=REPORT, places=((TOTAL, gd.Place(row=3)),), format="html")


def test_blanks_under_both_policies():
    """Blanks and placeholders count as zero only under the policy that says so; what is absent never does."""
    strict = gd.Subject(data=REPORT)
    lenient = strict.with_zeros

    assert (gd.Gap.BLANK, gd.Gap.PLACEHOLDER) == (strict.counted[TOTAL], strict.counted[UPHELD])
    assert (
        (0, 0) == (lenient.counted[TOTAL], lenient.counted[UPHELD]) == (strict.as_zero[TOTAL], strict.as_zero[UPHELD])
    )
    assert gd.Gap.ABSENT is lenient.counted["proactive.fees.amount"]
    assert {TOTAL, UPHELD, "proactive.fees.amount"} == strict.gaps
    assert {TOTAL, UPHELD} == strict.blanks
    assert REPORT == lenient.data
    assert lenient.blank_as_zero is True


def test_what_a_report_without_gaps_counts():
    """Under either policy the same."""
    plain = gd.Subject(data=gd.zeros(2023))

    assert plain.values == plain.counted == plain.with_zeros.counted
    assert frozenset() == plain.gaps == plain.blanks


@pytest.mark.parametrize("label", ["", "2023"])
def test_places_by_name(label):
    """A label stands before the address wherever the cell is named, and so where its place is looked up."""
    subject = gd.Subject(data=REPORT, reading=READING, label=label)

    assert (f"{label}:{TOTAL}" if label else TOTAL) == subject.name(TOTAL)
    assert {subject.name(TOTAL): gd.Place(row=3)} == dict(subject.places)
    assert gd.Place(row=3) == subject.place(TOTAL)
    assert subject.place(UPHELD) is None


def test_a_report_that_was_built_has_no_places():
    """There is no document that they could be in."""
    assert {} == dict(gd.Subject(data=REPORT).places)
    assert gd.Subject(data=REPORT).place(TOTAL) is None


def test_what_is_known_of_a_report_and_of_a_table():
    """A table alone has no year and no organ; a gap in their place is nothing known either."""
    whole = gd.Subject(data=REPORT)
    alone = gd.Subject(data=REPORT.requests)
    nameless = gd.Subject(data=attrs.evolve(REPORT, year=gd.Gap.ABSENT, organ=gd.Organ()))

    assert (REPORT, 2023, "北屿市水务局") == (whole.report, whole.year, whole.organ)
    assert (None, None, None) == (alone.report, alone.year, alone.organ)
    assert (None, None) == (nameless.year, nameless.organ)
    assert (gd.Requests2021,) == alone.shape
    assert (gd.Proactive2021, gd.Requests2021, gd.Remedies) == whole.shape
    assert set(whole.cells) == set(whole.values) == set(gd.addresses(REPORT))


def test_cells_taken_together():
    """In the order asked for; nothing if one of them is no cell of the form."""
    subject = gd.Subject(data=REPORT)

    for _ in range(2):
        assert (gd.Gap.PLACEHOLDER, gd.Gap.BLANK, 0) == subject.take(
            (UPHELD, TOTAL, "requests.received.natural_persons")
        )
        assert () == subject.take((UPHELD, "year"))
    assert () == subject.take(())


def test_parts():
    """Own level, departments, governments, in this order; none if there are none."""
    own, office, town = (gd.Subject(data=REPORT, label=label) for label in ("own", "office", "town"))
    parts = Parts(own=own, departments=(office,), governments=(town,))

    assert (own, office, town) == parts.all == gd.Subject(data=REPORT, parts=parts).all_parts.all
    assert () == Parts().all
    assert Parts() == gd.Subject(data=REPORT).all_parts


def test_what_kinds_of_answers_there_are():
    """By name, as a person would read it; errors matter most."""
    assert "Verdict.NOT_EVALUATED" == repr(gd.Verdict.NOT_EVALUATED)
    assert "Severity.ERROR" == repr(gd.Severity.ERROR)
    assert "Needs.PREVIOUS" == repr(gd.Needs.PREVIOUS)
    assert [0, 1, 2] == [severity.rank for severity in (gd.Severity.ERROR, gd.Severity.WARNING, gd.Severity.INFO)]
    assert "REQ001" == str(next(rule for rule in gd.RULES if rule.code == "REQ001"))
