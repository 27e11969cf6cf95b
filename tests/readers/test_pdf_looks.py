"""What a person sees of a number in a PDF: marks, strikes, colours, and what is laid over it."""

import pytest

from govdisclosure.readers.grid import GridCell
from readers.pdf_paper import Page, stream
from readers.test_pdf_cells import BASELINE, blank, cells, read, remarks, texts


def row(columns: int = 2) -> Page:
    """A table of one row with a label; its second cell begins at 172 and is 60 points wide."""
    return blank(columns).text(90, BASELINE, "总计")


def second(page: Page, **options: object) -> GridCell:
    """The second cell of a document."""
    return cells(read(page, **options))[1]


# ------------------------------------------------------------------------------------------- marks and sizes


@pytest.mark.parametrize("size", [5, 7.5, 8.3, 9.5, 10])
@pytest.mark.parametrize("rise", [-3, -1.3, 1.3, 3.3, 4.5, 6])
def test_mark_off_the_line_is_no_digit_at_any_size(size, rise):
    """A digit that stands 0.12 font sizes above or below the line is left out, said, and joined to nothing."""
    document = read(blank(2).text(180, BASELINE, "1050").text(200, BASELINE - rise, "7", size))

    assert ["", "1050"] == texts(document)
    assert [("raised-mark", "7")] == remarks(document)


@pytest.mark.parametrize("mark", ["12", "[12]"])
def test_mark_of_some_characters_on_a_line_of_its_own(mark):
    """A mark may stand so high that nothing else of its line does."""
    document = read(blank(2).text(180, BASELINE, "1050").text(200, BASELINE - 5, mark, 6))

    assert (["", "1050"], [("raised-mark", mark)]) == (texts(document), remarks(document))


def test_mark_by_the_rise_of_the_text_is_one_too():
    """A producer may raise a text instead of moving it."""
    assert "1050" == second(blank(2).text(180, BASELINE, "1050").text(200, BASELINE, "7", 8.3, before="3 Ts")).text


def test_two_digits_of_which_one_is_off_the_line_are_in_doubt():
    """Where as many stand on the one line as on the other, nobody knows which is the mark."""
    assert "look-unclear" == second(blank(2).text(180, BASELINE, "5").text(185, BASELINE + 2, "7")).note


def test_mark_longer_than_the_number_before_it():
    """It does not take the place of the number."""
    found = second(blank(2).text(180, BASELINE, "0").text(185, BASELINE - 2, "89"))
    assert "look-unclear" == found.note


def test_line_of_spaces_is_no_line():
    """Spaces on a baseline of their own are no text."""
    page = row().text(180, BASELINE, "9").text(180, 300, "   ", before="3 Tr")

    assert (["总计", "9"], []) == (texts(read(page)), remarks(read(page)))


def test_words_that_reach_over_a_line_leave_no_blank():
    """Nobody can tell which of two cells words stand in that begin in the one and end in the other."""
    document = read(blank(3).text(145, BASELINE, "另见附件"))

    assert ["另见附件", "", ""] == texts(document)
    assert ["text-across-rules", ""] == [cell.note for cell in cells(document) if not cell.text]


def test_words_off_the_line_stay_words():
    """Words that stand a little higher than others are no marks."""
    assert ["机关名称", ""] == texts(read(blank(2).text(90, BASELINE, "机关").text(110, BASELINE - 2, "名称")))


def test_small_digits_behind_a_number_are_in_doubt():
    """A digit much smaller than the number it touches may belong to it or not."""
    assert "look-unclear" == second(blank(2).text(180, BASELINE, "1050").text(200, BASELINE, "7", 6)).note


@pytest.mark.parametrize("scale", [25, 30, 50, 150])
def test_condensed_digits_are_all_read(scale):
    """Equal digits side by side are two, however narrow they are; so are two numbers with a space between them."""
    assert "1100" == second(blank(2).text(180, BASELINE, "1100", before=f"{scale} Tz")).text
    assert "12 13" == second(blank(2).text(176, BASELINE, "12 13", before=f"{min(scale, 100)} Tz")).text


