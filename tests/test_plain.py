"""Text that cannot act: escaped in one place, the same everywhere, and taken back where it is data."""

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.plain import cell, json_safe, paragraphs, printable, prose, quoted, uncell, visible, width
from govdisclosure.render import FORMATS, Entry, render

ACTING = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ud800\udcff\ufffe\uffff",
]
"""Everything that a terminal, a log or a reader of lines obeys, or that no file can hold."""

texts = st.text(
    st.one_of(st.sampled_from([*ACTING, *"\\u'=+-@:#[＝＋－＠ \u200b\ufeff\u3000abc甲"]), st.characters(codec=None)),
    max_size=30,
)


@pytest.mark.parametrize("char", ACTING, ids=ascii)
def test_what_acts_is_made_visible(char):
    """As its code, wherever it is written."""
    code = f"\\u{ord(char):04x}"

    assert f"a{code}b" == visible(f"a{char}b")
    assert f"a{code}b" == cell(f"a{char}b")
    assert json.dumps(f"a{char}b") == json_safe(json.dumps(f"a{char}b"))
    assert prose(f"a{char}b") in (f"a{code}b", "a b")


@given(texts)
def test_nothing_acts(text):
    """Neither on a line nor in lines nor in a cell; and what is clean stays as it is."""
    for clean in (visible(text), prose(text), cell(text), *paragraphs(text).split("\n")):
        assert not set(clean) & set(ACTING)
        assert not clean.lstrip().startswith("::")
        assert "##[" not in clean
        assert visible(clean) == clean == prose(clean)
        assert clean == clean.encode().decode()


