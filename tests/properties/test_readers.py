"""What readers owe: a plain document is read in full, and no document gives a number that is not there."""

import pytest
from hypothesis import given, settings

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.strategies.suite import missed, wrong

THOROUGH = settings(max_examples=80, deadline=None)

DOUBTFUL = {"page with copies", "copied markdown", "rows between pipes", "cells of several lines"}
"""Layouts that lose the width of merged cells: in table two a number may be one cell or the copy of its neighbour."""

WHOLE = [layout for layout in gst.LAYOUTS if layout.name not in DOUBTFUL]


def read(document):
    """The reading of an imitated document; None if the reader refuses it."""
    try:
        return gd.read(document.content, format=document.format)
    except gd.DocumentError:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("layout", WHOLE, ids=lambda layout: layout.name)
def test_a_plain_document_is_read_in_full(layout):
    """Every number of every cell, in each layout that keeps what the tables say."""

    @settings(max_examples=15, deadline=None)
    @given(gst.rendered(formats=[layout.format], layouts=[layout.name], deviations=()))
    def holds(document):
        reading = read(document)
        assert [] == wrong(reading, document)
        assert [] == missed(reading, document)
        assert document.truth.year == reading.report.year

    holds()


@pytest.mark.slow
@THOROUGH
@given(gst.rendered(layouts=DOUBTFUL, deviations=()))
def test_where_merged_cells_are_lost_only_table_two_is_in_doubt(document):
    """Tables three and four are read in full; what is left of table two has a notice."""
    reading = read(document)
    noticed = {address for notice in reading.notices for address in notice.addresses}
    unread = {line.split()[0] for line in missed(reading, document)}

    assert [] == wrong(reading, document)
    assert unread <= noticed
    assert {"proactive"} >= {address.partition(".")[0] for address in unread}


@pytest.mark.slow
@THOROUGH
@given(gst.rendered())
def test_no_document_gives_a_wrong_number(document):
    """Whatever deviates: a number that is read stands there; the year as well."""
    reading = read(document)
    if reading is None:
        return
    assert [] == wrong(reading, document)
    assert reading.report.year in (document.truth.year, gd.Gap.ABSENT, gd.Gap.UNREADABLE)


@pytest.mark.slow
@THOROUGH
@given(gst.rendered())
def test_what_is_not_read_is_said(document):
    """A number that stands there and was not read has a notice; nothing is dropped in silence."""
    reading = read(document)
    if reading is None or not missed(reading, document):
        return
    noticed = {address for notice in reading.notices for address in notice.addresses}
    absent = {a for a, v in values(reading.report).items() if isinstance(v, gd.Gap) and v is not gd.Gap.BLANK}
    unread = {a for a in absent if a in values(document.truth) and not isinstance(values(document.truth)[a], gd.Gap)}

    assert reading.notices
    assert unread <= noticed, sorted(unread - noticed)[:5]


@pytest.mark.slow
@THOROUGH
@given(gst.rendered(deviations=["blank zeros", "all zeros blank", "blank figures", "placeholders"]))
def test_a_blank_is_never_a_zero(document):
    """Where no number is printed none is read, in any layout."""
    reading = read(document)
    truth = values(document.truth)
    read_as = {} if reading is None else values(reading.report)

    assert [] == [a for a, v in read_as.items() if not isinstance(v, gd.Gap) and isinstance(truth.get(a), gd.Gap)]
