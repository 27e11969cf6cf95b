"""What texts state: scope, year, doubt, and what states nothing."""

import sys
from collections import Counter
from decimal import Decimal

import pytest

import govdisclosure as gd
from govdisclosure.narrative.machine import default_scope
from govdisclosure.narrative.tokens import chinese

BUREAU = "临岚县水利局"
RECEIVED = "requests.received.total"


def calls(text):
    """How many functions reading a text calls."""
    counted = Counter()
    sys.setprofile(lambda frame, event, argument: counted.update([event]))
    try:
        gd.mentions(text, year=2023)
    finally:
        sys.setprofile(None)
    return sum(counted.values())


def told(text, *, year=2023, organ=BUREAU, **also):
    """The settled figures of a text."""
    return {each.what: each.value for each in gd.mentions(text, year=year, organ=organ, **also) if each.settled}


def test_a_mention_is_whole():
    """It says what, how much, in which unit, for whom, of which year, and where it stands."""
    text = "概况。2023 年，我局共收到依申请公开 7 件。"
    (mention,) = gd.mentions(text, organ=BUREAU)

    assert (RECEIVED, 7, "件", "organ", 2023) == (
        mention.what,
        mention.value,
        mention.unit,
        mention.scope,
        mention.year,
    )
    assert mention.settled
    assert (RECEIVED,) == mention.readings
    assert "收到依申请公开 7 件" == mention.quote == text[slice(*mention.span)]
    assert {"what": RECEIVED, "value": 7, "quote": mention.quote, "span": list(mention.span)}.items() <= (
        mention.to_dict().items()
    )
    with pytest.raises(AttributeError):
        mention.value = 8


def test_a_text_of_its_own():
    """Requests, reconsideration, fee, items by channel, messages and accountability, as a small organ tells them."""
    text = """（一）主动公开
门户网站累计公开政府信息 240 条。微信公众号“澜水之声”发布政府信息 132 条。回复网民留言 14 条。
（二）依申请公开
全年共收到依申请公开 7 件，均在时限内妥善办结。行政复议 1 件，已审结为维持结果。
（三）监督保障
2023 年未发生政务公开责任追究事件。2023 年未产生信息公开处理费。"""
    found = gd.mentions(text, year=2023, organ=BUREAU)

    assert {
        RECEIVED: 7,
        "remedies.reconsideration.total": 1,
        "remedies.reconsideration.upheld": 1,
        "handling_fee": 0,
    } == {each.what: each.value for each in found if each.settled}
    assert {"items_wechat": 132, "messages_answered": 14, "accountability_cases": 0} == {
        each.what: each.value for each in found if each.figure and each.what != "items_website"
    }


@pytest.mark.parametrize(
    ("organ", "scope"),
    [
        (None, "organ"),
        ("临岚县水利局", "organ"),
        ("临岚县人民政府", "unclear"),
        ("临岚县人民政府办公室", "organ"),
        ("石澜镇人民政府", "organ"),
        ("东关街道办事处", "organ"),
    ],
)
def test_scope_that_is_not_told(organ, scope):
    """A government may mean itself or its region; every other organ means itself."""
    assert scope == default_scope(organ)
    (mention,) = gd.mentions("全年共收到政府信息公开申请9件。", year=2023, organ=organ)
    assert scope == mention.scope


def test_scopes_in_one_sentence():
    """A region's figure and the organ's own stand beside each other."""
    text = "全市行政机关共收到政府信息公开申请2450件，其中市政府（含市政府办公室）收到186件，办结181件。"
    found = gd.mentions(text, year=2023, organ="沅棠市人民政府办公室")

    assert [(RECEIVED, 2450, "region"), (RECEIVED, 186, "organ"), ("requests.outcomes.total.total", 181, "organ")] == [
        (each.what, each.value, each.scope) for each in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "教育局收到政府信息公开申请9件。",
        "各部门收到政府信息公开申请9件。",
        "向县政府提交的公开申请9件。",
        "2021年收到政府信息公开申请9件，办结8件。",
        "上半年收到政府信息公开申请9件。",
        "网上收到政府信息公开申请9件。",
        "收到各方面转来的甲乙丙9件。",
        "约收到政府信息公开申请9件。",
        "“收到政府信息公开申请9件”应为“8件”。",
        "",
        "，。、（））",
    ],
)
def test_what_is_not_the_organs_whole_year(text):
    """Others, other years, parts of the year, one channel, what is only quoted: nothing is settled."""
    assert {} == told(text)


