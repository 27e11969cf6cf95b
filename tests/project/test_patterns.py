"""No regular expression of the package takes time that grows faster than its text."""

import re

import pytest

from patterns import Use, has_loose_group, is_steep, steep, uses

SHARES = 8
"""Into so many the patterns are dealt out: to find them all takes a while, and is not for who only collects tests."""


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_patterns_are_linear(share):
    """Made of its own parts, texts of 2, 4 and 8 thousand characters that nearly match take no longer than in step."""
    assert {} == {use.name: texts for use in uses()[share::SHARES] if (texts := steep(use))}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"公开(?:工作|年度|度|年)*报告", "search"),
        (r"(?:约|不足)?[0-9](?:[0-9余多]|[^\u4e00-\u9fff、.])*", "fullmatch"),
        (r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*", "fullmatch"),
        (r"(?:---|:-+:)\s*(?:\|\s*(?:---|:-+:)\s*)*\|?\s*", "fullmatch"),
        (r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", "sub"),
        (r"[一二三]\s*、\s*[、和]?\s*总体情况", "finditer"),
        (r"[0-9][0-9,]*\s*元", "findall"),
        (r"<table\b[^>]*>", "findall"),
        (r".*网站.*报表", "search"),
        (r"\s+$", "search"),
        (rb"charset\s*=\s*\"?\s*([a-z]+)", "search"),
    ],
)
def test_a_pattern_that_is_not_linear_is_found(pattern, method):
    """What was once in the package, and others of these kinds."""
    assert steep(Use("bad", re.compile(pattern), (method,)))


def test_a_function_that_is_not_linear_is_found():
    """The measure itself, on counted work of known growth."""
    lines = [list(range(500))] * 16

    assert is_steep(lambda text: [sum(lines[0]) for _ in range(len(text) ** 2 // 10_000)], lambda n: "x" * n)
    assert not is_steep(lambda text: [sum(lines[0]) for _ in range(len(text) // 4)], lambda n: "x" * n)


@pytest.mark.slow
def test_patterns_are_found_wherever_they_are_kept():
    """In globals, in tables, in what is made at the first use, and where they are written into a call."""
    wanted = (
        "govdisclosure.readers.recognise.titles._TITLE",
        "govdisclosure.readers.recognise.refusals.LOOKALIKES[0][0][0][0]",
        "govdisclosure.readers.web.prescan._END['title']",
        "govdisclosure.readers.recognise.sections._in_line",
        "govdisclosure.readers.word.text: re.sub('[\\\\r\\\\n\\\\t]')",
    )

    assert {*wanted} <= {use.name for use in uses()}


@pytest.mark.parametrize(
    ("pattern", "loose"),
    [
        ("(?:ab|a)*+c", True),
        ("(?>ab|a)*+c", False),
        ("[ab]*+c", False),
        ("(?>a(?:b(a|b{2}){2}+))", True),
        (b"a|(?=(?:ab|c)?+)", True),
    ],
)
def test_a_possessive_group_is_found(pattern, loose):
    """However deep it stands."""
    assert loose == has_loose_group(re.compile(pattern))


def test_possessive_groups_are_atomic():
    """Pythons before 3.11.5, that of Debian 12 among them, match ``(?:...)*+`` wrong; ``(?>...)*+`` says the same."""
    assert [] == [use.name for use in uses() if has_loose_group(use.pattern)]
