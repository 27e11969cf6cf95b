"""Tables drawn with characters: grids of pluses and dashes, and frames of box-drawing characters."""

import pytest

import govdisclosure as gd
from govdisclosure.readers import ruled
from govdisclosure.strategies.layouts import Line
from readers.papers import PAPER, REPORT, TITLE, codes, differences


def drawn(text):
    """The cells of a drawing: text, row, column, and the rows and columns that it spans."""
    cells = ruled.cells(list(enumerate(text.splitlines(), 1)))
    return [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in cells]


def test_a_row_for_every_line_across():
    assert [("a", 0, 0, 1, 1), ("b\nc", 0, 1, 1, 1), ("1", 1, 0, 1, 1), ("", 1, 1, 1, 1), ("2", 2, 0, 1, 1)] == drawn(
        "+---+---+\n| a | b |\n|   | c |\n+===+===+\n| 1 |   |\n+---+---+\n| 2 | 3 |\n+---+---+\n"
    )[:5]


def test_cells_that_span_rows_and_columns():
    text = "+---+---+---+\n| a | b     |\n|   +---+---+\n|   | c | d |\n+---+---+---+\n| e | 1 | 2 |\n+---+---+---+\n"

    assert [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)] == drawn(text)[:4]


def test_text_beside_a_line_that_goes_only_part_of_the_way():
    text = "+---+---+\n| a | 1 |\n| b +---+\n| c | 2 |\n+---+---+\n| d | 3 |\n+---+---+\n"

    assert ("a\nb\nc", 0, 0, 2, 1) == drawn(text)[0]


def test_lines_across_around_the_table_and_below_its_head_only():
    """Then every line between is a row."""
    assert ["a", "b", "1", "2", "3", "4"] == [
        cell[0] for cell in drawn("+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n| 3 | 4 |\n+---+---+\n")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "┌──┬──┐\n│ 甲 │ 乙 │\n├──┼──┤\n│ 1  │ 2  │\n└──┴──┘",
        "┌────┬────┐\n│ 甲 │ 乙 │\n├────┼────┤\n│ 1  │ 2  │\n└────┴────┘",
        "╭──┬──╮\n│ 甲 │ 乙 │\n├──┼──┤\n│ 1  │ 2  │\n╰──┴──╯",
        "+---+---+\n| 甲 | 乙 |\n+---+---+\n| 1 | 2 |\n+---+---+",
        "+----+----+\n| 甲 | 乙 |\n+----+----+\n| 1  | 2  |\n+----+----+",
    ],
    ids=["wide lines", "narrow lines", "round corners", "all one", "wide letters"],
)
def test_letters_of_any_width(text):
    assert ["甲", "乙", "1", "2"] == [cell[0] for cell in drawn(text)]


def test_a_combining_character_takes_no_column():
    assert ["e\u0301"[0], "1"] == [cell[0] for cell in drawn("+---+---+\n| e\u0301 | 1 |\n+---+---+")]


@pytest.mark.parametrize(
    "text",
    [
        "+---+---+\n| 1 | 2 |",
        "+---+---+\n| 1 |2  3|\n+---+---+",
        "+---+---+\n| 1 | 2 |   \n  | 3 | 4 |\n+---+---+",
        "+---+---+\n+---+---+",
        "+---+\n| 1 |\n+---+",
    ],
    ids=["open below", "beside an edge", "another left edge", "no rows", "one column"],
)
def test_what_is_no_table(text):
    assert [] == drawn(text)


def grid(sheet):
    """A table as programs draw it: lines across between all rows, each spanned slot with its text again."""
    from govdisclosure.writers.printed import slots

    rows = [[box.text.replace("\n", " ") for box in row] for row in slots(sheet, copied=True)]
    across = "+" + "+".join("-" * (max(map(len, column)) + 2) for column in zip(*rows, strict=True)) + "+"
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([across, *(f"{line}\n{across}" for line in lines)])


def test_a_report_in_grids_is_read_whole():
    text = "\n".join(block.text if isinstance(block, Line) else grid(block) for block in PAPER)
    reading = gd.read(text.encode(), format="text")

    assert {} == differences(reading, REPORT)
    assert "header-by-order" not in codes(reading)


def test_what_looks_like_the_beginning_of_a_table_is_text():
    reading = gd.read(
        f"{TITLE[2:]}\n一、总体情况\n+---+---+\n公开信息\n二、主动公开政府信息情况\n规章 1 0 4".encode(), format="text"
    )

    assert "公开信息" in reading.report.sections.overview.text
