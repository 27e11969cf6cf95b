"""Every way in which tools make text of tables, in Python alone: what each keeps of the slots, and what it loses.

``kept`` is True where every slot of a table can still be told (by marks between all of them, not by the width of white
space); ``lines`` where each cell is whole and each row of the table stands on lines of its own, in its order.
"""

import csv
import io
import itertools
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from govdisclosure.strategies import layouts
from govdisclosure.strategies.layouts import Line, Paper
from govdisclosure.writers.printed import Box, Boxes, Sheet, slots

Texts = list[list[str]]
_Table = Callable[[Sheet], str]


@attrs.frozen
class Flattener:
    """A way to make a document of a paper: its name, the suffix of its file, the function, and what it keeps."""

    name: str
    suffix: str
    flatten: Callable[[Paper], str]
    kept: bool = False
    lines: bool = False


def _text(table: _Table, *, between: str = "\n", heading: str = "") -> Callable[[Paper], str]:
    def flatten(paper: Paper) -> str:
        return between.join(
            (heading * block.heading + block.text) if isinstance(block, Line) else table(block) for block in paper
        )

    return flatten


# ---------------------------------------------------------------------------------------------------- rows


def _rows(between: str, *, blanks: bool = True) -> _Table:
    """A row to a line; without ``blanks`` an empty cell leaves nothing."""
    return lambda sheet: "\n".join(between.join(box.text for box in row if blanks or box.text) for row in sheet)


def _fenced(sheet: Sheet) -> str:
    """Rows between pipes, a line of dashes after the first, as many cells as the row has of its own."""
    first, *others = ["| " + " | ".join(box.text for box in row) + " |" for row in sheet]
    return "\n".join([first, "|" + "---|" * len(sheet[0]), *others])


def _open(sheet: Sheet) -> str:
    """Cells apart by a pipe behind each, and a line of dashes without pipes at its ends."""
    first, *others = ["| ".join(box.text for box in row) + "  " for row in sheet]
    return "\n".join([first, "|".join(["---"] * len(sheet[0])) + "  ", *others])


def _widened(sheet: Sheet) -> str:
    """Empty cells beside a wide cell and none below a high one, under an empty head."""
    lines = [
        "| " + " | ".join(text for box in row for text in (box.text, *[""] * (box.colspan - 1))) + " |" for row in sheet
    ]
    width = sum(box.colspan for box in sheet[0])
    return "\n".join(["", "| " + " | ".join([" "] * width) + " |", "|" + " --- |" * width, *lines, ""])


def _padded(sheet: Sheet) -> str:
    """Columns of equal width, the cells of a row from the left as if there were no high cells."""
    return "\n".join(line.rstrip() for line in _aligned([[box.text for box in row] for row in sheet], "  "))


# ---------------------------------------------------------------------------------------------------- lines


def _cells(between: str, row_end: str = "") -> _Table:
    return lambda sheet: row_end.join(between.join(box.text for box in row if box.text) + between for row in sheet)


def _paragraphs(sheet: Sheet) -> str:
    """Each cell a paragraph, those below a high cell too, which are empty."""
    lines: list[str] = []
    for own, row in zip(sheet, slots(sheet), strict=True):
        wide = {id(box) for box in own}
        lines += [box.text for box in row if box.text or id(box) in wide] or [""]
    return "\n\n".join(lines)


def _halved(sheet: Sheet) -> str:
    """A cell a line, heads of four characters on two lines."""

    def halves(text: str, row: Boxes) -> str:
        head = len(text) == 4 and not any(box.value for box in row)
        return f"{text[:2]}\n{text[2:]}" if head else text

    return "\n".join(halves(box.text, row) for row in sheet for box in row if box.text)


# ---------------------------------------------------------------------------------------------------- copies


def _texts(sheet: Sheet, *, copied: bool) -> Texts:
    return [[box.text for box in row] for row in slots(sheet, copied=copied)]


def _copies(between: str) -> _Table:
    """Each slot, spanned ones with the text of their cell."""
    return lambda sheet: "\n".join(between.join(row) for row in _texts(sheet, copied=True))


