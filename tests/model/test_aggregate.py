"""The sum of reports: flows only, every gap told, nothing lost between editions."""

import itertools
import json
from decimal import Decimal, localcontext

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import values
from govdisclosure.model.aggregate import adding_up, flows

BUREAU, TOWN, COUNTY = "示例县教育局", "示例镇人民政府", "示例县人民政府"
CELL = "requests.received.total"
OTHER = "requests.outcomes.other_handling"
AMOUNT = "proactive.central_procurement.amount"
STOCKS = tuple(f"proactive.{row}.in_force" for row in ("government_rules", "normative_documents"))


def part(name, edition="2021", year=2023, **cells):
    """A report of zeros but for these cells."""
    changes = {address.replace("__", "."): value for address, value in cells.items()}
    return gd.replace(gd.zeros(year, organ=name, edition=edition), changes)


def of(*parts, year=2023):
    """The sum of parts as that of a county."""
    return gd.aggregate(parts, organ=COUNTY, year=year)


def procured(name, amount, unit):
    """A report of the 2019 edition with an amount of procurement."""
    report = gd.replace(gd.zeros(2020, organ=name), {AMOUNT: Decimal(amount)})
    row = attrs.evolve(report.proactive.central_procurement, amount_unit=unit)
    return attrs.evolve(report, proactive=attrs.evolve(report.proactive, central_procurement=row))


# ---------------------------------------------------------------------------------------------------- the sum


def test_flows_are_added_up():
    """Counts, amounts and the handling fee; organ and year are those asked for, period and text are none."""
    text = gd.Sections(overview=gd.Section(text="甲"))
    one = attrs.evolve(part(BUREAU, requests__received__total=2, proactive__fees__amount=Decimal("1.5")), sections=text)
    two = attrs.evolve(part(TOWN, requests__received__total=3), handling_fee=Decimal(100))
    found = of(one, gd.Reading(report=two))

    assert (5, Decimal("1.5")) == (found.report.requests.received.total, found.report.proactive.fees.amount)
    assert Decimal(100) == found.report.handling_fee
    assert (COUNTY, 2023, None, gd.Sections()) == (
        found.report.organ.name,
        found.report.year,
        found.report.period,
        found.report.sections,
    )
    assert (one, two) == found.parts
    assert (BUREAU, TOWN) == found.names
    assert ({}, {}) == (found.gaps, found.unplaced)


def test_stocks_are_never_added_up():
    """What is in force belongs to several levels at once; the cells are absent, and that is said."""
    found = of(part(BUREAU, proactive__normative_documents__in_force=4), part(TOWN))

    assert STOCKS == found.stocks
    assert {gd.Gap.ABSENT} == {gd.get(found.report, address) for address in STOCKS}
    assert (
        f"2 份报告之和：{BUREAU}、{TOWN}\n"
        "存量及其增减不相加，2 格空缺：第二十条第（一）项 / 规章 / 现行有效件数、"
        "第二十条第（一）项 / 行政规范性文件 / 现行有效件数"
    ) == found.message("zh")
    assert (
        f"sum of reports (2): {BUREAU}; {TOWN}\n"
        "stocks and their changes, which are not added up (2): "
        "Art. 20(1) / rules / currently in force; "
        "Art. 20(1) / administrative normative documents / currently in force"
    ) == found.message("en")


@pytest.mark.parametrize("gap", gd.Gap)
def test_a_gap_in_a_part_is_a_gap_in_the_sum(gap):
    """The parts without a number are named; the sum is absent, which no policy takes for zero."""
    found = of(part(BUREAU, requests__received__total=gap), part(TOWN, requests__received__total=3))

    assert gd.Gap.ABSENT is gd.get(found.report, CELL)
    assert {CELL: (BUREAU,)} == found.gaps
    assert (
        f"{BUREAU}没有数字，所以 1 格没有和：一、本年新收政府信息公开申请数量 / 总计"
        == found.message("zh").splitlines()[1]
    )
    assert (
        f"no number in {BUREAU}, so there is no sum (1): requests newly received this year / total"
        == found.message("en").splitlines()[1]
    )
    assert gd.Verdict.NOT_EVALUATED is gd.check(found.report, blank_as_zero=True).verdict


