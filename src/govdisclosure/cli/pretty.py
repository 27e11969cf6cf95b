"""The official tables drawn on a terminal with rich."""

from collections.abc import Iterable

import attrs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from govdisclosure.forms.text import Lang
from govdisclosure.model.compare import Comparison
from govdisclosure.render.comparison import HEADS, lines, rows
from govdisclosure.render.tables import BlockView, CellView


def draw(blocks: Iterable[BlockView], console: Console | None = None) -> None:
    """Each block as a table, with the marked cells in red."""
    console = console or Console()
    for block in blocks:
        console.print(_table(block))


def draw_comparison(found: Comparison, lang: Lang, console: Console | None = None) -> None:
    """What differs as a table, then what became of the text: what was in red, what is now in green."""
    console = console or Console()
    if listed := rows(found, lang):
        table = Table(show_lines=False)
        table.add_column(Text(HEADS[0].get(lang)), overflow="fold")
        for head in HEADS[1:]:
            table.add_column(Text(head.get(lang)), justify="right", overflow="fold")
        for label, was, now, by in listed:
            table.add_row(Text(label), Text(was, style="red"), Text(now, style="green"), Text(by, style="bold"))
        console.print(table)
    for line in lines(attrs.evolve(found, changes=(), particulars=()), lang):
        console.print(Text(line))


def _table(block: BlockView) -> Table:
    table = Table(title=Text(block.title) if block.title else None, title_justify="left", show_lines=False)
    table.add_column("", overflow="fold")
    for column in block.columns:
        table.add_column(Text(column), justify="right", overflow="fold")
    for row in block.rows:
        for heading in row.above:
            table.add_row(Text(heading, style="bold"))
        table.add_row(Text(f"  {row.label}"), *map(_cell, row.cells))
    return table


def _cell(cell: CellView) -> Text:
    return Text(cell.text + cell.mark, style="bold red" if cell.mark else "")
