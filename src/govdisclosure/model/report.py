"""The annual report: its tables, its organ and year, and the text of its sections."""

import datetime
from decimal import Decimal
from typing import Any

import attrs

from govdisclosure.errors import InvalidTypeError, InvalidValueError
from govdisclosure.forms.declare import Edition, sparse_pretty
from govdisclosure.forms.editions import (
    PROACTIVE,
    REQUESTS,
    Proactive,
    Requests,
    build,
    edition_for,
    zero,
)
from govdisclosure.forms.form2019 import Proactive2019, Requests2019
from govdisclosure.forms.form2021 import Proactive2021, Requests2021
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import Gap, Money, check_money

_GAP_WORDS = frozenset(gap.value for gap in Gap)


def _name(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, (str, Gap)):
        raise InvalidTypeError(
            f"Organ.name must be a str or a Gap (got {value!r})", zh=f"Organ.name 须为 str 或 Gap（现为 {value!r}）"
        )
    if value in _GAP_WORDS:
        raise InvalidValueError(
            f"Organ.name must not be the word of a gap; use Gap({value!r}) (got {value!r})",
            zh=f"Organ.name 不能是表示缺值的词；请用 Gap({value!r})（现为 {value!r}）",
        )


def _year(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if isinstance(value, Gap):
        return
    if type(value) is not int:
        raise InvalidTypeError(
            f"AnnualReport.year must be an int or a Gap (got {value!r})",
            zh=f"AnnualReport.year 须为 int 或 Gap（现为 {value!r}）",
        )
    if not 1 <= value <= 9999:
        raise InvalidValueError(
            f"AnnualReport.year must be a year of four digits (got {value!r})",
            zh=f"AnnualReport.year 须为四位数的年份（现为 {value!r}）",
        )


def _fee(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    check_money("AnnualReport.handling_fee", value)


@attrs.frozen
class Organ:
    """The administrative organ that reports, by its name as printed."""

    name: str | Gap = attrs.field(default=Gap.ABSENT, validator=_name)


@attrs.frozen
class Period:
    """The statistical period as printed, both days included."""

    start: datetime.date = attrs.field(validator=attrs.validators.instance_of(datetime.date))
    end: datetime.date = attrs.field(validator=attrs.validators.instance_of(datetime.date))


@attrs.frozen(kw_only=True)
class Section:
    """A section of the text: its heading as printed (empty if none), its own text, and its subsections in order."""

    heading: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    text: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    subsections: tuple["Section", ...] = attrs.field(default=(), validator=attrs.validators.instance_of(tuple))


def _section_or_gap(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if not isinstance(value, (Section, Gap)):
        raise InvalidTypeError(
            f"Sections.{attribute.name} must be a Section or a Gap (got {value!r})",
            zh=f"Sections.{attribute.name} 须为 Section 或 Gap（现为 {value!r}）",
        )


@attrs.frozen(kw_only=True)
class Sections:
    """The three sections of the report that are text: one, five and six."""

    overview: Section | Gap = attrs.field(default=Gap.ABSENT, validator=_section_or_gap)
    problems: Section | Gap = attrs.field(default=Gap.ABSENT, validator=_section_or_gap)
    other_matters: Section | Gap = attrs.field(default=Gap.ABSENT, validator=_section_or_gap)


@attrs.frozen(kw_only=True)
class AnnualReport:
    """An annual report on open government information work, as printed.

    Tables of either edition go together in any mixture. Totals are kept as reported, right or wrong: a report that
    contradicts itself is data. ``handling_fee`` is the information handling fee (信息处理费, in yuan) that section six
    states, which has nothing to do with the fees of table two (in 10,000 yuan).
    """

    organ: Organ = attrs.field(factory=Organ, validator=attrs.validators.instance_of(Organ))
    year: int | Gap = attrs.field(default=Gap.ABSENT, validator=_year)
    period: Period | None = attrs.field(
        default=None, validator=attrs.validators.optional(attrs.validators.instance_of(Period))
    )
    proactive: Proactive2021 | Proactive2019 = attrs.field(
        validator=attrs.validators.instance_of((Proactive2021, Proactive2019))
    )
    requests: Requests2021 | Requests2019 = attrs.field(
        validator=attrs.validators.instance_of((Requests2021, Requests2019))
    )
    remedies: Remedies = attrs.field(validator=attrs.validators.instance_of(Remedies))
    sections: Sections = attrs.field(factory=Sections, validator=attrs.validators.instance_of(Sections))
    handling_fee: Money = attrs.field(default=Gap.ABSENT, validator=_fee)

    _repr_pretty_ = sparse_pretty


def _filled(year: int | Gap, organ: str | Gap, edition: Edition | None, gap: Gap | None) -> AnnualReport:
    chosen: Edition = edition or edition_for(year)
    if chosen not in PROACTIVE:
        known = ", ".join(map(repr, PROACTIVE))
        raise InvalidValueError(
            f"edition must be one of {known} (got {chosen!r})", zh=f"edition 只能是 {known} 之一（现为 {chosen!r}）"
        )
    proactive: type[Proactive] = PROACTIVE[chosen]
    requests: type[Requests] = REQUESTS[chosen]
    return AnnualReport(
        organ=Organ(organ),
        year=year,
        proactive=build(proactive, lambda cell: zero(cell) if gap is None else gap),
        requests=build(requests, lambda cell: zero(cell) if gap is None else gap),
        remedies=build(Remedies, lambda cell: zero(cell) if gap is None else gap, edition=chosen),
        handling_fee=Decimal(0) if gap is None else gap,
    )


def zeros(year: int | Gap, *, organ: str | Gap = Gap.ABSENT, edition: Edition | None = None) -> AnnualReport:
    """A report whose every cell is zero; without ``edition`` the one that fits the year."""
    return _filled(year, organ, edition, None)


def blank(year: int | Gap, *, organ: str | Gap = Gap.ABSENT, edition: Edition | None = None) -> AnnualReport:
    """A report whose every cell is printed empty; without ``edition`` the one that fits the year."""
    return _filled(year, organ, edition, Gap.BLANK)
