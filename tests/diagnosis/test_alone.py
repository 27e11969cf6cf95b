"""What is said of a correction of three cells along one line: whether others of its size fit, by trying all."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.diagnosis.alone import certainty_along
from govdisclosure.diagnosis.case import Setting, laid
from govdisclosure.diagnosis.years import NOTHING, Joined

NAMES = [address.rpartition(".")[2] for address in gd.addresses(gd.zeros(2024)) if ".carried_over_in." in address]
ROWS = ("received", "outcomes.disclosed", "outcomes.partially_disclosed", "outcomes.total", "carried_over_out")


def case_of(x):
    """The case of a report, and what it fails in."""
    case = laid(Setting(data=x, stated={}), NOTHING)
    (problem,) = case.problems
    return case, problem


def tried(problem, changes):
    """Whether other changes of as many cells mend everything, by the equalities alone and without negative counts.

    Every cell of a column that fails is tried with the difference that mends one of its sums.
    """
    system, values = problem.system, problem.values
    columns = []
    for cell, value in changes:
        failing = [at for at, _, _ in system.columns[cell] if at in problem.failing and crosses(system, at)]
        options = {
            (other, values[other] - problem.failing[at] // factor)
            for at in failing
            for other, factor in system.factors[at]
        }
        columns.append(sorted(options))
        assert (cell, value) in options
    found = []
    for chosen in product(*columns):
        held = list(values)
        for cell, value in chosen:
            held[cell] = value
        if not any(system.residuals(held)):
            found.append(chosen)
    others = [each for each in found if set(each) != set(changes)]
    return bool(others), any(all(value >= 0 for _, value in each) for each in others)


def crosses(system, at):
    """Whether an identity is one of a column."""
    return system.identities[at].code in ("REQ001", "REQ002")


@st.composite
def rows_with_three_wrong(draw):
    """A report of small numbers, with three numbers of a row wrong, and what they should be."""
    held = {(row, name): draw(st.integers(0, 2)) for row in ROWS[1:3] for name in NAMES[:-1]}
    out = {name: draw(st.integers(0, 1)) for name in NAMES[:-1]}
    right = gd.zeros(2024)
    cells = {f"requests.{row}.{name}": value for (row, name), value in held.items()}
    for name in NAMES[:-1]:
        done = held[ROWS[1], name] + held[ROWS[2], name]
        cells |= {
            f"requests.outcomes.total.{name}": done,
            f"requests.carried_over_out.{name}": out[name],
            f"requests.received.{name}": done + out[name],
        }
    for row in ROWS:
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{name}"] for name in NAMES[:-1])
    right = gd.replace(right, cells)
    assert gd.verdict(right) is gd.Verdict.PASSED
    row = draw(st.sampled_from(ROWS))
    chosen = draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=3, unique=True))
    truth = {f"requests.{row}.{name}": gd.get(right, f"requests.{row}.{name}") for name in chosen}
    wrong = {cell: value + draw(st.sampled_from((-2, -1, 1, 2, 3))) for cell, value in truth.items()}
    assume(min(wrong.values()) >= 0)
    return gd.replace(right, wrong), truth


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(rows_with_three_wrong())
def test_three_cells_of_a_row(case):
    """It is called the only one of its size exactly where no other change of three cells mends everything."""
    wrong, truth = case
    laid_out, problem = case_of(wrong)
    changes = sorted((problem.system.number[address], value) for address, value in truth.items())
    by_equalities, really = tried(problem, changes)

    certainty = certainty_along(problem, laid_out.form.layout, changes)

    if really:
        assert gd.Certainty.AMBIGUOUS is certainty
    elif by_equalities:
        assert gd.Certainty.UNIQUE_IF_NONNEGATIVE is certainty
    else:
        assert gd.Certainty.UNIQUE is certainty


@pytest.mark.parametrize("names", [("outcomes.disclosed", "outcomes.total"), ("received", "carried_over_in")])
def test_two_rows_are_no_line(names):
    """Nothing is known of changes in two rows."""
    cells = [f"requests.{row}.{name}" for row in names for name in NAMES[:2]]
    laid_out, problem = case_of(gd.replace(gd.zeros(2024), dict.fromkeys(cells, 1) | {cells[0]: 4}))
    changes = [(problem.system.number[cell], 0) for cell in cells]

    assert gd.Certainty.AMBIGUOUS is certainty_along(problem, laid_out.form.layout, changes)


def test_sums_of_table_four_do_not_cross():
    """Along the row of table four nothing crosses, so nothing is known."""
    cells = [f"remedies.{group}.total" for group in ("reconsideration", "litigation_direct")]
    x = gd.replace(gd.zeros(2024), dict.fromkeys(cells, 3))
    case = laid(Setting(data=x, stated={}), NOTHING)
    changes = [(case.form.system.number[cell], 0) for cell in cells]

    assert gd.Certainty.AMBIGUOUS is certainty_along(case.problems[0], case.form.layout, changes)


def test_an_identity_of_ones_own_over_two_columns():
    """A further identity over cells of two columns takes away what the count rests on."""
    row = [f"requests.outcomes.total.{name}" for name in NAMES[:3]]
    x = gd.replace(gd.zeros(2024), dict.fromkeys(row, 1))
    said = []
    for extra in (NOTHING, Joined(identities=(own("requests.outcomes.disclosed.natural_persons", row[1]),))):
        case = laid(Setting(data=x, stated={}), extra)
        changes = [(case.form.system.number[cell], 0) for cell in row]
        said.append(certainty_along(case.problems[0], case.form.layout, changes))

    assert [gd.Certainty.UNIQUE, gd.Certainty.AMBIGUOUS] == said


def own(left, right):
    """Two cells that are equal."""
    text = gd.Text("", "")
    return gd.Identity(
        code="OWN",
        instance="OWN@x",
        left=(gd.Term(left),),
        right=(gd.Term(right),),
        subject=text,
        title=text,
        basis=text,
    )
