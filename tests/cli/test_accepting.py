"""What does not count in a check: the baseline, notes in files, ignores for files, files that are passed over."""

import json
from pathlib import Path

import attrs
import pytest
from jsonschema import Draft202012Validator

import govdisclosure as gd
from govdisclosure.cli.glance import MOST_BYTES, may_be_a_report
from govdisclosure.forms.sections import TITLES
from govdisclosure.render.schemas import schema
from govdisclosure.writers import html, markdown

SECTIONS = {name: gd.Section(heading=title.zh, text="一年的工作。") for name, title in TITLES.items()}
GOOD = attrs.evolve(gd.zeros(2023, organ="甲局"), sections=gd.Sections(**SECTIONS))
BAD = gd.replace(GOOD, {"remedies.reconsideration.total": 5})
WORSE = gd.replace(BAD, {"remedies.litigation_direct.total": 7})
OTHER = gd.replace(GOOD, {"remedies.reconsideration.total": 6})
OPEN = gd.replace(GOOD, {"remedies.reconsideration.total": gd.Gap.BLANK})
LOST = gd.replace(GOOD, {"proactive.licensing.decisions": gd.Gap.UNREADABLE})
NAMELESS = attrs.evolve(BAD, organ=gd.Organ(gd.Gap.ABSENT))


def page(report):
    """The report as a page."""
    return html.document(report, lang="zh")


@pytest.fixture
def put(tmp_path):
    """Write reports as files of the current folder."""

    def write(**reports):
        for name, report in reports.items():
            (tmp_path / f"{name}.json").write_text(gd.to_json(report), encoding="utf-8")

    return write


KNOWN = ("--baseline", "known.json")


@pytest.mark.parametrize("report", [BAD, OPEN, LOST, NAMELESS], ids=["failed", "open", "a doubt", "nameless"])
def test_what_is_known_passes(report, put, command):
    """What was found once is no reason to fail any more; the verdict stays what it is."""
    put(a=report)
    first = command("check", "a.json", *KNOWN, "--write-baseline")
    again = command("check", "a.json", *KNOWN, "--json")
    without = command("check", "a.json")
    text = Path("known.json").read_text(encoding="utf-8")

    assert (0, 0, 1) == (first.code, again.code, without.code)
    assert [] == list(Draft202012Validator(schema("baseline")).iter_errors(json.loads(text)))
    assert gd.check(report).verdict.value == json.loads(again.out)["entries"][0]["verdict"]
    assert "条问题写入 known.json" in first.err
    assert "不计入结论的问题：列入已知问题清单的" in again.err
    assert 0 == command("check", "a.json", *KNOWN, "--write-baseline").code
    assert text == Path("known.json").read_text(encoding="utf-8")


def test_a_new_copy_of_the_file_is_the_same_report(put, command):
    """Under another name and in another format; only where organ or year are not known the name counts."""
    put(a=BAD, n=NAMELESS)
    command("check", "a.json", *KNOWN, "--write-baseline")
    command("check", "n.json", "--baseline", "nameless.json", "--write-baseline")
    Path("b.html").write_bytes(page(BAD))
    put(c=BAD, m=NAMELESS)

    assert [0, 0] == [command("check", name, *KNOWN).code for name in ("b.html", "c.json")]
    assert [0, 1] == [command("check", name, "--baseline", "nameless.json").code for name in ("n.json", "m.json")]


@pytest.mark.parametrize(
    ("report", "code"),
    [(BAD, 0), (GOOD, 0), (WORSE, 1), (OTHER, 1), (OPEN, 1), (attrs.evolve(BAD, year=2022), 1)],
    ids=["the same", "mended", "one more", "another number", "not evaluated", "another year"],
)
def test_what_is_new_fails(report, code, put, command):
    put(a=BAD)
    command("check", "a.json", *KNOWN, "--write-baseline")
    put(a=report)

    assert code == command("check", "a.json", *KNOWN).code


