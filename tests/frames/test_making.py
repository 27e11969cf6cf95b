"""Reports to frames of every library and back, and the schema that their columns have."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import frames, strategies
from govdisclosure.frames import native
from govdisclosure.frames.native import ENGINES
from govdisclosure.model.columns import by_name
from govdisclosure.model.reading import Reading

ONE = gd.replace(gd.zeros(2023, organ="甲局"), {"proactive.fees.amount": Decimal("75.450001")})
TWO = attrs.evolve(
    gd.replace(gd.zeros(2019, organ="乙局"), {"requests.received.total": gd.Gap.BLANK}),
    period=gd.Period(datetime.date(2019, 1, 1), datetime.date(2019, 12, 31)),
    handling_fee=gd.Gap.PLACEHOLDER,
)
ALL = [ONE, Reading(report=TWO, source="乙/2019.html")]
engines = pytest.mark.parametrize("engine", ENGINES)


def records(readings):
    """What the reports hold, without their texts."""
    return [gd.to_record(each.report if isinstance(each, Reading) else each) for each in readings]


@engines
def test_a_frame_is_read_back(engine):
    """Numbers, amounts to the last digit, gaps, days, sources; whatever the library."""
    back = frames.from_frame(frames.to_frame(ALL, engine=engine))

    assert records(ALL) == records(back)
    assert ["", "乙/2019.html"] == [each.source for each in back]


@settings(max_examples=15)
@given(reports=st.lists(strategies.reports(), max_size=3), engine=st.sampled_from(ENGINES))
def test_every_report_is_read_back(reports, engine):
    """From no report at all to several of any editions."""
    assert records(reports) == records(frames.from_frame(frames.to_frame(reports, engine=engine)))


def test_numbers_are_numbers_or_nothing():
    """A gap is null and its word stands beside it; what is not on the form says so; money is decimal(18, 6)."""
    one, two = frames.to_frame(ALL).to_dicts()

    assert (0, None) == (one["requests__received__total"], one["requests__received__total__gap"])
    assert (None, "blank") == (two["requests__received__total"], two["requests__received__total__gap"])
    assert (Decimal("75.450001"), None) == (one["proactive__fees__amount"], one["proactive__fees__amount__gap"])
    assert (None, "not_on_form") == (two["proactive__fees__amount"], two["proactive__fees__amount__gap"])
    assert (None, "placeholder") == (two["handling_fee"], two["handling_fee__gap"])
    assert frames.schema()["proactive__fees__amount"] == frames.to_frame(ALL).schema["proactive__fees__amount"]


def test_columns_of_reasons_are_there_only_if_there_are_any():
    """In official order, behind the column that they speak of."""
    names = frames.to_frame([ONE]).columns

    assert ["source", *(name for name in by_name() if name in names)] == names
    assert {f"{address.replace('.', '__')}" for address in gd.addresses(ONE)} < {*names}
    assert not any(name.endswith("__gap") for name in frames.to_frame([ONE]).columns if name.startswith("remedies"))
    assert "requests__received__total__gap" in frames.to_frame(ALL).columns


@engines
def test_the_schema_is_that_of_the_frames(engine):
    """Every column that a frame has stands in the schema, with its type."""
    declared, frame = frames.schema(engine), frames.to_frame(ALL, engine=engine)
    if engine == "duckdb":
        found = dict(zip(frame.columns, map(str, frame.types), strict=True))
        declared = {name: kind.replace(" ", "") for name, kind in declared.items()}
    elif engine == "pyarrow":
        found, declared = ({each.name: each.type for each in some} for some in (frame.schema, declared))
    else:
        found = dict(frame.dtypes) if engine == "pandas" else frame.schema

    assert {"source", *by_name()} == {*declared}
    assert dict(found) == {name: declared[name] for name in found}


def test_only_reports_are_taken():
    """An error of `read_many` among the readings is refused, and so is an engine that is none."""
    with pytest.raises(gd.UsageError, match=r"readings\[\.\.\.\]"):
        frames.to_frame([ONE, gd.NotAReportError("no")])
    with pytest.raises(gd.UsageError, match=r"'duckdb' \(got 'spark'\)"):
        frames.to_frame([ONE], engine="spark")


def test_a_library_that_is_not_there_is_named(monkeypatch):
    """And how to install it."""

    def missing(name):
        raise ModuleNotFoundError(name=name)

    kind = SimpleNamespace(from_backend=lambda name: SimpleNamespace(to_native_namespace=lambda: missing(name)))
    monkeypatch.setattr(native, "nw", SimpleNamespace(Implementation=kind))

    with pytest.raises(gd.MissingExtraError, match="pip install duckdb"):
        frames.to_frame([ONE], engine="duckdb")


def test_half_a_character_is_written_out():
    """As names of files that are not UTF-8 hold it; no library takes it."""
    frame = frames.to_frame([Reading(report=ONE, source="a\udcb0.html")])

    assert ["a\\udcb0.html"] == frame["source"].to_list()


# ---------------------------------------------------------------------------------------------------- and back


def test_other_columns_are_left_alone():
    """What a user has put beside ours."""
    frame = frames.to_frame([ONE]).with_columns(pl.lit("3201").alias("province"))

    assert records([ONE]) == records(frames.from_frame(frame))


def test_a_missing_number_without_a_reason_is_absent():
    """It may be anything, and no policy reads it as zero; what the form does not have needs no reason."""
    frame = frames.to_frame(ALL)
    bare = frame.drop([name for name in frame.columns if name.endswith("__gap")])
    one, two = frames.from_frame(bare.lazy())

    assert ONE == attrs.evolve(one.report, sections=ONE.sections)
    assert gd.Gap.ABSENT is gd.get(two.report, "requests.received.total")
    assert gd.Gap.ABSENT is two.report.handling_fee


def test_rows_that_hold_no_report_are_told():
    """All that is wrong with each, with its number and source; not more than twenty of them."""
    frame = pl.concat([frames.to_frame([Reading(report=ONE, source="a.html")] * 25)])
    wrong = frame.with_columns(
        pl.lit(10**15).alias("requests__received__total"), pl.lit("no").alias("requests__edition")
    )
    with pytest.raises(gd.InvalidDocumentError) as caught:
        frames.from_frame(wrong)

    assert 20 == len({each.partition(":")[0] for each in caught.value.problems})
    assert caught.value.problems[0].startswith("row 1 (a.html): ")
    assert caught.value.message("zh").startswith("第 1 行 (a.html)：")


def test_a_row_without_a_source_is_told_by_its_number():
    with pytest.raises(gd.InvalidDocumentError, match="row 1: "):
        frames.from_frame(frames.to_frame([ONE]).with_columns(pl.lit("no").alias("year")).drop("source"))
