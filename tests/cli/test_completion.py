"""``completion``: scripts for shells, made from the parser."""

import shutil
import subprocess

import pytest

from govdisclosure.cli.parser import COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_every_command_and_option_is_in_the_script(shell, command):
    """Of every shell that is known; another is a wrong call."""
    ran = command("completion", shell)

    assert 0 == ran.code
    for each in COMMANDS:
        assert each.name in ran.out
    assert "statistics" in ran.out
    assert 2 == command("completion", "fish").code


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes(command, tmp_path):
    """The beginning of a command and of an option, as a person types it."""
    (tmp_path / "script").write_text(command("completion", "bash").out, encoding="utf-8")
    line = """
    . ./script
    complete_of() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _shtab_govdisclosure
        echo "${COMPREPLY[@]}"; }
    complete_of govdisclosure ch
    complete_of govdisclosure check --stat
    """
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, cwd=tmp_path)

    assert ["check", "--statistics"] == done.stdout.split()


def test_what_it_needs_is_told(command, monkeypatch):
    """By the name of the extra."""
    monkeypatch.setitem(__import__("sys").modules, "shtab", None)
    ran = command("completion", "bash", "--lang", "en")

    assert 2 == ran.code
    assert "pip install 'govdisclosure[cli]'" in ran.err
