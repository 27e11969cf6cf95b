"""The stranger's ten lines of the documentation find the faults planted in the toy parser."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "property-test-your-parser.md"
FAULTS = {
    "thousands separators": r"printed '\d[\d,]*', read \d",
    "blank zeros": r"printed '', read 0",
    "site furniture": r"printed '\d+', read \d",
}
MENDED = """
def number(text):
    text = text.replace(",", "")
    return int(text) if re.fullmatch("[0-9]+", text) else None
"""


def blocks():
    """The files that the page shows, by name."""
    found = re.findall(r"```python\n# (\w+\.py)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return dict(found)


@pytest.fixture
def folder(tmp_path):
    """The stranger's folder."""
    for name, text in blocks().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder):
    """What pytest says there."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_toy.py"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def test_the_test_has_ten_lines():
    """Without the blank ones it has even fewer."""
    assert len(blocks()["test_toy.py"].strip().splitlines()) <= 12
    assert len([line for line in blocks()["test_toy.py"].splitlines() if line.strip()]) <= 10


@pytest.mark.slow
def test_it_finds_the_planted_faults(folder):
    """Each of the three tests fails, for the reason that was planted."""
    said = run(folder)

    assert "3 failed" in said
    for deviation, fault in FAULTS.items():
        assert re.search(
            rf"a wrong number is read \(html: page[\w ]*, {deviation}\)\n(E +requests.*\n)*?E +requests.*{fault}", said
        )


@pytest.mark.slow
def test_a_mended_parser_passes(folder):
    """With numbers read properly and the table found by its title, the same tests pass."""
    toy = folder / "toy.py"
    text = re.sub(r"\ndef number.*?\n\n\n", MENDED + "\n\n", toy.read_text(encoding="utf-8"), flags=re.DOTALL)
    toy.write_text(
        text.replace('.split("<table")[2]', '.partition("三、收到")[2].split("<table")[1]'), encoding="utf-8"
    )

    assert "3 passed" in run(folder)
