"""Conditional formats: where they hold, and what they hide."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import attrs

from govdisclosure.readers.sheets.model import Area, Condition, Style
from govdisclosure.readers.sheets.numbers import stored_number
from govdisclosure.readers.sheets.xlsx_styles import SMALL, CellFormat, Element, Styles, change_of
from govdisclosure.readers.sheets.xml_stream import local_name

_Value = Decimal | str
_Test = Callable[[_Value], bool | None]

_HIDING: Final = ";;;"
"""A format that shows nothing."""
_OFF: Final = frozenset({"0", "false", "off"})
_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal, Decimal], bool]]] = MappingProxyType(
    {
        "lessThan": lambda value, low, high: value < low,
        "lessThanOrEqual": lambda value, low, high: value <= low,
        "equal": lambda value, low, high: value == low,
        "notEqual": lambda value, low, high: value != low,
        "greaterThan": lambda value, low, high: value > low,
        "greaterThanOrEqual": lambda value, low, high: value >= low,
        "between": lambda value, low, high: min(low, high) <= value <= max(low, high),
        "notBetween": lambda value, low, high: not min(low, high) <= value <= max(low, high),
    }
)


def conditions(element: Element, styles: Styles, area: Callable[[str], Area]) -> Iterator[Condition]:
    """The conditions of an element on the cells it names; ``area`` reads one name."""
    named = element.get("sqref") or next((each.text or "" for each in element if local_name(each.tag) == "sqref"), "")
    areas = tuple(area(each) for each in named.split())
    for rule in element:
        if local_name(rule.tag) == "cfRule":
            yield from _condition(rule, styles, areas)


def _condition(rule: Element, styles: Styles, areas: tuple[Area, ...]) -> Iterator[Condition]:
    shown = [each.get("showValue") for each in rule if local_name(each.tag) in ("dataBar", "iconSet")]
    if shown:
        if shown[0] in _OFF:
            yield Condition(areas=areas, holds=lambda value: isinstance(value, Decimal), restyled=_hidden)
        return
    change = _change(rule, styles)
    if change is not None:
        yield Condition(areas=areas, holds=_test(rule), restyled=change.restyled)


def _hidden(style: Style) -> Style:
    return attrs.evolve(style, format=_HIDING)


def _change(rule: Element, styles: Styles) -> CellFormat | None:
    inside = next((each for each in rule if local_name(each.tag) == "dxf"), None)
    if inside is not None:
        return change_of(inside, styles.colours)
    number = rule.get("dxfId", "")
    known = SMALL.fullmatch(number) and int(number) < len(styles.changes)
    return styles.changes[int(number)] if known else None


def _test(rule: Element) -> _Test:
    """When a rule holds, as far as that can be told from one value."""
    formulas = [each.text or "" for each in rule if local_name(each.tag) in ("formula", "f")]
    bounds = [stored_number(text.strip()) for text in formulas]
    compared = _COMPARED.get(rule.get("operator", "")) if rule.get("type") == "cellIs" else None
    if compared is None or not bounds or None in bounds:
        return _unknown
    low, high = bounds[0] or Decimal(0), bounds[-1] or Decimal(0)
    return lambda value: compared(value, low, high) if isinstance(value, Decimal) else None


def _unknown(value: _Value) -> None:
    """Whether a rule holds that looks at other cells, or computes."""