@pytest.mark.parametrize("number", ["30余", "近30", "3.2万", "2 5"])
def test_numbers_that_are_not_exact(number):
    """Rounded numbers, and digits with a blank between them, stay open."""
    found = gd.mentions(f"依申请公开工作中收到政府信息公开申请{number}件。", year=2023, organ=BUREAU)

    assert not any(each.settled for each in found)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("１２", 12), ("31,482", 31482), ("二十三", 23), ("一百零五", 105), ("两", 2), ("廿三", 23), (" 14 ", 14)],
)
def test_numbers_in_every_script(printed, value):
    """Full-width digits, thousands, Chinese numerals, and blanks around."""
    assert {RECEIVED: value} == told(f"全年收到政府信息公开申请{printed}件。")


def test_numerals():
    """What is no numeral is none."""
    assert 105_000 == chinese("十万五千")
    assert chinese("一二") is None
    assert {} == told("收到政府信息公开申请一二件。")


def test_the_year_may_be_told_by_the_text():
    """One year in the text is the year; of several none is."""
    (mention,) = gd.mentions("2022年收到政府信息公开申请9件。")

    assert 2022 == mention.year
    assert gd.mentions("收到政府信息公开申请9件。")[0].year is None
    assert gd.mentions("2022年、2023年收到政府信息公开申请9件。")[0].year is None


def test_figures_that_contradict_each_other_are_open():
    """Two numbers for one thing: one of them is of something else."""
    found = gd.mentions("全年收到政府信息公开申请9件。我局收到政府信息公开申请8件。", year=2023, organ=BUREAU)

    assert [False, False] == [each.settled for each in found]


def test_what_was_accepted_is_told_apart_by_the_other_figures():
    """With what was carried in and out: received, or both together."""
    text = "受理政府信息公开申请{}件（含上年结转2件），办结20件，结转下年度1件。"

    assert 21 == told(text.format(21))["received_plus_carried_in"]
    assert 19 == told(text.format(19))[RECEIVED]
    assert {RECEIVED, "received_plus_carried_in"}.isdisjoint(told(text.format(30)))


def test_two_channels_are_added():
    """Told with a verb each; one that leaves open what was concluded leaves the sum open."""
    text = "收到线上公开申请48件，办结46件；收到线下公开申请7件，{}。"

    assert {RECEIVED: 55, "requests.outcomes.total.total": 53} == told(text.format("已全部办结"))
    assert {RECEIVED: 55} == told(text.format("正在整理"))
    assert {} == told("收到线上公开申请48件，办结46件。")


def test_nothing_is_read_from_what_is_too_long():
    """Between two marks there are only so many words."""
    assert {} == told("收到申请1件" * 50)


def test_amounts():
    """Of the fees of table two in ten thousands, of the handling fee in yuan."""
    assert {"handling_fee": Decimal(12600)} == told("收取信息处理费1.26万元。")
    assert {"proactive.fees.amount": Decimal("12.5")} == told("行政事业性收费125000元。")


