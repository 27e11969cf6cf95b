"""``python -m benchmarks.reading --seed N --count M``: read documents, print what came of it as Markdown.

Everything follows from the seed and the number of a document; ``--first`` and ``--count`` say which are read.
"""

import argparse
import json
import platform
import resource
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.reading import kinds_real, page
from benchmarks.reading.cases import Looks
from benchmarks.reading.kind import FORMATS
from benchmarks.reading.run import refused_lookalikes, run

_PACKAGES = (
    "attrs", "selectolax", "lxml", "pdfminer.six", "pandas", "python-docx", "pdfplumber", "camelot-py", "reportlab",
    "xlsxwriter",
)  # fmt: skip


def arguments() -> argparse.Namespace:
    """What the command was called with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--count", type=int, default=300, help="documents")
    parser.add_argument(
        "--formats", default="", help=f"of {', '.join(FORMATS)}, by commas; without it all texts and files"
    )
    parser.add_argument("--kinds", default="", help="names of deviations, by commas; all at once in each document")
    parser.add_argument(
        "--in-turn", action="store_true",
        help="one deviation in each document, in turn: of --kinds, without it of those found in real reports",
    )  # fmt: skip
    parser.add_argument("--many", type=int, default=0, metavar="N", help="deviations in each document (mostly one)")
    parser.add_argument(
        "--looks", type=Looks, default=Looks.MAY, metavar="HOW",
        help="whether documents have a look of figures among their deviations: may, must (name formats), or never",
    )  # fmt: skip
    parser.add_argument("--beside", type=int, default=0, metavar="N", help="let other readers read each Nth document")
    parser.add_argument("--keep", type=Path, help="folder for documents that were read wrong")
    parser.add_argument("--json", type=Path, help="file for the results")
    return parser.parse_args()


def main() -> int:
    """Run, print, and fail if anything was read wrong."""
    args = arguments()
    formats = [name for name in args.formats.split(",") if name]
    kinds = [name for name in args.kinds.split(",") if name]
    if args.in_turn and not kinds:
        kinds = [kind.name for kind in kinds_real.KINDS]
    start = time.perf_counter()
    found = run(
        args.seed, range(args.first, args.first + args.count), formats, kinds, args.looks, args.keep, args.beside,
        in_turn=args.in_turn, many=args.many,
    )  # fmt: skip
    count, read = refused_lookalikes()
    results: dict[str, Any] = {
        "command": f"python -m benchmarks.reading {' '.join(sys.argv[1:])}",
        "machine": machine(),
        "seconds": round(time.perf_counter() - start),
        "highest_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "lookalikes": {"documents": count, "read": read},
        **found,
    }
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(page.tables(results))
    return int(page.is_faulty(results))


def machine() -> dict[str, str]:
    """The machine, Python, and the versions that matter."""
    found = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            found["processor"] = line.partition(":")[2].strip()
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


if __name__ == "__main__":
    sys.exit(main())
