"""Web pages: what a person sees of them, cell by cell, and a remark wherever something was left out."""

import base64
import quopri

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from govdisclosure.errors import DamagedDocumentError, DocumentError, LimitExceededError
from govdisclosure.model.notices import NOTICES
from govdisclosure.model.place import Place
from govdisclosure.readers.grid import Grid, Paragraph
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.web import html, lexbor
from govdisclosure.readers.web.attachments import named
from govdisclosure.readers.web.prescan import strip
from readers.flattened import parser  # noqa: F401 - both parsers of pages read every test here

HIDDEN = 'style="display:none"'
NUMBERS = "<table><tr><td>规章<td>2<tr><td>行政许可<td>7</table>"
READ = [["规章", "2"], ["行政许可", "7"]]


def page(markup, **limits):
    return html.read(markup.encode(), limits=Limits(**limits))


def texts(document):
    """The text of every block: paragraphs as they are, tables as rows of cells."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in document.blocks
    ]


def table(rows):
    """The one table of a page of one table, with a second column that keeps it from being a box."""
    (grid,) = page(f"<table>{rows}</table>").blocks
    assert isinstance(grid, Grid)
    return grid


def cell(content):
    """The cell with this content, in a table."""
    return table(f"<tr><td>{content}</td><td>总计</td></tr>").cells[0]


def slots(grid):
    return [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells]


def said(document):
    return [(remark.code, remark.detail) for remark in document.remarks]


class TestCells:
    """The text of a cell is what a person reads in it."""

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("26", "26"),
            (" 26\n", "26"),
            ("", ""),
            ("&nbsp;", ""),
            ("<p><span><o:p>&nbsp;</o:p></span></p>", ""),
            ("<p class=MsoNormal><span lang=EN-US>26<o:p></o:p></span></p>", "26"),
            ("<span>2</span><span>6</span>", "26"),
            ("<b>2</b><font color=red>6</font>", "26"),
            ("1\n  2", "1 2"),
            ("属于<br>国家秘密", "属于\n国家秘密"),
            ("<p>属于</p>\n<p>国家秘密</p>", "属于\n国家秘密"),
            ("<div>属于<div>国家</div>秘密</div>", "属于\n国家\n秘密"),
            ("<span style='display:block'>属于</span>国家秘密", "属于\n国家秘密"),
            ("<p style='display:inline'>属于</p><p style='display:inline'>国家秘密</p>", "属于国家秘密"),
            ("\n<p>\n<span>2</span><b>6</b>\n</p>\n", "26"),
            ("<div><p>属于</p>国家秘密</div>", "属于\n国家秘密"),
            ("<div>属于<p>国家秘密</p></div>", "属于\n国家秘密"),
            ("<span><p>属于</p></span>国家秘密", "属于\n国家秘密"),
            ("2\u200b6", "2\u200b6"),
            ("１２", "１２"),
            ("1,113", "1,113"),
            ("<pre>a  b\n c</pre>", "a  b\nc"),
            ("<span style='white-space:pre-wrap'>a\tb</span>", "a\tb"),
            ("<pre style='white-space:normal'>a \n b</pre>", "a b"),
            ("<xmp>a<b</xmp>", "a<b"),
            ("<ins>26</ins>", "26"),
            ("<!-- 9 -->26<script>9</script><style>9</style><template>9</template><noscript>9</noscript>", "26"),
            ("<input value=26>", "26"),
            ("<input type=TEXT value=26>", "26"),
            ("<input type=checkbox value=1>", ""),
            ("<input type=hidden value=1>", ""),
            ("<input>", ""),
            ("<textarea>\n26\n27</textarea>", "26\n27"),
            ("<select><option>1<option selected>2</select>", "2"),
            ("<select><option>1<option>2</select>", "1"),
            ("<select></select>", ""),
            ("<select><option>1<p>26", "1\n26"),
            ("<button>查看</button>", "查看"),
            ("<ul><li>a<li>b</ul>", "a\nb"),
            ("26<iframe>9</iframe>", "26"),
            ("<td>x" * 0 + "<h3>26</h3>", "26"),
        ],
    )
    def test_text(self, content, text):
        """White space collapses, lines stay, and nothing is shown that is not shown on the page."""
        found = cell(content)

        assert text == found.text
        assert Place(table=1, row=1, column=1, text=text) == found.place

    @pytest.mark.parametrize(
        ("content", "text", "note", "detail"),
        [
            ("<s>8</s>18", "18", "struck-text", "8"),
            ("<strike>8</strike> 18", "18", "struck-text", "8"),
            ("<del><b>8</b></del>", "", "struck-text", "8"),
            ("1<del>8</del>2", "1 2", "struck-text", "8"),
            ("<span style='text-decoration: underline line-through'>8</span>", "", "struck-text", "8"),
            ("<del>1</del><del>2</del>3", "3", "struck-text", "12"),
            ("26<sup>1</sup>", "26", "raised-mark", "1"),
            ("2<sup>①</sup>6", "2 6", "raised-mark", "①"),
            ("26<span style='vertical-align:super'>注</span>", "26", "raised-mark", "注"),
            ("公<ruby><rp>(</rp><rt>gong</rt></ruby>开", "公开", "raised-mark", "gong"),
            (f"26<span {HIDDEN}>9</span>", "26", "hidden-text", "9"),
            ("26<span style='DISPLAY: none'>9</span>", "26", "hidden-text", "9"),
            ("26<span style='mso-hide:all'>9</span>", "26", "hidden-text", "9"),
            ("26<span hidden>9</span>", "26", "hidden-text", "9"),
            ("26<dialog class=x>9</dialog>", "26", "hidden-text", "9"),
            ("26<dialog>9</dialog>", "26", "hidden-text", "9"),
            ("1<span style='visibility:hidden'>9</span>2", "1 2", "hidden-text", "9"),
            ("<div style='visibility:hidden'>9<b style='visibility:visible'>26</b></div>", "26", "hidden-text", "9"),
            ("<img src=26.gif>", "", "image-cell", ""),
            ("<svg><text>26</text></svg>", "", "image-cell", ""),
            ("<input type=image>", "", "image-cell", ""),
            ("<object data=26.png></object>", "", "image-cell", ""),
            ("<ol><li>26</ol>", "26", "list-label-unread", ""),
        ],
    )
    def test_what_stands_beside_a_number_is_left_out_and_said(self, content, text, note, detail):
        """Nothing that is no part of a number is glued to it, and the cell says what is not in its text."""
        document = page(f"<table><tr><td>{content}</td><td>总计</td></tr></table>")
        found = document.blocks[0].cells[0]

        assert (text, note) == (found.text, found.note)
        assert (note, detail) in said(document)
        assert [found.place] == [remark.place for remark in document.remarks if remark.code == note]

    @pytest.mark.parametrize(
        "content",
        [
            "<span style='color:white'>9</span>26",
            "<b style='COLOR: #FFF'>9</b>26",
            "<i style='color:#ffffff !important'>9</i>26",
            "<i style='color: rgb(255, 255, 255)'>9</i>26",
            "<font color=white>9</font>26",
            "<font color='#FFFFFF'><b>9</b></font>26",
            "<span style='color:white;background:white'>9</span>26",
            "<p style='color:white'>9<font color=red>26</font></p>",
        ],
    )
    def test_text_in_the_colour_of_paper_is_read_and_said(self, content):
        """Whether it can be seen is not known, and the cell says so."""
        document = page(f"<table><tr><td>{content}</td><td>总计</td></tr></table>")
        found = document.blocks[0].cells[0]

        assert ("926", "white-text") == (found.text, found.note)
        assert [("white-text", "9")] == said(document)

    @pytest.mark.parametrize(
        "table",
        [
            "<table><tr bgcolor=#0000FF><td><font color=white>26</font><td>总计</table>",
            "<table style='background-color: blue'><tr><td style='color:white'>26<td>总计</table>",
            "<table><tr><td style='color:black;opacity:0.5;font-size:0.9em'>26<td>总计</table>",
            "<table style='color:white'><tr><td style='color:#000'>26<td style='color:#111'>总计</table>",
            "<table><tr><td style='color:white'>&nbsp;<b style='color:#333'>26</b><td>总计</table>",
        ],
    )
    def test_text_that_can_be_seen_needs_no_note(self, table):
        """White on a coloured ground, and any other colour."""
        document = page(table)

        assert ("26", "") == (document.blocks[0].cells[0].text, document.blocks[0].cells[0].note)
        assert [] == said(document)

    def test_white_text_of_a_page_is_said_once(self):
        """Sites have much of it, on grounds that their style sheets give."""
        assert [("white-text", "首页 (+1)")] == said(
            page("<p style='color:white'>首页</p><b style='color:#fff'>登录</b>")
        )

    @pytest.mark.parametrize("inner", ["<td>2</td><td>6</td>", "<td>26</td></tr><tr><td>8</td>"])
    def test_a_table_in_a_cell_is_not_a_blank(self, inner):
        """The cell that holds it says that something stands there; its text is a table of its own."""
        document = page(f"<table><tr><td>规章</td><td><table><tr>{inner}</tr></table></td><td>7</td></tr></table>")

        assert [("规章", ""), ("", "table-in-cell"), ("7", "")] == [(c.text, c.note) for c in document.blocks[0].cells]
        assert [] == said(document)

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("1000m<sup>2</sup>", "1000m2"),
            ("<sup>26</sup>", "26"),
            ("26<sup> </sup>", "26"),
            ("<del> </del>26", "26"),
            ("<span aria-hidden=true>26</span>", "26"),
            ("<div hidden style='display:block'>26</div>", "26"),
            ("<dialog open>26</dialog>", "26"),
            (f"26<span {HIDDEN}>&nbsp;</span>", "26"),
            ("<img src=line.gif width=1>", ""),
            ("26<img src=mark.gif>", "26"),
            ("<ol style='list-style:none'><li style='list-style-type:none'>26</ol>", "26"),
        ],
    )
    def test_what_is_part_of_the_text_needs_no_note(self, content, text):
        """Units, text that is raised as a whole, and what is hidden from machines only."""
        found = cell(content)

        assert (text, "") == (found.text, found.note)

    def test_a_struck_row_keeps_its_cells(self):
        """Where a whole row is struck out its cells are there, without text."""
        grid = table("<tr style='text-decoration:line-through'><td>规章<td>2<tr><td>行政许可<td>7")

        assert [["", ""], ["行政许可", "7"]] == [[cell.text for cell in row] for row in grid.rows()]
        assert ["struck-text", "struck-text", "", ""] == [cell.note for cell in grid.cells]


class TestStyleSheets:
    """Style sheets of the page hide as style attributes do."""

    @pytest.mark.parametrize(
        ("css", "shown"),
        [
            (".x{display:none}", False),
            ("<!-- /* a{} */ span.x, b {display : none} -->", False),
            ("#y{display:none}", False),
            ("span{visibility:hidden}", False),
            (".x{text-decoration:line-through}", False),
            (".x.z{display:none}", False),
            (".x{display:none}.x.z{display:inline}", True),
            ("#y{display:none} .x{display:inline}", False),
            (".x{display:none} span{display:inline}", False),
            (".x{display:inline} .x{display:none}", False),
            ("@import 'a'; .x{display:none}", False),
            ("@media print{.x{display:none}}", True),
            ("}} @media print{.x{display:none}} .x{color:red}", True),
            (".x .z{display:none}", True),
            (".x:hover{display:none}", True),
            (".x.y.z{display:none}", True),
            (".x{color:red;display:none", False),
            (",{display:none}", True),
            ("b{display:none}", True),
            (".x{color:red} .z{max-display:none}", True),
        ],
    )
    def test_simple_selectors_count(self, css, shown):
        """The rules that apply decide by the usual order; what is not understood hides nothing."""
        document = page(
            f"<style>{css}</style><table><tr><td>2<span class='x z' id=y>6</span><td>总计</table><i class=q>x</i>"
        )

        assert ("26" if shown else "2") == document.blocks[0].cells[0].text

    def test_a_style_attribute_counts_for_more(self):
        """What an element says itself overrides a sheet."""
        document = page("<style>p{display:none}</style><p style='display:block'>a</p><p>b</p>")

        assert ["a"] == texts(document)
        assert [("hidden-text", "b")] == said(document)


class TestSlots:
    """Cells stand at the slots that browsers give them, each once."""

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ("<tr><td rowspan=2>a<td>b<tr><td>c", [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1)]),
            ("<tr><td colspan=2>a<td>b<tr><td>c", [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1), ("c", 1, 0, 1, 1)]),
            (
                "<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d",
                [("a", 0, 0, 3, 1), *(("bcd"[n], n, 1, 1, 1) for n in range(3))],
            ),
            ("<tr><td rowspan=9>a<td>b", [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]),
            (
                "<tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d",
                [("a", 0, 0, 1, 1), ("b", 0, 1, 2, 1), ("c", 1, 0, 1, 2), ("d", 1, 2, 1, 1)],
            ),
            ("<tbody><tr><td rowspan=2>a<tbody><tr><td>b", [("a", 0, 0, 1, 1), ("b", 1, 0, 1, 1)]),
            (
                "<tfoot><tr><td>f<tbody><tr><td>b<thead><tr><td>h<thead><tr><td>i",
                [("h", 0, 0, 1, 1), ("b", 1, 0, 1, 1), ("i", 2, 0, 1, 1), ("f", 3, 0, 1, 1)],
            ),
            ("<tr><td>a<tr><tr><td>b", [("a", 0, 0, 1, 1), ("b", 2, 0, 1, 1)]),
            (f"<tr><td>a<td {HIDDEN}>x<td>b", [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]),
            (
                f"<tr><td rowspan=2>a<td>b<tr {HIDDEN}><td>x<tr><td>c",
                [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1)],
            ),
            (
                "<tr><td>a<td>b<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td></td></tr><![endif]>",
                [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)],
            ),
            ("<tr height=0><td>a<td>b", [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]),
            ("<tr><th>a<th>b", [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]),
        ],
    )
    def test_spans(self, rows, expected):
        """Spans end with their row group, groups stand where they are shown, hidden cells have no slot."""
        assert expected == slots(table(rows))

    @pytest.mark.parametrize(
        ("value", "columns", "rows"),
        [
            ("2", 2, 2),
            (" +2", 2, 2),
            ("2abc", 2, 2),
            ("2.9", 2, 2),
            ("0002", 2, 2),
            ("", 1, 1),
            ("abc", 1, 1),
            ("-2", 1, 1),
            ("0", 1, 3),
            ("２", 1, 1),
            ("1000000000", 1000, 3),
            ("9" * 9999, 1000, 3),
        ],
    )
    def test_span_values(self, value, columns, rows):
        """Values are read as browsers read them, and none is larger than the table or than a thousand columns."""
        grid = table(f"<tr><td colspan='{value}'>a<td rowspan='{value}'>b<tr><td>c<tr><td>d")

        assert (columns, rows) == (grid.cells[0].colspan, grid.cells[1].rowspan)

    def test_the_slots_of_all_tables_are_held(self):
        """A page may not ask for more slots than allowed, in one table or in many."""
        with pytest.raises(LimitExceededError, match="slots is 100,000, this document has 101,000"):
            page("<table>" + "<tr><td rowspan=0 colspan=1000>1" * 300 + "</table>")
        with pytest.raises(LimitExceededError, match="slots is 5, this document has 6"):
            page("<table><tr><td>1<td>2<tr><td>3</table>" * 2, slots=5)
        assert 2 == len(page("<table><tr><td>1<td>2<tr><td>3</table>" * 2, slots=6).blocks)


SPANS = st.sampled_from(["", "0", "1", "2", "3", "7", "1000000", "-1", "x", "+2", " 2 "])
CELLS = st.tuples(SPANS, SPANS)
GROUPS = st.lists(st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=4), min_size=1, max_size=3)


def model(groups):
    """Where the standard puts cells, slot by slot: the text of a cell is its number."""
    taken, found, number, first = set(), [], 0, 0
    for group in groups:
        for offset, row in enumerate(group):
            for columns, rows in row:
                column = next(c for c in range(10_000) if (first + offset, c) not in taken)
                if found and found[-1][1] == first + offset:
                    start = found[-1][2] + found[-1][4]
                    column = next(c for c in range(start, 10_000) if (first + offset, c) not in taken)
                width = {"2": 2, "+2": 2, " 2 ": 2, "3": 3, "7": 7, "1000000": 1000}.get(columns, 1)
                left = len(group) - offset
                height = min(left, {"0": left, "2": 2, "+2": 2, " 2 ": 2, "3": 3, "7": 7, "1000000": left}.get(rows, 1))
                taken |= {(first + offset + r, column + c) for r in range(height) for c in range(width)}
                found.append((str(number), first + offset, column, height, width))
                number += 1
        first += len(group)
    return found


@settings(deadline=None)
@given(GROUPS)
@example([[[("3", "1"), ("1", "2")], [("7", "1")]]])
def test_every_cell_comes_back_at_its_slot(groups):
    """Whatever spans a table asks for, legal or not, each text is found once, where the standard puts it."""
    number = iter(range(1_000))
    markup = "".join(
        "<tbody>"
        + "".join(
            "<tr>" + "".join(f'<td colspan="{c}" rowspan="{r}">{next(number)}</td>' for c, r in row) + "</tr>"
            for row in group
        )
        for group in groups
    )
    found = page(f"<table>{markup}</table>", slots=10**9).blocks
    expected = model(groups)

    if len(expected) > 1:
        assert expected == slots(found[0])
    else:
        assert [text for text, *_ in expected] == [block.text for block in found]


class TestLayout:
    """Tables that arrange a page give their text as paragraphs."""

    def test_a_table_of_one_cell_is_a_box(self):
        """Its content stands as if the box were not there."""
        document = page(f"<table><tr><td><h1>一、总体情况</h1><p>正文</p>{NUMBERS}</table>")

        assert ["一、总体情况", "正文", READ] == texts(document)
        assert [True, False] == [block.heading for block in document.blocks if isinstance(block, Paragraph)]
        assert 1 == document.blocks[-1].place.table

    def test_a_box_in_a_cell_is_text_of_the_cell(self):
        """A number in a table of its own is a number of the cell around it."""
        assert "26" == cell("<table><tr><td>26</table>").text
        assert "a\n26\nb" == cell("a<table><caption>26</caption></table>b").text
        assert "image-cell" == cell("<table><tr><td><img></table>").note
        assert "struck-text" == cell("<table><tr><td><s>1</s></table>").note

    def test_a_frame_around_tables_is_no_grid(self):
        """Where no two cells beside each other hold text, the tables inside are all there is."""
        document = page(f"<table><tr><td><p>二、主动公开</p>{NUMBERS}尾<td></td><tr><td><s>x</s>{NUMBERS}</table>")

        assert ["二、主动公开", READ, "尾", READ] == texts(document)
        assert [1, 2] == [block.place.table for block in document.blocks if isinstance(block, Grid)]
        assert [("struck-text", "x")] == said(document)

    def test_a_table_with_text_around_tables_is_both(self):
        """Its cells are a grid without the text of inner tables, and paragraphs among which those stand."""
        document = page(f"<table><tr><td>栏目<td>正文{NUMBERS}末</table>")

        assert [[["栏目", "正文\n末"]], "栏目", "正文", READ, "末"] == texts(document)
        assert [1, 2] == [block.place.table for block in document.blocks if isinstance(block, Grid)]

    def test_deeper_tables_stay_in_order(self):
        """Boxes in frames in boxes are seen through."""
        document = page(f"<table><tr><td><table><tr><td>a<tr><td>b{NUMBERS}c</table></td></tr></table>d")

        assert ["a", "b", READ, "c", "d"] == texts(document)

    def test_captions_stand_before_their_table(self):
        """A caption is a paragraph, wherever in the table it is written."""
        assert ["表三", READ] == texts(page(NUMBERS.replace("</table>", "<caption>表三</caption></table>")))
        assert ["表三"] == texts(page("<table><caption>表三</caption></table>"))

    def test_an_empty_table_is_no_grid(self):
        """A table that holds space together shows nothing."""
        assert [] == texts(page("<table><tr><td>&nbsp;<td></table>"))

    def test_text_strayed_into_a_table_is_kept(self):
        """Browsers show text between cells before the table."""
        assert ["迷路", READ] == texts(page(NUMBERS.replace("<tr>", "<tr>迷路", 1)))

    def test_a_hidden_row_is_said_with_its_table(self):
        """What a row would have shown is in the remark."""
        document = page(f"<p>x</p><table><tr {HIDDEN}><td>规章<td>9</tr><tr><td>规章<td>2</table>")

        assert [["规章", "2"]] == texts(document)[-1]
        assert [("hidden-text", "规章9")] == said(document)
        assert Place(table=1) == document.remarks[0].place

    def test_a_hidden_row_of_no_height_is_said_as_well(self):
        """A row that is dropped hands on what there is to say about it."""
        document = page(f"<table><tr><td>规章<td>2<tr height=0><td><i {HIDDEN}>9</i></table>")

        assert [("hidden-text", "9")] == said(document)


class TestParagraphs:
    """Lines outside of tables."""

    def test_blocks_and_breaks_separate_paragraphs(self):
        """Every line a person sees is one."""
        document = page("a<p>b<br>c</p><div>d<span>e</span> f</div>g<hr>h<ul><li>i<li>j</ul><pre>k\nl</pre>")

        assert ["a", "b", "c", "de f", "g", "h", "i", "j", "k", "l"] == texts(document)

    @pytest.mark.parametrize(
        "markup",
        [
            "<h1>标题</h1>",
            "<h6><span>标题</span></h6>",
            "<div role=heading>标题</div>",
            "<p style='mso-outline-level:1'>标题</p>",
            "<h2><pre>标题\n标题</pre></h2>",
        ],
    )
    def test_headings_are_marked(self, markup):
        """What is marked up as a heading says so, and what follows does not."""
        document = page(f"{markup}<p>正文</p>")

        assert {("标题", True), ("正文", False)} == {(block.text, block.heading) for block in document.blocks}
        assert Place(text="标题") == document.blocks[0].place

    def test_hidden_text_of_the_page_is_said_once(self):
        """Menus that open are common; the remark counts them."""
        document = page(f"<div {HIDDEN}>菜单</div><ul {HIDDEN}><li>其他<script>x</script></ul>正文")

        assert ["正文"] == texts(document)
        assert [("hidden-text", "菜单 (+1)")] == said(document)

    def test_numbers_of_lists_are_counted(self):
        """The number that a browser puts before an item is no text."""
        assert [("list-label-unread", "2")] == said(page("<ol><li>a<li>b</ol><ul><li>c</ul>"))

    def test_page_level_marks_are_said(self):
        """Outside of tables the remark has the text alone."""
        assert [("struck-text", "a"), ("raised-mark", "1")] == said(page("<p><s>a</s>b</p><p>丙<sup>1</sup></p>"))


class TestPages:
    """Titles, names, charsets, frames and pictures."""

    @pytest.mark.parametrize(
        ("head", "title"),
        [
            ("<title> 某局\n年度报告 </title>", "某局 年度报告"),
            ("<title></title><meta name=ArticleTitle content='年度报告'>", "年度报告"),
            ("<META NAME='articletitle' CONTENT=' 年度报告'>", "年度报告"),
            ("<meta name=ArticleTitle>", ""),
            ("", ""),
        ],
    )
    def test_title(self, head, title):
        """The title of the page, or what government sites put in its place; neither is a paragraph."""
        document = page(f"<head>{head}</head><body>x")

        assert title == document.title
        assert ["x"] == texts(document)

    def test_name(self):
        """The name is handed on."""
        assert "a.html" == html.read(b"", name="a.html", limits=Limits()).name

    @pytest.mark.parametrize(
        "declaration",
        ["<meta charset=gb2312>", '<META http-equiv=Content-Type content="text/html; charset=GBK">'],
    )
    def test_a_declared_charset_is_used(self, declaration):
        """A page in GBK that says so needs no remark."""
        document = html.read(f"{declaration}<p>总计".encode("gbk"), limits=Limits())

        assert ["总计"] == texts(document)
        assert () == document.remarks

    def test_xhtml_declares_its_charset_before_the_page(self):
        """So does the declaration of XML."""
        document = html.read("<?xml version='1.0' encoding='gbk'?><p>总计".encode("gbk"), limits=Limits())

        assert (["总计"], ()) == (texts(document), document.remarks)

    def test_a_wrong_charset_is_said(self):
        """UTF-8 beats a declaration that the bytes contradict."""
        assert [("charset-guessed", "utf-8")] == said(html.read("<meta charset=gb2312>总计".encode(), limits=Limits()))

    def test_frames_are_said(self):
        """What another file shows inside of the page is not read, and the page says where it is."""
        assert [("embedded-frame", "b.html")] == said(page("<iframe src=b.html></iframe>"))[:1]
        assert [("embedded-frame", "c.pdf")] == said(page("a<object data=c.pdf></object>"))[:1]
        assert [("embedded-frame", "d.html")] == said(page("<frameset><frame src=d.html></frameset>"))[:1]

    @pytest.mark.parametrize(
        "frame",
        ["<iframe></iframe>", "<iframe src=about:blank width=0></iframe>", "<iframe src=x height=0></iframe>"],
    )
    def test_empty_frames_are_no_loss(self, frame):
        """Frames that show nothing need no remark."""
        assert "embedded-frame" not in dict(said(page(NUMBERS + frame)))

    def test_a_film_is_no_document(self):
        """Nor is a banner that no browser plays."""
        assert "embedded-frame" not in dict(said(page("<embed src=a.swf>")))

    def test_pictures_in_place_of_tables_are_said(self):
        """A page without any table says how many pictures there are; with one, pictures are decoration."""
        assert [("pictures-unread", "2")] == said(page("<p><img src=a></p><img src=b>"))
        assert [("pictures-unread", "2")] == said(page("<p><img src=a></p><input type=image src=b>"))
        assert [] == said(page(f"<img src=a>{NUMBERS}"))


class TestHiddenTables:
    """Tables that a page does not show are read only where it shows none with numbers."""

    def test_hidden_tables_are_read_if_no_other_has_numbers(self):
        """A panel that opens on a click is hidden until then."""
        document = page(f"<table><tr><td>导航<td>首页</table><div {HIDDEN}><p>二</p>{NUMBERS}</div>")

        assert [[["导航", "首页"]], "二", READ] == texts(document)
        assert [("hidden-table", "")] == said(document)

    def test_hidden_tables_stay_hidden_beside_others(self):
        """They are said and not read."""
        document = page(f"<div {HIDDEN}>{NUMBERS}</div>{NUMBERS}")

        assert [READ] == texts(document)
        assert ["hidden-text"] == [code for code, _ in said(document)]

    @pytest.mark.parametrize(
        "code",
        [
            r'document.write("<table><tr><td>规章<\/td><td>2</td></tr><tr><td>行政许可<td>7</table>");',
            r"""<!-- // don't
            var a = '<table><tr><td>规章</td>' /* it's */ +
                '<td>2</td></tr>'; a += "<tr><td>行政许可<td>7</table>";""",
            r"var a = ['<table><tr><td>规章<td>', '2', '<tr><td>行政许可<td>7</table>'].join('')",
            r"document.write('<table><tr><td>规章<td>2'); document.writeln('<tr><td>行政许可<td>7</table>')",
            r'x("\u003ctable\x3e\u{3c}tr>\n<td>\u89c4章<td>2<tr><td>行政许可<td>\
7</table>")',
            "x(`<table><tr><td>规章<td>2\n<tr><td>行政许可<td>7</table>`)",
            'x("&lt;table&gt;&lt;tr&gt;&lt;td&gt;规章<td>2<tr><td>行政许可<td>7&lt;/table&gt;")',
        ],
    )
    def test_tables_in_scripts_are_read(self, code):
        """Some sites ship the text of a page in a string."""
        document = page(f"<p>首页</p><script>x = 1</script><script>{code}</script>")

        assert ["首页", READ] == texts(document)
        assert ("script-table", "") in said(document)

    @pytest.mark.parametrize(
        "markup",
        [
            f"<script type='text/html'>{NUMBERS}</script>",
            f"<noscript>{NUMBERS}</noscript>",
            f"<textarea {HIDDEN}>{NUMBERS}</textarea>",
            f"<input type=hidden value='{NUMBERS}'>",
        ],
    )
    def test_tables_in_other_places_no_one_sees_are_read(self, markup):
        """Templates, and fields of forms that a script copies into the page."""
        document = page(markup)

        assert READ in texts(document)
        assert ("script-table", "") in said(document)

    @pytest.mark.parametrize(
        "code",
        [
            'var a = "<table><tr><td>规章<td>" + n + "</table>"',
            'var a = "<table><tr><td>规章<td>"; b = 1',
            'var a = "<table><tr><td>规章<td>2</td>' + " " * 200 + '"; "</table>"',
            "var a = '<table>';" + "x" * 4_000_000,
        ],
    )
    def test_tables_that_a_script_computes_are_not_read(self, code):
        """A hole where a number is computed would look like a blank cell."""
        document = page(f"<script>{code}</script>")

        assert [] == texts(document)
        assert [("script-table-unread", "1")] == said(document)

    def test_halves_of_a_character_in_a_script_are_joined(self):
        """Escapes give rare characters in two halves; a half alone is no character."""
        document = page(r"<script>x('<table><tr><td>\ud840\udc00<td>1\ud840</table>')</script>")

        assert [[["\U00020000", "1\ufffd"]]] == texts(document)

    @pytest.mark.parametrize(
        "data",
        [
            '{"title": "年度报告", "id": "7", "content": "<table><tr><td>规章<td>2<tr><td>行政许可<td>7<\\/table>"}',
            'back({"title":"年度报告","content":"\\u003ctable><tr><td>规章<td>2<tr><td>行政许可<td>7</table>"})',
            "var a = ['年度报告', '<table><tr><td>规章<td>2<tr><td>行政许可<td>7</table>'];",
        ],
    )
    def test_data_files_are_read_by_their_strings(self, data):
        """A file of data that carries a page: names of fields and plain codes are no text."""
        document = page(data)

        assert ["年度报告", READ] == texts(document)
        assert [("script-table", "")] == said(document)

    def test_what_only_begins_like_data_is_a_page(self):
        """A bracket at the beginning is text."""
        assert ["[", READ] == texts(page(f"[{NUMBERS}"))


BOUNDARY = "----=_NextPart"


def saved(*parts, boundary=BOUNDARY, head="MIME-Version: 1.0\r\n"):
    """A page saved as one file."""
    lines = [f'{head}Content-Type: multipart/related;\r\n boundary="{boundary}"\r\n\r\npreamble\r\n'.encode()]
    for fields, body in parts:
        lines.append(f"--{boundary}\r\n{fields}\r\n\r\n".encode() + body + b"\r\n")
    return b"".join(lines) + f"--{boundary}--\r\n".encode()


class TestSavedPages:
    """Pages that Word and WPS save as one file."""

    @pytest.mark.parametrize(
        ("encoding", "body"),
        [
            ("quoted-printable", quopri.encodestring(NUMBERS.encode("gbk"))),
            ("base64", base64.encodebytes(NUMBERS.encode("gbk"))),
            ("8bit", NUMBERS.encode("gbk")),
        ],
    )
    def test_the_page_is_unpacked(self, encoding, body):
        """The charset of the part is used, and pictures are passed over."""
        fields = f'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: {encoding}'
        document = html.read(saved((fields, body), ("Content-Type: image/png", b"x")), limits=Limits())

        assert [READ] == texts(document)
        assert () == document.remarks

    def test_a_page_alone_is_unpacked(self):
        """There may be one part only."""
        data = b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + NUMBERS.encode()

        assert [READ] == texts(html.read(data, limits=Limits()))

    def test_frames_are_read_if_the_page_has_no_numbers(self):
        """Parts after the first are frames of the page, or the headers that Word adds."""
        frame = ("Content-Type: text/html; charset=utf-8", NUMBERS.encode())
        first = ("Content-Type: text/html; charset=utf-8", "<p>首页</p>".encode())

        assert ["首页", READ] == texts(html.read(saved(first, frame), limits=Limits()))
        assert [READ] == texts(html.read(saved(frame, first), limits=Limits()))

    def test_parts_in_parts_are_found(self):
        """Mail programs nest them."""
        inner = saved(("Content-Type: text/html", NUMBERS.encode()), boundary="b", head="")

        assert [READ] == texts(
            html.read(saved((inner.split(b"\r\n\r\n")[0].decode(), inner.partition(b"\r\n\r\n")[2])), limits=Limits())
        )

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (saved(("Content-Type: text/plain", b"x")), "no HTML part"),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "no HTML part"),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\nx", "no HTML part"),
            (b"MIME-Version: 1.0\n", "no HTML part"),
            (
                saved(("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", b"x")),
                "damaged",
            ),
            (
                b"MIME-Version: 1.0\n"
                + b"".join(b"Content-Type: multipart/x; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20)),
                "nested too deep",
            ),
        ],
    )
    def test_damaged_files_are_refused(self, data, message):
        """The message says what to do."""
        with pytest.raises(DamagedDocumentError, match=message):
            html.read(data, limits=Limits())

    @pytest.mark.parametrize("levels", [1, 10, 11])
    def test_how_deep_parts_may_be_nested(self, levels):
        """Ten parts in parts are more than any program writes."""
        heads = "".join(f"Content-Type: multipart/x; boundary=b{n}.\n\n--b{n}.\n" for n in range(levels))
        data = f"MIME-Version: 1.0\n{heads}Content-Type: text/html\n\n<p>x".encode()

        if levels <= 10:
            assert ["x"] == texts(html.read(data, limits=Limits()))
        else:
            with pytest.raises(DamagedDocumentError, match="nested too deep"):
                html.read(data, limits=Limits())

    def test_text_that_begins_with_fields_is_no_saved_page(self):
        """It takes more than lines with colons."""
        assert ["a: b"] == texts(html.read(b"a: b\n", limits=Limits()))


def test_how_many_files_are_named_and_how_far():
    """The first five that are not the same, and of a long name the last 300 characters before its kind."""
    links = "".join(f"<a href='{name}'>" for name in ("a.pdf", "A.PDF", "b.doc", "c.xls", "d.zip", "e.wps", "f.pdf"))

    assert ("a.pdf", "b.doc", "c.xls", "d.zip", "e.wps") == named(links)
    assert ("x" * 300 + ".pdf",) == named("'" + "x" * 300 + ".pdf'") == named("'" + "x" * 301 + ".pdf'")


def test_a_text_at_the_end_of_a_page_is_no_heading():
    """A text that stands in no element is one like any other; a heading without an end tag is one."""
    for markup, heading in (("<h1>甲</h1>乙", False), ("乙", False), ("<p>乙", False), ("甲<h1>乙", True)):
        assert heading is page(markup).blocks[-1].heading


def test_details_stay_short():
    """Of a long text that is left out, sixty characters are told."""
    assert [("hidden-text", "字" * 60)] == said(page(f"<table><tr><td>1<i hidden>{'字' * 61}</i><td>2</table>"))


@pytest.mark.parametrize(
    ("limit", "data"),
    [
        ("document_bytes", b"<p>" + b"x" * 20_000_000),
        ("table_depth", b"<table><tr><td>" * 50_000),
        ("markup_depth", b"<div>" * 300_000),
        ("markup_depth", b"<div>" * 5_000),
        ("table_depth", b"<table><tr><td>" * 60),
        ("tag_bytes", b'<a b="' * 80_000),
        pytest.param("slots", b"<table>" + b"<td colspan=1000>1" * 300_000, marks=pytest.mark.slow),
    ],
)
def test_hostile_pages_are_refused_by_name(limit, data):
    """Every refusal names the bound that a trusted page may raise."""
    with pytest.raises(LimitExceededError, match="raise it") as raised:
        html.read(data, limits=Limits())
    assert limit == raised.value.limit


@pytest.mark.slow
@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<!--" * 100_000, []),
        ("<select>" + "<option>1" * 100_000, ["1"]),
        ("<div>" + "".join(f"<b a={n}>" for n in range(1_000)) + "</div>" + "<p>x</p>" * 1_000, ["x"] * 1_000),
        ("<style>" + ".x{display:none}" * 200_000 + "</style>", []),
        ("<script>var x='<table'" + '"\\' * 500_000, []),
        ("<p>" + "x" * 10_000_000, ["x" * 10_000_000]),
        ("<table><tr><td colspan=1000000000 rowspan=1000000000>1<td>2</table>", [[["1", "2"]]]),
        ("<div>" * 1_900 + "x", ["x"]),
    ],
    ids=["comments", "options", "formats", "rules", "quotes", "a word", "spans", "depth"],
)
def test_hostile_pages_are_answered(markup, read):
    """What is no danger in the end is read as a person sees it."""
    document = page(markup)

    assert read == texts(document)
    assert () == document.remarks


def test_a_page_that_the_parser_gives_up_on_is_damaged(monkeypatch):
    """The error says what to do."""

    def fail(text, **options):
        raise lexbor.SelectolaxError("out of memory")

    monkeypatch.setattr(lexbor, "LexborHTMLParser", fail)

    with pytest.raises(DamagedDocumentError, match="open it and save it again"):
        page("<p>")


def words(text):
    return text.split()


TAGS = (
    words("<table> </table> <tr> <td> </td> <thead> <tfoot> <caption> <p> </p> <div> </div> <span> </span> <h1> </h1>")
    + words(
        "<del> </del> <sup> </sup> <pre> </pre> <ul> <ol> <li> <br> <img> <o:p> <script> </script> <style> </style>"
    )
    + words("<textarea> </textarea> <title> </title> <xmp> </xmp> <form> </form> <iframe> </iframe> <b>x</b> <!-- -->")
)
OTHERS = ("<td rowspan=2>", "<th colspan=2>", "<input value=7>", "<p hidden>", "<tr hidden>", "<a href=x>x</a>")
PIECES = (
    f"<div {HIDDEN}>",
    "<svg><g></svg>",
    "<!-- x -->",
    "<![if x]>",
    "1",
    "26 ",
    "总计",
    "&nbsp;",
    "&lt;",
    "\n",
    " ",
)
SOUP = st.lists(st.sampled_from(TAGS) | st.sampled_from(OTHERS) | st.sampled_from(PIECES), max_size=30)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(SOUP.map("".join))
def test_what_the_scan_takes_out_changes_nothing(markup):
    """A page reads the same with and without what no one sees, unless that is where its tables are."""
    found = page(markup)
    assume("script-table" not in dict(said(found)))

    assert texts(found) == texts(page(strip(markup, limits=Limits()).text))


@settings(deadline=None)
@given(st.binary(max_size=200) | SOUP.map("".join).map(str.encode))
@example(b"MIME-Version: 1.0\n\n")
@example(b"{<table")
def test_any_bytes_give_a_document_or_a_reason(data):
    """Nothing is raised but what says that the document cannot be read, and nothing said that has no words."""
    try:
        document = html.read(data, limits=Limits())
    except DocumentError:
        return

    cells = [cell for block in document.blocks if isinstance(block, Grid) for cell in block.cells]
    assert {remark.code for remark in document.remarks} | {cell.note for cell in cells} - {""} <= set(NOTICES)
    assert [cell.text.strip() for cell in cells] == [cell.text for cell in cells]
    assert all(block.text for block in document.blocks if isinstance(block, Paragraph))
