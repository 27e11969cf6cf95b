"""Notices of web pages: most examples change one place of a page in ``examples/``, which gives no notice by itself."""

import re
from collections.abc import Mapping
from pathlib import Path

import attrs

import govdisclosure as gd
from govdisclosure.forms.text import Text
from readers.examples.example import Example

PAGE = (Path(__file__).resolve().parents[3] / "examples" / "linlan-water-2023.html").read_text(encoding="utf-8")

_STORED = "<title>临澜县水务局2023年政府信息公开工作年度报告_临澜县人民政府</title>\n"
_TITLE = "<h1>临澜县水务局2023年政府信息公开工作年度报告</h1>"
_PERIOD = "自2023年1月1日起至2023年12月31日止"
_FIRST_HEAD = (
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>\n"
    "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
)
_DOCUMENTS = "<tr><td>行政规范性文件</td><td>3</td><td>0</td><td>8</td></tr>"
_PENALTIES = '<tr><td>行政处罚</td><td colspan="3">16</td></tr>'
_COLUMNS = "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
_FROM_HERE = "</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>"
_HEAD_OF_FOUR = '<tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>'
_PROBLEMS = "<h2>五、存在的主要问题及改进情况</h2>"
_FEE = "<p>本年度未收取信息处理费。</p>"

TABLES: tuple[str, ...] = tuple(re.findall(r"<table>.*?</table>", PAGE, re.DOTALL))


def edited(changes: Mapping[str, str]) -> bytes:
    """The page with each of these texts, which it holds once, replaced by another."""
    text = PAGE
    for old, new in changes.items():
        assert text.count(old) == 1, f"{text.count(old)} times on the page: {old}"
        text = text.replace(old, new)
    return text.encode()


def changed(code: str, zh: str, en: str, old: str, new: str, *, also: Mapping[str, str] | None = None) -> Example:
    """An example that differs from the page in one place, and where it must in others that its excerpt leaves out."""
    content = edited({old: new, **(also or {})})
    return Example(code=code, what=Text(zh, en), content=content, name="report.html", excerpt=new)


def cell(code: str, zh: str, en: str, printed: str) -> Example:
    """An example with something else printed in the cell of the penalties, which holds 16."""
    return changed(code, zh, en, _PENALTIES, f'<tr><td>行政处罚</td><td colspan="3">{printed}</td></tr>')


def _another(table: str) -> str:
    """A table as another report may have it: every nought is a seven."""
    return table.replace(">0<", ">7<")


def _beside(table: str) -> str:
    """A table with that of another report to its right."""
    return re.sub(r"<tr>(.*?)</tr>", lambda row: f"<tr>{row[1]}{_another(row[1])}</tr>", table)


def _hidden(table: str) -> str:
    return table.replace("<table>", '<table style="display:none">')


def _written(table: str) -> str:
    """The script that writes a table."""
    lines = "\n".join('document.write("{}");'.format(line.replace('"', "'")) for line in table.split("\n"))
    return f"<script>\n{lines}\n</script>"


def _put(code: str, zh: str, en: str, tables: Mapping[str, str], excerpt: str) -> Example:
    """An example with other tables, of which the excerpt shows a piece."""
    content = edited(tables)
    return Example(code=code, what=Text(zh, en), content=content, name="report.html", excerpt=excerpt)


_CELLS = (
    cell("number-unreadable", "数字写成汉字。", "A number is written in words.", "十六"),
    cell("number-cleaned", "整数后面有小数点和零。", "A whole number has a point and a nought after it.", "16.0"),
    cell("number-converted", "数字后面印着“万”。", "万, ten thousand, is printed after the number.", "0.0016万"),
    cell(
        "number-annotated",
        "数字后面有括号说明。",
        "A remark in brackets comes after the number.",
        "16（含简易程序2件）",
    ),
    cell("image-cell", "单元格里是图片。", "The cell holds a picture.", '<img src="16.png">'),
    cell(
        "table-in-cell",
        "单元格里又有一个表格。",
        "The cell holds another table.",
        "<table><tr><td>一般程序</td><td>14</td></tr><tr><td>简易程序</td><td>2</td></tr></table>",
    ),
    cell(
        "struck-text",
        "改正前的数字加了删除线，还留在单元格里。",
        "The number before the correction is struck through.",
        "<s>19</s>16",
    ),
    cell("raised-mark", "数字后面有注释标记。", "A raised mark of a note stands after the number.", "16<sup>[1]</sup>"),
    cell(
        "hidden-text",
        "单元格里有不显示的数字。",
        "The cell holds a number that is not shown.",
        '<span style="display:none">19</span>16',
    ),
    cell("white-text", "数字是白色的。", "The number is white.", '<font color="#ffffff">16</font>'),
    cell(
        "look-unclear",
        "数字后有一个小字号的数字。",
        "A small digit stands behind the number.",
        "16<small>7</small>",
    ),
    cell(
        "scripted-text",
        "数字由脚本写入。",
        "A script writes the number.",
        "<script>document.write('16')</script>",
    ),
)

