"""The base install stays small: importing the package loads attrs and cattrs and nothing else from outside."""

import json
import subprocess
import sys

import pytest

from project.imports import BASE, MODULES, PACKAGE, part

ALLOWED = {PACKAGE, *BASE, "typing_extensions"}
"""typing_extensions is what cattrs itself needs."""


def loaded_by(code: str) -> set[str]:
    """Top-level names of all modules that a new interpreter has loaded after ``code``."""
    report = "import json, sys; print(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", f"{code}; {report}"], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


BASE_PARTS = sorted({part(module) for module in MODULES} - {"", "__main__", "_hypothesis", "strategies"})
"""What works without any extra; ``strategies`` and its entry point are for hypothesis alone."""


@pytest.mark.parametrize("name", [PACKAGE, *(f"{PACKAGE}.{name}" for name in BASE_PARTS)])
def test_import_loads_base_dependencies_only(name):
    """Importing the package or a part of it loads no third-party package but attrs and cattrs."""
    started_with = loaded_by("pass")  # what the environment itself loads at start, such as a coverage measurement

    new = loaded_by(f"import {name}") - started_with

    assert PACKAGE in new
    assert set() == new - ALLOWED - sys.stdlib_module_names
