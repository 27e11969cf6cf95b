"""``govdisclosure check NAME.parquet``: the rules over a panel, some thousand rows at a time."""

import argparse
import itertools
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs

from govdisclosure.cli.check import policy
from govdisclosure.cli.output import Target, text_output
from govdisclosure.errors import UsageError
from govdisclosure.forms.text import Lang, Text
from govdisclosure.frames import arrow, check, summary
from govdisclosure.frames.judgements import RULES as COLUMNAR
from govdisclosure.frames.scanning import files
from govdisclosure.frames.tables import FOUND, SUMMARY
from govdisclosure.plain import visible, width
from govdisclosure.render.flat import BOM, line
from govdisclosure.render.json import written
from govdisclosure.rules.rule import Rule, Severity

SUFFIX: Final = ".parquet"
_SIZE: Final = 100_000
"""Rows that are looked at together: fewer take longer, more take memory."""
_SHOWN: Final = 10
"""Findings that are shown; a file takes them all."""

_OTHERS: Final = ("input", "previous", "expected", "baseline", "write_baseline", "only_reports")
"""Arguments that speak of documents."""


@attrs.frozen
class _Checked:
    """What was found in a panel."""

    name: str
    reports: int
    counts: Counter[tuple[str, str]]
    """How often each rule passed, failed and could not be evaluated."""


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    """Check every panel; 1 if something fails or could not be evaluated, else 0."""
    given = [f"--{name.replace('_', '-')}" for name in _OTHERS if getattr(arguments, name)]
    form = "json" if arguments.json else arguments.format or "text"
    if form not in ("text", "json"):
        given.append(f"--format {form}")
    if given:
        names = ", ".join(given)
        raise UsageError(f"not for panels: {names}", zh=f"面板数据不能用：{names}")
    chosen = policy(arguments)
    rules = chosen.rules()
    columnar = {rule.code for rule in COLUMNAR}
    asked = tuple(rule for rule in rules if rule.code in columnar)
    few = _Few()
    panels = {name: files(name) for name in arguments.files}
    with _findings(arguments, panels.values()) as write:
        told = partial(_check, rules=asked, blank_as_zero=chosen.blank_as_zero, takers=[few.take, write])
        checked = [told(name, paths) for name, paths in panels.items()]
    if form == "json":
        print(written({"schema": SCHEMA, "panels": list(map(_as_json, checked))}))
    else:
        for line in _text(checked, asked, few, len(rules), lang):
            print(line)
    return 1 if not arguments.exit_zero and _wrong(checked, asked, chosen.fail_on) else 0


SCHEMA: Final = "govdisclosure-panel/1"
Take = Callable[[Any], object]
"""What takes a table of findings."""


