"""Frames coming in: what is wrong with their columns in one error, and every number as an integer or a missing one.

What stands in a column is decided here, once for every library: a NaN is no number, integers are of 64 bits before
anything is added, an amount is counted in millionths, so that no sum is rounded. A number out of the bound of a cell,
on a form that has no such cell, or beside a reason why there is none, makes its table one that cannot be judged.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from typing import Any, Final, cast

import attrs

from govdisclosure.errors import InvalidDocumentError
from govdisclosure.forms.declare import Kind
from govdisclosure.forms.registry import FORMS, Edition
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import COUNT_BOUND, MONEY_DIGITS, MONEY_PLACES, Gap, zeroable
from govdisclosure.frames.columns import KEYS, ORGAN, SOURCE, TABLES, YEAR, edition_column
from govdisclosure.frames.engine import Expr, Frame, here, known, library, nw, planned
from govdisclosure.model.access import HANDLING_FEE, column_name, companion
from govdisclosure.model.columns import INPUT, JUDGED, Column, Holds, by_name, columns
from govdisclosure.model.columns import SOURCE as READ
from govdisclosure.plain import quoted
from govdisclosure.rules.amounts import totals_of
from govdisclosure.rules.blocks import Layout, layouts_of

MILLION: Final = 10**MONEY_PLACES
"""An amount is held as so many parts of one."""
_BOUNDS: Final = {Holds.COUNT: COUNT_BOUND, Holds.MONEY: 10**MONEY_DIGITS * MILLION}

_SMALL: Final = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)
"""Integers that 64 bits hold whatever they are."""
_LARGE: Final = (nw.UInt64, nw.Int128, nw.UInt128, nw.Decimal)
"""Numbers that may be counts and have to be looked at."""
_FLOAT: Final = (nw.Float64, nw.Float32)
_TEXT: Final = (nw.String, nw.Categorical, nw.Enum)
_NOTHING: Final = (nw.Unknown,)
"""A column that holds nothing at all."""

_NEAR: Final = 0.75
"""How alike a column of the user's must be to one of ours to be taken for a slip."""


def any_of(conditions: Iterable[Expr]) -> Expr:
    """Whether one of them is true; a missing answer counts as no. One may stand for many columns."""
    found = [each.fill_null(False) for each in conditions]
    return nw.any_horizontal(*found, ignore_nulls=False) if found else nw.lit(False)


def all_of(conditions: Iterable[Expr]) -> Expr:
    """Whether all of them are true; a missing answer counts as no. One may stand for many columns."""
    found = [each.fill_null(False) for each in conditions]
    return nw.all_horizontal(*found, ignore_nulls=False) if found else nw.lit(True)


def cell(address: str) -> Expr:
    """The column of a cell."""
    return nw.col(column_name(address))


def plus(terms: Iterable[Expr]) -> Expr:
    """The sum of at least one; missing where one of them is."""
    return reduce(lambda left, right: left + right, terms)


