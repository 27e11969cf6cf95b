"""An explanation of failed identities: a proposal that changes nothing by itself."""

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeVar, overload

import attrs

from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.digits import Slip
from govdisclosure.diagnosis.evidence import Claim, Facts, Rank, rank, reason, signs
from govdisclosure.diagnosis.statements import Certainty, Evidence, Look, Range, certainty_phrase
from govdisclosure.diagnosis.subject import Diagnosed
from govdisclosure.errors import InvalidValueError, language
from govdisclosure.forms.say import CLAUSES, COLON, as_json, filled, in_quotes, listed, shortened, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import Tabular, cells_of, get, replace
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose

T = TypeVar("T", bound=Tabular)


@attrs.frozen(eq=False, kw_only=True)
class Group:
    """The explanations of the same failures, best first, and what was asked to put them in order."""

    subject: Diagnosed
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
        language(lang)
        return prose(sentence(self, lang, then=consequences(self, lang)))

    def to_dict(self) -> dict[str, object]:
        """The proposal as JSON types, to be shown or stored; its ``changes`` are what `govdisclosure.replace` takes.

        A count is an integer, an amount a string, a gap its name.
        """
        return {
            "changes": {address: as_json(value) for address, value in self.changes.items()},
            "printed": {address: as_json(value) for address, value in self.printed.items()},
            "undetermined": {address: found.to_dict() for address, found in self.undetermined.items()},
            "certainty": self.certainty.value,
            "alternatives": self.alternatives,
            "cause": None if self.cause is None else self.cause.to_dict(),
            "repairs": list(self.repairs),
            "leaves": list(self.leaves),
            "evidence": [each.to_dict() for each in self.evidence],
            "reason": {"zh": self.reason.zh, "en": self.reason.en},
            "tells_apart": [look.to_dict() for look in self.tells_apart],
        }


# ---------------------------------------------------------------------------------------------- in words

SPELLED_OUT: Final = 2
"""Up to so many cells that one slip changed are each given a sentence; more are listed in short."""

_AND: Final = Text("，", ", and ")
_NOTHING_SMALLER: Final = Text("一两格有误不能解释", "one or two wrong cells do not explain it")
_FOLLOWING: Final = Text("{count} 个空格的数字随之确定", "the numbers of {count} blank(s) follow")
_SHOULD_BE: Final = Text(
    "「{label}」现为 {printed}，应为 {proposed}", "“{label}” holds {printed}, should be {proposed}"
)
_RESTATED: Final = Text(
    "「{label}」上年 {printed}，本年 {proposed}", "“{label}” {printed} last year, {proposed} this year"
)


def sentence(explanation: Explanation, lang: Lang, *, why: str = "", then: str = "") -> str:
    """The proposal with ``why`` it stands where it does, and what holds ``then``."""
    certain, clues = certainty_of(explanation, lang), clues_of(explanation, lang)
    look = next(filter(None, (each.text(lang) for each in explanation.tells_apart)), "")
    return listed((proposal_of(explanation, lang), certain, clues, why, then, look), lang, CLAUSES)


def consequences(explanation: Explanation, lang: Lang) -> str:
    """What holds again, and what goes on failing."""
    names = map(explanation.group.subject.called, (explanation.repairs, explanation.leaves))
    repairs, leaves = (listed((each.get(lang) for each in some), lang, CLAUSES) for some in names)
    mended = Text(f"改后 {repairs} 平衡", f"then these hold again: {repairs}")
    failing = Text(f"{leaves} 仍不平衡", f"these still fail: {leaves}")
    return listed((mended.get(lang) if repairs else "", failing.get(lang) if leaves else ""), lang)


def in_one_line(explanation: Explanation, more: int, lang: Lang) -> str:
    """The proposal in short, and how many ``more`` there are."""
    cause, count = explanation.cause, len(explanation.addresses)
    if cause is not None and count > SPELLED_OUT:
        what = cause.text(lang) + Text(f"，涉及 {count} 格", f", {count} cells").get(lang)
    else:
        what = proposal_of(explanation, lang)
    certain = certainty_of(explanation, lang)
    rest = Text(f"；另有 {more} 处", f"; and {more} more").get(lang) if more else ""
    return Text(f"诊断：{what}（{certain}）{rest}", f"diagnosis: {what} ({certain}){rest}").get(lang)


def proposal_of(explanation: Explanation, lang: Lang) -> str:
    """The wrong cells with what they should hold, and how many blanks follow from that."""
    cause, addresses = explanation.cause, explanation.addresses
    if cause is None:
        return listed(_changes(explanation, lang), lang, _AND)
    if len(addresses) <= SPELLED_OUT or cause.kind is CauseKind.RESTATED:
        told = listed((_change(explanation, address, lang) for address in addresses), lang, _AND)
    else:
        told = _in_short(explanation, cause, lang)
    return cause.text(lang) + COLON.get(lang) + told


