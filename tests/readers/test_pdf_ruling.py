"""Which tables lines make: lines that meet, cells that are joined, and what is no table."""

import itertools

import pytest

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.ink import Box, Stroke
from govdisclosure.readers.pdf.ruling import Ruling, ruling
from govdisclosure.readers.pdf.work import counted, work

EDGES = (0.0, 100.0, 200.0, 300.0)


def ruled(across, down) -> Ruling:
    """What lines make, each told by its place, its start and its end."""
    return ruling([Stroke(*each) for each in across], [Stroke(*each) for each in down], Limits())


def shape(found: Ruling):
    """The cells of the only table: row, column, and the rows and columns of each."""
    (table,) = found.tables
    return [(each.row, each.column, each.rowspan, each.colspan) for each in table.regions]


def lattice(*, rows: int = 3, columns: int = 3, without=()):
    """Lines of a lattice, in pieces from edge to edge, without some: ("-", edge, column) or ("|", edge, row)."""
    across = [
        (EDGES[edge], EDGES[column], EDGES[column + 1])
        for edge in range(rows + 1)
        for column in range(columns)
        if ("-", edge, column) not in without
    ]
    down = [
        (EDGES[edge], EDGES[row], EDGES[row + 1])
        for edge in range(columns + 1)
        for row in range(rows)
        if ("|", edge, row) not in without
    ]
    return across, down


def test_cells_between_lines():
    """Every slot is a cell where all lines are drawn, and they stand where the lines do."""
    found = ruled(*lattice(rows=2))
    (table,) = found.tables

    assert [(row, column, 1, 1) for row in range(2) for column in range(3)] == shape(found)
    assert ((), (), (0, 100, 200, 300), (0, 100, 200)) == (found.unclear, found.stray, table.xs, table.ys)
    assert [(x, y, x + 100, y + 100) for y in (0, 100) for x in (0, 100, 200)] == [
        (each.box.x0, each.box.top, each.box.x1, each.box.bottom) for each in table.regions
    ]
    assert Box(0, 0, 300, 200) == table.box
    assert not any(each.open for each in table.regions)


@pytest.mark.parametrize(
    ("without", "joined"),
    [
        ([("|", 1, 0)], (0, 0, 1, 2)),
        ([("|", 2, 1)], (1, 1, 1, 2)),
        ([("|", 1, 2), ("|", 2, 2)], (2, 0, 1, 3)),
        ([("-", 1, 0)], (0, 0, 2, 1)),
        ([("-", 2, 2)], (1, 2, 2, 1)),
        ([("-", 1, 1), ("-", 2, 1)], (0, 1, 3, 1)),
        ([("-", 1, 0), ("-", 1, 1), ("|", 1, 0), ("|", 1, 1)], (0, 0, 2, 2)),
        ([("-", 2, 1), ("-", 2, 2), ("|", 2, 1), ("|", 2, 2)], (1, 1, 2, 2)),
    ],
)
def test_cells_without_a_line_between_them_are_one(without, joined):
    """Over columns, over rows and over both; all others stay as they are."""
    row, column, rowspan, colspan = joined
    covered = {(row + down, column + right) for down in range(rowspan) for right in range(colspan)}
    others = {(row, column, 1, 1) for row in range(3) for column in range(3) if (row, column) not in covered}

    assert sorted(others | {joined}) == shape(ruled(*lattice(without=without)))


