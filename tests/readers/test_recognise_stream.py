"""Texts of which only the order is known: where labels, figures and rows end when only white space parts them."""

import pytest

import govdisclosure as gd
from govdisclosure.model.access import values
from readers.papers import TITLE, codes, said

B, U, A = gd.Gap.BLANK, gd.Gap.UNREADABLE, gd.Gap.ABSENT
TWO = "二、主动公开政府信息情况\n第二十条第（一）项"
HEADS = "信息内容 本年制发件数 本年废止件数 现行有效件数"
APPLICANTS = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
OUTCOMES = "结果维持 结果纠正 其他结果 尚未审结 总计"


def read(*lines):
    """The reading of a text."""
    return gd.read("\n".join([TITLE[2:], *lines]).encode(), format="text")


def figures(reading, start):
    """What was read in the cells whose addresses begin so."""
    return [value for address, value in values(reading.report).items() if address.startswith(start)]


def rules(reading):
    """The figures of the first row of table two."""
    return figures(reading, "proactive.government_rules.")


# ---------------------------------------------------------------------------------------------------- table two


@pytest.mark.parametrize(
    "rows",
    [
        "规章1 0 4\n行政规范性文件3 2 5",
        "规章 1 件 0 件 4 件\n行政规范性文件 3 件 2 件 5 件",
        "规章 1 0 4 行政规范性文件 3 2 5",
        "规\n章\n1\n0\n4\n行政规范性\n文件\n3\n2\n5",
        "规章 1 0 4（含修订） 行政规范性文件 3 2 5",
        "规章 １ 0 4\n行政规范性文件 3 2 5",
    ],
    ids=["no space", "units apart", "one line", "broken labels", "a remark", "full width"],
)
def test_labels_and_figures_in_a_line(rows):
    """Labels are put together from their pieces; a number keeps its unit and its remark."""
    reading = read(TWO, HEADS, rows)

    assert [1, 0, 4] == rules(reading)
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")


@pytest.mark.parametrize(
    "heads",
    [
        HEADS,
        HEADS.replace(" ", ""),
        HEADS.replace(" ", "\n"),
        "信息内容 本年制发 件数 本年废止件数 现行 有效件数",
    ],
    ids=["spaces", "nothing", "lines", "broken"],
)
def test_heads_however_they_are_parted(heads):
    """Heads that nothing separates, and heads broken over pieces, are the same heads."""
    reading = read(TWO, heads, "规章 1 0 4\n行政规范性文件 3 2 5")

    assert [1, 0, 4] == rules(reading)
    assert "header-missing" not in codes(reading)


def test_a_unit_apart_from_its_head():
    """An amount in yuan under a head whose unit stands behind a space."""
    text = "第二十条第（八）项\n信息内容 本年收费金额 （单位：元）\n行政事业性收费 25000"
    reading = read("二、主动公开政府信息情况", text)

    assert gd.get(reading.report, "proactive.fees.amount") == 2.5
    assert "number-converted" in codes(reading)


@pytest.mark.parametrize(
    "row", ["规章 1\n0\n4", "规章\n1 0\n4", "规章\n1\n0 4", "规章 1 0", "规章 1 0 4 7", "规章 1 0 见附件"]
)
def test_figures_of_which_it_cannot_be_told_where_they_end(row):
    """Lines of one figure among lines of several, and figures too few or too many, make no row."""
    reading = read(TWO, HEADS, row, "行政规范性文件 3 2 5")

    assert {U} == set(rules(reading)) or [1, 0, U] == rules(reading)
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.") or "row-incomplete" in codes(reading)


def test_a_number_in_two_pieces_beside_a_blank_that_vanished():
    """Where both happen in a document, no count of figures proves anything, and no row is read."""
    reading = read(TWO, HEADS, "规章 1 2 0 4", "行政规范性文件 3 2")

    assert {U} == set(rules(reading)) == set(figures(reading, "proactive.normative_documents."))


# ---------------------------------------------------------------------------------------------------- table three


def three(*rows, heads=APPLICANTS):
    """What is read of a text with these rows in table three."""
    return read("三、收到和处理政府信息公开申请情况", heads, *rows)


FIRST = "一、本年新收政府信息公开申请数量 5 0 0 0 0 0 5"
LAWS = "requests.outcomes.not_disclosed.prohibited_by_law."


@pytest.mark.parametrize(
    ("rows", "secrets", "laws"),
    [
        (("1. 属于国家秘密 1 0 0 0 0 0 1", "2. 其他法律行政法规禁止公开 2 0 0 0 0 0 2"), 1, 2),
        (("1 属于国家秘密 1 0 0 0 0 0 1", "2 其他法律行政法规禁止公开 2 0 0 0 0 0 2"), 1, 2),
        (("1\n属于国家秘密\n1\n0\n0\n0\n0\n0\n1", "2\n其他法律行政法规禁止公开\n2\n0\n0\n0\n0\n0\n2"), None, None),
        (("1 属于国家秘密 1 0 0 0 0 0 1 2 其他法律行政法规禁止公开 2 0 0 0 0 0 2",), 1, 2),
        (("属于国家秘密 1 0 0 0 0 0 2 其他法律行政法规禁止公开 2 0 0 0 0 0 2",), U, 2),
        (("属于国家秘密 1 0 0 0 2 其他法律行政法规禁止公开 2 0 0 0 0 0 2",), U, 2),
    ],
    ids=["with points", "without points", "on lines of their own", "in one line", "a figure missing", "three missing"],
)
def test_the_ordinal_of_the_next_label(rows, secrets, laws):
    """A number before a label is its ordinal where the row before it is full; where it is not, nothing tells."""
    reading = three(FIRST, "三、本年度办理结果", "（三）不予公开", *rows)
    found = [
        figures(reading, f"requests.outcomes.not_disclosed.{name}.")[-1]
        for name in ("state_secrets", "prohibited_by_law")
    ]

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.") or secrets is None
    assert all(value in (wanted, U) for value, wanted in zip(found, (secrets or 1, laws or 2), strict=True))
    assert secrets is None or [secrets, laws] == found


