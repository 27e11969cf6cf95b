"""``check NAME.parquet``: the rules over a panel, whatever its size."""

import csv
import json
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

import govdisclosure as gd
from govdisclosure import frames
from govdisclosure.cli import panel_check
from govdisclosure.cli.panel_check import VERDICTS
from govdisclosure.frames import arrow
from govdisclosure.frames.judgements import RULES as COLUMNAR
from govdisclosure.frames.tables import FOUND
from govdisclosure.model.reading import Reading

FINE = Reading(report=gd.zeros(2023, organ="甲局"), source="1.html")
WRONG = Reading(report=gd.replace(FINE.report, {"requests.received.total": 3}), source="2.html")
OPEN = Reading(report=gd.replace(FINE.report, {"remedies.reconsideration.total": gd.Gap.BLANK}), source="3.html")
LARGE = Reading(report=gd.replace(FINE.report, {"proactive.licensing.decisions": -1}), source="4.html")


def judged(table, *, rules, blank_as_zero=False):
    """What the rules say of each report, one after the other; columns cost two seconds for a handful of reports."""
    return [
        (reading.report.organ.name, reading.report.year, reading.source, outcome)
        for reading in frames.from_frame(table)
        for outcome in gd.check(reading, rules=rules, blank_as_zero=blank_as_zero).outcomes
    ]


def check_each(table, *, rules, blank_as_zero=False):
    """The findings as `frames.check` gives them."""
    rows = (
        (*head, o.rule.code, o.instance, o.left, o.right, o.difference, o.verdict.value)
        for *head, o in judged(table, rules=rules, blank_as_zero=blank_as_zero)
        if o.verdict.value in VERDICTS[1:]
    )
    return arrow.table(FOUND, (dict(zip(FOUND.names, row, strict=True)) for row in rows))


def summary_of_each(table, *, rules, blank_as_zero=False):
    """The counts as `frames.summary` gives them."""
    counts = Counter(
        (o.rule.code, o.verdict.value) for *_, o in judged(table, rules=rules, blank_as_zero=blank_as_zero)
    )
    codes = sorted({code for code, _ in counts})
    return arrow.pa.Table.from_pylist(
        [{"code": code} | {each: counts[code, each] for each in VERDICTS} for code in codes]
    )


@pytest.fixture
def panel(tmp_path, command, monkeypatch):
    """Check a panel of these readings, in two files of one folder."""
    monkeypatch.setattr(panel_check, "check", check_each)
    monkeypatch.setattr(panel_check, "summary", summary_of_each)

    def check(readings, *more):
        (tmp_path / "panel.parquet").mkdir(exist_ok=True)
        for name, some in (("a", readings[:1]), ("b", readings)):
            frames.to_frame(some).write_parquet(tmp_path / "panel.parquet" / f"{name}.parquet")
        return command("check", "panel.parquet", *more)

    return check


def test_a_panel_without_findings_passes(panel):
    ran = panel([FINE])

    assert (0, "") == (ran.code, ran.err)
    assert "panel.parquet：2 份报告" in ran.out
    assert not [line for line in ran.out.splitlines() if line.endswith("failed")]


def test_one_report_is_one(panel, command):
    """In English as well."""
    panel([FINE], "--lang", "en")

    assert "a.parquet: 1 report" in command("check", "panel.parquet/a.parquet", "--lang", "en").out.splitlines()[0]


