"""Last year's report and the reports of other organs join in as references."""

import attrs
import pytest

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure.checking import check_rollup
from govdisclosure.diagnosis import CauseKind, EvidenceKind, hint, linked

BEFORE, NOW = report(REPORTS["suqian-2023"]), report(REPORTS["suqian-2024"])
IN, OUT = "requests.carried_over_in.", "requests.carried_over_out."


def balanced_otherwise():
    """Last year's report with one case less carried over, right in itself."""
    changes = {
        f"requests.{row}.{column}": gd.get(BEFORE, f"requests.{row}.{column}") + by
        for column in ("natural_persons", "total")
        for row, by in (("carried_over_out", -1), ("outcomes.total", 1), ("outcomes.disclosed", 1))
    }
    return gd.replace(BEFORE, changes)


def test_years_that_agree():
    """Two real years of one city: nothing fails."""
    assert gd.Assessment.CONSISTENT is gd.diagnose(NOW, previous=BEFORE).assessment


def test_last_year_is_a_reference():
    """An opening figure that breaks the link to last year is the wrong cell, never last year's figure."""
    wrong = gd.replace(NOW, {IN + "natural_persons": 181})
    (explanation,) = gd.diagnose(wrong, previous=BEFORE).explanations

    assert {IN + "natural_persons": 118} == explanation.changes
    assert "YR001@natural_persons" in explanation.repairs
    assert gd.Certainty.UNIQUE is explanation.certainty
    assert "nearer to last year's 91" in explanation.message("en")


def test_exchange_that_only_last_year_shows():
    """Received and carried in exchanged: invisible in one report, one slip with last year's."""
    rows = [[f"requests.{row}.{column}" for column in columns(NOW)] for row in ("received", "carried_over_in")]
    wrong = gd.replace(
        NOW, {a: gd.get(NOW, b) for one, other in (rows, rows[::-1]) for a, b in zip(one, other, strict=True)}
    )
    best = gd.diagnose(wrong, previous=BEFORE).explanations[0]

    assert gd.Assessment.CONSISTENT is gd.diagnose(wrong).assessment
    assert CauseKind.LINES_EXCHANGED is best.cause.kind
    assert NOW == best.apply(wrong)


def columns(x):
    """The columns of table three."""
    return [address.rpartition(".")[2] for address in gd.addresses(x) if address.startswith("requests.received.")]


def test_restated():
    """Both reports balance and differ: last year's figures were restated, and no report is called wrong."""
    found = gd.diagnose(NOW, previous=balanced_otherwise())
    (explanation,) = found.explanations

    assert CauseKind.RESTATED is explanation.cause.kind
    assert {f"2023:{OUT}natural_persons": 118, f"2023:{OUT}total": 121} == explanation.changes
    assert {"YR001@natural_persons", "YR001@total"} == set(explanation.repairs)
    assert "上年 117，本年 118" in explanation.message("zh")
    assert "117 last year, 118 this year" in explanation.message("en")
    with pytest.raises(gd.InvalidValueError, match=r"speaks of 2023:requests\.carried_over_out\.natural_persons"):
        explanation.apply(NOW)


def test_restated_and_a_wrong_cell():
    """A wrong cell is explained although last year's figures were restated; what stays open is said."""
    wrong = gd.replace(NOW, {"requests.outcomes.disclosed.total": 1413})
    found = gd.diagnose(wrong, previous=balanced_otherwise())
    (explanation,) = found.explanations

    assert {"requests.outcomes.disclosed.total": 1431} == explanation.changes
    assert {"REQ003@outcomes.disclosed", "REQ002@total"} == set(explanation.repairs)
    assert {"YR001@natural_persons", "YR001@total"} == set(explanation.leaves)
    assert "仍不平衡" in explanation.message("zh")


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({}, "只有这一格说得通", "the only single cell that explains it"),
        (
            {"requests.outcomes.not_disclosed.state_secrets.total": 7},
            "改动 2 格的解释只有这一种",
            "the only explanation of 2 cells",
        ),
    ],
)
def test_what_explains_a_part_is_not_called_the_only_explanation_of_all(more, zh, en):
    """Beside restated figures a wrong cell explains what fails within this year's report, and no more is said."""
    wrong = gd.replace(NOW, {"requests.outcomes.disclosed.total": 1413, **more})
    whole, part = gd.diagnose(wrong), gd.diagnose(wrong, previous=balanced_otherwise())

    assert f"；{zh}；" in whole.message("zh")
    assert f"; {en}; " in whole.message("en")
    assert f"；就不平衡的一部分而言，{zh}；" in part.message("zh")
    assert f"; for a part of what fails, {en}; " in part.message("en")
    assert hint(part).endswith(f"（就不平衡的一部分而言，{zh}）")
    assert hint(part, "en").endswith(f"(for a part of what fails, {en})")


