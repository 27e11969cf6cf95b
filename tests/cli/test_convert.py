"""``convert``: reports as data, in one piece and in thousands."""

import csv
import io
import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import govdisclosure as gd
from govdisclosure.cli.kinds import INPUT
from govdisclosure.model.columns import NOT_ON_FORM
from govdisclosure.render import flat

COLUMNS = [column.name for column in flat.columns(INPUT)]
ONE = gd.replace(gd.zeros(2023, organ="甲局"), {"proactive.fees.amount": Decimal("75.45")})
TWO = gd.replace(gd.zeros(2019, organ="乙局"), {"requests.received.total": gd.Gap.BLANK})


@pytest.fixture
def files(tmp_path):
    """Two reports, and a file that is none, in a folder below the current one."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "1.json").write_text(gd.to_json(ONE), encoding="utf-8")
    (folder / "2.json").write_text(gd.to_json(TWO), encoding="utf-8")
    (folder / "3.json").write_text('{"schema": "govdisclosure/1",\n"year": true}', encoding="utf-8")
    return folder


def rows(text):
    """A CSV text as mappings."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_report_is_json(files, command):
    """As the library reads it, on the output or in a file."""
    ran = command("convert", "reports/1.json")
    saved = command("convert", "reports/1.json", "-o", "one.json")

    assert 0 == ran.code
    assert ONE == gd.from_json(ran.out)
    assert (0, "") == (saved.code, saved.out)
    assert ONE == gd.from_json((files.parent / "one.json").read_bytes())


def test_several_reports_are_lines_of_json(files, command):
    """A line for each source, in order; the error of one that could not be read stands in its line."""
    ran = command("convert", "--processes", 1, "reports/1.json", "reports/2.json", "reports/3.json")
    lines = [json.loads(line) for line in ran.out.split("\n")[:-1]]

    assert 2 == ran.code
    assert [ONE, TWO] == [gd.from_dict(line["report"]) for line in lines[:2]]
    assert [[], []] == [line["notices"] for line in lines[:2]]
    assert "reports/3.json" == lines[2]["source"]
    assert {"type", "message"} == lines[2]["error"].keys()
    assert "reports/3.json：缺少必填的字段" in ran.err


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_a_folder_or_archive_is_lines_of_json(kind, files, command):
    """Even if there is one report in it."""
    (files / "2.json").unlink()
    (files / "3.json").unlink()
    with zipfile.ZipFile("reports.zip", "w") as archive:
        archive.write(files / "1.json", "1.json")
    ran = command("convert", "reports" if kind == "folder" else "reports.zip")

    assert 0 == ran.code
    assert ONE == gd.from_dict(json.loads(ran.out)["report"])


def test_json_holds_one_report(files, command):
    """More than one would not be JSON; nothing is written then."""
    zh, en = (
        command("convert", "--to", "json", "reports/1.json", "reports/2.json", "--lang", lang) for lang in ("zh", "en")
    )

    assert (2, "") == (zh.code, zh.out)
    assert "json 只能装一份报告" in zh.err
    assert "json holds one report" in en.err


def test_a_report_that_cannot_be_read_leaves_no_json(files, command):
    """Nothing on the output, the reason on the error stream."""
    ran = command("convert", "reports/3.json")

    assert (2, "") == (ran.code, ran.out)
    assert ran.err.startswith("reports/3.json：缺少必填的字段")


def test_csv_has_a_column_for_every_address(files, command):
    """Reports of both editions stand in one table, numbers or nothing, with the reason beside it."""
    ran = command("convert", "--processes", 1, "--to", "csv", "reports")
    one, two, three = rows(ran.out)

    assert 2 == ran.code
    assert [name for name in COLUMNS if not name.endswith("__gap") or name in one] == list(one)
    assert {address.replace(".", "__") for report in (ONE, TWO) for address in gd.addresses(report)} < set(one)
    assert ("甲局", "2023", "75.45", "", NOT_ON_FORM) == (
        one["organ__name"],
        one["year"],
        one["proactive__fees__amount"],
        one["proactive__fees__change"],
        one["proactive__fees__change__gap"],
    )
    assert ("2019", "", "blank", "unknown") == (
        two["requests__edition"],
        two["requests__received__total"],
        two["requests__received__total__gap"],
        two["proactive__central_procurement__amount_unit"],
    )
    assert three["error"].startswith("InvalidDocumentError: ")
    assert "；" in three["error"]
    assert "\n" not in three["error"]
    assert "" == three["organ__name"] == three["verdict"] == three["requests__received__total__gap"]


