"""The tables that a panel is made of: a row for each report, and what is said beside it in further tables."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.checking import Result
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import FACTS
from govdisclosure.model.columns import SOURCE, Column, Holds, row, with_reasons
from govdisclosure.model.place import NOWHERE
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport

Row = dict[str, object]
"""The values of one row by the names of their columns; what is not there is null."""


@attrs.frozen
class Table:
    """A table: its name, and its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def reasons(self) -> frozenset[str]:
        """The names of the columns that say why there is no number."""
        return frozenset(column.reason.name for column in self.columns if column.lacks)


def _text(address: str, zh: str, en: str) -> Column:
    return Column(address, Holds.TEXT, Text(zh, en))


def _count(address: str, zh: str, en: str) -> Column:
    return Column(address, Holds.COUNT, Text(zh, en))


_KEY: Final = (
    Column("organ", Holds.TEXT, FACTS["organ.name"]),
    Column("year", Holds.COUNT, FACTS["year"]),
    SOURCE[0],
)
_ADDRESSES: Final = _text(
    "addresses", "涉及的格（地址，空格分隔）", "cells that it touches (addresses, with blanks between)"
)
_MESSAGES: Final = (
    _text("message_zh", "说明（中文）", "message in Chinese"),
    _text("message_en", "说明（英文）", "message in English"),
)


def reports() -> Table:
    """Every column that a report may have, behind the name of its source."""
    return Table("reports", (SOURCE[0], *with_reasons()))


NOTICES: Final = Table(
    "notices",
    (
        *_KEY,
        _text("code", "提示代码", "code of the notice"),
        _ADDRESSES,
        _count("place.page", "页", "page"),
        _count("place.table", "第几个表", "table"),
        _count("place.row", "行", "row"),
        _count("place.column", "列", "column"),
        _count("place.line", "第几行文字", "line"),
        _text("place.sheet", "工作表", "sheet"),
        _text("place.text", "此处所印文字", "text printed there"),
        *_MESSAGES,
    ),
)
"""A row for each notice of a reading."""

MENTIONS: Final = Table(
    "mentions",
    (
        *_KEY,
        _text("section", "所在部分", "section of the report"),
        _text("what", "所指（地址或名称）", "what it is a figure of (an address or a name)"),
        Column("value", Holds.NUMBER, Text("数", "value")),
        _text("unit", "单位", "unit as printed"),
        _text("scope", "范围", "for whom it counts"),
        _count("of_year", "所指年度", "year that it is of"),
        Column("settled", Holds.FLAG, Text("读法确定", "whether the reading is settled")),
        _text("readings", "可能的读法（空格分隔）", "what it may be (with blanks between)"),
        _count("span.start", "起（字）", "first position in the section"),
        _count("span.end", "止（字）", "last position in the section plus one"),
        _text("quote", "原文", "the words that state it"),
    ),
)
"""A row for each figure that the text of a report states."""


def _found(holds: Holds) -> tuple[Column, ...]:
    """What every table of findings says; ``holds`` is what its sums are."""
    return (
        *_KEY,
        _text("code", "规则", "code of the rule"),
        _text("instance", "规则所看之处", "the rule and the place it looked at"),
        Column("left", holds, Text("左边", "left side")),
        Column("right", holds, Text("右边", "right side")),
        Column("difference", holds, Text("差", "left minus right")),
        _text("verdict", "结论", "verdict"),
    )


FOUND: Final = Table("findings", _found(Holds.COUNT))
"""What `govdisclosure.frames.check` finds."""

FINDINGS: Final = Table(
    "findings", (*_found(Holds.NUMBER), _text("severity", "级别", "severity"), _ADDRESSES, *_MESSAGES)
)
"""A row for whatever failed or could not be evaluated, of every rule on one report alone."""

SUMMARY: Final = Table(
    "summary",
    (
        _text("code", "规则", "code of the rule"),
        _count("passed", "符合", "passed"),
        _count("failed", "不符合", "failed"),
        _count("not_evaluated", "无法判断", "not evaluated"),
    ),
)
"""What `govdisclosure.frames.summary` counts."""

ERRORS: Final = Table(
    "errors",
    (
        SOURCE[0],
        _text("error", "错误的种类", "kind of error"),
        *_MESSAGES,
    ),
)
"""A row for each document that could not be read."""


def key(report: AnnualReport, source: str) -> Row:
    """What stands at the head of every row that says something of a report."""
    organ, year = report.organ.name, report.year
    return {
        "organ": None if isinstance(organ, Gap) else organ,
        "year": None if isinstance(year, Gap) else year,
        "source": source,
    }


def report_row(report: AnnualReport, source: str | None) -> Row:
    """The row of a report."""
    return {"source": source, **row(report)}


def error_row(error: GovDisclosureError, source: str) -> Row:
    """The row of a document that could not be read."""
    return {
        "source": source,
        "error": type(error).__name__,
        "message_zh": error.message("zh"),
        "message_en": error.message("en"),
    }


def notice_rows(reading: Reading) -> Iterator[Row]:
    """A row for each notice, without its key."""
    for notice in reading.notices:
        place = NOWHERE if notice.place is None else notice.place
        yield {
            "code": notice.code,
            "addresses": " ".join(notice.addresses),
            **{f"place__{name}": value for name, value in place.to_dict().items()},
            "message_zh": notice.message("zh"),
            "message_en": notice.message("en"),
        }


def mention_rows(reading: Reading) -> Iterator[Row]:
    """A row for each figure of the text, without its key."""
    for each in reading.mentions:
        yield {
            "section": each.section,
            "what": each.what,
            "value": Decimal(each.value),
            "unit": each.unit,
            "scope": each.scope,
            "of_year": each.year,
            "settled": each.settled,
            "readings": " ".join(each.readings),
            "span__start": each.span[0],
            "span__end": each.span[1],
            "quote": each.quote,
        }


_TOLD: Final = (Verdict.FAILED, Verdict.NOT_EVALUATED)


def finding_rows(result: Result) -> Iterator[Row]:
    """A row for each outcome that failed or is not evaluated, without its key."""
    for outcome in result.outcomes:
        if outcome.verdict in _TOLD:
            left, right, difference = (
                None if side is None else Decimal(side) for side in (outcome.left, outcome.right, outcome.difference)
            )
            yield {
                "code": outcome.rule.code,
                "instance": outcome.instance,
                "severity": outcome.severity.value,
                "verdict": outcome.verdict.value,
                "left": left,
                "right": right,
                "difference": difference,
                "addresses": " ".join(outcome.addresses),
                "message_zh": outcome.message("zh"),
                "message_en": outcome.message("en"),
            }


def in_columns(table: Table, rows: Iterable[Row]) -> dict[str, list[object]]:
    """The rows as columns, by name in order; without those of reasons that say nothing."""
    taken = list(rows)
    filled = {column.name: [_whole(row.get(column.name)) for row in taken] for column in table.columns}
    empty = {name for name in table.reasons if not any(value is not None for value in filled[name])}
    return {name: values for name, values in filled.items() if name not in empty}


def _whole(value: object) -> object:
    """The value; half a character, as in a name of a file that is not UTF-8, is written as ``\\uXXXX``."""
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else value