@pytest.mark.parametrize(
    ("lang", "gone"),
    [
        ("zh", "清单中已不再出现的 "),
        ("en", " of the baseline gone: "),
    ],
)
def test_what_is_gone_is_told(lang, gone, put, command):
    """Of reports that were looked at; nothing is said of others."""
    put(a=BAD, b=attrs.evolve(WORSE, year=2022))
    for name in ("b.json", "a.json"):
        command("check", name, "--baseline", f"of-{name}", "--write-baseline")
    of_a, of_b = (json.loads(Path(f"of-{name}.json").read_text(encoding="utf-8")) for name in "ab")
    of_a["findings"] += of_b["findings"]
    Path("known.json").write_text(json.dumps(of_a), encoding="utf-8")
    put(a=GOOD)
    ran = command("check", "a.json", *KNOWN, "--lang", lang)

    assert (0, True) == (ran.code, gone in ran.err)
    assert "REM001@reconsideration" in ran.err
    assert "2022" not in ran.err
    rewritten = command("check", "a.json", *KNOWN, "--write-baseline")
    assert f"原清单中未查的报告的 {len(of_b['findings'])} 条不再列入" in rewritten.err
    assert not any(
        each["instance"].startswith("REM") for each in json.loads(Path("known.json").read_text())["findings"]
    )


def test_nothing_is_written_unless_all_was_read(put, command):
    put(a=BAD)
    ran = command("check", "a.json", "none.json", *KNOWN, "--write-baseline")

    assert 2 == ran.code
    assert "有文件读不了，known.json 没有写" in ran.err
    assert not Path("known.json").exists()


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        '{"schema": "govdisclosure-baseline/2", "findings": []}',
        '{"schema": "govdisclosure-baseline/1"}',
        '{"schema": "govdisclosure-baseline/1", "findings": [1]}',
        '{"schema": "govdisclosure-baseline/1", "findings": [{"instance": "a", "verdict": "failed"}]}',
        '{"schema": "govdisclosure-baseline/1", "findings": [{"instance": "a", "verdict": "b", "figures": 3}]}',
        '{"schema": "govdisclosure-baseline/1", "findings": [{"instance": "a", "verdict": "b", "figures": "", "x": 1}]}',  # noqa: E501
    ],
)
def test_what_is_no_baseline(text, put, command):
    """Is refused, not read as one without findings."""
    put(a=BAD)
    if text is not None:
        Path("known.json").write_text(text, encoding="utf-8")
    ran = command("check", "a.json", *KNOWN)

    assert 2 == ran.code
    assert "known.json" in ran.err


def test_a_baseline_is_written_to_a_file(put, command):
    put(a=BAD)
    zh, en = (command("check", "a.json", "--write-baseline", "--lang", lang) for lang in ("zh", "en"))

    assert (2, 2) == (zh.code, en.code)
    assert "--write-baseline 要与 --baseline 文件 同用" in zh.err
    assert "--write-baseline needs --baseline FILE" in en.err


# ---------------------------------------------------------------------------------------------------- ignores


NOTES = {
    "ignore REM001": 0,
    "ignore REM001, STR": 0,
    "ignore=rem": 1,  # a code is written as it is
    "ignore REM001@reconsideration": 0,
    "ignore REM001@litigation_direct": 1,
    "ignored REM001": 1,
    "ignore REQ": 1,
}


@pytest.mark.parametrize("suffix", [".html", ".md"])
@pytest.mark.parametrize(("note", "code"), NOTES.items())
def test_a_note_in_the_file(note, code, suffix, command):
    """Of a page or of Markdown, in a comment that nobody sees; the finding is told, as one that is known."""
    written = (html if suffix == ".html" else markdown).document(BAD, lang="zh").decode()
    Path(f"a{suffix}").write_text(f"{written}\n<!-- govdisclosure: {note} -->\n", encoding="utf-8")
    ran = command("check", f"a{suffix}")

    assert code == ran.code
    assert ("：不通过（" if code else "：已知问题之外通过（") in ran.out
    assert ("  已知（文件内注明不计）：表四 行政复议：" in ran.out) is (code == 0)
    assert ("不计入结论的问题：文件内注明不计的 " in ran.err) is (code == 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "verdict", "known"),
    [
        ("zh", "已知问题之外通过", "已知（列入已知问题清单）："),
        ("en", "passed but for what is known", "known (known by the baseline): "),
    ],
)
def test_what_is_known_is_told(lang, verdict, known, put, command):
    """In text and on the page, doubts too; no word of it where many pass, but they are counted so."""
    put(a=BAD, b=GOOD, c=LOST, d=OPEN)
    command("check", "a.json", "c.json", "d.json", *KNOWN, "--write-baseline")
    asked = (*KNOWN, "--lang", lang)
    told = [command("check", name, *asked).out for name in ("a.json", "c.json", "d.json")]
    many = command("check", "a.json", "b.json", "c.json", "d.json", *asked).out
    page = command("check", "a.json", "c.json", *asked, "--format", "html").out

    assert [True] * 3 == [verdict in each.splitlines()[0] for each in told]
    assert [True] * 3 == [f"  {known}" in each for each in told]
    assert 2 == page.count(f'<span class="verdict passed">{verdict}</span>')
    assert 2 <= page.count(f'<li class="known">{known}')
    assert f"{verdict} 3" in many
    assert known not in many


