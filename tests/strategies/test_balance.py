"""How a table is filled from its free cells."""

import pytest

import govdisclosure as gd
from govdisclosure.forms.declare import cells
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.identities import table_identities
from govdisclosure.model.access import values
from govdisclosure.strategies import balance


@pytest.mark.parametrize("table", table_classes())
def test_free_cells_and_totals_are_all_cells(table):
    """Every cell is either free or follows in exactly one step, and what it follows from is known before."""
    plan = balance.plan(table)
    known = set(plan.free)

    for step in plan.steps:
        assert step.cell not in known
        assert known.issuperset(step.adds)
        known.add(step.cell)
    assert known == set(range(len(cells(table))))


@pytest.mark.parametrize("table", table_classes())
def test_the_free_cells_are_as_many_as_the_identities_leave(table):
    """There is no freedom more and none less: cells minus rank."""
    rank = gd.analyse(table_identities(table)).rank

    assert len(cells(table)) - rank == len(balance.plan(table).free)


@pytest.mark.parametrize("table", table_classes())
def test_each_cell_alone(table):
    """With any one free cell set, every identity holds, and the cell holds what was set."""
    plan = balance.plan(table)
    for place in range(len(plan.free)):
        numbers = [0] * plan.size
        numbers[place] = 5
        filled = balance.filled(table, numbers)

        assert gd.verdict(filled) in (gd.Verdict.PASSED, gd.Verdict.NOT_APPLICABLE)
        assert 0 not in (
            len(values(filled)),
            sum(1 for value in values(filled).values() if value) + (place in inwards(plan)),
        )


def inwards(plan):
    """The numbers for what is carried in, which needs something to be handled."""
    return {plan.free.index(step.carried[0]) for step in plan.steps if step.carried}


@pytest.mark.parametrize("table", [gd.Requests2019, gd.Requests2021])
def test_what_gives_way(table):
    """More carried in than there was to handle: it is lowered, or the rest is still open at the end of the year."""
    plan = balance.plan(table)
    numbers = [0] * plan.size
    for place in inwards(plan):
        numbers[place] = 4

    lowered, still_open = balance.filled(table, numbers), balance.filled(table, numbers, gives="out")

    assert (0, 0) == (lowered.carried_over_in.total, lowered.carried_over_out.total)
    assert (24, 24) == (still_open.carried_over_in.total, still_open.carried_over_out.total)
    assert gd.Verdict.PASSED is gd.verdict(lowered) is gd.verdict(still_open)


def test_numbers_of_other_kinds():
    """A change runs through 0, 1, -1, 2, -2; an amount is in hundredths; a companion is one of the units."""
    table = gd.Proactive2019
    plan = balance.plan(table)
    place = next(number for number, cell in enumerate(cells(table)) if cell.address == "fees.change")
    last = plan.size - 1

    def with_number(where, number):
        return balance.filled(table, [number if each == where else 0 for each in range(plan.size)])

    assert [0, 1, -1, 2, -2] == [with_number(place, number).fees.change for number in range(5)]
    assert "1.05" == str(with_number(last - 1, 105).central_procurement.amount)
    assert [gd.Unit.UNKNOWN, gd.Unit.TEN_THOUSAND_YUAN, gd.Unit.YUAN, gd.Unit.UNKNOWN] == [
        with_number(last, number).central_procurement.amount_unit for number in range(4)
    ]


@pytest.mark.parametrize("table", [gd.Requests2019, gd.Requests2021])
def test_raising_a_cell(table):
    """Any cell can be raised by itself, and what changes beside it is what it takes to tie."""
    zero = [0] * len(cells(table))
    for place in range(len(cells(table))):
        found = balance.raised(table, zero, place, 3)

        assert 3 == found[place]
        assert set(found) == {0, 3}
        assert gd.Verdict.PASSED is gd.verdict(balance.assemble(table, found))


@pytest.mark.parametrize(
    ("largest", "expected"), [(128, [0, 0, 1, 128]), (1000, [0, 0, 1, 128]), (4, [0, 0, 1, 4]), (1, [0, 0, 1, 1])]
)
def test_bytes(largest, expected):
    """The lower half of a byte is zero, the upper half counts up to the largest."""
    assert expected == balance.from_bytes(bytes([0, 127, 128, 255, 9]), largest, 4, 0)


@pytest.mark.parametrize(("largest", "expected"), [(32_768, [0, 0, 1, 32_768]), (3, [0, 0, 1, 3])])
def test_pairs(largest, expected):
    """The same with two bytes; a byte left over counts for nothing."""
    data = b"".join(number.to_bytes(2, "big") for number in (0, 32_767, 32_768, 65_535))

    assert expected == balance.from_pairs(data + b"\xff", largest, 9, 0)


def test_entries():
    """An entry says which free cell, counted from where it shows, and how much; the last one for a cell counts."""
    assert [0, 7, 0, 1] == balance.from_entries([(1, 1), (1, 7), (3, 1)], 4, 0)
    assert [7, 1, 0, 0] == balance.from_entries([(2, 7), (3, 1)], 4, 2)


@pytest.mark.parametrize(
    ("entry", "expected"), [(0, [0, 0, 0]), (1, [0, 1, 0]), (10, [0, 10, 0]), (11, [0, 0, 1]), (30, [10, 0, 0])]
)
def test_one(entry, expected):
    """One number says which cell and how much; zero is nothing at all."""
    assert expected == balance.from_one(entry, 10, 3, 1)


@pytest.mark.parametrize("table", table_classes())
def test_where_a_table_begins(table):
    """The cell that the likeliest numbers fill shows without any other."""
    plan = balance.plan(table)
    filled = balance.filled(table, balance.from_one(1, 1, plan.size, plan.begin))

    assert any(values(filled).values())