@pytest.mark.parametrize("offset", [0.0, 0.3, 0.8])
def test_digits_drawn_twice_to_look_bold_are_one(offset):
    """A second drawing within a fifth of the width of the digit is the same digit."""
    assert "1100" == second(blank(2).text(180, BASELINE, "1100").text(180 + offset, BASELINE, "1100")).text


def test_digits_drawn_twice_too_far_apart_are_in_doubt():
    """What is neither one digit nor two beside each other is not read."""
    assert "text-overlaps" == second(blank(2).text(180, BASELINE, "1100").text(182, BASELINE, "1100")).note


def test_digits_without_a_width_are_in_doubt():
    """A font without widths puts its digits over each other."""
    font = "/Odd << /Type /Font /Subtype /TrueType /BaseFont /Odd /Encoding /WinAnsiEncoding >>"
    page = blank(2).raw("BT /Odd 10 Tf 1 0 0 1 180 728 Tm (1100) Tj ET")

    assert "text-overlaps" == second(page, fonts=font).note


# ------------------------------------------------------------------------------------------- strikes


@pytest.mark.parametrize(
    "line",
    [
        "0.6 w 180 731.2 m 200 731.2 l S",
        "180 731 20 0.6 re f",
        "172.3 731 28 0.6 re f",
        "180 731 52 0.6 re f",
        "172 731.2 m 232 731.2 l S",
        "180 728 m 200 735 l S",
        "180 735 m 200 728 l S",
    ],
)
def test_struck_number_is_neither_read_nor_blank(line):
    """A line on the middle of a number strikes it out, wherever it begins and ends, and whichever way it runs."""
    document = read(row().text(180, BASELINE, "1050").raw(line))

    assert ("", "struck-text") == (cells(document)[-1].text, cells(document)[-1].note)
    assert ("struck-text", "1050") in remarks(document)


@pytest.mark.parametrize("mark", ["-", "—", "/", "无"])
def test_a_mark_for_nothing_that_is_struck_out(mark):
    """From border to border: the line is none of the table, and the cell is no blank and no mark for nothing."""
    document = read(row().text(190, BASELINE, mark).raw("172 731.2 m 232 731.2 l S"))

    assert [("总计", ""), ("", "struck-text")] == [(cell.text, cell.note) for cell in cells(document)]


def test_struck_digits_are_left_out():
    """A digit struck out beside others is no part of the number."""
    assert "1050" == second(blank(2).text(180, BASELINE, "71050").raw("180 731 5 0.5 re f")).text


def test_strike_does_not_part_a_cell():
    """A line that strikes a number is no line of the table, though it begins and ends at its borders."""
    document = read(blank(3).text(240, BASELINE, "9").text(180, BASELINE, "1050").raw("172 731 60 0.5 re f"))

    assert ["", "", "9"] == texts(document)
    assert ["", "struck-text", ""] == [cell.note for cell in cells(document)]


def test_strike_that_comes_from_another_cell_takes_the_whole_number():
    """A line that runs over a border into a number would leave a part of it that nobody means."""
    page = row(3).text(180, BASELINE, "26").text(233, BASELINE, "1050").raw("180 731 60 0.5 re f")

    assert ["", "struck-text", "struck-text"] == [cell.note for cell in cells(read(page))]


def test_line_of_a_table_through_words_strikes_nothing():
    """A line much longer than the words on it is a line of the table, unless it strikes a number as well."""
    page = blank(2).text(90, BASELINE - 10, "总计").text(180, BASELINE, "9")
    crossed = blank(2).text(90, BASELINE, "总计").text(180, BASELINE, "9").raw("60 731.2 m 240 731.2 l S")

    assert ["总计", "9"] == texts(read(page))
    assert ("struck-text", "总计") in remarks(read(crossed))


def test_underlined_number_is_read():
    """A line below the digits or above them strikes nothing."""
    page = blank(2).text(180, BASELINE, "1050").raw("180 726.5 20 0.5 re f 180 736.5 20 0.5 re f")

    assert ("1050", "") == (second(page).text, second(page).note)