def test_a_note_that_names_no_rule(command):
    Path("a.html").write_bytes(page(BAD) + b"<!-- govdisclosure: ignore REM01, REX001 -->")
    ran = command("check", "a.html", "--lang", "en")

    assert 1 == ran.code
    assert "a.html: REX001, to be ignored by the file, is no rule" in ran.err
    assert "REM01," in ran.err


def test_other_files_have_no_notes(put, command):
    """A name in JSON is a name."""
    put(a=attrs.evolve(BAD, organ=gd.Organ("govdisclosure: ignore REM001")))

    assert 1 == command("check", "a.json").code


def test_what_was_read_from_no_file_has_no_note(command):
    data = page(BAD) + b"<!-- govdisclosure: ignore REM001 -->"

    assert 1 == command("check", "-", stdin=data).code


def test_ignored_for_files(put, command):
    """By pattern; the same finding counts elsewhere."""
    put(a=BAD, b=attrs.evolve(BAD, year=2022))
    Path("govdisclosure.toml").write_text('[per-file-ignores]\n"a.*" = ["REM"]', encoding="utf-8")

    assert [0, 1] == [command("check", name).code for name in ("a.json", "b.json")]
    assert "配置中对此文件不计的 1 条" in command("check", "a.json").err


def test_a_baseline_of_the_configuration(put, command, monkeypatch):
    """It stands beside the configuration, from wherever the program is started."""
    put(a=BAD)
    Path("govdisclosure.toml").write_text('baseline = "known.json"\nformat = "jsonl"\nlang = "en"', encoding="utf-8")
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    wrote = command("check", "../a.json", "--write-baseline")
    ran = command("check", "../a.json")

    assert (0, 0) == (wrote.code, ran.code)
    assert Path("../known.json").exists()
    assert "findings that do not count: known by the baseline 3" in ran.err
    assert json.loads(ran.out)["source"] == "../a.json"


# ---------------------------------------------------------------------------------------------------- configuration


def test_files_that_are_passed_over(put, command):
    put(a=BAD, b=GOOD)
    Path("govdisclosure.toml").write_text('exclude = ["a.*"]', encoding="utf-8")
    ran, all_ = command("check", "a.json", "b.json"), command("check", "a.json")

    assert (0, 2) == (ran.code, all_.code)
    assert "跳过（配置中排除）：a.json" in ran.err
    assert 1 == command("check", "a.json", "--no-config").code


def test_a_format_that_there_is_not(put, command):
    put(a=GOOD)
    Path("govdisclosure.toml").write_text('format = "yaml"', encoding="utf-8")
    ran = command("check", "a.json", "--lang", "en")

    assert 2 == ran.code
    assert "format must be one of text, json" in ran.err
    assert 0 == command("check", "a.json", "--format", "text").code


@pytest.mark.parametrize(
    ("arguments", "variables", "english"),
    [
        ([], {}, True),
        (["--lang", "zh"], {}, False),
        (["--no-config"], {}, False),
        (["--config", "other.toml"], {}, False),
        ([], {"GOVDISCLOSURE_LANG": "zh"}, False),
        ([], {"LANG": "zh_CN.UTF-8"}, True),
    ],
)
def test_the_language_of_the_configuration(arguments, variables, english, put, command, monkeypatch):
    """It goes before the locale, and the call and the variable before it."""
    put(a=GOOD)
    Path("pyproject.toml").write_text('[tool.govdisclosure]\nlang = "en"', encoding="utf-8")
    Path("other.toml").write_text('lang = "zh"', encoding="utf-8")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert english is ("passed" in command("check", "a.json", *arguments).out)


