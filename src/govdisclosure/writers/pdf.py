"""A report as a PDF, set by typst: what it sets is data to it, never markup."""

import functools
import json
from typing import Any, Final

import typst

from govdisclosure.errors import MissingFontError
from govdisclosure.forms.text import Lang
from govdisclosure.model.access import Tabular
from govdisclosure.writers.layout import Grid, Line, laid_out

FONTS: Final = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "FangSong",
    "SimSun",
    "Songti SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
"""Fonts that have the characters of simplified Chinese, the best first."""

_SOURCE: Final = b"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 18mm, y: 20mm), numbering: "1")
#set text(font: data.fonts, size: 11pt, lang: "zh", region: "cn")
#set par(justify: false, leading: 0.9em, spacing: 1em, first-line-indent: (amount: 2em, all: true))
#show heading: it => block(above: 1.4em, below: 0.9em, sticky: true, text(weight: "bold", it.body))
#let cells(items) = items.map(it => table.cell(
  x: it.x, y: it.y, colspan: it.w, rowspan: it.h, align: if it.left { left + horizon } else { center + horizon },
  text(it.text)))
#for block in data.blocks {
  if block.kind == "title" { align(center, text(size: 18pt, weight: "bold", block.text)); v(0.6em) }
  else if block.kind == "heading" { heading(level: block.level, text(size: 13pt, block.text)) }
  else if block.kind == "text" { par(text(block.text)) }
  else {
    set text(size: 8.5pt)
    set par(leading: 0.5em, first-line-indent: 0em)
    let body = cells(block.cells)
    let head = cells(block.head)
    std.block(breakable: block.breakable, table(
      columns: block.widths.map(width => width * 1fr), inset: (x: 2.5pt, y: 4pt), stroke: 0.5pt,
      ..if head.len() > 0 { (table.header(..head),) }, ..body))
  }
}
"""
"""What sets the blocks. All that is printed comes as data."""


def document(x: Tabular, *, lang: Lang) -> bytes:
    """The document."""
    blocks = [_line(block) if isinstance(block, Line) else _grid(block) for block in laid_out(x)]
    title = next(block["text"] for block in blocks if "text" in block)
    fonts, names = _fonts()
    data = {"title": title, "fonts": names, "blocks": blocks}
    return typst.compile(_SOURCE, font_paths=fonts, format="pdf", sys_inputs={"data": json.dumps(data)})


@functools.cache
def _fonts() -> tuple[typst.Fonts, list[str]]:
    """The fonts of the system, and the names of those among them that will do; `MissingFontError` if none will."""
    fonts = typst.Fonts(include_embedded_fonts=False)
    known = {name.lower() for name in fonts.families()}
    names = [name for name in FONTS if name.lower() in known]
    if not names:
        raise MissingFontError(FONTS[0])
    return fonts, names


def _line(line: Line) -> dict[str, Any]:
    kind = {0: "text", 1: "title"}.get(line.level, "heading")
    return {"kind": kind, "text": line.text, "level": line.level}


def _grid(grid: Grid) -> dict[str, Any]:
    cells = [
        {
            "x": slot.column,
            "y": slot.row,
            "w": slot.box.colspan,
            "h": slot.box.rowspan,
            "text": slot.box.text,
            "left": slot.left,
        }
        for slot in grid.slots
    ]
    head = [cell for cell, slot in zip(cells, grid.slots, strict=True) if slot.row < grid.head]
    return {"kind": "table", "widths": grid.widths, "head": head, "cells": cells[len(head) :], "breakable": False}
