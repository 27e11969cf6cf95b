"""The rules that judge the identities of the form: REQ001, REQ002, REQ003 and REM001.

The sums themselves are data (`govdisclosure.forms.identities`); here is only how one is judged. Reports without gaps go
through one function generated from the identities; a cell without a number sends its table through the plain loop.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from govdisclosure.forms.identities import Identity
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.model.access import Shape, identities_of, is_report, shape
from govdisclosure.rules.rule import Outcome, Rule, Severity, Subject, Verdict

ZEROABLE = frozenset({Gap.BLANK, Gap.PLACEHOLDER})
"""The gaps that may be read as zero on request: something stands in the document, and it is nothing."""

Sums = tuple[Number, ...]


@functools.cache
def _of_code(shape: Shape, prefixed: bool, code: str) -> tuple[Identity, ...]:
    return tuple(identity for identity in identities_of(shape, prefixed=prefixed) if identity.code == code)


@functools.cache
def _compiled(shape: Shape, prefixed: bool, code: str) -> Callable[[Mapping[str, Value]], Sums]:
    return compile_sums(_of_code(shape, prefixed, code))


def compile_sums(found: tuple[Identity, ...]) -> Callable[[Mapping[str, Value]], Sums]:
    """One straight-line function for these identities: values by address to left, right, left, right ...

    It raises TypeError if a cell holds no number.
    """
    lines = ["def sums(v):", "    return ("]
    for identity in found:
        for side in (identity.left, identity.right):
            parts = "".join(f"{'+' if term.sign > 0 else '-'}v[{term.address!r}]" for term in side)
            lines.append(f"        0{parts},")
    lines.append("    )")
    namespace: dict[str, Callable[[Mapping[str, Value]], Sums]] = {}
    exec("\n".join(lines), {"__builtins__": {}}, namespace)
    return namespace["sums"]


def side_sum(addresses: Iterable[tuple[str, int]], values: Mapping[str, Value]) -> tuple[Number, int, int]:
    """The sum of the numbers of one side, and how many gaps add to it and take from it."""
    known: Number = 0
    adding = taking = 0
    for address, sign in addresses:
        value = values[address]
        if isinstance(value, Gap):
            adding += sign > 0
            taking += sign < 0
        else:
            known += value * sign
    return known, adding, taking


def judge(identity: Identity, values: Mapping[str, Value]) -> tuple[Verdict, Number | None, Number | None]:
    """Whether an identity holds, and both sums.

    With gaps it is not evaluated, unless no numbers that a count can be (none is negative) could make it hold.
    """
    left, left_adds, left_takes = side_sum(((t.address, t.sign) for t in identity.left), values)
    right, right_adds, right_takes = side_sum(((t.address, t.sign) for t in identity.right), values)
    left_gaps, right_gaps = left_adds + left_takes, right_adds + right_takes
    grows, shrinks = left_adds + right_takes, left_takes + right_adds
    difference = left - right
    if grows and shrinks:
        verdict = Verdict.NOT_EVALUATED
    elif grows:
        verdict = Verdict.FAILED if difference > 0 else Verdict.NOT_EVALUATED
    elif shrinks:
        verdict = Verdict.FAILED if difference < 0 else Verdict.NOT_EVALUATED
    else:
        verdict = Verdict.PASSED if difference == 0 else Verdict.FAILED
    return verdict, None if left_gaps else left, None if right_gaps else right


def _gapped(rule: Rule, subject: Subject, identity: Identity) -> Outcome:
    printed = subject.values
    as_zero = {a: 0 if isinstance(v := printed[a], Gap) and v in ZEROABLE else v for a in identity.addresses}
    values = as_zero if subject.blank_as_zero else printed
    verdict, left, right = judge(identity, values)
    gaps = tuple(a for a in identity.addresses if isinstance(values[a], Gap))
    return Outcome(
        rule=rule,
        instance=identity.instance,
        verdict=verdict,
        subject=identity.subject,
        addresses=identity.addresses,
        values=tuple(printed[a] for a in identity.addresses),
        left=left,
        right=right,
        gaps=gaps,
        zeroed=tuple(a for a in identity.addresses if isinstance(printed[a], Gap) and not isinstance(values[a], Gap)),
        if_blank_zero=judge(identity, as_zero)[0],
        identity=identity,
        reason="certain" if gaps and verdict is Verdict.FAILED else "",
        places=subject.places(identity.addresses),
    )


def look(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    """Judge every identity whose code is the rule's."""
    key = (shape(subject.data), is_report(subject.data), rule.code)
    found = _of_code(*key)
    try:
        sums: Sums | None = _compiled(*key)(subject.values)
    except TypeError:
        sums = None
    for number, identity in enumerate(found):
        if sums is None:
            yield _gapped(rule, subject, identity)
        else:
            yield _plain(rule, subject, identity, sums[2 * number], sums[2 * number + 1])


def _plain(rule: Rule, subject: Subject, identity: Identity, left: Number, right: Number) -> Outcome:
    addresses = identity.addresses
    verdict = Verdict.PASSED if left == right else Verdict.FAILED
    return Outcome(
        rule=rule,
        instance=identity.instance,
        verdict=verdict,
        subject=identity.subject,
        addresses=addresses,
        values=tuple(map(subject.values.__getitem__, addresses)),
        left=left,
        right=right,
        if_blank_zero=verdict,
        identity=identity,
        places=subject.places(addresses),
    )


def _rule(code: str, title: Text, basis: Text, cause: Text) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERROR,
        title=title,
        basis=basis,
        look=look,
        cause=cause,
        unknown=Text(
            "有格子没有数字（空白、占位符、文中没有或无法识别），而其余数字不足以断定不平衡。",
            "A cell holds no number (blank, placeholder, absent, unreadable) and the others do not rule a balance out.",
        ),
        texts={
            "passed": Text("{title}：{left}，{right}", "{title}: {left}, {right}"),
            "failed": Text(
                "{title}，但左边 {left}，右边 {right}，相差 {difference}",
                "{title}, but left {left}, right {right}, difference {difference}",
            ),
            "certain": Text(
                "{title}，但无论空格是多少都不平衡：左边 {left}，右边 {right}",
                "{title}, but it fails whatever the gaps hold: left {left}, right {right}",
            ),
            "not_evaluated": Text(
                "{title}，因 {gaps} 个格没有数字而无法判断：左边 {left}，右边 {right}",
                "{title}: cannot be evaluated, {gaps} of its cells hold no number: left {left}, right {right}",
            ),
        },
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
        "尚未审结的案件漏计，或总计与明细取自不同时点。",
        "Pending cases were left out, or total and parts were counted on different days.",
    ),
)

IDENTITY_RULES: tuple[Rule, ...] = (REQ003, REQ002, REQ001, REM001)
"""In the order of the form: rows of table three, outcome sums, balances, then table four."""