def test_restated_and_a_wrong_opening_figure():
    """A wrong cell that is itself tied to the restated figures is found by this year's own identities."""
    wrong = gd.replace(NOW, {IN + "natural_persons": 181})
    found = gd.diagnose(wrong, previous=balanced_otherwise())
    (explanation,) = found.explanations

    assert {IN + "natural_persons": 118} == explanation.changes
    assert {"REQ003@carried_over_in", "REQ001@natural_persons"} == set(explanation.repairs)
    assert {"YR001@natural_persons", "YR001@total"} == set(explanation.leaves)
    assert gd.Assessment.NOT_A_SINGLE_CELL is found.assessment
    assert "these still fail: natural persons, against last year; total, against last year" in found.message("en")


def test_restated_beside_another_table():
    """A wrong sum of table four has nothing to do with restated figures, and none of the two is called certain."""
    wrong = gd.replace(NOW, {"remedies.reconsideration.total": 171})
    years, four = gd.diagnose(wrong, previous=balanced_otherwise()).components

    assert CauseKind.RESTATED is years.explanations[0].cause.kind
    assert gd.Certainty.AMBIGUOUS is years.explanations[0].certainty
    assert "the only" not in years.explanations[0].message("en")
    assert "只有" not in years.explanations[0].message("zh")
    assert ("REM001@reconsideration",) == four.failures


def test_this_year_torn_and_last_year_restated():
    """Where this year's own identities have no small explanation either, nothing is proposed."""
    wrong = gd.replace(
        NOW,
        {
            "requests.received.total": 1,
            "requests.outcomes.disclosed.commercial_enterprises": 2,
            "requests.outcomes.partially_disclosed.natural_persons": 3,
        },
    )
    found = gd.diagnose(wrong, previous=balanced_otherwise())

    assert gd.Assessment.NO_SMALL_EXPLANATION is found.assessment
    assert () == found.explanations


def test_a_link_that_holds_is_not_broken():
    """However torn last year's report is, a figure that both reports agree on is not changed without a word."""
    torn = gd.replace(
        BEFORE,
        {
            OUT + "natural_persons": 110,
            OUT + "commercial_enterprises": 9,
            "requests.received.total": 1,
            "requests.outcomes.disclosed.total": 2,
        },
    )
    wrong = gd.replace(NOW, {IN + "commercial_enterprises": 9})

    assert [] == [
        each for each in gd.diagnose(wrong, previous=torn).explanations if IN + "commercial_enterprises" in each.changes
    ]


def test_blank_of_last_year_as_zero():
    """Under the policy a blank of last year's report is zero as well, as it is to the check."""
    blank = gd.replace(BEFORE, {OUT + "research_institutions": gd.Gap.BLANK})
    wrong = gd.replace(NOW, {IN + "research_institutions": 2})
    link = "YR001@research_institutions"
    (known,) = gd.diagnose(wrong, previous=blank, blank_as_zero=True).explanations
    (unknown,) = gd.diagnose(wrong, previous=blank).explanations

    assert {IN + "research_institutions": 0} == known.changes == unknown.changes
    assert link in known.repairs
    assert link not in unknown.repairs


