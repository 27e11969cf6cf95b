"""An optional dependency has one place, and comes with the extra that is named."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from project.imports import OPTIONAL, Import, part

PYPROJECT = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: Mapping[str, Sequence[str]] = PYPROJECT["project"]["optional-dependencies"]
DISTRIBUTIONS = packages_distributions()

ONE_PLACE = {
    "strategies": "hypothesis",
    "_hypothesis": "hypothesis",
    "plots": "altair",
    "readers.pdf": "pdfminer",
    "writers.office": "docx",
}
"""Folders whose every module may import one optional dependency, because they are of no use without; they are one
place."""


def owner(each: Import) -> str:
    """The place that an import of an optional dependency belongs to: the module, or the folder that is one place."""
    name = part(each.target)
    folders = [folder for folder, whose in ONE_PLACE.items() if f"{each.importer}.".startswith(f"{folder}.")]
    return f"what is for {name}" if name in map(ONE_PLACE.get, folders) else each.importer


BROUGHT = {"duckdb", "pandas", "polars"}
"""Libraries that users of frames bring themselves: they are named for types alone, and come with no extra."""
FOR_TYPES = [each for each in OPTIONAL if part(each.target) in BROUGHT]
IMPORTED = [each for each in OPTIONAL if not (each.extra and each.inside_function) and each not in FOR_TYPES]
"""Without the calls of `require` in a function: those look whether the package is there before the module that imports
it is loaded."""


def brought_by(extra: str) -> set[str]:
    """Import names of what an extra names itself; of what is not installed the name that it is installed by."""
    names = {canonicalize_name(Requirement(text).name) for text in EXTRAS.get(extra, ())}
    roots = {root for root, found in DISTRIBUTIONS.items() if names & {canonicalize_name(name) for name in found}}
    return roots | (names - {canonicalize_name(name) for found in DISTRIBUTIONS.values() for name in found})


def test_optional_dependencies_have_one_place():
    """An optional dependency is imported by one module only, at its top.

    What hypothesis imports while it is being imported itself cannot do so at its top.
    """
    owners = defaultdict(set)
    for each in IMPORTED:
        owners[part(each.target)].add(owner(each))

    assert {} == {name: places for name, places in owners.items() if len(places) > 1}
    assert [] == [str(each) for each in IMPORTED if each.inside_function and each.importer != "_hypothesis"]


def test_optional_dependencies_are_declared():
    """What is imported is named by an extra, not just brought along by something else that is."""
    declared = set().union(*map(brought_by, EXTRAS))

    assert [] == [str(each) for each in OPTIONAL if part(each.target) not in declared and each not in FOR_TYPES]
    assert set() == declared & BROUGHT


@pytest.mark.parametrize("extra", EXTRAS)
def test_extras_bring_nothing_unused(extra):
    """Every package that an extra names is imported by something; an extra of extras names only those."""
    used = {
        canonicalize_name(name)
        for each in OPTIONAL
        for name in DISTRIBUTIONS.get(part(each.target), [part(each.target)])
    }
    named = {canonicalize_name(Requirement(text).name) for text in EXTRAS[extra]}

    assert set() == named - used - {PYPROJECT["project"]["name"]}


def test_the_extra_that_an_error_names_brings_the_dependency():
    """`require(..., extra=...)` tells users to install an extra that helps."""
    wrong = [str(each) for each in OPTIONAL if each.extra and part(each.target) not in brought_by(each.extra)]

    assert [] == wrong
