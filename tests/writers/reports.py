"""Reports as the writers may meet them: every gap, contradictions, long names, amounts of all lengths, any text."""

import datetime
import re
from decimal import Decimal

import attrs
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.forms.declare import Kind
from govdisclosure.forms.sections import TITLES
from govdisclosure.model.access import cells_of, replace, values
from govdisclosure.writers.layout import Line, parts

GAPS = tuple(gd.Gap)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
AMOUNTS = st.decimals(0, Decimal("999999999999.999999"), places=6) | st.decimals(0, 1000, places=2)
NAMES = gst.organs() | st.integers(1, 4).map(lambda times: gd.Organ("临澜县" + "综合" * times + "行政执法局"))

ACTING = (
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "http://example.org/ www.example.org",
    "<script>x</script> &amp; &#48;",
    "**b** _i_ `c` [a](b) ![a](b) | c |",
    "# a\n- b\n1. c\n> d\n---\n===",
    "a  b\u3000c\td",
    "{{ a }} $x$ ~~y~~ \\",
    "#eval(1)",
)
EVERYTHING = st.text(max_size=40) | st.sampled_from(ACTING)
"""Any text, and some that would act if it were taken for what it looks like."""
PRINTED = st.text(
    "".join(map(chr, range(0x20, 0x7F))) + "\n" * 8 + "本机关依法按时公开政府信息工作情况。，、；：？！“”（）《》—…",
    max_size=120,
)
"""Text of characters that every font with Chinese has."""
_A_NUMBER = re.compile(r"[-+−(（]?[0-9０-９][0-9０-９,，.．\s]*[%％)）]?")


def no_figures(text):
    """Whether no line of the text is a number, which a row of a sheet would not tell from a figure."""
    return not any(_A_NUMBER.fullmatch(line.strip()) for line in text.splitlines())


@st.composite
def reports(draw, texts):
    """A report of any mixture of editions with such texts in its sections."""
    report = draw(gst.reports() | gst.one_wrong_cell().map(lambda wrong: wrong.report))
    cells = cells_of(report)
    known = tuple(cells)
    changes = {
        known[number % len(known)]: gap
        for number, gap in draw(st.lists(st.tuples(st.integers(0, 255), st.sampled_from(GAPS)), max_size=6))
    }
    money = [address for address, cell in cells.items() if cell.column.kind is Kind.MONEY]
    changes |= {address: draw(AMOUNTS | st.sampled_from(GAPS)) for address in money}
    sections = {name: draw(_sections(title.zh, texts)) for name, title in TITLES.items()}
    days = draw(st.none() | st.tuples(DAYS, DAYS))
    return attrs.evolve(
        replace(report, changes),
        organ=draw(NAMES),
        period=None if days is None else gd.Period(min(days), max(days)),
        sections=gd.Sections(**sections),
        handling_fee=gd.Gap.ABSENT,
    )


def _sections(heading, texts):
    below = st.lists(st.builds(lambda text: gd.Section(heading="（一）情况", text=text), texts), max_size=2).map(tuple)
    return st.just(gd.Gap.ABSENT) | st.builds(gd.Section, heading=st.just(heading), text=texts, subsections=below)


def as_printed(report):
    """The cells as they stand on paper: what is not in a document is printed as something that is no number."""
    return {a: gd.Gap.UNREADABLE if v is gd.Gap.ABSENT else v for a, v in values(report).items()}


def lines(section):
    """The lines of a section, headings included."""
    if isinstance(section, gd.Gap):
        return []
    below = [line for each in section.subsections for line in lines(each)]
    return [line for line in (section.heading, *section.text.split("\n"), *below) if line]


def printed_lines(report):
    """The lines of each section that is in the report, as they are laid out."""
    laid_out = dict(parts(report))
    return {name: [each.text for each in laid_out[name] if isinstance(each, Line)] for name in TITLES}


def read_lines(report):
    """The same as read."""
    return {name: lines(getattr(report.sections, name)) for name in TITLES}