def test_sloping_lines_elsewhere_strike_nothing():
    """The line across a corner cell, or one that ends before the number, leaves numbers alone."""
    page = blank(2).text(180, BASELINE, "1050").raw("72 742 m 172 722 l S 150 700 m 170 790 l S")

    assert "1050" == second(page).text


# ------------------------------------------------------------------------------------------- colours


WHITES = {
    "grey": ("1 g", ""),
    "red, green and blue": ("1 1 1 rg", ""),
    "inks": ("0 0 0 0 k", ""),
    "indexed": ("/C cs 1 scn", "[/Indexed /DeviceRGB 1 <000000FFFFFF>]"),
    "indexed by a stream": ("/C cs 1 scn", "[/Indexed /DeviceGray 1 21 0 R]"),
    "Lab": ("/C cs 100 0 0 scn", "[/Lab << /WhitePoint [0.9505 1 1.089] >>]"),
    "profile": ("/C cs 1 1 1 scn", "[/ICCBased 22 0 R]"),
    "profile of inks": ("/C cs 0 0 0 0 scn", "[/ICCBased 23 0 R]"),
    "ink of its own": ("/C cs 0 scn", "[/Separation /Spot /DeviceCMYK 24 0 R]"),
    "inks of its own": ("/C cs 0 0 scn", "[/DeviceN [/One /Two] /DeviceRGB 25 0 R]"),
    "many inks": ("/C cs 0 0 0 0 0 scn", "[/DeviceN [/A /B /C /D /E] /DeviceCMYK 26 0 R]"),
    "sampled": ("/C cs 0 scn", "[/Separation /Spot /DeviceGray 27 0 R]"),
    "stitched": ("/C cs 0.2 scn", "[/Separation /Spot /DeviceGray 28 0 R]"),
    "outline": ("1 Tr /C CS 0 SCN", "[/Separation /Spot /DeviceCMYK 24 0 R]"),
    "nearly white": ("0.98 g", ""),
    "let through": ("/Faint gs 0.5 g", ""),
}
OBJECTS = [
    "<< >>",
    stream(b"\x00\xff"),
    stream(b"", "/N 3"),
    stream(b"", "/N 4 /Alternate /DeviceCMYK"),
    "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>",
    stream(b"{ add 1 exch sub dup dup }", "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]"),
    stream(b"{ pop }", "/FunctionType 4 /Domain [0 1 0 1 0 1 0 1 0 1] /Range [0 1 0 1 0 1 0 1]"),
    stream(b"\xff\x00", "/FunctionType 0 /Domain [0 1] /Range [0 1] /Size [2] /BitsPerSample 8"),
    "<< /FunctionType 3 /Domain [0 1] /Bounds [0.5] /Encode [0 1 0 1] /Functions "
    "[<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [1] /N 1 >> << /FunctionType 2 /Domain [0 1] /N 1 >>] >>",
]


@pytest.mark.parametrize(("colour", "space"), WHITES.values(), ids=WHITES)
def test_digits_in_the_colour_of_paper_are_not_read(colour, space):
    """White is white in every colour space."""
    resources = f"/ColorSpace << {f'/C {space}' if space else ''} >> /ExtGState << /Faint << /ca 0.04 >> >>"
    page = blank(2).text(180, BASELINE, "1050").text(200, BASELINE, "7", before=colour)
    document = read(page, objects=OBJECTS, resources=resources)

    assert ("1050", "") == (cells(document)[1].text, cells(document)[1].note)
    assert ("hidden-text", "7") in remarks(document)


