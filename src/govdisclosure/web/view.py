"""One document as the page shows it: verdict, findings, tables with their marks, text, and the year before."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from govdisclosure.checking import Result
from govdisclosure.forms.say import COLON, shown
from govdisclosure.forms.text import Lang
from govdisclosure.forms.values import Number
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import values
from govdisclosure.model.compare import compare
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import prose
from govdisclosure.render import comparison
from govdisclosure.render.checked import Checked, report_of
from govdisclosure.render.entry import Entry, described
from govdisclosure.render.page import addresses_in, marks, quoted_lines
from govdisclosure.render.proposals import NONE, Proposals, diagnosed, proposals
from govdisclosure.render.side_by_side import Compared, Kept, kept, side_by_side
from govdisclosure.render.text import NOT_READ, SEVERITIES, VERDICTS, rest
from govdisclosure.rules.rule import Outcome, statement
from govdisclosure.writers import html
from govdisclosure.writers.layout import Grid, laid_out
from govdisclosure.writers.printed import shown as printed

Json = dict[str, Any]
"""An object of JSON."""


def summary(entry: Entry, lang: Lang) -> Json:
    """A document in one line: whose report on which year, and what came of it."""
    result = entry.result
    return {
        "source": prose(entry.source),
        "organ": prose(entry.organ or ""),
        "year": entry.year,
        "verdict": "unread" if result is None else result.verdict.value,
        "told": (NOT_READ if result is None else VERDICTS[result.verdict]).get(lang),
        "findings": 0 if result is None else len(result.findings),
        "notices": 0 if entry.reading is None else len(entry.reading.notices),
        "error": "" if entry.error is None else prose(described(entry.error, lang)),
    }


def view(checked: Checked, lang: Lang) -> Json:
    """A document with all there is to see; only a line where it was not read."""
    entry = checked.entry
    told = summary(entry, lang)
    if entry.result is None or not isinstance(entry.data, AnnualReport):
        return told
    found = NONE
    if entry.result.verdict is Verdict.FAILED:
        diagnosis = diagnosed(
            entry.reading or entry.data, entry.result, previous=checked.previous, blank_as_zero=checked.blank_as_zero
        )
        found = proposals(diagnosis, entry.data)
    return told | {
        "items": [_finding(each, found, entry.data, lang) for each in entry.result.findings],
        "notes": [line.strip() for line in rest(entry, entry.result, lang)],
        "cells": _cells(entry.data, found, lang),
        "tables": "".join(_tables(entry, found, lang)),
        "text": quoted_lines(entry.data, entry.result, lang),
    }


def sums(result: Result, address: str, lang: Lang) -> list[Json]:
    """What a cell must agree with: every sum that it takes part in, with both numbers, whether it holds or not."""
    return [
        {
            "verdict": each.verdict.value,
            "told": each.subject.get(lang) + COLON.get(lang) + statement(each, lang),
            "cells": list(each.addresses),
        }
        for each in result.outcomes
        if each.identity is not None and address in each.addresses
    ]


def _finding(outcome: Outcome, found: Proposals, report: AnnualReport, lang: Lang) -> Json:
    """A finding with the cells it is about and what is proposed for some of them."""
    held = values(report)
    return {
        "rule": outcome.rule.code,
        "severity": outcome.severity.value,
        "told": SEVERITIES[outcome.severity].get(lang),
        "text": prose(outcome.message(lang)),
        "cells": [address for address in outcome.addresses if address in held],
        "proposals": [each.address for each in found.of(outcome.instance)],
    }


def _cells(report: AnnualReport, found: Proposals, lang: Lang) -> Mapping[str, Json]:
    """What is proposed for the cells that are wrong, or may be."""
    return {
        address: {
            "label": each.label(lang),
            "holds": shown(each.printed, lang),
            "should": each.should_be(lang),
            "value": "" if each.proposed is None else printed(each.proposed),
            "sure": each.sure,
            "how": each.how_sure(lang),
            "why": "" if each.explanation is None else prose(each.explanation.message(lang)),
        }
        for address, each in found.cells.items()
    }


def _tables(entry: Entry, found: Proposals, lang: Lang) -> Iterator[str]:
    """The official tables, every figure with its address, and marks on those that are wrong or take part in it."""
    assert entry.data is not None and entry.result is not None  # noqa: PT018 - looked at by the caller
    seen = {address for outcome in entry.result.findings for address in outcome.addresses}
    for block in laid_out(entry.data):
        if isinstance(block, Grid):
            keys = addresses_in(block, entry.data)
            drawn = html.grid(block, marks(keys, found, seen, lang), keys=keys)
            yield f"<section>\n<h3>{escape(block.title)}</h3>\n{drawn}\n</section>\n"


def beside(checked: Checked, lang: Lang) -> str:
    """The report on the year before beside this one: what must agree, and what became of figures and text."""
    this = checked.entry.data
    if checked.previous is None or not isinstance(this, AnnualReport):
        return ""
    last = report_of(checked.previous)
    rows = "".join(
        f'<tr{" class=wrong" if _differ(each) else ""}><td class="label">{escape(each.item)}</td>'
        f"<td>{_number(each.was)}</td><td>{_number(each.now)}</td></tr>\n"
        for each in side_by_side(_kept(last), _kept(this), lang)
    )
    heads = "".join(f"<th>{Entry(source='', data=each).year or ''}</th>" for each in (last, this))
    table = f'<div class="wide"><table><thead><tr><td></td>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>'
    return table + "\n".join(comparison.body(compare(last, this), lang))


def _kept(report: AnnualReport) -> Kept:
    return kept(report, values(report))


def _differ(each: Compared) -> bool:
    return each.equal and None not in (each.was, each.now) and each.was != each.now


def _number(value: Number | None) -> str:
    return "" if value is None else printed(value)
