"""Output for machines: every format holds what was found, escapes what it must, and is written as sources come."""

import csv
import datetime
import itertools
import json
import xml.etree.ElementTree as ET

import attrs
import pytest
from sarif_kit.validate import validation_errors

import govdisclosure as gd
from figures import REPORTS, report
from govdisclosure.render import FORMATS, Entry, render
from govdisclosure.render.entry import Accepted, Span

BAD = gd.replace(report(REPORTS["suqian-2024"]), {"remedies.reconsideration.total": 171})
BLANK = report(REPORTS["shuyang-development-2023"])
PLACE = gd.Place(page=3, line=7, text="171")
READING = gd.Reading(
    report=BAD,
    notices=(
        gd.Notice("number-unreadable", ("proactive.fees.amount",), gd.Place(page=2), "约三万"),
        gd.Notice("year-missing"),
    ),
    places=(("remedies.reconsideration.total", PLACE),),
)


def entry(x, source="报告/宿迁 2024.html"):
    """An entry for a reading or a report."""
    reading = x if isinstance(x, gd.Reading) else None
    return Entry(source=source, reading=reading, data=reading.report if reading else x, result=gd.check(x))


FAILED = entry(READING)
OPEN = entry(BLANK, "沭阳.docx")
GOOD = entry(gd.zeros(2023), "good.json")
TABLE = entry(gd.zeros(2023).requests, "table.json")
UNREAD = Entry(source="a,b:c%.pdf", error=gd.InvalidDocumentError(("no table", "looked for 3")))
SILENT = Entry(source="silent.pdf", error=gd.DocumentError())
ALL = (FAILED, OPEN, GOOD, TABLE, UNREAD, SILENT)
LOST = entry(gd.replace(gd.zeros(2023), {"proactive.licensing.decisions": gd.Gap.ABSENT}), "lost.json")
YEARS = Entry(
    source="years", result=gd.check_years([gd.zeros(2022), gd.replace(BAD, {"requests.carried_over_in.total": 1})])
)
BROKEN = b"\xb1\xa8\xb8\xe6.json".decode("utf-8", "surrogateescape")
"""A Chinese name in GBK, as a system that speaks UTF-8 gives it."""
RULES = {rule.code: rule for rule in gd.RULES}


def text(format, *entries, **options):
    """The whole output."""
    return "".join(render(format, entries, **options))


def test_formats():
    """These formats there are, and another is refused by name."""
    assert ["text", "json", "jsonl", "sarif", "junit", "github", "html", "csv"] == list(FORMATS)
    with pytest.raises(gd.InvalidValueError, match=r"format must be one of text, json, .* \(got 'yaml'\)"):
        text("yaml")


@pytest.mark.parametrize("format", sorted({*FORMATS} - {"csv", "junit"}))  # whose heads tell what is below
def test_written_as_sources_come(format):
    """A piece is written before the next source is asked for, so that memory does not grow with their number."""
    asked = []

    def entries():
        for number in itertools.count():
            asked.append(number)
            yield FAILED

    pieces = render(format, entries())
    found = ""
    while not any(told in found for told in ("REM001@reconsideration", "REM001 [", "表四 行政复议")):
        found += next(pieces)

    assert list(range(1 + (format == "text"))) == asked  # text is told otherwise where there is more than one


def test_no_sources():
    """Without a source a format is empty or a whole document."""
    assert "" == text("text") == text("jsonl") == text("github")
    assert [] == json.loads(text("json"))["entries"] == results() == suites()


@pytest.mark.parametrize(
    ("each", "zh", "en"),
    [
        (
            LOST,
            "有 1 格文中没有或无法识别，所以不算通过：第二十条第（五）项 / 行政许可 / 本年处理决定数量",
            "cells that are not in the document or cannot be read keep it from passing (1): Art. 20(5) / ",
        ),
        (
            Entry(source="none", data=gd.zeros(2023), result=gd.check(gd.zeros(2023), rules=())),
            "没有可判断的关系",
            "there was nothing",
        ),
        (
            Entry(source="years", result=gd.check_years([])),
            "没有可判断的关系，所以不算通过",
            "there was nothing to judge",
        ),
    ],
    ids=["a cell is lost", "no rules", "no years"],
)
def test_why_nothing_passed(each, zh, en):
    """Where no identity is open and still nothing has passed, every format for people and machines says why."""
    assert gd.Verdict.NOT_EVALUATED is each.result.verdict
    assert f"  {zh}" in text("text", each)
    assert f"  {en}" in text("text", each, lang="en")
    assert f"::error file={each.source},line=1,title=not_evaluated::{zh}" in text("github", each)
    (suite,) = suites(each)
    (case,) = [case for case in suite.findall("testcase") if case.get("name") == "verdict"]
    assert ("1", str(len(suite.findall("testcase")))) == (suite.get("errors"), suite.get("tests"))
    assert case.find("error").text.startswith(zh)
    (found,) = [result for result in results(each) if result["ruleId"] == "not_evaluated"]
    assert ("open", "none") == (found["kind"], found["level"])
    assert found["message"]["text"].startswith(zh)


