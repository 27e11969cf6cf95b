"""Pages of a PDF as one document: tables and paragraphs across page breaks, page numbers, tables without lines."""

import pytest

from govdisclosure.errors import DamagedDocumentError, LimitExceededError, UnsupportedFormatError
from govdisclosure.model.notices import NOTICES
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Document, Grid, Paragraph, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.pages import parse
from readers.pdf_paper import Page, flate, pdf, rows, stream, table

WIDTHS = (100, 60, 60)
HEADER = ["事项", "自然人", "总计"]
FIRST, SECOND = ["规章", "0", "12"], ["其他", "3", "4"]


def read(*pages: Page, **options: object) -> Document:
    """The document of the pages."""
    return parse(pdf(*pages, **options), name="", limits=Limits())


def printed(document: Document) -> list[object]:
    """Each block: the text of a paragraph, or the rows of a table as lists of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows()] if isinstance(block, Grid) else block.text
        for block in document.blocks
    ]


def codes(document: Document) -> list[str]:
    """The codes of the remarks, each of which is a notice that exists."""
    assert {remark.code for remark in document.remarks} <= NOTICES.keys()
    return [remark.code for remark in document.remarks]


def at_top(*lines: list[str], page: Page | None = None, x: float = 72) -> Page:
    """A page that begins with a table."""
    return table(page or Page(), rows(*lines), x=x, y=72, widths=WIDTHS)


def at_bottom(*lines: list[str], page: Page | None = None) -> Page:
    """A page that ends with a table."""
    return table(page or Page(), rows(*lines), y=700, widths=WIDTHS)


# ------------------------------------------------------------------------------------ tables across page breaks


def test_table_goes_on_without_a_header():
    """The part on the next page continues the rows; every cell keeps its own page."""
    document = read(at_bottom(HEADER, FIRST), at_top(SECOND).text(72, 200, "四、其他"))

    assert [[HEADER, FIRST, SECOND], "四、其他"] == printed(document)
    assert [Place(page=2, table=1, row=3, column=2, text="3")] == [
        cell.place for cell in document.blocks[0].cells if cell.text == "3"
    ]


def test_repeated_header_is_dropped():
    """A header that is printed again at the top of the next page is dropped with a remark."""
    document = read(at_bottom(HEADER, FIRST), at_top(HEADER, SECOND))

    assert [[HEADER, FIRST, SECOND]] == printed(document)
    assert [("header-repeated", 2, "事项自然人总计".replace("自", " 自").replace("总", " 总"))] == [
        (remark.code, remark.place.page, remark.detail) for remark in document.remarks
    ]


@pytest.mark.parametrize(
    ("above", "below", "torn"),
    [
        (["", "3", ""], ["行政许可", "", ""], [(3, 1), (3, 2)]),
        (["", "3", "-"], ["行政许可", "", ""], [(3, 1), (3, 2)]),
        (["行政许可", "3", "4"], ["行政处罚", "", ""], [(3, 1), (3, 2)]),
        (["1.行政许可", "3", "4"], ["2.行政处罚", "", ""], [(3, 1), (3, 2)]),
        (["1.行政许可", "3", "4"], ["以及", "-", ""], [(3, 2)]),
        (["行政", "", ""], ["许可", "3", "4"], [(2, 1), (2, 2)]),
        (["行政许可", "1630", "4"], ["", "6", ""], [(2, 1), (3, 0), (3, 1), (3, 2)]),
        (["行政许可", "16", "40"], ["", "6", "1"], [(2, 1), (2, 2), (3, 0), (3, 1), (3, 2)]),
        (["行政", "16", "40"], ["许可", "6", ""], [(2, 1), (3, 0), (3, 1), (3, 2)]),
        (["行政许可", "16", "40"], ["行政处罚", "6", "1"], []),
        (["行政许可", "16", "40"], ["（一）行政处罚", "6", ""], []),
        (["行政许可", "16", "40"], ["2.行政处罚", "6", ""], []),
        (["行政许可", "", "40"], ["行政处罚", "6", ""], [(2, 1), (3, 0), (3, 1), (3, 2)]),
        (["1.行政许可", "", "40"], ["", "6246", ""], [(2, 1), (3, 0), (3, 1), (3, 2)]),
        (["", "", ""], ["行政许可", "3", "4"], []),
    ],
)
def test_row_that_a_page_break_may_have_torn(above, below, torn):
    """No number and no blank is taken from a cell of which a part may stand on the other page."""
    document = read(at_bottom(HEADER, FIRST, above), at_top(below, SECOND))
    (grid,) = document.blocks

    assert [HEADER, FIRST, above, below, SECOND] == [[cell.text for cell in row] for row in grid.rows()]
    assert torn == [(cell.row, cell.column) for cell in grid.cells if cell.note == "row-torn"]
    assert {"", "row-torn"} >= {cell.note for cell in grid.cells}


@pytest.mark.parametrize(
    ("above", "below", "whole", "noted"),
    [
        (["", "3", "4"], ["行政许可", "", ""], ["行政许可", "3", "4"], [0, 1, 2]),
        (["1.行政", "3", "4"], ["许可", "", ""], ["1.行政\n许可", "3", "4"], [0, 1, 2]),
        (["（一）行政", "3", ""], ["许可", "", ""], ["（一）行政\n许可", "3", ""], [0, 1]),
        (["（一）行政", "", ""], ["许可", "", ""], ["（一）行政\n许可", "", ""], [0]),
    ],
)
def test_row_whose_label_goes_on_overleaf(above, below, whole, noted):
    """Where nothing but words is on the next page, the row is one; its cells that hold something say so."""
    (grid,) = read(at_bottom(HEADER, FIRST, above), at_top(below, SECOND)).blocks

    assert [HEADER, FIRST, whole, SECOND] == [[cell.text for cell in row] for row in grid.rows()]
    assert [(2, column) for column in noted] == [(c.row, c.column) for c in grid.cells if c.note == "row-rejoined"]
    assert {"", "row-rejoined"} == {cell.note for cell in grid.cells}


def test_row_that_goes_on_below_a_repeated_header():
    """The header between the two parts is dropped first."""
    (grid,) = read(at_bottom(HEADER, ["1.行政", "3", "4"]), at_top(HEADER, ["许可", "", ""], SECOND)).blocks

    assert [HEADER, ["1.行政\n许可", "3", "4"], SECOND] == [[cell.text for cell in row] for row in grid.rows()]


def test_rows_that_go_on_below_a_header_on_every_page():
    """Each break is looked at below the header of its own page."""
    torn, rest = ["1.行政", "3", "4"], ["许可", "", ""]
    pages = at_bottom(HEADER, FIRST), at_top(HEADER, SECOND, torn), at_top(HEADER, rest, FIRST)
    (grid,) = read(*pages).blocks

    assert [HEADER, FIRST, SECOND, ["1.行政\n许可", "3", "4"], FIRST] == [
        [cell.text for cell in row] for row in grid.rows()
    ]


def test_row_that_is_all_there_is_overleaf_is_not_put_to_another():
    """A part of a table without any whole row tells too little."""
    (grid,) = read(at_bottom(HEADER, ["1.行政", "3", "4"]), at_top(["许可", "", ""])).blocks

    assert ["许可", "", ""] == [cell.text for cell in list(grid.rows())[-1]]
    assert ["row-torn"] * 2 == [cell.note for cell in grid.cells if cell.note]


def test_group_that_goes_on_overleaf():
    """The label of a group is put together like that of its row; the rest of its cell stays beside later rows."""
    above = [(0, 0, 1, 1, "（三）不予"), (0, 1, 1, 1, "1.属于国家"), (0, 2, 1, 1, "3")]
    below = [(0, 0, 2, 1, "公开"), (0, 1, 1, 1, "秘密"), (0, 2, 1, 1, ""), (1, 1, 1, 1, "2.其他"), (1, 2, 1, 1, "4")]
    widths = (80, 120, 60)
    first = table(Page(), above, y=780, widths=widths)
    (grid,) = read(first, table(Page(), below, y=60, widths=widths)).blocks

    assert [
        ("（三）不予\n公开", 0, 1),
        ("1.属于国家\n秘密", 0, 1),
        ("3", 0, 1),
        ("", 1, 1),
        ("2.其他", 1, 1),
        ("4", 1, 1),
    ] == [(cell.text, cell.row, cell.rowspan) for cell in grid.cells]


def test_row_without_numbers_inside_a_page_has_blanks():
    """Nothing tears a row that stands at no break, at the top or at the bottom of its table."""
    document = read(at_bottom(HEADER, ["规章", "", ""]), Page().text(72, 100, "一、总体情况"))

    assert {""} == {cell.note for cell in document.blocks[0].cells}


def test_page_with_nothing_but_the_header_tears_nothing():
    """Where no row follows overleaf, the empty cells of the last one are blanks."""
    last = ["行政许可", "", ""]
    document = read(at_bottom(HEADER, FIRST, last), at_top(HEADER))

    assert [[HEADER, FIRST, last]] == printed(document)
    assert {""} == {cell.note for cell in document.blocks[0].cells}
    assert ["header-repeated"] == codes(document)


TALL = [
    (0, 0, 2, 1, "事项"),
    (0, 1, 1, 2, "申请人情况"),
    (1, 1, 1, 1, "自然人"),
    (1, 2, 1, 1, "总计"),
]
LOWER = [(0, 0, 1, 1, ""), (0, 1, 1, 1, "自然人"), (0, 2, 1, 1, "总计")]
UPPER = [(0, 0, 1, 1, "事项"), (0, 1, 1, 2, "申请人情况")]


@pytest.mark.parametrize(
    ("again", "dropped"),
    [
        (TALL, True),
        (UPPER, True),
        ([(0, 0, 1, 1, "事项"), (0, 1, 1, 2, "被申请人")], False),
        ([(0, 0, 2, 1, "事项"), (0, 1, 1, 2, "申请人情况"), (1, 1, 1, 2, "自然人")], False),
    ],
)
def test_only_what_repeats_the_header_is_dropped(again, dropped):
    """The whole header or its upper part is dropped; anything else at the top of the next page stays."""
    first = table(Page(), [*TALL, *rows(FIRST, start=2)], y=700, widths=WIDTHS)
    height = max(row + height for row, _, height, *_ in again)
    second = table(Page(), [*again, *rows(SECOND, start=height)], y=72, widths=WIDTHS)
    document = read(first, second)

    assert [3 + 1 if dropped else 3 + height + 1] == [len(table) for table in printed(document)]
    assert (["header-repeated"] if dropped else []) == codes(document)


def test_lower_half_of_a_header_repeated_alone():
    """A header of two rows of which the next page repeats the second."""
    first = at_bottom(["事项", "申请人", "合计"], ["类别", "自然人", "总计"], FIRST)
    document = read(first, at_top(["类别", "自然人", "总计"], SECOND))

    assert [[["事项", "申请人", "合计"], ["类别", "自然人", "总计"], FIRST, SECOND]] == printed(document)


def test_header_cut_in_two_by_the_page_break():
    """The upper half of a header on one page, the lower half on the next: one table, nothing dropped."""
    first = table(Page(), UPPER, y=740, widths=WIDTHS)
    second = table(Page(), [*LOWER, *rows(FIRST, start=1)], y=72, widths=WIDTHS)
    document = read(first, second)

    assert [[["事项", "申请人情况"], ["", "自然人", "总计"], FIRST]] == printed(document)
    assert [] == codes(document)


def test_rows_of_numbers_are_never_taken_for_a_repeated_header():
    """A row that equals the first one is dropped only if it holds no number."""
    assert [[FIRST, SECOND, FIRST]] == printed(read(at_bottom(FIRST, SECOND), at_top(FIRST)))
    assert [[["", "", ""], SECOND, ["", "", ""], FIRST]] == printed(
        read(at_bottom(["", "", ""], SECOND), at_top(["", "", ""], FIRST))
    )


def test_part_with_fewer_columns_is_aligned():
    """A part whose cells span columns of the rest gets the columns of the whole table."""
    second = table(Page(), [(0, 0, 1, 1, "合计"), (0, 1, 1, 2, "7")], y=72, widths=WIDTHS)
    document = read(at_bottom(HEADER, FIRST), second)

    assert [[HEADER, FIRST, ["合计", "7"]]] == printed(document)
    assert [(1, 2)] == [(cell.column, cell.colspan) for cell in document.blocks[0].cells if cell.text == "7"]


def test_part_with_more_columns_is_aligned():
    """A part that has more columns than the one before gives its columns to both."""
    first = table(Page(), [(0, 0, 1, 1, "合计"), (0, 1, 1, 2, "7")], y=740, widths=WIDTHS)
    document = read(first, at_top(FIRST))

    assert [[["合计", "7"], FIRST]] == printed(document)
    assert [(1, 2)] == [(cell.column, cell.colspan) for cell in document.blocks[0].cells if cell.text == "7"]


def test_table_over_three_pages_with_margins_for_binding():
    """Parts that are set off sideways from page to page are one table."""
    document = read(at_bottom(HEADER, FIRST), at_top(SECOND, x=80), at_top(FIRST).text(72, 200, "完"))

    assert [[HEADER, FIRST, SECOND, FIRST], "完"] == printed(document)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (at_bottom(HEADER, FIRST).text(72, 790, "注：如上"), at_top(SECOND)),
        (at_bottom(HEADER, FIRST), at_top(SECOND, page=Page().text(72, 60, "二、另一表"))),
        (at_bottom(HEADER, FIRST), table(Page(), rows(SECOND), y=72, widths=(60, 100, 60))),
        (at_bottom(HEADER, FIRST), table(Page(), rows(SECOND), y=72, widths=(60, 60, 60))),
        (at_bottom(HEADER, FIRST), at_top(SECOND, x=200)),
    ],
)
def test_another_table_is_another_table(first, second):
    """With text between them, with other columns or at another place, two tables stay two."""
    tables = [block for block in printed(read(first, second)) if isinstance(block, list)]

    assert [[HEADER, FIRST], [SECOND]] == tables


def test_table_on_the_page_after_next_is_another_table():
    """A page without a table ends it."""
    document = read(at_bottom(HEADER, FIRST), Page().text(72, 100, "说明"), at_top(SECOND))

    assert [[HEADER, FIRST], "说明", [SECOND]] == printed(document)


def test_word_that_says_continued_ends_no_table():
    """What is printed above the second part to say that it is one stands between no tables."""
    document = read(at_bottom(HEADER, FIRST), at_top(HEADER, SECOND, page=Page().text(240, 60, "（续表）")))

    assert [[HEADER, FIRST, SECOND], "（续表）"] == printed(document)


def test_tables_side_by_side_go_on_side_by_side():
    """Of two tables beside each other each goes on in its own."""
    pages = [Page(), Page()]
    for x, (first, second) in ((40, ("1", "2")), (320, ("3", "4"))):
        table(pages[0], rows(["甲", first]), x=x, y=740, widths=(100, 60))
        table(pages[1], rows(["乙", second]), x=x, y=72, widths=(100, 60))

    assert [[["甲", "1"], ["乙", "2"]], [["甲", "3"], ["乙", "4"]]] == printed(read(*pages))


# ------------------------------------------------------------------------------------ page numbers, running lines


@pytest.mark.parametrize(
    "number", ["— {} —", "-{}-", "第 {} 页", "第{}页 共2页", "Page {} of 2", "{}", "{}/2", "－{}－"]
)
def test_page_numbers_are_left_out(number):
    """Page numbers at the foot, plain or not, are no text, and one remark says so."""
    pages = [Page().text(72, 100, f"正文{one}").text(290, 800, number.format(one + 3)) for one in (1, 2)]
    document = read(*pages)

    assert ["正文1", "正文2"] == printed(document)
    assert ["page-furniture"] == codes(document)


def test_table_goes_on_past_page_numbers_and_running_lines():
    """Neither a page number nor a line at the head of each page ends a table."""
    pages = [at_bottom(HEADER, FIRST), at_top(SECOND), Page().text(72, 400, "完")]
    for number, page in enumerate(pages, 1):
        page.text(200, 40, "某市年度报告").text(290, 810, f"- {number} -")
    document = read(*pages)

    assert ["某市年度报告", [HEADER, FIRST, SECOND], "完"] == printed(document)
    assert ["某市年度报告 - 1 - - 2 - - 3 -"] == [remark.detail for remark in document.remarks]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Page().text(72, 100, "正文").text(290, 800, "20"), None),
        (Page().text(72, 100, "正文").text(290, 800, "20"), Page().text(72, 100, "正文").text(290, 800, "35")),
        (Page().text(72, 100, "正文").text(290, 800, "20"), Page().text(72, 100, "正文").text(290, 730, "21")),
        (Page().text(72, 100, "正文").text(290, 500, "20"), Page().text(72, 100, "正文").text(290, 500, "21")),
        (Page().text(72, 810, "正文").text(290, 790, "20"), Page().text(72, 810, "正文").text(290, 790, "21")),
    ],
)
def test_number_that_may_be_a_figure_stays(first, second):
    """A bare number is text unless it counts the pages in the same place at the edge of two of them."""
    assert "20" in printed(read(*([first, second] if second else [first])))


@pytest.mark.parametrize(("higher", "left"), [(1, []), (1.1, ["1", "2"])])
def test_page_number_beside_a_line_at_the_foot(higher, left):
    """It is one as well if it stands no more than a point above that."""
    pages = [
        Page().text(72, 100, "正文").text(72, 800 + higher, f"印发{one}份").text(290, 800, one) for one in ("1", "2")
    ]

    assert left == [text for text in printed(read(*pages)) if str(text).isdigit()]


def test_page_number_inside_a_table():
    """A page number that lies in the last row of a table is none of its text, if other pages show where they stand."""
    pages = [Page().text(72, 100, f"正文{number}").text(290, 800, str(number)) for number in (1, 2)]
    last = table(Page(), rows(["规章", "5"], ["", ""]), y=760, widths=(150, 150)).text(290, 800, "3")
    document = read(*pages, last)

    assert ["正文1", "正文2", [["规章", "5"], ["", ""]]] == printed(document)


def test_figure_in_a_table_where_no_page_number_can_be_stays():
    """A number in a table at another place, or that does not count the pages, is a figure."""
    pages = [Page().text(72, 100, f"正文{number}").text(290, 800, str(number)) for number in (1, 2)]
    beside = table(Page(), rows(["规章", ""], ["", ""]), y=760, widths=(150, 150)).text(240, 800, "3")
    other = table(Page(), rows(["规章", ""], ["", ""]), y=760, widths=(150, 150)).text(290, 800, "9")

    assert [["规章", ""], ["", "3"]] == printed(read(*pages, beside))[-1]
    assert [["规章", ""], ["9"]] == [
        [text for text in row if text or number == 0] for number, row in enumerate(printed(read(*pages, other))[-1])
    ]


def test_heading_in_the_same_place_on_two_of_many_pages_stays():
    """What stands in the same place twice, and not on every page, may be a heading."""
    pages = [Page().text(72, 70, title).text(72, 100, "正文" * 20) for title in ("三、申请", "甲", "三、申请", "乙")]

    assert 2 == printed(read(*pages)).count("三、申请")


# ------------------------------------------------------------------------------------------------- paragraphs

FULL = "为" * 36
"""A line as long as the measure at 12 points."""


def test_lines_of_a_paragraph_are_joined():
    """A line that fills the measure goes on; an indent begins a paragraph, a short line ends one."""
    page = Page().paragraph(100, FULL, FULL, "止。").text(96, 160, "另起" + FULL[4:], 12)
    page.text(72, 180, "又止。", 12)
    document = read(page)

    assert [FULL + FULL + "止。", "另起" + FULL[4:] + "又止。"] == printed(document)
    assert [1, 4] == [block.place.line for block in document.blocks]


def test_letters_at_the_end_of_a_line_keep_their_space():
    """Words of letters are not run together where a line ends."""
    assert ["a" * 71 + "b cd"] == printed(read(Page().paragraph(100, "a" * 71 + "b", "cd")))


@pytest.mark.parametrize(
    "page",
    [
        Page().paragraph(100, FULL, "一、总体情况"),
        Page().paragraph(100, FULL, "（一）主动公开"),
        Page().text(72, 100, FULL, 12).text(72, 120, "大字", 18),
        Page().text(72, 100, FULL, 12).text(72, 160, "远处", 12),
        Page().text(72, 100, FULL, 12).text(330, 120, "右边", 12),
        Page().text(72, 100, "甲" * 20, 12).text(72, 120, "短句之后", 12),
    ],
)
def test_headings_and_what_stands_apart_are_lines_of_their_own(page):
    """Nothing is joined that is numbered, larger, further down, further right, or follows a short line."""
    assert 2 == len(read(page).blocks)


def test_columns_of_text_are_not_run_together():
    """Two texts beside each other are two."""
    assert ["左边", "右边"] == printed(read(Page().text(72, 100, "左边", 12).text(330, 100, "右边", 12)))


def test_paragraphs_beside_each_other_are_read_apart():
    """Of two texts in columns each goes on in its own."""
    page = Page()
    for x, text in ((40, "左"), (320, "右")):
        page.paragraph(100, text * 20, text * 20, text * 20, text + "止。", x=x)

    assert ["左" * 61 + "止。", "右" * 61 + "止。"] == printed(read(page))


def test_short_columns_are_read_line_by_line():
    """Where too few lines show how wide a column is nothing in it is joined."""
    page = Page()
    for x, text in ((40, "左"), (320, "右")):
        page.paragraph(100, text * 20, text * 20, text + "止。", x=x)

    assert 6 == len(read(page).blocks)


def test_title_over_columns_leaves_their_lines_alone():
    """Where a title spans two columns their lines are not joined, least of all across."""
    page = Page().text(60, 60, "题" * 40, 12)
    for x, text in ((40, "左"), (320, "右")):
        page.paragraph(100, text * 20, text + "止。", x=x)

    assert ["题" * 40, "左" * 20, "右" * 20, "左止。", "右止。"] == printed(read(page))


def test_paragraph_goes_on_overleaf():
    """A paragraph that is cut by a page break is one; running lines and page numbers do not part it."""
    pages = [Page().paragraph(740, FULL, FULL), Page().paragraph(100, "止。", "另起一段"), Page().text(72, 100, "完")]
    for number, page in enumerate(pages, 1):
        page.text(200, 40, "某市年度报告").text(290, 820, f"- {number} -")

    assert ["某市年度报告", FULL + FULL + "止。", "另起一段", "完"] == printed(read(*pages))


def test_heading_overleaf_is_no_rest():
    """A heading at the top of the next page is not joined to a full line before it."""
    assert [FULL, "一、总体情况"] == printed(read(Page().paragraph(740, FULL), Page().paragraph(100, "一、总体情况")))
    assert [FULL, [HEADER], "止。"] == printed(read(Page().paragraph(740, FULL), at_top(HEADER).paragraph(150, "止。")))


# --------------------------------------------------------------------------------------- tables without lines


def unruled(*lines: tuple[str, ...], y: float = 100, page: Page | None = None) -> Page:
    """Texts in columns without lines."""
    page = page or Page().text(72, 60, "表")
    for number, line in enumerate(lines):
        for text, x in zip(line, (72, 200, 260, 320, 380), strict=False):
            if text:
                page.text(x, y + 20 * number, text)
    return page


def test_table_without_lines():
    """Rows and columns come from the alignment, all of it a guess; a missing value is an empty cell."""
    document = read(unruled(("", "自然人", "总计"), ("规章", "0", "12"), ("其他", "", "4"), ("合计", "1", "16")))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))

    assert [["自然人", "总计"], ["规章", "0", "12"], ["其他", "", "4"], ["合计", "1", "16"]] == printed(document)[1]
    assert [1, 2, 0, 1, 2] == [cell.column for cell in grid.cells[:5]]
    assert {Sure.GUESSED} == {cell.sure for cell in grid.cells}
    assert ["table-without-lines"] == codes(document)


def test_label_on_several_lines_stands_by_its_numbers():
    """Lines of a label above and below the numbers of its row belong to that row; others are rows without values."""
    page = unruled(("规章", "0", "12")).text(72, 134, "其他对外").text(72, 152, "管理事项").text(200, 143, "3")
    page.text(260, 143, "4").text(72, 180, "三、本年度").text(72, 200, "合计").text(200, 200, "3").text(260, 200, "16")
    document = read(page.text(72, 214, "（全部）"))

    assert [
        ["规章", "0", "12"],
        ["其他对外\n管理事项", "3", "4"],
        ["三、本年度"],
        ["合计\n（全部）", "3", "16"],
    ] == printed(document)[1]


def test_single_row_of_many_numbers():
    """One row is a table if it holds four numbers or more; with fewer it is a line of text."""
    assert [["合计", "1", "2", "3", "—"]] == printed(read(unruled(("合计", "1", "2", "3", "—"))))[1]
    assert ["表", "合计", "1", "2", "3"] == printed(read(unruled(("合计", "1", "2", "3"))))


def test_text_around_a_table_without_lines_stays_text():
    """Lines above and below it, and a heading between two, are paragraphs."""
    page = unruled(("规章", "0", "12"), ("其他", "3", "4"), page=Page().text(72, 80, "以下为表"))
    page.text(72, 145, "四、另一表", 16)
    document = read(unruled(("维持", "5", "6"), ("纠正", "7", "8"), y=170, page=page).text(300, 205, "完"))

    assert [
        "以下为表",
        [["规章", "0", "12"], ["其他", "3", "4"]],
        "四、另一表",
        [["维持", "5", "6"], ["纠正", "7", "8"]],
        "完",
    ] == printed(document)


def test_value_over_two_columns():
    """A text that stands under two columns spans both; one between columns goes to the nearest."""
    page = unruled(("规章", "0", "12"), ("其他", "3", "4")).text(190, 138, "法人或其他组织", 12)
    document = read(page.text(72, 140, "合计").text(72, 160, "余").text(245, 160, "5"))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))

    assert [(1, 2, "法人或其他组织")] == [(c.column, c.colspan, c.text) for c in grid.cells if len(c.text) > 3]
    assert [["余", "", "5"]] == printed(document)[1][3:]


def test_numbers_that_nearly_touch_are_no_column():
    """Where two numbers of one row are so close that they may be one, the columns come from the other rows."""
    page = Page().text(72, 60, "表")
    for number, (label, first, second) in enumerate(
        (("规章", "1000", "12"), ("其他", "234", "4"), ("合计", "1234", "16"))
    ):
        x = 251.2 if number == 2 else 250
        page.text(72, 100 + 20 * number, label).text(x - 5 * len(first), 100 + 20 * number, first)
        page.text(263 - 5 * len(second), 100 + 20 * number, second)
    (grid,) = (block for block in read(page).blocks if isinstance(block, Grid))

    assert [(0, 1, "合计"), (1, 2, "123416")] == [(c.column, c.colspan, c.text) for c in grid.cells if c.row == 2]
    assert ["number-joined"] == [cell.note for cell in grid.cells if cell.column == 1 and cell.row == 2]


def test_frame_around_a_table_without_lines():
    """Lines around and between rows, with none between columns, leave the columns to the alignment."""
    page = unruled(("规章", "0", "12"), ("其他", "3", "4"), ("合计", "3", "16")).box(60, 85, 300, 145, "S")

    page.line(60, 105, 300, 105).line(60, 125, 300, 125)

    assert [["规章", "0", "12"], ["其他", "3", "4"], ["合计", "3", "16"]] == printed(read(page))[1]


def test_lines_between_columns_only():
    """Lines down and none between rows leave the rows to the alignment."""
    page = unruled(("规章", "0", "12"), ("其他", "3", "4"), ("合计", "3", "16")).box(60, 85, 300, 145, "S")

    page.line(180, 85, 180, 145).line(240, 85, 240, 145)

    assert [["规章", "0", "12"], ["其他", "3", "4"], ["合计", "3", "16"]] == printed(read(page))[1]


def test_one_ruled_row_is_a_row():
    """A ruled table of one row stays one, even with a label on two lines."""
    page = table(Page().text(72, 60, "表"), rows(["", "0", "1", "2", "3"]), widths=(90, 40, 40, 40, 40), height=40)

    assert [["部分公开\n只计这一", "0", "1", "2", "3"]] == printed(
        read(page.text(76, 112, "部分公开").text(76, 132, "只计这一"))
    )[1]


# ------------------------------------------------------------------------------------------------- whole files

PICTURE = stream(b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1")
SCAN = {"resources": "/XObject << /Scan 20 0 R >>", "objects": [PICTURE]}


def scanned() -> Page:
    """A page that is one picture."""
    return Page().raw("q 595 0 0 842 0 0 cm /Scan Do Q")


def test_scanned_document_is_refused():
    """A document of pictures is refused with what to do, also with a page number or hidden text laid over it."""
    hidden = scanned().text(72, 100, "识别出的文字", before="3 Tr").text(290, 800, "- 2 -")

    with pytest.raises(UnsupportedFormatError, match=r"pictures \(scanned\); run OCR"):
        read(scanned(), hidden, Page(), **SCAN)


def test_text_under_a_scan_is_not_read():
    """Recognised text under the picture of the page is as good as hidden; under a transparent one it is not."""
    under = Page().text(72, 100, FULL).raw("q 595 0 0 842 0 0 cm /Scan Do Q")
    with pytest.raises(UnsupportedFormatError, match="scanned"):
        read(under, **SCAN)

    mask = stream(b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /SMask 20 0 R")

    assert [FULL] == printed(read(under, resources="/XObject << /Scan 20 0 R >>", objects=[mask]))


@pytest.mark.parametrize("page", [Page(), Page().line(72, 100, 300, 100)])
def test_document_without_text_is_refused(page):
    """A document without text and pictures is refused."""
    with pytest.raises(UnsupportedFormatError, match="empty, or their text is outlines"):
        read(page)


def test_scanned_page_among_others_is_named():
    """Where only some pages are pictures the rest is read, and each picture is named."""
    document = read(Page().text(72, 100, FULL), scanned(), **SCAN)

    assert [FULL] == printed(document)
    assert [("page-is-image", 2)] == [(remark.code, remark.place.page) for remark in document.remarks]


def test_picture_that_may_show_a_table_is_named():
    """A large picture on a page with text is named, a seal is not."""
    page = Page().text(72, 100, FULL).raw("q 300 0 0 200 72 400 cm /Scan Do Q", "q 110 0 0 110 300 100 cm /Scan Do Q")

    assert [("pictures-unread", "1")] == [(remark.code, remark.detail) for remark in read(page, **SCAN).remarks]


@pytest.mark.parametrize(
    ("stored", "title"),
    [
        (None, ""),
        (b"report", "report"),
        ("年度报告".encode("utf-16"), "年度报告"),
        (b"\xfe\xff" + "⾏政".encode("utf-16-be"), "行政"),
        ("年度报告".encode("gbk"), "年度报告"),
    ],
)
def test_title_that_the_file_stores(stored, title):
    """The title is handed on, however it was encoded; the name is that of the file."""
    document = parse(pdf(Page().text(72, 100, "正文"), title=stored), name="2024.pdf", limits=Limits())

    assert (title, "2024.pdf") == (document.title, document.name)


def test_encrypted_document():
    """A document that anyone may open is read; one that needs a password is refused."""
    assert ["正文"] == printed(read(Page().text(72, 100, "正文"), password=""))
    with pytest.raises(DamagedDocumentError, match="needs a password"):
        read(Page().text(72, 100, "正文"), password="secret")


def test_file_that_is_no_pdf_inside():
    """What cannot be parsed is refused with the reason."""
    with pytest.raises(DamagedDocumentError, match="not a PDF that can be read"):
        parse(b"%PDF-1.4 and nothing more", name="", limits=Limits())


@pytest.mark.parametrize("damage", [lambda data: flate(data)[:-20], lambda data: b"\0" + flate(data)])
def test_damaged_page_is_named(damage):
    """A page whose content does not unpack to its end is named; what there is of it is read."""
    text = Page().text(72, 100, "正文")
    page = Page().raw(*(f"{number} {number} m" for number in range(400)))
    document = parse(
        pdf(text, page, packed=lambda data: damage(data) if b" 399 m" in data else flate(data)),
        name="",
        limits=Limits(),
    )

    assert [("page-damaged", 2)] == [(remark.code, remark.place.page) for remark in document.remarks]


def test_missing_pages_are_named():
    """A file that promises more pages than it has is incomplete."""
    document = read(Page().text(72, 100, "正文"), count=3)

    assert [("pages-missing", "2")] == [(remark.code, remark.detail) for remark in document.remarks]
    assert [] == codes(read(Page().text(72, 100, "正文"), count=0))


def test_text_in_fields_and_notes_is_named():
    """What is typed into a form field or a text box laid over the page is not read, and named unless it is hidden."""
    notes = [
        "<< /Type /Annot /Subtype /Widget /FT /Tx /V (95) /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /Widget /FT /Btn /V /Off /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /FreeText /Contents (96) /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /FreeText /Contents (97) /F 2 /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /Link /Contents (98) /Rect [0 0 9 9] >>",
    ]
    page = Page(extra="/Annots [20 0 R 21 0 R 22 0 R 23 0 R 24 0 R]").text(72, 100, "正文")

    assert [("note-not-read", "95"), ("note-not-read", "96")] == [
        (remark.code, remark.detail) for remark in read(page, objects=notes).remarks
    ]


def test_too_many_pages_are_refused():
    """The bound of pages is named with what the document has."""
    with pytest.raises(LimitExceededError, match="limit pages is 2, this document has 3"):
        parse(pdf(Page(), Page(), Page()), name="", limits=Limits(pages=2))


def test_paragraphs_know_their_line():
    """Lines outside tables are counted from 1 on each page."""
    document = read(Page().text(72, 100, "甲").text(72, 130, "乙"), Page().text(72, 100, "丙"))

    assert [
        Paragraph(text="甲", place=Place(page=1, line=1, text="甲")),
        Paragraph(text="乙", place=Place(page=1, line=2, text="乙")),
        Paragraph(text="丙", place=Place(page=2, line=1, text="丙")),
    ] == list(document.blocks)