@attrs.frozen(eq=False, kw_only=True)
class Panel:
    """Reports in columns, made ready: ``frame`` holds integers, and ``editions`` those at hand of each table."""

    frame: Frame
    editions: Mapping[str, tuple[Edition, ...]]
    names: frozenset[str]
    """The columns there are."""

    @cached_property
    def layouts(self) -> Mapping[str, Mapping[type, tuple[Layout, tuple[Edition, ...]]]]:
        """By table and class: the table as rules walk it, and the editions at hand that have it."""
        found: dict[str, dict[type, tuple[Layout, tuple[Edition, ...]]]] = {}
        for table, editions in self.editions.items():
            for edition in editions:
                cls = FORMS[edition].table(table)
                (layout,) = layouts_of((cls,), prefixed=True)
                before = found.setdefault(table, {}).get(cls, (layout, ()))[1]
                found[table][cls] = layout, (*before, edition)
        return found

    def of(self, table: str, editions: Sequence[Edition]) -> Expr | None:
        """Whether a report has its table of one of these editions; None if all at hand have."""
        if set(editions) == set(self.editions[table]):
            return None
        return any_of(nw.col(edition_column(table)) == each for each in editions)

    def cells(self, part: str) -> tuple[str, ...]:
        """The columns of every cell of a table in the editions at hand; the handling fee is a part of its own."""
        if part == HANDLING_FEE:
            return (part,)
        found = self.layouts.get(part, {}).values()
        return tuple(dict.fromkeys(column_name(address) for layout, _ in found for address in layout.addresses))

    def reasons(self, part: str) -> tuple[str, ...]:
        """Those of them beside which there is a column of reasons."""
        return tuple(name for name in self.cells(part) if f"{name}__gap" in self.names)

    def plain(self, part: str) -> Iterator[Expr]:
        """What is quickly seen of a part: where all is true, every cell holds a number, sound and not negative.

        As every cell holds one, a reason beside any is a contradiction.
        """
        for layout, editions in self.layouts.get(part, {}).values():
            applies = self.of(part, editions)
            within = [test for held, least, most in _ranges(layout) for test in (held >= least, held <= most)]
            reasons = [f"{name}__gap" for name in map(column_name, layout.addresses) if f"{name}__gap" in self.names]
            fine = [*within, nw.col(*reasons).is_null()] if reasons else within
            yield from fine if applies is None else (self.every(fine) | ~applies,)
        if not self.layouts.get(part):
            yield from (~doubt for doubt in self._contradicted(part))  # the handling fee, which may be missing
        yield from (~doubt for doubt in self._off_the_form(part))

    def every(self, conditions: Iterable[Expr]) -> Expr:
        """`all_of`, quicker: a missing answer is looked at once; pandas knows none in columns of different kinds."""
        if library(self.frame) == "pandas":
            return all_of(conditions)
        return nw.all_horizontal(*conditions, ignore_nulls=False).fill_null(False)

    def gaps(self, part: str) -> dict[str, Expr]:
        """Whether a cell of a table holds no number, for each of its classes by the name of a column."""
        found = self.layouts.get(part, {}).values()
        return {lacking(each): ~none(nw.col(*map(column_name, each.addresses)).is_null()) for each, _ in found}

    def facts(self, part: str) -> dict[str, Expr]:
        """What is worked out once of the cells of a part, by the name of the column that holds it."""
        cells = nw.col(*self.cells(part))
        return {lowest(part): nw.min_horizontal(cells), highest(part): nw.max_horizontal(cells)}

    def zeros(self, part: str) -> dict[str, Expr]:
        """The cells of a table with zero for printed blanks and placeholders; the handling fee is no cell."""
        if part == HANDLING_FEE:
            return {}
        return {
            name: nw.when(~blank(name).fill_null(False)).then(nw.col(name)).otherwise(nw.lit(0))
            for name in self.reasons(part)
        }

    def sound(self, part: str) -> Expr:
        """Whether the numbers of a part are such that a report could hold them, from its facts."""
        return ~any_of([*self._contradicted(part), *self._out_of_bound(part), *self._off_the_form(part)])

    def _contradicted(self, part: str) -> Iterator[Expr]:
        """A number, and a reason why there is none."""
        agree = [nw.col(name).is_null() | nw.col(f"{name}__gap").is_null() for name in self.reasons(part)]
        if agree:
            yield ~all_of(agree)

    def _out_of_bound(self, part: str) -> Iterator[Expr]:
        kinds = {holds: [name for name in self.cells(part) if by_name()[name].holds is holds] for holds in _BOUNDS}
        for holds, names in kinds.items():
            if len(names) == len(self.cells(part)):
                yield from _beyond(nw.col(lowest(part)), nw.col(highest(part)), _BOUNDS[holds])
            elif names:
                yield from _beyond(nw.min_horizontal(*names), nw.max_horizontal(*names), _BOUNDS[holds])

    def _off_the_form(self, part: str) -> Iterator[Expr]:
        """A number where the edition has no cell."""
        for layout, editions in self.layouts.get(part, {}).values():
            own = {*map(column_name, layout.addresses)}
            others = [name for name in _every(part) if name not in own and name in self.names]
            if others:
                off = ~nw.all_horizontal(nw.col(*others).is_null(), ignore_nulls=False)
                applies = self.of(part, editions)
                yield off if applies is None else off & applies


def _ranges(layout: Layout) -> Iterator[tuple[Expr, int, int | Expr]]:
    """The numbers of a table with the least and the most that is plain: in table three, the requests there were.

    That is what VAL004 asks, so that no cell of that table is compared twice.
    """
    there = plus(map(cell, totals_of(layout))) if layout.name == "requests" else None
    for kind, (least, most) in _PLAIN.items():
        names = [column_name(a) for a, each in zip(layout.addresses, layout.cells, strict=True) if each.kind is kind]
        if names and there is not None:
            yield there, least, most
        if names:
            yield nw.col(*names), least, most if there is None else there


_PLAIN: Final = {
    Kind.COUNT: (0, COUNT_BOUND - 1),
    Kind.MONEY: (0, _BOUNDS[Holds.MONEY] - 1),
    Kind.CHANGE: (1 - COUNT_BOUND, COUNT_BOUND - 1),
}


def blank(*names: str) -> Expr:
    """Whether the reasons beside these cells say that nothing is printed there, or a placeholder."""
    return nw.col(*(f"{name}__gap" for name in names)).is_in([gap.value for gap in Gap if zeroable(gap)])


def none(conditions: Expr) -> Expr:
    """Whether none of many columns is true."""
    return ~any_of([conditions])


