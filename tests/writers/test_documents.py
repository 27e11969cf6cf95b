"""Documents for people: what stands in them, what never acts, and how a file is replaced."""

import io
import os
import pickle
import sys
import zipfile
from decimal import Decimal
from html.parser import HTMLParser

import attrs
import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

import govdisclosure as gd
from govdisclosure.writers import pdf
from govdisclosure.writers.documents import document
from govdisclosure.writers.formats import FORMATS
from govdisclosure.writers.layout import Grid, Line, laid_out

ORGAN = "临澜县水务局"
ACTING = (
    "=1+1 @SUM(A1) http://example.org www.example.org <b>x</b> <script>x</script> **b** _i_ `c` [a](b) ![a](b) &lt;"
)
SECTIONS = gd.Sections(
    overview=gd.Section(
        heading="一、总体情况",
        text=f"{ACTING}\n# 一\n- 二\n1. 三\n> 四\n---",
        subsections=(gd.Section(heading="（一）主动公开", text="=HYPERLINK(1)"),),
    ),
    problems=gd.Section(heading="五、存在的主要问题及改进情况", text="公开的时效仍需提高。"),
)
NUMBERS = {"requests.received.natural_persons": 3, "requests.received.total": 3, "requests.carried_over_out.total": 2}
REPORT = attrs.evolve(
    gd.replace(gd.zeros(2023, organ=ORGAN), NUMBERS), sections=SECTIONS, handling_fee=Decimal("12.50")
)
TITLE = f"{ORGAN}2023年政府信息公开工作年度报告"


def written(x, format, **options):
    """The document as bytes."""
    buffer = io.BytesIO()
    gd.write(x, buffer, format=format, **options)
    return buffer.getvalue()


# ---------------------------------------------------------------------------------------------------- the layout


def texts(report):
    """The lines with their levels."""
    return [(line.level, line.text) for line in laid_out(report) if isinstance(line, Line)]


def test_the_layout_is_that_of_the_form():
    """Title, six sections with their subsections and tables in official order, and the fee that no section states."""
    assert [
        (1, TITLE),
        (2, "一、总体情况"),
        *((0, line) for line in SECTIONS.overview.text.split("\n")),
        (3, "（一）主动公开"),
        (0, "=HYPERLINK(1)"),
        (2, "二、主动公开政府信息情况"),
        (2, "三、收到和处理政府信息公开申请情况"),
        (2, "四、政府信息公开行政复议、行政诉讼情况"),
        (2, "五、存在的主要问题及改进情况"),
        (0, "公开的时效仍需提高。"),
        (2, "六、其他需要报告的事项"),
        (0, "本年度收取信息处理费12.50元。"),
    ] == texts(REPORT)


@pytest.mark.parametrize(
    ("fee", "text", "said"),
    [
        (Decimal(0), "本年度没有收取信息处理费。", []),
        (Decimal(20), "本年度收取信息处理费20元。", []),
        (Decimal(20), "本年度没有收取信息处理费。", ["本年度收取信息处理费20元。"]),
        (gd.Gap.ABSENT, "没有其他事项。", []),
        (Decimal(0), "没有其他事项。", ["本年度收取信息处理费0元。"]),
    ],
)
def test_the_fee_is_stated_once(fee, text, said):
    """A sentence is added where section six does not state the fee, or states another one."""
    sections = gd.Sections(other_matters=gd.Section(text=text))
    report = attrs.evolve(gd.zeros(2023), sections=sections, handling_fee=fee)

    assert [(2, "六、其他需要报告的事项"), (0, text), *((0, each) for each in said)] == texts(report)[-2 - len(said) :]


def test_what_is_not_known_is_not_made_up():
    """No organ, no year, no heading of a section that is not there; a section that cannot be read says so."""
    report = gd.blank(gd.Gap.ABSENT)
    unread = attrs.evolve(report, sections=gd.Sections(overview=gd.Gap.UNREADABLE, problems=gd.Gap.BLANK))

    assert (1, "政府信息公开工作年度报告") == texts(report)[0]
    assert [(2, "一、总体情况"), (0, "不清")] == texts(unread)[1:3]
    assert (2, "五、存在的主要问题及改进情况") == texts(unread)[-1]


