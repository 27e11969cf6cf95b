"""Sums over many documents: by kind of deviation, by format, and everything that must not be."""

from collections.abc import Sequence
from typing import Any

import attrs
from benchmarks.reading.cases import Case
from benchmarks.reading.measure import Cost
from benchmarks.reading.score import Score, Verdict

PLAIN = "as the form prints it"
SEVERAL = "several at once"


@attrs.define
class Sum:
    """Documents of one kind, or of one format."""

    documents: int = 0
    whole: int = 0
    right: int = 0
    refused: int = 0
    unsaid: int = 0
    wrong: int = 0
    refused_documents: int = 0
    crashes: int = 0
    kept: int = 0
    kept_right: int = 0
    cpu: list[float] = attrs.field(factory=list)
    memory: list[int] = attrs.field(factory=list)

    def add(self, score: Score, cost: Cost | None, *, keeps: bool) -> None:
        """Add a document."""
        self.documents += 1
        self.whole += score.whole
        self.right += score.right
        self.refused += score.count(Verdict.REFUSED)
        self.unsaid += score.count(Verdict.UNSAID) + len(score.unsaid)
        self.wrong += score.count(Verdict.WRONG)
        self.refused_documents += bool(score.error)
        self.crashes += bool(score.crash)
        if keeps:
            self.kept += score.right + len(score.misses)
            self.kept_right += score.right
        if cost is not None:
            self.cpu.append(round(cost.cpu, 6))
            if cost.memory is not None:
                self.memory.append(cost.memory)

    def as_json(self) -> dict[str, Any]:
        """The sum with its times and memory in short."""
        found = attrs.asdict(self)
        found["cpu"] = _short(self.cpu)
        found["memory"] = _short(self.memory)
        return found


def _short(numbers: Sequence[float]) -> dict[str, float]:
    if not numbers:
        return {}
    ordered = sorted(numbers)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return {"median": at(0.5), "p95": at(0.95), "max": ordered[-1]}


@attrs.define
class Tally:
    """All documents of a run."""

    by_kind: dict[str, Sum] = attrs.field(factory=dict)
    """Documents with this kind alone."""
    with_kind: dict[str, Sum] = attrs.field(factory=dict)
    """Documents with this kind among several."""
    by_format: dict[str, Sum] = attrs.field(factory=dict)
    by_layout: dict[str, Sum] = attrs.field(factory=dict)
    faults: list[dict[str, Any]] = attrs.field(factory=list)
    refusals: dict[str, int] = attrs.field(factory=dict)

    def add(self, case: Case, score: Score, cost: Cost | None) -> None:
        """Add a document and what came of it."""
        alone = len(case.kinds) < 2
        name = (case.kinds or (PLAIN,))[0] if alone else SEVERAL
        sums = [self._of(self.by_kind, name), self._of(self.by_format, case.format)]
        sums.append(self._of(self.by_layout, f"{case.format}: {case.layout}"))
        sums += [] if alone else [self._of(self.with_kind, kind) for kind in case.kinds]
        for each in sums:
            each.add(score, cost, keeps=case.keeps)
        if score.error:
            self.refusals[score.error] = self.refusals.get(score.error, 0) + 1
        bad = [miss for miss in score.misses if miss.verdict in (Verdict.WRONG, Verdict.UNSAID)]
        if bad or score.crash or score.unsaid:
            self.faults.append(_fault(case, score, bad[:3]))

    @staticmethod
    def _of(sums: dict[str, Sum], name: str) -> Sum:
        return sums.setdefault(name, Sum())

    def as_json(self) -> dict[str, Any]:
        """Everything as JSON has it."""
        tables = ("by_kind", "with_kind", "by_format", "by_layout")
        return {
            **{
                table: {name: each.as_json() for name, each in sorted(getattr(self, table).items())} for table in tables
            },
            "faults": self.faults,
            "refusals": self.refusals,
        }


def _fault(case: Case, score: Score, bad: Sequence[Any]) -> dict[str, Any]:
    return {
        "number": case.number, "format": case.format, "layout": case.layout, "kinds": list(case.kinds),
        "crash": score.crash, "unsaid": list(score.unsaid),
        "cells": [f"{m.address}: {m.verdict.value}, expected {m.expected}, got {m.got} ({m.printed!r})" for m in bad],
    }  # fmt: skip
