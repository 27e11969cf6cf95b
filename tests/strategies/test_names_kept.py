"""A layout and a deviation do what their names say: no two layouts write the same, and a deviation deviates."""

from itertools import combinations

import pytest

import govdisclosure as gd
from govdisclosure.strategies.deviations import DEVIATIONS, figures_on
from govdisclosure.strategies.documents import render
from govdisclosure.strategies.layouts import LAYOUTS, Line, paper
from govdisclosure.writers.printed import header_of

REPORT = gd.replace(
    gd.zeros(2023, organ="甲局"),
    {
        "proactive.normative_documents.issued": 1234,
        "proactive.normative_documents.in_force": 20,
        "requests.received.natural_persons": 305,
        "requests.received.total": 305,
    },
)
EARLIER = gd.replace(gd.zeros(2019, organ="甲局"), {"proactive.licensing.change": 12, "proactive.penalties.change": -7})
"""A report of the edition that has changes with a sign."""
ALL, NOTHING = b"\1", b"\0"


def changed(name, report=REPORT, data=ALL):
    """The paper before and after a deviation."""
    before = paper(report)
    return before, DEVIATIONS[name](before, data)


def test_layouts_differ():
    """The same report looks otherwise in each of them."""
    written = {layout.name: layout.lay_out(paper(REPORT)) for layout in LAYOUTS}

    assert [] == [pair for pair in combinations(written, 2) if written[pair[0]] == written[pair[1]]]


UNSEEN = {
    "split numbers": {layout.name for layout in LAYOUTS if not layout.parts},
    "empty rows and columns": {"lines", "one line"},
}
"""Deviations that some layouts cannot show: white space parts their cells, or an empty cell leaves nothing."""


@pytest.mark.slow
@pytest.mark.parametrize("name", DEVIATIONS)
def test_deviations_deviate(name):
    """The document is another one in each layout; where nothing is chosen it is the same."""
    report = EARLIER if name == "signs" else REPORT
    plain, deviant = (
        {layout.name: render(report, layout, chosen) for layout in LAYOUTS} for chosen in ((), [(name, ALL)])
    )

    assert UNSEEN.get(name, set()) == {layout for layout in plain if plain[layout].text == deviant[layout].text}
    assert name == "all zeros blank" or changed(name, report, NOTHING)[0] == changed(name, report, NOTHING)[1]


FIGURES = {
    "thousands separators": ("1,234", "20"),
    "full width digits": ("１２３４", "２０"),
    "units in cells": ("1234件", "20件"),
    "blank figures": ("", ""),
    "unreadable figures": ("约12", "约12"),
}


@pytest.mark.parametrize(("name", "figures"), FIGURES.items())
def test_figures_look_as_the_name_says(name, figures):
    """Two of them: one of four digits and one of two."""
    boxes = figures_on(changed(name)[1])

    assert figures == tuple(boxes[f"normative_documents.{each}"].text for each in ("issued", "in_force"))


@pytest.mark.parametrize("data", [b"\1", b"\3", b"\5", b"\7"])
def test_split_numbers_are_split(data):
    """A number of several digits has white space within, and means the same; one digit has nothing to split."""
    before, after = map(figures_on, changed("split numbers", data=data))

    for address, box in before.items():
        parts = after[address].text.split()
        assert (min(2, len(box.text)), box.text) == (len(parts), "".join(parts))
        assert after[address].means == box.means


def test_padded_figures_keep_their_digits():
    """Only what is no digit is added, around them."""
    before, after = map(figures_on, changed("padded figures", data=bytes(range(1, 30, 2))))

    pads = {address: after[address].text.split(box.text) for address, box in before.items()}

    assert all(["", ""] != each and len(each) == 2 for each in pads.values())
    assert 7 == len(set(map(tuple, pads.values())))


def test_signs_are_printed():
    """The words for more and less, or a plus sign; the change means the same."""
    texts = {figures_on(changed("signs", EARLIER, data)[1])["licensing.change"].text for data in (b"\1", b"\3")}
    penalties = figures_on(changed("signs", EARLIER)[1])["penalties.change"]

    assert ({"增12", "+12"}, "减7", -7) == (texts, penalties.text, penalties.means)


