"""What a diagnosis says: sentences, JSON, the one-line hint, and refusals."""

import json
import pickle
from decimal import Decimal

import pytest

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure.diagnosis import Because, CauseKind, EvidenceKind, Range, Slip, hint
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.say import shortened
from govdisclosure.forms.text import Text
from govdisclosure.model.place import Place

RIGHT = report(REPORTS["suqian-2024"])
CELL = "requests.outcomes.disclosed.natural_persons"
ONE = gd.replace(RIGHT, {CELL: 1480})
FOUR = gd.replace(RIGHT, {"remedies.reconsideration.total": 171})
THREE = gd.replace(
    RIGHT,
    {
        "requests.received.total": 1,
        "requests.outcomes.disclosed.commercial_enterprises": 2,
        "requests.outcomes.partially_disclosed.natural_persons": 3,
    },
)
NOTHING = Text("", "")


def test_whole_sentence():
    """Which cell, what it holds and should hold, how certain, why, and what then holds again."""
    (explanation,) = gd.diagnose(ONE).explanations

    assert explanation.message("zh") == (
        "「三、本年度办理结果 / （一）予以公开 / 自然人」现为 1480，应为 1408；只有这一格说得通；"
        "线索：相邻两位数字颠倒；改后 表三 三、本年度办理结果 / （一）予以公开；表三 自然人 办理结果合计 平衡"
    )
    assert explanation.message("en") == (
        "“outcomes this year / disclosed / natural persons” holds 1480, should be 1408; the only single cell that "
        "explains it; evidence: two digits exchanged; then these hold again: table 3, outcomes this year / "
        "disclosed; table 3, natural persons, outcomes"
    )


def test_whole_diagnosis():
    """A line for each component and one for each of its explanations; one line where nothing fails."""
    lines = gd.diagnose(FOUR).message("en").splitlines()

    assert "table 4, administrative reconsideration: one wrong cell explains it" == lines[0]
    assert lines[1].startswith("  1. ")
    assert "every identity holds" == gd.diagnose(RIGHT).message("en")
    assert "勾稽关系全部平衡" == gd.diagnose(RIGHT).message()
    assert "it cannot be a single cell" in gd.diagnose(gd.replace(ONE, {"requests.received.total": 3})).message("en")


def test_no_small_explanation():
    """Three wrong cells are more than what is looked for: nothing is proposed, and no number of errors is claimed."""
    found = gd.diagnose(THREE)

    assert gd.Assessment.NO_SMALL_EXPLANATION is found.assessment
    assert () == found.explanations
    assert "一格、两格或一次已知的失误都不能解释" in found.message("zh")


def test_many_failures_are_counted():
    """Of many failures the first are named, with how many there are; the list itself is in the component."""
    found = gd.diagnose(THREE)

    assert 6 == len(found.components[0].failures)
    assert found.message("zh").startswith(
        "表三 一、本年新收政府信息公开申请数量；表三 三、本年度办理结果 / （一）予以公开；"
    )
    assert "等 6 条：" in found.message("zh")
    assert "and others, 6 in all: " in found.message("en")


def test_the_order_is_explained():
    """Each explanation but the last says what it has over the next one; what holds again is not repeated."""
    _, *lines, last = gd.diagnose(FOUR).message("en").splitlines()

    assert lines
    assert all("; before the next one: " in line for line in lines)
    assert "before" not in last
    assert "then these hold again" not in "".join(lines)


def test_several_differences_are_no_clue():
    """Numbers that have nothing to do with each other are not called evidence in the text."""
    (explanation,) = gd.diagnose(gd.replace(RIGHT, {CELL: 7})).explanations

    assert [Slip.SEVERAL] == [each.slip for each in explanation.evidence]
    assert "evidence" not in explanation.message("en")


def test_the_same_clue_is_said_once():
    """Two cells with the same slip share a clue that says so."""
    wrong = gd.replace(ONE, {"requests.received.commercial_enterprises": 57})
    (explanation,) = gd.diagnose(wrong).explanations

    assert "evidence: two digits exchanged (2 cells)" in explanation.message("en")
    assert "线索：相邻两位数字颠倒（2 格）" in explanation.message("zh")
    assert "should be 75, and “outcomes" in explanation.message("en")


@pytest.mark.parametrize(
    ("labels", "shared", "names"),
    [
        (["甲 / 子 / 一", "甲 / 子 / 二"], "甲 / 子", ("一", "二")),
        (["甲 / 子 / 一", "甲 / 丑 / 二"], "甲", ("一", "二")),
        (["甲 / 子 / 一", "甲 / 丑 / 一"], "甲 / 一", ("子", "丑")),
        (["甲 / 子 / 一", "乙 / 子 / 二"], "", ("一", "二")),
        (["甲 / 一", "乙 / 一", "乙 / 二"], "", ("甲 / 一", "乙 / 一", "乙 / 二")),
        (["甲", "甲 / 一"], "", ("甲", "一")),
    ],
)
def test_labels_in_short(labels, shared, names):
    """What labels begin and end with in common is said once, and something is left of each."""
    assert (shared, names) == shortened(labels)


