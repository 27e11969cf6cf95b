"""Printed text to the value of a cell: exact where the text says one number, a gap everywhere else.

No text reaches `int` or `Decimal` before it has been shown to consist of at most so many ASCII digits. What could be
two things is unreadable: digits apart by a space or a line, a badly formed group of thousands, leading zeros, a
percentage, a numeral in words.
"""

import functools
import re
from decimal import Decimal
from typing import Final

import attrs

from govdisclosure.forms.declare import Kind
from govdisclosure.forms.values import COUNT_BOUND, MONEY_PLACES, Gap, Unit, is_money
from govdisclosure.model.notices import NUMBER_ANNOTATED, NUMBER_CLEANED, NUMBER_CONVERTED, NUMBER_UNREADABLE
from govdisclosure.readers.labels import without_invisible


@attrs.frozen
class Parsed:
    """What a printed text is worth: a value, the unit printed with it, a remark in brackets, and what to say about it.

    ``unit`` is None where no unit is printed, and the unit of ``value`` where one is. ``codes`` are notices.
    """

    value: int | Decimal | Gap
    unit: Unit | None = None
    annotation: str = ""
    codes: tuple[str, ...] = ()


_BLANK: Final = Parsed(Gap.BLANK)
_PLACEHOLDER: Final = Parsed(Gap.PLACEHOLDER)
_UNREADABLE: Final = Parsed(Gap.UNREADABLE, codes=(NUMBER_UNREADABLE,))

_OVERRIDE: Final = "\u202e"
"""Shows the digits after it in the opposite order."""
_FULL_WIDTH: Final[dict[int, str | int]] = {0x3000: " ", **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
_MINUS: Final = {ord("−"): "-", ord("﹣"): "-"}

_PLACEHOLDERS: Final = frozenset({"/", "\\", "//", "无", "暂无", "不适用", "N/A", "n/a", "NA", "N.A."})
_DASH_RUN: Final = re.compile(r"[-—–―─‐‑‒]{1,6}")

_PRINTED: Final = re.compile(
    r"(?P<sign>[+-]|增加?|减少?|)\s*+"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?P<part>\.[0-9]{1,12}|)"
    r"\s*+(?P<unit>件次|[件项个宗条份起例次]|(?:百万|[万亿])?元|[万亿][件项个宗条份起例次]?|)"
    r"\s*+(?P<annotation>\([^()0-9][^()]*+\)|)"
)

_SHORT: Final = 8
"""Digits that any count may have."""
_FACTORS: Final = {"万": 10**4, "百万": 10**6, "亿": 10**8}
_YUAN: Final = {Unit.YUAN: 1, Unit.TEN_THOUSAND_YUAN: 10**4}


@functools.lru_cache(maxsize=4096)
def parse(text: str, kind: Kind = Kind.COUNT, unit: Unit = Unit.PIECES, header: str = "") -> Parsed:
    """The value of a cell of this kind and unit whose printed text is ``text``.

    ``header`` is the unit that the label of the column or row prints ("元"), empty if it prints none. A unit in the
    cell counts for more than one in the header. Where the form has no unit (``Unit.UNKNOWN``), the printed one is kept.
    """
    if kind is not Kind.MONEY and _is_plain(text) and "元" not in header:
        return Parsed(int(text))
    printed = _printed(text)
    if isinstance(printed, Parsed):
        return printed
    if not _is_plain_number(printed, kind):
        return _UNREADABLE
    parsed = _money(printed, unit, header) if kind is Kind.MONEY else _count(printed, header)
    if parsed.value is Gap.UNREADABLE or without_invisible(text) == text:
        return parsed
    return attrs.evolve(parsed, codes=(NUMBER_CLEANED, *parsed.codes))


