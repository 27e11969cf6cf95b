"""Keep what a run reached: ``python -m fuzz.keep html`` copies the best of its inputs into the corpus.

Those are the ones that take a branch of the package which nothing in the corpus takes, most such branches first.
Damaged packages are left out: other tests look into every package of the project.
"""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import is_zipfile

from coverage import Coverage

from fuzz.targets import CORPUS, ROOT, TARGETS, Target

MOST = 60
"""Inputs of a target; the tests run them all."""
LONGEST = 20_000
"""Bytes of an input that is kept."""

Branches = frozenset[tuple[str, tuple[int, int]]]


def branches(target: Target, data: bytes) -> Branches:
    """The steps from line to line in the package."""
    measured = Coverage(data_file=None, branch=True, include=["*/govdisclosure/*"], config_file=False)
    with measured.collect():
        target.attempt(data)
    found = measured.get_data()
    return frozenset((file, step) for file in found.measured_files() for step in found.arcs(file) or ())


def kept(target: Target, paths: Iterable[Path]) -> list[Path]:
    """The inputs to keep, best first."""
    fit = (path for path in paths if path.stat().st_size <= LONGEST and not is_zipfile(path))
    contents = {path: path.read_bytes() for path in fit}
    left = {path: branches(target, data) for path, data in contents.items()}
    reached: set[tuple[str, tuple[int, int]]] = set()
    for path in target.seeds:
        reached |= branches(target, path.read_bytes())
    chosen: list[Path] = []
    while left and len(target.seeds) + len(chosen) < MOST:
        best = max(left, key=lambda path: (len(left[path] - reached), -len(contents[path]), path.name))
        if left[best] <= reached:
            break
        reached |= left.pop(best)
        chosen.append(best)
    return chosen


def main() -> None:
    """Copy the inputs to keep into the corpus."""
    for name in sys.argv[1:]:
        for path in kept(TARGETS[name], sorted((ROOT / "fuzz" / "found" / name / "inputs").iterdir())):
            data = path.read_bytes()
            (CORPUS / name / f"found-{hashlib.sha256(data).hexdigest()[:8]}").write_bytes(data)
            print(f"{name}: {path.name}")


if __name__ == "__main__":
    main()
