"""What a start costs, as ratios to importing attrs and cattrs: whole new interpreters, in turn, in one run.

    python benchmarks/start_up.py

Targets: ``import govdisclosure`` at most 1.6 times importing attrs and cattrs, a cold process that reads JSON and
checks it at most 2.5 times that.
"""

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import govdisclosure as gd

ROUNDS = 21


def seconds(code: str) -> float:
    """How long one new interpreter takes for ``code``."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure the cases in turn and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        path.write_text(gd.to_json(gd.zeros(2023, organ="某局")), encoding="utf-8")
        cases = {
            "interpreter alone": "pass",
            "import attrs, cattrs": "import attrs, cattrs",
            "import govdisclosure": "import govdisclosure",
            "read JSON and check": (
                f"import govdisclosure as gd; assert gd.check(gd.from_json(open({str(path)!r}, 'rb').read())).ok"
            ),
        }
        found: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(ROUNDS):
            for name, code in cases.items():
                found[name].append(seconds(code))
    base = statistics.median(found["import attrs, cattrs"])
    versions = ", ".join(f"{name} {version(name)}" for name in ("attrs", "cattrs"))
    print(f"Python {platform.python_version()}, {versions}, {platform.machine()}")
    for name, times in found.items():
        middle = statistics.median(times)
        print(f"{name:24}{1000 * middle:7.0f} ms  {middle / base:5.2f}")


if __name__ == "__main__":
    main()
