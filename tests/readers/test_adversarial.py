"""Documents that were once read wrong, each cut down to what matters: never a number or a blank that is not printed."""

from decimal import Decimal

import attrs
import pytest
from benchmarks.reading import files
from benchmarks.reading.draft import drafted, inserted, lost, table_of, truth, value_rows, with_row
from benchmarks.reading.score import Verdict, score

import govdisclosure as gd
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import addresses, replace
from govdisclosure.strategies.layouts import LAYOUTS, Line
from govdisclosure.writers.printed import EMPTY, Box, slots

LAYOUT = {layout.name: layout for layout in LAYOUTS}
CELLS = ["page", "docx", "csv", "page with fillers", "page with copies", "markdown", "tabs"]
"""Layouts that show where a cell is empty."""


def paper(edition="2021"):
    """A report whose cells are all different, so that any shift shows, as the form prints it."""
    zeros = gd.zeros(2023 if edition == "2021" else 2020, organ="临澜县水务局", edition=edition)
    numbers = {address: 1001 + number for number, address in enumerate(addresses(zeros))}
    money = {address: Decimal("9.62") for address in numbers if address.endswith(".amount")}
    return drafted(replace(zeros, numbers | money))


def changed(draft, name, change):
    """The paper with one of its tables changed."""
    blocks = (block if isinstance(block, Line) or table_of(block) != name else change(block) for block in draft.paper)
    return attrs.evolve(draft, paper=tuple(blocks))


def written(draft, layout):
    """The document in a layout, and its format."""
    if layout == "docx":
        return files.packed(files.document_xml(draft.paper)), "docx"
    if layout == "csv":
        blocks = [((Box(block.text),),) if isinstance(block, Line) else slots(block) for block in draft.paper]
        rows = [row for block in blocks for row in block]
        return "\n".join(",".join(f'"{box.text}"' for box in row) for row in rows).encode(), "csv"
    chosen = LAYOUT[layout]
    return chosen.lay_out(draft.paper).encode(), "html" if chosen.format == "html" else "text"


def misread(draft, layout):
    """Everything in the document that is read as something else, or left out unsaid."""
    content, format = written(draft, layout)
    result = score([truth(draft)], gd.read_all(content, format=format), ())
    bad = [miss for miss in result.misses if miss.verdict in (Verdict.WRONG, Verdict.UNSAID)]
    return [f"{miss.address}: expected {miss.expected!r}, got {miss.got!r}" for miss in bad]


def relabelled(old, new):
    """A change of one text of a table."""
    return lambda sheet: tuple(
        tuple(attrs.evolve(box, text=new) if box.text == old else box for box in row) for row in sheet
    )


@pytest.mark.parametrize("layout", [*CELLS, "lines between pipes", "one line"])
@pytest.mark.parametrize("head", ["本年收费金额（单位：万\n元）", "\n".join("本年收费金额（单位：万元）")])
def test_a_unit_broken_over_lines(head, layout):
    """万 at the end of a line and 元 on the next are 万元: with 元 alone the amount would shrink ten thousand times."""
    draft = changed(paper(), "proactive", relabelled("本年收费金额（单位：万元）", head))

    assert [] == misread(draft, layout)


@pytest.mark.parametrize("layout", [*CELLS, "lines between pipes", "lines", "spaces", "one line"])
def test_another_unit_in_the_head(layout):
    """An amount in yuan under a head that says so is not one in ten thousands."""
    draft = changed(paper(), "proactive", relabelled("本年收费金额（单位：万元）", "本年收费金额（单位：元）"))
    draft = changed(draft, "proactive", relabelled("9.62", "96200"))

    assert [] == misread(draft, layout)


@pytest.mark.slow
@pytest.mark.parametrize("layout", CELLS)
@pytest.mark.parametrize("text", ["", "- 4 -", "注：本表由各科室提供。"])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_line_inside_table_four(at, text, layout):
    """A line without figures between the heads of table four, or below its figures, is not its row of figures."""
    row = (EMPTY,) * 15 if not text else (Box(text, 15),)
    draft = changed(paper(), "remedies", lambda sheet: inserted(sheet, at, row))

    assert [] == misread(draft, layout)


@pytest.mark.slow
@pytest.mark.parametrize("layout", CELLS)
@pytest.mark.parametrize("name", ["proactive", "requests"])
@pytest.mark.parametrize("row", [0, 1, -1])
def test_a_number_too_many_in_one_row(row, name, layout):
    """Where one row of a table has a number more than the others, it cannot be told which does not belong."""

    def change(sheet):
        number = value_rows(sheet)[row]
        cells = sheet[number]
        at = next(n for n, box in enumerate(cells) if box.value)
        return with_row(sheet, number, lost((*cells[:at], Box("0"), *cells[at:])))

    assert [] == misread(changed(paper(), name, change), layout)


