"""The page of all notices, from their one declaration."""

from govdisclosure.model.notices import KINDS, NoticeKind

INTRODUCTION = """# 读取提示

读取结果（`reading.notices`）中的每条提示都属于下列种类之一。
提示从不表示数字被改动：它说明有内容没有归位，某个单元格为什么没有数字，或者某个读法除旁边的标签外还依据了什么。
`{detail}` 处是文件中的原文或数字。

Every notice of a reading is of one of these kinds.
A notice never means that a number was changed."""


def section(kind: NoticeKind) -> str:
    """One kind of notice, with a target of its own to link to."""
    return f"""(notice-{kind.code})=
## {kind.code}

{kind.zh}
: {kind.advice_zh}

{kind.en}
: {kind.advice_en}"""


def page() -> str:
    """Every kind of notice, in alphabetical order of the codes."""
    return "\n\n".join([INTRODUCTION, *(section(kind) for kind in sorted(KINDS, key=lambda kind: kind.code))])
