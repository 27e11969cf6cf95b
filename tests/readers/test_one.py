"""One document, from wherever it comes, to the report in it or the error that says why there is none."""

import io
import os
import sys
import tempfile
import threading
from contextlib import nullcontext

import pytest

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.strategies.documents import render

ORGAN = "临澜县水务局"
LAYOUTS = {layout.name: layout for layout in gst.LAYOUTS}


def report(year, *, received=5):
    """A report of a year."""
    return gd.replace(gd.zeros(year, organ=ORGAN), {"requests.received.total": received})


def page(*years):
    """A page with the reports of these years, one after the other."""
    return "\n".join(render(report(year, received=year - 2000), LAYOUTS["page"]).text for year in years).encode()


def received(reading):
    """The year of a reading, and the applications received in it."""
    return reading.report.year, gd.get(reading.report, "requests.received.total")


# ---------------------------------------------------------------------------------------------------- sources


def test_a_path(tmp_path):
    """A path is a text or any path object; the reading knows the name of the file, and its format."""
    path = tmp_path / "2023.html"
    path.write_bytes(page(2023))
    readings = gd.read(path), gd.read(str(path))

    assert readings[0] == readings[1]
    assert ("2023.html", "html") == (readings[0].source, readings[0].format)
    assert (2023, 23) == received(readings[0])


def test_bytes_and_files(tmp_path):
    """Bytes have no name; an open file has that of the file, if it has one."""
    path = tmp_path / "2023.html"
    path.write_bytes(page(2023))
    stream = io.BytesIO(page(2023))
    with path.open("rb") as file, tempfile.TemporaryFile() as unnamed:
        unnamed.write(page(2023))
        unnamed.seek(0)
        readings = [gd.read(each) for each in (page(2023), stream, file, unnamed)]

    assert ["", "", "2023.html", ""] == [reading.source for reading in readings]
    assert {(2023, 23)} == set(map(received, readings))


def test_the_name_of_the_file_tells_the_year():
    """Where the document itself names none; the folder it is in does not."""
    text = render(report(gd.Gap.ABSENT), LAYOUTS["page"]).content
    stream = io.BytesIO(text)
    stream.name = "2019/年报2022.html"
    reading = gd.read(stream)

    assert 2022 == reading.report.year
    assert "year-inferred" in {notice.code for notice in reading.notices}


@pytest.mark.parametrize("name", ["missing.html", "no/such/folder.pdf"])
def test_a_path_that_is_not_there(name, tmp_path):
    """The error is that of the system, as it is for everything that opens files."""
    with pytest.raises(FileNotFoundError):
        gd.read(tmp_path / name)


@pytest.mark.parametrize("text", [page(2023).decode(), "<p>", "年度报告\n一、总体情况", ' {"schema": 1}', "一" * 5_000])
def test_content_is_given_as_bytes(text):
    """A str is a path; what is plainly content says so instead of looking for a file of that name."""
    with pytest.raises(
        gd.InvalidValueError, match=r"a str is taken for a path.* give it as bytes, text\.encode\(\)"
    ) as caught:
        gd.read(text)

    assert caught.value.message("zh").startswith("str 视为路径，这里给的却是内容：请以 bytes 给出")


def test_a_file_may_have_an_odd_name(tmp_path):
    """A file that is there is read, whatever its name looks like; brackets alone are no content."""
    path = tmp_path / "a<b>\n.html"
    path.write_bytes(page(2023))

    assert (2023, 23) == received(gd.read(str(path)))
    with pytest.raises(gd.MissingFileError):
        gd.read("{2023}[1].html")


def test_a_folder_is_no_document(tmp_path):
    """Neither is it read as an empty one."""
    with pytest.raises(OSError, match=r"[Dd]irectory|[Pp]ermission"):
        gd.read(tmp_path)


@pytest.mark.parametrize("made", [bytes, io.BytesIO], ids=["bytes", "file"])
def test_a_document_above_every_bound(made):
    """What no reader takes is not read to its end; the bound is named."""
    small = gd.Limits(package_bytes=1000, document_bytes=500)

    with pytest.raises(gd.LimitExceededError) as refused:
        gd.read(made(page(2023)), limits=small)

    assert ("package_bytes", 1000) == (refused.value.limit, refused.value.allowed)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe(tmp_path):
    """What is written to it is read to its end, by its path or when it is open."""
    pipe = tmp_path / "report.html"
    os.mkfifo(pipe)
    for opened in (lambda: nullcontext(pipe), lambda: pipe.open("rb"), lambda: pipe.open("rb", buffering=0)):
        writer = threading.Thread(target=lambda: pipe.write_bytes(page(2023)))
        writer.start()
        with opened() as source:
            reading = gd.read(source)
        writer.join()
        assert ("report.html", (2023, 23)) == (reading.source, received(reading))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_that_nobody_writes_to(tmp_path):
    """Nobody waits for it for ever."""
    os.mkfifo(tmp_path / "pipe")
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb") as silent, os.fdopen(theirs, "wb"):
        for source in (tmp_path / "pipe", silent):
            with pytest.raises(gd.LimitExceededError, match=r"limit seconds is 0\.01"):
                gd.read(source, limits=gd.Limits(seconds=0.01))


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="the system has no such device")
def test_a_device_without_an_end():
    """Of what need not end no more is read than a document may have."""
    with pytest.raises(gd.LimitExceededError, match="limit document_bytes is 100,000"):
        gd.read("/dev/zero", limits=gd.Limits(document_bytes=100_000))
    with pytest.raises(gd.NotAReportError):
        gd.read("/dev/null")