@pytest.mark.parametrize(
    ("colour", "space"),
    [
        ("0.92 g", ""),
        ("/Faint gs 0 g", ""),
        ("/Pattern cs /P scn", ""),
        ("/C cs 0.5 scn", "[/Separation /Spot /DeviceGray << /FunctionType 9 /Domain [0 1] >>]"),
        ("/C cs 0.5 scn", "[/Unknown]"),
        ("/C cs 9 scn", "[/Indexed /DeviceRGB 9 <000000>]"),
        ("/C cs 0 scn", "[/Separation /Spot /DeviceGray 21 0 R]"),
        ("/Odd gs 0 g", ""),
        ("/Masked gs 0 g", ""),
    ],
)
def test_digits_that_may_be_seen_or_not_are_in_doubt(colour, space):
    """A colour hardly darker than the paper, or one that is not known, leaves the number in doubt."""
    resources = (
        f"/ColorSpace << {f'/C {space}' if space else ''} >> /ExtGState << /Faint << /ca 0.1 >> "
        "/Odd << /BM /Difference >> /Masked << /SMask << /S /Alpha >> >> >>"
    )
    broken = stream(b"{ nonsense }", "/FunctionType 4 /Domain [0 1] /Range [0 1]")
    page = blank(2).text(180, BASELINE, "1050").text(200, BASELINE, "7", before=colour)

    assert ("10507", "white-text") == (
        (cell := second(page, objects=["<< >>", broken], resources=resources)).text,
        cell.note,
    )


GREYS = {
    "DeviceGray": ("{} g", "", "0.4", "0.9"),
    "DeviceRGB": ("{} rg", "", "0.4 0.4 0.4", "0.4 0.4 0.9"),
    "DeviceCMYK": ("{} k", "", "0 0 0 0.6", "0 0 0.6 0.1"),
    "CalGray": ("/C cs {} sc", "[/CalGray << /WhitePoint [0.95 1 1.09] >>]", "0.4", "0.9"),
    "CalRGB": ("/C cs {} sc", "[/CalRGB << /WhitePoint [0.95 1 1.09] >>]", "0.4 0.4 0.4", "0.9 0.4 0.4"),
    "Lab": ("/C cs {} sc", "[/Lab << /WhitePoint [0.95 1 1.09] >>]", "43.2 0 0", "43.2 0 -60"),
    "ICCBased of one": ("/C cs {} scn", "[/ICCBased 29 0 R]", "0.4", "0.9"),
    "ICCBased of three": ("/C cs {} scn", "[/ICCBased 22 0 R]", "0.4 0.4 0.4", "0.4 0.9 0.4"),
    "ICCBased of four": ("/C cs {} scn", "[/ICCBased 23 0 R]", "0.6 0.6 0.6 0", "0.6 0.6 0 0"),
    "Indexed": ("/C cs {} sc", "[/Indexed /DeviceRGB 1 <666666666600>]", "0", "1"),
    "Indexed by a stream": ("/C cs {} sc", "[/Indexed /DeviceCMYK 1 30 0 R]", "1", "0"),
    "Separation": ("/C cs {} scn", "[/Separation /Spot /DeviceGray 31 0 R]", "0.6", "0.1"),
    "Separation that says no colours": (
        "/C cs {} scn",
        "[/Separation /Spot /DeviceGray << /FunctionType 2 /Domain [0 1] /N 1 >>]",
        "0.4",
        "0.9",
    ),
    "DeviceN": ("/C cs {} scn", "[/DeviceN [/One /Two] /DeviceRGB 25 0 R]", "0.3 0.3", "0.1 0"),
}
"""Colour spaces: the operator, the space, the numbers of a dark grey (0.4) and those of another colour."""
MORE = [
    stream(b"", "/N 1"),
    stream(b"\x00\x00\x99\x1a\x00\x00\x00\x99"),
    "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>",
]


@pytest.mark.parametrize(("operator", "space", "grey", "other"), GREYS.values(), ids=GREYS)
def test_digits_in_the_colour_of_their_ground_are_not_read(operator, space, grey, other):
    """The same colour is the same in every space, of the text and of the ground; in another colour it is read."""
    resources = f"/ColorSpace << {f'/C {space}' if space else ''} >>"

    def found(ground, text):
        page = row().raw(f"q {ground}").box(174, 101, 230, 119).raw("Q").text(180, BASELINE, "1050", before=text)
        document = read(page, objects=OBJECTS + MORE, resources=resources)
        return cells(document)[1].text, remarks(document)

    own, another = operator.format(grey), operator.format(other)
    hidden, seen = ("", [("hidden-text", "1050")]), ("1050", [])

    assert [hidden, hidden, hidden] == [found(own, own), found("0.4 g", own), found(own, "0.4 g")]
    assert [seen, seen, seen] == [found(own, another), found("0.4 g", another), found(another, "0.4 g")]


