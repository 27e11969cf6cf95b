"""`check_years`: the reports of each organ held against each other, by joins."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from govdisclosure.forms.declare import Nature
from govdisclosure.forms.editions import forms_with
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.frames.checking import findings, judged_few, plain
from govdisclosure.frames.columns import KEYS, ORGAN, YEAR, edition_column
from govdisclosure.frames.engine import Expr, Frame, IntoFrameT, here, like, nw
from govdisclosure.frames.intake import Panel, all_of, panel
from govdisclosure.frames.judgements import Judgement, balance, even
from govdisclosure.model.access import column_name, every_cell
from govdisclosure.rules.rule import Rule
from govdisclosure.rules.years import (
    SLIP,
    YR001,
    YR002,
    YR003,
    YR004,
    YR005,
    YR008,
    Link,
    carried_links,
    items_link,
    stock_link,
)

RULES: Final = (YR001, YR002, YR003, YR004, YR005, YR008)
"""The rules on several years that columns can be held to."""

_WAS: Final = "__was"
"""What the columns of the year before have behind their names."""
_EARLIER: Final = "earlier"
_REPORTS: Final = "reports"
_SAME: Final = "__same"
"""Whether several reports for the year before agree in a cell; several gaps never do."""
_GAPS: Final = "__gaps"
_FEES: Final = "proactive.fees.amount"
_PARTS: Final = ("proactive", "requests")


def check_years(frame: IntoFrameT) -> IntoFrameT:
    """What is not fine over the years of each organ: a table as `check` gives it.

    It says what `govdisclosure.check_years` says of the reports of each organ by YR001 (carried over), YR002 and YR003
    (stocks), YR004 (missing years), YR005 (several reports for a year, told once) and YR008 (unit of the fees). Organs
    are told apart by their names as written. A report without an organ or a year is held against none, which is said:
    YR001 and YR004 are not evaluated. Errors as of `check`.
    """
    looked = panel(frame)
    ready = looked.frame.with_columns(**_facts(looked)).with_columns(
        **{_sound(part): looked.sound(part) for part in _PARTS}
    )
    links = _links(looked)
    cells = tuple(dict.fromkeys(name for _, link, _ in links for name in _columns(link)))
    fees = tuple(name for name in (column_name(_FEES),) if name in looked.names)
    keys = [name for name in KEYS if name in looked.names]
    own = ready.select(*keys, *map(edition_column, _PARTS), *map(_sound, _PARTS), *dict.fromkeys((*cells, *fees)))
    dated = own.filter(~(nw.col(ORGAN).is_null() | nw.col(YEAR).is_null()))
    pairs = _paired(dated, tuple(dict.fromkeys((*cells, *fees))))
    asked = [*_judgements(links), *_others(fees)]
    few = here(pairs.filter(~all_of(plain(asked))))
    found = findings(judged_few(few, asked, keys), asked)
    undated = here(own.filter(nw.col(ORGAN).is_null() | nw.col(YEAR).is_null()).select(*keys))
    return like(nw.concat([found, findings(judged_few(undated, _UNDATED, keys), _UNDATED)]), frame)


def _facts(looked: Panel) -> dict[str, Expr]:
    return {name: expr for part in _PARTS for name, expr in looked.facts(part).items()}


_Found = tuple[Rule, Link, str]
"""A rule, what it ties together, and the table it speaks of."""


def _links(looked: Panel) -> list[_Found]:
    """The links of every edition at hand; those of one kind in several editions once."""
    found: dict[_Found, None] = {}
    for layout, _ in looked.layouts.get("requests", {}).values():
        cells = [attrs.evolve(each, address=f"requests.{each.address}") for each in layout.cells]
        found |= dict.fromkeys((YR001, link, "requests") for link in carried_links(cells))
    for layout, _ in looked.layouts.get("proactive", {}).values():
        for row in layout.rows:
            if row.of(Nature.FLOW, moves=1):
                found[YR002, stock_link(row), "proactive"] = None
            if row.of(Nature.CHANGE):
                found[YR003, items_link(row), "proactive"] = None
    return list(found)


def _columns(link: Link) -> Iterator[str]:
    for address, _ in (*link.before, *link.now_left, *link.now):
        yield column_name(address)


# ---------------------------------------------------------------------------------------------------- pairs


def _paired(dated: Frame, cells: Sequence[str]) -> Any:
    """Every report with the figures of the nearest earlier year of its organ, of which there may be several reports."""
    years: Any = dated.group_by(ORGAN, YEAR).agg(nw.len().alias(_REPORTS))
    before = years.select(nw.col(ORGAN), nw.col(YEAR).alias(_EARLIER))
    nearest = (
        years.select(ORGAN, YEAR)
        .join(before, on=ORGAN, how="inner")
        .filter(nw.col(_EARLIER) < nw.col(YEAR))
        .group_by(ORGAN, YEAR)
        .agg(nw.col(_EARLIER).max())
    )
    counted: Any = dated.join(years, on=[ORGAN, YEAR], how="left")
    whose = {ORGAN: "organ_was", YEAR: "year_was"}
    was = _previous(counted, cells)
    return counted.join(nearest, on=[ORGAN, YEAR], how="left").join(
        was.rename(whose), left_on=[ORGAN, _EARLIER], right_on=["organ_was", "year_was"], how="left"
    )


def _previous(counted: Any, cells: Sequence[str]) -> Any:
    """One row for each organ and year: the only report, or what several of them hold, and in which cells they agree.

    Of an edition on which they do not agree there is none; their numbers are sound if those of all of them are.
    """
    editions, sound = [*map(edition_column, _PARTS)], [*map(_sound, _PARTS)]
    columns = [*editions, *cells, *sound]
    one = counted.filter(nw.col(_REPORTS) == 1).select(
        ORGAN,
        YEAR,
        *(nw.col(name).alias(f"{name}{_WAS}") for name in columns),
        *(nw.lit(1).alias(f"{name}{_SAME}") for name in cells),
    )
    several = counted.filter(nw.col(_REPORTS) > 1).with_columns(
        nw.col(*sound).cast(nw.Int64), nw.col(*cells).is_null().cast(nw.Int64).name.suffix(_GAPS)
    )
    grouped = several.group_by(ORGAN, YEAR).agg(
        *(nw.col(name).min().alias(f"{name}{_WAS}") for name in columns),
        *(nw.col(name).max().alias(f"{name}__high") for name in (*editions, *cells)),
        *(nw.col(f"{name}{_GAPS}").max() for name in cells),
    )
    same = {name: nw.col(f"{name}{_WAS}") == nw.col(f"{name}__high") for name in (*editions, *cells)}
    ready = grouped.with_columns(
        *(nw.when(same[name]).then(nw.col(f"{name}{_WAS}")).alias(f"{name}{_WAS}") for name in editions),
        *((nw.col(f"{name}{_WAS}") == 1).alias(f"{name}{_WAS}") for name in sound),
        *(
            nw.when(all_of([same[name], nw.col(f"{name}{_GAPS}") == 0]))
            .then(nw.lit(1))
            .otherwise(nw.lit(0))
            .alias(f"{name}{_SAME}")
            for name in cells
        ),
    )
    return nw.concat([one, ready.select(*one.collect_schema())])


def _sound(part: str) -> str:
    return f"{part}__sound"


# ---------------------------------------------------------------------------------------------------- what is asked


def _judgements(links: Sequence[_Found]) -> Iterator[Judgement]:
    apart = nw.col(YEAR) - nw.col(_EARLIER) > 1
    for number, (rule, link, table) in enumerate(links):
        left = tuple(Term(each, sign, "was") for each, sign in link.before)
        left += tuple(Term(each, sign) for each, sign in link.now_left)
        right = tuple(Term(each, sign) for each, sign in link.now)
        text = link.on
        tie = Identity(
            code=rule.code, instance="", left=left, right=right, subject=text, title=rule.title, basis=rule.basis
        )
        sums = balance(tie, f"link_{number}", _name)
        known = [*_settled(table, [address for address, _ in link.before]), ~apart]
        shown = nw.when(all_of(known))
        yield Judgement(
            rule=rule,
            instance=f"{rule.code}@{{year}}.{link.at}",
            applies=_applies(rule, link, table),
            passed=all_of([*known, sums.left == sums.right]),
            failed=all_of([*known, sums.failed]),
            plain=all_of([*known, even(tie, _name)]),
            left=shown.then(sums.left),
            right=shown.then(sums.right),
            made=sums.made,
        )


def _settled(table: str, addresses: Iterable[str]) -> Iterator[Expr]:
    """What must be so before a table is held against that of the year before: sound numbers, and no doubt which."""
    yield from (nw.col(_sound(table)), nw.col(f"{_sound(table)}{_WAS}"))
    yield from (nw.col(f"{column_name(address)}{_SAME}") == 1 for address in addresses)


def _name(name: str) -> str:
    report, _, address = name.rpartition(":")
    return column_name(address) + (_WAS if report else "")


def _applies(rule: Rule, link: Link, table: str) -> Expr:
    """Whether there is an earlier report, of the same edition where rows of table two are compared."""
    there = ~nw.col(_EARLIER).is_null()
    if rule is YR001:
        return there
    name = edition_column(table)
    both = (*link.before, *link.now_left, *link.now)
    forms = forms_with(link.now[0][0])
    editions = sorted(form.edition for form in forms if all(form in forms_with(address) for address, _ in both))
    return all_of([there, nw.col(name) == nw.col(f"{name}{_WAS}"), nw.col(name).is_in(editions)])


def _others(fees: Sequence[str]) -> Iterator[Judgement]:
    apart = nw.col(YEAR) - nw.col(_EARLIER) > 1
    yield Judgement(rule=YR004, instance=f"{YR004.code}@{{year}}", passed=~all_of([apart]), failed=apart)
    twice = nw.col(_REPORTS) > 1
    yield Judgement(rule=YR005, instance=f"{YR005.code}@{{year}}", passed=~twice, failed=twice)
    for name in fees:
        was, now = nw.col(f"{name}{_WAS}"), nw.col(name)
        small, large = nw.min_horizontal(was, now), nw.max_horizontal(was, now)
        least, most = (int(each) for each in SLIP)
        known = [*_settled("proactive", [_FEES]), ~apart, ~was.is_null(), ~now.is_null()]
        # divided and not multiplied, so that no product is too large: least <= large / small <= most
        slip = (small > 0) & (large // least >= small) & ((large + (most - 1)) // most <= small)
        forms = [form.edition for form in forms_with(_FEES)]
        same = nw.col("proactive__edition") == nw.col(f"proactive__edition{_WAS}")
        yield Judgement(
            rule=YR008,
            instance=f"{YR008.code}@{{year}}.{every_cell()[_FEES].address.removeprefix('proactive.')}",
            applies=all_of([~nw.col(_EARLIER).is_null(), same, nw.col("proactive__edition").is_in(forms)]),
            passed=all_of([*known, ~slip]),
            failed=all_of([*known, slip]),
        )


def _no(rule: Rule) -> Judgement:
    never = nw.col(ORGAN).is_null() & ~nw.col(ORGAN).is_null()
    return Judgement(rule=rule, instance=f"{rule.code}@unknown", passed=never, failed=never)


_UNDATED: Final = (_no(YR001), _no(YR004))
