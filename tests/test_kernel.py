"""The kernel: identities compiled once say what adding up says, for one report, for columns and as text."""

import sqlite3
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gs
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.kernel import SQL, Side, compiled, condition, formula, judge, sheet_sum, side, verdict_of
from govdisclosure.model.access import column_name, values

BLANK, ABSENT = gd.Gap.BLANK, gd.Gap.ABSENT
TEXT = gd.Text("", "")
CHANGE = "proactive.licensing.change"


def tie(left, right, name="X"):
    """An identity over terms."""
    return Identity(code="X", instance=name, left=left, right=right, subject=TEXT, title=TEXT, basis=TEXT)


def identity(*signs, right=(1,)):
    """An identity over as many cells as there are signs."""
    left = tuple(Term(f"l{number}", sign) for number, sign in enumerate(signs))
    return tie(left, tuple(Term(f"r{number}", sign) for number, sign in enumerate(right)))


# ---------------------------------------------------------------------------------------------------- one identity


@pytest.mark.parametrize(
    ("signs", "values", "expected"),
    [
        ((1, -1), (5, 2), Side(3)),
        ((1, 1, 1), (1, BLANK, BLANK), Side(1, raising=2)),
        ((1, 1, 1), (ABSENT, 4, ABSENT), Side(4, raising=2, lost_raising=2)),
        ((-1, -1, 1), (BLANK, BLANK, 4), Side(4, lowering=2)),
        ((-1, -1, 1), (ABSENT, BLANK, ABSENT), Side(0, raising=1, lowering=2, lost_raising=1, lost_lowering=1)),
        ((-1, -1, -1), (ABSENT, ABSENT, 1), Side(-1, lowering=2, lost_lowering=2)),
    ],
)
def test_what_is_known_of_a_side(signs, values, expected):
    """The sum of the numbers, and how many gaps raise it and lower it, with those that are no blanks."""
    assert expected == side(identity(*signs).left, values)


def test_a_side_with_its_blanks_as_zeros():
    """Only what is lost for good is still missing."""
    assert Side(3, 1, 2, 1, 2) == Side(3, raising=4, lowering=5, lost_raising=1, lost_lowering=2).with_zeros
    assert (None, 3) == (Side(3, raising=1).sum, Side(3, raising=1).with_zeros.sum)


def test_a_side_needs_a_value_for_each_term():
    """None is dropped."""
    with pytest.raises(ValueError, match="shorter"):
        side(identity(1, 1).left, (1,))


@pytest.mark.parametrize(
    ("left", "right", "more", "verdict"),
    [
        (Side(3), Side(3), {}, "passed"),
        (Side(3), Side(2), {}, "failed"),
        (Side(2, raising=1), Side(3), {}, "not_evaluated"),
        (Side(4, raising=1), Side(3), {}, "failed"),
        (Side(2, lowering=1), Side(3), {}, "failed"),
        (Side(4, lowering=1), Side(3), {}, "not_evaluated"),
        (Side(3), Side(4, raising=1), {}, "failed"),
        (Side(3), Side(2, raising=1), {}, "not_evaluated"),
        (Side(3), Side(2, lowering=1), {}, "failed"),
        (Side(3), Side(4, lowering=1), {}, "not_evaluated"),
        (Side(3, raising=1), Side(9, raising=1), {}, "not_evaluated"),
        (Side(3, raising=1), Side(9, raising=1), {"more_left": 1}, "not_evaluated"),
        (Side(9, raising=1), Side(3, lowering=1), {}, "failed"),
        (Side(3, raising=1), Side(3, lowering=1), {}, "not_evaluated"),
        (Side(3, lowering=1), Side(3, raising=1), {}, "not_evaluated"),
        (Side(3, lowering=1), Side(3), {"more_right": 1}, "not_evaluated"),
        (Side(3, raising=1), Side(3), {"more_left": 1}, "not_evaluated"),
        (Side(3, lowering=1), Side(9, raising=1), {}, "failed"),
        (Side(9, raising=1), Side(3), {"more_left": 1}, "failed"),
        (Side(3, lowering=1), Side(9), {"more_right": 1}, "failed"),
        (Side(3), Side(3), {"more_left": 1}, "not_evaluated"),
        (Side(4), Side(3), {"more_left": 1}, "failed"),
        (Side(3), Side(4), {"more_right": 1}, "failed"),
        (Side(4), Side(3), {"more_right": 1}, "not_evaluated"),
    ],
)
def test_two_sides_compared(left, right, more, verdict):
    """With gaps it fails only where no count that could stand there makes it hold."""
    assert verdict == verdict_of(left, right, **more).value


