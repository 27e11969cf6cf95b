"""What many reports come to: how many passed, by rule, by year and by organ; and which are copies of one report."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Final

from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.access import values
from govdisclosure.plain import prose
from govdisclosure.render.entry import Entry
from govdisclosure.render.lines import Line, Tone, line
from govdisclosure.render.words import SEVERITIES, TONES, called, counted
from govdisclosure.rules.rule import Rule

_ALL: Final = Text("共 {} 份：", "in all {}: ")
_COPIES: Final = Text("；其中 {} 份是前面某一份的副本", "; {} of them are copies of one before")
_BY_RULE: Final = Text("按规则（有问题的份数）", "by rule (reports with a finding)")
_BY_YEAR: Final = Text("按年度", "by year")
_BY_ORGAN: Final = Text("按机关（未通过的）", "by organ (those that did not pass)")
_UNKNOWN: Final = Text("不详", "unknown")
_YEAR: Final = Text("{} 年度", "{}")
_MORE: Final = Text("另有 {} 行：--statistics 全部列出", "{} more: --statistics lists them all")
_SHOWN: Final = 10


class Summary:
    """Counts over sources; it grows with the rules, years and organs, not with the sources."""

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang
        self._verdicts: Counter[str] = Counter()
        self._rules: Counter[Rule] = Counter()
        self._years: dict[str, Counter[str]] = {}
        self._organs: dict[str, Counter[str]] = {}
        self._copies = 0

    def add(self, entry: Entry, *, copy: bool) -> None:
        """Count a source."""
        lang = self._lang
        verdict = called(entry).get(lang)
        self._verdicts[verdict] += 1
        self._copies += copy
        if entry.result is None:
            return
        self._rules.update({outcome.rule for outcome in entry.findings})
        year = _UNKNOWN.get(lang) if entry.year is None else _YEAR.get(lang).format(entry.year)
        self._years.setdefault(year, Counter())[verdict] += 1
        if not entry.passed:
            organ = prose(entry.organ or (entry.source if entry.parts else _UNKNOWN.get(lang)))
            self._organs.setdefault(organ, Counter())[verdict] += 1

    def lines(self, *, whole: bool) -> Iterator[Line]:
        """The counts; without ``whole`` of long lists the beginning only, and how to see the rest."""
        lang = self._lang
        copies = _COPIES.get(lang).format(self._copies) if self._copies else ""
        yield line(_ALL.get(lang).format(self._verdicts.total()) + counted(self._verdicts, lang) + copies, Tone.HEAD)
        by_rule = sorted(self._rules.items(), key=lambda item: (-item[1], item[0].code))
        rules = [_ruled(rule, number, lang) for rule, number in by_rule]
        yield from self._list(_BY_RULE, rules, whole=whole)
        if self._organs and len(self._years) > 1:
            years = sorted(self._years.items())
            yield from self._list(_BY_YEAR, [_counted(each, found, lang) for each, found in years], whole=whole)
        ranked = sorted(self._organs.items(), key=lambda item: -item[1].total())
        yield from self._list(_BY_ORGAN, [_counted(each, found, lang) for each, found in ranked], whole=whole)

    def _list(self, title: Text, lines: list[Line], *, whole: bool) -> Iterator[Line]:
        if not lines:
            return
        yield line(title.get(self._lang), Tone.HEAD)
        shown = lines if whole or len(lines) <= _SHOWN + 1 else lines[:_SHOWN]
        yield from shown
        if len(shown) < len(lines):
            yield line("  " + _MORE.get(self._lang).format(len(lines) - len(shown)), Tone.FAINT)


def _ruled(rule: Rule, number: int, lang: Lang) -> Line:
    title = Text(f" {rule.title.zh}（{rule.code}）", f" {rule.title.en} ({rule.code})").get(lang)
    severity = (SEVERITIES[rule.severity].get(lang), TONES[rule.severity])
    return ((f"{number:5d}  ", Tone.PLAIN), severity, (title, Tone.PLAIN))


def _counted(name: str, found: Counter[str], lang: Lang) -> Line:
    return line(f"  {name}{COLON.get(lang)}{counted(found, lang)}")


class Copies:
    """Which report came before under another name: of the same organ and year, with the same numbers and findings."""

    def __init__(self) -> None:
        self._seen: dict[bytes, str] = {}

    def of(self, entry: Entry) -> str | None:
        """The source that this one is a copy of; None if it is the first, or does not say whose it is."""
        if entry.result is None or entry.organ is None or entry.year is None or entry.data is None:
            return None
        found = tuple(each.instance for each in entry.findings)
        whole = repr((entry.organ, entry.year, tuple(values(entry.data).items()), found))
        first = self._seen.setdefault(hashlib.sha256(whole.encode()).digest(), entry.source)
        return None if first == entry.source else first
