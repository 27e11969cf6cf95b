"""The first inputs of each target, made from a report: ``python fuzz/seeds.py`` writes them into ``fuzz/corpus``."""

import html
import sys
from decimal import Decimal
from pathlib import Path

from targets import CORPUS

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.strategies.deviations import columns_of
from govdisclosure.strategies.documents import render
from govdisclosure.strategies.layouts import Line, Paper, paper
from govdisclosure.writers.printed import Box, sheet, slots

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
from readers.pdf_paper import Page, pdf, table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAYOUTS = {layout.name: layout for layout in gst.LAYOUTS}


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


def as_docx(blocks: Paper) -> str:
    """The main part of a document, merged cells taken apart."""

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
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'


def as_xlsx(blocks: Paper) -> str:
    """A sheet: each line and each row of a table in a row."""

    lines = [
        [[block.text]] if isinstance(block, Line) else [[b.text for b in row] for row in slots(block)]
        for block in blocks
    ]
    rows = [row for block in lines for row in block]
    data = "".join(
        f'<row r="{number}">{"".join(_c(f"{chr(65 + column)}{number}", text) for column, text in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'<?xml version="1.0"?><worksheet xmlns="{S}"><sheetData>{data}</sheetData></worksheet>'


def _c(reference: str, text: str) -> str:
    if text.isdigit():
        return f'<c r="{reference}"><v>{text}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{html.escape(text)}</t></is></c>' if text else ""


def as_pdf(report: gd.AnnualReport) -> bytes:
    """Table four on one page, under the title of the report and its own."""
    page = Page(width=900)
    blocks = paper(report)
    page.text(72, 40, blocks[0].text if isinstance(blocks[0], Line) else "")
    page.text(72, 60, report.remedies.title.zh)
    rows = sheet(report.remedies)
    cells = [
        (number, column, box.rowspan, box.colspan, box.text)
        for number, (row, columns) in enumerate(zip(rows, columns_of(rows), strict=True))
        for box, column in zip(row, columns, strict=True)
    ]
    return pdf(table(page, cells, x=20, widths=[56] * 15))


def seeds() -> dict[str, str]:
    """The text of each file by its path below the corpus."""
    new, old = example(2023), example(2020)
    found = {
        "json/report": gd.to_json(new),
        "json/table": gd.to_json(old.proactive),
        "docx/document.xml": as_docx(paper(new)),
        "xlsx/sheet.xml": as_xlsx(paper(new)),
        "csv/rows": render(new, LAYOUTS["spread tabs"]).text.replace("\t", ","),
        "csv/tabs": render(old, LAYOUTS["spread tabs"]).text,
    }
    for name in ("page", "word page", "page of bare cells"):
        found[f"html/{name.replace(' ', '-')}"] = render(new if name != "word page" else old, LAYOUTS[name]).text
    for name in ("tabs", "lines", "rows of pipes", "printed text", "one line", "markdown"):
        found[f"text/{name.replace(' ', '-')}"] = render(new, LAYOUTS[name]).text
    return found


def main() -> None:
    """Write every file."""
    for name, text in seeds().items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    (CORPUS / "pdf").mkdir(exist_ok=True)
    (CORPUS / "pdf" / "remedies").write_bytes(as_pdf(example(2023)))


if __name__ == "__main__":
    main()
