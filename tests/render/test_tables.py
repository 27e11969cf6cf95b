"""The official tables as a person reads them."""

from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.plain import width
from govdisclosure.render.lines import Tone, plain
from govdisclosure.render.tables import BlockView, CellView, RowView, drawn, excerpt, pad, views

REMEDIES = gd.replace(
    gd.zeros(2023).remedies,
    {"reconsideration.upheld": 1, "reconsideration.total": 12, "litigation_direct.total": gd.Gap.BLANK},
)


def test_a_block_has_the_rows_and_columns_of_the_form():
    """Table four: three rows of five columns, and the heading over two of them."""
    (block,) = views(REMEDIES, {"reconsideration.total": "*"}, "zh")

    assert "四、政府信息公开行政复议、行政诉讼情况" == block.title
    assert ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") == block.columns
    assert [((), "行政复议"), (("行政诉讼",), "未经复议直接起诉"), (("行政诉讼",), "复议后起诉")] == [
        (row.groups, row.label) for row in block.rows
    ]
    assert CellView("reconsideration.total", "12", "*") == block.rows[0].cells[-1]
    assert CellView("litigation_direct.total", "空白", "") == block.rows[1].cells[-1]


def test_headings_come_where_they_open():
    """The groups of table three stand once, over the first row of each, and labels stand in below them."""
    lines = text(views(gd.zeros(2023).requests, {}, "en"))
    opened = [line for line in lines if line.strip() and not line.strip().endswith("0")]

    assert "  outcomes this year" in opened
    groups = ("not disclosed", "unable to provide", "not processed", "handled otherwise")
    assert [f"    {group}" for group in groups] == [line for line in opened if line.strip() in groups]
    assert [6] == [len(line) - len(line.lstrip()) for line in lines if line.strip().startswith("state secrets")]


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


def text(blocks, columns=None, lang="zh"):
    """The blocks as plain text."""
    return [plain(line) for line in drawn(blocks, columns, lang)]


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
        "          总计       x",
        "  甲         1  12345*",
        "  组",
        "    乙乙  空白       7",
    ] == text([block])


def test_a_block_without_title_has_no_line_for_it():
    """The second block of table two goes on below the first."""
    block = BlockView(title="", columns=("x",), rows=(RowView((), "a", (CellView("a", "1"),)),))

    assert ["     x", "  a  1"] == text([block])


def test_a_marked_cell_and_a_zero_stand_out():
    """Where there is colour a mark is loud and a zero is faint; what is said is the same without."""
    block = BlockView("", ("x", "y"), (RowView((), "a", (CellView("a", "5", "→50"), CellView("b", "0"))),))
    *_, row = drawn([block], None, "zh")

    assert [Tone.PLAIN, Tone.BAD, Tone.FAINT] == [tone for _, tone in row]
    assert ["a", "5→50", "0"] == [each.strip() for each, _ in row]


REQUESTS = gd.zeros(2023).requests
MARKED = {"outcomes.disclosed.natural_persons": "→50"}


@pytest.mark.parametrize("columns", [80, 90, 100, 120])
def test_table_three_fits_on_a_terminal_in_chinese(columns):
    """From 80 columns on, with labels of three lines at most and every number in its column."""
    lines = text(views(REQUESTS, MARKED, "zh"), columns)

    assert max(map(width, lines)) <= columns
    assert 25 == sum(line.endswith("0") for line in lines)
    long = next(at for at, line in enumerate(lines) if "2.申请人逾期" in line)
    assert any(line.endswith("0") for line in lines[long : long + 3])


@pytest.mark.parametrize(("columns", "lang"), [(80, "en"), (100, "en"), (80, "zh"), (60, "zh")])
def test_the_rows_of_an_excerpt_fit(columns, lang):
    """Heads are parted where there is no room for them."""
    lines = text(excerpt(views(REQUESTS, MARKED, lang), MARKED), columns, lang)

    assert max(map(width, lines)) <= columns
    assert any("0→50" in line for line in lines)


def test_where_no_table_fits_there_is_a_list():
    """At 60 columns: the label, then the marked cell, then the others; zeros together, and all of them if all are."""
    report = gd.replace(REQUESTS, {"outcomes.disclosed.total": 50})
    lines = text(excerpt(views(report, MARKED, "zh"), MARKED), 60)

    assert [
        "三、收到和处理政府信息公开申请情况",
        "  ⋮",
        "  二、上年结转政府信息公开申请数量",
        "      各列都是 0",
        "  三、本年度办理结果",
        "    （一）予以公开",
        "        自然人 0→50",
        "        总计 50、其余各列 0",
        "    （二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "        各列都是 0",
        "  ⋮",
    ] == lines


def test_a_list_of_cells_that_are_all_marked():
    """Nothing is said of others where there are none."""
    cells = (CellView("a", "1", "*"), CellView("b", "2", "*"))
    long = "一个很长很长很长很长很长很长很长的名称"
    block = BlockView("", ("甲", "乙"), (RowView((), long, cells),))

    assert [f"  {long[:11]}", f"  {long[11:]}", "      甲 1*、乙 2*"] == text([block], 24)


def test_an_excerpt_has_the_rows_asked_for_and_their_neighbours():
    """Below the title of their table, though the title stands over another block; what is left out is marked."""
    report = gd.zeros(2023)
    blocks = list(excerpt(views(report, {}, "zh"), {"proactive.fees.amount", "requests.received.total"}))

    assert ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"] == [block.title for block in blocks]
    assert [1, 2] == [len(block.rows) for block in blocks]
    assert [(False, False), (False, True)] == [(block.rows[0].skipped, block.skipped) for block in blocks]
    assert [] == list(excerpt(views(report, {}, "zh"), ()))


def test_rows_between_two_that_are_wanted_are_left_out():
    """Headings open again where rows of their group were left out."""
    wanted = {"requests.received.total", "requests.outcomes.not_disclosed.state_secrets.total"}
    lines = text(excerpt(views(gd.zeros(2023), {}, "zh"), wanted), 100)

    assert lines[-5].startswith("    （二）部分公开") or lines[-6].startswith("    （二）部分公开")
    assert 2 == lines.count("  ⋮")
    assert 1 == lines.count("    （三）不予公开")


def test_heads_are_parted_evenly():
    """Into as few lines as there are; a word is parted only where it must be."""
    block = BlockView("", ("社会公益组织", "natural persons"), (RowView((), "a", (CellView("a", "1"),) * 2),))

    heads = [line.split() for line in text([block])[:-1]]
    assert [["natural"], ["社会公益组织", "persons"]] == heads


def test_a_table_of_the_form_is_not_too_wide():
    """Table three in English takes no more than 150 columns."""
    assert max(map(width, text(views(gd.zeros(2024).requests, {}, "en"), lang="en"))) <= 150