def test_judging_by_address():
    """The values are taken by the addresses of the terms."""
    found = {"l0": 3, "l1": 2, "r0": 5}

    assert gd.Verdict.PASSED is judge(identity(1, 1), found)
    assert gd.Verdict.FAILED is judge(identity(1, 1), {**found, "r0": 6})
    assert gd.Verdict.NOT_EVALUATED is judge(identity(1, 1), {**found, "l1": BLANK})


@pytest.mark.parametrize("address", [CHANGE, "licensing.change"])
def test_a_change_without_a_number_leaves_everything_open(address):
    """What it holds may be negative, so no sum it stands in is certain to fail, on whichever side it is."""
    terms = (Term("l0"), Term(address, 1, "2019"))
    missing = {"l0": 40, f"2019:{address}": BLANK, "r0": 30}

    assert gd.Verdict.NOT_EVALUATED is judge(tie(terms, (Term("r0"),)), missing)
    assert gd.Verdict.NOT_EVALUATED is judge(tie((Term("r0"),), terms), missing)
    assert Side(40, raising=1, lowering=1) == side(terms, (40, BLANK))
    assert gd.Verdict.FAILED is judge(tie(terms, (Term("r0"),)), {**missing, f"2019:{address}": -9})
    assert gd.Verdict.PASSED is judge(tie(terms, (Term("r0"),)), {**missing, f"2019:{address}": -10})


def test_which_cells_may_be_negative():
    """Those of a change, and no other of any edition."""
    forms = (gd.zeros(2020), gd.zeros(2023))
    signed = {address for form in forms for address in gd.addresses(form) if Term(address).signed}

    assert {
        f"proactive.{row}.change" for row in ("licensing", "other_external", "penalties", "compulsion", "fees")
    } == signed


# ---------------------------------------------------------------------------------------------------- compiled


def test_sums_of_both_sides():
    """Left and right of each identity in turn, with signs, over whatever the addresses are."""
    kernel = compiled(
        [
            tie((Term("a"), Term("b", -1)), (Term("c.d"),)),
            tie((Term("c.d", -1),), (Term("a", 1, "2023"), Term("b"))),
        ]
    )

    assert (7, 4, -4, 103) == kernel.sums({"a": 10, "b": 3, "c.d": 4, "2023:a": 100})
    assert (Decimal("0.5"), 0, 0, Decimal("1.5")) == kernel.sums(
        {"a": Decimal("1.5"), "b": 1, "c.d": 0, "2023:a": Decimal("0.5")}
    )
    assert (3, -107) == kernel.residuals([10, 3, 4, 100])
    assert ("a", "b", "c.d", "2023:a") == kernel.cells


def test_sums_over_a_gap_are_refused():
    """A gap is no number; whoever calls takes the long way."""
    kernel = compiled([tie((Term("a"),), (Term("b"),))])
    for compute, held in ((kernel.sums, {"a": BLANK, "b": 1}), (kernel.residuals, [BLANK, 1])):
        with pytest.raises(TypeError):
            compute(held)


def test_no_identities():
    """Of none there is nothing to say, and a side without terms is nothing."""
    assert ((), (), True) == (compiled([]).sums({}), compiled([]).residuals([]), compiled([]).holds(gd.zeros(2023)))
    assert (0, 0) == compiled([tie((), ())]).sums({})
    assert "0" == formula((), str)


def test_a_cell_on_both_sides():
    """It counts with what is left of it, and not at all if nothing is."""
    kernel = compiled([tie((Term("a"), Term("b"), Term("c")), (Term("a"), Term("b", -1)))])

    assert (((1, 2), (2, 1)),) == kernel.factors
    assert (9,) == kernel.residuals([100, 4, 1])
    assert (9, None) == (kernel.residual(0, [None, 4, 1]), kernel.residual(0, [0, None, 1]))