def test_last_year_that_contradicts_itself():
    """If last year's table cannot be right, its figures are suspects like any other."""
    torn = gd.replace(BEFORE, {OUT + "natural_persons": 117})
    (explanation,) = gd.diagnose(NOW, previous=torn).explanations

    assert {f"2023:{OUT}natural_persons": 118} == explanation.changes
    assert "REQ003@2023.carried_over_out" in explanation.repairs
    assert "2023 / 四、结转下年度继续办理 / 自然人" in explanation.message("zh")


def test_both_years_wrong_in_different_places():
    """A wrong cell in each of two years is a pair, found together."""
    torn = gd.replace(BEFORE, {OUT + "natural_persons": 117})
    wrong = gd.replace(NOW, {"requests.outcomes.disclosed.total": 1413})
    found = [dict(each.changes) for each in gd.diagnose(wrong, previous=torn).explanations]

    assert {f"2023:{OUT}natural_persons": 118, "requests.outcomes.disclosed.total": 1431} in found


def test_nothing_small_across_years():
    """Last year's report is torn in too many places: this year's own wrong cell is found all the same."""
    torn = gd.replace(
        BEFORE,
        {
            OUT + "natural_persons": 110,
            "requests.received.total": 1,
            "requests.outcomes.disclosed.total": 2,
            "requests.outcomes.partially_disclosed.natural_persons": 3,
        },
    )
    wrong = gd.replace(NOW, {"requests.outcomes.disclosed.total": 1413})
    (explanation,) = gd.diagnose(wrong, previous=torn).explanations
    right = gd.diagnose(NOW, previous=torn)

    assert {"requests.outcomes.disclosed.total": 1431} == explanation.changes
    assert "YR001@natural_persons" in explanation.leaves
    assert gd.Assessment.NO_SMALL_EXPLANATION is right.assessment
    assert () == right.explanations


def test_three_cells_wrong_and_the_link_holds():
    """Where the link to last year holds, nothing is explained by leaving it out."""
    wrong = gd.replace(
        NOW,
        {
            "requests.received.total": 1,
            "requests.outcomes.disclosed.commercial_enterprises": 2,
            "requests.outcomes.partially_disclosed.natural_persons": 3,
        },
    )
    found = gd.diagnose(wrong, previous=BEFORE)

    assert gd.Assessment.NO_SMALL_EXPLANATION is found.assessment
    assert "neither one cell, nor two, nor any known slip" in found.message("en")


def test_opening_figure_left_blank():
    """A blank opening figure follows from last year's."""
    wrong = gd.replace(NOW, {IN + "natural_persons": gd.Gap.BLANK, IN + "total": gd.Gap.BLANK})
    found = gd.diagnose(wrong, previous=balanced_otherwise())

    assert gd.Assessment.CONSISTENT is not found.assessment
    assert {118, 121} == {each.value for each in gd.diagnose(wrong, previous=BEFORE).determined}


def test_restated_beside_a_blank():
    """A blank opening figure is no number to hold against last year's: only the others are called restated."""
    wrong = gd.replace(NOW, {IN + "natural_persons": gd.Gap.BLANK})
    (explanation,) = gd.diagnose(wrong, previous=balanced_otherwise()).explanations

    assert {f"2023:{OUT}total": 121} == explanation.changes
    assert ("YR001@total",) == explanation.repairs


def test_last_year_is_evidence():
    """Among equals the one that brings a number nearer to last year's comes first."""
    group = "remedies.litigation_direct."
    wrong = gd.replace(NOW, {f"{group}corrected": 9, f"{group}total": 33})
    before = gd.replace(NOW, {f"{group}corrected": 8, f"{group}total": 33})
    found = gd.diagnose(wrong, previous=attrs.evolve(before, year=2023))
    best = next(each for each in found.explanations if "REM001@litigation_direct" in each.repairs)

    assert {f"{group}corrected": 8} == best.changes
    assert EvidenceKind.LAST_YEAR in [each.kind for each in best.evidence]
    assert "last year's number was 8 as well" in best.message("en")


