"""Readings of many sources, one after the other, with progress; a bad source never stops the rest."""

import itertools
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator

import attrs

from govdisclosure.cli.sources import Source
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang
from govdisclosure.model.reading import Reading, Readings
from govdisclosure.plain import visible
from govdisclosure.readers.limits import Limits

Read = tuple[str, Reading | GovDisclosureError]
"""The name of a source and what came of it."""


@attrs.frozen(kw_only=True)
class How:
    """How sources are read."""

    format: str | None = None
    limits: Limits = attrs.Factory(Limits)
    processes: int | None = None


def not_read(name: str, error: GovDisclosureError, lang: Lang) -> None:
    """Say why a source could not be read."""
    print(f"{visible(name)}{COLON.get(lang)}{error.message(lang)}", file=sys.stderr)


def all_read(found: Iterable[Read], lang: Lang) -> list[tuple[str, Reading]] | None:
    """Every reading with its name; None if there is a source that could not be read, and it is said why."""
    read: list[tuple[str, Reading]] = []
    failed = False
    for name, item in found:
        if isinstance(item, GovDisclosureError):
            failed = True
            not_read(name, item, lang)
        else:
            read.append((name, item))
    return None if failed else read


def readings(sources: Iterable[Source], how: How, done: Callable[[], None] | None = None) -> Iterator[Read]:
    """What each source gives, in order; a document of several reports gives each of them under a name of its own.

    ``done`` is called when all of a source was given.
    """
    ahead = iter(sources)
    first = list(itertools.islice(ahead, 2))
    waiting: deque[Source] = deque()

    def paths() -> Iterator[str]:
        for source in itertools.chain(first, ahead):
            waiting.append(source)
            if source.error is None:
                yield str(source.path)

    for found in _here(paths(), how) if len(first) < 2 else _elsewhere(paths(), how):
        yield from _refused(waiting)
        source = waiting.popleft()
        yield from _named(source.name, found)
        source.done()
        if done is not None:
            done()
    yield from _refused(waiting)


def _here(paths: Iterable[str], how: How) -> Iterator[Readings]:
    """What is in each file, read in this process: to start another one for a single file would take longer."""
    from govdisclosure.readers.one import file_readings

    for path in paths:
        try:
            found: Readings = file_readings(path, how.format, how.limits)
        except GovDisclosureError as error:
            found = error
        yield found


def _elsewhere(paths: Iterable[str], how: How) -> Iterator[Readings]:
    """What is in each file, read in processes that go down alone."""
    from govdisclosure.readers.many import read_each

    return (found for _, found in read_each(paths, how.format, how.limits, how.processes))


def _refused(waiting: deque[Source]) -> Iterator[Read]:
    """Those whose turn it is and that cannot be read."""
    while waiting and (error := waiting[0].error) is not None:
        yield waiting.popleft().name, error


def _named(name: str, found: Readings) -> Iterator[Read]:
    """A reading bears the name of its source, each of several with its number."""
    if isinstance(found, GovDisclosureError):
        yield name, found
    elif len(found) == 1:
        yield name, found[0]
    else:
        yield from ((f"{name}#{number}", reading) for number, reading in enumerate(found, start=1))
