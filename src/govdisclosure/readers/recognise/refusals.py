"""Documents that look like annual reports and are not: refused by name."""

import re
from collections.abc import Sequence
from typing import Final

from govdisclosure.errors import NotAReportError
from govdisclosure.forms.form2021 import Proactive2021, Requests2021
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.text import Text
from govdisclosure.readers.grid import Document, Grid, Paragraph
from govdisclosure.readers.recognise.titles import squeezed

LOOKALIKES: Final = (
    (
        re.compile(r"(?:上半年|下半年|半年|[一二三四1-4]季度|[0-9]{1,2}月份?).*公开.*(?:统计|报告|情况|数据)"),
        Text(
            "半年、季度或月度统计，不是全年的",
            "statistics of half a year, a quarter or a month (半年、季度或月度统计), not of a year",
        ),
    ),
    (
        re.compile(r"(?:政府网站|网站).*年度.*报表|政府网站工作年度报"),
        Text("政府网站工作年度报表", "the annual sheet of a government website (政府网站工作年度报表)"),
    ),
    (
        re.compile(r"法治政府建设.*(?:报告|情况)"),
        Text("法治政府建设年度报告", "a report on law-based government (法治政府建设年度报告)"),
    ),
    (
        re.compile(r"信息公开(?:工作)?(?:指南|目录)(?:$|[_—-])"),
        Text("政府信息公开指南或目录", "a guide or catalogue of disclosure (政府信息公开指南、目录)"),
    ),
    (re.compile(r"学年.*信息公开"), Text("学年信息公开报告", "a report of a school year (学年信息公开报告)")),
    (re.compile(r"统计(?:调查)?制度"), Text("统计制度", "a statistical reporting system (统计制度)")),
    (
        re.compile(r"(?:[xX×＊*Ｘｘ]{2,}.*公开.*报告|(?:20)?[xX×＊*]{2,}年.*公开)|公开.*报告.*(?:模板|样表|格式|范本)"),
        Text(
            "模板，机关名称或年份尚未填写",
            "a template with placeholders for organ or year (模板), not a report that was filled in",
        ),
    ),
)
"""What is refused by its title: how such a title reads, and what the document is."""
_STRONG: Final = frozenset({0, 4, 6})
"""Those refused even if they hold tables of the form: they may well copy it."""

_OLD_FORM: Final = re.compile(r"统计指标|主动公开政府信息数|回应公众关注热点|举报投诉数量|申请答复数|申请办结数")
_OLD_FORM_NAME: Final = Text(
    "2014 至 2018 年的政府信息公开情况统计表（国办发〔2014〕32号）",
    "the statistics form of 2014 to 2018 (政府信息公开情况统计表, 国办发〔2014〕32号)",
)
_PICTURES: Final = Text(
    "只有图片，须先做文字识别（OCR）",
    "only pictures, which have to be put through text recognition (OCR) first",
)
_NO_TEXT: Final = Text("没有任何文字", "no text at all")

_TRADITIONAL: Final = re.compile("政府信息公開|申請數量|報告|結果維持|行政復議|年度報|處理|總計")
_SIMPLIFIED: Final = re.compile("政府信息公开|申请数量|年度报告|结果维持|行政复议")

_LINES: Final = 40
_FEW: Final = 3
_LONGEST: Final = 80


def refuse_lookalike(document: Document, *, title: str, tables: int) -> None:
    """Raise `NotAReportError` if the document says in its title that it is something else.

    ``title`` is its title as that of an annual report, empty if it has none; ``tables`` is the number of tables of the
    form in it. With any, only titles that contradict them count, where a page cannot have them as a link.
    """
    for line in [title] if title else _titles(document, _FEW if tables else _LINES):
        for number, (pattern, name) in enumerate(LOOKALIKES):
            if (not tables or number in _STRONG) and pattern.search(squeezed(line)):
                start = line.strip()[:60]
                raise NotAReportError(f"this is {name.en}: {start!r}", zh=f"这是{name.zh}：“{start}”")


def refuse_unknown(document: Document) -> None:
    """Raise `NotAReportError` for a document without a table or a title of an annual report."""
    lines = list(_lines(document))
    text = "\n".join(lines)
    if not text.strip():
        pictures = any(remark.code in ("pictures-unread", "page-is-image") for remark in document.remarks)
        what = _PICTURES if pictures else _NO_TEXT
        raise NotAReportError(f"{_wanted().en}, found {what.en}", zh=f"{_wanted().zh}，但{what.zh}")
    if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)):
        raise NotAReportError(
            f"{_wanted().en}, found a copy in traditional characters (繁体转写), which may differ from what was "
            "published; read the published page instead",
            zh=f"{_wanted().zh}，但这是繁体转写，可能与发布的内容不同；请读取已发布的网页",
        )
    if len(set(_OLD_FORM.findall(text))) > 1:
        raise NotAReportError(
            f"this is {_OLD_FORM_NAME.en}, whose items are others than those of the forms since 2019",
            zh=f"这是{_OLD_FORM_NAME.zh}，其项目与 2019 年以后的格式不同",
        )
    tables = sum(isinstance(block, Grid) for block in document.blocks)
    begins = next((line for line in lines if line.strip()), "")
    raise NotAReportError(
        f"{_wanted().en}, found {tables} other tables and {len(lines)} lines of text, "
        f"beginning {begins.strip()[:40]!r}",
        zh=f"{_wanted().zh}，但只有 {tables} 张其他表格和 {len(lines)} 行文字，开头是“{begins.strip()[:40]}”",
    )


def _wanted() -> Text:
    titles = [table.title.zh for table in _TABLES]
    return Text(
        f"应有政府信息公开工作年度报告的表格（{'；'.join(titles)}）",
        f"looked for the tables of an annual report on open government information ({'、'.join(titles)})",
    )


_TABLES: Final = (Proactive2021, Requests2021, Remedies)


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.extend(cell.text for cell in block.cells)
    return lines


def _titles(document: Document, most: int) -> Sequence[str]:
    """What may be the title: what the format stores, headings, and the first short lines (at most so many)."""
    lines: list[str] = []
    for block in document.blocks[:_LINES]:
        if isinstance(block, Grid):
            lines.extend(cell.text for cell in block.cells[:3] if cell.row == 0)
        elif len(block.text) <= _LONGEST and "。" not in block.text:
            lines.append(block.text)
    marked = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.heading]
    return [line for line in (document.title, *marked, *lines[:most]) if line.strip() and len(line) <= _LONGEST]
