"""Rules and what they find.

A rule is a value: a code, a severity, a basis, texts in both languages, and a pure function that looks at a subject and
yields an outcome for everything it looked at. The same subject gives the same outcomes in the same order.
"""

import enum
import functools
from collections.abc import Callable, Iterable, Mapping

import attrs

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Number, Value
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import Tabular, cells_of, values
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport


class Verdict(enum.Enum):
    """What a rule says of one thing it looked at, or a result says of everything."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_EVALUATED = "not_evaluated"
    """Something needed is not known; this is never a pass."""
    NOT_APPLICABLE = "not_applicable"
    """The rule does not speak of such a thing (a rule on documents, and a report built in a script)."""

    def __repr__(self) -> str:
        return f"Verdict.{self.name}"


class Severity(enum.Enum):
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


@attrs.frozen(kw_only=True)
class Subject:
    """What the rules look at: a report or one table, with the reading it came from and last year's report if known."""

    data: Tabular
    reading: Reading | None = None
    previous: AnnualReport | None = None
    blank_as_zero: bool = False

    @functools.cached_property
    def values(self) -> Mapping[str, Value]:
        """What every cell holds, by address."""
        return values(self.data)

    @functools.cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by address."""
        return cells_of(self.data)

    @property
    def report(self) -> AnnualReport | None:
        """The report; None if the subject is one table alone."""
        return self.data if isinstance(self.data, AnnualReport) else None

    def places(self, addresses: Iterable[str]) -> tuple[tuple[str, Place], ...]:
        """Where the cells stand in the document, for those that were found there."""
        if self.reading is None:
            return ()
        found = ((address, self.reading.where(address)) for address in addresses)
        return tuple((address, place) for address, place in found if place is not None)


@attrs.frozen
class Addend:
    """One cell's part in an identity: the side it stands on, its sign, and what it holds."""

    address: str
    side: str
    sign: int
    value: Value


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


@attrs.frozen(kw_only=True)
class Rule:
    """Something that must hold, and how to look whether it does.

    ``title`` says what must hold, ``basis`` where that is laid down, ``cause`` what usually lies behind a failure, and
    ``unknown`` when the rule cannot be evaluated. ``texts`` holds the sentence for an outcome, by verdict value or by
    the outcome's ``reason``; it may use ``{left} {right} {difference} {subject}`` and whatever is in the outcome's
    ``details``. ``look`` yields an `Outcome` for everything it looked at.
    """

    code: str
    severity: Severity
    title: Text
    basis: Text
    look: "Callable[[Rule, Subject], Iterable[Outcome]]" = attrs.field(repr=False)
    cause: Text = NOTHING
    unknown: Text = NOTHING
    texts: FrozenMap[str, Text] = attrs.field(default=NO_TEXTS, converter=_frozen, repr=False)

    def __str__(self) -> str:
        return self.code


@attrs.frozen(kw_only=True)
class Outcome:
    """What one rule found in one place: a verdict with the numbers, never only "does not balance".

    ``instance`` is the code and the place (``REQ001@natural_persons``), ``addresses`` the cells it looked at, left side
    first, ``values`` what they hold. ``left`` and ``right`` are the two sums; a side that cannot be known is None.
    ``gaps`` are the addresses without a number, so *failed* with gaps means that it fails whatever they hold (a count
    cannot be negative). Under ``blank_as_zero`` the addresses taken as zero are in ``zeroed`` instead.
    ``if_blank_zero`` is the verdict when a printed blank or placeholder is read as zero.
    ``details`` fill the sentence of ``rule.texts`` that ``reason`` names (default: the verdict's value).
    ``places`` are where the addresses stand in the document, if known; they take no part in comparing outcomes.
    """

    rule: Rule
    instance: str
    verdict: Verdict
    subject: Text = NOTHING
    addresses: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    left: Number | None = None
    right: Number | None = None
    gaps: tuple[str, ...] = ()
    zeroed: tuple[str, ...] = ()
    if_blank_zero: Verdict = attrs.field(default=attrs.Factory(_same_verdict, takes_self=True))
    identity: Identity | None = attrs.field(default=None, repr=False)
    reason: str = ""
    details: FrozenMap[str, Detail] = attrs.field(default=NO_DETAILS, converter=_frozen_details)
    places: tuple[tuple[str, Place], ...] = attrs.field(default=(), eq=False, repr=False)

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
            Addend(term.address, side, term.sign, value) for (side, term), value in zip(sides, self.values, strict=True)
        )

    def message(self, lang: Lang = "zh") -> str:
        """The outcome as a sentence in ``lang``: both numbers, the difference, the basis, and the place if known."""
        from govdisclosure.rules.messages import sentence

        return sentence(self, lang)
