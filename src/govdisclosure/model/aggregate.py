"""What adds up over organs, and the sum of reports.

A government's report adds up its own level, its departments and the governments below it. That holds for what happened
in the year, never for a stock: 现行有效件数 of a city is not the sum over its counties. The rules on parts and the test
data of families add up here too.
"""

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

import attrs

from govdisclosure.errors import InvalidValueError, language
from govdisclosure.forms.declare import Cell, Nature, cells, rows
from govdisclosure.forms.demands import every
from govdisclosure.forms.editions import AnyTable, Proactive, Requests, build, edition_for
from govdisclosure.forms.registry import FORMS, remembered
from govdisclosure.forms.say import joined
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import EXACT, Gap, Number, Unit, Value, in_ten_thousands, is_count, is_money
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.model.access import (
    FACTS,
    HANDLING_FEE,
    Shape,
    Tabular,
    cells_of,
    companion,
    every_cell,
    replace,
    shape,
    tables,
    unit,
    values,
)
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport, Organ
from govdisclosure.plain import paragraphs

# ---------------------------------------------------------------------------------------------------- what adds up


def adds_up(cell: Cell) -> bool:
    """Whether a cell may be added up over organs: a rule or an item belongs to several levels at once."""
    return cell.nature not in (Nature.STOCK, Nature.CHANGE)


def adding_up(x: Tabular) -> tuple[str, ...]:
    """The addresses of ``x`` that are added up: what happened in the year, not how much there is."""
    return tuple(address for address, cell in cells_of(x).items() if adds_up(cell))


def figures(x: Tabular) -> Mapping[str, Value]:
    """What every cell holds as it is added up: an amount in 万元, whose unit must be known."""
    amounts = {address: cell for address, cell in cells_of(x).items() if cell.nature is Nature.AMOUNT}
    held = values(x)
    return {**held, **{each: in_ten_thousands(held[each], unit(x, cell)) for each, cell in amounts.items()}}


@attrs.frozen
class Flow:
    """One figure that adds up: the row and the column that it stands in, and its label."""

    row: str
    column: str
    on: Text

    @property
    def address(self) -> str:
        """The cell that holds it, where the row has cells of its own."""
        return f"{self.row}.{self.column}"

    def of(self, known: Collection[str]) -> tuple[str, ...]:
        """The cells among ``known`` that make up the figure: one row of an edition is several of another."""
        return made_of(self.address, known)


def made_of(address: str, known: Collection[str]) -> tuple[str, ...]:
    """The cells of an edition that make up a figure of another: its own, or those of the rows below its row."""
    if address in known:
        return (address,)
    row, _, column = address.rpartition(".")
    below = (each for each in known if each.startswith(f"{row}.") and each.endswith(f".{column}"))
    return tuple(below) or (address,)


def flows(whole: Tabular, parts: Sequence[Tabular]) -> Iterator[Flow]:
    """What can be added up; where a row of one edition is a group of rows in another, the group is one figure."""
    known = {row for each in {shape(x) for x in (whole, *parts)} for row in _rows(each)}
    group_of = {row: group for group in sorted(known, reverse=True) for row in known if row.startswith(f"{group}.")}
    groups = {*group_of.values()}
    found: set[str] = set()
    for address, cell in cells_of(whole).items():
        own, _, column = address.rpartition(".")
        row = group_of.get(own, own)
        on = _group_text(cell, below=row != own) if row in groups else cell.text
        flow = Flow(row, column, on)
        if adds_up(cell) and flow.address not in found:
            found.add(flow.address)
            yield flow


@remembered(32)
def _rows(shape: Shape) -> frozenset[str]:
    """The rows of all tables."""
    return frozenset(".".join((table.name, *path)) for table in shape for path in rows(table))


def _group_text(cell: Cell, *, below: bool) -> Text:
    """The label of the figure of a whole group: the cell is one of a row ``below`` it, or of the one row that it is."""
    parts = (cell.groups[-1] if below else cell.row.text, *cell.heads, cell.column.text)
    return Text(" / ".join(part.zh for part in parts), " / ".join(part.en for part in parts))


# ---------------------------------------------------------------------------------------------------- the sum

