"""The libraries that users bring, and what each calls the types of our columns."""

from types import MappingProxyType
from typing import Any, Final, Literal, Protocol, get_args

from govdisclosure.errors import InvalidValueError, MissingExtraError
from govdisclosure.forms.values import MONEY_DIGITS, MONEY_PLACES
from govdisclosure.frames.engine import nw
from govdisclosure.model.columns import Holds
from govdisclosure.plain import quoted

Engine = Literal["polars", "pandas", "pyarrow", "duckdb"]


class ArrowTable(Protocol):
    """What is certain of a `pyarrow.Table`, of which no types are published."""

    @property
    def columns(self) -> Any:
        """Its columns."""
        ...

    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""
        ...

    def __len__(self) -> int: ...

    def join(self, *args: Any, **kwargs: Any) -> Any:
        """A join with another."""
        ...

    def drop(self, *args: Any, **kwargs: Any) -> Any:
        """It without some columns."""
        ...

    def to_pylist(self) -> list[dict[str, Any]]:
        """Its rows."""
        ...

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowSchema(Protocol):
    """What is certain of a `pyarrow.Schema`."""

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        ...

    def __arrow_c_schema__(self) -> object: ...


ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
"""The libraries whose frames are made here."""

MONEY: Final = (MONEY_DIGITS + MONEY_PLACES, MONEY_PLACES)
"""Digits of an amount, all of them and those behind the point."""
NUMBER: Final = (38, 10)
"""The same of a sum or of a figure of the text, which may be converted to a unit of 10,000 yuan."""

SQL: Final = MappingProxyType(
    {
        Holds.COUNT: "BIGINT",
        Holds.MONEY: "DECIMAL({}, {})".format(*MONEY),
        Holds.NUMBER: "DECIMAL({}, {})".format(*NUMBER),
        Holds.TEXT: "VARCHAR",
        Holds.DAY: "DATE",
        Holds.FLAG: "BOOLEAN",
    }
)
"""The types of SQL."""


def demand_engine(engine: object, *others: str) -> None:
    """`InvalidValueError` unless ``engine`` is one of the libraries, or of the others."""
    if engine not in (*ENGINES, *others):
        names = ", ".join(map(repr, (*ENGINES, *others)))
        raise InvalidValueError(
            f"engine must be one of {names} (got {quoted(engine)})",
            zh=f"engine 只能是 {names} 之一（现为 {quoted(engine)}）",
        )


def library(engine: Engine) -> Any:
    """The module of a library; `MissingExtraError` if it is not installed."""
    try:
        return nw.Implementation.from_backend(engine).to_native_namespace()
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"frames of {engine} need {engine}; install it with: pip install {engine}",
            name=error.name,
            zh=f"{engine} 的数据框需要 {engine}；请安装：pip install {engine}",
        ) from error


def polars_types() -> dict[Holds, Any]:
    """The types of polars."""
    pl = library("polars")
    return {
        Holds.COUNT: pl.Int64(),
        Holds.MONEY: pl.Decimal(*MONEY),
        Holds.NUMBER: pl.Decimal(*NUMBER),
        Holds.TEXT: pl.String(),
        Holds.DAY: pl.Date(),
        Holds.FLAG: pl.Boolean(),
    }
