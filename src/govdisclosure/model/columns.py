"""The row that a report is among many: names, order and kinds of its columns, for CSV files and data frames alike.

Every address of every edition is a column, so that reports of all years stand in one table. A column of numbers holds
numbers or nothing, and beside it, under its name and ``__gap``, stands why there is nothing.
"""

import datetime
import enum
import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.forms.declare import Kind, cells
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap, Number, Unit
from govdisclosure.model.access import (
    FACTS,
    HANDLING_FEE,
    Fact,
    column_name,
    companion,
    every_cell,
    head,
    kept,
    values,
)
from govdisclosure.model.mentions import figures_of
from govdisclosure.model.report import AnnualReport
from govdisclosure.narrative.mention import FIGURES as TOLD

FIGURES: Final = "figures"
"""The first part of the addresses of figures that the text states and no table holds."""
REASON: Final = "gap"
"""The last part of the address of a column that says why there is no number."""
NOT_ON_FORM: Final = "not_on_form"
"""The reason where the form of the edition has no such cell; the others are the words of a `Gap`."""


class Holds(enum.Enum):
    """What stands in a column, if anything does."""

    COUNT = "count"
    """An integer."""
    MONEY = "money"
    """An amount, with at most six digits behind the point."""
    NUMBER = "number"
    """A sum or a figure of the text: either of these, and larger than one cell may hold."""
    TEXT = "text"
    """A name, or a word of ours: an edition, a unit, a reason."""
    DAY = "day"
    """A day."""
    FLAG = "flag"
    """True or false."""


@attrs.frozen
class Column:
    """One column: its address, what it holds, and its heading; ``lacks`` if a column of reasons stands behind it."""

    address: str
    holds: Holds
    title: Text
    lacks: bool = False

    @functools.cached_property
    def name(self) -> str:
        """The address as a plain SQL identifier."""
        return column_name(self.address)

    @functools.cached_property
    def reason(self) -> "Column":
        """The column of reasons behind this one."""
        title = Text(f"{self.title.zh}（无数字的原因）", f"{self.title.en} (why there is none)")
        return Column(f"{self.address}.{REASON}", Holds.TEXT, title)


SOURCE: Final = (
    Column("source", Holds.TEXT, Text("来源", "source")),
    Column("error", Holds.TEXT, Text("读不了的原因", "why it could not be read")),
    Column("notices", Holds.COUNT, Text("读取提示条数", "notices of the reading")),
)
"""What a row says of the document that the report was read from, before all else."""

INPUT: Final = (
    Column("input.part", Holds.COUNT, Text("文件中第几份报告", "which report of the file")),
    Column("input.bytes", Holds.COUNT, Text("文件字节数", "bytes of the file")),
    Column("input.modified", Holds.COUNT, Text("文件修改时间（秒）", "change of the file (seconds)")),
    Column("input.sha256", Holds.TEXT, Text("文件 SHA-256", "SHA-256 of the file")),
)
"""The columns on the file that a row was read from; its last change is told in seconds since 1970."""

JUDGED: Final = (
    Column("verdict", Holds.TEXT, Text("结论", "verdict")),
    Column("findings.error", Holds.COUNT, Text("错误条数", "findings of severity error")),
    Column("findings.warning", Holds.COUNT, Text("警告条数", "findings of severity warning")),
    Column("findings.info", Holds.COUNT, Text("提示条数", "findings of severity info")),
    Column("not_evaluated", Holds.COUNT, Text("无法判断的勾稽关系条数", "balancing relations not evaluated")),
    Column("explanation", Holds.TEXT, Text("最可能的解释", "best explanation")),
    Column("explanation.certainty", Holds.TEXT, Text("解释的确定程度", "certainty of the explanation")),
    Column("explanation.changes", Holds.TEXT, Text("建议的改动", "changes that it proposes")),
)
"""What the rules and the diagnosis say of the report, behind what its source is; a row that nobody judged lacks it."""

_HELD: Final = {"organ.name": Holds.TEXT, "year": Holds.COUNT, "period.start": Holds.DAY, "period.end": Holds.DAY}
_EDITIONS: Final = {
    "proactive": Text("表二版次", "edition of table 2"),
    "requests": Text("表三版次", "edition of table 3"),
    "remedies": Text("表四版次", "edition of table 4"),
}


@remembered()
def columns() -> tuple[Column, ...]:
    """Every column but those of reasons, in order: whose report it is, the cells, what is kept beside them, figures."""
    every = every_cell()
    inside = (f"{table.name}.{cell.address}" for table in table_classes() for cell in cells(table))
    known = {address: every[address] for address in inside}
    facts = [
        Column(address, holds, FACTS[address], lacks=holds in (Holds.TEXT, Holds.COUNT))
        for address, holds in _HELD.items()
    ]
    editions = [Column(f"{name}.edition", Holds.TEXT, title) for name, title in _EDITIONS.items()]
    numbers = [
        Column(address, Holds.MONEY if cell.kind is Kind.MONEY else Holds.COUNT, cell.text, lacks=True)
        for address, cell in known.items()
    ]
    units = [
        Column(unit, Holds.TEXT, Text(f"{cell.label('zh')}（单位）", f"{cell.label('en')} (unit)"))
        for cell in known.values()
        if (unit := companion(cell))
    ]
    fee = Column(HANDLING_FEE, Holds.MONEY, FACTS[HANDLING_FEE], lacks=True)
    figures = [Column(f"{FIGURES}.{name}", Holds.COUNT, text) for name, text in TOLD.items()]
    return (*facts, *editions, *numbers, *units, fee, *figures)


@remembered()
def with_reasons() -> tuple[Column, ...]:
    """Every column in order, each of those that may lack a value with its reasons behind it."""
    return tuple(each for column in columns() for each in ((column, column.reason) if column.lacks else (column,)))


@remembered()
def by_name() -> Mapping[str, Column]:
    """Every column by its name, those of reasons among them."""
    return MappingProxyType({column.name: column for column in with_reasons()})


Item = Number | str | datetime.date | None
"""What stands in a column of a row; None for nothing."""


def row(report: AnnualReport) -> dict[str, Item]:
    """What stands in each of `with_reasons`, by name: int, Decimal, str, date or None, and no `Gap`.

    Where there is no number, the word of its gap stands beside it, or that the form of the edition has no such cell.
    """
    found: dict[str, Fact] = {**head(report), **values(report), **kept(report)}
    found |= {f"{FIGURES}.{name}": value for name, value in figures_of(report).items()}
    line: dict[str, Item] = {}
    for column in columns():
        value = found.get(column.address)
        why = value.value if isinstance(value, Gap) else None if column.address in found else NOT_ON_FORM
        line[column.name] = None if isinstance(value, Gap) else value.value if isinstance(value, Unit) else value
        if column.lacks:
            line[column.reason.name] = why
    return line