def _once(between: str) -> _Table:
    """Each cell once in each of its rows."""

    def table(sheet: Sheet) -> str:
        lines: list[str] = []
        for row in slots(sheet, copied=True):
            boxes: list[Box] = []
            for box in row:
                if not boxes or boxes[-1] is not box:
                    boxes.append(box)
            lines.append(between.join(box.text for box in boxes))
        return "\n".join(lines)

    return table


def _numbered(texts: Texts) -> Texts:
    """A head of numbers over the columns, and an index before the rows."""
    return [["", *map(str, range(len(texts[0])))], *([str(at), *row] for at, row in enumerate(texts))]


def _csv(texts: Texts) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(texts)
    return file.getvalue()


def _csv_of(*, copied: bool, numbered: bool) -> _Table:
    def table(sheet: Sheet) -> str:
        texts = _texts(sheet, copied=copied)
        return _csv(_numbered(texts) if numbered else texts)

    return table


def _markdown(*, numbered: bool) -> _Table:
    """A table of pipes with copies, under a head of numbers; with an index or without."""

    def table(sheet: Sheet) -> str:
        texts = _numbered(_texts(sheet, copied=True))
        texts = texts if numbered else [row[1:] for row in texts]
        first, *others = ["| " + line + " |" for line in _aligned(texts, " | ")]
        return "\n".join(["", first, "|" + ":--|" * len(texts[0]), *others, ""])

    return table


def _frame(*, numbered: bool) -> _Table:
    """A frame printed as text: columns to the right, NaN in empty cells."""

    def table(sheet: Sheet) -> str:
        texts = [[text or "NaN" for text in row] for row in _texts(sheet, copied=True)]
        return "\n".join(_aligned(_numbered(texts) if numbered else texts, " ", right=True))

    return table


# ---------------------------------------------------------------------------------------------------- grids


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in text)


def _pad(text: str, width: int, *, right: bool = False) -> str:
    fill = " " * (width - _width(text))
    return fill + text if right else text + fill


def _widths(texts: Texts) -> list[int]:
    columns = itertools.zip_longest(*texts, fillvalue="")
    return [max(map(_width, column)) for column in columns]


def _aligned(texts: Texts, between: str, *, right: bool = False) -> list[str]:
    widths = _widths(texts)
    return [between.join(_pad(text, widths[at], right=right) for at, text in enumerate(row)) for row in texts]


def _grid(*, copied: bool, numbered: bool) -> _Table:
    """A line of dashes and crosses between all rows."""

    def table(sheet: Sheet) -> str:
        texts = _texts(sheet, copied=copied)
        texts = [row[1:] for row in _numbered(texts)] if numbered else texts
        rule = "+" + "+".join("-" * (width + 2) for width in _widths(texts)) + "+"
        lines = [rule]
        for at, line in enumerate(_aligned(texts, " | ")):
            lines += [f"| {line} |", rule.replace("-", "=") if at == 0 and numbered else rule]
        return "\n".join(["", *lines, ""])

    return table


def _ruled(mark: str, between: str) -> _Table:
    """Copies under a head of numbers, one line of dashes below it; columns apart by bars or by white space alone."""

    def table(sheet: Sheet) -> str:
        texts = [row[1:] for row in _numbered(_texts(sheet, copied=True))]
        first, *others = _aligned(texts, between)
        rule = between.replace(" ", "-" if "|" in between else " ").replace("|", "+")
        return "\n".join(["", first, rule.join(mark * width for width in _widths(texts)), *others, ""])

    return table


def _simple(sheet: Sheet) -> str:
    """Columns by the dashes above and below them, spanned slots empty."""
    texts = _texts(sheet, copied=False)
    rule = "  " + " ".join("-" * width for width in _widths(texts))
    return "\n".join(["", rule, *("  " + line for line in _aligned(texts, " ")), rule, ""])


# ---------------------------------------------------------------------------------------------------- pages


