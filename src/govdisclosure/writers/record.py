"""A report as one flat mapping, a row of a data frame or of a CSV file, and back."""

import datetime
import operator
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal, SupportsIndex, cast, get_args, overload

from govdisclosure.errors import InvalidValueError
from govdisclosure.forms.declare import Kind
from govdisclosure.forms.demands import flag
from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.say import digits
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap, Unit, is_count
from govdisclosure.model.access import Fact, Tabular, X, companion, every_cell, head, kept, tables, values
from govdisclosure.model.columns import FIGURES, NOT_ON_FORM, REASON
from govdisclosure.model.mentions import figures_of
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import quoted
from govdisclosure.writers.json import from_dict
from govdisclosure.writers.json_hooks import SCHEMA

RecordValue = Fact
Record = dict[str, RecordValue]

Gaps = Literal["gap", "word", "none"]
"""What stands where there is no number: the `Gap`; its word, beside plain values only; None, and why beside it."""


def to_record(x: Tabular, *, separator: str = ".", gaps: Gaps = "gap", figures: bool = False) -> Record:
    """Every figure of a report or one table in one flat mapping from address to value.

    A report's record starts with organ, year and period and has the edition of each table; a table's has ``table`` and
    ``edition``. Numbers are int or Decimal. With ``gaps="word"`` a gap is its word ("blank"), as in JSON; with
    ``gaps="none"`` it is None, so that a column holds numbers only, and ``requests.received.total.gap`` says why.
    ``separator="__"`` gives names that are plain SQL identifiers. The text of the sections is left out; it has no place
    in a row of figures. With ``figures`` the figures that the text states and no table holds follow, each under
    ``figures.`` and its name (``figures.items_website``), None where the text states none or several.
    """
    tables(x)
    _separating(separator)
    flag(figures, "figures")
    if gaps not in get_args(Gaps):
        raise InvalidValueError(
            f'gaps must be "gap", "word" or "none" (got {quoted(gaps)})',
            zh=f'gaps 只能是 "gap"、"word" 或 "none"（现为 {quoted(gaps)}）',
        )
    record: Record = {**head(x), **values(x), **kept(x)}
    if figures and isinstance(x, AnnualReport):
        record |= {f"{FIGURES}.{name}": value for name, value in figures_of(x).items()}
    if gaps != "gap":
        may_lack = {*values(x), "organ.name", "year", "handling_fee"} if gaps == "none" else set[str]()
        record = dict(_in_words(record, may_lack))
    return {name.replace(".", separator): value for name, value in record.items()}


def _in_words(record: Record, may_lack: set[str]) -> Iterator[tuple[str, RecordValue]]:
    """Units and gaps as their words; of the names that ``may_lack`` a number, None and the word beside it."""
    for name, value in record.items():
        word = value.value if isinstance(value, (Gap, Unit)) else value
        if name in may_lack:
            yield name, None if isinstance(value, Gap) else word
            yield f"{name}.{REASON}", word if isinstance(value, Gap) else None
        else:
            yield name, word


def _separating(separator: object) -> None:
    if not isinstance(separator, str) or not separator:
        raise InvalidValueError(
            f"separator must be a text that is not empty (got {quoted(separator)})",
            zh=f"separator 须为非空的文本（现为 {quoted(separator)}）",
        )


@overload
def from_record(record: Mapping[str, object], *, separator: str = ".") -> AnnualReport | AnyTable: ...
@overload
def from_record(record: Mapping[str, object], cls: type[X], *, separator: str = ".") -> X: ...
def from_record(
    record: Mapping[str, object], cls: type[X] | None = None, *, separator: str = "."
) -> AnnualReport | AnyTable:
    """The report or table that `to_record` wrote, whatever became of its gaps; with ``cls`` that class and no other.

    Texts as a CSV file has them ("12", "2023-12-31", "blank") are read as what they are, and so are the integers,
    missing values and days of data frames. What the form of the edition does not have may stand there with the reason
    "not_on_form". `InvalidDocumentError` lists everything that is missing, unknown or wrong.
    """
    _separating(separator)
    document: object = _document(record, separator) if isinstance(record, Mapping) else record  # pyright: ignore[reportUnnecessaryIsInstance]
    return from_dict(cast("Mapping[str, object]", document), cls)


