"""The sentences of a diagnosis, in one language: which cell, what it should hold, how certain, why, where to look."""

from collections.abc import Sequence

from govdisclosure.diagnosis.blanks import Because
from govdisclosure.diagnosis.causes import CauseKind
from govdisclosure.diagnosis.evidence import EvidenceKind, Rank
from govdisclosure.diagnosis.explanation import Explanation
from govdisclosure.diagnosis.result import Component, Diagnosis
from govdisclosure.diagnosis.statements import Assessment, Certainty, Determined, Evidence, Range
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
        "一格、两格或一次已知的失误都不能解释，错误多于两处",
        "neither one cell, nor two, nor any known slip explains it: more than two things are wrong",
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
        "两格相差相同，其一由另一算出", "both are off by the same: one was worked out from the other"
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
    parts = [_what(explanation, lang), certainty_text(explanation, lang)]
    evidence = [each.text(lang) for each in explanation.evidence]
    if evidence:
        parts.append({"zh": "线索：", "en": "evidence: "}[lang] + _joined(evidence, lang))
    parts.append(_consequences(explanation, lang))
    look = _look(explanation, lang)
    if look:
        parts.append(look)
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part)


def certainty_text(explanation: Explanation, lang: Lang) -> str:
    """How many explanations fit."""
    return _fill(CERTAINTIES[explanation.certainty], lang, count=str(explanation.alternatives + 1))


def _what(explanation: Explanation, lang: Lang) -> str:
    """The wrong cells with what they should hold, and how many blanks follow from that."""
    subject, values = explanation.group.subject, explanation.group.facts.values
    blanks = [address for address in explanation.addresses if values[subject.system.number[address]] is None]
    if explanation.cause is not None:
        blanks = []
    cells = [_change(explanation, address, lang) for address in explanation.addresses if address not in blanks]
    if blanks:
        cells.append(_fill(_FOLLOWING, lang, count=str(len(blanks))))
    cause = "" if explanation.cause is None else explanation.cause.text(lang) + ("：" if lang == "zh" else ": ")
    return cause + _joined(cells, lang)


_FOLLOWING = Text("{count} 个空格的数字随之确定", "the numbers of {count} blank(s) follow")


def _change(explanation: Explanation, address: str, lang: Lang) -> str:
    label = explanation.label(address, lang)
    printed = shown(explanation.printed[address], lang)
    if address in explanation.changes:
        proposed = shown(explanation.changes[address], lang)
    else:
        proposed = range_text(explanation.undetermined[address], lang)
    restated = explanation.cause is not None and explanation.cause.kind is CauseKind.RESTATED
    template = _RESTATED if restated else _SHOULD_BE
    return _fill(template, lang, label=label, printed=printed, proposed=proposed)


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
    """The whole diagnosis, one statement a line."""
    lines = [line for component in diagnosis.components for line in _component_lines(component, lang)]
    lines.extend(found.message(lang) for found in diagnosis.determined)
    return "\n".join(lines or [ASSESSMENTS[diagnosis.verdict].get(lang)])


def _component_lines(component: Component, lang: Lang) -> list[str]:
    failures = _joined(component.failures, lang)
    colon = "：" if lang == "zh" else ": "
    head = failures + colon + ASSESSMENTS[component.verdict].get(lang)
    return [head, *(f"  {at}. {each.message(lang)}" for at, each in enumerate(component.explanations, 1))]


def determined_text(found: Determined, lang: Lang) -> str:
    """A blank with the number that follows, and the proof."""
    steps = [_fill(STEPS[step.because], lang, instances=_joined(step.instances, lang)) for step in found.proof]
    values = [f"{step.address} = {shown(step.value, lang)}" for step in found.proof]
    proof = [
        f"{value}: {step}" if lang == "en" else f"{value}：{step}" for value, step in zip(values, steps, strict=True)
    ]
    label, value = found.label.get(lang), shown(found.value, lang)
    if lang == "zh":
        return f"空格「{label}」只能是 {value}。" + "；".join(proof)
    return f"the blank “{label}” can only be {value}. " + "; ".join(proof)


def hint_text(explanation: Explanation, more: int, lang: Lang) -> str:
    """One line on a unique explanation."""
    what = _what(explanation, lang)
    certain = certainty_text(explanation, lang)
    rest = ""
    if more:
        rest = {"zh": f"；另有 {more} 处", "en": f"; and {more} more"}[lang]
    return {"zh": f"诊断：{what}（{certain}）{rest}", "en": f"diagnosis: {what} ({certain}){rest}"}[lang]
