"""The annual report: its tables, its organ and year, and the text of its sections."""

import datetime
from decimal import Decimal
from typing import Any, cast

import attrs

from govdisclosure.errors import InvalidTypeError, InvalidValueError
from govdisclosure.forms.declare import sparse_pretty
from govdisclosure.forms.demands import are, demand, is_a
from govdisclosure.forms.editions import Proactive, Requests, build, classes, edition_for, zero
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap, Money, check_money
from govdisclosure.plain import quoted

_GAP_WORDS = frozenset(gap.value for gap in Gap)


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


def _fee(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    check_money("AnnualReport.handling_fee", value)


@attrs.frozen
class Organ:
    """The administrative organ that reports, by its name as printed."""

    name: str | Gap = attrs.field(default=Gap.ABSENT, validator=_name)
    """The name as printed."""


@attrs.frozen
class Period:
    """The statistical period as printed, both days included."""

    start: datetime.date = attrs.field(validator=is_a(datetime.date))
    """The first day."""
    end: datetime.date = attrs.field(validator=is_a(datetime.date))
    """The last day."""


DEEPEST = 64
"""How many levels sections may stand below each other: whatever holds them can then be written, compared and copied."""


def _subsections(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    are(Section)(instance, attribute, value)
    level = cast("tuple[Section, ...]", value)
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

    heading: str = attrs.field(default="", validator=is_a(str))
    text: str = attrs.field(default="", validator=is_a(str))
    subsections: tuple["Section", ...] = attrs.field(default=(), validator=_subsections)


def _section_or_gap(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, (Section, Gap)):
        raise InvalidTypeError(
            f"Sections.{attribute.name} must be a Section or a Gap (got {quoted(value)})",
            zh=f"Sections.{attribute.name} 须为 Section 或 Gap（现为 {quoted(value)}）",
        )


@attrs.frozen(kw_only=True)
class Sections:
    """The three sections of the report that are text: one, five and six."""

    overview: Section | Gap = attrs.field(default=Gap.ABSENT, validator=_section_or_gap)
    """Section one: what was done in the year."""
    problems: Section | Gap = attrs.field(default=Gap.ABSENT, validator=_section_or_gap)
    """Section five: what was wrong, and what was mended."""
    other_matters: Section | Gap = attrs.field(default=Gap.ABSENT, validator=_section_or_gap)
    """Section six: whatever else is to be told, the information handling fee among it."""


def _table(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    demand(value, classes(attribute.name)[::-1], f"AnnualReport.{attribute.name}")


@attrs.frozen(kw_only=True)
class AnnualReport:
    """An annual report on open government information work, as printed.

    Tables of any edition go together in any mixture; comparing ``requests.edition`` tells a type checker which class
    one is, as ``isinstance`` does. Totals are kept as reported, right or wrong: a report that contradicts itself is
    data.
    """

    organ: Organ = attrs.field(factory=Organ, validator=is_a(Organ))
    """Who reports."""
    year: int | Gap = attrs.field(default=Gap.ABSENT, validator=_year)
    """The year that is reported on, not the one in which the report was published."""
    period: Period | None = attrs.field(default=None, validator=attrs.validators.optional(is_a(Period)))
    """The period that the report names; None if it names none."""
    proactive: Proactive = attrs.field(validator=_table)
    """Table two: what was disclosed without a request."""
    requests: Requests = attrs.field(validator=_table)
    """Table three: requests received, and how they ended."""
    remedies: Remedies = attrs.field(validator=_table)
    """Table four: reconsideration and litigation."""
    sections: Sections = attrs.field(factory=Sections, validator=is_a(Sections))
    """Sections one, five and six, which are text."""
    handling_fee: Money = attrs.field(default=Gap.ABSENT, validator=_fee)
    """The information handling fee (信息处理费, in yuan) that section six states.

    It has nothing to do with the fees of table two (in 10,000 yuan).
    """

    _repr_pretty_ = sparse_pretty


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
