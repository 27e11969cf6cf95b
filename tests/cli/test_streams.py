"""The standard streams: closed ones, ones that nobody reads, full ones; and what the exit code then says."""

import html
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.cli import main, streams
from govdisclosure.cli.streams import Patient, standard

WRONG = gd.replace(gd.zeros(2023), {"requests.received.total": 3})
POSIX = pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by a shell")


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A report that ties and one that does not."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.json").write_text(gd.to_json(gd.zeros(2023)), encoding="utf-8")
    (tmp_path / "wrong.json").write_text(gd.to_json(WRONG), encoding="utf-8")


def shell(command):
    """Run a line of a shell in which $G is the command; exit code and what went to the error stream."""
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        check=False,
        env=os.environ | {"G": f"{sys.executable} -m govdisclosure"},
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check wrong.json", 1),
        ("check good.json", 0),
        ("check --format json wrong.json", 1),
        ("diagnose wrong.json", 1),
        ("convert none.json", 2),
        ("explain REQ001", 0),
        ("--help", 0),
    ],
)
def test_the_exit_code_is_that_of_the_whole(arguments, code, files):
    """Whether standard output is closed, is closed by its reader, or is read; and no traceback."""
    first = shell(f"$G {arguments} > /dev/null")
    closed = shell(f"$G {arguments} >&-")
    broken = shell(f"{{ $G {arguments}; echo $? > code; }} | true")

    assert code == first[0]
    assert first == closed
    assert (first[1], f"{code}\n") == (broken[1], Path("code").read_text())


@pytest.mark.slow
@POSIX
def test_every_stream_is_closed(files):
    """Nothing that is opened is taken for one of them: what is written holds what it should and nothing else."""
    assert (1, "") == shell("$G check wrong.json <&- >&- 2>&-")
    assert (0, "") == shell("$G convert good.json -o out.json <&- >&- 2>&-")
    assert gd.zeros(2023) == gd.from_json(Path("out.json").read_bytes())
    assert 2 == shell("$G check - <&- >&- 2>&-")[0]


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no such device")
def test_an_output_that_is_full():
    """It is said, once."""
    code, said = shell("$G schema --lang en > /dev/full")

    assert (2, "govdisclosure: No space left on device\n") == (code, said)


class Raw(io.RawIOBase):
    """An output that refuses what it is given."""

    def __init__(self, error):
        self.error, self.asked = error, 0

    def writable(self):
        return True

    def isatty(self):
        return True

    def fileno(self):
        return 99

    def write(self, data):
        self.asked += 1
        if self.error:
            raise self.error
        return len(data)


def test_an_output_is_as_it_says():
    """A terminal stays one, and what can be written is."""
    raw = Raw(None)

    assert (True, 99, 1) == (Patient(raw).isatty(), Patient(raw).fileno(), Patient(raw).write(b"x"))


def test_an_output_that_nobody_reads_takes_everything():
    """Once it has refused, it is not asked again."""
    patient = Patient(raw := Raw(BrokenPipeError(32, "Broken pipe")))

    assert [1, 2] == [patient.write(b"x"), patient.write(b"xy")]
    assert 1 == raw.asked


