"""Readings of many sources, one after the other, with progress."""

from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import strategies
from govdisclosure.cli.readings import How, readings
from govdisclosure.cli.sources import Source
from govdisclosure.readers import one, process
from govdisclosure.readers.sources import content
from govdisclosure.strategies.documents import render

PAGE = next(layout for layout in strategies.LAYOUTS if layout.name == "page")


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


YEARS = (2022, 2023)


def several(folder, *names):
    """Files with two reports each."""
    page = "".join(render(gd.zeros(year, organ="临澜县水务局"), PAGE).text for year in YEARS)
    for name in names:
        (folder / name).write_text(page, encoding="utf-8")
    return [Source(name, folder / name) for name in names]


def test_a_document_of_several_reports_alone(tmp_path, monkeypatch):
    """Each report has a name of its own; the document is opened once."""
    opened = []
    monkeypatch.setattr(one, "content", lambda source, limits: opened.append(source) or content(source, limits))
    found = list(readings(several(tmp_path, "two.html"), How()))

    assert [("two.html#1", 2022), ("two.html#2", 2023)] == [(name, item.report.year) for name, item in found]
    assert [str(tmp_path / "two.html")] == opened


def test_documents_of_several_reports_among_others(tmp_path, monkeypatch):
    """The same in a longer list: one question for each file, and nothing is read but in the process asked."""
    asked = []
    ask = process.Worker.ask
    monkeypatch.setattr(one, "content", None)
    monkeypatch.setattr(
        process.Worker,
        "ask",
        lambda self, question, limits: asked.append(Path(question.head["path"]).name) or ask(self, question, limits),
    )
    given = [*several(tmp_path, "a.html"), *sources(tmp_path, "good.json"), *several(tmp_path, "b.html")]
    found = list(readings(given, How(processes=1)))

    assert ["a.html#1", "a.html#2", "good.json", "b.html#1", "b.html#2"] == [name for name, _ in found]
    assert [*YEARS, 2023, *YEARS] == [item.report.year for _, item in found]
    assert ["a.html", "good.json", "b.html"] == asked


def test_several_reports_are_the_same_here_and_there(tmp_path):
    """Places and notices come back from the process that was asked as they were."""
    given = several(tmp_path, "a.html", "b.html")
    alone = [item for source in given for _, item in readings([source], How())]

    assert alone == [item for _, item in readings(given, How(processes=1))]


@pytest.mark.parametrize("more", [(), ("good.json",)])
def test_a_name_that_no_file_can_have(more, tmp_path):
    """It is an error to be told like any other, whoever was to read it."""
    (_, item), *rest = readings([Source("nul", Path("a\0b")), *sources(tmp_path, *more)], How(processes=1))

    assert isinstance(item, gd.InvalidValueError)
    assert list(more) == [name for name, found in rest if isinstance(found, gd.Reading)]


def test_sources_are_taken_one_by_one(tmp_path):
    """A long list is never held as a whole: the readers ask for the next source when they need it."""
    asked = []

    def endless():
        for source in sources(tmp_path, *[f"good{number}.json" for number in range(50)]):
            asked.append(source.name)
            yield source

    assert "good0.json" == next(iter(readings(endless(), How(processes=1))))[0]
    assert len(asked) < 50


def test_what_is_done_is_counted(tmp_path):
    """Once for each source, whatever comes of it."""
    done = []
    list(readings(sources(tmp_path, "good.json", "bad.json", "none"), How(processes=1), lambda: done.append(1)))

    assert [1, 1, 1] == done
