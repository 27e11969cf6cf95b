"""Tables of PDFs by their ruling lines: what the lines separate, whatever way they are drawn."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure.errors import LimitExceededError
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Document, Grid, GridCell, Paragraph, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.pages import parse
from readers.pdf_paper import STYLES, Page, pdf, rows, strokes, table

MERGED = [
    (0, 0, 1, 2, "信息内容"),
    (0, 2, 2, 1, "总计"),
    (1, 0, 1, 1, "规章"),
    (1, 1, 1, 1, "12"),
    (2, 0, 1, 1, "其他"),
    (2, 1, 1, 1, ""),
    (2, 2, 1, 1, "3"),
]
TWO_BY_TWO = rows(["甲", "1"], ["乙", "2"])


def read(*pages: Page) -> Document:
    """The document of pages with nothing else in the file."""
    return parse(pdf(*pages), name="", limits=Limits())


def grids(document: Document) -> list[Grid]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Grid)]


def spans(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """The cells of a table as `table` takes them."""
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in grid.cells]


@pytest.mark.parametrize("style", STYLES)
def test_merged_cells_are_one_cell_whatever_way_lines_are_drawn(style):
    """Strokes, rectangles, thin fills, rings and dots all separate slots; where nothing is drawn slots are one cell."""
    document = read(table(Page(), MERGED, widths=(100, 60, 60), styles=(style,)))

    assert [MERGED] == [spans(grid) for grid in grids(document)]


def test_every_cell_knows_its_place():
    """Page, table, row and column are counted from 1, and the text is kept as printed."""
    grid = grids(read(Page().text(72, 80, "第一页"), table(Page(), MERGED, widths=(100, 60, 60))))[0]

    assert Place(page=2, table=1) == grid.place
    assert (
        GridCell(
            text="12",
            row=1,
            column=1,
            place=Place(page=2, table=1, row=2, column=2, text="12"),
            sure=Sure.GEOMETRY,
        )
        == grid.cells[3]
    )


@st.composite
def partitions(draw):
    """A rectangle cut into rectangles in a random way, each used as a cell; the cuts decide the slots."""
    pieces = [(0, 0, draw(st.integers(1, 6)), draw(st.integers(1, 6)))]
    for _ in range(draw(st.integers(1, 25))):
        row, column, height, width = pieces.pop(draw(st.integers(0, len(pieces) - 1)))
        across = draw(st.booleans())
        length = height if across else width
        cut = draw(st.integers(1, length - 1)) if length > 1 else 0
        if not cut:
            pieces.append((row, column, height, width))
        elif across:
            pieces += [(row, column, cut, width), (row + cut, column, height - cut, width)]
        else:
            pieces += [(row, column, height, cut), (row, column + cut, height, width - cut)]
    return sorted(pieces)


def slotted(pieces: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The same cells with the rows and columns that no cell begins or ends at left out."""
    row_edges = sorted({edge for row, _, height, _ in pieces for edge in (row, row + height)})
    column_edges = sorted({edge for _, column, _, width in pieces for edge in (column, column + width)})
    return [
        (
            row_edges.index(row),
            column_edges.index(column),
            row_edges.index(row + height) - row_edges.index(row),
            column_edges.index(column + width) - column_edges.index(column),
        )
        for row, column, height, width in pieces
    ]


@pytest.mark.slow
@given(partitions(), st.permutations(STYLES[:4]), st.data())
def test_random_tables_come_back(pieces, styles, data):
    """Every cell of a table cut up at random comes back in its slot with its text, in any mixture of drawing styles."""
    texts = [data.draw(st.sampled_from(["", "0", "95", "1.5", "其他", "12万"])) for _ in pieces]
    cells = [(*piece, text) for piece, text in zip(pieces, texts, strict=True)]
    expected = [(*piece, text) for piece, text in zip(slotted(pieces), texts, strict=True)]
    document = read(table(Page().text(72, 60, "表"), cells, widths=(50,) * 6, styles=styles))

    found = [spans(grid) for grid in grids(document)]

    # A frame around one text is no table, and lines without any text are a drawing.
    assert ([expected] if len(cells) > 1 and any(texts) else []) == found


