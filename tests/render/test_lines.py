"""Lines of a terminal: where they end."""

import pytest

from govdisclosure.plain import width
from govdisclosure.render.lines import Tone, folded, line, paragraph, plain


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("各项办理结果之和", 8, ["各项办理", "结果之和"]),
        ("各项办理，结果（之和）", 10, ["各项办理，", "结果（之", "和）"]),
        ("「总计」现为 5，应为 50", 8, ["「总计」", "现为 5，", "应为 50"]),
        ("a verylongword b", 6, ["a", "verylongword", "b"]),
        ("表三  第 6 行", 40, ["表三  第 6 行"]),
    ],
)
def test_where_lines_end(text, columns, lines):
    """At blanks and beside Chinese characters, never before a mark that closes or behind one that opens."""
    assert lines == folded(text, columns)


def test_a_long_word_is_parted_where_asked_for():
    """By hyphens, its own first."""
    assert ["public-", "welfare"] == folded("public-welfare", 10, hyphen=True)
    assert ["organi-", "zations", "total"] == folded("organizations total", 7, hyphen=True)


@pytest.mark.parametrize("columns", [20, 33, 60, 80])
def test_a_paragraph_keeps_its_edge(columns):
    """Every line begins where the text of the first one does, and none is too wide."""
    text = "各类申请人之和等于总计，但各项之和 5，总计填 50，相差 -45" * 3
    lines = paragraph(text, columns, head=line("因为："), indent=4, tone=Tone.BAD)
    texts = [plain(each) for each in lines]

    assert max(map(width, texts)) <= columns
    assert texts[0].startswith("    因为：")
    assert {Tone.BAD} == {each[-1][1] for each in lines if "因为" not in plain(each)} or columns == 20
    assert text.replace(" ", "") == "".join(texts).replace(" ", "").removeprefix("因为：")


def test_a_paragraph_beside_which_there_is_no_room_goes_below_its_head():
    """As in a narrow window."""
    assert ["    a long head", "      and words that", "      follow"] == [
        plain(each) for each in paragraph("and words that follow", 20, head=line("a long head"), indent=4)
    ]


def test_without_columns_nothing_is_folded():
    """A file takes lines of any length."""
    assert ["  x " + "字" * 300] == [plain(each) for each in paragraph("字" * 300, None, head=line("x "), indent=2)]
