"""The charts. What has no number is drawn as such, never as zero, and lines break where a year has none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import altair as alt

from govdisclosure.checking import WHOLE, Result, check
from govdisclosure.errors import InvalidTypeError, InvalidValueError, language
from govdisclosure.forms.declare import Cell
from govdisclosure.forms.demands import every
from govdisclosure.forms.editions import Requests
from govdisclosure.forms.say import shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import cells_of, unknown, values
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import printable, quoted
from govdisclosure.render.proposals import Proposal, diagnosed, proposals
from govdisclosure.render.text import SEVERITIES
from govdisclosure.rules.rule import Severity
from govdisclosure.writers.layout import title_line

_GAP: Final = "#d8d8d8"
_SHADES: Final = ["#ffffff", "#2171b5"]
_LINE: Final = 11
_WRONG: Final = "#cc0000"
_SEVERITIES: Final = {Severity.ERROR: "#c0392b", Severity.WARNING: "#e08e0b", Severity.INFO: "#7f8c8d"}
_MARKED: Final = Text(
    "红框：诊断认为有误的格，→ 后是应填的数；灰格没有数字",
    "red: wrong by the diagnosis, → what it should hold; grey: no number",
)
_YEAR: Final = Text("年度", "year")
_CELL: Final = Text("格", "cell")
_NUMBER: Final = Text("数", "number")
_RULE: Final = Text("规则", "rule")
_FOUND: Final = Text("问题", "findings")
_SEVERITY: Final = Text("级别", "severity")
_OVER: Final = Text("历年", "over the years")
_BY_RULE: Final = Text("{} 份报告中的问题，按规则", "findings in {} reports, by rule")

Row = dict[str, object]

SHOWN: Final = (
    "requests.received.total",
    "requests.carried_over_in.total",
    "requests.outcomes.disclosed.total",
    "requests.outcomes.partially_disclosed.total",
    "requests.carried_over_out.total",
)
"""The cells that an organ is followed by, unless others are asked for."""


# ---------------------------------------------------------------------------------------------------- table three


def requests_heat_map(x: Reading | AnnualReport | Requests, *, lang: Lang = "zh") -> alt.LayerChart:
    """Table three as the form has it: the higher a number, the darker its cell; wrong cells have a red frame.

    What a cell should hold by the best explanation stands behind the arrow, with a question mark where others fit. A
    cell without a number is grey and says why. Colours follow the square root, since totals would leave nothing to see
    of the rest.
    """
    language(lang)
    data = x.report if isinstance(x, Reading) else x
    table = data.requests if isinstance(data, AnnualReport) else data
    if not _is_requests(table):
        raise InvalidTypeError(
            f"x must be a Reading, an AnnualReport or table three (got a {type(x).__name__})",
            zh=f"x 须为 Reading、AnnualReport 或表三（现为 {type(x).__name__}）",
        )
    title = title_line(data) if isinstance(data, AnnualReport) else table.title.text.get(lang)
    rows = list(_heat(table, lang))
    return _drawn(rows, lang).properties(
        title=_titled(title, _MARKED.get(lang)), width=620, height=24 * len({row["row"] for row in rows})
    )


def _is_requests(table: object) -> bool:
    return getattr(table, "name", "") == "requests"


def _heat(table: Requests, lang: Lang) -> Iterator[Row]:
    found = proposals(diagnosed(table, check(table), previous=None, blank_as_zero=False), table).cells
    held = values(table)
    for address, cell in cells_of(table).items():
        wrong, value = found.get(address), held[address]
        yield {
            "row": _row(cell, lang),
            "column": cell.column.text.get(lang),
            "number": None if isinstance(value, Gap) else int(value),
            "text": shown(value, lang) + ("" if wrong is None else _arrow(wrong, lang)),
            "wrong": wrong is not None,
            "address": address,
        }


def _arrow(wrong: Proposal, lang: Lang) -> str:
    """What the cell should hold, in doubt where something else fits as well; nothing where nothing is proposed."""
    proposed = wrong.should_be(lang)
    return f" →{proposed}{'' if wrong.sure else '?'}" if proposed else ""


def _row(cell: Cell, lang: Lang) -> str:
    """The label of the row, with the group that it stands in; the outermost group is the table's."""
    return " / ".join(text.get(lang) for text in (*cell.groups[1:], cell.row.text))


def _placed(rows: Sequence[Row]) -> alt.Chart:
    """Cells in their official places."""
    columns = list(dict.fromkeys(str(row["column"]) for row in rows))
    lines = list(dict.fromkeys(str(row["row"]) for row in rows))
    deep = max(len(column.split(" ")) for column in columns)  # a word a line; lines grow downwards, into the table
    several_lines = alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr="split(datum.label, ' ')",
        labelPadding=3 + _LINE * (deep - 1),
        ticks=False,
    )
    return _chart(rows).encode(
        x=alt.X("column:N", sort=columns, scale=alt.Scale(domain=columns), title=None, axis=several_lines),
        y=alt.Y("row:N", sort=lines, scale=alt.Scale(domain=lines), title=None, axis=alt.Axis(labelLimit=640)),
    )


