"""Two wrong cells: every smallest explanation, as trying all pairs finds it."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from brute_force import smallest
from figures import REPORTS, report
from govdisclosure import strategies as gst
from govdisclosure.diagnosis import CauseKind, EvidenceKind, Range
from govdisclosure.diagnosis.search import pairs, singles
from govdisclosure.diagnosis.suspects import Search
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.text import Text
from govdisclosure.model.access import values
from govdisclosure.unknowns.system import system_of

RIGHT = report(REPORTS["suqian-2024"])
SYSTEM = system_of(gd.identities(RIGHT))
HELD = [values(RIGHT)[name] for name in SYSTEM.cells]
TABLE_THREE = [at for at, name in enumerate(SYSTEM.cells) if name.startswith("requests.")]


def failing(held, system=SYSTEM):
    """The identities that fail, with their residuals."""
    return {at: left for at, left in enumerate(system.residuals(held)) if left}


def searched(system, broken):
    """What the search finds, as the brute force gives it."""
    return {(change,) for change in singles(system, broken)} or set(pairs(system, broken))


def sample(rng, kind):
    """Two cells with a difference each: anywhere, in one row, in one column, or of one size."""
    first = rng.choice(TABLE_THREE)
    if kind == "row":
        second = rng.choice([cell for cell in TABLE_THREE if cell // 7 == first // 7 and cell != first])
    elif kind == "column":
        second = rng.choice([cell for cell in TABLE_THREE if cell % 7 == first % 7 and cell != first])
    else:
        second = rng.choice([cell for cell in TABLE_THREE if cell != first])
    size = rng.randint(1, 99)
    other = size if kind in ("row", "column") else rng.choice([-1, 1]) * rng.randint(1, 99)
    return {first: size, second: rng.choice([-1, 1]) * other}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["anywhere", "row", "column"])
def test_agrees_with_trying_all_pairs(kind):
    """Every change of one or two of 175 cells that mends the table, and no other, is found: 15,225 pairs are tried."""
    rng = random.Random(f"pairs {kind}")
    assert 15_225 == len(TABLE_THREE) * (len(TABLE_THREE) - 1) // 2
    for _ in range(4):
        held = list(HELD)
        for cell, difference in sample(rng, kind).items():
            held[cell] += difference
        broken = failing(held)

        assert smallest(SYSTEM, broken, TABLE_THREE) == searched(SYSTEM, broken)


def identity(name, left, right):
    """An identity over cells with short names; one with a minus before it is taken off."""
    terms = [Term(cell.lstrip("-"), -1 if cell.startswith("-") else 1) for cell in left]
    nothing = Text("", "")
    return Identity(
        code="T",
        instance=f"T@{name}",
        left=tuple(terms),
        right=tuple(map(Term, right)),
        subject=nothing,
        title=nothing,
        basis=nothing,
    )


def whole(name):
    """A report of the conformance suite."""
    path = Path(__file__).resolve().parents[2] / "conformance" / "reports" / f"{name}.json"
    return gd.from_json(path.read_text(encoding="utf-8"))


def numbered(explanations, system):
    """Explanations as cells with the number of each."""
    return {
        tuple(sorted((system.number[cell], value) for cell, value in each.changes.items())) for each in explanations
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["balanced-2021", "balanced-2019"])
@pytest.mark.parametrize("table", ["requests.", "remedies.", ""])
def test_everything_that_fits_is_listed(name, table):
    """In tables three and four of both editions, what is listed is what trying all cells and pairs of cells finds, but
    for negative counts; and it is called unique exactly where nothing else fits."""
    rng = random.Random(f"{name} {table}")
    right = whole(name)
    system = system_of(gd.identities(right))
    names = [cell for cell in system.cells if cell.startswith(table)]
    for _ in range(6):
        x = gd.replace(right, {cell: max(0, gd.get(right, cell) + rng.randint(1, 9)) for cell in rng.sample(names, 2)})
        held = [gd.get(x, cell) for cell in system.cells]
        broken = failing(held, system)
        components = {component.failures: component.explanations for component in gd.diagnose(x).components}
        for block in system.blocks:
            parts = {at: left for at, left in broken.items() if at in block}
            if parts:
                explanations = components[tuple(system.identities[at].instance for at in parts)]
                changes = smallest(system, parts, list(system.cells_of(block)))
                fits = {tuple((at, held[at] + by) for at, by in change) for change in changes}
                possible = {each for each in fits if all(value >= 0 for _, value in each)}
                plain = [each for each in explanations if each.cause is None]

                assert numbered(plain, system) <= possible <= numbered(explanations, system)
                assert {gd.Certainty.UNIQUE} != {each.certainty for each in explanations} or 1 == len(fits)


CELLS = "abcdefgh"


@st.composite
def small_systems(draw):
    """Up to five identities over up to eight cells, each cell once or twice in it, and residuals that fail."""
    count = draw(st.integers(1, 5))
    signed = st.sampled_from([*CELLS, *(f"-{cell}" for cell in CELLS)])
    rows = [draw(st.lists(signed, min_size=1, max_size=5)) for _ in range(count)]
    system = system_of([identity(number, row, ()) for number, row in enumerate(rows)])
    broken = draw(st.dictionaries(st.integers(0, count - 1), st.sampled_from([-4, -2, -1, 1, 2, 3]), min_size=1))
    return system, broken


@settings(max_examples=400)
@given(small_systems())
def test_agrees_on_any_identities(case):
    """The search is complete for any signed sums, also where cells take part in the same identities."""
    system, broken = case

    assert smallest(system, broken, list(range(len(system.cells)))) == searched(system, broken)


@settings(max_examples=30, deadline=None)
@given(gst.reports(edition="2021"), st.data())
def test_truth_is_among_the_explanations(right, data):
    """Two wrong numbers are among the explanations, unless one number or none explains the failures as well."""
    cells = [address for address in gd.addresses(right) if address.startswith("requests.")]
    first, second = data.draw(st.lists(st.sampled_from(cells), min_size=2, max_size=2, unique=True))
    truth = {cell: gd.get(right, cell) for cell in (first, second)}
    wrong = gd.replace(right, {cell: value + data.draw(st.integers(1, 50)) for cell, value in truth.items()})
    found = [dict(each.changes) for each in gd.diagnose(wrong).explanations]

    assert truth in found or any(len(changes) == 1 for changes in found)


@settings(max_examples=30, deadline=None)
@given(gst.reports(edition="2021"), st.data())
def test_explanations_are_smallest(right, data):
    """No explanation of two plain cells is given where one of its cells would do, and each mends everything."""
    cells = [address for address in gd.addresses(right) if address.startswith("requests.")]
    changed = data.draw(st.lists(st.sampled_from(cells), min_size=2, max_size=2, unique=True))
    wrong = gd.replace(right, {cell: gd.get(right, cell) + data.draw(st.integers(1, 9)) for cell in changed})
    found = gd.diagnose(wrong).explanations
    plain = [each for each in found if each.cause is None]

    assert len({len(each.changes) for each in plain}) <= 1
    for each in plain:
        assert gd.check(each.apply(wrong)).ok
        for cell, value in each.changes.items() if len(each.changes) > 1 else ():
            assert not gd.check(gd.replace(wrong, {cell: value})).ok


def test_search_with_blanks_agrees_with_the_one_without():
    """Without blanks the two searches, which have nothing in common, find the same."""
    rng = random.Random("both")
    for kind in ("anywhere", "row", "column"):
        held = list(HELD)
        for cell, difference in sample(rng, kind).items():
            held[cell] += difference
        broken = failing(held)
        search = Search(system=SYSTEM, identities=SYSTEM.blocks[0], values=tuple(held))
        possible = {
            tuple((cell, difference) for cell, difference in change)
            for change in searched(SYSTEM, broken)
            if all(held[cell] + difference >= 0 for cell, difference in change)
        }

        assert possible == {
            tuple((cell, bounds.low - held[cell]) for cell, bounds in zip(each.cells, each.bounds, strict=True))
            for each in search.smallest(2)
        }


def test_value_in_the_wrong_row():
    """A number keyed one row too low fits every column before negative counts are excluded, and one after."""
    row = "requests.outcomes.not_disclosed"
    wrong = gd.replace(
        RIGHT, {f"{row}.registry_lookups.natural_persons": 0, f"{row}.enforcement_case_files.natural_persons": 34}
    )
    found = gd.diagnose(wrong)

    assert gd.Assessment.NOT_A_SINGLE_CELL is found.assessment
    assert {
        f"{row}.enforcement_case_files.natural_persons": 21,
        f"{row}.registry_lookups.natural_persons": 13,
    } in [dict(each.changes) for each in found.explanations]
    assert all(value >= 0 for each in found.explanations for value in each.changes.values())


def test_cell_and_its_total():
    """A total worked out from a wrong cell: each outcome row fits, and the evidence says what ties the two."""
    row = "requests.outcomes.disclosed"
    wrong = gd.replace(RIGHT, {f"{row}.natural_persons": 1480, f"{row}.total": 1503})
    found = gd.diagnose(wrong)
    truth = next(each for each in found.explanations if f"{row}.total" in each.changes)

    assert {f"{row}.natural_persons": 1408, f"{row}.total": 1431} == truth.changes
    assert EvidenceKind.MOVED_TOGETHER in [each.kind for each in truth.evidence]
    assert "one may have been worked out from the other" in truth.message("en")


def test_two_cells_far_apart_exchanged():
    """Two numbers that changed places without being neighbours are two cells, with that as evidence."""
    first, second = "requests.outcomes.disclosed.natural_persons", "requests.outcomes.total.commercial_enterprises"
    wrong = gd.replace(RIGHT, {first: 73, second: 1408})
    best = gd.diagnose(wrong).explanations[0]

    assert {first: 1408, second: 73} == best.changes
    assert best.cause is None
    assert [EvidenceKind.EXCHANGED] == [each.kind for each in best.evidence][:1]


def test_neighbours_swapped_is_one_slip():
    """Neighbours that changed places are shown as one slip, before other pairs."""
    row = "requests.outcomes.disclosed"
    wrong = gd.replace(RIGHT, {f"{row}.natural_persons": 21, f"{row}.commercial_enterprises": 1408})
    best = gd.diagnose(wrong).explanations[0]

    assert CauseKind.NEIGHBOURS_SWAPPED is best.cause.kind
    assert {f"{row}.natural_persons": 1408, f"{row}.commercial_enterprises": 21} == best.changes


def test_two_cells_share_what_neither_can_take_alone():
    """Where no cell can go down far enough by itself, two share the difference: ranges, and no number is made up."""
    cells = ("proactive.normative_documents.issued", "proactive.normative_documents.repealed")
    report = gd.replace(gd.zeros(2024), dict.fromkeys(cells, 3))
    (shared,) = gd.diagnose(
        report, identities=[identity("few", cells, ("elsewhere",))], references={"elsewhere": 1}
    ).explanations

    assert {} == shared.changes
    assert dict.fromkeys(cells, Range(0, 1)) == shared.undetermined
    assert gd.Certainty.UNIQUE_IF_NONNEGATIVE is shared.certainty
    with pytest.raises(gd.InvalidValueError, match=r"the identities do not say what .*issued should hold"):
        shared.apply(report)


def test_one_share_is_enough():
    """A cell that cannot be corrected without becoming negative, alone in its identity, leaves nothing to propose."""
    cell = "proactive.normative_documents.issued"
    report = gd.replace(gd.zeros(2024), {cell: 3})
    found = gd.diagnose(report, identities=[identity("few", (cell,), ("elsewhere",))], references={"elsewhere": -1})

    assert gd.Assessment.NO_SMALL_EXPLANATION is found.assessment
