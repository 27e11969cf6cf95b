"""Results as JUnit XML: a suite for each source, a test case for each outcome."""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from govdisclosure.forms.text import Lang
from govdisclosure.kernel import Verdict
from govdisclosure.plain import paragraphs, prose, visible
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.rules.rule import Outcome, Severity


def _attributes(**given: object) -> str:
    return "".join(f" {name}={quoteattr(visible(str(value)))}" for name, value in given.items())


def _element(name: str, text: str, **given: object) -> str:
    return f"<{name}{_attributes(**given)}>{escape(paragraphs(text))}</{name}>"


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
        case = _error("unreadable", entry.source, type(entry.error).__name__, described(entry.error, lang))
        return _suite(entry, ["error"], [case])
    kinds = [kind(outcome, fail_on) for outcome in entry.outcomes]
    cases = [_case(outcome, what, lang) for outcome, what in zip(entry.outcomes, kinds, strict=True)]
    if doubt := entry.doubt:
        kinds.append("error")
        cases.append(_error("verdict", entry.source, Verdict.NOT_EVALUATED.value, doubt.get(lang)))
    return _suite(entry, kinds, cases)


def _suite(entry: Entry, kinds: Sequence[str], cases: Iterable[str]) -> str:
    head = _attributes(
        name=entry.source,
        tests=len(kinds),
        failures=kinds.count("failure"),
        errors=kinds.count("error"),
        skipped=kinds.count("skipped"),
    )
    return f"<testsuite{head}>\n{''.join(cases)}</testsuite>\n"


def _error(classname: str, name: str, type: str, message: str) -> str:
    """A test case for a source as a whole."""
    inside = _element("error", message, type=type, message=prose(message))
    return f"<testcase{_attributes(classname=classname, name=name)}>{inside}</testcase>\n"


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """One document, a suite at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="govdisclosure">\n'
    for each in entries:
        yield suite(each, style.lang, style.fail_on)
    yield "</testsuites>\n"
