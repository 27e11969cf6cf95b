"""How far a run is: a line on a terminal that never stands among what is printed."""

import io
import sys

import pytest

from govdisclosure.cli import progress as module
from govdisclosure.cli.progress import Progress
from govdisclosure.cli.streams import Status, standard

WIPE = "\r\x1b[2K"


class Raw(io.RawIOBase):
    """An error stream that is a terminal or is not, and what was written to it."""

    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal
        self.text = ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, data) -> int:
        self.text += bytes(data).decode()
        return len(data)


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by so many seconds whenever somebody looks at it; without rich."""
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    def started(seconds):
        ticks = iter(range(1_000))
        monkeypatch.setattr(module.time, "monotonic", lambda: next(ticks) * seconds)

    return started


def status(*, terminal=True):
    """A status with its stream."""
    found = Status()
    found.raw = Raw(terminal=terminal)
    return found


def run(lang, shown, total, steps):
    """Steps of a run of which the total is asked for; how often that was."""
    asked = []
    progress = Progress(lang, shown, lambda: asked.append(1) or total)
    for _ in range(steps):
        progress.step()
    return len(asked)


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "已读 4/10 个文件，约剩 1 分 30 秒"), ("en", "4 of 10 files read, about 1 min 30 s left")],
)
def test_done_total_and_rest(lang, words, clock):
    """The total is asked for once; the rest takes as long for each as those before."""
    clock(15)
    shown = status()

    assert 1 == run(lang, shown, 10, 4)
    assert words == shown.raw.text.rpartition(WIPE)[2]
    assert "15 秒" in shown.raw.text or lang == "en"


def test_a_total_that_was_too_small(clock):
    """Files that came while it ran; nobody is told of more than there are."""
    clock(1)
    shown = status()
    run("zh", shown, 2, 4)

    assert "已读 4/4 个文件，约剩 0 秒" in shown.raw.text


def test_no_progress_where_nobody_looks(clock):
    """A pipe or a file gets nothing but what was asked for, and nobody counts."""
    clock(5)
    shown = status(terminal=False)

    assert 0 == run("zh", shown, 10, 5)
    assert "" == shown.raw.text


def test_no_progress_for_what_is_done_at_once(clock):
    """A handful of files leaves no trace on the terminal."""
    clock(0)
    shown = status()

    assert 0 == run("zh", shown, 10, 5)
    assert "" == shown.raw.text


def test_a_bar_where_rich_is_installed(monkeypatch):
    """It stands before the words, on the same line."""
    ticks = iter(range(0, 100, 5))
    monkeypatch.setattr(module.time, "monotonic", lambda: next(ticks))
    shown = status()
    run("zh", shown, 4, 2)
    text = shown.raw.text

    assert "━" in text
    assert "已读 2/4 个文件" in text
    assert "\n" not in text


def test_it_is_wiped_away_before_anything_is_printed(monkeypatch, tmp_path):
    """On either stream, and at the end; what is printed stands on lines of its own."""

    class Terminal(io.FileIO):
        def isatty(self) -> bool:
            return True

    path = tmp_path / "screen"
    raw = Terminal(path, "wb")
    stream = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", line_buffering=True)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    with standard() as shown:
        assert shown.seen
        shown.show("1/3")
        shown.show("2/3")
        print("found")
        shown.show("3/3")
        print("warning", file=sys.stderr)
        shown.show("at the end")
    stream.close()

    assert f"1/3{WIPE}2/3{WIPE}found\n3/3{WIPE}warning\nat the end{WIPE}" == path.read_bytes().decode()


def test_a_status_without_a_stream():
    """Nothing is shown, and nothing fails."""
    shown = Status()
    shown.show("x")
    shown.hide()

    assert not shown.seen
