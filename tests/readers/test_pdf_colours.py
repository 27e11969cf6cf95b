"""Colour spaces of PDFs and the functions they are told by."""

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.colours import function_of, space_of
from govdisclosure.readers.pdf.work import counted, work


def calculated(program: str, inputs: int = 1, outputs: int = 1) -> PDFStream:
    """A function that calculates."""
    return PDFStream({"FunctionType": 4, "Domain": [0, 9] * inputs, "Range": [-9, 9] * outputs}, program.encode())


@pytest.mark.parametrize(
    ("program", "values", "result"),
    [
        ("{ dup add }", [2], [4]),
        ("{ 3 sub abs neg }", [1], [-2]),
        ("{ 2 exch div 2 exp }", [1], [4]),
        ("{ 7 2 idiv exch pop }", [0], [3]),
        ("{ 7 4 mod exch pop }", [0], [3]),
        ("{ 1 gt { 5 } { 6 } ifelse }", [2], [5]),
        ("{ 1 gt { 5 } { 6 } ifelse }", [0], [6]),
        ("{ dup 1 lt { pop 8 } if }", [0], [8]),
        ("{ dup 1 lt { pop 8 } if }", [2], [2]),
        ("{ 1 ge not { 5 } { 6 } ifelse }", [2], [6]),
        ("{ 1 le true and { 5 } { 6 } ifelse }", [0], [5]),
        ("{ 1 eq false or { 5 } { 6 } ifelse }", [1], [5]),
        ("{ 1 ne { 5 } { 6 } ifelse }", [1], [6]),
        ("{ 0.4 add round }", [2], [2]),
        ("{ 0.4 add ceiling 0.5 add floor }", [2], [3]),
        ("{ 0.4 add truncate cvi cvr sqrt }", [4], [2]),
        ("{ 2 copy add }", [1, 2], [1, 2, 3]),
        ("{ 1 index }", [1, 2], [1, 2, 1]),
        ("{ 3 1 roll }", [1, 2, 3], [3, 1, 2]),
        ("{ 3 -1 roll }", [1, 2, 3], [2, 3, 1]),
        ("{ 0 0 roll }", [1], [1]),
        ("{ dup add", [2], [4]),
    ],
)
def test_calculated_colours(program, values, result):
    """The operators in use; what comes out stays in its range."""
    assert result == list(function_of(calculated(program, len(values), len(result)))(values))


def left_by(program: str, *values: float) -> list[float]:
    """What a function leaves of some values, within no range."""
    entries = {"FunctionType": 4, "Domain": [-9, 9] * len(values)}
    return list(function_of(PDFStream(entries, f"{{ {program} }}".encode()))(values))


@pytest.mark.parametrize(
    ("operator", "results"),
    [
        ("eq", [0, 1, 0, 0]),
        ("ne", [1, 0, 1, 1]),
        ("gt", [0, 0, 1, 1]),
        ("ge", [0, 1, 1, 1]),
        ("lt", [1, 0, 0, 0]),
        ("le", [1, 1, 0, 0]),
        ("and", [2, 3, 2, 0]),
        ("or", [3, 3, 7, 3]),
        ("add", [5, 6, 9, 3]),
        ("sub", [-1, 0, 3, 3]),
        ("mul", [6, 9, 18, 0]),
        ("exp", [8, 27, 216, 1]),
    ],
)
def test_operators_on_all_sides_of_what_they_compare(operator, results):
    """Less, equal and more; bits of the one, the other and both; the first operand is the lower one."""
    assert [[each] for each in results] == [left_by(operator, *pair) for pair in ([2, 3], [3, 3], [6, 3], [3, 0])]


@pytest.mark.parametrize(
    ("program", "results"),
    [
        ("true and", [0, 1]),
        ("false and", [0, 0]),
        ("true or", [1, 1]),
        ("false or", [0, 1]),
        ("not", [1, 0]),
        ("{ pop 5 } if", [7, 5]),
        ("{ 5 } { 6 } ifelse", [6, 5]),
        ("{ 1 { 2 } { 3 } ifelse } { 0 { 2 } { 4 } ifelse } ifelse", [4, 2]),
    ],
)
def test_both_branches_of_what_is_asked(program, results):
    """Of a question, and of questions within its branches."""
    assert results == [left_by(f"7 exch 0 gt {program}", value)[-1] for value in (0, 1)]


@pytest.mark.parametrize(
    ("operator", "results"),
    [
        ("ceiling", [-2, -1, 0, 2, 3]),
        ("floor", [-3, -2, 0, 1, 2]),
        ("round", [-2, -2, 0, 1, 3]),
        ("truncate", [-2, -1, 0, 1, 2]),
        ("cvi", [-2, -1, 0, 1, 2]),
        ("cvr", [-2.5, -1.6, 0, 1.4, 2.5]),
        ("abs", [2.5, 1.6, 0, 1.4, 2.5]),
        ("neg", [2.5, 1.6, 0, -1.4, -2.5]),
        ("2 idiv", [-1, 0, 0, 0, 1]),
        ("2 mod", [-0.5, -1.6, 0, 1.4, 0.5]),
        ("2 div", [-1.25, -0.8, 0, 0.7, 1.25]),
    ],
)
def test_numbers_are_cut_to_whole_ones_on_both_sides_of_nothing(operator, results):
    """A half goes up; what is cut goes towards nothing; a remainder has the sign of what is divided."""
    assert [[each] for each in results] == [left_by(operator, value) for value in (-2.5, -1.6, 0, 1.4, 2.5)]


