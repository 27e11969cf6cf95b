"""Prose that agrees with its tables, or is wrong in one known place."""

from decimal import Decimal

import attrs
import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.rules.narrative import NARRATIVE_RULES
from govdisclosure.strategies.prose_writer import Writer, figures, skeletons, told, traps

ORGAN = gd.Organ("临澜县水务局")
HELD = {"NAR001", "NAR002", "NAR003"}


def findings(report):
    """What the rules that hold figures against figures find."""
    return [each.instance for each in gd.check(report, rules=NARRATIVE_RULES).findings if each.rule.code in HELD]


def reports():
    """Reports of one organ with a known year."""
    made = gst.reports().filter(lambda each: isinstance(each.year, int))
    return made.map(lambda each: attrs.evolve(each, organ=ORGAN))


@settings(max_examples=100, deadline=None)
@given(reports(), st.data())
def test_a_chapter_agrees_with_its_tables(report, data):
    """Nothing is found."""
    chapter = told(report, lambda options: data.draw(st.sampled_from(options)))

    assert [] == findings(chapter.report)
    assert "" == chapter.wrong


@settings(max_examples=100, deadline=None)
@given(gst.prose(reports(), wrong=True))
def test_a_wrong_figure_is_no_surprise(chapter):
    """What is found is the figure that is wrong, or one that it makes impossible; often it is named."""
    assert all(chapter.wrong for _ in findings(chapter.report))


@settings(max_examples=50, deadline=None)
@given(reports(), st.randoms(use_true_random=False))
def test_every_skeleton_states_what_it_says(report, chance):
    """Each figure of a sentence is that of the tables."""
    held = figures(report)
    writer = Writer(held, report.year, chance.choice)
    for each in skeletons():
        if writer.fits(each):
            assert all(held[one.what] == one.value for one in writer.sentence(each).stated)


@pytest.mark.parametrize("letter", traps())
def test_a_trap_states_nothing(letter):
    """In every wording."""
    writer = Writer({}, 2023, lambda options: options[0])
    for text in traps()[letter]:
        sentence = writer._filled(text, None, [])
        assert [] == [each for each in gd.mentions(sentence, year=2023, organ=ORGAN.name) if each.settled]


def test_skeletons_have_known_numbers():
    """Of those under which they are known."""
    assert {int(each.number) for each in skeletons()} <= set(range(1, 72))


def test_amounts_are_written_as_they_are():
    """In plain digits, without another script."""
    made = attrs.evolve(gd.zeros(2023, organ=ORGAN.name), handling_fee=Decimal("12.5"))
    writer = Writer(figures(made), 2023, lambda options: options[0])
    (fee, *_) = [each for each in skeletons() if each.about == "fee" and writer.fits(each)]

    assert "12.5" in writer.sentence(fee).text
