"""A report as documents print it: its tables as boxes with spans, derived from the declarations, and layouts of text.

The prose is our own. A table is a list of rows of boxes; a layout turns all of it into one text or page.
"""

import html
from collections.abc import Callable, Sequence
from typing import cast

import attrs

import govdisclosure as gd
from govdisclosure.forms.declare import Cell, Table, cells, declared
from govdisclosure.forms.shared import APPLICANTS, BALANCE_NOTE, LITIGATION, ORGANIZATIONS, SUBJECT
from govdisclosure.model.access import values
from govdisclosure.model.sections import OTHER_MATTERS, OVERVIEW, PROBLEMS


@attrs.frozen
class Box:
    """One printed cell and the slots it takes; ``value`` says that it is one of the numbers."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    value: bool = False


Sheet = list[list[Box]]


@attrs.frozen
class Paper:
    """A report ready to be laid out."""

    title: tuple[str, ...]
    proactive: Sheet
    requests: Sheet
    remedies: Sheet
    preface: str = "本报告根据条例编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    overview: tuple[str, ...] = ("本机关按照要求做好公开工作。", "（一）主动公开情况", "通过网站公开信息若干条。")
    problems: tuple[str, ...] = ("公开的内容还不够细。下一步加强培训。",)
    others: tuple[str, ...] = ("本年度未收取信息处理费。",)
    headings: tuple[str, ...] = ()

    def sections(self) -> list[tuple[str, tuple[str, ...] | Sheet]]:
        """Each section: its heading and its lines or table."""
        bodies = (self.overview, self.proactive, self.requests, self.remedies, self.problems, self.others)
        return list(zip(self.headings, bodies, strict=True))


def shown(value: object) -> str:
    """A value as a table prints it."""
    gaps = {gd.Gap.BLANK: "", gd.Gap.PLACEHOLDER: "/", gd.Gap.ABSENT: "", gd.Gap.UNREADABLE: "见附件"}
    return gaps[value] if isinstance(value, gd.Gap) else str(value)


def paper(report: gd.AnnualReport) -> Paper:
    """The report with the official labels in the official places."""
    organ = report.organ.name if isinstance(report.organ.name, str) else ""
    year = report.year if isinstance(report.year, int) else ""
    tables = (report.proactive, report.requests, report.remedies)
    titles = [table.title.zh for table in tables]
    return Paper(
        title=(f"{organ}{year}年政府信息公开工作年度报告",),
        proactive=proactive_sheet(report.proactive),
        requests=requests_sheet(report.requests),
        remedies=remedies_sheet(report.remedies),
        preface=Paper.__attrs_attrs__.preface.default.format(year=year),  # type: ignore[attr-defined]
        headings=(OVERVIEW.zh, *titles, PROBLEMS.zh, OTHER_MATTERS.zh),
    )


def _rows(table: object) -> list[tuple[tuple[str, ...], list[tuple[Cell, str]]]]:
    printed = values(cast("gd.AnnualReport", table))
    found: dict[tuple[str, ...], list[tuple[Cell, str]]] = {}
    for cell in cells(cast("type[Table]", type(table))):
        found.setdefault(cell.path[:-1], []).append((cell, shown(printed[cell.address])))
    return list(found.items())


def proactive_sheet(table: object) -> Sheet:
    """Table two: a caption and a header over each group of rows."""
    width = 1 + max(len(row) for _, row in _rows(table))
    sheet: Sheet = []
    last = ""
    for _, row in _rows(table):
        caption = row[0][0].groups[-1].zh
        stretch = width - len(row)
        if caption != last:
            heads = [Box(cell.column.zh) for cell, _ in row]
            sheet += [[Box(caption, width)], [Box(SUBJECT.zh), *heads[:-1], Box(heads[-1].text, stretch)]]
        boxes = [Box(text, value=True) for _, text in row]
        sheet.append([Box(row[0][0].row.zh), *boxes[:-1], Box(boxes[-1].text, stretch, value=True)])
        last = caption
    return sheet


def requests_sheet(table: object) -> Sheet:
    """Table three: three lines of header, and labels that take one to three columns."""
    first, *inner, last = (cell for cell, _ in _rows(table)[0][1])
    sheet: Sheet = [
        [Box(BALANCE_NOTE.zh, 3, 3), Box(APPLICANTS.zh, 7)],
        [Box(first.column.zh, 1, 2), Box(ORGANIZATIONS.zh, 5), Box(last.column.zh, 1, 2)],
        [Box(cell.column.zh) for cell in inner],
    ]
    sheet += _lines_below(type(table), (), dict(_rows(table)), 3)
    return sheet


def _lines_below(
    cls: type, path: tuple[str, ...], rows: dict[tuple[str, ...], list[tuple[Cell, str]]], width: int
) -> Sheet:
    lines: Sheet = []
    for attribute, label in declared(cls):
        here = (*path, attribute.name)
        if here in rows:
            lines.append([Box(label.zh, width), *(Box(text, value=True) for _, text in rows[here])])
        elif label.kind is None:
            below = _lines_below(cast("type", attribute.type), here, rows, width - 1)
            below[0].insert(0, Box(label.zh, 1, len(below)))
            lines += below
    return lines


def remedies_sheet(table: object) -> Sheet:
    """Table four: two groups under one head, and one line of numbers."""
    rows = _rows(table)
    columns = [Box(cell.column.zh) for cell, _ in rows[0][1]]
    groups = [row[0][0].row.zh for _, row in rows]
    return [
        [Box(groups[0], 5), Box(LITIGATION.zh, 10)],
        [*(attrs.evolve(box, rowspan=2) for box in columns), *(Box(group, 5) for group in groups[1:])],
        [*columns, *columns],
        [Box(text, value=True) for _, row in rows for _, text in row],
    ]


# --- layouts ---------------------------------------------------------------------------------------------------------


def _laid_out(paper: Paper, table: Callable[[Sheet], str], *, between: str = "\n") -> str:
    parts = [*paper.title, paper.preface]
    for heading, body in paper.sections():
        parts.append(heading)
        parts.append(between.join(body) if isinstance(body, tuple) else table(body))
    return between.join(parts)


def as_html(paper: Paper) -> str:
    """A page with tables."""

    def row(boxes: Sequence[Box]) -> str:
        return "".join(
            f"<td colspan={box.colspan} rowspan={box.rowspan}>{html.escape(box.text) or '&nbsp;'}</td>" for box in boxes
        )

    parts = [*(f"<h1>{line}</h1>" for line in paper.title), f"<p>{paper.preface}</p>"]
    for heading, body in paper.sections():
        parts.append(f"<p>{heading}</p>")
        if isinstance(body, tuple):
            parts += [f"<p>{line}</p>" for line in body]
        else:
            parts.append(f"<table>{''.join(f'<tr>{row(boxes)}</tr>' for boxes in body)}</table>")
    return "\n".join(parts)


def as_lines(paper: Paper) -> str:
    """One cell to a line, blank lines between; an empty cell leaves nothing (L1)."""
    return _laid_out(paper, lambda sheet: "\n\n".join(box.text for row in sheet for box in row if box.text), between="\n\n")


def as_lines_between_pipes(paper: Paper) -> str:
    """One cell to a line, a pipe on a line between them (L2)."""
    return _laid_out(paper, lambda sheet: "\n".join("\n|\n".join(box.text for box in row) for row in sheet))


def as_lines_before_pipes(paper: Paper) -> str:
    """One cell to a line with a pipe after it, an empty one only the pipe; more pipes for more columns (L3)."""

    def cell(box: Box) -> str:
        remnant = "\n" + "|" * (box.colspan - 1) if box.colspan > 1 else ""
        return (f"{box.text} |" if box.text else "|") + remnant

    return _laid_out(paper, lambda sheet: "\n".join(cell(box) for row in sheet for box in row))


def as_rows_of_pipes(paper: Paper) -> str:
    """A row to a line, cells before pipes, more pipes for more columns (L4)."""

    def line(row: Sequence[Box]) -> str:
        return " ".join(f"{box.text} {'|' * box.colspan}" for box in row)

    return _laid_out(paper, lambda sheet: "\n".join(line(row) for row in sheet))


def as_led_rows_of_pipes(paper: Paper) -> str:
    """The same with a pipe before every row (L4)."""
    return _laid_out(paper, lambda sheet: "\n".join("| " + " | ".join(box.text for box in row) + " |" for row in sheet))


def as_mixture(paper: Paper) -> str:
    """The first row in pipes, the rest one cell to a line (L5)."""

    def table(sheet: Sheet) -> str:
        first = " | ".join(box.text for box in sheet[0]) + " |"
        return "\n".join([first, *(box.text for row in sheet[1:] for box in row if box.text)])

    return _laid_out(paper, table)


def as_cells_of_several_lines(paper: Paper) -> str:
    """Cells that begin on the line after their pipe, with spaces around them (L6)."""
    return _laid_out(paper, lambda sheet: "\n".join("| " + "".join(f"\n {b.text}  | " for b in row) for row in sheet))


def as_printed_text(paper: Paper) -> str:
    """The text of a PDF: numbers on the line of their label, table four under its two groups only (L8)."""

    def table(sheet: Sheet) -> str:
        if sheet is paper.remedies:
            return "行政复议行政诉讼\n" + " ".join(box.text for box in sheet[-1])
        return "\n".join(" ".join(box.text for box in row) for row in sheet)

    return _laid_out(paper, table)


def as_one_line(paper: Paper) -> str:
    """Everything on one line (L9)."""
    return _laid_out(paper, lambda sheet: " ".join(box.text for row in sheet for box in row if box.text), between=" ")


def as_tabs(paper: Paper) -> str:
    """A row to a line, tabs between cells."""
    return _laid_out(paper, lambda sheet: "\n".join("\t".join(box.text for box in row) for row in sheet))


def as_spread_tabs(paper: Paper) -> str:
    """A row to a line, with a tab for every slot, those of merged cells empty."""
    return _laid_out(paper, lambda sheet: "\n".join("\t".join(row) for row in slots(sheet)))


def as_spaces(paper: Paper) -> str:
    """A row to a line, columns apart by runs of spaces."""
    return _laid_out(paper, lambda sheet: "\n".join("   ".join(box.text for box in row if box.text) for row in sheet))


def as_markdown(paper: Paper) -> str:
    """Markdown: a table of pipes with a line of dashes, the slots of merged cells empty."""

    def table(sheet: Sheet) -> str:
        lines = ["| " + " | ".join(row) + " |" for row in slots(sheet)]
        return "\n".join(["", lines[0], "|" + "---|" * len(slots(sheet)[0]), *lines[1:], ""])

    return _laid_out(paper, table)


def slots(sheet: Sheet) -> list[list[str]]:
    """The texts at their slots; those a merged cell covers beside its first are empty."""
    taken: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            for down in range(box.rowspan):
                for right in range(box.colspan):
                    taken[number + down, column + right] = "" if down or right else box.text
    width = 1 + max(column for _, column in taken)
    return [[taken.get((number, column), "") for column in range(width)] for number in range(len(sheet))]


TEXTS: dict[str, Callable[[Paper], str]] = {
    "lines": as_lines,
    "lines between pipes": as_lines_between_pipes,
    "lines before pipes": as_lines_before_pipes,
    "rows of pipes": as_rows_of_pipes,
    "led rows of pipes": as_led_rows_of_pipes,
    "mixture": as_mixture,
    "cells of several lines": as_cells_of_several_lines,
    "printed text": as_printed_text,
    "one line": as_one_line,
    "tabs": as_tabs,
    "spread tabs": as_spread_tabs,
    "spaces": as_spaces,
    "markdown": as_markdown,
}
"""Every layout of text by its name."""
