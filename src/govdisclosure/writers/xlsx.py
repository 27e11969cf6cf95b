"""A report as a workbook: its text on a sheet, each table on one, and a sheet that says what ties and what does not.

A total is a formula over its parts where the printed total is their sum, so that it stays right while somebody types;
one that is not is kept as it is printed. In a form to be filled in every total is a formula, blank until all its parts
are numbers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.declare import Kind
from govdisclosure.forms.identities import Identity, Term
from govdisclosure.forms.say import digits
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap
from govdisclosure.kernel import Spot, Verdict, judge, sheet_sum, sides
from govdisclosure.model.access import Tabular, identities, is_report, tables, values
from govdisclosure.model.report import AnnualReport
from govdisclosure.writers.book import LONGEST_CELL, Book, Cached, Sheet, area, quoted
from govdisclosure.writers.layout import TITLE, Grid, Layout, Line, Slot, lines_of_rows, parts, title_line
from govdisclosure.writers.printed import Box

TEXTS: Final = "文字"
CHECKS: Final = Text("核对", "Checks")
_TEXT_WIDTH: Final = 90
_LINE_HEIGHT: Final = 15
_ROOM: Final = 10
"""Rows of a form for the text of each section."""


@attrs.frozen
class Form:
    """How a workbook is filled in: which cells, besides the totals, are not to be changed."""

    locked: Collection[str] = ()


@attrs.frozen
class Place:
    """Where a cell stands: the sheet and the slot."""

    sheet: str
    spot: Spot


NOTHING_GIVEN: Final[Mapping[str, str]] = {}

Places = Mapping[str, Place]
"""Where the cells stand, by address."""


def document(x: Tabular, *, lang: Lang, form: Form | None = None) -> bytes:
    """The workbook; a form to be filled in if ``form`` says how."""
    book = Book(title_line(x) if isinstance(x, AnnualReport) else x.title.zh)
    fill(book, x, lang=lang, form=form)
    return book.data()


def fill(
    book: Book, x: Tabular, *, lang: Lang, form: Form | None = None, given: Mapping[str, str] = NOTHING_GIVEN
) -> None:
    """Add the sheets to a workbook; ``given`` has formulas that show what the cells at these addresses hold."""
    named = {table.name for table in tables(x)}
    layouts = parts(x)
    places = {address: place for _, layout in layouts for address, place in _places(layout, prefixed=is_report(x))}
    texts = [layout for name, layout in layouts if name not in named]
    if texts:
        _texts(book.sheet(TEXTS), texts, room=form is not None)
    filling = _Filling(x, places, form, lang, given)
    for layout in (layout for name, layout in layouts if name in named):
        _table(book.sheet(layout[0].text if isinstance(layout[0], Line) else ""), layout, filling)
    checked = [each for each in identities(x) if each.addresses[0] in places]
    if checked:
        _checks(book.sheet(CHECKS.get(lang)), checked, filling)


def _places(layout: Layout, *, prefixed: bool) -> Iterator[tuple[str, Place]]:
    for grid in (each for each in layout if isinstance(each, Grid)):
        for slot in grid.slots:
            if slot.box.cell is not None:
                address = f"{grid.name}.{slot.box.cell.address}" if prefixed else slot.box.cell.address
                yield address, Place(grid.title, (slot.row + 1, slot.column))  # below the title


def _texts(sheet: Sheet, layouts: Iterable[Layout], *, room: bool) -> None:
    """Every line in a row of its own, one too long for a cell in several; a form has room for more below a section."""
    sheet.worksheet.set_column(0, 0, _TEXT_WIDTH)
    sheet.printed(high=0)
    row = 0
    for number, layout in enumerate(layouts):
        for line in (each for each in layout if isinstance(each, Line)):
            for start in range(0, len(line.text), LONGEST_CELL):
                _line(sheet, (row, 0), attrs.evolve(line, text=line.text[start : start + LONGEST_CELL]))
                row += 1
        row += _ROOM if room and number else 0


def _line(sheet: Sheet, at: Spot, line: Line) -> None:
    if line.level:
        size = {TITLE: 16}.get(line.level, 12)
        sheet.text(at, line.text, bold=True, text_wrap=True, font_size=size, align="center" if size > 12 else "left")
    else:
        sheet.text(at, line.text, text_wrap=True, indent=1)


# ---------------------------------------------------------------------------------------------------- tables


class _Filling:
    """What figures are filled in with: the values, the totals that are formulas, and what may be typed."""

    def __init__(self, x: Tabular, places: Places, form: Form | None, lang: Lang, given: Mapping[str, str]) -> None:
        self.given = given
        self.values = values(x)
        self.places = places
        self.form = form
        self.lang: Lang = lang
        self.before = "{}.{}" if is_report(x) else "{1}"
        self.totals = {
            each.right[0].name: each
            for each in reversed(identities(x))
            if len(each.right) == 1
            and each.addresses[0] in places
            and (form or judge(each, self.values) is Verdict.PASSED)
        }

    def sum(self, terms: Iterable[Term], sheet: str) -> str:
        """The sum over the terms as a formula on a sheet."""
        terms = tuple(terms)
        there = self.places[terms[0].name].sheet
        named = "" if there == sheet else there
        return sheet_sum(terms, lambda name: self.places[name].spot, lambda first, last: area(first, last, named))

    def numbers(self, terms: Iterable[Term], sheet: str) -> str:
        """A condition as a formula: every cell holds a number."""
        terms = tuple(attrs.evolve(term, sign=1) if term.sign < 0 else term for term in terms)
        return f"{self.sum(terms, sheet).replace('SUM(', 'COUNT(', 1)}={len(terms)}"


def _table(sheet: Sheet, layout: Layout, filling: _Filling) -> None:
    """The title in the first row, and the table right below."""
    for number, line in enumerate(each for each in layout if isinstance(each, Line)):
        sheet.text((number, 0), line.text, bold=line.level > 0, font_size=12)
    for grid in (each for each in layout if isinstance(each, Grid)):
        _grid(sheet, grid, filling)
    sheet.printed(high=1)
    if filling.form is not None:
        sheet.protect()


def _grid(sheet: Sheet, grid: Grid, filling: _Filling) -> None:
    for column, wide in enumerate(grid.widths):
        sheet.worksheet.set_column(column, column, wide + 1)
    for row, lines in enumerate(lines_of_rows(grid)):
        sheet.worksheet.set_row(row + 1, _LINE_HEIGHT * lines + 3)
    if grid.head:
        sheet.worksheet.repeat_rows(0, grid.head)
        sheet.worksheet.freeze_panes(grid.head + 1, 0)
    typed: dict[Kind, list[list[int]]] = {}
    for slot in grid.slots:
        at, box, style = (slot.row + 1, slot.column), slot.box, _style(slot)
        if box.cell is not None:
            address = filling.before.format(grid.name, box.cell.address)
            free = _figure(sheet, at, box, address, filling, style)
            if free and box.cell.column.kind is not None:
                last = [at[0] + box.rowspan - 1, at[1] + box.colspan - 1]
                typed.setdefault(box.cell.column.kind, []).append([*at, *last])
        else:
            _boxed(sheet, at, box, style)
            sheet.text(at, box.text, **style)
    for kind, areas in typed.items():
        sheet.validated(areas, _RULES[kind], _ONLY[kind].get(filling.lang))


_RULES: Final[Mapping[Kind, Mapping[str, object]]] = {
    Kind.COUNT: {"validate": "integer", "criteria": ">=", "value": 0},
    Kind.CHANGE: {"validate": "integer", "criteria": "between", "minimum": -(10**12) + 1, "maximum": 10**12 - 1},
    Kind.MONEY: {"validate": "decimal", "criteria": ">=", "value": 0},
}
_ONLY: Final = {
    Kind.COUNT: Text("只能填不小于零的整数。", "Only whole numbers, 0 or more."),
    Kind.CHANGE: Text("只能填整数。", "Only whole numbers."),
    Kind.MONEY: Text("只能填不小于零的数。", "Only numbers, 0 or more."),
}


def _style(slot: Slot) -> dict[str, object]:
    return {"border": 1, "text_wrap": True, "font_size": 10, "align": "left" if slot.left else "center"}


def _boxed(sheet: Sheet, at: Spot, box: Box, style: Mapping[str, object]) -> None:
    if box.colspan > 1 or box.rowspan > 1:
        sheet.merged(at, box.rowspan, box.colspan, **style)


def _figure(sheet: Sheet, at: Spot, box: Box, address: str, filling: _Filling, style: dict[str, object]) -> bool:
    """Write what a cell of the form holds; whether it may be typed over."""
    locked = filling.form is not None and address in filling.form.locked
    total = None if locked else filling.totals.get(address)
    free = total is None and not locked
    if filling.form is not None:
        style = {**style, "locked": not free, **({} if free else {"bg_color": _GREY})}
    _boxed(sheet, at, box, style)
    value = filling.values[address]
    given = filling.given.get(address)
    if given is not None and not isinstance(value, Gap):
        sheet.formula(at, given, value, **style)
    elif total is not None:
        _total(sheet, at, total, filling, style)
    elif isinstance(value, Gap) or box.text != digits(value):  # a gap, or a number with its unit
        sheet.text(at, box.text, **style) if box.text else sheet.blank(at, **style)
    else:
        sheet.number(at, value, **style)
    return free


_GREY: Final = "#EEEEEE"


def _total(sheet: Sheet, at: Spot, total: Identity, filling: _Filling, style: Mapping[str, object]) -> None:
    added = filling.sum(total.left, sheet.name)
    shown: Cached | None = sides(total, [filling.values[name] for name in total.addresses])[0].sum
    if filling.form is not None:
        added = f'IF({filling.numbers(total.left, sheet.name)},{added},"")'
    sheet.formula(at, added, "" if shown is None else shown, **style)


# ---------------------------------------------------------------------------------------------------- checks

_HOW: Final = Text(
    "白格填数，没有的填 0；灰格是总计和上年结转，不用填。本表随填随算。文字写在“文字”表各标题下面，一段一行。",
    "Fill in the white cells, 0 where there is nothing; grey ones are totals and what was carried over. This sheet is "
    "computed while you type. Text goes below the headings of the first sheet, a paragraph to a row.",
)
"""What whoever fills in a form is told."""
_COLUMNS: Final = ((Text("结论", "Result"), 14), (Text("关系", "Relation"), 110))
_EQUAL: Final = Text("相等", "holds")
_UNEQUAL: Final = Text("不相等", "does not hold")
_OPEN: Final = Text("不能判断", "cannot be judged")
_STILL: Final = Text("有的格没有数字", "not every cell holds a number")
_DIFFERENCE: Final = Text("，相差 ", "; the difference is ")
_COMMA: Final = Text("，", "; ")
_OF: Final = Text("：", ": ")
_COUNTED: Final = (
    (Text("不相等的关系：", "Relations that do not hold: "), _UNEQUAL, {"bg_color": "#FFC7CE"}),
    (Text("不能判断的关系：", "Relations that cannot be judged: "), _OPEN, {"bg_color": "#FFEB9C"}),
)
"""What is counted above the rows, and how such a row looks."""


def _checks(sheet: Sheet, checked: Sequence[Identity], filling: _Filling) -> None:
    """A row for each relation, in words: both sums and whether they are equal, as the figures are now.

    The sums stand within sentences, so that nobody takes a row of this sheet for one of the form.
    """
    lang = filling.lang
    head = len(_COUNTED)
    if filling.form is not None:
        sheet.text((head, 1), _HOW.get(lang), text_wrap=True)
        head += 1
    first, last = head + 1, head + len(checked)
    for column, (name, wide) in enumerate(_COLUMNS):
        sheet.worksheet.set_column(column, column, wide)
        sheet.text((head, column), name.get(lang), bold=True, border=1, bg_color=_GREY)
    verdicts = [_check(sheet, row, each, filling) for row, each in enumerate(checked, start=first)]
    every = area((first, 0), (last, 0))
    for row, (text, verdict, look) in enumerate(_COUNTED):
        word = quoted(verdict.get(lang))
        counted = f"{text.get(lang)}{verdicts.count(verdict)}"
        sheet.formula((row, 1), f"{quoted(text.get(lang))}&COUNTIF({every},{word})", counted, bold=True)
        rule = {"type": "cell", "criteria": "==", "value": word, "format": sheet.book.look(look)}
        sheet.worksheet.conditional_format(first, 0, last, 0, rule)
    sheet.worksheet.freeze_panes(first, 0)
    sheet.worksheet.autofilter(head, 0, last, len(_COLUMNS) - 1)
    sheet.printed(high=0)
    if filling.form is not None:
        sheet.protect()


def _check(sheet: Sheet, row: int, each: Identity, filling: _Filling) -> Text:
    """The row of one relation; what it says now."""
    lang = filling.lang
    left, right = (side.sum for side in sides(each, [filling.values[name] for name in each.addresses]))
    added = [filling.sum(terms, sheet.name) for terms in (each.left, each.right)]
    before = [words.get(lang) + " " for words in each.sides]
    of, difference = each.subject.get(lang) + _OF.get(lang), _DIFFERENCE.get(lang)
    if left is None or right is None:
        verdict, said = _OPEN, of + _STILL.get(lang)
    else:
        verdict = _UNEQUAL if left - right else _EQUAL
        said = f"{of}{before[0]}{left}{_COMMA.get(lang)}{before[1]}{right}"
        said += f"{difference}{left - right}" if left - right else ""
    words = tuple(quoted(each.get(lang)) for each in (_OPEN, _EQUAL, _UNEQUAL))
    known = filling.numbers(each.left + each.right, sheet.name)
    judged = f"IF({known},IF({added[0]}={added[1]},{words[1]},{words[2]}),{words[0]})"
    sums = f"{quoted(of + before[0])}&{added[0]}&{quoted(_COMMA.get(lang) + before[1])}&{added[1]}"
    own = area((row, 0), (row, 0))
    off = f'IF({own}={words[1]},"",{quoted(difference)}&({added[0]})-({added[1]}))'
    told = f"IF({own}={words[0]},{quoted(of + _STILL.get(lang))},{sums}&{off})"
    style = {"border": 1, "text_wrap": True}
    sheet.formula((row, 0), judged, verdict.get(lang), **style)
    sheet.formula((row, 1), told, said, **style)
    return verdict
