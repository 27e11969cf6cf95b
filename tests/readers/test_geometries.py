"""Tables whose heads are printed in every way that is known, after everything that loses their slots on the way."""

import pytest
from benchmarks.reading.flattened import held_against
from benchmarks.reading.flatteners import FLATTENERS
from benchmarks.reading.geometries import GEOMETRIES, paper, report_of, truth
from benchmarks.reading.matrix import Case, broken_in, sample

SAMPLE = tuple(sample())
LINES = [each for each in FLATTENERS.values() if each.lines]
PUBLISHED = {"a": ("2021", "full"), "b": ("2019", "full"), "b2": ("2021", "nat")}
"""The official form, and the head of the report that this project was started from, in its two shapes."""


@pytest.mark.slow
@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_no_figure_comes_under_another_head(geometry):
    """In the official order never; in another never while slots are kept, and then never without a notice."""
    cases = [case for case in SAMPLE if case.geometry.name == geometry]
    found = [f"{case}: {said}" for case in cases if (said := broken_in(case, case.read()))]

    assert [] == found


@pytest.mark.slow
@pytest.mark.parametrize("geometry", PUBLISHED)
def test_what_keeps_its_lines_is_read_right(geometry):
    """The official form and the first report, whole, in every way that leaves cells whole and rows on their lines."""
    edition, variant = PUBLISHED[geometry]
    cases = [Case(GEOMETRIES[geometry], each, edition, variant) for each in LINES]
    found = {str(case): result.gaps for case in cases if (result := case.read()).gaps or result.wrong}

    assert {} == found


def test_the_official_order_follows_from_what_is_written_down():
    """A geometry is in the official order because its head says so, not because somebody marked it."""
    invented = [each.name for each in GEOMETRIES.values() if not each.official]

    assert ["g", "l", "m", "n", "o", "q"] == invented


def test_the_figures_are_all_different():
    """A figure that comes under another head shows."""
    printed = list(truth(paper(GEOMETRIES["a"], report_of("2021", "full"))).values())

    assert len(printed) == len(set(printed)) == 200


def test_each_geometry_meets_each_flattener_variant_and_edition():
    """The sample leaves out no pair."""
    pairs = {(case.geometry.name, case.flattener.name) for case in SAMPLE}
    drawn = {(case.geometry.name, case.variant, case.edition) for case in SAMPLE}

    assert (len(GEOMETRIES) * len(FLATTENERS), len(GEOMETRIES) * 10) == (len(pairs), len(drawn))


def test_a_figure_under_another_head_would_be_seen():
    """What the others hold a reading against tells one column from the next, and a blank from a zero."""
    printed = paper(GEOMETRIES["a"], report_of("2021", "few"), short=True)
    figures = dict(truth(printed))
    row = "requests.received"
    natural, other = f"{row}.natural_persons", f"{row}.other_organizations"
    figures |= {natural: figures[other], other: figures[natural], f"{row}.research_institutions": "0"}
    found = held_against(figures, FLATTENERS["page"].flatten(printed).encode(), "html")

    assert [natural, f"{row}.research_institutions", other] == [wrong.address for wrong in found.wrong]
    assert found.silent == 3
