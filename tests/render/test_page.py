"""Findings as a page for people: what it shows, that nothing acts, and that it filters."""

import base64
import hashlib
import re
import shutil
import subprocess

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.render import Entry, render

WRONG = gd.read("examples/linlan-water-2023.html")
SOUND = gd.zeros(2023, organ="临澜县教育局")


def entry(x):
    """An entry for a reading, a report or a table."""
    reading = x if isinstance(x, gd.Reading) else None
    data = x.report if isinstance(x, gd.Reading) else x
    return Entry(source="a<b>.html", reading=reading, data=data, result=gd.check(x))


def page(*entries, **options):
    """The whole page."""
    return "".join(render("html", entries, **options))


def cells(text, name):
    """The cells of a class, as they stand."""
    return re.findall(f'<td class="{name}">(.*?)</td>', text)


def test_wrong_cells_are_marked_in_the_official_tables():
    """Each with the number it should hold, and a question mark where others fit as well."""
    text = page(entry(WRONG))

    assert ["5 <b>→50</b>", "0 <b>→11?</b>", "0 <b>→5?</b>"] == cells(text, "wrong")
    assert "10" in cells(text, "seen")
    assert "「三、本年度办理结果 / （一）予以公开 / 自然人」现为 5，应为 50（只有这一格说得通）" in text
    assert "第 2 个表第 6 行" in text
    assert "<h3>三、收到和处理政府信息公开申请情况</h3>" in text
    assert "<h3>二、主动公开政府信息情况</h3>" not in text


def test_lines_of_the_text_that_differ_from_the_tables():
    """The quotations of a finding are marked in their line; nothing of a text is markup, and no other line is shown."""
    said = "收到政府信息公开申请9件，<b>其中</b>办结8件。\n本机关有网站一个。"
    sections = gd.Sections(overview=gd.Section(heading="一、总体情况", text=said))
    text = page(entry(attrs.evolve(SOUND, sections=sections)))

    assert "<p><mark>收到政府信息公开申请9件</mark>，&lt;b&gt;其中&lt;/b&gt;<mark>办结8件</mark>。</p>" in text
    assert "网站一个" not in text
    assert "文字（" not in page(entry(WRONG))


def test_every_report_has_a_section_with_its_verdict():
    """What could not be read says why; at the end they are counted."""
    error = gd.DocumentError("broken", zh="文件损坏")
    text = page(entry(WRONG), entry(SOUND), Entry(source="b.pdf", error=error), Entry(source="c.pdf"))

    assert 'data-organ="临澜县教育局" data-year="2023"' in text
    assert '<span class="verdict passed">通过</span>' in text
    assert "没有发现问题。" in text
    assert "<p>文件损坏</p>" in text
    assert "没有名称的报告" in text
    assert "<p>共 4 份：通过 1，不通过 1，无法读取 2</p>" in text


def test_a_table_alone_and_gaps_are_shown():
    """A table has no organ; what is open and what reading has to say stands among the findings."""
    blank = gd.replace(SOUND, {"requests.received.total": gd.Gap.BLANK})
    reading = gd.Reading(report=blank, notices=(gd.Notice("year-missing", ("year",)),))
    table = gd.replace(SOUND.requests, {"received.total": 3, "received.natural_persons": 2})

    assert "无法判断：各类申请人之和等于总计，1 处（一、本年新收政府信息公开申请数量）" in page(entry(blank))
    assert "<li>读取 " in page(entry(reading))
    assert '<td class="wrong">' in page(entry(table))


def test_cells_that_nothing_explains_are_marked_without_a_number():
    """Those of the sums that do not hold."""
    numbers = {f"requests.outcomes.{name}.natural_persons": 10**n for n, name in enumerate(("disclosed", "total"), 3)}
    more = {"requests.received.commercial_enterprises": 77, "requests.carried_over_out.legal_service_institutions": 31}
    text = page(entry(gd.replace(SOUND, {**numbers, **more, "requests.received.total": 5})))

    assert any(each.endswith("<b>→?</b>") for each in cells(text, "wrong"))


def test_a_number_that_does_not_follow_is_a_range():
    """Where a blank leaves it open."""
    open_ = {"reconsideration.upheld": 5, "reconsideration.corrected": gd.Gap.BLANK, "reconsideration.total": 3}
    text = page(entry(gd.replace(SOUND.remedies, open_)))

    assert re.search("→[^<]*(?:至少|不小于|以上|至)", text)


def test_what_it_was_checked_with_counts():
    """Last year's report, and the policy for blanks."""
    last = gd.replace(gd.zeros(2022, organ="临澜县教育局"), {"requests.carried_over_out.total": 2})
    checked = Entry(source="", data=SOUND, result=gd.check(SOUND, previous=last))
    other = Entry(source="", data=WRONG.report, result=gd.check(WRONG))

    assert "YR001" in page(checked, previous=last)
    assert "→50" in page(other, previous=last)


def test_it_speaks_english_as_well():
    """All but the form."""
    text = page(entry(WRONG), lang="en")

    assert '<html lang="en">' in text
    assert "holds 5, should be 50 (the only single cell that explains it)" in text


def test_nothing_of_a_document_acts():
    """Names and texts are text; only our script runs, and nothing is loaded from elsewhere."""
    name = '"><script>alert(1)</script>\u202e'
    text = page(entry(attrs.evolve(WRONG, report=attrs.evolve(WRONG.report, organ=gd.Organ(name)))))
    scripts = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    [policy] = re.findall('Content-Security-Policy" content="(.*?)"', text)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()

    assert 1 == len(scripts)
    assert "alert" not in scripts[0]
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" == policy
    assert not re.search(r"(?:src|href)=|https?://", text)
    assert "\u202e" not in text


@pytest.mark.system
def test_a_browser_filters(tmp_path):
    """The script runs under the policy, and offers what there is to choose."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is not installed"
    (tmp_path / "a.html").write_text(page(entry(WRONG), entry(SOUND)), encoding="utf-8")
    ran = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", (tmp_path / "a.html").as_uri()],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )

    assert '<option value="临澜县教育局">' in ran.stdout
    assert '<option value="REQ003">' in ran.stdout
    assert '<div id="filters">' in ran.stdout
