"""What hypothesis calls when it is imported: it learns how our public classes are made, and loads no strategy.

Hypothesis is imported in the functions: were it at the top, whoever imports this module first would have hypothesis
ask for `setup` before there is one.
"""

import enum
import functools
import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import govdisclosure as gd

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    Anything: TypeAlias = SearchStrategy[Any]


def setup() -> None:
    """Register every public class, so that ``st.from_type`` gives valid objects of it; no class that is not ours.

    Enumerations and exceptions are left to hypothesis, which makes them well.
    """
    from hypothesis import strategies as st

    for name in gd.__all__:
        found = cast("object", getattr(gd, name)) if name[0].isupper() else None
        if inspect.isclass(found) and not issubclass(found, (enum.Enum, Exception)):
            st.register_type_strategy(found, _made)


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

    from govdisclosure.diagnosis import diagnose, identifiability
    from govdisclosure.strategies.near import one_wrong_cell
    from govdisclosure.strategies.types import checkable

    results = checkable().map(gd.check)
    diagnoses = one_wrong_cell().map(lambda wrong: diagnose(wrong.report))
    identities = st.lists(st.from_type(gd.Identity), min_size=1, max_size=5, unique_by=lambda each: each.instance)
    codes = st.lists(st.sampled_from([rule.code for rule in gd.RULES]), max_size=3)
    return {
        gd.Result: results,
        gd.Outcome: results.flatmap(lambda result: st.sampled_from(result.outcomes)),
        gd.Diagnosis: diagnoses,
        gd.Explanation: diagnoses.flatmap(lambda diagnosis: st.sampled_from(diagnosis.explanations)),
        gd.Identifiability: identities.map(identifiability),
        gd.Limits: st.builds(gd.Limits, slots=st.integers(1, 10**6), seconds=st.floats(0.1, 100)),
        gd.Policy: st.builds(gd.Policy, select=codes, ignore=codes, fail_on=st.sampled_from(gd.Severity)),
    }
