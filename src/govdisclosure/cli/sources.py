"""What the arguments name: files, folders, archives and standard input, one source after the other."""

import stat
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import attrs

from govdisclosure.readers import SUFFIXES
from govdisclosure.readers.limits import Limits

HEADS: Final = (b"source,error,notices,input__part,", b'{"source": "')
"""What an output of ``convert`` starts with, as CSV and as lines of JSON, and nothing else does."""


@attrs.frozen
class Source:
    """One document to read: the name it is called by, the file to read, and the file of the user that it came in."""

    name: str
    path: Path
    held: Path = attrs.field(default=attrs.Factory(lambda self: self.path, takes_self=True))


Skipped = Callable[[str], None]
"""Told the name of everything that is left out because of its kind."""


def expand(arguments: Iterable[str], workspace: Path, limits: Limits, skipped: Skipped) -> Iterator[Source]:
    """The documents that the arguments name, in their order; folders are walked by name.

    A file named by itself is always read, whatever its name ends with. In folders and archives only the kinds of files
    that reports come in are; ``skipped`` is told the rest. ``workspace`` is an empty folder for what is unpacked.
    """
    for number, argument in enumerate(arguments):
        path = Path(argument)
        kind = _kind(path) if argument else 0  # which would be the current folder
        if argument == "-":
            yield _standard_input(workspace)
        elif stat.S_ISDIR(kind):
            yield from _folder(path, skipped)
        elif stat.S_ISREG(kind) and path.suffix.lower() == ".zip":
            yield from _archive(path, workspace / str(number), limits, skipped)
        else:
            yield Source(argument, path)


def files(arguments: Iterable[str]) -> Iterator[Path]:
    """The files themselves that `expand` would read from: archives and not what is in them."""
    for argument in arguments:
        path = Path("/dev/stdin" if argument == "-" else argument)
        if stat.S_ISDIR(_kind(path)):
            yield from (source.path for source in _folder(path, lambda name: None))
        else:
            yield path


def _kind(path: Path) -> int:
    """The kind of file as the system gives it; 0 if it gives none."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0  # the reader says what is wrong with it


def _standard_input(workspace: Path) -> Source:
    target = workspace / "stdin"
    target.write_bytes(sys.stdin.buffer.read())
    return Source("-", target)


def _readable(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith((".", "__MACOSX", "~$")) and part != ".." for part in parts)


def _folder(folder: Path, skipped: Skipped) -> Iterator[Source]:
    """The reports in a folder and those below it; links to folders are not followed."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        kind = _kind(path)
        if stat.S_ISDIR(kind) and (path == folder or not path.is_symlink()):
            try:
                below = [each for each in path.iterdir() if not _hidden([each.name])]
            except OSError:
                yield Source(str(path), path)  # the reader says what is wrong with it
            else:
                waiting.extend(sorted(below, reverse=True))
        elif stat.S_ISREG(kind) and _readable(path.name) and not _ours(path):
            yield Source(str(path), path)
        else:
            skipped(str(path))


def _ours(path: Path) -> bool:
    """Whether ``convert`` wrote it: the output of an earlier run is no report, wherever it stands."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEADS[0])).startswith(HEADS)
    except OSError:
        return False


def _archive(path: Path, target: Path, limits: Limits, skipped: Skipped) -> Iterator[Source]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        yield Source(str(path), path)  # the reader says what is wrong with it
        return
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _hidden(_parts(member))]
        for number, member in enumerate(members):
            name = f"{path}!{_name(member)}"
            if _readable(_name(member)):
                yield Source(name, _unpacked(archive, member, target, number, limits), path)
            else:
                skipped(name)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; archives made on a Chinese Windows store it in GBK and do not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    return PurePosixPath(_name(member)).parts


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, number: int, limits: Limits) -> Path:
    """The member as a file of its own under a name of ours; one that breaks a bound is left to fail as damaged."""
    target.mkdir(exist_ok=True)
    path = target / f"{number}{PurePosixPath(_name(member)).suffix.lower()}"
    allowed = max(limits.package_bytes, limits.document_bytes)
    with path.open("wb") as file:
        try:
            with archive.open(member) as packed:
                file.write(packed.read(int(allowed) + 1))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            file.truncate(0)
    return path