def test_order_of_drawing_does_not_matter():
    """Lines in any order and direction make the same table."""
    page = table(Page(), MERGED, widths=(100, 60, 60))
    page.content = [each for each in page.content if "BT" in each] + [each for each in page.content if "BT" not in each]

    assert [MERGED] == [spans(grid) for grid in grids(read(page))]


@pytest.mark.parametrize("side", ["left", "right"])
def test_open_side_is_a_column(side):
    """A table without lines at its left and right has cells there, blank ones included."""
    page = Page()
    for y in (100, 120, 140):
        page.line(72, y, 272, y)
    page.line(172, 100, 172, 140)
    texts = ["规章", "12", "其他", ""] if side == "right" else ["", "12", "", "3"]
    for (x, y), text in zip(itertools.product((90, 200), (114, 134)), texts[::2] + texts[1::2], strict=True):
        page.text(x, y, text)

    assert [rows(texts[:2], texts[2:])] == [spans(grid) for grid in grids(read(page))]


def test_table_open_at_a_page_end_has_its_last_row():
    """A last row without a line below it is a row; its blank corner is not known to be a cell."""
    page = Page()
    for y in (100, 120):
        page.line(72, y, 272, y)
    for x in (72, 172, 272):
        page.line(x, 100, x, 140)
    page.text(90, 114, "甲").text(200, 114, "1").text(90, 134, "乙").text(200, 134, "2")

    assert [TWO_BY_TWO] == [spans(grid) for grid in grids(read(page))]


def test_notch_outside_the_lines_is_no_cell():
    """The corner that a table leaves out has no lines on two sides and is not a blank cell."""
    cells = [(0, 1, 1, 1, "数量"), (1, 0, 1, 1, "规章"), (1, 1, 1, 1, "3")]
    page = table(Page(), cells, widths=(80, 80))

    assert [cells] == [spans(grid) for grid in grids(read(page))]


