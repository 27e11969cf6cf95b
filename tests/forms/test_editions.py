"""Tables built from what their cells hold."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.forms.declare import Kind, cells, zero
from govdisclosure.forms.editions import assemble, build, table_classes
from govdisclosure.model.access import values


@pytest.mark.parametrize("table", table_classes())
def test_cells_come_in_official_order(table):
    """Each value is where the order of the form puts it, whichever way the table is built."""
    held = [Decimal(n) if cell.kind is Kind.MONEY else n for n, cell in enumerate(cells(table))]

    assert held == list(values(assemble(table, held)).values())
    assert assemble(table, held) == build(table, lambda cell: dict(zip(cells(table), held, strict=True))[cell])


@pytest.mark.parametrize("number", [14, 16, 0])
def test_a_table_takes_as_many_values_as_it_has_cells(number):
    """None is dropped, and none is made up."""
    with pytest.raises(gd.InvalidValueError, match=rf"Remedies has 15 cells \(got {number} values\)"):
        assemble(gd.Remedies, [0] * number)


def test_what_stands_beside_the_cells():
    """Fields that are no cells are given by their path, on a row and on the table."""
    unit = {"central_procurement.amount_unit": gd.Unit.YUAN}

    assert gd.Unit.YUAN is build(gd.Proactive2019, zero, **unit).central_procurement.amount_unit
    assert "2019" == build(gd.Remedies, zero, edition="2019").edition


def test_unknown_fields_are_refused():
    """A name that no field of the table has is not passed over."""
    with pytest.raises(TypeError, match="colour"):
        build(gd.Remedies, zero, colour=1)