def test_a_label_cut_by_its_figures():
    """The rest of a label that stands on the line after its figures is put to it."""
    reading = three(
        FIRST,
        "（三）不予公开",
        "1.属于国家秘密 1 0 0 0 0 0 1",
        "3.危及“三安全",
        "3 0 0 0 0 0 3",
        "一稳定”",
        "4.保护第三方合法权益 4 0 0 0 0 0 4",
    )

    assert [3, 0, 0, 0, 0, 0, 3] == figures(reading, "requests.outcomes.not_disclosed.security_and_stability.")
    assert [4, 0, 0, 0, 0, 0, 4] == figures(reading, "requests.outcomes.not_disclosed.third_party_rights.")


@pytest.mark.parametrize(
    "heads",
    [
        "总计 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "商业企业 自然人 科研机构 社会公益组织 法律服务机构 其他",
    ],
)
def test_heads_whose_order_cannot_be_told(heads):
    """Heads that cannot stand so in one header, or of which one is missing in another order: nothing is read."""
    reading = three(FIRST, heads=heads)

    assert {U} == set(figures(reading, "requests.received."))
    assert said(reading, "header-unclear")


def test_heads_broken_over_lines_and_run_together():
    """As the text of a narrow table comes: words of two heads in one piece, words of one head in two."""
    reading = three(FIRST, heads="自然人\n商业企业科研\n机构\n社会公益组织\n法律服务机构其他\n总计")

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert "header-missing" not in codes(reading)


def test_heads_of_which_some_are_lost():
    """What is left of them stands in the official order: that is taken, and said."""
    rows = [f"{label} 1 0 0 0 0 0 1" for label in ("（一）予以公开", "1.属于国家秘密", "（七）总计")]
    reading = three(FIRST, *rows, heads="自然人 商业企业 科研机构 总计")

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert said(reading, "header-missing")


def test_a_row_that_nobody_knows():
    """It is said with its figures."""
    reading = three(FIRST, "（八）退回申请 7 0 0 0 0 0 7", "四、结转下年度继续办理 0 0 0 0 0 0 0")

    assert ["（八）退回申请 | 7 | 0 | 0 | 0 | 0 | 0 | 7"] == [each.detail for each in said(reading, "row-unknown")]


# ---------------------------------------------------------------------------------------------------- table four

FOUR = "四、政府信息公开行政复议、行政诉讼情况"


@pytest.mark.parametrize(
    ("over", "name"),
    [
        ("行政复议", "reconsideration"),
        ("行政诉讼 未经复议直接起诉", "litigation_direct"),
        ("未经复议直接起诉", "litigation_direct"),
        ("行政诉讼 复议后起诉", "litigation_after_reconsideration"),
    ],
)
def test_a_group_of_columns_alone(over, name):
    """Five heads under the name of a group, with the head over it or without."""
    reading = read(FOUR, over, OUTCOMES, "1 2 3 4 10")

    assert [1, 2, 3, 4, 10] == figures(reading, f"remedies.{name}.")
    assert 5 == sum(not isinstance(value, gd.Gap) for value in values(reading.report).values())


@pytest.mark.parametrize("over", ["行政诉讼", "行政复议 行政诉讼", "未经复议直接起诉 复议后起诉"])
def test_five_figures_of_no_one_group(over):
    """Where more than one group may be meant, the figures belong to none."""
    reading = read(FOUR, over, OUTCOMES, "1 2 3 4 10")

    assert set() == {value for value in figures(reading, "remedies.") if not isinstance(value, gd.Gap)}


def test_heads_of_table_four_without_their_groups():
    """Fifteen heads of which the names of two groups are lost: the official order is taken, and said."""
    reading = read(FOUR, "行政复议 行政诉讼", OUTCOMES, OUTCOMES, OUTCOMES, " ".join(map(str, range(1, 16))))

    assert list(range(1, 16)) == figures(reading, "remedies.")
    assert said(reading, "header-missing")


def test_blank_figures_at_the_end_of_table_four():
    """Empty cells behind the last figure are blanks only where there are as many as columns."""
    heads = " | ".join((OUTCOMES + " ").split() * 3) + " |"
    whole = " | ".join(["1", "0", "0", "0", "1", *["0"] * 5, *[""] * 5]) + " |"
    reading = read(FOUR, "行政复议 | 未经复议直接起诉 | 复议后起诉 |", heads, whole)

    assert figures(reading, "remedies.")[:10] in ([1, 0, 0, 0, 1, 0, 0, 0, 0, 0], [U] * 10)
    assert set(figures(reading, "remedies.")[10:]) <= {B, U}
