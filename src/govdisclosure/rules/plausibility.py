"""Plausibility: PLA001 to PLA007. What is possible and seldom right; each with a severity of its own.

Deliberately no rule: lawsuits without reconsideration after 2024 (they still occur), parts of a list that do not add up
(such lists are seldom exhaustive), and anything that holds the handling fee against the fees of table two.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.forms.declare import Nature, cells_by_address
from govdisclosure.forms.editions import cell_at, forms_with
from govdisclosure.forms.say import shown
from govdisclosure.forms.shared import FORM_NOTES, ITEM_1, REGULATIONS, TABLE_2
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Number
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import HANDLING_FEE
from govdisclosure.rules.amounts import HANDLING_FEE_TEXT, PASSED
from govdisclosure.rules.blocks import (
    Details,
    FormRow,
    Layout,
    PerTable,
    cells_text,
    layout,
    names,
    outcome,
    over_gaps,
    with_zero,
)
from govdisclosure.rules.organs import may_make_rules
from govdisclosure.rules.rule import Needs, Outcome, Rule, Severity, Subject

PLAUSIBLE = Text("合理性", "plausibility")
NO_NUMBER = Text("有关的格没有数字。", "A cell it looks at holds no number.")
CANNOT = Text("{gaps} 个格没有数字，无法判断", "cannot be judged; cells without a number: {gaps}")


def _numbers(subject: Subject, addresses: Sequence[str]) -> Sequence[Number] | None:
    """What the cells count as; None if one of them counts as nothing."""
    values = [subject.counted[address] for address in addresses]
    found = [value for value in values if not isinstance(value, Gap)]
    return found if len(found) == len(values) else None


def rows_of(subject: Subject) -> tuple[FormRow, ...]:
    """The rows of table two; none if the subject is another table alone."""
    each = layout(subject, "proactive")
    return () if each is None else each.rows


@attrs.frozen
class Question:
    """What is wrong with the numbers of some cells of a row, and the sentence that says so."""

    addresses: tuple[str, ...]
    wrong: Callable[[Sequence[Number]], bool]
    reason: str = ""


def _judged(rule: Rule, subject: Subject, row: FormRow, question: Question) -> Outcome:
    """One row: failed if its numbers are wrong, not evaluated if one that the test needs is missing."""

    def judge(subject: Subject) -> Outcome:
        return _row(rule, subject, row, question)

    return with_zero(judge(subject), subject, judge)


def _row(rule: Rule, subject: Subject, row: FormRow, question: Question) -> Outcome:
    addresses = question.addresses
    numbers = _numbers(subject, addresses)
    failed = numbers is not None and question.wrong(numbers)
    found = outcome(
        rule,
        subject,
        Verdict.FAILED if failed else Verdict.PASSED,
        at=at(row),
        on=row.label,
        addresses=addresses,
        reason=question.reason if failed else "",
        details={"cells": cells_text(subject, addresses)} if failed else None,
    )
    if not failed:
        return over_gaps(found, subject, addresses)
    return attrs.evolve(found, zeroed=names(subject, [address for address in addresses if address in subject.gaps]))


def at(row: FormRow) -> str:
    """Where a row of table two is, as instances say it."""
    return row.path.removeprefix("proactive.")


# ---------------------------------------------------------------------------------------------------- PLA001


def _look_rule_makers(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for row in rows_of(subject):
        if subject.report is not None and at(row) == "government_rules":
            yield _rule_maker(rule, subject, row)


def _rule_maker(rule: Rule, subject: Subject, row: FormRow) -> Outcome:
    above = [a for a in row.addresses if not isinstance(v := subject.values[a], Gap) and v > 0]
    may = None if subject.organ is None else may_make_rules(subject.organ)
    verdict = {True: Verdict.PASSED, False: Verdict.FAILED, None: Verdict.NOT_EVALUATED}[may]
    details: Details = {
        "organ": subject.organ or "",
        "cells": cells_text(subject, above),
        "why": Text("机关名称", "name") if subject.organ else Text("没有机关名称", "no name"),
    }
    if above:
        return outcome(rule, subject, verdict, at=at(row), on=row.label, addresses=above, details=details)
    nothing = outcome(rule, subject, Verdict.PASSED, at=at(row), on=row.label, addresses=row.addresses, reason="none")
    return nothing if may else over_gaps(nothing, subject, row.addresses, "gaps")


_NORMATIVE: Final = cell_at("proactive.normative_documents.issued").row.zh

PLA001 = Rule(
    code="PLA001",
    severity=Severity.INFO,
    title=Text("只有能制定规章的机关才有规章", "only an organ that can make rules has any"),
    basis=Text(
        f"参见立法法：国务院部门、省级、设区的市和自治州政府；{REGULATIONS.zh}{ITEM_1.zh}",
        "see Legislation Law: departments of the State Council, provinces, cities with districts and autonomous "
        f"prefectures; {REGULATIONS.en}, {ITEM_1.en}",
    ),
    look=_look_rule_makers,
    needs=Needs.REPORT,
    cause=Text(
        f"把{_NORMATIVE}或内部制度当成规章。省、设区的市政府办公厅（室）代本级政府填报规章，"
        "东莞、中山、嘉峪关、儋州虽不设区也能制定规章，都不算不符；本规则只作提示。",
        "Normative documents or internal regulations were counted as rules. The office of a province or of a city with "
        "districts reports its government's rules, and 东莞, 中山, 嘉峪关 and 儋州 make rules though they have no "
        "districts: none of these is flagged. The rule is a hint and no more.",
    ),
    unknown=Text(
        "有规章而机关名称不明，或名称看不出级别；规章的格没有数字而机关不能制定规章。",
        "There are rules and the name of the organ is not known or does not tell; or a cell holds no number "
        "and the organ is not known to make rules.",
    ),
    texts={
        "none": Text("没有规章", "there are no rules"),
        "gaps": CANNOT,
        "passed": Text("“{organ}”可以有规章：{cells}", "“{organ}” can have rules: {cells}"),
        "failed": Text(
            "“{organ}”看来不能制定规章，却有：{cells}", "“{organ}” seems unable to make rules, yet: {cells}"
        ),
        "not_evaluated": Text(
            "看不出机关能否制定规章（{why}）：{cells}", "whether the organ can make rules is not known ({why}): {cells}"
        ),
    },
)

# ---------------------------------------------------------------------------------------------------- PLA002


def _look_stock(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for row in rows_of(subject):
        if added := row.of(Nature.FLOW, moves=1):
            reason = "" if row.of(Nature.FLOW, moves=-1) else "old"  # nothing is taken from what has been disclosed
            yield _judged(rule, subject, row, Question((*added, *row.of(Nature.STOCK)), _more_than_all, reason))


def _more_than_all(numbers: Sequence[Number]) -> bool:
    part, whole = numbers
    return part > whole


_ISSUED: Final = cell_at("proactive.normative_documents.issued").column.zh
_IN_FORCE: Final = cell_at("proactive.normative_documents.in_force").column.zh

PLA002 = Rule(
    code="PLA002",
    severity=Severity.WARNING,
    title=Text(f"{_ISSUED}不超过{_IN_FORCE}", "no more are issued in the year than are in force at its end"),
    basis=Text(f"{PLAUSIBLE.zh}；{TABLE_2.zh}", f"{PLAUSIBLE.en}; {TABLE_2.en}"),
    look=_look_stock,
    cause=Text(
        f"{_IN_FORCE}漏填，或只填了往年的；当年制发当年废止的也会如此。",
        "The stock was not entered or not brought up to date; documents issued and repealed in one year look the same.",
    ),
    unknown=NO_NUMBER,
    texts={
        "passed": PASSED,
        "failed": Text("制发多于现行有效：{cells}", "more issued than in force: {cells}"),
        "old": Text("新公开多于对外公开总数：{cells}", "more newly disclosed than disclosed to date: {cells}"),
        "not_evaluated": CANNOT,
    },
)

# ---------------------------------------------------------------------------------------------------- PLA003


def _blank_table(rule: Rule, subject: Subject, each: Layout) -> Outcome:
    empty = bool(subject.gaps) and subject.blanks.issuperset(each.addresses)
    return outcome(
        rule,
        subject,
        Verdict.FAILED if empty else Verdict.PASSED,
        at=each.name,
        on=each.title,
        addresses=each.addresses,
        details={"count": len(each.addresses)},
    )


PLA003 = Rule(
    code="PLA003",
    severity=Severity.WARNING,
    title=Text("没有整张表都是空白", "no table is blank throughout"),
    basis=FORM_NOTES,
    look=PerTable(_blank_table),
    cause=Text(
        "表格没有填写就发布，或数字以图片、脚本显示而没有读到。",
        "The table was published before it was filled in, or its numbers are shown by pictures or scripts.",
    ),
    unknown=Text("总能判断。", "It can always be evaluated."),
    texts={
        "passed": PASSED,
        "failed": Text("整张表 {count} 格全是空白或占位符", "all {count} cells are blank or only marked"),
    },
)

# ----------------------------------------------------------- PLA004, PLA005: rows with a stock of items and its change


def _look_items(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for row in rows_of(subject):
        if row.of(Nature.CHANGE):
            items = row.of(Nature.STOCK, Nature.CHANGE)
            yield _judged(rule, subject, row, Question(items, lambda numbers: sum(numbers) < 0))


_WITH_CHANGE: Final = forms_with("proactive.licensing.change")
_ITEMS: Final = cell_at("proactive.licensing.items_last_year").column.zh
_CHANGE: Final = cell_at("proactive.licensing.change").column.zh
_DECISIONS: Final = cells_by_address(_WITH_CHANGE[-1].proactive)["licensing.decisions"].column.zh
_DOCUMENTS: Final = "、".join(form.document for form in _WITH_CHANGE)

PLA004 = Rule(
    code="PLA004",
    severity=Severity.WARNING,
    title=Text(f"{_ITEMS}加{_CHANGE}不为负", "items last year and their change do not come to less than nothing"),
    basis=Text(f"{PLAUSIBLE.zh}；{_DOCUMENTS}，{TABLE_2.zh}", f"{PLAUSIBLE.en}; {_DOCUMENTS}, {TABLE_2.en}"),
    look=_look_items,
    cause=Text(
        f"{_CHANGE}填成了减少后的数，或正负号写反。", "The change was entered as what is left, or with the wrong sign."
    ),
    unknown=NO_NUMBER,
    texts={
        "passed": PASSED,
        "failed": Text("减少的多于原有的：{cells}", "more taken away than there was: {cells}"),
        "not_evaluated": CANNOT,
    },
)

MANY_ITEMS: Final = 100
"""Items of one kind that a single organ hardly has; decisions it may well have by the thousand."""


def _decisions_as_items(numbers: Sequence[Number]) -> bool:
    items, change, decisions = numbers
    return items > MANY_ITEMS and items + change == decisions


def _look_decisions(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for row in rows_of(subject):
        if row.of(Nature.CHANGE) and row.of(Nature.FLOW):
            columns = row.of(Nature.STOCK, Nature.CHANGE, Nature.FLOW)
            yield _judged(rule, subject, row, Question(columns, _decisions_as_items))


PLA005 = Rule(
    code="PLA005",
    severity=Severity.INFO,
    title=Text(f"项目数量不是{_DECISIONS}", "numbers of items are not numbers of decisions"),
    basis=PLA004.basis,
    look=_look_decisions,
    cause=Text(
        f"“{_ITEMS}”填了上一年的处理决定数，于是加上增减正好等于本年的处理决定数。",
        "Last year's decisions were entered as items, so that with the change they make exactly this year's decisions.",
    ),
    unknown=NO_NUMBER,
    texts={
        "passed": PASSED,
        "failed": Text(f"项目数量像是{_DECISIONS}：{{cells}}", "the items look like decisions: {cells}"),
        "not_evaluated": CANNOT,
    },
)

# ---------------------------------------------------------------------------------------------------- PLA006

FEE_STEP: Final = 10


def _look_fee(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is None:
        return
    fee = subject.report.handling_fee
    if isinstance(fee, Gap):
        yield outcome(rule, subject, Verdict.NOT_APPLICABLE, at=HANDLING_FEE, on=HANDLING_FEE_TEXT)
        return
    yield outcome(
        rule,
        subject,
        Verdict.FAILED if fee % Decimal(FEE_STEP) else Verdict.PASSED,
        at=HANDLING_FEE,
        on=HANDLING_FEE_TEXT,
        addresses=(HANDLING_FEE,),
        details={"fee": shown(fee, "zh")},
    )


_CHARGED: Final = cell_at("proactive.fees.amount").row.zh

PLA006 = Rule(
    code="PLA006",
    severity=Severity.INFO,
    title=Text("信息处理费是十元的整数倍", "the information handling fee is a multiple of ten yuan"),
    basis=Text(
        "国办函〔2020〕109号：按件每件100元起，按量每页10元、20元、40元（参见）",
        "Guobanhan [2020] No. 109: 100 yuan an item and more, or (see there) 10, 20 or 40 yuan a page",
    ),
    look=_look_fee,
    needs=Needs.REPORT,
    cause=Text(
        f"以万元为单位填写，或把表二的{_CHARGED}抄到了第六部分。",
        "Entered in 10,000 yuan, or the administrative fees of table two were copied to section six.",
    ),
    unknown=Text("报告没有写信息处理费时不适用。", "Not applicable where the report states no such fee."),
    texts={
        "passed": Text("{fee} 元", "{fee} yuan"),
        "failed": Text("{fee} 元不是按规定标准能收到的数", "{fee} yuan cannot come of the prescribed rates"),
        "not_applicable": Text("没有写信息处理费", "no handling fee is stated"),
    },
)

# ---------------------------------------------------------------------------------------------------- PLA007


def _look_cases(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is not None:
        judge = functools.partial(_cases, rule)
        yield with_zero(judge(subject), subject, judge)


REQUESTS: Final = ("requests.received.total", "requests.carried_over_in.total")
CASES: Final = tuple(
    f"remedies.{group}.total" for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
)


def _cases(rule: Rule, subject: Subject) -> Outcome:
    addresses = (*REQUESTS, *CASES)
    counted = subject.counted
    requests = [counted[address] for address in REQUESTS]
    cases = [counted[address] for address in CASES]
    none = all(value == 0 for value in requests)
    some = [a for a, v in zip(CASES, cases, strict=True) if not isinstance(v, Gap) and v > 0]
    if none and some:
        details = {"cells": cells_text(subject, some)}
        return outcome(rule, subject, Verdict.FAILED, addresses=(*REQUESTS, *some), details=details)
    passed = outcome(rule, subject, Verdict.PASSED, addresses=addresses)
    settled = any(not isinstance(value, Gap) and value > 0 for value in requests) or all(v == 0 for v in cases)
    return over_gaps(passed, subject, () if settled else addresses)


_RECONSIDERATION: Final = cell_at("remedies.reconsideration.total").row.zh

PLA007 = Rule(
    code="PLA007",
    severity=Severity.INFO,
    title=Text("没有申请就没有复议和诉讼", "where there were no requests there are no cases over them"),
    basis=Text(f"{PLAUSIBLE.zh}；格式表三、表四", f"{PLAUSIBLE.en}; form, tables 3 and 4"),
    look=_look_cases,
    needs=Needs.REPORT,
    cause=Text(
        f"表四填了全部{_RECONSIDERATION}、诉讼而不只是政府信息公开的；往年申请引起的案件也会如此。",
        "All cases of the organ were counted, not only those over open government information; "
        "cases over requests of earlier years look the same.",
    ),
    unknown=NO_NUMBER,
    texts={
        "passed": PASSED,
        "failed": Text("全年没有新收和结转的申请，却有：{cells}", "no requests received or carried over, yet: {cells}"),
        "not_evaluated": CANNOT,
    },
)

PLAUSIBILITY_RULES: tuple[Rule, ...] = (PLA001, PLA002, PLA003, PLA004, PLA005, PLA006, PLA007)