@given(texts)
@example("'=1")
@example("''=1")
@example("'-")
@example("-")
@example("\\u003d1")
@example("\\\udcff")
def test_a_cell_gives_its_text_back(text):
    """Escaping and taking it back are inverse, through a file of commas as well."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([cell(text)])

    assert text == uncell(cell(text))
    assert text == uncell(next(csv.reader([stream.getvalue()]))[0])
    assert 1 == stream.getvalue().count("\n")


@given(st.lists(texts, max_size=3), texts)
def test_json_means_the_same(some, name):
    """On one line and on several."""
    data = {name: some}

    assert data == json.loads(json_safe(json.dumps(data, ensure_ascii=False)))
    assert data == json.loads(json_safe(json.dumps(data, ensure_ascii=False, indent=1)))


SIGNS = [chr(code) for code in range(0x10000) if unicodedata.normalize("NFKC", chr(code)) in ("=", "+", "-", "@")]


@pytest.mark.parametrize("sign", [*SIGNS, "\u2212"], ids=ascii)
@pytest.mark.parametrize("before", ["", " ", "\u3000", "\u00a0", "\u200b", "\ufeff", " \u200b ", "\u2060", "\ufe0f"])
def test_no_cell_is_a_formula(sign, before):
    """Whatever the sign looks like, and whatever that cannot be seen stands before it."""
    assert cell(f"{before}{sign}1").startswith("'")


@pytest.mark.parametrize("text", ["-", "甲=乙", "1-2", "", "  ", "'a", "\\n"])
def test_other_cells_stay_as_they_are(text):
    """A lone dash is harmless, and so is a sign behind something."""
    assert text == cell(text)


HOSTILE = "甲\r通过\n::error::x\x1b[31m\u202e\u2028##[error]y\u0085[/red]\udcff"
"""A name that would forge a line, start a command, turn colours and directions, and is no UTF-8."""
HOSTILE_REPORT = gd.Reading(
    report=gd.replace(gd.zeros(2023, organ=HOSTILE), {"remedies.reconsideration.total": 3}),
    notices=(gd.Notice("row-unknown", place=gd.Place(sheet=HOSTILE, row=1), detail=HOSTILE),),
    places=(("remedies.reconsideration.total", gd.Place(sheet=HOSTILE, row=2, text=HOSTILE)),),
    source=HOSTILE,
    format="xlsx",
)
HOSTILE_ERRORS = [
    gd.NotAReportError(HOSTILE, zh=HOSTILE),
    gd.InvalidDocumentError((HOSTILE, "second"), zh=(HOSTILE, "第二")),
    gd.SeveralReportsError((HOSTILE, HOSTILE)),
    gd.UnknownAddressError(HOSTILE, HOSTILE),
    ValueError(HOSTILE),
    OSError(2, HOSTILE, HOSTILE),
]
ENTRIES = [
    Entry(source=HOSTILE, reading=HOSTILE_REPORT, result=gd.check(HOSTILE_REPORT)),
    Entry(
        source=HOSTILE,
        result=gd.check_rollup(HOSTILE_REPORT, departments=[HOSTILE_REPORT], expected=[HOSTILE, HOSTILE + "2"]),
    ),
    *(Entry(source=HOSTILE, error=error) for error in HOSTILE_ERRORS),
]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_format_lets_a_document_act(format, lang):
    """Nothing of it reaches the output but as text; every line is one of ours."""
    lines = re.split("\r\n" if format == "csv" else "\n", "".join(render(format, ENTRIES, lang=lang)))

    assert not set("".join(lines)) & set(ACTING)
    assert "##[" not in "".join(lines)
    if format != "github":
        assert not [line for line in lines if line.strip().startswith("::")]
    else:
        assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines[:-1])
        assert "::error::x" not in {line.partition("::")[2] for line in lines}


def test_the_same_escape_in_every_format():
    """A name is found again whatever was written."""
    told = "a\\udcff\\u000a.html"
    entry = Entry(source="a\udcff\n.html", error=gd.DocumentError("x"))
    texts = {name: "".join(render(name, [entry])) for name in FORMATS}

    assert told in texts["text"]
    assert told in texts["github"]
    assert told == ET.fromstring(texts["junit"]).find("testsuite").get("name")
    assert told.replace("\\u000a", "\\n") in texts["json"]
    assert told.replace("\\u000a", "\\n") in texts["jsonl"]
    assert "a%FF%0A.html" in texts["sarif"]
    assert "a\\ud800" in "".join(render("sarif", [Entry(source="a\ud800", error=gd.DocumentError("x"))])).replace(
        "%5C", "\\"
    )


@pytest.mark.parametrize("error", HOSTILE_ERRORS[:4], ids=lambda error: type(error).__name__)
def test_an_error_is_said_in_its_own_lines(error):
    """Only an error of several problems has several lines, one for each."""
    for said in (str(error), error.message("zh"), error.message("en")):
        assert not set(said) & (set(ACTING) - {"\n"})
        assert said.count("\n") == isinstance(error, gd.InvalidDocumentError)


def test_sentences_are_lines():
    """What is said of an outcome, a notice or a diagnosis is the same for a script that prints it."""
    diagnosis = gd.diagnose(HOSTILE_REPORT)
    said = [
        *(each.message() for each in gd.check(HOSTILE_REPORT).outcomes),
        *(each.message() for each in HOSTILE_REPORT.notices),
        *(each.message() for each in diagnosis.explanations),
        *diagnosis.message().split("\n"),
    ]

    assert not set("".join(said)) & set(ACTING)


@pytest.mark.parametrize(
    ("value", "text"),
    [("a\n", "'a\\n'"), (10**5000, "<int>"), ("x" * 300, "'" + "x" * 199 + "…"), (gd.Gap.BLANK, "Gap.BLANK")],
    ids=["text", "many digits", "long", "gap"],
)
def test_a_value_in_an_error(value, text):
    """As Python writes it, in short, and never an error of its own."""
    assert text == quoted(value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\tb\nc", "a b c"), ("::x ##[y]", "::x ##[y]"), ("\x00\u202e\ud800", "\\u0000\\u202e\\ud800"), ("年 x", "年 x")],
)
def test_text_for_documents(text, shown):
    """One line, nothing that acts; what only acts in a log stays."""
    assert shown == printable(text) == printable(printable(text))


@pytest.mark.parametrize(("text", "columns"), [("ab", 2), ("年度", 4), ("e\u0301年", 3), ("", 0)])
def test_width(text, columns):
    """A Chinese character takes two columns, a combining one none."""
    assert columns == width(text)