_ROWS = (
    changed(
        "row-missing",
        "表二没有行政处罚这一行。",
        "The row of penalties is missing from table two.",
        '<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>\n' + _PENALTIES,
        '<tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>',
    ),
    changed(
        "row-repeated",
        "同一行印了两次，数字相同。",
        "A row is printed twice with the same number.",
        _PENALTIES,
        f"{_PENALTIES}\n{_PENALTIES}",
    ),
    changed(
        "row-contradictory",
        "同一行印了两次，数字不同。",
        "A row is printed twice with different numbers.",
        _PENALTIES,
        f"{_PENALTIES}\n{_PENALTIES.replace('16', '19')}",
    ),
    changed(
        "row-incomplete",
        "一列的行里有两个数字。",
        "A row of one column holds two numbers.",
        _PENALTIES,
        '<tr><td>行政处罚</td><td colspan="3">16</td><td>2</td></tr>',
    ),
    changed(
        "number-not-placed",
        "表二多了一行格式里没有的事项。",
        "Table two has a row that is not on the form.",
        _PENALTIES,
        f'{_PENALTIES}\n<tr><td>行政检查</td><td colspan="3">30</td></tr>',
    ),
    changed(
        "row-unknown",
        "表三有一行的标签与格式的任何一行都不像。",
        "Table three has a row whose label is like none of the form.",
        "<tr><td>8.属于行政查询事项" + _FROM_HERE,
        "<tr><td>8.已移交档案馆的信息" + _FROM_HERE,
    ),
    changed(
        "row-extra",
        "小标题这一行自己有数字。",
        "A heading of rows has numbers of its own.",
        '<tr><td rowspan="3">（六）其他处理</td>',
        f'<tr><td colspan="2">（六）其他处理</td><td>3</td>{"<td>0</td>" * 5}<td>3</td></tr>\n'
        '<tr><td rowspan="3"></td>',
    ),
    changed(
        "label-near",
        "行标签里有一个错字。",
        "A letter of a label is wrong.",
        "<tr><td>4.保护第三方合法权益" + _FROM_HERE,
        "<tr><td>4.保护第三方合法权意" + _FROM_HERE,
    ),
    changed(
        "label-variant",
        "列标签是已知的一种误写。",
        "The label of a column is a known misprint.",
        _COLUMNS,
        _COLUMNS.replace("科研机构", "科研企业"),
    ),
)

_HEADS = (
    changed(
        "header-missing",
        "表二第（一）项没有印列名，各行的数字个数与格式一致。",
        "No names of columns are printed over item (1) of table two, and its rows have as many numbers as the form.",
        _FIRST_HEAD,
        _FIRST_HEAD.partition("\n")[2],
    ),
    changed(
        "header-unclear",
        "表四的两部分次序相反。",
        "The two parts of table four are in the other order.",
        _HEAD_OF_FOUR,
        '<tr><td colspan="10">行政诉讼</td><td colspan="5">行政复议</td></tr>',
    ),
    changed(
        "label-by-order",
        "表四没有上面两层表头，三组列名相同。",
        "Table four has lost the upper lines of its header, and its three groups have the same names.",
        PAGE[PAGE.index(_HEAD_OF_FOUR) : PAGE.index("<tr><td>10</td>")],
        f"<tr>{'<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>' * 3}</tr>\n",
    ),
    changed(
        "column-extra",
        "表二多了备注列，其中有内容。",
        "Table two has a column of remarks, and something stands in it.",
        f"{_FIRST_HEAD}\n{_DOCUMENTS}",
        f"{_FIRST_HEAD}\n{_DOCUMENTS}".replace("数</td></tr>", "数</td><td>备注</td></tr>")
        .replace("<td>0</td></tr>", "<td>0</td><td></td></tr>")
        .replace("<td>8</td></tr>", "<td>8</td><td>含2件暂行规定</td></tr>"),
    ),
    changed(
        "editions-mixed",
        "规章一行用了 2019 版的列名，表的其余部分是 2021 版。",
        "The row of government rules has the columns of the edition of 2019, the rest of the table is of 2021.",
        _FIRST_HEAD,
        "<tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>\n"
        "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>\n"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>",
    ),
    changed(
        "cells-merged",
        "一个数字占了两列。",
        "A number takes up two columns.",
        _DOCUMENTS,
        '<tr><td>行政规范性文件</td><td colspan="2">3</td><td>8</td></tr>',
    ),
)

