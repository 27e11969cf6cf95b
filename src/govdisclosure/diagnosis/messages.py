"""The sentences of a diagnosis, in one language: which cell, what it should hold, how certain, why, where to look."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from govdisclosure.diagnosis.blanks import Because
from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.digits import Slip
from govdisclosure.diagnosis.evidence import EvidenceKind, Rank
from govdisclosure.diagnosis.explanation import Explanation
from govdisclosure.diagnosis.result import Component, Diagnosis
from govdisclosure.diagnosis.statements import Assessment, Certainty, Determined, Evidence, Range, Step
from govdisclosure.forms.text import Lang, Text
from govdisclosure.rules.messages import place_text, shown

CERTAINTIES = {
    Certainty.UNIQUE: Text("唯一解释", "the only explanation"),
    Certainty.UNIQUE_IF_NONNEGATIVE: Text("排除负数后的唯一解释", "the only explanation without negative counts"),
    Certainty.AMBIGUOUS: Text("{count} 种解释之一", "one of {count} explanations"),
}

ASSESSMENTS = {
    Assessment.CONSISTENT: Text("勾稽关系全部平衡", "every identity holds"),
    Assessment.NOT_EVALUATED: Text(
        "没有发现不平衡，但有格子没有数字，部分勾稽关系无法判断",
        "nothing fails, but cells without a number leave some identities undecided",
    ),
    Assessment.EXPLAINED: Text("一格有误即可解释", "one wrong cell explains it"),
    Assessment.NOT_A_SINGLE_CELL: Text("不可能只是一格有误", "it cannot be a single cell"),
    Assessment.NO_SMALL_EXPLANATION: Text(
        "一格、两格或一次已知的失误都不能解释，请逐格核对原件",
        "neither one cell, nor two, nor any known slip explains it: compare every cell with the source",
    ),
}

EVIDENCE = {
    EvidenceKind.SLIP: Text("{slip}", "{slip}"),
    EvidenceKind.STATED: Text("正文写明 {number}", "the text states {number}"),
    EvidenceKind.CONTRADICTED: Text("但正文写的也是 {number}", "but the text states {number} as well"),
    EvidenceKind.DOUBTED: Text("读取时对此格有疑问", "the reader was not sure of this cell"),
    EvidenceKind.LAST_YEAR: Text("与上年同为 {number}", "last year's number was {number} as well"),
    EvidenceKind.NEARER_LAST_YEAR: Text("更接近上年的 {number}", "nearer to last year's {number}"),
    EvidenceKind.LEFT_OUT: Text("差额等于分项「{label}」：{number}", "the difference is the part “{label}”: {number}"),
    EvidenceKind.COUNTED_TWICE: Text(
        "差额等于多计一次分项「{label}」：{number}", "the difference is the part “{label}” taken twice: {number}"
    ),
    EvidenceKind.MOVED_TOGETHER: Text(
        "两格相差相同，其一可能由另一算出", "both are off by the same: one may have been worked out from the other"
    ),
    EvidenceKind.EXCHANGED: Text("两格数字互换", "two cells hold each other's numbers"),
}

REASONS = {
    "contradicted": Text("正文与原数相符的格较少", "the text agrees with fewer of the printed numbers it changes"),
    "unstated": Text("正文写明的数与建议值相符", "the text states more of the numbers it proposes"),
    "trusted": Text("只改动读取时有疑问的格", "it changes only cells that the reader was not sure of"),
    "effort": Text("所需的笔误更少", "it takes fewer slips"),
    "cells": Text("改动的格更少", "it changes fewer cells"),
    "unusual": Text("笔误更常见", "its slips are more usual"),
    "unlike": Text("建议值更接近上年", "the numbers it proposes are nearer to last year's"),
    "place": Text("证据相同，按表格顺序排列", "the evidence is equal; the order is that of the form"),
}

STEPS = {
    Because.ONLY_UNKNOWN: Text("其余各格已知（{instances}）", "every other cell is known ({instances})"),
    Because.NOTHING_LEFT: Text("其余各格已占满总数（{instances}）", "the other cells use the sum up ({instances})"),
    Because.COMBINED: Text("下列关系合起来只容一个值（{instances}）", "together only one value is left ({instances})"),
}


def _fill(template: Text, lang: Lang, **details: str) -> str:
    """The template with its details; what begins with a Chinese character has no space before it in Chinese."""
    text = template.get(lang)
    for name, value in details.items():
        place = "{" + name + "}"
        if lang == "zh" and "\u4e00" <= value[:1] <= "\u9fff":
            text = text.replace(f" {place}", place)
        text = text.replace(place, value)
    return text


def _joined(parts: Sequence[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(parts)


# ---------------------------------------------------------------------------------------------- evidence


def evidence_text(evidence: Evidence, lang: Lang) -> str:
    """One piece of evidence as a phrase."""
    return _fill(
        EVIDENCE[evidence.kind],
        lang,
        slip="" if evidence.slip is None else evidence.slip.text(lang),
        number=shown(evidence.number, lang),
        label=evidence.labels[0].get(lang),
    )


def reason(ranks: Sequence[Rank], position: int) -> Text:
    """Why an explanation stands before the next one, or the last one behind the one before."""
    if len(ranks) == 1:
        return Text("没有其他解释", "there is no other explanation")
    if position + 1 < len(ranks):
        part = _first_difference(ranks[position], ranks[position + 1])
        return Text(f"先于下一种：{REASONS[part].zh}", f"before the next one: {REASONS[part].en}")
    part = _first_difference(ranks[position - 1], ranks[position])
    return Text(f"排在最后；前一种{REASONS[part].zh}", f"last; of the one before: {REASONS[part].en}")


def _first_difference(one: Rank, other: Rank) -> str:
    return next(part for part in REASONS if getattr(one, part) != getattr(other, part))


# ---------------------------------------------------------------------------------------------- explanations


def explanation_text(explanation: Explanation, lang: Lang) -> str:
    """The whole proposal as a sentence."""
    return _sentence(explanation, lang, "", _consequences(explanation, lang))


def _sentence(explanation: Explanation, lang: Lang, why: str, then: str) -> str:
    parts = [_what(explanation, lang), certainty_text(explanation, lang), _clues(explanation, lang), why, then]
    parts.append(_look(explanation, lang))
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part)


def _clues(explanation: Explanation, lang: Lang) -> str:
    """The evidence, the same of two cells once; that numbers differ in several digits is no clue."""
    said: dict[str, int] = {}
    for each in explanation.evidence:
        if each.slip is not Slip.SEVERAL:
            said[each.text(lang)] = said.get(each.text(lang), 0) + 1
    both = {"zh": "{text}（{count} 格）", "en": "{text} ({count} cells)"}[lang]
    texts = [text if count == 1 else both.format(text=text, count=count) for text, count in said.items()]
    return {"zh": "线索：", "en": "evidence: "}[lang] + _joined(texts, lang) if texts else ""


def certainty_text(explanation: Explanation, lang: Lang) -> str:
    """How many explanations fit."""
    if explanation.cause is not None and explanation.cause.kind is CauseKind.RESTATED:
        return _NOTHING_SMALLER.get(lang)
    return _fill(CERTAINTIES[explanation.certainty], lang, count=str(explanation.alternatives + 1))


_NOTHING_SMALLER = Text("一两格有误不能解释", "one or two wrong cells do not explain it")


def _what(explanation: Explanation, lang: Lang) -> str:
    """The wrong cells with what they should hold, and how many blanks follow from that."""
    cause = explanation.cause
    if cause is None:
        return _sentences(list(_changes(explanation, lang)), lang)
    colon = "：" if lang == "zh" else ": "
    if len(explanation.addresses) <= SPELLED_OUT or cause.kind is CauseKind.RESTATED:
        return cause.text(lang) + colon + _sentences(_each(explanation, explanation.addresses, lang), lang)
    return cause.text(lang) + colon + _in_short(explanation, cause, lang)


SPELLED_OUT = 2
"""Up to so many cells that one slip changed are each given a sentence; more are listed in short."""


def _changes(explanation: Explanation, lang: Lang) -> Iterator[str]:
    subject, values = explanation.group.subject, explanation.group.facts.values
    known = [address for address in explanation.addresses if values[subject.system.number[address]] is not None]
    yield from _each(explanation, known, lang)
    blanks = len(explanation.addresses) - len(known)
    if blanks:
        yield _fill(_FOLLOWING, lang, count=str(blanks))


def _sentences(parts: Sequence[str], lang: Lang) -> str:
    return ("，" if lang == "zh" else ", and ").join(parts)


def _each(explanation: Explanation, addresses: Iterable[str], lang: Lang) -> list[str]:
    return [_change(explanation, address, lang) for address in addresses]


def _in_short(explanation: Explanation, cause: Cause, lang: Lang) -> str:
    """Many cells of one slip, row by row if several rows have several of them."""
    addresses = explanation.addresses
    rows = [list(group) for _, group in groupby(addresses, key=lambda address: address.rpartition(".")[0])]
    if not 1 < len(rows) < len(addresses):
        rows = [list(addresses)]
    return ("；" if lang == "zh" else "; ").join(_cells(explanation, cause, row, lang) for row in rows)


def _cells(explanation: Explanation, cause: Cause, addresses: Sequence[str], lang: Lang) -> str:
    """Cells with what their labels share said once, unless it is what the slip has named."""
    shared, names = shortened([explanation.label(address, lang) for address in addresses])
    named = not shared or [shared] == [line.get(lang) for line in cause.lines]
    quoted = "" if named else {"zh": f"「{shared}」", "en": f"“{shared}” "}[lang]
    pairs = zip(names, addresses, strict=True)
    return quoted + _joined([f"{name} {_arrow(explanation, address, lang)}" for name, address in pairs], lang)


def _arrow(explanation: Explanation, address: str, lang: Lang) -> str:
    return f"{shown(explanation.printed[address], lang)}→{_proposal(explanation, address, lang)}"


def shortened(labels: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What labels begin and end with in common, and what is left of each: its last part where that is enough."""
    parts = [label.split(" / ") for label in labels]
    lead = _shared(parts)
    rest = [part[lead:] for part in parts]
    trail = _shared([part[::-1] for part in rest])
    shared = (*parts[0][:lead], *rest[0][len(rest[0]) - trail :])
    left = [part[: len(part) - trail] for part in rest]
    if len({part[-1] for part in left}) == len(left):
        left = [part[-1:] for part in left]
    return " / ".join(shared), tuple(" / ".join(part) for part in left)


