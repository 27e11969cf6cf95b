"""The model as JSON types and back, strictly, as hooks for a cattrs converter.

Every class of the model is read by the same plan: the keys it must have, and how each is read. Nothing is coerced: a
count is an integer, an amount a string, a gap one of four words, and a key too many or too few is an error. All
problems of a document are found at once, each with its path, as cattrs reports them, so that the hooks work in a
stranger's converter as they do in ours.
"""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NoReturn, TypeVar, cast

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from govdisclosure.errors import GovDisclosureError, InvalidTypeError, InvalidValueError
from govdisclosure.forms.declare import Kind, declared, printed
from govdisclosure.forms.editions import classes as tables_named
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.registry import FORMS, Edition, newest, remembered
from govdisclosure.forms.say import digits
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import EXACT, Gap, Unit, check_count
from govdisclosure.model.report import AnnualReport, Organ, Period, Section, Sections
from govdisclosure.plain import quoted

SCHEMA = "govdisclosure/1"
"""Name and major version of the document format; every later version reads it."""

GAPS: Mapping[str, Gap] = {gap.value: gap for gap in Gap}
MONEY_PATTERN = r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?"
DATE_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

_MONEY = re.compile(MONEY_PATTERN)
_DATE = re.compile(DATE_PATTERN)

T = TypeVar("T")
Read = Callable[[object], Any]


def _kind(value: object) -> Text:
    """How a JSON value is called in a message."""
    if isinstance(value, bool):
        return Text(f"布尔值 {str(value).lower()}", f"{str(value).lower()}, a boolean")
    if value is None:
        return Text(" null", "null")
    if isinstance(value, (dict, list)):
        return _OBJECT if isinstance(value, dict) else _LIST
    text = quoted(value)
    short = text if len(text) <= 60 else text[:57] + "..."
    return Text(f" {short}（类型为 {type(value).__name__}）", f"{short}, a {type(value).__name__}")


def _wrong(wanted: Text, value: object) -> InvalidTypeError:
    kind = _kind(value)
    return InvalidTypeError(f"expected {wanted.en}, got {kind.en}", zh=f"应为{wanted.zh}，实为{kind.zh}")


def _or_gap(zh: str, en: str) -> Text:
    words = [f'"{word}"' for word in GAPS]
    return Text(f"{zh}，或 {'、'.join(words)} 之一", f"{en} one of {', '.join(words[:-1])} or {words[-1]}")


def _one_of(words: Iterable[str], *, before: str = "", between: str = " or ") -> Text:
    """One of these words; in English with ``before`` in front and ``between`` between them."""
    quoted = [f'"{word}"' for word in words]
    return Text(" " + " 或 ".join(quoted), before + between.join(quoted))


_OBJECT = Text("对象", "an object")
_LIST = Text("列表", "a list")
_STRING = Text("字符串", "a string")
_DAY = Text("日期，如 2023-12-31", "a date such as 2023-12-31")
_COUNT = _or_gap("整数", "an integer or")
_AMOUNT = _or_gap('字符串形式的金额，如 "12.50"', 'an amount as a string such as "12.50", or')
_YEAR = _or_gap("四位数的年份", "a year of four digits or")


def read_count(value: object) -> int | Gap:
    """An exact integer within the bound, or the word of a gap."""
    if type(value) is int:
        check_count("a count", value, where_zh="件数")
        return value
    if isinstance(value, str) and value in GAPS:
        return GAPS[value]
    raise _wrong(_COUNT, value)


def read_money(value: object) -> Decimal | Gap:
    """An amount as a string of at most 12 digits before and 6 after the point, or the word of a gap."""
    if isinstance(value, str):
        if value in GAPS:
            return GAPS[value]
        if _MONEY.fullmatch(value):
            return Decimal(value)
    raise _wrong(_AMOUNT, value)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(_STRING, value)
    return value


def _read_text_or_gap(value: object) -> str | Gap:
    text = _read_text(value)
    return GAPS.get(text, text)


def _read_year(value: object) -> int | Gap:
    if isinstance(value, str) and value in GAPS:
        return GAPS[value]
    if type(value) is not int or not 1 <= value <= 9999:
        raise _wrong(_YEAR, value)
    return value


def _read_date(value: object) -> datetime.date:
    text = value if isinstance(value, str) and _DATE.fullmatch(value) else ""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise _wrong(_DAY, value) from None


def _read_unit(value: object) -> Unit:
    words = {unit.value: unit for unit in (Unit.YUAN, Unit.TEN_THOUSAND_YUAN, Unit.UNKNOWN)}
    if not isinstance(value, str) or value not in words:
        raise _wrong(_one_of(words, before="one of ", between=", "), value)
    return words[value]


_VERSION = re.compile(r"govdisclosure/([0-9]{1,9})")


