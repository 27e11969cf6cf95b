"""Deviations of labels and heads."""

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

import attrs
from benchmarks.reading.draft import Draft, on_tables, table_of, value_rows
from benchmarks.reading.kind import Kind, deviation

from govdisclosure.forms.declare import Kind as Holds
from govdisclosure.strategies.layouts import Line
from govdisclosure.writers.printed import Box, Sheet, header_of

_ORDINAL = re.compile(r"（[一二三四五六七八九十]）|[一二三四五六七八九十]、|[0-9]\.")

Relabel = Callable[[str, Random], str]


def on_labels(change: Relabel, *, often: float = 0.5, named: bool = True) -> Callable[[Draft, Random], Draft]:
    """The change made to some labels of tables; without ``named`` to heads that are no field as well."""

    def changed(draft: Draft, rng: Random) -> Draft:
        def one(box: Box) -> Box:
            label = not box.value and box.text != "" and (box.label is not None or not named)
            return attrs.evolve(box, text=change(box.text, rng)) if label and rng.random() < often else box

        blocks = (
            block if isinstance(block, Line) else tuple(tuple(map(one, row)) for row in block) for block in draft.paper
        )
        return attrs.evolve(draft, paper=tuple(blocks))

    return changed


_HAN = "一二三四五六七八九十"


def _shifted(text: str, rng: Random) -> str:
    def other(match: re.Match[str]) -> str:
        old = match[0]
        return re.sub(r"[0-9]", lambda digit: str(int(digit[0]) % 9 + 1), old) if old[0].isdigit() else _next(old)

    return _ORDINAL.sub(other, text, count=1) if _ORDINAL.match(text) else text


def _next(ordinal: str) -> str:
    return re.sub(f"[{_HAN}]", lambda han: _HAN[(_HAN.index(han[0]) + 1) % len(_HAN)], ordinal)


def _other_ordinal(text: str, rng: Random) -> str:
    match = _ORDINAL.match(text)
    if match is None:
        return text
    mark, rest = match[0], text[match.end() :]
    if mark[0].isdigit():
        number = int(mark[0])
        marks = (
            f"{number}、",
            f"{number}．",
            f"（{number}）",
            f"{number})",
            chr(0x2460 + number - 1),
            f"{number}. ",
            f"{number} ",
        )
        return rng.choice(marks) + rest
    number = _HAN.index(mark.strip("（）、"))
    marks = (
        (chr(0x3220 + number), f"({_HAN[number]})", f"（{_HAN[number]}） ")
        if mark[0] == "（"
        else (f"{_HAN[number]}.", f"{_HAN[number]} 、")
    )
    return rng.choice(marks) + rest


ALIKE = {
    "信": "言",
    "息": "自",
    "行": "彳",
    "政": "攻",
    "开": "幵",
    "公": "么",
    "务": "矛",
    "的": "旳",
    "数": "教",
    "理": "埋",
}


def _misprinted(text: str, rng: Random) -> str:
    """One letter wrong, missing or twice, in a label long enough to be told from all others."""
    if len(text) < 9 or "元" in text:
        return text  # a letter less may make another unit of the one in a head
    at = rng.randrange(3, len(text))
    way = rng.randrange(3)
    if way == 0:
        return text[:at] + text[at + 1 :]
    if way == 1:
        return text[:at] + text[at] + text[at:]
    return text[:at] + ALIKE.get(text[at], "囗") + text[at + 1 :]


def _vertical(text: str, rng: Random) -> str:
    return "\n".join(text) if len(text) < 20 else text


def _in_lines(text: str, rng: Random) -> str:
    return "\n".join(text[at : at + 4] for at in range(0, len(text), 4))


def _with_unit(text: str, rng: Random) -> str:
    return text + rng.choice(("（件）", "（单位：件）", " (件)")) if len(text) < 12 and "）" not in text[-1:] else text


def _truncated(sheet: Sheet, rng: Random) -> Sheet:
    """本年新 for both of 本年新制作数量 and 本年新公开数量."""
    return tuple(
        tuple(attrs.evolve(box, text="本年新") if box.text.startswith("本年新") else box for box in row)
        for row in sheet
    )