def _beyond(least: Expr, most: Expr, bound: int) -> tuple[Expr, Expr]:
    return least <= -bound, most >= bound


def lowest(part: str) -> str:
    """The column of the smallest number of a part; missing where it has none."""
    return f"{part}__lowest"


def highest(part: str) -> str:
    """The column of its largest number."""
    return f"{part}__highest"


def lacking(layout: Layout) -> str:
    """The column that says whether a cell of this edition of a table holds no number."""
    return f"{layout.name}__{layout.table.__name__}__lacking".lower()


def _every(part: str) -> tuple[str, ...]:
    return tuple(each.name for each in columns() if each.address.startswith(f"{part}.") and each.lacks)


def panel(native: object) -> Panel:
    """The reports of a frame; `InvalidDocumentError` lists everything that is wrong with its columns."""
    frame = planned(known(native))
    schema = cast("Mapping[str, Any]", frame.collect_schema())
    problems = [*_misnamed(schema), *_mistyped(schema)]
    editions = _editions(frame, schema, problems)
    needed = frozenset(_needed(editions))
    problems += (_missing(name, schema) for name in by_name() if name in needed and name not in schema)
    kept = [column for name, column in by_name().items() if name in schema and _used(column) and _asked(name, needed)]
    looked = [each for each in kept if _doubtful(each, schema[each.name])]
    if looked and not problems:
        problems += _fractions(frame, looked, schema)
    if problems:
        raise InvalidDocumentError(tuple(each.en for each in problems), zh=tuple(each.zh for each in problems))
    pandas = frame.implementation.is_pandas()
    frame = _narrowed(frame, kept)
    source = (nw.col(SOURCE),) if SOURCE in schema else ()
    return Panel(
        frame=frame.select(*source, *(_held(each, schema[each.name], pandas=pandas) for each in kept)),
        editions=editions,
        names=frozenset([*(name for name in (SOURCE,) if name in schema), *(each.name for each in kept)]),
    )


_WITHIN: Final = {Holds.COUNT: COUNT_BOUND, Holds.MONEY: 10**MONEY_DIGITS}
"""The least number that a column cannot hold; of money in its own unit."""


def _narrowed(frame: Frame, kept: Iterable[Column]) -> Frame:
    """The frame with numbers that no cell can hold cut to the bound, where a sum that wraps around is an error."""
    if library(frame) not in ("duckdb", "pandas"):
        return frame
    bounds = {each.name: _WITHIN[each.holds] for each in kept if each.holds in _WITHIN}
    sides = [(name, side) for name in bounds for side in ("min", "max")]
    asked = [getattr(nw.col(name), side)().abs().alias(f"{name}__{side}") for name, side in sides]
    (found,) = here(frame.select(*asked)).rows(named=True)
    large = {name for name, side in sides if (found[f"{name}__{side}"] or 0) >= bounds[name]}
    return frame.with_columns(nw.col(name).clip(-bounds[name], bounds[name]) for name in large) if large else frame


def _is(dtype: object, *kinds: Any) -> bool:
    return any(dtype == kind for kind in kinds)


def _used(column: Column) -> bool:
    """Whether the rules look at it: not at what was read from the text, nor at what was judged before."""
    return column.holds is not Holds.DAY and not column.address.startswith("figures.")


def _asked(name: str, needed: frozenset[str]) -> bool:
    """Whether a column says something of these editions: why there is no number in a cell of none of them does not."""
    cell = name.removesuffix("__gap")
    return cell == name or cell in needed


def _needed(editions: Mapping[str, Sequence[Edition]]) -> Iterator[str]:
    yield from (ORGAN, YEAR, *map(edition_column, TABLES), HANDLING_FEE)
    known = dict[str, None]()
    for table, found in editions.items():
        for edition in found:
            (layout,) = layouts_of((FORMS[edition].table(table),), prefixed=True)
            known |= dict.fromkeys(layout.addresses)
            known |= {f"{table}.{unit}": None for each in layout.cells if (unit := companion(each))}
    yield from map(column_name, known)


# ---------------------------------------------------------------------------------------------------- what is wrong


def _near(name: str, among: Iterable[str], cutoff: float = 0.6) -> str:
    return next(iter(difflib.get_close_matches(name, tuple(among), n=1, cutoff=cutoff)), "")


def _misnamed(schema: Mapping[str, Any]) -> Iterator[Text]:
    """Columns that are none of ours and look as if they should be."""
    for name in schema:
        if name in by_name() or name in KEYS or name in _BESIDE:
            continue
        near = _near(name, by_name(), _NEAR)
        if near or "__" in name:
            yield Text(
                f"没有“{quoted(name)}”这一列" + (f"，是否为 {near}" if near else ""),
                f"unknown column {quoted(name)}" + (f"; did you mean {near}?" if near else ""),
            )


