"""Word documents: what a person sees of them, and a remark wherever something was left out."""

import io
import zipfile
from contextlib import suppress

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure.errors import (
    DamagedDocumentError,
    DocumentError,
    LimitExceededError,
    UnsupportedFormatError,
)
from govdisclosure.model.notices import NOTICES
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Grid, GridCell, Paragraph
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.word import xml as wordxml
from govdisclosure.readers.word.docx import read
from readers.ooxml import (
    NAMESPACES,
    PACKAGE,
    STRICT,
    cell,
    core_properties,
    docx,
    paragraph,
    relations,
    root,
    row,
    run,
    table,
    zipped,
)

VISIBLE_BREAK = "<w:r><w:br/></w:r>"
RAISED = '<w:vertAlign w:val="superscript"/>'
HIDDEN = "<w:vanish/>"
STRUCK = "<w:strike/>"
WHITE = '<w:color w:val="ffffff"/>'
BLUE = '<w:shd w:val="clear" w:fill="4472C4"/>'


def span(columns):
    return f'<w:gridSpan w:val="{columns}"/>'


def merged(kind):
    return f'<w:vMerge w:val="{kind}"/>' if kind else "<w:vMerge/>"


def document(body, **parts):
    return read(docx(body, **parts), limits=Limits())


def texts(found):
    """The text of every block: paragraphs as they are, tables as rows of cells."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in found.blocks
    ]


def cells(found):
    """Text, slot and spans of each cell of each table."""
    return [
        [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in block.cells]
        for block in found.blocks
        if isinstance(block, Grid)
    ]


def said(found):
    return [(remark.code, remark.detail) for remark in found.remarks]


def only_cell(content, **parts):
    """The first cell of a table whose first cell holds ``content``, and what was said of the document."""
    found = document(table(row(cell(content), "other")), **parts)
    grid = found.blocks[0]
    assert isinstance(grid, Grid)
    return grid.cells[0], said(found)


# The order and the places of things


def test_paragraphs_and_tables_in_order():
    """Blocks come in the order of the document, each cell with its place and its text as printed."""
    found = document(
        paragraph("一、总体情况") + table(row("甲", "乙"), row("1", "")) + paragraph(" 正文 ") + paragraph()
    )

    place = Place(table=1, row=2, column=1, text="1")
    assert ["一、总体情况", [["甲", "乙"], ["1", ""]], "正文"] == texts(found)
    assert isinstance(found.blocks[1], Grid)
    assert GridCell(text="1", row=1, column=0, place=place) == found.blocks[1].cells[2]
    assert Place(table=1) == found.blocks[1].place
    assert Paragraph(text="正文", place=Place(text="正文")) == found.blocks[2]
    assert () == found.remarks


def test_lines_of_a_paragraph():
    """Line breaks part a paragraph outside tables into lines; in a cell they and paragraphs are newlines."""
    broken = paragraph("一", VISIBLE_BREAK, "二")

    assert ["一", "二"] == texts(document(broken))
    assert "一\n二\n三" == only_cell(broken + paragraph() + paragraph("三"))[0].text


def test_numbers_split_over_runs():
    """One run for each digit is one number."""
    assert "12345" == only_cell(paragraph(*"12345"))[0].text


def test_text_is_kept_as_printed():
    """Full-width digits, thousands commas and spaces inside are left to those who read numbers."""
    assert "１２ 3,406" == only_cell(paragraph("\N{NO-BREAK SPACE}１２ 3,406\N{IDEOGRAPHIC SPACE}"))[0].text


def test_white_space_at_the_ends_of_a_text():
    """Word shows a space at the end of a text only where the text asks for it, and a line break in it as a space."""
    assert (
        "1 23"
        == only_cell('<w:p><w:r><w:t>1\n2</w:t></w:r><w:r><w:t xml:space="default"> 3 </w:t></w:r></w:p>')[0].text
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<w:tab/>", "1\t2"),
        ("<w:ptab/>", "1\t2"),
        ("<w:br/>", "1\n2"),
        ("<w:cr/>", "1\n2"),
        ("<w:noBreakHyphen/>", "1-2"),
        ("<w:softHyphen/>", "12"),
        ("<w:lastRenderedPageBreak/>", "12"),
        ('<w:sym w:font="Symbol" w:char="F033"/>', "132"),
        ('<w:sym w:font="Symbol" w:char="F061"/>', "1\uf0612"),
        ('<w:sym w:font="宋体" w:char="25A1"/>', "1□2"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "1\uf0fe2"),
        ('<w:sym w:font="Wingdings" w:char="0033"/>', "1\uf0332"),
        ('<w:sym w:font="Wingdings" w:char="0001"/>', "1\ufffd2"),
        ('<w:sym w:font="Symbol" w:char="D800"/>', "1\ufffd2"),
        ('<w:sym w:font="Symbol" w:char="0000"/>', "1\ufffd2"),
        ('<w:sym w:font="Symbol" w:char="none"/>', "1\ufffd2"),
        ("<w:sym/>", "1\ufffd2"),
    ],
)
def test_characters_that_are_markup(markup, text):
    """Tabs, breaks, hyphens and symbols are the characters a person sees; a symbol is never a wrong digit."""
    assert text == only_cell(paragraph("1", f"<w:r>{markup}</w:r>", "2"))[0].text


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        "<w:dir>{}</w:dir>",
        "<w:bdo>{}</w:bdo>",
        "<unknown:wrapper>{}</unknown:wrapper>",
        "<w:sdt><w:sdtContent><w:smartTag><w:hyperlink>{}</w:hyperlink></w:smartTag></w:sdtContent></w:sdt>",
    ],
)
def test_wrapped_runs(wrap):
    """Links, content controls and other wrappers do not hide the text in them."""
    found, remarks = only_cell(paragraph("1", wrap.format(run("2")), "3"))

    assert "123" == found.text
    assert [] == remarks


@pytest.mark.parametrize("level", ["paragraph", "table", "row", "cell"])
def test_content_controls_at_every_level(level):
    """Content controls around paragraphs, tables, rows and cells are looked through."""

    def control(name, content):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>" if name == level else content

    inner = control("row", row(control("cell", cell("1")), "2"))
    body = control("paragraph", paragraph("文")) + control("table", table(row("a", "b"), inner))

    assert ["文", [["a", "b"], ["1", "2"]]] == texts(document(body))


def test_ruby_text():
    """The reading printed small above a character is not part of the text."""
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('xīn')}</w:rt><w:rubyBase>{run('新')}</w:rubyBase></w:ruby></w:r>"

    assert "新收" == only_cell(paragraph(ruby, "收"))[0].text


def test_headings():
    """A paragraph is a heading by its outline level, its style's, or the name of its style."""
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="a"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:styleId="c"><w:name w:val="正文标题"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    )
    kinds = ['<w:pStyle w:val="1"/>', '<w:pStyle w:val="a"/>', '<w:pStyle w:val="c"/>', '<w:outlineLvl w:val="0"/>']
    plain = [
        "",
        '<w:pStyle w:val="b"/>',
        '<w:pStyle w:val="missing"/>',
        '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>',
    ]
    found = document("".join(paragraph("文", properties=given) for given in kinds + plain), styles=styles)

    assert [True] * 4 + [False] * 4 == [block.heading for block in found.blocks]


