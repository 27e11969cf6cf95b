"""Results for people, on a terminal or in a file of text, in one language: the answer first, then why and where.

One fault is told once, with everything that it shows in. No list is cut without saying how to see the rest.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from typing import Final

import attrs

from govdisclosure.checking import Result
from govdisclosure.diagnosis import Explanation
from govdisclosure.diagnosis.explanation import certainty_of, clues_of, proposal_of
from govdisclosure.forms.say import CLAUSES, COLON, COMMA, LIST, listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular, every_cell
from govdisclosure.model.notices import ORGAN_MISSING, SECTION_MISSING, YEAR_MISSING, Notice
from govdisclosure.model.whereabouts import located, whereabouts
from govdisclosure.plain import prose, visible, width
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.render.faults import UNEXPLAINED, Fault, faults_of
from govdisclosure.render.lines import Line, Tone, line, paragraph, plain
from govdisclosure.render.summary import Copies, Summary
from govdisclosure.render.tables import drawn, excerpt, views
from govdisclosure.render.words import NOT_READ as NOT_READ
from govdisclosure.render.words import SEVERITIES as SEVERITIES
from govdisclosure.render.words import TONES, called, tone
from govdisclosure.render.words import VERDICTS as VERDICTS
from govdisclosure.rules.rule import Outcome, Severity, basis_of, label_of, statement


class Detail(enum.Enum):
    """How much is told."""

    USUAL = "usual"
    """Of one report everything; of many those that did not pass, without their tables, and a summary."""
    VERBOSE = "verbose"
    """Every report, nothing shortened."""
    QUIET = "quiet"
    """A line for each report that did not pass, and nothing else."""
    STATISTICS = "statistics"
    """The summary alone, nothing shortened."""


class Tables(enum.Enum):
    """Which rows of the official tables are shown."""

    ROWS = "rows"
    """Those of wrong cells, with their neighbours."""
    ALL = "all"
    NEVER = "never"


@attrs.frozen(kw_only=True)
class Manner:
    """How results are told. ``columns`` is how wide the terminal is; None where lines may be as long as they like."""

    detail: Detail = Detail.USUAL
    tables: Tables | None = None
    """None for the rows of one report, and no tables of many."""
    columns: int | None = None


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """Every source as plain text."""
    yield from (f"{plain(each)}\n" for each in told(entries, style, Manner(tables=Tables.NEVER)))


def told(entries: Iterable[Entry], style: Style, manner: Manner) -> Iterator[Line]:
    """Every source as lines, and for several what they come to."""
    coming = iter(entries)
    first = list(islice(coming, 2))
    many = len(first) > 1
    summary, copies = Summary(style.lang), Copies()
    for entry in chain(first, coming):
        original = copies.of(entry)
        summary.add(entry, copy=original is not None)
        if _is_told(entry, manner, many=many):
            yield from _Block(entry, style, manner, many).lines(original)
    if many and manner.detail is not Detail.QUIET:
        yield from summary.lines(whole=manner.detail is not Detail.USUAL)


def _is_told(entry: Entry, manner: Manner, *, many: bool) -> bool:
    if manner.detail is Detail.STATISTICS and many:
        return False
    return manner.detail is Detail.VERBOSE or not entry.passed or (not many and manner.detail is not Detail.QUIET)


# ---------------------------------------------------------------------------------------------------- one source

_COPY: Final = Text(
    "与 {} 是同一份报告（机关、年度、各数相同），问题不再重复",
    "the same report as {} (organ, year and numbers are equal); its findings are not told again",
)
_PARTS: Final = Text("所比的报告：{}", "reports held against each other: {}")
_POSSIBLY: Final = Text("可能是：", "possibly: ")
_OTHERS: Final = Text(
    "另有 {} 种解释：govdisclosure diagnose 全部列出", "{} more explanations: govdisclosure diagnose lists them"
)
_SURE: Final = Text("把握", "certainty")
_WHERE: Final = Text("位置", "where")
_BECAUSE: Final = Text("因为", "because")
_BESIDE: Final = Text("连带", "with it")
_CELLS: Final = Text("各格", "cells")
_BASIS: Final = Text("依据", "basis")
_RULES: Final = Text("（规则 {}）", " (rule {})")
_LEGEND: Final = Text("→ 后是应填的数", "→ stands before the right number")
_DOUBTFUL: Final = Text("，有 ? 的不确定", ", ? after it if it is not certain")
_STARRED: Final = Text("；带 * 的格与各项之和不符", "; cells with * are not the sum of their parts")
_WHOLE: Final = Text("；全部行列：--table all", "; --table all shows every row")
_PLACED: Final = Text("（{}）", " ({})")
_VERBOSE: Final = Text("；--verbose 全部列出", "; --verbose lists them all")
_SHOWN: Final = 3
"""How many things of a kind are named before the rest is only counted."""


@attrs.frozen
class _Block:
    """What is told of one source."""

    entry: Entry
    style: Style
    manner: Manner
    many: bool

    @property
    def lang(self) -> Lang:
        return self.style.lang

    @property
    def short(self) -> bool:
        """Whether lists are shortened."""
        return self.manner.detail is not Detail.VERBOSE

    def lines(self, original: str | None) -> Iterator[Line]:
        entry, result = self.entry, self.entry.result
        if result is None:
            yield from self._head("")
            if entry.error is not None and self.manner.detail is not Detail.QUIET:
                for each in described(entry.error, self.lang).split("\n"):
                    yield from self._paragraph(prose(each), indent=2)
            return
        faults = faults_of(entry, result, self.style)
        yield from self._head(_counts(faults, entry, result, self.lang))
        if self.manner.detail is Detail.QUIET:
            return
        if original is not None:
            yield from self._paragraph(_COPY.get(self.lang).format(visible(original)), indent=2)
            return
        if entry.parts and (faults or not self.short):
            told = LIST.get(self.lang).join(map(visible, entry.parts))
            yield from self._paragraph(_PARTS.get(self.lang).format(told), indent=2)
        for fault in faults:
            yield from self._fault(fault)
        for each in known(entry, self.lang):
            yield from self._paragraph(prose(each), indent=2, tone=Tone.FAINT)
        for each in rest(entry, result, self.lang, short=self.short):
            yield from self._paragraph(each, indent=2)
        yield from self._tables(faults)

    def _paragraph(self, text: str, *, head: Line = (), indent: int = 0, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
        yield from paragraph(text, self.manner.columns, head=head, indent=indent, tone=tone)

    def _head(self, counts: str) -> Iterator[Line]:
        """Source, organ, year and verdict on one line, where there is room for it."""
        entry, lang = self.entry, self.lang
        colon = COLON.get(lang)
        year = "" if entry.year is None else Text(f"{entry.year} 年度", str(entry.year)).get(lang)
        report = " ".join(filter(None, (prose(entry.organ or ""), year)))
        source, report = f"{visible(entry.source)}{colon}", f"{report}{colon}" if report else ""
        verdict = called(entry).get(lang)
        room = self.manner.columns
        if room is None or width(source + report + verdict + counts) <= room:
            yield ((source + report, Tone.HEAD), (verdict, tone(entry)), (counts, Tone.PLAIN))
        else:
            yield from self._paragraph(source.rstrip(), tone=Tone.HEAD)
            here = width(report + verdict + counts) + 2 <= room
            yield (("  " + report, Tone.HEAD), (verdict, tone(entry)), (counts if here else "", Tone.PLAIN))
            yield from () if here else self._paragraph(counts.strip(), indent=2)

    # ------------------------------------------------------------------------------------------------ one fault

    def _fault(self, fault: Fault) -> Iterator[Line]:
        lang, best = self.lang, fault.explanation
        severity = SEVERITIES[fault.severity].get(lang)
        head = ((f"{severity} ", TONES[fault.severity]),)
        if best is None:
            (finding,) = fault.findings
            told = _titled(finding, lang) + statement(finding, lang)
            cut = finding.identity is None and len(finding.addresses) > _SHOWN
            yield from self._paragraph(told + (_VERBOSE.get(lang) if cut and self.short else ""), head=head, indent=2)
            yield from self._field(_WHERE, self._where(finding.addresses))
            if cut and not self.short:
                yield from self._field(_CELLS, listed((label_of(each, lang) for each in finding.addresses), lang))
        else:
            possibly = _POSSIBLY.get(lang) if best.alternatives else ""
            yield from self._paragraph(possibly + prose(proposal_of(best, lang)), head=head, indent=2)
            yield from self._field(_SURE, _certainty(best, lang))
            yield from self._field(_WHERE, self._where(best.addresses))
            sums = [each for each in fault.findings if each.identity is not None]
            yield from self._field(_BECAUSE, *(self._relation(each) for each in sums))
            others = (each for each in fault.findings if each.identity is None)
            yield from self._field(_BESIDE, *(_titled(each, lang) + statement(each, lang) for each in others))
        if not self.many or not self.short:
            bases = dict.fromkeys(basis_of(each).get(lang) for each in fault.findings)
            codes = dict.fromkeys(each.rule.code for each in fault.findings)
            rules = _RULES.get(lang).format(listed(codes, lang))
            yield from self._field(_BASIS, listed(bases, lang, CLAUSES) + rules, tone=Tone.FAINT)

    def _field(self, name: Text, *texts: str, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
        """What is said under a word, a paragraph each; nothing if nothing is said."""
        head = f"{name.get(self.lang)}{COLON.get(self.lang)}"
        for text in filter(None, texts):
            yield from self._paragraph(prose(text), head=((head, Tone.FAINT),), indent=4, tone=tone)

    def _relation(self, outcome: Outcome) -> str:
        """A relation that fails: what it is called, both sums, and where all its cells stand."""
        identity = outcome.identity
        assert identity is not None
        where = self._where(outcome.addresses)
        told = identity.called.get(self.lang) + COLON.get(self.lang) + statement(outcome, self.lang)
        return told + (_PLACED.get(self.lang).format(where) if where else "")

    def _where(self, addresses: Sequence[str]) -> str:
        if self.entry.reading is not None:
            return whereabouts(self.entry.reading, addresses, self.lang)
        return "" if self.entry.result is None else _in_reports(self.entry.result, addresses, self.lang)

    # ------------------------------------------------------------------------------------------------ tables

    def _tables(self, faults: Sequence[Fault]) -> Iterator[Line]:
        which = self.manner.tables or (Tables.NEVER if self.many else Tables.ROWS)
        if self.entry.data is not None and which is not Tables.NEVER:
            marks = dict(chain.from_iterable(fault.marks(self.lang) for fault in faults))
            sums = (each for fault in faults for each in fault.findings if each.identity is not None)
            totals = [each.addresses[-1] for each in sums]
            yield from marked_tables(self.entry.data, marks, self.lang, self.manner, which, beside=totals)


def marked_tables(
    data: Tabular, marks: Mapping[str, str], lang: Lang, manner: Manner, which: Tables, *, beside: Iterable[str] = ()
) -> Iterator[Line]:
    """The official tables with their marks and what these mean; of the rows of marks those of cells ``beside`` as well.

    Nothing if no row is wanted.
    """
    blocks = views(data, marks, lang)
    if which is Tables.ROWS:
        blocks = excerpt(blocks, {*marks, *beside} if marks else ())
    lines = list(drawn(blocks, manner.columns, lang))
    if lines:
        yield line("")
        yield from lines
        yield from paragraph(_legend(marks.values(), which, lang), manner.columns, tone=Tone.FAINT)


def _legend(marks: Iterable[str], which: Tables, lang: Lang) -> str:
    texts = " ".join(marks)
    parts = (
        _LEGEND if "→" in texts else Text("", ""),
        _DOUBTFUL if "?" in texts else Text("", ""),
        _STARRED if UNEXPLAINED in texts else Text("", ""),
        _WHOLE if which is Tables.ROWS else Text("", ""),
    )
    return "".join(part.get(lang) for part in parts).lstrip("；; ")


def _certainty(best: Explanation, lang: Lang) -> str:
    others = _OTHERS.get(lang).format(best.alternatives) if best.alternatives else ""
    return listed((certainty_of(best, lang), clues_of(best, lang), others), lang, CLAUSES)


def _titled(outcome: Outcome, lang: Lang) -> str:
    """What a finding speaks of, before what it says."""
    called = outcome.subject if outcome.identity is None else outcome.identity.called
    subject = called.get(lang)
    return subject + COLON.get(lang) if subject else ""


def _in_reports(result: Result, addresses: Sequence[str], lang: Lang) -> str:
    """Where cells of several reports stand, each after the name of its report."""
    places = {name: place for outcome in result.findings for name, place in outcome.document.items()}
    known = [name for name in addresses if name in places]
    told: list[str] = []
    for report, group in groupby(known, key=lambda name: name.rpartition(":")[0]):
        here = {name.rpartition(":")[2]: places[name] for name in group}
        told.append(f"{prose(report)} {located(every_cell(), here, here, lang)}".strip())
    return listed(told, lang, CLAUSES)


# ---------------------------------------------------------------------------------------------------- the rest

_FAULTS: Final = {
    Severity.ERROR: Text("{} 处错误", "errors: {}"),
    Severity.WARNING: Text("{} 处警告", "warnings: {}"),
    Severity.INFO: Text("{} 条提示", "remarks: {}"),
}
_OPEN: Final = Text("{} 条勾稽关系无法判断", "balancing relations not evaluated: {}")
_PASSED: Final = Text("{} 项符合", "passed: {}")


def _counts(faults: Sequence[Fault], entry: Entry, result: Result, lang: Lang) -> str:
    """How many faults there are by severity, what is open and what passed, in brackets."""
    by_severity = Counter(fault.severity for fault in faults)
    passed = sum(each.verdict is Verdict.PASSED for each in result.outcomes)
    parts = [(text, by_severity[severity]) for severity, text in _FAULTS.items()]
    parts += [(_OPEN, len(entry.open)), (_PASSED, passed)]
    told = listed((text.get(lang).format(number) for text, number in parts if number), lang, COMMA)
    return _PLACED.get(lang).format(told) if told else ""


KNOWN: Final = Text("已知（{}）", "known ({})")


def known(entry: Entry, lang: Lang) -> Iterator[str]:
    """What does not count because it is known, a line each, with the reason before it."""
    colon = COLON.get(lang)
    for outcome, why in entry.known:
        yield KNOWN.get(lang).format(why.value.get(lang)) + colon + _titled(outcome, lang) + statement(outcome, lang)
    if (doubt := entry.doubt) and not entry.doubted:
        why = entry.accepted[Verdict.NOT_EVALUATED.value]
        yield KNOWN.get(lang).format(why.value.get(lang)) + colon + doubt.get(lang)


OPEN: Final = Text("无法判断：{title}，{count} 处（{names}）", "not evaluated: {title} ({count}: {names})")
GAPS: Final = Text("没有数字的格：{}", "cells without a number: {}")
UNASKED: Final = Text("没有检查的勾稽关系 {} 条", "{} balancing relations were not asked for")
NOTICE: Final = Text("读取", "reading")
NOTICES: Final = Text("另有 {} 条读取提示", "{} more remarks of the reader")


def rest(entry: Entry, result: Result, lang: Lang, *, short: bool = False) -> Iterator[str]:
    """What there is beside the findings, in lines: what is open or was not asked, and what reading has to say.

    In ``short`` lists are cut, and it is said how to see the rest.
    """
    for title, group in groupby(entry.open, key=lambda outcome: outcome.rule.title):
        yield prose(_open(title, [each.subject.get(lang) for each in group], lang, short=short))
    if entry.reading is not None and entry.open:
        gaps = dict.fromkeys(gap for outcome in entry.open for gap in outcome.gaps)
        if where := whereabouts(entry.reading, gaps, lang):
            yield GAPS.get(lang).format(where)
    if (doubt := entry.doubt) and entry.doubted:
        yield prose(doubt.get(lang))
    if result.unasked:
        yield UNASKED.get(lang).format(len(result.unasked))
    notices = _untold(entry)
    shown = notices[:_SHOWN] if short and len(notices) > _SHOWN + 1 else notices
    for notice in shown:
        yield f"{NOTICE.get(lang)} {notice_text(notice, lang)}"
    if len(shown) < len(notices):
        yield NOTICES.get(lang).format(len(notices) - len(shown)) + _VERBOSE.get(lang)


def _untold(entry: Entry) -> list[Notice]:
    """What reading has to say, without what is missing by a finding of the same cells as well."""
    told = {each.addresses for each in entry.findings if each.identity is None}
    notices = () if entry.reading is None else entry.reading.notices
    return [each for each in notices if not (each.code in _MISSING and each.addresses in told)]


_MISSING: Final = frozenset({ORGAN_MISSING, SECTION_MISSING, YEAR_MISSING})


def _open(title: Text, subjects: Sequence[str], lang: Lang, *, short: bool) -> str:
    shown = subjects[:_SHOWN] if short and len(subjects) > _SHOWN + 1 else subjects
    more = Text(f" 等{_VERBOSE.zh}", f", …{_VERBOSE.en}").get(lang) if len(shown) < len(subjects) else ""
    names = LIST.get(lang).join(filter(None, shown)) + more
    return OPEN.get(lang).format(title=title.get(lang), count=len(subjects), names=names)


def notice_text(notice: Notice, lang: Lang) -> str:
    """A notice in one line, with its place in brackets where that is known."""
    where = "" if notice.place is None else notice.place.message(lang)
    return notice.message(lang) + (_PLACED.get(lang).format(where) if where else "")
