"""Readings of many sources, one after the other, with progress; a bad source never stops the rest."""

import itertools
import sys
import time
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
    names: list[str] = []

    def paths() -> Iterator[str]:
        for source in itertools.chain(first, ahead):
            names.append(source.name)
            yield str(source.path)

    for path, found in read_many(paths(), format=how.format, limits=how.limits, processes=how.processes):
        name = names.pop(0)
        if isinstance(found, SeveralReportsError):
            yield from _several(name, str(path), how)
        else:
            yield name, found


def _one(source: Source, how: How) -> Iterator[Read]:
    try:
        yield source.name, read(str(source.path), format=how.format, limits=how.limits)
    except SeveralReportsError:
        yield from _several(source.name, str(source.path), how)
    except GovDisclosureError as error:
        yield source.name, error
    except OSError as error:
        yield source.name, unopened(error)


def _several(name: str, path: str, how: How) -> Iterator[Read]:
    for number, reading in enumerate(read_all(path, format=how.format, limits=how.limits), start=1):
        yield f"{name}#{number}", reading


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
