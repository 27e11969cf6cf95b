"""An explanation of failed identities: a proposal that changes nothing by itself."""

import functools
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar, overload

import attrs

from govdisclosure.diagnosis.blanks import Bounds
from govdisclosure.diagnosis.causes import Cause
from govdisclosure.diagnosis.evidence import Claim, Facts, Rank, rank, signs
from govdisclosure.diagnosis.layout import Layout
from govdisclosure.diagnosis.statements import Certainty, Evidence, Look, Range
from govdisclosure.diagnosis.system import System
from govdisclosure.errors import InvalidValueError
from govdisclosure.forms.demands import language
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import MONEY_PLACES, Gap, Number, Value
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import Tabular, cells_of, get, replace, unknown
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose

T = TypeVar("T", bound=Tabular)


@attrs.frozen(eq=False, kw_only=True)
class Subject:
    """What is diagnosed: the data, the reading it came from, and the compiled identities with their layout."""

    data: Tabular
    reading: Reading | None
    system: System
    layout: Layout
    money: frozenset[int]

    def number(self, cell: int, value: int) -> Number:
        """A plain integer of a search as a number of the form."""
        return Decimal(value) / 10**MONEY_PLACES if cell in self.money else value

    def range(self, cell: int, bounds: Bounds) -> Range:
        """Bounds in plain integers as numbers of the form."""
        low, high = bounds.low, bounds.high
        return Range(None if low is None else self.number(cell, low), None if high is None else self.number(cell, high))

    def place(self, address: str) -> Place | None:
        """Where the cell stands in the document, if it was read from one."""
        if self.reading is None or address not in cells_of(self.data):
            return None
        return self.reading.where(address)

    def label(self, address: str) -> Text:
        """The official label of a cell."""
        number = self.system.number
        if not isinstance(address, str) or address not in number:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise unknown(address, tuple(number))
        return self.layout.labels[number[address]]


@attrs.frozen(eq=False, kw_only=True)
class Group:
    """The explanations of the same failures, best first, and what was asked to put them in order."""

    subject: Subject
    facts: Facts
    claims: tuple[Claim, ...]

    @functools.cached_property
    def ranks(self) -> tuple[Rank, ...]:
        """The rank of each."""
        return tuple(rank(self.subject.system, self.facts, claim) for claim in self.claims)


@attrs.frozen(kw_only=True)
class Explanation:
    """A proposal: these cells are wrong, and if they held these numbers, the identities named would hold.

    ``changes`` maps addresses to the proposed numbers; a blank is among them where its number follows. A cell that is
    wrong, but whose number does not follow because of blanks, is in ``undetermined`` with its range. ``printed`` is
    what all of these hold now. ``alternatives`` is the number of *other* explanations of the same failures.
    ``cause`` is the one slip behind many changes; None for plain cell changes. ``repairs`` are the instances that hold
    again, ``leaves`` those that go on failing. An address of another report (last year's) has its label before it.
    """

    changes: FrozenMap[str, Number]
    printed: FrozenMap[str, Value]
    certainty: Certainty
    alternatives: int
    cause: Cause | None
    repairs: tuple[str, ...]
    leaves: tuple[str, ...]
    undetermined: FrozenMap[str, Range]
    group: Group = attrs.field(eq=False, repr=False)
    position: int = attrs.field(eq=False, repr=False)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The cells concerned, in official order."""
        return tuple(self.printed)

    def label(self, address: str, lang: Lang = "zh") -> str:
        """The official label of a cell concerned."""
        language(lang)
        return self.group.subject.label(address).get(lang)

    @functools.cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for this explanation and against it."""
        return tuple(_evidence(self.group, self.position))

    @property
    def reason(self) -> Text:
        """Why it stands where it does among the explanations of the same failures."""
        from govdisclosure.diagnosis.messages import reason

        return reason(self.group.ranks, self.position)

    @functools.cached_property
    def tells_apart(self) -> tuple[Look, ...]:
        """The cells to look up in the source: what stands there tells this explanation from the others."""
        others = [claim for at, claim in enumerate(self.group.claims) if at != self.position]
        looks = _looks(self, others)
        return tuple(sorted(looks, key=lambda look: look.here in look.otherwise))

    @overload
    def apply(self, x: Reading) -> AnnualReport: ...
    @overload
    def apply(self, x: T) -> T: ...
    def apply(self, x: Reading | Tabular) -> Tabular:
        """A new report or table with the proposed numbers; ``x`` stays as it is.

        `InvalidValueError` if the explanation leaves a number open, speaks of another report, or was made for other
        numbers than ``x`` holds.
        """
        data = x.report if isinstance(x, Reading) else x
        _refuse_if_unfit(self, data)
        return replace(data, self.changes)

    def message(self, lang: Lang = "zh") -> str:
        """The proposal as a sentence: cells, numbers, certainty, evidence, and where to look."""
        from govdisclosure.diagnosis.messages import explanation_text

        language(lang)
        return prose(explanation_text(self, lang))

    def to_dict(self) -> dict[str, object]:
        """The proposal as JSON types, to be shown or stored; its ``changes`` are what `govdisclosure.replace` takes.

        A count is an integer, an amount a string, a gap its name.
        """
        from govdisclosure.diagnosis.patch import explanation_dict

        return explanation_dict(self)


