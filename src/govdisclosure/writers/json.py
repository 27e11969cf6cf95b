"""JSON and mappings: lossless, strict, and for embedding in other people's converters."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar, Union, cast, overload

import cattrs
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from govdisclosure.errors import GovDisclosureError, InvalidDocumentError, InvalidTypeError, InvalidValueError
from govdisclosure.forms.demands import demand, whole
from govdisclosure.forms.editions import AnyTable, classes, table_classes
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Count, Money
from govdisclosure.model.access import Tabular, X, tables
from govdisclosure.model.report import AnnualReport
from govdisclosure.plain import json_safe, quoted
from govdisclosure.writers import json_hooks
from govdisclosure.writers.json_hooks import SCHEMA

C = TypeVar("C", bound=cattrs.Converter)

Json = dict[str, Any]
"""A JSON object."""


def register(converter: C) -> C:
    """Teach a cattrs converter every class of the model, strictly; returns the same converter.

    Only our classes get hooks, and the unions that their fields are of: ``Count``, ``Money``, ``Proactive``,
    ``Requests``, ``AnyTable``, ``AnnualReport | AnyTable``, each also with None. How the converter treats the types of
    anybody else stays as it is.
    """
    demand(converter, cattrs.BaseConverter, "converter")
    for cls in json_hooks.classes():
        converter.register_structure_hook(cls, _structurer(cls))
        converter.register_unstructure_hook(cls, json_hooks.write)
    for union, reader in _unions():
        for either, read in ((union, reader), (union | None, json_hooks.optional(reader))):
            converter.register_structure_hook(either, _ignoring_type(read))
            converter.register_unstructure_hook(either, json_hooks.write)
    return converter


def _structurer(cls: type[Any]) -> Callable[[object, object], Any]:
    return lambda value, _: json_hooks.read(cls, value)


def _ignoring_type(reader: json_hooks.Read) -> Callable[[object, object], Any]:
    return lambda value, _: reader(value)


def _either(*members: type[Any]) -> Any:
    """The type of a field that may hold an object of any of these classes."""
    return cast("Any", Union)[members]


def _unions() -> tuple[tuple[Any, json_hooks.Read], ...]:
    return (
        (Count, json_hooks.read_count),
        (Money, json_hooks.read_money),
        (_either(*classes("proactive")), json_hooks.read_proactive),
        (_either(*classes("requests")), json_hooks.read_requests),
        (_either(*table_classes()), json_hooks.read_table),
        (_either(AnnualReport, *table_classes()), json_hooks.read_tabular),
    )


def to_dict(x: Tabular) -> Json:
    """A report or one table as a mapping of JSON types only.

    A count is an integer, an amount a string, a gap one of "blank", "placeholder", "absent", "unreadable". Each table
    carries its edition, the document the version of its schema; a table alone says in "table" which one it is.
    """
    tables(x)
    written = cast("Json", json_hooks.write(x))
    if isinstance(x, AnnualReport):
        return written
    return {"schema": SCHEMA, "table": x.name} | written


@overload
def from_dict(data: Mapping[str, object]) -> AnnualReport | AnyTable: ...
@overload
def from_dict(data: Mapping[str, object], cls: type[X]) -> X: ...
@overload
def from_dict(data: Mapping[str, object], cls: type[X] | None) -> AnnualReport | AnyTable: ...
def from_dict(data: Mapping[str, object], cls: type[X] | None = None) -> AnnualReport | AnyTable:
    """The report or table that `to_dict` wrote; with ``cls`` one of that class and no other.

    `InvalidDocumentError` lists every problem with its path.
    """
    if cls is not None:
        _tabular(cls)
    try:
        found = _from_mapping(data)
    except (GovDisclosureError, BaseValidationError) as error:
        raise InvalidDocumentError(_problems(error, "en"), zh=_problems(error, "zh")) from error
    except RecursionError:
        raise InvalidDocumentError(
            ("sections are nested too deep @ $.sections",), zh=("章节嵌套过深 @ $.sections",)
        ) from None
    if cls is None or isinstance(found, cls):
        return found
    told, wanted = type(found).__name__, cls.__name__
    raise InvalidDocumentError((f"expected {wanted}, got {told} @ $",), zh=(f"应为 {wanted}，实为 {told} @ $",))


def _tabular(cls: object) -> None:
    known = frozenset[object]({AnnualReport, *table_classes()})
    if not isinstance(cls, type) or cls not in known:
        raise InvalidTypeError(
            f"cls must be AnnualReport or the class of one table; leave it out where any may come (got {quoted(cls)})",
            zh=f"cls 须为 AnnualReport 或一种表的类；哪一种都可能时不写（现为 {quoted(cls)}）",
        )


def _from_mapping(data: Mapping[str, object]) -> AnnualReport | AnyTable:
    if not isinstance(data, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidTypeError(
            f"expected an object that describes a report or a table, got a {type(data).__name__}",
            zh=f"应为描述一份报告或一张表的对象，实为 {type(data).__name__}",
        )
    json_hooks.not_later(data.get("schema"))
    if "table" not in data:
        return json_hooks.read(AnnualReport, data)
    name = data["table"]
    if not isinstance(name, str) or name not in json_hooks.TABLES:
        raise InvalidTypeError(
            f"table must be one of {', '.join(json_hooks.TABLES)}, got {quoted(name)}",
            zh=f"table 只能是 {'、'.join(json_hooks.TABLES)} 之一，实为 {quoted(name)}",
        )
    if data.get("schema") != SCHEMA:
        given = data.get("schema")
        raise InvalidTypeError(
            f'schema must be "{SCHEMA}", got {quoted(given)}', zh=f'schema 应为 "{SCHEMA}"，实为 {quoted(given)}'
        )
    return cast("AnyTable", json_hooks.TABLES[name]({k: v for k, v in data.items() if k not in ("table", "schema")}))


def _problems(error: BaseException, lang: Lang) -> tuple[str, ...]:
    """Every problem in one language, each with its path."""

    def describe(error: BaseException, _: type | None) -> str:
        if isinstance(error, ForbiddenExtraKeysError):
            names = ", ".join(sorted(error.extra_fields))
            return Text(f"不认识的字段 {names}", f"unknown field {names}").get(lang)
        return error.message(lang) if isinstance(error, GovDisclosureError) else str(error)

    return tuple(cattrs.transform_error(error, format_exception=describe))


def to_json(x: Tabular, *, indent: int | None = None) -> str:
    """A report or one table as JSON text; Chinese stays readable, and what acts on a terminal is escaped."""
    if indent is not None:
        whole(indent, "indent", low=0, high=100)
    return json_safe(json.dumps(to_dict(x), ensure_ascii=False, indent=indent))


@overload
def from_json(text: str | bytes) -> AnnualReport | AnyTable: ...
@overload
def from_json(text: str | bytes, cls: type[X]) -> X: ...
def from_json(text: str | bytes, cls: type[X] | None = None) -> AnnualReport | AnyTable:
    """The report or table that `to_json` wrote; with ``cls`` one of that class and no other.

    Refused beside what `from_dict` refuses: NaN and infinities, a key given twice, text that is no JSON.
    """
    demand(text, (str, bytes), "text")
    source = text if isinstance(text, str) else _decoded(text)
    return from_dict(_loads(source), cls)


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"第 {error.start + 1} 个字节"
        raise InvalidDocumentError((f"not UTF-8: {error}",), zh=(f"不是 UTF-8 编码：{where}有误",)) from error


def _loads(text: str) -> Json:
    try:
        return cast("Json", _DECODER.decode(text))
    except RecursionError:
        raise InvalidDocumentError(("nested too deep to be a report",), zh=("嵌套过深，不可能是一份报告",)) from None
    except ValueError as error:
        raise InvalidDocumentError((f"not JSON: {error}",), zh=(f"不是 JSON：{_not_json(error)}",)) from error


def _not_json(error: ValueError) -> str:
    """In Chinese what is wrong; the standard library says it in English only."""
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 列有误"
    return error.message("zh") if isinstance(error, GovDisclosureError) else "有一个数的位数过多"


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = sorted(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise InvalidValueError(f"key given twice: {', '.join(twice)}", zh=f"键重复：{'、'.join(twice)}")
    return found


def _no_constant(word: str) -> NoReturn:
    raise InvalidValueError(f"{word} is not a number", zh=f"{word} 不是数")


_DECODER = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_unique)
