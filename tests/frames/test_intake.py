"""What is wrong with a frame is told at once; what no cell can hold is never judged."""

import math
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pytest

import govdisclosure as gd
from frames.panels import KINDS, in_each, rows, table
from govdisclosure import frames
from govdisclosure.rules.amounts import VAL001, VAL002
from govdisclosure.rules.identities import REM001, REQ003

ZEROS = [gd.zeros(2023, organ="临澜县水务局"), gd.zeros(2020, organ="临澜县水务局")]
TOTAL = "remedies__reconsideration__total"
PART = "remedies__reconsideration__upheld"


def ready():
    return pl.from_arrow(table(ZEROS))


def replaced(**columns):
    """A table with other columns in place of its own."""
    found = table(ZEROS)
    for name, values in columns.items():
        found = found.set_column(found.schema.get_field_index(name), name, values)
    return found


def test_all_that_is_wrong_is_one_error():
    """Missing, unknown, mistyped and wrong, each with the nearest right name, in both languages."""
    frame = (
        ready()
        .drop("year")
        .rename({"requests__received__total": "requests__recieved__total"})
        .with_columns(
            pl.lit("x").alias("requests__outcomes__total__total"),
            pl.lit("202l").alias("remedies__edition"),
            pl.lit(1.5).alias("requests__carried_over_out__total"),
            pl.lit("…").alias("province"),
            pl.lit("…").alias("a__b"),
        )
    )

    with pytest.raises(gd.InvalidDocumentError) as caught:
        frames.check(frame)

    assert (
        "unknown column 'requests__recieved__total'; did you mean requests__received__total?",
        "unknown column 'a__b'",
        "column requests__outcomes__total__total must hold integers (it holds String)",
        "column remedies__edition must hold one of 2019, 2021 (it holds '202l'; did you mean 2021?)",
        "missing column year",
        "missing column requests__received__total; is it 'requests__recieved__total'?",
    ) == caught.value.problems
    assert "缺少 year 列" in caught.value.message("zh")


def test_an_edition_that_is_far_from_all():
    """Nothing near is named."""
    with pytest.raises(gd.InvalidDocumentError, match=r"2019, 2021 \(it holds 'x'\)$"):
        frames.check(ready().with_columns(pl.lit("x").alias("remedies__edition")))


@pytest.mark.parametrize("kind", ["polars", "duckdb", "pandas numpy"])
@pytest.mark.parametrize("value", [2.5, math.inf, Decimal("2.5"), 1e19])
def test_what_is_no_integer_is_refused(kind, value):
    """Fractions, whatever their type, and what 64 bits do not hold."""
    kinds = {Decimal: pa.decimal128(10, 2)}
    frame = KINDS[kind](replaced(**{TOTAL: pa.array([value, 1], kinds.get(type(value), pa.float64()))}))
    if kind == "pandas numpy" and isinstance(value, Decimal):
        frame[TOTAL] = frame[TOTAL].astype(float)

    with pytest.raises(gd.InvalidDocumentError, match=f"^column {TOTAL} holds numbers that are no integers$"):
        frames.check(frame, rules=(REM001,))


@pytest.mark.parametrize("type_", [pa.int8(), pa.uint8(), pa.int32(), pa.uint64(), pa.float64(), pa.decimal128(20, 0)])
def test_narrow_numbers_do_not_wrap(type_):
    """100 and 100 are 200 in eight bits as well, and 3 less 5 is negative without a sign."""
    frame = pl.from_arrow(replaced(**{PART: pa.array([100, 3]).cast(type_), TOTAL: pa.array([100, 5]).cast(type_)}))
    frame = frame.with_columns(pl.col(PART).alias("remedies__reconsideration__corrected"))

    found = rows(frames.check(frame, rules=(REM001,)))

    assert [(200, 100, 100), (6, 5, 1)] == [
        tuple(each[name] for name in ("left", "right", "difference")) for each in found
    ]


@in_each()
@pytest.mark.parametrize("how", [{"rules": ()}, {"rules": (REM001,)}], ids=["no rules", "no reports"])
def test_where_nothing_is_judged_nothing_is_said(kind, how):
    """The tables have their columns and no rows."""
    frame = KINDS[kind](replaced() if how["rules"] == () else replaced().slice(0, 0))

    assert [] == rows(frames.check(frame, **how))
    assert [] == rows(frames.summary(frame, **how))


@in_each()
def test_what_no_cell_can_hold_is_not_evaluated(kind):
    """Sums of such numbers could wrap around to a balance."""
    wrapping = pa.array([2**62, 10**12])

    frame = KINDS[kind](replaced(**{PART: wrapping, TOTAL: wrapping}))
    found = rows(frames.check(frame, rules=(REM001, VAL001)))

    assert {"not_evaluated"} == {each["verdict"] for each in found}
    assert 2 * (3 + 1) == len(found)


