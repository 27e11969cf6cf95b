"""``python3 dev.py mutate --sample N --seed S``: N changes drawn from all of ``src``, each tried in a copy.

Which test reaches which line is found out once, and kept with ``--map`` for the same sources and tests. Every change is
tried by the tests that reach it, the quickest first; then what survives them by all others but those of the project.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from coverage import CoverageData
from tests.mutation.sites import Change, changes, chunks, in_turn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COPIED = (
    "src",
    "tests",
    "benchmarks",
    "conformance",
    "docs",
    "examples",
    "fuzz",
    "pyproject.toml",
    "README.md",
    "README.zh.md",
)
KEPT_OUT = ("tests/project", "tests/mutation")
"""Tests of how the project is written, which would notice any change, and no tests at all."""

WORKERS = 2
BUDGETS = (10.0, 60.0)
"""Seconds of tests in the first pieces; the third is what is left of those that reach the line."""
NEAR = 20.0
"""Seconds of tests of the same file for a line that no test is known to reach, as it runs when it is imported."""
MEMORY = 6 << 30
"""Bytes that a process of the tests may have."""
WAITING = "not yet tried by the rest"
STATUSES = ("killed", "timeout", "killed by the rest", "survived", WAITING)

MEASURING = """[run]
source = govdisclosure
parallel = true
patch = subprocess
concurrency = multiprocessing, thread
relative_files = true
core = ctrace
"""


class Drawn(NamedTuple):
    """A change of a file, and its lines before and after."""

    file: str
    change: Change
    before: str
    after: str


class Tried(NamedTuple):
    """What became of it: the test that noticed, and how long that took."""

    drawn: Drawn
    status: str
    by: str
    seconds: float


class Map(NamedTuple):
    """How long each test takes, those that fail without any change, and what reaches what."""

    seconds: Mapping[str, float]
    failed: Sequence[str]
    data: CoverageData

    def reaching(self, file: str, first: int, last: int) -> list[str]:
        """The tests that reach any of these lines of a file, in the order to be tried."""
        found = self.data.contexts_by_lineno(file)
        tests = {test for line in range(first, last + 1) for test in found.get(line, ())}
        return in_turn({test: self.seconds[test] for test in tests if test in self.seconds})

    def first(self, drawn: Drawn) -> list[str]:
        """The tests that reach a change; of one that no test is known to reach, a few that reach anything of its file.

        A line that runs when its file is imported is reached before any test begins.
        """
        reaching = self.reaching(drawn.file, *drawn.change.lines)
        return reaching or next(chunks(self.reaching(drawn.file, 1, 10**6), dict(self.seconds), (NEAR,)), [])


def copy_into(folder: Path) -> None:
    """Copy what the tests need."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_build", "found"))
        else:
            shutil.copy(ROOT / name, folder / name)


