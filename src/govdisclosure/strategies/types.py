"""A strategy for each public class of the model, by class: what ``st.from_type`` gives through the entry point."""

import datetime
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from hypothesis import strategies as st

from govdisclosure.analysis import Analysis, analyse
from govdisclosure.forms.declare import declared
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.registry import FORMS, remembered
from govdisclosure.forms.sections import OVERVIEW
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.text import Text
from govdisclosure.model.access import identities, replace
from govdisclosure.model.aggregate import Aggregate, aggregate
from govdisclosure.model.compare import Change, Comparison, compare
from govdisclosure.model.notices import NOTICES, Notice
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport, Organ, Period, Section, Sections, zeros
from govdisclosure.narrative import mentions
from govdisclosure.narrative.clauses import clauses
from govdisclosure.narrative.mention import Mention
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Rule, Subject
from govdisclosure.strategies.consistent import LAST_YEAR, TEXTS, organs, proactive, remedies, reports, requests
from govdisclosure.strategies.near import WrongCell, one_wrong_cell

Anything = st.SearchStrategy[Any]

_words = st.sampled_from(["", OVERVIEW.zh, "（一）主动公开", "12", "a b"]) | st.text(max_size=12)
_positions = st.none() | st.integers(1, 300)


# ---------------------------------------------------------------------------------------------------- forms


def _tables() -> Mapping[type, Anything]:
    found: dict[type, Anything] = {Remedies: remedies()}
    found |= {form.proactive: proactive(edition=edition) for edition, form in FORMS.items()}
    return found | {form.requests: requests(edition=edition) for edition, form in FORMS.items()}


def _parts(cls: type, path: str = "") -> Iterator[tuple[type, str]]:
    """The classes of the rows and groups of a table, each with an attribute path to one."""
    for attribute, label in declared(cls):
        if label.kind is None:
            here = f"{path}.{attribute.name}" if path else attribute.name
            yield cast("type", attribute.type), here
            yield from _parts(cast("type", attribute.type), here)


def _form_classes() -> Mapping[type, Anything]:
    """Every table, and every row or group as it stands in one, so that its totals are right."""
    tables = _tables()
    found = dict(tables)
    for table in table_classes():
        for cls, path in _parts(table):
            found.setdefault(cls, tables[table].map(operator.attrgetter(path)))
    return found


# ---------------------------------------------------------------------------------------------------- model


def periods() -> st.SearchStrategy[Period]:
    """A whole year, or any two days in their order."""
    first = next(iter(FORMS.values())).first_year
    years = st.integers(first, LAST_YEAR).map(
        lambda year: Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    )
    return years | st.tuples(st.dates(), st.dates()).map(lambda days: Period(min(days), max(days)))


def section_texts() -> st.SearchStrategy[Section]:
    """A section with up to two levels of subsections."""
    alone = st.builds(Section, heading=_words, text=_words)
    below = st.builds(Section, heading=_words, text=_words, subsections=st.lists(alone, max_size=3).map(tuple))
    return alone | st.builds(Section, heading=_words, text=_words, subsections=st.lists(below, max_size=2).map(tuple))


def _sections() -> st.SearchStrategy[Sections]:
    section = section_texts()
    return st.sampled_from(TEXTS) | st.builds(Sections, overview=section, problems=section, other_matters=section)


def _places() -> st.SearchStrategy[Place]:
    return st.builds(Place, page=_positions, table=_positions, row=_positions, column=_positions, text=_words)


def _identities() -> st.SearchStrategy[Identity]:
    return st.sampled_from([each for form in FORMS.values() for each in identities(zeros(form.first_year))])


def _notices() -> st.SearchStrategy[Notice]:
    terms = _identities().map(lambda identity: identity.addresses)
    return st.builds(
        Notice, code=st.sampled_from(sorted(NOTICES)), addresses=terms, place=st.none() | _places(), detail=_words
    )


def _readings() -> st.SearchStrategy[Reading]:
    formats = st.sampled_from(["html", "text", "docx"])
    return st.builds(
        Reading, report=reports(), notices=st.lists(_notices(), max_size=3).map(tuple), source=_words, format=formats
    )


def checkable() -> st.SearchStrategy[AnnualReport]:
    """Reports that tie, with gaps, and with a wrong cell: whatever a check may meet."""
    return st.one_of(reports(), reports(max_blanks=4), one_wrong_cell().map(lambda wrong: wrong.report))


def _analyses() -> st.SearchStrategy[Analysis]:
    return st.lists(_identities(), min_size=1, max_size=5, unique_by=lambda identity: identity.instance).map(analyse)


def _comparisons() -> st.SearchStrategy[Comparison]:
    return st.tuples(checkable(), checkable()).map(lambda two: compare(*two))


def _changes() -> st.SearchStrategy[Change]:
    """What putting a wrong cell right is."""
    return one_wrong_cell().map(lambda wrong: _put_right(wrong).changes[0])


def _put_right(wrong: WrongCell) -> Comparison:
    return compare(wrong.report, replace(wrong.report, {wrong.address: wrong.right}))


def _aggregates() -> st.SearchStrategy[Aggregate]:
    parts = st.lists(checkable(), min_size=1, max_size=3)
    return parts.map(lambda some: aggregate(some, organ=some[0].organ.name, year=some[0].year))


def _mentions() -> st.SearchStrategy[Mention]:
    """What the examples of the clauses state: settled and open, counts, amounts and figures that no table holds."""
    texts = (example.text for clause in clauses() for example in clause.examples)
    return st.sampled_from([each for text in texts for each in mentions(text, year=2023)])


def _model() -> Mapping[type, Callable[[], Anything]]:
    return {
        AnnualReport: reports,
        Organ: lambda: organs() | st.just(Organ()),
        Period: periods,
        Section: section_texts,
        Sections: _sections,
        Place: _places,
        Notice: _notices,
        Reading: _readings,
        Comparison: _comparisons,
        Change: _changes,
        Aggregate: _aggregates,
        Mention: _mentions,
        Identity: _identities,
        Term: lambda: _identities().flatmap(lambda identity: st.sampled_from(identity.terms)),
        Text: lambda: st.builds(Text, _words, _words),
        Rule: lambda: st.sampled_from(RULES),
        Subject: lambda: st.builds(Subject, data=checkable(), blank_as_zero=st.booleans()),
        Analysis: _analyses,
    }


@remembered()
def strategies() -> Mapping[type, Anything]:
    """The strategy of each class."""
    return {**_form_classes(), **{cls: make() for cls, make in _model().items()}}