def test_a_cell_from_all_others():
    """An identity gives any of its cells; cells that are named first keep their places."""
    kernel = compiled([identity(1, -1, right=(1, 1))], cells=["other", "r1"])

    assert ("other", "r1", "l0", "l1", "r0") == kernel.cells
    for cell in (1, 2, 3, 4):
        held = [7, 1, 9, 3, 5]
        assert held[cell] == kernel.solution(0, cell)([*held[:cell], 1000, *held[cell + 1 :]])
    assert ((3, -1), (4, -1), (2, 1)) == tuple(sorted(kernel.solved(0, 1), key=lambda each: each[1]))


REPORT = gd.zeros(2023)
ADDRESSES = tuple(dict.fromkeys(a for each in gd.identities(REPORT) for a in each.addresses))


@pytest.mark.parametrize("x", [REPORT, REPORT.requests, REPORT.remedies, gd.zeros(2020)])
def test_holds(x):
    """True where every identity holds; false with any one cell changed; a gap is refused wherever it is."""
    kernel = compiled(gd.identities(x))

    assert kernel.holds(x) is True
    for address in kernel.cells:
        assert kernel.holds(gd.replace(x, {address: 1})) is False
        with pytest.raises(TypeError):
            kernel.holds(gd.replace(x, {address: BLANK}))


def test_a_gap_is_refused_even_beside_a_sum_that_fails():
    """It must not depend on the order whether a gap is seen."""
    broken = gd.replace(REPORT, {ADDRESSES[0]: 5, ADDRESSES[-1]: ABSENT})

    with pytest.raises(TypeError):
        compiled(gd.identities(REPORT)).holds(broken)


# ---------------------------------------------------------------------------------------------------- columns


PANEL = (
    *gd.identities(REPORT),
    tie((Term("proactive.licensing.decisions"),), (Term("proactive.fees.amount", -1),), "Y"),
)


@st.composite
def columns(draw):
    """Some reports with gaps and wrong cells, as columns of numbers and of gaps, and what the kernel says of each."""
    reports = draw(st.lists(gs.reports(edition="2021", max_blanks=8), min_size=1, max_size=4))
    held = []
    for report in reports:
        wrong = draw(st.dictionaries(st.sampled_from(ADDRESSES), st.integers(-3, 3), max_size=2))
        held.append(values(gd.replace(report, wrong)))
    names = tuple(dict.fromkeys(name for each in PANEL for name in each.addresses))
    numbers = {name: [0 if isinstance(each[name], gd.Gap) else int(each[name]) for each in held] for name in names}
    gaps = {name: [int(isinstance(each[name], gd.Gap)) for each in held] for name in names}
    whole = [
        {name: value if isinstance(value, gd.Gap) else int(value) for name, value in each.items()} for each in held
    ]
    return numbers, gaps, [[judge(each, values) for values in whole] for each in PANEL]


def verdicts(passed, failed):
    """The answer of each row."""
    told = {
        (True, False): gd.Verdict.PASSED,
        (False, True): gd.Verdict.FAILED,
        (False, False): gd.Verdict.NOT_EVALUATED,
    }
    return [told[bool(one), bool(other)] for one, other in zip(passed, failed, strict=True)]


def subscripts(each):
    """The condition with each cell a subscript of ``n`` or ``g``."""
    return condition(each, lambda name: f"n[{name!r}]", lambda name: f"g[{name!r}]")


