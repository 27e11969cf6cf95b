"""Lines on the output: painted with rich on a terminal, as plain text elsewhere."""

import io
import os
import sys

import pytest
from rich.console import Console

from govdisclosure.cli import pretty, printing
from govdisclosure.cli.printing import columns, show
from govdisclosure.render.lines import Tone, line

LINES = [line("标题 [red]", Tone.HEAD), (("填 ", Tone.PLAIN), ("5→50", Tone.BAD))]


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Standard output as a terminal."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def begun():
        stream = Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        return stream

    return begun


def test_elsewhere_lines_are_plain_text(capsys):
    """Nothing of what they are is left but the words."""
    show(LINES)

    assert "标题 [red]\n填 5→50\n" == capsys.readouterr().out


def test_a_terminal_shows_colours(terminal):
    """What is wrong is red; nothing that is printed is taken for markup, and no line is folded again."""
    stream = terminal()
    show([*LINES, line("字" * 200)])

    assert "\x1b[1;31m5→50\x1b[0m" in stream.getvalue()
    assert "标题 [red]" in stream.getvalue()
    assert "字" * 200 in stream.getvalue()


def test_a_terminal_without_rich_shows_plain_text(terminal, monkeypatch):
    """The same content where the extra is not installed."""
    monkeypatch.setattr(printing, "find_spec", lambda name: None)
    stream = terminal()
    show(LINES)

    assert "标题 [red]\n填 5→50\n" == stream.getvalue()


@pytest.mark.parametrize("tone", Tone)
def test_everything_can_be_painted(tone):
    """Every kind of piece has its colour."""
    console = Console(file=io.StringIO(), color_system=None)
    pretty.paint([line("x", tone)], console)

    assert "x\n" == console.file.getvalue()


def test_how_wide_lines_may_be(terminal, monkeypatch):
    """As COLUMNS says, else as the terminal does, else 80; where nobody looks there is no end."""
    stream = terminal()
    assert 80 == columns()  # it has no number
    monkeypatch.setattr(stream, "fileno", lambda: 1)
    monkeypatch.setattr(printing.os, "get_terminal_size", lambda number: os.terminal_size((97, 20)))
    assert 97 == columns()
    monkeypatch.setenv("COLUMNS", "60")
    assert 60 == columns()
    monkeypatch.setenv("COLUMNS", "wide")
    monkeypatch.setattr(stream, "isatty", lambda: False)
    assert columns() is None