@pytest.mark.parametrize("layout", CELLS)
@pytest.mark.parametrize(("head", "mark"), [("校验", "√"), ("", "0"), ("勾稽关系", "一致"), ("校验", "0")])
def test_a_column_beside_table_three(head, mark, layout):
    """A column that says whether the sums hold moves no figure."""

    def change(sheet):
        rows = [(*row, Box(mark)) if row[-1].value else row for row in sheet]
        return ((*rows[0], Box(head, 1, 3)), *rows[1:])

    assert [] == misread(changed(paper(), "requests", change), layout)


@pytest.mark.parametrize("layout", [*CELLS, "lines between pipes", "rows of pipes"])
def test_words_at_the_end_of_a_row_with_a_code(layout):
    """A figure that is no number is not a remark after the figures: else the code before them counts as one."""

    def change(sheet):
        found = []
        for number, row in enumerate(sheet):
            if row[-1].value:
                *start, end = row
                at = next(n for n, box in enumerate(row) if box.value)
                last = attrs.evolve(end, text="见附件", means=Gap.UNREADABLE) if number % 2 else end
                found.append((*start[:at], Box(str(number)), *start[at:], last))
            else:
                found.append((row[0], Box("代码", 1, 3), *row[1:]) if number == 0 else row)
        return tuple(found)

    assert [] == misread(changed(paper(), "requests", change), layout)


def test_a_code_and_a_page_number_in_one_row():
    """In a table whose every row has a value too many, one that has just enough by chance is no row either."""

    def change(sheet):
        rows = tuple(
            (*row[:-7], Box(str(number)), *row[-7:]) if row[-1].value else row for number, row in enumerate(sheet)
        )
        first = (rows[0][0], Box("代码", 1, 3), *rows[0][1:])
        return inserted((first, *rows[1:]), 20, (Box("- 4 -", 1),))

    assert [] == misread(changed(paper("2019"), "requests", change), "lines between pipes")


@pytest.mark.parametrize("layout", ["copied markdown", "page with copies", "page", "csv"])
def test_copies_of_figures_without_heads_tell_no_edition(layout):
    """行政许可 with one figure three times is not a row of the form of 2019, whose row has three figures."""
    draft = changed(paper(), "proactive", lambda sheet: tuple(row for row in sheet if row[-1].value))

    assert [] == misread(draft, layout)


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("layout", ["page", "page of bare cells", "csv", "lines"])
def test_other_alone_is_not_other_handling(layout, edition):
    """其他 without its ordinal may be （六）其他 and 3.其他: where only one row is left, nobody can tell which."""

    def change(sheet):
        rows = [row for row in sheet if not any(box.text.startswith(("1.申请人", "2.申请人")) for box in row)]
        return tuple(tuple(attrs.evolve(box, rowspan=1) for box in row) for row in rows)

    draft = changed(paper(edition), "requests", change)

    assert [] == misread(changed(draft, "requests", relabelled("3.其他", "其他")), layout)


OPEN = pytest.mark.xfail(strict=True, reason="known: see the docstring")


def unlike(sheet):
    """The table with figures of which nobody can tell where they belong."""
    return tuple(map(lost, sheet))


@pytest.mark.parametrize("layout", ["page", "docx", "page of bare cells"])
def test_a_head_too_many(layout):
    """Eight heads over seven figures in a row: one of the heads has no figures, and nobody can tell which."""

    def change(sheet):
        return unlike((*sheet[:2], (*sheet[2][:2], Box("社会团体"), *sheet[2][2:]), *sheet[3:]))

    assert [] == misread(changed(paper(), "requests", change), layout)


@pytest.mark.parametrize("layout", ["page", "docx"])
def test_two_lines_of_figures_beside_one_label(layout):
    """A label that reaches over two lines of figures belongs to both."""

    def change(sheet):
        at = value_rows(sheet)[0]
        label, *figures = sheet[at]
        row = lost((attrs.evolve(label, rowspan=2), *figures))
        return (*sheet[:at], row, tuple(Box(str(300 + n)) for n in range(7)), *sheet[at + 1 :])

    assert [] == misread(changed(paper(), "requests", change), layout)


@pytest.mark.parametrize("layout", ["csv", "page with fillers", "markdown"])
def test_labels_over_their_figures(layout):
    """A label alone in a line, its figures in the next: the empty cells beside the label are no blanks."""

    def change(sheet):
        rows = ((attrs.evolve(row[-8], colspan=7, rowspan=1), row[-7:]) for row in sheet[3:])
        return (
            *sheet[:3],
            *((attrs.evolve(each, rowspan=1),) if isinstance(each, Box) else each for pair in rows for each in pair),
        )

    assert [] == misread(changed(paper(), "requests", change), layout)


