"""The immutable mapping."""

import copy
import pickle

import pytest

from govdisclosure.frozenmap import FrozenMap


def test_it_is_a_mapping():
    """It compares, iterates and looks up like a dict, in the order given."""
    found = FrozenMap({"b": 1, "a": 2})

    assert {"a": 2, "b": 1} == found
    assert ["b", "a"] == list(found)
    assert 2 == found["a"]
    assert 2 == len(found)
    assert FrozenMap([("b", 1), ("a", 2)]) == found
    assert "{'b': 1, 'a': 2}" == repr(found)


def test_it_cannot_change():
    """Neither items nor attributes can be set."""
    found = FrozenMap({"a": 1})

    with pytest.raises(TypeError, match="does not support item assignment"):
        found["a"] = 2
    with pytest.raises(AttributeError, match="cannot change"):
        found._items = {}


def test_it_is_hashable_and_copies():
    """Equal maps have equal hashes, also after pickle and copy."""
    found = FrozenMap({"a": 1, "b": 2})

    assert hash(FrozenMap({"b": 2, "a": 1})) == hash(found)
    assert found == pickle.loads(pickle.dumps(found)) == copy.deepcopy(found)
