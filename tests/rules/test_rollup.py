"""A government and the organs below it: flows only, and never a balance while a part is missing."""

from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd

OFFICE, BUREAU, TOWN = "示例县人民政府办公室", "示例县教育局", "示例镇人民政府"
NAMES = (OFFICE, BUREAU, TOWN)
CELL = "requests.received.total"


def part(name, number, year=2023, edition="2021"):
    """A report of zeros but for the requests received."""
    return gd.replace(gd.zeros(year, organ=name, edition=edition), {CELL: number})


def rollup(total=6, parts=(1, 2, 3), **options):
    """The check of a county with three parts."""
    own, bureau, town = (None if n is None else part(name, n) for name, n in zip(NAMES, parts, strict=True))
    below = {"own": own, "departments": [bureau] if bureau else [], "governments": [town] if town else []}
    return gd.check_rollup(part("示例县人民政府", total), **{**below, "expected": NAMES, **options})


def found(result, address=CELL):
    """The outcome for one cell."""
    return next(o for o in result.outcomes if o.instance == f"ROL001@{address}")


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (6, (1, 2, 3), gd.Verdict.PASSED),
        (7, (1, 2, 3), gd.Verdict.FAILED),
        (6, (1, 2, None), gd.Verdict.NOT_EVALUATED),
        (3, (1, 2, None), gd.Verdict.NOT_EVALUATED),
        (2, (1, 2, None), gd.Verdict.FAILED),
        (6, (1, 2, gd.Gap.BLANK), gd.Verdict.NOT_EVALUATED),
        (gd.Gap.BLANK, (1, 2, 3), gd.Verdict.NOT_EVALUATED),
        (2, (1, 2, gd.Gap.BLANK), gd.Verdict.FAILED),
    ],
)
def test_sum(total, parts, expected):
    """The whole is the sum of the parts; what is missing leaves it open unless the rest exceeds it already."""
    result = rollup(total, parts)

    assert expected is found(result).verdict
    assert expected is result.verdict


def test_addends_name_the_organ():
    """The addends of a sum and the addresses say whose report they are from."""
    outcome = found(rollup())

    assert ["", *NAMES] == [each.report for each in outcome.addends]
    assert (CELL, *(f"{name}:{CELL}" for name in NAMES)) == outcome.addresses


def test_missing_parts_are_named():
    """A part on the list that is not there is named and keeps every figure from passing."""
    result = rollup(parts=(1, 2, None))
    (finding,) = result.findings

    assert f"ROL002：缺少 {TOWN}" in finding.message("zh")
    assert gd.Verdict.PASSED not in {o.verdict for o in result.outcomes if o.rule.code == "ROL001"}


def test_without_a_list_nothing_passes():
    """Without the list of parts nobody can know that none is missing."""
    result = rollup(expected=None)

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert {gd.Verdict.NOT_EVALUATED} == {o.verdict for o in result.outcomes if o.rule.code in ("ROL001", "ROL002")}


def test_no_parts_at_all():
    """A whole without any part balances with nothing."""
    result = gd.check_rollup(gd.zeros(2023, organ="示例县人民政府"), expected=[])

    assert gd.Verdict.NOT_EVALUATED is result.verdict


def test_no_part_of_the_list_is_there():
    """A list of which nothing was given is a list: all are missing, and no one says that there is none."""
    result = rollup(parts=(None, None, None))
    (finding,) = result.findings

    assert f"ROL002：缺少 {OFFICE}、{BUREAU}、{TOWN}；" in finding.message("zh")
    assert f"：缺少 {OFFICE}、{BUREAU}、{TOWN}，所以不能说平衡：本级填 6，各部分之和 0；" in found(result).message("zh")
    assert gd.Verdict.NOT_EVALUATED is result.verdict


