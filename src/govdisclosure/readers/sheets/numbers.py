"""Numbers of a spreadsheet: exact where the file is exact, and as their format shows them where that is plain.

A cell stores a number and a format. The format never changes the number, but it changes what a person reads: 0.125 as
12.5%, 45293 as a date, 12 as 12万元, 0 as a dash. Where the printed form has the same value the number is enough; where
it says more (a unit, a percent sign, a date) the text says it too; where it says something else the text is the number
and a note tells so.
"""

import datetime
import functools
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.forms.values import Gap
from govdisclosure.model.notices import HIDDEN_TEXT, LOOK_UNCLEAR, NUMBER_FORMAT
from govdisclosure.readers.numbers import parse

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
        41: _DASH.format(""),
        42: _YEN.format("") + ';"¥-"',
        43: _DASH.format(".00"),
        44: _YEN.format(".00") + ';"¥-"??',
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
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?")


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


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> tuple[str, str]:
    """The text of a cell that holds ``value`` in the format ``code``, and a code of what there is to say about it.

    Nothing is to be said where the format shows that text. Where it shows the number in another way the text is the
    number; where it shows nothing the text is empty; where it shows other digits or words, the number is in doubt.
    ``from_1904``: the workbook counts its days from 1904.
    """
    sections = _sections(code) if len(code) <= _LONGEST_FORMAT else (_UNKNOWN,)
    section, signed = _chosen(value, sections)
    if section is None:
        return plain(value), LOOK_UNCLEAR
    if not section.known:
        return plain(value), NUMBER_FORMAT
    if any(token.kind == "date" for token in section.tokens):
        text, as_shown = _date(value, section.tokens, from_1904=from_1904)
        return text, "" if as_shown else NUMBER_FORMAT
    if said := _says(section.tokens):
        return "" if said == HIDDEN_TEXT else plain(value), said
    text, as_shown = _number(value, section.tokens, signed=signed)
    if as_shown:
        return text, ""
    return _otherwise(value, section.tokens)


def shown_text(value: str, code: str) -> tuple[str, str]:
    """The same for a cell that holds a text: the fourth section of a format shows it, or the last if it says so."""
    sections = _sections(code) if len(code) <= _LONGEST_FORMAT else (_UNKNOWN,)
    section = next(reversed(sections))
    if not (len(sections) > 3 or section.shows_text) or not value or not section.known:
        return value, ""
    if said := _says(section.tokens):
        return "" if said == HIDDEN_TEXT else value, said
    shown = (token for token in section.tokens if token.kind != "filling")
    return "".join(value if token.kind in ("text", "general") else token.text for token in shown).strip(), ""


def _chosen(value: Decimal, sections: Sequence["_FormatSection"]) -> tuple["_FormatSection | None", bool]:
    """The section that shows a number, and whether the minus sign is the program's; None if no section shows it."""
    conditions = [section.condition for section in sections[:2]]
    if not any(conditions):
        number = min(len(sections), 3)
        index = 1 if value < 0 and number > 1 else 2 if value == 0 and number > 2 else 0
        return sections[index], index != 1
    for section, condition in zip(sections, conditions, strict=False):
        if condition is not None and condition.holds(value):
            return section, True
    rest = sections[2 if all(conditions) and len(conditions) > 1 else 1 :]
    return (rest[0] if rest else None), True


@attrs.frozen
class _Token:
    kind: str
    text: str


_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*([+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?)")


@attrs.frozen
class _Condition:
    comparison: str
    bound: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a number is shown by the section with this condition."""
        return _COMPARED[self.comparison](value, self.bound)


@attrs.frozen
class _FormatSection:
    """One section of a format; ``known`` is False where it goes beyond what is known here."""

    tokens: tuple[_Token, ...]
    condition: _Condition | None = None
    known: bool = True

    @property
    def shows_text(self) -> bool:
        """Whether the section says where a text stands."""
        return any(token.kind == "text" for token in self.tokens)


_UNKNOWN: Final = _FormatSection((), known=False)


_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<padding>.)|\[(?P<bracket>[^\]]{0,255}+)\]|(?P<general>general)'
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
def _sections(code: str) -> tuple[_FormatSection, ...]:
    """The sections of a format: positive, negative, zero, text, unless they have conditions of their own."""
    sections = [_FormatSection(())]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind]
        last = sections[-1]
        condition = _CONDITION.fullmatch(text) if kind == "bracket" else None
        if kind == "end":
            sections.append(_FormatSection(()))
        elif condition:
            sections[-1] = attrs.evolve(last, condition=_Condition(condition[1], Decimal(condition[2])))
        elif kind == "unknown" or (kind == "bracket" and not _is_known(text)):
            sections[-1] = attrs.evolve(last, known=False)
        elif (token := _token(kind, text, match[0])) is not None:
            sections[-1] = attrs.evolve(last, tokens=(*last.tokens, token))
    return tuple(sections)


def _token(kind: str, text: str, written: str) -> _Token | None:
    """What a piece of a format shows; None for nothing, such as the room of a character."""
    if kind == "bracket":
        return _literal_of(text)
    if kind != "padding":
        return _Token(kind, text)
    return _Token("filling", text) if written.startswith("*") and not text.isspace() else None


def _is_known(bracket: str) -> bool:
    """Whether a bracket is a currency, a place or a colour; others are elapsed time and Chinese numerals."""
    if bracket.casefold().startswith("dbnum"):
        return False
    return bool(_CURRENCY.fullmatch(bracket) or _COLOUR.fullmatch(bracket))


def _literal_of(bracket: str) -> _Token:
    currency = _CURRENCY.fullmatch(bracket)
    return _Token("quoted", currency[1] if currency else "")


def _says(section: Sequence[_Token]) -> str:
    """The code of what a section does to a number or text whatever it is; empty where it shows it.

    A dash or the like in place of a number is left to whoever reads the note on its format.
    """
    if any(token.kind == "filling" and token.text.isalnum() for token in section):
        return LOOK_UNCLEAR
    if any(token.kind not in _LITERALS and token.kind != "filling" for token in section):
        return ""
    words = "".join(token.text for token in section if token.kind != "filling").strip()
    if not words:
        return HIDDEN_TEXT
    return "" if parse(words).value is Gap.PLACEHOLDER else LOOK_UNCLEAR


def _otherwise(value: Decimal, section: Sequence[_Token]) -> tuple[str, str]:
    """A number that its format shows in another way: rounded, in another unit, with other digits, or not at all."""
    if any(token.kind in _LITERALS and any(map(str.isdigit, token.text)) for token in section):
        return plain(value), LOOK_UNCLEAR
    digits = "".join(token.text for token in section if token.kind == "digits")
    literal = any(token.kind in _LITERALS and token.text.strip() for token in section)
    if value == 0 and digits and "0" not in digits and not literal:
        return "", HIDDEN_TEXT
    return plain(value), NUMBER_FORMAT


def _number(value: Decimal, section: Sequence[_Token], *, signed: bool) -> tuple[str, bool]:
    """``value`` with the words around the digits; ``signed`` if the minus sign is the program's, not the format's."""
    section = [token for token in section if token.kind != "filling"]
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
