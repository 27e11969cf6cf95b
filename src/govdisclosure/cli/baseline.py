"""Findings that are known: a file of them, by what survives a new copy of a report.

A finding is known by organ, year, rule and place on the form, verdict, and a digest of the figures concerned, never by
a line or the name of a file (which counts only where organ or year are not known). The same cell with another wrong
number is a new finding.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import attrs

from govdisclosure.errors import ConfigurationError, system_text
from govdisclosure.forms.say import as_json
from govdisclosure.forms.text import Text
from govdisclosure.kernel import Verdict
from govdisclosure.plain import quoted
from govdisclosure.render.entry import Entry
from govdisclosure.render.json import written
from govdisclosure.rules.rule import Outcome

SCHEMA: Final = "govdisclosure-baseline/1"
NOT_EVALUATED: Final = Verdict.NOT_EVALUATED.value
"""The place of what keeps a report from passing as a whole."""

Report = tuple[str, int, str]
"""Whose report it is: organ and year, and the source where these do not tell."""


@attrs.frozen(order=True)
class Known:
    """One finding; what is not known of organ and year is empty and 0."""

    organ: str
    year: int
    source: str
    instance: str
    verdict: str
    figures: str

    @property
    def report(self) -> Report:
        """The report that it is a finding of."""
        return self.organ, self.year, self.source


def report_of(entry: Entry) -> Report:
    """Whose report a source is."""
    named = entry.organ is not None and entry.year is not None
    return entry.organ or "", entry.year or 0, "" if named else entry.source


def found(entry: Entry) -> Iterator[Known]:
    """Everything in a source that keeps it from passing or is worth a word."""
    report = report_of(entry)
    for outcome in (*(() if entry.result is None else entry.result.findings), *entry.open):
        yield Known(*report, outcome.instance, outcome.verdict.value, _figures(outcome))
    if doubt := entry.doubt:
        yield Known(*report, NOT_EVALUATED, NOT_EVALUATED, _digest(doubt.en))


def _figures(outcome: Outcome) -> str:
    """A digest of the cells concerned and what they hold, and of what else the finding tells."""
    told = {name: each.en if isinstance(each, Text) else each for name, each in outcome.details.items()}
    return _digest(
        [outcome.addresses, [as_json(each) for each in outcome.values], outcome.reason, sorted(told.items())]
    )


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, default=list).encode()).hexdigest()[:16]


class Baseline:
    """The findings of a file, and which of them came up again."""

    def __init__(self, known: frozenset[Known]) -> None:
        self._known = known
        self._reports: set[Report] = set()
        self.found: set[Known] = set()
        """All that was found in this run."""

    def accepted(self, entry: Entry) -> Iterator[str]:
        """The instances of an entry that are known; all of it is found."""
        self._reports.add(report_of(entry))
        for each in found(entry):
            self.found.add(each)
            if each in self._known:
                yield each.instance

    @property
    def gone(self) -> list[Known]:
        """What is known of reports that were looked at, and did not come up again."""
        return sorted(each for each in self._known - self.found if each.report in self._reports)

    @property
    def elsewhere(self) -> int:
        """How many are known of reports that were not looked at."""
        return sum(each.report not in self._reports for each in self._known)

    def text(self) -> str:
        """What was found, as the file has it: a finding on a line, in the same order every time."""
        lines = ",\n".join(written(_plain(each)) for each in sorted(self.found))
        return f'{{"schema": "{SCHEMA}", "findings": [\n{lines}\n]}}\n'


def _plain(known: Known) -> dict[str, object]:
    return {name: value for name, value in attrs.asdict(known).items() if value}


def read(path: Path) -> frozenset[Known]:
    """The findings of a file; `ConfigurationError` for one that was not written as a baseline."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"{path}: {system_text(error, 'en')}; write one with --write-baseline",
            zh=f"{path}：{system_text(error, 'zh')}；可用 --write-baseline 写出",
        ) from error
    except (ValueError, RecursionError):
        raise _no_baseline(path) from None
    if not isinstance(data, dict) or cast("dict[str, Any]", data).get("schema") != SCHEMA:
        raise _no_baseline(path)
    items = cast("dict[str, Any]", data).get("findings")
    if not isinstance(items, list):
        raise _no_baseline(path)
    return frozenset(_known(item, path) for item in cast("list[object]", items))


_FIELDS: Final = {each.name: each.type for each in attrs.fields(Known)}


def _known(item: object, path: Path) -> Known:
    given = cast("dict[str, Any]", item) if isinstance(item, dict) else {}
    held = {"organ": "", "year": 0, "source": "", **given}
    if held.keys() != _FIELDS.keys() or any(type(held[name]) is not kind for name, kind in _FIELDS.items()):
        raise ConfigurationError(
            f"{path}: not a finding of a baseline: {quoted(item)}", zh=f"{path}：不是清单中的一条：{quoted(item)}"
        )
    return Known(**held)


def _no_baseline(path: Path) -> ConfigurationError:
    return ConfigurationError(
        f'{path}: not a baseline ("schema" must be "{SCHEMA}"); write one with --write-baseline',
        zh=f'{path}：不是已知问题清单（"schema" 应为 "{SCHEMA}"）；可用 --write-baseline 写出',
    )
