"""Where a notice says that something stands: the table, row, column and line as somebody counts them who looks."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.model.place import Place
from govdisclosure.strategies.layouts import Line
from govdisclosure.writers.printed import Box
from readers.papers import PAPER, REPORT, THREE, read, relabelled, said, with_tables
from readers.test_recognise_rows import SEVEN, inserted, plain

ISSUED = str(gd.get(REPORT, "proactive.normative_documents.issued"))
RECEIVED = " | ".join(box.text for box in plain(THREE)[3])
EIGHTY = " | ".join(box.text for box in SEVEN)
NEAR = "二、上年结转政府信息息公开申请数量"


def figure(text):
    """The paper with other words in the second row of figures of table two, in its first column."""
    return with_tables(two=relabelled(ISSUED, text))


def heading(text):
    """The paper with another first heading of a section."""
    return tuple(Line(text, heading=True) if block == Line("一、总体情况", heading=True) else block for block in PAPER)


PAGE, TABS = "page", "tabs"
PLACES = [
    ("row-unknown", with_tables(three=inserted(15, (Box("9.按规定不予公开", 3), *SEVEN))), PAGE, (2, 16, 1, None)),
    ("row-unknown", with_tables(three=inserted(15, (Box("9.按规定不予公开", 3), *SEVEN))), TABS, (5, 16, 1, 35)),
    ("row-extra", with_tables(three=inserted(7, (Box("（三）不予公开", 3), *SEVEN))), PAGE, (2, 8, 1, None)),
    ("row-extra", with_tables(three=inserted(7, (Box("（三）不予公开", 3), *SEVEN))), TABS, (5, 8, 1, 27)),
    ("row-repeated", with_tables(three=inserted(4, plain(THREE)[3])), PAGE, (2, 5, 1, None)),
    ("row-repeated", with_tables(three=inserted(4, plain(THREE)[3])), TABS, (5, 5, 1, 24)),
    ("row-contradictory", with_tables(three=inserted(4, (plain(THREE)[3][0], *SEVEN))), PAGE, (2, 4, 1, None)),
    ("row-contradictory", with_tables(three=inserted(4, (plain(THREE)[3][0], *SEVEN))), TABS, (5, 4, 1, 23)),
    ("row-incomplete", with_tables(two=lambda sheet: (*sheet[:2], sheet[2][:-1], *sheet[3:])), PAGE, (1, 3, 1, None)),
    ("row-incomplete", with_tables(two=lambda sheet: (*sheet[:2], sheet[2][:-1], *sheet[3:])), TABS, (1, 2, 1, 7)),
    ("number-unreadable", figure("见附件"), PAGE, (1, 4, 2, None)),
    ("number-unreadable", figure("见附件"), TABS, (1, 3, 2, 8)),
    ("number-cleaned", figure("1,005.00"), PAGE, (1, 4, 2, None)),
    ("number-cleaned", figure("1,005.00"), TABS, (1, 3, 2, 8)),
    ("number-annotated", figure("1005（件）"), PAGE, (1, 4, 2, None)),
    ("number-annotated", figure("1005（件）"), TABS, (1, 3, 2, 8)),
    ("label-near", with_tables(three=relabelled("二、上年结转政府信息公开申请数量", NEAR)), PAGE, (2, 5, 1, None)),
    ("label-near", with_tables(three=relabelled("二、上年结转政府信息公开申请数量", NEAR)), TABS, (5, 5, 1, 24)),
    ("header-by-order", with_tables(three=relabelled("商业企业", "工商企业")), PAGE, (2, 4, 1, None)),
    ("header-unclear", with_tables(three=relabelled("商业企业", "另外某类组织")), TABS, (5, 4, 1, 23)),
    ("header-by-order", PAPER, TABS, (5, 4, 1, 23)),
    ("heading-variant", heading("一、总的情况"), PAGE, (None, None, None, None)),
    ("heading-variant", heading("一、总的情况"), TABS, (None, None, None, 2)),
    ("number-not-placed", (*PAPER, ((Box("规章"), Box("71")), (Box("其他"), Box("72")))), PAGE, (4, 1, 1, None)),
    ("number-not-placed", (*PAPER, ((Box("规章"), Box("71")), (Box("其他"), Box("72")))), TABS, (7, 1, 1, 58)),
]
TEXTS = {
    "row-unknown": f"9.按规定不予公开 | {EIGHTY}",
    "row-extra": f"（三）不予公开 | {EIGHTY}",
    "row-incomplete": "规章 | 1001 | 1002",
    "label-near": f"{NEAR} | 1018 | 1019 | 1020 | 1021 | 1022 | 1023 | 1024",
    "heading-variant": "一、总的情况",
    "number-not-placed": "规章 | 71",
    **dict.fromkeys(("row-repeated", "row-contradictory", "header-missing", "header-unclear"), RECEIVED),
    "header-by-order": RECEIVED,
}
"""The row or line that stands there; of a number, itself."""


@pytest.mark.parametrize(("code", "paper", "layout", "at"), PLACES, ids=[f"{each[0]}, {each[2]}" for each in PLACES])
def test_where_a_notice_stands(code, paper, layout, at):
    """The first notice of the kind, in a page and in lines of text."""
    notice = said(read(*paper, layout=layout), code)[0]
    table, row, column, line = at

    place = Place(table=table, row=row, column=column, line=line, text=TEXTS.get(code, notice.detail))

    assert place == attrs.evolve(notice.place, character=None)  # which tests of whereabouts hold to the text


@pytest.mark.parametrize("layout", [PAGE, TABS])
def test_where_every_row_of_a_table_stands(layout):
    """Rows are counted on, one by one, to the last."""
    first = {PAGE: Place(table=2, row=4), TABS: Place(table=5, row=4, line=23)}[layout]
    shift = (first.line or 0) - (first.row or 0)
    reading = read(*with_tables(three=plain), layout=layout)
    firsts = [reading.where(each) for each in gd.addresses(REPORT) if each.startswith("requests.")][::7]

    assert list(range(4, 4 + len(firsts))) == [place.row for place in firsts]
    assert {(first.table, 2)} == {(place.table, place.column if layout == TABS else 2) for place in firsts}
    assert all(place.line == (place.row + shift if layout == TABS else None) for place in firsts)
