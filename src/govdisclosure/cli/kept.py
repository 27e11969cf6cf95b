"""The rows that an output has already, by what they were read from, so that a run can go on with it.

They are kept in a database of the system's own temporary files, so that memory does not grow with them.
"""

import hashlib
import sqlite3
import stat
from typing import cast

import attrs

from govdisclosure.cli.sources import Source


@attrs.frozen
class State:
    """What a file was when it was read: its size, the second it was changed, and the digest of what is in it."""

    bytes: int
    modified: int
    sha256: str


UNKNOWN = State(0, 0, "")
"""That of something that can be read only once, such as a pipe, or not at all."""


def state(source: Source, most: int) -> State:
    """The state of a file now; unknown if it is no plain file or larger than ``most``, which no reader takes."""
    if source.error is not None:
        return UNKNOWN
    try:
        found = source.path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            return UNKNOWN
        with source.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return State(found.st_size, int(source.held.stat().st_mtime), digest)
    except (OSError, ValueError):
        return UNKNOWN  # the reader says what is wrong with it


@attrs.frozen
class Origin:
    """What a row tells of its origin: the source, which report of it (0 for the only one), and whether it was read."""

    source: str
    part: int
    sha256: str
    read: bool

    @property
    def name(self) -> str:
        """The source with the number of the report."""
        return f"{self.source}#{self.part}" if self.part else self.source


def _key(source: str) -> bytes:
    return source.encode("utf-8", "surrogatepass")


class Kept:
    """The last row of each report, by its place in the output."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute(
            "CREATE TABLE rows (source BLOB, part INTEGER, at INTEGER UNIQUE, sha256 TEXT, read INTEGER, "
            "PRIMARY KEY (source, part))"
        )

    def close(self) -> None:
        """Forget everything."""
        self._base.close()

    def put(self, row: Origin, at: int) -> None:
        """A row at a place; an earlier one of the same report no longer counts."""
        self._base.execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)",
            (_key(row.source), row.part, at, row.sha256, row.read),
        )

    def has(self, source: str, part: int, sha256: str) -> bool:
        """Whether the report was read from just this file."""
        found = self._base.execute(
            "SELECT 1 FROM rows WHERE source = ? AND part = ? AND sha256 = ? AND sha256 <> '' AND read",
            (_key(source), part, sha256),
        )
        return found.fetchone() is not None

    def forget(self, source: str, sha256: str) -> None:
        """Every report of this source that was not read, or was read from another state of the file."""
        self._base.execute(
            "DELETE FROM rows WHERE source = ? AND NOT (read AND sha256 = ? AND sha256 <> '')",
            (_key(source), sha256),
        )

    def counts(self, at: int) -> bool:
        """Whether the row at this place is one that counts."""
        return self._base.execute("SELECT 1 FROM rows WHERE at = ?", (at,)).fetchone() is not None

    def __len__(self) -> int:
        return cast("int", self._base.execute("SELECT count(*) FROM rows").fetchone()[0])
