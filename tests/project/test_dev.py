"""What dev.py does where a program that it needs is not there."""

import argparse
import shutil
import sys
from functools import partial

import dev


def test_the_page_is_not_built_without_node(monkeypatch, capsys):
    """The step was not run, which is no failure of a release and one of the command that is for nothing else."""
    monkeypatch.setattr(shutil, "which", {"npm": "/usr/bin/npm"}.get)

    assert 0 == dev.run_steps([("the page", dev.page)])
    told = capsys.readouterr().out
    assert "not installed: node; on Debian: apt install nodejs npm" in told
    assert "NOT RUN the page" in told
    assert 2 == dev.web(argparse.Namespace(snapshot=False))


def test_steps_run_side_by_side(capfd):
    """What a list of steps said is shown as a whole, and only if not all of them passed."""
    says = {
        name: partial(dev.run, sys.executable, "-c", f"print('said by {name}'); raise SystemExit({code})")
        for name, code in (("fine", 0), ("wrong", 3), ("after it", 0))
    }
    steps = [("first", lambda: 0), [[("fine", says["fine"])], [(name, says[name]) for name in ("wrong", "after it")]]]
    steps += [[[("not here", lambda: dev.say("needs a program"))]], ("ends", lambda: dev.must("false"))]

    assert 3 == dev.run_steps(steps)
    told = capfd.readouterr().out
    assert "said by fine" not in told.replace("print('said by fine')", "")
    assert 0 < told.index("said by wrong") < told.index("said by after it") < told.index("needs a program")
    assert [
        ("ok", "first"),
        ("ok", "fine"),
        ("FAILED", "wrong"),
        ("ok", "after"),
        ("NOT", "RUN"),
        ("FAILED", "ends"),
    ] == [tuple(line.split()[:2]) for line in told.splitlines() if line.endswith(" s)")]
    assert "steps: 3 passed, 2 failed, 1 skipped" in told