def _shared(parts: Sequence[Sequence[str]]) -> int:
    """With how many equal parts all begin, so that one is left of each."""
    differing = (at for at, column in enumerate(zip(*parts, strict=False)) if len(set(column)) > 1)
    return next(differing, min(map(len, parts)) - 1)


_FOLLOWING = Text("{count} 个空格的数字随之确定", "the numbers of {count} blank(s) follow")


def _change(explanation: Explanation, address: str, lang: Lang) -> str:
    label = explanation.label(address, lang)
    printed = shown(explanation.printed[address], lang)
    proposed = _proposal(explanation, address, lang)
    restated = explanation.cause is not None and explanation.cause.kind is CauseKind.RESTATED
    template = _RESTATED if restated else _SHOULD_BE
    return _fill(template, lang, label=label, printed=printed, proposed=proposed)


def _proposal(explanation: Explanation, address: str, lang: Lang) -> str:
    if address in explanation.changes:
        return shown(explanation.changes[address], lang)
    return range_text(explanation.undetermined[address], lang)


_SHOULD_BE = Text("「{label}」现为 {printed}，应为 {proposed}", "“{label}” holds {printed}, should be {proposed}")
_RESTATED = Text("「{label}」上年 {printed}，本年 {proposed}", "“{label}” {printed} last year, {proposed} this year")


