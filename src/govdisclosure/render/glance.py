"""What a value shows of itself: a result as a few lines, and whatever has a table as a piece of a page, for notebooks.

The tables are the official ones that the page of findings draws. A piece has its style with it and nothing from
elsewhere, and all that a document says in it is text.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final, TypeGuard

from govdisclosure.checking import Result, check
from govdisclosure.diagnosis import Diagnosis
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import Tabular
from govdisclosure.model.compare import Comparison
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose
from govdisclosure.render import comparison, page
from govdisclosure.render.entry import Entry
from govdisclosure.render.proposals import NONE, diagnosed, proposals
from govdisclosure.render.text import SEVERITIES, VERDICTS
from govdisclosure.rules.rule import Severity
from govdisclosure.writers.html import blocks
from govdisclosure.writers.layout import Line, laid_out

_LOOKED_AT: Final = Text("看过 {} 项", "looked at {}")
_OPEN: Final = Text("无法判断 {}", "not evaluated {}")
_UNASKED: Final = Text("没有检查的勾稽关系 {}", "balancing relations not asked for {}")
_MORE: Final = Text("还有 {} 条，见 result.findings", "{} more in result.findings")
_SHORT: Final = 8
"""Findings that a result shows in its few lines."""
_LONG: Final = 120
"""Characters of a finding that are shown there."""
_TEXT: Final = Text("文字", "Text")

_STYLE: Final = """
.govdisclosure table { border-collapse: collapse; font-size: 0.85em; line-height: 1.35; margin: 0.5em 0; }
.govdisclosure th, .govdisclosure td { border: 1px solid #888; padding: 0.2em 0.35em; text-align: center;
  font-weight: normal; background: #fff; color: #000; }
.govdisclosure th.row, .govdisclosure td.label, .govdisclosure td.text { text-align: left; }
.govdisclosure td.wrong, .govdisclosure tr.changed td.was, .govdisclosure tr.removed td.was { background: #fbb; }
.govdisclosure td.seen { background: #fec; }
.govdisclosure tr.changed td.now, .govdisclosure tr.added td.now { background: #dfd; }
.govdisclosure td b { color: #a00; white-space: nowrap; }
.govdisclosure .wide { overflow-x: auto; }
.govdisclosure li.error { color: #a00; }
"""


def language(environment: Mapping[str, str]) -> Lang:
    """In which language values show themselves: Chinese, unless GOVDISCLOSURE_LANG asks for English."""
    return "en" if environment.get("GOVDISCLOSURE_LANG", "")[:2].lower() == "en" else "zh"


# ---------------------------------------------------------------------------------------------------- text


def text(value: object) -> str | None:
    """A result in at most ten lines."""
    return "\n".join(_lines(value, language(os.environ))) if isinstance(value, Result) else None


def _lines(result: Result, lang: Lang) -> Iterator[str]:
    yield _headline(result, lang)
    for outcome in result.findings[:_SHORT]:
        told = f"{SEVERITIES[outcome.severity].get(lang)} {prose(outcome.message(lang))}"
        yield told if len(told) <= _LONG else f"{told[:_LONG]}…"
    if (more := len(result.findings) - _SHORT) > 0:
        yield _MORE.get(lang).format(more)


def _headline(result: Result, lang: Lang) -> str:
    """The verdict, and how many of what there are."""
    found = Counter(outcome.severity for outcome in result.findings)
    told = [_LOOKED_AT.get(lang).format(len(result.outcomes))]
    told += [f"{SEVERITIES[each].get(lang)} {found[each]}" for each in Severity if found[each]]
    left = sum(each.verdict is Verdict.NOT_EVALUATED for each in result.outcomes)
    for words, number in ((_OPEN, left), (_UNASKED, len(result.unasked))):
        told += [words.get(lang).format(number)] if number else []
    return f"{VERDICTS[result.verdict].get(lang)}{COLON.get(lang)}{Text('，', ', ').get(lang).join(told)}"


# ---------------------------------------------------------------------------------------------------- HTML


def html(value: object) -> str | None:
    """A reading, report or table with its findings; a result, a diagnosis or a comparison; None for anything else."""
    lang = language(os.environ)
    if isinstance(value, Result):
        items = "\n".join(page.findings(value.findings, NONE, lang))
        return _piece([_verdict(value, lang), f"<ul>\n{items}\n</ul>" if items else ""])
    if isinstance(value, Diagnosis):
        return _piece(_diagnosis(value, lang))
    if isinstance(value, Comparison):
        return _piece(comparison.body(value, lang))
    return _piece(_checked(value, lang)) if _has_tables(value) else None


def _has_tables(value: object) -> TypeGuard[Reading | Tabular]:
    return isinstance(value, (Reading, AnnualReport, *table_classes()))


def _piece(parts: list[str]) -> str:
    inside = "\n".join(parts)
    return f'<div class="govdisclosure">\n<style>{_STYLE}</style>\n{inside}\n</div>'


def _verdict(result: Result, lang: Lang) -> str:
    return f"<p><strong>{escape(_headline(result, lang))}</strong></p>"


def _checked(x: Reading | Tabular, lang: Lang) -> list[str]:
    """The title, the verdict with the findings, every table with its wrong cells marked, and the text."""
    reading = x if isinstance(x, Reading) else None
    data = x.report if isinstance(x, Reading) else x
    result = check(x)
    found = proposals(diagnosed(x, result, previous=None, blank_as_zero=False), data)
    entry = Entry(source="", reading=reading, data=data, result=result)
    seen = {address for outcome in result.findings for address in outcome.addresses}
    lines = [block for block in laid_out(data) if isinstance(block, Line)] if isinstance(data, AnnualReport) else []
    title = [f"<p><strong>{escape(line.text)}</strong></p>" for line in lines[:1]]
    said = "\n".join(blocks(tuple(lines[1:])))
    text = [f"<details>\n<summary>{escape(_TEXT.get(lang))}</summary>\n{said}\n</details>"] if said else []
    tables = page.marked(data, found, seen, lang, every=True)
    return [*title, _verdict(result, lang), page.listed(entry, result, found, lang), *tables, *text]


def _diagnosis(diagnosis: Diagnosis, lang: Lang) -> list[str]:
    """What it says, and the tables with the cells that the best explanations change."""
    data = diagnosis.unknowns.subject.data
    said = "<br>\n".join(map(escape, diagnosis.message(lang).splitlines()))
    return [f"<p>{said}</p>", *page.marked(data, proposals(diagnosis, data), (), lang)]
