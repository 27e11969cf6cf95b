"""What pytest does differently while mutants are tried; loaded by `run.py` only.

Every mutant is tried in a child of a process that has run all tests already: whatever was cached there would hide it.
"""

import functools
import gc
import os

import pytest
from hypothesis import settings
from mutmut.state import state

settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
settings.load_profile("mutation")

_CACHED = type(functools.cache(len))


def forget():
    """Empty every cache of the package."""
    for each in gc.get_objects():
        if isinstance(each, _CACHED) and each.__module__.startswith("govdisclosure"):
            each.cache_clear()


def pytest_collection_modifyitems(items):
    """The quick tests first, as most mutants fall to one of them."""
    forget()
    took = state().duration_by_test
    items.sort(key=lambda item: took.get(item.nodeid, 0))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """While it is found out which test runs which function, no test may profit from the one before."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        forget()