def test_only_columns_that_lack_something_have_reasons(files, command):
    """Beside all others there would be nothing but empty cells; a run that is gone on with has them all."""
    once = command("convert", "reports/1.json", "--to", "csv", "-o", "a.csv")
    gone_on = command("convert", "reports/1.json", "--to", "csv", "-o", "a.csv", "--resume")
    resumed = command("convert", "reports/1.json", "--to", "csv", "-o", "b.csv", "--resume")
    [one], [all_] = (rows((files.parent / name).read_text(encoding="utf-8")) for name in ("a.csv", "b.csv"))

    assert (0, 2, 0) == (once.code, gone_on.code, resumed.code)  # the head of the first is another one
    assert {NOT_ON_FORM} == {value for name, value in one.items() if name.endswith("__gap")}
    assert list(COLUMNS) == list(all_)
    assert one == {name: all_[name] for name in one}


@pytest.mark.slow
def test_pandas_sums_what_it_reads(files, command):
    """A column with a blank is still one of numbers, as CSV and as flat lines of JSON."""
    command("convert", "reports/1.json", "reports/2.json", "--to", "csv", "-o", "panel.csv")
    command("convert", "reports/1.json", "reports/2.json", "--flat", "--to", "jsonl", "-o", "panel.jsonl")
    frames = pd.read_csv("panel.csv"), pd.read_json("panel.jsonl", lines=True)

    for frame in frames:
        assert (0, 75.45, 4042) == (
            frame["requests__received__total"].sum(),
            frame["proactive__fees__amount"].sum(),
            frame["year"].sum(),
        )
        assert ["passed", "not_evaluated"] == list(frame["verdict"])
        assert [0, 0] == list(frame["findings__error"])
        assert "blank" == frame["requests__received__total__gap"][1]
    assert not [
        name
        for name in gd.to_record(gd.zeros(2023), separator="__")
        if name.startswith("requests__received") and not pd.api.types.is_numeric_dtype(frames[0][name])
    ]


def test_flat_lines_are_gone_on_with(files, command):
    """A second run reads only what the first has not, and writes the same."""
    given = ["convert", "--flat", "--to", "jsonl", "--processes", 1]
    command(*given, "-o", "whole.jsonl", "reports/1.json", "reports/2.json")
    command(*given, "-o", "panel.jsonl", "reports/1.json", "--resume")
    command(*given, "-o", "panel.jsonl", "reports/1.json", "reports/2.json", "--resume")

    assert Path("whole.jsonl").read_text(encoding="utf-8") == Path("panel.jsonl").read_text(encoding="utf-8")


def test_an_explanation_is_a_column(files, command):
    """The best one, what it changes, and how sure it is."""
    bad = gd.replace(
        gd.zeros(2023, organ="甲局"), {"requests.received.natural_persons": 5, "requests.received.total": 50}
    )
    (files / "4.json").write_text(gd.to_json(bad), encoding="utf-8")
    [row] = rows(command("convert", "reports/4.json", "--to", "csv").out)
    [same] = map(
        json.loads, command("convert", "reports/4.json", "--to", "jsonl", "--flat", "--lang", "en").out.splitlines()
    )
    best = gd.diagnose(bad).explanations[0]

    assert ("failed", str(len(gd.check(bad).findings))) == (row["verdict"], row["findings__error"])
    assert [best.message("zh"), best.message("en")] == [row["explanation"], same["explanation"]]
    assert best.certainty.value == row["explanation__certainty"] == same["explanation__certainty"]
    assert "; ".join(f"{address}={value}" for address, value in best.changes.items()) == row["explanation__changes"]


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "head"), [("zh", "来源,"), ("en", "source,why")])
def test_a_csv_for_excel(lang, head, files, command):
    """With a byte order mark, and labels above the columns if they are asked for; the values are the same."""
    arguments = ("convert", "reports/1.json", "-o", "labels.csv", "--excel", "--headings", "labels", "--lang", lang)
    assert [0, 0] == [command(*arguments).code, command("convert", "reports/1.json", "-o", "plain.csv").code]
    data = (files.parent / "labels.csv").read_bytes()
    labels, plain = (
        [*csv.reader(io.StringIO(each))]
        for each in (data.decode("utf-8-sig"), (files.parent / "plain.csv").read_text(encoding="utf-8"))
    )

    assert data.startswith(b"\xef\xbb\xbf" + head.encode())
    assert gd.label("requests.received.total", lang) in labels[0]
    assert len(labels[0]) == len(set(labels[0])) == len(plain[0])
    assert labels[1] == plain[1]
    shutil.copy("labels.csv", files)
    assert "labels.csv" in command("convert", "reports", "-o", "all.jsonl", "--lang", lang).err  # no report


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["--to", "csv", "--excel"], "--excel 要与 -o 名称.csv 同用", "--excel needs -o NAME.csv"),
        (["--to", "csv", "--flat"], "--flat 只用于 jsonl（现为 csv）", "--flat is for jsonl (got csv)"),
        (["--headings", "labels"], "--headings 只用于 csv（现为 json）", "--headings is for csv (got json)"),
    ],
)
def test_what_a_kind_of_data_does_not_have(arguments, zh, en, files, command):
    for lang, words in (("zh", zh), ("en", en)):
        ran = command("convert", "reports/1.json", *arguments, "--lang", lang)

        assert (2, "") == (ran.code, ran.out)
        assert words in ran.err