def _changes(explanation: Explanation, lang: Lang) -> Iterator[str]:
    number, values = explanation.group.subject.system.number, explanation.group.facts.values
    known = [address for address in explanation.addresses if values[number[address]] is not None]
    yield from (_change(explanation, address, lang) for address in known)
    if blanks := len(explanation.addresses) - len(known):
        yield filled(_FOLLOWING, lang, count=str(blanks))


def _change(explanation: Explanation, address: str, lang: Lang) -> str:
    return filled(
        _RESTATED if _restated(explanation) else _SHOULD_BE,
        lang,
        label=explanation.label(address, lang),
        printed=shown(explanation.printed[address], lang),
        proposed=_proposal(explanation, address, lang),
    )


def _proposal(explanation: Explanation, address: str, lang: Lang) -> str:
    if address in explanation.changes:
        return shown(explanation.changes[address], lang)
    return explanation.undetermined[address].text(lang)


def _restated(explanation: Explanation) -> bool:
    return explanation.cause is not None and explanation.cause.kind is CauseKind.RESTATED


def _in_short(explanation: Explanation, cause: Cause, lang: Lang) -> str:
    """Many cells of one slip, row by row if several rows have several of them."""
    addresses = explanation.addresses
    rows = [list(group) for _, group in groupby(addresses, key=lambda address: address.rpartition(".")[0])]
    if not 1 < len(rows) < len(addresses):
        rows = [list(addresses)]
    return listed((_cells(explanation, cause, row, lang) for row in rows), lang, CLAUSES)


def _cells(explanation: Explanation, cause: Cause, addresses: Sequence[str], lang: Lang) -> str:
    """Cells with what their labels share said once, unless it is what the slip has named."""
    shared, names = shortened([explanation.label(address, lang) for address in addresses])
    named = not shared or [shared] == [line.get(lang) for line in cause.lines]
    arrows = [f"{shown(explanation.printed[each], lang)}→{_proposal(explanation, each, lang)}" for each in addresses]
    cells = listed((f"{name} {arrow}" for name, arrow in zip(names, arrows, strict=True)), lang)
    return cells if named else in_quotes(shared, lang) + Text("", " ").get(lang) + cells


def certainty_of(explanation: Explanation, lang: Lang) -> str:
    """How many explanations fit."""
    if _restated(explanation):
        return _NOTHING_SMALLER.get(lang)
    wrong = sum(not isinstance(value, Gap) for value in explanation.printed.values())
    broken = explanation.group.claims[explanation.position].leaves  # by the changes themselves
    return certainty_phrase(
        explanation.certainty,
        lang,
        cells=wrong,
        alternatives=explanation.alternatives,
        whole=len(explanation.leaves) == len(broken),
    )


def clues_of(explanation: Explanation, lang: Lang) -> str:
    """The evidence, the same of two cells once; that numbers differ in several digits is no clue."""
    said = Counter(each.text(lang) for each in explanation.evidence if each.slip is not Slip.SEVERAL)
    texts = [
        text if count == 1 else Text(f"{text}（{count} 格）", f"{text} ({count} cells)").get(lang)
        for text, count in said.items()
    ]
    return Text("线索：", "evidence: ").get(lang) + listed(texts, lang) if texts else ""


# ---------------------------------------------------------------------------------------------- applied


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


# ---------------------------------------------------------------------------------------------- made


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
                where=subject.where(address),
            )


def _proposed(subject: Diagnosed, claim: Claim, cell: int, printed: Value) -> Value:
    for changed, value in (*claim.changes, *claim.filled):
        if changed == cell:
            return subject.number(cell, value)
    return printed


def _order(value: Value) -> Number:
    return -1 if isinstance(value, Gap) else value


Repairs = Callable[[Claim], tuple[tuple[str, ...], tuple[str, ...]]]
"""What a claim repairs, and what it leaves failing."""


def explanations(
    subject: Diagnosed, facts: Facts, claims: tuple[Claim, ...], *, sole: Certainty, besides: int, repairs: Repairs
) -> tuple[Explanation, ...]:
    """The explanations for these claims, best first.

    ``sole`` is what can be said of one that stands alone; ``besides`` counts the explanations of these failures that
    stand in another component.
    """
    if len(claims) > 1:
        claims = tuple(sorted(claims, key=lambda claim: rank(subject.system, facts, claim)))
    group = Group(subject=subject, facts=facts, claims=claims)
    others = len(claims) - 1 + besides
    certainty = Certainty.AMBIGUOUS if others else sole
    return tuple(_explanation(group, at, certainty, others, *repairs(claim)) for at, claim in enumerate(claims))


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
