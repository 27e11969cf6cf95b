"""One slip over several cells: shown as one cause, with every number it touched."""

import pytest
from hypothesis import given

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure import strategies as gst
from govdisclosure.diagnosis import CauseKind, Slip, hint
from govdisclosure.diagnosis.patterns import is_joined

RIGHT = report(REPORTS["suqian-2024"])
COLUMNS = [address.rpartition(".")[2] for address in gd.addresses(RIGHT) if address.startswith("requests.received.")]
GAP = gd.Gap.BLANK


def row(name):
    """The addresses of a row of table three."""
    return [f"requests.{name}.{column}" for column in COLUMNS]


def numbers(name):
    """Its numbers."""
    return [gd.get(RIGHT, address) for address in row(name)]


def written(name, given):
    """A row with other numbers."""
    return dict(zip(row(name), given, strict=True))


def exchanged(one, other):
    """Two rows with each other's numbers."""
    return written(one, numbers(other)) | written(other, numbers(one))


def column(name):
    """The addresses of a column of table three."""
    return [address for address in gd.addresses(RIGHT) if address.startswith("requests.") and address.endswith(name)]


def without(omitted):
    """The row of totals without one outcome."""
    return {
        address: gd.get(RIGHT, address) - part
        for address, part in zip(row("outcomes.total"), numbers(omitted), strict=True)
    }


RECEIVED, DISCLOSED, HELD = numbers("received"), numbers("outcomes.disclosed"), "outcomes.unable_to_provide.not_held"
REMEDIES = [address for address in gd.addresses(RIGHT) if address.startswith("remedies.")]
FOUR = [gd.get(RIGHT, address) for address in REMEDIES]


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        (CauseKind.ROW_SHIFTED, written("received", [0, *RECEIVED[:-1]]), "one column too far to the right"),
        (CauseKind.ROW_SHIFTED, written("received", [GAP, *RECEIVED[:-1]]), "one column too far to the right"),
        (CauseKind.ROW_SHIFTED, written("outcomes.disclosed", [*DISCLOSED[1:], 0]), "too far to the left"),
        (CauseKind.ROW_SHIFTED, written("outcomes.disclosed", [*DISCLOSED[1:], GAP]), "too far to the left"),
        (
            CauseKind.NEIGHBOURS_SWAPPED,
            dict(zip(row(HELD)[:2], numbers(HELD)[1::-1], strict=True)),
            "two neighbouring cells hold each other's numbers",
        ),
        (CauseKind.LINES_EXCHANGED, exchanged("outcomes.total", "carried_over_out"), "hold each other's numbers"),
        (CauseKind.LINES_EXCHANGED, exchanged("received", "outcomes.disclosed"), "hold each other's numbers"),
        (
            CauseKind.LINES_EXCHANGED,
            {
                one: gd.get(RIGHT, other)
                for pair in zip(column(".other_organizations"), column(".total"), strict=True)
                for one, other in (pair, pair[::-1])
            },
            "“other organizations”, “total” hold each other's",
        ),
        (
            CauseKind.TOTAL_OMITS,
            without("outcomes.partially_disclosed"),
            "the total leaves out “outcomes this year / pa",
        ),
        (CauseKind.LINE_LEFT_EMPTY, written(HELD, [0] * 7), "zeros throughout"),
        (
            CauseKind.LINE_LEFT_EMPTY,
            dict.fromkeys(column(".commercial_enterprises"), 0),
            "“commercial enterprises” has ze",
        ),
        (CauseKind.ROW_COPIED, written("outcomes.partially_disclosed", DISCLOSED), "repeats the row above it"),
        (CauseKind.NUMBER_SPLIT, written("received", [3, 440, *RECEIVED[1:-1]]), "was split in two"),
        (CauseKind.NUMBER_SPLIT, written("received", [3, 440, *RECEIVED[2:]]), "was split in two"),
        (CauseKind.TOTALS_LEFT_EMPTY, dict.fromkeys(column(".total"), 0), "totals are zero though their parts are not"),
        (CauseKind.TOTALS_LEFT_EMPTY, written("outcomes.total", [0] * 7), "totals are zero though their parts are not"),
        (CauseKind.ROW_SHIFTED, dict(zip(REMEDIES, [0, *FOUR[:-1]], strict=True)), "the row “table four” stands one"),
        (
            CauseKind.TOTAL_OMITS,
            {REMEDIES[at]: FOUR[at] - FOUR[at - 1] for at in (4, 9, 14)},
            "the total leaves out “not yet concluded”",
        ),
    ],
)
def test_cause_is_found(kind, changes, words):
    """The slip is the first explanation, and applying it gives the right report back."""
    wrong = gd.replace(RIGHT, changes)
    best = gd.diagnose(wrong).explanations[0]

    assert kind is best.cause.kind
    assert words in best.message("en")
    assert RIGHT == best.apply(wrong)


