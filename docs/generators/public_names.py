"""The page of all public names with their signatures, read from the source without running it."""

from collections.abc import Iterator
from pathlib import Path

import griffe

SOURCE = Path(__file__).resolve().parents[2] / "src"

INTRODUCTION = """# 公开名称一览 Public names

`govdisclosure` 导出的全部名称及其签名，取自源代码。
这一页同时是一份快照：公开接口的任何变化都会在这里留下痕迹，并须写入 `CHANGELOG.md`。

All names that `govdisclosure` exports, with their signatures.
This page is a snapshot: no change of the public interface goes unseen.

在顶层的是多数人要写进自己代码的名称：

- 三张表和其中各行各组的类，报告、机关、期间、文字：造数据、作字段的类型；
- 动词：读、写、核对、诊断、取值、替换、比对、汇总；
- 动词给出的结果，和写自己的规则要用的几个类；
- 要捕获的异常；
- 写类型用的联合：`Count`、`Money`、`Value`、`Proactive`、`Requests`、`AnyTable`。

其余留在各自的模块里，用的人少，名字也更短：
`govdisclosure.plots`（画图）、`govdisclosure.strategies`（hypothesis）、`govdisclosure.testing`（断言）、`govdisclosure.kernel`（编译过的勾稽关系）、
`govdisclosure.forms.declare`（声明和格）、`govdisclosure.diagnosis`（诊断的各种陈述）、`govdisclosure.model.compare`（文字的比对）。

At the top stand the names that most people write in code of their own:
the tables with their rows and groups, and the report, to make data and to annotate fields;
the verbs; what the verbs give, and what a rule of one's own needs; the exceptions to catch; the unions for annotations.
The rest lives in its modules, listed above: few people need it, and its names are shorter there."""


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
