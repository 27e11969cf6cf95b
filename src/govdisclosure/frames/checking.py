"""`check` and `summary`: the rules on single reports over a whole frame.

Nearly every report passes everything, and that is quickly seen: all sums are equal, nothing is missing, negative or
too large. Only the few reports of which that is not true are looked at closely, with all that a gap can mean.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from govdisclosure.checking import distinct
from govdisclosure.errors import InvalidValueError
from govdisclosure.forms import demands
from govdisclosure.frames.columns import KEYS, ORGAN, SOURCE, YEAR
from govdisclosure.frames.engine import Expr, Frame, IntoFrameT, here, like, made, nearby, nw
from govdisclosure.frames.intake import Panel, all_of, panel
from govdisclosure.frames.judgements import RULES, Judgement, judgements
from govdisclosure.kernel import Verdict
from govdisclosure.rules.rule import Rule

FINDINGS: Final = ("organ", "year", "source", "code", "instance", "left", "right", "difference", "verdict")
"""The columns of a table of findings."""


def check(frame: IntoFrameT, *, blank_as_zero: bool = False, rules: Sequence[Rule] = RULES) -> IntoFrameT:
    """What is not fine in the reports of a frame, a row each: what failed, and what could not be evaluated.

    The frame is of polars (eager or lazy), pandas, pyarrow or duckdb, a row a report, with the columns of
    `govdisclosure.frames.schema`; the table that comes back is of the same kind, in no certain order, with the columns
    organ, year, source, code, instance, left, right, difference and verdict (*failed* or *not_evaluated*). It says of
    every report what `govdisclosure.check` says of it by these rules: the identities, single figures (but VAL002, which
    looks at documents) and plausibility. ``left`` and ``right`` are the sums of an identity; a side that a gap keeps
    from being known is missing, and so are both of a rule that adds nothing up.

    Under ``blank_as_zero`` a printed blank or placeholder counts as zero; other gaps never do, nor does a number
    that is missing without a reason.

    A table is not evaluated whose numbers no report can hold: out of the bound of a cell, on a form that has no such
    cell, or beside a reason why there is none. Columns that are missing, unknown or of another kind, editions that are
    none and fractions are an `InvalidDocumentError` that lists them all.
    """
    demands.flag(blank_as_zero, "blank_as_zero")
    looked = panel(frame)
    asked = judgements(looked, _columnar(rules))
    if not asked:
        return like(_nothing(FINDINGS, frame), frame)
    return like(findings(odd(looked, asked, blank_as_zero=blank_as_zero), asked), frame)


def summary(frame: IntoFrameT, *, blank_as_zero: bool = False, rules: Sequence[Rule] = RULES) -> IntoFrameT:
    """How often each rule passed, failed and could not be evaluated in the reports of a frame.

    A row a rule, by code, with the columns code, passed, failed and not_evaluated; what is counted are outcomes, of
    which a rule can have several in a report. Frame, ``blank_as_zero`` and errors are as for `check`.
    """
    demands.flag(blank_as_zero, "blank_as_zero")
    looked = panel(frame)
    asked = judgements(looked, _columnar(rules))
    names = ("passed", "failed", "not_evaluated")
    if not asked:
        return like(_nothing(("code", *names), frame), frame)
    applied = _count(looked.frame, [each.applies for each in asked])
    verdicts = odd(looked, asked, blank_as_zero=blank_as_zero)
    wrong = (_hits(verdicts, len(asked), told) for told in (1, 2))
    found: dict[str, list[int]] = {}
    for each, every, failed, unknown in zip(asked, applied, *wrong, strict=True):
        counts = found.setdefault(each.rule.code, [0, 0, 0])
        for at, count in enumerate((every - failed - unknown, failed, unknown)):
            counts[at] += count
    codes = sorted(found)
    columns = {name: [found[code][at] for code in codes] for at, name in enumerate(names)}
    return like(made({"code": codes, **columns}, frame), frame)


_TEXTS: Final = frozenset({"organ", "source", "code", "instance", "verdict"})


def _nothing(names: Sequence[str], native: object) -> nw.DataFrame[Any]:
    """A table without rows: what is said where no rule applies, as of a frame without rows."""
    rows = made({name: [] for name in names}, native)
    return rows.select(nw.col(name).cast(nw.String if name in _TEXTS else nw.Int64) for name in names)


def _columnar(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    found, known = distinct(rules), {rule.code for rule in RULES}
    other = ", ".join(rule.code for rule in found if rule.code not in known)
    if other:
        codes = ", ".join(sorted(known))
        raise InvalidValueError(
            f"rules: columns cannot be held to {other}; they can to {codes}",
            zh=f"rules：按列不能判断 {other}；能判断的有 {codes}",
        )
    return found


# ---------------------------------------------------------------------------------------------------- the few


def odd(looked: Panel, asked: Sequence[Judgement], *, blank_as_zero: bool = False) -> nw.DataFrame[Any]:
    """The reports of which not everything that was asked passed, with the verdict and the sums of each judgement."""
    parts = tuple(dict.fromkeys(part for each in asked for part in each.parts))
    doubts = [doubt for part in parts for doubt in looked.plain(part)]
    few = nearby(looked.frame.filter(~looked.every([*doubts, *plain(asked)])))

    def sound(part: str) -> dict[str, Expr]:
        return {_sound(part): looked.sound(part)}

    facts = (looked.gaps, looked.facts)
    for tell in (*facts, sound, looked.zeros, *facts) if blank_as_zero else (*facts, sound):
        few = beside(few, {name: expr for part in parts for name, expr in tell(part).items()})
    return judged_few(few, asked, [name for name in KEYS if name in looked.names])


def plain(asked: Sequence[Judgement]) -> list[Expr]:
    """What is quickly seen of every judgement: that it passed, or does not apply."""
    found: list[Expr] = []
    for each in asked:
        if each.plain is not None:
            found.append(each.plain if each.applies is None else each.plain.fill_null(False) | ~each.applies)
    return found


def judged_few(few: Frame, asked: Sequence[Judgement], keys: Sequence[str]) -> nw.DataFrame[Any]:
    """The keys of these reports with the verdict and the sums of each judgement, over all that the cells can mean.

    In memory that is worked out a rule at a time, so that the sums of one are gone before the next; a lazy frame is
    planned once.
    """
    lazy = isinstance(few, nw.LazyFrame)
    found: list[nw.DataFrame[Any]] = []
    for _, some in groupby(enumerate(asked), lambda each: lazy or each[1].rule):
        numbered = dict(some)
        made = {name: expr for each in numbered.values() for name, expr in each.made.items()}
        told = here(beside(few, made).select(*keys, **_judged(numbered)))
        found.append(told.drop(*keys) if found else told)
    return nw.concat(found, how="horizontal")


def beside(few: Any, columns: Mapping[str, Expr]) -> Any:
    """The frame with further columns, of which there may be none."""
    return few.with_columns(**columns) if columns else few


def _sound(part: str) -> str:
    return f"{part}__sound"


def _verdict(number: int) -> str:
    """The column that is 1 where a judgement failed, 2 where it is open, and 0 elsewhere."""
    return f"verdict_{number}"


def _code(verdict: int) -> Expr:
    return nw.lit(verdict, nw.Int8)


def _judged(asked: Mapping[int, Judgement]) -> dict[str, Expr]:
    found: dict[str, Expr] = {}
    for at, each in asked.items():
        sound = [nw.col(_sound(part)) for part in each.parts]
        fine = all_of([each.passed, *sound]) if each.applies is None else all_of([each.passed, *sound]) | ~each.applies
        failed = nw.when(all_of([each.failed, *sound])).then(_code(1)).otherwise(_code(2))
        found[_verdict(at)] = nw.when(fine).then(_code(0)).otherwise(failed)
        found |= {
            f"{side}_{at}": sum_ for side, sum_ in (("left", each.left), ("right", each.right)) if sum_ is not None
        }
    return found


def findings(few: nw.DataFrame[Any], asked: Sequence[Judgement]) -> nw.DataFrame[Any]:
    """A row for everything that did not pass in these reports."""
    none = nw.when(nw.col(YEAR).is_null() & ~nw.col(YEAR).is_null())
    source = nw.col(SOURCE) if SOURCE in few.columns else none.then(nw.col(ORGAN))
    number = none.then(nw.col(YEAR))
    found: list[Any] = []
    hits = _hits(few, len(asked), 1, 2)
    for at, each in enumerate(asked):
        if not hits[at] and (found or at + 1 < len(asked)):
            continue
        left, right = (number if each.left is None else nw.col(f"{side}_{at}") for side in ("left", "right"))
        failed = nw.when(nw.col(_verdict(at)) == 1).then(nw.lit(Verdict.FAILED.value))
        own = [name for name in (*KEYS, _verdict(at), f"left_{at}", f"right_{at}") if name in few.columns]
        rows = (
            few.select(*own)
            .filter(nw.col(_verdict(at)) > 0)
            .select(
                organ=nw.col(ORGAN),
                year=nw.col(YEAR),
                source=source,
                code=nw.lit(each.rule.code),
                instance=_instance(each.instance),
                left=left,
                right=right,
                difference=left - right,
                verdict=failed.otherwise(nw.lit(Verdict.NOT_EVALUATED.value)),
            )
        )
        found.append(rows)
    return nw.concat(found)


def _instance(template: str) -> Expr:
    """What was looked at; the year stands in it where years are compared."""
    before, year, after = template.partition("{year}")
    if not year:
        return nw.lit(template)
    return nw.concat_str(nw.lit(before), nw.col(YEAR).cast(nw.Int64).cast(nw.String), nw.lit(after))


def _hits(verdicts: nw.DataFrame[Any], many: int, *told: int) -> list[int]:
    """How many reports have one of these verdicts, by each judgement."""
    names = list(map(_verdict, range(many)))
    found = verdicts.select(nw.col(*names).is_in(told).cast(nw.Int64).sum())
    return [int(found[name].to_list()[0] or 0) for name in names]


def _count(frame: Frame, conditions: Sequence[Expr | None]) -> list[int]:
    """In how many rows each of the conditions is true; None is always."""
    names = [f"n{number}" for number in range(len(conditions))]
    sums = [nw.len() if each is None else each.cast(nw.Int64).sum() for each in conditions]
    found = here(frame.select(**dict(zip(names, sums, strict=True))))
    return [int(found[name].to_list()[0] or 0) for name in names]
