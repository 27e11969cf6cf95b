"""What each rule looks at in a report, as expressions over columns: the identities, single figures, plausibility.

The rules themselves are those of `govdisclosure.rules`, with their codes, instances, bounds and natures of columns;
here is only how their conditions are written for columns. A test holds both to the same verdicts.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, cast

import attrs

from govdisclosure.forms.declare import Kind, Nature
from govdisclosure.forms.identities import Identity, table_identities
from govdisclosure.forms.registry import Edition
from govdisclosure.forms.shared import FIRST_YEAR
from govdisclosure.frames.columns import ORGAN, TABLES, YEAR
from govdisclosure.frames.engine import Expr, here, nw
from govdisclosure.frames.intake import MILLION, Panel, all_of, any_of, blank, cell, lacking, lowest, plus
from govdisclosure.kernel import in_columns
from govdisclosure.model.access import HANDLING_FEE, column_name
from govdisclosure.rules.amounts import (
    AMOUNT_BOUND,
    VAL001,
    VAL003,
    VAL004,
    VAL005,
    YUAN_A_UNIT,
    below_totals,
    bounded,
    totals_of,
)
from govdisclosure.rules.blocks import FormRow, Layout
from govdisclosure.rules.identities import IDENTITY_RULES
from govdisclosure.rules.organs import may_make_rules
from govdisclosure.rules.plausibility import (
    CASES,
    FEE_STEP,
    MANY_ITEMS,
    PLA001,
    PLA002,
    PLA003,
    PLA004,
    PLA005,
    PLA006,
    PLA007,
    REQUESTS,
)
from govdisclosure.rules.rule import Rule


@attrs.frozen(eq=False, kw_only=True)
class Judgement:
    """One thing that a rule looks at in every report to which it applies.

    ``passed`` and ``failed`` say so for certain; a missing answer is no, and where neither is true it is not evaluated.
    ``left`` and ``right`` are the sums of an identity, missing where a gap keeps one from being known. All of them may
    be over the facts of the parts (`Panel.facts`) and the columns of ``made``; ``plain``, quicker to see, is over the
    cells alone: where it is true, and the parts are plain (`Panel.plain`), the judgement passed. None is always true.
    """

    rule: Rule
    instance: str
    passed: Expr
    failed: Expr
    plain: Expr | None = attrs.field(default=attrs.Factory(lambda self: self.passed, takes_self=True))
    parts: tuple[str, ...] = ()
    """The tables that it looks at; the handling fee is a part of its own."""
    applies: Expr | None = None
    left: Expr | None = None
    right: Expr | None = None
    made: Mapping[str, Expr] = attrs.field(factory=dict[str, Expr])


Say = Callable[[Panel], Iterator[Judgement]]


def no_gaps(addresses: Iterable[str]) -> Expr:
    """Whether each of the cells holds a number."""
    return all_of([~nw.col(*_columns(addresses)).is_null()])


# ---------------------------------------------------------------------------------------------------- identities


@attrs.frozen(eq=False)
class Balance:
    """An identity in columns: both sums, missing where a gap keeps them from being known, and whether it surely fails.

    They are over the columns of ``made``, in which every sum is worked out once.
    """

    left: Expr
    right: Expr
    failed: Expr
    made: Mapping[str, Expr]


def balance(identity: Identity, at: str, name: Callable[[str], str] = column_name) -> Balance:
    """An identity over the columns of its cells; the names of what is made begin with ``at``."""
    made: dict[str, Expr] = {}
    counted: dict[tuple[str, ...], Expr] = {}

    def column(sum_: Expr) -> Expr:
        made[found := f"{at}_{len(made)}"] = sum_
        return nw.col(found)

    def gaps(names: Sequence[str]) -> Expr:
        key = tuple(map(name, names))
        if key and key not in counted:
            counted[key] = column(nw.sum_horizontal(nw.col(*key).is_null().cast(nw.Int64)))
        return counted.get(key, nw.lit(0))

    def numbers(names: Sequence[str]) -> Expr:
        return column(nw.sum_horizontal(nw.col(*map(name, names))))  # a gap counts as zero

    sums = in_columns(identity, numbers, gaps)
    known = (gaps([term.name for term in side]) == 0 for side in (identity.left, identity.right))
    left, right = (nw.when(each).then(sum_) for each, sum_ in zip(known, sums, strict=False))
    return Balance(left, right, sums[2], made)


def even(identity: Identity, name: Callable[[str], str] = column_name) -> Expr:
    """Whether both sides are equal; missing where a cell holds no number."""
    left, right, _ = in_columns(identity, lambda names: plus(nw.col(name(each)) for each in names), lambda _: 0)
    return cast("Expr", left == right)


def _identities(rule: Rule, panel: Panel) -> Iterator[Judgement]:
    """One for each instance; where the editions at hand differ in what it adds up, one for each of them."""
    for table in TABLES:
        found: dict[Identity, tuple[Edition, ...]] = {}
        for cls, (_, editions) in panel.layouts.get(table, {}).items():
            for identity in table_identities(cls):
                if identity.code == rule.code:
                    plain = attrs.evolve(identity.under(table), basis=rule.basis)  # the same, whoever prescribes it
                    found[plain] = (*found.get(plain, ()), *editions)
        for number, (identity, editions) in enumerate(found.items()):
            tie = balance(identity, f"{rule.code}_{table}_{number}")
            yield Judgement(
                rule=rule,
                instance=identity.instance,
                parts=(table,),
                applies=panel.of(table, editions),
                passed=tie.left == tie.right,
                failed=tie.failed,
                left=tie.left,
                right=tie.right,
                made=tie.made,
                plain=even(identity),
            )


# ---------------------------------------------------------------------------------------------------- single figures


def _each_layout(panel: Panel, *tables: str) -> Iterator[tuple[Layout, Expr | None]]:
    for table in tables or TABLES:
        for layout, editions in panel.layouts.get(table, {}).values():
            yield layout, panel.of(table, editions)


def _columns(addresses: Iterable[str]) -> list[str]:
    return list(map(column_name, addresses))


def _negative(panel: Panel) -> Iterator[Judgement]:
    for layout, applies in _each_layout(panel):
        all_amounts = len(layout.amounts) == len(layout.addresses)
        least = nw.col(lowest(layout.name)) if all_amounts else nw.min_horizontal(*_columns(layout.amounts))
        yield Judgement(
            rule=VAL001,
            instance=f"{VAL001.code}@{layout.name}",
            parts=(layout.name,),
            applies=applies,
            passed=(least >= 0) & (~nw.col(lacking(layout)) if all_amounts else no_gaps(layout.amounts)),
            failed=least < 0,
            plain=None,
        )
    fee = cell(HANDLING_FEE)
    yield Judgement(
        rule=VAL001,
        instance=f"{VAL001.code}@{HANDLING_FEE}",
        parts=(HANDLING_FEE,),
        applies=~fee.is_null(),
        passed=fee >= 0,
        failed=fee < 0,
    )


def _unit(panel: Panel) -> Iterator[Judgement]:
    for layout, applies in _each_layout(panel, "proactive"):
        for address, each in zip(layout.addresses, layout.cells, strict=True):
            if each.kind is not Kind.MONEY:
                continue
            amount = cell(address)
            large: Expr = amount >= AMOUNT_BOUND * MILLION
            known: Expr = ~amount.is_null()
            if each.column.companion:
                unit = cell(f"{address.rpartition('.')[0]}.{each.column.companion}")
                yuan = unit == "yuan"
                large = (amount >= AMOUNT_BOUND * YUAN_A_UNIT * MILLION) | (large & ~all_of([yuan]))
                known = (amount == 0) | any_of([yuan, unit == "ten_thousand_yuan"])
            yield Judgement(
                rule=VAL003,
                instance=f"{VAL003.code}@{each.address}",
                parts=(layout.name,),
                applies=applies,
                passed=all_of([known, ~large]),
                failed=all_of([known, large]),
            )


def _above(bounds: Mapping[str, Expr | int]) -> Expr:
    """Whether a cell is above what it should stay below."""
    return any_of(cell(address) > bound for address, bound in bounds.items())


def _magnitude(panel: Panel) -> Iterator[Judgement]:
    for layout, applies in _each_layout(panel):
        passed, failed, plain = _SIZES[layout.name](layout)
        yield Judgement(
            rule=VAL004,
            instance=f"{VAL004.code}@{layout.name}",
            parts=(layout.name,),
            applies=applies,
            passed=passed,
            failed=failed,
            plain=plain,
        )


Three = tuple[Expr, Expr, Expr | None]
"""Passed, failed, and passed as is quickly seen."""


def _proactive(layout: Layout) -> Three:
    failed = _above(bounded(layout))
    passed = ~failed & no_gaps(bounded(layout))
    return passed, failed, passed


def _requests(layout: Layout) -> Three:
    ends, others = totals_of(layout), below_totals(layout)
    most, there = nw.max_horizontal(*_columns(others)), plus(map(cell, ends))
    full = ~nw.col(lacking(layout))
    return (most <= there) & full, most > there, None


def _remedies(layout: Layout) -> Three:
    failed = _above({part: cell(row.addresses[-1]) for row in layout.rows for part in row.addresses[:-1]})
    return ~failed & ~nw.col(lacking(layout)), failed, ~failed


_SIZES: Final = {"proactive": _proactive, "requests": _requests, "remedies": _remedies}


def _year(panel: Panel) -> Iterator[Judgement]:
    year, last = nw.col(YEAR), datetime.date.today().year + 1
    yield Judgement(
        rule=VAL005,
        instance=VAL005.code,
        passed=(year >= FIRST_YEAR) & (year <= last),
        failed=(year < FIRST_YEAR) | (year > last),
    )


# ---------------------------------------------------------------------------------------------------- plausibility


def _rows(panel: Panel) -> Iterator[tuple[FormRow, str, Expr | None]]:
    for layout, applies in _each_layout(panel, "proactive"):
        for row in layout.rows:
            yield row, row.path.removeprefix(layout.prefix), applies


def _row(rule: Rule, at: str, applies: Expr | None, cells: Sequence[str], wrong: Expr) -> Judgement:
    """A rule on some cells of a row of table two, which needs the numbers of all of them."""
    known = no_gaps(cells)
    return Judgement(
        rule=rule,
        instance=f"{rule.code}@{at}",
        parts=("proactive",),
        applies=applies,
        passed=all_of([known, ~wrong]),
        failed=all_of([known, wrong]),
    )


_MAKERS: Final = "government_rules"


def _rule_makers(panel: Panel) -> Iterator[Judgement]:
    for row, at, applies in _rows(panel):
        if at != _MAKERS:
            continue
        some = any_of(cell(each) > 0 for each in row.addresses)
        may, may_not = _makers(panel, row.addresses)
        yield Judgement(
            rule=PLA001,
            instance=f"{PLA001.code}@{at}",
            parts=("proactive",),
            applies=applies,
            passed=may | (~some & no_gaps(row.addresses)),
            failed=some & may_not,
        )


def _makers(panel: Panel, addresses: Sequence[str]) -> tuple[Expr, Expr]:
    """Whether an organ may make rules and whether it may not, of those that state rules or leave that open."""
    looked = panel.frame.filter(~all_of(cell(each) == 0 for each in addresses)).select(ORGAN).unique()
    names = [name for name in here(looked)[ORGAN].to_list() if isinstance(name, str)]
    found = {name: may_make_rules(name) for name in names}
    may, may_not = ([name for name in names if found[name] is wanted] for wanted in (True, False))
    return _among(may), _among(may_not)


def _among(names: Sequence[str]) -> Expr:
    return nw.col(ORGAN).is_in(names).fill_null(False) if names else nw.lit(False)


def _stock(panel: Panel) -> Iterator[Judgement]:
    for row, at, applies in _rows(panel):
        if added := row.of(Nature.FLOW, moves=1):
            part, whole = (*added, *row.of(Nature.STOCK))
            yield _row(PLA002, at, applies, (part, whole), cell(part) > cell(whole))


def _blank(panel: Panel) -> Iterator[Judgement]:
    for layout, applies in _each_layout(panel):
        names = _columns(layout.addresses)
        full = set(names) <= set(panel.reasons(layout.name))
        empty = nw.all_horizontal(blank(*names), ignore_nulls=False).fill_null(False) if full else nw.lit(False)
        yield Judgement(
            rule=PLA003,
            instance=f"{PLA003.code}@{layout.name}",
            parts=(layout.name,),
            applies=applies,
            passed=~empty,
            failed=empty,
            plain=None,
        )


def _items(panel: Panel) -> Iterator[Judgement]:
    for row, at, applies in _rows(panel):
        if row.of(Nature.CHANGE):
            items = row.of(Nature.STOCK, Nature.CHANGE)
            yield _row(PLA004, at, applies, items, plus(map(cell, items)) < 0)


def _decisions(panel: Panel) -> Iterator[Judgement]:
    for row, at, applies in _rows(panel):
        if row.of(Nature.CHANGE) and row.of(Nature.FLOW):
            items, change, decisions = map(cell, row.of(Nature.STOCK, Nature.CHANGE, Nature.FLOW))
            wrong = (items > MANY_ITEMS) & (items + change == decisions)
            yield _row(PLA005, at, applies, row.of(Nature.STOCK, Nature.CHANGE, Nature.FLOW), wrong)


def _fee(panel: Panel) -> Iterator[Judgement]:
    fee, step = cell(HANDLING_FEE), FEE_STEP * MILLION
    whole = (fee // step) * step == fee
    yield Judgement(
        rule=PLA006,
        instance=f"{PLA006.code}@{HANDLING_FEE}",
        parts=(HANDLING_FEE,),
        applies=~fee.is_null(),
        passed=whole,
        failed=~whole,
    )


def _cases(panel: Panel) -> Iterator[Judgement]:
    if not all(panel.editions.values()):
        return
    none = all_of(cell(each) == 0 for each in REQUESTS)
    failed = none & any_of(cell(each) > 0 for each in CASES)
    settled = any_of(cell(each) > 0 for each in REQUESTS) | all_of(cell(each) == 0 for each in CASES)
    known = no_gaps((*REQUESTS, *CASES))
    yield Judgement(
        rule=PLA007,
        instance=PLA007.code,
        parts=("requests", "remedies"),
        passed=~failed & (settled | known),
        failed=failed,
    )


_SAID: Final[tuple[tuple[Rule, Say], ...]] = (
    *((rule, partial(_identities, rule)) for rule in IDENTITY_RULES),
    (VAL001, _negative),
    (VAL003, _unit),
    (VAL004, _magnitude),
    (VAL005, _year),
    (PLA001, _rule_makers),
    (PLA002, _stock),
    (PLA003, _blank),
    (PLA004, _items),
    (PLA005, _decisions),
    (PLA006, _fee),
    (PLA007, _cases),
)

RULES: Final = tuple(rule for rule, _ in _SAID)
"""The rules on single reports that columns can be held to."""


def judgements(panel: Panel, rules: Sequence[Rule] = RULES) -> tuple[Judgement, ...]:
    """Everything that these rules look at in the editions at hand, in the order of the rules."""
    codes = {rule.code for rule in rules}
    return tuple(each for rule, say in _SAID if rule.code in codes for each in say(panel))
