"""The text of cells of a PDF: which cell it belongs to, how it is put together, and what a person does not see."""

import pytest

from govdisclosure.model.notices import NOTICES
from govdisclosure.readers.grid import Document, Grid, GridCell, Sure
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.pages import parse
from readers.pdf_paper import Page, pdf, rows, stream, table

WIDTHS = (100, 60, 60, 60, 60)
LEFT, BASELINE = 72, 114
"""Where the first cell of `blank` begins, and the baseline of its text."""


def blank(columns: int = 5) -> Page:
    """A page with a heading and a table of one row without text; the cells begin at 72, 172, 232, 292, 352."""
    return table(Page().text(72, 60, "表"), rows([""] * columns), widths=WIDTHS[:columns])


def read(page: Page, **options: object) -> Document:
    """The document of one page."""
    return parse(pdf(page, **options), name="", limits=Limits())


def cells(document: Document) -> tuple[GridCell, ...]:
    """The cells of the only table."""
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return grid.cells


def texts(document: Document) -> list[str]:
    """The texts of the only table."""
    return [cell.text for cell in cells(document)]


def remarks(document: Document) -> list[tuple[str, str]]:
    """Codes and details of the remarks, each of which is a notice that exists."""
    assert {remark.code for remark in document.remarks} <= NOTICES.keys()
    return [(remark.code, remark.detail) for remark in document.remarks]


# ------------------------------------------------------------------------------------ which cell a text belongs to


def test_label_and_number_drawn_in_one_go_stay_in_their_cells():
    """A number after a label, with a gap at the rule as narrow as a padding, belongs to the next cell."""
    page = blank(2).raw(
        "q BT /F 10 Tf 1 0 0 1 129 728 Tm [<7533> 0 <8BF7> 0 <6570> 0 <91CF> -400 <0039> <0035>] TJ ET Q"
    )
    page.characters |= set("申请数量95")

    assert ["申请数量", "95"] == texts(read(page))


def test_number_right_behind_a_label_is_a_guess():
    """Without a gap at the rule a number still is a number of the next cell, and is marked as a guess."""
    document = read(blank(2).text(132, BASELINE, "申请数量95"))

    assert [("申请数量", Sure.GUESSED), ("95", Sure.GUESSED)] == [(cell.text, cell.sure) for cell in cells(document)]


def test_label_a_little_too_long_stays_whole():
    """A text that reaches over a rule is the text of the cell with most of it."""
    document = read(blank(2).text(124, BASELINE, "第一项加第二"))

    assert ["第一项加第二", ""] == texts(document)
    assert Sure.GEOMETRY is cells(document)[0].sure


def test_label_half_over_a_rule_is_a_guess():
    """A text that reaches over a rule by a large part is marked as a guess."""
    assert Sure.GUESSED is cells(read(blank(2).text(134, BASELINE, "第一项加第二项")))[0].sure


def test_number_over_a_rule_is_not_cut_in_two():
    """A number wider than its cell stays one number, and is marked as a guess."""
    document = read(blank(3).text(175, BASELINE, "1234567890123"))

    assert ["", "1234567890123", ""] == texts(document)
    assert Sure.GUESSED is cells(document)[1].sure


def test_heading_drawn_over_a_row_is_text_of_no_cell():
    """A text that runs on through rule after rule is left out with a remark; the numbers under it stay."""
    page = blank()
    for x, text in zip((110, 200, 260, 320, 380), "77954", strict=True):
        page.text(x, BASELINE, text)
    document = read(page.text(80, BASELINE + 3, "四、政府信息公开行政复议、行政诉讼情况", 16))

    assert list("77954") == texts(document)
    assert [("text-across-rules", "四、政府信息公开行政复议、行政诉讼情况")] == remarks(document)


def test_row_drawn_in_one_go_with_spaces():
    """Values that are drawn as one text with spaces between them are values of their cells."""
    document = read(blank().text(LEFT + 50, BASELINE, "予以" + " " * 12 + "0" + " " * 11 + "12" + " " * 10 + "3"))

    assert ["予以", "0", "12", "3", ""] == texts(document)


def test_spaces_before_a_text_belong_to_it():
    """A text may begin with spaces in the cell before its own."""
    assert ["", "95", "", "", ""] == texts(read(blank().text(160, BASELINE, "      95")))


# ------------------------------------------------------------------------------------ how a text is put together


