"""Formulas of a workbook: which stored results can be trusted, and the plain sums among those that cannot.

A workbook written by a library often holds formulas whose result nobody ever computed: the value is missing, or it is
a nought that stands in for it until a program opens the file. Read as they stand they are blanks, or noughts, under the
totals of a report. Sums and differences are computed here as a spreadsheet program would, exactly; any other formula
without a trusted result is printed as a formula, so that nobody takes it for a number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.model.notices import FORMULA_DIFFERS, FORMULA_EVALUATED, FORMULA_WITHOUT_VALUE
from govdisclosure.model.place import column_letters
from govdisclosure.readers.looks import Note
from govdisclosure.readers.sheets.areas import Slot
from govdisclosure.readers.sheets.model import Area, StoredCell, Workbook
from govdisclosure.readers.sheets.numbers import plain

Key = tuple[int, Slot]
"""A cell: the number of its sheet and its slot."""


@attrs.frozen(kw_only=True)
class Computed:
    """What a formula cell shows, and what there is to say about it."""

    value: Decimal | str
    note: Note | None = None


def settle(workbook: Workbook, *, visits: int) -> Mapping[Key, Computed]:
    """The results of all formula cells; ``visits`` bounds how many characters and cells are looked at for it."""
    calculator = _Calculator(workbook, visits)
    for number, sheet in enumerate(workbook.sheets):
        for slot, cell in sheet.cells.items():
            if cell.formula is not None:
                calculator.solve((number, slot))
    return calculator.done


def column_number(letters: str) -> int:
    """The column that ``letters`` name, counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def moved(formula: str, *, rows: int, columns: int) -> str:
    """``formula`` as it reads when copied ``rows`` down and ``columns`` to the right."""

    def move(match: re.Match[str]) -> str:
        column = match["column"] if match["fixed"] else column_letters(column_number(match["column"]) + columns)
        row = match["row"] if match["held"] else str(int(match["row"]) + rows)
        return f"{match['fixed']}{column}{match['held']}{row}"

    return _CELL.sub(move, formula)


