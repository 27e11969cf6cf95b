"""How documents lay out a report: pages of HTML, text in the ways in which site software makes it of tables, Markdown.

A paper is what stands in a document, block by block; a layout makes one text of it. No layout looks at what the blocks
mean. The prose is invented.
"""

import html
from collections.abc import Callable
from typing import Literal

import attrs

from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap
from govdisclosure.model.report import AnnualReport, Section
from govdisclosure.writers.layout import fee_line, period_line, title_line
from govdisclosure.writers.printed import Box, Boxes, Sheet, sheet, slots

Format = Literal["html", "text", "markdown"]


@attrs.frozen
class Line:
    """A line of text outside tables; ``heading`` if it is the title of the report or of a section."""

    text: str
    heading: bool = False


Block = Line | Sheet
Paper = tuple[Block, ...]
"""What stands in a document, in its order."""

_SAYS = "本机关按规定公开政府信息。"


def paper(report: AnnualReport) -> Paper:
    """The report as the form prints it: title, period, and six sections with their headings."""
    period = report.period
    sections = report.sections
    fee = report.handling_fee
    return (
        Line(title_line(report), heading=True),
        *([] if period is None else [Line(period_line(period))]),
        *_section("overview", sections.overview),
        *(
            block
            for table in (report.proactive, report.requests, report.remedies)
            for block in (Line(table.title.zh, heading=True), sheet(table))
        ),
        *_section("problems", sections.problems),
        *_section("other_matters", sections.other_matters),
        *([] if isinstance(fee, Gap) else [Line(fee_line(fee))]),
    )


def _section(name: str, section: Section | Gap) -> Paper:
    """The heading as printed or official, and the text; a section that is not known says something without figures."""
    if isinstance(section, Gap):
        return Line(TITLES[name].zh, heading=True), Line(_SAYS)
    below = [line for each in section.subsections for line in (Line(each.heading), *_lines(each.text))]
    return Line(section.heading or TITLES[name].zh, heading=True), *_lines(section.text), *below


def _lines(text: str) -> Paper:
    return tuple(map(Line, text.split("\n")))


# ---------------------------------------------------------------------------------------------------- text

_Table = Callable[[Sheet], str]


def _text(paper: Paper, table: _Table, *, between: str = "\n") -> str:
    return between.join(block.text if isinstance(block, Line) else table(block) for block in paper)


def _boxes(sheet: Sheet) -> list[Box]:
    return [box for row in sheet for box in row]


def as_lines(paper: Paper) -> str:
    """One cell to a line, blank lines between; an empty cell leaves nothing."""
    return _text(paper, lambda sheet: "\n\n".join(box.text for box in _boxes(sheet) if box.text), between="\n\n")


def as_lines_between_pipes(paper: Paper) -> str:
    """One cell to a line, a pipe on a line between them."""
    return _text(paper, lambda sheet: "\n".join("\n|\n".join(box.text for box in row) for row in sheet))


def as_lines_before_pipes(paper: Paper) -> str:
    """One cell to a line with a pipe after it, an empty one only the pipe; more pipes for more columns."""

    def cell(box: Box) -> str:
        remnant = "\n" + "|" * (box.colspan - 1) if box.colspan > 1 else ""
        return (f"{box.text} |" if box.text else "|") + remnant

    return _text(paper, lambda sheet: "\n".join(map(cell, _boxes(sheet))))


def as_rows_of_pipes(paper: Paper) -> str:
    """A row to a line, each cell before a pipe, more pipes for more columns."""

    def line(row: Boxes) -> str:
        return " ".join(f"{box.text} {'|' * box.colspan}" for box in row)

    return _text(paper, lambda sheet: "\n".join(map(line, sheet)))


def as_rows_between_pipes(paper: Paper) -> str:
    """A row to a line, with a pipe before and after each cell."""
    return _text(paper, lambda sheet: "\n".join("| " + " | ".join(box.text for box in row) + " |" for row in sheet))


def as_mixture(paper: Paper) -> str:
    """The first row of a table in pipes, the rest one cell to a line."""

    def table(sheet: Sheet) -> str:
        first = " | ".join(box.text for box in sheet[0]) + " |"
        return "\n".join([first, *(box.text for box in _boxes(sheet[1:]) if box.text)])

    return _text(paper, table)


def as_cells_of_several_lines(paper: Paper) -> str:
    """Cells that begin on the line after their pipe, with spaces around them."""
    return _text(paper, lambda sheet: "\n".join("| " + "".join(f"\n {box.text}  | " for box in row) for row in sheet))


def as_printed_text(paper: Paper) -> str:
    """The text of a PDF: figures on the line of their label; heads run together where figures have none."""

    def table(sheet: Sheet) -> str:
        first = next((number for number, row in enumerate(sheet) if row and row[0].value), None)
        if first is None:
            return "\n".join(" ".join(box.text for box in row) for row in sheet)
        heads = "".join(box.text for box in sheet[0])
        return "\n".join([heads, *(" ".join(box.text for box in row) for row in sheet[first:])])

    return _text(paper, table)


def as_one_line(paper: Paper) -> str:
    """Everything on one line."""
    return _text(paper, lambda sheet: " ".join(box.text for box in _boxes(sheet) if box.text), between=" ")


