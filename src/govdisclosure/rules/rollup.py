"""Rules on a government and the organs below it: ROL001 to ROL004.

A government's report adds up its own level, its departments and the governments below it. That holds for what happened
in the year, never for a stock: 现行有效件数 of a city is not the sum over its counties. While a part is missing, or it
is not known whether one is, nothing can be said to balance; that the parts alone already exceed the whole is certain
all the same, since no count is negative.
"""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

import attrs

from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.say import CLAUSES, listed
from govdisclosure.forms.shared import see
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Side, Verdict, sides, verdict_of
from govdisclosure.model.aggregate import Flow, Present, beyond, called, figures, flows, plain_name
from govdisclosure.rules.amounts import PASSED
from govdisclosure.rules.blocks import Details, outcome, together
from govdisclosure.rules.identities import IDENTITY_TEXTS, outcome_of
from govdisclosure.rules.rule import Needs, Outcome, Rule, Severity, Subject

BASIS = Text(
    f"{see('四十九条', '49').zh}：主管部门汇总公布本级政府的报告", f"{see('四十九条', '49').en}: summary of the level"
)


# ---------------------------------------------------------------------------------------------------- who is there


@attrs.frozen
class Company:
    """What is known about the parts being all of them, and only them; ``expected`` is None if there is no list."""

    present: Present
    expected: tuple[str, ...] | None = None

    @functools.cached_property
    def missing(self) -> tuple[str, ...]:
        """The names on the list that no part has."""
        return beyond(self.expected or (), self.present.organs)

    @functools.cached_property
    def unexpected(self) -> tuple[str, ...]:
        """The names that are not on the list."""
        listed = frozenset(map(plain_name, self.expected or ()))
        organs = () if self.expected is None else self.present.organs
        return tuple(dict.fromkeys(name for name in organs if plain_name(name) not in listed))

    @functools.cached_property
    def unnamed(self) -> tuple[str, ...]:
        """The parts of which the list does not tell whether they belong there."""
        return () if self.expected is None else self.present.unnamed

    @functools.cached_property
    def twice(self) -> tuple[str, ...]:
        """The names that more parts have than organs on the list."""
        return self.present.twice(self.expected or ())

    @functools.cached_property
    def other_years(self) -> tuple[str, ...]:
        """The parts that are of another year."""
        return self.present.other_years

    @functools.cached_property
    def undated(self) -> tuple[str, ...]:
        """The parts that may be of another year."""
        return self.present.undated

    @property
    def may_lack(self) -> bool:
        """Whether a part may be missing, so that the sum of the parts may be too small."""
        return self.expected is None or bool(self.missing)

    @property
    def may_exceed(self) -> bool:
        """Whether something may be among the parts that does not belong there."""
        return bool(self.unexpected or self.unnamed or self.twice or self.other_years or self.undated)

    @functools.cached_property
    def doubts(self) -> Text:
        """Everything that keeps the parts from being known to be all, and only, those that belong there."""
        told = self.told(*_KINDS)
        return _clauses(_UNLISTED, told) if self.expected is None else told

    def told(self, *kinds: str) -> Text:
        """Who is missing, unexpected, and so on, as a sentence says it."""
        found = [(_KINDS[kind], cast("tuple[str, ...]", getattr(self, kind))) for kind in kinds]
        said = [
            Text(text.zh.format(called(names).zh, len(names)), text.en.format(called(names).en, len(names)))
            for text, names in found
            if names
        ]
        return _clauses(*said)


_KINDS: Final = {
    "missing": Text("缺少 {0}", "missing: {0}"),
    "unexpected": Text("不在名单上：{0}", "not on the list: {0}"),
    "unnamed": Text("没有名称的 {1} 份", "without a name: {1}"),
    "twice": Text("不止一次：{0}", "more than once: {0}"),
    "other_years": Text("年度不同：{0}", "of another year: {0}"),
    "undated": Text("年度不明：{0}", "of an unknown year: {0}"),
}
"""What may be wrong with the parts, by the property of a company that names them."""


def _clauses(*told: Text) -> Text:
    return Text(listed((each.zh for each in told), "zh", CLAUSES), listed((each.en for each in told), "en", CLAUSES))


_UNLISTED: Final = Text("没有给出应有部分的名单", "the list of parts is not given")