_TEXTS = (
    changed(
        "year-inferred",
        "标题没有年度，统计期限里有。",
        "The title names no year, the statistical period does.",
        _TITLE,
        _TITLE.replace("2023年", ""),
        also={_STORED: ""},
    ),
    changed(
        "year-missing",
        "标题没有年度，文中也没有统计期限。",
        "The title names no year, and no statistical period is stated.",
        _TITLE,
        _TITLE.replace("2023年", ""),
        also={_STORED: "", _PERIOD: "为全年"},
    ),
    changed(
        "year-doubtful",
        "标题的年度与统计期限不同。",
        "The title names another year than the statistical period.",
        _TITLE,
        _TITLE.replace("2023年", "2024年"),
    ),
    changed(
        "organ-missing",
        "标题没有机关名称。",
        "The title names no organ.",
        _TITLE,
        _TITLE.replace("临澜县水务局", ""),
        also={_STORED: ""},
    ),
    changed(
        "organ-inferred",
        "标题没有机关名称，前言里有。",
        "The title names no organ, the preface does.",
        f"本报告所列数据的统计期限{_PERIOD}。",
        f"本报告由临澜县水务局编制，所列数据的统计期限{_PERIOD}。",
        also={_TITLE: _TITLE.replace("临澜县水务局", ""), _STORED: ""},
    ),
    changed(
        "organ-doubtful",
        "正文标题与网页标题的机关不同。",
        "The heading names another organ than the title of the page.",
        _TITLE,
        _TITLE.replace("水务局", "林业局"),
    ),
    changed(
        "period-doubtful",
        "统计期限少了数字。",
        "Digits of the statistical period are missing.",
        f"本报告所列数据的统计期限{_PERIOD}。",
        "本报告所列数据的统计期限自2023年1月1日起至月日止。",
    ),
    changed(
        "heading-variant",
        "章节标题的用语与格式不同。",
        "The title of a section is not worded as on the form.",
        _PROBLEMS,
        "<h2>五、问题和改进措施</h2>",
    ),
    changed(
        "heading-renumbered",
        "表三的标题编成了第四。",
        "The title of table three is numbered four.",
        "三、收到和处理政府信息公开申请情况",
        "四、收到和处理政府信息公开申请情况",
    ),
    changed(
        "section-missing",
        "没有第五章的标题。",
        "The title of section five is missing.",
        f"{_PROBLEMS}\n<p>主要问题是部分文件的解读不够通俗。",
        "<p>主要问题是部分文件的解读不够通俗。",
    ),
    changed(
        "fee-unreadable",
        "说到信息处理费，但没有金额。",
        "The handling fee is mentioned without an amount.",
        _FEE,
        "<p>本年度有2件申请收取了信息处理费。</p>",
    ),
    attrs.evolve(
        changed(
            "line-cut",
            "一行有一千多字，上限降到 1,000 字。",
            "A line of more than a thousand characters, with the bound at 1,000.",
            "水价、用水计划",
            "水价、用水计划" * 200,
        ),
        limits=gd.Limits(line_characters=1_000),
    ),
    changed(
        "text-damaged",
        "文字在转换编码时损坏。",
        "Characters were lost in a conversion of charsets.",
        "水价、用水计划",
        "锟斤拷锟斤拷、用水计划",
    ),
    changed(
        "page-furniture",
        "表格之间有页码。",
        "The number of a page stands between tables.",
        "<h2>三、收到",
        "<p>— 1 —</p>\n<h2>三、收到",
    ),
    changed(
        "list-label-unread",
        "段落用了自动编号。",
        "Paragraphs are numbered automatically.",
        "<p>主要问题是部分文件的解读不够通俗。",
        "<ol>\n<li>部分文件的解读不够通俗。</li>\n<li>栏目更新不够及时。</li>\n</ol>\n<p>",
    ),
    changed(
        "embedded-frame",
        "网页里嵌入了另一个网页。",
        "The page shows another page inside.",
        '<div class="footer">',
        '<iframe src="annex.html"></iframe>\n<div class="footer">',
    ),
)