def range_text(found: Range, lang: Lang) -> str:
    """A range as a phrase."""
    low, high = shown(found.low, lang), shown(found.high, lang)
    if found.low is None and found.high is None:
        return {"zh": "任意数", "en": "any number"}[lang]
    if found.high is None:
        return {"zh": f"不小于 {low} 的数", "en": f"{low} or more"}[lang]
    if found.low is None:
        return {"zh": f"不大于 {high} 的数", "en": f"{high} or less"}[lang]
    return {"zh": f"{low} 至 {high}", "en": f"{low} to {high}"}[lang]


def _consequences(explanation: Explanation, lang: Lang) -> str:
    repairs, leaves = _joined(explanation.repairs, lang), _joined(explanation.leaves, lang)
    texts: list[str] = []
    if repairs:
        texts.append({"zh": f"改后 {repairs} 平衡", "en": f"then these hold again: {repairs}"}[lang])
    if leaves:
        texts.append({"zh": f"{leaves} 仍不平衡", "en": f"these still fail: {leaves}"}[lang])
    return _joined(texts, lang)


def _look(explanation: Explanation, lang: Lang) -> str:
    for look in explanation.tells_apart:
        if look.place is not None:
            here = range_text(look.here, lang) if isinstance(look.here, Range) else shown(look.here, lang)
            return _fill(_LOOK, lang, where=place_text(look.place, lang), here=here)
    return ""


