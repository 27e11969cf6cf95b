"""One report in three layouts is the same report, and a figure that is wrong in any of them is noticed."""

from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.strategies.documents import render
from readers.papers import codes

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LAYOUTS = {layout.name: layout for layout in gst.LAYOUTS}
THREE = ("page", "tabs", "lines")
"""HTML, a row to a line with tabs, and one cell to a line."""


def example(name):
    """The report of an example, whose text states its fee."""
    return gd.read(EXAMPLES / f"{name}.html").report


def read(report, layout):
    """The report as it is read from a document in a layout; its text states its fee."""
    return gd.read(render(attrs.evolve(report, handling_fee=gd.Gap.ABSENT), LAYOUTS[layout]).content)


@pytest.mark.parametrize("layout", THREE)
@pytest.mark.parametrize("name", ["linlan-county-2025", "linlan-water-2022", "linlan-water-2023"])
def test_three_layouts_give_one_report(name, layout):
    """Cells, organ, year, period, sections and fee are the same; all there is to say is what a layout has lost."""
    report = example(name)
    reading = read(report, layout)

    assert report == reading.report
    assert codes(reading) == (set() if layout == "page" else {"header-by-order"})
    assert gd.check(report).outcomes == gd.check(reading.report).outcomes


COVERED = list(dict.fromkeys(address for identity in gd.identities(gd.zeros(2023)) for address in identity.addresses))
"""The cells that take part in an identity."""


@pytest.mark.slow
@pytest.mark.parametrize("layout", THREE)
def test_any_wrong_figure_in_a_document_is_noticed(layout):
    """Each of the 190 cells, one more than it should be: read as it stands there, and what it belongs to fails."""
    report = example("linlan-county-2025")
    assert gd.check(report).ok
    assert 190 == len(COVERED)

    for address in COVERED[THREE.index(layout) :: len(THREE)]:
        wrong = gd.replace(report, {address: gd.get(report, address) + 1})
        found = read(wrong, layout).report

        assert wrong == found
        assert {identity.instance for identity in gd.identities(report) if address in identity.addresses} <= {
            outcome.instance for outcome in gd.check(found).findings
        }