def test_digits_or_a_ground_of_a_pattern():
    """A pattern has no colour: digits of it are in doubt, and on it light ones are while dark ones are read."""

    def note(ground, text):
        page = row().raw(f"q {ground}").box(174, 101, 230, 119).raw("Q").text(180, BASELINE, "1050", before=text)
        assert "1050" == second(page).text
        return second(page).note

    pattern = "/Pattern cs /P scn"
    assert ["white-text", "white-text"] == [note("0.4 g", pattern), note(pattern, "1 g")]
    assert ["", ""] == [note(pattern, "0.4 g"), note(pattern, "1 1 0 rg")]


POLYGONS = {
    "five corners": "176 724 m 210 724 l 214 731 l 210 739 l 176 739 l h f",
    "round corners": "180 724 m 206 724 l 210 724 210 728 210 728 c 210 735 l 210 739 206 739 206 739 c 180 739 l "
    "176 739 176 735 176 735 c 176 728 l 176 724 180 724 180 724 c f",
    "a triangle": "150 720 m 280 720 l 190 790 l h f",
}


@pytest.mark.parametrize("colour", ["1 g", "0.9 g", "0 g", "1 0 0 rg"])
@pytest.mark.parametrize("polygon", POLYGONS.values(), ids=POLYGONS)
def test_dark_digits_over_and_under_a_polygon(polygon, colour):
    """A shape that is painted over digits leaves them in doubt; below them, or letting light through, it does not."""
    over = row().text(180, BASELINE, "1050").raw(f"q {colour} {polygon} Q")
    under = row().raw(f"q {colour} {polygon} Q").text(180, BASELINE, "1050")
    half = row().text(180, BASELINE, "1050").raw(f"q /Half gs {colour} {polygon} Q")

    assert ("1050", "white-text") == (second(over).text, second(over).note)
    assert ("1050", "") == (second(under).text, second(under).note)
    assert "" == second(half, resources="/ExtGState << /Half << /ca 0.5 >> >>").note


@pytest.mark.parametrize(
    "shape",
    [
        "0 g 160 700 m 300 700 l 300 724 l h f",
        "0 g 175 738 m 215 741 l 212 745 l 175 745 l h f",
        "0 g 170 715 50 35 re 176 724 34 15 re f*",
        "0 g 170 715 m 220 715 l 225 731 l 220 750 l 170 750 l h 176 724 34 15 re f*",
        "q 0 0 100 100 re W n 0 g 176 724 m 210 724 l 214 731 l 210 739 l 176 739 l h f Q",
    ],
)
def test_digits_beside_a_shape_are_read(shape):
    """Only what lies within the shape is covered: not what lies in its box, in its hole, or outside the clip."""
    found = second(row().text(180, BASELINE, "1050").raw(f"q {shape} Q"))

    assert ("1050", "") == (found.text, found.note)


def test_number_that_shines_through_is_seen():
    """A patch that lets light through, or multiplies, hides nothing; on it the number has another ground."""
    states = "/ExtGState << /Half << /ca 0.5 >> /Times << /BM /Multiply >> >>"
    under = blank(2).text(180, BASELINE, "1050").raw("q /Half gs 1 1 0 rg").box(176, 103, 210, 118).raw("Q")
    times = blank(2).text(180, BASELINE, "1050").raw("q /Times gs 1 g").box(176, 103, 210, 118).raw("Q")
    over = blank(2).raw("q /Half gs 0 g").box(176, 103, 210, 118).raw("Q").text(180, BASELINE, "1050", before="1 g")

    assert ["1050"] * 3 == [second(page, resources=states).text for page in (under, times, over)]