_NAMED: Final = 10
"""How many reports a sentence names before it only counts the rest."""
_CELLS: Final = 3
"""How many cells it names."""


def plain_name(name: str) -> str:
    """The name of an organ without blanks and with brackets and the like of one width: what is compared."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def beyond(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The names that are not among the others, or not as often, as they are written."""
    left = Counter(map(plain_name, others))
    found: list[str] = []
    for name in names:
        plain = plain_name(name)
        if left[plain]:
            left[plain] -= 1
        else:
            found.append(name)
    return tuple(found)


def called(names: Sequence[str], most: int = _NAMED) -> Text:
    """The names of organs as a sentence has them, the first few of many."""
    return joined([Text(name, name) for name in names[:most]], of=len(names))


@attrs.frozen
class Present:
    """Who is among the parts of a whole for ``year``, by the labels that tell the parts apart."""

    year: int | Gap
    parts: tuple[tuple[str, AnnualReport], ...]

    @property
    def organs(self) -> tuple[str, ...]:
        """The names of their organs, of those that have one."""
        return tuple(part.organ.name for _, part in self.parts if not isinstance(part.organ.name, Gap))

    def twice(self, shared: Iterable[str] = ()) -> tuple[str, ...]:
        """The names that more than one part has, unless as many organs share them."""
        organs = self.organs
        first = {plain_name(name): name for name in reversed(organs)}
        beside = beyond(shared, first.values())
        return tuple(dict.fromkeys(first[plain_name(name)] for name in beyond(organs, [*first.values(), *beside])))

    @property
    def other_years(self) -> tuple[str, ...]:
        """The parts that are of another year than the whole."""
        year = self.year
        return self._those(lambda part: Gap not in (type(year), type(part.year)) and part.year != year)

    @property
    def undated(self) -> tuple[str, ...]:
        """The parts of which it is not known whether they are of the year of the whole."""
        return self._those(lambda part: isinstance(part.year, Gap) or isinstance(self.year, Gap))

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The parts that do not name their organ."""
        return self._those(lambda part: isinstance(part.organ.name, Gap))

    def _those(self, wanted: Callable[[AnnualReport], bool]) -> tuple[str, ...]:
        return tuple(label for label, part in self.parts if wanted(part))


_Details = Mapping[str, Text | int | Gap]
"""What fills a sentence."""


@attrs.frozen(kw_only=True)
class Aggregate:
    """The sum of reports: ``report``, and what is to be known before it is used.

    ``names`` are those of the ``parts``, in their order: of a part without a name ``#`` and its number, of a name that
    was there before the name with ``#2``. ``gaps`` has for each cell that could not be added up (and for
    ``handling_fee``) the parts without a number; none where the sum has more digits than a cell holds. ``unplaced`` has
    each figure that is on the edition of some parts and not on that of the sum, with these parts.
    """

    report: AnnualReport
    parts: tuple[AnnualReport, ...]
    names: tuple[str, ...]
    gaps: FrozenMap[str, tuple[str, ...]]
    unplaced: FrozenMap[str, tuple[str, ...]]

    @property
    def stocks(self) -> tuple[str, ...]:
        """The cells of the sum that are never added up, such as 现行有效件数: how much there is, and its changes."""
        return tuple(address for address, cell in cells_of(self.report).items() if not adds_up(cell))

    @property
    def twice(self) -> tuple[str, ...]:
        """The names of organs that more than one part has."""
        return self._present.twice()

    @property
    def other_years(self) -> tuple[str, ...]:
        """The parts that are of another year than the sum."""
        return self._present.other_years

    @property
    def undated(self) -> tuple[str, ...]:
        """The parts of which it is not known whether they are of the year of the sum."""
        return self._present.undated

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The parts that do not name their organ."""
        return self._present.unnamed

    @property
    def _present(self) -> Present:
        return Present(self.report.year, tuple(zip(self.names, self.parts, strict=True)))

    def message(self, lang: Lang = "zh") -> str:
        """What was added up, and a line for everything that was not or that has to be made sure of."""
        language(lang)
        return paragraphs(
            "\n".join(_TOLD[kind].get(lang).format(**_in(lang, details)) for kind, details in self._told())
        )

    def _told(self) -> Iterator[tuple[str, _Details]]:
        yield "sum", {"count": len(self.parts), "parts": called(self.names)}
        for parts, addresses in _by_parts(self.gaps):
            yield "gap" if parts else "too_long", self._over(addresses, parts)
        for parts, addresses in _by_parts(self.unplaced):
            yield "unplaced", self._over(addresses, parts)
        yield "stocks", self._over(self.stocks, ())
        for kind in _DOUBTS:
            names = cast("tuple[str, ...]", getattr(self, kind))
            if names:
                yield kind, {"parts": called(names), "year": self.report.year}

    def _over(self, addresses: Sequence[str], parts: Sequence[str]) -> _Details:
        return {"count": len(addresses), "cells": self._labels(addresses), "parts": called(parts)}

    def _labels(self, addresses: Sequence[str]) -> Text:
        known = cells_of(self.report)
        cells = [known.get(address) or every_cell().get(address) for address in addresses[:_CELLS]]
        return joined([FACTS[HANDLING_FEE] if cell is None else cell.text for cell in cells], of=len(addresses))

    def to_dict(self) -> dict[str, object]:
        """Everything beside the report as JSON types; the report is written by `govdisclosure.to_dict`."""
        return {
            "parts": list(self.names),
            "gaps": {address: list(parts) for address, parts in self.gaps.items()},
            "unplaced": {address: list(parts) for address, parts in self.unplaced.items()},
            "stocks": list(self.stocks),
            **{kind: list(getattr(self, kind)) for kind in _DOUBTS},
        }


