"""Readings of many sources, one after the other, with progress; a bad source never stops the rest."""

import itertools
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TextIO

import attrs

from govdisclosure.cli.sources import Source
from govdisclosure.errors import GovDisclosureError, SeveralReportsError, unopened
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.reading import Reading
from govdisclosure.readers import read, read_all, read_many
from govdisclosure.readers.limits import Limits

Read = tuple[str, Reading | GovDisclosureError]
"""The name of a source and what came of it."""


@attrs.frozen(kw_only=True)
class How:
    """How sources are read."""

    format: str | None = None
    limits: Limits = attrs.Factory(Limits)
    processes: int | None = None


def readings(sources: Iterable[Source], how: How) -> Iterator[Read]:
    """What each source gives, in order; a document of several reports gives each of them under a name of its own."""
    ahead = iter(sources)
    first = list(itertools.islice(ahead, 2))
    if len(first) < 2:
        for source in first:
            yield from _one(source, how)
        return
    waiting: deque[Source] = deque()

    def paths() -> Iterator[str]:
        for source in itertools.chain(first, ahead):
            waiting.append(source)
            if source.error is None:
                yield str(source.path)

    for _, found in read_many(paths(), format=how.format, limits=how.limits, processes=how.processes):
        yield from _refused(waiting)
        source = waiting.popleft()
        if isinstance(found, SeveralReportsError):
            yield from _several(source, how)
        else:
            yield source.name, found
        source.done()
    yield from _refused(waiting)


def _refused(waiting: deque[Source]) -> Iterator[Read]:
    """Those whose turn it is and that cannot be read."""
    while waiting and (error := waiting[0].error) is not None:
        yield waiting.popleft().name, error


def _one(source: Source, how: How) -> Iterator[Read]:
    if source.error is not None:
        yield source.name, source.error
        return
    try:
        yield source.name, read(str(source.path), format=how.format, limits=how.limits)
    except SeveralReportsError:
        yield from _several(source, how)
    except OSError as error:
        yield source.name, unopened(error)
    except GovDisclosureError as error:
        yield source.name, error


def _several(source: Source, how: How) -> Iterator[Read]:
    try:
        found = read_all(str(source.path), format=how.format, limits=how.limits)
    except OSError as error:
        yield source.name, unopened(error)
    except GovDisclosureError as error:  # it has changed meanwhile
        yield source.name, error
    else:
        for number, reading in enumerate(found, start=1):
            yield f"{source.name}#{number}", reading


class Progress:
    """A line on a terminal that counts what was read; silent elsewhere and for a handful of files."""

    def __init__(self, lang: Lang, stream: TextIO | None = None) -> None:
        self._text = Text("已读 {} 个文件", "{} files read").get(lang)
        self._stream = sys.stderr if stream is None else stream
        self._shown = False
        self._next = time.monotonic() + 1

    def through(self, items: Iterable[Read]) -> Iterator[Read]:
        """The items as they come, counted."""
        for number, item in enumerate(items, start=1):
            if self._stream.isatty() and time.monotonic() >= self._next:
                self._show(self._text.format(number))
                self._next = time.monotonic() + 0.2
            yield item
        if self._shown:
            self._show("")

    def _show(self, text: str) -> None:
        self._shown = True
        self._stream.write(f"\r\x1b[2K{text}")
        self._stream.flush()
