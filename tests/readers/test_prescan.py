"""The scan before the parser: refuses what would take the parser long, and nothing that a page really holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from govdisclosure.errors import LimitExceededError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.web.prescan import prescan, strip

LIMITS = Limits()


def refused(markup, limits=LIMITS):
    """The name of the bound that a page is refused by."""
    with pytest.raises(LimitExceededError, match="raise it") as raised:
        prescan(markup, limits=limits)
    return raised.value.limit


def stripped(markup):
    return strip(markup, limits=LIMITS).text


@pytest.mark.parametrize(
    ("limit", "markup"),
    [
        ("table_depth", "<table><tr><td>" * 50_000),
        ("tag_bytes", "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">"),
        ("tag_attributes", "<p " + " ".join(f"a{n}" for n in range(1_001)) + ">"),
        ("tag_attributes", ("<p " + " ".join(f"a{n}" for n in range(900)) + ">") * 100),
        ("tag_bytes", '<a b="' * 80_000),
        ("tag_bytes", "<a " * 80_000),
        ("markup_depth", "<div>" * 300_000),
        ("markup_depth", "<span>" * 300_000),
        ("markup_depth", "<s>" * 300_000),
        ("markup_depth", "<frameset>" * 300_000),
        ("markup_depth", "<div></span>" * 10_000),
        ("markup_depth", "<span><div></span>" * 10_000),
        ("markup_depth", "<form><div></form>" * 10_000),
        ("markup_depth", "<div><object></div></object>" * 10_000),
        ("markup_depth", "<p><div></p>" * 10_000),
        ("markup_depth", "<table><caption><div></td>" + "<div></td>" * 10_000),
        ("markup_depth", "<object><span>" + "<span>" * 1_900 + "<div></div>" * 200_000),
        ("markup_tags", "<p>" * 1_000_001),
        ("markup_tags", "".join(f"<s a={n}>" for n in range(1_000)) + "<p>x</p>" * 20_000),
    ],
)
def test_what_would_take_long_is_refused_by_name(limit, markup):
    """Each bound is named, so that a trusted page can raise it."""
    assert limit == refused(markup)


@pytest.mark.slow
@pytest.mark.parametrize(
    "markup",
    [
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<svg>" * 100_000,
        "<title>" * 100_000,
        "<" * 450_000,
        "</" * 400_000,
        "&nbsp;" * 1_000_000,
        "<div>x</div>" * 200_000,
        "".join(f"<b a={n}>x</b>" for n in range(50_000)),
    ],
)
def test_what_only_looks_bad_passes(markup):
    """Much of something is no danger if it is not one in the other."""
    assert len(prescan(markup, limits=LIMITS)) <= 4 * len(markup)


@pytest.mark.parametrize(
    "unit",
    [
        "<p>x",
        "<p><span>x",
        "<li>x",
        "<ul><li><span>x</ul>",
        "<dl><dt>x<dd>y</dl>",
        "<option>x",
        "<table><tr><td>x<td><span>y<tr><td>z</table>",
        "<table><thead><tr><th>x<tbody><tr><td>y<tfoot><tr><td>z</table>",
        "<table><caption>x<tr><td>y</table>",
        "<table>x",
        "<table><tbody><tr>x",
        "<table><tr><td>x</td></tr>",
        "<br><hr><img><input><wbr><meta><link>",
        "<h1>x</h2>",
        "<button>x",
        "<a href=x>x",
        "<nobr>x",
        "<font color=red><p>x</p></font>",
        "<b><p>x</b></p>",
        "<td>x",
        "<tr>",
        "<ruby>x<rt>y<rp>z</ruby>",
        "<select><option>x</select>",
        "<template><td>x</template>",
        "<template><div><b>x</template>",
        "<o:p></o:p>",
        "<p><o:p/></p>",
        "<svg><path/><g></svg>",
        "<svg/>",
        "<!-- <div> -->",
        "<!--[if gte mso 9]><xml><w:x/></xml><![endif]-->",
        "<![if !supportMisalignedColumns]><p>x</p><![endif]>",
        "<script>if (a<b && c>d) x='<div>'</script>",
        "<style>a>b{}</style>",
        "<textarea><div></textarea>",
        "<xmp><div></xmp>",
        "<iframe><div></iframe>",
        "<noscript><div></noscript>",
        "a < b and c > d </>",
        "<![CDATA[ x ]]>",
        "<?xml version='1.0'?>",
        "<DIV><SPAN>x</SPAN></DIV>",
    ],
)
def test_sloppy_pages_are_never_refused(unit):
    """Tags whose end may be left out, void elements and what is no markup at all open nothing."""
    assert prescan(f"x{unit * 9_000}", limits=LIMITS).startswith("x")


@pytest.mark.parametrize("value", ["data:image/png;base64," + "iVBORw0KGgo" * 20_000, "/wEPDwUKLTM" * 20_000])
def test_pictures_and_form_states_in_attributes_are_no_attack(value):
    """Values that are encoded data are long on real pages."""
    assert prescan(f'<input name="__VIEWSTATE" value="{value}">' * 3, limits=LIMITS)


@pytest.mark.parametrize(("opened", "end"), [("<template><div><b>x", "</template>"), ("<ul><li><span>x", "</li></ul>")])
def test_an_end_closes_what_is_open_inside(opened, end):
    """Whatever that is; many one after the other are no deeper than one."""
    assert strip((opened + end) * 99, limits=Limits(markup_depth=9)).text

    with pytest.raises(LimitExceededError, match="markup_depth"):
        strip(opened * 99, limits=Limits(markup_depth=9))


def test_the_bounds_of_a_small_page_are_held_as_well():
    """What is quick to read is still refused where a bound is set lower."""
    assert "tag_attributes" == refused("<p a b c>", Limits(tag_attributes=2))
    assert "tag_attributes" == refused("<p a b c d e f g h i j k>", Limits(tag_attributes=10))
    assert "tag_bytes" == refused("<p class=abcdefgh>", Limits(tag_bytes=8))
    assert "tag_bytes" == refused("<p class=", Limits(tag_bytes=4))
    assert "markup_tags" == refused("<p>" * 5, Limits(markup_tags=4))
    assert "<p a b>" == prescan("<p a b>", limits=Limits(tag_attributes=2))


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<p>x<!-- y --z", "<p>x"),
        ("a<!-->b<!--->c<!-- d --!>e", "abce"),
        ("a<!-- <p> -->b", "ab"),
        ("<!DOCTYPE html><p>", "<!DOCTYPE html><p>"),
        ("a<![if x]>b<?php ?>c</ >d", "abcd"),
        ("<script>a<b</script>x", "<script>a b</script>x"),
        ("<script><!-- '<script></script>' --></script>x", "<script> !-- ' script> /script>' --></script>x"),
        ("<script><!-- </script>x", "<script> !-- </script>x"),
        ("<script>'<script>'</script>x", "<script>' script>'</script>x"),
        ("<style>a{}<!-- --></style>", "<style>a{} !-- --></style>"),
        ("<title>a<b></title>", "<title>a&lt;b></title>"),
        ("<xmp a>1<2&</xmp>", "<pre a>1&lt;2&amp;</pre></xmp>"),
        ("<noscript><p></noscript>x", "<noscript></noscript>x"),
        ("<svg a><p/>", "<img a><p/>"),
        ("<svg/>x", "<img/>x"),
        ("<svg><g></g></svg>x<math>y</math>", "<img>x<img>"),
        ("<svg><td>x", "<img><td>x"),
        ("<B>x</B>", "<x-b>x</x-b>"),
        ("</b>x", "x"),
        ("<a href=x>y<a>z</a>", "<x-a href=x>y</x-a><x-a>z</x-a>"),
        ('<a hidden>y<a href="z">', '<a hidden>y<a href="z">'),
        ('<b style="display:none">x</b>', '<b style="display:none">x</b>'),
        ("<s>x</s>", "<s>x</s>"),
        ("<select id=a><option>x</select>", "<x-select id=a><option>x</x-select>"),
        ("<p>x<p class='y", "<p>x"),
    ],
)
def test_what_no_one_sees_does_not_reach_the_parser(markup, left):
    """Comments and bodies that nobody sees go; text that is no markup cannot become markup."""
    assert left == stripped(markup)


FLAT = Limits(table_depth=2)
DEEP = "<table><tr><td>" * 3


@pytest.mark.parametrize(
    "script",
    [
        "a",
        "<!-- ",
        "<!-- <script></script> ",
        "<!-- <script></script> <script></script> ",
        "<!-- <script> <script></script> ",
        "<!-- <script> --> ",
        "<!-- --> <script> ",
        "<!-- <script> --> <!-- ",
        "<!-- <script> --> <script> ",
        "<!-- <SCRIPT ></script\t> ",
        "<!-- <scripts> ",
        "<!-- <script> </scripts> </script> ",
    ],
)
def test_where_a_script_ends(script):
    """At the end tag that a browser takes: a script that is written within a comment has an end tag of its own."""
    page = f"<script>{script}</script><p>后</p>"

    assert (script,) == strip(page, limits=LIMITS).scripts
    assert "后" == LexborHTMLParser(page, options=LexborDocumentOptions.WO_EVENTS).css_first("p").text()
    assert (script + DEEP,) == strip(f"<script>{script}{DEEP}</script>", limits=FLAT).scripts
    with pytest.raises(LimitExceededError, match="table_depth"):
        strip(page + DEEP, limits=FLAT)


@pytest.mark.parametrize(
    "script", ["<!-- <script>", "<!-- <script> </script>", "<!-- <script></script><script></script>"]
)
def test_bounds_behind_a_script_without_an_end(script):
    """What a browser takes for the rest of the script opens nothing."""
    assert (script + DEEP,) == strip(f"<script>{script}{DEEP}", limits=FLAT).scripts
    with pytest.raises(LimitExceededError, match="table_depth"):
        strip(f"<script>{script}--></script>{DEEP}", limits=FLAT)


def test_script_bodies_are_kept_aside():
    """They may hold the page as data."""
    assert ("a<b", "<p>") == strip("<script>a<b</script><noscript><p></noscript>", limits=LIMITS).scripts


def depth(markup):
    """How deep the elements are nested that the parser builds."""
    deepest = 0
    nodes = [(LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS).root, 1)]
    while nodes:
        node, level = nodes.pop()
        deepest = max(deepest, level)
        nodes.extend((child, level + 1) for child in node.iter())
    return deepest


def words(text):
    return text.split()


NAMES = st.sampled_from(
    words("table tr td th tbody thead tfoot caption p div span b i a font s ul ol li dl dt dd h1 h2 pre option form")
    + words("button object em template center section x-y select label dialog ruby rt marquee frameset input")
)
UNITS = st.lists(
    st.builds("<{}>".format, NAMES) | st.builds("</{}>".format, NAMES) | st.just("x"), min_size=1, max_size=6
)


@settings(max_examples=200, deadline=None)
@given(UNITS)
def test_nothing_gets_deeper_than_the_scan_thinks(unit):
    """However tags are mixed up, what passes a bound on the depth is not nested much deeper than that.

    A table stands for four elements, of which two need not be written.
    """
    markup = "".join(unit) * 50
    limits = Limits(markup_depth=10, table_depth=1_000)
    try:
        left = strip(markup, limits=limits).text
    except LimitExceededError:
        return

    assert 3 * limits.markup_depth + 10 > depth(left)
