"""The first inputs of each target, made from a report: ``python -m fuzz.seeds`` writes them into ``fuzz/corpus``.

Most hold one table: the smaller a document, the more often it is changed in a minute.
"""

import base64
import html
import itertools
import quopri
import struct
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import govdisclosure as gd
from fuzz.targets import CORPUS, in_a_docx, in_an_xls, in_an_xlsx
from govdisclosure import strategies as gst
from govdisclosure.strategies.deviations import columns_of
from govdisclosure.strategies.layouts import Line, Paper, paper
from govdisclosure.writers.printed import Box, Sheet, slots
from readers.pdf_paper import STYLES, Page, flate, pdf, table
from readers.workbooks import BEGIN, END, formula, label, number, record, text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FRAGMENTS = Path(__file__).resolve().parent / "fragments"
LAYOUTS = {layout.name: layout for layout in gst.LAYOUTS}
WHOLE = ("page", "page of bare cells", "tabs", "lines", "rows of pipes", "printed text", "one line", "markdown")
"""Layouts of which the whole report is an input."""


def example(year: int) -> gd.AnnualReport:
    """A report with something in each table."""
    report = gd.zeros(year, organ="沙洲镇人民政府")
    cells = {
        "requests.received.natural_persons": 12,
        "requests.received.total": 12,
        "requests.outcomes.disclosed.natural_persons": 12,
        "requests.outcomes.disclosed.total": 12,
        "requests.outcomes.total.natural_persons": 12,
        "requests.outcomes.total.total": 12,
        "remedies.reconsideration.upheld": 1,
        "remedies.reconsideration.total": 1,
    }
    amount = "proactive.fees.amount" if year > 2020 else "proactive.central_procurement.amount"
    return gd.replace(report, {**cells, amount: Decimal("1234.5")})


def excerpts(report: gd.AnnualReport) -> dict[str, Paper]:
    """Papers of one table each, under the title of the report and its own; of the longest the first rows."""
    blocks = paper(report)
    found = {}
    for title, block in itertools.pairwise(blocks):
        if not isinstance(block, Line) and isinstance(title, Line):
            name = ("requests", "proactive", "remedies")[("处理" not in title.text) + ("诉讼" in title.text)]
            found[name] = (blocks[0], title, block[:7])
    return found


# ---------------------------------------------------------------------------------------------------- formats


def fragment(name: str) -> str:
    """A piece written by hand, with what a report made from a model does not hold."""
    return (FRAGMENTS / name).read_text(encoding="utf-8")


def _texts(block: Line | Sheet) -> list[list[str]]:
    return [[block.text]] if isinstance(block, Line) else [[box.text for box in row] for row in slots(block)]


def as_csv(blocks: Paper) -> str:
    """Each line and each row of a table in a record."""
    rows = [row for block in blocks for row in _texts(block)]
    return "".join(",".join('"{}"'.format(text.replace('"', '""')) for text in row) + "\n" for row in rows)


def as_docx(blocks: Paper, *, more: str = "") -> str:
    """The main part of a document, merged cells taken apart; ``more`` stands at its end."""

    def p(text: str) -> str:
        return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"

    def tc(box: Box) -> str:
        return f"<w:tc>{p(box.text)}</w:tc>"

    body: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            body.append(p(block.text))
        else:
            rows = ("".join(map(tc, row)) for row in slots(block))
            body.append(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    return f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{"".join(body)}{more}</w:body></w:document>'


def as_flat_docx(blocks: Paper) -> str:
    """A package in one file, with styles, footnotes and a header beside the main part."""
    beside = ("styles", "footnotes", "header")
    links = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(beside)
    )
    front = f'<Relationship Id="r0" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts = {
        "_rels/.rels": f"<Relationships>{front}</Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
        "word/document.xml": as_docx(blocks, more=fragment("word-marked.xml") + fragment("word-merged.xml")),
        **{f"word/{kind}.xml": fragment(f"word-{kind}.xml") for kind in beside},
    }
    body = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
    )
    return f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{body}</pkg:package>'


def as_word_2003(blocks: Paper) -> str:
    """The XML of Word 2003."""
    inner = as_docx(blocks).replace(W, "http://schemas.microsoft.com/office/word/2003/wordml")
    return inner.replace("w:document", "w:wordDocument")