_LOOK = Text("请核对原件{where}是否为 {here}", "look in the source whether {here} stands at {where}")


# ---------------------------------------------------------------------------------------------- the whole


def diagnosis_text(diagnosis: Diagnosis, lang: Lang) -> str:
    """The whole diagnosis, one statement a line; what several statements share is said once."""
    lines: list[str] = []
    explained: set[str] = set()
    for component in diagnosis.components:
        lines.extend(_component_lines(component, lang, also=explained.issuperset(component.failures)))
        explained.update(component.failures)
    if not lines:
        lines.append(ASSESSMENTS[diagnosis.verdict].get(lang))
    return "\n".join([*lines, *_determined_lines(diagnosis, lang), *_range_lines(diagnosis, lang)])


def _component_lines(component: Component, lang: Lang, *, also: bool) -> list[str]:
    """What fails, the verdict, and the explanations; ``also`` says that a slip above explains these failures too."""
    head = _fill(_IF_NOT, lang, failures=_some(component.failures, lang)) if also else _some(component.failures, lang)
    if component.with_blanks:
        head += _WHATEVER.get(lang)
    head += ("：" if lang == "zh" else ": ") + ASSESSMENTS[component.verdict].get(lang)
    return [head, *(f"  {at}. {_line(component, at, lang)}" for at in range(1, len(component.explanations) + 1))]


_IF_NOT = Text("{failures}，如不是上述失误", "{failures}, if it is not the slip above")
_WHATEVER = Text("（空格无论填什么都不能平衡）", " (whatever the blanks hold)")
NAMED = 4
"""Up to so many failures are all named in the text; of more the first ones, and how many there are."""


def _some(failures: Sequence[str], lang: Lang) -> str:
    if len(failures) <= NAMED:
        return _joined(failures, lang)
    text = Text("{names} 等 {count} 条", "{names} and others, {count} in all")
    return _fill(text, lang, names=_joined(failures[: NAMED - 1], lang), count=str(len(failures)))


def _line(component: Component, at: int, lang: Lang) -> str:
    """One explanation of a component: as by itself, with why it stands there, without repeating what the head says."""
    explanation = component.explanations[at - 1]
    same = set(explanation.repairs) == set(component.failures) and not explanation.leaves
    why = explanation.reason.get(lang) if at < len(component.explanations) else ""
    return _sentence(explanation, lang, why, "" if same else _consequences(explanation, lang))


# ---------------------------------------------------------------------------------------------- blanks


