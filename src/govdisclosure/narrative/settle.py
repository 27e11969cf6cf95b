"""Which of several readings a figure has, as far as the other figures of the text tell."""

from collections import defaultdict
from collections.abc import Sequence

from govdisclosure.forms.values import Number
from govdisclosure.narrative.context import CARRIED_IN, CARRIED_OUT, CONCLUDED, RECEIVED, TOGETHER, Draft


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The figures with their readings told apart by arithmetic; those that contradict each other stay open."""
    for scope in {draft.scope for draft in drafts}:
        own = [draft for draft in drafts if draft.scope == scope]
        for draft in own:
            if len(draft.readings) > 1 and TOGETHER in draft.readings:
                _tell_apart(draft, own)
        _contradicting(own)
    return list(drafts)


def _one(drafts: Sequence[Draft], what: str) -> Number | None:
    """The one value of what is told apart; None if it is not told, or told twice with different values."""
    values = {draft.value for draft in drafts if draft.settled and draft.readings == (what,)}
    return values.pop() if len(values) == 1 else None


def _tell_apart(draft: Draft, drafts: Sequence[Draft]) -> None:
    """Received, or received and carried in, or concluded: the reading that alone agrees with the others."""
    carried, out, concluded = (_one(drafts, what) for what in (CARRIED_IN, CARRIED_OUT, CONCLUDED))
    received = _one(drafts, RECEIVED)
    value = draft.value
    fits: list[str] = []
    if carried is None:
        return
    if not carried and RECEIVED in draft.readings and (CONCLUDED not in draft.readings or out == 0):
        fits = [RECEIVED]
    elif received is not None:
        fits = [TOGETHER] * (value == received + carried)
        fits += [CONCLUDED] * (CONCLUDED in draft.readings and out is not None and value == received + carried - out)
    elif concluded is not None and out is not None:
        fits = [RECEIVED] * (value + carried == concluded + out) + [TOGETHER] * (value == concluded + out)
    elif CONCLUDED not in draft.readings and draft.readings[0] == RECEIVED and not draft.included:
        fits = [RECEIVED]
    if len(fits) == 1:
        draft.readings = (fits[0],)


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
