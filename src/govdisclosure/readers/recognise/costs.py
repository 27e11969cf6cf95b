"""What speaks against a way of laying out a table, or against a row of the form: all costs in one place.

The pages of the documentation show the same table. What is cheapest is taken, unless a rival costs nearly as little.
"""

from typing import Final

import attrs

from govdisclosure.forms.text import Text


@attrs.frozen
class Cost:
    """Something that speaks against a way: how much, what it is, and what it looks like."""

    worth: float
    text: Text
    example: str


NO_FIT: Final = Cost(
    1.0, Text("一行不合这种排法", "a row that does not stand in the way"), "甲 | 1 | 0（应有三个数 · three are due）"
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
    "甲 |  | 1 | 2 | 3 | ",
)  # fmt: skip
REMARK: Final = Cost(
    0.3, Text("列外有一处文字，没有列名", "words behind the columns, under no head"), "甲 | 1 | 0 | 4 | 含暂行的"
)
NAMELESS_FEW: Final = Cost(
    1.0, Text("不多几行的表里，列外有数，没有列名", "figures beside the columns of a few rows, under no head"),
    "十五列的表四有十六个数 · sixteen figures in table four",
)  # fmt: skip
NAMELESS: Final = Cost(
    3.0, Text("列外成列的数，没有列名", "a column of figures beside those of the form, under no head"),
    "表三每行都有八个数 · eight figures in every row of table three",
)  # fmt: skip
ABSENT: Final = Cost(
    0.6, Text("没有列名的表缺这一版的一行", "a row of an edition that a table without heads does not print"),
    "少了那一版才有的一行 · a row is missing that only that edition has",
)  # fmt: skip
OTHER_GROUP: Final = Cost(
    1.0, Text("行在别的分组之下", "a row under the name of a group in which the form does not have it"),
    "乙组之下有甲组的行 · a row of group A under group B",
)  # fmt: skip
MAY_BE_CUT: Final = Cost(
    0.5, Text("标签没有序号，可能是另一行标签的开头", "a label without its ordinal that may begin another"),
    "“其他”，也是另一行标签的头两个字 · two letters with which another label begins",
)  # fmt: skip
BACKWARDS: Final = Cost(
    1.5,
    Text("表样里排在前一行之前的行", "a row that the form has before the last one"),
    "第四行之后又是第一行 · the first row after the fourth",
)
REPEATED: Final = Cost(0.3, Text("同一行又出现", "the same row again"), "第二行，又是第二行 · the second row twice")
GAP: Final = Cost(
    0.3,
    Text("两行之间缺了表样的行", "rows of the form left out between two"),
    "第二行之后是第九行 · the ninth row after the second",
)
LEFT_OUT: Final = Cost(0.02, Text("所缺的每一行", "each row left out but the first"), "同上 · as above")
NO_ROW: Final = Cost(6.0, Text("不是表样里的行", "a row that is none of the form"), "自编的一行 | 186")

OF_LAYOUTS: Final = (NO_FIT, NO_CELL, LOOSE, SPARE, REMARK, NAMELESS_FEW, NAMELESS, ABSENT)
"""What a way of laying out a table costs (`placing`)."""
OF_ROWS: Final = (OTHER_GROUP, MAY_BE_CUT, BACKWARDS, REPEATED, GAP, LEFT_OUT, NO_ROW)
"""What it costs that a row is a certain one of the form (`align`)."""
