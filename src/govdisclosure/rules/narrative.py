"""Rules on what the text says: NAR001 to NAR007. Figures of the text against the tables and against each other.

Only a mention that is settled, of the organ itself, can contradict a table; everything else is an observation. They are
warnings and hints throughout: where text and table differ, either may be wrong, and nobody but the organ knows which.
"""

import functools
import re
from collections.abc import Callable, Iterator
from typing import Final

import attrs

from govdisclosure.forms.say import joined, shown
from govdisclosure.forms.sections import OVERVIEW, PROBLEMS, TITLES
from govdisclosure.forms.shared import see
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import FACTS, HANDLING_FEE, every_cell, label
from govdisclosure.model.mentions import text_of
from govdisclosure.model.report import AnnualReport
from govdisclosure.narrative.mention import SUMS, Mention
from govdisclosure.rules.amounts import PASSED
from govdisclosure.rules.blocks import names, outcome, with_zero
from govdisclosure.rules.rule import Needs, Outcome, Rule, Severity, Subject

SAME = Text(
    f"{see('五十条', '50').zh}：报告的文字与表格说的是同一年的同一件事",
    f"{see('五十条', '50').en}: text and tables tell of the same things in the same year",
)
PRACTICE = Text("各地对年度报告编制的要求（参见）", "what offices are told on drawing up annual reports (see there)")
SILENT = Text("文字里没有能与表格核对的数", "the text states nothing that could be held against the tables")
NO_TEXT_UNKNOWN = Text(
    "没有这一部分的文字时不适用（报告由程序构造时通常如此）。",
    "Not applicable without the text of the section, as is usual of a report built in a script.",
)

_LONGEST: Final = 1000
"""Characters that offices are told to keep section one to."""
_SHORTEST: Final = 20
"""Characters below which a section says no more than that there is nothing to say."""


# ---------------------------------------------------------------------------------------------------- cells and names


def cells_meant(subject: Subject, what: str) -> tuple[str, ...]:
    """The cells whose sum a reading speaks of; none where this edition has none for it."""
    if what == "received_plus_carried_in":
        wanted = ["requests.received.total", "requests.carried_over_in.total"]
    elif what == "litigation_total":
        wanted = ["remedies.litigation_direct.total", "remedies.litigation_after_reconsideration.total"]
    elif what in SUMS:
        group = f"requests.outcomes.{what.removesuffix('_total')}."
        wanted = [each for each in subject.cells if each.startswith(group) and each.endswith(".total")]
    else:
        wanted = what.split("+")
    return tuple(wanted) if wanted and all(each in subject.cells for each in wanted) else ()


OTHER_READING: Final = Text("表外的数", "something that no table holds")


def reading_text(what: str) -> Text:
    """What a reading is called."""
    if what in SUMS:
        return SUMS[what]
    if what == HANDLING_FEE:
        return FACTS[HANDLING_FEE]
    parts = what.split("+")
    if any(each not in every_cell() for each in parts):
        return OTHER_READING
    told = [(label(each, "zh"), label(each, "en")) for each in parts]
    return Text(" + ".join(zh for zh, _ in told), " + ".join(en for _, en in told))


def _in_table(subject: Subject, what: str) -> tuple[tuple[str, ...], Value] | None:
    """The cells of a reading and their sum under the policy for blanks; None where the tables have no such thing."""
    if what == HANDLING_FEE:
        report = subject.report
        return None if report is None else ((), report.handling_fee)
    cells = cells_meant(subject, what)
    if not cells:
        return None
    values = [subject.counted[each] for each in cells]
    gap = next((each for each in values if isinstance(each, Gap)), None)
    numbers: list[Number] = [each for each in values if not isinstance(each, Gap)]
    return cells, gap if gap is not None else sum(numbers, start=0)


def _of_this_year(subject: Subject) -> tuple[Mention, ...]:
    return tuple(each for each in subject.mentions if not each.figure and each.year in (None, subject.year))


# ---------------------------------------------------------------------------------------------------- NAR001


