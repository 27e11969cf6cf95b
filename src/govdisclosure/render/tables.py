"""The official tables as a person reads them: rows and columns with their labels, and marks on some cells.

What is shown is decided first (`views`, `excerpt`), then how it lies in so many columns of a terminal (`drawn`): labels
stand in as the form has them and go on in up to three lines; where that does not fit, a table becomes a list.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.say import LIST, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Value
from govdisclosure.model.access import Tabular, cells_of, tables, values
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import width
from govdisclosure.render.lines import Line, Tone, folded, line, paragraph


@attrs.frozen
class CellView:
    """One cell as shown: its address, the text of its value, and a mark ("" for none)."""

    address: str
    text: str
    mark: str = ""

    @property
    def whole(self) -> str:
        """The value with its mark."""
        return self.text + self.mark


@attrs.frozen
class RowView:
    """One row: the headings above it, outermost first, its label, and its cells.

    ``skipped`` says that rows before it are left out.
    """

    groups: tuple[str, ...]
    label: str
    cells: tuple[CellView, ...]
    skipped: bool = False

    @property
    def indent(self) -> int:
        """How far the label stands in."""
        return _STEP * (len(self.groups) + 1)


@attrs.frozen
class BlockView:
    """Rows that share their columns; ``skipped`` says that rows behind the last are left out."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    skipped: bool = False


_STEP: Final = 2


def views(x: Tabular, marks: Mapping[str, str], lang: Lang) -> Iterator[BlockView]:
    """The tables of ``x``, block by block in official order; ``marks`` says what to put beside a cell, by address."""
    found = values(x)
    known = cells_of(x).values()
    for table in tables(x):
        mine = [cell for cell in known if not isinstance(x, AnnualReport) or cell.path[0] == table.name]
        yield from _blocks(table.title.text.get(lang), _rows(mine), found, marks, lang)


def _rows(known: Iterable[Cell]) -> list[list[Cell]]:
    rows: dict[tuple[str, ...], list[Cell]] = {}
    for cell in known:
        rows.setdefault(cell.path[:-1], []).append(cell)
    return list(rows.values())


def _blocks(
    title: str, rows: list[list[Cell]], found: Mapping[str, Value], marks: Mapping[str, str], lang: Lang
) -> Iterator[BlockView]:
    columns: tuple[str, ...] = ()
    block: list[RowView] = []
    for row in rows:
        heads = tuple(cell.column.text.get(lang) for cell in row)
        if block and heads != columns:
            yield BlockView(title, columns, tuple(block))
            title, block = "", []
        columns = heads
        cells = tuple(CellView(c.address, shown(found[c.address], lang), marks.get(c.address, "")) for c in row)
        block.append(RowView(tuple(group.get(lang) for group in row[0].groups), row[0].row.text.get(lang), cells))
    yield BlockView(title, columns, tuple(block))


def excerpt(blocks: Iterable[BlockView], wanted: Collection[str]) -> Iterator[BlockView]:
    """The rows that hold a wanted cell, each with its neighbours, below the title of its table."""
    title = ""
    for block in blocks:
        title = block.title or title
        rows = block.rows
        hits = [at for at, row in enumerate(rows) if any(cell.address in wanted for cell in row.cells)]
        kept = sorted({near for at in hits for near in (at - 1, at, at + 1) if 0 <= near < len(rows)})
        if not kept:
            continue
        before = [-1, *kept[:-1]]
        seen = tuple(attrs.evolve(rows[at], skipped=at - last > 1) for at, last in zip(kept, before, strict=True))
        yield attrs.evolve(block, title=title, rows=seen, skipped=kept[-1] < len(rows) - 1)
        title = ""


