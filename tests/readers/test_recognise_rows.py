"""Rows by their labels: missing, repeated, unknown, of several groups, cut by a page; whatever the layout."""

import re

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import addresses
from govdisclosure.strategies.deviations import cut
from govdisclosure.strategies.layouts import Line
from govdisclosure.writers.printed import EMPTY, Box
from readers.papers import (
    FOUR,
    PAPER,
    REPORT,
    SLOTLESS,
    THREE,
    TITLE,
    TWO,
    codes,
    differences,
    faults,
    figures,
    lost,
    read,
    relabelled,
    said,
    unread,
    with_tables,
)

LAYOUTS = [
    "page",
    "page with fillers",
    "page of bare cells",
    "markdown",
    "tabs",
    "rows of pipes",
    "lines between pipes",
    "lines",
    "spaces",
    "one line",
]
"""Layouts of all kinds."""
GRIDS = ["page", "page with fillers", "markdown"]
"""Layouts in which a cell has a slot."""
SEVEN = tuple(map(Box, ("81", "82", "83", "84", "85", "86", "87")))
"""Figures of a row that is none of the form."""


def plain(sheet):
    """Table three with a label of its own in each row, and no groups."""
    return (*sheet[:3], *((attrs.evolve(row[-8], colspan=3, rowspan=1), *row[-7:]) for row in sheet[3:]))


def without_ordinals(sheet):
    """The table with labels that have lost the numbers before them."""
    ordinal = re.compile("^(?:[0-9][.]|（[一-十]）|[一-十]、)")
    return tuple(tuple(attrs.evolve(box, text=ordinal.sub("", box.text)) for box in row) for row in sheet)


def kept(*labels):
    """A change of table three to its header and some of its rows."""
    return lambda sheet: tuple(row for number, row in enumerate(plain(sheet)) if number < 3 or row[0].text in labels)


def inserted(at, *rows):
    """A change of table three without groups to one with some rows more."""
    return lambda sheet: (*plain(sheet)[:at], *rows, *plain(sheet)[at:])


def quoted(reading, code):
    """What the notices of a kind quote, without empty cells."""
    return [" | ".join(filter(None, notice.detail.split(" | "))) for notice in said(reading, code)]


# ---------------------------------------------------------------------------------------------------- more and fewer


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_has_its_place(layout):
    """The plain form is read in full, with nothing to say but what the layout has lost."""
    reading = read(*PAPER, layout=layout)

    assert {} == differences(reading)
    assert codes(reading) <= SLOTLESS
    for address in addresses(REPORT):
        assert str(gd.get(REPORT, address)) == reading.where(address).text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_that_is_not_on_the_form(layout):
    """It is said, and all others are read."""
    paper = with_tables(three=inserted(15, (Box("9.按规定不予公开", 3), *SEVEN)))
    reading = read(*paper, layout=layout)

    assert {} == differences(reading)
    assert ["9.按规定不予公开 | 81 | 82 | 83 | 84 | 85 | 86 | 87"] == quoted(reading, "row-unknown")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_figures_beside_a_group(layout):
    """A subtotal beside the heading of a group is none of its rows."""
    paper = with_tables(three=inserted(7, (Box("（三）不予公开", 3), *SEVEN)))
    reading = read(*paper, layout=layout)

    assert {} == differences(reading)
    assert ["（三）不予公开 | 81 | 82 | 83 | 84 | 85 | 86 | 87"] == quoted(reading, "row-extra")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_that_is_missing(layout):
    """Its cells are absent, and the notice names its label."""
    labels = [row[-8].text for row in THREE[3:] if row[-8].text != "2.重复申请"]
    reading = read(*with_tables(three=kept(*labels)), layout=layout)

    assert {gd.Gap.ABSENT} == set(differences(reading).values())
    assert ["2.重复申请"] == [notice.detail for notice in said(reading, "row-missing")]
    assert tuple(differences(reading)) == said(reading, "row-missing")[0].addresses


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_printed_twice(layout):
    """With the same figures it counts once; with others nothing tells which holds, and it is unreadable."""
    first = plain(THREE)[3]
    same = read(*with_tables(three=inserted(4, first)), layout=layout)
    other = read(*with_tables(three=inserted(4, (first[0], *SEVEN))), layout=layout)

    assert {} == differences(same)
    assert ["requests.received.total"] == [n.addresses[-1] for n in said(same, "row-repeated")]
    assert {f"requests.received.{name}" for name in (c.name for c in attrs.fields(gd.ApplicantCounts))} == set(
        differences(other)
    )
    assert {gd.Gap.UNREADABLE} == set(differences(other).values())
    assert 1 == len(said(other, "row-contradictory"))


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("at", range(7))
def test_a_row_printed_twice_with_one_other_figure(layout, at):
    """One cell is unreadable and named; all others are read, those of the row as well."""
    label, *figures = plain(THREE)[3]
    figures[at] = attrs.evolve(figures[at], text="81")
    reading = read(*with_tables(three=inserted(4, (label, *figures))), layout=layout)
    name = attrs.fields(gd.ApplicantCounts)[at].name

    assert {f"requests.received.{name}": gd.Gap.UNREADABLE} == differences(reading)
    assert [(f"requests.received.{name}",)] == [notice.addresses for notice in said(reading, "row-contradictory")]


