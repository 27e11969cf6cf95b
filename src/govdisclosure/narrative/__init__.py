"""What the text of a report states: figures with their reading, from clauses that are records."""

from govdisclosure.forms.demands import TEXT, demand
from govdisclosure.forms.text import Text
from govdisclosure.narrative.machine import Machine
from govdisclosure.narrative.mention import Mention

_YEAR = Text("年份（int）或 None", "a year (an int) or None")
_NAME = Text("机关名称（str）或 None", "the name of an organ (a str) or None")


def mentions(text: str, *, year: int | None = None, organ: str | None = None) -> tuple[Mention, ...]:
    """The figures that a text states, in order of the text; see `Mention`.

    ``year`` is the year that the text reports on; without it the one year that the text names, if there is one.
    ``organ`` is the name of the organ that reports: it tells whether a figure is the organ's own where the text speaks
    of a government, and a government's figure without a word on its scope is "unclear". Sentences of other years, of
    other business and of other organs give nothing; a figure with several readings is not settled.
    """
    demand(text, str, "text", TEXT)
    if year is not None and type(year) is not int:
        demand(year, type(None), "year", _YEAR)
    demand(organ, (str, type(None)), "organ", _NAME)
    return Machine(text, year, organ).read()
