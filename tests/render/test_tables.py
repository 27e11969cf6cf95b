"""The official tables as a person reads them."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.render.tables import BlockView, CellView, RowView, pad, plain, views, width

REMEDIES = gd.replace(
    gd.zeros(2023).remedies,
    {"reconsideration.upheld": 1, "reconsideration.total": 12, "litigation_direct.total": gd.Gap.BLANK},
)


def test_a_block_has_the_rows_and_columns_of_the_form():
    """Table four: three rows of five columns, and the heading over two of them where it begins."""
    (block,) = views(REMEDIES, {"reconsideration.total": "*"}, "zh")

    assert "四、政府信息公开行政复议、行政诉讼情况" == block.title
    assert ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") == block.columns
    assert [((), "行政复议"), (("行政诉讼",), "未经复议直接起诉"), ((), "复议后起诉")] == [
        (row.above, row.label) for row in block.rows
    ]
    assert CellView("reconsideration.total", "12", "*") == block.rows[0].cells[-1]
    assert CellView("litigation_direct.total", "空白", "") == block.rows[1].cells[-1]


def test_headings_come_where_they_open():
    """The groups of table three stand once, over the first row of each."""
    (block,) = views(gd.zeros(2023).requests, {}, "en")
    opened = [(row.above, row.label) for row in block.rows if row.above]

    assert (("outcomes this year",), "disclosed") == opened[0]
    assert (("not disclosed",), "state secrets") == opened[1]
    assert ["unable to provide", "not processed", "handled otherwise"] == [above for (above,), _ in opened[2:]]
    assert 25 == len(block.rows)


def test_rows_with_other_columns_make_another_block():
    """Table two has a block for each set of columns; the title stands over the first."""
    blocks = list(views(gd.zeros(2023).proactive, {}, "zh"))

    assert ["二、主动公开政府信息情况", "", ""] == [block.title for block in blocks]
    assert [
        ("本年制发件数", "本年废止件数", "现行有效件数"),
        ("本年处理决定数量",),
        ("本年收费金额（单位：万元）",),
    ] == [block.columns for block in blocks]
    assert [2, 3, 1] == [len(block.rows) for block in blocks]


def test_a_report_has_all_tables():
    """Every cell of a report is in one block, by its address, in official order."""
    report = gd.zeros(2019)
    shown = [cell.address for block in views(report, {}, "zh") for row in block.rows for cell in row.cells]

    assert list(gd.addresses(report)) == shown


def test_an_amount_is_shown_in_plain_digits():
    """Never as an exponent."""
    report = gd.replace(gd.zeros(2023), {"proactive.fees.amount": Decimal("1E+3")})
    cells = [cell for block in views(report, {}, "zh") for row in block.rows for cell in row.cells]

    assert "1000" in [cell.text for cell in cells if cell.address == "proactive.fees.amount"]


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("ab1", 3), ("总计", 4), ("（一）", 6), ("e\u0301", 1)])
def test_width(text, columns):
    """A Chinese character or full-width mark takes two columns, a combining mark none."""
    assert columns == width(text)


def test_pad():
    """Text is filled up to a width on either side, and longer text stays whole."""
    assert "总计  " == pad("总计", 6)
    assert "  总计" == pad("总计", 6, right=True)
    assert "总计" == pad("总计", 3)


def test_plain_text_is_aligned():
    """Columns end where their widest entry ends, counted as a terminal shows it."""
    block = BlockView(
        title="表",
        columns=("总计", "x"),
        rows=(
            RowView((), "甲", (CellView("a", "1"), CellView("b", "12345", "*"))),
            RowView(("组",), "乙乙", (CellView("c", "空白"), CellView("d", "7"))),
        ),
    )

    assert [
        "表",
        "        总计       x",
        "  甲       1  12345*",
        "  组",
        "  乙乙  空白       7",
    ] == list(plain([block]))


def test_a_block_without_title_has_no_line_for_it():
    """The second block of table two goes on below the first."""
    block = BlockView(title="", columns=("x",), rows=(RowView((), "a", (CellView("a", "1"),)),))

    assert ["     x", "  a  1"] == list(plain([block]))


def test_long_heads_and_labels_go_on_in_a_further_line():
    """English heads and labels are folded at spaces, so that a table fits; the numbers stand in the last line."""
    label = "asks the organ to confirm or reissue information that was already obtained"
    block = BlockView(
        title="",
        columns=("public-welfare organizations", "total"),
        rows=(RowView((), label, (CellView("a", "1"), CellView("b", "2"))),),
    )

    assert [
        " " * 55 + "  public-welfare",
        " " * 55 + "   organizations  total",
        "  asks the organ to confirm or reissue information that",
        "  was already obtained" + " " * 48 + "1      2",
    ] == list(plain([block]))


def test_a_table_of_the_form_is_not_too_wide():
    """Table three in English takes no more than 150 columns."""
    assert max(map(width, plain(views(gd.zeros(2024).requests, {}, "en")))) <= 150