@pytest.mark.parametrize(
    ("name", "texts", "gap"),
    [
        ("blank zeros", {""}, gd.Gap.BLANK),
        ("all zeros blank", {""}, gd.Gap.BLANK),
        ("placeholders", {"-", "/", "—", "——", "无", "不适用"}, gd.Gap.PLACEHOLDER),
    ],
)
def test_zeros_that_are_not_printed(name, texts, gap):
    """Every zero and nothing else."""
    before, after = map(figures_on, changed(name, data=bytes(range(1, 13, 2))))
    zeros = [address for address, box in before.items() if box.means == 0]

    assert (texts, {gap}) == ({after[each].text for each in zeros}, {after[each].means for each in zeros})
    assert all(after[address] == box for address, box in before.items() if box.means != 0)
    assert changed("all zeros blank", data=NOTHING) == changed("all zeros blank") == changed("blank zeros")


def labels(blocks):
    """The texts that are no figures."""
    return [
        box.text for block in blocks if not isinstance(block, Line) for row in block for box in row if not box.value
    ]


@pytest.mark.parametrize(
    ("name", "without"),
    [("half width labels", "（"), ("labels without ordinals", "一、")],
)
def test_labels_look_as_the_name_says(name, without):
    """What the name says is gone, and the figures are as they were."""
    before, after = changed(name)

    assert labels(before) != labels(after)
    assert not any(label.startswith(without) for label in labels(after))
    assert figures_on(before) == figures_on(after)


def test_label_variants_are_others():
    """Each label that has other wordings has one of them, and no other label has."""
    before, after = (
        [box for table in tables(each) for row in table for box in row if box.label]
        for each in changed("label variants")
    )
    varied = {old.text: new.text for old, new in zip(before, after, strict=True) if old.label.variants}

    assert len(varied) > 10
    assert all(old != new for old, new in varied.items())
    assert all(old == new for old, new in zip(before, after, strict=True) if not old.label.variants)


def test_spaced_labels_are_spaced():
    """Each label has a blank or a line more, and the same words."""
    before, after = map(labels, changed("spaced labels"))
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old]

    assert all(len(old) + 1 == len(new) and "".join(old.split()) == "".join(new.split()) for old, new in pairs)


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Line) and block.heading]


def tables(blocks):
    return [block for block in blocks if not isinstance(block, Line)]


def test_what_is_lost_is_lost():
    """Headings but for the title, tables, and rows of figures."""
    before = paper(REPORT)

    assert headings(before)[:1] == headings(changed("headings lost")[1])
    assert [] == tables(changed("tables lost")[1])
    assert len(figures_on(before)) > len(figures_on(changed("rows lost")[1]))
    assert sum(map(len, tables(before))) > sum(map(len, tables(changed("rows lost")[1])))


def test_headings_have_other_words():
    """None of the sections is called as on the form, and the title is."""
    before, after = map(headings, changed("heading variants"))

    assert (before[0], len(before)) == (after[0], len(after))
    assert set(before[1:]).isdisjoint(after)


def test_broken_tables():
    """Each table of more than one row of figures is two; with headers, the second piece repeats that of the first."""
    before, plain = changed("page breaks")
    headed = tables(changed("page breaks with headers")[1])

    assert (3, 5, 5) == tuple(map(len, (tables(before), tables(plain), headed)))
    assert sum(map(len, tables(before))) == sum(map(len, tables(plain)))
    for first, second in ((0, 1), (2, 3)):
        header = header_of(headed[first])
        assert header == headed[second][: len(header)] != tables(plain)[second][: len(header)]


def test_what_is_added_is_added():
    """Empty cells, what stands around, and prose; nothing that was there changes."""
    before, wide = changed("empty rows and columns")
    around, prose = changed("site furniture")[1], changed("figures in the text")[1]

    assert [len(each) + 1 for each in tables(before)] == [len(each) for each in tables(wide)]
    assert (before, 8) == (around[4:-4], len(around) - len(before))
    assert (before, 2 * len(before)) == (prose[::2], len(prose))


def test_what_is_chosen_follows_the_bytes():
    """Of two figures in turn the first is left, as its number is even, and the second goes."""
    before, after = map(figures_on, changed("blank figures", data=b"\2\1"))

    assert {""} == {after[each].text for each in list(before)[1::2]}
    assert all(after[each] == before[each] for each in list(before)[::2])
