"""Checking: every rule looks at a report, at the years of an organ, or at a government and the organs below it."""

import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.display import in_notebook, in_short
from govdisclosure.errors import InvalidTypeError, InvalidValueError
from govdisclosure.forms import demands
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular, identities, tables
from govdisclosure.model.aggregate import called, plain_name
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.rules import RULES
from govdisclosure.rules.identities import worst
from govdisclosure.rules.rule import Needs, Outcome, Parts, Rule, Severity, Subject

DATA_FORMAT = "json"
"""The format of a reading that comes from data and not from a document, so that no rule on documents applies."""

UNKNOWN_GAPS = frozenset({Gap.ABSENT, Gap.UNREADABLE})
"""The gaps behind which there may be anything; no policy reads them as zero."""


@attrs.frozen(kw_only=True)
class Result:
    """What the rules found: an outcome for everything looked at, in the order of the rules.

    The identities come first, in the order of the form: rows of table three, outcome sums, balances, table four.

    ``verdict`` is *failed* if a rule of severity error failed or an identity did, *passed* only if every identity of
    the editions at hand was evaluated and passed and no cell is absent or unreadable, and *not evaluated* otherwise:
    what is not known, or was not asked, is never a pass. ``unasked`` names the identities that none of the rules
    judged, and ``asked`` is the verdict without them: that of the rules that were run.

    ``print(result)`` shows the verdict and the first findings in at most ten lines, in Chinese, or in English where the
    environment has ``GOVDISCLOSURE_LANG=en``; a notebook shows every finding.
    """

    outcomes: tuple[Outcome, ...]
    verdict: Verdict
    unasked: tuple[str, ...] = ()
    asked: Verdict = attrs.field(default=attrs.Factory(lambda self: self.verdict, takes_self=True))

    _repr_html_ = in_notebook

    def __str__(self) -> str:
        return in_short(self)

    @property
    def ok(self) -> bool:
        """Whether the verdict is *passed*."""
        return self.verdict is Verdict.PASSED

    @property
    def findings(self) -> tuple[Outcome, ...]:
        """The outcomes that failed."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is Verdict.FAILED)


def result(outcomes: Iterable[Outcome], *, known: bool = True, unasked: Iterable[str] = ()) -> Result:
    """The result of ``outcomes``; without ``known`` something is missing that no rule may read as fine."""
    found, left_out = tuple(outcomes), tuple(unasked)
    asked = _verdict(found, known=known)
    whole = Verdict.NOT_EVALUATED if left_out and asked is Verdict.PASSED else asked
    return Result(outcomes=found, verdict=whole, unasked=left_out, asked=asked)


def _verdict(found: Sequence[Outcome], *, known: bool) -> Verdict:
    if any(
        each.verdict is Verdict.FAILED and (each.rule.essential or each.severity is Severity.ERROR) for each in found
    ):
        return Verdict.FAILED
    if any(each.verdict is Verdict.NOT_EVALUATED and each.rule.essential for each in found):
        return Verdict.NOT_EVALUATED
    passed = any(each.verdict is Verdict.PASSED for each in found)
    return Verdict.PASSED if passed and known else Verdict.NOT_EVALUATED


def distinct(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules; `InvalidValueError` if two of them share a code, since nobody could tell their outcomes apart."""
    found = demands.every(rules, Rule, "rules")
    codes = [rule.code for rule in found]
    if len(set(codes)) == len(codes):
        return found
    twice = ", ".join(dict.fromkeys(code for code in codes if codes.count(code) > 1))
    raise InvalidValueError(
        f"rules: a code is given to one rule only (given twice: {twice}); attrs.evolve makes a variant of a rule, "
        "to be passed in its place",
        zh=f"rules：一个代码只能属于一条规则（重复：{twice}）；用 attrs.evolve 改出的规则须代替原来的那条",
    )


def looked(rules: Iterable[Rule], subject: Subject, *, at: frozenset[Needs]) -> Iterator[Outcome]:
    """The outcomes of the rules that need one of ``at``."""
    for rule in rules:
        if rule.needs not in at:
            continue
        lacking = rule.needs in _LACKING and _LACKING[rule.needs](subject)
        if lacking:
            yield Outcome(rule=rule, instance=rule.code, verdict=Verdict.NOT_APPLICABLE, reason=lacking)
        else:
            yield from demands.every(rule.look(rule, subject), Outcome, f"{rule.code}.look()")