def test_a_wrong_configuration_is_told_by_who_needs_it(command):
    Path("govdisclosure.toml").write_text("lang = 1", encoding="utf-8")

    assert 0 == command("explain", "REQ001").code
    ran = command("check", "a.json")
    assert (2, True) == (ran.code, "lang 只能是 zh, en 之一" in ran.err)


# ---------------------------------------------------------------------------------------------------- hooks


def test_a_hook_passes_over_what_is_no_report(put, command):
    """Silently well where nothing is one; what is one is looked at."""
    put(a=BAD, b=GOOD)
    Path("package.json").write_text('{"name": "x", "text": "信息公开"}', encoding="utf-8")
    Path("page.html").write_text("<p>hello</p>", encoding="utf-8")
    Path("notes.md").write_text("# 政府信息公开工作会议纪要\n\n没有表。\n", encoding="utf-8")
    Path("binary.docx").write_bytes(b"nothing")
    others = ("package.json", "page.html", "binary.docx")
    none = command("check", "--only-reports", *others, "notes.md")
    some = command("check", "--only-reports", *others, "b.json")
    bad = command("check", "--only-reports", *others, "a.json")

    assert [0, 0, 1] == [none.code, some.code, bad.code]
    assert "" == none.out
    assert all(f"跳过（不是年度报告）：{name}" in none.err for name in ("package.json", "page.html", "binary.docx"))
    assert "notes.md" in none.err
    assert "b.json" in some.out
    assert 2 == command("check", "page.html").code


ESCAPED = json.dumps("信息公开").strip('"')


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", "政府信息公开".encode(), True),
        ("a.txt", "政府信息公开".encode("gbk"), True),
        ("a.txt", "政府信息公开".encode("utf-16"), True),
        ("a.html", "政 府 信\n息 公 开".encode(), True),
        ("a.html", "信<b>息</b>公&nbsp;开".encode(), True),
        ("a.html", ESCAPED.encode(), True),
        ("a.html", b"&#20449;&#24687;&#20844;&#24320;", True),
        ("a.html", b"&#x4FE1;&#x606F;&#x516C;&#x5F00;", True),
        ("a.mht", b"Content-Transfer-Encoding: base64", True),
        ("a.mht", b"=E4=BF=A1=E6=81=AF=E5=85=AC=E5=BC=80", True),
        ("a.rtf", rb"{\rtf1 \u20449?\u24687?\u20844?\u24320?}", True),
        ("a.rtf", rb"{\rtf1 \'d0\'c5\'cf\'a2\'b9\'ab\'bf\'aa}", True),
        ("a.rtf", rb"{\rtf1 hello}", False),
        ("a.doc", bytes.fromhex("D0CF11E0A1B11AE1") + "信息公开".encode("utf-16-le"), True),
        ("a.doc", bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), True),
        ("a.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"hello", False),
        ("a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le"), True),
        ("a.pdf", b"%PDF-1.7", True),
        ("a.docx", b"PK\x03\x04 broken", True),
        ("a.csv", "source,error,notices,信息公开".encode(), False),
        ("a.json", b'{"schema": "govdisclosure/1"}', True),
        ("a.json", b'{"schema": "govdisclosure-check/1"}', False),
        ("a.png", "信息公开".encode(), False),
        ("a.txt", b"", False),
    ],
)
def test_a_look_at_the_content(name, data, expected, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)

    assert expected is may_be_a_report(path)


@pytest.mark.parametrize("format", ["docx", "xlsx", "html", "md", "pdf"])
def test_a_look_at_documents(format, tmp_path):
    """Whatever is written for people is one."""
    path = tmp_path / f"a.{format}"
    gd.write(GOOD, path)

    assert may_be_a_report(path)


def test_a_look_at_packages(tmp_path):
    """Of others the texts are looked through, as far as they go."""
    import zipfile

    for name, text, expected in (("a.docx", "hello", False), ("b.docx", "<w:t>信息</w:t><w:t>公开</w:t>", True)):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/styles.xml", "信息公开")
            package.writestr("word/document.xml", text)
        assert expected is may_be_a_report(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "c.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", " " * (MOST_BYTES + 1))
    assert may_be_a_report(tmp_path / "c.docx")


def test_what_cannot_be_looked_at(tmp_path):
    """The readers say what they make of it."""
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    assert may_be_a_report(tmp_path / "none.html")
    assert may_be_a_report(large)


