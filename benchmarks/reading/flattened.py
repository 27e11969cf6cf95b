"""``python -m benchmarks.reading.flattened FOLDER``: outputs of converters, held against what was printed.

``FOLDER`` has documents named ``TRUTH__anything.suffix`` and a ``truth.json``: name of a truth to address to what is
printed there ("" for an empty cell). More truths are given with ``--truth FILE``; a document whose whole name (without
suffix) is a truth has that one. For each document it prints how many cells are right, gaps and wrong.
"""

import argparse
import fnmatch
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import attrs

from govdisclosure.checking import check
from govdisclosure.errors import DocumentError
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import values
from govdisclosure.model.reading import Reading
from govdisclosure.readers import read_all

LOST = frozenset({Gap.ABSENT, Gap.UNREADABLE})
"""The gaps that say that nothing is known."""


@attrs.frozen
class Wrong:
    """A cell with a number, or an empty one, that is not printed there; ``notices`` are those that name it."""

    address: str
    printed: str
    read: Value
    notices: tuple[str, ...]

    def __str__(self) -> str:
        said = f" ({', '.join(self.notices)})" if self.notices else ""
        return f"{self.address}: {self.printed or 'blank'} printed, {self.read} read{said}"


@attrs.frozen
class Found:
    """What came of one document, in cells; ``passed`` if all its tables were found to tie."""

    right: int = 0
    gaps: int = 0
    wrong: tuple[Wrong, ...] = ()
    passed: bool = False
    error: str = ""
    notices: tuple[str, ...] = ()

    @property
    def silent(self) -> int:
        """Wrong cells that no notice names."""
        return sum(not each.notices for each in self.wrong)

    @property
    def counts(self) -> Counter[str]:
        """The document as numbers that can be added up."""
        return Counter(
            documents=1,
            refused=int(bool(self.error)),
            right=self.right,
            gaps=self.gaps,
            named=len(self.wrong) - self.silent,
            silent=self.silent,
            passed=self.passed * len(self.wrong),
        )


def held_against(truth: Mapping[str, str], source: Path | bytes | BinaryIO, format: str | None = None) -> Found:
    """A document read and compared; one that is refused has a gap in each cell."""
    try:
        readings = read_all(source, format=format)
    except DocumentError as error:
        return Found(gaps=len(truth), error=f"{type(error).__name__}: {str(error)[:80]}")
    parts = [_one(truth, reading) for reading in readings]
    if len(parts) == 1:
        return parts[0]
    missed = len(truth) - sum(part.right for part in parts)
    wrong = tuple(wrong for part in parts for wrong in part.wrong)
    return Found(sum(part.right for part in parts), max(missed, 0), wrong, error=f"{len(parts)} reports")


def _one(truth: Mapping[str, str], reading: Reading) -> Found:
    read = values(reading.report)
    naming: dict[str, list[str]] = {}
    for notice in reading.notices:
        for address in notice.addresses:
            naming.setdefault(address, []).append(notice.code)
    right, gaps, wrong = 0, 0, list[Wrong]()
    for address in {**truth, **read}:
        printed, value = truth.get(address), read.get(address, Gap.ABSENT)
        if value in LOST:
            gaps += printed is not None
        elif printed is not None and value == _value(printed):
            right += 1
        else:
            wrong.append(Wrong(address, printed or "", value, tuple(naming.get(address, ()))))
    passed = bool(wrong) and check(reading).verdict is Verdict.PASSED
    codes = dict.fromkeys(notice.code for notice in reading.notices)
    return Found(right, gaps, tuple(wrong), passed, notices=tuple(codes))


def _value(printed: str) -> Value:
    if not printed:
        return Gap.BLANK
    return Decimal(printed) if "." in printed else int(printed)


HEADS = ("documents", "refused", "right", "gaps", "wrong, named", "wrong, not named", "wrong in a report PASSED")
KEYS = ("documents", "refused", "right", "gaps", "named", "silent", "passed")


