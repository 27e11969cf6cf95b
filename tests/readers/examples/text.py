"""Notices of text: what is left of a table without its slots."""

from govdisclosure.forms.text import Text
from readers.examples.example import ORGAN, Example

_HEAD = f"{ORGAN}2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
_NEXT = "二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2\n四、结转下年度继续办理 1 0 0 0 0 0 1\n"


def _text(code: str, zh: str, en: str, excerpt: str, after: str = "") -> Example:
    content = (_HEAD + excerpt + after).encode()
    return Example(code=code, what=Text(zh, en), content=content, name="report.md", excerpt=excerpt)


NOTICES = (
    _text(
        "header-by-order",
        "文本中的表三表头，跨行的“自然人”“总计”各占一行，看不出在哪一列。",
        "The header of table three in a text: 自然人 and 总计, which span lines, stand on lines of their own, "
        "and nothing shows in which column.",
        "申请人情况\n总计\n自然人\n法人或其他组织\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
        "一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6\n",
        _NEXT,
    ),
    _text(
        "numbering-left-out",
        "程序导出的表格，上面有列号，左边有行号。",
        "A table that a program has written, with numbers over its columns and before its lines.",
        "|   | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n|---|---|---|---|---|---|---|---|---|\n"
        "| 0 | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n"
        "| 1 | 一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |\n"
        "| 2 | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n",
    ),
)
