"""What the arguments name: files, folders, archives and standard input, one source after the other."""

import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast, get_args

import attrs

from govdisclosure.errors import DamagedDocumentError, GovDisclosureError, LimitExceededError, unopened
from govdisclosure.forms.text import Lang
from govdisclosure.model.columns import SOURCE
from govdisclosure.readers import SUFFIXES
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.sources import content

_NAMES: Final = (
    [each.name for each in SOURCE],
    *([each.title.get(lang) for each in SOURCE] for lang in get_args(Lang)),
)
HEADS: Final = (b'{"source": "', *(f"{bom}{','.join(names)},".encode() for names in _NAMES for bom in ("", "\ufeff")))
"""What data of ours starts with, as lines of JSON and as CSV, and nothing else does."""


STANDARD_INPUT: Final = Path("/dev/stdin")
"""What leads to the file behind standard input, on systems that have it."""


@attrs.frozen
class Source:
    """One document to read: the name it is called by, the file to read, and the file of the user that it came in.

    ``error`` says why there is nothing to read. A ``passing`` file was made here and goes when it has been read.
    """

    name: str
    path: Path
    held: Path = attrs.field(default=attrs.Factory(lambda self: self.path, takes_self=True))
    error: GovDisclosureError | None = None
    passing: bool = False

    def done(self) -> None:
        """It has been read."""
        if self.passing:
            self.path.unlink(missing_ok=True)


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
            yield _poured("-", Path("stdin"), sys.stdin.buffer, workspace / str(number), limits)
        elif stat.S_ISDIR(kind):
            yield from _folder(path, skipped)
        elif stat.S_ISREG(kind) and path.suffix.lower() == ".zip":
            yield from _archive(path, workspace / str(number), limits, skipped)
        elif stat.S_ISFIFO(kind) or stat.S_ISCHR(kind):
            yield _poured(argument, path, path, workspace / str(number), limits)
        else:
            yield Source(argument, path)


def files(arguments: Iterable[str]) -> Iterator[Path]:
    """The files themselves that `expand` would read from: archives and not what is in them."""
    for argument in arguments:
        path = STANDARD_INPUT if argument == "-" else Path(argument)
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


def _poured(name: str, path: Path, source: Path | BinaryIO, target: Path, limits: Limits) -> Source:
    """What comes from standard input, a pipe or a device, in a file: it can be read only once, and only here."""
    target.mkdir()
    try:
        (target / path.name).write_bytes(content(source, limits)[0])
    except GovDisclosureError as error:
        return Source(name, path, error=error)
    except OSError as error:
        return Source(name, path, error=unopened(error))
    return Source(name, target / path.name)


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
            return file.read(max(map(len, HEADS))).startswith(HEADS)
    except OSError:
        return False


def _archive(path: Path, target: Path, limits: Limits, skipped: Skipped) -> Iterator[Source]:
    """The reports in an archive, each unpacked when its turn comes; what is beyond the bounds is named, not read."""
    try:
        _hold_directory(path, limits)
        archive = zipfile.ZipFile(path)
    except LimitExceededError as error:
        yield Source(str(path), path, error=error)
        return
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Source(str(path), path)  # the reader says what is wrong with it
        return
    left = limits.archive_bytes
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _hidden(_parts(member))]
        for number, member in enumerate(members):
            name = f"{path}!{_name(member)}"
            if not _readable(_name(member)):
                skipped(name)
                continue
            left -= member.file_size
            if left < 0:
                yield Source(name, path, error=LimitExceededError("archive_bytes", limits.archive_bytes))
            else:
                yield _unpacked(archive, member, Source(name, target / _file_name(number, member), path), limits)


def _hold_directory(path: Path, limits: Limits) -> None:
    """The directory of an archive, whose entries take a hundred bytes or so, is bounded before it is read."""
    with path.open("rb") as file:
        end = cast("Sequence[int] | None", getattr(zipfile, "_EndRecData")(file))  # noqa: B009 - it has no other name
    if end is not None and end[_DIRECTORY_SIZE] > limits.archive_members * _ENTRY:
        raise LimitExceededError("archive_members", limits.archive_members)


_DIRECTORY_SIZE: Final = 5
_ENTRY: Final = 200


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


def _file_name(number: int, member: zipfile.ZipInfo) -> str:
    """A name of ours."""
    return f"{number}{PurePosixPath(_name(member)).suffix.lower()}"


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, limits: Limits) -> Source:
    """The member as a file of its own, or why there is none; no more of it than any reader takes."""
    source.path.parent.mkdir(exist_ok=True)
    allowed = max(limits.package_bytes, limits.document_bytes)
    try:
        if member.compress_type not in _PACKED:
            raise NotImplementedError("compression method")
        with archive.open(member) as packed:
            source.path.write_bytes(packed.read(int(allowed) + 1))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        return attrs.evolve(
            source,
            error=DamagedDocumentError(
                f"it cannot be unpacked ({error!s:.200}); unpack the archive with another program and read the file",
                zh="无法解压；请用其他程序解压后读取其中的文件",
            ),
        )
    return attrs.evolve(source, passing=True)


_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
