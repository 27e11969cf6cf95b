"""Delimited text: every field at its slot, whatever the charset, the delimiter and the quotes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Grid, GridCell
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sheets.delimited import read
from readers.workbooks import outline, said, texts_at, texts_of


def opened(content, *, name="", **limits):
    """The document in a text."""
    return read(content.encode("utf-8"), name=name, limits=Limits(**limits))


def test_a_table():
    """Fields stand at their slots and know their line; a blank field is a blank cell; a title stands apart."""
    document = opened("某局年度报告,,\n\n信息内容,制发,废止\n规章,,2\n", name="dir\\年报.csv")

    assert "年报.csv" == document.name
    assert ["某局年度报告", [["信息内容", "制发", "废止"], ["规章", "", "2"]]] == outline(document)
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.aligned
    assert Place(table=1, line=3, row=3, column=1) == grid.place
    assert GridCell(text="", row=1, column=1, place=Place(line=4, row=4, column=2)) == grid.cells[4]
    assert GridCell(text="2", row=1, column=2, place=Place(line=4, row=4, column=3, text="2")) == grid.cells[5]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"], ids=["plain", "marked", "chinese", "wide"]
)
def test_charsets(encoding):
    """The usual charsets of spreadsheets programs in China are recognised."""
    content = "信息内容,数量\r\n规章,1\r\n行政规范性文件,2\r\n行政许可处理决定数量,3\r\n"

    document = read(content.encode(encoding), limits=Limits())

    assert [["信息内容", "数量"], ["规章", "1"], ["行政规范性文件", "2"], ["行政许可处理决定数量", "3"]] == texts_of(
        document.blocks[0]
    )


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"], ids=["comma", "tab", "semicolon", "bar"])
def test_delimiters(delimiter):
    """The delimiter is the one that cuts most records alike, whatever else stands in the fields."""
    table = [
        ["规章", "1", "有, 无"],
        ["文件", "2;3", "a\tb"],
        ["许可", "4|5", "6"],
        ["处罚", "7", "8"],
        ["强制", "9", "0"],
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(table)

    assert [table] == outline(opened(stream.getvalue()))


def test_a_delimiter_that_the_file_declares():
    """The line that tells Excel the delimiter is obeyed and is no record."""
    assert [[["规章", "1,2"]]] == outline(opened("sep=;\r\n规章;1,2\r\n"))
    assert [[["规章", "1,2"]]] == outline(opened('"sep=\t"\n规章\t1,2\n'))


def test_text_without_any_delimiter():
    """Lines that nothing cuts are lines."""
    assert ["题", "第一句。", "第二句。"] == outline(opened("题\n第一句。\n第二句。\n"))


def test_quotes():
    """Delimiters, doubled quotes and line breaks inside quotes belong to the field; lines are counted through."""
    document = opened('甲,"1,234"\n"乙 ""注""\r\n第二行",2\n丙,3\n')

    assert [["甲", "1,234"], ['乙 "注"\n第二行', "2"], ["丙", "3"]] == texts_of(document.blocks[0])
    assert [1, 2, 4] == [row[0].place.line for row in document.blocks[0].rows()]
    assert [1, 2, 3] == [row[0].place.row for row in document.blocks[0].rows()]


def test_a_quote_that_is_never_closed():
    """It is a plain character, with a remark: as an opening quote it would swallow the rest of the file."""
    document = opened('规章,1\n"文件,2\n许可,3\n')

    assert [["规章", "1"], ['"文件', "2"], ["许可", "3"]] == texts_of(document.blocks[0])
    assert [("quote-unclosed", "")] == said(document)


@pytest.mark.slow
def test_a_quote_that_is_never_closed_before_a_long_rest():
    """The same where the rest is longer than a field may be."""
    document = opened('规章,1\n"文件,2\n' + "许可,3\n" * 40_000, slots=1_000_000)

    assert '"文件' == texts_at(document)[2, 1]
    assert [("quote-unclosed", "")] == said(document)


def test_a_number_kept_from_excel():
    """The formula with which a file keeps a number a text is that text."""
    assert [[["编号", "007"], ["公式", "=A1"]]] == outline(opened('编号,"=""007"""\n公式,=A1\n'))
    assert [[["编号", "007"], ["文件", "1"]]] == outline(opened('编号,="007"\n文件,1\n'))


def test_side_tables_keep_their_columns():
    """A column in which nothing stands has no cells, and the others keep their numbers."""
    assert [[0, 1, 3]] == [[each.column for each in row] for row in opened("规章,1,,2\n").blocks[0].rows()]


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["a,b"] * 100 + ["c;d"] * 100, "a"),
        (["a,b"] * 100 + ["c;d"] * 101, "a"),
        (["a,b"] * 99 + ["c;d"] * 100 + ["a,b"], "a"),
        (["a,b"] * 99 + ["c;d"] * 101, "a,b"),
    ],
)
def test_how_many_records_decide_on_the_delimiter(lines, first):
    """The first 200; of two delimiters that cut as many alike, the commoner one."""
    assert first in {
        each.text for block in opened("\n".join(lines)).blocks for each in getattr(block, "cells", [block])
    }


def test_bounds():
    """What would take the machine is refused, and the bound is named."""
    with pytest.raises(LimitExceededError, match="limit document_bytes"):
        opened("a,b\n" * 5, document_bytes=19)
    with pytest.raises(LimitExceededError, match="limit slots"):
        opened("1,2\n" * 5, slots=9)
    with pytest.raises(LimitExceededError, match="limit slots"):
        opened("1," * 20 + "1\n" + "1\n" * 20, slots=100)
    with pytest.raises(DamagedDocumentError, match="too long"):
        opened("规章,1\n" + "长" * 131_073)


@given(
    st.lists(
        st.lists(st.text('a政1,;\t|"\n。', max_size=4).map(lambda text: text.strip()), min_size=2, max_size=4),
        max_size=5,
    )
)
def test_what_is_written_is_read_at_the_same_slot(table):
    """Every field comes out at its row and column, line by line if it stands alone."""
    stream = io.StringIO()
    csv.writer(stream).writerows(table)
    expected = {
        (row + 1, column + 1): text
        for row, record in enumerate(table)
        for column, text in enumerate(record)
        if text and "sep=" not in text
    }
    found = texts_at(opened("sep=,\n" + stream.getvalue()))

    assert set(expected) == set(found)
    for slot, text in found.items():
        assert text in expected[slot]


@given(st.binary(max_size=300))
def test_any_bytes(content):
    """Any bytes are a document or raise an error about the document."""
    try:
        document = read(content, limits=Limits())
    except DocumentError:
        return
    assert all(isinstance(remark.code, str) for remark in document.remarks)


def test_a_title_whose_first_lines_stand_right_below_another_table():
    """They belong to that table by where they stand, and to the title by what they say."""
    head = "索引号,000014349/2024-00017\n发布机构,办公室\n文号,无\n沙洲\n镇\n教育局2020年政府信息公开工作年度报告\n"
    lines = "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。\n一、总体情况\n本机关按规定公开政府信息。\n"
    table = "二、主动公开政府信息情况\n信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,1,2,3\n"
    reading = gd.read((head + lines + table).encode(), format="csv")

    assert "沙洲镇教育局" == reading.report.organ.name
