"""A report as a page: one file, without scripts and without anything from elsewhere, that prints as it looks."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from govdisclosure.forms.text import Lang
from govdisclosure.model.access import Tabular
from govdisclosure.writers.layout import Grid, Layout, Line, Slot, laid_out

STYLE: Final = """
body { font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif; color: #000;
  background: #fff; line-height: 1.8; max-width: 50em; margin: 2em auto; padding: 0 1em; }
h1 { text-align: center; font-size: 1.6em; }
h2 { font-size: 1.2em; }
h3, h4, h5, h6 { font-size: 1em; }
p { margin: 0.4em 0; text-indent: 2em; white-space: pre-wrap; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.85em; line-height: 1.35; margin: 0.5em 0; }
th, td { border: 1px solid #000; padding: 0.25em 0.35em; text-align: center; font-weight: normal; }
th.row { text-align: left; }
tr { break-inside: avoid; }
h2 { break-after: avoid; }
@page { size: A4; margin: 1.6cm; }
@media print { body { margin: 0; padding: 0; max-width: none; } .wide { overflow: visible; }
  table { font-size: 8pt; line-height: 1.25; break-inside: avoid; } }
"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load: nothing."""


def document(x: Tabular, *, lang: Lang) -> bytes:
    """The page in UTF-8."""
    layout = laid_out(x)
    title = next(block.text for block in layout if isinstance(block, Line))
    return page(title, "\n".join(blocks(layout)), style=STYLE, lang="zh").encode()


def page(title: str, body: str, *, style: str, lang: Lang) -> str:
    """A whole page around a body; the title is text."""
    return f"{head(title, style=style, lang=lang)}{body}\n</body>\n</html>\n"


def head(title: str, *, style: str, lang: Lang, policy: str = _POLICY) -> str:
    """All of a page before its body; ``policy`` says what a browser may load."""
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def blocks(layout: Layout) -> list[str]:
    """Every block as HTML."""
    return [_line(block) if isinstance(block, Line) else grid(block) for block in layout]


def _line(line: Line) -> str:
    tag = f"h{line.level}" if line.level else "p"
    return f"<{tag}>{escape(line.text)}</{tag}>"


Marked = Callable[[Slot], tuple[str, str]]
"""For a cell the class that it has ("" for none), and HTML that follows what is printed in it."""


def grid(grid: Grid, marked: Marked | None = None, *, keys: Mapping[str, str] | None = None) -> str:
    """A table; its header is repeated on every page where the form has one above all figures.

    ``keys`` are written beside the figures for scripts to find them, by the addresses that these have in their table.
    """
    total = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in grid.widths)
    rows = ["<tr>"] * len(grid.sheet)
    for slot in grid.slots:
        cell = slot.box.cell
        key = None if keys is None or cell is None else keys.get(cell.address)
        rows[slot.row] += _cell(slot, *(marked(slot) if marked is not None else ("", "")), key)
    head = f"<thead>\n{_lines(rows[: grid.head])}</thead>\n" if grid.head else ""
    body = _lines(rows[grid.head :])
    return f'<div class="wide"><table>\n<colgroup>{columns}</colgroup>\n{head}<tbody>\n{body}</tbody>\n</table></div>'


def _lines(rows: list[str]) -> str:
    return "".join(f"{row}</tr>\n" for row in rows)


def _cell(slot: Slot, name: str, more: str, key: str | None) -> str:
    box = slot.box
    tag = "td" if box.value else "th"
    name = "row" if slot.left else name
    kind = (f' class="{name}"' if name else "") + (f' data-cell="{key}"' if key else "")
    spans = "".join(
        f' {name}="{number}"' for name, number in (("colspan", box.colspan), ("rowspan", box.rowspan)) if number > 1
    )
    return f"<{tag}{kind}{spans}>{escape(box.text)}{more}</{tag}>"