@given(gst.shifted_row())
def test_shifted_rows(case):
    """A row that stands one column to the side is found, unless it fits one wrong cell or breaks nothing."""
    truth = {address: value for address, value in case.right.items() if gd.get(case.report, address) != value}
    found = [dict(each.changes) for each in gd.diagnose(case.report).explanations]

    assert not case.broken or truth in found or [1] == [len(changes) for changes in found]


def test_total_that_counts_a_part_twice():
    """A total that takes a row twice is told from one that leaves it out."""
    added = {
        address: gd.get(RIGHT, address) + part
        for address, part in zip(row("outcomes.total"), numbers("outcomes.partially_disclosed"), strict=True)
    }
    best = gd.diagnose(gd.replace(RIGHT, added)).explanations[0]

    assert CauseKind.TOTAL_COUNTS_TWICE is best.cause.kind
    assert "合计重复计入「三、本年度办理结果 / （二）部分公开" in best.message("zh")


def test_several_blank_rows_fit():
    """Every row of zeros that could hold the missing numbers is named, and none is called the only one."""
    wrong = gd.replace(RIGHT, written("outcomes.disclosed", [0] * 7))
    empty = [each for each in gd.diagnose(wrong).explanations if each.cause.kind is CauseKind.LINE_LEFT_EMPTY]

    assert RIGHT in [each.apply(wrong) for each in empty]
    assert {gd.Certainty.AMBIGUOUS} == {each.certainty for each in empty}


def test_slip_across_table_four_stands_before_the_parts():
    """A shift along the row of table four accounts for three sums at once; each sum has explanations of its own too."""
    wrong = gd.replace(RIGHT, dict(zip(REMEDIES, [0, *FOUR[:-1]], strict=True)))
    whole, *parts = gd.diagnose(wrong).components

    assert 3 == len(whole.failures) == len(parts)
    assert CauseKind.ROW_SHIFTED is whole.explanations[0].cause.kind
    assert gd.Certainty.AMBIGUOUS is whole.explanations[0].certainty
    assert all(part.explanations for part in parts)


def test_slip_that_proposes_what_its_parts_do_takes_their_place():
    """Two totals of table four at zero: each sum by itself gives the same numbers, and nothing else fits."""
    parts = {f"remedies.{group}.{name}": 3 for group in GROUPS for name in ("upheld", "corrected")}
    x = gd.replace(gd.zeros(2024), parts | {f"remedies.{group}.total": 0 for group in GROUPS})
    (component,) = gd.diagnose(x).components
    (explanation,) = component.explanations

    assert {f"remedies.{group}.total": 6 for group in GROUPS} == explanation.changes
    assert CauseKind.TOTALS_LEFT_EMPTY is explanation.cause.kind
    assert gd.Certainty.AMBIGUOUS is explanation.certainty
    assert 2 == len(component.failures) == len(explanation.repairs)


def test_slip_beside_parts_with_several_explanations():
    """Where a sum by itself has other explanations, the slip is one of several, and the parts stay."""
    parts = {f"remedies.{group}.{name}": 3 for group in GROUPS for name in ("upheld", "corrected")}
    x = gd.replace(gd.zeros(2024), parts | {f"remedies.{GROUPS[0]}.upheld": 9, f"remedies.{GROUPS[1]}.corrected": 0})
    found = gd.diagnose(gd.replace(x, {f"remedies.{group}.total": 0 for group in GROUPS}))
    whole, *rest = found.components

    assert gd.Certainty.AMBIGUOUS is whole.explanations[0].certainty
    assert 2 == len(rest)
    assert 2 == found.message("en").count("if it is not the slip above")
    assert 2 == found.message("zh").count("如不是上述失误")


