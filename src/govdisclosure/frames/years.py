"""`check_years`: the reports of each organ held against each other, by joins.

Nearly every report is the only one for its year, and its table three is seen at a glance not to be that of the year
before. Only the others are held against each other cell by cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from govdisclosure.forms.declare import Nature
from govdisclosure.forms.editions import forms_with
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.registry import Edition
from govdisclosure.forms.values import COUNT_BOUND, Gap, Unit
from govdisclosure.frames.checking import beside, findings, judged_few, plain
from govdisclosure.frames.columns import KEYS, ORGAN, TABLES, YEAR, edition_column
from govdisclosure.frames.engine import Expr, Frame, IntoFrameT, here, known, like, nw, planned
from govdisclosure.frames.intake import Panel, all_of, any_of, cell, highest, lacking, lowest, panel
from govdisclosure.frames.judgements import Judgement, balance, even
from govdisclosure.model.access import column_name, companion, every_cell
from govdisclosure.rules.rule import Rule
from govdisclosure.rules.years import (
    SLIP,
    YR001,
    YR002,
    YR003,
    YR004,
    YR005,
    YR007,
    YR008,
    YR009,
    Link,
    carried_links,
    items_link,
    stock_link,
)

RULES: Final = (YR001, YR002, YR003, YR004, YR005, YR007, YR008, YR009)
"""The rules on several years that columns can be held to."""

_WAS: Final = "__was"
"""What the columns of the year before have behind their names."""
_EARLIER: Final = "earlier"
_REPORTS: Final = "reports"
_SAME: Final = "__same"
"""Whether several reports for the year before say the same in a cell."""
_TOLD: Final = "__told"
_SIZE: Final = "requests__size"
_CLOSE: Final = "close"
_FULL: Final = "requests__full"
_DIFFER: Final = "differ"
"""Whether several reports for one year do not say the same in a cell."""
_ALIKE: Final = "alike"
"""Whether they say the same in all of them, for certain."""
_REASON: Final = 10**18
"""What stands for a reason is minus this or less: below every number that a cell may hold."""
_FEES: Final = "proactive.fees.amount"
_PARTS: Final = ("proactive", "requests")


def check_years(frame: IntoFrameT) -> IntoFrameT:
    """What is not fine over the years of each organ: a table as `check` gives it.

    It says what `govdisclosure.check_years` says of the reports of each organ by YR001 (carried over), YR002 and YR003
    (stocks), YR004 (missing years), YR005 (several reports for a year), YR007 (their figures are not the same), YR008
    (unit of the fees) and YR009 (table three is that of last year). Of several reports for a year each is told, without
    a number, and YR007 speaks of all of them at once. Organs are told apart by their names as written. A report without
    an organ or a year is held against none, which is said: YR001 and YR004 are not evaluated. Errors as of `check`.
    """
    looked = panel(frame)
    keys = [name for name in KEYS if name in looked.names]
    without = nw.col(ORGAN).is_null() | nw.col(YEAR).is_null()
    undated = here(looked.frame.filter(without).select(*keys))
    found = [findings(judged_few(undated, _UNDATED, keys), _UNDATED)]
    if any(looked.editions.values()):
        found += _dated(looked, looked.frame.filter(~without), keys, frame)
    return like(nw.concat([each for each in found if len(each)] or found[:1]), frame)


def _dated(looked: Panel, dated: Frame, keys: Sequence[str], frame: Any) -> Iterator[nw.DataFrame[Any]]:
    """What is not fine of reports that can be held against others."""
    links = _links(looked)
    fees = tuple(name for name in (column_name(_FEES),) if name in looked.cells("proactive"))
    cells = tuple(dict.fromkeys((*(name for _, link, _ in links for name in _columns(link)), *fees)))
    ready = _sounded(looked, dated, _PARTS).with_columns(_size(looked).alias(_SIZE))
    own = ready.select(*keys, *map(edition_column, _PARTS), *map(_sound, _PARTS), *cells, _SIZE)
    counted = _counted(own)
    pairs = _paired(counted, _single(counted, (*cells, _SIZE))).with_columns(_close(cells).alias(_CLOSE))
    asked = [*_judgements(links), *_others(fees)]
    quick, whole = [*asked, _not_held()], [*asked, _restated(), _copied(looked)]
    few = here(pairs.filter(~all_of(plain(quick)) | nw.col(_CLOSE)))
    yield findings(judged_few(few.filter(~nw.col(_CLOSE)), quick, keys), quick)
    close = few.filter(nw.col(_CLOSE)).select(ORGAN, YEAR, _EARLIER).unique()
    if len(close):
        yield findings(judged_few(_side_by_side(looked, close, cells, frame), whole, keys), whole)


def _sounded(looked: Panel, frame: Frame, parts: Sequence[str]) -> Any:
    """The frame with what is known of these parts as a whole: are their numbers sound, and is table three full."""
    facts = {name: expr for part in parts for name, expr in looked.facts(part).items()} | looked.gaps("requests")
    sound = beside(frame, facts).with_columns(**{_sound(part): looked.sound(part) for part in parts})
    found = looked.layouts["requests"].values()
    gaps = [all_of([nw.col(lacking(layout)), *_on_form(looked, "requests", editions)]) for layout, editions in found]
    return sound.with_columns(all_of([nw.col(_sound("requests")), ~any_of(gaps)]).alias(_FULL))


_Found = tuple[Rule, Link, str]
"""A rule, what it ties together, and the table it speaks of."""


def _links(looked: Panel) -> list[_Found]:
    """The links of every edition at hand; those of one kind in several editions once."""
    found: dict[_Found, None] = {}
    for layout, _ in looked.layouts["requests"].values():
        cells = [attrs.evolve(each, address=f"requests.{each.address}") for each in layout.cells]
        found |= dict.fromkeys((YR001, link, "requests") for link in carried_links(cells))
    for layout, _ in looked.layouts["proactive"].values():
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


def _counted(dated: Any) -> Any:
    """Every report with how many there are for its year."""
    return dated.join(dated.group_by(ORGAN, YEAR).agg(nw.len().alias(_REPORTS)), on=[ORGAN, YEAR], how="left")


def _paired(counted: Any, previous: Any) -> Any:
    """Every report beside what is known of the nearest earlier year of its organ."""
    years = counted.select(ORGAN, YEAR).unique()
    nearest = (
        years.join(years.select(nw.col(ORGAN), nw.col(YEAR).alias(_EARLIER)), on=ORGAN, how="inner")
        .filter(nw.col(_EARLIER) < nw.col(YEAR))
        .group_by(ORGAN, YEAR)
        .agg(nw.col(_EARLIER).max())
    )
    was = previous.rename({ORGAN: "organ_was", YEAR: "year_was"})
    return counted.join(nearest, on=[ORGAN, YEAR], how="left").join(
        was, left_on=[ORGAN, _EARLIER], right_on=["organ_was", "year_was"], how="left"
    )


def _single(counted: Any, cells: Sequence[str]) -> Any:
    """One row for each organ and year of which there is one report: what that holds."""
    columns = [*map(edition_column, _PARTS), *cells, *map(_sound, _PARTS)]
    return counted.filter(nw.col(_REPORTS) == 1).select(
        ORGAN,
        YEAR,
        *(nw.col(name).alias(f"{name}{_WAS}") for name in columns),
        *(nw.lit(1).alias(f"{name}{_SAME}") for name in cells),
    )


def _size(looked: Panel) -> Expr:
    """The numbers of table three added up without their signs; missing where one of them is.

    Tables of different sizes are not the same, which tells nearly all of them apart. Numbers out of their bound, of
    which nothing is judged, are taken for the bound, so that no sum is too large.
    """
    numbers = nw.col(*looked.cells("requests")).clip(-COUNT_BOUND, COUNT_BOUND)
    return nw.when(nw.col(_FULL)).then(nw.sum_horizontal(numbers.abs()))


def _close(cells: Sequence[str]) -> Expr:
    """Whether reports are to be held against each other cell by cell.

    So are several for a year, one for the year after it, and one whose table three may be that of the year before: of
    the same size, or with a gap, and the same in these cells.
    """
    several = [nw.col(_REPORTS) > 1, _there() & nw.col(f"{_sound('requests')}{_WAS}").is_null()]
    size, was = nw.col(_SIZE), nw.col(f"{_SIZE}{_WAS}")
    seen = [name for name in (_SIZE, *cells) if name.startswith("requests__")]
    unlike = any_of(each for name in seen for each in _unequal(nw.col(f"{name}{_WAS}"), nw.col(name)))
    other = [unlike, all_of([size == 0, was == 0])]
    return any_of([*several, all_of([_beside("requests"), *_settled("requests"), ~_apart(), ~any_of(other)])])


# ---------------------------------------------------------------------------------------------------- cell by cell


def _side_by_side(looked: Panel, close: Any, cells: Sequence[str], frame: Any) -> Any:
    """All reports for these years of an organ, with every cell, beside what those of the nearest earlier year say."""
    before = close.filter(_there()).select(nw.col(ORGAN), nw.col(_EARLIER).alias(YEAR))
    years = like(nw.concat([close.select(ORGAN, YEAR), before]).unique(), frame)
    own: Any = looked.frame
    some = here(own.join(planned(known(years)), on=[ORGAN, YEAR], how="semi"))
    counted = _counted(_told(looked, _sounded(looked, some, TABLES)))
    held = _together(looked, counted, cells)
    both = counted.join(held.select(ORGAN, YEAR, _ALIKE, _DIFFER), on=[ORGAN, YEAR], how="left")
    return _paired(both, held.drop(_ALIKE, _DIFFER)).join(close, on=[ORGAN, YEAR], how="semi")


def _told(looked: Panel, some: Any) -> Any:
    """What each cell says, as a number: its own, or one that stands for the reason why there is none.

    It is missing where not even that is known, and where the form has no such cell.
    """
    for names, words in _words(looked).items():
        codes = [-_REASON * number for number in range(1, len(words) + 1)]
        some = some.with_columns(nw.col(*names).replace_strict(words, codes, default=None, return_dtype=nw.Int64))
    told = {name: says for table in TABLES for name, says in _says(looked, table)}
    known = {_whole(table): _all_told(looked, table) for table in TABLES}
    return some.with_columns(**told).with_columns(**known)


def _words(looked: Panel) -> dict[tuple[str, ...], list[str]]:
    """The columns of reasons and those of units, with the words that they hold."""
    reasons = tuple(f"{name}__gap" for table in TABLES for name in looked.reasons(table))
    units = {column_name(unit) for each in every_cell().values() if (unit := companion(each))} & looked.names
    amounts = (Unit.YUAN, Unit.TEN_THOUSAND_YUAN, Unit.UNKNOWN)
    found = {reasons: [gap.value for gap in Gap], tuple(units): [unit.value for unit in amounts]}
    return {names: words for names, words in found.items() if names}


def _says(looked: Panel, table: str) -> Iterator[tuple[str, Expr]]:
    """What each cell of a table says where the form has it, and the unit kept beside it.

    The same digits in another unit are another amount, unless they are zero.
    """
    forms: dict[str, tuple[Edition, ...]] = {}
    for layout, editions in looked.layouts[table].values():
        forms |= {address: (*forms.get(address, ()), *editions) for address in layout.addresses}
    for address, editions in forms.items():
        number, reason, on_form = cell(address), f"{column_name(address)}__gap", _on_form(looked, table, editions)
        says = [nw.coalesce(number, nw.col(reason)) if reason in looked.names else number]
        if unit := companion(every_cell()[address]):
            amount = all_of([~number.is_null(), number != 0])
            says.append(nw.when(amount).then(cell(unit)).otherwise(nw.lit(0)))
        for name, each in zip(_names(address), says, strict=True):
            yield name, nw.when(*on_form).then(each) if on_form else each


def _names(address: str) -> list[str]:
    """The columns of what a cell says, and of the unit kept beside it if there is one."""
    unit = companion(every_cell()[address])
    return [f"{column_name(each)}{_TOLD}" for each in (address, unit) if each]


def _all_told(looked: Panel, table: str) -> Expr:
    """Whether every cell that the form has says something, and every number could stand in a report."""
    lost: list[Expr] = []
    for layout, editions in looked.layouts[table].values():
        names = [name for address in layout.addresses for name in _names(address)]
        lost.append(all_of([any_of([nw.col(*names).is_null()]), *_on_form(looked, table, editions)]))
    return all_of([nw.col(_sound(table)), ~any_of(lost)])


def _on_form(looked: Panel, table: str, editions: Sequence[Edition]) -> list[Expr]:
    """Whether a table is of one of these editions, unless all are."""
    of = looked.of(table, editions)
    return [] if of is None else [of]


def _together(looked: Panel, counted: Any, cells: Sequence[str]) -> Any:
    """One row for each organ and year: what its reports say, in which cells they agree, and whether in all.

    Of an edition on which they do not agree there is none; their numbers are sound if those of all of them are.
    """
    numbers = tuple(dict.fromkeys((*looked.cells("requests"), *cells)))
    editions = [*map(edition_column, _PARTS)]
    told = [name for name in counted.collect_schema() if name.endswith(_TOLD)]
    flags = [_FULL, *map(_sound, TABLES), *map(_whole, TABLES)]
    grouped = (
        counted.with_columns(nw.col(*flags).cast(nw.Int64))
        .group_by(ORGAN, YEAR)
        .agg(
            nw.col(_REPORTS, *flags).min(),
            nw.col(*numbers).min().name.suffix(_WAS),
            nw.col(*editions, *told).min().name.suffix("__low"),
            nw.col(*editions, *told).max().name.suffix("__high"),
            nw.col(*(f"{name}{_TOLD}" for name in cells)).count().name.suffix("__many"),
        )
        .with_columns(nw.col(*flags) == 1)
    )
    low, high = ({name: nw.col(f"{name}{end}") for name in (*editions, *told)} for end in ("__low", "__high"))
    one = nw.col(_REPORTS) == 1
    differ = {table: any_of(low[name] < high[name] for name in told if name.startswith(table)) for table in TABLES}
    alike = {table: all_of([nw.col(_whole(table)), ~differ[table]]) for table in TABLES}
    same = {"requests": any_of([one, alike["requests"]])}
    for name in cells:
        each = f"{name}{_TOLD}"
        every = nw.col(f"{each}__many") == nw.col(_REPORTS)
        same[name] = any_of([one, all_of([low[each] == high[each], every])])
    return grouped.select(
        ORGAN,
        YEAR,
        *(f"{name}{_WAS}" for name in numbers),
        nw.col(_FULL, *map(_sound, _PARTS)).name.suffix(_WAS),
        **{f"{name}{_WAS}": nw.when(low[name] == high[name]).then(low[name]) for name in editions},
        **{f"{name}{_SAME}": nw.when(each).then(nw.lit(1)).otherwise(nw.lit(0)) for name, each in same.items()},
        **{
            _DIFFER: any_of(all_of([nw.col(_sound(table)), differ[table]]) for table in TABLES),
            _ALIKE: all_of(alike.values()),
        },
    )


def _whole(part: str) -> str:
    return f"{part}__whole"


def _sound(part: str) -> str:
    return f"{part}__sound"


# ---------------------------------------------------------------------------------------------------- what is asked


def _judgements(links: Sequence[_Found]) -> Iterator[Judgement]:
    for number, (rule, link, table) in enumerate(links):
        left = tuple(Term(each, sign, "was") for each, sign in link.before)
        left += tuple(Term(each, sign) for each, sign in link.now_left)
        right = tuple(Term(each, sign) for each, sign in link.now)
        text = link.on
        tie = Identity(
            code=rule.code, instance="", left=left, right=right, subject=text, title=rule.title, basis=rule.basis
        )
        sums = balance(tie, f"link_{number}", _name)
        known = [*_settled(table, [address for address, _ in link.before]), ~_apart()]
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


def _settled(table: str, addresses: Iterable[str] = ()) -> Iterator[Expr]:
    """What must be so before a table is held against that of the year before: sound numbers, and no doubt which."""
    yield from (nw.col(_sound(table)), nw.col(f"{_sound(table)}{_WAS}"))
    yield from (nw.col(f"{column_name(address)}{_SAME}") == 1 for address in addresses)


def _name(name: str) -> str:
    report, _, address = name.rpartition(":")
    return column_name(address) + (_WAS if report else "")


def _applies(rule: Rule, link: Link, table: str) -> Expr:
    """Whether there is an earlier report, of the same edition where rows of table two are compared."""
    if rule is YR001:
        return _there()
    both = (*link.before, *link.now_left, *link.now)
    forms = forms_with(link.now[0][0])
    editions = sorted(form.edition for form in forms if all(form in forms_with(address) for address, _ in both))
    return _beside(table, editions)


def _others(fees: Sequence[str]) -> Iterator[Judgement]:
    yield Judgement(rule=YR004, instance=f"{YR004.code}@{{year}}", passed=~all_of([_apart()]), failed=_apart())
    twice = nw.col(_REPORTS) > 1
    yield Judgement(rule=YR005, instance=f"{YR005.code}@{{year}}", passed=~twice, failed=twice)
    for name in fees:
        was, now = nw.col(f"{name}{_WAS}"), nw.col(name)
        small, large = nw.min_horizontal(was, now), nw.max_horizontal(was, now)
        least, most = (int(each) for each in SLIP)
        known = [*_settled("proactive", [_FEES]), ~_apart(), ~was.is_null(), ~now.is_null()]
        # divided and not multiplied, so that no product is too large: least <= large / small <= most
        slip = (small > 0) & (large // least >= small) & ((large + (most - 1)) // most <= small)
        forms = [form.edition for form in forms_with(_FEES)]
        yield Judgement(
            rule=YR008,
            instance=f"{YR008.code}@{{year}}.{every_cell()[_FEES].address.removeprefix('proactive.')}",
            applies=_beside("proactive", forms),
            passed=all_of([*known, ~slip]),
            failed=all_of([*known, slip]),
        )


def _restated() -> Judgement:
    """Whether several reports for a year state the same figures."""
    instance, several = f"{YR007.code}@{{year}}", nw.col(_REPORTS) > 1
    return Judgement(rule=YR007, instance=instance, applies=several, passed=nw.col(_ALIKE), failed=nw.col(_DIFFER))


def _copied(looked: Panel) -> Judgement:
    """Whether table three is that of the year before, cell by cell."""
    other = "copied__other"
    pairs = [(nw.col(f"{name}{_WAS}"), nw.col(name)) for name in looked.cells("requests")]
    equal = all_of([~nw.col(other), nw.col(_FULL), nw.col(f"{_FULL}{_WAS}")])
    some = any_of([nw.col(lowest("requests")) < 0, nw.col(highest("requests")) > 0])
    known = [*_settled("requests", ("requests",)), ~_apart()]
    found = _of_copies(all_of([*known, nw.col(other) | all_of([equal, ~some])]), all_of([*known, equal, some]))
    return attrs.evolve(found, made={other: any_of(each for was, now in pairs for each in _unequal(was, now))})


def _not_held() -> Judgement:
    """The same of those that cannot be held against each other, so that no cell of them has to be looked at."""
    known = all_of([*_settled("requests"), ~_apart()])
    return attrs.evolve(_of_copies(_never(), _never()), applies=all_of([_beside("requests"), ~known]))


def _of_copies(passed: Expr, failed: Expr) -> Judgement:
    instance = f"{YR009.code}@{{year}}.requests"
    return Judgement(rule=YR009, instance=instance, applies=_beside("requests"), passed=passed, failed=failed)


def _there() -> Expr:
    """Whether there is an earlier report."""
    return ~nw.col(_EARLIER).is_null()


def _apart() -> Expr:
    """Whether a year is missing between the two."""
    return nw.col(YEAR) - nw.col(_EARLIER) > 1


def _beside(table: str, editions: Sequence[str] | None = None) -> Expr:
    """Whether a table is of the same edition as that of the year before, and of one of these."""
    edition = nw.col(edition_column(table))
    among = [] if editions is None else [edition.is_in(editions)]
    return all_of([_there(), edition == nw.col(f"{edition_column(table)}{_WAS}"), *among])


def _unequal(was: Expr, now: Expr) -> tuple[Expr, Expr]:
    """Whether two numbers are known not to be the same: pandas holds a missing one for unlike any other."""
    return was < now, was > now


def _never() -> Expr:
    return nw.col(ORGAN).is_null() & ~nw.col(ORGAN).is_null()


def _no(rule: Rule) -> Judgement:
    return Judgement(rule=rule, instance=f"{rule.code}@unknown", passed=_never(), failed=_never())


_UNDATED: Final = (_no(YR001), _no(YR004))