@pytest.mark.parametrize(
    ("expected", "governments", "verdict", "said"),
    [
        ((OFFICE, BUREAU, "甲镇"), [TOWN], gd.Verdict.FAILED, f"缺少 甲镇；不在名单上：{TOWN}"),
        ((OFFICE, "甲镇"), [TOWN], gd.Verdict.FAILED, f"缺少 甲镇；不在名单上：{BUREAU}、{TOWN}"),
        ((OFFICE, BUREAU, "甲镇"), [None], gd.Verdict.NOT_EVALUATED, "缺少 甲镇；没有名称的 1 份，可能就是所缺的"),
        ((OFFICE, BUREAU, "甲镇", "乙镇"), [None], gd.Verdict.FAILED, "缺少 甲镇、乙镇；没有名称的 1 份"),
        ((OFFICE, BUREAU, "甲镇"), [None, None], gd.Verdict.FAILED, "缺少 甲镇；没有名称的 2 份"),
        (
            (OFFICE, BUREAU, "甲镇"),
            [TOWN, None],
            gd.Verdict.FAILED,
            f"缺少 甲镇；不在名单上：{TOWN}；没有名称的 1 份",
        ),
        ((OFFICE, BUREAU), [None], gd.Verdict.FAILED, "没有名称的 1 份"),
    ],
)
def test_one_sentence_tells_all_that_parts_the_list_from_the_parts(expected, governments, verdict, said):
    """Who is missing, who is not on the list and who has no name stand in one sentence; a guess is no accusation."""
    below = [part(gd.Gap.ABSENT if name is None else name, 0) for name in governments]
    (outcome,) = [o for o in rollup(governments=below, expected=expected).outcomes if o.rule.code == "ROL002"]

    assert verdict is outcome.verdict
    assert f"ROL002：{said}；依据：" in outcome.message("zh")


def test_what_may_not_belong_there_does_not_make_up_for_what_lacks():
    """Parts that fall short of the whole with everything in them fail for certain, and the sentence says so."""
    outcome = found(rollup(total=7, expected=NAMES[:2]))

    assert (gd.Verdict.FAILED, "short") == (outcome.verdict, outcome.reason)
    assert "各部分之和仍不及本级，怎样都不平衡：本级填 7，各部分之和 1 + 2 + 3 = 6；" in outcome.message("zh")
    assert "fall short of the whole: the whole is 7, the parts add up to 1 + 2 + 3 = 6; " in outcome.message("en")


@pytest.mark.parametrize("given", [{}, {"own": 3}, {"departments": 3}, {"governments": 3}])
@pytest.mark.parametrize("expected", [None, []])
def test_a_report_that_is_its_own_only_part(given, expected):
    """It equals itself whatever it says, so nothing has been held against anything."""
    parent = part("示例县人民政府", 3)
    below = {kind: parent if kind == "own" else [gd.Reading(report=parent)] for kind in given}
    result = gd.check_rollup(
        parent, **below, expected=expected if expected is None or not below else ["示例县人民政府"]
    )
    outcome = found(result)

    assert (gd.Verdict.NOT_EVALUATED, gd.Verdict.NOT_EVALUATED) == (outcome.verdict, outcome.if_blank_zero)
    assert "：除这份报告自身外没有任何部分，自己总等于自己：本级填 3，" in outcome.message("zh")
    assert gd.Verdict.NOT_EVALUATED is result.verdict


def test_a_part_with_the_same_figures_is_another_report():
    """The office of a government without organs below has its figures; that they agree is something found out."""
    same = part(OFFICE, 3)

    assert gd.Verdict.PASSED is rollup(3, (None, None, None), own=same, expected=[OFFICE]).verdict
    lacking = rollup(3, (None, None, None), own=part("示例县人民政府", 3), expected=["示例县人民政府", BUREAU])
    assert f"：缺少 {BUREAU}，所以不能说平衡：" in found(lacking).message("zh")


def test_parts_beyond_the_list():
    """What is not on the list, there twice, or of another year keeps the sums open either way."""
    extra = rollup(expected=NAMES[:2])
    twice = rollup(departments=[part(BUREAU, 2), part(BUREAU, 2)])
    other_year = rollup(departments=[part(BUREAU, 2, year=2022)])
    no_year = rollup(departments=[attrs.evolve(part(BUREAU, 2), year=gd.Gap.ABSENT)])
    for result in (extra, twice, other_year, no_year):
        assert gd.Verdict.NOT_EVALUATED is found(result).verdict
    assert gd.Verdict.FAILED is twice.verdict
    assert gd.Verdict.FAILED is other_year.verdict