_LACKING: Final[Mapping[Needs, Callable[[Subject], str]]] = {
    Needs.REPORT: lambda subject: "table" if subject.report is None else "",
    Needs.DOCUMENT: lambda subject: "built" if subject.reading is None else "",
}
"""Why a rule does not apply, if the subject is not what it needs."""


def subject_of(
    x: Reading | Tabular,
    *,
    label: str = "",
    blank_as_zero: bool = False,
    previous: Sequence[Subject] = (),
    series: bool = False,
) -> Subject:
    """What the rules look at, from a reading, a report or one table."""
    data = x.report if isinstance(x, Reading) else x
    tables(data)
    demands.flag(blank_as_zero, "blank_as_zero")
    return Subject(
        data=data,
        reading=x if isinstance(x, Reading) and x.format != DATA_FORMAT else None,
        label=label,
        blank_as_zero=blank_as_zero,
        previous=tuple(previous),
        series=series,
    )


HELD_AGAINST_PREVIOUS = Text("与 previous 比较的", "what is held against previous")


def whole_report(x: Reading | Tabular, *, what: Text) -> Reading | AnnualReport:
    """The report; a table alone has no year and no organ, and would be passed over in silence."""
    if isinstance(x, Reading | AnnualReport):
        return x
    raise InvalidTypeError(
        f"{what.en} must be a Reading or an AnnualReport (got a {type(x).__name__})",
        zh=f"{what.zh}须为 Reading 或 AnnualReport（现为 {type(x).__name__}）",
    )


WHOLE: tuple[type[Reading | AnnualReport], ...] = (Reading, AnnualReport)
"""What a report may be given as, where a table alone says too little."""

ALONE = frozenset({Needs.NOTHING, Needs.REPORT, Needs.DOCUMENT})
OVER_YEARS = frozenset({Needs.PREVIOUS})
OVER_PARTS = frozenset({Needs.PARTS})


def check(
    x: Reading | Tabular,
    *,
    blank_as_zero: bool = False,
    rules: Sequence[Rule] = RULES,
    previous: Reading | AnnualReport | None = None,
) -> Result:
    """Look at ``x`` with every rule.

    ``x`` is a reading, a report, or one table alone. Under ``blank_as_zero`` a printed blank or placeholder counts as
    zero; what is absent or unreadable never does. ``previous`` is last year's report of the same organ; with it the
    rules on consecutive years are run as well, for which ``x`` must be a report. No two ``rules`` share a code.
    """
    rules = distinct(rules)
    before: list[Subject] = []
    if previous is not None:
        whole_report(x, what=HELD_AGAINST_PREVIOUS)
        before.append(_before(whole_report(previous, what=Text("previous ", "previous")), blank_as_zero=blank_as_zero))
    subject = subject_of(x, blank_as_zero=blank_as_zero, previous=before)
    outcomes = tuple(looked(rules, subject, at=ALONE | OVER_YEARS if before else ALONE))
    judged = {outcome.instance for outcome in outcomes}
    unasked = (identity.instance for identity in identities(subject.data) if identity.instance not in judged)
    return result(outcomes, known=UNKNOWN_GAPS.isdisjoint(subject.values.values()), unasked=unasked)


def _before(previous: Reading | AnnualReport, *, blank_as_zero: bool) -> Subject:
    found = subject_of(previous, blank_as_zero=blank_as_zero)
    return attrs.evolve(found, label="previous" if found.year is None else str(found.year))


def verdict(x: Reading | Tabular, *, blank_as_zero: bool = False) -> Verdict:
    """Whether the identities of ``x`` hold, and nothing else: no outcomes, no other rule, a few microseconds.

    *Not applicable* for a table that no identity covers (table two alone).
    """
    demands.flag(blank_as_zero, "blank_as_zero")
    return worst(x.report if isinstance(x, Reading) else x, blank_as_zero=blank_as_zero)


# ---------------------------------------------------------------------------------------------------- several years