def test_a_handling_fee_that_is_not_known():
    """It has a name of its own among the gaps."""
    found = of(part(BUREAU), attrs.evolve(part(TOWN), handling_fee=gd.Gap.ABSENT))

    assert gd.Gap.ABSENT is found.report.handling_fee
    assert {"handling_fee": (TOWN,)} == found.gaps
    assert f"{TOWN}没有数字，所以 1 格没有和：信息处理费（元）" == found.message().splitlines()[1]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("requests__received__total", (10**12 - 1, 1)),
        ("proactive__fees__amount", (Decimal(10**12 - 1), Decimal(1))),
    ],
)
def test_a_sum_that_fits_in_no_cell(cell, numbers):
    """It is a gap to which no part is to blame."""
    address = cell.replace("__", ".")
    found = of(*(part(name, **{cell: number}) for name, number in zip((BUREAU, TOWN), numbers, strict=True)))

    assert {address: ()} == found.gaps
    assert gd.Gap.ABSENT is gd.get(found.report, address)
    assert found.message("zh").splitlines()[1].startswith("和的位数超过一格所能容纳的，1 格空缺：")
    assert found.message("en").splitlines()[1].startswith("the sum has more digits than a cell holds (1): ")


@pytest.mark.parametrize(
    ("one", "two", "expected", "lacking"),
    [
        (("25.1", "TEN_THOUSAND_YUAN"), ("251000", "YUAN"), Decimal("50.2"), None),
        (("1.01", "YUAN"), ("1.02", "YUAN"), Decimal("0.000203"), None),
        (("25.1", "TEN_THOUSAND_YUAN"), ("0", "UNKNOWN"), Decimal("25.1"), None),
        (("25.1", "TEN_THOUSAND_YUAN"), ("1", "UNKNOWN"), gd.Gap.ABSENT, (TOWN,)),
        (("0.001", "YUAN"), ("1", "YUAN"), gd.Gap.ABSENT, ()),
    ],
)
def test_amounts_are_added_up_in_one_unit(one, two, expected, lacking):
    """Exactly, in 10,000 yuan, whatever the precision of the caller; not where a unit is not known."""
    with localcontext(prec=3):
        found = of(procured(BUREAU, one[0], gd.Unit[one[1]]), procured(TOWN, two[0], gd.Unit[two[1]]), year=2020).report
        gaps = of(procured(BUREAU, one[0], gd.Unit[one[1]]), procured(TOWN, two[0], gd.Unit[two[1]]), year=2020).gaps

    assert expected == gd.get(found, AMOUNT)
    assert gd.Unit.TEN_THOUSAND_YUAN is found.proactive.central_procurement.amount_unit
    assert lacking == gaps.get(AMOUNT)


# ---------------------------------------------------------------------------------------------------- editions


def test_the_edition_of_the_parts():
    """Where a table is of one edition in all parts it stays so, whatever the year; table by table."""
    old, new = part(BUREAU, edition="2019"), part(TOWN)
    found = of(attrs.evolve(old, requests=new.requests), attrs.evolve(new, proactive=old.proactive))

    assert ("2019", "2021", "2021") == (
        found.report.proactive.edition,
        found.report.requests.edition,
        found.report.remedies.edition,
    )
    assert "2019" == of(old, old).report.remedies.edition
    assert ({}, {}) == (found.gaps, found.unplaced)