GROUPS = ("reconsideration", "litigation_direct")


def test_many_cells_are_listed_in_short():
    """What the labels of a slip share is said once; the hint says the slip and how many cells."""
    shifted = gd.diagnose(gd.replace(RIGHT, written("received", [0, *RECEIVED[:-1]])))
    omitted = gd.diagnose(gd.replace(RIGHT, without("outcomes.partially_disclosed")))
    empty = gd.diagnose(gd.replace(RIGHT, dict.fromkeys(column(".total"), 0)))
    swapped = gd.diagnose(gd.replace(RIGHT, exchanged("outcomes.total", "carried_over_out")))

    assert "错开一列：自然人 0→3440、商业企业 3440→75、科研机构 75→0、" in shifted.message("zh")
    assert "to the right: natural persons 0→3440, commercial enterprises 3440→75" in shifted.message("en")
    assert "“outcomes this year / total outcomes” natural persons 2978→3440" in omitted.message("en")
    assert "「总计」一、本年新收政府信息公开申请数量 0→3525、" in empty.message("zh")
    assert "and others, 23 in all: “total” requests newly" in empty.message("en")
    assert 23 == len(empty.explanations[0].cause.lines)
    assert " 等 23 项：" in empty.message("zh")
    assert "“carried over to next year” natural persons 3440→118, commercial" in swapped.message("en")
    assert 3 == swapped.message("en").count("natural persons")  # one of them in what fails
    assert hint(shifted).endswith("整体向右错开一列，涉及 7 格（不出现负数的，改动 7 格的解释只有这一种）")
    assert hint(shifted, "en").endswith("7 cells (the only explanation of 7 cells without negative counts)")
    assert hint(swapped).endswith("（已知的失误只有这一种合适，但也可能是别的格有误）")
    assert hint(swapped, "en").endswith("(the only known slip that fits, but other cells can be wrong instead)")


def test_joined_number_keeps_its_zeros():
    """A number split before a zero: the second piece has lost it."""
    wrong = gd.replace(RIGHT, written("received", [34, 40, *RECEIVED[1:-1]]))
    best = gd.diagnose(wrong).explanations[0]

    assert CauseKind.NUMBER_SPLIT is best.cause.kind
    assert RIGHT == best.apply(wrong)


def test_slip_is_no_keystroke():
    """A cause needs no further slip as evidence."""
    wrong = gd.replace(RIGHT, exchanged("outcomes.total", "carried_over_out"))

    assert [] == [each.slip for each in gd.diagnose(wrong).explanations[0].evidence if isinstance(each.slip, Slip)]


def test_exchange_that_no_identity_sees():
    """Two outcome rows exchanged are consistent: the limit is in the documentation, not a wrong claim here."""
    wrong = gd.replace(RIGHT, exchanged("outcomes.disclosed", "outcomes.partially_disclosed"))

    assert gd.Assessment.CONSISTENT is gd.diagnose(wrong).assessment


@pytest.mark.parametrize(
    ("whole", "first", "second", "expected"),
    [
        (105, 10, 5, True),
        (105, 1, 5, True),
        (1005, 1, 5, True),
        (10, 1, 0, True),
        (105, 1, 50, False),
        (105, 105, 0, False),
        (105, 2, 5, False),
        (105, 0, 105, False),
        (5, 0, 5, False),
        (10, -1, 0, False),
        (105, 10, -5, False),
        (None, 10, 5, False),
        (105, None, 5, False),
        (105, 10, None, False),
    ],
)
def test_number_that_two_others_are_pieces_of(whole, first, second, expected):
    """Written one after the other they are the number; zeros before the second are not printed, and a blank is none."""
    assert expected is is_joined(whole, first, second)
