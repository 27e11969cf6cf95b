"""What the page in a browser asks of the library, without a browser."""

import io
import json
from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.web import session
from govdisclosure.web.session import CALLS, NUMBERS, SIZES, Session, in_page
from readers.flattened import tell
from readers.pdf_paper import Page as Paper
from readers.pdf_paper import pdf
from readers.workbooks import compound

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WRONG = "requests.outcomes.disclosed.natural_persons"


class Said:
    """Takes the answers of the stand-in for a browser as a page sends them."""

    def __init__(self):
        self.answers = []

    def tell(self, text, tree, matched):
        self.answers.append([tree, matched])


class Page:
    """A page: asks in JSON, and answers what it is asked."""

    def __init__(self):
        self.session = Session()

    def ask(self, call, data=b"", **given):
        text, saved = self.session.answer(call, json.dumps(given), data)
        return saved or json.loads(text)

    def open(self, name, data):
        found = self.ask("open", name=name, data=data)
        while "ask" in found["found"]:
            said = Said()
            for text, selectors in found["found"]["ask"]:
                tell(said, text, selectors)
            found = self.ask("tell", answers=said.answers)
        return found["found"]["opened"]

    def example(self, name):
        (number,) = self.open(name, (EXAMPLES / name).read_bytes())
        return number


@pytest.fixture
def page():
    return Page()


def test_a_report_is_read_marked_and_corrected(page):
    """Verdict, findings with their cells, the proposal; corrected, the sum holds."""
    number = page.example("linlan-water-2023.html")
    view = page.ask("show", number=number)["found"]
    result = gd.check(gd.read(EXAMPLES / "linlan-water-2023.html"))

    assert ("failed", len(result.findings)) == (view["verdict"], len(view["items"]))
    assert [outcome.rule.code for outcome in result.findings] == [item["rule"] for item in view["items"]]
    assert f'<td class="wrong" data-cell="{WRONG}">5 <b>→50</b></td>' in view["tables"]
    assert ("50", True) == (view["cells"][WRONG]["value"], view["cells"][WRONG]["sure"])
    assert WRONG in view["items"][0]["cells"]
    assert [WRONG] == view["items"][0]["proposals"]

    view = page.ask("correct", number=number, address=WRONG, text=" 50 ")["found"]

    assert WRONG not in view["cells"]
    assert (
        gd.from_json(page.ask("save", number=number, format="json")).requests.outcomes.disclosed.natural_persons == 50
    )


@pytest.mark.parametrize("format", ["docx", "xlsx", "html", "md", "json"])
def test_what_is_saved_reads_back_equal(page, format):
    """In every format that the page offers."""
    number = page.example("linlan-water-2023.html")
    page.ask("correct", number=number, address=WRONG, text="50")
    saved = page.ask("save", number=number, format=format)
    wanted = gd.replace(gd.read(EXAMPLES / "linlan-water-2023.html").report, {WRONG: 50})

    assert {} == {each.address: each for each in gd.compare(wanted, gd.read(saved).report).changes}


def test_a_slip_and_a_workbook(page):
    """What goes back to the organ, and what whoever collects the reports keeps."""
    page.example("linlan-water-2022.html")
    number = page.example("linlan-water-2023.html")

    assert page.ask("save", number=number, format="slip").startswith(b"PK")
    assert page.ask("workbook").startswith(b"PK")


def test_a_report_that_ties(page):
    """There is nothing to correct in it."""
    view = page.ask("show", number=page.example("linlan-water-2022.html"))["found"]

    assert ("passed", {}, []) == (view["verdict"], view["cells"], view["items"])


def test_the_year_before(page):
    """It is found by organ and year, or chosen; without it there is nothing to hold against."""
    number = page.example("linlan-water-2023.html")
    assert "" == page.ask("beside", number=number)["found"]

    before = page.example("linlan-water-2022.html")
    view = page.ask("show", number=number)["found"]
    assert (None, [[before, "临澜县水务局 2022"]]) == (view["chosen"], view["choices"])
    assert "<th>2022</th><th>2023</th>" in page.ask("beside", number=number)["found"]

    other = page.example("linlan-county-2025.html")
    view = page.ask("choose", number=number, before=other)["found"]
    assert other == view["chosen"]
    found = page.ask("beside", number=number)["found"]
    assert "<th>2025</th><th>2023</th>" in found
    assert "class=wrong" in found

    assert {} == page.ask("close", number=other)["found"]
    assert "<th>2022</th>" in page.ask("beside", number=number)["found"]


def test_overview(page):
    """A line for each file, in the language that is asked for; those that were not read say why."""
    page.example("linlan-water-2023.html")
    assert {} == page.ask("speak", language="en")["found"]
    (number,) = page.open("x.pdf", b"%PDF-")
    lines = page.ask("overview")["found"]

    assert [("failed", "failed"), ("unread", "could not be read")] == [
        (each["verdict"], each["told"]) for each in lines
    ]
    assert "save or print it as PDF again" in lines[1]["error"]
    assert "tables" not in page.ask("show", number=number)["found"]
    assert "" == page.ask("beside", number=number)["found"]
    assert [] == page.ask("show", number=1)["found"]["choices"]
    assert "was not read" in page.ask("save", number=number, format="docx")["error"]
    assert page.ask("workbook").startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("old.rtf", rb"{\rtf1 x}", "另存为 .docx"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("large.html", b"<p>" + b" " * 16_000_000, "删去图片和附件，另存为 .docx"),
        ("all.zip", b"PK\x05\x06" + bytes(18), "请解压"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "文字识别"),
        ("empty.docx", b"", "没有任何文字"),
    ],
)
def test_what_a_browser_cannot_read(page, name, data, said):
    """The sentence says what to do, with what there is in a browser."""
    (number,) = page.open(name, data)
    error = page.ask("overview")["found"][number - 1]["error"]

    assert said in error
    assert "--" not in error


