"""Documents that large runs of the benchmark read wrong, or did not read although they say enough."""

from decimal import Decimal
from random import Random

import attrs
import pytest
from benchmarks.reading.draft import table_of, truth, value_rows, with_row
from benchmarks.reading.kinds import KINDS
from benchmarks.reading.score import score

import govdisclosure as gd
from govdisclosure.model.access import values
from govdisclosure.strategies.layouts import Line
from govdisclosure.writers.printed import EMPTY, Box
from readers.test_adversarial import changed, misread, paper, written

FLAT = ["page", "docx", "csv", "tabs", "markdown", "lines", "lines between pipes"]


def deviant(*kinds, edition="2021", seed=0):
    """The report with deviations of the benchmark."""
    draft = paper(edition)
    for name in kinds:
        draft = KINDS[name].change(draft, Random(f"{name}/{seed}"))
    return draft


def missed(draft, layout):
    """Everything in the document that is not read as it is printed, whether a notice says so or not."""
    content, format = written(draft, layout)
    result = score([truth(draft)], gd.read_all(content, format=format), ())
    return [f"{miss.address}: expected {miss.expected!r}, got {miss.got!r}" for miss in result.misses]


def after(draft, *blocks):
    """The report with something behind it."""
    return attrs.evolve(draft, paper=(*draft.paper, *blocks))


def read(draft, layout):
    """The readings of a document."""
    content, format = written(draft, layout)
    return gd.read_all(content, format=format)


ENOUGH = [
    # a mark of a note at the last figure of a row, in one text with the label of the next one
    (("marks of notes at figures",), "lines between pipes"),
    (("marks of notes at figures",), "lines"),
    (("figures that are none",), "cells of several lines"),
    # a label that is longer than a cell mostly is
    (("explanations behind labels",), "lines between pipes"),
    # words in the place of a figure, in a cell of their own
    (("unreadable figures",), "cells of several lines"),
    (("unreadable figures",), "lines before pipes"),
    (("unreadable figures",), "tabs"),
    (("zeros before figures",), "lines before pipes"),
    (("zeros before figures", "label cut by the end of a page"), "docx"),
    # empty cells left of a merged label, before values that are as many as the columns
    (("one table for each row",), "page with fillers"),
    (("one table for each row",), "page with copies"),
    (("one table for each row",), "markdown"),
    (("cells of groups gone",), "page with fillers"),
    (("cells of groups gone",), "csv"),
    (("cells of groups gone",), "markdown"),
    (("rows lost",), "lines before pipes"),
    # a column beside the tables, whose head stands beside a caption
    (("column of checks",), "csv"),
    (("column of checks", "units behind labels"), "csv"),
    (("column of remarks or another year",), "csv"),
    (("columns in another order", "column of subtotals"), "page"),
    # the top of a page repeats a header that is not that of its rows
    (("page breaks with headers",), "page"),
    (("page breaks with headers",), "page of bare cells"),
    (("headers halved",), "docx"),
    # what is left of the merged cell that held the number of a page
    (("marked page numbers inside the table",), "lines before pipes"),
    (("marked page numbers inside the table",), "copied markdown"),
    (("marked page numbers inside the table", "tables in pieces"), "lines between pipes"),
    (("empty rows",), "csv"),
    # a line of delimiters under the heads of table four is its row
    (("blank table",), "csv"),
    # a table for each row: the heads of one piece stand under a head of the piece before
    (("columns in another order", "one table for each row"), "word page"),
    (("columns in another order", "one table for each row"), "docx"),
    # what stands on the line of a note is none of the figures of the next line
    (("notes inside the table",), "rows of pipes"),
    # rows one below the other in one text, with another text over them
    (("title inside the table",), "mixture"),
    (("line of units over the table",), "mixture"),
    (("marks for nothing in most rows",), "mixture"),
    # the end of a row and a header, or a misprinted label, in one text
    (("header again inside the table",), "lines between pipes"),
    (("misprinted labels",), "lines between pipes"),
    (("misprinted labels",), "lines before pipes"),
    (("misprinted labels",), "copied markdown"),
    # labels broken where nothing parts them, or with something behind them
    (("spaced labels",), "printed text"),
    (("labels of one character a line",), "printed text"),
    (("units behind labels",), "one line"),
]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize(("kinds", "layout"), ENOUGH)
def test_a_document_that_says_enough_is_read_whole(kinds, layout, edition):
    """Each of these documents leaves nothing open to somebody who sees it."""
    found = {seed: said for seed in range(3) if (said := missed(deviant(*kinds, edition=edition, seed=seed), layout))}

    assert {} == found


