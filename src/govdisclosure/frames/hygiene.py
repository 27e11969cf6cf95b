"""`continuity`: what is to be known of a panel before its years are compared."""

from typing import Any, Final

from govdisclosure.forms.declare import Nature
from govdisclosure.frames.columns import ORGAN, YEAR
from govdisclosure.frames.engine import IntoFrameT, here, like, made, nw
from govdisclosure.frames.intake import all_of, panel
from govdisclosure.model.access import column_name, every_cell
from govdisclosure.model.aggregate import plain_name

Row = tuple[str | None, int | None, str, int, str | None]
"""Organ, year, what, how many reports, the other organ."""

COLUMNS: Final = ("organ", "year", "what", "reports", "other")


def continuity(frame: IntoFrameT) -> IntoFrameT:
    """What is wrong with the rows of a panel, a row each: organ, year, what, reports, other.

    ``what`` is *duplicate* (several reports of an organ for a year, ``reports`` of them), *missing_year* (between its
    first and its last there is none), *unknown* (reports without an organ or a year), *spelling* (``other`` is the same
    name written otherwise), or *renamed*: the organ has no report after ``year``, ``other`` has none before the next
    one, and takes over exactly what this one carried over to it, more than nothing. That last is a proposal, of which
    there can be several for one organ.
    """
    looked = panel(frame)
    years: Any = here(looked.frame.group_by(ORGAN, YEAR).agg(nw.len().alias("reports")))
    of: dict[str, dict[int, int]] = {}
    rows: list[Row] = []
    for organ, year, reports in zip(*(years[name].to_list() for name in (ORGAN, YEAR, "reports")), strict=True):
        named, dated = isinstance(organ, str), year is not None and year == year
        if named and dated:
            of.setdefault(organ, {})[int(year)] = int(reports)
        else:
            rows.append((organ if named else None, int(year) if dated else None, "unknown", int(reports), None))
    for organ, found in of.items():
        rows += ((organ, year, "duplicate", reports, None) for year, reports in found.items() if reports > 1)
        rows += ((organ, year, "missing_year", 0, None) for year in range(min(found), max(found)) if year not in found)
    rows += _spellings(of)
    rows += _renamed(looked.frame, of)
    ordered = sorted(rows, key=lambda row: (row[2], row[0] or "", row[1] or 0, row[4] or ""))
    data = {name: [row[at] for row in ordered] for at, name in enumerate(COLUMNS)}
    return like(made(data, frame), frame)


def _spellings(of: dict[str, dict[int, int]]) -> list[Row]:
    same: dict[str, list[str]] = {}
    for organ in of:
        same.setdefault(plain_name(organ), []).append(organ)
    return [
        (organ, None, "spelling", sum(of[organ].values()), other)
        for first, *others in (sorted(names, key=lambda name: (-len(of[name]), name)) for names in same.values())
        for organ, other in ((first, each) for each in others)
    ]


def _renamed(frame: Any, of: dict[str, dict[int, int]]) -> list[Row]:
    """Organs that end where another begins, with the same carry-over."""
    cells = every_cell().items()
    out, taken = ([a for a, each in cells if each.nature is nature] for nature in (Nature.CLOSING, Nature.OPENING))
    last = max((max(found) for found in of.values()), default=0)
    first = min((min(found) for found in of.values()), default=0)
    ends = {organ: max(found) for organ, found in of.items() if max(found) < last}
    begins = {organ: min(found) for organ, found in of.items() if min(found) > first}
    if not ends or not begins:
        return []
    sides: list[dict[tuple[int, tuple[int, ...]], list[str]]] = []
    for organs, addresses, step in ((ends, out, 1), (begins, taken, 0)):
        names = list(map(column_name, addresses))
        numbers = frame.filter(nw.col(ORGAN).is_in(sorted(organs)) & all_of([~nw.col(n).is_null() for n in names]))
        held = here(numbers.filter(nw.col(names[-1]) > 0).select(ORGAN, YEAR, *names))
        side: dict[tuple[int, tuple[int, ...]], list[str]] = {}
        for organ, year, *carried in zip(*(held[name].to_list() for name in (ORGAN, YEAR, *names)), strict=True):
            if organs[organ] == year:
                side.setdefault((int(year) + step, tuple(map(int, carried))), []).append(organ)
        sides.append(side)
    ended, begun = sides
    return [
        (organ, key[0] - 1, "renamed", of[organ][key[0] - 1], other)
        for key, organs in ended.items()
        for organ in organs
        for other in begun.get(key, ())
    ]