def test_a_system_that_cannot_say_whether_there_is_something(tmp_path, monkeypatch):
    """There the bytes are bounded, and the time is not."""
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(gd.NotAReportError):
        gd.read("/dev/null")


def test_the_bound_of_one_format():
    """A page has a smaller bound than a package."""
    with pytest.raises(gd.LimitExceededError, match="limit document_bytes is 500, this document has"):
        gd.read(page(2023), limits=gd.Limits(document_bytes=500))


def test_what_is_imported_when_it_is_first_used():
    """The readers are there when asked for; what does not exist is an error like that of any module."""
    assert {"read", "read_all", "read_many"} <= set(dir(gd))
    with pytest.raises(AttributeError, match="module 'govdisclosure' has no attribute 'reed'"):
        gd.reed  # noqa: B018


# ---------------------------------------------------------------------------------------------------- format


@pytest.mark.parametrize(
    ("format", "layout", "read_as"),
    [
        (None, "tabs", "text"),
        ("text", "tabs", "text"),
        ("TXT", "tabs", "text"),
        ("md", "markdown", "text"),
        ("markdown", "markdown", "text"),
        ("csv", "tabs", "csv"),
        ("tsv", "tabs", "csv"),
        ("Htm", "page", "html"),
    ],
)
def test_a_format_that_is_given(format, layout, read_as):
    """It is a format or a suffix, in any case, and counts for more than what the content shows."""
    reading = gd.read(render(report(2023, received=23), LAYOUTS[layout]).content, format=format)

    assert read_as == reading.format
    assert (2023, 23) == received(reading)


@pytest.mark.parametrize("format", ["word", "zip", ".", "pdf "])
def test_an_unknown_format(format):
    """The message names those that there are."""
    with pytest.raises(gd.UsageError, match=rf"format must be one of csv, doc, .*, xlsx \(got '{format}'\)") as refused:
        gd.read(page(2023), format=format)

    assert "format 只能是 csv, doc, " in refused.value.message("zh")


@pytest.mark.parametrize(
    ("package", "data", "kind"), [("pdfminer", b"%PDF-1.4", "PDF"), ("selectolax", b"<p>", "HTML")]
)
def test_a_package_that_is_missing(package, data, kind, monkeypatch):
    """The message names the extra that brings it, in both languages."""
    for name in [each for each in sys.modules if each.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(
        gd.MissingExtraError, match=rf"reading {kind} needs {package}; .*govdisclosure\[{kind.lower()}\]"
    ) as missing:
        gd.read(data)

    assert f"读取 {kind}，需要 {package}" in missing.value.message("zh")


# ---------------------------------------------------------------------------------------------------- JSON


def test_the_json_of_a_report():
    """It comes back as it was written, with no notices."""
    written = report(2023)
    reading = gd.read(gd.to_json(written).encode())

    assert gd.Reading(report=written, format="json") == reading


def test_the_json_of_one_table():
    """A table alone is no report; the message names it."""
    data = gd.to_json(report(2023).remedies).encode()

    with pytest.raises(gd.NotAReportError, match=r"the JSON of one table \(Remedies\)") as refused:
        gd.read(data)

    assert "一张表（Remedies）的 JSON" in refused.value.message("zh")


# ---------------------------------------------------------------------------------------------------- how many


def test_a_document_of_several_reports():
    """All of them come in order; asked for the one, the error names them."""
    assert [(2022, 22), (2023, 23)] == list(map(received, gd.read_all(page(2022, 2023))))

    with pytest.raises(gd.SeveralReportsError, match=r"holds 2 reports .*; use read_all\(\)") as several:
        gd.read(page(2022, 2023))

    assert (f"{ORGAN} 2022", f"{ORGAN} 2023") == several.value.names


def test_several_reports_of_nobody():
    """What is not known of a report is a question mark in its name."""
    nobody = gd.zeros(gd.Gap.ABSENT)
    first, second = (
        render(gd.replace(nobody, {"requests.received.total": number}), LAYOUTS["page"]).text for number in (7, 8)
    )

    with pytest.raises(gd.SeveralReportsError) as several:
        gd.read((first + second).encode())

    assert ("? ?", "? ?") == several.value.names


def test_a_document_that_is_no_report():
    """The message says what was looked for and what was found."""
    with pytest.raises(
        gd.NotAReportError,
        match=r"looked for the tables of an annual report .* and 2 lines of text, beginning '会议通知'",
    ):
        gd.read("会议通知\n请准时参加。\n".encode())
