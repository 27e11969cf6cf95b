"""Documents that print a report, with the truth beside them."""

import re
from decimal import Decimal

import attrs
import pytest
from hypothesis.errors import InvalidArgument

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.strategies.deviations import _may_go, columns_of, cut, without
from govdisclosure.strategies.documents import BREAKING, render
from govdisclosure.strategies.layouts import Line, paper
from govdisclosure.writers.printed import header_of, sheet, slots
from strategies.helpers import every, some

ALL = b"\x01"
"""Bytes that pick everything, in the first way."""

REPORT = gd.replace(
    gd.zeros(2023, organ="北屿市水务局"),
    {
        "proactive.fees.amount": Decimal("12345.60"),
        "proactive.penalties.decisions": 1234567,
        "requests.received.natural_persons": 1200,
        "requests.received.total": 1200,
        "requests.outcomes.disclosed.natural_persons": 1200,
        "requests.outcomes.disclosed.total": 1200,
        "requests.outcomes.total.natural_persons": 1200,
        "requests.outcomes.total.total": 1200,
    },
)
LAYOUTS = {layout.name: layout for layout in gst.LAYOUTS}


def printed(*deviations, data=ALL, layout="page", report=REPORT):
    """The document of a report with deviations."""
    return render(report, LAYOUTS[layout], [(name, data) for name in deviations])


# ---------------------------------------------------------------------------------------------------- layouts


