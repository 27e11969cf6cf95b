"""Which findings do not count, and why: known by the baseline, ignored in the file itself, or for it."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from govdisclosure.cli.baseline import NOT_EVALUATED, Baseline, Known, read
from govdisclosure.cli.output import Target
from govdisclosure.errors import UsageError
from govdisclosure.forms.say import CLAUSES, COLON, LIST, listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.plain import visible
from govdisclosure.policy import Configuration, exit_code
from govdisclosure.render.entry import Accepted, Entry
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Severity
from govdisclosure.writers.files import put

_CODE: Final = rb"[A-Za-z0-9@_.]+"
_INLINE: Final = re.compile(
    rb"govdisclosure:\s{0,9}ignore[ \t=:]{1,9}(" + _CODE + rb"(?:[ \t]{0,9},[ \t]{0,9}" + _CODE + rb")*)"
)
"""``govdisclosure: ignore REM001, STR005`` in a comment, as every charset that pages come in writes it."""
_WITH_COMMENTS: Final = frozenset({"html", "text"})
"""The formats of readings whose files are text that an author may write a comment in."""
MOST_BYTES: Final = 5_000_000
"""Beyond these no note is looked for."""

_STRANGE: Final = Text("{}：文件内注明不计的 {} 不是任何规则的代码", "{}: {}, to be ignored by the file, is no rule")
_COUNTED: Final = Text("{}的 {} 条", "{} {}")
_NOT_COUNTED: Final = Text("不计入结论的问题：{}", "findings that do not count: {}")
_GONE: Final = Text("清单中已不再出现的 {} 条：{}", "{} of the baseline gone: {}")
_WROTE: Final = Text("{} 条问题写入 {}", "{} findings written to {}")
_LOST: Final = Text("原清单中未查的报告的 {} 条不再列入", "{} of reports that were not looked at are left out")
_NOT_WRITTEN: Final = Text("有文件读不了，{} 没有写", "{} was not written, because not every source could be read")


def inline(path: Path, format: str) -> tuple[str, ...]:
    """The codes, their beginnings or instances that a file says are not to count."""
    if format not in _WITH_COMMENTS:
        return ()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
    except OSError:
        return ()
    return tuple(code.strip().decode() for codes in _INLINE.findall(data) for code in codes.split(b","))


class Accepting:
    """What does not count in one run of ``check``, and what is to be said of it at the end."""

    def __init__(self, configuration: Configuration, baseline: Path | None, lang: Lang, *, written: bool) -> None:
        if written and baseline is None:
            raise UsageError("--write-baseline needs --baseline FILE", zh="--write-baseline 要与 --baseline 文件 同用")
        self._configuration = configuration
        self._path = baseline
        self._written = written
        self._lang: Lang = lang
        before = baseline is not None and (not written or baseline.exists())
        self._known = Baseline(read(baseline) if before and baseline is not None else frozenset())
        self._counted: Counter[Accepted] = Counter()

    def of(self, entry: Entry) -> Entry:
        """The entry with the findings that do not count."""
        if entry.result is None:
            return entry
        instances = [each.instance for each in (*entry.result.findings, *entry.open)]
        path = Path(entry.file)
        codes = inline(path, "" if entry.reading is None else entry.reading.format)
        for code in codes:
            if not any(rule.code.startswith(code.partition("@")[0]) for rule in RULES):
                self._say(_STRANGE, visible(entry.source), code)
        accepted = {
            **dict.fromkeys(self._known.accepted(entry), Accepted.BASELINE),
            **dict.fromkeys(_fitting(instances, self._configuration.ignored(path)), Accepted.PER_FILE),
            **dict.fromkeys(_fitting(instances, codes), Accepted.INLINE),
        }
        if self._written:
            accepted = dict.fromkeys((*instances, NOT_EVALUATED), Accepted.BASELINE) | accepted
        self._counted.update(accepted[each] for each in {*instances, NOT_EVALUATED} if each in accepted)
        return attrs.evolve(entry, accepted=accepted)

    def end(self, code: int) -> None:
        """Say what did not count and what is gone; write what was found, if that is asked for and all was read."""
        lang = self._lang
        if self._written and self._path is not None:
            self._write(self._path, code)
            return
        if self._counted:
            parts = (_COUNTED.get(lang).format(why.value.get(lang), n) for why, n in self._counted.items())
            self._say(_NOT_COUNTED, listed(parts, lang, LIST))
        if gone := self._known.gone:
            self._say(_GONE, len(gone), _named(gone, lang))

    def _write(self, path: Path, code: int) -> None:
        if code == 2:
            self._say(_NOT_WRITTEN, path)
            return
        target = Target(str(path))
        with target.alone():
            put(target.name, self._known.text().encode())
        self._say(_WROTE, len(self._known.found), path)
        if self._known.elsewhere:
            self._say(_LOST, self._known.elsewhere)

    def _say(self, text: Text, *given: object) -> None:
        print(text.get(self._lang).format(*given), file=sys.stderr)


def _named(known: Iterable[Known], lang: Lang) -> str:
    """Each with whose it is."""
    return listed((f"{_whose(each)}{COLON.get(lang)}{each.instance}" for each in known), lang, CLAUSES)


def _whose(known: Known) -> str:
    return visible(" ".join(str(each) for each in (known.organ, known.year, known.source) if each))


def _fitting(instances: Iterable[str], codes: Iterable[str]) -> Iterator[str]:
    starts = tuple(codes)
    return (
        each for each in instances if any(each == start if "@" in start else each.startswith(start) for start in starts)
    )


def code_of(entry: Entry, fail_on: Severity) -> int:
    """What one source makes the program exit with: as if what does not count were not there."""
    if entry.result is None:
        return 2
    if not entry.accepted:
        return exit_code(entry.result, fail_on=fail_on)
    found = any(each.severity.rank <= fail_on.rank for each in entry.findings)
    open_ = any(each.instance not in entry.accepted for each in entry.open)
    doubt = entry.doubt is not None and NOT_EVALUATED not in entry.accepted
    return 1 if found or open_ or doubt else 0