def test_json():
    """The whole diagnosis is JSON, and its changes are what replace() takes."""
    found = gd.diagnose(
        gd.Reading(report=FOUR, places=(("remedies.reconsideration.total", Place(page=3, text="171")),))
    )
    text = json.dumps(found.to_dict(), ensure_ascii=False)
    back = json.loads(text)
    explanations = back["components"][0]["explanations"]

    assert "explained" == back["assessment"]
    assert [["REM001@reconsideration"]] == back["contradictions"]
    for each, explanation in zip(explanations, found.explanations, strict=True):
        assert gd.replace(FOUR, each["changes"]) == explanation.apply(FOUR)
        assert set(each["changes"]) == set(each["printed"])
    (total,) = [each for each in explanations if "remedies.reconsideration.total" in each["changes"]]
    assert {"page": 3, "text": "171"} == total["tells_apart"][0]["place"]
    assert [171] == total["tells_apart"][0]["otherwise"]


def test_nowhere_to_look():
    """Where the place of a cell is not known, or is no more than its text, nobody is told to look there."""
    nowhere = Place(text="171")
    found = gd.diagnose(gd.Reading(report=FOUR, places=(("remedies.reconsideration.total", nowhere),)))

    assert nowhere in [look.place for each in found.explanations for look in each.tells_apart]
    assert "look in the source" not in found.message("en")


def test_json_of_a_cause_and_of_blanks():
    """A cause, a range, a proof and a gap have their place in the JSON."""
    gap = {"remedies.reconsideration.upheld": gd.Gap.BLANK}
    open_ = gd.diagnose(gd.replace(RIGHT, gap | {"remedies.reconsideration.total": 70})).to_dict()
    known = gd.diagnose(gd.replace(RIGHT, gap)).to_dict()
    two = gd.diagnose(gd.replace(RIGHT, gap | {"remedies.reconsideration.pending": gd.Gap.BLANK})).to_dict()
    slip = gd.diagnose(
        gd.replace(RIGHT, dict.fromkeys([a for a in gd.addresses(RIGHT) if a.startswith("requests.received.")], 0))
    ).to_dict()
    first = open_["components"][0]["explanations"][0]

    assert [{"low": 0, "high": 6}] == list(first["undetermined"].values())
    assert {"low": 0, "high": 6} == first["tells_apart"][0]["here"]
    assert "only_unknown" == known["determined"][0]["proof"][0]["because"]
    assert {"low": 0, "high": 124} == two["ranges"]["remedies.reconsideration.upheld"]
    assert "line_left_empty" == slip["components"][0]["explanations"][0]["cause"]["kind"]
    assert "blank" in json.dumps(gd.diagnose(gd.replace(RIGHT, gap), blank_as_zero=True).to_dict())


def test_hint():
    """One line where exactly one explanation is found, and nothing where several are or none; it says what is known."""
    both = gd.replace(ONE, {"remedies.reconsideration.total": -171})
    four = gd.replace(gd.zeros(2024), {"remedies.reconsideration.total": -2})
    alone = gd.replace(four, {CELL: 3})

    what = "“outcomes this year / disclosed / natural persons” holds 1480, should be 1408"

    assert f"diagnosis: {what} (the only single cell that explains it)" == hint(ONE, "en")
    assert "诊断：「三、本年度办理结果 / （一）予以公开 / 自然人」现为 1480，应为 1408（只有这一格说得通）" == hint(ONE)
    assert hint(gd.diagnose(FOUR)) is None
    assert hint(THREE) is None
    assert hint(RIGHT) is None
    assert "现为 1480" in hint(both)
    assert hint(four, "en").endswith(
        "holds -2, should be 0 (the only single cell that fits, but several can share the difference)"
    )
    assert hint(four).endswith("现为 -2，应为 0（单独一格只有这一格说得通，但差额也可由几格分担）")
    assert hint(alone, "en").endswith("; and 1 more")
    assert hint(alone).endswith("；另有 1 处")


def test_proposal_for_another_report_is_refused():
    """An explanation is applied only to a report that holds the numbers it was made for."""
    (explanation,) = gd.diagnose(ONE).explanations

    with pytest.raises(
        gd.InvalidValueError, match=r"natural_persons holds 1408, but .* made for 1480; call diagnose\(\)"
    ):
        explanation.apply(RIGHT)
    with pytest.raises(
        gd.InvalidValueError, match=r"speaks of requests\.outcomes\.disclosed\.natural_persons, which is not"
    ):
        explanation.apply(ONE.requests)