def _determined_lines(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    """Every step that gives a blank once, in an order in which each rests on those before it."""
    steps = {step.address: step for found in diagnosis.determined for step in found.proof}
    groups: dict[object, list[Step]] = {}
    for step in steps.values():  # one identity with nothing left gives several blanks at once
        groups.setdefault(step.instances if step.because is Because.NOTHING_LEFT else step.address, []).append(step)
    number = diagnosis.unknowns.subject.system.number
    for same in groups.values():
        ordered = sorted(same, key=lambda step: number[step.address])
        yield _fill(
            _CAN_ONLY_BE,
            lang,
            labels=_together([step.label.get(lang) for step in ordered], lang),
            value=shown(same[0].value, lang),
            step=_because(same[0], lang),
        )


_CAN_ONLY_BE = Text("空格{labels}只能是 {value}：{step}", "blank {labels} can only be {value}: {step}")


def _together(labels: Sequence[str], lang: Lang) -> str:
    """Labels in quotes, what they share once."""
    shared, names = shortened(labels) if len(labels) > 1 else ("", tuple(labels))
    before = f"{shared}：" if lang == "zh" else f"{shared}: "
    return {"zh": "「{}」", "en": "“{}”"}[lang].format((before if shared else "") + _joined(names, lang))


def _range_lines(diagnosis: Diagnosis, lang: Lang) -> Iterator[str]:
    """The ranges of blanks, a line for each row; how many blanks the identities leave quite open."""
    label = diagnosis.unknowns.subject.label
    unlimited = [address for address, found in diagnosis.ranges.items() if (found.low, found.high) == (0, None)]
    limited = [address for address in diagnosis.ranges if address not in unlimited]
    for _, group in groupby(limited, key=lambda address: address.rpartition(".")[0]):
        row = list(group)
        labels = [label(address).get(lang) for address in row]
        shared, names = shortened(labels) if len(row) > 1 else ("", tuple(labels))
        texts = [
            f"{name} {range_text(diagnosis.ranges[address], lang)}" for name, address in zip(names, row, strict=True)
        ]
        before = {"zh": f"「{shared}」", "en": f"“{shared}” "}[lang] if shared else ""
        yield _fill(_CAN_BE, lang, ranges=before + _joined(texts, lang))
    if unlimited:
        yield _fill(_OPEN, lang, count=str(len(unlimited)))


_CAN_BE = Text("空格可以是：{ranges}", "blanks can be: {ranges}")
_OPEN = Text("{count} 个空格可以是任意件数", "{count} blank(s) can be any count")


def determined_text(found: Determined, lang: Lang) -> str:
    """A blank with the number that follows, and the proof."""
    *steps, last = found.proof
    proof = [_fill(_STEP, lang, cell=_step_cell(step, lang), step=_because(step, lang)) for step in steps]
    proof.append(_because(last, lang))
    return _fill(_BLANK, lang, cell=_step_cell(last, lang), proof=("；" if lang == "zh" else "; ").join(proof))


_BLANK = Text("空格{cell}：{proof}", "the blank {cell}: {proof}")
_STEP = Text("{cell}，{step}", "{cell}, {step}")


def _step_cell(step: Step, lang: Lang) -> str:
    text = Text("「{label}」只能是 {value}", "“{label}” can only be {value}")
    return _fill(text, lang, label=step.label.get(lang), value=shown(step.value, lang))


def _because(step: Step, lang: Lang) -> str:
    return _fill(STEPS[step.because], lang, instances=_joined(step.instances, lang))


def hint_text(explanation: Explanation, more: int, lang: Lang) -> str:
    """One line on a unique explanation."""
    what = _what(explanation, lang)
    cause, count = explanation.cause, len(explanation.addresses)
    if cause is not None and count > SPELLED_OUT:
        what = cause.text(lang) + {"zh": f"，涉及 {count} 格", "en": f", {count} cells"}[lang]
    certain = certainty_text(explanation, lang)
    rest = ""
    if more:
        rest = {"zh": f"；另有 {more} 处", "en": f"; and {more} more"}[lang]
    return {"zh": f"诊断：{what}（{certain}）{rest}", "en": f"diagnosis: {what} ({certain}){rest}"}[lang]
