"""What a person sees on a page: looks by style sheets, attributes and elements, and what they make of a number."""

import pytest

from govdisclosure.errors import LimitExceededError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.web import html
from govdisclosure.readers.web.colours import colour
from govdisclosure.readers.web.styles import Mode, dressed, length
from readers.flattened import parser  # noqa: F401 - both parsers of pages read every test here


def page(markup, **limits):
    """The document that a page shows."""
    return html.read(f"<!DOCTYPE html>{markup}".encode(), limits=Limits(**limits))


def cell(content, css="", attributes="", head=""):
    """The first cell of a table with this in it: its text and its note."""
    sheet = f"<style>{css}</style>" if css else ""
    found = page(
        f"<head>{head}{sheet}</head><table class=t><tr><td{attributes}>{content}</td><td>总计</td></tr></table>"
    )
    first = found.blocks[0].cells[0]
    return first.text, first.note


def beside(style):
    """A 7 behind 105 of which this is declared."""
    return cell("105<span class=k>7</span>", f".k {{ {style} }}")


class TestProperties:
    """Each property that bears on whether a digit belongs to a number."""

    @pytest.mark.parametrize(
        "style",
        [
            "display:none",
            "visibility:hidden",
            "visibility:collapse",
            "opacity:0",
            "opacity:0%",
            "font-size:0",
            "font:0/0 a",
            "color:transparent",
            "color:rgba(0,0,0,0)",
            "-webkit-text-fill-color:transparent",
            "mso-hide:all",
            "position:absolute;left:-9999px",
            "position:fixed;top:-999em",
            "position:absolute;inset:-9999px auto auto",
            "position:absolute;right:3000px",
            "position:relative;left:-9999px",
            "margin-left:-9999px",
            "margin:0 0 0 -9999px",
            "text-indent:-9999px;display:inline-block",
            "position:absolute;clip:rect(0,0,0,0)",
            "position:absolute;clip:rect(1px 1px 1px 1px)",
            "position:absolute;clip-path:inset(50%)",
            "clip-path:circle(0)",
            "display:inline-block;width:0;overflow:hidden",
            "display:block;height:0;overflow:hidden",
            "position:absolute;width:1px;height:1px;overflow:hidden",
            "float:left;max-width:0;overflow:clip",
            "display:inline-block;transform:scale(0)",
            "display:inline-block;transform:translateX(-9999px)",
            "filter:opacity(0)",
            "zoom:1%",
            "display:inline-block;scale:0",
            "display:inline-block;translate:-9999px 0",
            "display:inline-block;content-visibility:hidden",
        ],
    )
    def test_what_is_out_of_sight_is_left_out(self, style):
        """However that is done."""
        assert ("105", "hidden-text") == beside(style)

    @pytest.mark.parametrize(
        "style",
        [
            "vertical-align:super",
            "vertical-align:sub",
            "vertical-align:4px",
            "vertical-align:-25%",
            "vertical-align:text-top;font-size:9px",
            "position:relative;top:-6px",
            "position:relative;bottom:.4em",
            "mso-text-raise:6pt",
            "position:relative;top:-6pt;mso-text-raise:6pt",
        ],
    )
    def test_what_is_off_the_line_is_a_mark(self, style):
        """Raised or lowered, by a name or a length."""
        assert ("105", "raised-mark") == beside(style)

    @pytest.mark.parametrize(
        "style",
        [
            "text-decoration:line-through",
            "text-decoration:underline line-through red",
            "text-decoration-line:line-through",
            "TEXT-DECORATION:LINE-THROUGH !IMPORTANT",
        ],
    )
    def test_what_is_struck_out_is_left_out(self, style):
        """By any of the properties for it."""
        assert ("105", "struck-text") == beside(style)

    @pytest.mark.parametrize(
        "style",
        [
            "color:white",
            "color:#fff",
            "color:#ffffffff",
            "color:hsl(0, 0%, 100%)",
            "color:rgb(255 255 255)",
            "color:rgb(100%,100%,100%)",
            "color:snow",
            "color:rgba(0,0,0,.05)",
            "color:#333;background:#333",
            "background:linear-gradient(red,blue);background:navy;color:#000080",
            "opacity:.05",
            "font-size:2px",
            "-webkit-text-fill-color:#fff;color:red",
        ],
    )
    def test_what_may_not_be_seen_is_in_doubt(self, style):
        """In a colour like its ground, or too small."""
        assert ("1057", "white-text") == beside(style)

    @pytest.mark.parametrize(
        "style",
        [
            "font-size:60%",
            "font-size:smaller",
            "font-size:9px",
            "font-size:.5em",
            "font-size:xx-small",
            "font:bold 6pt/1 Arial",
            "font-size:calc(1px + 1em)",
            "float:right",
            "position:absolute",
            "position:relative;left:-1em",
            "position:relative;top:calc(1px)",
            "vertical-align:calc(1px)",
            "vertical-align:4q q",
            "margin-left:-1em",
            "text-indent:-9999px",
            "transform:rotate(9deg)",
            "width:0;overflow:hidden",
            "display:var(--x)",
            "clip-path:polygon(0 0, 9px 0)",
            "filter:blur(2px)",
            "opacity:var(--o)",
            "color:var(--ink)",
            "order:2",
            "animation:fade 1s",
            "mask-image:url(a.png)",
            "font-variant-position:super",
        ],
    )
    def test_what_is_of_another_size_or_not_understood_is_in_doubt(self, style):
        """Where a number is put together from it and another piece."""
        assert ("1057", "look-unclear") == beside(style)

    @pytest.mark.parametrize(
        "style",
        [
            "font-family:Wingdings",
            "font:12pt Symbol",
            "unicode-bidi:bidi-override;direction:rtl",
            "letter-spacing:-1em",
            "-webkit-text-security:disc",
            "display:inline-flex;flex-direction:row-reverse",
        ],
    )
    def test_characters_that_may_be_others_are_in_doubt(self, style):
        """Fonts of symbols, and what turns characters around or lays them over each other."""
        assert ("1057", "text-damaged") == beside(style)

    @pytest.mark.parametrize(
        "style",
        [
            "color:red",
            "color:#fff;background:#036",
            "color:#fff;background:url(a.png)",
            "color:#fff;background-image:url(a.png)",
            "background:rgba(0,0,0,.1)",
            "background:var(--x)",
            "background-clip:text;color:white",
            "color:inherit;font-size:inherit;font-family:inherit;white-space:inherit;vertical-align:inherit",
            "visibility:inherit;opacity:initial",
            "color:currentcolor",
            "font-size:15px;vertical-align:middle",
            "font-size:larger",
            "font-weight:bold;font:bold 16px 宋体",
            "vertical-align:baseline",
            "position:relative",
            "position:relative;top:0",
            "position:static;left:-9999px",
            "clip:rect(0,0,0,0)",
            "position:relative;clip:auto",
            "clip-path:none",
            "overflow:hidden",
            "overflow:visible;width:0;display:inline-block",
            "text-indent:2em;letter-spacing:1px",
            "opacity:.9",
            "filter:alpha(opacity=0)",
            "transform:none;float:none;order:0",
            "white-space:nowrap",
            "mso-outline-level:body-text",
            "visibility:visible;display:inline",
            "text-decoration:underline",
            "content:'9'",
            "max-font-size:0",
            "font-size",
            "unicode-bidi:embed",
            "zoom:1",
            "zoom:normal",
            "-webkit-text-security:none",
            "content-visibility:auto",
        ],
    )
    def test_what_belongs_to_the_number_is_read(self, style):
        """Looks that change nothing of what is seen."""
        assert ("1057", "") == beside(style)

    @pytest.mark.parametrize("style", ["width:1ch", "width:3px", "height:2px"])
    def test_a_number_of_which_a_part_is_cut_off_is_in_doubt(self, style):
        """Its box shows one digit at most, or a strip of each."""
        assert ("105", "white-text") == cell(
            "<b class=k>105</b>", f".k {{ display:inline-block;overflow:hidden;{style} }}"
        )
        assert ("105", "") == cell("<b class=k>105</b>", f".k {{ overflow:hidden;{style} }}")

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("<p style='background:url(7.png)'></p>", "image-cell"),
            ("<meter>7</meter>", "image-cell"),
            ("<progress>7</progress>", "image-cell"),
            ("<i class='fa fa-7'></i>", "scripted-text"),
            ("<p><span class='num icon-7'></span></p>", "scripted-text"),
            ("<audio>7</audio>", ""),
            ("<span class=font5>&nbsp;</span>", ""),
        ],
    )
    def test_a_cell_in_which_something_may_show_is_no_blank(self, content, code):
        """Pictures behind it, bars, and signs that style sheets draw."""
        assert ("", code) == cell(content)
        assert "105" == cell(f"{content}105")[0]

    def test_what_pops_up_is_not_seen_before(self):
        """Until a script opens it."""
        assert ("105", "hidden-text") == cell("105<span popover>7</span>")

    def test_a_clip_needs_an_element_out_of_its_line(self):
        """And four edges that leave no room."""
        assert "look-unclear" == beside("position:absolute;clip:rect(0,9px,9px,0)")[1]
        assert "look-unclear" == beside("position:absolute;clip:rect(auto)")[1]
        assert "hidden-text" == beside("position:absolute;clip:rect(auto,0,auto,0)")[1]

    def test_the_look_of_a_whole_cell_is_no_doubt_about_a_piece(self):
        """What is declared of the cell is said of all that is in it."""
        assert ("1057", "") == cell("105<b>7</b>", attributes=" style='font-size:8px;transform:rotate(9deg);width:0'")
        assert ("", "struck-text") == cell("<b>7</b>", attributes=" style='text-decoration:line-through'")
        assert ("7", "white-text") == cell("7", attributes=" style='color:#fff'")

    def test_sizes_are_told_from_what_stands_beside(self):
        """Not from the size of the cell."""
        css = "p{font-size:8px} .k{font-size:16px} .l{font-size:7.9px}"
        assert ("1057", "look-unclear") == cell("<p>105<b class=k>7</b></p>", css)
        assert ("1057", "") == cell("<p>105<b class=l>7</b></p>", css)
        assert ("1057", "") == cell("<p>105<b>7</b></p>", css)
        assert ("1057", "") == cell("<b class=l>105</b><b class=l>7</b>", css)
        assert ("1057", "look-unclear") == cell("<b class=l>10</b><b class=l>5</b>7", css)

    def test_a_line_of_its_own_is_not_off_the_line(self):
        """What is aligned stands beside something."""
        assert ("105\n7", "") == beside("display:block;vertical-align:super;position:relative;top:-6px")

    def test_what_an_element_undoes_is_seen(self):
        """Visibility and colour may be set back, nothing else."""
        css = ".a{visibility:hidden;color:#fff} .b{visibility:visible;color:#000} .c{opacity:0} .d{opacity:1}"
        assert ("7", "") == cell("<i class=a><b class=b>7</b></i>", css)
        assert ("", "hidden-text") == cell("<i class=c><b class=d>7</b></i>", css)

    def test_ink_on_the_ground_of_what_is_around(self):
        """The ground may be given far outside; one that is not opaque is mixed with what is under it."""
        css = ".t{background:#036} td{background:rgba(255,255,255,.5)} .k{color:#809bb3} .l{color:#036}"
        assert ("1057", "white-text") == cell("105<i class=k>7</i>", css)
        assert ("1057", "") == cell("105<i class=l>7</i>", css)


