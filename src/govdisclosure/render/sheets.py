"""The sheets of a workbook on many reports, one for each question.

Which reports came, and how they are; what is wrong in them; whose report is missing; what changed against the year
before; and what they add up to. Rows are written as the reports come, so that memory does not grow with them but for a
few figures of each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from govdisclosure.forms.declare import Cell, Nature
from govdisclosure.forms.registry import newest
from govdisclosure.forms.say import CLAUSES, GAPS, listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Number, Value, in_ten_thousands
from govdisclosure.kernel import Spot, Verdict
from govdisclosure.model.access import cells_of, every_cell, unit, values
from govdisclosure.model.aggregate import plain_name
from govdisclosure.model.place import Place
from govdisclosure.model.report import AnnualReport
from govdisclosure.render.checked import Checked, Held, Key, key_of, report_of
from govdisclosure.render.entry import described
from govdisclosure.render.proposals import Proposals, diagnosed, proposals
from govdisclosure.render.rows import Column, Formula, Item, Rows, link
from govdisclosure.render.side_by_side import Compared, Kept, kept, side_by_side
from govdisclosure.render.text import NOT_READ, SEVERITIES
from govdisclosure.render.words import called
from govdisclosure.rules.rule import Outcome
from govdisclosure.writers.book import Book, area, exact, quoted

_TITLE: Final = Text("政府信息公开工作年度报告核对结果", "annual reports on open government information, checked")
REPORTS: Final = Text("报告", "Reports")
FINDINGS: Final = Text("问题", "Findings")
MISSING: Final = Text("缺报", "Missing")
YEARS: Final = Text("年度对照", "Years")
SUMS: Final = Text("合计", "Sums")
FIGURES: Final = Text("数据", "Figures")

_ORGAN = Text("机关", "Organ"), 30
_YEAR = Text("年度", "Year"), 8
_SOURCE = Text("文件", "File"), 40
_REPORTS: Final = (
    _ORGAN,
    _YEAR,
    (Text("结论", "Verdict"), 10),
    *((text, 8) for text in SEVERITIES.values()),
    (Text("不能判断", "Not evaluated"), 10),
    (Text("没有数字的格", "Cells without a number"), 12),
    (Text("读取提示", "Notices"), 10),
    _SOURCE,
    (Text("说明", "Remark"), 60),
)
_FINDINGS: Final = (
    (Text("报告行", "Report"), 8),
    _ORGAN,
    _YEAR,
    (Text("规则", "Rule"), 10),
    (Text("级别", "Severity"), 8),
    (Text("格", "Cell"), 50),
    (Text("位置", "Place"), 30),
    (Text("现为", "Holds"), 12),
    (Text("应为", "Should be"), 12),
    (Text("把握", "Certainty"), 30),
    (Text("说明", "Message"), 60),
    (Text("原文", "Printed"), 20),
    _SOURCE,
)
_MISSING: Final = (_ORGAN, (Text("说明", "Remark"), 50))
_YEARS: Final = (
    _ORGAN,
    _YEAR,
    (Text("事项", "Item"), 60),
    (Text("上年", "Year before"), 12),
    (Text("本年", "This year"), 12),
    (Text("相差", "Difference"), 12),
    (Text("同比（%）", "Change (%)"), 12),
    (Text("结论", "Result"), 14),
)
_SUM_OF: Final = Text("{} 年度合计", "Sum of {}")
_WITHOUT: Final = Text("{} 年度没有数字的报告", "Reports on {} without a number")

_NO_LIST: Final = Text(
    "没有给出应报机关的名单，不能知道缺谁的。", "No list of organs was given: nobody can know who is missing."
)
_NOT_THERE: Final = Text("没有报告", "no report")
_NOT_LISTED: Final = Text("不在名单上", "not on the list")
_SEVERAL: Final = Text("{} 年度有 {} 份报告", "{1} reports on {0}")
_ALL_THERE: Final = Text("名单上的机关都有报告。", "Every organ on the list has reported.")
_ONE_WAY: Final = Text("存量，不相加", "a stock: not added up")
_EQUAL: Final = Text("相等", "equal")
_UNEQUAL: Final = Text("不相等", "not equal")
_OPEN: Final = Text("不能判断", "cannot be judged")


def _columns(heads: Iterable[tuple[Text, int]], lang: Lang) -> list[Column]:
    return [(text.get(lang), wide) for text, wide in heads]


class Sheets:
    """The workbook in the making."""

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang
        self._book = Book(_TITLE.get(lang), large=True)
        order = [table.name for table in newest().tables]
        self._cells = dict(sorted(every_cell().items(), key=lambda each: order.index(each[1].path[0])))
        self._reports = self._rows(REPORTS, _REPORTS)
        self._findings = self._rows(FINDINGS, _FINDINGS)
        self._missing = self._rows(MISSING, _MISSING)
        self._years = self._rows(YEARS, _YEARS)
        self._sums = self._book.sheet(SUMS.get(lang))
        heads = [(Text(_head(cell, "zh"), _head(cell, "en")), 14) for cell in self._cells.values()]
        self._figures = self._rows(FIGURES, (_ORGAN, _YEAR, *heads))
        self._names: dict[str, str] = {}
        self._kept: dict[Key, list[Kept]] = {}
        self._totals = _Totals()

    def _rows(self, name: Text, heads: Iterable[tuple[Text, int]]) -> Rows:
        return Rows(self._book, name.get(self._lang), _columns(heads, self._lang))

    # ------------------------------------------------------------------------------------------------ as they come

    def add(self, item: Checked) -> None:
        """One source: its row, its findings, its figures."""
        entry, at = item.entry, self._reports.at
        organ, year = entry.organ or "", entry.year
        if entry.error is not None or entry.result is None or not isinstance(entry.data, AnnualReport):
            told = "" if entry.error is None else described(entry.error, self._lang)
            self._reports.add((organ, year, NOT_READ.get(self._lang), *[None] * 6, entry.source, told))
            return
        held = values(entry.data)
        counted = Counter(outcome.severity for outcome in entry.result.findings)
        doubt = "" if entry.doubt is None else entry.doubt.get(self._lang)
        self._reports.add(
            (
                organ,
                year,
                called(entry).get(self._lang),
                *(counted[severity] for severity in SEVERITIES),
                sum(outcome.verdict is Verdict.NOT_EVALUATED for outcome in entry.result.outcomes),
                sum(isinstance(value, Gap) for value in held.values()),
                None if entry.reading is None else len(entry.reading.notices),
                entry.source,
                doubt,
            )
        )
        looked_at = entry.reading or entry.data
        diagnosis = diagnosed(looked_at, entry.result, previous=item.previous, blank_as_zero=item.blank_as_zero)
        found = proposals(diagnosis, entry.data)
        for outcome in entry.result.findings:
            self._findings.add(self._finding(item, outcome, found, at))
        self._figure(entry.data, held)

    def _finding(self, item: Checked, outcome: Outcome, found: Proposals, at: tuple[str, Spot]) -> list[Item]:
        entry, lang = item.entry, self._lang
        cells = found.of(outcome.instance)
        addresses = [each.address for each in cells] or list(outcome.addresses[:1])
        places = [place for a in addresses if (place := outcome.document.get(a) or _place(item, a)) is not None]
        known: Mapping[str, Cell] = {} if entry.data is None else cells_of(entry.data)
        labels = [known[a].label(lang) for a in addresses if a in known] if cells else [outcome.subject.get(lang)]
        printed = [found.cells[a].printed for a in addresses if a in found.cells]
        return [
            link(at, at[1][0] + 1),
            entry.organ or "",
            entry.year,
            outcome.rule.code,
            SEVERITIES[outcome.severity].get(lang),
            listed(labels, lang, CLAUSES),
            listed(dict.fromkeys(place.message(lang) for place in places), lang, CLAUSES),
            _one_or_text([_shown(value, lang) for value in printed], lang),
            _one_or_text(
                [each.proposed if each.proposed is not None else each.should_be(lang) for each in cells], lang
            ),
            cells[0].how_sure(lang) if cells else "",
            outcome.message(lang),
            listed(dict.fromkeys(place.text for place in places), lang, CLAUSES),
            entry.source,
        ]

    def _figure(self, report: AnnualReport, held: Mapping[str, Value]) -> None:
        year = None if isinstance(report.year, Gap) else report.year
        name = "" if isinstance(report.organ.name, Gap) else report.organ.name
        known = cells_of(report)
        counted = {
            address: in_ten_thousands(value, unit(report, known[address])) if known[address].column.companion else value
            for address, value in held.items()
        }
        self._figures.add(
            (name, year, *(_shown(counted[a], self._lang) if a in counted else None for a in self._cells)),
        )
        if year is not None:
            self._totals.add(year, counted)
        if (key := key_of(report)) is not None:
            self._names[key[0]] = name
            self._kept.setdefault(key, []).append(kept(report, held))

    # ------------------------------------------------------------------------------------------------ at the end

    def finished(self, before: Sequence[Held], expected: Iterable[str] | None) -> bytes:
        """The file."""
        self._write_missing(expected)
        self._write_years(before)
        for rows in (self._reports, self._findings, self._missing, self._years, self._figures):
            rows.end()
        self._write_sums()
        return self._book.data()

    def abandon(self) -> None:
        """Nothing comes of it."""
        self._book.close()

    def _write_missing(self, expected: Iterable[str] | None) -> None:
        lang = self._lang
        if expected is None:
            self._missing.add((_NO_LIST.get(lang),))
        else:
            wanted = {plain_name(name): name for name in expected}
            lacking = [name for plain, name in wanted.items() if plain not in self._names]
            for name in lacking:
                self._missing.add((name, _NOT_THERE.get(lang)))
            for plain, name in self._names.items():
                if plain not in wanted:
                    self._missing.add((name, _NOT_LISTED.get(lang)))
            if not lacking:
                self._missing.add((_ALL_THERE.get(lang),))
        for (plain, year), reports in self._kept.items():
            if len(reports) > 1:
                self._missing.add((self._names[plain], _SEVERAL.get(lang).format(year, len(reports))))

    def _write_years(self, before: Sequence[Held]) -> None:
        earlier: dict[Key, list[Kept]] = {key: list(reports) for key, reports in self._kept.items()}
        for report in map(report_of, before):
            if (key := key_of(report)) is not None and key not in self._kept:
                earlier.setdefault(key, []).append(kept(report, values(report)))
        for (plain, year), reports in sorted(self._kept.items()):
            last = earlier.get((plain, year - 1), [])
            if len(last) == 1 and len(reports) == 1:
                for row in side_by_side(last[0], reports[0], self._lang):
                    self._years.add((self._names[plain], year, *self._compared(row)))

    def _compared(self, row: Compared) -> list[Item]:
        _, (at, _) = self._years.at
        was, now = (area((at, column), (at, column)) for column in (3, 4))
        both = f"COUNT({was}:{now})=2"
        known = row.was is not None and row.now is not None
        off = row.now - row.was if row.was is not None and row.now is not None else ""
        share = round(Decimal(100) * Decimal(off) / Decimal(row.was), 1) if row.was and not isinstance(off, str) else ""
        result = (_UNEQUAL if off else _EQUAL) if known else _OPEN
        words = [quoted(each.get(self._lang)) for each in (_EQUAL, _UNEQUAL, _OPEN)]
        return [
            row.item,
            row.was,
            row.now,
            Formula(f'IF({both},{now}-{was},"")', off),
            Formula(f'IF({both},IF({was}=0,"",ROUND(100*({now}-{was})/{was},1)),"")', share),
            Formula(f"IF({both},IF({was}={now},{words[0]},{words[1]}),{words[2]})", result.get(self._lang))
            if row.equal
            else None,
        ]

    def _write_sums(self) -> None:
        """A row for each cell of the form, for each year the sum over the parts and how many of them have no number."""
        lang, sheet, years = self._lang, self._sums, sorted(self._totals.reports)
        heads = [(Text("格", "Cell"), 70)]
        for year in years:
            heads += [(Text(_SUM_OF.zh.format(year), _SUM_OF.en.format(year)), 16)]
            heads += [(Text(_WITHOUT.zh.format(year), _WITHOUT.en.format(year)), 16)]
        for column, (name, wide) in enumerate(_columns(heads, lang)):
            sheet.worksheet.set_column(column, column, wide)
            sheet.text((0, column), name, bold=True, border=1, bg_color="#EEEEEE", text_wrap=True)
        sheet.worksheet.freeze_panes(1, 1)
        for row, (address, cell) in enumerate(self._cells.items(), start=1):
            sheet.text((row, 0), _head(cell, lang))
            for number, year in enumerate(years):
                self._write_sum((row, 1 + 2 * number), address, cell, year)
        sheet.worksheet.autofilter(0, 0, len(self._cells), len(heads) - 1)

    def _write_sum(self, at: Spot, address: str, cell: Cell, year: int) -> None:
        if cell.nature in (Nature.STOCK, Nature.CHANGE):
            self._sums.text(at, _ONE_WAY.get(self._lang))
            return
        reports, numbers = self._totals.reports[year], self._totals.numbers.get((year, address), 0)
        if numbers:  # the sum of no number is not 0
            column = 2 + list(self._cells).index(address)
            parts = [
                f"SUMIFS({area((1, column), (last, column), name)},{area((1, 1), (last, 1), name)},{year})"
                for name, last in self._figures.extents
            ]
            self._sums.formula(at, "+".join(parts), self._totals.sums.get((year, address), 0))
        self._sums.number((at[0], at[1] + 1), reports - numbers)


def _head(cell: Cell, lang: Lang) -> str:
    return cell.label(lang) + ("（万元）" if cell.column.companion else "")


def _place(item: Checked, address: str) -> Place | None:
    reading = item.entry.reading
    return None if reading is None or address not in cells_of(reading.report) else reading.where(address)


def _shown(value: Value, lang: Lang) -> Item:
    return GAPS[value].get(lang) if isinstance(value, Gap) else value


def _one_or_text(items: Sequence[Item], lang: Lang) -> Item:
    """One number as a number, several as a text."""
    return items[0] if len(items) == 1 else listed(map(str, items), lang, CLAUSES)


class _Totals:
    """What the figures add up to, by year and address: the sums, how many numbers went in, and how many reports."""

    def __init__(self) -> None:
        self.reports: Counter[int] = Counter()
        self.numbers: Counter[tuple[int, str]] = Counter()
        self.sums: dict[tuple[int, str], Number] = {}

    def add(self, year: int, held: Mapping[str, Value]) -> None:
        """Add the figures of one report, as far as a spreadsheet can hold them as numbers."""
        self.reports[year] += 1
        for address, value in held.items():
            if not isinstance(value, Gap) and exact(value):
                self.numbers[year, address] += 1
                self.sums[year, address] = self.sums.get((year, address), 0) + value