# ---------------------------------------------------------------------------------------------------- lines


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text with spaces up to a width; longer text stays as it is."""
    spaces = " " * max(0, columns - width(text))
    return spaces + text if right else text + spaces


LAYOUTS: Final = (*itertools.product((14, 12, 10, 8, 7, 6), (2, 1)), (4, 2))
"""How wide the head of a column may be before it goes on in a further line, and the gap before a column: the first
that fits is taken."""
LABEL, LEAST_LABEL, LABEL_LINES = 60, 24, 3
"""How wide the label of a row may be where there is room, how wide it must be able to be, and its lines at most."""
_SKIPPED: Final = "⋮"


def drawn(blocks: Iterable[BlockView], columns: int | None, lang: Lang) -> Iterator[Line]:
    """The blocks as lines in so many columns; without ``columns`` there is as much room as they like."""
    for block in blocks:
        if block.title:
            yield from paragraph(block.title, columns, tone=Tone.HEAD)
        fit = _fitting(block, columns)
        yield from _as_list(block, columns, lang) if fit is None else _as_table(block, fit)


def _fitting(block: BlockView, columns: int | None) -> "_Fit | None":
    """The widest heads, and the widest gap between columns, with which there is room; None if there is none."""
    cells = [max(width(row.cells[at].whole) for row in block.rows) for at in range(len(block.columns))]
    widest = max(row.indent + width(row.label) for row in block.rows)
    for most, gap in LAYOUTS:
        heads = [_balanced(head, max(most, cell)) for head, cell in zip(block.columns, cells, strict=True)]
        sizes = [gap + max(cell, *map(width, head)) for head, cell in zip(heads, cells, strict=True)]
        room = LABEL if columns is None else min(LABEL, columns - sum(sizes))
        if room >= min(LEAST_LABEL, widest) and all(len(_label(row, room)) <= LABEL_LINES for row in block.rows):
            return _Fit(heads, sizes, max(width(each) for row in block.rows for each in _label(row, room)))
    return None


@attrs.frozen
class _Fit:
    """The lines of every head, how wide every column is with the gap before it, and how wide the labels are."""

    heads: Sequence[Sequence[str]]
    sizes: Sequence[int]
    label: int


def _balanced(head: str, most: int) -> list[str]:
    """The head of a column in as few lines as there are, and these about equally long where no word is parted."""
    lines = folded(head, most, hyphen=True)
    while most > _SHORTEST and not _parted(lines):
        closer = folded(head, most - 1, hyphen=True)
        if len(closer) > len(lines) or _parted(closer):
            break
        lines, most = closer, most - 1
    return lines


def _parted(lines: Sequence[str]) -> bool:
    return any(each.endswith("-") for each in lines)


_SHORTEST: Final = 4


def _label(row: RowView, columns: int) -> list[str]:
    before = " " * row.indent
    return [before + each for each in folded(row.label, max(columns - row.indent, 1))]


def _as_table(block: BlockView, fit: _Fit) -> Iterator[Line]:
    deep = max(map(len, fit.heads))
    for texts in zip(*([""] * (deep - len(head)) + [*head] for head in fit.heads), strict=True):
        padded = (pad(text, size, right=True) for text, size in zip(texts, fit.sizes, strict=True))
        yield line(" " * fit.label + "".join(padded), Tone.FAINT)
    for row, opened in _with_headings(block):
        yield from opened
        *before, last = _label(row, fit.label)
        yield from (line(each) for each in before)
        cells = (
            (pad(cell.whole, size, right=True), _tone(cell)) for cell, size in zip(row.cells, fit.sizes, strict=True)
        )
        yield ((pad(last, fit.label), Tone.PLAIN), *cells)
    if block.skipped:
        yield line(" " * _STEP + _SKIPPED, Tone.FAINT)


def _tone(cell: CellView) -> Tone:
    return Tone.BAD if cell.mark else Tone.FAINT if cell.text == "0" else Tone.PLAIN


def _with_headings(block: BlockView) -> Iterator[tuple[RowView, list[Line]]]:
    """Every row with what stands above it: that rows are left out, and the headings that open before it."""
    before: tuple[str, ...] = ()
    for row in block.rows:
        opened = [line(" " * _STEP + _SKIPPED, Tone.FAINT)] if row.skipped else []
        same = 0
        while same < min(len(row.groups), len(before)) and row.groups[same] == before[same]:
            same += 1
        for depth in range(same, len(row.groups)):
            opened.append(line(" " * (_STEP * (depth + 1)) + row.groups[depth], Tone.HEAD))
        before = row.groups
        yield row, opened


def _as_list(block: BlockView, columns: int | None, lang: Lang) -> Iterator[Line]:
    """Every row as its label and, below it, what its columns hold."""
    for row, opened in _with_headings(block):
        yield from opened
        yield from paragraph(row.label, columns, indent=row.indent)
        for text, tone in _held(block, row, lang):
            yield from paragraph(text, columns, indent=row.indent + 2 * _STEP, tone=tone)
    if block.skipped:
        yield line(" " * _STEP + _SKIPPED, Tone.FAINT)


def _held(block: BlockView, row: RowView, lang: Lang) -> Iterator[tuple[str, Tone]]:
    """What a row holds: marked cells first, then the others; zeros are told together."""
    held = list(zip(block.columns, row.cells, strict=True))
    zeros = [head for head, cell in held if cell.whole == "0"]
    if marked := [f"{head} {cell.whole}" for head, cell in held if cell.mark]:
        yield LIST.get(lang).join(marked), Tone.BAD
    other = [f"{head} {cell.text}" for head, cell in held if not cell.mark and cell.text != "0"]
    if zeros:
        other.append(_ALL_ZERO.get(lang) if len(zeros) == len(held) else _REST_ZERO.get(lang))
    if other:
        yield LIST.get(lang).join(other), Tone.FAINT


_ALL_ZERO: Final = Text("各列都是 0", "0 in every column")
_REST_ZERO: Final = Text("其余各列 0", "0 in the others")