@pytest.mark.parametrize(
    ("program", "result"),
    [
        ("pop", [1, 2]),
        ("dup", [1, 2, 3, 3]),
        ("exch", [1, 3, 2]),
        ("0 copy", [1, 2, 3]),
        ("1 copy", [1, 2, 3, 3]),
        ("3 copy", [1, 2, 3, 1, 2, 3]),
        ("0 index", [1, 2, 3, 3]),
        ("2 index", [1, 2, 3, 1]),
        ("2 1 roll", [1, 3, 2]),
        ("2 3 roll", [1, 3, 2]),
        ("3 2 roll", [2, 3, 1]),
        ("3 0 roll", [1, 2, 3]),
        ("3 -2 roll", [3, 1, 2]),
    ],
)
def test_what_lies_on_the_stack_is_moved(program, result):
    """Only the numbers that are meant, and in their order."""
    assert result == left_by(program, 1, 2, 3)


@pytest.mark.parametrize(
    ("program", "steps"),
    [
        ("", 0),
        ("0 copy", 2 + 0),
        ("8 copy", 2 + 2),
        ("20 copy", 2 + 5),
        ("-8 copy pop", 3),
        ("0 index", 2),
        ("40 1 roll", 3 + 2),
        ("true { } { } ifelse", 4),
        ("true { 1 2 } { 1 2 3 4 } ifelse", 4 + 2),
        ("false { 1 2 } { 1 2 3 4 } ifelse", 4 + 4),
    ],
)
def test_work_that_a_calculation_takes(program, steps):
    """A step for each word that is run, and more for what moves much of the stack; it is counted before it is done."""
    stack = [1.0] * 40
    function = function_of(PDFStream({"FunctionType": 4, "Domain": [0, 9] * 40}, f"{{ {program} }}".encode()))
    with counted(Limits()):
        before = work().left
        function(stack)
        spent = before - work().left

    assert 2 + 40 + steps == spent


def test_sampled_colours():
    """The nearest sample, of any number of bits, in several inputs."""
    entries = {"FunctionType": 0, "Domain": [0, 1, 0, 1], "Range": [0, 1], "Size": [2, 2], "BitsPerSample": 4}
    function = function_of(PDFStream({**entries, "Encode": [0, 1, 0, 1], "Decode": [0, 15]}, b"\x05\xaf"))

    assert [[0.0], [1.0], [1.0]] == [list(function(values)) for values in ([0, 0], [1, 0], [1, 1])]
    with pytest.raises(IndexError):
        function_of(PDFStream(entries, b""))([1, 1])


def test_stitched_colours():
    """Each part of the way has a function of its own; a point without width is a point."""
    parts = [{"FunctionType": 2, "Domain": [0, 1], "C0": [level], "C1": [level], "N": 1} for level in (0.25, 0.75)]
    entries = {"FunctionType": 3, "Domain": [0, 1], "Functions": parts, "Encode": [0, 1, 0, 1]}

    assert [[0.25], [0.75]] == [list(function_of({**entries, "Bounds": [0.5]})([at])) for at in (0.2, 0.5)]
    assert [0.75] == list(function_of({**entries, "Bounds": [1]})([1]))


def test_functions_that_hold_themselves_are_refused():
    """A function within itself ends."""
    entries = {"FunctionType": 3, "Domain": [0, 1], "Bounds": [], "Encode": [0, 1]}
    entries["Functions"] = [entries]
    with pytest.raises(ValueError, match="9"):
        function_of(entries)


def test_spaces_that_hold_themselves_know_no_colour():
    """A space within itself ends."""
    spec = [LIT("Indexed"), None, 1, b"\0\1"]
    spec[1] = spec

    assert space_of(spec).rgb([0]) is None


@pytest.mark.parametrize(
    ("spec", "parts", "colour"),
    [
        (LIT("DeviceGray"), [0.5], (0.5, 0.5, 0.5)),
        (LIT("DeviceRGB"), [0, 0.5, 1], (0, 0.5, 1)),
        (LIT("DeviceCMYK"), [1, 0, 0, 0], (0, 1, 1)),
        ([LIT("CalRGB"), {}], [1, 0, 0], (1, 0, 0)),
        ([LIT("Lab"), {}], [100, 0, 0], (1, 1, 1)),
        ([LIT("Lab"), {}], [0, 0, 0], (0, 0, 0)),
        ([LIT("Indexed"), LIT("DeviceRGB"), 1, b"\0\0\0\xff\0\0"], [7], (1, 0, 0)),
        ([LIT("Indexed"), [LIT("Lab"), {}], 1, b"\0\0\0"], [0], None),
        ([LIT("ICCBased"), PDFStream({"N": 1}, b"")], [1], (1, 1, 1)),
        ([LIT("ICCBased"), PDFStream({"N": 2}, b"")], [1, 1], None),
        (LIT("Pattern"), [], None),
        (LIT("DeviceRGB"), [1], None),
        ([], [0], None),
    ],
)
def test_colours_of_spaces(spec, parts, colour):
    """Red, green and blue, or nothing where it is not known."""
    found = space_of(spec).rgb(parts)

    assert (None if found is None else tuple(round(part, 2) for part in found)) == colour
