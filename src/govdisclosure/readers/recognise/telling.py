"""What was weighed of each table, in words: the way chosen, its rivals, their costs, and the rows left unread."""

from collections.abc import Iterator
from typing import Final

from govdisclosure.forms.registry import FORMS
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.plain import visible
from govdisclosure.readers.recognise.placing import Scored, Told

_SHOWN: Final = 6
"""Ways told of a table."""
_LONGEST: Final = 60
_HEAD: Final = Text("{title}（{kind}，{rows} 行）", "{title} ({kind}, {rows} rows)")
_KINDS: Final = {True: Text("位置已知", "slots are known"), False: Text("只知次序", "only the order is known")}
_WAY: Final = Text("{mark} {cost:6.2f}  {fits} 行：{way}", "{mark} {cost:6.2f}  {fits} rows: {way}")
_LEADS: Final = Text("采用", "taken")
_RIVAL: Final = Text("其他", "rival")
_UNREAD: Final = Text("未读 {where}：{row}", "unread, {where}: {row}")
_NONE: Final = Text("没有一行是表格的行", "no row of the form was found")


def said(told: tuple[Told, ...], lang: Lang) -> Iterator[str]:
    """The lines that tell it."""
    if not told:
        yield _NONE.get(lang)
    for each in told:
        yield from _of_table(each, lang)


def _of_table(told: Told, lang: Lang) -> Iterator[str]:
    title = next(iter(FORMS.values())).table(told.rows[0].table).title.zh
    yield _HEAD.get(lang).format(title=title, kind=_KINDS[told.rows[0].slotted].get(lang), rows=len(told.rows))
    for number, scored in enumerate(told.scored[:_SHOWN]):
        mark = _LEADS if number < told.leading else _RIVAL
        yield "  " + _WAY.get(lang).format(
            mark=mark.get(lang), cost=scored.cost, fits=len(scored.fits), way=_way(scored, lang)
        )
    for row in told.unread:
        where = row.place.message(lang) or "?"
        yield "  " + _UNREAD.get(lang).format(where=where, row=visible(_cut(row.words)))


def _way(scored: Scored, lang: Lang) -> str:
    words = scored.layout.message(lang)
    return f"{scored.edition}{COLON.get(lang)}{words}" if scored.edition else words


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