class Copy:
    """A copy of the project, in which tests run."""

    def __init__(self, folder: Path, tests: Sequence[str]) -> None:
        """Copy what the tests need."""
        self.folder, self.tests = folder, tests
        copy_into(folder)

    def run(self, *arguments: str, limit: float | None = None, **variables: str) -> int | None:
        """The exit code of an interpreter in the copy; None if it takes longer, and then whatever it started ends."""
        told = ("PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
        environment = {name: value for name, value in os.environ.items() if name not in told}
        environment |= {"PYTHONPATH": str(self.folder / "src"), **variables}
        process = subprocess.Popen(
            (sys.executable, "-m", *arguments),
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL if limit else None,
            stderr=subprocess.DEVNULL if limit else None,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_DATA, (MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1])
            ),
        )
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def pytest(self) -> list[str]:
        """The arguments every run has."""
        ignored = [f"--ignore={each}" for each in KEPT_OUT]
        return [
            "pytest",
            "-q",
            "-m",
            "not system",
            "-p",
            "tests.mutation.sample_plugin",
            "-p",
            "no:cacheprovider",
            *ignored,
        ]

    def measure(self, folder: Path) -> None:
        """Run all tests without any change, and leave in a folder which reaches what."""
        config = self.folder / "measuring.ini"
        config.write_text(MEASURING, encoding="utf-8")
        told = self.folder / "told.json"
        command = (*self.pytest(), f"--numprocesses={WORKERS}", *self.tests)
        self.run("coverage", "run", f"--rcfile={config}", "-m", *command, SAMPLE_TOLD=str(told))
        self.run("coverage", "combine", f"--rcfile={config}", "--quiet")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.folder / ".coverage", folder / "reached.sqlite")
        shutil.copy(told, folder / "tests.json")  # the last one: a folder with it is complete

    def noticed(self, tests: Sequence[str], limit: float, *, others: bool, without: Sequence[str]) -> tuple[str, str]:
        """Run these tests, or all others; "killed" or "timeout" with the test that failed, or nothing."""
        chosen, told = self.folder / "chosen.json", self.folder / "told.json"
        chosen.write_text(json.dumps({"order": tests, "others": others, "without": without}), encoding="utf-8")
        told.unlink(missing_ok=True)
        places = self.tests if others else sorted({test.partition("::")[0] for test in tests})
        spread = [f"--numprocesses={WORKERS}"] if others else []
        code = self.run(
            *self.pytest(), "-x", *spread, *places, limit=limit, SAMPLE_CHOSEN=str(chosen), SAMPLE_TOLD=str(told)
        )
        if code in (0, 5):  # 5: there is no test of these names any more
            return "", ""
        failed = json.loads(told.read_text(encoding="utf-8"))["failed"] if told.exists() else []
        return "timeout" if code is None else "killed", failed[0] if failed else ""

    def tried(self, drawn: Drawn, noticing: Callable[[Drawn], tuple[str, str]]) -> Tried:
        """Make a change, run tests over it, and take it back."""
        path = self.folder / drawn.file
        source, stat, start = path.read_text(encoding="utf-8"), path.stat(), time.monotonic()
        path.write_text(drawn.change.made(source), encoding="utf-8")
        os.utime(path, (start, start))  # no other change of this file has the same time, and none its compiled code
        try:
            status, by = noticing(drawn)
        finally:
            path.write_text(source, encoding="utf-8")
            os.utime(path, (stat.st_atime, stat.st_mtime))
        return Tried(drawn, status, by, time.monotonic() - start)

    def by_those_that_reach(self, known: Map, drawn: Drawn) -> tuple[str, str]:
        """The status after the tests that reach a change, the quickest first; of a line that runs on import, a few."""
        for piece in chunks(known.first(drawn), dict(known.seconds), BUDGETS):
            limit = 60 + 4 * sum(known.seconds[each] for each in piece)
            status, by = self.noticed(piece, limit, others=False, without=known.failed)
            if status:
                return status, by
        return WAITING, ""

    def by_the_rest(self, known: Map, drawn: Drawn) -> tuple[str, str]:
        """The status after all other tests."""
        done = {*known.failed, *known.first(drawn)}
        rest = in_turn({test: took for test, took in known.seconds.items() if test not in done})
        limit = 300 + 4 * sum(known.seconds[each] for each in rest)
        status, by = self.noticed(rest, limit, others=True, without=sorted(done))
        return {"killed": "killed by the rest", "": "survived"}.get(status, status), by


