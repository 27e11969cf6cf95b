"""The hook for pre-commit installs what the readers of its kinds of files need, and nothing else."""

import json
import re
import tomllib
from pathlib import Path

from govdisclosure.readers.formats import FORMATS, SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
HOOK = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def said(key):
    """What the hook says for a key."""
    return re.search(rf"^ +{key}: (.*)$", HOOK, re.MULTILINE)[1]


def test_dependencies_of_the_hook():
    """They are those of the extras of the formats that it is given."""
    formats = {name for suffix, name in SUFFIXES.items() if re.search(said("files"), f"report{suffix}")}
    needed = {requirement for name in formats for requirement in EXTRAS.get(FORMATS[name].extra, ())}

    assert {"html", "docx", "xlsx", "json"} == formats
    assert sorted(needed) == sorted(json.loads(said("additional_dependencies")))
