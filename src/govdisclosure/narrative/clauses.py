"""Clauses: named records of ``clauses.toml``, each a pattern of kinds of words and what it says."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.forms.text import Text
from govdisclosure.narrative.words import kinds, toml

LISTED: Final = {"案": ("申请", "依申请", "申请件", "复议", "诉讼", "直诉", "复诉")}
"""Names of several kinds, for lists of things that did not happen."""
LABELS: Final = {
    "行": Text("表三办理结果的一行", "a row of outcomes of table three"),
    "组": Text("表三办理结果的一组（没有自己的一格）", "a group of outcomes of table three, without a cell of its own"),
    "人": Text("表三的申请人一列", "a column of applicants of table three"),
    "法人": Text("表三几列申请人之和", "several columns of applicants of table three together"),
    "文": Text("表二的文件一行", "a row of documents of table two"),
    "决": Text("表二的决定一行", "a row of decisions of table two"),
    "收费": Text("表二的收费", "the fees of table two"),
    "果": Text("表四的一种结果", "a result of table four"),
    "直诉": Text("表四未经复议的诉讼", "litigation without reconsideration, of table four"),
    "复诉": Text("表四复议后的诉讼", "litigation after reconsideration, of table four"),
    "其他": Text("“其他”，意思看上下文", "“other”, whose meaning depends on what stands around it"),
}
"""Kinds of words that come from the labels of the forms."""
READ: Final = {
    "数": Text("件数，单位为件、宗、份、起、例、条等，或没有单位", "a count, with its unit or without one"),
    "元": Text("金额", "an amount of money"),
    "量": Text("别的单位的数（人、次、期、篇），或后面是不认识的词", "a number of something else"),
    "率": Text("百分比", "a percentage"),
    "他": Text(
        "不认识的词：在动词与数字之间就不读", "a word that is not known: between verb and number nothing is read"
    ),
    "他年": Text("别的年份", "another year"),
    "约": Text("约数", "a word that makes a number approximate"),
    "括": Text("括号", "brackets"),
    "政府": Text("某个政府，不是报告机关自己", "some government that is not the organ itself"),
    "范围": Text("全市、各部门等，句首以外", "everyone in a region, but at the beginning"),
}
"""Kinds that the tokenizer makes."""


class Says(NamedTuple):
    """One thing that a clause says: its readings, and where the number comes from."""

    what: str
    value: str


@attrs.frozen
class Example:
    """A sentence of our own, and what is read in it."""

    text: str
    says: tuple[tuple[str, float], ...]
    figures: tuple[tuple[str, float], ...]
    year: int
    organ: str


@attrs.frozen
class Clause:
    """A way of putting something: the kinds of words in order, what they say, and sentences that show it.

    ``topic`` is what must have been spoken of before, ``lead`` allows words before the clause that are not known,
    ``whole`` allows none behind it, ``inside`` lets it be read in brackets too. ``act`` names the
    condition or the effect that the machine knows it by.
    """

    name: str
    pattern: str
    says: tuple[Says, ...]
    means: Text
    examples: tuple[Example, ...]
    topic: str
    act: str
    lead: bool
    whole: bool
    figure: bool
    inside: bool


def _example(each: Mapping[str, Any]) -> Example:
    says, figures = (tuple((what, value) for what, value in each.get(key, ())) for key in ("says", "figures"))
    return Example(each["text"], says, figures, each.get("year", _YEAR), each.get("organ", _ORGAN))


_YEAR: Final = 2023
_ORGAN: Final = "临岚县水利局"


@remembered()
def clauses() -> tuple[Clause, ...]:
    """Every clause, in the order of the list."""
    return tuple(
        Clause(
            each["name"],
            each["pattern"],
            tuple(Says(*pair) for pair in each["says"]),
            Text(each["means"]["zh"], each["means"]["en"]),
            tuple(map(_example, each["examples"])),
            each.get("topic", ""),
            each.get("act", ""),
            each.get("lead", False),
            each.get("whole", False),
            each.get("figure", False),
            each.get("inside", False),
        )
        for each in toml("clauses.toml")["clause"]
    )


# ---------------------------------------------------------------------------------------------------- matching


@remembered()
def codes() -> Mapping[str, str]:
    """One character for each kind of word, so that a segment is a short text."""
    names = dict.fromkeys([*kinds(), *LABELS, *READ])
    return {name: chr(0x4E00 + number) for number, name in enumerate(names)}


def _item(item: str) -> str:
    optional, several = item.endswith("?"), item.endswith("…")
    names = item.rstrip("?…").split("|")
    coded = "".join(codes()[name] for each in names for name in LISTED.get(each, (each,)))
    one = f"[{coded}]"
    if several:
        return f"{one}(?:{codes()['和']}{one}){{0,6}}"
    return f"{one}?" if optional else one


class Compiled(NamedTuple):
    """A clause with what matches it: of bounded length, as every pattern names at most so many words."""

    clause: Clause
    pattern: "re.Pattern[str]"


@remembered()
def compiled() -> tuple[Compiled, ...]:
    """Every clause with what matches it."""
    return tuple(Compiled(each, re.compile("".join(map(_item, each.pattern.split())))) for each in clauses())


class Match(NamedTuple):
    """A clause, and how many words of a segment it takes."""

    clause: Clause
    length: int


@remembered(4096)
def _matches(coded: str) -> tuple[Match, ...]:
    found = [Match(clause, match.end()) for clause, pattern in compiled() if (match := pattern.match(coded))]
    return tuple(sorted(found, key=lambda each: -each.length))


LONGEST: Final = 16
"""Words of a segment that a clause looks at."""


def matching(names: Sequence[str]) -> tuple[Match, ...]:
    """The clauses with which a segment begins, the longest first."""
    known = codes()
    return _matches("".join([known[name] for name in names[:LONGEST]]))
