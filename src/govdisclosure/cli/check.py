"""``govdisclosure check``: read, look with every rule, and say what was found."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from govdisclosure import policy as policies
from govdisclosure.checking import Result, check
from govdisclosure.cli.accepting import Accepting, code_of
from govdisclosure.cli.glance import leave_out, may_be_a_report
from govdisclosure.cli.output import Target, excel_needs_a_file, text_output
from govdisclosure.cli.readings import How, Read, readings
from govdisclosure.cli.sources import Source
from govdisclosure.cli.spans import spans
from govdisclosure.cli.tables import show
from govdisclosure.errors import (
    ConfigurationError,
    GovDisclosureError,
    NotAReportError,
    SeveralReportsError,
    UsageError,
)
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.reading import Reading
from govdisclosure.plain import visible
from govdisclosure.policy import UNCONFIGURED, Configuration, Policy, configuration
from govdisclosure.render import FORMATS, Entry, render
from govdisclosure.rules.rule import Rule, Severity

MARK = "*"
"""Put beside a cell that takes part in something that failed."""


def policy(arguments: argparse.Namespace) -> Policy:
    """The policy: arguments go before the configuration, which goes before the defaults."""
    base = configured(arguments).policy
    return attrs.evolve(
        base,
        select=_codes(arguments.select) or base.select,
        ignore=_codes(arguments.ignore) or base.ignore,
        blank_as_zero=arguments.blank_as_zero or base.blank_as_zero,
        fail_on=Severity(arguments.fail_on) if arguments.fail_on else base.fail_on,
    )


def configured(arguments: argparse.Namespace) -> Configuration:
    """What the configuration says."""
    if arguments.no_config:
        return UNCONFIGURED
    return configuration(arguments.config) if arguments.config else policies.configured()


def wanted(arguments: argparse.Namespace, sources: Iterable[Source], lang: Lang) -> Iterator[Source]:
    """The sources that are looked at: not those that the configuration excludes, nor what is no report if so asked."""
    chosen = configured(arguments)

    def told(text: Text) -> Callable[[str], object]:
        return lambda name: print(text.get(lang).format(visible(name)), file=sys.stderr)

    left = leave_out(sources, chosen.excludes, told(_EXCLUDED)) if chosen.exclude else iter(sources)
    if not arguments.only_reports:
        return left
    return leave_out(left, lambda path: not may_be_a_report(path), told(_NO_REPORT))


_EXCLUDED: Final = Text("跳过（配置中排除）：{}", "left out (excluded by the configuration): {}")
_NO_REPORT: Final = Text("跳过（不是年度报告）：{}", "left out (no annual report): {}")


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (text or "").split(",") if code.strip())


def run(arguments: argparse.Namespace, found: Iterable[Read], how: How, lang: Lang, version: str) -> int:
    """Check everything that was read; 2 if some source could not be read, else 1 if something is wrong, else 0."""
    chosen, settings = policy(arguments), configured(arguments)
    rules = chosen.rules()
    previous = previous_report(arguments.previous, how)
    kind = _kind(arguments, settings)
    accepting = Accepting(settings, _baseline(arguments, settings), lang, written=arguments.write_baseline)
    codes = {0}

    def entries() -> Iterator[Entry]:
        before = time.perf_counter()
        for name, item in found:
            if arguments.only_reports and isinstance(item, NotAReportError):
                print(_NO_REPORT.get(lang).format(visible(name)), file=sys.stderr)
                continue
            entry = accepting.of(_entry(name, item, rules, chosen, previous))
            codes.add(code_of(entry, chosen.fail_on))
            before, took = time.perf_counter(), time.perf_counter() - before
            yield attrs.evolve(entry, seconds=took)
            # The formats are written as the entries come, so this entry's text stands on the output by now.
            if kind == "text" and arguments.output is None and entry.result is not None and isinstance(item, Reading):
                if arguments.table == "always" or (arguments.table == "auto" and sys.stdout.isatty()):
                    show(item.report, marks(entry.result), lang)
                if text := hint_for(item, entry.result, chosen, previous, lang):
                    print(f"  {text}")

    if kind == WORKBOOK:
        _workbook(arguments, entries(), chosen, previous, lang)
    else:
        with text_output(arguments.output, arguments.files, markup=kind in MARKUP) as write:
            for piece in render(
                kind,
                entries(),
                lang=lang,
                rules=rules,
                fail_on=chosen.fail_on,
                version=version,
                previous=previous,
                blank_as_zero=chosen.blank_as_zero,
                excel=arguments.excel,
                labels=arguments.headings == "labels",
                root=repository(),
                help_uri=settings.help_uri,
            ):
                write(piece)
    worst = max(codes)
    accepting.end(worst)
    return 0 if arguments.exit_zero and worst == 1 else worst


def _baseline(arguments: argparse.Namespace, settings: Configuration) -> Path | None:
    """The file of what is known: as the call says, failing that as the configuration does, beside which it stands."""
    if arguments.baseline is not None:
        return Path(arguments.baseline)
    return (settings.folder or Path()) / settings.baseline if settings.baseline else None


def repository() -> Path | None:
    """The folder of the repository that the current folder belongs to; None if it belongs to none."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), None)