def test_number_drawn_digit_by_digit_is_one_number():
    """Digits that touch are one number however they were drawn; their order is that of the page."""
    page = blank(2).text(200, BASELINE, "6.6").text(185, BASELINE, "961").text(190 + 25, BASELINE, "")

    assert ["", "9616.6"] == texts(read(page))
    assert Sure.GEOMETRY is cells(read(page))[1].sure


def test_number_in_two_pieces_with_a_gap_is_a_guess():
    """A visible gap in a number is closed, with a note and as a guess."""
    document = read(blank(2).text(185, BASELINE, "24").text(198, BASELINE, "06"))

    assert [("2406", "number-joined", Sure.GUESSED)] == [(c.text, c.note, c.sure) for c in cells(document)[1:]]


def test_two_numbers_in_a_cell_are_not_one():
    """A gap as wide as a digit, or a space, between two numbers is kept."""
    assert ["", "24 06"] == texts(read(blank(2).text(185, BASELINE, "24").text(200, BASELINE, "06")))
    assert ["", "24 06"] == texts(read(blank(2).text(185, BASELINE, "24 06")))


def test_number_on_two_lines_is_a_guess():
    """Numbers below each other in one cell may be one or two: the lines are kept and noted."""
    page = table(Page().text(72, 60, "表"), rows(["", ""]), widths=(100, 60), height=40)
    document = read(page.text(185, 114, "123456").text(185, 128, "78"))

    assert [("123456\n78", "number-wrapped", Sure.GUESSED)] == [(c.text, c.note, c.sure) for c in cells(document)[1:]]


@pytest.mark.parametrize(
    ("width", "lines", "expected"),
    [
        (34, ("123456", "78"), "12345678"),  # 30 points of 34 are taken, and the 7 needs 5
        (34, ("123456", "789012", "3"), "1234567890123"),
        (35, ("123456", "78"), "123456\n78"),  # it would fit
        (34, ("123", "456789"), "123\n456789"),
        (34, ("12,345", "678"), "12,345678"),
    ],
)
def test_number_on_two_lines_of_a_cell_that_is_too_narrow(width, lines, expected):
    """It is one number where the next digit would not fit."""
    page = table(Page().text(72, 60, "表"), rows(["", ""]), widths=(100, width), height=60)
    for number, line in enumerate(lines):
        page.text(174, 114 + 12 * number, line)
    note = "number-wrapped" if "\n" in expected else "number-continued"

    assert [(expected, note)] == [(cell.text, cell.note) for cell in cells(read(page))[1:]]


def test_numbers_far_apart_in_a_narrow_cell_are_two():
    """The lines of one number follow each other."""
    page = table(Page().text(72, 60, "表"), rows(["", ""]), widths=(100, 34), height=60)

    assert "123456\n78" == cells(read(page.text(174, 114, "123456").text(174, 140, "78")))[1].text


@pytest.mark.parametrize(
    ("tops", "other", "expected"),
    [
        (("1234", "2345", "3456"), "9876", ["12349", "23459", "34569"]),
        (("1234", "2345"), "9876", ["1234\n9", "2345\n9"]),  # two cells may be so by chance
        (("1234", "2345", "3456"), "98765", ["1234\n9", "2345\n9", "3456\n9"]),  # five digits fit
        (("123", "234", "345"), "987", ["123\n9", "234\n9", "345\n9"]),  # two more would fit but for a wide margin
    ],
)
def test_numbers_on_two_lines_of_cells_with_padding(tops, other, expected):
    """Several cells of a width show together how much fits, since nothing says how much padding there is."""
    page = table(Page().text(72, 60, "表"), rows(*[["", ""]] * (len(tops) + 1)), widths=(100, 34), height=40)
    for number, top in enumerate(tops):
        page.text(178, 114 + 40 * number, top).text(188, 126 + 40 * number, "9")
    page.text(174, 114 + 40 * len(tops), other)

    assert [*expected, other] == [cell.text for cell in cells(read(page)) if cell.column == 1]


def test_label_on_two_lines_and_its_number_on_the_last():
    """A wrapped label is two lines, and the number beside its last line is not drawn into it."""
    page = table(Page().text(72, 60, "表"), rows(["", ""]), widths=(100, 60), height=40)
    document = read(page.text(76, 114, "一、本年新收政府").text(76, 128, "信息公开申请").text(200, 128, "95"))

    assert ["一、本年新收政府\n信息公开申请", "95"] == texts(document)


def test_label_set_one_character_a_line():
    """A label of single characters below each other is read from top to bottom."""
    page = table(Page().text(72, 60, "表"), rows(["", ""]), widths=(30, 60), height=80)
    for number, character in enumerate("三、本年"):
        page.text(80, 112 + 14 * number, character)

    assert ["三\n、\n本\n年", ""] == texts(read(page))


