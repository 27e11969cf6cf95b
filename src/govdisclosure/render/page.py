"""Findings as a page for people: one file without network, that filters, fits a telephone, and prints.

Nothing of a document is in the script, and the script is the only one that a browser runs: its digest is named.
"""

import base64
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from typing import Final

from govdisclosure.checking import Result
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.access import Tabular, is_report
from govdisclosure.plain import prose
from govdisclosure.render.entry import Entry, Style, described
from govdisclosure.render.proposals import Proposals, proposed
from govdisclosure.render.text import SEVERITIES, known, rest
from govdisclosure.render.words import called, counted
from govdisclosure.rules.rule import Outcome
from govdisclosure.writers import html
from govdisclosure.writers.layout import Grid, Line, Slot, laid_out

_TITLE: Final = Text("政府信息公开工作年度报告核对结果", "Annual reports on open government information: findings")
_FILTERS: Final = {
    "organ": Text("机关", "Organ"),
    "year": Text("年度", "Year"),
    "rule": Text("规则", "Rule"),
    "severity": Text("级别", "Severity"),
}
_ALL: Final = Text("全部", "all")
_NOTHING: Final = Text("没有发现问题。", "Nothing was found.")
_TABLES: Final = Text(
    "表格（红格有误，→ 后是应填的数）", "Tables (red cells are wrong, → stands before the right number)"
)
_TEXT: Final = Text("文字（加底色处与表格不一致）", "Text (marked where it differs from the tables)")
_UNKNOWN: Final = Text("没有名称的报告", "a report without a name")
_COUNTS: Final = Text("共 {} 份：", "{} in all: ")

_STYLE: Final = (
    html.STYLE
    + """
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 70em; }
p, li { text-indent: 0; overflow-wrap: anywhere; }
section { border-top: 2px solid #888; margin: 1.5em 0; padding-top: 0.5em; }
#filters { position: sticky; top: 0; background: #fff; padding: 0.5em 0; display: flex; flex-wrap: wrap;
  gap: 0.5em 1em; }
#filters[hidden], [hidden] { display: none; }
.verdict { font-weight: bold; } .failed { color: #a00; } .passed { color: #060; }
.source { color: #555; font-size: 0.85em; }
li.error { border-left: 4px solid #c00; } li.warning { border-left: 4px solid #d80; }
li.info { border-left: 4px solid #888; } li.known { color: #555; }
li { list-style: none; padding-left: 0.6em; margin: 0.5em 0; } ul { padding: 0; }
td.wrong { background: #fbb; outline: 2px solid #c00; } td.seen { background: #fec; }
td b { color: #a00; white-space: nowrap; }
.wide { max-width: 100%; } .wide table { min-width: 44em; }
@media print { #filters { display: none; } details > * { display: block; } .wide table { min-width: 0; }
  td.wrong { border: 2pt solid #000; } section { break-inside: auto; } }
"""
)
_SCRIPT: Final = """
(function () {
  "use strict";
  const names = ["organ", "year", "rule", "severity"], chosen = {};
  function apply() {
    const [organ, year, rule, severity] = names.map(name => chosen[name].value);
    document.querySelectorAll("section").forEach(report => {
      let any = false;
      report.querySelectorAll("li[data-rule]").forEach(item => {
        const fits = (!rule || item.dataset.rule === rule) && (!severity || item.dataset.severity === severity);
        item.hidden = !fits;
        any = any || fits;
      });
      const own = (!organ || report.dataset.organ === organ) && (!year || report.dataset.year === year);
      report.hidden = !own || ((rule || severity) && !any);
    });
  }
  names.forEach(name => {
    const select = chosen[name] = document.getElementById("f-" + name), seen = new Set();
    document.querySelectorAll("[data-" + name + "]").forEach(each => seen.add(each.dataset[name]));
    seen.delete("");
    [...seen].sort().forEach(value => select.append(new Option(value, value)));
    select.addEventListener("change", apply);
  });
  document.getElementById("filters").hidden = false;
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(each => { each.open = true; }));
})();
"""
_DIGEST: Final = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
_POLICY: Final = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_DIGEST}'"