@pytest.mark.parametrize(
    ("found", "more", "code"),
    [
        (WRONG, (), 1),
        (OPEN, (), 1),
        (WRONG, ("--exit-zero",), 0),
        (WRONG, ("--select", "VAL"), 0),
        (WRONG, ("--select", "REQ"), 1),
        (OPEN, ("--ignore", "REQ,REM", "--fail-on", "info"), 0),
        (LARGE, ("--ignore", "REQ"), 1),
    ],
)
def test_the_exit_code_is_that_of_check(found, more, code, panel):
    """1 from a severity up, or where a relation could not be evaluated."""
    assert code == panel([FINE, found], *more).code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_failed_is_shown_first(lang, panel):
    """In one language, with a table of the rules, and with what was not judged here."""
    ran = panel([OPEN, WRONG], "--lang", lang)
    lines = ran.out.splitlines()
    first = lines[lines.index("") + 2]

    assert first.split()[:5] == ["甲局", "2023", "2.html", "REQ003", "REQ003@received"]
    assert first.endswith({"zh": "不符合", "en": "failed"}[lang])
    assert {"zh": "条规则要看报告文件本身", "en": "more rules need the documents"}[lang] in lines[-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_the_first_findings_are_shown(lang, panel):
    """And how to get the others."""
    ran = panel([Reading(report=gd.blank(2020, organ="丁局"), source="5.html")], "--lang", lang)

    assert {"zh": "用 -o findings.csv 全部写出", "en": "-o findings.csv writes all of them"}[lang] in ran.out


def test_columns_say_the_same(panel, monkeypatch):
    """Counts and findings are those of the functions on frames, whole files at once."""
    quick = panel([FINE, WRONG, OPEN], "--json", "-o", "quick.parquet").out
    monkeypatch.setattr(panel_check, "check", frames.check)
    monkeypatch.setattr(panel_check, "summary", frames.summary)
    ran = panel([FINE, WRONG, OPEN], "--json", "-o", "real.parquet")
    document = json.loads(ran.out)
    one, other = (sorted(pl.read_parquet(f"{name}.parquet").rows(), key=str) for name in ("quick", "real"))

    assert (1, json.loads(quick)) == (ran.code, document)
    assert one == other
    assert ("govdisclosure-panel/1", 4) == (document["schema"], document["panels"][0]["reports"])


def test_findings_are_written(panel, monkeypatch):
    """All of them, as `check` of the frame gives them, to a file that can be read again; few rows at a time."""
    monkeypatch.setattr(panel_check, "_SIZE", 1)
    panel([FINE, WRONG, OPEN], "-o", "findings.csv")
    panel([FINE, WRONG, OPEN], "-o", "findings.parquet")
    with open("findings.csv", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    expected = check_each(frames.to_frame([WRONG, OPEN], engine="pyarrow"), rules=COLUMNAR)
    found = pl.read_parquet("findings.parquet")

    assert [*FOUND.names] == head == found.columns
    assert expected.to_pylist() == found.to_dicts()
    assert len(rows) == len(expected)


def test_blanks_count_as_zero_where_that_is_asked(panel):
    """On the command line or in the configuration."""
    Path("mine.toml").write_text("blank-as-zero = true\n", encoding="utf-8")

    assert [1, 0, 0] == [panel([OPEN], *more).code for more in ((), ("--blank-as-zero",), ("--config", "mine.toml"))]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--previous", "a.html"), "面板数据不能用：--previous"),
        (("--previous", "a.html", "--format", "sarif"), "面板数据不能用：--previous, --format sarif"),
        (("-o", "findings.html"), "写入 .parquet 或 .csv 文件"),
        (("-o", "panel.parquet/a.parquet"), "不能写入"),
        (("a.html",), "面板数据与报告文件须分开核对"),
        (("none.parquet",), "none.parquet：没有这个文件"),
    ],
)
def test_wrong_calls(more, told, panel):
    ran = panel([FINE], *more)

    assert 2 == ran.code
    assert told in ran.err


def test_a_panel_that_is_none(command, tmp_path):
    """An empty one, a damaged file, and one without our columns."""
    frames.to_frame([]).write_parquet("empty.parquet")
    pl.DataFrame({"year": [2023]}).write_parquet("other.parquet")
    (tmp_path / "damaged.parquet").write_bytes(b"PAR1")
    told = [command("check", f"{name}.parquet", "--lang", "en") for name in ("empty", "other", "damaged")]

    assert [2, 2, 2] == [each.code for each in told]
    assert "empty.parquet: there is no report in it" in told[0].err
    assert "missing column organ__name" in told[1].err
    assert "damaged.parquet is no Parquet file" in told[2].err


def test_excel_gets_what_it_needs(panel):
    panel([WRONG], "-o", "findings.csv", "--excel")
    with open("findings.csv", "rb") as file:
        assert file.read(3) == b"\xef\xbb\xbf"
    assert arrow.GROUP < panel_check._SIZE
