"""Reads many documents and sums up what came of it."""

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
from benchmarks.reading import lookalikes, rivals
from benchmarks.reading.cases import Case, Looks, case
from benchmarks.reading.measure import Cost, measured
from benchmarks.reading.score import Miss, Score, Verdict, score
from benchmarks.reading.tally import Tally

from govdisclosure.errors import DocumentError
from govdisclosure.model.access import addresses
from govdisclosure.model.reading import Reading
from govdisclosure.readers import read_all

_NAMES = {"markdown": "text"}


def read_case(each: Case) -> tuple[Score, Cost | None]:
    """What came of one document; anything but an error of the library is a crash."""
    format = each.suffix if each.format == "office" else _NAMES.get(each.format, each.format)
    try:
        readings, cost = measured(lambda: read_all(each.content, format=format))
    except DocumentError as error:
        return _refused(each, error), None
    except Exception:  # noqa: BLE001 - a crash is a result here
        return Score(0, crash=traceback.format_exc(limit=-3)), None
    return score(each.truths, readings, each.says, each.spares), cost


def _refused(each: Case, error: DocumentError) -> Score:
    count = sum(len(addresses(truth.report)) + 3 for truth in each.truths)
    return Score(
        0, (Miss("", Verdict.REFUSED, None, None),) * count, error=f"{type(error).__name__}: {str(error)[:60]}"
    )


def readings_of(each: Case) -> tuple[Reading, ...]:
    """The readings of one document."""
    format = each.suffix if each.format == "office" else _NAMES.get(each.format, each.format)
    return read_all(each.content, format=format)


@attrs.define
class Beside:
    """What another reader made of documents: with the recogniser of this library, and with a script."""

    documents: int = 0
    failed: int = 0
    cells: list[int] = attrs.field(factory=lambda: [0, 0, 0])
    script: list[int] = attrs.field(factory=lambda: [0, 0, 0])
    cpu: list[float] = attrs.field(factory=list)
    memory: list[int] = attrs.field(factory=list)


def beside(each: Case, sums: dict[str, Beside]) -> None:
    """Let the other readers of the format read a document."""
    if len(each.truths) > 1:
        return
    for name, rival in rivals.RIVALS.get(each.format, ()):
        total = sums.setdefault(name, Beside())
        total.documents += 1
        try:
            tables, cost = measured(lambda rival=rival: rival(each.content))  # type: ignore[misc]
        except Exception:  # noqa: BLE001 - theirs may be of any kind
            total.failed += 1
            tables = []
        else:
            total.cpu.append(cost.cpu)
            total.memory.append(cost.memory or 0)
        found = rivals.compared(each, rivals.recognised(tables))
        by_script = rivals.compared(
            each, rivals.scripted(tables, each.truths[0].report), tables=frozenset({"proactive", "requests"})
        )
        total.cells = [a + b for a, b in zip(total.cells, found, strict=True)]
        total.script = [a + b for a, b in zip(total.script, by_script, strict=True)]


def run(
    seed: int,
    numbers: Sequence[int],
    formats: Sequence[str],
    kinds: Sequence[str],
    looks: Looks,
    keep: Path | None,
    every: int,
    *,
    in_turn: bool = False,
    many: int = 0,
) -> dict[str, Any]:
    """Read documents; every so many-th is also given to other readers (never, if ``every`` is 0).

    Each has all of the kinds, or ``in_turn`` one of them; failing kinds so ``many`` that are drawn.
    """
    tally, others = Tally(), dict[str, Beside]()
    for each in _cases(seed, numbers, formats, [[kind] for kind in kinds] if in_turn else [kinds], looks, many):
        result, cost = read_case(each)
        tally.add(each, result, cost)
        if every and each.number % every == 0:
            beside(each, others)
        if keep and tally.faults and tally.faults[-1]["number"] == each.number:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{each.number}.{each.suffix}").write_bytes(each.content)
    return {**tally.as_json(), "beside": {name: attrs.asdict(total) for name, total in others.items()}}


def _cases(
    seed: int, numbers: Sequence[int], formats: Sequence[str], kinds: Sequence[Sequence[str]], looks: Looks, many: int
) -> Iterator[Case]:
    for number in numbers:
        format = formats[number % len(formats)] if formats else ""
        yield case(seed, number, format=format, kinds=kinds[number % len(kinds)], looks=looks, many=many)


def refused_lookalikes() -> tuple[int, list[str]]:
    """How many lookalikes there are, and which of them are read."""
    read: list[str] = []
    count = 0
    for name, format, text in lookalikes.documents():
        count += 1
        try:
            read_all(text.encode(), format=_NAMES.get(format, format))
        except DocumentError:
            continue
        read.append(f"{name} ({format})")
    return count, read
