"""The one place where narwhals is imported: frames of every kind are spoken to through its stable interface."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from govdisclosure.errors import InvalidTypeError
from govdisclosure.optional import require
from govdisclosure.plain import quoted

require("narwhals", extra="frames", purpose="reports in data frames", purpose_zh="以数据框处理报告")

import narwhals.stable.v2 as nw  # noqa: E402
from narwhals.stable.v2.typing import IntoFrameT  # noqa: E402

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]
Expr = nw.Expr

KINDS: Final = ("polars", "pandas", "pyarrow", "duckdb")
"""The libraries whose frames are claimed, each held to the same answers by a test."""


def library(frame: Frame) -> str:
    """The library that a frame is of."""
    return str(frame.implementation.value)


def known(frame: object) -> Frame:
    """The frame as narwhals has it; `InvalidTypeError` for what is no frame of a library that is claimed."""
    found: Any = nw.from_native(frame, pass_through=True)
    if isinstance(found, (nw.DataFrame, nw.LazyFrame)) and library(found) in KINDS:  # pyright: ignore[reportUnknownArgumentType]
        return found  # pyright: ignore[reportUnknownVariableType] - narwhals narrows to classes without their argument
    raise InvalidTypeError(
        f"expected a frame of polars (eager or lazy), pandas, pyarrow or duckdb (got {quoted(type(frame).__name__)}); "
        "of Spark use govdisclosure.frames.spark",
        zh=f"须为 polars（即时或延迟）、pandas、pyarrow 或 duckdb 的数据框（现为 {quoted(type(frame).__name__)}）；"
        "Spark 的请用 govdisclosure.frames.spark",
    )


def given(frame: object) -> object:
    """The frame of its own library, if it was given as one of narwhals."""
    return nw.to_native(frame, pass_through=True)


def here(frame: Frame) -> nw.DataFrame[Any]:
    """What a frame holds, in memory: of duckdb as a table of pyarrow, else of its own kind."""
    if isinstance(frame, nw.DataFrame):
        return frame
    return frame.collect("pyarrow") if library(frame) == "duckdb" else frame.collect()


def planned(frame: Frame) -> Frame:
    """The frame, lazy if it is of polars, which then plans once what is asked of it."""
    return frame.lazy() if library(frame) == "polars" else frame


def nearby(frame: Frame) -> Frame:
    """The frame with its rows in memory, where much is asked of few."""
    return planned(here(frame))


def made(data: Mapping[str, Sequence[object]], native: object) -> nw.DataFrame[Any]:
    """A frame in memory of a few rows, of the library that ``native`` is of."""
    own = library(known(native))
    return nw.from_dict(dict(data), backend=cast("Any", "pyarrow" if own == "duckdb" else own))


def like(found: Frame, native: IntoFrameT) -> IntoFrameT:
    """The frame as one of the kind that ``native`` is of: lazy or not, or a relation of the same connection."""
    kind: Any = given(native)
    own: Any = found.to_native()
    if library(known(native)) == "duckdb":
        # the query finds the table by the name of this variable
        return cast("IntoFrameT", kind.query("_reports", "SELECT * FROM own").set_alias("found"))
    lazy = isinstance(known(native), nw.LazyFrame)
    if lazy == isinstance(found, nw.LazyFrame):
        return cast("IntoFrameT", own)
    return cast("IntoFrameT", own.lazy() if lazy else own.collect())


__all__ = ["KINDS", "Expr", "Frame", "IntoFrameT", "given", "here", "known", "like", "made", "nearby", "nw", "planned"]
