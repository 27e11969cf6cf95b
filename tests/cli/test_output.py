"""What ``convert`` writes is never lost: not by a kill, not by a second run, not by reading what is written."""

import csv
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.cli import output
from govdisclosure.cli.kept import UNKNOWN, Kept, Origin, state
from govdisclosure.cli.kinds import kinds
from govdisclosure.cli.output import Target
from govdisclosure.cli.sources import Source
from govdisclosure.render.entry import Style


def report(name, organ="甲局", **changes):
    """A file with a report."""
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(gd.to_json(gd.replace(gd.zeros(2023, organ=organ), changes)), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Three reports in a folder."""
    monkeypatch.chdir(tmp_path)
    for number in (1, 2, 3):
        report(f"reports/{number}.json", organ=f"{number}局")
    return Path("reports")


def sources(path, kind):
    """The sources of an output, in order."""
    text = Path(path).read_text(encoding="utf-8")
    if kind == "csv":
        return [row["source"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    return [json.loads(line)["source"] for line in text.split("\n")[:-1]]


def beside(folder="."):
    """What a run has left behind."""
    return [path.name for path in Path(folder).iterdir() if path.name.startswith(".govdisclosure-")]


KINDS = pytest.mark.parametrize("kind", ["jsonl", "csv"])

# ---------------------------------------------------------------------------------------------------- anew


@KINDS
def test_an_output_is_there_when_it_is_whole(kind, folder, command, monkeypatch):
    """Until then the old one is, and nothing is left beside it."""
    seen = []
    target = Path(f"panel.{kind}")
    target.write_text("old")
    target.chmod(0o640)
    settle = output.File.settle
    monkeypatch.setattr(output.File, "settle", lambda self: (seen.append(target.read_text()), settle(self)))
    ran = command("convert", "--processes", 1, folder, "--to", kind, "-o", target)

    assert (0, ["old"]) == (ran.code, seen)
    assert [f"reports/{number}.json" for number in (1, 2, 3)] == sources(target, kind)
    assert 0o640 == target.stat().st_mode & 0o777
    assert [] == beside()


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv"])
def test_nothing_readable_leaves_the_old_output(kind, folder, command):
    """And no new one; it is said."""
    Path("bad.json").write_text("{}")
    Path("old").write_text("old")
    zh = command("convert", "bad.json", "--to", kind, "-o", "old")
    en = command("convert", "bad.json", "--to", kind, "-o", "none", "--lang", "en")

    assert (2, 2) == (zh.code, en.code)
    assert "没有读到报告，old 保持原样" in zh.err
    assert "no report was read, and none stays as it was" in en.err
    assert "old" == Path("old").read_text()
    assert not Path("none").exists()
    assert [] == beside()


def test_what_fails_midway_leaves_the_old_output(folder, command, monkeypatch):
    """A disk that is full, say; it is told of the file that was named."""

    def full(self, data):
        with output._naming(self.name):
            raise OSError(28, "No space left on device")

    Path("panel.csv").write_text("old")
    monkeypatch.setattr(output.File, "write", full)
    ran = command("convert", folder, "--to", "csv", "-o", "panel.csv", "--processes", 1)

    assert (2, "govdisclosure: panel.csv：磁盘空间不足\n") == (ran.code, ran.err)
    assert "old" == Path("panel.csv").read_text()
    assert [] == beside()


def test_a_draft_of_a_run_that_was_killed_is_no_obstacle(folder, command):
    """Whatever it is, a link to somewhere else among it."""
    target = Target("panel.csv")
    Path("precious").write_text("precious")
    target._beside.symlink_to(Path("precious").resolve())
    target._lock.write_text("")
    ran = command("convert", folder, "--to", "csv", "-o", "panel.csv", "--processes", 1)

    assert 0 == ran.code
    assert "precious" == Path("precious").read_text()
    assert [] == beside()


def test_a_link_is_followed(folder, command):
    """The file that a link leads to is written, and the link stays one."""
    Path("data").mkdir()
    Path("panel.csv").symlink_to("data/panel.csv")
    ran = command("convert", folder, "--to", "csv", "-o", "panel.csv", "--processes", 1)

    assert 0 == ran.code
    assert Path("panel.csv").is_symlink()
    assert 3 == len(sources("data/panel.csv", "csv"))


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="the system has no such device")
@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_a_device_is_written_to_and_not_replaced(resume, folder, command):
    """It is no file to be put in another's place."""
    ran = command("convert", folder, "--to", "csv", "-o", "/dev/null", "--processes", 1, *resume)

    assert 0 == ran.code
    assert Path("/dev/null").is_char_device()


# ---------------------------------------------------------------------------------------------------- not what is read


@pytest.mark.parametrize("way", ["itself", "other name", "symbolic link", "hard link", "folder", "archive", "input"])
@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_what_is_read_is_not_written_to(way, resume, folder, command, monkeypatch):
    """By whatever name."""
    path = folder / "2.json"
    whole = path.read_bytes()
    target = {"other name": "reports/../reports/2.json", "symbolic link": "soft", "hard link": "hard"}.get(way, path)
    Path("soft").symlink_to(path)
    os.link(path, "hard")
    arguments = [path]
    if way == "folder":
        arguments = [folder]
    if way == "archive":
        with zipfile.ZipFile("a.zip", "w") as archive:
            archive.write(path)
        arguments, target = ["a.zip"], "a.zip"
        whole = Path("a.zip").read_bytes()
    if way == "input":
        arguments = ["-"]
        monkeypatch.setattr("govdisclosure.cli.sources.STANDARD_INPUT", path)
    zh, en = (
        command("convert", *arguments, "-o", target, "--to", "jsonl", "--lang", lang, *resume) for lang in ("zh", "en")
    )

    assert (2, 2, "") == (zh.code, en.code, zh.out)
    assert "就是要读取的文件之一" in zh.err
    assert "is one of the files to be read" in en.err
    assert whole == Path(target).read_bytes()
    assert [] == beside() == beside(folder)


@pytest.mark.slow
@KINDS
@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_an_output_is_no_input(kind, resume, folder, command):
    """It may stand in the folder that is read, whatever it is called."""
    target = folder / ("panel.csv" if kind == "csv" else "panel.json")
    first = command("convert", folder, "--to", kind, "-o", target, "--processes", 1, *resume)
    second = command("convert", folder, "--to", kind, "-o", target, "--processes", 1, *resume)
    checked = command("check", folder, "--processes", 1)

    assert (0, 0) == (first.code, second.code)
    assert [f"reports/{number}.json" for number in (1, 2, 3)] == sources(target, kind)
    assert f"{target}\n" in second.err
    assert 0 == checked.code


# ---------------------------------------------------------------------------------------------------- two at once


@KINDS
@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_a_second_run_is_refused(kind, resume, folder, command):
    """While the first one writes; afterwards it is not."""
    target = Target("panel")
    arguments = ["convert", folder, "--to", kind, "-o", "panel", "--processes", 1, *resume]
    with target.alone():
        zh, en = (command(*arguments, "--lang", lang) for lang in ("zh", "en"))

    assert (2, 2) == (zh.code, en.code)
    assert "另一个进程正在写 panel" in zh.err
    assert "another run is writing to panel" in en.err
    assert not Path("panel").exists()
    assert 0 == command(*arguments).code
    assert [] == beside()


def test_a_lock_that_is_taken_away_meanwhile(tmp_path, monkeypatch):
    """Who waits for a file that the other one removes looks again."""
    target = Target(str(tmp_path / "panel"))
    take, taken = output._take, []

    def first_removed(descriptor):
        if not taken:
            target._lock.unlink()
        taken.append(descriptor)
        take(descriptor)

    monkeypatch.setattr(output, "_take", first_removed)
    with target.alone():
        assert target._lock.exists()

    assert 2 == len(taken)


def test_a_lock_that_is_another_file_by_now(tmp_path, monkeypatch):
    """The same where somebody else has made a new one."""
    target = Target(str(tmp_path / "panel"))
    take, taken = output._take, []

    def first_replaced(descriptor):
        if not taken:
            target._lock.unlink()
            target._lock.write_text("")
        taken.append(descriptor)
        take(descriptor)

    monkeypatch.setattr(output, "_take", first_replaced)
    with target.alone():
        pass

    assert 2 == len(taken)


def test_a_system_without_locks(tmp_path, monkeypatch):
    """It is said and nothing is written, since nobody could keep a second run away."""

    def none(descriptor):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(output, "_take", none)
    with pytest.raises(OSError, match="No locks available") as caught, Target(str(tmp_path / "panel")).alone():
        pytest.fail("it goes on")

    assert str(tmp_path / "panel") == caught.value.filename


# ---------------------------------------------------------------------------------------------------- gone on with


@KINDS
def test_an_input_that_changed_is_read_again(kind, folder, command):
    """By what is in it, even at the same size and second; its row takes the place of the old one, and is the only."""
    arguments = ["convert", folder, "--to", kind, "-o", "panel", "--processes", 1, "--resume"]
    command(*arguments)
    whole = Path("panel").read_text(encoding="utf-8")
    path = folder / "2.json"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("2局", "9局"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    ran = command(*arguments)
    again = Path("panel").read_text(encoding="utf-8")

    assert 0 == ran.code
    assert ["reports/1.json", "reports/2.json", "reports/3.json"] == sorted(sources("panel", kind))
    assert ("2局" in whole, "9局" in whole) == (True, False)
    assert ("2局" in again, "9局" in again) == (False, True)


@KINDS
def test_an_input_that_was_only_touched_is_not(kind, folder, command, monkeypatch):
    """The second it was changed is kept for people."""
    arguments = ["convert", folder, "--to", kind, "-o", "panel", "--processes", 1, "--resume"]
    command(*arguments)
    whole = Path("panel").read_bytes()
    os.utime(folder / "2.json", (1, 1))

    assert (0, "", "") == command(*arguments)
    assert whole == Path("panel").read_bytes()


@KINDS
def test_a_document_that_holds_other_reports_by_now(kind, folder, command, monkeypatch):
    """All its old rows go, and those of another file that has the name of one of them stay."""
    arguments = ["convert", "reports/1.json", "--to", kind, "-o", "panel", "--resume"]
    several = [(f"reports/1.json#{number}", gd.Reading(report=gd.zeros(2021 + number))) for number in (1, 2)]
    with monkeypatch.context() as patch:
        patch.setattr("govdisclosure.cli.readings.readings", lambda given, how, done: list(given) and iter(several))
        for _ in range(2):
            command(*arguments)
            assert ["reports/1.json#1", "reports/1.json#2"] == sources("panel", kind)

    report("reports/1.json", organ="另一局")
    report("reports/1.json#1")
    ran = command(*arguments[:2], "reports/1.json#1", *arguments[2:], "--processes", 1)

    assert 0 == ran.code
    assert ["reports/1.json", "reports/1.json#1"] == sorted(sources("panel", kind))


@pytest.mark.slow
@KINDS
@pytest.mark.parametrize(
    "name", [b"\xb1\xa8\xb8\xe6.json", b"a\nb.json", b"=1+1.json", b"\\udcb1.json", b"'-1.json", b"::error::x.json"]
)
def test_names_of_every_kind_are_known_again(kind, name, folder, command):
    """Those that are no UTF-8, that break a line, that look like formulas, and that look like what stands for them."""
    try:
        path = report(os.path.join("odd", os.fsdecode(name)))
    except OSError:
        pytest.skip("the system has no such names")
    arguments = ["convert", "odd", path, "--to", kind, "-o", "panel", "--processes", 1, "--resume"]
    first, whole = command(*arguments), Path("panel").read_bytes()
    second = command(*arguments)

    assert (0, 0, "") == (first.code, second.code, second.err)
    assert whole == Path("panel").read_bytes()
    assert 1 == len(sources("panel", kind))
    assert 1 == whole.count(b"\n") - (kind == "csv")
    if kind == "jsonl":
        assert str(path) == sources("panel", kind)[0]


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv"])
@pytest.mark.parametrize("name", ["甲\ud800局", "\udfff", "a\nb\x1b[31m\u202e"])
def test_texts_of_every_kind_are_written(kind, name, folder, command):
    """A report that can be read can be written, as deep as it may be."""
    section = gd.Section(heading=name)
    for _ in range(63):
        section = gd.Section(heading="一", subsections=(section,))
    given = gd.zeros(2023, organ=name)
    given = given.__class__(
        organ=given.organ,
        year=2023,
        proactive=given.proactive,
        requests=given.requests,
        remedies=given.remedies,
        sections=gd.Sections(overview=section),
    )
    Path("odd.json").write_text(gd.to_json(given), encoding="utf-8")
    ran = command("convert", "odd.json", "--to", kind, "-o", "panel")
    text = Path("panel").read_text(encoding="utf-8")

    assert 0 == ran.code
    assert given == gd.from_json(gd.to_json(given))
    if kind == "json":
        assert given == gd.from_json(text)
    if kind == "jsonl":
        assert given == gd.from_dict(json.loads(text)["report"])


def test_sections_that_nobody_could_write_are_not_read():
    """In JSON, in a mapping and in a script alike, with a path where there is one."""
    section = gd.Section()
    for _ in range(63):
        section = gd.Section(subsections=(section,))
    with pytest.raises(gd.InvalidValueError, match="64 levels"):
        gd.Section(subsections=(section,))
    data = gd.to_dict(gd.zeros(2023))
    data["sections"]["overview"] = {
        "heading": "",
        "text": "",
        "subsections": [gd.to_dict(gd.zeros(2023))["sections"]],
    }
    deep = {"heading": "", "text": "", "subsections": []}
    for _ in range(64):
        deep = {"heading": "", "text": "", "subsections": [deep]}
    data["sections"]["overview"] = deep
    with pytest.raises(gd.InvalidDocumentError, match="64 levels"):
        gd.from_dict(data)


def test_an_output_of_somebody_else_with_no_end_of_line(folder, command):
    """What does not begin as ours does is not taken for a line that was broken off."""
    for kind in ("jsonl", "csv"):
        Path("notes").write_text("my notes")
        ran = command("convert", folder, "--to", kind, "-o", "notes", "--resume")

        assert 2 == ran.code
        assert "my notes" == Path("notes").read_text()


@pytest.mark.parametrize(
    "line",
    [
        '{"source": "a"}',
        '{"source": 1, "input": {"part": 0, "sha256": ""}, "report": {}}',
        '{"source": "a", "input": {"part": 0, "sha256": ""}}',
        '{"source": "a", "input": {"part": 0, "sha256": ""}, "report": {}, "error": {}}',
    ],
)
def test_a_line_that_is_not_ours(line, folder, command):
    """One wrong line is enough to leave the file alone."""
    Path("panel").write_text(f"{line}\n")
    ran = command("convert", folder, "--to", "jsonl", "-o", "panel", "--resume")

    assert 2 == ran.code
    assert f"{line}\n" == Path("panel").read_text()


def test_one_report_by_itself_is_not_gone_on_with():
    """No row is found in its JSON, and half of it is nothing to go on from."""
    kind = kinds(Style())["json"]

    with pytest.raises(ValueError, match=r"^$"):
        kind.row("{}")
    assert not kind.begins(b"{")


def test_the_state_of_what_is_no_plain_file(tmp_path):
    """A pipe, a folder, a file larger than any reader takes, and one that is not there are read every time."""
    large = tmp_path / "large"
    large.write_bytes(b"12345")
    os.mkfifo(tmp_path / "pipe") if hasattr(os, "mkfifo") else None
    found = [state(Source(name, tmp_path / name), 4) for name in ("large", "pipe", ".", "none", "a\0b")]
    refused = state(Source("a.zip!large", large, error=gd.DocumentError("x", zh="甲")), 5)

    assert [UNKNOWN] * 6 == [*found, refused]
    assert 5 == state(Source("large", large), 5).bytes


def test_rows_are_kept_on_disk(tmp_path):
    """What takes memory does not grow with the rows that an output has: a hundred times as many hardly take more."""
    from govdisclosure.cli.convert import Resumed

    kind = kinds(Style())["jsonl"]

    def peak(number):
        path = tmp_path / "panel"
        error = gd.NotAReportError("x" * 500)
        with path.open("w", encoding="utf-8", newline="") as file:
            for at in range(number):
                file.write(kind.text(Origin(f"{at}.html", 0, "", read=False), UNKNOWN, error))
        rows = Kept()
        tracemalloc.start()
        with ExitStack() as stack:
            Resumed(kind, Target(str(path)), rows, stack)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert number == len(rows)
        rows.close()
        return highest

    few = peak(20)
    assert peak(2_000) - few < 2_000 * 16  # bytes: less than the name of a source alone takes


# ---------------------------------------------------------------------------------------------------- killed

DRIVER = '''
import itertools, json, os, shutil, signal, sys
from pathlib import Path
import govdisclosure as gd
from govdisclosure.cli import main, output, kept, readings as module

module._elsewhere = module._here  # no process is started that a kill would have to reach
main(["convert", "start/reports", "--to", sys.argv[1], "-o", "warm", "--resume"])  # loads what every child needs

def child(arguments, *, kill=0):
    """Run the command; killed at the n-th of the counted points."""
    number = os.fork()
    if number:
        return os.waitpid(number, 0)[1]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    count = itertools.count(1)
    def point():
        if next(count) == kill:
            os.kill(os.getpid(), signal.SIGKILL)
    def counted(owner, name):
        inner = getattr(owner, name)
        def outer(*given):
            point()
            return inner(*given)
        setattr(owner, name, outer)
    for name in ("write", "settle"):
        counted(output.File, name)
    counted(output.Target, "_put")
    output.Path.unlink = lambda path, inner=output.Path.unlink, **how: (point(), inner(path, **how))
    os._exit(main(arguments))

def half(path):
    """A row that was being written when the process was killed, as a system may leave it."""
    row = b"half," if path.stat().st_size else b"source,err"
    with path.open("ab") as file:
        file.write(b'{"source": "half' if path.suffix == ".jsonl" else row)

def series(kind, prepare, arguments, after):
    found = []
    for kill in itertools.count(1):
        shutil.rmtree("work", ignore_errors=True)
        shutil.copytree("start", "work")
        os.chdir("work")
        target = Path("panel." + kind)
        old = prepare(target)
        status = child(["convert", "reports", "--to", kind, "-o", str(target), *arguments], kill=kill)
        killed = os.WIFSIGNALED(status)
        here = target.read_text() if target.exists() else None
        if killed and arguments and here is not None and kill % 2:
            half(target)
        code = os.waitstatus_to_exitcode(child(["convert", "reports", "--to", kind, "-o", str(target), *after]))
        hidden = [path.name for path in Path().iterdir() if path.name.startswith(".govdisclosure")]
        found.append([killed, old, here, code, target.read_text(), hidden])
        os.chdir("..")
        if not killed:
            return found
'''

TAIL = """
def nothing(target):
    return None

def there(target):
    child(["convert", "reports", "--to", target.suffix[1:], "-o", str(target), "--resume"])
    Path("reports/2.json").write_text(gd.to_json(gd.zeros(2022, organ="renamed")))
    Path("reports/3.json").write_text("{}")
    return target.read_text()

def old(target):
    target.write_text("old")
    return "old"

kind = sys.argv[1]
print(json.dumps({
    "from nothing": series(kind, nothing, ["--resume"], ["--resume"]),
    "changed": series(kind, there, ["--resume"], ["--resume"]),
    "anew": series(kind, old, [], []),
}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@KINDS
def test_killed_at_every_point(kind, folder, tmp_path):
    """And gone on with: every source is there exactly once, with what it is now, and nothing beside it."""
    start = tmp_path / "start"
    start.mkdir()
    folder.rename(start / "reports")
    done = subprocess.run(
        [sys.executable, "-c", DRIVER + TAIL, kind], capture_output=True, cwd=tmp_path, text=True, check=False
    )
    assert ("", 0) == (done.stderr, done.returncode)
    found = json.loads(done.stdout)
    every = [f"reports/{number}.json" for number in (1, 2, 3)]

    for name, runs in found.items():
        assert len(runs) > 4
        for killed, old, here, code, text, hidden in runs:
            (tmp_path / "text").write_text(text, newline="", encoding="utf-8")
            assert (every, []) == (sorted(sources(tmp_path / "text", kind)), hidden)
            assert code == (2 if name == "changed" else 0)
            assert ("renamed" in text) == (name == "changed")
            if name == "anew":
                assert here in (old, text)
            assert killed or here == text


CROWD = """
def crowd(kind, number):
    os.chdir("start")
    runs = []
    for _ in range(number):
        one = os.fork()
        if not one:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            while (code := main(["convert", "reports", "--to", kind, "-o", "panel", "--resume"])) == 2:
                pass
            os._exit(code)
        runs.append(one)
    return [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in runs]

print(json.dumps(crowd(sys.argv[1], 4)))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@KINDS
def test_several_at_once(kind, folder, tmp_path):
    """Each that is refused tries again until it is not: every source is there exactly once."""
    start = tmp_path / "start"
    start.mkdir()
    folder.rename(start / "reports")
    done = subprocess.run(
        [sys.executable, "-c", DRIVER + CROWD, kind], capture_output=True, cwd=tmp_path, text=True, check=False
    )

    assert ("", "[0, 0, 0, 0]\n") == (done.stderr, done.stdout)
    assert [f"reports/{number}.json" for number in (1, 2, 3)] == sources(start / "panel", kind)
    assert [] == beside(start)
