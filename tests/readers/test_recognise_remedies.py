"""Table four, which has no labels before its figures: whole, in its groups, cut in pieces, and beside other numbers."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.writers.printed import EMPTY, Box
from readers.papers import FOUR, REPORT, TITLE, codes, differences, faults, lost, read, said, unread, with_tables

LAYOUTS = ["page", "page with fillers", "markdown", "tabs", "rows of pipes", "lines between pipes", "lines", "one line"]
SLOTS = LAYOUTS[:3]
HEADS = tuple(attrs.evolve(box, rowspan=1) for box in FOUR[1][:5])
FIGURES = FOUR[3]
GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
SECTION = "# 四、政府信息公开行政复议、行政诉讼情况"


def remedies(reading):
    """What is read otherwise than it is printed, without the tables that the document does not have."""
    return {address: value for address, value in differences(reading).items() if address.startswith("remedies.")}


def all_of(value):
    """Every cell of the table with this value."""
    return {address: value for address in gd.addresses(REPORT) if address.startswith("remedies.")}


def group(number):
    """The figures of a group of columns."""
    return FIGURES[5 * number : 5 * number + 5]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_table_alone(layout):
    """A report of which nothing else is left."""
    reading = read(TITLE, SECTION, FOUR, layout=layout)

    assert {} == remedies(reading)
    assert {"table-missing", "section-missing"} <= codes(reading)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_group_as_a_table_of_its_own(layout):
    """The name of the group stands over the table, or before it."""
    over = [((Box(name, 5),), HEADS, group(number)) for number, name in enumerate(GROUPS)]
    before = [item for number, name in enumerate(GROUPS) for item in (name, (HEADS, group(number)))]

    assert {} == remedies(read(TITLE, SECTION, *over, layout=layout))
    assert {} == remedies(read(TITLE, SECTION, *before, layout=layout))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 0)], ids=str)
def test_the_heads_of_each_group_as_a_table_of_their_own(order, layout):
    """With all figures in one row after them: read where the groups come in their order, else unclear."""
    heads = [((Box(GROUPS[number], 5),), HEADS) for number in order]
    row = tuple(box for number in order for box in group(number))
    reading = read(TITLE, SECTION, *heads, (row,), layout=layout)

    assert remedies(reading) in ({}, all_of(gd.Gap.UNREADABLE))
    assert order != (0, 1, 2) or layout not in SLOTS or {} == remedies(reading)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_group_as_a_row(layout):
    """The name of the group stands before its figures, under one line of heads."""
    rows = [(Box(""), *HEADS), *((Box(name), *group(number)) for number, name in enumerate(GROUPS))]
    reading = read(TITLE, SECTION, rows, layout=layout)

    assert set(remedies(reading).values()) <= {gd.Gap.UNREADABLE, gd.Gap.ABSENT}
    assert layout not in SLOTS or {} == remedies(reading)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_groups_that_are_not_named(layout):
    """Five heads and five figures may be of any group."""
    reading = read(TITLE, SECTION, (HEADS, group(0)), layout=layout)

    assert set(remedies(reading).values()) <= {gd.Gap.UNREADABLE, gd.Gap.ABSENT}
    assert 15 == len(remedies(reading))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_table_printed_twice(layout):
    """With the same figures it counts once; with others nothing tells which holds."""
    other = (*FOUR[:3], tuple(attrs.evolve(box, text=f"7{box.text}") for box in FIGURES))
    same = read(TITLE, SECTION, FOUR, "再次列出：", FOUR, layout=layout)
    twice = read(TITLE, SECTION, FOUR, "更正：", other, layout=layout)

    assert {} == remedies(same) or layout == "lines between pipes"
    assert {"row-repeated", "row-incomplete"} & codes(same)
    assert all_of(gd.Gap.UNREADABLE) == remedies(twice)
    assert "row-contradictory" in codes(twice)


@pytest.mark.parametrize("layout", SLOTS)
@pytest.mark.parametrize("whole_first", [True, False])
def test_a_group_beside_the_whole_table(layout, whole_first):
    """A group printed again with the same figures counts once; with others no cell of either is read."""
    seven = tuple(Box(text) for text in ("7", "1", "1", "1", "10"))
    same, other = (((Box(GROUPS[0], 5),), HEADS, figures) for figures in (group(0), seven))
    again = read(TITLE, SECTION, *((FOUR, same) if whole_first else (same, FOUR)), layout=layout)
    twice = read(TITLE, SECTION, *((FOUR, other) if whole_first else (other, FOUR)), layout=layout)
    unreadable = {address for address in all_of(0) if not whole_first or ".reconsideration." in address}

    assert ({}, True, False) == (remedies(again), "row-repeated" in codes(again), "row-contradictory" in codes(again))
    assert dict.fromkeys(unreadable, gd.Gap.UNREADABLE) == remedies(twice)
    assert "row-contradictory" in codes(twice)


@pytest.mark.parametrize("layout", ["page", *LAYOUTS[3:]])
def test_a_figure_too_few_or_too_many(layout):
    """Fourteen or sixteen figures under fifteen heads: which one is missing cannot be told."""
    for row in (FIGURES[:-1], (*FIGURES, Box("7"))):
        given = with_tables(four=lambda sheet, row=row: (*sheet[:3], lost(row)))

        assert [] == faults(given, layout)
        assert set() == unread(given, layout)
        assert {"row-incomplete", "table-missing", "header-unclear"} & codes(read(*given, layout=layout))


@pytest.mark.parametrize("layout", SLOTS)
@pytest.mark.parametrize("at", [0, 4, 7, 14])
def test_a_single_figure_under_the_heads(at, layout):
    """It is read where it is a total; elsewhere it may be the number of a page."""
    row = tuple(
        box if number == at else attrs.evolve(box, text="", means=gd.Gap.BLANK) for number, box in enumerate(FIGURES)
    )
    reading = read(TITLE, SECTION, (*FOUR[:3], row), layout=layout)
    address = list(all_of(0))[at]

    if at in (4, 14):
        assert FIGURES[at].means == gd.get(reading.report, address)
    else:
        assert all_of(gd.Gap.UNREADABLE) == remedies(reading)
        assert "row-incomplete" in codes(reading)


@pytest.mark.parametrize("layout", SLOTS)
def test_words_below_the_figures(layout):
    """A line that says who filled the table in is no row of it."""
    given = with_tables(four=lambda sheet: (*sheet, (Box("填报人：甲", 7), Box("审核人：乙", 8))))

    assert {} == differences(read(*given, layout=layout))


@pytest.mark.parametrize("layout", SLOTS)
def test_an_empty_table(layout):
    """Cells without figures are blank, and an empty line below the figures is no second row."""
    empty = tuple(attrs.evolve(box, text="", means=gd.Gap.BLANK) for box in FIGURES)
    blank = read(TITLE, SECTION, (*FOUR[:3], empty), layout=layout)
    below = read(TITLE, SECTION, (*FOUR, (EMPTY,) * 15), layout=layout)

    assert all_of(gd.Gap.BLANK) == remedies(blank)
    assert {} == remedies(below)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_numbers_that_are_not_of_the_table(layout):
    """A page number and a remark among the pieces of the table are no figures of it."""
    given = [
        piece
        for block in with_tables()
        for piece in ((block[:3], "- 5 -", "注：截至年末。", block[3:]) if block is FOUR else (block,))
    ]

    assert set(differences(read(*given, layout=layout)).values()) <= {gd.Gap.UNREADABLE, gd.Gap.ABSENT}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_groups_in_another_order(layout):
    """The litigation before the reconsideration: read where the heads stand over their columns, else unclear."""
    row = (*FIGURES[5:], *FIGURES[:5])
    sheet = (
        (FOUR[0][1], FOUR[0][0]),
        (*FOUR[1][5:], *FOUR[1][:5]),
        FOUR[2],
        row,
    )
    reading = read(TITLE, SECTION, sheet, layout=layout)

    assert set(remedies(reading).values()) <= {gd.Gap.UNREADABLE}
    assert layout not in ("page", "page with fillers") or {} == remedies(reading)
    assert {} == remedies(reading) or said(reading, "header-unclear")


def first(boxes):
    """The columns of a group with the total before the others."""
    return (boxes[-1], *boxes[:-1])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_totals_before_the_other_columns(layout):
    """They stand in their place or nothing is read: they are no totals whose cells span lines."""
    heads = [((Box(name, 5),), first(HEADS)) for name in GROUPS]
    row = tuple(box for number in range(3) for box in first(group(number)))
    lines = [text for name in GROUPS for text in (name, *(box.text for box in first(HEADS)))]

    assert remedies(read(TITLE, SECTION, *heads, (row,), layout=layout)) in ({}, all_of(gd.Gap.UNREADABLE))
    assert all_of(gd.Gap.UNREADABLE) == remedies(
        read(TITLE, SECTION, *lines, *(box.text for box in row), layout="lines")
    )