_BESIDE: Final = frozenset(column.name for column in (*READ, *INPUT, *JUDGED))
"""What `govdisclosure convert` says of a report beside its figures."""


def _missing(name: str, schema: Mapping[str, Any]) -> Text:
    near = _near(name, (each for each in schema if each not in by_name()))
    return Text(
        f"缺少 {name} 列" + (f"，是否为 {quoted(near)}" if near else ""),
        f"missing column {name}" + (f"; is it {quoted(near)}?" if near else ""),
    )


def _mistyped(schema: Mapping[str, Any]) -> Iterator[Text]:
    for name, dtype in schema.items():
        column = by_name().get(name)
        if column is None or not _used(column) or _fits(column.holds, dtype):
            continue
        wanted = _WANTED[column.holds]
        yield Text(
            f"{name} 列须为{wanted.zh}（现为 {dtype}）", f"column {name} must hold {wanted.en} (it holds {dtype})"
        )


_WANTED: Final = {
    Holds.COUNT: Text("整数", "integers"),
    Holds.MONEY: Text("数（最好是 decimal(18, 6)）", "numbers (best decimal(18, 6))"),
    Holds.TEXT: Text("文本", "text"),
}


def _fits(holds: Holds, dtype: object) -> bool:
    kinds = _TEXT if holds is Holds.TEXT else (*_SMALL, *_LARGE, *_FLOAT)
    return _is(dtype, *kinds, *_NOTHING)


def _editions(frame: Frame, schema: Mapping[str, Any], problems: list[Text]) -> Mapping[str, tuple[Edition, ...]]:
    """The editions at hand of each table; one that is none, or missing, is a problem."""
    names = [name for name in map(edition_column, TABLES) if name in schema and _is(schema[name], *_TEXT)]
    found = here(frame.select(*(_held(by_name()[name], schema[name]) for name in names)).unique()) if names else None
    editions: dict[str, tuple[Edition, ...]] = {}
    for table in TABLES:
        name = edition_column(table)
        held = set(found[name].to_list()) if found is not None and name in names else set[object]()
        editions[table] = tuple(each for each in FORMS if each in held)
        for wrong in sorted(map(str, held - FORMS.keys())):
            near = _near(wrong, FORMS)
            known = ", ".join(FORMS)
            problems.append(
                Text(
                    f"{name} 列只能是 {known}（有 {quoted(wrong)}" + (f"，是否为 {near}）" if near else "）"),
                    f"column {name} must hold one of {known} (it holds {quoted(wrong)}"
                    + (f"; did you mean {near}?)" if near else ")"),
                )
            )
    return editions


def _doubtful(column: Column, dtype: object) -> bool:
    return column.holds is Holds.COUNT and _is(dtype, *_LARGE, *_FLOAT)


def _fractions(frame: Frame, looked: Sequence[Column], schema: Mapping[str, Any]) -> Iterator[Text]:
    """Columns of counts that hold fractions, or numbers that are no integers of 64 bits."""
    names = [each.name for each in looked]
    parts = {name: ((nw.col(name) // 1) < nw.col(name)).any() for name in names}
    found = here(frame.select(nw.col(*names).abs().max().name.suffix("__most"), **parts))
    for name in names:
        (most,), (fraction,) = found[f"{name}__most"].to_list(), found[name].to_list()
        if fraction or (most is not None and most >= _INTEGER):
            yield Text(f"{name} 列有不是整数的数", f"column {name} holds numbers that are no integers")


_INTEGER: Final = 10**18
"""What 64 bits hold for certain."""


# ---------------------------------------------------------------------------------------------------- what is held


def _number(name: str, dtype: object) -> Expr:
    """A column of numbers, in which NaN is no number, wide enough for what is done to it."""
    column = nw.col(name)
    if _is(dtype, *_FLOAT):
        return nw.when(~column.is_nan()).then(column)
    return column.cast(nw.Int64) if _is(dtype, *_SMALL, *_NOTHING) and not _is(dtype, nw.Int64) else column


def _held(column: Column, dtype: object, *, pandas: bool = False) -> Expr:
    """A column as the rules take it. A float holds every count exactly; of pandas, it alone may lack some."""
    name = column.name
    if column.holds is Holds.TEXT:
        return nw.col(name) if _is(dtype, nw.String) else nw.col(name).cast(nw.String)
    number, floating = _number(name, dtype), _is(dtype, *_FLOAT)
    if column.holds is Holds.MONEY:
        number = (number * float(MILLION)).round(0) if floating else number * MILLION
    if _is(dtype, nw.Int64) or (floating and pandas):
        return number.alias(name)
    return number.cast(nw.Int64).alias(name)
