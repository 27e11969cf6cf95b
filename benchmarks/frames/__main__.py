"""What it costs to check reports in columns, beside the limit, code by hand and other validators.

    python -m benchmarks.frames [REPORTS] [ROUNDS] [WAY ...]

Reports are made once, in a folder of its own. Every way runs in a new process, all of them in turn in each round;
medians of CPU seconds (user and system, all threads, imports of libraries included) and of peak memory.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.frames.reports import write
from benchmarks.frames.run import WAYS


def main():
    number, rounds, *ways = *sys.argv[1:3], *("100000", "5")[len(sys.argv[1:3]) :], *sys.argv[3:]
    folder = Path(tempfile.gettempdir()) / "govdisclosure-frames"
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.parquet"
    if not path.exists():
        write(path, int(number))
    found = {way: [] for way in ways or WAYS}
    for _ in range(int(rounds)):
        for way, runs in found.items():
            told = subprocess.run(
                [sys.executable, "-m", "benchmarks.frames.run", way, str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
            if told.returncode == 0:
                runs.append(json.loads(told.stdout.splitlines()[-1]))
            else:
                print(way, told.stderr.splitlines()[-1])
    first = statistics.median(each["cpu"] for each in found["limit"]) if found.get("limit") else 0
    print("| way | CPU s | x limit | MB | found |\n|---|---:|---:|---:|---:|")
    for way, runs in found.items():
        if runs:
            cpu, peak = (statistics.median(each[name] for each in runs) for name in ("cpu", "peak"))
            print(f"| {way} | {cpu:.2f} | {cpu / first if first else 0:.2f} | {peak:.0f} | {runs[0]['found']} |")


if __name__ == "__main__":
    main()
