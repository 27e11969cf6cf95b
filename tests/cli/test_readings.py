"""Readings of many sources, one after the other, with progress."""

import io

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.cli import readings as module
from govdisclosure.cli.readings import How, Progress, readings
from govdisclosure.cli.sources import Source
from govdisclosure.errors import DocumentError

TWO = ("甲局 2022", "甲局 2023")


def sources(folder, *names):
    """Files of that name; those that say so hold a report."""
    for name in names:
        if name.startswith("good"):
            (folder / name).write_text(gd.to_json(gd.zeros(2023)), encoding="utf-8")
        elif name.startswith("bad"):
            (folder / name).write_text("nothing", encoding="utf-8")
    return [Source(name, folder / name) for name in names]


@pytest.mark.parametrize("names", [(), ("good.json",), ("good.json", "bad.json", "good2.json")])
def test_every_source_comes_in_order(names, tmp_path):
    """A reading for a report, an error for what is none, whatever the others are."""
    found = list(readings(sources(tmp_path, *names), How(processes=1)))

    assert list(names) == [name for name, _ in found]
    assert [name.startswith("good") for name in names] == [isinstance(item, gd.Reading) for _, item in found]
    assert all(isinstance(item, gd.Reading | gd.GovDisclosureError) for _, item in found)


def test_sources_that_cannot_be_read(tmp_path):
    """Each is told in its place, alone and among others; what was unpacked goes when it has been read."""
    error = gd.DamagedDocumentError("broken")
    good, other = (attrs.evolve(each, passing=True) for each in sources(tmp_path, "good.json", "good2.json"))
    broken = Source("broken", tmp_path / "broken", error=error)

    assert [("broken", error)] == list(readings([broken], How()))
    found = list(readings([broken, good, broken, broken, other, broken], How(processes=1)))
    assert ["broken", "good.json", "broken", "broken", "good2.json", "broken"] == [name for name, _ in found]
    assert [True, False, True, True, False, True] == [item is error for _, item in found]
    assert [] == list(tmp_path.iterdir())


def test_a_source_alone_that_is_none(tmp_path):
    """What is not there and what is no report are errors to be told, not raised."""
    for name in ("bad.json", "missing.json"):
        [(told, item)] = readings(sources(tmp_path, name), How())

        assert name == told
        assert isinstance(item, gd.GovDisclosureError)


@pytest.fixture
def several(monkeypatch):
    """Readers that find two reports in every file."""
    first = gd.Reading(report=gd.zeros(2022))
    second = gd.Reading(report=gd.zeros(2023))

    def refuse(path, **options):
        raise gd.SeveralReportsError(TWO)

    monkeypatch.setattr(module, "read", refuse)
    monkeypatch.setattr(module, "read_all", lambda path, **options: (first, second))
    monkeypatch.setattr(
        module, "read_many", lambda paths, **options: ((path, gd.SeveralReportsError(TWO)) for path in paths)
    )
    return first, second


def test_a_document_of_several_reports_alone(several, tmp_path):
    """Each report has a name of its own."""
    found = list(readings(sources(tmp_path, "good.json"), How()))

    assert [("good.json#1", several[0]), ("good.json#2", several[1])] == found


def test_documents_of_several_reports_among_others(several, tmp_path):
    """The same in a longer list."""
    names = [name for name, _ in readings(sources(tmp_path, "good.json", "good2.json"), How())]

    assert ["good.json#1", "good.json#2", "good2.json#1", "good2.json#2"] == names


def test_sources_are_taken_one_by_one(tmp_path):
    """A long list is never held as a whole: the readers ask for the next source when they need it."""
    asked = []

    def endless():
        for source in sources(tmp_path, *[f"good{number}.json" for number in range(50)]):
            asked.append(source.name)
            yield source

    assert "good0.json" == next(iter(readings(endless(), How(processes=1))))[0]
    assert len(asked) < 50


class Stream(io.StringIO):
    """A stream that is a terminal or is not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by half a second whenever somebody looks at it."""
    ticks = iter(range(1_000))
    monkeypatch.setattr(module.time, "monotonic", lambda: next(ticks) / 2)


ITEMS = [(str(number), DocumentError("x")) for number in range(5)]


@pytest.mark.parametrize(("lang", "words"), [("zh", "已读 5 个文件"), ("en", "5 files read")])
def test_progress_on_a_terminal(lang, words, clock):
    """A line that counts, and is wiped away at the end."""
    stream = Stream(terminal=True)

    assert ITEMS == list(Progress(lang, stream).through(ITEMS))
    assert words in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[2K")


def test_no_progress_where_nobody_looks(clock):
    """A pipe or a file gets nothing but what was asked for."""
    stream = Stream(terminal=False)

    assert ITEMS == list(Progress("zh", stream).through(ITEMS))
    assert "" == stream.getvalue()


def test_no_progress_for_what_is_done_at_once(monkeypatch):
    """A handful of files leaves no trace on the terminal."""
    monkeypatch.setattr(module.time, "monotonic", lambda: 0.0)
    stream = Stream(terminal=True)

    assert ITEMS == list(Progress("zh", stream).through(ITEMS))
    assert "" == stream.getvalue()


@pytest.mark.parametrize("error", [gd.NotAReportError("changed", zh="变了"), OSError(2, "No such file or directory")])
def test_a_document_of_several_reports_that_is_another_one_by_now(error, several, tmp_path, monkeypatch):
    """What goes wrong when it is read once more is its error, and no end of the others."""

    def gone(path, **options):
        raise error

    monkeypatch.setattr(module, "read_all", gone)
    [(name, found)] = readings(sources(tmp_path, "good.json"), How())

    assert "good.json" == name
    assert isinstance(found, gd.DocumentError)
