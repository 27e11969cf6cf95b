"""Numbers that programs put around a table, of lines and of columns."""

import io

import pytest

import govdisclosure as gd
from govdisclosure.writers.printed import Box
from readers.papers import TITLE, codes, differences, faults, read, said, with_tables

NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    ("", *NAMES),
    ("一、本年新收政府信息公开申请数量", *map(str, (5, 1, 0, 0, 0, 0, 6))),
    ("二、上年结转政府信息公开申请数量", *map(str, (2, 0, 0, 0, 0, 0, 2))),
    ("四、结转下年度继续办理", *map(str, (1, 0, 0, 0, 0, 0, 1))),
)
SECTION = "三、收到和处理政府信息公开申请情况"


def counted(rows, *, start=0, over=True, head=""):
    """The rows with numbers before them, and over the columns."""
    lines = [(str(number), *row) for number, row in enumerate(rows, start)]
    return [(head, *map(str, range(len(rows[0])))), *lines] if over else lines


def csv(rows):
    text = "\n".join(",".join(row) for row in [(TITLE[2:],), (SECTION,), *rows])
    file = io.BytesIO(text.encode())
    file.name = "report.csv"
    return gd.read(file)


def markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return gd.read("\n".join([TITLE[2:], SECTION, "", *lines]).encode(), format="text")


def text(rows):
    return gd.read("\n".join([TITLE[2:], SECTION, *map("  ".join, rows)]).encode(), format="text")


def figures(reading):
    return [gd.get(reading.report, f"requests.{row}.natural_persons") for row in ("received", "carried_over_in")]


@pytest.mark.parametrize("written", [markdown, text])
@pytest.mark.parametrize("over", [True, False])
def test_numbers_of_lines_and_columns(over, written):
    """They are left out, which is said; the line of heads is one of heads again."""
    reading = written(counted(ROWS, over=over))

    assert [5, 2] == figures(reading)
    assert ["0 1 2 3"] == [notice.detail for notice in said(reading, "numbering-left-out")][-1:]
    assert not codes(reading) & {"header-missing", "header-by-order"}


def test_numbers_of_columns_alone():
    reading = csv([tuple(map(str, range(8))), *ROWS])

    assert [5, 2] == figures(reading)
    assert ["0 1 2 3 4 5 6 7"] == [notice.detail for notice in said(reading, "numbering-left-out")]


def test_numbers_over_the_columns_of_a_text():
    reading = text([tuple(map(str, range(8))), *counted(ROWS, over=False)])

    assert ["0 1 2 3 4 5 6 7", "0 1 2 3"] == [notice.detail for notice in said(reading, "numbering-left-out")]


@pytest.mark.parametrize(
    "rows", [counted(ROWS, start=1, over=False), counted(ROWS[1:3], over=False)], ids=["from one", "two"]
)
def test_other_numbers_are_left_where_they_are(rows):
    """A count that does not begin at 0, or is short, may be one of the document."""
    assert "numbering-left-out" not in codes(markdown([("序号", *ROWS[0]), *rows]))


def test_figures_alone_on_lines_are_no_numbers_of_lines():
    """A cell to a line: 0, 1, 2 are figures there."""
    rows = "一、本年新收政府信息公开申请数量\n0\n1\n2\n0\n0\n0\n3"
    reading = gd.read("\n".join([TITLE[2:], SECTION, *NAMES, rows]).encode(), format="text")

    assert [0, 1, 2] == [
        gd.get(reading.report, f"requests.received.{name}")
        for name in ("natural_persons", "commercial_enterprises", "research_institutions")
    ]
    assert "numbering-left-out" not in codes(reading)


# ---------------------------------------------------------------------------------------------------- rows

STREAMS = ["lines", "one line", "spaces", "rows between pipes"]
"""Layouts of which only the order is known."""


def with_serials(numbers, *, at=0):
    """Table three with a column of numbers before the labels of its rows, or behind them."""

    def change(sheet):
        count = iter(map(str, numbers))
        first = next(number for number, row in enumerate(sheet) if row[-1].text.isdigit())
        rows = [(*row[: at * (len(row) - 7)], Box(next(count)), *row[at * (len(row) - 7) :]) for row in sheet[first:]]
        return (*sheet[:first], *rows)

    return with_tables(three=change)


@pytest.mark.parametrize("layout", STREAMS)
@pytest.mark.parametrize("at", [0, 1], ids=["before", "behind"])
def test_numbers_that_count_all_rows(at, layout):
    """No figure is taken for another, and it is said what was left out."""
    reading = read(*with_serials(range(1, 26), at=at), layout=layout)

    assert {} == differences(reading)
    assert [" ".join(map(str, range(1, 26)))] == [each.detail for each in said(reading, "numbering-left-out")]


@pytest.mark.parametrize("layout", STREAMS)
@pytest.mark.parametrize("at", [0, 1], ids=["before", "behind"])
@pytest.mark.parametrize(
    "numbers", [[*range(1, 12), *range(13, 27)], range(2, 27), [7, *range(1, 25)]], ids=["a gap", "from two", "shifted"]
)
def test_numbers_that_do_not_count_all_rows(numbers, at, layout):
    """Nothing tells that they are none of the table: no row is read from a place that may be another's."""
    given = with_serials(numbers, at=at)

    assert [] == faults(given, layout)
    assert "numbering-left-out" not in codes(read(*given, layout=layout))


def test_ordinals_of_labels_count_no_rows():
    """With a space behind it an ordinal stands alone, and is part of the label."""
    labels = [
        "属于国家秘密",
        "其他法律行政法规禁止公开",
        "危及“三安全一稳定”",
        "保护第三方合法权益",
        "属于三类内部事务信息",
    ]
    rows = [f"{number} {label} {number} 0 0 0 0 0 {number}" for number, label in enumerate(labels, 1)]
    heads = " ".join(NAMES)
    reading = gd.read("\n".join([TITLE[2:], SECTION, heads, "（三）不予公开", *rows]).encode(), format="text")

    assert "numbering-left-out" not in codes(reading)