@pytest.mark.parametrize("layout", FLAT)
def test_a_second_report_begins_with_the_first_piece_of_its_title(layout):
    """The pieces of a title belong together where a report comes before: no piece is taken for the name."""
    second = paper()
    pieces = ("北屿市高新技术产业开", "发区教育局2023年政府信息公开工作年度报告")
    both = after(paper("2019"), *(Line(piece, heading=True) for piece in pieces), *second.paper[1:])

    assert ["临澜县水务局", "北屿市高新技术产业开发区教育局"] == [each.report.organ.name for each in read(both, layout)]


def numbered(sheet, at, change):
    """The table with one of its rows of figures changed."""
    number = value_rows(sheet)[at]
    return with_row(sheet, number, change(sheet[number]))


def lost(row):
    """The row with figures of which nobody can tell what they are."""
    return tuple(attrs.evolve(box, means=gd.Gap.UNREADABLE) if box.value else box for box in row)


def checked(sheet, mark="√"):
    """The table with the result of a check beside it."""
    rows = [(*row, Box(mark)) if any(box.value for box in row) else row for row in sheet]
    return ((*rows[0], Box("校验", 1, sheet[0][0].rowspan)), *rows[1:])


WRONG = {
    "a figure too many before the result of a check": (
        "requests", lambda sheet: numbered(checked(sheet), 1, lambda row: lost((*row[:-2], Box("0"), *row[-2:]))),
    ),
    "a row moved to the right before the result of a check": (
        "requests", lambda sheet: numbered(checked(sheet), -1, lambda row: lost((*row[:-8], EMPTY, *row[-8:]))),
    ),
    "one row as long as the form where all others are longer": (
        "requests",
        lambda sheet: numbered(
            tuple((*row[:-1], Box("7"), row[-1]) for row in sheet[3:]), 5, lambda row: lost((*row[:-3], *row[-2:]))
        ),
    ),
    "the same number in all cells of a line": (
        "remedies", lambda sheet: (*sheet[:1], (Box("6"),) * 15, *sheet[1:3], tuple(map(emptied, sheet[3]))),
    ),
    "an amount whose unit stood in a head that is gone": (
        "proactive", lambda sheet: (*sheet[:-2], figure(sheet[-1], "96200")),
    ),
}  # fmt: skip


def emptied(box):
    """A cell without its figure."""
    return attrs.evolve(box, text="", means=gd.Gap.BLANK)


def figure(row, text):
    """The row with a figure that is the same amount in another unit, which nothing says any more."""
    return tuple(attrs.evolve(box, text=text, means=gd.Gap.UNREADABLE) if box.value else box for box in row)


@pytest.mark.parametrize("layout", ["page", "docx", "page with fillers", "markdown", "csv"])
@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_told_is_not_read(name, layout):
    """A gap that a notice names, where a document contradicts itself or leaves out what decides."""
    table, change = WRONG[name]

    assert [] == misread(changed(paper(), table, change), layout)


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize(
    "kinds",
    [
        ("blank totals", "column of line numbers"),
        ("blank totals", "column of codes or units"),
        ("blank totals", "column of line numbers", "empty rows"),
        ("placeholders", "blank totals", "column of line numbers"),
        ("blank rows of figures", "column of line numbers"),
        ("padded figures", "blank figures"),
        ("padded figures", "blank totals", "page breaks"),
        ("padded figures", "column of line numbers"),
    ],
)
def test_the_number_of_the_next_row_is_no_total(kinds, edition):
    """Where only lines part the last cell of a row from the first of the next, an empty line is the last cell."""
    assert [] == [said for seed in range(4) for said in misread(deviant(*kinds, edition=edition, seed=seed), PIPED)]


PIPED = "lines between pipes"


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_blank_totals_between_pipes_on_lines_of_their_own(edition):
    """They are blanks, except that of the last row, after which no pipe comes."""
    draft = deviant("blank totals", edition=edition, seed=1)

    assert all(each.startswith("requests.carried_over_out") for each in missed(draft, PIPED))


def with_words(sheet):
    """The table with words for a figure in most rows, the result of a check beside all, a figure too many in one."""
    rows = value_rows(sheet)
    changed_rows = [
        (*row[:-4], attrs.evolve(row[-4], text="见附件", means=gd.Gap.UNREADABLE), *row[-3:])
        if number in rows[1:]
        else row
        for number, row in enumerate(sheet)
    ]
    longer = changed_rows[rows[5]]
    changed_rows[rows[5]] = lost((*longer[:-1], Box("5"), attrs.evolve(longer[-4], text="见附件")))
    return checked(tuple(changed_rows), mark="正确")