def test_what_passed_or_failed_needs_no_reason():
    """No source has a reason for being open that is not."""
    assert [None] * 6 == [each.doubt for each in ALL]


@pytest.mark.parametrize("format", ["json", "jsonl", "sarif", "junit"])
def test_name_in_another_encoding(format):
    """What is no character does not break a document half way; it can be written as UTF-8 and be read back."""
    found = text(format, entry(BAD, BROKEN), Entry(source=BROKEN, error=gd.DocumentError()))
    written = found.encode()

    if format == "junit":
        assert ["\\udcb1\\udca8\\udcb8\\udce6.json"] * 2 == [
            suite.get("name") for suite in ET.fromstring(written).findall("testsuite")
        ]
    elif format == "sarif":
        uris = {
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for each in json.loads(written)["runs"][0]["results"]
        }
        assert {"%B1%A8%B8%E6.json"} == uris
    else:
        documents = map(json.loads, written.splitlines()) if format == "jsonl" else json.loads(written)["entries"]
        assert [BROKEN, BROKEN] == [each["source"] for each in documents]


def test_a_name_that_no_file_system_gave():
    """Half a character cannot be a byte of a name; it is told as what it is."""
    (run,) = json.loads(text("sarif", entry(BAD, "a\ud800.json")))["runs"]

    assert {"a%5Cud800.json"} == {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]
    }


# ---------------------------------------------------------------------------------------------------- json


def test_json_and_jsonl_say_the_same():
    """One document holds what the lines hold."""
    whole = json.loads(text("json", *ALL))
    lines = [json.loads(line) for line in text("jsonl", *ALL).splitlines()]

    assert "govdisclosure-check/1" == whole["schema"]
    assert [{"schema": whole["schema"], **each} for each in whole["entries"]] == lines


def test_json_outcome():
    """An outcome that is open or failed has all its numbers and addresses; one that passed is named."""
    (found,) = json.loads(text("json", FAILED))["entries"]
    by_instance = {each["instance"]: each for each in found["outcomes"]}
    failed = by_instance["REM001@reconsideration"]

    assert ("failed", False, [], "宿迁市人民政府", 2024) == tuple(
        found[name] for name in ("verdict", "ok", "unasked", "organ", "year")
    )
    assert {"rule": "REQ001", "instance": "REQ001@total", "verdict": "passed", "severity": "error"} == by_instance[
        "REQ001@total"
    ]
    assert (170, 171, -1) == (failed["left"], failed["right"], failed["difference"])
    assert [88, 18, 28, 36, 171] == failed["values"]
    assert {"remedies.reconsideration.total": {"page": 3, "line": 7, "text": "171"}} == failed["places"]
    assert "failed" == failed["if_blank_zero"]
    assert ["number-unreadable", "year-missing"] == [each["code"] for each in found["notices"]]
    assert {"page": 2} == found["notices"][0]["place"]
    assert "place" not in found["notices"][1]


def test_json_has_the_diagnosis():
    """Where something fails."""
    failed, open_, *_ = json.loads(text("json", *ALL))["entries"]

    assert gd.diagnose(READING).to_dict() == failed["diagnosis"]
    assert open_["diagnosis"] is None


def test_json_values():
    """Amounts are strings, gaps their words, and what is not known is null."""
    changed = gd.replace(gd.zeros(2023), {"proactive.fees.amount": 100_000_000 * gd.zeros(2023).handling_fee - 1})
    (found,) = json.loads(text("json", entry(changed)))["entries"]
    (blank,) = json.loads(text("json", OPEN))["entries"]
    negative = next(each for each in found["outcomes"] if each["instance"] == "VAL001@proactive")
    open_ = next(each for each in blank["outcomes"] if each["instance"] == "REQ003@received")

    assert ["-1"] == negative["values"]
    assert "blank" in open_["values"]
    assert open_["left"] is None
    assert 5 == len(open_["gaps"])


