"""Rules and what they find.

A rule is a value: a code, a severity, a basis, texts in both languages, and a pure function that looks at a subject and
yields an outcome for everything it looked at. The same subject gives the same outcomes in the same order.
"""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from govdisclosure.errors import language
from govdisclosure.forms.declare import Cell
from govdisclosure.forms.demands import Word, is_a, refuse
from govdisclosure.forms.identities import EITHER, Identity
from govdisclosure.forms.say import CLAUSES, COMMA, digits, listed, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Number, Value, zeroable
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Shape, Tabular, cells_of, every_cell, shape, values
from govdisclosure.model.mentions import mentions_of
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.narrative.mention import Mention
from govdisclosure.plain import prose

NO_PLACES: FrozenMap[str, Place] = FrozenMap()


class Severity(Word):
    """How much a failed rule matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def __repr__(self) -> str:
        return f"Severity.{self.name}"

    @property
    def rank(self) -> int:
        """0 for an error, higher for what matters less."""
        return list(Severity).index(self)


class Needs(Word):
    """What a rule cannot do without, beside the report or table that it looks at."""

    NOTHING = "nothing"
    """The numbers alone; the rule looks at reports and at tables alone."""
    REPORT = "report"
    """A whole report: the rule is not applicable to a table alone."""
    DOCUMENT = "document"
    """A reading: the rule is not applicable to a report built in a script."""
    PREVIOUS = "previous"
    """The report of the year before: run by ``check_years`` and by ``check(..., previous=...)``."""
    PARTS = "parts"
    """The reports of the organs below: run by ``check_rollup``."""

    def __repr__(self) -> str:
        return f"Needs.{self.name}"


@attrs.frozen(kw_only=True)
class Parts:
    """The reports that should add up to a government's report.

    ``expected`` are the names of all organs that should be among them; None if that is not known.
    """

    own: "Subject | None" = None
    departments: tuple["Subject", ...] = ()
    governments: tuple["Subject", ...] = ()
    expected: tuple[str, ...] | None = None

    @property
    def all(self) -> tuple["Subject", ...]:
        """Every part: the own level, the departments, the lower governments."""
        return (*(() if self.own is None else (self.own,)), *self.departments, *self.governments)


@attrs.frozen(kw_only=True)
class Subject:
    """What the rules look at: a report or one table, with what is known beside it.

    ``label`` tells apart the reports of one comparison (a year, the name of an organ); it is empty for a report looked
    at alone. ``previous`` are the reports of the nearest earlier year: usually one, and several only where two reports
    claim the same year. ``twins`` are the reports given before this one that claim its year. ``series`` is True where
    this is one of several years looked at together, so that a missing year can be named. ``today`` is when it is looked
    at: no rule asks the clock.
    """

    data: Tabular
    reading: Reading | None = None
    label: str = ""
    blank_as_zero: bool = False
    previous: tuple["Subject", ...] = ()
    twins: tuple["Subject", ...] = ()
    series: bool = False
    parts: Parts | None = None
    today: datetime.date = attrs.field(factory=lambda: datetime.date.today(), eq=False)

    @functools.cached_property
    def values(self) -> Mapping[str, Value]:
        """What every cell holds, by address."""
        return values(self.data)

    @functools.cached_property
    def shape(self) -> Shape:
        """The classes of the tables."""
        return shape(self.data)

    @functools.cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by address."""
        return cells_of(self.data)

    @functools.cached_property
    def gaps(self) -> frozenset[str]:
        """The addresses of the cells without a number."""
        return frozenset([address for address, value in self.values.items() if isinstance(value, Gap)])

    @functools.cached_property
    def _taken(self) -> dict[tuple[str, ...], tuple[Value, ...]]:
        return {}

    def take(self, addresses: tuple[str, ...]) -> tuple[Value, ...]:
        """What the cells hold, in order; nothing if one of these is no cell (a section, the year).

        Several rules look at a table as a whole, so what was taken once is kept.
        """
        found = self._taken.get(addresses)
        if found is None:
            try:
                found = tuple(map(self.values.__getitem__, addresses))
            except KeyError:
                found = ()
            self._taken[addresses] = found
        return found

    @property
    def all_parts(self) -> Parts:
        """The parts; no parts and no list of them if the subject is looked at without."""
        return self.parts or Parts()

    @property
    def report(self) -> AnnualReport | None:
        """The report; None if the subject is one table alone."""
        return self.data if isinstance(self.data, AnnualReport) else None

    @functools.cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The figures that the text of the report states; none of a table alone."""
        return () if self.report is None else mentions_of(self.report)

    @property
    def year(self) -> int | None:
        """The reporting year; None if it is not known."""
        year = None if self.report is None else self.report.year
        return None if isinstance(year, Gap) else year

    @property
    def organ(self) -> str | None:
        """The name of the organ as printed; None if it is not known."""
        name = None if self.report is None else self.report.organ.name
        return None if isinstance(name, Gap) else name

    @functools.cached_property
    def blanks(self) -> frozenset[str]:
        """Those among the gaps that may be read as zero."""
        return frozenset(address for address in self.gaps if zeroable(self.values[address]))

    @functools.cached_property
    def as_zero(self) -> Mapping[str, Value]:
        """What every cell would count as if a blank or placeholder were zero."""
        if not self.gaps:
            return self.values
        return {**self.values, **dict.fromkeys(self.blanks, 0)}

    @functools.cached_property
    def with_zeros(self) -> "Subject":
        """The same, and the reports it is held against, under the policy that reads blanks as zero."""
        previous, twins = (tuple(each.with_zeros for each in some) for some in (self.previous, self.twins))
        return attrs.evolve(self, blank_as_zero=True, previous=previous, twins=twins)

    @property
    def counted(self) -> Mapping[str, Value]:
        """What every cell counts as under the policy for blanks."""
        return self.as_zero if self.blank_as_zero else self.values

    def name(self, address: str) -> str:
        """The address with the label of this report before it, where there is one."""
        return f"{self.label}:{address}" if self.label else address

    @functools.cached_property
    def places(self) -> FrozenMap[str, Place]:
        """Where the cells stand in the document, by the name of each (see `name`), for those that were found there."""
        if self.reading is None:
            return NO_PLACES
        places = self.reading.places
        return FrozenMap([(self.name(address), place) for address, place in places] if self.label else places)

    def place(self, address: str) -> Place | None:
        """Where the cell stands in the document; None if that is not known."""
        return self.places.get(self.name(address))


@attrs.frozen
class Addend:
    """One cell's part in an identity: the side it stands on, its sign, and what it holds.

    ``report`` says which report the cell is in where the identity spans several; ``address`` is the cell's alone.
    """

    address: str
    side: str
    sign: int
    value: Value
    report: str = ""


Detail = str | int | Text
"""What fills a place in a sentence."""

NOTHING = Text("", "")
NO_TEXTS: FrozenMap[str, Text] = FrozenMap()
NO_DETAILS: FrozenMap[str, Detail] = FrozenMap()


def _frozen(given: Mapping[str, Text]) -> FrozenMap[str, Text]:
    return given if isinstance(given, FrozenMap) else FrozenMap(given)


def _frozen_details(given: Mapping[str, Detail]) -> FrozenMap[str, Detail]:
    return given if isinstance(given, FrozenMap) else FrozenMap(given)


def _same_verdict(outcome: "Outcome") -> Verdict:
    return outcome.verdict


def _look(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not callable(value):
        refuse("Rule.look", Text("函数", "a function"), value)


@attrs.frozen(kw_only=True)
class Rule:
    """Something that must hold, and how to look whether it does.

    ``title`` says what must hold, ``basis`` where that is laid down, ``cause`` what usually lies behind a failure, and
    ``unknown`` when the rule cannot be evaluated. ``texts`` holds the sentence for an outcome, by verdict value or by
    the outcome's ``reason``; it may use ``{left} {right} {difference} {subject}``, ``{sides}`` (both sums, each after
    what it is called) and whatever is in the outcome's ``details``. ``look`` yields an `Outcome` for everything it
    looked at. ``needs`` says what the rule looks at beside the report. Of an ``essential`` rule every outcome must have
    passed before a result passes.
    """

    code: str = attrs.field(validator=is_a(str))
    severity: Severity = attrs.field(validator=is_a(Severity))
    title: Text = attrs.field(validator=is_a(Text))
    basis: Text = attrs.field(validator=is_a(Text))
    look: "Callable[[Rule, Subject], Iterable[Outcome]]" = attrs.field(repr=False, validator=_look)
    needs: Needs = attrs.field(default=Needs.NOTHING, validator=is_a(Needs))
    essential: bool = attrs.field(default=False, validator=is_a(bool))
    cause: Text = attrs.field(default=NOTHING, validator=is_a(Text))
    unknown: Text = attrs.field(default=NOTHING, validator=is_a(Text))
    texts: FrozenMap[str, Text] = attrs.field(default=NO_TEXTS, converter=_frozen, repr=False)

    def __str__(self) -> str:
        return self.code


@attrs.frozen(kw_only=True, slots=False)  # made 86 times a check: without slots in 1.2 µs, not 1.9
class Outcome:
    """What one rule found in one place: a verdict with the numbers, never only "does not balance".

    ``instance`` is the code and the place (``REQ001@natural_persons``), ``addresses`` the cells it looked at, left side
    first, ``values`` what they hold. ``left`` and ``right`` are the two sums; a side that cannot be known is None.
    ``gaps`` are the addresses without a number, so *failed* with gaps means that it fails whatever they hold (a count
    cannot be negative). Under ``blank_as_zero`` the addresses taken as zero are in ``zeroed`` instead.
    ``if_blank_zero`` is the verdict when a printed blank or placeholder is read as zero.
    ``details`` fill the sentence of ``rule.texts`` that ``reason`` names (default: the verdict's value).
    ``document`` says where cells stand in the document; it takes no part in comparing outcomes.

    A rule that judges many cells at once names in ``addresses`` the ones that offend, and all of them if none does.
    Where several reports are compared, an address has the label of its report before it:
    ``2023:requests.carried_over_out.total``.
    """

    rule: Rule
    instance: str
    verdict: Verdict
    subject: Text = NOTHING
    """What was looked at, in words: a column, a row, a document."""
    addresses: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    left: Number | None = None
    right: Number | None = None
    gaps: tuple[str, ...] = ()
    zeroed: tuple[str, ...] = ()
    if_blank_zero: Verdict = attrs.field(default=attrs.Factory(_same_verdict, takes_self=True))
    identity: Identity | None = attrs.field(default=None, repr=False)
    """The identity that was evaluated; None where the rule is none."""
    reason: str = ""
    details: FrozenMap[str, Detail] = attrs.field(default=NO_DETAILS, converter=_frozen_details)
    document: FrozenMap[str, Place] = attrs.field(default=NO_PLACES, eq=False, repr=False)

    @property
    def places(self) -> tuple[tuple[str, Place], ...]:
        """Where the addresses stand in the document, for those of which it is known."""
        document = self.document
        return tuple((address, document[address]) for address in self.addresses if address in document)

    @property
    def severity(self) -> Severity:
        """How much it matters: that of its rule."""
        return self.rule.severity

    @property
    def difference(self) -> Number | None:
        """Left minus right; None unless both are known."""
        return None if self.left is None or self.right is None else self.left - self.right

    @property
    def addends(self) -> tuple[Addend, ...]:
        """The parts of both sums, left side first; empty for a rule that is no identity."""
        if self.identity is None:
            return ()
        sides = [("left", term) for term in self.identity.left] + [("right", term) for term in self.identity.right]
        return tuple(
            Addend(term.address, side, term.sign, value, term.report)
            for (side, term), value in zip(sides, self.values, strict=True)
        )

    def message(self, lang: Lang = "zh") -> str:
        """The outcome as a sentence in ``lang``: both numbers, the difference, the basis, and the place if known."""
        language(lang)
        return _sentence(self, lang)


# ---------------------------------------------------------------------------------------------------- the sentence

OTHERWISE: Final = {
    "passed": Text("{title}", "{title}"),
    "failed": Text("不符合：{title}", "does not hold: {title}"),
    "not_evaluated": Text("无法判断：{title}", "cannot be evaluated: {title}"),
    "not_applicable": Text("不适用：{title}", "not applicable: {title}"),
    "table": Text("不适用于单独一张表：{title}", "not applicable to a table alone: {title}"),
}
"""The sentences of a rule that brings none of its own."""

_POLICIES: Final = {
    Verdict.PASSED: Text("空白按零计则符合", "with blanks read as zero it holds"),
    Verdict.FAILED: Text("空白按零计则不符合", "with blanks read as zero it fails"),
    Verdict.NOT_EVALUATED: Text("空白按零计仍无法判断", "with blanks read as zero it still cannot be evaluated"),
    Verdict.NOT_APPLICABLE: NOTHING,
}

_SPELLED_OUT: Final = 8
"""How many addends a sentence spells out before it gives their sum only."""
_NAMED: Final = 3
"""How many cells without a number a sentence names before it only counts the rest."""
_FIELD: Final = re.compile(r"\{(\w+)\}")


def template(outcome: Outcome) -> Text:
    """The sentence for an outcome with its places still open."""
    reason, verdict = outcome.reason, outcome.verdict.value
    texts = outcome.rule.texts
    return texts.get(reason) or OTHERWISE.get(reason) or texts.get(verdict) or OTHERWISE[verdict]


def _sentence(outcome: Outcome, lang: Lang) -> str:
    """The whole sentence, on one line: where, what was found and expected, why, and where to look."""
    subject, basis = outcome.subject.get(lang), basis_of(outcome)
    head = f"{outcome.rule.code} [{subject}]" if subject else outcome.rule.code
    why = Text(f"依据：{basis.zh}", f"basis: {basis.en}").get(lang)
    tail = listed([*_found(outcome, lang), why, _where(outcome, lang)], lang, CLAUSES)
    return prose(Text(f"{head}：", f"{head} ").get(lang) + tail)


def basis_of(outcome: Outcome) -> Text:
    """Where it is laid down what must hold."""
    return (outcome.rule if outcome.identity is None else outcome.identity).basis


def statement(outcome: Outcome, lang: Lang) -> str:
    """What was found and expected, on one line, without the rule, the basis and the place."""
    return prose(listed(_found(outcome, lang), lang, CLAUSES))


def _found(outcome: Outcome, lang: Lang) -> Iterator[str]:
    details = _details(outcome, lang)
    yield _FIELD.sub(lambda match: details[match[1]], template(outcome).get(lang))
    if outcome.gaps and outcome.verdict is Verdict.NOT_EVALUATED:
        yield Text("空缺：", "gaps: ").get(lang) + _gaps(outcome.gaps, lang)
    if outcome.gaps and outcome.if_blank_zero is not outcome.verdict:
        yield _POLICIES[outcome.if_blank_zero].get(lang)


def _details(outcome: Outcome, lang: Lang) -> dict[str, str]:
    """What fills the places of a template, by name."""
    difference = outcome.difference
    left, right = _side(outcome, "left", outcome.left, lang), _side(outcome, "right", outcome.right, lang)
    called = EITHER if outcome.identity is None else outcome.identity.sides
    sides = (f"{name.get(lang)} {told}" for name, told in zip(called, (left, right), strict=True))
    return {
        "subject": outcome.subject.get(lang),
        "title": (outcome.rule if outcome.identity is None else outcome.identity).title.get(lang),
        "left": left,
        "right": right,
        "sides": COMMA.get(lang).join(sides),
        "difference": "?" if difference is None else digits(difference, "+"),
        "gaps": str(len(outcome.gaps)),
        **{name: each.get(lang) if isinstance(each, Text) else str(each) for name, each in outcome.details.items()},
    }


def _side(outcome: Outcome, side: str, total: Number | None, lang: Lang) -> str:
    """One side: its sum, with the addends of an identity that are not zero before it if they are few."""
    addends = [addend for addend in outcome.addends if addend.side == side]
    parts = [addend for addend in addends if addend.value != 0]
    if total is None and addends:
        return _open_sum(parts).get(lang) if len(addends) > 1 else shown(addends[0].value, lang)
    if not 1 < len(parts) <= _SPELLED_OUT:
        return shown(total, lang)
    told = "".join(f" {'+' if addend.sign > 0 else '-'} {shown(addend.value, lang)}" for addend in parts)
    return f"{told.removeprefix(' + ')} = {shown(total, lang)}"


def _open_sum(parts: list[Addend]) -> Text:
    """What is known of a side that is not known as a whole."""
    known = digits(sum(addend.value * addend.sign for addend in parts if not isinstance(addend.value, Gap)))
    gaps = sum(isinstance(addend.value, Gap) for addend in parts)
    return Text(
        f"{known} 加 {gaps} 个没有数字的格", f"{known} plus {gaps} cell{'s' if gaps > 1 else ''} without a number"
    )


def _gaps(names: tuple[str, ...], lang: Lang) -> str:
    """The labels of the first few cells without a number, and how many there are."""
    told = listed((label_of(name, lang) for name in names[:_NAMED]), lang, COMMA)
    rest = len(names) - _NAMED
    return told if rest <= 0 else told + Text(f" 等 {len(names)} 格", f" and {rest} more").get(lang)


def label_of(name: str, lang: Lang) -> str:
    """The label of a cell of a report, after that of its report; a cell of a table alone has its address."""
    report, _, address = name.rpartition(":")
    cell = every_cell().get(address)
    return f"{report} {address if cell is None else cell.label(lang)}".lstrip()


def _where(outcome: Outcome, lang: Lang) -> str:
    """The place of the first cell that is known to stand somewhere; of a gap, where gaps keep the outcome open."""
    open_ = outcome.gaps if outcome.verdict is Verdict.NOT_EVALUATED else ()
    places = (outcome.document.get(address) for address in (*open_, *outcome.addresses))
    return next((text for place in places if place is not None and (text := place.message(lang))), "")
