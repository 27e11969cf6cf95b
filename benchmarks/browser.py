"""How long the page in one file takes in Chromium: until it is ready, for the first document, and for the next ones.

    python benchmarks/browser.py

Each round opens the file in a new browser that has settled, twice: once the documents follow as soon as it is ready,
and once a while later, when Python has rehearsed. A document is timed from its being chosen until its verdict, findings
and tables are painted, by the clock of the page; what stands beside the last one, the year before, until it is painted
too. Medians of the rounds, on a machine that does nothing else. Needs node, npm and chromium. Targets, with the
snapshot: ready in 3 s, the first page of the web in 1 s more, the next in 150 ms.
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
PAUSES: Final = {"at once": 0, "10 s later": 10}
"""Seconds that pass between ready and the first document."""
LAST: Final = "fourth HTML"
BESIDE: Final = "the year before, beside it"
READY = "started.then(() => performance.getEntriesByName('started')[0].startTime)"
CHOSEN = """() => {
  const usual = draw;
  let began;
  addEventListener("change", () => { began = performance.now(); }, { once: true, capture: true });
  const painted = () => new Promise(tell => requestAnimationFrame(() => setTimeout(tell, 0)))
    .then(() => performance.now() - began);
  window.painted = new Promise(tell => {
    draw = view => {
      draw = usual;
      const beside = usual(view);
      tell(Promise.all([painted(), beside.then(painted)]));
      return beside;
    };
  });
}"""
"""Times what is chosen next: when it is painted, and when what stands beside it is."""


def documents(folder: Path) -> Mapping[str, Path]:
    """What is opened, in turn: pages of the web, then one report as files of each other format, twice."""
    report = gd.read(FIRST).report
    for name in FORMATS:
        gd.write(report, folder / f"report.{name}")
    pages = dict(zip(("first HTML", "second HTML", "third HTML", LAST), (FIRST, *NEXT), strict=True))
    files = {f"{nth} {name.upper()}": folder / f"report.{name}" for name in FORMATS for nth in ("first", "second")}
    return pages | files


def measured(file: Path, paths: Mapping[str, Path], pause: float) -> Mapping[str, float]:
    """Medians of the milliseconds that one file takes, so many seconds after it is ready."""
    times: dict[str, list[float]] = defaultdict(list)
    with sync_playwright() as driver:
        for _ in range(ROUNDS):
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
            page = browser.new_page()
            page.set_default_timeout(LATE)
            time.sleep(SETTLED)
            page.goto(file.as_uri())
            times["ready"].append(page.evaluate(READY))
            time.sleep(pause)
            for name, path in paths.items():
                painted, beside = opened(page, path)
                times[name].append(painted)
                if name == LAST:
                    times[BESIDE].append(beside)
            browser.close()
    return {name: statistics.median(found) for name, found in times.items()}


def opened(page: Page, path: Path) -> tuple[float, float]:
    """Milliseconds until a document is on the screen, and until what stands beside it is; then all is done."""
    page.evaluate(CHOSEN)
    page.set_input_files("#files", path)
    painted, beside = page.evaluate("window.painted")
    page.evaluate("queue")
    return painted, beside


def main() -> None:
    """Build both files, measure them, and print a table."""
    if missing := [name for name in ("node", "npm", "chromium") if shutil.which(name) is None]:
        sys.exit(f"not found: {', '.join(missing)}; on Debian: apt install nodejs npm chromium")
    build = runpy.run_path(str(ROOT / "web" / "build.py"))
    build["install"]()
    with tempfile.TemporaryDirectory() as name:
        paths = documents(Path(name))
        found: dict[str, Mapping[str, float]] = {}
        for kind in ("plain", "snapshot"):
            file = Path(name, f"{kind}.html")
            file.write_bytes(build["built"](snapshot=kind == "snapshot"))
            for told, pause in PAUSES.items():
                found[f"{kind}, {file.stat().st_size / 1e6:.1f} MB, {told}"] = measured(file, paths, pause)
    version = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load average {os.getloadavg()[1]:.1f}"
    print(f"Chromium {version}, {machine}; {ROUNDS} rounds, medians in ms\n")
    print("| | " + " | ".join(found) + " |\n|---" + "|---:" * len(found) + "|")
    for name in next(iter(found.values())):
        print(f"| {name} | " + " | ".join(f"{found[kind][name]:.0f}" for kind in found) + " |")


if __name__ == "__main__":
    main()
