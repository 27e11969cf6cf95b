"""``govdisclosure years``: each organ's reports held against each other, year by year."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govdisclosure.checking import check_years
from govdisclosure.cli.check import exit_with, kind_of, style_of, tell
from govdisclosure.cli.readings import Read
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap
from govdisclosure.model.access import values
from govdisclosure.model.aggregate import plain_name
from govdisclosure.model.reading import Reading
from govdisclosure.plain import visible
from govdisclosure.policy import exit_code
from govdisclosure.render import Entry

_UNNAMED: Final = Text("没有机关名称，不知与谁比较", "it names no organ, so nobody knows what to hold it against")
_COPY: Final = Text(
    "与 {} 是同一份报告（机关、年度、各数相同），只比一次",
    "the same report as {} (organ, year and numbers are equal), held against the others once",
)

Named = tuple[str, Reading]


def run(arguments: argparse.Namespace, found: Iterable[Read], lang: Lang, version: str) -> int:
    """Compare everything that was read; 2 if some source could not be read, else 1 if something is wrong, else 0."""
    style = style_of(arguments, lang, version, "years")
    codes = {0}

    def entries() -> Iterator[Entry]:
        named: list[Named] = []
        for name, item in found:
            if isinstance(item, GovDisclosureError):
                codes.add(2)
                yield Entry(source=name, error=item)
            elif isinstance(item.report.organ.name, Gap):
                codes.add(1)
                _told(name, _UNNAMED.get(lang), lang)
            else:
                named.append((name, item))
        for organ, members in by_organ(named).items():
            kept = _once(members, lang)
            result = check_years([reading for _, reading in kept], rules=style.rules, blank_as_zero=style.blank_as_zero)
            codes.add(exit_code(result, fail_on=style.fail_on))
            yield Entry(source=organ, result=result, parts=tuple(name for name, _ in kept))

    tell(kind_of(arguments), entries(), style, arguments)
    return exit_with(max(codes), arguments)


def by_organ(named: Iterable[Named]) -> dict[str, list[Named]]:
    """The reports of each organ, by its name as it is printed first, in the order of the years."""
    groups: dict[str, list[Named]] = {}
    for name, reading in named:
        groups.setdefault(plain_name(str(reading.report.organ.name)), []).append((name, reading))
    return {str(group[0][1].report.organ.name): sorted(group, key=_year) for group in groups.values()}


def _year(named: Named) -> int:
    year = named[1].report.year
    return 0 if isinstance(year, Gap) else year


def _once(members: Sequence[Named], lang: Lang) -> list[Named]:
    """The reports without copies, each of which is told."""
    kept: dict[object, Named] = {}
    for name, reading in members:
        key = (reading.report.year, tuple(values(reading.report).values()))
        first = kept.setdefault(key, (name, reading))[0]
        if first != name:
            _told(name, _COPY.get(lang).format(visible(first)), lang)
    return list(kept.values())


def _told(name: str, text: str, lang: Lang) -> None:
    print(f"{visible(name)}{COLON.get(lang)}{text}", file=sys.stderr)
