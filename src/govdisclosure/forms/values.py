"""What a cell may hold: a number, or the reason why there is none."""

from decimal import Context, Decimal
from typing import Final

from govdisclosure.errors import InvalidTypeError, InvalidValueError
from govdisclosure.forms.demands import Word, refuse
from govdisclosure.forms.text import Text
from govdisclosure.plain import quoted


class Gap(Word):
    """Why a cell holds no number. A gap is not zero, and an identity over a gap is not evaluated."""

    BLANK = "blank"
    """Printed empty."""
    PLACEHOLDER = "placeholder"
    """A mark for nothing is printed: / - — 无 不适用 and the like."""
    ABSENT = "absent"
    """Not in the document."""
    UNREADABLE = "unreadable"
    """Something is printed that is not a number, or that cannot be told apart; the text is in the reading."""

    def __repr__(self) -> str:
        return f"Gap.{self.name}"


class Unit(Word):
    """What a number counts or measures; the value is the id used in JSON."""

    PIECES = "pieces"
    """件: documents, requests, decisions, cases."""
    ITEMS = "items"
    """项: kinds of administrative matters, procurement projects."""
    YUAN = "yuan"
    """元."""
    TEN_THOUSAND_YUAN = "ten_thousand_yuan"
    """万元, 10,000 yuan."""
    UNKNOWN = "unknown"
    """The document prints no unit and the form asks for none."""

    @property
    def zh(self) -> str:
        """The unit as printed; empty for the unknown one."""
        return {"pieces": "件", "items": "项", "yuan": "元", "ten_thousand_yuan": "万元"}.get(self.value, "")

    def __repr__(self) -> str:
        return f"Unit.{self.name}"


def zeroable(value: object) -> bool:
    """Whether it is a gap that may be read as zero on request: something is printed, and it says nothing.

    The members are compared by hand, as hashing one takes longer.
    """
    return value is Gap.BLANK or value is Gap.PLACEHOLDER


Count = int | Gap
Money = Decimal | Gap
Number = int | Decimal
Value = int | Decimal | Gap


def number(value: Value) -> Number | None:
    """The number that a cell holds; None for a gap, whatever the reason."""
    if isinstance(value, Gap):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):  # pyright: ignore[reportUnnecessaryIsInstance]
        refuse(
            "value", Text("一格中的值（int、Decimal 或 Gap）", "what a cell holds (an int, a Decimal or a Gap)"), value
        )
    return value


COUNT_BOUND = 10**12
"""A count lies strictly between minus this and this."""
MONEY_DIGITS = 12
"""Digits an amount may have before the point."""
MONEY_PLACES = 6
"""Digits an amount may have after the point."""


def _refuse_type(where: Text, wanted: Text, value: object) -> InvalidTypeError:
    return InvalidTypeError(
        f"{where.en} must be {wanted.en} or a Gap (got {quoted(value)}, a {type(value).__name__})",
        zh=f"{where.zh} 须为 {wanted.zh} 或 Gap（现为 {quoted(value)}，类型为 {type(value).__name__}）",
    )


def is_count(value: object) -> bool:
    """Whether ``value`` is an exact int (so no bool) within the bound."""
    return type(value) is int and -COUNT_BOUND < value < COUNT_BOUND


def check_count(where: str, value: object, *, where_zh: str = "") -> None:
    """Raise unless ``value`` is an exact int within the bound, or a gap; ``where`` names the field.

    ``where_zh`` names it in Chinese, if its name is not the same in every language.
    """
    if is_count(value) or isinstance(value, Gap):
        return
    where_zh = where_zh or where
    if type(value) is int:
        raise InvalidValueError(
            f"{where} must lie between -10**12 and 10**12 (got {quoted(value)})",
            zh=f"{where_zh} 须在 -10**12 与 10**12 之间（现为 {quoted(value)}）",
        )
    raise _refuse_type(Text(where_zh, where), Text("int", "an int"), value)


def is_money(value: Decimal) -> bool:
    """Whether a finite amount is written with at most 12 digits before and 6 after the point."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent >= -MONEY_PLACES and value.adjusted() < MONEY_DIGITS


def check_money(where: str, value: object) -> None:
    """Raise unless ``value`` is a finite Decimal of at most 12 digits before and 6 after the point, or a gap."""
    if type(value) is Decimal:
        if not value.is_finite():
            raise InvalidValueError(
                f"{where} must be a finite amount (got {quoted(value)})",
                zh=f"{where} 须为有限的金额（现为 {quoted(value)}）",
            )
        if not is_money(value):
            raise InvalidValueError(
                f"{where} must have at most 12 digits before and 6 after the point (got {quoted(value)})",
                zh=f"{where} 小数点前至多 12 位，小数点后至多 6 位（现为 {quoted(value)}）",
            )
    elif not isinstance(value, Gap):
        raise _refuse_type(Text(where, where), Text("Decimal", "a Decimal"), value)


EXACT: Final = Context(prec=60)
"""For sums and conversions of amounts, whatever precision the caller's own context has."""

_IN_TEN_THOUSANDS: Final = {Unit.YUAN: 10_000, Unit.TEN_THOUSAND_YUAN: 1}


def in_ten_thousands(value: Value, unit: Unit) -> Value:
    """An amount in 万元, exactly; without a known unit there is no number but zero."""
    if isinstance(value, Gap) or not value:
        return value
    parts = _IN_TEN_THOUSANDS.get(unit)
    return Gap.UNREADABLE if parts is None else EXACT.divide(Decimal(value), Decimal(parts))
