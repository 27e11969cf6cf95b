"""``govdisclosure check``: read, look with every rule, and say what was found."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from govdisclosure.checking import check
from govdisclosure.cli.output import Target, text_output
from govdisclosure.cli.printing import columns, show
from govdisclosure.cli.readings import How, Read, readings
from govdisclosure.cli.sources import Source
from govdisclosure.errors import GovDisclosureError, SeveralReportsError, UsageError
from govdisclosure.forms.text import Lang
from govdisclosure.model.reading import Reading
from govdisclosure.policy import DEFAULT, Policy, exit_code, from_file, load
from govdisclosure.render import Entry, Style, pieces
from govdisclosure.render.lines import plain
from govdisclosure.render.text import Detail, Manner, Tables, told
from govdisclosure.rules.rule import Rule, Severity


def policy(arguments: argparse.Namespace) -> Policy:
    """The policy: arguments go before the configuration, which goes before the defaults."""
    base = _configured(arguments)
    return attrs.evolve(
        base,
        select=_codes(arguments.select) or base.select,
        ignore=_codes(arguments.ignore) or base.ignore,
        blank_as_zero=arguments.blank_as_zero or base.blank_as_zero,
        fail_on=Severity(arguments.fail_on) if arguments.fail_on else base.fail_on,
    )


def _configured(arguments: argparse.Namespace) -> Policy:
    if arguments.no_config:
        return DEFAULT
    return from_file(arguments.config) if arguments.config else load()


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in (text or "").split(",") if code.strip())


def run(arguments: argparse.Namespace, found: Iterable[Read], how: How, lang: Lang, version: str) -> int:
    """Check everything that was read; 2 if some source could not be read, else 1 if something is wrong, else 0."""
    chosen = policy(arguments)
    rules = chosen.rules()
    previous = previous_report(arguments.previous, how)
    kind = kind_of(arguments)
    if arguments.expected is not None and kind != WORKBOOK:
        raise UsageError("--expected needs -o NAME.xlsx", zh="--expected 要与 -o 名称.xlsx 同用")
    codes = {0}

    def entries() -> Iterator[Entry]:
        for name, item in found:
            entry = _entry(name, item, rules, chosen, previous)
            codes.add(2 if entry.result is None else exit_code(entry.result, fail_on=chosen.fail_on))
            yield entry

    style = attrs.evolve(style_of(chosen, lang, version), previous=previous)
    if kind == WORKBOOK:
        _workbook(arguments, entries(), chosen, previous, lang)
    else:
        tell(kind, entries(), style, arguments)
    return exit_with(max(codes), arguments)


def exit_with(worst: int, arguments: argparse.Namespace) -> int:
    """The exit code for the worst that happened."""
    return 0 if arguments.exit_zero and worst == 1 else worst


def style_of(chosen: Policy, lang: Lang, version: str) -> Style:
    """What a format needs to know of the policy."""
    return Style(
        lang=lang, rules=chosen.rules(), fail_on=chosen.fail_on, version=version, blank_as_zero=chosen.blank_as_zero
    )


WORKBOOK: Final = "xlsx"
_BY_SUFFIX: Final = {".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".sarif": "sarif"}


def kind_of(arguments: argparse.Namespace) -> str:
    """What is asked for, failing that what the name of the output ends with, failing that text."""
    suffix = Path(arguments.output or "").suffix.lower()
    asked = "json" if arguments.json else arguments.format
    if suffix == ".xlsx" and asked is None and arguments.command == "check":
        return WORKBOOK
    return asked or _BY_SUFFIX.get(suffix, "text")


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
        put(target.name, workbook(items, lang=lang, before=before, expected=names_in(arguments.expected)))


def names_in(path: str | None) -> list[str] | None:
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
    return Entry(source=name, reading=item, result=result)


def tell(kind: str, entries: Iterable[Entry], style: Style, arguments: argparse.Namespace) -> None:
    """Write what was found in a format; text on standard output is laid out for whoever looks at it."""
    if kind != "text":
        with text_output(arguments.output, arguments.files) as write:
            for piece in pieces(kind, entries, style):
                write(piece)
        return
    detail = next((each for each in Detail if getattr(arguments, each.value, False)), Detail.USUAL)
    tables = None if arguments.table is None else Tables(arguments.table)
    if arguments.output is None:
        show(told(entries, style, Manner(detail=detail, tables=tables, columns=columns())))
        return
    with text_output(arguments.output, arguments.files) as write:
        for each in told(entries, style, Manner(detail=detail, tables=tables)):
            write(f"{plain(each)}\n")
