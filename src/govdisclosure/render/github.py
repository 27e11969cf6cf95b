"""Results as annotations of GitHub Actions: one command a line."""

from collections.abc import Iterable, Iterator
from typing import Final

from govdisclosure.forms.text import Lang, Text
from govdisclosure.kernel import Verdict
from govdisclosure.plain import paragraphs, visible
from govdisclosure.render.entry import Entry, Style, described
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


def command(name: str, message: str, *, file: str, title: str, line: int = 1) -> str:
    """One annotation."""
    return f"::{name} file={property_(file)},line={line},title={property_(title)}::{data(message)}\n"


def annotations(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """An annotation for each finding, one for all that could not be evaluated, and one for a source not read."""
    for each in entries:
        yield from _of(each, style.lang)


def _of(entry: Entry, lang: Lang) -> Iterator[str]:
    if entry.error is not None:
        yield command("error", described(entry.error, lang), file=entry.source, title=type(entry.error).__name__)
    for outcome in () if entry.result is None else entry.result.findings:
        line = next((place.line for _, place in outcome.places if place.line), 1)
        name = COMMANDS[outcome.severity]
        yield command(name, outcome.message(lang), file=entry.source, title=outcome.rule.code, line=line)
    if entry.open:
        shown = ", ".join(outcome.instance for outcome in entry.open[:_SHOWN])
        more = "" if len(entry.open) <= _SHOWN else ", …"
        message = OPEN.get(lang).format(count=len(entry.open), instances=shown + more)
        yield command("error", message, file=entry.source, title=NOT_EVALUATED)
    if doubt := entry.doubt:
        yield command("error", doubt.get(lang), file=entry.source, title=NOT_EVALUATED)
