"""Columns by their heads: in any order, misprinted, too many or too few, and merged cells among them."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.model.access import addresses, values
from govdisclosure.strategies.deviations import cut
from govdisclosure.writers.printed import Box, slots
from readers.papers import (
    PAPER,
    REPORT,
    SLOTLESS,
    THREE,
    TITLE,
    TWO,
    codes,
    differences,
    faults,
    lost,
    read,
    relabelled,
    said,
    unread,
    with_tables,
)
from readers.pdf_paper import Page, pdf
from readers.workbooks import table as worksheet
from readers.workbooks import xlsx

SLOTS = ["page", "page with fillers", "page with copies", "markdown"]
"""Layouts in which a cell has a slot."""
ORDERS = ["tabs", "rows of pipes", "lines between pipes", "lines", "spaces", "one line"]
"""Layouts that keep the order of the cells alone."""
UNLINED = ["lines", "one line"]
"""Those of which no line is one of the table."""
LINES = ["page of bare cells", *(layout for layout in ORDERS if layout not in UNLINED)]
LAYOUTS = [*SLOTS, "page of bare cells", *ORDERS]
NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


REQUESTS = {address for address in addresses(REPORT) if address.startswith("requests.")}


def turned(order):
    """A change of table three to one with all heads in one line, the columns in this order."""

    def change(sheet):
        head = (Box("申请人情况", 3), *(Box(NAMES[number]) for number in order))
        return (head, *((*row[:-7], *(row[-7:][number] for number in order)) for row in sheet[3:]))

    return change


def turned_four(order):
    """The same of table four, in each of its groups."""

    def change(sheet):
        over = [box for line in sheet[:2] for box in line if box.colspan == 5]
        places = [group + number for group in (0, 5, 10) for number in order]
        heads = [*sheet[1][:5], *sheet[2]]
        heads = tuple(attrs.evolve(heads[at], rowspan=1) for at in places)
        return (tuple(over), heads, tuple(sheet[3][at] for at in places))

    return change


# ---------------------------------------------------------------------------------------------------- order


@pytest.mark.parametrize("layout", [*SLOTS, *LINES])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6), (0, 2, 1, 3, 4, 5, 6), (0, 5, 4, 3, 2, 1, 6)])
def test_columns_in_another_order(order, layout):
    """The heads tell which figure is whose."""
    reading = read(*with_tables(three=turned(order)), layout=layout)

    assert {} == differences(reading)
    assert codes(reading) <= {"header-missing"}  # of table four, in bare cells


@pytest.mark.parametrize("layout", UNLINED)
@pytest.mark.parametrize("order", [(0, 2, 1, 3, 4, 5, 6), (0, 5, 4, 3, 2, 1, 6)])
def test_columns_in_another_order_of_which_no_line_is_left(order, layout):
    """Heads one after the other are no line of heads: nothing is read under them."""
    given = with_tables(three=turned(order))

    assert ([], REQUESTS) == (faults(given, layout), unread(given, layout))
    assert "header-unclear" in codes(read(*given, layout=layout))


@pytest.mark.parametrize("layout", UNLINED)
def test_columns_in_the_official_order_of_which_no_line_is_left(layout):
    """They are read, and it is said once that only an order told so, with the cells."""
    reading = read(*PAPER, layout=layout)
    (notice,) = said(reading, "header-by-order")

    assert {} == differences(reading)
    assert REQUESTS == set(notice.addresses)
    assert "、".join(NAMES) == notice.detail


def subtotalled(word, *, above=""):
    """A change of table three: a subtotal behind the columns of legal persons, and a word on the line above."""

    def change(sheet):
        first, second, third = sheet[:3]
        second = (second[0], attrs.evolve(second[1], colspan=6), *([Box(above)] if above else []), *second[2:])
        rows = ((*row[:-1], Box("77"), row[-1]) for row in sheet[3:])
        return (first, second, (*third, Box(word)), *rows)

    return change


@pytest.mark.parametrize("layout", LINES)
@pytest.mark.parametrize("word", ["小计", "法人合计"])
def test_a_subtotal_under_the_head_of_legal_persons(word, layout):
    """Its line says under which head it stands."""
    reading = read(*with_tables(three=subtotalled(word)), layout=layout)

    assert {} == differences(reading)
    assert "column-extra" in codes(reading)


@pytest.mark.parametrize("layout", [*UNLINED, "rows of pipes"])
def test_a_subtotal_of_which_nothing_says_where_it_stands(layout):
    """No line is left, or another word is on the line above, which may stand over it."""
    given = with_tables(three=subtotalled("小计", above="" if layout in UNLINED else "合计数"))

    assert ([], REQUESTS) == (faults(given, layout), unread(given, layout))


@pytest.mark.parametrize("titles", [True, False], ids=["titles", "no titles"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_total_before_the_other_columns(layout, titles):
    """总计 is a column of two tables: as the first head of one it is read there, or said to be unclear."""
    given = with_tables(three=turned((6, 0, 1, 2, 3, 4, 5)), four=turned_four((4, 0, 1, 2, 3)))
    given = tuple(block for block in given if titles or not getattr(block, "text", "").startswith(("三、", "四、")))

    reading = read(*given, layout=layout)
    by_order = {address for notice in said(reading, "header-by-order") for address in notice.addresses}

    assert all(fault.partition(":")[0] in by_order for fault in faults(given, layout))
    assert not by_order or layout in UNLINED
    lost_here = {"remedies"} if layout in ("page of bare cells", "lines") else set()
    lost_here |= {"requests"} if layout == "one line" else set()  # it may as well be told before it stands
    assert lost_here >= {address.partition(".")[0] for address in unread(given, layout)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_heads_of_which_the_order_is_not_the_one_of_the_columns(layout):
    """Two heads changed places and one is not on the form: which figures are whose cannot be told."""
    given = with_tables(
        three=lambda sheet: relabelled("科研机构", "社会团体")(tuple(map(lost, turned((0, 1, 2, 5, 4, 3, 6))(sheet))))
    )

    assert ([], set()) == (faults(given, layout), unread(given, layout))
    found = values(read(*given, layout=layout).report)
    assert {gd.Gap.UNREADABLE} == {found[address] for address in REQUESTS}


def on_two_pages(sheet, at):
    """The report with table three cut in two."""
    above, below = cut(sheet, at, text=False)
    return tuple(piece for block in PAPER for piece in ((above, below) if block is THREE else (block,)))


@pytest.mark.parametrize("layout", SLOTS)
@pytest.mark.parametrize("at", [1, 9])
def test_columns_in_another_order_on_two_pages(at, layout):
    """The heads of the first page count for the rows of the second."""
    assert {} == differences(read(*on_two_pages(turned((0, 5, 4, 3, 2, 1, 6))(THREE), at), layout=layout))


@pytest.mark.parametrize("layout", SLOTS)
def test_heads_of_another_order_that_say_too_little_for_the_next_page(layout):
    """Where one of them is not on the form, the rows of the second page are no more certain than those of the first."""
    sheet = relabelled("科研机构", "社会团体")(tuple(map(lost, turned((0, 5, 4, 3, 2, 1, 6))(THREE))))
    given = on_two_pages(sheet, 9)

    assert ([], set()) == (faults(given, layout), unread(given, layout))
    assert {"header-unclear"} <= codes(read(*given, layout=layout))


# ---------------------------------------------------------------------------------------------------- wording


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each != "page of bare cells"])
def test_a_head_that_is_a_known_misprint(layout):
    """It is read as what it stands for, and said once for all the rows under it."""
    reading = read(*with_tables(three=relabelled("科研机构", "科研企业")), layout=layout)

    assert {} == differences(reading)
    assert [("科研企业", 175)] == [(n.detail, len(n.addresses)) for n in said(reading, "label-variant")]


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "changes",
    [
        {"社会公益组织": "社会公益组识"},
        {"社会公益组织": "社会公益组识", "法律服务机构": "法律服务机购"},
        {"自然人": "自然入", "总计": "合记"},
    ],
    ids=["one", "two", "short ones"],
)
def test_heads_with_a_wrong_letter(changes, layout):
    """A head that is only nearly one of the form is read as the one that is missing, or by its place, which is said."""

    def change(sheet):
        for old, new in changes.items():
            sheet = relabelled(old, new)(sheet)
        return sheet

    given = with_tables(three=change)
    reading = read(*given, layout=layout)

    assert [] == faults(given, layout)
    assert unread(given, layout) <= REQUESTS
    assert codes(reading) & {"label-near", "header-missing", "header-by-order", "header-unclear"}
    assert layout not in SLOTS or "自然人" in changes or {} == differences(reading)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_head_that_is_not_on_the_form(layout):
    """In the place of one that is: the official order is taken, which is said, or nothing is read."""
    given = with_tables(three=relabelled("社会公益组织", "社会团体"))

    assert [] == faults(given, layout)
    assert unread(given, layout) <= (set() if layout in SLOTS else REQUESTS)
    assert {"header-by-order", "header-unclear"} & codes(read(*given, layout=layout))


# ---------------------------------------------------------------------------------------------------- more and fewer


def beside(at, head, figure):
    """A change of table three to one with a column more before (0) or behind (7) its own."""

    def change(sheet):
        rows = [
            (*row[: len(row) - 7 + at], Box(figure), *row[len(row) - 7 + at :]) if row[-1].value else row
            for row in sheet
        ]
        own = (Box(head, 1, 3),)
        rows[0] = (sheet[0][0], *own * (at == 0), sheet[0][1], *own * (at == 7))
        return tuple(rows)

    return change


def within(sheet):
    """Table three with a column more among those of organizations."""
    rows = [(*row[:-3], Box("77"), *row[-3:]) if row[-1].value else row for row in sheet]
    rows[0] = (sheet[0][0], attrs.evolve(sheet[0][1], colspan=8))
    rows[1] = (sheet[1][0], attrs.evolve(sheet[1][1], colspan=6), sheet[1][2])
    rows[2] = (*sheet[2][:3], Box("社会团体"), *sheet[2][3:])
    return tuple(rows)


@pytest.mark.parametrize(
    "change", [beside(0, "代码", "5"), beside(7, "代码", "5"), within], ids=["before", "behind", "among"]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_that_is_not_on_the_form(layout, change):
    """Where cells have slots it is left out, which is said; where they have none, the rows have a figure too many."""
    given = with_tables(three=change)

    assert [] == faults(given, layout)
    if layout in SLOTS:
        assert set() == unread(given, layout)
        assert "column-extra" in codes(read(*given, layout=layout))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("at", [0, 7])
def test_an_empty_column(at, layout):
    """It has nothing to say."""
    reading = read(*with_tables(three=beside(at, "", "")), layout=layout)

    assert {} == differences(reading)
    assert codes(reading) <= SLOTLESS


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_that_is_missing(layout):
    """A row of six figures may be short of any: nothing is filled up."""

    def change(sheet):
        rows = [(*row[:-2], row[-1]) if row[-1].value else row for row in sheet]
        rows[0] = (sheet[0][0], attrs.evolve(sheet[0][1], colspan=6))
        rows[1] = (sheet[1][0], attrs.evolve(sheet[1][1], colspan=4), sheet[1][2])
        rows[2] = sheet[2][:-1]
        return tuple(rows)

    given = with_tables(three=change)

    assert [] == faults(given, layout)
    assert 150 == len(unread(given, layout))
    assert {"header-unclear", "row-incomplete"} & codes(read(*given, layout=layout))


def short(sheet, number=5):
    """The table with a row that has lost its first figure."""
    row = lost(sheet[number])
    first = next(at for at, box in enumerate(row) if box.value)
    return (*sheet[:number], (*row[:first], *row[first + 1 :]), *sheet[number + 1 :])


@pytest.mark.parametrize("layout", ["page", "page of bare cells", "tabs", "rows of pipes", "lines"])
@pytest.mark.parametrize(("head", "mark"), [("备注", "无"), ("", "√"), ("校验", "0")])
def test_a_figure_too_few_beside_a_column_too_many(head, mark, layout):
    """A row that has lost a figure has as many cells as the form has columns: it is not read as if it were whole."""
    given = with_tables(three=lambda sheet: short(beside(7, head, mark)(sheet)))

    assert [] == faults(given, layout)
    if layout in ("page", "page of bare cells"):
        assert unread(given, layout) <= (set() if layout == "page" else REQUESTS)


def few(sheet, *numbers):
    """The header of a table and a few of its rows."""
    return (*sheet[:3], *(sheet[number] for number in numbers))


@pytest.mark.parametrize("head", ["备注", "代码"])
def test_a_figure_too_few_in_a_table_of_few_rows(head):
    """The same where no number of rows tells what is usual: the last column would be left without a cell."""
    sheet = few(short(beside(7, head, "无")(THREE), 4), 3, 4)
    reading = read(TITLE, TWO, sheet)
    found = {address: value for address, value in differences(reading).items() if address.startswith("requests.")}

    assert {gd.Gap.UNREADABLE, gd.Gap.ABSENT} == set(found.values())
    assert 1011 == gd.get(reading.report, "requests.received.natural_persons")
    assert gd.Gap.UNREADABLE is gd.get(reading.report, "requests.carried_over_in.total")


def test_a_label_without_figures_in_a_table_of_few_rows():
    """It is a row of which nothing can be told."""
    reading = read(TITLE, TWO, (*few(THREE, 3), THREE[4][:1]))

    assert 1011 == gd.get(reading.report, "requests.received.natural_persons")
    assert gd.Gap.UNREADABLE is gd.get(reading.report, "requests.carried_over_in.total")


@pytest.mark.parametrize("wide", [1, 2])
def test_a_label_that_is_too_wide(wide):
    """A label that reaches over the first columns, with as many figures fewer: which of them are there is not told."""

    def change(sheet):
        label, *rest = plain_row(sheet[3])
        row = lost((attrs.evolve(label, colspan=3 + wide), *rest[wide:]))
        return (*sheet[:3], row, *sheet[4:])

    given = with_tables(three=change)

    assert [] == faults(given, "page")
    assert set() == unread(given, "page")
    assert "row-incomplete" in codes(read(*given))


def plain_row(row):
    """The label and the figures of a row of table three."""
    return row[-8:]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_heads_at_all(layout):
    """Rows of seven figures are read in the official order, and that is said; no other table is."""
    reading = read(*with_tables(three=lambda sheet: sheet[3:], four=lambda sheet: sheet[3:]), layout=layout)

    assert {f"remedies.{each.partition('.')[2]}" for each in differences(reading)} == set(differences(reading))
    assert {gd.Gap.ABSENT} == set(differences(reading).values())
    assert 175 == max(len(notice.addresses) for notice in said(reading, "header-missing"))


# ---------------------------------------------------------------------------------------------------- merged cells


def with_box(sheet, number, at, **changes):
    """The table with one figure changed, counted from the end of its row."""
    row = sheet[number]
    box = attrs.evolve(row[at], **changes)
    return (*sheet[:number], (*row[:at], box, *row[len(row) + at + 1 :]), *sheet[number + 1 :])


@pytest.mark.parametrize("text", ["5", ""])
def test_a_figure_over_two_columns(text):
    """It belongs to neither of them; a blank over two columns is a blank in both."""
    sheet = with_box(THREE, 5, -4, colspan=2, text=text)
    sheet = with_box(sheet, 5, -3, text="x", colspan=0)
    row = sheet[5]
    sheet = (*sheet[:5], (*row[:-3], *row[-2:]), *sheet[6:])
    reading = read(*with_tables(three=lambda _: sheet))
    two = ["public_welfare_organizations", "legal_service_institutions"]

    assert {
        f"requests.outcomes.disclosed.{name}": gd.Gap.UNREADABLE if text else gd.Gap.BLANK for name in two
    } == differences(reading)
    assert len(two) * bool(text) == sum(len(notice.addresses) for notice in said(reading, "cells-merged"))


@pytest.mark.parametrize("text", ["5", ""])
def test_a_figure_over_two_rows(text):
    """The same downwards."""
    sheet = with_box(THREE, 9, -1, rowspan=2, text=text)
    sheet = (*sheet[:10], sheet[10][:-1], *sheet[11:])
    reading = read(*with_tables(three=lambda _: sheet))
    two = ["security_and_stability", "third_party_rights"]

    assert {
        f"requests.outcomes.not_disclosed.{name}.total": gd.Gap.UNREADABLE if text else gd.Gap.BLANK for name in two
    } == differences(reading)
    assert len(two) * bool(text) == sum(len(notice.addresses) for notice in said(reading, "cells-merged"))


@pytest.mark.parametrize("layout", ["page", "page with fillers"])
def test_two_figures_under_one_head(layout):
    """A head that is wider than its figures: where a row has two of them there, the whole row is in doubt."""

    def change(sheet):
        rows = [(*row[:-1], attrs.evolve(row[-1], colspan=2)) if row[-1].value else row for row in sheet]
        rows[0] = (sheet[0][0], attrs.evolve(sheet[0][1], colspan=8))
        rows[1] = (*sheet[1][:2], attrs.evolve(sheet[1][2], colspan=2))
        rows[5] = lost((*sheet[5], Box("7")))
        return tuple(rows)

    given = with_tables(three=change)

    assert [] == faults(given, layout)
    assert set() == unread(given, layout)
    assert "row-incomplete" in codes(read(*given, layout=layout))


def test_copies_of_a_merged_figure_that_differ():
    """A page that has lost its merged cells prints one figure in each slot: where they differ, nothing tells which."""
    sheet = slots(TWO, copied=True)
    number = next(number for number, row in enumerate(sheet) if row[0].text == "行政处罚")
    row = sheet[number]
    other = (*row[:-1], attrs.evolve(row[-1], text="7"))
    reading = read(*with_tables(two=lambda _: (*sheet[:number], other, *sheet[number + 1 :])))

    assert {"proactive.penalties.decisions": gd.Gap.UNREADABLE} == differences(reading)
    assert "row-incomplete" in codes(reading)


def test_a_blank_of_a_table_without_lines():
    """In a PDF whose columns follow from positions alone an empty place may have lost its number to another row."""
    page = Page().text(72, 60, TITLE[2:], 14).text(72, 90, "二、主动公开政府信息情况").text(72, 120, TWO[0][0].text)
    lines = [[box.text for box in TWO[1]], ["规章", "1", "0", "4"], ["行政规范性文件", "3", "", "8"]]
    for number, line in enumerate(lines):
        for text, x in zip(line, (72, 180, 270, 360), strict=True):
            page.text(x, 140 + 20 * number, text)
    reading = gd.read(pdf(page))
    found = [
        gd.get(reading.report, f"proactive.normative_documents.{name}") for name in ("issued", "repealed", "in_force")
    ]

    assert [3, gd.Gap.UNREADABLE, 8] == found
    assert ("proactive.normative_documents.repealed",) in [n.addresses for n in said(reading, "table-without-lines")]


def sheet_of(rows):
    """A worksheet; None is no cell at all."""
    lines = [[int(text) if text is not None and text.isdigit() else text for text in row] for row in rows]
    return xlsx(worksheet(*lines))


def test_a_cell_that_a_worksheet_does_not_have():
    """It is a blank, wherever it stands in its row, and moves no other figure."""
    rows = [["三、收到和处理政府信息公开申请情况"], [None, *NAMES]]
    labels = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    rows += [[label, *map(str, range(1, 8))] for label in labels]
    for at in range(1, 8):
        holed = [*rows[:2], [None if column == at else text for column, text in enumerate(rows[2])], *rows[3:]]
        reading = gd.read(sheet_of([[TITLE[2:]], *holed]))
        found = [gd.get(reading.report, address) for address in gd.addresses(reading.report) if ".received." in address]

        assert [gd.Gap.BLANK if column == at else column for column in range(1, 8)] == found


def test_a_subtotal_and_a_total_with_one_name_are_two_columns():
    """Labels in two lines of a header are no copies of one merged cell: the subtotal stands for no blank total."""
    rows = [
        "三、收到和处理政府信息公开申请情况",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）,,,申请人情况,,,,,,,",
        ",,,自然人,法人或其他组织,,,,,,合计",
        ",,,,商业企业,科研机构,社会公益组织,法律服务机构,其他,合计,",
        "一、本年新收政府信息公开申请数量,,,1,2,3,4,5,6,20,21",
        "二、上年结转政府信息公开申请数量,,,7,0,0,0,0,8,8,",
    ]
    reading = gd.read("\n".join(rows).encode(), format="csv")
    two = {address for address in REQUESTS if ".received." in address or ".carried_over_in." in address}

    assert {gd.Gap.UNREADABLE} == {gd.get(reading.report, address) for address in two}
    assert two == {address for notice in said(reading, "header-unclear") for address in notice.addresses}
