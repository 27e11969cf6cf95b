"""Results as annotations of GitHub Actions: one command a line."""

from collections.abc import Iterable, Iterator
from typing import Final

from govdisclosure.forms.text import Text
from govdisclosure.kernel import Verdict
from govdisclosure.plain import paragraphs, visible
from govdisclosure.render.entry import TOP, Entry, Span, Style, described
from govdisclosure.render.proposals import proposed
from govdisclosure.rules.rule import Severity

COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
OPEN: Final = Text(
    "有 {count} 条勾稽关系无法判断：{instances}", "{count} balancing relations could not be evaluated: {instances}"
)
NOT_EVALUATED: Final = Verdict.NOT_EVALUATED.value
_SHOWN: Final = 10


def data(text: str) -> str:
    """A text as the message of a command; its lines are ours."""
    return paragraphs(text).replace("%", "%25").replace("\n", "%0A")


def property_(text: str) -> str:
    """A text as a property of a command."""
    return data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def command(name: str, message: str, *, file: str, title: str, span: Span = TOP) -> str:
    """One annotation."""
    columns = "" if span.start is None or span.end is None else f",col={span.start},endColumn={span.end - 1}"
    where = f"file={property_(file)},line={span.line}{columns}"
    return f"::{name} {where},title={property_(title)}::{data(message)}\n"


def annotations(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """An annotation for each finding, one for all that could not be evaluated, and one for a source not read."""
    for each in entries:
        yield from _of(each, style)


def _of(entry: Entry, style: Style) -> Iterator[str]:
    lang, file = style.lang, style.named(entry.file)
    if entry.error is not None:
        yield command("error", described(entry.error, lang), file=file, title=type(entry.error).__name__)
    found = proposed(entry, style)
    for outcome in entry.findings:
        span = entry.span(outcome, first=(each.address for each in found.of(outcome.instance)))
        name = COMMANDS[outcome.severity]
        yield command(name, found.told(outcome, lang), file=file, title=outcome.rule.code, span=span)
    if open_ := [outcome for outcome in entry.open if outcome.instance not in entry.accepted]:
        shown = ", ".join(outcome.instance for outcome in open_[:_SHOWN])
        more = "" if len(open_) <= _SHOWN else ", …"
        message = OPEN.get(lang).format(count=len(open_), instances=shown + more)
        yield command("error", message, file=file, title=NOT_EVALUATED)
    if (doubt := entry.doubt) and NOT_EVALUATED not in entry.accepted:
        yield command("error", doubt.get(lang), file=file, title=NOT_EVALUATED)
