"""Texts of which only the order is known: where labels, figures and rows end when only white space parts them."""

import pytest

import govdisclosure as gd
from govdisclosure.model.access import values
from readers.papers import TITLE, codes, figures, said

B, U, A = gd.Gap.BLANK, gd.Gap.UNREADABLE, gd.Gap.ABSENT
TWO = "二、主动公开政府信息情况\n第二十条第（一）项"
HEADS = "信息内容 本年制发件数 本年废止件数 现行有效件数"
APPLICANTS = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
OUTCOMES = "结果维持 结果纠正 其他结果 尚未审结 总计"


def read(*lines):
    """The reading of a text."""
    return gd.read("\n".join([TITLE[2:], *lines]).encode(), format="text")


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


@pytest.mark.parametrize("row", [" | 0 | 4 |\n行政规范性文件 | 3 | 2 | 5 |", "\t0\t4\n行政规范性文件\t3\t2\t5"])
def test_a_label_over_a_row_that_begins_with_a_blank(row):
    """Whether the blank is the first figure or stands for the label nobody can tell."""
    reading = read(TWO, HEADS, "规章", row)

    assert [U, U, U] == rules(reading)
    assert [3, 2, 5] == figures(reading, "proactive.normative_documents.")
    assert "row-incomplete" in codes(reading)


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
SECOND = "二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2"
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
        "总计 自然人\n商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "总计 法人或其他组织 自然人\n商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "自然人\n科研机构\n商业企业\n社会公益组织\n法律服务机构\n其他\n总计",
        "商业企业 自然人 科研机构 社会公益组织 法律服务机构 其他",
        "自然人 法人或其他组织 总计 备注\n商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n总计 自然人",
        "自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n自然人",
        "申请人情况\n总计\n自然人 法人或其他组织\n科研机构 商业企业 社会公益组织 法律服务机构 其他",
    ],
    ids=[
        "turned",
        "turned around the head",
        "others turned",
        "one lost",
        "foreign",
        "two orders",
        "twice",
        "total first beside others turned",
    ],
)
def test_heads_whose_order_cannot_be_told(heads):
    """Heads that speak against the form: a line with two of them turned, one missing, foreign, or in two places."""
    reading = three(FIRST, heads=heads)

    assert {U} == set(figures(reading, "requests.received."))
    assert said(reading, "header-unclear")


def test_heads_broken_over_lines_and_run_together():
    """As the text of a narrow table comes: words of two heads in one piece, words of one head in two."""
    reading = three(FIRST, heads="自然人\n商业企业科研\n机构\n社会公益组织\n法律服务机构其他\n总计")

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert "header-missing" not in codes(reading)


@pytest.mark.parametrize(
    "heads",
    [
        "申请人情况\n总计\n自然人\n法人或其他组织\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他",
        "申请人情况 总计 自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "申请人情况 总计\n自然人 法人或其他组织\n商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "申请人情况\n法人或其他组织\n自然人 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "申请人情况\n法人或其他组织\n商业企业 自然人 科研机构 社会公益组织 法律服务机构 其他 总计",
        "项目\n自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "（本列数据的勾稽关系 申请人情况\n为：第一项加第二项之 自然 法人或其他组织 总计\n和，等于第三项加第四 人 "
        "商业 科研 社会 法律 其他\n项之和） 企业 机构 公益 服务\n组织 机构",
    ],
    ids=["lines", "one line", "rows", "lifted", "among", "corner", "broken"],
)
def test_heads_that_are_told_in_order_only(heads):
    """Labels that span lines are told before, among or behind the others: the official order is taken and said."""
    rows = ("二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2", "（一）予以公开 1 2 3 4 5 6 21")
    reading = three(FIRST, *rows, heads=heads)
    (notice,) = said(reading, "header-by-order")

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert [1, 2, 3, 4, 5, 6, 21] == figures(reading, "requests.outcomes.disclosed.")
    assert 21 == len(notice.addresses)


@pytest.mark.parametrize("over", ["申请人情况", "申请人情况\n自然人 法人或其他组织 总计"], ids=["once", "repeated"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5, 6), (6, 0, 1, 2, 3, 4, 5)], ids=["official", "total first"])
def test_heads_that_stand_in_one_line(order, over):
    """One line with all heads says which column is which; lines above may repeat some of them in its order."""
    figures_told, heads = [1, 2, 3, 4, 5, 6, 21], APPLICANTS.split()
    told = " ".join(heads[at] for at in order), " ".join(str(figures_told[at]) for at in order)
    reading = three(f"一、本年新收政府信息公开申请数量 {told[1]}", heads=f"{over}\n{told[0]}")

    if order[0] and over != "申请人情况":
        assert {U} == set(figures(reading, "requests.received."))
    else:
        assert figures_told == figures(reading, "requests.received.")
        assert not said(reading, "header-by-order")


@pytest.mark.parametrize("remark", ["续上表", "（续表）", "注：本表由各科室填报。"])
def test_a_remark_among_heads(remark):
    """It is none of them."""
    over = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人   法人或其他组织   总计"
    inner = "商业企业   科研机构   社会公益组织   法律服务机构   其他"
    reading = read(over, remark, inner, "一、本年新收政府信息公开申请数量   5   0   1   0   0   2   8")

    assert [5, 0, 1, 0, 0, 2, 8] == figures(reading, "requests.received.")