@pytest.mark.parametrize("x", [197.5, 190.1, 182])
def test_number_half_under_a_patch_is_in_doubt(x):
    """Of a number that is covered in part nobody knows what is left."""
    assert "white-text" == second(blank(2).text(180, BASELINE, "1050").raw("1 g").box(x, 103, 215, 118)).note


def test_number_half_outside_the_clip_is_in_doubt():
    """What the clip cuts off was part of the number, wherever it begins."""
    page = blank(2).raw("q 0 0 190 842 re W n").text(180, BASELINE, "1050").raw("Q")

    assert "white-text" == second(page).note


def test_mirrored_number_is_in_doubt():
    """No number is printed as in a mirror."""
    assert "white-text" == second(blank(2).turned("-1 0 0 1 210 728", "1050")).note


@pytest.mark.parametrize(
    ("font", "text", "note"),
    [
        ("0.001 0 0 0.001", "1 0 0 1 190 728", ""),
        ("0 0.001 -0.001 0", "0 -1 1 0 190 728", ""),
        ("0 0.001 0.001 0", "0 -1 1 0 190 728", "white-text"),
        ("-0.001 0 0 0.001", "-1 0 0 1 190 728", ""),
    ],
)
def test_font_that_turns_or_mirrors_its_own_glyphs(font, text, note):
    """What the font does counts together with what is done to the text."""
    objects = [
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [{font} 0 0] /FirstChar 55 /LastChar 55 "
        "/Widths [500] /CharProcs << /a 21 0 R >> /ToUnicode 22 0 R /Encoding << /Differences [55 /a] >> >>",
        stream(b"500 0 d0 0 0 500 700 re f"),
        stream(b"begincmap 1 beginbfchar <37> <0037> endbfchar endcmap"),
    ]
    page = row().raw(f"BT /T 10 Tf {text} Tm <37> Tj ET")
    found = second(page, objects=objects, fonts="/T 20 0 R")

    assert ("7", note) == (found.text, found.note)


def test_light_text_on_a_half_covered_picture_is_in_doubt():
    """What lets a ground of unknown colour through has none that is known."""
    page = blank(2).raw("q 60 0 0 20 172 722 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q")
    page.raw("q /Half gs 0 g 172 722 60 20 re f Q").text(180, BASELINE, "1050", before="1 g")

    assert "white-text" == second(page, resources="/ExtGState << /Half << /ca 0.5 >> >>").note


def test_text_has_the_colour_of_the_form_it_stands_in():
    """What a form does not set it has from where it is drawn; a white form shows nothing."""
    form = stream(
        b"BT /F 10 Tf 1 0 0 1 180 728 Tm <0037> Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 5 0 R >> >>",
    )
    page = blank(2).text(190, BASELINE, "7").raw("q 1 g /Form Do Q")

    assert "7" == second(page, objects=[form], resources="/XObject << /Form 20 0 R >>").text


def test_text_that_goes_to_the_next_line_by_itself_stands_there():
    """The operator that sets spaces, goes to the next line and shows a text."""
    page = Page().text(72, 60, "表").raw('BT /F 10 Tf 30 TL 1 0 0 1 72 700 Tm <7533> Tj 0 0 <8BF7> " ET')
    page.characters |= set("申请")

    assert ["表", "申", "请"] == [block.text for block in read(page).blocks]


# ------------------------------------------------------------------------------------------- what is laid over


SHOWN = {
    "text": "/FreeText /Contents (7)",
    "field": "/Widget /FT /Tx /V (7)",
    "field of a field": "/Widget /Parent << /FT /Tx /Parent << /V (7) >> >>",
    "choices": "/Widget /FT /Ch /V [(7) (8)]",
    "long text": "/Widget /FT /Tx /V 21 0 R",
    "field by its looks": "/Widget /FT /Tx /AP << /N 22 0 R >>",
    "tick": "/Widget /FT /Btn /AS /Yes /AP << /N << /Yes 22 0 R /Off 23 0 R >> >>",
    "stamp": "/Stamp",
    "square": "/Square",
    "circle": "/Circle",
    "drawing": "/Ink",
    "line": "/Line",
    "strike": "/StrikeOut /QuadPoints [176 738 226 738 176 724 226 724]",
    "redaction": "/Redact",
    "note": "/Text /Contents (7)",
    "odd": "/Unknown /F (1)",
}
LAID = ["<< >>", stream(b"7"), stream(b"BT (7) Tj ET"), stream(b"q Q")]


