"""The ways in which a table may be laid out.

A table is laid out in one way. So every way that is met in documents is listed here, as the official one with edits:
cells before its columns, cells behind them. `fits` holds a row against a way, `placing` all rows against all ways.
"""

from typing import Final

import attrs

from govdisclosure.forms.text import Lang, Text

PAD: Final = -1
"""Any number of empty cells behind the columns, up to the usual end of the lines."""


FEW: Final = 3
"""Rows that may look alike by chance."""
LEADING: Final = 0.3
"""How much worse than the best a way may be that is as good as the best."""
FAR: Final = 5.0
"""How much worse than the best a way is that is not even told."""
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
    (-1, True): (
        1.2,
        Text("标签列比格式少一列", "an empty cell for every column of labels that a label spans, but one"),
    ),
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
