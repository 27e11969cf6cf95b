"""What hypothesis calls when it is imported: it learns whom to ask how our public classes are made, and loads nothing.

Hypothesis is imported in the functions: were it at the top, whoever imports this module first would have hypothesis
ask for `setup` before there is one.
"""

import enum
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard, cast

import govdisclosure as gd

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    Anything: TypeAlias = SearchStrategy[Any]


def setup() -> None:
    """Have ``st.from_type`` give valid objects of every public class of ours, and load none until one is asked for.

    The table is the one by which hypothesis itself puts off numpy. It is not documented: where it is gone, every class
    is registered in the documented way, which loads them all.
    """
    from hypothesis.strategies._internal import types

    put_off = getattr(types, "_global_extra_lookup", None)
    if isinstance(put_off, dict):
        put_off[gd.__name__] = _resolved
    else:
        _register_all()


def _register_all() -> None:
    from hypothesis import strategies as st

    for found in (cast("object", getattr(gd, name)) for name in gd.__all__):
        if _is_ours(found):
            st.register_type_strategy(found, _made)


def _resolved(thing: object) -> "Anything | None":
    """The strategy of a public class of ours; None for everything else."""
    return _made(thing) if _is_ours(thing) else None


def _is_ours(thing: object) -> TypeGuard[type[object]]:
    """Whether it is a public class; enumerations and exceptions are left to hypothesis, which makes them well."""
    if not isinstance(thing, type) or str(thing.__module__).partition(".")[0] != gd.__name__:
        return False
    return not issubclass(thing, (enum.Enum, Exception)) and getattr(gd, thing.__name__, None) is thing


def _made(cls: type[object]) -> "Anything":
    """The strategy of a class; one that has none is built of its annotated fields."""
    from hypothesis import strategies as st

    from govdisclosure.strategies.types import strategies

    known = strategies()
    if cls not in known:
        known = _results()
    return known[cls] if cls in known else st.builds(cls)


@functools.cache
def _results() -> "Mapping[type, Anything]":
    """The classes above the layer of strategies: what checks and diagnoses give, and what is asked of them."""
    from hypothesis import strategies as st

    from govdisclosure.diagnosis import diagnose
    from govdisclosure.strategies.near import one_wrong_cell
    from govdisclosure.strategies.types import checkable

    results = checkable().map(gd.check)
    diagnoses = one_wrong_cell().map(lambda wrong: diagnose(wrong.report))
    codes = st.lists(st.sampled_from([rule.code for rule in gd.RULES]), max_size=3)
    return {
        gd.Result: results,
        gd.Outcome: results.flatmap(lambda result: st.sampled_from(result.outcomes)),
        gd.Diagnosis: diagnoses,
        gd.Explanation: diagnoses.flatmap(lambda diagnosis: st.sampled_from(diagnosis.explanations)),
        gd.Limits: st.builds(gd.Limits, slots=st.integers(1, 10**6), seconds=st.floats(0.1, 100)),
        gd.Policy: st.builds(gd.Policy, select=codes, ignore=codes, fail_on=st.sampled_from(gd.Severity)),
    }