@pytest.mark.parametrize(
    "piece",
    [
        "收到申请1件",
        "受理公开申请1件，",
        "（",
        "1",
        "一",
        "收到申请（含上年结转2件）3件",
        "因政府信息公开引起的行政复议3件，其余维持，",
        "办理依申请公开3件，上年结转2件。",
        "（一）收到申请1件\n",
        " 1",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    """Whatever is repeated."""
    few, many = (calls((piece * size)[:size]) for size in (1_000, 4_000))

    assert many <= 5 * few + 1_000


@pytest.mark.parametrize("call", [{"text": 1}, {"text": "", "year": "2023"}, {"text": "", "organ": 1}])
def test_wrong_calls(call):
    """Say what was expected."""
    with pytest.raises(gd.UsageError):
        gd.mentions(**call)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("全年收到政府信息公开申请9件，我局予以公开5件。", {RECEIVED: 9, "requests.outcomes.disclosed.total": 5}),
        ("临岚县水利局共收到政府信息公开申请9件。", {RECEIVED: 9}),
        ("县水局收到政府信息公开申请9件。", {RECEIVED: 9}),
        ("县水务局收到政府信息公开申请9件。", {}),
        ("管委会收到政府信息公开申请9件。", {}),
        ("未被申请行政复议。", {"remedies.reconsideration.total": 0}),
        ("行政复议（信息公开类）4件。", {"remedies.reconsideration.total": 4}),
        ("全年共收取信息处理费200元。", {"handling_fee": 200}),
        ("收到政府信息公开申请9件（（见附件）（其中））。", {RECEIVED: 9}),
        ("收到政府信息公开申请9件）。", {RECEIVED: 9}),
        ("收到政府信息公开申请9件（未说完。", {RECEIVED: 9}),
        ("予以公开5件（(((一层太深)))）。", {"requests.outcomes.disclosed.total": 5}),
        ("2023年12月31日前收到政府信息公开申请9件。", {RECEIVED: 9}),
        ("截至2023年12月31日，收到政府信息公开申请9件。", {RECEIVED: 9}),
        ("按规定本机关予以公开5件。", {"requests.outcomes.disclosed.total": 5}),
        ("收到政府信息公开申请64件（含结转2件），撤件43件，受理21件。", {RECEIVED: 64}),
        ("收到政府信息公开申请15件，撤件3件，答复12件。", {RECEIVED: 15}),
        ("收到政府信息公开申请12件（含上年结转2件）。", {"requests.carried_over_in.total": 2}),
        ("无法提供2件、信息不存在2件。", {}),
        ("逾期未补正3件、其他处理6件。", {"requests.outcomes.other_handling.correction_overdue.total": 3}),
        ("因本机关不掌握而不予公开5件。", {}),
        ("办理行政复议案件4件，维持3件。", {}),
        ("收到政府信息公开申请9件，行政复议3件。", {RECEIVED: 9, "remedies.reconsideration.total": 3}),
        ("因政府信息公开引起的行政复议、行政诉讼共5件。", {}),
        ("因政府信息公开引起的行政复议、行政诉讼分别为5件。", {}),
        ("因政府信息公开引起的行政诉讼3件，均获维持。", {"litigation_total": 3}),
        (
            "因政府信息公开引起的行政复议3件，维持4件，其余纠正。",
            {"remedies.reconsideration.total": 3, "remedies.reconsideration.upheld": 4},
        ),
        ("未经复议直接起诉3件，其他1件。", {"remedies.litigation_direct.total": 3}),
        ("收到政府信息公开申请9件，网络4件，其余均已答复。", {RECEIVED: 9}),
        ("受理线上公开申请48件；受理线下公开申请7件。", {}),
        ("收到政府信息公开申请9件，收到线上公开申请7件。", {RECEIVED: 9}),
        ("不予公开2件；其中自然人申请2件。", {"not_disclosed_total": 2}),
        ("予以公开2件；其中自然人申请2件。", {"requests.outcomes.disclosed.total": 2}),
        ("收到政府信息公开申请9件，法人或其他组织10件。", {RECEIVED: 9}),
        ("收到政府信息公开申请9件，申请人为自然人。", {RECEIVED: 9}),
        (
            "收到政府信息公开申请10件，上年结转2件，办理12件，结转下年3件。",
            {
                RECEIVED: 10,
                "requests.carried_over_in.total": 2,
                "received_plus_carried_in": 12,
                "requests.carried_over_out.total": 3,
            },
        ),
        ("行政许可事项318项，行政处罚事项46条。", {}),
        ("公示行政许可318件、行政处罚46件。", {}),
        (
            "收到政府信息公开申请9件，上年结转1件。其中，自然人申请8件。",
            {RECEIVED: 9, "requests.carried_over_in.total": 1},
        ),
        ("收到政府信息公开申请9件。完善各项制度。予以公开8件。", {RECEIVED: 9, "requests.outcomes.disclosed.total": 8}),
        ("因政府信息公开引起的行政复议9件，行政处罚类8件。", {"remedies.reconsideration.total": 9}),
        ("网上（（嵌套）收到申请9件）收到政府信息公开申请9件。", {}),
        ("予以公开5件（收到群众来信9件）。", {"requests.outcomes.disclosed.total": 5}),
        ("予以公开5件（均为自然人，均为企业）（其他结果1件）。", None),
        ("因政府信息公开引起的行政复议、行政诉讼分别为5件、3件和2件。", {}),
        ("行政复议，其余维持。", {}),
        ("上年收到并由本局办结的公开申请9件。", {}),
        ("收到由本局受理的政府信息公开申请9件。", {}),
        ("收到自2023年1月1日起的政府信息公开申请9件。", None),
        ("受理政府信息公开申请0件。", {RECEIVED: 0}),
        ("申请人为自然人。", {}),
        ("自然人9件，法人或其他组织3件。", {}),
    ],
)
def test_what_is_settled(text, settled):
    """Neither more nor less."""
    assert settled in (None, told(text))


