"""One budget for one document: what its parts cost adds up, in every format, and is told when it is too much."""

import io
import struct
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.model.access import values
from govdisclosure.readers.limits import Budget, Limits
from govdisclosure.readers.lines import cut
from govdisclosure.readers.sniff import sniff
from readers.ooxml import cell, docx, paragraph, row, table, zipped
from readers.workbooks import cell as cell_of
from readers.workbooks import merges, number, record, rows, text, xls, xlsx

TITLE = "临澜县水务局2023年政府信息公开工作年度报告"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "linlan-water-2023.html"
FIGURES = "规章 1 0 4\n行政规范性文件 2 3 5\n行政许可 1\n行政处罚 1\n行政强制 1\n"
ROW = "<tr><td>规章</td><td>1</td><td>0</td><td>4</td></tr>"


def refused(data, format, **bounds):
    """The bound that a document passes, with these bounds lowered."""
    with pytest.raises(gd.LimitExceededError) as error:
        gd.read(data.encode() if isinstance(data, str) else data, format=format, limits=gd.Limits(**bounds))
    return error.value.limit


def spent(module, data):
    """What reading a document costs, by the name of the bound."""
    budget = Budget(Limits())
    import_module(f"govdisclosure.readers.{module}").read(data, name="", limits=budget)
    return budget.spent


def test_what_is_spent_adds_up():
    """It is counted by the name of the bound, and told with what was found when there is none left."""
    budget = Budget(Limits(slots=5))
    budget.take("slots", 3)
    budget.take("slots", 5, of="merges")

    assert {"slots": 3, "slots of merges": 5} == budget.spent
    with pytest.raises(gd.LimitExceededError) as error:
        budget.take("slots", 3)
    assert ("slots", 5, 6) == (error.value.limit, error.value.allowed, error.value.found)
    assert budget.has("slots", 5, of="lines")
    assert not budget.has("slots", of="lines")


def test_the_clock_is_asked_as_work_goes_on():
    """Not at every piece of it, but long before a document is done."""
    budget = Budget(Limits(seconds=1e-9))

    with pytest.raises(gd.LimitExceededError, match="seconds"):
        [budget.take("lines", 0) for _ in range(2_000)]


def test_a_budget_is_not_made_twice():
    """A reader that is given the budget of a document spends that."""
    budget = Budget(Limits())

    assert Budget.of(budget) is budget
    assert Limits(slots=7) == Budget.of(Limits(slots=7)).limits


@pytest.mark.parametrize(
    ("module", "one", "many"),
    [
        ("web.html", f"<table>{ROW}</table>", f"<table>{ROW}</table>" * 5),
        ("text", "|a|b|\n|---|---|\n|1|2|\n", "|a|b|\n|---|---|\n|1|2|\n\n" * 5),
        ("text", f"<table>{ROW}</table>\n", f"<table>{ROW}</table>\n\n" * 5),
    ],
)
def test_the_slots_of_all_tables_count(module, one, many):
    """Tables in text and in HTML inside Markdown like any other."""
    assert 5 * spent(module, one.encode())["slots"] == spent(module, many.encode())["slots"] > 0


def test_work_is_counted_in_step_with_the_document():
    """Twice the document costs twice as much and no more: what is counted is done once."""
    documents = {
        "web.html": lambda n: f"<h1>{TITLE}</h1>{'<p>没有</p>' * n}<table>{ROW * n}</table>".encode(),
        "word.docx": lambda n: docx(paragraph("没有") * n),
        "text": lambda n: ("没有\n" * n + "\n<table><tr><td>1</td><td>2</td></tr></table>\n" * n).encode(),
        "sheets.delimited": lambda n: ("规章,1,0,4\n" * n).encode(),
    }
    for module, made in documents.items():
        once, twice = sum(spent(module, made(100)).values()), sum(spent(module, made(200)).values())
        assert once < twice <= 2 * once, module


@pytest.mark.parametrize(
    ("data", "format", "bounds"),
    [
        (f"{TITLE}\n" * 30, "text", {"lines": 20}),
        (f"<p>{TITLE}" * 30, "html", {"lines": 20}),
        (docx(paragraph("没有") * 30), "docx", {"lines": 20}),
        (f"<table><tr><td>{'1<br>' * 30}</td><td>2</td></tr></table>", "html", {"lines": 20}),
        (f"<table><tr><td>信息内容<td>本年制发件数{ROW * 30}</table>", "html", {"rows": 20}),
        ("一、总体情况\n二、主动公开政府信息情况\n" + "规章 1 0 4\n" * 30, "text", {"rows": 20}),
        ('{"schema": "govdisclosure/1", "x": [' + "1," * 30 + "1]}", "json", {"nodes": 20}),
        ('{"schema": "govdisclosure/1"}', "json", {"document_bytes": 20}),
        ("\n" * 30, "text", {"lines": 20}),
    ],
)
def test_a_document_beyond_a_bound(data, format, bounds):
    """It is refused, whatever the format, and the error names the bound."""
    assert next(iter(bounds)) == refused(data, format, **bounds)


