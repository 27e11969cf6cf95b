"""The rules that judge the identities of the form: REQ001, REQ002, REQ003 and REM001.

The sums themselves are data (`govdisclosure.forms.identities`); here is only how one is judged. Reports without gaps go
through one function generated from the identities; a cell without a number sends its kind through the plain loop.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import attrs

from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import Shape, Tabular, identities_of, is_report, shape
from govdisclosure.rules.rule import Outcome, Rule, Severity, Subject, Verdict, zeroable

Sums = tuple[Number, ...]

_Take = Callable[[Mapping[str, Value]], tuple[Value, ...]]
"""The values of an identity, taken from those of a report."""


@remembered()
def _of_code(shape: Shape, code: str, *, prefixed: bool) -> tuple[tuple[Identity, _Take], ...]:
    return tuple(
        (identity, cast("_Take", operator.itemgetter(*identity.addresses)))
        for identity in identities_of(shape, prefixed=prefixed)
        if identity.code == code
    )


@remembered()
def _compiled(shape: Shape, code: str, *, prefixed: bool) -> Callable[[Mapping[str, Value]], Sums]:
    return compile_sums([identity for identity, _ in _of_code(shape, code, prefixed=prefixed)])


def _evaluated(lines: Iterable[str], name: str) -> Callable[..., object]:
    namespace: dict[str, Callable[..., object]] = {}
    exec("\n".join(lines), {"__builtins__": {}}, namespace)
    return namespace[name]


def _signed(terms: Iterable[Term], cell: Callable[[str], str]) -> str:
    return "".join(f"{'+' if term.sign > 0 else '-'}{cell(term.name)}" for term in terms)


def compile_sums(found: Sequence[Identity]) -> Callable[[Mapping[str, Value]], Sums]:
    """One straight-line function for these identities: values by address to left, right, left, right ...

    It raises TypeError if a cell holds no number.
    """
    sides = [_signed(side, lambda name: f"v[{name!r}]") for each in found for side in (each.left, each.right)]
    body = (f"        0{side}," for side in sides)
    return cast(
        "Callable[[Mapping[str, Value]], Sums]", _evaluated(["def sums(v):", "    return (", *body, "    )"], "sums")
    )


@remembered()
def compile_holds(shape: Shape, *, prefixed: bool) -> Callable[[Tabular], bool]:
    """One straight-line function that says whether every identity of these tables holds.

    It reads each row once, straight from the object, and raises TypeError if a cell holds no number.
    """
    found = identities_of(shape, prefixed=prefixed)
    names = dict.fromkeys(name for identity in found for name in identity.addresses)
    cells = {name: f"c{number}" for number, name in enumerate(names)}
    rows: dict[str, list[str]] = {}
    for name in names:
        rows.setdefault(name.rpartition(".")[0], []).append(name)
    lines = ["def holds(x):"]
    for row, inside in rows.items():
        lines.append(f"    r = x.{row}")
        lines += (f"    {cells[name]} = r.{name.rpartition('.')[2]}" for name in inside)
    ties = (f"0{_signed(i.left, cells.__getitem__)} == 0{_signed(i.right, cells.__getitem__)}" for i in found)
    # every sum is worked out, so that a gap anywhere raises: `and` would stop at the first sum that does not hold
    lines.append(f"    return {' & '.join(f'({tie})' for tie in ties) or 'True'}")
    return cast("Callable[[Tabular], bool]", _evaluated(lines, "holds"))


class Side(NamedTuple):
    """One side of an identity: the sum of its numbers, and how many gaps add to it and take from it.

    ``lost`` are those among the gaps that are no blanks, so that no policy reads them as zero.
    """

    known: Number
    adding: int = 0
    taking: int = 0
    lost_adding: int = 0
    lost_taking: int = 0

    @property
    def sum(self) -> Number | None:
        """The sum; None if a gap keeps it from being known."""
        return None if self.adding or self.taking else self.known

    @property
    def with_zeros(self) -> "Side":
        """The side with its blanks read as zero."""
        return Side(self.known, self.lost_adding, self.lost_taking, self.lost_adding, self.lost_taking)


def side(terms: Sequence[Term], values: Sequence[Value]) -> Side:
    """What is known of one side, from what its cells hold in order."""
    known: Number = 0
    adding = taking = lost_adding = lost_taking = 0
    for term, value in zip(terms, values, strict=True):
        if not isinstance(value, Gap):
            known += value * term.sign
        elif term.sign > 0:
            adding += 1
            lost_adding += not zeroable(value)
        else:
            taking += 1
            lost_taking += not zeroable(value)
    return Side(known, adding, taking, lost_adding, lost_taking)


def sides(identity: Identity, values: Sequence[Value]) -> tuple[Side, Side]:
    """Both sides of an identity, from what its cells hold in order."""
    middle = len(identity.left)
    return side(identity.left, values[:middle]), side(identity.right, values[middle:])


def compare(left: Side, right: Side, *, more_left: int = 0, more_right: int = 0) -> Verdict:
    """Whether two sides are equal, as far as can be said.

    With gaps it is not evaluated, unless no numbers that a count can be (none is negative) could make it hold. Amounts
    that are missing altogether (``more_left``, ``more_right``) count as gaps.
    """
    difference = left.known - right.known
    grows = left.adding + right.taking + more_left
    shrinks = left.taking + right.adding + more_right
    if not grows and not shrinks:
        return Verdict.PASSED if difference == 0 else Verdict.FAILED
    if grows and shrinks:
        return Verdict.NOT_EVALUATED
    hopeless = difference > 0 if grows else difference < 0
    return Verdict.FAILED if hopeless else Verdict.NOT_EVALUATED


def judge(identity: Identity, values: Mapping[str, Value]) -> Verdict:
    """Whether an identity holds over these values by address."""
    return compare(*sides(identity, tuple(values[name] for name in identity.addresses)))


def outcome_of(
    rule: Rule, identity: Identity, printed: tuple[Value, ...], *, blank_as_zero: bool = False, instance: str = ""
) -> Outcome:
    """The outcome of one identity over what its cells hold, in order; the identity may span several reports."""
    left, right = sides(identity, printed)
    left_zero, right_zero = left.with_zeros, right.with_zeros
    if_zero = compare(left_zero, right_zero)
    verdict = if_zero if blank_as_zero else compare(left, right)
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
    add_up = _compiled(classes, rule.code, prefixed=prefixed)
    try:
        sums: Sums | None = add_up(printed)
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
    found = identities_of(classes, prefixed=prefixed)
    if not found:
        return Verdict.NOT_APPLICABLE
    holds = compile_holds(classes, prefixed=prefixed)
    try:
        return Verdict.PASSED if holds(x) else Verdict.FAILED
    except TypeError:
        values = Subject(data=x, blank_as_zero=blank_as_zero).counted
    verdicts = {judge(identity, values) for identity in found}
    return next(verdict for verdict in _GRAVEST if verdict in verdicts)


_GRAVEST = (Verdict.FAILED, Verdict.NOT_EVALUATED, Verdict.PASSED)

IDENTITY_TEXTS = FrozenMap(
    {
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
            "{title}: cannot be evaluated; cells without a number: {gaps}; left {left}, right {right}",
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
        "尚未审结的案件漏计，或总计与明细取自不同时点。",
        "Pending cases were left out, or total and parts were counted on different days.",
    ),
)

IDENTITY_RULES: tuple[Rule, ...] = (REQ003, REQ002, REQ001, REM001)
"""In the order of the form: rows of table three, outcome sums, balances, then table four."""
