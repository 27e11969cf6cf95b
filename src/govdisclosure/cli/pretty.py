"""Lines painted on a terminal with rich."""

import io
from collections.abc import Iterable

import attrs
from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from govdisclosure.forms.text import Lang
from govdisclosure.model.compare import Comparison
from govdisclosure.render.comparison import HEADS, lines, rows
from govdisclosure.render.lines import Line, Tone

STYLES = {
    Tone.GOOD: "bold green",
    Tone.BAD: "bold red",
    Tone.DOUBT: "bold yellow",
    Tone.HEAD: "bold",
    Tone.FAINT: "dim",
    Tone.PLAIN: "",
}


def paint(lines: Iterable[Line], console: Console | None = None) -> None:
    """The lines as they come, each as long as it is, their pieces in the colours of what they are."""
    console = console or Console()
    for each in lines:
        console.print(Text.assemble(*((text, STYLES[tone]) for text, tone in each)), soft_wrap=True)


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


def bar(done: int, total: int) -> str:
    """How much is done, as a bar with its colours."""
    console = Console(file=io.StringIO(), force_terminal=True, width=_BAR)
    with console.capture() as drawn:
        console.print(ProgressBar(total=total, completed=done, width=_BAR), end="")
    return drawn.get()


_BAR = 24