class TestBothSides:
    """How far is far, how small is small: both sides of every bound."""

    @pytest.mark.parametrize(
        ("within", "beyond", "notes"),
        [
            ("position:relative;left:-499px", "position:relative;left:-500px", ("look-unclear", "hidden-text")),
            ("position:absolute;left:-499px", "position:absolute;left:-500px", ("look-unclear", "hidden-text")),
            ("position:absolute;right:1999px", "position:absolute;right:2000px", ("look-unclear", "hidden-text")),
            ("position:relative;right:1999px", "position:relative;right:2000px", ("look-unclear", "look-unclear")),
            ("margin-left:-499px", "margin-left:-500px", ("look-unclear", "hidden-text")),
            ("margin-left:-.3em", "margin-left:-.31em", ("", "look-unclear")),
            ("text-indent:-.3em", "text-indent:-.31em", ("", "look-unclear")),
            ("letter-spacing:-.4em", "letter-spacing:-.41em", ("", "text-damaged")),
            (
                "display:inline-block;transform:translateX(499px)",
                "display:inline-block;transform:translateX(500px)",
                ("look-unclear", "hidden-text"),
            ),
            (
                "display:inline-block;translate:0 -499px",
                "display:inline-block;translate:0 -500px",
                ("look-unclear", "hidden-text"),
            ),
            ("position:relative;top:-1.9px", "position:relative;top:-2px", ("", "raised-mark")),
            ("position:relative;bottom:-1.9px", "position:relative;bottom:-2px", ("", "raised-mark")),
            ("vertical-align:9%", "vertical-align:10%", ("", "raised-mark")),
            ("font-size:81%", "font-size:80%", ("", "look-unclear")),
            ("font-size:3.1px", "font-size:3px", ("look-unclear", "white-text")),
            ("font-size:1px", "font-size:.9px", ("white-text", "hidden-text")),
            ("opacity:.01", "opacity:0", ("white-text", "hidden-text")),
            ("background:url(a.png);opacity:.11", "background:url(a.png);opacity:.1", ("", "white-text")),
            ("color:#dedede", "color:#dfdfdf", ("", "white-text")),
            ("color:rgba(0,0,0,.13)", "color:rgba(0,0,0,.12)", ("", "white-text")),
            (
                "position:absolute;clip:rect(0,2px,2px,0)",
                "position:absolute;clip:rect(0,1px,2px,0)",
                ("look-unclear", "hidden-text"),
            ),
            (
                "position:absolute;clip:rect(3px,9px,5px,2px)",
                "position:absolute;clip:rect(3px,9px,4px,2px)",
                ("look-unclear", "hidden-text"),
            ),
            ("clip-path:inset(49%)", "clip-path:inset(50%)", ("look-unclear", "hidden-text")),
            ("display:inline-block;scale:.1", "display:inline-block;scale:0", ("look-unclear", "hidden-text")),
            ("filter:opacity(1%)", "filter:opacity(0%)", ("look-unclear", "hidden-text")),
        ],
    )
    def test_a_digit_at_a_bound(self, within, beyond, notes):
        """A little less is something else than a little more."""
        assert notes == (beside(within)[1], beside(beyond)[1])

    @pytest.mark.parametrize(
        ("style", "note"),
        [
            ("width:1px", "hidden-text"),
            ("width:1.1px", "white-text"),
            ("max-width:9.5px", "white-text"),
            ("width:9.6px", ""),
            ("height:1px", "hidden-text"),
            ("height:9.5px", "white-text"),
            ("max-height:9.6px", ""),
            ("font-size:32px;width:19.1px", "white-text"),
            ("font-size:32px;width:19.2px", ""),
        ],
    )
    def test_a_box_that_cuts_off(self, style, note):
        """A box of no room hides a number, one narrower than a digit may show a part of it."""
        found = cell("<b class=k>105</b>", f".k {{ display:inline-block;overflow:hidden;{style} }}")

        assert ("" if note == "hidden-text" else "105", note) == found

    @pytest.mark.parametrize(
        ("written", "pixels"),
        [
            *(("7", 7), ("7px", 7), ("3pt", 4), ("1pc", 16), ("1in", 96), ("2.54cm", 96), ("25.4mm", 96)),
            *(("101.6q", 96), ("1rem", 16), ("100vw", 1280), ("100vh", 800), ("1vmin", 8), ("1vmax", 12.8)),
            *(("2em", 40), ("1ex", 10), ("1ch", 10), ("1ic", 20), ("1lh", 24), ("-.5em", -10), ("+1.5px", 1.5)),
            *(("50%", 20), ("1xx", None), ("px", None), ("1 px", None), ("", None), ("calc(1px)", None)),
        ],
    )
    def test_lengths(self, written, pixels):
        """Each unit is as long as style sheets say, in a font of 20 pixels where 100 % are 40."""
        assert (pixels if pixels is None else pytest.approx(pixels, rel=1e-3)) == length(written, 20, 40)
        assert written != "50%" or length(written, 20) is None

    @pytest.mark.parametrize(
        ("written", "pixels"),
        [
            *(("xx-small", 9), ("x-small", 10), ("small", 13), ("medium", 16), ("large", 18), ("x-large", 24)),
            *(("xx-large", 32), ("xxx-large", 48), ("smaller", 16), ("larger", 24), ("150%", 30), ("2em", 40)),
            *(("-1px", 0), ("inherit", 20), ("huge", 20)),
        ],
    )
    def test_sizes_of_fonts(self, written, pixels):
        """By name they are those of browsers; by share they are of the font around."""
        assert pixels == pytest.approx(dressed(Mode(size=20, line=20), {"font-size": written}).mode.size)

    @pytest.mark.parametrize(("size", "pixels"), [(1, 10), (2, 13), (3, 16), (4, 18), (5, 24), (6, 32), (7, 48)])
    def test_sizes_of_old_fonts(self, size, pixels):
        """The seven sizes of old markup, from one or counted from the third; what is beyond is the last of them."""

        def note(written, smaller):
            return cell(f"<span style='font-size:{smaller}px'>105</span><font size='{written}'>7</font>")[1]

        for written in {str(size), f"{size - 3:+}", *(["+9"] if size == 7 else ["0", "-9"] if size == 1 else [])}:
            if written != "+0":
                assert ("look-unclear", "") == (
                    note(written, round(0.79 * pixels, 2)),
                    note(written, round(0.81 * pixels, 2)),
                )

    @pytest.mark.parametrize(
        ("written", "size", "shift"),
        [
            *(("super", 16, 0.33), ("sub", 16, -0.2), ("baseline", 16, 0), ("top", 16, 0), ("bottom", 16, 0)),
            *(("top", 8, 0.4), ("text-top", 8, 0.4), ("middle", 8, 0.175), ("bottom", 8, -0.1)),
            *(("text-bottom", 8, -0.1), ("8px", 16, 0.5), ("50%", 8, 0.3), ("-1em", 8, -0.5)),
        ],
    )
    def test_what_is_put_above_or_below_a_line(self, written, size, shift):
        """By names and lengths, in font sizes of the line; what is aligned by an edge moves only if it is smaller."""
        found = dressed(Mode(), {"vertical-align": written, "font-size": f"{size}px"}).mode

        assert shift == pytest.approx(found.shift)

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("#123", ((0x11, 0x22, 0x33), 255)),
            ("1234", ((0x11, 0x22, 0x33), 0x44)),
            ("#123456", ((0x12, 0x34, 0x56), 255)),
            ("#12345678", ((0x12, 0x34, 0x56), 0x78)),
            ("rgb(0,128,255)", ((0, 128, 255), 255)),
            ("rgb(300,-5,1)", ((255, 0, 1), 255)),
            ("rgb(0% 20% 100%)", ((0, 51, 255), 255)),
            ("rgba(1,2,3,.2)", ((1, 2, 3), 51)),
            ("rgb(1 2 3 / 20%)", ((1, 2, 3), 51)),
            ("hsl(120,100%,50%)", ((0, 255, 0), 255)),
            ("hsla(480deg 100% 25% / .2)", ((0, 128, 0), 51)),
            ("hsl(240,50%,40%)", ((51, 51, 153), 255)),
            ("transparent", ((0, 0, 0), 0)),
            ("navy", ((0, 0, 128), 255)),
            ("#12345", None),
            ("rgb(1,2)", None),
            ("rgb(1,2,3,4,5)", None),
            ("rgb(var(--x))", None),
            ("hwb(1 2% 3%)", None),
            ("none", None),
        ],
    )
    def test_colours(self, written, expected):
        """In every way that style sheets and old attributes write them, and how opaque they are."""
        found = colour(written)

        assert expected == (found and (found[0], round(255 * found[1])))

    @pytest.mark.parametrize(
        ("style", "note"),
        [
            ("transform:rotate(9deg)", "look-unclear"),
            ("font-size:50%", "look-unclear"),
            ("font-size:200%", "look-unclear"),
            ("font-size:0", "hidden-text"),
            ("color:#fff", "white-text"),
            ("color:red", ""),
            ("font-size:90%", ""),
        ],
    )
    @pytest.mark.parametrize("names", ["", " id=a", " class='a b'", " title=a", " style=''", " style='color:red'"])
    def test_names_that_say_nothing_of_looks(self, names, style, note):
        """A piece in an element with a name, or in one of a harmless look, is as far from the next as bare text is."""
        first, second = f"<span{names}>105</span>", f"<span style='{style}'>7</span>"

        for content in (f"105{second}", first + second, f"<div{names}>{first}{second}</div>"):
            assert ("105" if note == "hidden-text" else "1057", note) == cell(content)
        assert note == cell(f"<p{names}>{second}<span{names}>105</span></p>")[1]
        assert "" == cell(f"<p{names}>{first}<span{names}>105</span></p>")[1]

    @pytest.mark.parametrize("selector", ["*", ":not(p)", "span"])
    def test_rules_for_elements_without_a_name(self, selector):
        """A rule for all elements is one for those of which nothing else is said, too."""
        assert ("105", "raised-mark") == cell("105<span>7</span>", f"{selector} {{ vertical-align:4px }}")


