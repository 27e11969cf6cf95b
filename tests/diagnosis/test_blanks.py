"""Blanks: what follows for them, in which range they lie, and what fails whatever they hold."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from brute_force import fillings
from figures import REPORTS, report
from govdisclosure import strategies as gst
from govdisclosure.diagnosis import Because, CauseKind, Range
from govdisclosure.diagnosis.suspects import Search
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.text import Text
from govdisclosure.unknowns.blanks import Bounds, Fit
from govdisclosure.unknowns.conflicts import conflicts
from govdisclosure.unknowns.system import system_of

RIGHT = report(REPORTS["suqian-2024"])
BLANK = gd.Gap.BLANK
GROUP = "remedies.reconsideration."
TEXT = Text("", "")


def blanked(*addresses, **changes):
    """The report with blanks, and other numbers for table four."""
    return gd.replace(RIGHT, dict.fromkeys(addresses, BLANK) | {GROUP + name: value for name, value in changes.items()})


def test_blank_that_one_identity_determines():
    """A blank whose identity has no other unknown follows from it, and the proof names it."""
    found = gd.diagnose(blanked(GROUP + "pending"))
    (determined,) = found.determined
    (step,) = determined.proof

    assert gd.Assessment.NOT_EVALUATED is found.assessment
    assert (GROUP + "pending", 36) == (determined.address, determined.value)
    assert (Because.ONLY_UNKNOWN, ("REM001@reconsideration",)) == (step.because, step.instances)
    assert "the blank “administrative reconsideration / not yet concluded” can only be 36" in determined.message("en")
    assert "空格「行政复议 / 尚未审结」只能是 36" in found.message("zh")


def replayed(found, report):
    """The blanks that a proof fills, step by step; each step that is no combination uses numbers known before it."""
    known = {address: gd.get(report, address) for address in gd.addresses(report)}
    identities = {identity.instance: identity for identity in gd.identities(report)}
    for step in found.proof:
        if step.because is not Because.COMBINED:
            (identity,) = (identities[instance] for instance in step.instances)
            unknown = [address for address in identity.addresses if known[address] is BLANK]
            assert step.address in unknown
            assert step.because is Because.NOTHING_LEFT or len(unknown) == 1
        known[step.address] = step.value
    return known


def test_proof_goes_step_by_step():
    """A blank that follows only after another one has the step before it in its proof."""
    row = "requests.outcomes.disclosed."
    report = blanked(f"{row}natural_persons", f"{row}total", "requests.outcomes.partially_disclosed.total")
    by_address = {each.address: each for each in gd.diagnose(report).determined}
    proof = by_address[f"{row}total"].proof

    assert 1431 == by_address[f"{row}total"].value
    assert [("REQ003@outcomes.partially_disclosed",), ("REQ002@total",)] == [step.instances for step in proof]
    assert (
        "空格「三、本年度办理结果 / （一）予以公开 / 总计」只能是 1431："
        "「三、本年度办理结果 / （二）部分公开（区分处理的，只计这一情形，不计其他情形） / 总计」只能是 471，"
        "其余各格已知（表三 三、本年度办理结果 / （二）部分公开（区分处理的，只计这一情形，不计其他情形））；"
        "其余各格已知（表三 总计 办理结果合计）"
    ) == by_address[f"{row}total"].message("zh")
    for found in by_address.values():
        assert found.value == replayed(found, report)[found.address]


def test_nothing_left():
    """Blanks beside numbers that use the total up are zero, because no count is negative."""
    found = gd.diagnose(report(REPORTS["shuyang-development-2023"]))

    assert 125 == len(found.determined)
    assert {0} == {each.value for each in found.determined}
    assert {Because.NOTHING_LEFT} == {each.proof[-1].because for each in found.determined}
    assert {} == found.ranges
    assert gd.Assessment.NOT_EVALUATED is found.assessment


def test_many_blanks_in_few_lines():
    """Blanks that one identity gives at once share a line, and each step of a proof stands once."""
    lines = gd.diagnose(report(REPORTS["shuyang-development-2023"])).message("zh").splitlines()

    assert "没有发现不平衡，但有格子没有数字，部分勾稽关系无法判断" == lines[0]
    assert 25 == len(lines[1:])
    assert (
        "空格「一、本年新收政府信息公开申请数量 / 法人或其他组织："
        "商业企业、科研机构、社会公益组织、法律服务机构、其他」只能是 0：其余各格已占满总数（表三 一、本年新收政府信息公开申请数量）"  # noqa: E501
    ) == lines[1]


def test_a_proof_has_no_step_too_many():
    """Blanks that the same identity gives do not rest on each other."""
    for found in gd.diagnose(report(REPORTS["shuyang-development-2023"])).determined:
        assert [found.address] == [step.address for step in found.proof]


def test_each_step_rests_on_those_before():
    """Of a report with many blanks, the lines are a proof: each uses what is printed or what a line above gives."""
    rng = random.Random(2)
    cells = [address for address in gd.addresses(RIGHT) if address.startswith("requests.")]
    x = blanked(*rng.sample(cells, 30))
    found = gd.diagnose(x)

    assert 20 < len(found.determined)
    assert len(found.message("en").splitlines()) <= 31
    for each in found.determined:
        assert gd.get(RIGHT, each.address) == replayed(each, x)[each.address]


def test_ranges_are_said():
    """The text has the ranges, a line for each row, and how many blanks no identity limits."""
    two = gd.diagnose(blanked(GROUP + "pending", GROUP + "upheld"))
    one = gd.diagnose(blanked(GROUP + "pending", GROUP + "total"))
    line = "requests.outcomes.disclosed."
    crossed = gd.diagnose(
        blanked(*(f"{line}{column}" for column in ("natural_persons", "total")), "requests.outcomes.total.total")
    )
    empty = gd.diagnose(gd.replace(RIGHT, {cell: BLANK for cell in gd.addresses(RIGHT) if cell.startswith("requests")}))

    assert "blanks can be: “administrative reconsideration” upheld 0 to 124, not yet concluded 0 to 124" in two.message(
        "en"
    )
    assert "空格可以是：「行政复议」结果维持 0 至 124、尚未审结 0 至 124" in two.message("zh")
    assert "空格可以是：行政复议 / 总计 不小于 134 的数" in one.message("zh")
    assert "1 个空格可以是任意件数" in one.message("zh")
    assert "can be" not in crossed.message("en")
    assert "175 blank(s) can be any count" in empty.message("en")


TANGLED = [
    "requests.carried_over_in.other_organizations",
    "requests.carried_over_in.total",
    "requests.outcomes.not_processed.published_works.other_organizations",
    "requests.outcomes.not_processed.published_works.total",
    "requests.outcomes.partially_disclosed.commercial_enterprises",
    "requests.outcomes.partially_disclosed.legal_service_institutions",
    "requests.outcomes.partially_disclosed.other_organizations",
    "requests.outcomes.total.other_organizations",
    "requests.outcomes.total.total",
    "requests.outcomes.unable_to_provide.not_held.commercial_enterprises",
    "requests.outcomes.unable_to_provide.not_held.legal_service_institutions",
]
"""Blanks none of which stands alone in an identity; one of them still has only one number."""


def bounds_by(instances, report, address):
    """The least and greatest value of a blank by some identities alone."""
    system = system_of(gd.identities(report))
    held = [None if value is BLANK else value for value in (gd.get(report, name) for name in system.cells)]
    chosen = [at for at, identity in enumerate(system.identities) if identity.instance in instances]
    unknown = [cell for cell in system.cells_of(chosen) if held[cell] is None]
    cell = system.number[address]
    return Fit(system, chosen, held, unknown=unknown).bounds(cell) if cell in unknown else Bounds(0, None)


def test_value_that_follows_only_from_several_identities_together():
    """A blank that no single identity gives can follow from some together, which the proof names."""
    found = gd.diagnose(blanked(*TANGLED))
    (determined,) = found.determined
    (step,) = determined.proof

    assert ("requests.outcomes.partially_disclosed.other_organizations", 0) == (determined.address, determined.value)
    assert Because.COMBINED is step.because
    assert len(step.instances) > 1
    assert Bounds(0, 0) == bounds_by(step.instances, blanked(*TANGLED), determined.address)
    for instance in step.instances:
        assert not bounds_by((instance,), blanked(*TANGLED), determined.address).single
    assert "together only one value is left" in determined.message("en")
    assert set(TANGLED) - {determined.address} == set(found.ranges)


def test_contradiction_that_only_several_identities_show():
    """Where those identities leave a blank no number, they are the contradiction, and each alone could hold."""
    wrong = gd.replace(blanked(*TANGLED), {"requests.outcomes.partially_disclosed.total": 466})
    found = gd.diagnose(wrong)
    sets = [set(each.instances) for each in found.contradictions]

    assert any({"REQ003@outcomes.partially_disclosed", "REQ002@commercial_enterprises"} < each for each in sets)
    assert all(len(each) > 1 for each in sets)
    assert any("requests.outcomes.partially_disclosed.total" in each.printed for each in found.explanations)


def test_range_of_a_blank():
    """Two blanks of a sum share what is left."""
    found = gd.diagnose(blanked(GROUP + "pending", GROUP + "upheld"))

    assert {GROUP + "upheld": Range(0, 124), GROUP + "pending": Range(0, 124)} == found.ranges
    assert () == found.determined


def test_range_without_end():
    """A blank total above a blank part has no highest number, only a lowest."""
    found = gd.diagnose(blanked(GROUP + "pending", GROUP + "total"))

    assert {GROUP + "pending": Range(0, None), GROUP + "total": Range(134, None)} == found.ranges


def test_blank_as_zero():
    """Under the policy a printed blank is the number zero, which may be wrong; what is absent is still unknown."""
    wrong = blanked(GROUP + "upheld")
    (first, *_) = gd.diagnose(wrong, blank_as_zero=True).explanations
    absent = gd.replace(RIGHT, {GROUP + "upheld": gd.Gap.ABSENT})

    assert {GROUP + "upheld": 88} in [
        dict(each.changes) for each in gd.diagnose(wrong, blank_as_zero=True).explanations
    ]
    assert first.apply(wrong) != wrong
    assert [GROUP + "upheld"] == [each.address for each in gd.diagnose(absent, blank_as_zero=True).determined]


# ---------------------------------------------------------------------------------------------- failures beside blanks


def test_wrong_cell_beside_blanks():
    """A wrong number is found, and blanks of its identities whose number then follows are proposed with it."""
    cell = "requests.outcomes.disclosed.total"
    wrong = gd.replace(report(REPORTS["shuyang-development-2023"]), {cell: 24})
    found = gd.diagnose(wrong)
    (explanation,) = found.explanations

    assert 26 == explanation.changes[cell]
    assert {0} == {value for address, value in explanation.changes.items() if address != cell}
    assert gd.Certainty.UNIQUE_IF_NONNEGATIVE is explanation.certainty
    assert "随之确定" in explanation.message("zh")
    outcomes = {outcome.instance: outcome for outcome in gd.check(explanation.apply(wrong)).outcomes}
    assert {gd.Verdict.PASSED} == {outcomes[instance].verdict for instance in explanation.repairs}
    assert "REQ003@outcomes.disclosed" in explanation.repairs


def test_unique_without_asking_for_signs():
    """With few blanks a wrong cell is the only one even if blanks could be negative."""
    wrong = gd.replace(blanked("requests.received.total"), {"requests.outcomes.disclosed.natural_persons": 1480})
    (explanation,) = gd.diagnose(wrong).explanations

    assert {"requests.outcomes.disclosed.natural_persons": 1408} == explanation.changes
    assert gd.Certainty.UNIQUE is explanation.certainty


def test_fails_whatever_the_blank_holds():
    """Known parts above the total: each cell that may be wrong has a range, and no number is made up."""
    found = gd.diagnose(blanked(GROUP + "upheld", total=70))
    ranges = {address: each for explanation in found.explanations for address, each in explanation.undetermined.items()}

    assert [("REM001@reconsideration",)] == [each.instances for each in found.contradictions]
    assert {
        GROUP + "corrected": Range(0, 6),
        GROUP + "other_result": Range(0, 16),
        GROUP + "pending": Range(0, 24),
        GROUP + "total": Range(82, None),
    } == ranges
    assert all({} == each.changes and () == each.repairs for each in found.explanations)
    assert "should be 82 or more" in found.message("en")
    assert "table 4, administrative reconsideration (whatever the blanks hold): " in found.message("en")
    assert "表四 行政复议（空格无论填什么都不能平衡）：" in found.message("zh")
    assert [True] == [component.with_blanks for component in found.components]
    assert "应为 0 至 6" in found.message("zh")
    assert "现为 70，应为不小于 82 的数" in found.message("zh")


def test_contradiction_of_several_identities():
    """Identities that hold one by one for some number of a blank, and not together, are named together."""
    wrong = gd.replace(
        blanked("requests.outcomes.disclosed.natural_persons", "requests.outcomes.partially_disclosed.total"),
        {"requests.outcomes.disclosed.total": 1432},
    )
    found = gd.diagnose(wrong)
    outcomes = {outcome.instance: outcome for outcome in gd.check(wrong).outcomes}
    (joint,) = [each for each in found.contradictions if "REQ003@outcomes.disclosed" in each.instances]

    assert {gd.Verdict.NOT_EVALUATED} == {outcomes[name].verdict for name in joint.instances if outcomes[name].gaps}
    assert gd.Verdict.FAILED is outcomes["TIE001@requests"].verdict
    assert {"requests.outcomes.disclosed.total": 1431} in [
        {cell: value for cell, value in each.changes.items() if each.printed[cell] is not BLANK}
        for each in found.explanations
    ]


def test_shift_that_left_a_blank():
    """A row shifted to the right with its first cell blank is one slip, though a sum of the row is not evaluated."""
    row = [address for address in gd.addresses(RIGHT) if address.startswith("requests.received.")]
    numbers = [gd.get(RIGHT, address) for address in row]
    wrong = gd.replace(RIGHT, dict(zip(row, [BLANK, *numbers[:-1]], strict=True)))
    best = gd.diagnose(wrong).explanations[0]

    assert CauseKind.ROW_SHIFTED is best.cause.kind
    assert RIGHT == best.apply(wrong)


def test_split_beside_a_blank_elsewhere():
    """The pieces of a number are named as such also where a blank elsewhere takes part."""
    row = "requests.received."
    wrong = gd.replace(
        blanked("requests.outcomes.disclosed.research_institutions"),
        {f"{row}natural_persons": 34, f"{row}commercial_enterprises": 40},
    )
    right = gd.replace(RIGHT, {f"{row}commercial_enterprises": 75})
    found = gd.diagnose(wrong)

    assert right == RIGHT
    assert {f"{row}natural_persons": 3440, f"{row}commercial_enterprises": 75} == found.explanations[0].changes
    assert CauseKind.NUMBER_SPLIT is found.explanations[0].cause.kind


def test_row_left_empty_beside_a_blank():
    """A row of zeros is filled as far as identities reach; a cell that a blank elsewhere leaves open is left alone."""
    row = "proactive.normative_documents."
    cells = [f"{row}issued", f"{row}repealed", f"{row}in_force"]
    other, more = "proactive.licensing.decisions", "proactive.penalties.decisions"
    blank = "proactive.government_rules.in_force"
    found = gd.diagnose(
        gd.replace(gd.zeros(2024), {blank: BLANK}),
        identities=[
            total("own", cells[:2], "a"),
            total("one", [cells[0], more], "b"),
            total("two", [cells[1], other], "c"),
            total("three", [cells[2], other, blank], "d"),
        ],
        references={"a": 7, "b": 3, "c": 4, "d": 5},
    )
    (explanation,) = found.explanations

    assert {cells[0]: 3, cells[1]: 4} == explanation.changes
    assert CauseKind.LINE_LEFT_EMPTY is explanation.cause.kind


def remedies(*numbers):
    """A report of zeros with these numbers in the row of table four; None is a blank."""
    cells = [address for address in gd.addresses(gd.zeros(2024)) if address.startswith("remedies.")]
    values = [BLANK if number is None else number for number in numbers]
    return gd.replace(gd.zeros(2024), dict(zip(cells, values, strict=True)))


def test_blank_of_another_sum():
    """A sum without blanks fails beside one with a blank: a slip along the row is held against both."""
    total, blank = "remedies.reconsideration.total", "remedies.litigation_after_reconsideration.total"
    wrong = remedies(*(0, 0, 0, 0, 3), *(0, 0, 0, 0, 0), *(0, 0, 0, 0, None))
    found = gd.diagnose(wrong)

    assert {total: 0} in [dict(each.changes) for each in found.explanations]
    assert [blank] == [each.address for each in found.determined]


def test_a_slip_over_a_sum_with_a_blank():
    """A row of table four shifted to the left, its last cell blank, is one slip over all three sums."""
    right = remedies(*(3, 4, 2, 1, 10), *(5, 2, 1, 4, 12), *(2, 1, 1, 0, 4))
    wrong = remedies(*(4, 2, 1, 10, 5), *(2, 1, 4, 12, 2), *(1, 1, 0, 4, None))

    whole, *parts = gd.diagnose(wrong).components

    assert [right] == [each.apply(wrong) for each in whole.explanations]
    assert [None, None] == [each.cause for part in parts for each in part.explanations]


def test_a_slip_breaks_no_other_sum():
    """What would mend a sum with a blank, and break one that holds, is not proposed."""
    wrong = remedies(*(1, 0, 0, 0, 1), *(4, None, 10, None, 13), *(0, 0, 0, 0, 0))
    found = gd.diagnose(wrong)

    assert ("REM001@litigation_direct",) == found.components[0].failures
    assert not [each for each in found.explanations if "remedies.reconsideration.total" in each.printed]


@settings(max_examples=40, deadline=None)
@given(gst.one_wrong_cell(), st.data())
def test_truth_survives_blanks(case, data):
    """However many cells are blank, what is proposed never excludes the truth: it is among the explanations, or the
    blanks hide the failure, or fewer identities are left to tell it by."""
    names = [address for address in gd.addresses(case.report) if address.startswith("requests.")]
    gone = set(data.draw(st.lists(st.sampled_from(names), max_size=12))) - {case.address}
    found = gd.diagnose(gd.replace(case.report, dict.fromkeys(gone, BLANK)))
    touched = [component for component in found.components if case.address.startswith("requests.")]

    assert not touched or any(
        case.right == each.changes.get(case.address) or case.address in each.undetermined
        for component in touched
        for each in component.explanations
    )


# ---------------------------------------------------------------------------------------------- trying everything


def cross(size):
    """Row sums and column sums of a small square with totals to the right and below."""
    names = [[f"{r}{c}" for c in range(size + 1)] for r in range(size + 1)]
    lines = [(f"r{r}", names[r]) for r in range(size + 1)]
    lines += [(f"c{c}", [names[r][c] for r in range(size + 1)]) for c in range(size + 1)]
    return [total(name, cells[:-1], cells[-1]) for name, cells in lines]


def total(name, parts, whole):
    """An identity: some cells add up to one."""
    return Identity(
        code="T",
        instance=f"T@{name}",
        left=tuple(map(Term, parts)),
        right=(Term(whole),),
        subject=TEXT,
        title=TEXT,
        basis=TEXT,
    )


SQUARE = system_of(cross(2))
NUMBERS = range(13)


@st.composite
def squares(draw):
    """A small square with up to three blanks, right but for up to two numbers."""
    a, b, c, d = draw(st.tuples(*[st.integers(0, 2)] * 4))
    right = {
        "00": a,
        "01": b,
        "02": a + b,
        "10": c,
        "11": d,
        "12": c + d,
        "20": a + c,
        "21": b + d,
        "22": a + b + c + d,
    }
    held = [right[name] for name in SQUARE.cells]
    for cell in draw(st.lists(st.integers(0, 8), max_size=2)):
        held[cell] = draw(st.integers(0, 4))
    blanks = draw(st.sets(st.integers(0, 8), min_size=1, max_size=3))
    return [None if cell in blanks else value for cell, value in enumerate(held)]


@settings(max_examples=60, deadline=None)
@given(squares())
def test_ranges_agree_with_trying_everything(held):
    """Where blanks can be filled, each range is exactly what the fillings give; where not, a conflict is named."""
    blanks = tuple(cell for cell, value in enumerate(held) if value is None)
    fit = Search(system=SQUARE, identities=SQUARE.blocks[0], values=tuple(held)).fit()
    found = fillings(SQUARE, held, blanks, NUMBERS)

    assert bool(found) is fit.feasible
    for at, cell in enumerate(blanks if found else ()):
        bounds = fit.bounds(cell)
        assert min(each[at] for each in found) == bounds.low
        assert max(each[at] for each in found) == min(bounds.high if bounds.high is not None else 12, 12)


def can_hold(held, identities):
    """Whether some numbers in the blanks make these identities hold, by trying all."""
    blanks = [cell for cell in SQUARE.cells_of(identities) if held[cell] is None]
    values = list(held)
    for chosen in product(NUMBERS, repeat=len(blanks)):
        for cell, value in zip(blanks, chosen, strict=True):
            values[cell] = value
        if not any(SQUARE.residual(at, values) for at in identities):
            return True
    return False


@settings(max_examples=40, deadline=None)
@given(squares())
def test_conflicts_agree_with_trying_everything(held):
    """No numbers in the blanks make a set hold, some do without any one of it, and some make all of the rest hold."""
    every = set(range(len(SQUARE.factors)))
    found = list(conflicts(SQUARE, held, every))

    for each in found:
        assert not can_hold(held, each)
        for at in each:
            assert can_hold(held, set(each) - {at})
    assert {at for at in every if not can_hold(held, {at})} == {each[0] for each in found if len(each) == 1}
    assert len(every) == len(every.difference(*found)) + sum(map(len, found))
    assert can_hold(held, every.difference(*found))


@pytest.mark.parametrize(("held", "alone"), [(4, False), (5, True), (0, False)])
def test_a_cell_that_an_identity_takes_twice(held, alone):
    """Twice a whole number is even: an odd sum can be that of no number in the blank."""
    system = system_of([total("twice", ["a", "a"], "b")])
    values = [None if name == "a" else held for name in system.cells]

    assert ([(0,)] if alone else []) == list(conflicts(system, values, [0]))


def test_what_fails_alone_hides_no_conflict_beside_it():
    """An identity that fails by itself is named alone, and what the others cannot do together is named as well."""
    torn = blanked("requests.outcomes.disclosed.natural_persons", "requests.outcomes.partially_disclosed.total")
    wrong = gd.replace(torn, {"requests.outcomes.disclosed.total": 1432, "requests.received.total": 3526})
    sets = [set(each.instances) for each in gd.diagnose(wrong).contradictions]

    assert {"REQ003@received"} in sets
    assert any({"REQ003@outcomes.disclosed"} < each for each in sets)
    assert gd.Verdict.FAILED is gd.check(wrong).verdict


@pytest.mark.slow
def test_check_and_diagnosis_see_the_same_conflicts():
    """What no numbers in the blanks can mend fails in a check, and nothing else does."""
    rng = random.Random(4)
    cells = [address for address in gd.addresses(RIGHT) if address.startswith("requests.")]
    jointly = 0
    for _ in range(80):
        gone = rng.sample(cells, 25)
        known = rng.choice([cell for cell in cells if cell not in gone])
        x = gd.replace(RIGHT, {known: gd.get(RIGHT, known) + 1} | dict.fromkeys(gone, BLANK))
        found, result = gd.diagnose(x), gd.check(x)
        together = any(len(each.instances) > 1 for each in found.contradictions)
        failed = {each.instance for each in result.findings if each.identity is not None}

        assert (gd.Verdict.FAILED is result.verdict) is bool(found.contradictions)
        assert ("TIE001@requests" in {each.instance for each in result.findings}) is together
        assert {each.instances[0] for each in found.contradictions if len(each.instances) == 1} == failed
        jointly += together and not failed
    assert jointly > 2


@settings(max_examples=25, deadline=None)
@given(squares())
def test_suspects_agree_with_trying_everything(held):
    """With blanks, the single cells that may be wrong are those for which some numbers fit, each with its range."""
    blanks = tuple(cell for cell, value in enumerate(held) if value is None)
    search = Search(system=SQUARE, identities=SQUARE.blocks[0], values=tuple(held))
    if search.fit().feasible:
        return
    expected = {}
    for cell in range(9):
        if cell not in blanks:
            found = fillings(SQUARE, held, (cell, *blanks), NUMBERS)
            if found:
                expected[cell] = min(each[0] for each in found)

    assert expected == {each.cells[0]: each.bounds[0].low for each in search.smallest(1)}


def test_many_blanks_take_no_long_time_to_explain():
    """Half of table three blank and two numbers wrong: what is proposed makes the identities hold that it names."""
    rng = random.Random(6)
    cells = [address for address in gd.addresses(RIGHT) if address.startswith("requests.")]
    gone = rng.sample(cells, 80)
    known = [cell for cell in cells if cell not in gone]
    wrong = gd.replace(
        RIGHT, dict.fromkeys(gone, BLANK) | {cell: gd.get(RIGHT, cell) + 7 for cell in rng.sample(known, 2)}
    )

    found = gd.diagnose(wrong)
    (explanation,) = found.explanations
    mended = gd.check(explanation.apply(wrong))

    assert [1, 22] == [len(each.instances) for each in found.contradictions]
    assert explanation.repairs
    assert {gd.Verdict.PASSED} == {each.verdict for each in mended.outcomes if each.instance in explanation.repairs}
    assert not gd.diagnose(explanation.apply(wrong)).components


@pytest.mark.parametrize("gap", list(gd.Gap))
def test_every_gap_is_unknown(gap):
    """No kind of gap is taken for a number."""
    found = gd.diagnose(gd.replace(RIGHT, {GROUP + "pending": gap}))

    assert [36] == [each.value for each in found.determined]
