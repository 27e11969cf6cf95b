"""Documents that a large run of the benchmark read wrong or left out unsaid, each cut down to what matters."""

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.strategies.layouts import Line
from readers.test_adversarial import paper, written

FLAT = ["page", "docx", "csv", "tabs", "markdown", "lines", "lines between pipes"]


def titled(*pieces):
    """A report whose title is cut over several lines."""
    draft = paper()
    return attrs.evolve(draft, paper=(*(Line(piece, heading=True) for piece in pieces), *draft.paper[1:]))


@pytest.mark.parametrize("layout", FLAT)
def test_a_second_report_begins_with_the_first_piece_of_its_title(layout):
    """The pieces of a title belong together where a report comes before: no piece is taken for the name."""
    first, second = paper("2019"), titled("北屿市高新技术产业开", "发区教育局2023年政府信息公开工作年度报告")
    both = attrs.evolve(first, paper=(*first.paper, *second.paper))
    content, format = written(both, layout)

    assert ["临澜县水务局", "北屿市高新技术产业开发区教育局"] == [
        reading.report.organ.name for reading in gd.read_all(content, format=format)
    ]
