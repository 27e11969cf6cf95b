"""Which of several readings a figure has, as far as the other figures of the text tell."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from govdisclosure.forms.values import Number
from govdisclosure.narrative.context import CARRIED_IN, CARRIED_OUT, CONCLUDED, RECEIVED, TOGETHER, Draft


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The figures with their readings told apart by arithmetic; those that contradict each other stay open."""
    for scope in {draft.scope for draft in drafts}:
        own = [draft for draft in drafts if draft.scope == scope]
        known = {what: _one(own, what) for what in (RECEIVED, CARRIED_IN, CARRIED_OUT, CONCLUDED)}
        for draft in own:
            if len(draft.readings) > 1 and TOGETHER in draft.readings:
                fits = _fitting(draft, known)
                draft.readings = fits if len(fits) == 1 else draft.readings
        _contradicting(own)
        _of_open_totals(own)
    return list(drafts)


def _one(drafts: Sequence[Draft], what: str) -> Number | None:
    """The one value of what is told apart; None if it is not told, or told twice with different values."""
    values = {draft.value for draft in drafts if draft.settled and draft.readings == (what,)}
    return values.pop() if len(values) == 1 else None


def _fitting(draft: Draft, known: Mapping[str, Number | None]) -> tuple[str, ...]:
    """Received, or received and carried in, or concluded: the readings that agree with the other figures."""
    received, carried, out, concluded = (known[what] for what in (RECEIVED, CARRIED_IN, CARRIED_OUT, CONCLUDED))
    value, may_be = draft.value, draft.readings
    if not value and CONCLUDED not in may_be:
        return (RECEIVED,)
    if carried is None:
        return may_be
    if not carried and RECEIVED in may_be and (CONCLUDED not in may_be or out == 0):
        return (RECEIVED,)
    if received is not None:
        together = (TOGETHER,) * (value == received + carried)
        return together + (CONCLUDED,) * (CONCLUDED in may_be and out is not None and value == received + carried - out)
    if concluded is not None and out is not None:
        return (RECEIVED,) * (value + carried == concluded + out) + (TOGETHER,) * (value == concluded + out)
    return may_be if CONCLUDED in may_be or draft.included else (RECEIVED,)


def _contradicting(drafts: Sequence[Draft]) -> None:
    """What is told twice with different values is not settled: one of them is of something else."""
    told: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.settled:
            told[draft.readings[0]].append(draft)
    for same in told.values():
        if len({draft.value for draft in same}) > 1:
            for draft in same:
                draft.open = True


def _of_open_totals(drafts: Sequence[Draft]) -> None:
    """Applicants of a row whose total may be that of another stay open with it."""
    doubtful = {reading for draft in drafts if not draft.settled for reading in draft.readings}
    for draft in drafts:
        row, _, column = draft.readings[0].rpartition(".")
        if row.startswith("requests.") and column != "total" and f"{row}.total" in doubtful:
            draft.open = True