def test_committees():
    """A management committee is the organ where its name says so."""
    text = "管委会收到政府信息公开申请9件。"

    assert {RECEIVED: 9} == told(text, organ="澜北经济开发区管理委员会")
    assert {RECEIVED: 9} == told("全区收到政府信息公开申请9件。", organ=None)


def test_a_government_that_is_not_the_organ():
    """A county's figure in a bureau's report is another's."""
    assert {} == told("县政府收到政府信息公开申请9件。")
    assert {RECEIVED: 9} == told("县政府收到政府信息公开申请9件。", organ="临岚县人民政府")


@pytest.mark.parametrize(
    ("text", "settled", "open_"),
    [
        # applicants after another total, or of a total that may be another's
        ("新收政府信息公开申请27件，上年结转2件，其中自然人25件。", {RECEIVED, "requests.carried_over_in.total"}, {25}),
        ("收到政府信息公开申请27件，已办结26件，其中自然人25件。", {RECEIVED, "requests.outcomes.total.total"}, {25}),
        ("收到政府信息公开申请27件（含上年结转2件），其中自然人25件。", {"requests.carried_over_in.total"}, {25, 27}),
        ("收到政府信息公开申请27件，法人或其他组织申请2件。", {RECEIVED}, {2}),
        # what stands in brackets and is not said of the words before them
        ("收到政府信息公开申请27件（收到政府信息公开申请1件，申请人为科研机构）。", {RECEIVED}, set()),
        ("（含上年结转2件）收到政府信息公开申请27件并作了答复（无）。", {"requests.carried_over_in.total"}, {27}),
        # a sentence of something else ends what was spoken of
        ("因政府信息公开引起的行政复议3件。当年工作顺利。维持2件。", {"remedies.reconsideration.total"}, set()),
        # as many numbers as things are wanted where they are told respectively
        ("行政许可、行政处罚、行政强制决定分别为3件和1件。", set(), set()),
    ],
)
def test_what_is_settled_beside_what_is_not(text, settled, open_):
    """A figure that may be a part of several totals is said, and open."""
    found = gd.mentions(text, year=2023, organ=BUREAU)

    assert settled == {each.what for each in found if each.settled}
    assert open_ == {each.value for each in found if not each.settled}