_DOUBTS: Final = ("twice", "other_years", "undated", "unnamed")
"""What has to be made sure of: properties of an aggregate that name parts."""

_TOLD: Final = {
    "sum": Text("{count} 份报告之和：{parts}", "sum of reports ({count}): {parts}"),
    "gap": Text(
        "{parts}没有数字，所以 {count} 格没有和：{cells}",
        "no number in {parts}, so there is no sum ({count}): {cells}",
    ),
    "too_long": Text(
        "和的位数超过一格所能容纳的，{count} 格空缺：{cells}",
        "the sum has more digits than a cell holds ({count}): {cells}",
    ),
    "unplaced": Text(
        "{parts}的表是另一版，有 {count} 个数在和中没有位置，请另行处理：{cells}",
        "the tables of {parts} are of another edition; figures that have no place in the sum and are left to you "
        "({count}): {cells}",
    ),
    "stocks": Text(
        "存量及其增减不相加，{count} 格空缺：{cells}",
        "stocks and their changes, which are not added up ({count}): {cells}",
    ),
    "twice": Text(
        "不止一份的机关：{parts}；同一份报告只能计一次，请核对",
        "organs with more than one report: {parts}; make sure that no report is counted twice",
    ),
    "other_years": Text(
        "不是 {year} 年度的：{parts}；请去掉或另行汇总", "not for {year}: {parts}; leave them out or add them up apart"
    ),
    "undated": Text(
        "不知道是否为同一年度：{parts}；请核对", "not known to be of the same year: {parts}; make sure that they are"
    ),
    "unnamed": Text(
        "没有机关名称的：{parts}（# 后为次序）；请核对没有重复",
        "reports that do not name their organ: {parts} (# is their place in the list); "
        "make sure that none is there twice",
    ),
}


def _in(lang: Lang, details: _Details) -> dict[str, str]:
    return {name: each.get(lang) if isinstance(each, Text) else str(each) for name, each in details.items()}