class TestElements:
    """Elements and attributes that look in some way by themselves."""

    @pytest.mark.parametrize(
        ("content", "text", "note"),
        [
            ("105<small>7</small>", "1057", "look-unclear"),
            ("105<font size=1>7</font>", "1057", "look-unclear"),
            ("105<font size='-2'>7</font>", "1057", "look-unclear"),
            ("105<font size=3>7</font>", "1057", ""),
            ("105<font size=x>7</font>", "1057", ""),
            ("105<big>7</big>", "1057", ""),
            ("105<mark>7</mark>", "1057", ""),
            ("<bdo dir=rtl>1057</bdo>", "1057", "text-damaged"),
            ("<bdo dir=ltr>1057</bdo>", "1057", ""),
            ("<p dir=rtl>1057</p>", "1057", ""),
            ("<p dir=rtl>105<bdi>7</bdi></p>", "1057", "look-unclear"),
            ("<p style='direction:rtl'>105<b style='display:inline-block'>7</b></p>", "1057", "look-unclear"),
            ("<p dir=rtl>105<b style='direction:ltr;unicode-bidi:embed'>7</b></p>", "1057", ""),
            ("<font color=FFFFFF>7</font>", "7", "white-text"),
            ("<table background=a.png><tr><td><font color=white>7</font></table>", "7", ""),
            ("<span style='vertical-align:super'><table><tr><td>7</table></span>", "7", ""),
        ],
    )
    def test_old_markup(self, content, text, note):
        """Sizes, colours and directions from before style sheets."""
        assert (text, note) == cell(content)

    def test_style_sheets_count_for_more(self):
        """A raised element may be put back on its line, as frameworks do, and raised again in another way."""
        back = "sup{vertical-align:baseline;font-size:100%}"
        assert ("1057", "") == cell("105<sup>7</sup>", back)
        assert ("105", "raised-mark") == cell(
            "105<sup>7</sup>", back + "sup{position:relative;top:-.5em;font-size:75%}"
        )
        assert ("1057", "") == cell("105<del>7</del>", "del{text-decoration:none}")

    def test_formatting_keeps_its_looks_on_pages_that_are_scanned(self):
        """Where a page is large or odd its formatting is renamed before it is parsed."""
        odd = "<noscript>x</noscript>"
        assert ("105", "hidden-text") == cell(odd + "105<b class=k>7</b>", ".k{display:none}")
        assert ("105", "hidden-text") == cell(odd + "105<b class=k>7</b>", "td b{display:none}")
        assert ("1057", "white-text") == cell(odd + "105<font color=white>7</font>")
        assert ("1057", "look-unclear") == cell(odd + "105<small>7</small>")