_LONGEST_FORMULA: Final = 1_024
_CELL: Final = re.compile(
    r"(?<![\w.])(?P<fixed>\$?)(?P<column>[A-Z]{1,3})(?P<held>\$?)(?P<row>[1-9][0-9]{0,6})(?![\w(!])"
)
_ONE: Final = r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})"
_REFERENCE: Final = re.compile(rf"(?:'((?:[^']|'')+)'!|([^\W\d][\w.]*)!)?{_ONE}(?::{_ONE})?", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_PIECE: Final = re.compile(
    r"\s*(?:(?P<sign>[+-])|(?P<open>\()|(?P<close>\))|SUM\((?P<sum>[^()]+)\)"
    rf"|(?P<operand>{_REFERENCE.pattern}|{_DIGITS.pattern}))\s*",
    re.IGNORECASE,
)
_NOWHERE: Final = Area(top=0, left=0, bottom=0, right=0)
_STARTS_OPERAND: Final = frozenset({"open", "sum", "operand"})


@attrs.frozen(kw_only=True)
class _Term:
    """One signed part of a formula: a number, a cell, or (``summed``) the cells of an area."""

    sign: int
    number: Decimal | None = None
    sheet: str = ""
    area: Area = _NOWHERE
    summed: bool = False


def _parsed(formula: str) -> list[_Term] | None:
    """The terms that ``formula`` adds up; None if it does anything but add and subtract."""
    if len(formula) > _LONGEST_FORMULA:
        return None
    terms: list[_Term] = []
    outer, sign, operand_next, position = [1], 1, True, 0
    while position < len(formula):
        piece = _PIECE.match(formula, position)
        if piece is None or (piece.lastgroup in _STARTS_OPERAND and not operand_next):
            return None
        position = piece.end()
        if piece["sign"]:
            sign = (sign if operand_next else outer[-1]) * (-1 if piece["sign"] == "-" else 1)
            operand_next = True
        elif piece["open"]:
            outer.append(sign)
        elif piece["close"]:
            if operand_next or len(outer) == 1:
                return None
            outer.pop()
        else:
            added = _operands(piece, sign)
            if added is None:
                return None
            terms += added
            operand_next = False
    return None if operand_next or len(outer) > 1 else terms


def _operands(piece: re.Match[str], sign: int) -> list[_Term] | None:
    texts = piece["sum"].split(",") if piece["sum"] else [piece["operand"]]
    terms = [_term(text.strip(), sign, summed=bool(piece["sum"])) for text in texts]
    return [term for term in terms if term is not None] if all(terms) else None


def _term(text: str, sign: int, *, summed: bool) -> _Term | None:
    if _DIGITS.fullmatch(text):
        return _Term(sign=sign, number=Decimal(text))
    reference = _REFERENCE.fullmatch(text)
    if reference is None or (reference[5] and not summed):
        return None
    quoted, bare, left, top, right, bottom = reference.groups()
    columns = sorted((column_number(left), column_number(right or left)))
    rows = sorted((int(top) - 1, int(bottom or top) - 1))
    sheet = (quoted or bare or "").replace("''", "'").casefold()
    area = Area(top=rows[0], left=columns[0], bottom=rows[1], right=columns[1])
    return _Term(sign=sign, sheet=sheet, area=area, summed=summed)


class _Calculator:
    """Computes formulas in the order in which they need each other."""

    def __init__(self, workbook: Workbook, visits: int) -> None:
        self.done: dict[Key, Computed] = {}
        self._workbook = workbook
        self._numbers = {sheet.name.casefold(): number for number, sheet in enumerate(workbook.sheets)}
        self._visits = visits
        self._inputs: dict[Key, list[tuple[_Term, list[Key]]] | None] = {}

    def solve(self, key: Key) -> None:
        """Settle one formula, after all that it needs; one that needs itself has no value."""
        pending = [key]
        while pending:
            current = pending[-1]
            if current not in self._inputs:
                self._inputs[current] = self._inputs_of(current)
                pending += self._unsettled(self._inputs[current] or ())
            else:
                pending.pop()
                if current not in self.done:
                    self.done[current] = self._result(current)

    def _unsettled(self, inputs: Sequence[tuple[_Term, list[Key]]]) -> Iterator[Key]:
        for _, keys in inputs:
            for key in keys:
                if key not in self._inputs and self._cell(key).formula is not None:
                    yield key

    def _cell(self, key: Key) -> StoredCell:
        return self._workbook.sheets[key[0]].cells[key[1]]

    def _inputs_of(self, key: Key) -> list[tuple[_Term, list[Key]]] | None:
        """Each term of a formula with the cells it adds; None if it cannot be computed here."""
        formula = self._cell(key).formula or ""
        self._visits -= len(formula)
        terms = _parsed(formula) if self._visits > 0 else None
        if terms is None:
            return None
        inputs: list[tuple[_Term, list[Key]]] = []
        for term in terms:
            number = self._numbers.get(term.sheet) if term.sheet else key[0]
            if number is None or self._visits <= 0:
                return None
            keys = [] if term.number is not None else self._filled(number, term.area)
            inputs.append((term, keys))
        return inputs

    def _filled(self, number: int, area: Area) -> list[Key]:
        """The cells of ``area`` that are not blank, found the shorter way: through the area or through the sheet."""
        cells = self._workbook.sheets[number].cells
        self._visits -= min(area.size, len(cells))
        if area.size > len(cells):
            return [(number, slot) for slot in cells if slot in area]
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        return [(number, (row, column)) for row in rows for column in columns if (row, column) in cells]

    def _total(self, inputs: Sequence[tuple[_Term, list[Key]]]) -> Decimal | None:
        """The sum of all terms; None if one of them has no value. A sum passes over text, a plus sign does not."""
        total = Decimal(0)
        for term, keys in inputs:
            values = [self._value(key) for key in keys] if term.number is None else [term.number]
            for value in values:
                if isinstance(value, Decimal):
                    total += term.sign * value
                elif value is None or not term.summed:
                    return None
        return total

    def _value(self, key: Key) -> Decimal | str | None:
        """What a cell holds; None if that is an error or not known."""
        cell = self._cell(key)
        if cell.formula is None:
            return None if cell.error else cell.value
        result = self.done.get(key)
        unknown = result is None or cell.error or (result.note is not None and result.note[0] == FORMULA_WITHOUT_VALUE)
        return None if unknown or result is None else result.value

    def _result(self, key: Key) -> Computed:
        cell, inputs = self._cell(key), self._inputs[key]
        computed = None if inputs is None else self._total(inputs)
        formula = f"={cell.formula}"
        if computed is None:
            # A program that recalculates on opening shows something else than the nought a library put there.
            trusted = cell.stored and not (self._workbook.recalculated and cell.value == 0)
            return (
                Computed(value=cell.value)
                if trusted
                else Computed(value=formula, note=(FORMULA_WITHOUT_VALUE, formula))
            )
        if cell.stored and _same(cell.value, computed):
            return Computed(value=cell.value)
        # An empty text or a nought is what libraries store for a sum that nobody ever computed.
        if cell.stored and cell.value not in ("", 0) and not self._workbook.recalculated:
            return Computed(value=cell.value, note=(FORMULA_DIFFERS, f"{formula} = {plain(computed)}"))
        return Computed(value=computed, note=(FORMULA_EVALUATED, formula))


def _same(stored: Decimal | str, computed: Decimal) -> bool:
    """Whether two results agree but for the noise of binary fractions."""
    return isinstance(stored, Decimal) and abs(stored - computed) <= max(Decimal(1), abs(computed)) * Decimal("1e-9")