def test_part_without_a_name_does_not_fill_a_gap():
    """A report that names no organ may be the missing one; nothing passes, and nothing is accused."""
    nameless = attrs.evolve(part(TOWN, 3), organ=gd.Organ())
    result = rollup(governments=[nameless])

    assert gd.Verdict.NOT_EVALUATED is result.verdict
    assert f"government:{CELL}" in found(result).addresses


def test_a_name_that_several_organs_share():
    """Two offices of one name stand on the list twice; one report does not stand for both, nor two for one."""
    names = (OFFICE, BUREAU, BUREAU)
    two = [part(BUREAU, 2), part(BUREAU, 3)]
    whole = rollup(departments=two, governments=[], expected=names)
    one = rollup(total=3, departments=two[:1], governments=[], expected=names)
    three = rollup(departments=[*two, part(BUREAU, 0)], governments=[], expected=names)

    assert gd.Verdict.PASSED is whole.verdict
    assert gd.Verdict.NOT_EVALUATED is one.verdict
    assert f"ROL002: 缺少 {BUREAU}".replace(": ", "：") == one.findings[0].message("zh").partition("；")[0]
    assert gd.Verdict.FAILED is three.verdict
    assert gd.Verdict.NOT_EVALUATED is found(three).verdict


def test_one_name_is_no_list():
    """A name of one character would otherwise be taken for the list of its characters."""
    with pytest.raises(gd.InvalidTypeError, match="expected must be a list of names") as caught:
        rollup(expected="甲")

    assert "expected 须为名称的列表" in caught.value.message("zh")


@pytest.mark.parametrize("where", ["parent", "own", "departments", "governments"])
def test_a_table_alone_is_no_part(where):
    """It has no organ and no year, so it is refused and not taken for a part that says nothing."""
    table = gd.zeros(2023).requests
    given = {"parent": part("示例县人民政府", 0), where: table if where in ("parent", "own") else [table]}

    with pytest.raises(gd.InvalidTypeError, match=r"must be a Reading or an AnnualReport \(got a Requests2021\)"):
        gd.check_rollup(**given, expected=NAMES)


def test_names_are_compared_without_spaces():
    """A space in a name makes no other organ."""
    assert gd.Verdict.PASSED is rollup(expected=["示例县 教育局", OFFICE, TOWN]).verdict


def test_names_are_compared_in_one_width():
    """Brackets, letters and digits of either width make one name; what a sentence names stays as it is written."""
    names = ("示例县（高新区）第１中学", "示例县(高新区)第1中学")
    one, other = (part(name, 2) for name in names)
    for there, listed in (names, names[::-1]):
        assert gd.Verdict.PASSED is rollup(departments=[part(there, 2)], expected=[OFFICE, listed, TOWN]).verdict
    twice = rollup(departments=[one, other], expected=[OFFICE, names[0], TOWN])
    (found_twice,) = [o for o in twice.findings if o.rule.code == "ROL004"]
    years = gd.check_years([one, attrs.evolve(other, year=2024)])

    assert f"出现不止一次：{names[0]}；" in found_twice.message("zh")
    assert (names[0],) == gd.aggregate([one, other], organ="示例县人民政府", year=2023).twice
    assert gd.Verdict.PASSED in [o.verdict for o in years.outcomes if o.rule.code == "YR006"]
    missing = rollup(parts=(1, None, 3), expected=[OFFICE, names[0], TOWN])
    assert f"缺少 {names[0]}；" in missing.findings[0].message("zh")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_stocks_are_never_added_up(edition):
    """No stock and no change of one is among the sums, and every other cell is."""
    parent = gd.zeros(2023, organ="示例县人民政府", edition=edition)
    one = gd.zeros(2023, organ=OFFICE, edition=edition)
    result = gd.check_rollup(parent, own=one, expected=[OFFICE])
    summed = {o.instance.removeprefix("ROL001@") for o in result.outcomes if o.rule.code == "ROL001"}
    stocks = {"in_force", "disclosed_to_date", "items_last_year", "change"}
    flows = {address for address in gd.addresses(parent) if address.rpartition(".")[2] not in stocks}

    assert gd.Verdict.PASSED is result.verdict
    assert flows == summed


