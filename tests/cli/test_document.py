"""``convert -o NAME.docx``: a report as a document for people."""

import pytest

import govdisclosure as gd
from govdisclosure.writers.formats import FORMATS

REPORT = gd.replace(gd.zeros(2023, organ="临澜县水务局"), {"requests.received.total": 3})


@pytest.fixture
def report(tmp_path):
    """A report in the current folder."""
    (tmp_path / "1.json").write_text(gd.to_json(REPORT), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format", FORMATS)
def test_the_suffix_of_the_output_decides(format, report, command):
    """Every document reads back, and nothing is printed."""
    ran = command("convert", "1.json", "-o", f"a.{format}")

    assert (0, "", "") == ran
    assert REPORT.requests == gd.read(report / f"a.{format}").report.requests


def test_the_format_goes_before_the_suffix(report, command):
    """Under any name; what was a report in text stays one in data by its suffix."""
    assert 0 == command("convert", "1.json", "--to", "html", "-o", "a.txt").code
    assert (report / "a.txt").read_bytes().startswith(b"<!DOCTYPE html>")
    assert 0 == command("convert", "1.json", "-o", "a.csv").code
    assert (report / "a.csv").read_bytes().startswith(b"source,")


def test_notices_are_counted(report, command):
    """As for data."""
    (report / "1.md").write_bytes(
        (gd.write(REPORT, report / "1.md"), (report / "1.md").read_bytes())[1] + b"\n| x | 5 |\n"
    )
    ran = command("convert", "1.md", "-o", "a.html")

    assert 0 == ran.code
    assert "条读取提示" in ran.err


def test_a_source_that_cannot_be_read_leaves_the_target(report, command):
    """And says why."""
    (report / "bad.json").write_text("{")
    (report / "a.html").write_text("old")
    ran = command("convert", "bad.json", "-o", "a.html")

    assert (2, "old") == (ran.code, (report / "a.html").read_text())
    assert "bad.json：" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["1.json", "--to", "docx"], "docx 须用 --output"),
        (["1.json", "-o", "a.docx", "--resume"], "不能用 --resume"),
        (["1.json", "1.json", "-o", "a.docx"], "docx 只能装一份报告"),
        (["1.json", "-o", "1.json", "--to", "html"], "就是要读取的文件之一"),
    ],
)
def test_wrong_calls(arguments, told, report, command):
    """Two reports, no file, an input as the output; nothing is written."""
    ran = command("convert", "--processes", 1, *arguments)

    assert 2 == ran.code
    assert told in ran.err
    assert ["1.json"] == [each.name for each in report.iterdir()]


def test_a_device_is_written_to(report, command):
    """It is not replaced."""
    assert 0 == command("convert", "1.json", "--to", "html", "-o", "/dev/null").code


@pytest.mark.parametrize(("lang", "words"), [("zh", "不表示任何格式"), ("en", "names no format")])
def test_a_suffix_that_names_no_format(lang, words, tmp_path, command):
    """The known ones are named, and nothing is written; --to says what a suffix does not."""
    (tmp_path / "a.json").write_text(gd.to_json(gd.zeros(2023, organ="甲局")), encoding="utf-8")
    ran = command("convert", "a.json", "-o", "x.foo", "--lang", lang)

    assert 2 == ran.code
    assert words in ran.err
    assert ".docx" in ran.err
    assert ["a.json"] == [each.name for each in tmp_path.iterdir()]
    assert 0 == command("convert", "a.json", "--to", "json", "-o", "x.foo").code
