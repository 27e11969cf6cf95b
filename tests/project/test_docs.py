"""The built documentation in a real browser: its search finds words of both languages."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The pages, without running their notebooks."""
    target = tmp_path_factory.mktemp("html")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", "nb_execution_mode=off", ROOT / "docs", target],
        check=True,
    )
    return target


@pytest.fixture(scope="module")
def browser():
    """The Chromium of the machine."""
    from playwright.sync_api import sync_playwright  # not in the environment of the fast tests

    with sync_playwright() as programs:
        found = programs.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield found
        found.close()


@pytest.fixture
def page(browser):
    """An empty page that keeps the errors of scripts and what could not be loaded."""
    found = browser.new_page()
    found.wrong = []
    found.on("pageerror", lambda error: found.wrong.append(str(error)))
    found.on("requestfailed", lambda request: found.wrong.append(request.url))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("勾稽关系", "reference/identities.html"),
        ("区分处理", "reference/form-2021.html"),
        ("结转", "reference/rules/YR001.html"),
        ("diagnosis", "reference/api.html"),
        ("installing wheels", "how-to/install-en.html"),
        ("read_many", "reference/api.html"),
    ],
)
def test_the_search_finds(built, page, asked, first):
    """A word, a word that a dictionary would divide, an inflected one, both languages at once; opened from disk."""
    page.goto(f"{(built / 'search.html').as_uri()}?q={asked}")
    page.wait_for_selector("#search-results ul.search li a")
    page.wait_for_function("!document.querySelector('#search-results h2').innerText.includes('...')")
    found = [link.get_attribute("href").partition("#")[0] for link in page.query_selector_all("#search-results li a")]

    assert any(href.split("?")[0].endswith(first) for href in found)
    assert [] == page.wrong


def test_what_is_not_there_is_not_found(built, page):
    """Characters that do not follow each other anywhere are no hit."""
    page.goto(f"{(built / 'search.html').as_uri()}?q=稽勾系关")
    page.wait_for_function("!document.querySelector('#search-results h2').innerText.includes('...')")

    assert [] == page.query_selector_all("#search-results li a")


@pytest.mark.parametrize("name", ["how-to/ci", "reference/rules/REQ001", "how-to/notebook", "reference/notices"])
def test_nothing_runs_out_of_a_page(built, page, name):
    """On a narrow screen and a wide one: what does not fit wraps, or scrolls in a box of its own."""
    for width in (400, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((built / f"{name}.html").as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [] == page.wrong


def test_rules_have_titles_in_the_side_bar(built):
    """A code alone says nothing."""
    text = (built / "reference" / "rules" / "REQ001.html").read_text(encoding="utf-8")

    assert ">REQ003 各类申请人之和等于总计</a>" in text
