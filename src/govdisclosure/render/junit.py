"""Results as JUnit XML: a suite for each source, a test case for each outcome."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from govdisclosure.forms.text import Lang
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.rules.rule import Outcome, Severity, Verdict

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _attributes(**given: object) -> str:
    return "".join(f" {name}={quoteattr(clean(str(value)))}" for name, value in given.items())


def _element(name: str, text: str, **given: object) -> str:
    return f"<{name}{_attributes(**given)}>{escape(clean(text))}</{name}>"


def kind(outcome: Outcome, fail_on: Severity) -> str:
    """What the outcome is to a test runner: "failure", "error", "skipped", "note" (below ``fail_on``) or ""."""
    if outcome.verdict is Verdict.FAILED:
        return "failure" if outcome.severity.rank <= fail_on.rank else "note"
    if outcome.verdict is Verdict.NOT_EVALUATED and outcome.rule.essential:
        return "error"
    return "" if outcome.verdict is Verdict.PASSED else "skipped"


def _case(outcome: Outcome, what: str, lang: Lang) -> str:
    head = f"<testcase{_attributes(classname=outcome.rule.code, name=outcome.instance)}"
    if not what:
        return f"{head}/>\n"
    message = outcome.message(lang)
    if what == "note":
        return f"{head}>{_element('system-out', message)}</testcase>\n"
    kind = outcome.severity.value if what == "failure" else outcome.verdict.value
    inside = _element(what, message, type=kind, message=message)
    return f"{head}>{inside}</testcase>\n"


def suite(entry: Entry, lang: Lang, fail_on: Severity) -> str:
    """One source."""
    if entry.error is not None:
        message = described(entry.error, lang)
        inside = _element("error", message, type=type(entry.error).__name__, message=message)
        head = _attributes(name=entry.source, tests=1, failures=0, errors=1, skipped=0)
        case = f"<testcase{_attributes(classname='unreadable', name=entry.source)}>{inside}</testcase>\n"
        return f"<testsuite{head}>\n{case}</testsuite>\n"
    kinds = [kind(outcome, fail_on) for outcome in entry.outcomes]
    head = _attributes(
        name=entry.source,
        tests=len(kinds),
        failures=kinds.count("failure"),
        errors=kinds.count("error"),
        skipped=kinds.count("skipped"),
    )
    cases = "".join(_case(outcome, what, lang) for outcome, what in zip(entry.outcomes, kinds, strict=True))
    return f"<testsuite{head}>\n{cases}</testsuite>\n"


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One document, a suite at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="govdisclosure">\n'
    for each in entries:
        yield suite(each, style.lang, style.fail_on)
    yield "</testsuites>\n"
