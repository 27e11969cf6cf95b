"""What clauses do: when one may speak, what it says, and what is then known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from govdisclosure.narrative.clauses import Clause
from govdisclosure.narrative.context import (
    CARRIED_IN,
    CARRIED_OUT,
    CONCLUDED,
    PATHS,
    RECEIVED,
    TOGETHER,
    Channel,
    Context,
    Draft,
    Whole,
    case_total,
)
from govdisclosure.narrative.readings import Stated, remainder, stated
from govdisclosure.narrative.segments import Segment
from govdisclosure.narrative.tokens import Token

_DECIDED: Final = frozenset({"件", "宗", "起", "例", "份", "件次", "次", ""})
_ACCEPTED: Final = f"{RECEIVED}|{TOGETHER}"


def named(context: Context, word: Token) -> None:
    """Remember what a noun speaks of."""
    kind, value = word.kind, str(word.value)
    if kind in PATHS:
        context.case = PATHS[kind]
        context.same = (case_total(context.case),)
    elif kind == "文":
        context.document = value
    elif kind == "决":
        context.decision = value


# ---------------------------------------------------------------------------------------------------- may it speak


def allowed(context: Context, clause: Clause, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    """Whether the clause may speak here."""
    if context.cumulative and clause.act != "this-year":
        return False
    may = _MAY.get(clause.act)
    if may is not None and not may(context, segment, words, rest):
        return False
    if any(says.what == _ACCEPTED for says in clause.says):
        return context.known(RECEIVED, context.scope) is None
    return True


def _same(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    if words[-1].kind == "元":
        return True
    told = bool(segment.scope) or ("因" in segment.flags and context.topic == "cases")
    return told and bool(context.same) and not rest and words[-1].unit in _DECIDED


def _this_year(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    return "本年" in segment.flags and (bool(context.same) or context.topic in ("requests", "cases"))


def _only(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    whole = context.cases if context.topic == "cases" else context.rows
    return whole is not None and whole.value == 1


def _applicants(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    whole = context.rows
    if whole is None:
        return False
    if whole.what == CARRIED_IN and "其中" in segment.flags and context.received is not None:
        whole = context.rows = context.received
        context.row = whole.what.removesuffix(".total")
    if segment.join == "分" and whole.what.startswith("requests.outcomes"):
        return False
    number = next((word.value for word in words if word.kind == "数"), whole.value)
    if len(words) == 1 and whole.value != 1:
        return False
    return isinstance(number, int) and number <= whole.value


def _group(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    return context.group is not None and context.group.what.removesuffix("_total") in str(words[-1].value).split(".")


def _sibling(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    return context.listed


def _decisions(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    return words[-1].unit in _DECIDED and "公示" not in segment.kinds and context.verb != "公示"


def _nil(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    return bool(context.incompetent) and words[-1].value in (0, "")


def _rest(context: Context, segment: Segment, words: Sequence[Token], rest: Sequence[str]) -> bool:
    if words[0].kind == "均":
        if context.channel is not None:
            context.channel.concluded = context.channel.draft.value
        return context.excepted and remainder(context) is not None
    return remainder(context) is not None


_MAY: Final[Mapping[str, Callable[[Context, Segment, Sequence[Token], Sequence[str]], bool]]] = {
    "same": _same,
    "this-year": _this_year,
    "only": _only,
    "applicants": _applicants,
    "organizations": _applicants,
    "sibling": _sibling,
    "group": _group,
    "decisions": _decisions,
    "nil": _nil,
    "rest": _rest,
}


# ---------------------------------------------------------------------------------------------------- what it says


def say(context: Context, clause: Clause, segment: Segment, words: Sequence[Token], *, bracketed: bool = False) -> None:
    """Let a clause say what it says of the words that it took."""
    if clause.act == "balance":
        context.balanced = True
    context.old = context.old or clause.act == "old"
    if clause.act == "competence":
        context.incompetent = [f"proactive.{word.value}.decisions" for word in words if word.kind == "决"]
    counted = any(word.kind in ("数", "元", "量") for word in words)
    start = words[0].start
    if not counted and context.rows is not None and any(says.value in ("全", "一") for says in clause.says):
        start = (context.cases if context.topic == "cases" and context.cases is not None else context.rows).start
    context.excepted = context.excepted or any(word.kind == "除" for word in words)
    for says in clause.says:
        for found in stated(context, clause, says, words):
            draft = Draft(
                found.readings, found.value, found.unit, context.scope, start, max(words[-1].end, start + 1),
                found.doubtful or _unsure(context, clause, segment, words, found), says.value == "余",
            )  # fmt: skip
            _keep(context, draft, clause, segment, bracketed=bracketed)


def _unsure(context: Context, clause: Clause, segment: Segment, words: Sequence[Token], stated: Stated) -> bool:
    """Whether cases may be those of other business, or two kinds told together."""
    if clause.figure or (not stated.value and clause.act not in ("sum", "organizations")):
        return False
    if clause.act == "outcome" and _blurred(words):
        return True
    if clause.act == "concluded":
        return context.withdrawn or (context.parted and words[0].kind != "办结")
    if clause.act in ("together", "sum", "organizations"):
        return True
    if clause.act == "applicants":
        return _of_another_total(context)
    if clause.act == "case" and words[0].kind in ("受理", "办理") and "因" not in segment.flags:
        context.qualified = False
    cases = clause.act in ("case", "same") or clause.topic == "cases"
    return cases and context.topic == "cases" and not context.qualified


def _of_another_total(context: Context) -> bool:
    """Whether a total other than that of the row spoken of was told last, of which applicants may be a part as well."""
    last = next((each for each in reversed(context.drafts) if each.readings[0].endswith(".total")), None)
    return bool(last and last.value and context.rows and last.readings[0] != context.rows.what)


def _blurred(words: Sequence[Token]) -> bool:
    """Whether a row is told with a group that is not its own."""
    row = next((str(word.value) for word in words if word.kind == "行"), "")
    group = next((str(word.value) for word in words if word.kind == "组"), "")
    return bool(row and group) and group.removesuffix("_total") not in row.split(".")


# ---------------------------------------------------------------------------------------------- what is then known


def _keep(context: Context, draft: Draft, clause: Clause, segment: Segment, *, bracketed: bool) -> None:
    """Keep a figure, and remember what others may refer to."""
    what = draft.readings[0]
    if clause.figure:
        context.keep(draft)
        return
    if what == CONCLUDED and context.channel is not None and not draft.derived:
        context.channel.concluded = draft.value
        return
    if what == CARRIED_IN and (bracketed or "其中" in segment.flags) and _includes(segment):
        _include(context, draft)
    if {TOGETHER, CONCLUDED} <= {*draft.readings} and context.known(RECEIVED, draft.scope) is not None:
        draft.readings = (TOGETHER, CONCLUDED)
    context.keep(draft)
    context.parted = context.parted or clause.act == "outcome"
    context.listed = clause.act in ("outcome", "sibling") or clause.topic == "cases"
    _refer(context, draft, clause)


def _includes(segment: Segment) -> bool:
    return "其中" in segment.flags or "含" in segment.kinds


def _include(context: Context, draft: Draft) -> None:
    """What was received may include what was carried in."""
    received = context.known(RECEIVED, draft.scope)
    if received is not None and received is context.drafts[-1] and draft.value:
        received.readings, received.included = (RECEIVED, TOGETHER), True


def _refer(context: Context, draft: Draft, clause: Clause) -> None:
    what, whole = draft.readings[0], Whole(draft.readings[0], draft.value, draft.start, draft.scope)
    if what.endswith(".total") and what.startswith("requests.") and what not in (CONCLUDED, CARRIED_OUT):
        context.rows, context.row = whole, what.removesuffix(".total")
    context.received = whole if what == RECEIVED else context.received
    context.group = whole if what.endswith("_total") and clause.act == "outcome" else None
    if clause.act == "outcome" and context.group is not None:
        context.rows, context.row = None, ""
    if {RECEIVED, TOGETHER, CARRIED_IN, CARRIED_OUT} & {*draft.readings} and clause.name != "requests-or-documents":
        context.topic = "requests"
    if what in (RECEIVED, "handling_fee"):
        context.same = (what,)
    if clause.act in ("case", "same") and what in map(case_total, PATHS.values()):
        context.case = next(path for path in PATHS.values() if case_total(path) == what)
        context.counts[context.case], context.ended, context.same = whole, 0, (what,)
    elif clause.topic == "cases" and clause.act not in ("case", "same"):
        context.ended += draft.value


# ---------------------------------------------------------------------------------------------------- lists


_PARTLY: Final = ("unable_to_provide_total", "other_handling_total")
_OVERDUE: Final = (
    "requests.outcomes.other_handling.correction_overdue.total",
    "requests.outcomes.other_handling.fee_unpaid.total",
)


def beside_old(context: Context, first: int) -> None:
    """At the end of a sentence: a group that stands beside a row of its own, or of an older form, is only a part."""
    told = context.drafts[first:]
    beside = any(each.readings[0] in _OVERDUE for each in told)
    for each in told:
        if each.readings == ("other_handling_total",) and beside:
            each.readings = ("requests.outcomes.other_handling.other.total", "other_handling_total")
        elif context.old and each.readings[0] in _PARTLY:
            each.open = True


# ---------------------------------------------------------------------------------------------------- channels


def part(context: Context, segment: Segment, words: Sequence[Token]) -> None:
    """Remember what came by one channel, told with a verb of its own, to be added up."""
    kinds = [word.kind for word in words]
    verb = kinds[0]
    if verb not in ("收到", "受理") or "渠道" not in kinds or not {"申请", "申请件"} & {*kinds} or kinds[-1] != "数":
        return
    if context.other_year or context.last(RECEIVED, context.scope) is not None:
        return
    number = words[-1]
    assert isinstance(number.value, int)
    readings = (RECEIVED,) if verb == "收到" else (RECEIVED, TOGETHER)
    draft = Draft(readings, number.value, number.unit, context.scope, words[0].start, number.end, number.doubtful)
    context.channel = Channel(draft)
    context.channels.append(context.channel)


def channels(context: Context) -> None:
    """At the end of a sentence: what came by several channels is added up, and what was concluded of it."""
    found = context.channels
    context.channel = None
    if len(found) < 2:
        return
    first, last = found[0].draft, found[-1].draft
    total = sum(each.draft.value for each in found)
    unsure = any(each.draft.open for each in found)
    draft = Draft(first.readings, total, "", first.scope, first.start, last.end, unsure, derived=True)
    context.keep(draft)
    told = [each.concluded for each in found if each.concluded is not None]
    if len(told) == len(found):
        context.keep(Draft((CONCLUDED,), sum(told), "", first.scope, first.start, last.end, unsure, derived=True))