def test_a_source_that_is_not_there_has_no_state(command):
    """Neither size nor time nor digest is told of it."""
    ran = command("convert", "--to", "jsonl", "none.json")

    assert {"part": 0, "bytes": 0, "modified": 0, "sha256": ""} == json.loads(ran.out)["input"]


def test_no_cell_of_a_csv_is_a_formula(tmp_path, command):
    """A name that a spreadsheet would run is marked as text; a lone dash is harmless."""
    report = gd.zeros(2023, organ="=cmd|' /C calc'!A0")
    (tmp_path / "+a.json").write_text(gd.to_json(report), encoding="utf-8")
    [named] = rows(command("convert", "--to", "csv", "+a.json").out)
    [piped] = rows(command("convert", "--to", "csv", "-", stdin=gd.to_json(report).encode()).out)

    assert "'=cmd|' /C calc'!A0" == named["organ__name"]
    assert "'+a.json" == named["source"]
    assert "-" == piped["source"]


def test_notices_are_counted(files, command, monkeypatch):
    """How many there are stands in the data and on the error stream; what they say is in the lines of JSON."""
    noticed = gd.Reading(report=ONE, notices=(gd.Notice("pictures-unread", detail="2"),))
    monkeypatch.setattr("govdisclosure.readers.one.file_readings", lambda *arguments: (noticed,))
    lines = command("convert", "--to", "jsonl", "reports/1.json")
    [row] = rows(command("convert", "--to", "csv", "reports/1.json").out)

    assert "reports/1.json：1 条读取提示，用 check 查看\n" == lines.err
    assert [{"code": "pictures-unread", "addresses": [], "message": "pictures were not read (2)"}] == json.loads(
        lines.out
    )["notices"]
    assert "1" == row["notices"]


RESUMED = ["convert", "--processes", 1, "--resume", "reports", "-o"]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
@pytest.mark.parametrize("cut", [0, 1, 40])
def test_a_broken_off_run_is_resumed(kind, cut, files, command, monkeypatch):
    """What is there stays, a half-written line is written anew, and what was read is not read again."""
    (files / "3.json").rename(files / "3.txt.json")
    output = files.parent / f"panel.{kind}"
    command(*RESUMED, output, "--to", kind)
    whole = output.read_bytes()
    end = whole.rindex(b"\n", 0, whole.rindex(b"\n")) + 1
    output.write_bytes(whole[: end + cut])
    read = []
    monkeypatch.setattr("govdisclosure.readers.one.file_readings", recorded(read))
    ran = command(*RESUMED, output, "--to", kind)

    assert 2 == ran.code
    assert whole == output.read_bytes()
    assert [str(files.relative_to(files.parent) / "3.txt.json")] == read


