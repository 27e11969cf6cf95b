"""Lines of a page as paragraphs: which line goes on in the next, on both sides of every measure."""

import attrs
import pytest

from govdisclosure.readers.pdf.ink import Box
from govdisclosure.readers.pdf.lines import Line
from govdisclosure.readers.pdf.paragraphs import TextLines, paragraphs

WIDTH, LEFT, RIGHT = 500.0, 50.0, 450.0


def line(text: str = "合", x0: float = LEFT, x1: float = RIGHT, baseline: float = 0.0, size: float = 10.0) -> Line:
    """A line of text where it stands."""
    return Line(text, Box(x0, baseline - 8, x1, baseline + 2), baseline, size)


FIRST, NEXT = line("首"), line("次", x1=200.0, baseline=20.0)


def read(*lines: Line) -> list[str]:
    """The paragraphs of a page, below a line that shows how wide its text is."""
    return [each.text for each in paragraphs(1, [line("宽", baseline=-500.0), *lines], WIDTH)][1:]


@pytest.mark.parametrize(
    ("first", "following", "joined"),
    [
        ({}, {}, True),
        ({}, {"baseline": 24.0}, True),
        ({}, {"baseline": 24.1}, False),
        ({}, {"baseline": 26.4, "size": 11.0}, True),
        ({}, {"baseline": 0.0, "x0": 55.0}, False),
        ({"x1": 434.0}, {}, True),
        ({"x1": 433.9}, {}, False),
        ({}, {"x0": 55.0}, True),
        ({}, {"x0": 55.1}, False),
        ({"x0": 80.0}, {}, True),
        ({"x0": 80.1}, {}, False),
        ({}, {"size": 9.0}, True),
        ({}, {"size": 8.9}, False),
        ({"size": 9.0}, {}, True),
        ({"size": 8.9}, {}, False),
        ({}, {"text": "一、"}, False),
        ({}, {"text": "（二）"}, False),
        ({}, {"text": "(三)"}, False),
        ({}, {"text": "四."}, False),
        ({}, {"text": "二十一．"}, False),
        ({}, {"text": "一次"}, True),
        ({}, {"text": "二百二十一、"}, True),
    ],
)
def test_line_that_goes_on_in_the_next(first, following, joined):
    """It is full, the next is near, of its size, not indented, and begins no heading."""
    one = line(**{"text": "首", **first})
    other = line(**{"text": "次", "x1": 200.0, "baseline": 20.0, **following})

    assert ([one.text + other.text] if joined else [one.text, other.text]) == read(one, other)
    assert ([one.text + other.text] if joined else [one.text, other.text]) == read(other, one)


def test_line_that_is_printed_on_every_page():
    """Neither goes on, nor is what another goes on in."""
    assert ["首", "次"] == read(attrs.evolve(FIRST, running=True), NEXT)
    assert ["首", "次"] == read(FIRST, attrs.evolve(NEXT, running=True))


@pytest.mark.parametrize(
    ("first", "following", "text"),
    [
        ("ab", "cd", "ab cd"),
        ("ab", "合", "ab合"),
        ("ab", "c合", "ab c合"),
        ("合", "cd", "合cd"),
        ("1", "a", "1a"),
        ("a", "1", "a1"),
        ("é", "a", "éa"),
    ],
)
def test_words_that_meet(first, following, text):
    """A space stands between letters only."""
    assert [text] == read(line(first), line(following, x1=200.0, baseline=20.0))


def test_paragraph_tells_where_it_begins():
    """Its page, the number of its first line there, and where that stands."""
    found = list(paragraphs(7, [NEXT, FIRST, line("末", baseline=99.0)], WIDTH))

    assert [(7, 1, FIRST.box, "首次"), (7, 3, line(baseline=99.0).box, "末")] == [
        (each.page, each.line, each.box, each.text) for each in found
    ]
    assert [(LEFT, RIGHT)] * 2 == [each.edges for each in found]
    assert [] == list(paragraphs(7, [], WIDTH))


@pytest.mark.parametrize(("start", "order"), [(199.0, "甲乙丙丁"), (200.0, "甲乙丙丁"), (200.1, "甲丙乙丁")])
def test_columns_of_a_page(start, order):
    """Lines that share nothing of the width are read one column after the other, with their numbers on the page."""
    left = [line("甲", 50, 200), line("丙", 60, 90, 40)]
    right = [line("乙", start, 400), line("丁", start + 10, 400, 40)]
    found = list(paragraphs(1, right + left, WIDTH))

    assert list(order) == [each.text for each in found]
    assert [" 甲乙丙丁".index(each) for each in order] == [each.line for each in found]


@pytest.mark.parametrize(("count", "joined"), [(2, False), (3, True)])
def test_right_edge_that_lines_show(count, joined):
    """Three long lines show where the text ends; fewer do not, and it ends as far from the side as it begins."""
    long = [line(f"{at}", x1=400.0 - at, baseline=100.0 * at) for at in range(count)]
    short = line("次", x1=100.0, baseline=100.0 * count - 80)
    texts = [each.text for each in paragraphs(1, [*long, short], WIDTH)]
    beside = [each.text for each in paragraphs(1, [*long, short, line("旁", 420.0, 480.0)], WIDTH)]

    assert [joined, joined] == [f"{count - 1}次" in each for each in (texts, beside)]


def test_edges_of_a_page_with_few_lines():
    """The text ends as far from the right side as it begins from the left, or where its longest line does."""
    (short,) = paragraphs(1, [line(x1=100.0)], WIDTH)
    (wide,) = paragraphs(1, [line(x1=480.0)], WIDTH)
    assert [(50, 450), (50, 480)] == [short.edges, wide.edges]


@pytest.mark.parametrize(
    ("last", "top", "goes_on"),
    [
        ({}, {}, True),
        ({"x1": 434.0}, {}, True),
        ({"x1": 433.9}, {}, False),
        ({}, {"x0": 75.0}, True),
        ({}, {"x0": 75.1}, False),
        ({}, {"size": 8.9}, False),
        ({}, {"text": "一、"}, False),
    ],
)
def test_paragraph_that_goes_on_over_the_page(last, top, goes_on):
    """Each line is measured by the edges of its own page; the lines before the last one do not matter."""
    one = TextLines(1, 9, (line(x1=100.0), line(**last)), (LEFT, RIGHT))
    other = TextLines(2, 1, (line(**{"x0": 70.0, **top}), line("二、")), (70.0, 480.0))

    assert goes_on == one.goes_on_in(other)
