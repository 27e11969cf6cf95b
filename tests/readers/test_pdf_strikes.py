"""Which characters of a page a line strikes, to the point where it does not, and what is left of the line."""

import pytest

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.ink import Box, Glyph, Sight, Stroke, Turn
from govdisclosure.readers.pdf.strikes import struck
from govdisclosure.readers.pdf.work import counted, work

BORDERS = [Stroke(at, -50.0, 50.0) for at in (0.0, 20.0, 40.0, 60.0)]
"""Three cells of a row."""


def glyph(text: str, x0: float = 0.0, baseline: float = 0.0, **more: object) -> Glyph:
    """A character of ten points, five wide, or ten if it is none of a number."""
    width = 5.0 if text.isascii() else 10.0
    return Glyph(text, Box(x0, baseline - 9, x0 + width, baseline + 1), (x0, baseline), 10.0, **more)


def number(text: str, x0: float = 0.0) -> list[Glyph]:
    """Digits side by side."""
    return [glyph(digit, x0 + 5 * at) for at, digit in enumerate(text)]


def hit(glyphs, across=(), down=(), slopes=()):
    """The characters that are struck."""
    return "".join(each.text for each in struck(glyphs, across, down, slopes)[0] if each.struck)


def left(glyphs, *across, down=BORDERS):
    """Where what is left of lines across begins and ends."""
    return [(each.start, each.end) for each in struck(glyphs, across, down, ())[1]]


@pytest.mark.parametrize(
    ("above", "expected"), [(1.1, ""), (1.2, "5"), (3.6, "5"), (6.0, "5"), (6.1, ""), (-3.6, ""), (0.0, "")]
)
def test_heights_at_which_a_line_strikes(above, expected):
    """From a little above the baseline to a little above the middle; below and above it underlines or tops."""
    line = Stroke(-above, -1.0, 6.0)

    assert expected == hit([glyph("5")], [line])
    assert ([] if expected else [(-1.0, 6.0)]) == left([glyph("5")], line, down=[])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0.0, 3.0, "5"), (0.0, 2.9, ""), (2.0, 9.0, "5"), (2.1, 9.0, ""), (1.0, 4.0, "5"), (1.0, 3.9, ""), (6.0, 9.0, "")],
)
def test_share_of_a_digit_that_a_line_covers(start, end, expected):
    """Three fifths of its width strike it, from whichever side."""
    assert expected == hit([glyph("5")], [Stroke(-4.0, start, end)])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0.0, 20.0, "合计"),
        (-10.0, 30.0, "合计"),
        (-10.1, 30.0, ""),
        (-10.0, 30.1, ""),
        (4.0, 16.0, "合计"),
        (10.0, 20.0, "计"),
    ],
)
def test_length_of_a_line_that_strikes_words(start, end, expected):
    """It ends no further from the words than one character; a number among them is struck by any line."""
    words, line = [glyph("合"), glyph("计", 10)], Stroke(-4.0, start, end)

    assert expected == hit(words, [line])
    assert ([] if expected else [(start, end)]) == left(words, line, down=[])
    assert "合5" == hit([glyph("合"), glyph("5", 10)], [Stroke(-4.0, -99.0, 99.0)])


@pytest.mark.parametrize(("second", "expected"), [(10.0, "合计"), (20.0, "合计"), (20.1, "")])
def test_words_that_stand_apart_are_struck_each_for_themselves(second, expected):
    """A line over both is too long for either where they are more than one character apart."""
    assert expected == hit([glyph("合"), glyph("计", second)], [Stroke(-4.0, 0.0, second + 10)])


@pytest.mark.parametrize(
    ("line", "expected"),
    [((18.9, 29.0), "105"), ((19.0, 29.0), "1"), ((34.0, 41.1), "105"), ((34.0, 41.0), "5"), ((29.0, 34.0), "0")],
)
def test_line_that_comes_from_another_cell_takes_the_whole_number(line, expected):
    """It is another cell's if it reaches more than a point beyond the border; any other strikes what it covers."""
    assert expected == hit(number("105", 24.0), [Stroke(-4.0, *line)], BORDERS)


@pytest.mark.parametrize(
    ("border", "expected"),
    [(1.0, "1"), (1.5, "105"), (10.5, "105"), (11.0, "1"), (-5.0, "1")],
)
def test_border_that_a_line_hardly_reaches_over(border, expected):
    """A point at either end is the width of the border, and of the pen."""
    digits = number("105", 8.0)

    assert expected == hit(digits, [Stroke(-4.0, 0.0, 12.0)], [Stroke(border, -50.0, 50.0)])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(-50.0, 50.0, "105"), (-4.0, 50.0, "1"), (-50.0, -4.0, "1"), (-4.5, -3.5, "105"), (0.0, 50.0, "1")],
)
def test_border_that_ends_at_a_line_is_not_crossed(start, end, expected):
    """It stands above or below the line, which comes from no other cell by it."""
    digits = number("105", 8.0)

    assert expected == hit(digits, [Stroke(-4.0, 0.0, 12.0)], [Stroke(5.0, start, end)])


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], [(0.0, 60.0)]),
        ([8.0], [(20.0, 60.0)]),
        ([28.0], [(0.0, 20.0), (40.0, 60.0)]),
        ([48.0], [(0.0, 40.0)]),
        ([8.0, 48.0], [(20.0, 40.0)]),
        ([8.0, 28.0], [(40.0, 60.0)]),
        ([22.0, 33.0], [(0.0, 20.0), (40.0, 60.0)]),
        ([8.0, 28.0, 48.0], []),
        ([17.5], [(0.0, 20.0), (40.0, 60.0)]),
        ([17.4], [(20.0, 60.0)]),
    ],
)
def test_what_is_left_of_a_line_that_strikes(numbers, expected):
    """The cells in which it strikes nothing; a number on a border is in the cell of most of it."""
    digits = [glyph("5", x0) for x0 in numbers]

    assert expected == left(digits, Stroke(-4.0, 0.0, 60.0))
    assert "5" * len(numbers) == hit(digits, [Stroke(-4.0, 0.0, 60.0)], BORDERS)


