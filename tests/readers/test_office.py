"""Documents by way of LibreOffice: mostly with a script in its place, which shows how it is called and ended."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from benchmarks.reading.cases import case
from benchmarks.reading.score import Verdict, score

import govdisclosure as gd
from govdisclosure.errors import DamagedDocumentError, LimitExceededError, MissingExtraError, UnsupportedFormatError
from govdisclosure.model.notices import NOTICES
from govdisclosure.readers import office, process
from govdisclosure.readers.grid import Grid, Remark
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.looks import DOUBTS
from govdisclosure.readers.word import docx as docx_reader
from readers.odf import odt
from readers.ooxml import cell, docx, paragraph, row, table, zipped
from readers.waiting import gone, until

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
RTF = rb"{\rtf1\ansi 1}"
ODT = zipped(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": '<t:table-row xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
        "<t:table-cell>1</t:table-cell><t:table-cell>2</t:table-cell></t:table-row>",
    }
)
REPORT = docx(paragraph("一、总体情况") + table(row("1", "2")))

FAKE = """#!{python}
import os, subprocess, sys, time
from pathlib import Path

out = Path(sys.argv[sys.argv.index("--outdir") + 1])
profile = Path(sys.argv[1].partition("file://")[2])
sources = [Path(source) for source in sys.argv[sys.argv.index("--outdir") + 2:]]
notes = Path({notes!r})
out.mkdir()
{body}
"""
CONVERT = """
for source in sources:
    (out / (source.stem + ".docx")).write_bytes(Path({report!r}).read_bytes())
