"""Waiting for other processes, and whether they have ended."""

import os
import time
from collections.abc import Callable
from pathlib import Path

LONG = 60
"""Seconds after which a test that waits gives up; nothing waits so long when all is well."""


def until(condition: Callable[[], object]) -> None:
    """Wait until something holds; fail where it never does."""
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
