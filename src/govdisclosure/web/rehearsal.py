"""Visits before anybody comes: what Python does once only, importing, compiling and looking up, is done by then."""

import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Final

from govdisclosure.model.access import replace
from govdisclosure.model.report import zeros
from govdisclosure.web.session import Session
from govdisclosure.writers.documents import document

_WRONG: Final = ("requests.outcomes.disclosed.natural_persons", "remedies.reconsideration.upheld")
_YEARS: Final = range(2025, 2018, -1)
"""What holds a report of one of these years together with one of the next is laid out once; the latest come first."""
_EMPTY: Final = frozenset({"meta", "br", "link", "img", "hr", "input"})


class _Flat(HTMLParser):
    """A page that our own writer wrote, as a browser would hand it over; see `govdisclosure.readers.web.flat`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.items: list[object] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.items += [[tag, dict(attrs)], 0] if tag in _EMPTY else [[tag, dict(attrs)]]

    def handle_endtag(self, tag: str) -> None:
        self.items.append(0)

    def handle_data(self, data: str) -> None:
        self.items.append(data)


def rehearse() -> Iterator[None]:
    """All visits, each with a session of its own, step by step."""
    for year in _YEARS:
        yield from visit(Session(), year)


def visit(session: Session, first: int) -> Iterator[None]:
    """Open two years of an organ as pages of the web, look at both, correct one and close them, step by step."""
    numbers: list[int] = []
    for year in (first, first + 1):
        report = replace(zeros(year, organ="某某县水务局"), dict.fromkeys(_WRONG, year - first))
        found = session.open(f"{year}.html", document(report, "html"))
        while "ask" in found:
            yield
            found = session.tell([_answered(*asked) for asked in found["ask"]])
        numbers += found["opened"]
        yield
        session.overview()
        for number in numbers:
            yield
            session.show(number)
            session.beside(number)
    yield
    for wrong in _WRONG:
        session.correct(numbers[-1], wrong, "0")
    for number in numbers:
        session.close(number)


def _answered(page: str, selectors: Sequence[str]) -> tuple[str, dict[str, list[int] | None]]:
    return json.dumps(_Flat(page).items), {each: [] for each in selectors}
