"""The page of the balancing relations of both editions, and what each set of them can notice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import govdisclosure as gd
from generators.markdown import table
from govdisclosure.forms.declare import Cell
from govdisclosure.forms.text import Text
from govdisclosure.model.access import cells_of

EDITIONS: Mapping[str, gd.AnnualReport] = {"2021": gd.zeros(2021), "2019": gd.zeros(2019)}

INTRODUCTION = """# 勾稽关系 Balancing relations

表样规定的全部勾稽关系（balancing relations）：每条都是两组格之和相等。
程序里求和只写在这一处；核对、诊断、生成测试数据和本页都由它得出。
实例的代码由种类和所说的行、列或组构成，例如 `REQ001@natural_persons`。
每一种类另有一页[规则说明](rules.md)，讲不成立时通常是什么原因。

Every balancing relation of the form: two sums over its cells that must be equal.
This is the only place where a sum is written down; \
the check, the diagnosis, the test data and this page are derived from it.

```python
>>> import govdisclosure as gd
>>> identity = gd.identities(gd.zeros(2024))[-1]
>>> identity.instance
'REM001@litigation_after_reconsideration'
>>> [term.address.rpartition(".")[2] for term in identity.left]
['upheld', 'corrected', 'other_result', 'pending']
```"""

SET_INTRODUCTION = """## {edition} 版各表能发现什么 What edition {edition} can notice

{count} 条勾稽关系，秩为 {rank}：多出的 {spare} 条可由其余推出，核对时照样逐条核对，因为它们使出错的位置更容易看清。
它们涉及 {covered} 个单元格中的每一个；另有 {uncovered} 个单元格不在任何一条之中，改动它们没有任何关系会察觉。

{count} identities of rank {rank}; the other {spare} follow from the rest and are checked all the same.
They cover {covered} cells; {uncovered} cells are in none of them, and nothing notices a change there."""

DEPENDENCY = """### 相依 Dependency {number}

下列各条乘以系数后相加恒等于零，所以其中任何一条都不会单独不成立。
The signed sum of these is zero whatever the cells hold, so none of them can fail alone."""


def star(instance: str, text: str) -> str:
    """An address with the place that the instance names replaced by a star; the whole address if it is not there."""
    place = instance.partition("@")[2]
    parts = text.split(".")
    size = place.count(".") + 1
    for start in reversed(range(len(parts) - size + 1)):  # a row may be called total as its column is
        if ".".join(parts[start : start + size]) == place:
            return ".".join([*parts[:start], "*", *parts[start + size :]])
    return text


def patterns(identity: gd.Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides of an identity with the place it speaks of as a star."""
    left, right = (
        tuple(star(identity.instance, term.address) for term in side) for side in (identity.left, identity.right)
    )
    return left, right


def kinds(found: Iterable[gd.Identity]) -> Iterator[tuple[str, tuple[gd.Identity, ...]]]:
    """The identities of each code."""
    for code, group in groupby(found, key=lambda identity: identity.code):
        yield code, tuple(group)


def words(cell: Cell, address: str) -> Text:
    """What a term says: the labels of its row, or that of its column if the rows are what differs."""
    if address.endswith(".*"):
        texts: Sequence[Text] = (*cell.groups, cell.row.text)
    else:
        texts = (cell.column.text,)
    return Text(" / ".join(text.zh for text in texts), " / ".join(text.en for text in texts))


Lines = tuple[tuple[str, ...], ...]


def merged(by_edition: Mapping[str, Lines]) -> Iterator[tuple[str, ...]]:
    """The lines of all editions in order, each with the editions that have it; all of them is no remark."""
    order: list[tuple[str, ...]] = []
    for lines in by_edition.values():
        for number, line in enumerate(lines):
            if line not in order:
                order.insert(order.index(lines[number - 1]) + 1 if number else 0, line)
    for line in order:
        editions = [edition for edition, lines in by_edition.items() if line in lines]
        yield *line, "" if len(editions) == len(by_edition) else "、".join(editions)


