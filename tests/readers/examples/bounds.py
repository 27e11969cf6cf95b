"""A document above each bound of the readers, with the bound lowered, so that a small one will do."""

import attrs

import govdisclosure as gd
from govdisclosure.forms.text import Text
from readers.examples.example import ORGAN, Example
from readers.examples.web import PAGE
from readers.ooxml import docx, paragraph
from readers.pdf_paper import Page, flate, pdf

_WORD = docx(paragraph(f"{ORGAN}2023年政府信息公开工作年度报告"))
_PDF = pdf(*(Page().text(72, 100, "正文") for _ in range(3)))
_LARGE = pdf(Page().raw(" " * 20_000_000), packed=flate)
"""A PDF whose page unpacks to more than a process with little memory can hold."""


def _web(limit: str, allowed: int, zh: str, en: str, content: str = PAGE) -> Example:
    limits = gd.Limits().raised(f"{limit}={allowed}")
    return Example(code=limit, what=Text(zh, en), content=content.encode(), name="report.html", limits=limits)


def _word(limit: str, allowed: int, zh: str, en: str) -> Example:
    limits = gd.Limits().raised(f"{limit}={allowed}")
    return Example(code=limit, what=Text(zh, en), content=_WORD, name="report.docx", limits=limits)


def _pdf(limit: str, allowed: str, zh: str, en: str, content: bytes = _PDF) -> Example:
    limits = gd.Limits().raised(f"{limit}={allowed}")
    return Example(code=limit, what=Text(zh, en), content=content, name="report.pdf", limits=limits)


BOUNDS = (
    _web("document_bytes", 5_000, "上限降到 5,000 字节，读取一个网页。", "A page, with the bound at 5,000 bytes."),
    _pdf("package_bytes", "500", "上限降到 500 字节，读取一份 PDF。", "A PDF, with the bound at 500 bytes."),
    _word("unpacked_bytes", 1_000, "上限降到 1,000 字节，读取一份 DOCX。", "A DOCX, with the bound at 1,000 bytes."),
    _word("part_bytes", 500, "上限降到 500 字节，读取一份 DOCX。", "A DOCX, with the bound at 500 bytes."),
    _word("package_parts", 3, "上限降到 3 个，读取一份 DOCX。", "A DOCX, with the bound at 3 parts."),
    _web("tag_bytes", 20, "上限降到 20 字节，读取一个网页。", "A page, with the bound at 20 bytes."),
    _web(
        "tag_attributes",
        1,
        "上限降到 1 个，网页的单元格同时有 rowspan 和 colspan。",
        "A page with cells that have rowspan and colspan, with the bound at 1.",
    ),
    _web("markup_depth", 2, "上限降到 2 层，读取一个网页。", "A page, with the bound at 2."),
    _web("markup_tags", 100, "上限降到 100 个，读取一个网页。", "A page, with the bound at 100."),
    _web(
        "style_work",
        20,
        "上限降到 20 次，网页的样式表对每个单元格都有话说。",
        "A page with a style sheet for its cells, with the bound at 20.",
        PAGE.replace("<table", "<style>td { color: black }</style><table", 1),
    ),
    attrs.evolve(
        _web(
            "nodes",
            100,
            "上限降到 100 个，读取一份 JSON。",
            "A report in JSON, with the bound at 100.",
            gd.to_json(gd.zeros(2023, organ=ORGAN)),
        ),
        name="report.json",
    ),
    _web("lines", 10, "上限降到 10 行，读取一个网页。", "A page, with the bound at 10 lines."),
    _web(
        "table_depth",
        1,
        "上限降到 1 层，网页的表格里还有表格。",
        "A page with a table in a table, with the bound at 1.",
        PAGE.replace("<td>75.45</td>", "").replace(
            '</td><td colspan="3">16<', '</td><td colspan="3"><table><tr><td>16</td></tr></table><'
        ),
    ),
    _web(
        "slots",
        200,
        "上限降到 200 格，读取一个网页的三张表。",
        "A page with three tables, with the bound at 200 slots.",
    ),
    _web("rows", 10, "上限降到 10 行，读取一个网页的三张表。", "A page with three tables, with the bound at 10 rows."),
    _pdf("pages", "2", "上限降到 2 页，读取 3 页的 PDF。", "A PDF of 3 pages, with the bound at 2."),
    _pdf("pdf_steps", "100", "上限降到 100 步，读取一份 PDF。", "A PDF, with the bound at 100 steps."),
    _pdf(
        "seconds",
        "0.001",
        "上限降到千分之一秒，读取一份 PDF。",
        "A PDF, with the bound at a thousandth of a second.",
        _LARGE,
    ),
    attrs.evolve(
        _pdf(
            "memory_bytes",
            "1000000",
            "上限降到 1,000,000 字节，读取一份解压后很大的 PDF。",
            "A PDF that unpacks to much more, with the bound at 1,000,000 bytes.",
            _LARGE,
        ),
        needs="Linux",
    ),
)