def test_an_output_that_fails_is_told_of_once():
    """And what comes afterwards is dropped, so that closing it does not fail again."""
    patient = Patient(raw := Raw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        patient.write(b"x")

    assert (2, 1) == (patient.write(b"xy"), raw.asked)


def test_streams_are_given_back(monkeypatch):
    """What was there before is there afterwards, closed streams as well."""
    for name in streams.STANDARD:
        monkeypatch.setattr(sys, name, None)
    with standard():
        print("x")
        print("y", file=sys.stderr)
        assert "" == sys.stdin.read()

    assert [None] * 3 == [getattr(sys, name) for name in streams.STANDARD]


def test_a_real_stream_is_put_back_unharmed(monkeypatch, tmp_path):
    """A file of the system is written to in UTF-8 whatever it was opened with, and stays open."""
    with (tmp_path / "out").open("w", encoding="latin-1") as file:
        monkeypatch.setattr(sys, "stdout", file)
        assert 0 == main(["explain", "REQ001"])
        assert file is sys.stdout
        file.write("after")

    assert "REQ001" in (tmp_path / "out").read_text(encoding="utf-8")
    assert (tmp_path / "out").read_text(encoding="utf-8").endswith("after")


def test_a_stream_that_breaks_when_it_is_closed(monkeypatch, tmp_path):
    """There is nobody left to tell."""
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        monkeypatch.setattr(Patient, "write", lambda self, data: (_ for _ in ()).throw(OSError(5, "x")))
        with standard():
            sys.stdout.write("x")
        assert file is sys.stdout


def test_a_number_of_a_closed_stream_is_not_given_away(monkeypatch):
    """Descriptors up to two are kept busy by what leads nowhere."""
    numbers, closed = iter([0, 1, 2, 3]), []
    monkeypatch.setattr(streams.os, "open", lambda path, flags: next(numbers))
    monkeypatch.setattr(streams.os, "close", closed.append)
    streams._fill()

    assert [3] == closed


NOTHING = {
    "an empty folder": "mkdir empty",
    "a folder of pictures": "mkdir empty; touch empty/a.jpg empty/b.png",
    "a folder of hidden files": "mkdir empty; touch empty/.a.html",
}


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("what", [*NOTHING, "an empty archive", "an archive of pictures", "no match"])
@pytest.mark.parametrize(
    "call",
    [
        ["check"],
        *(["check", "--format", name] for name in ("json", "jsonl", "sarif", "junit", "github")),
        ["check", "--exit-zero"],
        ["diagnose"],
        ["diagnose", "--json"],
        *(["convert", "--to", name] for name in ("json", "jsonl", "csv")),
        ["convert", "--to", "csv", "-o", "out"],
        ["convert", "--to", "csv", "-o", "out", "--resume"],
    ],
    ids=" ".join,
)
def test_nothing_to_look_at(what, call, command, tmp_path):
    """Is exit code 2 and a sentence, in every command and format, and leaves what was there."""
    given = "empty"
    (tmp_path / "out").write_text("") if "--resume" not in call and "-o" in call else None
    if what in NOTHING:
        subprocess.run(["sh", "-c", NOTHING[what]], check=True, cwd=tmp_path)
    elif what == "no match":
        given = "*.html"
    else:
        given = "a.zip"
        with zipfile.ZipFile(given, "w") as archive:
            if "pictures" in what:
                archive.writestr("a.jpg", "x")
    zh, en = (command(*call, given, "--lang", lang) for lang in ("zh", "en"))

    assert (2, 2) == (zh.code, en.code)
    if what != "no match":
        assert "没有可看的文件" in zh.err
        assert "nothing to look at" in en.err
    else:
        assert ".html" in zh.out + zh.err
    if "-o" in call and "--resume" not in call:
        assert "" == (tmp_path / "out").read_text()


def test_a_log_of_nothing_is_no_success(command, tmp_path):
    """What runs tools sees it as well."""
    (tmp_path / "empty").mkdir()
    log = json.loads(command("check", "--format", "sarif", "empty").out)

    assert [{"executionSuccessful": False}] == log["runs"][0]["invocations"]


@pytest.mark.parametrize("given", ["gbk", "gbk:replace", "ascii", ":strict", "", None])
@pytest.mark.parametrize("format", ["text", "json", "junit", "html", "csv"])
def test_an_encoding_that_is_asked_for_is_obeyed(given, format, files, monkeypatch):
    """On the output; a file is UTF-8 whatever is asked. Formats that say what they are encoded in say the truth."""
    Path("𠮷.json").write_text(Path("wrong.json").read_text())
    raw = io.BytesIO()
    stream = io.TextIOWrapper(io.BufferedWriter(raw), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    if given is not None:
        monkeypatch.setenv("PYTHONIOENCODING", given)
    arguments = ["check", "𠮷.json", "--lang", "zh", "--format", format, "--table", "never"]
    codes = main(arguments), main([*arguments, "-o", "out"])
    stream.flush()
    name = (given or "").partition(":")[0] or "utf-8"
    kept = Path("out").read_text(encoding="utf-8")

    assert (1, 1) == codes
    if format in ("junit", "html"):
        printed = raw.getvalue().decode("utf-8")
        assert name == "utf-8" or printed.isascii()
        assert "𠮷" in kept
        assert "𠮷" in html.unescape(printed)
    else:
        printed = raw.getvalue().decode(name)
        assert ("应为" if format == "csv" else "依据") in printed or name == "ascii"
        assert ("𠮷" in printed) is (name == "utf-8")
    if format == "json":
        assert given == "gbk:replace" or json.loads(kept) == json.loads(printed)