@pytest.mark.parametrize("layout", ["page", "docx", "csv", "markdown", "copied markdown", "page with fillers"])
def test_two_words_after_the_figures_of_a_row_where_all_others_have_one(layout):
    """The first may be a figure that another one has moved there."""
    assert [] == misread(changed(paper(), "requests", with_words), layout)


@pytest.mark.parametrize("layout", ["page with fillers", "markdown", "csv"])
def test_a_row_moved_to_where_the_checks_have_their_head(layout):
    """Without the result of its check a row is not read under the head of the checks."""

    def change(sheet):
        moved = [EMPTY, *sheet[5][-7:]]
        return checked(tuple((*row[:-7], *lost(moved)) if row is sheet[5] else row for row in sheet))

    assert [] == misread(changed(paper(), "requests", change), layout)


@pytest.mark.parametrize("layout", ["copied markdown", "markdown", "page", "docx"])
def test_a_word_at_the_end_of_a_row_whose_table_is_in_pieces(layout):
    """Rows in other pieces that have a number there show that the column is one of figures."""
    kinds = ("unreadable figures", "column of subtotals", "one table for each row")
    drafts = [deviant(*kinds, seed=seed) for seed in range(6)]

    assert [] == [said for draft in drafts for said in misread(draft, layout)]


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["page of bare cells", "cells of several lines", "tabs", "page", "csv"])
@pytest.mark.parametrize("kind", ["column of codes or units", "column of line numbers", "a cell too many in a row"])
def test_a_word_after_the_figures_of_a_row_is_no_remark_where_words_stand_for_figures(kind, layout):
    """It may be the last figure of a row that has one too many, so that none of them is certain."""
    drafts = [deviant("unreadable figures", kind, seed=seed) for seed in range(6)]

    assert [] == [said for draft in drafts for said in misread(draft, layout)]


def total_blank(sheet):
    """Table three with a blank total in every second row after the first three."""
    rows = value_rows(sheet)
    return tuple(
        (*row[:-1], emptied(row[-1])) if number in rows and rows.index(number) in range(3, 25, 2) else row
        for number, row in enumerate(sheet)
    )


@pytest.mark.parametrize("layout", ["docx", "page", "word page"])
def test_a_blank_total_in_a_table_for_each_row(layout):
    """It is one of seven cells: the rows in the tables before have seven figures."""
    draft = changed(paper(), "requests", total_blank)
    draft = KINDS["one table for each row"].change(draft, Random(0))

    assert [] == missed(draft, layout)