FRAME = """
+---------+
| a       |
+----+----+
| b  | 1  |
+----+----+
"""
SAVED_PAGE = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
PART = "--x\nContent-Type: text/html\n\n<p>x</p>\n"
CARRIED = "<table><tr><td>规章</td><td>1</td></tr></table>"
LIST = record(0xFC, struct.pack("<II", 6, 6) + text("甲") * 6)
NESTED = table(row(cell(table(row("a", "b"))), "c"))
EXACTLY = (
    ("web.html", "<p>文", "document_bytes", 6),
    ("web.html", "<table><tr><td colspan=2 rowspan=2>1<td>2<tr><td>3</table>", "slots", 6),
    ("web.html", "<table><tr><td><table><tr><td>1</table></table>", "table_depth", 2),
    (
        "web.html",
        f"{SAVED_PAGE}{PART * 3}",
        "package_parts",
        3,
    ),
    ("web.html", f"<script>var a = '{CARRIED}', b = '{CARRIED}';</script>", "package_parts", 2),
    ("web.html", "<p a b c>x", "tag_attributes", 3),
    ("web.html", "<p><b>x</b></p>", "markup_tags", 4),
    ("text", "甲乙", "document_bytes", 6),
    ("text", "甲\n乙\n丙", "lines", 2),
    ("text", FRAME, "slots", 4),
    ("text", "1\t2\n3\t4\t5", "slots", 5),
    ("text", "|a|b|\n|---|---|\n|1|2|", "slots", 4),
    ("sheets.delimited", "1,2\n3,4\n", "document_bytes", 8),
    ("sheets.delimited", "1,2\n3,4\n", "slots", 4),
    ("sheets.delimited", ",,,,1\n", "slots", 5),
    ("word.docx", docx(paragraph("a") * 3), "lines", 3),
    ("word.docx", docx(table(row(cell("a", "b"), "c"))), "lines", 3),
    ("word.docx", docx(table(row("a", "b"), row("c"))), "slots", 3),
    ("word.docx", docx(table(row("a", "b"), row("c", properties='<w:gridBefore w:val="3"/>'))), "slots", 6),
    ("word.docx", docx(NESTED), "table_depth", 1),
    ("sheets.workbook", xlsx(rows(cell_of("A1", 1), cell_of("B2", 2), cell_of("C3", 3))), "slots", 9),
    (
        "sheets.workbook",
        xlsx({"一": rows(*(cell_of(f"A{n}", n) for n in range(1, 6)))}, states={"一": "hidden"}),
        "slots",
        5,
    ),
    ("sheets.workbook", xlsx(rows(cell_of("A1", 1)) + merges("A1:C4")), "slots", 12),
    ("sheets.workbook", xlsx(merges(*["A1:A2"] * 7)), "slots", 7),
    ("sheets.workbook", xls(b"".join(number(n, 0, 1.0) for n in range(5)), state=1), "slots", 5),
    ("sheets.workbook", xls(record(0xE5, struct.pack("<H", 7) + struct.pack("<HHHH", 0, 1, 0, 1) * 7)), "slots", 7),
    ("sheets.workbook", xls(number(0, 0, 1.0), front=LIST), "slots", 6),
)


@pytest.mark.parametrize(("module", "data", "limit", "needed"), EXACTLY)
def test_bounds_are_exact(module, data, limit, needed):
    """A document that needs just what is allowed is read, and one that needs any more is refused."""
    data = data.encode() if isinstance(data, str) else data
    read = import_module(f"govdisclosure.readers.{module}").read

    read(data, name="", limits=Limits(**{limit: needed}))
    with pytest.raises(gd.LimitExceededError) as error:
        read(data, name="", limits=Limits(**{limit: needed - 1 or 0.5}))
    assert limit == error.value.limit


def test_the_style_sheets_of_all_frames_of_a_page():
    """What is done for one of them is gone for the next."""
    frame = f"--x\nContent-Type: text/html\n\n<style>{'td{color:red}' * 20}</style><table><tr>{'<td>x' * 50}</table>\n"
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    one, several = (spent("web.html", f"{head}{frame * count}--x--".encode())["style_work"] for count in (1, 5))

    assert 5 * one == several
    assert "style_work" == refused(head + frame * 5, "html", style_work=4 * one)


def test_a_page_in_one_file_of_many_parts():
    """Parts count, however small they are."""
    part = b"--x\nContent-Type: text/html\n\n<p>x</p>\n"
    page = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + part * 30

    assert "package_parts" == refused(page, "html", package_parts=20)


