"""The property suite for readers: a plain document is read in full, and no document gives a wrong number."""

import contextlib
import functools
import tempfile
import traceback
from collections.abc import Callable, Collection, Generator, Mapping
from pathlib import Path
from typing import cast

import attrs
from hypothesis import HealthCheck, given, settings

from govdisclosure.forms.values import Gap, Number, Value
from govdisclosure.model.access import addresses, label, values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.strategies.documents import Rendered, rendered
from govdisclosure.strategies.layouts import LAYOUTS, Format

Read = Reading | AnnualReport | Mapping[str, Value | None]
"""What a reader may give: a reading, a report, or numbers by address (None for a cell without one)."""

Reader = Callable[[bytes], Read]


def numbers(read: Read) -> dict[str, Number]:
    """The numbers that were read, by address."""
    if isinstance(read, Reading):
        read = read.report
    found = values(read) if isinstance(read, AnnualReport) else read
    return {address: value for address, value in found.items() if value is not None and not isinstance(value, Gap)}


def wrong(read: Read, document: Rendered) -> list[str]:
    """One line for each number that was read and does not stand there."""
    truth = cast("Mapping[str, object]", values(document.truth))
    return [
        _line(document, address, f"read {number}")
        for address, number in numbers(read).items()
        if truth.get(address) != number
    ]


def missed(read: Read, document: Rendered) -> list[str]:
    """One line for each number that stands there and was not read; a mapping may leave out what it does not know."""
    found = numbers(read)
    wanted = read if isinstance(read, Mapping) and read else addresses(document.truth)
    truth = {address: value for address, value in values(document.truth).items() if not isinstance(value, Gap)}
    return [_line(document, address, "not read") for address in truth if address in wanted and address not in found]


def _line(document: Rendered, address: str, read: str) -> str:
    if address not in document.printed:
        return f"  {address}: not in the document, {read}"
    shown = document.printed[address]
    return f"  {address} ({label(document.truth, address)}): printed {shown!r}, {read}"


def _report(document: Rendered, headline: str, lines: list[str]) -> None:
    if lines:
        how = ", ".join([document.layout, *document.deviations])
        raise AssertionError("\n".join([f"{headline} ({document.format}: {how})", *lines[:10]]))


SUFFIXES: Mapping[Format, str] = {"html": ".html", "text": ".txt", "markdown": ".md"}


@attrs.frozen
class Folder:
    """Where the smallest document that fails is kept: ``given``, or a new temporary folder once one fails."""

    given: Path | None

    @functools.cached_property
    def path(self) -> Path:
        """The folder, which is there."""
        if self.given is None:
            return Path(tempfile.mkdtemp(prefix="govdisclosure-"))
        return self.given

    @contextlib.contextmanager
    def keeping(self, document: Rendered) -> Generator[None, None, None]:
        """Keep the document if anything is raised, in the place of larger ones that raise the same; say where it is."""
        try:
            yield
        except Exception as error:
            # hypothesis tells failures apart by their class and line, and shows the smallest of each at last
            *_, (_, line) = traceback.walk_tb(error.__traceback__)
            name = f"smallest-{type(error).__name__}-{line}{SUFFIXES[document.format]}"
            (self.path / name).write_bytes(document.content)
            error.add_note(f"the document is kept in {self.path / name}")
            raise


def prove(
    read: Reader,
    *,
    formats: Collection[Format],
    layouts: Collection[str] | None,
    deviations: Collection[str] | None,
    refusals: tuple[type[Exception], ...],
    max_examples: int,
    keep: Path | None,
) -> None:
    """Run both properties; the first that fails raises with the smallest document found, which is kept as a file."""
    folder = Folder(keep)
    sure = settings(max_examples=max_examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    chosen = [layout for layout in LAYOUTS if layout.format in formats and (layouts is None or layout.name in layouts)]
    plainest = {layout.format: layout.name for layout in reversed(chosen)}

    @sure
    @given(rendered(formats=formats, layouts=list(plainest.values()), deviations=()))
    def reads_plain_documents(document: Rendered) -> None:
        with folder.keeping(document):
            found = read(document.content)
            _report(document, "a plain document is read wrong", wrong(found, document))
            _report(document, "a plain document is not read in full", missed(found, document))

    @sure
    @given(rendered(formats=formats, layouts=layouts, deviations=deviations))
    def reads_no_wrong_number(document: Rendered) -> None:
        with folder.keeping(document):
            try:
                found = read(document.content)
            except refusals:
                return
            _report(document, "a wrong number is read", wrong(found, document))

    reads_plain_documents()
    reads_no_wrong_number()
