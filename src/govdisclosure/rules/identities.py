"""The rules that judge the identities of the form: REQ001, REQ002, REQ003 and REM001.

The sums themselves are data (`govdisclosure.forms.identities`), and the kernel adds them up; here is only what is said
of one. Reports without gaps go through one function of the kernel; a cell without a number sends its kind through the
plain loop.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import attrs

from govdisclosure.forms.editions import cell_at
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Value, zeroable
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.kernel import Kernel, Sums, Verdict, compiled, judge, sides, verdict_of
from govdisclosure.model.access import Shape, Tabular, identities_of, is_report, shape
from govdisclosure.rules.rule import Outcome, Rule, Severity, Subject

_Take = Callable[[Mapping[str, Value]], tuple[Value, ...]]
"""The values of an identity, taken from those of a report."""


@remembered()
def _kernel(shape: Shape, *, prefixed: bool, code: str = "") -> Kernel:
    """The identities of these tables, all of them or those of one code."""
    return compiled(each for each in identities_of(shape, prefixed=prefixed) if not code or each.code == code)


@remembered()
def _of_code(shape: Shape, code: str, *, prefixed: bool) -> tuple[tuple[Identity, _Take], ...]:
    found = _kernel(shape, prefixed=prefixed, code=code).identities
    return tuple((each, cast("_Take", operator.itemgetter(*each.addresses))) for each in found)


def outcome_of(
    rule: Rule, identity: Identity, printed: tuple[Value, ...], *, blank_as_zero: bool = False, instance: str = ""
) -> Outcome:
    """The outcome of one identity over what its cells hold, in order; the identity may span several reports."""
    left, right = sides(identity, printed)
    left_zero, right_zero = left.with_zeros, right.with_zeros
    if_zero = verdict_of(left_zero, right_zero)
    verdict = if_zero if blank_as_zero else verdict_of(left, right)
    if blank_as_zero:
        left, right = left_zero, right_zero
    gaps, zeroed = _gaps(identity.addresses, printed, blank_as_zero=blank_as_zero)
    return Outcome(
        rule=rule,
        instance=instance or identity.instance,
        verdict=verdict,
        subject=identity.subject,
        addresses=identity.addresses,
        values=printed,
        left=left.sum,
        right=right.sum,
        gaps=gaps,
        zeroed=zeroed,
        if_blank_zero=if_zero,
        identity=identity,
        reason="certain" if gaps and verdict is Verdict.FAILED else "",
    )


def _gaps(
    names: tuple[str, ...], printed: tuple[Value, ...], *, blank_as_zero: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses without a number, and those taken as zero."""
    gaps = [(name, value) for name, value in zip(names, printed, strict=True) if isinstance(value, Gap)]
    if not gaps or not blank_as_zero:
        return tuple([name for name, _ in gaps]), ()
    return (
        tuple(name for name, value in gaps if not zeroable(value)),
        tuple(name for name, value in gaps if zeroable(value)),
    )