def company(parent: Subject) -> Company:
    """Who is missing, unexpected, there twice, of another year, or not to be told."""
    parts = parent.all_parts
    reports = tuple((each.label, each.report) for each in parts.all if each.report is not None)
    return Company(Present(Gap.ABSENT if parent.year is None else parent.year, reports), parts.expected)


# ---------------------------------------------------------------------------------------------------- ROL001


ROLLUP: Final = (Text("本级填", "the whole is"), Text("各部分之和", "the parts add up to"))

_Member = tuple[Subject, Mapping[str, Value]]
"""A report and its figures as they are added up."""


def _look_sums(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    parts, who = subject.all_parts.all, company(subject)
    alone = not who.missing and all(_same(subject, part) for part in parts)
    document = together(subject, *parts)
    members = [(each, figures(each.data)) for each in (subject, *parts)]
    for flow in flows(subject.data, [part.data for part in parts]):
        found = _sum(rule, members, flow, who)
        if alone:
            open_ = Verdict.NOT_EVALUATED
            found = attrs.evolve(found, verdict=open_, if_blank_zero=open_, reason="alone")
        yield attrs.evolve(found, document=document)


def _same(whole: Subject, part: Subject) -> bool:
    """Whether a part is the whole itself, which equals itself whatever it says."""
    names = {plain_name(each.organ or "") for each in (whole, part)}
    return len(names) == 1 and whole.values == part.values


def _sum(rule: Rule, members: Sequence[_Member], flow: Flow, who: Company) -> Outcome:
    subject, _ = members[0]
    cells = [[(each, held, cell) for cell in flow.of(held)] for each, held in members]
    left, right = cells[0], list(itertools.chain.from_iterable(cells[1:]))
    identity = Identity(
        code=rule.code,
        instance=f"{rule.code}@{flow.address}",
        left=tuple(Term(cell, 1, each.label) for each, _, cell in left),
        right=tuple(Term(cell, 1, each.label) for each, _, cell in right),
        subject=flow.on,
        title=rule.title,
        basis=rule.basis,
        sides=ROLLUP,
    )
    # a cell that this edition does not have is absent
    printed = tuple(held.get(cell, Gap.ABSENT) for _, held, cell in (*left, *right))
    found = outcome_of(rule, identity, printed, blank_as_zero=subject.blank_as_zero)
    return _open(found, identity, who, blank_as_zero=subject.blank_as_zero)


def _open(found: Outcome, identity: Identity, who: Company, *, blank_as_zero: bool) -> Outcome:
    """The outcome where the parts may not be all of them, or not only those that belong there."""
    if not who.may_lack and not who.may_exceed:
        return found
    left, right = sides(identity, found.values)
    if_zero = _compare(left.with_zeros, right.with_zeros, who)
    verdict = if_zero if blank_as_zero else _compare(left, right, who)
    reason = "open" if verdict is not Verdict.FAILED else "exceeds" if who.may_lack else "short"
    return attrs.evolve(found, verdict=verdict, if_blank_zero=if_zero, reason=reason, details={"doubts": who.doubts})


def _compare(whole: Side, parts: Side, who: Company) -> Verdict:
    """A part that may be missing is an amount that may have to be added to the sum of the parts."""
    return verdict_of(whole, parts, more_left=int(who.may_exceed), more_right=int(who.may_lack))


ROL001 = Rule(
    code="ROL001",
    severity=Severity.ERROR,
    title=Text(
        "本级报告等于本机关、各部门与下级政府之和",
        "the report of a government equals its own level, departments and lower governments together",
    ),
    basis=BASIS,
    look=_look_sums,
    needs=Needs.PARTS,
    essential=True,
    cause=Text(
        "汇总时漏了一个部门、重复计了一个部门，或汇总后部门又改了数。",
        "A department was left out or counted twice, or changed its figures after they were added up.",
    ),
    unknown=Text(
        "没有给出应有部分的名单、名单上有缺的、有多出或重复或别的年度的部分、有格子没有数字、格式不同而没有可比的格，"
        "或除这份报告自身外没有任何部分。",
        "The list of parts is not given; one is missing, unexpected, there twice or of another year; a cell holds no "
        "number; the editions differ and have no cell to compare; or there is no part but the report itself.",
    ),
    texts={
        **IDENTITY_TEXTS,
        "exceeds": Text(
            "各部分已知之和已经超过本级，无论还缺哪些部分都不平衡：{sides}",
            "the parts known already exceed the whole, whatever is still missing: {sides}",
        ),
        "short": Text(
            "把不该有的部分也算上，各部分之和仍不及本级，怎样都不平衡：{sides}",
            "even with what may not belong there the parts fall short of the whole: {sides}",
        ),
        "open": Text(
            "{doubts}，所以不能说平衡：{sides}",
            "{doubts}; so it cannot be said to balance: {sides}",
        ),
        "alone": Text(
            "除这份报告自身外没有任何部分，自己总等于自己：{sides}",
            "there is no part but the report itself, which equals itself: {sides}",
        ),
    },
)

# ---------------------------------------------------------------------------------------------------- ROL002 to ROL004


def _look_complete(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    who = company(subject)
    details: Details = {
        "differences": who.told("missing", "unexpected", "unnamed"),
        "count": len(subject.all_parts.all),
    }
    same_number = 0 < len(who.missing) == len(who.unnamed)
    if who.expected is None:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED)
    elif same_number and not who.unexpected:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED, reason="unnamed", details=details)
    else:
        failed = who.missing or who.unexpected or who.unnamed
        yield outcome(rule, subject, Verdict.FAILED if failed else Verdict.PASSED, details=details)