def as_xlsx(blocks: Paper, *, more: str = "") -> str:
    """A sheet: each line and each row of a table in a row; ``more`` stands behind the rows."""
    rows = [row for block in blocks for row in _texts(block)]
    data = "".join(
        f'<row r="{number}">{"".join(_c(f"{chr(65 + column)}{number}", text) for column, text in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{S}"><sheetData>{data}</sheetData>{more}</worksheet>'


def _c(reference: str, text: str) -> str:
    if text.isdigit():
        return f'<c r="{reference}"><v>{text}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{html.escape(text)}</t></is></c>' if text else ""


def as_xls(blocks: Paper, *, more: bytes = b"", front: bytes = b"") -> bytes:
    """The stream of a workbook of one sheet: each line and each row in a row."""
    rows = [row for block in blocks for row in _texts(block)]
    body = b"".join(
        number(at, column, float(each)) if each.isdigit() else label(at, column, each) if each else b""
        for at, row in enumerate(rows)
        for column, each in enumerate(row)
    )

    def whole(start: int) -> bytes:
        listed = record(0x85, struct.pack("<IBB", start, 0, 0) + text("年报", length="B"))
        return record(0x809, struct.pack("<HHII", 0x600, 0x05, 0, 0)) + front + listed + END

    return whole(len(whole(0))) + BEGIN + body + more + END


XLS_FRONT = (
    record(0x22, b"\0\0")
    + record(0x1E, b"")
    + b"".join(record(0x31, struct.pack("<HHHHH", 200, marks, 0, 400, 0) + bytes(6)) for marks in (0, 0, 0, 0, 8))
    + record(0x41E, struct.pack("<H", 176) + text('0.0%"件"'))
    + record(0xE0, struct.pack("<HHHHHII", 0, 0, 0, 0, 0, 0, 0))
    + record(0xE0, struct.pack("<HHHHHII", 5, 176, 0, 0, 0, 0x11, 0))
    + record(
        0xFC, struct.pack("<II", 2, 2) + text("规章") + struct.pack("<HBH", 2, 8, 1) + b"ab" + struct.pack("<HH", 1, 5)
    )
)
XLS_MORE = (
    record(0xFD, struct.pack("<HHHI", 30, 0, 1, 0))
    + record(0xFD, struct.pack("<HHHI", 30, 1, 0, 1))
    + record(0xBD, struct.pack("<HHHiHiH", 31, 0, 0, 5 << 2 | 2, 1, 7 << 2 | 3, 1))
    + record(0xBE, struct.pack("<HHHHH", 31, 2, 1, 1, 3))
    + record(0x27E, struct.pack("<HHHi", 31, 4, 0, 0x3FF00000))
    + record(0x205, struct.pack("<HHHBB", 31, 5, 0, 1, 0))
    + record(0x205, struct.pack("<HHHBB", 31, 6, 0, 0x17, 1))
    + formula(32, 0, 3.0, bytes.fromhex("25 1f00 1f00 0000 0100 19 10 0000"))
    + formula(32, 1, b"\0" + bytes(5) + b"\xff\xff", bytes.fromhex("1e 0500 1e 0600 03 15"))
    + record(0x207, text("和"))
    + formula(32, 2, 1.0, bytes.fromhex("01 2000 0200"))
    + record(0x4BC, struct.pack("<HHBBHH", 32, 33, 2, 2, 0, 5) + bytes.fromhex("2c ffff 02c0"))
    + record(0x208, struct.pack("<HHHHHHHH", 33, 0, 9, 0, 0, 0, 0x20, 0))
    + record(0x7D, struct.pack("<HHHHHH", 8, 9, 0, 0, 1, 0))
    + record(0xE5, struct.pack("<HHHHHHHHH", 2, 30, 31, 0, 0, 0, 0, 0, 2))
    + record(0x5D, struct.pack("<HHH", 0x15, 0x12, 6) + bytes(16))
    + record(0x1B6, struct.pack("<10xHI", 2, 0) + bytes(2))
    + record(0x3C, b"\1" + "说明".encode("utf-16-le"))
)


def drawn(blocks: Paper, *, styles: Sequence[int] = (0,), page: Page | None = None) -> Page:
    """The lines above each other, and the last table in lines of these styles."""
    page = page or Page(width=900)
    for at, block in enumerate(blocks):
        if isinstance(block, Line):
            page.text(72, 40 + 20 * at, block.text)
        else:
            cells = [
                (number, column, box.rowspan, box.colspan, box.text)
                for number, (row, columns) in enumerate(zip(block, columns_of(block), strict=True))
                for box, column in zip(row, columns, strict=True)
            ]
            table(page, cells, x=20, widths=[56] * 15, styles=[STYLES[style] for style in styles])
    return page


def as_mhtml(page: str, encoding: str) -> bytes:
    """A page as browsers and Word save it, behind a page without numbers, as a frame."""
    body = page.encode("gb18030")
    packed = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(body)
    fields = f'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: {encoding}\r\n'
    parts = [
        b"Content-Type: text/html\r\n\r\n<p>x",
        fields.encode() + b"\r\n" + packed,
        b"Content-Type: image/png\r\n\r\nx",
    ]
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n'
    return head + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def seeds() -> dict[str, bytes]:
    """The content of each file by its path below the corpus."""
    new, old = example(2023), example(2020)
    papers = {**excerpts(new), "proactive-2020": excerpts(old)["proactive"]}
    short = papers["remedies"]
    texts = {
        "json/report": gd.to_json(new),
        "json/table": gd.to_json(old.proactive),
        "docx/document.xml": as_docx(paper(new)),
        "docx/flat": as_flat_docx(short),
        "docx/word-2003": as_word_2003(short),
        "docx/merged": as_docx(short, more=fragment("word-marked.xml") + fragment("word-merged.xml")),
        "xlsx/sheet.xml": as_xlsx(paper(new)),
        "xlsx/parts": "\0".join(
            (
                as_xlsx(short, more=fragment("sheet-calculated.xml")),
                *map(fragment, ("sheet-styles.xml", "sheet-texts.xml", "workbook.xml")),
            )
        ),
        "csv/rows": LAYOUTS["spread tabs"].lay_out(paper(new)).replace("\t", ","),
        "csv/tabs": LAYOUTS["spread tabs"].lay_out(paper(old)),
        "html/word-page": LAYOUTS["word page"].lay_out(paper(old)),
        "html/hidden": LAYOUTS["page"].lay_out(short) + fragment("page-hidden.html"),
    }
    for name in WHOLE:
        folder = "html" if LAYOUTS[name].format == "html" else "text"
        texts[f"{folder}/{name.replace(' ', '-')}"] = LAYOUTS[name].lay_out(paper(new))
    for layout in LAYOUTS.values():
        folder = "html" if layout.format == "html" else "text"
        if layout.name not in ("page", "tabs"):  # follow below
            texts[f"{folder}/{layout.name.replace(' ', '-')}-short"] = layout.lay_out(short)
    for name, blocks in papers.items():
        texts[f"html/{name}"] = LAYOUTS["page"].lay_out(blocks)
        texts[f"text/{name}"] = LAYOUTS["tabs"].lay_out(blocks)
        texts[f"csv/{name}"] = as_csv(blocks)
        texts[f"docx/{name}"] = as_docx(blocks)
        texts[f"xlsx/{name}"] = as_xlsx(blocks)
    script = LAYOUTS["page"].lay_out(short).replace("\n", "\\n").replace('"', '\\"')
    texts["html/script"] = f'<html><script>document.write("{script[:300]}" + "{script[300:]}")</script>'
    texts["html/data"] = f'{{"title": "年度报告", "content": "{script}"}}'
    found = {name: text.encode() for name, text in texts.items()}
    page = LAYOUTS["page"].lay_out(short)
    found["html/gbk"] = f'<meta charset="gb2312">{page}'.encode("gb18030")
    found["html/utf-16"] = page.encode("utf-16")
    found["text/gbk"] = LAYOUTS["tabs"].lay_out(short).encode("gb18030")
    found["csv/utf-16"] = as_csv(short).encode("utf-16")
    for encoding in ("base64", "quoted-printable", "8bit"):
        found[f"mhtml/{encoding}"] = as_mhtml(page, encoding)
    found["docx/package"] = in_a_docx(as_docx(short).encode())
    found["xlsx/package"] = in_an_xlsx(found["xlsx/parts"])
    for name, blocks in papers.items():
        found[f"xls/{name}"] = as_xls(blocks)
    found["xls/whole"] = as_xls(paper(new))
    found["xls/every-record"] = as_xls(short, more=XLS_MORE, front=XLS_FRONT)
    found["xls/compound"] = in_an_xls(found["xls/every-record"])
    found["pdf/remedies"] = pdf(drawn(short))
    found["pdf/styles"] = pdf(drawn(papers["requests"], styles=(0, 1, 2, 3)))
    found["pdf/pages"] = pdf(
        drawn(papers["proactive"]),
        Page(extra="/Rotate 90").paragraph(72, *(block.text for block in short if isinstance(block, Line))),
        Page().turned("0 1 -1 0 300 300", "总计", font="V").line(1, 1, 9, 9).raw("/X Do"),
    )
    found["pdf/lines-of-text"] = pdf(Page().paragraph(72, *LAYOUTS["spaces"].lay_out(short).splitlines(), size=6))
    found["pdf/packed"] = pdf(drawn(short), packed=flate, title=b"\xfe\xff" + "年度报告".encode("utf-16-be"))
    no_size = Page().paragraph(72, "年度报告").turned("0 0 0 0 72 90", "总计").turned("1 0 0 0 72 90", "总计")
    found["pdf/text-of-no-size"] = pdf(no_size)
    found["pdf/locked"] = pdf(drawn(short), password="")
    return found


def main() -> None:
    """Write every file."""
    for name, content in seeds().items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