def test_last_year_of_a_table_alone():
    """A table alone has no year and no organ: it is not held against last year's report, and says so."""
    with pytest.raises(gd.InvalidTypeError, match="what is held against previous must be a Reading or an AnnualReport"):
        gd.diagnose(NOW.requests, previous=BEFORE)


@pytest.mark.parametrize(
    ("change", "why", "warum"),
    [
        (
            {"year": 2024},
            "the report for 2024, which is not the year before 2024",
            "2024 年度的报告，不是 2024 年度的上",
        ),
        (
            {"year": 2025},
            "the report for 2025, which is not the year before 2024",
            "2025 年度的报告，不是 2024 年度的上",
        ),
        (
            {"year": 2014},
            "the report for 2014, which is not the year before 2024",
            "2014 年度的报告，不是 2024 年度的上",
        ),
        ({"organ": gd.Organ("甲市财政局")}, "of “甲市财政局”, not of “", "“甲市财政局”的报告，不是“"),
    ],
)
def test_a_report_that_is_not_the_one_before(change, why, warum):
    """Another organ's report, and one of another year, are no evidence of anything."""
    now = attrs.evolve(NOW, organ=gd.Organ("乙市财政局"))
    other = attrs.evolve(BEFORE, organ=now.organ)
    assert gd.diagnose(now, previous=other).assessment is gd.Assessment.CONSISTENT

    with pytest.raises(gd.InvalidValueError, match=why) as error:
        gd.diagnose(gd.Reading(report=now), previous=attrs.evolve(other, **change))

    assert warum in error.value.message("zh")


@pytest.mark.parametrize(
    "change", [{"year": gd.Gap.ABSENT}, {"organ": gd.Organ()}, {"organ": gd.Organ(" 乙市 财政局")}]
)
def test_what_is_not_known_of_last_year_is_no_contradiction(change):
    """A report without a year or a name, or with blanks in it, can be the one before."""
    now = attrs.evolve(NOW, organ=gd.Organ("乙市财政局"))
    other = attrs.evolve(BEFORE, organ=now.organ)

    assert gd.diagnose(now, previous=attrs.evolve(other, **change)).assessment is gd.Assessment.CONSISTENT


# ---------------------------------------------------------------------------------------------- copied from last year


def pasted(*rows):
    """This year's report with rows of last year's."""
    cells = [address for address in gd.addresses(NOW) if address.startswith(tuple(f"requests.{row}" for row in rows))]
    return gd.replace(NOW, {address: gd.get(BEFORE, address) for address in cells})


@pytest.mark.parametrize(
    "row", ["received.", "carried_over_in.", "outcomes.disclosed.", "outcomes.total.", "carried_over_out."]
)
def test_a_row_copied_from_last_year(row):
    """A row that repeats last year's is one slip, and its own numbers are known."""
    wrong = pasted(row)
    found = gd.diagnose(wrong, previous=BEFORE).explanations
    copied = [each for each in found if each.cause and each.cause.kind is CauseKind.COPIED_FROM_LAST_YEAR]

    assert [NOW] == [each.apply(wrong) for each in copied]
    assert copied[0] is found[0]
    assert "照抄了上年的数字" in copied[0].message("zh")
    assert "repeats last year's numbers" in copied[0].message("en")
    assert copied[0].cause.kind not in {each.cause and each.cause.kind for each in gd.diagnose(wrong).explanations}


def test_a_table_copied_from_last_year():
    """Table three repeated as a whole: only what was carried in is known, and nothing is said to be mended by it."""
    found = gd.diagnose(pasted(""), previous=BEFORE)
    copied, restated = found.explanations

    assert CauseKind.COPIED_FROM_LAST_YEAR is copied.cause.kind
    assert CauseKind.RESTATED is restated.cause.kind
    assert {IN + "natural_persons": 118, IN + "total": 121} == {
        address: value for address, value in copied.changes.items() if value
    }
    assert {gd.Certainty.AMBIGUOUS} == {copied.certainty, restated.certainty}
    assert gd.Assessment.NOT_A_SINGLE_CELL is found.assessment
    assert {"REQ001@natural_persons", "REQ001@total"} <= set(copied.leaves)
    assert () == restated.leaves
    assert set(found.components[0].failures) == set(copied.repairs)
    assert "表三整表" in copied.message("zh")
    assert "a part of what fails" not in found.message("en")
    assert "仍不平衡" in copied.message("zh")


