"""The annual report: its tables, its organ and year, and the text of its sections."""

import datetime
import re
from decimal import Decimal
from typing import Any, Final, cast

import attrs

from govdisclosure.display import in_notebook
from govdisclosure.errors import InvalidTypeError, InvalidValueError
from govdisclosure.forms.declare import sparse_pretty, zero
from govdisclosure.forms.demands import exactly, is_a, refuse
from govdisclosure.forms.editions import Proactive, Requests, build, classes, edition_for
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Money, check_money
from govdisclosure.plain import quoted

_GAP_WORDS = frozenset(gap.value for gap in Gap)
_HALVES: Final = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")


def _text(value: str) -> str:
    """A text as a str itself, and two halves of a character beside each other as that character, as JSON reads them."""
    return _HALVES.sub(_whole, str.__str__(value)) if isinstance(value, str) else value  # pyright: ignore[reportUnnecessaryIsInstance]


def _whole(halves: re.Match[str]) -> str:
    return halves[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _text_or_gap(value: str | Gap) -> str | Gap:
    return value if isinstance(value, Gap) else _text(value)


def _name(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, (str, Gap)):
        raise InvalidTypeError(
            f"Organ.name must be a str or a Gap (got {quoted(value)})",
            zh=f"Organ.name 须为 str 或 Gap（现为 {quoted(value)}）",
        )
    if value in _GAP_WORDS:
        raise InvalidValueError(
            f"Organ.name must not be the word of a gap; use Gap({quoted(value)}) (got {quoted(value)})",
            zh=f"Organ.name 不能是表示缺值的词；请用 Gap({quoted(value)})（现为 {quoted(value)}）",
        )


def _year(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if isinstance(value, Gap):
        return
    if type(value) is not int:
        raise InvalidTypeError(
            f"AnnualReport.year must be an int or a Gap (got {quoted(value)})",
            zh=f"AnnualReport.year 须为 int 或 Gap（现为 {quoted(value)}）",
        )
    if not 1 <= value <= 9999:
        raise InvalidValueError(
            f"AnnualReport.year must be a year of four digits (got {quoted(value)})",
            zh=f"AnnualReport.year 须为四位数的年份（现为 {quoted(value)}）",
        )


def _day(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    name = f"Period.{attribute.name}"
    if isinstance(value, datetime.datetime):
        raise InvalidTypeError(
            f"{name} must be a date without a time of day; take its .date() (got {quoted(value)})",
            zh=f"{name} 须为不带时刻的日期；请用它的 .date()（现为 {quoted(value)}）",
        )
    is_a(datetime.date)(instance, attribute, value)


def _fee(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    check_money("AnnualReport.handling_fee", value)


@attrs.frozen
class Organ:
    """The administrative organ that reports, by its name as printed."""

    name: str | Gap = attrs.field(default=Gap.ABSENT, converter=_text_or_gap, validator=_name)
    """The name as printed."""


@attrs.frozen
class Period:
    """The statistical period as printed, both days included."""

    start: datetime.date = attrs.field(validator=_day)
    """The first day."""
    end: datetime.date = attrs.field(validator=_day)
    """The last day."""


DEEPEST = 64
"""How many levels sections may stand below each other: whatever holds them can then be written, compared and copied."""


def _subsections(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    exactly(tuple)(instance, attribute, value)
    level = cast("tuple[Section, ...]", value)
    for each in level:
        if type(each) is not Section:
            refuse("Section.subsections[...]", Text(" Section", "a Section"), each)
    depth = 1
    while level:
        depth += 1
        if depth > DEEPEST:
            raise InvalidValueError(
                f"sections stand at most {DEEPEST} levels below each other", zh=f"章节最多套 {DEEPEST} 层"
            )
        level = tuple(inner for each in level for inner in each.subsections)


@attrs.frozen(kw_only=True)
class Section:
    """A section of the text: its heading as printed (empty if none), its own text, and its subsections in order."""

    heading: str = attrs.field(default="", converter=_text, validator=is_a(str))
    text: str = attrs.field(default="", converter=_text, validator=is_a(str))
    subsections: tuple["Section", ...] = attrs.field(default=(), validator=_subsections)


@attrs.frozen(kw_only=True)
class Sections:
    """The three sections of the report that are text: one, five and six."""

    overview: Section | Gap = attrs.field(default=Gap.ABSENT, validator=exactly(Section, Gap))
    """Section one: what was done in the year."""
    problems: Section | Gap = attrs.field(default=Gap.ABSENT, validator=exactly(Section, Gap))
    """Section five: what was wrong, and what was mended."""
    other_matters: Section | Gap = attrs.field(default=Gap.ABSENT, validator=exactly(Section, Gap))
    """Section six: whatever else is to be told, the information handling fee among it."""


def _table(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    exactly(*classes(attribute.name)[::-1])(instance, attribute, value)


@attrs.frozen(kw_only=True)
class AnnualReport:
    """An annual report on open government information work, as printed.

    Tables of any edition go together in any mixture; comparing ``requests.edition`` tells a type checker which class
    one is, as ``isinstance`` does. Totals are kept as reported, right or wrong: a report that contradicts itself is
    data.
    """

    organ: Organ = attrs.field(factory=Organ, validator=exactly(Organ))
    """Who reports."""
    year: int | Gap = attrs.field(default=Gap.ABSENT, validator=_year)
    """The year that is reported on, not the one in which the report was published."""
    period: Period | None = attrs.field(default=None, validator=attrs.validators.optional(exactly(Period)))
    """The period that the report names; None if it names none."""
    proactive: Proactive = attrs.field(validator=_table)
    """Table two: what was disclosed without a request."""
    requests: Requests = attrs.field(validator=_table)
    """Table three: requests received, and how they ended."""
    remedies: Remedies = attrs.field(validator=_table)
    """Table four: reconsideration and litigation."""
    sections: Sections = attrs.field(factory=Sections, validator=exactly(Sections))
    """Sections one, five and six, which are text."""
    handling_fee: Money = attrs.field(default=Gap.ABSENT, validator=_fee)
    """The information handling fee (信息处理费, in yuan) that section six states.

    It has nothing to do with the fees of table two (in 10,000 yuan).
    """

    _repr_pretty_ = sparse_pretty
    _repr_html_ = in_notebook


def _filled(year: int | Gap, organ: str | Gap, edition: Edition | None, gap: Gap | None) -> AnnualReport:
    chosen: Edition = edition or edition_for(year)
    if not isinstance(chosen, str) or chosen not in FORMS:  # pyright: ignore[reportUnnecessaryIsInstance]
        known = ", ".join(map(repr, FORMS))
        raise InvalidValueError(
            f"edition must be one of {known} (got {quoted(chosen)})",
            zh=f"edition 只能是 {known} 之一（现为 {quoted(chosen)}）",
        )
    form = FORMS[chosen]
    return AnnualReport(
        organ=Organ(organ),
        year=year,
        proactive=build(form.proactive, lambda cell: zero(cell) if gap is None else gap),
        requests=build(form.requests, lambda cell: zero(cell) if gap is None else gap),
        remedies=build(form.remedies, lambda cell: zero(cell) if gap is None else gap, edition=chosen),
        handling_fee=Decimal(0) if gap is None else gap,
    )


def zeros(year: int | Gap, *, organ: str | Gap = Gap.ABSENT, edition: Edition | None = None) -> AnnualReport:
    """A report whose every cell is zero; without ``edition`` the one that fits the year."""
    return _filled(year, organ, edition, None)


def blank(year: int | Gap, *, organ: str | Gap = Gap.ABSENT, edition: Edition | None = None) -> AnnualReport:
    """A report whose every cell is printed empty; without ``edition`` the one that fits the year."""
    return _filled(year, organ, edition, Gap.BLANK)
