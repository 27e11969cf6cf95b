"""``govdisclosure convert``: reports as data, and as documents."""

import argparse
import csv
import functools
import itertools
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, Protocol

from govdisclosure.cli.kept import UNKNOWN, Kept, Origin, State, state
from govdisclosure.cli.kinds import FLAT, Found, Kind, kinds
from govdisclosure.cli.output import File, Target, excel_needs_a_file
from govdisclosure.cli.readings import How, Read, not_read
from govdisclosure.cli.sources import Source
from govdisclosure.errors import GovDisclosureError, UsageError
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.reading import Reading
from govdisclosure.plain import visible
from govdisclosure.render.entry import Style
from govdisclosure.writers.formats import SUFFIXES


def run(
    arguments: argparse.Namespace,
    sources: Iterable[Source],
    read: Callable[[Iterable[Source]], Iterator[Read]],
    how: How,
    lang: Lang,
) -> int:
    """Write every reading but those that the output has already; 2 if some source could not be read."""
    if arguments.explain:
        return _explained(sources, how, lang)
    kind = _kind(arguments, lang)
    with _output(arguments, kind, lang) as output:
        return 2 if failed(output, kind, sources, read, how, lang) else 0


def failed(
    output: "Output",
    kind: Kind,
    sources: Iterable[Source],
    read: Callable[[Iterable[Source]], Iterator[Read]],
    how: How,
    lang: Lang,
) -> bool:
    """Write every reading but those that the output has already; whether some source could not be read."""
    found_wrong = False
    under_way = _UnderWay(output, int(max(how.limits.package_bytes, how.limits.document_bytes)))
    readings = read(under_way.through(sources))
    for name, found in only_one(readings, "json") if kind.name == "json" else readings:
        row, now = under_way.row(name, found)
        if output.has(row):
            continue
        output.add(row, kind.text(row, now, found))
        if isinstance(found, GovDisclosureError):
            found_wrong = True
            not_read(name, found, lang)
        elif found.notices:
            print(noticed(name, len(found.notices), lang), file=sys.stderr)
    return found_wrong


def _explained(sources: Iterable[Source], how: How, lang: Lang) -> int:
    """Tell of each source how its tables are laid out; 2 if some could not be read."""
    from govdisclosure.readers.one import explained

    failed = False
    for source in sources:
        try:
            if source.error is not None:
                raise source.error
            lines = list(explained(str(source.path), how.format, how.limits, lang))
        except GovDisclosureError as error:
            failed = True
            not_read(source.name, error, lang)
        else:
            print(visible(source.name), *lines, sep="\n")
        source.done()
    return 2 if failed else 0


_BY_SUFFIX: Final = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", **SUFFIXES}


def kind_of(arguments: argparse.Namespace) -> str:
    """What is asked for, failing that what the name of the output ends with, failing that JSON in one of its kinds."""
    suffix = Path(arguments.output or "").suffix.lower()
    if suffix not in ("", ".json", *_BY_SUFFIX) and not arguments.to:
        known = ", ".join((".json", *_BY_SUFFIX))
        raise UsageError(
            f"the suffix {visible(suffix)} names no format; known are {known}, or say --to",
            zh=f"后缀 {visible(suffix)} 不表示任何格式；可用的有 {known}，或用 --to 指明",
        )
    by_suffix = _BY_SUFFIX.get(suffix)
    return arguments.to or by_suffix or ("json" if len(arguments.files) == 1 and not _many(arguments) else "jsonl")


def data_kind(arguments: argparse.Namespace) -> str:
    """The kind of data that is asked for; `UsageError` if something is asked of it that is not for it."""
    name = kind_of(arguments)
    excel_needs_a_file(arguments)
    for option, of in (("flat", "jsonl"), ("excel", "csv"), ("headings", "csv")):
        if getattr(arguments, option) and name != of:
            raise UsageError(f"--{option} is for {of} (got {name})", zh=f"--{option} 只用于 {of}（现为 {name}）")
    return name


def _kind(arguments: argparse.Namespace, lang: Lang) -> Kind:
    name = data_kind(arguments)
    style = Style(lang=lang, excel=arguments.excel, labels=arguments.headings == "labels")
    return kinds(style)[FLAT if arguments.flat else name]


def _many(arguments: argparse.Namespace) -> bool:
    name = Path(arguments.files[0])
    return name.is_dir() or name.suffix.lower() == ".zip"


def only_one(readings: Iterator[Read], kind: str) -> Iterator[Read]:
    """The first reading; a second one is refused before anything is written, where there is room for one report."""
    first = list(itertools.islice(readings, 2))
    if len(first) > 1:
        raise UsageError(
            f"{kind} holds one report; use --to jsonl, csv or parquet",
            zh=f"{kind} 只能装一份报告；多份请用 --to jsonl、csv 或 parquet",
        )
    yield from first


def noticed(name: str, number: int, lang: Lang) -> str:
    """That a reading has notices."""
    text = Text("{}：{} 条读取提示，用 check 查看", "{}: {} notices of the reading, see check").get(lang)
    return text.format(visible(name), number)


# ---------------------------------------------------------------------------------------------------- where rows go


class Output(Protocol):
    """Where rows go."""

    def wants(self, source: str, state: State) -> bool:
        """Whether a source is to be read."""
        ...

    def has(self, row: Origin) -> bool:
        """Whether the row is there already, read from the same file."""
        ...

    def add(self, row: Origin, text: str) -> None:
        """Write a row."""
        ...