@pytest.mark.parametrize("layout", ["page", "docx", "csv", "tabs", "markdown", "lines"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_report_without_tables_beside_another_one(first, layout):
    """It is a report of its own, and what it says of itself is not said of the other."""
    bare = paper("2019")
    bare = attrs.evolve(bare, paper=tuple(block for block in bare.paper if isinstance(block, Line)))
    draft = after(bare, *paper().paper) if first else after(paper(), *bare.paper)
    readings = read(draft, layout)
    whole, other = reversed(readings) if first else readings

    assert (2023, 2020) == (whole.report.year, other.report.year)
    assert [1001, gd.Gap.ABSENT] == [next(iter(values(each.report).values())) for each in (whole, other)]
    assert 3 == sum(notice.code == "table-missing" for notice in other.notices)
    assert {"table-missing"}.isdisjoint(notice.code for notice in whole.notices)
    assert all(each.report.sections.overview for each in readings)


@pytest.mark.parametrize("layout", ["page", "docx", "csv", "tabs", "markdown", "lines"])
def test_two_reports_with_one_table_each(layout):
    """The table of one is not put to that of the other, though no table is there twice."""
    first, second = paper("2021"), paper("2019")
    keep = {"proactive": first, "requests": second}
    drafts = [
        attrs.evolve(
            draft, paper=tuple(block for block in draft.paper if isinstance(block, Line) or table_of(block) == name)
        )
        for name, draft in keep.items()
    ]
    readings = read(after(drafts[0], *drafts[1].paper), layout)

    assert [2023, 2020] == [each.report.year for each in readings]
    assert [2, 2] == [sum(notice.code == "table-missing" for notice in each.notices) for each in readings]
    assert [1001, gd.Gap.ABSENT] == [next(iter(values(each.report).values())) for each in readings]


def test_a_list_of_other_reports_is_no_report():
    """Titles that stand one below the other, with none of their sections, are links."""
    links = [Line(f"临澜县教育局{year}年政府信息公开工作年度报告") for year in (2022, 2021, 2020)]
    draft = attrs.evolve(paper(), paper=(*paper().paper, *links))
    (reading,) = read(draft, "page")

    assert ("临澜县水务局", 2023) == (reading.report.organ.name, reading.report.year)


def test_two_reports_under_links_to_them():
    """The titles of a list name no report: the second one has its own title once more."""
    second = paper("2019")
    title = next(block for block in second.paper if isinstance(block, Line))
    (first, other) = read(attrs.evolve(paper(), paper=(title, *paper().paper, *second.paper)), "page")

    assert [1001, 1001] == [next(iter(values(each.report).values())) for each in (first, other)]
    assert 2020 == other.report.year


@pytest.mark.parametrize("layout", ["page", "docx"])
def test_a_figure_too_few_before_the_result_of_a_check(layout):
    """Where the cells of a row flow from the left, one too few moves all after it, the result of the check as well."""
    draft = changed(
        paper(), "proactive", lambda sheet: numbered(checked(sheet), 0, lambda row: lost((row[0], *row[2:])))
    )

    assert [] == misread(draft, layout)


@pytest.mark.parametrize("layout", [*FLAT, "mixture", "lines before pipes"])
@pytest.mark.parametrize("head", ["信息内容", "公开类别"])
def test_another_table_under_the_title_of_table_two(head, layout):
    """Words of table two under heads that are none of its columns are not table two."""
    other = ((Box(head), Box("数量")), (Box("行政强制"), Box("2969")))

    assert [] == misread(changed(paper(), "proactive", lambda sheet: other), layout)


@pytest.mark.parametrize("layout", ["page", "docx", "markdown"])
def test_two_reports_with_empty_lines_in_the_heads_of_table_four(layout):
    """An empty line is no printing of table four beside the row that has its figures."""

    def change(sheet):
        return (sheet[0], (EMPTY,) * 15, sheet[1], (EMPTY,) * 10, *sheet[2:])

    first, second = (changed(paper(edition), "remedies", change) for edition in ("2021", "2019"))

    assert [2023, 2020] == [reading.report.year for reading in read(after(first, *second.paper), layout)]


def test_a_blank_row_does_not_leave_its_head_over_the_next_table():
    """In a sheet, table three begins with heads of its own, even if the last row of table two has no figures."""
    draft = changed(
        deviant("cells of groups gone"), "proactive", lambda sheet: numbered(sheet, -1, lambda row: [*map(blank, row)])
    )

    assert [] == missed(draft, "csv")


def blank(box):
    """A cell of figures without its figure."""
    return emptied(box) if box.value else box


def test_a_blank_before_a_figure_is_no_padding():
    """Nothing is left of a label of table two: an empty cell behind it is its first column."""

    def change(sheet):
        rows = [
            (row[0], emptied(row[1]), row[2], emptied(row[3]), *row[4:]) if len(row) > 3 and row[1].value else row
            for row in checked(sheet)
        ]
        return tuple(rows)

    assert [] == misread(changed(paper(), "proactive", change), "tabs")


@pytest.mark.parametrize("layout", ["rows between pipes", "rows of pipes"])
@pytest.mark.parametrize("kind", ["labels of one character a line", "spaced labels", "labels broken over lines"])
def test_table_four_under_heads_of_several_lines(kind, layout):
    """Fifteen figures on a line are its row, whatever else is empty on it."""
    found = {seed: said for seed in range(3) if (said := missed(deviant(kind, seed=seed), layout))}

    assert {} == found


@pytest.mark.parametrize("layout", FLAT)
def test_two_reports_whose_rows_are_not_the_same(layout):
    """The title between them parts their tables, even if no row of the first comes again."""
    above = changed(paper("2021"), "proactive", lambda sheet: sheet[:4])
    below = changed(paper("2019"), "proactive", lambda sheet: sheet[4:])
    readings = read(after(above, *below.paper), layout)

    assert [2023, 2020] == [each.report.year for each in readings]
    assert [1001, gd.Gap.ABSENT] == [next(iter(values(each.report).values())) for each in readings]


@pytest.mark.parametrize(
    "layout", ["one line", "lines", "tabs", "page", "docx", "csv", "page with copies", "page with fillers"]
)
def test_a_caption_again_at_the_top_of_a_page(layout):
    """The heads before it stay in force, in the order in which they are printed."""

    def change(sheet):
        order = [0, 3, 1, 2]
        rows = [tuple(row[at] for at in order) if len(row) == len(order) else row for row in sheet]
        return (*rows[:3], rows[0], *rows[3:])

    assert [] == missed(changed(paper("2021"), "proactive", change), layout)


@pytest.mark.parametrize("layout", ["csv", "page", "docx", "page with copies", "tabs", "one line"])
def test_a_caption_between_heads_and_their_row(layout):
    """The heads stay in force for the row below the top of the next page."""

    def change(sheet):
        turned = [(row[0], *reversed(row[1:])) if len(row) > 2 else row for row in sheet]
        at = next(number for number, row in enumerate(turned) if row[0].text == "行政事业性收费")
        return (*turned[:at], turned[0], *turned[at:])

    assert [] == misread(changed(paper("2019"), "proactive", change), layout)


@pytest.mark.parametrize("layout", ["csv", "page", "docx", "page of bare cells"])
def test_a_row_too_long_under_a_header_that_pages_repeat(layout):
    """Its own heads are the last ones that name all its columns, not those of a part of the table before."""
    drafts = [deviant("a cell too many in a row", "headers halved", edition="2019", seed=seed) for seed in range(8)]

    assert [] == [said for draft in drafts for said in misread(draft, layout)]


@pytest.mark.parametrize("layout", ["page", "csv", "markdown", "docx"])
def test_heads_show_the_edition_where_most_rows_are_gone(layout):
    """The columns of 2019 over rows that both editions have are those of 2019."""
    draft = changed(paper("2019"), "proactive", lambda sheet: tuple(r for r in sheet if r[0].text not in GONE))

    assert [] == missed(draft, layout)


GONE = ("规章", "规范性文件", "其他对外管理服务事项", "行政许可", "政府集中采购", "行政事业性收费")
"""Rows without which nothing but heads shows the edition."""


@pytest.mark.parametrize("layout", ["page", "csv", "markdown", "docx", "tabs"])
def test_columns_in_another_order_before_a_page_break_without_heads(layout):
    """Where the heads of a table cannot be told apart, a later piece of it has no certain columns either."""
    draft = deviant("columns in another order", "headers halved", seed=4)

    assert [] == misread(draft, layout)


def test_the_words_of_a_table_in_another_one_before_it():
    """In a sheet nothing parts the two but the title of the section: only what comes after it is table two."""
    other = tuple((Box(a), Box(b)) for a, b in (("指标", "2023年"), ("规章", "7792"), ("总计", "2934")))
    draft = paper()
    at = next(n for n, block in enumerate(draft.paper) if not isinstance(block, Line) and table_of(block)) - 1
    draft = attrs.evolve(draft, paper=(*draft.paper[:at], other, *draft.paper[at:]))
    (reading,) = read(draft, "csv")

    assert [] == missed(draft, "csv")
    assert {"规章 | 7792", "总计 | 2934"} <= {
        " | ".join(notice.detail.replace("|", " ").split()) for notice in reading.notices
    }


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["copied markdown", "markdown", "page with copies", "page with fillers"])
def test_a_row_moved_to_the_left_in_a_later_piece(layout):
    """Where rows of the piece before are moved, an empty cell behind a label may be a blank as well."""
    kinds = ("blank figures", "cells of groups gone", "tables in pieces")
    drafts = [deviant(*kinds, seed=seed) for seed in range(12)]

    assert [] == [said for draft in drafts for said in misread(draft, layout)]


@pytest.mark.parametrize("mark", ["7/9", "7／9"])
def test_a_mark_before_the_row_of_table_four(mark):
    """What stands on a line of its own is not the first figure of a row whose last one is blank."""

    def change(sheet):
        row = (*sheet[-1][:-1], emptied(sheet[-1][-1]))
        return (*sheet[:-1], (Box(mark), *[EMPTY] * 14), row)

    assert [] == misread(changed(paper(), "remedies", change), "spread tabs")


def test_the_number_of_a_page_among_heads():
    """It is none of them, and is said to be left out."""
    text = (
        "临澜县水务局2023年政府信息公开工作年度报告 二、主动公开政府信息情况 第二十条第（八）项 信息内容 "
        "本年收费金额（单位：万元） 第4页 行政事业性收费 0.03 三、收到和处理政府信息公开申请情况"
    )
    reading = gd.read(text.encode(), format="text")

    assert Decimal("0.03") == reading.report.proactive.fees.amount
    assert ["第4页"] == [notice.detail for notice in reading.notices if notice.code == "page-furniture"]


@pytest.mark.parametrize(
    ("kinds", "layout", "seed"),
    [
        # a blank that the label spans, or the first of the columns: others begin elsewhere, or have lost a cell
        (("blank totals", "merged cells cut short"), "page with fillers", 0),
        (("blank totals", "merged cells cut short"), "page with fillers", 45),
        # blanks beside the only figure of every row, which may be any of them
        (("blank table", "stray number after tables"), "cells of several lines", 446),
        (("blank table", "column of subtotals", "rows lost", "shifted ordinals"), "page of bare cells", 101),
        (
            ("blank rows of figures", "column of checks", "empty rows", "remarks behind figures"),
            "rows between pipes",
            131,
        ),
        # a figure too few, before blanks that stand between rows
        (("unreadable figures", "a cell too few in a row"), "cells of several lines", 59),
        (("groups without labels", "a cell too few in a row"), "cells of several lines", 709),
        # a figure too few beside those of another year
        (("column of remarks or another year", "a cell too few in a row"), "lines between pipes", 0),
        (("column of remarks or another year", "a cell too few in a row"), "rows of pipes", 0),
        (("column of remarks or another year", "a cell too few in a row"), "one line", 6),
        # a figure too few, and the blank behind the columns taken for the last
        (("rows all blank", "a cell too few in a row"), "lines before pipes", 0),
        # a figure too many, which then stands in a column of checks
        (("column of checks", "a cell too many in a row"), "lines between pipes", 0),
        (("column of checks", "a cell too many in a row"), "cells of several lines", 0),
        (("column of checks", "a cell too many in a row"), "one line", 0),
        (("column of checks", "a cell too many in a row"), "spaces", 0),
        # a figure too many, and the last one a word that parts rows elsewhere
        (("unreadable figures", "a cell too many in a row"), "spaces", 961),
        # the first figure of table four with a mark of a note, or a word in place of it
        (("marks of notes at figures", "empty rows and columns"), "lines between pipes", 765),
        (("unreadable figures", "empty rows and columns"), "page", 882),
        (("unreadable figures", "empty rows and columns", "merged cells too long"), "word page", 666),
        # blanks at both ends of table four
        (("one case in table four", "labels of one character a line"), "rows between pipes", 788),
        (
            ("marks for nothing in most rows", "one case in table four", "column of checks"),
            "cells of several lines",
            735,
        ),
        (("placeholders", "one case in table four", "empty rows and columns"), "rows of pipes", 30),
        # the number of a page behind the figures of a row
        (("blank figures", "marked page numbers inside the table"), "one line", 732),
        # numbers of rows beside nothing but blanks and marks
        (("marks for nothing in most rows", "split numbers", "column of codes or units"), "lines between pipes", 602),
        (("blank table", "column of codes or units", "headers halved"), "markdown", 887),
        (("blank table", "column of codes or units", "one table for each row"), "page", 874),
    ],
)
def test_two_deviations_of_which_each_alone_is_harmless(kinds, layout, seed):
    """What one of them leaves open, the other must not close."""
    drafts = [deviant(*kinds, edition=edition, seed=seed + more) for edition in ("2021", "2019") for more in range(3)]

    assert [] == [said for draft in drafts for said in misread(draft, layout)]


def test_heads_of_which_none_names_a_column():
    """A header that names columns by misprints alone says where none of them stands."""
    draft = deviant(
        "a head misprinted", "one blank by oversight", "notes inside the table", "page breaks with headers", seed=294
    )

    assert [] == misread(draft, "csv")


def test_a_row_of_another_table_before_table_three():
    """It has the name of a row of the form, and stands before all that are of its table."""
    other = tuple((Box(a), Box(b), *[EMPTY] * 8) for a, b in (("公开类别", "数量（条）"), ("其他", "4657")))
    draft = deviant("rows lost", edition="2021", seed=3)
    at = next(n for n, block in enumerate(draft.paper) if isinstance(block, Line) and block.text.startswith("二、"))
    draft = attrs.evolve(draft, paper=(*draft.paper[:at], other, *draft.paper[at:]))
    lost = changed(draft, "requests", lambda sheet: tuple(r for r in sheet if not any("3.其他" in b.text for b in r)))

    assert [] == misread(lost, "csv")
