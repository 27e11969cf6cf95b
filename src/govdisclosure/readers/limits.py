"""Bounds that keep a hostile or damaged document from taking the machine, and the budget of one document."""

import time
from collections import Counter
from typing import Any, Final, cast

import attrs

from govdisclosure.errors import InvalidValueError, LimitExceededError, UsageError
from govdisclosure.forms.demands import demand
from govdisclosure.plain import quoted


def _positive(instance: "Limits", attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise InvalidValueError(
            f"Limits.{attribute.name} must be a number above 0 (got {quoted(value)})",
            zh=f"Limits.{attribute.name} 须为大于 0 的数（现为 {quoted(value)}）",
        )


@attrs.frozen(kw_only=True)
class Limits:
    """Bounds of every reader; each error about one names it, so that a trusted document can raise it.

    Sizes are bytes. The defaults are far above any report seen and far below what hurts.
    """

    document_bytes: int = attrs.field(default=16_000_000, validator=_positive)
    """Size of a file as it is given (HTML, text, CSV, JSON)."""
    package_bytes: int = attrs.field(default=64_000_000, validator=_positive)
    """Size of a PDF, or of a zip package (DOCX, XLSX) before unpacking."""
    unpacked_bytes: int = attrs.field(default=64_000_000, validator=_positive)
    """Sum of the unpacked sizes of the parts that are read (of a PDF: of its streams)."""
    part_bytes: int = attrs.field(default=32_000_000, validator=_positive)
    """Unpacked size of one part of a package, or of one stream of a PDF."""
    package_parts: int = attrs.field(default=10_000, validator=_positive)
    """Parts in a package, or in a page saved as one file; tables in the scripts of a page."""
    archive_members: int = attrs.field(default=100_000, validator=_positive)
    """Files in a ZIP archive of documents, which the command line reads."""
    archive_bytes: int = attrs.field(default=1_000_000_000, validator=_positive)
    """Sum of the unpacked sizes of the documents in a ZIP archive."""
    tag_bytes: int = attrs.field(default=65_536, validator=_positive)
    """Length of one tag of markup, attributes included."""
    tag_attributes: int = attrs.field(default=1_000, validator=_positive)
    """Attributes in one tag of markup."""
    markup_depth: int = attrs.field(default=2_000, validator=_positive)
    """Elements open inside each other."""
    markup_tags: int = attrs.field(default=500_000, validator=_positive)
    """Tags and comments in one document."""
    style_work: int = attrs.field(default=3_000_000, validator=_positive)
    """Selectors of style sheets held against elements."""
    nodes: int = attrs.field(default=50_000, validator=_positive)
    """Values and names in one JSON document."""
    lines: int = attrs.field(default=50_000, validator=_positive)
    """Lines of text in one document: those outside of tables, and those beyond the first in a cell."""
    line_characters: int = attrs.field(default=100_000, validator=_positive)
    """Characters of one line; what is beyond is left out, with a notice."""
    table_depth: int = attrs.field(default=50, validator=_positive)
    """Tables nested in tables."""
    slots: int = attrs.field(default=100_000, validator=_positive)
    """Slots of all tables together, spans resolved."""
    rows: int = attrs.field(default=5_000, validator=_positive)
    """Rows of the form in one document, those of all its reports together."""
    pages: int = attrs.field(default=300, validator=_positive)
    """Pages of a PDF."""
    pdf_steps: int = attrs.field(default=1_000_000, validator=_positive)
    """Steps of reading a PDF (tokens, glyphs, references), about 5 µs each; a full page takes some 30,000."""
    seconds: float = attrs.field(default=20, validator=_positive)
    """Seconds of the processor for one document; a process of its own may take three times as many by the clock, and a
    pipe is waited for as many."""
    memory_bytes: int = attrs.field(default=500_000_000, validator=_positive)
    """Memory of a process that documents are read in (PDF, and everything in `read_many`), on Linux."""
    office_memory_bytes: int = attrs.field(default=2_000_000_000, validator=_positive)
    """Memory of LibreOffice, on Linux."""

    def hold(self, limit: str, found: int | float) -> None:
        """Raise `LimitExceededError` if ``found`` is above the bound named ``limit``."""
        try:
            over = found > (allowed := getattr(self, limit))
        except (AttributeError, TypeError):
            raise InvalidValueError(
                f"there is no limit {quoted(limit)} to hold {quoted(found)} against",
                zh=f"没有读取上限 {quoted(limit)} 可与 {quoted(found)} 比较",
            ) from None
        if over:
            raise LimitExceededError(limit, allowed, found)

    def raised(self, setting: str) -> "Limits":
        """The same bounds with one set from text, as in ``"slots=500000"``; `UsageError` for what is no bound."""
        demand(setting, str, "setting")
        name, _, text = setting.partition("=")
        known = {field.name: cast("type[float]", field.type) for field in attrs.fields(Limits)}
        try:
            value = known[name](text)
        except (KeyError, ValueError):
            raise UsageError(
                f"a limit is set as NAME=NUMBER, with one of {', '.join(known)} (got {setting!r})",
                zh=f"读取上限的写法是 名称=数字，名称为 {'、'.join(known)} 之一（现为 {setting!r}）",
            ) from None
        return cast("Limits", attrs.evolve(cast("Any", self), **{name: value}))


_BETWEEN: Final = 1_000
"""Pieces of work between two looks at the clock."""


_clock: Final = getattr(time, "thread_time", time.process_time)
"""Seconds of the processor; a browser, which has no threads, counts those of the process."""


class Budget:
    """What one document has cost so far, against its bounds; made once for a document, and for all parts of it.

    ``spent`` has what is counted, by the name of the bound. Time is that of the processor, for this thread.
    """

    def __init__(self, limits: Limits) -> None:
        """Start with nothing spent."""
        self.limits = limits
        self.spent: Counter[str] = Counter()
        self._until = _clock() + limits.seconds
        self._pieces = 0

    @classmethod
    def of(cls, limits: "Limits | Budget") -> "Budget":
        """The budget itself, or a new one within these bounds, for a reader that is called by itself."""
        return limits if isinstance(limits, Budget) else cls(limits)

    def hold(self, limit: str, found: int | float) -> None:
        """Raise `LimitExceededError` if ``found`` is above the bound named ``limit``."""
        self.limits.hold(limit, found)

    def take(self, limit: str, count: int = 1, *, of: str = "") -> None:
        """Spend so much of the bound named ``limit``, or raise `LimitExceededError`; from time to time ask the clock.

        ``of`` names what is counted apart from the rest against the same bound, as the merges of all sheets are.
        """
        self.limits.hold(limit, self._counted(limit, count, of))

    def has(self, limit: str, count: int = 1, *, of: str) -> bool:
        """Spend so much where that is no reason to stop; whether all of it was left."""
        allowed: int = getattr(self.limits, limit)
        return self._counted(limit, count, of) <= allowed

    def _counted(self, limit: str, count: int, of: str) -> int:
        key = f"{limit} of {of}" if of else limit
        self.spent[key] += count
        self.work(1)
        return self.spent[key]

    def work(self, pieces: int) -> None:
        """Count pieces of work that have no bound of their own, and from time to time ask the clock."""
        self._pieces += pieces
        if self._pieces >= _BETWEEN:
            self.tick()

    def tick(self) -> None:
        """Raise `LimitExceededError` if the time is up."""
        self._pieces = 0
        if _clock() > self._until:
            raise LimitExceededError("seconds", self.limits.seconds)


Bounds = Limits | Budget
"""What a reader is given: the budget of the document that it reads a part of, or bounds for one that it reads alone."""
