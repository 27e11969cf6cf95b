"""The page of all notices, from their one declaration, each with a document that gives it."""

from generators.examples import examples, notice_block
from govdisclosure.model.notices import KINDS, NoticeKind

INTRODUCTION = """# 读取提示 Notices

读取结果（`reading.notices`）中的每条提示都属于下列种类之一。
提示从不表示数字被改动：它说明有内容没有归位，某个单元格为什么没有数字，或者某个读法除旁边的标签外还依据了什么。
`{detail}` 处是文件中的原文或数字。
每一种都有一个例子：文件中是什么样，读取后说了什么（括号里是位置）。
网页的例子大多是把仓库中 `examples/linlan-water-2023.html` 改动一处，列出的是改后的样子。
例子的提示是生成本页时读出来的。

Every notice of a reading is of one of these kinds.
A notice never means that a number was changed.
Each kind has an example: what the document holds, and what the reading says of it, with the place in brackets.
Most of the pages are `examples/linlan-water-2023.html` with one place changed; \
all were read when this page was made."""


def section(kind: NoticeKind) -> str:
    """One kind of notice, with a target of its own to link to."""
    shown = [notice_block(example) for example in examples("NOTICES") if example.code == kind.code]
    declared = f"""(notice-{kind.code})=
## {kind.code}

{kind.zh}
: {kind.advice_zh}

{kind.en}
: {kind.advice_en}"""
    return "\n\n".join([declared, *shown])


def page() -> str:
    """Every kind of notice, in alphabetical order of the codes."""
    return "\n\n".join([INTRODUCTION, *(section(kind) for kind in sorted(KINDS, key=lambda kind: kind.code))])
