"""One kind of corruption at a time: is the truth among the explanations, alone, first, and how long did it take."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from statistics import median, quantiles

import attrs
from corruptions import CELLS, Changes, Corruption
from reports import report

import govdisclosure as gd
from govdisclosure.diagnosis import CauseKind, Certainty, Diagnosis, diagnose
from govdisclosure.model.access import values

REPEATS = 3
COPIED = CauseKind.COPIED_FROM_LAST_YEAR
Pasted = Callable[[random.Random, Mapping[str, int], Mapping[str, int]], Changes]


@attrs.frozen
class Case:
    """A report that balances, the same with something wrong, and what was changed (address to the right number).

    ``options`` is what `diagnose` is given beside it: last year's report, if there is one.
    """

    right: gd.AnnualReport
    wrong: gd.AnnualReport
    truth: dict[str, int]
    options: dict[str, gd.AnnualReport] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Row:
    """One line of the table of results; shares are of the cases that break an identity.

    ``misled`` is the share in which an explanation is called the only one and names a cell that is right, or a number
    that is not the truth.
    """

    kind: str
    cases: int
    seen: float
    found: float
    unique: float
    first: float
    misled: float
    alternatives: float
    beyond: float
    worst: float


def cases(kind: str, corrupt: Corruption, count: int, seed: int, least: int) -> Iterator[Case]:
    """Corrupted reports; a corruption that changes fewer than ``least`` numbers is drawn again."""
    rng = random.Random(f"{seed} {kind}")
    while count:
        right = report(rng)
        held = values(right)
        changes: Changes = corrupt(rng, held)
        truth = {address: held[address] for address, value in changes.items() if held[address] != value}
        if len(truth) >= least:
            count -= 1
            yield Case(right, gd.replace(right, {address: changes[address] for address in truth}), truth)


def pasted(kind: str, corrupt: Pasted, count: int, seed: int) -> Iterator[Case]:
    """Reports with numbers of last year's; one that changes less than two numbers is drawn again."""
    rng = random.Random(f"{seed} {kind}")
    while count:
        before = report(rng)
        right = report(rng, before)
        held = values(right)
        changes: Changes = corrupt(rng, held, values(before))
        truth = {address: held[address] for address, value in changes.items() if held[address] != value}
        if len(truth) >= 2:
            count -= 1
            yield Case(right, gd.replace(right, changes), truth, {"previous": before})


def explained(kind: str, corrupt: Pasted, count: int, seed: int) -> tuple[float, float, float, float]:
    """Of cases with numbers of last year's: the share that shows, and of these explained so, first, and misled."""
    seen = found = first = misled = 0
    for case in pasted(kind, corrupt, count, seed):
        diagnosis = diagnose(case.wrong, **case.options)
        if not diagnosis.components:
            continue
        seen += 1
        causes = [each.cause is not None and each.cause.kind is COPIED for each in diagnosis.explanations]
        found += any(causes)
        first += causes[:1] == [True]
        misled += any(map(false_claim, repeat(case), diagnosis.explanations))
    return seen / count, found / seen, first / seen, misled / seen


def false_claim(case: Case, each: gd.Explanation) -> bool:
    """Whether an explanation is called the only one, and names a cell that is right or a number that is not true."""
    true = proposed(each).items() <= case.truth.items() and each.undetermined.keys() <= case.truth.keys()
    return each.certainty is not Certainty.AMBIGUOUS and not true


def with_blanks(case: Case, count: int, rng: random.Random) -> Case:
    """The same with cells of table three left blank that are right."""
    cells = [cell for cell in CELLS if cell not in case.truth]
    blank = dict.fromkeys(rng.sample(cells, count), gd.Gap.BLANK)
    return Case(gd.replace(case.right, blank), gd.replace(case.wrong, blank), case.truth)


def timed(x: gd.AnnualReport, **options: gd.AnnualReport) -> tuple[Diagnosis, float]:
    """The diagnosis, and the least CPU time in microseconds of some runs."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.thread_time_ns()
        found = diagnose(x, **options)
        best = min(best, time.thread_time_ns() - start)
    return found, best / 1000


def is_true(found: Diagnosis, case: Case, cause: CauseKind | None) -> list[bool]:
    """For each explanation whether it says what happened: the same cells and numbers, and the cause if one is asked."""
    return [
        proposed(each) == case.truth and (cause is None or (each.cause is not None and each.cause.kind is cause))
        for each in found.explanations
    ]


def proposed(explanation: gd.Explanation) -> dict[str, object]:
    """The numbers proposed for cells that hold one; what follows for blanks is no claim of its own."""
    printed = explanation.printed
    return {cell: value for cell, value in explanation.changes.items() if not isinstance(printed[cell], gd.Gap)}


def measure(
    kind: str,
    corrupt: Corruption,
    *,
    count: int,
    seed: int,
    cause: CauseKind | None = None,
    least: int = 1,
    blanks: int = 0,
) -> Row:
    """Diagnose many cases of one kind."""
    rng = random.Random(seed)
    hits: list[list[bool]] = []
    unique = misled = 0
    counts: list[int] = []
    beyond: list[float] = []
    for case in cases(kind, corrupt, count, seed, least):
        if blanks:
            case = with_blanks(case, blanks, rng)
        found, micros = timed(case.wrong)
        if not found.components:
            continue
        beyond.append(micros - timed(case.right)[1])
        hits.append(is_true(found, case, cause))
        counts.append(len(found.explanations))
        unique += any(
            true and each.certainty is not Certainty.AMBIGUOUS
            for true, each in zip(hits[-1], found.explanations, strict=True)
        )
        misled += any(map(false_claim, repeat(case), found.explanations))
    seen = len(hits)
    return Row(
        kind=kind,
        cases=count,
        seen=seen / count,
        found=sum(map(any, hits)) / seen,
        unique=unique / seen,
        first=sum(hit[:1] == [True] for hit in hits) / seen,
        misled=misled / seen,
        alternatives=median(counts),
        beyond=median(beyond),
        worst=quantiles(beyond, n=100)[98],
    )


def determined(blanks: int, *, count: int, seed: int) -> tuple[float, float, float]:
    """Of reports that are right, with some cells blank: the share of blanks that follow, of those right, and the time.

    The time is in microseconds, with every value, proof and range worked out.
    """
    rng = random.Random(f"{seed} blanks {blanks}")
    followed = correct = 0
    times: list[float] = []
    for _ in range(count):
        right = report(rng)
        blank = gd.replace(right, dict.fromkeys(rng.sample(CELLS, blanks), gd.Gap.BLANK))
        start = time.thread_time_ns()
        found = diagnose(blank).determined
        times.append((time.thread_time_ns() - start) / 1000)
        followed += len(found)
        correct += sum(each.value == gd.get(right, each.address) for each in found)
    return followed / (blanks * count), correct / max(followed, 1), median(times)
