"""Rules on structure: STR001 to STR016. Whether a document has everything the form asks for, and nothing left over.

They are warnings throughout: where something was not found, the fault may lie with the document or with our reading of
it, and only what numbers contradict is certain. A cell that is absent or unreadable still keeps a result from passing.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.forms.editions import cell_at, classes, edition_for, last_year
from govdisclosure.forms.registry import FORMS, Edition, OfficialForm, newest
from govdisclosure.forms.say import joined
from govdisclosure.forms.sections import OVERVIEW, TITLES
from govdisclosure.forms.shared import FORM_NOTES, see
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap
from govdisclosure.kernel import Verdict
from govdisclosure.model.notices import (
    COLUMN_EXTRA,
    HEADING_RENUMBERED,
    HEADING_VARIANT,
    LABEL_NEAR,
    LABEL_VARIANT,
    NUMBER_NOT_PLACED,
    ORGAN_DOUBTFUL,
    PERIOD_DOUBTFUL,
    ROW_CONTRADICTORY,
    ROW_EXTRA,
    ROW_REPEATED,
    ROW_UNKNOWN,
    YEAR_DOUBTFUL,
    Notice,
)
from govdisclosure.model.report import AnnualReport, Section
from govdisclosure.rules.amounts import PASSED
from govdisclosure.rules.blocks import (
    Details,
    FormRow,
    Layout,
    PerTable,
    failed,
    layouts,
    outcome,
)
from govdisclosure.rules.rule import Needs, Outcome, Rule, Severity, Subject

CONTENT = Text(f"{see('五十条', '50').zh}；{FORM_NOTES.zh}", f"{see('五十条', '50').en}; {FORM_NOTES.en}")

NEVER = Text("总能判断。", "It can always be evaluated.")
NO_DOCUMENT = Text(
    "报告由程序构造而不是从文件读出时，本规则不适用。",
    "It is not applicable to a report that was built in a script and not read from a document.",
)

# ------------------------------------------------------------------------------- STR001 to STR005: cells of the form


def _all_absent(subject: Subject, addresses: Sequence[str]) -> bool:
    values = subject.values
    return bool(subject.gaps) and all(values[address] is Gap.ABSENT for address in addresses)


def _table(rule: Rule, subject: Subject, each: Layout) -> Outcome:
    missing = _all_absent(subject, each.addresses)
    verdict = Verdict.FAILED if missing else Verdict.PASSED
    return outcome(rule, subject, verdict, at=each.name, on=each.title, addresses=each.addresses)


STR001 = Rule(
    code="STR001",
    severity=Severity.WARNING,
    title=Text("三张表都在", "all three tables are there"),
    basis=CONTENT,
    look=PerTable(_table),
    cause=Text(
        "表格以图片发布，或网站转换时丢失了表格。",
        "The table was published as a picture, or lost when the page was converted.",
    ),
    unknown=NEVER,
    texts={
        "passed": Text("找到了表格", "the table is there"),
        "failed": Text("没有找到这张表，它的每一格都不知道", "the table was not found; none of its cells is known"),
    },
)


def _missing_rows(subject: Subject, each: Layout) -> list[FormRow]:
    return [row for row in each.rows if _all_absent(subject, row.addresses)]


def _rows(rule: Rule, subject: Subject, each: Layout) -> Outcome:
    missing = _missing_rows(subject, each) if subject.gaps else []
    if not missing:
        return outcome(rule, subject, Verdict.PASSED, at=each.name, on=each.title, addresses=each.addresses)
    if len(missing) == len(each.rows):
        return outcome(rule, subject, Verdict.NOT_APPLICABLE, at=each.name, on=each.title)
    addresses = [address for row in missing for address in row.addresses]
    return outcome(
        rule,
        subject,
        Verdict.FAILED,
        at=each.name,
        on=each.title,
        addresses=addresses,
        details={"count": len(missing), "rows": joined([row.label for row in missing[:5]], of=len(missing))},
    )


STR002 = Rule(
    code="STR002",
    severity=Severity.WARNING,
    title=Text("格式所列的每一行都在", "every row of the form is there"),
    basis=FORM_NOTES,
    look=PerTable(_rows),
    cause=Text(
        "用了另一年的格式，删去了数字为零的行，或转换时丢了行。",
        "The form of another year was used, rows of zeros were deleted, or a row was lost in conversion.",
    ),
    unknown=Text(
        "整张表都没有找到时不适用（见 STR001）。", "Not applicable where the whole table is missing (STR001)."
    ),
    texts={
        "passed": PASSED,
        "failed": Text("缺 {count} 行：{rows}", "missing ({count}): {rows}"),
        "not_applicable": Text("整张表没有找到", "the whole table was not found"),
    },
)


@attrs.frozen
class _Without:
    """Judge a table by the cells with one kind of gap, in rows that are there."""

    gap: Gap

    def __call__(self, rule: Rule, subject: Subject, each: Layout) -> Outcome:
        there = (row for row in each.rows if not _all_absent(subject, row.addresses)) if subject.gaps else ()
        wrong = [address for row in there for address in row.addresses if subject.values[address] is self.gap]
        if wrong:
            return failed(rule, subject, wrong, each.name, each.title)
        return outcome(rule, subject, Verdict.PASSED, at=each.name, on=each.title, addresses=each.addresses)


STR003 = Rule(
    code="STR003",
    severity=Severity.WARNING,
    title=Text("每一行的格都齐全", "every row has all of its cells"),
    basis=FORM_NOTES,
    look=PerTable(_Without(Gap.ABSENT)),
    cause=Text(
        "空白格在转换成文字时消失，余下的数字无法对上各列；或表格少画了格。",
        "Blank cells vanished when the table became text, so that the numbers left fit no column for certain; "
        "or the table lacks a cell.",
    ),
    unknown=NEVER,
    texts={
        "passed": PASSED,
        "failed": Text("{count} 格在文中没有：{cells}", "not in the document ({count}): {cells}"),
    },
)

STR004 = Rule(
    code="STR004",
    severity=Severity.WARNING,
    title=Text("每格印的都是数字", "what is printed in a cell is a number"),
    basis=FORM_NOTES,
    look=PerTable(_Without(Gap.UNREADABLE)),
    cause=Text(
        "数字与文字写在一格，或一格里有两个数字。", "A number and words share a cell, or a cell holds two numbers."
    ),
    unknown=NEVER,
    texts={
        "passed": PASSED,
        "failed": Text("{count} 格印着无法识别为数字的内容：{cells}", "not to be read as a number ({count}): {cells}"),
    },
)


def _blanks(rule: Rule, subject: Subject, each: Layout) -> Outcome:
    wrong = [address for address in each.addresses if address in subject.blanks] if subject.gaps else []
    if not wrong:
        return outcome(rule, subject, Verdict.PASSED, at=each.name, on=each.title, addresses=each.addresses)
    if len(wrong) == len(each.addresses):
        return outcome(rule, subject, Verdict.NOT_APPLICABLE, at=each.name, on=each.title)
    found = failed(rule, subject, wrong, each.name, each.title)
    found = attrs.evolve(found, if_blank_zero=Verdict.PASSED)
    if subject.blank_as_zero:
        return attrs.evolve(found, verdict=Verdict.PASSED, reason="taken", zeroed=found.addresses)
    return attrs.evolve(found, gaps=found.addresses)


STR005 = Rule(
    code="STR005",
    severity=Severity.WARNING,
    title=Text("没有发生的填 0，不留空白或占位符", "what did not happen is entered as 0, not left blank or marked"),
    basis=FORM_NOTES,
    look=PerTable(_blanks),
    cause=Text(
        "没有发生的项目被留空或打了斜杠；读者无法知道是零还是漏填。",
        "What did not happen was left blank or struck out; nobody can tell zero from forgotten.",
    ),
    unknown=Text(
        "总能判断；约定空白按零计时视为符合。整张表都是空白时不适用（见 PLA003）。",
        "It can always be evaluated; under blank_as_zero it holds. "
        "Not applicable where the whole table is blank (PLA003).",
    ),
    texts={
        "passed": PASSED,
        "taken": Text("{count} 格空白或占位，按约定计为零", "blank or marked, counted as zero as agreed: {count}"),
        "failed": Text("{count} 格空白或只有占位符：{cells}", "blank or only marked ({count}): {cells}"),
        "not_applicable": Text("整张表都是空白，见 PLA003", "the whole table is blank, see PLA003"),
    },
)

# ------------------------------------------------------------------------------- STR006 to STR013: the document

_SECTIONS: Final = tuple((name, title.zh[0], title.text) for name, title in TITLES.items())
"""The sections that are text: name, ordinal, heading."""


def _sections(report: AnnualReport) -> Iterator[tuple[str, Section | Gap]]:
    yield "overview", report.sections.overview
    yield "problems", report.sections.problems
    yield "other_matters", report.sections.other_matters


@attrs.frozen
class _OnReport:
    """A look at what only a whole report has; a table alone gives no outcome."""

    judge: Callable[[Rule, Subject, AnnualReport], Outcome]

    def __call__(self, rule: Rule, subject: Subject) -> Iterator[Outcome]:
        if subject.report is not None:
            yield self.judge(rule, subject, subject.report)


def _text_sections(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    known = dict(_sections(report))
    missing = [(name, title) for name, _, title in _SECTIONS if isinstance(known[name], Gap)]
    return outcome(
        rule,
        subject,
        Verdict.FAILED if missing else Verdict.PASSED,
        addresses=[f"sections.{name}" for name, _ in missing],
        details={"sections": joined([title for _, title in missing])},
    )


STR006 = Rule(
    code="STR006",
    severity=Severity.WARNING,
    title=Text("第一、五、六部分都在", "sections one, five and six are there"),
    basis=CONTENT,
    look=_OnReport(_text_sections),
    needs=Needs.DOCUMENT,
    cause=Text(
        "漏写一个部分，或标题改写得认不出来。", "A section was left out, or its heading reworded beyond recognition."
    ),
    unknown=NO_DOCUMENT,
    texts={"passed": PASSED, "failed": Text("没有找到：{sections}", "not found: {sections}")},
)

_ORDINAL: Final = re.compile(r"\s*[（(]?([一二三四五六七八九十]+)[)）]?\s*[、.．,，：:]?")


def _misnumbered(report: AnnualReport) -> Iterator[tuple[str, Text]]:
    for (name, section), (_, ordinal, title) in zip(_sections(report), _SECTIONS, strict=True):
        if isinstance(section, Gap):
            continue
        found = _ORDINAL.match(section.heading)
        if not section.heading:
            yield name, Text(f"{title.zh} 没有标题", f"no heading for {title.en}")
        elif found is None or found[1] != ordinal:
            yield name, Text(f"“{section.heading}”应为“{ordinal}、”", f"“{section.heading}” should be number {ordinal}")


def _notices(subject: Subject, codes: frozenset[str]) -> list[Notice]:
    return [] if subject.reading is None else [each for each in subject.reading.notices if each.code in codes]


def _said(notices: Sequence[Notice]) -> list[Text]:
    return [Text(each.message("zh"), each.message("en")) for each in notices]


HEADING_NOTICES: Final = frozenset({HEADING_RENUMBERED})
"""What a reading says of the titles of tables, which a report does not keep."""


def _headings(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    found = list(_misnumbered(report))
    said = [text for _, text in found] + _said(_notices(subject, HEADING_NOTICES))
    return _listed(rule, subject, said, [f"sections.{name}" for name, _ in found])


def _touched(notices: Sequence[Notice]) -> list[str]:
    return list(dict.fromkeys(address for each in notices for address in each.addresses))


def _listed(rule: Rule, subject: Subject, said: Sequence[Text], addresses: Sequence[str] = ()) -> Outcome:
    """Failed if something is said; the first few of it are in the sentence."""
    if not said:
        return outcome(rule, subject, Verdict.PASSED)
    details: Details = {"count": len(said), "list": joined(said[:5], of=len(said))}
    return outcome(rule, subject, Verdict.FAILED, addresses=addresses, details=details)


STR007 = Rule(
    code="STR007",
    severity=Severity.WARNING,
    title=Text("各部分的标题按格式编号", "the headings of the sections are numbered as on the form"),
    basis=FORM_NOTES,
    look=_OnReport(_headings),
    needs=Needs.DOCUMENT,
    cause=Text(
        "插入或删去了一个部分，后面的编号随之错位；或转换时丢了标题。",
        "A section was put in or left out and the numbers after it shifted; or a heading was lost in conversion.",
    ),
    unknown=NO_DOCUMENT,
    texts={"passed": PASSED, "failed": Text("有 {count} 处不符：{list}", "not so ({count}): {list}")},
)

EXTRA_NOTICES: Final = frozenset(
    {ROW_EXTRA, ROW_UNKNOWN, ROW_REPEATED, ROW_CONTRADICTORY, COLUMN_EXTRA, NUMBER_NOT_PLACED}
)
"""What a reading says of printed rows, columns and numbers that have no place on the form."""


def _extras(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    found = _notices(subject, EXTRA_NOTICES)
    return _listed(rule, subject, _said(found), _touched(found))


STR008 = Rule(
    code="STR008",
    severity=Severity.WARNING,
    title=Text("没有格式以外的行、列和格", "there are no rows, columns or cells beyond the form"),
    basis=FORM_NOTES,
    look=_OnReport(_extras),
    needs=Needs.DOCUMENT,
    cause=Text(
        "填报软件加了小计行，或表格多拖出一行一列。",
        "Software added rows of subtotals, or the table was drawn with a row or column too many.",
    ),
    unknown=NO_DOCUMENT,
    texts={"passed": PASSED, "failed": Text("有 {count} 处多余：{list}", "too many ({count}): {list}")},
)


def _texts(section: Section) -> Iterator[str]:
    yield section.heading
    yield section.text
    for each in section.subsections:
        yield from _texts(each)


def _words(report: AnnualReport) -> Iterator[tuple[str, str]]:
    for name, section in _sections(report):
        if isinstance(section, Section):
            yield from ((name, text) for text in _texts(section))


@attrs.frozen
class _Free:
    """Judge the text, and what the reading could not place, by whether the pattern occurs."""

    pattern: re.Pattern[str]

    def __call__(self, rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
        notices = () if subject.reading is None else subject.reading.notices
        texts = [*_words(report), *(("", each.detail) for each in notices)]
        found = [(name, match[0]) for name, text in texts for match in self.pattern.finditer(text)]
        if not found and all(isinstance(section, Gap) for _, section in _sections(report)):
            return outcome(rule, subject, Verdict.NOT_EVALUATED)
        said = [Text(f"“{text}”", f"“{text}”") for text in dict.fromkeys(text for _, text in found)]
        return _listed(rule, subject, said, [f"sections.{name}" for name in dict.fromkeys(n for n, _ in found) if name])


NO_TEXT = Text(
    "没有找到任何文字部分时无法判断；报告由程序构造时不适用。",
    "It cannot be evaluated where no text was found, and is not applicable to a report built in a script.",
)
NOTHING_TO_SEARCH = Text("没有可供检查的文字", "there is no text to look at")

INSTRUCTIONS: Final = re.compile(
    r"该部分以表格形式报告|本部分以表格形式|[（(](?:填写|填报)说明[^）)]{0,40}[）)]?|此处填写[^。；\s]{0,20}"
    r"|[（(]请(?:填写|填报|注明|说明)[^）)]{0,40}[）)]"
)
"""What the notice on the form or a template says to whoever fills it in."""

_NEWEST: Final = newest().document

STR009 = Rule(
    code="STR009",
    severity=Severity.WARNING,
    title=Text("没有留下填写说明", "no instructions of the form are left in"),
    basis=Text(f"{_NEWEST}所附格式的说明不是报告内容", f"{_NEWEST}: its instructions are no part of a report"),
    look=_OnReport(_Free(INSTRUCTIONS)),
    needs=Needs.DOCUMENT,
    cause=Text("从模板或通知复制后没有删去说明。", "Copied from a template or the notice, and not deleted."),
    unknown=NO_TEXT,
    texts={
        "passed": PASSED,
        "failed": Text("留有填写说明：{list}", "instructions left in: {list}"),
        "not_evaluated": NOTHING_TO_SEARCH,
    },
)

PLACEHOLDERS: Final = re.compile(
    r"(?<![A-Za-z0-9./:_-])[xX×Ｘｘ]{2,}(?![A-Za-z0-9./:_-])(?:[年月日件条项]|局|市|县|区|单位)?|[_＿]{3,}|待(?:补充|填写|核实)"
)
"""Marks that stand for something to be filled in."""

STR010 = Rule(
    code="STR010",
    severity=Severity.WARNING,
    title=Text("没有留下 xx、下划线之类的待填处", "no xx, underscores or the like are left to be filled in"),
    basis=FORM_NOTES,
    look=_OnReport(_Free(PLACEHOLDERS)),
    needs=Needs.DOCUMENT,
    cause=Text("用模板起草，漏填了一处。", "Drafted from a template, and one place was not filled in."),
    unknown=NO_TEXT,
    texts={
        "passed": PASSED,
        "failed": Text("留有待填处：{list}", "left to be filled in: {list}"),
        "not_evaluated": NOTHING_TO_SEARCH,
    },
)


DOUBT_NOTICES: Final = frozenset({YEAR_DOUBTFUL, ORGAN_DOUBTFUL, PERIOD_DOUBTFUL})
"""What a reading says where the document contradicts itself about whose report it is."""


def _title(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    missing = [
        (address, text)
        for address, value, text in (
            ("organ.name", report.organ.name, Text("机关名称", "name of the organ")),
            ("year", report.year, Text("报告年度", "reporting year")),
        )
        if isinstance(value, Gap)
    ]
    doubts = _notices(subject, DOUBT_NOTICES)
    said = [Text(f"没有{text.zh}", f"no {text.en}") for _, text in missing]
    addresses = [address for address, _ in missing]
    return _listed(rule, subject, [*said, *_said(doubts)], list(dict.fromkeys([*addresses, *_touched(doubts)])))


STR011 = Rule(
    code="STR011",
    severity=Severity.WARNING,
    title=Text("报告写明机关和年度，前后一致", "the report names its organ and its year, and is at one about them"),
    basis=FORM_NOTES,
    look=_OnReport(_title),
    needs=Needs.DOCUMENT,
    cause=Text(
        "标题不在正文里（只在网页标题里）、没有写年度，或沿用上年文稿而有一处没有改。",
        "The title stands outside the text (only in the head of the page) or names no year; or last year's text was "
        "used and one place was not changed.",
    ),
    unknown=NO_DOCUMENT,
    texts={"passed": PASSED, "failed": Text("{list}", "{list}")},
)


def _period(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    period, year = report.period, subject.year
    if period is None or year is None:
        document = subject.reading is not None and period is not None
        return outcome(rule, subject, Verdict.NOT_EVALUATED if document else Verdict.NOT_APPLICABLE)
    whole = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return outcome(
        rule,
        subject,
        Verdict.PASSED if (period.start, period.end) == whole else Verdict.FAILED,
        addresses=("period",),
        details={"start": period.start.isoformat(), "end": period.end.isoformat(), "year": year},
    )


STR012 = Rule(
    code="STR012",
    severity=Severity.WARNING,
    title=Text("统计期限是报告年度的全年", "the statistical period is the whole reporting year"),
    basis=FORM_NOTES,
    look=_OnReport(_period),
    needs=Needs.REPORT,
    cause=Text(
        "沿用上年文稿没有改年份，或按半年、截至发布之日统计。",
        "Last year's text was used and the year not changed, or the figures cover half a year or end early.",
    ),
    unknown=Text(
        "有统计期限而不知报告年度时无法判断；没有写统计期限时不适用。",
        "It cannot be evaluated where the year is not known, and is not applicable where no period is stated.",
    ),
    texts={
        "passed": PASSED,
        "failed": Text("统计期限 {start} 至 {end}，报告年度 {year}", "period {start} to {end}, reporting year {year}"),
        "not_evaluated": Text("不知道报告年度", "the reporting year is not known"),
        "not_applicable": Text("没有写统计期限", "no period is stated"),
    },
)


def _topics(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    overview = report.sections.overview
    if isinstance(overview, Gap):
        return outcome(rule, subject, Verdict.NOT_EVALUATED)
    topics = FORMS[edition_for(report.year)].topics
    if not topics:
        return outcome(rule, subject, Verdict.NOT_APPLICABLE, reason="year")
    text = "".join(_texts(overview))
    missing = [topic.name for topic in topics if not any(word in text for word in topic.words)]
    return _listed(rule, subject, missing, ["sections.overview"] if missing else [])


def _years(form: OfficialForm, last: int) -> Text:
    """The years that a form is made for."""
    zh, en = ("、", " and ") if last - form.first_year < 2 else ("至", " to ")
    years = [str(year) for year in sorted({form.first_year, last})]
    return Text(zh.join(years), en.join(years))


_ASKING: Final = "、".join(form.document for form in FORMS.values() if form.topics)
_UNTIL: Final = {form: last_year(form.edition) for form in FORMS.values() if not form.topics}
_UNASKED: Final = joined([_years(form, last) for form, last in _UNTIL.items() if last is not None])

STR013 = Rule(
    code="STR013",
    severity=Severity.INFO,
    title=Text(f"“{OVERVIEW.zh}”写到五个方面", "section one reports on five topics"),
    basis=Text(f"{_ASKING}一", f"{_ASKING}, part 1"),
    look=_OnReport(_topics),
    needs=Needs.DOCUMENT,
    cause=Text(
        "漏写一个方面；只按字词查找，没有写到的词不等于没有做。",
        "A topic was left out; the rule looks for words only, and a missing word is not missing work.",
    ),
    unknown=Text(
        f"没有找到第一部分时无法判断；{_UNASKED.zh}年度的报告不适用。",
        f"It cannot be evaluated where section one was not found; not applicable to reports for {_UNASKED.en}.",
    ),
    texts={
        "passed": PASSED,
        "failed": Text("没有提到：{list}", "not mentioned: {list}"),
        "not_evaluated": Text("没有找到第一部分", "section one was not found"),
        "year": Text("这个年度的格式没有这一要求", "the form of that year does not ask for it"),
    },
)

# ------------------------------------------------------------------------------- STR014, STR015: editions


def _differs(name: str) -> bool:
    """Whether a table differs between the editions; table four is the same in all."""
    return len(classes(name)) > 1


def _edition_text(edition: Edition) -> Text:
    name, number = FORMS[edition].text, FORMS[edition].document
    return Text(f"{name.zh}（{number}）", f"{name.en} ({number})")


def _look_edition(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    if subject.report is None:
        return
    for each in layouts(subject):
        if _differs(each.name):
            yield _edition(rule, subject, each, subject.report.year)


def _edition(rule: Rule, subject: Subject, each: Layout, year: int | Gap) -> Outcome:
    if _all_absent(subject, each.addresses):
        return outcome(rule, subject, Verdict.NOT_APPLICABLE, at=each.name, on=each.title)
    if isinstance(year, Gap):
        return outcome(rule, subject, Verdict.NOT_EVALUATED, at=each.name, on=each.title)
    early = year < next(iter(FORMS.values())).first_year
    wanted = edition_for(year)
    return outcome(
        rule,
        subject,
        Verdict.FAILED if early or FORMS[wanted].table(each.name) is not each.table else Verdict.PASSED,
        at=each.name,
        on=each.title,
        reason="early" if early else "",
        details={"year": year, "edition": _edition_text(each.table.edition), "wanted": _edition_text(wanted)},
    )


def _in_use(edition: Edition) -> Text:
    """The years that an edition is made for."""
    form, last = FORMS[edition], last_year(edition)
    if last is None:
        return Text(f"{form.document}用于{form.first_year}年度起", f"{form.document} from {form.first_year} on")
    years = _years(form, last)
    return Text(f"{form.document}用于{years.zh}年度", f"{form.document} for {years.en}")


_IN_USE: Final = [_in_use(edition) for edition in FORMS]

STR014 = Rule(
    code="STR014",
    severity=Severity.WARNING,
    title=Text("表格是该年度的格式", "the table has the edition of its year"),
    basis=Text("，".join(each.zh for each in _IN_USE), ", ".join(each.en for each in _IN_USE)),
    look=_look_edition,
    needs=Needs.REPORT,
    cause=Text(
        "沿用了旧模板；或报告年度写错、被读错。",
        "An old template was used; or the year is misprinted or misread.",
    ),
    unknown=Text(
        "不知道报告年度时无法判断；表没有找到时不适用。",
        "It cannot be evaluated where the year is not known; not applicable where the table was not found.",
    ),
    texts={
        "passed": Text("{year} 年度，{edition}", "{edition} for {year}"),
        "failed": Text("{year} 年度应当用{wanted}，表格是{edition}", "{wanted} belongs to {year}, this is {edition}"),
        "early": Text(
            "{year} 年度还没有这种格式，表格是{edition}", "there was no such form for {year}, this is {edition}"
        ),
        "not_evaluated": Text("不知道报告年度", "the reporting year is not known"),
        "not_applicable": Text("整张表没有找到", "the whole table was not found"),
    },
)


def _mixed(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    if any(_differs(each.name) and _all_absent(subject, each.addresses) for each in layouts(subject)):
        return outcome(rule, subject, Verdict.NOT_APPLICABLE)
    two, three = report.proactive.edition, report.requests.edition
    details = {"two": _edition_text(two), "three": _edition_text(three)}
    together = any(subject.shape == form.tables for form in FORMS.values())
    return outcome(rule, subject, Verdict.PASSED if together else Verdict.FAILED, details=details)


_OTHERWISE: Final = cell_at("requests.outcomes.other_handling.total").row.zh

STR015 = Rule(
    code="STR015",
    severity=Severity.WARNING,
    title=Text("一份报告的表格用同一种格式", "the tables of a report are of one edition"),
    basis=STR014.basis,
    look=_OnReport(_mixed),
    needs=Needs.REPORT,
    cause=Text(
        f"表二换了新格式，表三仍把{_OTHERWISE}合成一行。",
        f"Table two was changed to the new edition while table three kept one row for {_OTHERWISE}.",
    ),
    unknown=Text("有一张表没有找到时不适用。", "Not applicable where one of the tables was not found."),
    texts={
        "passed": PASSED,
        "failed": Text("表二是{two}，表三是{three}", "table 2 is {two}, table 3 is {three}"),
        "not_applicable": Text("有一张表没有找到", "one of the tables was not found"),
    },
)

# ------------------------------------------------------------------------------- STR016: labels

LABEL_NOTICES: Final = frozenset({LABEL_VARIANT, LABEL_NEAR, HEADING_VARIANT})
"""What a reading says of labels and headings that are not printed as the form prints them."""


def _labels(rule: Rule, subject: Subject, report: AnnualReport) -> Outcome:
    found = _notices(subject, LABEL_NOTICES)
    return _listed(rule, subject, _said(found), _touched(found))


STR016 = Rule(
    code="STR016",
    severity=Severity.INFO,
    title=Text("标签和标题与格式印的相同", "labels and headings are those of the form"),
    basis=FORM_NOTES,
    look=_OnReport(_labels),
    needs=Needs.DOCUMENT,
    cause=Text(
        "手工重画表格时错字、漏字，或用了另一种格式的标签。",
        "A table was drawn again by hand with a character wrong or missing, or has labels of the other edition.",
    ),
    unknown=NO_DOCUMENT,
    texts={"passed": PASSED, "failed": Text("有 {count} 处不同：{list}", "not so ({count}): {list}")},
)

STRUCTURE_RULES: tuple[Rule, ...] = (
    STR001,
    STR002,
    STR003,
    STR004,
    STR005,
    STR006,
    STR007,
    STR008,
    STR009,
    STR010,
    STR011,
    STR012,
    STR013,
    STR014,
    STR015,
    STR016,
)
