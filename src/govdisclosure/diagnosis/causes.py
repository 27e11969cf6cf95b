"""The slips that can make many cells wrong at once, and what each is called."""

import enum

import attrs

from govdisclosure.forms.say import filled, in_quotes, listed
from govdisclosure.forms.text import Lang, Text


class CauseKind(enum.Enum):
    """What can have happened; the value is the id used in JSON."""

    ROW_SHIFTED = "row_shifted"
    """The numbers of a row stand one column too far to the right or left, and one is lost."""
    NEIGHBOURS_SWAPPED = "neighbours_swapped"
    """Two neighbouring cells of a row or column hold each other's numbers."""
    LINES_EXCHANGED = "lines_exchanged"
    """Two rows or two columns hold each other's numbers (the total and the carry-over, for one)."""
    TOTAL_OMITS = "total_omits"
    """A total, or a whole line of totals, leaves out one of its parts."""
    TOTAL_COUNTS_TWICE = "total_counts_twice"
    """A total, or a whole line of totals, takes one of its parts twice."""
    LINE_LEFT_EMPTY = "line_left_empty"
    """A row or column has zeros throughout where numbers are missing."""
    ROW_COPIED = "row_copied"
    """A row has the numbers of the row above it."""
    COPIED_FROM_LAST_YEAR = "copied_from_last_year"
    """A row, or the whole of table three, has the numbers of last year's report."""
    NUMBER_SPLIT = "number_split"
    """A number was read as two, and what follows moved on by one cell or was written over."""
    TOTALS_LEFT_EMPTY = "totals_left_empty"
    """Totals are zero though their parts are not."""
    RESTATED = "restated"
    """Last year's closing figures and this year's opening figures differ, and each report balances."""

    def __repr__(self) -> str:
        return f"CauseKind.{self.name}"


_NONE = Text("", "")
NAMED = 3
"""Of more lines than these the first are named in the text, with how many there are."""


@attrs.frozen
class Cause:
    """One slip: its kind, the rows, columns or cells it befell (their labels), and the direction if it has one."""

    kind: CauseKind
    lines: tuple[Text, ...] = ()
    detail: Text = _NONE

    def text(self, lang: Lang = "zh") -> str:
        """The slip as a phrase."""
        names = listed((in_quotes(line.get(lang), lang) for line in self.lines[:NAMED]), lang)
        if len(self.lines) > NAMED:
            names += Text(f" 等 {len(self.lines)} 项", f" and others, {len(self.lines)} in all").get(lang)
        return filled(_TEXTS[self.kind], lang, lines=names, detail=self.detail.get(lang))

    def to_dict(self) -> dict[str, object]:
        """The slip as JSON types."""
        return {"kind": self.kind.value, "zh": self.text("zh"), "en": self.text("en")}


RIGHT = Text("右", "right")
LEFT = Text("左", "left")

_TEXTS = {
    CauseKind.ROW_SHIFTED: Text(
        "{lines}一行整体向{detail}错开一列", "the row {lines} stands one column too far to the {detail}"
    ),
    CauseKind.NEIGHBOURS_SWAPPED: Text("相邻两格的数字互换", "two neighbouring cells hold each other's numbers"),
    CauseKind.LINES_EXCHANGED: Text("{lines}的数字互换", "{lines} hold each other's numbers"),
    CauseKind.TOTAL_OMITS: Text("合计漏计{lines}", "the total leaves out {lines}"),
    CauseKind.TOTAL_COUNTS_TWICE: Text("合计重复计入{lines}", "the total takes {lines} twice"),
    CauseKind.LINE_LEFT_EMPTY: Text(
        "{lines}全为零，应有数字", "{lines} has zeros throughout where numbers are missing"
    ),
    CauseKind.ROW_COPIED: Text("{lines}一行照抄了上一行", "the row {lines} repeats the row above it"),
    CauseKind.COPIED_FROM_LAST_YEAR: Text("{lines}照抄了上年的数字", "{lines} repeats last year's numbers"),
    CauseKind.NUMBER_SPLIT: Text("{lines}的一个数字被拆成两个", "a number of {lines} was split in two"),
    CauseKind.TOTALS_LEFT_EMPTY: Text(
        "合计为零而分项不为零：{lines}", "totals are zero though their parts are not: {lines}"
    ),
    CauseKind.RESTATED: Text(
        "上年结转与上年报告不一致，而两份报告各自平衡，上年数据可能经过调整",
        "the carry-over differs from last year's report, and both reports balance: the figures may have been restated",
    ),
}
