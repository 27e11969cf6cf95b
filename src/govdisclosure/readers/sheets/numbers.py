"""Numbers of a spreadsheet: exact where the file is exact, and as their format shows them where that is plain.

A cell stores a number and a format. The format never changes the number, but it changes what a person reads: 0.125 as
12.5%, 45293 as a date, 12 as 12万元, 0 as a dash. Where the printed form has the same value the number is enough; where
it says more (a unit, a percent sign, a date) the text says it too; where it says something else the text is the number
and a note tells so.
"""

import datetime
import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

GENERAL: Final = "General"
_YEN = '"¥"#,##0{0};"¥"-#,##0{0}'
_DASH = '#,##0{0};-#,##0{0};"-"'

BUILT_IN: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        **dict.fromkeys((5, 6), _YEN.format("")),
        **dict.fromkeys((7, 8), _YEN.format(".00")),
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        14: "yyyy/m/d",
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: "yyyy/m/d h:mm",
        **dict.fromkeys((37, 38), "#,##0;-#,##0"),
        **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
        **dict.fromkeys((41, 42), _DASH.format("")),
        **dict.fromkeys((43, 44), _DASH.format(".00")),
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss.0",
        48: "##0.0E+0",
        **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
        **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
        30: "m-d-yy",
        31: 'yyyy"年"m"月"d"日"',
        32: 'h"时"mm"分"',
        33: 'h"时"mm"分"ss"秒"',
        **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
        **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    }
)
"""The formats that files name by number only, as a Chinese office shows them; every other number is `GENERAL`."""

_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def stored_number(text: str) -> Decimal | None:
    """The number a file writes as ``text``; None if it is none.

    A whole number is exact. Any other is the nearest of 15 digits, which is all that a spreadsheet shows: the rest is
    the noise of binary fractions (4068.2080000000001 was typed as 4068.208).
    """
    if _WHOLE.fullmatch(text):
        return Decimal(text)
    return measured(float(text)) if _NUMBER.fullmatch(text) else None


def measured(value: float) -> Decimal | None:
    """``value`` without the noise beyond 15 digits; None if it is not a finite number."""
    if not math.isfinite(value):
        return None
    return Decimal(int(value)) if value.is_integer() else Decimal(f"{value:.15g}")


def plain(value: Decimal) -> str:
    """``value`` in digits, without an exponent and without zeros that say nothing: 12, 4068.208."""
    if value == value.to_integral_value():
        return str(int(value))
    return f"{value:f}".rstrip("0")


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> tuple[str, bool]:
    """The text of a cell that holds ``value`` in the format ``code``, and whether that is what the format shows.

    ``from_1904``: the workbook counts its days from 1904.
    """
    sections = _sections(code) if len(code) <= _LONGEST_FORMAT else (None,)
    number = min(len(sections), 3)
    index = 1 if value < 0 and number > 1 else 2 if value == 0 and number > 2 else 0
    section = sections[index]
    if section is None:
        return plain(value), False
    if any(token.kind == "date" for token in section):
        return _date(value, section, from_1904=from_1904)
    return _number(value, section, signed=index != 1)


@attrs.frozen
class _Token:
    kind: str
    text: str


_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<padding>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general)'
    r"|(?P<date>y+|m+|d+|h+|s+|AM/PM|A/P|上午/下午)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)"
    r"|(?P<end>;)|(?P<text>@)|(?P<unknown>[eg]\+?)|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_FORMAT: Final = 255
"""Characters, the most that Excel takes."""
_LITERALS: Final = frozenset({"quoted", "escaped", "bare"})
_CURRENCY: Final = re.compile(r"\$([^-]*)(?:-.*)?")
_COLOUR: Final = re.compile(r"[^\W\d]{2,}[0-9]*|[^\W\d][0-9]+")


@functools.lru_cache(maxsize=64)
def _sections(code: str) -> tuple["tuple[_Token, ...] | None", ...]:
    """The sections of a format (positive; negative; zero; text); None for one that goes beyond what is known here."""
    sections: list[list[_Token] | None] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "end":
            sections.append([])
        elif kind == "unknown" or (kind == "bracket" and not _is_known(text)):
            sections[-1] = None
        elif sections[-1] is not None and kind != "padding":
            sections[-1].append(_Token(kind, text) if kind != "bracket" else _literal_of(text))
    return tuple(None if section is None else tuple(section) for section in sections)


