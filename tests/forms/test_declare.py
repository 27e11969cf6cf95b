"""A form is declared with a few words, and all else follows: shown on a form of two tables that exists here only."""

from decimal import Decimal

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.forms import form2019, shared
from govdisclosure.forms.declare import Kind, Nature, Variant, cell, cells, checked, declared, part, printed, rows
from govdisclosure.forms.editions import assemble
from govdisclosure.forms.values import Unit

CITED = gd.Text("某条", "some article")
ABOVE = (gd.Text("总目", "over all"),)


@pytest.fixture
def form():
    """A table with one group of two rows, declared anew for each test."""

    @attrs.frozen(field_transformer=checked)
    class Row:
        number: int | gd.Gap = attrs.field(
            metadata=cell("数", "number", CITED, seen=("数目",), misprints={"书": "misprint of 数"}, above=ABOVE)
        )
        change: int | gd.Gap = attrs.field(
            metadata=cell("增减", "change", CITED, nature=Nature.CHANGE, unit=Unit.ITEMS)
        )
        amount: Decimal | gd.Gap = attrs.field(
            metadata=cell("金额", "amount", CITED, nature=Nature.AMOUNT, unit=Unit.UNKNOWN, companion="unit")
        )
        unit: Unit = attrs.field(default=Unit.YUAN)

    @attrs.frozen(field_transformer=checked)
    class Group:
        first: Row = attrs.field(metadata=part("1.甲", "first", CITED, seen=("甲项",), misprints={"申": "misprint"}))
        second: Row = attrs.field(metadata=part("2.乙", "second", gd.Text("另条", "other article"), above=ABOVE))

    @attrs.frozen(field_transformer=checked)
    class Form:
        document = "文号"
        group: Group = attrs.field(metadata=part("一、组", "group", CITED, above=ABOVE))

    return Form, Group, Row


def test_cells_of_a_declared_form(form):
    """Addresses, labels, kinds and units follow from the classes."""
    table, _, _ = form
    found = cells(table)

    assert [f"group.{row}.{name}" for row in ("first", "second") for name in ("number", "change", "amount")] == [
        item.address for item in found
    ]
    first, change, amount, second, *_ = found
    assert ("group", "first", "number") == first.path
    assert "总目 / 一、组 / 1.甲 / 总目 / 数" == first.label("zh")
    assert "over all / group / over all / second / over all / number" == second.label("en")
    assert [(Kind.COUNT, Unit.PIECES), (Kind.CHANGE, Unit.ITEMS), (Kind.MONEY, Unit.UNKNOWN)] == [
        (item.kind, item.unit) for item in (first, change, amount)
    ]
    assert "unit" == amount.column.companion
    assert [("group", "first"), ("group", "second")] == list(rows(table))


def test_citations_name_document_and_article(form):
    """A cell is cited by the document of its form and the article that its row counts."""
    table, _, _ = form

    assert gd.Text("文号；某条", "文号; some article") == cells(table)[0].citation
    assert gd.Text("文号；另条", "文号; other article") == cells(table)[3].citation


def test_other_wordings(form):
    """Wordings that have been seen come first, then misprints with what is wrong."""
    table, _, _ = form
    first = cells(table)[0]

    assert (Variant("数目"), Variant("书", "misprint of 数")) == first.column.variants
    assert (Variant("甲项"), Variant("申", "misprint")) == first.row.variants
    assert () == cells(table)[1].column.variants
    assert ("", "") == (Variant("数目").note, cells(table)[1].column.companion)


def test_what_is_no_part_of_the_printed_form(form):
    """A field without a label is no cell."""
    _, _, row = form

    assert ["number", "change", "amount"] == [attribute.name for attribute, _ in declared(row)]
    assert printed(attrs.fields(row).unit) is None


def test_values_are_checked_as_their_kind_demands(form):
    """Counts are ints, amounts Decimals, rows of their class; a field beside them is left alone."""
    table, group, row = form
    good = row(1, -1, Decimal(1))

    assert good is table(group(good, good)).group.first
    assert Unit.ITEMS is row(1, 1, Decimal(1), unit=Unit.ITEMS).unit
    for wrong in ((1.0, 1, Decimal(1)), (1, "1", Decimal(1)), (1, 1, 1)):
        with pytest.raises(gd.InvalidTypeError, match="Row"):
            row(*wrong)
    with pytest.raises(gd.InvalidTypeError, match=r"Group\.first must be Row \(got a int\)"):
        group(1, good)
    with pytest.raises(gd.InvalidValueError, match=r"Row\.number must lie between"):
        row(10**12, 1, Decimal(1))
    with pytest.raises(gd.InvalidValueError, match=r"Row\.change must lie between"):
        row(1, -(10**12), Decimal(1))


def test_helpers_of_the_forms_give_what_the_forms_hold():
    """Citations and columns that several declarations share are made by functions; they say what the classes say."""
    fields = attrs.fields(gd.Fees2019)

    assert dict(fields.items_last_year.metadata) == form2019._last_year()
    assert dict(fields.change.metadata) == form2019._change()
    assert gd.Text("条例第三条", "Regulations, Art. 3") == shared.article("三条", "3")
    assert gd.Text("参见条例第三条", "see Regulations, Art. 3") == shared.see("三条", "3")


@pytest.mark.parametrize("unit", [gd.Unit.PIECES, gd.Unit.ITEMS, "yuan", None])
def test_the_unit_of_procurement_is_one_of_money(unit):
    """Another unit is refused by name of the field."""
    with pytest.raises(gd.InvalidValueError, match=r"Procurement2019\.amount_unit must be Unit\.YUAN"):
        gd.Procurement2019(projects=0, amount=Decimal(0), amount_unit=unit)


def test_fields_beside_the_cells_at_any_depth(form):
    """A table is built with what stands beside its cells, by the path of the row."""
    table, _, _ = form
    found = assemble(table, (1, 2, Decimal(3), 4, 5, Decimal(6)), **{"group.second.unit": Unit.ITEMS})

    assert (1, 6) == (found.group.first.number, found.group.second.amount)
    assert (Unit.YUAN, Unit.ITEMS) == (found.group.first.unit, found.group.second.unit)


class Printer:
    """What IPython and hypothesis give to be printed with."""

    def __init__(self):
        self.said = []

    def text(self, text):
        """Print."""
        self.said.append(text)


@pytest.mark.parametrize("way", ["of the object", "of the class with the object", "of the class"])
def test_printing_shows_what_is_not_zero(way):
    """Hypothesis asks the object, IPython its class, and where a class is to be printed, hypothesis asks that."""
    row = gd.RemedyOutcomes(1, 0, 0, 0, 1)
    printer = Printer()
    if way == "of the object":
        row._repr_pretty_(printer, False)
    elif way == "of the class":
        gd.RemedyOutcomes._repr_pretty_(printer, False)
    else:
        gd.RemedyOutcomes._repr_pretty_(row, printer, False)

    assert [
        "RemedyOutcomes.zeros(upheld=1, total=1)" if way != "of the class" else repr(gd.RemedyOutcomes)
    ] == printer.said