class _Few:
    """The first findings, what failed before what could not be evaluated, and how many there are."""

    def __init__(self) -> None:
        self._kept: dict[str, list[dict[str, Any]]] = {"failed": [], "not_evaluated": []}
        self.number = 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The first of them."""
        return [row for some in self._kept.values() for row in some][:_SHOWN]

    def take(self, found: Any) -> None:
        """Some findings."""
        self.number += len(found)
        for verdict, some in self._kept.items():
            if len(some) < _SHOWN:
                some += found.filter(arrow.pc.equal(found["verdict"], verdict))[: _SHOWN - len(some)].to_pylist()


@contextmanager
def _findings(arguments: argparse.Namespace, panels: Iterable[Sequence[str]]) -> Generator[Take]:
    """What writes the findings to the output, if there is one."""
    if arguments.output is None:
        yield lambda found: None
        return
    kind, inputs = Path(arguments.output).suffix.lower(), [*itertools.chain(*panels)]
    if kind == ".csv":
        with text_output(arguments.output, inputs) as write:
            write((BOM if arguments.excel else "") + line(FOUND.names))
            yield lambda found: write("".join(line(row.values()) for row in found.to_pylist()))
    elif kind == SUFFIX:
        target = Target(arguments.output)
        target.refuse_inputs(inputs)
        schema = arrow.schema(FOUND.columns)
        with target.alone(), target.replaced() as draft, arrow.writing(draft.file, schema) as add:
            yield add
    else:
        raise UsageError(
            "findings of panels are written to a file .parquet or .csv", zh="面板数据的问题写入 .parquet 或 .csv 文件"
        )


def _check(
    name: str, paths: Iterable[str], *, rules: Sequence[Rule], blank_as_zero: bool, takers: Iterable[Take]
) -> _Checked:
    counts = Counter[tuple[str, str]]()
    reports = 0
    schema = arrow.schema(FOUND.columns)
    for path in paths:
        for some in arrow.groups(path, size=_SIZE):
            reports += len(some)
            found = arrow.aligned(check(some, rules=rules, blank_as_zero=blank_as_zero), schema)
            for take in takers:
                take(found)
            for row in summary(some, rules=rules, blank_as_zero=blank_as_zero).to_pylist():
                counts.update({(row["code"], verdict): row[verdict] for verdict in VERDICTS})
    if not reports:
        raise UsageError(f"{name}: there is no report in it", zh=f"{name}：其中没有报告")
    return _Checked(name, reports, counts)


VERDICTS: Final = SUMMARY.names[1:]


def _wrong(checked: Iterable[_Checked], rules: Sequence[Rule], fail_on: Severity) -> bool:
    """Whether something fails from this severity up, or a relation could not be evaluated."""
    return any(
        each.counts[rule.code, "not_evaluated" if essential else "failed"]
        for each in checked
        for rule in rules
        for essential in (False, True)
        if (rule.essential if essential else rule.severity.rank <= fail_on.rank)
    )


# ---------------------------------------------------------------------------------------------------- what is said


def _as_json(each: _Checked) -> dict[str, Any]:
    codes = dict.fromkeys(code for code, _ in each.counts)
    rules = [{"code": code, **{verdict: each.counts[code, verdict] for verdict in VERDICTS}} for code in codes]
    return {"source": each.name, "reports": each.reports, "rules": rules}


def _text(checked: Iterable[_Checked], rules: Sequence[Rule], few: _Few, every: int, lang: Lang) -> Iterator[str]:
    heads = [column.title.get(lang) for column in SUMMARY.columns]
    for each in checked:
        told = Text("{}：{} 份报告", "{}: {} report" if each.reports == 1 else "{}: {} reports").get(lang)
        yield told.format(visible(each.name), f"{each.reports:,}")
        rows = [
            [rule.code, *(f"{each.counts[rule.code, verdict]:,}" for verdict in VERDICTS), rule.title.get(lang)]
            for rule in rules
            if any(each.counts[rule.code, verdict] for verdict in VERDICTS)
        ]
        yield from _lines([[*heads, ""], *rows])
    if few.rows:
        yield ""
        yield from _lines([[each.title.get(lang) for each in FOUND.columns], *(_shown(row, lang) for row in few.rows)])
    if few.number > len(few.rows):
        more = Text("还有 {} 条，用 -o findings.csv 全部写出", "{} more: -o findings.csv writes all of them").get(lang)
        yield more.format(f"{few.number - len(few.rows):,}")
    if every > len(rules):
        other = Text(
            "另有 {} 条规则要看报告文件本身，此处没有判断", "{} more rules need the documents and were not judged here"
        ).get(lang)
        yield other.format(every - len(rules))


def _shown(row: dict[str, Any], lang: Lang) -> list[str]:
    told = {column.name: column.title.get(lang) for column in SUMMARY.columns}
    return [
        "" if value is None else visible(str(value)) for value in (row | {"verdict": told[row["verdict"]]}).values()
    ]


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns below each other."""
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text + " " * (most - width(text)) for text, most in zip(row, wide, strict=True)).rstrip()