@in_each()
def test_several_that_no_cell_can_hold_are_not_evaluated(kind):
    """Their sum is beyond 64 bits, which a library may refuse to work out."""
    large = pa.array([2**62, 2**63 - 1])

    frame = KINDS[kind](replaced(**{PART: large, "remedies__reconsideration__corrected": large, TOTAL: large}))
    found = rows(frames.check(frame, rules=(REM001, VAL001)))

    assert {"not_evaluated"} == {each["verdict"] for each in found}
    assert 2 * (3 + 1) == len(found)
    assert frames.summary(frame) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_with_a_reason_why_there_is_none_is_not_evaluated(kind):
    """Who fills blanks with zeros and leaves the reasons has not made them numbers."""
    frame = KINDS[kind](replaced(**{f"{PART}__gap": pa.array(["blank", None])}))

    found = rows(frames.check(frame, rules=(REM001,)))

    assert [("r0", "not_evaluated")] * 3 == [(each["source"], each["verdict"]) for each in found]


@in_each(["polars", "duckdb", "pandas numpy", "pyarrow"])
def test_a_number_off_the_form_is_not_evaluated(kind):
    """A row that only the 2019 edition has, filled in a report of the 2021 edition."""
    frame = KINDS[kind](replaced(requests__outcomes__other_handling__total=pa.array([5, 0])))

    found = rows(frames.check(frame, rules=(REQ003,)))

    assert {("r0", "not_evaluated")} == {(each["source"], each["verdict"]) for each in found}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["polars", "pyarrow", "duckdb", "pandas numpy"])
def test_nan_is_no_number(kind):
    """Neither equal to anything, nor larger."""
    frame = KINDS[kind](replaced(**{PART: pa.array([math.nan, 0.0])}))

    found = rows(frames.check(frame, rules=(REM001, VAL001)))

    assert [("REM001", "not_evaluated"), ("VAL001", "not_evaluated")] == [
        (each["code"], each["verdict"]) for each in found
    ]


def test_amounts_may_be_floats_and_integers():
    """A float is read to six places."""
    fees = "proactive__fees__amount"
    for values in ([-0.000001, None], [-1, None]):
        found = rows(frames.check(pl.from_arrow(replaced(**{fees: pa.array(values)})), rules=(VAL001,)))
        assert [("VAL001@proactive", "failed")] == [(each["instance"], each["verdict"]) for each in found]


def test_words_may_be_categories_and_the_source_may_be_missing():
    """What comes back has no source then."""
    frame = ready().drop("source").with_columns(pl.selectors.string().cast(pl.Categorical), pl.lit(1).alias(TOTAL))

    found = rows(frames.check(frame, rules=(REM001,)))

    assert [("REM001@reconsideration", None)] * 2 == [(each["instance"], each["source"]) for each in found]


def test_columns_of_an_edition_that_is_not_there_may_be_missing():
    """Nor are reasons needed; nothing is known then of a number that is missing."""
    frame = pl.from_arrow(table(ZEROS[:1]))
    own = {address.replace(".", "__") for address in gd.addresses(ZEROS[0])}
    names = [
        "organ__name",
        "year",
        "handling_fee",
        "proactive__edition",
        "requests__edition",
        "remedies__edition",
        *own,
    ]
    blank = frame.select(names).with_columns(pl.lit(None).alias(name) for name in own)

    assert [] == rows(frames.check(frame.select(names)))
    assert {"not_evaluated"} == {each["verdict"] for each in rows(frames.check(blank))}


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "pyarrow", "duckdb", "pandas numpy"])
def test_no_reports_at_all(kind):
    """There is nothing to find."""
    frame = KINDS[kind](table(ZEROS).slice(0, 0))

    assert [] == rows(frames.check(frame))
    assert all(each["passed"] == each["failed"] == 0 for each in rows(frames.summary(frame)))
    assert [] == rows(frames.continuity(frame))


@pytest.mark.parametrize("frame", [[1], None, pl.Series([1]), "panel.parquet"])
def test_what_is_no_frame_is_refused(frame):
    """With what may be given."""
    with pytest.raises(gd.InvalidTypeError, match="expected a frame of polars"):
        frames.check(frame)


def test_rules_that_columns_cannot_be_held_to():
    """They are named, with those that can."""
    with pytest.raises(gd.InvalidValueError, match="columns cannot be held to VAL002; they can to PLA001, "):
        frames.summary(ready(), rules=(REM001, VAL002))


def test_members_need_their_columns():
    """Both are named."""
    with pytest.raises(gd.InvalidDocumentError, match=r"^members: missing column organ\nmembers: missing column gov"):
        frames.check_rollup(ready(), pl.DataFrame({"name": ["…"]}))


def test_a_name_that_is_none():
    """As of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        frames.chekc  # noqa: B018