@attrs.frozen
class _Placed:
    """A line of a cell's text on a page: its height in half lines, the column of its first character."""

    at: int
    x: int
    text: str


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text in a column."""
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]


def _column_widths(sheet: Sheet, widest: int, *, breaks: bool = False) -> list[int]:
    """Columns as wide as their widest cell, but at most so wide; unless it ``breaks`` figures, more where they need it.

    A column breaks figures of more than four digits.
    """
    found: list[int] = []
    for column in zip(*_texts(sheet, copied=False), strict=True):
        figure = max((len(text) for text in column if text.isascii()), default=0)
        found.append(max(2, min(widest, max(map(len, column))), figure))
        if breaks and figure > 4:
            found[-1] = 4
    return found


def _laid_out(sheet: Sheet, widest: int, *, breaks: bool) -> list[_Placed]:
    """Every line of every cell where it stands: centred to the side, and in height unless figures are broken."""
    widths = _column_widths(sheet, widest, breaks=breaks)
    starts = [0, *itertools.accumulate(width + 2 for width in widths)]
    boxes = list(_at(sheet))
    lines = {
        (row, column): _wrapped(box.text, sum(widths[column : column + box.colspan]) + 2 * (box.colspan - 1))
        for row, column, box in boxes
    }
    heights = [1] * len(sheet)
    for row, column, box in sorted(boxes, key=lambda each: each[2].rowspan):
        missing = len(lines[row, column]) - sum(heights[row : row + box.rowspan])
        heights[min(row + box.rowspan, len(sheet)) - 1] += max(missing, 0)
    tops = [0, *itertools.accumulate(heights)]
    found: list[_Placed] = []
    for row, column, box in boxes:
        room = 0 if breaks else sum(heights[row : row + box.rowspan]) - len(lines[row, column])
        across = starts[min(column + box.colspan, len(widths))] - starts[column] - 2
        for number, text in enumerate(lines[row, column]):
            at = 2 * (tops[row] + number) + room
            found.append(_Placed(at, starts[column] + (across - len(text)) // 2, text))
    return [each for each in found if each.text]


def _at(sheet: Sheet) -> Iterable[tuple[int, int, Box]]:
    """The boxes with the row and column of their first slot."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(sheet):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            yield number, column, box
            taken |= {(number + down, column + right) for down in range(box.rowspan) for right in range(box.colspan)}