def test_vertical_writing_runs_down_and_then_to_the_left():
    """A label in a font of vertical writing is read column by column, from the right."""
    page = table(Page().text(72, 60, "表"), rows(["", ""]), widths=(60, 60), height=80)
    document = read(page.text(115, 110, "三、本年", font="V").text(95, 110, "度办理", font="V"))

    assert ["三、本年\n度办理", ""] == texts(document)


def test_label_turned_upwards():
    """A label that runs upwards in its cell is one line."""
    page = table(Page().text(72, 60, "表一二三四五六七"), rows(["", "0"]), widths=(30, 60), height=80)

    assert ["办理结果", "0"] == texts(read(page.turned("0 1 -1 0 90 670", "办理结果")))


def test_bold_by_drawing_twice():
    """A character that is drawn again a hair beside itself is printed once."""
    page = blank(2)
    for offset in (0, 0.3):
        page.text(190 + offset, BASELINE, "11").text(90 + offset, BASELINE, "总计")

    assert ["总计", "11"] == texts(read(page))


def test_texts_over_each_other_are_noted():
    """Two numbers printed over each other cannot be told apart: the cell says so."""
    document = read(blank(2).text(190, BASELINE, "77").text(191, BASELINE, "95"))

    assert [("text-overlaps", Sure.GUESSED)] == [(cell.note, cell.sure) for cell in cells(document)[1:]]


@pytest.mark.parametrize("rise", [4.8, 3, -2])
def test_mark_of_a_footnote_is_no_digit(rise):
    """A small raised or lowered character beside a number is left out with a remark."""
    document = read(blank(2).text(190, BASELINE, "95").text(200, BASELINE - rise, "1", 6))

    assert ["", "95"] == texts(document)
    assert [("raised-mark", "1")] == remarks(document)


def test_small_text_beside_large_text_is_no_mark():
    """Small text a little further up is text: where it does not touch, where it is long, and where it stands alone."""
    page = Page().text(72, 100, "大标题", 20).text(300, 95, "小字", 9).text(72, 200, "正文", 20)
    page.text(112, 193, "上标太长了", 8).text(300, 300, "行", 12).text(400, 295, " ", 6)

    assert {"大标题", "小字", "正文上标太长了", "行"} == {block.text for block in read(page).blocks}
    assert [] == remarks(read(page))


def test_mark_before_a_number():
    """A sign may stand before what it marks; a digit there may as well be the first of the number: a doubt."""
    sign = read(blank(2).text(186, BASELINE - 4, "*", 6).text(190, BASELINE, "95"))
    digit = read(blank(2).text(186, BASELINE - 4, "1", 6).text(190, BASELINE, "95"))

    assert (["", "95"], [("raised-mark", "*")]) == (texts(sign), remarks(sign))
    assert "look-unclear" == cells(digit)[1].note


def test_small_text_on_the_same_baseline_is_text():
    """Only what is raised or lowered is a mark, and only what is smaller."""
    assert ["", "95元"] == texts(read(blank(2).text(190, BASELINE, "95").text(200, BASELINE, "元", 6)))
    assert ["", "95\n1"] == texts(read(blank(2).text(190, BASELINE - 6, "95").text(190, BASELINE, "1", 6)))


def test_spaces_are_kept_where_a_person_sees_one():
    """Spaces come from gaps; a space that is covered by text, or of no width, is none."""
    assert ["总 计"] == texts(read(blank(2).text(90, BASELINE, "总").text(108, BASELINE, "计")))[:1]
    assert ["Page one"] == texts(read(blank(2).text(90, BASELINE, "Page").text(113, BASELINE, "one")))[:1]
    assert ["总计"] == texts(read(blank(2).text(90, BASELINE, "总计").text(98, BASELINE, " ")))[:1]


def test_radicals_are_read_as_the_characters_they_look_like():
    """Kangxi radicals, radicals of the supplement and compatibility ideographs become ordinary characters."""
    assert ["行政人民门长见", ""] == texts(read(blank(2).text(76, BASELINE, "⾏政⼈⺠⻔⻓⻅")))
    assert ["更⺀", ""] == texts(read(blank(2).text(76, BASELINE, "\uf901⺀")))


def test_full_width_and_signs_stay_as_printed():
    """Other compatibility characters are not touched: that is for the reader of numbers."""
    assert ["①１２，３", "—"] == texts(read(blank(2).text(76, BASELINE, "①１２，３").text(200, BASELINE, "—")))


