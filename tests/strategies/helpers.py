"""What the tests of the strategies share."""

import random
from collections.abc import Callable
from typing import TypeVar

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

T = TypeVar("T")

IDENTITIES = ("REQ001", "REQ002", "REQ003", "REM001")


def every(strategy: st.SearchStrategy[T], holds: Callable[[T], object], *, examples: int = 60) -> None:
    """Run ``holds`` on examples: it asserts, or says False. Health checks are on, as a user has them."""

    @settings(max_examples=examples, deadline=None, database=None)
    @given(strategy)
    def run(example: T) -> None:
        assert holds(example) is not False

    run()


def some(strategy: st.SearchStrategy[T], wanted: Callable[[T], bool], *, simplest: bool = False) -> T:
    """An example that is wanted, or the simplest; an error if there is none."""
    phases = [Phase.generate, Phase.shrink] if simplest else [Phase.generate]
    limits = settings(max_examples=3000, deadline=None, database=None, phases=phases)
    return find(strategy, wanted, random=random.Random(1), settings=limits)


def failed(result, *codes: str) -> set[str]:
    """The instances of the rules with these codes that failed."""
    return {outcome.instance for outcome in result.findings if outcome.rule.code in codes}
