"""What a start costs: CPU time of whole new interpreters, in turn, in one run.

    python benchmarks/start_up.py

User and system time of the process and of what it starts, in a folder without configuration; medians of the rounds.
Ratios are to ``import attrs, cattrs``, with the interpreter's own start taken off both. Targets: ``import
govdisclosure`` at most 1.5; a cold ``govdisclosure check`` of one HTML page at most 150 ms in all. Names are imported
when they are first used, so two lines of their own say what it costs to have the model, and the check, in hand. The
last line is for those who do not use the package: what its entry point costs whoever imports hypothesis where it is
installed. Target: at most 1.05 times the time without it.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import govdisclosure as gd

ROUNDS = 21
HTML = Path(__file__).resolve().parents[1] / "examples" / "linlan-water-2022.html"
ALONE, BASE = "interpreter alone", "import attrs, cattrs"
WITHOUT, WITH = "import hypothesis, without our hook", "import hypothesis, with our hook"
HYPOTHESIS = """
import importlib.metadata as metadata
find = metadata.entry_points
metadata.entry_points = lambda **by: [hook for hook in find(**by) if {kept} or not hook.value.startswith("govdis")]
import hypothesis
"""
"""The same in both cases but for one entry point."""


def cpu(arguments: list[str]) -> float:
    """Milliseconds of the processor for one new process; what it printed is left out."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment, cwd="/")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Measure the cases in turn and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        path.write_text(gd.to_json(gd.zeros(2023, organ="某局")), encoding="utf-8")
        read = f"import govdisclosure as gd; assert gd.check(gd.from_json(open({str(path)!r}, 'rb').read())).ok"
        cases = {
            ALONE: ["-c", "pass"],
            BASE: ["-c", "import attrs, cattrs"],
            "import govdisclosure": ["-c", "import govdisclosure"],
            "the model": ["-c", "import govdisclosure as gd; gd.AnnualReport"],
            "the model and the check": ["-c", "import govdisclosure as gd; gd.check"],
            "read JSON and check": ["-c", read],
            "govdisclosure check, one HTML page": ["-m", "govdisclosure", "check", str(HTML)],
            WITHOUT: ["-c", HYPOTHESIS.format(kept=False)],
            WITH: ["-c", HYPOTHESIS.format(kept=True)],
        }
        found: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(ROUNDS):
            for name, arguments in cases.items():
                found[name].append(cpu(arguments))
    middle = {name: statistics.median(times) for name, times in found.items()}
    versions = ", ".join(f"{name} {version(name)}" for name in ("attrs", "cattrs"))
    print(f"Python {platform.python_version()}, {versions}, {platform.machine()}; {ROUNDS} rounds, CPU time")
    for name, taken in middle.items():
        ratio = (taken - middle[ALONE]) / (middle[BASE] - middle[ALONE])
        print(f"{name:36}{taken:7.0f} ms  {ratio:5.2f}")
    print(f"{WITH}: {middle[WITH] / middle[WITHOUT]:.3f} times the time without it")


if __name__ == "__main__":
    main()
