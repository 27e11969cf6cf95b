"""Word documents and workbooks that say little and ask for much."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from benchmarks.hostile.text import ORGAN, TITLE

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLE = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>"


def _zipped(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    """The part that says what each name (a kind, and anything behind a dot) points to; the names are the ids."""
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.partition(".")[0]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def docx(body: str, styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A Word document with this body."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{_TITLE}{body}</w:body></w:document>',
    }
    if styles:
        parts["word/_rels/document.xml.rels"] = _relations({"styles": "styles.xml"})
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'
    return _zipped(parts | dict(more or {}))


def xlsx(sheets: list[str], texts: str = "", styles: str = "") -> bytes:
    """A workbook with sheets of these contents."""
    named = "".join(f'<sheet name="s{n}" sheetId="{n + 1}" r:id="worksheet.{n}"/>' for n in range(len(sheets)))
    targets = {f"worksheet.{n}": f"s{n}.xml" for n in range(len(sheets))}
    targets |= {"sharedStrings": "strings.xml"} if texts else {}
    targets |= {"styles": "styles.xml"} if styles else {}
    return _zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(targets),
            "xl/strings.xml": f'<sst xmlns="{_SHEETS}">{texts}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{_SHEETS}">{styles}</styleSheet>',
            **{f"xl/s{n}.xml": f'<worksheet xmlns="{_SHEETS}">{sheet}</worksheet>' for n, sheet in enumerate(sheets)},
        }
    )


def _sheet(cells: str, after: str = "") -> str:
    return f"<sheetData><row>{cells}</row></sheetData>{after}"


def _merges(areas: list[str]) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Each document: what it is, the suffix of its file, its content."""
    for name, content in _words():
        yield name, ".docx", content
    for name, content in _workbooks():
        yield name, ".xlsx", content
    flat = '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
    yield "XML of Word 2003, paragraphs", ".xml", (flat + "<w:body>" + "<w:p/>" * 300_000).encode()
    entities = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 60))
    laughs = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "x">{entities}]><w:document>&a59;</w:document>'
    yield "entities of entities", ".docx", docx("", more={"word/document.xml": laughs})


def _words() -> Iterator[tuple[str, bytes]]:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    instruction = "<w:r><w:instrText>x</w:instrText></w:r>"
    yield "an instruction in 120,000 pieces", docx(f"<w:p>{begin}{instruction * 120_000}{end}</w:p>")
    yield "fields that never end", docx("<w:p>" + begin * 150_000 + "</w:p>")
    yield "a paragraph of 120,000 pieces", docx("<w:p>" + "<w:r><w:t>没</w:t></w:r>" * 120_000 + "</w:p>")
    run = "<w:r><w:rPr><w:strike/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r>"
    yield "digits struck out", docx("<w:p>" + run * 44_000 + "</w:p>")
    yield "many empty paragraphs", docx("<w:p/>" * 490_000)
    yield "many breaks", docx("<w:p><w:r>" + "<w:br/>" * 490_000 + "</w:r></w:p>")
    yield "as many paragraphs as allowed", docx("<w:p><w:r><w:t>没有</w:t></w:r></w:p>" * 49_000)
    yield "100,000 empty tables", docx("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>" * 100_000)
    cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    yield "a table as large as allowed", docx("<w:tbl>" + f"<w:tr>{cell * 10}</w:tr>" * 4_900 + "</w:tbl>")
    tall = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    yield "one cell merged down", docx("<w:tbl>" + f"<w:tr>{tall}{cell}</w:tr>" * 20_000 + "</w:tbl>")
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    yield "a span of a billion", docx(f"<w:tbl><w:tr>{wide * 2}</w:tr></w:tbl>")
    yield "tables in tables", docx("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60)
    chain = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(100_000))
    use = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr></w:p>' for n in range(0, 100_000, 50))
    yield "styles based on styles", docx(use, chain)
    yield "spaces of 30 MB", docx("<w:p>" + " " * 30_000_000 + "</w:p>")
    yield "attributes", docx("<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")
    changes = "<w:ins><w:r><w:t>1</w:t></w:r></w:ins>"
    yield "tracked changes", docx("<w:tbl><w:tr><w:tc><w:p>" + changes * 60_000 + "</w:p></w:tc></w:tr></w:tbl>")