def test_title_of_the_file():
    """The title among the properties is the title of the document; the name is handed on."""
    found = read(docx(paragraph("文"), title=" 年度报告 ", header=paragraph("页眉")), name="2024.docx", limits=Limits())

    assert "年度报告" == found.title
    assert "2024.docx" == found.name


@pytest.mark.parametrize(("header", "title"), [("某市2024年报", "某市2024年报"), ("— 1 —", ""), ("", "")])
def test_title_from_the_page_header(header, title):
    """Without a stored title a worded page header serves as one, a page number does not; neither is text."""
    found = document(paragraph("文"), header=paragraph(header), extra={"docProps/core.xml": core_properties(" ")})

    assert title == found.title
    assert ["文"] == texts(found)


def test_part_named_many_times(monkeypatch):
    """However often a package names a part, it is taken apart once."""
    target = '<Relationship Type="x/header" Target="header1.xml"/>'
    rels = f'<Relationships xmlns="{PACKAGE}">{target * 1000}</Relationships>'
    parsed = []
    parse = wordxml.parse
    monkeypatch.setattr(wordxml, "parse", lambda *given, name: parsed.append(name) or parse(*given, name=name))
    document(paragraph("文"), header=paragraph("1"), extra={"word/_rels/document.xml.rels": rels})

    assert 1 == parsed.count("word/header1.xml")


# Merged cells


def test_spans():
    """Merged cells are one cell at the upper left slot, and no value means that the merge goes on."""
    found = document(
        table(
            row(cell("a", properties=merged("restart")), cell("b", properties=span(2))),
            row(cell(properties=merged("")), "c", "d"),
            row(cell(properties=merged("continue")), "e", "f"),
            columns=3,
        )
    )

    expected = [
        ("a", 0, 0, 3, 1),
        ("b", 0, 1, 1, 2),
        ("c", 1, 1, 1, 1),
        ("d", 1, 2, 1, 1),
        ("e", 2, 1, 1, 1),
        ("f", 2, 2, 1, 1),
    ]
    assert [expected] == cells(found)


def test_merge_begins_anew():
    """A second beginning below a merge is a second cell."""
    begin = cell("a", properties=merged("restart"))

    assert [[("a", 0, 0, 1, 1), ("a", 1, 0, 2, 1)]] == cells(
        document(table(row(begin), row(begin), row(cell(properties=merged("")))))
    )


@pytest.mark.parametrize("above", [cell("a"), cell("a", properties=merged("restart") + span(2)), ""])
def test_merge_that_goes_on_with_nothing(above):
    """A cell that claims to go on with a merge is a cell of its own where none as wide stands above it."""
    found = document(table(row(above, "x"), row(cell("1", properties=merged("")), "2")))

    assert ("1", 1, 0, 1, 1) in cells(found)[0]
    assert [] == said(found)


