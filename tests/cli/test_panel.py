"""``convert -o NAME.parquet``: a row for each report, further tables beside it, and runs that were cut off."""

import json
import os
import subprocess
import sys

import attrs
import polars as pl
import pyarrow.parquet as pq
import pytest

import govdisclosure as gd
from govdisclosure import frames
from govdisclosure.cli import panel, readings
from govdisclosure.cli.panel_rows import Lines
from govdisclosure.frames import arrow
from govdisclosure.frames.tables import ERRORS, FINDINGS, MENTIONS, NOTICES
from govdisclosure.model.columns import INPUT, JUDGED, SOURCE, by_name
from govdisclosure.writers.documents import write

ONE = gd.replace(gd.zeros(2023, organ="甲局"), {"requests.received.total": 3})
TWO = gd.replace(gd.zeros(2019, organ="乙局"), {"requests.received.total": gd.Gap.BLANK})
TEXT = gd.Section(heading="六、其他需要报告的事项", text="本年度收取信息处理费120元。")
BROKEN = '{"schema": "govdisclosure/1"}'


def put(name, report):
    """A report, or what is none, in a file of the folder."""
    with open(f"reports/{name}", "w", encoding="utf-8") as file:
        file.write(report if isinstance(report, str) else gd.to_json(report))


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Two reports, and a file that is none, in a folder below the current one."""
    (tmp_path / "reports").mkdir()
    monkeypatch.chdir(tmp_path)
    put("1.json", ONE)
    put("2.json", TWO)
    put("3.json", BROKEN)
    return tmp_path


@pytest.fixture
def convert(files, command, monkeypatch):
    """Convert the folder into a panel, without the processes that documents are read in elsewhere."""
    monkeypatch.setattr(readings, "_elsewhere", readings._here)
    return lambda *more: command("convert", "reports", "-o", "panel.parquet", *more)


def table(name=""):
    """The rows of a table beside the panel, or of itself."""
    return pl.read_parquet(f"panel{name and '.'}{name}.parquet").to_dicts()


def sources(name=""):
    """Where the rows of a table come from."""
    return [row["source"].removeprefix("reports/") for row in table(name)]


def test_a_row_for_each_report_and_tables_beside_it(convert):
    """What could not be read has a row of its own, and the exit code says so."""
    ran = convert()
    one, two = table()
    (error,) = table("errors")

    assert (2, "") == (ran.code, ran.out)
    assert "reports/3.json：缺少必填的字段" in ran.err
    assert ("甲局", 2023, 3, "failed") == (
        one["organ__name"],
        one["year"],
        one["requests__received__total"],
        one["verdict"],
    )
    assert (None, "blank") == (two["requests__received__total"], two["requests__received__total__gap"])
    assert ("reports/3.json", "InvalidDocumentError", 0) == (error["source"], error["error"], error["input__part"])
    assert error["message_en"].startswith("required field missing")
    assert not os.path.exists("panel.parquet.part")


def test_the_columns_are_those_of_a_csv_file(convert, command):
    """But that of errors; columns of reasons are there only if there are any."""
    convert()
    command("convert", "reports", "-o", "panel.csv")
    with open("panel.csv", encoding="utf-8") as file:
        head = file.readline().strip().split(",")

    assert [name for name in head if name != "error"] == pq.read_schema("panel.parquet").names
    assert {*head} < {each.name for each in (*SOURCE, *INPUT, *JUDGED)} | {*by_name()}


def test_the_panel_is_a_frame(convert):
    """As the functions on frames take it, and with the types of its schema."""
    convert()
    panel = pl.read_parquet("panel.parquet")

    assert [gd.to_record(each) for each in (ONE, TWO)] == [gd.to_record(x.report) for x in frames.from_frame(panel)]
    assert {"failed", "not_evaluated"} == {*frames.check(panel)["verdict"]}
    declared = frames.schema()
    assert {} == {name: kind for name, kind in panel.schema.items() if declared.get(name, kind) != kind}


def test_findings_say_what_check_says(convert):
    """Of every rule: what failed and what could not be evaluated, in both languages."""
    convert()
    expected = [
        (outcome.instance, outcome.verdict.value, outcome.left, outcome.difference, outcome.message("en"))
        for report in (ONE, TWO)
        for outcome in gd.check(gd.Reading(report=report, format="json")).outcomes
        if outcome.verdict.value in ("failed", "not_evaluated")
    ]
    found = [
        tuple(row[k] for k in ("instance", "verdict", "left", "difference", "message_en")) for row in table("findings")
    ]

    assert expected == found
    assert {"甲局", "乙局"} == {row["organ"] for row in table("findings")}


def test_notices_and_mentions_have_tables(files, command):
    """With where they stand; the figures of the text are numbers."""
    write(attrs.evolve(ONE, sections=gd.Sections(other_matters=TEXT)), "reports/4.html")
    page = files / "reports" / "4.html"
    page.write_text(page.read_text(encoding="utf-8").replace(">3<", "><s>1</s>3<"), encoding="utf-8")
    command("convert", "reports/4.html", "-o", "panel.parquet")
    reading = gd.read("reports/4.html")

    told = [(each.code, None if each.place is None else each.place.row, each.message()) for each in reading.notices]
    assert told
    assert told == [(row["code"], row["place__row"], row["message_zh"]) for row in table("notices")]
    assert [("handling_fee", 120, True)] == [(row["what"], row["value"], row["settled"]) for row in table("mentions")]
    for declared in (NOTICES, MENTIONS, FINDINGS):
        assert [*declared.names] == pq.read_schema(f"panel.{declared.name}.parquet").names
    assert [*ERRORS.names] == pq.read_schema("panel.errors.parquet").names[: len(ERRORS.names)]


def cut_off(monkeypatch, convert, *more):
    """A run that is interrupted before the tables are made."""

    def interrupt(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(panel, "_write", interrupt)
        return convert(*more)


@pytest.fixture
def read(monkeypatch):
    """The names of what is read from now on."""
    found, text = [], Lines._text

    def noted(self, row, now, item):
        found.append(row.name.removeprefix("reports/"))
        return text(self, row, now, item)

    monkeypatch.setattr(Lines, "_text", noted)
    return found


def test_a_run_that_was_cut_off_is_gone_on_with(convert, monkeypatch, read):
    """What was read is not read again; what could not be is tried again; a half line is written anew."""
    assert 130 == cut_off(monkeypatch, convert).code
    assert not os.path.exists("panel.parquet")
    with open("panel.parquet.part", "rb+") as file:
        lines = file.readlines()
        file.truncate(len(lines[0]) + len(lines[1]) + len(lines[2]) // 2)
    read.clear()
    refused = convert()
    ran = convert("--resume")

    assert 2 == refused.code
    assert "panel.parquet.part：加 --resume 接着做" in refused.err
    assert (2, ["2.json", "3.json"]) == (ran.code, read)
    assert (["1.json", "2.json"], ["3.json"]) == (sources(), sources("errors"))
    assert not os.path.exists("panel.parquet.part")


def test_a_file_that_changes_meanwhile_has_one_row(convert, monkeypatch):
    """The last one; and rows are written some at a time, here one."""
    monkeypatch.setattr(arrow, "GROUP", 1)
    cut_off(monkeypatch, convert)
    put("1.json", gd.zeros(2022, organ="甲局"))
    convert("--resume")

    assert [("2.json", 2019), ("1.json", 2022)] == [(row["source"][8:], row["year"]) for row in table()]
    assert 2 == pq.ParquetFile("panel.parquet").metadata.num_row_groups


def test_a_finished_panel_is_gone_on_with(convert, read):
    """A file that is another by now replaces its rows in every table, a mended one is no error any more."""
    convert()
    before = table("findings")
    read.clear()
    put("1.json", gd.zeros(2023, organ="甲局"))
    put("3.json", gd.zeros(2024, organ="丙局"))
    put("4.json", BROKEN)
    ran = convert("--resume")

    assert (2, ["1.json", "3.json", "4.json"]) == (ran.code, read)
    assert (["2.json", "1.json", "3.json"], ["4.json"]) == (sources(), sources("errors"))
    assert [row for row in before if row["organ"] == "乙局"] == table("findings")
    assert "proactive__fees__change__gap" in pq.read_schema("panel.parquet").names


def test_nothing_new_leaves_the_panel_as_it_is(convert):
    os.remove("reports/3.json")
    convert()
    before = os.stat("panel.parquet")
    ran = convert("--resume")

    assert (0, "", "") == ran
    assert before.st_ino == os.stat("panel.parquet").st_ino


def test_an_error_that_is_gone_is_no_row_any_more(convert):
    """Though nothing else was read."""
    convert()
    ran = convert("--resume")

    assert (2, ["1.json", "2.json"], ["3.json"]) == (ran.code, sources(), sources("errors"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_no_panel_is_not_resumed(lang, convert):
    """Neither one of other columns nor a file of lines that another version left."""
    pl.DataFrame({"source": ["a"]}).write_parquet("panel.parquet")
    other = convert("--resume", "--lang", lang)
    os.remove("panel.parquet")
    with open("panel.parquet.part", "w") as file:
        file.write(json.dumps({"govdisclosure": "0.0.1", "columns": []}) + "\n")
    older = convert("--resume", "--lang", lang)
    told = {"zh": "不是以前写下的 parquet，不能接着写", "en": "was not written as parquet before"}[lang]

    assert (2, 2) == (other.code, older.code)
    assert f"panel.parquet {told}" in other.err
    assert f"panel.parquet.part {told}" in older.err


def test_no_report_leaves_nothing(convert):
    """And what was there stays as it was."""
    os.remove("reports/1.json")
    os.remove("reports/2.json")
    ran = convert("--lang", "en")

    assert 2 == ran.code
    assert "no report was read, and panel.parquet stays as it was" in ran.err
    assert ["reports"] == os.listdir()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--to", "parquet"), "parquet 须用 --output 写入文件"),
        (("--to", "parquet", "-o", "/dev/null"), "parquet 须用 --output 写入文件"),
        (("-o", "panel.parquet", "--flat"), "--flat 只用于 jsonl"),
        (("-o", "reports/1.json", "--to", "parquet"), "不能写入"),
    ],
)
def test_wrong_calls(more, told, files, command):
    ran = command("convert", "reports", *more)

    assert 2 == ran.code
    assert told in ran.err


def test_other_names(files, command):
    """A name without the suffix gets the names of the tables behind it; several reports of a document are numbered."""
    put("5.html", _two_in_one())
    ran = command("convert", "reports/5.html", "--to", "parquet", "-o", "all")

    assert 0 == ran.code
    assert ["reports/5.html#1", "reports/5.html#2"] == pl.read_parquet("all")["source"].to_list()
    assert {"all", *(f"all.{n}.parquet" for n in ("errors", "findings", "mentions", "notices")), "reports"} == {
        *os.listdir()
    }


def _two_in_one():
    pages = []
    for report in (gd.zeros(2023, organ="甲局"), gd.zeros(2023, organ="乙局")):
        write(report, "one.html")
        with open("one.html", encoding="utf-8") as file:
            pages.append(file.read())
        os.remove("one.html")
    return "\n".join(pages)


def test_groups_of_rows(tmp_path):
    """Ten thousand rows a group, however many come at once."""
    schema = arrow.pa.schema([("n", arrow.pa.int64())])
    path = tmp_path / "n.parquet"
    with path.open("wb") as file, arrow.writing(file, schema) as add:
        for size in (0, 1, 9_999, 30_001, 3):
            add(arrow.pa.table({"n": range(size)}))
    meta = pq.ParquetFile(path).metadata

    assert [10_000] * 4 + [4] == [meta.row_group(at).num_rows for at in range(meta.num_row_groups)]
    assert [10_000] * 4 + [4] == [len(each) for each in arrow.groups(str(path))]


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("narwhals", "pyarrow"))
from govdisclosure.cli import main
sys.exit(main(["convert", "reports", "-o", "panel.parquet", "--lang", "en"]))
"""


def test_the_extra_that_brings_all_of_it_is_named(files):
    """Where neither package is there, what is told to be installed brings both."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, encoding="utf-8", check=False
    )

    assert 2 == done.returncode
    assert "pip install 'govdisclosure[parquet]'" in done.stderr