@pytest.mark.parametrize("format", FORMATS)
def test_an_error_is_told_in_the_language(format):
    """No format mixes the languages, whether the library or the system gave the error."""
    found = Entry(source="a.pdf", error=gd.NotAReportError("no table", zh="没有表格"))
    missing = Entry(source="b.pdf", error=FileNotFoundError(2, "No such file or directory", "b.pdf"))
    zh, en = (text(format, found, missing, lang=lang) for lang in ("zh", "en"))

    assert (True, False) == ("没有表格" in zh, "no table" in zh)
    assert (False, True) == ("没有表格" in en, "no table" in en)
    assert (True, False) == ("没有这个文件" in zh, "No such file" in zh)
    assert (False, True) == ("没有这个文件" in en, "No such file" in en)


def test_json_of_a_source_not_read():
    """A source that could not be read has its error and nothing else; one without words has its name."""
    unread, silent = json.loads(text("json", UNREAD, SILENT))["entries"]

    assert {"type": "InvalidDocumentError", "message": "no table\nlooked for 3"} == unread["error"]
    assert "DocumentError" == silent["error"]["message"]
    assert {"source", "error"} == set(unread)


def test_json_without_a_result():
    """A source that was read and not checked has its notices."""
    (found,) = json.loads(text("json", Entry(source="a", reading=READING)))["entries"]

    assert {"source", "organ", "year", "notices"} == set(found)


# ---------------------------------------------------------------------------------------------------- sarif


def log(*entries, **options):
    """The SARIF log."""
    return json.loads(text("sarif", *entries, **options))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("entries", [(), ALL, (YEARS,)], ids=["none", "all", "years"])
def test_sarif_is_valid(lang, entries):
    """The log follows the schema of SARIF 2.1.0."""
    assert [] == validation_errors(log(*entries, lang=lang, version="0.1.0"))


def test_sarif_run():
    """The run names the program, its rules with their severities, and how columns count."""
    (run,) = log(*ALL, version="0.1.0")["runs"]
    driver = run["tool"]["driver"]

    assert ("govdisclosure", "0.1.0", "zh-CN") == (driver["name"], driver["version"], driver["language"])
    assert [*RULES, "unreadable", "not_evaluated"] == [rule["id"] for rule in driver["rules"]]
    assert {"error", "warning", "note"} == {rule["defaultConfiguration"]["level"] for rule in driver["rules"]}
    assert "unicodeCodePoints" == run["columnKind"]
    assert [{"executionSuccessful": False}] == run["invocations"]
    assert [{"executionSuccessful": True}] == log(GOOD)["runs"][0]["invocations"]
    assert "version" not in log()["runs"][0]["tool"]["driver"]


def results(*entries, **options):
    """The results of the one run."""
    return log(*entries, **options)["runs"][0]["results"]


def test_sarif_result():
    """A finding has its level, an encoded file name, the line, and table, row and column of each cell."""
    (first, *_) = results(FAILED)
    location = first["locations"][0]
    total = location["logicalLocations"][-1]

    assert ("REM001", "fail", "error") == (first["ruleId"], first["kind"], first["level"])
    assert (
        "%E6%8A%A5%E5%91%8A/%E5%AE%BF%E8%BF%81%202024.html" == location["physicalLocation"]["artifactLocation"]["uri"]
    )
    assert {"startLine": 7} == location["physicalLocation"]["region"]
    assert {
        "name": "总计",
        "fullyQualifiedName": "四/行政复议/总计",
        "decoratedName": "remedies.reconsideration.total",
        "kind": "value",
    } == total
    assert first["message"]["text"].startswith("REM001 [行政复议]")
    assert {"instance": "REM001@reconsideration", "if_blank_zero": "failed"} == first["properties"]