class TestSelectors:
    """Rules apply to the elements that browsers apply them to."""

    @pytest.mark.parametrize(
        ("selector", "applies"),
        [
            (".k", True),
            ("SPAN.k.z", True),
            (".K", False),
            ("#y", True),
            ("table .k", True),
            ("table > .k", False),
            ("td > .k", True),
            ("table td > span", True),
            ("td > table .k", False),
            ("b + .k", True),
            ("i + .k", False),
            ("i ~ .k", True),
            ("i ~ b + .k", True),
            (".k ~ i", False),
            ("td:first-child .k", True),
            ("td:nth-child(2) .k", False),
            ("td:nth-child(2n + 1) .k", True),
            ("[data-k='7 8']", True),
            ("[class~=z]", True),
            ("span:not(.q)", True),
            ("span:not(.k)", False),
            (":is(.q, .k)", True),
            ("td:has(.k) .k", True),
            ("html body .k", True),
            (":root .k", True),
            (".q, .k", True),
            (".k:hover", False),
            ("a:visited .k", False),
            (".k:not(:hover)", True),
            (".\\6b", True),
            (".k::selection", False),
            (".k,, .q", False),
            ("> .k", False),
            (".k &", False),
        ],
    )
    def test_all_of_them(self, selector, applies):
        """By names, attributes, positions, and what stands around and before."""
        content = "105<i>0</i><b>1</b><span class='k z' id=y data-k='7 8'>7</span>"
        text, note = cell(content, f"{selector} {{ display: none }}")

        assert (("10501", "hidden-text") if applies else ("105017", "")) == (text, note)

    @pytest.mark.parametrize(
        ("css", "shown"),
        [
            (".k{display:none} span{display:inline}", False),
            ("span{display:inline} .k{display:none}", False),
            (".k{display:none} .k{display:inline}", True),
            (".k.k{display:none} .k{display:inline}", False),
            ("#y{display:none} .k.k.k{display:inline}", False),
            ("td .k{display:none} .k{display:inline}", False),
            (".k{display:none !important} #y{display:inline}", False),
            (":where(#y){display:none} span{display:inline}", True),
            ("@media all and (min-width:100px){.k{display:none}}", False),
            ("@media (max-width:37.5em){.k{display:none}}", True),
            ("@media only screen and (orientation:portrait){.k{display:none}}", True),
            ("@media not all{.k{display:none}}", True),
            ("@media speech, tv{.k{display:none}}", True),
            ("@media (prefers-color-scheme:dark){.k{display:none}}", True),
            ("@media ~{.k{display:none}}", True),
            ("@supports (display:grid){.k{display:none}}", False),
            ("@supports not (display:grid){.k{display:none}}", True),
            ("@layer a{.k{display:none}}", False),
            ("@font-face{.k{display:none}} @page{margin:1px}", True),
            ("td{.k{display:none}}", False),
            ("td{color:red;& > .k{display:none}}", False),
            (".q, td{.k, i{display:none}}", False),
            (".k, td{.q{display:none}}", True),
            (":is(.q, td){.k{display:none}}", False),
            ("--> .k{display:none}", False),
            ("@media screen{@media screen{@media screen{@media screen{@media screen{@media screen{@media screen{"
             ".k{display:none}}}}}}}}", True),
            ("a{} } .k{display:none}", False),
            (".k{x:'}';display:none}", False),
            (".k{background:url(a;b});display:none}", False),
            (".k{dis\\70lay:none}", False),
            (".k{/* display:inline */display:none/**/}", False),
            (".k{color:red} /* .k{display:none} */", True),
        ],
    )  # fmt: skip
    def test_the_order_of_browsers(self, css, shown):
        """Importance, weight and order decide, in the media and blocks that count."""
        assert (("1057", "") if shown else ("105", "hidden-text")) == cell("105<span class=k id=y>7</span>", css)

    def test_a_style_attribute_counts_for_more_but_than_what_is_important(self):
        """Unless it is important itself."""
        css = ".k{display:none !important} .l{display:none}"
        assert ("105", "hidden-text") == cell("105<b class=k style='display:inline'>7</b>", css)
        assert ("1057", "") == cell("105<b class=l style='display:inline'>7</b>", css)
        assert ("1057", "") == cell("105<b class=k style='display:inline!important'>7</b>", css)

    def test_old_pages_do_not_tell_the_case_of_names(self):
        """Those without a declaration of their type."""
        markup = b"<style>.K{display:none}</style><table><tr><td>105<b class=k>7</b><td>x</table>"
        assert "105" == html.read(markup, limits=Limits()).blocks[0].cells[0].text

    @pytest.mark.parametrize(
        "selector",
        [
            ".k:lang(zh)",
            ".k:not(td .q)",
            "svg|span.k",
            ".k, span:unknown",
            ".k" + ":not(.q)" * 150,
            "@media print{.k",
            "td{span{" + "&" * 2_000,
        ],
    )
    def test_a_rule_that_may_apply_is_a_doubt(self, selector):
        """Where the selector is not understood here, or print looks otherwise."""
        assert ("1057", "look-unclear") == cell("105<span class=k>7</span>", selector + "{display:none}")
        assert ("7", "") == cell("<span class=k>7</span>", selector + "{display:none}")
        assert ("1057", "") == cell("105<span class=k>7</span>", selector + "{color:red}")

    @pytest.mark.parametrize(
        ("widths", "found"),
        [
            (("720px", "45em", "45rem", "540pt", "19.04cm", "7.5in"), ("105", "hidden-text")),
            (("721px", "45.1em", "45.1rem", "541pt", "19.1cm", "7.51in"), ("105", "look-unclear")),
            (("1280px", "80em", "80rem", "960pt", "33.86cm", "13.333in"), ("105", "look-unclear")),
            (("1281px", "80.1em", "80.1rem", "961pt", "33.9cm", "13.34in"), ("1057", "")),
        ],
    )
    def test_how_wide_screens_and_pages_are(self, widths, found):
        """A rule for wide media counts on a screen of 1280 pixels and on paper of 720, in whatever unit it is said."""
        for width in widths:
            assert found == cell("105<b class=k>7</b>", f"@media (min-width:{width}){{.k{{display:none}}}}")

    @pytest.mark.parametrize(
        ("width", "found"),
        [
            ("1280px", ("105", "hidden-text")),
            ("1279px", ("1057", "look-unclear")),
            ("720px", ("1057", "look-unclear")),
            ("719px", ("1057", "")),
        ],
    )
    def test_how_narrow_media_are(self, width, found):
        """The same of rules for narrow ones."""
        assert found == cell("105<b class=k>7</b>", f"@media (max-width:{width}){{.k{{display:none}}}}")

    @pytest.mark.parametrize("query", ["screen", "only screen and (orientation:landscape)", "(min-width:1000px)"])
    def test_digits_that_only_print_shows_are_a_doubt(self, query):
        """What is left out on the screen stands on the paper."""
        assert ("105", "look-unclear") == cell("105<b class=k>7</b>", f"@media {query}{{.k{{display:none}}}}")
        css = ".k{display:none} @media print{.k{display:inline}}"
        assert ("105", "look-unclear") == cell("105<span class=k>7</span>", css)
        assert ("105", "hidden-text") == cell("105<span class=k>件</span>", css)

    @pytest.mark.parametrize(
        "head",
        ["<link rel=stylesheet href=a.css>", "<style>@import 'a.css';</style>", "<?xml-stylesheet href='a.css'?>"],
    )
    def test_names_may_mean_anything_to_sheets_elsewhere(self, head):
        """A number in pieces of which one has a name of its own is in doubt; the names of Word are known."""
        assert ("1057", "look-unclear") == cell("105<span class=k>7</span>", head=head)
        assert ("1057", "look-unclear") == cell("105<span id=k>7</span>", head=head)
        assert ("1057", "") == cell("105<span class=MsoNormal>7</span>", head=head)
        assert ("1057", "") == cell("105<span>7</span>", head=head)
        assert ("7", "") == cell("<span class=k>7</span>", head=head)

    def test_the_body_may_be_shown_by_a_script(self):
        """A page that hides all of itself is read, with the colours that it sets."""
        found = page("<style>body{display:none;color:#fff;background:#036}</style><table><tr><td>7<td>8</table>")
        assert ["7", "8"] == [cell.text for cell in found.blocks[0].cells]
        assert () == found.remarks

    def test_what_a_script_holds_looks_as_the_page_says(self):
        """Style sheets of the page count for the tables that its scripts put into it."""
        cells = "<table><tr><td>105<b class=k>7</b><td>8</table>"
        found = page(f"<style>.k{{display:none}}</style><script>a.innerHTML = '{cells}'</script>")
        assert ["105", "8"] == [cell.text for cell in found.blocks[0].cells]
        found = page(f"<link rel=stylesheet href=a.css><script>a.innerHTML = '{cells}'</script>")
        assert ["look-unclear", ""] == [cell.note for cell in found.blocks[0].cells]