WORKBOOK: Final = "xlsx"
MARKUP: Final = frozenset({"html", "junit"})
"""The formats that say themselves that they are UTF-8."""
_BY_SUFFIX: Final = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".csv": "csv",
}


def _kind(arguments: argparse.Namespace, settings: Configuration) -> str:
    """What is asked for, failing that what the name of the output ends with, then the configuration, then text."""
    suffix = Path(arguments.output or "").suffix.lower()
    asked = "json" if arguments.json else arguments.format
    kind = (
        WORKBOOK if suffix == ".xlsx" and asked is None else asked or _BY_SUFFIX.get(suffix, settings.format or "text")
    )
    if kind not in (WORKBOOK, *FORMATS):
        known = ", ".join(FORMATS)
        raise ConfigurationError(
            f"format must be one of {known} (got {kind!r})", zh=f"format 只能是 {known} 之一（现为 {kind!r}）"
        )
    if arguments.expected is not None and kind != WORKBOOK:
        raise UsageError("--expected needs -o NAME.xlsx", zh="--expected 要与 -o 名称.xlsx 同用")
    excel_needs_a_file(arguments)
    if kind != "csv" and (arguments.excel or arguments.headings):
        raise UsageError("--excel and --headings are for CSV", zh="--excel 和 --headings 只用于 csv 格式")
    return kind


def _workbook(
    arguments: argparse.Namespace, entries: Iterable[Entry], chosen: Policy, previous: Reading | None, lang: Lang
) -> None:
    """Write the workbook on all sources."""
    from govdisclosure.render.checked import Checked, Earlier
    from govdisclosure.render.workbook import workbook
    from govdisclosure.writers.files import put

    target = Target(arguments.output)
    target.refuse_inputs(arguments.files)
    before = Earlier([] if previous is None else [previous])
    items = (Checked(entry, previous, blank_as_zero=chosen.blank_as_zero) for entry in entries)
    with target.alone():
        put(target.name, workbook(items, lang=lang, before=before, expected=_names(arguments.expected)))


def _names(path: str | None) -> list[str] | None:
    """The names in a file, one a line."""
    if path is None:
        return None
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    return [line.strip() for line in lines if line.strip()]


def previous_report(name: str | None, how: How) -> Reading | None:
    """Last year's report; one that cannot be read is an error of the call."""
    if name is None:
        return None
    found = dict(readings([Source(name, Path(name))], how))
    if len(found) > 1:
        raise SeveralReportsError(tuple(found))
    [item] = found.values()
    if isinstance(item, GovDisclosureError):
        raise item
    return item


def _entry(
    name: str,
    item: Reading | GovDisclosureError,
    rules: tuple[Rule, ...],
    chosen: Policy,
    previous: Reading | None,
) -> Entry:
    if isinstance(item, GovDisclosureError):
        return Entry(source=name, error=item)
    result = check(item, blank_as_zero=chosen.blank_as_zero, rules=rules, previous=previous)
    file = _file(name)
    where = spans(Path(file), item) if result.findings else {}
    return Entry(source=name, reading=item, result=result, file=file, spans=where)


def _file(name: str) -> str:
    """The file of a source: the name without the number of a report among several."""
    before, _, number = name.rpartition("#")
    return before if before and number.isdecimal() and not Path(name).exists() else name


def marks(result: Result) -> Mapping[str, str]:
    """A mark for every cell of an identity that failed."""
    found: dict[str, str] = {}
    for outcome in result.findings:
        if outcome.identity is not None:
            found.update(dict.fromkeys(outcome.addresses, MARK))
    return found


def hint_for(reading: Reading, result: Result, chosen: Policy, previous: Reading | None, lang: Lang) -> str | None:
    """What is wrong where one explanation fits, of what the rules that were asked for found."""
    from govdisclosure.diagnosis import hint
    from govdisclosure.render.proposals import diagnosed

    diagnosis = diagnosed(reading, result, previous=previous, blank_as_zero=chosen.blank_as_zero)
    return None if diagnosis is None else hint(diagnosis, lang)