# ---------------------------------------------------------------------------------------------------- for CI


def test_annotations_of_a_page(command, monkeypatch):
    """The real line and column of the wrong cell, names relative to the repository, and what the cell should hold."""
    wrong = gd.replace(GOOD, {"requests.received.natural_persons": 5, "requests.outcomes.disclosed.natural_persons": 5})
    Path("a.html").write_bytes(page(gd.replace(wrong, {"requests.outcomes.total.natural_persons": 5})))
    Path(".git").mkdir()
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    sarif = json.loads(command("check", "../a.html", "--format", "sarif").out)
    results = [each for each in sarif["runs"][0]["results"] if each["kind"] == "fail" and each["ruleId"][:3] == "REQ"]
    lines = Path("../a.html").read_text(encoding="utf-8").split("\n")
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    file = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]

    assert {"uri": "a.html", "uriBaseId": "%SRCROOT%"} == file
    assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] in ("0", "5")
    assert any("fixes" in each for each in results)
    github = command("check", "../a.html", "--format", "github").out
    assert github.startswith(f"::error file=a.html,line={region['startLine']},col={region['startColumn']},")


@pytest.mark.parametrize("name", ["check", "diagnose", "compare", "years", "rollup"])
def test_what_the_commands_write_follows_its_schema(name, put, command):
    put(a=BAD, b=OPEN)
    Path("none.json").write_text("", encoding="utf-8")
    arguments = {
        "check": ("a.json", "none.json", "--json"),
        "diagnose": ("b.json", "none.json", "--json"),
        "compare": ("a.json", "b.json", "--format", "json"),
        "years": ("a.json", "b.json", "none.json", "--json"),
        "rollup": ("a.json", "--departments", "b.json", "--json"),
    }[name]
    ran = command(name, *arguments)
    followed = json.loads(command("schema", name).out)

    assert schema(name) == followed
    assert f"govdisclosure-{name}/1" == json.loads(ran.out)["schema"]
    assert [] == [error.message for error in Draft202012Validator(followed).iter_errors(json.loads(ran.out))]
    assert (2 if "none.json" in arguments else 1) == ran.code


def test_junit_takes_time(put, command):
    put(a=BAD)
    ran = command("check", "a.json", "-o", "a.xml")

    assert (1, "") == (ran.code, ran.out)
    assert 'time="0.000"' not in Path("a.xml").read_text(encoding="utf-8").splitlines()[1]


def test_the_file_of_one_report_among_several(command):
    """It is named without the number of the report, so that a platform finds it."""
    pages = [page(attrs.evolve(BAD, year=year)).decode() for year in (2022, 2023)]
    body = "".join(each.partition("<body>")[2].partition("</body>")[0] for each in pages)
    Path("two.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    ran = command("check", "two.html", "--format", "github")

    assert "two.html#1" in command("check", "two.html").out
    assert {"::error file=two.html"} == {line.partition(",")[0] for line in ran.out.splitlines() if "REM001" in line}


def test_results_as_a_table(put, command):
    """A row for each source, by the rules that were asked for, with the columns of `convert`."""
    put(a=BAD)
    ran = command("check", "a.json", "-o", "a.csv", "--excel", "--headings", "labels", "--select", "REQ")
    plain = command("check", "a.json", "--format", "csv")
    head, row = Path("a.csv").read_text(encoding="utf-8-sig").splitlines()
    names, judged = plain.out.splitlines()

    assert [0, 1] == [ran.code, plain.code]
    assert head.startswith("来源,读不了的原因,读取提示条数,结论,")
    assert row.startswith("a.json,,0,not_evaluated,0,")
    assert names.startswith("source,error,notices,verdict,findings__error,")
    assert judged.startswith("a.json,,0,failed,1,")


def test_what_is_for_tables_alone(put, command):
    put(a=GOOD)
    wrong = [command("check", "a.json", "--headings", "labels", "--lang", lang) for lang in ("zh", "en")]

    assert [2, 2] == [ran.code for ran in wrong]
    assert "--excel 和 --headings 只用于 csv 格式" in wrong[0].err
    assert "--excel and --headings are for CSV" in wrong[1].err
    assert 2 == command("check", "a.json", "--format", "csv", "--excel").code