def _deep(depth):
    return b"<!DOCTYPE html>" + b"<div>" * depth + b"x" + b"</div>" * depth


@pytest.mark.parametrize(
    ("name", "data", "zh", "en"),
    [
        (
            "a.html",
            b"<p>" + b" " * 16_000_000,
            "文件大小（最多 16,000,000 字节）",
            "the size of the file (at most 16,000,000 bytes)",
        ),
        ("a.html", _deep(2_001), "元素嵌套的层数（最多 2,000）", "how deep elements are nested (at most 2,000)"),
        (
            "a.txt",
            "一\n".encode() * 50_001,
            "文字的行数（最多 50,000）",
            "the number of lines of text (at most 50,000)",
        ),
    ],
)
def test_the_limit_that_was_passed_is_told(page, name, data, zh, en):
    """Which it is and how much is allowed, and what to do; in both languages."""
    (number,) = page.open(name, data)

    assert zh in page.ask("show", number=number)["found"]["error"]
    page.ask("speak", language="en")
    told = page.ask("show", number=number)["found"]["error"]
    assert en in told
    assert "save it as .docx, and open that" in told


def test_every_limit_of_a_document_has_words():
    """But those of archives, and of the memory of processes."""
    elsewhere = {"archive_members", "archive_bytes", "memory_bytes", "office_memory_bytes"}
    limits = {each.name for each in attrs.fields(gd.Limits)}

    assert limits - elsewhere == set(SIZES) | set(NUMBERS)
    for limit in limits - elsewhere:
        assert "（最多 7" in in_page(gd.LimitExceededError(limit, 7)).zh


@pytest.mark.parametrize(
    ("name", "data", "zh", "en"),
    [
        ("a.docx", compound({"EncryptedPackage": b"x" * 5000}), "请用密码打开，取消密码后另存", "save it without one"),
        ("a.xlsx", compound({"EncryptedPackage": b"x" * 5000}), "请用密码打开，取消密码后另存", "save it without one"),
        ("a.pdf", pdf(Paper(), password="secret"), "请另存一份没有密码的再读取", "save a copy without one"),
    ],
)
def test_what_has_a_password(page, name, data, zh, en):
    """The sentence says what to do; in both languages."""
    (number,) = page.open(name, data)

    assert zh in page.ask("show", number=number)["found"]["error"]
    page.ask("speak", language="en")
    assert en in page.ask("show", number=number)["found"]["error"]


def test_the_sums_of_a_cell(page):
    """All that it takes part in, with both numbers, whether they hold or not; none where nothing was read."""
    number = page.example("linlan-water-2023.html")
    row, column = page.ask("sums", number=number, address=WRONG)["found"]

    assert ("failed", "failed") == (row["verdict"], column["verdict"])
    assert "各项之和 5，总计填 50" in row["told"]
    assert WRONG in row["cells"]
    page.ask("correct", number=number, address=WRONG, text="50")
    assert {"passed"} == {each["verdict"] for each in page.ask("sums", number=number, address=WRONG)["found"]}

    (unread,) = page.open("x.pdf", b"%PDF-")
    assert [] == page.ask("sums", number=unread, address=WRONG)["found"]


def test_a_document_is_checked_once_as_long_as_nothing_changes(page, monkeypatch):
    """Another document does not make it be checked again, unless it is the year before."""
    checked = []
    monkeypatch.setattr(session, "check", lambda reading, **options: checked.append(1) or gd.check(reading, **options))
    number = page.example("linlan-water-2023.html")
    page.ask("overview")
    page.example("linlan-county-2025.html")
    for _ in range(3):
        page.ask("overview")
        page.ask("show", number=number)
    assert 2 == len(checked)

    page.example("linlan-water-2022.html")
    page.ask("overview")
    assert 4 == len(checked)


@pytest.mark.parametrize(
    ("address", "text", "said"), [(WRONG, "many", "不是数字"), ("requests.nowhere", "1", "没有单元格")]
)
def test_corrections_that_cannot_be(page, address, text, said):
    """They are refused in words, and nothing changes."""
    number = page.example("linlan-water-2023.html")

    assert said in page.ask("correct", number=number, address=address, text=text)["error"]


def test_an_empty_cell(page):
    """Nothing typed is a blank, not a zero."""
    number = page.example("linlan-water-2023.html")
    page.ask("correct", number=number, address=WRONG, text="")

    report = gd.read(io.BytesIO(page.ask("save", number=number, format="json"))).report
    assert gd.Gap.BLANK is gd.get(report, WRONG)


def test_only_what_is_offered_can_be_called(page):
    """Nothing else of the session is reached from outside."""
    assert all(callable(getattr(page.session, call)) for call in CALLS)
    with pytest.raises(gd.UsageError, match="no call '__init__'"):
        page.ask("__init__")