"""


@pytest.fixture
def pretend(tmp_path, monkeypatch):
    """Put a script in the place of LibreOffice; it is given what it does, and may leave notes in a file."""

    def install(body=CONVERT):
        report = tmp_path / "report.docx"
        report.write_bytes(REPORT)
        script = tmp_path / "soffice"
        body = body.format(report=str(report))
        script.write_text(
            FAKE.format(python=sys.executable, notes=str(tmp_path / "notes"), body=body), encoding="utf-8"
        )
        script.chmod(0o755)
        monkeypatch.setenv("GOVDISCLOSURE_SOFFICE", str(script))
        return tmp_path / "notes"

    return install


@pytest.mark.parametrize(
    ("data", "suffix", "ending"),
    [(OLE, ".doc", ".doc"), (OLE, ".wps", ".doc"), (RTF, ".rtf", ".rtf"), (RTF, ".doc", ".rtf"), (ODT, ".odt", ".odt")],
)
def test_converted(pretend, data, suffix, ending):
    """A document is handed over under the suffix of its content and read as the .docx that comes back."""
    notes = pretend(CONVERT + "notes.write_text(sources[0].suffix + ' ' + str(sources[0].stat().st_size))")
    found = office.read(data, name="2024" + suffix, limits=Limits())

    expected = docx_reader.read(REPORT, name="2024" + suffix, limits=Limits())
    remark = Remark(code="converted-by-office", detail=suffix[1:].upper())
    assert expected.blocks == found.blocks
    assert "2024" + suffix == found.name
    assert (remark,) == found.remarks
    assert remark.code in NOTICES
    assert f"{ending} {len(data)}" == notes.read_text()


ROW_OF_ONE = "<table:table-row><table:table-cell>7</table:table-cell></table:table-row>"


def of_row(*cells):
    """An OpenDocument text with one row of these cells."""
    inside = "".join(each if each.startswith("<") else f"<table:table-cell>{each}</table:table-cell>" for each in cells)
    return odt(f"<table:table><table:table-row>{inside}</table:table-row></table:table>")


@pytest.mark.parametrize(
    ("document", "noted"),
    [
        (of_row("<text:p>1</text:p>", "2"), True),
        (of_row("1", "2"), False),
        (of_row("1", " 2<text:note>9</text:note><text:p/>"), False),
        (of_row("自然人", "1", "<table:covered-table-cell/>", "2<office:annotation>3</office:annotation>"), False),
        (of_row("1", f"2<table:table>{ROW_OF_ONE}</table:table>"), False),
        (of_row("1", "2", "3"), True),
        (of_row('<table:table-cell table:number-columns-repeated="2">1</table:table-cell>', "2"), True),
        (of_row('<table:table-cell table:number-columns-repeated="many">1</table:table-cell>', "2"), False),
        (odt("<table:table-cell>1</table:table-cell>" + "<text:p>2</text:p>"), True),
    ],
)  # fmt: skip
def test_figures_that_are_not_those_of_the_original(pretend, document, noted):
    """Where LibreOffice leaves a cell out, the others of the row may stand in other columns: none of them is read."""
    pretend()
    (grid,) = [each for each in office.read(document, name="a.odt", limits=Limits()).blocks if isinstance(each, Grid)]

    assert [("1", noted), ("2", noted)] == [(cell.text, cell.note == "conversion-differs") for cell in grid.cells]
    assert {"conversion-differs"} <= DOUBTS


def test_rows_without_figures_are_not_compared(pretend, monkeypatch):
    """The numbers of lists are not in the text of labels."""
    monkeypatch.setattr(sys.modules[__name__], "REPORT", docx(table(row("自然人", "总计"))))
    pretend()
    found = office.read(ODT, name="a.odt", limits=Limits())

    assert ["", ""] == [cell.note for block in found.blocks for cell in block.cells]


def test_an_original_that_is_no_xml(pretend):
    """It is damaged, whatever LibreOffice made of it."""
    pretend()

    with pytest.raises(DamagedDocumentError, match="not well-formed XML"):
        office.read(odt("<text:p>"), name="a.odt", limits=Limits())


def test_suffix_may_be_given(pretend):
    """Where there is no name, the suffix says what the document was."""
    pretend()

    assert "WPS" == office.read(OLE, suffix=".wps", limits=Limits()).remarks[0].detail


def test_how_it_is_called(pretend):
    """LibreOffice gets a folder, a home and a profile of its own, in which links and macros are forbidden."""
    notes = pretend(
        CONVERT
        + "settings = (profile / 'user' / 'registrymodifications.xcu').read_text()\n"
        + "notes.write_text('\\n'.join([os.getcwd(), os.environ['HOME'], os.environ['TMPDIR'], str(profile), "
        + "str(os.getpgid(0) == os.getppid()), settings]))\n"
    )
    office.read(OLE, limits=Limits())

    folder, home, temporary, profile, in_group, settings = notes.read_text().split("\n")
    assert folder == home == temporary
    assert f"{folder}/profile" == profile
    assert "True" == in_group  # of the process of ours that started it, with which it is ended
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in settings
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in settings
    assert not Path(folder).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_memory_is_bounded(pretend):
    """The process may take no more memory than the limit, nor may its children."""
    notes = pretend(
        CONVERT + "import resource\n"
        "while resource.getrlimit(resource.RLIMIT_AS)[0] != 1_500_000_000: time.sleep(0.01)\n"
        "notes.write_text(str(resource.getrlimit(resource.RLIMIT_AS)))"
    )
    office.read(OLE, limits=Limits(office_memory_bytes=1_500_000_000))

    assert "(1500000000, 1500000000)" == notes.read_text()


SLEEP = """
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
(notes.parent / 'writing').write_text(f'{{os.getpid()}} {{child.pid}} {{out.parent}}')
(notes.parent / 'writing').rename(notes)
time.sleep(600)
"""


def test_time_limit_ends_the_whole_group(pretend, monkeypatch):
    """When the time is up the program and its children are ended, their folder goes, and the limit is named."""
    notes = pretend(SLEEP)

    class Timer(threading.Thread):
        """Time that is up when the program runs."""

        def __init__(self, seconds, act):
            super().__init__(target=lambda: (until(notes.exists), act()))

        def cancel(self):
            """It is too late."""

    monkeypatch.setattr(threading, "Timer", Timer)
    with pytest.raises(LimitExceededError, match="limit seconds is 3") as caught:
        office.read(OLE, limits=Limits(seconds=3))

    assert "seconds" == caught.value.limit
    *processes, folder = notes.read_text().split()
    until(lambda: all(gone(int(each)) for each in processes))
    assert not Path(folder).exists()


@pytest.mark.usefixtures("interrupts")
def test_interrupt_ends_the_whole_group(pretend):
    """A user who interrupts does not leave an office program running, nor its files."""
    notes = pretend(SLEEP)

    def interrupt():
        until(notes.exists)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        office.read(OLE, limits=Limits())

    *processes, folder = notes.read_text().split()
    until(lambda: all(gone(int(each)) for each in processes))
    assert not Path(folder).exists()


def test_inside_a_process_of_ours(pretend, monkeypatch):
    """What reads many files for another process starts the program itself."""
    pretend()
    monkeypatch.setattr(process, "_inside", True)
    monkeypatch.setattr(office, "READER", None)

    assert 2 == len(office.read(OLE, name="a.doc", limits=Limits()).blocks)


@pytest.mark.parametrize("body", ["", "sys.exit(1)", "os.abort()"])
def test_no_result(pretend, body):
    """LibreOffice ends with 0 whether it converted or not: what counts is the result."""
    pretend(body)

    with pytest.raises(DamagedDocumentError, match=r"cannot convert this \.doc document: .* save it as \.docx"):
        office.read(OLE, name="a.doc", limits=Limits())


def test_result_is_bounded(pretend):
    """A result that is too large is refused before it is read."""
    pretend(CONVERT + "with open(out / '0.docx', 'ab') as result: result.truncate(3_000)")

    with pytest.raises(LimitExceededError, match="limit package_bytes is 2,000, this document has 3,000"):
        office.read(OLE, limits=Limits(package_bytes=2_000))


def test_several_at_once(pretend):
    """Several documents are converted by one start; one that cannot be is missing, and no other is."""
    notes = pretend(CONVERT + "(out / '1.docx').unlink()\nwith notes.open('a') as log: log.write('started ')")
    found = office.to_docx({"甲.doc": OLE, "乙.doc": OLE, "甲/丙.rtf": RTF}, Limits())

    assert {"甲.doc": REPORT, "甲/丙.rtf": REPORT} == found
    assert "started " == notes.read_text()


@pytest.mark.parametrize("data", [REPORT, b'\xef\xbb\xbf<?xml version="1.0"?>' + b"<a/>"])
def test_word_under_another_name(data, monkeypatch):
    """What is a Word document whatever its suffix is read without LibreOffice, or refused as such."""
    monkeypatch.setenv("GOVDISCLOSURE_SOFFICE", "/nowhere")
    if data is REPORT:
        assert docx_reader.read(data, name="a.doc", limits=Limits()) == office.read(data, name="a.doc", limits=Limits())
    else:
        with pytest.raises(UnsupportedFormatError, match="not a Word document"):
            office.read(data, name="a.doc", limits=Limits())


@pytest.mark.parametrize("data", [b"", b"hello", b"<html><body>1</body></html>", b"%PDF-1.7"])
def test_content_of_another_kind(pretend, data):
    """LibreOffice would take any bytes for text: only documents are handed to it."""
    pretend()

    with pytest.raises(UnsupportedFormatError, match="no Word, WPS, RTF or OpenDocument text"):
        office.read(data, name="a.doc", limits=Limits())


@pytest.mark.parametrize(
    ("data", "limits", "name"),
    [(OLE, Limits(package_bytes=100), "package_bytes"), (ODT, Limits(unpacked_bytes=10), "unpacked_bytes")],
)
def test_limits_before_conversion(pretend, data, limits, name):
    """Size and unpacked size are held before LibreOffice is given anything."""
    pretend()

    with pytest.raises(LimitExceededError, match=name):
        office.read(data, name="a.odt", limits=limits)


def test_damaged_package(pretend):
    """A broken package is not handed to LibreOffice, which would repair it by leaving things out."""
    pretend()

    with pytest.raises(DamagedDocumentError, match="not a zip package"):
        office.read(ODT[:-30], name="a.odt", limits=Limits())


def test_without_libreoffice(monkeypatch, tmp_path):
    """Without LibreOffice the message says what to install, or what else to do."""
    monkeypatch.delenv("GOVDISCLOSURE_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingExtraError, match=r"needs LibreOffice; install it .*GOVDISCLOSURE_SOFFICE.*as \.docx"):
        office.read(OLE, name="a.doc", limits=Limits())


def test_wrong_path_of_libreoffice(monkeypatch):
    """A path that was given and is wrong is named, and no other program is taken instead."""
    monkeypatch.setenv("GOVDISCLOSURE_SOFFICE", "/nowhere/soffice")

    with pytest.raises(MissingExtraError, match="GOVDISCLOSURE_SOFFICE says '/nowhere/soffice', which cannot be run"):
        office.read(OLE, name="a.doc", limits=Limits())


def test_found_on_the_path(pretend, monkeypatch, tmp_path):
    """Without a word where it is, LibreOffice is looked for on the path."""
    pretend()
    monkeypatch.delenv("GOVDISCLOSURE_SOFFICE")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert 2 == len(office.read(OLE, name="a.doc", limits=Limits()).blocks)


# With LibreOffice itself


def report():
    """A document with merged cells, a frame around it and numbers in all columns."""
    on = "<w:vMerge/>"
    rows = [
        row(cell("类别", properties='<w:gridSpan w:val="2"/>'), "自然人", "总计"),
        row(cell("结果", properties='<w:vMerge w:val="restart"/>'), "1.予以公开", "12", "12"),
        row(cell(properties=on), "2.部分公开", "", "/"),
        row(cell(properties=on), "3.其他", "0", "0"),
    ]
    return docx(paragraph("一、总体情况") + table(*rows, columns=4) + paragraph("二、主动公开"))


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """The report as LibreOffice writes it in every format."""
    folder = tmp_path_factory.mktemp("office")
    source = folder / "report.docx"
    source.write_bytes(report())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("doc", "rtf", "odt"):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.suffix: path.read_bytes() for path in folder.glob("report.*")}


@pytest.mark.system
@pytest.mark.parametrize(("suffix", "kind"), [(".doc", ".doc"), (".wps", ".doc"), (".rtf", ".rtf"), (".odt", ".odt")])
def test_real_documents(originals, suffix, kind):
    """Every format comes back with the blocks, the slots and the spans of the original."""
    found = office.read(originals[kind], name="a" + suffix, limits=Limits())

    assert docx_reader.read(report(), limits=Limits()).blocks == found.blocks
    assert ["converted-by-office"] == [remark.code for remark in found.remarks]


@pytest.mark.system
def test_real_damaged_document():
    """What LibreOffice cannot read is damaged, and does not take the time limit to be found so."""
    with pytest.raises(DamagedDocumentError, match="LibreOffice cannot convert"):
        office.read(OLE + b"\xff" * 4000, name="a.doc", limits=Limits())


@pytest.mark.system
def test_linked_content_is_left_alone(tmp_path):
    """A document cannot make LibreOffice copy a local file into the text, or fetch an address."""
    import http.server
    import threading

    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    asked = []

    class Log(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self):
            asked.append(self.rfile.readline())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Log)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/a"
    section = '<text:section text:name="{0}"><text:section-source xlink:href="{0}"/><text:p>旧</text:p></text:section>'
    image = f'<text:p><draw:frame><draw:image xlink:href="{address}.png"/></draw:frame></text:p>'
    linked = section.format(secret.as_uri()) + section.format(address) + image
    try:
        found = office.read(odt(linked), name="a.odt", limits=Limits())
    finally:
        server.shutdown()
        server.server_close()

    assert ["旧", "旧"] == [block.text for block in found.blocks]
    assert [] == asked


@pytest.mark.system
def test_a_cell_too_many_that_libreoffice_leaves_out():
    """The row has another total then: none of its figures is read, and all others are."""
    document = case(8103, 24, format="office")
    found = score(document.truths, gd.read_all(document.content, format="odt"), document.says, document.spares)

    assert "odt" == document.suffix
    assert 0 < len(found.misses) < 16
    assert {Verdict.REFUSED} == {miss.verdict for miss in found.misses}
