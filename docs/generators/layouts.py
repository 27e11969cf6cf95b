"""The ways in which a table may be laid out, and what speaks against each, from their declarations."""

from collections.abc import Iterator, Sequence

from generators.markdown import table
from govdisclosure.readers.recognise.costs import OF_LAYOUTS, OF_ROWS, Cost
from govdisclosure.readers.recognise.layouts import FEW, LAYOUTS, LEADING, NEAR, PAD, Layout, margin

INTRODUCTION = """# 表的排法 Ways in which tables are laid out

一张表只有一种排法。
[怎样认出一张表](../explanation/recognition.md)说明识别器怎样在这些排法里选出一种；本页列出全部排法和代价，由声明生成。
`govdisclosure convert --explain 文件` 对一份文件说明选了哪一种，别的各要多少。

A table is laid out in one way; \
[how a table is recognised](../explanation/recognition.md) tells how it is found among these.
`govdisclosure convert --explain FILE` shows for a document which way was taken, and what the others cost."""


def page() -> str:
    """The whole page."""
    return "\n\n".join(_parts())


def _parts() -> Iterator[str]:
    yield INTRODUCTION
    yield "## 排法 · Ways"
    yield (
        "`·` 是一格，`(·)` 是标签合并处留下的空格，各行不同，`…` 是空到行尾。"
        "`·` is a cell, `(·)` what is left of merged labels, now more, now less, `…` blanks up to the end of the line."
    )
    yield table(
        ("例 Example", "排法", "Way", "代价 Cost"),
        ((_example(each), each.message("zh"), each.message("en"), f"{each.cost:.2f}") for each in LAYOUTS),
    )
    yield "## 代价 · Costs"
    yield "排法的代价按行相加，只算有数的行。The costs of a way are added up over the rows with figures."
    yield _costs(OF_LAYOUTS)
    yield "行对上表样的代价，沿整张表相加。Those of rows of the form are added up along the table."
    yield _costs(OF_ROWS)
    yield "## 差多少才算 · How much apart"
    yield (
        f"有数的行多于 {FEW} 行时，比最好的排法多 {margin(FEW + 1, slotted=True):g} 以内的都要听；"
        f"不多于 {FEW} 行时，位置已知的表是 {margin(1, slotted=True):g}，只知次序的是 {margin(1, slotted=False):g}。"
        f"多 {LEADING:g} 以内的与最好的一样可用；一行在某种排法里比在最好的里多 {NEAR:g} 以内，这种排法才对它有发言权。"
    )
    yield (
        f"With more than {FEW} rows with figures, every way that costs at most {margin(FEW + 1, slotted=True):g} more "
        f"than the best is heard; with fewer it is {margin(1, slotted=True):g} where slots are known and "
        f"{margin(1, slotted=False):g} where only the order is. Ways at most {LEADING:g} dearer are as good as the "
        f"best; a way has a say in a row that costs at most {NEAR:g} more in it than in the best."
    )


def _example(layout: Layout) -> str:
    if layout.slots:
        return "列名 / 数 · heads / figures"
    lead = "(·)" * layout.depth + "·" * max(0, layout.before)
    behind = "…" if layout.after == PAD else "·" * layout.after
    return " ".join(part for part in ("标签", lead, "1 2 3", behind) if part)


def _costs(costs: Sequence[Cost]) -> str:
    rows = ((each.text.zh, each.text.en, each.example, f"{each.worth:g}") for each in costs)
    return table(("什么", "What", "例 Example", "代价 Cost"), rows)
