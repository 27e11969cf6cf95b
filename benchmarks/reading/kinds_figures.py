"""Deviations of what is printed for a figure."""

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

import attrs
from benchmarks.reading.draft import Draft, on_tables, split_row, table_of, value_rows, with_row
from benchmarks.reading.kind import ALL, Kind, deviation

from govdisclosure.forms.declare import Kind as Holds
from govdisclosure.forms.values import Gap
from govdisclosure.strategies.layouts import Line
from govdisclosure.writers.printed import Box, Boxes, Sheet

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Print = Callable[[Box, Random], Box]


def on_figures(change: Print, *, often: float = 0.4) -> Callable[[Draft, Random], Draft]:
    """The change made to some of the figures that are printed as plain numbers."""

    def changed(draft: Draft, rng: Random) -> Draft:
        def one(box: Box) -> Box:
            plain = box.value and _PLAIN.fullmatch(box.text) is not None
            return change(box, rng) if plain and rng.random() < often else box

        blocks = (
            block if isinstance(block, Line) else tuple(tuple(map(one, row)) for row in block) for block in draft.paper
        )
        return attrs.evolve(draft, paper=tuple(blocks))

    return changed


def _printed(box: Box, text: str) -> Box:
    return attrs.evolve(box, text=text)


def _is_count(box: Box) -> bool:
    return box.cell is not None and box.cell.kind is Holds.COUNT and "." not in box.text


def _wide_thousands(box: Box, rng: Random) -> Box:
    text = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", "，", box.text) if "." not in box.text else box.text
    wide = {ord(char): ord(char) + 0xFEE0 for char in "0123456789"}
    return _printed(box, text.translate(wide) if rng.random() < 0.5 else text)


_REMARKS = ("（其中修订{}件）", "(含上年结转{}件)", "（其中{}件为网络申请）", "（件）", "（含撤回）")


def _annotated(box: Box, rng: Random) -> Box:
    remark = rng.choice(_REMARKS).format(rng.randrange(1, 9))
    return _printed(box, box.text + remark) if _is_count(box) and box.text != "0" else box


def _decimal(box: Box, rng: Random) -> Box:
    return _printed(box, box.text + rng.choice((".0", ".00"))) if _is_count(box) else box