def _workbooks() -> Iterator[tuple[str, bytes]]:
    number = "<c><v>{}</v></c>"
    far = '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'
    yield "two cells in opposite corners", xlsx([f"<sheetData>{far}</sheetData>"])
    yield "a merge over the whole sheet", xlsx([_sheet(number.format(1), _merges(["A1:XFD1048576"]))])
    same = _sheet('<c r="A1"><v>1</v></c><c r="SG200"><v>1</v></c>', _merges(["A1:SF199"]))
    yield "a large merge in each of 100 sheets", xlsx([same] * 100)
    yield (
        "merges of two cells",
        xlsx(
            [
                _sheet(
                    '<c r="A1"><v>1</v></c><c r="C45000"><v>1</v></c>',
                    _merges([f"A{n}:B{n}" for n in range(1, 45_000)]),
                )
            ]
        ),
    )
    yield (
        "merges over each other",
        xlsx([_sheet('<c r="A1"><v>1</v></c><c r="C999"><v>1</v></c>', _merges(["A1:B90"] * 900))]),
    )
    rows = "".join(f"<row>{number.format(n) * 10}</row>" for n in range(4_900))
    yield "as many slots as allowed", xlsx([f"<sheetData>{rows}</sheetData>"])
    blank = "<row>" + "<c/>" * 100 + "</row>"
    yield "blank cells", xlsx([f"<sheetData>{blank * 9_000}</sheetData>"])
    sums = "".join(f'<row><c r="A{n}"><f>SUM(A1:A{n - 1})</f></c></row>' for n in range(2, 20_000))
    yield "sums of sums", xlsx([f"<sheetData>{sums}</sheetData>"])
    long = "+".join(["A1"] * 340)
    yield "long formulas", xlsx(["<sheetData>" + f"<row><c><f>{long}</f></c></row>" * 20_000 + "</sheetData>"])
    shared = f'<c><f t="shared" si="0">{long}</f></c>' + '<c><f t="shared" si="0"/></c>' * 40_000
    yield "a long formula shared", xlsx([_sheet(shared)])
    texts = "<si>" + "<r><rPr><strike/></rPr><t>x</t></r><r><t>y</t></r>" * 60_000 + "</si>"
    yield "a text of 120,000 runs", xlsx([_sheet('<c t="s"><v>0</v></c>')], texts)
    huge = f"<si><t>{'x' * 1_000_000}</t></si>"
    yield "one long text named again and again", xlsx([_sheet('<c t="s"><v>0</v></c>' * 4_000)], huge)
    many = "".join(f"<si><t>{ORGAN}{n}</t></si>" for n in range(180_000))
    yield "texts that nobody names", xlsx([_sheet('<c t="s"><v>0</v></c>')], many)
    lines = f"<si><t>{'x&#10;' * 1_000_000}</t></si>"
    yield "a text of a million lines", xlsx([_sheet('<c t="s"><v>0</v></c>')], lines)
    yield "digits", xlsx([_sheet(f"<c><v>{'9' * 1_000_000}</v></c>" * 20)])
    code = '<numFmts><numFmt numFmtId="200" formatCode="' + "[" * 200_000 + '"/></numFmts>'
    style = code + '<cellXfs><xf numFmtId="200"/></cellXfs>'
    yield "a format of 200,000 brackets", xlsx([_sheet('<c s="0"><v>1</v></c>' * 1_000)], styles=style)
    yield "tags as deep as the parser goes", xlsx(["<a>" * 300_000])
    yield "one tag of 10 MB", xlsx([f'<a b="{"x" * 10_000_000}"/>'])
    hidden = "".join(f'<row r="{n}" hidden="1"/>' for n in range(1, 150_000))
    yield "hidden rows", xlsx([f"<sheetData>{hidden}</sheetData>"])
    yield "300 sheets of the same part", xlsx(["<sheetData>" + "<row/>" * 3_000 + "</sheetData>"] * 300)