def _by_parts(found: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The addresses with the same parts, together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for address, parts in found.items():
        together.setdefault(parts, []).append(address)
    yield from together.items()


def aggregate(parts: Iterable[Reading | AnnualReport], *, organ: str | Gap, year: int | Gap) -> Aggregate:
    """The sum of reports, as a report of ``organ`` for ``year``.

    What happened in the year is added up, and a gap in one part is a gap in the sum; stocks (现行有效件数) and their
    changes are never added up. What has no sum is absent, since no document has it. Amounts are in 10,000 yuan; an
    amount whose unit is not known is no number. Where a table is of one edition in all parts it is of that one in the
    sum, else of the one made for ``year``. Period and text are none.
    """
    reports = tuple(x.report if isinstance(x, Reading) else x for x in every(parts, _WHOLE, "parts"))
    if not reports:
        raise InvalidValueError(
            "parts must not be empty: what no report says is not known to be zero",
            zh="parts 不能为空：没有报告，就不知道和是不是零",
        )
    names, empty = _names(reports), _empty(reports, organ, year)
    where = {each: _places(empty, part) for each, part in {shape(part): part for part in reports}.items()}
    held = [(figures(part), where[shape(part)]) for part in reports]
    sums = {
        address: _sum(names, [[own.get(each, Gap.ABSENT) for each in places[address]] for own, places in held])
        for address in adding_up(empty)
    }
    fees = _sum(names, [[part.handling_fee] for part in reports])
    report = replace(empty, {address: found for address, found in sums.items() if not isinstance(found, tuple)})
    sums[HANDLING_FEE] = fees
    return Aggregate(
        report=attrs.evolve(report, handling_fee=Gap.ABSENT if isinstance(fees, tuple) else Decimal(fees)),
        parts=reports,
        names=names,
        gaps=FrozenMap((address, found) for address, found in sums.items() if isinstance(found, tuple)),
        unplaced=_unplaced(names, reports, where),
    )


_WHOLE: tuple[type[Reading | AnnualReport], ...] = (Reading, AnnualReport)


def _names(parts: Sequence[AnnualReport]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    found: list[str] = []
    for number, part in enumerate(parts, start=1):
        name = f"#{number}" if isinstance(part.organ.name, Gap) else part.organ.name
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(found)


def _empty(parts: Sequence[AnnualReport], organ: str | Gap, year: int | Gap) -> AnnualReport:
    proactive, requests, remedies = (_table(same, year) for same in zip(*map(tables, parts), strict=True))
    return AnnualReport(
        organ=Organ(organ),
        year=year,
        proactive=cast("Proactive", proactive),
        requests=cast("Requests", requests),
        remedies=cast("Remedies", remedies),
    )


def _table(same: Sequence[AnyTable], year: int | Gap) -> AnyTable:
    """The table of the edition that all have, else of the one made for the year, with every cell absent."""
    form = FORMS[edition_for(year)]
    classes, editions = {type(each) for each in same}, {each.edition for each in same}
    cls = classes.pop() if len(classes) == 1 else cast("type[AnyTable]", form.table(same[0].name))
    beside: dict[str, object] = {
        companion(cell): Unit.TEN_THOUSAND_YUAN for cell in cells(cls) if cell.column.companion
    }
    if cls is Remedies:
        beside["edition"] = editions.pop() if len(editions) == 1 else form.edition
    return build(cls, lambda cell: Gap.ABSENT, **beside)


_Places = Mapping[str, tuple[str, ...]]
"""For each cell of the sum the cells of a part that make it up."""


def _places(whole: AnnualReport, part: AnnualReport) -> _Places:
    known = cells_of(part)
    return {address: made_of(address, known) for address in adding_up(whole)}


def _sum(names: Sequence[str], found: Sequence[Sequence[Value]]) -> Number | tuple[str, ...]:
    """The sum of what the parts hold; if it has none, the parts without a number (none: it fits in no cell)."""
    lacking = tuple(name for name, own in zip(names, found, strict=True) if any(isinstance(each, Gap) for each in own))
    numbers = [each for own in found for each in own if not isinstance(each, Gap)]
    if lacking:
        return lacking
    if any(isinstance(each, Decimal) for each in numbers):
        amount = functools.reduce(EXACT.add, map(Decimal, numbers))
        return amount if is_money(amount) else ()
    count = sum(cast("list[int]", numbers))
    return count if is_count(count) else ()


def _unplaced(
    names: Sequence[str], parts: Sequence[AnnualReport], where: Mapping[Shape, _Places]
) -> FrozenMap[str, tuple[str, ...]]:
    """The figures of parts that make up no cell of the sum, with these parts."""
    found: dict[str, tuple[str, ...]] = {}
    for name, part in zip(names, parts, strict=True):
        placed = {each for own in where[shape(part)].values() for each in own}
        for address in adding_up(part):
            if address not in placed:
                found[address] = (*found.get(address, ()), name)
    return FrozenMap(found)
