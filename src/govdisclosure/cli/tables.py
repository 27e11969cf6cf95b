"""The official tables on the output: with rich on a terminal where it is installed, as plain text elsewhere."""

import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec

from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.access import Tabular
from govdisclosure.render.tables import BlockView, plain, views

LEGEND = Text("带 * 的格参与了不成立的勾稽关系", "cells with * take part in a relation that does not hold")


def show(x: Tabular, marks: Mapping[str, str], lang: Lang, *, legend: Text = LEGEND) -> None:
    """Print the tables of ``x`` that have a marked cell."""
    blocks = list(_marked(views(x, marks, lang)))
    if not blocks:
        return
    if sys.stdout.isatty() and find_spec("rich") is not None:
        from govdisclosure.cli.pretty import draw

        draw(blocks)
    else:
        for line in plain(blocks):
            print(line)
    print(legend.get(lang))


def _marked(blocks: Iterator[BlockView]) -> Iterator[BlockView]:
    return (block for block in blocks if any(cell.mark for row in block.rows for cell in row.cells))