class _New:
    """An output that starts empty."""

    def __init__(self, kind: Kind, write: Callable[[str], object]) -> None:
        self._write = write
        self._before = kind.head
        self.read = False
        """Whether there is a report in it."""

    def wants(self, source: str, state: State) -> bool:
        return True

    def has(self, row: Origin) -> bool:
        return False

    def add(self, row: Origin, text: str) -> None:
        self._write(self._before + text)
        self._before = ""
        self.read = self.read or row.read


@contextmanager
def _anew(kind: Kind, write: Callable[[str], object]) -> Generator[_New]:
    """An output that starts empty; where only the whole tells what is wanted, it waits in a file until then."""
    if kind.whole is None:
        yield _New(kind, write)
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as file:
        yield _New(kind, file.write)
        for piece in kind.whole(file):
            write(piece)


class Resumed:
    """An output of an earlier run; what it has is not read again, unless the file is another one by now."""

    def __init__(self, kind: Kind, target: Target, rows: Kept, stack: ExitStack) -> None:
        self._head = kind.head.encode()
        self._target = target
        self._rows = rows
        self._stack = stack
        self._lines = 0
        self._size = 0
        try:
            if target.path.exists():
                self._size = self._take(kind)
        except (ValueError, LookupError, TypeError, csv.Error):
            raise UsageError(
                f"{target.name} was not written as {kind.name} before and cannot be resumed",
                zh=f"{target.name} 不是以前写下的 {kind.name}，不能接着写",
            ) from None

    def _take(self, kind: Kind) -> int:
        """The rows that are there; a last one that was broken off is cut off."""
        at = 0
        file = self._output.file
        for line in file:
            if not line.endswith(b"\n"):
                if not at and not kind.begins(line):
                    raise ValueError
                file.truncate(at)
                break
            if at or not self._head:
                self._rows.put(kind.row(line.decode("utf-8")), at)
                self._lines += 1
            elif line != self._head:
                raise ValueError
            at += len(line)
        file.seek(at)
        return at

    @functools.cached_property
    def _output(self) -> File:
        """The file, which is made with its first row: an empty one beside the inputs would be taken for one."""
        return self._stack.enter_context(self._target.opened())

    def wants(self, source: str, state: State) -> bool:
        """Whether it lacks the source as it is now."""
        if self._rows.has(source, 0, state.sha256):
            return False
        self._rows.forget(source, state.sha256)
        return True

    def has(self, row: Origin) -> bool:
        """Whether the row is there, read from the same file."""
        return self._rows.has(row.source, row.part, row.sha256)

    def add(self, row: Origin, text: str) -> None:
        """Write a row behind the others."""
        head = b"" if self._size else self._head
        data = head + text.encode("utf-8")
        self._output.write(data)
        self._rows.put(row, self._size + len(head))
        self._size += len(data)
        self._lines += 1

    def tidy(self) -> None:
        """Take out the rows that others have replaced."""
        if self._lines == len(self._rows):
            return
        with self._target.replaced() as draft:
            at = 0
            self._output.file.seek(0)
            for line in self._output.file:
                if (self._head and not at) or self._rows.counts(at):
                    draft.file.write(line)
                at += len(line)
            self._output.settle()


@contextmanager
def _output(arguments: argparse.Namespace, kind: Kind, lang: Lang) -> Generator[Output]:
    if arguments.resume and (kind.name == "json" or arguments.output is None):
        raise UsageError(
            "--resume needs --output, and --to jsonl, csv or parquet",
            zh="--resume 要有 --output，格式为 jsonl、csv 或 parquet",
        )
    if arguments.output is None:
        with _anew(kind, sys.stdout.write) as output:
            yield output
        return
    target = Target(arguments.output)
    target.refuse_inputs(arguments.files)
    if not target.regular:
        with Path(target.name).open("w", encoding="utf-8", newline="") as stream, _anew(kind, stream.write) as output:
            yield output
        return
    with target.alone():
        yield from _resumed(target, kind) if arguments.resume else _replaced(target, kind, lang)


def _replaced(target: Target, kind: Kind, lang: Lang) -> Generator[Output]:
    with target.replaced() as draft:
        with _anew(kind, lambda text: draft.write(text.encode("utf-8"))) as output:
            yield output
        draft.wanted = output.read
    if not output.read:
        nothing_read(target.name, lang)


def nothing_read(name: str, lang: Lang) -> None:
    """Say that there is nothing to write."""
    told = Text("没有读到报告，{} 保持原样", "no report was read, and {} stays as it was").get(lang)
    print(told.format(visible(name)), file=sys.stderr)


def _resumed(target: Target, kind: Kind) -> Generator[Output]:
    with ExitStack() as stack:
        rows = Kept()
        stack.callback(rows.close)
        output = Resumed(kind, target, rows, stack)
        yield output
        output.tidy()


class _UnderWay:
    """The sources that are being read, with their state before, so that a row never claims a later one."""

    def __init__(self, output: Output, most: int) -> None:
        self._output = output
        self._most = most
        self._states: dict[str, State] = {}

    def through(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources that the output wants."""
        for source in sources:
            now = state(source, self._most)
            if self._output.wants(source.name, now):
                self._states[source.name] = now
                yield source

    def row(self, name: str, found: Found) -> tuple[Origin, State]:
        """Where a reading comes from; they come in the order of their sources."""
        source, part = name, 0
        if name not in self._states:
            before, _, number = name.rpartition("#")
            source, part = (before, int(number)) if before and number.isdecimal() else (name, 0)
        while self._states and next(iter(self._states)) != source and source in self._states:
            del self._states[next(iter(self._states))]
        now = self._states.get(source, UNKNOWN)
        return Origin(source, part, now.sha256, isinstance(found, Reading)), now