def test_frame_around_a_page_leaves_text_and_tables_alone():
    """A box around the text is not a table; the table in it is one."""
    page = table(Page().box(40, 40, 555, 800, "S"), TWO_BY_TWO, widths=(100, 60)).text(72, 80, "标题")

    document = read(page)

    assert ["标题"] == [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert [TWO_BY_TWO] == [spans(grid) for grid in grids(document)]


def test_frame_that_touches_its_table_is_ground_not_cell():
    """A card whose lines meet those of the table makes no cell of what lies around the table."""
    page = Page().box(72, 60, 400, 300, "S")
    table(page, TWO_BY_TWO, widths=(100, 60)).text(90, 80, "标题").text(300, 200, "说明")

    document = read(page)

    assert ["标题", "说明"] == [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert [TWO_BY_TWO] == [spans(grid) for grid in grids(document)]


def test_table_inside_a_cell_is_a_table_of_its_own():
    """The text of a cell is read without the table that stands in it."""
    outer = [(0, 0, 1, 1, ""), (0, 1, 1, 1, "说明")]
    page = table(Page(), outer, widths=(250, 100), height=150)
    table(page, TWO_BY_TWO, x=90, y=150, widths=(80, 80)).text(90, 130, "内表")

    found = [spans(grid) for grid in grids(read(page))]

    assert [[(0, 0, 1, 1, "内表"), (0, 1, 1, 1, "说明")], TWO_BY_TWO] == found


def test_tables_side_by_side_stay_apart():
    """Two tables with white space between them are two, however alike."""
    page = table(Page(), TWO_BY_TWO, x=50, widths=(80, 80))
    table(page, rows(["甲", "3"], ["乙", "4"]), x=300, widths=(80, 80))

    assert [TWO_BY_TWO, rows(["甲", "3"], ["乙", "4"])] == [spans(grid) for grid in grids(read(page))]


def test_underline_and_loose_strokes_cut_nothing():
    """A line under a text inside a cell, and a stroke on its own, are no rules of the table."""
    page = table(Page(), TWO_BY_TWO, widths=(100, 60)).line(110, 115, 130, 115).line(400, 100, 403, 100)

    assert [TWO_BY_TWO] == [spans(grid) for grid in grids(read(page))]


def test_stub_of_a_rule_cuts_nothing_silently():
    """Text of a region that is no rectangle, and of what it cuts off, is in no cell, and a remark says so."""
    page = table(Page(), [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 2, "")], widths=(100, 60), height=40)
    page.line(72, 160, 172, 160).line(172, 160, 172, 180).text(100, 155, "乙").text(100, 172, "丙")

    document = read(page)

    assert [["甲", "1"]] == [[cell.text for cell in grid.cells] for grid in grids(document)]
    assert [("table-part-unclear", "乙 丙")] == [(remark.code, remark.detail) for remark in document.remarks]


def test_fills_are_no_lines():
    """Shading behind cells and text makes no table and hides nothing painted after it."""
    page = Page().raw("0.8 0.9 1 rg").box(72, 100, 300, 120).box(72, 130, 300, 150).raw("0 g")
    page.text(80, 114, "一").text(80, 144, "二")

    assert ["一", "二"] == [block.text for block in read(page).blocks]


def test_thick_stroke_is_shading():
    """A very thick line is an area and not a rule of the table it lies in."""
    page = Page().raw("0.9 G").line(72, 110, 232, 110, 18).raw("0 G")

    assert [TWO_BY_TWO] == [spans(grid) for grid in grids(read(table(page, TWO_BY_TWO, widths=(100, 60))))]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_is_shown_turned(turn):
    """A page with a rotation is read as it is shown."""
    page = Page(width=842, height=595) if turn != 180 else Page()
    table(page, MERGED, widths=(100, 60, 60))
    matrix = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    shown = Page(extra=f"/Rotate {turn}").raw(f"q {matrix} cm", *page.content, "Q")
    shown.characters = page.characters

    assert [MERGED] == [spans(grid) for grid in grids(read(shown))]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_table_drawn_sideways(turn):
    """A table that was drawn turned on an upright page is read the way its text runs."""
    page = Page(width=842, height=595) if turn != 180 else Page()
    table(page, MERGED, widths=(100, 60, 60))
    matrix = {90: "0 -1 1 0 0 842", 180: "-1 0 0 -1 595 842", 270: "0 1 -1 0 595 0"}[turn]
    shown = Page().raw(f"q {matrix} cm", *page.content, "Q").turned("0.7 0.7 -0.7 0.7 300 300", "样张")
    shown.characters |= page.characters
    document = read(shown)

    assert [MERGED] == [spans(grid) for grid in grids(document)]
    assert [("text-slanted", "样张")] == [(remark.code, remark.detail) for remark in document.remarks]


def test_too_many_slots_are_refused():
    """Lines that would make more slots than allowed are refused before anything is built of them."""
    page = table(Page(), rows(*[["0"] * 10] * 10), widths=(20,) * 10)

    with pytest.raises(LimitExceededError, match="limit slots is 99, this document has 100"):
        parse(pdf(page), name="", limits=Limits(slots=99))


def test_slots_of_all_tables_count_together():
    """The bound is for the document, not for each table."""
    page = table(Page(), TWO_BY_TWO, widths=(80, 80))
    table(page, TWO_BY_TWO, y=300, widths=(80, 80))

    with pytest.raises(LimitExceededError, match="limit slots is 7, this document has 8"):
        parse(pdf(page), name="", limits=Limits(slots=7))


def test_drawing_without_text_is_no_table():
    """Lines of a chart with nothing in them are dropped."""
    page = table(Page().text(72, 60, "图"), rows(["", ""], ["", ""]), widths=(80, 80), styles=(strokes,))

    assert ["图"] == [block.text for block in read(page).blocks]