def test_every_line_is_kept_that_strikes_nothing():
    """Also a dot, and those of other heights."""
    lines = [Stroke(-4.0, 70.0, 70.0), Stroke(-20.0, 0.0, 60.0), Stroke(20.0, 0.0, 60.0), Stroke(-4.0, 0.0, 5.0)]

    assert tuple(lines[:3]) == struck([glyph("5")], lines, [], [])[1]


@pytest.mark.parametrize(
    ("slope", "expected"),
    [
        (((2.5, -4.0), (2.5, 4.0)), "5"),
        (((0.0, -4.0), (0.0, 4.0)), "5"),
        (((-0.1, -4.0), (-0.1, 4.0)), ""),
        (((5.0, 4.0), (5.0, -4.0)), "5"),
        (((5.1, 4.0), (5.1, -4.0)), ""),
        (((2.5, 0.0), (2.5, 4.0)), "5"),
        (((2.5, -4.0), (2.5, 0.0)), "5"),
        (((2.5, 0.1), (2.5, 4.0)), ""),
        (((2.5, -4.0), (2.5, -0.1)), ""),
        (((-1.5, 3.0), (6.5, -3.0)), "5"),
        (((6.5, 3.0), (-1.5, -3.0)), "5"),
        (((1.5, 3.0), (9.5, -3.0)), "5"),
        (((9.5, 3.0), (17.5, -3.0)), ""),
    ],
)
def test_slopes_that_pass_the_middle_of_a_digit(slope, expected):
    """A quarter of a character beside it at most, and between the ends of the slope; a word is never struck by one."""
    assert expected == hit([glyph("5", baseline=3.6)], slopes=[slope])
    assert "" == hit([glyph("合", baseline=3.6)], slopes=[slope])


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (glyph("7", 5.0), "57"),
        (glyph("7", 7.5), "57"),
        (glyph("7", 7.6), "5"),
        (glyph("7", 2.5), "57"),
        (glyph("7", 2.4), "5"),
        (glyph("7", 5.0, 2.5), "57"),
        (glyph("7", 5.0, 2.6), "5"),
        (glyph("7", 5.0, -2.5), "57"),
        (glyph("7", 5.0, -2.6), "5"),
        (glyph("件", 5.0), "5"),
    ],
)
def test_digits_that_touch_one_that_is_crossed_out(beside, expected):
    """The number is crossed out as a whole, before and behind; what stands apart or higher is another."""
    slope = ((0.5, -1.6), (0.5, -5.6))

    assert expected == hit([glyph("5"), beside], slopes=[slope])
    assert expected[::-1] == hit([beside, glyph("5")], slopes=[slope])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "5"),
        ({"sight": Sight.PALE}, "5"),
        ({"sight": Sight.HIDDEN}, ""),
        ({"sight": Sight.CUT}, ""),
        ({"sight": Sight.COVERED}, ""),
        ({"sight": Sight.SAME_COLOUR}, ""),
        ({"turn": Turn.LEFT}, "5"),
        ({"turn": Turn.UP}, ""),
        ({"turn": Turn.DOWN}, ""),
        ({"downward": True}, ""),
    ],
)
def test_only_what_is_seen_and_level_is_struck(more, expected):
    """A line across is no strike of upright text, nor of what nobody sees."""
    assert expected == hit([glyph("5", **more)], [Stroke(-4.0, 0.0, 5.0)])


def test_nothing_strikes_a_space():
    """Nor does a space make a line one that strikes."""
    assert "" == hit([glyph(" ")], [Stroke(-4.0, 0.0, 5.0)])
    assert [(0.0, 5.0)] == left([glyph(" ")], Stroke(-4.0, 0.0, 5.0))


@pytest.mark.parametrize(
    ("lines", "borders", "digits", "steps"),
    [
        (0, 160, 24, 0),
        (1, 0, 0, 1),
        (3, 160, 0, 3 * 11),
        (1, 160, 24, 11 + 24 // 8 + 11),
        (2, 32, 80, 2 * (3 + 10 + 3)),
    ],
)
def test_work_that_strikes_take(lines, borders, digits, steps):
    """Every line is compared with the characters of its height, and with all borders for each number it strikes."""
    down = [Stroke(1000.0 + at, -50.0, 50.0) for at in range(borders)]
    with counted(Limits()):
        before = work().left
        struck(number("5" * digits), [Stroke(-4.0, 0.0, 5.0 * digits)] * lines, down, [])
        spent = before - work().left

    assert steps == spent
