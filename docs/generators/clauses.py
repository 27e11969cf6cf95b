# ruff: noqa: E501 - the pages have one sentence a line
"""The clauses by which a text is read and the words they are made of, from their records."""

from collections.abc import Iterator

from generators.markdown import table
from govdisclosure.narrative.clauses import LABELS, READ, Clause, Example, clauses
from govdisclosure.narrative.mention import FIGURES, SUMS
from govdisclosure.narrative.words import kinds

INTRODUCTION = """# 文字的句式 Clauses of the text

报告的文字就是按下列句式读的（见[文字说了什么](../explanation/narrative.md)）。
句式由词类组成：空格隔开各项，`A|B` 二者之一，`?` 可有可无，`…` 一个或并列的几个。
每个例子都由测试核对：读出的正是所列的，不多也不少。
本页由 `narrative/clauses.toml` 和 `narrative/words.toml` 生成；添一种写法，就是在那里添一条记录或一个词。

These are the clauses by which the text of a report is read ([what the text says](../explanation/narrative.md)).
A clause is made of kinds of words: blanks between its parts, `A|B` for one of two, `?` for what may be missing, `…` for one or several in a list.
The tests hold every example against its record: this is read, no more and no less.
The page is made from `narrative/clauses.toml` and `narrative/words.toml`; a new wording is a new record or a new word there."""


def page() -> str:
    """The whole page."""
    return "\n\n".join(_parts())


def _parts() -> Iterator[str]:
    yield INTRODUCTION
    yield "## 句式 · Clauses"
    yield from (_clause(each) for each in clauses())
    yield "## 词类 · Kinds of words"
    yield "“略过”的词不影响句式。Words that are passed over leave a clause as it is."
    yield table(
        ("词类 Kind", "意思", "略过 Passed over", "词 Words"),
        ((name, each.means, "是 yes" if each.soft else "", "、".join(each.words)) for name, each in kinds().items()),
    )
    yield "下列词类不列词：取自格式的行列名称，或由分词得出。These have no list: they are labels of the form, or what the text is taken apart into."
    yield table(
        ("词类 Kind", "意思", "Meaning"), ((name, text.zh, text.en) for name, text in {**LABELS, **READ}.items())
    )
    yield "## 几格之和 · Sums"
    yield table(("名称 Name", "意思", "Meaning"), ((f"`{name}`", text.zh, text.en) for name, text in SUMS.items()))
    yield "## 表外的数 · Figures that no table holds"
    yield table(("名称 Name", "意思", "Meaning"), ((f"`{name}`", text.zh, text.en) for name, text in FIGURES.items()))


def _clause(clause: Clause) -> str:
    lines = [f"### {clause.name}", f"`{clause.pattern}`", f"{clause.means.zh}\n: {clause.means.en}"]
    if clause.examples:
        lines.append("\n".join(_example(each) for each in clause.examples))
    return "\n\n".join(lines)


def _example(example: Example) -> str:
    said = [f"`{what.replace('|', '` / `')}` = {value:g}" for what, value in (*example.says, *example.figures)]
    return f"- {example.text} → {'；'.join(said)}"
