"""Parquet files as frames of every library."""

import polars as pl
import pytest

import govdisclosure as gd
from govdisclosure import frames
from govdisclosure.frames.native import ENGINES

REPORTS = [gd.zeros(2023, organ="甲局"), gd.blank(2019, organ="乙局")]
engines = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture
def folder(tmp_path):
    """Two files as Spark lays them, of which one has columns of reasons, and what is no part of them."""
    inner = tmp_path / "panel" / "more"
    inner.mkdir(parents=True)
    for report, path in zip(REPORTS, (tmp_path / "panel" / "a.parquet", inner / "b.parquet"), strict=True):
        frames.to_frame([report]).write_parquet(path)
    (tmp_path / "panel" / "_SUCCESS").touch()
    (inner / ".b.parquet.crc").touch()
    (inner / "_tmp.parquet").touch()
    return tmp_path / "panel"


@engines
def test_a_file_a_folder_or_a_pattern(engine, folder):
    """What one file lacks is null in its rows."""
    one, both, some = (
        frames.from_frame(frames.scan(path, engine=engine))
        for path in (folder / "a.parquet", folder, f"{folder}/**/[ab].parquet")
    )

    assert [REPORTS[0].organ] == [each.report.organ for each in one]
    assert [gd.to_record(each) for each in REPORTS] == [gd.to_record(each.report) for each in both]
    assert both == some


def test_polars_and_duckdb_read_when_asked(folder):
    """Nothing is read before."""
    assert isinstance(frames.scan(folder), pl.LazyFrame)
    assert "DuckDBPyRelation" == type(frames.scan(folder, engine="duckdb")).__name__


@pytest.mark.parametrize("name", ["none.parquet", "*.none", ""])
def test_no_file_is_an_error(name, folder):
    with pytest.raises(FileNotFoundError, match="No such file"):
        frames.scan(folder.parent / name / "none")


def test_what_is_no_path_is_left_to_the_library():
    """Such as the address of a store of objects."""
    with pytest.raises((OSError, pl.exceptions.ComputeError)):
        frames.scan("nowhere://panel.parquet").collect()


def test_a_wrong_call():
    with pytest.raises(gd.UsageError, match="path"):
        frames.scan(1)
    with pytest.raises(gd.UsageError, match="engine"):
        frames.scan("a", engine="spark")