def test_a_table_that_is_not_there_is_said_to_be_missing():
    """It is not printed as a table of blanks, and reads back as absent."""
    absent = {address: gd.Gap.ABSENT for address in gd.addresses(REPORT) if address.startswith("remedies.")}
    report = gd.replace(REPORT, absent)

    assert (0, "文中没有这张表。") in texts(report)
    for format in FORMATS:
        back = gd.read(written(report, format), format="text" if format == "md" else format).report
        assert report.remedies == back.remedies, format


def test_headings_go_down_to_the_sixth_level():
    """What stands deeper is a heading of the sixth."""
    section = gd.Section(heading="甲")
    for _ in range(6):
        section = gd.Section(heading="乙", subsections=(section,))

    levels = [level for level, _ in texts(attrs.evolve(gd.zeros(2023), sections=gd.Sections(overview=section)))]
    assert [1, 2, 3, 4, 5, 6, 6, 6] == levels[:8]


def test_what_acts_is_shown():
    """Control characters and those that turn the direction of writing; line ends part lines."""
    text = "a\x00b\u202ec\x85d\u2028e\tf\ud800"
    section = gd.Sections(overview=gd.Section(heading="一、总体情况", text=text))

    assert ["a\\u0000b\\u202ec", "d", "e f\\ud800"] == [
        line for level, line in texts(attrs.evolve(gd.zeros(2023), sections=section))[2:5] if not level
    ]


def test_columns_are_as_wide_as_their_figures():
    """A number is never cut; all columns of figures of a table are equally wide."""
    wide = gd.replace(REPORT, {"requests.received.total": 10**12 - 1})
    grids = {name: next(each for each in laid_out(x.requests) if isinstance(each, Grid)) for name, x in
             (("plain", REPORT), ("wide", wide))}  # fmt: skip

    assert {7} == set(grids["plain"].widths[3:])
    assert {12} == set(grids["wide"].widths[3:])


# ---------------------------------------------------------------------------------------------------- DOCX


def test_headings_of_a_word_document_are_styles():
    """The title, the sections, the subsections; text is text."""
    found = docx.Document(io.BytesIO(written(REPORT, "docx")))
    styles = [(each.style.name, each.text) for each in found.paragraphs]

    assert ("Title", TITLE) == styles[0]
    assert ("Heading 1", "一、总体情况") == styles[1]
    assert ("Heading 2", "（一）主动公开") in styles
    assert ("Normal", ACTING) in styles
    assert (TITLE, "") == (found.core_properties.title, found.core_properties.author)