class TestGenerated:
    """Text that style sheets put into the page."""

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("'1057'", "1057"),
            ("\"\\31 0\" '57'", "1057"),
            ("attr(data-v)", "1057"),
            ("attr(missing)", ""),
            ("open-quote '7' close-quote", '"7"'),
            ("'7' / 'seven'", "7"),
            ("''", ""),
            ("none", ""),
        ],
    )
    def test_texts_are_read(self, content, text):
        """As is an attribute of the element."""
        assert (text, "") == cell("", f".v::before{{content:{content}}}", " class=v data-v=1057")
        assert (text, "") == cell("<p class=v data-v=1057>", f".v:after{{content:{content}}}")

    def test_they_stand_where_they_are_put(self):
        """Before and after what is in the element, with looks of their own."""
        css = ".v::before{content:'1'} .v::after{content:'2';vertical-align:super} .w::after{content:'3';display:none}"
        assert ("10", "raised-mark") == cell("<b class=v>0</b><b class=w></b>", css)
        assert ("1\n0\n2", "") == cell("<div class=v><p>0</p></div>", css)

    @pytest.mark.parametrize("content", ["counter(n)", "url(7.png)", "'7' counter(n)"])
    def test_what_nobody_can_tell_is_no_blank(self, content):
        """Nor a number."""
        css = f".v::before{{content:{content}}}"
        assert ("", "scripted-text") == cell("", css, " class=v")
        assert ("105", "scripted-text") == cell("105<b class=v></b>", css)

    def test_what_may_be_there_is_no_blank(self):
        """A rule for print, or one that is not understood."""
        assert ("", "scripted-text") == cell("", "@media print{.v::before{content:'7'}}", " class=v")
        assert ("", "scripted-text") == cell("", ".v:lang(zh)::before{content:'7'}", " class=v")

    def test_a_part_of_a_text_that_looks_otherwise_is_a_doubt(self):
        """Which part is as wide as a person's screen has it."""
        assert ("1057", "text-damaged") == cell("<p class=k>1057</p>", ".k::first-letter{font-size:0}")
        assert ("1057", "") == cell("<p class=k>1057</p>", ".k::first-letter{color:red}")


