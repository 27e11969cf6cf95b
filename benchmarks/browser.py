"""How long the page in one file takes in Chromium: until it is ready, for the first document, and for the next ones.

    python benchmarks/browser.py

Each round opens the file in a new browser that has settled. A document is timed from its being chosen until what it
holds is painted, by the clock of the page. Medians of the rounds, on a machine that does nothing else. Needs node, npm
and chromium. Targets, with the snapshot: ready in 3 s, the first page of the web in 1 s more, the next
in 150 ms.
"""

import os
import platform
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

import govdisclosure as gd

ROUNDS: Final = 5
ROOT: Final = Path(__file__).resolve().parents[1]
FIRST, *NEXT = sorted((ROOT / "examples").glob("*.html"))
FORMATS: Final = ("xlsx", "docx", "pdf")
OPTIONS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
LATE: Final = 120_000
SETTLED: Final = 2
"""Seconds that a browser has to itself before it is asked for anything."""
READY = "started.then(() => performance.getEntriesByName('started')[0].startTime)"
CHOSEN = """() => { window.painted = new Promise(tell => {
  let began;
  addEventListener("change", () => { began = performance.now(); }, { once: true, capture: true });
  const status = element("status");
  status.dataset.state = "waiting";
  const watch = new MutationObserver(() => {
    if (status.dataset.state !== "done") return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(performance.now() - began)));
  });
  watch.observe(status, { attributes: true });
}); }"""


def documents(folder: Path) -> Mapping[str, Path]:
    """What is opened, in turn: pages of the web, then one report as files of each other format, twice."""
    report = gd.read(FIRST).report
    for name in FORMATS:
        gd.write(report, folder / f"report.{name}")
    pages = dict(zip(("first HTML", "second HTML", "third HTML", "fourth HTML"), (FIRST, *NEXT), strict=True))
    files = {f"{nth} {name.upper()}": folder / f"report.{name}" for name in FORMATS for nth in ("first", "second")}
    return pages | files


def measured(file: Path, paths: Mapping[str, Path]) -> Mapping[str, float]:
    """Medians of the milliseconds that one file takes."""
    times: dict[str, list[float]] = defaultdict(list)
    with sync_playwright() as driver:
        for _ in range(ROUNDS):
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
            page = browser.new_page()
            page.set_default_timeout(LATE)
            time.sleep(SETTLED)
            page.goto(file.as_uri())
            times["ready"].append(page.evaluate(READY))
            for name, path in paths.items():
                times[name].append(opened(page, path))
            browser.close()
    return {name: statistics.median(found) for name, found in times.items()}


def opened(page: Page, path: Path) -> float:
    """Milliseconds until a document is on the screen."""
    page.evaluate(CHOSEN)
    page.set_input_files("#files", path)
    wall: float = page.evaluate("window.painted")
    return wall


def main() -> None:
    """Build both files, measure them, and print a table."""
    if missing := [name for name in ("node", "npm", "chromium") if shutil.which(name) is None]:
        sys.exit(f"not found: {', '.join(missing)}; on Debian: apt install nodejs npm chromium")
    build = runpy.run_path(str(ROOT / "web" / "build.py"))
    build["install"]()
    with tempfile.TemporaryDirectory() as name:
        paths = documents(Path(name))
        found, sizes = {}, {}
        for kind in ("plain", "snapshot"):
            file = Path(name, f"{kind}.html")
            file.write_bytes(build["built"](snapshot=kind == "snapshot"))
            sizes[kind] = file.stat().st_size / 1e6
            found[kind] = measured(file, paths)
    version = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load average {os.getloadavg()[1]:.1f}"
    print(f"Chromium {version}, {machine}; {ROUNDS} rounds, medians in ms\n")
    print(f"| | plain, {sizes['plain']:.1f} MB | with a snapshot, {sizes['snapshot']:.1f} MB |\n|---|---|---|")
    for name in found["plain"]:
        print(f"| {name} | " + " | ".join(f"{found[kind][name]:.0f}" for kind in found) + " |")


if __name__ == "__main__":
    main()
