"""The text of a report: its mentions, as columns, as evidence, against its tables."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.model.columns import by_name as COLUMNS
from govdisclosure.rules.narrative import NARRATIVE_RULES, reading_text

RECEIVED = "requests.received.total"


def report(text, changes=None, *, other="没有其他需要报告的事项。"):
    """A bureau's report with this text in section one."""
    made = gd.replace(gd.zeros(2023, organ="临岚县水利局"), changes or {})
    overview = gd.Section(
        heading="一、总体情况",
        subsections=(gd.Section(heading="（一）概况", text="按要求公开。"), gd.Section(text=text)),
    )
    return attrs.evolve(made, sections=gd.Sections(overview=overview, other_matters=gd.Section(text=other)))


def test_mentions_know_their_section():
    """Where they stand is counted in the text of the section."""
    reading = gd.Reading(report=report("收到政府信息公开申请7件。", other="收取信息处理费380元。"))
    first, fee = reading.mentions

    assert ("overview", RECEIVED) == (first.section, first.what)
    assert ("other_matters", "handling_fee") == (fee.section, fee.what)
    assert "收取信息处理费380元" == "收取信息处理费380元。"[slice(*fee.span)] == fee.quote
    assert () == gd.Reading(report=gd.zeros(2023)).mentions


def test_text_against_table():
    """9 in the text and 7 in the table: named, with the quotation and both numbers, and no error."""
    x = report("收到政府信息公开申请9件。", {RECEIVED: 7, "requests.received.natural_persons": 7})
    (found,) = [each for each in gd.check(x).findings if each.rule.code == "NAR001"]

    assert gd.Severity.WARNING is found.severity
    assert (9, 7, 2) == (found.left, found.right, found.difference)
    for part in ("“收到政府信息公开申请9件”", "9", "7", "一、总体情况"):
        assert part in found.message("zh")


def test_a_warning_turns_no_verdict():
    """The identities hold, so the report passes."""
    x = report("收到政府信息公开申请9件。")

    assert ["NAR001"] == [each.rule.code for each in gd.check(x).findings]
    assert gd.check(x).ok


def test_other_business_is_no_finding():
    """Cases filed beside penalties decided; another form's items beside this one."""
    x = report("查处案件立案134件，办结57件。行政许可事项本年新增2项。", {"proactive.penalties.decisions": 170})

    assert [] == [each.instance for each in gd.check(x).findings]


def test_figures_are_columns():
    """Those that no table holds; None where the text has none or several."""
    record = gd.to_record(report("回复网民留言14条。开展培训1次。开展培训2次。"), figures=True, gaps="none")

    assert 14 == record["figures.messages_answered"]
    assert record["figures.trainings"] is None
    assert report("", other="").organ == gd.from_record(record, gd.AnnualReport).organ
    assert "figures__messages_answered" in COLUMNS()
    assert not any(name.startswith("figures") for name in gd.to_record(gd.zeros(2023).requests, figures=True))


def test_the_text_is_evidence():
    """Of two cells that may be wrong, the one whose proposed number the text states comes first, and it is told."""
    changes = {
        "remedies.reconsideration.upheld": 5,
        "remedies.reconsideration.corrected": 1,
        "remedies.reconsideration.total": 8,
    }
    x = report("因政府信息公开被申请行政复议8件，其中维持7件、纠正1件。", changes)
    first = gd.diagnose(x).explanations[0]

    assert {"remedies.reconsideration.upheld": 7} == dict(first.changes)
    assert "7" in first.message("zh")
    assert any(each.kind.value == "stated" for each in first.evidence)
    assert not any(each.kind.value == "stated" for each in gd.diagnose(x, stated={}).explanations[0].evidence)


@pytest.mark.parametrize("year", [2019, 2021])
def test_a_cell_that_the_edition_lacks(year):
    """Is held against nothing."""
    made = gd.zeros(year, organ="临岚县水利局")
    text = "新制作规范性文件2件。" if year == 2021 else "制发规范性文件2件。"
    x = attrs.evolve(made, sections=gd.Sections(overview=gd.Section(text=text)))

    assert [] == [each.instance for each in gd.check(x).findings]


def test_readings_that_no_table_holds():
    """A figure that may be of documents is told with what the tables have."""
    x = report("依申请公开4件。", {RECEIVED: 4, "requests.received.natural_persons": 4})
    (found,) = [each for each in gd.check(x).outcomes if each.rule.code == "NAR003"]

    assert gd.Verdict.PASSED is found.verdict
    assert "4" in found.message("en")


def test_two_rows_told_together():
    """Are added up."""
    x = report("予以公开和部分公开9件。", {"requests.outcomes.disclosed.total": 4})
    (found,) = [each for each in gd.check(x).outcomes if each.rule.code == "NAR003"]

    assert gd.Verdict.NOT_EVALUATED is found.verdict
    assert " + " in found.message("zh")


def test_rules_say_nothing_of_a_table_alone():
    """Whoever calls their function with one gets no outcome."""
    table = gd.Subject(data=gd.zeros(2023).requests)

    assert [] == [each for rule in NARRATIVE_RULES[:6] for each in rule.look(rule, table)]


def test_a_reading_that_no_table_holds():
    """It has a name in both languages, like those that are cells, sums or the fee."""
    readings = ("documents_upon_request", RECEIVED, f"{RECEIVED}+{RECEIVED}", "litigation_total")
    named = list(map(reading_text, readings))

    assert len(named) == len({each.zh for each in named}) == len({each.en for each in named})
    assert "表外的数" == named[0].zh