def recorded(names):
    """The reader, which notes what it is asked for."""
    from govdisclosure.readers.one import file_readings

    def reader(path, format, limits):
        names.append(path)
        return file_readings(path, format, limits)

    return reader


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_what_could_not_be_read_is_tried_again(kind, files, command, monkeypatch):
    """And named, with the exit code of a failure, as long as it cannot be read; then its report is in its place."""
    output = files.parent / f"panel.{kind}"
    first = command(*RESUMED, output, "--to", kind)
    whole = output.read_bytes()
    again = command(*RESUMED, output, "--to", kind)

    assert (2, 2) == (first.code, again.code)
    assert first.err == again.err
    assert whole == output.read_bytes()

    (files / "3.json").write_text(gd.to_json(ONE), encoding="utf-8")
    read = []
    monkeypatch.setattr("govdisclosure.readers.one.file_readings", recorded(read))
    mended = command(*RESUMED, output, "--to", kind)
    text = output.read_text(encoding="utf-8")

    assert (0, "", "") == mended
    assert [str(files.relative_to(files.parent) / "3.json")] == read
    assert 3 == (len(rows(text)) if kind == "csv" else text.count("\n"))
    assert "InvalidDocumentError" not in text


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_whole_run_is_left_alone(kind, files, command):
    """Nothing is added to what is complete, names that look like formulas among it."""
    (files / "1.json").rename(files.parent / "=1.json")
    output = files.parent / "panel"
    arguments = ["convert", "--resume", "=1.json", "reports/2.json", "--to", kind, "-o", output]
    command(*arguments, "--processes", 1)
    whole = output.read_bytes()
    ran = command(*arguments)

    assert (0, "", "") == ran
    assert whole == output.read_bytes()


def test_a_run_broken_off_in_its_first_line_starts_anew(files, command):
    """Half a line is nothing to go on from."""
    output = files.parent / "panel"
    output.write_text("source,err", encoding="utf-8")
    command(*RESUMED, output, "--to", "csv")

    assert 3 == len(rows(output.read_text(encoding="utf-8")))


def test_the_parts_of_a_document_are_resumed(files, command, monkeypatch):
    """A document of several reports is gone on with after the one that was written."""
    two = [("reports#1", gd.Reading(report=ONE)), ("reports#2", gd.Reading(report=TWO))]
    monkeypatch.setattr("govdisclosure.cli.readings.readings", lambda sources, how, done: iter(two))
    output = files.parent / "panel"
    command(*RESUMED, output, "--to", "jsonl")
    whole = output.read_text(encoding="utf-8")
    output.write_text(whole.split("\n", 1)[0] + "\n", encoding="utf-8")
    command(*RESUMED, output, "--to", "jsonl")

    assert whole == output.read_text(encoding="utf-8")


def test_part_of_a_document_that_each_row_is(files, command, monkeypatch):
    """The number behind its name; a name without one, or with something else behind it, is a whole document."""
    parts = {"reports": 0, "reports#2": 2, "reports#10": 10, "reports#a": 0, "reports#": 0, "#3": 0, "reports#1#2": 2}
    read = [(name, gd.Reading(report=ONE)) for name in parts]
    monkeypatch.setattr("govdisclosure.cli.readings.readings", lambda sources, how, done: iter(read))
    told = [json.loads(line) for line in command("convert", "reports", "--to", "jsonl").out.splitlines()]

    assert list(parts.items()) == [(row["source"], row["input"]["part"]) for row in told]


def test_a_line_of_json_may_hold_what_ends_a_line_elsewhere(files, command):
    """A line separator of Unicode inside a text does not confuse a resumed run."""
    (files / "1.json").write_text(gd.to_json(gd.zeros(2023, organ="甲\u2028局")), encoding="utf-8")
    output = files.parent / "panel"
    arguments = ["convert", "--resume", "--to", "jsonl", "-o", output, "reports/1.json"]
    command(*arguments)

    assert 0 == command(*arguments).code
    assert 1 == output.read_bytes().count(b"\n")


@pytest.mark.parametrize("arguments", [["--to", "jsonl"], ["-o", "x", "--to", "json"]])
def test_what_cannot_be_resumed(arguments, files, command):
    """A run is gone on with in a file of lines."""
    zh = command("convert", "reports", "--resume", *arguments)
    en = command("convert", "reports", "--resume", *arguments, "--lang", "en")

    assert (2, "") == (zh.code, zh.out)
    assert "--resume 要有 --output" in zh.err
    assert "--resume needs --output" in en.err


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
@pytest.mark.parametrize("text", ["1\n", "[]\n", "{}\n", "a\nb\n", "\ufeff\x00\n\n"])
def test_a_file_of_somebody_else_is_left_alone(kind, text, files, command):
    """What was not written by convert is not written to."""
    output = files.parent / "other"
    output.write_text(text, encoding="utf-8")
    ran = command(*RESUMED, output, "--to", kind)

    assert 2 == ran.code
    assert "不能接着写" in ran.err
    assert text == output.read_text(encoding="utf-8")