# ---------------------------------------------------------------------------------------------------- long lines


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("一二三", 3, "一二三"),
        ("一二 三四", 4, "一二"),
        ("一二三四", 3, "一二三"),
        ("收到1234", 5, "收到"),
        ("短\n一二 三四\n短", 4, "短\n一二\n短"),
        ("123456", 3, ""),
    ],
)
def test_a_line_is_cut_before_a_number(text, most, kept):
    """What is left of it holds no piece of a word between blanks, and no piece of a number."""
    assert kept == cut(text, most)


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("text", f"{TITLE}\n{{}}\n一、总体情况\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况"),
        ("html", f"<h1>{TITLE}</h1><p>{{}}</p><table><tr><td>信息内容<td>本年制发件数{ROW}</table>"),
        ("html", f"<h1>{TITLE}</h1><table><tr><td>信息内容<td>本年制发件数{ROW}<tr><td>{{}}<td>1</table>"),
    ],
)
def test_a_line_longer_than_any_real_one_is_told(format, data):
    """The report is read without the end of it, and a notice says how much that is."""
    limits = gd.Limits(line_characters=60)
    (reading,) = gd.read_all(data.format("没有 " * 50).encode(), format=format, limits=limits)
    (notice,) = (notice for notice in reading.notices if notice.code == "line-cut")

    assert 80 < int(notice.detail) < 150
    assert notice.detail in notice.message("zh")


def test_a_report_of_one_line_is_read():
    """Twenty thousand characters are real."""
    text = "本机关没有其他事项。" * 2_000
    reading = gd.read(f"{TITLE}\n一、总体情况\n{text}\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况".encode())

    assert text == reading.report.sections.overview.text


# ---------------------------------------------------------------------------------------------------- archives


def member(name, packed, size, method):
    """An archive of one member, whatever it says of itself."""
    facts = struct.pack("<HHHHIIIHH", 0, method, 0, 0x21, 0, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 20) + facts + name.encode() + packed
    listed = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + facts + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return local + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(local), 0)


def unpacked_by(monkeypatch):
    """How many bytes each part is asked for."""
    asked = []
    read = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda self, n=-1: asked.append(n) or read(self, n))
    return asked


def test_a_mimetype_is_read_as_far_as_it_matters(monkeypatch):
    """A hundred bytes, whatever it unpacks to."""
    asked = unpacked_by(monkeypatch)
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text" + " " * 1_000_000})

    assert "odt" == sniff(data)
    assert [100] == asked


@pytest.mark.parametrize(
    ("method", "packed"),
    [
        (zipfile.ZIP_BZIP2, b"BZh91AY&SY"),
        (zipfile.ZIP_LZMA, bytes(30)),
        (99, b"x"),
        (zipfile.ZIP_DEFLATED, b"\xff" * 30),
        (zipfile.ZIP_STORED, b"x"),
    ],
    ids=["bzip2", "lzma", "unknown", "damaged", "cut off"],
)
def test_a_member_that_cannot_be_unpacked(method, packed):
    """It is damage, whatever it was packed with."""
    with pytest.raises(gd.DamagedDocumentError):
        sniff(member("mimetype", packed, 1_000, method))


def test_an_archive_of_too_many_members():
    """They are counted before they are listed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(30):
            archive.writestr(f"{number}", "")

    with pytest.raises(gd.LimitExceededError, match="package_parts is 20, this document has 30"):
        gd.read(stream.getvalue(), limits=gd.Limits(package_parts=20))


# ---------------------------------------------------------------------------------------------------- heads


def issued(words):
    """What is read of a table whose head has so many words behind it."""
    between = "\n".join(f"说明文字{number}" for number in range(words))
    text = f"{TITLE}\n二、主动公开政府信息情况\n信息内容 本年制发件数 本年废止件数 现行有效件数\n{between}\n{FIGURES}"
    return gd.read(text.encode(), format="text").report.proactive.normative_documents


def test_words_that_go_on_for_longer_than_any_head_are_none():
    """The rows behind them have no head, and rows without one are not guessed."""
    assert gd.DocumentCounts2021(issued=2, repealed=3, in_force=5) == issued(0)
    with pytest.raises(gd.NotAReportError, match="the title"):
        issued(300)


HEADS = "<tr><td>科研机构</td><td>自然人</td><td>总计</td></tr>"


@pytest.mark.parametrize(
    ("more", "before", "gap"),
    [
        (HEADS * 3, "<tr", True),
        (HEADS * 30, "<tr", True),
        (f"<table>{HEADS}</table>" * 3, "<table", False),
        (f"<table>{HEADS}</table>" * 100, "<table", False),
    ],
)
def test_heads_that_go_on_and_on(more, before, gap):
    """Rows or tables of them are no head of the rows below; nothing is given to the wrong column."""
    page = EXAMPLE.read_text(encoding="utf-8")
    at = page.rindex(before, 0, page.index("自然人"))
    true = values(gd.read(EXAMPLE).report)
    got = values(gd.read((page[:at] + more + page[at:]).encode(), format="html").report)

    assert [] == [name for name, value in got.items() if value != true[name] and not isinstance(value, gd.Gap)]
    assert gap == (got["requests.received.total"] is gd.Gap.UNREADABLE)
