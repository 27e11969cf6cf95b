"""Numbers, gaps and lists, in words and in JSON: how they are written is decided here and nowhere else."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, Literal

from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Number, Unit, Value

GAPS: Final = {
    Gap.BLANK: Text("空白", "blank"),
    Gap.PLACEHOLDER: Text("占位符", "a placeholder"),
    Gap.ABSENT: Text("文中没有", "not in the document"),
    Gap.UNREADABLE: Text("无法识别", "unreadable"),
}

UNITS: Final = {
    Unit.PIECES: Text(Unit.PIECES.zh, "pieces"),
    Unit.ITEMS: Text(Unit.ITEMS.zh, "items"),
    Unit.YUAN: Text(Unit.YUAN.zh, "yuan"),
    Unit.TEN_THOUSAND_YUAN: Text(Unit.TEN_THOUSAND_YUAN.zh, "10,000 yuan"),
    Unit.UNKNOWN: Text("没有印出单位", "no unit is printed"),
}

LIST: Final = Text("、", ", ")
CLAUSES: Final = Text("；", "; ")
COMMA: Final = Text("，", ", ")
COLON: Final = Text("：", ": ")
"""Marks between the things of a list, between clauses, between parts of one, and before what is explained."""

_QUOTES: Final = Text("「{}」", "“{}”")
_DETAIL: Final = re.compile(r"( ?)\{(\w+)\}")


def digits(number: Number, sign: Literal["", "+"] = "") -> str:
    """A number in plain digits, without an exponent; if asked for, with a plus unless it is negative."""
    return format(number, f"{sign}f" if isinstance(number, Decimal) else f"{sign}d")


def shown(value: Value | None, lang: Lang) -> str:
    """A number in plain digits, or the reason why there is none."""
    if value is None:
        return "?"
    return GAPS[value].get(lang) if isinstance(value, Gap) else digits(value)


def measured(number: Number, unit: Unit, lang: Lang, sign: Literal["", "+"] = "") -> str:
    """A number with its unit if it is an amount; a count is told by its label."""
    text, word = digits(number, sign), UNITS[unit].get(lang)
    if unit in (Unit.PIECES, Unit.ITEMS):
        return text
    if lang == "en":
        return f"{text} ({word})"
    return f"{text}（{word}）" if unit is Unit.UNKNOWN else f"{text} {word}"


def as_json(value: Value | None) -> int | str | None:
    """A value as JSON has it: a count as an integer, an amount as a string, a gap by its word."""
    if isinstance(value, Gap):
        return value.value
    return digits(value) if isinstance(value, Decimal) else value


def listed(parts: Iterable[str], lang: Lang, between: Text = LIST) -> str:
    """The parts as one text, without those that are empty."""
    return between.get(lang).join(filter(None, parts))


def joined(texts: Sequence[Text], *, of: int | None = None) -> Text:
    """The texts as one list; ``of`` is how many there are where not all are given."""
    total = len(texts) if of is None else of
    rest = total - len(texts)
    zh = "、".join(text.zh for text in texts) + (f" 等 {total} 项" if rest else "")
    en = "; ".join(text.en for text in texts) + (f" and {rest} more" if rest else "")
    return Text(zh, en)


def in_quotes(text: str, lang: Lang) -> str:
    """The text in quotation marks."""
    return _QUOTES.get(lang).format(text)


def filled(template: Text, lang: Lang, **details: str) -> str:
    """The template with its details; what begins with a Chinese character has no space before it in Chinese."""

    def detail(match: re.Match[str]) -> str:
        value = details[match[2]]
        return value if lang == "zh" and "\u4e00" <= value[:1] <= "\u9fff" else match[1] + value

    return _DETAIL.sub(detail, template.get(lang))


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
