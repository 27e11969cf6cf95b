"""Time and memory of one call: CPU seconds of this process and its children, and by how much their memory grew at most.

Children that are still running (the process that reads PDFs) are looked at in /proc; those that have ended count with
their CPU time only.
"""

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import attrs

T = TypeVar("T")

_TICK = os.sysconf("SC_CLK_TCK")


@attrs.frozen
class Cost:
    """What a call took. ``memory`` is in bytes, None where the system does not tell."""

    cpu: float
    wall: float
    memory: int | None


def _processes() -> Iterator[Path]:
    """This process and its children, as far as they are running."""
    yield Path("/proc/self")
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            yield from (Path("/proc") / pid for pid in task.read_text().split())


def _cpu() -> float:
    own = sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )
    return own + sum(_ticks(path) for path in _processes() if path.name != "self") / _TICK


def _ticks(process: Path) -> int:
    with suppress(OSError):
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


def _memory(name: str) -> int | None:
    """The sum of a value of the status of all processes."""
    found: int | None = None
    for process in _processes():
        with suppress(OSError):
            for line in (process / "status").read_text().splitlines():
                if line.startswith(name):
                    found = (found or 0) + int(line.split()[1]) * 1024
    return found


def _reset_peaks() -> None:
    for process in _processes():
        with suppress(OSError):
            (process / "clear_refs").write_text("5")


def measured(call: Callable[[], T]) -> tuple[T, Cost]:
    """The result of a call and its cost."""
    _reset_peaks()
    before = _memory("VmRSS:")
    cpu, wall = _cpu(), time.perf_counter()
    result = call()
    seconds = time.perf_counter() - wall
    spent = _cpu() - cpu
    peak = _memory("VmHWM:")
    grown = None if before is None or peak is None else max(0, peak - before)
    return result, Cost(max(0.0, spent), seconds, grown)
