"""What values show of themselves at a prompt and in a notebook."""

import re

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import display

WRONG = gd.read("examples/linlan-water-2023.html")
SOUND = gd.zeros(2023, organ="临澜县教育局")
ROWS = [address.removesuffix(".total") for address in gd.addresses(SOUND) if address.endswith(".total")]
MANY = gd.replace(SOUND, {f"{address}.total": 3 for address in ROWS})


@pytest.fixture
def english(monkeypatch):
    """The environment asks for English."""
    monkeypatch.setenv("GOVDISCLOSURE_LANG", "en_US")


@pytest.fixture(autouse=True)
def _plain(monkeypatch):
    monkeypatch.delenv("GOVDISCLOSURE_LANG", raising=False)


def cells(text, name):
    """The cells of a class, as they stand."""
    return re.findall(f'<td class="{name}">(.*?)</td>', text)


def test_a_result_is_told_in_ten_lines():
    """The verdict with what there is of each kind, then the findings, and how many are left."""
    headline, *lines = str(gd.check(WRONG)).splitlines()

    assert "不通过：看过 94 项，错误 4，警告 1" == headline
    assert 5 == len(lines)
    assert lines[0].startswith("错误 REQ003 [三、本年度办理结果 / （一）予以公开]")

    *_, last = lines = str(gd.check(MANY)).splitlines()
    assert 10 == len(lines)
    assert f"还有 {len(gd.check(MANY).findings) - 8} 条，见 result.findings" == last


def test_what_is_open_or_was_not_asked_is_no_pass():
    """It stands in the headline, with how many there are."""
    blank = gd.replace(SOUND, {"requests.received.total": gd.Gap.BLANK})

    assert "无法判断：看过 94 项，警告 1，无法判断 4" == str(gd.check(blank)).splitlines()[0]
    assert "无法判断：看过 0 项，没有检查的勾稽关系 42" == str(gd.check(SOUND, rules=[]))
    assert "通过：看过 94 项" == str(gd.check(SOUND))


def test_a_long_finding_is_cut_short():
    """Its whole text is that of the outcome."""
    lines = str(gd.check(WRONG)).splitlines()

    assert 121 == max(map(len, lines))
    assert lines[-1].endswith("…")


@pytest.mark.usefixtures("english")
def test_in_english():
    """As the environment asks for."""
    assert "failed: looked at 94, error 4, warning 1" == str(gd.check(WRONG)).splitlines()[0]
    assert "→50" in WRONG._repr_html_()


@pytest.mark.parametrize("x", [WRONG, WRONG.report], ids=["reading", "report"])
def test_a_report_shows_its_official_tables_with_the_wrong_cells_marked(x):
    """All three tables, sound ones too; the verdict and the findings stand before them, the text is folded."""
    text = x._repr_html_()

    assert 3 == text.count("<table>")
    assert ["5 <b>→50</b>", "0 <b>→11?</b>", "0 <b>→5?</b>"] == cells(text, "wrong")
    assert "<p><strong>不通过：看过 94 项，错误 4，警告 1</strong></p>" in text
    assert "临澜县水务局2023年政府信息公开工作年度报告" in text
    assert ("第 2 个表第 6 行" in text) is isinstance(x, gd.Reading)


def test_the_text_of_a_report_is_folded_and_escaped():
    """Nothing of a document is markup, and nothing is loaded from elsewhere."""
    section = gd.Section(heading="一、总体情况", text="<script>alert(1)</script>")
    report = attrs.evolve(SOUND, organ=gd.Organ("<b>局"), sections=gd.Sections(overview=section))
    text = report._repr_html_()

    assert "<script" not in text
    assert "<b>局" not in text
    assert "<summary>文字</summary>\n<h2>一、总体情况</h2>\n<p>&lt;script&gt;" in text
    assert not re.search("(src|href|@import|url)", text)


def test_tables_and_their_rows():
    """A table of any edition shows itself; a row leaves it to its text."""
    old = gd.zeros(2019)
    for table in (SOUND.proactive, SOUND.requests, SOUND.remedies, old.proactive, old.requests):
        assert 1 == table._repr_html_().count("<table>")
        assert "<details>" not in table._repr_html_()
    assert SOUND.requests.received._repr_html_() is None


def test_a_result_lists_its_findings():
    """It has no table to show; where there is no finding there is no list."""
    assert 5 == gd.check(WRONG)._repr_html_().count("<li ")
    assert "<ul>" not in gd.check(SOUND)._repr_html_()


def test_a_diagnosis_marks_what_it_would_change():
    """The words, and the tables concerned."""
    text = gd.diagnose(WRONG)._repr_html_()

    assert ["5 <b>→50</b>", "0 <b>→11?</b>", "0 <b>→5?</b>"] == cells(text, "wrong")
    assert 2 == text.count("<table>")
    assert "应为 50" in text


def test_a_comparison_shows_both_sides():
    """Before and after, beside each other."""
    after = gd.replace(SOUND, {"requests.received.total": 4})

    assert '<td class="was">0</td><td class="now">4</td><td>+4</td>' in gd.compare(SOUND, after)._repr_html_()


def test_what_has_no_drawing_of_its_own():
    """Anything else is shown as Python shows it."""
    assert "7" == display.in_short(7)
    assert display.in_notebook(7) is None
