"""The row that a report is among many."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

import govdisclosure as gd
from govdisclosure import strategies
from govdisclosure.forms.registry import FORMS
from govdisclosure.model.access import FACTS
from govdisclosure.model.columns import JUDGED, NOT_ON_FORM, SOURCE, Column, Holds, by_name, columns, row, with_reasons

TYPES = {Holds.COUNT: int, Holds.MONEY: Decimal, Holds.TEXT: str, Holds.DAY: datetime.date}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_columns_are_called_the_same(lang):
    """Neither by name nor by heading, so that either can be the head of a table."""
    every = (*SOURCE, *JUDGED, *with_reasons())

    assert len(every) == len({each.name for each in every}) == len({each.title.get(lang) for each in every})
    assert all(each.name.isidentifier() for each in every)


def test_every_address_of_every_edition_is_a_column():
    expected = {a for edition in FORMS for a in gd.addresses(gd.zeros(2023, edition=edition))}

    assert expected <= {each.address for each in columns()}


@settings(max_examples=15)
@given(report=strategies.reports())
def test_a_row_holds_numbers_or_nothing_and_says_why(report):
    line = row(report)
    known = gd.to_record(report, figures=True)

    assert tuple(line) == tuple(by_name())
    for each in columns():
        value, before = line[each.name], known.get(each.address)
        assert value is None or type(value) is TYPES[each.holds]
        if isinstance(before, gd.Gap):
            assert (value, line[f"{each.name}__gap"]) == (None, before.value)
        elif each.address not in known:
            assert value is None
            assert not each.lacks or line[f"{each.name}__gap"] == NOT_ON_FORM
        else:
            assert value == (before.value if isinstance(before, gd.Unit) else before)
            assert not each.lacks or line[f"{each.name}__gap"] is None


def test_the_reasons_stand_beside_their_numbers():
    names = [each.name for each in with_reasons()]

    assert all(names[names.index(each.name) + 1] == each.reason.name for each in columns() if each.lacks)


def test_the_reasons_of_a_column_are_text():
    column = Column("year", Holds.COUNT, FACTS["year"], lacks=True)

    assert (Holds.TEXT, "year__gap", False) == (column.reason.holds, column.reason.name, column.reason.lacks)


@settings(max_examples=15)
@given(report=strategies.reports())
def test_a_row_is_read_back_as_the_report_without_its_texts(report):
    whole = {name: "" if value is None else str(value) for name, value in row(report).items()}

    expected = gd.to_record(report)
    assert expected == gd.to_record(gd.from_record(row(report), gd.AnnualReport, separator="__"))
    assert expected == gd.to_record(gd.from_record(whole, gd.AnnualReport, separator="__"))


def test_a_number_that_is_not_on_the_form_is_told():
    line = row(gd.zeros(2023)) | {"proactive__fees__change": 1}

    with pytest.raises(gd.InvalidDocumentError, match="unknown field change"):
        gd.from_record(line, separator="__")
