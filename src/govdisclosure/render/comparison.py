"""What a comparison of two reports says, beside each other: as aligned lines and as a page."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from govdisclosure.forms.say import digits
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.compare import Change, Comparison, Particular, Passage
from govdisclosure.plain import prose, width
from govdisclosure.render.tables import pad
from govdisclosure.writers import html

Row = tuple[str, str, str, str]
"""What it is, before, after, and the difference."""

HEADS: Final = (
    Text("格", "Cell"),
    Text("前", "Before"),
    Text("后", "After"),
    Text("相差", "Difference"),
)
_TITLE: Final = Text("两份报告的比对", "Two reports compared")
_TEXT: Final = Text("文字", "Text")
_KINDS: Final = {
    "changed": Text("改动", "changed"),
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
    "repeated": Text("照录", "repeated"),
}
_SAME: Final = Text("没有不同", "Nothing differs")


def rows(found: Comparison, lang: Lang) -> list[Row]:
    """A row for each cell that changed, and for whatever else is not alike."""
    cells = [(each, "" if each.difference is None else digits(each.difference, "+")) for each in found.changes]
    every: list[tuple[Change | Particular, str]] = [*cells, *((each, "") for each in found.particulars)]
    return [
        (prose(each.label.get(lang)), prose(each.was.get(lang)), prose(each.now.get(lang)), by) for each, by in every
    ]


def lines(found: Comparison, lang: Lang) -> Iterator[str]:
    """The comparison as lines of plain text: changes aligned in columns, then what became of the text."""
    listed = rows(found, lang)
    table = [tuple(head.get(lang) for head in HEADS), *listed] if listed else []
    wide = [max(map(width, column)) for column in zip(*table, strict=True)]
    for first, *rest in table:
        cells = [pad(first, wide[0]), *(pad(text, size, right=True) for text, size in zip(rest, wide[1:], strict=True))]
        yield "  ".join(cells).rstrip()
    yield from filter(None, found.text.message(lang).splitlines())
    if found.same:
        yield _SAME.get(lang)


# ---------------------------------------------------------------------------------------------------- as a page

_STYLE: Final = (
    html.STYLE
    + """
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 70em; }
td { overflow-wrap: anywhere; } td.label, td.text { text-align: left; }
tr.changed td.was, tr.removed td.was { background: #fdd; } tr.changed td.now, tr.added td.now { background: #dfd; }
table { table-layout: auto; }
"""
)


def page(found: Comparison, names: tuple[str, str], lang: Lang) -> str:
    """The comparison as a page: both reports beside each other; ``names`` are what they are called."""
    title = _TITLE.get(lang)
    called = " → ".join(map(prose, names))
    whole = "\n".join([f"<h1>{escape(title)}</h1>", f"<p>{escape(called)}</p>", *body(found, lang)])
    return html.page(title, whole, style=_STYLE, lang=lang)


def body(found: Comparison, lang: Lang) -> list[str]:
    """What differs, as tables: the cells, and the passages of the text."""
    parts: list[str] = []
    heads = [head.get(lang) for head in HEADS]
    if listed := rows(found, lang):
        cells = (
            f'<tr class="changed"><td class="label">{escape(label)}</td><td class="was">{escape(was)}</td>'
            f'<td class="now">{escape(now)}</td><td>{escape(by)}</td></tr>'
            for label, was, now, by in listed
        )
        parts.append(_table(heads, cells))
    if found.text.passages:
        share = found.text.message(lang).partition("\n")[0] if found.text.repeated_share is not None else ""
        parts.append(f"<h2>{escape(_TEXT.get(lang))}</h2>\n<p>{escape(share)}</p>")
        parts.append(_table(["", *heads[1:3]], (_passage(each, lang) for each in found.text.passages)))
    if found.same:
        parts.append(f"<p>{escape(_SAME.get(lang))}</p>")
    return parts


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" if each else "<td></td>" for each in heads)
    inside = "\n".join(rows)
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{inside}\n</tbody>\n</table></div>'


def _passage(passage: Passage, lang: Lang) -> str:
    what = f"{TITLES[passage.section].text.get(lang)} / {_KINDS[passage.kind].get(lang)}"
    before, after = (escape(prose(text or "")) for text in (passage.before, passage.after))
    return (
        f'<tr class="{passage.kind}"><td class="label">{escape(what)}</td><td class="text was">{before}</td>'
        f'<td class="text now">{after}</td></tr>'
    )