@functools.lru_cache(maxsize=4096)
def _printed(text: str) -> Parsed | re.Match[str]:
    """The pieces of a printed number; what the text is worth where it prints none."""
    plain = without_invisible(text).translate(_FULL_WIDTH).strip()
    if not plain:
        return _BLANK
    if plain in _PLACEHOLDERS or _DASH_RUN.fullmatch(plain):
        return _PLACEHOLDER
    match = None if _OVERRIDE in text else _PRINTED.fullmatch(plain.translate(_MINUS))
    return _UNREADABLE if match is None else match


@functools.lru_cache(maxsize=4096)
def is_numeric(text: str) -> bool:
    """Whether a text is one number as a table prints it."""
    if _is_plain(text):
        return True
    if isinstance(_printed(text), Parsed):
        return False
    counts = (parse(text, kind, Unit.PIECES, "").value for kind in (Kind.COUNT, Kind.CHANGE))
    return any(isinstance(value, int) for value in counts) or isinstance(
        parse(text, Kind.MONEY, Unit.UNKNOWN).value, Decimal
    )


def _is_plain(text: str) -> bool:
    """Whether a text is nothing but the digits of a number that any count may be, as most are."""
    return len(text) <= _SHORT and text.isascii() and text.isdigit() and (text[0] != "0" or text == "0")


def _is_plain_number(match: re.Match[str], kind: Kind) -> bool:
    """Whether the digits can be read one way only (no zero leads them), and the sign is one of this kind."""
    whole, sign = match["whole"], match["sign"]
    if sign not in ("", "-") and kind is not Kind.CHANGE:
        return False
    return whole[0] != "0" or (whole == "0" and sign != "-")


def _amount(match: re.Match[str]) -> Decimal:
    amount = Decimal(match["whole"].replace(",", "") + match["part"])
    return -amount if match["sign"].startswith(("-", "减")) else amount


def _factor(unit: str) -> int:
    return next((_FACTORS[word] for word in _FACTORS if unit.startswith(word)), 1)


def _annotated(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    note = match["annotation"]
    return note, (NUMBER_ANNOTATED,) if note else ()


def _count(match: re.Match[str], header: str) -> Parsed:
    if "元" in match["unit"] or "元" in header:
        return _UNREADABLE
    factor = _factor(match["unit"])
    amount = _amount(match) * factor
    # "12.0" and "12.00" come from spreadsheets; "1.000" may as well be a thousand.
    if amount != int(amount) or abs(amount) >= COUNT_BOUND or (factor == 1 and len(match["part"]) > len(".00")):
        return _UNREADABLE
    note, codes = _annotated(match)
    if factor != 1:
        codes = (NUMBER_CONVERTED, *codes)
    elif match["part"]:
        codes = (NUMBER_CLEANED, *codes)
    return Parsed(int(amount), None, note, codes)


def _money(match: re.Match[str], unit: Unit, header: str) -> Parsed:
    printed = match["unit"] or header
    note, codes = _annotated(match)
    amount = _amount(match)
    if not printed:
        return _checked(amount, None, note, codes)
    if not printed.endswith(("元", "万", "亿")):
        return _UNREADABLE
    wanted = _wanted(unit, printed)
    same = printed == "元" if wanted is Unit.YUAN else printed in ("万元", "万")
    if same:
        return _checked(amount, wanted, note, codes)
    return _checked(amount * _factor(printed) / _YUAN[wanted], wanted, note, (NUMBER_CONVERTED, *codes))


def _wanted(unit: Unit, printed: str) -> Unit:
    """The unit to express an amount in: the form's; where it has none the printed one, or the nearest we have."""
    if unit is not Unit.UNKNOWN:
        return unit
    return Unit.YUAN if printed == "元" else Unit.TEN_THOUSAND_YUAN


def _checked(value: Decimal, unit: Unit | None, note: str, codes: tuple[str, ...]) -> Parsed:
    """The amount if a cell may hold it, without zeros beyond what a cell may hold."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    held = round(value, min(-exponent, MONEY_PLACES))
    return Parsed(held, unit, note, codes) if held == value and is_money(held) else _UNREADABLE
