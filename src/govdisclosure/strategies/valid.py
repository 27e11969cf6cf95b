"""Strategies for tables, reports, years of reports and families of organs whose figures tie by construction."""

import functools
from collections.abc import Sequence
from typing import TypeVar, cast

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from govdisclosure.forms.declare import Edition
from govdisclosure.forms.editions import FIRST_YEAR, PROACTIVE, REQUESTS, AnyTable, Proactive, Requests
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import Tabular, addresses, replace
from govdisclosure.model.report import AnnualReport, Organ
from govdisclosure.strategies.balance import from_bytes, from_entries, from_wide_bytes, plan

T = TypeVar("T", bound=Tabular)

SIZES = ("any", "sparse", "small", "large")
"""What ``size`` may be: a few cells, many cells up to 128, many cells up to 32,767, or any of these."""

EDITIONS: tuple[Edition, ...] = ("2021", "2019")
LAST_YEAR = 2030
"""The last reporting year that is drawn."""

_PLACES = ("临澜县", "青浦桥区", "云栖州", "北屿市", "沙洲镇")
_OFFICES = ("水务局", "教育局", "人民政府", "档案馆", "综合行政执法局")


def organs() -> st.SearchStrategy[Organ]:
    """An organ with an invented name."""
    return st.sampled_from([Organ(place + office) for place in _PLACES for office in _OFFICES])


def _tables(table: type[AnyTable], size: str) -> st.SearchStrategy[AnyTable]:
    """One table, the sparse branch first, since that is where hypothesis shrinks to."""
    free = len(plan(table).free)
    entries = st.lists(st.tuples(st.integers(0, free - 1), st.integers(1, 2_000)), max_size=8)
    branches = {
        "sparse": entries.map(functools.partial(from_entries, table)),
        "small": st.binary(min_size=free, max_size=free).map(functools.partial(from_bytes, table)),
        "large": st.binary(min_size=2 * free, max_size=2 * free).map(functools.partial(from_wide_bytes, table)),
    }
    if size not in SIZES:
        raise InvalidArgument(f"size must be one of {', '.join(map(repr, SIZES))} (got {size!r})")
    return st.one_of(*branches.values()) if size == "any" else branches[size]


def _edition(edition: Edition | None) -> tuple[Edition, ...]:
    if edition is None:
        return EDITIONS
    if edition not in EDITIONS:
        raise InvalidArgument(f"edition must be one of {', '.join(map(repr, EDITIONS))} (got {edition!r})")
    return (edition,)


def proactive(*, edition: Edition | None = None, size: str = "any", blanks: int = 0) -> st.SearchStrategy[Proactive]:
    """Table two, of one edition or of any."""
    found = st.one_of(*(_tables(PROACTIVE[one], size) for one in _edition(edition)))
    return cast("st.SearchStrategy[Proactive]", _blanked(found, blanks))


def requests(*, edition: Edition | None = None, size: str = "any", blanks: int = 0) -> st.SearchStrategy[Requests]:
    """Table three, of one edition or of any; every identity holds."""
    found = st.one_of(*(_tables(REQUESTS[one], size) for one in _edition(edition)))
    return cast("st.SearchStrategy[Requests]", _blanked(found, blanks))


def remedies(*, edition: Edition | None = None, size: str = "any", blanks: int = 0) -> st.SearchStrategy[Remedies]:
    """Table four; every identity holds."""
    found = cast("st.SearchStrategy[Remedies]", _tables(Remedies, size))
    dated = st.builds(_with_edition, found, st.sampled_from(_edition(edition)))
    return _blanked(dated, blanks)


def _with_edition(table: Remedies, edition: Edition) -> Remedies:
    return attrs.evolve(table, edition=edition)


def _blanked(found: st.SearchStrategy[T], blanks: int) -> st.SearchStrategy[T]:
    """With up to ``blanks`` cells printed empty."""
    if blanks < 0:
        raise InvalidArgument(f"blanks must not be negative (got {blanks!r})")
    if not blanks:
        return found
    return st.builds(_blank_out, found, st.lists(st.integers(0, 1_000), max_size=blanks))


def _blank_out(x: T, numbers: Sequence[int]) -> T:
    known = addresses(x)
    return replace(x, {known[number % len(known)]: Gap.BLANK for number in numbers})


def _years(edition: Edition, year: int | None) -> st.SearchStrategy[int]:
    if year is not None:
        return st.just(year)
    last = FIRST_YEAR["2021"] - 1 if edition == "2019" else LAST_YEAR
    return st.integers(FIRST_YEAR[edition], last)


def _of_edition(edition: Edition, year: int | None, size: str, blanks: int) -> st.SearchStrategy[AnnualReport]:
    report = st.builds(
        AnnualReport,
        organ=organs(),
        year=_years(edition, year),
        proactive=proactive(edition=edition, size=size),
        requests=requests(edition=edition, size=size),
        remedies=remedies(edition=edition, size=size),
    )
    return _blanked(report, blanks)


def reports(
    *, edition: Edition | None = None, year: int | None = None, size: str = "any", blanks: int = 0
) -> st.SearchStrategy[AnnualReport]:
    """A whole report whose every identity holds.

    ``edition`` is "2021", "2019" or None for either; ``year`` a fixed reporting year; ``size`` "any", "sparse" (a few
    cells), "small" (many, up to 128) or "large" (up to 32,767); ``blanks`` how many cells at most are printed empty.
    """
    return st.one_of(*(_of_edition(one, year, size, blanks) for one in _edition(edition)))
