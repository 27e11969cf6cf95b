"""Where cells stand, as the program shows it in which a person opens the document.

A spreadsheet calls a cell D32. Whoever opens a Word document, a PDF or a page counts rows of the table and looks for
the head of the column; in a text it is the line and the column of the editor.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govdisclosure.forms.declare import Cell
from govdisclosure.forms.identities import table_called
from govdisclosure.forms.say import CLAUSES, LIST, listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.model.access import cells_of
from govdisclosure.model.place import Place, column_letters
from govdisclosure.model.reading import Reading
from govdisclosure.plain import prose

SPREADSHEETS: Final = frozenset({"xlsx", "xls", "csv"})
"""The formats that people open in a spreadsheet."""
ONE_ROW: Final = frozenset({"remedies"})
"""Tables whose groups the form prints side by side in one row, so that a column is known by its group as well."""

_SHEET: Final = Text("工作表“{sheet}” {cells}", "sheet {sheet}, {cells}")
_ROW: Final = Text("{table} 第 {rows} 行 {columns}", "{table}, row{s} {rows}, {columns}")
_LINE: Final = Text("第 {rows} 行 {columns}", "line{s} {rows}, {columns}")
_EDITOR: Final = Text("第 {line} 行第 {at} 列", "line {line}, column {at}")
_PAGE: Final = Text("{told}（第 {pages} 页）", "{told} (page {pages})")
_TO: Final = Text("{first}至{last}", "{first} to {last}")
_RUN: Final = 3
"""So many columns beside each other, or rows below each other, are told by the first and the last."""


class Found(NamedTuple):
    """A cell with its place in the document; ``at`` counts the cells of the form."""

    at: int
    cell: Cell
    place: Place


def whereabouts(reading: Reading, addresses: Iterable[str], lang: Lang) -> str:
    """Where the cells stand; those that were not found in the document are left out, so it may be empty."""
    spreadsheet = reading.format in SPREADSHEETS
    return located(cells_of(reading.report), dict(reading.places), addresses, lang, spreadsheet=spreadsheet)


def located(
    known: Mapping[str, Cell],
    places: Mapping[str, Place],
    addresses: Iterable[str],
    lang: Lang,
    *,
    spreadsheet: bool = False,
) -> str:
    """Where cells stand by the places of a document; ``spreadsheet`` says that it has rows and columns throughout."""
    wanted = set(addresses)
    cells = enumerate(known.items())
    found = [Found(at, cell, places[each]) for at, (each, cell) in cells if each in wanted and each in places]
    if spreadsheet or any(each.place.sheet is not None for each in found):
        return prose(listed(_in_spreadsheet(found, lang), lang))
    return prose(listed(_in_document(found, lang), lang, CLAUSES))


# ---------------------------------------------------------------------------------------------------- spreadsheets


def _in_spreadsheet(found: Sequence[Found], lang: Lang) -> Iterator[str]:
    for sheet, group in itertools.groupby(found, key=lambda each: each.place.sheet):
        spots = sorted({(each.place.row or 1, each.place.column or 1) for each in group})
        cells = listed(_areas(spots), lang)
        yield cells if sheet is None else _SHEET.get(lang).format(sheet=sheet, cells=cells)


def _areas(spots: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Cells by their letters and numbers, those of one row or column that lie beside each other as one area."""
    if len({column for _, column in spots}) == 1:
        letters = column_letters(spots[0][1] - 1)
        yield from (_area(f"{letters}{low}", f"{letters}{high}") for low, high in _runs([row for row, _ in spots]))
        return
    for row, same in itertools.groupby(spots, key=lambda spot: spot[0]):
        for low, high in _runs([column for _, column in same]):
            yield _area(f"{column_letters(low - 1)}{row}", f"{column_letters(high - 1)}{row}")


def _area(first: str, last: str) -> str:
    return first if first == last else f"{first}:{last}"


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers that follow each other; the numbers are in order."""
    for _, run in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


# ---------------------------------------------------------------------------------------------------- documents


def _in_document(found: Sequence[Found], lang: Lang) -> Iterator[str]:
    for name, cells in itertools.groupby(found, key=lambda each: each.cell.path[0]):
        group = list(cells)
        first = group[0].place
        if len(group) == 1 and first.line is not None and first.character is not None:
            yield _EDITOR.get(lang).format(line=first.line, at=first.character)
            continue
        told = listed(_rows(group, table_called(name).get(lang), lang), lang, CLAUSES)
        pages = sorted({each.place.page for each in group if each.place.page is not None})
        yield _PAGE.get(lang).format(told=told, pages=_numbers(pages, lang)) if pages else told


def _rows(group: Sequence[Found], table: str, lang: Lang) -> Iterator[str]:
    """The cells of one table: rows of which the same columns are meant are told together."""
    by_row: dict[tuple[bool, int], list[Found]] = {}
    for each in group:
        place = each.place
        at = place.row if place.line is None else place.line
        if at is not None:
            by_row.setdefault((place.line is None, at), []).append(each)
    by_columns: dict[tuple[bool, str], list[int]] = {}
    for (counted, at), cells in sorted(by_row.items()):
        by_columns.setdefault((counted, _columns(cells, lang)), []).append(at)
    for (counted, columns), rows in by_columns.items():
        template = _ROW if counted else _LINE
        plural = "s" if len(rows) > 1 else ""
        yield template.get(lang).format(table=table, s=plural, rows=_numbers(rows, lang), columns=columns)


def _columns(found: Sequence[Found], lang: Lang) -> str:
    """The heads of columns, those that lie beside each other on the form by the first and the last."""
    heads: list[str] = []
    for _, run in itertools.groupby(enumerate(found), key=lambda pair: pair[1].at - pair[0]):
        names = [_column(each.cell, lang) for _, each in run]
        heads += names if len(names) < _RUN else [_TO.get(lang).format(first=names[0], last=names[-1])]
    return listed(heads, lang)


def _column(cell: Cell, lang: Lang) -> str:
    """The head of a column."""
    column = cell.column.text.get(lang)
    return f"{cell.row.text.get(lang)} {column}" if cell.path[0] in ONE_ROW else column


def _numbers(numbers: Sequence[int], lang: Lang) -> str:
    """The numbers, runs of several with their first and last only."""
    parts: list[str] = []
    for low, high in _runs(numbers):
        parts += [f"{low}–{high}"] if high - low + 1 >= _RUN else map(str, range(low, high + 1))
    return LIST.get(lang).join(parts)