def _drawn(rows: Sequence[Row], lang: Lang) -> alt.LayerChart:
    """The ground of the cells, the frames of the wrong ones above it, and the numbers, light on dark ground."""
    highest = max((row["number"] for row in rows if isinstance(row["number"], int)), default=0)
    told = [alt.Tooltip("address:N", title=_CELL.get(lang)), alt.Tooltip("text:N", title=_NUMBER.get(lang))]
    shade = alt.Scale(range=_SHADES, interpolate="rgb", type="sqrt", domain=[0, max(highest, 1)], clamp=True)
    cells = _placed(rows).mark_rect(stroke="#cccccc", strokeWidth=0.5)
    layers = [
        cells.transform_filter("isValid(datum.number)").encode(
            color=alt.Color("number:Q", scale=shade, legend=None), tooltip=told
        ),
        cells.transform_filter("!isValid(datum.number)").encode(color=alt.value(_GAP), tooltip=told),
        _placed(rows).transform_filter("datum.wrong").mark_rect(filled=False, stroke=_WRONG, strokeWidth=2.5),
        _placed(rows)
        .mark_text(fontSize=11)
        .encode(
            text="text:N",
            color=alt.condition(f"datum.number > {highest / 2}", alt.value("white"), alt.value("black")),
        ),
    ]
    return alt.LayerChart(layer=layers)


# ---------------------------------------------------------------------------------------------------- years


def organ_over_years(
    reports: Iterable[Reading | AnnualReport], *, addresses: Sequence[str] = SHOWN, lang: Lang = "zh"
) -> alt.Chart:
    """How cells of one organ went over the years, a line each; it breaks where a year or a number is missing.

    ``reports`` come in any order; `InvalidValueError` where two are for one year or one has no year, and
    `UnknownAddressError` for an address that none of them has.
    """
    language(lang)
    found = _by_year(every(reports, WHOLE, "reports"))
    wanted = every(addresses, str, "addresses")
    known = {address: cell for report in found.values() for address, cell in cells_of(report).items()}
    for address in wanted:
        if found and address not in known:
            raise unknown(address, tuple(known))
    labels = {address: known[address].label(lang) for address in wanted if address in known}
    held = {year: values(report) for year, report in found.items()}
    years = range(min(found), max(found) + 1) if found else range(0)
    rows: list[Row] = [
        {"year": str(year), "cell": labels[address], "number": _number(held.get(year, {}), address)}
        for address in wanted
        for year in years
    ]
    name = next((report.organ.name for report in reversed([*found.values()]) if isinstance(report.organ.name, str)), "")
    chart: alt.Chart = (
        _chart(rows)
        .mark_line(point=True, invalid="break-paths-show-domains")
        .encode(
            x=alt.X("year:O", title=_YEAR.get(lang), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("number:Q", title=_NUMBER.get(lang)),
            color=alt.Color(
                "cell:N",
                title=None,
                sort=list(labels.values()),
                legend=alt.Legend(orient="bottom", columns=1, labelLimit=600),
            ),
            tooltip=["year:O", "cell:N", "number:Q"],
        )
        .properties(title=_titled(f"{printable(name)} {_OVER.get(lang)}".strip()), width=560, height=300)
    )
    return chart


def _by_year(reports: Iterable[Reading | AnnualReport]) -> Mapping[int, AnnualReport]:
    found: dict[int, AnnualReport] = {}
    for each in reports:
        report = each.report if isinstance(each, Reading) else each
        if isinstance(report.year, Gap) or report.year in found:
            year = quoted(report.year)
            raise InvalidValueError(
                f"reports must be of different years, all known (got {year})",
                zh=f"各份报告的年度须已知且互不相同（现有 {year}）",
            )
        found[report.year] = report
    return dict(sorted(found.items()))


def _number(held: Mapping[str, Value], address: str) -> float | None:
    """The number of a cell; None where the year, the cell or the number is missing."""
    value = held.get(address, Gap.ABSENT)
    return None if isinstance(value, Gap) else float(value)


# ---------------------------------------------------------------------------------------------------- findings


def findings_by_rule(results: Iterable[Result], *, lang: Lang = "zh") -> alt.Chart:
    """How often each rule found something, the most frequent first; coloured by severity."""
    language(lang)
    given = every(results, Result, "results")
    counted = Counter(outcome.rule for result in given for outcome in result.findings)
    rows: list[Row] = [
        {
            "rule": f"{rule.code} {rule.title.get(lang)}",
            "findings": number,
            "severity": SEVERITIES[rule.severity].get(lang),
        }
        for rule, number in sorted(counted.items(), key=lambda item: (-item[1], item[0].code))
    ]
    names = [SEVERITIES[severity].get(lang) for severity in _SEVERITIES]
    chart: alt.Chart = (
        _chart(rows)
        .mark_bar()
        .encode(
            x=alt.X("findings:Q", title=_FOUND.get(lang), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("rule:N", sort=None, title=None, axis=alt.Axis(labelLimit=420)),
            color=alt.Color(
                "severity:N",
                title=_SEVERITY.get(lang),
                scale=alt.Scale(domain=names, range=list(_SEVERITIES.values())),
            ),
            tooltip=["rule:N", "findings:Q", "severity:N"],
        )
        .properties(title=_titled(_BY_RULE.get(lang).format(len(given))), width=420, height=alt.Step(22))
    )
    return chart


# ---------------------------------------------------------------------------------------------------- all


def _chart(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _titled(text: str, below: str = "") -> alt.TitleParams:
    return alt.TitleParams(text=text, subtitle=below or alt.Undefined, anchor="start")