SPANNED = attrs.evolve(
    FAILED,
    spans={
        "remedies.reconsideration.total": Span(12, 5, 8),
        "remedies.reconsideration.upheld": Span(12, 1, 3),
        "remedies.reconsideration.pending": Span(13),
    },
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_fixes(lang):
    """One for each explanation whose cells stand at a known place; all of them are told in the message or there."""
    found = log(SPANNED, lang=lang)
    (first, *_) = found["runs"][0]["results"]
    component = gd.diagnose(READING).components[0]
    replaced = [
        (fix["description"]["text"], change["deletedRegion"], change["insertedContent"]["text"])
        for fix in first["fixes"]
        for change in fix["artifactChanges"][0]["replacements"]
    ]

    assert [] == validation_errors(found)
    assert 5 == len(component.explanations)
    assert [
        (each.message(lang), {"startLine": 12, "startColumn": start, "endColumn": end}, str(*each.changes.values()))
        for each in component.explanations
        for start, end in [{"total": (5, 8), "upheld": (1, 3)}.get(each.addresses[0].rpartition(".")[2], (0, 0))]
        if start
    ] == replaced
    assert {"startLine": 12, "startColumn": 1, "endColumn": 3} == first["locations"][0]["physicalLocation"]["region"]
    assert ("应为 89" if lang == "zh" else "should be 89") in first["message"]["text"]
    assert not any("fixes" in each for each in results(FAILED))


def test_sarif_leads_to_the_pages_of_rules():
    """If it is known where they are."""
    rules = log(FAILED, help_uri="https://example.org/rules/{code}.html")["runs"][0]["tool"]["driver"]["rules"]

    assert "https://example.org/rules/REQ001.html" == next(r for r in rules if r["id"] == "REQ001")["helpUri"]
    assert not any("helpUri" in each for each in log(FAILED)["runs"][0]["tool"]["driver"]["rules"])


def test_names_relative_to_the_repository(tmp_path, monkeypatch):
    """As a platform needs them, whatever folder the program was started in; what is outside keeps its name."""
    (tmp_path / "reports").mkdir()
    monkeypatch.chdir(tmp_path / "reports")
    inside, outside = (attrs.evolve(FAILED, source=name, file=name) for name in ("a.html", "/elsewhere/b.html"))
    one, other = (
        results(each, root=tmp_path)[0]["locations"][0]["physicalLocation"]["artifactLocation"]
        for each in (inside, outside)
    )

    assert {"uri": "reports/a.html", "uriBaseId": "%SRCROOT%"} == one
    assert {"uri": "file:///elsewhere/b.html"} == other
    assert text("github", inside, root=tmp_path).startswith("::error file=reports/a.html,line=7,")
    assert "reports/a.html" == suites(inside, root=tmp_path)[0].get("name")


@pytest.mark.parametrize("why", Accepted)
def test_what_does_not_count(why):
    """Is told as such in every format for programs, and is no annotation."""
    instance = "REM001@reconsideration"
    known = attrs.evolve(FAILED, accepted={instance: why})
    kind = "inSource" if why is Accepted.INLINE else "external"
    outcomes = json.loads(text("json", known))["entries"][0]["outcomes"]

    assert [{"kind": kind, "justification": why.value.zh}] == results(known)[0]["suppressions"]
    assert [] == validation_errors(log(known))
    assert {instance: why.name.lower()} == {o["instance"]: o["accepted"] for o in outcomes if "accepted" in o}
    assert "REM001" in text("github", FAILED)
    assert "REM001" not in text("github", known)
    assert "0" == suites(known)[0].get("failures")


def test_a_doubt_that_is_known():
    """Of a source as a whole as well."""
    known = attrs.evolve(LOST, accepted={"not_evaluated": Accepted.BASELINE})

    assert "title=not_evaluated" not in text("github", known)
    assert "0" == suites(known)[0].get("errors")
    assert "suppressions" in results(known)[0]


def test_sarif_open_identity():
    """An identity that cannot be evaluated is an open result, not left out; other rules that are open are."""
    found = results(OPEN)
    open_ = [each for each in found if each["kind"] == "open"]

    assert 35 == len(open_)
    assert {"none"} == {each["level"] for each in open_}
    assert {"REQ001", "REQ002", "REQ003", "STR005"} == {each["ruleId"] for each in found}


def test_sarif_fingerprint_is_stable():
    """The fingerprint stays with the finding when the file moves, its numbers change or the language does."""
    moved = entry(gd.replace(BAD, {"remedies.reconsideration.total": 999}), "elsewhere.html")
    other_year = entry(gd.replace(gd.zeros(2021), {"remedies.reconsideration.total": 1}))

    def prints(each, **options):
        return [r["partialFingerprints"] for r in results(each, **options) if r["ruleId"] == "REM001"]

    assert prints(FAILED) == prints(moved, lang="en")
    assert prints(FAILED) != prints(other_year)
    assert 32 == len(prints(FAILED)[0]["govdisclosureInstance/v1"])


def test_sarif_fingerprints_differ():
    """No two results of a log share a fingerprint."""
    nameless = [entry(gd.blank(2023), name) for name in ("甲.html", "乙.html", BROKEN)]
    unread = Entry(source=BROKEN, error=gd.DocumentError())
    found = results(FAILED, OPEN, LOST, UNREAD, SILENT, unread, *nameless)
    prints = [each["partialFingerprints"]["govdisclosureInstance/v1"] for each in found]

    assert len(prints) == len(set(prints))


def test_sarif_places_that_are_no_cells():
    """A section, a year or a cell of another report has a logical location too; a finding without any has none."""
    mixed = gd.check(report(REPORTS["hongze-2024"]))
    years = gd.check_years([gd.zeros(2022), gd.replace(gd.zeros(2023), {"requests.carried_over_in.total": 1})])
    section = next(each for each in results(FAILED) if each["ruleId"] == "STR006")
    nobody = next(each for each in results(Entry(source="a", result=mixed)) if each["ruleId"] == "STR015")
    link = next(each for each in results(Entry(source="a", data=gd.zeros(2023), result=years)))

    assert "logicalLocations" not in nobody["locations"][0]
    assert ["2022/三/四、结转下年度继续办理/总计", "2023/三/二、上年结转政府信息公开申请数量/总计"] == [
        each["fullyQualifiedName"] for each in link["locations"][0]["logicalLocations"]
    ]
    assert link["locations"] == results(Entry(source="a", result=years))[0]["locations"]
    assert [{"name": "sections.overview", "fullyQualifiedName": "sections.overview"}] == [
        each for each in section["locations"][0]["logicalLocations"] if each["name"] == "sections.overview"
    ]


def test_sarif_table_alone():
    """A cell of a table alone is named by row and column."""
    bad = gd.replace(gd.zeros(2023).remedies, {"reconsideration.total": 1})
    (first, *_) = results(entry(bad))

    assert "行政复议/总计" == first["locations"][0]["logicalLocations"][-1]["fullyQualifiedName"]


def test_sarif_names_a_hundred_cells():
    """Of a finding on more cells the first are named."""
    cells = [address for address in gd.addresses(gd.zeros(2023)) if address.startswith("requests.")]
    gone = entry(gd.replace(gd.zeros(2023), dict.fromkeys(cells, gd.Gap.ABSENT)))
    most = max((each["locations"][0].get("logicalLocations", []) for each in results(gone)), key=len)

    assert len(cells) > 100
    assert cells[:100] == [each["decoratedName"] for each in most]


def test_sarif_unreadable(tmp_path):
    """A source that could not be read is a result of its own kind; an absolute name is a file URI."""
    absolute = Entry(source=str(tmp_path / "报告.pdf"), error=gd.NotAReportError("nothing"))
    unread, moved = results(UNREAD, absolute)
    uri = moved["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert ("unreadable", "error", "no table\nlooked for 3") == (
        unread["ruleId"],
        unread["level"],
        unread["message"]["text"],
    )
    assert uri.startswith("file:///")
    assert uri.endswith("/%E6%8A%A5%E5%91%8A.pdf")


# ---------------------------------------------------------------------------------------------------- junit


def suites(*entries, **options):
    """The suites of the document."""
    return ET.fromstring(text("junit", *entries, **options)).findall("testsuite")


def test_junit_counts():
    """A suite counts what it holds: families that fail, that are open as errors, that do not apply as skipped."""
    failed, open_, good, table, unread, _ = suites(*ALL)

    assert ("报告/宿迁 2024.html", "1", "0") == tuple(failed.get(name) for name in ("name", "failures", "errors"))
    assert ("0", "1") == (open_.get("failures"), open_.get("errors"))
    assert ("0", "0") == (good.get("failures"), good.get("errors"))
    assert ("0", "0") == (table.get("failures"), table.get("errors"))
    assert ("1", "1") == (unread.get("tests"), unread.get("errors"))
    for suite in (failed, open_, good, table, unread):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


def test_junit_totals():
    """The document counts what its suites do, and what they took."""
    timed = [attrs.evolve(each, seconds=0.25) for each in ALL]
    root = ET.fromstring(text("junit", *timed))
    parts = root.findall("testsuite")

    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(name)) == sum(int(suite.get(name)) for suite in parts)
    assert ({"0.250"}, "1.500") == ({suite.get("time") for suite in parts}, root.get("time"))