def other_handling(name, edition):
    """Three requests handled otherwise, in one row or in three."""
    rows = [OTHER] if edition == "2019" else [f"{OTHER}.{row}" for row in ("correction_overdue", "fee_unpaid", "other")]
    report = gd.zeros(2023, organ=name, edition=edition)
    changed = gd.replace(report, {f"{row}.total": 3 // len(rows) for row in rows})
    return attrs.evolve(changed, proactive=gd.zeros(2023).proactive)


def test_rows_that_are_one_row_of_the_sum():
    """The three rows of the later edition add up to the one of the earlier."""
    found = of(other_handling(BUREAU, "2019"), other_handling(TOWN, "2021"), year=2020)

    assert 6 == gd.get(found.report, f"{OTHER}.total")
    assert ({}, "2019") == (found.unplaced, found.report.requests.edition)


def test_a_row_that_is_several_of_the_sum():
    """It cannot be divided: the rows are gaps, and the figure is told as one without a place."""
    found = of(other_handling(BUREAU, "2019"), other_handling(TOWN, "2021"))
    rows = [address for address in gd.addresses(found.report) if address.startswith(f"{OTHER}.")]

    assert 21 == len(rows)
    assert dict.fromkeys(rows, (BUREAU,)) == found.gaps
    assert 7 == len(found.unplaced)
    assert (BUREAU,) == found.unplaced[f"{OTHER}.total"]
    assert {gd.Gap.ABSENT} == {gd.get(found.report, row) for row in rows}
    assert (
        f"{BUREAU}的表是另一版，有 7 个数在和中没有位置，请另行处理：三、本年度办理结果 / （六）其他处理 / 自然人、"
        in found.message("zh")
    )
    assert (
        f"\nthe tables of {BUREAU} are of another edition; figures that have no place in the sum "
        "and are left to you (7): outcomes this year / " in found.message("en")
    )


@pytest.mark.parametrize(("whole", "below"), [("2019", "2021"), ("2021", "2019")])
def test_a_group_that_is_one_row_elsewhere_is_one_figure(whole, below):
    """What can be held against the sum of the parts; of one edition every row is a figure of its own."""
    parent, one = part(COUNTY, edition=whole), part(BUREAU, edition=below)
    mixed = {flow.address: flow for flow in flows(parent, [one])}
    address = f"{OTHER}.total"

    assert ("（六）其他处理 / 总计", "handled otherwise / total") == (mixed[address].on.zh, mixed[address].on.en)
    assert [1, 3] == sorted(len(mixed[address].of(gd.addresses(each))) for each in (parent, one))
    assert not any(each.startswith(f"{OTHER}.other.") for each in mixed)
    assert adding_up(parent) == tuple(flow.address for flow in flows(parent, [parent]))


def test_two_editions_of_table_two():
    """What both have is added up; of the rest nothing is lost without a word."""
    old = part(BUREAU, edition="2019", proactive__licensing__decisions=2)
    found = of(old, part(TOWN, proactive__licensing__decisions=3))
    told = {*found.gaps, *found.unplaced, *found.stocks}

    assert 5 == found.report.proactive.licensing.decisions
    assert (BUREAU,) == found.gaps["proactive.government_rules.issued"]
    assert (BUREAU,) == found.unplaced["proactive.other_external.decisions"]
    assert {address for address in adding_up(old) if address.startswith("proactive.")} <= told | {
        f"proactive.{row}.decisions" for row in ("licensing", "penalties", "compulsion")
    }


# ---------------------------------------------------------------------------------------------------- the parts


def test_what_is_to_be_made_sure_of():
    """An organ there twice, another year, no year, no name: added up all the same, and told."""
    parts = (
        part(BUREAU, requests__received__total=1),
        part("示例县 教育局"),
        part(BUREAU, year=2022),
        part(gd.Gap.ABSENT, edition="2021", year=gd.Gap.ABSENT, requests__received__total=2),
    )
    found = of(*parts)

    assert 3 == gd.get(found.report, CELL)
    assert (BUREAU, "示例县 教育局", f"{BUREAU}#2", "#4") == found.names
    assert ((BUREAU,), (f"{BUREAU}#2",), ("#4",), ("#4",)) == (
        found.twice,
        found.other_years,
        found.undated,
        found.unnamed,
    )
    assert [
        f"不止一份的机关：{BUREAU}；同一份报告只能计一次，请核对",
        f"不是 2023 年度的：{BUREAU}#2；请去掉或另行汇总",
        "不知道是否为同一年度：#4；请核对",
        "没有机关名称的：#4（# 后为次序）；请核对没有重复",
    ] == found.message("zh").splitlines()[2:]
    assert [
        f"organs with more than one report: {BUREAU}; make sure that no report is counted twice",
        f"not for 2023: {BUREAU}#2; leave them out or add them up apart",
        "not known to be of the same year: #4; make sure that they are",
        "reports that do not name their organ: #4 (# is their place in the list); make sure that none is there twice",
    ] == found.message("en").splitlines()[2:]


def test_a_sum_of_no_known_year():
    """Then it is known of no part that it is of that year."""
    found = gd.aggregate([part(BUREAU)], organ=gd.Gap.ABSENT, year=gd.Gap.ABSENT)

    assert ((), (BUREAU,)) == (found.other_years, found.undated)


def test_many_parts_are_counted():
    """Of many names the first are told."""
    found = of(*(part(f"示例{number}局", requests__received__total=gd.Gap.BLANK) for number in range(12)))

    assert found.message("zh").splitlines()[1].startswith("示例0局、示例1局、")
    assert "示例9局 等 12 项没有数字，所以 1 格没有和" in found.message("zh")


def test_no_parts():
    """The sum of nothing is not zero."""
    with pytest.raises(gd.InvalidValueError, match="parts must not be empty") as caught:
        of()

    assert "parts 不能为空：没有报告，就不知道和是不是零" == caught.value.message("zh")


@pytest.mark.parametrize("parts", [part(BUREAU), [part(BUREAU).requests], "x", [None], None])
def test_what_is_no_part(parts):
    """One report that is no list, a table alone, a text, nothing."""
    with pytest.raises(gd.InvalidTypeError, match="parts"):
        gd.aggregate(parts, organ=COUNTY, year=2023)


def test_in_json():
    """Everything beside the report, as JSON types."""
    found = of(part(BUREAU, requests__received__total=gd.Gap.BLANK), part(TOWN, year=2022))
    data = found.to_dict()

    assert data == json.loads(json.dumps(data))
    assert {
        "parts": [BUREAU, TOWN],
        "gaps": {CELL: [BUREAU]},
        "unplaced": {},
        "stocks": list(STOCKS),
        "twice": [],
        "other_years": [TOWN],
        "undated": [],
        "unnamed": [],
    } == data


# ---------------------------------------------------------------------------------------------------- properties


@settings(deadline=None, max_examples=25)
@given(gst.families())
def test_a_family_adds_up_to_its_parent(family):
    """Every flow of the parent is that of the sum, whose identities hold as far as they need no stock."""
    found = gd.aggregate(family.parts, organ=family.parent.organ.name, year=family.parent.year)
    whole, total = values(family.parent), values(found.report)
    flows = adding_up(family.parent)

    assert [whole[each] for each in flows] == [total[each] for each in flows]
    assert gd.Verdict.PASSED is gd.verdict(found.report)
    assert ({}, {}) == ({a: p for a, p in found.gaps.items() if a != "handling_fee"}, found.unplaced)
    assert gd.check_rollup(
        attrs.evolve(family.parent, proactive=found.report.proactive),
        own=family.own,
        departments=family.departments,
        governments=family.governments,
        expected=family.expected,
    ).ok


@settings(deadline=None, max_examples=25)
@given(st.lists(gst.reports(), min_size=1, max_size=4), st.data())
def test_order_does_not_matter(parts, data):
    """Nor do editions in any mixture: the same sum, the same cells without one."""
    again = data.draw(st.permutations(parts))
    one, other = of(*parts), of(*again)

    assert one.report == other.report
    assert (one.gaps.keys(), one.unplaced.keys()) == (other.gaps.keys(), other.unplaced.keys())


@settings(deadline=None, max_examples=25)
@given(st.lists(gst.reports(), min_size=2, max_size=4))
def test_sums_of_sums(parts):
    """What is added up in two steps is what is added up at once, where the editions do not change on the way."""
    if len({(each.proactive.edition, each.requests.edition) for each in parts}) > 1:
        parts = parts[:1] * 2
    halves = [of(*parts[:1]).report, of(*parts[1:]).report]

    assert of(*parts).report == of(*halves).report


@settings(deadline=None, max_examples=25)
@given(st.lists(gst.reports(), min_size=1, max_size=3))
def test_every_figure_is_in_the_sum_or_told(parts):
    """A cell of the sum is a number, a stock, or among the gaps; a flow of a part is added up or without a place."""
    found = of(*parts)
    gaps = {address for address, value in values(found.report).items() if isinstance(value, gd.Gap)}

    assert {*found.stocks, *found.gaps} - {"handling_fee"} == gaps
    known = gd.addresses(found.report)
    for address in itertools.chain.from_iterable(map(adding_up, parts)):
        row, _, column = address.rpartition(".")
        group = f"{row.rpartition('.')[0]}.{column}"
        assert address in known or group in known or address in found.unplaced
