"""What was weighed of each table, in words: the way chosen, its rivals, their costs, and the rows left unread."""

from collections.abc import Iterator
from typing import Final

from govdisclosure.forms.registry import FORMS
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.plain import visible
from govdisclosure.readers.recognise.placing import Scored, Told, Weighed

_SHOWN: Final = 6
"""Ways told of a table."""
_LONGEST: Final = 60
_HEAD: Final = Text("{title}（{kind}，{rows} 行）", "{title} ({kind}, rows: {rows})")
_KINDS: Final = {True: Text("位置已知", "slots are known"), False: Text("只知次序", "only the order is known")}
_WAY: Final = Text("{mark} {cost:6.2f}  {fits} 行：{way}", "{mark} {cost:6.2f}  rows {fits}: {way}")
_LEADS: Final = Text("采用", "taken")
_RIVAL: Final = Text("其他", "rival")
_LEFT: Final = Text("其余 {rows} 行", "the other {rows} rows")
_NO_WAY: Final = Text("没有合适的排法", "no way fits")
_UNREAD: Final = Text("未读 {where}：{row}（{codes}）", "unread, {where}: {row} ({codes})")
NO_TABLES: Final = Text("JSON 中没有要认的表格", "JSON has no tables to recognise")
_NONE: Final = Text("没有一行是表格的行", "no row of the form was found")


def said(told: tuple[Told, ...], lang: Lang) -> Iterator[str]:
    """The lines that tell it."""
    if not told:
        yield _NONE.get(lang)
    for each in told:
        yield from _of_table(each, lang)


def _of_table(told: Told, lang: Lang) -> Iterator[str]:
    title = next(iter(FORMS.values())).table(told.rows[0].table).title.zh
    yield _HEAD.get(lang).format(title=title, kind=_KINDS[told.slotted].get(lang), rows=len(told.rows))
    for number, weighed in enumerate(told.weighed):
        if number:
            yield "  " + _LEFT.get(lang).format(rows=weighed.rows)
        yield from _ways(weighed, lang)
    for row in told.rows:
        if row.printed and not row.held:
            where = row.place.message(lang) or "?"
            yield "  " + _UNREAD.get(lang).format(where=where, row=visible(_cut(row.words)), codes=", ".join(row.codes))


def _ways(weighed: Weighed, lang: Lang) -> Iterator[str]:
    if not weighed.leading:
        yield "  " + _NO_WAY.get(lang)
    for number, scored in enumerate(weighed.ways[:_SHOWN]):
        mark = (_LEADS if number < weighed.leading else _RIVAL).get(lang)
        way = _way(scored, lang)
        yield "  " + _WAY.get(lang).format(mark=mark, cost=scored.cost, fits=len(scored.fits), way=way)


def _way(scored: Scored, lang: Lang) -> str:
    words = scored.layout.message(lang)
    return f"{scored.edition}{COLON.get(lang)}{words}" if scored.edition else words


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