class TestScripts:
    """Cells that scripts fill."""

    @pytest.mark.parametrize(
        ("content", "script"),
        [
            ("<script>document.write('7')</script>", ""),
            ("<span id=k></span>", "document.getElementById('k').innerText = 7"),
            ("<span class='a k'>&nbsp;</span>", "$('.k').text(7)"),
            ("<span v-text='row.k'></span>", ""),
            ("", "table.rows[3].cells[4].innerHTML = 7"),
            ("", "$('tr td:empty').html(7)"),
            ("<span id=k></span>", "</script><img onload=\"k.querySelector('#k').innerText = 7\"><script>"),
        ],
    )
    def test_they_are_no_blanks(self, content, script):
        """Where the page itself says that a script writes there."""
        assert ("", "scripted-text") == cell(content, head=f"<script>{script}</script>")

    @pytest.mark.parametrize(
        ("content", "script"),
        [
            ("<script>var a = 7</script>", ""),
            ("<span id=k></span>", "document.getElementById('q').innerText = 7"),
            ("<span id=k></span>", "var k = 'k'"),
            ("<span id=k></span>", ""),
        ],
    )
    def test_blanks_stay_blanks(self, content, script):
        """Where no script names them."""
        assert ("", "") == cell(content, head=f"<script>{script}</script>")

    def test_what_a_script_writes_beside_a_number_is_a_doubt(self):
        """On pages whose scripts are scanned as well."""
        for odd in ("", "<noscript>x</noscript>"):
            assert ("105", "scripted-text") == cell(odd + "105<script>document.write('<b>7</b>')</script>")
        assert ("105", "") == cell("105<span id=k></span>", head="<script>a('#k').text(7)</script>")

    def test_scripts_outside_of_tables_need_no_word(self):
        """They write menus and dates."""
        assert () == page("<p>x<script>document.write('7')</script></p>").remarks