# ---------------------------------------------------------------------------------------------------- labels


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_in_several_groups(layout):
    """其他 is a row of two groups; the group tells which, or the rows before and after it, which is said."""
    for paper in (with_tables(three=without_ordinals), with_tables(three=lambda sheet: without_ordinals(plain(sheet)))):
        reading = read(*paper, layout=layout)

        assert {} == differences(reading)
        assert {"label-by-order"} >= codes(reading) - SLOTLESS


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("beside", "told"), [((), False), (("（七）总计",), True)])
def test_a_label_of_several_groups_alone(beside, told, layout):
    """Without its ordinal, its group and its neighbours it may be any of the rows of that name: it is not read."""
    change = kept("一、本年新收政府信息公开申请数量", "3.其他", *beside)
    paper = with_tables(three=lambda sheet: without_ordinals(change(sheet)))
    reading = read(*paper, layout=layout)

    assert [] == faults(paper, layout)
    assert told is (unread(paper, layout) == set())
    assert told is ("label-by-order" in codes(reading))
    assert told is not ("row-extra" in codes(reading))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_that_are_nearly_those_of_the_form(layout):
    """A letter or two wrong, and only one label that can be meant: it is read, and said."""
    reading = read(
        *with_tables(
            two=relabelled("行政规范性文件", "行政规范性文伴"),
            three=relabelled("1.本机关不掌握相关政府信息", "1.本机关不掌握相关政府信自"),
        ),
        layout=layout,
    )

    assert {} == differences(reading)
    assert {"行政规范性文伴", "1.本机关不掌握相关政府信自"} == {
        detail.removeprefix("（四）无法提供") for detail in (n.detail for n in said(reading, "label-near"))
    }


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5.属于三类内部事务信息", "5.属于三类内容事务信息"),
        ("6.属于四类过程性信息", "6.属于四类过程信息"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
    ],
)
def test_labels_that_are_known_misprints(old, new, layout):
    """They are read as what they stand for, and said."""
    reading = read(*with_tables(three=relabelled(old, new)), layout=layout)

    assert {} == differences(reading)
    assert [new] == [notice.detail for notice in said(reading, "label-variant")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_label_that_is_near_to_two(layout):
    """Nothing is guessed."""
    paper = with_tables(three=relabelled("1.属于国家秘密", "1.属于国机秘蜜"))

    assert unread(paper, layout) == {a for a in addresses(REPORT) if ".state_secrets." in a}
    assert [] == faults(paper, layout)
    assert "row-unknown" in codes(read(*paper, layout=layout))


@pytest.mark.parametrize("layout", GRIDS)
def test_a_label_on_the_line_before_its_figures(layout):
    """A row whose label stands over a table that has only its figures."""
    lines = [item for row in TWO[2:4] for item in (row[0].text, (TWO[1][1:], row[1:]))]
    reading = read(TITLE, TWO[0][0].text, *lines, layout=layout)

    assert [] == [value for value in figures(reading, "proactive.normative") if isinstance(value, gd.Gap)]


# ---------------------------------------------------------------------------------------------------- pages


def paged(sheet, at, *, text=False, header=(), between=("- 3 -",)):
    """The paper with a table in two pieces; merged cells begin again, empty or with their text."""
    above, below = cut(sheet, at, text=text)
    return tuple(
        piece
        for block in PAPER
        for piece in ((above, *map(Line, between), (*header, *below)) if block is sheet else (block,))
    )


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS[:-1])
@pytest.mark.parametrize("text", [False, True], ids=["empty", "repeated"])
@pytest.mark.parametrize("at", [4, 11, 15, 27])
def test_a_table_on_two_pages(at, text, layout):
    """Wherever it is cut: the second piece has no header, and the number of the page is none of its figures."""
    assert {} == differences(read(*paged(THREE, at, text=text), layout=layout))


