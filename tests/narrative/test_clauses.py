"""The clauses: what each record says of itself is what is read."""

from collections import Counter

import pytest

import govdisclosure as gd
from govdisclosure.model.access import every_cell
from govdisclosure.narrative.clauses import LABELS, LISTED, READ, clauses, codes
from govdisclosure.narrative.mention import FIGURES, SUMS
from govdisclosure.narrative.words import kinds, words

CLAUSES = clauses()
EXAMPLES = [
    pytest.param(clause, example, id=f"{clause.name}-{number}")
    for clause in CLAUSES
    for number, example in enumerate(clause.examples)
]


@pytest.mark.parametrize(("clause", "example"), EXAMPLES)
def test_an_example_says_what_the_record_says(clause, example):
    """Neither more nor less: settled figures, those with several readings, and figures that no table holds."""
    found = gd.mentions(example.text, year=example.year, organ=example.organ)
    told = Counter(("|".join(each.readings), float(each.value)) for each in found if not each.figure)
    figures = Counter((each.what, float(each.value)) for each in found if each.figure)

    assert Counter((what, float(value)) for what, value in example.says) == told
    assert Counter((what, float(value)) for what, value in example.figures) == figures
    assert all(each.settled == (len(each.readings) == 1) for each in found if not each.figure)


def test_a_record_that_says_something_shows_it():
    """Only a clause that says nothing, or whose neighbour shows it, has no example."""
    assert {clause.name for clause in CLAUSES if not clause.examples} <= {
        "balance",
        "balance-in",
        "balance-out",
        "both-carried",
        "all-others-concluded",
        "result-other",
        "result-except",
        "old-outcome",
        "old-outcome-number-first",
        "two-outcomes",
        "organizations",
        "outcomes-in-group",
        "disclosed-to-date",
        "no-competence",
    }


def test_names_are_unique():
    """A clause is called by its name."""
    assert [] == [name for name, times in Counter(clause.name for clause in CLAUSES).items() if times > 1]


def test_patterns_name_kinds_that_there_are():
    """Each word of a pattern is a kind of the lists, a label of the form, or what the tokenizer makes."""
    known = {*codes(), *LISTED}
    named = {name for clause in CLAUSES for item in clause.pattern.split() for name in item.rstrip("?…").split("|")}

    assert set() == named - known
    assert not {*kinds()} & {*LABELS, *READ}


def test_what_is_said_is_on_the_form():
    """A clause that names a cell names one that there is, or a sum, or a figure."""
    said = {what for clause in CLAUSES for says in clause.says for what in says.what.split("|")}
    plain = {what for what in said if what.isascii()}

    assert plain <= {*every_cell(), *SUMS, *FIGURES, "handling_fee", "documents_upon_request"}


def test_a_word_has_one_kind():
    """No list names a word that another has; a label of the form may be overruled by none of them silently."""
    told = Counter(word for kind in kinds().values() for word in kind.words)

    assert [] == [word for word, times in told.items() if times > 1]
    assert "行" == words()["予以公开"].kind
    assert "组" == words()["不予公开"].kind
