"""What the page on CI tells is done as a runner does it: a new environment, the lock, the project, and its commands."""

import re
import subprocess
import sys

import dev
import pytest

from project.test_readme import ROOT, calls, run_command

PAGE = ROOT / "docs" / "how-to" / "ci-en.md"
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def as_doctest(code: str) -> str:
    """A block of Python as one that doctest runs."""
    return code if code.startswith(">>>") else f">>> exec({code!r})\n"


@pytest.mark.system
def test_the_page_works_in_a_bare_environment(tmp_path, monkeypatch):
    """Nothing is there but what the lock of the readers brings and the project itself."""
    bare = dev.make_venv(tmp_path / "bare", dev.HERE)
    dev.pip_install(bare, *dev.hashed("run"))
    dev.pip_install(bare, "--no-deps", "--no-build-isolation", ROOT)
    work = tmp_path / "work"
    (work / "examples").parent.mkdir()
    (work / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(work)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(sys, "executable", str(bare))
    told, code = "", "0"
    for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "python":
            told += as_doctest(text) + "\n"
            (work / "page.txt").write_text(told, encoding="utf-8")
            subprocess.run([bare, "-m", "doctest", "page.txt"], check=True)
        for command, expected in calls(text) if kind == "console" else ():
            found, code = (code, code) if command == "echo $?" else run_command(command)
            assert expected == found, command