def test_mixed_editions_of_table_three():
    """Where one report has （六）其他处理 in one row, the three rows of the others are taken together."""
    rows = {f"requests.outcomes.other_handling.{row}.total": 1 for row in ("correction_overdue", "fee_unpaid", "other")}
    parent = gd.replace(
        gd.zeros(2023, organ="示例县人民政府", edition="2019"), {"requests.outcomes.other_handling.total": 3}
    )
    new = gd.replace(gd.zeros(2023, organ=OFFICE), rows)
    old = attrs.evolve(parent, organ=gd.Organ(OFFICE))
    address = "requests.outcomes.other_handling.total"
    downward = gd.check_rollup(parent, own=attrs.evolve(new, proactive=parent.proactive), expected=[OFFICE])
    upward = gd.check_rollup(attrs.evolve(new, proactive=old.proactive), own=old, expected=[OFFICE])

    assert (3, 3) == (found(downward, address).left, found(downward, address).right)
    assert (3, 3) == (found(upward, address).left, found(upward, address).right)
    assert gd.Verdict.PASSED is downward.verdict is upward.verdict


def test_other_edition_of_table_two_is_not_comparable():
    """A figure that a part's edition does not have is absent there, so nothing is said of it."""
    result = gd.check_rollup(
        gd.zeros(2023, organ="示例县人民政府"), own=gd.zeros(2023, organ=OFFICE, edition="2019"), expected=[OFFICE]
    )

    assert gd.Verdict.NOT_EVALUATED is found(result, "proactive.government_rules.issued").verdict
    assert gd.Verdict.PASSED is found(result, "proactive.licensing.decisions").verdict


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ((gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.YUAN), gd.Verdict.PASSED),
        ((gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.TEN_THOUSAND_YUAN), gd.Verdict.FAILED),
        ((gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.UNKNOWN), gd.Verdict.NOT_EVALUATED),
    ],
)
def test_procurement_is_added_up_in_one_unit(units, expected):
    """Amounts with different printed units are converted, and one without a unit cannot be added up."""

    def with_amount(name, amount, unit):
        report = gd.replace(gd.zeros(2020, organ=name), {"proactive.central_procurement.amount": Decimal(amount)})
        procurement = attrs.evolve(report.proactive.central_procurement, amount_unit=unit)
        return attrs.evolve(report, proactive=attrs.evolve(report.proactive, central_procurement=procurement))

    parent = with_amount("示例县人民政府", "25.1", units[0])
    result = gd.check_rollup(parent, own=with_amount(OFFICE, "251000", units[1]), expected=[OFFICE])

    assert expected is found(result, "proactive.central_procurement.amount").verdict


def test_places_of_the_parts():
    """Where a part was read from a document, its cells have their places."""
    reading = gd.Reading(report=part(OFFICE, 1), places=((CELL, gd.Place(page=3)),))
    outcome = found(rollup(own=reading))

    assert ((f"{OFFICE}:{CELL}", gd.Place(page=3)),) == outcome.places


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 1000), min_size=2, max_size=5), st.data())
def test_a_missing_part_never_balances(numbers, data):
    """Whatever the figures, a whole with a missing part is never said to balance."""
    names = [f"示例{number}局" for number in range(len(numbers))]
    left_out = data.draw(st.integers(0, len(numbers) - 1))
    total = data.draw(st.sampled_from([sum(numbers), sum(numbers) - numbers[left_out]]))
    parts = [part(name, number) for name, number in zip(names, numbers, strict=True)]
    result = gd.check_rollup(
        part("示例县人民政府", total), departments=parts[:left_out] + parts[left_out + 1 :], expected=names
    )

    assert not result.ok
    assert gd.Verdict.PASSED not in {o.verdict for o in result.outcomes if o.rule.code == "ROL001"}
    assert gd.check_rollup(part("示例县人民政府", sum(numbers)), departments=parts, expected=names).ok
