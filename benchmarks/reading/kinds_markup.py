"""Deviations of how a format writes a document: the markup of pages and Word files, and the bytes of texts."""

import re
from collections.abc import Callable
from random import Random

from benchmarks.reading.kind import TEXTS, Kind, MarkUp

_HTML = frozenset({"html"})
_DOCX = frozenset({"docx"})
_XLSX = frozenset({"xlsx"})

# ---------------------------------------------------------------------------------------------------- pages

_FIGURE = re.compile(r"(<td[^>]*>)([0-9][0-9.,]*)(</td>)")
_CELL = re.compile(r"(<td[^>]*>)([^<]*)(</td>)")
_ROW_END = re.compile(r"</tr>")


def _sometimes(pattern: re.Pattern[str], write: Callable[[re.Match[str], Random], str], often: float) -> MarkUp:
    def change(text: str, rng: Random) -> str:
        return pattern.sub(lambda match: write(match, rng) if rng.random() < often else match[0], text)

    return change


def _spans(match: re.Match[str], rng: Random) -> str:
    tags = (
        ("span", "span"),
        ("font face=宋体", "font"),
        ('span lang="EN-US" style="font-size:10pt"', "span"),
        ("b", "b"),
    )
    pieces = "".join(f"<{a}>{char}</{b}>" for char in match[2] for a, b in [rng.choice(tags)])
    return match[1] + pieces + match[3]


def _office_marks(match: re.Match[str], rng: Random) -> str:
    inner = f'<span lang="EN-US">{match[2]}<o:p></o:p></span>' if match[2].strip() else "<o:p>&nbsp;</o:p>"
    return f'{match[1]}<p class="MsoNormal" align="center">&nbsp;{inner}&nbsp;</p>{match[3]}'


def _hidden_row(match: re.Match[str], rng: Random) -> str:
    styles = ('style="display:none"', "hidden", 'style="DISPLAY: none;"', 'style="visibility:collapse"')
    cells = "".join(f"<td>{rng.randrange(100)}</td>" for _ in range(8))
    return f"</tr><tr {rng.choice(styles)}><td>（一）予以公开</td>{cells}</tr>"


def _hidden_inside(match: re.Match[str], rng: Random) -> str:
    number = rng.randrange(100)
    extra = rng.choice((
        f'<span style="display:none">{number}</span>', f"<span hidden>{number}</span>", f"<!-- {number} -->",
        f"<script>var a = {number};</script>", f"<style>.a{number}{{}}</style>", f"<template>{number}</template>",
        f'<p style="display: none">{number}</p>', f'<span style="mso-hide:all">{number}</span>',
    ))  # fmt: skip
    text = match[2] + extra if rng.random() < 0.5 else extra + match[2]
    return match[1] + text + match[3]


def _misaligned_row(match: re.Match[str], rng: Random) -> str:
    """The row without height with which Word keeps columns that do not line up."""
    cells = '<td style="border:none" width=53></td>' * 10
    return f'</tr><![if !supportMisalignedColumns]><tr height=0 style="height:0">{cells}</tr><![endif]>'


def _entities(match: re.Match[str], rng: Random) -> str:
    return match[1] + "".join(rng.choice((f"&#{ord(c)};", f"&#x{ord(c):x};", c)) for c in match[2]) + match[3]


def _commented(match: re.Match[str], rng: Random) -> str:
    at = rng.randrange(len(match[2]) + 1)
    return f"{match[1]}{match[2][:at]}<!-- StartFragment -->{match[2][at:]}{match[3]}"


def _unclosed(text: str, rng: Random) -> str:
    """End tags that may be left out, left out."""
    return re.sub(r"</t[dr]>|</p>", "", text)


def _capitals(text: str, rng: Random) -> str:
    return re.sub(r"</?[a-z]+", lambda match: match[0].upper(), text)


def _header_cells(text: str, rng: Random) -> str:
    """Labels in th, the rows in thead and tbody."""
    text = re.sub(r"<td([^>]*)>([^<0-9&][^<]*)</td>", r"<th\1>\2</th>", text)
    return text.replace("<table>\n", "<table><thead></thead><tbody>").replace("</table>", "</tbody></table>")


def _nested(text: str, rng: Random) -> str:
    """Layout tables around everything."""
    depth = rng.randint(1, 6)
    before, body, after = _around_body(text)
    side = "<td>导航<br>首页<br>1024</td>"
    return (
        before
        + f"<table><tr>{side}<td>" * depth
        + body
        + f"</td></tr><tr><td>版权</td>{side}</tr></table>" * depth
        + after
    )