def _wrong_heads(sheet: Sheet, rng: Random) -> Sheet:
    """The heads of another item over procurement."""
    other = {"采购项目数量": "上一年项目数量", "采购总金额": "本年增/减"}
    return tuple(tuple(attrs.evolve(box, text=other.get(box.text, box.text)) for box in row) for row in sheet)


def _in_yuan(sheet: Sheet, rng: Random) -> Sheet:
    """The amount charged printed in yuan, as its head says."""

    def box(each: Box) -> Box:
        if each.text.startswith("本年收费金额"):
            return attrs.evolve(each, text=each.text.replace("万元", "元"))
        return attrs.evolve(each, text=f"{each.means * 10_000:f}") if _is_fee(each) else each  # type: ignore[operator]

    heads = [each.text for row in sheet for each in row if each.text.startswith("本年收费金额")]
    if not any(_is_fee(each) for row in sheet for each in row) or "万元" not in "".join(heads):
        return sheet
    return tuple(tuple(map(box, row)) for row in sheet)


def _is_fee(box: Box) -> bool:
    """Whether it is the amount charged, printed as a plain number."""
    is_fee = box.cell is not None and box.cell.kind is Holds.MONEY and not box.cell.column.companion
    return is_fee and isinstance(box.means, Decimal) and re.fullmatch(r"[0-9.]+", box.text) is not None


def _broken_heads(sheet: Sheet, rng: Random) -> Sheet:
    """The heads of applicants broken into a row of first and a row of second words."""
    header = header_of(sheet)
    if table_of(sheet) != "requests" or len(header) != 3:
        return sheet
    upper = tuple(attrs.evolve(box, text=box.text[:-2] if len(box.text) > 3 else box.text) for box in header[2])
    lower = tuple(attrs.evolve(box, text=box.text[-2:] if len(box.text) > 3 else "") for box in header[2])
    first = tuple(attrs.evolve(box, rowspan=box.rowspan + (number == 0)) for number, box in enumerate(header[0]))
    second = tuple(attrs.evolve(box, rowspan=3 if box.rowspan == 2 else box.rowspan) for box in header[1])
    return (first, second, upper, lower, *sheet[3:])


def _labels_for_all(sheet: Sheet, rng: Random) -> Sheet:
    """The label of a row with its group before it in one cell, as pages write them that know no merged cells."""
    done = sheet
    for number in value_rows(sheet):
        row = done[number]
        at = next(n for n, box in enumerate(row) if box.value) - 1
        if row[at].label is not None and rng.random() < 0.3 and table_of(sheet) == "requests":
            cell = next(box.cell for box in row if box.cell)
            group = "".join(text.zh for text in cell.groups[1:2])
            label = attrs.evolve(row[at], text=f"{group}{row[at].text}")
            done = (*done[:number], (*row[:at], label, *row[at + 1 :]), *done[number + 1 :])
    return done


KINDS = (
    deviation("half width labels"),
    deviation("spaced labels"),
    deviation("labels without ordinals"),
    deviation("label variants"),
    Kind(name="shifted ordinals", change=on_labels(_shifted, often=1)),
    Kind(name="some ordinals shifted", change=on_labels(_shifted, often=0.3)),
    Kind(name="other ordinals", change=on_labels(_other_ordinal)),
    Kind(name="misprinted labels", change=on_labels(_misprinted, often=0.15)),
    Kind(name="labels of one character a line", change=on_labels(_vertical, often=0.6, named=False)),
    Kind(name="labels broken over lines", change=on_labels(_in_lines, often=1, named=False)),
    Kind(name="units behind labels", change=on_labels(_with_unit, often=0.3)),
    Kind(name="truncated heads", beheads=True, change=on_tables("proactive", change=_truncated)),
    Kind(name="heads of another item", change=on_tables("proactive", change=_wrong_heads)),
    Kind(name="unit of the head changed", change=on_tables("proactive", change=_in_yuan)),
    Kind(name="heads broken into two rows", change=on_tables("requests", change=_broken_heads)),
    Kind(name="groups before labels in one cell", change=on_tables("requests", change=_labels_for_all)),
)
