"""The order of explanations among equals, and the evidence that gives it."""

import pytest

import govdisclosure as gd
from govdisclosure.diagnosis import EvidenceKind, Slip
from govdisclosure.diagnosis.digits import distance, stroke
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.text import Text
from govdisclosure.model.notices import NOTICES
from govdisclosure.model.place import Place

GROUP = "remedies.reconsideration."


def four(**changes):
    """A report whose first sum of table four has 30, 13, 57, 24 and their total, with some changed."""
    held = {"upheld": 30, "corrected": 13, "other_result": 57, "pending": 24, "total": 124} | changes
    return gd.replace(gd.zeros(2024), {GROUP + name: value for name, value in held.items()})


def changed(explanation):
    """The one cell of the group that an explanation changes."""
    (address,) = explanation.changes
    return address.removeprefix(GROUP)


@pytest.mark.parametrize(
    ("printed", "right", "slip", "cost"),
    [
        (1480, 1408, Slip.DIGITS_EXCHANGED, 2),
        (140, 1408, Slip.DIGIT_LEFT_OUT, 2),
        (14408, 1408, Slip.DIGIT_DOUBLED, 2),
        (14084, 1408, Slip.DIGIT_ADDED, 2),
        (91408, 1408, Slip.DIGIT_ADDED, 2),
        (1405, 1408, Slip.KEY_BESIDE, 2),
        (1401, 1408, Slip.DIGIT_CHANGED, 2),
        (1409, 1408, Slip.KEY_BESIDE, 2),
        (10, 9, Slip.OFF_BY_ONE, 2),
        (3, 4, Slip.OFF_BY_ONE, 2),
        (-31, 31, Slip.SIGN, 2),
        (0, 31, Slip.LEFT_ZERO, 3),
        (0, 7, Slip.DIGIT_CHANGED, 2),
        (31, 0, Slip.SEVERAL, 4),
        (9999, 1408, Slip.SEVERAL, 8),
    ],
)
def test_what_was_done_to_a_number(printed, right, slip, cost):
    """Each usual slip has its name; the cost grows with the digits that differ."""
    found = stroke(printed, right)

    assert (slip, cost) == (found.slip, found.cost)
    assert found.slip.text("zh") != found.slip.text("en")


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("", "12", 2), ("12", "21", 1), ("123", "13", 1), ("1", "1", 0), ("1234", "4321", 3)]
)
def test_distance_of_digits(one, other, expected):
    """A digit changed, left out or added is one step, and so are two that changed places."""
    assert expected == distance(one, other) == distance(other, one)


def test_usual_slip_comes_first():
    """Among five cells the one whose number can come of one slip of a hand stands first, and the reason is stated."""
    best, second, *_ = gd.diagnose(four(corrected=1)).explanations

    assert "corrected" == changed(best)
    assert [Slip.DIGIT_LEFT_OUT] == [each.slip for each in best.evidence if each.slip]
    assert "it takes fewer slips" in best.reason.en
    assert second.reason.zh.startswith("先于下一种")
    assert best.reason.en == best.to_dict()["reason"]["en"]


def test_usual_slip_comes_before_a_total_that_leaves_out_a_part():
    """Small numbers agree by chance: 67 is the total without 27, and 30 for 3 is one key too many."""
    best, second, *_ = gd.diagnose(four(upheld=30, other_result=27, total=67)).explanations

    assert (None, {GROUP + "upheld": 3}) == (best.cause, best.changes)
    assert "before the next one: its slips are more usual" == best.reason.en
    assert (["other result"], {GROUP + "total": 94}) == ([line.en for line in second.cause.lines], second.changes)


def test_last_one_says_why_it_is_last():
    """The last explanation names what the one before has over it."""
    assert gd.diagnose(four(corrected=31)).explanations[-1].reason.en.startswith("last; of the one before: ")


def test_equal_evidence_is_said():
    """Where nothing decides, the order is that of the form, and is said to be no more than that."""
    explanations = gd.diagnose(four(upheld=30, corrected=30, other_result=30, pending=30, total=121)).explanations
    plain = [each for each in explanations if each.cause is None]

    assert ["upheld", "corrected", "other_result", "pending"] == [
        changed(each) for each in plain if "total" not in each.message("en")
    ]
    assert any("the evidence is equal" in each.reason.en for each in explanations)


def test_what_the_text_states():
    """A figure in the text speaks for the proposal that agrees with it and against one that changes it."""
    stated = {GROUP + "pending": 42, GROUP + "upheld": [30, 300], "proactive.licensing.decisions": 9}
    best, *rest = gd.diagnose(four(total=142), stated=stated).explanations
    against = next(each for each in rest if changed(each) == "upheld")

    assert {GROUP + "pending": 42} == best.changes
    assert "the text states 42" in best.message("en")
    assert "the text states more" in best.reason.en
    assert EvidenceKind.CONTRADICTED in [each.kind for each in against.evidence]
    assert "但正文写的也是 30" in against.message("zh")
    assert against is rest[-1]


