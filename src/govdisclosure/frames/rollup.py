"""`check_rollup` and `aggregate`: the reports of many organs added up, and held against those of their governments.

Who belongs to whom is a table of its own, ``members``: a row for each organ, with the name of the government whose
report adds it up. So what is missing is known, and one call answers for every government and every year.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from govdisclosure.errors import InvalidDocumentError
from govdisclosure.forms.declare import Kind
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.frames.checking import findings, judged_few, plain
from govdisclosure.frames.columns import KEYS, ORGAN, YEAR
from govdisclosure.frames.engine import Expr, Frame, IntoFrameT, here, known, library, like, nw, planned
from govdisclosure.frames.intake import MILLION, Panel, all_of, panel, plus
from govdisclosure.frames.judgements import Judgement
from govdisclosure.kernel import in_columns
from govdisclosure.model.access import column_name, every_cell
from govdisclosure.model.aggregate import adds_up
from govdisclosure.rules.rollup import ROL001, ROL002, ROL004

RULES: Final = (ROL001, ROL002, ROL004)
"""The rules on organs and their government that columns can be held to."""

_GOVERNMENT: Final = "government"
_ORGANS: Final = "organs_listed"
_REPORTS: Final = "reports_there"
_MISSING: Final = "organs_missing"
_TWICE: Final = "organs_twice"
_ALONE: Final = "organs_self"
_PARTS: Final = ("proactive", "requests", "remedies")
_LARGEST: Final = 10**9 * MILLION
"""An amount of 10,000 yuan from which on it is not added up: no organ has it, and thousands of them pass 64 bits."""


def aggregate(frame: IntoFrameT, members: IntoFrameT) -> IntoFrameT:
    """The sums of what the organs of each government report for each year, of the same kind as the frame.

    ``members`` has the columns organ and government. A row a government and year: organ__name (of the government),
    year, organs (how many are listed), reports (how many are there), and a column for each cell that adds up: the sum,
    missing where a part holds no number. Stocks (现行有效件数) and their changes are never added up, nor is an amount
    whose unit the form leaves open. Amounts are floats in 10,000 yuan, each the one nearest to the exact sum.
    """
    looked = panel(frame)
    sums = _sums(looked, _members(members, frame))
    cells = _cells(looked)
    found = sums.select(
        nw.col(_GOVERNMENT).alias(ORGAN),
        YEAR,
        nw.col(_ORGANS).alias("organs"),
        nw.col(_REPORTS).alias("reports"),
        *(nw.when(nw.col(f"{name}__g") == 0).then(_shown(name)).alias(name) for name in cells),
    )
    return like(here(found), frame)


def check_rollup(frame: IntoFrameT, members: IntoFrameT) -> IntoFrameT:
    """What is not fine between governments and the organs below them: a table as `check` gives it.

    ``members`` has the columns organ and government, both names as reports give them; the report of the government
    itself is in the frame as well. It says what `govdisclosure.check_rollup` says of each government and year, with all
    that are listed as ``expected``: by ROL001 whether the sums agree, by ROL002 whether any organ is missing, by ROL004
    whether one is there twice. A figure that not all parts have on their form is not evaluated. ``left`` is the
    government's number and ``right`` the sum of the parts, of counts; of amounts both are missing.
    """
    looked = panel(frame)
    keys = [name for name in KEYS if name in looked.names]
    cells = _cells(looked)
    own = looked.frame.select(*keys, *cells, *_closer(cells))
    parts = _sums(looked, _members(members, frame)).rename(
        {_GOVERNMENT: "whose", YEAR: "when", **{f"{n}__{end}": f"{n}__parts__{end}" for n in cells for end in "ng"}}
    )
    pairs = own.join(parts, left_on=[ORGAN, YEAR], right_on=["whose", "when"], how="inner")
    asked = [_judgement(name) for name in cells]
    missing, twice = nw.col(_MISSING) > 0, nw.col(_TWICE) > 0
    asked.append(Judgement(rule=ROL002, instance=ROL002.code, passed=~missing, failed=missing))
    asked.append(Judgement(rule=ROL004, instance=ROL004.code, passed=~twice, failed=twice))
    few = here(pairs.filter(~all_of(plain(asked))))
    return like(findings(judged_few(few, asked, keys), asked), frame)


def _shown(name: str) -> Any:
    """The sum as it is handed out."""
    return nw.col(f"{name}__n") / MILLION if every_kind()[name] is Kind.MONEY else nw.col(f"{name}__n")


def _cells(looked: Panel) -> list[str]:
    """The columns that add up, of the editions at hand; not those whose unit the form leaves open."""
    known = every_cell()
    at_hand = {name for part in _PARTS for name in looked.cells(part)}
    return [
        column_name(address)
        for address, cell in known.items()
        if adds_up(cell) and column_name(address) in at_hand and not cell.column.companion
    ]


def _judgement(name: str) -> Judgement:
    """The government's figure against that of its organs: what may be missing or too much counts as a gap."""
    address = next(each for each in every_cell() if column_name(each) == name)
    tie = Identity(
        code=ROL001.code,
        instance=f"{ROL001.code}@{address}",
        left=(Term("own"), Term("more")),
        right=(Term("parts"), Term("fewer")),
        subject=every_cell()[address].text,
        title=ROL001.title,
        basis=ROL001.basis,
    )
    amount = every_cell()[address].kind is Kind.MONEY
    parts = nw.when(nw.col(f"{name}__parts__g") == 0).then(nw.col(f"{name}__parts__n"))
    zero = nw.lit(0)
    numbers = {"own": nw.col(f"{name}__n"), "more": zero, "parts": nw.col(f"{name}__parts__n"), "fewer": zero}
    gaps = {
        "own": nw.col(f"{name}__g"),
        "more": nw.col(_TWICE),
        "parts": nw.col(f"{name}__parts__g"),
        "fewer": nw.col(_MISSING),
    }
    failed = in_columns(tie, partial(_added, numbers), partial(_added, gaps))[2]
    several = nw.col(_REPORTS) > nw.col(_ALONE)
    whole = all_of([nw.col(_MISSING) == 0, nw.col(_TWICE) == 0, several])
    return Judgement(
        rule=ROL001,
        instance=tie.instance,
        passed=all_of([whole, nw.col(name) == parts]),
        failed=all_of([several | (nw.col(_MISSING) > 0), failed]),
        left=None if amount else nw.col(name),
        right=None if amount else parts,
    )


