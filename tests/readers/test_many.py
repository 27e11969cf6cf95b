"""Many files at once: in order, each with its report or its error, whatever becomes of the others."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.readers import apart
from govdisclosure.readers.process import NotStartedError
from govdisclosure.strategies.documents import render
from readers.waiting import gone, until

LAYOUTS = {layout.name: layout for layout in gst.LAYOUTS}

FALLING = """
import os, sys, time

def fall(event, arguments):
    name = os.path.basename(str(arguments[0])) if event == "open" else ""
    if name == "fatal.html":
        os._exit(9)
    if name == "last-words.html":
        sys.stderr.write("terrible things\\n\\n")
        sys.stderr.flush()
        os._exit(1)
    if name == "silent.html":
        os.close(1)
        time.sleep(600)
    if name == "endless.html":
        open(os.path.join(os.path.dirname(arguments[0]), f"{os.getpid()}.reads"), "w").close()
        time.sleep(600)

sys.addaudithook(fall)
"""
"""What a process that reads such files does when it opens them: it stands for a parser that goes down."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which files are made by name; the processes fall over some of them."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(FALLING, encoding="utf-8")
    monkeypatch.syspath_prepend(hooks)
    return tmp_path


def files(folder, *names):
    """Paths of files named by what is in them: the report of a year, nothing that is a report, or no file at all."""
    paths = [folder / name for name in names]
    for path in paths:
        if path.stem.isdigit():
            report = gd.zeros(int(path.stem), organ="临澜县水务局")
            path.write_text(render(report, LAYOUTS["page"]).text, encoding="utf-8")
        elif path.stem != "missing":
            path.write_text("<p>会议通知</p>", encoding="utf-8")
    return paths


def outcome(item):
    """The year that was read, or the kind of the error."""
    return item.report.year if isinstance(item, gd.Reading) else type(item)


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2, 5, None])
def test_every_file_comes_in_order(processes, folder):
    """However many processes read them: one report or error for each path, and the paths as they were given."""
    names = ["2021.html", "notice.html", "2022.html", "missing.html", "2023.html", "2021.html"]
    paths = files(folder, *names)

    found = list(gd.read_many(map(str, paths), processes=processes))

    assert list(map(str, paths)) == [path for path, _ in found]
    assert [2021, gd.NotAReportError, 2022, gd.DocumentError, 2023, 2021] == [outcome(item) for _, item in found]
    assert found[0][1] == gd.read(paths[0])


def test_no_files():
    """Nothing is started for nothing."""
    assert [] == list(gd.read_many([]))


def test_a_path_object_comes_back(folder):
    """The path is the one that was given, not its name."""
    (path,) = files(folder, "2023.html")
    ((back, _),) = gd.read_many([path], processes=1)

    assert back is path


def test_errors_keep_what_they_know(folder):
    """An error from another process says the same as one from this, in both languages."""
    missing, notice, two = files(folder, "missing.html", "notice.html", "two.html")
    two.write_text(
        "".join(path.read_text(encoding="utf-8") for path in files(folder, "2022.html", "2023.html")), "utf-8"
    )
    errors = [item for _, item in gd.read_many([missing, notice, two], processes=1)]
    with pytest.raises(gd.NotAReportError) as alone:
        gd.read(notice)

    assert ("No such file or directory", "没有这个文件或文件夹") == (str(errors[0]), errors[0].message("zh"))
    assert (str(alone.value), alone.value.zh) == (str(errors[1]), errors[1].zh)
    assert ("临澜县水务局 2022", "临澜县水务局 2023") == errors[2].names


def test_format_and_limits_reach_every_file(folder):
    """Both count for each of them, as they do for one."""
    paths = files(folder, "2022.html", "2023.html")
    for _, item in gd.read_many(paths, limits=gd.Limits(slots=10), processes=1):
        assert ("slots", 10) == (item.limit, item.allowed)
    for _, item in gd.read_many(paths, format="xlsx", processes=1):
        assert isinstance(item, gd.UnsupportedFormatError)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "reason"),
    [("fatal.html", "exit code 9"), ("last-words.html", "terrible things"), ("silent.html", "exit code -9")],
)
def test_a_file_that_brings_its_process_down(name, reason, folder):
    """It gives an error with the last words of the process, and the next file is read in a new one."""
    paths = files(folder, "2021.html", name, "2022.html", name, "2023.html")

    items = [item for _, item in gd.read_many(paths, processes=1)]

    assert [2021, gd.DamagedDocumentError, 2022, gd.DamagedDocumentError, 2023] == list(map(outcome, items))
    assert f"the document brought its reader down ({reason}); open it" in str(items[1])
    assert "读取这份文件的进程意外终止" in items[3].message("zh")