def test_what_the_reader_doubted():
    """A cell that the reader was not sure of is suspected before the others."""
    code = next(iter(NOTICES))
    address = GROUP + "other_result"
    place = Place(page=4, table=2, row=3, column=4, text="75")
    reading = gd.Reading(
        report=four(other_result=77), notices=(gd.Notice(code=code, addresses=(address,)),), places=((address, place),)
    )
    best, second, *_ = gd.diagnose(reading).explanations

    assert {address: 57} == best.changes
    assert EvidenceKind.DOUBTED in [each.kind for each in best.evidence]
    assert "only cells that the reader was not sure of" in best.reason.en
    assert place == best.tells_apart[0].place
    assert "look in the source whether 57 stands at table 4, row 3, " in best.message("en")
    assert "other result (page 4)" in best.message("en")
    assert "请核对原件表四 第 3 行 行政复议 其他结果（第 4 页） 是否为 57" in best.message("zh")
    assert second.tells_apart[0].place is None
    assert gd.AnnualReport is type(best.apply(reading))


def test_part_left_out_of_a_total():
    """A difference that is exactly one part is named: as the cause among equals, as evidence if nothing else fits."""
    ambiguous = gd.diagnose(four(total=67)).explanations
    row = "requests.outcomes.disclosed."
    wrong = gd.replace(
        gd.zeros(2024), {f"{row}natural_persons": 5, f"{row}commercial_enterprises": 9, f"{row}total": 5}
    )
    wrong = gd.replace(
        wrong,
        {
            f"requests.{line}.{column}": value
            for line in ("outcomes.total", "received")
            for column, value in (("natural_persons", 5), ("commercial_enterprises", 9), ("total", 14))
        },
    )
    (unique,) = gd.diagnose(wrong).explanations
    twice = gd.replace(wrong, {f"{row}total": 23})

    assert ["other result"] == [line.en for line in ambiguous[0].cause.lines]
    assert {f"{row}total": 14} == unique.changes
    assert "the difference is the part" in unique.message("en")
    assert [EvidenceKind.COUNTED_TWICE] == [each.kind for each in gd.diagnose(twice).explanations[0].evidence][1:]


@pytest.mark.parametrize("difference", [9, -9])
def test_taken_twice_is_said_of_totals_only(difference):
    """That a difference is another number of the sum says something of the total, and nothing of a part."""
    rows = ("received", "outcomes.disclosed", "outcomes.total")
    numbers = {"natural_persons": 19, "commercial_enterprises": 9, "total": 28}
    right = gd.replace(gd.zeros(2024), {f"requests.{row}.{name}": n for row in rows for name, n in numbers.items()})
    told = {}
    for name, number in numbers.items():
        address = f"requests.outcomes.disclosed.{name}"
        (explanation,) = gd.diagnose(gd.replace(right, {address: number + difference})).explanations
        told[name] = {each.kind for each in explanation.evidence}
        assert {address: number} == explanation.changes

    kind = EvidenceKind.COUNTED_TWICE if difference > 0 else EvidenceKind.LEFT_OUT
    assert kind in told["total"]
    assert told["natural_persons"].isdisjoint({EvidenceKind.COUNTED_TWICE, EvidenceKind.LEFT_OUT})
    assert told["commercial_enterprises"].isdisjoint({EvidenceKind.COUNTED_TWICE, EvidenceKind.LEFT_OUT})


def test_an_address_that_is_not_on_the_form():
    """A figure that the text states is stated for a cell of the form, or the address is an error."""
    with pytest.raises(gd.UnknownAddressError, match="totl"):
        gd.diagnose(four(total=142), stated={GROUP + "totl": 42})
    with pytest.raises(gd.UnknownAddressError, match="on this form"):
        gd.diagnose(four(total=142).remedies, stated={GROUP + "total": 42})

    assert gd.diagnose(four(total=142).remedies, stated={"reconsideration.total": 42}).components


def test_looks_tell_explanations_apart():
    """Each of several explanations names the cell that decides, with what the others say stands there."""
    for explanation in gd.diagnose(four(corrected=31)).explanations:
        (look,) = explanation.tells_apart
        (address,) = explanation.changes

        assert address == look.address
        assert explanation.changes[address] == look.here
        assert (explanation.printed[address],) == look.otherwise


def test_what_all_explanations_share_tells_nothing_apart():
    """A cell that every explanation changes to the same number is not among those to look up."""
    row = "proactive.normative_documents."
    first, second, third = f"{row}issued", f"{row}repealed", f"{row}in_force"
    x = gd.replace(gd.zeros(2024), {first: 9, second: 20, third: 30})
    identities = [identity("one", (first,), ("a",)), identity("all", (first, second, third), ("b",))]
    explanations = gd.diagnose(x, identities=identities, references={"a": 10, "b": 64}).explanations

    assert [{first, second}, {first, third}] == [set(each.changes) for each in explanations]
    assert [[second], [third]] == [[look.address for look in each.tells_apart] for each in explanations]


def identity(name, left, right):
    """An identity over some addresses."""
    nothing = Text("", "")
    return Identity(
        code="T",
        instance=f"T@{name}",
        left=tuple(map(Term, left)),
        right=tuple(map(Term, right)),
        subject=nothing,
        title=nothing,
        basis=nothing,
    )


def test_negative_and_huge_numbers_are_not_proposed():
    """A count is neither negative nor of thirteen digits, so no such number is proposed."""
    wrong = four(upheld=10**12 - 1, corrected=0, other_result=0, pending=10**12 - 1, total=5)

    assert () == gd.diagnose(wrong).explanations
