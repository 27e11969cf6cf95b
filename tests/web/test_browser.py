"""The page in one file, built and used in Chromium as a person uses it."""

import base64
import importlib.util
import json
import sys
from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.render.checked import Checked
from govdisclosure.render.entry import Entry
from govdisclosure.web.view import view

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").iterdir())
CORPUS = [
    path for kind in ("html", "docx", "xlsx", "csv", "text") for path in sorted((ROOT / "fuzz/corpus" / kind).iterdir())
]
FIXTURES = [
    path
    for path in sorted((ROOT / "tests").rglob("*"))
    if path.suffix in {".html", ".docx", ".xlsx", ".xls", ".pdf", ".md", ".csv"}
]
WRONG = "requests.outcomes.disclosed.natural_persons"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTED = "html[data-started]"
LATE = 240_000
"""Milliseconds to wait for anything on a machine that is busy."""


def built(folder, *, snapshot=False):
    spec = importlib.util.spec_from_file_location("web_build", ROOT / "web" / "build.py")
    module = sys.modules["web_build"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.install()
    path = folder / "govdisclosure.html"
    path.write_bytes(module.built(snapshot=snapshot))
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return built(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def started(file, browser):
    """The page once Python has started, and everything that was requested."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page.set_default_timeout(LATE)
    requests = []
    page.context.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector(STARTED, state="attached")
    return page, requests


def opened(page, *paths):
    page.evaluate("element('status').dataset.state = 'waiting'")
    page.set_input_files("#files", [str(path) for path in paths])
    page.wait_for_selector("#status[data-state=done]")


def test_two_builds_are_equal(file, tmp_path):
    """Byte by byte; and no larger than what can be sent about."""
    assert built(tmp_path).read_bytes() == file.read_bytes()
    assert len(file.read_bytes()) <= 16_000_000


def test_a_wrong_cell_is_marked_corrected_and_saved(started, tmp_path):
    """Drop a report, read the mark and the proposal, take it, see the verdict turn, and read back what is saved."""
    page, requests = started
    source = tmp_path / "report.html"
    right = gd.read(EXAMPLES[-2]).report
    wrong = gd.replace(right, {WRONG: gd.get(right, WRONG) + 10})
    gd.write(wrong, source)
    assert gd.check(right).ok
    opened(page, source)

    assert "不通过" in page.inner_text("#report-title")
    cell = page.locator(f'td[data-cell="{WRONG}"]')
    assert "wrong" in cell.get_attribute("class")
    assert f"→{gd.get(right, WRONG)}" in cell.inner_text()
    page.locator("#findings button").first.click()
    assert page.locator("td.lit").count() > 1
    page.click("#accept")
    page.wait_for_selector("#report[data-verdict=passed]")
    with page.expect_download() as saving:
        page.click("[data-format=docx]")
    saving.value.save_as(tmp_path / "saved.docx")

    assert () == gd.compare(right, gd.read(tmp_path / "saved.docx").report).changes
    assert all(url.startswith(("file:", "blob:", "data:")) for url in requests)


def test_a_snapshot_starts(browser, tmp_path):
    """Python goes on from the memory in the file, and reads a report; nothing of the plain start is needed."""
    page = browser.new_page()
    page.set_default_timeout(LATE)
    page.goto(built(tmp_path, snapshot=True).as_uri())
    page.wait_for_selector(STARTED, state="attached")
    opened(page, EXAMPLES[-1])

    assert "snapshot" == page.locator("html").get_attribute("data-started")
    assert "不通过" in page.inner_text("#report-title")


def test_nothing_may_leave(started):
    """The policy of the page lets nothing out, and nothing is stored."""
    page, _ = started
    asked = "fetch('https://example.org/').then(() => 'sent', () => 'refused')"

    assert "refused" == page.evaluate(asked)
    assert [0, 0, ""] == page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")


CLOSE = """async () => {
  for (const { number } of await ask("overview", {})) await ask("close", { number });
  opened = [];
}"""
"""No other report is the one on the year before."""
READ = """async ({ name, format, bytes }) => {
  const found = [];
  for (const number of await readOne({ name, format, data: Uint8Array.fromBase64(bytes).buffer })) {
    found.push(await ask("show", { number }));
    await ask("close", { number });
  }
  return found;
}"""


@pytest.mark.parametrize("paths", [EXAMPLES, FIXTURES, CORPUS], ids=["examples", "fixtures", "corpus"])
def test_documents_are_read_as_on_the_command_line(started, paths):
    """Verdicts, findings, notices and marks are the same as they are here, whatever the document."""
    page, _ = started
    page.evaluate(CLOSE)
    wrong = []
    for path in paths:
        data = path.read_bytes()
        format = path.parent.name if "corpus" in path.parts else None
        given = {"name": path.name, "format": format, "bytes": base64.b64encode(data).decode()}
        found = page.evaluate(READ, given)
        for each in found:
            del each["chosen"], each["choices"]
        if found != told(path, data, format):
            wrong.append(path.name)

    assert [] == wrong


def told(path, data, format):
    """What the page should show of each report in a document."""
    try:
        readings = gd.read_all(data, format=format)
    except gd.GovDisclosureError as error:
        return [view(Checked(Entry(source=path.name, error=error)), "zh")]
    named = [attrs.evolve(each, source=path.name) for each in readings]
    entries = (Entry(source=path.name, reading=each, result=gd.check(each)) for each in named)
    return [json.loads(json.dumps(view(Checked(entry), "zh"))) for entry in entries]
