"""The command as the tests call it: in this process, in an empty folder, with no language set by the machine."""

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from govdisclosure.cli import main

LANGUAGE = ("GOVDISCLOSURE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Ran(NamedTuple):
    """What one call of the command left."""

    code: int | str | None
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """Run the command and give its exit code and what it printed; ``stdin`` is what stands on standard input."""
    for name in (*LANGUAGE, "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code: int | str | None
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