def test_characters_that_print_nothing_are_dropped():
    """Marks of no width are no text, and an ideographic space is a space."""
    assert ["总 计", ""] == texts(read(blank(2).text(76, BASELINE, "总\u200b\u3000计\ufeff")))


def test_font_that_does_not_name_its_characters():
    """A glyph that stands for no known character is replaced, noted and not guessed."""
    document = read(blank(2).text(190, BASELINE, "95", font="U").text(80, BASELINE, "\x01"))

    assert [("\ufffd", "text-damaged"), ("\ufffd\ufffd", "text-damaged")] == [(c.text, c.note) for c in cells(document)]


# ------------------------------------------------------------------------------------------ what a person sees


@pytest.mark.parametrize(
    ("before", "resources"),
    [
        ("3 Tr", ""),
        ("7 Tr", ""),
        ("1 g", ""),
        ("1 1 1 rg", ""),
        ("0 0 0 0 k", ""),
        ("1 Tr 1 G", ""),
        ("/Spot cs 0 scn", "/ColorSpace << /Spot [/Separation /Black /DeviceGray 20 0 R] >>"),
        ("/Clear gs", "/ExtGState << /Clear << /ca 0 >> >>"),
        ("0.05 0 0 0.05 0 0 cm", ""),
        ("/OC /Layer BDC", "/Properties << /Layer 21 0 R >>"),
        ("/OC /Layer BDC", "/Properties << /Layer 22 0 R >>"),
        ("/OC /Layer BDC", "/Properties << /Layer 23 0 R >>"),
    ],
)
def test_text_that_leaves_no_mark_is_left_out(before, resources):
    """Invisible text modes, the colour of the paper, no opacity, no size and hidden layers: not read, and said."""
    layers = [
        "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>",
        "<< /Type /OCG /Name (off) >>",
        "<< /Type /OCMD /OCGs 21 0 R >>",
        "<< /Type /OCMD /OCGs [21 0 R] >>",
    ]
    page = blank(2).text(190, BASELINE, "7").raw(f"q {before}").text(195, BASELINE, "79", before=before).raw("Q")
    document = read(
        page, objects=layers, resources=resources, catalog="/OCProperties << /OCGs [21 0 R] /D << /OFF [21 0 R] >> >>"
    )

    assert ["", "7"] == texts(document)
    assert [("hidden-text", "79")] == remarks(document)


@pytest.mark.parametrize(
    ("size", "opacity", "read_as"), [(1, 1, "7"), (0.99, 1, ""), (10, 0.05, ""), (10, 0.06, "7"), (1, 0.06, "7")]
)
def test_smallest_and_faintest_text(size, opacity, read_as):
    """A point high, and of more than a twentieth of its colour: that can be seen, and less cannot."""
    page = blank(2).text(90, BASELINE, "总计").text(190, BASELINE, "7", size, before="/Faint gs")
    document = read(page, resources=f"/ExtGState << /Faint << /ca {opacity} >> >>")

    assert ["总计", read_as] == texts(document)
    assert ([] if read_as else [("hidden-text", "7")]) == remarks(document)


@pytest.mark.parametrize(
    ("before", "resources"),
    [
        ("0.5 g", ""),
        ("1 Tr", ""),
        ("2 Tr 1 g", ""),
        ("/Spot cs 1 scn", "/ColorSpace << /Spot [/Separation /Black /DeviceGray 20 0 R] >>"),
        ("1 g /Spot cs", "/ColorSpace << /Spot [/Separation /Black /DeviceGray 20 0 R] >>"),
        ("1 g /DeviceCMYK cs", ""),
        ("1 g /DeviceRGB cs", ""),
        ("1 G 1 Tr /DeviceRGB CS", ""),
        ("/Two cs 0 0 scn", "/ColorSpace << /Two [/DeviceN [/A /B] /DeviceGray 20 0 R] >>"),
        ("/Pattern cs /P scn", ""),
        ("/Dark gs", "/ExtGState << /Dark << /BM [/Multiply] >> >>"),
        ("1 g /Dark gs", "/ExtGState << /Dark << /BM /Difference >> >>"),
        ("/Plain gs", "/ExtGState << /Plain << /BM /Normal /SMask /None /CA 1 >> >>"),
        ("1 g /Dark gs /Other gs", "/ExtGState << /Dark << /BM /Difference >> /Other << /CA 1 >> >>"),
        ("/OC /Layer BDC", "/Properties << /Layer 21 0 R >>"),
        ("/OC /Unknown BDC", ""),
        ("/OC /Layer BDC", "/Properties << /Layer << /Type /OCMD /OCGs [] >> >>"),
        ("/Span << /MCID 0 >> BDC", ""),
        ("EMC", ""),
    ],
)
def test_text_in_any_other_colour_or_mode_is_read(before, resources):
    """What might be seen is read: colours that are not known to be the paper's, outlined text, layers that are on."""
    objects = ["<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>", "<< /Type /OCG /Name (on) >>"]
    page = blank(2).raw("q").text(190, BASELINE, "79", before=before).raw("Q")

    assert ["", "79"] == texts(read(page, objects=objects, resources=resources))