@given(columns())
@settings(max_examples=20)  # each runs every identity three ways
def test_the_same_text_runs_on_numbers_arrays_and_expressions(drawn):
    """Over plain numbers, arrays of numpy and columns of polars: what the kernel says of each report by itself."""
    numbers, gaps, expected = drawn
    frame = pl.DataFrame(
        {f"n.{name}": held for name, held in numbers.items()} | {f"g.{name}": held for name, held in gaps.items()}
    )
    arrays = [{name: np.array(held) for name, held in each.items()} for each in (numbers, gaps)]
    expressions = [{name: pl.col(f"{kind}.{name}") for name in numbers} for kind in "ng"]
    for each, answers in zip(PANEL, expected, strict=True):
        text = subscripts(each)
        passed, failed = (eval(one, {}, dict(zip("ng", arrays, strict=True))) for one in (text.passed, text.failed))
        assert answers == verdicts(passed, failed)
        passed, failed = (
            eval(one, {}, dict(zip("ng", expressions, strict=True))) for one in (text.passed, text.failed)
        )
        assert answers == verdicts(*frame.select(passed=passed, failed=failed).get_columns())
        for row, answer in enumerate(answers):
            one = {
                kind: {name: held[row] for name, held in given.items()} for kind, given in (("n", numbers), ("g", gaps))
            }
            assert [answer] == verdicts([eval(text.passed, {}, one)], [eval(text.failed, {}, one)])


@pytest.mark.slow
@given(columns())
def test_the_same_text_as_sql(drawn):
    """A database says the same of the same columns."""
    numbers, gaps, expected = drawn
    names = {
        **{f"n_{column_name(a)}": held for a, held in numbers.items()},
        **{f"g_{column_name(a)}": held for a, held in gaps.items()},
    }
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE reports ({', '.join(f'{name} INTEGER' for name in names)})")
    marks = ", ".join("?" for _ in names)
    database.executemany(f"INSERT INTO reports VALUES ({marks})", zip(*names.values(), strict=True))
    for each, answers in zip(PANEL, expected, strict=True):
        text = condition(each, lambda a: f"n_{column_name(a)}", lambda a: f"g_{column_name(a)}", SQL)
        found = database.execute(f"SELECT {text.passed}, {text.failed} FROM reports ORDER BY rowid").fetchall()
        assert answers == verdicts(*zip(*found, strict=True))
    database.close()


def test_a_change_in_columns():
    """A gap in it leaves the identity open, as in one report."""
    text = subscripts(tie((Term("a"), Term(CHANGE)), (Term("b"),)))
    numbers = {"a": np.array([40, 40, 40]), CHANGE: np.array([0, -10, -9]), "b": np.array([30, 30, 30])}
    gaps = {"a": np.array([0, 0, 0]), CHANGE: np.array([1, 0, 0]), "b": np.array([0, 0, 0])}
    found = verdicts(*(eval(each, {}, {"n": numbers, "g": gaps}) for each in (text.passed, text.failed)))

    assert [gd.Verdict.NOT_EVALUATED, gd.Verdict.PASSED, gd.Verdict.FAILED] == found


def test_a_sum_as_the_formula_of_a_sheet():
    """Each cell is spelled as the caller says."""
    each = next(each for each in gd.identities(REPORT) if each.instance == "REQ001@natural_persons")
    at = {name: f"D{number}" for number, name in enumerate(each.addresses, start=5)}

    assert ("D5+D6", "D7+D8") == (formula(each.left, at.__getitem__), formula(each.right, at.__getitem__))
    assert "-D5+D6" == formula((Term("a", -1), Term("b")), {"a": "D5", "b": "D6"}.__getitem__)


AT = {"a": (4, 3), "b": (4, 4), "c": (4, 6), "d": (5, 6), "e": (9, 1)}


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ([("a", 1)], "SUM(4,3:4,3)"),
        ([("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1)], "SUM(4,3:4,4;4,6:5,6;9,1:9,1)"),
        ([("a", 1), ("b", -1)], "SUM(4,3:4,3)-SUM(4,4:4,4)"),
        ([("e", -1)], "0-SUM(9,1:9,1)"),
        ([], "0"),
    ],
)
def test_a_sum_of_a_sheet(terms, text):
    """Neighbours in a row or a column are one area; what is taken away is a sum of its own."""
    written = sheet_sum(
        [Term(name, sign) for name, sign in terms],
        AT.__getitem__,
        lambda first, last: ":".join(f"{row},{column}" for row, column in (first, last)),
    )

    assert text == written.replace(",9", ";9").replace(",4,6", ";4,6")