_UNSEEN = ("\u200b", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202d", "\u2066")


def _unseen(box: Box, rng: Random) -> Box:
    at = rng.randrange(len(box.text) + 1)
    return _printed(box, box.text[:at] + rng.choice(_UNSEEN) + box.text[at:])


def _turned(box: Box, rng: Random) -> Box:
    """Digits shown in the opposite order: nobody knows which order is meant."""
    if len(set(box.text)) < 2 or not box.text.isdigit():
        return box
    return attrs.evolve(box, text=f"\u202e{box.text}\u202c", means=Gap.UNREADABLE)


def _other_money(box: Box, rng: Random) -> Box:
    if box.cell is None or box.cell.kind is not Holds.MONEY or not isinstance(box.means, Decimal):
        return box
    if box.cell.column.companion:
        return box
    yuan = f"{box.means * 10_000:f}"
    return _printed(box, rng.choice((f"{yuan}元", f"{box.text}万", f"{box.text} 万元", f"{yuan} 元")))


def _led_by_zeros(box: Box, rng: Random) -> Box:
    """Zeros before a number: a code or a number, which nobody can tell."""
    if not _is_count(box) or box.text == "0":
        return box
    return attrs.evolve(box, text="0" + box.text, means=Gap.UNREADABLE)


def _circa(box: Box, rng: Random) -> Box:
    texts = (
        "{0}余",
        "约{0}",
        "{0}%",
        "≥{0}",
        "{0}+",
        "{0}?",
        "{0}*",
        "{0}/{1}",
        "{0}、{1}",
        "{0};{1}",
        "{0}-{1}",
        "{0}×{1}",
    )
    text = rng.choice(texts).format(box.text, rng.randrange(9))
    return attrs.evolve(box, text=text, means=Gap.UNREADABLE)


def _figure_note(box: Box, rng: Random) -> Box:
    """A mark of a note behind the number, or the number in words."""
    text = rng.choice(("{0}①", "{0}[1]", "{0}¹", "{0}注", "第{0}", "{0}次/年"))
    return attrs.evolve(box, text=text.format(box.text), means=Gap.UNREADABLE)


# ---------------------------------------------------------------------------------------------------- whole rows


def _emptied(box: Box) -> Box:
    return attrs.evolve(box, text="", means=Gap.BLANK) if box.value else box


def _blank_rows(sheet: Sheet, rng: Random) -> Sheet:
    for number in value_rows(sheet):
        if rng.random() < 0.3:
            sheet = with_row(sheet, number, tuple(map(_emptied, sheet[number])))
    return sheet


def _blank_details(sheet: Sheet, rng: Random) -> Sheet:
    """Nothing in the cells of a row of zeros but for its total."""
    for number in value_rows(sheet):
        head, figures = split_row(sheet[number])
        shown = [box for box in figures if box.value]
        if table_of(sheet) == "requests" and all(box.means == 0 for box in shown):
            sheet = with_row(sheet, number, (*head, *map(_emptied, figures[:-1]), figures[-1]))
    return sheet


def _blank_totals(sheet: Sheet, rng: Random) -> Sheet:
    for number in value_rows(sheet):
        if table_of(sheet) == "requests" and rng.random() < 0.6:
            sheet = with_row(sheet, number, (*sheet[number][:-1], _emptied(sheet[number][-1])))
    return sheet


def _blank_table(draft: Draft, rng: Random) -> Draft:
    name = rng.choice(("proactive", "requests", "remedies"))
    return on_tables(name, change=lambda sheet, _: tuple(tuple(map(_emptied, row)) for row in sheet))(draft, rng)


def _slashes(sheet: Sheet, rng: Random) -> Sheet:
    mark = rng.choice(("/", "—", "无"))

    def row(each: Boxes) -> Boxes:
        if rng.random() < 0.3:
            return each
        return tuple(attrs.evolve(box, text=mark, means=Gap.PLACEHOLDER) if box.value else box for box in each)

    return tuple(map(row, sheet))


def _one_blank(sheet: Sheet, rng: Random) -> Sheet:
    """One cell without a number in a filled row, as happens by oversight."""
    number = rng.choice(value_rows(sheet) or [len(sheet) - 1])
    places = [at for at, box in enumerate(sheet[number]) if box.value]
    if not places:
        return sheet
    at = rng.choice(places)
    row = sheet[number]
    return with_row(sheet, number, (*row[:at], _emptied(row[at]), *row[at + 1 :]))


KINDS = (
    deviation("padded figures", breaks=True),
    deviation("thousands separators"),
    Kind(name="thousands separators of full width", change=on_figures(_wide_thousands)),
    deviation("full width digits"),
    deviation("units in cells"),
    deviation("signs"),
    deviation("split numbers", parts=True, keeps=False, adds=True),
    deviation("blank zeros", blanks=True),
    deviation("all zeros blank", blanks=True),
    deviation("blank figures", blanks=True),
    deviation("placeholders"),
    deviation("unreadable figures", words=True),
    Kind(name="remarks behind figures", change=on_figures(_annotated, often=0.2)),
    Kind(name="decimals of spreadsheets", change=on_figures(_decimal)),
    Kind(name="invisible characters in figures", change=on_figures(_unseen), formats=ALL - {"pdf"}),
    Kind(name="digits turned around", change=on_figures(_turned, often=0.1), formats=ALL - {"pdf"}),
    Kind(name="amounts in another unit", change=on_figures(_other_money, often=1)),
    Kind(name="zeros before figures", change=on_figures(_led_by_zeros, often=0.1)),
    Kind(name="figures that are none", change=on_figures(_circa, often=0.1)),
    Kind(name="marks of notes at figures", change=on_figures(_figure_note, often=0.1)),
    Kind(name="blank rows of figures", change=on_tables(change=_blank_rows), blanks=True),
    Kind(name="blank details beside totals", change=on_tables(change=_blank_details), blanks=True),
    Kind(name="blank totals", change=on_tables(change=_blank_totals), blanks=True),
    Kind(name="blank table", change=_blank_table, blanks=True),
    Kind(name="one blank by oversight", change=on_tables(change=_one_blank), blanks=True),
    Kind(name="marks for nothing in most rows", change=on_tables(change=_slashes)),
)
