"""Pages that a browser parses: the same readings, asked for in as few rounds as can be."""

import json
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.errors import DamagedDocumentError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.one import document_readings
from govdisclosure.readers.web import html
from govdisclosure.readers.web.flat import Answers, FlatPage, Questions
from govdisclosure.readers.web.lexbor import LexborPage
from govdisclosure.readers.web.nodes import ICON, ICON_IN_CELL, is_understood
from govdisclosure.readers.web.parsing import parsing_with
from readers.flattened import in_browser, tell

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "fuzz" / "corpus" / "html").iterdir())
EXAMPLES = sorted((ROOT / "examples").rglob("*.html"))


def read(page):
    return html.read(page, limits=Limits())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_read_alike(page):
    """Whichever parser made the tree, what is read is the same, and so is what is said of it."""

    def found():
        try:
            return read(page.read_bytes())
        except gd.GovDisclosureError as error:
            return str(error)

    assert in_browser(found) == found()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_reports_are_read_alike(path):
    """The same of whole reports."""

    def readings():
        return document_readings(path, None, Limits())

    assert in_browser(readings) == readings()


def test_what_is_asked():
    """First the tree of a page; then at once all that its style sheets ask, in selectors that are not answered yet."""
    page = b"<style>td[data-x] {color: red} p:empty {display: none} :checked {display: none}</style><table><td>1<td>2"
    answers = Answers()
    rounds = []
    with parsing_with(answers.parse):
        while isinstance(found := answers.ask(lambda: read(page)), Questions):
            rounds.append(list(found.pages.values()))
            for text, selectors in found.pages.items():
                tell(answers, text, selectors)

    assert [[(ICON, ICON_IN_CELL)], [("*[data-x]", "*:empty")]] == rounds
    assert found == read(page)


def test_selectors_that_the_browser_refuses():
    """They are not understood, as those are not that nobody asks it about."""
    answers = Answers()
    answers.tell("", json.dumps([["html"], 0]), {"*[x=]": None})
    page = answers.parse("")

    for selector in ("*[x=]", "*:checked"):
        with pytest.raises(LookupError):
            page.matching(selector)


def test_a_page_that_the_browser_would_change():
    """Nothing is read of it, and it is said."""
    answers = Answers()
    answers.tell("<b>", None, {})

    with pytest.raises(DamagedDocumentError, match="nested deeper than a browser bears"):
        answers.parse("<b>")


def test_a_page_without_anything():
    """It has no elements."""
    page = FlatPage([], lambda selector: frozenset())

    assert (None, None) == (page.root, page.body)


@pytest.mark.parametrize("selector", ["p[", "p:not("])
def test_selectors_that_no_parser_understands(selector):
    """The reader is told, and takes what such a rule says for unknown."""
    with pytest.raises(LookupError):
        LexborPage("<p>a").matching(selector)


def test_pseudo_classes():
    """Those are understood that all parsers take for the same; what is quoted is none."""
    assert all(map(is_understood, ("*:not(:Empty)", "*:nth-child(2n+1)", "*[a=':checked']", "*[a]::before")))
    assert not any(map(is_understood, ("*:enabled", "*:not(:read-only)", "*:lang(zh)")))
