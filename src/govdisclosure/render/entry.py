"""One source with what came of it: what every output format is made from."""

import enum
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import attrs

from govdisclosure.checking import UNKNOWN_GAPS, Result
from govdisclosure.errors import GovDisclosureError, system_text
from govdisclosure.forms.say import joined
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular, cells_of, values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Outcome, Rule, Severity

LOST = Text(
    "有 {} 格文中没有或无法识别，所以不算通过：{}",
    "cells that are not in the document or cannot be read keep it from passing ({}): {}",
)
NOTHING_JUDGED = Text("没有可判断的关系，所以不算通过", "there was nothing to judge, so it does not pass")
_SHOWN: Final = 3
"""How many cells are named before the rest is only counted."""


class Accepted(enum.Enum):
    """Why a finding is known and does not count."""

    BASELINE = Text("列入已知问题清单", "known by the baseline")
    INLINE = Text("文件内注明不计", "ignored by a note in the file")
    PER_FILE = Text("配置中对此文件不计", "ignored for this file by the configuration")


@attrs.frozen
class Span:
    """Where a text stands in a file: line, first column and the column behind the last, all counted from 1."""

    line: int
    start: int | None = None
    end: int | None = None


TOP: Final = Span(1)
"""Where a file is looked at that nothing is known of."""


@attrs.frozen(kw_only=True)
class Entry:
    """A source by name, and either the result of checking it or the error that kept it from being read.

    ``data`` is what was checked; it is taken from the reading where there is one. ``accepted`` are the outcomes that do
    not count, by instance, and why. ``file`` is the file that it stands in, where the name says more than that;
    ``spans`` are where its numbers stand there, by address, and ``seconds`` what it took.
    """

    source: str
    reading: Reading | None = None
    result: Result | None = None
    error: Exception | None = None
    accepted: Mapping[str, Accepted] = FrozenMap()
    file: str = attrs.field(default=attrs.Factory(lambda self: self.source, takes_self=True))
    spans: Mapping[str, Span] = FrozenMap()
    seconds: float = 0.0
    data: Tabular | None = attrs.field(
        default=attrs.Factory(lambda self: None if self.reading is None else self.reading.report, takes_self=True)
    )
    parts: tuple[str, ...] = ()
    """The sources of the reports that were held against each other, where the result is one of several."""

    @property
    def organ(self) -> str | None:
        """The name of the organ, if known."""
        name = self.data.organ.name if isinstance(self.data, AnnualReport) else Gap.ABSENT
        return None if isinstance(name, Gap) else name

    @property
    def year(self) -> int | None:
        """The reporting year, if known."""
        year = self.data.year if isinstance(self.data, AnnualReport) else Gap.ABSENT
        return None if isinstance(year, Gap) else year

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Everything that was looked at; nothing if the source could not be read."""
        return () if self.result is None else self.result.outcomes

    @property
    def findings(self) -> tuple[Outcome, ...]:
        """The outcomes that failed and count."""
        found = () if self.result is None else self.result.findings
        return tuple(each for each in found if each.instance not in self.accepted)

    @property
    def known(self) -> tuple[tuple[Outcome, Accepted], ...]:
        """The outcomes that failed or are open and do not count, each with the reason."""
        found = () if self.result is None else (*self.result.findings, *self._open)
        return tuple((each, self.accepted[each.instance]) for each in found if each.instance in self.accepted)

    def span(self, outcome: Outcome, *, first: Iterable[str] = ()) -> Span:
        """Where to look for an outcome: at the ``first`` addresses if they are known, else at its own, else line 1."""
        wrong = tuple(first)
        addresses = (*(each for each in wrong if each in outcome.addresses), *wrong, *outcome.addresses)
        if found := next((self.spans[each] for each in addresses if each in self.spans), None):
            return found
        return Span(next((place.line for _, place in outcome.places if place.line), 1))

    @property
    def doubt(self) -> Text | None:
        """Why the result does not pass although no outcome failed or is open: a cell that is not known, or no rule."""
        if self.result is None or self.result.asked is not Verdict.NOT_EVALUATED or self._open:
            return None
        lost = [] if self.data is None else _lost(self.data)
        if not lost:
            return NOTHING_JUDGED
        cells = joined(lost[:_SHOWN], of=len(lost))
        return Text(LOST.zh.format(len(lost), cells.zh), LOST.en.format(len(lost), cells.en))

    @property
    def open(self) -> tuple[Outcome, ...]:
        """The outcomes that keep the result from passing because something is not known, and count."""
        return tuple(each for each in self._open if each.instance not in self.accepted)

    @property
    def _open(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.verdict is Verdict.NOT_EVALUATED and each.rule.essential)

    @property
    def passed(self) -> bool:
        """Whether everything that was asked for and counts passed."""
        if self.result is None or not self.accepted:
            return self.result is not None and self.result.asked is Verdict.PASSED
        wrong = any(each.severity is Severity.ERROR or each.rule.essential for each in self.findings)
        return not (wrong or self.open or self.doubted)

    @property
    def doubted(self) -> bool:
        """Whether there is a doubt that counts."""
        return self.doubt is not None and Verdict.NOT_EVALUATED.value not in self.accepted


def _lost(data: Tabular) -> list[Text]:
    """The labels of the cells behind which there may be anything."""
    known = cells_of(data)
    return [known[address].text for address, value in values(data).items() if value in UNKNOWN_GAPS]


Document = Literal["check", "years", "rollup"]
"""The commands whose results are written."""


@attrs.frozen(kw_only=True)
class Style:
    """What a format may need beside the entries; ``previous`` and ``blank_as_zero`` are what they were checked with.

    Names of files are told relative to ``root``, the folder of the repository. ``help_uri`` is where the page of a rule
    is to be found, with ``{code}`` for its code. Of a CSV ``excel`` says that Excel will open it, ``labels`` that
    official labels stand above its columns.
    """

    lang: Lang = "zh"
    rules: Sequence[Rule] = RULES
    fail_on: Severity = Severity.ERROR
    version: str = ""
    previous: Reading | AnnualReport | None = None
    blank_as_zero: bool = False
    excel: bool = False
    labels: bool = False
    document: Document = "check"
    """Whose results they are."""
    root: Path | None = None
    help_uri: str = ""

    def named(self, file: str) -> str:
        """The name of a file relative to the root, with slashes, if it stands below it; else as it is."""
        if self.root is None:
            return file
        path = Path(os.path.abspath(file))
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else file


def described(error: Exception, lang: Lang) -> str:
    """What an error says in one language, or its name if it says nothing."""
    if isinstance(error, GovDisclosureError):
        told = error.message(lang)
    else:
        told = prose(system_text(error, lang) if isinstance(error, OSError) else str(error))
    return told or type(error).__name__
