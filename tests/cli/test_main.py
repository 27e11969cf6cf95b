"""The command as a program: what goes wrong, broken pipes, and the module run by Python."""

import os
import subprocess
import sys

import pytest

import govdisclosure as gd


def program(*arguments, **options):
    """Run the command in a process of its own; what it prints is bytes."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "GOVD"))}
    return subprocess.run(
        [sys.executable, "-m", "govdisclosure", *map(str, arguments)],
        capture_output=True,
        env=environment | options.pop("env", {}),
        check=False,
        **options,
    )


def test_the_module_is_the_command():
    """``python -m govdisclosure`` prints the version."""
    done = program("--version")

    assert (0, f"{gd.__version__}\n") == (done.returncode, done.stdout.decode())


def test_chinese_in_any_locale():
    """UTF-8 on the output whatever the locale says of the encoding."""
    done = program("rules", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})

    assert 0 == done.returncode
    assert gd.RULES[0].title.zh in done.stdout.decode("utf-8")


def test_the_arguments_of_the_process_are_taken(monkeypatch, capsys):
    """Without arguments of a caller those of the process count."""
    from govdisclosure.cli import main

    monkeypatch.setattr(sys, "argv", ["govdisclosure", "explain", "REQ001", "--lang", "en"])

    assert 0 == main()
    assert "REQ001" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["explain", "REQ001"], ["schema"]])
def test_a_pipe_that_nobody_reads(arguments):
    """A pipe that is closed early is no error and leaves no traceback, however much was to be written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "govdisclosure", *arguments], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)

    assert (0, b"") == (done.returncode, done.stderr)


def test_an_interrupt(command, monkeypatch):
    """Control-C ends the command with the code that shells give it, and no traceback."""

    def interrupt(arguments, lang, status):
        raise KeyboardInterrupt

    monkeypatch.setattr("govdisclosure.cli._run", interrupt)

    assert (130, "", "") == command("rules")


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (gd.UsageError("what to do", zh="该怎么办"), "该怎么办\n", "what to do\n"),
        (OSError(28, "No space left on device", "x"), "x：磁盘空间不足\n", "x: No space left on device\n"),
        (OSError("odd"), "系统报告错误 OSError\n", "odd\n"),
    ],
)
def test_what_goes_wrong_is_one_line(error, zh, en, command, monkeypatch):
    """In one language, with no traceback for what is raised on purpose or the system refuses; exit code 2."""

    def fail(arguments, lang, status):
        raise error

    monkeypatch.setattr("govdisclosure.cli._run", fail)

    assert (2, "", f"govdisclosure: {zh}") == command("rules")
    assert (2, "", f"govdisclosure: {en}") == command("--lang", "en", "rules")


def test_streams_that_cannot_be_told_their_encoding(monkeypatch):
    """A stream that somebody put in the place of standard output need not know of encodings."""
    from govdisclosure.cli import main

    class Sink:
        def write(self, text: str) -> None:
            written.append(text)

        def flush(self) -> None:
            pass

    written: list[str] = []
    monkeypatch.setattr(sys, "stdout", Sink())

    assert 0 == main(["explain", "REQ001"])
    assert "REQ001" in "".join(written)


HOSTILE = "a\r通过\n::error::x\x1b[31m\u202e##[error]y.html"


@pytest.mark.skipif(os.name != "posix", reason="the system has no such names")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--format", "github"],
        ["diagnose"],
        ["convert"],
        ["convert", "--to", "csv"],
        ["check", "--previous"],
        ["check", "--config"],
        ["convert", "-o"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("kind", ["report", "none", "missing", "left out"])
def test_a_name_cannot_act(arguments, kind, command, tmp_path):
    """On no stream, in no message: whatever the file is called, each line is one of ours."""
    name = HOSTILE.removesuffix(".html") + ".jpg" if kind == "left out" else HOSTILE
    given = tmp_path / "reports"
    given.mkdir()
    if kind != "missing":
        text = gd.to_json(gd.zeros(2023, organ=HOSTILE)) if kind == "report" else "x"
        (given / name).write_text(text, encoding="utf-8")
    path = given if kind == "left out" else given / name
    ran = command(*arguments, path, *([path] if arguments[-1].startswith("-") and len(arguments) < 3 else []))

    for line in (ran.out + ran.err).splitlines():
        assert not set(line) & {"\r", "\x1b", "\u202e", "\x85", "\u2028"}
        assert "##[error]" not in line
        assert not line.strip().startswith("::error::x")


def test_what_the_command_was_called_with_cannot_act(command):
    """Arguments may come from names of files as well."""
    ran = command("check", "x.html", "--no-such\x1b[31m\n::error::x")

    assert 2 == ran.code
    assert "\\u001b[31m" in ran.err
    assert "\x1b" not in ran.err
    assert 2 == ran.err.count("\n")