def check_years(
    reports: Iterable[Reading | AnnualReport], *, rules: Sequence[Rule] = RULES, blank_as_zero: bool = False
) -> Result:
    """Hold the reports of one organ against each other, in whatever order they come.

    Only the rules on several years are run; each report by itself is the business of `check`. Addresses and instances
    carry the year: ``2023:requests.carried_over_out.total``, ``YR001@2024.natural_persons``. A report whose year is
    not known is named and compared with nothing. An organ may change its name from one year to another; reports of
    organs with different names for one year are those of several organs, which is an `InvalidValueError`.
    """
    rules = distinct(rules)
    demands.flag(blank_as_zero, "blank_as_zero")
    subjects = [
        subject_of(report, blank_as_zero=blank_as_zero, series=True)
        for report in demands.every(reports, WHOLE, "reports")
    ]
    _of_one_organ(subjects)
    outcomes = [outcome for subject in _in_order(subjects) for outcome in looked(rules, subject, at=OVER_YEARS)]
    asked = any(rule.essential and rule.needs in OVER_YEARS for rule in rules)
    return result(outcomes, known=not asked or any(outcome.rule.essential for outcome in outcomes))


def _of_one_organ(subjects: Iterable[Subject]) -> None:
    """Refuse reports of several organs at once: held against each other they would give nothing but noise."""
    found: dict[int, dict[str, str]] = {}
    for subject in subjects:
        if subject.year is not None and subject.organ is not None:
            found.setdefault(subject.year, {}).setdefault(plain_name(subject.organ), subject.organ)
    for year, names in found.items():
        if len(names) > 1:
            told = called(tuple(names.values()), most=_TOLD)
            raise InvalidValueError(
                f"reports must be those of one organ; for {year} there are several: {told.en}. Group them by "
                "report.organ.name and call check_years for each group; where it is one organ under several names, "
                "give its reports one name: attrs.evolve(report, organ=Organ(name))",
                zh=f"reports 须是同一机关的报告；{year} 年度有几个机关的：{told.zh}。请按 report.organ.name 分组，"
                "逐组调用 check_years；若是同一机关的几种写法，请先统一名称：attrs.evolve(report, organ=Organ(name))",
            )


_TOLD: Final = 3
"""How many organs an error names before it only counts the rest."""


def _in_order(subjects: Sequence[Subject]) -> Iterator[Subject]:
    """The reports by year, each with those of the nearest earlier year; those without a year come last."""
    by_year = operator.attrgetter("year")
    dated = sorted((subject for subject in subjects if subject.year is not None), key=by_year)
    before: tuple[Subject, ...] = ()
    for year, group in itertools.groupby(dated, key=by_year):
        same = _labelled(str(year), group)
        for number, subject in enumerate(same):
            yield attrs.evolve(subject, previous=before, twins=same[:number])
        before = same
    yield from _labelled("unknown", (subject for subject in subjects if subject.year is None))


def _labelled(label: str, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """The subjects with the label, which is told apart by a number from the second on."""
    return tuple(
        attrs.evolve(subject, label=label if number == 1 else f"{label}#{number}")
        for number, subject in enumerate(subjects, start=1)
    )


# ---------------------------------------------------------------------------------------------------- organs below


def check_rollup(
    parent: Reading | AnnualReport,
    *,
    own: Reading | AnnualReport | None = None,
    departments: Iterable[Reading | AnnualReport] = (),
    governments: Iterable[Reading | AnnualReport] = (),
    expected: Iterable[str] | None = None,
    rules: Sequence[Rule] = RULES,
    blank_as_zero: bool = False,
) -> Result:
    """Hold a government's report against those of its own level, its departments and the governments below it.

    ``expected`` are the names of all organs that should be among the parts; a name that several organs share stands
    there as often. Without it nobody can know that none is missing, so nothing passes; with it the missing ones are
    named, and nothing passes while there are any. Only what happened in the year is added up, never a stock
    (现行有效件数). Addresses carry the name of the organ.
    """
    rules = distinct(rules)
    named: dict[str, int] = {}

    def part(x: Reading | AnnualReport, kind: str) -> Subject:
        found = subject_of(x, blank_as_zero=blank_as_zero)
        label = found.organ or kind
        named[label] = named.get(label, 0) + 1
        return attrs.evolve(found, label=label if named[label] == 1 else f"{label}#{named[label]}")

    parts = Parts(
        own=None if own is None else part(whole_report(own, what=Text("own ", "own")), "own"),
        departments=tuple(part(each, "department") for each in demands.every(departments, WHOLE, "departments")),
        governments=tuple(part(each, "government") for each in demands.every(governments, WHOLE, "governments")),
        expected=None
        if expected is None
        else demands.every(expected, str, "expected", Text("名称的列表", "a list of names")),
    )
    whole = whole_report(parent, what=Text("parent ", "parent"))
    subject = attrs.evolve(subject_of(whole, blank_as_zero=blank_as_zero), parts=parts)
    return result(looked(rules, subject, at=OVER_PARTS))