def test_tables_of_a_word_document_are_those_of_the_form():
    """Cells are merged, rows are not split, the head is repeated, and a row stays with the next one."""
    _, requests, remedies = docx.Document(io.BytesIO(written(REPORT, "docx"))).tables
    rows = requests._tbl.tr_lst

    assert (28, 10) == (len(requests.rows), len(requests.columns))
    assert requests.cell(0, 0)._tc is requests.cell(2, 2)._tc
    assert "法人或其他组织" == requests.cell(1, 4).text == requests.cell(1, 8).text
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert [True] * 3 + [False] * 25 == [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert [True] * 27 + [False] == [bool(list(row.iter(qn("w:keepNext")))) for row in rows]
    assert "0" == remedies.cell(3, 14).text


def test_nothing_acts_in_a_word_document():
    """No field, no link, nothing outside."""
    with zipfile.ZipFile(io.BytesIO(written(REPORT, "docx"))) as package:
        body = package.read("word/document.xml").decode()
        links = package.read("word/_rels/document.xml.rels").decode()

    assert not any(word in body for word in ("w:hyperlink", "w:fldSimple", "w:instrText", "w:object"))
    assert "External" not in links


# ---------------------------------------------------------------------------------------------------- XLSX


def book(x, *, values=False, **options):
    """A workbook with the formulas, or with what they show."""
    return openpyxl.load_workbook(io.BytesIO(written(x, "xlsx", **options)), data_only=values)


def test_a_workbook_has_a_sheet_for_the_text_each_table_and_the_checks():
    """Under their official names."""
    assert ["文字", *(line for level, line in texts(REPORT) if line[:2] in ("二、", "三、", "四、")), "核对"] == book(
        REPORT
    ).sheetnames
    assert "Checks" == book(REPORT, lang="en").sheetnames[-1]
    assert ["四、政府信息公开行政复议、行政诉讼情况", "核对"] == book(REPORT.remedies).sheetnames
    assert ["二、主动公开政府信息情况"] == book(REPORT.proactive).sheetnames


def test_totals_are_sums_with_what_they_show():
    """A total that is the sum of its parts is a formula over them; one that is not stays as it is printed."""
    wrong = gd.replace(REPORT, {"requests.received.total": 4})
    name = REPORT.requests.title.zh

    assert ("=SUM(D5:I5)", 3) == (book(REPORT)[name]["J5"].value, book(REPORT, values=True)[name]["J5"].value)
    assert "=SUM(D7:D27)" == book(REPORT)[name]["D28"].value
    assert 4 == book(wrong)[name]["J5"].value


def test_only_whole_numbers_may_be_typed():
    """Amounts may have parts, changes may be negative; totals and labels are not asked for."""
    rules = {name: each.data_validations.dataValidation for name, each in zip(
        ("two", "three"), book(gd.zeros(2020, organ=ORGAN)).worksheets[1:], strict=False)}  # fmt: skip
    kinds = {(rule.type, rule.operator or "between"): str(rule.sqref) for rule in rules["two"]}

    assert {("whole", "greaterThanOrEqual"), ("whole", "between"), ("decimal", "greaterThanOrEqual")} == kinds.keys()
    assert "D5" not in str(rules["three"][0].sqref).split()[0].split(":")[1:]
    assert "J5" not in str(rules["three"][0].sqref)


def checks(x, **options):
    """What the sheet of checks shows."""
    return [[cell.value for cell in row] for row in book(x, values=True, **options).worksheets[-1].iter_rows()]


def test_the_checks_say_what_does_not_tie():
    """In words, in both languages, with both sums; a gap is no zero."""
    gap = gd.replace(REPORT, {"requests.received.total": gd.Gap.BLANK})

    assert [None, "不相等的关系：3"] == checks(REPORT)[0]
    assert ["不相等", "自然人：第一、二项之和 3，第三、四项之和 0，相差 3"] in checks(REPORT)
    assert ["相等", "一、本年新收政府信息公开申请数量：各项之和 3，总计填 3"] in checks(REPORT)
    assert ["不能判断", "一、本年新收政府信息公开申请数量：有的格没有数字"] in checks(gap)
    assert [None, "不能判断的关系：2"] == checks(gap)[1]
    assert [
        "does not hold",
        "natural persons: items 1 and 2 add up to 3; items 3 and 4 add up to 0; the difference is 3",
    ] in checks(REPORT, lang="en")


def test_numbers_keep_their_digits():
    """A spreadsheet rounds at fifteen; a longer number is a text. Places are shown as they are printed."""
    amounts = {
        text: gd.replace(REPORT.proactive, {"fees.amount": Decimal(text)}) for text in ("12.50", "123456789012.345678")
    }

    assert {"12.50": 12.5, "123456789012.345678": "123456789012.345678"} == {
        text: book(table).worksheets[0]["B15"].value for text, table in amounts.items()
    }
    assert "0.00" == book(amounts["12.50"]).worksheets[0]["B15"].number_format


def test_a_text_too_long_for_a_cell_goes_on_below():
    """Nothing of it is lost."""
    text = "公开。" * 7_000
    report = attrs.evolve(REPORT, sections=gd.Sections(overview=gd.Section(heading="一、总体情况", text=text)))
    column = [cell.value for cell in book(report).worksheets[0]["A"]]

    assert text == "".join(column[2:4])


def test_nothing_acts_in_a_workbook():
    """No formula and no link comes from what a report says."""
    found = book(REPORT)

    assert ACTING == found["文字"]["A3"].value
    assert {"s"} == {cell.data_type for cell in found["文字"]["A"] if cell.value is not None}
    assert not any(sheet._hyperlinks for sheet in found.worksheets)


# ---------------------------------------------------------------------------------------------------- HTML, Markdown


class Seen(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags = set()
        self.names = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}


def test_nothing_acts_in_a_page():
    """No script, no link, nothing from elsewhere; what looks like markup is text."""
    page = written(REPORT, "html").decode()
    seen = Seen(page)

    assert not seen.tags & {"script", "a", "img", "link", "iframe", "b", "object", "form"}
    assert not {name for name in seen.names if name.startswith("on") or name in ("href", "src")}
    assert "default-src 'none'" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "//" not in page.replace("http://example.org", "")


def test_nothing_acts_in_markdown():
    """What is text in the report is text in the page that is made of it."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(written(REPORT, "md").decode())
    tags = Seen(rendered).tags

    assert {"h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td"} == tags
    assert "&lt;script&gt;x&lt;/script&gt;" in rendered
    assert "<p># 一</p>" in rendered
    assert "<p>---</p>" in rendered


# ---------------------------------------------------------------------------------------------------- PDF


def test_a_pdf_needs_a_font(monkeypatch):
    """Without one with Chinese characters there is no page of boxes; the error names a package."""
    pdf._fonts.cache_clear()
    monkeypatch.setattr(pdf, "FONTS", ("No Such Font",))
    with pytest.raises(gd.MissingFontError, match=r"No Such Font.*fonts-noto-cjk") as caught:
        document(REPORT, "pdf")
    pdf._fonts.cache_clear()

    again = pickle.loads(pickle.dumps(caught.value))
    assert ("No Such Font", str(caught.value)) == (again.font, str(again))
    assert "fonts-noto-cjk" in again.message("zh")


def test_nothing_acts_in_a_pdf():
    """What a report says is no program for the typesetter, and no link."""
    text = '#eval("1") #link("http://example.org")[x] http://example.org = a * b * $x$ @c <d> \\'
    report = attrs.evolve(REPORT, sections=gd.Sections(overview=gd.Section(heading="一、总体情况", text=text)))
    made = written(report, "pdf")

    assert b"/URI" not in made
    assert text == gd.read(made, format="pdf").report.sections.overview.text


# ---------------------------------------------------------------------------------------------------- the file


@pytest.mark.parametrize("format", FORMATS)
def test_the_suffix_decides(format, tmp_path):
    """Unless the format is given; then any name will do."""
    gd.write(REPORT, tmp_path / f"a.{format}")
    gd.write(REPORT, str(tmp_path / "b"), format=format)

    assert (tmp_path / f"a.{format}").read_bytes()[:4] == (tmp_path / "b").read_bytes()[:4]


@pytest.mark.parametrize(("target", "format"), [("a.odt", None), ("a", None), (io.BytesIO(), None), ("a.docx", "odt")])
def test_an_unknown_format_names_the_known_ones(target, format):
    """By suffix or by name."""
    with pytest.raises(gd.InvalidValueError, match="docx, xlsx, html, md, pdf"):
        gd.write(REPORT, target, format=format)


def test_a_wrong_call_writes_nothing(tmp_path):
    """What is no report, and a language that is none."""
    with pytest.raises(gd.InvalidTypeError):
        gd.write("report", tmp_path / "a.html")
    with pytest.raises(gd.InvalidValueError):
        gd.write(REPORT, tmp_path / "a.html", lang="fr")

    assert [] == list(tmp_path.iterdir())


def test_a_missing_package_says_what_to_install(monkeypatch, tmp_path):
    """Before anything is written."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(gd.MissingExtraError, match=r"govdisclosure\[writers\]"):
        gd.write(REPORT, tmp_path / "a.pdf")


def test_a_file_is_replaced_when_the_new_one_is_whole(monkeypatch, tmp_path):
    """One that exists keeps what it holds if writing fails, and its mode if it does not; nothing is left beside it."""
    path = tmp_path / "a.html"
    path.write_text("old")
    path.chmod(0o600)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(gd.FileError, match="No space left"):
            gd.write(REPORT, path)
    assert "old" == path.read_text()

    gd.write(REPORT, path)
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())


def test_what_the_system_refuses_is_an_error_of_ours(tmp_path):
    """A folder that is not there, and one in the place of the file."""
    with pytest.raises(gd.MissingFileError):
        gd.write(REPORT, tmp_path / "no" / "a.html")
    (tmp_path / "b.html").mkdir()
    with pytest.raises(gd.FileError):
        gd.write(REPORT, tmp_path / "b.html")


def test_a_link_is_followed(tmp_path):
    """The file that it leads to is written, and the link stays."""
    (tmp_path / "link.html").symlink_to(tmp_path / "a.html")
    gd.write(REPORT, tmp_path / "link.html")

    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "a.html").is_file()
