"""The short way through for data that is right: one generated function per form class.

It tests a whole row in one expression and sets the slots directly, which takes half the time of the constructor. It
takes only plain counts; whatever else there is (a gap, a negative number, something wrong) raises `Detour`, and the
long way (`govdisclosure.writers.json_hooks.read`) reads it or finds every problem.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

import attrs

from govdisclosure.forms.declare import Kind, printed
from govdisclosure.forms.values import COUNT_BOUND

Reader = Callable[[object], Any]


class Detour(Exception):
    """The data is not plain; take the long way."""


_BITS = 2**39
assert _BITS < COUNT_BOUND


def _plain_count(field: "attrs.Attribute[Any]") -> bool:
    label = printed(field)
    return label is not None and label.kind in (Kind.COUNT, Kind.CHANGE)


def _counts_test(names: list[str]) -> str:
    """Every one an exact int from 0 to below 2**39, so that the bits of all of them together are too."""
    types = " is ".join(f"type(v_{name})" for name in names)
    return f"(int is {types}) and 0 <= ({' | '.join(f'v_{name}' for name in names)}) < {_BITS}"


def builder(cls: type, readers: Mapping[str, Reader], constants: Mapping[str, str]) -> Reader:
    """A function from a mapping to a ``cls``.

    ``readers`` reads each field that is not a count, ``constants`` are keys that are no field and the value they must
    have.
    """
    fields = attrs.fields(cls)
    counts = [f.name for f in fields if _plain_count(f)]
    size = len(fields) + len(constants)
    tests = [_counts_test(counts)] if counts else []
    tests += [f"d[{key!r}] == {value!r}" for key, value in constants.items()]
    lines = [
        "def build(d):",
        f"    if type(d) is not dict or len(d) != {size}: raise Detour",
        "    try:",
        *(f"        v_{f.name} = {'' if f.name in counts else f'read_{f.name}'}(d[{f.name!r}])" for f in fields),
        *(f"        if not ({test}): raise Detour" for test in tests),
        "    except KeyError: raise Detour from None",
        "    o = new(cls)",
        *(f"    set_{f.name}(o, v_{f.name})" for f in fields),
        "    return o",
    ]
    namespace: dict[str, Any] = {"cls": cls, "new": object.__new__, "Detour": Detour}
    for field in fields:
        namespace[f"set_{field.name}"] = cast("Any", cls).__dict__[field.name].__set__
        if field.name not in counts:
            namespace[f"read_{field.name}"] = readers[field.name]
    exec("\n".join(lines), namespace)
    return cast("Reader", namespace["build"])
