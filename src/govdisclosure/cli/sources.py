"""What the arguments name: files, folders, archives and standard input, one source after the other."""

import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import attrs

from govdisclosure.readers import SUFFIXES
from govdisclosure.readers.limits import Limits


@attrs.frozen
class Source:
    """One document to read: the name it is called by, and the file that holds it."""

    name: str
    path: Path


Skipped = Callable[[str], None]
"""Told the name of everything that is left out because of its kind."""


def expand(arguments: Iterable[str], workspace: Path, limits: Limits, skipped: Skipped) -> Iterator[Source]:
    """The documents that the arguments name, in their order; folders are walked by name.

    A file named by itself is always read, whatever its name ends with. In folders and archives only the kinds of files
    that reports come in are; ``skipped`` is told the rest. ``workspace`` is an empty folder for what is unpacked.
    """
    for number, argument in enumerate(arguments):
        path = Path(argument)
        if argument == "-":
            yield _standard_input(workspace)
        elif path.is_dir():
            yield from _folder(path, skipped)
        elif path.suffix.lower() == ".zip" and path.is_file():
            yield from _archive(path, workspace / str(number), limits, skipped)
        else:
            yield Source(argument, path)


def _standard_input(workspace: Path) -> Source:
    target = workspace / "stdin"
    target.write_bytes(sys.stdin.buffer.read())
    return Source("-", target)


def _readable(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith((".", "__MACOSX", "~$")) and part != ".." for part in parts)


def _folder(folder: Path, skipped: Skipped) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or _hidden(path.relative_to(folder).parts):
            continue
        if _readable(path.name):
            yield Source(str(path), path)
        else:
            skipped(str(path))


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
                yield Source(name, _unpacked(archive, member, target, number, limits))
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
