"""``python -m benchmarks.reading.matrix``: every geometry in every variant, through every way of losing slots.

What is owed: where the columns stand in the official order, no cell is wrong. Where they do not, none is wrong as long
as slots are kept; once they are lost, order alone cannot show it, and a notice names the cell.
"""

import argparse
import functools
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import attrs
from benchmarks.reading.__main__ import machine
from benchmarks.reading.flattened import Found, as_json, as_table, held_against
from benchmarks.reading.flatteners import FLATTENERS, Flattener
from benchmarks.reading.geometries import (
    EDITIONS,
    GEOMETRIES,
    VARIANTS,
    Edition,
    Geometry,
    Variant,
    paper,
    report_of,
    truth,
)

from govdisclosure.strategies.layouts import Paper

T = TypeVar("T")


@attrs.frozen
class Case:
    """A report in a geometry through a flattener."""

    geometry: Geometry
    flattener: Flattener
    edition: Edition
    variant: Variant
    short: bool = False

    def __str__(self) -> str:
        return f"{self.geometry.name}-{self.edition}-{self.variant}, {self.flattener.name}"

    @property
    def document(self) -> tuple[str, Mapping[str, str]]:
        """The document, and what is printed in it."""
        printed, figures = _printed(self.geometry, self.edition, self.variant, self.short)
        return self.flattener.flatten(printed), figures

    def read(self) -> Found:
        """What came of reading it."""
        text, printed = self.document
        format = {"txt": "text", "md": "text"}.get(self.flattener.suffix, self.flattener.suffix)
        return held_against(printed, text.encode(), format)


@functools.lru_cache(maxsize=len(EDITIONS) * len(VARIANTS))
def _printed(geometry: Geometry, edition: Edition, variant: Variant, short: bool) -> tuple[Paper, Mapping[str, str]]:
    printed = paper(geometry, report_of(edition, variant), short=short)
    return printed, truth(printed)


def broken(found: Found, *, official: bool, kept: bool) -> str:
    """What is owed and was not kept; empty if nothing is."""
    if found.wrong and (official or kept):
        return f"{len(found.wrong)} wrong, {'official order' if official else 'slots kept'}: {found.wrong[0]}"
    if found.silent:
        return f"{found.silent} wrong that no notice names: {next(each for each in found.wrong if not each.notices)}"
    return ""


def broken_in(case: Case, found: Found) -> str:
    """The same for a case of the matrix."""
    kept = case.flattener.kept and not case.geometry.ragged
    return broken(found, official=case.geometry.official, kept=kept)


def cases(*, short: bool = False) -> Iterator[Case]:
    """All of the matrix."""
    for geometry in GEOMETRIES.values():
        for flattener in FLATTENERS.values():
            for edition in EDITIONS:
                for variant in VARIANTS:
                    yield Case(geometry, flattener, edition, variant, short)


def sample() -> Iterator[Case]:
    """Each geometry through each flattener once; editions and variants take turns, so that both meet all of them."""
    for at, geometry in enumerate(GEOMETRIES.values()):
        for number, flattener in enumerate(FLATTENERS.values()):
            edition = EDITIONS[(at + number // len(VARIANTS)) % len(EDITIONS)]
            yield Case(geometry, flattener, edition, VARIANTS[(at + number) % len(VARIANTS)], short=True)


def main() -> int:
    """Read, print, and fail if anything owed was not kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.matrix", description=__doc__)
    parser.add_argument("--sample", action="store_true", help="only what the tests read")
    parser.add_argument("--geometries", default="", help=f"of {', '.join(GEOMETRIES)}, by commas")
    parser.add_argument("--flatteners", default="", help="part of the name of a flattener")
    parser.add_argument("--variants", default="", help=f"of {', '.join(VARIANTS)}, by commas")
    parser.add_argument("--faults", type=int, default=20, metavar="N", help="show N of what was not kept")
    parser.add_argument("--json", type=Path, help="file for the results")
    args = parser.parse_args()
    chosen = [
        case
        for case in (sample() if args.sample else cases())
        if (not args.geometries or case.geometry.name in args.geometries.split(","))
        and (not args.variants or case.variant in args.variants.split(","))
        and args.flatteners in case.flattener.name
    ]
    found = [(case, case.read()) for case in chosen]
    faults = [f"{case}: {said}" for case, result in found if (said := broken_in(case, result))]
    tables = {head: sums(found, name) for head, name in _GROUPS}
    for head, counts in tables.items():
        print(as_table(head, counts), end="\n\n")
    if args.json:
        args.json.write_text(as_json("matrix", tables, len(faults), machine()), encoding="utf-8")
    print(f"{len(faults)} documents of {len(found)} are not as owed")
    for fault in faults[: args.faults]:
        print(f"* {fault}")
    return int(bool(faults))


def named(geometry: Geometry) -> str:
    """What a geometry is called in tables."""
    return geometry.name + ("" if geometry.official else " (invented)")


_GROUPS: Sequence[tuple[str, Callable[[Case], str]]] = (
    ("geometry", lambda case: named(case.geometry)),
    ("slots lost by", lambda case: case.flattener.name),
    ("variant", lambda case: f"{case.edition} {case.variant}"),
)


def sums(found: Iterable[tuple[T, Found]], name: Callable[[T], str]) -> dict[str, Counter[str]]:
    """What came of all, added up by name."""
    added: dict[str, Counter[str]] = {}
    for each, result in found:
        added[name(each)] = added.get(name(each), Counter()) + result.counts
    return added


if __name__ == "__main__":
    sys.exit(main())
