"""Pictures: what they draw is what the reports hold, and a gap is never drawn as a number."""

import io
import struct

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import plots
from govdisclosure.plots import files

WRONG = gd.read("examples/linlan-water-2023.html")
SOUND = gd.zeros(2023, organ="临澜县教育局")


def rows(chart):
    """What a chart draws, as it stands in what altair hands on."""
    (data,) = chart.to_dict()["datasets"].values() if "datasets" in chart.to_dict() else ()
    return data


# ---------------------------------------------------------------------------------------------------- table three


@pytest.mark.parametrize("x", [WRONG, WRONG.report, WRONG.report.requests], ids=["reading", "report", "table"])
def test_the_heat_map_holds_every_cell_of_table_three(x):
    """Numbers as they are; the wrong cell with what it should hold."""
    drawn = {row["address"]: row for row in rows(plots.requests_heat_map(x))}

    assert (*drawn,) == gd.addresses(WRONG.report.requests)
    assert all(row["number"] == gd.get(WRONG.report.requests, address) for address, row in drawn.items())
    assert ["outcomes.disclosed.natural_persons"] == [address for address, row in drawn.items() if row["wrong"]]
    assert "5 →50" == drawn["outcomes.disclosed.natural_persons"]["text"]


def test_a_gap_is_drawn_as_one():
    """It has no number, and says why."""
    table = gd.replace(SOUND.requests, {"received.total": gd.Gap.BLANK, "carried_over_in.total": gd.Gap.UNREADABLE})
    drawn = {row["address"]: row for row in rows(plots.requests_heat_map(table, lang="en"))}

    assert (None, "blank") == (drawn["received.total"]["number"], drawn["received.total"]["text"])
    assert (None, "unreadable") == (drawn["carried_over_in.total"]["number"], drawn["carried_over_in.total"]["text"])


def test_what_is_not_sure_is_in_doubt():
    """A question mark where another explanation fits as well; nothing where nothing is proposed."""
    two = gd.replace(SOUND.requests, {"received.total": 3, "carried_over_in.total": 5, "outcomes.total.total": 7})
    told = [row["text"] for row in rows(plots.requests_heat_map(two)) if row["wrong"]]

    assert told
    assert all(text.endswith("?") or "→" not in text for text in told)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_rows_are_told_apart(edition, lang):
    """No two rows, and no two columns, of an edition have one label."""
    table = gd.zeros(2023, edition=edition).requests
    drawn = rows(plots.requests_heat_map(table, lang=lang))

    assert len(drawn) == len({(row["row"], row["column"]) for row in drawn}) == len(gd.addresses(table))


@pytest.mark.parametrize("x", [SOUND.remedies, 7, None])
def test_only_table_three(x):
    """Another table has no applicants in its columns."""
    with pytest.raises(gd.InvalidTypeError, match="x must be a Reading, an AnnualReport or table three"):
        plots.requests_heat_map(x)


# ---------------------------------------------------------------------------------------------------- years


def of(year, received):
    """A report on a year."""
    return gd.replace(attrs.evolve(SOUND, year=year), {"requests.received.total": received})


def test_a_line_breaks_where_there_is_no_number():
    """A year between the first and the last that no report is for is drawn without one, and so is a blank."""
    reports = [of(2023, gd.Gap.BLANK), of(2020, 4), WRONG]
    reports[2] = attrs.evolve(WRONG.report, year=2022, organ=gd.Organ())
    chart = plots.organ_over_years(reports, addresses=["requests.received.total"])

    assert [("2020", 4), ("2021", None), ("2022", 95), ("2023", None)] == [
        (r["year"], r["number"]) for r in rows(chart)
    ]
    assert "临澜县教育局 历年" == chart.to_dict()["title"]["text"]
    assert "break-paths-show-domains" == chart.to_dict()["mark"]["invalid"]


def test_no_report_is_no_line():
    """An empty picture, and no error."""
    assert "历年" == plots.organ_over_years([]).to_dict()["title"]["text"]


def test_years_must_be_known_and_different():
    """Two reports on one year would be drawn over each other."""
    for reports in ([WRONG, WRONG.report], [attrs.evolve(SOUND, year=gd.Gap.ABSENT)]):
        with pytest.raises(gd.InvalidValueError, match="reports must be of different years, all known"):
            plots.organ_over_years(reports)
    with pytest.raises(gd.UnknownAddressError, match=r"requests\.received\.total"):
        plots.organ_over_years([WRONG], addresses=["requests.received.totals"])


# ---------------------------------------------------------------------------------------------------- findings


def test_findings_are_counted_by_rule():
    """The most frequent first, with the title of the rule and its severity."""
    chart = plots.findings_by_rule([gd.check(WRONG), gd.check(SOUND), gd.check(gd.blank(2023))], lang="en")
    drawn = rows(chart)

    assert [("PLA003", 3), ("REM001", 2), ("REQ002", 1), ("REQ003", 1), ("VAL004", 1)] == [
        (row["rule"].partition(" ")[0], row["findings"]) for row in drawn
    ]
    assert ["warning", "error"] == [row["severity"] for row in drawn[:2]]
    assert "findings in 3 reports, by rule" == chart.to_dict()["title"]["text"]


# ---------------------------------------------------------------------------------------------------- files


def test_as_png_and_as_svg(tmp_path):
    """The suffix decides, or the format where there is none; twice as many dots as the chart has points."""
    chart = plots.findings_by_rule([gd.check(WRONG)])
    plots.save(chart, tmp_path / "a.png")
    plots.save(chart, tmp_path / "a.SVG")
    stream = io.BytesIO()
    plots.save(chart, stream, format="svg")

    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert struct.unpack(">I", (tmp_path / "a.png").read_bytes()[16:20])[0] > 800
    assert "各项办理结果之和等于（七）总计" in (tmp_path / "a.SVG").read_text(encoding="utf-8")
    assert stream.getvalue().startswith(b"<svg")


def test_a_picture_without_chinese_is_not_written(tmp_path, monkeypatch):
    """Boxes in the place of characters would say nothing; an SVG is drawn where it is looked at."""
    monkeypatch.setattr(files, "has_chinese", lambda: False)
    chart = plots.findings_by_rule([])
    with pytest.raises(gd.MissingFontError):
        plots.save(chart, tmp_path / "a.png")
    plots.save(chart, tmp_path / "a.svg")

    assert ["a.svg"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_no_picture(tmp_path):
    """Other formats and other objects are refused."""
    with pytest.raises(gd.InvalidValueError, match="written as png or svg"):
        plots.save(plots.findings_by_rule([]), tmp_path / "a.jpg")
    with pytest.raises(gd.InvalidTypeError, match="chart must be"):
        plots.save(7, tmp_path / "a.png")
