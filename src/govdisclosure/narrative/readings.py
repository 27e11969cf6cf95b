"""What a clause says: the readings and the values of its figures, from its words and what was spoken of before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govdisclosure.forms.declare import declared
from govdisclosure.forms.shared import ORGANIZATIONS, ApplicantCounts
from govdisclosure.forms.values import Number
from govdisclosure.narrative.clauses import LISTED, Clause, Says
from govdisclosure.narrative.context import (
    CARRIED_IN,
    CARRIED_OUT,
    LITIGATION,
    PATHS,
    RECEIVED,
    TOGETHER,
    Context,
    case_total,
    money,
)
from govdisclosure.narrative.tokens import Token

_ORGANIZATIONS: Final = tuple(
    attribute.name for attribute, label in declared(ApplicantCounts) if ORGANIZATIONS in label.above
)


class Stated(NamedTuple):
    """What a figure may be, its value, its unit, and whether something about it is doubtful."""

    readings: tuple[str, ...]
    value: Number
    unit: str = ""
    doubtful: bool = False


def stated(context: Context, clause: Clause, says: Says, words: Sequence[Token]) -> Iterator[Stated]:
    """What the clause says, with its numbers."""
    readings = list(_readings(context, clause, says.what, words))
    numbers = [word for word in words if word.kind in ("数", "元", "量")]
    if says.value == "各":
        if len(readings) == len(numbers):
            for each, token in zip(readings, numbers, strict=True):
                yield _counted(each, token)
        return
    for each in readings:
        if says.value in _OF_CONTEXT:
            known = (_OF_CONTEXT[says.value](context),)
            yield from (Stated(each, value) for value in known if value is not None)
        else:
            found = _counted(each, next((token for token in numbers if token.kind == says.value), numbers[0]))
            yield found._replace(value=-found.value) if says.value == "负" else found


def _counted(readings: tuple[str, ...], token: Token) -> Stated:
    assert not isinstance(token.value, str)
    value = money(token.value, readings[0]) if token.kind == "元" else token.value
    return Stated(readings, value, token.unit, token.doubtful)


def _whole(context: Context) -> Number | None:
    whole = context.cases if context.topic == "cases" else context.rows
    return None if whole is None else whole.value


def remainder(context: Context) -> Number | None:
    """What is left of the whole: of cases less the results told, of requests less what was carried out."""
    if context.topic == "cases":
        if context.cases is None:
            return None
        left = context.cases.value - context.ended
        return left if left >= 0 else None
    scope = context.scope
    whole, out = _everything(context), context.known(CARRIED_OUT, scope)
    return None if whole is None or out is None or whole < out.value else whole - out.value


def _everything(context: Context) -> Number | None:
    """Received and carried in together, where the text says both."""
    together = context.known(TOGETHER, context.scope)
    if together is not None:
        return together.value
    received, carried = context.last(RECEIVED, context.scope), context.known(CARRIED_IN, context.scope)
    known = context.known(RECEIVED, context.scope) or (received if carried is not None else None)
    return None if known is None or carried is None else known.value + carried.value


_OF_CONTEXT: Final[Mapping[str, Callable[[Context], Number | None]]] = {
    "0": lambda _: 0,
    "全": _whole,
    "组": lambda context: None if context.group is None else context.group.value,
    "一": _whole,
    "余": remainder,
}


# ---------------------------------------------------------------------------------------------------- readings

Readings = Iterator[tuple[str, ...]]


def _values(words: Sequence[Token], kind: str) -> list[str]:
    return [str(word.value) for word in words if word.kind == kind]


def _first(words: Sequence[Token], kind: str) -> str:
    return _values(words, kind)[0]


def _listed(context: Context, words: Sequence[Token]) -> Readings:
    for word in words:
        if word.kind in LISTED["案"]:
            yield (case_total(PATHS[word.kind]) if word.kind in PATHS else RECEIVED,)


def _spoken_of(context: Context, words: Sequence[Token]) -> Readings:
    yield context.same or ((RECEIVED,) if context.topic == "requests" else (case_total(context.case),))


def _case(result: Callable[[Sequence[Token]], str]) -> Callable[[Context, Sequence[Token]], Readings]:
    """A result of the cases spoken of; both paths of litigation together have no cell for it."""

    def read(context: Context, words: Sequence[Token]) -> Readings:
        if context.case != LITIGATION:
            yield (f"{context.case}.{result(words)}",)

    return read


def _two_rows(context: Context, words: Sequence[Token]) -> Readings:
    yield ("+".join(f"{row}.total" for row in _values(words, "行")),)


def _organizations(context: Context, words: Sequence[Token]) -> Readings:
    yield ("+".join(f"{context.row}.{column}" for column in _ORGANIZATIONS),)


_PLACES: Final[Mapping[str, Callable[[Context, Sequence[Token]], Readings]]] = {
    "案": _listed,
    "题": _spoken_of,
    "案.果": _case(lambda words: _first(words, "果")),
    "案.其他": _case(lambda words: "other_result"),
    "案.未结": _case(lambda words: "pending"),
    "remedies.reconsideration.果": lambda context, words: iter([(f"remedies.reconsideration.{_first(words, '果')}",)]),
    "行": lambda context, words: iter([(f"{_first(words, '行')}.total",)]),
    "组": lambda context, words: iter([(_first(words, "组"),)]),
    "人": lambda context, words: iter([(f"{context.row}.{_first(words, '人')}",)]),
    "行+行": _two_rows,
    "法人": _organizations,
}
"""What stands for a name in a clause, by how it is written there."""


def _readings(context: Context, clause: Clause, what: str, words: Sequence[Token]) -> Readings:
    """The readings that a clause gives, with the names that the words stand for."""
    if clause.act == "nil":
        yield from ((each,) for each in context.incompetent)
    elif what in _PLACES:
        yield from _PLACES[what](context, words)
    elif what[0] in "文决":
        known = _values(words, what[0]) or [context.document if what[0] == "文" else context.decision]
        yield from ((f"proactive.{each}{what[1:]}",) for each in known if each)
    else:
        yield tuple(what.split("|"))
