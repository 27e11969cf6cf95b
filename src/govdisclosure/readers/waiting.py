"""Waiting for what a pipe brings."""

import select
import sys
from typing import IO


def readable(stream: IO[bytes], seconds: float | None = None) -> bool:
    """Whether there is something to read, or the end, within so many seconds (None: however long it takes).

    An interrupt ends the wait. A read need not end by one: libraries that take interrupts themselves (polars does) let
    the system go on with it. Windows cannot wait for a pipe: there it is always true, and the read waits.
    """
    if sys.platform == "win32":
        return True
    waited = select.poll()
    waited.register(stream, select.POLLIN)
    return bool(waited.poll(None if seconds is None else seconds * 1000))