def test_a_table_that_is_not_quite_last_year_s():
    """With one figure of its own the table is no copy."""
    own = "requests.outcomes.disclosed.natural_persons"
    wrong = gd.replace(pasted(""), {own: gd.Gap.BLANK})

    kinds = [each.cause and each.cause.kind for each in gd.diagnose(wrong, previous=BEFORE).explanations]

    assert CauseKind.COPIED_FROM_LAST_YEAR not in kinds


def test_readings_as_last_year():
    """Last year's report may be a reading."""
    reading = gd.Reading(report=BEFORE)

    assert gd.Assessment.CONSISTENT is gd.diagnose(NOW, previous=reading).assessment


# ---------------------------------------------------------------------------------------------- roll-ups


def half(x, *, up):
    """A report with about half of every count of tables three and four; both halves make the whole."""
    return gd.replace(
        gd.zeros(2024, organ="甲" if up else "乙"),
        {
            address: (gd.get(x, address) + up) // 2
            for address in gd.addresses(x)
            if not address.startswith("proactive.")
        },
    )


def test_roll_up_joins_in():
    """With the reports that add up to it, a sum of table four is no longer ambiguous."""
    group = "remedies.reconsideration."
    whole = gd.replace(NOW, {f"{group}corrected": 19})
    result = check_rollup(whole, departments=[half(NOW, up=True), half(NOW, up=False)], expected=["甲", "乙"])
    identities, references = linked(result.outcomes)
    alone = gd.diagnose(whole)
    (explanation,) = [
        each
        for each in gd.diagnose(whole, identities=identities, references=references).explanations
        if f"{group}corrected" in each.changes
    ]

    assert gd.Certainty.AMBIGUOUS is alone.explanations[0].certainty
    assert {f"{group}corrected": 18} == explanation.changes
    assert gd.Certainty.UNIQUE is explanation.certainty


def test_linked_leaves_out_what_is_not_known():
    """An identity over a figure of another report that is not known binds nothing."""
    before = gd.replace(BEFORE, {OUT + "total": gd.Gap.UNREADABLE})
    identities, references = linked(gd.check(NOW, previous=before).outcomes)
    names = {identity.instance for identity in identities}

    assert "YR001@natural_persons" in names
    assert "YR001@total" not in names
    assert f"2023:{OUT}total" not in references


@pytest.mark.parametrize("blank_as_zero", [False, True])
def test_linked_gives_identities_between_reports_only(blank_as_zero):
    """What the report says of itself is no link, whatever the policy; every link names a figure of the other one."""
    now = gd.replace(NOW, {IN + "research_institutions": gd.Gap.BLANK})
    before = gd.replace(BEFORE, {OUT + "other_organizations": gd.Gap.BLANK})
    outcomes = gd.check(now, previous=before, blank_as_zero=blank_as_zero).outcomes
    identities, references = linked(outcomes, blank_as_zero=blank_as_zero)
    names = {identity.instance for identity in identities}

    assert any(outcome.identity and outcome.rule.code == "REQ001" for outcome in outcomes)
    assert {"YR001", "YR002"} >= {identity.code for identity in identities} >= {"YR001"}
    assert all(any(term.report == "2023" for term in identity.terms) for identity in identities)
    assert blank_as_zero is ("YR001@other_organizations" in names)
    assert "YR001@research_institutions" in names
    assert {name.partition(":")[0] for name in references} == {"2023"}


def test_linked_of_a_check_without_another_report():
    """Nothing is linked."""
    assert ((), {}) == linked(gd.check(NOW).outcomes)