def term_lines(identity: gd.Identity, cells: Mapping[str, Cell]) -> Lines:
    """A line for each term of an identity: side, words, address."""
    sides = zip(("左 left", "右 right"), (identity.left, identity.right), patterns(identity), strict=True)
    return tuple(
        (side, text.zh, text.en, f"`{address}`")
        for side, terms, starred in sides
        for term, address in zip(terms, starred, strict=True)
        for text in (words(cells[term.address], address),)
    )


def kind_section(code: str, by_edition: Mapping[str, tuple[gd.Identity, ...]]) -> str:
    """One kind of identity in all editions."""
    for found in by_edition.values():
        assert len({patterns(identity) for identity in found}) == 1, f"{code}: instances of different shape"
    title = next(iter(by_edition.values()))[0].title
    bases = "\n".join(
        f"- {edition} 版 {len(found)} 条，依据：{found[0].basis.zh}（{len(found)} in the {edition} edition; "
        f"basis: {found[0].basis.en}）"
        for edition, found in by_edition.items()
    )
    terms = {edition: term_lines(found[0], cells_of(EDITIONS[edition])) for edition, found in by_edition.items()}
    instances = {
        edition: tuple((f"`{each.instance}`", each.subject.zh, each.subject.en) for each in found)
        for edition, found in by_edition.items()
    }
    return f"""## {code} {title.zh} {title.en}

{bases}

{table(("边 Side", "项", "Term", "地址 Address", "仅见于 Only in"), merged(terms))}

`*` 处依次是各实例所说的位置：

{table(("实例 Instance", "位置", "Subject", "仅见于 Only in"), merged(instances))}"""


def uncovered(edition: str, analysis: gd.Analysis) -> str:
    """The cells that no identity covers, row by row."""
    cells = cells_of(EDITIONS[edition])
    outside = [cells[address] for address in analysis.uncovered]
    lines: list[tuple[str, str, str]] = []
    for path, group in groupby(outside, key=lambda cell: cell.path[:-1]):
        row = list(group)
        names = ", ".join(cell.path[-1] for cell in row)
        lines.append((row[0].row.zh, row[0].row.en, f"`{'.'.join(path)}.{names if len(row) == 1 else f'{{{names}}}'}`"))
    return "### 没有勾稽关系的单元格 Cells in no relation\n\n" + table(("行", "Row", "地址 Address"), lines)


def signed(factor: int) -> str:
    """A factor with its sign."""
    return f"{factor:+d}".replace("-", "−")


def dependency_lines(terms: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, str]]:
    """A line for each code and factor."""
    grouped: dict[tuple[int, str], list[str]] = {}
    for instance, factor in terms:
        code, _, place = instance.partition("@")
        grouped.setdefault((factor, code), []).append(place)
    for (factor, code), places in grouped.items():
        yield signed(factor), code, "、".join(f"`@{place}`" for place in places)


def dependencies(analysis: gd.Analysis) -> Iterator[str]:
    """A section for each dependency."""
    for number, dependency in enumerate(analysis.dependencies, start=1):
        lines = dependency_lines(dependency.terms)
        yield DEPENDENCY.format(number=number) + "\n\n" + table(("系数 Factor", "种类 Kind", "实例 Instances"), lines)


def set_section(edition: str) -> Iterator[str]:
    """What the identities of one edition can notice."""
    report = EDITIONS[edition]
    analysis = gd.analyse(gd.identities(report), addresses=gd.addresses(report))
    count = len(analysis.identities)
    yield SET_INTRODUCTION.format(
        edition=edition,
        count=count,
        rank=analysis.rank,
        spare=count - analysis.rank,
        covered=len(analysis.covered),
        uncovered=len(analysis.uncovered),
    )
    yield uncovered(edition, analysis)
    yield from dependencies(analysis)


def page() -> str:
    """Every kind in both editions, then what each set can notice."""
    by_code: dict[str, dict[str, tuple[gd.Identity, ...]]] = {}
    for edition, report in EDITIONS.items():
        for code, found in kinds(gd.identities(report)):
            by_code.setdefault(code, {})[edition] = found
    parts = [INTRODUCTION, *(kind_section(code, found) for code, found in by_code.items())]
    for edition in EDITIONS:
        parts += set_section(edition)
    return "\n\n".join(parts)
