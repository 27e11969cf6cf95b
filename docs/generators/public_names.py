"""The page of all public names with their signatures, read from the source without running it."""

from collections.abc import Iterator
from pathlib import Path

import griffe

SOURCE = Path(__file__).resolve().parents[2] / "src"

INTRODUCTION = """# 公开名称一览

`govdisclosure` 导出的全部名称及其签名，取自源代码。
这一页同时是一份快照：公开接口的任何变化都会在这里留下痕迹，并须写入 `CHANGELOG.md`。

All names that `govdisclosure` exports, with their signatures.
This page is a snapshot: no change of the public interface goes unseen."""


def attribute(name: str, item: griffe.Attribute) -> str:
    """A field, constant or property: name, type, and whether it has a default."""
    kind = "property " if "property" in item.labels else ""
    annotation = f": {item.annotation}" if item.annotation is not None else ""
    value = "" if item.value is None else f" = {item.value}" if item.annotation is None else " = ..."
    return f"{kind}{name}{annotation}{value}"


def function(name: str, item: griffe.Function) -> str:
    """A function or method: its signature, after its overloads."""
    kind = "".join(f"{label} " for label in ("classmethod", "staticmethod") if label in item.labels)
    return "\n".join(f"{kind}{each.signature(name=name)}" for each in [*(item.overloads or ()), item])


def members(item: griffe.Class) -> Iterator[str]:
    """The public members that the class itself declares, in order of declaration."""
    for name, member in item.members.items():
        if name.startswith("_") or member.is_alias:
            continue
        yield from (f"    {line}" for line in describe(name, member).splitlines())


def describe(name: str, item: griffe.Object | griffe.Alias) -> str:
    """A public name as a few lines of text."""
    target = item.final_target if isinstance(item, griffe.Alias) else item
    if isinstance(target, griffe.Class):
        bases = f"({', '.join(str(base) for base in target.bases)})" if target.bases else ""
        return "\n".join([f"class {name}{bases}", *members(target)])
    if isinstance(target, griffe.Function):
        return function(name, target)
    if isinstance(target, griffe.Attribute):
        return attribute(name, target)
    return f"{target.kind.value} {name}"


def names() -> dict[str, str]:
    """Every name of ``govdisclosure.__all__`` with its description, in alphabetical order."""
    package = griffe.load("govdisclosure", search_paths=[SOURCE], resolve_aliases=True)
    exported = sorted(str(name) for name in package.exports or ())
    return {name: describe(name, package[name]) for name in exported}


def page() -> str:
    """The page: one block of text for each name."""
    return "\n\n".join([INTRODUCTION, *(f"```text\n{text}\n```" for text in names().values())])