def _added(of: Mapping[str, Expr], names: Iterable[str]) -> Expr:
    return plus(of[name] for name in names)


def _members(members: object, beside: Any) -> Frame:
    """Who belongs to whom, as a frame that joins that of the reports: duckdb joins no relations of two connections."""
    frame = planned(known(members))
    demand_members(frame.collect_schema())
    found = frame.select(nw.col("organ").alias(ORGAN), nw.col(_GOVERNMENT)).unique()
    return known(like(here(found), beside)) if library(found) == "duckdb" else found


def demand_members(names: Iterable[str]) -> None:
    """`InvalidDocumentError` unless these columns say who belongs to whom."""
    lacking = [name for name in ("organ", _GOVERNMENT) if name not in set(names)]
    if lacking:
        raise InvalidDocumentError(
            tuple(f"members: missing column {name}" for name in lacking),
            zh=tuple(f"members：缺少 {name} 列" for name in lacking),
        )


def _sums(looked: Panel, members: Frame) -> Any:
    """By government and year: sums and numbers of gaps of every cell, who is missing, and who is there twice."""
    cells = _cells(looked)
    money = [name for name in cells if every_kind()[name] is Kind.MONEY]
    capped = {name: nw.when(nw.col(name) < _LARGEST).then(nw.col(name)) for name in money}
    ready: Any = looked.frame.with_columns(**capped).select(ORGAN, YEAR, *_closer(cells))
    listed: Any = members
    whole = listed.group_by(_GOVERNMENT).agg(nw.len().alias(_ORGANS))
    there = listed.join(ready, on=ORGAN, how="inner").filter(~nw.col(YEAR).is_null())
    there = there.with_columns((nw.col(ORGAN) == nw.col(_GOVERNMENT)).cast(nw.Int64).alias(_ALONE))
    organs = there.group_by(_GOVERNMENT, YEAR, ORGAN).agg(nw.len().alias("own_reports"))
    organs = organs.with_columns((nw.col("own_reports") > 1).cast(nw.Int64).alias(_TWICE))
    counted = organs.group_by(_GOVERNMENT, YEAR).agg(nw.len().alias("organs_there"), nw.col(_TWICE).sum())
    names: Sequence[str] = [f"{name}__{end}" for name in cells for end in "ng"]
    sums = there.group_by(_GOVERNMENT, YEAR).agg(
        nw.len().alias(_REPORTS), nw.col(_ALONE).sum(), *(nw.col(name).sum() for name in names)
    )
    found = sums.join(counted, on=[_GOVERNMENT, YEAR], how="left").join(whole, on=_GOVERNMENT, how="left")
    integers = [nw.col(name).cast(nw.Int64) for name in (_REPORTS, _ALONE, _TWICE, _ORGANS, "organs_there", *names)]
    found = found.with_columns(*integers)
    return found.with_columns((nw.col(_ORGANS) - nw.col("organs_there")).alias(_MISSING))


def _closer(names: Sequence[str]) -> tuple[Expr, Expr]:
    """Beside each of these columns the same with 0 for a gap, and 1 for a gap."""
    cells = nw.col(*names)
    return cells.fill_null(0).name.suffix("__n"), cells.is_null().cast(nw.Int64).name.suffix("__g")


def every_kind() -> dict[str, Kind]:
    """What each column of a cell holds."""
    return {column_name(address): cell.kind for address, cell in every_cell().items()}
