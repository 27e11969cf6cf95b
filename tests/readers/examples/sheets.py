"""Notices of workbooks: the first rows of table two, one cell of which holds more than a number."""

from collections.abc import Mapping

from govdisclosure.forms.text import Text
from readers.examples.example import ORGAN, Example
from readers.workbooks import OFFICE, cell, merges, rows, xlsx

_NAME = "年报"
_PENALTIES = "B5"


def _sheet(penalties: str, *, more: str = "", after: str = "") -> str:
    """A report whose cell of the penalties is this; ``more`` are further cells, ``after`` comes after them."""
    texts = {
        "A1": f"{ORGAN}2023年政府信息公开工作年度报告",
        "A3": "第二十条第（六）项",
        "A4": "信息内容",
        "B4": "本年处理决定数量",
        "A5": "行政处罚",
        "A6": "行政强制",
    }
    return rows(*(cell(at, text) for at, text in texts.items()), penalties, cell("B6", 2), more) + after


def _formula(text: str, stored: str = "") -> str:
    value = f"<v>{stored}</v>" if stored else ""
    return f'<c r="{_PENALTIES}"><f>{text}</f>{value}</c>' + cell("D5", 14) + cell("E5", 2)


def _example(code: str, zh: str, en: str, sheets: str | Mapping[str, str], **more: object) -> Example:
    named = {_NAME: sheets} if isinstance(sheets, str) else sheets
    return Example(code=code, what=Text(zh, en), content=xlsx(named, **more), name="report.xlsx")


_PLAIN = _sheet(cell(_PENALTIES, 16))
_THOUSANDS = (
    '<numFmts><numFmt numFmtId="164" formatCode="0!.0,&quot;万&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
)

NOTICES = (
    _example(
        "hidden-sheet",
        "工作簿里还有一张隐藏的“明细”工作表。",
        "The workbook has another sheet, 明细, which is hidden.",
        {_NAME: _PLAIN, "明细": rows(cell("A1", "行政处罚"), cell("B1", 14))},
        states={"明细": "hidden"},
    ),
    _example(
        "hidden-cells",
        "行政处罚的格与右边一格合并，被盖住的格里还有数字 19。",
        "The cell of the penalties is merged with the one to its right, which still holds 19.",
        _sheet(cell(_PENALTIES, 16), more=cell("C5", 19), after=merges("B5:C5")),
    ),
    _example(
        "merged-cells-overlap",
        "A3:B3 与 B3:B4 两个合并单元格重叠。",
        "The merged cells A3:B3 and B3:B4 overlap.",
        _sheet(cell(_PENALTIES, 16), after=merges("A3:B3", "B3:B4")),
    ),
    _example(
        "number-format",
        "行政处罚存储的是 16000，按格式显示为“1.6万”。",
        "The cell of the penalties stores 16000 and shows 1.6万.",
        _sheet(cell(_PENALTIES, 16000, style=1)),
        styles=_THOUSANDS,
    ),
    _example(
        "formula-evaluated",
        "行政处罚是 D5+E5（14 和 2），文件里没有存储结果。",
        "The cell of the penalties is D5+E5 (14 and 2), and no result is stored.",
        _sheet(_formula("D5+E5")),
    ),
    _example(
        "formula-without-value",
        "行政处罚是 D5*E5，文件里没有存储结果。",
        "The cell of the penalties is D5*E5, and no result is stored.",
        _sheet(_formula("D5*E5")),
    ),
    _example(
        "formula-differs",
        "行政处罚是 D5+E5（14 和 2），存储的结果却是 19。",
        "The cell of the penalties is D5+E5 (14 and 2), but the stored result is 19.",
        _sheet(_formula("D5+E5", "19")),
    ),
    _example(
        "sheet-unread",
        "工作簿里还有一张只含图表的工作表。",
        "The workbook has another sheet that is only a chart.",
        {_NAME: _PLAIN, "图": ""},
        more={
            "xl/_rels/workbook.xml.rels": "<Relationships>"
            f'<Relationship Id="s0" Type="{OFFICE}/worksheet" Target="worksheets/sheet0.xml"/>'
            f'<Relationship Id="s1" Type="{OFFICE}/chartsheet" Target="chartsheets/one.xml"/></Relationships>'
        },
    ),
)