def test_a_head_that_is_not_on_the_form_among_those_of_a_line():
    """The others stand in their places of the form: it is read, and said that the order told."""
    reading = three(FIRST, heads=APPLICANTS.replace("社会公益组织", "社会团体"))

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert said(reading, "header-by-order")


@pytest.mark.parametrize(
    "heads",
    ["自然人 商业企业 科研机构 总计", "商业企业 科研机构 社会公益组织 法律服务机构 其他"],
    ids=["several", "the first and the last"],
)
def test_heads_of_which_some_are_lost(heads):
    """What is left of them stands in the official order: that is taken, and said."""
    rows = [f"{label} 1 0 0 0 0 0 1" for label in ("（一）予以公开", "1.属于国家秘密", "（七）总计")]
    reading = three(FIRST, *rows, heads=heads)

    assert [5, 0, 0, 0, 0, 0, 5] == figures(reading, "requests.received.")
    assert said(reading, "header-missing")


def test_a_figure_that_goes_on_below_its_row():
    """The rest of a figure, on the line of the rest of the label: neither half is read."""
    reading = three("一、本年新收政府信息 3813 4793 4561 3836 3048 4286 2433\n公开申请数量 7", SECOND)

    assert {U} == set(figures(reading, "requests.received."))
    assert [2, 0, 0, 0, 0, 0, 2] == figures(reading, "requests.carried_over_in.")


NARROW = "自然\n人\n商业\n企业\n科研\n机构\n社会\n公益\n组织\n法律\n服务\n机构\n其他\n总计"


@pytest.mark.parametrize(("short", "read_as"), [("（一）予以公开\n3", U), ("（一）予以公开\n1\n0\n0\n0\n0\n0\n1", 4)])
def test_a_figure_that_may_be_broken_over_two_lines(short, read_as):
    """Heads broken over lines, and blanks that vanish: as many figures as columns may be one broken and one blank."""
    total = "（七）总计\n4\n22\n0\n0\n2233\n5\n0"
    reading = three(short, total, "四、结转下年度继续办理\n1\n0\n0\n0\n0\n0\n1", heads=NARROW)

    assert read_as == gd.get(reading.report, "requests.outcomes.total.natural_persons")
    assert 1 == gd.get(reading.report, "requests.carried_over_out.natural_persons")


def test_a_row_that_nobody_knows():
    """It is said with its figures."""
    reading = three(FIRST, "（八）退回申请 7 0 0 0 0 0 7", "四、结转下年度继续办理 0 0 0 0 0 0 0")

    assert ["（八）退回申请 | 7 | 0 | 0 | 0 | 0 | 0 | 7"] == [each.detail for each in said(reading, "row-unknown")]


# ---------------------------------------------------------------------------------------------------- table four

FOUR = "四、政府信息公开行政复议、行政诉讼情况"
GROUPS = "行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉"
FIFTEEN = " ".join(map(str, range(1, 16)))


def test_totals_that_are_told_before_the_columns_of_their_groups():
    """They span lines: each is the last of its group, as on the form, and that is said with the cells."""
    over = "行政复议\n总计\n行政诉讼\n未经复议直接起诉\n总计\n复议后起诉\n总计"
    reading = read(FOUR, over, *(OUTCOMES.removesuffix(" 总计").replace(" ", "\n"),) * 3, FIFTEEN)
    (notice,) = said(reading, "header-by-order")

    assert list(range(1, 16)) == figures(reading, "remedies.")
    assert 15 == len(notice.addresses)


@pytest.mark.parametrize(("joint", "wanted"), [(" ", [2, 1, 3, 4, 5]), ("\n", [U] * 5)], ids=["a line", "lines"])
def test_columns_of_table_four_in_another_order(joint, wanted):
    """A line of them says which is which; one after the other they say nothing."""
    heads = "结果纠正 结果维持 其他结果 尚未审结 总计".replace(" ", joint)
    reading = read(FOUR, GROUPS, heads, heads, heads, FIFTEEN)

    assert wanted == figures(reading, "remedies.reconsideration.")


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


def test_two_ways_as_good_that_hold_rows_of_each_other_wrong():
    """A cell before the columns of some rows and none before those of another is one way too many."""
    outcomes = [
        f"{label} | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 正确" for label in ("（一）予以公开", "1.属于国家秘密", "2.重复申请")
    ]
    reading = read(
        "三、收到和处理政府信息公开申请情况",
        f"项目 | {' | '.join(APPLICANTS.split())} | 校验",
        "一、本年新收政府信息公开申请数量 |  | 17 | 96 | 6 | 1 | 0 | 0 | 120 | 正确",
        "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 正确",
        *outcomes,
        "四、结转下年度继续办理 |  | 96 | 69 | 3 | 7 | 5 | 1 | 181 | 正确",
    )

    assert [1, 0, 0, 0, 0, 0, 1] == figures(reading, "requests.outcomes.disclosed.")
    assert [U] * 7 == figures(reading, "requests.received.")
    assert [U] * 7 == figures(reading, "requests.carried_over_out.")
