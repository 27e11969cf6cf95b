"""Pages beside their prints by a browser: both are read, and they never give two numbers for one cell."""

import pytest
from benchmarks.reading import prints
from benchmarks.reading.cases import case
from benchmarks.reading.kinds_looks import KINDS

SEED = 21


@pytest.mark.system
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if "html" in kind.formats])
def test_a_page_and_its_print_never_give_two_numbers(kind):
    """Whatever its figures look like; most of them are read in both."""
    page = case(SEED, 0, format="html", kinds=(kind,), layout="page").content
    counts, odd = prints.compared(prints.with_lines(page))

    assert [] == odd
    assert counts["same"] > 50