def test_junit_cases():
    """A case for each family of rules; a failure has its sentence, what the cell should hold, and its severity."""
    (suite,) = suites(FAILED)
    cases = {case.get("name"): case for case in suite.findall("testcase")}
    failure = cases["REM"].find("failure")
    note = cases["STR"].find("system-out")
    (strict,) = suites(FAILED, fail_on=gd.Severity.WARNING)

    assert {code.rstrip("0123456789") for code in RULES} - {"YR", "ROL", "TIE"} <= cases.keys()
    assert {"报告/宿迁 2024.html"} == {case.get("classname") for case in suite.findall("testcase")}
    assert "error" == failure.get("type")
    assert failure.text == failure.get("message")
    assert failure.text.startswith(FAILED.result.findings[0].message("zh"))
    assert gd.diagnose(READING).explanations[0].message("zh").partition("；")[0] in failure.text
    assert "没有找到" in note.text
    assert [] == list(cases["REQ"])
    assert "2" == strict.get("failures")


def test_junit_says_all_of_a_family():
    """What fails is the failure; what is open or known beside it is a note, and so is what is known alone."""
    mixed = gd.replace(BAD, {"remedies.litigation_direct.pending": gd.Gap.BLANK})
    result = gd.check(mixed)
    (suite,) = suites(Entry(source="a", data=mixed, result=result))
    case = next(case for case in suite.findall("testcase") if case.get("name") == "REM")
    known = {each.instance: Accepted.BASELINE for each in result.outcomes if each.rule.code == "REM001"}
    (silent,) = suites(Entry(source="a", data=mixed, result=result, accepted=known))
    quiet = next(case for case in silent.findall("testcase") if case.get("name") == "REM")

    assert ["failure", "system-out"] == [each.tag for each in case]
    assert "未经复议直接起诉" in case.find("system-out").text
    assert ["system-out"] == [each.tag for each in quiet]
    assert 2 == quiet.find("system-out").text.count("[列入已知问题清单] REM001")