@pytest.mark.parametrize("entries", SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize("text", ["", "1050"])
def test_cell_under_something_that_shows_is_not_read(entries, text):
    """Neither the blank under it nor a number there is what a person sees; a box may begin at any of its corners."""
    plain = row().text(180, BASELINE, text).annotation(entries, 176, 104, 226, 118)
    reversed_ = row().text(180, BASELINE, text).annotation(entries, 226, 118, 176, 104)

    for page in (plain, reversed_):
        assert ("cell-covered", text) == ((cell := second(page, objects=LAID)).note, cell.text)


@pytest.mark.parametrize(
    "entries",
    [
        "/Link /Border [0 0 1]",
        "/Highlight",
        "/Popup",
        "/Widget /FT /Tx",
        "/Widget /FT /Tx /V () /AP << /N 23 0 R >>",
        "/Widget /FT /Btn /AS /Off /AP << /N << /Yes 22 0 R /Off 23 0 R >> >>",
        "/Stamp /F 2",
        "/Stamp /F 32",
        "/Stamp /OC 24 0 R",
    ],
)
def test_what_shows_nothing_leaves_the_cell_as_it_is(entries):
    """Links, marks in colour, empty fields, and what is hidden or on a layer that is off."""
    options = {
        "objects": [*LAID, "<< /Type /OCG /Name (off) >>"],
        "catalog": "/OCProperties << /OCGs [24 0 R] /D << /OFF [24 0 R] >> >>",
    }
    empty = row().annotation(entries, 176, 104, 226, 118)

    assert ("", "") == ((cell := second(empty, **options)).note, cell.text)


def test_comment_beside_a_table_without_lines_leaves_its_number_in_doubt():
    """There is no cell, so the number itself must be under it; the others of its row are in doubt with it."""
    page = rows_of((200, {72: "一月", 200: "1", 300: "2"}), (230, {72: "二月", 200: "3", 300: "4"}))
    notes = {cell.text: cell.note for cell in cells(read(page.annotation("/Stamp", 296, 190, 310, 204)))}

    assert {"一月": "", "1": "table-without-lines", "2": "cell-covered", "二月": "", "3": "", "4": ""} == notes


def test_pages_and_boxes_may_be_given_from_any_corner():
    """A page whose box begins at its upper right corner is the same page."""
    page = row().text(180, BASELINE, "1050").annotation("/Stamp", 226, 118, 176, 104)
    page.extra = "/MediaBox [595 842 0 0]"

    assert "cell-covered" == second(page).note


DRAWN = {
    "picture": "q 40 0 0 12 176 724 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q",
    "small picture": "q 8 0 0 12 180 724 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q",
    "curves": "180 728 m 186 728 186 735 180 735 c h f",
    "outlined curves": "180 728 m 186 728 186 735 180 735 c S",
    "slanted sign": "180 728 m 182 728 184 735 182 735 h f",
    "sloping line": "176 724 m 226 738 l S",
    "dash": "185 731 10 0.5 re f",
    "upright": "190 727 0.8 7 re f",
}


@pytest.mark.parametrize("drawing", DRAWN.values(), ids=DRAWN)
def test_blank_cell_with_a_drawing_is_not_blank(drawing):
    """A number may be a picture or outlines; what is drawn in a cell shows something."""
    assert "cell-covered" == second(row().raw(drawing)).note


@pytest.mark.parametrize(
    "drawing",
    [
        "0.9 g 172 722 60 20 re f 0 g",
        "0.9 g 174 742 m 230 742 l 232 740 l 232 724 l 230 722 l 174 722 l 172 724 l 172 740 l h f 0 g",
        "q 10 0 0 10 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q",
        "172 741 m 172 742 172.5 742 173 742 c S",
    ],
)
def test_ground_and_frame_of_a_cell_leave_it_blank(drawing):
    """The colour of a cell, rounded corners, and what stands elsewhere."""
    assert ("", "") == ((cell := second(row().raw(drawing))).note, cell.text)


def test_picture_behind_a_whole_page_leaves_cells_blank():
    """It is the paper on which the table stands."""
    page = row()
    page.content.insert(0, "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q")

    assert ("", "") == (
        (cell := second(page.text(72, 300, "第一行第二行第三行第四行第五行第六行第七行"))).note,
        cell.text,
    )


@pytest.mark.parametrize("before", ["3 Tr", "1 g", "0 0 0 0 k"])
def test_hidden_number_is_not_blank(before):
    """A cell in which a number is written and not seen is named; a heading over several cells is in none of them."""
    heading = row(5).text(150, BASELINE, "四、政府信息公开行政复议、行政诉讼", before=before)
    assert {""} == {cell.note for cell in cells(read(heading))}
    assert ("hidden-text", "") == ((cell := second(row().text(180, BASELINE, "1050", before=before))).note, cell.text)


def test_slanted_number_of_a_cell_is_not_blank():
    """Slanted text is left out; where it is no larger than the cell, the cell shows something."""
    small = row().turned("0.97 0.24 -0.24 0.97 185 726", "1050", 8)
    large = row().turned("0.77 0.64 -0.64 0.77 100 700", "内部资料", 60)

    assert ["text-slanted", ""] == [second(page).note for page in (small, large)]


# ------------------------------------------------------------------------------------------- numbers over borders


def test_number_half_in_the_next_cell_leaves_both_in_doubt():
    """Digits on both sides of a border may be two numbers."""
    document = read(blank(3).text(214, BASELINE, "150312"))

    assert {"text-across-rules"} == {cell.note for cell in cells(document)[1:]}


def test_blank_into_which_a_number_reaches_is_not_blank():
    """A number a little too wide for its cell is read; the cell beside it shows something."""
    document = read(blank(3).text(174, BASELINE, "1234567890123"))

    assert [("1234567890123", ""), ("", "text-across-rules")] == [
        (cell.text, cell.note) for cell in cells(document)[1:]
    ]


def test_blanks_under_a_text_over_several_cells_are_not_blank():
    """What runs over several cells is left out; the cells under it show a part of it."""
    document = read(row(5).text(160, BASELINE, "四、政府信息公开行政复议"))

    assert {"text-across-rules"} == {cell.note for cell in cells(document)[1:3]}


# ------------------------------------------------------------------------------------------- guessed rows


def rows_of(*lines: tuple[float, dict[int, str]]) -> Page:
    """A table without lines: for each line its baseline and the texts by their places."""
    page = Page()
    for y, found in lines:
        for x, text in found.items():
            page.text(x, y, text)
    return page


def test_number_on_two_lines_of_a_guessed_row_is_in_doubt():
    """Rows nearer than two lines of which not the same columns have numbers may be one: 2 over 4 may be 24."""
    page = rows_of(
        (200, {72: "甲", 200: "11", 260: "12", 320: "13"}),
        (230, {72: "乙", 200: "2"}),
        (236, {260: "0", 320: "27"}),
        (242, {200: "4"}),
        (272, {72: "丙", 200: "31", 260: "32", 320: "33"}),
    )
    found = {cell.text: cell.note for cell in cells(read(page)) if cell.text.isdigit()}

    assert {"2", "0", "27", "4"} == {text for text, note in found.items() if note == "table-without-lines"}


def test_doubt_about_one_number_is_kept_for_its_guessed_row():
    """Where one cell of a guessed row may be misread, so may the others."""
    page = rows_of(
        (200, {72: "甲", 200: "11", 260: "12", 320: "13"}),
        (230, {72: "乙", 200: "21", 260: "22", 320: "23"}),
    )
    page.text(202, 230, "9")
    notes = {cell.text: cell.note for cell in cells(read(page))}

    assert ("table-without-lines", "table-without-lines", "") == (notes["22"], notes["23"], notes["12"])
