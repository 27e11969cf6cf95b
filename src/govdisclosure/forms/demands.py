"""What a call may be given. Each of these raises an error that names the argument in both languages."""

import enum
import os
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar, cast

import attrs

from govdisclosure.errors import InvalidTypeError, InvalidValueError
from govdisclosure.forms.text import Text
from govdisclosure.plain import quoted

T = TypeVar("T")

TEXT = Text("文本（str）", "a str")
FLAG = Text(" True 或 False", "True or False")
LIST = Text("列表（或别的可迭代对象）", "a list or another iterable")
MAPPING = Text("映射（如 dict）", "a mapping")


def refuse(name: str, wanted: Text, value: object) -> NoReturn:
    """Say that an argument is of a wrong type."""
    kind = type(value).__name__
    raise InvalidTypeError(f"{name} must be {wanted.en} (got a {kind})", zh=f"{name} 须为{wanted.zh}（现为 {kind}）")


def demand(value: object, kind: "type[Any] | tuple[type[Any], ...]", name: str, wanted: Text | None = None) -> None:
    """`InvalidTypeError` unless the value is of one of these types."""
    if not isinstance(value, kind):
        refuse(name, wanted or _one_of(kind if isinstance(kind, tuple) else (kind,)), value)


def _one_of(kinds: "tuple[type[Any], ...]") -> Text:
    names = [each.__name__ for each in kinds]
    articles = ("an" if name[0] in "AEIOUaeiou" else "a" for name in names)
    en = " or ".join(f"{article} {name}" for article, name in zip(articles, names, strict=True))
    return Text(f" {' 或 '.join(names)}", en)


def flag(value: object, name: str) -> None:
    """`InvalidTypeError` unless it is True or False: the text "false" would be taken for True."""
    demand(value, bool, name, FLAG)


def whole(value: object, name: str, *, low: int, high: int) -> None:
    """Refused unless it is an int within these bounds."""
    if type(value) is not int:
        refuse(name, Text("整数（int）", "an int"), value)
    if not low <= value <= high:
        raise InvalidValueError(
            f"{name} must lie between {low} and {high} (got {quoted(value)})",
            zh=f"{name} 须在 {low} 与 {high} 之间（现为 {quoted(value)}）",
        )


def iterable(values: object, name: str, wanted: Text = LIST) -> Iterable[object]:
    """The values; a text is not taken for the list of its letters."""
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        refuse(name, wanted, values)
    return cast("Iterable[object]", values)


def every(values: object, kind: "type[T] | tuple[type[T], ...]", name: str, wanted: Text = LIST) -> tuple[T, ...]:
    """The values, each of one of these types."""
    found = tuple(iterable(values, name, wanted))
    for value in found:
        if not isinstance(value, kind):
            one = _one_of(kind if isinstance(kind, tuple) else (kind,))
            refuse(f"{name}[...]", one, value)
    return cast("tuple[T, ...]", found)


def mapping(value: object, name: str) -> Mapping[Any, Any]:
    """The mapping."""
    demand(value, Mapping, name, MAPPING)
    return cast("Mapping[Any, Any]", value)


def demand_path(given: object, name: str) -> None:
    """`InvalidTypeError` or `InvalidValueError` unless it is a path: without NUL, and what the system can encode."""
    path: object = os.fspath(cast("os.PathLike[str]", given)) if isinstance(given, os.PathLike) else given
    demand(path, str, name, Text("路径（str 或 Path）", "a path (str or Path)"))
    try:
        nul = b"\0" in os.fsencode(cast("str", path))
    except UnicodeEncodeError:
        nul = True
    if nul:
        raise InvalidValueError(
            f"{name} holds what no path can: {quoted(path)}", zh=f"{name} 中有路径不能有的字符：{quoted(path)}"
        )


def is_a(*kinds: type, wanted: Text | None = None) -> Any:
    """A validator of attrs: the field is of one of these types."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, kinds):
            demand(value, kinds, f"{type(instance).__name__}.{attribute.name}", wanted)

    return check


def exactly(*kinds: type) -> Any:
    """A validator of attrs: the field is of one of these types itself, since one made from it is written as another."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if type(value) not in kinds:
            refuse(f"{type(instance).__name__}.{attribute.name}", _one_of(kinds), value)

    return check


def are(kind: type, wanted: Text | None = None) -> Any:
    """A validator of attrs: the field is a tuple of these."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        held = cast("tuple[object, ...]", value)
        if isinstance(value, tuple) and all(isinstance(each, kind) for each in held):
            return
        name = f"{type(instance).__name__}.{attribute.name}"
        demand(held, tuple, name, Text("元组（tuple）", "a tuple"))
        every(held, kind, name)

    return check


class Word(enum.Enum):
    """An enumeration that says which words it has."""

    __hash__ = object.__hash__  # members are single, and keys of caches

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        known = ", ".join(repr(each.value) for each in cls)
        raise InvalidValueError(
            f"{quoted(value)} is not a valid {cls.__name__}; there are: {known}",
            zh=f"{cls.__name__} 没有 {quoted(value)}；有：{known}",
        )
