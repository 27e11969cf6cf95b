"""``python -m benchmarks.hostile``: read each document in a process of its own, and print what it took as Markdown.

A family is a module of this package with a function ``documents``. The documents are made in a process of their own as
well, so that the one that starts the readers stays small: what a process is started by counts in its peak memory.
"""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

MOST_SECONDS: Final = 5.0
MOST_MEGABYTES: Final = 500
_GIVEN_UP: Final = 900
"""Seconds on the clock after which a reader is ended."""
_MARK: Final = "<!-- made by python -m benchmarks.hostile --page -->"
_TABLE: Final = """\
| Family | Document | Bytes | CPU s | MB | Result |
| --- | --- | ---: | ---: | ---: | --- |"""


class Line(NamedTuple):
    """What one document took and what came of it."""

    family: str
    document: str
    size: int
    seconds: float
    megabytes: float
    result: str

    @property
    def is_bad(self) -> bool:
        """Whether it took too much, or ended with anything but a reading or an error of ours."""
        took = self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES
        return took or self.result.startswith(("traceback", "killed"))

    def __str__(self) -> str:
        mark = " **!**" if self.is_bad else ""
        took = f"{self.size:,} | {self.seconds:.1f} | {self.megabytes:.0f}"
        return f"| {self.family} | {self.document} | {took} | {self.result}{mark} |"


def families() -> list[str]:
    """The modules that make documents."""
    folder = Path(__file__).parent
    names = sorted(module.name for module in pkgutil.iter_modules([str(folder)]) if module.name[:2] != "__")
    return [name for name in names if hasattr(importlib.import_module(f"benchmarks.hostile.{name}"), "documents")]


def make(family: str, folder: Path, only: str) -> None:
    """Write the documents of a family into a folder, with a list of them."""
    listed = []
    for name, suffix, content in importlib.import_module(f"benchmarks.hostile.{family}").documents():
        if only in name:
            path = folder / f"{len(listed)}{suffix}"
            path.write_bytes(content)
            listed.append((name, path.name))
    (folder / "list").write_text(json.dumps(listed), encoding="utf-8")


def attempt(path: Path) -> None:
    """Read one document and say what came of it: the work of a process."""
    import govdisclosure as gd

    try:
        readings = gd.read_all(path)
        result = f"read {len(readings)}, {sum(len(each.notices) for each in readings):,} notices"
    except gd.LimitExceededError as error:
        result = f"LimitExceededError: {error.limit}"
    except gd.GovDisclosureError as error:
        result = type(error).__name__
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the finding
        result = f"traceback: {type(error).__name__}: {str(error)[:80]}"
    print(json.dumps([result, _peak()]))


def _peak() -> float:
    """The most memory that this process or one that it started has had, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()  # not what it was started by
    own = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def run(*arguments: str) -> tuple[str, resource.struct_rusage]:
    """Run this module in a process; what it printed, and what it and all it started took."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.hostile", *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    timer = threading.Timer(_GIVEN_UP, process.kill)
    timer.start()
    with process.stdout as printed:
        text = printed.read()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return text if process.returncode == 0 else "", usage


def measured(family: str, only: str) -> Iterator[Line]:
    """What each document of a family took."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        folder = Path(name)
        run("--make", family, str(folder), only)
        for document, file in json.loads((folder / "list").read_text(encoding="utf-8")):
            path = folder / file
            text, usage = run("--attempt", str(path))
            result, peak = json.loads(text) if text else ("killed", usage.ru_maxrss / 1024)
            yield Line(family, document, path.stat().st_size, usage.ru_utime + usage.ru_stime, peak, result)
            path.unlink()


def put(page: Path, lines: Sequence[Line]) -> None:
    """Put the table into a page, in place of what stands behind its mark."""
    before, mark, _ = page.read_text(encoding="utf-8").partition(_MARK)
    about = f"{platform.machine()}, CPython {platform.python_version()}, {len(lines)} documents"
    page.write_text("\n".join((before + mark, "", f"{about}.", "", _TABLE, *map(str, lines), "")), encoding="utf-8")


def arguments() -> argparse.Namespace:
    """What the command was called with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--families", default="", help="names, by commas; without it all")
    parser.add_argument("--only", default="", help="words in the name of a document")
    parser.add_argument("--json", type=Path, help="file for the results")
    parser.add_argument("--page", type=Path, help="page of the documentation to put the table into")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--attempt", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Run, print, and fail if anything took too much."""
    args = arguments()
    if args.make:
        make(args.make[0], Path(args.make[1]), args.make[2])
        return 0
    if args.attempt:
        attempt(args.attempt)
        return 0
    lines = []
    print(_TABLE)
    for family in args.families.split(",") if args.families else families():
        for line in measured(family, args.only):
            lines.append(line)
            print(line, flush=True)
    if args.json:
        args.json.write_text(json.dumps([line._asdict() for line in lines], ensure_ascii=False), encoding="utf-8")
    if args.page:
        put(args.page, lines)
    bad = [line for line in lines if line.is_bad]
    print(f"\n{len(lines)} documents, {len(bad)} above {MOST_SECONDS:.0f} s, {MOST_MEGABYTES} MB or with a traceback")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