def test_text_in_a_covered_cell():
    """What a file holds in a cell that is merged away is not shown, and said."""
    inner = cell("1", table(row("2", "3")), properties=merged(""))
    found = document(table(row(cell("a", properties=merged("restart")), "b"), row(inner, "c")))

    assert [[("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1)]] == cells(found)
    assert [("hidden-text", "1\n23")] == said(found)


def test_horizontal_merge_of_old_writers():
    """A horizontal merge by w:hMerge is one cell as wide as those it joins."""
    begin, on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    found = document(table(row(cell("a", properties=begin), cell(properties=on), cell("9", properties=on), "b")))

    assert [[("a", 0, 0, 1, 3), ("b", 0, 3, 1, 1)]] == cells(found)
    assert [("hidden-text", "9")] == said(found)
    assert [[("1", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]] == cells(document(table(row(cell("1", properties=on), "b"))))


def test_columns_left_out():
    """Columns a row skips at its start are slots without a cell, and so are those it skips at its end."""
    before = row("1", properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>')

    assert [("1", 1, 2, 1, 1)] == cells(document(table(row(*"abcd"), before, columns=4)))[0][4:]


def test_rows_without_cells():
    """A row that is wholly covered from above is an empty row, not a missing one."""
    found = document(table(row(cell("a", properties=merged("restart"))), row(cell(properties=merged(""))), row("b")))

    assert [[["a"], [], ["b"]]] == texts(found)


@pytest.mark.parametrize(
    ("columns", "spans", "expected"),
    [
        (3, (1, 99), 2),
        (0, (1, 99), 99),
        (1, (1, 99), 99),
        (3, (1, "many"), 1),
        (3, (1, 0), 1),
    ],
)
def test_spans_never_reach_beyond_the_table(columns, spans, expected):
    """A span is cut at the columns the table declares, unless it declares too few; nonsense is one column."""
    wide = row(*(cell("a", properties=span(number)) for number in spans))

    assert expected == cells(document(table(wide, row("1", "2"), columns=columns)))[0][1][4]


def test_table_without_cells():
    """A table with no cells is no table, and does not count."""
    found = document(table(row()) + table(row("a", "b")))

    assert [[["a", "b"]]] == texts(found)
    assert Place(table=1) == found.blocks[0].place


@st.composite
def tilings(draw):
    """A rectangle of at most 6 x 6 slots cut into cells: (row, column, rowspan, colspan)."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(line, column) for line in range(height) for column in range(width)}
    tiles = []
    for line, column in sorted(free):
        if (line, column) not in free:
            continue
        wide = 1
        while (line, column + wide) in free and draw(st.booleans()):
            wide += 1
        high = 1
        while line + high < height and draw(st.booleans()):
            high += 1
        tiles.append((line, column, high, wide))
        free -= {(line + down, column + right) for down in range(high) for right in range(wide)}
    return height, width, tiles


def rows_of(height, tiles):
    """The rows of a table with these cells, merged as Word writes them."""
    lines = [[] for _ in range(height)]
    for line, column, high, wide in tiles:
        for down in range(high):
            kind = "" if high == 1 else merged("restart" if down == 0 else "")
            lines[line + down].append((column, cell("" if down else f"{line}.{column}", properties=span(wide) + kind)))
    return [row(*(content for _, content in sorted(content))) for content in lines]


@given(tilings())
def test_any_merges(tiling):
    """However cells are merged, each comes back once, at its slot, with its spans and its text."""
    height, width, tiles = tiling
    found = document(table(*rows_of(height, tiles), row("x", *"y" * (width - 1)), columns=width))

    expected = [(f"{line}.{column}", line, column, high, wide) for line, column, high, wide in tiles]
    assert expected == cells(found)[0][:-width]


@settings(max_examples=25, deadline=None)
@given(tilings())
def test_merges_of_another_writer(tiling):
    """Tables merged by python-docx come back at their slots as well."""
    height, width, tiles = tiling
    written = python_docx.Document()
    grid = written.add_table(height + 1, width)
    for line, column, high, wide in tiles:
        corner = grid.cell(line + high - 1, column + wide - 1)
        grid.cell(line, column).merge(corner).text = f"{line}.{column}"
    stream = io.BytesIO()
    written.save(stream)
    found = read(stream.getvalue(), limits=Limits())

    expected = [(f"{line}.{column}", line, column, high, wide) for line, column, high, wide in tiles]
    assert expected == cells(found)[0][:-width]


# Tables in tables, text boxes

BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def test_nested_table():
    """A table in a cell is a block of its own after its table, and its text is not in the cell."""
    found = document(table(row(cell("外", table(row("1", "2"), row("3", "4"))), "乙")) + paragraph("后"))

    assert [[["外", "乙"]], [["1", "2"], ["3", "4"]], "后"] == texts(found)
    assert [1, 2] == [block.place.table for block in found.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("inside", [table(row("2", "6")), paragraph(BOX.format(paragraph("26")))])
def test_cell_that_holds_a_table_or_a_box(inside):
    """A cell without text of its own is not a blank if something stands in it; a number beside that is in doubt."""
    (found, *_) = document(table(row("规章", cell(inside), cell(paragraph("7"), inside)))).blocks

    assert [("规章", ""), ("", "table-in-cell"), ("7", "look-unclear")] == [
        (each.text, each.note) for each in found.cells
    ]


def test_report_in_a_single_cell():
    """A table of one cell is a frame: what it holds are blocks, in their order."""
    found = document(table(row(cell("一、总体情况", table(row("1", "2")), "二、主动公开"))))

    assert ["一、总体情况", [["1", "2"]], "二、主动公开"] == texts(found)
    assert Place(table=1) == found.blocks[1].place


def test_layout_of_several_rows():
    """A table around others is a frame as well where no row has two cells that hold anything."""
    frame = table(row(cell(), cell("题", table(row("1", "2"))), cell()), row(cell("中"), cell(), cell()))
    aside = table(row(cell("栏"), cell("题", table(row("1", "2")))))

    assert ["题", [["1", "2"]], "中"] == texts(document(frame))
    assert [[["栏", "题"]], [["1", "2"]]] == texts(document(aside))


def test_single_column_is_no_layout():
    """A table of one column and several rows is a table as long as no other is in it."""
    assert [[["a"], ["b"]]] == texts(document(table(row("a"), row("b"))))


def test_text_box():
    """What stands in a text box are blocks after the paragraph it hangs on, and no part of its text."""
    box = BOX.format(paragraph("框") + table(row("1", "2")))

    assert ["前后", "框", [["1", "2"]]] == texts(document(paragraph("前", box, "后")))
    assert [[["甲", "乙"]], "框", [["1", "2"]]] == texts(document(table(row(cell(paragraph("甲", box)), "乙"))))


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ('<mc:Choice Requires="wps">{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback>', "新"),
        ('<mc:Choice Requires="unknown">{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback>', "旧"),
        ('<mc:Choice Requires="missing">{0}</mc:Choice><mc:Choice Requires="wps">{1}</mc:Choice>', "旧"),
        ('<mc:Choice Requires="unknown">{0}</mc:Choice>', None),
    ],
)
@pytest.mark.parametrize("in_box", [True, False])
def test_alternatives(choices, text, in_box):
    """Of two versions of the same content the one Word shows is read, and never both."""
    contents = [BOX.format(paragraph(word)) if in_box else run(word) for word in "新旧"]
    alternative = f"<mc:AlternateContent>{choices.format(*contents)}</mc:AlternateContent>"
    found = document(paragraph(alternative if in_box else f"<w:r>{alternative}</w:r>"))

    assert ([text] if text else []) == texts(found)


def test_alternatives_around_paragraphs():
    """Whole paragraphs may have alternatives too."""
    body = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"

    assert ["新"] == texts(document(body.format(paragraph("新"), paragraph("旧"))))


# Tracked changes


def test_tracked_changes_in_text():
    """Insertions and moves to a place are text, deletions and moves from it are not; the document says so."""
    deleted = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('8')}</w:moveFrom><w:moveTo>{run('3')}</w:moveTo>"
    found, remarks = only_cell(paragraph("1", deleted, f"<w:ins>{run('2')}</w:ins>", moved))

    assert "123" == found.text
    assert "unaccepted-revisions" == found.note
    assert [("unaccepted-revisions", "4")] == remarks


def test_tracked_changes_of_rows_and_cells():
    """Deleted rows and cells are gone, inserted ones are there; cells without a change have no note."""
    found = document(
        table(
            row("a", "b"),
            row("8", "9", properties="<w:del/>"),
            row("1", cell("7", properties="<w:cellDel/>"), "2", properties="<w:ins/>"),
        )
    )

    assert [[["a", "b"], ["1", "2"]]] == texts(found)
    assert [("unaccepted-revisions", "3")] == said(found)
    assert {""} == {inner.note for inner in found.blocks[0].cells}


def test_earlier_properties_are_not_properties():
    """The record of how a cell was merged before a tracked change does not merge it."""
    before = f'<w:tcPrChange w:id="1"><w:tcPr>{span(3)}</w:tcPr></w:tcPrChange>'

    assert [[("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]] == cells(document(table(row(cell("a", properties=before), "b"))))


# What is not shown, and what must not be glued to a number


def test_hidden_text():
    """Hidden text is left out without a trace in the text, and said once for all its runs."""
    found, remarks = only_cell(paragraph("1", run("8", HIDDEN), run("9", HIDDEN), "2"))

    assert "12" == found.text
    assert "hidden-text" == found.note
    assert [("hidden-text", "89")] == remarks


def test_hidden_by_style():
    """Text is hidden by the style of its run or paragraph, or by what that is based on, unless the run says no."""
    styles = (
        f'<w:style w:styleId="base"><w:rPr>{HIDDEN}</w:rPr></w:style>'
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    shown = run("1", '<w:rStyle w:val="a"/><w:vanish w:val="0"/>')
    body = paragraph(shown, run("2", '<w:rStyle w:val="a"/>'), run("3", '<w:rStyle w:val="loop"/>'))
    found = document(body + paragraph("4", properties='<w:pStyle w:val="b"/>'), styles=styles)

    assert ["13"] == texts(found)
    assert [("hidden-text", "2"), ("hidden-text", "4")] == said(found)


def test_hidden_row():
    """A row marked as hidden is gone where all in it is hidden, and there where it is not."""
    mark = "<w:hidden/>"
    gone = row(cell(paragraph(run("8", HIDDEN))), cell(), properties=mark)
    found = document(table(row("a", "b"), gone, row("1", "2", properties=mark)))

    assert [[["a", "b"], ["1", "2"]]] == texts(found)
    assert [("hidden-text", "8")] == said(found)
    assert Place(table=1) == found.remarks[0].place


@pytest.mark.parametrize("mark", [STRUCK, "<w:dstrike/>"])
def test_struck_text(mark):
    """Text that is struck through is left out and said; the numbers beside it are not joined."""
    found, remarks = only_cell(paragraph("1", run("9", mark), "2"))

    assert "1 2" == found.text
    assert "struck-text" == found.note
    assert [("struck-text", "9")] == remarks


def test_wholly_struck_cell():
    """A cell struck through as a whole is empty with a note, so that it cannot pass for a blank."""
    found, remarks = only_cell(paragraph(run("12", STRUCK)))

    assert ("", "struck-text") == (found.text, found.note)
    assert [("struck-text", "12")] == remarks


@pytest.mark.parametrize("position", ["superscript", "subscript"])
@pytest.mark.parametrize(
    ("before", "mark", "after", "text"),
    [
        ("12", "3", "", "12"),
        ("12", "3", "4", "12 4"),
        ("规章", "①", "件", "规章件"),
        ("100m", "2", "", "100m2"),
    ],
)
def test_raised_marks(position, before, mark, after, text):
    """A raised mark is no digit of the number before it; after a letter it is part of a unit and stays."""
    raised = run(mark, f'<w:vertAlign w:val="{position}"/>')
    found, remarks = only_cell(paragraph(before, raised, after))

    assert text == found.text
    assert ([] if "m2" in text else [("raised-mark", mark)]) == remarks
    assert ("" if "m2" in text else "raised-mark") == found.note


def test_wholly_raised_text():
    """Where everything is raised it is the text and no mark; blanks and hidden text beside it change nothing."""
    assert ("12", "") == (lambda found: (found.text, found.note))(only_cell(paragraph(run("12", RAISED), " "))[0])
    assert "12" == only_cell(paragraph(run("12", RAISED), run("x", HIDDEN)))[0].text


def test_not_raised_after_all():
    """A run that stands on the line again despite its style is text."""
    styles = f'<w:style w:styleId="a"><w:rPr>{RAISED}</w:rPr></w:style>'
    level = run("2", '<w:rStyle w:val="a"/><w:vertAlign w:val="baseline"/>')

    assert "12" == only_cell(paragraph("1", level), styles=styles)[0].text


@pytest.mark.parametrize("custom", ["", run("*", RAISED)])
def test_footnote(custom):
    """A footnote mark is not glued to a number; the text of the note is said, not read."""
    mark = f'<w:r><w:rPr>{RAISED}</w:rPr><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", "含转办件。")}</w:footnote>'
    found, remarks = only_cell(paragraph("12", mark, custom, "3"), footnotes=note)

    assert "12 3" == found.text
    assert "footnote" == found.note
    assert ("footnote", "含转办件。") == remarks[0]


def test_footnote_without_text():
    """A mark whose note is missing from the file is still said, at its place."""
    found = document(paragraph("12", f'<w:r><w:rPr>{RAISED}</w:rPr><w:endnoteReference w:id="2"/></w:r>'))

    assert ["12"] == texts(found)
    assert [("footnote", "")] == said(found)
    assert Place(text="12") == found.remarks[0].place


def test_white_text():
    """White text is read, with a remark that it may not be visible."""
    found, remarks = only_cell(paragraph(run("12", WHITE)))

    assert ("12", "white-text") == (found.text, found.note)
    assert [("white-text", "12")] == remarks


@pytest.mark.parametrize(
    "content",
    [
        cell(paragraph(run("12", WHITE)), properties=BLUE),
        cell(paragraph(run("12", WHITE), properties=BLUE)),
        cell(paragraph(run("12", WHITE + BLUE))),
        cell(paragraph(run("12", '<w:color w:val="000000"/><w:shd w:fill="auto"/>'))),
    ],
)
def test_white_text_on_a_coloured_ground(content):
    """White text on a ground of another colour is plain to see."""
    assert [] == said(document(table(row(content, "x"))))


def test_white_text_of_a_shaded_table_style():
    """The style of a table may bring the ground."""
    styles = f'<w:style w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr>{BLUE}</w:tcPr></w:tblStylePr></w:style>'
    styled = table(row(cell(paragraph(run("12", WHITE))), "x"), properties='<w:tblStyle w:val="t"/>')

    assert [] == said(document(styled, styles=styles))


# Fields, numbering, equations


def field(instruction, *result, step="separate", end="end"):
    steps = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", step, end)]
    inside = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return steps[0] + inside + (steps[1] + "".join(map(run, result)) if step else "") + (steps[2] if end else "")


def test_field_shows_its_result():
    """Of a field the result is shown and the instruction is not."""
    found, remarks = only_cell(paragraph("共", field("=SUM(LEFT)", "1", "2"), "件"))

    assert "共12件" == found.text
    assert [] == remarks


def test_text_in_the_instruction():
    """Text that belongs to an instruction, such as the result of a field inside it, is not shown."""
    inner = field("REF a", "9")
    nested = field("", "12").replace(
        "<w:instrText></w:instrText>", "<w:instrText>IF </w:instrText></w:r>" + inner + "<w:r>"
    )

    assert "12" == only_cell(paragraph(nested))[0].text


def test_field_over_several_paragraphs():
    """The result of a field may go on in the next paragraphs."""
    found = document(
        paragraph(field("TOC", "一、", end="")) + paragraph("二、", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "三")
    )

    assert ["一、", "二、三"] == texts(found)


def test_field_that_never_ends():
    """A field without its end hides nothing, neither in its paragraph nor after it."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    assert ["12", "34"] == texts(document(paragraph("1", begin, "2") + paragraph("34")))
    assert ["12"] == texts(document(paragraph("1", begin * 80, "2")))


def test_end_of_no_field():
    """The end of a field that did not begin, and an instruction outside one, change nothing."""
    stray = '<w:r><w:fldChar w:fldCharType="end"/><w:instrText>PAGE</w:instrText></w:r>'

    assert "12" == only_cell(paragraph("1", stray, "2"))[0].text


@pytest.mark.parametrize(
    "content",
    [
        field(" =SUM(LEFT) ", step=""),
        field(" =SUM(LEFT) "),
        field(" =SUM(LEFT) ", " "),
        '<w:fldSimple w:instr=" =SUM(LEFT) "/>',
        f'<w:fldSimple w:instr=" =SUM(LEFT) ">{run("")}</w:fldSimple>',
    ],
)
def test_field_without_a_result(content):
    """A sum that was never computed leaves the cell empty with a note, so that it cannot pass for a blank."""
    found, remarks = only_cell(paragraph(content))

    assert ("", "field-without-result") == (found.text, found.note)
    assert [("field-without-result", "=SUM(LEFT)")] == remarks


@pytest.mark.parametrize("content", [field(" XE x ", step=""), '<w:fldSimple w:instr="TC"/>', "<w:fldSimple/>"])
def test_field_that_prints_nothing(content):
    """Index entries and the like have no result and need none."""
    assert [] == only_cell(paragraph(content))[1]


def test_automatic_numbering():
    """The labels of automatic numbering are not read; how many there are is said, and a cell that has one notes it."""
    styles = (
        '<w:style w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="m"><w:basedOn w:val="n"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    direct = '<w:numPr><w:ilvl w:val="0"/></w:numPr>'
    body = paragraph("总体情况", properties='<w:pStyle w:val="n"/>') + paragraph(
        "文", properties='<w:pStyle w:val="m"/>'
    )
    found = document(body + table(row(cell(paragraph(properties=direct)), "1")), styles=styles)

    assert ["总体情况", "文", [["", "1"]]] == texts(found)
    assert [("list-label-unread", "2")] == said(found)
    assert ["list-label-unread", ""] == [inner.note for inner in found.blocks[2].cells]


def test_equation():
    """Numbers in an equation are text, and those of a fraction are not joined to one number."""
    parts = "".join(f"<m:{part}><m:r><m:t>{text}</m:t></m:r></m:{part}>" for part, text in (("num", 1), ("den", 2)))
    fraction = f"<m:oMathPara><m:oMath><m:f>{parts}</m:f></m:oMath></m:oMathPara>"

    assert "1 2" == only_cell(paragraph(fraction))[0].text
    assert "12" == only_cell(paragraph("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>"))[0].text


# What is not read


def test_pictures():
    """Pictures are counted, and a cell that holds one notes it."""
    drawing = "<w:r><w:drawing><wp:inline><pic:pic><pic:blipFill/></pic:pic></wp:inline></w:drawing></w:r>"
    found = document(
        table(row(cell(paragraph("1", drawing, "2")), "x")) + paragraph("<w:r><w:pict><v:imagedata/></w:pict></w:r>")
    )

    assert [[["1 2", "x"]]] == texts(found)
    assert "pictures-unread" == found.blocks[0].cells[0].note
    assert [("pictures-unread", "2")] == said(found)


@pytest.mark.parametrize(
    ("object_", "program"), [('<o:OLEObject ProgID="Excel.Sheet.12"/>', "Excel.Sheet.12"), ("", "")]
)
def test_embedded_object(object_, program):
    """An embedded spreadsheet is not read, and said with its program."""
    found = document(paragraph(f"<w:r><w:object><v:shape/>{object_}</w:object></w:r>"))

    assert [("object-unread", program)] == said(found)


@pytest.mark.parametrize("markup", ['<w:altChunk r:id="r1"/>', '<w:subDoc r:id="r1"/>'])
def test_embedded_document(markup):
    """A document in the document is not read, and said, in a cell as well."""
    found = document(markup + table(row(cell(markup, "规章"), "2")))

    assert [("embedded-document-unread", "")] * 2 == said(found)
    assert "embedded-document-unread" == found.blocks[0].cells[0].note


def test_long_details_are_cut():
    """A remark quotes enough to find the place, not the whole document."""
    assert 200 == len(only_cell(paragraph("1", run("隐" * 1000, HIDDEN)))[1][0][1])


def test_every_remark_is_a_notice():
    """Whatever is said has a text in both languages."""
    marks = run("1", HIDDEN) + run("2", STRUCK) + run("3", RAISED) + run("4", WHITE) + field("=1")
    marks += "<w:r><w:footnoteReference/><w:object/><w:pict><v:imagedata/></w:pict></w:r><w:del/>"
    found = document("<w:altChunk/>" + paragraph("文", marks, properties="<w:numPr/>"))

    codes = {remark.code for remark in found.remarks}
    assert codes <= NOTICES.keys()
    assert 11 == len(codes)


# Dialects


def test_strict_edition():
    """The strict edition says the same in other namespaces."""
    body = paragraph("文") + table(
        row(cell("a", properties=span(2))), row("1", cell("2", properties=merged("restart")))
    )
    strict = docx(body, w=STRICT, title="题", styles='<w:style w:styleId="1"/>')
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts = {
        name: part.replace(office, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts.items()
    }

    expected, found = document(body, title="题"), read(zipped(parts), limits=Limits())
    assert expected == found
    assert 3 == len(cells(found)[0])


def test_flat_package():
    """A package written out as one XML file is read as the package is."""
    part = '<pkg:part pkg:name="/{}"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    parts = {
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": root("document", f"<w:body>{paragraph('文')}</w:body>").partition("?>")[2],
    }
    inside = "".join(part.format(name, content) for name, content in parts.items())
    flat = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'{inside}<pkg:part pkg:name="/a.png"><pkg:binaryData/></pkg:part><pkg:part pkg:name="/b"/></pkg:package>'
    )

    assert ["文"] == texts(read(flat.encode("utf-8-sig"), limits=Limits()))


def test_xml_of_word_2003():
    """The XML of Word 2003: other spellings of merges, changes and numbering, and sections around everything."""
    w = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = (
        '<w:wordDocument xmlns:w="{w}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="urn:wx">'
        '<w:styles><w:style w:styleId="h"><w:name w:val="heading 1"/></w:style></w:styles>'
        '<w:body><wx:sect><w:p><w:pPr><w:pStyle w:val="h"/><w:listPr><w:ilfo w:val="1"/></w:listPr></w:pPr>'
        "<w:r><w:t>总体情况</w:t></w:r></w:p>"
        '<w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r>'
        '<aml:annotation w:type="Word.Bookmark.Start"/>'
        '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>9</w:t></w:r></aml:content></aml:annotation>'
        '<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>2</w:t></w:r></aml:content></aml:annotation>'
        "</w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        "</wx:sect></w:body></w:wordDocument>"
    )
    found = read(body.replace("{w}", w).encode(), limits=Limits())

    assert Paragraph(text="总体情况", place=Place(text="总体情况"), heading=True) == found.blocks[0]
    assert [[("", 0, 0, 2, 1), ("12", 0, 1, 1, 1), ("", 1, 1, 1, 1)]] == cells(found)
    assert [("unaccepted-revisions", "2"), ("list-label-unread", "1")] == said(found)


@pytest.mark.parametrize("data", [b"<html><body/></html>", b'<?xml version="1.0"?>\n<a/>', b"\xef\xbb\xbf<a/>"])
def test_other_xml(data):
    """XML that is no Word document is refused by its kind."""
    with pytest.raises(UnsupportedFormatError, match=r"not a Word document; save it as \.docx"):
        read(data, limits=Limits())


# Damaged and hostile documents


def test_package_of_something_else():
    """A spreadsheet under the name of a document is refused by its kind."""
    with pytest.raises(UnsupportedFormatError, match="holds no Word document"):
        read(zipped({"xl/workbook.xml": "<workbook/>"}), limits=Limits())


def test_part_of_another_kind():
    """A main part that is no document is refused as well."""
    with pytest.raises(UnsupportedFormatError, match="holds no Word document"):
        read(zipped({"word/document.xml": root("styles", "")}), limits=Limits())


def test_document_where_it_always_is():
    """A package without relations has its document where every writer puts it."""
    assert ["文"] == texts(
        read(zipped({"word/document.xml": root("document", f"<w:body>{paragraph('文')}</w:body>")}), limits=Limits())
    )


def test_document_under_another_name():
    """The relations say which part is the document; what lies outside the package is no part."""
    office = relations({"officeDocument": "/word/document2.xml"})
    body = root("document", f"<w:body>{paragraph('文')}</w:body>")
    data = zipped({"_rels/.rels": office, "word/document2.xml": body, "word/document.xml": root("document", "")})

    assert ["文"] == texts(read(data, limits=Limits()))
    outside = relations({"officeDocument": "word/document2.xml"}, mode="External")
    with pytest.raises(UnsupportedFormatError, match="holds no Word document"):
        read(zipped({"_rels/.rels": outside, "word/document2.xml": body}), limits=Limits())


def test_no_body():
    """A document without a body is damaged, not empty."""
    with pytest.raises(DamagedDocumentError, match="has no body"):
        read(zipped({"word/document.xml": root("document", "")}), limits=Limits())


def test_broken_xml():
    """XML that ends too early is damaged; what was there until then is not shown as if it were all."""
    broken = root("document", f"<w:body>{paragraph('文')}")

    with pytest.raises(DamagedDocumentError, match=r"'word/document\.xml' is not well-formed XML"):
        read(zipped({"word/document.xml": broken}), limits=Limits())


def test_details_stay_short():
    """Of a long text that is left out, two hundred characters are told."""
    assert [("struck-text", "字" * 200)] == said(document(paragraph("文", run("字" * 201, "<w:strike/>"))))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/footnotes.xml"])
def test_entities_are_refused_in_every_part(part):
    """A part that declares entities is refused: they could be an attack or hold text that is not shown."""
    evil = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'

    with pytest.raises(DamagedDocumentError, match="declares a document type"):
        read(docx(paragraph("文"), extra={part: evil}), limits=Limits())


@pytest.mark.parametrize(
    ("body", "limits", "name"),
    [
        (table(row(cell("a", properties=span(1_000_000)), "b")), Limits(), "slots"),
        (table(row("a", "b", properties='<w:gridBefore w:val="999999999"/>')), Limits(), "slots"),
        (table(row("a", "b")) * 3, Limits(slots=5), "slots"),
        (paragraph("文") * 10, Limits(markup_tags=50), "markup_tags"),
        (table(row(cell(table(row(cell(table(row("a", "b"))), "c")), "d"))), Limits(table_depth=1), "table_depth"),
        (paragraph(BOX.format(paragraph(BOX.format(paragraph("文"))))), Limits(table_depth=1), "table_depth"),
    ],
)
def test_limits(body, limits, name):
    """Bounds on slots, tags and nesting are held, and named."""
    with pytest.raises(LimitExceededError) as caught:
        read(docx(body), limits=limits)

    assert name == caught.value.limit


def test_frames_in_frames():
    """A table that is only a frame counts as one."""
    body = docx(table(row(cell(table(row(cell(table(row(cell("文"))))))))))

    assert ["文"] == texts(read(body, limits=Limits(table_depth=3)))
    with pytest.raises(LimitExceededError, match="table_depth is 2"):
        read(body, limits=Limits(table_depth=2))


def test_size_of_a_flat_document():
    """A document in one XML file is bound by the size of a file."""
    with pytest.raises(LimitExceededError, match="document_bytes"):
        read(b"<a>" + b" " * 100, limits=Limits(document_bytes=50))


def test_deep_nesting():
    """Nesting within the bound of tables is read; elements nested without end are refused by the parser."""
    inner = table(row("1", "2"))
    for _ in range(40):
        inner = table(row(cell(inner), "x"))
    deep = "<w:smartTag>" * 300 + "</w:smartTag>" * 300

    assert 41 == len(document(inner).blocks)
    with pytest.raises(DamagedDocumentError, match=r"not well-formed XML .*depth"):
        document(paragraph(deep))


@pytest.mark.parametrize(("length", "expected"), [(40, []), (60, ["文"])])
def test_chain_of_styles(length, expected):
    """Styles based on each other are followed much further than Word does, but not for ever."""
    chain = (f'<w:style w:styleId="{number}"><w:basedOn w:val="{number + 1}"/></w:style>' for number in range(length))
    last = f'<w:style w:styleId="{length}"><w:rPr>{HIDDEN}</w:rPr></w:style>'

    assert expected == texts(
        document(paragraph("文", properties='<w:pStyle w:val="0"/>'), styles="".join(chain) + last)
    )


NAMES = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "vMerge",
    "hMerge",
    "gridSpan",
    "trPr",
    "del",
    "ins",
    "sdt",
    "fldChar",
]
NAMES += ["instrText", "txbxContent", "rPr", "vanish", "vertAlign", "pPr", "numPr", "gridBefore", "gridCol", "tblGrid"]


VALUES = [
    "",
    'w:val="restart"',
    'w:val="3"',
    'w:fldCharType="begin"',
    'w:fldCharType="separate"',
    'w:fldCharType="end"',
]


def markup(plan):
    """Elements of a Word document in any order and nesting: a byte opens one, closes one or writes a number."""
    opened, written = [], []
    for byte in plan:
        name = NAMES[byte % 32] if byte % 32 < len(NAMES) else ""
        if name and len(opened) < 60:
            opened.append(name)
            written.append(f"<w:{name} {VALUES[byte // 32 % len(VALUES)]}>")
        elif opened and byte % 2:
            written.append(f"</w:{opened.pop()}>")
        else:
            written.append("<w:t>12</w:t>")
    return "".join(written) + "".join(f"</w:{name}>" for name in reversed(opened))


@settings(max_examples=300)
@given(st.binary(max_size=80).map(markup))
def test_any_markup(body):
    """Whatever the markup, cells do not overlap, come in order, and every remark has a text."""
    found = document(body)

    for grid in (block for block in found.blocks if isinstance(block, Grid)):
        slots = [
            (inner.row + down, inner.column + right)
            for inner in grid.cells
            for down in range(inner.rowspan)
            for right in range(inner.colspan)
        ]
        assert len(set(slots)) == len(slots)
        assert sorted(grid.cells, key=lambda inner: (inner.row, inner.column)) == list(grid.cells)
    assert {remark.code for remark in found.remarks} <= NOTICES.keys()


@given(st.binary(max_size=200))
def test_any_bytes(data):
    """No bytes raise anything but the errors of a document, as a file or as a part."""
    for attempt in (
        data,
        b"<" + data,
        docx("", extra={"word/document.xml": data}),
        docx("", extra={"word/styles.xml": data}),
    ):
        with suppress(DocumentError):
            read(attempt, limits=Limits())


def test_names_are_those_of_the_standard():
    """The test documents use the namespaces they claim to, so that the tests mean something."""
    assert "http://schemas.openxmlformats.org/wordprocessingml/2006/main" == NAMESPACES["w"]