def as_table(head: str, sums: Mapping[str, Counter[str]]) -> str:
    """Counts by name, as a table of Markdown with a line for all."""
    total = sum(sums.values(), Counter[str]())
    lines = [f"| {head} | {' | '.join(HEADS)} |", f"|---|{'--:|' * len(HEADS)}"]
    lines += [f"| {name} | {' | '.join(str(each[key]) for key in KEYS)} |" for name, each in sums.items()]
    return "\n".join([*lines, f"| **all** | {' | '.join(str(total[key]) for key in KEYS)} |"])


def as_json(
    module: str, tables: Mapping[str, Mapping[str, Counter[str]]], broken: int, versions: Mapping[str, str]
) -> str:
    """Tables of counts as results for the page of the documentation; ``broken`` outputs were not as owed."""
    command = f"python -m benchmarks.reading.{module} {' '.join(sys.argv[1:])}".strip()
    seconds = round(time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)
    results = {"command": command, "machine": versions, "seconds": seconds, "broken": broken, "tables": tables}
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


def truth_of(name: str, truths: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """The truth that a document is named after; None if there is none."""
    stem = name.partition(".")[0]
    return truths.get(stem, truths.get(stem.partition("__")[0]))


def documents(folder: Path, patterns: Sequence[str]) -> Iterable[Path]:
    """The documents of a folder whose names match one of the patterns, or all."""
    for path in sorted(folder.iterdir()):
        if path.suffix != ".json" and any(fnmatch.fnmatch(path.name, each) for each in patterns or ["*"]):
            yield path


def main() -> int:
    """Read, print, and fail if anything was read wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.flattened", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("patterns", nargs="*", help="names of documents (*, ?); without one all are read")
    parser.add_argument("--truth", type=Path, action="append", default=[], help="another file of truths")
    parser.add_argument("--cells", type=int, default=0, metavar="N", help="show N wrong cells of each document")
    parser.add_argument("--notices", action="store_true", help="show the codes of the notices of each document")
    parser.add_argument("--wrong", action="store_true", help="show only documents with wrong cells")
    parser.add_argument("--json", type=Path, help="file for the counts of each document, to compare runs")
    parser.add_argument("--than", type=Path, help="file of an earlier run: show only what has changed since")
    args = parser.parse_args()
    truths: dict[str, Mapping[str, str]] = {}
    for path in (args.folder / "truth.json", *args.truth):
        truths |= json.loads(path.read_text(encoding="utf-8"))
    before = json.loads(args.than.read_text(encoding="utf-8")) if args.than else None
    counts: dict[str, Counter[str]] = {}
    for path in documents(args.folder, args.patterns):
        truth = truth_of(path.name, truths)
        if truth is None:
            print(f"{path.name}: no truth")
            continue
        found = held_against(truth, path)
        counts[path.name] = found.counts
        if (found.wrong or not args.wrong) and (before is None or before.get(path.name) != dict(found.counts)):
            _print(path.name, found, before and before.get(path.name), args)
    if args.json:
        args.json.write_text(json.dumps(counts, indent=0) + "\n", encoding="utf-8")
    total = sum(counts.values(), Counter[str]())
    print(", ".join(f"{head} {total[key]}" for head, key in zip(HEADS, KEYS, strict=True)))
    return int(bool(total["named"] + total["silent"]))


def _print(name: str, found: Found, before: Mapping[str, int] | None, args: argparse.Namespace) -> None:
    said = found.counts
    line = f"{name}: right {said['right']} gap {said['gaps']} wrong {said['named']}+{said['silent']} silent"
    line += " PASSED" * found.passed + f" [{found.error}]" * bool(found.error)
    if before:
        line += f"  (was {before['right']} / {before['gaps']} / {before['named']}+{before['silent']})"
    print(line)
    if args.notices:
        print("    notices:", ", ".join(found.notices))
    for wrong in found.wrong[: args.cells]:
        print(f"    {wrong}")


if __name__ == "__main__":
    sys.exit(main())
