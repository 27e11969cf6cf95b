"""The locks pin everything, by hash, and say nothing of the machine they were made on."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?: ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def pins(path: Path) -> dict[str, set[str]]:
    """Name to pinned versions (several where Pythons differ)."""
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = LINE.fullmatch(line)
        assert match, f"{path.name}: {line}"
        if match["name"]:
            found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


def group(name: str) -> list[Requirement]:
    """The requirements of a dependency group, with the groups it includes."""
    found = []
    for item in PYPROJECT["dependency-groups"][name]:
        found += [Requirement(item)] if isinstance(item, str) else group(item["include-group"])
    return found


def extras(*names: str) -> list[Requirement]:
    """The requirements of the base install and of some extras, with the extras they name."""
    texts = [*PYPROJECT["project"]["dependencies"]]
    for name in names:
        texts += PYPROJECT["project"]["optional-dependencies"][name]
    found = []
    for requirement in map(Requirement, texts):
        found += extras(*requirement.extras) if requirement.name == PYPROJECT["project"]["name"] else [requirement]
    return found


WANTED = {
    "base": extras(),
    "run": [*extras("readers", "cli"), *group("build")],
    "app": extras("readers", "writers", "cli"),
    "test": [*extras("all"), *group("test")],
    "lint": group("lint"),
    "docs": group("docs"),
    "system": group("system"),
    "spark": [*extras("all", "spark"), *group("test")],
    "bench": group("bench"),
    "mutate": group("mutate"),
    "fuzz": group("fuzz"),
    "lowest": [*extras("all"), *group("test")],
}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_lock_fits_pyproject(path):
    """Each lock holds only hashed pins, and every requirement of pyproject.toml that it stands for is met by one."""
    found = pins(path)
    unmet = [
        str(requirement)
        for requirement in WANTED[path.stem]
        if not any(requirement.specifier.contains(v) for v in found.get(canonicalize_name(requirement.name), ()))
    ]

    assert [] == unmet


def test_every_lock_is_there():
    """No lock is missing, none is left over."""
    assert sorted(WANTED) == [path.stem for path in LOCKS]


def test_locks_agree():
    """Several locks are installed into one environment, so a package has the same versions in all of them."""
    versions: dict[str, set[frozenset[str]]] = {}
    for path in LOCKS:
        if path.stem == "lowest":  # has an environment of its own
            continue
        for name, pinned in pins(path).items():
            versions.setdefault(name, set()).add(frozenset(pinned))

    assert {} == {name: found for name, found in versions.items() if len(found) > 1}
