"""Assertions for tests: that a report is consistent, that a reader never gives a wrong number, and what differs.

`assert_consistent` and `differences` need nothing but the package; `assert_reader` needs the extra ``testing``.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, Literal, cast

from govdisclosure.checking import Result, check
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.demands import every, language, refuse, whole
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.say import digits
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular, cells_of, label, values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.optional import require
from govdisclosure.rules.rule import Outcome, Severity
from govdisclosure.writers.record import to_record

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
    one, other = cast("Tabular", left), cast("Tabular", right)
    cells = list(_cells(one, other))
    lines = [*_aligned(cells[:SHOWN]), *([f"  and {len(cells) - SHOWN} more"] if len(cells) > SHOWN else [])]
    lines += _beside(one, other)
    total = len(dict.fromkeys([*cells_of(one), *cells_of(other)]))
    return [f"{len(cells)} of {total} cells differ", *lines] if lines else []


def _comparable(left: object, right: object) -> bool:
    if isinstance(left, AnnualReport):
        return isinstance(right, AnnualReport)
    known = table_classes()
    return isinstance(left, known) and isinstance(right, known) and left.name == right.name


_Line = tuple[str, str, str, str]
"""Label, both values, and the difference."""


def _cells(one: Tabular, other: Tabular) -> Iterator[_Line]:
    held, against = values(one), values(other)
    for address in dict.fromkeys([*held, *against]):
        left, right = held.get(address), against.get(address)
        if left != right:
            of = one if address in held else other
            yield label(address, "zh", of=of), _shown(left), _shown(right), _step(left, right)


def _shown(value: Value | None) -> str:
    if value is None:
        return "no such cell"
    return repr(value) if isinstance(value, Gap) else digits(value)


def _step(left: Value | None, right: Value | None) -> str:
    if left is None or right is None or isinstance(left, Gap) or isinstance(right, Gap):
        return ""
    return f" ({digits(right - left, '+')})"


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


def _beside(one: Tabular, other: Tabular) -> list[str]:
    """What differs beside the cells: organ, year, editions, the unit of an amount, the text of the sections."""
    left, right = _attributes(one), _attributes(other)
    names = dict.fromkeys([*left, *right])
    return [
        f"  {name}: {left.get(name)!r} != {right.get(name)!r}" for name in names if left.get(name) != right.get(name)
    ]


def _attributes(x: Tabular) -> Mapping[str, object]:
    """What takes part in comparing two of a kind and is no cell."""
    record: Mapping[str, object] = to_record(x)
    sections = {"sections": x.sections} if isinstance(x, AnnualReport) else dict[str, object]()
    # table four is the same in all editions, and its edition takes no part
    ignored = {*cells_of(x), "remedies.edition", "edition" if isinstance(x, Remedies) else ""}
    return {**{name: value for name, value in record.items() if name not in ignored}, **sections}


# ---------------------------------------------------------------------------------------------------- readers

HTML: Final[tuple[Literal["html"]]] = ("html",)


def assert_reader(
    read: Callable[[bytes], Reading | AnnualReport | Mapping[str, Value | None]],
    *,
    formats: Collection[Literal["html", "text", "markdown"]] = HTML,
    layouts: Collection[str] | None = None,
    deviations: Collection[str] | None = None,
    refusals: tuple[type[Exception], ...] = (GovDisclosureError,),
    max_examples: int = 100,
) -> None:
    """Raise AssertionError with the smallest document that ``read`` reads wrong, found by hypothesis.

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
    whole(max_examples, "max_examples", low=1, high=1_000_000)
    prove(
        read,
        formats=formats,
        layouts=layouts,
        deviations=deviations,
        refusals=tuple(refusals),
        max_examples=max_examples,
    )
