"""The hook for pre-commit installs what the readers of its kinds of files need, and nothing else."""

import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from govdisclosure.readers.formats import SUFFIXES

ROOT = Path(__file__).resolve().parents[2]
HOOK = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def said(key):
    """What the hook says for a key."""
    return re.search(rf"^ +{key}: (.*)$", HOOK, re.MULTILINE)[1]


def test_the_hook_is_given_every_suffix_that_is_read():
    """And nothing else: the command looks at the content and passes over what is no report."""
    pattern = re.compile(said("files"))

    assert [] == [
        suffix for suffix in SUFFIXES if not pattern.search(f"报告{suffix}") or not pattern.search(f"A{suffix.upper()}")
    ]
    assert not any(pattern.search(name) for name in ("a.png", "a.py", "html", "a.html.bak", "a.zip", "a.toml"))
    assert "--only-reports" in said("entry").split()


def test_dependencies_of_the_hook():
    """They are those of the extra that reads every format."""
    (together,) = EXTRAS["readers"]
    needed = {requirement for name in Requirement(together).extras for requirement in EXTRAS[name]}

    assert sorted(needed) == sorted(json.loads(said("additional_dependencies")))
