"""Assertions for tests: that a report is consistent, that a reader never gives a wrong number, and what differs.

`assert_consistent` and `differences` need nothing but the package; `assert_reader` needs the extra ``testing``.
"""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias, cast

from govdisclosure.checking import Result, check
from govdisclosure.errors import GovDisclosureError, language, refused
from govdisclosure.forms.demands import demand_path, every, refuse, whole
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.say import digits
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular
from govdisclosure.model.compare import NO_CELL, Change, compare
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.optional import require
from govdisclosure.rules.rule import Outcome, Severity

SHOWN = 20
"""Differences that are listed; the rest is counted."""


# ---------------------------------------------------------------------------------------------------- consistent


def assert_consistent(x: Reading | Tabular, *, blank_as_zero: bool = False, lang: Lang = "en") -> None:
    """Raise AssertionError unless every identity was evaluated and holds and no rule of severity error failed."""
    __tracebackhide__ = True
    language(lang)
    result = check(x, blank_as_zero=blank_as_zero)
    if not result.ok:
        raise AssertionError("\n".join(_why(result, lang)))


def _why(result: Result, lang: Lang) -> Iterator[str]:
    """Why a result is not ok: what failed and what could not be evaluated."""
    told = [outcome for outcome in result.outcomes if _matters(outcome)]
    yield f"the report is not consistent: {result.verdict.value}"
    yield from (f"  {outcome.instance} {outcome.message(lang)}" for outcome in told[:SHOWN])
    if len(told) > SHOWN:
        yield f"  and {len(told) - SHOWN} more"
    if not told:
        yield "  a cell is absent or unreadable"


def _matters(outcome: Outcome) -> bool:
    failed = outcome.verdict is Verdict.FAILED and outcome.severity is Severity.ERROR
    return failed or (outcome.rule.essential and outcome.verdict in (Verdict.FAILED, Verdict.NOT_EVALUATED))


# ---------------------------------------------------------------------------------------------------- differences


def differences(left: object, right: object) -> list[str]:
    """What differs between two reports, or two tables of one name: a headline, then a line for each difference.

    Cells come with their official labels, both values and the difference, aligned for characters of double width. It is
    empty where the two are equal or cannot be held against each other.
    """
    if not _comparable(left, right):
        return []
    found = compare(cast("Tabular", left), cast("Tabular", right))
    if found.same:
        return []
    lines = _aligned(map(_line, found.changes[:SHOWN]))
    if len(found.changes) > SHOWN:
        lines.append(f"  and {len(found.changes) - SHOWN} more")
    lines += [f"  {each.name}: {each.before!r} != {each.after!r}" for each in found.particulars]
    lines += [f"  {line}" for line in found.text.message("en").splitlines()]
    return [f"{len(found.changes)} of {found.cells} cells differ", *lines]


def _comparable(left: object, right: object) -> bool:
    if isinstance(left, AnnualReport):
        return isinstance(right, AnnualReport)
    known = table_classes()
    return isinstance(left, known) and isinstance(right, known) and left.name == right.name


_Line = tuple[str, str, str, str]
"""Label, both values, and the difference."""


def _line(change: Change) -> _Line:
    step = "" if change.difference is None else f" ({digits(change.difference, '+')})"
    return change.label.zh, _shown(change.before), _shown(change.after), step


def _shown(value: Value | None) -> str:
    if value is None:
        return NO_CELL.en
    return repr(value) if isinstance(value, Gap) else digits(value)


def _aligned(lines: Iterable[_Line]) -> list[str]:
    rows = list(lines)
    name, left, right = (max((width(row[column]) for row in rows), default=0) for column in range(3))
    return [
        f"  {padded(row[0], name)}  {' ' * (left - width(row[1]))}{row[1]} != {padded(row[2], right)}{row[3]}".rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """Columns that a text takes in a terminal: two for a wide character, none for a combining or invisible one."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it, up to so many columns."""
    return text + " " * (columns - width(text))


# ---------------------------------------------------------------------------------------------------- readers

AnyPath: TypeAlias = str | os.PathLike[str]

HTML: Final[tuple[Literal["html"]]] = ("html",)


def _made(folder: Path) -> None:
    """Make the folder unless it is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(error) from error


def assert_reader(
    read: Callable[[bytes], Reading | AnnualReport | Mapping[str, Value | None]],
    *,
    formats: Collection[Literal["html", "text", "markdown"]] = HTML,
    layouts: Collection[str] | None = None,
    deviations: Collection[str] | None = None,
    refusals: tuple[type[Exception], ...] = (GovDisclosureError,),
    max_examples: int = 100,
    keep: AnyPath | None = None,
) -> None:
    """Raise AssertionError with the smallest document that ``read`` reads wrong, found by hypothesis.

    The document is kept as a file, which a note of the error names: in the folder ``keep``, or else in a new one among
    the temporary files of the system. The same holds of whatever else ``read`` raises.

    Two things must hold. A document that prints a report as the form does is read in full. A document that deviates
    from the form in the ways seen in published ones is read truly as far as it is read at all: a cell may be missing or
    have no number, and ``read`` may refuse the document with one of ``refusals``, but no number may be another one.

    ``read`` takes the bytes of a document and gives a `Reading`, an `AnnualReport`, or a mapping from addresses to
    numbers (None for a cell without one); a mapping may leave out what the reader does not care for. ``formats``,
    ``layouts`` and ``deviations`` are those of `govdisclosure.strategies.rendered`; of the layouts of each format, the
    plainest is the one to be read in full.
    """
    __tracebackhide__ = True
    require("hypothesis", extra="testing", purpose="assert_reader", purpose_zh="assert_reader")
    from govdisclosure.strategies.suite import prove

    if not callable(read):
        refuse("read", Text("函数", "a function"), read)
    formats = cast("Collection[Literal['html', 'text', 'markdown']]", every(formats, str, "formats"))
    layouts = None if layouts is None else every(layouts, str, "layouts")
    deviations = None if deviations is None else every(deviations, str, "deviations")
    for each in every(refusals, type, "refusals"):
        if not issubclass(each, Exception):
            refuse("refusals", Text("异常类", "classes of exceptions"), cast("object", each))
    if keep is not None:
        demand_path(keep, "keep")
        _made(Path(keep))
    whole(max_examples, "max_examples", low=1, high=1_000_000)
    prove(
        read,
        formats=formats,
        layouts=layouts,
        deviations=deviations,
        refusals=tuple(refusals),
        max_examples=max_examples,
        keep=None if keep is None else Path(keep),
    )