def not_later(version: object) -> None:
    """Refuse a document of a later version than this one by name: whatever else seems wrong with it may be right."""
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if found is not None and int(found[1]) > int(SCHEMA.rpartition("/")[2]):
        raise InvalidValueError(
            f"the document is of a later version of the schema, {quoted(version)}, and this library reads "
            f'"{SCHEMA}"; update govdisclosure to read it',
            zh=f'文件的 schema 是较新的版本 {quoted(version)}，本库只能读 "{SCHEMA}"；请更新 govdisclosure 后再读',
        )


def _read_schema(value: object) -> object:
    not_later(value)
    return _read_constant((SCHEMA,))(value)


def _read_constant(wanted: tuple[str, ...]) -> Read:
    def read(value: object) -> object:
        if value not in wanted or not isinstance(value, str):
            raise _wrong(_one_of(wanted), value)
        return value

    return read


_MOST_WRONG = 1_000
"""Sections beside each other that are told to be wrong."""


def _given_up() -> InvalidValueError:
    return InvalidValueError("not looked at, after so many that are wrong", zh="前面错误过多，从此处起不再检查")


def _read_sections(value: object) -> tuple[Section, ...]:
    if not isinstance(value, list):
        raise _wrong(_LIST, value)
    found: list[Section] = []
    errors: list[Exception] = []
    for index, item in enumerate(cast("list[object]", value)):
        try:
            found.append(read(Section, item))
        except _PROBLEMS as error:
            errors.append(_noted(error, IterableValidationNote(f"at index {index}", index, Section)))
            if len(errors) == _MOST_WRONG:
                errors.append(_noted(_given_up(), IterableValidationNote(f"at index {index + 1}", index + 1, Section)))
                break
    if errors:
        raise IterableValidationError("in subsections", errors, list)  # pyright: ignore[reportCallIssue]
    return tuple(found)


def optional(inner: Read) -> Read:
    """The same, where there may be nothing."""
    return lambda value: None if value is None else inner(value)


def _gap_or_part(cls: type) -> Read:
    inner = _reader(cls)
    return lambda value: GAPS[value] if isinstance(value, str) and value in GAPS else inner(value)


_PROBLEMS = (GovDisclosureError, BaseValidationError)


@attrs.frozen
class Plan:
    """How one class is read: for each key how its value is read, and which keys are no field of the class.

    ``counts``: every value is one that the constructor itself looks at, a count or the word of a gap.
    """

    cls: type
    keys: Mapping[str, Read]
    extra: frozenset[str] = frozenset()
    counts: bool = False


def _form_plan(cls: type) -> Plan:
    constants = {"edition": edition} if (edition := own_edition(cls)) else {}
    keys = {name: _read_constant((word,)) for name, word in constants.items()}
    keys |= {attribute.name: _field_reader(attribute) for attribute in attrs.fields(cls)}
    return Plan(cls, keys, frozenset(constants), counts={*keys.values()} == {read_count})


def own_edition(cls: type) -> str:
    """The edition that every table of a class has; empty for rows, and where each table says it for itself."""
    found: object = vars(cls).get("edition")
    return found if isinstance(found, str) else ""


def _field_reader(attribute: "attrs.Attribute[Any]") -> Read:
    label = printed(attribute)
    if label is None:
        return _read_unit if attribute.type is Unit else _read_constant(tuple(FORMS))
    if label.kind is None:
        return _reader(cast("type", attribute.type))
    return read_money if label.kind is Kind.MONEY else read_count


def _edition_reader(name: str) -> Read:
    def dispatch(value: Any) -> object:
        chosen = newest()
        if isinstance(value, dict):
            edition = cast("dict[str, Any]", value).get("edition")
            chosen = FORMS.get(cast("Edition", edition), chosen) if isinstance(edition, str) else chosen
        return read(chosen.table(name), cast("object", value))

    return dispatch


read_proactive = _edition_reader("proactive")
read_requests = _edition_reader("requests")
read_remedies = _edition_reader("remedies")

TABLES: Mapping[str, Read] = {"proactive": read_proactive, "requests": read_requests, "remedies": read_remedies}
"""How a table is read, by its name."""

_TABLE = Text("一张表", "a table")
_TABULAR = Text("一份报告或一张表", "a report or a table")


def read_table(value: object) -> object:
    """A table that no name tells: no two have a row in common, so the rows that are there say which one it is."""
    return _table(value, _TABLE)


def read_tabular(value: object) -> object:
    """A report, which is what has the version of the schema, or a table."""
    return read(AnnualReport, value) if "schema" in _keys(value) else _table(value, _TABULAR)


def _table(value: object, wanted: Text) -> object:
    given = _keys(value)
    for name, reader in TABLES.items():
        if not given.isdisjoint(_rows_of(name)):
            return reader(value)
    raise _wrong(wanted, value)


