"""The sum of many reports as a workbook: the official tables, each figure a formula over the parts, and the parts."""

from collections.abc import Mapping
from typing import Final

from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.access import cells_of
from govdisclosure.model.aggregate import Aggregate, adding_up, figures, made_of
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import printable
from govdisclosure.writers.book import Book, area, exact
from govdisclosure.writers.layout import title_line
from govdisclosure.writers.printed import shown
from govdisclosure.writers.xlsx import fill

PARTS: Final = Text("各份", "Parts")
_NAME: Final = Text("机关", "Organ")


def document(total: Aggregate, *, lang: Lang) -> bytes:
    """The workbook. A figure that not all parts have stays blank of a formula, as it has no sum."""
    book = Book(title_line(total.report))
    addresses = adding_up(total.report)
    shares = [_shares(part, addresses) for part in total.parts]
    sheet, last = PARTS.get(lang), len(shares)
    given = {
        address: f"SUM({area((1, column), (last, column), sheet)})"
        for column, address in enumerate(addresses, start=1)
        if all(_exact(own[address]) for own in shares)
    }
    fill(book, total.report, lang=lang, given=given)
    _parts(book, total, shares, lang)
    return book.data()


def _exact(held: list[Value]) -> bool:
    return all(not isinstance(each, Gap) and exact(each) for each in held)


def _shares(part: AnnualReport, addresses: tuple[str, ...]) -> Mapping[str, list[Value]]:
    """What of a part goes into each figure of the sum: one cell, or several where its edition has more rows."""
    held, known = figures(part), cells_of(part)
    return {address: [held.get(each, Gap.ABSENT) for each in made_of(address, known)] for address in addresses}


def _parts(book: Book, total: Aggregate, shares: list[Mapping[str, list[Value]]], lang: Lang) -> None:
    """A row for each part, a column for each figure that adds up."""
    sheet, cells = book.sheet(PARTS.get(lang)), cells_of(total.report)
    addresses = adding_up(total.report)
    sheet.worksheet.set_column(0, 0, 30)
    sheet.worksheet.set_column(1, len(addresses), 14)
    for column, head in enumerate([_NAME.get(lang), *(cells[each].label(lang) for each in addresses)]):
        sheet.text((0, column), head, bold=True, border=1, text_wrap=True)
    for row, (name, own) in enumerate(zip(total.names, shares, strict=True), start=1):
        sheet.text((row, 0), printable(name))
        for column, address in enumerate(addresses, start=1):
            numbers = [each for each in own[address] if not isinstance(each, Gap)]
            if len(numbers) == len(own[address]):
                sheet.number((row, column), sum(numbers))
            else:
                sheet.text((row, column), shown(next(each for each in own[address] if isinstance(each, Gap))))
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.autofilter(0, 0, len(shares), len(addresses))
