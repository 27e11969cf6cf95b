"""A figure that the text states, and what it can be a figure of."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal

import attrs

from govdisclosure.forms.demands import refuse
from govdisclosure.forms.say import as_json
from govdisclosure.forms.shared import LITIGATION, NOT_DISCLOSED, NOT_PROCESSED, OTHER_HANDLING, UNABLE_TO_PROVIDE
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Number

Scope = Literal["organ", "region", "unclear"]
"""For whom a figure counts: the organ itself, everyone in its region, or one of the two."""


def _together(parts: Iterable[Text]) -> Text:
    """Several things of the form counted together."""
    texts = tuple(parts)
    return Text("、".join(each.zh for each in texts) + "合计", " and ".join(each.en for each in texts) + ", together")


SUMS: Final = {
    "received_plus_carried_in": Text("新收与上年结转合计", "received and carried in, together"),
    "litigation_total": _together([LITIGATION]),
    "not_disclosed_total": _together(each.text for each in NOT_DISCLOSED.values()),
    "unable_to_provide_total": _together(each.text for each in UNABLE_TO_PROVIDE.values()),
    "not_processed_total": _together(each.text for each in NOT_PROCESSED.values()),
    "other_handling_total": _together(each.text for each in OTHER_HANDLING.values()),
}
"""Sums over several cells that have a name."""

FIGURES: Final = {
    "items_website": Text("网站公开条数", "items on the website"),
    "items_wechat": Text("微信发布条数", "items on WeChat"),
    "items_microblog": Text("微博发布条数", "items on the microblog"),
    "gazette_issues": Text("政府公报期数", "issues of the gazette"),
    "interpretations": Text("政策解读件数", "interpretations of policies"),
    "messages_answered": Text("回复留言条数", "messages answered"),
    "trainings": Text("培训次数", "trainings"),
    "accountability_cases": Text("责任追究件数", "cases of accountability"),
    "staff": Text("工作人员数", "staff"),
}
"""Figures that no table of the form holds; researchers want them as columns."""


_NUMBER: Final = Text("整数或有限的小数", "an int or a finite Decimal")


def _finite(instance: object, attribute: "attrs.Attribute[Number]", value: object) -> None:
    """A validator: what is no number equals nothing, not even itself."""
    if type(value) is not int and not (type(value) is Decimal and value.is_finite()):
        refuse(f"Mention.{attribute.name}", _NUMBER, value)


@attrs.frozen(kw_only=True)
class Mention:
    """A figure as the text states it.

    ``what`` is the address of a cell (of a row of table three that of its total, unless an applicant is named), the
    name of a sum over several cells (``SUMS``, or their
    addresses with plus signs between them), ``handling_fee``, or a figure that no table holds (``FIGURES``).
    ``value`` is in the unit of the form (a fee of table two in 10,000 yuan, the handling fee in yuan), ``unit`` as
    printed and empty where none is. ``span`` are the first and the last position plus one in the text. ``readings`` are
    what the figure may be, ``what`` the likeliest of them; a mention is ``settled`` where there is one reading only and
    nothing left open, so that it may be held against the tables. A figure of ``FIGURES`` has nothing to be held against
    and is never settled. ``quote`` are the words that state it, ``section`` is the name of the section of the report
    that they stand in; ``span`` counts within the text of that section (see ``govdisclosure.model.mentions.text_of``).
    """

    what: str
    value: Number = attrs.field(validator=_finite)
    unit: str
    scope: Scope
    year: int | None
    span: tuple[int, int]
    settled: bool
    readings: tuple[str, ...]
    quote: str
    section: str = ""

    @property
    def figure(self) -> bool:
        """Whether it is a figure that no table holds."""
        return self.what in FIGURES

    def to_dict(self) -> dict[str, object]:
        """All of it as JSON types; an amount is a text, as in reports."""
        return {
            "what": self.what,
            "value": as_json(self.value),
            "unit": self.unit,
            "scope": self.scope,
            "year": self.year,
            "settled": self.settled,
            "readings": list(self.readings),
            "section": self.section,
            "span": list(self.span),
            "quote": self.quote,
        }


def plain(value: Number) -> Number:
    """An amount without superfluous zeros."""
    return value.normalize() + 0 if isinstance(value, Decimal) else value