@pytest.mark.parametrize("layout", gst.LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("year", [2020, 2023])
def test_every_layout_prints_every_figure_and_heading(layout, year):
    """Each number stands in the text, and so do title, period and the headings of the six sections."""
    counts = [address for address in gd.addresses(gd.zeros(year)) if "amount" not in address]
    numbers = {address: 10_000 + number for number, address in enumerate(counts)}
    report = gd.replace(gd.zeros(year, organ="沙洲镇教育局"), numbers)
    document = render(report, layout)
    found = set(re.findall(r"\d{5}", re.sub("</?span>", "", document.text)))
    text = re.sub("<[^>]*>|[\\s#]", "", document.text)

    assert found >= set(map(str, numbers.values()))
    assert f"沙洲镇教育局{year}年政府信息公开工作年度报告" in text
    for title in (
        "一、总体情况",
        "二、主动公开",
        "三、收到和处理",
        "四、政府信息公开行政复议",
        "五、存在的",
        "六、其他",
    ):
        assert title in text
    assert report == document.truth
    assert document.text.encode() == document.content


def test_the_plainest_layout_of_each_format_comes_first():
    """Hypothesis shrinks to them."""
    assert "page" == some(gst.rendered(), lambda document: True, simplest=True).layout
    assert "tabs" == some(gst.rendered(formats=["text"]), lambda document: True, simplest=True).layout
    assert "markdown" == some(gst.rendered(formats=["markdown"]), lambda document: True, simplest=True).layout


def test_table_three_has_the_merged_cells_of_the_form():
    """The labels of groups reach over their rows, and every row of figures has a box for each of seven columns."""
    grid = slots(sheet(REPORT.requests))
    rows = sheet(REPORT.requests)

    assert {10} == {len(row) for row in grid}
    assert 28 == len(grid)
    assert 22 == next(box.rowspan for row in rows for box in row if box.text == "三、本年度办理结果")
    assert 8 == next(box.rowspan for row in rows for box in row if box.text == "（三）不予公开")
    assert all(7 == sum(box.value for box in row) for row in rows[3:])


@pytest.mark.parametrize(("table", "width"), [("proactive", 4), ("requests", 10), ("remedies", 15)])
@pytest.mark.parametrize("year", [2020, 2023])
def test_sheets_are_full(table, width, year):
    """No slot of any table is left out or taken twice; the header is what stands above the first figure."""
    boxes = sheet(getattr(gd.zeros(year), table))

    assert {width} == {len(row) for row in slots(boxes)}
    assert len(boxes) * width == sum(box.colspan * box.rowspan for row in boxes for box in row)
    assert {"proactive": 2, "requests": 3, "remedies": 3}[table] == len(header_of(boxes))


def test_an_amount_without_a_unit_on_the_form_is_printed_with_the_one_it_has():
    """The 2019 form prints no unit for procurement, so the document does."""
    report = some(
        gst.reports(edition="2019"),
        lambda report: (
            report.proactive.central_procurement.amount_unit is gd.Unit.YUAN
            and report.proactive.central_procurement.amount
        ),
    )
    document = render(report, LAYOUTS["page"])

    assert document.printed["proactive.central_procurement.amount"].endswith("元")


def procurement(report):
    """The row with the amount that may be in either unit."""
    return report.proactive.central_procurement


def test_sections_and_fee_are_printed():
    """What the report says in its text stands on the paper, subsections as well."""
    section = gd.Section(heading="一、概述", text="甲", subsections=(gd.Section(heading="（一）公开", text="乙"),))
    report = attrs.evolve(REPORT, sections=gd.Sections(overview=section), handling_fee=Decimal(120))
    lines = [block.text for block in paper(report) if isinstance(block, Line)]

    assert ["一、概述", "甲", "（一）公开", "乙"] == lines[1:5]
    assert "本年度收取信息处理费120元。" == lines[-1]


def test_a_report_without_organ_and_year_is_printed():
    """What is not known is not printed."""
    assert "政府信息公开工作年度报告" == paper(gd.zeros(gd.Gap.ABSENT))[0].text


# ---------------------------------------------------------------------------------------------------- deviations


@pytest.mark.parametrize("name", gst.DEVIATIONS)
def test_nothing_picked_changes_nothing(name):
    """With bytes of zero a deviation leaves the document as it is, but for the one that touches every zero."""
    plain, document = printed(), printed(name, data=bytes(17))

    assert (plain.text == document.text) is (name != "all zeros blank")


@pytest.mark.parametrize("name", gst.DEVIATIONS)
@pytest.mark.parametrize("data", [ALL, b"\x03\x02\x07", b"\xff\xfd\x05\x00"])
def test_something_picked_changes_something(name, data):
    """Each deviation does what it is for, and the truth is what the paper says."""
    report = REPORT if name != "signs" else changing(gd.zeros(2020), -3)
    plain, document = printed(report=report), printed(name, data=data, report=report)

    assert plain.text != document.text
    assert (name,) == document.deviations
    assert gd.addresses(document.truth) == gd.addresses(report)


def changing(report, by):
    """The report with a change of items."""
    return gd.replace(report, {"proactive.licensing.change": by, "proactive.fees.change": 4})


@pytest.mark.parametrize(
    ("name", "address", "data", "text"),
    [
        ("thousands separators", "proactive.penalties.decisions", ALL, "1,234,567"),
        ("thousands separators", "proactive.fees.amount", ALL, "12345.60"),
        ("full width digits", "proactive.fees.amount", ALL, "１２３４５．６０"),
        ("padded figures", "requests.received.total", b"\x01", " 1200 "),
        ("padded figures", "requests.received.total", b"\x09", "1200\u200b"),
        ("units in cells", "proactive.fees.amount", ALL, "12345.60万元"),
        ("units in cells", "requests.received.total", ALL, "1200件"),
        ("split numbers", "requests.received.total", b"\x01", "12\n00"),
        ("split numbers", "requests.received.total", b"\x03", "120 0"),
    ],
)
def test_a_figure_printed_otherwise_means_the_same(name, address, data, text):
    """The number is printed in another way, and the truth is the number."""
    document = printed(name, data=data)

    assert text == document.printed[address]
    assert REPORT == document.truth


@pytest.mark.parametrize(
    ("by", "data", "text"), [(3, b"\x01", "增3"), (3, b"\x03", "+3"), (-3, ALL, "减3"), (-3, b"\x03", "减3")]
)
def test_signs_of_changes(by, data, text):
    """An increase has a plus or a word before it, a decrease a word."""
    report = changing(gd.zeros(2020), by)
    document = printed("signs", data=data, report=report)

    assert text == document.printed["proactive.licensing.change"]
    assert "0" == document.printed["proactive.penalties.change"]
    assert report == document.truth


@pytest.mark.parametrize(
    ("name", "texts", "gap"),
    [
        ("blank zeros", {""}, gd.Gap.BLANK),
        ("all zeros blank", {""}, gd.Gap.BLANK),
        ("placeholders", {"/", "-", "—", "——", "无", "不适用"}, gd.Gap.PLACEHOLDER),
    ],
)
def test_zeros_that_are_not_printed_are_not_zeros(name, texts, gap):
    """A zero printed as nothing, or as a mark for nothing, is a gap of its kind; what is not zero stays."""
    document = printed(name)
    truth = values(document.truth)

    assert gap is truth["requests.received.other_organizations"]
    assert document.printed["requests.received.other_organizations"] in texts
    assert 1200 == truth["requests.received.total"]


@pytest.mark.parametrize(("name", "gap"), [("blank figures", gd.Gap.BLANK), ("unreadable figures", gd.Gap.UNREADABLE)])
def test_any_figure_may_be_missing(name, gap):
    """Where a figure is not printed, or is no number, the truth is a gap."""
    assert {gap} == set(values(printed(name).truth).values())


def test_lost_tables_are_absent():
    """What is not in the document is absent, not blank."""
    document = printed("tables lost")

    assert {gd.Gap.ABSENT} == set(values(document.truth).values())
    assert {} == document.printed
    assert "<table" not in document.text


def test_lost_rows_are_absent():
    """A row that is left out is absent; one that begins a merged cell stays."""
    truth = values(printed("rows lost").truth)

    assert gd.Gap.ABSENT is truth["requests.received.total"] is truth["proactive.fees.amount"]
    assert 1200 == truth["requests.outcomes.disclosed.total"]


@pytest.mark.parametrize("table", ["proactive", "requests", "remedies"])
def test_tables_stay_full_without_a_row(table):
    """When a row goes, the merged cells that reach over it become shorter."""
    boxes = sheet(getattr(REPORT, table))
    width = len(slots(boxes)[0])
    gone = [number for number, row in enumerate(boxes) if _may_go(row)]

    for number in gone:
        left = without(boxes, number)
        assert len(left) * width == sum(box.colspan * box.rowspan for row in left for box in row)
    assert bool(gone) is (table != "remedies")


@pytest.mark.parametrize("table", ["proactive", "requests"])
@pytest.mark.parametrize("text", [True, False])
def test_both_pieces_of_a_broken_table_are_full(table, text):
    """Cut anywhere, a table makes two that leave no slot out, and merged cells begin again."""
    boxes = sheet(getattr(REPORT, table))
    width = len(slots(boxes)[0])
    for at in range(1, len(boxes)):
        above, below = cut(boxes, at, text=text)

        for piece, rows in ((above, at), (below, len(boxes) - at)):
            assert rows * width == sum(box.colspan * box.rowspan for row in piece for box in row)
        figures = [box for piece in (above, below) for row in piece for box in row if box.value]
        assert figures == [box for row in boxes for box in row if box.value]
        assert columns_of(below)[0][0] == 0


def test_page_breaks():
    """The tables stand in two pieces with the number of a page between; the header is repeated, or not."""
    plain = printed().text.count("<table")
    without_header, with_header = printed("page breaks"), printed("page breaks with headers")

    assert plain + 2 == without_header.text.count("<table") == with_header.text.count("<table")
    assert 1 == without_header.text.count("科研机构")
    assert 2 == with_header.text.count("科研机构")
    assert "<p>- 2 -</p>" in without_header.text


def test_labels_keep_their_ordinal_or_lose_it():
    """A wording that has been seen stands for the official one, with the official number before it or without."""
    assert "1.国家秘密" in printed("label variants", data=b"\x03").text
    assert ">国家秘密" in printed("label variants", data=b"\x01").text
    assert ">属于国家秘密" in printed("labels without ordinals").text
    assert "(三)不予公开" in printed("half width labels").text


def test_spaces_never_stand_in_an_ordinal():
    """A number before a label stays in one piece with it: alone it would be a number of its own."""
    for number in range(1, 256, 2):
        text = printed("spaced labels", data=bytes([number]), layout="tabs").text

        assert re.search(r"(?m)^1\.?[ \n]", text) is None


def test_headings_of_sections():
    """Headings are worded otherwise, or left out; the title stays."""
    assert "行政机关主动公开政府信息情况" in printed("heading variants").text
    assert 1 == printed("headings lost").text.count("<h2>")


def test_the_surroundings_change_no_truth():
    """What a site prints around the report, and prose with numbers, are no part of it."""
    for name in ("site furniture", "figures in the text", "empty rows and columns", "page breaks", "spaced labels"):
        assert REPORT == printed(name).truth


# ---------------------------------------------------------------------------------------------------- strategy


def test_deviations_are_combined():
    """Up to three at once, and any of them."""
    every(gst.rendered(), lambda document: len(document.deviations) <= 3, examples=30)
    some(gst.rendered(), lambda document: len(document.deviations) == 3)


def test_numbers_are_not_broken_where_blanks_part_cells():
    """A number in two pieces would be two cells there, and nobody could tell."""

    def holds(document):
        layout = LAYOUTS[document.layout]
        assert layout.parts or BREAKING.isdisjoint(document.deviations)

    every(gst.rendered(deviations=BREAKING), holds, examples=30)
    assert () == printed("split numbers", layout="one line").deviations


@pytest.mark.parametrize("given", [REPORT, gst.reports(max_cells=0), None])
def test_what_is_rendered(given):
    """A report, or whatever a strategy gives."""

    def holds(document):
        assert () == document.deviations
        assert "markdown" == document.format
        if given is REPORT:
            assert given == document.truth

    every(gst.rendered(given, formats=["markdown"], deviations=()), holds, examples=10)


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ({"formats": ["pdf"]}, "no format is called 'pdf'; there are: html, text, markdown"),
        ({"layouts": ["sheet"]}, "no layout is called 'sheet'; there are: page"),
        ({"deviations": ["coffee"]}, "no deviation is called 'coffee'; there are: padded figures"),
        ({"formats": ["html"], "layouts": ["tabs"]}, "none of the layouts"),
    ],
)
def test_unknown_names_are_refused(arguments, match):
    """The error names what there is."""
    with pytest.raises(InvalidArgument, match=match):
        gst.rendered(**arguments)
