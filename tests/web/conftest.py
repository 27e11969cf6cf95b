"""The page in one file, built once, and one Chromium that has it open."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LATE = 120_000
"""Milliseconds to wait for anything on a machine that is busy."""
CLEAR = """async () => {
  await queue;
  for (const { number } of await ask("overview", {})) await ask("close", { number });
  if (language !== "zh") { language = "zh"; translate(); await ask("speak", { language }); }
  opened = [];
  shown = current = null;
  closeCell();
  element("errors").replaceChildren();
  element("report").hidden = element("overview").hidden = true;
  element("status").dataset.state = "";
  document.activeElement.blur();
}"""
"""As it was after the start."""


class Checker:
    """The page as it stands in a browser, and everything that was requested since it was opened."""

    def __init__(self, file, browser):
        """Open it and wait for Python."""
        self.page = browser.new_context(accept_downloads=True).new_page()
        self.page.set_default_timeout(LATE)
        self.requests = []
        self.page.context.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("html[data-started]", state="attached")

    def clear(self):
        """Nothing is open, in Chinese, on a wide screen."""
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(media="screen")
        self.page.evaluate(CLEAR)

    def open(self, *paths):
        """Choose files, or a folder."""
        chooser = "#folder" if paths[0].is_dir() else "#files"
        with self.reading():
            self.page.set_input_files(chooser, [str(path) for path in paths])

    def reading(self):
        """The block gives the page something to read; afterwards it was read."""
        return Reading(self.page)

    def save(self, selector, path):
        """Click on a button that downloads, and keep the file."""
        with self.page.expect_download() as saving:
            self.page.click(selector)
        saving.value.save_as(path)
        return path


class Reading:
    """Waits until the page has read what it was given."""

    def __init__(self, page):
        self.page = page

    def __enter__(self):
        self.page.evaluate("element('status').dataset.state = 'waiting'")

    def __exit__(self, *error):
        if error == (None, None, None):
            self.page.wait_for_selector("#status[data-state=done]")


@pytest.fixture(scope="session")
def build():
    """The module that builds the page, with Python for browsers installed."""
    spec = importlib.util.spec_from_file_location("web_build", ROOT / "web" / "build.py")
    module = sys.modules["web_build"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.install()
    return module


@pytest.fixture(scope="session")
def files(build, tmp_path_factory):
    """The page as it is built plain, and with a snapshot."""
    folder = tmp_path_factory.mktemp("web")
    found = {kind: folder / f"{kind}.html" for kind in ("plain", "snapshot")}
    for kind, path in found.items():
        path.write_bytes(build.built(snapshot=kind == "snapshot"))
    return found


@pytest.fixture(scope="session")
def browser():
    """Chromium of the machine."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def started(files, browser):
    """The page once Python has started; for the whole session."""
    return Checker(files["plain"], browser)


@pytest.fixture
def checker(started):
    """The page with nothing open."""
    started.clear()
    return started
