"""Characters of a page as lines of text: what stands between two of them, to the point where it changes."""

import pytest

from govdisclosure.readers.pdf.ink import Box, Glyph
from govdisclosure.readers.pdf.lines import lines, segments, separate_lines
from readers.test_pdf_strikes import glyph


def space(x0: float, width: float = 1.0) -> Glyph:
    """A space that is drawn."""
    return Glyph(" ", Box(x0, -9.0, x0 + width, 1.0), (x0, 0.0), 10.0)


def read(*glyphs: Glyph) -> tuple[str, str]:
    """The text of the only line, and the doubt about it."""
    (line,) = lines(glyphs)
    return line.text, line.doubt


@pytest.mark.parametrize(
    ("one", "other", "gap", "expected"),
    [
        ("2", "4", 0.0, ("24", "")),
        ("2", "4", 1.5, ("24", "")),
        ("2", "4", 1.6, ("24", "number-joined")),
        ("2", ".", 4.0, ("2.", "number-joined")),
        ("2", "4", 4.1, ("2 4", "")),
        ("a", "b", 2.0, ("ab", "")),
        ("a", "b", 2.1, ("a b", "")),
        ("a", "2", 2.0, ("a2", "")),
        ("2", "a", 2.1, ("2 a", "")),
        ("总", "计", 5.0, ("总计", "")),
        ("总", "计", 5.1, ("总 计", "")),
        ("总", "2", 5.0, ("总2", "")),
        ("2", "总", 5.0, ("2总", "")),
        ("2", "总", 5.1, ("2 总", "")),
        ("2", "4", -2.5, ("24", "")),
        ("2", "4", -2.6, ("24", "text-overlaps")),
        ("总", "2", -2.6, ("总2", "text-overlaps")),
        ("总", "计", -5.0, ("总计", "")),
        ("总", "计", -5.1, ("总计", "text-overlaps")),
    ],
)
def test_what_a_gap_is_taken_for(one, other, gap, expected):
    """Digits are joined with a doubt before they are parted; Latin words part at less than Chinese ones."""
    width = 5.0 if one.isascii() else 10.0

    assert expected == read(glyph(one), glyph(other, width + gap))
    assert expected == read(glyph(other, width + gap), glyph(one))


@pytest.mark.parametrize(
    ("one", "other", "gap", "at", "expected"),
    [
        ("2", "4", 1.5, 5.0, ("24", "")),
        ("2", "4", 1.6, 5.0, ("2 4", "")),
        ("2", "4", 1.6, 3.5, ("2 4", "")),
        ("2", "4", 1.6, 3.4, ("24", "number-joined")),
        ("2", "4", 1.6, 6.5, ("2 4", "")),
        ("2", "4", 1.6, 6.6, ("24", "number-joined")),
        ("a", "b", 1.6, 5.0, ("a b", "")),
        ("a", "b", 1.6, 9.0, ("ab", "")),
        ("总", "计", 1.6, 10.0, ("总 计", "")),
        ("总", "计", 1.5, 10.0, ("总计", "")),
        ("总", "计", 5.0, 14.9, ("总 计", "")),
        ("总", "计", 5.0, 15.0, ("总计", "")),
    ],
)
def test_space_that_is_drawn_into_a_gap(one, other, gap, at, expected):
    """It parts what stands apart at all, and only what it stands between."""
    width = 5.0 if one.isascii() else 10.0

    assert expected == read(glyph(one), space(at), glyph(other, width + gap))
    assert expected == read(space(-20.0), glyph(one), glyph(other, width + gap), space(at), space(90.0))


def test_character_without_width():
    """Two that stand in one place are not to be read."""
    assert ("24", "text-overlaps") == read(glyph("2"), Glyph("4", Box(5.0, -9.0, 5.0, 1.0), (5.0, 0.0), 10.0))


@pytest.mark.parametrize(
    ("one", "other", "gap"), [("2", "4", 2.0), ("总", "4", 3.5), ("4", "总", 3.5), ("总", "计", 12.0), (".", "4", 3.5)]
)
def test_gaps_between_columns_of_a_table_without_lines(one, other, gap):
    """The narrowest parts two numbers, and the widest two words."""
    width = 5.0 if one.isascii() else 10.0

    assert 1 == len(segments([glyph(one), glyph(other, width + gap)]))
    assert [one, other] == [line.text for line in segments([glyph(one), glyph(other, width + gap + 0.1)])]


@pytest.mark.parametrize(("one", "other"), [("总", "计"), ("2", "4"), ("总", "4")])
def test_gaps_between_columns_of_a_page(one, other):
    """Whatever stands on either side."""
    width = 5.0 if one.isascii() else 10.0

    assert [f"{one} {other}"] == [line.text for line in separate_lines([glyph(one), glyph(other, width + 25.0)])]
    assert [one, other] == [line.text for line in separate_lines([glyph(one), glyph(other, width + 25.1)])]
