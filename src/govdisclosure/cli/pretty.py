"""The official tables drawn on a terminal with rich."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govdisclosure.render.tables import BlockView, CellView


def draw(blocks: Iterable[BlockView], console: Console | None = None) -> None:
    """Each block as a table, with the marked cells in red."""
    console = console or Console()
    for block in blocks:
        console.print(_table(block))


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