@pytest.mark.parametrize(
    ("without", "unclear"),
    [
        ([("|", 1, 0), ("-", 1, 0)], {(0, 0), (0, 1), (1, 0)}),
        ([("|", 2, 0), ("-", 1, 2)], {(0, 1), (0, 2), (1, 2)}),
        ([("|", 1, 2), ("-", 2, 0)], {(1, 0), (2, 0), (2, 1)}),
        ([("|", 2, 2), ("-", 2, 2)], {(1, 2), (2, 1), (2, 2)}),
        ([("|", 1, 0), ("|", 2, 0), ("-", 1, 1)], {(0, 0), (0, 1), (0, 2), (1, 1)}),
        ([("-", 1, 0), ("-", 2, 0), ("|", 1, 1)], {(0, 0), (1, 0), (2, 0), (1, 1)}),
        ([("|", 1, 2), ("|", 2, 2), ("-", 2, 1)], {(2, 0), (2, 1), (2, 2), (1, 1)}),
        ([("-", 1, 2), ("-", 2, 2), ("|", 2, 1)], {(0, 2), (1, 2), (2, 2), (1, 1)}),
    ],
)
def test_what_is_no_rectangle_is_no_cell(without, unclear):
    """It is unclear where it does not reach all sides, at whichever corner or side it lies."""
    found = ruled(*lattice(without=without))

    (table,) = found.tables
    cells = [each.box for each in table.regions]

    assert unclear == {(each.top // 100, each.x0 // 100) for each in found.unclear}
    assert [slot for slot in itertools.product(range(3), range(3)) if slot not in unclear] == [
        (each.top // 100, each.x0 // 100) for each in cells
    ]


@pytest.mark.parametrize(
    ("rows", "columns", "without"),
    [
        (2, 2, [("|", 1, 0), ("-", 1, 0)]),
        (2, 2, [("|", 1, 1), ("-", 1, 1)]),
        (3, 2, [("|", 1, 0), ("-", 1, 0), ("-", 2, 0)]),
        (2, 3, [("-", 1, 0), ("|", 1, 0), ("|", 2, 0)]),
        (3, 3, [("|", 1, 0), ("|", 2, 0), ("-", 1, 0), ("-", 2, 0)]),
        (3, 3, [("|", 1, 1), ("|", 2, 1), ("-", 1, 1), ("-", 2, 1)]),
    ],
)
def test_ground_on_which_a_table_stands_is_not_unclear(rows, columns, without):
    """What reaches all four sides is a card or a frame."""
    assert () == ruled(*lattice(rows=rows, columns=columns, without=without)).unclear


def test_frame_around_one_region_is_no_table():
    """A box is none, nor are two lines that cross."""
    for found in (ruled(*lattice(rows=1, columns=1)), ruled([(50, 0, 100)], [(50, 0, 100)])):
        assert ((), (), ()) == (found.tables, found.unclear, found.stray)


def test_fewest_lines_of_a_table():
    """Two lines and one between them that meets both; a table needs no lines at its sides."""
    two, one = [(0, 0, 200), (100, 0, 200)], [(100, 0, 100)]

    assert [(0, 0, 1, 1), (0, 1, 1, 1)] == shape(ruled(two, one))
    assert [(0, 0, 1, 1), (1, 0, 1, 1)] == shape(ruled(one, two))


@pytest.mark.parametrize(("off", "meets"), [(0.0, True), (3.0, True), (3.1, False)])
def test_lines_that_nearly_meet(off, meets):
    """Three points are the width of a border; further away a line belongs to no table."""
    across = [(0, 0, 200), (100, 0, 200), (200, 0, 200)]
    down = [(0, 0, 200), (100, 0, 200), (200, 0, 200)]

    for line in ((50, 200 + off, 300), (50, -100, -off)):
        assert ([] if meets else [Stroke(*line)]) == list(ruled([*across, line], down).stray)
    short = [(at, 0, 200) for at in (0, 100)]
    assert meets == (not ruled([(-off, 0, 100), (200 + off, 0, 100)], short).stray)


@pytest.mark.parametrize(("gap", "whole"), [(-9.0, True), (0.0, True), (3.0, True), (3.1, False)])
def test_pieces_of_a_line(gap, whole):
    """Pieces without a gap are one line, which goes from the first to the last, and past those that lie within it."""
    first, second = (100, 50, 90), (100, 90 + gap, 150)
    frame = [(0, 0, 200), (200, 0, 200)]

    assert ([Stroke(100, 50, 150)] if whole else [Stroke(*first), Stroke(*second)]) == list(
        ruled([*frame, first, second, (100, 60, 70)], frame).stray
    )


@pytest.mark.parametrize(("length", "kept"), [(3.9, 0), (4.0, 1), (4.1, 1)])
def test_shortest_line(length, kept):
    """A speck is no line; the shortest one is long as two borders are wide."""
    assert kept == len(ruled([(50, 500, 500 + length)], []).stray)


@pytest.mark.parametrize(
    ("apart", "places"), [(2.9, (0.0, 101.45, 200.0)), (3.0, (0.0, 101.5, 200.0)), (3.1, (0.0, 100.0, 103.1, 200.0))]
)
def test_lines_that_are_one(apart, places):
    """Lines no further apart than three points stand in the middle of them."""
    frame = [(0, 0, 200), (200, 0, 200)]
    found = ruled([*frame, (100, 0, 200), (100 + apart, 0, 200)], frame)

    assert places == found.tables[0].ys
    assert places == ruled(frame, [*frame, (100, 0, 200), (100 + apart, 0, 200)]).tables[0].xs


@pytest.mark.parametrize(("end", "joined"), [(49.0, True), (50.0, True), (51.0, False), (100.0, False)])
def test_line_over_a_part_of_a_side(end, joined):
    """More than half of a side is a line between two cells."""
    frame = [(0, 0, 200), (200, 0, 200)]
    found = ruled([*frame, (100, 0, end), (100, 100, 200)], [*frame, (100, 0, 200)])

    assert ((0, 0, 2, 1) in shape(found)) == joined
    assert len(shape(found)) == 4 - joined


def test_sides_without_a_line():
    """Rows that go on beyond the outermost lines are cells up to their end, and open at the corners outside them."""
    across = [(at, 0, 300) for at in (0, 100, 200)]
    found = ruled(across, [(at, 0, 200) for at in (100, 200)])
    (table,) = found.tables

    assert (0, 100, 200, 300) == table.xs
    assert not any(each.open for each in table.regions)
    corners = ruled([(at, 0, 300) for at in (100, 200)], [(at, 0, 300) for at in (100, 200)]).tables[0].regions
    assert {(0, 0), (0, 2), (2, 0), (2, 2)} == {(each.row, each.column) for each in corners if each.open}


@pytest.mark.parametrize(("beyond", "columns"), [(3.0, 1), (3.1, 2)])
def test_rows_that_end_a_little_beyond_the_last_line(beyond, columns):
    """Up to three points are the width of the border; more is a column of its own."""
    down = [(0, 0, 200), (200, 0, 200)]

    assert columns == len(ruled([(at, 0, 200 + beyond) for at in (0, 100, 200)], down).tables[0].xs) - 1
    assert columns == len(ruled([(at, -beyond, 200) for at in (0, 100, 200)], down).tables[0].xs) - 1


def test_tables_stand_in_the_order_of_the_page():
    """From top to bottom, and from left to right, by where they begin."""
    tables = [(400.0, 0.0, 2.0), (1000.0, 0.0, 1.0), (0.0, 500.0, 1.0), (0.0, 0.0, 3.0), (700.0, 10.0, 0.5)]
    across, down = lattice(rows=2, columns=2)
    found = ruled(
        [(y + at * by / 3, x + start * by / 3, x + end * by / 3) for x, y, by in tables for at, start, end in across],
        [(x + at * by / 3, y + start * by / 3, y + end * by / 3) for x, y, by in tables for at, start, end in down],
    )

    assert [(0, 0), (400, 0), (1000, 0), (700, 10), (0, 500)] == [(each.box.x0, each.box.top) for each in found.tables]


@pytest.mark.parametrize(("rows", "columns"), [(2, 101), (40, 40), (101, 2)])
def test_work_that_lines_take(rows, columns):
    """Each line with each that it may cross, each position with each line, and each slot: it is all counted."""
    across = [(4.0 * at, 0.0, 4.0 * (columns - 1)) for at in range(rows)]
    down = [(4.0 * at, 0.0, 4.0 * (rows - 1)) for at in range(columns)]
    with counted(Limits()):
        before = work().left
        ruled(across, down)
        spent = before - work().left

    slots = (rows - 1) * (columns - 1)
    assert rows * columns // 16 + 6 * slots + (rows + columns) ** 2 // 16 == spent
