"""What mutation testing is to do (`tests/mutation/agreed.toml`) fits what is there; the mutants are tried elsewhere."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AGREED = tomllib.loads((ROOT / "tests/mutation/agreed.toml").read_text(encoding="utf-8"))
FILES = [file for group in AGREED["group"] for file in group["files"]]
EVERY = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "src").rglob("*.py"))]
AGREED_ON = [
    *((entry, FILES) for entry in AGREED["justified"]),
    *((entry, EVERY) for entry in AGREED.get("equivalent", [])),
]


@pytest.mark.parametrize("path", [*FILES, *(test for group in AGREED["group"] for test in group["tests"])])
def test_files_and_tests_are_there(path):
    """Each file to be changed, and each test to be run over it."""
    assert (ROOT / path).exists()


def test_no_file_is_changed_twice():
    """A file stands in one group."""
    assert len(FILES) == len(set(FILES))


@pytest.mark.parametrize(("entry", "files"), AGREED_ON, ids=[entry["function"] for entry, _ in AGREED_ON])
def test_what_is_agreed_on_is_there(entry, files):
    """What may survive has a reason, and speaks of lines that the named module has."""
    (source,) = [
        " ".join((ROOT / file).read_text(encoding="utf-8").split())
        for file in files
        if f"{entry['function']}.".startswith(file.removeprefix("src/").removesuffix(".py").replace("/", ".") + ".")
    ]

    assert entry["reason"].endswith(".")
    for before, after in entry["changes"]:
        assert before in source
        assert before != after
