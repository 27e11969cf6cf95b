"""What a strategy may be asked for; all else is refused when it is asked for, or when a wrong value is drawn."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from govdisclosure.errors import UsageError
from govdisclosure.forms.demands import demand, refuse
from govdisclosure.forms.text import Text
from govdisclosure.plain import quoted

T = TypeVar("T")


class InvalidStrategyError(UsageError, InvalidArgument):
    """What hypothesis calls an invalid argument, as an error of this library: in both languages."""


def within(name: str, given: object, low: int, high: int) -> None:
    """Refused unless it is an int within these bounds."""
    if type(given) is not int:
        refuse(name, Text("整数（int）", "an int"), given)
    if not low <= given <= high:
        raise InvalidStrategyError(
            f"{name} must lie between {low} and {high} (got {quoted(given)})",
            zh=f"{name} 须在 {low} 与 {high} 之间（现为 {quoted(given)}）",
        )


def based(base: st.SearchStrategy[T] | None, default: Callable[[], st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """The strategy to draw from; the default where none is given."""
    if base is None:
        return default()
    demand(base, st.SearchStrategy, "base", Text(" hypothesis 的策略", "a strategy of hypothesis"))
    return base
