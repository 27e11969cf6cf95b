"""The sentence for an outcome, in one language: where, what was found, what was expected, why, and where to look."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.model.access import every_cell
from govdisclosure.model.place import Place
from govdisclosure.plain import prose

if TYPE_CHECKING:
    from govdisclosure.rules.rule import Addend, Outcome

_SHOWN = 8
"""How many addends a sentence spells out before it gives their sum only."""

_NAMED = 3
"""How many cells without a number a sentence names before it only counts the rest."""

OPEN = "not_evaluated"

GAPS = {
    Gap.BLANK: Text("空白", "blank"),
    Gap.PLACEHOLDER: Text("占位符", "a placeholder"),
    Gap.ABSENT: Text("文中没有", "not in the document"),
    Gap.UNREADABLE: Text("无法识别", "unreadable"),
}

POLICIES = {
    "passed": Text("空白按零计则符合", "with blanks read as zero it holds"),
    "failed": Text("空白按零计则不符合", "with blanks read as zero it fails"),
    "not_evaluated": Text("空白按零计仍无法判断", "with blanks read as zero it still cannot be evaluated"),
    "not_applicable": Text("", ""),
}


def shown(value: Value | None, lang: Lang) -> str:
    """A number in plain digits, or the reason why there is none."""
    if value is None:
        return "?"
    if isinstance(value, Gap):
        return GAPS[value].get(lang)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _side(addends: "tuple[Addend, ...]", side: str, total: Number | None, lang: Lang) -> str:
    """One side of an identity: its addends that are not zero, and their sum."""
    parts = [addend for addend in addends if addend.side == side and addend.value != 0]
    total_text = shown(total, lang)
    if total is None:
        known = sum(addend.value * addend.sign for addend in parts if not isinstance(addend.value, Gap))
        gaps = sum(isinstance(addend.value, Gap) for addend in parts)
        return {
            "zh": f"{shown(known, lang)} 加 {gaps} 个没有数字的格",
            "en": f"{shown(known, lang)} plus {gaps} cell{'s' if gaps > 1 else ''} without a number",
        }[lang]
    if len(parts) < 2 or len(parts) > _SHOWN:
        return total_text
    signs = (
        "" if not number and addend.sign > 0 else " + " if addend.sign > 0 else " - "
        for number, addend in enumerate(parts)
    )
    return (
        "".join(sign + shown(addend.value, lang) for sign, addend in zip(signs, parts, strict=True))
        + f" = {total_text}"
    )


def place_text(place: Place, lang: Lang) -> str:
    """A place as a person would say it; empty if nothing is known."""
    zh = {
        "sheet": "工作表“{}”",
        "page": "第 {} 页",
        "table": "第 {} 个表",
        "row": "第 {} 行",
        "column": "第 {} 列",
        "line": "第 {} 行文字",
    }
    en = {
        "sheet": "sheet {}",
        "page": "page {}",
        "table": "table {}",
        "row": "row {}",
        "column": "column {}",
        "line": "line {}",
    }
    words = zh if lang == "zh" else en
    values = {name: getattr(place, name) for name in words}
    return ("" if lang == "zh" else ", ").join(
        words[name].format(value) for name, value in values.items() if value is not None
    )


def _details(outcome: "Outcome", lang: Lang) -> dict[str, str]:
    details = {
        name: value.get(lang) if isinstance(value, Text) else str(value) for name, value in outcome.details.items()
    }
    addends = outcome.addends
    difference = outcome.difference
    return {
        "subject": outcome.subject.get(lang),
        "title": (outcome.rule if outcome.identity is None else outcome.identity).title.get(lang),
        "left": _side(addends, "left", outcome.left, lang) if addends else shown(outcome.left, lang),
        "right": _side(addends, "right", outcome.right, lang) if addends else shown(outcome.right, lang),
        "difference": shown(difference, lang)
        if difference is None or difference < 0
        else f"+{shown(difference, lang)}",
        "gaps": str(len(outcome.gaps)),
        **details,
    }


_FIELD = re.compile(r"\{(\w+)\}")

OTHERWISE = {
    "passed": Text("{title}", "{title}"),
    "failed": Text("不符合：{title}", "does not hold: {title}"),
    "not_evaluated": Text("无法判断：{title}", "cannot be evaluated: {title}"),
    "not_applicable": Text("不适用：{title}", "not applicable: {title}"),
}
"""The sentences of a rule that brings none of its own."""


def template(outcome: "Outcome") -> Text:
    """The sentence for an outcome with its places still open."""
    texts = outcome.rule.texts
    verdict = outcome.verdict.value
    return texts.get(outcome.reason) or texts.get(verdict) or OTHERWISE[verdict]


def fields(text: str) -> frozenset[str]:
    """The names of the places of a template."""
    return frozenset(_FIELD.findall(text))


def sentence(outcome: "Outcome", lang: Lang) -> str:
    """The whole sentence for an outcome, on one line."""
    details = _details(outcome, lang)
    text = _FIELD.sub(lambda match: details[match[1]], template(outcome).get(lang))
    colon, stop, basis = ("：", "；", "依据") if lang == "zh" else (" ", "; ", "basis: ")
    subject = outcome.subject.get(lang)
    head = f"{outcome.rule.code} [{subject}]" if subject else outcome.rule.code
    tail = [f"{basis}{colon if lang == 'zh' else ''}{_basis(outcome).get(lang)}"]
    where = _where(outcome, lang)
    if where:
        tail.append(where)
    if outcome.gaps and outcome.if_blank_zero is not outcome.verdict:
        tail.insert(0, POLICIES[outcome.if_blank_zero.value].get(lang))
    if outcome.gaps and outcome.verdict.value == OPEN:
        tail.insert(0, Text("空缺：", "gaps: ").get(lang) + _gaps(outcome.gaps, lang))
    return prose(f"{head}{colon}{text}{stop}{stop.join(tail)}")


def _basis(outcome: "Outcome") -> Text:
    return outcome.rule.basis if outcome.identity is None else outcome.identity.basis


def _gaps(names: tuple[str, ...], lang: Lang) -> str:
    """The labels of the first few cells without a number, and how many there are."""
    told = (", ", "，")[lang == "zh"].join(_label(name, lang) for name in names[:_NAMED])
    rest = len(names) - _NAMED
    return told if rest <= 0 else told + Text(f" 等 {len(names)} 格", f" and {rest} more").get(lang)


def _label(name: str, lang: Lang) -> str:
    """The label of a cell of a report, after that of its report; a cell of a table alone has its address."""
    report, _, address = name.rpartition(":")
    cell = every_cell().get(address)
    return " ".join(part for part in (report, address if cell is None else cell.label(lang)) if part)


def _where(outcome: "Outcome", lang: Lang) -> str:
    """The place of the first cell that is known to stand somewhere; of a gap, where gaps keep the outcome open."""
    open_ = outcome.gaps if outcome.verdict.value == OPEN else ()
    for address in (*open_, *outcome.addresses):
        place = outcome.document.get(address)
        text = "" if place is None else place_text(place, lang)
        if text:
            return text
    return ""