def _look_settled(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is None:
        return
    told: dict[str, Mention] = {}
    for each in _of_this_year(subject):
        if each.settled and each.scope == "organ":
            told.setdefault(each.what, each)
    held = {what: each for what, each in told.items() if _in_table(subject, what) is not None}
    for each in held.values():
        judge = functools.partial(_against_table, rule, each)
        yield with_zero(judge(subject), subject, judge)
    if not held:
        yield outcome(rule, subject, Verdict.NOT_APPLICABLE)


def _against_table(rule: Rule, mention: Mention, subject: Subject) -> Outcome:
    found = _in_table(subject, mention.what)
    assert found is not None
    cells, table = found
    number = None if isinstance(table, Gap) else table
    verdict = Verdict.NOT_EVALUATED if number is None else _verdict(holds=mention.value == number)
    judged = outcome(
        rule,
        subject,
        verdict,
        at=mention.what,
        on=reading_text(mention.what),
        addresses=cells,
        details=_told(mention, reading_text(mention.what), table),
    )
    gaps = names(subject, [each for each in cells if each in subject.gaps])
    zeroed = names(subject, [each for each in cells if each in subject.blanks]) if subject.blank_as_zero else ()
    left = tuple(each for each in gaps if each not in zeroed)
    return attrs.evolve(judged, left=mention.value, right=number, gaps=left, zeroed=zeroed)


def _verdict(*, holds: bool) -> Verdict:
    return Verdict.PASSED if holds else Verdict.FAILED


def _told(mention: Mention, reading: Text, table: Value) -> dict[str, str | int | Text]:
    section = TITLES[mention.section].text if mention.section else Text("", "")
    return {
        "quote": mention.quote,
        "reading": reading,
        "section": section,
        "stated": shown(mention.value, "zh"),
        "table": Text(shown(table, "zh"), shown(table, "en")),
    }


NAR001 = Rule(
    code="NAR001",
    severity=Severity.WARNING,
    title=Text("文字所说的数与表格一致", "what the text states is what the tables hold"),
    basis=SAME,
    look=_look_settled,
    needs=Needs.REPORT,
    cause=Text(
        "表格改了而文字没有改，或文字沿用了上年的、别的范围的数。只核对意思能确定、说的是本机关和本年度的数；"
        "全市、全县的数不与一个机关的表核对。",
        "A table was changed and the text was not, or the text has a figure of last year or of another scope. Only "
        "figures whose reading is settled are looked at, of the organ itself and of the year; those of a whole region "
        "are not held against the tables of one organ.",
    ),
    unknown=Text("有关的格没有数字。", "A cell that it looks at holds no number."),
    texts={
        "passed": Text("文中“{quote}”，表中为 {table}", "the text has “{quote}”, the table {table}"),
        "failed": Text(
            "{section}说“{quote}”，即{reading}为 {stated}，表中为 {table}，相差 {difference}",
            "“{quote}” in {section}, that is {reading}: {stated}; the table has {table}, difference {difference}",
        ),
        "not_evaluated": Text(
            "文中“{quote}”，表中没有数字：{table}", "the text has “{quote}”, the table no number: {table}"
        ),
        "not_applicable": SILENT,
    },
)


# ---------------------------------------------------------------------------------------------------- NAR002

_BALANCE: Final = (
    ("requests.received.total", 1),
    ("requests.carried_over_in.total", 1),
    ("requests.outcomes.total.total", -1),
    ("requests.carried_over_out.total", -1),
)
_SCOPES: Final = {
    "organ": Text("本机关", "the organ"),
    "region": Text("全地区", "the region"),
    "unclear": Text("范围不明", "scope unclear"),
}


def _look_balance(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is None:
        return
    found = [each for scope in _SCOPES for each in _balance(rule, subject, scope)]
    yield from found or [outcome(rule, subject, Verdict.NOT_APPLICABLE)]


def _balance(rule: Rule, subject: Subject, scope: str) -> Iterator[Outcome]:
    told = {each.what: each for each in reversed(_of_this_year(subject)) if each.settled and each.scope == scope}
    if not all(what in told for what, _ in _BALANCE):
        return
    left, right = (sum(told[what].value for what, sign in _BALANCE if sign == side) for side in (1, -1))
    quotes = [f"“{told[what].quote}”" for what, _ in _BALANCE]
    judged = outcome(
        rule,
        subject,
        _verdict(holds=left == right),
        at=scope,
        on=_SCOPES[scope],
        details={"quotes": joined([Text(each, each) for each in quotes])},
    )
    yield attrs.evolve(judged, left=left, right=right)


NAR002 = Rule(
    code="NAR002",
    severity=Severity.WARNING,
    title=Text(
        "文字所说的新收加上年结转，等于办结加结转下年",
        "in the text, received and carried in are concluded and carried out",
    ),
    basis=SAME,
    look=_look_balance,
    needs=Needs.REPORT,
    cause=Text(
        "四个数里有一个是别的口径（只算当年收到的办结数，或受理数含上年结转），或抄错。",
        "One of the four counts something else (only what was received this year, or including what was carried in), "
        "or was copied wrongly.",
    ),
    unknown=Text("四个数没有都说到时不适用。", "Not applicable unless all four are stated."),
    texts={
        "passed": PASSED,
        "failed": Text(
            "文中{quotes}：{left} 与 {right} 不等，相差 {difference}",
            "the text has {quotes}: {left} and {right}, difference {difference}",
        ),
        "not_applicable": Text("文字没有同时说到这四个数", "the text does not state all four"),
    },
)


# ---------------------------------------------------------------------------------------------------- NAR003


def _look_open(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is None:
        return
    opened: dict[str, Mention] = {}
    for each in _of_this_year(subject):
        if each.scope != "region" and (not each.settled or each.scope == "unclear"):
            opened.setdefault(f"{each.what}.{len(opened)}" if each.what in opened else each.what, each)
    held = {at: each for at, each in opened.items() if any(_in_table(subject, what) for what in each.readings)}
    for at, each in held.items():
        judge = functools.partial(_observed, rule, at, each)
        yield with_zero(judge(subject), subject, judge)
    if not held:
        yield outcome(rule, subject, Verdict.NOT_APPLICABLE)


def _observed(rule: Rule, at: str, mention: Mention, subject: Subject) -> Outcome:
    """Which reading of an open mention agrees; failed only where several are possible and none does."""
    found = {what: each for what in mention.readings if (each := _in_table(subject, what)) is not None}
    agrees = [what for what, (_, table) in found.items() if not isinstance(table, Gap) and table == mention.value]
    known = all(not isinstance(table, Gap) for _, table in found.values())
    several = len(found) == len(mention.readings) > 1
    verdict = Verdict.PASSED if agrees else Verdict.FAILED if known and several else Verdict.NOT_EVALUATED
    told = agrees or list(found)
    cells = tuple(dict.fromkeys(each for what in told for each in found[what][0]))
    names_of = [_with_value(what, found[what][1]) for what in told]
    judged = outcome(
        rule,
        subject,
        verdict,
        at=at,
        on=reading_text(mention.what),
        addresses=cells,
        reason="alone" if verdict is Verdict.NOT_EVALUATED and known else "",
        details={**_told(mention, joined(names_of), 0), "quote": mention.quote},
    )
    gaps = names(subject, [each for each in cells if each in subject.gaps]) if not agrees else ()
    zeroed = names(subject, [each for each in cells if each in subject.blanks]) if subject.blank_as_zero else ()
    return attrs.evolve(judged, gaps=tuple(each for each in gaps if each not in zeroed), zeroed=zeroed)


def _with_value(what: str, table: Value) -> Text:
    text = reading_text(what)
    return Text(f"{text.zh} {shown(table, 'zh')}", f"{text.en} {shown(table, 'en')}")


NAR003 = Rule(
    code="NAR003",
    severity=Severity.INFO,
    title=Text("有几种读法的数，有一种与表格一致", "of a figure with several readings one agrees with the tables"),
    basis=SAME,
    look=_look_open,
    needs=Needs.REPORT,
    cause=Text(
        "受理、办理的件数可能含上年结转，“其他”可能是一组也可能是一行；哪种读法都对不上时值得看一眼。",
        "What was accepted or handled may include what was carried in, handled otherwise may be a group or a row; "
        "where no reading agrees it is worth a look.",
    ),
    unknown=Text(
        "读法只有一种而范围或口径不能确定，且与表格不同；或有关的格没有数字。",
        "There is one reading, its scope or meaning is not certain, and it is not what the table holds; or a cell "
        "holds no number.",
    ),
    texts={
        "passed": Text("“{quote}”应读作：{reading}", "“{quote}” is to be read as: {reading}"),
        "failed": Text(
            "“{quote}”为 {stated}，各种读法都不符：{reading}",
            "“{quote}” says {stated}, and no reading agrees: {reading}",
        ),
        "alone": Text(
            "“{quote}”为 {stated}，意思或范围不能确定，不作判断：{reading}",
            "“{quote}” says {stated}; what it counts or for whom is not certain: {reading}",
        ),
        "not_evaluated": Text(
            "“{quote}”为 {stated}，表中没有数字：{reading}",
            "“{quote}” says {stated}, the table has no number: {reading}",
        ),
        "not_applicable": Text("没有意思不定的数", "there is no figure of several readings"),
    },
)


# ---------------------------------------------------------------------------------------------------- NAR004 to NAR007


def _on_section(rule: Rule, subject: Subject, section: str, verdict: Verdict, **details: int) -> Outcome:
    return outcome(
        rule,
        subject,
        verdict,
        at=section,
        on=TITLES[section].text,
        addresses=() if verdict is Verdict.NOT_APPLICABLE else (f"sections.{section}",),
        details=details or None,
    )


def _section_text(report: AnnualReport, section: str) -> str | None:
    found = getattr(report.sections, section)
    return None if isinstance(found, Gap) else "".join(text_of(found).split())


@attrs.frozen
class _Judged:
    """A look at the text of one section, without blanks; an empty one is judged only where ``empty`` is."""

    section: str
    holds: Callable[[str], bool]
    empty: bool = False

    def __call__(self, rule: Rule, subject: Subject) -> Iterator[Outcome]:
        """One outcome; not applicable without the section."""
        if subject.report is None:
            return
        text = _section_text(subject.report, self.section)
        if text is None or not (text or self.empty):
            yield _on_section(rule, subject, self.section, Verdict.NOT_APPLICABLE)
        else:
            yield _on_section(rule, subject, self.section, _verdict(holds=self.holds(text)), count=len(text))


_FIGURE: Final = re.compile("(?<![0-9０-９])[0-9０-９]++(?!年|月|日|号)|[一二两三四五六七八九十百][件条宗次份]")


def _has_figures(text: str) -> bool:
    return _FIGURE.search(text) is not None


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST


NAR004 = Rule(
    code="NAR004",
    severity=Severity.INFO,
    title=Text(f"{PROBLEMS.zh}有内容", "section five says something"),
    basis=PRACTICE,
    look=_Judged("problems", bool, empty=True),
    needs=Needs.REPORT,
    cause=Text(
        "只有标题没有正文，或转换时丢失了正文。", "There is a heading and no text, or the text was lost in conversion."
    ),
    unknown=NO_TEXT_UNKNOWN,
    texts={
        "passed": Text("有 {count} 字", "{count} characters"),
        "failed": Text("没有正文", "there is no text"),
        "not_applicable": Text("没有这一部分", "there is no such section"),
    },
)

NAR005 = Rule(
    code="NAR005",
    severity=Severity.INFO,
    title=Text(f"{OVERVIEW.zh}有数字", "section one states figures"),
    basis=PRACTICE,
    look=_Judged("overview", _has_figures),
    needs=Needs.REPORT,
    cause=Text("只写了做法，没有写数量。", "It tells what was done and not how much."),
    unknown=NO_TEXT_UNKNOWN,
    texts={
        "passed": PASSED,
        "failed": Text("{count} 字里没有一个数量", "not one figure in {count} characters"),
        "not_applicable": Text("没有这一部分", "there is no such section"),
    },
)

NAR006 = Rule(
    code="NAR006",
    severity=Severity.INFO,
    title=Text(f"{OVERVIEW.zh}不超过{_LONGEST}字", f"section one has at most {_LONGEST:,} characters"),
    basis=PRACTICE,
    look=_Judged("overview", _is_short),
    needs=Needs.REPORT,
    cause=Text(
        "写成了工作总结。有的地方没有这个限制，本规则只作提示。",
        "It was written as a report on all work. Not every place has this limit; the rule is a hint.",
    ),
    unknown=NO_TEXT_UNKNOWN,
    texts={
        "passed": Text("有 {count} 字", "{count} characters"),
        "failed": Text("有 {count} 字", "{count} characters"),
        "not_applicable": Text("没有这一部分", "there is no such section"),
    },
)


def _look_repeated(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for section in ("overview", "problems"):
        yield _repeated(rule, subject, section)


def _repeated(rule: Rule, subject: Subject, section: str) -> Outcome:
    """Whether a section is last year's, word for word."""
    earlier = [each.report for each in subject.previous if each.report is not None]
    now = None if subject.report is None else _section_text(subject.report, section)
    was = [text for report in earlier if (text := _section_text(report, section)) is not None]
    if not was or now is None or len(now) < _SHORTEST:
        return _on_section(rule, subject, section, Verdict.NOT_APPLICABLE)
    return _on_section(rule, subject, section, _verdict(holds=now not in was), count=len(now))


NAR007 = Rule(
    code="NAR007",
    severity=Severity.INFO,
    title=Text("文字没有照抄上年", "the text is not last year's, word for word"),
    basis=PRACTICE,
    look=_look_repeated,
    needs=Needs.PREVIOUS,
    cause=Text("沿用上年文稿而没有改。", "Last year's document was used and not changed."),
    unknown=Text(
        "两年中有一年没有这一部分，或只有一句话时不适用。",
        "Not applicable where one of the two years lacks the section, or it is one short sentence.",
    ),
    texts={
        "passed": PASSED,
        "failed": Text("{count} 字与上年一字不差", "{count} characters, the same as last year's word for word"),
        "not_applicable": Text("没有可比的文字", "there is no text to compare"),
    },
)

NARRATIVE_RULES: tuple[Rule, ...] = (NAR001, NAR002, NAR003, NAR004, NAR005, NAR006, NAR007)
