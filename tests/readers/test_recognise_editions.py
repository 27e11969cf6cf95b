"""The edition of a table: that of its labels, of the other table, of the number of its figures, or of the year."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.strategies.layouts import LAYOUTS, paper
from readers.papers import REPORT, THREE, TITLE, TWO, codes, differences, read, said, unlike

NAMES = [layout.name for layout in LAYOUTS if layout.name not in ("page with copies", "copied markdown")]
"""Layouts in which a figure is printed once."""
OLD = unlike(2020)


@pytest.mark.parametrize("layout", NAMES)
def test_the_edition_is_that_of_the_labels(layout):
    """Whatever the year: a table of one edition in a report of a year of the other, and one of each."""
    for table in ("proactive", "requests"):
        both = attrs.evolve(REPORT, **{table: getattr(OLD, table)})
        reading = read(*paper(both), layout=layout)

        assert {} == differences(reading, both)
        assert type(getattr(both, table)) is type(getattr(reading.report, table))
        assert "edition-guessed" not in codes(reading)


def test_rows_that_both_editions_have():
    """Nothing shows the edition: it is that of the year, which is said."""
    for title, edition in ((TITLE, "2021"), (TITLE.replace("2023", "2020"), "2019")):
        reading = read(title, THREE[:7])

        assert edition == reading.report.requests.edition
        assert [edition] == [notice.detail for notice in said(reading, "edition-guessed")]
        assert 1004 + 7 == gd.get(reading.report, "requests.received.natural_persons")


def test_a_table_that_shows_no_edition_beside_one_that_does():
    """It has that of the other one, not that of the year."""
    old = [block for block in paper(OLD) if isinstance(block, tuple)]
    reading = read(TITLE, old[0], THREE[:7])

    assert "2019" == reading.report.proactive.edition == reading.report.requests.edition


@pytest.mark.parametrize("layout", ["page", "tabs", "lines"])
def test_rows_of_table_two_without_heads(layout):
    """Their number of figures shows the edition, if all of them agree; else none of them is read.

    The unit of the fee stands in a head, so that without it nobody knows how much it is.
    """
    rows = [row for row in TWO if row[-1].value]
    plain = [tuple(attrs.evolve(box, colspan=1) for box in row) for row in rows]
    whole = read(TITLE, "第二十条第（一）项", plain, layout=layout)

    found = {a: v for a, v in differences(whole).items() if a.startswith("proactive")}
    assert {"proactive.fees.amount": gd.Gap.UNREADABLE} == found
    assert "edition-guessed" not in codes(whole)
