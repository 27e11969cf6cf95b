"""The ways in which a table may be laid out, and what speaks against each: one table, with an example of everything.

A table is laid out in one way. So every way that is met in documents is listed here, as the official one with edits: cells
before its columns, cells behind them. `fits` holds a row against a way, `placing` all rows of a table against all ways.
"""

from typing import Final

import attrs

from govdisclosure.forms.text import Lang, Text

PAD: Final = -1
"""Any number of empty cells behind the columns, up to the usual end of the lines."""


@attrs.frozen
class Cost:
    """Something that speaks against a way: how much, what it is, and what it looks like."""

    worth: float
    text: Text
    example: str


NO_FIT: Final = Cost(
    1.0, Text("一行不合这种排法", "a row that does not stand in the way"), "规章 | 1 | 0（应有三个数 · three are due）"
)
NO_CELL: Final = Cost(
    0.4, Text("旁边有列名，行里没有这一格", "a column beside those of the form has a head, and no cell in the row"),
    "表头有“备注”，行里没有 · a head 备注 and no cell under it",
)  # fmt: skip
LOOSE: Final = Cost(
    0.25, Text("一段的末行多了或少了空格", "the last row before something else has lost or gained blanks"),
    "其余各行以空格结尾，末行没有 · all rows but the last end with a blank",
)  # fmt: skip
SPARE: Final = Cost(
    1.0, Text("各列都有数，旁边的空格与别的行不同", "a figure in every column, and other blanks beside them"),
    "总计 |  | 1 | 2 | 3 | 4 | 5 | 6 | 21 | ",
)  # fmt: skip
REMARK: Final = Cost(
    0.3, Text("列外有一处文字，没有列名", "words behind the columns, under no head"), "规章 | 1 | 0 | 4 | 含暂行规定"
)
NAMELESS_FEW: Final = Cost(
    1.0, Text("不多几行的表里，列外有数，没有列名", "figures beside the columns of a few rows, under no head"),
    "15 列的表四有 16 个数 · sixteen figures in table four",
)  # fmt: skip
NAMELESS: Final = Cost(
    3.0, Text("列外成列的数，没有列名", "a column of figures beside those of the form, under no head"),
    "每行都有 8 个数 · eight figures in every row of table three",
)  # fmt: skip
ABSENT: Final = Cost(
    0.6, Text("没有列名的表缺这一版的一行", "a row of an edition that a table without heads does not print"),
    "2019 版的“政府集中采购”不在表里 · no row 政府集中采购",
)  # fmt: skip
COSTS: Final = (NO_FIT, NO_CELL, LOOSE, SPARE, REMARK, NAMELESS_FEW, NAMELESS, ABSENT)

FEW: Final = 3
"""Rows that may look alike by chance."""
LEADING: Final = 0.3
"""How much worse than the best a way may be that is as good as the best."""
NEAR: Final = 0.5
"""How much worse than in the best way a row may stand in another that has a say in it."""


def margin(rows: int, *, slotted: bool) -> float:
    """How much worse than the best a way may be, of so many rows with figures, that may still be the right one."""
    if rows > FEW:
        return 1.0
    return 0.5 if slotted else 1.5


@attrs.frozen
class Layout:
    """A way in which the rows of a table may stand: so many cells before their columns, so many behind them.

    ``depth`` says that there are as many more before them as the label is less deep than those of the form may be (one
    less of them where ``before`` is -1: the labels stand in fewer columns), ``slots`` instead of all this that every
    column stands where its head does. ``cost`` speaks against the way itself.
    """

    before: int = 0
    after: int = 0
    depth: bool = False
    slots: bool = False
    cost: float = 0.0

    def message(self, lang: Lang = "zh") -> str:
        """The way in words."""
        if self.slots:
            return _SLOTS.get(lang)
        before = _BEFORE[self.before, self.depth][1].get(lang)
        return f"{before}{Text('，', ', ').get(lang)}{_AFTER[self.after][1].get(lang)}"


_SLOTS: Final = Text("每列在列名之下", "every column under its head")
_BEFORE: Final = {
    (0, False): (0.0, Text("标签之后就是各列", "the columns right behind the label")),
    (0, True): (0.05, Text("标签列合并处留有空格", "an empty cell for every column of labels that a label spans")),
    (-1, True): (1.2, Text("标签列比格式少一列", "the same, with a column of labels less")),
    (1, False): (1.2, Text("各列之前多一格", "a cell before the columns")),
    (1, True): (1.2, Text("标签列合并处留有空格，再多一格", "an empty cell for every column of labels, and one more")),
    (2, False): (1.2, Text("各列之前多两格", "two cells before the columns")),
}
"""Cells before the columns, and whether they go with the depth of the label: what that costs, and what it is."""
_AFTER: Final = {
    0: (0.0, Text("其后没有别的", "nothing behind them")),
    1: (0.05, Text("其后一格", "a cell behind them")),
    2: (0.1, Text("其后两格", "two cells behind them")),
    3: (0.15, Text("其后三格", "three cells behind them")),
    PAD: (0.05, Text("其后空到行尾", "blanks up to the end of the line")),
}
"""Cells behind the columns: what that costs, and what it is."""

LAYOUTS: Final = (
    Layout(slots=True),
    *(
        Layout(before, after, depth, cost=cost + more)
        for (before, depth), (cost, _) in _BEFORE.items()
        for after, (more, _) in _AFTER.items()
    ),
)
"""Every way that is tried, each once."""
