"""The public interface changes only on purpose."""

import importlib
import tomllib
from pathlib import Path

import govdisclosure

DOCS = Path(__file__).resolve().parents[2] / "docs"


def exported() -> list[str]:
    """The public names."""
    return list(getattr(govdisclosure, "__all__", ()))


def test_exports_exist():
    """`__all__` names what is there, each name once."""
    names = exported()

    assert [] == [name for name in names if not hasattr(govdisclosure, name)]
    assert len(names) == len(set(names))


def test_snapshot_has_every_export(monkeypatch):
    """The page of public names describes each export, found without running the code."""
    monkeypatch.syspath_prepend(DOCS)
    names = importlib.import_module("generators.public_names").names()

    assert sorted(exported()) == sorted(names)


def test_every_export_has_a_docstring():
    """Classes and functions say what they are; a constant is documented where it stands."""
    objects = {name: getattr(govdisclosure, name) for name in exported()}
    wrong = [name for name, item in objects.items() if callable(item) and not item.__doc__]

    assert [] == wrong


def test_version_is_the_one_that_is_released():
    """The package says the version that pyproject.toml declares."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == govdisclosure.__version__
