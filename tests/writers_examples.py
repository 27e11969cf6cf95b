"""Documents of our own format that the tests of the writers share."""

import datetime
from decimal import Decimal

import attrs

import figures
import govdisclosure as gd

_section = gd.Section(heading="一、总体情况", text="略：", subsections=(gd.Section(heading="（一）"),))
_full = attrs.evolve(
    figures.report(figures.SUQIAN_2024),
    period=gd.Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)),
    sections=gd.Sections(overview=_section, problems=gd.Gap.BLANK),
    handling_fee=Decimal("2230"),
)
_old = gd.blank(2020)

DOCUMENTS = {
    "full": gd.to_dict(_full),
    "old": gd.to_dict(_old),
    "mixed": gd.to_dict(figures.report(figures.HONGZE_2024)),
    "requests": gd.to_dict(_full.requests),
    "proactive": gd.to_dict(_old.proactive),
    "remedies": gd.to_dict(_old.remedies),
}
"""Of both editions and every table, as mappings."""