def look(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    """Judge every identity whose code is the rule's."""
    classes, prefixed = shape(subject.data), is_report(subject.data)
    printed = subject.values
    try:
        sums: Sums | None = _kernel(classes, prefixed=prefixed, code=rule.code).sums(printed)
    except TypeError:
        sums = None
    for number, (identity, take) in enumerate(_of_code(classes, rule.code, prefixed=prefixed)):
        if sums is None:
            found = outcome_of(rule, identity, take(printed), blank_as_zero=subject.blank_as_zero)
            yield attrs.evolve(found, document=subject.places)
        else:
            yield _plain(rule, subject, identity, take(printed), sums[2 * number : 2 * number + 2])


def _plain(rule: Rule, subject: Subject, identity: Identity, values: tuple[Value, ...], sums: Sums) -> Outcome:
    left, right = sums
    verdict = Verdict.PASSED if left == right else Verdict.FAILED
    return Outcome(
        rule=rule,
        instance=identity.instance,
        verdict=verdict,
        subject=identity.subject,
        addresses=identity.addresses,
        values=values,
        left=left,
        right=right,
        identity=identity,
        document=subject.places,
    )


def worst(x: Tabular, *, blank_as_zero: bool = False) -> Verdict:
    """What all identities of ``x`` say together; *not applicable* if its form has none (table two alone)."""
    classes, prefixed = shape(x), is_report(x)
    kernel = _kernel(classes, prefixed=prefixed)
    if not kernel.identities:
        return Verdict.NOT_APPLICABLE
    try:
        return Verdict.PASSED if kernel.holds(x) else Verdict.FAILED
    except TypeError:
        values = Subject(data=x, blank_as_zero=blank_as_zero).counted
    verdicts = {judge(identity, values) for identity in kernel.identities}
    return next(verdict for verdict in _GRAVEST if verdict in verdicts)


_GRAVEST = (Verdict.FAILED, Verdict.NOT_EVALUATED, Verdict.PASSED)

IDENTITY_TEXTS = FrozenMap(
    {
        "passed": Text("{title}：{sides}", "{title}: {sides}"),
        "failed": Text(
            "{title}，但{sides}，相差 {difference}",
            "{title}, but {sides}, difference {difference}",
        ),
        "certain": Text(
            "{title}，但无论空格是多少都不平衡：{sides}",
            "{title}, but it fails whatever the gaps hold: {sides}",
        ),
        "not_evaluated": Text(
            "{title}，因 {gaps} 个格没有数字而无法判断：{sides}",
            "{title}: cannot be evaluated; cells without a number: {gaps}; {sides}",
        ),
    }
)
"""The sentences of every rule that judges identities."""

IDENTITY_UNKNOWN = Text(
    "有格子没有数字（空白、占位符、文中没有或无法识别），而其余数字不足以断定不平衡。",
    "A cell holds no number (blank, placeholder, absent, unreadable) and the others do not rule a balance out.",
)


def _rule(code: str, title: Text, basis: Text, cause: Text) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERROR,
        title=title,
        basis=basis,
        look=look,
        essential=True,
        cause=cause,
        unknown=IDENTITY_UNKNOWN,
        texts=IDENTITY_TEXTS,
    )


REQ001 = _rule(
    "REQ001",
    Text("第一项加第二项之和，等于第三项加第四项之和", "received plus carried in equals concluded plus carried out"),
    Text("格式表三表头注", "form, note in the head of table 3"),
    Text(
        "结转数没有随上年报告填写，或办结数漏计、重计。",
        "The carry-over was not taken from last year's report, or a conclusion was left out or counted twice.",
    ),
)
REQ002 = _rule(
    "REQ002",
    Text("各项办理结果之和等于（七）总计", "the outcomes add up to row (7), total"),
    Text("格式表三（一）至（七）", "form, table 3, rows (1) to (7)"),
    Text(
        "一项办理结果填错行，或总计未随明细更新。",
        "An outcome stands in the wrong row, or the total was not updated with its parts.",
    ),
)
REQ003 = _rule(
    "REQ003",
    Text("各类申请人之和等于总计", "the kinds of applicant add up to the total"),
    Text("格式表三各行", "form, table 3, each row"),
    Text(
        "一类申请人填错列，或总计未随明细更新。",
        "A kind of applicant stands in the wrong column, or the total was not updated.",
    ),
)
REM001 = _rule(
    "REM001",
    Text("各项结果之和等于总计", "the results add up to the total"),
    Text("格式表四", "form, table 4"),
    Text(
        f"{cell_at('remedies.reconsideration.pending').column.zh}的案件漏计，或总计与明细取自不同时点。",
        "Pending cases were left out, or total and parts were counted on different days.",
    ),
)

IDENTITY_RULES: tuple[Rule, ...] = (REQ003, REQ002, REQ001, REM001)
"""In the order of the form: rows of table three, outcome sums, balances, then table four."""