def test_an_output_that_cannot_be_written(files, command):
    """A wrong call that names the file."""
    ran = command("convert", "reports/1.json", "-o", "none/one.json")

    assert 2 == ran.code
    assert ran.err.startswith("govdisclosure: none/one.json：没有这个文件或文件夹")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            (
                "二、主动公开政府信息情况（只知次序，2 行）",
                "采用",
                "未读 第 1 个表第 3 行第 1 列第 5 行文字：行政规范性文件 | 3 | 2（row-incomplete）",
            ),
        ),
        (
            "en",
            (
                "only the order is known, rows: 2",
                "taken",
                "unread, table 1, row 3, column 1, line 5: 行政规范性文件 | 3 | 2 (row-incomplete)",
            ),
        ),
    ],
)
def test_explain(lang, words, tmp_path, command):
    """How each table is laid out, what the rivals cost, and which rows are left unread; nothing is written."""
    title = "甲区水务局2023年政府信息公开工作年度报告"
    heads = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
    (tmp_path / "a.txt").write_text(f"{title}\n二、主动公开政府信息情况\n{heads}\n规章\t1\t0\t4\n行政规范性文件\t3\t2")
    (tmp_path / "b.txt").write_text("无关的文字")
    (tmp_path / "c.json").write_text(gd.to_json(ONE), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("e.txt", "无")
        archive.writestr("f.txt", "无")
    few = ("--limit", "archive_bytes=1")
    none, no_tables = {
        "zh": ("没有一行是表格的行", "JSON 中没有要认的表格"),
        "en": ("no row of the form was found", "JSON has no tables to recognise"),
    }[lang]
    ran = command("convert", "--explain", "a.txt", "b.txt", "c.json", "none.txt", "d.zip", *few, "--lang", lang)

    assert 2 == ran.code
    assert all(word in ran.out for word in words)
    assert [none, "c.json", no_tables] == ran.out.splitlines()[-3:]
    assert ["a.txt", "b.txt", "c.json"] == [line for line in ran.out.splitlines() if line.endswith((".txt", ".json"))]
    colon = "：" if lang == "zh" else ":"
    assert ["none.txt", "d.zip!e.txt", "d.zip!f.txt"] == [line.partition(colon)[0] for line in ran.err.splitlines()]
    assert ["a.txt", "b.txt", "c.json", "d.zip"] == sorted(each.name for each in tmp_path.iterdir())


@pytest.mark.parametrize(("lang", "word"), [("zh", "没有合适的排法"), ("en", "no way fits")])
def test_explain_tells_of_a_table_that_stands_in_no_way(lang, word, tmp_path, command):
    """Its rows are there, and none of them is read."""
    rows = "规章\t1\t2\n行政规范性文件\t3\t4"
    (tmp_path / "a.txt").write_text(f"甲局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{rows}")

    lines = command("convert", "--explain", "a.txt", "--lang", lang).out.splitlines()

    assert f"  {word}" == lines[2]
    assert [5, 2] == [len(lines), sum("| 3 | 4" in line or "| 1 | 2" in line for line in lines[3:])]


def test_explain_tells_what_is_weighed_of_the_rows_that_others_left(tmp_path, command):
    """Rows in another way than those before them are weighed apart."""
    labels = [
        "予以公开",
        "部分公开",
        "属于国家秘密",
        "其他法律行政法规禁止公开",
        "危及三安全一稳定",
        "属于行政执法案卷",
        "属于行政查询事项",
        "本机关不掌握相关政府信息",
        "没有现成信息需要另行制作",
        "补正后申请内容仍不明确",
    ]
    rows = [f"{label}\t1\t0\t0\t0\t0\t0\t1" for label in labels[:5]]
    rows += [f"{label}\t\t\t1\t0\t\t0\t0\t0\t1" for label in labels[5:]]
    title = "甲局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
    (tmp_path / "a.txt").write_text(title + "\n".join(rows))

    lines = command("convert", "--explain", "a.txt").out.splitlines()

    assert ["5 行：标签之后就是各列，其后没有别的", "5 行：各列之前多两格，其后没有别的"] == [
        line.split("  ")[-1] for line in lines if "采用" in line and "没有别的" in line
    ]
    assert "  其余 5 行" in lines
    assert not any("未读" in line for line in lines)


def test_explain_tells_which_edition_rows_without_heads_would_have(tmp_path, command):
    """Where the editions have different columns each of them is a way."""
    rows = "规章\t1\t0\t4\n行政规范性文件\t3\t2\t5\n其他对外管理服务事项\t1\t0\t4\n行政许可\t7"
    rows += "\n行政处罚\t8\n行政强制\t9\n行政事业性收费\t0.5"
    (tmp_path / "a.txt").write_text(f"甲局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{rows}")

    assert "2021：" in command("convert", "--explain", "a.txt").out
