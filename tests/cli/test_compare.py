"""``compare``: what differs, on a terminal, as JSON and as a page."""

import io
import json
import re

import attrs
import pytest
from rich.console import Console

import govdisclosure as gd
from govdisclosure.cli import compare as command_compare
from govdisclosure.cli.pretty import draw_comparison
from govdisclosure.plain import width

BEFORE = attrs.evolve(
    gd.zeros(2022, organ="临澜县水务局"),
    sections=gd.Sections(problems=gd.Section(heading="五、存在的主要问题及改进情况", text="照旧。人员不足。原有<b>。")),
)
AFTER = attrs.evolve(
    gd.replace(
        gd.zeros(2023, organ="临澜县水务局"),
        {"requests.received.total": 3, "remedies.reconsideration.total": gd.Gap.BLANK},
    ),
    sections=gd.Sections(
        problems=gd.Section(heading="五、存在的主要问题及改进情况", text="照旧。人员仍然不足。新增一句话。")
    ),
)


@pytest.fixture
def drafts(tmp_path):
    """Two reports in the current folder."""
    (tmp_path / "1.json").write_text(gd.to_json(BEFORE), encoding="utf-8")
    (tmp_path / "2.json").write_text(gd.to_json(AFTER), encoding="utf-8")
    (tmp_path / "3.json").write_text("{", encoding="utf-8")
    return tmp_path


def test_what_differs_stands_in_columns(drafts, command):
    """Cells and what stands beside them, aligned; then the text."""
    ran = command("compare", "--processes", 1, "1.json", "2.json")

    assert (1, "") == (ran.code, ran.err)
    first, *rest = ran.out.splitlines()[:4]
    assert [
        ["格", "前", "后", "相差"],
        ["一、本年新收政府信息公开申请数量 / 总计", "0", "3", "+3"],
        ["行政复议 / 总计", "0", "空白"],
        ["报告年度", "2022", "2023"],
    ] == [re.split(" {2,}", line) for line in (first, *rest)]
    assert 1 == len({width(line.removesuffix("+3").rstrip()) for line in rest})
    assert "五、存在的主要问题及改进情况：改动：「人员不足。」 → 「人员仍然不足。」" in ran.out


def test_nothing_differs(drafts, command):
    """Exit code 0, and it says so."""
    ran = command("compare", "--processes", 1, "1.json", "1.json")

    assert 0 == ran.code
    assert ran.out.endswith("没有不同\n")


def test_json_and_pages_by_suffix(drafts, command):
    """Or by name on the output."""
    command("compare", "--processes", 1, "1.json", "2.json", "-o", "a.json")
    shown = command("compare", "--processes", 1, "1.json", "2.json", "--format", "json").out
    command("compare", "--processes", 1, "1.json", "2.json", "-o", "a.html")
    page = (drafts / "a.html").read_text(encoding="utf-8")

    assert json.loads(shown) == json.loads((drafts / "a.json").read_text()) == {"schema": "govdisclosure-compare/1", **gd.compare(BEFORE, AFTER).to_dict()}
    assert '<td class="was">0</td><td class="now">3</td><td>+3</td>' in page
    assert {"changed", "added", "removed", "repeated"} == set(re.findall('<tr class="(.*?)"', page))
    assert "原有&lt;b&gt;。" in page
    assert "<script" not in page


def test_a_page_of_two_that_are_alike(drafts, command):
    """And have no text."""
    (drafts / "1.json").write_text(gd.to_json(gd.zeros(2023)), encoding="utf-8")
    page = command("compare", "--processes", 1, "1.json", "1.json", "--format", "html", "--lang", "en").out

    assert "<p>Nothing differs</p>" in page
    assert "<h2>" not in page


def test_a_page_whose_later_report_has_no_text(drafts, command):
    """There is no share then."""
    (drafts / "2.json").write_text(gd.to_json(gd.zeros(2023)), encoding="utf-8")

    assert "<p></p>" in command("compare", "--processes", 1, "1.json", "2.json", "--format", "html").out


def test_a_terminal_gets_colours(drafts, command, monkeypatch):
    """Where rich is installed."""
    shown = io.StringIO()
    monkeypatch.setattr(command_compare.sys.stdout.__class__, "isatty", lambda self: True, raising=False)
    draw_comparison(gd.compare(BEFORE, AFTER), "zh", Console(file=shown, force_terminal=True, width=120))

    assert "\x1b[31m" in shown.getvalue()
    assert "\x1b[32m" in shown.getvalue()
    assert "改动：「人员不足。」" in shown.getvalue()
    assert 1 == command("compare", "--processes", 1, "1.json", "2.json").code

    alike = io.StringIO()
    draw_comparison(gd.compare(AFTER, AFTER), "zh", Console(file=alike, width=120))
    assert "没有不同" in alike.getvalue()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (["1.json"], "（现为 1 份）"),
        (["1.json", "2.json", "1.json"], "（现为 3 份）"),
        (["1.json", "3.json"], "3.json："),
    ],
)
def test_wrong_calls(files, told, drafts, command):
    """Two reports, both of which can be read."""
    ran = command("compare", "--processes", 1, *files, "-o", "a.html")

    assert 2 == ran.code
    assert told in ran.err
    assert not (drafts / "a.html").exists()