def _refuse_if_unfit(explanation: Explanation, data: Tabular) -> None:
    for address in explanation.undetermined:
        raise InvalidValueError(
            f"the identities do not say what {address} should hold; look it up in the source, then use replace()",
            zh=f"勾稽关系不能确定 {address} 应为多少；请查原始资料，再用 replace() 修改",
        )
    known = cells_of(data)
    for address, printed in explanation.printed.items():
        if address not in known:
            raise InvalidValueError(
                f"this explanation speaks of {address}, which is not a cell of what it is applied to",
                zh=f"这条解释涉及 {address}，而所给的报告或表中没有这个单元格",
            )
        held = get(data, address)
        if held != printed:
            raise InvalidValueError(
                f"{address} holds {held!r}, but this explanation was made for {printed!r}; call diagnose() again",
                zh=f"{address} 现为 {held!r}，而这条解释针对的是 {printed!r}；请重新调用 diagnose()",
            )


def _evidence(group: Group, position: int) -> Iterator[Evidence]:
    subject = group.subject
    for sign in signs(subject.system, group.facts, group.claims[position]):
        yield Evidence(
            kind=sign.kind,
            addresses=tuple(subject.system.cells[cell] for cell in sign.cells),
            labels=tuple(subject.layout.labels[cell] for cell in sign.cells),
            slip=sign.slip,
            number=None if sign.number is None else subject.number(sign.cells[0], sign.number),
        )


def _looks(explanation: Explanation, others: list[Claim]) -> Iterator[Look]:
    subject = explanation.group.subject
    proposed: Mapping[str, Number | Range] = {**explanation.changes, **explanation.undetermined}
    for address, here in proposed.items():
        printed = explanation.printed[address]
        cell = subject.system.number[address]
        elsewhere = {_proposed(subject, claim, cell, printed) for claim in others} or {printed}
        if elsewhere != {here}:
            yield Look(
                address=address,
                here=here,
                otherwise=tuple(sorted(elsewhere, key=_order)),
                place=subject.place(address),
            )


def _proposed(subject: Subject, claim: Claim, cell: int, printed: Value) -> Value:
    for changed, value in (*claim.changes, *claim.filled):
        if changed == cell:
            return subject.number(cell, value)
    return printed


def _order(value: Value) -> Number:
    return -1 if isinstance(value, Gap) else value


Repairs = Callable[[Claim], tuple[tuple[str, ...], tuple[str, ...]]]
"""What a claim repairs, and what it leaves failing."""


def explanations(
    subject: Subject, facts: Facts, claims: tuple[Claim, ...], *, fits: int, besides: int, repairs: Repairs
) -> tuple[Explanation, ...]:
    """The explanations for these claims, best first.

    ``fits`` counts all that satisfy the equalities alone, ``besides`` the explanations of these failures that stand in
    another component.
    """
    if len(claims) > 1:
        claims = tuple(sorted(claims, key=lambda claim: rank(subject.system, facts, claim)))
    group = Group(subject=subject, facts=facts, claims=claims)
    certainty = _certainty(len(claims) + besides, fits)
    others = len(claims) - 1 + besides
    return tuple(_explanation(group, at, certainty, others, *repairs(claim)) for at, claim in enumerate(claims))


def _certainty(count: int, fits: int) -> Certainty:
    if count > 1:
        return Certainty.AMBIGUOUS
    return Certainty.UNIQUE if fits == 1 else Certainty.UNIQUE_IF_NONNEGATIVE


_NOTHING_OPEN: FrozenMap[str, Range] = FrozenMap()


def _explanation(
    group: Group, at: int, certainty: Certainty, others: int, repairs: tuple[str, ...], leaves: tuple[str, ...]
) -> Explanation:
    subject, facts, claim = group.subject, group.facts, group.claims[at]
    names = subject.system.cells
    changes = sorted((*claim.changes, *claim.filled)) if claim.filled else claim.changes
    concerned = sorted([cell for cell, _ in changes] + [cell for cell, _ in claim.open])
    ranges = {names[cell]: subject.range(cell, bounds) for cell, bounds in claim.open}
    return Explanation(
        changes=FrozenMap({names[cell]: subject.number(cell, value) for cell, value in changes}),
        printed=FrozenMap({names[cell]: facts.printed[cell] for cell in concerned}),
        certainty=certainty,
        alternatives=others,
        cause=claim.cause,
        repairs=repairs,
        leaves=leaves,
        undetermined=FrozenMap(ranges) if ranges else _NOTHING_OPEN,
        group=group,
        position=at,
    )
