"""A reading held against the truth, cell by cell."""

import enum
from collections.abc import Mapping, Sequence

import attrs
from benchmarks.reading.draft import Truth

from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport


class Verdict(enum.Enum):
    """How a cell was read."""

    RIGHT = "right"
    """As printed: the number, or the gap."""
    REFUSED = "refused"
    """A gap that a notice names, where more is printed."""
    UNSAID = "unsaid"
    """A gap that no notice names."""
    WRONG = "wrong"
    """A number, a blank or a placeholder that is not printed there."""


@attrs.frozen
class Miss:
    """Something that was not read right."""

    address: str
    verdict: Verdict
    expected: object
    got: object
    printed: str = ""


@attrs.frozen
class Score:
    """One document: how many cells were right, and what was not.

    ``unsaid`` has codes of notices of which none is there, and ``no CODE`` for one that must not be.
    """

    right: int
    misses: tuple[Miss, ...] = ()
    error: str = ""
    crash: str = ""
    unsaid: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """The misses of one kind."""
        return sum(miss.verdict is verdict for miss in self.misses)

    @property
    def whole(self) -> bool:
        """Whether everything was right."""
        return not (self.misses or self.error or self.crash or self.unsaid)


_REFUSALS = frozenset({Gap.ABSENT, Gap.UNREADABLE})


def verdict(expected: Value, got: Value, *, named: bool) -> Verdict:
    """How one cell was read; ``named`` if a notice names it."""
    if type(expected) is type(got) and expected == got:
        return Verdict.RIGHT
    if got not in _REFUSALS:
        return Verdict.WRONG
    if expected in _REFUSALS or named:
        return Verdict.REFUSED
    return Verdict.UNSAID


def score(
    truths: Sequence[Truth],
    readings: Sequence[Reading],
    says: Sequence[frozenset[str]],
    spares: frozenset[str] = frozenset(),
) -> Score:
    """All reports of a document; those that were not found have all their cells refused."""
    if len(readings) != len(truths):
        return _not_paired(truths, readings)
    parts = [_one(truth, reading) for truth, reading in zip(truths, readings, strict=True)]
    codes = {notice.code for reading in readings for notice in reading.notices}
    unsaid = [
        *("/".join(sorted(each)) for each in says if not each & codes),
        *(f"no {code}" for code in spares & codes),
    ]
    return Score(
        sum(right for right, _ in parts), tuple(miss for _, misses in parts for miss in misses), unsaid=tuple(unsaid)
    )


def _not_paired(truths: Sequence[Truth], readings: Sequence[Reading]) -> Score:
    """Every number read must be that of some report; the cells are refused."""
    allowed: dict[str, set[Value]] = {}
    for truth in truths:
        for address, value in _cells(truth.report).items():
            allowed.setdefault(address, set()).add(value)
    wrong = [
        Miss(address, Verdict.WRONG, allowed.get(address), value, _printed(reading, address))
        for reading in readings
        for address, value in _cells(reading.report).items()
        if value not in _REFUSALS and value not in allowed.get(address, set())
    ]
    count = sum(len(_cells(truth.report)) for truth in truths)
    return Score(0, (*wrong, *[Miss("", Verdict.REFUSED, None, None)] * count), error=f"{len(readings)} reports")


def _one(truth: Truth, reading: Reading) -> tuple[int, list[Miss]]:
    expected, got = _cells(truth.report), _cells(reading.report)
    named = {address for notice in reading.notices for address in notice.addresses}
    misses: list[Miss] = []
    right = 0
    for address in expected | got:
        wanted, value = expected.get(address, Gap.ABSENT), got.get(address, Gap.ABSENT)
        how = verdict(wanted, value, named=address in named or address not in got)
        if how is Verdict.RIGHT:
            right += 1
        else:
            misses.append(Miss(address, how, wanted, value, _printed(reading, address)))
    about = _about(truth, reading, named)
    return right + 3 - len(about), [*misses, *about]


def _cells(report: AnnualReport) -> Mapping[str, Value]:
    return values(report)


def _printed(reading: Reading, address: str) -> str:
    place = dict(reading.places).get(address)
    return place.text if place else ""


def _about(truth: Truth, reading: Reading, named: set[str]) -> list[Miss]:
    """Organ, year and period: a gap if the document does not tell them."""
    report = reading.report
    misses: list[Miss] = []
    organ = report.organ.name
    if isinstance(organ, Gap):
        if truth.organs:
            misses.append(Miss("organ.name", _refused("organ.name" in named), sorted(truth.organs), organ))
    elif organ not in truth.organs:
        said = "organ-doubtful" in {notice.code for notice in reading.notices}
        misses.append(Miss("organ.name", Verdict.REFUSED if said else Verdict.WRONG, sorted(truth.organs), organ))
    if isinstance(report.year, Gap):
        if truth.telling:
            misses.append(Miss("year", _refused("year" in named), truth.year, report.year))
    elif report.year != truth.year and "year-doubtful" not in {notice.code for notice in reading.notices}:
        misses.append(Miss("year", Verdict.WRONG, truth.year, report.year))
    period = report.period and (report.period.start, report.period.end)
    if period != truth.period:
        misses.append(Miss("period", Verdict.WRONG if period else Verdict.REFUSED, truth.period, period))
    return misses


def _refused(said: bool) -> Verdict:
    return Verdict.REFUSED if said else Verdict.UNSAID