@pytest.mark.parametrize("layout", ["page of bare cells"])
def test_a_second_header_with_the_total_first(layout):
    """The total stands first in the second header of a table that has lost its merged cells."""

    def change(sheet):
        rows = [tuple(attrs.evolve(box, rowspan=1) for box in row) for row in sheet[3:]]
        turned = [(*row[:-7], row[-1], *row[-7:-1]) for row in rows[8:]]
        second = (sheet[0], (sheet[1][2], *sheet[1][:2]), sheet[2])
        return (*sheet[:3], *rows[:8], *second, *turned)

    assert [] == misread(changed(paper(), "requests", change), layout)


@pytest.mark.parametrize("layout", ["tabs", "rows of pipes", "lines", "one line"])
def test_three_lines_of_table_four_without_labels(layout):
    """Five heads, and three lines of five figures that no label tells apart."""

    def change(sheet):
        figures = lost(sheet[3])
        return (sheet[2][:5], figures[:5], figures[5:10], figures[10:])

    assert [] == misread(changed(paper(), "remedies", change), layout)


@pytest.mark.parametrize("layout", ["csv"])
def test_labels_after_their_figures(layout):
    """Where figures stand before a label, the empty cells after it are no blanks."""
    draft = changed(paper(), "requests", lambda sheet: unlike([tuple(reversed(row)) for row in sheet]))

    assert [] == misread(draft, layout)


@pytest.mark.parametrize("layout", ["page", "docx", "csv", "page with fillers", "markdown"])
def test_a_column_of_numbers_without_a_head(layout):
    """Eight figures in each row under seven heads: the one without a head may be any."""

    def change(sheet):
        return unlike(tuple((*row[:-7], Box("0"), *row[-7:]) if row[-1].value else row for row in sheet))

    assert [] == misread(changed(paper(), "requests", change), layout)


def title(*lines):
    """What is read in a document that begins with these lines."""
    text = "\n".join([*lines, *(block.text for block in paper().paper[1:3])])
    data = written(attrs.evolve(paper(), paper=paper().paper[3:]), "page")[0].decode()
    page = data.replace("<body>", f"<body>{''.join(f'<p>{line}</p>' for line in text.splitlines())}")
    found = gd.read(page.encode(), format="html")
    return found.report.organ.name, found.report.year, {notice.code for notice in found.notices}


@pytest.mark.parametrize("at", range(2, 26))
def test_a_title_broken_over_two_lines(at):
    """The organ and the year are put together again, wherever a title is broken."""
    whole = "云岭自治县卫生健康委员会2023年政府信息公开工作年度报告"
    organ, year, _ = title(whole[:at], whole[at:])

    assert ("云岭自治县卫生健康委员会", 2023) == (organ, year)


def test_a_title_with_one_letter_on_its_first_line():
    """A single letter may be anything: the organ is said to be doubtful."""
    organ, year, codes = title("云", "岭自治县卫生健康委员会2023年政府信息公开工作年度报告")

    assert ("岭自治县卫生健康委员会", 2023, True) == (organ, year, "organ-doubtful" in codes)


@pytest.mark.parametrize(
    ("lines", "organ"),
    [
        (("报告", "2023年政府信息公开工作年度报告"), Gap.ABSENT),
        (("首页", "政务公开", "临澜县水务局2023年政府信息公开工作年度报告"), "临澜县水务局"),
        (("北屿市住房和城乡建设局", "临澜县水务局2023年政府信息公开工作年度报告"), "临澜县水务局"),
        (("北屿市", "北屿市水务局2023年政府信息公开工作年度报告"), "北屿市水务局"),
        (("临澜县人民政府", "临澜县水务局", "2023年政府信息公开", "工作年度报告"), "临澜县水务局"),
        (("北屿市高新技", "术产业开发区司法局", "2023年政府信息公开工作年度报告"), "北屿市高新技术产业开发区司法局"),
        (("临澜县水务局2023", "年", "政府信息公开工作年度报告"), "临澜县水务局"),
        (("2023年", "临澜县水务局政府信息公开工作年度报告"), "临澜县水务局"),
        (("临政办〔2024〕17号", "临澜县水务局2023年政府信息公开工作年度报告"), "临澜县水务局"),
        (("索引号：0001 临澜县水务局2023年政府信息公开工作年度报告",), "临澜县水务局"),
        (("字体：大 中 小 浏览次数：1024 临澜县水务局2023年政府信息公开工作年度报告",), Gap.ABSENT),
        (("临澜县水务局 2023 年 政 府 信 息 公 开 工 作 年 度 报 告",), "临澜县水务局"),
        (("临澜县信息公开", "农业农村局2023年政府信息公开工作年度报告"), "农业农村局"),
    ],
)
def test_what_stands_before_a_title(lines, organ):
    """Neither the page around a title nor the name of a sheet becomes part of the organ."""
    assert (organ, 2023) == title(*lines)[:2]