def test_paths_are_taken_as_they_are_needed(folder):
    """An endless list is never held as a whole; who stops early leaves nothing running."""
    (path,) = files(folder, "2023.html")
    taken = []

    def endless():
        for number in itertools.count():
            taken.append(number)
            yield path

    readings = gd.read_many(endless(), processes=1)
    assert 2023 == outcome(next(readings)[1])
    readings.close()

    assert len(taken) <= 8


def readers(folder):
    """The processes that were given files without an end."""
    return [int(path.stem) for path in folder.glob("*.reads")]


def test_a_file_that_takes_too_long(folder, monkeypatch):
    """It is given up when the time is up; those before and after it are read."""
    timer = threading.Timer

    class Timer(timer):
        """Time that is up as soon as a process has begun with the file without an end."""

        def run(self):
            while not self.finished.wait(0.01):
                if not all(map(gone, readers(folder))):
                    self.function()

    monkeypatch.setattr(threading, "Timer", Timer)
    paths = files(folder, "2021.html", "endless.html", "2022.html")
    items = [item for _, item in gd.read_many(paths, processes=1)]

    assert [2021, gd.LimitExceededError, 2022] == list(map(outcome, items))
    assert "seconds" == items[1].limit
    assert all(map(gone, readers(folder)))


def test_who_stops_early_does_not_wait(folder):
    """What is under way is ended, however long it would take."""
    readings = gd.read_many(files(folder, "2021.html", "endless.html", "endless.html"), processes=2)
    assert 2021 == outcome(next(readings)[1])
    until(lambda: readers(folder))
    readings.close()

    until(lambda: all(map(gone, readers(folder))))


@pytest.mark.usefixtures("interrupts")
def test_interrupted_while_it_waits(folder):
    """Who waits for an answer that does not come is interrupted, and nothing goes on."""

    def interrupt():
        until(lambda: readers(folder))
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        list(gd.read_many(files(folder, "endless.html"), processes=1))

    until(lambda: all(map(gone, readers(folder))))


def test_an_error_that_is_not_that_of_a_file(folder, monkeypatch):
    """Where no process starts, no file is to blame, and who reads is told."""
    monkeypatch.setattr(apart, "_ANSWER", "nowhere:nothing")
    with pytest.raises(NotStartedError, match="does not start"):
        list(gd.read_many(files(folder, "2023.html"), processes=1))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("names", [("endless.html",) * 3, ("2022.html", "endless.html")])
def test_a_command_that_is_ended(number, code, names, folder, tmp_path_factory):
    """It ends at once, with its processes, while they hang; nothing is left in the folder of temporary files."""
    temporary = tmp_path_factory.mktemp("temporary")
    command = subprocess.Popen(
        [sys.executable, "-m", "govdisclosure", "check", *map(str, files(folder, *names))],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: readers(folder))
    command.send_signal(number)

    assert code == command.wait(60)
    until(lambda: all(map(gone, readers(folder))))
    assert [] == list(temporary.iterdir())


@pytest.mark.parametrize("processes", [0, -1])
def test_a_number_of_processes_that_makes_no_sense(processes):
    """It is refused at once, not when the first result is asked for."""
    with pytest.raises(gd.UsageError, match=rf"processes must be at least 1 \(got {processes}\)") as refused:
        gd.read_many([Path("x")], processes=processes)

    assert f"processes 至少为 1（现为 {processes}）" == refused.value.message("zh")


def test_an_unknown_format_is_an_error_of_the_caller(folder):
    """It comes in the place of each reading, since no file can be read so."""
    items = [item for _, item in gd.read_many(files(folder, "2023.html"), format="word", processes=1)]

    assert [gd.UsageError] == list(map(outcome, items))
