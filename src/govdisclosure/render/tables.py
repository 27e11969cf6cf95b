"""The official tables as a person reads them: rows and columns with their labels, and marks on some cells.

Only what is shown is decided here, not how: a terminal, plain text and a page draw the same view.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

import attrs

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.say import shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Value
from govdisclosure.model.access import Tabular, cells_of, tables, values
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import width


@attrs.frozen
class CellView:
    """One cell as shown: its address, the text of its value, and a mark ("" for none)."""

    address: str
    text: str
    mark: str = ""


@attrs.frozen
class RowView:
    """One row: the headings that open before it, its label, and its cells."""

    above: tuple[str, ...]
    label: str
    cells: tuple[CellView, ...]


@attrs.frozen
class BlockView:
    """Rows that share their columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]


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
    before: tuple[Text, ...] = ()
    for row in rows:
        heads = tuple(cell.column.text.get(lang) for cell in row)
        if block and heads != columns:
            yield BlockView(title, columns, tuple(block))
            title, block = "", []
        columns = heads
        block.append(_row(row, before, found, marks, lang))
        before = row[0].groups
    yield BlockView(title, columns, tuple(block))


def _row(
    row: list[Cell], before: tuple[Text, ...], found: Mapping[str, Value], marks: Mapping[str, str], lang: Lang
) -> RowView:
    groups = row[0].groups
    same = 0
    while same < min(len(groups), len(before)) and groups[same] == before[same]:
        same += 1
    views = tuple(CellView(c.address, shown(found[c.address], lang), marks.get(c.address, "")) for c in row)
    return RowView(tuple(group.get(lang) for group in groups[same:]), row[0].row.text.get(lang), views)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text with spaces up to a width; longer text stays as it is."""
    spaces = " " * max(0, columns - width(text))
    return spaces + text if right else text + spaces


def plain(blocks: Iterable[BlockView]) -> Iterator[str]:
    """The blocks as lines of plain text, aligned; a marked cell has its mark behind the number."""
    for block in blocks:
        if block.title:
            yield block.title
        yield from _plain_block(block)


def _plain_block(block: BlockView) -> Iterator[str]:
    texts = [[cell.text + cell.mark for cell in row.cells] for row in block.rows]
    heads = [_folded(column, HEAD) for column in block.columns]
    sizes = [max(map(width, (*head, *column))) for head, column in zip(heads, zip(*texts, strict=True), strict=True)]
    labels = [_folded(row.label, LABEL) for row in block.rows]
    label = max(width(line) for lines in labels for line in lines) + 2
    deep = max(map(len, heads))
    for line in zip(*([""] * (deep - len(head)) + head for head in heads), strict=True):
        yield _line(pad("", label), line, sizes).rstrip()
    for row, (*before, last), cells in zip(block.rows, labels, texts, strict=True):
        yield from (f"  {heading}" for heading in row.above)
        yield from (f"  {line}" for line in before)
        yield _line(pad(f"  {last}", label), cells, sizes)


HEAD, LABEL = 14, 56
"""How wide the head of a column and the label of a row may be before they go on in a further line, at a space."""


def _folded(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many characters, but for words that are longer; Chinese has no spaces."""
    return textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False) or [""]


def _line(label: str, cells: Iterable[str], sizes: Iterable[int]) -> str:
    return label + "".join("  " + pad(cell, size, right=True) for cell, size in zip(cells, sizes, strict=True))