def test_labels_and_addresses():
    """An explanation names its cells by address and by official label."""
    (explanation,) = gd.diagnose(ONE).explanations

    assert (CELL,) == explanation.addresses
    assert "三、本年度办理结果 / （一）予以公开 / 自然人" == explanation.label(CELL)


def test_pickled():
    """A diagnosis survives the way to another process."""
    found = gd.diagnose(FOUR)
    back = pickle.loads(pickle.dumps(found))

    assert back == found
    assert back.message() == found.message()
    assert back.explanations[0].apply(FOUR) == found.explanations[0].apply(FOUR)


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (Range(None, None), "任意数", "any number"),
        (Range(3, None), "不小于 3 的数", "3 or more"),
        (Range(None, 3), "不大于 3 的数", "3 or less"),
        (Range(3, 4), "3 至 4", "3 to 4"),
    ],
)
def test_range_in_words(found, zh, en):
    """A range is a phrase in both languages, with an end missing where there is none."""
    assert (zh, en) == (found.text("zh"), found.text("en"))


# ---------------------------------------------------------------------------------------------- further identities


def identity(left, right):
    """An identity over some addresses."""
    return Identity(
        code="T",
        instance="T@sum",
        left=tuple(map(Term, left)),
        right=tuple(map(Term, right)),
        subject=NOTHING,
        title=NOTHING,
        basis=NOTHING,
    )


def test_amounts():
    """Amounts take part exactly, to the last of six places, and are proposed as amounts."""
    fee = "proactive.fees.amount"
    x = gd.replace(gd.zeros(2024), {fee: Decimal("12.500001")})
    found = gd.diagnose(
        x, identities=[identity((fee,), ("甲", "乙"))], references={"甲": Decimal("10.5"), "乙": Decimal("2.1")}
    )
    (explanation,) = found.explanations

    assert {fee: Decimal("12.6")} == explanation.changes
    assert Decimal("12.6") == explanation.apply(x).proactive.fees.amount
    assert {fee: "12.6"} == explanation.to_dict()["changes"]
    assert "holds 12.500001, should be 12.6" in explanation.message("en")


def test_change_may_be_negative():
    """An increase or decrease may be proposed below zero; a count may not."""
    change, items = "proactive.licensing.change", "proactive.licensing.items_last_year"
    x = gd.replace(gd.zeros(2019), {change: 5, items: 4})
    found = gd.diagnose(x, identities=[identity((change, items), ("elsewhere",))], references={"elsewhere": 1})

    assert [{change: -3}] == [dict(each.changes) for each in found.explanations]


def test_counts_and_amounts_do_not_mix():
    """An identity over a count and an amount is a wrong call."""
    with pytest.raises(gd.InvalidValueError, match="T@sum mixes counts and amounts"):
        gd.diagnose(RIGHT, identities=[identity(("proactive.fees.amount",), (CELL,))])


def test_unknown_cell_of_an_identity():
    """An address that is neither on the form nor among the references is refused, with the nearest one."""
    with pytest.raises(gd.UnknownAddressError, match=r"did you mean 'requests\.received\.total'"):
        gd.diagnose(RIGHT, identities=[identity(("requests.recieved.total",), (CELL,))])


def test_references_that_contradict_each_other():
    """An identity over references alone fails without a suspect: nothing is proposed."""
    found = gd.diagnose(RIGHT, identities=[identity(("a",), ("b",))], references={"a": 1, "b": 2})

    assert gd.Assessment.NO_SMALL_EXPLANATION is found.assessment
    assert [("T@sum",)] == [each.instances for each in found.contradictions]


def test_identity_with_one_cell():
    """A table of which only one cell is tied is diagnosed like any other."""
    table = gd.zeros(2024).proactive
    found = gd.diagnose(
        gd.replace(table, {"licensing.decisions": 4}),
        identities=[identity(("licensing.decisions",), ("elsewhere",))],
        references={"elsewhere": 40},
    )

    assert [{"licensing.decisions": 40}] == [dict(each.changes) for each in found.explanations]
    assert "a digit left out" in found.message("en")


def test_references_without_identities():
    """Figures that no identity speaks of change nothing."""
    assert gd.diagnose(ONE).explanations == gd.diagnose(ONE, references={"a": 1}).explanations


@pytest.mark.parametrize(
    "kind", [gd.Certainty, gd.Assessment, Because, CauseKind, EvidenceKind, Slip], ids=lambda kind: kind.__name__
)
def test_ids_are_stable_words(kind):
    """Every kind shows its name, and has an id for JSON in lower case."""
    assert [f"{kind.__name__}.{each.name}" for each in kind] == [repr(each) for each in kind]
    assert [each.name.lower() for each in kind] == [each.value for each in kind]
