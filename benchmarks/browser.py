"""How long the page in one file takes in Chromium: until it is ready, for the first document, and for the next ones.

    python benchmarks/browser.py

Each round opens the file in a new browser that has settled. A document is timed from its being chosen until what it
holds is painted, by the clock of the page. Beside the wall time stands the processor time of the two threads that one
waits for, the page and the worker, which other programs on the machine do not change. Medians of the rounds. Needs
Linux, node, npm and chromium. Targets, with the snapshot: ready in 3 s, the first page of the web in 1 s more, the next
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


def used() -> float:
    """Milliseconds that the page and its worker have run: of the process that was last to start a worker."""
    found = [path.parent for path in Path("/proc").glob("[0-9]*/task/*/comm") if _is_worker(path)]
    worker = max(found, key=lambda path: int(path.name), default=None)
    if worker is None:
        return 0
    page = worker.parent / worker.parts[2]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in (page, worker)) / 1e6


def _is_worker(path: Path) -> bool:
    try:
        return path.read_text().startswith("DedicatedWorker")
    except OSError:
        return False  # it has ended meanwhile


def measured(file: Path, paths: Mapping[str, Path]) -> Mapping[str, tuple[float, float]]:
    """Medians of what one file takes: wall time, and processor time."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with sync_playwright() as driver:
        for _ in range(ROUNDS):
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
            page = browser.new_page()
            page.set_default_timeout(LATE)
            time.sleep(SETTLED)
            page.goto(file.as_uri())
            times["ready"].append((page.evaluate(READY), used()))
            for name, path in paths.items():
                times[name].append(opened(page, path))
            browser.close()
    return {
        name: (statistics.median(wall for wall, _ in found), statistics.median(ran for _, ran in found))
        for name, found in times.items()
    }


def opened(page: Page, path: Path) -> tuple[float, float]:
    """Milliseconds until a document is on the screen, and what the page and the worker ran for it."""
    page.evaluate(CHOSEN)
    before = used()
    page.set_input_files("#files", path)
    wall: float = page.evaluate("window.painted")
    return wall, used() - before


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
    print(f"Chromium {version}, {machine}; {ROUNDS} rounds, in ms: wall time (processor time)\n")
    print(f"| | plain, {sizes['plain']:.1f} MB | with a snapshot, {sizes['snapshot']:.1f} MB |\n|---|---|---|")
    for name in found["plain"]:
        print(f"| {name} | " + " | ".join("{:.0f} ({:.0f})".format(*found[kind][name]) for kind in found) + " |")


if __name__ == "__main__":
    main()