def test_white_text_on_dark_ground_is_read():
    """White text is hidden on white only; dark text on the same dark ground is hidden."""
    page = Page().text(72, 60, "表").raw("0.2 0.3 0.5 rg").box(72, 100, 232, 120).raw("0 g")
    table(page, rows(["", ""]), widths=(100, 60))
    page.text(90, BASELINE, "总计", before="1 g").text(190, BASELINE, "9", before="0.2 0.3 0.5 rg")
    document = read(page)

    assert ["总计", ""] == texts(document)
    assert [("hidden-text", "9")] == remarks(document)


@pytest.mark.parametrize(
    "ground",
    [
        "0.2 g 80 720 m 160 720 l 170 730 l 160 745 l 80 745 l h f",
        "0.2 g 80 720 m 80 745 l 100 760 140 760 160 745 c 160 720 l f",
        "/Shade sh",
        "/Picture Do",
        "q 200 0 0 100 50 700 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q",
        "/Half gs 0 g 72 700 100 60 re f",
    ],
)
def test_white_text_on_ground_of_unknown_colour_is_read(ground):
    """Where it is not known what lies under white text it is taken to be seen."""
    resources = (
        "/Shading << /Shade << /ShadingType 2 >> >> /XObject << /Picture 20 0 R >> /ExtGState << /Half << /ca 0.5 >> >>"
    )
    picture = stream(b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1")
    ground = ground.replace("/Picture Do", "q 200 0 0 100 50 700 cm /Picture Do Q")
    page = blank(2).raw(f"q {ground} Q").text(90, BASELINE, "总计", before="1 g")

    assert ["总计", ""] == texts(read(page, resources=resources, objects=[picture]))


def test_number_under_a_white_patch_is_not_read():
    """A figure that was painted over and replaced is the new figure; the old one is said."""
    page = blank(2).text(190, BASELINE, "95").raw("1 g").box(180, 103, 225, 117).raw("0 g").text(200, BASELINE, "96")
    document = read(page)

    assert ["", "96"] == texts(document)
    assert [("hidden-text", "95")] == remarks(document)


def test_mark_over_a_number_hides_nothing_if_it_is_transparent():
    """A highlight that lets the text shine through leaves it as it is."""
    page = blank(2).text(190, BASELINE, "95").raw("q /Marker gs 1 1 0 rg").box(180, 103, 225, 117).raw("Q")

    assert ["", "95"] == texts(read(page, resources="/ExtGState << /Marker << /BM [/Multiply] >> >>"))


def test_text_outside_the_clip_is_not_read():
    """A heading that is clipped away is not read; the clip ends where the state is restored."""
    page = blank(2).raw("q 0 0 50 50 re W n").text(90, BASELINE, "四、政府").raw("Q").text(190, BASELINE, "95")
    page.raw("q 0 0 595 842 re W* n", "q 0 0 10 10 re W n 20 20 10 10 re W n Q").text(90, BASELINE, "总计").raw("Q")
    document = read(page.raw("q W n Q Q", "h S"))

    assert ["总计", "95"] == texts(document)
    assert [("hidden-text", "四、政府")] == remarks(document)


def test_lines_and_fills_outside_the_clip_are_not_there():
    """What is clipped away separates nothing and covers nothing."""
    page = (
        blank(2).text(190, BASELINE, "95").raw("q 0 0 50 50 re W n").line(200, 100, 200, 120).line(172, 110, 232, 110)
    )

    assert ["", "95"] == texts(read(page.raw("1 g").box(172, 100, 232, 120).raw("Q")))


def test_lines_without_opacity_or_on_a_hidden_layer_are_not_there():
    """What is drawn without leaving a mark separates nothing."""
    page = blank(2).raw("q /Clear gs").line(200, 100, 200, 120).box(172, 100, 232, 120).raw("Q")
    page.raw("/OC /Layer BDC").line(200, 100, 200, 120).raw("q 9 0 0 9 0 0 cm /Picture Do Q EMC").text(
        190, BASELINE, "9"
    )
    resources = (
        "/ExtGState << /Clear << /ca 0 /CA 0 >> >> /Properties << /Layer 20 0 R >> /XObject << /Picture 21 0 R >>"
    )
    picture = stream(b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1")
    document = read(
        page,
        resources=resources,
        objects=["<< /Type /OCG >>", picture],
        catalog="/OCProperties << /D << /OFF [20 0 R] >> >>",
    )

    assert ["", "9"] == texts(document)


def test_text_beyond_the_crop_is_not_read():
    """What lies outside the part of the page that is shown is not seen."""
    page = blank(2).text(190, BASELINE, "95").text(190, 700, "样张")
    page.extra = "/CropBox [0 400 595 842]"

    assert [("hidden-text", "样张")] == remarks(read(page))


def test_forms_are_drawn_where_they_are_placed():
    """Content that is drawn through a form is content, clipped to the box of the form; a hidden one is not there."""
    code = "95".encode("utf-16-be").hex()
    content = f"BT /F 10 Tf 1 0 0 1 18 28 Tm <{code}> Tj 1 0 0 1 300 28 Tm <{code}> Tj ET".encode()
    form = "/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /Font << /F 5 0 R >> >>"
    shown, hidden = stream(content, form), stream(content, form + " /OC 22 0 R")
    page = blank(2).raw("q 1 0 0 1 172 700 cm /Shown Do Q", "q 1 0 0 1 72 700 cm /Hidden Do /Nowhere Do Q")
    page.characters |= set("95")
    document = read(
        page,
        resources="/XObject << /Shown 20 0 R /Hidden 21 0 R >>",
        objects=[shown, hidden, "<< /Type /OCG >>"],
        catalog="/OCProperties << /D << /OFF [22 0 R] >> >>",
    )

    assert ["", "95"] == texts(document)
    assert [("hidden-text", "95")] == remarks(document)


def test_deleted_number_is_not_read():
    """A number that is struck through is left out with a remark; a line under a number strikes nothing."""
    page = blank(2).text(180, BASELINE, "95").line(178, BASELINE - 3, 192, BASELINE - 3)
    document = read(page.text(205, BASELINE, "96").line(205, BASELINE + 1.5, 216, BASELINE + 1.5))

    assert ["", "96"] == texts(document)
    assert [("struck-text", "95")] == remarks(document)


def test_watermark_is_not_text_of_the_table():
    """Slanted text is left out with a remark."""
    document = read(blank(2).text(190, BASELINE, "95").turned("0.7 0.7 -0.7 0.7 150 690", "内部资料", 30))

    assert ["", "95"] == texts(document)
    assert [("text-slanted", "内部资料")] == remarks(document)


def test_long_hidden_text_is_shortened_in_its_remark():
    """A remark about a whole hidden page stays readable."""
    document = read(blank(2).text(190, BASELINE, "95").text(10, 400, "文" * 300, 1.5, before="3 Tr"))

    assert [("hidden-text", "文" * 200 + "…")] == remarks(document)


def test_font_that_draws_its_own_glyphs():
    """A font with a unit of its own is as large as its glyphs are, not as the size that is set."""
    objects = [
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -2 10 8] /FontMatrix [1 0 0 1 0 0] /CharProcs << /nine 21 0 R >> "
        "/Encoding << /Type /Encoding /Differences [57 /nine] >> /FirstChar 57 /LastChar 57 /Widths [5] >>",
        stream(b"5 0 d0"),
    ]
    page = blank(2).raw("BT /T 1 Tf 1 0 0 1 190 728 Tm (99) Tj ET")
    page.extra = "/Resources << /Font << /F 5 0 R /T 20 0 R >> >>"

    assert ["", "99"] == texts(read(page, objects=objects))


def test_old_painting_operator_fills():
    """The obsolete operator for filling draws lines like the one in use."""
    page = Page().text(72, 60, "表").text(90, BASELINE, "甲").text(190, BASELINE, "1")
    for x0, y0, x1, y1 in ((72, 100, 232, 101), (72, 120, 232, 121), (72, 100, 73, 120), (172, 100, 173, 120)):
        page.box(x0, y0, x1, y1, "F")

    assert ["甲", "1"] == texts(read(page.box(232, 100, 233, 120, "F")))