def as_tabs(paper: Paper) -> str:
    """A row to a line, tabs between cells; lines within a cell are joined, since a line is a row."""
    return _text(paper, lambda sheet: "\n".join("\t".join(_on_one_line(box.text) for box in row) for row in sheet))


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())


def as_spread_tabs(paper: Paper) -> str:
    """A row to a line, with a tab for every slot, those of merged cells empty."""
    return as_tabs(_spread(paper))


def as_spaces(paper: Paper) -> str:
    """A row to a line, columns apart by runs of spaces."""
    return _text(paper, lambda sheet: "\n".join("   ".join(box.text for box in row if box.text) for row in sheet))


def _spread(paper: Paper, *, copied: bool = False) -> Paper:
    """Every merged cell taken apart: the slots beside its first are empty, or copies of it."""
    return tuple(block if isinstance(block, Line) else slots(block, copied=copied) for block in paper)


# ---------------------------------------------------------------------------------------------------- Markdown


def as_markdown(paper: Paper) -> str:
    """A table of pipes with a line of dashes; the slots of merged cells are empty."""

    def table(sheet: Sheet) -> str:
        lines = ["| " + " | ".join(_on_one_line(box.text) for box in row) + " |" for row in sheet]
        return "\n".join(["", lines[0], "|" + "---|" * len(sheet[0]), *lines[1:], ""])

    marked = tuple(Line(f"## {block.text}") if isinstance(block, Line) and block.heading else block for block in paper)
    return _text(_spread(marked), table)


def as_copied_markdown(paper: Paper) -> str:
    """The same with the text of a merged cell in each of its slots."""
    return as_markdown(_spread(paper, copied=True))


# ---------------------------------------------------------------------------------------------------- HTML

_Inner = Callable[[str], str]


def _html(paper: Paper, inner: _Inner) -> str:
    return "\n".join(_line(block) if isinstance(block, Line) else _table(block, inner) for block in paper)


def _line(line: Line) -> str:
    tag = "h2" if line.heading else "p"
    return f"<{tag}>{html.escape(line.text)}</{tag}>"


def _table(sheet: Sheet, inner: _Inner) -> str:
    rows = "\n".join(f"<tr>{''.join(_td(box, inner) for box in row)}</tr>" for row in sheet)
    return f"<table>\n{rows}\n</table>"


def _td(box: Box, inner: _Inner) -> str:
    spans = f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    spans += f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return f"<td{spans}>{inner(box.text) if box.text else '&nbsp;'}</td>"


def _lines_of(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def as_page(paper: Paper) -> str:
    """A page with the merged cells of the form."""
    return f"<!DOCTYPE html>\n<html><body>\n{_html(paper, _lines_of)}\n</body></html>"


def as_word_page(paper: Paper) -> str:
    """A page as Word saves it: paragraphs in cells, each character of a figure in an element of its own."""

    def inner(text: str) -> str:
        pieces = (html.escape(char) if char != "\n" else "<br>" for char in text)
        return f'<p class="MsoNormal">{"".join(f"<span>{piece}</span>" for piece in pieces)}</p>'

    return f"<html><body>\n{_html(paper, inner)}\n</body></html>"


def as_page_in_a_table(paper: Paper) -> str:
    """A page whose whole content stands in the one cell of a table for layout."""
    return f"<html><body><table><tr><td>\n{_html(paper, _lines_of)}\n</td></tr></table></body></html>"


def as_page_with_fillers(paper: Paper) -> str:
    """A page that has lost its merged cells: empty cells stand in their slots."""
    return as_page(_spread(paper))


def as_page_with_copies(paper: Paper) -> str:
    """A page that has lost its merged cells: the text stands in each of their slots."""
    return as_page(_spread(paper, copied=True))


def as_page_of_bare_cells(paper: Paper) -> str:
    """A page that has lost its merged cells and the slots that they took."""
    return as_page(tuple(block if isinstance(block, Line) else _bare(block) for block in paper))


def _bare(sheet: Sheet) -> Sheet:
    return tuple(tuple(attrs.evolve(box, colspan=1, rowspan=1) for box in row) for row in sheet)


@attrs.frozen(kw_only=True)
class Layout:
    """A way to lay out a paper: the format it makes, its name, and the function.

    ``parts`` is True where something parts the cells of a row, and False where white space alone does: there a number
    broken in two is two cells, and nobody can tell.
    """

    format: Format
    name: str
    lay_out: Callable[[Paper], str]
    parts: bool = True


def _named(format: Format, *functions: Callable[[Paper], str], parts: bool = True) -> list[Layout]:
    names = (function.__name__.removeprefix("as_").replace("_", " ") for function in functions)
    return [
        Layout(format=format, name=name, lay_out=function, parts=parts)
        for name, function in zip(names, functions, strict=True)
    ]


LAYOUTS: tuple[Layout, ...] = (
    *_named(
        "html",
        as_page,
        as_word_page,
        as_page_in_a_table,
        as_page_with_fillers,
        as_page_with_copies,
        as_page_of_bare_cells,
    ),
    *_named("markdown", as_markdown, as_copied_markdown),
    *_named(
        "text",
        as_tabs,
        as_spread_tabs,
        as_rows_of_pipes,
        as_rows_between_pipes,
        as_lines_between_pipes,
        as_lines_before_pipes,
        as_cells_of_several_lines,
    ),
    *_named("text", as_lines, as_mixture, as_printed_text, as_spaces, as_one_line, parts=False),
)
"""Every layout, the plainest first."""
