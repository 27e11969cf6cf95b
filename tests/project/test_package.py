"""What the package says of itself is true, and says nothing of a person or of an address that does not exist."""

import tomllib
from pathlib import Path

import govdisclosure

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
SDIST = PYPROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]


def test_the_version_stands_in_two_places_and_is_one():
    """The module says it without asking the metadata, which takes time."""
    assert PROJECT["version"] == govdisclosure.__version__


def test_no_address_is_named():
    """CONTRIBUTING.md says why, and who may change this."""
    assert "urls" not in PROJECT
    assert [{"name"}] == [set(author) for author in PROJECT["authors"]]


def test_the_source_distribution_holds_what_there_is():
    """A name that is not there would be left out without a word."""
    assert [] == [name for name in SDIST["only-include"] if not (ROOT / name).exists()]
    assert "fuzz/corpus" in SDIST["exclude"]
