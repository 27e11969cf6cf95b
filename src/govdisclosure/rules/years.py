"""Rules on consecutive years of one organ: YR001 to YR009.

They look at a report and those of the nearest earlier year. Normally that is one report; where two claim the same year
and differ in a figure that is needed, nothing is guessed: the link is not evaluated, and both are named.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.forms.declare import Cell, Nature
from govdisclosure.forms.editions import cell_at, forms_with
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.say import joined, shown
from govdisclosure.forms.shared import TABLE_2, TABLE_3
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.aggregate import plain_name
from govdisclosure.model.compare import Change, changes
from govdisclosure.rules.amounts import PASSED
from govdisclosure.rules.blocks import FormRow, Layout, instance, labelled, layout, names, outcome, together, with_zero
from govdisclosure.rules.identities import IDENTITY_TEXTS, IDENTITY_UNKNOWN, outcome_of
from govdisclosure.rules.plausibility import PLAUSIBLE, at, rows_of
from govdisclosure.rules.rule import NOTHING, Needs, Outcome, Rule, Severity, Subject

_SHOWN: Final = 10
"""How many missing years a sentence names before it only counts the rest."""

Cells = tuple[tuple[str, int], ...]
"""Addresses with their signs."""


@attrs.frozen
class Link:
    """A sum over the year before that equals a sum over this year: the place it speaks of, and both sums."""

    at: str
    on: Text
    before: Cells
    now: Cells
    now_left: Cells = ()
    """Cells of this year that are added to those of the year before."""


def _problem(subject: Subject) -> str:
    """Why the report cannot be held against an earlier one; empty if it can."""
    if not subject.previous:
        return "year"
    was, now = subject.previous[0].year, subject.year
    if was is None or now is None or now - was == 1:
        return ""
    return "apart" if now > was else "order"


def _disagree(previous: Sequence[Subject], addresses: Iterable[str]) -> bool:
    """Whether several reports for one year do not count the same under the policy for blanks."""
    return any(len({each.counted[address] for each in previous}) > 1 for address in addresses)


def _open(rule: Rule, subject: Subject, at: str, on: Text, was: Sequence[str], now: Sequence[str]) -> Outcome | None:
    """Not evaluated, with the reason, if the years do not follow or several reports for the earlier one differ."""
    problem = _problem(subject) or ("restated" if _disagree(subject.previous, was) else "")
    if not problem:
        return None
    found = outcome(
        rule,
        subject,
        Verdict.NOT_EVALUATED,
        at=at,
        on=on,
        addresses=now,
        reason=problem,
        details=_years(subject),
    )
    return _over_gaps(found, subject.previous if problem == "restated" else (), was)


_SAID: Final = Text("上年填", "last year's figure is")
_DERIVED: Final = Text("由上年推得", "last year's report leads to")
_NOW: Final = Text("本年填", "this year's is")


def _terms(subject: Subject, cells: Cells) -> tuple[Term, ...]:
    return tuple(Term(address, sign, subject.label) for address, sign in cells)


def _held(rule: Rule, subject: Subject, link: Link) -> Outcome:
    """The outcome of one link, with what it is where blanks are zero."""
    judge = functools.partial(_judge, rule, link)
    return with_zero(judge(subject), subject, judge)


def _judge(rule: Rule, link: Link, subject: Subject) -> Outcome:
    """The outcome of one link; not evaluated, with the reason, if the years do not follow or an earlier one is torn."""
    was = [address for address, _ in link.before]
    now = [address for address, _ in (*link.now_left, *link.now)]
    open_ = _open(rule, subject, link.at, link.on, was, now)
    if open_ is not None:
        return open_
    before = subject.previous[0]
    identity = Identity(
        code=rule.code,
        instance=instance(rule, subject, link.at),
        left=_terms(before, link.before) + _terms(subject, link.now_left),
        right=_terms(subject, link.now),
        subject=labelled(subject, link.on),
        title=rule.title,
        basis=rule.basis,
        sides=(_SAID if len(link.before) == 1 and not link.now_left else _DERIVED, _NOW),
    )
    printed: tuple[Value, ...] = (*map(before.values.__getitem__, was), *map(subject.values.__getitem__, now))
    found = outcome_of(rule, identity, printed, blank_as_zero=subject.blank_as_zero)
    return attrs.evolve(found, document=together(before, subject))


def _years(subject: Subject) -> dict[str, str | int | Text]:
    before = subject.previous[0] if subject.previous else None
    return {
        "before": _year_text(before),
        "year": _year_text(subject),
        "missing": _missing(before, subject),
        "reports": len(subject.previous),
    }


def _year_text(subject: Subject | None) -> Text:
    if subject is None or subject.year is None:
        return Text("年度不明的报告", "a report whose year is not known")
    return Text(f"{subject.year} 年度", f"{subject.year}")


def _missing(before: Subject | None, subject: Subject) -> Text:
    if before is None or before.year is None or subject.year is None:
        return NOTHING
    years = range(before.year + 1, subject.year)
    return joined([Text(str(year), str(year)) for year in years[:_SHOWN]], of=len(years))


LINK_TEXTS = {
    **IDENTITY_TEXTS,
    "year": Text("不知道报告年度，无法与其他年度比较", "its year is not known, so it is compared with none"),
    "apart": Text(
        "{before}与{year}不相连，中间缺少 {missing} 年度的报告，无法比较",
        "{before} and {year} do not follow each other, so they are not compared; missing: {missing}",
    ),
    "order": Text(
        "{before}不是{year}的上一年，无法比较", "{before} is not the year before {year}, so they are not compared"
    ),
    "restated": Text(
        "{before}有 {reports} 份报告，有关数字不同，无法断定以哪份为准",
        "there are {reports} reports for {before} that differ in this figure; which one counts is not known",
    ),
    "not_applicable": Text("两年的表格不是同一种格式", "the tables of the two years are not of one edition"),
}
LINK_UNKNOWN = Text(
    f"{IDENTITY_UNKNOWN.zh}两年不相连、不知道年度，或上年有两份数字不同的报告时也无法判断。",
    f"{IDENTITY_UNKNOWN.en} Nor can it be where the years do not follow each other or are not known, "
    "or where two reports for the earlier year differ.",
)


def _beside(found: Outcome, other: Subject, subject: Subject, addresses: Sequence[str]) -> Outcome:
    """An outcome over cells of the subject with the same cells of another report before them."""
    return attrs.evolve(
        found,
        addresses=names(other, addresses) + found.addresses,
        values=other.take(tuple(addresses)) + found.values,
        document=together(other, subject),
    )


def _over_gaps(found: Outcome, reports: Sequence[Subject], cells: Sequence[str]) -> Outcome:
    """The outcome of a comparison with the cells of the reports that hold no number, under the policy for blanks."""
    every = [(each, address) for each in reports for address in cells]
    zeroed = [each.name(address) for each, address in every if each.blank_as_zero and address in each.blanks]
    gaps = [each.name(address) for each, address in every if isinstance(each.counted[address], Gap)]
    return attrs.evolve(found, gaps=tuple(gaps), zeroed=tuple(zeroed))


# ---------------------------------------------------------------------------------------------------- YR001


def _look_carried(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if not subject.previous and subject.year is not None:
        return
    for link in carried_links(subject.cells.values()):
        yield _held(rule, subject, link)


def carried_links(cells: Iterable[Cell]) -> Iterator[Link]:
    """What is left to the next year is what that year takes over, by kind of applicant."""
    of: dict[Nature, list[Cell]] = {nature: [] for nature in Nature}
    for cell in cells:
        of[cell.nature].append(cell)
    for left, taken in zip(of[Nature.CLOSING], of[Nature.OPENING], strict=True):
        yield Link(at=taken.path[-1], on=taken.column.text, before=((left.address, 1),), now=((taken.address, 1),))


YR001 = Rule(
    code="YR001",
    severity=Severity.ERROR,
    title=Text(
        "上年报告的结转下年度数，等于本年报告的上年结转数",
        "what last year's report carries over to this year is what this year's carries in",
    ),
    basis=Text(f"{TABLE_3.zh}第二项、第四项", f"{TABLE_3.en}, items 2 and 4"),
    look=_look_carried,
    needs=Needs.PREVIOUS,
    essential=True,
    cause=Text(
        "本年按台账重新统计，没有照上年报告填写；或上年报告发布后更正过而本年用了更正前的数。",
        "This year was counted anew instead of being taken from last year's report; "
        "or last year's report was restated after it was published.",
    ),
    unknown=LINK_UNKNOWN,
    texts=LINK_TEXTS,
)

# ---------------------------------------------------------------------------------------------- YR002, YR003: table two


def _same_edition(subject: Subject, name: str) -> bool:
    """Whether a table is of one edition in both years, so that its rows and columns mean the same."""
    return len({each for one in (subject, *subject.previous) for each in one.shape if each.name == name}) == 1


def _over_rows(rule: Rule, subject: Subject, links: Sequence[Link]) -> Iterator[Outcome]:
    for link in links if subject.previous else ():
        if _same_edition(subject, "proactive"):
            yield _held(rule, subject, link)
        else:
            yield outcome(rule, subject, Verdict.NOT_APPLICABLE, at=link.at, on=link.on)


def _signed(addresses: Iterable[str], sign: int = 1) -> Cells:
    return tuple((address, sign) for address in addresses)


def stock_link(row: FormRow) -> Link:
    """What there was, with what was added and without what was taken, is what there is."""
    stock = _signed(row.of(Nature.STOCK))
    moved = _signed(row.of(Nature.FLOW, moves=1)) + _signed(row.of(Nature.FLOW, moves=-1), -1)
    return Link(at=at(row), on=row.label, before=stock, now_left=moved, now=stock)


def _look_stock(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    links = [stock_link(row) for row in rows_of(subject) if row.of(Nature.FLOW, moves=1)]
    yield from _over_rows(rule, subject, links)


_IN_FORCE: Final = cell_at("proactive.normative_documents.in_force").column.zh

YR002 = Rule(
    code="YR002",
    severity=Severity.WARNING,
    title=Text(
        f"上年末{_IN_FORCE}，加本年制发，减本年废止，等于本年末{_IN_FORCE}",
        "in force last year, plus issued, minus repealed, equals in force this year",
    ),
    basis=Text(f"{PLAUSIBLE.zh}；{TABLE_2.zh}", f"{PLAUSIBLE.en}; {TABLE_2.en}"),
    look=_look_stock,
    needs=Needs.PREVIOUS,
    cause=Text(
        f"清理时宣布失效、到期自动失效、修改后重新公布都不一定计入废止，所以只是提醒；也可能是{_IN_FORCE}没有更新。",
        "Documents that lapse, expire or are republished after amendment need not be counted as repealed, so this is a "
        "warning only; or the stock was not brought up to date.",
    ),
    unknown=LINK_UNKNOWN,
    texts=LINK_TEXTS,
)


def items_link(row: FormRow) -> Link:
    """What there was a year earlier, with its change, is what this year says that there was."""
    items = row.of(Nature.STOCK)
    return Link(at=at(row), on=row.label, before=_signed(items + row.of(Nature.CHANGE)), now=_signed(items))


def _look_items(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    links = [items_link(row) for row in rows_of(subject) if row.of(Nature.CHANGE)]
    yield from _over_rows(rule, subject, links)


_ITEMS: Final = cell_at("proactive.licensing.items_last_year").column.zh
_CHANGE: Final = cell_at("proactive.licensing.change").column.zh
_DECISIONS: Final = cell_at("proactive.licensing.decisions").column.zh
_DOCUMENT: Final = forms_with("proactive.licensing.change")[-1].document

YR003 = Rule(
    code="YR003",
    severity=Severity.WARNING,
    title=Text(
        f"上年报告的{_ITEMS}加{_CHANGE}，等于本年报告的{_ITEMS}",
        "last year's items and their change equal this year's items last year",
    ),
    basis=Text(f"{PLAUSIBLE.zh}；{_DOCUMENT}，{TABLE_2.zh}", f"{PLAUSIBLE.en}; {_DOCUMENT}, {TABLE_2.en}"),
    look=_look_items,
    needs=Needs.PREVIOUS,
    cause=Text(
        f"权责清单调整后按新口径重填，或把{_DECISIONS}填成了项目数量。",
        "The list of powers was revised and counted anew, or decisions were entered as items.",
    ),
    unknown=LINK_UNKNOWN,
    texts=LINK_TEXTS,
)

# ---------------------------------------------------------------------------------------------------- YR004, YR005


def _look_sequence(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    before = subject.previous[0] if subject.previous else None
    verdict, reason = _sequence(before, subject)
    yield outcome(rule, subject, verdict, reason=reason, addresses=("year",), details=_years(subject))


def _sequence(before: Subject | None, subject: Subject) -> tuple[Verdict, str]:
    if subject.year is None or (before is not None and before.year is None):
        return Verdict.NOT_EVALUATED, ""
    if before is None:
        return Verdict.PASSED, "first"
    step = subject.year - (before.year or 0)
    if step == 1:
        return Verdict.PASSED, ""
    return Verdict.FAILED, "missing" if step > 1 else "order"


YR004 = Rule(
    code="YR004",
    severity=Severity.WARNING,
    title=Text("各年度的报告相连", "the reports follow each other year by year"),
    basis=Text("参见条例第四十九条", "see Regulations, Art. 49"),
    look=_look_sequence,
    needs=Needs.PREVIOUS,
    cause=Text("某年的报告没有找到或没有给出。", "The report for a year was not found or not given."),
    unknown=Text("不知道报告年度。", "The year of a report is not known."),
    texts={
        "passed": Text("{year}紧接{before}", "{year} follows {before}"),
        "first": Text("{year}，最早的一份", "{year}, the earliest"),
        "missing": Text("{before}与{year}之间缺少：{missing}", "missing between {before} and {year}: {missing}"),
        "order": Text("作为上年给出的是{before}，本年是{year}", "{before} was given as the year before {year}"),
        "not_evaluated": Text("有一份报告不知道年度，不与其他年度比较", "the year of a report is not known"),
    },
)


def _look_twins(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.series and subject.year is not None:
        verdict = Verdict.FAILED if subject.twins else Verdict.PASSED
        details = {"year": subject.year, "number": len(subject.twins) + 1}
        yield outcome(rule, subject, verdict, addresses=("year",), details=details)


YR005 = Rule(
    code="YR005",
    severity=Severity.WARNING,
    title=Text("一个年度只有一份报告", "there is one report for each year"),
    basis=Text("参见条例第四十九条", "see Regulations, Art. 49"),
    look=_look_twins,
    needs=Needs.PREVIOUS,
    cause=Text(
        "报告更正后重新发布，或一份报告的年度写错、读错。",
        "A report was published again after correction, or the year of one is misprinted or misread.",
    ),
    unknown=Text(
        "不知道年度的报告由 YR004 指出。只用于 check_years。",
        "A report without a year is named by YR004. Run by check_years only.",
    ),
    texts={
        "passed": PASSED,
        "failed": Text("这是 {year} 年度的第 {number} 份报告", "this is report {number} for {year}"),
    },
)

# ---------------------------------------------------------------------------------------------------- YR006, YR007


def _look_names(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if not subject.previous:
        return
    was, now = subject.previous[0].organ, subject.organ
    if was is None or now is None:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED)
        return
    verdict = Verdict.PASSED if plain_name(was) == plain_name(now) else Verdict.FAILED
    addresses = ("organ.name",)
    yield outcome(rule, subject, verdict, addresses=addresses, details={"was": was, "now": now})


YR006 = Rule(
    code="YR006",
    severity=Severity.WARNING,
    title=Text("各年度是同一个机关", "the reports are those of one organ"),
    basis=PLAUSIBLE,
    look=_look_names,
    needs=Needs.PREVIOUS,
    cause=Text(
        "机构改革后改名、全称与简称混用，或混入了别的机关的报告；是哪一种，由使用者判断。",
        "The organ was renamed, full and short name are mixed, or the report is that of another organ; "
        "which of these is for the user to say.",
    ),
    unknown=Text("有一份报告没有机关名称。", "One of the reports does not name its organ."),
    texts={
        "passed": Text("{now}", "{now}"),
        "failed": Text("上年是“{was}”，本年是“{now}”", "“{was}” last year, “{now}” this year"),
        "not_evaluated": Text("有一份报告没有机关名称", "one of the reports does not name its organ"),
    },
)


def _look_restated(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for number in range(len(subject.twins)):
        judge = functools.partial(_restated, rule, number)
        yield with_zero(judge(subject), subject, judge)


def _restated(rule: Rule, number: int, subject: Subject) -> Outcome:
    """What a report and one of those before it for the same year do not state alike, under the policy for blanks."""
    twin = subject.twins[number]
    # a cell that only one of two editions has is no figure stated twice, and two that count as zero are no difference
    both = [each for each in changes(twin.data, subject.data) if None not in (each.before, each.after)]
    differ = [each for each in both if not twin.counted[each.address] == subject.counted[each.address] == 0]
    addresses = [each.address for each in differ]
    found = outcome(
        rule,
        subject,
        Verdict.FAILED if differ else Verdict.PASSED,
        at=twin.label if len(subject.twins) > 1 else "",
        addresses=addresses,
        details={"year": subject.year or 0, "count": len(differ), "cells": _both(differ)},
    )
    return _over_gaps(_beside(found, twin, subject, addresses), (twin, subject), [each.address for each in both])


def _both(differ: Sequence[Change]) -> Text:
    told = [
        Text(f"{each.label.zh} {each.was.zh} 与 {each.now.zh}", f"{each.label.en} {each.was.en} and {each.now.en}")
        for each in differ[:5]
    ]
    return joined(told, of=len(differ))


YR007 = Rule(
    code="YR007",
    severity=Severity.WARNING,
    title=Text("同一年度的几份报告数字相同", "several reports for one year state the same figures"),
    basis=PLAUSIBLE,
    look=_look_restated,
    needs=Needs.PREVIOUS,
    cause=Text(
        "报告更正后重新发布；以哪一份为准，由使用者判断。",
        "The figures were restated; which report counts is for the user to say.",
    ),
    unknown=Text(
        "只有一份报告时没有可比的。只用于 check_years。",
        "With one report for the year there is nothing to compare. Run by check_years only.",
    ),
    texts={
        "passed": PASSED,
        "failed": Text("{year} 年度有 {count} 个数不同：{cells}", "figures that differ for {year} ({count}): {cells}"),
    },
)

# ---------------------------------------------------------------------------------------------------- YR008

SLIP: Final = (Decimal(5_000), Decimal(20_000))
"""Ratios around ten thousand, the number of yuan in the unit of the form."""


def _look_fees(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    address = "proactive.fees.amount"
    if subject.previous and address in subject.values and _same_edition(subject, "proactive"):
        judge = functools.partial(_fees, rule, address)
        yield with_zero(judge(subject), subject, judge)


def _fees(rule: Rule, address: str, subject: Subject) -> Outcome:
    at, on = "fees.amount", next(row.label for row in rows_of(subject) if address in row.addresses)
    open_ = _open(rule, subject, at, on, (address,), (address,))
    if open_ is not None:
        return open_
    before = subject.previous[0]
    was, now = before.counted[address], subject.counted[address]
    found = outcome(
        rule,
        subject,
        _slip(was, now),
        at=at,
        on=on,
        addresses=(address,),
        details={"was": Text(shown(was, "zh"), shown(was, "en")), "now": Text(shown(now, "zh"), shown(now, "en"))},
    )
    return _over_gaps(_beside(found, before, subject, (address,)), (before, subject), (address,))


def _slip(was: Value, now: Value) -> Verdict:
    if isinstance(was, Gap) or isinstance(now, Gap):
        return Verdict.NOT_EVALUATED
    small, large = sorted((Decimal(was), Decimal(now)))
    return Verdict.FAILED if small > 0 and SLIP[0] <= large / small <= SLIP[1] else Verdict.PASSED


_FEES: Final = cell_at("proactive.fees.amount").column.zh

YR008 = Rule(
    code="YR008",
    severity=Severity.WARNING,
    title=Text("收费金额两年的单位相同", "the fees of both years are in one unit"),
    basis=Text(f"{TABLE_2.zh}“{_FEES}”", f"{TABLE_2.en}, {_FEES}"),
    look=_look_fees,
    needs=Needs.PREVIOUS,
    cause=Text("有一年以元填写。", "In one of the years the amount was entered in yuan."),
    unknown=LINK_UNKNOWN,
    texts={
        **LINK_TEXTS,
        "passed": PASSED,
        "failed": Text(
            "上年 {was}，本年 {now}，相差约一万倍，可能有一年以元填写",
            "{was} last year, {now} this year: about ten thousand times as much, perhaps entered in yuan once",
        ),
        "not_evaluated": Text(
            "上年 {was}，本年 {now}，无法比较", "{was} last year, {now} this year: cannot be compared"
        ),
    },
)

# ---------------------------------------------------------------------------------------------------- YR009


def _look_copied(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    each = layout(subject, "requests")
    if each is None or not subject.previous:
        return
    if _same_edition(subject, each.name):
        judge = functools.partial(_copied, rule, each)
        yield with_zero(judge(subject), subject, judge)
    else:
        yield outcome(rule, subject, Verdict.NOT_APPLICABLE, at=each.name, on=each.title)


def _copied(rule: Rule, each: Layout, subject: Subject) -> Outcome:
    cells = each.addresses
    open_ = _open(rule, subject, each.name, each.title, cells, cells)
    if open_ is not None:
        return open_
    before = subject.previous[0]
    verdict, reason = _repeated([(before.counted[a], subject.counted[a]) for a in cells])
    same = [address for address in cells if subject.counted[address] != 0]
    addresses = same if verdict is Verdict.FAILED else cells
    found = outcome(
        rule,
        subject,
        verdict,
        at=each.name,
        on=each.title,
        addresses=addresses,
        reason=reason,
        details={"count": len(same), **_years(subject)},
    )
    return _over_gaps(_beside(found, before, subject, addresses), (before, subject), cells)


def _repeated(pairs: Sequence[tuple[Value, Value]]) -> tuple[Verdict, str]:
    """Whether every figure is that of the year before, and not all of them zero."""
    known = [(was, now) for was, now in pairs if not isinstance(was, Gap) and not isinstance(now, Gap)]
    if any(was != now for was, now in known):
        return Verdict.PASSED, ""
    if len(known) < len(pairs):
        return Verdict.NOT_EVALUATED, ""
    return (Verdict.FAILED, "") if any(now for _, now in known) else (Verdict.PASSED, "zero")


YR009 = Rule(
    code="YR009",
    severity=Severity.WARNING,
    title=Text("表三与上年不完全相同", "table three is not the same as last year's, cell for cell"),
    basis=Text(f"{PLAUSIBLE.zh}；{TABLE_3.zh}", f"{PLAUSIBLE.en}; {TABLE_3.en}"),
    look=_look_copied,
    needs=Needs.PREVIOUS,
    cause=Text(
        "沿用上年文稿而没有改表三，或把上年的报告当成了本年的；申请很少的机关也可能两年恰好相同。",
        "Last year's document was used and table three not changed, or last year's report was taken for this year's; "
        "of an organ with few requests two years can also be alike.",
    ),
    unknown=LINK_UNKNOWN,
    texts={
        **LINK_TEXTS,
        "passed": PASSED,
        "zero": Text("两年都是零，没有可照抄的", "all zero in both years, so there is nothing to copy"),
        "failed": Text(
            "与{before}完全相同，{count} 个不为零的数一个不差，可能照抄上年",
            "the same as that of {before} in every cell, {count} of them not zero: perhaps copied from last year",
        ),
        "not_evaluated": Text(
            "已知的数与{before}相同，因 {gaps} 个格没有数字而无法判断是否完全相同",
            "the figures known are those of {before}; whether all are cannot be judged, cells without a number: {gaps}",
        ),
    },
)

YEAR_RULES: tuple[Rule, ...] = (YR001, YR002, YR003, YR004, YR005, YR006, YR007, YR008, YR009)
