"""The figures that the text of a report states."""

import functools
from bisect import bisect_right

import attrs

from govdisclosure.forms.values import Gap
from govdisclosure.model.access import cells_of
from govdisclosure.model.report import AnnualReport, Section
from govdisclosure.narrative import mentions
from govdisclosure.narrative.mention import FIGURES, Mention


def text_of(section: Section | Gap) -> str:
    """The text of a section with the headings and texts of its subsections, each on a line of its own."""
    if isinstance(section, Gap):
        return ""
    inner = (f"{each.heading}\n{text_of(each)}" for each in section.subsections)
    return "\n".join(filter(str.strip, (section.text, *inner)))


def mentions_of(report: AnnualReport) -> tuple[Mention, ...]:
    """The figures that sections one, five and six state, in order; see `Mention`."""
    year = None if isinstance(report.year, Gap) else report.year
    organ = None if isinstance(report.organ.name, Gap) else report.organ.name
    return _mentions(report.sections.overview, report.sections.problems, report.sections.other_matters, year, organ)


@functools.lru_cache(maxsize=8)
def _mentions(
    overview: Section | Gap, problems: Section | Gap, other_matters: Section | Gap, year: int | None, organ: str | None
) -> tuple[Mention, ...]:
    """The same, remembered for the reports looked at last: reading, rules and diagnosis ask one after another."""
    texts = {"overview": overview, "problems": problems, "other_matters": other_matters}
    parts = {name: text for name, section in texts.items() if (text := text_of(section))}
    starts, names, whole = list[int](), list(parts), ""
    for text in parts.values():
        whole += "\n\n" if whole else ""
        starts.append(len(whole))
        whole += text
    found = list[Mention]()
    for each in mentions(whole, year=year, organ=organ):
        at = bisect_right(starts, each.span[0]) - 1
        start, end = (position - starts[at] for position in each.span)
        found.append(attrs.evolve(each, section=names[at], span=(start, end)))
    return tuple(found)


def figures_of(report: AnnualReport) -> dict[str, int | None]:
    """Figures that the text states and no table holds, by name; None where none or several are stated."""
    told = {name: {each.value for each in mentions_of(report) if each.readings == (name,)} for name in FIGURES}
    return {name: int(values.pop()) if len(values) == 1 else None for name, values in told.items()}


def stated_by(report: AnnualReport) -> dict[str, int]:
    """The counts of tables three and four that the text states for certain, of the organ itself, by address."""
    cells = cells_of(report)
    year = None if isinstance(report.year, Gap) else report.year
    return {
        each.what: each.value
        for each in mentions_of(report)
        if each.settled and each.scope == "organ" and each.year in (None, year)
        if each.what in cells and not each.what.startswith("proactive.") and isinstance(each.value, int)
    }