def _keys(value: object) -> frozenset[object]:
    """The keys of a mapping; nothing else has any."""
    return frozenset(cast("Mapping[object, object]", value)) if isinstance(value, Mapping) else frozenset()


@remembered()
def _rows_of(name: str) -> frozenset[str]:
    """The names of the rows and groups of a table, over all editions."""
    return frozenset(attribute.name for table in tables_named(name) for attribute, _ in declared(table))


@remembered()
def plan(cls: type) -> Plan:
    """How ``cls`` is read; worked out once."""
    return _MODEL_PLANS[cls]() if cls in _MODEL_PLANS else _form_plan(cls)


def read(cls: type[T], value: object) -> T:
    """``value`` as a ``cls``; every problem at once as a cattrs ClassValidationError."""
    return cast("T", _reader(cls)(value))


@remembered()
def _reader(cls: type) -> Read:
    how = plan(cls)
    return functools.partial(_read_counts if how.counts else _read, how)


def _read_counts(how: Plan, value: object) -> object:
    """A row, whose constructor looks at every count; a gap, or what is wrong, is for the long way to tell."""
    given = value
    if type(given) is dict:
        try:
            return cast("object", how.cls(**cast("dict[str, Any]", given)))
        except (GovDisclosureError, TypeError):
            pass
    return _read(how, value)


def _read(how: Plan, value: object) -> object:
    if not isinstance(value, Mapping):
        raise _wrong(_OBJECT, value)
    given = cast("Mapping[str, object]", value)
    found: dict[str, object] = {}
    errors: list[Exception] = []
    for key, reader in how.keys.items():
        try:
            found[key] = reader(given[key]) if key in given else _missing()
        except _PROBLEMS as error:
            errors.append(_noted(error, AttributeValidationNote(f"in {how.cls.__name__}.{key}", key, how.cls)))
    # a key too many shows in the number of keys, unless one is missing or wrong as well
    if (errors or len(given) != len(how.keys)) and (unknown := [key for key in given if key not in how.keys]):
        names = {key if isinstance(key, str) else quoted(key) for key in cast("list[object]", unknown)}
        errors.append(ForbiddenExtraKeysError(None, how.cls, names))
    if errors:
        raise ClassValidationError(f"in {how.cls.__name__}", errors, how.cls)  # pyright: ignore[reportCallIssue]
    for key in how.extra:
        del found[key]
    return how.cls(**found)


def _missing() -> NoReturn:
    raise InvalidValueError("required field missing", zh="缺少必填的字段")


def _noted(error: Exception, note: str) -> Exception:
    error.add_note(note)
    return error


_MODEL_PLANS: Mapping[type, Callable[[], Plan]] = {
    Organ: lambda: Plan(Organ, {"name": _read_text_or_gap}),
    Period: lambda: Plan(Period, {"start": _read_date, "end": _read_date}),
    Section: lambda: Plan(Section, {"heading": _read_text, "text": _read_text, "subsections": _read_sections}),
    Sections: lambda: Plan(Sections, {a.name: _gap_or_part(Section) for a in attrs.fields(Sections)}),
    AnnualReport: lambda: Plan(
        AnnualReport,
        {
            "schema": _read_schema,
            "organ": _reader(Organ),
            "year": _read_year,
            "period": optional(_reader(Period)),
            "proactive": read_proactive,
            "requests": read_requests,
            "remedies": read_remedies,
            "sections": _reader(Sections),
            "handling_fee": read_money,
        },
        frozenset({"schema"}),
    ),
}


def write(value: object) -> Any:
    """A value of the model as JSON types."""
    if isinstance(value, (Gap, Unit)):
        return value.value
    if isinstance(value, Decimal):
        return digits(value.normalize(EXACT) or Decimal(0))  # equal amounts are written alike: 0.10, -0, 1E+3
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [write(item) for item in cast("tuple[object, ...]", value)]
    if attrs.has(type(value)):
        return _head(value) | {a.name: write(getattr(value, a.name)) for a in attrs.fields(_class(value))}
    return value


def _head(value: object) -> dict[str, str]:
    if isinstance(value, AnnualReport):
        return {"schema": SCHEMA}
    if isinstance(value, table_classes()):
        return {"edition": value.edition}
    return {}


def _class(value: object) -> type[Any]:
    return type(value)


def classes() -> tuple[type, ...]:
    """Every class of the model that has a form of its own as JSON, parts before what they are part of."""
    found: dict[type, None] = {}
    for table in table_classes():
        _collect(table, found)
    return (*found, *_MODEL_PLANS)


def _collect(cls: type, found: dict[type, None]) -> None:
    for attribute, label in declared(cls):
        if label.kind is None:
            _collect(cast("type", attribute.type), found)
    found[cls] = None
