"""`scan`: the reports in Parquet files, as a frame that is read when it is needed."""

import errno
import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from govdisclosure.errors import MissingFileError
from govdisclosure.forms.demands import demand_path
from govdisclosure.frames.native import ArrowTable, Engine, demand_engine, library

if TYPE_CHECKING:
    import duckdb
    import pandas as pd  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
    import polars as pl

AnyPath = str | os.PathLike[str]


@overload
def scan(path: AnyPath, *, engine: Literal["polars"] = "polars") -> "pl.LazyFrame": ...
@overload
def scan(path: AnyPath, *, engine: Literal["pandas"]) -> "pd.DataFrame": ...
@overload
def scan(path: AnyPath, *, engine: Literal["pyarrow"]) -> ArrowTable: ...
@overload
def scan(path: AnyPath, *, engine: Literal["duckdb"]) -> "duckdb.DuckDBPyRelation": ...
def scan(path: AnyPath, *, engine: Engine = "polars") -> object:
    """What is in a Parquet file, in all of a folder and those below it (as Spark writes one), or in those of a pattern.

    polars and duckdb read it when it is needed, pandas and pyarrow at once. A file may lack columns that others have,
    such as those of reasons; there they are null. `MissingFileError` if there is no file.
    """
    demand_path(path, "path")
    demand_engine(engine)
    found = files(os.fspath(path))
    if engine == "polars":
        pl = library("polars")
        return pl.concat([pl.scan_parquet(file, glob=False) for file in found], how="diagonal")
    if engine == "duckdb":
        return library("duckdb").read_parquet(found, union_by_name=True)
    from govdisclosure.frames import arrow

    table: Any = arrow.read(found)
    return table.to_pandas(types_mapper=library("pandas").ArrowDtype) if engine == "pandas" else table


def files(path: str) -> list[str]:
    """The files that are meant, in order; of a folder those whose name neither starts with a dot nor an underscore."""
    if "://" in path or Path(path).is_file():
        return [path]  # what is no path on this machine is for the library to understand
    if Path(path).is_dir():
        every = sorted(Path(path).rglob("*.parquet"))
        found = [str(each) for each in every if not _hidden(each.relative_to(path))]
    else:
        found = sorted(glob.glob(path, recursive=True))
    if not found:
        raise MissingFileError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return found


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "_")) for part in path.parts)