def _layout(widest: int, *, step: int = 1, squeezed: bool = False, breaks: bool = False) -> _Table:
    """The text of a page as it stands there; ``step`` 2 puts what stands half a line apart on one line."""

    def table(sheet: Sheet) -> str:
        by_line: dict[int, list[_Placed]] = {}
        for each in _laid_out(sheet, widest, breaks=breaks):
            by_line.setdefault(each.at // step, []).append(each)
        return "\n".join(_drawn(by_line[at], squeezed=squeezed) for at in sorted(by_line))

    return table


def _drawn(placed: Sequence[_Placed], *, squeezed: bool) -> str:
    line = ""
    for each in sorted(placed, key=lambda each: each.x):
        gap = 1 if squeezed else max(each.x - len(line), 1)
        line += (" " * gap if line or not squeezed else "") + each.text
    return line


def _cell_lines(widest: int) -> _Table:
    """The lines of each cell one after the other, cell by cell."""

    def table(sheet: Sheet) -> str:
        widths = _column_widths(sheet, widest)
        return "\n".join(
            line
            for _, column, box in _at(sheet)
            for line in _wrapped(box.text, sum(widths[column : column + box.colspan]))
            if line
        )

    return table


# ---------------------------------------------------------------------------------------------------- all of them


def _pieces(row: Boxes) -> str:
    return "".join(box.text for box in row)


FLATTENERS: Mapping[str, Flattener] = {
    each.name: each
    for each in (
        Flattener("page", "html", layouts.as_page, kept=True, lines=True),
        Flattener("page, spanned slots empty", "html", layouts.as_page_with_fillers, kept=True),
        Flattener("page, labels repeated", "html", layouts.as_page_with_copies, kept=True, lines=True),
        Flattener("page, spans lost", "html", layouts.as_page_of_bare_cells),
        Flattener("spaces", "txt", _text(_rows(" ", blanks=False)), lines=True),
        Flattener("two spaces", "txt", _text(_rows("  ", blanks=False)), lines=True),
        Flattener("a space a cell", "txt", _text(_rows(" ")), lines=True),
        Flattener("tabs", "txt", _text(_rows("\t")), lines=True),
        Flattener("tabs, a slot each", "txt", layouts.as_spread_tabs, kept=True),
        Flattener("bars", "txt", _text(_rows(" | ")), lines=True),
        Flattener("bars, none for blanks", "txt", _text(_rows(" | ", blanks=False)), lines=True),
        Flattener("bars alone", "txt", _text(_rows("|")), lines=True),
        Flattener("Markdown, spans lost", "md", _text(_fenced, heading="## "), lines=True),
        Flattener("Markdown, open", "md", _text(_open, heading="## "), lines=True),
        Flattener("Markdown, wide cells kept", "md", _text(_widened, heading="## "), lines=True),
        Flattener("Markdown, spanned slots empty", "md", layouts.as_markdown, kept=True),
        Flattener("Markdown, labels repeated", "md", layouts.as_copied_markdown, kept=True),
        Flattener("Markdown, index", "md", _text(_markdown(numbered=True)), kept=True),
        Flattener("Markdown, numbered head", "md", _text(_markdown(numbered=False)), kept=True),
        Flattener("cells", "txt", _text(_cells("\n")), lines=True),
        Flattener("cells, rows apart", "txt", _text(_cells("\n", "\n")), lines=True),
        Flattener("paragraphs", "txt", _text(_paragraphs, between="\n\n"), lines=True),
        Flattener("cells, heads halved", "txt", _text(_halved), lines=True),
        Flattener("one line of tabs", "txt", _text(_cells("\t"), between="\t")),
        Flattener("one line of spaces", "txt", _text(_cells(" "), between=" ")),
        Flattener("nothing between", "txt", _text(lambda sheet: "\n".join(map(_pieces, sheet)))),
        Flattener("padded rows", "txt", _text(_padded), lines=True),
        Flattener("tabs, labels repeated", "txt", _text(_copies("\t")), kept=True),
        Flattener("bars, labels repeated", "txt", _text(_copies(" | ")), kept=True),
        Flattener("bars, labels once a row", "txt", _text(_once(" | "))),
        Flattener("CSV, index", "csv", _text(_csv_of(copied=True, numbered=True)), kept=True),
        Flattener("CSV, labels repeated", "csv", _text(_csv_of(copied=True, numbered=False)), kept=True),
        Flattener("CSV, spanned slots empty", "csv", _text(_csv_of(copied=False, numbered=False)), kept=True),
        Flattener("frame", "txt", _text(_frame(numbered=False))),
        Flattener("frame, index", "txt", _text(_frame(numbered=True))),
        Flattener("grid, labels repeated", "txt", _text(_grid(copied=True, numbered=False)), kept=True),
        Flattener("grid, numbered head", "txt", _text(_grid(copied=True, numbered=True)), kept=True),
        Flattener("grid, spanned slots empty", "txt", _text(_grid(copied=False, numbered=False)), kept=True),
        Flattener("bars, numbered head", "txt", _text(_ruled("-", " | ")), kept=True),
        Flattener("columns, numbered head", "txt", _text(_ruled("=", "  "))),
        Flattener("columns under dashes", "txt", _text(_simple)),
        Flattener("layout", "txt", _text(_layout(40)), lines=True),
        Flattener("layout, half lines together", "txt", _text(_layout(40, step=2)), lines=True),
        Flattener("layout, narrow", "txt", _text(_layout(8))),
        Flattener("layout, narrow, half lines together", "txt", _text(_layout(8, step=2))),
        Flattener("layout, figures broken", "txt", _text(_layout(8, breaks=True))),
        Flattener("text of a page", "txt", _text(_layout(40, squeezed=True)), lines=True),
        Flattener("text of a narrow page", "txt", _text(_layout(8, squeezed=True))),
        Flattener("lines of cells", "txt", _text(_cell_lines(8))),
    )
}
"""The ways by name."""
