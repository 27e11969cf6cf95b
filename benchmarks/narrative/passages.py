"""Passages with what they state: a file of JSON lines, or sentences and chapters made from skeletons."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import attrs
from hypothesis import HealthCheck, given, settings

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.strategies.prose_writer import Choose, Told, Writer, figures, skeletons, told, traps

ORGAN = "临澜县水务局"
"""An organ of its own, whose figures are not those of a region."""


@attrs.frozen
class Fact:
    """Something that a passage states; ``alt`` is a second reading where the text leaves it open."""

    what: str
    value: float
    scope: str
    alt: str = ""


@attrs.frozen
class Passage:
    """A text with what it states; ``allowed`` are figures that may be read and need not be."""

    name: str
    text: str
    year: int | None
    organ: str | None
    facts: tuple[Fact, ...]
    allowed: frozenset[tuple[str, float]]
    traps: tuple[str, ...]


def of_file(path: Path) -> Iterator[Passage]:
    """The passages of a file, one JSON object a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = cast("dict[str, Any]", json.loads(line))
        facts = tuple(
            Fact(each["what"], each["value"], each["scope"], each.get("alt", ""))
            for each in data["facts"]
            if not each.get("approx")
        )
        allowed = frozenset(
            ("+".join(each["what"]) if isinstance(each["what"], list) else each["what"], each["value"])
            for key in ("allow", "sums", "facts")
            for each in data.get(key, ())
        )
        yield Passage(
            data["id"], data["text"], data.get("year"), data.get("organ"), facts, allowed, tuple(data.get("traps", ()))
        )


def reports(count: int) -> list[gd.AnnualReport]:
    """So many generated reports that tie."""
    found: list[gd.AnnualReport] = []

    @settings(
        max_examples=count, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(gst.reports())
    def collect(report: gd.AnnualReport) -> None:
        if isinstance(report.year, int):
            found.append(attrs.evolve(report, organ=gd.Organ(ORGAN)))

    collect()
    return found


def chooser(seed: int) -> Choose:
    """One who chooses by chance, the same for the same seed."""
    chance = random.Random(seed)

    def choose(options: Sequence[Any]) -> Any:
        return options[chance.randrange(len(options))]

    return choose


def generated(made: Sequence[gd.AnnualReport], choose: Choose) -> Iterator[Passage]:
    """Every skeleton that is true of a report, a sentence each, and every trap."""
    for report in made:
        assert isinstance(report.year, int)
        writer = Writer(figures(report), report.year, choose)
        for each in skeletons():
            if writer.fits(each):
                sentence = writer.sentence(each)
                facts = tuple(
                    Fact(one.what, float(one.value), "organ", "open" if one.open else "") for one in sentence.stated
                )
                yield Passage(f"skeleton {each.number}", sentence.text, report.year, ORGAN, facts, frozenset(), ())
        for letter in traps():
            text = writer.trap(letter).text
            yield Passage(f"trap {letter}", text, report.year, ORGAN, (), frozenset(), (letter,))


def chapters(made: Sequence[gd.AnnualReport], choose: Choose, *, wrong: bool) -> Iterator[Told]:
    """A whole chapter for each report."""
    for report in made:
        chapter = told(report, choose, wrong=wrong)
        if chapter.wrong or not wrong:
            yield chapter


Source = Callable[[], Iterator[Passage]]