ROL002 = Rule(
    code="ROL002",
    severity=Severity.WARNING,
    title=Text("应有的部分都在，没有别的", "every part that should be there is, and nothing else"),
    basis=BASIS,
    look=_look_complete,
    needs=Needs.PARTS,
    cause=Text(
        "一个部门没有报送；机构改名，名单没有更新；名称写法不同。",
        "A department did not report; an organ was renamed and the list was not updated; a name is spelt differently.",
    ),
    unknown=Text(
        "没有给出名单（expected），或所缺的可能就是没有名称的那几份报告。",
        "The list (expected) is not given, or what is missing may be the reports that name no organ.",
    ),
    texts={
        "passed": Text("名单上的 {count} 个部分都在", "all {count} parts on the list are there"),
        "failed": Text("{differences}", "{differences}"),
        "unnamed": Text("{differences}，可能就是所缺的", "{differences}; these may be what is missing"),
        "not_evaluated": Text(
            "没有给出应有部分的名单，无法知道缺不缺", "the list of parts is not given, so what is missing is not known"
        ),
    },
)


def _look_years(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    who = company(subject)
    details: Details = {
        "parts": called(who.other_years),
        "unknown": called(who.undated),
        "year": subject.year or 0,
    }
    if who.other_years:
        yield outcome(rule, subject, Verdict.FAILED, details=details)
    else:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED if who.undated else Verdict.PASSED, details=details)


ROL003 = Rule(
    code="ROL003",
    severity=Severity.ERROR,
    title=Text("各部分是同一年度的报告", "the parts are reports for the same year"),
    basis=BASIS,
    look=_look_years,
    needs=Needs.PARTS,
    cause=Text("混入了上年的报告，或年度写错。", "Last year's report was mixed in, or its year is misprinted."),
    unknown=Text("有报告不知道年度。", "The year of a report is not known."),
    texts={
        "passed": PASSED,
        "failed": Text("不是 {year} 年度的：{parts}", "not for {year}: {parts}"),
        "not_evaluated": Text(
            "本级或这些部分不知道年度：{unknown}", "the year is not known of the whole or of: {unknown}"
        ),
    },
)


def _look_once(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    who = company(subject)
    unnamed = who.present.unnamed
    verdict = Verdict.FAILED if who.twice else Verdict.NOT_EVALUATED if unnamed else Verdict.PASSED
    yield outcome(rule, subject, verdict, details={"parts": called(who.twice), "count": len(unnamed)})


ROL004 = Rule(
    code="ROL004",
    severity=Severity.ERROR,
    title=Text("每个部分只计一次", "every part is counted once"),
    basis=BASIS,
    look=_look_once,
    needs=Needs.PARTS,
    cause=Text(
        "同一份报告给了两次，或一个机关既作为部门又作为下级政府给出。",
        "A report was given twice, or an organ both as a department and as a lower government.",
    ),
    unknown=Text("有报告没有机关名称。", "A report does not name its organ."),
    texts={
        "passed": PASSED,
        "failed": Text("出现不止一次：{parts}", "there more than once: {parts}"),
        "not_evaluated": Text("有 {count} 份报告没有机关名称", "reports that do not name their organ: {count}"),
    },
)

ROLLUP_RULES: tuple[Rule, ...] = (ROL001, ROL002, ROL003, ROL004)
