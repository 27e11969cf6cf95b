"""What has been spoken of so far, and the figures found: the state of the machine."""

from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.forms.values import Number
from govdisclosure.narrative.mention import Scope

RECEIVED: Final = "requests.received.total"
CARRIED_IN: Final = "requests.carried_over_in.total"
CARRIED_OUT: Final = "requests.carried_over_out.total"
CONCLUDED: Final = "requests.outcomes.total.total"
TOGETHER: Final = "received_plus_carried_in"
RECONSIDERATION: Final = "remedies.reconsideration"
LITIGATION: Final = "litigation"
PATHS: Final = {
    "复议": RECONSIDERATION,
    "诉讼": LITIGATION,
    "直诉": "remedies.litigation_direct",
    "复诉": "remedies.litigation_after_reconsideration",
}


def case_total(path: str) -> str:
    """The name of the total of a kind of cases."""
    return "litigation_total" if path == LITIGATION else f"{path}.total"


@attrs.define
class Draft:
    """A figure found, with its readings still to be told apart; ``open`` says that it stays open whatever they are."""

    readings: tuple[str, ...]
    value: Number
    unit: str
    scope: Scope
    start: int
    end: int
    open: bool = False
    derived: bool = False
    included: bool = False
    """Whether what was carried in is said to be a part of it, or to be."""

    @property
    def settled(self) -> bool:
        """Whether one reading is left and nothing is doubtful."""
        return not self.open and len(self.readings) == 1


@attrs.define
class Whole:
    """The last total that others may be parts of."""

    what: str
    value: Number
    start: int
    scope: Scope


@attrs.define
class Channel:
    """What came by one of several channels: received, and concluded where that is told."""

    draft: Draft
    concluded: Number | None = None


@attrs.define
class Context:
    """What has been spoken of so far."""

    base: str = ""
    """The topic that the heading gives."""
    topic: str = ""
    scope: Scope = "organ"
    other_year: bool = False
    this_year: bool = False
    cumulative: bool = False
    reviewing: bool = False
    qualified: bool = False
    excepted: bool = False
    balanced: bool = False
    old: bool = False
    parted: bool = False
    withdrawn: bool = False
    incompetent: list[str] = attrs.field(factory=list[str])
    verb: str = ""
    case: str = RECONSIDERATION
    counts: dict[str, Whole] = attrs.field(factory=dict[str, Whole])
    """How many cases of each kind there are."""
    ended: Number = 0
    """How many of the cases a result is told of."""
    group: Whole | None = None
    """The last group of outcomes."""
    document: str = ""
    decision: str = ""
    row: str = ""
    rows: Whole | None = None
    received: Whole | None = None
    within: bool = False
    """Whether “of these” stands alone before the segment."""
    same: tuple[str, ...] = ()
    listed: bool = False
    channels: list[Channel] = attrs.field(factory=list[Channel])
    channel: Channel | None = None
    drafts: list[Draft] = attrs.field(factory=list[Draft])
    latest: dict[tuple[str, Scope], Draft] = attrs.field(factory=dict[tuple[str, Scope], Draft])

    @property
    def cases(self) -> Whole | None:
        """How many cases of the kind spoken of there are."""
        return self.counts.get(self.case)

    def keep(self, draft: Draft) -> None:
        """Keep a figure."""
        self.drafts.append(draft)
        for reading in draft.readings:
            self.latest[reading, draft.scope] = draft

    def last(self, what: str, scope: Scope) -> Draft | None:
        """The last figure that may be read as ``what``."""
        return self.latest.get((what, scope))

    def known(self, what: str, scope: Scope) -> Draft | None:
        """The same, if it cannot be read as anything else."""
        found = self.last(what, scope)
        return found if found is not None and found.readings == (what,) else None


def money(value: Number, what: str) -> Decimal:
    """An amount in the unit of the form: the handling fee in yuan, a fee of table two in 10,000 yuan."""
    yuan = Decimal(value)
    if what == "handling_fee":
        return yuan
    return yuan / 10_000