def test_junit_characters():
    """What XML cannot hold is written as in every format, and what it reserves is escaped."""
    (suite,) = suites(Entry(source='<a>"&\x00\ufffe', error=gd.DocumentError("\x1b[31m <&>")))

    assert '<a>"&\\u0000\\ufffe' == suite.get("name")
    assert "\\u001b[31m <&>" == suite.find("testcase/error").text


# ---------------------------------------------------------------------------------------------------- github


def test_github():
    """A finding is one line with its severity, file, line and code."""
    first, second = text("github", FAILED).splitlines()

    assert first.startswith("::error file=报告/宿迁 2024.html,line=7,title=REM001::REM001 [行政复议]")
    assert second.startswith("::warning file=报告/宿迁 2024.html,line=1,title=STR006::STR006")


def test_github_marks_the_cell():
    """The wrong cell, with what it should hold; the columns are counted with the last one."""
    first, *_ = text("github", SPANNED).splitlines()

    assert first.startswith("::error file=报告/宿迁 2024.html,line=12,col=1,endColumn=2,title=REM001::REM001 ")
    assert f"；{gd.diagnose(READING).explanations[0].message('zh').partition('；')[0]}（" in first


def test_github_severities():
    """Information is a notice."""
    info = gd.replace(gd.zeros(2023, organ="示例县人民政府"), {"proactive.government_rules.in_force": 1})

    assert text("github", entry(info)).startswith("::notice ")


def test_github_escapes():
    """Line ends and percent signs are escaped in a message, commas and colons in a property as well."""
    assert "::error file=a%2Cb%3Ac%25.pdf,line=1,title=InvalidDocumentError::no table%0Alooked for 3\n" == text(
        "github", UNREAD
    )
    assert "::a b\n" == text("github", Entry(source="a", error=gd.DocumentError("a\rb")))[-6:]


def test_github_open():
    """Identities that cannot be evaluated are one line, not thirty-five."""
    few = gd.replace(gd.zeros(2023), {"remedies.reconsideration.total": gd.Gap.BLANK})
    many = text("github", OPEN, lang="en").splitlines()[-1]

    assert many.startswith("::error file=沭阳.docx,line=1,title=not_evaluated::35 balancing relations could not be")
    assert many.endswith(", …")
    assert text("github", entry(few)).endswith("有 1 条勾稽关系无法判断：REM001@reconsideration\n")


def test_github_nothing_found():
    """A clean source has no line, and neither has one that was not checked."""
    assert "" == text("github", GOOD, Entry(source="a", reading=READING))


def test_csv_has_the_period():
    """Its days as ISO writes them."""
    period = gd.Period(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    (row,) = csv.DictReader(text("csv", entry(attrs.evolve(gd.zeros(2023), period=period))).splitlines())

    assert ["2023-01-01", "2023-12-31"] == [row[name] for name in row if name in ("period__start", "period__end")]