def document(entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """The page, piece by piece as the entries come."""
    lang = style.lang
    title = _TITLE.get(lang)
    yield html.head(title, style=_STYLE, lang=lang, policy=_POLICY)
    yield f"<h1>{escape(title)}</h1>\n{_filters(lang)}"
    found: Counter[str] = Counter()
    for entry in entries:
        found[called(entry).get(lang)] += 1
        yield _section(entry, style)
    yield f"<p>{escape(_COUNTS.get(lang).format(found.total()) + counted(found, lang))}</p>\n"
    yield f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"


def _filters(lang: Lang) -> str:
    fields = "".join(
        f'<label>{escape(text.get(lang))} <select id="f-{name}"><option value="">{escape(_ALL.get(lang))}</option>'
        "</select></label>"
        for name, text in _FILTERS.items()
    )
    return f'<div id="filters" hidden>{fields}</div>\n'


def _section(entry: Entry, style: Style) -> str:
    lang = style.lang
    organ, year = prose(entry.organ or ""), "" if entry.year is None else str(entry.year)
    name = f"{organ} {year}".strip() or _UNKNOWN.get(lang)
    kind = "failed" if entry.result is None else "passed" if entry.passed else entry.result.verdict.value
    verdict = escape(called(entry).get(lang))
    return (
        f'<section data-organ="{escape(organ)}" data-year="{year}">\n'
        f'<h2>{escape(name)}{COLON.get(lang)}<span class="verdict {kind}">{verdict}</span></h2>\n'
        f'<p class="source">{escape(prose(entry.source))}</p>\n{_body(entry, style)}</section>\n'
    )


def _body(entry: Entry, style: Style) -> str:
    lang = style.lang
    if entry.result is None or entry.data is None:
        return f"<p>{escape(described(entry.error, lang))}</p>\n" if entry.error is not None else ""
    found = proposed(entry, style)
    tables = _tables(entry.data, entry.result, found, lang)
    return f"{listed(entry, entry.result, found, lang)}{tables}{quoted_lines(entry.data, entry.result, lang)}"


def listed(entry: Entry, result: Result, found: Proposals, lang: Lang) -> str:
    """Every finding with what is proposed, what is open, and what reading has to say."""
    items = findings(entry.findings, found, lang)
    items += [f'<li class="known">{escape(prose(line))}</li>' for line in known(entry, lang)]
    items += [f"<li>{escape(line.strip())}</li>" for line in rest(entry, result, lang)]
    lines = "\n".join(items) or f"<li>{escape(_NOTHING.get(lang))}</li>"
    return f"<ul>\n{lines}\n</ul>\n"


def findings(outcomes: Iterable[Outcome], found: Proposals, lang: Lang) -> list[str]:
    """Every finding as an item of a list."""
    return [_finding(outcome, found, lang) for outcome in outcomes]


def _finding(outcome: Outcome, found: Proposals, lang: Lang) -> str:
    severity = SEVERITIES[outcome.severity].get(lang)
    text = escape(f"{severity} {outcome.message(lang)}")
    for cell in found.of(outcome.instance):
        text += f"<br><strong>{escape(cell.message(lang))}</strong>"
    return (
        f'<li class="{outcome.severity.value}" data-rule="{outcome.rule.code}" data-severity="{escape(severity)}">'
        f"{text}</li>"
    )


def _tables(data: Tabular, result: Result, found: Proposals, lang: Lang) -> str:
    """The official tables in which cells are wrong, or take part in a finding."""
    seen = {address for outcome in result.findings for address in outcome.addresses}
    drawn = marked(data, found, seen, lang)
    if not drawn:
        return ""
    tables = "\n".join(drawn)
    return f"<details open>\n<summary>{escape(_TABLES.get(lang))}</summary>\n{tables}\n</details>\n"


def marked(data: Tabular, found: Proposals, seen: Collection[str], lang: Lang, *, every: bool = False) -> list[str]:
    """The official tables that hold a wrong cell or one of ``seen``, or every one, each below its title."""
    drawn: list[str] = []
    for block in laid_out(data):
        if isinstance(block, Grid):
            addresses = addresses_in(block, data)
            if every or not {*found.cells, *seen}.isdisjoint(addresses.values()):
                drawn.append(f"<h3>{escape(block.title)}</h3>\n{html.grid(block, marks(addresses, found, seen, lang))}")
    return drawn


def addresses_in(block: Grid, data: Tabular) -> dict[str, str]:
    """The address of each figure of a table, by the one that it has in its own table."""
    before = f"{block.name}." if is_report(data) else ""
    cells = (slot.box.cell for slot in block.slots)
    return {cell.address: before + cell.address for cell in cells if cell is not None}


def quoted_lines(data: Tabular, result: Result, lang: Lang) -> str:
    """The lines of the text that a finding quotes, with the quotation marked."""
    quotes = sorted({str(each.details["quote"]) for each in result.findings if "quote" in each.details}, key=len)
    if not quotes:
        return ""
    quoted = re.compile("|".join(map(re.escape, reversed(quotes))))
    lines = [block.text for block in laid_out(data) if isinstance(block, Line) and quoted.search(block.text)]
    told = "\n".join(f"<p>{_with_marks(line, quoted)}</p>" for line in lines)
    return f"<details open>\n<summary>{escape(_TEXT.get(lang))}</summary>\n{told}\n</details>\n"


def _with_marks(line: str, quoted: re.Pattern[str]) -> str:
    """A line as HTML, what is quoted marked."""
    marks = [f"<mark>{escape(each)}</mark>" for each in quoted.findall(line)]
    pieces = map(escape, quoted.split(line))
    return "".join(piece + mark for piece, mark in itertools.zip_longest(pieces, marks, fillvalue=""))


def marks(addresses: Mapping[str, str], found: Proposals, seen: Collection[str], lang: Lang) -> html.Marked:
    """Wrong cells with what they should hold; cells of other findings with a lighter ground."""

    def marked(slot: Slot) -> tuple[str, str]:
        if slot.box.cell is None:
            return "", ""
        address = addresses[slot.box.cell.address]
        if (cell := found.cells.get(address)) is None:
            return ("seen" if address in seen else ""), ""
        doubt = "" if cell.sure else "?"
        return "wrong", f" <b>→{escape(cell.should_be(lang))}{doubt}</b>"

    return marked
