"""Where ``convert`` writes: never into what it reads, never over what is there until all is written, never two at once.

A file is written beside the one that is asked for and takes its place at the end. One that is gone on with is added to,
row by row, and rows that others have replaced are taken out at the end, again beside it and in one step.
"""

import argparse
import codecs
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from govdisclosure.cli.sources import files
from govdisclosure.errors import UsageError

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def _naming(name: str) -> Generator[None]:
    """What the system refuses is told of the name that was given, not of what stands beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from error


def excel_needs_a_file(arguments: argparse.Namespace) -> None:
    """`UsageError` where Excel is meant and nothing is there that it could open."""
    if arguments.excel and arguments.output is None:
        raise UsageError("--excel needs -o NAME.csv", zh="--excel 要与 -o 名称.csv 同用")


@contextmanager
def text_output(name: str | None, inputs: Iterable[str], *, markup: bool = False) -> Generator[Callable[[str], object]]:
    """What takes text: standard output, or a file that is none of the inputs and is there whole or not at all.

    A file is UTF-8. ``markup`` says that it is so itself, so that on an output in another encoding it keeps to ASCII.
    """
    if name is None:
        plain = not markup or codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"
        yield sys.stdout.write if plain else lambda text: sys.stdout.write(_in_ascii(text))
        return
    target = Target(name)
    target.refuse_inputs(inputs)
    if not target.regular:
        with Path(name).open("w", encoding="utf-8", newline="") as stream:
            yield stream.write
        return
    with target.alone(), target.replaced() as draft:
        yield lambda text: draft.write(text.encode("utf-8"))


def _in_ascii(markup: str) -> str:
    return markup.encode("ascii", "xmlcharrefreplace").decode("ascii")


class File:
    """A file that is being written, under the name that it was given; ``wanted`` says whether a draft is to be kept."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = name
        self.file = file
        self.wanted = True

    def write(self, data: bytes) -> None:
        """Write all of it; whatever happens afterwards, it is no longer in this process."""
        with _naming(self.name):
            self.file.write(data)
            self.file.flush()

    def settle(self) -> None:
        """Close it when all is on the disk."""
        with _naming(self.name), self.file:
            os.fsync(self.file.fileno())


class Target:
    """A file to be written, and what stands beside it meanwhile, under hidden names that no long name can break."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path = Path(name).resolve()
        """The file itself, whatever links lead to it."""
        mark = hashlib.sha256(os.fsencode(self.path.name)).hexdigest()[:16]
        self._beside = self.path.with_name(f".govdisclosure-{mark}.part")
        self._lock = self.path.with_name(f".govdisclosure-{mark}.lock")

    @property
    def regular(self) -> bool:
        """Whether it is a file or nothing yet, and no device or pipe."""
        given = Path(self.name)  # not the path: what leads to a pipe has no other
        return not given.exists() or given.is_file()

    def refuse_inputs(self, arguments: Iterable[str]) -> None:
        """`UsageError` if one of the files that the arguments name is this one, by whatever name and link."""
        if not self.path.exists():
            return
        mine = self.path.stat()
        for path in files(arguments):
            with suppress(OSError):
                if os.path.samestat(mine, path.stat()):
                    raise UsageError(
                        f"{self.name} is one of the files to be read ({path}) and is not written to",
                        zh=f"{self.name} 就是要读取的文件之一（{path}），不能写入",
                    )

    @contextmanager
    def alone(self) -> Generator[None]:
        """While it lasts, no other run writes here; `UsageError` if one does now. A device or a pipe is not locked.

        The system lets go of the lock when a process ends, however it ends.
        """
        if not self.regular:
            yield
            return
        with _naming(self.name):
            file = self._locked()
        try:
            yield
        finally:
            with suppress(OSError):
                self._lock.unlink()  # while it is held: whoever opened it before looks again
            file.close()

    def _locked(self) -> BinaryIO:
        while True:
            file = self._lock.open("ab")
            try:
                _take(file.fileno())
                if os.path.samestat(os.fstat(file.fileno()), self._lock.stat()):
                    return file
            except FileNotFoundError:
                pass  # the one who held it has taken it away
            except (BlockingIOError, PermissionError):
                file.close()
                raise UsageError(f"another run is writing to {self.name}", zh=f"另一个进程正在写 {self.name}") from None
            except BaseException:
                file.close()
                raise
            file.close()

    @contextmanager
    def opened(self) -> Generator[File]:
        """The file itself, to be read and added to; an empty one where there is none."""
        with _naming(self.name):
            file = self.path.open("r+b" if self.path.exists() else "w+b")
        with file:
            yield File(self.name, file)

    @contextmanager
    def replaced(self) -> Generator[File]:
        """A draft that takes the place of this file at the end, unless it is not wanted or something fails."""
        with _naming(self.name):
            self._beside.unlink(missing_ok=True)
            file = os.fdopen(os.open(self._beside, _NEW, 0o666), "w+b")
        try:
            with file:
                draft = File(self.name, file)
                yield draft
                draft.settle()
            if draft.wanted:
                with _naming(self.name):
                    self._put()
        finally:
            self._beside.unlink(missing_ok=True)

    def _put(self) -> None:
        if self.path.exists():
            shutil.copymode(self.path, self._beside)
        self._beside.replace(self.path)