def digest(tests: Sequence[str]) -> str:
    """Changes with the sources and tests, and with what is run of them."""
    found = hashlib.sha256("\0".join(tests).encode())
    for path in sorted(path for name in ("src", "tests") for path in (ROOT / name).rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and "__pycache__" not in name and not name.startswith(KEPT_OUT):
            found.update(f"{name}\0".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def folder_of_map(options: argparse.Namespace, otherwise: Path) -> Path:
    """Where the map is, or will be: the one given, or the one for these sources and tests among those given."""
    given = options.map or otherwise
    return given.resolve() if (given / "tests.json").exists() else given.resolve() / digest(options.tests)


def known_in(folder: Path, copy: Copy) -> Map:
    """The map in a folder; made if it is not there."""
    if not (folder / "tests.json").exists():
        copy.measure(folder)
    told = json.loads((folder / "tests.json").read_text(encoding="utf-8"))
    data = CoverageData(str(folder / "reached.sqlite"))
    data.read()
    seconds = {test: took for test, took in told["seconds"].items() if test not in told["failed"]}
    return Map(seconds, told["failed"], data)


def every_change() -> list[Drawn]:
    """All there is to draw from."""
    found: list[Drawn] = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        file = path.relative_to(ROOT).as_posix()
        found += (Drawn(file, each, *each.shown(source)) for each in changes(source, module))
    return found


def drawn_from(every: Sequence[Drawn], count: int, seed: int) -> Iterator[Drawn]:
    """So many of them by chance, each once, and all of them programs."""
    for each in random.Random(seed).sample(every, len(every)):
        if count and each.change.works((ROOT / each.file).read_text(encoding="utf-8")):
            count -= 1
            yield each
        if not count:
            return


def equivalents() -> dict[tuple[str, str, str], str]:
    """The changes that are agreed to change nothing, and why."""
    table: dict[str, Any] = tomllib.loads((HERE / "agreed.toml").read_text(encoding="utf-8"))
    entries = table.get("equivalent", [])
    return {(each["function"], *change): each["reason"] for each in entries for change in each["changes"]}


def agreed(drawn: Drawn, allowed: Mapping[tuple[str, str, str], str]) -> str:
    """Why a change is agreed to change nothing; empty if it is not."""
    return allowed.get((drawn.change.function, drawn.before, drawn.after), "")


def report(tried: Sequence[Tried], allowed: Mapping[tuple[str, str, str], str]) -> tuple[str, dict[str, Any]]:
    """The results in Markdown, and as data."""
    why_not = [agreed(each.drawn, allowed) for each in tried]
    left = ("survived", WAITING)
    open_ = [each for each, why in zip(tried, why_not, strict=True) if each.status in left and not why]
    equal = sum(each.status in left and bool(why) for each, why in zip(tried, why_not, strict=True))
    counts = Counter((each.drawn.change.kind, each.status) for each in tried)
    kinds = sorted({kind for kind, _ in counts})
    rows = [(kind, *(counts[kind, status] for status in STATUSES)) for kind in kinds]
    rows.append(("together", *(sum(row[at] for row in rows) for at in range(1, len(STATUSES) + 1))))
    killed = len(tried) - len(open_) - equal
    lines = [
        f"| change | {' | '.join(STATUSES)} |",
        f"|---|{'---:|' * len(STATUSES)}",
        *(f"| {' | '.join(map(str, row))} |" for row in rows),
        "",
        f"{killed} of {len(tried)} noticed, {equal} survivors are equivalent: "
        f"{100 * killed / max(1, len(tried) - equal):.1f} % without these.",
    ]
    for each in open_:
        place = f"{each.drawn.file}:{each.drawn.change.lines[0]}"
        lines += ["", f"`{place}` {each.drawn.change.function}, {each.drawn.change.kind}"]
        lines += ["", "```diff", f"- {each.drawn.before}", f"+ {each.drawn.after}", "```"]
    data = [
        {
            "file": each.drawn.file,
            "line": each.drawn.change.lines[0],
            "function": each.drawn.change.function,
            "kind": each.drawn.change.kind,
            "before": each.drawn.before,
            "after": each.drawn.after,
            "status": each.status,
            "by": each.by,
            "seconds": round(each.seconds, 1),
            "equivalent": why,
        }
        for each, why in zip(tried, why_not, strict=True)
    ]
    return "\n".join(lines) + "\n", {"tried": data, "killed": killed, "equivalent": equal, "open": len(open_)}


def side_by_side(copies: Sequence[Copy], known: Map, every: Iterable[Drawn]) -> Iterator[Tried]:
    """Every change tried by the tests that reach it, as many at a time as there are copies; in their order."""
    free: SimpleQueue[Copy] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def one(drawn: Drawn) -> Tried:
        copy = free.get()
        try:
            return copy.tried(drawn, partial(copy.by_those_that_reach, known))
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        yield from pool.map(one, every)


def told(number: str, latest: Tried, tried: Sequence[Tried], options: argparse.Namespace) -> None:
    """Say what became of a change, and write what is known so far: a long run may be broken off."""
    place = f"{latest.drawn.file}:{latest.drawn.change.lines[0]}"
    print(f"{number} {latest.status} ({latest.seconds:.0f} s) {place}", flush=True)
    if options.output:
        text, data = report(tried, equivalents())
        options.output.with_suffix(".md").write_text(text, encoding="utf-8")
        whole = json.dumps({"sample": options.sample, "seed": options.seed, **data}, ensure_ascii=False, indent=1)
        options.output.with_suffix(".json").write_text(whole + "\n", encoding="utf-8")


def main() -> int:
    """Draw, try and report; 0 if whatever survives is agreed to be equivalent."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--map", type=Path)
    parser.add_argument("--of", nargs="+", default=["src"])
    parser.add_argument("--tests", nargs="+", default=["tests"])
    options = parser.parse_args()
    every = [each for each in every_change() if each.file.startswith(tuple(options.of))]
    allowed = equivalents()
    tried: list[Tried] = []
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        copies = [Copy(Path(name) / f"copy-{number}", options.tests) for number in range(WORKERS)]
        copy, *_ = copies
        known = known_in(folder_of_map(options, Path(name)), copy)
        print(f"{len(known.seconds)} tests, {len(known.failed)} fail without any change; {len(every)} changes to draw")
        for failed in known.failed:
            print("fails without any change:", failed)
        for each in side_by_side(copies, known, drawn_from(every, options.sample, options.seed)):
            tried.append(each)
            told(f"{len(tried)}/{options.sample}", each, tried, options)
        waiting = [at for at, each in enumerate(tried) if each.status == WAITING and not agreed(each.drawn, allowed)]
        for number, at in enumerate(waiting, 1):
            tried[at] = copy.tried(tried[at].drawn, partial(copy.by_the_rest, known))
            told(f"{number}/{len(waiting)} by the rest:", tried[at], tried, options)
    text, data = report(tried, allowed)
    print(f"\n{text}")
    return 1 if data["open"] else 0


if __name__ == "__main__":
    sys.exit(main())
