"""Rules on single figures: VAL001 to VAL005. What a number may be, whatever the others are.

The fees of table two (行政事业性收费, in 10,000 yuan) and the information handling fee of section six (信息处理费, in
yuan) are different things. Each is judged by itself; no rule holds one against the other.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import cast

from govdisclosure.forms.declare import Kind
from govdisclosure.forms.editions import cell_at, forms_with
from govdisclosure.forms.registry import named, remembered
from govdisclosure.forms.say import joined, shown
from govdisclosure.forms.shared import FIRST_YEAR, FORM_NOTES, REGULATIONS, TABLE_2
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Number, Unit, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import FACTS, HANDLING_FEE
from govdisclosure.model.access import unit as unit_of
from govdisclosure.model.notices import NUMBER_CONVERTED
from govdisclosure.rules.blocks import (
    Details,
    Layout,
    failed,
    layout,
    layouts,
    outcome,
    over_gaps,
    with_zero,
)
from govdisclosure.rules.rule import NOTHING, Needs, Outcome, Rule, Severity, Subject

HANDLING_FEE_TEXT = FACTS[HANDLING_FEE]

GAPS_UNKNOWN = Text(
    "有格子没有数字，其中可能藏着不合规则的数。",
    "A cell holds no number, and what should stand there may break the rule.",
)

PASSED = Text("{title}", "{title}")
GAPS_IN_CELLS = Text(
    "{title}：{gaps} 个格没有数字，无法全部判断", "{title}: not all could be judged; cells without a number: {gaps}"
)


# ---------------------------------------------------------------------------------------------------- VAL001


def _look_negative(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for each in layouts(subject):
        yield _negative(rule, subject, each)
    if subject.report is not None:
        yield _negative_fee(rule, subject, subject.report.handling_fee)


def _negative(rule: Rule, subject: Subject, each: Layout) -> Outcome:
    wrong: list[str] = []
    if subject.gaps or min(cast("tuple[Number, ...]", subject.take(each.amounts))) < 0:
        values = subject.values
        wrong = [a for a in each.amounts if not isinstance(v := values[a], Gap) and v < 0]
    if wrong:
        return failed(rule, subject, wrong, each.name, each.title)
    passed = outcome(rule, subject, Verdict.PASSED, at=each.name, on=each.title, addresses=each.amounts)
    return over_gaps(passed, subject, each.amounts)


def _negative_fee(rule: Rule, subject: Subject, fee: Value) -> Outcome:
    if isinstance(fee, Gap):
        return outcome(rule, subject, Verdict.NOT_APPLICABLE, at=HANDLING_FEE, on=HANDLING_FEE_TEXT)
    verdict = Verdict.FAILED if fee < 0 else Verdict.PASSED
    amount = Text(f"{HANDLING_FEE_TEXT.zh} {shown(fee, 'zh')}", f"{HANDLING_FEE_TEXT.en} {shown(fee, 'en')}")
    return outcome(
        rule,
        subject,
        verdict,
        at=HANDLING_FEE,
        on=HANDLING_FEE_TEXT,
        addresses=(HANDLING_FEE,),
        details={"count": 1, "cells": amount},
    )


_CHANGE = cell_at("proactive.licensing.change").column.zh
_WITH_CHANGE = named(forms_with("proactive.licensing.change"))

VAL001 = Rule(
    code="VAL001",
    severity=Severity.ERROR,
    title=Text("数量和金额不为负", "counts and amounts are not negative"),
    basis=FORM_NOTES,
    look=_look_negative,
    cause=Text(
        f"把增减数填进了数量栏，或数字前的破折号、连字符被当成负号；只有{_WITH_CHANGE.zh}的“{_CHANGE}”可以为负。",
        "A change was entered as a count, or a dash before the number was taken for a minus sign; "
        f"only {_CHANGE} of {_WITH_CHANGE.en} may be negative.",
    ),
    unknown=GAPS_UNKNOWN,
    texts={
        "passed": PASSED,
        "failed": Text("有 {count} 个数为负：{cells}", "negative ({count}): {cells}"),
        "not_evaluated": GAPS_IN_CELLS,
        "not_applicable": Text("{title}：没有这个数字", "{title}: no such number is stated"),
    },
)

# ---------------------------------------------------------------------------------------------------- VAL002

_FRACTION = re.compile(r"[+-]?\d[\d,]*+\.0*+[1-9]\d*+")


def _look_fraction(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    printed = subject.values
    unreadable = [address for address in printed if printed[address] is Gap.UNREADABLE] if subject.gaps else []
    wrong = [address for address in unreadable if _is_fraction(subject, address)]
    if wrong:
        yield failed(rule, subject, wrong, "", NOTHING)
    else:
        unknown = [address for address in unreadable if not _printed(subject, address)]
        yield over_gaps(outcome(rule, subject, Verdict.PASSED), subject, unknown)


def _printed(subject: Subject, address: str) -> str:
    place = subject.place(address)
    return "" if place is None else place.text


def _is_fraction(subject: Subject, address: str) -> bool:
    return _FRACTION.fullmatch("".join(_printed(subject, address).split())) is not None


VAL002 = Rule(
    code="VAL002",
    severity=Severity.ERROR,
    title=Text("件数、项数是整数", "counts are whole numbers"),
    basis=FORM_NOTES,
    look=_look_fraction,
    needs=Needs.DOCUMENT,
    cause=Text(
        "金额填进了件数栏，或千分位逗号印成了小数点。",
        "An amount of money stands in a column of counts, or a thousands separator was printed as a point.",
    ),
    unknown=Text(
        "有格子印着无法识别的内容，而原文不明。", "Something unreadable is printed, and the text of it is not known."
    ),
    texts={
        "passed": PASSED,
        "failed": Text("有 {count} 个数不是整数：{cells}", "not whole ({count}): {cells}"),
        "not_evaluated": GAPS_IN_CELLS,
    },
)

# ---------------------------------------------------------------------------------------------------- VAL003

AMOUNT_BOUND = 10_000_000
"""万元, so 100 billion yuan: no single organ is known to come near, while a city's amount printed in yuan passes it."""

