"""How long the page in one file takes in Chromium: until it is ready, for the first document, and for the next ones.

    python benchmarks/browser.py

Wall time, medians of the rounds; each round opens the file in a new browser. A document is timed from its being chosen
until its tables, findings and proposals are on the screen. Needs node, npm and chromium. Targets, with the snapshot:
ready in 3 s, the first page of the web in 1 s more, the next in 150 ms.
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

from playwright.sync_api import Page, sync_playwright

import govdisclosure as gd

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[1]
FIRST, *NEXT = sorted((ROOT / "examples").glob("*.html"))
FORMATS = ("xlsx", "docx", "pdf")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
LATE = 120_000


def documents(folder: Path) -> Mapping[str, Path]:
    """What is opened, in turn: three pages of the web, then one report as files of each other format, twice."""
    report = gd.read(FIRST).report
    for name in FORMATS:
        gd.write(report, folder / f"report.{name}")
    pages = {"first HTML": FIRST, "second HTML": NEXT[0], "third HTML": NEXT[1]}
    files = {f"{nth} {name.upper()}": folder / f"report.{name}" for name in FORMATS for nth in ("first", "second")}
    return pages | files


def opened(page: Page, path: Path) -> float:
    """Milliseconds until a document is on the screen."""
    page.evaluate("element('status').dataset.state = 'waiting'")
    start = time.perf_counter()
    page.set_input_files("#files", path)
    page.wait_for_selector("#status[data-state=done]")
    return 1000 * (time.perf_counter() - start)


def measured(file: Path, paths: Mapping[str, Path]) -> Mapping[str, float]:
    """Medians of what one file takes."""
    times: dict[str, list[float]] = defaultdict(list)
    with sync_playwright() as driver:
        for _ in range(ROUNDS):
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
            page = browser.new_page()
            page.set_default_timeout(LATE)
            start = time.perf_counter()
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-started]", state="attached")
            times["ready"].append(1000 * (time.perf_counter() - start))
            for name, path in paths.items():
                times[name].append(opened(page, path))
            browser.close()
    return {name: statistics.median(taken) for name, taken in times.items()}


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
    print(f"Chromium {version}, {machine}; {ROUNDS} rounds, wall time in ms\n")
    print(f"| | plain, {sizes['plain']:.1f} MB | with a snapshot, {sizes['snapshot']:.1f} MB |\n|---|---|---|")
    for name in found["plain"]:
        print(f"| {name} | {found['plain'][name]:.0f} | {found['snapshot'][name]:.0f} |")


if __name__ == "__main__":
    main()