def _around_body(text: str) -> tuple[str, str, str]:
    head, mark, rest = text.partition("<body>")
    if not mark:
        return "", text, ""
    body, end, tail = rest.rpartition("</body>")
    return head + mark, body, end + tail


def _cell_tables(match: re.Match[str], rng: Random) -> str:
    """A figure in a table of its own inside its cell."""
    return f"{match[1]}<table><tr><td>{match[2]}</td></tr></table>{match[3]}"


def _in_script(text: str, rng: Random) -> str:
    """The content as a string of a script, as some sites deliver it."""
    _, body, _ = _around_body(text)
    quoted = body.replace("\\", "\\\\").replace("\n", "\\n").replace("'", "\\'").replace("</", "<\\/")
    script = f"document.getElementById('c').innerHTML = '{quoted}';"
    return f"<html><body><div id=c></div><script>{script}</script></body></html>"


def _odd_spans(match: re.Match[str], rng: Random) -> str:
    return match[0].replace(
        "<td>", rng.choice(('<td colspan="abc">', "<td colspan=0>", '<td rowspan="-1">', "<td colspan=''>"))
    )


def _classes(text: str, rng: Random) -> str:
    """Rows hidden by a class of a style sheet."""
    cells = "".join(f"<td>{rng.randrange(100)}</td>" for _ in range(8))
    hidden = f'</tr><tr class="gone"><td>（二）部分公开</td>{cells}</tr>'
    text = _ROW_END.sub(lambda match: hidden if rng.random() < 0.1 else match[0], text)
    return "<style>.gone { display: none }</style>" + text


def _pretty(text: str, rng: Random) -> str:
    """Line breaks and indents inside cells."""
    return _CELL.sub(lambda match: f"{match[1]}\n        {match[2]}\n      {match[3]}", text)


# ---------------------------------------------------------------------------------------------------- Word