class TestBounds:
    """No page takes longer for its style sheets than it is long."""

    def test_selectors_for_all_cells_are_counted(self):
        """What all rules ask of all elements is bounded."""
        with pytest.raises(LimitExceededError, match="style_work"):
            page("<style>" + "td{color:red}" * 40 + "</style><table><tr>" + "<td>7" * 90 + "</table>", style_work=5_000)

    def test_selectors_are_counted(self):
        """Whether or not they name anything of the page."""
        with pytest.raises(LimitExceededError, match="style_work"):
            page("<style>" + ".a{color:red}" * 40 + "</style>x", style_work=2_000)

    def test_counting_past_many_elements_is_not_done(self, monkeypatch):
        """A rule that asks for it may apply or not."""
        monkeypatch.setattr("govdisclosure.readers.web.dress._MOST_COUNTED", 5)
        assert ("1057", "look-unclear") == cell("105<b class=k>7</b>", ".k:nth-child(1){display:none}")
        assert ("1057", "look-unclear") == cell("105<b class=k>7</b>", ".k:nth-child(1), .k:has(i){display:none}")

    def test_sheets_beyond_any_real_ones_count_as_elsewhere(self, monkeypatch):
        """Named pieces of a number are in doubt then."""
        monkeypatch.setattr("govdisclosure.readers.web.dress._MOST_CSS", 5)
        assert ("1057", "look-unclear") == cell("105<b class=k>7</b>", ".k{color:red}")

    @pytest.mark.parametrize(
        "mark", ["(", '"', "'", "\\", "{", "}", "/*", "url(", "[", "::a(", ":not(", "@media (", "&{"]
    )
    def test_marks_without_end(self, mark):
        """They are read once."""
        found = page(f"<style>.k{{color:red;{mark * 3000}}}.z{mark * 3000}{{color:red}}</style><p class='k z'>x</p>")
        assert ["x"] == [block.text for block in found.blocks]
