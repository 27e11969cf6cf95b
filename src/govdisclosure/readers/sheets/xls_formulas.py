"""Formulas of an XLS workbook: from the tokens of the file to the text that a person typed, for plain sums."""

import struct
from typing import Final

from govdisclosure.model.place import column_letters
from govdisclosure.readers.sheets.areas import Slot

UNKNOWN: Final = "?"
"""Stands for a formula that does more than add and subtract."""


class _Token:
    """The tokens known here; a reference comes in three classes, 0x20 apart, that differ in the use of its result."""

    ADD, SUBTRACT, PLUS, MINUS, PAREN, EXTRA = 0x03, 0x04, 0x12, 0x13, 0x15, 0x19
    INTEGER, REAL, CALL, CELL, AREA, NEAR_CELL, NEAR_AREA = 0x1E, 0x1F, 0x22, 0x24, 0x25, 0x2C, 0x2D


_FORMS: Final = {
    _Token.ADD: "<",
    _Token.SUBTRACT: "<",
    _Token.PLUS: "<",
    _Token.MINUS: "<",
    _Token.PAREN: "<",
    _Token.EXTRA: "<BH",
    _Token.INTEGER: "<H",
    _Token.REAL: "<d",
    _Token.CALL: "<BH",
    _Token.CELL: "<HH",
    _Token.AREA: "<HHHH",
    _Token.NEAR_CELL: "<hH",
    _Token.NEAR_AREA: "<hhHH",
}
"""What follows each token."""

_SUM: Final = 4
_SUM_OF_ONE: Final = 0x10
_WITHOUT_EFFECT: Final = (0x01, 0x40, 0x41)
"""Kinds of the extra token that mark spaces and volatile formulas."""
_COLUMN: Final = 0x3FFF
_ROW_IS_NEAR, _COLUMN_IS_NEAR = 0x8000, 0x4000
_SHARED: Final = 0x01
_LONG: Final = 256
"""Bytes; no plain sum is longer, and cells that share a long formula would add up."""


def shared_from(tokens: bytes) -> Slot | None:
    """The cell whose formula a cell shares; None if it has one of its own."""
    if tokens[:1] != bytes([_SHARED]) or len(tokens) < 5:
        return None
    row, column = struct.unpack_from("<HH", tokens, 1)
    return (row, column)


def formula_text(tokens: bytes, at: Slot) -> str:
    """The formula that ``tokens`` (in reversed Polish order) stand for, without the equals sign; `UNKNOWN` if more.

    ``at`` is the cell that holds it, from which a shared formula counts.
    """
    stack: list[str] = []
    position = 0
    while position < len(tokens):
        kind = tokens[position] if tokens[position] < 0x40 else 0x20 | (tokens[position] & 0x1F)
        form = _FORMS.get(kind)
        if form is None or position + 1 + struct.calcsize(form) > len(tokens) or len(tokens) > _LONG:
            return UNKNOWN
        held = struct.unpack_from(form, tokens, position + 1)
        if operand := _operand(kind, held, at):
            stack.append(operand)
        elif not _apply(kind, held, stack):
            return UNKNOWN
        position += 1 + struct.calcsize(form)
    return stack[0] if len(stack) == 1 else UNKNOWN


def _apply(kind: int, operand: tuple[float, ...], stack: list[str]) -> bool:
    """Do to ``stack`` what one token does; False if that goes beyond what is known here."""
    match kind:
        case _Token.ADD if len(stack) > 1:
            stack[-2:] = [f"{stack[-2]}+{stack[-1]}"]
        case _Token.SUBTRACT if len(stack) > 1:
            stack[-2:] = [f"{stack[-2]}-({stack[-1]})"]
        case _Token.PLUS | _Token.PAREN if stack:
            stack[-1] = f"({stack[-1]})"
        case _Token.MINUS if stack:
            stack[-1] = f"-({stack[-1]})"
        case _Token.EXTRA if operand[0] in _WITHOUT_EFFECT:
            pass
        case _Token.EXTRA if operand[0] == _SUM_OF_ONE and stack:
            stack[-1] = f"SUM({stack[-1]})"
        case _Token.CALL if operand[1] == _SUM and 0 < operand[0] <= len(stack):
            first = len(stack) - int(operand[0])
            stack[first:] = [f"SUM({','.join(stack[first:])})"]
        case _:
            return False
    return True


def _operand(kind: int, held: tuple[float, ...], at: Slot) -> str:
    """The number, cell or area that a token stands for; nothing for one that does something."""
    match kind:
        case _Token.INTEGER | _Token.REAL:
            return repr(held[0])
        case _Token.CELL:
            return _cell(held[0], held[1])
        case _Token.AREA:
            return f"{_cell(held[0], held[2])}:{_cell(held[1], held[3])}"
        case _Token.NEAR_CELL:
            return _near(held[0], held[1], at)
        case _Token.NEAR_AREA:
            return f"{_near(held[0], held[2], at)}:{_near(held[1], held[3], at)}"
        case _:
            return ""


def _cell(row: float, column: float) -> str:
    return f"{column_letters(int(column) & _COLUMN)}{int(row) + 1}"


def _near(row: float, column: float, at: Slot) -> str:
    """A cell whose row and column may count from the one at ``at``; all wrap around at the edges of the sheet."""
    marks, step = int(column), int(column) & 0xFF
    row_number = (at[0] + int(row)) & 0xFFFF if marks & _ROW_IS_NEAR else int(row) & 0xFFFF
    column_number = (at[1] + step) & 0xFF if marks & _COLUMN_IS_NEAR else step
    return _cell(row_number, column_number)