_OTHER_UNIT = re.compile(r"(?<!万)元|亿")
YUAN_A_UNIT = 10_000


def _look_unit(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    each = layout(subject, "proactive")
    for address, cell in () if each is None else zip(each.addresses, each.cells, strict=True):
        if cell.kind is Kind.MONEY:
            judge = _free_unit if cell.column.companion else _unit
            yield judge(rule, subject, cell.address, address)


def _unit(rule: Rule, subject: Subject, at: str, address: str) -> Outcome:
    amount = subject.values[address]
    printed = _printed(subject, address)
    reason = _unit_reason(subject, address, amount)
    verdict = Verdict.FAILED if reason else Verdict.PASSED
    details: Details = {
        "printed": printed,
        "amount": Text(f"{shown(amount, 'zh')} 万元", f"{shown(amount, 'en')} (10,000 yuan)"),
        "bound": AMOUNT_BOUND,
    }
    found = outcome(
        rule,
        subject,
        verdict,
        at=at,
        on=subject.cells[address].row.text,
        addresses=(address,),
        reason=reason,
        details=details,
    )
    return over_gaps(found, subject, (address,))


def _unit_reason(subject: Subject, address: str, amount: Value) -> str:
    if isinstance(amount, Gap):
        return ""
    notices = () if subject.reading is None else subject.reading.notices
    converted = any(each.code == NUMBER_CONVERTED and address in each.addresses for each in notices)
    if converted or _OTHER_UNIT.search(_printed(subject, address)):
        return "unit"
    return "magnitude" if amount >= AMOUNT_BOUND else ""


def _free_unit(rule: Rule, subject: Subject, at: str, address: str) -> Outcome:
    """Where the form prints no unit, any unit is right, none is not known, and only the magnitude can be wrong."""
    amount, cell = subject.values[address], subject.cells[address]
    unit, on = unit_of(subject.data, cell), cell.row.text
    if not isinstance(amount, Gap) and unit is Unit.UNKNOWN and amount:
        return outcome(rule, subject, Verdict.NOT_EVALUATED, at=at, on=on, addresses=(address,), reason="no_unit")
    divisor = YUAN_A_UNIT if unit is Unit.YUAN else 1
    verdict, reason = Verdict.PASSED, ""
    if not isinstance(amount, Gap) and Decimal(amount) / divisor >= AMOUNT_BOUND:
        verdict, reason = Verdict.FAILED, "magnitude"
    details: Details = {
        "printed": _printed(subject, address),
        "amount": Text(f"{shown(amount, 'zh')} {unit.zh}", f"{shown(amount, 'en')} {unit.zh}"),
        "bound": AMOUNT_BOUND,
    }
    found = outcome(rule, subject, verdict, at=at, on=on, addresses=(address,), reason=reason, details=details)
    return over_gaps(found, subject, (address,))


_FEES = cell_at("proactive.fees.amount").column.zh
_PROCURED = cell_at("proactive.central_procurement.amount").column.zh
_WITH_PROCUREMENT = named(forms_with("proactive.central_procurement.amount"))

VAL003 = Rule(
    code="VAL003",
    severity=Severity.WARNING,
    title=Text("金额以表头所要求的万元为单位", "amounts are in 10,000 yuan, as the head of the column asks"),
    basis=Text(
        f"{TABLE_2.zh}“{_FEES}”；{_WITH_PROCUREMENT.zh}的{_PROCURED}没有规定单位",
        f"{TABLE_2.en}, {_FEES}; {_WITH_PROCUREMENT.en} prescribes no unit for {_PROCURED}",
    ),
    look=_look_unit,
    cause=Text(
        "财务报表以元为单位，抄录时没有换算；第六部分的信息处理费才以元计。",
        "The accounts are kept in yuan and were copied without converting; "
        "it is the information handling fee of section six that is stated in yuan.",
    ),
    unknown=Text(
        f"金额没有数字；或{_WITH_PROCUREMENT.zh}的{_PROCURED}没有印单位。",
        f"The amount is not a number; or the procurement amount of {_WITH_PROCUREMENT.en} is printed without a unit.",
    ),
    texts={
        "passed": PASSED,
        "unit": Text(
            "要求以万元计，印的是“{printed}”，读作 {amount}",
            "10,000 yuan is asked for, “{printed}” is printed, read as {amount}",
        ),
        "magnitude": Text(
            "{amount}，达到 {bound} 万元（一千亿元），可能是以元填写",
            "{amount} reaches {bound} times 10,000 yuan (100 billion), perhaps entered in yuan",
        ),
        "no_unit": Text("没有印单位，无法判断", "no unit is printed, so it cannot be judged"),
        "not_evaluated": Text("没有数字，无法判断", "not a number, so it cannot be judged"),
    },
)

# ---------------------------------------------------------------------------------------------------- VAL004

BOUNDS = (("government_rules", 1_000), ("normative_documents", 100_000), ("", 1_000_000_000))
"""What a count of table two stays below, by row; the last is for every other row. No part of table two is tied to
another, so a number that two cells have run together into can only be noticed by its size."""


def _look_magnitude(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for each in layouts(subject):
        judge = functools.partial(_MAGNITUDES[each.name], rule, each)
        yield with_zero(judge(subject), subject, judge)


@remembered()
def bounded(each: Layout) -> Mapping[str, int]:
    """The cells of table two that are counts, each with what it stays below."""
    return {
        each.prefix + cell.address: next(bound for row, bound in BOUNDS if cell.address.startswith(row))
        for cell in each.cells
        if cell.kind is not Kind.MONEY
    }


def _above(
    rule: Rule, subject: Subject, each: Layout, bounds: Mapping[str, Number], unknown: Sequence[str] = ()
) -> Outcome:
    """Failed if a cell is above its bound; cells and bounds without a number (``unknown``) leave it open."""
    values = subject.counted
    wrong = [a for a, bound in bounds.items() if not isinstance(v := values[a], Gap) and v > bound]
    if wrong:
        above = dict.fromkeys(bounds[address] for address in wrong)
        told = joined([Text(shown(bound, "zh"), shown(bound, "en")) for bound in above])
        return failed(rule, subject, wrong, each.name, each.title, bounds=told)
    passed = outcome(rule, subject, Verdict.PASSED, at=each.name, on=each.title, addresses=tuple(bounds))
    return over_gaps(passed, subject, (*unknown, *bounds))


def _proactive(rule: Rule, each: Layout, subject: Subject) -> Outcome:
    return _above(rule, subject, each, bounded(each))


@remembered()
def below_totals(each: Layout) -> tuple[str, ...]:
    """The cells of table three that are not above the requests there were."""
    return tuple(address for address in each.addresses if address not in totals_of(each))


def totals_of(each: Layout) -> tuple[str, str]:
    """The requests there were: received, and carried over."""
    return f"{each.prefix}received.total", f"{each.prefix}carried_over_in.total"


def _requests(rule: Rule, each: Layout, subject: Subject) -> Outcome:
    """No figure of table three is above the number of requests there were: received and carried over, in total."""
    ends, others = totals_of(each), below_totals(each)
    received, carried = (subject.counted[address] for address in ends)
    if isinstance(received, Gap) or isinstance(carried, Gap):
        return _above(rule, subject, each, {}, ends)
    if not subject.gaps and max(cast("tuple[Number, ...]", subject.take(others))) <= received + carried:
        return outcome(rule, subject, Verdict.PASSED, at=each.name, on=each.title, addresses=others)
    return _above(rule, subject, each, dict.fromkeys(others, received + carried))


def _remedies(rule: Rule, each: Layout, subject: Subject) -> Outcome:
    """No result of table four is above the total of its group."""
    bounds: dict[str, Number] = {}
    unknown: list[str] = []
    for row in each.rows:
        *parts, total = row.addresses
        value = subject.counted[total]
        if isinstance(value, Gap):
            unknown.append(total)
        else:
            bounds |= dict.fromkeys(parts, value)
    return _above(rule, subject, each, bounds, unknown)


_MAGNITUDES = {"proactive": _proactive, "requests": _requests, "remedies": _remedies}

VAL004 = Rule(
    code="VAL004",
    severity=Severity.WARNING,
    title=Text("数字与同表的其他数字相称", "figures are in proportion to the others of their table"),
    basis=Text(
        "合理性：表三各数不超过新收与结转之和，表四各数不超过本组总计，表二按常见规模",
        "plausibility: in table 3 nothing exceeds requests received and carried in, in table 4 the total of the group, "
        "in table 2 the size usual for its kind",
    ),
    look=_look_magnitude,
    cause=Text(
        "相邻两格的数字连成了一个，数字多打了几位，或总计少打了几位。",
        "Two neighbouring numbers ran together, a digit was typed twice, or the total lost some.",
    ),
    unknown=Text(
        "用来比较的总计或被比较的格没有数字。", "The total to compare with, or a cell to be compared, holds no number."
    ),
    texts={
        "passed": PASSED,
        "failed": Text(
            "有 {count} 个数超过应有的上限 {bounds}：{cells}", "above what can be, {bounds} ({count}): {cells}"
        ),
        "not_evaluated": GAPS_IN_CELLS,
    },
)

# ---------------------------------------------------------------------------------------------------- VAL005


def _look_year(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is None:
        return
    year = subject.year
    if year is None:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED)
        return
    reason = "early" if year < FIRST_YEAR else "late" if year > subject.today.year + 1 else ""
    yield outcome(
        rule,
        subject,
        Verdict.FAILED if reason else Verdict.PASSED,
        addresses=("year",),
        reason=reason,
        details={"year": year, "first": FIRST_YEAR},
    )


VAL005 = Rule(
    code="VAL005",
    severity=Severity.WARNING,
    title=Text(f"报告年度在 {FIRST_YEAR} 年与明年之间", f"the reporting year lies between {FIRST_YEAR} and next year"),
    basis=Text(
        f"合理性；参见{REGULATIONS.zh}，条例自 {FIRST_YEAR} 年起施行",
        f"plausibility; see {REGULATIONS.en}, which first took effect in {FIRST_YEAR}",
    ),
    look=_look_year,
    needs=Needs.REPORT,
    cause=Text(
        "年份多打、少打或打错了一位，或别的数字被当成了年度。",
        "A digit of the year is wrong, missing or too many, or another number was taken for the year.",
    ),
    unknown=Text("不知道报告年度。", "The year is not known."),
    texts={
        "passed": Text("{year} 年度", "{year}"),
        "early": Text(
            "{year} 年度，而条例自 {first} 年起施行", "for {year}, yet the Regulations took effect in {first}"
        ),
        "late": Text("{year} 年度，晚于明年", "for {year}, which is later than next year"),
        "not_evaluated": Text("不知道报告年度", "the reporting year is not known"),
    },
)

VALUE_RULES: tuple[Rule, ...] = (VAL001, VAL002, VAL003, VAL004, VAL005)
