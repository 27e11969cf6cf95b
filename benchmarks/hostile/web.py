"""Pages whose markup is cheap to write and dear to read."""

import base64
from collections.abc import Iterator

from benchmarks.hostile.text import ORGAN, TITLE

_HEAD = f"<!DOCTYPE html><meta charset=utf-8><title>{TITLE}</title><h1>{TITLE}</h1>"
_ROW = "<tr><td>规章</td><td>1</td><td>0</td><td>4</td></tr>"
_TOP = (
    "<tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
)
_FEW = 98_000


def _page(body: str) -> bytes:
    return (_HEAD + body).encode()


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document: what it is, the suffix of its file, its content."""
    for name, body in (*_spans(), *_nesting(), *_crowds(), *_hidden(), *_tables()):
        yield name, ".html", _page(body)
    yield "parts of a page in one file", ".mht", _archive(b"--x\nContent-Type: text/html\n\n<p>x</p>\n" * 200_000)
    yield "boundaries and nothing else", ".mht", _archive(b"--x\n" * 3_000_000)
    yield "frames in one file", ".mht", _archive(_frame() * 2_000)
    yield "parts in parts", ".mht", _archive(b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 200_000)


def _spans() -> Iterator[tuple[str, str]]:
    yield "a span of a billion", "<table><tr><td colspan=1000000000 rowspan=1000000000>1</td><td>2</table>"
    yield "twenty cells of 1000 by 1000", "<table>" + "<tr>" + "<td colspan=1000 rowspan=1000>1" * 20 + "</table>"
    yield "rows under a tall cell", "<table><tr><td rowspan=65534>1</td>" + "<tr><td>2" * 90_000 + "</table>"
    yield "wide cells in many tables", "<table><tr><td colspan=1000>1</td></tr></table>" * 3_000


def _nesting() -> Iterator[tuple[str, str]]:
    yield "50,000 tables in tables", "<table><tr><td>" * 50_000
    yield "300,000 elements in elements", "<div>" * 300_000
    yield "elements as deep as allowed", ("<div>" * 1_900 + "x" + "</div>" * 1_900) * 20
    yield "choices in choices", "<select><option>a" * 50_000
    yield "bold that never ends", "<b><p>" * 90_000
    yield "links that never end", "<a href=x><div>" * 45_000


def _crowds() -> Iterator[tuple[str, str]]:
    yield "100,000 attributes on one tag", "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x"
    yield "comments that never end", "<!--" * 900_000
    yield "links cut off", '<a b="' * 900_000
    yield "a million tags and more", "<p>" * 1_200_000
    yield "as many tags as allowed", "<br>" * 2 * _FEW
    yield "as many paragraphs as allowed", "".join(f"<p>第{n}项没有" for n in range(49_000))
    classes = (f"<i class='{' '.join(chr(97 + (n + k) % 26) + str(n) for k in range(8))}'>" for n in range(_FEW))
    yield "classes against a style sheet", "<style>.a1{display:none} td.b{color:red}</style>" + "x".join(classes)
    yield "style sheets", "<style>" + ".a{display:none}" * 60_000 + "</style><p class=a>x"
    yield "selectors", "<style>" + ",".join(f".a{n}.b" for n in range(100_000)) + "{display:none}</style><p>x"
    yield "a style of 60,000 characters", f"<ol><li style='list-style {'list-style ' * 5_000}'>x" * 200
    yield "a text of 15 MB", "本年度没有" * 1_000_000
    yield "a word of 15 MB", "x" * 15_000_000


def _hidden() -> Iterator[tuple[str, str]]:
    cell = f"<div style='display:none'><table><tr><td>{ORGAN}</td></tr></table></div>"
    yield "hidden tables", cell * 12_000
    yield "tables in scripts", "<script>" + 'document.write("<table></table>");1;' * 90_000 + "</script>"
    yield "scripts with tables", '<script>a="<table></table>"</script>' * 30_000
    yield "hidden fields with tables", "<input type=hidden value='<table></table>'>" * 60_000
    yield "strings in a script", "<script>'<table>'" + '"a",' * 2_000_000 + "</script>"
    yield "drawings that never end", "<svg>" * 300_000


def _tables() -> Iterator[tuple[str, str]]:
    yield "100,000 empty tables", "<table></table>" * 100_000
    yield "tables of one row", f"<table>{_ROW}</table>" * 4_000
    yield "rows of the form", "<p>二、主动公开政府信息情况</p><table>" + _ROW * 40_000 + "</table>"
    yield "as many rows of the form as allowed", f"<table>{_TOP}{_ROW * 4_900}</table>"
    different = "".join(f"<tr><td>规章<td>{n}<td>{n}<td>{n}</tr>" for n in range(4_900))
    yield "rows that contradict each other", f"<table>{_TOP}{different}</table>"
    yield "as many tables of the form as allowed", f"<table>{_TOP}{_ROW}</table>" * 4_900
    yield "reports of two rows", f"<h1>{TITLE}</h1><h2>一、总体情况</h2><table>{_TOP}{_ROW}</table>" * 4_000
    years = (
        f"<h1>{ORGAN}{1900 + n % 150}年政府信息公开工作年度报告</h1><table>{_TOP}{_ROW}</table>" for n in range(4_000)
    )
    yield "reports of many years", "".join(years)
    yield (
        "labels without values",
        f"<table>{_TOP}{_ROW}" + "<tr><td>行政规范性文件<td><td><td></tr>" * 4_800 + "</table>",
    )
    third = "<tr><td>三、本年度办理结果（一）予以公开" + "<td>1" * 7 + "</tr>"
    people = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    heads = "<tr><td>申请人情况" + "".join(f"<td>{name}" for name in people) + "</tr>"
    yield "rows of table three", f"<table>{heads}{third * 4_900}</table>"
    cut_off = "<tr><td>（三）不予公开 3.其他法律行政法规禁止公" + "<td>1" * 7 + "</tr>"
    yield "rows cut off by pages", f"<table>{heads}{third}{cut_off * 4_800}</table>" + "<p>开</p>" * 40_000
    cells = ("<tr>" + "".join(f"<td>{ORGAN}{n}.{k}</td>" for k in range(10)) + "</tr>" for n in range(_FEW // 10))
    yield "as many slots as allowed, all different", "<table>" + "".join(cells) + "</table>"
    numbers = ("<tr>" + "".join(f"<td>{n * 10 + k}</td>" for k in range(10)) + "</tr>" for n in range(_FEW // 10))
    yield "as many slots as allowed, all numbers", "<table>" + _ROW + "".join(numbers) + "</table>"
    yield "heads without end", "<table>" + "<tr><td>自然人<td>科研机构<td>总计" * 9_000 + "</table>"
    yield "labels cut off", "<table>" + "<tr><td>三、本年度办理结<td>1<td>2" * 9_000 + "</table>"
    yield "reports without end", f"<p>{TITLE}</p><table>{_ROW}</table>" * 4_000
    yield "bare labels", "<table><tr><td>信息内容<td>a" + "<tr><td>规章" * 30_000 + "</table>"
    yield "one row of 90,000 cells", "<table><tr><td>规章" + "<td>1" * 90_000 + "</table>"
    yield "one cell of lines", "<table><tr><td>规章<td>" + "1<br>" * 45_000 + "</table>"


def _archive(parts: bytes) -> bytes:
    return b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + parts


def _frame() -> bytes:
    page = base64.encodebytes(b"<p>x</p>" * 200)
    return b"--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + page + b"\n"