_PAGES = (
    Example(
        code="charset-guessed",
        what=Text("网页声明 Big5，实际是 GB18030。", "The page declares Big5 and is in GB18030."),
        content=PAGE.replace("utf-8", "big5").encode("gb18030"),
        name="report.html",
        excerpt='<meta charset="big5">',
    ),
    _put(
        "table-missing",
        "没有表四。",
        "Table four is missing.",
        {TABLES[2]: ""},
        f"<h2>四、政府信息公开行政复议、行政诉讼情况</h2>\n\n{_PROBLEMS}",
    ),
    _put(
        "attachment-unread",
        "网页没有表格，只链接到附件。",
        "The page has no tables and links to an attachment.",
        {**dict.fromkeys(TABLES[1:], ""), TABLES[0]: '<p><a href="P020240102.docx">附件</a></p>'},
        '<p><a href="P020240102.docx">附件</a></p>',
    ),
    _put(
        "pictures-unread",
        "表格都是图片。",
        "All tables are pictures.",
        {table: f'<img src="table-{number}.png">' for number, table in enumerate(TABLES, 2)},
        '<h2>二、主动公开政府信息情况</h2>\n<img src="table-2.png">',
    ),
    _put(
        "hidden-table",
        "三个表格都不显示。",
        "None of the three tables is shown.",
        {table: _hidden(table) for table in TABLES},
        '<h2>三、收到和处理政府信息公开申请情况</h2>\n<table style="display:none">',
    ),
    _put(
        "script-table",
        "表格由脚本写出。",
        "Scripts write the tables.",
        {table: _written(table) for table in TABLES},
        _written(TABLES[0])[: _written(TABLES[0]).index("<tr><td>规章")].rpartition("\n")[0],
    ),
    _put(
        "script-table-unread",
        "脚本算出表格的数字。",
        "A script computes the numbers of the table.",
        {
            TABLES[0]: "",
            TABLES[1]: "",
            TABLES[2]: '<script>\ndocument.write("<table><tr><td>" + upheld + "</td></tr></table>");\n</script>',
        },
        '<script>\ndocument.write("<table><tr><td>" + upheld + "</td></tr></table>");\n</script>',
    ),
    _put(
        "reports-side-by-side",
        "表二和表三各并排印了两份报告的。",
        "Tables two and three are printed side by side for two reports.",
        {TABLES[0]: _beside(TABLES[0]), TABLES[1]: _beside(TABLES[1]), TABLES[2]: ""},
        "<tr><td>规章</td><td>0</td><td>0</td><td>0</td><td>规章</td><td>7</td><td>7</td><td>7</td></tr>",
    ),
    _put(
        "reports-not-paired",
        "表二印了两份报告的，接着表三也是。",
        "Table two is printed for two reports, and then table three.",
        {table: f"{table}\n{_another(table)}" for table in TABLES[:2]},
        '<tr><td>行政事业性收费</td><td colspan="3">75.45</td></tr>\n</table>\n<table>\n'
        '<tr><td colspan="4">第二十条第（一）项</td></tr>',
    ),
)


_SHORT = """临澜县水务局2023年政府信息公开工作年度报告

| 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 一、本年新收政府信息公开申请数量 | 95 | 0 | 0 | 0 | 0 | 0 | 95 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
"""

_LISTED = """临澜县水务局2023年政府信息公开工作年度报告
第二十条第（五）项
信息内容,本年处理决定数量
行政许可,87
第二十条第（六）项
信息内容,本年处理决定数量
行政处罚,16
行政强制,2
"注：决定含简易程序
"""

_PLAIN = (
    Example(
        code="edition-guessed",
        what=Text("表三只有两版共有的行。", "Table three has only rows that both editions have."),
        content=_SHORT.encode(),
        name="report.md",
        excerpt=_SHORT,
    ),
    Example(
        code="quote-unclosed",
        what=Text("CSV 里有一个引号没有闭合。", "A quotation mark in a CSV file is never closed."),
        content=_LISTED.encode(),
        name="report.csv",
        excerpt=_LISTED,
    ),
)

NOTICES = tuple(
    attrs.evolve(each, excerpt=each.excerpt.strip()) for each in (*_CELLS, *_ROWS, *_HEADS, *_TEXTS, *_PAGES, *_PLAIN)
)
