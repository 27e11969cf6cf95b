"""Results as JUnit XML: a suite for each source, a test case for each family of rules (REQ, REM, STR …)."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import attrs

from govdisclosure.forms.text import Lang
from govdisclosure.kernel import Verdict
from govdisclosure.plain import paragraphs, prose, visible
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.render.proposals import Proposals, proposed
from govdisclosure.rules.rule import Outcome, Severity

_WORST_FIRST: Final = ("failure", "error", "", "note", "skipped")
"""What a family is: what the first of these is that one of its outcomes is."""
_TOLD: Final = frozenset({"failure", "error"})
_IN_MEMORY: Final = 1_000_000


def _attributes(**given: object) -> str:
    return "".join(f" {name}={quoteattr(visible(str(value)))}" for name, value in given.items())


def _element(name: str, text: str, **given: object) -> str:
    return f"<{name}{_attributes(**given)}>{escape(paragraphs(text))}</{name}>"


def kind(outcome: Outcome, fail_on: Severity, *, accepted: bool = False) -> str:
    """What the outcome is to a test runner: "failure", "error", "skipped", "note" (not to fail for) or ""."""
    if outcome.verdict is Verdict.FAILED:
        return "failure" if outcome.severity.rank <= fail_on.rank and not accepted else "note"
    if outcome.verdict is Verdict.NOT_EVALUATED and outcome.rule.essential:
        return "note" if accepted else "error"
    return "" if outcome.verdict is Verdict.PASSED else "skipped"


def family(outcome: Outcome) -> str:
    """The letters that the code of its rule starts with."""
    return outcome.rule.code.rstrip("0123456789")


@attrs.frozen
class _Case:
    """A test case: its name, what became of it, why, and what else there is to say."""

    name: str
    what: str
    type: str = ""
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def written(self, source: str) -> str:
        inside = ""
        if self.told:
            inside = _element(self.what, "\n".join(self.told), type=self.type, message=prose(self.told[0]))
        elif self.what == "skipped":
            inside = "<skipped/>"
        if self.notes:
            inside += _element("system-out", "\n".join(self.notes))
        return f"<testcase{_attributes(classname=source, name=self.name)}>{inside}</testcase>\n"


def _case(name: str, outcomes: Iterable[Outcome], entry: Entry, found: Proposals, style: Style) -> _Case:
    """The test case of one family: what is worst in it, and what else is to be said, as a note."""
    kinds = [(kind(each, style.fail_on, accepted=each.instance in entry.accepted), each) for each in outcomes]
    what = min((of for of, _ in kinds), key=_WORST_FIRST.index)
    worst = [each for of, each in kinds if of == what and what in _TOLD]
    notes = [each for of, each in kinds if (of != what and of in _TOLD) or of == "note"]
    type = "" if not worst else worst[0].severity.value if what == "failure" else worst[0].verdict.value
    told, said = (tuple(_told(each, entry, found, style.lang) for each in group) for group in (worst, notes))
    return _Case(name, "" if what == "note" else what, type, told, said)


def _told(outcome: Outcome, entry: Entry, found: Proposals, lang: Lang) -> str:
    known = entry.accepted.get(outcome.instance)
    return ("" if known is None else f"[{known.value.get(lang)}] ") + found.told(outcome, lang)


def _cases(entry: Entry, style: Style) -> Iterator[_Case]:
    if entry.error is not None:
        yield _Case("unreadable", "error", type(entry.error).__name__, (described(entry.error, style.lang),))
    found = proposed(entry, style)
    families: dict[str, list[Outcome]] = {}
    for outcome in entry.outcomes:
        families.setdefault(family(outcome), []).append(outcome)
    for name, outcomes in families.items():
        yield _case(name, outcomes, entry, found, style)
    if doubt := entry.doubt:
        told = (doubt.get(style.lang),)
        unknown = Verdict.NOT_EVALUATED.value
        yield (
            _Case("verdict", "", notes=told) if unknown in entry.accepted else _Case("verdict", "error", unknown, told)
        )


def suite(entry: Entry, style: Style, total: Counter[str]) -> str:
    """One source; what it counts is added to the ``total``."""
    source = style.named(entry.source)
    cases = list(_cases(entry, style))
    counted = Counter({"tests": len(cases)}) + Counter(case.what for case in cases if case.what)
    total.update(counted)
    head = _attributes(name=source, **_counts(counted), time=f"{entry.seconds:.3f}")
    return f"<testsuite{head}>\n{''.join(case.written(source) for case in cases)}</testsuite>\n"


def _counts(counted: Counter[str]) -> dict[str, int]:
    return {
        "tests": counted["tests"],
        "failures": counted["failure"],
        "errors": counted["error"],
        "skipped": counted["skipped"],
    }


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One document; its suites wait in a file, since their totals stand above them."""
    total: Counter[str] = Counter()
    seconds = 0.0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as suites:
        for each in entries:
            suites.write(suite(each, style, total))
            seconds += each.seconds
        head = _attributes(name="govdisclosure", **_counts(total), time=f"{seconds:.3f}")
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{head}>\n'
        suites.seek(0)
        yield from suites
    yield "</testsuites>\n"
