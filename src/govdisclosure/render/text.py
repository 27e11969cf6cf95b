"""Results as plain text for people, in one language."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from govdisclosure.checking import Result
from govdisclosure.forms.say import COLON, listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.kernel import Verdict
from govdisclosure.model.notices import Notice
from govdisclosure.plain import prose, visible
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.rules.rule import Severity

VERDICTS: Final = {
    Verdict.PASSED: Text("通过", "passed"),
    Verdict.FAILED: Text("不通过", "failed"),
    Verdict.NOT_EVALUATED: Text("无法判断", "not evaluated"),
}
IN_PART: Final = Text("所查部分通过", "passed as far as asked")
SEVERITIES: Final = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}
NOT_READ: Final = Text("无法读取", "could not be read")
NOTICE: Final = Text("读取", "reading")
OPEN: Final = Text("无法判断的勾稽关系 {} 条：{}", "{} balancing relations could not be evaluated: {}")
UNASKED: Final = Text("没有检查的勾稽关系 {} 条", "{} balancing relations were not asked for")
COUNTS: Final = Text(
    "{passed} 项通过，{failed} 项不符合，{not_evaluated} 项无法判断",
    "{passed} passed, {failed} failed, {not_evaluated} not evaluated",
)
_SHOWN: Final = 6


def _verdict(result: Result) -> Text:
    return IN_PART if result.asked is Verdict.PASSED is not result.verdict else VERDICTS[result.verdict]


def _head(entry: Entry, lang: Lang) -> str:
    names = [
        prose(entry.organ or ""),
        "" if entry.year is None else Text(f"{entry.year} 年度", str(entry.year)).get(lang),
    ]
    told = " ".join(name for name in names if name)
    colon = COLON.get(lang)
    return f"{visible(entry.source)}{colon}{told}{colon if told else ''}"


def _counts(result: Result, lang: Lang) -> str:
    counted = Counter(outcome.verdict.value for outcome in result.outcomes)
    return COUNTS.get(lang).format_map(counted | Counter({each.value: 0 for each in Verdict}))


def block(entry: Entry, lang: Lang) -> Iterator[str]:
    """One source: the verdict, then each finding, what is open, and what reading it has to say."""
    if entry.error is not None:
        told = described(entry.error, lang).replace("\n", "\n  ")
        yield f"{_head(entry, lang)}{NOT_READ.get(lang)}\n  {told}\n"
    if entry.result is None:
        return
    counts = _counts(entry.result, lang)
    verdict = _verdict(entry.result).get(lang)
    yield (
        f"{_head(entry, lang)}{verdict}（{counts}）\n"
        if lang == "zh"
        else f"{_head(entry, lang)}{verdict} ({counts})\n"
    )
    for outcome in entry.result.findings:
        yield f"  {SEVERITIES[outcome.severity].get(lang)} {outcome.message(lang)}\n"
    yield from rest(entry, entry.result, lang)


def rest(entry: Entry, result: Result, lang: Lang) -> Iterator[str]:
    """What there is beside the findings, in lines: what is open or was not asked, and what reading has to say."""
    if entry.open:
        names = [outcome.instance for outcome in entry.open[:_SHOWN]]
        more = ["…"] if len(entry.open) > _SHOWN else []
        yield f"  {prose(OPEN.get(lang).format(len(entry.open), ', '.join(names + more)))}\n"
    if doubt := entry.doubt:
        yield f"  {prose(doubt.get(lang))}\n"
    if result.unasked:
        yield f"  {UNASKED.get(lang).format(len(result.unasked))}\n"
    for notice in () if entry.reading is None else entry.reading.notices:
        yield f"  {NOTICE.get(lang)} {notice_text(notice, lang)}\n"


def notice_text(notice: Notice, lang: Lang) -> str:
    """A notice in one line, with its place in brackets where that is known."""
    where = "" if notice.place is None else notice.place.message(lang)
    return notice.message(lang) + (Text(f"（{where}）", f" ({where})").get(lang) if where else "")


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """Every source, and for several how many came to which verdict."""
    lang = style.lang
    counted: Counter[str] = Counter()
    for each in entries:
        yield from block(each, lang)
        told = NOT_READ if each.result is None else _verdict(each.result)
        counted[told.get(lang)] += 1
    if counted.total() > 1:
        parts = listed((f"{word} {number}" for word, number in counted.items()), lang, Text("，", ", "))
        yield f"{Text('共', 'in all').get(lang)} {counted.total()}{COLON.get(lang)}{parts}\n"