def _is_known(bracket: str) -> bool:
    """Whether a bracket is a currency, a place or a colour; others are conditions, elapsed time, Chinese numerals."""
    if bracket.casefold().startswith("dbnum"):
        return False
    return bool(_CURRENCY.fullmatch(bracket) or _COLOUR.fullmatch(bracket))


def _literal_of(bracket: str) -> _Token:
    currency = _CURRENCY.fullmatch(bracket)
    return _Token("quoted", currency[1] if currency else "")


def _number(value: Decimal, section: Sequence[_Token], *, signed: bool) -> tuple[str, bool]:
    """``value`` with the words around the digits; ``signed`` if the minus sign is the program's, not the format's."""
    patterns = [index for index, token in enumerate(section) if token.kind not in _LITERALS]
    if len(patterns) != 1:
        return plain(value), False
    before = "".join(token.text for token in section[: patterns[0]]).strip()
    after = "".join(token.text for token in section[patterns[0] + 1 :]).strip()
    percent = after.startswith("%")
    scaled = value * 100 if percent else value
    if "%" in before + after[percent:] or not _keeps(scaled, section[patterns[0]]):
        return plain(value), False
    sign = before[-1:] + before[:1]
    return before.strip("-(+ ") + plain(scaled) + after.strip(") "), signed or "-" in sign or "(" in sign


def _keeps(value: Decimal, token: _Token) -> bool:
    """Whether the digits of a format show all of ``value``; a nought is shown by a 0 only, never by # or ?."""
    if token.kind in ("general", "text"):
        return True
    whole, _, fraction = token.text.partition(".")
    if whole.endswith(",") or fraction.endswith(",") or (value == 0 and "0" not in token.text):
        return False
    return len(plain(value).partition(".")[2]) <= len(fraction)


_LAST_DAY: Final = 2_958_466
"""The first day after 9999."""
_PLAIN_DATE: Final = frozenset({"yyyy", "yy", "m", "mm", "d", "dd", "h", "hh", "s", "ss"})


def _date(value: Decimal, section: Sequence[_Token], *, from_1904: bool) -> tuple[str, bool]:
    moment = _moment(value, from_1904=from_1904)
    if moment is None:
        return plain(value), False
    parts = list(_date_parts(moment, section))
    if None in parts:
        return moment.isoformat(sep=" "), False
    return "".join(part for part in parts if part is not None).strip(), True


def _moment(value: Decimal, *, from_1904: bool) -> datetime.datetime | None:
    """The date that ``value`` stands for; None where a program shows a day that does not exist, or none."""
    if not 1 <= value < _LAST_DAY - (1462 if from_1904 else 0) or (not from_1904 and 60 <= value < 61):
        return None
    start = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30)
    # Day 60 is a 29 February 1900 that never was; before it the count is one day off.
    days = value + 1 if not from_1904 and value < 60 else value
    return start + datetime.timedelta(seconds=round(days * 86_400))


def _date_parts(moment: datetime.datetime, section: Sequence[_Token]) -> Iterator[str | None]:
    """The pieces of a printed date; None for a piece whose printing is not known here."""
    codes = [token.text.casefold() if token.kind == "date" else "" for token in section]
    for index, (token, code) in enumerate(zip(section, codes, strict=True)):
        if token.kind in _LITERALS:
            yield token.text
        elif code not in _PLAIN_DATE:
            yield None
        else:
            yield _date_part(moment, code, minutes=_is_minutes(codes, index))


def _is_minutes(codes: Sequence[str], index: int) -> bool:
    """Whether an m means minutes: after hours or before seconds."""
    before = [code for code in codes[:index] if code]
    after = [code for code in codes[index + 1 :] if code]
    return before[-1:] in (["h"], ["hh"]) or after[:1] in (["s"], ["ss"])


def _date_part(moment: datetime.datetime, code: str, *, minutes: bool) -> str:
    values = {
        "y": moment.year,
        "m": moment.minute if minutes else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }
    return str(values[code[0]]).zfill(len(code))[-max(len(code), 2) :]