_RUN = re.compile(r"<w:r><w:t[^>]*>([^<]*)</w:t></w:r>")
_CELL_XML = re.compile(r"<w:tc>(?:(?!</w:tc>).)*</w:tc>", re.DOTALL)
_ROW_XML = re.compile(r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
_BY = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _runs(match: re.Match[str], rng: Random) -> str:
    between = (
        "",
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="0" w:name="a"/>',
        "<w:lastRenderedPageBreak/>",
    )
    pieces = re.findall(r"&[a-z]+;|.", match[1], re.DOTALL)
    return "".join(_run(piece, "<w:rPr><w:b/></w:rPr>") + rng.choice(between[:3]) for piece in pieces)


def _controls(match: re.Match[str], rng: Random) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{match[0]}</w:sdtContent></w:sdt>"


def _tracked(match: re.Match[str], rng: Random) -> str:
    old = f"<w:del {_BY}><w:r><w:delText>{rng.randrange(100)}</w:delText></w:r></w:del>"
    return f"{old}<w:ins {_BY}>{match[0]}</w:ins>" if rng.random() < 0.5 else f"<w:ins {_BY}>{match[0]}</w:ins>{old}"


def _deleted_row(match: re.Match[str], rng: Random) -> str:
    gone = match[0].replace("<w:tr>", f"<w:tr><w:trPr><w:del {_BY}/></w:trPr>")
    gone = _RUN.sub(lambda run: f"<w:del {_BY}><w:r><w:delText>{run[1]}</w:delText></w:r></w:del>", gone)
    return match[0] + gone if "vMerge" not in match[0] else match[0]


def _unseen_text(match: re.Match[str], rng: Random) -> str:
    return match[0] + _run(str(rng.randrange(100)), "<w:rPr><w:vanish/></w:rPr>")


def _fields(match: re.Match[str], rng: Random) -> str:
    if not match[1].isdigit():
        return match[0]
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(LEFT) 99 </w:instrText></w:r>'
    return (
        f'{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{match[0]}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _in_layout_table(text: str, rng: Random) -> str:
    head, mark, rest = text.partition("<w:body>")
    body, end, tail = rest.rpartition("</w:body>")
    return f"{head}{mark}<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl><w:p/>{end}{tail}"


def _row_controls(text: str, rng: Random) -> str:
    return _ROW_XML.sub(lambda match: _controls(match, rng) if rng.random() < 0.4 else match[0], text)


# ---------------------------------------------------------------------------------------------------- bytes


def _declared(text: str, charset: str) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return text.replace("<body>", f"<head>{meta}</head><body>", 1) if "<body>" in text else text


def _in(codec: str, *declared: str) -> Callable[[str, Random], bytes]:
    def encode(text: str, rng: Random) -> bytes:
        text = _declared(text, rng.choice(declared)) if declared else text
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            return text.encode("gb18030")  # the codec that has them all; a site that uses GBK writes no others

    return encode


_PLAIN = TEXTS | _HTML | {"csv"}

KINDS = (
    Kind(name="figures over several elements", markup=_sometimes(_FIGURE, _spans, 0.6), formats=_HTML),
    Kind(name="marks of Word around figures", markup=_sometimes(_CELL, _office_marks, 0.7), formats=_HTML),
    Kind(name="hidden rows", markup=_sometimes(_ROW_END, _hidden_row, 0.2), formats=_HTML),
    Kind(name="hidden elements in cells", markup=_sometimes(_CELL, _hidden_inside, 0.3), formats=_HTML),
    Kind(name="rows hidden by a style sheet", markup=_classes, formats=_HTML),
    Kind(name="row without height", markup=_sometimes(_ROW_END, _misaligned_row, 0.1), formats=_HTML),
    Kind(name="entities for digits", markup=_sometimes(_FIGURE, _entities, 0.7), formats=_HTML),
    Kind(name="comments inside figures", markup=_sometimes(_FIGURE, _commented, 0.5), formats=_HTML),
    Kind(name="end tags left out", markup=_unclosed, formats=_HTML),
    Kind(name="tags in capitals", markup=_capitals, formats=_HTML),
    Kind(name="header cells and table sections", markup=_header_cells, formats=_HTML),
    Kind(name="layout tables around everything", markup=_nested, formats=_HTML),
    Kind(name="tables inside cells", markup=_sometimes(_FIGURE, _cell_tables, 0.2), formats=_HTML),
    Kind(name="page inside a script", markup=_in_script, formats=_HTML),
    Kind(name="spans that are none", markup=_sometimes(_FIGURE, _odd_spans, 0.4), formats=_HTML),
    Kind(name="line breaks inside cells", markup=_pretty, formats=_HTML),
    Kind(name="runs of one digit", markup=_sometimes(_RUN, _runs, 0.7), formats=_DOCX),
    Kind(name="cells in content controls", markup=_sometimes(_CELL_XML, _controls, 0.4), formats=_DOCX),
    Kind(name="rows in content controls", markup=_row_controls, formats=_DOCX),
    Kind(name="tracked changes", markup=_sometimes(_RUN, _tracked, 0.4), formats=_DOCX),
    Kind(name="deleted rows", markup=_sometimes(_ROW_XML, _deleted_row, 0.2), formats=_DOCX),
    Kind(name="hidden text", markup=_sometimes(_RUN, _unseen_text, 0.3), formats=_DOCX),
    Kind(name="fields with codes", markup=_sometimes(_RUN, _fields, 0.5), formats=_DOCX),
    Kind(name="report inside a layout table", markup=_in_layout_table, formats=_DOCX),
    Kind(name="no cells for merged rows", drawn=True, formats=_DOCX),
    Kind(name="figures stored as text", drawn=True, formats=_XLSX, stores=True),
    Kind(name="totals as formulas with results", drawn=True, formats=_XLSX),
    Kind(name="totals as formulas never calculated", drawn=True, formats=_XLSX),
    Kind(name="one sheet for each table", drawn=True, formats=_XLSX),
    Kind(name="hidden rows and columns", drawn=True, formats=_XLSX),
    Kind(name="merged cells taken apart", drawn=True, formats=_XLSX),
    Kind(name="number formats", drawn=True, formats=_XLSX),
    Kind(name="GBK", encode=_in("gbk", "gbk", "gb2312", "GB2312"), formats=_PLAIN),
    Kind(name="GB18030", encode=_in("gb18030", "gb18030", "gbk", "gb2312"), formats=_PLAIN),
    Kind(name="UTF-8 declared as GB2312", encode=_in("utf-8", "gb2312"), formats=_HTML),
    Kind(name="GBK declared as UTF-8", encode=_in("gbk", "utf-8"), formats=_HTML),
    Kind(name="GBK declared as Latin 1", encode=_in("gbk", "iso-8859-1", "windows-1252"), formats=_HTML),
    Kind(name="UTF-8 with a mark", encode=_in("utf-8-sig"), formats=_PLAIN),
    Kind(name="UTF-16", encode=_in("utf-16"), formats=_PLAIN),
)
