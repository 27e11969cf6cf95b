"""What it costs to check reports in columns, beside the limit, code by hand and other validators.

    python -m benchmarks.frames [--reports N ...] [--rounds N] [--into PAGE] [WAY ...]

Reports are made once, in a folder of its own; above a million, those of the million are repeated. Every way runs in a
new process, all of them in turn in each round: medians of CPU seconds (user and system, all threads) and of peak memory
(that of Spark: of its processes in Python and Java together). Of several numbers of reports there is a curve: a table
of CPU seconds. ``--into`` writes the table into a page, in place of the one between its marks.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from benchmarks.frames.reports import write
from benchmarks.frames.run import WAYS

MILLION = 1_000_000


def reports(number: int) -> Path:
    """A file of so many reports."""
    folder = Path(tempfile.gettempdir()) / "govdisclosure-frames"
    folder.mkdir(exist_ok=True)
    path, draft = folder / f"{number}.parquet", folder / f"{number}.draft"
    if path.exists():
        return path
    if number <= MILLION:
        write(draft, number)
    else:
        whole = pq.ParquetFile(reports(MILLION))
        with pq.ParquetWriter(draft, whole.schema_arrow, compression="zstd") as writer:
            for group in range(number // 10_000):
                writer.write_table(whole.read_row_group(group % whole.num_row_groups))
    return draft.rename(path)


def ran(way: str, path: Path) -> dict[str, float] | None:
    """What one run took; None if it fell."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.frames.run", way, str(path)], capture_output=True, text=True, check=False
    )
    if told.returncode == 0:
        return json.loads(told.stdout.splitlines()[-1])
    print(way, told.stderr.strip().splitlines()[-1:], file=sys.stderr)
    return None


def measured(ways: list[str], number: int, rounds: int) -> dict[str, dict[str, float]]:
    """The medians of each way; what looked at some of the reports only is told as if it had looked at all."""
    path, found = reports(number), {way: [] for way in ways}
    for _ in range(rounds):
        for way, runs in found.items():
            runs += filter(None, [ran(way, path)])
    medians = {}
    for way, runs in found.items():
        if runs:
            share = number / runs[0].get("reports", number)
            medians[way] = {name: statistics.median(run[name] for run in runs) for name in ("cpu", "peak", "found")}
            medians[way]["cpu"] *= share
            medians[way]["whole"] = share == 1
    return medians


def table(number: int, found: dict[str, dict[str, float]]) -> Iterator[str]:
    """Beside each other: CPU seconds, times the limit, memory, what was found."""
    limit = found.get("limit", {}).get("cpu", 0)
    yield f"| {number:,} | CPU s | × limit | MB | found |"
    yield "|---|---:|---:|---:|---:|"
    for way, each in found.items():
        name = f"`{way}`" + ("" if each["whole"] else " (scaled)")
        times = f"{each['cpu'] / limit:.2f}" if limit else "-"
        yield f"| {name} | {each['cpu']:.2f} | {times} | {each['peak']:.0f} | {each['found']:,.0f} |"


def curve(found: dict[int, dict[str, dict[str, float]]]) -> Iterator[str]:
    """CPU seconds and memory of each way, by the number of reports."""
    yield "| CPU s (MB) | {} |".format(" | ".join(f"{number:,}" for number in found))
    yield "|---|{}".format("---:|" * len(found))
    for way in next(iter(found.values())):
        cells = [f"{each[way]['cpu']:.2f} ({each[way]['peak']:.0f})" if way in each else "-" for each in found.values()]
        yield f"| `{way}` | {' | '.join(cells)} |"


def put(page: Path, name: str, lines: list[str]) -> None:
    """Write a table into a page, between the marks of its name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = page.read_text(encoding="utf-8")
    new, times = re.subn(f"{begin}.*?{end}", lambda _: "\n".join([begin, *lines, end]), text, flags=re.DOTALL)
    assert times == 1, f"{page} has no mark {begin}"
    page.write_text(new, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frames")
    parser.add_argument("ways", nargs="*", metavar="WAY", help=f"of {', '.join(WAYS)}; all but Spark unless given")
    parser.add_argument("--reports", nargs="+", type=int, default=[100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--into", type=Path)
    given = parser.parse_args()
    ways = given.ways or [way for way in WAYS if not way.startswith("spark")]
    found = {number: measured(ways, number, given.rounds) for number in given.reports}
    several = len(found) > 1
    lines = list(curve(found) if several else table(*next(iter(found.items()))))
    print("\n".join(lines))
    if given.into:
        put(given.into, "curve" if several else "figures", lines)


if __name__ == "__main__":
    main()
