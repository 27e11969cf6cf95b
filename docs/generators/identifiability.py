"""The page on what the identities can tell apart, worked out from them."""

from collections.abc import Iterator, Mapping, Sequence

import govdisclosure as gd
from generators.markdown import table
from govdisclosure.diagnosis import linked

EDITIONS: Mapping[str, gd.AnnualReport] = {"2021": gd.zeros(2021), "2019": gd.zeros(2019, edition="2019")}

INTRODUCTION = """# 可辨识性 What can be told apart

表中有一个数字错了，凭勾稽关系能不能断定是哪一个、应是多少？
本页由勾稽关系算出，`gd.analyse` 对任何一组关系都能给出同样的结果。
诊断的做法和实测准确率见[诊断](../explanation/diagnosis.md)。

Which single wrong number the balancing relations can find and correct, which they cannot tell from others, \
and which they never see; worked out from the relations themselves.

```python
>>> import govdisclosure as gd
>>> report = gd.zeros(2024)
>>> found = gd.analyse(gd.identities(report), addresses=gd.addresses(report))
>>> len(found.unique), [len(group) for group in found.ambiguous], len(found.uncovered)
(175, [5, 5, 5], 10)
```"""

SECTION = """## {edition} 版 Edition {edition}

{count} 条勾稽关系，秩为 {rank}。
{count} balancing relations of rank {rank}.

- 唯一（unique）：{unique} 个单元格。其中任何一个单独出错，都能断定是它，并算出应有的数。
- 不可区分（ambiguous）：{ambiguous}。同组任何一格单独出错，现象完全一样。
- 不受约束（uncovered）：{uncovered} 个单元格，改动不会被任何关系察觉，见[勾稽关系](identities.md)。
- {never} 条关系不可能只因一格出错而单独不成立；其余 {lone} 条可以。

Unique: a single error in any of {unique} cells is found, with the number that should stand there.
Ambiguous: {ambiguous_en}; a single error in any cell of a group looks the same.
Uncovered: {uncovered} cells in which no relation notices a change.
{never} relations never fail alone because of one cell; the other {lone} can.

### 互换而不被察觉 Exchanges that nothing notices

下列各组中任意两行、两列或两格的数字整个互换，所有关系仍然成立：
Any two rows, columns or cells of a group can exchange their numbers, and every relation still holds:

{alike}

此外有 {rectangles} 个“矩形”：同两行、同两列相交的四格各差同一个数、正负相消，也不被察觉。
There are {rectangles} rectangles as well: \
two rows and two columns whose four cells are off by one number, with signs that cancel."""

YEARS = """## 加上上年报告 With the report of last year

有上年报告（`previous`）时，多出 7 条关系：上年的“结转下年度”等于本年的“上年结转”，上年的数不作怀疑对象。
此时“本年新收”与“上年结转”两行互换、各申请人列互换都会被察觉，剩下的是：

With last year's report these exchanges remain invisible:

{alike}"""

LOSSES = """## 缺了一类关系 Without one kind of relation

读不到某些格子时，相应的关系就无法使用。缺一类关系后，表三（2021 版，175 格）还剩多少可以断定：
What is left of table three when one kind of identity cannot be used.

{losses}

行合计承担了大部分定位能力：应当读出各类申请人的数，而不是只读总计。
The sums of rows tell most of where an error is: read the figures of the applicants, and not the totals alone."""


def groups(found: gd.Analysis) -> Iterator[tuple[str, str, str]]:
    """A line for each group of rows, columns or cells that can be exchanged unseen."""
    for what, alike in (
        ("行 rows", found.alike_rows),
        ("列 columns", found.alike_columns),
        ("格 cells", found.alike_cells),
    ):
        for group in alike:
            yield what, str(len(group)), "、".join(f"`{name}`" for name in group)


def alike(found: gd.Analysis) -> str:
    """The table of these groups."""
    return table(("什么 What", "个数 Number", "哪些 Which"), groups(found))


def sizes(found: Sequence[Sequence[str]], each: str = "{} 组各 {} 格", comma: str = "，", nothing: str = "无") -> str:
    """How many groups of which size."""
    counts: dict[int, int] = {}
    for group in found:
        counts[len(group)] = counts.get(len(group), 0) + 1
    return comma.join(each.format(number, size) for size, number in counts.items()) or nothing


def section(edition: str, report: gd.AnnualReport) -> str:
    """What the identities of one edition can tell."""
    found = gd.analyse(gd.identities(report), addresses=gd.addresses(report))
    return SECTION.format(
        edition=edition,
        count=len(found.identities),
        rank=found.rank,
        unique=len(found.unique),
        ambiguous=sizes(found.ambiguous),
        ambiguous_en=sizes(found.ambiguous, "{} groups of {} cells", ", ", "none"),
        uncovered=len(found.uncovered),
        never=len(found.never_single),
        lone=len(found.identities) - len(found.never_single),
        alike=alike(found),
        rectangles=len(found.rectangles),
    )


def with_last_year() -> str:
    """What last year's report adds."""
    report = gd.zeros(2024)
    identities, references = linked(gd.check(report, previous=gd.zeros(2023)).outcomes)
    binding = tuple(each for each in identities if each.code == "YR001")
    found = gd.analyse((*gd.identities(report), *binding), fixed=references)
    return YEARS.format(alike=alike(found))


def losses() -> str:
    """What is left when one kind of identity is missing."""
    every = gd.identities(gd.zeros(2024).requests)
    lines: list[tuple[str, str, str, str]] = []
    for code in ("REQ003", "REQ002", "REQ001"):
        kept = [each for each in every if each.code != code]
        found = gd.analyse(kept, addresses=gd.addresses(gd.zeros(2024).requests))
        largest = max(map(len, found.ambiguous), default=0)
        lines.append((f"{code}：{_title(every, code)}", str(len(found.unique)), sizes(found.ambiguous), str(largest)))
    return LOSSES.format(losses=table(("缺 Without", "唯一 Unique", "不可区分 Ambiguous", "最大一组 Largest"), lines))


def _title(identities: Sequence[gd.Identity], code: str) -> str:
    return next(each.title.zh for each in identities if each.code == code)


def page() -> str:
    """Both editions, what last year's report adds, and what is left when a kind of identity is missing."""
    sections = [section(edition, report) for edition, report in EDITIONS.items()]
    return "\n\n".join([INTRODUCTION, *sections, with_last_year(), losses()])