@pytest.mark.parametrize("layout", LAYOUTS[:-1])
@pytest.mark.parametrize("sheet", [TWO, THREE], ids=["two", "three"])
def test_a_table_on_two_pages_with_its_header(sheet, layout):
    """The header of the second piece is no row."""
    header = sheet[:2] if sheet is TWO else sheet[:3]

    assert {} == differences(read(*paged(sheet, 3 if sheet is TWO else 12, header=header), layout=layout))


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "line",
    [(Box("- 3 -", 10),), (Box("第 3 页", 5), Box("- 4 -", 5)), (Box("- 3 -"), *[EMPTY] * 9)],
    ids=["one", "two", "cells"],
)
@pytest.mark.parametrize("at", [4, 12])
def test_a_page_number_inside_a_table(at, line, layout):
    """A line of the table that holds the number of a page is no row, nor its empty cells those of the row before it."""
    given = with_tables(three=inserted(at, line))

    assert [] == faults(given, layout)
    assert layout == "one line" or set() == unread(given, layout)


@pytest.mark.parametrize("layout", [each for each in LAYOUTS[:-1] if each != "page of bare cells"])
@pytest.mark.parametrize(("sheet", "at"), [(THREE, 1), (THREE, 2), (THREE, 3), (FOUR, 1), (FOUR, 2), (FOUR, 3)])
def test_a_header_on_two_pages(sheet, at, layout):
    """A header that is cut in half, or from its rows, is put together again."""
    assert {} == differences(read(*paged(sheet, at, between=()), layout=layout))


@pytest.mark.parametrize("layout", GRIDS)
@pytest.mark.parametrize("rest", [1, 7], ids=["few letters", "many letters"])
def test_a_label_cut_by_the_end_of_a_page(rest, layout):
    """Its figures stand above, the rest of it in the first line of the next page: it is put together, and said."""
    row = THREE[10]
    label = row[-8].text
    half = (*row[:-8], attrs.evolve(row[-8], text=label[:-rest]), *row[-7:])
    above, below = cut((*THREE[:10], half, *THREE[11:]), 11, text=False)
    other = (EMPTY, EMPTY, Box(label[-rest:]), *[EMPTY] * 7)
    reading = read(
        *(piece for block in PAPER for piece in ((above, (other, *below)) if block is THREE else (block,))),
        layout=layout,
    )

    assert {} == differences(reading)
    assert 1 == len(said(reading, "label-near"))


@pytest.mark.parametrize("layout", GRIDS)
def test_a_label_cut_without_its_rest(layout):
    """Where the rest does not follow, it is a row that nobody knows."""
    paper = with_tables(
        three=lambda sheet: tuple(
            lost(row) if number == 10 else row
            for number, row in enumerate(relabelled("4.保护第三方合法权益", "4.保护第三")(sheet))
        )
    )
    reading = read(*paper, layout=layout)

    assert ["4.保护第三 | 1060"] == [notice.detail[:13] for notice in said(reading, "row-unknown")]


# ---------------------------------------------------------------------------------------------------- overleaf

LATE = "requests.outcomes.other_handling.correction_overdue."


def cut_at_late(over, under):
    """The report with table three cut at the first row of other handling, of which a piece stands on either page."""
    at = next(
        number for number, row in enumerate(THREE) if any(box.text.startswith("1.申请人无正当理由") for box in row)
    )
    label = next(box for box in THREE[at] if box.text.startswith("1.申请人"))
    figures = THREE[at][-7:]
    blank = tuple(attrs.evolve(box, text="", means=None) for box in figures)
    upper = (*THREE[:at], (*over, *figures))
    lower = ((Box("三、本年度办理结果"), *under, label, *blank), *THREE[at + 1 :])
    return tuple(piece for block in PAPER for piece in ((upper, lower) if block is THREE else (block,)))


@pytest.mark.parametrize("layout", ["page", "page with fillers", "markdown"])
@pytest.mark.parametrize("over", [(Box("（六）其他处理"), Box("")), (Box(""), Box(""))], ids=["group", "nothing"])
def test_a_row_whose_figures_stand_on_the_page_before(over, layout):
    """Its blanks are none: the figures that stand before them belong to no other row."""
    reading = read(*cut_at_late(over, (Box(""),)), layout=layout)
    noticed = {address for notice in reading.notices for address in notice.addresses}

    assert {gd.Gap.UNREADABLE} == {gd.get(reading.report, f"{LATE}{name}") for name in ("natural_persons", "total")}
    assert f"{LATE}natural_persons" in noticed
