"""Tables as the form prints them."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.writers.printed import Box, header_of, sheet, shown, slots


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234, "1234"),
        (-3, "-3"),
        (Decimal("1234.50"), "1234.50"),
        (Decimal("1E+3"), "1000"),
        (gd.Gap.BLANK, ""),
        (gd.Gap.ABSENT, "缺"),
        (gd.Gap.PLACEHOLDER, "/"),
        (gd.Gap.UNREADABLE, "不清"),
    ],
)
def test_values(value, text):
    """Numbers in plain digits; a gap as something that is no number."""
    assert text == shown(value)


@pytest.mark.parametrize("year", [2020, 2023])
def test_figures_know_their_cell(year):
    """Each cell of the form has one box, with what it holds and means."""
    report = gd.zeros(year)
    for table in (report.proactive, report.requests, report.remedies):
        boxes = [box for row in sheet(table) for box in row if box.value]

        assert list(gd.addresses(table)) == [box.cell.address for box in boxes]
        assert {0} == {box.means for box in boxes}


def test_labels_know_their_declaration():
    """A label that names a field has the declaration with its other wordings."""
    labels = {box.text: box.label for row in sheet(gd.zeros(2023).requests) for box in row if box.label}

    assert "国家秘密" == labels["1.属于国家秘密"].variants[0].zh
    assert "申请人情况" not in labels


def test_a_blank_amount_has_no_unit():
    """A unit is printed behind a number only."""
    table = gd.blank(2020).proactive

    assert {""} == {box.text for row in sheet(table) for box in row if box.value}


SHEET = ((Box("a", 2, 1), Box("b", 1, 2)), (Box("c"), Box("d")))


@pytest.mark.parametrize(
    ("copied", "texts"), [(False, [["a", "", "b"], ["c", "d", ""]]), (True, [["a", "a", "b"], ["c", "d", "b"]])]
)
def test_slots(copied, texts):
    """Merged cells are taken apart: what they cover beside their first slot is empty, or says the same."""
    assert texts == [[box.text for box in row] for row in slots(SHEET, copied=copied)]
    assert all(1 == box.colspan == box.rowspan for row in slots(SHEET, copied=copied) for box in row)


def test_ragged_rows_are_filled():
    """Where a row ends early, the slots up to the widest row are empty."""
    assert [["a", "b"], ["c", ""]] == [[box.text for box in row] for row in slots(((Box("a"), Box("b")), (Box("c"),)))]


def test_a_sheet_without_figures_is_all_header():
    """There is no first figure to end it."""
    assert SHEET == header_of(SHEET)
