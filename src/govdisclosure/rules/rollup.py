"""Rules on a government and the organs below it: ROL001 to ROL004.

A government's report adds up its own level, its departments and the governments below it. That holds for what happened
in the year, never for a stock: 现行有效件数 of a city is not the sum over its counties. While a part is missing, or it
is not known whether one is, nothing can be said to balance; that the parts alone already exceed the whole is certain
all the same, since no count is negative.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.say import joined
from govdisclosure.forms.shared import see
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Side, Verdict, sides, verdict_of
from govdisclosure.model.aggregate import Flow, called, figures, flows, plain_name
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
    """What is known about the parts being all of them, and only them."""

    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    other_years: tuple[str, ...] = ()
    unnamed: int = 0
    undated: tuple[str, ...] = ()
    listed: bool = True

    @property
    def may_lack(self) -> bool:
        """Whether a part may be missing, so that the sum of the parts may be too small."""
        return not self.listed or bool(self.missing)

    @property
    def may_exceed(self) -> bool:
        """Whether something may be among the parts that does not belong there."""
        return bool(self.unexpected or self.twice or self.other_years or self.undated or (self.listed and self.unnamed))

    @property
    def lacking(self) -> Text:
        """What is missing, as a sentence says it."""
        if not self.listed:
            return Text("没有给出应有部分的名单", "the list of parts is not given")
        names = called(self.missing)
        return Text(f"缺少 {names.zh}", f"missing: {names.en}")

    @property
    def exceeding(self) -> Text:
        """What may not belong there, as a sentence says it."""
        kinds = (
            (self.unexpected, "不在名单上：", "not on the list: "),
            (self.twice, "不止一次：", "more than once: "),
            (self.other_years, "年度不同：", "of another year: "),
            (self.undated, "年度不明：", "of an unknown year: "),
        )
        told = [Text(zh + called(names).zh, en + called(names).en) for names, zh, en in kinds if names]
        if self.listed and self.unnamed:
            told.append(Text(f"没有名称的 {self.unnamed} 份", f"{self.unnamed} without a name"))
        return joined(told)


def company(parent: Subject) -> Company:
    """Who is missing, unexpected, there twice, of another year, or not to be told."""
    parts = parent.all_parts
    named = Counter(plain_name(each.organ) for each in parts.all if each.organ is not None)
    expected = None if parts.expected is None else Counter(map(plain_name, parts.expected))
    wanted = expected or Counter[str]()
    return Company(
        missing=tuple((wanted - named).elements()),
        unexpected=() if expected is None else tuple(name for name in named if name not in wanted),
        twice=tuple(name for name, number in named.items() if number > max(1, wanted[name])),
        other_years=tuple(each.label for each in parts.all if _other_year(parent, each)),
        unnamed=sum(each.organ is None for each in parts.all),
        undated=tuple(each.label for each in parts.all if parent.year is None or each.year is None),
        listed=expected is not None and bool(parts.all),
    )


def _other_year(parent: Subject, part: Subject) -> bool:
    return parent.year is not None and part.year is not None and parent.year != part.year


# ---------------------------------------------------------------------------------------------------- ROL001


_Member = tuple[Subject, Mapping[str, Value]]
"""A report and its figures as they are added up."""


def _look_sums(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    parts, who = subject.all_parts.all, company(subject)
    document = together(subject, *parts)
    members = [(each, figures(each.data)) for each in (subject, *parts)]
    for flow in flows(subject.data, [part.data for part in parts]):
        yield attrs.evolve(_sum(rule, members, flow, who), document=document)


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
    reason = "exceeds" if verdict is Verdict.FAILED else "exceed" if who.may_exceed else "lack"
    details = {"missing": who.lacking, "extra": who.exceeding}
    return attrs.evolve(found, verdict=verdict, if_blank_zero=if_zero, reason=reason, details=details)


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
        "没有给出应有部分的名单、名单上有缺的、有多出或重复或别的年度的部分、有格子没有数字，或格式不同而没有可比的格。",
        "The list of parts is not given; one is missing, unexpected, there twice or of another year; a cell holds no "
        "number; or the editions differ and have no cell to compare.",
    ),
    texts={
        **IDENTITY_TEXTS,
        "exceeds": Text(
            "各部分已知之和已经超过本级，无论还缺哪些部分都不平衡：左边 {left}，右边 {right}",
            "the parts known already exceed the whole, whatever is still missing: left {left}, right {right}",
        ),
        "lack": Text(
            "{missing}，不能说平衡：左边 {left}，右边 {right}",
            "{missing}, so it cannot be said to balance: left {left}, right {right}",
        ),
        "exceed": Text(
            "各部分中{extra}，不能说平衡：左边 {left}，右边 {right}",
            "among the parts, {extra}, so it cannot be said to balance: left {left}, right {right}",
        ),
    },
)

# ---------------------------------------------------------------------------------------------------- ROL002 to ROL004


def _look_complete(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    who = company(subject)
    details: Details = {
        "missing": who.lacking,
        "extra": called(who.unexpected),
        "count": len(subject.all_parts.all),
    }
    if not who.listed:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED, details=details)
    elif who.missing and who.unnamed:
        yield outcome(rule, subject, Verdict.NOT_EVALUATED, reason="unnamed", details={**details, "count": who.unnamed})
    elif who.missing:
        yield outcome(rule, subject, Verdict.FAILED, details=details)
    else:
        failed = who.unexpected or who.unnamed
        verdict = Verdict.FAILED if failed else Verdict.PASSED
        yield outcome(rule, subject, verdict, reason="unexpected" if failed else "", details=details)


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
        "没有给出名单（expected），或缺的部分可能就是没有名称的那份报告。",
        "The list (expected) is not given, or what is missing may be the report that names no organ.",
    ),
    texts={
        "passed": Text("名单上的 {count} 个部分都在", "all {count} parts on the list are there"),
        "failed": Text("{missing}", "{missing}"),
        "unexpected": Text(
            "有不在名单上或没有名称的部分：{extra}", "parts not on the list, or without a name: {extra}"
        ),
        "unnamed": Text(
            "{missing}，而有 {count} 份报告没有机关名称，可能就是它",
            "{missing}; reports that name no organ, of which one may be it: {count}",
        ),
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
    verdict = Verdict.FAILED if who.twice else Verdict.NOT_EVALUATED if who.unnamed else Verdict.PASSED
    yield outcome(rule, subject, verdict, details={"parts": called(who.twice), "count": who.unnamed})


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