def _document(record: Mapping[str, object], separator: str) -> dict[str, object]:
    """The record as `govdisclosure.to_dict` would give it; what belongs nowhere is left where it is, to be told."""
    named = ((_name(name, separator), value) for name, value in record.items())
    plain = {name: value for name, value in named if not name.startswith(f"{FIGURES}.")}
    above = f"{plain['table']}." if "table" in plain else ""
    data: dict[str, object] = {"schema": SCHEMA}
    for name, value in plain.items():
        if not (name.endswith(f".{REASON}") and name.removesuffix(f".{REASON}") in plain) and not _elsewhere(
            plain, name
        ):
            _put(data, name, _json(value, _kind(above, name), plain.get(f"{name}.{REASON}")))
    if data.get("period") == {"start": None, "end": None}:
        data["period"] = None
    return data if above else {"sections": dict.fromkeys(TITLES, Gap.ABSENT.value), **data}


def _elsewhere(plain: Mapping[str, object], name: str) -> bool:
    """Whether a cell, or the field beside it, is one that the form of this edition does not have."""
    cell = _beside().get(name, name)
    return plain.get(f"{cell}.{REASON}") == NOT_ON_FORM and is_missing(plain[name])


@remembered()
def _beside() -> Mapping[str, str]:
    """The cell that each field that keeps a unit stands beside."""
    return {companion(cell): address for address, cell in every_cell().items() if companion(cell)}


def _name(name: object, separator: str) -> str:
    return name.replace(separator, ".") if isinstance(name, str) else quoted(name)


def _put(data: dict[str, object], name: str, value: object) -> None:
    *above, last = name.split(".")
    node = data
    for step in above:
        below = node.setdefault(step, {})
        if not isinstance(below, dict):
            data[name] = value  # which is no field of anything
            return
        node = cast("dict[str, object]", below)
    node[last] = value


_FACTS: Final = {"year": Kind.COUNT, "handling_fee": Kind.MONEY}


def _kind(above: str, name: str) -> Kind | None:
    """What stands under a name; None for a text."""
    cell = every_cell().get(above + name)
    return _FACTS.get(name) if cell is None else cell.kind


def _json(value: object, kind: Kind | None, reason: object) -> object:
    """A value as JSON has it, with the reason that stands beside it; one that is wrong stays as it is, to be told."""
    if isinstance(value, (Gap, Unit)):
        return value.value
    why = None if is_missing(reason) else reason.value if isinstance(reason, Gap) else reason
    if is_missing(value, but_text=kind is None):
        return why
    if why is not None:
        return f"{value} ({why})"  # both something and a reason why there is nothing
    return _text(value) if kind is None else _money(value) if kind is Kind.MONEY else _count(value)


def is_missing(value: object, *, but_text: bool = False) -> bool:
    """Whether it is what a data frame or a CSV file has for a missing value: None, NaN, NA, an empty text."""
    try:
        return value is None or (value == "" and not but_text) or bool(value != value)
    except TypeError:
        return True  # the NA of pandas, which does not know whether it is equal to itself
    except ValueError:
        return False  # an array


_COUNT: Final = re.compile(r"[+-]?[0-9]{1,13}")
_MONEY: Final = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")


def _count(value: object) -> object:
    if isinstance(value, str):
        return int(value) if _COUNT.fullmatch(value) else value
    if isinstance(value, float):  # which is what pandas makes of a column of integers in which one is missing
        return int(value) if value.is_integer() else value
    try:
        return value if isinstance(value, bool) else operator.index(cast("SupportsIndex", value))
    except TypeError:
        return value


def _money(value: object) -> object:
    if isinstance(value, str):
        return digits(Decimal(value)) if _MONEY.fullmatch(value) else value
    if isinstance(value, Decimal):
        return digits(value) if value.is_finite() else str(value)
    return str(value) if type(value) is int and is_count(value) else value


def _text(value: object) -> object:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else value
